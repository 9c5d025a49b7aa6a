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
    /// Has إ: وإلى is no والي.
    pub hamza_below: bool,
    /// Has tanwin: مؤخراً is no name.
    pub tanwin: bool,
    /// Begins with أ, إ or آ: ألبارو has no article.
    pub initial_hamza: bool,
    /// Begins with آ: آنا is not أنا.
    pub initial_madda: bool,
}

impl Spelling {
    #[inline]
    fn see(&mut self, c: char) {
        match c {
            'ى' => self.alef_maqsura = true,
            'إ' => self.hamza_below = true,
            '\u{064B}'..='\u{064D}' => self.tanwin = true,
            // A vowel sign behind the last letter changes nothing.
            _ if is_silent(c) => {}
            _ => self.alef_maqsura = false,
        }
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
        self.keys.clear();
        let mut chars = text.char_indices().peekable();
        while let Some((start, c)) = chars.next() {
            if c == ' ' || is_silent(c) || (c.is_whitespace() && c != '\n') {
                continue;
            }
            let key_start = self.keys.len();
            let mut end = start + c.len_utf8();
            let kind = kind_of(c);
            let mut spelling = Spelling::default();
            spelling.see(c);
            spelling.initial_hamza = matches!(c, 'أ' | 'إ' | 'آ');
            spelling.initial_madda = c == 'آ';
            push_folded(c, &mut self.keys);
            if kind != TokenKind::Mark {
                while let Some(&(at, next)) = chars.peek() {
                    let goes_on = match kind {
                        TokenKind::Newline => next.is_whitespace(),
                        _ => kind_of(next) == kind || is_silent(next),
                    };
                    if !goes_on {
                        break;
                    }
                    chars.next();
                    if kind != TokenKind::Newline {
                        push_folded(next, &mut self.keys);
                        spelling.see(next);
                        // Silent characters at the end of a word (a closing bidi control) stay outside its span,
                        // vowel signs belong to it.
                        if is_silent(next)
                            && !matches!(next, '\u{064B}'..='\u{0652}' | '\u{0670}' | '\u{0640}')
                        {
                            continue;
                        }
                    }
                    end = at + next.len_utf8();
                }
            }
            self.list.push(Token {
                span: Span::new(start as u32, end as u32),
                key: Span::new(key_start as u32, self.keys.len() as u32),
                kind,
                spelling,
            });
        }
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
