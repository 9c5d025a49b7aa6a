//! Inputs to readings: many threads, input order, bounded memory.

use std::collections::{BTreeSet, HashSet};
use std::fs::Metadata;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use rasid_coder::{Article, Coder, LONGEST_TEXT, Reading, Worker};
use rasid_intake::{
    At, Fate, Ids, Input, IntakeError, Item, Options, Place, Problem, Sink, Wish, read_items,
};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::interrupt;
use crate::outcome::Outcome;
use crate::progress::Progress;
use crate::settings::Settings;

/// Articles that one thread gets in one batch.
const ARTICLES_PER_THREAD: usize = 64;
/// Bytes of text that end a batch early: memory stays flat when articles are books.
const MOST_BATCH_BYTES: usize = 16 * 1024 * 1024;

/// What became of the inputs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Articles read.
    pub(crate) articles: usize,
    /// Pictures, empty files, answers without a page: sound, and no articles.
    pub(crate) skipped: usize,
    /// Files or records that could not be read.
    pub(crate) failed: usize,
    /// Whether something that the user named himself gave nothing: what he names he means to be read.
    pub(crate) refused: bool,
    /// Whether the user stopped it.
    pub(crate) interrupted: bool,
}

/// One thing that the inputs held, read.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Number of the file, in the order they were begun, from 0.
    pub(crate) file: usize,
    /// Number of the entry in its file, from 1.
    pub(crate) n: u64,
    /// Where it stood.
    pub(crate) place: Place,
    /// What it says, or why it is no article.
    pub(crate) reading: Result<Reading, Problem>,
}

/// What is read at once.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    /// In input order.
    pub(crate) entries: Vec<Entry>,
    /// The files, by number, that were read to their ends.
    pub(crate) ended: Vec<usize>,
}

impl Batch {
    /// The readings in it.
    pub(crate) fn readings(self) -> impl Iterator<Item = Reading> {
        self.entries.into_iter().filter_map(|entry| entry.reading.ok())
    }
}

/// How much of a file is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// None of it.
    Pass,
    /// What stands behind so many entries.
    Behind(u64),
    /// The entries of these numbers.
    These(BTreeSet<u64>),
}

/// Who takes what is read.
pub(crate) trait Keeper {
    /// A file is about to be opened, by the name the caller gave it; no path is standard input.
    fn begins(&mut self, _name: &str, _path: Option<&Path>) -> Result<Start> {
        Ok(Start::Behind(0))
    }

    /// A batch is read.
    fn take(&mut self, batch: Batch) -> Result<()>;
}

impl<F: FnMut(Batch) -> Result<()>> Keeper for F {
    fn take(&mut self, batch: Batch) -> Result<()> {
        self(batch)
    }
}

impl Tally {
    /// Both together.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            articles: self.articles + other.articles,
            skipped: self.skipped + other.skipped,
            failed: self.failed + other.failed,
            refused: self.refused || other.refused,
            interrupted: self.interrupted || other.interrupted,
        }
    }

    /// How a verb ends whose inputs fared like this.
    pub(crate) fn outcome(self) -> Outcome {
        match self {
            Tally { interrupted: true, .. } => Outcome::Interrupted,
            Tally { failed: 0, refused: false, .. } => Outcome::Done,
            _ => Outcome::SomeInputsFailed,
        }
    }
}

/// `-` is standard input, everything else a path.
pub(crate) fn inputs(paths: &[PathBuf]) -> Vec<Input> {
    let input =
        |path: &PathBuf| if path == Path::new("-") { Input::Stdin } else { Input::Path(path.clone()) };
    paths.iter().map(input).collect()
}

/// Reads everything that the inputs hold and hands it over batch by batch, in input order.
///
/// What is no article is named on stderr and counted; the rest goes on. Ctrl-C ends it after the batch in hand.
///
/// # Errors
/// When `take` fails.
pub(crate) fn read(
    inputs: &[Input],
    options: &Options,
    coder: &Coder,
    settings: &Settings,
    keeper: &mut dyn Keeper,
) -> Result<Tally> {
    let named = inputs
        .iter()
        .filter_map(|input| if let Input::Path(path) = input { path.to_str() } else { Some("-") });
    let named = named.collect();
    read_from(named, size(inputs), options, coder, settings, keeper, |sink| {
        read_items(inputs, options, sink);
        Ok(())
    })
}

/// How many bytes the inputs have, where all are files. A folder may hold a million: nobody waits for their count.
fn size(inputs: &[Input]) -> Option<u64> {
    inputs.iter().try_fold(0, |sum, input| match input {
        Input::Path(path) => path.metadata().ok().filter(Metadata::is_file).map(|file| sum + file.len()),
        Input::Stdin => None,
    })
}

/// As [`read`], whatever the items come from. `named` are the places that the user named himself: what he names he
/// means to be read.
///
/// # Errors
/// When the keeper or the source fails.
pub(crate) fn read_from<'r>(
    named: HashSet<&'r str>,
    size: Option<u64>,
    options: &'r Options,
    coder: &'r Coder,
    settings: &Settings,
    keeper: &'r mut dyn Keeper,
    source: impl FnOnce(&mut dyn Sink) -> Result<()>,
) -> Result<Tally> {
    let mut run = Run {
        pool: pool(settings.threads)?,
        options,
        coder,
        most: settings.threads * ARTICLES_PER_THREAD,
        progress: Progress::new(settings.progress, Arc::clone(&options.bytes_read), size),
        ids: Ids::default(),
        named,
        file: None,
        n: 0,
        start: Start::Pass,
        batch: Vec::new(),
        read_to_end: Vec::new(),
        bytes: 0,
        tally: Tally::default(),
        keeper,
        ended: Ok(()),
    };
    let given = source(&mut run);
    if run.ended.is_ok() && !run.tally.interrupted {
        run.ended = run.finish();
    }
    run.ended.and(given).map(|()| run.tally)
}

/// A reading of inputs that is under way.
struct Run<'r> {
    pool: ThreadPool,
    options: &'r Options,
    coder: &'r Coder,
    /// Most items of a batch.
    most: usize,
    progress: Progress,
    ids: Ids,
    /// Places that the user named himself.
    named: HashSet<&'r str>,
    /// Number of the file at hand, of the entry in it, and which of them are wanted.
    file: Option<usize>,
    n: u64,
    start: Start,
    batch: Vec<(usize, u64, Item)>,
    read_to_end: Vec<usize>,
    bytes: usize,
    tally: Tally,
    keeper: &'r mut dyn Keeper,
    ended: Result<()>,
}

impl Sink for Run<'_> {
    fn begins(&mut self, name: &str, path: Option<&Path>) -> Wish {
        match self.keeper.begins(name, path) {
            Ok(Start::Pass) => Wish::Pass,
            Ok(start) => {
                (self.n, self.start) = (0, start);
                self.file = Some(self.file.map_or(0, |file| file + 1));
                Wish::Read
            }
            Err(error) => {
                self.ended = Err(error);
                Wish::Pass
            }
        }
    }

    fn ends(&mut self, _name: &str) -> ControlFlow<()> {
        self.read_to_end.extend(self.file);
        self.flow()
    }

    fn item(&mut self, item: Item) -> ControlFlow<()> {
        self.n += 1;
        let wanted = match &self.start {
            Start::Pass => false,
            Start::Behind(behind) => self.n > *behind,
            Start::These(numbers) => numbers.contains(&self.n),
        };
        if !wanted {
            return self.flow();
        }
        self.bytes += item.bytes();
        self.batch.push((self.file.unwrap_or(0), self.n, item));
        if self.batch.len() >= self.most || self.bytes >= MOST_BATCH_BYTES {
            self.ended = self.finish();
        }
        self.flow()
    }
}

impl Run<'_> {
    /// Whether there is use in going on.
    fn flow(&mut self) -> ControlFlow<()> {
        self.tally.interrupted = interrupt::asked();
        if self.ended.is_err() || self.tally.interrupted {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

impl Run<'_> {
    /// Reads the batch and hands it over.
    fn finish(&mut self) -> Result<()> {
        let batch = std::mem::take(&mut self.batch);
        self.bytes = 0;
        let options = self.options;
        let read =
            |(file, n, item): (usize, u64, Item)| (file, n, item.place.clone(), item.into_article(options));
        let mut read: Vec<Read> = self.pool.install(|| batch.into_par_iter().map(read).collect());
        for (.., article) in &mut read {
            match article {
                Ok(article) => {
                    self.ids.settle(article);
                    self.tally.articles += 1;
                    if article.text.len() > LONGEST_TEXT {
                        let name = article.path.as_deref().unwrap_or(&article.id);
                        let coded = LONGEST_TEXT / 1024;
                        self.progress
                            .say(&format!("rasid: {name}: only the first {coded} KiB of the text are coded"));
                    }
                }
                Err(error) => {
                    let IntakeError { place, problem } = &*error;
                    let skipped = problem.fate() == Fate::Skipped;
                    self.tally.skipped += usize::from(skipped);
                    self.tally.failed += usize::from(!skipped);
                    self.tally.refused |= place.at == At::Whole && self.named.contains(place.path.as_str());
                    // What lies in an archive and is no article is counted: there may be a million of it.
                    if !skipped || (place.at == At::Whole && !place.is_member()) {
                        self.progress.say(&format!("rasid: {error}"));
                    }
                }
            }
        }
        let coder = self.coder;
        let code = |worker: &mut Worker<'_>, (file, n, place, article): Read| Entry {
            file,
            n,
            place,
            reading: article.map(|article| worker.read(&article)).map_err(|error| error.problem),
        };
        let entries: Vec<Entry> =
            self.pool.install(|| read.into_par_iter().map_init(|| coder.worker(), code).collect());
        self.progress.advance(entries.len());
        let ended = std::mem::take(&mut self.read_to_end);
        self.keeper.take(Batch { entries, ended })
    }
}

/// An article or what stands in its place: number of the file, of the entry, place.
type Read = (usize, u64, Place, Result<Article, IntakeError>);

/// A pool of its own size: the order of results does not depend on it.
///
/// # Errors
/// When the system refuses the threads.
pub(crate) fn pool(threads: usize) -> Result<ThreadPool> {
    ThreadPoolBuilder::new().num_threads(threads).build().context("cannot start threads")
}
