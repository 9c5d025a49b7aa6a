//! The records of a web archive (ISO 28500): what a server answered, and text that others have made of it.

use std::io::{self, BufRead, BufReader, Read};

use jiff::civil::DateTime;

use crate::MAX_PLAIN_BYTES;
use crate::error::Problem;
use crate::html::Fetched;
use crate::http;

/// Longest line of a header, in bytes.
const LONGEST_LINE: usize = 16 << 10;
/// Most lines of a header.
const MOST_LINES: usize = 256;

/// A record that may hold an article.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) bytes: Vec<u8>,
    /// The charset that the server named.
    pub(crate) charset: Option<String>,
    pub(crate) fetched: Fetched,
}

/// The records of a stream, each with its number.
pub(crate) struct Warc<R> {
    reader: BufReader<R>,
    record: u64,
    ended: bool,
}

impl<R: Read> Warc<R> {
    pub(crate) fn new(source: R) -> Self {
        Self { reader: BufReader::with_capacity(64 << 10, source), record: 0, ended: false }
    }

    /// The next record; `None` at the end of the archive.
    pub(crate) fn next(&mut self) -> Option<(u64, Result<Document, Problem>)> {
        if self.ended {
            return None;
        }
        self.record += 1;
        match self.read() {
            Ok(found) => found.map(|found| (self.record, found)),
            Err(cause) => {
                // A damaged member of a gzip file is passed over; an error that comes again ends the archive.
                self.ended = self.reader.fill_buf().map_or(true, <[u8]>::is_empty);
                Some((self.record, Err(Problem::of_stream(cause))))
            }
        }
    }

    fn read(&mut self) -> io::Result<Option<Result<Document, Problem>>> {
        let Some(strayed) = self.seek_record()? else { return Ok(None) };
        if strayed {
            return Ok(Some(Err(Problem::Stray)));
        }
        let Some(header) = Header::read(&mut self.reader)? else {
            return Ok(Some(Err(Problem::Archive(
                "has a record with a header beyond all bounds".to_owned(),
            ))));
        };
        let Some(length) = header.length else {
            return Ok(Some(Err(Problem::Archive("has a record that does not give its length".to_owned()))));
        };
        let most = length.min(MAX_PLAIN_BYTES + 1);
        let mut body = Vec::new();
        let wanted = matches!(header.kind.as_str(), "response" | "conversion" | "resource");
        let kept = if wanted { (&mut self.reader).take(most).read_to_end(&mut body)? as u64 } else { 0 };
        let passed = io::copy(&mut (&mut self.reader).take(length - kept), &mut io::sink())?;
        if kept + passed < length {
            self.ended = true;
            return Ok(Some(Err(Problem::Unfinished)));
        }
        Ok(Some(document(header, body, length)))
    }

    /// Goes to the start of the next record and reads its first line. `Some(true)` where something else stood before
    /// it, which is told first; `None` at the end.
    fn seek_record(&mut self) -> io::Result<Option<bool>> {
        let mut strayed = false;
        loop {
            let chunk = self.reader.fill_buf()?;
            if chunk.is_empty() {
                return Ok(strayed.then_some(true));
            }
            if strayed && chunk.starts_with(b"WARC/") {
                return Ok(Some(true));
            }
            match line(&mut self.reader)? {
                Some(first) if first.starts_with("WARC/") => return Ok(Some(false)),
                Some(blank) if blank.is_empty() => {}
                _ => strayed = true,
            }
        }
    }
}

/// What is read of a record's header.
#[derive(Debug, Default)]
struct Header {
    kind: String,
    length: Option<u64>,
    url: Option<String>,
    at: Option<DateTime>,
    content_type: String,
}

impl Header {
    /// `None` for a header beyond all bounds.
    fn read(reader: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut header = Self::default();
        for _ in 0..MOST_LINES {
            let Some(line) = line(reader)? else { return Ok(None) };
            if line.is_empty() {
                return Ok(Some(header));
            }
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "warc-type" => header.kind = value.to_ascii_lowercase(),
                "content-length" => header.length = value.parse().ok(),
                "warc-target-uri" => header.url = Some(value.trim_matches(['<', '>']).to_owned()),
                "warc-date" => header.at = value.trim_end_matches('Z').parse().ok(),
                "content-type" => header.content_type = value.to_ascii_lowercase(),
                _ => {}
            }
        }
        Ok(None)
    }
}

fn document(header: Header, body: Vec<u8>, length: u64) -> Result<Document, Problem> {
    let fetched = Fetched { url: header.url, at: header.at };
    match header.kind.as_str() {
        _ if length > MAX_PLAIN_BYTES => Err(Problem::TooLong { limit: MAX_PLAIN_BYTES }),
        "response" if header.content_type.starts_with("application/http") || body.starts_with(b"HTTP/") => {
            let answer = http::read(&body)?;
            Ok(Document { bytes: answer.body, charset: answer.charset, fetched })
        }
        "response" | "resource" | "conversion" => Ok(Document { bytes: body, charset: None, fetched }),
        "revisit" => Err(Problem::NoPage("a revisit of a page that had not changed")),
        "request" => Err(Problem::NoPage("a request")),
        "metadata" | "warcinfo" => Err(Problem::NoPage("about the archive")),
        _ => Err(Problem::NoPage("a record of another kind")),
    }
}

/// A line without its end; `None` at the end of the stream, or where it is longer than any line of a header.
fn line(reader: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    let read = reader.take(LONGEST_LINE as u64).read_until(b'\n', &mut bytes)?;
    if read == 0 || (read == LONGEST_LINE && !bytes.ends_with(b"\n")) {
        return Ok(None);
    }
    Ok(Some(String::from_utf8_lossy(bytes.trim_ascii_end()).into_owned()))
}
