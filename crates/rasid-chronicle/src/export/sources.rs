//! The articles behind encounters, for reference managers: RIS, BibTeX, CSL-JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use rasid_coder::article::sha256_hex;
use rasid_merge::{ArticleMeta, Encounter};
use serde_json::{Map, Value, json};

/// Articles, each once, by id.
#[derive(Debug, Default)]
pub(super) struct Sources {
    wanted: BTreeSet<String>,
    articles: BTreeMap<String, ArticleMeta>,
}

impl Sources {
    pub(super) fn add(&mut self, encounter: &Encounter) {
        self.wanted.extend(encounter.reports.iter().map(|report| report.article.clone()));
    }

    pub(super) fn ids(&self) -> Vec<String> {
        self.wanted.iter().cloned().collect()
    }

    pub(super) fn know(&mut self, article: ArticleMeta) {
        self.articles.insert(article.id.clone(), article);
    }

    pub(super) fn ris(&self, out: &mut dyn Write) -> io::Result<()> {
        for article in self.articles.values() {
            let day = article.published.map(|day| day.strftime("%Y/%m/%d").to_string());
            let fields = [
                ("ID", Some(key(article))),
                ("TI", article.title.clone()),
                ("T2", article.outlet.clone()),
                ("DA", day),
                ("UR", article.url.clone()),
                ("LA", Some("ar".to_owned())),
                ("AN", Some(article.id.clone())),
            ];
            write!(out, "TY  - NEWS\r\n")?;
            for (tag, value) in fields {
                if let Some(value) = value {
                    write!(out, "{tag}  - {}\r\n", one_line(&value))?;
                }
            }
            write!(out, "ER  - \r\n\r\n")?;
        }
        Ok(())
    }

    pub(super) fn bibtex(&self, out: &mut dyn Write) -> io::Result<()> {
        for article in self.articles.values() {
            let (year, day) = (
                article.published.map(|day| day.year().to_string()),
                article.published.map(|day| day.to_string()),
            );
            let fields = [
                ("title", article.title.clone()),
                ("journal", article.outlet.clone()),
                ("year", year),
                ("date", day),
                ("url", article.url.clone()),
                ("langid", Some("arabic".to_owned())),
            ];
            writeln!(out, "@article{{{},", key(article))?;
            for (name, value) in fields {
                if let Some(value) = value {
                    writeln!(out, "  {name} = {{{}}},", braced(&value))?;
                }
            }
            writeln!(out, "}}\n")?;
        }
        Ok(())
    }

    pub(super) fn csl(&self, out: &mut dyn Write) -> io::Result<()> {
        let all: Vec<Value> = self
            .articles
            .values()
            .map(|article| {
                let mut item = Map::new();
                item.insert("id".to_owned(), key(article).into());
                item.insert("type".to_owned(), "article-newspaper".into());
                let texts =
                    [("title", &article.title), ("container-title", &article.outlet), ("URL", &article.url)];
                for (name, value) in texts {
                    if let Some(value) = value {
                        item.insert(name.to_owned(), value.clone().into());
                    }
                }
                if let Some(day) = article.published {
                    let parts = [i32::from(day.year()), i32::from(day.month()), i32::from(day.day())];
                    item.insert("issued".to_owned(), json!({ "date-parts": [parts] }));
                }
                item.insert("language".to_owned(), "ar".into());
                Value::Object(item)
            })
            .collect();
        serde_json::to_writer_pretty(&mut *out, &all)?;
        out.write_all(b"\n")
    }
}

/// A key of ASCII alone, the same for ever.
fn key(article: &ArticleMeta) -> String {
    let year = article.published.map(|day| day.year().to_string()).unwrap_or_default();
    format!("rasid{year}{}", &sha256_hex(article.id.as_bytes())[..10])
}

fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Text inside braces: those that do not close would end the entry.
fn braced(text: &str) -> String {
    let mut out = String::new();
    for c in one_line(text).chars() {
        match c {
            '{' | '}' => {}
            '\\' => out.push_str("\\textbackslash "),
            '%' | '&' | '$' | '#' | '_' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}
