-- What was taken in: every run, every file, every member and record, and what became of it.

CREATE TABLE runs (
    id         INTEGER PRIMARY KEY,
    started_at TEXT NOT NULL,
    -- NULL while it goes on, and for ever where it was killed.
    ended_at   TEXT,
    program    TEXT NOT NULL,
    lexicon    TEXT NOT NULL,
    seconds    REAL NOT NULL DEFAULT 0,
    -- How many entries it took in, those that a later run took in again among them.
    entries    INTEGER NOT NULL DEFAULT 0
) STRICT;

-- `seen` tells a file from the same file changed: its size and time of change; NULL for what cannot be read again, such
-- as standard input. `run` is the one that began to read it as it is now, `done` whether one came to its end.
CREATE TABLE files (
    id   INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    seen TEXT,
    run  INTEGER NOT NULL REFERENCES runs (id),
    done INTEGER NOT NULL CHECK (done IN (0, 1))
) STRICT;

-- What a file held, in its order. `place` is where in the file, as people are told; `cause` is the same for all of a
-- kind, `detail` the whole message.
CREATE TABLE entries (
    file    INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    n       INTEGER NOT NULL,
    place   TEXT NOT NULL,
    state   TEXT NOT NULL CHECK (state IN ('article', 'duplicate', 'skipped', 'failed')),
    cause   TEXT NOT NULL,
    detail  TEXT NOT NULL,
    article TEXT,
    run     INTEGER NOT NULL REFERENCES runs (id),
    PRIMARY KEY (file, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX entries_by_state ON entries (state, cause);
CREATE INDEX entries_by_article ON entries (article, state) WHERE article IS NOT NULL;

-- Feeds that are watched: the marks of their last answer, how often in a row they failed, when to call again.
CREATE TABLE watched (
    url           TEXT PRIMARY KEY NOT NULL,
    etag          TEXT,
    last_modified TEXT,
    failures      INTEGER NOT NULL DEFAULT 0,
    next_at       TEXT NOT NULL DEFAULT ''
) STRICT;

-- Until when each receiver knows what came in.
CREATE TABLE told (
    receiver TEXT PRIMARY KEY NOT NULL,
    until    TEXT NOT NULL
) STRICT;
