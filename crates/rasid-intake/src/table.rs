//! Tables with a header: CSV, TSV, with commas, semicolons or tabs.

use std::cell::Cell;
use std::io::{self, Read};

use csv::{ByteRecord, Reader, ReaderBuilder, Trim};

use crate::boilerplate::bare;
use crate::error::Problem;
use crate::field::Field;
use crate::record::Record;
use crate::{Column, Columns, MAX_RECORD_BYTES};

/// What the columns of tables are called, folded; the better name first.
const NAMES: [(Column, &[&str]); 8] = [
    (Column::Id, &["id", "article id", "articleid", "doc id", "docid", "guid", "رقم", "معرف"]),
    (Column::Url, &["url", "link", "uri", "article url", "source url", "permalink", "الرابط", "رابط"]),
    (
        Column::Outlet,
        &[
            "outlet",
            "newspaper",
            "publisher",
            "source",
            "source name",
            "media",
            "site",
            "domain",
            "المصدر",
            "الصحيفه",
        ],
    ),
    (
        Column::Published,
        &[
            "published",
            "published at",
            "publication date",
            "published date",
            "publish date",
            "date published",
            "pubdate",
            "date",
            "datetime",
            "timestamp",
            "created at",
            "تاريخ النشر",
            "التاريخ",
        ],
    ),
    (Column::Title, &["title", "headline", "العنوان", "عنوان"]),
    (Column::Author, &["author", "authors", "byline", "creator", "الكاتب", "المؤلف"]),
    (Column::Section, &["section", "category", "القسم", "التصنيف"]),
    (
        Column::Text,
        &[
            "text",
            "body",
            "content",
            "full text",
            "fulltext",
            "article text",
            "maintext",
            "article",
            "النص",
            "المحتوي",
            "نص المقال",
        ],
    ),
];

const DELIMITERS: [u8; 4] = [b'\t', b',', b';', b'|'];
/// What spreadsheets write above a table to tell the delimiter, before it.
const TELLS_DELIMITER: &str = "sep=";
/// How many rows are looked at to see that all have the same number of cells, and how many must have it at least.
const ROWS_LOOKED_AT: usize = 20;
const FEWEST_ROWS: usize = 3;
/// Lines of prose may have a comma each, but not two.
const FEWEST_CELLS: usize = 3;

/// Whether `head` opens a table: a line of short cells, one of which is called like a text, or rows of as many cells
/// each. The delimiter.
pub(crate) fn detect(head: &str, columns: &Columns) -> Option<u8> {
    let head = head.trim_start_matches('\u{FEFF}');
    if let Some(rest) = head.strip_prefix(TELLS_DELIMITER)
        && let Some((told, below)) = rest.split_once('\n')
    {
        return DELIMITERS.into_iter().find(|&delimiter| {
            told.trim_end_matches('\r').as_bytes() == [delimiter] && below.contains(char::from(delimiter))
        });
    }
    of_text(head, columns).or_else(|| of_rows(head))
}

/// The delimiter of rows that are no text, but clearly rows.
fn of_rows(head: &str) -> Option<u8> {
    DELIMITERS.into_iter().find(|&delimiter| {
        let mut reader = ReaderBuilder::new();
        let reader = reader.delimiter(delimiter).flexible(true).has_headers(false);
        let mut reader = reader.from_reader(head.as_bytes());
        let rows: Vec<ByteRecord> =
            reader.byte_records().map_while(Result::ok).take(ROWS_LOOKED_AT + 1).collect();
        // The last one may be cut off.
        let cells = rows.first().map_or(0, ByteRecord::len);
        let is_name = |cell: &[u8]| {
            let cell = String::from_utf8_lossy(cell);
            !cell.trim().is_empty() && cell.chars().count() <= LONGEST_NAME && !cell.ends_with('.')
        };
        // Prose has a space behind its commas.
        let is_prose = delimiter != b'\t'
            && head
                .lines()
                .next()
                .unwrap_or_default()
                .split(char::from(delimiter))
                .skip(1)
                .all(|cell| cell.starts_with(' '));
        !is_prose
            && rows.len() > FEWEST_ROWS
            && cells >= FEWEST_CELLS
            && rows[0].iter().all(is_name)
            && rows[..rows.len() - 1].iter().all(|row| row.len() == cells)
    })
}

/// The delimiter of a table with a text.
fn of_text(head: &str, columns: &Columns) -> Option<u8> {
    let mut lines = head.lines().filter(|line| !line.trim().is_empty());
    let (line, below) = (lines.next()?, lines.next());
    DELIMITERS.into_iter().find(|&delimiter| {
        let parts = |line: &str| line.split(char::from(delimiter)).count();
        let cells: Vec<&str> =
            line.split(char::from(delimiter)).map(|cell| cell.trim().trim_matches('"')).collect();
        cells.len() > 1
            && cells.iter().all(|cell| cell.chars().count() <= LONGEST_NAME)
            && position(&cells, Column::Text, columns).is_some()
            // A sentence may have the words of a header, and no table below it.
            && below.is_some_and(|below| parts(below) >= cells.len() || below.contains('"'))
    })
}

/// The delimiter of whatever may be a table, where the user named columns: what it lacks of them is told then.
pub(crate) fn any(head: &str, columns: &Columns) -> Option<u8> {
    columns.named().next()?;
    let line = head.lines().find(|line| !line.trim().is_empty())?;
    DELIMITERS.into_iter().find(|&delimiter| {
        let mut cells = line.split(char::from(delimiter));
        line.contains(char::from(delimiter)) && cells.all(|cell| cell.chars().count() <= LONGEST_NAME)
    })
}

/// Longest name of a column, in characters.
const LONGEST_NAME: usize = 60;

/// The column that holds a field: the one that the user named, else the one that is called like it.
fn position(header: &[&str], column: Column, columns: &Columns) -> Option<usize> {
    if let Some(name) = columns.name(column) {
        return header.iter().position(|cell| *cell == name);
    }
    let keys: Vec<String> = header.iter().map(|cell| bare(&cell.replace(['_', '-', '.'], " "))).collect();
    let (_, names) = NAMES.iter().find(|(other, _)| *other == column)?;
    names.iter().find_map(|name| keys.iter().position(|key| key == name))
}

/// Reads the records of a table; `take` gets the line of each and returns false to stop.
pub(crate) fn read(
    source: impl Read,
    delimiter: u8,
    columns: &Columns,
    mut take: impl FnMut(u64, Result<Record, Problem>) -> bool,
) {
    let quotes = Cell::new(0);
    let source = Quotes { source, seen: &quotes };
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).flexible(true).trim(Trim::Headers).from_reader(source);
    let header = match header(&mut reader) {
        Ok(header) => header,
        Err(error) => {
            take(1, Err(problem(error)));
            return;
        }
    };
    let cells: Vec<&str> = header.iter().map(String::as_str).collect();
    for (column, name) in columns.named() {
        if !cells.contains(&name) {
            take(1, Err(Problem::NoColumn { field: column.as_str(), name: name.to_owned() }));
            return;
        }
    }
    let at = Column::ALL.map(|column| position(&cells, column, columns));
    if at[Column::Text as usize].is_none() {
        take(1, Err(Problem::NoText));
        return;
    }
    let mut row = ByteRecord::new();
    // The last row is held back: only at the end is it known that its quotation mark is never closed.
    let mut held: Option<(u64, Result<Record, Problem>, bool)> = None;
    loop {
        let line = reader.position().line();
        let read = reader.read_byte_record(&mut row);
        if let Some((line, record, has_lines)) = held.take() {
            let is_open = matches!(read, Ok(false)) && has_lines && quotes.get() % 2 == 1;
            if !take(line, if is_open { Err(Problem::OpenQuote) } else { record }) {
                return;
            }
        }
        match read {
            Ok(false) => return,
            Ok(true) if row.iter().all(|cell| cell.trim_ascii().is_empty()) => {}
            Ok(true) => {
                let line = row.position().map_or(line, csv::Position::line);
                let has_lines = row.iter().any(|cell| cell.contains(&b'\n'));
                held = Some((line, record(&row, &at, cells.len()), has_lines));
            }
            Err(error) => {
                let ends = matches!(error.kind(), csv::ErrorKind::Io(_));
                if !take(line, Err(problem(error))) || ends {
                    return;
                }
            }
        }
    }
}

/// Counts the quotation marks of a table as it is read.
struct Quotes<'q, R> {
    source: R,
    seen: &'q Cell<u64>,
}

impl<R: Read> Read for Quotes<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(out)?;
        self.seen.set(self.seen.get() + memchr::memchr_iter(b'"', &out[..count]).count() as u64);
        Ok(count)
    }
}

/// The names of the columns.
fn header(reader: &mut Reader<impl Read>) -> csv::Result<Vec<String>> {
    let name = |cell: &[u8]| String::from_utf8_lossy(cell).trim_start_matches('\u{FEFF}').trim().to_owned();
    let first: Vec<String> = reader.byte_headers()?.iter().map(name).collect();
    if first.len() == 2 && first[0] == TELLS_DELIMITER && first[1].is_empty() {
        let mut second = ByteRecord::new();
        reader.read_byte_record(&mut second)?;
        return Ok(second.iter().map(name).collect());
    }
    Ok(first)
}

fn record(row: &ByteRecord, at: &[Option<usize>; Column::COUNT], columns: usize) -> Result<Record, Problem> {
    // Empty ones behind the last are what spreadsheets leave.
    let cells = row.iter().rposition(|cell| !cell.trim_ascii().is_empty()).map_or(0, |last| last + 1);
    if cells > columns {
        return Err(Problem::Cells { cells, columns });
    }
    if row.as_slice().len() > MAX_RECORD_BYTES {
        return Err(Problem::TooLong { limit: MAX_RECORD_BYTES as u64 });
    }
    let mut fields: [Field; Column::COUNT] = Default::default();
    for (field, at) in fields.iter_mut().zip(at) {
        let Some(cell) = at.and_then(|at| row.get(at)) else { continue };
        let cell = std::str::from_utf8(cell)
            .map_err(|error| Problem::Damaged { charset: "UTF-8", at: error.valid_up_to() as u64 })?;
        if !cell.trim().is_empty() {
            *field = Field::Text(cell.to_owned());
        }
    }
    Ok(Record::from_fields(fields))
}

fn problem(error: csv::Error) -> Problem {
    match error.into_kind() {
        csv::ErrorKind::Io(cause) => Problem::of_stream(cause),
        other => Problem::Archive(format!("is no table: {other:?}")),
    }
}
