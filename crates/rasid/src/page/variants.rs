//! What some reports say otherwise, one line a field, with the numbers of the reports that say so.

use rasid_coder::report::{EventType, Status};
use rasid_merge::{Encounter, EncounterReport, Variant};

use super::Page;

/// One line for each field that reports disagree about. `reports` are numbered in the order they are shown.
pub(crate) fn lines(page: &Page, encounter: &Encounter, reports: &[&EncounterReport]) -> Vec<String> {
    let same_field = |a: &Variant, b: &Variant| a.field == b.field;
    let line = |variants: &[Variant]| {
        let values: Vec<String> = variants
            .iter()
            .map(|variant| {
                let numbers = numbers(variant, reports);
                format!("{} {}", value(page, variant), page.cell(&numbers))
            })
            .collect();
        let messages = page.messages();
        let field = field(page, encounter, &variants[0].field);
        let label = format!("{}{}{field}", page.cell(messages.also_reported), messages.comma);
        format!("{label}{}{}", messages.colon, values.join(" · "))
    };
    encounter.variants.chunk_by(same_field).map(line).collect()
}

/// `[1][3]`
fn numbers(variant: &Variant, reports: &[&EncounterReport]) -> String {
    let of = |article: &String| reports.iter().position(|report| &report.article == article);
    let mut numbers: Vec<usize> = variant.articles.iter().filter_map(of).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.iter().map(|at| format!("[{}]", at + 1)).collect()
}

/// `participants/0/office` as "office of" whoever stands at 0.
fn field(page: &Page, encounter: &Encounter, path: &str) -> String {
    let messages = page.messages();
    let mut parts = path.split('/');
    let person = match (parts.next(), parts.next().and_then(|at| at.parse::<usize>().ok())) {
        (Some("participants"), Some(at)) => encounter.participants.get(at),
        _ => None,
    };
    let last = path.rsplit('/').next().unwrap_or(path);
    let word = messages.field(last).unwrap_or(path);
    let whose = person.and_then(|person| person.name.as_ref().or(person.office.as_ref()));
    match whose {
        Some(whose) => messages.field_of.with([("field", word.into()), ("name", page.cell(whose).into())]),
        None => page.cell(word),
    }
}

fn value(page: &Page, variant: &Variant) -> String {
    let messages = page.messages();
    let value = variant.value.as_str();
    match variant.field.as_str() {
        "date" => page.date(value),
        "type" => page.cell(EventType::from_word(value).map_or(value, |kind| messages.event_type(kind))),
        "status" => page.cell(Status::from_word(value).map_or(value, |status| messages.status(status))),
        field if field.ends_with("country") => page.side(value),
        _ => page.cell(value),
    }
}
