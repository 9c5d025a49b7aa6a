//! `eval merge`: coded reports through the merger, or encounters against coded ones.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use rasid_chronicle::export_ndjson;
use rasid_coder::Article;
use rasid_coder::report::Report;
use rasid_intake::{Input, Options, all_articles};
use rasid_merge::{ArticleMeta, Encounter, Sourced};

use crate::args::EvalMerge;
use crate::eval::{self, CopyGroup, Figures, GoldReport, MergeScore, NearMiss, score_merging};
use crate::outcome::{Outcome, UsageError};
use crate::stderr;

pub(super) fn run(args: &EvalMerge) -> Result<Outcome> {
    match (&args.reports, &args.gold, &args.pred) {
        (Some(reports), ..) => merged(reports, &args.articles),
        (None, Some(gold), Some(pred)) => scored(args, gold, pred),
        _ => Err(UsageError("eval merge: wants --reports, or --gold and --pred".to_owned()).into()),
    }
}

/// Merges coded reports and prints the encounters.
fn merged(reports: &Path, articles: &Path) -> Result<Outcome> {
    let mut by_id: BTreeMap<String, Article> = BTreeMap::new();
    for article in all_articles(&[Input::Path(articles.to_owned())], &Options::default())? {
        by_id.insert(article.id.clone(), article);
    }
    let mut metas: BTreeMap<&str, ArticleMeta> = BTreeMap::new();
    let mut coded: Vec<(&str, Report)> = Vec::new();
    let gold: Vec<GoldReport> = eval::load(reports)?;
    for gold in &gold {
        let id = gold.article_id.as_str();
        let Some(article) = by_id.get(id) else {
            return Err(UsageError(format!("{}: has no article {id}", articles.display())).into());
        };
        let report = gold.report(article);
        metas.entry(id).or_insert_with(|| ArticleMeta::of(article)).tell(&report);
        coded.push((id, report));
    }
    let metas: BTreeMap<&str, Arc<ArticleMeta>> =
        metas.into_iter().map(|(id, meta)| (id, Arc::new(meta))).collect();
    let sourced =
        |(id, report): (&str, Report)| Sourced { article: Arc::clone(&metas[id]), report: Arc::new(report) };
    let sourced: Vec<Sourced> = coded.into_iter().map(sourced).collect();
    let mut out = BufWriter::new(io::stdout().lock());
    export_ndjson(&rasid_merge::merge(&sourced), &mut out)?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// Scores encounters.
fn scored(args: &EvalMerge, gold: &Path, pred: &Path) -> Result<Outcome> {
    let gold: Vec<GoldReport> = eval::load(gold)?;
    let encounters: Vec<Encounter> = eval::load(pred)?;
    let annotated = eval::load_articles(&args.articles)?;
    let articles: BTreeSet<&str> = annotated.iter().map(|article| article.id.as_str()).collect();
    let near_misses: Option<Vec<NearMiss>> = loaded(&args.near_misses)?;
    let copies: Option<Vec<CopyGroup>> = loaded(&args.copies)?;
    let (score, misses) =
        score_merging(&gold, &encounters, &articles, near_misses.as_deref(), copies.as_deref(), args.errors);
    for miss in misses {
        stderr::line(&format!("{:6}  {}", miss.kind, miss.line));
    }
    let mut text = if args.json { serde_json::to_string(&score)? } else { table(&score) };
    text.push('\n');
    io::stdout().write_all(text.as_bytes())?;
    Ok(Outcome::Done)
}

fn loaded<T: serde::de::DeserializeOwned>(path: &Option<PathBuf>) -> Result<Option<Vec<T>>> {
    path.as_deref().map(eval::load).transpose()
}

fn table(score: &MergeScore) -> String {
    let MergeScore { reports, encounters, found, bcubed, end_to_end, wrong, glued, near_misses, copies } =
        score;
    let mut lines = vec![
        format!(
            "gold        {reports} reports of {encounters} encounters, {:.1} % of them read",
            found * 100.0
        ),
        figures("B-cubed", bcubed),
        figures("end to end", end_to_end),
        format!(
            "wrong       {wrong} pairs of reports of different encounters in one, {glued} reports nobody coded beside coded ones"
        ),
    ];
    if let Some(near) = near_misses {
        lines.push(format!("near misses {} of {} merged", near.merged, near.of));
    }
    lines.extend(copies.iter().map(|copies| figures("copies", copies)));
    lines.join("\n")
}

fn figures(name: &str, figures: &Figures) -> String {
    let Figures { precision, recall, f1 } = figures;
    format!("{name:10}  P {precision:.3}  R {recall:.3}  F1 {f1:.3}")
}
