//! A chronicle that the program made: its answers as tables.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use pyo3::exceptions::{PyFileNotFoundError, PyOSError, PyValueError};
use pyo3::prelude::*;
use rasid_chronicle::{By, Filter, RegionScheme, RowKey, Sense, Store, StoreError, Unit};
use rasid_coder::Coder;
use rasid_coder::report::{EventType, Status};
use rasid_text::PartialDate;
use serde::Deserialize;
use serde_json::json;

use crate::coder::Extracted;
use crate::tables::{self, Table};

/// An open database.
#[pyclass(frozen, module = "rasid")]
pub(crate) struct Chronicle {
    path: PathBuf,
    store: Mutex<Store>,
    coder: Coder,
}

/// Which encounters, as Python says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Which {
    subject: Option<String>,
    country: Vec<String>,
    r#type: Vec<String>,
    theme: Vec<String>,
    status: Vec<String>,
    since: Option<String>,
    until: Option<String>,
    words: Option<String>,
}

impl Which {
    fn filter(which: &str) -> PyResult<Filter> {
        let which: Which =
            serde_json::from_str(which).map_err(|error| PyValueError::new_err(error.to_string()))?;
        let day = |name: &str, day: Option<String>| -> PyResult<Option<PartialDate>> {
            let Some(day) = day else { return Ok(None) };
            let wrong = |_| {
                PyValueError::new_err(format!(
                    "{name}: expected 2025, 2025-05 or 2025-05-06, and not {day:?}"
                ))
            };
            day.parse().map(Some).map_err(wrong)
        };
        fn words<T>(name: &str, words: &[String], read: fn(&str) -> Option<T>) -> PyResult<Vec<T>> {
            let word = |word: &String| {
                read(word).ok_or_else(|| PyValueError::new_err(format!("{name}: {word:?} is none")))
            };
            words.iter().map(word).collect()
        }
        let mut filter = Filter {
            from: day("since", which.since)?,
            to: day("until", which.until)?,
            subject: which.subject,
            types: words("type", &which.r#type, EventType::from_word)?,
            themes: which.theme,
            countries: which.country.iter().map(|code| code.to_uppercase()).collect(),
            words: which.words,
            ..Filter::default()
        };
        match which.status.as_slice() {
            [] => {}
            [any] if any == "any" => filter.statuses = Vec::new(),
            some => filter.statuses = words("status", some, Status::from_word)?,
        }
        Ok(filter)
    }
}

#[pymethods]
impl Chronicle {
    #[new]
    fn new(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        py.detach(|| {
            let store = Store::open_read_only(&path).map_err(raised)?;
            if store.is_stale().map_err(raised)? {
                let told = format!(
                    "{}: an ingest did not come to its end; `rasid ingest` finishes it",
                    path.display()
                );
                return Err(PyOSError::new_err(told));
            }
            Ok(Self { path, store: Mutex::new(store), coder: Coder::embedded() })
        })
    }

    /// A chronicle of what was extracted, for as long as it is held.
    #[staticmethod]
    fn of(py: Python<'_>, extracted: &Bound<'_, Extracted>) -> PyResult<Self> {
        let readings = extracted.get().readings();
        py.detach(|| {
            let mut store = Store::open_temporary().map_err(raised)?;
            store.add_all(readings.iter()).map_err(raised)?;
            store.refresh().map_err(raised)?;
            let path = store.path().to_owned();
            Ok(Self { path, store: Mutex::new(store), coder: Coder::embedded() })
        })
    }

    fn chronology(&self, py: Python<'_>, which: &str) -> PyResult<Table> {
        let filter = Which::filter(which)?;
        self.ask(py, |store| {
            let selection = store.select(&filter).map_err(raised)?;
            let encounters: Vec<_> = selection.rows.into_iter().map(|row| row.encounter).collect();
            tables::encounters(&encounters)
        })
    }

    fn count(
        &self,
        py: Python<'_>,
        by: &str,
        unit: &str,
        sense: &str,
        scheme: &str,
        which: &str,
    ) -> PyResult<Table> {
        let filter = Which::filter(which)?;
        let regions = self.scheme(scheme).ok_or_else(|| none("scheme", scheme))?;
        let axes = self.coder.lexicon().axes();
        let by = match by {
            "country" => By::Country,
            "region" => By::Region(&regions),
            "month" => By::Month,
            "type" => By::Type,
            "theme" => By::Theme,
            "axis" => By::Axis(&axes),
            "counterpart" => By::Counterpart,
            "rank" => By::Rank,
            "outlet" => By::Outlet,
            "direction" => By::Direction,
            "occasion" => By::Occasion,
            other => return Err(none("by", other)),
        };
        let unit = match unit {
            "encounters" => Unit::Encounters,
            "trips" => Unit::Trips,
            "meetings" => Unit::Meetings,
            "reports" => Unit::Reports,
            "sources" => Unit::Sources,
            other => return Err(none("unit", other)),
        };
        let sense = match sense {
            "partner" => Sense::Partner,
            "place" => Sense::Place,
            other => return Err(none("sense", other)),
        };
        self.ask(py, |store| {
            let table = store.count(&filter, by, unit, sense, true).map_err(raised)?;
            let name =
                |id: &str| table.people.iter().find(|known| known.id == id).map(|known| known.name.clone());
            let rows = table.rows.iter().map(|row| {
                let (key, kind) = match &row.key {
                    RowKey::Value(value) => (Some(name(value).unwrap_or_else(|| value.clone())), "value"),
                    RowKey::UnknownMonth(year) => (Some(year.to_string()), "unknown_month"),
                    RowKey::Undated => (None, "undated"),
                    RowKey::Unknown => (None, "unknown"),
                };
                json!({"key": key, "kind": kind, "count": row.count, "encounters": row.encounters})
            });
            tables::counts(rows)
        })
    }

    fn audit(&self, py: Python<'_>, which: &str) -> PyResult<Table> {
        let filter = Which::filter(which)?;
        let scheme = self.scheme(RegionScheme::CLAIMED).unwrap_or_default();
        self.ask(py, |store| tables::audited(&store.audit(&filter, &scheme).map_err(raised)?))
    }

    fn search(&self, py: Python<'_>, words: &str, limit: usize, which: &str) -> PyResult<Table> {
        let filter = Some(Which::filter(which)?).filter(|filter| *filter != Filter::default());
        self.ask(py, |store| tables::hits(&store.search(words, filter.as_ref(), limit).map_err(raised)?))
    }

    fn __repr__(&self) -> String {
        format!("<rasid.Chronicle: {}>", self.path.display())
    }
}

impl Chronicle {
    fn scheme(&self, name: &str) -> Option<RegionScheme> {
        RegionScheme::new(name, self.coder.lexicon().countries_by_region(name))
    }

    fn ask<T: Send>(&self, py: Python<'_>, ask: impl FnOnce(&Store) -> PyResult<T> + Send) -> PyResult<T> {
        py.detach(|| ask(&self.store.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

fn none(name: &str, word: &str) -> PyErr {
    PyValueError::new_err(format!("{name}: {word:?} is none"))
}

fn raised(error: StoreError) -> PyErr {
    match error {
        StoreError::Missing(_) => PyFileNotFoundError::new_err(error.to_string()),
        _ => PyOSError::new_err(error.to_string()),
    }
}
