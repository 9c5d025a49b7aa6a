//! What people decide about encounters: confirmed, rejected, corrected, merged, split, undone; by whom, when and why.
//!
//! Decisions are an append-only log. They are anchored on the events of reports, with article and quote, so that they
//! survive a re-run and a better coder; where an anchor is gone the decision is orphaned and listed, never guessed.

pub(crate) mod gold;

use rasid_coder::article::sha256_hex;
use rasid_coder::report::{EventType, Evidence, Report, Zone};
use rasid_merge::{Encounter, Field};
use rasid_text::Edtf;
use serde::{Deserialize, Serialize};

use crate::store::{Store, StoreError};

/// A report that a decision speaks of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Anchor {
    /// Id of its event.
    pub event: String,
    /// Id of its article.
    pub article: String,
    /// Its type.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// The quote that shows the event.
    pub quote: String,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Action {
    /// The encounter is as it stands.
    Confirm {
        /// Its reports.
        reports: Vec<Anchor>,
    },
    /// These reports tell of no encounter.
    Reject {
        /// The reports.
        reports: Vec<Anchor>,
    },
    /// A field has another value.
    Correct {
        /// The reports of the encounter.
        reports: Vec<Anchor>,
        /// Which field.
        field: String,
        /// What stood there; empty for nothing.
        was: String,
        /// What has to stand there; empty for nothing.
        value: String,
    },
    /// Two encounters are one.
    Merge {
        /// The reports of one.
        reports: Vec<Anchor>,
        /// The reports of the other.
        others: Vec<Anchor>,
    },
    /// Some reports of an encounter are of another one.
    Split {
        /// These.
        reports: Vec<Anchor>,
        /// The rest.
        others: Vec<Anchor>,
    },
    /// An article tells of an encounter that the coder missed.
    Add {
        /// The article.
        article: String,
        /// What it tells.
        report: Box<Report>,
        /// Events that the article had when it was added: none of these is what was added.
        beside: Vec<String>,
    },
    /// An earlier decision does not stand.
    Undo {
        /// Its number.
        decision: i64,
    },
}

impl Action {
    /// Its word in the log.
    pub fn word(&self) -> &'static str {
        match self {
            Action::Confirm { .. } => "confirm",
            Action::Reject { .. } => "reject",
            Action::Correct { .. } => "correct",
            Action::Merge { .. } => "merge",
            Action::Split { .. } => "split",
            Action::Add { .. } => "add",
            Action::Undo { .. } => "undo",
        }
    }
}

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Its number, in the order of the log.
    pub number: i64,
    /// When: UTC, to the second.
    pub at: String,
    /// Who.
    pub actor: String,
    /// Why.
    pub reason: String,
    /// What.
    #[serde(flatten)]
    pub action: Action,
    /// Whether it stands: no later decision that stands undoes it.
    pub stands: bool,
}

/// Who decides, when and why.
#[derive(Clone, Debug)]
pub struct By<'t> {
    /// Who.
    pub actor: std::borrow::Cow<'t, str>,
    /// When.
    pub at: jiff::Timestamp,
    /// Why; not empty.
    pub reason: &'t str,
}

/// Why a decision cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// No encounter has this id, or had it.
    #[error("no encounter {0}")]
    NoEncounter(String),
    /// The encounter has no such report.
    #[error("encounter {encounter} has no report {event}")]
    NoReport {
        /// The encounter.
        encounter: String,
        /// The event.
        event: String,
    },
    /// There is no article of this id.
    #[error("no article {0}")]
    NoArticle(String),
    /// There is no decision of this number.
    #[error("no decision {0}")]
    NoDecision(i64),
    /// The value does not fit the field.
    #[error("{0}")]
    Value(String),
    /// A decision without a reason, or one that changes nothing.
    #[error("{0}")]
    Empty(&'static str),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// The whole log, oldest first.
    ///
    /// # Errors
    /// What SQLite reports, or a decision that no longer parses (damaged).
    pub fn decisions(&self) -> Result<Vec<Decision>, StoreError> {
        self.logged()
    }

    /// Confirms an encounter.
    ///
    /// # Errors
    /// As [`ReviewError`].
    pub fn confirm(&mut self, encounter: &str, by: &By<'_>) -> Result<i64, ReviewError> {
        let reports = anchors(&self.reviewed_one(encounter)?);
        self.decide(&Action::Confirm { reports }, by)
    }

    /// Rejects an encounter, or those of its reports that are named: they tell of none.
    ///
    /// # Errors
    /// As [`ReviewError`].
    pub fn reject(&mut self, encounter: &str, events: &[String], by: &By<'_>) -> Result<i64, ReviewError> {
        let encounter = self.reviewed_one(encounter)?;
        let reports = match events {
            [] => anchors(&encounter),
            events => named(&encounter, events)?,
        };
        self.decide(&Action::Reject { reports }, by)
    }

    /// Corrects a field of an encounter.
    ///
    /// # Errors
    /// As [`ReviewError`].
    pub fn correct(
        &mut self,
        encounter: &str,
        field: &str,
        value: &str,
        by: &By<'_>,
    ) -> Result<i64, ReviewError> {
        let encounter = self.reviewed_one(encounter)?;
        let path: Field =
            field.parse().map_err(|error: rasid_merge::FieldError| ReviewError::Value(error.to_string()))?;
        let now = path.value(&encounter).unwrap_or_default();
        if now == value {
            return Err(ReviewError::Empty("that is what stands there"));
        }
        path.set(&mut encounter.clone(), value).map_err(|error| ReviewError::Value(error.to_string()))?;
        // What stood there before anybody corrected it: each correction stands by itself when another is undone.
        let was = self.first_value(&encounter, field)?.unwrap_or(now);
        let (field, value) = (field.to_owned(), value.to_owned());
        self.decide(&Action::Correct { reports: anchors(&encounter), field, was, value }, by)
    }

    /// Puts two encounters into one.
    ///
    /// # Errors
    /// As [`ReviewError`].
    pub fn merge_encounters(&mut self, one: &str, other: &str, by: &By<'_>) -> Result<i64, ReviewError> {
        let (one, other) = (self.reviewed_one(one)?, self.reviewed_one(other)?);
        if one.id == other.id {
            return Err(ReviewError::Empty("these are one encounter already"));
        }
        if !rasid_merge::are_of_one_level(one.event_type, other.event_type) {
            let (a, b) = (one.event_type, other.event_type);
            return Err(ReviewError::Value(format!(
                "a {a} and a {b} are never one encounter; one may be part of the other"
            )));
        }
        self.decide(&Action::Merge { reports: anchors(&one), others: anchors(&other) }, by)
    }

    /// Takes reports out of an encounter: they are of another one.
    ///
    /// # Errors
    /// As [`ReviewError`].
    pub fn split(&mut self, encounter: &str, events: &[String], by: &By<'_>) -> Result<i64, ReviewError> {
        let encounter = self.reviewed_one(encounter)?;
        let reports = named(&encounter, events)?;
        let others: Vec<Anchor> =
            anchors(&encounter).into_iter().filter(|anchor| !reports.contains(anchor)).collect();
        if reports.is_empty() || others.is_empty() {
            return Err(ReviewError::Empty("name some of its reports, and not all of them"));
        }
        self.decide(&Action::Split { reports, others }, by)
    }

    /// Adds a report to an article: what a person read there and the coder did not. `quote` is the passage that says it,
    /// as it stands in headline or text; the id and the evidence of `report` are filled in here.
    ///
    /// # Errors
    /// As [`ReviewError`].
    pub fn add_report(
        &mut self,
        article: &str,
        mut report: Report,
        quote: &str,
        by: &By<'_>,
    ) -> Result<i64, ReviewError> {
        let known = self.article(article)?.ok_or_else(|| ReviewError::NoArticle(article.to_owned()))?;
        let text = self.text(article)?.unwrap_or_default();
        let title = known.title.unwrap_or_default();
        check_addition(&title, &text, &report, quote, by.reason)?;
        report.evidence = evidence(&title, &text, &report, quote);
        let event = report.evidence.first().map(|event| (event.start, event.end));
        let people: Vec<&str> = report
            .participants
            .iter()
            .flat_map(|person| [&person.name, &person.office])
            .flatten()
            .map(String::as_str)
            .collect();
        let key = format!(
            "added\n{article}\n{} {}\n{event:?}\n{}\n{:?}\n{}",
            report.event_type,
            report.status,
            report.countries().join(" "),
            report.date,
            people.join("; ")
        );
        report.id = sha256_hex(key.as_bytes());
        report.id.truncate(16);
        if self.report(&report.id)?.is_some() {
            return Err(ReviewError::Empty("this report is there already"));
        }
        let beside = self.events_of(article)?;
        self.decide(&Action::Add { article: article.to_owned(), report: Box::new(report), beside }, by)
    }

    /// Undoes a decision.
    ///
    /// # Errors
    /// As [`ReviewError`].
    pub fn undo(&mut self, decision: i64, by: &By<'_>) -> Result<i64, ReviewError> {
        match self.decisions()?.iter().find(|known| known.number == decision) {
            None => Err(ReviewError::NoDecision(decision)),
            Some(known) if !known.stands => Err(ReviewError::Empty("it is undone already")),
            Some(_) => self.decide(&Action::Undo { decision }, by),
        }
    }

    /// What the reports have in a field that people corrected; `None` where nobody did.
    fn first_value(&self, encounter: &Encounter, field: &str) -> Result<Option<String>, StoreError> {
        let events: Vec<String> = encounter.reports.iter().map(|report| report.event.clone()).collect();
        let of_these = |reports: &[Anchor]| reports.iter().any(|anchor| events.contains(&anchor.event));
        let log = self.decisions()?;
        let first =
            log.into_iter().filter(|decision| decision.stands).find_map(|decision| match decision.action {
                Action::Correct { reports, field: other, was, .. }
                    if other == field && of_these(&reports) =>
                {
                    Some(was)
                }
                _ => None,
            });
        Ok(first)
    }

    fn reviewed_one(&self, id: &str) -> Result<Encounter, ReviewError> {
        let id = self.resolve(id)?.ok_or_else(|| ReviewError::NoEncounter(id.to_owned()))?;
        self.encounter(&id)?.ok_or(ReviewError::NoEncounter(id))
    }

    pub(crate) fn decide(&mut self, action: &Action, by: &By<'_>) -> Result<i64, ReviewError> {
        if by.reason.trim().is_empty() {
            return Err(ReviewError::Empty("a decision needs a reason"));
        }
        let number = self.log(action, by)?;
        self.refresh()?;
        Ok(number)
    }
}

/// Whether a report may be added to an article of this headline and text.
///
/// # Errors
/// What is wrong with it, as [`ReviewError`].
pub fn check_addition(
    title: &str,
    text: &str,
    report: &Report,
    quote: &str,
    reason: &str,
) -> Result<(), ReviewError> {
    if reason.trim().is_empty() {
        return Err(ReviewError::Empty("a decision needs a reason"));
    }
    if quote.trim().is_empty() || evidence(title, text, report, quote).is_empty() {
        return Err(ReviewError::Empty("the quote does not stand in the article, word for word"));
    }
    if report.participants.iter().all(|person| person.country.is_none()) {
        return Err(ReviewError::Empty("nobody of any country takes part"));
    }
    let date = report.date.as_deref().map(str::parse::<Edtf>);
    let sound = date.is_none_or(|date| {
        date.is_ok_and(|edtf| match edtf {
            Edtf::Date(_) => true,
            Edtf::Interval(..) | Edtf::OneOf(..) => edtf.bounds().is_some_and(|(first, last)| first <= last),
        })
    });
    if !sound {
        let told = "the date is none in EDTF: 2025-05-06, 2025-05, 2025-05-06/2025-05-08";
        return Err(ReviewError::Value(told.to_owned()));
    }
    Ok(())
}

/// The evidence of a report that a person added, where its words stand now; empty where the quote does not any more.
pub(crate) fn evidence(title: &str, text: &str, report: &Report, quote: &str) -> Vec<Evidence> {
    let zones = [(Zone::Text, text), (Zone::Title, title)];
    let found = |part: &str| zones.iter().find_map(|&(zone, of)| evidence_of(zone, of, part));
    let Some(event) = found(quote) else { return Vec::new() };
    let mut evidence = vec![Evidence { field: "event".to_owned(), ..event }];
    for (n, person) in report.participants.iter().enumerate() {
        for (field, value) in [("name", &person.name), ("office", &person.office)] {
            let there = value.as_deref().and_then(found);
            evidence.extend(there.map(|one| Evidence { field: format!("participants/{n}/{field}"), ..one }));
        }
    }
    evidence
}

/// Where a passage stands first in a zone.
fn evidence_of(zone: Zone, text: &str, part: &str) -> Option<Evidence> {
    let start = text.find(part).filter(|_| !part.is_empty())?;
    let points = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let before = points(&text[..start]);
    Some(Evidence {
        field: String::new(),
        zone,
        start: before,
        end: before + points(part),
        quote: part.to_owned(),
    })
}

/// The reports of an encounter, as anchors.
fn anchors(encounter: &Encounter) -> Vec<Anchor> {
    let anchor = |report: &rasid_merge::EncounterReport| Anchor {
        event: report.event.clone(),
        article: report.article.clone(),
        event_type: report.event_type,
        quote: quote_of(&report.evidence),
    };
    encounter.reports.iter().map(anchor).collect()
}

/// The quote that shows an event.
pub(crate) fn quote_of(evidence: &[rasid_coder::report::Evidence]) -> String {
    evidence.iter().find(|one| one.field == "event").map(|one| one.quote.clone()).unwrap_or_default()
}

fn named(encounter: &Encounter, events: &[String]) -> Result<Vec<Anchor>, ReviewError> {
    let all = anchors(encounter);
    let mut named = Vec::new();
    for event in events {
        let of_it = all.iter().filter(|anchor| anchor.event == *event || anchor.article == *event);
        let before = named.len();
        named.extend(of_it.cloned());
        if named.len() == before {
            return Err(ReviewError::NoReport { encounter: encounter.id.clone(), event: event.clone() });
        }
    }
    named.sort();
    named.dedup();
    Ok(named)
}

#[cfg(test)]
mod tests;
