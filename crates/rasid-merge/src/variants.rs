//! Disagreements between reports, collected while an encounter is made.

use std::collections::{BTreeMap, BTreeSet};

use crate::encounter::Variant;

/// Field and value, with the articles that have it.
#[derive(Debug, Default)]
pub(crate) struct Variants {
    found: BTreeMap<(String, String), BTreeSet<String>>,
}

impl Variants {
    pub(crate) fn note(&mut self, field: &str, value: &str, article: &str) {
        self.found.entry((field.to_owned(), value.to_owned())).or_default().insert(article.to_owned());
    }

    /// By field and value.
    pub(crate) fn into_sorted(self) -> Vec<Variant> {
        let variant = |((field, value), articles): ((String, String), BTreeSet<String>)| Variant {
            field,
            value,
            articles: articles.into_iter().collect(),
        };
        self.found.into_iter().map(variant).collect()
    }
}
