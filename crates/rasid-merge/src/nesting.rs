//! What happened inside what, across articles: talks in a conference, a conference in a visit.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rasid_coder::report::{EventType, Role, Status};
use rasid_text::Edtf;

use crate::encounter::Encounter;
use crate::name::{Likeness, Name};

/// A visit of more days than this is a stay: what happens meanwhile is not part of it unless an article says so.
pub const LONGEST_VISIT: i32 = 31;

/// For each encounter, the id of the one that most of its reports put theirs into. `sets` and `encounters` go in
/// parallel; `parents` holds the parent of each report.
pub(crate) fn told_parents(
    encounters: &[Encounter],
    sets: &[Vec<usize>],
    parents: &[Option<usize>],
) -> Vec<Option<String>> {
    let mut home = vec![0; parents.len()];
    for (at, set) in sets.iter().enumerate() {
        for &report in set {
            home[report] = at;
        }
    }
    let told = |(at, set): (usize, &Vec<usize>)| {
        let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
        for parent in set.iter().filter_map(|&report| parents[report]).filter(|&parent| home[parent] != at) {
            *votes.entry(&encounters[home[parent]].id).or_default() += 1;
        }
        let most = votes.into_iter().max_by_key(|(parent, votes)| (*votes, std::cmp::Reverse(*parent)));
        most.map(|(parent, _)| parent.to_owned())
    };
    sets.iter().enumerate().map(told).collect()
}

/// Visits, to find the one that an encounter evidently belongs to: the visitor takes part, in the country he visits, on
/// days of the visit.
#[derive(Debug)]
pub struct Nesting {
    by_country: BTreeMap<String, Vec<Stay>>,
}

impl Nesting {
    /// Looks at the visits among the encounters. For an answer about an encounter, all visits to its country on its days
    /// have to be among them.
    pub fn of<'e>(encounters: impl IntoIterator<Item = &'e Encounter>) -> Self {
        let mut by_country: BTreeMap<String, Vec<Stay>> = BTreeMap::new();
        for (country, stay) in encounters.into_iter().filter_map(Stay::of) {
            by_country.entry(country).or_default().push(stay);
        }
        Self { by_country }
    }

    /// The id of the encounter that this one is part of: what its reports say, else the one visit that fits.
    pub fn parent(&self, encounter: &Encounter, told: Option<&str>) -> Option<String> {
        told.map(str::to_owned).or_else(|| self.evident(encounter))
    }

    fn evident(&self, encounter: &Encounter) -> Option<String> {
        let (country, from, to) = nests(encounter)?;
        let names: Vec<Name> =
            encounter.participants.iter().filter_map(|p| Name::parse(p.name.as_deref()?)).collect();
        let mut fitting = self.by_country.get(country)?.iter().filter(|stay| {
            let there =
                |visitor: &Name| names.iter().any(|name| name.likeness(visitor) >= Likeness::FamilyName);
            stay.from <= from && to <= stay.to && stay.visitors.iter().any(there)
        });
        match (fitting.next(), fitting.next()) {
            (Some(stay), None) => Some(stay.id.clone()),
            _ => None,
        }
    }
}

/// Country, first and last day of something that may evidently be part of a visit.
pub fn nests(encounter: &Encounter) -> Option<(&str, Date, Date)> {
    let nests = !matches!(encounter.event_type, EventType::Visit | EventType::Call);
    spot(encounter).filter(|_| nests && encounter.status == Status::Held)
}

/// Country, first and last day of a visit that others may evidently be part of.
pub fn holds(encounter: &Encounter) -> Option<(&str, Date, Date)> {
    let holds = encounter.event_type == EventType::Visit && encounter.status == Status::Held;
    spot(encounter).filter(|(_, from, to)| holds && (*to - *from).get_days() < LONGEST_VISIT)
}

/// Country, first and last day, where all are known.
fn spot(encounter: &Encounter) -> Option<(&str, Date, Date)> {
    let country = encounter.place.as_ref()?.country.as_deref()?;
    placed(encounter).map(|(from, to)| (country, from, to))
}

/// A dated visit.
#[derive(Debug)]
struct Stay {
    id: String,
    from: Date,
    to: Date,
    visitors: Vec<Name>,
}

impl Stay {
    fn of(visit: &Encounter) -> Option<(String, Self)> {
        let (country, from, to) = holds(visit)?;
        let visitors = visit.participants.iter().filter(|p| p.role == Role::Visitor);
        let visitors = visitors.filter_map(|p| Name::parse(p.name.as_deref()?)).collect();
        Some((country.to_owned(), Self { id: visit.id.clone(), from, to, visitors }))
    }
}

/// First and last day, where days are written.
fn placed(encounter: &Encounter) -> Option<(Date, Date)> {
    let edtf: Edtf = encounter.date.as_deref()?.parse().ok()?;
    let written = match edtf {
        Edtf::Date(day) => day.is_full(),
        Edtf::Interval(a, b) | Edtf::OneOf(a, b) => a.is_full() && b.is_full(),
    };
    edtf.bounds().filter(|_| written)
}

/// Takes the parent from every encounter that following the parents leads back to: articles that contradict each other
/// put nothing into anything. `ids` and `parents` go in parallel.
pub fn break_circles<'i>(ids: impl Iterator<Item = &'i str>, parents: &mut [Option<String>]) {
    let place: BTreeMap<String, usize> = ids.enumerate().map(|(at, id)| (id.to_owned(), at)).collect();
    let next: Vec<Option<usize>> =
        parents.iter().map(|parent| place.get(parent.as_deref()?).copied()).collect();
    for start in 0..parents.len() {
        let mut seen = BTreeSet::new();
        let mut at = next[start];
        while let Some(here) = at.filter(|here| seen.insert(*here)) {
            if here == start {
                parents[start] = None;
                break;
            }
            at = next[here];
        }
    }
}
