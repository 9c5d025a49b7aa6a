//! `/search`: articles by their words.

use std::sync::Arc;

use askama::Template;
use axum::response::Response;
use rasid_chronicle::Store;

use super::app::App;
use super::article;
use super::ask::{Question, encoded};
use super::failure::Failure;
use super::view::{self, Frame};
use crate::page;

/// Articles that are shown.
const MOST: usize = 50;
/// Encounters that are named of one article.
const MOST_ENCOUNTERS: usize = 6;

#[derive(Template)]
#[template(path = "search.html")]
struct Shown<'a> {
    frame: Frame<'a>,
    words: String,
    hits: Vec<Found>,
    nothing: Option<&'static str>,
}

struct Found {
    href: String,
    title: String,
    source: String,
    quote: Option<String>,
    /// Address and name.
    encounters: Vec<(String, String)>,
}

pub(super) fn make(app: &Arc<App>, asked: &Question, store: &Store) -> Result<Response, Failure> {
    let page = app.page(asked.reader());
    let messages = page.messages();
    let words = asked.get("q").unwrap_or_default().to_owned();
    let mut hits = Vec::new();
    if !words.is_empty() {
        for hit in store.search(&words, None, MOST)? {
            let published = hit.article.published.map(|day| day.to_string());
            let source = [hit.article.outlet.clone(), published].into_iter().flatten();
            let source: Vec<String> = source.map(|part| page.cell(&part)).collect();
            let mut encounters = Vec::new();
            for id in hit.encounters.iter().take(MOST_ENCOUNTERS) {
                let found = store.encounter(id)?;
                let name = found.map_or_else(|| id.clone(), |encounter| page::head(page, &encounter));
                encounters.push((format!("/encounters/{}", encoded(id)), name));
            }
            hits.push(Found {
                href: article::href(&hit.article.id),
                title: hit.article.title.clone().unwrap_or_else(|| hit.article.id.clone()),
                source: page.listed(&source),
                quote: store.text(&hit.article.id)?.and_then(|text| page::first_sentence(&hit, &text)),
                encounters,
            });
        }
    }
    let nothing = (!words.is_empty() && hits.is_empty()).then_some(messages.no_article_found);
    let template =
        Shown { frame: Frame::new(app, asked, "search", messages.web.search), words, hits, nothing };
    view::answer(&template, asked)
}
