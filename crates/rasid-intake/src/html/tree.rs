//! A page as a flat tree.
//!
//! The tokens are those of the HTML standard, by `html5gum`. The tree is not built as browsers do, who rebuild bold text
//! across paragraphs and lift what stands wrong in a table: here a tag opens an element, an end tag closes the nearest
//! of its name, and the ends that writers leave out are filled in. That is linear in the page, whatever is in it, and
//! enough to know which text stands in which box.

use std::ops::Range;

use html5gum::emitters::ForwardingEmitter;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, Span, Tokenizer};

/// Most elements and texts that are kept of one page; the pages of the press have a tenth of it.
const MOST_NODES: usize = 1 << 18;
/// Elements that stand deeper lie beside each other.
const MOST_DEPTH: usize = 256;
/// Most attributes that are looked at in one tag.
const MOST_ATTRIBUTES: usize = 32;
/// Longest attribute value that is kept, in bytes; addresses of pictures are often longer, and nobody needs them.
const LONGEST_VALUE: usize = 4096;

/// What an element is, as far as it matters where text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tag {
    A,
    Article,
    Aside,
    Base,
    Body,
    Br,
    /// Buttons, fields and lists of choices.
    Control,
    Cell,
    Description,
    Figure,
    FigureCaption,
    Footer,
    Form,
    Head,
    Header,
    Heading(u8),
    /// A box without a meaning of its own.
    Block,
    Html,
    /// A word or more inside a line.
    Inline,
    Item,
    Link,
    List,
    Main,
    Meta,
    Nav,
    Paragraph,
    Preformatted,
    Quote,
    Row,
    Script,
    /// Whatever holds no text to read: styles, pictures, frames, templates.
    Silent,
    Table,
    Time,
    Title,
}

impl Tag {
    fn of(name: &[u8]) -> Self {
        match name {
            b"a" => Tag::A,
            b"article" => Tag::Article,
            b"aside" => Tag::Aside,
            b"base" => Tag::Base,
            b"body" => Tag::Body,
            b"br" => Tag::Br,
            b"button" | b"select" | b"textarea" | b"input" | b"option" | b"label" | b"datalist" => {
                Tag::Control
            }
            b"td" | b"th" | b"caption" => Tag::Cell,
            b"dd" | b"dt" => Tag::Description,
            b"figure" => Tag::Figure,
            b"figcaption" => Tag::FigureCaption,
            b"footer" => Tag::Footer,
            b"form" => Tag::Form,
            b"head" => Tag::Head,
            b"header" => Tag::Header,
            b"h1" => Tag::Heading(1),
            b"h2" => Tag::Heading(2),
            b"h3" => Tag::Heading(3),
            b"h4" => Tag::Heading(4),
            b"h5" => Tag::Heading(5),
            b"h6" => Tag::Heading(6),
            b"div" | b"section" | b"center" | b"fieldset" | b"details" | b"summary" | b"address" | b"hr"
            | b"hgroup" | b"dialog" | b"search" => Tag::Block,
            b"html" => Tag::Html,
            b"li" => Tag::Item,
            b"link" => Tag::Link,
            b"ul" | b"ol" | b"dl" | b"menu" | b"dir" => Tag::List,
            b"main" => Tag::Main,
            b"meta" => Tag::Meta,
            b"nav" => Tag::Nav,
            b"p" => Tag::Paragraph,
            b"pre" | b"listing" | b"xmp" => Tag::Preformatted,
            b"blockquote" => Tag::Quote,
            b"tr" => Tag::Row,
            b"script" => Tag::Script,
            b"style" | b"noscript" | b"template" | b"svg" | b"math" | b"iframe" | b"object" | b"canvas"
            | b"video" | b"audio" | b"img" | b"embed" | b"map" | b"noframes" | b"source" | b"track"
            | b"area" | b"param" | b"col" | b"wbr" => Tag::Silent,
            b"table" | b"tbody" | b"thead" | b"tfoot" => Tag::Table,
            b"time" => Tag::Time,
            b"title" => Tag::Title,
            _ => Tag::Inline,
        }
    }

    /// Whether the element breaks the line that it stands in.
    pub(crate) fn is_block(self) -> bool {
        !matches!(self, Tag::A | Tag::Br | Tag::Control | Tag::Inline | Tag::Script | Tag::Silent | Tag::Time)
    }

    fn ends_paragraph(self) -> bool {
        self.is_block()
            && !matches!(self, Tag::Cell | Tag::Row | Tag::Title | Tag::Meta | Tag::Link | Tag::Base)
    }

    /// Whether an end tag outside does not close what is open inside: text of a cell stays in its table.
    fn holds(self) -> bool {
        matches!(self, Tag::Cell | Tag::Table)
    }
}

/// An element or a text.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) parent: u32,
    /// The first node that no longer stands inside this one.
    pub(crate) end: u32,
}

/// What a node is.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    /// An element and where its attributes lie.
    Element(Tag, Range<u32>),
    /// A text, as a range of [`Tree::written`].
    Text(Range<u32>),
}

/// The names of the attributes that say what an element is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Attribute {
    AriaHidden,
    Charset,
    Class,
    Content,
    Datetime,
    Hidden,
    Href,
    Id,
    Itemprop,
    Lang,
    Name,
    Property,
    Rel,
    Role,
    Style,
    Type,
}

impl Attribute {
    fn of(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"aria-hidden" => Attribute::AriaHidden,
            b"charset" => Attribute::Charset,
            b"class" => Attribute::Class,
            b"content" => Attribute::Content,
            b"datetime" => Attribute::Datetime,
            b"hidden" => Attribute::Hidden,
            b"href" => Attribute::Href,
            b"id" => Attribute::Id,
            b"itemprop" => Attribute::Itemprop,
            b"lang" => Attribute::Lang,
            b"name" => Attribute::Name,
            b"property" => Attribute::Property,
            b"rel" => Attribute::Rel,
            b"role" => Attribute::Role,
            b"style" => Attribute::Style,
            b"type" => Attribute::Type,
            _ => return None,
        })
    }
}

/// A page: its nodes in the order of the page, an element before what stands in it.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    attributes: Vec<(Attribute, Range<u32>)>,
    /// All text and all attribute values.
    pub(crate) written: String,
}

impl Tree {
    /// The tree of `page`. What goes beyond the bounds of a page is left out.
    pub(crate) fn read(page: &str) -> Self {
        let mut builder = Builder::new(page.len());
        let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<()> {
            builder.take(event);
            None
        });
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(page, Lenient(emitter)) {
            let Ok(()) = token;
        }
        builder.finish()
    }

    /// The value of an attribute; empty where it stands without one.
    pub(crate) fn attribute(&self, node: usize, wanted: Attribute) -> Option<&str> {
        let Kind::Element(_, attributes) = &self.nodes[node].kind else { return None };
        let attributes = &self.attributes[attributes.start as usize..attributes.end as usize];
        let (_, value) = attributes.iter().find(|(name, _)| *name == wanted)?;
        Some(&self.written[value.start as usize..value.end as usize])
    }

    pub(crate) fn tag(&self, node: usize) -> Option<Tag> {
        match self.nodes[node].kind {
            Kind::Element(tag, _) => Some(tag),
            Kind::Text(_) => None,
        }
    }

    /// The text of a text node.
    pub(crate) fn text(&self, node: usize) -> Option<&str> {
        match &self.nodes[node].kind {
            Kind::Text(range) => Some(&self.written[range.start as usize..range.end as usize]),
            Kind::Element(..) => None,
        }
    }

    /// The nodes inside `node`.
    pub(crate) fn inside(&self, node: usize) -> Range<usize> {
        node + 1..self.nodes[node].end as usize
    }

    /// All text inside `node`, words parted by one space.
    pub(crate) fn text_inside(&self, node: usize) -> String {
        let mut words = String::new();
        for text in self.inside(node).filter_map(|node| self.text(node)) {
            words.push_str(text);
            words.push(' ');
        }
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Asks for no errors: without them the tokenizer need not look at every byte for what may not stand in a page.
struct Lenient<E>(E);

impl<E: Emitter> ForwardingEmitter for Lenient<E> {
    type Token = E::Token;

    fn inner(&mut self) -> &mut impl Emitter<Token = E::Token> {
        &mut self.0
    }

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }
}

struct Builder {
    tree: Tree,
    /// The open elements: node and the name's hash, so that tags of one kind are told apart.
    open: Vec<(u32, Tag, u64)>,
    /// The start tag at hand.
    starting: Option<(Tag, u64)>,
    /// How many elements are open that stand too deep to be kept so.
    beyond: usize,
    attribute: Option<Attribute>,
    first_attribute: u32,
}

const ROOT: u32 = 0;

impl Builder {
    fn new(bytes: usize) -> Self {
        let mut tree = Tree { written: String::with_capacity(bytes / 2), ..Tree::default() };
        tree.nodes.push(Node { kind: Kind::Element(Tag::Html, 0..0), parent: ROOT, end: 0 });
        Self {
            tree,
            open: vec![(ROOT, Tag::Html, name_key(b"html"))],
            starting: None,
            beyond: 0,
            attribute: None,
            first_attribute: 0,
        }
    }

    fn take(&mut self, event: CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.starting = Some((Tag::of(name), name_key(name)));
                self.first_attribute = self.tree.attributes.len() as u32;
            }
            CallbackEvent::AttributeName { name } => {
                let full = self.tree.attributes.len() - self.first_attribute as usize >= MOST_ATTRIBUTES;
                self.attribute = Attribute::of(name).filter(|_| self.starting.is_some() && !full);
                if let Some(name) = self.attribute {
                    let at = self.tree.written.len() as u32;
                    self.tree.attributes.push((name, at..at));
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if self.attribute.take().is_some() && value.len() <= LONGEST_VALUE {
                    let range = self.write(value);
                    if let Some((_, empty)) = self.tree.attributes.last_mut() {
                        *empty = range;
                    }
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                if let Some((tag, key)) = self.starting.take() {
                    self.start(tag, key, self_closing);
                }
            }
            CallbackEvent::EndTag { name } => self.end(Tag::of(name), name_key(name)),
            CallbackEvent::String { value } => {
                if self.tree.nodes.len() < MOST_NODES && !self.is_mute() {
                    let range = self.write(value);
                    self.push(Kind::Text(range));
                }
            }
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    /// Whether text at this place is for machines; what structured data says is kept.
    fn is_mute(&self) -> bool {
        match self.open.last() {
            Some(&(_, Tag::Silent, _)) => true,
            Some(&(node, Tag::Script, _)) => self
                .tree
                .attribute(node as usize, Attribute::Type)
                .is_none_or(|kind| !kind.contains("ld+json")),
            _ => false,
        }
    }

    fn write(&mut self, bytes: &[u8]) -> Range<u32> {
        let start = self.tree.written.len() as u32;
        match std::str::from_utf8(bytes) {
            Ok(text) => self.tree.written.push_str(text),
            Err(_) => self.tree.written.push_str(&String::from_utf8_lossy(bytes)),
        }
        start..self.tree.written.len() as u32
    }

    fn push(&mut self, kind: Kind) -> u32 {
        let parent = self.open.last().map_or(ROOT, |&(node, ..)| node);
        let node = self.tree.nodes.len() as u32;
        self.tree.nodes.push(Node { kind, parent, end: node + 1 });
        node
    }

    fn start(&mut self, tag: Tag, key: u64, self_closing: bool) {
        if self.tree.nodes.len() >= MOST_NODES {
            return;
        }
        match tag {
            // One of each, wherever its tag stands; the language of the page may stand there.
            Tag::Html => {
                self.tree.nodes[ROOT as usize].kind = Kind::Element(Tag::Html, self.attributes());
                return;
            }
            Tag::Body => self.close_all(|tag| tag == Tag::Head),
            Tag::Item => self.close_implied(Tag::Item, Tag::List),
            Tag::Description => self.close_implied(Tag::Description, Tag::List),
            Tag::Cell => self.close_implied(Tag::Cell, Tag::Table),
            Tag::Row => self.close_implied(Tag::Row, Tag::Table),
            Tag::Heading(_) => self.close_all(|tag| matches!(tag, Tag::Heading(_))),
            // A link inside a link is a link that nobody closed.
            Tag::A => self.close_all(|tag| tag == Tag::A),
            _ => {}
        }
        if tag.ends_paragraph() {
            self.close_all(|tag| tag == Tag::Paragraph);
        }
        let kind = Kind::Element(tag, self.attributes());
        let node = self.push(kind);
        // Outside HTML a slash does end an element: those of pictures are silent.
        let ended = is_void(tag, key) || (self_closing && tag == Tag::Silent);
        if ended {
            return;
        }
        if self.open.len() < MOST_DEPTH {
            self.open.push((node, tag, key));
        } else {
            self.beyond += 1;
        }
    }

    fn attributes(&self) -> Range<u32> {
        self.first_attribute..self.tree.attributes.len() as u32
    }

    /// Closes the open elements from the last that `is` on, if it lies near: not beyond a cell, and beyond blocks only
    /// where it is one itself.
    fn close_all(&mut self, is: impl Fn(Tag) -> bool) {
        for at in (1..self.open.len()).rev() {
            let (_, tag, _) = self.open[at];
            if is(tag) {
                self.close_to(at);
                return;
            }
            if tag.is_block() {
                return;
            }
        }
    }

    /// Closes the last open `tag`, whose end tag was left out, unless a `fence` stands between.
    fn close_implied(&mut self, tag: Tag, fence: Tag) {
        for at in (1..self.open.len()).rev() {
            let (_, open, _) = self.open[at];
            if open == tag {
                self.close_to(at);
                return;
            }
            if open == fence || (tag != Tag::Row && open.holds()) {
                return;
            }
        }
    }

    fn end(&mut self, tag: Tag, key: u64) {
        self.starting = None;
        if matches!(tag, Tag::Html | Tag::Body) {
            return;
        }
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        for at in (1..self.open.len()).rev() {
            let (_, open, name) = self.open[at];
            if name == key || matches!((open, tag), (Tag::Heading(_), Tag::Heading(_))) {
                self.close_to(at);
                return;
            }
            // The end of a word does not end the box that it stands in; nor does text of a cell leave its table.
            if (!tag.is_block() && open.is_block()) || (open.holds() && !tag.holds() && tag != Tag::Row) {
                return;
            }
        }
    }

    fn close_to(&mut self, at: usize) {
        let end = self.tree.nodes.len() as u32;
        for (node, ..) in self.open.drain(at..) {
            self.tree.nodes[node as usize].end = end;
        }
    }

    fn finish(mut self) -> Tree {
        self.close_to(0);
        self.tree
    }
}

/// Elements that have no end tag.
fn is_void(tag: Tag, key: u64) -> bool {
    match tag {
        Tag::Base | Tag::Br | Tag::Link | Tag::Meta => true,
        Tag::Block => key == name_key(b"hr"),
        Tag::Control => key == name_key(b"input"),
        Tag::Silent => [b"img".as_slice(), b"embed", b"source", b"track", b"area", b"param", b"col", b"wbr"]
            .iter()
            .any(|name| key == name_key(name)),
        _ => false,
    }
}

/// The first eight bytes of a name and its length: enough to tell the names of HTML apart.
fn name_key(name: &[u8]) -> u64 {
    let mut key = [0; 8];
    let length = name.len().min(8);
    key[..length].copy_from_slice(&name[..length]);
    u64::from_le_bytes(key) ^ ((name.len() as u64) << 56)
}
