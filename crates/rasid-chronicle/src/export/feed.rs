//! Atom, RFC 4287: an entry for each encounter, dated by its reports.

use std::io::{self, Write};

use jiff::civil::Date;
use rasid_merge::Encounter;

use super::Atlas;
use super::network::xml;

/// Opens the feed; `updated` is the day of the last report in it.
pub(super) fn begin(updated: Option<Date>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<feed xmlns=\"http://www.w3.org/2005/Atom\">")?;
    writeln!(out, "  <id>urn:rasid:chronicle</id>\n  <title>Rasid</title>")?;
    writeln!(out, "  <updated>{}</updated>\n  <author><name>Rasid</name></author>", instant(updated))
}

pub(super) fn end(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "</feed>")
}

pub(super) fn entry(encounter: &Encounter, atlas: &dyn Atlas, out: &mut dyn Write) -> io::Result<()> {
    let sides: Vec<String> = encounter.countries.iter().map(|code| atlas.name(code)).collect();
    let title = format!("{} ({}): {}", encounter.event_type, encounter.status, sides.join(", "));
    let people: Vec<&str> =
        encounter.participants.iter().filter_map(|person| person.name.as_deref()).collect();
    let outlets: Vec<&str> = encounter.reports.iter().filter_map(|report| report.outlet.as_deref()).collect();
    let date = encounter.date.as_deref().unwrap_or("undated");
    let summary = format!("{date}. {}. Reported by: {}.", people.join(", "), outlets.join(", "));
    writeln!(out, "  <entry>\n    <id>urn:rasid:encounter:{}</id>", xml(&encounter.id))?;
    writeln!(out, "    <title>{}</title>", xml(&title))?;
    writeln!(out, "    <updated>{}</updated>", instant(encounter.last_reported))?;
    if encounter.first_reported.is_some() {
        writeln!(out, "    <published>{}</published>", instant(encounter.first_reported))?;
    }
    writeln!(out, "    <summary>{}</summary>", xml(&summary))?;
    for theme in &encounter.themes {
        writeln!(out, "    <category term=\"{}\"/>", xml(theme))?;
    }
    for url in super::addresses(encounter) {
        writeln!(out, "    <link rel=\"related\" href=\"{}\"/>", xml(url))?;
    }
    writeln!(out, "  </entry>")
}

/// RFC 3339. An entry has to be dated: what no report dates stands at the beginning of time.
fn instant(day: Option<Date>) -> String {
    format!("{}T00:00:00Z", day.unwrap_or(jiff::civil::date(1970, 1, 1)))
}
