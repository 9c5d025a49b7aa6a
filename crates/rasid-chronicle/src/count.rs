//! Counts that name their unit and their country sense.

use std::collections::{BTreeMap, BTreeSet};

use rasid_coder::report::EventType;
use rasid_text::{Edtf, PartialDate};
use serde::Serialize;

use crate::regions::RegionScheme;
use crate::select::{Row, Selection};

/// Chains of `part_of` are followed so far.
const DEEP: usize = 16;

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
    /// Ids of the encounters behind it, in the order of the chronicle.
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

/// Counts a selection.
pub fn count(selection: &Selection<'_>, by: By<'_>, unit: Unit, sense: Sense) -> CountTable {
    let mut rows: BTreeMap<RowKey, CountRow> = BTreeMap::new();
    let (mut total, mut multiple, mut repeated) = (0, 0, 0);
    for counted in units(selection, unit) {
        let head = counted.rows[0].encounter;
        let amount = match unit {
            Unit::Reports => head.reports.len() as u64,
            Unit::Sources => u64::from(head.independent_sources),
            Unit::Trips | Unit::Meetings | Unit::Encounters => 1,
        };
        let keys = keys(&counted, by, sense);
        total += amount;
        multiple += amount * u64::from(keys.len() > 1);
        repeated += amount * (keys.len() as u64 - 1);
        for key in keys {
            let row =
                rows.entry(key.clone()).or_insert_with(|| CountRow { key, count: 0, encounters: Vec::new() });
            row.count += amount;
            row.encounters.push(head.id.clone());
        }
    }
    let mut rows: Vec<CountRow> = rows.into_values().collect();
    if !matches!(by, By::Month) {
        let without_value = |row: &CountRow| !matches!(row.key, RowKey::Value(_));
        rows.sort_by(|a, b| (without_value(a), b.count, &a.key).cmp(&(without_value(b), a.count, &b.key)));
    }
    CountTable {
        unit,
        sense: matches!(by, By::Country | By::Region(_)).then_some(sense),
        by: by.word(),
        scheme: match by {
            By::Region(scheme) => Some(scheme.name().to_owned()),
            _ => None,
        },
        rows,
        total,
        multiple,
        repeated,
        unplaced: selection.unplaced as u64,
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

/// One thing that is counted: an encounter, or a visit (first) with what is nested under it.
struct Counted<'s, 'e> {
    rows: Vec<&'s Row<'e>>,
}

fn units<'s, 'e>(selection: &'s Selection<'e>, unit: Unit) -> Vec<Counted<'s, 'e>> {
    if unit == Unit::Trips {
        return trips(selection);
    }
    let counts = |row: &&Row<'_>| unit != Unit::Meetings || row.encounter.event_type.is_meeting();
    selection.rows.iter().filter(counts).map(|row| Counted { rows: vec![row] }).collect()
}

/// Every visit of the selection that is not itself part of another, with everything of the selection under it.
fn trips<'s, 'e>(selection: &'s Selection<'e>) -> Vec<Counted<'s, 'e>> {
    let by_id: BTreeMap<&str, &Row<'e>> =
        selection.rows.iter().map(|row| (row.encounter.id.as_str(), row)).collect();
    let mut trips: Vec<Counted<'s, 'e>> = Vec::new();
    let mut place: BTreeMap<&str, usize> = BTreeMap::new();
    let mut nested: Vec<(&str, &Row<'e>)> = Vec::new();
    for row in &selection.rows {
        match outermost_visit(row, &by_id) {
            Some(visit) if visit == row.encounter.id => {
                place.insert(&row.encounter.id, trips.len());
                trips.push(Counted { rows: vec![row] });
            }
            Some(visit) => nested.push((visit, row)),
            None => {}
        }
    }
    for (visit, row) in nested {
        if let Some(&at) = place.get(visit) {
            trips[at].rows.push(row);
        }
    }
    trips
}

/// The id of the visit that an encounter belongs to, itself included; the outermost where several enclose it.
fn outermost_visit<'e>(row: &Row<'e>, by_id: &BTreeMap<&str, &Row<'e>>) -> Option<&'e str> {
    let (mut found, mut next) = (None, Some(row.encounter));
    for _ in 0..DEEP {
        let Some(encounter) = next else { break };
        if encounter.event_type == EventType::Visit {
            found = Some(encounter.id.as_str());
        }
        next = encounter.part_of.as_deref().and_then(|id| by_id.get(id)).map(|row| row.encounter);
    }
    found
}

/// The rows a unit stands in: at least one.
fn keys(counted: &Counted<'_, '_>, by: By<'_>, sense: Sense) -> BTreeSet<RowKey> {
    let head = counted.rows[0].encounter;
    let values: BTreeSet<RowKey> = match by {
        By::Month => return BTreeSet::from([month(head.date.as_deref())]),
        By::Type => return BTreeSet::from([RowKey::Value(head.event_type.to_string())]),
        By::Theme => {
            counted.rows.iter().flat_map(|row| &row.encounter.themes).cloned().map(RowKey::Value).collect()
        }
        By::Country => countries(counted, sense).map(str::to_owned).map(RowKey::Value).collect(),
        By::Region(scheme) => {
            let regions = countries(counted, sense).flat_map(|code| scheme.regions_of(code));
            regions.cloned().map(RowKey::Value).collect()
        }
    };
    if values.is_empty() { BTreeSet::from([RowKey::Unknown]) } else { values }
}

fn countries<'c>(counted: &'c Counted<'_, '_>, sense: Sense) -> impl Iterator<Item = &'c str> {
    counted.rows.iter().flat_map(move |row| -> Vec<&'c str> {
        match sense {
            Sense::Partner => row.partners.iter().map(String::as_str).collect(),
            Sense::Place => row.encounter.place.iter().filter_map(|place| place.country.as_deref()).collect(),
        }
    })
}

/// The month a date counts in.
fn month(date: Option<&str>) -> RowKey {
    let first = date.and_then(|date| date.parse::<Edtf>().ok()).map(|edtf| edtf.first());
    match first {
        Some(PartialDate { year: Some(year), month: Some(month), .. }) => {
            RowKey::Value(format!("{year:04}-{month:02}"))
        }
        Some(PartialDate { year: Some(year), month: None, .. }) => RowKey::UnknownMonth(year),
        _ => RowKey::Undated,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regions::RegionRow;
    use crate::select::{Filter, select};
    use crate::testing::{encounter, person, visit};
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
        let all = all();
        let filter = Filter { subject: Some("الورداني".to_owned()), ..Filter::default() };
        let table = count(&select(&all, &filter), by, unit, Sense::Partner);
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
}
