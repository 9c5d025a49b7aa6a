//! A report, prepared for comparison.

use std::sync::Arc;

use rasid_coder::report::{EventType, Report, Role};

use crate::article::ArticleMeta;
use crate::fold::{without_article, words};
use crate::merging::Sourced;
use crate::person::Person;
use crate::time::{Precision, When};

/// Words of the event's quote that are looked at to recognise a named gathering.
const QUOTED: usize = 60;
/// More participants than this are not compared: enough for any list that says who met.
const PEOPLE: usize = 64;

/// What can be one encounter: talks and reception are two words for one meeting, everything else keeps to itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    Visit,
    Conference,
    Meeting,
    Call,
    Agreement,
    Decoration,
}

impl Kind {
    pub(crate) fn of(event_type: EventType) -> Self {
        match event_type {
            EventType::Visit => Kind::Visit,
            EventType::Conference => Kind::Conference,
            EventType::Talks | EventType::Reception => Kind::Meeting,
            EventType::Call => Kind::Call,
            EventType::Agreement => Kind::Agreement,
            EventType::Decoration => Kind::Decoration,
        }
    }

    /// The kind in a key.
    pub(crate) fn letter(self) -> char {
        match self {
            Kind::Visit => 'v',
            Kind::Conference => 'c',
            Kind::Meeting => 'm',
            Kind::Call => 'p',
            Kind::Agreement => 'a',
            Kind::Decoration => 'd',
        }
    }
}

/// A report with everything that comparison asks for.
#[derive(Clone, Debug)]
pub(crate) struct Profile {
    pub(crate) article: Arc<ArticleMeta>,
    pub(crate) report: Arc<Report>,
    pub(crate) kind: Kind,
    pub(crate) when: When,
    /// Who makes it this encounter: of a visit the visitors alone, of a conference no organisers.
    pub(crate) people: Vec<Person>,
    /// The countries and organisations of all sides. Sorted.
    pub(crate) countries: Vec<String>,
    /// Codes of the organisers.
    pub(crate) organisers: Vec<String>,
    /// Country of the place; of a visit also that of its host, where no place is given. `None` for calls.
    pub(crate) land: Option<String>,
    /// City, as a key.
    pub(crate) city: Option<String>,
    /// Words of the event's quote. Sorted.
    pub(crate) quoted: Vec<String>,
    /// Clusters that its parents belong to, set once those are known. Sorted.
    pub(crate) inside: Vec<usize>,
}

impl Profile {
    pub(crate) fn of(sourced: &Sourced) -> Self {
        let Sourced { article, report } = sourced;
        let kind = Kind::of(report.event_type);
        let counts = |role: Role| match kind {
            Kind::Visit => role != Role::Host,
            Kind::Conference => role != Role::Organiser,
            _ => true,
        };
        let all = || report.participants.iter().take(PEOPLE);
        let host = || all().find(|p| p.role == Role::Host).and_then(|p| p.country.clone());
        let place = report.place.as_ref().filter(|_| kind != Kind::Call);
        let land = place.and_then(|place| place.country.clone());
        let city = place.and_then(|place| place.city_en.as_deref().or(place.city.as_deref()));
        let mut quoted: Vec<String> = report
            .evidence
            .iter()
            .filter(|evidence| evidence.field == "event")
            .flat_map(|evidence| words(&evidence.quote))
            .filter(|word| word.chars().count() >= 4)
            .take(QUOTED)
            .collect();
        quoted.sort();
        quoted.dedup();
        Self {
            kind,
            when: When::of(article, report),
            people: all().filter(|p| counts(p.role)).map(Person::of).collect(),
            countries: report.countries(),
            organisers: all()
                .filter(|p| p.role == Role::Organiser)
                .filter_map(|p| p.country.clone())
                .collect(),
            land: if kind == Kind::Visit { land.or_else(host) } else { land },
            city: city.map(city_key).filter(|key| !key.is_empty()),
            quoted,
            article: Arc::clone(article),
            report: Arc::clone(report),
            inside: Vec::new(),
        }
    }

    /// Whether it says by itself who, of which countries, and about when: such reports found the clusters, the others
    /// join one where only one fits.
    pub(crate) fn is_firm(&self) -> bool {
        let known = |country: &String| {
            self.people.iter().any(|p| p.country.as_ref() == Some(country) && p.is_known())
        };
        let whole = match self.kind {
            Kind::Visit => self.land.is_some() && self.people.iter().any(Person::is_known),
            Kind::Conference => self.people.iter().any(Person::is_known),
            _ => self.countries.len() >= 2 && self.countries.iter().all(known),
        };
        whole && self.when.precision < Precision::Vague
    }

    /// What [`crate::constrain::contradiction`] looks at, as one key: equal shapes contradict the same reports.
    pub(crate) fn shape(&self) -> String {
        let gathering = (self.kind == Kind::Conference).then_some((&self.organisers, &self.quoted));
        format!("{:?}", (self.kind, &self.when, &self.people, &self.countries, &self.land, gathering))
    }

    /// The people of one country.
    pub(crate) fn side(&self, country: &str) -> Vec<&Person> {
        self.people.iter().filter(|p| p.country.as_deref() == Some(country)).collect()
    }
}

fn city_key(city: &str) -> String {
    words(city).iter().map(|word| without_article(word)).collect::<Vec<_>>().join(" ")
}
