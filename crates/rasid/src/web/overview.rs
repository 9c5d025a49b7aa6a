//! `/`: the period's encounters counted, in units that are never mixed.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use rasid_chronicle::{By, CountTable, RowKey, Sense, Store, Unit};
use rasid_coder::report::EventType;

use super::app::{self, App};
use super::ask::{Question, encoded};
use super::failure::Failure;
use super::view::{self, Frame};
use crate::page::Page;

/// Rows of a chart that is no timeline.
const MOST_ROWS: usize = 15;
/// Months of the timeline: the last of them.
const MOST_MONTHS: usize = 36;

#[derive(Template)]
#[template(path = "overview.html")]
struct Overview<'a> {
    frame: Frame<'a>,
    /// Number and name of the unit.
    units: Vec<(u64, &'static str)>,
    charts: Vec<Chart>,
    from: String,
    to: String,
    subject: String,
    remarks: Vec<String>,
}

struct Chart {
    name: String,
    rows: Vec<Bar>,
}

/// A bar, and the chronology behind it.
struct Bar {
    href: Option<String>,
    name: String,
    count: u64,
    /// Of the longest bar, in hundredths.
    share: u64,
}

pub(super) async fn show(State(app): State<Arc<App>>, asked: Question) -> Result<Response, Failure> {
    app::blocking(move || app.with_store(|store| make(&app, &asked, store))).await
}

fn make(app: &App, asked: &Question, store: &Store) -> Result<Response, Failure> {
    let filter = asked.filter(app, store)?;
    let page = app.page(asked.lang);
    let messages = page.messages();
    let count = |by: By<'_>, unit: Unit, sense: Sense| store.count(&filter, by, unit, sense, false);
    let mut units = Vec::new();
    for (unit, name) in [
        (Unit::Encounters, messages.encounters),
        (Unit::Trips, messages.trips),
        (Unit::Meetings, messages.meetings),
        (Unit::Reports, messages.reports),
        (Unit::Sources, messages.sources),
    ] {
        units.push((count(By::Type, unit, Sense::Partner)?.total, name));
    }
    let months = count(By::Month, Unit::Encounters, Sense::Partner)?;
    let remarks = if months.without_articles.is_empty() {
        Vec::new()
    } else {
        let named: Vec<String> =
            months.without_articles.iter().take(24).map(|month| page.month(month)).collect();
        vec![messages.without_articles.replace("{months}", &named.join(messages.comma))]
    };
    let partner = format!("{} · {}", messages.country, messages.by_partner);
    let place = format!("{} · {}", messages.country, messages.by_place);
    let charts = vec![
        chart(page, asked, messages.month.to_owned(), &months, ""),
        chart(page, asked, partner, &count(By::Country, Unit::Encounters, Sense::Partner)?, "country"),
        chart(page, asked, place, &count(By::Country, Unit::Encounters, Sense::Place)?, ""),
        chart(
            page,
            asked,
            messages.region.to_owned(),
            &count(By::Region(app.regions()), Unit::Encounters, Sense::Partner)?,
            "",
        ),
        chart(
            page,
            asked,
            messages.kind.to_owned(),
            &count(By::Type, Unit::Encounters, Sense::Partner)?,
            "type",
        ),
        chart(
            page,
            asked,
            messages.theme.to_owned(),
            &count(By::Theme, Unit::Encounters, Sense::Partner)?,
            "theme",
        ),
    ];
    let value = |name: &str| asked.get(name).unwrap_or_default().to_owned();
    let template = Overview {
        frame: Frame::new(app, asked, "overview", messages.web.overview),
        units,
        charts: charts.into_iter().filter(|chart| !chart.rows.is_empty()).collect(),
        from: value("from"),
        to: value("to"),
        subject: value("subject"),
        remarks,
    };
    view::answer(&template, asked)
}

/// A table as bars; `parameter` narrows the chronology to a row.
fn chart(page: &Page, asked: &Question, name: String, table: &CountTable, parameter: &str) -> Chart {
    let messages = page.messages();
    let is_time = table.by == "month";
    let longest = table.rows.iter().map(|row| row.count).max().unwrap_or(0).max(1);
    let kept = ["subject", "from", "to"].map(|name| (name, asked.get(name).unwrap_or_default()));
    let chronology = |changes: &[(&str, &str)]| {
        let pairs = kept.iter().filter(|(name, _)| changes.iter().all(|(other, _)| other != name));
        let pairs: Vec<String> = pairs
            .chain(changes)
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        format!("/chronology?{}", pairs.join("&"))
    };
    let bar = |row: &rasid_chronicle::CountRow| {
        let (name, href) = match &row.key {
            RowKey::Value(word) => {
                let name = match table.by {
                    "month" => page.month(word),
                    "country" => page.names.side(word).to_owned(),
                    "region" => {
                        page.names.region(table.scheme.as_deref().unwrap_or_default(), word).to_owned()
                    }
                    "type" => EventType::from_word(word)
                        .map_or(word.as_str(), |kind| messages.event_type(kind))
                        .to_owned(),
                    _ => page.names.theme(word).to_owned(),
                };
                let href = match (is_time, parameter) {
                    (true, _) => Some(chronology(&[("from", word), ("to", word)])),
                    (_, "") => None,
                    (_, parameter) => Some(chronology(&[(parameter, word)])),
                };
                (name, href)
            }
            RowKey::UnknownMonth(year) => (format!("{year} ({})", messages.unknown_month), None),
            RowKey::Undated => (messages.undated.to_owned(), None),
            RowKey::Unknown => (messages.unknown.to_owned(), None),
        };
        Bar { href, name, count: row.count, share: (row.count * 100).div_ceil(longest) }
    };
    let left_out = if is_time { table.rows.len().saturating_sub(MOST_MONTHS) } else { 0 };
    let most = if is_time { MOST_MONTHS } else { MOST_ROWS };
    Chart { name, rows: table.rows.iter().skip(left_out).take(most).map(bar).collect() }
}
