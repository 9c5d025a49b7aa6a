//! Reports to encounters, in memory.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3_arrow::input::AnyRecordBatch;
use rasid_coder::Reading;
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
        extracted.get().readings().iter().for_each(|reading| source(meta(reading), reading, reports));
        return Ok(());
    }
    if data.hasattr("__arrow_c_stream__")? || data.hasattr("__arrow_c_array__")? {
        for batch in data.extract::<AnyRecordBatch>()?.into_reader()? {
            let batch = batch.map_err(|error| PyValueError::new_err(error.to_string()))?;
            rows(&batch, reports)?;
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

fn source(meta: ArticleMeta, reading: &Reading, reports: &mut Vec<Sourced>) {
    let article = Arc::new(meta);
    let of = |report: &rasid_coder::report::Report| Sourced {
        article: Arc::clone(&article),
        report: Arc::new(report.clone()),
    };
    reports.extend(reading.events.iter().map(of));
}

/// The rows of a table of `reports`.
fn rows(batch: &RecordBatch, reports: &mut Vec<Sourced>) -> PyResult<()> {
    let column = |name: &str| {
        let column = batch.column_by_name(name);
        let column = column.ok_or_else(|| PyValueError::new_err(format!("there is no column {name}")))?;
        let text = arrow_cast::cast(column, &arrow_schema::DataType::Utf8);
        text.map_err(|error| PyValueError::new_err(format!("{name}: {error}")))
    };
    let (readings, sketches, told) = (column("reading")?, column("sketch")?, column("told")?);
    let (readings, sketches, told) =
        (readings.as_string::<i32>(), sketches.as_string::<i32>(), told.as_string::<i32>());
    for row in (0..batch.num_rows()).filter(|&row| readings.is_valid(row)) {
        let wrong = |what: String| PyValueError::new_err(format!("row {row}: {what}"));
        let reading: Reading =
            serde_json::from_str(readings.value(row)).map_err(|error| wrong(format!("reading: {error}")))?;
        let sketch = bytes(sketches.value(row)).and_then(|bytes| Sketch::from_bytes(&bytes));
        let sketch = sketch.ok_or_else(|| wrong("sketch: none".to_owned()))?;
        let mut meta = ArticleMeta::sketched(&reading.article, sketch);
        meta.tell_again(told.value(row));
        source(meta, &reading, reports);
    }
    Ok(())
}

/// Bytes of hexadecimal digits.
fn bytes(text: &str) -> Option<Vec<u8>> {
    let digit = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    (0..text.len()).step_by(2).map(digit).collect()
}
