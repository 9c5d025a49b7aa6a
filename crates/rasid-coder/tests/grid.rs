//! A grid of sentences: every construction with every way of telling who took part, and what did not take place.
//!
//! Frames have examples of what is particular; the grid shows that what is common is read whoever is told, and however.

#![allow(clippy::unwrap_used)] // A test may panic; clippy.toml only knows the functions marked as tests.

use rasid_coder::report::{EventType, Report, Status};
use rasid_coder::{Article, Coder, Worker};

/// A sentence before the one of the grid, {A} and {B}.
const WAYS: [[&str; 3]; 5] = [
    ["", "وزير الخارجية الكيني بول أوتينو", "وزير الدفاع الفنلندي يوها ماكي"],
    ["", "وزير الخارجية الكيني بول أوتينو", "نظيره الفنلندي يوها ماكي"],
    ["", "وزير الخارجية الكيني", "وزير الدفاع الفنلندي"],
    [TOLD, "الوزير بول أوتينو", "وزير الدفاع الفنلندي يوها ماكي"],
    [TOLD, "أوتينو", "وزير الدفاع الفنلندي يوها ماكي"],
];

const TOLD: &str = "قال وزير الخارجية الكيني بول أوتينو إن بلاده تعول على شركائها. ";

/// What is held in each way of telling a pattern, with the text.
fn held(worker: &mut Worker<'_>, pattern: &str) -> Vec<(String, Vec<Report>)> {
    let ways = if pattern.contains("{A}") { &WAYS[..] } else { &WAYS[..1] };
    let mut told = Vec::new();
    for [before, a, b] in ways {
        let text = format!("{before}{}", pattern.replace("{A}", a).replace("{B}", b));
        let mut article = Article::from_text(&text);
        article.published = Some("2020-05-13".parse().unwrap());
        let mut events = worker.read(&article).events;
        events.retain(|report| report.status == Status::Held);
        told.push((text, events));
    }
    told
}

/// The sides of a report, and of a visit its destination, sorted.
fn sides(report: &Report) -> String {
    let mut sides = report.countries();
    if report.event_type == EventType::Visit {
        sides.extend(report.place.as_ref().and_then(|place| place.country.clone()));
    }
    sides.sort();
    sides.dedup();
    sides.join(" ")
}

#[test]
fn every_construction_is_read_whoever_is_told() {
    let coder = Coder::embedded();
    let mut worker = coder.worker();
    let (mut sentences, mut faults) = (0, Vec::new());
    for row in include_str!("grid/held.tsv").lines().filter(|row| !row.starts_with('#')).skip(1) {
        let [event_type, wanted, pattern] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("{row}") };
        for (text, reports) in held(&mut worker, pattern) {
            sentences += 1;
            let found: Vec<String> =
                reports.iter().map(|report| format!("{} {}", report.event_type, sides(report))).collect();
            if found != [format!("{event_type} {wanted}")] {
                faults.push(format!("{text}\n  {event_type} {wanted}: found {found:?}"));
            }
        }
    }
    assert!(sentences > 1000, "{sentences} sentences");
    assert!(faults.is_empty(), "{} of {sentences} fail:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn what_is_refused_hoped_for_or_planned_is_not_held() {
    let coder = Coder::embedded();
    let mut worker = coder.worker();
    let mut faults = Vec::new();
    for pattern in include_str!("grid/unreal.txt").lines().filter(|line| !line.starts_with('#')) {
        for (text, reports) in held(&mut worker, pattern) {
            if !reports.is_empty() {
                faults.push(format!("{text}\n  {:?}", reports.iter().map(sides).collect::<Vec<_>>()));
            }
        }
    }
    assert!(faults.is_empty(), "{} are held:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn both_sides_are_found_whatever_stands_between_them() {
    const SENTENCES: [(EventType, &str); 10] = [
        (EventType::Talks, "التقى {A}{} {B}."),
        (EventType::Talks, "التقى {A}{} نظيره الفنلندي يوها ماكي."),
        (EventType::Reception, "استقبل {A}{} {B}."),
        (EventType::Talks, "اجتمع {A}{} مع {B}."),
        (EventType::Talks, "بحث {A}{} مع {B} أمن الحدود."),
        (EventType::Talks, "أجرى {A}{} محادثات مع {B}."),
        (EventType::Talks, "عقد {A}{} اجتماعا مع {B}."),
        (EventType::Call, "أجرى {A}{} اتصالا هاتفيا مع {B}."),
        (EventType::Talks, "تباحث {A}{} مع {B} حول الأمن."),
        (EventType::Reception, "استقبل {B}{} {A}."),
    ];
    let coder = Coder::embedded();
    let mut worker = coder.worker();
    let (mut rows, mut faults) = (0, Vec::new());
    for aside in include_str!("grid/asides.txt").lines().filter(|line| !line.starts_with('#')) {
        rows += 1;
        for (event_type, sentence) in SENTENCES {
            let reports = &held(&mut worker, &sentence.replace("{}", aside))[0];
            let told = |report: &&Report| report.event_type == event_type && sides(report) == "FI KE";
            // What the aside itself tells is another encounter.
            let other = |report: &&Report| {
                report.event_type != event_type
                    && !matches!(report.event_type, EventType::Visit | EventType::Conference)
            };
            if reports.1.iter().filter(told).count() != 1 || reports.1.iter().any(|report| other(&report)) {
                faults.push(format!(
                    "{}\n  {:?}",
                    reports.0,
                    reports.1.iter().map(sides).collect::<Vec<_>>()
                ));
            }
        }
    }
    assert!(rows >= 60, "{rows} asides");
    assert!(faults.is_empty(), "{} fail:\n{}", faults.len(), faults.join("\n"));
}
