//! What a page says about its article for readers: headline, byline, date line.

use jiff::civil::{Date, DateTime};
use rasid_coder::Source;

use super::Said;
use super::block::Block;
use super::marks;
use super::tree::{Attribute, Tag, Tree};
use crate::boilerplate::bare;
use crate::head;
use crate::record;
use crate::stamp::{self, Stamp};

/// How many blocks above the headline are looked at: section, date, breadcrumbs.
const ABOVE: usize = 4;
/// How many blocks from the first of the text on.
const INTO: usize = 2;
/// How many blocks below the text.
const BELOW: usize = 6;
/// Longest headline, in bytes.
const LONGEST_TITLE: usize = 1000;
/// Longest line of a date or a byline, in characters.
const LONGEST: usize = 160;

/// Where the article stands among the blocks of its page.
pub(super) struct Place<'p> {
    /// For every node of the page whether it stands beside the article.
    pub(super) beside: &'p [bool],
    /// The headline's block.
    pub(super) headline: Option<usize>,
    /// First and last block of the text.
    pub(super) text: Option<(usize, usize)>,
}

impl Place<'_> {
    /// The blocks around the article, nearest to its head first. What stands beside it parts it from what is further.
    fn around(&self, blocks: &[Block]) -> Vec<usize> {
        let (first, last) = self.text.unwrap_or((0, 0));
        let near = |at: &usize| !self.beside[blocks[*at].node as usize];
        let below = |at: &usize| near(at) && !matches!(blocks[*at].tag, Tag::Heading(_));
        let head = self.headline.filter(|&headline| headline <= first).unwrap_or(first);
        let mut around: Vec<usize> = (head..(first + INTO).min(blocks.len())).filter(near).collect();
        around.extend((head.saturating_sub(ABOVE)..head).rev().take_while(near));
        around.extend((last + 1..(last + 1 + BELOW).min(blocks.len())).take_while(below));
        around
    }
}

/// When the article appeared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Appeared {
    /// On this day.
    On(Date),
    /// So long before the page was fetched.
    Ago(stamp::Age),
}

/// The block of the headline: the line that says most of what the page calls its title, headings before other lines;
/// where none does, the first heading of first rank, unless it names the outlet.
pub(super) fn headline(
    blocks: &[Block],
    window: Option<&str>,
    title: Option<&str>,
    outlet: Option<&str>,
) -> Option<usize> {
    /// What a line must say of the title: less is the name of the site behind it.
    const SHARE: usize = 2;
    let said = title.or(window).map(bare).filter(|said| !said.is_empty());
    let length = |text: &str| text.chars().count();
    let rank = |block: &Block| if let Tag::Heading(rank) = block.tag { rank } else { u8::MAX };
    let says = |block: &Block| {
        let (said, line) = (said.as_deref()?, bare(&block.text));
        let is_heading = rank(block) < u8::MAX;
        let part = is_heading
            && (said.contains(&line) && length(&line) * SHARE >= length(said) || line.contains(said));
        (part || line == said).then_some(())
    };
    let is_outlet = |block: &Block| outlet.is_some_and(|outlet| bare(outlet) == bare(&block.text));
    let all = || {
        blocks
            .iter()
            .enumerate()
            .filter(|(_, block)| !matches!(block.tag, Tag::Title) && block.text.len() <= LONGEST_TITLE)
    };
    all()
        .filter(|(_, block)| says(block).is_some())
        .min_by_key(|(at, block)| (rank(block), *at))
        .or_else(|| {
            if title.is_none() {
                all().find(|(_, block)| rank(block) == 1 && !is_outlet(block))
            } else {
                None
            }
        })
        .map(|(at, _)| at)
}

/// When the article appeared, by the lines around it.
pub(super) fn appeared(tree: &Tree, blocks: &[Block], place: &Place<'_>) -> Option<Appeared> {
    let mut updated = None;
    for at in place.around(blocks) {
        let block = &blocks[at];
        if let Some(date) = datetime(tree, block.node as usize) {
            return Some(Appeared::On(date));
        }
        for line in block.text.lines().filter(|line| line.chars().count() <= LONGEST) {
            let parts = head::without_byline(line);
            let signed = parts.len() > 1;
            for part in parts {
                let found = match stamp::read(part) {
                    Some(Stamp::Date(date)) => Appeared::On(date),
                    Some(Stamp::Dateline(date)) if signed || stamp::is_dated(part) => Appeared::On(date),
                    Some(Stamp::Age(age)) => Appeared::Ago(age),
                    Some(Stamp::Dateline(_) | Stamp::Yearless) | None => continue,
                };
                if !stamp::is_update(part) {
                    return Some(found);
                }
                // What was changed that day may have appeared long before; it is better than nothing if it is a day.
                if let Appeared::On(_) = found {
                    updated = updated.or(Some(found));
                }
            }
        }
    }
    updated
}

/// The day of a `time` element in the box of a line.
fn datetime(tree: &Tree, node: usize) -> Option<Date> {
    let end = tree.nodes[node].end as usize;
    (node..end).take(16).find_map(|node| {
        (tree.tag(node)? == Tag::Time).then_some(())?;
        record::day(tree.attribute(node, Attribute::Datetime)?.trim())
    })
}

/// Who wrote the article, by the marks and the lines around it.
pub(super) fn author(tree: &Tree, blocks: &[Block], place: &Place<'_>, outlet: Option<&str>) -> Option<Said> {
    let around = place.around(blocks);
    let fits = |name: &str| {
        let name = head::author_name(name)?;
        super::is_author(&name, outlet).then_some(name)
    };
    let marked = around.iter().find_map(|&at| {
        let block = &blocks[at];
        marks::author_inside(tree, block.node as usize).and_then(|name| fits(&name))
    });
    if let Some(name) = marked {
        return Said::new(&name, Source::Markup);
    }
    around
        .iter()
        .flat_map(|&at| blocks[at].text.lines())
        .filter(|line| line.chars().count() <= LONGEST)
        .find_map(head::author)
        .and_then(|name| Said::new(&name, Source::Text))
}

/// The day in an address: `/2025/05/08/`, `/2025-05-08-`, `/20250508/`.
pub(super) fn day_of_address(url: &str) -> Option<Date> {
    let path = url.split("://").nth(1)?.split_once('/')?.1;
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split(|c: char| !c.is_ascii_digit()).collect();
    let number = |part: &str| part.parse::<i16>().ok();
    let date = |year: &str, month: &str, day: &str| {
        let year = number(year).filter(|year| (1990..=2100).contains(year))?;
        Date::new(year, number(month)? as i8, number(day)? as i8).ok()
    };
    parts
        .windows(3)
        .find(|w| w[0].len() == 4 && (1..=2).contains(&w[1].len()) && (1..=2).contains(&w[2].len()))
        .and_then(|w| date(w[0], w[1], w[2]))
        .or_else(|| {
            let whole = path
                .split(['/', '-', '_'])
                .find(|part| part.len() == 8 && part.bytes().all(|b| b.is_ascii_digit()))?;
            date(&whole[..4], &whole[4..6], &whole[6..])
        })
}

/// The day so long before `fetched`.
pub(super) fn before(fetched: DateTime, age: stamp::Age) -> Option<Date> {
    use jiff::ToSpan;
    let count = i64::from(age.count);
    let span = match age.unit {
        stamp::Unit::Minute => count.minutes(),
        stamp::Unit::Hour => count.hours(),
        stamp::Unit::Day => count.days(),
        stamp::Unit::Week => count.weeks(),
        // A month ago is no day.
        stamp::Unit::Month => return None,
    };
    fetched.checked_sub(span).ok().map(DateTime::date)
}
