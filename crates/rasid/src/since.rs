//! Since when: an hour, a day, or a span back from now.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use rasid_chronicle::instant;

/// An instant, a day, or a span back from now, as the store writes instants; `None` for anything else.
pub(crate) fn since(word: &str, now: Timestamp) -> Option<String> {
    if let Ok(at) = word.parse::<Timestamp>() {
        return Some(instant(at));
    }
    if let (true, Ok(day)) = (word.len() == 10, word.parse::<jiff::civil::Date>()) {
        return Some(instant(day.to_zoned(TimeZone::system()).ok()?.timestamp()));
    }
    // As a browser's field for an hour has it.
    if let (16 | 19, Ok(hour)) = (word.len(), word.parse::<jiff::civil::DateTime>()) {
        return Some(instant(hour.to_zoned(TimeZone::system()).ok()?.timestamp()));
    }
    let (number, hours) = match (word.strip_suffix('h'), word.strip_suffix('d')) {
        (Some(number), _) => (number, 1),
        (_, Some(number)) => (number, 24),
        _ => return None,
    };
    let hours = number.parse::<i64>().ok()?.checked_mul(hours).filter(|n| (0..=1_000_000).contains(n))?;
    now.checked_sub(hours.hours()).ok().map(instant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn since_is_an_instant_a_day_an_hour_or_a_span() {
        let now: Timestamp = "2025-05-06T12:00:00Z".parse().unwrap();
        assert_eq!(since("2025-05-01T01:02:03Z", now).unwrap(), "2025-05-01T01:02:03Z");
        assert_eq!(since("12h", now).unwrap(), "2025-05-06T00:00:00Z");
        assert_eq!(since("3d", now).unwrap(), "2025-05-03T12:00:00Z");
        for word in ["yesterday", "-3d", "99999999999h", "h", "", "2025-05-06T0"] {
            assert!(since(word, now).is_none(), "{word}");
        }
        assert!(since("2025-05-01", now).is_some() && since("2025-05-06T07:00", now).is_some());
    }
}
