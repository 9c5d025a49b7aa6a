//! `/articles/ID`: the text of an article, with the words marked that say the fields of its reports.

use std::sync::Arc;

use std::collections::BTreeSet;

use askama::Template;
use axum::response::Response;
use rasid_chronicle::Store;
use rasid_coder::Reading;
use rasid_coder::report::{Judgement, Polarity, Report, Zone};
use rasid_merge::EncounterReport;

use super::app::App;
use super::ask::{Question, encoded};
use super::failure::Failure;
use super::view::{self, Frame};
use crate::page::{self, Page};

#[derive(Template)]
#[template(path = "article.html")]
struct Shown<'a> {
    frame: Frame<'a>,
    title: Vec<Piece>,
    source: String,
    link: Option<String>,
    language: String,
    paragraphs: Vec<Vec<Piece>>,
    reports: Vec<Told>,
    /// Address that shows or hides them, their share of the text in per cent, and what they are.
    judgements: Option<(String, usize, Vec<Judged>)>,
    judgements_shown: bool,
    /// What was read from a pasted text, as the contract has it.
    contract: Option<String>,
    /// Where an encounter that was missed can be added.
    add: Option<String>,
}

/// Some words of the text, and what they say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Piece {
    text: String,
    /// What the words say; nothing of plain text.
    says: Option<String>,
    /// The evidence that begins here.
    begins: Vec<String>,
    /// Praise or blame, where it is shown.
    judged: Option<&'static str>,
}

/// A report and where its fields stand.
struct Told {
    head: String,
    fields: Vec<Field>,
}

/// A field: its name, the words, their mark, and where they stand.
struct Field {
    name: String,
    quote: String,
    mark: String,
    place: String,
}

/// A judgement: whose, of whom, in which words.
struct Judged {
    kind: &'static str,
    quote: String,
    holder: Option<String>,
    target: Option<String>,
}

/// Evidence as it is marked.
struct Mark {
    id: String,
    zone: Zone,
    start: usize,
    end: usize,
    says: String,
    judged: Option<&'static str>,
}

pub(super) fn make(app: &Arc<App>, asked: &Question, store: &Store, id: &str) -> Result<Response, Failure> {
    let (Some(reading), Some(text)) = (store.reading(id)?, store.text(id)?) else {
        return Err(Failure::missing());
    };
    show(app, asked, "article", &reading, &text, None)
}

/// A reading as a page; `contract` is shown below, as programs read it.
pub(super) fn show(
    app: &Arc<App>,
    asked: &Question,
    here: &'static str,
    reading: &Reading,
    text: &str,
    contract: Option<String>,
) -> Result<Response, Failure> {
    let page = app.page(asked.reader());
    let article = &reading.article;
    let judgements_shown = asked.get("judgements").is_some();
    let mut marks = marks(page, reading);
    if judgements_shown {
        marks.extend(reading.judgements.iter().map(|one| judgement_mark(page, one)));
    }
    let title = article.title.as_deref().unwrap_or_default();
    let zone = |zone: Zone| marks.iter().filter(|mark| mark.zone == zone).collect::<Vec<_>>();
    let paragraphs = pieces(text, &zone(Zone::Text));
    let published = article.published.map(|day| day.to_string());
    let source = [article.outlet.clone(), published, article.author.clone()];
    let source: Vec<String> = source.into_iter().flatten().map(|part| page.cell(&part)).collect();
    let name = if title.is_empty() { page.messages().web.untitled } else { title };
    let toggle = if judgements_shown { "" } else { "1" };
    let judgements = (!reading.judgements.is_empty() && contract.is_none() || judgements_shown).then(|| {
        let words = text.chars().count().max(1);
        let judged: usize =
            reading.judgements.iter().map(|one| (one.quote.end - one.quote.start) as usize).sum();
        let shown = if judgements_shown {
            reading.judgements.iter().map(|one| judged_as(page, one)).collect()
        } else {
            Vec::new()
        };
        (asked.with(&[("judgements", toggle)]), (judged * 100).div_ceil(words).min(100), shown)
    });
    let template = Shown {
        frame: Frame::new(app, asked, here, name),
        title: pieces(title, &zone(Zone::Title)).into_iter().flatten().collect(),
        source: page.listed(&source),
        link: view::link(article.url.as_deref()),
        language: article.language.clone(),
        paragraphs,
        reports: reading.events.iter().map(|report| told(page, report)).collect(),
        judgements,
        judgements_shown,
        add: (asked.guest.may_write() && contract.is_none())
            .then(|| format!("/review/add/{}", encoded(&article.id))),
        contract,
    };
    view::answer(&template, asked)
}

fn judgement_word(page: &Page, judgement: &Judgement) -> &'static str {
    match judgement.polarity {
        Polarity::Praise => page.messages().web.praise,
        Polarity::Blame => page.messages().web.blame,
    }
}

fn judged_as(page: &Page, judgement: &Judgement) -> Judged {
    Judged {
        kind: judgement_word(page, judgement),
        quote: judgement.quote.quote.clone(),
        holder: Some(judgement.holder.clone()).filter(|holder| holder != "author"),
        target: judgement.target.clone(),
    }
}

fn judgement_mark(page: &Page, judgement: &Judgement) -> Mark {
    Mark {
        id: String::new(),
        zone: judgement.quote.zone,
        start: judgement.quote.start as usize,
        end: judgement.quote.end as usize,
        says: String::new(),
        judged: Some(judgement_word(page, judgement)),
    }
}

fn told(page: &Page, report: &Report) -> Told {
    let messages = page.messages();
    let mut head = vec![messages.event_type(report.event_type).to_owned()];
    head.extend(report.date.as_deref().map(|date| page.day(date)));
    head.extend(report.place.as_ref().and_then(|place| page::place(page, place)));
    let field = |(at, evidence): (usize, &rasid_coder::report::Evidence)| Field {
        name: name(page, report, &evidence.field),
        quote: evidence.quote.clone(),
        mark: mark_id(report, at),
        place: format!("{} {}–{}", evidence.zone.as_str(), evidence.start, evidence.end),
    };
    Told { head: head.join(" · "), fields: report.evidence.iter().enumerate().map(field).collect() }
}

/// What a field is called: by its last part, and whose it is.
fn name(page: &Page, report: &Report, path: &str) -> String {
    let messages = page.messages();
    let last = path.split('/').find(|part| part.parse::<usize>().is_err()).unwrap_or(path);
    match path.strip_prefix("participants/").and_then(|rest| rest.split_once('/')) {
        Some((at, field)) => {
            let person = at.parse::<usize>().ok().and_then(|at| report.participants.get(at));
            let whose = person.map_or(messages.unnamed, |person| messages.role(person.role));
            format!("{} · {whose}", messages.web.field(field).unwrap_or(field))
        }
        None => messages.web.field(last).unwrap_or(last).to_owned(),
    }
}

fn mark_id(report: &Report, at: usize) -> String {
    format!("{}-{at}", report.id)
}

fn marks(page: &Page, reading: &Reading) -> Vec<Mark> {
    let of_report = |report: &Report| {
        let mark = |(at, evidence): (usize, &rasid_coder::report::Evidence)| Mark {
            id: mark_id(report, at),
            zone: evidence.zone,
            start: evidence.start as usize,
            end: evidence.end as usize,
            says: name(page, report, &evidence.field),
            judged: None,
        };
        report.evidence.iter().enumerate().map(mark).collect::<Vec<_>>()
    };
    reading.events.iter().flat_map(of_report).collect()
}

/// The paragraphs of a text, cut where marks begin and end. Marks are widened to whole words: a letter of Arabic that is
/// parted from its neighbour may lose the stroke that joins them.
fn pieces(text: &str, marks: &[&Mark]) -> Vec<Vec<Piece>> {
    let chars: Vec<char> = text.chars().collect();
    let is_edge = |at: usize| {
        at == 0 || at >= chars.len() || chars[at - 1].is_whitespace() || chars[at].is_whitespace()
    };
    let widened: Vec<(usize, usize, &Mark)> = marks
        .iter()
        .map(|mark| {
            let (mut start, mut end) = (mark.start.min(chars.len()), mark.end.min(chars.len()));
            while !is_edge(start) {
                start -= 1;
            }
            while !is_edge(end) {
                end += 1;
            }
            (start, end.max(start), *mark)
        })
        .collect();
    let mut edges: BTreeSet<usize> = widened.iter().flat_map(|(start, end, _)| [*start, *end]).collect();
    edges.extend([0, chars.len()]);
    edges.extend(chars.iter().enumerate().filter(|(_, c)| **c == '\n').flat_map(|(at, _)| [at, at + 1]));
    let edges: Vec<usize> = edges.into_iter().collect();
    let mut paragraphs = vec![Vec::new()];
    for range in edges.windows(2) {
        let (start, end) = (range[0], range[1]);
        if chars[start] == '\n' {
            paragraphs.push(Vec::new());
            continue;
        }
        // The event spans all of its fields: it is what words say that say nothing closer.
        let here = || widened.iter().filter(|(from, to, _)| *from <= start && end <= *to);
        let facts = here().filter(|(.., mark)| mark.judged.is_none());
        let says = facts.min_by_key(|(from, to, _)| to - from).map(|(.., mark)| mark.says.clone());
        let begins = widened.iter().filter(|(from, _, mark)| *from == start && mark.judged.is_none());
        let piece = Piece {
            text: chars[start..end].iter().collect(),
            says,
            begins: begins.map(|(.., mark)| mark.id.clone()).collect(),
            judged: here().find_map(|(.., mark)| mark.judged),
        };
        if let Some(paragraph) = paragraphs.last_mut() {
            paragraph.push(piece);
        }
    }
    paragraphs.retain(|pieces| !pieces.is_empty());
    paragraphs
}

/// The address of the words that a report rests on.
pub(super) fn href_of_report(report: &EncounterReport) -> String {
    let at = report.evidence.iter().position(|evidence| evidence.field == "event").unwrap_or(0);
    format!("{}#m{}-{at}", href(&report.article), report.event)
}

/// The address of an article.
pub(super) fn href(id: &str) -> String {
    format!("/articles/{}", encoded(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(id: &str, start: usize, end: usize, says: &str) -> Mark {
        Mark { id: id.to_owned(), zone: Zone::Text, start, end, says: says.to_owned(), judged: None }
    }

    #[test]
    fn words_are_marked_whole_and_paragraphs_are_kept() {
        let text = "استقبل الوزير ضيفه\n\nبالرباط أمس";
        let marks = [mark("e", 0, 18, "event"), mark("n", 8, 12, "name"), mark("p", 21, 27, "place")];
        let marks: Vec<&Mark> = marks.iter().collect();
        let shown: Vec<Vec<(String, Option<String>, usize)>> = pieces(text, &marks)
            .into_iter()
            .map(|pieces| pieces.into_iter().map(|one| (one.text, one.says, one.begins.len())).collect())
            .collect();
        let piece =
            |text: &str, says: Option<&str>, begins| (text.to_owned(), says.map(str::to_owned), begins);
        assert_eq!(
            shown,
            [
                vec![
                    piece("استقبل ", Some("event"), 1),
                    piece("الوزير", Some("name"), 1),
                    piece(" ضيفه", Some("event"), 0)
                ],
                vec![piece("بالرباط", Some("place"), 1), piece(" أمس", None, 0)]
            ]
        );
    }

    #[test]
    fn marks_beyond_the_text_are_harmless() {
        assert_eq!(pieces("نص", &[&mark("a", 7, 3, "x")]).len(), 1);
        assert!(pieces("", &[&mark("a", 0, 9, "x")]).is_empty());
    }
}
