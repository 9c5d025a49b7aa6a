//! What Python hands over, as the records that the intake of the program reads: one text, many, dictionaries, or tables.

use std::ops::ControlFlow;
use std::path::PathBuf;

use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use arrow_json::LineDelimitedWriter;
use arrow_schema::DataType;
use jiff::civil::Date;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use pyo3_arrow::input::AnyRecordBatch;
use rasid_coder::Article;
use rasid_intake::{Input, Item, Options, read_articles, read_bytes};
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

impl Known {
    fn options(&self) -> Options {
        Options { published: self.published, any_language: self.any_language, ..Options::default() }
    }

    fn settled(&self, mut article: Article) -> Article {
        article.path = None;
        if article.outlet.is_none() {
            article.outlet.clone_from(&self.outlet);
        }
        article
    }
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

/// The record of a text of which nothing else is known.
fn of_text(text: &str) -> Vec<u8> {
    Value::Object(Map::from_iter([("text".to_owned(), Value::from(text))])).to_string().into_bytes()
}

fn record(one: &Bound<'_, PyAny>) -> PyResult<Record> {
    if let Ok(text) = one.cast::<PyString>() {
        return Ok(Ok(of_text(text.to_str()?)));
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

/// What files and folders hold, in every form that the program reads; what is no article with its file and line.
pub(crate) fn of_paths(paths: Vec<PathBuf>, known: &Known) -> Vec<Result<Article, String>> {
    let inputs: Vec<Input> = paths.into_iter().map(Input::Path).collect();
    let mut found = Vec::new();
    read_articles(&inputs, &known.options(), |article| {
        let article = article.map(|article| known.settled(article));
        found.push(article.map_err(|error| error.to_string()));
        ControlFlow::Continue(())
    });
    found
}

/// What rows of a table hold, for an engine that hands over a part of it: files (`path`, `content`), lines (`value`: a
/// record in JSON, or a text), or records as [`records`] takes them. Each with the words that tell which it was.
///
/// # Errors
/// A type that holds no articles.
pub(crate) fn of_rows(
    data: &Bound<'_, PyAny>,
    known: &Known,
) -> PyResult<Vec<(String, Result<Article, String>)>> {
    let mut found = Vec::new();
    for batch in data.extract::<AnyRecordBatch>()?.into_reader()? {
        let batch = batch.map_err(|error| PyValueError::new_err(error.to_string()))?;
        let column = |name: &str, kind: DataType| {
            let column = batch.column_by_name(name)?;
            arrow_cast::cast(column, &kind).ok()
        };
        let (path, content) = (column("path", DataType::Utf8), column("content", DataType::Binary));
        if let (Some(path), Some(content)) = (path, content) {
            let (path, content) = (path.as_string::<i32>(), content.as_binary::<i32>());
            for row in 0..batch.num_rows() {
                of_file(path.value(row), content.value(row), known, &mut found);
            }
        } else if let (Some(lines), 1) = (column("value", DataType::Utf8), batch.num_columns()) {
            for line in lines.as_string::<i32>().iter() {
                let line = line.unwrap_or_default();
                let record = match line.trim_start().starts_with('{') {
                    true => line.as_bytes().to_vec(),
                    false => of_text(line),
                };
                found.push((beginning(line), article(Ok(record), known)));
            }
        } else {
            for record in rows(&batch)? {
                let words = record.as_ref().map(|json| beginning(&String::from_utf8_lossy(json)));
                found.push((words.unwrap_or_default(), article(record, known)));
            }
        }
    }
    Ok(found)
}

/// The articles of a file that was handed over whole.
fn of_file(path: &str, content: &[u8], known: &Known, found: &mut Vec<(String, Result<Article, String>)>) {
    let options = known.options();
    read_bytes(path, content, &options, &mut |item: Item| {
        let article = item.into_article(&options).map(|article| known.settled(article));
        found.push((path.to_owned(), article.map_err(|error| error.to_string())));
        ControlFlow::Continue(())
    });
}

/// The beginning of a record, by which somebody finds it again.
fn beginning(record: &str) -> String {
    const MOST_CHARS: usize = 200;
    record.chars().take(MOST_CHARS).collect()
}

/// The article of a record, frozen as the program freezes it.
///
/// # Errors
/// Why it is none, in words.
pub(crate) fn article(record: Record, known: &Known) -> Result<Article, String> {
    let record = record?;
    let options = known.options();
    let mut found = None;
    read_bytes("row.jsonl", &record, &options, &mut |item: Item| {
        found = Some(item.into_article(&options));
        ControlFlow::Break(())
    });
    match found {
        Some(Ok(article)) => Ok(known.settled(article)),
        Some(Err(error)) => Err(error.problem.to_string()),
        None => Err("there is nothing in it".to_owned()),
    }
}
