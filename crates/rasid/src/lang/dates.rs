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

/// `2025-05-06/2025-05-07` as "6 May 2025 – 7 May 2025"; `None` for what is no EDTF date.
pub(super) fn in_words(lang: Lang, edtf: &str, months: MonthNames) -> Option<String> {
    let word = |date| partial(lang, date, months);
    Some(match edtf.parse::<Edtf>().ok()? {
        Edtf::Date(date) => word(date),
        Edtf::Interval(first, last) => format!("{} – {}", word(first), word(last)),
        Edtf::OneOf(first, last) => format!("{} {} – {}", lang.messages().one_of, word(first), word(last)),
    })
}

fn partial(lang: Lang, date: PartialDate, months: MonthNames) -> String {
    let names = match (lang, months) {
        (Lang::Ar, MonthNames::Maghrebi) => &MAGHREBI,
        (Lang::Ar, MonthNames::Levantine) => &LEVANTINE,
        _ => &lang.messages().months,
    };
    let month = date.month.and_then(|month| names.get(usize::from(month).checked_sub(1)?)).copied();
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
    fn each_language_has_its_months_and_arabic_has_three_sets() {
        let say = |lang: Lang, months| lang.date("2025-08-01", months).unwrap();
        assert_eq!(say(Lang::En, MonthNames::Eastern), "1 August 2025");
        assert_eq!(say(Lang::Fr, MonthNames::Eastern), "1er août 2025");
        assert_eq!(say(Lang::Ar, MonthNames::Eastern), "1 أغسطس 2025");
        assert_eq!(say(Lang::Ar, MonthNames::Maghrebi), "1 غشت 2025");
        assert_eq!(say(Lang::Ar, MonthNames::Levantine), "1 آب 2025");
    }

    #[test]
    fn ranges_and_unknown_parts() {
        let say = |edtf: &str| Lang::En.date(edtf, MonthNames::Eastern);
        assert_eq!(say("2025-05-06/2025-05-07").unwrap(), "6 May 2025 – 7 May 2025");
        assert_eq!(say("[2025-05-06..2025-05-07]").unwrap(), "one day of 6 May 2025 – 7 May 2025");
        assert_eq!(say("XXXX-02").unwrap(), "February");
        assert_eq!(say("2025").unwrap(), "2025");
        assert_eq!(say("soon"), None);
    }
}
