//! Sentences: ranges of tokens that end at a full stop, a question or exclamation mark, or a line end.

use std::ops::Range;

use crate::token::{TokenKind, Tokens};

/// Fills `sentences` with the sentences of `tokens`, empty ones left out.
///
/// A full stop does not end a sentence inside a number, behind a single letter (د. محمد, أ.ف.ب) or inside Latin
/// letters (bbc.com). Press texts also drop stops into the middle of a clause: see [`ends_here`].
pub fn split(tokens: &Tokens, text: &str, sentences: &mut Vec<Range<u32>>) {
    sentences.clear();
    let mut first = 0;
    for i in 0..tokens.list.len() {
        if ends_here(tokens, text, i) {
            if i > first {
                sentences.push(first as u32..i as u32);
            }
            first = i + 1;
        }
    }
    if tokens.list.len() > first {
        sentences.push(first as u32..tokens.list.len() as u32);
    }
}

fn ends_here(tokens: &Tokens, text: &str, i: usize) -> bool {
    let token = &tokens.list[i];
    match token.kind {
        TokenKind::Newline => true,
        TokenKind::Mark => match token.span.of(text) {
            "؟" | "?" | "!" | "…" => true,
            "." => {
                let before = i.checked_sub(1).map(|b| &tokens.list[b]);
                let after = tokens.list.get(i + 1);
                let single =
                    before.is_some_and(|b| b.kind == TokenKind::Word && tokens.key(b).chars().count() == 1);
                let glued = after.is_some_and(|a| a.span.start == token.span.end)
                    && before.is_some_and(|b| b.span.end == token.span.start);
                let inside = glued
                    && before.is_some_and(|b| {
                        b.kind == TokenKind::Number || tokens.key(b).bytes().all(|byte| byte.is_ascii())
                    })
                    && after.is_some_and(|a| {
                        a.kind == TokenKind::Number
                            || tokens.key(a).bytes().all(|byte| byte.is_ascii_alphanumeric())
                    });
                !single && !inside
            }
            _ => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        let mut tokens = Tokens::default();
        tokens.fill(text);
        let mut ranges = Vec::new();
        split(&tokens, text, &mut ranges);
        ranges.iter().map(|r| tokens.span(r.start as usize, r.end as usize).of(text)).collect()
    }

    #[test]
    fn stops_end_sentences_and_abbreviations_do_not() {
        assert_eq!(sentences("وصل د. علي. ثم غادر"), ["وصل د. علي", "ثم غادر"]);
        assert_eq!(sentences("نمو 6.5 في المائة\nعنوان"), ["نمو 6.5 في المائة", "عنوان"]);
        assert_eq!(sentences("موقع bbc.com نشر"), ["موقع bbc.com نشر"]);
    }
}
