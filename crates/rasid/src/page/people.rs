//! People and places on one line each.

use rasid_chronicle::Selection;
use rasid_coder::report::{LatinFrom, Participant, Place, Role};

use super::Page;
use crate::lang::Lang;

/// Marks a Latin spelling that was made by rule.
const BY_RULE: char = '~';

/// Role, name, Latin spelling, office, country. The words of the article stay in its language.
pub(crate) fn person(page: &Page, person: &Participant) -> String {
    let messages = page.messages();
    let office = person.office.as_ref().map(|office| match messages.rank(person.rank) {
        None => page.cell(office),
        Some(rank) => format!("{} ({})", page.cell(office), page.cell(rank)),
    });
    let within = |organisation: &&String| {
        person.office.as_ref().is_none_or(|office| !office.contains(organisation.as_str()))
    };
    let organisation = person.organisation.as_ref().filter(within).map(|text| page.cell(text));
    let country = person.country.as_ref().map(|code| page.side(code));
    let mut parts: Vec<String> =
        [name(page, person), office, organisation, country].into_iter().flatten().collect();
    if parts.is_empty() {
        parts.push(page.cell(messages.unnamed));
    }
    let line = page.listed(&parts);
    match person.role {
        Role::Participant | Role::Signatory => line,
        role => format!("{}{}{line}", page.cell(messages.role(role)), messages.colon),
    }
}

/// The name as written; for readers of Latin letters with its spelling, for others only with one in public use.
fn name(page: &Page, person: &Participant) -> Option<String> {
    let latin = person.name_latin.as_ref().filter(|latin| person.name.as_ref() != Some(latin));
    let latin = latin.and_then(|latin| match (person.name_latin_from, page.lang) {
        (Some(LatinFrom::Transliterated), Lang::Ar) => None,
        (Some(LatinFrom::Transliterated), _) => Some(format!("{BY_RULE}{latin}")),
        _ => Some(latin.clone()),
    });
    match (&person.name, latin) {
        (Some(name), Some(latin)) => Some(format!("{} ({})", page.cell(name), page.cell(&latin))),
        (Some(name), None) => Some(page.cell(name)),
        (None, latin) => latin.map(|latin| page.cell(&latin)),
    }
}

/// Whether a page shows Latin spellings that were made by rule, and must say so.
pub(crate) fn has_spellings_by_rule(page: &Page, selection: &Selection) -> bool {
    let mut people = selection.rows.iter().flat_map(|row| &row.encounter.participants);
    page.lang != Lang::Ar && people.any(|person| person.name_latin_from == Some(LatinFrom::Transliterated))
}

/// Venue, city, country. Readers of Latin letters see the English name of the city first.
pub(crate) fn place(page: &Page, place: &Place) -> Option<String> {
    let city = match (&place.city, &place.city_en, page.lang) {
        (Some(city), _, Lang::Ar) => Some(page.cell(city)),
        (Some(city), Some(english), _) if city != english => {
            Some(format!("{} ({})", page.cell(english), page.cell(city)))
        }
        (city, english, _) => city.as_ref().or(english.as_ref()).map(|name| page.cell(name)),
    };
    let venue = place.venue.as_ref().map(|venue| page.cell(venue));
    let country = place.country.as_ref().map(|code| page.side(code));
    let disputed = place.disputed.then(|| page.cell(page.messages().disputed));
    let parts: Vec<String> = [venue, city, country, disputed].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| page.listed(&parts))
}
