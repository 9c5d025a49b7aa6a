//! `export`: encounters for other programs.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use rasid_chronicle::{ExportError, ExportFormat, Filter, Lookup, Nodes};
use rasid_coder::Coder;

use super::chronology::open;
use super::which;
use crate::args::{self, Export};
use crate::names::{Gazetteer, Names};
use crate::outcome::Outcome;
use crate::replace::replace;
use crate::settings::Settings;

pub(super) fn run(args: &Export, settings: &Settings) -> Result<Outcome> {
    which::check_days(&args.which)?;
    let store = open(settings)?;
    let coder = Coder::embedded();
    let names = Names::of(coder.lexicon(), settings.lang);
    // Whoever takes the data elsewhere gets what was planned and cancelled too, unless he says otherwise.
    let asked = which::filter(&args.which, coder.lexicon(), &store)?;
    let filter = Filter { statuses: args.which.statuses.clone(), ..asked };
    let format = format(args);
    let gazetteer = Gazetteer::of(coder.lexicon());
    let lookup = Lookup {
        named: &|code| names.side(code).to_owned(),
        alpha3: &|code| gazetteer.alpha3(code),
        located: &|place| gazetteer.located(place),
    };
    let write =
        |out: &mut dyn Write| -> Result<(), ExportError> { store.export(&filter, format, &lookup, out) };
    match args.output.as_deref() {
        Some(path) if path != Path::new("-") => {
            replace(path, write).map_err(bare).with_context(|| path.display().to_string())
        }
        _ => {
            let mut out = BufWriter::new(io::stdout().lock());
            write(&mut out).map_err(bare)?;
            out.flush()?;
            Ok(Outcome::Done)
        }
    }
}

/// The error itself, by which the exit code is chosen.
fn bare(error: ExportError) -> anyhow::Error {
    match error {
        ExportError::Store(error) => error.into(),
        ExportError::Io(error) => error.into(),
    }
}

fn format(args: &Export) -> ExportFormat {
    match args.format {
        args::ExportFormat::Ndjson => ExportFormat::Ndjson,
        args::ExportFormat::Csv => ExportFormat::Csv { bom: args.excel_bom },
        args::ExportFormat::Gexf => ExportFormat::Gexf(match args.nodes {
            args::Nodes::People => Nodes::People,
            args::Nodes::Countries => Nodes::Countries,
        }),
        args::ExportFormat::Ics => ExportFormat::Calendar,
        args::ExportFormat::Parquet => ExportFormat::Parquet,
        args::ExportFormat::Xlsx => ExportFormat::Xlsx,
        args::ExportFormat::Geojson => ExportFormat::GeoJson,
        args::ExportFormat::Ftm => ExportFormat::FollowTheMoney,
        args::ExportFormat::Plover => ExportFormat::Plover,
        args::ExportFormat::Atom => ExportFormat::Atom,
        args::ExportFormat::Annotations => ExportFormat::Annotations,
        args::ExportFormat::Ris => ExportFormat::Ris,
        args::ExportFormat::Bibtex => ExportFormat::Bibtex,
        args::ExportFormat::CslJson => ExportFormat::CslJson,
    }
}
