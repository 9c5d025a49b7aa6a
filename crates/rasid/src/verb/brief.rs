//! `brief`: what came in since an hour or the last call, on one page.

use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result};
use jiff::{Timestamp, ToSpan, Zoned};
use rasid_chronicle::{Brief, Filter, Selection, Store, instant};
use rasid_coder::Coder;
use rasid_merge::Encounter;

use super::chronology::open;
use super::which;
use crate::args::{self, PageFormat};
use crate::names::Names;
use crate::outcome::{Outcome, UsageError};
use crate::page::{self, Articles, Entry, Page, Part, Style};
use crate::replace::replace;
use crate::settings::Settings;
use crate::since::since;
use crate::stderr;

pub(super) fn run(args: &args::Brief, settings: &Settings) -> Result<Outcome> {
    let now = Timestamp::now();
    let store = open(settings)?;
    let coder = Coder::embedded();
    let filters = filters(args, settings, &coder, &store)?;
    let since = match &args.since {
        Some(word) => since(word, now).ok_or_else(|| {
            UsageError(format!("--since {word}: expected 2025-05-06, 2025-05-06T07:00:00Z, 12h or 3d"))
        })?,
        None => match store.last_brief(&filters)? {
            Some(last) => last,
            None => instant(now.checked_sub(24.hours()).unwrap_or(now)),
        },
    };
    let brief = store.brief(&since, Zoned::now().date(), &filters)?;
    let text = if args.json {
        serde_json::to_string(&brief)? + "\n"
    } else {
        let page = Page::new(settings, Names::of(coder.lexicon(), settings.lang));
        page::document(&page, style(args.format), &parts(&page, &store, &brief)?)
    };
    drop(store);
    let done = match args.output.as_deref().filter(|path| *path != Path::new("-")) {
        Some(path) => {
            let write = |out: &mut dyn Write| -> io::Result<()> { out.write_all(text.as_bytes()) };
            replace(path, write).with_context(|| path.display().to_string())?
        }
        None => {
            io::stdout().write_all(text.as_bytes())?;
            Outcome::Done
        }
    };
    // Who names the hour looks back; that is no call to go on from.
    if args.since.is_none() {
        let noted = Store::open(&settings.db()).and_then(|mut store| store.note_brief(&filters, now));
        if let (Err(error), true) = (noted, settings.remarks) {
            stderr::line(&format!("{error}; {}", settings.lang.messages().not_noted));
        }
    }
    Ok(done)
}

/// One question for each subject, and one for all countries; where neither is named, one for everything.
fn filters(args: &args::Brief, settings: &Settings, coder: &Coder, store: &Store) -> Result<Vec<Filter>> {
    let named = !args.subjects.is_empty() || !args.countries.is_empty();
    let (subjects, countries) = match named {
        true => (&args.subjects, &args.countries),
        false => (&settings.subjects, &settings.countries),
    };
    for name in subjects {
        which::check_name("--subject", Some(name))?;
    }
    let countries = which::sides_of(countries, coder.lexicon(), store)?;
    let mut filters: Vec<Filter> =
        subjects.iter().map(|name| Filter { subject: Some(name.clone()), ..Filter::default() }).collect();
    if !countries.is_empty() || filters.is_empty() {
        filters.push(Filter { countries, ..Filter::default() });
    }
    Ok(filters)
}

pub(super) fn style(format: PageFormat) -> Style {
    match format {
        PageFormat::Text => Style::Text,
        PageFormat::Markdown => Style::Markdown,
        PageFormat::Html => Style::Html,
    }
}

fn parts(page: &Page, store: &Store, brief: &Brief) -> Result<Vec<Part>> {
    let messages = page.messages();
    let intake = brief.last_intake.as_deref().unwrap_or(messages.none);
    let mut parts = vec![
        Part::Title(messages.brief_since.with([("at", brief.since.as_str().into())])),
        Part::Line(format!(
            "{} · {}",
            page.cell(&messages.n_articles.of(brief.articles)),
            page.cell(&messages.last_intake.with([("at", intake.into())]))
        )),
    ];
    let changed: Vec<&Encounter> = brief.changed.iter().map(|change| &change.encounter).collect();
    let sections = [
        (messages.brief_new, brief.new.iter().collect()),
        (messages.brief_changed, changed),
        (messages.brief_called_off, brief.called_off.iter().collect::<Vec<_>>()),
        (messages.brief_upcoming, brief.upcoming.iter().collect()),
    ];
    for (heading, encounters) in sections {
        parts.push(Part::Section(format!("{heading} ({})", encounters.len())));
        for encounter in encounters {
            let change = brief.changed.iter().find(|change| change.encounter.id == encounter.id);
            let remarks = change.map_or_else(Vec::new, |change| page::changed(page, change));
            parts.push(Part::Entry(entry(page, store, encounter, remarks)?));
        }
    }
    Ok(parts)
}

/// An encounter with the sentences of its reports.
pub(super) fn entry(
    page: &Page,
    store: &Store,
    encounter: &Encounter,
    remarks: Vec<String>,
) -> Result<Entry> {
    let row = rasid_chronicle::Row { encounter: encounter.clone(), partners: Vec::new() };
    let selection = Selection { rows: vec![row], ..Selection::default() };
    let articles = Articles::of(store, &selection, std::iter::empty())?;
    Ok(Entry::of(page, encounter, &articles, remarks))
}
