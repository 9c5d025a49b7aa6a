//! What came in since an hour: encounters that are new, that changed, that were called off, and that are to come.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use rasid_coder::report::Status;
use rasid_merge::{Encounter, Variant};
use rasid_text::Edtf;
use rusqlite::{OptionalExtension, params};
use serde::Serialize;

use crate::query::{Placement, Query};
use crate::select::Filter;
use crate::store::{Store, StoreError, instant};

/// What came in.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Brief {
    /// Since when.
    pub since: String,
    /// When an intake last came to its end.
    pub last_intake: Option<String>,
    /// Articles that came in since.
    pub articles: u64,
    /// Encounters of which nothing was known before.
    pub new: Vec<Encounter>,
    /// Encounters of which there was more to read.
    pub changed: Vec<Change>,
    /// Cancelled, postponed or denied, as an article that came in since has it.
    pub called_off: Vec<Encounter>,
    /// Planned for today or later, whenever it came in; the nearest first.
    pub upcoming: Vec<Encounter>,
}

/// What is new about an encounter.
#[derive(Clone, Debug, Serialize)]
pub struct Change {
    /// As it stands now.
    pub encounter: Encounter,
    /// What the status was before, where it changed.
    pub was: Option<Status>,
    /// Reports that came in since.
    pub reports: u64,
    /// What these alone say otherwise.
    pub variants: Vec<Variant>,
}

impl Store {
    /// What came in since an instant (`2025-05-06T07:00:00Z`), for any of the filters; whatever its status. `today` is
    /// where the future begins.
    ///
    /// # Errors
    /// As [`Store::encounters`].
    pub fn brief(&self, since: &str, today: Date, filters: &[Filter]) -> Result<Brief, StoreError> {
        self.brief_of(since, today, filters, usize::MAX)
    }

    /// The same of the articles that came in last, `most` at most; of what is to come, as many encounters.
    ///
    /// # Errors
    /// As [`Store::brief`].
    pub fn brief_of(
        &self,
        since: &str,
        today: Date,
        filters: &[Filter],
        most: usize,
    ) -> Result<Brief, StoreError> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let (last_intake, articles) = self.ask(|connection| {
            let last = connection.query_row("SELECT last_intake FROM state", [], |row| row.get(0))?;
            let sql = "SELECT count(*) FROM articles WHERE added_at >= ?1";
            Ok((last, connection.query_row(sql, [since], |row| row.get(0))?))
        })?;
        let mut brief = Brief { since: since.to_owned(), last_intake, articles, ..Brief::default() };
        let mut touched: BTreeSet<String> = BTreeSet::new();
        let mut to_come: BTreeSet<String> = BTreeSet::new();
        for filter in filters {
            let filter = Filter { from: None, to: None, statuses: Vec::new(), ..filter.clone() };
            let query = self.ask(|connection| Query::of(connection, &filter))?;
            let condition = query.condition(Placement::Inside);
            let since = crate::query::literal(since);
            let sql = format!(
                "SELECT DISTINCT e.id FROM
                    (SELECT id FROM articles WHERE added_at >= {since} ORDER BY added_at DESC LIMIT {most}) a
                    CROSS JOIN reports r ON r.article = a.id
                    CROSS JOIN encounters e ON e.id = r.encounter WHERE {condition}"
            );
            self.ask_rows(&sql, query.raw_values(), |id| {
                touched.insert(id);
                Ok(true)
            })?;
            let sql = format!(
                "SELECT e.id FROM encounters e INDEXED BY encounters_to_come WHERE e.status = '{}' AND e.last_day >= '{today}' AND {condition}
                    AND NOT EXISTS (SELECT 1 FROM encounters o WHERE o.id = e.part_of
                        AND o.status IN ('{}', '{}', '{}'))
                    ORDER BY e.last_day LIMIT {most}",
                Status::Planned,
                // What was to happen on a visit does not happen without it.
                Status::Cancelled,
                Status::Postponed,
                Status::Denied
            );
            self.ask_rows(&sql, query.raw_values(), |id| {
                to_come.insert(id);
                Ok(true)
            })?;
        }
        let mut encounters: Vec<Encounter> = Vec::new();
        for id in touched.union(&to_come) {
            encounters.extend(self.encounter(id)?);
        }
        encounters.sort_by_cached_key(|encounter| {
            (encounter.first_day().is_none(), encounter.first_day(), encounter.id.clone())
        });
        for encounter in encounters {
            let is_called_off =
                matches!(encounter.status, Status::Cancelled | Status::Postponed | Status::Denied);
            if to_come.contains(&encounter.id) {
                brief.upcoming.push(encounter.clone());
            }
            if !touched.contains(&encounter.id) {
                continue;
            }
            let arrived = self.arrived(&encounter.id)?;
            let is_new = |article: &String| arrived.get(article).is_none_or(|at| at.as_str() >= since);
            let lasting =
                encounter.first_day().is_some_and(|day| day >= today) && encounter.status == Status::Planned;
            if is_called_off && encounter.status_history.last().is_some_and(|change| is_new(&change.article))
            {
                brief.called_off.push(encounter);
            } else if arrived.values().all(|at| at.as_str() >= since) {
                // What is to come stands below already.
                if !lasting {
                    brief.new.push(encounter);
                }
            } else {
                brief.changed.push(change(encounter, &is_new));
            }
        }
        brief.upcoming.sort_by_cached_key(|encounter| (last_day(encounter), encounter.id.clone()));
        Ok(brief)
    }

    /// When a brief on these filters was last asked for.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn last_brief(&self, filters: &[Filter]) -> Result<Option<String>, StoreError> {
        self.ask(|connection| {
            let sql = "SELECT at FROM briefs WHERE question = ?1";
            connection.query_row(sql, [question(filters)], |row| row.get(0)).optional()
        })
    }

    /// Notes that a brief on these filters was asked for.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn note_brief(&mut self, filters: &[Filter], at: Timestamp) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO briefs (question, at) VALUES (?1, ?2)";
        self.write(|transaction| {
            transaction.execute(sql, params![question(filters), instant(at)]).map(|_| ())
        })
    }

    /// Notes that an intake came to its end.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn note_intake(&mut self, at: Timestamp) -> Result<(), StoreError> {
        let sql = "UPDATE state SET last_intake = ?1";
        self.write(|transaction| transaction.execute(sql, params![instant(at)]).map(|_| ()))
    }

    /// When the articles of an encounter came in.
    fn arrived(&self, encounter: &str) -> Result<BTreeMap<String, String>, StoreError> {
        let sql = "SELECT a.id, a.added_at FROM reports r JOIN articles a INDEXED BY articles_in_short ON a.id = r.article
            WHERE r.encounter = ?1";
        self.ask(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            statement.query_map([encounter], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })
    }
}

/// What these filters ask, in words: two who ask the same share its last call.
fn question(filters: &[Filter]) -> String {
    let of = |filter: &Filter| format!("{:?} {:?}", filter.subject, filter.countries);
    let mut questions: Vec<String> = filters.iter().map(of).collect();
    questions.sort();
    questions.join("\n")
}

fn change(encounter: Encounter, is_new: &dyn Fn(&String) -> bool) -> Change {
    let history = &encounter.status_history;
    let before = history.iter().rev().find(|change| !is_new(&change.article)).map(|change| change.status);
    Change {
        was: before.filter(|status| *status != encounter.status),
        reports: encounter.reports.iter().filter(|report| is_new(&report.article)).count() as u64,
        variants: encounter
            .variants
            .iter()
            .filter(|variant| !variant.articles.is_empty() && variant.articles.iter().all(is_new))
            .cloned()
            .collect(),
        encounter,
    }
}

fn last_day(encounter: &Encounter) -> Option<Date> {
    let edtf: Edtf = encounter.date.as_deref()?.parse().ok()?;
    edtf.bounds().map(|(first, _)| first)
}

#[cfg(test)]
mod tests {
    use rasid_coder::report::{EventType, Participant, Report, Role};

    use super::*;
    use crate::testing::told;

    const NAMES: [&str; 2] = ["سمير الورداني", "إيفا ليند"];

    fn ids(encounters: &[Encounter]) -> Vec<&str> {
        encounters.iter().map(|encounter| encounter.reports[0].article.as_str()).collect()
    }

    #[test]
    fn what_came_in_is_new_or_changes_what_was_known_or_is_to_come() {
        let mut store = Store::open_temporary().unwrap();
        let with = |id: &str, event: &str, day: &str, status: Status| {
            let mut reading = told(id, event, day, NAMES);
            reading.events[0].status = status;
            if status == Status::Planned {
                reading.article.published = "2025-06-01".parse().ok();
            }
            reading
        };
        store
            .add_all([
                &with("a", "e1", "2025-03-04", Status::Held),
                &with("b", "e2", "2025-08-01", Status::Planned),
            ])
            .unwrap();
        store.refresh().unwrap();
        // As if these had come in a year ago.
        store
            .write(|t| t.execute("UPDATE articles SET added_at = '2024-01-01T00:00:00Z'", []).map(|_| ()))
            .unwrap();
        let mut cancelled = with("d", "e4", "2025-08-01", Status::Cancelled);
        cancelled.article.published = "2025-07-01".parse().ok();
        cancelled.article.text = "نص آخر تمامًا".to_owned();
        store
            .add_all([
                &with("c", "e3", "2025-03-04", Status::Held),
                &cancelled,
                &with("e", "e5", "2025-06-01", Status::Held),
                &with("f", "e6", "2025-09-09", Status::Planned),
            ])
            .unwrap();
        store.refresh().unwrap();
        let today = jiff::civil::date(2025, 7, 2);
        let brief = store.brief("2025-01-01T00:00:00Z", today, &[Filter::default()]).unwrap();
        assert_eq!((brief.articles, ids(&brief.new)), (4, vec!["e"]));
        assert_eq!(brief.changed.len(), 1);
        assert_eq!((brief.changed[0].reports, brief.changed[0].was), (1, None));
        assert_eq!((brief.called_off.len(), ids(&brief.upcoming)), (1, vec!["f"]));
        let nobody = Filter { subject: Some("جان دوران".to_owned()), ..Filter::default() };
        let brief = store.brief("2025-01-01T00:00:00Z", today, &[nobody]).unwrap();
        assert!(brief.new.is_empty() && brief.upcoming.is_empty() && brief.changed.is_empty());
        let brief = store.brief("2999-01-01T00:00:00Z", today, &[Filter::default()]).unwrap();
        assert_eq!((brief.articles, brief.new.len(), brief.upcoming.len()), (0, 0, 1));
    }

    #[test]
    fn what_was_to_happen_on_a_cancelled_visit_is_not_to_come() {
        let upcoming = |status: Status| {
            let mut store = Store::open_temporary().unwrap();
            let mut reading = told("a", "e1", "2025-09-09", NAMES);
            reading.article.published = "2025-06-01".parse().ok();
            let talks = Report {
                status: Status::Planned,
                part_of: Some("e0".to_owned()),
                ..reading.events.remove(0)
            };
            let visit = Report {
                id: "e0".to_owned(),
                event_type: EventType::Visit,
                status,
                part_of: None,
                ..talks.clone()
            };
            let visitor = Participant { role: Role::Visitor, ..talks.participants[1].clone() };
            reading.events = vec![Report { participants: vec![visitor], ..visit }, talks];
            store.add(&reading).unwrap();
            store.refresh().unwrap();
            let today = jiff::civil::date(2025, 7, 2);
            store.brief("2025-01-01T00:00:00Z", today, &[Filter::default()]).unwrap().upcoming.len()
        };
        assert_eq!((upcoming(Status::Planned), upcoming(Status::Cancelled)), (2, 0));
    }

    #[test]
    fn an_article_that_is_read_anew_is_no_newer() {
        let mut store = Store::open_temporary().unwrap();
        store.add(&told("a", "e1", "2025-03-04", NAMES)).unwrap();
        store
            .write(|t| t.execute("UPDATE articles SET added_at = '2024-01-01T00:00:00Z'", []).map(|_| ()))
            .unwrap();
        let mut again = told("a", "e1", "2025-03-04", NAMES);
        again.coder.version = "2".to_owned();
        store.add(&again).unwrap();
        store.refresh().unwrap();
        let brief =
            store.brief("2025-01-01T00:00:00Z", jiff::civil::date(2025, 7, 2), &[Filter::default()]).unwrap();
        assert_eq!((brief.articles, brief.new.len()), (0, 0));
        assert_eq!(store.last_brief(&[Filter::default()]).unwrap(), None);
        store.note_brief(&[Filter::default()], "2025-02-03T04:05:06Z".parse().unwrap()).unwrap();
        let of_one = Filter { countries: vec!["TN".to_owned()], ..Filter::default() };
        assert_eq!(store.last_brief(&[of_one]).unwrap(), None, "another question");
        assert_eq!(store.last_brief(&[Filter::default()]).unwrap().as_deref(), Some("2025-02-03T04:05:06Z"));
    }
}
