//! Dates as the codebook writes them: a small, closed part of EDTF.
//!
//! EDTF is the Library of Congress Extended Date/Time Format, ISO 8601-2. Four shapes occur:
//! a date with unspecified parts (`2024-05-21`, `2024-05`, `2024`, `XXXX-02`, `XXXX-02-14`), an interval
//! (`2025-05-06/2025-05-07`, it lasted) and "one of these days" (`[2025-05-06..2025-05-07]`).

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// A date of which the year, the month or the day may be unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    /// The year, 1 to 9999, or unknown (`XXXX`).
    pub year: Option<u16>,
    /// The month, 1 to 12, or unknown.
    pub month: Option<u8>,
    /// The day of the month, 1 to 31, or unknown.
    pub day: Option<u8>,
}

impl PartialDate {
    /// A year alone.
    pub fn year(year: u16) -> Self {
        Self { year: Some(year), month: None, day: None }
    }

    /// The first and last day this date may mean; `None` when the year is unknown or the day does not exist.
    pub fn bounds(self) -> Option<(Date, Date)> {
        let year = i16::try_from(self.year?).ok()?;
        let Some(month) = self.month else {
            return Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?));
        };
        let month = i8::try_from(month).ok()?;
        let first = Date::new(year, month, 1).ok()?;
        match self.day {
            Some(day) => {
                let date = Date::new(year, month, i8::try_from(day).ok()?).ok()?;
                Some((date, date))
            }
            None => Some((first, first.last_of_month())),
        }
    }

    /// Whether year, month and day are all known.
    pub fn is_full(self) -> bool {
        self.year.is_some() && self.month.is_some() && self.day.is_some()
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        Self {
            year: u16::try_from(date.year()).ok(),
            month: u8::try_from(date.month()).ok(),
            day: u8::try_from(date.day()).ok(),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}")?,
            None => f.write_str("XXXX")?,
        }
        match (self.month, self.day) {
            (None, None) => Ok(()),
            (Some(month), None) => write!(f, "-{month:02}"),
            (Some(month), Some(day)) => write!(f, "-{month:02}-{day:02}"),
            (None, Some(day)) => write!(f, "-XX-{day:02}"),
        }
    }
}

/// A date, an interval, or one unknown day of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Edtf {
    /// `2024-05-21`, `2024-05`, `XXXX-02`.
    Date(PartialDate),
    /// `2025-05-06/2025-05-07`: it lasted.
    Interval(PartialDate, PartialDate),
    /// `[2025-05-06..2025-05-07]`: one of these days.
    OneOf(PartialDate, PartialDate),
}

impl Edtf {
    /// The first and last day this may mean; `None` when a year is unknown.
    pub fn bounds(&self) -> Option<(Date, Date)> {
        match self {
            Edtf::Date(date) => date.bounds(),
            Edtf::Interval(a, b) | Edtf::OneOf(a, b) => Some((a.bounds()?.0, b.bounds()?.1)),
        }
    }

    /// The date it starts with (itself, for a plain date).
    pub fn first(&self) -> PartialDate {
        match self {
            Edtf::Date(date) | Edtf::Interval(date, _) | Edtf::OneOf(date, _) => *date,
        }
    }

    /// Whether both may mean the same day. Unknown parts are compatible with anything.
    pub fn compatible(&self, other: &Edtf) -> bool {
        match (self.bounds(), other.bounds()) {
            (Some((a, b)), Some((c, d))) => a <= d && c <= b,
            _ => {
                let (a, b) = (self.first(), other.first());
                let agree = |x: Option<u8>, y: Option<u8>| x.is_none() || y.is_none() || x == y;
                (a.year.is_none() || b.year.is_none() || a.year == b.year)
                    && agree(a.month, b.month)
                    && agree(a.day, b.day)
            }
        }
    }
}

impl From<Date> for Edtf {
    fn from(date: Date) -> Self {
        Edtf::Date(date.into())
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Edtf::Date(date) => date.fmt(f),
            Edtf::Interval(a, b) => write!(f, "{a}/{b}"),
            Edtf::OneOf(a, b) => write!(f, "[{a}..{b}]"),
        }
    }
}

/// A string that is none of the shapes of this module.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an EDTF date of the shapes Rasid writes: {0:?}")]
pub struct ParseEdtfError(String);

impl FromStr for PartialDate {
    type Err = ParseEdtfError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = || ParseEdtfError(text.to_owned());
        let mut parts = text.split('-');
        let year = match parts.next() {
            Some("XXXX") => None,
            Some(year) if year.len() == 4 => Some(digits(year).ok_or_else(refuse)?),
            _ => return Err(refuse()),
        };
        let mut next = |most: u8| match parts.next() {
            None | Some("XX") => Ok(None),
            Some(part) if part.len() == 2 => match digits(part) {
                Some(n) if (1..=u16::from(most)).contains(&n) => Ok(u8::try_from(n).ok()),
                _ => Err(refuse()),
            },
            Some(_) => Err(refuse()),
        };
        let date = PartialDate { year, month: next(12)?, day: next(31)? };
        let known = date.year.is_some() || date.month.is_some() || date.day.is_some();
        if parts.next().is_some() || !known { Err(refuse()) } else { Ok(date) }
    }
}

fn digits(text: &str) -> Option<u16> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
}

impl FromStr for Edtf {
    type Err = ParseEdtfError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(inner) = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')) {
            let (a, b) = inner.split_once("..").ok_or_else(|| ParseEdtfError(text.to_owned()))?;
            return Ok(Edtf::OneOf(a.parse()?, b.parse()?));
        }
        match text.split_once('/') {
            Some((a, b)) => Ok(Edtf::Interval(a.parse()?, b.parse()?)),
            None => Ok(Edtf::Date(text.parse()?)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edtf(text: &str) -> Edtf {
        text.parse().unwrap()
    }

    #[test]
    fn every_shape_prints_as_it_was_read() {
        for text in [
            "2024-05-21",
            "2024-05",
            "2024",
            "XXXX-02",
            "XXXX-02-14",
            "XXXX-XX-14",
            "2025-05-06/2025-05-07",
            "[2025-05-06..2025-05-07]",
        ] {
            assert_eq!(edtf(text).to_string(), text);
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in
            ["", "24", "2024-13", "2024-1", "XXXX", "2024-05-32", "[2024-05-01]", "2024-05-01-01", "+024"]
        {
            assert!(text.parse::<Edtf>().is_err(), "{text}");
        }
    }

    #[test]
    fn dates_that_may_mean_one_day_are_compatible() {
        for (a, b, expected) in [
            ("2025-05-06/2025-05-07", "2025-05-07", true),
            ("2025-05", "2025-05-07", true),
            ("XXXX-05", "2025-05-07", true),
            ("XXXX-04", "2025-05-07", false),
            ("2025-05-06", "2025-05-07", false),
            ("[2025-05-06..2025-05-07]", "2025-05-08", false),
        ] {
            assert_eq!(edtf(a).compatible(&edtf(b)), expected, "{a} {b}");
            assert_eq!(edtf(b).compatible(&edtf(a)), expected, "{b} {a}");
        }
    }

    #[test]
    fn a_day_that_does_not_exist_has_no_bounds() {
        assert_eq!(edtf("2025-02-30").bounds(), None);
    }
}
