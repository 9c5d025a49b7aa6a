//! `chronology`: the encounters of the database in order of time.

use std::io::{self, BufWriter, Write};

use anyhow::{Result, bail};
use rasid_chronicle::{Selection, Store};
use rasid_coder::Coder;

use super::which;
use crate::args::Chronology;
use crate::names::Names;
use crate::outcome::Outcome;
use crate::page::{self, Articles, Page, Pairs};
use crate::settings::Settings;
use crate::stderr;

pub(super) fn run(args: &Chronology, settings: &Settings) -> Result<Outcome> {
    which::check_days(&args.which)?;
    let store = open(settings)?;
    let coder = Coder::embedded();
    let filter = which::filter(&args.which, coder.lexicon(), &store)?;
    let limit = args.limit.map(|limit| usize::try_from(limit).unwrap_or(usize::MAX));
    let selection = store.page(&filter, args.after.as_ref(), limit)?;
    let mut out = BufWriter::new(io::stdout().lock());
    if args.json {
        for row in &selection.rows {
            serde_json::to_writer(&mut out, &row.encounter)?;
            out.write_all(b"\n")?;
        }
    } else {
        let page = Page::new(settings, Names::of(coder.lexicon(), settings.lang));
        let articles = Articles::of(&store, &selection, std::iter::empty())?;
        let mut explained = Pairs::default();
        for row in selection.rows.iter().filter(|_| args.explain) {
            explained.insert(row.encounter.id.clone(), store.explain_encounter(&row.encounter)?);
        }
        let text = page.finished(page::chronology(&page, &selection, &articles, &explained));
        out.write_all(text.as_bytes())?;
    }
    out.flush()?;
    remark(&selection, settings);
    if let Some(next) = selection.next.as_ref().filter(|_| settings.remarks) {
        stderr::line(&settings.lang.messages().next_page.with([("place", next.to_string().into())]));
    }
    Ok(Outcome::Done)
}

/// Says on stderr what a chronology leaves out, and that it is empty.
pub(super) fn remark(selection: &Selection, settings: &Settings) {
    let messages = settings.lang.messages();
    if settings.remarks && selection.unplaced > 0 {
        stderr::line(&messages.n_unplaced.of(selection.unplaced));
    }
    if settings.remarks && selection.rows.is_empty() {
        stderr::line(messages.nothing);
    }
}

/// The database of this run, with its encounters as they stand with everything that is in it.
///
/// # Errors
/// When there is none, or it cannot be read.
pub(super) fn open(settings: &Settings) -> Result<Store> {
    let path = settings.db();
    if !path.exists() {
        let path = path.display();
        bail!("{path}: no such database; `rasid ingest PATH` makes one, and --db FILE names another");
    }
    let store = Store::open_read_only(&path)?;
    if !store.is_stale()? {
        return Ok(store);
    }
    // An ingest was interrupted, or an earlier version wrote the file: what its articles add up to is not there yet.
    drop(store);
    let refreshed = Store::open(&path).and_then(|mut store| store.refresh().map(|_| store));
    match refreshed {
        Err(error) if error.is_unwritable() => {
            if settings.remarks {
                let path = path.display();
                stderr::line(&format!("{path}: {}", settings.lang.messages().unfinished));
            }
            Ok(Store::open_copy(&path)?)
        }
        refreshed => Ok(refreshed?),
    }
}
