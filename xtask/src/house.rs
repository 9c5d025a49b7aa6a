//! One direction of imports.

use crate::metadata::{Metadata, Package};

/// The crates of the house, from the left to the right: each may import what stands on a step before its own, and
/// nothing else of the house. The one place where the order is written.
const STEPS: [&[&str]; 6] = [
    &["rasid-text"],
    &["rasid-lexicon"],
    &["rasid-coder"],
    &["rasid-intake", "rasid-merge"],
    &["rasid-chronicle"],
    &["rasid"],
];

fn step(name: &str) -> Option<usize> {
    STEPS.iter().position(|crates| crates.contains(&name))
}

/// Imports that run against the direction, of every kind (tests and build scripts too), crates without a place in the
/// house and places without a crate.
pub fn check(metadata: &Metadata) -> Vec<String> {
    let ours: Vec<&Package> = metadata.packages.iter().filter(|package| metadata.is_ours(package)).collect();
    let rooms = metadata.workspace_root.join("crates");
    let mut faults = Vec::new();
    for package in &ours {
        let Some(own) = step(&package.name) else {
            if package.manifest_path.starts_with(&rooms) {
                faults.push(format!("{} lies under crates/ and has no place in the house", package.name));
            }
            continue;
        };
        for import in &package.dependencies {
            let is_ours = ours.iter().any(|ours| ours.name == import.name);
            if is_ours && step(&import.name).is_none_or(|theirs| theirs >= own) {
                faults.push(format!(
                    "{} imports {}, which does not stand before it",
                    package.name, import.name
                ));
            }
        }
    }
    for name in STEPS.iter().copied().flatten() {
        if !ours.iter().any(|package| package.name == *name) {
            faults.push(format!("{name} has a place in the house and is no crate"));
        }
    }
    faults
}
