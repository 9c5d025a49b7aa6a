//! `/`: the period's encounters counted, in units that are never mixed.

use std::sync::Arc;

use askama::Template;
use axum::response::Response;
use rasid_chronicle::Store;

use super::app::App;
use super::ask::Question;
use super::failure::Failure;
use super::summary::{Summary, summary};
use super::view::{self, Frame, Period};

#[derive(Template)]
#[template(path = "overview.html")]
struct Overview<'a> {
    frame: Frame<'a>,
    period: Period,
    summary: Summary,
    coverage: String,
}

pub(super) fn make(app: &Arc<App>, asked: &Question, store: &Store) -> Result<Response, Failure> {
    let page = app.page(asked.reader());
    let messages = page.messages();
    let (articles, outlets) = store.how_many_articles()?;
    let coverage = [messages.n_articles.of(articles), messages.n_outlets.of(outlets)];
    let template = Overview {
        frame: Frame::new(app, asked, "overview", messages.web.overview),
        period: Period::of(asked),
        summary: summary(app, &asked.at("/chronology", &[]), store)?,
        coverage: page.listed(&coverage),
    };
    view::answer(&template, asked)
}
