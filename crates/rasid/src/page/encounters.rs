//! The chronology: one block an encounter, what happened inside it indented under it.

use std::collections::{BTreeMap, BTreeSet};

use rasid_chronicle::Selection;
use rasid_coder::report::{Participant, Place, Status};
use rasid_merge::{ArticleMeta, Encounter, EncounterReport};

use super::Page;
use crate::terminal::{bold, cell, wrapped};

/// Columns that a nested block is moved in by.
const STEP: usize = 4;
/// Blocks nested deeper than this are not moved in further.
const DEEPEST: usize = 5;

/// Articles by id: where a report was printed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Articles(BTreeMap<String, ArticleMeta>);

impl Articles {
    /// By the ids the reports name.
    pub(crate) fn new(articles: Vec<ArticleMeta>) -> Self {
        Self(articles.into_iter().map(|article| (article.id.clone(), article)).collect())
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Outlet, day of publication, and the path or else the address of an article.
    pub(crate) fn source(&self, id: &str) -> String {
        let Some(article) = self.0.get(id) else { return cell(id) };
        let published = article.published.map(|date| date.to_string());
        let whereabouts = article.path.as_ref().or(article.url.as_ref()).unwrap_or(&article.id);
        let parts = [article.outlet.as_ref(), published.as_ref(), Some(whereabouts)];
        parts.into_iter().flatten().map(|part| cell(part)).collect::<Vec<_>>().join(", ")
    }
}

/// The blocks of a selection in the order of the chronicle. A nested encounter stands under the one it is part of if
/// that was selected too, else in its own place.
pub(crate) fn chronology(page: &Page, selection: &Selection<'_>, articles: &Articles) -> String {
    let here: BTreeSet<&str> = selection.rows.iter().map(|row| row.encounter.id.as_str()).collect();
    let parent =
        |encounter: &Encounter| encounter.part_of.as_ref().and_then(|id| here.get(id.as_str()).copied());
    let mut inside: BTreeMap<&str, Vec<&Encounter>> = BTreeMap::new();
    for row in &selection.rows {
        if let Some(parent) = parent(row.encounter) {
            inside.entry(parent).or_default().push(row.encounter);
        }
    }
    let mut out = String::new();
    let mut printed = BTreeSet::new();
    let roots = selection.rows.iter().filter(|row| parent(row.encounter).is_none());
    // Encounters that are part of each other in a circle have no root: they come last, each in its turn.
    for row in roots.chain(&selection.rows) {
        let mut stack = vec![(row.encounter, 0)];
        while let Some((encounter, depth)) = stack.pop() {
            if !printed.insert(encounter.id.as_str()) {
                continue;
            }
            out.push_str(&block(page, encounter, articles, depth.min(DEEPEST) * STEP));
            out.push('\n');
            let nested = inside.get(encounter.id.as_str()).into_iter().flatten();
            stack.extend(nested.rev().map(|nested| (*nested, depth + 1)));
        }
    }
    out
}

fn block(page: &Page, encounter: &Encounter, articles: &Articles, indent: usize) -> String {
    let messages = page.messages();
    let mut lines = vec![bold(&head(page, encounter), page.styled)];
    for participant in &encounter.participants {
        lines.push(format!("  {}", person(page, participant)));
    }
    if encounter.participants.is_empty() && !encounter.countries.is_empty() {
        let sides: Vec<String> = encounter.countries.iter().map(|code| side(page, code)).collect();
        lines.push(format!("  {}", sides.join(" · ")));
    }
    if !encounter.themes.is_empty() {
        let themes: Vec<String> = encounter.themes.iter().map(|code| cell(page.names.theme(code))).collect();
        lines.push(format!("  {}: {}", cell(messages.themes), themes.join(" · ")));
    }
    if let Some(parent) = encounter.part_of.as_ref().filter(|_| indent == 0) {
        lines.push(format!("  {} {}", cell(messages.part_of), cell(parent)));
    }
    for variant in &encounter.variants {
        let sources: Vec<String> = variant.articles.iter().map(|id| articles.source(id)).collect();
        let label = cell(messages.also_reported);
        lines.push(format!(
            "  {label}: {} = {} ({})",
            cell(&variant.field),
            cell(&variant.value),
            sources.join("; ")
        ));
    }
    let reports = page.lang.plural(&messages.n_reports, encounter.reports.len() as u64);
    let sources = page.lang.plural(&messages.n_sources, u64::from(encounter.independent_sources));
    lines.push(format!("  {} · {}  [{}]", cell(&reports), cell(&sources), cell(&encounter.id)));
    for line in &mut lines {
        line.insert_str(0, &" ".repeat(indent));
    }
    for report in &encounter.reports {
        lines.push(evidence(page, report, articles, indent + 4));
    }
    lines.join("\n") + "\n"
}

/// EDTF date, the same in words, type, place, and the status if it was not held.
fn head(page: &Page, encounter: &Encounter) -> String {
    let messages = page.messages();
    let mut parts = vec![match &encounter.date {
        Some(edtf) => match page.lang.date(edtf, page.months) {
            Some(words) => format!("{}  {}", cell(edtf), cell(&words)),
            None => cell(edtf),
        },
        None => match encounter.first_reported {
            Some(day) => format!("{} ({} {day})", cell(messages.undated), cell(messages.reported_on)),
            None => cell(messages.undated),
        },
    }];
    parts.push(cell(messages.event_type(encounter.event_type)));
    parts.extend(encounter.place.as_ref().and_then(|spot| place(page, spot)));
    if encounter.status != Status::Held {
        parts.push(cell(messages.status(encounter.status)));
    }
    parts.join(" · ")
}

fn place(page: &Page, place: &Place) -> Option<String> {
    let city = match (&place.city, &place.city_en) {
        (Some(city), Some(english)) if city != english => Some(format!("{} ({})", cell(city), cell(english))),
        (city, english) => city.as_ref().or(english.as_ref()).map(|name| cell(name)),
    };
    let venue = place.venue.as_ref().map(|venue| cell(venue));
    let country = place.country.as_ref().map(|code| side(page, code));
    let disputed = place.disputed.then(|| cell(page.messages().disputed));
    let parts: Vec<String> = [venue, city, country, disputed].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Name, Latin spelling, office, country. The words of the article stay in its language.
fn person(page: &Page, person: &Participant) -> String {
    let name = person.name.as_ref().map(|name| cell(name));
    let latin = person.name_latin.as_ref().filter(|latin| person.name.as_ref() != Some(latin));
    let name = match (name, latin) {
        (Some(name), Some(latin)) => format!("{name} ({})", cell(latin)),
        (Some(name), None) => name,
        (None, Some(latin)) => cell(latin),
        (None, None) => cell(page.messages().unnamed),
    };
    let office = person.office.as_ref().map(|office| cell(office));
    let organisation = person.organisation.as_ref().map(|organisation| cell(organisation));
    let country = person.country.as_ref().map(|code| side(page, code));
    let parts: Vec<String> = [Some(name), office, organisation, country].into_iter().flatten().collect();
    parts.join(", ")
}

/// Name and code of a country or organisation.
fn side(page: &Page, code: &str) -> String {
    match page.names.side(code) {
        name if name == code => cell(code),
        name => format!("{} {}", cell(name), cell(code)),
    }
}

/// The sentence that shows the encounter, and who printed it.
fn evidence(page: &Page, report: &EncounterReport, articles: &Articles, indent: usize) -> String {
    let mut lines: Vec<String> = report
        .evidence
        .iter()
        .filter(|evidence| evidence.field == "event")
        .map(|evidence| wrapped(&format!("“{}”", evidence.quote), indent, page.width))
        .collect();
    let by = report
        .attributed_to
        .as_ref()
        .map(|source| format!(" ({} {})", cell(page.messages().according_to), cell(source)));
    lines.push(format!("{:indent$}{}{}", "", articles.source(&report.article), by.unwrap_or_default()));
    lines.join("\n")
}

#[cfg(test)]
mod tests;
