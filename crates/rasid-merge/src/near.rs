//! Encounters that are two by their reports, and look like one that was reported in two ways.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use rasid_coder::report::EventType;
use rasid_text::Edtf;

use crate::encounter::Encounter;
use crate::person::{Identity, Person};
use crate::profile::Kind;

/// The longest that an encounter may last to be compared: a visit of a week.
const LONGEST: i64 = 7;

/// Of two encounters the later begins within so many days after the earlier, or they are not near.
pub const NEAR_DAYS: i64 = LONGEST + 1;

/// Whether a person should look whether these two are one: the same people of two countries met in both, one of them by name, at most a day
/// apart, and no article tells of both. Of a call and a meeting one may be the other misheard; what else differs
/// in kind is two.
pub fn are_near(a: &Encounter, b: &Encounter) -> bool {
    let is_inside = |a: &Encounter, b: &Encounter| a.part_of.as_ref() == Some(&b.id);
    of_like_kinds(a, b)
        && !is_inside(a, b)
        && !is_inside(b, a)
        && days(a).zip(days(b)).is_some_and(|(a, b)| touch(a, b) && touch(b, a))
        && !a.reports.iter().any(|one| b.reports.iter().any(|other| one.article == other.article))
        && the_same_met(a, b)
}

fn of_like_kinds(a: &Encounter, b: &Encounter) -> bool {
    match (Kind::of(a.event_type), Kind::of(b.event_type)) {
        (Kind::Meeting | Kind::Call, Kind::Meeting | Kind::Call) => true,
        (a, b) => a == b && a != Kind::Conference,
    }
}

/// The first and last day, where both are known and it lasts no longer than [`LONGEST`].
fn days(encounter: &Encounter) -> Option<(Date, Date)> {
    let date: Edtf = encounter.date.as_deref()?.parse().ok()?;
    let (first, last) = date.bounds()?;
    (last <= first.checked_add(LONGEST.days()).ok()?).then_some((first, last))
}

fn touch((_, last): (Date, Date), (first, _): (Date, Date)) -> bool {
    last.checked_add(1.day()).is_ok_and(|last| first <= last)
}

/// Whether people of two countries are in both, one of them by name and the other by name or office (whatever the name: a
/// foreign one is written in many ways); of a visit the visitor, where it goes being the other side.
fn the_same_met(a: &Encounter, b: &Encounter) -> bool {
    let people = |encounter: &Encounter| -> Vec<Person> {
        let of_a_country = |person: &Person| person.country.is_some();
        encounter.participants.iter().map(Person::of).filter(of_a_country).collect()
    };
    let others = people(b);
    let mut sides: BTreeMap<Option<String>, Identity> = BTreeMap::new();
    for person in people(a) {
        let same = others.iter().filter(|other| other.country == person.country);
        let best = same.map(|other| person.identity(other).max(person.office_identity(other)));
        let best = best.max().unwrap_or(Identity::Open);
        let side = sides.entry(person.country).or_insert(best);
        *side = best.max(*side);
    }
    sides.retain(|_, best| *best >= Identity::SameOffice);
    let to = |encounter: &Encounter| encounter.place.as_ref().and_then(|place| place.country.clone());
    let same_way = a.event_type == EventType::Visit && to(a).is_some() && to(a) == to(b);
    let met = sides.len() + usize::from(same_way && !sides.contains_key(&to(a)));
    met >= 2 && sides.values().any(|best| *best >= Identity::FamilyName)
}
