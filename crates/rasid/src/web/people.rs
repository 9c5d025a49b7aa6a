//! `/people`, `/people/ID`, `/offices` and `/offices/ID`: officials and offices, as far as encounters tell.

use std::sync::Arc;

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use rasid_chronicle::{By, Filter, Sense, Store, Unit, goes_by};
use rasid_merge::registry::{Known, Match, Office};

use super::app::App;
use super::ask::Question;
use super::failure::Failure;
use super::summary::{Summary, summary};
use super::view::{self, Frame};
use crate::page::Page;

/// People or offices of one page.
const MOST: usize = 100;
/// Counterparts of a person.
const MOST_COUNTERPARTS: usize = 30;

#[derive(Template)]
#[template(path = "people.html")]
struct All<'a> {
    frame: Frame<'a>,
    here: &'static str,
    words: String,
    country: String,
    sides: Vec<(String, String)>,
    people: Vec<Line>,
    offices: Vec<OfficeLine>,
    next: Option<String>,
    first: Option<String>,
    nothing: Option<&'static str>,
}

/// A person on one line.
pub(super) struct Line {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) latin: Option<String>,
    pub(super) country: Option<String>,
    pub(super) office: Option<String>,
    pub(super) days: Option<String>,
    pub(super) encounters: u64,
}

impl Line {
    pub(super) fn of(page: &Page, known: &Known) -> Self {
        Self {
            href: format!("/people/{}", known.id),
            name: known.name.clone(),
            latin: known.name_latin.clone().filter(|latin| *latin != known.name),
            country: known.country.as_deref().map(|code| page.names.side(code).to_owned()),
            office: known.offices.last().map(|tenure| tenure.office.clone()),
            days: days(page, known.first, known.last),
            encounters: known.encounters,
        }
    }
}

/// An office on one line.
pub(super) struct OfficeLine {
    pub(super) href: String,
    pub(super) office: String,
    pub(super) rank: Option<&'static str>,
    pub(super) country: Option<String>,
    /// Address, name, days, number.
    pub(super) holders: Vec<(String, String, Option<String>, u64)>,
    pub(super) encounters: u64,
}

impl OfficeLine {
    pub(super) fn of(page: &Page, office: &Office) -> Self {
        let holder = |holder: &rasid_merge::registry::Holder| {
            (
                format!("/people/{}", holder.person.id),
                holder.person.name.clone(),
                days(page, holder.first, holder.last),
                holder.encounters,
            )
        };
        Self {
            href: format!("/offices/{}", office.id),
            office: office.office.clone(),
            rank: page.messages().rank(office.rank),
            country: office.country.as_deref().map(|code| page.names.side(code).to_owned()),
            holders: office.holders.iter().map(holder).collect(),
            encounters: office.encounters,
        }
    }
}

#[derive(Template)]
#[template(path = "person.html")]
struct Person<'a> {
    frame: Frame<'a>,
    line: Line,
    tenures: Vec<Tenure>,
    forms: Vec<(String, Option<String>, u64, &'static str)>,
    /// Address and name.
    may_be: Vec<(String, String)>,
    namesakes: Vec<(String, String)>,
    counterparts: Vec<Line>,
    chronology: String,
    summary: Summary,
}

struct Tenure {
    office: String,
    rank: Option<&'static str>,
    days: Option<String>,
    encounters: u64,
}

#[derive(Template)]
#[template(path = "office.html")]
struct OneOffice<'a> {
    frame: Frame<'a>,
    line: OfficeLine,
    chronology: String,
    summary: Summary,
}

pub(super) fn all(app: &Arc<App>, asked: &Question, store: &Store) -> Result<Response, Failure> {
    let page = app.page(asked.reader());
    let who = app.who(store)?;
    let (words, country) = (asked.get("name").unwrap_or_default(), country(asked));
    let mut people: Vec<&Known> = who
        .registry
        .people()
        .iter()
        .filter(|known| {
            known.encounters > 0
                && (country.is_empty() || known.country.as_deref() == Some(country.as_str()))
                && (words.is_empty() || goes_by(known, words))
        })
        .collect();
    people.sort_by(|a, b| (b.encounters, &a.id).cmp(&(a.encounters, &b.id)));
    let from = position(asked, |after| people.iter().position(|known| known.id == after))?;
    let shown: Vec<&Known> = people.iter().skip(from).take(MOST).copied().collect();
    let next =
        shown.last().filter(|_| people.len() > from + MOST).map(|last| asked.with(&[("after", &last.id)]));
    let template = All {
        frame: Frame::new(app, asked, "people", page.messages().web.people),
        here: "/people",
        people: shown.into_iter().map(|known| Line::of(page, known)).collect(),
        offices: Vec::new(),
        ..listed(app, asked, store, words, &country, next, people.is_empty())?
    };
    view::answer(&template, asked)
}

pub(super) fn offices(app: &Arc<App>, asked: &Question, store: &Store) -> Result<Response, Failure> {
    let page = app.page(asked.reader());
    let who = app.who(store)?;
    let (words, country) = (asked.get("name").unwrap_or_default(), country(asked));
    let fits = |office: &&Office| {
        (country.is_empty() || office.country.as_deref() == Some(country.as_str()))
            && (words.is_empty() || words.split_whitespace().all(|word| office.office.contains(word)))
    };
    let found: Vec<&Office> = who.offices.iter().filter(fits).collect();
    let from = position(asked, |after| found.iter().position(|office| office.id == after))?;
    let shown: Vec<&Office> = found.iter().skip(from).take(MOST).copied().collect();
    let next =
        shown.last().filter(|_| found.len() > from + MOST).map(|last| asked.with(&[("after", &last.id)]));
    let template = All {
        frame: Frame::new(app, asked, "offices", page.messages().web.offices),
        here: "/offices",
        people: Vec::new(),
        offices: shown.into_iter().map(|office| OfficeLine::of(page, office)).collect(),
        ..listed(app, asked, store, words, &country, next, found.is_empty())?
    };
    view::answer(&template, asked)
}

/// What both lists have.
fn listed<'a>(
    app: &'a Arc<App>,
    asked: &Question,
    store: &Store,
    words: &str,
    country: &str,
    next: Option<String>,
    is_empty: bool,
) -> Result<All<'a>, Failure> {
    let page = app.page(asked.reader());
    Ok(All {
        frame: Frame::new(app, asked, "people", ""),
        here: "",
        words: words.to_owned(),
        country: country.to_owned(),
        sides: view::sides(page, store)?,
        people: Vec::new(),
        offices: Vec::new(),
        next,
        first: asked.get("after").map(|_| asked.with(&[("after", "")])),
        nothing: is_empty.then_some(page.messages().nobody_found),
    })
}

fn country(asked: &Question) -> String {
    asked.get("country").unwrap_or_default().to_ascii_uppercase()
}

/// Behind whom a page begins.
fn position(asked: &Question, find: impl Fn(&str) -> Option<usize>) -> Result<usize, Failure> {
    match asked.get("after") {
        None => Ok(0),
        Some(after) => find(after)
            .map(|at| at + 1)
            .ok_or_else(|| Failure::question("after: expected what an earlier page gave")),
    }
}

pub(super) fn person(app: &Arc<App>, asked: &Question, store: &Store, id: &str) -> Result<Response, Failure> {
    let page = app.page(asked.reader());
    let messages = page.messages();
    let who = app.who(store)?;
    let Some(known) = who.person(id) else { return Err(Failure::missing()) };
    if known.id != id {
        return Ok(moved(asked, &format!("/people/{}", known.id)));
    }
    let asked_here = asked.at("/chronology", &[("person", id)]);
    let filter: Filter = asked_here.filter(app, store)?;
    let mut counter = store.counter(&filter)?.with_registry(&who.registry);
    let met = counter.table(By::Counterpart, Unit::Encounters, Sense::Partner, false)?;
    let counterpart = |row: &rasid_chronicle::CountRow| {
        let rasid_chronicle::RowKey::Value(id) = &row.key else { return None };
        let line = Line::of(page, who.registry.find(id)?);
        Some(Line { encounters: row.count, ..line })
    };
    let others = |others: &[rasid_merge::registry::Other]| {
        others.iter().map(|other| (format!("/people/{}", other.id), other.name.clone())).collect::<Vec<_>>()
    };
    let forms = known.forms.iter().filter(|form| form.because != Match::Itself || form.name != known.name);
    let template = Person {
        frame: Frame::new(app, asked, "people", &known.name),
        line: Line::of(page, known),
        tenures: known
            .offices
            .iter()
            .map(|tenure| Tenure {
                office: tenure.office.clone(),
                rank: page.messages().rank(tenure.rank),
                days: days(page, tenure.first, tenure.last),
                encounters: tenure.encounters,
            })
            .collect(),
        forms: forms
            .map(|form| {
                (form.name.clone(), form.name_latin.clone(), form.encounters, messages.because(form.because))
            })
            .collect(),
        may_be: others(&known.may_be),
        namesakes: others(&known.namesakes),
        counterparts: met.rows.iter().filter_map(counterpart).take(MOST_COUNTERPARTS).collect(),
        chronology: asked_here.with(&[]),
        summary: summary(app, &asked_here, store)?,
    };
    view::answer(&template, asked)
}

pub(super) fn office(app: &Arc<App>, asked: &Question, store: &Store, id: &str) -> Result<Response, Failure> {
    let page = app.page(asked.reader());
    let who = app.who(store)?;
    let Some(office) = who.office(id) else { return Err(Failure::missing()) };
    if office.id != id {
        return Ok(moved(asked, &format!("/offices/{}", office.id)));
    }
    let asked_here = asked.at("/chronology", &[("office", id)]);
    let template = OneOffice {
        frame: Frame::new(app, asked, "offices", &office.office),
        line: OfficeLine::of(page, office),
        chronology: asked_here.with(&[]),
        summary: summary(app, &asked_here, store)?,
    };
    view::answer(&template, asked)
}

/// Leads to where somebody or something is found since more is known.
fn moved(asked: &Question, path: &str) -> Response {
    Redirect::temporary(&asked.at(path, &[]).with(&[])).into_response()
}

fn days(page: &Page, first: Option<Date>, last: Option<Date>) -> Option<String> {
    let (first, last) = first.zip(last)?;
    let edtf = if first == last { first.to_string() } else { format!("{first}/{last}") };
    Some(page.day(&edtf))
}
