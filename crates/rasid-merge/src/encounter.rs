//! The encounter: the types of the contract `rasid.encounter/1`, in the contract's order of fields.

use jiff::civil::Date;
use rasid_coder::report::{EventType, Evidence, Participant, Place, Status};
use rasid_text::Edtf;
use serde::{Deserialize, Serialize};

use crate::person::{office_words, offices_agree};

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

    /// Whether every report rests on what an institution of somebody who took part said itself (a communiqué of the
    /// ministry about its minister): then these are that institution's words, however many outlets print them. The
    /// attribution of the first report, where it is so.
    pub fn own_institution(&self) -> Option<&str> {
        let sides: Vec<Vec<String>> = self
            .participants
            .iter()
            .flat_map(|person| person.office.iter().chain(&person.organisation))
            .map(|text| institution_words(text))
            .collect();
        let is_own = |report: &EncounterReport| {
            // A news agency is somebody else, whosever country it is of.
            let said_by = report.attributed_to.as_deref().filter(|said_by| !said_by.contains("وكال"));
            let said_by = said_by.map(institution_words);
            said_by.is_some_and(|said_by| sides.iter().any(|side| offices_agree(side, &said_by)))
        };
        let all = !self.reports.is_empty() && self.reports.iter().all(is_own);
        self.reports.first().filter(|_| all)?.attributed_to.as_deref()
    }

    /// The first day it may have begun; `None` where the date is missing or has no year.
    pub fn first_day(&self) -> Option<Date> {
        let edtf: Edtf = self.date.as_deref()?.parse().ok()?;
        edtf.bounds().map(|(first, _)| first)
    }
}

/// The words of an office or of an institution by their consonants: وزارة الخارجية is where وزير الخارجية sits. Sorted.
fn institution_words(text: &str) -> Vec<String> {
    let consonants = |word: &String| -> String {
        let word = word.strip_suffix('ه').unwrap_or(word);
        // بيان لوزارة: the preposition is no part of the word.
        let word = word.strip_prefix(['ل', 'ب']).filter(|rest| rest.chars().count() > 3).unwrap_or(word);
        word.chars().filter(|c| !matches!(c, 'ا' | 'و' | 'ي')).collect()
    };
    let mut words: Vec<String> =
        office_words(text).iter().map(consonants).filter(|word| word.chars().count() > 1).collect();
    words.sort();
    words.dedup();
    words
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

#[cfg(test)]
mod tests {
    use super::*;
    use rasid_coder::report::{Rank, Role};

    fn encounter(office: &str, attributed: &[Option<&str>]) -> Encounter {
        let report = |attributed: &Option<&str>| EncounterReport {
            article: String::new(),
            event: String::new(),
            outlet: None,
            url: None,
            title: None,
            event_type: EventType::Talks,
            countries: Vec::new(),
            date: None,
            copy_group: None,
            attributed_to: attributed.map(str::to_owned),
            evidence: Vec::new(),
        };
        Encounter {
            schema: ENCOUNTER_SCHEMA.to_owned(),
            id: String::new(),
            aliases: Vec::new(),
            event_type: EventType::Talks,
            status: Status::Held,
            part_of: None,
            date: None,
            not_after: None,
            place: None,
            participants: vec![Participant {
                role: Role::Participant,
                name: None,
                name_latin: None,
                name_latin_from: None,
                office: Some(office.to_owned()),
                posts: Vec::new(),
                organisation: None,
                rank: Rank::Minister,
                country: None,
            }],
            themes: Vec::new(),
            countries: Vec::new(),
            partners: Vec::new(),
            variants: Vec::new(),
            status_history: Vec::new(),
            first_reported: None,
            last_reported: None,
            articles: 1,
            independent_sources: 1,
            reviewed: None,
            reports: attributed.iter().map(report).collect(),
        }
    }

    #[test]
    fn an_institution_that_speaks_of_itself_alone_is_named() {
        let own = |office, attributed: &[Option<&str>]| {
            encounter(office, attributed).own_institution().map(str::to_owned)
        };
        let ministry = Some("بيان لوزارة الخارجية");
        assert_eq!(own("وزير الخارجية المغربي", &[ministry, ministry]).as_deref(), ministry);
        assert_eq!(
            own("المدير العام للأمن الوطني", &[Some("بلاغ للمديرية العامة للأمن الوطني")]).as_deref(),
            Some("بلاغ للمديرية العامة للأمن الوطني")
        );
        assert_eq!(own("وزير الخارجية المغربي", &[ministry, None]), None, "somebody else says so too");
        assert_eq!(own("وزير الداخلية", &[ministry]), None);
        assert_eq!(own("وزير الخارجية", &[Some("وكالة رويترز")]), None);
        assert_eq!(own("وزير الخارجية", &[]), None);
    }
}
