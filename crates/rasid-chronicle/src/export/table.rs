//! CSV, RFC 4180: a row for each encounter, report, or office of a person.

use std::io::{self, Write};

use rasid_coder::report::Participant;
use rasid_merge::Encounter;
use rasid_merge::registry::Known;

use super::fields::{self, Field};

/// Between the values of one cell.
const BETWEEN: &str = "; ";

/// A table being written.
pub(super) struct Table<'w> {
    csv: csv::Writer<&'w mut dyn Write>,
}

impl<'w> Table<'w> {
    pub(super) fn new(out: &'w mut dyn Write, bom: bool, columns: &[Field]) -> io::Result<Self> {
        if bom {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        csv.write_record(columns.iter().map(|(name, ..)| name))?;
        Ok(Self { csv })
    }

    pub(super) fn row(&mut self, cells: &[String]) -> io::Result<()> {
        self.csv.write_record(cells.iter().map(|cell| harmless(cell)))?;
        Ok(())
    }

    pub(super) fn end(mut self) -> io::Result<()> {
        self.csv.flush()
    }
}

/// The cells of an encounter, in the order of [`fields::ENCOUNTERS`].
pub(super) fn cells(encounter: &Encounter) -> [String; fields::ENCOUNTERS.len()] {
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

/// The cells of each report of an encounter, in the order of [`fields::REPORTS`].
pub(super) fn reports(encounter: &Encounter) -> Vec<[String; fields::REPORTS.len()]> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let cells = |report: &rasid_merge::EncounterReport| {
        let quotes = report.evidence.iter().filter(|one| one.field == "event").map(|one| one.quote.as_str());
        [
            encounter.id.clone(),
            report.article.clone(),
            text(&report.outlet),
            text(&report.title),
            text(&report.url),
            report.event_type.to_string(),
            text(&report.date),
            text(&report.attributed_to),
            quotes.collect::<Vec<_>>().join(" … "),
        ]
    };
    encounter.reports.iter().map(cells).collect()
}

/// The cells of each office of a person, in the order of [`fields::PEOPLE`]; of one without an office a row all the same.
pub(super) fn offices(known: &Known) -> Vec<[String; fields::PEOPLE.len()]> {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let of = |office: &str, rank: &str, days: [Option<jiff::civil::Date>; 2]| {
        [
            known.id.clone(),
            known.name.clone(),
            known.name_latin.clone().unwrap_or_default(),
            known.country.clone().unwrap_or_default(),
            known.encounters.to_string(),
            office.to_owned(),
            rank.to_owned(),
            day(days[0]),
            day(days[1]),
        ]
    };
    if known.offices.is_empty() {
        return vec![of("", "", [known.first, known.last])];
    }
    let tenures = known.offices.iter();
    tenures.map(|tenure| of(&tenure.office, tenure.rank.as_str(), [tenure.first, tenure.last])).collect()
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
