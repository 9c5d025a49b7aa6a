//! The notices that a distributed binary has to carry.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::Context;

use crate::metadata::{Metadata, Package};

/// How the names of files with terms and notices begin.
const NOTICE_FILES: [&str; 5] = ["COPYING", "COPYRIGHT", "LICENCE", "LICENSE", "NOTICE"];

/// What the program is linked from: each package with its licence and home, then every text of terms once, with the
/// packages it came with.
///
/// # Errors
/// The source of a package cannot be read.
pub fn notices(metadata: &Metadata) -> anyhow::Result<String> {
    let linked = metadata.linked();
    let packages: Vec<&Package> =
        metadata.foreign().into_iter().filter(|package| linked.contains(package.id.as_str())).collect();
    let mut out = String::from("# Software this program is linked from\n\n");
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in packages {
        let name = format!("{} {}", package.name, package.version);
        let licence = package.license.as_deref().unwrap_or("no licence stated");
        let home = package.repository.as_deref().unwrap_or("no repository stated");
        let _ = writeln!(out, "- {name}: {licence} <{home}>");
        for text in terms(package.manifest_path.parent().unwrap_or(Path::new(".")))? {
            texts.entry(text).or_default().push(name.clone());
        }
    }
    let mut texts: Vec<(Vec<String>, String)> =
        texts.into_iter().map(|(text, names)| (names, text)).collect();
    texts.sort();
    for (names, text) in texts {
        let _ = write!(out, "\n## {}\n\n```text\n{text}\n```\n", names.join(", "));
    }
    Ok(out)
}

/// The texts of terms that lie beside a manifest.
fn terms(folder: &Path) -> anyhow::Result<Vec<String>> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        if path.is_file() && NOTICE_FILES.iter().any(|prefix| name.starts_with(prefix)) {
            let text = fs::read(&path).with_context(|| path.display().to_string())?;
            texts.push(String::from_utf8_lossy(&text).replace("\r\n", "\n").trim().to_owned());
        }
    }
    texts.sort();
    Ok(texts)
}
