//! Feeds: RSS 0.9 to 2.0, Atom, JSON Feed. Each item is a record; its text is what the feed gives, whole or teaser.

use jiff::civil::Date;
use jiff::fmt::rfc2822;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;

use crate::error::Problem;
use crate::{entity, fetch, html, record, stamp};

/// Most items of one feed.
const MOST_ITEMS: u64 = 100_000;
/// Longest field of an item, in bytes.
const LONGEST: usize = 8 << 20;

/// What a feed says of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) id: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) section: Option<String>,
    pub(crate) published: Option<Date>,
    pub(crate) outlet: Option<String>,
    /// Plain text.
    pub(crate) text: String,
}

/// Reads a feed item by item; `take` returns false to stop.
pub(crate) fn read(feed: &str, mut take: impl FnMut(u64, Result<Item, Problem>) -> bool) {
    if feed.trim_start().starts_with('{') { read_json(feed, &mut take) } else { read_xml(feed, &mut take) }
}

/// The fields of RSS and Atom that say something about an article, by local name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Name {
    Title,
    Link,
    Id,
    Published,
    Updated,
    Author,
    Section,
    Summary,
    Content,
}

impl Name {
    fn of(tag: &BytesStart<'_>) -> Option<Self> {
        let name = tag.name();
        let (prefix, local) = (name.prefix().map(|prefix| prefix.into_inner().to_owned()), name.local_name());
        Some(match (prefix.as_deref().unwrap_or_default(), local.as_ref()) {
            ("media" | "itunes", _) => return None,
            (_, "title") => Name::Title,
            (_, "link") => Name::Link,
            (_, "guid" | "id") => Name::Id,
            (_, "pubDate" | "published" | "issued" | "date") => Name::Published,
            (_, "updated" | "modified") => Name::Updated,
            (_, "author" | "creator") => Name::Author,
            (_, "category" | "subject") => Name::Section,
            (_, "description" | "summary") => Name::Summary,
            (_, "encoded" | "content") => Name::Content,
            _ => return None,
        })
    }
}

/// What a feed says of its site.
#[derive(Debug, Default)]
struct Site {
    name: Option<String>,
    /// The address that links are relative to.
    home: Option<String>,
}

impl Site {
    fn set(&mut self, name: Name, value: &str) {
        match name {
            Name::Title if self.name.is_none() => self.name = crate::clean::single_line(&html::text(value)),
            Name::Link if self.home.is_none() => self.home = crate::clean::single_line(value),
            _ => {}
        }
    }
}

/// An item as it is read.
#[derive(Debug, Default)]
struct Draft {
    item: Item,
    updated: Option<Date>,
    summary: String,
    content: String,
}

impl Draft {
    fn set(&mut self, name: Name, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        let line = || crate::clean::single_line(&html::text(value));
        let item = &mut self.item;
        match name {
            Name::Title => item.title = item.title.take().or_else(line),
            Name::Link => item.url = item.url.take().or_else(|| Some(value.to_owned())),
            Name::Id => item.id = item.id.take().or_else(|| Some(value.to_owned())),
            Name::Published => item.published = item.published.or_else(|| day(value)),
            Name::Updated => self.updated = self.updated.or_else(|| day(value)),
            Name::Author => item.author = item.author.take().or_else(|| author(value)),
            Name::Section => item.section = item.section.take().or_else(line),
            Name::Summary => value.clone_into(&mut self.summary),
            Name::Content => value.clone_into(&mut self.content),
        }
    }

    fn finish(self, site: &Site) -> Item {
        let mut item = self.item;
        let in_full = |url: String| {
            let joined = site.home.as_deref().and_then(|home| fetch::absolute(home, &url));
            joined.unwrap_or(url)
        };
        // A guid that is an address stands in for a link.
        item.url = item.url.map(in_full).or_else(|| item.id.clone().filter(|id| id.starts_with("http")));
        item.published = item.published.or(self.updated);
        item.outlet.clone_from(&site.name);
        let (content, summary) = (html::text(&self.content), html::text(&self.summary));
        item.text = if content.len() >= summary.len() { content } else { summary };
        item
    }
}

fn read_xml(feed: &str, take: &mut impl FnMut(u64, Result<Item, Problem>) -> bool) {
    let mut reader = Reader::from_str(feed);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    // Addresses with a bare & in them are common.
    config.allow_dangling_amp = true;
    let mut closed = false;
    let (mut count, mut site) = (0, Site::default());
    let mut draft: Option<Draft> = None;
    // The field at hand, how many elements stand open inside it, and its text.
    let mut field: Option<(Name, usize)> = None;
    let mut text = String::new();
    loop {
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(_) => {
                take(count + 1, Err(Problem::Xml { at: reader.error_position() }));
                return;
            }
        };
        match event {
            Event::Start(tag) => {
                if let Some((_, depth)) = &mut field {
                    // Markup inside a field, as Atom allows it.
                    *depth += 1;
                    text.push('<');
                    text.push_str(tag.local_name().as_ref());
                    text.push('>');
                } else if matches!(tag.local_name().as_ref(), "item" | "entry") {
                    draft = Some(Draft::default());
                } else if let Some(name) = Name::of(&tag) {
                    if let (Name::Link, Some(link)) = (name, link(&tag)) {
                        say(&mut draft, &mut site, name, &link);
                    }
                    field = Some((name, 0));
                    text.clear();
                }
            }
            Event::Empty(tag) => {
                if field.is_none()
                    && let Some(name @ Name::Link) = Name::of(&tag)
                    && let Some(link) = link(&tag)
                {
                    say(&mut draft, &mut site, name, &link);
                } else if field.is_some() && tag.local_name().as_ref() == "br" {
                    text.push_str("<br>");
                }
            }
            Event::Text(piece) => push(&mut text, &piece, field.is_some()),
            Event::CData(piece) => push(&mut text, &piece, field.is_some()),
            Event::GeneralRef(name) => {
                // Entities that the feed declares are not expanded: only those of XML and HTML are known.
                let name = format!("&{};", &*name);
                push(&mut text, &entity::decode(&name), field.is_some());
            }
            Event::End(tag) => match &mut field {
                Some((_, depth @ 1..)) => {
                    *depth -= 1;
                    text.push_str("</");
                    text.push_str(tag.local_name().as_ref());
                    text.push('>');
                }
                Some((name, _)) => {
                    say(&mut draft, &mut site, *name, &text);
                    field = None;
                }
                None if matches!(tag.local_name().as_ref(), "item" | "entry") => {
                    let Some(draft) = draft.take() else { continue };
                    count += 1;
                    if count > MOST_ITEMS || !take(count, Ok(draft.finish(&site))) {
                        return;
                    }
                }
                None => closed |= matches!(tag.local_name().as_ref(), "rss" | "feed" | "RDF"),
            },
            Event::Eof => {
                if draft.is_some() || !closed {
                    take(count + 1, Err(Problem::Unfinished));
                }
                return;
            }
            _ => {}
        }
    }
}

/// The feeds that an OPML file lists.
///
/// # Errors
/// What is no XML.
pub fn feeds_of_opml(opml: &str) -> Result<Vec<String>, Problem> {
    let mut reader = Reader::from_str(opml);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut feeds = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == "outline" => {
                let url = tag
                    .attributes()
                    .with_checks(false)
                    .flatten()
                    .find(|attribute| attribute.key.as_ref() == "xmlUrl");
                feeds.extend(url.map(|url| entity::decode(&url.value).into_owned()));
            }
            Ok(Event::Eof) => return Ok(feeds),
            Ok(_) => {}
            Err(_) => return Err(Problem::Xml { at: reader.error_position() }),
        }
    }
}

fn push(text: &mut String, piece: &str, wanted: bool) {
    if wanted && text.len() + piece.len() <= LONGEST {
        text.push_str(piece);
    }
}

/// Notes a field of the item at hand, or of the feed.
fn say(draft: &mut Option<Draft>, site: &mut Site, name: Name, value: &str) {
    match draft {
        Some(draft) => draft.set(name, value),
        None => site.set(name, value),
    }
}

/// The address of an Atom link, which stands in an attribute.
fn link(tag: &BytesStart<'_>) -> Option<String> {
    let attribute = |wanted: &str| {
        tag.attributes()
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.as_ref() == wanted)
            .map(|attribute| entity::decode(&attribute.value).into_owned())
    };
    attribute("rel").is_none_or(|rel| rel == "alternate").then(|| attribute("href")).flatten()
}

fn read_json(feed: &str, take: &mut impl FnMut(u64, Result<Item, Problem>) -> bool) {
    let value: Value = match serde_json::from_str(feed) {
        Ok(value) => value,
        Err(error) => {
            take(1, Err(record::problem(&error)));
            return;
        }
    };
    let mut site = Site::default();
    for (name, key) in [(Name::Title, "title"), (Name::Link, "home_page_url")] {
        site.set(name, value.get(key).and_then(Value::as_str).unwrap_or_default());
    }
    let items = value.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    for (at, item) in items.iter().enumerate() {
        let text = |key: &str| item.get(key).and_then(Value::as_str).unwrap_or_default();
        let mut draft = Draft::default();
        let author = |of: &Value| of.get("name").and_then(Value::as_str).map(str::to_owned);
        let first = item.get("authors").and_then(|authors| authors.get(0));
        for (name, value) in [
            (Name::Title, text("title")),
            (Name::Link, text("url")),
            (Name::Id, text("id")),
            (Name::Published, text("date_published")),
            (Name::Author, &first.or_else(|| item.get("author")).and_then(author).unwrap_or_default()),
            (
                Name::Section,
                item.get("tags").and_then(|tags| tags.get(0)).and_then(Value::as_str).unwrap_or_default(),
            ),
            (Name::Summary, text("summary")),
            (Name::Content, text("content_html")),
        ] {
            draft.set(name, value);
        }
        let mut item = draft.finish(&site);
        let plain = text("content_text");
        if plain.len() > item.text.len() {
            plain.clone_into(&mut item.text);
        }
        if !take(at as u64 + 1, Ok(item)) {
            return;
        }
    }
}

/// The day of `Thu, 08 May 2025 10:00:00 +0100`, of the ISO forms and of `8 مايو 2025`, as its writer's clock had it.
pub(crate) fn day(written: &str) -> Option<Date> {
    let rfc = || {
        rfc2822::DateTimeParser::new()
            .relaxed_weekday(true)
            .parse_zoned(written)
            .ok()
            .map(|zoned| zoned.date())
    };
    let other = || match stamp::read(written)? {
        stamp::Stamp::Date(date) => Some(date),
        _ => None,
    };
    record::day(written).or_else(rfc).or_else(other)
}

/// `desk@example.org (Leila Saheli)` is Leila Saheli; an address alone is nobody.
fn author(written: &str) -> Option<String> {
    let plain = html::text(written);
    let name = match (plain.find('('), plain.rfind(')')) {
        (Some(open), Some(close)) if plain[..open].contains('@') && open < close => &plain[open + 1..close],
        _ => plain.as_str(),
    };
    let name = name.lines().next().unwrap_or_default().trim();
    (!name.is_empty() && !name.contains('@')).then(|| name.to_owned())
}
