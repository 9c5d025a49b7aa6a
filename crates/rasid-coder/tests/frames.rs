//! Every example of every frame yields exactly the reports it names, and no counter-example yields one that was held.
//!
//! The examples stand beside the frames, in `lexicon/frames/*.toml`, and are their documentation too.

#![allow(clippy::unwrap_used)] // A test may panic; clippy.toml only knows the functions marked as tests.

use rasid_coder::report::{EventType, Report, Role, Status};
use rasid_coder::{Article, Coder};
use rasid_lexicon::frame::Example;

/// A report in the words of an example: `type status? SIDE:role SIDE:role @COUNTRY =DATE`, participants sorted, `held`
/// left out, `-` for a participant whose country is unknown.
fn in_words(report: &Report) -> String {
    let mut words = vec![report.event_type.to_string()];
    if report.status != Status::Held {
        words.push(report.status.to_string());
    }
    let mut participants: Vec<String> = report
        .participants
        .iter()
        .map(|participant| format!("{}:{}", participant.country.as_deref().unwrap_or("-"), participant.role))
        .collect();
    participants.sort();
    words.extend(participants);
    words.extend(report.place.iter().filter_map(|place| Some(format!("@{}", place.country.as_ref()?))));
    words.extend(report.date.iter().map(|date| format!("={date}")));
    words.join(" ")
}

/// An expectation in the same order of words. A word that is none of the closed lists is a mistake in the lexicon.
fn in_order(line: &str) -> Result<String, String> {
    let mut words = line.split_whitespace().peekable();
    let kind = words.next().unwrap_or_default();
    EventType::from_word(kind).ok_or_else(|| format!("{kind:?} is no type"))?;
    let mut ordered = vec![kind];
    if let Some(status) = words.next_if(|word| Status::from_word(word).is_some()) {
        ordered.extend(Some(status).filter(|status| *status != Status::Held.as_str()));
    }
    let (mut participants, mut place, mut date) = (Vec::new(), None, None);
    for word in words {
        match word.split_once(':') {
            Some((_, role)) if Role::from_word(role).is_some() => participants.push(word),
            _ if word.starts_with('@') && place.is_none() => place = Some(word),
            _ if word.starts_with('=') && date.is_none() => date = Some(word),
            _ => return Err(format!("{word:?} is no SIDE:role, @COUNTRY or =DATE")),
        }
    }
    participants.sort_unstable();
    ordered.extend(participants);
    ordered.extend(place);
    ordered.extend(date);
    Ok(ordered.join(" "))
}

fn article(text: &str, published: Option<&str>) -> Article {
    Article { published: published.map(|day| day.parse().unwrap()), ..Article::from_text(text) }
}

fn reports(coder: &Coder, article: &Article) -> Vec<Report> {
    coder.worker().read(article).events
}

fn fault(coder: &Coder, example: &Example) -> Option<String> {
    let expected: Result<Vec<String>, String> = example.expect.iter().map(|line| in_order(line)).collect();
    let expected = match expected {
        Ok(expected) => expected,
        Err(mistake) => return Some(mistake),
    };
    let article = article(&example.text, example.published.as_deref());
    let found: Vec<String> = reports(coder, &article).iter().map(in_words).collect();
    (found != expected).then(|| format!("expected {expected:?}\n  found    {found:?}"))
}

#[test]
fn every_example_yields_exactly_its_reports() {
    let coder = Coder::embedded();
    let (mut examples, mut faults) = (0, Vec::new());
    for frame in coder.lexicon().frames() {
        for example in &frame.examples {
            examples += 1;
            let fault = fault(&coder, example);
            faults.extend(fault.map(|fault| format!("{}: {}\n  {fault}", frame.id, example.text)));
        }
    }
    assert!(examples > 0, "no frame has an example");
    assert!(faults.is_empty(), "{} of {examples} examples fail:\n\n{}\n", faults.len(), faults.join("\n\n"));
}

#[test]
fn no_counter_example_yields_a_held_report() {
    let coder = Coder::embedded();
    let mut faults = Vec::new();
    for frame in coder.lexicon().frames() {
        for text in &frame.counter {
            let mut reports = reports(&coder, &article(text, None));
            reports.retain(|report| report.status == Status::Held);
            if !reports.is_empty() {
                let found: Vec<String> = reports.iter().map(in_words).collect();
                faults.push(format!("{}: {text}\n  found {found:?}", frame.id));
            }
        }
    }
    assert!(faults.is_empty(), "{} counter-examples fail:\n\n{}\n", faults.len(), faults.join("\n\n"));
}

#[test]
fn every_frame_shows_what_it_is() {
    for frame in Coder::embedded().lexicon().frames() {
        assert!(!frame.doc.is_empty(), "{} has no doc", frame.id);
        assert!(!frame.examples.is_empty(), "{} has no example", frame.id);
    }
}
