//! Counts that name their unit and their country sense.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rasid_coder::report::{EventType, Rank};
use rasid_merge::registry::Known;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use crate::facts::{Facts, Kept, Seen, codes};
use crate::query::{ConstantOutlets, Placement, Query};
use crate::regions::RegionScheme;
use crate::registry::Registry;
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
    /// The axes that themes are grouped under: theme to axis.
    Axis(&'s BTreeMap<String, String>),
    /// People of the other side, as the registry knows them.
    Counterpart,
    /// The highest rank on the other side.
    Rank,
    /// Outlets that report it.
    Outlet,
    /// Where it took place, seen from the subject or the one country that is asked for: `abroad` (in a country of another
    /// side), `at_home`, `third_country`, or `remote` (a call).
    Direction,
    /// Beside what it took place: `gathering` (a conference, or in the country of one on its days, both of them known to
    /// the day), `trip` (during a visit), or `by_itself`.
    Occasion,
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
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CountTable {
    /// What is counted.
    pub unit: Unit,
    /// What a country is counted as; `None` in a table without countries.
    pub sense: Option<Sense>,
    /// `country`, `region`, `month`, `type`, `theme`, `axis`, `counterpart`, `rank`, `outlet`, `direction` or `occasion`.
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
    /// In a table of countries, regions or counterparts: as how many equally frequent ones those that are known would have
    /// the same concentration (the inverse of the Herfindahl index: 1 / sum of squared shares).
    pub effective: Option<f64>,
    /// In a table of months: those with more than a steady flow explains. Over the months that the store has an article of,
    /// from the first row to the last, with the same mean and in a Poisson distribution, so many or more would come in
    /// less than one month of twenty. Other months are known from looks back alone, and are not compared.
    pub stand_out: Vec<String>,
    /// In a table of months: those between the first article and the last of which the store has none, so that an empty or
    /// missing row says nothing.
    pub without_articles: Vec<String>,
    /// In a table of counterparts: who they are.
    pub people: Vec<Known>,
    /// The outlets whose reports alone are counted, where not all are.
    pub constant_outlets: Option<ConstantOutlets>,
}

/// Counts what one filter asks for, in many ways: what they have in common is looked up once.
#[derive(Debug)]
pub struct Counter<'s> {
    pub(crate) store: &'s Store,
    pub(crate) query: Query,
    filter: Filter,
    /// Each encounter by itself, where its sums in SQLite do not do.
    kept: Option<Arc<Kept>>,
    /// Sums by the values of a column.
    sums: FxHashMap<&'static str, Vec<Sum>>,
    registry: Option<&'s Registry>,
    unplaced: Option<u64>,
}

/// Encounters of one type with one value in a column.
#[derive(Debug)]
struct Sum {
    value: Option<String>,
    kind: Option<EventType>,
    encounters: u64,
    reports: u64,
    sources: u64,
}

impl Sum {
    fn amount(&self, unit: Unit) -> u64 {
        match unit {
            Unit::Encounters | Unit::Trips => self.encounters,
            Unit::Meetings if self.kind.is_some_and(EventType::is_meeting) => self.encounters,
            Unit::Meetings => 0,
            Unit::Reports => self.reports,
            Unit::Sources => self.sources,
        }
    }
}

impl<'s> Counter<'s> {
    /// Lends who is who, which is worked out anew otherwise.
    #[must_use]
    pub fn with_registry(self, registry: &'s Registry) -> Self {
        Self { registry: Some(registry), ..self }
    }

    /// Counts. `listed` says whether each row lists the encounters behind it.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn table(
        &mut self,
        by: By<'_>,
        unit: Unit,
        sense: Sense,
        listed: bool,
    ) -> Result<CountTable, StoreError> {
        let summed = if listed { None } else { self.summed(by, unit, sense)? };
        let mut people = Vec::new();
        let mut counts = match summed {
            Some(counts) => counts,
            None => {
                let kept = self.kept()?;
                let mut seen = kept.seen.clone();
                people = self.fill_values(&kept.facts, &mut seen, by)?;
                counted(&seen.iter().collect::<Vec<_>>(), by, unit, sense, listed)
            }
        };
        people.retain(|known| counts.rows.contains_key(&RowKey::Value(known.id.clone())));
        let mut rows: Vec<CountRow> = std::mem::take(&mut counts.rows).into_values().collect();
        if !matches!(by, By::Month) {
            let without_value = |row: &CountRow| !matches!(row.key, RowKey::Value(_));
            rows.sort_by(|a, b| {
                (without_value(a), b.count, &a.key).cmp(&(without_value(b), a.count, &b.key))
            });
        }
        let by_month = matches!(by, By::Month);
        let store = self.store;
        Ok(CountTable {
            effective: matches!(by, By::Country | By::Region(_) | By::Counterpart)
                .then(|| effective(&rows))
                .flatten(),
            stand_out: if by_month { standing_out(&rows, &store.months_read()?) } else { Vec::new() },
            without_articles: if by_month { store.without_articles(&rows)? } else { Vec::new() },
            people,
            constant_outlets: self.query.outlets().cloned(),
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
            unplaced: self.unplaced()?,
        })
    }

    /// How many encounters fit but for their date.
    fn unplaced(&mut self) -> Result<u64, StoreError> {
        if self.unplaced.is_none() {
            self.unplaced = Some(self.store.unplaced(&self.filter, &self.query)?);
        }
        Ok(self.unplaced.unwrap_or_default())
    }

    /// Each encounter by itself, in the order of the chronicle.
    pub(crate) fn kept(&mut self) -> Result<Arc<Kept>, StoreError> {
        let kept = match &self.kept {
            Some(kept) => Arc::clone(kept),
            None => self.store.kept(&self.filter, &self.query, Placement::Inside)?,
        };
        self.kept = Some(Arc::clone(&kept));
        Ok(kept)
    }

    /// Whether SQLite adds up what there is: of many encounters, and nobody keeps their facts.
    pub(crate) fn is_summed_by_sqlite(&self) -> bool {
        self.store.lent().is_none() && !self.query.is_narrow() && self.query.outlets().is_none()
    }

    /// The common counts, of many encounters at once: what has the same value is added up first. `None` for the others.
    fn summed(&mut self, by: By<'_>, unit: Unit, sense: Sense) -> Result<Option<Counts>, StoreError> {
        let column = match (by, sense) {
            (By::Month, _) => "month",
            (By::Type, _) => "type",
            (By::Country | By::Region(_), Sense::Place) => "place",
            (By::Country | By::Region(_), Sense::Partner) => "partners",
            (By::Theme | By::Axis(_), _) => "theme_codes",
            (By::Direction, _) if !self.is_summed_by_sqlite() => "direction",
            (By::Rank, _) if !self.is_summed_by_sqlite() => "rank",
            // Each report is of one outlet: these are counted one by one.
            (By::Outlet, _) if !self.is_summed_by_sqlite() && unit != Unit::Reports => "outlets",
            _ => return Ok(None),
        };
        // A trip has all that is nested under it; its month and its type are its own.
        let column = match (unit, column) {
            (Unit::Trips, "month") => "month of trips",
            (Unit::Trips, "type") => "type of trips",
            (Unit::Trips, _) => return Ok(None),
            (_, column) => column,
        };
        let mut counts = Counts::default();
        for sum in self.sums(column)? {
            let count = sum.amount(unit);
            if count == 0 {
                continue;
            }
            let keys = keys_of(sum.value.as_deref().unwrap_or_default(), by);
            counts.total += count;
            counts.multiple += if keys.len() > 1 { count } else { 0 };
            for key in keys {
                let row = counts.rows.entry(key.clone());
                row.or_insert_with(|| CountRow { key, count: 0, encounters: Vec::new() }).count += count;
            }
        }
        Ok(Some(counts))
    }

    fn sums(&mut self, column: &'static str) -> Result<&[Sum], StoreError> {
        if !self.sums.contains_key(column) {
            let sums = if self.is_summed_by_sqlite() { self.look_up(column)? } else { self.add_up(column)? };
            self.sums.insert(column, sums);
        }
        Ok(self.sums.get(column).map(Vec::as_slice).unwrap_or_default())
    }

    /// Adds up each encounter by itself.
    fn add_up(&mut self, column: &'static str) -> Result<Vec<Sum>, StoreError> {
        let kept = self.kept()?;
        let (name, of_trips) = match column.strip_suffix(" of trips") {
            Some(name) => (name, true),
            None => (column, false),
        };
        let nothing: Arc<str> = Arc::from("");
        let ranks: Vec<Arc<str>> = Rank::ALL.iter().map(|rank| rank.as_str().into()).collect();
        let directions = ["at_home", "abroad", "third_country", "remote"].map(Arc::from);
        let mut sums: FxHashMap<(*const u8, Option<EventType>), Sum> = FxHashMap::default();
        for one in kept.seen.iter().filter(|one| !of_trips || one.trip == Some(one.n)) {
            let value = match name {
                "month" => &one.month,
                "place" => one.place.as_ref().unwrap_or(&nothing),
                "partners" => &one.partners,
                "theme_codes" => &one.themes,
                "direction" => {
                    let named = |word: &str| directions.iter().find(|name: &&Arc<str>| ***name == *word);
                    one.direction().and_then(named).unwrap_or(&nothing)
                }
                "outlets" => &one.outlets,
                "rank" => {
                    let highest = one.highest_rank(&kept.facts);
                    let named = |rank: Rank| ranks.iter().find(|name| ***name == *rank.as_str());
                    highest.and_then(named).unwrap_or(&nothing)
                }
                _ => &nothing,
            };
            // The same word lies at the same place.
            let sum = sums.entry((value.as_ptr(), one.kind)).or_insert_with(|| Sum {
                value: Some(value.to_string()),
                kind: one.kind,
                encounters: 0,
                reports: 0,
                sources: 0,
            });
            sum.encounters += 1;
            sum.reports += one.reports;
            sum.sources += one.sources;
        }
        let mut sums: Vec<Sum> = sums.into_values().collect();
        if name == "type" {
            sums.iter_mut().for_each(|sum| sum.value = sum.kind.map(|kind| kind.to_string()));
        }
        Ok(sums)
    }

    fn look_up(&self, column: &'static str) -> Result<Vec<Sum>, StoreError> {
        // What stands in the index alone is looked up for trips: they are counted, and nothing of them is added up.
        let (name, of_trips, sums_up) = match column.strip_suffix(" of trips") {
            Some(name) => (name, " AND e.trip = e.n", "0, 0"),
            None => (column, "", "sum(e.reports), sum(e.sources)"),
        };
        // Where nothing narrows it down, the index that is in the order of the rows is the plan.
        let index = match column {
            "month" => "INDEXED BY encounters_by_month",
            "place" => "INDEXED BY encounters_by_place",
            "partners" => "INDEXED BY encounters_by_partners",
            "theme_codes" => "INDEXED BY encounters_by_themes",
            _ => "",
        };
        // Elsewhere the plus keeps SQLite from going through all encounters in the order of the rows.
        let (index, plus) = if self.query.is_plain() { (index, "") } else { ("", "+") };
        let mut sums = Vec::new();
        for condition in self.query.conditions() {
            // In the order of the index nothing has to be sorted; a status that is fixed would hide that it is one.
            let (condition, order) = match (index, name) {
                ("", "type") => (condition, "e.status, e.type".to_owned()),
                ("", name) => (condition, format!("{plus}e.{name}, {plus}e.type")),
                (_, "place") => (
                    condition.replace("e.status ", "+e.status "),
                    "e.place, e.city, e.status, e.type".to_owned(),
                ),
                (_, name) => {
                    (condition.replace("e.status ", "+e.status "), format!("e.{name}, e.status, e.type"))
                }
            };
            let sql = format!(
                "SELECT {plus}e.{name}, {plus}e.type, count(*), {sums_up}
                    FROM encounters e {index} WHERE {condition}{of_trips} GROUP BY {order}"
            );
            self.store.ask(|connection| {
                let mut statement = connection.prepare_cached(&sql)?;
                let mut rows = statement.query(self.query.values())?;
                while let Some(row) = rows.next()? {
                    sums.push(Sum {
                        value: row.get(0)?,
                        kind: EventType::from_word(row.get_ref(1)?.as_str()?),
                        encounters: row.get(2)?,
                        reports: row.get(3)?,
                        sources: row.get(4)?,
                    });
                }
                Ok(())
            })?;
        }
        Ok(sums)
    }
}

impl Counter<'_> {
    /// Looks up the values of what only a table needs. Returns the people that these are, in a table of counterparts.
    fn fill_values(&self, facts: &Facts, seen: &mut [Seen], by: By<'_>) -> Result<Vec<Known>, StoreError> {
        let condition = self.query.condition(Placement::Inside);
        let mut values = match by {
            By::Counterpart => return self.fill_counterparts(facts, seen),
            By::Rank => {
                for one in seen {
                    one.values = one.highest_rank(facts).into_iter().map(|rank| rank.to_string()).collect();
                }
                return Ok(Vec::new());
            }
            By::Direction => {
                for one in seen {
                    one.values = one.direction().into_iter().map(str::to_owned).collect();
                }
                return Ok(Vec::new());
            }
            By::Outlet => {
                for one in seen {
                    let known = one.outlets.split('\n').filter(|outlet| !outlet.is_empty());
                    one.values = known.map(str::to_owned).collect();
                }
                return Ok(Vec::new());
            }
            By::Occasion => {
                let sql = format!(
                    "SELECT e.n, CASE WHEN e.type = '{conference}' OR EXISTS (
                            SELECT 1 FROM encounters g WHERE g.place = e.place AND g.type = '{conference}' AND g.status = 'held'
                                AND (g.lasts = 1 OR g.first_day = g.last_day) AND (e.lasts = 1 OR e.first_day = e.last_day)
                                AND g.first_day <= e.last_day AND g.last_day >= e.first_day) THEN 'gathering'
                        WHEN e.part_of IS NOT NULL THEN 'trip' ELSE 'by_itself' END FROM encounters e WHERE {condition}",
                    conference = EventType::Conference
                );
                self.store.values(&sql, &self.query)?
            }
            By::Country | By::Region(_) | By::Month | By::Type | By::Theme | By::Axis(_) => {
                return Ok(Vec::new());
            }
        };
        seen.iter_mut().for_each(|one| one.values = values.remove(&one.n).unwrap_or_default());
        Ok(Vec::new())
    }

    fn fill_counterparts(&self, facts: &Facts, seen: &mut [Seen]) -> Result<Vec<Known>, StoreError> {
        let made;
        let registry = match self.registry {
            Some(registry) => registry,
            None => {
                made = self.store.registry()?;
                &made
            }
        };
        let who: Vec<Option<&Known>> =
            facts.seats().map(|seat| seat.and_then(|seat| registry.who(seat))).collect();
        let mut named: FxHashSet<&str> = FxHashSet::default();
        for one in seen {
            let met: Vec<&Known> = one.counterparts(facts).filter_map(|seat| who[seat as usize]).collect();
            named.extend(met.iter().map(|known| known.id.as_str()));
            one.values = met.iter().map(|known| known.id.clone()).collect();
        }
        Ok(registry.people.iter().filter(|known| named.contains(known.id.as_str())).cloned().collect())
    }
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
        self.counter(filter)?.table(by, unit, sense, listed)
    }

    /// Counts what the filter asks for in many ways.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn counter(&self, filter: &Filter) -> Result<Counter<'_>, StoreError> {
        let query = self.ask(|connection| Query::of(connection, filter))?;
        Ok(Counter {
            store: self,
            query,
            filter: filter.clone(),
            kept: None,
            sums: FxHashMap::default(),
            registry: None,
            unplaced: None,
        })
    }

    /// Months that the store has an article of. From one to the next is a step in the index, however many articles there are.
    fn months_read(&self) -> Result<BTreeSet<String>, StoreError> {
        let sql = "SELECT substr(min(published), 1, 7) FROM articles WHERE published > ?1";
        self.ask(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let mut months = BTreeSet::new();
            let mut last = String::new();
            while let Some(month) = statement.query_row([&last], |row| row.get::<_, Option<String>>(0))? {
                last = format!("{month}-99");
                months.insert(month);
            }
            Ok(months)
        })
    }

    /// Months between the first row and the last of which there is no article.
    fn without_articles(&self, rows: &[CountRow]) -> Result<Vec<String>, StoreError> {
        let Some((first, last)) = span(rows) else { return Ok(Vec::new()) };
        let covered = self.months_read()?;
        // Before the first article and behind the last everything is without one, and nobody would expect otherwise.
        let read = covered.first().zip(covered.last());
        let inside = |month: &String| read.is_some_and(|(first, last)| month > first && month < last);
        Ok((first..=last).map(month_name).filter(|month| inside(month) && !covered.contains(month)).collect())
    }

    fn values(&self, sql: &str, query: &Query) -> Result<FxHashMap<i64, Vec<String>>, StoreError> {
        self.ask(|connection| {
            let mut values: FxHashMap<i64, Vec<String>> = FxHashMap::default();
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map(query.values(), |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, Option<String>>(1)?))
            })?;
            for row in rows {
                let (n, value) = row?;
                values.entry(n).or_default().extend(value);
            }
            Ok(values)
        })
    }
}

/// Counts before they are a table.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub(crate) rows: BTreeMap<RowKey, CountRow>,
    pub(crate) total: u64,
    multiple: u64,
}

impl Seen {
    fn amount(&self, unit: Unit) -> u64 {
        match unit {
            Unit::Reports => self.reports,
            Unit::Sources => self.sources,
            Unit::Trips | Unit::Meetings | Unit::Encounters => 1,
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
            By::Axis(_) => "axis",
            By::Counterpart => "counterpart",
            By::Rank => "rank",
            By::Outlet => "outlet",
            By::Direction => "direction",
            By::Occasion => "occasion",
        }
    }
}

/// Counts encounters one by one.
pub(crate) fn counted(seen: &[&Seen], by: By<'_>, unit: Unit, sense: Sense, listed: bool) -> Counts {
    let mut counts = Counts::default();
    for counted in units(seen, unit) {
        let head = counted[0];
        let keys = keys(&counted, by, sense);
        let amount = head.amount(unit);
        // Each report is of one outlet.
        let of_outlets = matches!(by, By::Outlet) && unit == Unit::Reports;
        counts.total += amount;
        counts.multiple += amount * u64::from(keys.len() > 1 && !of_outlets);
        for key in keys {
            let amount = match &key {
                RowKey::Value(outlet) if of_outlets => {
                    head.values.iter().filter(|value| *value == outlet).count() as u64
                }
                RowKey::Unknown if of_outlets => amount.saturating_sub(head.values.len() as u64),
                _ => amount,
            };
            let row = counts.rows.entry(key.clone());
            let row = row.or_insert_with(|| CountRow { key, count: 0, encounters: Vec::new() });
            row.count += amount;
            if listed {
                row.encounters.push(head.id.to_string());
            }
        }
    }
    counts
}

/// What is counted: each encounter by itself, or each outermost visit with what is nested under it.
fn units<'f>(seen: &[&'f Seen], unit: Unit) -> Vec<Vec<&'f Seen>> {
    if unit != Unit::Trips {
        let counts = |one: &&&Seen| unit != Unit::Meetings || one.kind.is_some_and(EventType::is_meeting);
        return seen.iter().filter(counts).map(|one| vec![*one]).collect();
    }
    let mut trips: Vec<Vec<&Seen>> = Vec::new();
    let mut place: FxHashMap<i64, usize> = FxHashMap::default();
    for visit in seen.iter().filter(|one| one.trip == Some(one.n)) {
        place.insert(visit.n, trips.len());
        trips.push(vec![visit]);
    }
    for nested in seen.iter().filter(|one| one.trip != Some(one.n)) {
        if let Some(&at) = nested.trip.and_then(|trip| place.get(&trip)) {
            trips[at].push(nested);
        }
    }
    trips
}

/// The rows that encounters of this value stand in, as a column has it: several codes stand with spaces between them.
fn keys_of(value: &str, by: By<'_>) -> BTreeSet<RowKey> {
    if matches!(by, By::Month) {
        return BTreeSet::from([month(value)]);
    }
    or_unknown(match by {
        By::Region(scheme) => {
            codes(value).flat_map(|code| scheme.regions_of(code)).cloned().map(RowKey::Value).collect()
        }
        By::Axis(axes) => {
            codes(value).filter_map(|code| axes.get(code)).cloned().map(RowKey::Value).collect()
        }
        By::Outlet => {
            let key = |outlet: &str| match outlet {
                "" => RowKey::Unknown,
                outlet => RowKey::Value(outlet.to_owned()),
            };
            value.split('\n').map(key).collect()
        }
        _ => codes(value).map(str::to_owned).map(RowKey::Value).collect(),
    })
}

/// The rows a unit stands in: at least one.
fn keys(unit: &[&Seen], by: By<'_>, sense: Sense) -> BTreeSet<RowKey> {
    let head = unit[0];
    let all = |value: fn(&Seen) -> &str| unit.iter().flat_map(|one| keys_of(value(one), by)).collect();
    let values = || unit.iter().flat_map(|one| &one.values).cloned().map(RowKey::Value);
    let mut keys: BTreeSet<RowKey> = match by {
        By::Month => return keys_of(&head.month, by),
        By::Type => return keys_of(head.kind.map_or("", EventType::as_str), by),
        By::Theme | By::Axis(_) => all(|one| &one.themes),
        By::Country | By::Region(_) => match sense {
            Sense::Partner => all(|one| &one.partners),
            Sense::Place => all(|one| one.place.as_deref().unwrap_or_default()),
        },
        By::Direction | By::Occasion => {
            return or_unknown(head.values.iter().cloned().map(RowKey::Value).collect());
        }
        By::Counterpart | By::Rank => values().collect(),
        By::Outlet => {
            let mut keys: BTreeSet<RowKey> = values().collect();
            // Some of its articles name no outlet.
            if (head.values.len() as u64) < head.reports {
                keys.insert(RowKey::Unknown);
            }
            return or_unknown(keys);
        }
    };
    // What a part of a trip lacks, another part may have.
    if keys.len() > 1 {
        keys.remove(&RowKey::Unknown);
    }
    or_unknown(keys)
}

fn or_unknown(keys: BTreeSet<RowKey>) -> BTreeSet<RowKey> {
    if keys.is_empty() { BTreeSet::from([RowKey::Unknown]) } else { keys }
}

/// As how many equally frequent values those of the rows are: the inverse of the Herfindahl index.
fn effective(rows: &[CountRow]) -> Option<f64> {
    let counts = || rows.iter().filter(|row| matches!(row.key, RowKey::Value(_))).map(|row| row.count as f64);
    let total: f64 = counts().sum();
    (total > 0.0).then(|| total * total / counts().map(|count| count * count).sum::<f64>())
}

/// The first and last month of the rows, as numbers that follow each other.
fn span(rows: &[CountRow]) -> Option<(i64, i64)> {
    let months = || rows.iter().filter_map(month_number);
    months().min().zip(months().max())
}

fn month_number(row: &CountRow) -> Option<i64> {
    let RowKey::Value(month) = &row.key else { return None };
    let (year, month) = month.split_once('-')?;
    Some(year.parse::<i64>().ok()? * 12 + month.parse::<i64>().ok()? - 1)
}

fn month_name(number: i64) -> String {
    format!("{:04}-{:02}", number.div_euclid(12), number.rem_euclid(12) + 1)
}

/// Months that a steady flow does not explain: [`CountTable::stand_out`].
fn standing_out(rows: &[CountRow], read: &BTreeSet<String>) -> Vec<String> {
    let Some((first, last)) = span(rows) else { return Vec::new() };
    let is_read = |row: &&CountRow| matches!(&row.key, RowKey::Value(month) if read.contains(month));
    let months: Vec<(i64, u64)> =
        rows.iter().filter(is_read).filter_map(|row| Some((month_number(row)?, row.count))).collect();
    let compared = (first..=last).filter(|&number| read.contains(&month_name(number))).count();
    let mean = months.iter().map(|(_, count)| *count as f64).sum::<f64>() / compared.max(1) as f64;
    months
        .into_iter()
        .filter(|&(_, count)| at_least(count, mean) < RARE)
        .map(|(number, _)| month_name(number))
        .collect()
}

/// One month of twenty.
const RARE: f64 = 0.05;

/// How likely so many or more are in a Poisson distribution of this mean; 1 for all that are not more than the mean.
fn at_least(count: u64, mean: f64) -> f64 {
    let k = count as f64;
    if k <= mean || mean <= 0.0 {
        return 1.0;
    }
    // The logarithm of the first term, and each next one by its ratio: nothing overflows, however many there are.
    let log_factorial: f64 = (1..=count).map(|n| (n as f64).ln()).sum();
    let mut term = (k * mean.ln() - mean - log_factorial).exp();
    let (mut sum, mut n) = (0.0, k);
    while term > sum * f64::EPSILON && term > 0.0 {
        sum += term;
        n += 1.0;
        term *= mean / n;
    }
    sum.min(1.0)
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
        let europe = ["SE", "FR", "AT"].map(|country| ("europe", country));
        let scheme = RegionScheme::new("m49", europe).unwrap();
        assert_eq!(
            table(By::Region(&scheme), Unit::Encounters),
            (vec![(value("europe"), 4), (RowKey::Unknown, 1)], 5, 0)
        );
    }

    fn asked(store: &Store, filter: &Filter, by: By<'_>, unit: Unit) -> Vec<(String, u64)> {
        let table = store.count(filter, by, unit, Sense::Partner, true).unwrap();
        assert_eq!(table.rows.iter().map(|row| row.count).sum::<u64>(), table.total + table.repeated);
        let name = |key: &RowKey| match key {
            RowKey::Value(id) => table
                .people
                .iter()
                .find(|known| known.id == *id)
                .map_or(id.clone(), |known| known.name.clone()),
            other => format!("{other:?}"),
        };
        table.rows.iter().map(|row| (name(&row.key), row.count)).collect()
    }

    fn row(name: &str, count: u64) -> (String, u64) {
        (name.to_owned(), count)
    }

    #[test]
    fn counterparts_are_people_of_the_other_side_whatever_their_spelling() {
        let mut all = all();
        all.push(encounter(
            "f",
            EventType::Talks,
            Some("2024-07-01"),
            &[person("سمير الورداني", "TN"), person("ليند", "SE")],
        ));
        let store = store(&all);
        let subject = Filter { subject: Some("الورداني".to_owned()), ..Filter::default() };
        let counterparts = [row("إيفا ليند", 4), row("جان دوران", 1), row("Unknown", 2)];
        assert_eq!(asked(&store, &subject, By::Counterpart, Unit::Encounters), counterparts);
        let country = Filter { countries: vec!["SE".to_owned()], ..Filter::default() };
        assert_eq!(
            asked(&store, &country, By::Counterpart, Unit::Encounters),
            [row("سمير الورداني", 4), row("جان دوران", 1)]
        );
        assert_eq!(asked(&store, &country, By::Country, Unit::Encounters), [row("TN", 4), row("FR", 1)]);
    }

    #[test]
    fn direction_is_seen_from_somebody() {
        let mut talks = encounter(
            "b",
            EventType::Talks,
            Some("2024-06-01"),
            &[person("سمير الورداني", "TN"), person("إيفا ليند", "SE")],
        );
        let mut all = vec![visit("a", Some("2024-05-30"), "سمير الورداني", "TN", "AT")];
        for (id, place) in [("b", "TN"), ("c", "CH"), ("d", "SE")] {
            talks.id = id.to_owned();
            talks.place =
                Some(rasid_coder::report::Place { country: Some(place.to_owned()), ..Default::default() });
            all.push(talks.clone());
        }
        talks.id = "e".to_owned();
        talks.event_type = EventType::Call;
        all.push(talks);
        let store = store(&all);
        let of = |code: &str| Filter { countries: vec![code.to_owned()], ..Filter::default() };
        assert_eq!(
            asked(&store, &of("TN"), By::Direction, Unit::Encounters),
            [row("abroad", 2), row("at_home", 1), row("remote", 1), row("third_country", 1)]
        );
        assert_eq!(asked(&store, &of("AT"), By::Direction, Unit::Trips), [row("at_home", 1)]);
        let rank = [row("other", 4), row("Unknown", 1)];
        assert_eq!(asked(&store, &of("TN"), By::Rank, Unit::Encounters), rank);
    }

    #[test]
    fn an_occasion_is_a_gathering_a_trip_or_none() {
        let sides = [person("سمير الورداني", "TN"), person("إيفا ليند", "SE")];
        let at = |mut one: Encounter, place: &str| {
            one.place =
                Some(rasid_coder::report::Place { country: Some(place.to_owned()), ..Default::default() });
            one
        };
        let mut nested = at(encounter("b", EventType::Talks, Some("2024-05-31"), &sides), "AT");
        nested.part_of = Some("a".to_owned());
        let store = store(&[
            visit("a", Some("2024-05-30/2024-06-02"), "سمير الورداني", "TN", "AT"),
            nested,
            at(encounter("c", EventType::Conference, Some("2025-02-01/2025-02-03"), &sides), "CH"),
            at(encounter("d", EventType::Talks, Some("2025-02-02"), &sides), "CH"),
            at(encounter("e", EventType::Talks, Some("2025-02-09"), &sides), "CH"),
        ]);
        let occasions = [row("by_itself", 2), row("gathering", 2), row("trip", 1)];
        assert_eq!(asked(&store, &Filter::default(), By::Occasion, Unit::Encounters), occasions);
    }

    #[test]
    fn reports_by_outlet_add_up_and_constant_sources_are_those_of_every_month() {
        let mut store = Store::open_temporary().unwrap();
        let mut add = |id: &str, outlet: Option<&str>, published: &str| {
            let event = format!("event of {id}");
            let mut reading = crate::testing::told(id, &event, published, ["سمير الورداني", "إيفا ليند"]);
            reading.article.outlet = outlet.map(str::to_owned);
            store.add(&reading).unwrap();
        };
        add("a", Some("الشعاع"), "2025-01-10");
        add("b", Some("المنار"), "2025-01-10");
        add("c", Some("الشعاع"), "2025-02-10");
        add("d", None, "2025-02-10");
        store.refresh().unwrap();
        let all = Filter::default();
        let constant = Filter { constant_sources: true, ..Filter::default() };
        assert_eq!(
            asked(&store, &all, By::Outlet, Unit::Reports),
            [row("الشعاع", 2), row("المنار", 1), row("Unknown", 1)]
        );
        assert_eq!(asked(&store, &all, By::Outlet, Unit::Encounters).last(), Some(&row("Unknown", 1)));
        for is_lent in [false, true] {
            if is_lent {
                store.lend(store.facts(None).unwrap());
            }
            let table = store.count(&constant, By::Month, Unit::Reports, Sense::Partner, false).unwrap();
            let outlets = table.constant_outlets.unwrap();
            assert_eq!((outlets.outlets, outlets.of, outlets.months), (vec!["الشعاع".to_owned()], 2, 2));
            assert_eq!(table.rows.iter().map(|row| row.count).collect::<Vec<_>>(), [1, 1], "lent: {is_lent}");
        }
    }

    #[test]
    fn months_stand_out_where_a_steady_flow_does_not_explain_them() {
        let row = |month: &str, count| CountRow {
            key: RowKey::Value(month.to_owned()),
            count,
            encounters: Vec::new(),
        };
        let read: BTreeSet<String> = (0..40).map(|n| month_name(2023 * 12 + n)).collect();
        assert_eq!(
            standing_out(&[row("2024-11", 2), row("2025-01", 9), row("2025-06", 1)], &read),
            ["2025-01"]
        );
        // What is known from a look back alone neither stands out nor makes others do so.
        let looks_back = [row("1964-02", 9), row("2025-01", 3), row("2025-02", 3), row("2025-03", 3)];
        assert!(standing_out(&looks_back, &(24300..24303).map(month_name).collect()).is_empty());
        assert!(standing_out(&[row("2024-01", 2), row("2024-02", 3), row("2024-03", 1)], &read).is_empty());
        assert!(
            at_least(50_000, 5_000.0) < 1e-9
                && at_least(5_400, 5_000.0) < 0.05
                && at_least(4_000, 5_000.0) > 0.9
        );
        assert!(standing_out(&[], &read).is_empty());
        assert!((at_least(2, 1.0) - (1.0 - 2.0 * (-1.0_f64).exp())).abs() < 1e-12);
        assert_eq!(effective(&[row("a", 2), row("b", 2)]), Some(2.0));
        assert_eq!(effective(&[]), None);
        let table = store(&all())
            .count(&Filter::default(), By::Month, Unit::Encounters, Sense::Partner, false)
            .unwrap();
        assert!(table.without_articles.is_empty(), "no article is in this store");
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
