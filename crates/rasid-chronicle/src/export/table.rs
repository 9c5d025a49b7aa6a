//! CSV, RFC 4180: a row for each encounter.

use std::io::{self, Write};

use rasid_coder::report::Participant;
use rasid_merge::Encounter;

/// The columns, in order.
pub(super) const COLUMNS: [&str; 22] = [
    "id",
    "type",
    "status",
    "date",
    "first_day",
    "not_after",
    "city",
    "city_en",
    "place_country",
    "venue",
    "disputed",
    "countries",
    "partners",
    "participants",
    "themes",
    "part_of",
    "articles",
    "independent_sources",
    "first_reported",
    "last_reported",
    "reviewed",
    "sources",
];
/// Between the values of one cell.
const BETWEEN: &str = "; ";

/// A table being written.
pub(super) struct Table<'w> {
    csv: csv::Writer<&'w mut dyn Write>,
}

impl<'w> Table<'w> {
    pub(super) fn new(out: &'w mut dyn Write, bom: bool) -> io::Result<Self> {
        if bom {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        csv.write_record(COLUMNS)?;
        Ok(Self { csv })
    }

    pub(super) fn row(&mut self, encounter: &Encounter) -> io::Result<()> {
        self.csv.write_record(cells(encounter).iter().map(|cell| harmless(cell)))?;
        Ok(())
    }

    pub(super) fn end(mut self) -> io::Result<()> {
        self.csv.flush()
    }
}

/// The cells of an encounter, in the order of [`COLUMNS`].
pub(super) fn cells(encounter: &Encounter) -> [String; COLUMNS.len()] {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let place = encounter.place.clone().unwrap_or_default();
    let people: Vec<String> = encounter.participants.iter().map(person).collect();
    [
        encounter.id.clone(),
        encounter.event_type.to_string(),
        encounter.status.to_string(),
        text(&encounter.date),
        day(encounter.first_day()),
        day(encounter.not_after),
        text(&place.city),
        text(&place.city_en),
        text(&place.country),
        text(&place.venue),
        place.disputed.to_string(),
        encounter.countries.join(BETWEEN),
        encounter.partners.join(BETWEEN),
        people.join(BETWEEN),
        encounter.themes.join(BETWEEN),
        text(&encounter.part_of),
        encounter.articles.to_string(),
        encounter.independent_sources.to_string(),
        day(encounter.first_reported),
        day(encounter.last_reported),
        text(&encounter.reviewed),
        sources(encounter).join(BETWEEN),
    ]
}

/// Where its reports can be read: address, or else outlet, or else id of the article.
pub(super) fn sources(encounter: &Encounter) -> Vec<String> {
    let source = |report: &rasid_merge::EncounterReport| {
        let named = report.url.clone().or_else(|| report.outlet.clone());
        named.unwrap_or_else(|| report.article.clone())
    };
    let mut sources: Vec<String> = encounter.reports.iter().map(source).collect();
    sources.dedup();
    sources
}

/// Name, office and country of somebody, as far as they are known.
pub(super) fn person(person: &Participant) -> String {
    let described: Vec<&str> =
        [&person.office, &person.country].into_iter().flatten().map(String::as_str).collect();
    match (&person.name, described.as_slice()) {
        (Some(name), []) => name.clone(),
        (Some(name), described) => format!("{name} ({})", described.join(", ")),
        (None, described) => described.join(", "),
    }
}

/// A cell that no spreadsheet takes for a formula (OWASP ASVS 1.2.10).
fn harmless(cell: &str) -> String {
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{cell}"),
        _ => cell.to_owned(),
    }
}
