//! Tokens: words, numbers and marks, each with its span and its key.
//!
//! ```
//! use rasid_text::token::{Tokens, TokenKind};
//!
//! let text = "استقبل الوزيرُ ٣ سفراء.";
//! let mut tokens = Tokens::default();
//! tokens.fill(text);
//! let keys: Vec<_> = tokens.iter().map(|t| tokens.key(t)).collect();
//! assert_eq!(keys, ["استقبل", "الوزير", "3", "سفراء", "."]);
//! assert_eq!(tokens.list[1].span.of(text), "الوزيرُ");
//! assert_eq!(tokens.list[2].kind, TokenKind::Number);
//! ```

use std::sync::LazyLock;

use crate::fold::{is_silent, push_folded};
use crate::span::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters of any script.
    Word,
    /// Digits.
    Number,
    /// One punctuation mark or symbol.
    Mark,
    /// One or more line ends.
    Newline,
}

/// One token: where it stands, and where its key stands in [`Tokens`].
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Bytes of the text.
    pub span: Span,
    /// Bytes of the buffer of keys.
    key: Span,
    /// What it is.
    pub kind: TokenKind,
    /// What folding takes away and a reader needs: see [`Spelling`].
    pub spelling: Spelling,
}

/// Letters of the surface that its key no longer shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spelling {
    /// Ends in ى, not ي: على is no علي.
    pub alef_maqsura: bool,
    /// Ends in ة, not ه: جمعة is no "gathered him".
    pub ta_marbuta: bool,
    /// Has إ: وإلى is no والي.
    pub hamza_below: bool,
    /// Has tanwin: مؤخراً is no name.
    pub tanwin: bool,
    /// Begins with أ, إ or آ: ألبارو has no article.
    pub initial_hamza: bool,
    /// Begins with آ: آنا is not أنا.
    pub initial_madda: bool,
    /// Ends in أ: هنأ (congratulated) is not هنا (here).
    pub final_hamza: bool,
}

/// A code point as tokens are made of it, packed: two bytes of key, and bits that say what it does.
#[derive(Clone, Copy, Debug)]
struct Letter(u32);

impl Letter {
    /// White space but line ends: parts tokens.
    const SPACE: u32 = 0;
    /// Leaves no trace in a key.
    const SILENT: u32 = 1 << 16;
    const WORD: u32 = 2 << 16;
    const NUMBER: u32 = 3 << 16;
    const MARK: u32 = 4 << 16;
    const NEWLINE: u32 = 5 << 16;
    const CLASS: u32 = 7 << 16;
    /// The key has one byte, two, or is worked out each time: presentation forms have several letters.
    const ONE: u32 = 1 << 19;
    const TWO: u32 = 2 << 19;
    const LONG: u32 = 3 << 19;
    /// What [`Spelling`] asks of a letter.
    const ALEF_MAQSURA: u32 = 1 << 21;
    const HAMZA_ABOVE: u32 = 1 << 22;
    const HAMZA_BELOW: u32 = 1 << 23;
    const MADDA: u32 = 1 << 24;
    const TANWIN: u32 = 1 << 25;
    /// A vowel sign or tatweel: silent, but inside the span of its word.
    const SIGN: u32 = 1 << 26;
    const TA_MARBUTA: u32 = 1 << 27;

    fn of(c: char) -> Self {
        let class = match c {
            _ if is_silent(c) => Self::SILENT,
            _ if c.is_whitespace() && c != '\n' => Self::SPACE,
            _ => match kind_of(c) {
                TokenKind::Word => Self::WORD,
                TokenKind::Number => Self::NUMBER,
                TokenKind::Mark => Self::MARK,
                TokenKind::Newline => Self::NEWLINE,
            },
        };
        let spelling = match c {
            'ى' => Self::ALEF_MAQSURA,
            'ة' => Self::TA_MARBUTA,
            'أ' => Self::HAMZA_ABOVE,
            'إ' => Self::HAMZA_BELOW,
            'آ' => Self::MADDA,
            '\u{064B}'..='\u{064D}' => Self::TANWIN | Self::SIGN,
            '\u{064E}'..='\u{0652}' | '\u{0670}' | '\u{0640}' => Self::SIGN,
            _ => 0,
        };
        let mut folded = String::new();
        push_folded(c, &mut folded);
        let key = match *folded.as_bytes() {
            [] => 0,
            [a] => Self::ONE | u32::from(a),
            [a, b] if c.len_utf8() > 1 => Self::TWO | u32::from(u16::from_le_bytes([a, b])),
            _ => Self::LONG,
        };
        Self(class | spelling | key)
    }

    /// The code point at byte `at` of a text, and its length.
    #[inline]
    fn at(table: &[Self; TABLE], text: &str, at: usize) -> Option<(Self, usize)> {
        let bytes = text.as_bytes();
        let first = *bytes.get(at)?;
        if first < 0x80 {
            return Some((table[usize::from(first)], 1));
        }
        if first < 0xDC {
            let code = usize::from(first & 0x1F) << 6 | usize::from(bytes[at + 1] & 0x3F);
            return Some((table[code], 2));
        }
        text[at..].chars().next().map(|c| (Self::of(c), c.len_utf8()))
    }

    #[inline]
    fn class(self) -> u32 {
        self.0 & Self::CLASS
    }

    #[inline]
    fn has(self, bit: u32) -> bool {
        self.0 & bit != 0
    }
}

/// The code points that are looked up: Latin to Arabic. What lies beyond is worked out each time.
const TABLE: usize = 0x700;

static LETTERS: LazyLock<[Letter; TABLE]> =
    LazyLock::new(|| std::array::from_fn(|code| Letter::of(char::from_u32(code as u32).unwrap_or('\0'))));

/// The keys of a text while they are written: its bytes are there from the start, so that a letter is two stores.
struct Keys {
    bytes: Vec<u8>,
    length: usize,
}

impl Keys {
    /// Takes over a buffer. Keys are no longer than their text, but for presentation forms.
    fn for_text(buffer: String, text: &str) -> Self {
        let mut bytes = buffer.into_bytes();
        bytes.resize(text.len() + 1, 0);
        Self { bytes, length: 0 }
    }

    /// Appends the key of the code point at a byte of the text.
    #[inline]
    fn push(&mut self, letter: Letter, text: &str, at: usize) {
        let length = (letter.0 >> 19 & 3) as usize;
        if length == 3 {
            self.push_long(text, at);
            return;
        }
        self.bytes[self.length..self.length + 2].copy_from_slice(&(letter.0 as u16).to_le_bytes());
        self.length += length;
    }

    #[cold]
    fn push_long(&mut self, text: &str, at: usize) {
        let mut key = String::new();
        text[at..].chars().next().into_iter().for_each(|c| push_folded(c, &mut key));
        let end = self.length + key.len();
        // Room for the rest of the text behind it.
        self.bytes.resize(self.bytes.len().max(end + text.len() - at + 1), 0);
        self.bytes[self.length..end].copy_from_slice(key.as_bytes());
        self.length = end;
    }

    fn finish(mut self) -> String {
        self.bytes.truncate(self.length);
        let keys = String::from_utf8(self.bytes);
        debug_assert!(keys.is_ok());
        keys.unwrap_or_default()
    }
}

/// The tokens of one text and their keys, in buffers that are reused from text to text.
#[derive(Debug, Default)]
pub struct Tokens {
    /// In the order of the text.
    pub list: Vec<Token>,
    keys: String,
}

impl Tokens {
    /// Replaces the content by the tokens of `text`. Texts over 4 GiB are beyond the spans; callers bound far below.
    pub fn fill(&mut self, text: &str) {
        self.list.clear();
        let mut keys = Keys::for_text(std::mem::take(&mut self.keys), text);
        let table: &[Letter; TABLE] = &LETTERS;
        let mut at = 0;
        while let Some((letter, length)) = Letter::at(table, text, at) {
            let start = at;
            at += length;
            let class = letter.class();
            let kind = match class {
                Letter::WORD => TokenKind::Word,
                Letter::NUMBER => TokenKind::Number,
                Letter::MARK => TokenKind::Mark,
                Letter::NEWLINE => TokenKind::Newline,
                _ => continue,
            };
            let key_start = keys.length;
            let mut end = at;
            keys.push(letter, text, start);
            // The last letter, signs aside, and the bits of all.
            let (mut last, mut all) = (letter, letter.0);
            if kind == TokenKind::Newline {
                while let Some((next, length)) = Letter::at(table, text, at)
                    && matches!(next.class(), Letter::SPACE | Letter::NEWLINE)
                {
                    at += length;
                    end = at;
                }
            } else if kind != TokenKind::Mark {
                while let Some((next, length)) = Letter::at(table, text, at) {
                    if next.class() == class {
                        keys.push(next, text, at);
                        last = next;
                        at += length;
                        end = at;
                    } else if next.class() == Letter::SILENT {
                        at += length;
                        // Silent characters at the end of a word (a closing bidi control) stay outside its span,
                        // vowel signs belong to it.
                        if next.has(Letter::SIGN) {
                            end = at;
                        }
                    } else {
                        break;
                    }
                    all |= next.0;
                }
            }
            let spelling = Spelling {
                alef_maqsura: last.has(Letter::ALEF_MAQSURA),
                ta_marbuta: last.has(Letter::TA_MARBUTA),
                hamza_below: all & Letter::HAMZA_BELOW != 0,
                tanwin: all & Letter::TANWIN != 0,
                initial_hamza: letter.has(Letter::HAMZA_ABOVE | Letter::HAMZA_BELOW | Letter::MADDA),
                initial_madda: letter.has(Letter::MADDA),
                final_hamza: last.has(Letter::HAMZA_ABOVE),
            };
            self.list.push(Token {
                span: Span::new(start as u32, end as u32),
                key: Span::new(key_start as u32, keys.length as u32),
                kind,
                spelling,
            });
        }
        self.keys = keys.finish();
    }

    /// The key of a token of this list.
    #[inline]
    pub fn key(&self, token: &Token) -> &str {
        token.key.of(&self.keys)
    }

    /// The key of token `i`, empty beyond the end.
    #[inline]
    pub fn key_at(&self, i: usize) -> &str {
        self.list.get(i).map_or("", |token| self.key(token))
    }

    /// In the order of the text.
    pub fn iter(&self) -> std::slice::Iter<'_, Token> {
        self.list.iter()
    }

    /// From the first byte of token `first` to the last byte of the token before `end`.
    pub fn span(&self, first: usize, end: usize) -> Span {
        self.list[first].span.to(self.list[end - 1].span)
    }
}

#[inline]
fn kind_of(c: char) -> TokenKind {
    match c {
        'ء'..='ي' | 'a'..='z' | 'A'..='Z' => TokenKind::Word,
        '0'..='9' | '٠'..='٩' | '۰'..='۹' => TokenKind::Number,
        '\n' => TokenKind::Newline,
        '\0'..='\u{7F}' | '،' | '؛' | '؟' | '\u{2000}'..='\u{206F}' | '«' | '»' => TokenKind::Mark,
        _ if c.is_alphabetic() => TokenKind::Word,
        _ if c.is_numeric() => TokenKind::Number,
        _ => TokenKind::Mark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surfaces(text: &str) -> Vec<&str> {
        let mut tokens = Tokens::default();
        tokens.fill(text);
        tokens.iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn words_numbers_and_marks() {
        assert_eq!(surfaces("في 1445هـ، د. راي"), ["في", "1445", "هـ", "،", "د", ".", "راي"]);
        assert_eq!(surfaces("أ\n\n ب"), ["أ", "\n\n ", "ب"]);
        assert_eq!(surfaces("\u{202B}قال\u{202C}"), ["قال"]);
    }

    proptest::proptest! {
        /// The way back: folding the span of a token gives its key, and tokens never overlap.
        #[test]
        fn every_key_leads_back_to_its_span(text in "[\\PC\\nء-ي\u{064B}-\u{0652}0-9 ]{0,60}") {
            let mut tokens = Tokens::default();
            tokens.fill(&text);
            let mut last = 0;
            for token in tokens.iter() {
                proptest::prop_assert!(token.span.start >= last);
                last = token.span.end;
                if token.kind != TokenKind::Newline {
                    let folded: String = crate::fold::fold(token.span.of(&text)).split(' ').collect();
                    proptest::prop_assert_eq!(folded, tokens.key(token).split(' ').collect::<String>());
                }
            }
        }
    }
}
