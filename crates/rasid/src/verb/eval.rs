//! `eval`: predictions against gold.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Write};

use anyhow::Result;
use rasid_coder::Coder;
use serde::Serialize;

use crate::args::{Eval, EvalReports, EvalVerb};
use crate::eval::{
    self, Annotated, ClaimScore, Comparison, GoldClaim, GoldEvent, PlannedScore, Prediction, Ratio, Scores,
};
use crate::outcome::{Outcome, UsageError};
use crate::stderr;
use crate::terminal;

mod merge;

/// Everything `eval --json` prints.
#[derive(Debug, Serialize)]
struct Report {
    #[serde(flatten)]
    scores: Scores,
    /// 95 % intervals by the name of the figure; events and strict ones by their F1.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    intervals: BTreeMap<String, [f64; 2]>,
    /// By the region that the outlet is of, where the file of articles names outlets.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    by_region: BTreeMap<String, Region>,
    #[serde(skip_serializing_if = "Option::is_none")]
    claims: Option<ClaimScore>,
    #[serde(skip_serializing_if = "Option::is_none")]
    planned: Option<PlannedScore>,
}

/// Figures of the outlets of one region.
#[derive(Debug, Serialize)]
struct Region {
    articles: usize,
    event: Ratio,
    strict: Ratio,
}

pub(super) fn run(args: &Eval) -> Result<Outcome> {
    match &args.verb {
        Some(EvalVerb::Merge(args)) => merge::run(args),
        None => reports(&args.reports),
    }
}

/// The reports of single articles.
fn reports(args: &EvalReports) -> Result<Outcome> {
    let (Some(gold), Some(articles), Some(pred)) = (&args.gold, &args.articles, &args.pred) else {
        return Err(UsageError("eval: wants --gold, --articles and --pred".to_owned()).into());
    };
    let gold: Vec<GoldEvent> = eval::load(gold)?;
    let annotated_articles = eval::load_articles(articles)?;
    let articles: Vec<String> = annotated_articles.iter().map(|article| article.id.clone()).collect();
    let mut predictions: Vec<Prediction> = eval::load(pred)?;
    let annotated: BTreeSet<&str> = articles.iter().map(String::as_str).collect();
    for prediction in &mut predictions {
        prediction.take_annotated_id(&annotated);
    }
    warn_of_missing(&annotated, &predictions);
    let comparison = eval::compare(&gold, &articles, &predictions, args.errors);
    for miss in &comparison.misses {
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
    let report = Report {
        scores: comparison.scores(),
        intervals: if args.bootstrap > 0 { comparison.intervals(args.bootstrap) } else { BTreeMap::new() },
        by_region: by_region(&comparison, &annotated_articles),
        claims,
        planned,
    };
    let mut text = if args.json { serde_json::to_string(&report)? } else { table(&report) };
    text.push('\n');
    io::stdout().write_all(text.as_bytes())?;
    Ok(Outcome::Done)
}

/// The press regions of the outlets, and the figures of each.
fn by_region(comparison: &Comparison, articles: &[Annotated]) -> BTreeMap<String, Region> {
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    if articles.iter().all(|article| article.outlet.is_none()) {
        return BTreeMap::new();
    }
    let coder = Coder::embedded();
    let region_of = |outlet: &str| {
        let country = coder.outlet_country(outlet)?;
        let mut regions = coder.lexicon().regions().iter().filter(|region| region.scheme == "press");
        regions
            .find(|region| region.countries.iter().any(|code| code == country))
            .map(|region| region.region.clone())
    };
    for (n, article) in articles.iter().enumerate() {
        let region = article.outlet.as_deref().and_then(region_of).unwrap_or_else(|| "unknown".to_owned());
        places.entry(region).or_default().push(n);
    }
    let figures = |places: Vec<usize>| {
        let scores = comparison.over(places);
        Region { articles: scores.articles, event: scores.event, strict: scores.strict }
    };
    places.into_iter().map(|(region, places)| (region, figures(places))).collect()
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
        let interval = report
            .intervals
            .get(name)
            .map_or_else(String::new, |[low, high]| format!("   95 % {low:.3} to {high:.3}"));
        lines.push(ratio_line(name, ratio) + &interval);
    }
    lines.push(format!("fields   {}", pairs(scores.fields.each())));
    lines.push(format!("by type  {}", pairs(scores.by_type.iter().map(|(kind, f1)| (kind.as_str(), *f1)))));
    for (region, figures) in &report.by_region {
        let Region { articles, event, strict } = figures;
        let (event, strict) = (event.f1, strict.f1);
        lines.push(format!(
            "region   {}: {articles} articles, event {event:.3}, strict {strict:.3}",
            terminal::safe(region)
        ));
    }
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
