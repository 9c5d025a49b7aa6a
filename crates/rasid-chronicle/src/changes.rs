//! What changed since when, for those who keep a copy of the chronicle.

use serde::Serialize;

use crate::store::{Store, StoreError};

/// An encounter that was written or went, since a copy was taken. It may have been written as it was before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// Where it stands among all changes: ask for what follows the last one that you know.
    pub seq: u64,
    /// Id of the encounter.
    pub id: String,
    /// Whether there is no encounter of this id any more.
    pub gone: bool,
    /// Of one that is gone, the encounter that took its place.
    pub now: Option<String>,
}

impl Store {
    /// The last change of every encounter that changed behind `since`, in the order of changes, `most` at most. Nothing
    /// is missing between two of them.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn changes(&self, since: u64, most: usize) -> Result<Vec<Changed>, StoreError> {
        let sql = "SELECT seq, id, gone FROM changes WHERE seq > ?1 ORDER BY seq LIMIT ?2";
        let mut changes: Vec<Changed> = self.ask(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let bounds = (i64::try_from(since).unwrap_or(i64::MAX), i64::try_from(most).unwrap_or(i64::MAX));
            let rows = statement.query_map(bounds, |row| {
                Ok(Changed { seq: row.get(0)?, id: row.get(1)?, gone: row.get(2)?, now: None })
            })?;
            rows.collect()
        })?;
        for change in changes.iter_mut().filter(|change| change.gone) {
            change.now = self.resolve(&change.id)?;
        }
        Ok(changes)
    }

    /// The number of the last change; 0 where there was none.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn last_change(&self) -> Result<u64, StoreError> {
        let sql = "SELECT ifnull(max(seq), 0) FROM changes";
        self.ask(|connection| connection.prepare_cached(sql)?.query_row([], |row| row.get(0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::told;

    const NAMES: [&str; 2] = ["سمير الورداني", "إيفا ليند"];

    #[test]
    fn what_is_written_and_what_goes_is_told_once() {
        let mut store = Store::open_temporary().unwrap();
        let version = store.version().unwrap();
        store.add(&told("a", "e1", "2025-03-04", NAMES)).unwrap();
        store.refresh().unwrap();
        assert!(store.version().unwrap() > version);
        let id_of = |store: &Store| store.encounters().unwrap()[0].id.clone();
        let before = id_of(&store);
        let first = store.changes(0, 10).unwrap();
        let told_as = |id: &str, gone: bool| (id.to_owned(), gone);
        let ids = |changes: &[Changed]| -> Vec<(String, bool)> {
            let mut ids: Vec<_> = changes.iter().map(|change| told_as(&change.id, change.gone)).collect();
            ids.sort_by_key(|(_, gone)| *gone);
            ids
        };
        assert_eq!(ids(&first), [told_as(&before, false)]);
        let seq = first[0].seq;
        assert!(store.changes(seq, 10).unwrap().is_empty());
        // A second report of it, whose event comes first in order: the encounter has another id now.
        let mut event = 0;
        while id_of(&store) == before {
            event += 1;
            let name = format!("{event}");
            store.add(&told(&name, &name, "2025-03-04", NAMES)).unwrap();
            store.refresh().unwrap();
        }
        let now = id_of(&store);
        let later = store.changes(seq, 10).unwrap();
        assert_eq!(ids(&later), [told_as(&now, false), told_as(&before, true)]);
        let gone = later.iter().find(|change| change.gone).unwrap();
        assert_eq!(gone.now, Some(now));
        assert_eq!(store.changes(seq, 1).unwrap().len(), 1);
        assert_eq!(Some(store.last_change().unwrap()), later.last().map(|change| change.seq));
    }
}
