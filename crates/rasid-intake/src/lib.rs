//! Bytes in, articles out: files, folders and standard input; text, pages, records, tables, feeds and web archives,
//! packed or not.
//!
//! What an input holds is decided by its bytes, never by its name. Every article leaves with its text *frozen*: LF line
//! ends, no byte-order mark, no control characters, the page's furniture cut off, words that a page break cut in two
//! joined again. From here on every offset, quote and hash refers to that text.
//!
//! The way of an input: `walk` finds files; `read` unpacks them (`unpack`, `warc`, `http`), tells their `charset` and
//! `format`, and cuts them into pieces (`split`, `table`, `feed`). So far nothing is costly. A `piece` becomes an
//! article on any thread: `html` reads pages, `record` and its `field`s put the article together from its text, which
//! `plain` freezes. `identity` gives it its id.

mod boilerplate;
mod charset;
mod clean;
mod columns;
mod entity;
mod error;
mod feed;
mod fetch;
mod field;
mod format;
mod head;
mod html;
mod http;
mod identity;
mod language;
mod month;
mod piece;
mod place;
mod plain;
mod read;
mod record;
mod split;
mod stamp;
mod table;
mod unpack;
mod walk;
mod warc;
mod word_break;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use jiff::civil::Date;

use rasid_coder::Article;

pub use columns::{Column, Columns};
pub use error::{Fate, IntakeError, Problem};
pub use feed::feeds_of_opml;
pub use fetch::{Answer, Cidr, FetchError, FetchOptions, Fetcher, Lookup, SystemLookup};
pub use html::{Extractor, Fetched, Page, Said, Structure};
pub use identity::Ids;
pub use piece::{FeedItem, Item, Piece, read_feed};
pub use place::{At, Place};

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
#[derive(Clone, Debug)]
pub struct Options {
    /// Day of publication of every article whose record gives none; it wins over a date found in the text.
    pub published: Option<Date>,
    /// Which columns of tables hold what.
    pub columns: Columns,
    /// Whether articles are kept in whatever language they are; otherwise those in languages that are neither read nor
    /// kept for their words are skipped.
    pub any_language: bool,
    /// How many bytes of files were read so far, packed as they are; whoever shows progress looks at it.
    pub bytes_read: Arc<AtomicU64>,
    /// What takes articles out of pages.
    pub extractor: Arc<dyn Extractor>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            published: None,
            columns: Columns::default(),
            any_language: false,
            bytes_read: Arc::default(),
            extractor: Arc::new(Structure),
        }
    }
}

/// Who takes what inputs hold.
pub trait Sink {
    /// A file is about to be opened. Whoever has it already says so, and it is passed over.
    fn begins(&mut self, _file: &str, _path: Option<&Path>) -> Wish {
        Wish::Read
    }

    /// One thing that the file holds. [`ControlFlow::Break`] ends the reading.
    fn item(&mut self, item: Item) -> ControlFlow<()>;

    /// A file is read to its end.
    fn ends(&mut self, _file: &str) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// What is wished of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// To be read.
    Read,
    /// To be passed over.
    Pass,
}

impl<F: FnMut(Item) -> ControlFlow<()>> Sink for F {
    fn item(&mut self, item: Item) -> ControlFlow<()> {
        self(item)
    }
}

/// Hands over what `inputs` hold, piece by piece: inputs in the order given, files of a folder in the order of their
/// names, members and records as they lie. Nothing is held but the piece at hand.
pub fn read_items(inputs: &[Input], options: &Options, sink: &mut dyn Sink) {
    let _ = read::Reader { options, sink }.inputs(inputs);
}

/// As [`read_items`], for one file that is in memory.
pub fn read_bytes(name: &str, bytes: &[u8], options: &Options, sink: &mut dyn Sink) {
    let _ = read::Reader { options, sink }.bytes(name, bytes);
}

/// Hands over the articles of `inputs`, in the order of [`read_items`], each with an id of its own. `take` may end it.
///
/// What is handed over may be an error; it names file and line, and the items after it are read all the same.
pub fn read_articles(
    inputs: &[Input],
    options: &Options,
    mut take: impl FnMut(Result<Article, IntakeError>) -> ControlFlow<()>,
) {
    let mut ids = Ids::default();
    read_items(inputs, options, &mut |item: Item| {
        let mut article = item.into_article(options);
        if let Ok(article) = &mut article {
            ids.settle(article);
        }
        take(article)
    });
}

/// All articles of `inputs` at once, for inputs that are small.
///
/// # Errors
/// The first thing that cannot be read.
pub fn all_articles(inputs: &[Input], options: &Options) -> Result<Vec<Article>, IntakeError> {
    let mut articles = Ok(Vec::new());
    read_articles(inputs, options, |article| match (article, &mut articles) {
        (Ok(article), Ok(articles)) => {
            articles.push(article);
            ControlFlow::Continue(())
        }
        (Err(error), _) => {
            articles = Err(error);
            ControlFlow::Break(())
        }
        (Ok(_), Err(_)) => ControlFlow::Break(()),
    });
    articles
}
