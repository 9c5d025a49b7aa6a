//! Dates in words. The EDTF date stands beside them wherever they are shown.

use rasid_text::{Edtf, PartialDate};

use super::{Lang, MonthNames};

const MAGHREBI: [&str; 12] = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "ماي",
    "يونيو",
    "يوليوز",
    "غشت",
    "شتنبر",
    "أكتوبر",
    "نونبر",
    "دجنبر",
];
/// Of Tunisia and Algeria.
const TUNISIAN: [&str; 12] = [
    "جانفي",
    "فيفري",
    "مارس",
    "أفريل",
    "ماي",
    "جوان",
    "جويلية",
    "أوت",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
];
const LEVANTINE: [&str; 12] = [
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
];

/// `2025-05-06/2025-05-07` as "6–7 May 2025"; `None` for what is no EDTF date.
pub(super) fn in_words(lang: Lang, edtf: &str, months: MonthNames) -> Option<String> {
    let word = |date| partial(lang, date, months);
    Some(match edtf.parse::<Edtf>().ok()? {
        Edtf::Date(date) => word(date),
        Edtf::Interval(first, last) => {
            let short = unshared(first, last);
            // Days of one month stand close together, anything longer does not.
            let dash = if short.day.is_some() && short.month.is_none() { "–" } else { " – " };
            format!("{}{dash}{}", word(short), word(last))
        }
        Edtf::OneOf(first, last) => {
            let (first, last) = (word(unshared(first, last)), word(last));
            lang.messages().one_of.with([("a", first.into()), ("b", last.into())])
        }
    })
}

/// The first date of two without the year, and the month, that the last repeats.
fn unshared(first: PartialDate, last: PartialDate) -> PartialDate {
    let year = first.year.filter(|_| first.year != last.year || first.month.is_none());
    let same_month = year.is_none() && first.month == last.month && first.day.is_some();
    PartialDate { year, month: first.month.filter(|_| !same_month), ..first }
}

fn partial(lang: Lang, date: PartialDate, months: MonthNames) -> String {
    let named = |number: u8| {
        let names = match (lang, months) {
            (Lang::Ar, MonthNames::Maghrebi) => &MAGHREBI,
            (Lang::Ar, MonthNames::Tunisian) => &TUNISIAN,
            (Lang::Ar, MonthNames::Levantine) => &LEVANTINE,
            _ => return lang.messages().month_name(number),
        };
        names.get(usize::from(number).checked_sub(1)?).copied()
    };
    let month = date.month.and_then(named);
    let day = date.day.map(|day| match (lang, day) {
        (Lang::Fr, 1) => "1er".to_owned(),
        _ => day.to_string(),
    });
    let year = date.year.map(|year| year.to_string());
    // What is unknown is left out: "May", "6 May".
    let parts: Vec<&str> = [day.as_deref(), month, year.as_deref()].into_iter().flatten().collect();
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_months_and_arabic_has_four_sets() {
        let say = |lang: Lang, months| lang.date("2025-08-01", months).unwrap();
        assert_eq!(say(Lang::En, MonthNames::Eastern), "1 August 2025");
        assert_eq!(say(Lang::Fr, MonthNames::Eastern), "1er août 2025");
        assert_eq!(say(Lang::Ar, MonthNames::Eastern), "1 أغسطس 2025");
        assert_eq!(say(Lang::Ar, MonthNames::Maghrebi), "1 غشت 2025");
        assert_eq!(say(Lang::Ar, MonthNames::Tunisian), "1 أوت 2025");
        assert_eq!(say(Lang::Ar, MonthNames::Levantine), "1 آب 2025");
    }

    #[test]
    fn ranges_and_unknown_parts() {
        let say = |edtf: &str| Lang::En.date(edtf, MonthNames::Eastern);
        assert_eq!(say("2025-05-06/2025-05-07").unwrap(), "6–7 May 2025");
        assert_eq!(say("2025-04-30/2025-05-02").unwrap(), "30 April – 2 May 2025");
        assert_eq!(say("2024-12-30/2025-01-02").unwrap(), "30 December 2024 – 2 January 2025");
        assert_eq!(say("2024/2025").unwrap(), "2024 – 2025");
        assert_eq!(say("[2025-05-06..2025-05-07]").unwrap(), "between 6 and 7 May 2025");
        let arabic = Lang::Ar.date("[2025-05-06..2025-05-07]", MonthNames::Maghrebi);
        assert_eq!(arabic.unwrap(), "بين 6 و7 ماي 2025");
        assert_eq!(say("XXXX-02").unwrap(), "February");
        assert_eq!(say("2025").unwrap(), "2025");
        assert_eq!(say("soon"), None);
    }
}
