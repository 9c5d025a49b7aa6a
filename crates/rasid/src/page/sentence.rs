//! The sentence around a quote.

use rasid_text::{Span, Tokens, sentence};

/// A sentence longer than this is cut.
const MOST_CHARS: usize = 220;

/// The sentence (or sentences) that hold the code points `start..end` of `text`, on one line; a long one is cut around
/// them, with an ellipsis where something is left out.
pub(super) fn around(text: &str, start: u32, end: u32) -> String {
    let byte = |point: u32| text.char_indices().nth(point as usize).map_or(text.len(), |(offset, _)| offset);
    let quote = byte(start)..byte(end.max(start));
    // A line end is the end of a sentence, so the lines that the quote stands on are enough.
    let from = text[..quote.start].rfind('\n').map_or(0, |at| at + 1);
    let to = text[quote.end..].find('\n').map_or(text.len(), |at| quote.end + at);
    let lines = &text[from..to];
    let quote = quote.start - from..quote.end - from;
    let (mut tokens, mut sentences) = (Tokens::default(), Vec::new());
    tokens.fill(lines);
    sentence::split(&tokens, lines, &mut sentences);
    let asked = Span::new(quote.start as u32, quote.end as u32);
    let spans = sentences.iter().map(|range| tokens.span(range.start as usize, range.end as usize));
    let whole = spans.filter(|span| span.overlaps(asked)).fold(asked, Span::to);
    cut(whole.of(lines), quote.start - whole.range().start, quote.end - whole.range().start)
}

/// On one line, and of at most [`MOST_CHARS`]; `start..end` are the bytes that must be seen.
fn cut(sentence: &str, start: usize, end: usize) -> String {
    let chars = |text: &str| text.chars().count();
    if chars(sentence) <= MOST_CHARS {
        return one_line(sentence);
    }
    // What leads up to the quote goes first, if it must.
    let start = if chars(&sentence[..end]) <= MOST_CHARS { 0 } else { start };
    let rest = &sentence[start..];
    let left_out = if start > 0 { "… " } else { "" };
    let Some((limit, _)) = rest.char_indices().nth(MOST_CHARS) else {
        return format!("{left_out}{}", one_line(rest));
    };
    let limit = rest[..limit].rfind(char::is_whitespace).unwrap_or(limit);
    format!("{left_out}{} …", one_line(rest[..limit].trim_end_matches(['،', ',', '؛', ';'])))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around_quote(text: &str, quote: &str) -> String {
        let start = text[..text.find(quote).unwrap()].chars().count() as u32;
        around(text, start, start + quote.chars().count() as u32)
    }

    #[test]
    fn a_quote_is_shown_with_its_sentence() {
        let text = "عنوان\nمقدمة أولى. ثم استقبل الوزير نظيره أمس بالرباط. خاتمة.\nذيل";
        assert_eq!(around_quote(text, "استقبل الوزير"), "ثم استقبل الوزير نظيره أمس بالرباط");
        assert_eq!(
            around_quote(text, "نظيره أمس بالرباط. خاتمة"),
            "ثم استقبل الوزير نظيره أمس بالرباط. خاتمة"
        );
        assert_eq!(around_quote("سطر\nمكسور هنا", "سطر\nمكسور"), "سطر مكسور هنا");
    }

    #[test]
    fn a_long_sentence_is_cut_around_the_quote() {
        let text = format!("{}التقى نظيره {}", "كلمة ".repeat(60), "أخرى ".repeat(60));
        let shown = around_quote(&text, "التقى نظيره");
        assert!(shown.starts_with("… التقى نظيره أخرى") && shown.ends_with("أخرى …"), "{shown}");
        assert!(shown.chars().count() <= MOST_CHARS + 4, "{shown}");
        let text = format!("التقى نظيره {}", "أخرى ".repeat(60));
        assert!(around_quote(&text, "نظيره").starts_with("التقى نظيره أخرى"));
    }

    #[test]
    fn offsets_beyond_the_text_are_harmless() {
        assert_eq!(around("نص قصير", 3, 900), "نص قصير");
        assert_eq!(around("", 5, 2), "");
    }
}
