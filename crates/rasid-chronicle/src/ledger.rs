//! The ledger: what was taken in, file by file, and what became of every member and record.
//!
//! Every thing that a file holds ends in exactly one state. A file that was read to its end by the same program, and has
//! not changed since, is not read again; one whose reading was cut off goes on where it stopped.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use rasid_coder::Reading;
use rusqlite::{OptionalExtension, Transaction, params};

use crate::store::keep::keep;
use crate::{Added, Store, StoreError, instant};

/// A run of intake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunId(i64);

impl fmt::Display for RunId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A file of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FileId(i64);

/// How a file is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// All of it was taken in before: so many articles, duplicates among them.
    Done {
        /// How many of its entries are articles.
        articles: u64,
    },
    /// From the entry behind the first `taken` ones.
    From {
        /// The file.
        file: FileId,
        /// How many entries an earlier run took in.
        taken: u64,
    },
}

/// What becomes of a thing that a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// An article of the store.
    Article,
    /// An article that another entry had brought.
    Duplicate,
    /// Sound, and no article.
    Skipped,
    /// It could not be read.
    Failed,
}

impl State {
    /// All of them, in the order they are shown in.
    pub const ALL: [State; 4] = [State::Article, State::Duplicate, State::Skipped, State::Failed];

    /// Its name in the store and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Article => "article",
            State::Duplicate => "duplicate",
            State::Skipped => "skipped",
            State::Failed => "failed",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for State {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = || State::ALL.map(State::as_str).join(", ");
        State::ALL
            .into_iter()
            .find(|state| state.as_str() == name)
            .ok_or_else(|| format!("no such state; there are {}", known()))
    }
}

/// One thing that a file holds, read.
#[derive(Clone, Debug)]
pub struct Entry<'r> {
    /// The file.
    pub file: FileId,
    /// Its number in the file, from 1.
    pub n: u64,
    /// Where in the file, for people; empty for the whole of it.
    pub place: String,
    /// What it says, or why it says nothing.
    pub found: Result<&'r Reading, Lacking>,
}

/// Why an entry is no article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// [`State::Skipped`] or [`State::Failed`].
    pub state: State,
    /// In short, the same for all of a kind.
    pub cause: String,
    /// The whole message.
    pub detail: String,
}

/// A run, as the ledger tells of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// When it began, UTC.
    pub started_at: String,
    /// When it ended; `None` for one that goes on, or was killed.
    pub ended_at: Option<String>,
    /// Version of the program.
    pub program: String,
    /// Hash of the lexicon.
    pub lexicon: String,
    /// Seconds it took.
    pub seconds: f64,
    /// How many entries it took in.
    pub entries: u64,
}

/// How many entries are in a state for a cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tallied {
    /// The state.
    pub state: State,
    /// The cause; empty for articles.
    pub cause: String,
    /// How many.
    pub entries: u64,
}

/// An entry as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The file.
    pub path: String,
    /// Its number in the file.
    pub n: u64,
    /// Where in the file.
    pub place: String,
    /// The state.
    pub state: State,
    /// In short.
    pub cause: String,
    /// The whole message; empty for articles.
    pub detail: String,
    /// The article.
    pub article: Option<String>,
}

/// The cause of what the system would not open or read: it may do so the next time.
pub const UNREADABLE: &str = "cannot be read";

impl Store {
    /// Notes that a run begins.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn begin_run(&mut self, program: &str, lexicon: &str, at: Timestamp) -> Result<RunId, StoreError> {
        self.write(|transaction| {
            transaction.execute(
                "INSERT INTO runs (started_at, program, lexicon) VALUES (?1, ?2, ?3)",
                params![instant(at), program, lexicon],
            )?;
            Ok(RunId(transaction.last_insert_rowid()))
        })
    }

    /// Notes that a run came to its end, and took so long.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn end_run(&mut self, run: RunId, at: Timestamp, seconds: f64) -> Result<(), StoreError> {
        let sql = "UPDATE runs SET ended_at = ?2, seconds = ?3 WHERE id = ?1";
        self.write(|transaction| transaction.execute(sql, params![run.0, instant(at), seconds]).map(|_| ()))
    }

    /// Notes that a run is about to read a file, and says how much of it was taken in before. `seen` tells the file from
    /// the same file changed; `again` reads it whatever was taken in.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn begin_file(
        &mut self,
        run: RunId,
        path: &str,
        seen: Option<&str>,
        again: bool,
    ) -> Result<Begun, StoreError> {
        self.write(|transaction| {
            let known: Option<(i64, i64, bool, bool)> = transaction
                .prepare_cached(
                    "SELECT f.id, f.run, f.done, f.seen IS NOT NULL AND f.seen IS ?2 AND r.program = now.program
                        AND r.lexicon = now.lexicon
                        AND NOT EXISTS (SELECT 1 FROM entries WHERE file = f.id AND state = 'failed' AND cause = ?4)
                     FROM files f JOIN runs r ON r.id = f.run JOIN runs now ON now.id = ?3 WHERE f.path = ?1",
                )?
                .query_row(params![path, seen, run.0, UNREADABLE], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
                })
                .optional()?;
            match known {
                Some((file, earlier, done, same)) if same && !again => {
                    let mut count = transaction.prepare_cached(
                        "SELECT count(*), count(*) FILTER (WHERE state IN ('article', 'duplicate'))
                         FROM entries WHERE file = ?1 AND run >= ?2",
                    )?;
                    let (taken, articles): (u64, u64) =
                        count.query_row([file, earlier], |row| Ok((row.get(0)?, row.get(1)?)))?;
                    Ok(if done { Begun::Done { articles } } else { Begun::From { file: FileId(file), taken } })
                }
                Some((file, ..)) => {
                    transaction
                        .prepare_cached("UPDATE files SET seen = ?2, run = ?3, done = 0 WHERE id = ?1")?
                        .execute(params![file, seen, run.0])?;
                    Ok(Begun::From { file: FileId(file), taken: 0 })
                }
                None => {
                    transaction
                        .prepare_cached("INSERT INTO files (path, seen, run, done) VALUES (?1, ?2, ?3, 0)")?
                        .execute(params![path, seen, run.0])?;
                    Ok(Begun::From { file: FileId(transaction.last_insert_rowid()), taken: 0 })
                }
            }
        })
    }

    /// Keeps the readings of a batch and notes its entries, in one transaction. `ended` are the files that were read to
    /// their ends: what an earlier reading of them noted and this one did not goes.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn take_in(
        &mut self,
        run: RunId,
        entries: &[Entry<'_>],
        ended: &[FileId],
    ) -> Result<Vec<Option<Added>>, StoreError> {
        self.write(|transaction| {
            let added =
                entries.iter().map(|entry| note(transaction, run, entry)).collect::<Result<_, _>>()?;
            transaction
                .prepare_cached("UPDATE runs SET entries = entries + ?2 WHERE id = ?1")?
                .execute(params![run.0, entries.len() as i64])?;
            for file in ended {
                transaction
                    .prepare_cached(
                        "DELETE FROM entries WHERE file = ?1 AND run < (SELECT run FROM files WHERE id = ?1)",
                    )?
                    .execute([file.0])?;
                transaction.prepare_cached("UPDATE files SET done = 1 WHERE id = ?1")?.execute([file.0])?;
            }
            Ok(added)
        })
    }

    /// A file of the ledger, if it is still the one that was read: if what was seen of it begins with `seen`.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn file(&self, path: &str, seen: Option<&str>) -> Result<Option<FileId>, StoreError> {
        let sql = "SELECT id FROM files WHERE path = ?1 AND done = 1 AND (seen = ?2 OR substr(seen, 1, length(?2) + 1) = ?2 || ' ')";
        self.ask(|connection| {
            connection
                .prepare_cached(sql)?
                .query_row(params![path, seen], |row| Ok(FileId(row.get(0)?)))
                .optional()
        })
    }

    /// The last runs, the newest first.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn runs(&self, most: u32) -> Result<Vec<Run>, StoreError> {
        let sql = "SELECT started_at, ended_at, program, lexicon, seconds, entries
            FROM runs ORDER BY id DESC LIMIT ?1";
        self.ask(|connection| {
            let row = |row: &rusqlite::Row<'_>| {
                Ok(Run {
                    started_at: row.get(0)?,
                    ended_at: row.get(1)?,
                    program: row.get(2)?,
                    lexicon: row.get(3)?,
                    seconds: row.get(4)?,
                    entries: row.get(5)?,
                })
            };
            connection.prepare_cached(sql)?.query_map([most], row)?.collect()
        })
    }

    /// How many files were read to their ends, and how many only in part.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn files(&self) -> Result<(u64, u64), StoreError> {
        let sql = "SELECT count(*) FILTER (WHERE done = 1), count(*) FILTER (WHERE done = 0) FROM files";
        self.ask(|connection| connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))))
    }

    /// How many entries there are of each state and cause: the sum is all that was taken in.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn tally(&self) -> Result<Vec<Tallied>, StoreError> {
        let sql = "SELECT state, cause, count(*) AS entries FROM entries GROUP BY state, cause
            ORDER BY state, entries DESC, cause";
        self.ask(|connection| {
            let row = |row: &rusqlite::Row<'_>| {
                Ok(Tallied { state: state(row, 0)?, cause: row.get(1)?, entries: row.get(2)? })
            };
            connection.prepare_cached(sql)?.query_map([], row)?.collect()
        })
    }

    /// Hands over the entries of some states, or of all where none is named, in the order they were read in; `take`
    /// returns false to stop.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn each_entry(
        &self,
        states: &[State],
        mut take: impl FnMut(Listed) -> bool,
    ) -> Result<(), StoreError> {
        let sql = "SELECT f.path, e.n, e.place, e.state, e.cause, e.detail, e.article FROM entries e
            JOIN files f ON f.id = e.file WHERE ?1 = '' OR instr(?1, e.state) > 0 ORDER BY f.id, e.n";
        let wanted: Vec<&str> = states.iter().map(|state| state.as_str()).collect();
        self.ask(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query([wanted.join(" ")])?;
            while let Some(row) = rows.next()? {
                let listed = Listed {
                    path: row.get(0)?,
                    n: row.get(1)?,
                    place: row.get(2)?,
                    state: state(row, 3)?,
                    cause: row.get(4)?,
                    detail: row.get(5)?,
                    article: row.get(6)?,
                };
                if !take(listed) {
                    break;
                }
            }
            Ok(())
        })
    }
}

fn note(transaction: &Transaction<'_>, run: RunId, entry: &Entry<'_>) -> rusqlite::Result<Option<Added>> {
    let added = entry.found.as_ref().ok().map(|reading| keep(transaction, reading)).transpose()?;
    let article = entry.found.as_ref().ok().map(|reading| reading.article.id.as_str());
    let (state, cause, detail) = match &entry.found {
        Err(lacking) => (lacking.state, lacking.cause.as_str(), lacking.detail.as_str()),
        Ok(_) => {
            let elsewhere: bool = transaction
                .prepare_cached(
                    "SELECT EXISTS (SELECT 1 FROM entries WHERE article = ?1 AND state = 'article'
                        AND NOT (file = ?2 AND n = ?3))",
                )?
                .query_row(params![article, entry.file.0, entry.n], |row| row.get(0))?;
            (if elsewhere { State::Duplicate } else { State::Article }, "", "")
        }
    };
    transaction
        .prepare_cached(
            "INSERT OR REPLACE INTO entries (file, n, place, state, cause, detail, article, run)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            entry.file.0,
            entry.n,
            entry.place,
            state.as_str(),
            cause,
            detail,
            article,
            run.0
        ])?;
    Ok(added)
}

fn state(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<State> {
    row.get::<_, String>(at)?.parse().map_err(|error: String| {
        rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, error.into())
    })
}
