//! What the page itself says its boxes are for.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::block::Block;
use super::body;
use super::tree::{Attribute, Tag, Tree};

/// Words in `class` and `id` of boxes that hold something other than the article. From the habits of the common
/// systems (WordPress, Drupal, Blogger, Joomla) and of news sites; no licence needed.
const FURNITURE_WORDS: &[&str] = &[
    "ad",
    "ads",
    "adsense",
    "advert",
    "advertisement",
    "advertising",
    "author",
    "authors",
    "banner",
    "bio",
    "biography",
    "bookmark",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "caption",
    "captions",
    "carousel",
    "categories",
    "comment",
    "commentlist",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "copyright",
    "credit",
    "credits",
    "crumbs",
    "disclaimer",
    "disqus",
    "footer",
    "form",
    "gallery",
    "gdpr",
    "lightbox",
    "login",
    "masthead",
    "menu",
    "modal",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "outbrain",
    "overlay",
    "pager",
    "paginate",
    "pagination",
    "popular",
    "popup",
    "print",
    "promo",
    "promoted",
    "promotion",
    "pullquote",
    "rating",
    "recirc",
    "recommend",
    "recommendation",
    "recommendations",
    "recommended",
    "register",
    "related",
    "replies",
    "respond",
    "shar",
    "share",
    "sharedaddy",
    "shares",
    "sharing",
    "sidebar",
    "signup",
    "similar",
    "skip",
    "slider",
    "slideshow",
    "social",
    "sponsor",
    "sponsored",
    "sponsors",
    "subscribe",
    "subscription",
    "taboola",
    "tagcloud",
    "tags",
    "teaser",
    "teasers",
    "timestamp",
    "toolbar",
    "tools",
    "trending",
    "widget",
    "widgets",
];

/// Words in the names of boxes that may be longer than the article: of them more is believed.
const SURELY_WORDS: &[&str] =
    &["comment", "commentlist", "comments", "disqus", "footer", "replies", "respond"];

static FURNITURE: LazyLock<FxHashSet<&str>> = LazyLock::new(|| FURNITURE_WORDS.iter().copied().collect());
static SURELY: LazyLock<FxHashSet<&str>> = LazyLock::new(|| SURELY_WORDS.iter().copied().collect());

/// Words in the names of boxes that speak of other articles, or of what readers wrote: a date or a name in them is not
/// the article's.
const BESIDE_WORDS: &[&str] = &[
    "comment",
    "commentlist",
    "comments",
    "disqus",
    "menu",
    "nav",
    "navbar",
    "navigation",
    "next",
    "opinion",
    "popular",
    "prev",
    "previous",
    "recommended",
    "related",
    "replies",
    "respond",
    "sidebar",
    "similar",
    "teaser",
    "teasers",
    "trending",
    "widget",
];

/// Roles of boxes beside the article.
const ROLES: &[&str] = &[
    "alert",
    "banner",
    "complementary",
    "contentinfo",
    "dialog",
    "menu",
    "menubar",
    "navigation",
    "search",
    "toolbar",
];

/// Whether an element says that it holds no part of the article.
pub(crate) fn is_furniture(tree: &Tree, node: usize, tag: Tag) -> bool {
    let attribute = |name| tree.attribute(node, name);
    matches!(
        tag,
        Tag::Nav | Tag::Footer | Tag::Aside | Tag::Control | Tag::Form | Tag::Figure | Tag::FigureCaption
    ) || is_comment(tree, node)
        || attribute(Attribute::Role).is_some_and(|role| ROLES.contains(&role))
        || names(tree, node).any(|name| has_word(name, |word| FURNITURE.contains(word)))
}

/// Words around a mark that turn it into its opposite, or into a word about the whole page.
const NEGATORS: &[&str] = &[
    "and", "embed", "embedded", "enabled", "fixed", "has", "layout", "no", "non", "not", "off", "only",
    "with", "without", "w",
];

/// The names in the `class` and `id` of an element.
fn names(tree: &Tree, node: usize) -> impl Iterator<Item = &str> {
    [Attribute::Class, Attribute::Id]
        .into_iter()
        .filter_map(move |name| tree.attribute(node, name))
        .flat_map(str::split_whitespace)
}

fn has_word(name: &str, is: impl Fn(&str) -> bool) -> bool {
    /// Longer words are none of ours.
    const LONGEST: usize = 24;
    let mut found = false;
    let mut lower = [0; LONGEST];
    for word in words(name).filter(|word| word.len() <= LONGEST) {
        let lower = &mut lower[..word.len()];
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        let Ok(word) = std::str::from_utf8(lower) else { continue };
        if NEGATORS.contains(&word) {
            return false;
        }
        found |= is(word);
    }
    found
}

/// Whether an element says that it holds the text of the article.
pub(crate) fn is_article_body(tree: &Tree, node: usize) -> bool {
    const OF: &[&str] = &["article", "blog", "entry", "news", "node", "post", "story", "single"];
    const TEXT: &[&str] = &["body", "content", "text"];
    /// Names of one word.
    const WHOLE: &[&str] = &[
        "articlebody",
        "articlecontent",
        "articletext",
        "entrycontent",
        "newsbody",
        "postbody",
        "postcontent",
        "storybody",
        "storycontent",
        "storytext",
    ];
    tree.attribute(node, Attribute::Itemprop).is_some_and(|name| name.eq_ignore_ascii_case("articleBody"))
        || names(tree, node).any(|name| {
            let joined: String =
                name.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_ascii_lowercase();
            WHOLE.contains(&joined.as_str()) || {
                let words: Vec<String> = words(name).map(str::to_ascii_lowercase).collect();
                words.len() == 2 && OF.contains(&words[0].as_str()) && TEXT.contains(&words[1].as_str())
            }
        })
}

/// Whether an element says that it holds what readers wrote, or the foot of the page.
fn is_surely_furniture(tree: &Tree, node: usize, tag: Tag) -> bool {
    matches!(tag, Tag::Nav | Tag::Footer)
        || is_hidden(tree, node)
        || is_comment(tree, node)
        || names(tree, node).any(|name| has_word(name, |word| SURELY.contains(word)))
}

/// For every node whether it stands in a box beside the article: by its tag, its name, or what it says it is. A box
/// that holds one of the nodes in `core`, which are in the order of the page, is not beside it.
pub(crate) fn beside(tree: &Tree, core: &[usize]) -> Vec<bool> {
    let mut beside = vec![false; tree.nodes.len()];
    let mut in_article = 0;
    for node in 1..tree.nodes.len() {
        let Some(tag) = tree.tag(node) else { continue };
        if tag == Tag::Article {
            in_article = in_article.max(tree.nodes[node].end as usize);
        }
        let foot = tag == Tag::Footer && node >= in_article;
        let named = || names(tree, node).any(|name| has_word(name, |word| BESIDE_WORDS.contains(&word)));
        let end = tree.nodes[node].end as usize;
        let holds = core.get(core.partition_point(|&core| core < node)).is_some_and(|&core| core < end);
        if !beside[node]
            && !holds
            && (matches!(tag, Tag::Nav | Tag::Aside) || foot || is_comment(tree, node) || named())
        {
            beside[node..end].fill(true);
        }
    }
    beside
}

/// Whether the page's own data say that a reader wrote it.
fn is_comment(tree: &Tree, node: usize) -> bool {
    tree.attribute(node, Attribute::Itemprop).is_some_and(|name| name.eq_ignore_ascii_case("comment"))
}

/// What stands in the box of the author in or around a line.
pub(crate) fn author_inside(tree: &Tree, line: usize) -> Option<String> {
    const NAMES: &[&str] = &["author", "authors", "byline", "writer"];
    /// How many elements of a line are looked at.
    const MOST: usize = 24;
    let is_author = |node: usize| {
        tree.tag(node).is_some()
            && (tree
                .attribute(node, Attribute::Rel)
                .is_some_and(|rel| rel.split_whitespace().any(|rel| rel == "author"))
                || tree.attribute(node, Attribute::Itemprop) == Some("author")
                || names(tree, node).any(|name| has_word(name, |word| NAMES.contains(&word))))
    };
    let parent = tree.nodes[line].parent as usize;
    let node = (line..tree.nodes[line].end as usize).take(MOST).find(|&node| is_author(node));
    node.or_else(|| is_author(parent).then_some(line)).map(|node| tree.text_inside(node))
}

/// Whether an element, or the one around it, says that it holds the lead.
pub(crate) fn is_lead(tree: &Tree, node: usize) -> bool {
    const NAMES: &[&str] = &[
        "chapo",
        "deck",
        "dek",
        "excerpt",
        "intro",
        "lead",
        "lede",
        "standfirst",
        "subhead",
        "subtitle",
        "summary",
    ];
    let parent = tree.nodes[node].parent as usize;
    [node, parent]
        .into_iter()
        .any(|node| names(tree, node).any(|name| has_word(name, |word| NAMES.contains(&word))))
}

/// Whether an element is not shown.
pub(crate) fn is_hidden(tree: &Tree, node: usize) -> bool {
    let attribute = |name| tree.attribute(node, name);
    attribute(Attribute::Hidden).is_some()
        || attribute(Attribute::AriaHidden) == Some("true")
        || attribute(Attribute::Style).is_some_and(|style| {
            let style: String =
                style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}

/// The words of a list of names: `post-relatedLinks_2` is post, related, links.
fn words(names: &str) -> impl Iterator<Item = &str> {
    names.split(|c: char| !c.is_ascii_alphabetic()).flat_map(humps).filter(|word| !word.is_empty())
}

/// `relatedLinks` is related, links. Names that programs make up (`hJpRRP`) have no words.
fn humps(name: &str) -> impl Iterator<Item = &str> {
    /// Shorter pieces of a name with humps are no words.
    const SHORTEST: usize = 4;
    let mut rest = name;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let bytes = rest.as_bytes();
        let end = (1..bytes.len())
            .find(|&at| bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase())
            .unwrap_or(bytes.len());
        let (word, more) = rest.split_at(end);
        rest = more;
        Some(if word.len() < name.len() && word.len() < SHORTEST { "" } else { word })
    })
}

/// For every node whether it says that it is furniture and is believed: marks on a box that holds much of what reads
/// like an article are about the layout (`has-sidebar`), not about what stands in the box.
pub(crate) fn dropped(tree: &Tree, blocks: &[Block]) -> Vec<bool> {
    /// How much of the page's worth, in percent, a mark may take away, and a sure one.
    const MOST: f32 = 0.3;
    const MOST_SURELY: f32 = 0.8;
    let mut worth = vec![0.0_f32; tree.nodes.len()];
    for block in blocks {
        worth[block.node as usize] += body::worth(block).max(0.0);
    }
    for node in (1..tree.nodes.len()).rev() {
        worth[tree.nodes[node].parent as usize] += worth[node];
    }
    let mut dropped = vec![false; tree.nodes.len()];
    let mut at = 1;
    while at < tree.nodes.len() {
        if let Some(tag) = tree.tag(at)
            && !matches!(tag, Tag::Html | Tag::Body | Tag::Script | Tag::Silent | Tag::Head)
        {
            let most = if is_surely_furniture(tree, at, tag) { MOST_SURELY } else { MOST };
            if worth[at] <= worth[0] * most && (is_hidden(tree, at) || is_furniture(tree, at, tag)) {
                let end = tree.nodes[at].end as usize;
                dropped[at..end].fill(true);
                at = end;
                continue;
            }
        }
        at += 1;
    }
    dropped
}
