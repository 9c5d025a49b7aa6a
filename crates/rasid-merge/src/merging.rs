//! The door: reports in, encounters out.

use rasid_coder::report::Report;
use rustc_hash::FxHashMap;

use crate::article::ArticleMeta;
use crate::cluster::cluster;
use crate::encounter::Encounter;
use crate::fuse::fuse;
use crate::nesting::nest;
use crate::profile::{Kind, Profile};
use crate::score::{Link, Obstacle, link};
use crate::union::UnionFind;

/// A report with the article that has it.
#[derive(Clone, Copy, Debug)]
pub struct Sourced<'a> {
    /// The article.
    pub article: &'a ArticleMeta,
    /// What it says.
    pub report: &'a Report,
}

/// What is clustered first: a talk is recognised by the conference it belongs to, a conference by its visit.
const LEVELS: [&[Kind]; 3] =
    [&[Kind::Visit], &[Kind::Conference], &[Kind::Meeting, Kind::Call, Kind::Agreement, Kind::Decoration]];
/// Parents of parents are followed so far.
const DEEP: usize = 8;

/// Groups the reports that speak of one encounter. The result is sorted by first possible day (undated last) and id.
///
/// The order of `reports` does not matter; a report that comes twice (the same event id) counts once.
pub fn merge(reports: &[Sourced<'_>]) -> Vec<Encounter> {
    let mut sorted = reports.to_vec();
    sorted.sort_by(|a, b| (&a.report.id, &a.article.id).cmp(&(&b.report.id, &b.article.id)));
    sorted.dedup_by(|a, b| a.report.id == b.report.id);
    let mut profiles: Vec<Profile<'_>> = sorted.iter().map(|&sourced| Profile::of(sourced)).collect();
    let by_event: FxHashMap<&str, usize> =
        sorted.iter().enumerate().map(|(index, sourced)| (sourced.report.id.as_str(), index)).collect();
    let parents: Vec<Option<usize>> =
        sorted.iter().map(|sourced| by_event.get(sourced.report.part_of.as_deref()?).copied()).collect();
    let mut clusters = UnionFind::new(profiles.len());
    for kinds in LEVELS {
        let members: Vec<usize> =
            (0..profiles.len()).filter(|&index| kinds.contains(&profiles[index].kind)).collect();
        for &index in &members {
            profiles[index].inside = ancestors(index, &parents, &mut clusters);
        }
        cluster(&profiles, &members, &mut clusters);
    }
    let sets = clusters.members();
    let mut encounters: Vec<Encounter> = sets.iter().map(|set| fuse(&profiles, set)).collect();
    nest(&mut encounters, &sets, &parents);
    encounters.sort_by_cached_key(|encounter| {
        let first = encounter.first_day();
        (first.is_none(), first, encounter.id.clone())
    });
    encounters
}

/// Whether two reports are linked directly, and why or why not: what `--explain` prints.
///
/// # Errors
/// What forbids the link. Parents are not looked at: they are known only within a whole merge.
pub fn explain(a: Sourced<'_>, b: Sourced<'_>) -> Result<Link, Obstacle> {
    link(&Profile::of(a), &Profile::of(b))
}

/// The clusters of everything a report says it happened inside. Sorted.
fn ancestors(index: usize, parents: &[Option<usize>], clusters: &mut UnionFind) -> Vec<usize> {
    let mut found = Vec::new();
    let mut next = parents[index];
    while let Some(parent) = next.filter(|_| found.len() < DEEP) {
        found.push(clusters.root(parent));
        next = parents[parent];
    }
    found.sort_unstable();
    found.dedup();
    found
}
