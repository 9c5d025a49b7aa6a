//! Which articles are copies of each other: a wire text printed by many outlets is one source.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::article::ArticleMeta;
use crate::id;
use crate::union::UnionFind;

/// Two texts are copies when the shorter stands in the longer to this extent ...
const CONTAINED: usize = 400;
/// ... and both together are shared to this extent, so that a digest of ten stories is no copy of each of them.
const RESEMBLING: usize = 350;
/// Inside one encounter it is enough that one text stands almost whole in the other.
const INCLUDED: usize = 800;
/// A shingle that stands in more articles than this is a formula of protocol and finds no candidates.
const COMMON: usize = 200;

/// Copy group of each article that has one, by article id.
pub(crate) fn copy_groups(articles: &BTreeMap<&str, &ArticleMeta>) -> FxHashMap<String, String> {
    let articles: Vec<&ArticleMeta> = articles.values().copied().collect();
    let mut holders: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (index, article) in articles.iter().enumerate() {
        for &hash in article.sketch.hashes() {
            holders.entry(hash).or_default().push(index);
        }
    }
    let mut groups = UnionFind::new(articles.len());
    let mut candidates = Vec::new();
    for (index, article) in articles.iter().enumerate() {
        candidates.clear();
        for hash in article.sketch.hashes() {
            if let Some(others) = holders.get(hash).filter(|others| others.len() <= COMMON) {
                candidates.extend(others.iter().copied().filter(|&other| other > index));
            }
        }
        candidates.sort_unstable();
        candidates.dedup();
        for &other in &candidates {
            if groups.root(index) != groups.root(other) && are_copies(article, articles[other]) {
                groups.join(index, other);
            }
        }
    }
    let members = groups.members();
    let mut named = FxHashMap::default();
    for group in members.iter().filter(|group| group.len() > 1) {
        let name = id::derived("copies", &articles[group[0]].id);
        named.extend(group.iter().map(|&member| (articles[member].id.clone(), name.clone())));
    }
    named
}

/// Whether one text was made from the other, or both from a third.
pub(crate) fn are_copies(a: &ArticleMeta, b: &ArticleMeta) -> bool {
    a.text_sha256 == b.text_sha256
        || a.sketch
            .overlap(&b.sketch)
            .is_some_and(|shared| shared.containment >= CONTAINED && shared.resemblance >= RESEMBLING)
}

/// Whether one text stands almost whole in the other.
pub(crate) fn includes(a: &ArticleMeta, b: &ArticleMeta) -> bool {
    a.sketch.overlap(&b.sketch).is_some_and(|shared| shared.containment >= INCLUDED)
}
