//! Lines of a text as they are frozen.

/// The lines of a text: without ends of line, byte-order marks, control characters and the space around them. Letters
/// are never changed, nor are bidi controls: folding sees through them.
pub(crate) fn lines(text: &str) -> Vec<String> {
    if !has_odd(text.as_bytes()) {
        return text.split('\n').map(|line| line.trim().to_owned()).collect();
    }
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                lines.push(line.trim().to_owned());
                line.clear();
            }
            '\t' => line.push(' '),
            '\u{FEFF}' => {}
            c if c.is_control() => {}
            c => line.push(c),
        }
    }
    lines.push(line.trim().to_owned());
    lines
}

/// Whether a text has characters that [`lines`] does not take as they are: controls but for the end of a line, marks of
/// order, of lines and of paragraphs.
fn has_odd(text: &[u8]) -> bool {
    let is_odd = |at: usize| match text[at] {
        b'\n' => false,
        0..0x20 | 0x7f => true,
        0xc2 => text.get(at + 1).is_some_and(|next| *next < 0xa0),
        0xe2 => matches!(text.get(at + 1..at + 3), Some([0x80, 0xa8 | 0xa9])),
        0xef => matches!(text.get(at + 1..at + 3), Some([0xbb, 0xbf])),
        _ => false,
    };
    let may_be_odd =
        |byte: u8| ((byte < 0x20) & (byte != b'\n')) | (byte == 0x7f) | matches!(byte, 0xc2 | 0xe2 | 0xef);
    // Most runs have nothing to look at; without a branch a run is looked at at once.
    text.chunks(RUN).enumerate().any(|(nth, run)| {
        run.iter().fold(false, |any, &byte| any | may_be_odd(byte))
            && (nth * RUN..nth * RUN + run.len()).any(is_odd)
    })
}

/// Bytes that are looked at together.
const RUN: usize = 64;

/// The text of `lines`: blank ones at the ends go, several between two paragraphs become one.
pub(crate) fn text(lines: &[String]) -> String {
    let mut text = String::with_capacity(lines.iter().map(|line| line.len() + 1).sum());
    let mut blank = false;
    for line in lines {
        if line.is_empty() {
            blank = !text.is_empty();
            continue;
        }
        if !text.is_empty() {
            text.push_str(if blank { "\n\n" } else { "\n" });
        }
        text.push_str(line);
        blank = false;
    }
    text
}

/// A value of one line, such as a title: `None` if nothing is left of it.
pub(crate) fn single_line(value: &str) -> Option<String> {
    let words = lines(value);
    let words: Vec<&str> = words.iter().map(String::as_str).filter(|line| !line.is_empty()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_frozen() {
        for (raw, frozen) in [
            ("\u{FEFF}سطر\r\nثان\rثالث\n", "سطر\nثان\nثالث"),
            ("\n\n سطر \n\n \t\n\nثان", "سطر\n\nثان"),
            ("سط\u{1A}ر\u{0}\tثان\u{FEFF}", "سطر ثان"),
            ("سطر\u{2028}ثان\u{C}ثالث", "سطر\nثان\nثالث"),
            ("أُمّـة \u{202B}نص\u{202C}  مسافتان", "أُمّـة \u{202B}نص\u{202C}  مسافتان"),
            (" \n\t", ""),
        ] {
            assert_eq!(text(&lines(raw)), frozen, "{raw:?}");
        }
    }

    #[test]
    fn titles_are_one_line() {
        assert_eq!(single_line(" عنوان\n على سطرين \u{7}"), Some("عنوان على سطرين".to_owned()));
        assert_eq!(single_line(" \n "), None);
    }
}
