//! The digits of the reader's country: on the page that is done, so that no number is forgotten, and only in words of ours.

use crate::lang::{Lang, MonthNames};

/// The digits that numbers are shown in, by the names that CLDR has for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Digits {
    /// 0123456789
    Latn,
    /// ٠١٢٣٤٥٦٧٨٩
    Arab,
}

/// Elements that show what is not ours, or what is copied: quotes, names, identifiers, files.
const AS_THEY_ARE: [&str; 9] =
    ["bdi", "q", "blockquote", "code", "pre", "textarea", "script", "style", "select"];

impl Digits {
    pub(super) const ALL: [Digits; 2] = [Digits::Latn, Digits::Arab];

    /// The word for them in an address.
    pub(super) fn word(self) -> &'static str {
        match self {
            Digits::Latn => "latn",
            Digits::Arab => "arab",
        }
    }

    pub(super) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|digits| digits.word() == word)
    }

    /// Some of them, to choose by.
    pub(super) fn example(self) -> &'static str {
        match self {
            Digits::Latn => "0123",
            Digits::Arab => "٠١٢٣",
        }
    }

    /// Those of the countries that name the months so (CLDR, default numbering systems: `ar` is `arab`, of the Maghreb
    /// `latn`).
    pub(super) fn of(lang: Lang, months: MonthNames) -> Self {
        match (lang, months) {
            (Lang::Ar, MonthNames::Eastern | MonthNames::Levantine) => Digits::Arab,
            (Lang::Ar, MonthNames::Maghrebi | MonthNames::Tunisian) | (Lang::En | Lang::Fr, _) => {
                Digits::Latn
            }
        }
    }

    /// A page with its numbers in these digits. Quotes, foreign words and what is for programs keep theirs; so does what has
    /// a direction of its own (`dir`), which no words of ours have but those of the page.
    pub(super) fn shown(self, page: String) -> String {
        if self == Digits::Latn {
            return page;
        }
        let mut out = String::with_capacity(page.len() + page.len() / 8);
        // The element that is left as it is, and how many of its name are open.
        let mut kept: Option<(&str, usize)> = None;
        let mut rest = page.as_str();
        let begin = rest.find("<body").unwrap_or(0);
        out.push_str(&rest[..begin]);
        rest = &rest[begin..];
        while let Some(at) = rest.find('<') {
            numbers(&rest[..at], kept.is_none(), &mut out);
            let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
            let tag = &rest[at..end];
            out.push_str(tag);
            rest = &rest[end..];
            let is_end = tag.starts_with("</");
            let name = tag.trim_start_matches(['<', '/']);
            let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
            kept = match kept {
                Some((of, open)) if of == name && is_end => (open > 1).then_some((of, open - 1)),
                Some((of, open)) if of == name => Some((of, open + 1)),
                None if !is_end && (AS_THEY_ARE.contains(&name) || tag.contains(" dir=\"")) => {
                    // What has no end holds nothing.
                    (!matches!(name, "input" | "img" | "br")).then_some((name, 1))
                }
                other => other,
            };
        }
        numbers(rest, kept.is_none(), &mut out);
        out
    }
}

/// What was written with the digits of any Arab country, in those of the standard.
pub(super) fn western(text: &str) -> String {
    let digit = |c: char| match c {
        '\u{0660}'..='\u{0669}' => char::from_digit(u32::from(c) - 0x0660, 10),
        '\u{06f0}'..='\u{06f9}' => char::from_digit(u32::from(c) - 0x06f0, 10),
        _ => None,
    };
    text.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

/// Text between two tags, its numbers exchanged or not. An entity (`&#39;`) has no number in it.
fn numbers(text: &str, are_shown: bool, out: &mut String) {
    if !are_shown {
        out.push_str(text);
        return;
    }
    let mut in_entity = false;
    for c in text.chars() {
        in_entity = (in_entity || c == '&') && c != ';';
        let digit = u32::from(c).wrapping_sub(u32::from('0'));
        let shown = if digit < 10 && !in_entity { char::from_u32(0x0660 + digit) } else { None };
        out.push(shown.unwrap_or(c));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_ours_are_shown_and_nothing_else() {
        let page = "<html><title>2025</title><body dir-less><a href=\"/x?from=2025\" title=\"7\">12 ماي 2025</a> &#39;3&#39; \
            <bdi>Unit 8200 <bdi>5</bdi> 6</bdi> 9<blockquote dir=\"auto\">في 2019 <b>20</b></blockquote><p dir=\"auto\">4</p>\
            <input dir=\"ltr\" value=\"5\">1<code>a1b2</code>0<svg><title>3</title></svg>";
        let shown = Digits::Arab.shown(page.to_owned());
        assert_eq!(
            shown,
            "<html><title>2025</title><body dir-less><a href=\"/x?from=2025\" title=\"7\">١٢ ماي ٢٠٢٥</a> &#39;٣&#39; \
            <bdi>Unit 8200 <bdi>5</bdi> 6</bdi> ٩<blockquote dir=\"auto\">في 2019 <b>20</b></blockquote><p dir=\"auto\">4</p>\
            <input dir=\"ltr\" value=\"5\">١<code>a1b2</code>٠<svg><title>٣</title></svg>"
        );
        assert_eq!(Digits::Latn.shown(page.to_owned()), page);
        for broken in ["<body><p dir=\"", "<body>1<", "1", "", "<body><bdi>1"] {
            assert_eq!(western(&Digits::Arab.shown(broken.to_owned())), broken);
        }
    }

    #[test]
    fn all_digits_are_read() {
        assert_eq!(western("٢٠٢٥-۰۵-06"), "2025-05-06");
    }

    #[test]
    fn digits_follow_the_country_of_the_month_names() {
        assert_eq!(Digits::of(Lang::Ar, MonthNames::Levantine), Digits::Arab);
        assert_eq!(Digits::of(Lang::Ar, MonthNames::Maghrebi), Digits::Latn);
        assert_eq!(Digits::of(Lang::Fr, MonthNames::Levantine), Digits::Latn);
        for digits in Digits::ALL {
            assert_eq!(Digits::from_word(digits.word()), Some(digits));
        }
    }
}
