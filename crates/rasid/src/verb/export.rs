//! `export`: encounters for other programs.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use rasid_chronicle::export_ndjson;

use super::chronology::open;
use crate::args::{Export, Format};
use crate::outcome::Outcome;
use crate::replace::replace;
use crate::settings::Settings;

pub(super) fn run(args: &Export, settings: &Settings) -> Result<Outcome> {
    let Format::Ndjson = args.format;
    let encounters = open(settings)?.encounters()?;
    match args.output.as_deref() {
        Some(path) if path != Path::new("-") => {
            replace(path, |out| export_ndjson(&encounters, out)).with_context(|| path.display().to_string())
        }
        _ => {
            let mut out = BufWriter::new(io::stdout().lock());
            export_ndjson(&encounters, &mut out)?;
            out.flush()?;
            Ok(Outcome::Done)
        }
    }
}
