//! Encounters and counts as text for people.

mod counts;
mod encounters;

pub(crate) use counts::table;
pub(crate) use encounters::{Articles, chronology};

use crate::lang::{Lang, Messages, MonthNames};
use crate::names::Names;
use crate::settings::Settings;

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
            width: crate::terminal::width(),
        }
    }

    /// The messages of its language.
    pub(crate) fn messages(&self) -> &'static Messages {
        self.lang.messages()
    }

    /// The heading of a part.
    pub(crate) fn heading(&self, text: &str) -> String {
        crate::terminal::bold(&crate::terminal::cell(text), self.styled)
    }
}
