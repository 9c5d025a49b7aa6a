//! PLOVER v2, one record a line.
//!
//! Deviations, by docs/codebook.md: what was planned or postponed is AGREE; a record of what was cancelled or denied keeps
//! the code of what it would have been, and its `has_event` is false. `actor` is who travels, is received or gives,
//! `recipient` who hosts or is honoured; where nobody does, everybody is an actor. PLOVER wants a day: an encounter
//! without one has the day of its first report, and the comment says so. An ambassador who was summoned is recorded as
//! received, CONSULT: that he heard a complaint stands in the reports, not in the encounter.

use std::io::{self, Write};

use rasid_coder::codes;
use rasid_coder::report::{Participant, Rank, Role, Status};
use rasid_merge::Encounter;
use serde_json::{Value, json};

use super::Atlas;

/// Themes with the contexts of PLOVER that they fall under.
const CONTEXTS: [(&str, &str); 12] = [
    ("border_security", "territory"),
    ("counterterrorism", "terrorism"),
    ("cyber", "cyber"),
    ("drugs", "illegal_drugs"),
    ("financing_terror", "terrorism"),
    ("human_trafficking", "trafficking"),
    ("intelligence_sharing", "intelligence"),
    ("migration", "migration"),
    ("money_laundering", "crime"),
    ("organized_crime", "crime"),
    ("police_cooperation", "crime"),
    ("tech_cooperation", "technology"),
];

/// Writes an encounter; nothing for one that neither a date nor a report places in time.
pub(super) fn record(encounter: &Encounter, atlas: &dyn Atlas, out: &mut dyn Write) -> io::Result<()> {
    let day = encounter.first_day();
    let Some(date) = day.or(encounter.first_reported) else { return Ok(()) };
    let (code, cameo) = codes(
        encounter.event_type,
        encounter.status,
        false,
        &encounter.participants,
        encounter.place.as_ref(),
    );
    let (event, mode) = code.split_once('/').map_or((code, None), |(event, mode)| (event, Some(mode)));
    let hosts = |person: &&Participant| matches!(person.role, Role::Host | Role::Recipient);
    let (recipients, actors): (Vec<&Participant>, Vec<&Participant>) =
        encounter.participants.iter().partition(hosts);
    let mut recipients: Vec<Value> = recipients.into_iter().map(|person| entity(person, atlas)).collect();
    // A visit that nobody is told to host is one to a country.
    let place = encounter.place.as_ref().and_then(|place| place.country.as_deref());
    if let (true, Some("visit"), Some(country)) = (recipients.is_empty(), mode, place) {
        recipients.push(
            json!({"code": atlas.alpha3(country), "sector": "GOV", "entity_text": atlas.name(country)}),
        );
    }
    let mut contexts: Vec<&str> = encounter
        .themes
        .iter()
        .filter_map(|theme| CONTEXTS.iter().find(|(code, _)| code == theme).map(|(_, context)| *context))
        .collect();
    contexts.sort_unstable();
    contexts.dedup();
    let quote = |report: &rasid_merge::EncounterReport| {
        report
            .evidence
            .iter()
            .find(|evidence| evidence.field == "event")
            .map(|evidence| evidence.quote.clone())
    };
    let quotes: Vec<String> = encounter.reports.iter().filter_map(quote).collect();
    let mut comment = vec![format!("CAMEO {cameo}"), format!("status {}", encounter.status)];
    if day.is_none() {
        comment.push("date unknown: day of the first report".to_owned());
    }
    let last = encounter.date.as_deref().and_then(|date| date.parse::<rasid_text::Edtf>().ok()?.bounds());
    let called_off = matches!(encounter.status, Status::Cancelled | Status::Denied);
    let mut record = json!({
        "id": encounter.id,
        "date": date.to_string(),
        "has_event": !called_off,
        "event": [event],
        "actor": actors.into_iter().map(|person| entity(person, atlas)).collect::<Vec<_>>(),
        "recipient": recipients,
        "event_loc": place_text(encounter, atlas),
        "event_text": quotes.first(),
        "mode": mode.into_iter().collect::<Vec<_>>(),
        "context": contexts,
        "link": encounter.reports.iter().filter_map(|report| report.url.clone()).collect::<Vec<_>>(),
        "text": quotes,
        "cite_info": encounter.reports.iter().map(|report| json!({
            "citation": report.article,
            "url": report.url,
            "title": report.title,
            "publication": report.outlet,
            "coder": "rasid",
            "codebook": "PLOVER v2",
        })).collect::<Vec<_>>(),
        "comment": comment.join("; "),
    });
    if let (Some(day), Some((first, last))) = (day, last)
        && last > day
        && first == day
    {
        record["enddate"] = json!(last.to_string());
    }
    serde_json::to_writer(&mut *out, &record)?;
    out.write_all(b"\n")
}

/// Somebody, by country, sector, name and office.
fn entity(person: &Participant, atlas: &dyn Atlas) -> Value {
    let country = person.country.as_deref();
    // The lists of PLOVER know police and intelligence; which of the two a service is, its rank does not say.
    let sector = match (person.rank, country) {
        (Rank::OrganisationHead, _) => "IGO",
        (_, Some(code)) if atlas.alpha3(code).is_none() => "IGO",
        _ => "GOV",
    };
    let code = country.map(|code| atlas.alpha3(code).unwrap_or_else(|| code.to_owned()));
    let text = person.name.clone().or_else(|| person.office.clone()).or_else(|| person.organisation.clone());
    json!({
        "code": code,
        "sector": sector,
        "entity_text": text.or_else(|| country.map(|code| atlas.name(code))),
        "office": person.office,
    })
}

fn place_text(encounter: &Encounter, atlas: &dyn Atlas) -> Option<String> {
    let place = encounter.place.as_ref()?;
    let country = place.country.as_deref().map(|code| atlas.name(code));
    let parts: Vec<String> =
        [place.city_en.clone().or_else(|| place.city.clone()), country].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
