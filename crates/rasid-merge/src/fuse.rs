//! One cluster of reports becomes one encounter.

use std::collections::{BTreeMap, BTreeSet};

use rasid_coder::report::{EventType, Place, Status};
use rasid_text::Edtf;

use crate::article::ArticleMeta;
use crate::encounter::{ENCOUNTER_SCHEMA, Encounter, EncounterReport, StatusChange};
use crate::fold::{without_article, words};
use crate::id;
use crate::people::fuse_people;
use crate::profile::Profile;
use crate::reuse::{copy_groups, printed_together, share_an_original};
use crate::union::UnionFind;
use crate::variants::Variants;

/// Makes the encounter of a cluster, without its `part_of`. `set` holds indices of `profiles`, ascending.
pub(crate) fn fuse(profiles: &[Profile], set: &[usize]) -> Encounter {
    let members: Vec<&Profile> = set.iter().map(|&index| &profiles[index]).collect();
    let copies = copy_groups(&members);
    let mut variants = Variants::default();
    let event_type = fuse_type(&members, &mut variants);
    let date = fuse_date(&members, &copies, event_type, &mut variants);
    let place = fuse_place(&members, &mut variants);
    let participants = fuse_people(&members, event_type, &mut variants);
    let (status, status_history) = fuse_status(&members);
    let themes: BTreeSet<&String> = members.iter().flat_map(|m| &m.report.themes).collect();
    let mut ids = members.iter().map(|m| id::of_encounter(&m.report.id));
    let first_id = ids.next().unwrap_or_default();
    let mut aliases: Vec<String> = ids.collect();
    aliases.sort();
    let held = members.iter().filter(|m| m.report.status == Status::Held);
    let mut reports: Vec<EncounterReport> =
        members.iter().zip(&copies).map(|(m, copies)| report_of(m, copies)).collect();
    reports.sort_by(|a, b| (&a.article, &a.event).cmp(&(&b.article, &b.event)));
    let (articles, independent_sources) = sources(&members);
    let mut encounter = Encounter {
        schema: ENCOUNTER_SCHEMA.to_owned(),
        id: first_id,
        aliases,
        event_type,
        status,
        part_of: None,
        date,
        not_after: held.filter_map(|m| m.article.published).min(),
        place,
        participants,
        themes: themes.into_iter().cloned().collect(),
        countries: Vec::new(),
        partners: Vec::new(),
        variants: variants.into_sorted(),
        status_history,
        first_reported: members.iter().filter_map(|m| m.article.published).min(),
        last_reported: members.iter().filter_map(|m| m.article.published).max(),
        articles,
        independent_sources,
        reviewed: None,
        reports,
    };
    encounter.set_sides();
    encounter
}

fn report_of(member: &Profile, copies: &Option<String>) -> EncounterReport {
    let Profile { article, report, .. } = member;
    EncounterReport {
        article: article.id.clone(),
        event: report.id.clone(),
        outlet: article.outlet.clone(),
        url: article.url.clone(),
        title: article.title.clone(),
        event_type: report.event_type,
        countries: report.countries(),
        date: report.date.clone(),
        copy_group: copies.clone(),
        attributed_to: report.attributed_to.clone(),
        evidence: report.evidence.clone(),
    }
}

/// A meeting that any report calls a reception is one; other clusters have one type.
fn fuse_type(members: &[&Profile], variants: &mut Variants) -> EventType {
    let types = || members.iter().map(|m| m.report.event_type);
    let chosen =
        if types().any(|t| t == EventType::Reception) { Some(EventType::Reception) } else { types().next() };
    let chosen = chosen.unwrap_or(EventType::Talks);
    for member in members.iter().filter(|m| m.report.event_type != chosen) {
        variants.note("type", member.report.event_type.as_str(), &member.article.id);
    }
    chosen
}

/// The most telling date, and among equally telling ones the one that most sources have.
fn fuse_date(
    members: &[&Profile],
    copies: &[Option<String>],
    event_type: EventType,
    variants: &mut Variants,
) -> Option<String> {
    let lasts = matches!(event_type, EventType::Visit | EventType::Conference);
    let mut dates: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (member, copies) in members.iter().zip(copies) {
        if let Some(date) = member.report.date.as_deref() {
            let source = copies.as_deref().unwrap_or(&member.article.id);
            dates.entry(date).or_default().insert(source);
        }
    }
    let parsed: Vec<(&str, Option<Edtf>)> = dates.keys().map(|date| (*date, date.parse().ok())).collect();
    let supporters =
        |edtf: &Edtf| parsed.iter().filter_map(|(_, other)| *other).filter(|o| o.compatible(edtf)).count();
    let chosen = parsed
        .iter()
        .filter_map(|(date, edtf)| Some((*date, (*edtf)?)))
        .max_by_key(|(date, edtf)| {
            (telling(edtf, lasts), dates[date].len(), supporters(edtf), std::cmp::Reverse(*date))
        })
        .map(|(date, edtf)| (date.to_owned(), edtf));
    for member in members {
        let Some(date) = member.report.date.as_deref() else { continue };
        let covers = match (&chosen, date.parse::<Edtf>()) {
            (Some((_, chosen)), Ok(other)) => is_vaguer(&other, chosen),
            _ => false,
        };
        if !covers && chosen.as_ref().is_none_or(|(text, _)| text != date) {
            variants.note("date", date, &member.article.id);
        }
    }
    chosen.map(|(date, _)| date)
}

fn telling(edtf: &Edtf, lasts: bool) -> u8 {
    match edtf {
        Edtf::Interval(a, b) if a.is_full() && b.is_full() => 3 + u8::from(lasts),
        Edtf::Date(day) if day.is_full() => 4 - u8::from(lasts),
        Edtf::OneOf(a, b) if a.is_full() && b.is_full() => 2,
        _ => u8::from(edtf.bounds().is_some()),
    }
}

/// Whether `other` only says less than `chosen`: no disagreement.
fn is_vaguer(other: &Edtf, chosen: &Edtf) -> bool {
    match (other.bounds(), chosen.bounds()) {
        (Some(o), Some(c)) => o.0 <= c.0 && c.1 <= o.1,
        (None, _) => other.compatible(chosen),
        _ => false,
    }
}

fn fuse_place(members: &[&Profile], variants: &mut Variants) -> Option<Place> {
    let places = || members.iter().filter_map(|m| Some((m, m.report.place.as_ref()?)));
    places().next()?;
    let country = most_frequent(places().filter_map(|(_, p)| p.country.as_deref()));
    let here = || places().filter(|(_, p)| p.country.is_none() || p.country.as_deref() == country);
    // One city in all its spellings, and of these the name rather than what it is the capital of.
    let one = most_frequent(here().filter_map(|(_, p)| p.city_en.as_deref().or(p.city.as_deref())));
    let there =
        || here().filter(|(_, p)| p.city.is_some() && p.city_en.as_deref().or(p.city.as_deref()) == one);
    let spellings = || there().filter_map(|(_, p)| p.city.as_deref());
    let city = most_frequent(spellings().filter(|city| !is_by_country(city))).or(most_frequent(spellings()));
    let city_en = most_frequent(there().filter_map(|(_, p)| p.city_en.as_deref()));
    for (member, place) in places() {
        if let Some(other) = place.country.as_deref().filter(|other| Some(*other) != country) {
            variants.note("place/country", other, &member.article.id);
        }
        let same = |other: &str| {
            city.is_some_and(|city| words(city) == words(other))
                || (city_en.is_some() && place.city_en.as_deref() == city_en)
        };
        if let Some(other) = place.city.as_deref().filter(|other| !same(other)) {
            variants.note("place/city", other, &member.article.id);
        }
    }
    Some(Place {
        city: city.map(str::to_owned),
        city_en: city_en.map(str::to_owned),
        country: country.map(str::to_owned),
        venue: most_frequent(here().filter_map(|(_, p)| p.venue.as_deref())).map(str::to_owned),
        disputed: here().any(|(_, p)| p.disputed),
    })
}

/// Whether a capital is named by its country: العاصمة الكينية.
fn is_by_country(city: &str) -> bool {
    words(city).first().is_some_and(|word| without_article(word) == "عاصمه")
}

/// The value that occurs most often; among equals the longest, then the first in order.
pub(crate) fn most_frequent<'v>(values: impl Iterator<Item = &'v str>) -> Option<&'v str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let best = counts
        .into_iter()
        .max_by_key(|(value, count)| (*count, value.chars().count(), std::cmp::Reverse(*value)));
    best.map(|(value, _)| value)
}

/// The status as last reported, and how it came to it. What was held stays held unless it is denied or called off by
/// a report that is as late; within one day the refusal is the later word.
fn fuse_status(members: &[&Profile]) -> (Status, Vec<StatusChange>) {
    let weight = |status: Status| match status {
        Status::Planned => 0,
        Status::Held => 1,
        Status::Postponed => 2,
        Status::Cancelled => 3,
        Status::Denied => 4,
    };
    let mut sorted: Vec<(&ArticleMeta, Status)> =
        members.iter().map(|m| (&*m.article, m.report.status)).collect();
    sorted.sort_by(|a, b| (a.0.published, weight(a.1), &a.0.id).cmp(&(b.0.published, weight(b.1), &b.0.id)));
    let mut history: Vec<StatusChange> = Vec::new();
    for (article, status) in sorted {
        let last = history.last().map(|change| change.status);
        let stale = status == Status::Planned && last == Some(Status::Held);
        if last != Some(status) && !stale {
            history.push(StatusChange { status, article: article.id.clone() });
        }
    }
    (history.last().map_or(Status::Held, |change| change.status), history)
}

/// Number of articles, and of independent ones: copies, and articles resting on one communiqué, count once.
fn sources(members: &[&Profile]) -> (u32, u32) {
    let articles: BTreeMap<&str, &Profile> = members.iter().map(|m| (m.article.id.as_str(), *m)).collect();
    let articles: Vec<&Profile> = articles.into_values().collect();
    let origins: Vec<Vec<String>> =
        articles.iter().map(|m| m.report.attributed_to.as_deref().map(words).unwrap_or_default()).collect();
    let mut independent = UnionFind::new(articles.len());
    for (at, a) in articles.iter().enumerate() {
        for (other, b) in articles.iter().enumerate().skip(at + 1) {
            // What announces a visit and what calls it off are two communiqués of one ministry.
            let one_origin = !origins[at].is_empty()
                && origins[at] == origins[other]
                && a.report.status == b.report.status
                && printed_together(&a.article, &b.article);
            if one_origin || share_an_original(&a.article, &b.article) {
                independent.join(at, other);
            }
        }
    }
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    (count(articles.len()), count(independent.members().len()))
}
