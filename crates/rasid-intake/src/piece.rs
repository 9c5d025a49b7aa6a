//! What may be an article: bytes that are cut out but not read yet, so that many threads can read them.

use encoding_rs::Encoding;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rasid_coder::Article;

use crate::charset;
use crate::error::Problem;
use crate::feed;
use crate::fetch::{self, Answer, FetchError};
use crate::format::{self, Format};
use crate::html::Fetched;
use crate::place::Place;
use crate::record::Record;
use crate::{Columns, IntakeError, Options};

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

    /// What came of fetching the page that an item of a feed leads to.
    pub fn fetched(item: FeedItem, answer: Result<Answer, FetchError>, at: Timestamp) -> Self {
        let url = item.url().unwrap_or_default().to_owned();
        let at = at.to_zoned(TimeZone::UTC).datetime();
        let found = match answer {
            Ok(answer) => {
                let fetched = Fetched { url: Some(answer.url), at: Some(at) };
                Ok(Piece(Raw::Fetched {
                    bytes: answer.body,
                    charset: answer.charset,
                    fetched,
                    item: Box::new(item.0),
                }))
            }
            // A feed that gives its articles whole needs no page.
            Err(_) if item.is_whole() => Ok(Piece::item(item.0)),
            Err(error) => Err(Problem::Fetch(error)),
        };
        Self { place: Place::whole(&url), found }
    }

    /// What a feed gives of an item that leads nowhere.
    pub fn listed(item: FeedItem, place: Place) -> Self {
        Self { place, found: Ok(Piece::item(item.0)) }
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
    Fetched { bytes: Vec<u8>, charset: Option<String>, fetched: Fetched, item: Box<feed::Item> },
}

/// What a feed says of one article.
#[derive(Clone, Debug)]
pub struct FeedItem(feed::Item);

impl FeedItem {
    /// An address alone: what is known of a page that failed once.
    pub fn of_url(url: &str) -> Self {
        Self(feed::Item { url: Some(url.to_owned()), ..feed::Item::default() })
    }

    /// The address of the page.
    pub fn url(&self) -> Option<&str> {
        self.0.url.as_deref()
    }

    /// What tells the item from others: its address, or its name in the feed that lists it.
    pub fn name(&self, feed: &str) -> String {
        let name = || [&self.0.id, &self.0.title].into_iter().flatten().next().cloned().unwrap_or_default();
        self.0.url.clone().unwrap_or_else(|| format!("{feed}#{}", name()))
    }

    /// Whether the feed gives more than a teaser.
    fn is_whole(&self) -> bool {
        self.0.text.split_whitespace().count() >= WHOLE_WORDS
    }
}

/// Teasers are shorter.
const WHOLE_WORDS: usize = 80;

/// The items of a feed that was fetched, addresses in full.
///
/// # Errors
/// What is no feed, or breaks off before its first item.
pub fn read_feed(answer: &Answer) -> Result<Vec<FeedItem>, Problem> {
    let text = charset::decode_page(&answer.body, answer.charset.as_deref());
    if format::detect(&text, &Columns::default()) != Format::Feed {
        return Err(Problem::Foreign("no feed"));
    }
    let (mut items, mut broken) = (Vec::new(), None);
    feed::read(&text, |_, item| {
        match item {
            Ok(mut item) => {
                item.url = item.url.and_then(|url| fetch::absolute(&answer.url, &url));
                items.push(FeedItem(item));
            }
            Err(problem) => broken = Some(problem),
        }
        items.len() < MOST_ITEMS
    });
    match broken {
        Some(problem) if items.is_empty() => Err(problem),
        _ => Ok(items),
    }
}

/// Most items of a feed that are followed.
const MOST_ITEMS: usize = 1000;

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
            Raw::Json(bytes)
            | Raw::Text { bytes, .. }
            | Raw::Page { bytes, .. }
            | Raw::Fetched { bytes, .. } => bytes.len(),
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
            Raw::Fetched { bytes, charset, fetched, item } => {
                let page = charset::decode_page(&bytes, charset.as_deref());
                return Self::from_fetched(&page, &fetched, *item, place, options);
            }
            Raw::Page { bytes, charset, fetched } => {
                let page = charset::decode_page(&bytes, charset.as_deref());
                Record::from_page(options.extractor.extract(&page, &fetched))
            }
        };
        record.into_article(place, options)
    }

    /// The article of a page, with what its feed says where the page says nothing.
    fn from_fetched(
        page: &str,
        fetched: &Fetched,
        item: feed::Item,
        place: &Place,
        options: &Options,
    ) -> Result<Article, Problem> {
        let whole = FeedItem(item.clone()).is_whole();
        let read = Record::from_page(options.extractor.extract(page, fetched));
        match read.or(item.clone()).into_article(place, options) {
            Err(Problem::NoArticle) if whole => Record::from_item(item).into_article(place, options),
            read => read,
        }
    }
}
