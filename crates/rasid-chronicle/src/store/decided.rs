//! The log of decisions, and what they mean for the reports there are.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rasid_coder::report::Report;
use rasid_merge::{Bonds, Encounter, EncounterReport, Field, Prepared, Sourced, Variant};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::keep::{index, json};
use super::refresh::{column, parse, release_around, retell};
use super::{Store, StoreError, instant};
use crate::review::{Action, Anchor, By, Decision, evidence, quote_of};

/// What somebody decided about a report.
#[derive(Clone, Debug)]
pub(crate) struct Judged {
    pub(crate) kind: String,
    pub(crate) field: String,
    pub(crate) was: String,
    pub(crate) value: String,
    pub(crate) actor: String,
}

/// One row of the table of effects: event, kind, other event, field, what was there, what has to be, number.
type Effect = (String, String, String, String, String, String, i64);

impl Store {
    /// Writes a decision into the log; its effects come with the next refresh.
    pub(crate) fn log(&mut self, action: &Action, by: &By<'_>) -> Result<i64, StoreError> {
        let at = instant(by.at);
        self.write(|transaction| {
            transaction.execute(
                "INSERT INTO decisions (at, actor, reason, decision) VALUES (?1, ?2, ?3, ?4)",
                params![at, by.actor, by.reason, json(action)?],
            )?;
            let number = transaction.last_insert_rowid();
            transaction.execute("UPDATE state SET stale = max(stale, 1)", [])?;
            Ok(number)
        })
    }

    /// The whole log, oldest first.
    pub(crate) fn logged(&self) -> Result<Vec<Decision>, StoreError> {
        self.ask(read)
    }

    /// What the decisions that stand mean for each report, by its event.
    pub(crate) fn effects(&self) -> Result<BTreeMap<String, Vec<Judged>>, StoreError> {
        let sql = "SELECT e.event, e.kind, e.field, e.was, e.value, d.actor FROM effects e JOIN decisions d USING (d)
            WHERE e.kind IN ('confirm', 'reject', 'correct') ORDER BY e.event, e.d";
        self.ask(|connection| {
            let mut effects: BTreeMap<String, Vec<Judged>> = BTreeMap::new();
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                effects.entry(row.get(0)?).or_default().push(Judged {
                    kind: row.get(1)?,
                    field: row.get(2)?,
                    was: row.get(3)?,
                    value: row.get(4)?,
                    actor: row.get(5)?,
                });
            }
            Ok(effects)
        })
    }

    /// Events of the reports that people added.
    pub(crate) fn added_events(&self) -> Result<BTreeSet<String>, StoreError> {
        let sql = "SELECT event FROM reports WHERE added IS NOT NULL";
        self.ask(|connection| connection.prepare_cached(sql)?.query_map([], |row| row.get(0))?.collect())
    }

    /// Events of the reports of an article, in its order.
    pub(crate) fn events_of(&self, article: &str) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT event FROM reports WHERE article = ?1 ORDER BY position";
        self.ask(|connection| {
            connection.prepare_cached(sql)?.query_map([article], |row| row.get(0))?.collect()
        })
    }

    /// Articles that have reports, in order.
    pub(crate) fn articles_with_reports(&self) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT DISTINCT article FROM reports ORDER BY article";
        self.ask(|connection| connection.prepare_cached(sql)?.query_map([], |row| row.get(0))?.collect())
    }

    /// A report as it was read or added.
    pub(crate) fn report(&self, event: &str) -> Result<Option<Report>, StoreError> {
        self.ask(|connection| {
            let sql = "SELECT report FROM reports WHERE event = ?1 LIMIT 1";
            let found: Option<String> =
                connection.prepare_cached(sql)?.query_row([event], |row| row.get(0)).optional()?;
            found.map(|report| parse(&report)).transpose()
        })
    }

    /// The encounter that a report stands in.
    pub(crate) fn encounter_of(&self, event: &str) -> Result<Option<String>, StoreError> {
        self.ask(|connection| {
            let sql = "SELECT encounter FROM reports WHERE event = ?1 AND encounter IS NOT NULL LIMIT 1";
            connection.prepare_cached(sql)?.query_row([event], |row| row.get(0)).optional()
        })
    }

    /// Decisions that have lost a report, each with an encounter that holds another of its reports, if one does.
    pub(crate) fn orphans(&self) -> Result<Vec<(i64, Option<String>)>, StoreError> {
        self.ask(|connection| {
            let sql = "SELECT o.d, (SELECT r.encounter FROM effects e JOIN reports r ON r.event = e.event
                    WHERE e.d = o.d AND r.encounter IS NOT NULL LIMIT 1) FROM orphans o GROUP BY o.d ORDER BY o.d";
            connection.prepare_cached(sql)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })
    }
}

/// The whole log, oldest first.
fn read(connection: &Connection) -> rusqlite::Result<Vec<Decision>> {
    let mut statement =
        connection.prepare_cached("SELECT d, at, actor, reason, decision FROM decisions ORDER BY d")?;
    let mut rows = statement.query([])?;
    let mut log = Vec::new();
    while let Some(row) = rows.next()? {
        // Damage in what is only shown takes nothing away from the decision.
        let shown =
            |at| Ok::<_, rusqlite::Error>(String::from_utf8_lossy(row.get_ref(at)?.as_bytes()?).into_owned());
        let (number, at, actor, reason) = (row.get(0)?, shown(1)?, shown(2)?, shown(3)?);
        let action = parse(&row.get::<_, String>(4)?)?;
        log.push(Decision { number, at, actor, reason, action, stands: true });
    }
    settle(&mut log);
    Ok(log)
}

/// Says which decisions stand: those that no later one that stands undoes.
fn settle(log: &mut [Decision]) {
    let mut undone: BTreeSet<i64> = BTreeSet::new();
    for decision in log.iter_mut().rev() {
        decision.stands = !undone.contains(&decision.number);
        if let (true, Action::Undo { decision }) = (decision.stands, &decision.action) {
            undone.insert(*decision);
        }
    }
}

/// Writes anew what the decisions that stand mean, and lets the encounters wait that this changes.
pub(super) fn apply(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let log = read(transaction)?;
    if log.is_empty() {
        return Ok(());
    }
    take_back(transaction, &log)?;
    let mut wanted: BTreeSet<Effect> = BTreeSet::new();
    let mut orphans: BTreeSet<(i64, String)> = BTreeSet::new();
    for decision in log.iter().filter(|decision| decision.stands) {
        let number = decision.number;
        let mut found = |anchors: &[Anchor]| -> rusqlite::Result<Vec<String>> {
            let mut events = Vec::new();
            for anchor in anchors {
                match anchored(transaction, anchor)? {
                    Some(event) => events.push(event),
                    None => {
                        orphans.insert((number, anchor.event.clone()));
                    }
                }
            }
            Ok(events)
        };
        let mut note = |kind: &str, event: &str, other: &str, [field, was, value]: [&str; 3]| {
            let text = |text: &str| text.to_owned();
            wanted.insert((
                text(event),
                text(kind),
                text(other),
                text(field),
                text(was),
                text(value),
                number,
            ));
        };
        match &decision.action {
            Action::Confirm { reports } => {
                found(reports)?.iter().for_each(|event| note("confirm", event, "", [""; 3]));
            }
            Action::Reject { reports } => {
                found(reports)?.iter().for_each(|event| note("reject", event, "", [""; 3]));
            }
            Action::Correct { reports, field, was, value } => {
                found(reports)?.iter().for_each(|event| note("correct", event, "", [field, was, value]));
            }
            Action::Merge { reports, others } | Action::Split { reports, others } => {
                let kind = if matches!(decision.action, Action::Merge { .. }) { "together" } else { "apart" };
                let others = found(others)?;
                for event in found(reports)? {
                    others.iter().for_each(|other| note(kind, &event, other, [""; 3]));
                }
            }
            Action::Add { article, report, beside } => {
                match added(transaction, number, article, report, beside)? {
                    Some(event) => note("confirm", &event, "", [""; 3]),
                    None => {
                        orphans.insert((number, report.id.clone()));
                    }
                }
            }
            Action::Undo { .. } => {}
        }
    }
    let there: BTreeSet<Effect> = transaction
        .prepare_cached("SELECT event, kind, other, field, was, value, d FROM effects")?
        .query_map([], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    let mut touched: BTreeSet<&str> = BTreeSet::new();
    for (event, kind, other, field, _, _, number) in there.difference(&wanted) {
        transaction
            .prepare_cached(
                "DELETE FROM effects WHERE event = ?1 AND kind = ?2 AND other = ?3 AND field = ?4 AND d = ?5",
            )?
            .execute(params![event, kind, other, field, number])?;
        touched.extend([event.as_str(), other.as_str()]);
    }
    for (event, kind, other, field, was, value, number) in wanted.difference(&there) {
        transaction
            .prepare_cached(
                "INSERT INTO effects (event, kind, other, field, was, value, d) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![event, kind, other, field, was, value, number])?;
        touched.extend([event.as_str(), other.as_str()]);
    }
    for event in touched.into_iter().filter(|event| !event.is_empty()) {
        release_around(transaction, event)?;
        transaction
            .prepare_cached(
                "UPDATE reports SET rejected = EXISTS (SELECT 1 FROM effects WHERE event = ?1 AND kind = 'reject')
                    WHERE event = ?1",
            )?
            .execute([event])?;
    }
    transaction.execute("DELETE FROM orphans", [])?;
    for (number, event) in orphans {
        transaction
            .prepare_cached("INSERT INTO orphans (d, event) VALUES (?1, ?2)")?
            .execute(params![number, event])?;
    }
    Ok(())
}

/// Takes out the reports that people added and whose decision does not stand.
fn take_back(transaction: &Transaction<'_>, log: &[Decision]) -> rusqlite::Result<()> {
    let standing: BTreeSet<i64> = log.iter().filter(|one| one.stands).map(|one| one.number).collect();
    let added: Vec<(i64, String, String)> = transaction
        .prepare_cached("SELECT added, event, article FROM reports WHERE added IS NOT NULL")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (_, event, article) in added.into_iter().filter(|(number, ..)| !standing.contains(number)) {
        release_around(transaction, &event)?;
        for sql in ["DELETE FROM report_keys WHERE event = ?1", "DELETE FROM reports WHERE event = ?1"] {
            transaction.prepare_cached(sql)?.execute([&event])?;
        }
        retell(transaction, &article)?;
    }
    Ok(())
}

/// Sees to it that a report which a person added is there, and says under which event: a coder that has learned to read
/// the passage since has it already. `None` where the article or the passage is gone.
fn added(
    transaction: &Transaction<'_>,
    number: i64,
    article: &str,
    report: &Report,
    beside: &[String],
) -> rusqlite::Result<Option<String>> {
    if !column(transaction, "SELECT event FROM reports WHERE event = ?1", &report.id)?.is_empty() {
        return Ok(Some(report.id.clone()));
    }
    let zones: Option<(Option<String>, String)> = transaction
        .prepare_cached("SELECT reading ->> '$.article.title', text FROM articles WHERE id = ?1")?
        .query_row([article], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((title, text)) = zones else { return Ok(None) };
    // The text may have been taken in anew: the quote is where it stands now.
    let evidence = evidence(&title.unwrap_or_default(), &text, report, &quote_of(&report.evidence));
    let Some(event) = evidence.first().cloned() else { return Ok(None) };
    let report = Report { evidence, ..report.clone() };
    let others = "SELECT report FROM reports WHERE article = ?1 AND added IS NULL ORDER BY position";
    for other in column(transaction, others, article)? {
        let other: Report = parse(&other)?;
        let same_day = other.date == report.date || other.date.is_none() || report.date.is_none();
        let one_passage = other
            .evidence
            .iter()
            .filter(|one| one.field == "event")
            .any(|one| one.zone == event.zone && one.start < event.end && event.start < one.end);
        let same =
            other.event_type == report.event_type && other.countries() == report.countries() && same_day;
        if same && one_passage && !beside.contains(&other.id) {
            return Ok(Some(other.id));
        }
    }
    transaction
        .prepare_cached(
            "INSERT INTO reports (article, position, event, report, parent, rejected, added)
                VALUES (?1, (SELECT ifnull(max(position), 0) + 1 FROM reports WHERE article = ?1), ?2, ?3, ?4, 0, ?5)",
        )?
        .execute(params![article, report.id, json(&report)?, report.part_of, number])?;
    let meta = Arc::new(retell(transaction, article)?);
    let id = report.id.clone();
    index(transaction, &Prepared::of(&Sourced { article: meta, report: Arc::new(report) }))?;
    release_around(transaction, &id)?;
    Ok(Some(id))
}

/// The report that an anchor means: that of its event, or the only one of its article that has the same type and quote.
fn anchored(transaction: &Transaction<'_>, anchor: &Anchor) -> rusqlite::Result<Option<String>> {
    if !column(transaction, "SELECT event FROM reports WHERE event = ?1", &anchor.event)?.is_empty() {
        return Ok(Some(anchor.event.clone()));
    }
    let mut same = Vec::new();
    for report in column(transaction, "SELECT report FROM reports WHERE article = ?1", &anchor.article)? {
        let report: Report = parse(&report)?;
        if report.event_type == anchor.event_type && quote_of(&report.evidence) == anchor.quote {
            same.push(report.id);
        }
    }
    Ok(if same.len() == 1 { same.pop() } else { None })
}

/// The pairs that people put together or apart around a report: the last decision about a pair counts.
pub(super) fn bonds_of(transaction: &Transaction<'_>, event: &str) -> rusqlite::Result<Bonds> {
    let mut last: BTreeMap<(String, String), bool> = BTreeMap::new();
    let mut statement = transaction.prepare_cached(
        "SELECT min(event, other), max(event, other), kind, d FROM effects WHERE event = ?1 AND other <> ''
            UNION SELECT min(event, other), max(event, other), kind, d FROM effects WHERE other = ?1 ORDER BY d",
    )?;
    let mut rows = statement.query([event])?;
    while let Some(row) = rows.next()? {
        last.insert((row.get(0)?, row.get(1)?), row.get::<_, String>(2)? == "together");
    }
    let mut bonds = Bonds::default();
    for (pair, is_one) in last {
        if is_one { bonds.together.push(pair) } else { bonds.apart.push(pair) }
    }
    Ok(bonds)
}

/// Corrects an encounter by what was decided about its reports, and notes the last decision on it.
pub(super) fn correct(transaction: &Transaction<'_>, encounter: &mut Encounter) -> rusqlite::Result<()> {
    let mut corrections: BTreeMap<i64, (String, String, String)> = BTreeMap::new();
    let mut last: Option<i64> = None;
    for report in &encounter.reports {
        let mut statement = transaction.prepare_cached(
            "SELECT d, kind, field, was, value FROM effects WHERE event = ?1 OR other = ?1",
        )?;
        let mut rows = statement.query([&report.event])?;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            last = last.max(Some(number));
            if row.get::<_, String>(1)? == "correct" {
                corrections.insert(number, (row.get(2)?, row.get(3)?, row.get(4)?));
            }
        }
    }
    let read = encounter.clone();
    let mut corrected: Vec<Field> = Vec::new();
    for (field, was, value) in corrections.into_values() {
        let Ok(path) = field.parse::<Field>() else { continue };
        // What can no longer be set (the participant is gone) stays as it is; the encounter still says it was looked at.
        let Ok(path) = path.located(&read, &was) else { continue };
        if path.set(encounter, &value).is_ok() && !corrected.contains(&path) {
            corrected.push(path);
        }
    }
    for path in corrected {
        let (was, field) = (path.value(&read), path.to_string());
        let Some(was) = was.filter(|was| path.value(encounter).as_ref() != Some(was)) else { continue };
        let mut articles: Vec<String> = Vec::new();
        for EncounterReport { article, event, .. } in &read.reports {
            let said: String = transaction
                .prepare_cached("SELECT report FROM reports WHERE article = ?1 AND event = ?2")?
                .query_row([article, event], |row| row.get(0))?;
            // A damaged report is told of where all are read.
            let report = serde_json::from_str::<Report>(&said).ok();
            if report.is_some_and(|report| path.is_said_by(&report, &was)) && !articles.contains(article) {
                articles.push(article.clone());
            }
        }
        encounter.variants.push(Variant { field, value: was, articles });
    }
    encounter.variants.sort_by(|a, b| (&a.field, &a.value).cmp(&(&b.field, &b.value)));
    encounter.variants.dedup_by(|a, b| (&a.field, &a.value) == (&b.field, &b.value));
    if let Some(last) = last {
        let told: Option<(String, String, String)> = transaction
            .prepare_cached(
                "SELECT decision ->> 'action', actor, substr(at, 1, 10) FROM decisions WHERE d = ?1",
            )?
            .query_row([last], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        encounter.reviewed = told.map(|(action, actor, day)| format!("{action} {day} {actor}"));
    }
    Ok(())
}
