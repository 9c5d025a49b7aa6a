//! Inputs to readings: many threads, input order, bounded memory.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use rasid_coder::{Article, Coder, LONGEST_TEXT, Reading};
use rasid_intake::{Input, Options, read_inputs};
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
    /// Files or lines that could not be read.
    pub(crate) failed: usize,
    /// Whether the user stopped it.
    pub(crate) interrupted: bool,
}

impl Tally {
    /// How a verb ends whose inputs fared like this.
    pub(crate) fn outcome(self) -> Outcome {
        match self {
            Tally { interrupted: true, .. } => Outcome::Interrupted,
            Tally { failed: 0, .. } => Outcome::Done,
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

/// Reads every article of the inputs and hands the readings over batch by batch, in input order.
///
/// What cannot be read is named on stderr and counted; the rest goes on. Ctrl-C ends it after the batch in hand.
///
/// # Errors
/// When an input error is fatal, or `take` fails.
pub(crate) fn read(
    inputs: &[Input],
    coder: &Coder,
    settings: &Settings,
    mut take: impl FnMut(Vec<Reading>) -> Result<()>,
) -> Result<Tally> {
    let pool = pool(settings.threads)?;
    let options = Options::default();
    let progress = Progress::new(settings.progress);
    let mut tally = Tally::default();
    let mut batch: Vec<Article> = Vec::new();
    let mut bytes = 0;
    let mut articles = read_inputs(inputs, &options);
    loop {
        let next = articles.next();
        let full = batch.len() >= settings.threads * ARTICLES_PER_THREAD || bytes >= MOST_BATCH_BYTES;
        if (next.is_none() || full) && !batch.is_empty() {
            let readings = code(&pool, coder, &batch);
            tally.articles += batch.len();
            progress.advance(batch.len());
            batch.clear();
            bytes = 0;
            take(readings)?;
        }
        if interrupt::asked() {
            tally.interrupted = true;
            return Ok(tally);
        }
        match next {
            None => return Ok(tally),
            Some(Ok(article)) => {
                bytes += article.text.len();
                if article.text.len() > LONGEST_TEXT {
                    let name = article.path.as_deref().unwrap_or(&article.id);
                    let coded = LONGEST_TEXT / 1024;
                    progress.say(&format!("rasid: {name}: only the first {coded} KiB of the text are coded"));
                }
                batch.push(article);
            }
            Some(Err(error)) if error.is_fatal() => return Err(error.into()),
            Some(Err(error)) => {
                tally.failed += 1;
                progress.say(&format!("rasid: {error}"));
            }
        }
    }
}

/// A pool of its own size: the order of results does not depend on it.
///
/// # Errors
/// When the system refuses the threads.
pub(crate) fn pool(threads: usize) -> Result<ThreadPool> {
    ThreadPoolBuilder::new().num_threads(threads).build().context("cannot start threads")
}

/// Codes a batch; readings stand in the order of the articles.
pub(crate) fn code(pool: &ThreadPool, coder: &Coder, batch: &[Article]) -> Vec<Reading> {
    pool.install(|| {
        batch.par_iter().map_init(|| coder.worker(), |worker, article| worker.read(article)).collect()
    })
}
