//! The article: what intake hands to the coder, frozen.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Where a datum about an article comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A field of the input record, or the address that a page was fetched from.
    Input,
    /// The structured data of a page (JSON-LD).
    Jsonld,
    /// A `meta` or `link` element of a page.
    Meta,
    /// An element of a page whose mark says what it holds: heading, author, `title`.
    Markup,
    /// A line of the text: headline, byline, date stamp, dateline.
    Text,
    /// The address of the article.
    Url,
}

/// What says the data about an article that its input did not give as fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaidBy {
    /// Of the headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Source>,
    /// Of the byline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<Source>,
    /// Of the outlet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<Source>,
    /// Of the section.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<Source>,
    /// Of the address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Source>,
}

impl SaidBy {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One published text. `text` is frozen: every offset, quote and hash refers to it for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// The input's own id, else the canonical URL, else `text_sha256`; never a path.
    pub id: String,
    /// The file it was read from, shown beside the id.
    pub path: Option<String>,
    /// Canonical address.
    pub url: Option<String>,
    /// Name of the outlet as the input or the text gives it.
    pub outlet: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Byline.
    pub author: Option<String>,
    /// Day of publication; `None` when nothing says it (never the file's own time).
    pub published: Option<Date>,
    /// What says so.
    pub published_from: Option<Source>,
    /// Section of the outlet, as it names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// What says the other data; absent for what stood in fields of the input.
    #[serde(default, skip_serializing_if = "SaidBy::is_empty")]
    pub said_by: SaidBy,
    /// BCP 47 code of the language, `ar` for Arabic.
    pub language: String,
    /// SHA-256 of `text` in UTF-8, 64 hexadecimal digits.
    pub text_sha256: String,
    /// The text itself: LF line ends, no BOM, boilerplate out, cut words joined. Left out of `extract` unless asked for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

impl Article {
    /// An article that has only a text; its id is the hash of it.
    pub fn from_text(text: impl Into<String>) -> Self {
        let text = text.into();
        let text_sha256 = sha256_hex(text.as_bytes());
        Self {
            id: text_sha256.clone(),
            path: None,
            url: None,
            outlet: None,
            title: None,
            author: None,
            published: None,
            published_from: None,
            section: None,
            said_by: SaidBy::default(),
            language: "ar".to_owned(),
            text_sha256,
            text,
        }
    }
}

/// SHA-256 in lower-case hexadecimal digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
