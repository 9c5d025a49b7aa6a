//! `/encounters/ID`: one encounter, what its reports agree and disagree on, and the sentences that say so.

use std::sync::Arc;

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use rasid_chronicle::{Action, Row, Selection, Store};
use rasid_merge::Encounter;

use super::app::App;
use super::article;
use super::ask::{Question, encoded};
use super::failure::Failure;
use super::view::{self, Card, Frame};
use crate::page::{self, Articles, Page};

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
    inside: Vec<Card>,
    /// What people decided, the first first.
    decisions: Vec<String>,
    /// What became of it, as it was reported.
    history: Vec<String>,
    citation: String,
    /// Address and name of each format.
    downloads: Vec<(String, &'static str)>,
    /// Whether a person may decide about it here.
    review: Option<String>,
}

struct Source {
    number: usize,
    label: String,
    href: String,
    link: Option<String>,
    title: Option<String>,
    quote: Option<String>,
    remark: Option<String>,
    /// Whether it is no copy of one before it.
    independent: bool,
}

pub(super) fn make(app: &Arc<App>, asked: &Question, store: &Store, id: &str) -> Result<Response, Failure> {
    let Some(current) = store.resolve(id)? else { return Err(Failure::missing()) };
    if current != id {
        return Ok(Redirect::temporary(&format!("/encounters/{}", encoded(&current))).into_response());
    }
    let Some(encounter) = store.encounter(id)? else { return Err(Failure::missing()) };
    let page = app.page(asked.reader());
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
        independent: report.copy_group.is_none()
            || !reports[..at].iter().any(|other| other.copy_group == report.copy_group),
    };
    let events: Vec<&str> = encounter.reports.iter().map(|report| report.event.as_str()).collect();
    let decisions = store.decisions()?.into_iter().filter(|decision| speaks_of(&decision.action, &events));
    let decisions: Vec<rasid_chronicle::Decision> = decisions.collect();
    let messages = page.messages();
    let history = encounter.status_history.iter().map(|change| {
        format!("{} · {}", messages.status(change.status), articles.source(page, &change.article))
    });
    let inside: Vec<Card> =
        store.inside(&encounter.id)?.iter().map(|nested| Card::of(page, nested, None)).collect();
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
        inside,
        decisions: page::decisions(page, &decisions).lines().map(str::to_owned).collect(),
        history: if encounter.status_history.len() > 1 { history.collect() } else { Vec::new() },
        citation: citation(page, &encounter),
        downloads: ["ris", "bib", "csl.json", "ndjson", "ics"]
            .iter()
            .map(|ending| (format!("/chronology.{ending}?status=any&id={}", encoded(id)), *ending))
            .collect(),
        review: asked.guest.may_write().then(|| format!("/review/{}", encoded(id))),
        id: encounter.id.clone(),
    };
    view::answer(&template, asked)
}

/// Whether a decision is about one of these reports.
fn speaks_of(action: &Action, events: &[&str]) -> bool {
    let about = |anchors: &[rasid_chronicle::Anchor]| {
        anchors.iter().any(|anchor| events.contains(&anchor.event.as_str()))
    };
    match action {
        Action::Confirm { reports } | Action::Reject { reports } | Action::Correct { reports, .. } => {
            about(reports)
        }
        Action::Merge { reports, others } | Action::Split { reports, others } => {
            about(reports) || about(others)
        }
        Action::Add { report, .. } => events.contains(&report.id.as_str()),
        Action::Undo { .. } => false,
    }
}

/// An encounter on one line, to be copied: when, what, where, who, and by how many independent sources.
fn citation(page: &Page, encounter: &Encounter) -> String {
    let people: Vec<String> =
        encounter.participants.iter().map(|person| page::person(page, person)).collect();
    let parts = [page::head(page, encounter), people.join("; "), page::sources(page, encounter)];
    let line = format!("{}. {} [{}]", parts.join(". "), page.messages().web.brand, encounter.id);
    line.chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')).collect()
}
