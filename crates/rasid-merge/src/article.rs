//! What merging has to know about an article: who published it and when, and a sketch of its words.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rasid_coder::Article;
use rasid_coder::report::Report;

use crate::profile::Kind;
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
    /// What it tells of: kinds of encounters with their countries.
    told: BTreeSet<(Kind, Vec<String>)>,
}

impl ArticleMeta {
    /// Takes from an article what merging needs.
    pub fn of(article: &Article) -> Self {
        Self::sketched(article, Sketch::of(&article.text))
    }

    /// The same of an article whose text is elsewhere, with its sketch.
    pub fn sketched(article: &Article, sketch: Sketch) -> Self {
        Self {
            id: article.id.clone(),
            path: article.path.clone(),
            outlet: article.outlet.clone(),
            url: article.url.clone(),
            title: article.title.clone(),
            published: article.published,
            text_sha256: article.text_sha256.clone(),
            sketch,
            told: BTreeSet::new(),
        }
    }

    /// Notes that the article has this report. Articles that tell of different encounters are no copies of each other,
    /// so every report has to be told before merging.
    pub fn tell(&mut self, report: &Report) {
        self.told.insert((Kind::of(report.event_type), report.countries()));
    }

    /// What it tells of, as far as it was noted.
    pub(crate) fn told(&self) -> &BTreeSet<(Kind, Vec<String>)> {
        &self.told
    }
}
