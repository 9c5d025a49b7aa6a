//! An HTML page as an article.
//!
//! `tree` reads the page, `block` its lines and paragraphs, `marks` what its boxes say they are for, `body` which of the
//! blocks are the article; `structured` and `visible` find what is known about it.

mod block;
mod body;
mod marks;
mod structured;
mod tree;
mod visible;

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use rasid_coder::Source;

use crate::boilerplate::bare;
use crate::identity::canonical_url;
use crate::{clean, head, record};
use block::Block;
use structured::Structured;
use tree::{Tag, Tree};
use visible::{Appeared, Place};

/// Most bytes of a headline, a name, an address.
const LONGEST_DATUM: usize = 4096;

/// Takes the article out of a page. [`Structure`] does it for any page; whoever knows a site better brings his own.
pub trait Extractor: fmt::Debug + Send + Sync {
    /// What `page`, decoded, says. It may be hostile; an empty text means that it holds no article.
    fn extract(&self, page: &str, fetched: &Fetched) -> Page;
}

/// Finds the article by how the page is built and by what it says about itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Structure;

impl Extractor for Structure {
    fn extract(&self, page: &str, fetched: &Fetched) -> Page {
        read(page, fetched)
    }
}

/// A datum about an article, and what says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// One line.
    pub value: String,
    /// What says so.
    pub source: Source,
}

impl Said {
    /// The datum on one line; `None` for a value that is empty or beyond all bounds.
    pub fn new(value: &str, source: Source) -> Option<Self> {
        if value.len() > LONGEST_DATUM {
            return None;
        }
        clean::single_line(value).map(|value| Self { value, source })
    }
}

/// How a page came here.
#[derive(Clone, Debug, Default)]
pub struct Fetched {
    /// The address that it was fetched from.
    pub url: Option<String>,
    /// When, UTC.
    pub at: Option<DateTime>,
}

/// What a page says.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The headline.
    pub title: Option<Said>,
    /// Who wrote it.
    pub author: Option<Said>,
    /// The day on which it appeared, as ISO 8601 writes it.
    pub published: Option<Said>,
    /// The name of the site.
    pub outlet: Option<Said>,
    /// The section of the site.
    pub section: Option<Said>,
    /// The address under which it wants to be known.
    pub url: Option<Said>,
    /// The article, without its headline: paragraphs parted by a blank line. It is not frozen yet.
    pub text: String,
}

fn read(page: &str, fetched: &Fetched) -> Page {
    let tree = Tree::read(page);
    let blocks = block::read(&tree);
    let dropped = marks::dropped(&tree, &blocks);
    let mut kept = body::find(&tree, &blocks, &dropped);
    let headings =
        blocks.iter().filter(|block| block.tag == Tag::Heading(1)).map(|block| bare(&block.text)).collect();
    let said = Structured::read(&tree, headings);
    let outlet = said.outlet.as_ref().map(|outlet| outlet.value.as_str());
    let headline = visible::headline(
        &blocks,
        said.window.as_deref(),
        said.title.as_ref().map(|title| title.value.as_str()),
        outlet,
    );
    if let (Some(headline), Some(&first)) = (headline, kept.first()) {
        let lead = (headline + 1..first).filter(|&at| {
            let node = blocks[at].node as usize;
            !dropped[node] && body::is_lead(&blocks[at], marks::is_lead(&tree, node))
        });
        kept.splice(0..0, lead.collect::<Vec<_>>());
    }
    let mut core: Vec<usize> =
        kept.iter().copied().chain(headline).map(|at| blocks[at].node as usize).collect();
    core.sort_unstable();
    let beside = marks::beside(&tree, &core);
    let place = Place { beside: &beside, headline, text: kept.first().copied().zip(kept.last().copied()) };
    let url = said
        .url
        .filter(|url| canonical_url(&url.value).is_some())
        .or_else(|| Said::new(fetched.url.as_deref()?, Source::Input));
    // Nothing appears after it was fetched, nor after today; but clocks differ by a day.
    let now = Timestamp::now().to_zoned(TimeZone::UTC).datetime();
    let last = fetched.at.map_or(now, |at| at.min(now)).date().tomorrow().unwrap_or(Date::MAX);
    let dated = |day: Date, source: Source| {
        if day <= last { Said::new(&day.to_string(), source) } else { None }
    };
    let written = |said: Said| dated(day(&said.value)?, said.source);
    let published =
        said.published.and_then(written).or_else(|| match visible::appeared(&tree, &blocks, &place) {
            Some(Appeared::On(day)) => dated(day, Source::Text),
            Some(Appeared::Ago(age)) => dated(visible::before(fetched.at?, age)?, Source::Text),
            None => said
                .dated
                .and_then(written)
                .or_else(|| dated(visible::day_of_address(&url.as_ref()?.value)?, Source::Url)),
        });
    let author = said
        .author
        .and_then(|said| author_of(said, outlet))
        .or_else(|| visible::author(&tree, &blocks, &place, outlet));
    let title = headline
        .and_then(|at| Said::new(&blocks[at].text, Source::Markup))
        .or(said.title)
        .or_else(|| Said::new(&said.window?, Source::Markup));
    Page {
        title,
        author,
        published,
        outlet: said.outlet,
        section: said.section,
        url,
        text: join(&blocks, &kept),
    }
}

/// The day that structured data gives; some systems write the year 1 for none.
fn day(written: &str) -> Option<Date> {
    record::day(written.trim()).filter(|day| (FIRST_YEAR..=LAST_YEAR).contains(&day.year()))
}

/// Pages are not older, whatever they say.
const FIRST_YEAR: i16 = 1990;
const LAST_YEAR: i16 = 2100;

/// The author without what opens a byline.
fn author_of(said: Said, outlet: Option<&str>) -> Option<Said> {
    let name = head::without_opener(&said.value);
    if is_author(name, outlet) { Said::new(name, said.source) } else { None }
}

/// Whether an author is a person or a desk, not the account that pressed the button, nor the outlet itself.
fn is_author(name: &str, outlet: Option<&str>) -> bool {
    const ACCOUNTS: [&str; 5] = ["admin", "administrator", "editor", "webmaster", "user"];
    let key = bare(name);
    outlet.is_none_or(|outlet| bare(outlet) != key) && !ACCOUNTS.contains(&key.as_str())
}

/// The text of the blocks: items of a list below one another, paragraphs parted by a blank line.
fn join(blocks: &[Block], kept: &[usize]) -> String {
    let mut text = String::new();
    let mut last = Tag::Body;
    for &at in kept {
        let Block { tag, text: block, .. } = &blocks[at];
        if !text.is_empty() {
            let together = *tag == last && matches!(tag, Tag::Item | Tag::Cell | Tag::Description);
            text.push_str(if together { "\n" } else { "\n\n" });
        }
        text.push_str(block);
        last = *tag;
    }
    text
}

/// The text of a piece of HTML, such as feeds carry: all of it but what is furniture by its words.
pub(crate) fn text(fragment: &str) -> String {
    if !fragment.contains(['<', '&']) {
        return fragment.trim().to_owned();
    }
    let blocks = block::read(&Tree::read(fragment));
    let kept: Vec<usize> = (0..blocks.len()).filter(|&at| !blocks[at].is_furniture).collect();
    join(&blocks, &kept)
}
