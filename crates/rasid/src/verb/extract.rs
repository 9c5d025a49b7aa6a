//! `extract`: one line of `rasid.article/1` an article.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;

use anyhow::Result;
use rasid_coder::{Coder, Parts};
use rasid_intake::Options;

use crate::args::{Extract, Format, Part};
use crate::outcome::{Outcome, UsageError};
use crate::pipeline::{self, Batch};
use crate::reader;
use crate::settings::Settings;
use crate::terminal;

pub(super) fn run(args: &Extract, settings: &Settings) -> Result<Outcome> {
    let mut paths = args.paths.clone();
    if paths.is_empty() {
        if io::stdin().is_terminal() {
            return Err(UsageError("extract: name a file or folder, or pipe articles in".to_owned()).into());
        }
        paths.push(PathBuf::from("-"));
    }
    let Format::Ndjson = args.format;
    let has = |part: Part| !args.without.contains(&part);
    let parts = Parts { names: has(Part::Names), modality: has(Part::Modality), merging: has(Part::Merging) };
    let coder = reader::coder(args.own.lexicon.as_deref())?.with_parts(parts);
    if args.explain {
        return explain(&paths, &args.source.options(), &coder, settings);
    }
    let mut out = BufWriter::new(io::stdout().lock());
    let tally = pipeline::read(
        &pipeline::inputs(&paths),
        &args.source.options(),
        &coder,
        settings,
        &mut |batch: Batch| {
            for mut reading in batch.readings() {
                if !args.with_text {
                    // An empty text is left out of the line.
                    reading.article.text.clear();
                }
                serde_json::to_writer(&mut out, &reading)?;
                out.write_all(b"\n")?;
            }
            // A reader at the other end sees each batch as soon as it is done.
            Ok(out.flush()?)
        },
    )?;
    Ok(tally.outcome())
}

/// How each article is read, as text: it is for people, so every line is made safe for a terminal.
fn explain(paths: &[PathBuf], options: &Options, coder: &Coder, settings: &Settings) -> Result<Outcome> {
    let mut out = BufWriter::new(io::stdout().lock());
    let tally = pipeline::read(&pipeline::inputs(paths), options, coder, settings, &mut |batch: Batch| {
        let mut worker = coder.worker();
        for reading in batch.readings() {
            let article = &reading.article;
            writeln!(out, "== {}", terminal::safe(article.path.as_deref().unwrap_or(&article.id)))?;
            for line in worker.explain(article).lines() {
                writeln!(out, "{}", terminal::safe(line))?;
            }
        }
        Ok(out.flush()?)
    })?;
    Ok(tally.outcome())
}
