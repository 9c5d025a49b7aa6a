//! Articles: where a report was printed, and the sentence that says so.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use rasid_chronicle::{Selection, Store};
use rasid_coder::report::{Evidence, Zone};
use rasid_merge::{ArticleMeta, Encounter, EncounterReport};

use super::{Page, sentence};

/// Articles by id, and the sentences behind the reports that are shown.
#[derive(Clone, Debug, Default)]
pub(crate) struct Articles {
    articles: BTreeMap<String, ArticleMeta>,
    /// By article and event.
    sentences: BTreeMap<(String, String), String>,
}

impl Articles {
    /// The articles of a selection and others by their ids, with the sentences behind the reports of the selection. One
    /// text at a time is held.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(crate) fn of<'i>(
        store: &Store,
        selection: &'i Selection,
        others: impl Iterator<Item = &'i str>,
    ) -> Result<Self> {
        let reported = selection.rows.iter().flat_map(|row| &row.encounter.reports);
        let ids: BTreeSet<&str> = reported.map(|report| report.article.as_str()).chain(others).collect();
        let mut articles = BTreeMap::new();
        for id in ids {
            articles.extend(store.article(id)?.map(|article| (article.id.clone(), article)));
        }
        let mut reports: Vec<&EncounterReport> =
            selection.rows.iter().flat_map(|row| &row.encounter.reports).collect();
        reports.sort_by(|a, b| (&a.article, &a.event).cmp(&(&b.article, &b.event)));
        let mut sentences = BTreeMap::new();
        for reports in reports.chunk_by(|a, b| a.article == b.article) {
            let text = store.text(&reports[0].article)?.unwrap_or_default();
            for report in reports {
                let key = (report.article.clone(), report.event.clone());
                sentences.extend(around(report, &text).map(|sentence| (key, sentence)));
            }
        }
        Ok(Self { articles, sentences })
    }

    /// One article by itself.
    pub(super) fn one(article: ArticleMeta) -> Self {
        Self { articles: BTreeMap::from([(article.id.clone(), article)]), sentences: BTreeMap::new() }
    }

    /// The sentence that shows the encounter; the bare quote where the text is not at hand.
    pub(crate) fn sentence<'a>(&'a self, report: &'a EncounterReport) -> Option<&'a str> {
        let key = (report.article.clone(), report.event.clone());
        let quote = || event(report).map(|evidence| evidence.quote.as_str());
        self.sentences.get(&key).map(String::as_str).filter(|text| !text.is_empty()).or_else(quote)
    }

    /// What an encounter's reports are sorted by: the day of publication, those without one last.
    pub(super) fn published(&self, id: &str) -> (bool, Option<jiff::civil::Date>) {
        let day = self.articles.get(id).and_then(|article| article.published);
        (day.is_none(), day)
    }

    /// Whether the day of publication is known.
    pub(super) fn is_dated(&self, id: &str) -> bool {
        !self.published(id).0
    }

    /// Outlet, day of publication, and where the article is found: address or path, and the id that its record has.
    pub(crate) fn source(&self, page: &Page, id: &str) -> String {
        let Some(article) = self.articles.get(id) else { return page.cell(id) };
        let published = article.published.map(|date| date.to_string());
        let place = article.path.as_ref().or(article.url.as_ref());
        // A plain file has no id but the hash of its text, which tells a reader nothing.
        let has_own_id = article.id != article.text_sha256 && article.url.as_ref() != Some(&article.id);
        let own_id = Some(&article.id).filter(|_| has_own_id || place.is_none());
        let parts = [article.outlet.as_ref(), published.as_ref(), place, own_id];
        let parts: Vec<String> = parts.into_iter().flatten().map(|part| page.cell(part)).collect();
        page.listed(&parts)
    }
}

/// The sentence of an encounter's first report that was published: of all its articles the text of that one alone is read.
///
/// # Errors
/// When the store cannot be read.
pub(crate) fn first_told(store: &Store, encounter: &Encounter) -> Result<Option<String>> {
    let mut dated = Vec::new();
    for report in &encounter.reports {
        // Where there is one, it is the first.
        let day = if encounter.reports.len() > 1 { store.published(&report.article)? } else { None };
        dated.push(((day.is_none(), day), report));
    }
    let Some((_, first)) = dated.into_iter().min_by_key(|(day, _)| *day) else { return Ok(None) };
    let text = match event(first) {
        Some(Evidence { zone: Zone::Text, .. }) => store.text(&first.article)?.unwrap_or_default(),
        _ => String::new(),
    };
    let quote = || event(first).map(|evidence| evidence.quote.clone());
    Ok(around(first, &text).filter(|sentence| !sentence.is_empty()).or_else(quote))
}

/// The sentence in which an article tells of the encounter.
fn around(report: &EncounterReport, text: &str) -> Option<String> {
    let Evidence { zone, start, end, .. } = event(report)?;
    let zone = match zone {
        Zone::Title => report.title.as_deref().unwrap_or_default(),
        Zone::Text => text,
    };
    Some(sentence::around(zone, *start, *end))
}

/// The evidence for the encounter itself.
fn event(report: &EncounterReport) -> Option<&Evidence> {
    report.evidence.iter().find(|evidence| evidence.field == "event")
}
