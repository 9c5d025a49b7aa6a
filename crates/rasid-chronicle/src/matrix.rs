//! Partners by months, where encounters took place, and from where trips went: what pictures are drawn of.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::count::Counter;
use crate::facts::{codes, tally};
use crate::query::Placement;
use crate::store::StoreError;

/// How many encounters there were with each partner in each month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// Months (`2025-05`), one after the other without a gap.
    pub months: Vec<String>,
    /// Partner, and a number for each month; the partners of most encounters first.
    pub rows: Vec<(String, Vec<u64>)>,
}

/// A place and how many encounters took place there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The country.
    pub country: String,
    /// English name of the city; `None` where only the country is known.
    pub city: Option<String>,
    /// How many.
    pub encounters: u64,
}

/// Trips from one country to a place in another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Flow {
    /// The country of who travels.
    pub from: String,
    /// Where to.
    pub to: Spot,
}

impl Counter<'_> {
    /// The partners of most encounters by the last months, `partners` and `months` at most. A range counts in its first
    /// month; what has no month is left out.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn matrix(&mut self, partners: usize, months: usize) -> Result<Matrix, StoreError> {
        let mut cells: BTreeMap<(String, i64), u64> = BTreeMap::new();
        let mut add = |month: &str, codes: &mut dyn Iterator<Item = &str>, count: u64| {
            if let Some(month) = number(month) {
                codes.for_each(|code| *cells.entry((code.to_owned(), month)).or_default() += count);
            }
        };
        if self.is_summed_by_sqlite() {
            let index =
                if self.query.is_plain() { "INDEXED BY encounters_by_month_and_partners" } else { "" };
            for condition in self.query.conditions() {
                let sql = format!(
                    "SELECT e.month, e.partners, count(*) FROM encounters e {index}
                        WHERE {condition} GROUP BY e.month, e.partners"
                );
                self.store.ask(|connection| {
                    let mut statement = connection.prepare_cached(&sql)?;
                    let mut rows = statement.query(self.query.values())?;
                    while let Some(row) = rows.next()? {
                        let (month, codes) = (row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?);
                        add(month, &mut codes.split_whitespace(), row.get(2)?);
                    }
                    Ok(())
                })?;
            }
        } else {
            let kept = self.kept()?;
            for ([month, partners], count) in tally(kept.seen.iter().map(|one| [&one.month, &one.partners])) {
                add(&month, &mut codes(&partners), count);
            }
        }
        let Some(last) = cells.keys().map(|(_, month)| *month).max() else { return Ok(Matrix::default()) };
        let earliest = cells.keys().map(|(_, month)| *month).min().unwrap_or(last);
        let first = earliest.max(last + 1 - i64::try_from(months.max(1)).unwrap_or(1));
        let mut rows: BTreeMap<String, Vec<u64>> = BTreeMap::new();
        let width = usize::try_from(last - first + 1).unwrap_or_default();
        for ((code, month), count) in cells {
            if let Some(at) = usize::try_from(month - first).ok().filter(|at| *at < width) {
                rows.entry(code).or_insert_with(|| vec![0; width])[at] += count;
            }
        }
        let mut rows: Vec<(String, Vec<u64>)> = rows.into_iter().collect();
        rows.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.iter().sum::<u64>()));
        rows.truncate(partners);
        Ok(Matrix { months: (first..=last).map(name).collect(), rows })
    }

    /// Where encounters took place, the places of most encounters first, `most` at most.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn spots(&mut self, most: usize) -> Result<Vec<Spot>, StoreError> {
        if !self.is_summed_by_sqlite() {
            let (kept, nowhere) = (self.kept()?, Arc::from(""));
            let spots = kept
                .seen
                .iter()
                .filter_map(|one| Some([one.place.as_ref()?, one.city.as_ref().unwrap_or(&nowhere)]));
            let spot =
                |([country, city], encounters): ([Arc<str>; 2], u64)| spot(&country, &city, encounters);
            let mut spots: Vec<Spot> = tally(spots).into_iter().map(spot).collect();
            spots.sort_by(|a, b| {
                (b.encounters, &a.country, &a.city).cmp(&(a.encounters, &b.country, &b.city))
            });
            spots.truncate(most);
            return Ok(spots);
        }
        let index = if self.query.is_plain() { "INDEXED BY encounters_by_place" } else { "" };
        let sql = format!(
            "SELECT e.place, e.city, count(*) FROM encounters e {index} WHERE {} AND e.place IS NOT NULL
                GROUP BY e.place, e.city ORDER BY 3 DESC, 1, 2 LIMIT {most}",
            self.query.condition(Placement::Inside)
        );
        self.store.ask(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map(self.query.values(), |row| {
                Ok(Spot { country: row.get(0)?, city: row.get(1)?, encounters: row.get(2)? })
            })?;
            rows.collect()
        })
    }

    /// Trips to another country, those of most encounters first, `most` at most: visits by the country of who is named
    /// first as travelling.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn flows(&mut self, most: usize) -> Result<Vec<Flow>, StoreError> {
        if !self.is_summed_by_sqlite() {
            let (kept, nowhere) = (self.kept()?, Arc::from(""));
            let flows = kept.seen.iter().filter_map(|one| {
                Some([one.origin.as_ref()?, one.place.as_ref()?, one.city.as_ref().unwrap_or(&nowhere)])
            });
            let flow = |([from, country, city], encounters): ([Arc<str>; 3], u64)| Flow {
                from: from.to_string(),
                to: spot(&country, &city, encounters),
            };
            let mut flows: Vec<Flow> = tally(flows).into_iter().map(flow).collect();
            let order = |flow: &Flow| (std::cmp::Reverse(flow.to.encounters), flow.clone());
            flows.sort_by_cached_key(order);
            flows.truncate(most);
            return Ok(flows);
        }
        let index = if self.query.is_plain() { "INDEXED BY encounters_by_origin" } else { "" };
        let sql = format!(
            "SELECT e.origin, e.place, e.city, count(*) FROM encounters e {index}
                WHERE e.origin IS NOT NULL AND {} GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3 LIMIT {most}",
            self.query.condition(Placement::Inside)
        );
        self.store.ask(|connection| {
            let mut statement = connection.prepare(&sql)?;
            let rows = statement.query_map(self.query.values(), |row| {
                let to = Spot { country: row.get(1)?, city: row.get(2)?, encounters: row.get(3)? };
                Ok(Flow { from: row.get(0)?, to })
            })?;
            rows.collect()
        })
    }
}

fn spot(country: &str, city: &str, encounters: u64) -> Spot {
    let city = Some(city.to_owned()).filter(|city| !city.is_empty());
    Spot { country: country.to_owned(), city, encounters }
}

/// Months as numbers that follow each other.
fn number(month: &str) -> Option<i64> {
    let (year, month) = month.split_once('-')?;
    Some(year.parse::<i64>().ok()? * 12 + month.parse::<i64>().ok()? - 1)
}

fn name(number: i64) -> String {
    format!("{:04}-{:02}", number.div_euclid(12), number.rem_euclid(12) + 1)
}

#[cfg(test)]
mod tests {
    use rasid_coder::report::EventType;

    use super::*;
    use crate::select::Filter;
    use crate::store::Store;
    use crate::testing::{encounter, person, visit};

    #[test]
    fn partners_stand_by_months_without_a_gap() {
        let with = |id: &str, date: &str, code: &str| {
            encounter(
                id,
                EventType::Talks,
                Some(date),
                &[person("سمير الورداني", "TN"), person("إيفا ليند", code)],
            )
        };
        let store = Store::of_encounters(&[
            with("a", "2025-01-03", "SE"),
            with("b", "2025-03-03", "SE"),
            with("c", "2025-03-09/2025-04-01", "FR"),
            with("d", "2025", "SE"),
        ]);
        let rows = |filter: &Filter, partners, months| {
            store.counter(filter).unwrap().matrix(partners, months).unwrap()
        };
        let all = rows(&Filter::default(), 9, 99);
        assert_eq!(all.months, ["2025-01", "2025-02", "2025-03"]);
        assert_eq!(all.rows, [("SE".to_owned(), vec![1, 0, 1]), ("FR".to_owned(), vec![0, 0, 1])]);
        assert_eq!(rows(&Filter::default(), 1, 1).rows, [("FR".to_owned(), vec![1])]);
        let seen = Filter { subject: Some("ليند".to_owned()), ..Filter::default() };
        assert_eq!(rows(&seen, 9, 99).rows, [("TN".to_owned(), vec![1, 0, 2])]);
        let empty = Filter { ids: vec!["x".to_owned()], ..Filter::default() };
        assert_eq!(rows(&empty, 9, 99), Matrix::default());
    }

    #[test]
    fn trips_lead_to_other_countries() {
        let store = Store::of_encounters(&[
            visit("a", Some("2025-01-03"), "سمير الورداني", "TN", "SE"),
            visit("b", Some("2025-01-09"), "سمير الورداني", "TN", "SE"),
            visit("c", Some("2025-01-09"), "سمير الورداني", "TN", "TN"),
        ]);
        let flows = store.counter(&Filter::default()).unwrap().flows(9).unwrap();
        assert_eq!(flows.len(), 1);
        assert_eq!(
            (flows[0].from.as_str(), flows[0].to.country.as_str(), flows[0].to.encounters),
            ("TN", "SE", 2)
        );
        let spots: Vec<(String, u64)> = store
            .counter(&Filter::default())
            .unwrap()
            .spots(9)
            .unwrap()
            .into_iter()
            .map(|spot| (spot.country, spot.encounters))
            .collect();
        assert_eq!(spots, [("SE".to_owned(), 2), ("TN".to_owned(), 1)]);
    }
}
