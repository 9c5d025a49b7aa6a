//! `/chronology`: the encounters in order of time, a month after the other.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use rasid_chronicle::{By, Filter, RowKey, Selection, Sense, Store, Unit};
use rasid_coder::report::{EventType, Status};
use rasid_merge::Encounter;
use rasid_text::Edtf;

use super::app::App;
use super::ask::Question;
use super::download;
use super::failure::Failure;
use super::view::{self, Card, Frame};
use crate::page::{Articles, Page};

/// Encounters of one page.
const MOST: usize = 50;
/// Values of a facet that are shown.
const MOST_VALUES: usize = 12;

#[derive(Template)]
#[template(path = "chronology.html")]
struct Chronology<'a> {
    frame: Frame<'a>,
    months: Vec<Month>,
    total: String,
    unplaced: Option<String>,
    facets: Vec<Facet>,
    /// Address and name of each format.
    downloads: Vec<(String, &'static str)>,
    /// Name and value of the fields of the form.
    subject: String,
    from: String,
    to: String,
    kept: Vec<(&'static str, String)>,
    statuses: Vec<(&'static str, String, bool)>,
    first: Option<String>,
    next: Option<String>,
    all: String,
    narrowed: bool,
}

struct Month {
    name: String,
    cards: Vec<Card>,
}

struct Facet {
    name: &'static str,
    /// Address, name, number, whether it is chosen.
    values: Vec<(String, String, u64, bool)>,
}

pub(super) async fn show(State(app): State<Arc<App>>, asked: Question) -> Result<Response, Failure> {
    super::app::blocking(move || app.with_store(|store| make(&app, &asked, store))).await
}

fn make(app: &App, asked: &Question, store: &Store) -> Result<Response, Failure> {
    let filter = asked.filter(app, store)?;
    let after = asked.after()?;
    let selection = store.page(&filter, after.as_ref(), Some(MOST))?;
    let page = app.page(asked.lang);
    let messages = page.messages();
    let kept = ["country", "type", "theme"];
    let status = |status: Option<Status>| match status {
        None => ("any", messages.web.any.to_owned()),
        Some(status) => (status.as_str(), messages.status(status).to_owned()),
    };
    let chosen = asked.get("status").unwrap_or(Status::Held.as_str());
    let statuses = Status::ALL.iter().copied().map(Some).chain([None]).map(status);
    let next = selection.next.as_ref().map(ToString::to_string);
    let template = Chronology {
        frame: Frame::new(app, asked, "chronology", messages.chronology),
        months: months(app, asked, store, &selection)?,
        total: page.lang.plural(&messages.n_encounters, store.how_many(&filter)?),
        unplaced: (selection.unplaced > 0)
            .then(|| page.lang.plural(&messages.n_unplaced, selection.unplaced)),
        facets: facets(app, asked, store, &filter)?,
        downloads: download::FORMATS
            .iter()
            .map(|(ending, ..)| (asked.as_file(&format!("/chronology.{ending}")), *ending))
            .collect(),
        subject: asked.get("subject").unwrap_or_default().to_owned(),
        from: asked.get("from").unwrap_or_default().to_owned(),
        to: asked.get("to").unwrap_or_default().to_owned(),
        kept: kept.iter().filter_map(|name| Some((*name, asked.get(name)?.to_owned()))).collect(),
        statuses: statuses.map(|(word, name)| (word, name, word == chosen)).collect(),
        first: after.is_some().then(|| asked.with(&[("after", "")])),
        next: next.map(|next| asked.with(&[("after", &next)])),
        all: "/chronology".to_owned(),
        narrowed: ["subject", "from", "to", "status"]
            .iter()
            .chain(&kept)
            .any(|name| asked.get(name).is_some()),
    };
    view::answer(&template, asked)
}

fn months(app: &App, asked: &Question, store: &Store, selection: &Selection) -> Result<Vec<Month>, Failure> {
    let page = app.page(asked.lang);
    let articles = Articles::of(store, selection, std::iter::empty())?;
    let mut months: Vec<Month> = Vec::new();
    for row in &selection.rows {
        let encounter = &row.encounter;
        let name = heading(page, encounter);
        let quote = articles.first_sentence(encounter);
        let card = Card::of(page, encounter, quote);
        match months.last_mut().filter(|month| month.name == name) {
            Some(month) => month.cards.push(card),
            None => months.push(Month { name, cards: vec![card] }),
        }
    }
    Ok(months)
}

/// The month in which an encounter began; the year of one that may be of any of its months.
fn heading(page: &Page, encounter: &Encounter) -> String {
    let bounds = encounter.date.as_deref().and_then(|date| date.parse::<Edtf>().ok()?.bounds());
    match bounds {
        Some((first, last)) if first.year() == last.year() && first.month() == 1 && last.month() == 12 => {
            first.year().to_string()
        }
        Some((first, _)) => page.month(&first.strftime("%Y-%m").to_string()),
        None => page.messages().undated_heading.to_owned(),
    }
}

/// What else the encounters could be narrowed to, with how many there are of each.
fn facets(app: &App, asked: &Question, store: &Store, filter: &Filter) -> Result<Vec<Facet>, Failure> {
    let page = app.page(asked.lang);
    let messages = page.messages();
    let mut facets = Vec::new();
    for (name, parameter, by) in [
        (messages.country, "country", By::Country),
        (messages.kind, "type", By::Type),
        (messages.theme, "theme", By::Theme),
    ] {
        let chosen = asked.get(parameter).unwrap_or_default();
        let table = store.count(filter, by, Unit::Encounters, Sense::Partner, false)?;
        let value = |word: &str| match parameter {
            "country" => page.names.side(word).to_owned(),
            "type" => EventType::from_word(word).map_or(word, |kind| messages.event_type(kind)).to_owned(),
            _ => page.names.theme(word).to_owned(),
        };
        let mut values: Vec<(String, String, u64, bool)> = Vec::new();
        for row in &table.rows {
            if let RowKey::Value(word) = &row.key {
                let is_chosen = chosen.eq_ignore_ascii_case(word);
                let to = if is_chosen { "" } else { word.as_str() };
                values.push((
                    asked.with(&[(parameter, to), ("after", "")]),
                    value(word),
                    row.count,
                    is_chosen,
                ));
            }
        }
        values.sort_by_key(|(.., chosen)| !chosen);
        values.truncate(MOST_VALUES);
        if !values.is_empty() {
            facets.push(Facet { name, values });
        }
    }
    Ok(facets)
}
