//! `chronology`: the encounters of the database in order of time.

use std::io::{self, BufWriter, Write};

use anyhow::{Result, bail};
use rasid_chronicle::{Filter, Selection, Store, select};
use rasid_coder::Coder;

use crate::args::{Chronology, Which};
use crate::names::Names;
use crate::outcome::Outcome;
use crate::page::{self, Articles, Page};
use crate::settings::Settings;
use crate::terminal::cell;

pub(super) fn run(args: &Chronology, settings: &Settings) -> Result<Outcome> {
    let store = open(settings)?;
    let encounters = store.encounters()?;
    let selection = select(&encounters, &filter(&args.which));
    let mut out = BufWriter::new(io::stdout().lock());
    if args.json {
        for row in &selection.rows {
            serde_json::to_writer(&mut out, row.encounter)?;
            out.write_all(b"\n")?;
        }
    } else {
        let page = Page::new(settings, Names::of(Coder::embedded().lexicon(), settings.lang));
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
        eprintln!("{}", cell(&settings.lang.plural(&messages.n_unplaced, selection.unplaced as u64)));
    }
    if settings.remarks && selection.rows.is_empty() {
        eprintln!("{}", cell(messages.nothing));
    }
}

/// What was asked for, as the chronicle understands it.
pub(super) fn filter(which: &Which) -> Filter {
    let held = Filter::default().statuses;
    Filter {
        from: which.from,
        to: which.to,
        subject: which.subject.clone(),
        types: which.types.clone(),
        themes: which.themes.clone(),
        statuses: if which.statuses.is_empty() { held } else { which.statuses.clone() },
        countries: which.countries.iter().map(|code| code.to_ascii_uppercase()).collect(),
    }
}

/// The database of this run, with encounters that are up to date.
///
/// # Errors
/// When there is none, or it cannot be read.
pub(super) fn open(settings: &Settings) -> Result<Store> {
    let path = settings.db();
    if !path.exists() {
        bail!("{}: no such database; `rasid ingest PATH` makes one", path.display());
    }
    let store = Store::open_read_only(&path)?;
    if !store.is_stale()? {
        return Ok(store);
    }
    // An ingest was interrupted: its articles are there, what they add up to is not.
    drop(store);
    let mut store = Store::open(&path)?;
    store.refresh()?;
    Ok(store)
}
