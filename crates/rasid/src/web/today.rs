//! `/today`: what came in since the last visit or a chosen hour, for the subjects and countries of the settings.

use std::sync::Arc;

use askama::Template;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use jiff::{Timestamp, ToSpan, Zoned};
use percent_encoding::percent_decode_str;
use rasid_chronicle::{Filter, Store, instant};
use rasid_merge::Encounter;

use super::app::App;
use super::ask::{Question, encoded};
use super::failure::Failure;
use super::view::{self, Card, Frame};
use crate::{page, since};

/// Encounters of one section.
const MOST: usize = 30;
/// Articles that are looked at: the last to come in. A day of the world's press has more, and nobody reads that here.
const MOST_ARTICLES: usize = 150;
/// Subjects that are followed at a time.
const MOST_WATCHED: usize = 20;
/// Who looks again within so many minutes is still on the same visit.
const ONE_VISIT: i64 = 30;

#[derive(Template)]
#[template(path = "today.html")]
struct Shown<'a> {
    frame: Frame<'a>,
    told: String,
    intake: String,
    subjects: String,
    /// The chosen hour, as a form has it.
    since: String,
    /// The names and the codes that are asked for.
    watched: (String, String),
    sections: Vec<Section>,
}

struct Section {
    name: &'static str,
    count: usize,
    /// Each with what is new about it.
    cards: Vec<(Card, Vec<String>)>,
    more: Option<String>,
}

pub(super) fn make(app: &Arc<App>, asked: &Question, store: &Store) -> Result<Response, Failure> {
    let page = app.page(asked.reader());
    let messages = page.messages();
    let now = Timestamp::now();
    let (since, visits) = match asked.get("since") {
        Some(word) => {
            let since = since::since(word, now);
            let told = || Failure::question("since: expected 2025-05-06, 2025-05-06T07:00, 12h or 3d");
            (since.ok_or_else(told)?, None)
        }
        None => {
            let (since, visits) = since_last_visit(asked.cookie("visits"), now);
            (instant(since), Some(visits))
        }
    };
    let watched = Watched::of(app, asked);
    let filters = watched.filters(app, asked, store)?;
    let brief = store.brief_of(&since, Zoned::now().date(), &filters, MOST_ARTICLES)?;
    let changed: Vec<&Encounter> = brief.changed.iter().map(|change| &change.encounter).collect();
    let mut sections = Vec::new();
    for (name, encounters) in [
        (messages.brief_new, brief.new.iter().collect()),
        (messages.brief_changed, changed),
        (messages.brief_called_off, brief.called_off.iter().collect::<Vec<_>>()),
        (messages.brief_upcoming, brief.upcoming.iter().collect()),
    ] {
        let mut cards = Vec::new();
        for encounter in encounters.iter().take(MOST) {
            let change = brief.changed.iter().find(|change| change.encounter.id == encounter.id);
            let remarks = change.map_or_else(Vec::new, |change| page::changed(page, change));
            cards.push((Card::quoted(page, store, encounter)?, remarks));
        }
        let more = encounters.len().saturating_sub(MOST);
        sections.push(Section {
            name,
            count: encounters.len(),
            cards,
            more: (more > 0).then(|| messages.more.with([("n", more.into())])),
        });
    }
    let intake = brief.last_intake.as_deref().map_or_else(|| messages.none.to_owned(), |at| page.instant(at));
    let of: Vec<String> = filters
        .iter()
        .flat_map(|filter| {
            filter
                .subject
                .iter()
                .cloned()
                .chain(filter.countries.iter().map(|code| page.names.side(code).to_owned()))
        })
        .collect();
    let template = Shown {
        frame: Frame::new(app, asked, "today", messages.web.today),
        told: format!(
            "{} · {}",
            messages.brief_since.with([("at", page.instant(&since).into())]),
            messages.n_articles.of(brief.articles)
        ),
        intake: messages.last_intake.with([("at", intake.into())]),
        subjects: page.listed(&of),
        since: asked.get("since").filter(|since| since.contains('T')).unwrap_or_default().to_owned(),
        watched: (watched.subjects.join(page.messages().comma), watched.countries.join(",")),
        sections,
    };
    let mut answer = view::answer(&template, asked)?;
    if asked.get("watch").is_some() {
        let cookie =
            format!("watched={}; Path=/today; Max-Age=31536000; SameSite=Lax; HttpOnly", watched.cookie());
        answer.headers_mut().append(header::SET_COOKIE, HeaderValue::from_str(&cookie)?);
    }
    if let Some(visits) = visits {
        let cookie = format!("visits={visits}; Path=/today; Max-Age=31536000; SameSite=Lax; HttpOnly");
        answer.headers_mut().append(header::SET_COOKIE, HeaderValue::from_str(&cookie)?);
    }
    Ok(answer)
}

/// Whom somebody follows: whom the address names, or else whom this browser was told to remember, or the settings name.
#[derive(Debug)]
struct Watched {
    subjects: Vec<String>,
    countries: Vec<String>,
}

impl Watched {
    fn of(app: &App, asked: &Question) -> Self {
        let list = |text: &str| -> Vec<String> {
            text.split([',', '،', ';', '؛'])
                .map(str::trim)
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect()
        };
        let of = |subjects: &str, countries: &str| Self {
            subjects: list(subjects),
            countries: list(countries).iter().map(|code| code.to_ascii_uppercase()).collect(),
        };
        let named =
            |one: &str, several: &str| [asked.get(one), asked.get(several)].into_iter().flatten().next();
        let (subjects, countries) = (named("subject", "subjects"), named("country", "countries"));
        // Who empties the form follows nobody any more.
        if subjects.is_some() || countries.is_some() || asked.get("watch").is_some() {
            return of(subjects.unwrap_or_default(), countries.unwrap_or_default());
        }
        if let Some((subjects, countries)) = asked.cookie("watched").and_then(|cookie| cookie.split_once('&'))
        {
            let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
            return of(&decoded(subjects), &decoded(countries));
        }
        let (subjects, countries) = app.saved();
        Self { subjects: subjects.to_vec(), countries: countries.to_vec() }
    }

    fn cookie(&self) -> String {
        format!("{}&{}", encoded(&self.subjects.join(",")), encoded(&self.countries.join(",")))
    }

    /// One question for each subject and one for all countries; what else the address asks for narrows each.
    fn filters(&self, app: &Arc<App>, asked: &Question, store: &Store) -> Result<Vec<Filter>, Failure> {
        let narrowed = |subject: &str, countries: &str| {
            asked.at("/today", &[("subject", subject), ("country", countries)]).filter(app, store)
        };
        let mut filters = Vec::new();
        for subject in self.subjects.iter().take(MOST_WATCHED) {
            filters.push(narrowed(subject, "")?);
        }
        if !self.countries.is_empty() || filters.is_empty() {
            filters.push(narrowed("", &self.countries.join(","))?);
        }
        Ok(filters)
    }
}

/// When the visit before this one was, else a day ago; and what to remember: that visit and the present one.
fn since_last_visit(cookie: Option<&str>, now: Timestamp) -> (Timestamp, String) {
    let day_ago = now.checked_sub(24.hours()).unwrap_or(now);
    let seconds =
        |text: &str| text.parse::<i64>().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    let visits = cookie.and_then(|visits| visits.split_once('.'));
    let visits = visits.and_then(|(before, last)| Some((seconds(before)?, seconds(last)?)));
    let since = match visits {
        Some((before, last)) if now.as_second() - last.as_second() < ONE_VISIT * 60 => before,
        Some((_, last)) => last,
        None => day_ago,
    };
    let since = since.min(now);
    (since, format!("{}.{}", since.as_second(), now.as_second()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visit_lasts_while_somebody_looks_again() {
        let at = |seconds: i64| Timestamp::from_second(1_800_000_000 + seconds).expect("an instant");
        let (since, visits) = since_last_visit(None, at(0));
        assert_eq!(since, at(-86_400));
        let (since, visits) = since_last_visit(Some(&visits), at(600));
        assert_eq!(since, at(-86_400), "the page was loaded again");
        let (since, visits) = since_last_visit(Some(&visits), at(20_000));
        assert_eq!(since, at(600));
        assert_eq!(since_last_visit(Some(&visits), at(20_060)).0, at(600));
        for cookie in ["", "x", "1.x", "9999999999999999.1", "99999999999.99999999999"] {
            assert!(since_last_visit(Some(cookie), at(0)).0 <= at(0), "{cookie}");
        }
    }
}
