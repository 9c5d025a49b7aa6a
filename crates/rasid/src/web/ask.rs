//! What a request asks for: the language of the reader, and which encounters.

use std::str::FromStr;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use clap::ValueEnum;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use rasid_chronicle::{Cursor, Filter, Store};
use rasid_coder::report::{EventType, Status};
use rasid_text::PartialDate;

use super::app::App;
use super::digits::{self, Digits};
use super::failure::Failure;
use super::session::{self, Guest};
use crate::lang::{Lang, MonthNames};

/// Longest name, code or word that is asked for, in bytes.
const LONGEST: usize = 400;
/// What need not be encoded in an address.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The question of an address: its path, names and values in their order, empty ones left out.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) lang: Lang,
    /// The names of the months that the reader chose.
    months: Option<MonthNames>,
    /// Whether the address names the language, or the months: then these are remembered.
    pub(super) names_lang: bool,
    pub(super) names_months: bool,
    pub(super) names_digits: bool,
    pub(super) digits: Digits,
    path: String,
    pairs: Vec<(String, String)>,
    cookies: Vec<(String, String)>,
    pub(super) guest: Guest,
}

impl FromRequestParts<Arc<App>> for Question {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Failure> {
        let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri)
            .map_err(|_| Failure::question("the question of the address cannot be read"))?;
        if pairs.iter().any(|(name, value)| name.len() > LONGEST || value.len() > LONGEST) {
            return Err(Failure::question(format!("a word of the question is longer than {LONGEST} bytes")));
        }
        let pairs: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.trim().is_empty()).collect();
        let named = pairs.iter().find(|(name, _)| name == "lang").and_then(|(_, lang)| lang_of(lang));
        let cookies = cookies(&parts.headers);
        let remembered = cookies.iter().find(|(name, _)| name == "lang").and_then(|(_, lang)| lang_of(lang));
        let lang = named.or(remembered).or_else(|| accepted(&parts.headers));
        let month_names = |word: &str| MonthNames::from_str(word, true).ok();
        let named_months =
            pairs.iter().find(|(name, _)| name == "months").and_then(|(_, word)| month_names(word));
        let known_months = cookies.iter().find(|(name, _)| name == "months");
        let months = named_months.or_else(|| known_months.and_then(|(_, word)| month_names(word)));
        let lang = lang.unwrap_or(app.default_lang());
        let digits = |pairs: &[(String, String)]| {
            let (_, word) = pairs.iter().find(|(name, _)| name == "digits")?;
            Digits::from_word(word).filter(|_| lang == Lang::Ar)
        };
        let named_digits = digits(&pairs);
        let by_months = Digits::of(lang, months.unwrap_or(app.default_months()));
        Ok(Self {
            months,
            names_months: named_months.is_some(),
            digits: named_digits.or_else(|| digits(&cookies)).unwrap_or(by_months),
            names_digits: named_digits.is_some(),
            lang,
            names_lang: named.is_some(),
            path: parts.uri.path().to_owned(),
            pairs,
            cookies,
            guest: session::of(parts),
        })
    }
}

impl Question {
    /// The value of a name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(other, _)| other == name).map(|(_, value)| value.trim())
    }

    /// The language, and the names of the months where the reader chose any.
    pub(super) fn reader(&self) -> (Lang, Option<MonthNames>) {
        (self.lang, self.months)
    }

    /// What this browser was given to remember.
    pub(super) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The address of the same question with other values; an empty one leaves its name out.
    pub(super) fn with(&self, changes: &[(&str, &str)]) -> String {
        let kept = self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let kept = kept.filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
        let pairs: Vec<String> = kept
            .chain(changes.iter().copied())
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect();
        if pairs.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, pairs.join("&")) }
    }

    /// The same question at another path, and with these values.
    pub(super) fn at(&self, path: &str, changes: &[(&str, &str)]) -> Self {
        let kept = self.pairs.iter().filter(|(name, _)| {
            changes.iter().all(|(changed, _)| changed != name)
                && !["lang", "months", "digits", "after"].contains(&name.as_str())
        });
        let changed = changes.iter().filter(|(_, value)| !value.is_empty());
        let changed = changed.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Self { path: path.to_owned(), pairs: kept.cloned().chain(changed).collect(), ..self.clone() }
    }

    /// What the page that answers it is kept under; `None` where it is for this one alone.
    pub(super) fn key(&self) -> Option<String> {
        let is_for_all = self.guest.name.is_none() && self.path != "/today";
        is_for_all
            .then(|| format!("{} {:?} {:?} {}", self.lang.code(), self.months, self.digits, self.with(&[])))
    }

    /// Whether it asks for some encounters and not for others.
    pub(super) fn narrows(&self) -> bool {
        let others = ["lang", "months", "digits", "limit", "after", "q"];
        self.pairs.iter().any(|(name, _)| !others.contains(&name.as_str()))
    }

    /// Whether it says from where the other side is seen.
    pub(super) fn looks_from_somewhere(&self) -> bool {
        ["subject", "country", "person", "office"].iter().any(|name| self.get(name).is_some())
    }

    /// The address of the same question as a file, whole.
    pub(super) fn as_file(&self, path: &str) -> String {
        Self { path: path.to_owned(), ..self.clone() }.with(&[
            ("after", ""),
            ("lang", ""),
            ("months", ""),
            ("digits", ""),
        ])
    }

    /// Which encounters are asked for.
    ///
    /// # Errors
    /// Words that mean nothing; a store that cannot be read.
    pub(super) fn filter(&self, app: &Arc<App>, store: &Store) -> Result<Filter, Failure> {
        let mut filter = Filter::default();
        if let Some(name) = self.get("subject") {
            if !name.chars().any(char::is_alphabetic) {
                return Err(Failure::question(format!("subject: {name:?} is no name")));
            }
            filter.subject = Some(name.to_owned());
        }
        filter.from = self.day("from")?;
        filter.to = self.day("to")?;
        filter.types = self.words("type", EventType::from_word)?;
        if let Some(statuses) = self.get("status") {
            filter.statuses =
                if statuses == "any" { Vec::new() } else { self.words("status", Status::from_word)? };
        }
        let codes = |name: &str| -> Result<Vec<String>, Failure> {
            let mut codes = Vec::new();
            for code in self.list(name) {
                let code = code.to_ascii_uppercase();
                let known = app.lexicon().countries().iter().any(|country| country.code == code);
                if !known && !store.has_side(&code)? {
                    return Err(Failure::question(format!("{name}: {code} is the code of nothing")));
                }
                codes.push(code);
            }
            self.is_not_empty(name, codes)
        };
        filter.countries = codes("country")?;
        filter.places = codes("place")?;
        let partners = codes("partner")?;
        for theme in self.list("theme") {
            let known = app.lexicon().themes().iter().any(|one| one.code == theme);
            if !known && !store.has_theme(theme)? {
                return Err(Failure::question(format!("theme: {theme} is none")));
            }
            filter.themes.push(theme.to_owned());
        }
        for region in self.list("region") {
            let countries = app.regions().countries_of(region);
            if countries.is_empty() {
                return Err(Failure::question(format!("region: {region} is none")));
            }
            filter.partners.push(countries);
        }
        filter.partners.extend(Some(partners).filter(|partners| !partners.is_empty()));
        filter.outlets.extend(self.get("outlet").map(str::to_owned));
        filter.words = self.get("words").map(str::to_owned);
        filter.ids.extend(self.list("id").map(str::to_owned));
        if let Some(id) = self.get("person") {
            let who = app.who(store)?;
            filter.seats = who.person(id).map(|known| who.registry.seats_of(&known.id)).unwrap_or_default();
            if filter.seats.is_empty() {
                return Err(Failure::question(format!("person: {id} is nobody")));
            }
        }
        if let Some(id) = self.get("office") {
            if !filter.seats.is_empty() {
                return Err(Failure::question("person and office: one of them"));
            }
            let who = app.who(store)?;
            filter.seats = who.office(id).map(|office| who.seats_of_office(&office.id)).unwrap_or_default();
            if filter.seats.is_empty() {
                return Err(Failure::question(format!("office: {id} is none")));
            }
        }
        Ok(filter)
    }

    /// Where the page begins.
    pub(super) fn after(&self) -> Result<Option<Cursor>, Failure> {
        let read =
            |after: &str| Cursor::from_str(after).map_err(|why| Failure::question(format!("after: {why}")));
        self.get("after").map(read).transpose()
    }

    fn day(&self, name: &str) -> Result<Option<PartialDate>, Failure> {
        let Some(written) = self.get(name) else { return Ok(None) };
        // A form is filled in with the digits that stand beside it.
        match digits::western(written).parse::<PartialDate>() {
            Ok(day) if day.bounds().is_some() => Ok(Some(day)),
            _ => Err(Failure::question(format!("{name}: expected 2025, 2025-05 or 2025-05-06"))),
        }
    }

    fn list(&self, name: &str) -> impl Iterator<Item = &str> {
        self.get(name).unwrap_or_default().split(',').map(str::trim).filter(|word| !word.is_empty())
    }

    fn words<T>(&self, name: &str, read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Failure> {
        let word =
            |word: &str| read(word).ok_or_else(|| Failure::question(format!("{name}: {word} is none")));
        self.is_not_empty(name, self.list(name).map(word).collect::<Result<_, _>>()?)
    }

    /// A list that is given has something in it: an empty one would ask for all there is.
    fn is_not_empty<T>(&self, name: &str, list: Vec<T>) -> Result<Vec<T>, Failure> {
        match (self.get(name), list.is_empty()) {
            (Some(_), true) => Err(Failure::question(format!("{name}: there is nothing in the list"))),
            _ => Ok(list),
        }
    }
}

/// A word as it stands in an address.
pub(super) fn encoded(word: &str) -> String {
    utf8_percent_encode(word, ENCODED).to_string()
}

fn lang_of(word: &str) -> Option<Lang> {
    Lang::ALL.into_iter().find(|lang| lang.code() == word)
}

/// What the browser remembers.
pub(super) fn cookies(headers: &HeaderMap) -> Vec<(String, String)> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    let pairs =
        cookies.flat_map(|cookies| cookies.split(';')).filter_map(|cookie| cookie.trim().split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// The first language of the browser that there is.
fn accepted(headers: &HeaderMap) -> Option<Lang> {
    let accepted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    accepted.split(',').find_map(|lang| lang_of(lang.trim().get(..2)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(path: &str, pairs: &[(&str, &str)]) -> Question {
        let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Question {
            lang: Lang::En,
            months: None,
            names_months: false,
            names_digits: false,
            digits: Digits::Latn,
            names_lang: false,
            path: path.to_owned(),
            pairs,
            cookies: Vec::new(),
            guest: Guest::default(),
        }
    }

    #[test]
    fn the_address_holds_the_whole_state() {
        let asked = question("/chronology", &[("country", "ES"), ("subject", "a&b=c"), ("after", "x~y")]);
        assert_eq!(
            asked.with(&[("after", ""), ("lang", "ar")]),
            "/chronology?country=ES&subject=a%26b%3Dc&lang=ar"
        );
        assert_eq!(question("/", &[("lang", "fr")]).with(&[("lang", "")]), "/");
        assert_eq!(asked.get("subject"), Some("a&b=c"));
    }

    #[test]
    fn the_browser_or_the_reader_says_the_language() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, "de,fr-FR;q=0.8,ar".parse().expect("a value"));
        assert_eq!((accepted(&headers), cookies(&headers)), (Some(Lang::Fr), Vec::new()));
        headers.insert(header::COOKIE, "a=b; lang=ar".parse().expect("a value"));
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(cookies(&headers), [pair("a", "b"), pair("lang", "ar")]);
    }
}
