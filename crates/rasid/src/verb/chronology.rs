//! `chronology`: the encounters of the database in order of time.

use std::io::{self, BufWriter, Write};

use anyhow::{Result, bail};
use rasid_chronicle::{Selection, Store, select};
use rasid_coder::Coder;
use rasid_merge::Encounter;

use super::which;
use crate::args::Chronology;
use crate::names::Names;
use crate::outcome::Outcome;
use crate::page::{self, Articles, Page};
use crate::settings::Settings;
use crate::stderr;

pub(super) fn run(args: &Chronology, settings: &Settings) -> Result<Outcome> {
    which::check_days(&args.which)?;
    let (store, encounters) = open(settings)?;
    let coder = Coder::embedded();
    let selection = select(&encounters, &which::filter(&args.which, coder.lexicon(), &encounters)?);
    let mut out = BufWriter::new(io::stdout().lock());
    if args.json {
        for row in &selection.rows {
            serde_json::to_writer(&mut out, row.encounter)?;
            out.write_all(b"\n")?;
        }
    } else {
        let page = Page::new(settings, Names::of(coder.lexicon(), settings.lang));
        let articles = Articles::of(&store, &selection)?;
        let text = page.finished(page::chronology(&page, &selection, &articles));
        out.write_all(text.as_bytes())?;
    }
    out.flush()?;
    remark(&selection, settings);
    Ok(Outcome::Done)
}

/// Says on stderr what a chronology leaves out, and that it is empty.
pub(super) fn remark(selection: &Selection<'_>, settings: &Settings) {
    let messages = settings.lang.messages();
    if settings.remarks && selection.unplaced > 0 {
        stderr::line(&settings.lang.plural(&messages.n_unplaced, selection.unplaced as u64));
    }
    if settings.remarks && selection.rows.is_empty() {
        stderr::line(messages.nothing);
    }
}

/// The database of this run, and its encounters as they stand with everything that is in it.
///
/// # Errors
/// When there is none, or it cannot be read.
pub(super) fn open(settings: &Settings) -> Result<(Store, Vec<Encounter>)> {
    let path = settings.db();
    if !path.exists() {
        let path = path.display();
        bail!("{path}: no such database; `rasid ingest PATH` makes one, and --db FILE names another");
    }
    let store = Store::open_read_only(&path)?;
    if !store.is_stale()? {
        let encounters = store.encounters()?;
        return Ok((store, encounters));
    }
    // An ingest was interrupted, or an earlier version wrote the file: what its articles add up to is not there yet.
    drop(store);
    let derived = Store::open(&path).and_then(|mut store| {
        store.refresh()?;
        let encounters = store.encounters()?;
        Ok((store, encounters))
    });
    match derived {
        Err(error) if error.is_unwritable() => {
            if settings.remarks {
                let path = path.display();
                stderr::line(&format!("{path}: {}", settings.lang.messages().unfinished));
            }
            let store = Store::open_copy(&path)?;
            let encounters = store.encounters()?;
            Ok((store, encounters))
        }
        derived => Ok(derived?),
    }
}
