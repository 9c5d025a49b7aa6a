-- Encounters are no longer derived from all reports at once: a refresh takes up the reports that wait, and those that a
-- chain of possible links leads to. What this file leaves empty is filled by the next refresh (`stale` = 2).

-- What the article tells of, to know a copy by it.
ALTER TABLE articles ADD COLUMN told TEXT NOT NULL DEFAULT '';

-- The event that a report happened inside, and the encounter it stands in; NULL while it waits.
ALTER TABLE reports ADD COLUMN parent TEXT;
ALTER TABLE reports ADD COLUMN encounter TEXT;
UPDATE reports SET parent = report ->> 'part_of';
CREATE INDEX reports_by_parent ON reports (parent) WHERE parent IS NOT NULL;
CREATE INDEX reports_by_encounter ON reports (encounter) WHERE encounter IS NOT NULL;
CREATE INDEX reports_waiting ON reports (event) WHERE encounter IS NULL;

-- Where reports stand that may be linked: kind, sides and month.
CREATE TABLE report_keys (
    key   TEXT NOT NULL,
    event TEXT NOT NULL,
    PRIMARY KEY (key, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX report_keys_by_event ON report_keys (event);

DROP TABLE aliases;
DROP TABLE encounters;

-- `first_day` orders the chronicle; `told_parent` is what the reports put it into, `part_of` what came of it. The spot
-- (country, first and last day) is where a visit may hold others (`spot_holds` = 1), or something else lie in one (0).
CREATE TABLE encounters (
    id           TEXT PRIMARY KEY NOT NULL,
    first_day    TEXT,
    told_parent  TEXT,
    part_of      TEXT REFERENCES encounters (id) DEFERRABLE INITIALLY DEFERRED,
    spot_country TEXT,
    spot_from    TEXT,
    spot_to      TEXT,
    spot_holds   INTEGER,
    encounter    TEXT NOT NULL
) STRICT;
CREATE INDEX encounters_in_order ON encounters (first_day IS NULL, first_day, id);
CREATE INDEX encounters_by_parent ON encounters (part_of) WHERE part_of IS NOT NULL;
CREATE INDEX encounters_by_spot ON encounters (spot_country, spot_holds, spot_from) WHERE spot_country IS NOT NULL;

-- Ids that lead to an encounter because one of its reports would give them.
CREATE TABLE aliases (
    alias     TEXT PRIMARY KEY NOT NULL,
    encounter TEXT NOT NULL REFERENCES encounters (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX aliases_by_encounter ON aliases (encounter);

-- Encounters that lost a report to another reading of its article, as they were; they wait for the refresh that finds
-- what became of them.
CREATE TABLE gone (
    id        TEXT PRIMARY KEY NOT NULL,
    encounter TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Ids that were given once and that no report gives any more, with the encounter that took their place; NULL where
-- nothing did.
CREATE TABLE redirects (
    id        TEXT PRIMARY KEY NOT NULL,
    encounter TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE state_2 (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    stale INTEGER NOT NULL CHECK (stale IN (0, 1, 2))
) STRICT;
INSERT INTO state_2 (one, stale) SELECT 1, CASE WHEN EXISTS (SELECT 1 FROM articles) THEN 2 ELSE 0 END;
DROP TABLE state;
ALTER TABLE state_2 RENAME TO state;
