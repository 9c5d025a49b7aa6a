//! Feeds that are watched, and who was told what.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};

use crate::{Store, StoreError, instant};

/// What is known of a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    /// `ETag` of its last answer.
    pub etag: Option<String>,
    /// `Last-Modified` of its last answer.
    pub last_modified: Option<String>,
    /// How often in a row it failed.
    pub failures: u32,
    /// When to call again; at once where that is not known.
    pub next_at: Option<Timestamp>,
}

impl Store {
    /// What is known of a feed; nothing of one that was never called.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn watched(&self, url: &str) -> Result<Watched, StoreError> {
        let sql = "SELECT etag, last_modified, failures, next_at FROM watched WHERE url = ?1";
        let found = self.ask(|connection| {
            let row = |row: &rusqlite::Row<'_>| {
                Ok(Watched {
                    etag: row.get(0)?,
                    last_modified: row.get(1)?,
                    failures: row.get(2)?,
                    next_at: row.get::<_, String>(3)?.parse().ok(),
                })
            };
            connection.prepare_cached(sql)?.query_row([url], row).optional()
        })?;
        Ok(found.unwrap_or_default())
    }

    /// Notes what is known of a feed.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn note_watched(&mut self, url: &str, watched: &Watched) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO watched (url, etag, last_modified, failures, next_at) VALUES (?1, ?2, ?3, ?4, ?5)";
        let Watched { etag, last_modified, failures, next_at } = watched;
        let next_at = next_at.map_or_else(String::new, instant);
        self.write(|transaction| {
            transaction.execute(sql, params![url, etag, last_modified, failures, next_at]).map(|_| ())
        })
    }

    /// Whether a page was taken in, and did not fail.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn is_taken(&self, url: &str) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM files f WHERE f.path = ?1 AND f.done = 1
            AND NOT EXISTS (SELECT 1 FROM entries WHERE file = f.id AND state = 'failed'))";
        self.ask(|connection| connection.prepare_cached(sql)?.query_row([url], |row| row.get(0)))
    }

    /// Until when a receiver knows what came in.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn told_until(&self, receiver: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT until FROM told WHERE receiver = ?1";
        self.ask(|connection| {
            connection.prepare_cached(sql)?.query_row([receiver], |row| row.get(0)).optional()
        })
    }

    /// Notes until when a receiver knows what came in.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn note_told(&mut self, receiver: &str, until: Timestamp) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO told (receiver, until) VALUES (?1, ?2)";
        self.write(|transaction| transaction.execute(sql, params![receiver, instant(until)]).map(|_| ()))
    }
}
