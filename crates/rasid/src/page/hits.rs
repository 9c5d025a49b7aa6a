//! Articles that were found by their words.

use rasid_chronicle::Hit;
use rasid_coder::report::Zone;

use super::{Articles, Page, sentence};

/// Sentences that are shown of one article.
const MOST_SENTENCES: usize = 3;

/// The sentence in which the first of the words stands.
pub(crate) fn first_sentence(hit: &Hit, text: &str) -> Option<String> {
    let mark = hit.marks.iter().find(|mark| mark.zone == Zone::Text)?;
    Some(sentence::around(text, mark.start, mark.end))
}

/// Headline, source, the sentences in which the words stand, and the encounters that the article reports.
pub(crate) fn hit(page: &Page, hit: &Hit, text: &str) -> String {
    let article = &hit.article;
    let mut out = String::new();
    if let Some(title) = &article.title {
        out.push_str(&page.line(&page.heading(title), 0));
    }
    let articles = Articles::one(article.clone());
    out.push_str(&page.line(&articles.source(page, &article.id), 2));
    let mut shown: Vec<String> = Vec::new();
    for mark in hit.marks.iter().filter(|mark| mark.zone == Zone::Text) {
        let sentence = sentence::around(text, mark.start, mark.end);
        if shown.len() < MOST_SENTENCES && !shown.contains(&sentence) {
            out.push_str(&page.paragraph(&page.quoted(&sentence), 4));
            shown.push(sentence);
        }
    }
    if !hit.encounters.is_empty() {
        let ids = format!("[{}]", hit.encounters.join(" "));
        out.push_str(&page.line(&page.cell(&ids), 4));
    }
    out.push('\n');
    out
}
