//! Which charset bytes are in, and the bytes as UTF-8.
//!
//! A byte-order mark decides. Without one, bytes that are valid UTF-8 are UTF-8; UTF-16 shows by its zero bytes; what
//! is left goes to the guess of `chardetng`, which knows windows-1256 and ISO-8859-6.

use std::borrow::Cow;
use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::error::Problem;

/// How many bytes at the head of an input the charset and the format are told from.
pub(crate) const HEAD_BYTES: usize = 64 << 10;

/// The charset of an input that starts with `head`; `whole` when the input ends there.
///
/// # Errors
/// Bytes that are no text at all.
pub(crate) fn detect(head: &[u8], whole: bool) -> Result<&'static Encoding, Problem> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Ok(encoding);
    }
    if let Some(kind) = foreign(head) {
        return Err(Problem::Foreign(kind));
    }
    if let Some(encoding) = utf16_without_mark(head) {
        return Ok(encoding);
    }
    // Files whose tail was never written end in zero bytes; those inside the text mean that it is no text.
    let text = head.trim_ascii_end();
    let text = &text[..text.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1)];
    if text.contains(&0) || (text.is_empty() && head.contains(&0)) {
        return Err(Problem::Foreign("binary data"));
    }
    if mostly_utf8(head) {
        return Ok(UTF_8);
    }
    Ok(guess(head, whole))
}

fn guess(bytes: &[u8], whole: bool) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, whole);
    // The press read here is Arabic first: between charsets that fit alike, those of Arabic go first.
    detector.guess(Some(b"ma"), Utf8Detection::Deny)
}

/// In how many bytes at the head of a page its charset is declared; browsers look at 1,024, writers at less.
const DECLARED_IN: usize = 4096;

/// The text of a page. Bytes that are UTF-8 are; else the server's word counts, then the page's own; where both are
/// wrong or silent the bytes decide. What is no text in the charset becomes U+FFFD, as in browsers.
pub(crate) fn decode_page<'b>(bytes: &'b [u8], said: Option<&str>) -> Cow<'b, str> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding).or_else(|| utf16_without_mark(bytes));
    let encoding = marked.unwrap_or_else(|| {
        let declared = || {
            let head = &bytes[..bytes.len().min(DECLARED_IN)];
            said.and_then(|said| Encoding::for_label(said.as_bytes())).or_else(|| declared(head))
        };
        if mostly_utf8(bytes) {
            UTF_8
        } else {
            // Many a page says the charset of its writer's system (ISO-8859-1) and not its own.
            let believed = declared().filter(|encoding| *encoding != UTF_8 && *encoding != WINDOWS_1252);
            believed.unwrap_or_else(|| guess(sample(bytes), true))
        }
    });
    encoding.decode(bytes).0
}

/// What of a page its charset is told from: from the first letter on that is not ASCII.
fn sample(bytes: &[u8]) -> &[u8] {
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    &bytes[first..bytes.len().min(first + HEAD_BYTES)]
}

/// The head of an input as text for a first look at its format, which all charsets write alike; UTF-16 apart.
pub(crate) fn first_look(head: &[u8]) -> Cow<'_, str> {
    let marked = Encoding::for_bom(head).map(|(encoding, _)| encoding).or_else(|| utf16_without_mark(head));
    match marked {
        Some(encoding) => encoding.decode(head).0,
        None => String::from_utf8_lossy(&head[..head.len().min(FIRST_LOOK)]),
    }
}

/// How much of the head is looked at first.
const FIRST_LOOK: usize = 4096;

/// The charset that a page declares: `charset=windows-1256`, with quotes or without.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.to_ascii_lowercase();
    let at = head.windows(8).position(|window| window == b"charset=")? + 8;
    let rest = head[at..].trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:".contains(byte))?;
    Encoding::for_label(&rest[..end])
}

/// Length of the byte-order mark at the head of `bytes`.
pub(crate) fn mark_length(bytes: &[u8]) -> usize {
    Encoding::for_bom(bytes).map_or(0, |(_, length)| length)
}

/// Things commonly found beside articles, by their first bytes.
fn foreign(head: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 8] = [
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive"),
        (b"\x1f\x8b", "gzip data"),
        (b"WARC/", "a web archive"),
        (b"SQLite format 3", "a SQLite database"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"{\\rtf", "an RTF document"),
    ];
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(kind);
    }
    None
}

/// UTF-16 without a mark: nearly every other byte is one of the few high bytes of Latin, Arabic and punctuation.
fn utf16_without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let units = head.len() / 2;
    if units < 4 || !head.contains(&0) {
        return None;
    }
    let plausible = |high: usize| {
        let fits = head.chunks_exact(2).filter(|unit| matches!(unit[high], 0x00 | 0x06 | 0x20 | 0xfb..=0xfe));
        let zeros = head.chunks_exact(2).filter(|unit| unit[1 - high] == 0).count();
        fits.count() * 20 >= units * 19 && zeros * 20 <= units
    };
    if plausible(1) {
        return Some(UTF_16LE);
    }
    plausible(0).then_some(UTF_16BE)
}

/// Valid UTF-8, or UTF-8 with some damage: hardly any letter of another charset makes a valid sequence by chance.
fn mostly_utf8(bytes: &[u8]) -> bool {
    if std::str::from_utf8(bytes).is_ok() {
        return true;
    }
    let (mut good, mut bad) = (0_u64, 0_u64);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count() as u64;
        bad += u64::from(!chunk.invalid().is_empty());
    }
    bad == 0 || good > bad
}

/// The whole of a text as UTF-8. A sequence cut off at the very end is dropped: half a file is still half an article.
///
/// # Errors
/// The first byte that is no text in `encoding`. Nothing is ever replaced.
pub(crate) fn decode(bytes: &[u8], encoding: &'static Encoding) -> Result<String, Problem> {
    let damaged = |at: usize| Problem::Damaged { charset: encoding.name(), at: at as u64 };
    if encoding == UTF_8 {
        return match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) if error.error_len().is_none() => {
                Ok(String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned())
            }
            Err(error) => Err(damaged(error.valid_up_to())),
        };
    }
    let mark = mark_length(bytes);
    let mut body = &bytes[mark..];
    if encoding == UTF_16LE || encoding == UTF_16BE {
        body = &body[..body.len() / 2 * 2];
    }
    match encoding.decode_without_bom_handling_and_without_replacement(body) {
        Some(text) => Ok(text.into_owned()),
        None => Err(damaged(mark)),
    }
}

/// Reads a stream of another charset as UTF-8. UTF-8 itself passes as it is, so that a bad line spoils that line alone.
/// Bytes that are no text in the charset end the stream with an error of kind `InvalidData`.
pub(crate) struct Utf8Stream<R> {
    source: R,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    ready: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<R: Read> Utf8Stream<R> {
    pub(crate) fn new(source: R, encoding: &'static Encoding) -> Self {
        let decoder = (encoding != UTF_8).then(|| encoding.new_decoder_with_bom_removal());
        Self { source, decoder, raw: vec![0; 16 << 10], ready: Vec::new(), given: 0, ended: false }
    }
}

impl<R: Read> Read for Utf8Stream<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let Some(decoder) = &mut self.decoder else { return self.source.read(out) };
        while self.given == self.ready.len() && !self.ended {
            let count = self.source.read(&mut self.raw)?;
            self.ended = count == 0;
            let most = decoder.max_utf8_buffer_length_without_replacement(count).unwrap_or(64 << 10);
            self.ready.resize(most, 0);
            let (result, _, written) =
                decoder.decode_to_utf8_without_replacement(&self.raw[..count], &mut self.ready, self.ended);
            self.ready.truncate(written);
            self.given = 0;
            if let DecoderResult::Malformed(..) = result {
                let name = decoder.encoding().name();
                return Err(io::Error::new(io::ErrorKind::InvalidData, format!("not valid {name} text")));
            }
        }
        let count = out.len().min(self.ready.len() - self.given);
        out[..count].copy_from_slice(&self.ready[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}
