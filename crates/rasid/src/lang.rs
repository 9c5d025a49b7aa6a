//! The languages of tables and messages. Their words are files of Fluent in `messages/`: each language has the same messages,
//! which the tests hold.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use clap::ValueEnum;
use serde::Deserialize;

pub(crate) use self::fluent::Phrase;
pub(crate) use self::messages::{Messages, Web};

mod dates;
mod fluent;
mod messages;

/// A language of the program. Articles have languages of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Lang {
    /// العربية
    Ar,
    /// English
    En,
    /// Français
    Fr,
}

/// A set of Arabic month names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MonthNames {
    /// يناير فبراير ... أغسطس
    #[default]
    Eastern,
    /// يناير فبراير ... غشت
    Maghrebi,
    /// جانفي فيفري ... أوت
    Tunisian,
    /// كانون الثاني شباط ... آب
    Levantine,
}

impl Lang {
    /// All of them.
    pub(crate) const ALL: [Lang; 3] = [Lang::Ar, Lang::En, Lang::Fr];

    /// The language of the locale (`LC_ALL`, `LC_MESSAGES`, `LANG`), else English.
    pub(crate) fn of_locale(vars: &BTreeMap<String, String>) -> Self {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| vars.get(name).filter(|value| !value.is_empty()));
        match locale.and_then(|locale| locale.get(..2)) {
            Some("ar") => Lang::Ar,
            Some("fr") => Lang::Fr,
            _ => Lang::En,
        }
    }

    /// Whether it is written from the right.
    pub(crate) fn is_from_the_right(self) -> bool {
        self == Lang::Ar
    }

    /// BCP 47.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Lang::Ar => "ar",
            Lang::En => "en",
            Lang::Fr => "fr",
        }
    }

    /// Its file of messages.
    fn file(self) -> &'static str {
        match self {
            Lang::Ar => include_str!("../messages/ar.ftl"),
            Lang::En => include_str!("../messages/en.ftl"),
            Lang::Fr => include_str!("../messages/fr.ftl"),
        }
    }

    /// The messages of the language.
    pub(crate) fn messages(self) -> &'static Messages {
        static ARABIC: LazyLock<Messages> = LazyLock::new(|| Messages::of(Lang::Ar));
        static ENGLISH: LazyLock<Messages> = LazyLock::new(|| Messages::of(Lang::En));
        static FRENCH: LazyLock<Messages> = LazyLock::new(|| Messages::of(Lang::Fr));
        match self {
            Lang::Ar => &ARABIC,
            Lang::En => &ENGLISH,
            Lang::Fr => &FRENCH,
        }
    }

    /// A date (EDTF) in words of the language; `None` when it is no date.
    pub(crate) fn date(self, edtf: &str, months: MonthNames) -> Option<String> {
        dates::in_words(self, edtf, months)
    }
}

#[cfg(test)]
mod tests;
