//! What people decided about reports: these two are of one encounter, those two are not.

use rustc_hash::{FxHashMap, FxHashSet};

/// Decisions of people that merging keeps to, whatever the reports say. By event id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bonds {
    /// Pairs that are one encounter.
    pub together: Vec<(String, String)>,
    /// Pairs that are not.
    pub apart: Vec<(String, String)>,
}

/// The same by the numbers of the reports at hand.
#[derive(Debug, Default)]
pub(crate) struct Numbered {
    pub(crate) together: Vec<(usize, usize)>,
    pub(crate) apart: FxHashSet<(usize, usize)>,
}

impl Numbered {
    /// Pairs of which one report is not at hand say nothing here.
    pub(crate) fn of(bonds: &Bonds, by_event: &FxHashMap<String, usize>) -> Self {
        let numbered = |(a, b): &(String, String)| {
            let (a, b) = (*by_event.get(a)?, *by_event.get(b)?);
            (a != b).then_some((a.min(b), a.max(b)))
        };
        let mut together: Vec<(usize, usize)> = bonds.together.iter().filter_map(numbered).collect();
        together.sort_unstable();
        Self { together, apart: bonds.apart.iter().filter_map(numbered).collect() }
    }
}
