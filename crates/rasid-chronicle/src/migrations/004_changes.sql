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

-- The city of the place, by its English name; the codes of the themes, with spaces between them.
ALTER TABLE encounters ADD COLUMN city TEXT;
ALTER TABLE encounters ADD COLUMN theme_codes TEXT NOT NULL DEFAULT '';
UPDATE encounters SET
    city = (SELECT encounter ->> '$.place.city_en' FROM bodies b WHERE b.n = encounters.n),
    theme_codes = ifnull((SELECT group_concat(theme, ' ') FROM encounter_themes t WHERE t.n = encounters.n), '');
DROP INDEX encounters_by_place;
CREATE INDEX encounters_by_place ON encounters (place, city, status, type, reports, sources);
CREATE INDEX encounters_by_themes ON encounters (theme_codes, status, type, reports, sources);
CREATE INDEX encounters_by_month_and_partners ON encounters (month, partners, status, type);
