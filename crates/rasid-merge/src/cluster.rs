//! Reports into clusters.
//!
//! Everything is clustered anew from the whole set: firm reports first, strongest links first, ties in the order of
//! event ids, and never against a constraint between any two members. Then each remaining report, the better dated
//! first, joins the one cluster that fits it best, or founds its own where none does or two fit equally well.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::block;
use crate::bonds::Numbered;
use crate::constrain::contradiction;
use crate::profile::Profile;
use crate::score::link;
use crate::union::UnionFind;

/// Joins those of `members` that speak of one encounter. Members of one level alone are ever joined.
pub(crate) fn cluster(profiles: &[Profile], members: &[usize], bonds: &Numbered, union: &mut UnionFind) {
    let mut links: Vec<(u32, usize, usize)> = block::pairs(profiles, members)
        .into_iter()
        .filter_map(|(a, b)| link(&profiles[a], &profiles[b]).ok().map(|link| (link.score, a, b)))
        .collect();
    links.sort_by_key(|&(score, a, b)| (Reverse(score), a, b));
    let firm: Vec<bool> = profiles.iter().map(Profile::is_firm).collect();
    let mut clusters = Clusters::new(profiles, members, bonds, union);
    for &(a, b) in &bonds.together {
        clusters.bind(a, b);
    }
    for &(_, a, b) in links.iter().filter(|&&(_, a, b)| firm[a] && firm[b]) {
        clusters.join(a, b);
    }
    let mut linked: FxHashMap<usize, Vec<(u32, usize)>> = FxHashMap::default();
    for &(score, a, b) in &links {
        linked.entry(a).or_default().push((score, b));
        linked.entry(b).or_default().push((score, a));
    }
    let mut rest: Vec<usize> = members.iter().copied().filter(|&index| !firm[index]).collect();
    rest.sort_by_key(|&index| (profiles[index].when.precision, index));
    // A report that was not yet placed is no cluster to join.
    let mut placed = firm;
    for index in rest {
        placed[index] = true;
        let mut fitting: Vec<(u32, usize)> = Vec::new();
        for &(score, other) in linked.get(&index).map_or(&[][..], Vec::as_slice) {
            let root = clusters.union.root(other);
            // Links come strongest first, so the first that leads to a cluster is its best.
            if placed[other] && fitting.iter().all(|&(_, seen)| seen != root) {
                fitting.push((score, root));
            }
        }
        fitting.retain(|&(_, root)| clusters.agree(index, root));
        match fitting.as_slice() {
            [(_, root)] => clusters.join(index, *root),
            [(best, root), (next, _), ..] if best > next => clusters.join(index, *root),
            _ => {}
        }
    }
}

/// What a cluster is judged by. Constraints compare distinct shapes, not all members, so that a day on which a thousand
/// outlets report one meeting costs little more than a day with ten.
struct Cluster<'p> {
    /// Number of each shape, with one member that has it.
    shapes: BTreeMap<usize, usize>,
    articles: BTreeSet<&'p str>,
    members: Vec<usize>,
}

struct Clusters<'p> {
    profiles: &'p [Profile],
    bonds: &'p Numbered,
    union: &'p mut UnionFind,
    by_root: FxHashMap<usize, Cluster<'p>>,
    /// Whether two shapes may stand together, as far as that was asked.
    compatible: FxHashMap<(usize, usize), bool>,
}

impl<'p> Clusters<'p> {
    fn new(
        profiles: &'p [Profile],
        members: &[usize],
        bonds: &'p Numbered,
        union: &'p mut UnionFind,
    ) -> Self {
        let mut numbers: FxHashMap<String, usize> = FxHashMap::default();
        let mut by_root = FxHashMap::default();
        for &index in members {
            let next = numbers.len();
            let shape = *numbers.entry(profiles[index].shape()).or_insert(next);
            let articles = BTreeSet::from([profiles[index].article.id.as_str()]);
            by_root.insert(
                index,
                Cluster { shapes: BTreeMap::from([(shape, index)]), articles, members: vec![index] },
            );
        }
        Self { profiles, bonds, union, by_root, compatible: FxHashMap::default() }
    }

    /// Joins the clusters of two reports, unless something forbids it.
    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.union.root(a), self.union.root(b));
        if a != b && self.agree(a, b) {
            self.unite(a, b);
        }
    }

    /// Joins what people say is one, whatever else is said. Reports of other levels are not looked at.
    fn bind(&mut self, a: usize, b: usize) {
        let (a, b) = (self.union.root(a), self.union.root(b));
        if a != b && self.by_root.contains_key(&a) && self.by_root.contains_key(&b) {
            self.unite(a, b);
        }
    }

    fn unite(&mut self, a: usize, b: usize) {
        self.union.join(a, b);
        let (kept, gone) = (a.min(b), a.max(b));
        if let Some(moved) = self.by_root.remove(&gone)
            && let Some(cluster) = self.by_root.get_mut(&kept)
        {
            cluster.shapes.extend(moved.shapes);
            cluster.articles.extend(moved.articles);
            cluster.members.extend(moved.members);
        }
    }

    /// Whether nothing forbids any two members of the clusters with these roots to stand together.
    fn agree(&mut self, a: usize, b: usize) -> bool {
        let (Some(a), Some(b)) = (self.by_root.get(&a), self.by_root.get(&b)) else { return false };
        let (profiles, compatible) = (self.profiles, &mut self.compatible);
        let parted = |x: &usize| b.members.iter().any(|y| self.bonds.apart.contains(&(*x.min(y), *x.max(y))));
        if !self.bonds.apart.is_empty() && a.members.iter().any(parted) {
            return false;
        }
        a.articles.is_disjoint(&b.articles)
            && a.shapes.iter().all(|(&shape_a, &x)| {
                b.shapes.iter().all(|(&shape_b, &y)| {
                    let pair = (shape_a.min(shape_b), shape_a.max(shape_b));
                    *compatible
                        .entry(pair)
                        .or_insert_with(|| contradiction(&profiles[x], &profiles[y]).is_none())
                })
            })
    }
}
