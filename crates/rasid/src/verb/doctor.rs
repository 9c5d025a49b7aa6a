//! `doctor`: what this installation is, and whether the database is sound.

use std::io::{self, Write};

use anyhow::Result;
use rasid_chronicle::{Store, StoreError};
use rasid_coder::Coder;
use serde::Serialize;

use crate::args::Doctor;
use crate::outcome::Outcome;
use crate::settings::Settings;
use crate::terminal::{Align, Table};

/// What `doctor --json` prints.
#[derive(Debug, Serialize)]
struct Findings {
    version: &'static str,
    coder: String,
    lexicon: String,
    database: String,
    database_exists: bool,
    integrity: Option<String>,
    articles: Option<u64>,
    reports: Option<u64>,
    encounters: Option<u64>,
    claims: Option<u64>,
    settings: Vec<String>,
    threads: usize,
}

pub(super) fn run(args: &Doctor, settings: &Settings) -> Result<Outcome> {
    let coder = Coder::embedded();
    let path = settings.db();
    let mut findings = Findings {
        version: env!("CARGO_PKG_VERSION"),
        coder: coder.version().version.clone(),
        lexicon: coder.version().lexicon.clone(),
        database: path.display().to_string(),
        database_exists: path.exists(),
        integrity: None,
        articles: None,
        reports: None,
        encounters: None,
        claims: None,
        settings: settings.files.iter().map(|path| path.display().to_string()).collect(),
        threads: settings.threads,
    };
    let mut trouble = None;
    if findings.database_exists {
        match examine(&path, args.repair, &mut findings) {
            Ok(()) => findings.integrity = Some("ok".to_owned()),
            Err(error) if matches!(error.downcast_ref(), Some(StoreError::Empty(_))) => {
                findings.integrity = Some("empty".to_owned());
            }
            Err(error) => {
                findings.integrity = Some(error.to_string());
                trouble = Some(error);
            }
        }
    }
    let text = if args.json { serde_json::to_string(&findings)? + "\n" } else { table(&findings) };
    io::stdout().write_all(text.as_bytes())?;
    match trouble {
        Some(error) => Err(error),
        None => Ok(Outcome::Done),
    }
}

fn examine(path: &std::path::Path, repair: bool, findings: &mut Findings) -> Result<()> {
    if repair {
        Store::open(path)?.rebuild()?;
    }
    let store = Store::open_read_only(path)?;
    store.integrity_check()?;
    let held = store.statistics()?;
    findings.articles = Some(held.articles);
    findings.reports = Some(held.reports);
    findings.encounters = Some(held.encounters);
    findings.claims = Some(held.claims);
    Ok(())
}

fn table(findings: &Findings) -> String {
    let mut table = Table::bare([Align::Start, Align::Start]);
    let mut line = |name: &str, value: String| table.row([name.to_owned(), value]);
    line("version", findings.version.to_owned());
    line("coder", findings.coder.clone());
    line("lexicon", findings.lexicon.clone());
    line("threads", findings.threads.to_string());
    let files = if findings.settings.is_empty() { "none".to_owned() } else { findings.settings.join(", ") };
    line("settings", files);
    let state = if findings.database_exists { "" } else { " (not there yet)" };
    line("database", format!("{}{state}", findings.database));
    line("integrity", findings.integrity.clone().unwrap_or_else(|| "nothing to check".to_owned()));
    let numbers = [
        ("articles", findings.articles),
        ("reports", findings.reports),
        ("encounters", findings.encounters),
        ("claims", findings.claims),
    ];
    for (name, number) in numbers {
        if let Some(number) = number {
            line(name, number.to_string());
        }
    }
    table.render()
}
