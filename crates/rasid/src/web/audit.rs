//! `/audit`: published claims beside the evidence, in every reading that their words allow.

use std::sync::Arc;

use askama::Template;
use axum::response::Response;
use rasid_chronicle::{Audited, Store, Verdict};

use super::app::App;
use super::article;
use super::ask::{Question, encoded};
use super::failure::Failure;
use super::view::{self, Frame, Period};
use crate::page::{self, Page};

/// Claims of one page.
const MOST: usize = 8;
/// Encounters behind a reading that are linked to.
const MOST_ENCOUNTERS: usize = 60;

#[derive(Template)]
#[template(path = "audit.html")]
struct Shown<'a> {
    frame: Frame<'a>,
    groups: Vec<Group>,
    period: Period,
    total: String,
    first: Option<String>,
    next: Option<String>,
}

/// The claims of one article about one subject.
struct Group {
    title: String,
    href: String,
    source: String,
    subject: Option<String>,
    claims: Vec<Claim>,
}

struct Claim {
    said: String,
    verdict: &'static str,
    /// How the verdict is coloured.
    tone: &'static str,
    quote: String,
    readings: Vec<Reading>,
    basis: Vec<String>,
}

struct Reading {
    unit: String,
    found: String,
    /// Address and number of each encounter.
    encounters: Vec<(String, usize)>,
}

pub(super) fn make(app: &Arc<App>, asked: &Question, store: &Store) -> Result<Response, Failure> {
    let page = app.page(asked.reader());
    let messages = page.messages();
    let from = match asked.get("after").map(str::parse::<usize>) {
        None => 0,
        Some(Ok(from)) => from,
        Some(Err(_)) => return Err(Failure::question("after: expected what an earlier page gave")),
    };
    let (audited, all) = store.audit_some(&asked.filter(app, store)?, app.claim_regions(), from, MOST)?;
    let next = from.saturating_add(MOST);
    let mut groups = Vec::new();
    for group in audited.chunk_by(page::of_one_subject) {
        let Some(article) = store.article(&group[0].article)? else { continue };
        let source = [article.outlet.clone(), article.published.map(|day| day.to_string())];
        let source: Vec<String> = source.into_iter().flatten().map(|part| page.cell(&part)).collect();
        groups.push(Group {
            title: article.title.clone().or(article.path.clone()).unwrap_or_else(|| article.id.clone()),
            href: article::href(&article.id),
            source: page.listed(&source),
            subject: group[0].claim.subject.clone(),
            claims: group.iter().map(|one| claim(page, one)).collect(),
        });
    }
    let template = Shown {
        frame: Frame::new(app, asked, "audit", messages.audit),
        groups,
        period: Period::of(asked),
        total: format!("{}{}{all}", messages.web.claims, messages.colon),
        first: (from > 0).then(|| asked.with(&[("after", "")])),
        next: (next < all).then(|| asked.with(&[("after", &next.to_string())])),
    };
    view::answer(&template, asked)
}

fn claim(page: &Page, one: &Audited) -> Claim {
    let told = page::told(page, one);
    let reading = |(unit, found, encounters): (String, String, &[String])| Reading {
        unit,
        found,
        encounters: encounters
            .iter()
            .take(MOST_ENCOUNTERS)
            .enumerate()
            .map(|(at, id)| (format!("/encounters/{}", encoded(id)), at + 1))
            .collect(),
    };
    Claim {
        said: told.said.iter().map(|part| page.cell(part)).collect::<Vec<_>>().join(" · "),
        verdict: told.verdict,
        tone: match one.verdict {
            Verdict::Supported => "good",
            Verdict::FewerFound | Verdict::MoreFound => "other",
            Verdict::TooThin | Verdict::NotCountable => "open",
        },
        quote: told.quote,
        readings: told.readings.into_iter().map(reading).collect(),
        basis: told.basis,
    }
}
