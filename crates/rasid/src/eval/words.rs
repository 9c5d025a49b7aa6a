//! How alike two names are, whatever the spelling of hamza, article and diacritics.

use std::collections::BTreeSet;

/// First parts of compound names, which belong to the word that follows.
const PREFIXES: [&str; 4] = ["عبد", "ابو", "ابا", "ابي"];
/// Words that names are written with and without.
const LINKS: [&str; 4] = ["بن", "بنت", "ابن", "ال"];

/// Dice coefficient of the word sets of two strings, 0 to 1; 0 when either has no word.
pub(crate) fn dice(a: &str, b: &str) -> f64 {
    let (a, b) = (words(a), words(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let shared = a.intersection(&b).count();
    2.0 * shared as f64 / (a.len() + b.len()) as f64
}

/// The distinct words of a name, folded, without the article; compound first parts are joined to what follows.
fn words(text: &str) -> BTreeSet<String> {
    let folded = fold(text);
    let mut all = BTreeSet::new();
    let mut word = String::new();
    let mut last_part = 0; // where the part after the last join begins: only that may open a compound again
    let mut rest = folded.chars().peekable();
    while let Some(c) = rest.next() {
        if is_word(c) {
            word.push(c);
        } else if c == ' '
            && rest.peek().is_some_and(|&next| is_word(next))
            && PREFIXES.contains(&&word[last_part..])
        {
            last_part = word.len();
        } else {
            take(&mut word, &mut all);
            last_part = 0;
        }
    }
    take(&mut word, &mut all);
    let bare: BTreeSet<String> = all.iter().filter(|word| !LINKS.contains(&word.as_str())).cloned().collect();
    if bare.is_empty() { all } else { bare }
}

fn take(word: &mut String, all: &mut BTreeSet<String>) {
    if word.is_empty() {
        return;
    }
    let long = word.chars().count() > 4;
    let bare = match word.strip_prefix("لل").or_else(|| word.strip_prefix("ال")) {
        Some(bare) if long => bare.to_owned(),
        _ => word.clone(),
    };
    all.insert(bare);
    word.clear();
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Spelling variants made one: no diacritics, tatweel or bidi controls, one hamza, one yeh, one teh, single spaces.
fn fold(text: &str) -> String {
    let letters: String = text.chars().filter(|&c| !is_mark(c)).map(letter).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{064b}'..='\u{0652}' | '\u{0670}' | '\u{0640}' | '\u{200e}' | '\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn letter(c: char) -> char {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ئ' => 'ي',
        'ة' => 'ه',
        'ؤ' => 'و',
        'گ' => 'ك',
        'ڤ' => 'ف',
        'پ' => 'ب',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_does_not_matter() {
        assert_eq!(dice("أحمد بن علي", "احمد علي"), 1.0);
        assert_eq!(dice("عبد الرحمن القاسمي", "عبدالرحمن قاسمي"), 1.0);
        assert_eq!(dice("أبو عبد الله", "ابوعبدالله"), 1.0);
        assert_eq!(dice("وزارةُ الداخليّة", "وزاره الداخلية"), 1.0);
    }

    #[test]
    fn half_the_words_is_half_the_likeness() {
        assert_eq!(dice("منير الحداد", "منير السالمي"), 0.5);
        assert_eq!(dice("منير", ""), 0.0);
    }

    #[test]
    fn a_short_word_keeps_its_article() {
        assert_eq!(words("الأب"), BTreeSet::from(["الاب".to_owned()]));
        assert_eq!(words("للأمن"), BTreeSet::from(["امن".to_owned()]));
    }
}
