//! The lines and paragraphs of a page, in the order of the page.

use crate::boilerplate::FURNITURE;

use super::tree::{Attribute, Kind, Tag, Tree};

/// Text that stands in one line or paragraph.
#[derive(Debug)]
pub(crate) struct Block {
    /// The innermost box around it.
    pub(crate) node: u32,
    /// What kind of box that is: the nearest with a meaning.
    pub(crate) tag: Tag,
    pub(crate) text: String,
    /// How many characters its words have; words are counted so, since not all writing parts them.
    pub(crate) letters: u32,
    /// How many of the characters stand in links.
    pub(crate) linked: u32,
    /// Whether the words alone say that it is no part of any article.
    pub(crate) is_furniture: bool,
}

struct Collector {
    blocks: Vec<Block>,
    text: String,
    /// Whether white space stood behind the last word.
    space: bool,
    letters: u32,
    linked: u32,
    node: u32,
    tag: Tag,
}

/// Reads the blocks of `tree`.
pub(crate) fn read(tree: &Tree) -> Vec<Block> {
    let mut collector = Collector {
        blocks: Vec::new(),
        text: String::new(),
        space: false,
        letters: 0,
        linked: 0,
        node: 0,
        tag: Tag::Body,
    };
    // Open boxes: where they end, and what stood around them.
    let mut open: Vec<(u32, u32, Tag)> = Vec::new();
    let mut link_end = 0;
    let mut node = 0;
    while node < tree.nodes.len() {
        while let Some(&(end, outer, tag)) = open.last() {
            if node < end as usize {
                break;
            }
            collector.flush();
            (collector.node, collector.tag) = (outer, tag);
            open.pop();
        }
        match &tree.nodes[node].kind {
            Kind::Text(range) => {
                collector.write(&tree.written[range.start as usize..range.end as usize], node < link_end);
            }
            Kind::Element(tag, _) => {
                let end = tree.nodes[node].end;
                if matches!(tag, Tag::Script | Tag::Silent | Tag::Head | Tag::Control) {
                    node = end as usize;
                    continue;
                }
                match tag {
                    Tag::Br => collector.line_break(),
                    Tag::A if tree.attribute(node, Attribute::Href).is_some() => link_end = end as usize,
                    _ => {}
                }
                if tag.is_block() {
                    collector.flush();
                    open.push((end, collector.node, collector.tag));
                    collector.node = node as u32;
                    if !matches!(tag, Tag::Block) || matches!(collector.tag, Tag::Paragraph) {
                        collector.tag = *tag;
                    }
                }
            }
        }
        node += 1;
    }
    collector.flush();
    collector.blocks
}

impl Collector {
    /// Adds text as browsers show it: any white space is one space, but in preformatted text.
    fn write(&mut self, text: &str, linked: bool) {
        let lines = matches!(self.tag, Tag::Preformatted);
        for piece in text.split_inclusive(char::is_whitespace) {
            let word = piece.trim_end_matches(char::is_whitespace);
            if !word.is_empty() {
                if self.space && !self.text.is_empty() && !self.text.ends_with('\n') {
                    self.text.push(' ');
                }
                self.text.push_str(word);
                self.space = false;
                let letters = word.chars().count() as u32;
                self.letters += letters;
                self.linked += if linked { letters } else { 0 };
            }
            if word.len() < piece.len() {
                self.space = true;
                if lines && piece.ends_with('\n') {
                    self.line_break();
                }
            }
        }
    }

    fn line_break(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.space = false;
    }

    fn flush(&mut self) {
        let text = self.text.trim_end();
        if !text.is_empty() {
            let (node, tag, letters, linked) = (self.node, self.tag, self.letters, self.linked);
            let is_furniture = text.lines().all(|line| FURNITURE.is_line(line));
            self.blocks.push(Block { node, tag, text: text.to_owned(), letters, linked, is_furniture });
        }
        self.text.clear();
        (self.space, self.letters, self.linked) = (false, 0, 0);
    }
}

impl Block {
    /// How many words of usual length it has.
    pub(crate) fn words(&self) -> f32 {
        self.letters as f32 / LETTERS_OF_WORD
    }

    /// How many of them stand in links.
    pub(crate) fn linked_words(&self) -> f32 {
        self.linked as f32 / LETTERS_OF_WORD
    }
}

/// Letters of a usual word.
const LETTERS_OF_WORD: f32 = 5.0;
