//! What can go wrong with a store.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// What can go wrong with a store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no file to answer from.
    #[error("{}: no such database", .0.display())]
    Missing(PathBuf),
    /// The file is not a database at all.
    #[error("{}: not a SQLite database", .0.display())]
    NotADatabase(PathBuf),
    /// A database of another program.
    #[error("{}: a database, but not one of Rasid", .0.display())]
    Foreign(PathBuf),
    /// Written by a newer Rasid.
    #[error("{}: schema {found} is newer than this program knows ({known}); use a newer Rasid", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest schema this program knows.
        known: i64,
    },
    /// The file's content contradicts itself.
    #[error("{}: damaged: {detail}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
    /// Everything else SQLite reports.
    #[error("{}: {source}", path.display())]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: rusqlite::Error,
    },
}

impl StoreError {
    /// Whether the data is damaged, rather than missing, locked, foreign or newer.
    pub fn is_damaged(&self) -> bool {
        matches!(self, StoreError::Damaged { .. })
    }

    /// What SQLite's error means for the file.
    pub(crate) fn from_sqlite(path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => StoreError::NotADatabase(path),
            Some(ErrorCode::DatabaseCorrupt) => StoreError::Damaged { path, detail: source.to_string() },
            _ => StoreError::Sqlite { path, source },
        }
    }

    pub(crate) fn damaged(path: &Path, detail: impl ToString) -> Self {
        StoreError::Damaged { path: path.to_owned(), detail: detail.to_string() }
    }
}
