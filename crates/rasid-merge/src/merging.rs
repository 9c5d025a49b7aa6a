//! The door: reports in, encounters out.

use std::sync::Arc;

use rasid_coder::report::{EventType, Report};
use rustc_hash::FxHashMap;

use crate::article::ArticleMeta;
use crate::block::{self, Keys, pairs};
use crate::bonds::{Bonds, Numbered};
use crate::cluster::cluster;
use crate::encounter::Encounter;
use crate::fuse::fuse;
use crate::nesting::{Nesting, break_circles, told_parents};
use crate::profile::{Kind, Profile};
use crate::score::{Link, Obstacle, linked};
use crate::union::UnionFind;

/// A report with the article that has it.
#[derive(Clone, Debug)]
pub struct Sourced {
    /// The article.
    pub article: Arc<ArticleMeta>,
    /// What it says.
    pub report: Arc<Report>,
}

/// What is clustered first: a talk is recognised by the conference it belongs to, a conference by its visit.
const LEVELS: [&[Kind]; 3] =
    [&[Kind::Visit], &[Kind::Conference], &[Kind::Meeting, Kind::Call, Kind::Agreement, Kind::Decoration]];
/// Parents of parents are followed so far.
const DEEP: usize = 8;

/// A report, prepared for comparison with others.
#[derive(Clone, Debug)]
pub struct Prepared(Profile);

impl Prepared {
    /// Prepares a report.
    pub fn of(sourced: &Sourced) -> Self {
        Self(Profile::of(sourced))
    }

    /// Id of the report's event.
    pub fn event(&self) -> &str {
        &self.0.report.id
    }

    /// Id of the event that it happened inside.
    pub fn parent(&self) -> Option<&str> {
        self.0.report.part_of.as_deref()
    }

    /// Where the report stands, and where those it may be joined with stand.
    pub fn keys(&self) -> Keys {
        Keys::of(&self.0)
    }

    /// Whether a link between the two is possible, whatever may be found of their parents. Reports that no chain of
    /// such links (and of parents) connects never stand in one encounter, so they can be merged apart.
    pub fn may_be_linked(&self, other: &Prepared) -> bool {
        block::may_be_linked(&self.0, &other.0)
    }
}

/// Whether people may put encounters of these types into one: a visit and what happened on it are two.
pub fn are_of_one_level(a: EventType, b: EventType) -> bool {
    let level = |kind| LEVELS.iter().position(|kinds| kinds.contains(&Kind::of(kind)));
    level(a) == level(b)
}

/// Groups the reports that speak of one encounter. The result is sorted by first possible day (undated last) and id.
///
/// The order of `reports` does not matter; a report that comes twice (the same event id) counts once.
pub fn merge(reports: &[Sourced]) -> Vec<Encounter> {
    let mut encounters = join(reports.iter().map(Prepared::of).collect(), &Bonds::default());
    let nesting = Nesting::of(encounters.iter().map(|joined| &joined.encounter));
    let mut parents: Vec<Option<String>> = encounters
        .iter()
        .map(|joined| nesting.parent(&joined.encounter, joined.told_parent.as_deref()))
        .collect();
    break_circles(encounters.iter().map(|joined| joined.encounter.id.as_str()), &mut parents);
    for (joined, parent) in encounters.iter_mut().zip(parents) {
        joined.encounter.part_of = parent;
    }
    let mut encounters: Vec<Encounter> = encounters.into_iter().map(|joined| joined.encounter).collect();
    encounters.sort_by_cached_key(|encounter| {
        let first = encounter.first_day();
        (first.is_none(), first, encounter.id.clone())
    });
    encounters
}

/// An encounter as its own reports make it.
#[derive(Clone, Debug)]
pub struct Joined {
    /// The encounter; `part_of` is not yet set.
    pub encounter: Encounter,
    /// Id of the encounter that most of its reports put it into.
    pub told_parent: Option<String>,
}

/// Groups reports of which every other one that may be linked with them is here too; see [`Prepared::may_be_linked`].
/// What people decided goes before what the reports say. The encounters come in the order of their smallest event ids.
pub fn join(reports: Vec<Prepared>, bonds: &Bonds) -> Vec<Joined> {
    let mut profiles = in_order(reports);
    let by_event: FxHashMap<String, usize> =
        profiles.iter().enumerate().map(|(index, profile)| (profile.report.id.clone(), index)).collect();
    let parents: Vec<Option<usize>> =
        profiles.iter().map(|profile| by_event.get(profile.report.part_of.as_deref()?).copied()).collect();
    let bonds = Numbered::of(bonds, &by_event);
    let mut clusters = UnionFind::new(profiles.len());
    for kinds in LEVELS {
        let members: Vec<usize> =
            (0..profiles.len()).filter(|&index| kinds.contains(&profiles[index].kind)).collect();
        for &index in &members {
            profiles[index].inside = ancestors(index, &parents, &mut clusters);
        }
        cluster(&profiles, &members, &bonds, &mut clusters);
    }
    let sets = clusters.members();
    let encounters: Vec<Encounter> = sets.iter().map(|set| fuse(&profiles, set)).collect();
    let told = told_parents(&encounters, &sets, &parents);
    encounters
        .into_iter()
        .zip(told)
        .map(|(encounter, told_parent)| Joined { encounter, told_parent })
        .collect()
}

/// Reports in the order of their events, each event once. Of several with one event (a text that was read from several
/// outlets, say, and has no id but its hash) the same one is kept in whatever order they came.
fn in_order(reports: Vec<Prepared>) -> Vec<Profile> {
    let mut profiles: Vec<Profile> = reports.into_iter().map(|Prepared(profile)| profile).collect();
    profiles.sort_by(|a, b| {
        let [one, other] = [a, b].map(|profile| {
            let article = &profile.article;
            let said = (&article.published, &article.outlet, &article.url, &article.title, &article.path);
            (&profile.report.id, &article.id, &article.text_sha256, said)
        });
        one.cmp(&other)
    });
    profiles.dedup_by(|a, b| a.report.id == b.report.id);
    profiles
}

/// Pairs of events that may be linked (see [`Prepared::may_be_linked`]), as many as it takes to tell which of these
/// reports are connected, parents left aside. Whoever divides a merge asks this of the reports that share a key of
/// [`Keys`], and joins what is connected.
pub fn links(reports: Vec<Prepared>) -> Vec<(String, String)> {
    let profiles = in_order(reports);
    let mut connected = UnionFind::new(profiles.len());
    let mut links = Vec::new();
    for kinds in LEVELS {
        let members: Vec<usize> =
            (0..profiles.len()).filter(|&index| kinds.contains(&profiles[index].kind)).collect();
        for (a, b) in pairs(&profiles, &members) {
            if connected.root(a) != connected.root(b) {
                connected.join(a, b);
                links.push((profiles[a].report.id.clone(), profiles[b].report.id.clone()));
            }
        }
    }
    links
}

/// Whether two reports are linked directly, and why or why not: what `--explain` prints. Whether both happened inside one
/// encounter is known only where everything was merged.
///
/// # Errors
/// What forbids the link.
pub fn explain(a: &Sourced, b: &Sourced, same_parent: bool) -> Result<Link, Obstacle> {
    linked(&Profile::of(a), &Profile::of(b), same_parent)
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
