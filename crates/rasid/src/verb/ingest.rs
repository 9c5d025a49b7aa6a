//! `ingest`: articles into the database.

use anyhow::Result;
use rasid_chronicle::{Added, Store};
use rasid_coder::{Article, Coder, Reading};
use rasid_intake::Input;

use crate::args::Ingest;
use crate::interrupt;
use crate::outcome::Outcome;
use crate::pipeline::{self, Tally};
use crate::reader;
use crate::settings::Settings;
use crate::stderr;

pub(super) fn run(args: &Ingest, settings: &Settings) -> Result<Outcome> {
    let coder = reader::coder(args.own.lexicon.as_deref())?;
    let mut store = Store::open(&settings.db())?;
    let added = fill(&mut store, &pipeline::inputs(&args.paths), &coder, settings)?;
    if settings.remarks {
        let Counts { new, known, recoded, set_aside } = added.counts;
        let mut told = format!("{}: {new} new, {known} known, {recoded} read anew", settings.db().display());
        if set_aside > 0 {
            told.push_str(&format!(", {set_aside} set aside (id and text of another with other facts)"));
        }
        stderr::line(&told);
    }
    Ok(added.tally.outcome())
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

/// Reads the inputs into the store, a transaction a batch, and derives the encounters anew. After Ctrl-C the batches
/// that were finished stay, and the same command goes on from there: known articles change nothing.
pub(super) fn fill(
    store: &mut Store,
    inputs: &[Input],
    coder: &Coder,
    settings: &Settings,
) -> Result<Filled> {
    interrupt::hold();
    let mut counts = Counts::default();
    let tally = pipeline::read(inputs, coder, settings, |readings| {
        let mut readings = readings;
        for reading in &mut readings {
            if let Some(id) = store.id_beside(&reading.article)? {
                // Ids of events are made of that of their article.
                let article = Article { id, ..reading.article.clone() };
                *reading = Reading { article: article.clone(), ..coder.worker().read(&article) };
            }
        }
        for added in store.add_all(&readings)? {
            match added {
                Added::New => counts.new += 1,
                Added::Known => counts.known += 1,
                Added::Recoded => counts.recoded += 1,
                Added::SetAside => counts.set_aside += 1,
            }
        }
        Ok(())
    })?;
    if !tally.interrupted {
        store.refresh()?;
        store.note_intake(jiff::Timestamp::now())?;
    }
    Ok(Filled { tally, counts })
}
