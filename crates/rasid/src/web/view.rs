//! What all pages have: the frame around them, and how text becomes HTML.

use std::fmt::Write;

use askama::Template;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use clap::ValueEnum;
use rasid_chronicle::{Store, is_link};
use rasid_coder::report::Status;
use rasid_merge::Encounter;

use super::app::App;
use super::ask::{Question, encoded};
use super::digits::Digits;
use super::failure::Failure;
use super::session::Guest;
use crate::lang::{Lang, Messages, MonthNames, Web};
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
    /// Address and an example of each set of names of months, and whether it is the one at hand; in Arabic alone.
    pub(super) months: Vec<(String, String, bool)>,
    /// The same of the digits.
    pub(super) digits: Vec<(String, &'static str, bool)>,
    pub(super) here: &'static str,
    pub(super) guest: Guest,
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
            (asked.with(&[("lang", lang.code())]), lang.code(), name, lang == asked.lang)
        });
        Self {
            page: app.page(asked.reader()),
            lang: asked.lang.code(),
            dir: if asked.lang == Lang::Ar { "rtl" } else { "ltr" },
            title: titled(title),
            languages: languages.into(),
            months: months(app, asked),
            digits: digits(asked),
            here,
            guest: asked.guest.clone(),
        }
    }

    pub(super) fn words(&self) -> &'static Messages {
        self.page.messages()
    }

    pub(super) fn web(&self) -> &'static Web {
        &self.page.messages().web
    }

    /// Address and name of every page, and whether it is the one at hand.
    pub(super) fn pages(&self) -> Vec<(&'static str, &'static str, bool)> {
        let (words, web) = (self.words(), self.web());
        [
            ("overview", "/", web.overview),
            ("today", "/today", web.today),
            ("chronology", "/chronology", words.chronology),
            ("countries", "/countries", web.countries),
            ("people", "/people", web.people),
            ("offices", "/offices", web.offices),
            ("network", "/network", web.network),
            ("audit", "/audit", web.claims),
            ("search", "/search", web.search),
            ("extract", "/extract", web.extract),
            ("review", "/review", web.review),
            ("ingest", "/ingest", web.ingest),
        ]
        .into_iter()
        // What only who signed in may do stands before nobody else.
        .filter(|(page, ..)| self.guest.may_write() || !["review", "ingest"].contains(page))
        .map(|(page, href, name)| (href, name, page == self.here))
        .collect()
    }

    /// Text for people as HTML.
    pub(super) fn html(&self, text: &str) -> String {
        page::escaped(text)
    }

    /// Words from outside as HTML, in a direction of their own.
    pub(super) fn foreign(&self, text: &str) -> String {
        format!("<bdi>{}</bdi>", self.plain(text))
    }

    /// Words from outside as HTML. What would turn the direction of the words beside it is shown instead.
    pub(super) fn plain(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                    let _ = write!(out, "<span class=\"control\">U+{:04X}</span>", c as u32);
                }
                c => out.push_str(&page::escaped(c.encode_utf8(&mut [0; 4]))),
            }
        }
        out
    }
}

/// The fields that say which period, and whose.
#[derive(Debug)]
pub(super) struct Period {
    pub(super) subject: String,
    pub(super) from: String,
    pub(super) to: String,
}

impl Period {
    pub(super) fn of(asked: &Question) -> Self {
        let value = |name: &str| asked.get(name).unwrap_or_default().to_owned();
        Self { subject: value("subject"), from: value("from"), to: value("to") }
    }
}

/// Code and name of every country and organisation there is, by name.
pub(super) fn sides(page: &Page, store: &Store) -> Result<Vec<(String, String)>, Failure> {
    let name = |(code, _): (String, u64)| {
        let name = page.names.side(&code).to_owned();
        (code, name)
    };
    let mut sides: Vec<(String, String)> = store.sides()?.into_iter().map(name).collect();
    sides.sort_by(|(_, a), (_, b)| a.cmp(b));
    Ok(sides)
}

fn months(app: &App, asked: &Question) -> Vec<(String, String, bool)> {
    if asked.lang != Lang::Ar {
        return Vec::new();
    }
    let here = app.page(asked.reader()).months();
    // January and July tell the sets apart.
    let example =
        |months| ["2025-01", "2025-07"].map(|month| asked.lang.date(month, months).unwrap_or_default());
    let set = |months: &MonthNames| {
        let name = months.to_possible_value()?.get_name().to_owned();
        let [first, second] = example(*months).map(|text| text.trim_end_matches(" 2025").to_owned());
        Some((asked.with(&[("months", &name)]), format!("{first} · {second}"), *months == here))
    };
    MonthNames::value_variants().iter().filter_map(set).collect()
}

fn digits(asked: &Question) -> Vec<(String, &'static str, bool)> {
    let shown = Digits::ALL.iter().filter(|_| asked.lang == Lang::Ar);
    let link = |digits: &Digits| {
        (asked.with(&[("digits", digits.word())]), digits.example(), *digits == asked.digits)
    };
    shown.map(link).collect()
}

/// A title for a tab of the browser: nothing in it turns the words around.
fn titled(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    for c in title.chars() {
        match c {
            // Those around words are our own, and a tab has a direction for all of it.
            '\u{2066}'..='\u{2069}' => {}
            '\u{202a}'..='\u{202e}' => {
                let _ = write!(out, "U+{:04X}", u32::from(c));
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A filled template as an answer.
pub(super) fn answer(template: &impl Template, asked: &Question) -> Result<Response, Failure> {
    let mut response = Html(asked.digits.shown(template.render()?)).into_response();
    let months = asked.reader().1.and_then(|months| months.to_possible_value());
    let months = months.filter(|_| asked.names_months).map(|months| format!("months={}", months.get_name()));
    let lang = asked.names_lang.then(|| format!("lang={}", asked.lang.code()));
    let digits = asked.names_digits.then(|| format!("digits={}", asked.digits.word()));
    for chosen in [lang, months, digits].into_iter().flatten() {
        let cookie = format!("{chosen}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly");
        response.headers_mut().append(header::SET_COOKIE, HeaderValue::from_str(&cookie)?);
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
    /// What took place during it.
    pub(super) inside: Vec<Card>,
}

impl Card {
    pub(super) fn of(page: &Page, encounter: &Encounter, quote: Option<&str>) -> Self {
        let messages = page.messages();
        Self {
            href: format!("/encounters/{}", encoded(&encounter.id)),
            date: when(page, encounter),
            kind: messages.event_type(encounter.event_type),
            kind_code: encounter.event_type.as_str(),
            status: (encounter.status != Status::Held).then(|| messages.status(encounter.status)),
            place: encounter.place.as_ref().and_then(|place| page::place(page, place)),
            people: encounter.participants.iter().map(|one| page::person(page, one)).collect(),
            footing: page::sources(page, encounter),
            quote: quote.map(str::to_owned),
            inside: Vec::new(),
        }
    }

    /// The same with the sentence of its first report.
    pub(super) fn quoted(page: &Page, store: &Store, encounter: &Encounter) -> Result<Self, Failure> {
        let quote = page::first_told(store, encounter)?;
        Ok(Self::of(page, encounter, quote.as_deref()))
    }
}

/// The date of an encounter. Where the page runs from the right its words need no direction of their own, and are shown in
/// the digits of the page; EDTF keeps its own.
fn when(page: &Page, encounter: &Encounter) -> String {
    let date = page::when(page, encounter);
    match encounter.date.as_deref().map(|edtf| page.day(edtf)) {
        Some(words) if page.lang.is_from_the_right() => date.replace(&page.cell(&words), &words),
        _ => date,
    }
}

/// Where an article is found elsewhere, if a browser may go there.
pub(super) fn link(url: Option<&str>) -> Option<String> {
    url.filter(|url| is_link(url)).map(str::to_owned)
}
