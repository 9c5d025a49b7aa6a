//! One field of a record, whatever kind of value it holds.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::error::Problem;

/// Most bytes of any field but the text.
pub(crate) const MAX_FIELD_BYTES: usize = 4096;

/// The value of a field. What cannot be meant is passed over and not kept, however long and deep it is.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) enum Field {
    /// Not there, or `null`.
    #[default]
    None,
    /// A whole number, in decimal digits: databases export their keys as numbers.
    Number(String),
    /// A string.
    Text(String),
    /// A value of another kind.
    Other,
}

impl Field {
    /// The string, of any length.
    ///
    /// # Errors
    /// [`Problem::Kind`] where it is no string.
    pub(crate) fn string(self, name: &'static str, wanted: &'static str) -> Result<Option<String>, Problem> {
        match self {
            Field::None => Ok(None),
            Field::Text(text) => Ok(Some(text)),
            Field::Number(_) | Field::Other => Err(Problem::Kind { name, wanted }),
        }
    }

    /// The string, of [`MAX_FIELD_BYTES`] at most.
    ///
    /// # Errors
    /// As [`Field::string`], and where it is longer.
    pub(crate) fn short(self, name: &'static str, wanted: &'static str) -> Result<Option<String>, Problem> {
        let text = self.string(name, wanted)?;
        if text.as_ref().is_some_and(|text| text.len() > MAX_FIELD_BYTES) {
            return Err(Problem::Field { name, limit: MAX_FIELD_BYTES });
        }
        Ok(text)
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Field;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Field, E> {
        Ok(Field::None)
    }

    fn visit_str<E>(self, text: &str) -> Result<Field, E> {
        Ok(Field::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Field, E> {
        Ok(Field::Text(text))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Field, E> {
        Ok(Field::Number(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Field, E> {
        Ok(Field::Number(number.to_string()))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Field, E> {
        Ok(Field::Other)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Field, E> {
        Ok(Field::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Field, A::Error> {
        while values.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Field::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut values: A) -> Result<Field, A::Error> {
        while values.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Field::Other)
    }
}
