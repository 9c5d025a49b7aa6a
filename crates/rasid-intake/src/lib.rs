//! Bytes in, articles out: files, folders and standard input; plain text and JSON records.
//!
//! What an input holds is decided by its bytes, never by its name. Every article leaves with its text *frozen*: LF line
//! ends, no byte-order mark, no control characters, the page's furniture cut off, words that a page break cut in two
//! joined again. From here on every offset, quote and hash refers to that text.
//!
//! The way of an input: `walk` finds files, `charset` turns bytes into UTF-8, `format` tells records from plain
//! text, `record` and its `field`s build the article from its text, which `plain` freezes, `identity`
//! gives it its id.

mod articles;
mod boilerplate;
mod charset;
mod clean;
mod entity;
mod error;
mod field;
mod format;
mod head;
mod html;
mod identity;
mod month;
mod plain;
mod record;
mod split;
mod stamp;
mod walk;
mod word_break;

use std::path::PathBuf;

use jiff::civil::Date;

pub use articles::Articles;
pub use error::{IntakeError, Problem};

/// Most bytes of one plain text.
pub const MAX_PLAIN_BYTES: u64 = 16 << 20;
/// Most bytes of one JSON record. A file of records may be of any length: it is read in a stream.
pub const MAX_RECORD_BYTES: usize = 8 << 20;
/// How deep folders are walked below the one that was named.
pub const MAX_FOLDER_DEPTH: usize = 64;

/// Where articles are read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file, or a folder with all that lies under it.
    Path(PathBuf),
    /// Standard input.
    Stdin,
}

/// What the caller knows about his articles.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Day of publication of every article whose record gives none; it wins over a date found in the text.
    pub published: Option<Date>,
}

/// Reads the articles of `inputs`: inputs in the order given, files of a folder in the order of their names, records in
/// the order of their lines. Nothing is held but the record at hand and one fingerprint an id.
///
/// # Errors
/// Each item may be an error; it names path and line, and the items after it are read all the same unless
/// [`IntakeError::is_fatal`] says otherwise.
pub fn read_inputs<'a>(inputs: &'a [Input], options: &'a Options) -> Articles<'a> {
    Articles::new(inputs, options)
}
