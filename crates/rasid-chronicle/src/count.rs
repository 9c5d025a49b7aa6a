//! Counts that name their unit and their country sense.

use std::collections::{BTreeMap, BTreeSet};

use rasid_coder::report::EventType;
use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::query::{Placement, Query};
use crate::regions::RegionScheme;
use crate::select::Filter;
use crate::store::{Store, StoreError};

/// What the rows of a table are.
#[derive(Clone, Copy, Debug)]
pub enum By<'s> {
    /// Countries and organisations.
    Country,
    /// Regions of one scheme.
    Region(&'s RegionScheme),
    /// Months; a range counts in its first.
    Month,
    /// Types.
    Type,
    /// Themes.
    Theme,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Visits, each with everything nested under it.
    Trips,
    /// Talks, receptions, conferences and calls.
    Meetings,
    /// Encounters of every type.
    Encounters,
    /// Reports: what articles say, each article's report of an encounter once.
    Reports,
    /// Independent sources of each encounter, summed up.
    Sources,
}

/// What a country is counted as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sense {
    /// The other side.
    Partner,
    /// Where it took place.
    Place,
}

/// What a row stands for. The order is the order of rows in a table by month.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKey {
    /// A country, region, type, theme, or month (`2025-05`).
    Value(String),
    /// A year without a month.
    UnknownMonth(u16),
    /// No date, or one without a year.
    Undated,
    /// No country, region or theme is known.
    Unknown,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CountRow {
    /// What it stands for.
    pub key: RowKey,
    /// How many units.
    pub count: u64,
    /// Ids of the encounters behind it, in the order of the chronicle; empty where they were not asked for.
    pub encounters: Vec<String>,
}

/// A table of counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CountTable {
    /// What is counted.
    pub unit: Unit,
    /// What a country is counted as; `None` in a table without countries.
    pub sense: Option<Sense>,
    /// `country`, `region`, `month`, `type` or `theme`.
    pub by: &'static str,
    /// Scheme of the regions, in a table of regions.
    pub scheme: Option<String>,
    /// The rows: months in order of time, everything else most frequent first; the rows without a value last.
    pub rows: Vec<CountRow>,
    /// How many units there are. The rows add up to this plus `repeated`.
    pub total: u64,
    /// How many units stand in more than one row (two partners, several themes).
    pub multiple: u64,
    /// How often these were counted beyond the first time.
    pub repeated: u64,
    /// How many encounters the selection left out because they cannot be placed in time.
    pub unplaced: u64,
}

impl Store {
    /// Counts what the filter asks for. `listed` says whether each row lists the encounters behind it.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn count(
        &self,
        filter: &Filter,
        by: By<'_>,
        unit: Unit,
        sense: Sense,
        listed: bool,
    ) -> Result<CountTable, StoreError> {
        let query = self.ask(|connection| Query::of(connection, filter))?;
        let summed = if listed { None } else { self.summed(&query, by, unit, sense)? };
        let mut counts = match summed {
            Some(counts) => counts,
            None => {
                let facts = self.facts(&query, Placement::Inside, Wanted::by(by))?;
                counted(&facts.iter().collect::<Vec<_>>(), by, unit, sense, listed)
            }
        };
        let mut rows: Vec<CountRow> = std::mem::take(&mut counts.rows).into_values().collect();
        if !matches!(by, By::Month) {
            let without_value = |row: &CountRow| !matches!(row.key, RowKey::Value(_));
            rows.sort_by(|a, b| {
                (without_value(a), b.count, &a.key).cmp(&(without_value(b), a.count, &b.key))
            });
        }
        Ok(CountTable {
            unit,
            sense: matches!(by, By::Country | By::Region(_)).then_some(sense),
            by: by.word(),
            scheme: match by {
                By::Region(scheme) => Some(scheme.name().to_owned()),
                _ => None,
            },
            repeated: rows.iter().map(|row| row.count).sum::<u64>() - counts.total,
            rows,
            total: counts.total,
            multiple: counts.multiple,
            unplaced: self.unplaced(&query)?,
        })
    }

    /// The common counts, added up by SQLite from its indexes, however many encounters there are; `None` for the others.
    fn summed(
        &self,
        query: &Query,
        by: By<'_>,
        unit: Unit,
        sense: Sense,
    ) -> Result<Option<Counts>, StoreError> {
        if unit == Unit::Trips || query.has_subject() {
            return Ok(None);
        }
        let amount = unit.amount();
        let condition = format!("{}{}", query.condition(Placement::Inside), unit.condition());
        let from = "encounters e";
        // Where nothing narrows it down, the index that is in the order of the rows is the plan.
        let [by_month, by_place] = match query.is_plain() {
            true => {
                ["encounters e INDEXED BY encounters_by_month", "encounters e INDEXED BY encounters_by_place"]
            }
            false => [from, from],
        };
        let (key, table, place) = match (by, sense) {
            (By::Month, _) => ("e.month", by_month, condition.clone()),
            (By::Type, _) => ("e.type", from, condition.clone()),
            (By::Country, Sense::Place) => ("e.place", by_place, condition.clone()),
            (By::Country, Sense::Partner) if query.is_plain() => {
                let unit = unit.condition().replace("e.type", "s.type");
                let condition = format!("s.partner = 1 AND {}{unit}", query.condition_on_sides());
                ("s.code", "sides s", condition)
            }
            (By::Country, Sense::Partner) => (
                "s.code",
                "encounters e CROSS JOIN sides s ON s.n = e.n",
                format!("+s.partner = 1 AND {condition}"),
            ),
            (By::Region(_) | By::Theme, _) => return Ok(None),
        };
        let amount_of = if table == "sides s" { amount.replace("e.", "s.") } else { amount.to_owned() };
        let mut counts = Counts::default();
        let mut add = |key: RowKey, count: u64| {
            let row = counts.rows.entry(key.clone());
            row.or_insert_with(|| CountRow { key, count: 0, encounters: Vec::new() }).count += count;
        };
        let sql = format!("SELECT {key}, sum({amount_of}) FROM {table} WHERE {place} GROUP BY 1");
        let groups: Vec<(Option<String>, u64)> = self.ask(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map(query.values(), |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect()
        })?;
        for (key, count) in groups {
            add(if matches!(by, By::Month) { month(&key.unwrap_or_default()) } else { valued(key) }, count);
        }
        if let (By::Country, Sense::Partner) = (by, sense) {
            // Who has no partner stands in no row of the sides, who has two stands in two.
            let of =
                |partners: &str| format!("ifnull(sum(CASE WHEN e.partners {partners} THEN {amount} END), 0)");
            let sql = format!(
                "SELECT ifnull(sum({amount}), 0), {}, {} FROM encounters e WHERE {condition}",
                of("= 0"),
                of("> 1")
            );
            let sums: (u64, u64, u64, u64) = self.ask(|connection| {
                let none = format!(
                    "SELECT EXISTS (SELECT 1 FROM encounters e WHERE {condition} AND e.partners = 0)"
                );
                let none: u64 =
                    connection.prepare_cached(&none)?.query_row(query.values(), |row| row.get(0))?;
                connection
                    .prepare_cached(&sql)?
                    .query_row(query.values(), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, none)))
            })?;
            let (total, unknown, multiple, any_unknown) = sums;
            if any_unknown > 0 {
                add(RowKey::Unknown, unknown);
            }
            (counts.total, counts.multiple) = (total, multiple);
        } else {
            counts.total = counts.rows.values().map(|row| row.count).sum();
        }
        Ok(Some(counts))
    }

    /// What is counted by, for each encounter of a query, in the order of the chronicle.
    pub(crate) fn facts(
        &self,
        query: &Query,
        placement: Placement,
        wanted: Wanted,
    ) -> Result<Vec<Fact>, StoreError> {
        let condition = query.condition(placement);
        let sql = format!(
            "SELECT e.n, e.id, e.type, e.month, e.place, e.reports, e.sources, e.trip FROM encounters e
                WHERE {condition} ORDER BY e.first_day IS NULL, e.first_day, e.id"
        );
        let mut facts: Vec<Fact> = self.ask(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map(query.values(), |row| {
                let kind: String = row.get(2)?;
                Ok(Fact {
                    n: row.get(0)?,
                    id: row.get(1)?,
                    kind: EventType::from_word(&kind),
                    month: row.get(3)?,
                    place: row.get(4)?,
                    reports: row.get(5)?,
                    sources: row.get(6)?,
                    trip: row.get(7)?,
                    partners: Vec::new(),
                    themes: Vec::new(),
                })
            })?;
            rows.collect()
        })?;
        if wanted.themes {
            let sql = format!(
                "SELECT e.n, t.theme FROM encounters e CROSS JOIN encounter_themes t ON t.n = e.n WHERE {condition}"
            );
            let mut themes = self.values(&sql, query)?;
            facts.iter_mut().for_each(|fact| fact.themes = themes.remove(&fact.n).unwrap_or_default());
        }
        if wanted.partners {
            let sql = format!(
                "SELECT e.n, s.code FROM encounters e CROSS JOIN sides s ON s.n = e.n WHERE ({}) AND {condition}",
                query.partner()
            );
            let mut partners = self.values(&sql, query)?;
            facts.iter_mut().for_each(|fact| fact.partners = partners.remove(&fact.n).unwrap_or_default());
        }
        Ok(facts)
    }

    fn values(&self, sql: &str, query: &Query) -> Result<FxHashMap<i64, Vec<String>>, StoreError> {
        self.ask(|connection| {
            let mut values: FxHashMap<i64, Vec<String>> = FxHashMap::default();
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement
                .query_map(query.values(), |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?;
            for row in rows {
                let (n, value) = row?;
                values.entry(n).or_default().push(value);
            }
            Ok(values)
        })
    }
}

/// What is looked up beside the columns of the encounters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    pub(crate) partners: bool,
    pub(crate) themes: bool,
}

impl Wanted {
    fn by(by: By<'_>) -> Self {
        Self { partners: matches!(by, By::Country | By::Region(_)), themes: matches!(by, By::Theme) }
    }
}

/// Counts before they are a table.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub(crate) rows: BTreeMap<RowKey, CountRow>,
    pub(crate) total: u64,
    multiple: u64,
}

/// What an encounter is counted by.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    n: i64,
    pub(crate) id: String,
    pub(crate) kind: Option<EventType>,
    month: String,
    place: Option<String>,
    reports: u64,
    sources: u64,
    /// Number of the outermost visit that it belongs to.
    trip: Option<i64>,
    pub(crate) partners: Vec<String>,
    pub(crate) themes: Vec<String>,
}

impl Fact {
    fn amount(&self, unit: Unit) -> u64 {
        match unit {
            Unit::Reports => self.reports,
            Unit::Sources => self.sources,
            Unit::Trips | Unit::Meetings | Unit::Encounters => 1,
        }
    }
}

impl Unit {
    /// How much an encounter counts.
    fn amount(self) -> &'static str {
        match self {
            Unit::Reports => "e.reports",
            Unit::Sources => "e.sources",
            Unit::Trips | Unit::Meetings | Unit::Encounters => "1",
        }
    }

    /// Which encounters count, to stand behind other conditions.
    fn condition(self) -> String {
        let is_meeting = |kind: &&EventType| kind.is_meeting();
        let words: Vec<String> =
            EventType::ALL.iter().filter(is_meeting).map(|kind| format!("'{kind}'")).collect();
        match self {
            Unit::Meetings => format!(" AND e.type IN ({})", words.join(", ")),
            Unit::Trips | Unit::Encounters | Unit::Reports | Unit::Sources => String::new(),
        }
    }
}

impl By<'_> {
    /// The word for it in tables and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            By::Country => "country",
            By::Region(_) => "region",
            By::Month => "month",
            By::Type => "type",
            By::Theme => "theme",
        }
    }
}

/// Counts facts one by one.
pub(crate) fn counted(facts: &[&Fact], by: By<'_>, unit: Unit, sense: Sense, listed: bool) -> Counts {
    let mut counts = Counts::default();
    for counted in units(facts, unit) {
        let head = counted[0];
        let keys = keys(&counted, by, sense);
        let amount = head.amount(unit);
        counts.total += amount;
        counts.multiple += amount * u64::from(keys.len() > 1);
        for key in keys {
            let row = counts.rows.entry(key.clone());
            let row = row.or_insert_with(|| CountRow { key, count: 0, encounters: Vec::new() });
            row.count += amount;
            if listed {
                row.encounters.push(head.id.clone());
            }
        }
    }
    counts
}

/// What is counted: each encounter by itself, or each outermost visit with what is nested under it.
fn units<'f>(facts: &[&'f Fact], unit: Unit) -> Vec<Vec<&'f Fact>> {
    if unit != Unit::Trips {
        let counts = |fact: &&&Fact| unit != Unit::Meetings || fact.kind.is_some_and(EventType::is_meeting);
        return facts.iter().filter(counts).map(|fact| vec![*fact]).collect();
    }
    let mut trips: Vec<Vec<&Fact>> = Vec::new();
    let mut place: FxHashMap<i64, usize> = FxHashMap::default();
    for visit in facts.iter().filter(|fact| fact.trip == Some(fact.n)) {
        place.insert(visit.n, trips.len());
        trips.push(vec![visit]);
    }
    for nested in facts.iter().filter(|fact| fact.trip != Some(fact.n)) {
        if let Some(&at) = nested.trip.and_then(|trip| place.get(&trip)) {
            trips[at].push(nested);
        }
    }
    trips
}

/// The rows a unit stands in: at least one.
fn keys(unit: &[&Fact], by: By<'_>, sense: Sense) -> BTreeSet<RowKey> {
    let head = unit[0];
    let countries = || -> Vec<&str> {
        match sense {
            Sense::Partner => unit.iter().flat_map(|fact| &fact.partners).map(String::as_str).collect(),
            Sense::Place => unit.iter().filter_map(|fact| fact.place.as_deref()).collect(),
        }
    };
    let themes = || unit.iter().flat_map(|fact| &fact.themes).cloned();
    let keys: BTreeSet<RowKey> = match by {
        By::Month => return BTreeSet::from([month(&head.month)]),
        By::Type => {
            return BTreeSet::from([head
                .kind
                .map_or(RowKey::Unknown, |kind| RowKey::Value(kind.to_string()))]);
        }
        By::Theme => themes().map(RowKey::Value).collect(),
        By::Country => countries().into_iter().map(str::to_owned).map(RowKey::Value).collect(),
        By::Region(scheme) => {
            let regions = countries().into_iter().flat_map(|code| scheme.regions_of(code));
            regions.cloned().map(RowKey::Value).collect()
        }
    };
    if keys.is_empty() { BTreeSet::from([RowKey::Unknown]) } else { keys }
}

fn valued(value: Option<String>) -> RowKey {
    value.map_or(RowKey::Unknown, RowKey::Value)
}

/// The row of a month, a year, or nothing.
fn month(month: &str) -> RowKey {
    match month.parse::<u16>() {
        _ if month.is_empty() => RowKey::Undated,
        Ok(year) => RowKey::UnknownMonth(year),
        Err(_) => RowKey::Value(month.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regions::RegionRow;
    use crate::testing::{encounter, person, store, visit};
    use rasid_merge::Encounter;

    fn all() -> Vec<Encounter> {
        let me = || person("سمير الورداني", "TN");
        let mut trip = visit("a", Some("2024-05-30/2024-06-02"), "سمير الورداني", "TN", "AT");
        trip.themes = vec!["cyber".to_owned()];
        let mut talks =
            encounter("b", EventType::Talks, Some("2024-06-01"), &[me(), person("إيفا ليند", "SE")]);
        talks.part_of = Some("a".to_owned());
        talks.themes = vec!["cyber".to_owned(), "drugs".to_owned()];
        vec![
            trip,
            talks,
            encounter(
                "c",
                EventType::Call,
                Some("2024"),
                &[me(), person("جان دوران", "FR"), person("إيفا ليند", "SE")],
            ),
            encounter("d", EventType::Talks, Some("XXXX-02"), &[me()]),
            encounter("e", EventType::Talks, None, &[me(), person("إيفا ليند", "SE")]),
        ]
    }

    fn table(by: By<'_>, unit: Unit) -> (Vec<(RowKey, u64)>, u64, u64) {
        let filter = Filter { subject: Some("الورداني".to_owned()), ..Filter::default() };
        let table = store(&all()).count(&filter, by, unit, Sense::Partner, true).unwrap();
        assert_eq!(table.rows.iter().map(|row| row.count).sum::<u64>(), table.total + table.repeated);
        (table.rows.into_iter().map(|row| (row.key, row.count)).collect(), table.total, table.multiple)
    }

    fn value(text: &str) -> RowKey {
        RowKey::Value(text.to_owned())
    }

    #[test]
    fn months_add_up_with_rows_for_what_has_none() {
        let rows = vec![
            (value("2024-05"), 1),
            (value("2024-06"), 1),
            (RowKey::UnknownMonth(2024), 1),
            (RowKey::Undated, 2),
        ];
        assert_eq!(table(By::Month, Unit::Encounters), (rows, 5, 0));
    }

    #[test]
    fn two_partners_are_two_rows_and_said_to_be() {
        let rows = vec![(value("SE"), 3), (value("AT"), 1), (value("FR"), 1), (RowKey::Unknown, 1)];
        assert_eq!(table(By::Country, Unit::Encounters), (rows, 5, 1));
    }

    #[test]
    fn a_trip_carries_what_is_nested_under_it() {
        assert_eq!(table(By::Country, Unit::Trips), (vec![(value("AT"), 1), (value("SE"), 1)], 1, 1));
        assert_eq!(table(By::Theme, Unit::Trips), (vec![(value("cyber"), 1), (value("drugs"), 1)], 1, 1));
        assert_eq!(table(By::Type, Unit::Meetings).1, 4);
    }

    #[test]
    fn regions_come_from_a_scheme() {
        let row = |country: &str, region: &str| RegionRow {
            scheme: "m49".to_owned(),
            region: region.to_owned(),
            country: country.to_owned(),
        };
        let rows = [row("SE", "europe"), row("FR", "europe"), row("AT", "europe")];
        let scheme = RegionScheme::from_rows("m49", &rows).unwrap();
        assert_eq!(
            table(By::Region(&scheme), Unit::Encounters),
            (vec![(value("europe"), 4), (RowKey::Unknown, 1)], 5, 0)
        );
    }

    #[test]
    fn what_sqlite_adds_up_is_what_is_counted_one_by_one() {
        let store = store(&all());
        let in_2024 = Filter { from: "2024".parse().ok(), to: "2024".parse().ok(), ..Filter::default() };
        let talks = Filter { types: vec![EventType::Talks], ..Filter::default() };
        for filter in
            [Filter::default(), Filter { statuses: Vec::new(), ..Filter::default() }, in_2024, talks]
        {
            for by in [By::Country, By::Month, By::Type, By::Theme] {
                for unit in [Unit::Trips, Unit::Meetings, Unit::Encounters, Unit::Reports, Unit::Sources] {
                    for sense in [Sense::Partner, Sense::Place] {
                        let count = |listed| store.count(&filter, by, unit, sense, listed).unwrap();
                        let mut one_by_one = count(true);
                        one_by_one.rows.iter_mut().for_each(|row| row.encounters.clear());
                        assert_eq!(count(false), one_by_one, "{filter:?} {by:?} {unit:?} {sense:?}");
                    }
                }
            }
        }
    }
}
