//! What can go wrong with a store.

use std::env;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// The first bytes of every SQLite file.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// What can go wrong with a store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no file to answer from.
    #[error("{}: no such database", .0.display())]
    Missing(PathBuf),
    /// The file is not a database at all.
    #[error("{}: not a SQLite database", .0.display())]
    NotADatabase(PathBuf),
    /// A file that nothing was written to: a program that was to make a database of it was killed before.
    #[error("{}: an empty database; `rasid ingest` fills it", .0.display())]
    Empty(PathBuf),
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
    #[error("{}: damaged: {detail}", place(path))]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
    /// Everything else SQLite reports.
    #[error("{}: {}", place(path), reason(path, cause))]
    Sqlite {
        /// The file; empty for a temporary store.
        path: PathBuf,
        /// The cause. It is part of the message, and so no source of its own.
        cause: rusqlite::Error,
    },
}

impl StoreError {
    /// Whether the data is damaged, rather than missing, locked, foreign or newer.
    pub fn is_damaged(&self) -> bool {
        matches!(self, StoreError::Damaged { .. })
    }

    /// Whether the file or its folder does not let this process write, or not even take the locks it needs to.
    pub fn is_unwritable(&self) -> bool {
        matches!(self.code(), Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied))
    }

    /// Whether it was given up because it took too long.
    pub fn is_given_up(&self) -> bool {
        self.code() == Some(ErrorCode::OperationInterrupted)
    }

    /// Whether it may be the work of damaged data: nobody but this program writes these tables, and it keeps their
    /// rules.
    pub(crate) fn is_suspicious(&self) -> bool {
        matches!(
            self.code(),
            Some(
                ErrorCode::ConstraintViolation
                    | ErrorCode::InternalMalfunction
                    | ErrorCode::OutOfMemory
                    | ErrorCode::TooBig
                    | ErrorCode::TypeMismatch
            )
        )
    }

    fn code(&self) -> Option<ErrorCode> {
        if let StoreError::Sqlite { cause, .. } = self { code(cause) } else { None }
    }

    /// What SQLite's error means for the file.
    pub(crate) fn from_sqlite(path: &Path, cause: rusqlite::Error) -> Self {
        use rusqlite::Error::{
            FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, QueryReturnedNoRows,
            Utf8Error,
        };
        match (code(&cause), &cause) {
            (Some(ErrorCode::NotADatabase), _) if !calls_itself_a_database(path) => {
                StoreError::NotADatabase(path.to_owned())
            }
            // The statements are right: one that SQLite does not understand meets a schema that is not ours any more.
            (Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::Unknown), _)
            // Values that were never written, and rows that are gone.
            | (
                None,
                FromSqlConversionFailure(..) | IntegralValueOutOfRange(..) | InvalidColumnType(..)
                | QueryReturnedNoRows | Utf8Error(..),
            ) => StoreError::damaged(path, reason(path, &cause)),
            _ => StoreError::Sqlite { path: path.to_owned(), cause },
        }
    }

    pub(crate) fn damaged(path: &Path, detail: impl ToString) -> Self {
        StoreError::Damaged { path: path.to_owned(), detail: detail.to_string() }
    }
}

/// Whether the file begins as databases do, whatever follows.
fn calls_itself_a_database(path: &Path) -> bool {
    let mut head = [0; MAGIC.len()];
    File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok() && head == *MAGIC
}

/// The name of a store in messages: a temporary one lies where SQLite puts it.
fn place(path: &Path) -> String {
    if path.as_os_str().is_empty() {
        format!("temporary database in {}", temporary_folder().display())
    } else {
        path.display().to_string()
    }
}

/// The first of the folders that SQLite tries for its temporary files.
fn temporary_folder() -> PathBuf {
    let named = ["SQLITE_TMPDIR", "TMPDIR"].into_iter().filter_map(env::var_os).map(PathBuf::from);
    let usual = ["/var/tmp", "/usr/tmp", "/tmp"].into_iter().map(PathBuf::from);
    named.chain(usual).find(|folder| folder.is_dir()).unwrap_or_else(env::temp_dir)
}

fn code(cause: &rusqlite::Error) -> Option<ErrorCode> {
    match cause {
        rusqlite::Error::SqlInputError { error, .. } => Some(error.code),
        other => other.sqlite_error_code(),
    }
}

/// What SQLite says, once and without the path.
fn reason(path: &Path, cause: &rusqlite::Error) -> String {
    let said = match cause {
        rusqlite::Error::SqliteFailure(_, Some(message)) => message.clone(),
        rusqlite::Error::SqlInputError { msg, .. } => msg.clone(),
        rusqlite::Error::SqliteFailure(failure, None) => {
            rusqlite::ffi::code_to_str(failure.extended_code).to_owned()
        }
        other => other.to_string(),
    };
    let path = format!(": {}", path.display());
    said.strip_suffix(&path).unwrap_or(&said).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::{Connection, OpenFlags};

    #[test]
    fn a_cause_is_said_once() {
        let path = Path::new("no such folder/x.db");
        let cause = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap_err();
        let error = StoreError::from_sqlite(path, cause);
        assert_eq!(error.to_string(), "no such folder/x.db: unable to open database file");
        assert!(error.is_unwritable() && std::error::Error::source(&error).is_none());
    }

    #[test]
    fn a_temporary_store_is_named_by_its_folder() {
        let full = rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(13), None);
        let error = StoreError::from_sqlite(Path::new(""), full).to_string();
        let folder = temporary_folder();
        assert_eq!(error, format!("temporary database in {}: database or disk is full", folder.display()));
    }
}
