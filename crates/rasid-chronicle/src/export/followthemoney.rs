//! FollowTheMoney entities, one a line: encounters as Event, officials as Person with Position and Occupancy, articles as
//! Article, and a Documentation for each report with its quote.
//!
//! What the model has no place for: offsets of quotes, variants, roles other than the organiser's, and status, which
//! stands in `notes`. The days of an Occupancy are those on which somebody was seen in the office, so they stand in
//! `date` and not in `startDate` and `endDate`.

use std::collections::BTreeSet;
use std::io::{self, Write};

use rasid_coder::article::sha256_hex;
use rasid_coder::report::Role;
use rasid_merge::Encounter;
use rasid_merge::registry::Known;
use serde_json::{Map, Value, json};

use super::Atlas;
use crate::registry::Registry;

/// Entities being written, each once.
pub(super) struct Entities<'w> {
    out: &'w mut dyn Write,
    registry: Registry,
    written: BTreeSet<String>,
}

impl<'w> Entities<'w> {
    pub(super) fn new(registry: Registry, out: &'w mut dyn Write) -> Self {
        Self { out, registry, written: BTreeSet::new() }
    }

    pub(super) fn event(&mut self, encounter: &Encounter, atlas: &dyn Atlas) -> io::Result<()> {
        let id = format!("rasid-event-{}", encounter.id);
        let mut involved = Vec::new();
        let mut organisers = Vec::new();
        for person in &encounter.participants {
            let Some(known) = self.registry.known(person).cloned() else { continue };
            let who = self.person(&known, atlas)?;
            if person.role == Role::Organiser { &mut organisers } else { &mut involved }.push(who);
        }
        for code in encounter.countries.iter().filter(|code| atlas.alpha3(code).is_none()) {
            let organisation = format!("rasid-organisation-{}", code.to_lowercase());
            self.entity(&organisation, "Organization", vec![("name", vec![atlas.name(code)])])?;
            involved.push(organisation);
        }
        let sides: Vec<String> = encounter.countries.iter().map(|code| atlas.name(code)).collect();
        let date = encounter.date.as_deref();
        let name = format!("{}: {} ({})", encounter.event_type, sides.join(", "), date.unwrap_or("undated"));
        let place = encounter.place.clone().unwrap_or_default();
        let countries: Vec<String> = encounter
            .countries
            .iter()
            .chain(&place.country)
            .filter(|code| atlas.alpha3(code).is_some())
            .map(|code| code.to_lowercase())
            .collect();
        let (start, end) = days(date);
        self.entity(
            &id,
            "Event",
            vec![
                ("name", vec![name]),
                ("startDate", start.into_iter().collect()),
                ("endDate", end.into_iter().collect()),
                ("location", [place.venue, place.city].into_iter().flatten().collect()),
                ("country", countries),
                ("involved", involved),
                ("organizer", organisers),
                ("keywords", encounter.themes.clone()),
                ("notes", vec![format!("status: {}", encounter.status)]),
                ("recordId", vec![encounter.id.clone()]),
                ("sourceUrl", super::addresses(encounter).map(str::to_owned).collect()),
                ("publisher", encounter.reports.iter().filter_map(|report| report.outlet.clone()).collect()),
            ],
        )?;
        for report in &encounter.reports {
            let article = format!("rasid-article-{}", short(&report.article));
            self.entity(
                &article,
                "Article",
                vec![
                    ("title", vec![report.title.clone().unwrap_or_else(|| report.article.clone())]),
                    ("sourceUrl", report.url.iter().filter(|url| super::is_link(url)).cloned().collect()),
                    ("publisher", report.outlet.iter().cloned().collect()),
                ],
            )?;
            let quotes = report
                .evidence
                .iter()
                .filter(|one| one.field == "event")
                .map(|one| one.quote.clone())
                .collect();
            self.entity(
                &format!("rasid-documentation-{}", report.event),
                "Documentation",
                vec![
                    ("document", vec![article]),
                    ("entity", vec![id.clone()]),
                    ("role", vec!["reports".to_owned()]),
                    ("summary", quotes),
                ],
            )?;
        }
        Ok(())
    }

    /// A person with the offices he is seen in.
    fn person(&mut self, known: &Known, atlas: &dyn Atlas) -> io::Result<String> {
        let id = format!("rasid-person-{}", known.id);
        if self.written.contains(&id) {
            return Ok(id);
        }
        let country: Vec<String> = known
            .country
            .iter()
            .filter(|code| atlas.alpha3(code).is_some())
            .map(|code| code.to_lowercase())
            .collect();
        let aliases = known.forms.iter().flat_map(|form| [Some(form.name.clone()), form.name_latin.clone()]);
        self.entity(
            &id,
            "Person",
            vec![
                ("name", vec![known.name.clone()]),
                ("alias", aliases.flatten().filter(|alias| *alias != known.name).collect()),
                ("country", country.clone()),
                ("position", known.offices.iter().map(|tenure| tenure.office.clone()).collect()),
            ],
        )?;
        for tenure in &known.offices {
            let key = format!("{}\n{}", known.country.as_deref().unwrap_or_default(), tenure.office);
            let post = format!("rasid-position-{}", short(&key));
            self.entity(
                &post,
                "Position",
                vec![("name", vec![tenure.office.clone()]), ("country", country.clone())],
            )?;
            let seen = [tenure.first, tenure.last].into_iter().flatten().map(|day| day.to_string()).collect();
            self.entity(
                &format!("rasid-occupancy-{}", short(&format!("{id}\n{post}"))),
                "Occupancy",
                vec![("holder", vec![id.clone()]), ("post", vec![post]), ("date", seen)],
            )?;
        }
        Ok(id)
    }

    /// Writes an entity that was not written before; properties without values are left out.
    fn entity(&mut self, id: &str, schema: &str, properties: Vec<(&str, Vec<String>)>) -> io::Result<()> {
        if !self.written.insert(id.to_owned()) {
            return Ok(());
        }
        let mut kept = Map::new();
        for (name, mut values) in properties {
            values.retain(|value| !value.is_empty());
            values.sort();
            values.dedup();
            if !values.is_empty() {
                kept.insert(name.to_owned(), Value::from(values));
            }
        }
        serde_json::to_writer(&mut *self.out, &json!({"id": id, "schema": schema, "properties": kept}))?;
        self.out.write_all(b"\n")
    }
}

/// First and last day; a month or a year alone where that is all there is, which the model can hold as well.
fn days(date: Option<&str>) -> (Option<String>, Option<String>) {
    match date {
        Some(date) if !date.contains(['/', '[', 'X']) => (Some(date.to_owned()), Some(date.to_owned())),
        date => {
            let bounds = date.and_then(|date| date.parse::<rasid_text::Edtf>().ok()?.bounds());
            bounds.map_or((None, None), |(first, last)| (Some(first.to_string()), Some(last.to_string())))
        }
    }
}

fn short(text: &str) -> String {
    let mut hash = sha256_hex(text.as_bytes());
    hash.truncate(16);
    hash
}
