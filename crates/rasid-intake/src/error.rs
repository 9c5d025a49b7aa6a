//! What can be wrong with an input.

use std::io;

/// An input, or one record of it, that gave no article.
#[derive(Debug, thiserror::Error)]
#[error("{}{problem}", place(path, *line))]
pub struct IntakeError {
    /// The file or folder as the caller named it, `-` for standard input.
    pub path: String,
    /// Line, counted from 1, where one is to blame.
    pub line: Option<u64>,
    /// What is wrong.
    pub problem: Problem,
}

fn place(path: &str, line: Option<u64>) -> String {
    line.map_or_else(|| format!("{path}: "), |line| format!("{path}:{line}: "))
}

impl IntakeError {
    pub(crate) fn new(path: &str, line: Option<u64>, problem: Problem) -> Self {
        Self { path: path.to_owned(), line, problem }
    }

    /// Whether there is no use in reading on. A bad file or a bad line is never fatal.
    pub fn is_fatal(&self) -> bool {
        matches!(&self.problem, Problem::Unreadable(cause) if cause.kind() == io::ErrorKind::OutOfMemory)
    }
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

/// The line of a record of several; the caller knows which line of the file is its first.
fn row(line: usize) -> String {
    if line == 1 { String::new() } else { format!(" of its line {line}") }
}
