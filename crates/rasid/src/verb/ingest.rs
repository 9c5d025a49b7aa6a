//! `ingest`: articles into the database, and what became of everything else into its ledger.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::path::{self, Path, PathBuf};
use std::time::{Instant, UNIX_EPOCH};

use anyhow::Result;
use jiff::Timestamp;
use rasid_chronicle::{Added, Begun, Entry, FileId, Lacking, RunId, State, Store};
use rasid_coder::{Article, Coder, Reading};
use rasid_intake::{Columns, Fate, Input, Options, Problem};

use crate::args::Ingest;
use crate::interrupt;
use crate::outcome::Outcome;
use crate::pipeline::{self, Batch, Keeper, Start, Tally};
use crate::reader;
use crate::settings::Settings;
use crate::stderr;

pub(super) fn run(args: &Ingest, settings: &Settings) -> Result<Outcome> {
    let coder = reader::coder(args.own.lexicon.as_deref())?;
    let mut store = Store::open(&settings.db())?;
    let inputs = pipeline::inputs(&args.paths);
    let filled = Filling { inputs: &inputs, options: &args.source.options(), again: args.again, only: None }
        .fill(&mut store, &coder, settings)?;
    filled.remark(settings);
    Ok(filled.tally.outcome())
}

/// How many articles of each kind were added.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    new: usize,
    known: usize,
    recoded: usize,
    set_aside: usize,
}

/// What filling a store did.
#[derive(Clone, Copy, Debug)]
pub(super) struct Filled {
    /// What became of the inputs.
    pub(super) tally: Tally,
    counts: Counts,
}

impl Filled {
    /// Says on stderr what came of it.
    pub(super) fn remark(&self, settings: &Settings) {
        if !settings.remarks {
            return;
        }
        let Counts { new, known, recoded, set_aside } = self.counts;
        let mut told = format!("{}: {new} new, {known} known, {recoded} read anew", settings.db().display());
        for (count, what) in [
            (set_aside, "set aside (id and text of another with other facts)"),
            (self.tally.skipped, "skipped"),
            (self.tally.failed, "failed"),
        ] {
            if count > 0 {
                told.push_str(&format!(", {count} {what}"));
            }
        }
        if self.tally.skipped + self.tally.failed > 0 {
            told.push_str("; `rasid status` tells why");
        }
        stderr::line(&told);
    }
}

/// What a store is filled from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Filling<'f> {
    pub(super) inputs: &'f [Input],
    pub(super) options: &'f Options,
    /// Whether files that were read before are read again.
    pub(super) again: bool,
    /// The entries that are to be read, by file; otherwise all.
    pub(super) only: Option<&'f BTreeMap<String, BTreeSet<u64>>>,
}

impl Filling<'_> {
    /// Reads the inputs into the store, a transaction a batch, and derives the encounters anew. After Ctrl-C, or a kill,
    /// the batches that were finished stay, and the same command goes on from there.
    pub(super) fn fill(self, store: &mut Store, coder: &Coder, settings: &Settings) -> Result<Filled> {
        keep(store, coder, self, |keeper| pipeline::read(self.inputs, self.options, coder, settings, keeper))
    }
}

/// Does what `read` reads into the store, as one run of the ledger, and derives the encounters anew.
pub(super) fn keep(
    store: &mut Store,
    coder: &Coder,
    filling: Filling<'_>,
    read: impl FnOnce(&mut dyn Keeper) -> Result<Tally>,
) -> Result<Filled> {
    interrupt::hold();
    let start = Instant::now();
    let version = coder.version();
    let run = store.begin_run(&version.version, &version.lexicon, Timestamp::now())?;
    let mut keeper = Ledger {
        store,
        coder,
        run,
        filling,
        files: Vec::new(),
        in_part: BTreeSet::new(),
        counts: Counts::default(),
    };
    let tally = read(&mut keeper)?;
    let counts = keeper.counts;
    if !tally.interrupted {
        store.refresh()?;
        store.note_intake(Timestamp::now())?;
        store.end_run(run, Timestamp::now(), start.elapsed().as_secs_f64())?;
    }
    Ok(Filled { tally, counts })
}

/// Keeps what is read in a store.
struct Ledger<'k> {
    store: &'k mut Store,
    coder: &'k Coder,
    run: RunId,
    filling: Filling<'k>,
    files: Vec<FileId>,
    /// The files, by number, of which only some entries are read.
    in_part: BTreeSet<usize>,
    counts: Counts,
}

impl Keeper for Ledger<'_> {
    fn begins(&mut self, name: &str, path: Option<&Path>) -> Result<Start> {
        let whole = path.map_or_else(
            || PathBuf::from(name),
            |path| path::absolute(path).unwrap_or_else(|_| path.to_owned()),
        );
        let seen = path.and_then(|path| path.metadata().ok()).and_then(|file| seen(&file));
        let seen = seen.map(|seen| seen + &asked(self.filling.options));
        // What came through standard input is not what comes through it the next time.
        let whole = if name == "-" { format!("- ({})", self.run).into() } else { whole.to_string_lossy() };
        if let Some(only) = self.filling.only
            && let Some(numbers) = only.get(whole.as_ref())
            && let Some(file) = self.store.file(&whole, seen.as_deref())?
        {
            self.in_part.insert(self.files.len());
            self.files.push(file);
            return Ok(Start::These(numbers.clone()));
        }
        match self.store.begin_file(self.run, &whole, seen.as_deref(), self.filling.again)? {
            Begun::Done { articles } => {
                self.counts.known += articles as usize;
                Ok(Start::Pass)
            }
            Begun::From { file, taken } => {
                self.files.push(file);
                Ok(Start::Behind(taken))
            }
        }
    }

    fn take(&mut self, mut batch: Batch) -> Result<()> {
        for reading in batch.entries.iter_mut().filter_map(|entry| entry.reading.as_mut().ok()) {
            if let Some(id) = self.store.id_beside(&reading.article)? {
                // Ids of events are made of that of their article.
                let article = Article { id, ..reading.article.clone() };
                *reading = Reading { article: article.clone(), ..self.coder.worker().read(&article) };
            }
        }
        let lacking = |problem: &Problem| Lacking {
            state: if problem.fate() == Fate::Skipped { State::Skipped } else { State::Failed },
            cause: problem.cause(),
            detail: problem.to_string(),
        };
        let entries: Vec<Entry<'_>> = batch
            .entries
            .iter()
            .map(|entry| Entry {
                file: self.files[entry.file],
                n: entry.n,
                place: entry.place.inside(),
                found: entry.reading.as_ref().map_err(lacking),
            })
            .collect();
        // Where only some entries were read, the others stay.
        let whole = batch.ended.iter().filter(|&&file| !self.in_part.contains(&file));
        let ended: Vec<FileId> = whole.map(|&file| self.files[file]).collect();
        for added in self.store.take_in(self.run, &entries, &ended)?.into_iter().flatten() {
            match added {
                Added::New => self.counts.new += 1,
                Added::Known => self.counts.known += 1,
                Added::Recoded => self.counts.recoded += 1,
                Added::SetAside => self.counts.set_aside += 1,
            }
        }
        Ok(())
    }
}

/// What the caller says of his files, where he says anything: a file is another one under other columns.
fn asked(options: &Options) -> String {
    let Options { published, columns, any_language, .. } = options;
    let said = (*published, columns, *any_language);
    if said == (None, &Columns::default(), false) { String::new() } else { format!(" {said:?}") }
}

/// What tells a file from the same file changed. What is no file (a pipe) is never the same.
fn seen(file: &Metadata) -> Option<String> {
    let changed = file.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    file.is_file().then(|| format!("{} {}.{:09}", file.len(), changed.as_secs(), changed.subsec_nanos()))
}
