//! `/extract`: a text is pasted and seen coded at once. Nothing is stored.

use std::ops::ControlFlow;
use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use rasid_coder::{Article, LONGEST_TEXT};
use rasid_intake::{IntakeError, Item, Options, read_bytes};
use serde::Deserialize;

use super::app::{self, App};
use super::article;
use super::ask::Question;
use super::failure::Failure;
use super::view::{self, Frame};

#[derive(Template)]
#[template(path = "extract.html")]
struct Asked<'a> {
    frame: Frame<'a>,
}

/// What was pasted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pasted {
    text: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    outlet: String,
    #[serde(default)]
    published: String,
}

pub(super) async fn ask(State(app): State<Arc<App>>, asked: Question) -> Result<Response, Failure> {
    let name = app.page(asked.reader()).messages().web.extract;
    view::answer(&Asked { frame: Frame::new(&app, &asked, "extract", name) }, &asked)
}

pub(super) async fn read(
    State(app): State<Arc<App>>,
    asked: Question,
    Form(pasted): Form<Pasted>,
) -> Result<Response, Failure> {
    app::blocking(move || {
        let article = frozen(&pasted)?;
        let text = article.text.clone();
        let mut reading = app.coder().worker().read(&article);
        reading.article.text.clear();
        let contract = serde_json::to_string_pretty(&reading)?;
        article::show(&app, &asked, "extract", &reading, &text, Some(contract))
    })
    .await
}

/// The article that was pasted, cleaned as one from a file.
pub(super) fn frozen(pasted: &Pasted) -> Result<Article, Failure> {
    if pasted.text.trim().is_empty() {
        return Err(Failure::question("text: there is none"));
    }
    if pasted.text.len() > LONGEST_TEXT {
        return Err(Failure::question(format!("text: longer than {LONGEST_TEXT} bytes")));
    }
    let given = |field: &str| Some(field.trim().to_owned()).filter(|field| !field.is_empty());
    let published = match given(&pasted.published) {
        Some(day) => {
            Some(day.parse().map_err(|_| Failure::question("published: expected a day such as 2025-05-06"))?)
        }
        None => None,
    };
    let options = Options { published, any_language: true, ..Options::default() };
    let (name, bytes) = match (given(&pasted.title), given(&pasted.outlet)) {
        // A plain text says itself what its headline is.
        (None, None) => ("pasted.txt", pasted.text.clone()),
        (title, outlet) => {
            let record = serde_json::json!({"title": title, "outlet": outlet, "text": pasted.text});
            ("pasted.jsonl", format!("{record}\n"))
        }
    };
    let mut found: Option<Result<Article, IntakeError>> = None;
    read_bytes(name, bytes.as_bytes(), &options, &mut |item: Item| {
        found = Some(item.into_article(&options));
        ControlFlow::Break(())
    });
    match found {
        Some(Ok(article)) => Ok(Article { path: None, ..article }),
        Some(Err(error)) => Err(Failure::question(error.to_string())),
        None => Err(Failure::question("text: there is no article in it")),
    }
}
