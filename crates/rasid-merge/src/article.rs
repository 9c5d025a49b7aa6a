//! What merging has to know about an article: who published it and when, and a sketch of its words.

use jiff::civil::Date;
use rasid_coder::Article;

use crate::sketch::Sketch;

/// An article without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleMeta {
    /// Id of the article.
    pub id: String,
    /// File it was read from.
    pub path: Option<String>,
    /// Name of the outlet.
    pub outlet: Option<String>,
    /// Canonical address.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// SHA-256 of the text.
    pub text_sha256: String,
    /// What its words look like, to find copies.
    pub sketch: Sketch,
}

impl ArticleMeta {
    /// Takes from an article what merging needs.
    pub fn of(article: &Article) -> Self {
        Self {
            id: article.id.clone(),
            path: article.path.clone(),
            outlet: article.outlet.clone(),
            url: article.url.clone(),
            title: article.title.clone(),
            published: article.published,
            text_sha256: article.text_sha256.clone(),
            sketch: Sketch::of(&article.text),
        }
    }
}
