//! `/chronology`: the encounters in order of time, a month after the other.

use std::sync::Arc;

use std::collections::BTreeSet;

use askama::Template;
use axum::response::Response;
use rasid_chronicle::{By, Filter, RowKey, Selection, Sense, Store, Unit};
use rasid_coder::report::{EventType, Status};
use rasid_merge::Encounter;
use rasid_text::Edtf;

use super::app::App;
use super::ask::Question;
use super::download;
use super::failure::Failure;
use super::summary;
use super::view::{self, Card, Frame, Period};
use crate::page::Page;

/// Encounters of one page.
const MOST: usize = 50;
/// Values of a facet that are shown.
const MOST_VALUES: usize = 12;

/// What narrows the chronology beside the fields of the form.
const KEPT: [&str; 9] = ["type", "theme", "region", "place", "partner", "outlet", "person", "office", "id"];

#[derive(Template)]
#[template(path = "chronology.html")]
struct Chronology<'a> {
    frame: Frame<'a>,
    period: Period,
    months: Vec<Month>,
    total: String,
    unplaced: Option<String>,
    /// Address and number of what was planned, cancelled, postponed or denied.
    others: Option<(String, String)>,
    facets: Vec<Facet>,
    /// Address and name of each format.
    downloads: Vec<(String, &'static str)>,
    sides: Vec<(String, String)>,
    country: String,
    words: String,
    kept: Vec<(&'static str, String)>,
    statuses: Vec<(&'static str, String, bool)>,
    first: Option<String>,
    next: Option<String>,
    all: String,
    /// Address without it, and what narrows the chronology.
    narrowed: Vec<(String, String)>,
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

pub(super) fn make(app: &Arc<App>, asked: &Question, store: &Store) -> Result<Response, Failure> {
    let filter = asked.filter(app, store)?;
    let after = asked.after()?;
    let selection = store.page(&filter, after.as_ref(), Some(MOST))?;
    let page = app.page(asked.reader());
    let messages = page.messages();
    let status = |status: Option<Status>| match status {
        None => ("any", messages.web.any.to_owned()),
        Some(status) => (status.as_str(), messages.status(status).to_owned()),
    };
    let chosen = asked.get("status").unwrap_or(Status::Held.as_str());
    let statuses = Status::ALL.iter().copied().map(Some).chain([None]).map(status);
    let next = selection.next.as_ref().map(ToString::to_string);
    let total = store.how_many(&filter)?;
    let value = |name: &str| asked.get(name).unwrap_or_default().to_owned();
    let template = Chronology {
        frame: Frame::new(app, asked, "chronology", messages.chronology),
        period: Period::of(asked),
        months: months(app, asked, store, &selection)?,
        total: messages.n_encounters.of(total),
        unplaced: (selection.unplaced > 0).then(|| messages.n_unplaced.of(selection.unplaced)),
        others: others(page, asked, store, &filter)?,
        facets: facets(app, asked, store, &filter)?,
        downloads: download::FORMATS
            .iter()
            .map(|(ending, ..)| (asked.as_file(&format!("/chronology.{ending}")), *ending))
            .collect(),
        sides: sides(page, asked, store)?,
        country: value("country").to_ascii_uppercase(),
        words: value("words"),
        kept: KEPT.iter().filter_map(|name| Some((*name, asked.get(name)?.to_owned()))).collect(),
        statuses: statuses.map(|(word, name)| (word, name, word == chosen)).collect(),
        first: after.is_some().then(|| asked.with(&[("after", "")])),
        next: next.map(|next| asked.with(&[("after", &next)])),
        all: "/chronology".to_owned(),
        narrowed: narrowed(app, asked, store)?,
    };
    view::answer(&template, asked)
}

/// The countries to choose from; several that are asked for at once stand among them as one.
fn sides(page: &Page, asked: &Question, store: &Store) -> Result<Vec<(String, String)>, Failure> {
    let mut sides = view::sides(page, store)?;
    let several = asked.get("country").filter(|codes| codes.contains(',')).map(str::to_ascii_uppercase);
    if let Some(codes) = several {
        let names: Vec<String> =
            codes.split(',').map(|code| page.names.side(code.trim()).to_owned()).collect();
        sides.insert(0, (codes, names.join(page.messages().comma)));
    }
    Ok(sides)
}

/// What was not held, where only that is shown which was.
fn others(
    page: &Page,
    asked: &Question,
    store: &Store,
    filter: &Filter,
) -> Result<Option<(String, String)>, Failure> {
    if filter.statuses != [Status::Held] {
        return Ok(None);
    }
    let not_held = Status::ALL.iter().copied().filter(|status| *status != Status::Held).collect();
    let count = store.how_many(&Filter { statuses: not_held, ..filter.clone() })?;
    let href = asked.with(&[("status", "planned,cancelled,postponed,denied"), ("after", "")]);
    Ok((count > 0).then(|| (href, page.messages().web.n_not_held.of(count))))
}

/// What narrows the chronology, each with the address without it.
fn narrowed(app: &Arc<App>, asked: &Question, store: &Store) -> Result<Vec<(String, String)>, Failure> {
    let page = app.page(asked.reader());
    let messages = page.messages();
    let mut narrowed = Vec::new();
    for name in ["subject", "from", "to", "country", "words"].into_iter().chain(KEPT) {
        let Some(value) = asked.get(name) else { continue };
        let shown = match name {
            "from" => format!("{} {}", messages.web.from, page.day(value)),
            "to" => format!("{} {}", messages.web.to, page.day(value)),
            "country" | "place" | "partner" => {
                let code = value.to_ascii_uppercase();
                let named = page.names.side(&code);
                if name == "partner" {
                    format!("{}{}{named}", messages.by_partner, messages.colon)
                } else if name == "place" {
                    format!("{}{}{named}", messages.by_place, messages.colon)
                } else {
                    named.to_owned()
                }
            }
            "type" => EventType::from_word(value).map_or(value, |kind| messages.event_type(kind)).to_owned(),
            "theme" => page.names.theme(value).to_owned(),
            "region" => page.names.region(app.regions().name(), value).to_owned(),
            "person" => {
                let who = app.who(store)?;
                who.person(value).map_or_else(|| value.to_owned(), |known| known.name.clone())
            }
            "office" => {
                let who = app.who(store)?;
                let office = who.office(value);
                office.map_or_else(|| value.to_owned(), |office| office.office.clone())
            }
            _ => value.to_owned(),
        };
        narrowed.push((asked.with(&[(name, ""), ("after", "")]), shown));
    }
    Ok(narrowed)
}

/// The encounters of a page by months; what took place during a visit of the page stands under it.
fn months(
    app: &Arc<App>,
    asked: &Question,
    store: &Store,
    selection: &Selection,
) -> Result<Vec<Month>, Failure> {
    let page = app.page(asked.reader());
    let here: BTreeSet<&str> = selection.rows.iter().map(|row| row.encounter.id.as_str()).collect();
    let is_inside = |encounter: &Encounter| {
        encounter.part_of.as_deref().is_some_and(|id| here.contains(id) && id != encounter.id)
    };
    let mut months: Vec<Month> = Vec::new();
    for row in selection.rows.iter().filter(|row| !is_inside(&row.encounter)) {
        let encounter = &row.encounter;
        let name = heading(page, encounter);
        let mut card = Card::quoted(page, store, encounter)?;
        // Inside what is inside: all that hangs on it, in its order.
        let mut inside: BTreeSet<&str> = BTreeSet::from([encounter.id.as_str()]);
        for other in selection.rows.iter().map(|row| &row.encounter).filter(|other| is_inside(other)) {
            if other.part_of.as_deref().is_some_and(|id| inside.contains(id)) && inside.insert(&other.id) {
                card.inside.push(Card::of(page, other, None));
            }
        }
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
fn facets(app: &Arc<App>, asked: &Question, store: &Store, filter: &Filter) -> Result<Vec<Facet>, Failure> {
    let page = app.page(asked.reader());
    let messages = page.messages();
    let outlet = messages.counted("outlet").unwrap_or("outlet");
    let mut counter = store.counter(filter)?;
    let mut facets = Vec::new();
    for (name, parameter, by) in [
        (messages.country, "partner", By::Country),
        (messages.region, "region", By::Region(app.regions())),
        (messages.kind, "type", By::Type),
        (messages.theme, "theme", By::Theme),
        (outlet, "outlet", By::Outlet),
    ] {
        let chosen = asked.get(parameter).unwrap_or_default();
        let table = counter.table(by, Unit::Encounters, Sense::Partner, false)?;
        let mut values: Vec<(String, String, u64, bool)> = Vec::new();
        for row in &table.rows {
            if let RowKey::Value(word) = &row.key {
                let is_chosen = chosen.eq_ignore_ascii_case(word);
                let to = if is_chosen { "" } else { word.as_str() };
                let href = asked.with(&[(parameter, to), ("after", "")]);
                values.push((href, summary::value(page, &table, word), row.count, is_chosen));
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
