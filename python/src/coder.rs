//! Articles to readings, without the lock of the interpreter.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use rasid_coder::{Article, Coder as Reader, Reading};
use rasid_intake::Ids;
use rasid_lexicon::{Lexicon, Sources};
use rasid_merge::ArticleMeta;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::articles::{self, Known};
use crate::tables::{self, Kind, Problem, Table};

/// Reads articles. One may be asked on many threads at once.
#[pyclass(frozen, module = "rasid")]
pub(crate) struct Coder {
    reader: Arc<Reader>,
    threads: ThreadPool,
}

#[pymethods]
impl Coder {
    #[new]
    #[pyo3(signature = (lexicon=None, threads=None))]
    fn new(py: Python<'_>, lexicon: Option<PathBuf>, threads: Option<usize>) -> PyResult<Self> {
        let reader = py.detach(|| reader(lexicon))?;
        let threads = ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0)).build();
        let threads = threads.map_err(|error| PyOSError::new_err(error.to_string()))?;
        Ok(Self { reader: Arc::new(reader), threads })
    }

    /// Version of the coder, and the hash of the lexicon it reads with.
    #[getter]
    fn version(&self) -> (String, String) {
        let version = self.reader.version();
        (version.version.clone(), version.lexicon.clone())
    }

    #[pyo3(signature = (data, *, published=None, outlet=None, any_language=false))]
    fn extract(
        &self,
        data: &Bound<'_, PyAny>,
        published: Option<&str>,
        outlet: Option<String>,
        any_language: bool,
    ) -> PyResult<Extracted> {
        let published = day(published)?;
        let known = Known { published, outlet, any_language };
        let records = articles::records(data)?;
        data.py().detach(|| {
            let article = |record| articles::article(record, &known);
            let mut articles: Vec<_> =
                self.threads.install(|| records.into_par_iter().map(article).collect());
            // An id that two articles claim is the first one's, as in the program.
            let mut ids = Ids::default();
            articles.iter_mut().flatten().for_each(|article| ids.settle(article));
            Ok(self.read(articles))
        })
    }

    /// What files and folders hold, in every form that the program reads.
    #[pyo3(signature = (paths, *, published=None, outlet=None, any_language=false))]
    fn read_files(
        &self,
        py: Python<'_>,
        paths: Vec<PathBuf>,
        published: Option<&str>,
        outlet: Option<String>,
        any_language: bool,
    ) -> PyResult<Extracted> {
        let known = Known { published: day(published)?, outlet, any_language };
        py.detach(|| Ok(self.read(articles::of_paths(paths, &known))))
    }

    /// A part of a table that an engine divides, as one table: a row for each article and each record that is none.
    #[pyo3(signature = (data, *, published=None, outlet=None, any_language=false))]
    fn extract_part(
        &self,
        data: &Bound<'_, PyAny>,
        published: Option<&str>,
        outlet: Option<String>,
        any_language: bool,
    ) -> PyResult<Table> {
        let known = Known { published: day(published)?, outlet, any_language };
        let found = articles::of_rows(data, &known)?;
        data.py().detach(|| {
            let mut worker = self.reader.worker();
            let (mut readings, mut problems) = (Vec::new(), Vec::new());
            for (record, article) in found {
                match article {
                    Ok(article) => readings.push(worker.read(&article)),
                    Err(problem) => problems.push((record, problem)),
                }
            }
            tables::whole(&readings, &problems)
        })
    }

    /// What the coder sees in a text, stage by stage.
    #[pyo3(signature = (text, *, published=None))]
    fn explain(&self, text: &Bound<'_, PyAny>, published: Option<&str>) -> PyResult<String> {
        let published = day(published)?;
        let known = Known { published, outlet: None, any_language: true };
        let mut records = articles::records(text)?;
        let record = records.pop().filter(|_| records.is_empty());
        let record = record.ok_or_else(|| PyValueError::new_err("expected one text"))?;
        let article = articles::article(record, &known).map_err(PyValueError::new_err)?;
        Ok(text.py().detach(|| self.reader.worker().explain(&article)))
    }
}

impl Coder {
    fn read(&self, articles: Vec<Result<Article, String>>) -> Extracted {
        let read = |worker: &mut rasid_coder::Worker<'_>, article| match article {
            Ok(article) => Ok(worker.read(&article)),
            Err(why) => Err(why),
        };
        let read: Vec<Result<Reading, String>> = self
            .threads
            .install(|| articles.into_par_iter().map_init(|| self.reader.worker(), read).collect());
        let mut extracted = Extracted { readings: Vec::new(), problems: Vec::new() };
        for (row, read) in read.into_iter().enumerate() {
            match read {
                Ok(reading) => extracted.readings.push(reading),
                Err(problem) => extracted.problems.push(Problem { row: row as u64, problem }),
            }
        }
        extracted
    }
}

/// A day of publication, where one is given.
fn day(published: Option<&str>) -> PyResult<Option<Date>> {
    let wrong = |day: &str| format!("published: expected a day such as 2025-05-06, and not {day:?}");
    published.map(|day| day.parse().map_err(|_| PyValueError::new_err(wrong(day)))).transpose()
}

/// The coder with the lexicon of the program, and a folder's files behind it.
fn reader(lexicon: Option<PathBuf>) -> PyResult<Reader> {
    let Some(folder) = lexicon else { return Ok(Reader::embedded()) };
    let wrong = |error: rasid_lexicon::LexiconError| PyValueError::new_err(error.to_string());
    let own = Sources::read_dir(&folder).map_err(wrong)?;
    if own.is_empty() {
        let told = format!("{}: no lexicon file (.tsv, frames/*.toml) in it", folder.display());
        return Err(PyValueError::new_err(told));
    }
    let mut sources = Reader::embedded_sources().map_err(wrong)?;
    sources.extend(own);
    Ok(Reader::with_lexicon(Lexicon::compile(&sources).map_err(wrong)?))
}

/// What articles say, as tables.
#[pyclass(frozen, module = "rasid")]
pub(crate) struct Extracted {
    readings: Vec<Reading>,
    problems: Vec<Problem>,
}

#[pymethods]
impl Extracted {
    #[getter]
    fn articles(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, Kind::Articles)
    }

    #[getter]
    fn events(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, Kind::Events)
    }

    #[getter]
    fn participants(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, Kind::Participants)
    }

    #[getter]
    fn evidence(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, Kind::Evidence)
    }

    #[getter]
    fn claims(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, Kind::Claims)
    }

    #[getter]
    fn nested(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, Kind::Nested)
    }

    #[getter]
    fn problems(&self, py: Python<'_>) -> PyResult<Table> {
        py.detach(|| tables::problems(&self.problems))
    }

    /// What merging needs, of each article that reports something: its reading without the text, its sketch, what it tells.
    #[getter]
    fn reports(&self, py: Python<'_>) -> PyResult<Table> {
        py.detach(|| tables::reports(&self.readings))
    }

    /// `rasid.article/1`, one line for each article.
    fn to_ndjson(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| {
            let mut lines = String::new();
            for reading in &self.readings {
                let bare = tables::without_text(reading);
                let line =
                    serde_json::to_string(&bare).map_err(|error| PyValueError::new_err(error.to_string()))?;
                lines.push_str(&line);
                lines.push('\n');
            }
            Ok(lines)
        })
    }

    fn __len__(&self) -> usize {
        self.readings.len()
    }

    fn __repr__(&self) -> String {
        let events: usize = self.readings.iter().map(|reading| reading.events.len()).sum();
        format!(
            "<rasid.Extracted: {} articles, {events} events, {} problems>",
            self.readings.len(),
            self.problems.len()
        )
    }

    fn _repr_html_(&self) -> String {
        tables::shown(&self.readings)
    }
}

impl Extracted {
    /// What its articles say.
    pub(crate) fn readings(&self) -> &[Reading] {
        &self.readings
    }

    fn table(&self, py: Python<'_>, kind: Kind) -> PyResult<Table> {
        py.detach(|| tables::of(&self.readings, kind))
    }
}

/// What an article is known by in a table of reports.
pub(crate) fn meta(reading: &Reading) -> ArticleMeta {
    let mut meta = ArticleMeta::of(&reading.article);
    reading.events.iter().for_each(|report| meta.tell(report));
    meta
}
