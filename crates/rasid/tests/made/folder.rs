//! A folder with a database in it that holds the reading made by hand.

use rasid_chronicle::Store;
use tempfile::TempDir;

#[path = "reading.rs"]
mod by_hand;

/// The folder; the database is where the program looks for it.
pub fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("rasid.db")).unwrap();
    store.add(&by_hand::reading()).unwrap();
    store.refresh().unwrap();
    folder
}
