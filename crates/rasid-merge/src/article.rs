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
    /// What it tells of: kinds of encounters with their countries, as keys.
    told: BTreeSet<String>,
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
        let kind = Kind::of(report.event_type).letter();
        self.told.insert(format!("{kind} {}", report.countries().join(" ")));
    }

    /// What it tells of, as far as it was noted; a line for each kind and its countries, sorted.
    pub fn told(&self) -> String {
        self.told.iter().map(|line| format!("{line}\n")).collect()
    }

    /// Takes up what [`ArticleMeta::told`] gave.
    pub fn tell_again(&mut self, told: &str) {
        self.told.extend(told.lines().map(str::to_owned));
    }

    /// Whether both tell of the same encounters, as far as kinds and countries say. A visit goes without saying beside a
    /// meeting of the same countries: of one wire text, this desk prints the arrival and that one leaves it out.
    pub(crate) fn tells_the_same(&self, other: &ArticleMeta) -> bool {
        self.without_their_visits().eq(other.without_their_visits())
    }

    /// What it tells of, without the visits that its meetings make.
    fn without_their_visits(&self) -> impl Iterator<Item = &str> {
        let met = |countries: &str| self.told.contains(&format!("{}{countries}", Kind::Meeting.letter()));
        let lines = self.told.iter().map(String::as_str);
        lines.filter(move |line| !line.strip_prefix(Kind::Visit.letter()).is_some_and(met))
    }
}
