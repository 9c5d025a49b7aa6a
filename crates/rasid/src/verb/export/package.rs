//! `export --package`: a folder to cite and to archive. The same database gives the same bytes.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result};
use rasid_chronicle::fields::{self, Field};
use rasid_chronicle::{Atlas, ExportError, ExportFormat, Filter, Store};
use rasid_coder::report::CoderVersion;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::bare;
use crate::outcome::Outcome;
use crate::replace::replace;

/// A file of the package as its metadata describes it.
struct Resource {
    name: &'static str,
    path: &'static str,
    format: &'static str,
    mediatype: &'static str,
    title: &'static str,
    columns: &'static [Field],
    written: Written,
}

/// What was written: size and SHA-256.
#[derive(Clone, Debug, Default)]
struct Written {
    bytes: u64,
    hash: String,
}

pub(super) fn write(
    folder: &Path,
    store: &Store,
    filter: &Filter,
    atlas: &dyn Atlas,
    version: &CoderVersion,
) -> Result<Outcome> {
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let export = |path: &str, format: ExportFormat| -> Result<Option<Written>> {
        file(&folder.join(path), |out| store.export(filter, format, atlas, out))
    };
    let tables: [(&'static str, &'static str, &'static str, &'static [Field], ExportFormat); 4] = [
        (
            "encounters",
            "encounters.csv",
            "Encounters, merged from their reports",
            &fields::ENCOUNTERS,
            ExportFormat::Csv { bom: false },
        ),
        (
            "reports",
            "reports.csv",
            "What each article reports of them",
            &fields::REPORTS,
            ExportFormat::ReportsCsv,
        ),
        (
            "people",
            "people.csv",
            "Who took part, and in which office they are seen",
            &fields::PEOPLE,
            ExportFormat::PeopleCsv,
        ),
        (
            "encounters-whole",
            "encounters.ndjson",
            "All that is known of each encounter, rasid.encounter/1",
            &[],
            ExportFormat::Ndjson,
        ),
    ];
    let mut resources: Vec<Resource> = Vec::new();
    for (name, path, title, columns, format) in tables {
        let Some(written) = export(path, format)? else { return Ok(Outcome::Interrupted) };
        let (format, mediatype) =
            if columns.is_empty() { ("ndjson", "application/x-ndjson") } else { ("csv", "text/csv") };
        resources.push(Resource { name, path, format, mediatype, title, columns, written });
    }
    let metadata = serde_json::to_string_pretty(&metadata(&resources, version))? + "\n";
    let texts = [("CODEBOOK.md", codebook()?), ("datapackage.json", metadata)];
    let mut sums: Vec<(String, String)> =
        resources.iter().map(|one| (one.path.to_owned(), one.written.hash.clone())).collect();
    for (path, text) in texts {
        let write = |out: &mut dyn Write| Ok(out.write_all(text.as_bytes())?);
        let Some(written) = file(&folder.join(path), write)? else { return Ok(Outcome::Interrupted) };
        sums.push((path.to_owned(), written.hash));
    }
    sums.sort();
    // As `sha256sum -c` reads it.
    let manifest: String = sums.iter().map(|(path, hash)| format!("{hash}  {path}\n")).collect();
    let done = file(&folder.join("SHA256SUMS"), |out| Ok(out.write_all(manifest.as_bytes())?))?;
    Ok(if done.is_some() { Outcome::Done } else { Outcome::Interrupted })
}

/// Writes a file and counts and hashes what goes into it; `None` after Ctrl-C.
fn file(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), ExportError>,
) -> Result<Option<Written>> {
    let mut written = Written::default();
    let outcome = replace(path, |out| {
        let mut out = Hashing { out, hash: Sha256::new(), bytes: 0 };
        write(&mut out)?;
        written.bytes = out.bytes;
        written.hash = out.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(())
    });
    let outcome = outcome.map_err(bare).with_context(|| path.display().to_string())?;
    Ok((outcome == Outcome::Done).then_some(written))
}

struct Hashing<'w> {
    out: &'w mut dyn Write,
    hash: Sha256,
    bytes: u64,
}

impl Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Data Package v2 (datapackage.org).
fn metadata(resources: &[Resource], version: &CoderVersion) -> Value {
    let resource = |resource: &Resource| {
        let mut described = json!({
            "name": resource.name,
            "path": resource.path,
            "title": resource.title,
            "format": resource.format,
            "mediatype": resource.mediatype,
            "encoding": "utf-8",
            "bytes": resource.written.bytes,
            "hash": format!("sha256:{}", resource.written.hash),
        });
        if !resource.columns.is_empty() {
            let fields: Vec<Value> = resource
                .columns
                .iter()
                .map(|(name, kind, description)| json!({"name": name, "type": kind, "description": description}))
                .collect();
            described["type"] = json!("table");
            described["schema"] = json!({"fields": fields, "missingValues": [""]});
        }
        described
    };
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "rasid-chronicle",
        "title": "Encounters between officials of different countries, as the press reported them",
        "description": "What the press reported, merged across outlets; it does not say that it happened. CODEBOOK.md has the \
            columns. A cell of a CSV file that a spreadsheet would take for a formula begins with an apostrophe. Titles and \
            quotes belong to the outlets.",
        "version": version.version,
        "sources": [{"title": format!("rasid {}, lexicon {}", version.version, version.lexicon)}],
        "resources": resources.iter().map(resource).collect::<Vec<_>>(),
    })
}

/// The columns of the tables, and the fields of the NDJSON from its JSON Schema.
fn codebook() -> Result<String> {
    let mut out = String::from("# Codebook\n");
    for (name, columns) in [
        ("encounters.csv", &fields::ENCOUNTERS[..]),
        ("reports.csv", &fields::REPORTS),
        ("people.csv", &fields::PEOPLE),
    ] {
        out.push_str(&format!("\n## {name}\n\n| column | type | holds |\n| --- | --- | --- |\n"));
        for (column, kind, description) in columns {
            out.push_str(&format!("| `{column}` | {kind} | {description} |\n"));
        }
    }
    out.push_str("\n## encounters.ndjson\n\nOne JSON object a line, `rasid.encounter/1`.\n\n| field | type | holds |\n| --- | --- | --- |\n");
    let schema: Value = serde_json::from_str(crate::contracts::ENCOUNTER)?;
    for (field, of) in schema["properties"].as_object().into_iter().flatten() {
        let kind = match &of["type"] {
            Value::String(kind) => kind.clone(),
            Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" or "),
            _ => String::new(),
        };
        let description = of["description"].as_str().unwrap_or_default();
        out.push_str(&format!("| `{field}` | {kind} | {description} |\n"));
    }
    Ok(out)
}
