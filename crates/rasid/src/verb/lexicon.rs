//! `lexicon check` and `lexicon explain`.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::Result;

use crate::args::{Lexicon, LexiconVerb};
use crate::outcome::Outcome;
use crate::reader;
use crate::settings::Settings;
use crate::stderr;
use crate::terminal::{self, Align, Table};

pub(super) fn run(args: &Lexicon, settings: &Settings) -> Result<Outcome> {
    match &args.verb {
        LexiconVerb::Check { dir } => check(dir.as_deref(), settings),
        LexiconVerb::Explain { words, own } => explain(&words.join(" "), own.lexicon.as_deref(), settings),
    }
}

/// Clashes go to stdout, one a line, as a compiler prints them.
fn check(own: Option<&Path>, settings: &Settings) -> Result<Outcome> {
    let clashes = reader::sources(own)?.check()?;
    let mut out = BufWriter::new(io::stdout().lock());
    for clash in &clashes {
        writeln!(out, "{}", terminal::safe(&clash.to_string()))?;
    }
    out.flush()?;
    if settings.remarks {
        stderr::line(&format!("rasid: {} clashes", clashes.len()));
    }
    Ok(if clashes.is_empty() { Outcome::Done } else { Outcome::Failed })
}

fn explain(text: &str, own: Option<&Path>, settings: &Settings) -> Result<Outcome> {
    let readings = reader::coder(own)?.lexicon().explain(text);
    let mut table = Table::bare([Align::Start; 5]);
    for reading in &readings {
        let source = format!("{}:{}", reading.file, reading.line);
        let kind = format!("{:?}", reading.kind);
        table.row([reading.form.clone(), reading.prefixes.clone(), kind, reading.entry.clone(), source]);
    }
    io::stdout().write_all(table.render().as_bytes())?;
    if readings.is_empty() && settings.remarks {
        stderr::line(&format!("{text}: not in the lexicon"));
    }
    Ok(Outcome::Done)
}
