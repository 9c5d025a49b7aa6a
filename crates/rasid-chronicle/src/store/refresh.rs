//! Encounters from the reports that wait.
//!
//! A report can only be joined with those that a chain of possible links leads to (`Prepared::may_be_linked`; what an
//! article puts into one another belongs together too). A refresh takes up such a chain around each waiting report, merges
//! it from scratch, and puts what comes out in the place of what was there. The rest of the store is not looked at, so that
//! an article costs the same however much there is, and the result is that of merging everything at once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use rasid_coder::Reading;
use rasid_coder::report::{EventType, LatinFrom, Report};
use rasid_merge::nesting::{LONGEST_VISIT, Nesting, break_circles, holds, nests};
use rasid_merge::{ArticleMeta, Bonds, Encounter, Joined, Name, Prepared, Sketch, Sourced, join};
use rasid_text::{Edtf, PartialDate};
use rusqlite::types::Type;
use rusqlite::{OptionalExtension, Transaction, params};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::de::DeserializeOwned;

use crate::search;

use super::decided::{bonds_of, correct};
use super::keep::{index, json};

/// Waiting reports that are taken up in one transaction.
pub(super) const AT_ONCE: usize = 2000;
/// Reports that are kept prepared at a time: some tens of megabytes.
const POOL: usize = 10_000;
/// Chains of `part_of` are followed so far.
const DEEP: usize = 16;
/// Articles that are prepared anew in one go.
const PAGE: usize = 500;

/// Takes up waiting reports, about `most`, with everything they may be linked with. Says whether any are left.
pub(super) fn step(transaction: &Transaction<'_>, most: usize) -> rusqlite::Result<bool> {
    let mut pool = Pool::new(transaction);
    let mut taken = 0;
    while taken < most {
        let near = next_waiting(&mut pool)?;
        let waiting = match near {
            Some(near) => Some(near),
            None => transaction
                .prepare_cached(
                    "SELECT event FROM reports WHERE encounter IS NULL AND rejected = 0 ORDER BY event LIMIT 1",
                )?
                .query_row([], |row| row.get(0))
                .optional()?,
        };
        let Some(event) = waiting else {
            settle_gone(transaction)?;
            transaction.execute("UPDATE state SET stale = 0", [])?;
            return Ok(false);
        };
        taken += merge_around(&mut pool, event)?;
    }
    Ok(true)
}

/// A report that waits among those that were looked at last: what it is compared with is in memory already. By the order
/// of their ids, which says nothing of what they tell, each would be compared with others than the one before.
fn next_waiting(pool: &mut Pool<'_>) -> rusqlite::Result<Option<String>> {
    let sql = "SELECT EXISTS (SELECT 1 FROM reports WHERE event = ?1 AND encounter IS NULL AND rejected = 0)";
    let mut waits = pool.transaction.prepare_cached(sql)?;
    while let Some(event) = pool.near.pop() {
        if waits.query_row([&event], |row| row.get(0))? {
            return Ok(Some(event));
        }
    }
    Ok(None)
}

/// Keeps the encounters that there are until it is known what became of them; a damaged one is lost, and nothing with it.
fn remember(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut statement =
        transaction.prepare("SELECT id, CAST(encounter AS BLOB) FROM encounters JOIN bodies USING (n)")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if serde_json::from_slice::<Encounter>(row.get_ref(1)?.as_bytes()?).is_ok() {
            transaction
                .prepare_cached("INSERT OR IGNORE INTO gone (id, encounter) VALUES (?1, CAST(?2 AS TEXT))")?
                .execute(params![row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?])?;
        }
    }
    Ok(())
}

/// The outlet of each article, one on a line; an empty line for one that names none.
fn outlets(encounter: &Encounter) -> String {
    let mut articles = BTreeSet::new();
    let first = encounter.reports.iter().filter(|report| articles.insert(report.article.as_str()));
    let outlets = first.map(|report| report.outlet.as_deref().unwrap_or_default().replace('\n', " "));
    outlets.collect::<Vec<_>>().join("\n")
}

/// Throws away all that is derived and prepares it anew from the readings: after a migration, or to repair.
pub(super) fn prepare_all(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    remember(transaction)?;
    transaction.execute_batch(
        "DELETE FROM aliases; DELETE FROM encounters; DELETE FROM report_keys; DELETE FROM names;
         UPDATE reports SET encounter = NULL, parent = report ->> 'part_of';",
    )?;
    let mut last = String::new();
    loop {
        let page: Vec<(String, String, String)> = transaction
            .prepare_cached("SELECT id, reading, text FROM articles WHERE id > ?1 ORDER BY id LIMIT ?2")?
            .query_map(params![last, PAGE as i64], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let Some((end, ..)) = page.last() else { break };
        last.clone_from(end);
        for (id, reading, text) in page {
            let reading: Reading = parse(&reading)?;
            let mut meta = ArticleMeta::sketched(&reading.article, Sketch::of(&text));
            let reports = reports_of(transaction, &id)?;
            reports.iter().for_each(|report| meta.tell(report));
            transaction
                .prepare_cached("UPDATE articles SET told = ?2 WHERE id = ?1")?
                .execute(params![id, meta.told()])?;
            transaction
                .prepare_cached("UPDATE sketches SET sketch = ?2 WHERE article = ?1")?
                .execute(params![id, meta.sketch.to_bytes()])?;
            search::index(transaction, &reading.article, &text)?;
            let meta = Arc::new(meta);
            for report in reports {
                let sourced = Sourced { article: Arc::clone(&meta), report: Arc::new(report) };
                index(transaction, &Prepared::of(&sourced))?;
            }
        }
    }
    transaction.execute("UPDATE state SET stale = 1", [])?;
    Ok(())
}

/// Reports as they were prepared: news comes in clusters, and each is compared with many.
struct Pool<'t> {
    transaction: &'t Transaction<'t>,
    reports: FxHashMap<String, Arc<Prepared>>,
    articles: FxHashMap<String, Arc<ArticleMeta>>,
    /// Ids of those that were prepared and may wait, the last one at the end.
    near: Vec<String>,
}

impl<'t> Pool<'t> {
    fn new(transaction: &'t Transaction<'t>) -> Self {
        Self { transaction, reports: FxHashMap::default(), articles: FxHashMap::default(), near: Vec::new() }
    }

    /// One report; `None` where there is none under this id.
    fn get(&mut self, event: &str) -> rusqlite::Result<Option<Arc<Prepared>>> {
        if let Some(known) = self.reports.get(event) {
            return Ok(Some(Arc::clone(known)));
        }
        if self.reports.len() >= POOL {
            self.reports.clear();
            self.articles.clear();
            self.near.clear();
        }
        let Some(loaded) = load(self.transaction, &mut self.articles, event)? else { return Ok(None) };
        let loaded = Arc::new(loaded);
        self.reports.insert(event.to_owned(), Arc::clone(&loaded));
        self.near.push(event.to_owned());
        Ok(Some(loaded))
    }
}

/// Merges a report with everything it may be linked with; says how many reports were merged.
fn merge_around(pool: &mut Pool<'_>, event: String) -> rusqlite::Result<usize> {
    let transaction = pool.transaction;
    let mut circle: FxHashMap<String, Arc<Prepared>> = FxHashMap::default();
    let mut former: BTreeSet<String> = BTreeSet::new();
    let mut bonds = Bonds::default();
    let mut queue = vec![event];
    while let Some(event) = queue.pop() {
        if circle.contains_key(&event) {
            continue;
        }
        let Some(report) = pool.get(&event)? else { continue };
        for other in candidates(transaction, &report)? {
            if circle.contains_key(&other) || other == event {
                continue;
            }
            if pool.get(&other)?.is_some_and(|other| report.may_be_linked(&other)) {
                queue.push(other);
            }
        }
        let bound = bonds_of(transaction, &event)?;
        queue.extend(bound.together.iter().flat_map(|(a, b)| [a.clone(), b.clone()]));
        bonds.together.extend(bound.together);
        bonds.apart.extend(bound.apart);
        queue.extend(report.parent().map(str::to_owned));
        queue.extend(column(transaction, "SELECT event FROM reports WHERE parent = ?1", &event)?);
        let encounter: Option<String> = transaction
            .prepare_cached(
                "SELECT encounter FROM reports WHERE event = ?1 AND encounter IS NOT NULL LIMIT 1",
            )?
            .query_row([&event], |row| row.get(0))
            .optional()?;
        if let Some(encounter) = encounter
            && former.insert(encounter.clone())
        {
            queue.extend(column(transaction, "SELECT event FROM reports WHERE encounter = ?1", &encounter)?);
        }
        circle.insert(event, report);
    }
    let merged = circle.len();
    let circle: BTreeMap<String, Arc<Prepared>> = circle.into_iter().collect();
    let mut joined = join(circle.into_values().map(|report| Prepared::clone(&report)).collect(), &bonds);
    for one in &mut joined {
        correct(transaction, &mut one.encounter)?;
    }
    put(transaction, &former, joined)?;
    Ok(merged)
}

/// Lets everything wait that may depend on a report that is about to go: its encounter, those of the reports that it may
/// be linked with (one that fitted two equally well may now fit one), and what it put into itself.
pub(super) fn release_around(transaction: &Transaction<'_>, event: &str) -> rusqlite::Result<()> {
    let mut pool = Pool::new(transaction);
    let mut around: BTreeSet<String> = BTreeSet::from([event.to_owned()]);
    if let Some(report) = pool.get(event)? {
        for other in candidates(transaction, &report)? {
            if pool.get(&other)?.is_some_and(|other| report.may_be_linked(&other)) {
                around.insert(other);
            }
        }
    }
    around.extend(column(transaction, "SELECT event FROM reports WHERE parent = ?1", event)?);
    for event in around {
        for encounter in column(transaction, "SELECT encounter FROM reports WHERE event = ?1", &event)? {
            release(transaction, &encounter)?;
        }
    }
    Ok(())
}

/// Lets the reports of an encounter wait, and keeps it aside to say later what became of it.
fn release(transaction: &Transaction<'_>, encounter: &str) -> rusqlite::Result<()> {
    for sql in [
        "INSERT OR IGNORE INTO gone (id, encounter)
            SELECT id, encounter FROM encounters JOIN bodies USING (n) WHERE id = ?1",
        "UPDATE encounters SET part_of = NULL WHERE part_of = ?1",
        "DELETE FROM encounters WHERE id = ?1",
        "UPDATE reports SET encounter = NULL WHERE encounter = ?1",
    ] {
        transaction.prepare_cached(sql)?.execute([encounter])?;
    }
    Ok(())
}

/// Events that stand where those of a report's links would, each once, in no order that says anything.
fn candidates(transaction: &Transaction<'_>, report: &Prepared) -> rusqlite::Result<Vec<String>> {
    let keys = report.keys();
    let mut known = FxHashSet::default();
    let mut found = Vec::new();
    let mut note = |event: String| {
        if known.insert(event.clone()) {
            found.push(event);
        }
    };
    for key in &keys.looks {
        column(transaction, "SELECT event FROM report_keys WHERE key = ?1", key)?
            .into_iter()
            .for_each(&mut note);
    }
    for begin in &keys.begins {
        let mut statement =
            transaction.prepare_cached("SELECT event FROM report_keys WHERE key >= ?1 AND key < ?2")?;
        let end = format!("{begin}\u{10ffff}");
        for event in statement.query_map([begin, &end], |row| row.get(0))? {
            note(event?);
        }
    }
    Ok(found)
}

/// Puts encounters in the place of those that held their reports before, and settles what is part of what.
fn put(
    transaction: &Transaction<'_>,
    former: &BTreeSet<String>,
    joined: Vec<Joined>,
) -> rusqlite::Result<()> {
    // What may change: what lies where a visit was or is, and what was put into something that goes.
    let mut visits: BTreeSet<(String, String, String)> = BTreeSet::new();
    let mut affected: BTreeSet<String> = BTreeSet::new();
    for id in former {
        let spot = transaction
            .prepare_cached(
                "SELECT spot_country, spot_from, spot_to FROM encounters WHERE id = ?1 AND spot_holds = 1",
            )?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        visits.extend(spot);
        affected.extend(column(transaction, "SELECT id FROM encounters WHERE part_of = ?1", id)?);
        transaction
            .prepare_cached("UPDATE encounters SET part_of = NULL WHERE part_of = ?1")?
            .execute([id])?;
        transaction.prepare_cached("DELETE FROM encounters WHERE id = ?1")?.execute([id])?;
    }
    for Joined { encounter, told_parent } in &joined {
        visits.extend(holds(encounter).map(spelled));
        insert(transaction, encounter, told_parent.as_deref())?;
        affected.insert(encounter.id.clone());
    }
    affected.extend(inside(transaction, &visits)?);
    affected.retain(|id| !former.contains(id) || joined.iter().any(|joined| joined.encounter.id == *id));
    nest(transaction, &affected)
}

/// What lies where these visits are, and is not put elsewhere by its reports.
fn inside(
    transaction: &Transaction<'_>,
    visits: &BTreeSet<(String, String, String)>,
) -> rusqlite::Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for (country, from, to) in visits {
        let mut statement = transaction.prepare_cached(
            "SELECT id FROM encounters
                WHERE spot_country = ?1 AND spot_holds = 0 AND spot_from BETWEEN ?2 AND ?3 AND told_parent IS NULL",
        )?;
        for id in statement.query_map([country, from, to], |row| row.get(0))? {
            found.insert(id?);
        }
    }
    Ok(found)
}

/// Writes one encounter with all it is found by, and where its reports stand now.
pub(super) fn insert(
    transaction: &Transaction<'_>,
    encounter: &Encounter,
    told_parent: Option<&str>,
) -> rusqlite::Result<()> {
    let facts = Facts::of(encounter);
    let held = holds(encounter);
    let spot = held.or_else(|| nests(encounter)).map(spelled);
    let is_placed = spot.is_some();
    let (country, from, to) = spot.map_or((None, None, None), |(c, f, t)| (Some(c), Some(f), Some(t)));
    let (kind, status) = (encounter.event_type.as_str(), encounter.status.as_str());
    let (reports, sources) = (encounter.reports.len() as i64, i64::from(encounter.independent_sources));
    transaction
        .prepare_cached(
            "INSERT INTO encounters
                (id, type, status, first_day, last_day, lasts, month, place, reports, sources, partners, themes,
                 told_parent, spot_country, spot_from, spot_to, spot_holds, city, theme_codes,
                 side_codes, reviewed, origin, outlets)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
                 ?20, ?21, ?22, ?23)",
        )?
        .execute(params![
            encounter.id,
            kind,
            status,
            facts.first,
            facts.last,
            facts.lasts,
            facts.month,
            encounter.place.as_ref().and_then(|place| place.country.as_deref()),
            reports,
            sources,
            encounter.partners.join(" "),
            encounter.themes.len() as i64,
            told_parent,
            country,
            from,
            to,
            is_placed.then_some(held.is_some()),
            encounter.place.as_ref().and_then(|place| place.city_en.as_deref()),
            encounter.themes.join(" "),
            encounter.countries.join(" "),
            encounter.reviewed.is_some(),
            origin(encounter),
            outlets(encounter),
        ])?;
    let n = transaction.last_insert_rowid();
    transaction
        .prepare_cached("INSERT INTO bodies (n, encounter) VALUES (?1, ?2)")?
        .execute(params![n, json(encounter)?])?;
    for code in &encounter.countries {
        let partner = encounter.partners.contains(code);
        transaction
            .prepare_cached("INSERT OR IGNORE INTO sides (n, code, partner) VALUES (?1, ?2, ?3)")?
            .execute(params![n, code, partner])?;
    }
    for theme in &encounter.themes {
        transaction
            .prepare_cached("INSERT OR IGNORE INTO encounter_themes (n, theme) VALUES (?1, ?2)")?
            .execute(params![n, theme])?;
    }
    for (seat, person) in encounter.participants.iter().enumerate() {
        let latin = person.name_latin.as_deref().unwrap_or_default();
        let attested = person.name_latin_from == Some(LatinFrom::Attested);
        let name =
            person.name.as_ref().map(|name| name_id(transaction, name, latin, attested)).transpose()?;
        transaction
            .prepare_cached(
                "INSERT INTO people (n, seat, name_id, country, office, rank) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![n, seat as i64, name, person.country, person.office, person.rank.as_str()])?;
    }
    for alias in &encounter.aliases {
        transaction
            .prepare_cached("INSERT OR REPLACE INTO aliases (alias, encounter) VALUES (?1, ?2)")?
            .execute([alias, &encounter.id])?;
    }
    for report in &encounter.reports {
        transaction
            .prepare_cached("UPDATE reports SET encounter = ?2 WHERE event = ?1")?
            .execute([&report.event, &encounter.id])?;
        transaction
            .prepare_cached(
                "INSERT OR IGNORE INTO heard (text, n) SELECT n, ?2 FROM searched WHERE article = ?1",
            )?
            .execute(params![report.article, n])?;
    }
    transaction.prepare_cached("DELETE FROM redirects WHERE id = ?1")?.execute([&encounter.id])?;
    Ok(())
}

/// Of a visit to another country, where it came from.
fn origin(encounter: &Encounter) -> Option<&str> {
    let place = encounter.place.as_ref()?.country.as_deref()?;
    let first = encounter.participants.first()?.country.as_deref()?;
    (encounter.event_type == EventType::Visit && first != place).then_some(first)
}

/// When an encounter is, as the columns have it.
struct Facts {
    first: Option<String>,
    last: Option<String>,
    lasts: bool,
    month: String,
}

impl Facts {
    fn of(encounter: &Encounter) -> Self {
        let edtf: Option<Edtf> = encounter.date.as_deref().and_then(|date| date.parse().ok());
        let bounds = edtf.and_then(|edtf| edtf.bounds());
        let month = match edtf.map(|edtf| edtf.first()) {
            Some(PartialDate { year: Some(year), month: Some(month), .. }) => format!("{year:04}-{month:02}"),
            Some(PartialDate { year: Some(year), .. }) => format!("{year:04}"),
            _ => String::new(),
        };
        Self {
            first: bounds.map(|(first, _)| first.to_string()),
            last: bounds.map(|(_, last)| last.to_string()),
            lasts: matches!(edtf, Some(Edtf::Interval(..))),
            month,
        }
    }
}

/// The number of a name; a new one where it was not met before.
fn name_id(transaction: &Transaction<'_>, name: &str, latin: &str, attested: bool) -> rusqlite::Result<i64> {
    let known = transaction
        .prepare_cached("SELECT name_id FROM names WHERE name = ?1 AND latin = ?2 AND attested = ?3")?
        .query_row(params![name, latin, attested], |row| row.get(0))
        .optional()?;
    if let Some(known) = known {
        return Ok(known);
    }
    transaction
        .prepare_cached("INSERT INTO names (name, latin, attested) VALUES (?1, ?2, ?3)")?
        .execute(params![name, latin, attested])?;
    let id = transaction.last_insert_rowid();
    for word in [name, latin].into_iter().filter_map(Name::parse).flat_map(|name| name.keys()) {
        transaction
            .prepare_cached("INSERT OR IGNORE INTO name_words (word, name_id) VALUES (?1, ?2)")?
            .execute(params![word, id])?;
    }
    Ok(id)
}

/// Sets what these encounters are part of.
pub(super) fn nest(transaction: &Transaction<'_>, ids: &BTreeSet<String>) -> rusqlite::Result<()> {
    let mut encounters: Vec<(Encounter, Option<String>)> = Vec::new();
    let mut spots: BTreeSet<(String, String, String)> = BTreeSet::new();
    for id in ids {
        let found: Option<(String, Option<String>)> = transaction
            .prepare_cached(
                "SELECT encounter, told_parent FROM encounters JOIN bodies USING (n) WHERE id = ?1",
            )?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((encounter, told)) = found else { continue };
        let encounter: Encounter = parse(&encounter)?;
        if told.is_none() {
            spots.extend(nests(&encounter).map(spelled));
        }
        encounters.push((encounter, told));
    }
    let mut visits: BTreeMap<String, Encounter> = BTreeMap::new();
    for (country, from, to) in &spots {
        let mut statement = transaction.prepare_cached(
            "SELECT id, encounter FROM encounters JOIN bodies USING (n)
                WHERE spot_country = ?1 AND spot_holds = 1 AND spot_from <= ?2 AND spot_from >= ?3 AND spot_to >= ?4",
        )?;
        let longest = LONGEST_VISIT.days();
        let earliest = from.parse::<Date>().ok().and_then(|day| day.checked_sub(longest).ok());
        let earliest = earliest.map_or_else(String::new, |day| day.to_string());
        let rows = statement.query_map([country, from, &earliest, to], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })?;
        for row in rows {
            let (id, encounter) = row?;
            visits.insert(id, parse(&encounter)?);
        }
    }
    let nesting = Nesting::of(visits.values());
    let mut parents: Vec<Option<String>> =
        encounters.iter().map(|(encounter, told)| nesting.parent(encounter, told.as_deref())).collect();
    break_circles(encounters.iter().map(|(encounter, _)| encounter.id.as_str()), &mut parents);
    for ((mut encounter, _), parent) in encounters.into_iter().zip(parents) {
        transaction
            .prepare_cached("UPDATE encounters SET part_of = ?2 WHERE id = ?1")?
            .execute(params![encounter.id, parent])?;
        if encounter.part_of != parent {
            encounter.part_of = parent;
            transaction
                .prepare_cached(
                    "UPDATE bodies SET encounter = ?2 WHERE n = (SELECT n FROM encounters WHERE id = ?1)",
                )?
                .execute(params![encounter.id, json(&encounter)?])?;
        }
    }
    set_trips(transaction, ids)
}

/// Notes the outermost visit that each of these encounters, and what lies under them, belongs to.
fn set_trips(transaction: &Transaction<'_>, ids: &BTreeSet<String>) -> rusqlite::Result<()> {
    let mut done: BTreeSet<String> = BTreeSet::new();
    let mut queue: Vec<String> = ids.iter().cloned().collect();
    while let Some(id) = queue.pop() {
        if !done.insert(id.clone()) {
            continue;
        }
        let (mut trip, mut next, mut steps) = (None, Some(id.clone()), 0);
        while let Some(at) = next.filter(|_| steps < DEEP) {
            let found: Option<(i64, bool, Option<String>)> = transaction
                .prepare_cached("SELECT n, type = 'visit', part_of FROM encounters WHERE id = ?1")?
                .query_row([&at], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                .optional()?;
            let Some((n, is_visit, parent)) = found else { break };
            trip = if is_visit { Some(n) } else { trip };
            (next, steps) = (parent, steps + 1);
        }
        transaction
            .prepare_cached("UPDATE encounters SET trip = ?2 WHERE id = ?1 AND trip IS NOT ?2")?
            .execute(params![id, trip])?;
        queue.extend(column(transaction, "SELECT id FROM encounters WHERE part_of = ?1", &id)?);
    }
    Ok(())
}

/// Notes under which ids the encounters that lost a report are to be found now: where most of their other reports are,
/// else where the same article has the same kind of encounter between some of the same countries.
fn settle_gone(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let gone: Vec<(String, String)> = transaction
        .prepare_cached("SELECT id, encounter FROM gone ORDER BY id")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut visits = BTreeSet::new();
    for (id, encounter) in gone {
        let encounter: Encounter = parse(&encounter)?;
        visits.extend(holds(&encounter).map(spelled));
        let known: bool = transaction
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM encounters WHERE id = ?1) OR EXISTS (SELECT 1 FROM aliases WHERE alias = ?1)",
            )?
            .query_row([&id], |row| row.get(0))?;
        if !known {
            let heir = heir(transaction, &encounter)?;
            transaction
                .prepare_cached("INSERT OR REPLACE INTO redirects (id, encounter) VALUES (?1, ?2)")?
                .execute(params![id, heir])?;
            transaction
                .prepare_cached("UPDATE redirects SET encounter = ?2 WHERE encounter = ?1")?
                .execute(params![id, heir])?;
        }
    }
    transaction.execute("DELETE FROM gone", [])?;
    // What lay in a visit that is gone may lie in another, or in none.
    let affected = inside(transaction, &visits)?;
    nest(transaction, &affected)
}

fn heir(transaction: &Transaction<'_>, gone: &Encounter) -> rusqlite::Result<Option<String>> {
    let mut votes: BTreeMap<String, usize> = BTreeMap::new();
    for report in &gone.reports {
        for id in column(transaction, "SELECT encounter FROM reports WHERE event = ?1", &report.event)? {
            *votes.entry(id).or_default() += 1;
        }
    }
    if votes.is_empty() {
        for report in &gone.reports {
            let mut statement = transaction.prepare_cached(
                "SELECT report, encounter FROM reports WHERE article = ?1 AND encounter IS NOT NULL ORDER BY position",
            )?;
            let rows = statement.query_map([&report.article], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
            })?;
            for row in rows {
                let (other, id) = row?;
                let other: Report = parse(&other)?;
                let shared = other.countries().iter().filter(|code| report.countries.contains(code)).count();
                if other.event_type == report.event_type && shared > 0 {
                    *votes.entry(id).or_default() += shared;
                }
            }
        }
    }
    let most = votes.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
    Ok(most.map(|(id, _)| id))
}

/// One report, prepared.
fn load(
    transaction: &Transaction<'_>,
    articles: &mut FxHashMap<String, Arc<ArticleMeta>>,
    event: &str,
) -> rusqlite::Result<Option<Prepared>> {
    let found: Option<(String, String)> = transaction
        .prepare_cached(
            "SELECT article, report FROM reports WHERE event = ?1 AND rejected = 0 ORDER BY article, position LIMIT 1",
        )?
        .query_row([event], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((id, report)) = found else { return Ok(None) };
    let report: Report = parse(&report)?;
    if report.id != event {
        return Err(damaged("a report under the id of another"));
    }
    let article = match articles.get(&id) {
        Some(article) => Arc::clone(article),
        None => {
            let (reading, sketch, told): (String, Vec<u8>, String) = transaction
                .prepare_cached(
                    "SELECT reading, sketch, told FROM articles JOIN sketches ON article = id WHERE id = ?1",
                )?
                .query_row([&id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            let reading: Reading = parse(&reading)?;
            let sketch = Sketch::from_bytes(&sketch).ok_or_else(|| damaged("a sketch that is none"))?;
            let mut meta = ArticleMeta::sketched(&reading.article, sketch);
            meta.tell_again(&told);
            let meta = Arc::new(meta);
            articles.insert(id, Arc::clone(&meta));
            meta
        }
    };
    Ok(Some(Prepared::of(&Sourced { article, report: Arc::new(report) })))
}

/// Notes anew what the reports of an article tell, by which copies of it are known.
pub(super) fn retell(transaction: &Transaction<'_>, article: &str) -> rusqlite::Result<ArticleMeta> {
    let (reading, text): (String, String) = transaction
        .prepare_cached("SELECT reading, text FROM articles WHERE id = ?1")?
        .query_row([article], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let reading: Reading = parse(&reading)?;
    let mut meta = ArticleMeta::sketched(&reading.article, Sketch::of(&text));
    reports_of(transaction, article)?.iter().for_each(|report| meta.tell(report));
    transaction
        .prepare_cached("UPDATE articles SET told = ?2 WHERE id = ?1")?
        .execute(params![article, meta.told()])?;
    Ok(meta)
}

fn reports_of(transaction: &Transaction<'_>, article: &str) -> rusqlite::Result<Vec<Report>> {
    let reports =
        column(transaction, "SELECT report FROM reports WHERE article = ?1 ORDER BY position", article)?;
    reports.iter().map(|report| parse(report)).collect()
}

/// The first column of what a statement with one parameter finds; what is NULL is left out.
pub(super) fn column(transaction: &Transaction<'_>, sql: &str, value: &str) -> rusqlite::Result<Vec<String>> {
    let mut statement = transaction.prepare_cached(sql)?;
    let rows = statement.query_map([value], |row| row.get::<_, Option<String>>(0))?;
    rows.filter_map(Result::transpose).collect()
}

fn spelled((country, from, to): (&str, Date, Date)) -> (String, String, String) {
    (country.to_owned(), from.to_string(), to.to_string())
}

pub(super) fn parse<T: DeserializeOwned>(json: &str) -> rusqlite::Result<T> {
    serde_json::from_str(json)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error)))
}

fn damaged(what: &'static str) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Blob, what.into())
}
