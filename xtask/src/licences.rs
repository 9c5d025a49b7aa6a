//! Which licences may come in with dependencies.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use anyhow::Context;

use crate::metadata::Metadata;
use crate::spdx;

/// Licences whose terms a program under `MIT OR Apache-2.0` can meet by naming them.
pub const ALLOWED: [&str; 15] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
];

/// Whether `expression` can be met, or why nobody knows.
fn judge(expression: &str) -> Result<(), String> {
    match spdx::permits(expression, &|id| ALLOWED.contains(&id)) {
        Ok(true) => Ok(()),
        Ok(false) => Err(format!("{expression} is not allowed")),
        Err(spdx::Malformed(what)) => Err(format!("{expression:?} is no SPDX expression: {what}")),
    }
}

/// Every dependency with its licence, one a line.
pub fn list(metadata: &Metadata) -> String {
    metadata.foreign().iter().fold(String::new(), |mut list, package| {
        let licence = package.license.as_deref().unwrap_or("no licence");
        let _ = writeln!(list, "{:<32} {:<14} {licence}", package.name, package.version);
        list
    })
}

/// Dependencies whose licence is not allowed, or not stated as an expression.
pub fn check(metadata: &Metadata) -> Vec<String> {
    let fault = |package: &&crate::metadata::Package| {
        let verdict = package.license.as_deref().map_or_else(|| Err("states no licence".to_owned()), judge);
        verdict.err().map(|why| format!("{} {}: {why}", package.name, package.version))
    };
    metadata.foreign().iter().filter_map(fault).collect()
}

/// Dependencies of the workspace's manifest that do not carry `# LICENCE: reason`, and comments that another licence
/// has overtaken (where the dependencies are known).
///
/// # Errors
/// The manifest cannot be read.
pub fn check_comments(metadata: &Metadata) -> anyhow::Result<Vec<String>> {
    let path = metadata.workspace_root.join("Cargo.toml");
    let manifest = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let mut stated: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for package in metadata.foreign() {
        stated.entry(&package.name).or_default().extend(package.license.as_deref().map(ids));
    }
    let faults = comments(&manifest).filter_map(|(number, name, comment)| {
        let place = format!("{}:{number}: {name}", path.display());
        let Some((licence, reason)) = comment.split_once(':') else {
            return Some(format!("{place} carries no `# LICENCE: reason`"));
        };
        if let Err(why) = judge(licence.trim()) {
            return Some(format!("{place}: {why}"));
        }
        if reason.trim().is_empty() {
            return Some(format!("{place} gives no reason"));
        }
        let other = stated.get(name).is_some_and(|stated| !stated.contains(&ids(licence)));
        other.then(|| format!("{place}: the package states another licence than {}", licence.trim()))
    });
    Ok(faults.collect())
}

/// The dependencies on packages of others in a manifest: line, name, what stands behind the `#`.
fn comments(manifest: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    let mut inside = false;
    manifest.lines().enumerate().filter_map(move |(at, line)| {
        if line.starts_with('[') {
            inside = matches!(line.trim(), "[workspace.dependencies]" | "[dependencies]");
            return None;
        }
        let (name, value) = line.split_once('=').filter(|(name, _)| inside && !name.starts_with('#'))?;
        let (value, comment) = value.split_once('#').unwrap_or((value, ""));
        let house = value.contains("path =");
        (!house).then(|| (at + 1, name.trim(), comment.trim()))
    })
}

/// The licences an expression names, in one order: two ways of writing one choice compare equal.
fn ids(expression: &str) -> String {
    let mut ids: Vec<&str> = expression
        .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '/'))
        .filter(|word| !matches!(*word, "" | "OR" | "AND" | "WITH"))
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_found_beside_their_dependency() {
        let manifest = "[workspace]\nx = 1\n[workspace.dependencies]\n# Ours.\na = { path = \"a\" }\n\
            b = { version = \"1\" } # MIT: does b\nc = \"1\"\n\n[profile.dev]\nd = 1";
        let found: Vec<_> = comments(manifest).collect();
        assert_eq!(found, [(6, "b", "MIT: does b"), (7, "c", "")]);
    }

    #[test]
    fn one_choice_in_two_orders_is_one() {
        assert_eq!(ids("(MIT OR Apache-2.0) AND BSD-3-Clause"), ids("(Apache-2.0 / MIT) AND BSD-3-Clause"));
        assert_ne!(ids("MIT"), ids("MIT OR Zlib"));
    }
}
