//! Every example of every frame yields exactly the reports it names, and no counter-example yields one that was held.
//!
//! The examples stand beside the frames, in `lexicon/frames/*.toml`, and are their documentation too.

#![allow(clippy::unwrap_used)] // A test may panic; clippy.toml only knows the functions marked as tests.

mod words;

use rasid_coder::report::{Report, Status};
use rasid_coder::{Article, Coder};
use rasid_lexicon::frame::Example;
use words::{in_order, in_words};

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
