//! `bench`: how fast each stage reads, against a yardstick on the same bytes.
//!
//! The yardstick is one pass of an Aho-Corasick automaton over the city names of the lexicon. Speeds of two machines
//! cannot be compared; the ratio to the yardstick can.

use std::hint::black_box;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use rasid_coder::{Article, Coder, Stage as Depth};
use rasid_intake::{Input, Options, read_articles};
use serde::Serialize;

use crate::args::Bench;
use crate::outcome::Outcome;
use crate::pipeline;
use crate::reader;
use crate::settings::Settings;
use crate::stderr;
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
    /// Speed of the stage over speed of the yardstick: the inverse.
    of_yardstick: f64,
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
    let (articles, failed) = load(args, settings);
    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    if bytes == 0 {
        bail!("{}", settings.lang.messages().no_articles);
    }
    let own = args.own.lexicon.as_deref();
    let coder = reader::coder(own)?;
    let (yardstick, patterns) = yardstick(reader::sources(own)?.cells("cities", "name")?)?;
    let inputs = pipeline::inputs(&args.paths);
    let mut times = Vec::new();
    for stage in stages(&coder, &yardstick, &inputs) {
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
        of_yardstick: base / seconds,
    };
    let stages = times.into_iter().map(speed).collect();
    let measured = Measured { articles: articles.len(), bytes, patterns, passes: args.passes, stages };
    let text = if args.json { serde_json::to_string(&measured)? + "\n" } else { table(&measured) };
    io::stdout().write_all(text.as_bytes())?;
    Ok(if failed == 0 { Outcome::Done } else { Outcome::SomeInputsFailed })
}

/// What is measured. The first is the yardstick that the others are divided by.
fn stages<'s>(
    coder: &'s Coder,
    yardstick: &'s CharwiseDoubleArrayAhoCorasick<u32>,
    inputs: &'s [Input],
) -> Vec<Stage<'s>> {
    let mut stages = vec![
        Stage {
            name: "yardstick",
            pass: Box::new(|articles| {
                for article in articles {
                    black_box(yardstick.leftmost_find_iter(&article.text).count());
                }
            }),
        },
        read_until(coder, "tokens", Depth::Tokens),
        read_until(coder, "mentions", Depth::Mentions),
        read_until(coder, "coder", Depth::Whole),
    ];
    // What came through standard input is gone.
    if !inputs.iter().any(|input| matches!(input, Input::Stdin)) {
        stages.push(Stage {
            name: "intake",
            pass: Box::new(move |articles| {
                let mut left = articles.len();
                read_articles(inputs, &Options::default(), |article| {
                    left -= usize::from(black_box(article).is_ok());
                    if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                });
            }),
        });
    }
    stages
}

/// The coder up to a depth; each depth includes those before it.
fn read_until<'s>(coder: &'s Coder, name: &'static str, depth: Depth) -> Stage<'s> {
    let pass = move |articles: &[Article]| {
        let mut worker = coder.worker();
        for article in articles {
            black_box(worker.read_until(article, depth));
        }
    };
    Stage { name, pass: Box::new(pass) }
}

/// The automaton and its number of patterns.
fn yardstick(mut names: Vec<String>) -> Result<(CharwiseDoubleArrayAhoCorasick<u32>, usize)> {
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

fn load(args: &Bench, settings: &Settings) -> (Vec<Article>, usize) {
    let (mut articles, mut failed, mut bytes) = (Vec::new(), 0, 0);
    read_articles(&pipeline::inputs(&args.paths), &Options::default(), |article| {
        match article {
            Ok(article) => {
                bytes += article.text.len();
                if bytes > MOST_BYTES {
                    if settings.remarks {
                        let measured = articles.len();
                        stderr::line(&format!("rasid: only the first {measured} articles are measured"));
                    }
                    return ControlFlow::Break(());
                }
                articles.push(article);
            }
            Err(error) => {
                failed += 1;
                stderr::line(&format!("rasid: {error}"));
            }
        }
        ControlFlow::Continue(())
    });
    (articles, failed)
}

fn table(measured: &Measured) -> String {
    let mut table = Table::new([
        ("stage", Align::Start),
        ("articles/s", Align::End),
        ("MB/s", Align::End),
        ("x its time", Align::End),
        ("of its speed", Align::End),
    ]);
    for speed in &measured.stages {
        table.row([
            speed.stage.to_owned(),
            format!("{:.0}", speed.articles_per_second),
            format!("{:.1}", speed.megabytes_per_second),
            format!("{:.2}", speed.ratio),
            format!("{:.3}", speed.of_yardstick),
        ]);
    }
    let Measured { articles, bytes, patterns, passes, .. } = measured;
    let megabytes = *bytes as f64 / 1e6;
    format!(
        "{}one core, best of {passes} passes, {articles} articles, {megabytes:.2} MB of text\n\
         yardstick: a search for {patterns} city names; the coder's stages include those above them\n",
        table.render()
    )
}
