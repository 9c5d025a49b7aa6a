//! Fields of an encounter that a person may correct, by the paths that variants have.

use std::fmt;
use std::str::FromStr;

use rasid_coder::report::{EventType, LatinFrom, Participant, Place, Report, Status};
use rasid_text::Edtf;
use rasid_text::latin::{Habit, spell};

use crate::encounter::Encounter;

/// A field by its path: `date`, `status`, `type`, `place/city`, `place/city_en`, `place/country`,
/// `participants/0/name`, `participants/0/office`, `participants/0/country`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// EDTF.
    Date,
    /// A word of the contract.
    Status,
    /// A word of the contract.
    Type,
    /// The city as written.
    City,
    /// Its English name, by which maps know where it lies.
    CityEn,
    /// ISO 3166-1 alpha-2 of the place.
    PlaceCountry,
    /// The name of a participant, by his seat.
    Name(usize),
    /// His office.
    Office(usize),
    /// The country he acts for.
    Country(usize),
}

/// A path that is none, or a value that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError(String);

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FieldError {}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Field::Date => f.write_str("date"),
            Field::Status => f.write_str("status"),
            Field::Type => f.write_str("type"),
            Field::City => f.write_str("place/city"),
            Field::CityEn => f.write_str("place/city_en"),
            Field::PlaceCountry => f.write_str("place/country"),
            Field::Name(n) => write!(f, "participants/{n}/name"),
            Field::Office(n) => write!(f, "participants/{n}/office"),
            Field::Country(n) => write!(f, "participants/{n}/country"),
        }
    }
}

impl FromStr for Field {
    type Err = FieldError;

    fn from_str(path: &str) -> Result<Self, Self::Err> {
        let parts: Vec<&str> = path.split('/').collect();
        let seat = |text: &str| text.parse::<usize>().ok();
        Ok(match parts.as_slice() {
            ["date"] => Field::Date,
            ["status"] => Field::Status,
            ["type"] => Field::Type,
            ["place", "city"] => Field::City,
            ["place", "city_en"] => Field::CityEn,
            ["place", "country"] => Field::PlaceCountry,
            ["participants", n, field] if seat(n).is_some() => {
                let n = seat(n).unwrap_or_default();
                match *field {
                    "name" => Field::Name(n),
                    "office" => Field::Office(n),
                    "country" => Field::Country(n),
                    _ => return Err(unknown(path)),
                }
            }
            _ => return Err(unknown(path)),
        })
    }
}

fn unknown(path: &str) -> FieldError {
    FieldError(format!(
        "{path}: expected date, status, type, place/city, place/city_en, place/country, or participants/N/name, office or country"
    ))
}

impl Field {
    /// What stands there.
    pub fn value(self, encounter: &Encounter) -> Option<String> {
        let person = |n: usize| encounter.participants.get(n);
        match self {
            Field::Date => encounter.date.clone(),
            Field::Status => Some(encounter.status.to_string()),
            Field::Type => Some(encounter.event_type.to_string()),
            Field::City => encounter.place.as_ref()?.city.clone(),
            Field::CityEn => encounter.place.as_ref()?.city_en.clone(),
            Field::PlaceCountry => encounter.place.as_ref()?.country.clone(),
            Field::Name(n) => person(n)?.name.clone(),
            Field::Office(n) => person(n)?.office.clone(),
            Field::Country(n) => person(n)?.country.clone(),
        }
    }

    /// Whether a report has this value itself; of a participant's fields, whether any of its participants has.
    pub fn is_said_by(self, report: &Report, value: &str) -> bool {
        let place = report.place.as_ref();
        let anybody = |of: fn(&Participant) -> Option<&String>| {
            report.participants.iter().filter_map(of).any(|said| said == value)
        };
        match self {
            Field::Date => report.date.as_deref() == Some(value),
            Field::Status => report.status.to_string() == value,
            Field::Type => report.event_type.to_string() == value,
            Field::City => place.and_then(|place| place.city.as_deref()) == Some(value),
            Field::CityEn => place.and_then(|place| place.city_en.as_deref()) == Some(value),
            Field::PlaceCountry => place.and_then(|place| place.country.as_deref()) == Some(value),
            Field::Name(_) => anybody(|person| person.name.as_ref()),
            Field::Office(_) => anybody(|person| person.office.as_ref()),
            Field::Country(_) => anybody(|person| person.country.as_ref()),
        }
    }

    /// The same field with the seat of whoever is meant: seats move as reports come in, so a participant is known by what
    /// stood there (`was`). `encounter` is as the reports have it.
    ///
    /// # Errors
    /// When nobody, or more than one, may be meant.
    pub fn located(self, encounter: &Encounter, was: &str) -> Result<Self, FieldError> {
        let (n, at): (usize, fn(usize) -> Field) = match self {
            Field::Name(n) => (n, Field::Name),
            Field::Office(n) => (n, Field::Office),
            Field::Country(n) => (n, Field::Country),
            Field::Date | Field::Status | Field::Type | Field::City | Field::CityEn | Field::PlaceCountry => {
                return Ok(self);
            }
        };
        let seats = encounter.participants.len();
        let is_meant = |seat: usize| at(seat).value(encounter).unwrap_or_default() == was;
        if n < seats && is_meant(n) {
            return Ok(self);
        }
        let mut meant = (0..seats).filter(|&seat| !was.is_empty() && is_meant(seat));
        match (meant.next(), meant.next()) {
            (Some(seat), None) => Ok(at(seat)),
            _ => Err(FieldError(format!("no participant {n}"))),
        }
    }

    /// Puts a value there; an empty one takes away what stood there. What follows from it (countries, partners, the
    /// spelling in Latin letters) is set too.
    ///
    /// # Errors
    /// When the value does not fit, or there is no such participant.
    pub fn set(self, encounter: &mut Encounter, value: &str) -> Result<(), FieldError> {
        let text = (!value.is_empty()).then(|| value.to_owned());
        match self {
            Field::Date => {
                let is_date = |text: &str| {
                    text.parse::<Edtf>()
                        .is_ok_and(|edtf| edtf.bounds().is_none_or(|(first, last)| first <= last))
                };
                if !text.as_deref().is_none_or(is_date) {
                    return Err(FieldError(format!(
                        "{value}: no date in EDTF (2025-05-06, 2025-05, 2025-05-06/2025-05-08)"
                    )));
                }
                encounter.date = text;
            }
            Field::Status => encounter.status = word(value, Status::from_word, Status::ALL)?,
            Field::Type => encounter.event_type = word(value, EventType::from_word, EventType::ALL)?,
            Field::City => {
                let place = encounter.place.get_or_insert_with(Place::default);
                (place.city, place.city_en, place.venue) = (text, None, None);
            }
            Field::CityEn => encounter.place.get_or_insert_with(Place::default).city_en = text,
            Field::PlaceCountry => {
                encounter.place.get_or_insert_with(Place::default).country = code(text)?;
            }
            Field::Name(n) | Field::Office(n) | Field::Country(n) => {
                let Some(person) = encounter.participants.get_mut(n) else {
                    return Err(FieldError(format!("no participant {n}")));
                };
                match self {
                    Field::Name(_) => {
                        let habit = Habit::of_country(person.country.as_deref().unwrap_or_default());
                        person.name_latin = text.as_deref().map(|name| spell(name, habit));
                        person.name_latin_from = text.as_ref().map(|_| LatinFrom::Transliterated);
                        person.name = text;
                    }
                    Field::Office(_) => (person.office, person.posts) = (text, Vec::new()),
                    _ => person.country = code(text)?,
                }
            }
        }
        encounter.set_sides();
        Ok(())
    }
}

fn word<T: Copy + fmt::Display>(
    value: &str,
    known: fn(&str) -> Option<T>,
    all: &[T],
) -> Result<T, FieldError> {
    known(value).ok_or_else(|| {
        let all: Vec<String> = all.iter().map(T::to_string).collect();
        FieldError(format!("{value}: expected one of {}", all.join(", ")))
    })
}

/// Codes of countries and organisations are upper-case letters.
fn code(text: Option<String>) -> Result<Option<String>, FieldError> {
    match text {
        Some(text) if text.len() < 2 || !text.bytes().all(|byte| byte.is_ascii_uppercase()) => Err(
            FieldError(format!("{text}: expected a code (ISO 3166-1 alpha-2, or that of an organisation)")),
        ),
        text => Ok(text),
    }
}
