//! Rasid: reads press articles and answers with a sourced chronology of encounters between officials.
//!
//! Arguments ([`args`]) are parsed without meaning, turned into [`settings`] once, and handed to one function per verb.

// Both panic where nobody reads: see `stderr`.
#![deny(clippy::print_stderr, clippy::print_stdout)]

mod addition;
mod args;
mod contracts;
mod eval;
mod interrupt;
mod keys;
mod lang;
mod names;
mod outcome;
mod page;
mod pipeline;
mod progress;
mod reader;
mod replace;
mod settings;
mod since;
mod stderr;
mod terminal;
mod verb;
mod web;

use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;

/// The system's keeps what each thread of a server had in use for a moment; this one gives it back.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let args = match args::Args::try_parse() {
        Ok(args) => args,
        Err(error) if error.use_stderr() => {
            stderr::lines(&error.render().to_string());
            return ExitCode::from(2);
        }
        // Help and version.
        Err(error) => {
            let _ = error.print();
            return ExitCode::SUCCESS;
        }
    };
    interrupt::listen();
    match settings::Settings::resolve(&args.everywhere).and_then(|settings| verb::run(&args.verb, &settings))
    {
        Ok(outcome) => outcome.into(),
        Err(error) => outcome::report(&error),
    }
}
