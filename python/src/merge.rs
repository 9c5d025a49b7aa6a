//! Reports to encounters, in memory.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch, StringArray};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3_arrow::input::AnyRecordBatch;
use rasid_coder::Reading;
use rasid_coder::report::Report;
use rasid_merge::{ArticleMeta, Encounter, Sketch, Sourced, merge as merged};

use crate::coder::{Extracted, meta};
use crate::tables::{self, Table};

/// Encounters, in the order of the chronicle.
#[pyclass(frozen, module = "rasid")]
pub(crate) struct Encounters {
    encounters: Vec<Encounter>,
}

#[pymethods]
impl Encounters {
    #[getter]
    fn table(&self, py: Python<'_>) -> PyResult<Table> {
        py.detach(|| tables::encounters(&self.encounters))
    }

    /// `rasid.encounter/1`, one line for each encounter.
    fn to_ndjson(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| {
            let lines: Result<Vec<String>, _> = self.encounters.iter().map(serde_json::to_string).collect();
            let lines = lines.map_err(|error| PyValueError::new_err(error.to_string()))?;
            Ok(lines.into_iter().map(|line| line + "\n").collect())
        })
    }

    fn __len__(&self) -> usize {
        self.encounters.len()
    }

    fn __repr__(&self) -> String {
        format!("<rasid.Encounters: {}>", self.encounters.len())
    }
}

/// Merges the reports of one encounter: of what was extracted, once or several times, or of tables of `reports`.
#[pyfunction]
pub(crate) fn merge(data: &Bound<'_, PyAny>) -> PyResult<Encounters> {
    let mut reports = Vec::new();
    take(data, &mut reports)?;
    Ok(data.py().detach(|| Encounters { encounters: merged(&reports) }))
}

fn take(data: &Bound<'_, PyAny>, reports: &mut Vec<Sourced>) -> PyResult<()> {
    if let Ok(extracted) = data.cast::<Extracted>() {
        let readings = extracted.get().readings();
        reports.extend(readings.iter().flat_map(|reading| with_article(meta(reading), reading)));
        return Ok(());
    }
    if data.hasattr("__arrow_c_stream__")? || data.hasattr("__arrow_c_array__")? {
        for columns in taken(data, &["reading", "sketch", "told"])? {
            for row in columns.rows().filter(|&row| columns.maybe("reading", row).is_some()) {
                let [reading, sketch, told] =
                    ["reading", "sketch", "told"].map(|name| columns.text(name, row));
                let reading = serde_json::from_str(reading)
                    .map_err(|error| PyValueError::new_err(format!("row {row}: reading: {error}")))?;
                reports.extend(sourced(&reading, sketch, told, row)?);
            }
        }
        return Ok(());
    }
    let Ok(several) = data.try_iter() else {
        return Err(PyTypeError::new_err("expected what was extracted, a list of it, or a table of reports"));
    };
    for one in several {
        take(&one?, reports)?;
    }
    Ok(())
}

fn with_article(meta: ArticleMeta, reading: &Reading) -> Vec<Sourced> {
    let article = Arc::new(meta);
    let of = |report: &Report| Sourced { article: Arc::clone(&article), report: Arc::new(report.clone()) };
    reading.events.iter().map(of).collect()
}

/// The reports of a row of a table of reports.
///
/// # Errors
/// Something that is no sketch.
pub(crate) fn sourced(reading: &Reading, sketch: &str, told: &str, row: usize) -> PyResult<Vec<Sourced>> {
    let sketch = bytes(sketch).and_then(|bytes| Sketch::from_bytes(&bytes));
    let sketch = sketch.ok_or_else(|| PyValueError::new_err(format!("row {row}: sketch: none")))?;
    let mut meta = ArticleMeta::sketched(&reading.article, sketch);
    meta.tell_again(told);
    Ok(with_article(meta, reading))
}

/// Some columns of a batch, as text of whatever width.
pub(crate) struct Columns {
    names: Vec<String>,
    columns: Vec<StringArray>,
    rows: usize,
}

impl Columns {
    fn of(batch: &RecordBatch, names: &[&str]) -> PyResult<Self> {
        let column = |name: &&str| {
            let column = batch.column_by_name(name);
            let column = column.ok_or_else(|| PyValueError::new_err(format!("there is no column {name}")))?;
            let text = arrow_cast::cast(column, &arrow_schema::DataType::Utf8);
            let text = text.map_err(|error| PyValueError::new_err(format!("{name}: {error}")))?;
            Ok(text.as_string::<i32>().clone())
        };
        let columns = names.iter().map(column).collect::<PyResult<_>>()?;
        Ok(Self {
            names: names.iter().map(|&name| name.to_owned()).collect(),
            columns,
            rows: batch.num_rows(),
        })
    }

    /// The numbers of its rows.
    pub(crate) fn rows(&self) -> std::ops::Range<usize> {
        0..self.rows
    }

    /// What stands in a row; `None` for a null.
    pub(crate) fn maybe(&self, name: &str, row: usize) -> Option<&str> {
        let column = self.names.iter().position(|known| known == name).and_then(|at| self.columns.get(at))?;
        column.is_valid(row).then(|| column.value(row))
    }

    /// What stands in a row; nothing for a null.
    pub(crate) fn text(&self, name: &str, row: usize) -> &str {
        self.maybe(name, row).unwrap_or_default()
    }
}

/// Some columns of a table.
///
/// # Errors
/// What is no table, or lacks one of them.
pub(crate) fn taken(data: &Bound<'_, PyAny>, names: &[&str]) -> PyResult<Vec<Columns>> {
    let mut all = Vec::new();
    for batch in data.extract::<AnyRecordBatch>()?.into_reader()? {
        let batch = batch.map_err(|error| PyValueError::new_err(error.to_string()))?;
        all.push(Columns::of(&batch, names)?);
    }
    Ok(all)
}

/// Bytes of hexadecimal digits.
fn bytes(text: &str) -> Option<Vec<u8>> {
    let digit = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    (0..text.len()).step_by(2).map(digit).collect()
}
