//! `/countries` and `/countries/CODE`: every country and organisation that takes part, and all that is known of one.

use std::sync::Arc;

use askama::Template;
use axum::response::Response;
use rasid_chronicle::Store;

use super::app::App;
use super::ask::{Question, encoded};
use super::failure::Failure;
use super::people;
use super::summary::{Summary, summary};
use super::view::{self, Frame};

/// People and offices of a country that are named on its page.
const MOST: usize = 40;

#[derive(Template)]
#[template(path = "countries.html")]
struct All<'a> {
    frame: Frame<'a>,
    /// Address, name, code, number.
    rows: Vec<(String, String, String, u64)>,
}

#[derive(Template)]
#[template(path = "country.html")]
struct One<'a> {
    frame: Frame<'a>,
    summary: Summary,
    chronology: String,
    people: Vec<people::Line>,
    all_people: String,
    offices: Vec<people::OfficeLine>,
    all_offices: String,
}

pub(super) fn all(app: &Arc<App>, asked: &Question, store: &Store) -> Result<Response, Failure> {
    let page = app.page(asked.reader());
    let row = |(code, count): (String, u64)| {
        (format!("/countries/{}", encoded(&code)), page.names.side(&code).to_owned(), code, count)
    };
    let template = All {
        frame: Frame::new(app, asked, "countries", page.messages().web.countries),
        rows: store.sides()?.into_iter().map(row).collect(),
    };
    view::answer(&template, asked)
}

pub(super) fn one(app: &Arc<App>, asked: &Question, store: &Store, code: &str) -> Result<Response, Failure> {
    let code = code.to_ascii_uppercase();
    if !store.has_side(&code)? {
        return Err(Failure::missing());
    }
    let page = app.page(asked.reader());
    let who = app.who(store)?;
    let of = |country: Option<&str>| country == Some(code.as_str());
    let mut people: Vec<_> = who
        .registry
        .people()
        .iter()
        .filter(|known| of(known.country.as_deref()) && known.encounters > 0)
        .collect();
    people.sort_by_key(|known| std::cmp::Reverse(known.encounters));
    let offices = who.offices.iter().filter(|office| of(office.country.as_deref()));
    let asked_here = asked.at("/chronology", &[("country", &code)]);
    let template = One {
        frame: Frame::new(app, asked, "countries", page.names.side(&code)),
        chronology: asked_here.with(&[]),
        summary: summary(app, &asked_here, store)?,
        people: people.into_iter().take(MOST).map(|known| people::Line::of(page, known)).collect(),
        all_people: format!("/people?country={}", encoded(&code)),
        offices: offices.take(MOST).map(|office| people::OfficeLine::of(page, office)).collect(),
        all_offices: format!("/offices?country={}", encoded(&code)),
    };
    view::answer(&template, asked)
}
