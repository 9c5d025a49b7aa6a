//! Officials as the registry knows them.

use jiff::civil::Date;
use rasid_merge::registry::{Known, Match, Other};

use super::Page;

/// Name, country and days; each office with its days; how else the name is written, and why that is the same person.
pub(crate) fn known(page: &Page, known: &Known) -> String {
    let messages = page.messages();
    let country = known.country.as_deref().map(|code| page.names.side(code).to_owned());
    let head = [
        known.name_latin.clone().filter(|latin| *latin != known.name),
        country,
        Some(messages.n_encounters.of(known.encounters)),
        days(known.first, known.last),
        Some(format!("[{}]", known.id)),
    ];
    let head: Vec<String> = head.into_iter().flatten().map(|part| page.cell(&part)).collect();
    let mut out = page.line(&format!("{} · {}", page.heading(&known.name), head.join(" · ")), 0);
    for tenure in &known.offices {
        let parts = [
            Some(tenure.office.clone()),
            messages.rank(tenure.rank).map(str::to_owned),
            days(tenure.first, tenure.last),
            Some(messages.n_encounters.of(tenure.encounters)),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().map(|part| page.cell(&part)).collect();
        out.push_str(&page.line(&parts.join(" · "), 4));
    }
    for form in known.forms.iter().filter(|form| form.because != Match::Itself || form.name != known.name) {
        let because = messages.because(form.because);
        let text = format!("{}{}{}", page.cell(&form.name), messages.colon, page.cell(because));
        out.push_str(&page.line(&format!("= {text}"), 4));
    }
    for (label, others) in [(messages.may_be, &known.may_be), (messages.namesakes, &known.namesakes)] {
        if !others.is_empty() {
            let named = |other: &Other| page.cell(&format!("{} [{}]", other.name, other.id));
            let named: Vec<String> = others.iter().map(named).collect();
            out.push_str(
                &page.line(&format!("{}{}{}", page.cell(label), messages.colon, page.listed(&named)), 4),
            );
        }
    }
    out.push('\n');
    out
}

/// First and last day, the same one once.
fn days(first: Option<Date>, last: Option<Date>) -> Option<String> {
    let (first, last) = first.zip(last)?;
    Some(if first == last { first.to_string() } else { format!("{first} … {last}") })
}
