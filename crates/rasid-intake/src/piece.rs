//! What may be an article: bytes that are cut out but not read yet, so that many threads can read them.

use encoding_rs::Encoding;
use rasid_coder::Article;

use crate::charset;
use crate::error::Problem;
use crate::feed;
use crate::html::{self, Fetched};
use crate::place::Place;
use crate::record::Record;
use crate::{IntakeError, Options};

/// One thing that an input holds, and where.
#[derive(Debug)]
pub struct Item {
    /// Where it stands.
    pub place: Place,
    /// What it is.
    ///
    /// # Errors
    /// What cannot be read, or holds no article.
    pub found: Result<Piece, Problem>,
}

impl Item {
    /// The article, not yet told from others of its id ([`crate::Ids::settle`]).
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn into_article(self, options: &Options) -> Result<Article, IntakeError> {
        let Self { place, found } = self;
        let article = found.and_then(|piece| piece.into_article(&place, options));
        article.map_err(|problem| IntakeError { place, problem })
    }

    /// How many bytes it holds.
    pub fn bytes(&self) -> usize {
        self.found.as_ref().map_or(0, Piece::bytes)
    }
}

/// What may be an article.
#[derive(Debug)]
pub struct Piece(Raw);

#[derive(Debug)]
enum Raw {
    Json(Vec<u8>),
    Record(Box<Record>),
    Text { bytes: Vec<u8>, encoding: &'static Encoding, fetched: Fetched },
    Page { bytes: Vec<u8>, charset: Option<String>, fetched: Fetched },
}

impl Piece {
    pub(crate) fn json(bytes: Vec<u8>) -> Self {
        Self(Raw::Json(bytes))
    }

    pub(crate) fn record(record: Record) -> Self {
        Self(Raw::Record(Box::new(record)))
    }

    pub(crate) fn item(item: feed::Item) -> Self {
        Self::record(Record::from_item(item))
    }

    pub(crate) fn text(bytes: Vec<u8>, encoding: &'static Encoding, fetched: Fetched) -> Self {
        Self(Raw::Text { bytes, encoding, fetched })
    }

    pub(crate) fn page(bytes: Vec<u8>, charset: Option<String>, fetched: Fetched) -> Self {
        Self(Raw::Page { bytes, charset, fetched })
    }

    fn bytes(&self) -> usize {
        match &self.0 {
            Raw::Json(bytes) | Raw::Text { bytes, .. } | Raw::Page { bytes, .. } => bytes.len(),
            Raw::Record(record) => record.bytes(),
        }
    }

    fn into_article(self, place: &Place, options: &Options) -> Result<Article, Problem> {
        let record = match self.0 {
            Raw::Json(bytes) => Record::from_json(&bytes)?,
            Raw::Record(record) => *record,
            Raw::Text { bytes, encoding, fetched } => {
                Record::from_text(charset::decode(&bytes, encoding)?, fetched.url)
            }
            Raw::Page { bytes, charset, fetched } => {
                Record::from_page(html::read(&charset::decode_page(&bytes, charset.as_deref()), &fetched))
            }
        };
        record.into_article(place, options)
    }
}
