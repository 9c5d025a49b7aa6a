//! The articles of a list of inputs, one after the other.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;
use std::slice;

use encoding_rs::UTF_8;
use rasid_coder::Article;

use crate::charset::{self, HEAD_BYTES, Utf8Stream};
use crate::error::{IntakeError, Problem};
use crate::format::{self, Format};
use crate::html::{self, Fetched};
use crate::identity::Ids;
use crate::record::Record;
use crate::split::Records;
use crate::walk::Walk;
use crate::{Input, MAX_PLAIN_BYTES, Options};

/// Iterator over the articles of a list of inputs; see [`crate::read_inputs`].
pub struct Articles<'a> {
    inputs: slice::Iter<'a, Input>,
    options: &'a Options,
    walk: Option<Walk>,
    open: Option<Open>,
    ids: Ids,
}

/// An input of records that is being read.
struct Open {
    path: String,
    records: Box<Records<Stream>>,
    /// Whether it held a record, good or bad.
    any: bool,
}

type Stream = Utf8Stream<io::Chain<Cursor<Vec<u8>>, Box<dyn Read + Send>>>;

/// What an input turns out to be.
enum Opened {
    Article(Box<Article>),
    Records(Box<Records<Stream>>),
}

impl<'a> Articles<'a> {
    pub(crate) fn new(inputs: &'a [Input], options: &'a Options) -> Self {
        Self { inputs: inputs.iter(), options, walk: None, open: None, ids: Ids::default() }
    }

    /// The next record of the input at hand; `None` when it is read to its end.
    fn next_record(&mut self) -> Option<Result<Article, IntakeError>> {
        let open = self.open.as_mut()?;
        for (line, piece) in open.records.by_ref() {
            if piece.as_ref().is_ok_and(|record| record.trim_ascii().is_empty()) {
                continue;
            }
            open.any = true;
            let article = piece
                .and_then(|record| Record::from_json(&record))
                .and_then(|record| record.into_article(&open.path, self.options));
            return Some(article.map_err(|problem| IntakeError::new(&open.path, Some(line), problem)));
        }
        let open = self.open.take()?;
        (!open.any).then(|| Err(IntakeError::new(&open.path, None, Problem::Empty)))
    }

    /// Opens an input: its article, if it is plain text; otherwise its records are read from now on.
    fn open(
        &mut self,
        path: &str,
        source: io::Result<Box<dyn Read + Send>>,
    ) -> Option<Result<Article, IntakeError>> {
        match source.map_err(Problem::Unreadable).and_then(|source| open(source, path, self.options)) {
            Ok(Opened::Article(article)) => Some(Ok(*article)),
            Ok(Opened::Records(records)) => {
                self.open = Some(Open { path: path.to_owned(), records, any: false });
                None
            }
            Err(problem) => Some(Err(IntakeError::new(path, None, problem))),
        }
    }
}

impl Iterator for Articles<'_> {
    type Item = Result<Article, IntakeError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut item = loop {
            if let Some(item) = self.next_record() {
                break item;
            }
            let item = if let Some(path) = self.walk.as_mut().and_then(Iterator::next) {
                match path {
                    Ok(path) => self.open(&path.to_string_lossy(), open_file(&path)),
                    Err(error) => Some(Err(error)),
                }
            } else {
                self.walk = None;
                match self.inputs.next()? {
                    Input::Stdin => self.open("-", Ok(Box::new(io::stdin()))),
                    Input::Path(path) => {
                        self.walk = Some(Walk::new(path));
                        None
                    }
                }
            };
            if let Some(item) = item {
                break item;
            }
        };
        if let Ok(article) = &mut item {
            self.ids.settle(article);
        }
        Some(item)
    }
}

fn open_file(path: &Path) -> io::Result<Box<dyn Read + Send>> {
    Ok(Box::new(File::open(path)?))
}

fn open(mut source: Box<dyn Read + Send>, path: &str, options: &Options) -> Result<Opened, Problem> {
    let mut head = Vec::new();
    source.by_ref().take(HEAD_BYTES as u64).read_to_end(&mut head).map_err(Problem::Unreadable)?;
    if head.trim_ascii().is_empty() && head.len() < HEAD_BYTES {
        return Err(Problem::Empty);
    }
    let encoding = charset::detect(&head, head.len() < HEAD_BYTES)?;
    let format = format::detect(&encoding.decode(&head).0);
    if matches!(format, Format::Plain | Format::Html) {
        let bytes = read_whole(head, source)?;
        let record = if format == Format::Html {
            Record::from_page(html::read(&charset::decode_page(&bytes, None), &Fetched::default()))
        } else {
            Record::from_plain(charset::decode(&bytes, encoding)?)
        };
        return Ok(Opened::Article(Box::new(record.into_article(path, options)?)));
    }
    if encoding == UTF_8 {
        head.drain(..charset::mark_length(&head));
    }
    let stream = Utf8Stream::new(Cursor::new(head).chain(source), encoding);
    Ok(Opened::Records(Box::new(Records::new(stream, format))))
}

/// The whole of a text or page.
fn read_whole(head: Vec<u8>, source: impl Read) -> Result<Vec<u8>, Problem> {
    let mut bytes = head;
    let most = MAX_PLAIN_BYTES - bytes.len() as u64;
    source.take(most + 1).read_to_end(&mut bytes).map_err(Problem::Unreadable)?;
    if bytes.len() as u64 > MAX_PLAIN_BYTES {
        return Err(Problem::TooLong { limit: MAX_PLAIN_BYTES });
    }
    Ok(bytes)
}
