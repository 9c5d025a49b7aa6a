//! Which of the blocks are the article.

use super::block::Block;
use super::marks;
use super::tree::{Tag, Tree};
use crate::boilerplate;

/// What a block is worth to the box that it stands in, in words.
pub(crate) fn worth(block: &Block) -> f32 {
    if block.is_furniture {
        return -2.0;
    }
    let (words, linked) = (block.words(), block.linked_words());
    let free = words - linked;
    let sentence = block.text.ends_with(['.', '!', '?', '؟', '…', '"', '”', '»', ':', '؛', ')', '\'']);
    match block.tag {
        Tag::Heading(_) => 0.0,
        Tag::Paragraph | Tag::Quote | Tag::Preformatted => {
            if linked > words * MOSTLY {
                -words.min(10.0)
            } else if words < 6.0 && !sentence {
                -2.0
            } else {
                free - linked * 0.5
            }
        }
        Tag::Item if linked <= words * MOSTLY && words >= 12.0 => ((free - linked - 8.0) * 0.7).max(0.0),
        _ if linked * 2.0 > words => -words.clamp(3.0, 12.0),
        Tag::Cell | Tag::Item | Tag::Description if words < 12.0 => 0.0,
        _ if words < 12.0 && !sentence => -2.0,
        _ => free - linked,
    }
}

/// A paragraph or item of a list with a greater share of links leads elsewhere.
const MOSTLY: f32 = 0.75;

/// The blocks of the article, by their number.
pub(crate) fn find(tree: &Tree, blocks: &[Block], dropped: &[bool]) -> Vec<usize> {
    let mut sums = vec![0.0_f32; tree.nodes.len()];
    let shown = || blocks.iter().enumerate().filter(|(_, block)| !dropped[block.node as usize]);
    for (_, block) in shown() {
        sums[block.node as usize] += worth(block);
    }
    // A box holds what its boxes hold.
    for node in (1..tree.nodes.len()).rev() {
        let parent = tree.nodes[node].parent as usize;
        sums[parent] += sums[node];
    }
    // Of boxes that hold the same the innermost.
    let mut best = 0;
    for node in 0..tree.nodes.len() {
        if tree.tag(node).is_some() && sums[node] >= sums[best] {
            best = node;
        }
    }
    let marked = (1..tree.nodes.len())
        .filter(|&node| {
            let least = if contains(tree, node, best) { OUTER } else { INNER };
            (contains(tree, node, best) || contains(tree, best, node))
                && sums[node] >= sums[best] * least
                && !dropped[node]
                && marks::is_article_body(tree, node)
        })
        .reduce(|best, node| if sums[node] > sums[best] { node } else { best });
    let best = marked.unwrap_or(best);
    let inside = best as u32..tree.nodes[best].end;
    let mut kept: Vec<usize> =
        shown().filter(|(_, block)| inside.contains(&block.node)).map(|(at, _)| at).collect();
    let mut beside = teasers(tree, blocks, &sums, best);
    other_articles(tree, &sums, best, &mut beside);
    kept.retain(|&at| !beside[blocks[at].node as usize]);
    if let Some(first) = kept.iter().position(|&at| blocks[at].tag == Tag::Heading(1)) {
        let above: f32 = kept[..first].iter().map(|&at| worth(&blocks[at]).max(0.0)).sum();
        if above < sums[best] * ABOVE {
            kept.drain(..=first);
        }
    }
    kept.retain(|&at| {
        let block = &blocks[at];
        let sentence = matches!(block.tag, Tag::Paragraph | Tag::Quote) && boilerplate::is_body(&block.text);
        !block.is_furniture && (sentence || block.linked_words() < block.words() * LINKED)
    });
    kept
}

/// Whether a block between headline and text belongs to the text: it reads like its first sentence, or says that it is.
pub(crate) fn is_lead(block: &Block, said: bool) -> bool {
    /// Fewest words of a lead that says that it is one.
    const FEWEST: f32 = 6.0;
    !block.is_furniture
        && block.linked_words() < block.words() * 0.5
        && (boilerplate::is_body(&block.text) || (said && block.words() >= FEWEST))
}

/// How much of the article's worth may stand above its headline.
const ABOVE: f32 = 0.2;
/// A line with more of its words in links leads away from the article.
const LINKED: f32 = 0.8;
/// Longest teaser, in words.
const TEASER_WORDS: f32 = 120.0;

/// For every node in the box `best` whether it stands in a teaser: a box with a linked heading and few words.
fn teasers(tree: &Tree, blocks: &[Block], sums: &[f32], best: usize) -> Vec<bool> {
    let mut words = vec![0.0_f32; tree.nodes.len()];
    for block in blocks {
        words[block.node as usize] += block.words();
    }
    for node in (1..tree.nodes.len()).rev() {
        words[tree.nodes[node].parent as usize] += words[node];
    }
    let mut teaser = vec![false; tree.nodes.len()];
    let linked = |block: &Block| {
        matches!(block.tag, Tag::Heading(2..=6))
            && block.linked * 5 >= block.letters * 4
            && contains(tree, best, block.node as usize)
    };
    for block in blocks.iter().filter(|block| linked(block)) {
        let heading = block.node as usize;
        let mut outer = heading;
        while outer != best {
            let parent = tree.nodes[outer].parent as usize;
            if parent == best || words[parent] > TEASER_WORDS || sums[parent] > sums[best] * ABOVE {
                break;
            }
            outer = parent;
        }
        teaser[outer..tree.nodes[outer].end as usize].fill(true);
    }
    teaser
}

/// Marks the articles that stand inside the article that the box `best` is in, or holds.
fn other_articles(tree: &Tree, sums: &[f32], best: usize, beside: &mut [bool]) {
    /// An inner article that holds so much of the text is the article itself.
    const MOST: f32 = 0.6;
    let is_article = |node: &usize| tree.tag(*node) == Some(Tag::Article);
    let around =
        std::iter::successors(Some(best), |&node| (node > 0).then(|| tree.nodes[node].parent as usize));
    let outer = around.into_iter().find(is_article);
    let Some(outer) =
        outer.or_else(|| tree.inside(best).find(|node| is_article(node) && sums[*node] >= sums[best] * MOST))
    else {
        return;
    };
    for node in tree.inside(outer).filter(is_article) {
        if sums[node] < sums[outer] * MOST {
            beside[node..tree.nodes[node].end as usize].fill(true);
        }
    }
}

/// How much of what the best box is worth a box around it must be worth that says it holds the article.
const OUTER: f32 = 0.5;
/// As [`OUTER`], for a box inside it.
const INNER: f32 = 0.65;

fn contains(tree: &Tree, outer: usize, inner: usize) -> bool {
    (outer..tree.nodes[outer].end as usize).contains(&inner)
}
