//! `radar`: articles in; chronology, counts and claims out.

use std::io::{self, BufWriter, Write};

use anyhow::Result;
use rasid_chronicle::{
    Audited, By, CountTable, Filter, RegionScheme, Selection, Sense, Store, StoreError, Unit,
};
use rasid_merge::Encounter;
use serde::Serialize;

use super::chronology::remark;
use super::ingest::Filling;
use super::which;
use crate::args::Radar;
use crate::names::Names;
use crate::outcome::Outcome;
use crate::page::{self, Articles, Page};
use crate::pipeline;
use crate::reader;
use crate::settings::Settings;
use crate::stderr;

/// What `radar --json` prints.
#[derive(Debug, Serialize)]
struct Answer<'e> {
    schema: &'static str,
    articles: u64,
    encounters: Vec<&'e Encounter>,
    unplaced: u64,
    counts: Vec<CountTable>,
    claims: Vec<Audited>,
}

pub(super) fn run(args: &Radar, settings: &Settings) -> Result<Outcome> {
    which::check_days(&args.which)?;
    let coder = reader::coder(args.own.lexicon.as_deref())?;
    let mut store = match settings.db_flag() {
        Some(path) => Store::open(path)?,
        None => Store::open_temporary()?,
    };
    let filter = which::filter(&args.which, coder.lexicon(), &store)?;
    let inputs = pipeline::inputs(&args.paths);
    let filling = Filling { inputs: &inputs, options: &args.source.options(), again: false, only: None };
    let tally = filling.fill(&mut store, &coder, settings)?.tally;
    if tally.interrupted {
        return Ok(Outcome::Interrupted);
    }
    let selection = store.select(&filter)?;
    let scheme = |name: &str| RegionScheme::new(name, coder.lexicon().countries_by_region(name));
    let claimed = scheme(RegionScheme::CLAIMED).unwrap_or_default();
    let answer = Answer {
        schema: "rasid.radar/1",
        articles: store.statistics()?.articles,
        encounters: selection.rows.iter().map(|row| &row.encounter).collect(),
        unplaced: selection.unplaced,
        counts: counts(&store, &filter, scheme(RegionScheme::COUNTED).as_ref())?,
        claims: store.audit(&filter, &claimed)?,
    };
    let mut out = BufWriter::new(io::stdout().lock());
    if args.json {
        serde_json::to_writer(&mut out, &answer)?;
        out.write_all(b"\n")?;
    } else {
        let page = Page::new(settings, Names::of(coder.lexicon(), settings.lang));
        let claiming = answer.claims.iter().map(|claim| claim.article.as_str());
        let articles = Articles::of(&store, &selection, claiming)?;
        let others = Filter { statuses: Vec::new(), ..filter.clone() };
        // With --status the reader has said which he wants.
        let not_held = match args.which.statuses.as_slice() {
            [] => store.how_many(&others)? - selection.rows.len() as u64,
            _ => 0,
        };
        let mut text = head(&page, &answer, &selection, not_held);
        text.push_str(&page::chronology(&page, &selection, &articles, &page::Pairs::default()));
        text.push_str(&tables(&page, &answer, filter.subject.is_some()));
        if !answer.claims.is_empty() {
            text.push_str(&page::claims(&page, &answer.claims, &articles));
        }
        out.write_all(page.finished(text).as_bytes())?;
    }
    out.flush()?;
    remark(&selection, settings);
    if settings.remarks && tally.failed > 0 {
        stderr::line(&settings.lang.messages().n_failed.of(tally.failed as u64));
    }
    Ok(tally.outcome())
}

/// One table a question and unit: what counts in meetings may be asked in trips. The first of each question counts
/// encounters, the unit of the chronology.
fn counts(
    store: &Store,
    filter: &Filter,
    scheme: Option<&RegionScheme>,
) -> Result<Vec<CountTable>, StoreError> {
    let units = [Unit::Encounters, Unit::Meetings, Unit::Trips];
    let questions = [
        Some((By::Country, &units[..])),
        scheme.map(|scheme| (By::Region(scheme), &units[..])),
        Some((By::Month, &units[..])),
        Some((By::Type, &units[..1])),
        Some((By::Theme, &units[..1])),
    ];
    let tables = |(by, units): (By<'_>, &[Unit])| {
        let count = |unit: &Unit| store.count(filter, by, *unit, Sense::Partner, true);
        units.iter().map(count).collect::<Vec<_>>()
    };
    questions.into_iter().flatten().flat_map(tables).collect()
}

/// How much was read and found, and what is not shown.
fn head(page: &Page, answer: &Answer<'_>, selection: &Selection, not_held: u64) -> String {
    let messages = page.messages();
    let reports: usize = answer.encounters.iter().map(|encounter| encounter.reports.len()).sum();
    let numbers = [
        messages.n_articles.of(answer.articles),
        messages.n_encounters.of(answer.encounters.len() as u64),
        messages.n_reports.of(reports as u64),
    ];
    let numbers: Vec<String> = numbers.iter().map(|text| page.cell(text)).collect();
    let mut lines = vec![page.heading(messages.chronology), numbers.join(" · ")];
    if not_held > 0 {
        lines.push(page.cell(&messages.n_not_held.of(not_held)));
    }
    if page::has_spellings_by_rule(page, selection) {
        lines.push(page.cell(messages.by_rule));
    }
    lines.join("\n") + "\n\n"
}

/// The counts, those of one question side by side. Nothing where nothing was found.
fn tables(page: &Page, answer: &Answer<'_>, has_subject: bool) -> String {
    if answer.encounters.is_empty() && answer.unplaced == 0 {
        return String::new();
    }
    let questions = answer.counts.chunk_by(|a, b| a.by == b.by);
    let mut out: String = questions.map(|tables| page::table(page, tables) + "\n").collect();
    if !has_subject {
        out.push_str(&format!("{}\n\n", page.cell(page.messages().other_side)));
    }
    out
}
