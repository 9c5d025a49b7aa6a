-- Encounters are no longer derived from all reports at once: a refresh takes up the reports that wait, and those that a
-- chain of possible links leads to. What this file leaves empty is filled by the next refresh (`stale` = 2).

-- What the article tells of, to know a copy by it; and what it is found by.
ALTER TABLE articles ADD COLUMN told TEXT NOT NULL DEFAULT '';
ALTER TABLE articles ADD COLUMN published TEXT;
ALTER TABLE articles ADD COLUMN outlet TEXT;
-- When it came in first, UTC; empty where an earlier version took it in.
ALTER TABLE articles ADD COLUMN added_at TEXT NOT NULL DEFAULT '';
CREATE INDEX articles_by_arrival ON articles (added_at);
UPDATE articles SET published = reading ->> '$.article.published', outlet = reading ->> '$.article.outlet';
CREATE INDEX articles_by_day ON articles (published, outlet);

-- The event that a report happened inside, and the encounter it stands in; NULL while it waits. `added` is the decision by
-- which a person added the report.
ALTER TABLE reports ADD COLUMN added INTEGER;
ALTER TABLE reports ADD COLUMN parent TEXT;
ALTER TABLE reports ADD COLUMN encounter TEXT;
ALTER TABLE reports ADD COLUMN rejected INTEGER NOT NULL DEFAULT 0;
UPDATE reports SET parent = report ->> 'part_of';
CREATE INDEX reports_by_parent ON reports (parent) WHERE parent IS NOT NULL;
CREATE INDEX reports_by_encounter ON reports (encounter) WHERE encounter IS NOT NULL;
CREATE INDEX reports_added ON reports (added) WHERE added IS NOT NULL;
CREATE INDEX reports_waiting ON reports (event) WHERE encounter IS NULL AND rejected = 0;

-- Where reports stand that may be linked: kind, sides and month.
CREATE TABLE report_keys (
    key   TEXT NOT NULL,
    event TEXT NOT NULL,
    PRIMARY KEY (key, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX report_keys_by_event ON report_keys (event);

DROP TABLE aliases;
DROP TABLE encounters;

-- What encounters are found and counted by; what they say stands in `bodies`. `first_day` orders the chronicle, `lasts`
-- tells a range from a day that is not known exactly, `month` is a month, a year or empty. `told_parent` is what the
-- reports put it into, `part_of` what came of it, `trip` the outermost visit it belongs to, `partners` the codes of the
-- other sides, with spaces between them. The spot (country, first and last day) is where a visit may hold others (`spot_holds` = 1), or something else lie in one (0).
CREATE TABLE encounters (
    n              INTEGER PRIMARY KEY,
    id             TEXT NOT NULL UNIQUE,
    type           TEXT NOT NULL,
    status         TEXT NOT NULL,
    first_day      TEXT,
    last_day       TEXT,
    lasts          INTEGER NOT NULL,
    month          TEXT NOT NULL,
    place          TEXT,
    reports        INTEGER NOT NULL,
    sources        INTEGER NOT NULL,
    partners       TEXT NOT NULL,
    themes         INTEGER NOT NULL,
    told_parent    TEXT,
    part_of        TEXT REFERENCES encounters (id) DEFERRABLE INITIALLY DEFERRED,
    trip           INTEGER,
    spot_country   TEXT,
    spot_from      TEXT,
    spot_to        TEXT,
    spot_holds     INTEGER
) STRICT;
CREATE INDEX encounters_in_order ON encounters (first_day IS NULL, first_day, id);
CREATE INDEX encounters_counted ON encounters (status, type, reports, sources);
CREATE INDEX encounters_by_partners ON encounters (partners, status, type, reports, sources);
CREATE INDEX encounters_by_month ON encounters (month, status, type, reports, sources);
CREATE INDEX encounters_by_place ON encounters (place, status, type, reports, sources);
CREATE INDEX encounters_by_day ON encounters
    (first_day, last_day, lasts, status, type, partners, month, place, reports, sources);
CREATE INDEX encounters_lasting ON encounters
    (last_day, first_day, status, type, partners, month, place, reports, sources) WHERE lasts = 1;
-- Those of no day, or of one that is not known exactly: they may lie in a period or not.
CREATE INDEX encounters_unclear ON encounters (first_day, last_day, status, type)
    WHERE lasts = 0 AND (first_day IS NULL OR first_day <> last_day);
CREATE INDEX encounters_by_parent ON encounters (part_of) WHERE part_of IS NOT NULL;
CREATE INDEX encounters_by_trip ON encounters (trip) WHERE trip IS NOT NULL;
CREATE INDEX encounters_by_spot ON encounters (spot_country, spot_holds, spot_from) WHERE spot_country IS NOT NULL;

CREATE TABLE bodies (
    n         INTEGER PRIMARY KEY REFERENCES encounters (n) ON DELETE CASCADE,
    encounter TEXT NOT NULL
) STRICT;

-- The countries and organisations of an encounter; `partner` = 1 for those on the other side. Status, type and numbers are
-- those of the encounter, so that a plain count reads one index.
CREATE TABLE sides (
    n       INTEGER NOT NULL REFERENCES encounters (n) ON DELETE CASCADE,
    code    TEXT NOT NULL,
    partner INTEGER NOT NULL,
    PRIMARY KEY (n, code)
) STRICT, WITHOUT ROWID;
CREATE INDEX sides_by_code ON sides (code);

CREATE TABLE encounter_themes (
    n     INTEGER NOT NULL REFERENCES encounters (n) ON DELETE CASCADE,
    theme TEXT NOT NULL,
    PRIMARY KEY (n, theme)
) STRICT, WITHOUT ROWID;
CREATE INDEX encounter_themes_by_theme ON encounter_themes (theme);

-- Names as encounters have them, and the words that they are looked up by.
CREATE TABLE names (
    name_id INTEGER PRIMARY KEY,
    name    TEXT NOT NULL,
    latin   TEXT NOT NULL,
    -- Whether the Latin spelling is in public use, and not made by rule.
    attested INTEGER NOT NULL,
    UNIQUE (name, latin, attested)
) STRICT;
CREATE TABLE name_words (
    word    TEXT NOT NULL,
    name_id INTEGER NOT NULL REFERENCES names (name_id) ON DELETE CASCADE,
    PRIMARY KEY (word, name_id)
) STRICT, WITHOUT ROWID;

-- Who takes part in an encounter: his seat among the participants, his name if he has one, and the office, its rank and
-- the country that he acts for there.
CREATE TABLE people (
    n       INTEGER NOT NULL REFERENCES encounters (n) ON DELETE CASCADE,
    seat    INTEGER NOT NULL,
    name_id INTEGER REFERENCES names (name_id),
    country TEXT,
    office  TEXT,
    rank    TEXT NOT NULL,
    PRIMARY KEY (n, seat)
) STRICT, WITHOUT ROWID;
CREATE INDEX people_by_name ON people (name_id, n, country) WHERE name_id IS NOT NULL;

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

-- The words of titles and texts, folded and without their articles, to find articles by. Only which article has which
-- word is kept: where it stands is looked up in the text.
CREATE TABLE searched (
    n       INTEGER PRIMARY KEY,
    article TEXT NOT NULL UNIQUE REFERENCES articles (id) ON DELETE CASCADE
) STRICT;
CREATE VIRTUAL TABLE texts USING fts5 (
    words, content = '', contentless_delete = 1, detail = none, tokenize = 'unicode61 remove_diacritics 0'
);

-- What people decided, in the order in which they did. Nothing is ever changed or taken away: to undo is a decision too.
CREATE TABLE decisions (
    d        INTEGER PRIMARY KEY AUTOINCREMENT,
    at       TEXT NOT NULL,
    actor    TEXT NOT NULL,
    reason   TEXT NOT NULL,
    decision TEXT NOT NULL
) STRICT;
CREATE TRIGGER decisions_do_not_change BEFORE UPDATE ON decisions
    BEGIN SELECT raise(ABORT, 'a decision is never changed'); END;
CREATE TRIGGER decisions_do_not_go BEFORE DELETE ON decisions
    BEGIN SELECT raise(ABORT, 'a decision is never taken away'); END;

-- What the decisions that stand mean for the reports there are: written anew from them.
CREATE TABLE effects (
    event TEXT NOT NULL,
    kind  TEXT NOT NULL CHECK (kind IN ('confirm', 'reject', 'correct', 'together', 'apart')),
    other TEXT NOT NULL,
    field TEXT NOT NULL,
    was   TEXT NOT NULL,
    value TEXT NOT NULL,
    d     INTEGER NOT NULL REFERENCES decisions (d),
    PRIMARY KEY (event, kind, other, field, d)
) STRICT, WITHOUT ROWID;
CREATE INDEX effects_by_other ON effects (other) WHERE other <> '';

-- Decisions that have lost a report they speak of.
CREATE TABLE orphans (
    d     INTEGER NOT NULL REFERENCES decisions (d),
    event TEXT NOT NULL,
    PRIMARY KEY (d, event)
) STRICT, WITHOUT ROWID;

-- When a brief on each question was last asked for, UTC.
CREATE TABLE briefs (
    question TEXT PRIMARY KEY NOT NULL,
    at       TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE state_2 (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    stale INTEGER NOT NULL CHECK (stale IN (0, 1, 2)),
    -- When an intake last came to its end, UTC.
    last_intake TEXT
) STRICT;
INSERT INTO state_2 (one, stale) SELECT 1, CASE WHEN EXISTS (SELECT 1 FROM articles) THEN 2 ELSE 0 END;
DROP TABLE state;
ALTER TABLE state_2 RENAME TO state;
