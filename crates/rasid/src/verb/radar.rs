//! `radar`: articles in; chronology, counts and claims out.

use std::io::{self, BufWriter, Write};

use anyhow::Result;
use rasid_chronicle::{
    By, ClaimComparison, CountTable, RegionScheme, Selection, Sense, Store, Unit, compare_claims, count,
    select,
};
use rasid_coder::Coder;
use rasid_merge::Encounter;
use serde::Serialize;

use super::chronology::{filter, remark};
use super::ingest::fill;
use crate::args::Radar;
use crate::names::{self, Names};
use crate::outcome::Outcome;
use crate::page::{self, Articles, Page};
use crate::pipeline;
use crate::settings::Settings;
use crate::terminal::{cell, wrapped};

/// Division of the world that the counts by region use.
const SCHEME: &str = "m49";
/// Division of the world that published claims speak in: "Europe", "West Africa".
const CLAIM_SCHEME: &str = "press";

/// What `radar --json` prints.
#[derive(Debug, Serialize)]
struct Answer<'e> {
    schema: &'static str,
    articles: usize,
    encounters: Vec<&'e Encounter>,
    unplaced: usize,
    counts: Vec<CountTable>,
    claims: Vec<ClaimComparison>,
}

pub(super) fn run(args: &Radar, settings: &Settings) -> Result<Outcome> {
    let mut store = match settings.db_flag() {
        Some(path) => Store::open(path)?,
        None => Store::open_temporary()?,
    };
    let coder = Coder::embedded();
    let tally = fill(&mut store, &pipeline::inputs(&args.paths), &coder, settings)?.tally;
    if tally.interrupted {
        return Ok(Outcome::Interrupted);
    }
    let encounters = store.encounters()?;
    let selection = select(&encounters, &filter(&args.which));
    let regions = names::regions(names::lexicon(&coder));
    let scheme = RegionScheme::from_rows(SCHEME, &regions);
    let counts = counts(&selection, scheme.as_ref());
    let claim_scheme = RegionScheme::from_rows(CLAIM_SCHEME, &regions).unwrap_or_default();
    let claims = compare_claims(&store.claims()?, &encounters, &claim_scheme);
    let articles = Articles::new(store.articles()?);
    let mut out = BufWriter::new(io::stdout().lock());
    if args.json {
        let answer = Answer {
            schema: "rasid.radar/1",
            articles: articles.len(),
            encounters: selection.rows.iter().map(|row| row.encounter).collect(),
            unplaced: selection.unplaced,
            counts,
            claims,
        };
        serde_json::to_writer(&mut out, &answer)?;
        out.write_all(b"\n")?;
    } else {
        let page = Page::new(settings, Names::of(names::lexicon(&coder), settings.lang));
        write_page(&page, &mut out, &selection, &articles, &counts, &claims)?;
    }
    out.flush()?;
    remark(&selection, settings);
    if settings.remarks && tally.failed > 0 {
        eprintln!("{}", cell(&settings.lang.plural(&settings.lang.messages().n_failed, tally.failed as u64)));
    }
    Ok(tally.outcome())
}

/// One table a question; all count encounters, the unit of the chronology above them.
fn counts(selection: &Selection<'_>, scheme: Option<&RegionScheme>) -> Vec<CountTable> {
    let region = scheme.map(By::Region);
    [Some(By::Country), Some(By::Month), Some(By::Type), region, Some(By::Theme)]
        .into_iter()
        .flatten()
        .map(|by| count(selection, by, Unit::Encounters, Sense::Partner))
        .collect()
}

fn write_page(
    page: &Page,
    out: &mut impl Write,
    selection: &Selection<'_>,
    articles: &Articles,
    counts: &[CountTable],
    claims: &[ClaimComparison],
) -> io::Result<()> {
    let messages = page.messages();
    let articles_read = page.lang.plural(&messages.n_articles, articles.len() as u64);
    let encounters = page.lang.plural(&messages.n_encounters, selection.rows.len() as u64);
    writeln!(out, "{}", page.heading(messages.chronology))?;
    writeln!(out, "{} · {}\n", cell(&articles_read), cell(&encounters))?;
    out.write_all(page::chronology(page, selection, articles).as_bytes())?;
    if !selection.rows.is_empty() {
        for table in counts {
            writeln!(out, "{}", page::table(page, table))?;
        }
    }
    if !claims.is_empty() {
        writeln!(out, "{}", page.heading(messages.claims))?;
        for claim in claims {
            write_claim(page, out, claim, articles)?;
        }
    }
    Ok(())
}

/// What an article claims, and what this corpus holds. Never a verdict.
fn write_claim(
    page: &Page,
    out: &mut impl Write,
    comparison: &ClaimComparison,
    articles: &Articles,
) -> io::Result<()> {
    let messages = page.messages();
    let claim = &comparison.claim;
    let limits = [claim.period.as_deref(), claim.scope.as_deref(), claim.subject.as_deref()];
    let limits: Vec<String> = limits.into_iter().flatten().map(cell).collect();
    let value = |value: &serde_json::Value| cell(&value.to_string());
    let held = comparison.corpus.as_ref().map_or_else(|| cell(messages.not_countable), value);
    writeln!(out, "{} ({})", cell(&claim.what), limits.join(", "))?;
    writeln!(out, "  {}: {}", cell(messages.claimed), value(&claim.value))?;
    writeln!(out, "  {}: {held}", cell(messages.this_corpus))?;
    writeln!(out, "{}", wrapped(&format!("“{}”", claim.evidence.quote), 4, crate::terminal::width()))?;
    writeln!(out, "    {}\n", articles.source(&comparison.article))
}
