//! `people`: who is who in the encounters of the database.

use std::io::{self, BufWriter, Write};

use anyhow::Result;
use rasid_coder::Coder;

use super::chronology::open;
use super::which;
use crate::args::People;
use crate::names::Names;
use crate::outcome::Outcome;
use crate::page::{self, Page};
use crate::settings::Settings;
use crate::stderr;

pub(super) fn run(args: &People, settings: &Settings) -> Result<Outcome> {
    let store = open(settings)?;
    let coder = Coder::embedded();
    let countries = which::sides_of(&args.countries, coder.lexicon(), &store)?;
    let name = args.name.join(" ");
    let asked = (!name.trim().is_empty()).then_some(name.as_str());
    let people = store.people(asked, &countries)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let page = Page::new(settings, Names::of(coder.lexicon(), settings.lang));
    let mut text = String::new();
    for known in people.iter().take(args.limit) {
        if args.json {
            serde_json::to_writer(&mut out, known)?;
            out.write_all(b"\n")?;
        } else {
            text.push_str(&page::known(&page, known));
        }
    }
    out.write_all(page.finished(text).as_bytes())?;
    out.flush()?;
    let messages = settings.lang.messages();
    if settings.remarks && people.is_empty() {
        stderr::line(messages.nobody_found);
    }
    if settings.remarks && people.len() > args.limit {
        let left = messages.n_people.of((people.len() - args.limit) as u64);
        stderr::line(&messages.left_out.with([("n", left.into())]));
    }
    Ok(Outcome::Done)
}
