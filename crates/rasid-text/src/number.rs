//! Numbers: digits and the Arabic number words that dates and counts use.

/// The value of a key of digits, up to nine of them.
pub fn digits(key: &str) -> Option<u32> {
    (!key.is_empty() && key.len() <= 9 && key.bytes().all(|b| b.is_ascii_digit()))
        .then(|| key.parse().ok())?
}

/// Units and tens as they are written, folded; both genders, counting and ordinal.
const UNITS: [(u32, &[&str]); 10] = [
    (1, &["واحد", "واحده", "اول", "اولي", "حادي", "احد", "احدي"]),
    (2, &["اثنان", "اثنين", "اثنتان", "اثنتين", "اثنا", "اثني", "اثنتا", "اثنتي", "ثاني", "ثانيه"]),
    (3, &["ثلاث", "ثلاثه", "ثالث", "ثالثه"]),
    (4, &["اربع", "اربعه", "رابع", "رابعه"]),
    (5, &["خمس", "خمسه", "خامس", "خامسه"]),
    (6, &["ست", "سته", "سادس", "سادسه"]),
    (7, &["سبع", "سبعه", "سابع", "سابعه"]),
    (8, &["ثمان", "ثماني", "ثمانيه", "ثامن", "ثامنه"]),
    (9, &["تسع", "تسعه", "تاسع", "تاسعه"]),
    (10, &["عشر", "عشره", "عاشر", "عاشره"]),
];

const TENS: [(u32, [&str; 2]); 8] = [
    (20, ["عشرون", "عشرين"]),
    (30, ["ثلاثون", "ثلاثين"]),
    (40, ["اربعون", "اربعين"]),
    (50, ["خمسون", "خمسين"]),
    (60, ["ستون", "ستين"]),
    (70, ["سبعون", "سبعين"]),
    (80, ["ثمانون", "ثمانين"]),
    (90, ["تسعون", "تسعين"]),
];

fn unit(key: &str) -> Option<u32> {
    UNITS.iter().find(|(_, words)| words.contains(&key)).map(|&(n, _)| n)
}

fn ten(key: &str) -> Option<u32> {
    TENS.iter().find(|(_, words)| words.contains(&key)).map(|&(n, _)| n)
}

/// Reads a number of at most 99 in words at the head of `keys` (folded, clitics taken off the first by the caller):
/// its value and how many keys it takes. The article is allowed: الثامن عشر.
pub fn words(keys: &[&str]) -> Option<(u32, usize)> {
    let bare = |key: &'_ str| -> String { key.strip_prefix("ال").unwrap_or(key).to_owned() };
    let first = bare(keys.first()?);
    if let Some(tens) = ten(&first) {
        return Some((tens, 1));
    }
    let n = unit(&first)?;
    let Some(second) = keys.get(1) else { return Some((n, 1)) };
    if n < 10 && matches!(bare(second).as_str(), "عشر" | "عشره") {
        return Some((n + 10, 2));
    }
    if n < 10
        && let Some(tens) = second.strip_prefix('و').and_then(|rest| ten(&bare(rest)))
    {
        return Some((n + tens, 2));
    }
    Some((n, 1))
}

/// Hundreds as one word, folded.
const HUNDREDS: [(u32, &[&str]); 9] = [
    (100, &["ميه", "مايه"]),
    (200, &["ميتين", "مايتين", "ميتا", "مايتا", "ميتي", "مايتي", "ميتان", "مايتان"]),
    (300, &["ثلاثميه", "ثلاثمايه"]),
    (400, &["اربعميه", "اربعمايه"]),
    (500, &["خمسميه", "خمسمايه"]),
    (600, &["ستميه", "ستمايه"]),
    (700, &["سبعميه", "سبعمايه"]),
    (800, &["ثمانميه", "ثمانمايه", "ثمانيمايه"]),
    (900, &["تسعميه", "تسعمايه"]),
];

/// As [`words`], for counts from 2 to 999: مئة وعشرين لقاء.
pub fn count(keys: &[&str]) -> Option<(u32, usize)> {
    let first = keys.first()?;
    if let Some(&(hundreds, _)) = HUNDREDS.iter().find(|(_, words)| words.contains(first)) {
        let rest = keys.get(1).and_then(|key| key.strip_prefix('و'));
        let more = rest.and_then(|rest| words(&[&[rest], &keys[2..]].concat()));
        return Some(more.map_or((hundreds, 1), |(n, tokens)| (hundreds + n, tokens + 1)));
    }
    words(keys).filter(|(n, tokens)| *tokens > 1 || *n >= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_words() {
        for (text, expected) in [
            ("ثلاثه", Some((3, 1))),
            ("الثامن عشر", Some((18, 2))),
            ("الثاني والعشرين", Some((22, 2))),
            ("ثلاثه عشر لقاء", Some((13, 2))),
            ("عشرين", Some((20, 1))),
            ("لقاء", None),
        ] {
            let keys: Vec<&str> = text.split(' ').collect();
            assert_eq!(words(&keys), expected, "{text}");
        }
    }

    #[test]
    fn counts_reach_into_the_hundreds() {
        for (text, expected) in [
            ("مايه وعشرين لقاء", Some((120, 2))),
            ("ميتي دوله", Some((200, 1))),
            ("ثلاثمايه وخمسه عشر لقاء", Some((315, 3))),
            ("واحد", None),
            ("سته", Some((6, 1))),
        ] {
            let keys: Vec<&str> = text.split(' ').collect();
            assert_eq!(count(&keys), expected, "{text}");
        }
    }
}
