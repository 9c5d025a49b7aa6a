//! What a person should look at, and what people decided.

use rasid_chronicle::{Action, Agreement, Decision, Doubt};
use rasid_merge::Encounter;

use super::{Page, encounters, pairs, people};
use crate::terminal::Align;

/// One doubt: why, the encounter in two lines, and its id; and the same of another that it may be one with.
pub(crate) fn doubt(
    page: &Page,
    doubt: &Doubt,
    encounter: Option<&Encounter>,
    other: Option<&Encounter>,
) -> String {
    let messages = page.messages();
    let why = page.heading(messages.why(doubt.why));
    let detail = match &doubt.pair {
        Some(pair) => pairs::pair(page, pair, &|event| printed_in(encounter, event)),
        // The other encounter is printed below.
        None if other.is_some() => String::new(),
        None => page.cell(&doubt.detail),
    };
    let mut out = page.line(format!("{why}{}{detail}", messages.colon).trim_end(), 0);
    for encounter in encounter.into_iter().chain(other) {
        out.push_str(&page.line(&encounters::head(page, encounter), 2));
        let named: Vec<String> =
            encounter.participants.iter().map(|person| people::person(page, person)).collect();
        for line in named {
            out.push_str(&page.line(&line, 4));
        }
        out.push_str(&page.line(&encounters::footing(page, encounter), 4));
    }
    out.push('\n');
    out
}

/// Where a report was printed: its outlet, else its article.
fn printed_in(encounter: Option<&Encounter>, event: &str) -> String {
    let mut reports = encounter.into_iter().flat_map(|encounter| &encounter.reports);
    let report = reports.find(|report| report.event == event);
    report.map_or(event, |report| report.outlet.as_deref().unwrap_or(&report.article)).to_owned()
}

/// The log, a line each.
pub(crate) fn decisions(page: &Page, decisions: &[Decision]) -> String {
    let messages = page.messages();
    let mut out = String::new();
    for decision in decisions {
        let Decision { number, at, actor, reason, action, stands } = decision;
        let mut parts = vec![number.to_string(), at.clone(), actor.clone(), told(page, action)];
        parts.push(format!("{}{reason}{}", messages.quote_opens, messages.quote_closes));
        if !stands {
            parts.push(messages.undone.to_owned());
        }
        let parts: Vec<String> = parts.iter().map(|part| page.cell(part)).collect();
        out.push_str(&page.line(&parts.join(" · "), 0));
    }
    out
}

/// How far people and coder agree, a line each.
pub(crate) fn agreement(page: &Page, agreement: &Agreement) -> String {
    let messages = page.messages();
    let share = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), |share| format!("{share:.3}"));
    let mut rows = page.table(vec![Align::Start, Align::End]);
    for (label, value) in [
        (messages.judged_right, agreement.right.to_string()),
        (messages.judged_wrong, agreement.wrong.to_string()),
        (messages.missed, agreement.missed.to_string()),
        (messages.precision, share(agreement.precision)),
        (messages.recall, share(agreement.recall)),
    ] {
        rows.row([label.to_owned(), value]);
    }
    for (field, right) in &agreement.fields {
        let name = messages.field(field).unwrap_or(field);
        rows.row([format!("{}{}{name}", messages.right_field, messages.colon), format!("{right:.3}")]);
    }
    rows.row([messages.judged_twice.to_owned(), agreement.judged_twice.to_string()]);
    rows.row([messages.judged_alike.to_owned(), agreement.judged_alike.to_string()]);
    for (actor, decisions) in &agreement.decisions {
        rows.row([format!("{}{}{actor}", messages.decisions_of, messages.colon), decisions.to_string()]);
    }
    rows.render()
}

/// What was decided, about which reports.
fn told(page: &Page, action: &Action) -> String {
    let messages = page.messages();
    let events = |anchors: &[rasid_chronicle::Anchor]| -> String {
        anchors.iter().map(|anchor| anchor.event.as_str()).collect::<Vec<_>>().join(" ")
    };
    let said = match action {
        Action::Confirm { reports } | Action::Reject { reports } => events(reports),
        Action::Correct { reports, field, was, value } => {
            format!("{field}: {was} → {value}  [{}]", events(reports))
        }
        Action::Merge { reports, others } | Action::Split { reports, others } => {
            format!("{} | {}", events(reports), events(others))
        }
        Action::Add { article, report, .. } => format!("{article}: {} [{}]", report.event_type, report.id),
        Action::Undo { decision } => decision.to_string(),
    };
    format!("{} {said}", messages.action(action))
}
