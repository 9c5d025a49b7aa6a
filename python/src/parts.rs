//! The steps of a merge that an engine divides among its workers: `rasid.spark` says in which order they are asked for.
//!
//! Reports that may be linked share a key. Among those of one key the links are found, the links tell which reports are
//! connected, what is connected is joined by itself, and encounters are put into visits country by country and month by
//! month. Every step takes a table and gives one, and none depends on the order of its rows.

use std::collections::{BTreeMap, BTreeSet};

use arrow_schema::{DataType, Field, Schema};
use jiff::civil::Date;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use rasid_coder::Reading;
use rasid_merge::nesting::{Nesting, break_circles, holds, nests};
use rasid_merge::{Bonds, Encounter, Joined, Keys, Prepared, Sourced, UnionFind, join, links};
use serde_json::{Value, json};

use crate::merge::{Columns, sourced, taken};
use crate::tables::{self, Table, decoded, text, texts};

/// One row for each report: what the other steps need of it, and the keys under which it meets others.
#[pyfunction]
pub(crate) fn reports_with_keys(data: &Bound<'_, PyAny>) -> PyResult<Table> {
    let mut rows = Vec::new();
    for columns in taken(data, &["reading", "sketch", "told"])? {
        for row in columns.rows() {
            let (reading, sketch, told) =
                (columns.text("reading", row), columns.text("sketch", row), columns.text("told", row));
            let whole: Reading = parsed(reading, row)?;
            for report in &whole.events {
                let alone = Reading {
                    events: vec![report.clone()],
                    claims: Vec::new(),
                    judgements: Vec::new(),
                    ..whole.clone()
                };
                let of = sourced(&alone, sketch, told, row)?;
                let Some(Keys { stands, looks, begins }) = of.first().map(|of| Prepared::of(of).keys())
                else {
                    continue;
                };
                // Who has no day is met by everybody at the key that has none.
                let undated = begins.iter().map(|key| format!("{key}*"));
                let looks: BTreeSet<String> = looks.into_iter().chain(undated).collect();
                rows.push(json!({
                    "event_id": report.id, "part_of": report.part_of, "stands": stands, "looks": looks,
                    "reading": json!(alone).to_string(), "sketch": sketch, "told": told,
                }));
            }
        }
    }
    let schema = Schema::new(vec![
        text("event_id"),
        text("part_of"),
        texts("stands"),
        texts("looks"),
        text("reading"),
        text("sketch"),
        text("told"),
    ]);
    data.py().detach(|| decoded(schema, rows.into_iter()))
}

/// Pairs of events (`a`, `b`) that may be linked, of rows with a `key`: as many as tell what is connected.
#[pyfunction]
pub(crate) fn links_by_key(data: &Bound<'_, PyAny>) -> PyResult<Table> {
    let by_key = Groups::of(data, "key", &REPORTS)?;
    data.py().detach(|| {
        let mut found: BTreeSet<(String, String)> = BTreeSet::new();
        for reports in by_key.each(reports) {
            found.extend(links(reports?.iter().map(Prepared::of).collect()));
        }
        let rows = found.into_iter().map(|(a, b)| json!({"a": a, "b": b}));
        decoded(Schema::new(vec![text("a"), text("b")]), rows)
    })
}

/// Of pairs of events that are connected: the `component` of each, which is called after its smallest event.
#[pyfunction]
pub(crate) fn components(data: &Bound<'_, PyAny>) -> PyResult<Table> {
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut pairs = Vec::new();
    for columns in taken(data, &["a", "b"])? {
        for row in columns.rows() {
            let mut number = |event: &str| match numbers.get(event) {
                Some(number) => *number,
                None => {
                    let next = numbers.len();
                    numbers.insert(event.to_owned(), next);
                    next
                }
            };
            pairs.push((number(columns.text("a", row)), number(columns.text("b", row))));
        }
    }
    data.py().detach(|| {
        let mut sets = UnionFind::new(numbers.len());
        pairs.into_iter().for_each(|(a, b)| sets.join(a, b));
        // In the order of events, so that the first of a root is its smallest.
        let mut names: BTreeMap<usize, &str> = BTreeMap::new();
        let mut rows = Vec::with_capacity(numbers.len());
        for (event, &number) in &numbers {
            let name = *names.entry(sets.root(number)).or_insert(event);
            rows.push(json!({"event_id": event, "component": name}));
        }
        decoded(Schema::new(vec![text("event_id"), text("component")]), rows.into_iter())
    })
}

/// The encounters of whole components, each by itself: `encounter` (`rasid.encounter/1`, not yet part of anything), what
/// its reports put it into, and where and in which months it may hold others or lie in one.
#[pyfunction]
pub(crate) fn join_components(data: &Bound<'_, PyAny>) -> PyResult<Table> {
    let by_component = Groups::of(data, "component", &REPORTS)?;
    data.py().detach(|| {
        let flag = |name: &str| Field::new(name, DataType::Boolean, false);
        let schema = Schema::new(vec![
            text("encounter_id"),
            text("encounter"),
            text("told_parent"),
            text("country"),
            texts("months"),
            flag("holds"),
            flag("nests"),
        ]);
        let mut wrong = None;
        let groups =
            by_component.each(reports).map_while(|reports| reports.map_err(|e| wrong = Some(e)).ok());
        let joined = groups
            .flat_map(|reports| join(reports.iter().map(Prepared::of).collect(), &Bonds::default()))
            .map(|joined| row_of_joined(&joined));
        let table = decoded(schema, joined)?;
        wrong.map_or(Ok(table), Err)
    })
}

/// A row of [`join_components`].
fn row_of_joined(joined: &Joined) -> Value {
    let one = &joined.encounter;
    let (holds, nests) = (holds(one), nests(one).filter(|_| joined.told_parent.is_none()));
    let months = match (holds, nests) {
        (Some((_, from, to)), _) => months(from, to),
        (None, Some((_, from, _))) => months(from, from),
        (None, None) => Vec::new(),
    };
    json!({
        "encounter_id": one.id, "encounter": json!(one).to_string(), "told_parent": joined.told_parent,
        "country": holds.or(nests).map(|(country, ..)| country), "months": months,
        "holds": holds.is_some(), "nests": nests.is_some(),
    })
}

/// The visit (`part_of`) that each encounter of a `spot`, a country and a month, evidently belongs to. Visits are rows of
/// every spot they touch.
#[pyfunction]
pub(crate) fn visits_by_spot(data: &Bound<'_, PyAny>) -> PyResult<Table> {
    let by_spot = Groups::of(data, "spot", &["encounter"])?;
    data.py().detach(|| {
        let mut rows = Vec::new();
        let encounter = |columns: &Columns, row| Ok(vec![parsed(columns.text("encounter", row), row)?]);
        for encounters in by_spot.each(encounter) {
            let encounters = encounters?;
            let nesting = Nesting::of(&encounters);
            let inside = |one: &Encounter| nesting.parent(one, None).map(|parent| (one.id.clone(), parent));
            rows.extend(encounters.iter().filter_map(inside));
        }
        let rows = rows.into_iter().map(|(id, parent)| json!({"encounter_id": id, "part_of": parent}));
        decoded(Schema::new(vec![text("encounter_id"), text("part_of")]), rows)
    })
}

/// Of encounters and what they are part of: those that following leads back to, which are part of nothing.
#[pyfunction]
pub(crate) fn in_circles(data: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    let (mut ids, mut parents) = (Vec::new(), Vec::new());
    for columns in taken(data, &["encounter_id", "part_of"])? {
        for row in columns.rows() {
            ids.push(columns.text("encounter_id", row).to_owned());
            parents.push(Some(columns.text("part_of", row).to_owned()));
        }
    }
    break_circles(ids.iter().map(String::as_str), &mut parents);
    Ok(ids.into_iter().zip(parents).filter(|(_, parent)| parent.is_none()).map(|(id, _)| id).collect())
}

/// Encounters with what they are part of, as the table of encounters, with `first_day`, `month` and `ndjson`.
#[pyfunction]
pub(crate) fn finished(data: &Bound<'_, PyAny>) -> PyResult<Table> {
    let mut encounters: Vec<Encounter> = Vec::new();
    for columns in taken(data, &["encounter", "part_of"])? {
        for row in columns.rows() {
            let mut encounter: Encounter = parsed(columns.text("encounter", row), row)?;
            encounter.part_of = columns.maybe("part_of", row).map(str::to_owned);
            encounters.push(encounter);
        }
    }
    data.py().detach(|| tables::encounters_of_parts(&encounters))
}

/// What a report stands in.
const REPORTS: [&str; 3] = ["reading", "sketch", "told"];

/// The reports of a row.
fn reports(columns: &Columns, row: usize) -> PyResult<Vec<Sourced>> {
    let [reading, sketch, told] = REPORTS.map(|name| columns.text(name, row));
    sourced(&parsed(reading, row)?, sketch, told, row)
}

/// The rows of a table by what stands in one column. A group is parsed when its turn comes: a parsed report takes several
/// times the room of its row, and stands in as many groups as it has keys.
struct Groups {
    batches: Vec<Columns>,
    /// Batch and row.
    rows: BTreeMap<String, Vec<(usize, usize)>>,
}

impl Groups {
    fn of(data: &Bound<'_, PyAny>, by: &str, names: &[&str]) -> PyResult<Self> {
        let batches = taken(data, &[&[by], names].concat())?;
        let mut rows: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
        for (at, columns) in batches.iter().enumerate() {
            for row in columns.rows() {
                rows.entry(columns.text(by, row).to_owned()).or_default().push((at, row));
            }
        }
        Ok(Self { batches, rows })
    }

    /// Group after group, in the order of what they share.
    fn each<T>(
        &self,
        parse: impl Fn(&Columns, usize) -> PyResult<Vec<T>>,
    ) -> impl Iterator<Item = PyResult<Vec<T>>> {
        self.rows.values().map(move |rows| {
            let mut group = Vec::with_capacity(rows.len());
            for &(at, row) in rows {
                group.extend(
                    self.batches.get(at).map_or_else(|| Ok(Vec::new()), |columns| parse(columns, row))?,
                );
            }
            Ok(group)
        })
    }
}

fn parsed<T: serde::de::DeserializeOwned>(json: &str, row: usize) -> PyResult<T> {
    serde_json::from_str(json).map_err(|error| PyValueError::new_err(format!("row {row}: {error}")))
}

/// The months from one day to another.
fn months(from: Date, to: Date) -> Vec<Value> {
    let number = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
    let month = |at: i32| json!(format!("{:04}-{:02}", at.div_euclid(12), at.rem_euclid(12) + 1));
    (number(from.min(to))..=number(to.max(from))).map(month).collect()
}
