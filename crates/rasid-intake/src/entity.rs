//! HTML entities that scrapers leave in plain text.

use std::borrow::Cow;

/// The names seen in press texts; the full list of HTML has two thousand.
const NAMES: [(&str, &str); 28] = [
    ("amp", "&"),
    ("apos", "'"),
    ("bull", "•"),
    ("copy", "©"),
    ("euro", "€"),
    ("gt", ">"),
    ("hellip", "…"),
    ("laquo", "«"),
    ("ldquo", "“"),
    ("lrm", "\u{200E}"),
    ("lsaquo", "‹"),
    ("lsquo", "‘"),
    ("lt", "<"),
    ("mdash", "—"),
    ("middot", "·"),
    ("nbsp", " "),
    ("ndash", "–"),
    ("quot", "\""),
    ("raquo", "»"),
    ("rdquo", "”"),
    ("reg", "®"),
    ("rlm", "\u{200F}"),
    ("rsaquo", "›"),
    ("rsquo", "’"),
    ("shy", "\u{AD}"),
    ("trade", "™"),
    ("zwj", "\u{200D}"),
    ("zwnj", "\u{200C}"),
];

/// Longest entity between `&` and `;`, in bytes.
const LONGEST: usize = 8;

/// `text` with its entities decoded, once: `&amp;quot;` becomes `&quot;`. What is no entity stays as it is.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    let mut decoded = String::new();
    let mut copied = 0;
    for (at, _) in text.match_indices('&') {
        if at < copied {
            continue;
        }
        let body = &text.as_bytes()[at + 1..];
        let Some(length) = body.iter().take(LONGEST + 1).position(|&byte| byte == b';') else { continue };
        let name = &text[at + 1..at + 1 + length];
        let number = name.strip_prefix('#').and_then(number);
        let known = || NAMES.iter().find(|(known, _)| *known == name).map(|&(_, value)| value);
        let mut buffer = [0; 4];
        let Some(value) = number.map(|c| &*c.encode_utf8(&mut buffer)).or_else(known) else { continue };
        decoded.push_str(&text[copied..at]);
        decoded.push_str(value);
        copied = at + length + 2;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    decoded.push_str(&text[copied..]);
    Cow::Owned(decoded)
}

fn number(digits: &str) -> Option<char> {
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    // Browsers read the numbers of the C1 controls as windows-1252, and pages are written for browsers.
    if let 0x80..=0x9f = code {
        return encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[code as u8]).0.chars().next();
    }
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn entities_are_decoded_once() {
        for (text, decoded) in [
            ("قال &quot;نعم&quot;", "قال \"نعم\""),
            ("&#8220;داعش&#8221;", "“داعش”"),
            ("&#x201C;&laquo;", "“«"),
            ("&#147;", "“"),
            ("&amp;quot;", "&quot;"),
            ("&&amp;&", "&&&"),
            ("أ & ب؛ &unknown; &#xD800; &", "أ & ب؛ &unknown; &#xD800; &"),
            ("&ووو;", "&ووو;"),
        ] {
            assert_eq!(decode(text), decoded, "{text}");
        }
    }
}
