//! `schema`: the contracts as JSON Schema 2020-12.

use std::io::{self, Write};

use anyhow::Result;

use crate::args::{Contract, Schema};
use crate::contracts::{ARTICLE, ENCOUNTER};
use crate::outcome::Outcome;

pub(super) fn run(args: &Schema) -> Result<Outcome> {
    let text = match args.of {
        Contract::Article => ARTICLE,
        Contract::Encounter => ENCOUNTER,
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(Outcome::Done)
}
