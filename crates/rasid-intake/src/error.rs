//! What can be wrong with an input.

use std::io;

use crate::fetch::FetchError;
use crate::place::Place;
use crate::unpack;

/// An input, or one record of it, that gave no article.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {problem}")]
pub struct IntakeError {
    /// Where it stands.
    pub place: Place,
    /// What is wrong.
    pub problem: Problem,
}

/// What becomes of an input that gives no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is sound, and no article: a picture, a request in a web archive, a page of links.
    Skipped,
    /// It may have been an article.
    Failed,
}

/// What is wrong with an input.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// The system cannot read it: no such file, no permission, a link that leads nowhere or in a circle.
    #[error("cannot be read: {0}")]
    Unreadable(io::Error),
    /// There is no text in it.
    #[error("holds no text")]
    Empty,
    /// It holds no text of a kind that is read here.
    #[error("is {0}, which is not read here")]
    Foreign(&'static str),
    /// A page of links, a picture page, a notice.
    #[error("is a page without an article in it")]
    NoArticle,
    /// It is in a language that is neither read nor kept.
    #[error("is in {0}, which is not read here")]
    Language(&'static str),
    /// It could not be fetched.
    #[error(transparent)]
    Fetch(FetchError),
    /// A record of a web archive that holds no page.
    #[error("is {0}")]
    NoPage(&'static str),
    /// The server did not answer with a page.
    #[error("is an answer of status {0}")]
    Status(u16),
    /// A link inside an archive.
    #[error("is a link inside an archive, which is not followed")]
    Link,
    /// It is packed so that it expands without end.
    #[error("expands beyond all measure, and is not read to its end")]
    Bomb,
    /// Archives stand in one another.
    #[error("is packed more than {limit} times")]
    Layers {
        /// Most layers of packing.
        limit: usize,
    },
    /// An archive has more members than are read.
    #[error("has more than {limit} members; the others are not read")]
    Members {
        /// Most members.
        limit: usize,
    },
    /// An archive or an answer of a server that is not as it should be.
    #[error("{0}")]
    Archive(String),
    /// A feed that is no XML.
    #[error("is not valid XML at byte {at}")]
    Xml {
        /// Byte, counted from 0.
        at: u64,
    },
    /// The table has no such column.
    #[error("has no column {name:?}, which is to hold `{field}`")]
    NoColumn {
        /// The field of an article.
        field: &'static str,
        /// The column that the user named.
        name: String,
    },
    /// A row of a table has more cells than the table has columns: a separator stands where it is not quoted.
    #[error("has {cells} cells in a table of {columns} columns")]
    Cells {
        /// Cells of the row.
        cells: usize,
        /// Columns of the table.
        columns: usize,
    },
    /// A quotation mark opens a cell of a table, and none closes it.
    #[error("opens a quotation mark that is never closed, and holds all that follows")]
    OpenQuote,
    /// No column of the table is called like a text.
    #[error("is a table without a column that is called like a text; name it: --columns text=NAME")]
    NoText,
    /// Its bytes are no text in the charset that they are mostly in.
    #[error("is not valid {charset} text at byte {at}")]
    Damaged {
        /// Name of the charset.
        charset: &'static str,
        /// Offset of the first offending byte from the start of the file (of a record: from the start of its line).
        at: u64,
    },
    /// It is longer than `limit` bytes.
    #[error("is longer than {limit} bytes")]
    TooLong {
        /// Most bytes of one text or record.
        limit: u64,
    },
    /// A folder deeper than is walked.
    #[error("lies more than {limit} folders deep")]
    TooDeep {
        /// Most folders between an input and its files.
        limit: usize,
    },
    /// A link to a folder, inside a folder.
    #[error("is a link to a folder, which is not followed; name the folder itself")]
    LinkedFolder,
    /// Neither file nor folder, inside a folder.
    #[error("is neither a file nor a folder")]
    Special,
    /// The record is no JSON at all.
    #[error("is not valid JSON at byte {at}{}", row(*line))]
    Json {
        /// Line of the record, counted from 1.
        line: usize,
        /// Byte of that line, counted from 1.
        at: usize,
    },
    /// The record is JSON, but no object.
    #[error("is not a JSON object")]
    NotAnObject,
    /// Arrays or objects stand in one another beyond any sense.
    #[error("is JSON nested too deeply")]
    Nested,
    /// The record lacks a field that every record must have.
    #[error("has no `{0}`")]
    Lacks(&'static str),
    /// The record has a field twice.
    #[error("has {0} twice")]
    Twice(String),
    /// A field of the record holds a value of another kind.
    #[error("`{name}` is not {wanted}")]
    Kind {
        /// The field.
        name: &'static str,
        /// What it may be.
        wanted: &'static str,
    },
    /// A field of the record is longer than `limit` bytes.
    #[error("`{name}` is longer than {limit} bytes")]
    Field {
        /// The field.
        name: &'static str,
        /// Most bytes of a field other than the text.
        limit: usize,
    },
    /// The record breaks off.
    #[error("breaks off in the middle of a record")]
    Unfinished,
    /// Something stands between two records of an array that does not belong there.
    #[error("holds something other than objects where records are due")]
    Stray,
    /// `published` of the record is no date.
    #[error("`published` is neither a date nor a date with a time: {0:?}")]
    Published(String),
}

impl Problem {
    /// What an error means that comes out of a stream.
    pub(crate) fn of_stream(cause: io::Error) -> Self {
        if unpack::is_bomb(&cause) {
            return Problem::Bomb;
        }
        match cause.kind() {
            io::ErrorKind::UnexpectedEof => Problem::Unfinished,
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
                Problem::Archive(format!("is damaged: {cause}"))
            }
            _ => Problem::Unreadable(cause),
        }
    }

    /// The problem in short, the same for all of a kind: what a count of problems counts.
    pub fn cause(&self) -> String {
        match self {
            Problem::Unreadable(_) => "cannot be read".to_owned(),
            Problem::Empty => "no text".to_owned(),
            Problem::Foreign(kind) => (*kind).to_owned(),
            Problem::NoArticle => "a page without an article".to_owned(),
            Problem::Language(name) => format!("in {name}"),
            Problem::Fetch(error) => error.cause(),
            Problem::NoPage(kind) => (*kind).to_owned(),
            Problem::Status(status) => format!("status {status}"),
            Problem::Link | Problem::LinkedFolder => "a link".to_owned(),
            Problem::Special => "neither file nor folder".to_owned(),
            Problem::Bomb => "expands beyond all measure".to_owned(),
            Problem::Layers { .. } | Problem::TooDeep { .. } | Problem::Nested => "too deep".to_owned(),
            Problem::Members { .. } => "too many members".to_owned(),
            Problem::TooLong { .. } | Problem::Field { .. } => "too long".to_owned(),
            Problem::Archive(_) => "damaged archive".to_owned(),
            Problem::Xml { .. } => "bad XML".to_owned(),
            Problem::Json { .. } | Problem::NotAnObject | Problem::Stray | Problem::Twice(_) => {
                "bad JSON".to_owned()
            }
            Problem::NoColumn { .. } => "no such column".to_owned(),
            Problem::NoText => "a table without text".to_owned(),
            Problem::Cells { .. } | Problem::OpenQuote => "bad CSV".to_owned(),
            Problem::Damaged { charset, .. } => format!("bad {charset}"),
            Problem::Lacks(field) => format!("no `{field}`"),
            Problem::Kind { name, .. } => format!("bad `{name}`"),
            Problem::Unfinished => "breaks off".to_owned(),
            Problem::Published(_) => "bad `published`".to_owned(),
        }
    }

    /// What becomes of an input with this problem.
    pub fn fate(&self) -> Fate {
        match self {
            Problem::Foreign(_)
            | Problem::Empty
            | Problem::NoArticle
            | Problem::Language(_)
            | Problem::NoPage(_)
            | Problem::Fetch(FetchError::Robots | FetchError::NotModified | FetchError::Status(404 | 410))
            | Problem::Status(_)
            | Problem::Link
            | Problem::LinkedFolder
            | Problem::Special => Fate::Skipped,
            _ => Fate::Failed,
        }
    }
}

/// The line of a record of several; the caller knows which line of the file is its first.
fn row(line: usize) -> String {
    if line == 1 { String::new() } else { format!(" of its line {line}") }
}
