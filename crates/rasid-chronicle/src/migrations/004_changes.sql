-- What changed since when, for those who keep a copy; and what maps and tables of months are counted by.

-- The last change of every encounter that there is or was, in the order of changes: written (gone = 0) or gone (1).
CREATE TABLE changes (
    seq  INTEGER PRIMARY KEY AUTOINCREMENT,
    id   TEXT NOT NULL UNIQUE,
    gone INTEGER NOT NULL CHECK (gone IN (0, 1))
) STRICT;
INSERT INTO changes (id, gone) SELECT id, 0 FROM encounters ORDER BY id;
CREATE TRIGGER changes_come AFTER INSERT ON encounters
    BEGIN INSERT OR REPLACE INTO changes (id, gone) VALUES (NEW.id, 0); END;
CREATE TRIGGER changes_go AFTER DELETE ON encounters
    BEGIN INSERT OR REPLACE INTO changes (id, gone) VALUES (OLD.id, 1); END;
CREATE TRIGGER changes_stay AFTER UPDATE ON bodies
    BEGIN INSERT OR REPLACE INTO changes (id, gone) SELECT id, 0 FROM encounters WHERE n = NEW.n; END;

-- How often anything was written.
ALTER TABLE state ADD COLUMN version INTEGER NOT NULL DEFAULT 0;

-- The city of the place, by its English name; the codes of the themes and of all sides, with spaces between them; whether
-- a person has looked at it.
ALTER TABLE encounters ADD COLUMN city TEXT;
ALTER TABLE encounters ADD COLUMN theme_codes TEXT NOT NULL DEFAULT '';
ALTER TABLE encounters ADD COLUMN side_codes TEXT NOT NULL DEFAULT '';
ALTER TABLE encounters ADD COLUMN reviewed INTEGER NOT NULL DEFAULT 0;
-- Of a visit, the country of who is named first, where that is another one than the place's.
ALTER TABLE encounters ADD COLUMN origin TEXT;
UPDATE encounters SET
    city = (SELECT encounter ->> '$.place.city_en' FROM bodies b WHERE b.n = encounters.n),
    theme_codes = ifnull((SELECT group_concat(theme, ' ') FROM encounter_themes t WHERE t.n = encounters.n), ''),
    side_codes = ifnull((SELECT group_concat(code, ' ') FROM sides s WHERE s.n = encounters.n), ''),
    reviewed = ifnull((SELECT encounter ->> '$.reviewed' IS NOT NULL FROM bodies b WHERE b.n = encounters.n), 0),
    origin = (SELECT country FROM people p WHERE p.n = encounters.n AND p.seat = 0
        AND encounters.type = 'visit' AND p.country <> encounters.place);
DROP INDEX encounters_by_place;
CREATE INDEX encounters_by_place ON encounters (place, city, status, type, reports, sources);
CREATE INDEX encounters_by_themes ON encounters (theme_codes, status, type, reports, sources);
CREATE INDEX encounters_by_month_and_partners ON encounters (month, partners, status, type);
CREATE INDEX encounters_by_sides ON encounters (side_codes, status, type);
CREATE INDEX encounters_by_origin ON encounters (origin, place, city, status) WHERE origin IS NOT NULL;
CREATE INDEX encounters_outermost ON encounters (status, type, month) WHERE trip = n;

-- Which encounters the texts tell of, by the numbers of both.
CREATE TABLE heard (
    text INTEGER NOT NULL,
    n    INTEGER NOT NULL REFERENCES encounters (n) ON DELETE CASCADE,
    PRIMARY KEY (text, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX heard_by_encounter ON heard (n);
INSERT OR IGNORE INTO heard (text, n)
    SELECT s.n, e.n FROM reports r JOIN searched s ON s.article = r.article JOIN encounters e ON e.id = r.encounter;
