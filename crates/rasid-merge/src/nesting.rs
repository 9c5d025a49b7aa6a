//! What happened inside what, across articles: talks in a conference, a conference in a visit.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rasid_coder::report::{EventType, Role, Status};
use rasid_text::Edtf;

use crate::encounter::Encounter;
use crate::name::{Likeness, Name};

/// Chains of parents are followed so far; longer ones are loops.
const DEEP: usize = 16;

/// Sets `part_of`: what most reports say; where none says anything, the visit that the encounter evidently belongs to
/// (the visitor takes part, in the country he visits, on days of the visit). `sets` and `encounters` go in parallel.
pub(crate) fn nest(encounters: &mut [Encounter], sets: &[Vec<usize>], parents: &[Option<usize>]) {
    let mut home = vec![0; parents.len()];
    for (at, set) in sets.iter().enumerate() {
        for &report in set {
            home[report] = at;
        }
    }
    let stays: Vec<Stay> =
        encounters.iter().enumerate().filter_map(|(at, visit)| Stay::of(at, visit)).collect();
    let mut by_country: BTreeMap<&str, Vec<&Stay>> = BTreeMap::new();
    for stay in &stays {
        by_country.entry(&stay.country).or_default().push(stay);
    }
    let chosen: Vec<Option<usize>> = sets
        .iter()
        .enumerate()
        .map(|(at, set)| {
            let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
            for parent in
                set.iter().filter_map(|&report| parents[report]).filter(|&parent| home[parent] != at)
            {
                *votes.entry(home[parent]).or_default() += 1;
            }
            let most = votes.iter().max_by_key(|(parent, votes)| (**votes, std::cmp::Reverse(**parent)));
            most.map(|(parent, _)| *parent).or_else(|| evident(&encounters[at], &by_country))
        })
        .collect();
    for at in 0..encounters.len() {
        if !loops(at, &chosen) {
            encounters[at].part_of = chosen[at].map(|parent| encounters[parent].id.clone());
        }
    }
}

/// A dated visit.
struct Stay {
    at: usize,
    country: String,
    from: Date,
    to: Date,
    visitors: Vec<Name>,
}

impl Stay {
    fn of(at: usize, visit: &Encounter) -> Option<Self> {
        if visit.event_type != EventType::Visit || visit.status != Status::Held {
            return None;
        }
        let country = visit.place.as_ref()?.country.clone()?;
        let (from, to) = placed(visit)?;
        let visitors = visit.participants.iter().filter(|p| p.role == Role::Visitor);
        let visitors = visitors.filter_map(|p| Name::parse(p.name.as_deref()?)).collect();
        Some(Self { at, country, from, to, visitors })
    }
}

/// The one visit that an encounter without a parent belongs to.
fn evident(encounter: &Encounter, stays: &BTreeMap<&str, Vec<&Stay>>) -> Option<usize> {
    let nests = !matches!(encounter.event_type, EventType::Visit | EventType::Call);
    if !nests || encounter.status != Status::Held {
        return None;
    }
    let country = encounter.place.as_ref()?.country.as_deref()?;
    let (from, to) = placed(encounter)?;
    let names: Vec<Name> =
        encounter.participants.iter().filter_map(|p| Name::parse(p.name.as_deref()?)).collect();
    let mut fitting = stays.get(country)?.iter().filter(|stay| {
        let there = |visitor: &Name| names.iter().any(|name| name.likeness(visitor) >= Likeness::FamilyName);
        stay.from <= from && to <= stay.to && stay.visitors.iter().any(there)
    });
    match (fitting.next(), fitting.next()) {
        (Some(stay), None) => Some(stay.at),
        _ => None,
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

/// Whether following the parents from here leads back here, or nowhere soon.
fn loops(start: usize, parents: &[Option<usize>]) -> bool {
    let mut next = parents[start];
    for _ in 0..DEEP {
        match next {
            None => return false,
            Some(at) if at == start => return true,
            Some(at) => next = parents[at],
        }
    }
    true
}
