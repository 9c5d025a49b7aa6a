//! `status`: what was taken in, what was not, and why.

use std::io::{self, BufWriter, Write};

use anyhow::Result;
use rasid_chronicle::{Listed, Run, State, Store, Tallied};
use serde_json::{Value, json};

use crate::args::StatusOf;
use crate::outcome::Outcome;
use crate::settings::Settings;
use crate::terminal::{self, Align, Table};

/// How many runs are shown.
const RUNS: u32 = 10;

pub(super) fn run(args: &StatusOf, settings: &Settings) -> Result<Outcome> {
    let store = Store::open_read_only(&settings.db())?;
    let mut out = BufWriter::new(io::stdout().lock());
    if args.list || !args.states.is_empty() {
        list(args, &store, &mut out)?;
    } else {
        let (tallied, runs, files) = (store.tally()?, store.runs(RUNS)?, store.files()?);
        let text = if args.json {
            format!("{}\n", object(&tallied, &runs, files))
        } else {
            tables(&tallied, &runs, files)
        };
        out.write_all(text.as_bytes())?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn list(args: &StatusOf, store: &Store, out: &mut impl Write) -> Result<()> {
    let mut left = args.limit.unwrap_or(u32::MAX);
    let mut written = Ok(());
    store.each_entry(&args.states, |entry| {
        let line = if args.json { entry_object(&entry).to_string() } else { line(&entry) };
        written = writeln!(out, "{line}");
        left -= 1;
        written.is_ok() && left > 0
    })?;
    Ok(written?)
}

/// `failed /news/a.jsonl:12: is not valid JSON at byte 2`.
fn line(entry: &Listed) -> String {
    let said = entry.article.as_deref().unwrap_or(&entry.detail);
    let parted = if entry.place.is_empty() || entry.place.starts_with([':', '#']) { "" } else { "!/" };
    terminal::safe(&format!("{} {}{parted}{}: {said}", entry.state, entry.path, entry.place))
}

fn entry_object(entry: &Listed) -> Value {
    json!({
        "path": entry.path,
        "n": entry.n,
        "place": entry.place,
        "state": entry.state.as_str(),
        "cause": entry.cause,
        "detail": entry.detail,
        "article": entry.article,
    })
}

fn of(tallied: &[Tallied], state: State) -> u64 {
    tallied.iter().filter(|tallied| tallied.state == state).map(|tallied| tallied.entries).sum()
}

fn object(tallied: &[Tallied], runs: &[Run], (done, open): (u64, u64)) -> Value {
    let states: serde_json::Map<String, Value> =
        State::ALL.iter().map(|&state| (state.to_string(), of(tallied, state).into())).collect();
    let causes: Vec<Value> = tallied
        .iter()
        .filter(|tallied| !tallied.cause.is_empty())
        .map(|tallied| json!({"state": tallied.state.as_str(), "cause": tallied.cause, "entries": tallied.entries}))
        .collect();
    let runs: Vec<Value> = runs
        .iter()
        .map(|run| {
            json!({
                "started_at": run.started_at, "ended_at": run.ended_at, "program": run.program,
                "lexicon": run.lexicon, "seconds": run.seconds, "entries": run.entries,
            })
        })
        .collect();
    json!({
        "schema": "rasid.status/1",
        "files": {"done": done, "open": open},
        "entries": tallied.iter().map(|tallied| tallied.entries).sum::<u64>(),
        "states": states,
        "causes": causes,
        "runs": runs,
    })
}

fn tables(tallied: &[Tallied], runs: &[Run], (done, open): (u64, u64)) -> String {
    let mut totals = Table::bare([Align::Start, Align::End]);
    totals.row(["files".to_owned(), (done + open).to_string()]);
    if open > 0 {
        totals.row(["  not read to the end".to_owned(), open.to_string()]);
    }
    for state in State::ALL {
        totals.row([state.to_string(), of(tallied, state).to_string()]);
    }
    let sum: u64 = tallied.iter().map(|tallied| tallied.entries).sum();
    totals.row(["total".to_owned(), sum.to_string()]);
    let mut text = totals.render();
    let mut causes = Table::new([("state", Align::Start), ("cause", Align::Start), ("entries", Align::End)]);
    let mut any = false;
    for tallied in tallied.iter().filter(|tallied| !tallied.cause.is_empty()) {
        any = true;
        causes.row([tallied.state.to_string(), tallied.cause.clone(), tallied.entries.to_string()]);
    }
    if any {
        text.push('\n');
        text.push_str(&causes.render());
    }
    if !runs.is_empty() {
        let mut table = Table::new([
            ("run", Align::Start),
            ("seconds", Align::End),
            ("entries", Align::End),
            ("a second", Align::End),
            ("program", Align::Start),
        ]);
        for run in runs {
            let (seconds, rate) = match run.ended_at {
                Some(_) if run.seconds > 0.0 => {
                    (format!("{:.1}", run.seconds), format!("{:.0}", run.entries as f64 / run.seconds))
                }
                Some(_) => ("0.0".to_owned(), String::new()),
                None => ("cut off".to_owned(), String::new()),
            };
            let program = format!("{} ({})", run.program, run.lexicon);
            table.row([run.started_at.clone(), seconds, run.entries.to_string(), rate, program]);
        }
        text.push('\n');
        text.push_str(&table.render());
    }
    text
}
