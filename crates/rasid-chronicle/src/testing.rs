//! Hand-made encounters between invented officials.

use rasid_coder::report::{
    ARTICLE_SCHEMA, CoderVersion, EventType, Evidence, Participant, Place, Rank, Report, Role, Salience,
    Status, Zone,
};
use rasid_coder::{Article, Reading};
use rasid_merge::{ENCOUNTER_SCHEMA, Encounter, EncounterReport};

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
        reports: vec![report(id, event_type)],
    }
}

fn report(id: &str, event_type: EventType) -> EncounterReport {
    EncounterReport {
        article: format!("article of {id}"),
        event: format!("event of {id}"),
        outlet: None,
        url: None,
        title: None,
        event_type,
        countries: Vec::new(),
        date: None,
        copy_group: None,
        attributed_to: None,
        evidence: Vec::new(),
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

/// An article in which nothing was read.
pub(crate) fn reading(id: &str) -> Reading {
    let mut article = Article::from_text(format!("نص {id}"));
    article.id = id.to_owned();
    Reading {
        schema: ARTICLE_SCHEMA.to_owned(),
        coder: CoderVersion { version: "1".to_owned(), lexicon: "l".to_owned() },
        article,
        events: Vec::new(),
        claims: Vec::new(),
        judgements: Vec::new(),
        judged: 0.0,
        dimensions: Vec::new(),
    }
}

/// An article with one report of talks on a day, whose quote is its own.
pub(crate) fn told(id: &str, event: &str, day: &str, names: [&str; 2]) -> Reading {
    let quote = format!("التقى {id}");
    let report = Report {
        id: event.to_owned(),
        event_type: EventType::Talks,
        visit_kind: None,
        status: Status::Held,
        salience: Salience::Main,
        part_of: None,
        date: Some(day.to_owned()),
        place: Some(Place { country: Some("TN".to_owned()), ..Place::default() }),
        participants: vec![
            Participant { role: Role::Participant, ..person(names[0], "TN") },
            person(names[1], "SE"),
        ],
        themes: Vec::new(),
        axes: Vec::new(),
        plover: "CONSULT".to_owned(),
        cameo: "040".to_owned(),
        attributed_to: None,
        evidence: vec![Evidence { field: "event".to_owned(), zone: Zone::Text, start: 0, end: 5, quote }],
    };
    let mut reading = reading(id);
    let article = Article { published: day.parse().ok(), ..reading.article.clone() };
    reading.article = article;
    reading.events = vec![report];
    reading
}

/// A store that holds these encounters.
pub(crate) fn store(encounters: &[Encounter]) -> crate::store::Store {
    crate::store::Store::of_encounters(encounters)
}
