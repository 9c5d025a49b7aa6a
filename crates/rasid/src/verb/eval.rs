//! `eval`: predictions against gold.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};

use anyhow::Result;
use serde::Serialize;

use crate::args::Eval;
use crate::eval::{self, ClaimScore, GoldClaim, GoldEvent, PlannedScore, Prediction, Ratio, Scores};
use crate::outcome::Outcome;
use crate::stderr;
use crate::terminal;

/// Everything `eval --json` prints.
#[derive(Debug, Serialize)]
struct Report {
    #[serde(flatten)]
    scores: Scores,
    #[serde(skip_serializing_if = "Option::is_none")]
    claims: Option<ClaimScore>,
    #[serde(skip_serializing_if = "Option::is_none")]
    planned: Option<PlannedScore>,
}

pub(super) fn run(args: &Eval) -> Result<Outcome> {
    let gold: Vec<GoldEvent> = eval::load(&args.gold)?;
    let articles = eval::load_ids(&args.articles)?;
    let mut predictions: Vec<Prediction> = eval::load(&args.pred)?;
    let annotated: BTreeSet<&str> = articles.iter().map(String::as_str).collect();
    for prediction in &mut predictions {
        prediction.take_annotated_id(&annotated);
    }
    warn_of_missing(&annotated, &predictions);
    let (scores, misses) = eval::score(&gold, &articles, &predictions, args.errors);
    for miss in &misses {
        stderr::line(&format!("{:6}  {}", miss.kind, miss.line));
    }
    // Claims and plans are judged on the annotated articles alone; the evidence above on all that was printed.
    predictions.retain(|prediction| annotated.contains(prediction.article.id.as_str()));
    let claims = match &args.claims {
        Some(path) => Some(eval::score_claims(&eval::load::<GoldClaim>(path)?, &predictions)),
        None => None,
    };
    let planned = match &args.planned {
        Some(path) => Some(eval::score_planned(&eval::load::<GoldEvent>(path)?, &gold, &predictions)),
        None => None,
    };
    let report = Report { scores, claims, planned };
    let mut text = if args.json { serde_json::to_string(&report)? } else { table(&report) };
    text.push('\n');
    io::stdout().write_all(text.as_bytes())?;
    Ok(Outcome::Done)
}

fn warn_of_missing(annotated: &BTreeSet<&str>, predictions: &[Prediction]) {
    let predicted: BTreeSet<&str> =
        predictions.iter().map(|prediction| prediction.article.id.as_str()).collect();
    let missing: Vec<&str> = annotated.difference(&predicted).copied().collect();
    if let Some(first) = missing.first() {
        let missing = missing.len();
        stderr::line(&format!(
            "rasid: {missing} annotated articles have no line in the prediction, {first} among them"
        ));
    }
}

fn table(report: &Report) -> String {
    let scores = &report.scores;
    let mut lines = Vec::new();
    for (name, ratio) in [("event", scores.event), ("strict", scores.strict), ("main", scores.main)] {
        lines.push(ratio_line(name, ratio));
    }
    lines.push(format!("fields   {}", pairs(scores.fields.each())));
    lines.push(format!("by type  {}", pairs(scores.by_type.iter().map(|(kind, f1)| (kind.as_str(), *f1)))));
    let (events, articles) = (scores.false_events, scores.negative_articles);
    lines.push(format!("false    {events} events in {articles} articles without one"));
    if let Some(share) = scores.evidence_exact {
        lines.push(format!("quotes   {share:.4} stand where they say"));
    }
    if let Some(ClaimScore { found, gold, extra }) = report.claims {
        lines.push(format!("claims   {found} of {gold} found, {extra} that nobody made"));
    }
    if let Some(PlannedScore { found, gold, taken_for_held }) = report.planned {
        lines.push(format!(
            "planned  {found} of {gold} found with their status, {taken_for_held} taken for held"
        ));
    }
    lines.join("\n")
}

fn ratio_line(name: &str, ratio: Ratio) -> String {
    let Ratio { precision, recall, f1, tp, pred, gold } = ratio;
    format!("{name:7}  P {precision:.3}  R {recall:.3}  F1 {f1:.3}   ({tp} of {gold} gold, {pred} predicted)")
}

fn pairs<'a>(figures: impl IntoIterator<Item = (&'a str, f64)>) -> String {
    let mut text = String::new();
    for (name, value) in figures {
        let gap = if text.is_empty() { "" } else { "  " };
        let _ = write!(text, "{gap}{} {value:.3}", terminal::safe(name));
    }
    text
}
