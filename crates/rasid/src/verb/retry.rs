//! `retry`: reads again what could not be read, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::Result;
use rasid_chronicle::{State, Store};
use rasid_intake::{FeedItem, Input};

use super::ingest::Filling;
use super::watch;
use crate::args::Retry;
use crate::outcome::Outcome;
use crate::pipeline::Tally;
use crate::reader;
use crate::settings::Settings;
use crate::stderr;

pub(super) fn run(args: &Retry, settings: &Settings) -> Result<Outcome> {
    let coder = reader::coder(args.own.lexicon.as_deref())?;
    // A database that is not there is a mistake, not an empty one.
    drop(Store::open_read_only(&settings.db())?);
    let mut store = Store::open(&settings.db())?;
    let mut failed: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
    store.each_entry(&[State::Failed], |entry| {
        failed.entry(entry.path).or_default().insert(entry.n);
        true
    })?;
    // Standard input is gone.
    failed.retain(|path, _| !path.starts_with("- ("));
    let (pages, files): (Vec<String>, Vec<String>) = failed.keys().cloned().partition(|path| is_page(path));
    if failed.is_empty() {
        if settings.remarks {
            stderr::line("rasid: nothing failed that could be read again");
        }
        return Ok(Outcome::Done);
    }
    let mut tally = Tally::default();
    if !files.is_empty() {
        let inputs: Vec<Input> = files.iter().map(|path| Input::Path(PathBuf::from(path))).collect();
        let options = args.source.options();
        let filling = Filling { inputs: &inputs, options: &options, again: false, only: Some(&failed) };
        let filled = filling.fill(&mut store, &coder, settings)?;
        filled.remark(settings);
        tally = tally.and(filled.tally);
    }
    if !pages.is_empty() && !tally.interrupted {
        let mut fetcher = watch::fetcher(&args.door, settings)?;
        let items = pages.into_iter().map(|url| (url.clone(), FeedItem::of_url(&url))).collect();
        let filled = watch::pages(items, &mut fetcher, &mut store, &coder, settings)?;
        filled.remark(settings);
        tally = tally.and(filled.tally);
    }
    Ok(tally.outcome())
}

fn is_page(path: &str) -> bool {
    path.starts_with("http://") || path.starts_with("https://")
}
