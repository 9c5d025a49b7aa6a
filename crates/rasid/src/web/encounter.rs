//! `/encounters/ID`: one encounter, what its reports agree and disagree on, and the sentences that say so.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use rasid_chronicle::{Row, Selection, Store};

use super::app::{self, App};
use super::article;
use super::ask::{Question, encoded};
use super::failure::Failure;
use super::view::{self, Card, Frame};
use crate::page::{self, Articles};

#[derive(Template)]
#[template(path = "encounter.html")]
struct Shown<'a> {
    frame: Frame<'a>,
    card: Card,
    themes: Vec<String>,
    variants: Vec<String>,
    part_of: Option<String>,
    sources: Vec<Source>,
    reasons: Vec<String>,
    id: String,
}

struct Source {
    number: usize,
    label: String,
    href: String,
    link: Option<String>,
    title: Option<String>,
    quote: Option<String>,
    remark: Option<String>,
}

pub(super) async fn show(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    asked: Question,
) -> Result<Response, Failure> {
    app::blocking(move || app.with_store(|store| make(&app, &asked, store, &id))).await
}

fn make(app: &App, asked: &Question, store: &Store, id: &str) -> Result<Response, Failure> {
    let Some(current) = store.resolve(id)? else { return Err(Failure::missing()) };
    if current != id {
        return Ok(Redirect::temporary(&format!("/encounters/{}", encoded(&current))).into_response());
    }
    let Some(encounter) = store.encounter(id)? else { return Err(Failure::missing()) };
    let page = app.page(asked.lang);
    let selection = Selection {
        rows: vec![Row { encounter: encounter.clone(), partners: Vec::new() }],
        ..Selection::default()
    };
    let articles = Articles::of(store, &selection, std::iter::empty())?;
    let reports = page::by_day(&encounter, &articles);
    let numbered = |event: &str| {
        let at = reports.iter().position(|report| report.event == event);
        at.map_or_else(|| event.to_owned(), |at| format!("[{}]", at + 1))
    };
    let source = |(at, report): (usize, &&rasid_merge::EncounterReport)| Source {
        number: at + 1,
        label: articles.source(page, &report.article),
        href: article::href_of_report(report),
        link: view::link(report.url.as_deref()),
        title: report.title.clone(),
        quote: articles.sentence(report).map(str::to_owned),
        remark: page::remark(page, report, &reports[..at], &articles),
    };
    let template = Shown {
        frame: Frame::new(app, asked, "encounter", &page::head(page, &encounter)),
        card: Card::of(page, &encounter, None),
        themes: encounter.themes.iter().map(|code| page.names.theme(code).to_owned()).collect(),
        variants: page::variants(page, &encounter, &reports),
        part_of: encounter.part_of.as_deref().map(|id| format!("/encounters/{}", encoded(id))),
        sources: reports.iter().enumerate().map(source).collect(),
        reasons: store
            .explain_encounter(&encounter)?
            .iter()
            .map(|pair| page::pair(page, pair, &numbered))
            .collect(),
        id: encounter.id.clone(),
    };
    view::answer(&template, asked)
}
