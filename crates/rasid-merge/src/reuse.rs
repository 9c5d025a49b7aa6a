//! Which articles are copies of each other: a wire text printed by many outlets is one source.
//!
//! Both measures look at the two texts alone, never at how frequent their words are in a corpus, so that what is a copy
//! today is one tomorrow. The bounds were set on articles that people grouped by hand (`docs/accuracy.md`).

use crate::article::ArticleMeta;
use crate::id;
use crate::profile::Profile;
use crate::sketch::Sketch;
use crate::union::UnionFind;

/// Texts that share this much are copies, whatever they begin with.
const SAME: usize = 840;
/// Texts that share this much are copies when they begin alike and tell of the same encounters ...
const RESEMBLING: usize = 440;
/// ... to this extent.
pub(crate) const SAME_LEAD: usize = 760;
/// Inside one encounter, a text that stands in the other to this extent rests on the same original, in other words and in
/// another order.
const INCLUDED: usize = 600;

/// A wire text is printed within so many days; a text like it from another time is a formula of the same desk.
const LATEST: i32 = 10;

/// Whether one text was made from the other, or both from a third, as far as the texts and their days tell.
pub(crate) fn are_copies(a: &ArticleMeta, b: &ArticleMeta) -> bool {
    if a.text_sha256 == b.text_sha256 {
        return true;
    }
    if !printed_together(a, b) {
        return false;
    }
    are_alike(&a.sketch, &b.sketch)
}

/// Whether two texts are so alike that one was made from the other.
pub(crate) fn are_alike(a: &Sketch, b: &Sketch) -> bool {
    let Some(shared) = a.overlap(b) else { return false };
    shared.resemblance >= SAME || (shared.resemblance >= RESEMBLING && a.same_lead(b) >= SAME_LEAD)
}

/// Whether nothing says that the two were published long after each other.
pub(crate) fn printed_together(a: &ArticleMeta, b: &ArticleMeta) -> bool {
    match (a.published, b.published) {
        (Some(a), Some(b)) => (b - a).get_days().abs() <= LATEST,
        _ => true,
    }
}

/// Whether both rest on one original: copies, or one reworded from what the other prints.
pub(crate) fn share_an_original(a: &ArticleMeta, b: &ArticleMeta) -> bool {
    are_copies(a, b) || a.sketch.overlap(&b.sketch).is_some_and(|shared| shared.containment >= INCLUDED)
}

/// The copy group of each report of one encounter; `None` for a text of its own. Texts that begin alike are copies here
/// when their articles tell of the same encounters: a page that prints two wire texts is no copy of either.
pub(crate) fn copy_groups(members: &[&Profile]) -> Vec<Option<String>> {
    let mut groups = UnionFind::new(members.len());
    for (at, a) in members.iter().enumerate() {
        for (other, b) in members.iter().enumerate().skip(at + 1) {
            if groups.root(at) == groups.root(other) {
                continue;
            }
            let (a, b) = (&*a.article, &*b.article);
            let same = a.text_sha256 == b.text_sha256
                || a.sketch.overlap(&b.sketch).is_some_and(|shared| shared.resemblance >= SAME);
            if same || (a.tells_the_same(b) && are_copies(a, b)) {
                groups.join(at, other);
            }
        }
    }
    let mut named = vec![None; members.len()];
    for group in groups.members().into_iter().filter(|group| group.len() > 1) {
        let first = group.iter().map(|&at| members[at].article.id.as_str()).min().unwrap_or_default();
        let name = id::derived("copies", first);
        for at in group {
            named[at] = Some(name.clone());
        }
    }
    named
}
