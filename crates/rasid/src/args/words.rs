//! The closed lists of words that arguments are chosen from, and the parsers of the rest.

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use rasid_coder::report::{EventType, Status};
use rasid_text::PartialDate;

/// A form of output for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// One JSON object a line.
    Ndjson,
}

/// A form of encounters for other programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// One JSON object a line, all that is known.
    Ndjson,
    /// A row for each encounter, RFC 4180.
    Csv,
    /// Network of who met whom, GEXF 1.3.
    Gexf,
    /// Calendar, iCalendar.
    Ics,
    /// The table in columns, for data frames and engines.
    Parquet,
    /// Workbook from right to left: encounters, reports, people.
    Xlsx,
    /// Points on a map.
    Geojson,
    /// FollowTheMoney entities, for Aleph and its like.
    Ftm,
    /// Event data, PLOVER v2.
    Plover,
    /// Feed.
    Atom,
    /// The quotes as W3C Web Annotations.
    Annotations,
    /// A dossier to read, Markdown.
    Markdown,
    /// A dossier to read and to print, HTML.
    Html,
    /// The articles behind, for reference managers.
    Ris,
    /// The same for LaTeX.
    Bibtex,
    /// The same for CSL processors.
    CslJson,
}

/// How a page for people is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PageFormat {
    /// For a terminal.
    Text,
    /// Markdown.
    Markdown,
    /// A page for a browser and for print.
    Html,
}

/// What the nodes of a network are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Nodes {
    /// Officials that are named.
    People,
    /// Countries and organisations.
    Countries,
}

/// An output with a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Contract {
    /// A line of `rasid extract`.
    Article,
    /// A line of `rasid export`.
    Encounter,
}

/// What a row of a count is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    /// Country or organisation.
    Country,
    /// Region of a scheme.
    Region,
    /// Month.
    Month,
    /// Type of encounter.
    Type,
    /// Theme.
    Theme,
    /// The four axes of security diplomacy that themes are grouped under.
    Axis,
    /// Official of the other side.
    Counterpart,
    /// Highest rank on the other side.
    Rank,
    /// Outlet that reports it.
    Outlet,
    /// Abroad, at home or in a third country, seen from --subject or one --country.
    Direction,
    /// At a gathering, on a trip, or by itself.
    Occasion,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Unit {
    /// Visits, with everything nested under them.
    Trips,
    /// Talks, receptions, conferences and calls.
    Meetings,
    /// Things that happened.
    Encounters,
    /// Articles' statements about them.
    Reports,
    /// Sources, copies and shared communiqués once.
    Sources,
}

/// Whose country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Sense {
    /// The other side.
    Partner,
    /// Where it took place.
    Place,
}

/// A date with a year, of which month and day may be left out.
pub(super) fn bound(text: &str) -> Result<PartialDate, String> {
    match text.parse::<PartialDate>() {
        Ok(date) if date.bounds().is_some() => Ok(date),
        _ => Err("expected a year, a month or a day: 2025, 2025-05 or 2025-05-06".to_owned()),
    }
}

/// A word of the contract.
pub(super) fn event_type() -> impl TypedValueParser<Value = EventType> {
    PossibleValuesParser::new(EventType::ALL.iter().map(|kind| kind.as_str()))
        .try_map(|word| EventType::from_word(&word).ok_or("not a type"))
}

/// A word of the contract.
pub(super) fn status() -> impl TypedValueParser<Value = Status> {
    PossibleValuesParser::new(Status::ALL.iter().map(|status| status.as_str()))
        .try_map(|word| Status::from_word(&word).ok_or("not a status"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_needs_a_year() {
        assert!(bound("2025-05").is_ok());
        assert!(bound("XXXX-05").is_err());
        assert!(bound("2025-02-30").is_err());
    }
}
