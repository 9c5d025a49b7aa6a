//! Every example of docs/codebook.md is read as the page says.
//!
//! A fenced block `example DATE` holds a text and, behind arrows, all that may be read from it: reports in the words of
//! the frames' examples, with further fields behind bars; `nothing`; `claim WHAT VALUE PERIOD`; `praise HOLDER WORDS`.

#![allow(clippy::unwrap_used)] // A test may panic; clippy.toml only knows the functions marked as tests.

mod words;

use rasid_coder::report::Report;
use rasid_coder::{Article, Coder, Reading};
use words::{in_order, in_words};

const PAGE: &str = include_str!("../../../docs/codebook.md");

struct Example<'p> {
    line: usize,
    published: &'p str,
    text: String,
    expect: Vec<&'p str>,
}

fn examples() -> Vec<Example<'static>> {
    let mut found: Vec<Example> = Vec::new();
    let mut open = false;
    for (n, line) in PAGE.lines().enumerate() {
        if let Some(published) = line.strip_prefix("```example ") {
            found.push(Example { line: n + 1, published, text: String::new(), expect: Vec::new() });
            open = true;
        } else if line == "```" {
            open = false;
        } else if let Some(example) = found.last_mut().filter(|_| open) {
            match line.strip_prefix("=> ") {
                Some(expected) => example.expect.push(expected),
                None => example.text.extend([line, "\n"]),
            }
        }
    }
    found
}

/// A field of a report as the page writes it; lists are joined by ", ".
fn field(reading: &Reading, report: &Report, name: &str) -> String {
    let names = || report.participants.iter().filter_map(|p| p.name.clone());
    let offices = || report.participants.iter().filter_map(|p| p.office.clone());
    match name {
        "plover" => report.plover.clone(),
        "cameo" => report.cameo.clone(),
        "themes" => report.themes.join(", "),
        "axes" => report.axes.join(", "),
        "salience" => report.salience.to_string(),
        "attributed_to" => report.attributed_to.clone().unwrap_or_default(),
        "city" => report.place.as_ref().and_then(|place| place.city.clone()).unwrap_or_default(),
        "names" => names().collect::<Vec<_>>().join(", "),
        "offices" => offices().collect::<Vec<_>>().join(", "),
        "in" => {
            let outer = reading.events.iter().find(|outer| Some(&outer.id) == report.part_of.as_ref());
            outer.map(|outer| outer.event_type.to_string()).unwrap_or_default()
        }
        _ => format!("{name:?} is no field that the page tests"),
    }
}

fn faults(coder: &Coder, example: &Example) -> Vec<String> {
    let article =
        Article { published: Some(example.published.parse().unwrap()), ..Article::from_text(&example.text) };
    let reading = coder.worker().read(&article);
    let mut faults = Vec::new();
    let mut expected = Vec::new();
    let mut said = (Vec::new(), Vec::new());
    for line in &example.expect {
        match line.split_once(' ') {
            None if *line == "nothing" => {}
            Some(("claim", claim)) => said.0.push(claim),
            Some(("praise" | "blame", _)) => said.1.push(*line),
            _ => {
                let (report, fields) = line.split_once(" | ").unwrap_or((line, ""));
                match in_order(report) {
                    Ok(report) => expected.push((report, fields)),
                    Err(mistake) => faults.push(mistake),
                }
            }
        }
    }
    let found: Vec<String> = reading.events.iter().map(in_words).collect();
    if found.iter().ne(expected.iter().map(|(report, _)| report)) {
        faults.push(format!("found {found:#?}"));
    } else {
        for (report, (_, fields)) in reading.events.iter().zip(&expected) {
            for (name, value) in fields.split(" | ").filter_map(|field| field.split_once(' ')) {
                let found = field(&reading, report, name);
                if found != value {
                    faults.push(format!("{name} is {found:?}"));
                }
            }
        }
    }
    let claims: Vec<String> = reading
        .claims
        .iter()
        .map(|claim| format!("{} {} {}", claim.what, claim.value, claim.period.as_deref().unwrap_or("-")))
        .collect();
    if claims != said.0 {
        faults.push(format!("claims {claims:?}"));
    }
    let judgements: Vec<String> = reading
        .judgements
        .iter()
        .map(|judgement| format!("{} {} {}", judgement.polarity, judgement.holder, judgement.quote.quote))
        .collect();
    if judgements != said.1 {
        faults.push(format!("judgements {judgements:?}"));
    }
    faults
}

#[test]
fn every_example_is_read_as_the_page_says() {
    let coder = Coder::embedded();
    let examples = examples();
    assert!(examples.len() > 30, "the page has {} examples", examples.len());
    let mut told = Vec::new();
    for example in &examples {
        assert!(!example.expect.is_empty(), "line {}: an example without an expectation", example.line);
        let faults = faults(&coder, example);
        if !faults.is_empty() {
            told.push(format!("line {}: {}{}", example.line, example.text, faults.join("\n")));
        }
    }
    assert!(
        told.is_empty(),
        "{} of {} examples fail:\n\n{}\n",
        told.len(),
        examples.len(),
        told.join("\n\n")
    );
}
