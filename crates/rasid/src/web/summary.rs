//! What stands on every page that sums up: units, years, timeline, map, partners by months, and what encounters are
//! counted by, each number with the chronology behind it.

use std::sync::Arc;

use rasid_chronicle::{By, CountRow, CountTable, Counter, RowKey, Sense, Store, Unit};
use rasid_coder::report::EventType;

use super::app::App;
use super::ask::Question;
use super::failure::Failure;
use super::picture::{self, Column, Dot, Way};
use crate::page::Page;

/// Rows of a chart.
const MOST_ROWS: usize = 12;
/// Months of the timeline: the last of them.
const MOST_MONTHS: usize = 60;
/// Partners and months of the matrix.
const MATRIX: (usize, usize) = (12, 24);
/// Places and ways of the map.
const MOST_SPOTS: usize = 150;
const MOST_WAYS: usize = 60;
/// Shades of the matrix, the lightest first.
const SHADES: u64 = 5;

pub(super) struct Summary {
    /// Number and name of the unit.
    pub(super) units: Vec<(u64, &'static str)>,
    /// Address, year, number.
    pub(super) years: Vec<(String, String, u64)>,
    pub(super) timeline: String,
    /// Address, month, number.
    pub(super) months: Vec<(Option<String>, String, u64)>,
    pub(super) map: String,
    pub(super) matrix: Matrix,
    pub(super) charts: Vec<Chart>,
    pub(super) remarks: Vec<String>,
}

#[derive(Default)]
pub(super) struct Matrix {
    /// Year, and how many of the months are of it.
    pub(super) years: Vec<(String, usize)>,
    /// Number and whole name of each month.
    pub(super) months: Vec<(String, String)>,
    pub(super) rows: Vec<MatrixRow>,
}

pub(super) struct MatrixRow {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) cells: Vec<Cell>,
}

pub(super) struct Cell {
    pub(super) count: u64,
    pub(super) shade: u64,
    pub(super) href: String,
}

pub(super) struct Chart {
    pub(super) name: String,
    pub(super) rows: Vec<Bar>,
    pub(super) note: Option<String>,
}

/// A bar, and the chronology behind it.
pub(super) struct Bar {
    pub(super) href: Option<String>,
    pub(super) name: String,
    pub(super) count: u64,
    /// Of the longest bar, in hundredths.
    pub(super) share: u64,
}

/// Sums up what a question asks for; its path is that of the chronology.
pub(super) fn summary(app: &Arc<App>, asked: &Question, store: &Store) -> Result<Summary, Failure> {
    let mut counter = store.counter(&asked.filter(app, store)?)?;
    let page = app.page(asked.reader());
    let messages = page.messages();
    let mut units = Vec::new();
    for (unit, name) in [
        (Unit::Encounters, messages.encounters),
        (Unit::Trips, messages.trips),
        (Unit::Meetings, messages.meetings),
        (Unit::Reports, messages.reports),
        (Unit::Sources, messages.sources),
    ] {
        units.push((counter.table(By::Type, unit, Sense::Partner, false)?.total, name));
    }
    let places = counter.table(By::Country, Unit::Encounters, Sense::Place, false)?;
    let mut encounters = |by: By<'_>| counter.table(by, Unit::Encounters, Sense::Partner, false);
    let months = encounters(By::Month)?;
    let partners = encounters(By::Country)?;
    let mut charts = vec![
        chart(page, asked, format!("{} · {}", messages.country, messages.by_partner), &partners, "partner"),
        chart(page, asked, format!("{} · {}", messages.country, messages.by_place), &places, "place"),
        chart(page, asked, messages.region.to_owned(), &encounters(By::Region(app.regions()))?, "region"),
        chart(page, asked, messages.kind.to_owned(), &encounters(By::Type)?, "type"),
        chart(page, asked, messages.theme.to_owned(), &encounters(By::Theme)?, "theme"),
        chart(page, asked, word(page, "axis"), &encounters(By::Axis(app.axes()))?, ""),
    ];
    // From where one looks has to be said before there is a direction.
    if asked.looks_from_somewhere() {
        charts.push(chart(page, asked, word(page, "direction"), &encounters(By::Direction)?, ""));
        charts.push(chart(page, asked, word(page, "rank"), &encounters(By::Rank)?, ""));
    }
    charts.retain(|chart| !chart.rows.is_empty());
    let mut remarks = Vec::new();
    if !months.without_articles.is_empty() {
        let named: Vec<String> =
            months.without_articles.iter().take(24).map(|month| page.month(month)).collect();
        remarks.push(messages.without_articles.with([("months", named.join(messages.comma).into())]));
    }
    if !months.stand_out.is_empty() {
        let named: Vec<String> = months.stand_out.iter().take(12).map(|month| page.month(month)).collect();
        remarks.push(messages.stand_out.with([("months", named.join(messages.comma).into())]));
    }
    Ok(Summary {
        units,
        years: years(asked, &months),
        timeline: timeline(page, asked, &months),
        months: months.rows.iter().rev().map(|row| month(page, asked, row)).collect(),
        map: map(app, asked, &mut counter)?,
        matrix: matrix(page, asked, &mut counter)?,
        charts,
        remarks,
    })
}

fn word(page: &Page, word: &str) -> String {
    page.messages().counted(word).unwrap_or(word).to_owned()
}

fn years(asked: &Question, months: &CountTable) -> Vec<(String, String, u64)> {
    let mut years: Vec<(String, String, u64)> = Vec::new();
    for row in &months.rows {
        let year = match &row.key {
            RowKey::Value(month) => month.get(..4).unwrap_or_default().to_owned(),
            RowKey::UnknownMonth(year) => year.to_string(),
            RowKey::Undated | RowKey::Unknown => continue,
        };
        match years.iter_mut().find(|(_, other, _)| *other == year) {
            Some((.., count)) => *count += row.count,
            None => years.push((asked.with(&[("from", &year), ("to", &year)]), year, row.count)),
        }
    }
    years.sort_by(|(_, a, _), (_, b, _)| b.cmp(a));
    years
}

fn month(page: &Page, asked: &Question, row: &CountRow) -> (Option<String>, String, u64) {
    let messages = page.messages();
    match &row.key {
        RowKey::Value(month) => {
            (Some(asked.with(&[("from", month), ("to", month)])), page.month(month), row.count)
        }
        RowKey::UnknownMonth(year) => (None, format!("{year} ({})", messages.unknown_month), row.count),
        RowKey::Undated => (None, messages.undated.to_owned(), row.count),
        RowKey::Unknown => (None, messages.unknown.to_owned(), row.count),
    }
}

/// The last months, one after the other without a gap.
fn timeline(page: &Page, asked: &Question, table: &CountTable) -> String {
    let counts: Vec<(&str, u64)> = table
        .rows
        .iter()
        .filter_map(|row| match &row.key {
            RowKey::Value(month) => Some((month.as_str(), row.count)),
            _ => None,
        })
        .collect();
    let (Some((first, _)), Some((last, _))) = (counts.first(), counts.last()) else { return String::new() };
    let mut months = between(first, last);
    months.drain(..months.len().saturating_sub(MOST_MONTHS));
    let column = |(n, month): (usize, &String)| Column {
        name: page.month(month),
        count: counts.iter().find(|(other, _)| other == month).map_or(0, |(_, count)| *count),
        href: asked.with(&[("from", month), ("to", month)]),
        read: !table.without_articles.contains(month),
        year: (n == 0 || month.ends_with("-01")).then(|| month.get(..4).unwrap_or_default().to_owned()),
    };
    let columns: Vec<Column> = months.iter().enumerate().map(column).collect();
    picture::timeline(&columns, page.lang.is_from_the_right())
}

/// All months from one to another; none where they are no months.
fn between(first: &str, last: &str) -> Vec<String> {
    let number = |month: &str| {
        let (year, month) = month.split_once('-')?;
        Some(year.parse::<i64>().ok()? * 12 + month.parse::<i64>().ok()? - 1)
    };
    let (Some(first), Some(last)) = (number(first), number(last)) else { return Vec::new() };
    let from = first.max(last - 12 * 100);
    (from..=last).map(|n| format!("{:04}-{:02}", n.div_euclid(12), n.rem_euclid(12) + 1)).collect()
}

fn map(app: &Arc<App>, asked: &Question, counter: &mut Counter<'_>) -> Result<String, Failure> {
    let page = app.page(asked.reader());
    let spots = counter.spots(MOST_SPOTS)?;
    let most = spots.first().map_or(1, |spot| spot.encounters).max(1) as f64;
    let mut dots = Vec::new();
    for spot in &spots {
        let Some((lat, lon)) = app.gazetteer().spot(spot.city.as_deref(), &spot.country) else { continue };
        let country = page.names.side(&spot.country);
        let city = spot.city.as_ref().map_or_else(String::new, |city| format!("{city} · "));
        dots.push(Dot {
            lat,
            lon,
            size: spot.encounters as f64 / most,
            name: format!("{city}{country}: {}", spot.encounters),
            href: asked.with(&[("place", &spot.country)]),
        });
    }
    let flows = counter.flows(MOST_WAYS)?;
    let most = flows.first().map_or(1, |flow| flow.to.encounters).max(1) as f64;
    let way = |flow: &rasid_chronicle::Flow| {
        let from = app.gazetteer().spot(None, &flow.from)?;
        let to = app.gazetteer().spot(flow.to.city.as_deref(), &flow.to.country)?;
        let name = format!(
            "{} ← {}: {}",
            page.names.side(&flow.to.country),
            page.names.side(&flow.from),
            flow.to.encounters
        );
        Some(Way { from, to, size: flow.to.encounters as f64 / most, name })
    };
    let ways: Vec<Way> = flows.iter().filter_map(way).collect();
    Ok(if dots.is_empty() { String::new() } else { picture::map(app.land(), &ways, &dots) })
}

fn matrix(page: &Page, asked: &Question, counter: &mut Counter<'_>) -> Result<Matrix, Failure> {
    let found = counter.matrix(MATRIX.0, MATRIX.1)?;
    let most = found.rows.iter().flat_map(|(_, counts)| counts).copied().max().unwrap_or(0).max(1);
    let mut years: Vec<(String, usize)> = Vec::new();
    for month in &found.months {
        let year = month.get(..4).unwrap_or_default();
        match years.last_mut().filter(|(other, _)| other == year) {
            Some((_, months)) => *months += 1,
            None => years.push((year.to_owned(), 1)),
        }
    }
    let row = |(code, counts): &(String, Vec<u64>)| MatrixRow {
        name: page.names.side(code).to_owned(),
        href: asked.with(&[("partner", code)]),
        cells: counts
            .iter()
            .zip(&found.months)
            .map(|(count, month)| Cell {
                count: *count,
                shade: (*count * SHADES).div_ceil(most),
                href: asked.with(&[("partner", code), ("from", month), ("to", month)]),
            })
            .collect(),
    };
    let months = found.months.iter().map(|month| {
        let number = month.get(5..).unwrap_or_default().trim_start_matches('0');
        (number.to_owned(), page.month(month))
    });
    let months = months.collect();
    Ok(Matrix { years, rows: found.rows.iter().map(row).collect(), months })
}

/// A table as bars; `parameter` narrows the chronology to a row.
fn chart(page: &Page, asked: &Question, name: String, table: &CountTable, parameter: &str) -> Chart {
    let messages = page.messages();
    let longest = table.rows.iter().map(|row| row.count).max().unwrap_or(0).max(1);
    let bar = |row: &CountRow| {
        let (name, href) = match &row.key {
            RowKey::Value(word) => (value(page, table, word), link(asked, parameter, word)),
            RowKey::UnknownMonth(year) => (year.to_string(), None),
            RowKey::Undated => (messages.undated.to_owned(), None),
            RowKey::Unknown => (messages.unknown.to_owned(), None),
        };
        Bar { href, name, count: row.count, share: (row.count * 100).div_ceil(longest) }
    };
    let effective = table.effective.filter(|_| table.rows.len() > 1);
    Chart {
        name,
        rows: table.rows.iter().take(MOST_ROWS).map(bar).collect(),
        note: effective.map(|number| messages.effective.with([("n", format!("{number:.1}").into())])),
    }
}

/// The chronology of a row, if one can ask for it beside what is asked for already.
fn link(asked: &Question, parameter: &str, word: &str) -> Option<String> {
    (!parameter.is_empty()).then(|| asked.with(&[(parameter, word)]))
}

/// A row's word in the reader's language.
pub(super) fn value(page: &Page, table: &CountTable, word: &str) -> String {
    let messages = page.messages();
    match table.by {
        "month" => page.month(word),
        "country" => page.names.side(word).to_owned(),
        "region" => page.names.region(table.scheme.as_deref().unwrap_or_default(), word).to_owned(),
        "type" => EventType::from_word(word).map_or(word, |kind| messages.event_type(kind)).to_owned(),
        "theme" => page.names.theme(word).to_owned(),
        "outlet" => word.to_owned(),
        _ => messages.counted(word).unwrap_or(word).to_owned(),
    }
}
