//! `export`: encounters for other programs.

mod package;

use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use rasid_chronicle::{ExportError, ExportFormat, Filter, Nodes, Store};
use rasid_coder::Coder;

use super::chronology::open;
use super::which;
use crate::args::{self, Export};
use crate::names::{Gazetteer, Names};
use crate::outcome::Outcome;
use crate::page::{self, Page, Part, Style};
use crate::replace::replace;
use crate::settings::Settings;

pub(super) fn run(args: &Export, settings: &Settings) -> Result<Outcome> {
    which::check_days(&args.which)?;
    let store = open(settings)?;
    let coder = Coder::embedded();
    // Whoever takes the data elsewhere gets what was planned and cancelled too, unless he says otherwise.
    let asked = which::filter(&args.which, coder.lexicon(), &store)?;
    let filter = Filter { statuses: args.which.statuses.clone(), ..asked };
    let gazetteer = Gazetteer::of(coder.lexicon(), settings.lang);
    if let Some(folder) = &args.package {
        return package::write(folder, &store, &filter, &gazetteer, coder.version());
    }
    if let Some(style) = dossier_style(args.format) {
        let page = Page::new(settings, Names::of(coder.lexicon(), settings.lang));
        let text = dossier(&page, style, &store, &filter)?;
        return written(args, |out| Ok(out.write_all(text.as_bytes())?));
    }
    let format = format(args);
    let write =
        |out: &mut dyn Write| -> Result<(), ExportError> { store.export(&filter, format, &gazetteer, out) };
    written(args, write)
}

/// Writes to the file that is asked for, or to standard output.
fn written(args: &Export, write: impl FnOnce(&mut dyn Write) -> Result<(), ExportError>) -> Result<Outcome> {
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

fn dossier_style(format: args::ExportFormat) -> Option<Style> {
    match format {
        args::ExportFormat::Markdown => Some(Style::Markdown),
        args::ExportFormat::Html => Some(Style::Html),
        _ => None,
    }
}

/// The chronology as a document, a section for each month.
fn dossier(page: &Page, style: Style, store: &Store, filter: &Filter) -> Result<String> {
    let messages = page.messages();
    let mut parts =
        vec![Part::Title(messages.dossier.to_owned()), Part::Line(messages.dossier_note.to_owned())];
    let mut encounters = Vec::new();
    store.each_selected(filter, &mut |encounter| {
        encounters.push(encounter);
        true
    })?;
    parts.push(Part::Line(messages.n_encounters.of(encounters.len() as u64)));
    let mut section = None;
    for encounter in &encounters {
        let month = encounter.first_day().map(|day| day.strftime("%Y-%m").to_string());
        if section.as_ref() != Some(&month) {
            let heading = match &month {
                Some(month) => page.month(month),
                None => messages.undated_heading.to_owned(),
            };
            parts.push(Part::Section(heading));
            section = Some(month);
        }
        parts.push(Part::Entry(super::brief::entry(page, store, encounter, Vec::new())?));
    }
    Ok(page::document(page, style, &parts))
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
        // These are written by `dossier`.
        args::ExportFormat::Markdown | args::ExportFormat::Html => ExportFormat::Ndjson,
        args::ExportFormat::Ris => ExportFormat::Ris,
        args::ExportFormat::Bibtex => ExportFormat::Bibtex,
        args::ExportFormat::CslJson => ExportFormat::CslJson,
    }
}
