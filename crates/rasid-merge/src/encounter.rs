//! The encounter: the types of the contract `rasid.encounter/1`, in the contract's order of fields.

use jiff::civil::Date;
use rasid_coder::report::{EventType, Evidence, Participant, Place, Status};
use rasid_text::Edtf;
use serde::{Deserialize, Serialize};

/// Version of the contract that [`Encounter`] is printed under.
pub const ENCOUNTER_SCHEMA: &str = "rasid.encounter/1";

/// What happened, or was announced, as all its reports together tell it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Encounter {
    /// [`ENCOUNTER_SCHEMA`].
    pub schema: String,
    /// Derived from the smallest id of its events: 16 hexadecimal digits.
    pub id: String,
    /// Ids that the same encounter has had, or would have, while fewer of its reports are known. Sorted.
    pub aliases: Vec<String>,
    /// Type; where reports disagree the others stand in `variants`.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// Whether it took place, as last reported.
    pub status: Status,
    /// Id of the encounter it happened inside.
    pub part_of: Option<String>,
    /// EDTF, or `None` where no report dates it.
    pub date: Option<String>,
    /// The first day it was reported as held: it cannot have begun later.
    pub not_after: Option<Date>,
    /// Where.
    pub place: Option<Place>,
    /// Who, each person once.
    pub participants: Vec<Participant>,
    /// What about: codes, sorted.
    pub themes: Vec<String>,
    /// Countries and organisations of the participants and, for a visit, of its place. Sorted.
    pub countries: Vec<String>,
    /// Those of `countries` on the other side of the one who travels, receives or is named first; never a mere venue.
    pub partners: Vec<String>,
    /// What some reports say otherwise.
    pub variants: Vec<Variant>,
    /// One entry for each report that changes the status, oldest first.
    pub status_history: Vec<StatusChange>,
    /// Publication day of the first report that has one.
    pub first_reported: Option<Date>,
    /// Publication day of the last report that has one.
    pub last_reported: Option<Date>,
    /// Number of articles.
    pub articles: u32,
    /// Number of articles, wire copies and articles that rest on one communiqué counted once.
    pub independent_sources: u32,
    /// The last human decision on it; `None` while nobody looked at it.
    pub reviewed: Option<String>,
    /// The reports, by article and event.
    pub reports: Vec<EncounterReport>,
}

impl Encounter {
    /// Sets countries and partners by the participants and, for a visit, its place.
    pub(crate) fn set_sides(&mut self) {
        let mut countries: Vec<String> = self.participants.iter().filter_map(|p| p.country.clone()).collect();
        if self.event_type == EventType::Visit {
            countries.extend(self.place.as_ref().and_then(|place| place.country.clone()));
        }
        countries.sort();
        countries.dedup();
        let own = self.participants.first().and_then(|p| p.country.clone());
        self.partners = countries.iter().filter(|code| Some(*code) != own.as_ref()).cloned().collect();
        self.countries = countries;
    }

    /// The first day it may have begun; `None` where the date is missing or has no year.
    pub fn first_day(&self) -> Option<Date> {
        let edtf: Edtf = self.date.as_deref()?.parse().ok()?;
        edtf.bounds().map(|(first, _)| first)
    }
}

/// A value that differs from the encounter's own, and who reports it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// `type`, `status`, `date`, `place/city`, `place/country`, `participants/0/name`, `participants/0/office` ...
    pub field: String,
    /// The other value.
    pub value: String,
    /// Ids of the articles that have it. Sorted.
    pub articles: Vec<String>,
}

/// A status and the article that reported it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusChange {
    /// The status.
    pub status: Status,
    /// Id of the article.
    pub article: String,
}

/// One report of an encounter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EncounterReport {
    /// Id of the article.
    pub article: String,
    /// Id of the event in that article.
    pub event: String,
    /// Name of the outlet.
    pub outlet: Option<String>,
    /// Address of the article.
    pub url: Option<String>,
    /// Headline of the article.
    pub title: Option<String>,
    /// Type as this article has it.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// Countries as this article has them. Sorted.
    pub countries: Vec<String>,
    /// EDTF date as this article has it.
    pub date: Option<String>,
    /// The same for all articles whose texts are copies of each other; `None` for a text of its own.
    pub copy_group: Option<String>,
    /// The communiqué, agency or reporter the article rests on.
    pub attributed_to: Option<String>,
    /// The quotes.
    pub evidence: Vec<Evidence>,
}
