//! Names of people, found by their surroundings and bounded right.
//!
//! A name is a run of words that are no ordinary words, bound by بن, أبو, آل, عبد + divine name and their like.

use rasid_lexicon::entry::WordClass;
use rasid_lexicon::{Kind, Lexicon};

use crate::actor::{is_ordinary, takes_preposition};
use crate::mention::{Mentions, is_bare};

/// Longest name in words.
const LONGEST: usize = 9;

/// Words that bind two parts of a name, or begin a compound.
const BINDERS: [&str; 24] = [
    "بن", "ابن", "بنت", "ولد", "ال", "ابو", "ابي", "ابا", "عبد", "دي", "فان", "فون", "لو", "دا", "دو", "دل",
    "سيف", "ام", "بو", "ماك", "سان", "لا", "ديل", "تن",
];

/// Second parts of compound names that are ordinary words elsewhere.
const COMPOUNDS: [&str; 34] = [
    "الله",
    "الدين",
    "الرحمن",
    "الرحيم",
    "العزيز",
    "الكريم",
    "اللطيف",
    "القادر",
    "الحميد",
    "المجيد",
    "الملك",
    "الحق",
    "السلام",
    "الوهاب",
    "الفتاح",
    "المنعم",
    "الرزاق",
    "الباسط",
    "الناصر",
    "الجبار",
    "الحكيم",
    "العظيم",
    "الاسلام",
    "الغني",
    "الواحد",
    "الصمد",
    "الاله",
    "رب",
    "النبي",
    "الهادي",
    "الرسول",
    "الخالق",
    "الجليل",
    "الشافي",
];

/// A name at token `i`: the token behind it. `supported` by an office or a style before it, any word that is not
/// ordinary may begin it; otherwise a given name or a known person must. `closed`: the office before it is complete,
/// so that a definite unknown word is a name (رئيس الجمهورية الباجي) and not more of the office.
pub(crate) fn at(
    mentions: &Mentions,
    lexicon: &Lexicon,
    i: usize,
    to: usize,
    supported: bool,
    closed: bool,
) -> Option<usize> {
    if let Some(person) =
        mentions.best(i, Kind::Person).filter(|found| found.tokens > 1 && (is_bare(found) || !supported))
    {
        let mut end = i + person.tokens as usize;
        // Behind a name that is known to be whole only a father or a family goes on it, not any unknown word: that is the
        // verb or the adverb of the clause.
        let goes_on = |end: usize| {
            BINDERS.contains(&mentions.key(end))
                || BINDERS.contains(&mentions.key(end - 1))
                || COMPOUNDS.contains(&mentions.key(end))
                || mentions.definite(end)
                || mentions.bare(end, Kind::GivenName).is_some()
        };
        while end < to && end - i < LONGEST && goes_on(end) && part(mentions, lexicon, end, true) {
            end += 1;
        }
        return Some(end);
    }
    let given = mentions.bare(i, Kind::GivenName).is_some()
        || (!supported
            && mentions
                .best(i, Kind::GivenName)
                .is_some_and(|found| found.prefix.preposition.is_some() || found.prefix.conjunction));
    if !mentions.is_word(i) || !(given || supported) || is_time_of_day(mentions, i) {
        return None;
    }
    // نائب الرئيس الأمريكي وحيدر الساعدي: another person is joined.
    let joined = mentions.best(i, Kind::GivenName).is_some_and(|found| found.prefix.conjunction);
    if supported && !given && joined {
        return None;
    }
    if !given {
        if !part(mentions, lexicon, i, false) || (mentions.definite(i) && !closed) {
            return None;
        }
    } else if !supported && mentions.bare(i, Kind::GivenName).is_some() && ordinary_noun(mentions, lexicon, i)
    {
        return None;
    }
    // وسام الاستحقاق is an honour before it is a Wissam.
    if mentions.best(i, Kind::Trigger).is_some_and(|found| found.tokens > 1) {
        return None;
    }
    let mut end = i + 1;
    while end < to && end - i < LONGEST && part(mentions, lexicon, end, true) {
        end += 1;
    }
    // سامر القضاة, سعيد المغربي, عبد الرحمن الحربي: behind given names a word with its article is the family, where the
    // name ends there.
    let after_given = |end: usize| {
        (end == i + 1 && given)
            || mentions.bare(end - 1, Kind::GivenName).is_some()
            || mentions.key(end.saturating_sub(2)) == "عبد"
    };
    if end < to && end - i < LONGEST && after_given(end) && family_behind(mentions, end) {
        end += 1;
    }
    // A binder does not end a name.
    if end > i + 1 && BINDERS.contains(&mentions.key(end - 1)) && !BINDERS.contains(&mentions.key(end - 2)) {
        end -= 1;
    }
    if !supported && end - i < 2 {
        return None;
    }
    // "نظراءه من دول المجلس وسيطلعهم": an unknown word alone is a verb that is joined, sooner than a name in و.
    if end == i + 1 && !given && mentions.key(i).starts_with('و') {
        return None;
    }
    Some(end)
}

/// Whether the word at `i`, behind a single given name, is a family name: with its article, known as nothing that goes on
/// the sentence, and followed by the end of the phrase.
fn family_behind(mentions: &Mentions, i: usize) -> bool {
    let ends = |i: usize| {
        !mentions.is_word(i)
            || matches!(
                mentions.key(i),
                "في" | "من"
                    | "الي"
                    | "علي"
                    | "مع"
                    | "عن"
                    | "ان"
                    | "خلال"
                    | "بعد"
                    | "حول"
                    | "امس"
                    | "اليوم"
                    | "نظيره"
                    | "نظيرها"
                    | "نظيرته"
                    | "نظيرتها"
                    | "بمقر"
                    | "بحضور"
            )
            || mentions.has_one_of(i, &[Kind::Weekday, Kind::Trigger, Kind::Cue])
            || mentions.best(i, Kind::City).is_some_and(|city| city.prefix.preposition.is_some())
    };
    // اليوم, and adjectives of what is no man (الإسلامية).
    let other = |key: &str| matches!(key, "اليوم" | "الامس" | "الان") || key.ends_with("يه");
    mentions.is_word(i)
        && mentions.definite(i)
        && !mentions.is_no_name(i)
        && !other(mentions.key(i))
        && !mentions.has_one_of(
            i,
            &[Kind::Office, Kind::Trigger, Kind::Cue, Kind::Weekday, Kind::Month, Kind::Country],
        )
        && ends(i + 1)
}

/// Whether a binder stands at `i`, so that what follows goes on the name.
pub(crate) fn binds(mentions: &Mentions, i: usize) -> bool {
    matches!(mentions.key(i), "بن" | "ابن" | "ال" | "عبد") && mentions.is_word(i + 1)
}

/// Whether a given name is an ordinary word here too, so that it opens no name by itself.
fn ordinary_noun(mentions: &Mentions, lexicon: &Lexicon, i: usize) -> bool {
    mentions.at(i).iter().any(|found| is_bare(found) && is_ordinary(lexicon, found))
}

/// Whether token `i` may be part of a name; `inside` when parts of it stand before.
pub(crate) fn part(mentions: &Mentions, lexicon: &Lexicon, i: usize, inside: bool) -> bool {
    if !mentions.is_word(i) || mentions.is_no_name(i) {
        return false;
    }
    let key = mentions.key(i);
    if inside {
        let before = mentions.key(i - 1);
        if COMPOUNDS.contains(&key) && before.len() > 2 {
            return true;
        }
        if matches!(before, "عبد" | "ابو" | "ابن" | "بن" | "ال" | "ولد" | "بنت" | "ابي")
        {
            return true;
        }
    }
    if BINDERS.contains(&key) {
        return mentions.is_word(i + 1);
    }
    // "... خليفة الكبيسي وسام الشرف": an honour, where a name stands before.
    if inside && key == "وسام" && mentions.definite(i + 1) {
        return false;
    }
    if is_time_of_day(mentions, i) {
        return false;
    }
    if key.len() <= 2 {
        // One letter is an abbreviation, not a name.
        return false;
    }
    // جدارته, مهامه: an unknown word with a pronoun is no name.
    let pronoun = ["ته", "تها", "تهم", "ها", "هما"].iter().any(|end| key.ends_with(end)) && key.len() > 8;
    if pronoun
        && mentions.bare(i, Kind::GivenName).is_none()
        && !matches!(mentions.tokens.list.get(i), Some(t) if t.spelling.alef_maqsura)
    {
        return false;
    }
    // جون كي، وفلان: "in order to" has a verb behind it.
    if inside && key == "كي" && !mentions.is_word(i + 1) {
        return true;
    }
    // فلان بأول زيارة: "on the first visit", not Powell.
    let counts = |found: &rasid_lexicon::Match| {
        found.sense.kind == Kind::Word && lexicon.word(found.sense.id) == WordClass::Number && !is_bare(found)
    };
    if inside && mentions.at(i).iter().any(counts) && mentions.has(i + 1, Kind::Trigger) {
        return false;
    }
    let given = mentions.bare(i, Kind::GivenName).is_some();
    let hamza = mentions.tokens.list.get(i).is_some_and(|token| token.spelling.initial_hamza);
    if !given && !hamza && is_shaped_otherwise(key) {
        return false;
    }
    // "استقبال الملك A لسامح B": a governed given name begins another name.
    if inside
        && !given
        && mentions.best(i, Kind::GivenName).is_some_and(|found| found.prefix.preposition.is_some())
    {
        return false;
    }
    // نديم الشمالي: behind a given name the compass is a family.
    if inside
        && matches!(key, "الشمالي" | "الجنوبي" | "الغربي" | "الشرقي")
        && mentions.bare(i - 1, Kind::GivenName).is_some()
    {
        return true;
    }
    for found in mentions.at(i) {
        // ممادو سيكا: behind a given name a short word is no acronym of an organisation.
        if inside && found.sense.kind == Kind::Organisation && found.tokens == 1 && !mentions.definite(i) {
            continue;
        }
        if is_bare(found) {
            if is_ordinary(lexicon, found) && !(found.tokens == 1 && given) {
                // A family name in the shape of a nisba or of an office (الوزير, القاضي) is told by its place only.
                if inside
                    && found.sense.kind == Kind::City
                    && lexicon.city(found.sense.id).population < 500_000
                {
                    continue;
                }
                if !(inside
                    && found.sense.kind == Kind::Nisba
                    && mentions.definite(i)
                    && mentions.bare(i - 1, Kind::GivenName).is_some())
                {
                    return given && found.tokens == 1;
                }
            }
        } else if found.sense.kind == Kind::City
            && inside
            && lexicon.city(found.sense.id).population < 150_000
        {
            // بايدن is no "in Eden" behind جو.
            continue;
        } else if is_ordinary(lexicon, found) && !given {
            // A conjunction takes any word; a preposition takes nouns only, and لـ a verb of purpose.
            let governed = found.prefix.preposition.is_some();
            // ومع, وفي: short as they are, they are no names.
            if !governed
                && found.sense.kind == Kind::Word
                && !matches!(
                    lexicon.word(found.sense.id),
                    WordClass::Noun | WordClass::Adjective | WordClass::Verb
                )
            {
                return false;
            }
            let verb = match found.sense.kind {
                Kind::Word => !takes_preposition(lexicon.word(found.sense.id)),
                Kind::Trigger => lexicon.trigger(found.sense.id).shape != rasid_lexicon::entry::Shape::Noun,
                _ => false,
            };
            let short = key.len() - stem_len(found, key) > 0 && stem_len(found, key) < 6;
            if !(governed && (verb || short)) && !short {
                return false;
            }
        }
    }
    if given {
        return true;
    }
    // فلان ومرافقيه: an unknown word joined by و is no name of his.
    if inside && key.starts_with('و') && key.chars().count() > 5 {
        return false;
    }
    // والسفير: a conjunction before an unknown definite word joins another.
    if key.starts_with("وال")
        || key.starts_with("بال")
        || key.starts_with("فال")
        || key.starts_with("كال")
        || key.starts_with("لل")
    {
        return key.len() <= 8;
    }
    // Adverbs in ـا with tanwin, participles: مؤخرا, مضيفا. Written names rarely end in two-letter ون / ين after five.
    true
}

/// صباح اليوم is a time, صباح خالد a name.
fn is_time_of_day(mentions: &Mentions, i: usize) -> bool {
    crate::date::is_part_of_day(mentions.key(i))
        && (mentions.has(i + 1, Kind::Weekday)
            || matches!(mentions.key(i + 1), "اليوم" | "امس" | "يومه" | "غد" | "يوم" | "اول"))
}

/// Whether the pattern of an unknown word is that of a verbal noun or a verb, which names do not have: تقنين, استثمار,
/// يتقدمه.
fn is_shaped_otherwise(key: &str) -> bool {
    let letters: Vec<char> = key.chars().collect();
    let taf3il = letters.len() == 5 && letters[0] == 'ت' && letters[3] == 'ي';
    taf3il || key.starts_with("است") || key.starts_with("يست") || key.starts_with("يت") && letters.len() > 4
}

/// Bytes of the key that a match covers without its prefixes.
fn stem_len(found: &rasid_lexicon::Match, key: &str) -> usize {
    let mut taken = 0;
    taken += if found.prefix.conjunction { 2 } else { 0 };
    taken += if found.prefix.preposition.is_some() { 2 } else { 0 };
    key.len().saturating_sub(taken)
}
