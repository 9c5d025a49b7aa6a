//! Folding: one key for the many ways of writing one Arabic word.
//!
//! Folding serves look-up alone. The surface stays as it is, and every key belongs to a token that knows its span.
//! Folded away: hamza forms (أ إ آ ٱ to ا, ؤ to و, ئ to ي), ى to ي, ة to ه, the letters of foreign sounds (گ ڤ پ چ),
//! tatweel, diacritics, bidi controls, presentation forms, Arabic-Indic digits, and the case of Latin letters.

use unicode_normalization::UnicodeNormalization;

/// Whether `c` leaves no trace in a key: diacritics, tatweel, zero-width and bidi controls.
pub const fn is_silent(c: char) -> bool {
    matches!(c,
        '\u{0610}'..='\u{061A}' | '\u{061C}' | '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06ED}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{00AD}')
}

/// Whether `c` is a letter of any script, quickly for those that Arabic and Latin texts are made of.
#[inline]
pub fn is_letter(c: char) -> bool {
    match c {
        'ء'..='\u{657}' | 'a'..='z' | 'A'..='Z' => true,
        '\0'..='\u{A9}' | '\u{AB}'..='\u{B4}' | '\u{B6}'..='\u{B9}' | '\u{BB}'..='\u{BF}' => false,
        '\u{600}'..='\u{60F}' | '\u{61B}'..='\u{61F}' | '\u{660}'..='\u{66D}' | '\u{2000}'..='\u{206F}' => {
            false
        }
        _ => c.is_alphabetic(),
    }
}

/// The letter that stands for `c` in a key.
const fn fold_letter(c: char) -> char {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ئ' | 'ی' => 'ي',
        'ؤ' => 'و',
        'ة' => 'ه',
        'گ' | 'ک' | 'ڭ' => 'ك',
        'ڤ' | 'ڥ' => 'ف',
        'پ' => 'ب',
        'چ' => 'ج',
        '٠'..='٩' => digit(c, '٠'),
        '۰'..='۹' => digit(c, '۰'),
        'A'..='Z' => c.to_ascii_lowercase(),
        _ => c,
    }
}

const fn digit(c: char, zero: char) -> char {
    (b'0' + (c as u32 - zero as u32) as u8) as char
}

/// [`fold_letter`] for the Arabic block, the silent ones as NUL.
const ARABIC: [char; 256] = {
    let mut folded = ['\0'; 256];
    let mut at = 0;
    while at < folded.len() {
        if let Some(c) = char::from_u32(0x600 + at as u32)
            && !is_silent(c)
        {
            folded[at] = fold_letter(c);
        }
        at += 1;
    }
    folded
};

/// Appends the key of `c` to `key`.
#[inline]
pub fn push_folded(c: char, key: &mut String) {
    match c {
        '\0'..='\u{7F}' => key.push(c.to_ascii_lowercase()),
        '\u{600}'..='\u{6FF}' => match ARABIC[c as usize & 0xff] {
            '\0' => {}
            folded => key.push(folded),
        },
        _ => push_rare(c, key),
    }
}

/// As [`push_folded`], for what is rare in Arabic texts.
fn push_rare(c: char, key: &mut String) {
    match c {
        _ if is_silent(c) => {}
        // Presentation forms: letters that a converter froze into their printed shape, ligatures included.
        '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => {
            // Vowel signs decompose to a space that carries them.
            for plain in
                std::iter::once(c).nfkc().filter(|&plain| !is_silent(plain) && !plain.is_whitespace())
            {
                key.push(fold_letter(plain));
            }
        }
        _ => key.push(c),
    }
}

/// The key of a whole string; white space becomes one space.
pub fn fold(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.trim().chars() {
        if c.is_whitespace() {
            if !key.is_empty() && !key.ends_with(' ') {
                key.push(' ');
            }
        } else {
            push_folded(c, &mut key);
        }
    }
    // What stood behind the last space may have folded to nothing.
    key.truncate(key.trim_end_matches(' ').len());
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quickly_known_of_a_character_is_so() {
        for c in '\0'..=char::MAX {
            let mut key = String::new();
            push_folded(c, &mut key);
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c:?}");
            assert!(!is_silent(c) || key.is_empty(), "{c:?}");
        }
    }

    #[test]
    fn one_key_for_every_spelling() {
        for (surface, key) in [
            ("إِفْريقيا", "افريقيا"),
            ("الأُمّـــة", "الامه"),
            ("مسؤول", "مسوول"),
            ("رئيس", "رييس"),
            ("موسى", "موسي"),
            ("١٢/٠٥/٢٠٢٤", "12/05/2024"),
            ("ﻻ", "لا"),
            ("ﷲ", "الله"),
            ("رﹲب", "رب"),
            ("\u{202B}الرباط\u{202C}", "الرباط"),
            ("  Rabat \n MAROC ", "rabat maroc"),
            ("\u{200F} الرباط \u{640}\u{64E}", "الرباط"),
        ] {
            assert_eq!(fold(surface), key, "{surface}");
        }
    }

    proptest::proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}") {
            let once = fold(&text);
            proptest::prop_assert_eq!(fold(&once), once.clone());
        }
    }
}
