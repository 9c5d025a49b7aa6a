//! What Python hands over, as the records that the intake of the program reads: one text, many, dictionaries, or tables.

use std::ops::ControlFlow;

use arrow_array::RecordBatch;
use arrow_json::LineDelimitedWriter;
use jiff::civil::Date;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use pyo3_arrow::input::AnyRecordBatch;
use rasid_coder::Article;
use rasid_intake::{Item, Options, read_bytes};
use serde_json::{Map, Value};

/// One record in JSON, or why the thing that was handed over is none.
pub(crate) type Record = Result<Vec<u8>, String>;

/// What is known of every article whose record does not say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    pub(crate) published: Option<Date>,
    pub(crate) outlet: Option<String>,
    /// Whether articles are read in whatever language they are.
    pub(crate) any_language: bool,
}

/// The records in what was handed over.
///
/// # Errors
/// A type that holds no articles.
pub(crate) fn records(data: &Bound<'_, PyAny>) -> PyResult<Vec<Record>> {
    if data.is_instance_of::<PyString>() || data.is_instance_of::<PyDict>() {
        return Ok(vec![record(data)?]);
    }
    if data.hasattr("__arrow_c_stream__")? || data.hasattr("__arrow_c_array__")? {
        let reader = data.extract::<AnyRecordBatch>()?.into_reader()?;
        let mut records = Vec::new();
        for batch in reader {
            let batch = batch.map_err(|error| PyValueError::new_err(error.to_string()))?;
            records.extend(rows(&batch)?);
        }
        return Ok(records);
    }
    let Ok(many) = data.try_iter() else {
        let kind = data.get_type().name()?;
        return Err(PyTypeError::new_err(format!(
            "expected a text, a dictionary, a list of either, or an Arrow table, and not {kind}"
        )));
    };
    many.map(|one| record(&one?)).collect()
}

fn record(one: &Bound<'_, PyAny>) -> PyResult<Record> {
    if let Ok(text) = one.cast::<PyString>() {
        let text = Value::from(text.to_str()?);
        return Ok(Ok(Value::Object(Map::from_iter([("text".to_owned(), text)])).to_string().into_bytes()));
    }
    if one.is_instance_of::<PyDict>() {
        // Days and their like are written as Python writes them.
        let json = one.py().import("json")?;
        let options = PyDict::new(one.py());
        options.set_item("default", one.py().import("builtins")?.getattr("str")?)?;
        let written: String = json.call_method("dumps", (one,), Some(&options))?.extract()?;
        return Ok(Ok(written.into_bytes()));
    }
    Ok(Err(format!("expected a text or a dictionary, and not {}", one.get_type().name()?)))
}

/// The rows of a table, each as a record: its columns are those that JSON records have.
fn rows(batch: &RecordBatch) -> PyResult<Vec<Record>> {
    let mut writer = LineDelimitedWriter::new(Vec::new());
    let wrong = |error: arrow_schema::ArrowError| PyValueError::new_err(error.to_string());
    writer.write(batch).map_err(wrong)?;
    writer.finish().map_err(wrong)?;
    let written = writer.into_inner();
    let rows: Vec<Record> = written
        .split(|byte| *byte == b'\n')
        .filter(|row| !row.is_empty())
        .map(|row| Ok(row.to_vec()))
        .collect();
    if rows.len() == batch.num_rows() {
        return Ok(rows);
    }
    // A row of nothing but nulls is written as nothing.
    Err(PyValueError::new_err("a table without a single value in a row"))
}

/// The article of a record, frozen as the program freezes it.
///
/// # Errors
/// Why it is none, in words.
pub(crate) fn article(record: Record, known: &Known) -> Result<Article, String> {
    let record = record?;
    let options =
        Options { published: known.published, any_language: known.any_language, ..Options::default() };
    let mut found = None;
    read_bytes("row.jsonl", &record, &options, &mut |item: Item| {
        found = Some(item.into_article(&options));
        ControlFlow::Break(())
    });
    let mut article = match found {
        Some(Ok(article)) => article,
        Some(Err(error)) => return Err(error.problem.to_string()),
        None => return Err("there is nothing in it".to_owned()),
    };
    article.path = None;
    if article.outlet.is_none() {
        article.outlet.clone_from(&known.outlet);
    }
    Ok(article)
}
