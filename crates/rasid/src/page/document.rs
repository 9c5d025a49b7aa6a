//! A page as a document: for a terminal, as Markdown, or as HTML that works without a script, on a phone and in print.

use rasid_chronicle::is_link;
use rasid_merge::{Encounter, EncounterReport};

use super::{Articles, Page, encounters, people, variants};
use crate::lang::Lang;

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Text,
    Markdown,
    Html,
}

/// A part of a document.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// What it is called; once, first.
    Title(String),
    /// The heading of a section.
    Section(String),
    /// A line by itself.
    Line(String),
    /// An encounter.
    Entry(Entry),
}

/// An encounter with its sources.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    id: String,
    head: String,
    lines: Vec<String>,
    sources: Vec<Source>,
}

#[derive(Clone, Debug)]
struct Source {
    label: String,
    url: Option<String>,
    quote: Option<String>,
}

impl Entry {
    /// An encounter as every page shows it; `remarks` come behind its head.
    pub(crate) fn of(page: &Page, encounter: &Encounter, articles: &Articles, remarks: Vec<String>) -> Self {
        let messages = page.messages();
        let reports = encounters::by_day(encounter, articles);
        let mut lines = remarks;
        lines.extend(encounter.participants.iter().map(|person| people::person(page, person)));
        if !encounter.themes.is_empty() {
            let themes: Vec<String> =
                encounter.themes.iter().map(|code| page.cell(page.names.theme(code))).collect();
            lines.push(format!("{}{}{}", page.cell(messages.themes), messages.colon, page.listed(&themes)));
        }
        lines.extend(variants::lines(page, encounter, &reports));
        lines.push(encounters::footing(page, encounter));
        let source = |(at, report): (usize, &&EncounterReport)| Source {
            label: format!("[{}] {}", at + 1, articles.source(page, &report.article)),
            url: report.url.clone(),
            quote: articles.sentence(report).map(str::to_owned),
        };
        Self {
            id: encounter.id.clone(),
            head: encounters::head(page, encounter),
            lines,
            sources: reports.iter().enumerate().map(source).collect(),
        }
    }
}

/// The document, whole.
pub(crate) fn document(page: &Page, style: Style, parts: &[Part]) -> String {
    match style {
        Style::Text => page.finished(parts.iter().map(|part| text(page, part)).collect()),
        Style::Markdown => parts.iter().map(|part| markdown(page, part)).collect(),
        Style::Html => html(page, parts),
    }
}

fn text(page: &Page, part: &Part) -> String {
    match part {
        Part::Title(title) => format!("{}\n\n", page.heading(title)),
        Part::Section(heading) => format!("{}\n\n", page.heading(heading)),
        Part::Line(line) => page.line(line, 0) + "\n",
        Part::Entry(entry) => {
            let mut out = page.line(&entry.head, 0);
            entry.lines.iter().for_each(|line| out.push_str(&page.line(line, 2)));
            for source in &entry.sources {
                out.push_str(&page.line(&source.label, 2));
                if let Some(quote) = &source.quote {
                    out.push_str(&page.paragraph(&page.quoted(quote), 6));
                }
            }
            out + "\n"
        }
    }
}

/// Marks of Markdown that articles may hold by chance are no marks; the isolates of a terminal are left out.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => {}
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

fn markdown(page: &Page, part: &Part) -> String {
    match part {
        Part::Title(title) => format!("# {}\n\n", plain(title)),
        Part::Section(heading) => format!("## {}\n\n", plain(heading)),
        Part::Line(line) => format!("{}\n\n", plain(line)),
        Part::Entry(entry) => {
            let mut out = format!("### {}\n\n", plain(&entry.head));
            for line in &entry.lines {
                out.push_str(&format!("- {}\n", plain(line)));
            }
            out.push('\n');
            for source in &entry.sources {
                let label = plain(&source.label);
                match source.url.as_deref().filter(|url| is_link(url)) {
                    Some(url) => out.push_str(&format!("{label} (<{}>)\n\n", url.replace(['<', '>'], ""))),
                    None => out.push_str(&format!("{label}\n\n")),
                }
                if let Some(quote) = &source.quote {
                    out.push_str(&format!("> {}\n\n", plain(&page.quoted(quote))));
                }
            }
            out
        }
    }
}

/// Text of HTML; the isolates of a terminal become `bdi`.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open = 0_u32;
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{2066}'..='\u{2068}' => {
                out.push_str("<bdi>");
                open += 1;
            }
            '\u{2069}' if open > 0 => {
                out.push_str("</bdi>");
                open -= 1;
            }
            '\u{2069}' | '\u{200e}' | '\u{200f}' => {}
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    (0..open).for_each(|_| out.push_str("</bdi>"));
    out
}

/// No script, no font and no picture from elsewhere.
const STYLE: &str = "\
:root{color-scheme:light dark;--line:#8885}
body{margin:0 auto;max-width:46rem;padding:1rem;font:1rem/1.7 system-ui,\"Noto Naskh Arabic\",\"Noto Sans Arabic\",sans-serif}
h1{font-size:1.5rem;line-height:1.3}h2{font-size:1.2rem;border-bottom:2px solid var(--line);margin-top:2rem}
h3{font-size:1rem;margin-bottom:.3rem}article{border-bottom:1px solid var(--line);padding-bottom:.8rem}
ul{margin:0;padding-inline-start:1.2rem}figure{margin:.6rem 0 0}blockquote{margin:0;padding-inline-start:.8rem;
border-inline-start:3px solid var(--line)}figcaption{font-size:.85rem;overflow-wrap:anywhere}
@media print{body{max-width:none;padding:0;font-size:10pt}article{break-inside:avoid}a{color:inherit;text-decoration:none}}
";

fn html(page: &Page, parts: &[Part]) -> String {
    let (lang, dir) = match page.lang {
        Lang::Ar => ("ar", "rtl"),
        Lang::En => ("en", "ltr"),
        Lang::Fr => ("fr", "ltr"),
    };
    let title = parts.iter().find_map(|part| match part {
        Part::Title(title) => Some(escaped(title)),
        _ => None,
    });
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{lang}\" dir=\"{dir}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n",
        title.unwrap_or_default()
    );
    for part in parts {
        match part {
            Part::Title(title) => out.push_str(&format!("<h1>{}</h1>\n", escaped(title))),
            Part::Section(heading) => out.push_str(&format!("<h2>{}</h2>\n", escaped(heading))),
            Part::Line(line) => out.push_str(&format!("<p>{}</p>\n", escaped(line))),
            Part::Entry(entry) => out.push_str(&article(page, entry)),
        }
    }
    out + "</main>\n</body>\n</html>\n"
}

fn article(page: &Page, entry: &Entry) -> String {
    let mut out =
        format!("<article id=\"e{}\">\n<h3>{}</h3>\n<ul>\n", escaped(&entry.id), escaped(&entry.head));
    for line in &entry.lines {
        out.push_str(&format!("<li>{}</li>\n", escaped(line)));
    }
    out.push_str("</ul>\n");
    for source in &entry.sources {
        let label = escaped(&source.label);
        let label = match source.url.as_deref().filter(|url| is_link(url)) {
            Some(url) => format!("<a href=\"{}\" rel=\"noreferrer\">{label}</a>", escaped(url)),
            None => label,
        };
        let quote = source.quote.as_ref().map_or_else(String::new, |quote| {
            // Whatever the language of the page, Arabic is read as Arabic.
            let is_arabic = quote.chars().any(|c| ('\u{620}'..='\u{64a}').contains(&c));
            let lang = if is_arabic { " lang=\"ar\"" } else { "" };
            format!("<blockquote{lang} dir=\"auto\">{}</blockquote>", escaped(&page.quoted(quote)))
        });
        out.push_str(&format!("<figure>{quote}<figcaption>{label}</figcaption></figure>\n"));
    }
    out + "</article>\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_articles_hold_is_text_and_nothing_else() {
        assert_eq!(escaped("\u{2068}<b>\u{2069} & \u{2068}x"), "<bdi>&lt;b&gt;</bdi> &amp; <bdi>x</bdi>");
        assert_eq!(plain("\u{2068}*a* [b](c)\u{2069}"), "\\*a\\* \\[b\\](c)");
        assert!(
            is_link("https://example.org/a") && !is_link("javascript:alert(1)") && !is_link("http://a b")
        );
    }
}
