//! Records as articles.

use jiff::civil::{Date, DateTime};
use rasid_coder::{Article, PublishedFrom};
use serde::Deserialize;

use crate::error::Problem;
use crate::identity::canonical_url;
use crate::{Options, clean, entity, plain};

/// Most bytes of any field but the text.
const MAX_FIELD_BYTES: usize = 4096;

/// A record as it is written; fields that are not listed are ignored.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Record {
    id: Option<Id>,
    url: Option<String>,
    outlet: Option<String>,
    published: Option<String>,
    title: Option<String>,
    author: Option<String>,
    text: String,
}

/// Databases export their keys as numbers.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "`id` is neither a string nor a whole number")]
enum Id {
    Number(i64),
    Text(String),
}

impl Record {
    /// Reads a JSON object.
    ///
    /// # Errors
    /// What is no JSON object with a `text` and, else, fields of the right kind.
    pub(crate) fn from_json(json: &[u8]) -> Result<Self, Problem> {
        match std::str::from_utf8(json) {
            Ok(json) => serde_json::from_str(json).map_err(Problem::Record),
            Err(error) => Err(Problem::Damaged { charset: "UTF-8", at: error.valid_up_to() as u64 }),
        }
    }

    /// A text without fields beside it.
    pub(crate) fn from_plain(text: String) -> Self {
        Self { text, ..Self::default() }
    }

    /// The article. What the record says wins over what its text says.
    ///
    /// # Errors
    /// A `published` that is no date; a field that is longer than any headline; a text with nothing in it.
    pub(crate) fn into_article(self, path: &str, options: &Options) -> Result<Article, Problem> {
        self.check_lengths()?;
        let line =
            |value: Option<String>| value.and_then(|value| clean::single_line(&entity::decode(&value)));
        let published = match self.published.as_deref().map(str::trim) {
            None | Some("") => None,
            Some(published) => Some(day(published).ok_or_else(|| Problem::Published(published.to_owned()))?),
        };
        let title = line(self.title);
        let (text, head) = plain::freeze(&self.text, title.as_deref());
        if text.is_empty() {
            return Err(Problem::Empty);
        }
        let mut article = Article::from_text(text);
        article.language = plain::language(&article.text).to_owned();
        article.path = Some(path.to_owned());
        article.url = self.url.as_deref().and_then(canonical_url);
        article.outlet = line(self.outlet).or(head.outlet);
        article.title = head.title;
        article.author = line(self.author).or(head.author);
        let given = published.or(options.published).map(|day| (day, PublishedFrom::Input));
        let dated = given.or(head.published.map(|day| (day, PublishedFrom::Text)));
        (article.published, article.published_from) = dated.unzip();
        let id = match self.id {
            Some(Id::Number(id)) => Some(id.to_string()),
            Some(Id::Text(id)) => clean::single_line(&id),
            None => None,
        };
        if let Some(id) = id.or_else(|| article.url.clone()) {
            article.id = id;
        }
        Ok(article)
    }

    fn check_lengths(&self) -> Result<(), Problem> {
        let id = if let Some(Id::Text(id)) = &self.id { Some(id) } else { None };
        let fields = [
            ("id", id),
            ("url", self.url.as_ref()),
            ("outlet", self.outlet.as_ref()),
            ("published", self.published.as_ref()),
            ("title", self.title.as_ref()),
            ("author", self.author.as_ref()),
        ];
        let long = fields.iter().find(|(_, value)| value.is_some_and(|value| value.len() > MAX_FIELD_BYTES));
        long.map_or(Ok(()), |&(name, _)| Err(Problem::Field { name, limit: MAX_FIELD_BYTES }))
    }
}

/// The day of `2025-05-08`, `2025-05-08T10:30:00Z` or `2025-05-08 10:30+01:00`, as its writer's clock had it.
fn day(published: &str) -> Option<Date> {
    let with_time = published.contains([':', 'T', 't']);
    let local = if with_time { published.trim_end_matches(['Z', 'z']) } else { published };
    let date = local.parse::<DateTime>().ok()?.date();
    (date.year() > 0).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read(json: &str) -> Result<Article, Problem> {
        Record::from_json(json.as_bytes())?.into_article("a.jsonl", &Options::default())
    }

    #[test]
    fn days_are_read_as_written() {
        for (published, expected) in [
            ("2025-05-08", Some(date(2025, 5, 8))),
            ("2025-05-08T23:30:00Z", Some(date(2025, 5, 8))),
            ("2025-05-08T23:30:00.123+03:00", Some(date(2025, 5, 8))),
            ("2025-05-08 10:30", Some(date(2025, 5, 8))),
            ("2025-05-08 10:30:00+00:00", Some(date(2025, 5, 8))),
            ("2025-02-30", None),
            ("2025-05", None),
            ("8 مايو 2025", None),
            ("1746662400", None),
            ("-002025-05-08", None),
        ] {
            assert_eq!(day(published), expected, "{published}");
        }
    }

    #[test]
    fn every_field_is_taken() {
        let article = read(
            r#"{"id": 7, "url": "https://Example.org/a#b", "outlet": "مرصد", "published": "2025-05-08",
                "title": "لقاء &quot;أول&quot;\n", "author": null, "text": "نص المقال.", "other": [1]}"#,
        )
        .unwrap();
        assert_eq!(article.id, "7");
        assert_eq!(article.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(article.title.as_deref(), Some("لقاء \"أول\""));
        assert_eq!(article.published, Some(date(2025, 5, 8)));
        assert_eq!(article.published_from, Some(PublishedFrom::Input));
        assert_eq!((article.path.as_deref(), article.text.as_str()), (Some("a.jsonl"), "نص المقال."));
    }

    #[test]
    fn the_id_is_given_or_the_address_or_the_hash() {
        let id = |json| read(json).unwrap().id;
        assert_eq!(id(r#"{"id": " a1 ", "url": "https://example.org/a", "text": "نص"}"#), "a1");
        assert_eq!(
            id(r#"{"id": "", "url": "https://example.org/a", "text": "نص"}"#),
            "https://example.org/a"
        );
        assert_eq!(id(r#"{"url": "javascript:0", "text": "نص"}"#), Article::from_text("نص").id);
    }

    #[test]
    fn bad_records_say_what_is_wrong() {
        for (json, message) in [
            ("{\"id\": \"1\"}", "is no article record: missing field `text` at byte 11"),
            (
                "{\"text\": 5}",
                "is no article record: invalid type: integer `5`, expected a string at byte 10",
            ),
            ("{\"text\": \"نص", "is no article record: EOF while parsing a string at byte 14"),
            (
                "{\"text\": \"نص\", \"published\": \"أمس\"}",
                "`published` is neither a date nor a date with a time: \"أمس\"",
            ),
            ("{\"text\": \" \\n \"}", "holds no text"),
            ("{\"text\": \"نص\"} {}", "is no article record: trailing characters at byte 18"),
        ] {
            assert_eq!(read(json).unwrap_err().to_string(), message, "{json}");
        }
        let long = format!("{{\"text\": \"نص\", \"title\": \"{}\"}}", "ع".repeat(MAX_FIELD_BYTES));
        assert_eq!(read(&long).unwrap_err().to_string(), "`title` is longer than 4096 bytes");
        let deep = format!("{{\"text\": \"نص\", \"id\": {}", "[".repeat(100_000));
        assert!(read(&deep).unwrap_err().to_string().contains("recursion limit"));
        assert!(matches!(Record::from_json(b"{\"text\": \"\xff\"}"), Err(Problem::Damaged { at: 10, .. })));
    }
}
