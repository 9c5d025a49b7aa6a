//! What all pages have: the frame around them, and how text becomes HTML.

use askama::Template;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use rasid_chronicle::is_link;
use rasid_coder::report::Status;
use rasid_merge::Encounter;

use super::app::{App, code};
use super::ask::{Question, encoded};
use super::failure::Failure;
use crate::lang::{Lang, Messages, Web};
use crate::page::{self, Page};

/// The frame of a page.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    pub(super) page: &'a Page,
    pub(super) lang: &'static str,
    pub(super) dir: &'static str,
    pub(super) title: String,
    /// Address, name, whether it is the one at hand.
    pub(super) languages: Vec<(String, &'static str, &'static str, bool)>,
    pub(super) here: &'static str,
}

impl<'a> Frame<'a> {
    /// The frame of the page `here`, as its title has it.
    pub(super) fn new(app: &'a App, asked: &Question, here: &'static str, title: &str) -> Self {
        let languages = Lang::ALL.map(|lang| {
            let name = match lang {
                Lang::Ar => "العربية",
                Lang::En => "English",
                Lang::Fr => "Français",
            };
            (asked.with(&[("lang", code(lang))]), code(lang), name, lang == asked.lang)
        });
        Self {
            page: app.page(asked.lang),
            lang: code(asked.lang),
            dir: if asked.lang == Lang::Ar { "rtl" } else { "ltr" },
            title: title.to_owned(),
            languages: languages.into(),
            here,
        }
    }

    pub(super) fn words(&self) -> &'static Messages {
        self.page.messages()
    }

    pub(super) fn web(&self) -> &'static Web {
        &self.page.messages().web
    }

    /// Text for people as HTML.
    pub(super) fn html(&self, text: &str) -> String {
        page::escaped(text)
    }
}

/// A filled template as an answer.
pub(super) fn answer(template: &impl Template, asked: &Question) -> Result<Response, Failure> {
    let mut response = Html(template.render()?).into_response();
    if asked.names_lang {
        let cookie = format!("lang={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly", code(asked.lang));
        response.headers_mut().insert(header::SET_COOKIE, HeaderValue::from_str(&cookie)?);
    }
    Ok(response)
}

/// An encounter as lists show it.
#[derive(Debug)]
pub(super) struct Card {
    pub(super) href: String,
    pub(super) date: String,
    pub(super) kind: &'static str,
    pub(super) kind_code: &'static str,
    /// Where it was not held: what became of it.
    pub(super) status: Option<&'static str>,
    pub(super) place: Option<String>,
    pub(super) people: Vec<String>,
    pub(super) footing: String,
    pub(super) quote: Option<String>,
}

impl Card {
    pub(super) fn of(page: &Page, encounter: &Encounter, quote: Option<&str>) -> Self {
        let messages = page.messages();
        Self {
            href: format!("/encounters/{}", encoded(&encounter.id)),
            date: page::when(page, encounter),
            kind: messages.event_type(encounter.event_type),
            kind_code: encounter.event_type.as_str(),
            status: (encounter.status != Status::Held).then(|| messages.status(encounter.status)),
            place: encounter.place.as_ref().and_then(|place| page::place(page, place)),
            people: encounter.participants.iter().map(|one| page::person(page, one)).collect(),
            footing: page::sources(page, encounter),
            quote: quote.map(str::to_owned),
        }
    }
}

/// Where an article is found elsewhere, if a browser may go there.
pub(super) fn link(url: Option<&str>) -> Option<String> {
    url.filter(|url| is_link(url)).map(str::to_owned)
}
