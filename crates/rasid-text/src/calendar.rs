//! Calendars: the Umm al-Qura calendar of Saudi Arabia, in which Gulf papers date, and weekdays.

use icu_calendar::Date as IcuDate;
use icu_calendar::cal::Hijri;
use jiff::civil::{Date, Weekday};

/// The Gregorian day of a Hijri day by Umm al-Qura (as `icu_calendar` computes it); `None` where there is no such day.
/// Sighting may differ by one day elsewhere.
pub fn from_hijri(year: u16, month: u8, day: u8) -> Option<Date> {
    // Outside these years nobody dates a press article by it, and the tables are extrapolated.
    if !(1300..=1600).contains(&year) {
        return None;
    }
    let code = icu_calendar::types::Month::new(month);
    let date = IcuDate::try_new(i32::from(year).into(), code, day, Hijri::new_umm_al_qura()).ok()?;
    let iso = date.to_calendar(icu_calendar::Iso);
    Date::new(
        i16::try_from(iso.year().extended_year()).ok()?,
        i8::try_from(iso.month().ordinal).ok()?,
        i8::try_from(iso.day_of_month().0).ok()?,
    )
    .ok()
}

/// The weekday of ISO number 1 (Monday) to 7 (Sunday).
pub fn weekday(iso: u8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(i8::try_from(iso).ok()?).ok()
}

/// The last `weekday` on or before `day`.
pub fn on_or_before(day: Date, weekday: Weekday) -> Option<Date> {
    let back = day.weekday().since(weekday);
    day.checked_sub(jiff::Span::new().days(i64::from(back))).ok()
}

/// The first `weekday` on or after `day`.
pub fn on_or_after(day: Date, weekday: Weekday) -> Option<Date> {
    let ahead = weekday.since(day.weekday());
    day.checked_add(jiff::Span::new().days(i64::from(ahead))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn hijri_days() {
        assert_eq!(from_hijri(1436, 10, 25), Some(date(2015, 8, 10)));
        assert_eq!(from_hijri(1445, 5, 2), Some(date(2023, 11, 16)));
        assert_eq!(from_hijri(1445, 13, 2), None);
        assert_eq!(from_hijri(2024, 1, 1), None);
    }

    #[test]
    fn weekdays_backwards_and_forwards() {
        let tuesday = date(2025, 2, 11);
        assert_eq!(on_or_before(tuesday, Weekday::Tuesday), Some(tuesday));
        assert_eq!(on_or_before(tuesday, Weekday::Sunday), Some(date(2025, 2, 9)));
        assert_eq!(on_or_after(tuesday, Weekday::Monday), Some(date(2025, 2, 17)));
    }
}
