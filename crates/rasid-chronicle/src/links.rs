//! Who met whom: the network of countries, of offices or of people.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

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
        let sql = format!(
            "SELECT e.n, s.code FROM encounters e CROSS JOIN sides s ON s.n = e.n WHERE {} ORDER BY e.n",
            query.condition(Placement::Inside)
        );
        let mut met = Met::default();
        self.ask(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query(query.values())?;
            while let Some(row) = rows.next()? {
                let code = row.get_ref(1)?.as_str()?;
                met.add(row.get(0)?, code, None);
            }
            Ok(())
        })?;
        Ok(met.links(most))
    }

    /// The network of people, or of what `node` makes of them, `most` at most. Two of one country do not meet. Who is known
    /// to be among them may be named in `among`: nobody else is looked at then.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn links_of_people(
        &self,
        filter: &Filter,
        registry: &Registry,
        node: &dyn Fn(&Seat) -> Option<String>,
        among: Option<&[Seat]>,
        most: usize,
    ) -> Result<Links, StoreError> {
        let query = self.ask(|connection| Query::of(connection, filter))?;
        let among = match among {
            Some(seats) => {
                let mut names: Vec<i64> = Vec::new();
                for seat in seats {
                    names.extend(self.ask(|connection| seat.name_ids(connection))?);
                }
                names.sort_unstable();
                names.dedup();
                let names: Vec<String> = names.iter().map(i64::to_string).collect();
                format!(" AND p.name_id IN ({})", names.join(", "))
            }
            None => String::new(),
        };
        let sql = format!(
            "SELECT e.n, {} FROM encounters e CROSS JOIN people p ON p.n = e.n{among} CROSS JOIN names m USING (name_id)
                WHERE {} ORDER BY e.n",
            Seat::COLUMNS,
            query.condition(Placement::Inside)
        );
        let mut met = Met::default();
        self.ask(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query(query.values())?;
            while let Some(row) = rows.next()? {
                let seat = Seat::of_row(row, 1)?;
                if let (Some(known), Some(id)) = (registry.who(&seat), node(&seat)) {
                    met.add(row.get(0)?, &id, known.country.as_deref());
                }
            }
            Ok(())
        })?;
        Ok(met.links(most))
    }
}

/// Who was there, an encounter after the other.
#[derive(Debug, Default)]
struct Met {
    numbers: FxHashMap<String, usize>,
    names: Vec<(String, u64)>,
    pairs: FxHashMap<(usize, usize), u64>,
    at: i64,
    there: Vec<(usize, Option<String>)>,
}

impl Met {
    fn add(&mut self, encounter: i64, id: &str, country: Option<&str>) {
        if encounter != self.at {
            self.settle();
            self.at = encounter;
        }
        let number = match self.numbers.get(id) {
            Some(&number) => number,
            None => {
                self.names.push((id.to_owned(), 0));
                self.numbers.insert(id.to_owned(), self.names.len() - 1);
                self.names.len() - 1
            }
        };
        if !self.there.iter().any(|(other, _)| *other == number) {
            self.there.push((number, country.map(str::to_owned)));
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

    fn links(mut self, most: usize) -> Links {
        self.settle();
        let mut order: Vec<usize> = (0..self.names.len()).collect();
        order.sort_by(|a, b| {
            (self.names[*b].1, &self.names[*a].0).cmp(&(self.names[*a].1, &self.names[*b].0))
        });
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
        Links { nodes: order.into_iter().map(|number| self.names[number].clone()).collect(), links, left_out }
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
        let node = |seat: &Seat| registry.who(seat).map(|known| known.name.clone());
        let people = store.links_of_people(&Filter::default(), &registry, &node, None, 9).unwrap();
        let named: Vec<(&str, u64)> =
            people.nodes.iter().map(|(name, count)| (name.as_str(), *count)).collect();
        assert_eq!(named, [(me.0, 3), (you.0, 2), (he.0, 2)]);
        assert_eq!(people.links, [(0, 1, 2), (1, 2, 1)]);
        let one = store.links_of_people(&Filter::default(), &registry, &node, None, 1).unwrap();
        assert_eq!((one.nodes.len(), one.links.len(), one.left_out), (1, 0, 2));
    }
}
