//! The files that `eval` reads: gold events and claims, annotated articles, predictions. One JSON object a line.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;

/// One participant, as far as it is scored.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Person {
    pub(crate) name: Option<String>,
    pub(crate) office: Option<String>,
    pub(crate) organisation: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) role: Option<String>,
}

/// Where an event happened, as far as it is scored.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Spot {
    pub(crate) city: Option<String>,
    pub(crate) city_en: Option<String>,
    pub(crate) country: Option<String>,
}

impl Spot {
    /// The city's names, as written and in English.
    pub(crate) fn cities(&self) -> impl Iterator<Item = &str> {
        [&self.city, &self.city_en].into_iter().filter_map(|name| filled(name))
    }
}

/// One quote behind one field.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Proof {
    pub(crate) field: Option<String>,
    #[serde(rename = "in")]
    pub(crate) zone: Option<String>,
    pub(crate) start: Option<usize>,
    pub(crate) end: Option<usize>,
    pub(crate) quote: Option<String>,
}

/// One event of the gold or of a prediction. The two differ only in how they quote.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Event {
    #[serde(rename = "type")]
    pub(crate) event_type: String,
    pub(crate) status: Option<String>,
    pub(crate) salience: Option<String>,
    pub(crate) part_of: Option<String>,
    pub(crate) date: Option<String>,
    /// Further dates that are right too.
    pub(crate) date_accept: Option<Vec<String>>,
    /// The date cannot be known for sure and is not scored.
    pub(crate) date_doubtful: Option<bool>,
    pub(crate) place: Option<Spot>,
    pub(crate) participants: Option<Vec<Person>>,
    pub(crate) themes: Option<Vec<String>>,
    pub(crate) quote: Option<String>,
    pub(crate) evidence: Option<Vec<Proof>>,
}

impl Event {
    /// Whether it counts as having taken place; an event without a status does.
    pub(crate) fn is_held(&self) -> bool {
        filled(&self.status).is_none_or(|status| status == "held")
    }

    /// Whether the article reports it as its news; an event without salience is news.
    pub(crate) fn is_main(&self) -> bool {
        filled(&self.salience).is_none_or(|salience| salience == "main")
    }

    /// Countries and organisations of the participants and, for a visit, the country it went to.
    pub(crate) fn countries(&self) -> BTreeSet<&str> {
        let destination = match self.event_type.as_str() {
            "visit" => self.place.as_ref().and_then(|place| filled(&place.country)),
            _ => None,
        };
        self.people().iter().filter_map(|person| filled(&person.country)).chain(destination).collect()
    }

    /// The participants.
    pub(crate) fn people(&self) -> &[Person] {
        self.participants.as_deref().unwrap_or_default()
    }

    /// The distinct themes.
    pub(crate) fn themes(&self) -> BTreeSet<&str> {
        self.themes.iter().flatten().map(String::as_str).collect()
    }

    /// The quote that shows the event: its own, else the evidence of the field `event`.
    pub(crate) fn quote(&self) -> String {
        if let Some(quote) = &self.quote {
            return quote.clone();
        }
        let of_event = |proof: &&Proof| proof.field.as_deref().unwrap_or("event") == "event";
        let quotes: Vec<&str> = self
            .evidence
            .iter()
            .flatten()
            .filter(of_event)
            .map(|proof| proof.quote.as_deref().unwrap_or_default())
            .collect();
        quotes.join(" … ")
    }
}

/// A gold event and the article it belongs to.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct GoldEvent {
    pub(crate) article_id: String,
    #[serde(flatten)]
    pub(crate) event: Event,
}

/// A gold claim and the article it belongs to.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct GoldClaim {
    pub(crate) article_id: String,
    #[serde(flatten)]
    pub(crate) claim: Claim,
}

/// A claim, as far as it is scored.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Claim {
    pub(crate) what: Option<String>,
    pub(crate) value: Value,
    pub(crate) period: Option<String>,
    pub(crate) scope: Option<String>,
}

/// The article of a predicted line.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct PredictedArticle {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) path: Option<String>,
    #[serde(default)]
    pub(crate) title: Option<String>,
    #[serde(default)]
    pub(crate) text: Option<String>,
}

/// One line of `rasid extract`.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Prediction {
    pub(crate) article: PredictedArticle,
    #[serde(default)]
    pub(crate) events: Option<Vec<Event>>,
    #[serde(default)]
    pub(crate) claims: Option<Vec<Claim>>,
}

impl Prediction {
    /// A plain file has no id of its own: where its id is not annotated, the stem of its path stands for it.
    pub(crate) fn take_annotated_id(&mut self, annotated: &BTreeSet<&str>) {
        if annotated.contains(self.article.id.as_str()) {
            return;
        }
        let stem = self.article.path.as_deref().and_then(|path| Path::new(path).file_stem()?.to_str());
        if let Some(stem) = stem.filter(|stem| annotated.contains(stem)) {
            self.article.id = stem.to_owned();
        }
    }

    /// The predicted events.
    pub(crate) fn events(&self) -> &[Event] {
        self.events.as_deref().unwrap_or_default()
    }
}

/// A value that is there and not empty.
pub(crate) fn filled(value: &Option<String>) -> Option<&str> {
    value.as_deref().filter(|text| !text.is_empty())
}

/// Every line of a file as a `T`; blank lines are skipped. `-` is standard input.
///
/// # Errors
/// When the file cannot be read or a line is not a `T`; the message names file and line.
pub(crate) fn load<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let input: Box<dyn Read> = match path {
        path if path == Path::new("-") => Box::new(io::stdin()),
        path => Box::new(File::open(path).with_context(|| path.display().to_string())?),
    };
    let mut records = Vec::new();
    for (index, line) in BufReader::new(input).lines().enumerate() {
        let line = line.with_context(|| format!("{}:{}", path.display(), index + 1))?;
        if !line.trim().is_empty() {
            match serde_json::from_str(&line) {
                Ok(record) => records.push(record),
                Err(error) => bail!("{}:{}: {}", path.display(), index + 1, wrong(&error)),
            }
        }
    }
    Ok(records)
}

/// What serde found, in words for people who have never heard of it.
fn wrong(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let field = said.strip_prefix("missing field ").and_then(|rest| rest.split_once(" at line "));
    match (error.classify(), field) {
        (Category::Data, Some((field, _))) => format!("has no {field}"),
        (Category::Data, None) => format!("holds a value of the wrong kind before byte {}", error.column()),
        (Category::Eof | Category::Io, _) => "breaks off in the middle of a record".to_owned(),
        (Category::Syntax, _) => format!("is not valid JSON at byte {}", error.column()),
    }
}

/// One annotated article.
#[derive(Clone, Debug)]
pub(crate) struct Annotated {
    pub(crate) id: String,
    /// Its outlet, where the file tells it.
    pub(crate) outlet: Option<String>,
}

/// The ids of the annotated articles, in file order: `id`, else `article_id`.
///
/// # Errors
/// As [`load`], and when a line has neither.
pub(crate) fn load_articles(path: &Path) -> Result<Vec<Annotated>> {
    #[derive(Deserialize)]
    struct Line {
        id: Option<String>,
        article_id: Option<String>,
        outlet: Option<String>,
    }
    let records: Vec<Line> = load(path)?;
    records
        .into_iter()
        .enumerate()
        .map(|(index, record)| match record.id.filter(|id| !id.is_empty()).or(record.article_id) {
            Some(id) => Ok(Annotated { id, outlet: record.outlet }),
            None => bail!("{}: article {} has neither \"id\" nor \"article_id\"", path.display(), index + 1),
        })
        .collect()
}
