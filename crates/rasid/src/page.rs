//! Encounters, counts and claims as text for people.

mod articles;
mod claims;
mod counts;
mod document;
mod encounters;
mod hits;
mod known;
mod pairs;
mod people;
mod review;
mod sentence;
mod variants;

pub(crate) use articles::{Articles, first_told};
pub(crate) use claims::{audit, claims, of_one_subject, told};
pub(crate) use counts::table;
pub(crate) use document::{Entry, Part, Style, document, escaped};
pub(crate) use encounters::{by_day, changed, chronology, head, remark, sources, when};
pub(crate) use hits::{first_sentence, hit};
pub(crate) use known::known;
pub(crate) use pairs::{Pairs, pair};
pub(crate) use people::{has_spellings_by_rule, person, place};
pub(crate) use review::{agreement, decisions, doubt};
pub(crate) use variants::lines as variants;

use crate::lang::{Lang, Messages, MonthNames};
use crate::names::Names;
use crate::settings::Settings;
use crate::terminal::{self, Align, Table};

/// How a page is written: language, names, width.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) lang: Lang,
    pub(crate) names: Names,
    months: MonthNames,
    styled: bool,
    width: Option<usize>,
}

impl Page {
    /// A page for stdout.
    pub(crate) fn new(settings: &Settings, names: Names) -> Self {
        Self {
            lang: settings.lang,
            names,
            months: settings.months,
            styled: settings.styled,
            width: terminal::width(),
        }
    }

    /// A page that is laid out by somebody else: a browser.
    pub(crate) fn of(lang: Lang, months: MonthNames, names: Names) -> Self {
        Self { lang, names, months, styled: false, width: None }
    }

    /// The Arabic names of the months.
    pub(crate) fn months(&self) -> MonthNames {
        self.months
    }

    /// The messages of its language.
    pub(crate) fn messages(&self) -> &'static Messages {
        self.lang.messages()
    }

    /// The heading of a part.
    pub(crate) fn heading(&self, text: &str) -> String {
        terminal::bold(&self.cell(text), self.styled)
    }

    /// The finished page, as it goes to stdout.
    pub(crate) fn finished(&self, text: String) -> String {
        match self.lang {
            Lang::Ar => terminal::from_the_right(&text),
            Lang::En | Lang::Fr => text,
        }
    }

    /// A piece of text that cannot disturb its neighbours.
    pub(crate) fn cell(&self, text: &str) -> String {
        self.isolation()(text)
    }

    /// On a page from the right everything is isolated, else what runs from the right.
    fn isolation(&self) -> fn(&str) -> String {
        match self.lang {
            Lang::Ar => terminal::cell_from_the_right,
            Lang::En | Lang::Fr => terminal::cell,
        }
    }

    /// A table without a header.
    fn table(&self, columns: Vec<Align>) -> Table {
        Table::of(columns, self.isolation())
    }

    /// The words of an article, in quotation marks.
    fn quoted(&self, text: &str) -> String {
        let (open, close) = (self.messages().quote_opens, self.messages().quote_closes);
        self.cell(&format!("{open}{text}{close}"))
    }

    /// Parts of one line, in the order they are read.
    pub(crate) fn listed(&self, parts: &[String]) -> String {
        parts.join(self.messages().comma)
    }

    /// A date: as EDTF and in words.
    fn date(&self, edtf: &str) -> String {
        match self.lang.date(edtf, self.months) {
            Some(words) if words != edtf => format!("{} · {}", self.cell(edtf), self.cell(&words)),
            _ => self.cell(edtf),
        }
    }

    /// A date (EDTF) in words; as it is where it is none.
    pub(crate) fn day(&self, edtf: &str) -> String {
        self.lang.date(edtf, self.months).unwrap_or_else(|| edtf.to_owned())
    }

    /// An instant as the clock of this machine shows it; as it is where it is none.
    pub(crate) fn instant(&self, at: &str) -> String {
        let Ok(instant) = at.parse::<jiff::Timestamp>() else { return at.to_owned() };
        let local = instant.to_zoned(jiff::tz::TimeZone::system());
        format!("{} {}", self.day(&local.date().to_string()), local.strftime("%H:%M"))
    }

    /// A month (`2025-05`) in words.
    pub(crate) fn month(&self, month: &str) -> String {
        self.lang.date(month, self.months).unwrap_or_else(|| month.to_owned())
    }

    /// Name of a country or organisation.
    fn side(&self, code: &str) -> String {
        self.cell(self.names.side(code))
    }

    /// Lines moved in alike.
    fn paragraph(&self, text: &str, indent: usize) -> String {
        terminal::wrapped(text, indent, indent, self.width) + "\n"
    }

    /// A line moved in, its continuations two columns further.
    pub(crate) fn line(&self, text: &str, indent: usize) -> String {
        terminal::wrapped(text, indent, indent + 2, self.width) + "\n"
    }
}
