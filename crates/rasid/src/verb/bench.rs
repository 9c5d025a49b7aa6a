//! `bench`: how fast the coder reads, against a yardstick on the same bytes.
//!
//! The yardstick is one pass of an Aho-Corasick automaton over the city names of the lexicon. Speeds of two machines
//! cannot be compared; the ratio to the yardstick can.

use std::hint::black_box;
use std::io::{self, Write};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use rasid_coder::{Article, Coder};
use rasid_intake::{Options, read_inputs};
use serde::Serialize;

use crate::args::Bench;
use crate::names;
use crate::outcome::Outcome;
use crate::pipeline;
use crate::settings::Settings;
use crate::terminal::{Align, Table};

/// All articles are held in memory while they are measured: more than this is left out, with a word about it.
const MOST_BYTES: usize = 512 * 1024 * 1024;

/// A pass over every article on one thread.
type Pass<'s> = Box<dyn Fn(&[Article]) + 's>;

/// One thing that is measured.
struct Stage<'s> {
    name: &'static str,
    pass: Pass<'s>,
}

/// How fast a stage is on one core.
#[derive(Clone, Debug, Serialize)]
struct Speed {
    stage: &'static str,
    seconds: f64,
    articles_per_second: f64,
    megabytes_per_second: f64,
    /// Time of the stage over time of the yardstick.
    ratio: f64,
}

/// What `bench --json` prints.
#[derive(Debug, Serialize)]
struct Measured {
    articles: usize,
    bytes: usize,
    patterns: usize,
    passes: u16,
    stages: Vec<Speed>,
}

pub(super) fn run(args: &Bench, settings: &Settings) -> Result<Outcome> {
    let (articles, failed) = load(args, settings)?;
    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    if bytes == 0 {
        bail!("{}", settings.lang.messages().no_articles);
    }
    let coder = Coder::embedded();
    let (yardstick, patterns) = yardstick(&coder)?;
    let mut times = Vec::new();
    for stage in stages(&coder, &yardstick) {
        let mut best = Duration::MAX;
        for _ in 0..args.passes {
            let start = Instant::now();
            (stage.pass)(&articles);
            best = best.min(start.elapsed());
        }
        times.push((stage.name, best.as_secs_f64().max(f64::MIN_POSITIVE)));
    }
    let base = times.first().map_or(1.0, |(_, seconds)| *seconds);
    let speed = |(stage, seconds): (&'static str, f64)| Speed {
        stage,
        seconds,
        articles_per_second: articles.len() as f64 / seconds,
        megabytes_per_second: bytes as f64 / 1e6 / seconds,
        ratio: seconds / base,
    };
    let stages = times.into_iter().map(speed).collect();
    let measured = Measured { articles: articles.len(), bytes, patterns, passes: args.passes, stages };
    let text = if args.json { serde_json::to_string(&measured)? + "\n" } else { table(&measured) };
    io::stdout().write_all(text.as_bytes())?;
    Ok(if failed == 0 { Outcome::Done } else { Outcome::SomeInputsFailed })
}

/// What is measured. The first is the yardstick that the others are divided by.
fn stages<'s>(coder: &'s Coder, yardstick: &'s CharwiseDoubleArrayAhoCorasick<u32>) -> Vec<Stage<'s>> {
    vec![
        Stage {
            name: "yardstick",
            pass: Box::new(|articles| {
                for article in articles {
                    black_box(yardstick.leftmost_find_iter(&article.text).count());
                }
            }),
        },
        Stage {
            name: "coder",
            pass: Box::new(|articles| {
                let mut worker = coder.worker();
                for article in articles {
                    black_box(worker.read(article));
                }
            }),
        },
    ]
}

/// The automaton and its number of patterns.
fn yardstick(coder: &Coder) -> Result<(CharwiseDoubleArrayAhoCorasick<u32>, usize)> {
    let mut names: Vec<&str> = names::city_names(names::lexicon(coder));
    names.sort_unstable();
    names.dedup();
    names.retain(|name| !name.is_empty());
    if names.is_empty() {
        bail!("the lexicon has no cities, and so there is no yardstick");
    }
    let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::LeftmostLongest)
        .build(&names)
        .map_err(|error| anyhow::anyhow!("{error}"))
        .context("cannot build the yardstick from the city names of the lexicon")?;
    Ok((automaton, names.len()))
}

fn load(args: &Bench, settings: &Settings) -> Result<(Vec<Article>, usize)> {
    let (mut articles, mut failed, mut bytes) = (Vec::new(), 0, 0);
    for article in read_inputs(&pipeline::inputs(&args.paths), &Options::default()) {
        match article {
            Ok(article) => {
                bytes += article.text.len();
                if bytes > MOST_BYTES {
                    if settings.remarks {
                        eprintln!("rasid: only the first {} articles are measured", articles.len());
                    }
                    break;
                }
                articles.push(article);
            }
            Err(error) if error.is_fatal() => return Err(error.into()),
            Err(error) => {
                failed += 1;
                eprintln!("rasid: {error}");
            }
        }
    }
    Ok((articles, failed))
}

fn table(measured: &Measured) -> String {
    let mut table = Table::new([
        ("stage", Align::Start),
        ("articles/s", Align::End),
        ("MB/s", Align::End),
        ("x yardstick", Align::End),
    ]);
    for speed in &measured.stages {
        table.row([
            speed.stage.to_owned(),
            format!("{:.0}", speed.articles_per_second),
            format!("{:.1}", speed.megabytes_per_second),
            format!("{:.2}", speed.ratio),
        ]);
    }
    let Measured { articles, bytes, patterns, passes, .. } = measured;
    let megabytes = *bytes as f64 / 1e6;
    format!(
        "{}one core, best of {passes} passes, {articles} articles, {megabytes:.1} MB; yardstick: {patterns} city names\n",
        table.render()
    )
}
