//! The chronology: one block an encounter, what happened inside it indented under it.

use std::collections::{BTreeMap, BTreeSet};

use rasid_chronicle::{Change, Selection};
use rasid_coder::report::Status;
use rasid_merge::{Encounter, EncounterReport};

use super::{Articles, Page, Pairs, pair, people, variants};
use crate::terminal::bold;

/// Columns that a nested block is moved in by.
const STEP: usize = 4;
/// Blocks nested deeper than this are not moved in further.
const DEEPEST: usize = 5;

/// The blocks of a selection in the order of the chronicle, those without a year under a heading of their own. A nested
/// encounter stands under the one it is part of if that was selected too, else in its own place.
pub(crate) fn chronology(
    page: &Page,
    selection: &Selection,
    articles: &Articles,
    explained: &Pairs,
) -> String {
    let here: BTreeSet<&str> = selection.rows.iter().map(|row| row.encounter.id.as_str()).collect();
    let parent =
        |encounter: &Encounter| encounter.part_of.as_ref().and_then(|id| here.get(id.as_str()).copied());
    let mut inside: BTreeMap<&str, Vec<&Encounter>> = BTreeMap::new();
    for row in &selection.rows {
        if let Some(parent) = parent(&row.encounter) {
            inside.entry(parent).or_default().push(&row.encounter);
        }
    }
    let roots = || selection.rows.iter().filter(|row| parent(&row.encounter).is_none());
    let dated = roots().filter(|row| row.encounter.first_day().is_some());
    let undated = roots().filter(|row| row.encounter.first_day().is_none());
    // Encounters that are part of each other in a circle have no root: they come last, each in its turn.
    let rest = selection.rows.iter();
    let mut out = String::new();
    let mut printed = BTreeSet::new();
    let mut under_heading = false;
    let in_order = dated.map(|row| (row, false)).chain(undated.map(|row| (row, true)));
    for (row, is_undated) in in_order.chain(rest.map(|row| (row, false))) {
        if is_undated && !under_heading {
            under_heading = true;
            out.push_str(&format!("{}\n\n", page.heading(page.messages().undated_heading)));
        }
        let mut stack = vec![(&row.encounter, 0)];
        while let Some((encounter, depth)) = stack.pop() {
            if !printed.insert(encounter.id.as_str()) {
                continue;
            }
            let indent = depth.min(DEEPEST) * STEP;
            out.push_str(&block(page, encounter, articles, indent));
            let reports = by_day(encounter, articles);
            let numbered = |event: &str| {
                let at = reports.iter().position(|report| report.event == event);
                at.map_or_else(|| event.to_owned(), |at| format!("[{}]", at + 1))
            };
            for told in explained.get(&encounter.id).into_iter().flatten() {
                out.push_str(&page.line(&pair(page, told, &numbered), indent + 2));
            }
            out.push('\n');
            let nested = inside.get(encounter.id.as_str()).into_iter().flatten();
            stack.extend(nested.rev().map(|nested| (*nested, depth + 1)));
        }
    }
    out
}

/// The reports of an encounter as they are numbered: in the order in which they were published.
pub(crate) fn by_day<'e>(encounter: &'e Encounter, articles: &Articles) -> Vec<&'e EncounterReport> {
    let mut reports: Vec<&EncounterReport> = encounter.reports.iter().collect();
    reports.sort_by_key(|report| articles.published(&report.article));
    reports
}

fn block(page: &Page, encounter: &Encounter, articles: &Articles, indent: usize) -> String {
    let messages = page.messages();
    let reports = by_day(encounter, articles);
    let head = page.line(&head(page, encounter), indent);
    let mut out: String = head.lines().map(|line| bold(line, page.styled) + "\n").collect();
    let mut lines: Vec<String> =
        encounter.participants.iter().map(|person| people::person(page, person)).collect();
    if lines.is_empty() && !encounter.countries.is_empty() {
        let sides: Vec<String> = encounter.countries.iter().map(|code| page.side(code)).collect();
        lines.push(sides.join(" · "));
    }
    if !encounter.themes.is_empty() {
        let themes: Vec<String> =
            encounter.themes.iter().map(|code| page.cell(page.names.theme(code))).collect();
        lines.push(format!("{}{}{}", page.cell(messages.themes), messages.colon, page.listed(&themes)));
    }
    if let Some(parent) = encounter.part_of.as_ref().filter(|_| indent == 0) {
        lines.push(format!("{} {}", page.cell(messages.part_of), page.cell(parent)));
    }
    lines.extend(variants::lines(page, encounter, &reports));
    lines.push(footing(page, encounter));
    for line in lines {
        out.push_str(&page.line(&line, indent + 2));
    }
    for (at, report) in reports.iter().enumerate() {
        out.push_str(&evidence(page, report, at, &reports[..at], articles, indent + 2));
    }
    out
}

/// The date as EDTF and in words; where there is none, the day on which it was first reported.
pub(crate) fn when(page: &Page, encounter: &Encounter) -> String {
    let messages = page.messages();
    match (&encounter.date, encounter.first_reported) {
        (Some(edtf), _) => page.date(edtf),
        (None, Some(day)) => format!(
            "{} ({} {})",
            page.cell(messages.undated),
            page.cell(messages.reported_on),
            page.cell(&day.to_string())
        ),
        (None, None) => page.cell(messages.undated),
    }
}

/// EDTF date, the same in words, type, place, and the status if it was not held.
pub(crate) fn head(page: &Page, encounter: &Encounter) -> String {
    let messages = page.messages();
    let mut parts = vec![when(page, encounter)];
    parts.push(page.cell(messages.event_type(encounter.event_type)));
    parts.extend(encounter.place.as_ref().and_then(|place| people::place(page, place)));
    if encounter.status != Status::Held {
        parts.push(page.cell(messages.status(encounter.status)));
    }
    parts.join(" · ")
}

/// How many reports and independent sources, and the id that other verbs take.
pub(super) fn footing(page: &Page, encounter: &Encounter) -> String {
    format!("{}  {}", sources(page, encounter), page.cell(&format!("[{}]", encounter.id)))
}

/// How many reports and independent sources, whose words they are, and who decided on them.
pub(crate) fn sources(page: &Page, encounter: &Encounter) -> String {
    let messages = page.messages();
    let mut parts = vec![messages.n_reports.of(encounter.reports.len() as u64)];
    if encounter.reports.len() > 1 {
        let sources = u64::from(encounter.independent_sources);
        parts.push(messages.n_sources.of(sources));
    }
    parts.extend(encounter.own_institution().map(|whose| messages.own_words.with([("whose", whose.into())])));
    parts.extend(encounter.reviewed.as_ref().map(|reviewed| reviewed_as(page, reviewed)));
    let parts: Vec<String> = parts.iter().map(|part| page.cell(part)).collect();
    parts.join(" · ")
}

/// The last decision on an encounter: the word of its action in the reader's language, day and name.
fn reviewed_as(page: &Page, reviewed: &str) -> String {
    let (action, rest) = reviewed.split_once(' ').unwrap_or((reviewed, ""));
    format!("{} {rest}", page.messages().action_word(action))
}

/// What is new about a changed encounter.
pub(crate) fn changed(page: &Page, change: &Change) -> Vec<String> {
    let messages = page.messages();
    let mut parts = Vec::new();
    if let Some(was) = change.was {
        let now = messages.status(change.encounter.status);
        parts.push(page.cell(&format!("{}{}{now}", messages.status(was), messages.then)));
    }
    let more = messages.n_reports.of(change.reports);
    parts.push(page.cell(&messages.more.with([("n", more.into())])));
    vec![parts.join(" · ")]
}

/// The number of a report, who printed it, and the sentence that shows the encounter. A copy of a text that was shown
/// is not shown again.
fn evidence(
    page: &Page,
    report: &EncounterReport,
    at: usize,
    before: &[&EncounterReport],
    articles: &Articles,
    indent: usize,
) -> String {
    let mut source =
        format!("{} {}", page.cell(&format!("[{}]", at + 1)), articles.source(page, &report.article));
    if let Some(origin) = origin(page, report) {
        source.push_str(&format!(" ({origin})"));
    }
    let (copied, remark) = copied(page, report, before, articles);
    source.extend(remark.map(|remark| format!(" · {remark}")));
    let mut out = page.line(&source, indent);
    if let (false, Some(sentence)) = (copied, articles.sentence(report)) {
        out.push_str(&page.paragraph(&page.quoted(sentence), indent + 4));
    }
    out
}

/// What a report rests on, and whether its text is a copy.
pub(crate) fn remark(
    page: &Page,
    report: &EncounterReport,
    before: &[&EncounterReport],
    articles: &Articles,
) -> Option<String> {
    let (_, copied) = copied(page, report, before, articles);
    let parts: Vec<String> = [origin(page, report), copied].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

fn origin(page: &Page, report: &EncounterReport) -> Option<String> {
    let origin = report.attributed_to.as_ref()?;
    Some(format!("{} {}", page.cell(page.messages().according_to), page.cell(origin)))
}

/// Whether the text stands in a report before this one, and what to say of that. The reports stand in the order in which
/// they were published: the first of several with one text is its likely origin.
fn copied(
    page: &Page,
    report: &EncounterReport,
    before: &[&EncounterReport],
    articles: &Articles,
) -> (bool, Option<String>) {
    let messages = page.messages();
    let is_copy =
        |other: &&EncounterReport| report.copy_group.is_some() && other.copy_group == report.copy_group;
    match before.iter().position(is_copy) {
        Some(original) => {
            let original = page.cell(&format!("[{}]", original + 1));
            (true, Some(format!("{} {original}", page.cell(messages.copy_of))))
        }
        None if report.copy_group.is_some() && articles.is_dated(&report.article) => {
            (false, Some(page.cell(messages.likely_origin)))
        }
        None => (false, None),
    }
}

#[cfg(test)]
mod tests;
