//! `review`: what a person should look at, and what people decide.

mod add;
mod gold;

use std::env;
use std::io::{self, BufWriter, Write};

use anyhow::Result;
use rasid_chronicle::{Decision, Doubt, ReviewError, Reviewer, Store, Why as Doubted};
use rasid_coder::Coder;

use super::chronology::open;
use super::which;
use crate::args::{Review, ReviewVerb, Why};
use crate::names::Names;
use crate::outcome::{Outcome, UsageError};
use crate::page::{self, Page};
use crate::settings::Settings;
use crate::stderr;

pub(super) fn run(args: &Review, settings: &Settings) -> Result<Outcome> {
    match &args.verb {
        None => list(args, settings),
        Some(ReviewVerb::Log { json }) => log(*json, settings),
        Some(ReviewVerb::Export { folder }) => gold::export(folder, settings),
        Some(ReviewVerb::Import { events, articles, why }) => {
            gold::import(events, articles.as_deref(), &by(why)?, settings)
        }
        Some(ReviewVerb::Why { one, other }) => why(one, other, settings),
        Some(ReviewVerb::Agreement { json }) => gold::agreement(*json, settings),
        Some(verb) => decide(verb, settings),
    }
}

fn list(args: &Review, settings: &Settings) -> Result<Outcome> {
    let store = open(settings)?;
    let doubts: Vec<Doubt> = store.doubts(args.limit)?;
    let mut out = BufWriter::new(io::stdout().lock());
    if args.json {
        for doubt in &doubts {
            serde_json::to_writer(&mut out, doubt)?;
            out.write_all(b"\n")?;
        }
    } else {
        let page = page_of(settings);
        let mut text = String::new();
        for doubt in &doubts {
            let encounter = match &doubt.encounter {
                Some(id) => store.encounter(id)?,
                None => None,
            };
            let other = match doubt.why {
                Doubted::PossibleDuplicate => store.encounter(&doubt.detail)?,
                _ => None,
            };
            text.push_str(&page::doubt(&page, doubt, encounter.as_ref(), other.as_ref()));
        }
        out.write_all(page.finished(text).as_bytes())?;
    }
    out.flush()?;
    if doubts.is_empty() && settings.remarks {
        stderr::line(settings.lang.messages().no_doubts);
    }
    Ok(Outcome::Done)
}

fn log(json: bool, settings: &Settings) -> Result<Outcome> {
    let decisions: Vec<Decision> = open(settings)?.decisions()?;
    let mut out = BufWriter::new(io::stdout().lock());
    if json {
        for decision in &decisions {
            serde_json::to_writer(&mut out, decision)?;
            out.write_all(b"\n")?;
        }
    } else {
        let page = page_of(settings);
        out.write_all(page.finished(page::decisions(&page, &decisions)).as_bytes())?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// Why two encounters are not one.
fn why(one: &str, other: &str, settings: &Settings) -> Result<Outcome> {
    let pairs = open(settings)?.explain_between(one, other);
    let pairs = pairs.map_err(|error| match error {
        ReviewError::Store(error) => anyhow::Error::from(error),
        error => UsageError(error.to_string()).into(),
    })?;
    let page = page_of(settings);
    let text: String =
        pairs.iter().map(|pair| page.line(&page::pair(&page, pair, &str::to_owned), 0)).collect();
    io::stdout().write_all(page.finished(text).as_bytes())?;
    Ok(Outcome::Done)
}

fn decide(verb: &ReviewVerb, settings: &Settings) -> Result<Outcome> {
    // A database that is not there is no place for a decision.
    drop(open(settings)?);
    let mut store = Store::open(&settings.db())?;
    let decided = match verb {
        ReviewVerb::Confirm { encounter, why } => store.confirm(encounter, &by(why)?),
        ReviewVerb::Reject { encounter, reports, why } => store.reject(encounter, reports, &by(why)?),
        ReviewVerb::Correct { encounter, field, value, why } => {
            if field.ends_with("country") && !value.is_empty() {
                which::check_side(value, Coder::embedded().lexicon(), &store)?;
            }
            store.correct(encounter, field, value, &by(why)?)
        }
        ReviewVerb::Merge { one, other, why } => store.merge_encounters(one, other, &by(why)?),
        ReviewVerb::Split { encounter, reports, why } => store.split(encounter, reports, &by(why)?),
        ReviewVerb::Undo { decision, why } => store.undo(*decision, &by(why)?),
        ReviewVerb::Add(add) => add::add(&mut store, add, &by(&add.why)?)?,
        ReviewVerb::Log { .. }
        | ReviewVerb::Export { .. }
        | ReviewVerb::Import { .. }
        | ReviewVerb::Why { .. }
        | ReviewVerb::Agreement { .. } => return Ok(Outcome::Done),
    };
    match decided {
        Ok(number) => {
            if settings.remarks {
                let messages = settings.lang.messages();
                stderr::line(&messages.decided.with([("n", number.into())]));
            }
            Ok(Outcome::Done)
        }
        Err(ReviewError::Store(error)) => Err(error.into()),
        Err(error) => Err(UsageError(error.to_string()).into()),
    }
}

/// Who decides: the flag, `RASID_ACTOR`, else the user of the machine.
fn by(why: &Why) -> Result<Reviewer<'_>> {
    let actor = match &why.by {
        Some(name) => name.clone(),
        None => ["USER", "LOGNAME", "USERNAME"]
            .into_iter()
            .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()))
            .ok_or_else(|| UsageError("who decides? --by NAME or RASID_ACTOR says it".to_owned()))?,
    };
    Ok(Reviewer { actor: actor.into(), at: jiff::Timestamp::now(), reason: &why.reason })
}

fn page_of(settings: &Settings) -> Page {
    Page::new(settings, Names::of(Coder::embedded().lexicon(), settings.lang))
}
