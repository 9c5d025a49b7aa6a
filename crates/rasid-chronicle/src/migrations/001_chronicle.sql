-- Articles with their frozen text. `reading` is the coder's reading as JSON without text, events and claims, which
-- have tables of their own; `reading_sha256` tells whether a reading that comes again says anything new.
CREATE TABLE articles (
    id             TEXT PRIMARY KEY NOT NULL,
    text           TEXT NOT NULL,
    sketch         BLOB NOT NULL,
    reading        TEXT NOT NULL,
    reading_sha256 TEXT NOT NULL
) STRICT;

-- What each article says about encounters, in the order of its text.
CREATE TABLE reports (
    article  TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    event    TEXT NOT NULL,
    report   TEXT NOT NULL,
    PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX reports_by_event ON reports (event);

CREATE TABLE claims (
    article  TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    claim    TEXT NOT NULL,
    PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;

-- Derived from all reports at once; dropped and written anew by every refresh.
CREATE TABLE encounters (
    id        TEXT PRIMARY KEY NOT NULL,
    position  INTEGER NOT NULL UNIQUE,
    part_of   TEXT REFERENCES encounters (id) DEFERRABLE INITIALLY DEFERRED,
    encounter TEXT NOT NULL
) STRICT;

-- Ids that lead to an encounter under which it is, or was, known.
CREATE TABLE aliases (
    alias     TEXT PRIMARY KEY NOT NULL,
    encounter TEXT NOT NULL REFERENCES encounters (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- One row: whether readings came in since the encounters were derived.
CREATE TABLE state (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    stale INTEGER NOT NULL CHECK (stale IN (0, 1))
) STRICT;

INSERT INTO state (one, stale) VALUES (1, 0);
