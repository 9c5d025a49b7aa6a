//! `completions` and `man`: made from the same definitions that parse the arguments.

use std::io::{self, Write};

use anyhow::Result;
use clap::CommandFactory;

use crate::args::{Args, Completions};
use crate::outcome::Outcome;

pub(super) fn completions(args: &Completions) -> Result<Outcome> {
    // Rendered first: the generator panics where a pipe breaks.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "rasid", &mut script);
    io::stdout().write_all(&script)?;
    Ok(Outcome::Done)
}

/// The page of the program, followed by those of its verbs.
pub(super) fn man() -> Result<Outcome> {
    let mut command = Args::command();
    command.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for verb in command.get_subcommands() {
        page.extend_from_slice(format!(".SH \"RASID {}\"\n", verb.get_name().to_uppercase()).as_bytes());
        let verb = clap_mangen::Man::new(verb.clone());
        verb.render_description_section(&mut page)?;
        verb.render_synopsis_section(&mut page)?;
        verb.render_options_section(&mut page)?;
    }
    io::stdout().write_all(&page)?;
    Ok(Outcome::Done)
}
