//! Opening a file: whose it is, which schema it has, and bringing it up to date.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::error::StoreError;

/// `RASD`: tells a chronicle from the databases of other programs.
const APPLICATION_ID: i64 = 0x5241_5344;
/// Each step brings the schema from its index to the next number; none is ever changed once released.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/001_chronicle.sql"),
    include_str!("../migrations/002_incremental.sql"),
    include_str!("../migrations/003_ledger.sql"),
    include_str!("../migrations/004_changes.sql"),
    include_str!("../migrations/005_facts.sql"),
    include_str!("../migrations/006_copies.sql"),
];
/// Pages that are copied at once.
const PAGES: std::ffi::c_int = 1024;
/// Statements that are kept compiled: taking up a report asks some forty.
const STATEMENTS: usize = 64;
/// How long to wait for another process that writes.
const PATIENCE: Duration = Duration::from_secs(10);

/// Opens for writing, creating the file and its schema as needed. The empty path is a temporary database.
pub(super) fn writable(path: &Path) -> Result<Connection, StoreError> {
    let sqlite = |source| StoreError::from_sqlite(path, source);
    let mut connection = Connection::open(path).map_err(sqlite)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.busy_timeout(PATIENCE).map_err(sqlite)?;
    check(path, &connection, true)?;
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;
             PRAGMA cache_size = -65536;",
        )
        .map_err(sqlite)?;
    migrate(&mut connection).map_err(sqlite)?;
    Ok(connection)
}

/// Opens an existing file for reading.
///
/// SQLite takes locks in files beside the database even to read it. Where it may not make them, the database is read as
/// one that does not change, provided that no write waits in its journal.
pub(super) fn read_only(path: &Path) -> Result<Connection, StoreError> {
    if !path.exists() {
        return Err(StoreError::Missing(path.to_owned()));
    }
    match checked(path, path.as_os_str(), OpenFlags::empty()) {
        Err(error) if error.is_unwritable() && !has_pending_writes(path) => {
            immutable(path).map_err(|_| error)
        }
        other => other,
    }
}

/// A temporary database with all that a file holds, brought up to date.
pub(super) fn copy(path: &Path) -> Result<Connection, StoreError> {
    let source = read_only(path)?;
    let sqlite = |source| StoreError::from_sqlite(path, source);
    let mut connection =
        Connection::open("").map_err(|error| StoreError::from_sqlite(Path::new(""), error))?;
    Backup::new(&source, &mut connection)
        .and_then(|backup| backup.run_to_completion(PAGES, Duration::ZERO, None))
        .map_err(sqlite)?;
    connection.execute_batch("PRAGMA foreign_keys = ON;").map_err(sqlite)?;
    migrate(&mut connection).map_err(sqlite)?;
    Ok(connection)
}

/// Opens a file that nobody writes while it is read: without locks, and without a write anywhere.
fn immutable(path: &Path) -> Result<Connection, StoreError> {
    checked(path, immutable_uri(path).as_ref(), OpenFlags::SQLITE_OPEN_URI)
}

fn checked(path: &Path, name: &OsStr, more: OpenFlags) -> Result<Connection, StoreError> {
    let sqlite = |source| StoreError::from_sqlite(path, source);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | more;
    let connection = Connection::open_with_flags(name, flags).map_err(sqlite)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.busy_timeout(PATIENCE).map_err(sqlite)?;
    check(path, &connection, false)?;
    // In KiB; the default of 2 MB is read anew for every count.
    connection.pragma_update(None, "cache_size", -16_384).map_err(sqlite)?;
    Ok(connection)
}

/// Whether the write-ahead log beside the file holds anything.
fn has_pending_writes(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    fs::metadata(log).is_ok_and(|log| log.len() > 0)
}

/// The path as the URI that SQLite takes; every byte that could mean something in a URI is escaped.
fn immutable_uri(path: &Path) -> String {
    // With an authority, however empty, two slashes at the head of a path are no authority.
    let mut uri = if path.is_absolute() { "file://".to_owned() } else { "file:".to_owned() };
    for &byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri + "?immutable=1"
}

/// Refuses what is no chronicle or a newer one. An empty database may become a chronicle when it is writable.
fn check(path: &Path, connection: &Connection, writable: bool) -> Result<(), StoreError> {
    let sqlite = |source| StoreError::from_sqlite(path, source);
    let number = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).map_err(sqlite);
    let (application, found) = (number("PRAGMA application_id")?, number("PRAGMA user_version")?);
    let tables = number("SELECT count(*) FROM sqlite_schema")?;
    let known = newest();
    match application {
        APPLICATION_ID if found > known => Err(StoreError::Newer { path: path.to_owned(), found, known }),
        APPLICATION_ID if found >= 1 => Ok(()),
        0 if tables == 0 && found == 0 => {
            if writable {
                Ok(())
            } else {
                Err(StoreError::Empty(path.to_owned()))
            }
        }
        _ => Err(StoreError::Foreign(path.to_owned())),
    }
}

/// Applies the missing steps, all or none. Another process may have applied them meanwhile: the version is read again
/// under the lock.
fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    let version =
        |connection: &Connection| connection.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0));
    if version(connection)? == newest() {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = usize::try_from(version(&transaction)?).unwrap_or(0);
    for step in MIGRATIONS.iter().skip(done) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", newest())?;
    transaction.commit()
}

/// Whether the schema is older than the newest: it is brought up to date when the file is opened for writing.
pub(super) fn is_old(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0)).map(|found| found < newest())
}

/// The newest schema this program knows.
fn newest() -> i64 {
    MIGRATIONS.len() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_uri_without_a_second_meaning() {
        for (path, uri) in [
            ("x.db", "file:x.db?immutable=1"),
            ("a b?mode=rwc#%.db", "file:a%20b%3Fmode%3Drwc%23%25.db?immutable=1"),
            #[cfg(unix)]
            ("//srv/x.db", "file:////srv/x.db?immutable=1"),
        ] {
            assert_eq!(immutable_uri(Path::new(path)), uri);
        }
    }

    #[test]
    fn what_cannot_change_is_read_without_a_write() {
        let folder = std::env::temp_dir().join(format!("rasid-open-{} ?ا", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("x.db");
        drop(writable(&path).unwrap());
        let connection = immutable(&path).unwrap();
        let stale: i64 = connection.query_row("SELECT stale FROM state", [], |row| row.get(0)).unwrap();
        assert_eq!(stale, 0);
        assert!(connection.execute("UPDATE state SET stale = 1", []).is_err());
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing is made beside it");
        assert!(!has_pending_writes(&path));
        fs::write(folder.join("x.db-wal"), "x").unwrap();
        assert!(has_pending_writes(&path));
        fs::remove_dir_all(&folder).unwrap();
    }
}
