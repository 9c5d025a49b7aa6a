//! Readings as Arrow tables: one row of JSON for each row of a table, decoded by the schema of the table. What the columns
//! mean is said in `rasid/schemas.md`.

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_json::ReaderBuilder;
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use pyo3_arrow::PyTable;
use pyo3_arrow::error::PyArrowResult;
use pyo3_arrow::ffi::{ArrayIterator, to_stream_pycapsule};
use rasid_chronicle::{Audited, Hit};
use rasid_coder::report::{Participant, Report};
use rasid_coder::{Article, Reading};
use rasid_merge::Encounter;
use serde::Serialize;
use serde_json::{Value, json};

use crate::coder::meta;

/// Rows of one batch.
const BATCH: usize = 8192;

/// Which table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A row for each article.
    Articles,
    /// A row for each report of an encounter.
    Events,
    /// A row for each participant of each.
    Participants,
    /// A row for each quote behind a field.
    Evidence,
    /// A row for each claim.
    Claims,
    /// A row for each article with all of this inside.
    Nested,
    /// The same with what merging needs of each.
    Whole,
}

/// What was handed over and is no article.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Problem {
    /// Its place in what was handed over, from 0.
    pub(crate) row: u64,
    /// What is wrong.
    pub(crate) problem: String,
}

/// An Arrow table. Every library that knows Arrow's PyCapsule interface takes it without a copy.
#[pyclass(frozen, module = "rasid")]
pub(crate) struct Table {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

#[pymethods]
impl Table {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyArrowResult<Bound<'py, PyCapsule>> {
        let field = Arc::new(Field::new_struct("", self.schema.fields().clone(), false));
        let arrays: Vec<Result<_, ArrowError>> = self
            .batches
            .iter()
            .map(|batch| Ok(Arc::new(arrow_array::StructArray::from(batch.clone())) as arrow_array::ArrayRef))
            .collect();
        let reader = Box::new(ArrayIterator::new(arrays, field));
        to_stream_pycapsule(py, reader, requested_schema)
    }

    /// As a `pyarrow.Table`.
    fn to_pyarrow<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        PyTable::try_new(self.batches.clone(), Arc::clone(&self.schema))?.into_pyarrow(py)
    }

    /// As a `pandas.DataFrame`, by pyarrow.
    fn to_pandas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.to_pyarrow(py)?.call_method0("to_pandas")
    }

    #[getter]
    fn column_names(&self) -> Vec<String> {
        self.schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    #[getter]
    fn num_rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    fn __len__(&self) -> usize {
        self.num_rows()
    }

    fn __repr__(&self) -> String {
        format!("<rasid.Table: {} rows of {}>", self.num_rows(), self.column_names().join(", "))
    }
}

/// A column of text.
pub(crate) fn text(name: &str) -> Field {
    Field::new(name, DataType::Utf8, true)
}

/// A column of lists of texts.
pub(crate) fn texts(name: &str) -> Field {
    Field::new(name, DataType::List(Arc::new(Field::new("item", DataType::Utf8, true))), true)
}

/// With a sign, because not every engine has numbers without one.
fn number(name: &str) -> Field {
    Field::new(name, DataType::Int32, true)
}

fn list(name: &str, fields: Vec<Field>) -> Field {
    let item = Field::new("item", DataType::Struct(fields.into()), true);
    Field::new(name, DataType::List(Arc::new(item)), true)
}

fn article_fields() -> Vec<Field> {
    vec![
        text("article_id"),
        text("url"),
        text("outlet"),
        text("title"),
        text("author"),
        Field::new("published", DataType::Date32, true),
        text("section"),
        text("language"),
        text("text_sha256"),
        Field::new("judged", DataType::Float64, true),
        texts("dimensions"),
        text("coder_version"),
        text("lexicon"),
    ]
}

/// Where an encounter took place, among the columns before and behind.
fn around_place(before: Vec<Field>, behind: Vec<Field>) -> Vec<Field> {
    let disputed = Field::new("disputed", DataType::Boolean, true);
    let place = ["city", "city_en", "place_country", "venue"].map(text).into_iter().chain([disputed]);
    before.into_iter().chain(place).chain(behind).collect()
}

fn event_fields() -> Vec<Field> {
    let before = ["event_id", "type", "visit_kind", "status", "salience", "part_of", "date"].map(text).into();
    let mut behind = ["countries", "themes", "axes"].map(texts).to_vec();
    behind.extend(["plover", "cameo", "attributed_to"].map(text));
    around_place(before, behind)
}

fn participant_fields() -> Vec<Field> {
    vec![
        number("seat"),
        text("role"),
        text("name"),
        text("name_latin"),
        text("name_latin_from"),
        text("office"),
        text("organisation"),
        text("rank"),
        text("country"),
    ]
}

fn evidence_fields() -> Vec<Field> {
    vec![text("field"), text("in"), number("start"), number("end"), text("quote")]
}

fn claim_fields() -> Vec<Field> {
    vec![
        text("what"),
        text("value"),
        text("period"),
        text("scope"),
        text("subject"),
        text("in"),
        number("start"),
        number("end"),
        text("quote"),
    ]
}

/// The columns of a table.
fn schema(kind: Kind) -> Schema {
    let keyed = |keys: &[&str], fields: Vec<Field>| -> Vec<Field> {
        keys.iter().map(|key| text(key)).chain(fields).collect()
    };
    Schema::new(match kind {
        Kind::Articles => article_fields(),
        Kind::Events => keyed(&["article_id"], event_fields()),
        Kind::Participants => keyed(&["article_id", "event_id"], participant_fields()),
        Kind::Evidence => keyed(&["article_id", "event_id"], evidence_fields()),
        Kind::Claims => keyed(&["article_id"], claim_fields()),
        Kind::Nested | Kind::Whole => {
            let mut event = event_fields();
            event.push(list("participants", participant_fields()));
            event.push(list("evidence", evidence_fields()));
            let mut fields = article_fields();
            fields.push(list("events", event));
            fields.push(list("claims", claim_fields()));
            if kind == Kind::Whole {
                fields.extend(["reading", "sketch", "told", "record", "problem"].map(text));
            }
            fields
        }
    })
}

fn article_row(reading: &Reading) -> Value {
    let Article { id, url, outlet, title, author, published, section, language, text_sha256, .. } =
        &reading.article;
    json!({
        "article_id": id, "url": url, "outlet": outlet, "title": title, "author": author, "published": published,
        "section": section, "language": language, "text_sha256": text_sha256, "judged": reading.judged,
        "dimensions": reading.dimensions, "coder_version": reading.coder.version, "lexicon": reading.coder.lexicon,
    })
}

fn event_row(report: &Report) -> Value {
    let place = report.place.clone().unwrap_or_default();
    json!({
        "event_id": report.id, "type": report.event_type, "visit_kind": report.visit_kind, "status": report.status,
        "salience": report.salience, "part_of": report.part_of, "date": report.date, "city": place.city,
        "city_en": place.city_en, "place_country": place.country, "venue": place.venue, "disputed": place.disputed,
        "countries": report.countries(), "themes": report.themes, "axes": report.axes, "plover": report.plover,
        "cameo": report.cameo, "attributed_to": report.attributed_to,
    })
}

fn participant_row(seat: usize, person: &Participant) -> Value {
    let Participant { role, name, name_latin, name_latin_from, office, organisation, rank, country, .. } =
        person;
    json!({
        "seat": seat, "role": role, "name": name, "name_latin": name_latin, "name_latin_from": name_latin_from,
        "office": office, "organisation": organisation, "rank": rank, "country": country,
    })
}

fn participants(report: &Report) -> impl Iterator<Item = Value> {
    report.participants.iter().enumerate().map(|(seat, person)| participant_row(seat, person))
}

fn evidence(report: &Report) -> impl Iterator<Item = Value> {
    report.evidence.iter().map(|evidence| json!(evidence))
}

fn claims(reading: &Reading) -> impl Iterator<Item = Value> {
    reading.claims.iter().map(|claim| {
        let quote = &claim.evidence;
        json!({
            "what": claim.what, "value": claim.value.to_string(), "period": claim.period, "scope": claim.scope,
            "subject": claim.subject, "in": quote.zone, "start": quote.start, "end": quote.end, "quote": quote.quote,
        })
    })
}

/// A row with keys before it.
fn keyed(mut row: Value, keys: &[(&str, &str)]) -> Value {
    if let Value::Object(row) = &mut row {
        row.extend(keys.iter().map(|(key, value)| ((*key).to_owned(), Value::from(*value))));
    }
    row
}

fn rows(reading: &Reading, kind: Kind) -> Vec<Value> {
    let id = ("article_id", reading.article.id.as_str());
    let of_events = |rows: fn(&Report) -> Vec<Value>| {
        let of = |report: &Report| -> Vec<Value> {
            rows(report).into_iter().map(|row| keyed(row, &[id, ("event_id", &report.id)])).collect()
        };
        reading.events.iter().flat_map(of).collect()
    };
    match kind {
        Kind::Articles => vec![article_row(reading)],
        Kind::Events => reading.events.iter().map(|report| keyed(event_row(report), &[id])).collect(),
        Kind::Participants => of_events(|report| participants(report).collect()),
        Kind::Evidence => of_events(|report| evidence(report).collect()),
        Kind::Claims => claims(reading).map(|row| keyed(row, &[id])).collect(),
        Kind::Nested | Kind::Whole => {
            let event = |report: &Report| {
                let mut row = event_row(report);
                row["participants"] = participants(report).collect();
                row["evidence"] = evidence(report).collect();
                row
            };
            let mut row = article_row(reading);
            row["events"] = reading.events.iter().map(event).collect();
            row["claims"] = claims(reading).collect();
            if let (Kind::Whole, Value::Object(row), Value::Object(needed)) =
                (kind, &mut row, to_merge(reading))
            {
                row.extend(needed);
            }
            vec![row]
        }
    }
}

/// A table of readings.
///
/// # Errors
/// Never for what the coder wrote.
pub(crate) fn of(readings: &[Reading], kind: Kind) -> PyResult<Table> {
    decoded(schema(kind), readings.iter().flat_map(|reading| rows(reading, kind)))
}

/// What was no article.
///
/// # Errors
/// As [`of`].
pub(crate) fn problems(problems: &[Problem]) -> PyResult<Table> {
    let schema = Schema::new(vec![Field::new("row", DataType::Int64, false), text("problem")]);
    decoded(schema, problems.iter().map(|problem| json!(problem)))
}

/// What merging needs, of each article that reports something.
///
/// # Errors
/// As [`of`].
pub(crate) fn reports(readings: &[Reading]) -> PyResult<Table> {
    let schema = Schema::new(vec![text("article_id"), text("reading"), text("sketch"), text("told")]);
    let rows = readings.iter().filter(|reading| !reading.events.is_empty());
    decoded(schema, rows.map(|reading| keyed(to_merge(reading), &[("article_id", &reading.article.id)])))
}

/// What merging needs of an article; nothing of one that reports nothing.
fn to_merge(reading: &Reading) -> Value {
    if reading.events.is_empty() {
        return json!({});
    }
    let meta = meta(reading);
    let sketch: String = meta.sketch.to_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    json!({"reading": json!(without_text(reading)).to_string(), "sketch": sketch, "told": meta.told()})
}

/// A row for each article and each record that is none (`record`, `problem`).
///
/// # Errors
/// As [`of`].
pub(crate) fn whole(readings: &[Reading], problems: &[(String, String)]) -> PyResult<Table> {
    let articles = readings.iter().flat_map(|reading| rows(reading, Kind::Whole));
    let problems = problems.iter().map(|(record, problem)| json!({"record": record, "problem": problem}));
    decoded(schema(Kind::Whole), articles.chain(problems))
}

/// A reading as `extract` prints it.
pub(crate) fn without_text(reading: &Reading) -> Reading {
    Reading { article: Article { text: String::new(), ..reading.article.clone() }, ..reading.clone() }
}

/// The rows that these are by a schema.
///
/// # Errors
/// A row that does not fit it.
pub(crate) fn decoded(schema: Schema, rows: impl Iterator<Item = Value>) -> PyResult<Table> {
    let schema = Arc::new(schema);
    let wrong = |error: ArrowError| PyValueError::new_err(error.to_string());
    let mut decoder =
        ReaderBuilder::new(Arc::clone(&schema)).with_batch_size(BATCH).build_decoder().map_err(wrong)?;
    let mut batches = Vec::new();
    let mut rows = rows.peekable();
    while rows.peek().is_some() {
        let some: Vec<Value> = rows.by_ref().take(BATCH).collect();
        decoder.serialize(&some).map_err(wrong)?;
        batches.extend(decoder.flush().map_err(wrong)?);
    }
    Ok(Table { schema, batches })
}

/// The first encounters of some readings, as a page of a notebook shows them: quotes from the right, marked.
pub(crate) fn shown(readings: &[Reading]) -> String {
    const MOST: usize = 20;
    let escaped = |text: &str| {
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
    };
    let mut page = String::from(
        "<table><thead><tr><th>date</th><th>type</th><th>who</th><th>evidence</th></tr></thead><tbody>",
    );
    let events = readings.iter().flat_map(|reading| &reading.events);
    let all = events.clone().count();
    for report in events.take(MOST) {
        let who: Vec<String> = report
            .participants
            .iter()
            .map(|person| {
                let name = person.name.as_deref().or(person.office.as_deref()).unwrap_or("?");
                format!(
                    "<bdi>{}</bdi> ({})",
                    escaped(name),
                    escaped(person.country.as_deref().unwrap_or("?"))
                )
            })
            .collect();
        let quote = report.evidence.iter().find(|evidence| evidence.field == "event");
        let quote = quote.map_or_else(String::new, |evidence| escaped(&evidence.quote));
        page.push_str(&format!(
            "<tr><td>{}</td><td>{}</td><td>{}</td><td dir=\"auto\"><mark>{quote}</mark></td></tr>",
            escaped(report.date.as_deref().unwrap_or_default()),
            report.event_type,
            who.join("<br>"),
        ));
    }
    page.push_str("</tbody></table>");
    if all > MOST {
        page.push_str(&format!("<p>{} more</p>", all - MOST));
    }
    page
}

/// Encounters, one on a row.
///
/// # Errors
/// As [`of`].
pub(crate) fn encounters(encounters: &[Encounter]) -> PyResult<Table> {
    decoded(Schema::new(encounter_fields()), encounters.iter().map(encounter_row))
}

/// The same with what an engine sorts, divides and writes them by: `first_day`, `month` and `ndjson`.
///
/// # Errors
/// As [`of`].
pub(crate) fn encounters_of_parts(encounters: &[Encounter]) -> PyResult<Table> {
    let mut fields = encounter_fields();
    fields.extend([Field::new("first_day", DataType::Date32, true), text("month"), text("ndjson")]);
    let row = |one: &Encounter| {
        let mut row = encounter_row(one);
        let first = one.first_day();
        row["first_day"] = json!(first);
        row["month"] = json!(first.map(|day| format!("{:04}-{:02}", day.year(), day.month())));
        row["ndjson"] = json!(json!(one).to_string());
        row
    };
    decoded(Schema::new(fields), encounters.iter().map(row))
}

fn encounter_fields() -> Vec<Field> {
    let person = participant_fields();
    let report = vec![
        text("article_id"),
        text("event_id"),
        text("outlet"),
        text("url"),
        text("title"),
        text("date"),
        text("copy_group"),
    ];
    let mut before = ["encounter_id", "type", "status", "part_of", "date"].map(text).to_vec();
    before.push(Field::new("not_after", DataType::Date32, true));
    let mut behind = ["countries", "partners", "themes"].map(texts).to_vec();
    behind.push(list("participants", person));
    behind.extend(["articles", "independent_sources"].map(number));
    behind.extend(["first_reported", "last_reported"].map(|day| Field::new(day, DataType::Date32, true)));
    behind.extend([text("reviewed"), list("reports", report)]);
    around_place(before, behind)
}

fn encounter_row(one: &Encounter) -> Value {
    let place = one.place.clone().unwrap_or_default();
    let people = one.participants.iter().enumerate().map(|(seat, person)| participant_row(seat, person));
    let reports = one.reports.iter().map(|report| {
            json!({
                "article_id": report.article, "event_id": report.event, "outlet": report.outlet, "url": report.url,
                "title": report.title, "date": report.date, "copy_group": report.copy_group,
            })
        });
    json!({
        "encounter_id": one.id, "type": one.event_type, "status": one.status, "part_of": one.part_of,
        "date": one.date, "not_after": one.not_after, "city": place.city, "city_en": place.city_en,
        "place_country": place.country, "venue": place.venue, "disputed": place.disputed,
        "countries": one.countries, "partners": one.partners, "themes": one.themes,
        "participants": people.collect::<Vec<_>>(), "articles": one.articles,
        "independent_sources": one.independent_sources, "first_reported": one.first_reported,
        "last_reported": one.last_reported, "reviewed": one.reviewed, "reports": reports.collect::<Vec<_>>(),
    })
}

/// Counts: rows of `key`, `kind`, `count` and `encounters`.
///
/// # Errors
/// As [`of`].
pub(crate) fn counts(rows: impl Iterator<Item = Value>) -> PyResult<Table> {
    let count = Field::new("count", DataType::Int64, false);
    decoded(Schema::new(vec![text("key"), text("kind"), count, texts("encounters")]), rows)
}

/// Claims with their verdicts, a row for each way to understand one; one row for a claim that cannot be counted.
///
/// # Errors
/// As [`of`].
pub(crate) fn audited(audited: &[Audited]) -> PyResult<Table> {
    let schema = Schema::new(vec![
        text("article_id"),
        text("what"),
        text("value"),
        text("period"),
        text("scope"),
        text("subject"),
        text("quote"),
        text("verdict"),
        text("unit"),
        text("sense"),
        text("found"),
        texts("encounters"),
        number("articles_read"),
    ]);
    let rows = audited.iter().flat_map(|one| {
        let claim = &one.claim;
        let row = json!({
            "article_id": one.article, "what": claim.what, "value": claim.value.to_string(), "period": claim.period,
            "scope": claim.scope, "subject": claim.subject, "quote": claim.evidence.quote, "verdict": one.verdict,
            "articles_read": one.coverage.articles,
        });
        let mut rows: Vec<Value> = one
            .readings
            .iter()
            .map(|reading| {
                let mut row = row.clone();
                row["unit"] = json!(reading.unit);
                row["sense"] = json!(reading.sense);
                row["found"] = json!(reading.found.to_string());
                row["encounters"] = json!(reading.encounters);
                row
            })
            .collect();
        if rows.is_empty() {
            rows.push(row);
        }
        rows
    });
    decoded(schema, rows)
}

/// Articles that were found by their words.
///
/// # Errors
/// As [`of`].
pub(crate) fn hits(hits: &[Hit]) -> PyResult<Table> {
    let schema = Schema::new(vec![
        text("article_id"),
        text("outlet"),
        text("title"),
        Field::new("published", DataType::Date32, true),
        text("url"),
        list("marks", vec![text("in"), number("start"), number("end"), text("quote")]),
        texts("encounters"),
    ]);
    let row = |hit: &Hit| {
        let article = &hit.article;
        json!({
            "article_id": article.id, "outlet": article.outlet, "title": article.title, "published": article.published,
            "url": article.url, "marks": hit.marks, "encounters": hit.encounters,
        })
    };
    decoded(schema, hits.iter().map(row))
}
