//! Whether an input holds records, a page, a feed, a table or plain text, told from its content.

use crate::{Columns, table};

/// How the articles lie in an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// One article, as plain text.
    Plain,
    /// JSONL: one object a line.
    Lines,
    /// Objects over several lines, one after the other or in one array.
    Objects,
    /// One article, as an HTML page.
    Html,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// A table with a header, by its delimiter.
    Table(u8),
    /// Text that is no article, by what it is.
    Foreign(&'static str),
}

/// How many lines are looked at where the first one is no record.
const LINES_LOOKED_AT: usize = 20;
/// What stands before each record of a JSON text sequence (RFC 7464).
pub(crate) const RECORD_SEPARATOR: char = '\u{1E}';
/// No prose opens so many brackets at once.
const BRACKETS_OF_JSON: usize = 3;

/// The format of an input that starts with `head`.
pub(crate) fn detect(head: &str, columns: &Columns) -> Format {
    markup(head).unwrap_or_else(|| without_markup(head, columns))
}

/// The format of an input that starts with `head`, where that is markup.
pub(crate) fn markup(head: &str) -> Option<Format> {
    let start = head.trim_start_matches('\u{FEFF}').trim_start();
    if !start.starts_with('<') {
        return None;
    }
    let markup = without_prologue(start);
    if is_html(markup) { Some(Format::Html) } else { of_xml(markup) }
}

fn without_markup(head: &str, columns: &Columns) -> Format {
    let start = head.trim_start_matches('\u{FEFF}').trim_start();
    if start.starts_with('{') && start.contains("jsonfeed.org/version") {
        return Format::Feed;
    }
    let brackets = start.chars().filter(|c| !c.is_whitespace()).take_while(|&c| c == '[').count();
    if brackets > 0 {
        let inside = start.trim_start_matches(|c: char| c == '[' || c.is_whitespace());
        // A line of brackets alone may stand above records that are lines.
        let below = start.split_once('\n').is_some_and(|(_, below)| mostly_records(below));
        return if brackets > 1 && below {
            Format::Lines
        } else if inside.starts_with(['{', ']']) || brackets >= BRACKETS_OF_JSON || opens_scalar(inside) {
            Format::Objects
        } else {
            Format::Plain
        };
    }
    if opens_object(start) {
        let first = start.lines().next().unwrap_or_default().trim_end();
        return if first.ends_with(['{', ',', '[']) { Format::Objects } else { Format::Lines };
    }
    // A file of records may begin with a line that is none: it is reported, and the rest is still records.
    if mostly_records(start) {
        return Format::Lines;
    }
    table::detect(start, columns).map_or(Format::Plain, Format::Table)
}

/// Markup without the comments and declarations above it.
fn without_prologue(start: &str) -> &str {
    let mut rest = start;
    loop {
        rest = rest.trim_start();
        let skipped = ["<!--", "<?"].iter().zip(["-->", "?>"]).find_map(|(open, close)| {
            rest.starts_with(open).then(|| rest.split_once(close).map_or("", |(_, after)| after))
        });
        match skipped {
            Some(after) => rest = after,
            None => return rest,
        }
    }
}

fn opens(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|at| at.eq_ignore_ascii_case(prefix))
}

/// Whether markup opens with `tag`.
fn opens_tag(markup: &str, tag: &str) -> bool {
    let Some(name) = markup.strip_prefix('<').filter(|name| opens(name, tag)) else { return false };
    name[tag.len()..].starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
}

/// Whether markup opens as a page does: with its type, or with a tag that pages or pieces of them begin with.
fn is_html(markup: &str) -> bool {
    const TAGS: [&str; 18] = [
        "html", "head", "body", "meta", "title", "link", "script", "style", "div", "article", "main",
        "section", "header", "p", "h1", "table", "span", "base",
    ];
    opens(markup, "<!doctype html") || TAGS.iter().any(|tag| opens_tag(markup, tag))
}

/// What XML is, by its first element.
fn of_xml(markup: &str) -> Option<Format> {
    // A declaration of the document's type says nothing more.
    let markup = if opens(markup, "<!doctype") { after_doctype(markup) } else { markup };
    if ["rss", "feed", "rdf:RDF", "atom:feed"].iter().any(|tag| opens_tag(markup, tag)) {
        return Some(Format::Feed);
    }
    let is_element =
        markup.strip_prefix('<').is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()));
    is_element.then_some(Format::Foreign("an XML document"))
}

/// What stands behind a document type, whose own declarations stand in brackets.
fn after_doctype(markup: &str) -> &str {
    let mut depth = 0_usize;
    for (at, c) in markup.char_indices() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            '>' if depth == 0 => return without_prologue(&markup[at + 1..]),
            _ => {}
        }
    }
    ""
}

/// Whether of the first lines that are not blank every second one looks like a record.
fn mostly_records(text: &str) -> bool {
    let lines = || text.lines().filter(|line| !line.trim().is_empty()).take(LINES_LOOKED_AT);
    let records = lines().filter(|line| opens_object(line) && line.trim_end().ends_with('}')).count();
    records > 0 && records * 2 >= lines().count()
}

/// Whether the first value of an array is none that holds records: what follows may.
fn opens_scalar(inside: &str) -> bool {
    let word = inside.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.'));
    let value = &inside[..inside.len() - word.len()];
    let behind = match inside.strip_prefix('"') {
        Some(string) => string.split_once('"').map_or("", |(_, behind)| behind),
        None if matches!(value, "null" | "true" | "false") || value.parse::<f64>().is_ok() => word,
        None => return false,
    };
    behind
        .trim_start()
        .strip_prefix(',')
        .is_some_and(|next| next.trim_start().starts_with(['{', '[', '"', 'n', 't', 'f']))
}

/// Whether a text opens an object of JSON, or of what is often taken for JSON: names in other quotes or in none.
fn opens_object(text: &str) -> bool {
    let text = text.trim_start().trim_start_matches(RECORD_SEPARATOR);
    let Some(inside) = text.strip_prefix('{').map(str::trim_start) else { return false };
    let bare = inside.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
    inside.starts_with(['"', '}', '\'']) || (bare.len() < inside.len() && bare.trim_start().starts_with(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        for (head, format) in [
            ("التقى الوزير ضيفه", Format::Plain),
            ("{\"text\": \"نص\"}\n{\"text\": \"نص\"}", Format::Lines),
            ("\u{FEFF}\n {\"text\": \"نص", Format::Lines),
            ("{\n  \"text\": \"نص\"\n}", Format::Objects),
            ("{ \"id\": \"1\",\n \"text\": \"نص\"}", Format::Objects),
            ("[{\"text\": \"نص\"}]", Format::Objects),
            ("[\n]", Format::Objects),
            ("[[[[[[", Format::Objects),
            ("[[[1, 2], 3]]", Format::Objects),
            ("[[[[[[\n{\"text\": \"نص\"}\n{\"text\": \"نص\"}", Format::Lines),
            ("[[الرباط]] التقى الوزير ضيفه", Format::Plain),
            ("[الرباط] التقى الوزير ضيفه", Format::Plain),
            ("{الرباط} التقى الوزير", Format::Plain),
            ("{'text': 'نص'}", Format::Lines),
            ("{text: 'نص'}", Format::Lines),
            ("{Rabat} التقى الوزير", Format::Plain),
            ("[null, {\"text\": \"نص\"}]", Format::Objects),
            ("[\"أ\", {\"text\": \"نص\"}]", Format::Objects),
            ("[\"عاجل\"] التقى الوزير", Format::Plain),
            ("[12] التقى الوزير", Format::Plain),
            ("\u{1E}{\"text\": \"نص\"}\n\u{1E}{\"text\": \"نص\"}\n", Format::Lines),
            ("broken\n{\"text\": \"نص\"}\n{\"text\": \"نص\"}", Format::Lines),
            ("نص طويل\nيذكر مثالا\n{\"a\": 1}", Format::Plain),
            ("", Format::Plain),
            ("<!DOCTYPE html><p>نص", Format::Html),
            ("\u{FEFF}\n<!-- saved -->\n<html lang=\"ar\">", Format::Html),
            ("<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"x\">", Format::Html),
            ("<div class=a>نص</div>", Format::Html),
            ("<rss version=\"2.0\">", Format::Feed),
            ("<?xml version=\"1.0\"?>\n<?xml-stylesheet href=a?><feed xmlns=\"x\">", Format::Feed),
            ("<!DOCTYPE rss [<!ENTITY a \"b\">]><rss version=\"0.91\">", Format::Feed),
            ("{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [", Format::Feed),
            ("<urlset><url>", Format::Foreign("an XML document")),
            ("<<نص>>", Format::Plain),
            ("<!-- تعليق -->نص", Format::Plain),
            ("id,title,text\n1,عنوان,نص", Format::Table(b',')),
            ("العنوان\tالنص\nعنوان\tنص", Format::Table(b'\t')),
            ("title;body\n\"عنوان\";\"نص\n", Format::Table(b';')),
            ("التقى الوزير، أمس، نظيره, text", Format::Plain),
            ("sep=;\r\ntitle;text\r\nعنوان;نص", Format::Table(b';')),
            ("id,day,count\n1,2024-05-08,7\n2,2024-05-09,8\n3,2024-05-10,9\n4,20", Format::Table(b',')),
            (
                "Rabat, 8 May\nThe minister, who came first, left.\nHe, too, left, it is said.\nNobody stayed.",
                Format::Plain,
            ),
            ("نص, أول\nنص, ثان\nنص, ثالث\nنص, رابع\nنص, خامس", Format::Plain),
        ] {
            assert_eq!(detect(head, &Columns::default()), format, "{head}");
        }
    }
}
