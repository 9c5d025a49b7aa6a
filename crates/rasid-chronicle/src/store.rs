//! One SQLite file: articles with their readings, reports, and the encounters derived from them.

mod decided;
mod error;
pub(crate) mod keep;
mod open;
mod refresh;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;
use jiff::civil::Date;
use rasid_coder::article::sha256_hex;
use rasid_coder::report::{Claim, Report};
use rasid_coder::{Article, Reading};
use rasid_merge::{ArticleMeta, BEGINNING, Encounter, Probe, Sketch};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior};
use serde::de::DeserializeOwned;

pub(crate) use decided::Judged;
pub use error::StoreError;
use keep::keep;

use crate::facts::{Facts, Lent, codes};
use crate::review::Action;

/// What is known of articles but for their texts.
const METAS: &str = "SELECT id, reading, sketch, told FROM articles JOIN sketches ON article = id";
/// Steps of SQLite's machine between two looks at the clock: about a millisecond.
const STEPS: std::ffi::c_int = 20_000;
/// `stale` of a store whose derived tables are empty.
const PREPARE_ALL: i64 = 2;

/// An instant as the store writes it: UTC, to the second.
pub fn instant(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// What adding a reading did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// The article was not there.
    New,
    /// The same text was there, read by the same coder.
    Known,
    /// The article was there, and its reading was replaced: another coder, another text or better facts about it.
    Recoded,
    /// The same text was there, read by the same coder, with other facts about it, and these stay: of two records of
    /// one text the same one is kept, whichever comes first.
    SetAside,
}

/// What a refresh derived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refreshed {
    /// Reports there are.
    pub reports: u64,
    /// Encounters they make.
    pub encounters: u64,
}

/// How much a store holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Articles.
    pub articles: u64,
    /// Reports.
    pub reports: u64,
    /// Encounters of the last refresh.
    pub encounters: u64,
    /// Claims.
    pub claims: u64,
}

/// The memory.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    connection: Connection,
    /// The facts of all encounters, where somebody keeps them.
    lent: Option<Lent>,
}

impl Store {
    /// Opens a store for writing, creating it where there is none.
    ///
    /// # Errors
    /// A file that is no database, another program's, newer than this program, damaged or locked.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Ok(Self { path: path.to_owned(), connection: open::writable(path)?, lent: None })
    }

    /// Opens an existing store for answers; nothing can be written.
    ///
    /// # Errors
    /// As [`Store::open`], and when there is no file.
    pub fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        Ok(Self { path: path.to_owned(), connection: open::read_only(path)?, lent: None })
    }

    /// A store that is gone with the value.
    ///
    /// # Errors
    /// When SQLite cannot create it.
    pub fn open_temporary() -> Result<Self, StoreError> {
        Self::open(Path::new(""))
    }

    /// The file; empty for a temporary store.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Lends it what [`Store::facts`] read: until something is written, encounters are found and counted by these.
    pub fn lend(&mut self, facts: Arc<Facts>) {
        self.lent = Some(Lent::of(facts));
    }

    /// Takes back what was lent, with all that was made of it.
    pub fn take_back(&mut self) {
        self.lent = None;
    }

    /// Keeps at most so many kibibytes of the file in memory: of many stores that are open at once each needs less.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn keep_of_file(&self, kibibytes: u32) -> Result<(), StoreError> {
        self.ask(|connection| connection.pragma_update(None, "cache_size", -i64::from(kibibytes)))
    }

    /// Until when its questions are answered: what SQLite is at work on then is given up. `None` for as long as it takes.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn answer_until(&mut self, end: Option<Instant>) -> Result<(), StoreError> {
        let is_over = end.map(|end| move || Instant::now() >= end);
        self.connection.progress_handler(STEPS, is_over).map_err(|e| self.sqlite(e))
    }

    pub(crate) fn lent(&self) -> Option<&Lent> {
        self.lent.as_ref()
    }

    /// Keeps a reading with the article's text. Adding it again changes nothing.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn add(&mut self, reading: &Reading) -> Result<Added, StoreError> {
        let added = self.add_all([reading])?;
        Ok(added.first().copied().unwrap_or(Added::Known))
    }

    /// Keeps many readings in one transaction, all or none.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn add_all<'r>(
        &mut self,
        readings: impl IntoIterator<Item = &'r Reading>,
    ) -> Result<Vec<Added>, StoreError> {
        self.write(|transaction| readings.into_iter().map(|reading| keep(transaction, reading)).collect())
    }

    /// Takes up the reports that wait and merges each with everything it may be linked with; after a migration, all of
    /// them. Every step is a transaction: what is killed on the way goes on at the next call.
    ///
    /// # Errors
    /// What SQLite reports, or a stored reading that no longer parses (damaged).
    pub fn refresh(&mut self) -> Result<Refreshed, StoreError> {
        match self.number("SELECT stale FROM state")? {
            0 => {}
            PREPARE_ALL => {
                self.write(refresh::prepare_all)?;
                self.write(decided::apply)?;
            }
            _ => self.write(decided::apply)?,
        }
        while self.write(|transaction| refresh::step(transaction, refresh::AT_ONCE))? {}
        let Statistics { reports, encounters, .. } = self.statistics()?;
        Ok(Refreshed { reports, encounters })
    }

    /// Throws away everything that is derived from the readings and derives it anew.
    ///
    /// # Errors
    /// As [`Store::refresh`].
    pub fn rebuild(&mut self) -> Result<Refreshed, StoreError> {
        // A log that cannot be read is found before anything goes.
        self.decisions()?;
        self.write(refresh::prepare_all)?;
        self.refresh()
    }

    /// A temporary copy of a store that cannot be written, with its encounters up to date.
    ///
    /// # Errors
    /// As [`Store::open_read_only`] and [`Store::refresh`].
    pub fn open_copy(path: &Path) -> Result<Self, StoreError> {
        let mut store = Self { path: PathBuf::new(), connection: open::copy(path)?, lent: None };
        store.refresh()?;
        Ok(store)
    }

    /// Whether readings were added since the last refresh, or an earlier version of the program wrote the file.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn is_stale(&self) -> Result<bool, StoreError> {
        let is_old = open::is_old(&self.connection).map_err(|e| self.sqlite(e))?;
        Ok(is_old || self.number("SELECT stale FROM state")? != 0)
    }

    /// A number that grows with everything that is written: as long as it stays, every answer does.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn version(&self) -> Result<u64, StoreError> {
        self.ask(|connection| {
            connection.prepare_cached("SELECT version FROM state")?.query_row([], |row| row.get(0))
        })
    }

    /// The encounters of the last refresh, in the order of the chronicle.
    ///
    /// # Errors
    /// What SQLite reports, or an encounter that no longer parses (damaged).
    pub fn encounters(&self) -> Result<Vec<Encounter>, StoreError> {
        let mut encounters = Vec::new();
        self.each_encounter(&mut |encounter| encounters.push(encounter))?;
        Ok(encounters)
    }

    /// Hands over every encounter, in the order of the chronicle, one at a time.
    ///
    /// # Errors
    /// As [`Store::encounters`].
    pub fn each_encounter(&self, take: &mut dyn FnMut(Encounter)) -> Result<(), StoreError> {
        let sql = "SELECT id, encounter FROM encounters JOIN bodies USING (n) ORDER BY first_day IS NULL, first_day, id";
        let mut statement = self.prepare(sql)?;
        let mut rows = statement.query([]).map_err(|e| self.sqlite(e))?;
        while let Some(row) = rows.next().map_err(|e| self.sqlite(e))? {
            let (id, json): (String, String) =
                row.get(0).and_then(|id| Ok((id, row.get(1)?))).map_err(|e| self.sqlite(e))?;
            take(self.parse(&id, &json)?);
        }
        Ok(())
    }

    /// One encounter, by the id it stands under.
    ///
    /// # Errors
    /// As [`Store::encounters`].
    pub fn encounter(&self, id: &str) -> Result<Option<Encounter>, StoreError> {
        let sql = "SELECT id, encounter FROM encounters JOIN bodies USING (n) WHERE id = ?1";
        Ok(self.parsed_by(sql, [id])?.pop().map(|(_, encounter)| encounter))
    }

    /// What took place inside an encounter, in the order of the chronicle.
    ///
    /// # Errors
    /// As [`Store::encounters`].
    pub fn inside(&self, id: &str) -> Result<Vec<Encounter>, StoreError> {
        let sql = "SELECT id, encounter FROM encounters JOIN bodies USING (n) WHERE part_of = ?1
            ORDER BY first_day IS NULL, first_day, id";
        Ok(self.parsed_by(sql, [id])?.into_iter().map(|(_, encounter)| encounter).collect())
    }

    /// Whether an encounter has this country or organisation.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn has_side(&self, code: &str) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM sides WHERE code = ?1)";
        self.ask(|connection| connection.query_row(sql, [code], |row| row.get(0)))
    }

    /// Every country and organisation of the encounters that were held, with how many there are; most first.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn sides(&self) -> Result<Vec<(String, u64)>, StoreError> {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        let mut add = |sides: &str, count: u64| {
            for code in codes(sides) {
                match counts.get_mut(code) {
                    Some(known) => *known += count,
                    None => drop(counts.insert(code.to_owned(), count)),
                }
            }
        };
        match self.lent() {
            Some(lent) => lent.facts().held_by_sides().for_each(|(sides, count)| add(&sides, count)),
            None => {
                let sql = "SELECT side_codes, count(*) FROM encounters INDEXED BY encounters_by_sides
                    WHERE status = 'held' GROUP BY side_codes";
                self.ask(|connection| {
                    let mut statement = connection.prepare_cached(sql)?;
                    let mut rows = statement.query([])?;
                    while let Some(row) = rows.next()? {
                        add(row.get_ref(0)?.as_str()?, row.get(1)?);
                    }
                    Ok(())
                })?;
            }
        }
        let mut sides: Vec<(String, u64)> = counts.into_iter().collect();
        sides.sort_by(|(a, of_a), (b, of_b)| (of_b, a).cmp(&(of_a, b)));
        Ok(sides)
    }

    /// Whether an encounter has this theme.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn has_theme(&self, theme: &str) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM encounter_themes WHERE theme = ?1)";
        self.ask(|connection| connection.query_row(sql, [theme], |row| row.get(0)))
    }

    /// How many articles there are, and of how many outlets. From one outlet to the next is a step in the index.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn how_many_articles(&self) -> Result<(u64, u64), StoreError> {
        self.ask(|connection| {
            let articles = connection
                .prepare_cached("SELECT count(*) FROM articles")?
                .query_row([], |row| row.get(0))?;
            let mut statement =
                connection.prepare_cached("SELECT min(outlet) FROM articles WHERE outlet > ?1")?;
            let (mut outlets, mut last) = (0, String::new());
            while let Some(next) = statement.query_row([&last], |row| row.get::<_, Option<String>>(0))? {
                last = next;
                outlets += 1;
            }
            Ok((articles, outlets))
        })
    }

    /// One article, by its id.
    ///
    /// # Errors
    /// As [`Store::encounters`].
    pub fn article(&self, id: &str) -> Result<Option<ArticleMeta>, StoreError> {
        Ok(self.metas(&format!("{METAS} WHERE id = ?1"), [id])?.pop())
    }

    /// The id under which an article may be kept, where its own belongs to another article: one of another outlet or
    /// address, with another text. `None` where its own id will do.
    ///
    /// # Errors
    /// As [`Store::article`].
    pub fn id_beside(&self, article: &Article) -> Result<Option<String>, StoreError> {
        let Some(stored) = self.article(&article.id)? else { return Ok(None) };
        let differ = |a: &Option<String>, b: &Option<String>| matches!((a, b), (Some(a), Some(b)) if a != b);
        let other = differ(&stored.outlet, &article.outlet) || differ(&stored.url, &article.url);
        if !other || stored.text_sha256 == article.text_sha256 {
            return Ok(None);
        }
        let host = || article.url.as_deref()?.split('/').nth(2);
        let source = article.outlet.as_deref().or_else(host);
        let id = source.map(|source| format!("{source}/{}", article.id));
        let is_free = |id: &String| -> Result<bool, StoreError> {
            Ok(self.article(id)?.is_none_or(|stored| !differ(&stored.url, &article.url)))
        };
        Ok(Some(match id {
            Some(id) if is_free(&id)? => id,
            _ => article.text_sha256.clone(),
        }))
    }

    /// The id of an article, by this or by its address.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn article_by_id_or_url(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.ask(|connection| {
            let sql = "SELECT id FROM articles WHERE id = ?1 OR reading ->> '$.article.url' = ?1 ORDER BY id <> ?1 LIMIT 1";
            connection.prepare_cached(sql)?.query_row([name], |row| row.get(0)).optional()
        })
    }

    /// Ids of the encounters that an article reports, in the order of its text.
    pub(crate) fn encounters_of(&self, article: &str) -> Result<Vec<String>, StoreError> {
        self.ask(|connection| {
            let sql = "SELECT encounter FROM reports WHERE article = ?1 AND encounter IS NOT NULL ORDER BY position";
            connection.prepare_cached(sql)?.query_map([article], |row| row.get(0))?.collect()
        })
    }

    /// Ids of the articles that report an encounter.
    pub(crate) fn articles_of(&self, encounter: &str) -> Result<Vec<String>, StoreError> {
        self.ask(|connection| {
            let sql = "SELECT article FROM reports WHERE encounter = ?1 ORDER BY article";
            connection.prepare_cached(sql)?.query_map([encounter], |row| row.get(0))?.collect()
        })
    }

    /// The id under which an encounter stands now, given that id or one it had.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn resolve(&self, id: &str) -> Result<Option<String>, StoreError> {
        let sql =
            "SELECT id FROM encounters WHERE id = ?1 UNION ALL SELECT encounter FROM aliases WHERE alias = ?1
            UNION ALL SELECT encounter FROM redirects WHERE id = ?1 AND encounter IS NOT NULL LIMIT 1";
        self.connection.query_row(sql, [id], |row| row.get(0)).optional().map_err(|e| self.sqlite(e))
    }

    /// Every claim with the id of its article, by article id and order in the text.
    ///
    /// # Errors
    /// As [`Store::encounters`].
    pub fn claims(&self) -> Result<Vec<(String, Claim)>, StoreError> {
        self.parsed("SELECT article, claim FROM claims ORDER BY article, position")
    }

    /// Every article, by id.
    ///
    /// # Errors
    /// As [`Store::encounters`].
    pub fn articles(&self) -> Result<Vec<ArticleMeta>, StoreError> {
        self.metas(&format!("{METAS} ORDER BY id"), [])
    }

    /// Ids of the articles between two days whose texts are copies of one with this sketch, or it of them.
    pub(crate) fn copies_between(
        &self,
        sketch: &Sketch,
        first: Date,
        last: Date,
    ) -> Result<Vec<String>, StoreError> {
        let near = near_in_short();
        let one = "SELECT article, sketch FROM sketches WHERE rowid = ?1";
        self.ask(|connection| {
            let (mut near, mut one) = (connection.prepare_cached(&near)?, connection.prepare_cached(one)?);
            let mut rows = near.query([first.to_string(), last.to_string()])?;
            let mut copies = Vec::new();
            let probe = Probe::of(sketch);
            while let Some(row) = rows.next()? {
                if probe.may_find(row.get_ref(1)?.as_blob()?) {
                    let found = |row: &Row<'_>| {
                        let finds = probe.finds(row.get_ref(1)?.as_blob()?);
                        Ok(if finds { Some(row.get(0)?) } else { None })
                    };
                    copies.extend(one.query_row([row.get::<_, i64>(0)?], found)?);
                }
            }
            Ok(copies)
        })
    }

    fn metas(&self, sql: &str, values: impl rusqlite::Params) -> Result<Vec<ArticleMeta>, StoreError> {
        let mut statement = self.prepare(sql)?;
        let row = |row: &Row<'_>| {
            let (id, reading): (String, String) = (row.get(0)?, row.get(1)?);
            Ok((id, reading, row.get::<_, Vec<u8>>(2)?, row.get::<_, String>(3)?))
        };
        let rows = statement.query_map(values, row).map_err(|e| self.sqlite(e))?;
        let mut articles = Vec::new();
        for row in rows {
            let (id, reading, sketch, told) = row.map_err(|e| self.sqlite(e))?;
            let reading: Reading = self.parse(&id, &reading)?;
            let sketch = Sketch::from_bytes(&sketch)
                .ok_or_else(|| StoreError::damaged(&self.path, format!("article {id}: sketch")))?;
            let mut article = ArticleMeta::sketched(&reading.article, sketch);
            article.tell_again(&told);
            articles.push(article);
        }
        Ok(articles)
    }

    /// When an article was published.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn published(&self, article: &str) -> Result<Option<Date>, StoreError> {
        let sql = "SELECT published FROM articles INDEXED BY articles_in_short WHERE id = ?1";
        let day: Option<Option<String>> = self.ask(|connection| {
            connection.prepare_cached(sql)?.query_row([article], |row| row.get(0)).optional()
        })?;
        Ok(day.flatten().and_then(|day| day.parse().ok()))
    }

    /// The text of one article.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn text(&self, article: &str) -> Result<Option<String>, StoreError> {
        let mut statement = self.prepare("SELECT text FROM articles WHERE id = ?1")?;
        statement.query_row([article], |row| row.get(0)).optional().map_err(|e| self.sqlite(e))
    }

    /// The reading of one article, with the article's text.
    ///
    /// # Errors
    /// As [`Store::encounters`].
    pub fn reading(&self, article: &str) -> Result<Option<Reading>, StoreError> {
        let found: Option<(String, String)> = self
            .connection
            .query_row("SELECT reading, text FROM articles WHERE id = ?1", [article], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()
            .map_err(|e| self.sqlite(e))?;
        let Some((reading, text)) = found else { return Ok(None) };
        let mut reading: Reading = self.parse(article, &reading)?;
        reading.article.text = text;
        reading.events =
            self.parts(article, "SELECT article, report FROM reports WHERE article = ?1 ORDER BY position")?;
        reading.claims =
            self.parts(article, "SELECT article, claim FROM claims WHERE article = ?1 ORDER BY position")?;
        Ok(Some(reading))
    }

    /// How much the store holds.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn statistics(&self) -> Result<Statistics, StoreError> {
        let rows = |table: &str| {
            let count = self.number(&format!("SELECT count(*) FROM {table}"))?;
            Ok(u64::try_from(count).unwrap_or(0))
        };
        Ok(Statistics {
            articles: rows("articles")?,
            reports: rows("reports")?,
            encounters: rows("encounters")?,
            claims: rows("claims")?,
        })
    }

    /// Whether there are more encounters than this, without counting them.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn has_more_than(&self, encounters: u64) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM encounters LIMIT 1 OFFSET ?1)";
        let behind = i64::try_from(encounters).unwrap_or(i64::MAX);
        self.ask(|connection| connection.prepare_cached(sql)?.query_row([behind], |row| row.get(0)))
    }

    /// Lets SQLite check every page, key and reference.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] with the first findings.
    pub fn integrity_check(&self) -> Result<(), StoreError> {
        let found = findings(&self.connection).map_err(|e| StoreError::from_sqlite(&self.path, e))?;
        if found.is_empty() { Ok(()) } else { Err(StoreError::damaged(&self.path, found.join("; "))) }
    }

    pub(crate) fn write<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let run = |connection: &mut Connection| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = work(&transaction)?;
            transaction.prepare_cached("UPDATE state SET version = version + 1")?.execute([])?;
            transaction.commit()?;
            Ok(done)
        };
        self.take_back();
        run(&mut self.connection).map_err(|cause| self.sqlite(cause))
    }

    fn prepare(&self, sql: &str) -> Result<rusqlite::CachedStatement<'_>, StoreError> {
        self.connection.prepare_cached(sql).map_err(|e| self.sqlite(e))
    }

    fn number(&self, sql: &str) -> Result<i64, StoreError> {
        self.connection.query_row(sql, [], |row| row.get(0)).map_err(|e| self.sqlite(e))
    }

    /// Rows of a key and a JSON value.
    fn parsed<T: DeserializeOwned>(&self, sql: &str) -> Result<Vec<(String, T)>, StoreError> {
        self.parsed_by(sql, [])
    }

    fn parts<T: DeserializeOwned>(&self, article: &str, sql: &str) -> Result<Vec<T>, StoreError> {
        Ok(self.parsed_by(sql, [article])?.into_iter().map(|(_, part)| part).collect())
    }

    /// Rows of a key and a JSON value, by a statement that is written for the occasion.
    pub(crate) fn parsed_by<T: DeserializeOwned>(
        &self,
        sql: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<(String, T)>, StoreError> {
        let mut statement = self.prepare(sql)?;
        let row = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
        let rows = statement.query_map(values, row).map_err(|e| self.sqlite(e))?;
        let mut found = Vec::new();
        for row in rows {
            let (key, json) = row.map_err(|e| self.sqlite(e))?;
            let value = self.parse(&key, &json)?;
            found.push((key, value));
        }
        Ok(found)
    }

    /// Hands over the first column of each row, until nobody wants more.
    pub(crate) fn ask_rows(
        &self,
        sql: &str,
        values: Vec<rusqlite::types::Value>,
        mut take: impl FnMut(String) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        let mut statement = self.prepare(sql)?;
        let mut rows = statement.query(rusqlite::params_from_iter(values)).map_err(|e| self.sqlite(e))?;
        while let Some(row) = rows.next().map_err(|e| self.sqlite(e))? {
            if !take(row.get(0).map_err(|e| self.sqlite(e))?)? {
                break;
            }
        }
        Ok(())
    }

    /// Asks SQLite something.
    pub(crate) fn ask<T>(
        &self,
        question: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        question(&self.connection).map_err(|e| self.sqlite(e))
    }

    /// A temporary store that holds these encounters and nothing else.
    #[cfg(test)]
    pub(crate) fn of_encounters(encounters: &[Encounter]) -> Self {
        let mut store = Self::open_temporary().expect("a temporary store");
        store
            .write(|transaction| {
                let mut ids = std::collections::BTreeSet::new();
                for encounter in encounters {
                    refresh::insert(transaction, encounter, encounter.part_of.as_deref())?;
                    ids.insert(encounter.id.clone());
                }
                refresh::nest(transaction, &ids)
            })
            .expect("encounters are written");
        store
    }

    /// Gives every report that the encounters have an article of its own.
    #[cfg(test)]
    pub(crate) fn tell_articles(&mut self) {
        let encounters = self.encounters().expect("encounters are read");
        self.write(|transaction| {
            for encounter in &encounters {
                for report in &encounter.reports {
                    let mut reading = crate::testing::reading(&report.article);
                    reading.article.text = report.article.clone();
                    keep(transaction, &reading)?;
                    transaction.execute(
                        "INSERT INTO reports (article, position, event, report, encounter) VALUES (?1, 0, ?2, '', ?3)",
                        [&report.article, &report.event, &encounter.id],
                    )?;
                }
            }
            Ok(())
        })
        .expect("articles are written");
    }

    /// Puts a claim into an article.
    #[cfg(test)]
    pub(crate) fn put_claim(&mut self, article: &str, claim: &Claim) {
        self.write(|transaction| {
            let claim = keep::json(claim)?;
            let sql = "INSERT INTO claims (article, position, claim) VALUES (?1, 0, ?2)";
            transaction.execute(sql, [article, &claim])
        })
        .expect("a claim is written");
    }

    fn parse<T: DeserializeOwned>(&self, key: &str, json: &str) -> Result<T, StoreError> {
        serde_json::from_str(json).map_err(|error| StoreError::damaged(&self.path, format!("{key}: {error}")))
    }

    /// What SQLite's error means. A rule that is broken or a value that is out of all bounds may come of damage: then
    /// the whole file is looked at.
    fn sqlite(&self, cause: rusqlite::Error) -> StoreError {
        let error = StoreError::from_sqlite(&self.path, cause);
        if !error.is_suspicious() {
            return error;
        }
        match self.integrity_check() {
            Err(damage) if damage.is_damaged() => damage,
            _ => error,
        }
    }
}

/// The sketches between two days, in short: from the index alone (migration 006).
fn near_in_short() -> String {
    format!("SELECT rowid, substr(sketch, 1, {BEGINNING}) FROM sketches WHERE published BETWEEN ?1 AND ?2")
}

/// What is wrong with the file, ten things of a kind at most: what SQLite finds, and rows that are not what was written.
fn findings(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut findings: Vec<String> = Vec::new();
    for sql in ["PRAGMA integrity_check(10)", "PRAGMA foreign_key_check"] {
        let mut statement = connection.prepare(sql)?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        for row in rows.take(10) {
            findings.push(row?);
        }
    }
    findings.retain(|finding| finding != "ok");
    let articles = "SELECT id, CAST(reading AS BLOB), CAST(text AS BLOB) FROM articles";
    unreadable(connection, articles, &mut findings, |reading, text| {
        let reading: Reading = serde_json::from_slice(reading).map_err(|error| error.to_string())?;
        let text = std::str::from_utf8(text).map_err(|error| error.to_string())?;
        let same = sha256_hex(text.as_bytes()) == reading.article.text_sha256;
        if same { Ok(()) } else { Err("its text is not the one that was read".to_owned()) }
    })?;
    let reports = "SELECT event, CAST(report AS BLOB), '' FROM reports";
    unreadable(connection, reports, &mut findings, |report, _| {
        serde_json::from_slice::<Report>(report).map(|_| ()).map_err(|error| error.to_string())
    })?;
    let encounters = "SELECT id, CAST(encounter AS BLOB), '' FROM encounters JOIN bodies USING (n)";
    unreadable(connection, encounters, &mut findings, |encounter, _| {
        serde_json::from_slice::<Encounter>(encounter).map(|_| ()).map_err(|error| error.to_string())
    })?;
    let decisions =
        "SELECT 'decision ' || d, CAST(decision AS BLOB), CAST(at || actor || reason AS BLOB) FROM decisions";
    unreadable(connection, decisions, &mut findings, |decision, shown| {
        serde_json::from_slice::<Action>(decision).map_err(|error| error.to_string())?;
        std::str::from_utf8(shown).map(|_| ()).map_err(|error| error.to_string())
    })?;
    Ok(findings)
}

/// Notes the rows that cannot be read, by their ids, ten at most.
fn unreadable(
    connection: &Connection,
    sql: &str,
    findings: &mut Vec<String>,
    read: impl Fn(&[u8], &[u8]) -> Result<(), String>,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut found = 0;
    while let Some(row) = rows.next()? {
        let id = String::from_utf8_lossy(row.get_ref(0)?.as_bytes()?).into_owned();
        if let Err(error) = read(row.get_ref(1)?.as_bytes()?, row.get_ref(2)?.as_bytes()?) {
            findings.push(format!("{id}: {error}"));
            found += 1;
            if found == 10 {
                break;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_looked_for_in_an_index_alone() {
        let store = Store::open_temporary().unwrap();
        let plan: String = store
            .ask(|connection| {
                connection.query_row(
                    &format!("EXPLAIN QUERY PLAN {}", near_in_short()),
                    ["2025-01-01", "2025-01-20"],
                    |row| row.get(3),
                )
            })
            .unwrap();
        assert!(plan.contains("COVERING INDEX sketches_in_short"), "{plan}");
    }
}
