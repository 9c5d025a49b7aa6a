//! Words that a page break or a scraper cut in two: `التحقيق` / `ات` on the next paragraph is one word.
//!
//! A join changes the text, so it takes three signs at once: the first line ends in the middle of a sentence, the next
//! one begins with letters that are no word, and those letters can end one.

use rasid_text::fold;

/// Shortest line, in characters, that is believed to end in the middle of a sentence: headlines end without a stop too.
const SHORTEST_LINE: usize = 40;
/// Fewest letters of the first half.
const SHORTEST_HALF: usize = 3;

/// Endings of three letters and more that are no words by themselves, folded.
const LONG_ENDINGS: [&str; 10] = ["يين", "يون", "يات", "اتها", "اتهم", "اته", "اتنا", "تهما", "يتها", "يته"];

/// Words of two letters, folded. No other two letters begin a paragraph by themselves.
const SHORT_WORDS: [&str; 84] = [
    "اب", "اخ", "اذ", "ال", "ام", "ان", "او", "اي", "اس", "ار", "بد", "بل", "به", "بن", "بي", "بك", "بو",
    "تم", "تل", "ثم", "جا", "جد", "جل", "جو", "جر", "حب", "حد", "حر", "حق", "حل", "حي", "خط", "دب", "دع",
    "دم", "دو", "دي", "ذا", "ذو", "ذي", "رب", "رد", "را", "سد", "سر", "سن", "شب", "شي", "صف", "صه", "ضد",
    "ضم", "طه", "ظل", "عد", "عم", "عن", "غد", "فر", "فن", "فك", "في", "قد", "قف", "كل", "كم", "كي", "لا",
    "لم", "لن", "له", "لو", "لي", "ما", "مد", "مر", "مس", "مع", "من", "نص", "هل", "هم", "هن", "هو",
];

/// More words of two letters that look like endings of other words.
const WORDS_LIKE_ENDINGS: [&str; 10] = ["هي", "يد", "يا", "ها", "يم", "يي", "وو", "وا", "نا", "تك"];

/// Joins words that were cut in two at the end of a line. `lines` are trimmed; blank ones part paragraphs.
pub(crate) fn mend(lines: Vec<String>) -> Vec<String> {
    let mut mended: Vec<String> = Vec::with_capacity(lines.len());
    let mut last: Option<usize> = None;
    for line in lines {
        if line.is_empty() {
            mended.push(line);
            continue;
        }
        match last {
            Some(last) if is_cut(&mended[last], &line) => {
                mended.truncate(last + 1);
                mended[last].push_str(&line);
            }
            _ => {
                last = Some(mended.len());
                mended.push(line);
            }
        }
    }
    mended
}

fn is_cut(line: &str, next: &str) -> bool {
    let Some((second, _)) = next.split_once(' ') else { return false };
    let first = line.rsplit(' ').next().unwrap_or_default();
    let arabic =
        |half: &str| half.chars().all(|c| matches!(c, '\u{0621}'..='\u{064A}' | '\u{064B}'..='\u{0652}'));
    line.chars().nth(SHORTEST_LINE - 1).is_some()
        && first.chars().count() >= SHORTEST_HALF
        && arabic(first)
        && arabic(second)
        && !first.ends_with(['ة', 'ى'])
        && is_ending(second)
}

/// Whether letters end a word and are none.
fn is_ending(half: &str) -> bool {
    if half.starts_with(['ة', 'ى', 'ئ', 'ء', 'ؤ']) {
        return true;
    }
    let key = fold(half);
    let key = key.as_str();
    match key.chars().count() {
        // A single letter is a list mark or the short form of a word (د. for a doctor).
        0 | 1 => false,
        2 => !SHORT_WORDS.contains(&key) && !WORDS_LIKE_ENDINGS.contains(&key),
        _ => LONG_ENDINGS.contains(&key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "استقبل الوزير في مكتبه بمقر الوزارة أول أمس وفدا من مكتب التحقيق";

    fn mended(lines: &[&str]) -> Vec<String> {
        mend(lines.iter().map(|line| (*line).to_owned()).collect())
    }

    #[test]
    fn halves_are_joined() {
        for end in ["ات المركزي في زيارة عمل", "ية التي بدأت أمس", "ده الكبيرة", "ة الجديدة", "يين العرب"]
        {
            assert_eq!(mended(&[LINE, "", end]), [format!("{LINE}{end}")]);
        }
        let twice = mended(&[LINE, "", "ات طويلة في كل بلدان العالم التي زارها المدير", "", "ون معه"]);
        assert_eq!(twice, [format!("{LINE}ات طويلة في كل بلدان العالم التي زارها المديرون معه")]);
    }

    #[test]
    fn whole_words_stay_apart() {
        for lines in [
            [LINE, "", "تم خلال اللقاء بحث التعاون"],
            [LINE, "", "في ختام الزيارة وقع الجانبان"],
            [LINE, "", "هي زيارة أولى"],
            [LINE, "", "و في الختام"],
            [LINE, "", "ات"],
            ["عنوان قصير", "", "ات المركزي في زيارة عمل"],
            ["استقبل الوزير في مكتبه بمقر الوزارة أول أمس وفدا من مكتب التحقيق.", "", "ات المركزي في زيارة"],
            ["استقبل الوزير في مكتبه بمقر الوزارة أول أمس وفدا من الشرطة", "", "ين الوطنية"],
        ] {
            assert_eq!(mended(&lines), lines);
        }
    }
}
