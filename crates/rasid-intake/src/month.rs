//! The month a word names, in every calendar in use. The one door to the names of months in this crate.

/// A month of a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Month {
    /// January is 1.
    Gregorian(u8),
    /// Muharram is 1.
    Hijri(u8),
}

/// Names by number, folded: eastern, Maghrebi, Algerian and Tunisian, Levantine, English, French.
const GREGORIAN: [&[&str]; 12] = [
    &["يناير", "جانفي", "كانون الثاني", "january", "jan", "janvier"],
    &["فبراير", "فيفري", "شباط", "february", "feb", "fevrier", "février"],
    &["مارس", "اذار", "march", "mar", "mars"],
    &["ابريل", "افريل", "نيسان", "april", "apr", "avril"],
    &["مايو", "ماي", "ايار", "may", "mai"],
    &["يونيو", "يونيه", "جوان", "حزيران", "june", "jun", "juin"],
    &["يوليو", "يوليه", "يوليوز", "جويليه", "تموز", "july", "jul", "juillet"],
    &["اغسطس", "غشت", "اوت", "اب", "august", "aug", "aout", "août"],
    &["سبتمبر", "شتنبر", "ايلول", "september", "sep", "septembre"],
    &["اكتوبر", "تشرين الاول", "october", "oct", "octobre"],
    &["نوفمبر", "نونبر", "تشرين الثاني", "november", "nov", "novembre"],
    &["ديسمبر", "دجنبر", "كانون الاول", "december", "dec", "decembre", "décembre"],
];

const HIJRI: [&[&str]; 12] = [
    &["محرم", "المحرم"],
    &["صفر"],
    &["ربيع الاول"],
    &["ربيع الاخر", "ربيع الثاني"],
    &["جمادي الاولي", "جمادي الاول"],
    &["جمادي الاخره", "جمادي الثانيه", "جمادي الثاني", "جمادي الاخر"],
    &["رجب"],
    &["شعبان"],
    &["رمضان"],
    &["شوال"],
    &["ذو القعده", "ذي القعده"],
    &["ذو الحجه", "ذي الحجه"],
];

/// The month that the folded words at the head of `words` name, and how many words the name takes.
pub(crate) fn lookup(words: &[&str]) -> Option<(Month, usize)> {
    let one = words.first()?;
    let two = words.get(1).map(|second| format!("{one} {second}"));
    let named = |table: &[&[&str]; 12], name: &str| {
        let at = table.iter().position(|names| names.contains(&name))?;
        u8::try_from(at + 1).ok()
    };
    let found = |name: &str| {
        named(&GREGORIAN, name).map(Month::Gregorian).or_else(|| named(&HIJRI, name).map(Month::Hijri))
    };
    two.and_then(|two| found(&two)).map(|month| (month, 2)).or_else(|| found(one).map(|month| (month, 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_folding_leaves_them() {
        for name in GREGORIAN.iter().chain(&HIJRI).copied().flatten() {
            assert_eq!(rasid_text::fold(name), *name);
        }
    }

    #[test]
    fn two_words_go_before_one() {
        assert_eq!(lookup(&["كانون", "الثاني", "2025"]), Some((Month::Gregorian(1), 2)));
        assert_eq!(lookup(&["غشت", "2025"]), Some((Month::Gregorian(8), 1)));
        assert_eq!(lookup(&["ربيع", "الاخر"]), Some((Month::Hijri(4), 2)));
        assert_eq!(lookup(&["ربيع"]), None);
    }
}
