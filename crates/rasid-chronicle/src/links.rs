//! Who met whom: the network of countries, of offices or of people.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::facts::codes;
use crate::query::{Placement, Query};
use crate::registry::{Registry, Seat};
use crate::select::Filter;
use crate::store::{Store, StoreError};

/// Nodes of most encounters and the links between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// Country code, or id of a person or an office, and in how many encounters; most first.
    pub nodes: Vec<(String, u64)>,
    /// Places of two nodes, and how often they met; most first.
    pub links: Vec<(usize, usize, u64)>,
    /// Nodes that are left out.
    pub left_out: usize,
}

impl Store {
    /// The network of countries and organisations, `most` at most.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn links_of_countries(&self, filter: &Filter, most: usize) -> Result<Links, StoreError> {
        let query = self.ask(|connection| Query::of(connection, filter))?;
        let kept = self.kept(filter, &query, Placement::Inside)?;
        let mut met = Met::default();
        for one in &kept.seen {
            codes(&one.sides).for_each(|code| met.add(code, None));
            met.settle();
        }
        Ok(met.links(most))
    }

    /// The network of people, or of what `node` makes of them, `most` at most. Two of one country do not meet.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn links_of_people<'n>(
        &self,
        filter: &Filter,
        registry: &'n Registry,
        node: &dyn Fn(&Seat) -> Option<&'n str>,
        most: usize,
    ) -> Result<Links, StoreError> {
        let query = self.ask(|connection| Query::of(connection, filter))?;
        let kept = self.kept(filter, &query, Placement::Inside)?;
        let nodes: Vec<_> = kept
            .facts
            .seats()
            .map(|seat| {
                let (known, id) = (registry.who(seat?)?, node(seat?)?);
                Some((id, known.country.as_deref()))
            })
            .collect();
        let mut met = Met::default();
        for one in &kept.seen {
            for &seat in one.people() {
                if let Some((id, country)) = nodes[seat as usize] {
                    met.add(id, country);
                }
            }
            met.settle();
        }
        Ok(met.links(most))
    }
}

/// Who was there, an encounter after the other.
#[derive(Debug, Default)]
struct Met<'n> {
    numbers: FxHashMap<&'n str, usize>,
    names: Vec<(&'n str, u64)>,
    pairs: FxHashMap<(usize, usize), u64>,
    there: Vec<(usize, Option<&'n str>)>,
}

impl<'n> Met<'n> {
    fn add(&mut self, id: &'n str, country: Option<&'n str>) {
        let number = *self.numbers.entry(id).or_insert_with(|| {
            self.names.push((id, 0));
            self.names.len() - 1
        });
        if !self.there.iter().any(|(other, _)| *other == number) {
            self.there.push((number, country));
        }
    }

    fn settle(&mut self) {
        for (n, (a, of_a)) in self.there.iter().enumerate() {
            self.names[*a].1 += 1;
            for (b, of_b) in &self.there[n + 1..] {
                if of_a.is_none() || of_a != of_b {
                    *self.pairs.entry((*a.min(b), *a.max(b))).or_default() += 1;
                }
            }
        }
        self.there.clear();
    }

    fn links(self, most: usize) -> Links {
        let mut order: Vec<usize> = (0..self.names.len()).collect();
        order.sort_by(|a, b| (self.names[*b].1, self.names[*a].0).cmp(&(self.names[*a].1, self.names[*b].0)));
        let left_out = order.len().saturating_sub(most);
        order.truncate(most);
        let place: BTreeMap<usize, usize> =
            order.iter().enumerate().map(|(at, number)| (*number, at)).collect();
        let mut links: Vec<(usize, usize, u64)> = self
            .pairs
            .iter()
            .filter_map(|((a, b), count)| {
                let (a, b) = (*place.get(a)?, *place.get(b)?);
                Some((a.min(b), a.max(b), *count))
            })
            .collect();
        links.sort_by_key(|(a, b, count)| (std::cmp::Reverse(*count), *a, *b));
        let node = |number: usize| (self.names[number].0.to_owned(), self.names[number].1);
        Links { nodes: order.into_iter().map(node).collect(), links, left_out }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{encounter, person};
    use rasid_coder::report::EventType;

    #[test]
    fn who_met_whom_is_counted_and_nobody_meets_his_own() {
        let of = |id: &str, people: &[(&str, &str)]| {
            let people: Vec<_> = people.iter().map(|(name, country)| person(name, country)).collect();
            encounter(id, EventType::Talks, Some("2025-01-03"), &people)
        };
        let (me, you, he) = (("سمير الورداني", "TN"), ("إيفا ليند", "SE"), ("كريم العوني", "TN"));
        let store = Store::of_encounters(&[of("a", &[me, you]), of("b", &[me, you, he]), of("c", &[me, he])]);
        let countries = store.links_of_countries(&Filter::default(), 9).unwrap();
        assert_eq!(countries.nodes, [("TN".to_owned(), 3), ("SE".to_owned(), 2)]);
        assert_eq!(countries.links, [(0, 1, 2)]);
        let registry = store.registry().unwrap();
        let node = |seat: &Seat| registry.who(seat).map(|known| known.name.as_str());
        let people = store.links_of_people(&Filter::default(), &registry, &node, 9).unwrap();
        let named: Vec<(&str, u64)> =
            people.nodes.iter().map(|(name, count)| (name.as_str(), *count)).collect();
        assert_eq!(named, [(me.0, 3), (you.0, 2), (he.0, 2)]);
        assert_eq!(people.links, [(0, 1, 2), (1, 2, 1)]);
        let one = store.links_of_people(&Filter::default(), &registry, &node, 1).unwrap();
        assert_eq!((one.nodes.len(), one.links.len(), one.left_out), (1, 0, 2));
    }
}
