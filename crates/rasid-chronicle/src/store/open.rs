//! Opening a file: whose it is, which schema it has, and bringing it up to date.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::error::StoreError;

/// `RASD`: tells a chronicle from the databases of other programs.
const APPLICATION_ID: i64 = 0x5241_5344;
/// Each step brings the schema from its index to the next number; none is ever changed once released.
const MIGRATIONS: &[&str] = &[include_str!("../migrations/001_chronicle.sql")];
/// How long to wait for another process that writes.
const PATIENCE: Duration = Duration::from_secs(10);

/// Opens for writing, creating the file and its schema as needed. The empty path is a temporary database.
pub(super) fn writable(path: &Path) -> Result<Connection, StoreError> {
    let sqlite = |source| StoreError::from_sqlite(path, source);
    let mut connection = Connection::open(path).map_err(sqlite)?;
    connection.busy_timeout(PATIENCE).map_err(sqlite)?;
    check(path, &connection, true)?;
    connection
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;")
        .map_err(sqlite)?;
    migrate(&mut connection).map_err(sqlite)?;
    Ok(connection)
}

/// Opens an existing file for reading.
pub(super) fn read_only(path: &Path) -> Result<Connection, StoreError> {
    if !path.exists() {
        return Err(StoreError::Missing(path.to_owned()));
    }
    let sqlite = |source| StoreError::from_sqlite(path, source);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(sqlite)?;
    connection.busy_timeout(PATIENCE).map_err(sqlite)?;
    check(path, &connection, false)?;
    Ok(connection)
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
        0 if writable && tables == 0 && found == 0 => Ok(()),
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

/// The newest schema this program knows.
fn newest() -> i64 {
    MIGRATIONS.len() as i64
}
