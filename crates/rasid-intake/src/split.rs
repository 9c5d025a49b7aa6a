//! A stream of records taken apart, one at a time, with bounds on each.

use std::io::{self, BufRead, BufReader, Read};

use crate::MAX_RECORD_BYTES;
use crate::error::Problem;
use crate::format::Format;

/// The records of one stream. Memory stays at one record, however long the stream.
pub(crate) struct Records<R> {
    reader: BufReader<R>,
    /// Whether a record is a line; otherwise it is an object, wherever it ends.
    by_line: bool,
    /// Lines begun so far.
    line: u64,
    /// Arrays that are open between two objects.
    arrays: usize,
    /// Whether anything was read since the last damage.
    went_on: bool,
    ended: bool,
}

/// One record, or what stands in its place, and the line it starts on.
pub(crate) type Piece = (u64, Result<Vec<u8>, Problem>);

impl<R: Read> Records<R> {
    pub(crate) fn new(source: R, format: Format) -> Self {
        let by_line = format == Format::Lines;
        // Lines are counted as they are begun: none yet, or the one that the first object stands on.
        let line = u64::from(!by_line);
        Self {
            reader: BufReader::with_capacity(64 << 10, source),
            by_line,
            line,
            arrays: 0,
            went_on: false,
            ended: false,
        }
    }

    fn read_line(&mut self) -> io::Result<Option<Piece>> {
        let mut record = Vec::new();
        let mut length = 0;
        self.line += 1;
        loop {
            let chunk = self.reader.fill_buf()?;
            if chunk.is_empty() {
                if length == 0 {
                    return Ok(None);
                }
                break;
            }
            let end = memchr::memchr(b'\n', chunk);
            let taken = end.map_or(chunk.len(), |end| end + 1);
            length += taken;
            if length <= MAX_RECORD_BYTES {
                record.extend_from_slice(&chunk[..taken]);
            }
            self.went_on = true;
            self.reader.consume(taken);
            if end.is_some() {
                break;
            }
        }
        Ok(Some((self.line, bounded(record, length))))
    }

    fn read_object(&mut self) -> io::Result<Option<Piece>> {
        let mut record = Vec::new();
        let mut length = 0_usize;
        let mut first_line = self.line;
        let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
        loop {
            let chunk = self.reader.fill_buf()?;
            if chunk.is_empty() {
                // An array that is not closed may lack records.
                let unfinished = depth > 0 || std::mem::take(&mut self.arrays) > 0;
                let line = if depth > 0 { first_line } else { self.line };
                self.ended = true;
                return Ok(unfinished.then_some((line, Err(Problem::Unfinished))));
            }
            let mut taken = 0;
            let mut done = false;
            for &byte in chunk {
                taken += 1;
                self.line += u64::from(byte == b'\n');
                if depth == 0 {
                    match byte {
                        b'{' => (depth, first_line) = (1, self.line),
                        b'[' if self.arrays == 0 => self.arrays = 1,
                        b'[' => {
                            self.ended = true;
                            return Ok(Some((self.line, Err(Problem::Nested))));
                        }
                        b']' => self.arrays = 0,
                        b',' => {}
                        _ if byte.is_ascii_whitespace() => {}
                        _ => {
                            self.ended = true;
                            return Ok(Some((self.line, Err(Problem::Stray))));
                        }
                    }
                    if depth == 0 {
                        continue;
                    }
                } else if in_string {
                    match byte {
                        _ if escaped => escaped = false,
                        b'\\' => escaped = true,
                        b'"' => in_string = false,
                        _ => {}
                    }
                } else {
                    match byte {
                        b'"' => in_string = true,
                        b'{' | b'[' => depth += 1,
                        b'}' | b']' => depth -= 1,
                        _ => {}
                    }
                }
                length += 1;
                if length <= MAX_RECORD_BYTES {
                    record.push(byte);
                }
                done = depth == 0;
                if done {
                    break;
                }
            }
            self.reader.consume(taken);
            if done {
                return Ok(Some((first_line, bounded(record, length))));
            }
        }
    }
}

fn bounded(record: Vec<u8>, length: usize) -> Result<Vec<u8>, Problem> {
    if length > MAX_RECORD_BYTES {
        Err(Problem::TooLong { limit: MAX_RECORD_BYTES as u64 })
    } else {
        Ok(record)
    }
}

impl<R: Read> Iterator for Records<R> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        if self.ended {
            return None;
        }
        let piece = if self.by_line { self.read_line() } else { self.read_object() };
        piece.unwrap_or_else(|cause| {
            // Behind a damaged place lines can be found again, objects cannot.
            self.ended = !(self.by_line && std::mem::take(&mut self.went_on));
            Some((self.line, Err(Problem::of_stream(cause))))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(source: &str, format: Format) -> Vec<String> {
        Records::new(source.as_bytes(), format)
            .map(|(line, piece)| match piece {
                Ok(record) => format!("{line} {}", String::from_utf8(record).unwrap().trim_end()),
                Err(problem) => format!("{line} ! {problem}"),
            })
            .collect()
    }

    #[test]
    fn a_line_is_a_record() {
        assert_eq!(pieces("{1}\r\n\n{2", Format::Lines), ["1 {1}", "2 ", "3 {2"]);
    }

    #[test]
    fn an_object_ends_where_its_brackets_do() {
        let source = "[{\"a\": \"}\\\"\"},\n\n {\"b\": [{}]\n}]";
        assert_eq!(pieces(source, Format::Objects), ["1 {\"a\": \"}\\\"\"}", "3 {\"b\": [{}]\n}"]);
        assert_eq!(pieces("{\"a\": 1}\n{\"b\": 2}", Format::Objects), ["1 {\"a\": 1}", "2 {\"b\": 2}"]);
    }

    #[test]
    fn what_breaks_off_or_strays_is_said_with_its_line() {
        let unfinished = "2 ! breaks off in the middle of a record";
        assert_eq!(pieces("[{\"a\": 1},\n{\"b\": ", Format::Objects), ["1 {\"a\": 1}", unfinished]);
        let stray = pieces("[{\"a\": 1},\n 7, {\"b\": 2}]", Format::Objects);
        assert_eq!(stray, ["1 {\"a\": 1}", "2 ! holds something other than objects where records are due"]);
    }

    #[test]
    fn records_lie_in_one_array_and_no_deeper() {
        assert_eq!(pieces("[{1}]\n[{2}]", Format::Objects), ["1 {1}", "2 {2}"]);
        assert_eq!(pieces("[{1},\n[{2}]]", Format::Objects), ["1 {1}", "2 ! is JSON nested too deeply"]);
        let deep = "[".repeat(100_000);
        assert_eq!(pieces(&deep, Format::Objects), ["1 ! is JSON nested too deeply"]);
    }

    #[test]
    fn a_huge_record_is_passed_over() {
        let huge = "x".repeat(MAX_RECORD_BYTES + 1);
        let lines = pieces(&format!("{huge}\n{{2}}"), Format::Lines);
        assert_eq!(lines, ["1 ! is longer than 8388608 bytes", "2 {2}"]);
        let objects = pieces(&format!("{{\"{huge}\"}}\n{{}}"), Format::Objects);
        assert_eq!(objects, ["1 ! is longer than 8388608 bytes", "2 {}"]);
    }
}
