//! What the coder knows beyond the words, for a report that a person wrote: ranks, Latin spellings, the place.

use rasid_lexicon::{Kind, Lexicon};
use rasid_text::latin::{self, Habit};

use crate::coder::Coder;
use crate::mention::{Mentions, is_bare};
use crate::report::{LatinFrom, Participant, Place, Rank, Report};

/// Fills in the rank of offices, the Latin spelling of names, the English name of the city, its country where it is not
/// said, and whether the place is disputed. What is there already stays.
pub fn complete(coder: &Coder, report: &mut Report) {
    let lexicon = coder.lexicon();
    let mut mentions = Mentions::default();
    for person in &mut report.participants {
        if person.rank == Rank::Other
            && let Some(office) = &person.office
        {
            person.rank = rank(lexicon, &mut mentions, office);
        }
        spell(lexicon, &mut mentions, person);
    }
    if let Some(place) = &mut report.place {
        locate(lexicon, &mut mentions, place);
    }
}

fn rank(lexicon: &Lexicon, mentions: &mut Mentions, office: &str) -> Rank {
    mentions.fill(lexicon, office);
    let Some(found) = mentions.best(0, Kind::Office) else { return Rank::Other };
    let head = lexicon.office(found.sense.id);
    let rank = Rank::from_word(&head.rank).unwrap_or(Rank::Other);
    let rest = found.tokens as usize..mentions.len();
    let of_country = rest.clone().any(|i| mentions.has_one_of(i, &[Kind::Country, Kind::Nisba]));
    match rank {
        _ if head.deputy => Rank::SeniorOfficial,
        // رئيس of a country is a head of state, رئيس of anything else is not.
        Rank::HeadOfState if head.generic && !rest.is_empty() && !of_country => Rank::SeniorOfficial,
        rank => rank,
    }
}

fn spell(lexicon: &Lexicon, mentions: &mut Mentions, person: &mut Participant) {
    let (Some(name), None) = (&person.name, &person.name_latin) else { return };
    mentions.fill(lexicon, name);
    let whole = mentions.best(0, Kind::Person).filter(|found| found.tokens as usize == mentions.len());
    let known = whole.map(|found| lexicon.person(found.sense.id));
    let known = known.filter(|known| known.country.is_none() || known.country == person.country);
    let (latin, from) = match known {
        Some(known) => (known.latin.clone(), LatinFrom::Attested),
        None if !name.chars().any(|c| ('\u{620}'..='\u{64a}').contains(&c)) => {
            (name.clone(), LatinFrom::Attested)
        }
        None => {
            let habit = Habit::of_country(person.country.as_deref().unwrap_or_default());
            (latin::spell(name, habit), LatinFrom::Transliterated)
        }
    };
    (person.name_latin, person.name_latin_from) = (Some(latin), Some(from));
}

fn locate(lexicon: &Lexicon, mentions: &mut Mentions, place: &mut Place) {
    let Some(city) = &place.city else { return };
    mentions.fill(lexicon, city);
    place.disputed |= mentions.has(0, Kind::Disputed);
    let cities = mentions.at(0).iter().filter(|found| found.sense.kind == Kind::City && is_bare(found));
    let arabic = cities.map(|found| lexicon.city(found.sense.id));
    // Latin letters are looked up in the English names.
    let latin =
        lexicon.cities().iter().filter(|known| city.is_ascii() && known.en.eq_ignore_ascii_case(city));
    let fits = |country: &str| place.country.as_deref().is_none_or(|told| told == country);
    let best = arabic.chain(latin).filter(|known| fits(&known.country)).max_by_key(|known| known.population);
    if let Some(best) = best {
        place.city_en.get_or_insert_with(|| best.en.clone());
        place.country.get_or_insert_with(|| best.country.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{EventType, Role, Salience, Status};

    #[test]
    fn what_a_person_left_out_is_filled_in() {
        let person = |name: Option<&str>, office: &str, country: &str| Participant {
            role: Role::Participant,
            name: name.map(str::to_owned),
            name_latin: None,
            name_latin_from: None,
            office: Some(office.to_owned()),
            posts: Vec::new(),
            organisation: None,
            rank: Rank::Other,
            country: Some(country.to_owned()),
        };
        let mut report = Report {
            id: String::new(),
            event_type: EventType::Talks,
            visit_kind: None,
            status: Status::Held,
            salience: Salience::Main,
            part_of: None,
            date: None,
            place: Some(Place { city: Some("القدس".to_owned()), ..Place::default() }),
            participants: vec![
                person(Some("كمال الوسلاتي"), "وزير العدل", "TN"),
                person(Some("Karim Bennis"), "رئيس الجمهورية", "SN"),
                person(None, "نائب وزير الدفاع", "SN"),
                person(None, "ministre", "SN"),
            ],
            themes: Vec::new(),
            axes: Vec::new(),
            plover: String::new(),
            cameo: String::new(),
            attributed_to: None,
            evidence: Vec::new(),
        };
        complete(&Coder::embedded(), &mut report);
        let ranks: Vec<Rank> = report.participants.iter().map(|person| person.rank).collect();
        use Rank::*;
        assert_eq!(ranks, [Minister, HeadOfState, SeniorOfficial, Other]);
        assert_eq!(report.participants[0].name_latin_from, Some(LatinFrom::Transliterated));
        assert_eq!(report.participants[1].name_latin.as_deref(), Some("Karim Bennis"));
        let place = report.place.unwrap();
        assert!(place.disputed && place.city_en.as_deref() == Some("Jerusalem"));
    }
}
