//! An HTTP answer as archives keep it: status line, header, body; the body perhaps in chunks and compressed.

use std::io::Read;

use crate::MAX_PLAIN_BYTES;
use crate::error::Problem;
use crate::unpack::Frames;

/// The body of an answer, as its writer wrote it.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) body: Vec<u8>,
    /// `charset` of the content type.
    pub(crate) charset: Option<String>,
}

/// Reads an answer.
///
/// # Errors
/// What is no answer; a status other than success; a kind of content that holds no article; a body that does not unpack.
pub(crate) fn read(answer: &[u8]) -> Result<Answer, Problem> {
    let (head, body) =
        split(answer).ok_or(Problem::Archive("holds an answer without a header".to_owned()))?;
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let status: u16 = lines
        .next()
        .and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .ok_or(Problem::Archive("holds an answer without a status".to_owned()))?;
    if !(200..300).contains(&status) {
        return Err(Problem::Status(status));
    }
    let (mut encoding, mut chunked, mut content_type) = (String::new(), false, String::new());
    for line in lines {
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim().to_ascii_lowercase();
        match name.trim().to_ascii_lowercase().as_str() {
            "content-encoding" => encoding = value,
            "transfer-encoding" => chunked |= value.contains("chunked"),
            "content-type" => content_type = value,
            _ => {}
        }
    }
    if let Some(kind) = of_no_use(&content_type) {
        return Err(Problem::Foreign(kind));
    }
    let body = if chunked { unchunk(body).unwrap_or_else(|| body.to_vec()) } else { body.to_vec() };
    Ok(Answer { body: unpack(body, &encoding, MAX_PLAIN_BYTES)?, charset: charset(&content_type) })
}

/// `charset` of a content type.
pub(crate) fn charset(content_type: &str) -> Option<String> {
    let content_type = content_type.to_ascii_lowercase();
    let charset = content_type.split(';').find_map(|part| part.trim().strip_prefix("charset="))?;
    Some(charset.trim_matches(['"', '\'', ' ']).to_owned())
}

/// Content that holds no article, by its type.
fn of_no_use(content_type: &str) -> Option<&'static str> {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    match kind.split('/').next().unwrap_or_default() {
        "image" => Some("a picture"),
        "video" | "audio" => Some("a film or sound"),
        "font" => Some("a font"),
        _ => match kind {
            "text/css" => Some("a style sheet"),
            "text/javascript" | "application/javascript" | "application/x-javascript" => Some("a script"),
            "application/pdf" => Some("a PDF document"),
            _ => None,
        },
    }
}

fn split(answer: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = |end: &[u8]| {
        answer.windows(end.len()).position(|window| window == end).map(|at| (at, at + end.len()))
    };
    let (crlf, lf) = (at(b"\r\n\r\n"), at(b"\n\n"));
    let (head, body) = [crlf, lf].into_iter().flatten().min()?;
    Some((&answer[..head], &answer[body..]))
}

/// A body without its chunks; `None` where it has none: crawlers take them out and leave the header.
fn unchunk(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    loop {
        let end = body.windows(2).take(64).position(|window| window == b"\r\n")?;
        let size = std::str::from_utf8(&body[..end]).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        body = &body[end + 2..];
        if size == 0 {
            return Some(whole);
        }
        // The last chunk may be cut short with the record.
        let taken = size.min(body.len());
        whole.extend_from_slice(&body[..taken]);
        body = body.get(taken + 2..)?;
    }
}

/// A body as it was before the server compressed it. Some archives keep the header of a body that they unpacked.
pub(crate) fn unpack(body: Vec<u8>, encoding: &str, most: u64) -> Result<Vec<u8>, Problem> {
    let unpacked = match encoding {
        "gzip" | "x-gzip" if body.starts_with(b"\x1f\x8b") => {
            bounded(flate2::read::MultiGzDecoder::new(&body[..]), most)
        }
        "deflate" if body.first().is_some_and(|byte| byte & 0x0f == 8) => {
            bounded(flate2::read::ZlibDecoder::new(&body[..]), most)
        }
        "br" if !looks_like_text(&body) => {
            bounded(brotli_decompressor::Decompressor::new(&body[..], 4096), most)
        }
        "zstd" if body.starts_with(b"\x28\xb5\x2f\xfd") => bounded(Frames::new(&body[..]), most),
        _ => return Ok(body),
    };
    let unpacked = unpacked
        .map_err(|error| Problem::Archive(format!("holds an answer that does not unpack: {error}")))?;
    if unpacked.len() as u64 > most {
        return Err(Problem::TooLong { limit: most });
    }
    Ok(unpacked)
}

fn bounded(source: impl Read, most: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(most + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn looks_like_text(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"<")
}
