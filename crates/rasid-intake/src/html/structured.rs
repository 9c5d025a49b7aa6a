//! What a page says about itself for machines: JSON-LD, `meta` elements, microdata, the canonical address.

use rasid_coder::Source;
use serde_json::Value;

use super::Said;
use super::tree::{Attribute, Kind, Tag, Tree};
use crate::boilerplate::bare;
use crate::{clean, entity};

/// Longest JSON-LD block that is read, in bytes.
const LONGEST_JSONLD: usize = 1 << 20;
/// Most objects that are looked at in the JSON-LD of a page.
const MOST_OBJECTS: usize = 512;
/// How deep objects are looked for in one another.
const DEEPEST: usize = 8;

/// The structured data of a page, each datum from the first place that has it.
#[derive(Debug, Default)]
pub(super) struct Structured {
    pub(super) title: Option<Said>,
    pub(super) author: Option<Said>,
    pub(super) published: Option<Said>,
    pub(super) outlet: Option<Said>,
    pub(super) section: Option<Said>,
    pub(super) url: Option<Said>,
    /// A day of which nobody knows what it is the day of: `meta name=date`.
    pub(super) dated: Option<Said>,
    /// Content of the `title` element.
    pub(super) window: Option<String>,
}

impl Structured {
    /// Reads the data of a page whose headings of first rank are `headings`.
    pub(super) fn read(tree: &Tree, mut headings: Vec<String>) -> Self {
        let mut found = Self::default();
        found.read_elements(tree);
        let titles = [found.window.as_deref(), found.title.as_ref().map(|title| title.value.as_str())];
        headings.extend(titles.into_iter().flatten().map(bare));
        let mut jsonld = Self::default();
        jsonld.read_jsonld(tree, &headings);
        // What JSON-LD says goes before the rest.
        let Self { title, author, published, outlet, section, url, .. } = jsonld;
        Self {
            title: title.or(found.title),
            author: author.or(found.author),
            published: published.or(found.published),
            outlet: outlet.or(found.outlet),
            section: section.or(found.section),
            url: url.or(found.url),
            ..found
        }
    }

    /// Reads the article among the objects of JSON-LD: the one with the page's headline; else the only one, if it stands
    /// in no list.
    fn read_jsonld(&mut self, tree: &Tree, headings: &[String]) {
        let scripts = (0..tree.nodes.len()).filter(|&node| tree.tag(node) == Some(Tag::Script));
        let values: Vec<Value> =
            scripts.filter_map(|node| parse(tree.inside(node).find_map(|inner| tree.text(inner))?)).collect();
        let mut objects = Vec::new();
        values.iter().for_each(|value| collect(value, 0, &mut objects));
        let articles: Vec<&Object> = objects
            .iter()
            .copied()
            .filter(|object| {
                is_a(object, ARTICLES)
                    || (object.contains_key("datePublished") && object.contains_key("headline"))
            })
            .collect();
        let headed = |object: &&Object| {
            let headline = object.get("headline").or_else(|| object.get("name")).and_then(string);
            headline.map(|headline| bare(&entity::decode(&headline))).is_some_and(|headline| {
                !headline.is_empty()
                    && headings.iter().any(|said| {
                        said.contains(&headline) || (!said.is_empty() && headline.contains(said.as_str()))
                    })
            })
        };
        let listed = objects.iter().any(|object| is_a(object, &["ItemList", "CollectionPage"]));
        let article = articles.iter().copied().find(headed);
        let Some(article) =
            article.or_else(|| articles.first().copied().filter(|_| articles.len() == 1 && !listed))
        else {
            return;
        };
        let jsonld = |value: Option<String>| {
            value.and_then(|value| Said::new(&entity::decode(&value), Source::Jsonld))
        };
        let text = |key: &str| article.get(key).and_then(string);
        self.title = jsonld(text("headline").or_else(|| text("name")));
        self.published = jsonld(text("datePublished"));
        self.author = jsonld(article.get("author").and_then(|author| names(author, &objects)));
        self.outlet = jsonld(article.get("publisher").and_then(|publisher| names(publisher, &objects)));
        self.section = jsonld(text("articleSection"));
        self.url = jsonld(text("url").or_else(|| article.get("mainEntityOfPage").and_then(address)));
    }

    fn read_elements(&mut self, tree: &Tree) {
        // By rank, so that the better name wins wherever it stands.
        let mut ranked: [Vec<(usize, Said)>; META.len()] = Default::default();
        let mut canonical = None;
        for node in 0..tree.nodes.len() {
            let Kind::Element(tag, _) = tree.nodes[node].kind else { continue };
            let attribute = |name| tree.attribute(node, name);
            match tag {
                Tag::Title if self.window.is_none() => {
                    self.window = clean::single_line(&tree.text_inside(node));
                }
                Tag::Link
                    if attribute(Attribute::Rel).is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) =>
                {
                    canonical = canonical.or_else(|| Said::new(attribute(Attribute::Href)?, Source::Meta));
                }
                Tag::Meta => {
                    let names = [Attribute::Property, Attribute::Name, Attribute::Itemprop];
                    let Some(content) = attribute(Attribute::Content) else { continue };
                    for name in names.into_iter().filter_map(attribute) {
                        let name = name.trim().to_ascii_lowercase();
                        for (kind, known) in META.iter().enumerate() {
                            if let Some(rank) = known.iter().position(|known| *known == name)
                                && let Some(said) = Said::new(content, Source::Meta)
                            {
                                ranked[kind].push((rank, said));
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        let mut best = ranked
            .into_iter()
            .map(|said| said.into_iter().min_by_key(|(rank, _)| *rank).map(|(_, said)| said));
        let mut next = || best.next().flatten();
        set(&mut self.title, next());
        set(&mut self.published, next());
        set(&mut self.author, next().filter(|said| !said.value.contains("://")));
        set(&mut self.outlet, next());
        set(&mut self.section, next());
        let named = next();
        set(&mut self.url, canonical.or(named));
        set(&mut self.dated, next());
    }
}

/// Names of `meta` elements for title, day, author, outlet, section, address, and some day; the better first. From Open Graph,
/// schema.org, Dublin Core and the habits of publishing systems.
const META: [&[&str]; 7] = [
    &["og:title", "headline", "twitter:title", "dc.title", "parsely-title", "sailthru.title"],
    &[
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "og:published_time",
        "parsely-pub-date",
        "sailthru.date",
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.created",
        "dc.date",
        "publish-date",
        "publish_date",
        "published",
        "pubdate",
        "article:published",
        "article.published",
        "article_date_original",
        "originalpublicationdate",
        "cxenseparse:recs:publishtime",
    ],
    &[
        "author",
        "article:author",
        "parsely-author",
        "dc.creator",
        "dcterms.creator",
        "sailthru.author",
        "byl",
    ],
    &["og:site_name", "application-name", "dc.publisher", "publisher"],
    &["article:section", "og:article:section", "parsely-section", "section"],
    &["og:url", "twitter:url"],
    &["date", "dc.date", "dcterms.created"],
];

/// The types of schema.org that are articles.
const ARTICLES: &[&str] = &[
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "AskPublicNewsArticle",
    "ReviewNewsArticle",
    "LiveBlogPosting",
    "BlogPosting",
    "Article",
    "Report",
    "Blog",
];

type Object = serde_json::Map<String, Value>;

fn set(slot: &mut Option<Said>, said: Option<Said>) {
    if slot.is_none() {
        *slot = said;
    }
}

/// JSON as pages have it: some break lines inside strings, some wrap it in a comment.
fn parse(text: &str) -> Option<Value> {
    if text.len() > LONGEST_JSONLD {
        return None;
    }
    let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim().trim_end_matches(';');
    serde_json::from_str(text).ok().or_else(|| {
        let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&spaced).ok()
    })
}

/// All objects in `value`, outer before inner.
fn collect<'v>(value: &'v Value, depth: usize, objects: &mut Vec<&'v Object>) {
    if depth > DEEPEST || objects.len() >= MOST_OBJECTS {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, depth + 1, objects)),
        Value::Object(object) => {
            objects.push(object);
            object
                .values()
                .filter(|value| value.is_object() || value.is_array())
                .for_each(|value| collect(value, depth + 1, objects));
        }
        _ => {}
    }
}

fn is_a(object: &Object, types: &[&str]) -> bool {
    match object.get("@type") {
        Some(Value::String(name)) => types.contains(&name.as_str()),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(|name| types.contains(&name)),
        _ => false,
    }
}

/// A string, or the first of a list of them.
fn string(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(values) => values.iter().find_map(string),
        Value::Object(object) => object.get("@value").and_then(Value::as_str).map(str::to_owned),
        _ => None,
    }
}

/// The names of people or organisations: strings, objects, references to objects, lists of them.
fn names(value: &Value, objects: &[&Object]) -> Option<String> {
    let one = |value: &Value| match value {
        Value::String(name) => Some(name.trim().to_owned()),
        Value::Object(object) => object.get("name").and_then(string).or_else(|| {
            let id = object.get("@id")?;
            objects
                .iter()
                .find(|other| other.get("@id") == Some(id) && other.contains_key("name"))?
                .get("name")
                .and_then(string)
        }),
        _ => None,
    };
    let all: Vec<String> = match value {
        Value::Array(values) => values.iter().filter_map(one).collect(),
        value => one(value).into_iter().collect(),
    };
    let all: Vec<String> = all.into_iter().filter(|name| !name.is_empty() && !name.contains("://")).collect();
    (!all.is_empty()).then(|| all.join("، "))
}

fn address(value: &Value) -> Option<String> {
    match value {
        Value::String(address) => Some(address.clone()),
        Value::Object(object) => object.get("@id").and_then(Value::as_str).map(str::to_owned),
        _ => None,
    }
}
