//! A lexicon folder of the user's own: read beside the program's, checked with it, and seen in the hash.

#![allow(clippy::unwrap_used)] // A test may panic; clippy.toml only knows the functions marked as tests.

use std::fs;
use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::CommandCargoExt;
use serde_json::Value;
use tempfile::TempDir;

const ARTICLE: &str =
    "استقبل وزير الداخلية المغربي سليم الورداني، يوم 6 ماي 2025 بزمردان، نظيره الإسباني كارلوس فيغا.";

/// An article and a lexicon folder with a town that nobody knows.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("article.txt"), ARTICLE).unwrap();
    fs::create_dir(folder.path().join("own")).unwrap();
    let town = "name\ten\tcountry\tpopulation\tflags\nزمردان\tZumurrudan\tMA\t20000\t\n";
    fs::write(folder.path().join("own/cities.tsv"), town).unwrap();
    folder
}

fn run(folder: &TempDir, args: &[&str]) -> Output {
    let mut command = Command::cargo_bin("rasid").unwrap();
    command.current_dir(folder.path()).env_clear().env("HOME", folder.path()).args(args).stdin(Stdio::null());
    command.output().unwrap()
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn extracted(folder: &TempDir, args: &[&str]) -> Value {
    let output = run(folder, &[&["extract", "article.txt"], args].concat());
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_word_of_ones_own_is_read_and_changes_the_hash() {
    let folder = folder();
    let (plain, own) = (extracted(&folder, &[]), extracted(&folder, &["--lexicon", "own"]));
    assert_ne!(plain["coder"]["lexicon"], own["coder"]["lexicon"]);
    assert_eq!(own["events"][0]["place"]["city_en"], "Zumurrudan", "{own:#}");
    assert_ne!(plain["events"][0]["place"]["city_en"], "Zumurrudan");
    // The hash speaks of the content, not of where the folder lies.
    fs::rename(folder.path().join("own"), folder.path().join("moved")).unwrap();
    let moved = extracted(&folder, &["--lexicon", "moved"]);
    assert_eq!(moved["coder"]["lexicon"], own["coder"]["lexicon"]);
}

#[test]
fn explain_names_the_file_of_ones_own() {
    let folder = folder();
    let explained = run(&folder, &["lexicon", "explain", "--lexicon", "own", "زمردان"]);
    assert!(out(&explained).contains("cities.tsv:2"), "{}", out(&explained));
    assert_eq!(out(&run(&folder, &["lexicon", "explain", "زمردان"])), "");
}

#[test]
fn every_verb_that_reads_takes_it() {
    let folder = folder();
    for args in [&["radar", "article.txt"][..], &["ingest", "article.txt"], &["bench", "article.txt"]] {
        let output = run(&folder, &[args, &["--lexicon", "own"]].concat());
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", err(&output));
    }
    // What was read with another lexicon is read anew.
    let again = run(&folder, &["ingest", "article.txt"]);
    assert!(err(&again).contains("1 read anew"), "{}", err(&again));
}

#[test]
fn the_check_covers_the_program_and_ones_own() {
    let folder = folder();
    let embedded = run(&folder, &["lexicon", "check"]);
    assert_eq!((embedded.status.code(), out(&embedded)), (Some(0), ""), "{}", err(&embedded));
    assert_eq!(run(&folder, &["lexicon", "check", "own"]).status.code(), Some(0));
    fs::write(folder.path().join("own/months.tsv"), "form\tmonth\tset\nماي\t7\tmine\n").unwrap();
    let clash = run(&folder, &["lexicon", "check", "own"]);
    assert_eq!(clash.status.code(), Some(1), "{}", out(&clash));
    assert!(
        out(&clash).contains("own/months.tsv:2:") && out(&clash).contains("months.tsv:"),
        "{}",
        out(&clash)
    );
}

#[test]
fn a_folder_that_is_none_or_empty_or_malformed_is_named() {
    let folder = folder();
    fs::create_dir(folder.path().join("empty")).unwrap();
    fs::create_dir(folder.path().join("broken")).unwrap();
    fs::write(folder.path().join("broken/cities.tsv"), "name\nزمردان\n").unwrap();
    for (own, code) in [("nowhere", 1), ("empty", 2), ("broken", 1)] {
        let output = run(&folder, &["extract", "article.txt", "--lexicon", own]);
        assert_eq!((output.status.code(), out(&output)), (Some(code), ""), "{own}");
        assert!(err(&output).contains(own), "{own}: {}", err(&output));
    }
}
