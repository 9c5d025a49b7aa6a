//! Long fuzzing: every target of `fuzz/`, one after the other, each for as long as it is given.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

/// Runs every target for so many seconds. What broke, by target; the executions of each are printed.
///
/// # Errors
/// Where `cargo fuzz` cannot be run.
pub fn run(root: &Path, seconds: u64) -> Result<Vec<String>> {
    let fuzz = root.join("fuzz");
    let targets = targets(&fuzz)?;
    let mut faults = Vec::new();
    for target in &targets {
        std::fs::create_dir_all(fuzz.join("corpus").join(target))?;
        let output = Command::new("cargo")
            .args(["+nightly", "fuzz", "run", "--features", "fuzzing", target])
            .args([format!("corpus/{target}"), format!("seeds/{target}")])
            .args(["--", "-max_len=20000", "-rss_limit_mb=2048", "-timeout=20", "-print_final_stats=1"])
            .arg(format!("-max_total_time={seconds}"))
            .current_dir(&fuzz)
            .output()
            .context("cargo +nightly fuzz: install a nightly toolchain and cargo-fuzz")?;
        let said = String::from_utf8_lossy(&output.stderr);
        let runs =
            said.lines().find_map(|line| line.split("number_of_executed_units:").nth(1)).unwrap_or(" none");
        println!("{target:<10}{runs} executions");
        if !output.status.success() {
            let tail: Vec<&str> = said.lines().rev().take(30).collect();
            faults.push(format!("{target}: {}", tail.into_iter().rev().collect::<Vec<_>>().join("\n")));
        }
    }
    Ok(faults)
}

/// The names of the targets: one file each.
fn targets(fuzz: &Path) -> Result<Vec<String>> {
    let mut targets = Vec::new();
    for file in std::fs::read_dir(fuzz.join("fuzz_targets")).context("fuzz/fuzz_targets")? {
        targets.extend(file?.path().file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    targets.sort();
    Ok(targets)
}
