-- The beginning of each sketch, which says whether its text may be a copy (`BEGINNING` in rasid-merge): an article is
-- compared with all of its days, and of most of them that is enough.
DROP INDEX sketches_by_day;
CREATE INDEX sketches_in_short ON sketches (published, substr(sketch, 1, 168));
