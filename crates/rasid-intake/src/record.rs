//! Records as articles.

use jiff::civil::{Date, DateTime};
use rasid_coder::{Article, SaidBy, Source};
use serde::Deserialize;
use serde_json::error::Category;

use crate::Column;
use crate::error::Problem;
use crate::feed;
use crate::field::Field;
use crate::format::RECORD_SEPARATOR;
use crate::html::{Page, Said};
use crate::identity::canonical_url;
use crate::language::{self, Language};
use crate::place::Place;
use crate::{Options, clean, entity, plain};

/// A record as it is written; fields that are not listed are ignored.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Record {
    id: Field,
    url: Field,
    outlet: Field,
    published: Field,
    title: Field,
    author: Field,
    section: Field,
    text: Field,
    /// What says the fields of a page.
    #[serde(skip)]
    said_by: SaidBy,
    #[serde(skip)]
    published_from: Option<Source>,
    #[serde(skip)]
    is_page: bool,
    /// An empty cell of a table is a text that is empty, not one that lacks.
    #[serde(skip)]
    is_table: bool,
}

/// What is shorter, on a page, is a caption or a notice.
const FEWEST_WORDS: usize = 10;

impl Record {
    /// Reads a JSON object.
    ///
    /// # Errors
    /// What is no JSON object. Its fields are looked at by [`Record::into_article`].
    pub(crate) fn from_json(json: &[u8]) -> Result<Self, Problem> {
        let json = simdutf8::compat::from_utf8(json)
            .map_err(|error| Problem::Damaged { charset: "UTF-8", at: error.valid_up_to() as u64 })?;
        let json = json.trim_start().trim_start_matches(RECORD_SEPARATOR);
        // Serde would take an array for a record, field by field.
        if !json.trim_start().starts_with('{') {
            let valid = serde_json::from_str::<serde::de::IgnoredAny>(json);
            return Err(valid.map_or_else(|error| problem(&error), |_| Problem::NotAnObject));
        }
        serde_json::from_str(json).map_err(|error| problem(&error))
    }

    /// A text without fields beside it, but perhaps an address that it came from.
    pub(crate) fn from_text(text: String, url: Option<String>) -> Self {
        Self { text: Field::Text(text), url: url.map_or(Field::None, Field::Text), ..Self::default() }
    }

    /// The fields of a table's row, in the order of [`Column::ALL`].
    pub(crate) fn from_fields(fields: [Field; Column::COUNT]) -> Self {
        let [id, url, outlet, published, title, author, section, text] = fields;
        Self { id, url, outlet, published, title, author, section, text, is_table: true, ..Self::default() }
    }

    /// What a feed says of an article.
    pub(crate) fn from_item(item: feed::Item) -> Self {
        let field = |value: Option<String>| value.map_or(Field::None, Field::Text);
        Self {
            // An address is the better id.
            id: if item.url.is_some() { Field::None } else { field(item.id) },
            url: field(item.url),
            outlet: field(item.outlet),
            published: field(item.published.map(|day| day.to_string())),
            title: field(item.title),
            author: field(item.author),
            section: field(item.section),
            text: Field::Text(item.text),
            ..Self::default()
        }
    }

    /// A page, with what its feed says where the page says nothing.
    pub(crate) fn or(mut self, item: feed::Item) -> Self {
        let other = Self::from_item(item);
        let fill = |field: &mut Field, other: Field| {
            if *field == Field::None {
                *field = other;
            }
        };
        fill(&mut self.url, other.url);
        fill(&mut self.outlet, other.outlet);
        fill(&mut self.published, other.published);
        fill(&mut self.title, other.title);
        fill(&mut self.author, other.author);
        fill(&mut self.section, other.section);
        self
    }

    /// How many bytes its text has.
    pub(crate) fn bytes(&self) -> usize {
        if let Field::Text(text) = &self.text { text.len() } else { 0 }
    }

    /// What a page says.
    pub(crate) fn from_page(page: Page) -> Self {
        let field = |said: Option<Said>| said.map(|said| (Field::Text(said.value), said.source)).unzip();
        let (url, url_from): (Option<Field>, _) = field(page.url);
        let (outlet, outlet_from) = field(page.outlet);
        let (published, published_from) = field(page.published);
        let (title, title_from) = field(page.title);
        let (author, author_from) = field(page.author);
        let (section, section_from) = field(page.section);
        Self {
            id: Field::None,
            url: url.unwrap_or_default(),
            outlet: outlet.unwrap_or_default(),
            published: published.unwrap_or_default(),
            title: title.unwrap_or_default(),
            author: author.unwrap_or_default(),
            section: section.unwrap_or_default(),
            text: Field::Text(page.text),
            said_by: SaidBy {
                title: title_from,
                author: author_from,
                outlet: outlet_from,
                section: section_from,
                url: url_from.filter(|source| *source != Source::Input),
            },
            published_from,
            is_page: true,
            is_table: false,
        }
    }

    /// The article. What the record says wins over what its text says.
    ///
    /// # Errors
    /// A field of the wrong kind; a `published` that is no date; a field that is longer than any headline; a text that
    /// is missing or has nothing in it.
    pub(crate) fn into_article(self, place: &Place, options: &Options) -> Result<Article, Problem> {
        let id = match self.id {
            Field::Number(id) => Some(id),
            id => id.short("id", "a string or a whole number")?.as_deref().and_then(clean::single_line),
        };
        let url = self.url.short("url", STRING)?;
        let published = self.published.short("published", STRING)?;
        let line = |name, field: Field| -> Result<Option<String>, Problem> {
            let value = field.short(name, STRING)?;
            Ok(value.and_then(|value| clean::single_line(&entity::decode(&value))))
        };
        let (outlet, author) = (line("outlet", self.outlet)?, line("author", self.author)?);
        let (title, section) = (line("title", self.title)?, line("section", self.section)?);
        let lacks = if self.is_table { Problem::Empty } else { Problem::Lacks("text") };
        let raw = self.text.string("text", STRING)?.ok_or(lacks)?;
        let published = match published.as_deref().map(str::trim) {
            None | Some("") => None,
            Some(published) => {
                let day = feed::day(published);
                Some(day.ok_or_else(|| Problem::Published(published.to_owned()))?)
            }
        };
        let (text, head) = plain::freeze(&raw, title.as_deref());
        if text.is_empty() || (self.is_page && text.split_whitespace().count() < FEWEST_WORDS) {
            return Err(if self.is_page { Problem::NoArticle } else { Problem::Empty });
        }
        let language = match language::detect(&text) {
            Language::Kept(code) => code,
            Language::Other { code, .. } if options.any_language => code,
            Language::Other { name, .. } => return Err(Problem::Language(name)),
        };
        let mut article = Article::from_text(text);
        article.language = language.to_owned();
        article.path = Some(place.path.clone());
        article.url = url.as_deref().and_then(canonical_url);
        article.said_by = self.said_by;
        let found = |given: Option<String>, found: Option<String>, source: &mut Option<Source>| {
            if given.is_none() && found.is_some() {
                *source = Some(Source::Text);
            }
            given.or(found)
        };
        let given_title = title.is_some();
        article.outlet = found(outlet, head.outlet, &mut article.said_by.outlet);
        article.author = found(author, head.author, &mut article.said_by.author);
        if !given_title && head.title.is_some() {
            article.said_by.title = Some(Source::Text);
        }
        article.title = head.title;
        article.section = section;
        let given = published.map(|day| (day, self.published_from.unwrap_or(Source::Input)));
        let dated = given
            .or(options.published.map(|day| (day, Source::Input)))
            .or(head.published.map(|day| (day, Source::Text)));
        (article.published, article.published_from) = dated.unzip();
        if let Some(id) = id.or_else(|| article.url.clone()) {
            article.id = id;
        }
        Ok(article)
    }
}

/// What a text field may be.
const STRING: &str = "a string";

/// What serde found, in words for people who have never heard of it.
pub(crate) fn problem(error: &serde_json::Error) -> Problem {
    let said = error.to_string();
    match error.classify() {
        Category::Eof | Category::Io => Problem::Unfinished,
        _ if said.starts_with("recursion limit") => Problem::Nested,
        Category::Syntax => Problem::Json { line: error.line(), at: error.column() },
        // Fields take values of every kind, so that nothing is left but a field that stands there again.
        Category::Data => {
            let name =
                said.split('`').nth(1).map_or_else(|| "a field".to_owned(), |name| format!("`{name}`"));
            Problem::Twice(name)
        }
    }
}

/// The day of `2025-05-08`, `2025-05-08T10:30:00Z` or `2025-05-08 10:30+01:00`, as its writer's clock had it.
pub(crate) fn day(published: &str) -> Option<Date> {
    let with_time = published.contains([':', 'T', 't']);
    let local = if with_time { published.trim_end_matches(['Z', 'z']) } else { published };
    let date = local.parse::<DateTime>().ok()?.date();
    (date.year() > 0).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::MAX_FIELD_BYTES;
    use jiff::civil::date;

    fn read(json: &str) -> Result<Article, Problem> {
        Record::from_json(json.as_bytes())?.into_article(&Place::whole("a.jsonl"), &Options::default())
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
        assert_eq!(article.published_from, Some(Source::Input));
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
            ("{\"id\": \"1\"}", "has no `text`"),
            ("{\"text\": null}", "has no `text`"),
            ("{\"text\": 5}", "`text` is not a string"),
            ("{\"text\": [\"نص\"]}", "`text` is not a string"),
            ("{\"text\": \"نص\", \"url\": {\"a\": 1}}", "`url` is not a string"),
            ("{\"text\": \"نص\", \"id\": 1.5}", "`id` is not a string or a whole number"),
            ("{\"text\": \"نص\", \"text\": \"نص\"}", "has `text` twice"),
            ("{\"text\": \"نص", "breaks off in the middle of a record"),
            ("{text: \"نص\"}", "is not valid JSON at byte 2"),
            ("{\n \"text\": \"نص\",\n}", "is not valid JSON at byte 1 of its line 3"),
            ("broken", "is not valid JSON at byte 1"),
            ("[\"1\", null, null, null, null, null, \"نص\"]", "is not a JSON object"),
            ("7", "is not a JSON object"),
            (
                "{\"text\": \"نص\", \"published\": \"أمس\"}",
                "`published` is neither a date nor a date with a time: \"أمس\"",
            ),
            ("{\"text\": \" \\n \"}", "holds no text"),
            ("{\"text\": \"نص\"} {}", "is not valid JSON at byte 18"),
        ] {
            assert_eq!(read(json).unwrap_err().to_string(), message, "{json}");
        }
        let long = format!("{{\"text\": \"نص\", \"title\": \"{}\"}}", "ع".repeat(MAX_FIELD_BYTES));
        assert_eq!(read(&long).unwrap_err().to_string(), "`title` is longer than 4096 bytes");
        let (open, close) = ("[".repeat(100_000), "]".repeat(100_000));
        let deep = read(&format!("{{\"text\": \"نص\", \"id\": {open}{close}}}"));
        assert_eq!(deep.unwrap_err().to_string(), "`id` is not a string or a whole number");
        assert_eq!(read(&open).unwrap_err().to_string(), "breaks off in the middle of a record");
        assert!(matches!(Record::from_json(b"{\"text\": \"\xff\"}"), Err(Problem::Damaged { at: 10, .. })));
    }
}
