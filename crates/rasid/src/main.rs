//! Rasid: reads press articles and answers with a sourced chronology of encounters between officials.
//!
//! Arguments ([`args`]) are parsed without meaning, turned into [`settings`] once, and handed to one function per verb.

mod args;
mod eval;
mod interrupt;
mod lang;
mod names;
mod outcome;
mod page;
mod pipeline;
mod progress;
mod reader;
mod settings;
mod terminal;
mod verb;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let args = args::Args::parse();
    interrupt::listen();
    match settings::Settings::resolve(&args.everywhere).and_then(|settings| verb::run(&args.verb, &settings))
    {
        Ok(outcome) => outcome.into(),
        Err(error) => outcome::report(&error),
    }
}
