//! `retry`: reads again what could not be read, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::Result;
use rasid_chronicle::{State, Store};

use super::ingest::Filling;
use crate::args::Retry;
use crate::outcome::Outcome;
use crate::pipeline;
use crate::reader;
use crate::settings::Settings;
use crate::stderr;

pub(super) fn run(args: &Retry, settings: &Settings) -> Result<Outcome> {
    let coder = reader::coder(args.own.lexicon.as_deref())?;
    let mut store = Store::open(&settings.db())?;
    let mut failed: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
    store.each_entry(&[State::Failed], |entry| {
        failed.entry(entry.path).or_default().insert(entry.n);
        true
    })?;
    // Standard input is gone.
    failed.remove("-");
    if failed.is_empty() {
        if settings.remarks {
            stderr::line("rasid: nothing failed that could be read again");
        }
        return Ok(Outcome::Done);
    }
    let paths: Vec<PathBuf> = failed.keys().map(PathBuf::from).collect();
    let inputs = pipeline::inputs(&paths);
    let filling =
        Filling { inputs: &inputs, options: &args.source.options(), again: false, only: Some(&failed) };
    let filled = filling.fill(&mut store, &coder, settings)?;
    filled.remark(settings);
    Ok(filled.tally.outcome())
}
