-- What is asked of many articles at once stands beside them: the rows of articles hold their texts, and to look behind a
-- text is to read it.

-- Day, outlet and arrival of an article, found by its id alone.
CREATE INDEX articles_in_short ON articles (id, published, outlet, added_at);
CREATE INDEX articles_by_outlet ON articles (outlet);

-- What is found by its words stands in the order of its day.
ALTER TABLE searched ADD COLUMN published TEXT;
UPDATE searched SET published = (SELECT published FROM articles a WHERE a.id = searched.article);

-- Sketches, by which copies are known.
CREATE TABLE sketches (
    article   TEXT NOT NULL UNIQUE REFERENCES articles (id) ON DELETE CASCADE,
    published TEXT,
    sketch    BLOB NOT NULL
) STRICT;
INSERT INTO sketches (article, published, sketch) SELECT id, published, sketch FROM articles ORDER BY published;
CREATE INDEX sketches_by_day ON sketches (published);
ALTER TABLE articles DROP COLUMN sketch;

-- The outlet of each article that tells of an encounter, one on a line; an empty line for one that names none.
ALTER TABLE encounters ADD COLUMN outlets TEXT NOT NULL DEFAULT '';
UPDATE encounters SET outlets = ifnull((
    SELECT group_concat(outlet, char(10)) FROM (
        SELECT DISTINCT r.value ->> '$.article', ifnull(r.value ->> '$.outlet', '') AS outlet
            FROM bodies b, json_each(b.encounter, '$.reports') r WHERE b.n = encounters.n)), '');

-- Which encounters an article tells of, without the reports themselves.
CREATE INDEX reports_by_article ON reports (article, position, encounter) WHERE encounter IS NOT NULL;

-- What is to come.
CREATE INDEX encounters_to_come ON encounters (last_day) WHERE status = 'planned';

-- Who keeps a copy of what encounters are counted by is told too when one comes to belong to another trip.
CREATE TRIGGER changes_move AFTER UPDATE OF trip ON encounters WHEN NEW.trip IS NOT OLD.trip
    BEGIN INSERT OR REPLACE INTO changes (id, gone) VALUES (NEW.id, 0); END;
