//! `review add`: a report that the coder missed, in an article of the database or in a text that is pasted.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use anyhow::{Context, Result};
use rasid_chronicle::{ReviewError, Reviewer, Store};
use rasid_coder::report::{EventType, Participant, Report, Role};
use rasid_coder::{Article, Coder, Source};

use super::which;
use crate::addition::{self, Addition};
use crate::args::Add;
use crate::outcome::UsageError;

/// A pasted text is no longer than this.
const LONGEST: u64 = 16 * 1024 * 1024;

pub(super) fn add(store: &mut Store, add: &Add, by: &Reviewer<'_>) -> Result<Result<i64, ReviewError>> {
    let coder = Coder::embedded();
    let lexicon = coder.lexicon();
    let mut participants = Vec::new();
    for who in &add.who {
        participants.push(participant(who, add.event_type, participants.len())?);
    }
    for code in participants.iter().filter_map(|person| person.country.as_ref()).chain(&add.place) {
        which::check_side(code, lexicon, store)?;
    }
    which::check_themes(&add.themes, lexicon, store)?;
    let addition = Addition {
        event_type: add.event_type,
        status: add.status,
        date: add.date.clone(),
        city: add.city.clone(),
        place: add.place.clone(),
        participants,
        themes: add.themes.clone(),
    };
    let report = addition.report(&coder);
    let article = match (&add.article, &add.text) {
        (Some(id), _) => store.article_by_id_or_url(id)?.unwrap_or_else(|| id.clone()),
        (None, Some(path)) => match pasted(store, add, path, &report, &coder, by)? {
            Ok(id) => id,
            Err(error) => return Ok(Err(error)),
        },
        (None, None) => {
            return Err(UsageError("--article ID or --text FILE: which article?".to_owned()).into());
        }
    };
    Ok(store.add_report(&article, report, &add.quote, by))
}

/// Puts a pasted text into the store, as the coder reads it, and gives its id; not before the report may be added to it.
fn pasted(
    store: &mut Store,
    add: &Add,
    path: &Path,
    report: &Report,
    coder: &Coder,
    by: &Reviewer<'_>,
) -> Result<Result<String, ReviewError>> {
    if let Some(url) = add.url.as_deref().filter(|url| !rasid_chronicle::is_link(url)) {
        return Err(UsageError(format!("--url {url}: expected https://... or http://...")).into());
    }
    let mut text = String::new();
    if path == Path::new("-") {
        io::stdin().take(LONGEST).read_to_string(&mut text).context("standard input")?;
    } else {
        let file = fs::File::open(path).with_context(|| path.display().to_string())?;
        file.take(LONGEST).read_to_string(&mut text).with_context(|| path.display().to_string())?;
    }
    let text = text.replace("\r\n", "\n");
    if text.trim().is_empty() {
        return Err(UsageError(format!("{}: an empty text", path.display())).into());
    }
    let mut article = Article::from_text(text);
    if let Some(url) = &add.url {
        article.id.clone_from(url);
    }
    article.url.clone_from(&add.url);
    article.outlet.clone_from(&add.outlet);
    article.title.clone_from(&add.title);
    article.language.clone_from(&add.language);
    article.published = add.published;
    article.published_from = add.published.map(|_| Source::Input);
    let names = add.url.iter().chain([&article.id]);
    for name in names {
        if let Some(id) = store.article_by_id_or_url(name)? {
            return Err(UsageError(format!("{name} is in the database: --article {id} names it")).into());
        }
    }
    let id = article.id.clone();
    let title = article.title.clone().unwrap_or_default();
    if let Err(error) = rasid_chronicle::check_addition(&title, &article.text, report, &add.quote, by.reason)
    {
        return Ok(Err(error));
    }
    let mut reading = coder.worker().read(&article);
    reading.article = article;
    store.add(&reading)?;
    Ok(Ok(id))
}

/// `name; office; country; role`.
fn participant(who: &str, event_type: EventType, seat: usize) -> Result<Participant, UsageError> {
    let mut parts = who.split(';').map(str::trim);
    let mut next = || parts.next().filter(|part| !part.is_empty()).map(str::to_owned);
    let (name, office, country, role) = (next(), next(), next(), next());
    if next().is_some() {
        return Err(UsageError(format!("--who {who:?}: more than \"name; office; country; role\"")));
    }
    let role = match role {
        Some(word) => Role::from_word(&word).ok_or_else(|| {
            let known: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
            UsageError(format!("--who {who:?}: {word} is no role; expected one of {}", known.join(", ")))
        })?,
        None => usual_role(event_type, seat),
    };
    if name.is_none() && office.is_none() && country.is_none() {
        return Err(UsageError(format!("--who {who:?}: expected \"name; office; country\"")));
    }
    Ok(addition::person(role, name, office, country))
}

/// The role of whoever is named first, and of the others.
fn usual_role(event_type: EventType, seat: usize) -> Role {
    match (event_type, seat) {
        (EventType::Visit, 0) => Role::Visitor,
        (EventType::Visit, _) | (EventType::Reception, 0) => Role::Host,
        (EventType::Reception, _) => Role::Guest,
        (EventType::Agreement, _) => Role::Signatory,
        (EventType::Decoration, 0) => Role::Awarder,
        (EventType::Decoration, _) => Role::Recipient,
        (EventType::Talks | EventType::Conference | EventType::Call, _) => Role::Participant,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_told_in_parts_any_of_which_may_be_empty() {
        let person = participant("; وزير الداخلية ;es", EventType::Visit, 1).unwrap();
        assert_eq!((person.name, person.country.as_deref(), person.role), (None, Some("ES"), Role::Host));
        let person = participant("كريم; ; MA; guest", EventType::Talks, 0).unwrap();
        assert_eq!((person.name.as_deref(), person.office, person.role), (Some("كريم"), None, Role::Guest));
        assert!(participant(" ; ;", EventType::Talks, 0).is_err());
        assert!(participant("كريم; ; MA; friend", EventType::Talks, 0).is_err());
    }
}
