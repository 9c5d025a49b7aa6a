//! Fields of an encounter that a person may correct, by the paths that variants have.

use std::fmt;
use std::str::FromStr;

use rasid_coder::report::{EventType, Place, Status};
use rasid_text::Edtf;

use crate::encounter::Encounter;

/// A field by its path: `date`, `status`, `type`, `place/city`, `place/country`, `participants/0/name`,
/// `participants/0/office`, `participants/0/country`.
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
        "{path}: expected date, status, type, place/city, place/country, or participants/N/name, office or country"
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
            Field::PlaceCountry => encounter.place.as_ref()?.country.clone(),
            Field::Name(n) => person(n)?.name.clone(),
            Field::Office(n) => person(n)?.office.clone(),
            Field::Country(n) => person(n)?.country.clone(),
        }
    }

    /// Puts a value there; an empty one takes away what stood there. A participant is known by what stood there (`was`),
    /// for seats move as reports come in. What follows from the value (countries, partners) is set too.
    ///
    /// # Errors
    /// When the value does not fit, or nobody there is the one who is meant.
    pub fn set(self, encounter: &mut Encounter, was: &str, value: &str) -> Result<(), FieldError> {
        let text = (!value.is_empty()).then(|| value.to_owned());
        match self {
            Field::Date => {
                if text.as_deref().is_some_and(|text| text.parse::<Edtf>().is_err()) {
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
            Field::PlaceCountry => {
                encounter.place.get_or_insert_with(Place::default).country = code(text)?;
            }
            Field::Name(n) | Field::Office(n) | Field::Country(n) => {
                let value_at = |seat: usize| match self {
                    Field::Name(_) => Field::Name(seat),
                    Field::Office(_) => Field::Office(seat),
                    _ => Field::Country(seat),
                };
                let is_meant = |seat: &usize| value_at(*seat).value(encounter).unwrap_or_default() == was;
                let seats = encounter.participants.len();
                let seat =
                    Some(n).filter(|n| *n < seats).filter(is_meant).or_else(|| (0..seats).find(is_meant));
                let Some(seat) = seat else {
                    return Err(FieldError(format!("no participant {n}")));
                };
                let person = &mut encounter.participants[seat];
                match self {
                    Field::Name(_) => {
                        (person.name, person.name_latin, person.name_latin_from) = (text, None, None)
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
