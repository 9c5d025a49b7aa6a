//! Hand-made encounters between invented officials.

use rasid_coder::report::{EventType, Participant, Place, Rank, Role, Status};
use rasid_merge::{ENCOUNTER_SCHEMA, Encounter};

pub(crate) fn person(name: &str, country: &str) -> Participant {
    Participant {
        role: Role::Participant,
        name: Some(name.to_owned()),
        name_latin: None,
        name_latin_from: None,
        office: None,
        posts: Vec::new(),
        organisation: None,
        rank: Rank::Other,
        country: Some(country.to_owned()),
    }
}

pub(crate) fn encounter(
    id: &str,
    event_type: EventType,
    date: Option<&str>,
    people: &[Participant],
) -> Encounter {
    let mut countries: Vec<String> = people.iter().filter_map(|p| p.country.clone()).collect();
    countries.sort();
    countries.dedup();
    let own = people.first().and_then(|p| p.country.clone());
    Encounter {
        schema: ENCOUNTER_SCHEMA.to_owned(),
        id: id.to_owned(),
        aliases: Vec::new(),
        event_type,
        status: Status::Held,
        part_of: None,
        date: date.map(str::to_owned),
        not_after: None,
        place: None,
        participants: people.to_vec(),
        themes: Vec::new(),
        partners: countries.iter().filter(|code| Some(*code) != own.as_ref()).cloned().collect(),
        countries,
        variants: Vec::new(),
        status_history: Vec::new(),
        first_reported: None,
        last_reported: None,
        articles: 1,
        independent_sources: 1,
        reviewed: None,
        reports: Vec::new(),
    }
}

pub(crate) fn visit(id: &str, date: Option<&str>, name: &str, from: &str, to: &str) -> Encounter {
    let mut visit =
        encounter(id, EventType::Visit, date, &[Participant { role: Role::Visitor, ..person(name, from) }]);
    visit.place = Some(Place { country: Some(to.to_owned()), ..Place::default() });
    visit.countries.push(to.to_owned());
    visit.countries.sort();
    visit.partners = vec![to.to_owned()];
    visit
}
