//! iCalendar, RFC 5545: an all-day event for each encounter whose days are known.

use std::io::{self, Write};

use jiff::ToSpan;
use rasid_coder::report::Status;
use rasid_merge::Encounter;
use rasid_text::Edtf;

use super::Atlas;

/// Octets of a line, its end left out.
const LONGEST: usize = 75;
/// A date that leaves more days open than this is no entry of a calendar.
const OPEN: i32 = 31;

pub(super) fn begin(out: &mut dyn Write) -> io::Result<()> {
    for text in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Rasid//Rasid//EN", "CALSCALE:GREGORIAN"] {
        line(text, out)?;
    }
    Ok(())
}

pub(super) fn end(out: &mut dyn Write) -> io::Result<()> {
    line("END:VCALENDAR", out)
}

/// Writes an encounter; nothing for one without days.
pub(super) fn event(encounter: &Encounter, atlas: &dyn Atlas, out: &mut dyn Write) -> io::Result<()> {
    let edtf: Option<Edtf> = encounter.date.as_deref().and_then(|date| date.parse().ok());
    let Some((first, last)) = edtf.and_then(|edtf| edtf.bounds()) else { return Ok(()) };
    if (last - first).get_days() >= OPEN {
        return Ok(());
    }
    let basic = |day: jiff::civil::Date| day.strftime("%Y%m%d").to_string();
    let until = last.checked_add(1.day()).unwrap_or(last);
    let sides: Vec<String> = encounter.countries.iter().map(|code| atlas.name(code)).collect();
    let people: Vec<&str> = encounter.participants.iter().filter_map(|p| p.name.as_deref()).collect();
    let reported: Vec<String> = encounter
        .reports
        .iter()
        .map(|report| report.url.clone().or_else(|| report.outlet.clone()).unwrap_or(report.article.clone()))
        .collect();
    let status = match encounter.status {
        Status::Held => "CONFIRMED",
        Status::Planned | Status::Postponed => "TENTATIVE",
        Status::Cancelled | Status::Denied => "CANCELLED",
    };
    let place = encounter.place.as_ref();
    let place: Vec<String> = place
        .map(|place| {
            let country = place.country.as_deref().map(|code| atlas.name(code));
            [place.venue.clone(), place.city.clone(), country].into_iter().flatten().collect()
        })
        .unwrap_or_default();
    // The stamp is the day of the last report: the same encounters make the same file.
    let stamp = encounter.last_reported.unwrap_or(last);
    line("BEGIN:VEVENT", out)?;
    line(&format!("UID:{}@rasid", encounter.id), out)?;
    line(&format!("DTSTAMP:{}T000000Z", basic(stamp)), out)?;
    line(&format!("DTSTART;VALUE=DATE:{}", basic(first)), out)?;
    line(&format!("DTEND;VALUE=DATE:{}", basic(until)), out)?;
    line(&format!("SUMMARY:{}", text(&format!("{}: {}", encounter.event_type, sides.join(", ")))), out)?;
    if !place.is_empty() {
        line(&format!("LOCATION:{}", text(&place.join(", "))), out)?;
    }
    let description = format!("{}\nReported by: {}", people.join(", "), reported.join(", "));
    line(&format!("DESCRIPTION:{}", text(&description)), out)?;
    if !encounter.themes.is_empty() {
        let themes: Vec<String> = encounter.themes.iter().map(|theme| text(theme)).collect();
        line(&format!("CATEGORIES:{}", themes.join(",")), out)?;
    }
    line(&format!("STATUS:{status}"), out)?;
    line("END:VEVENT", out)
}

/// Text as a value: RFC 5545, 3.3.11.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A line, folded where it is too long, never inside a character: RFC 5545, 3.1.
fn line(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut octets = 0;
    for c in text.chars() {
        if octets + c.len_utf8() > LONGEST {
            out.write_all(b"\r\n ")?;
            octets = 1;
        }
        write!(out, "{c}")?;
        octets += c.len_utf8();
    }
    out.write_all(b"\r\n")
}
