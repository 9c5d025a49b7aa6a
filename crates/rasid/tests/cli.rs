//! The program as its users meet it: help, exit codes, streams.

#![allow(clippy::unwrap_used)] // A test may panic; clippy.toml only knows the functions marked as tests.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::CommandCargoExt;
use tempfile::TempDir;

const VERBS: [&str; 13] = [
    "radar",
    "extract",
    "ingest",
    "chronology",
    "count",
    "export",
    "eval",
    "bench",
    "lexicon",
    "doctor",
    "schema",
    "completions",
    "man",
];

/// The program in an empty folder, with nothing set around it.
fn rasid(folder: &TempDir) -> Command {
    let mut command = Command::cargo_bin("rasid").unwrap();
    command.current_dir(folder.path()).env_clear().env("HOME", folder.path()).env("LANG", "C.UTF-8");
    command
}

fn run(folder: &TempDir, args: &[&str]) -> Output {
    rasid(folder).args(args).stdin(Stdio::null()).output().unwrap()
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// A folder with a file of `n` records in our own words.
fn corpus(n: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut records = String::new();
    for i in 0..n {
        let day = i % 28 + 1;
        records.push_str(&format!(
            "{{\"id\":\"n{i}\",\"outlet\":\"الرائد\",\"published\":\"2025-05-{day:02}\",\"title\":\"لقاء في مدريد\",\
             \"text\":\"استقبل وزير الداخلية المغربي سليم الورداني، يوم {day} ماي 2025 بالرباط، نظيره الإسباني كارلوس فيغا.\"}}\n"
        ));
    }
    fs::write(folder.path().join("news.jsonl"), records).unwrap();
    folder
}

#[test]
fn help_opens_with_examples() {
    let folder = tempfile::tempdir().unwrap();
    let help = run(&folder, &["--help"]);
    assert!(out(&help).starts_with("Examples:\n  rasid radar "), "{}", out(&help));
    for verb in VERBS {
        let help = run(&folder, &[verb, "--help"]);
        assert_eq!(help.status.code(), Some(0), "{verb}");
        assert!(out(&help).starts_with("Examples:\n  "), "{verb}: {}", out(&help));
        assert!(out(&help).contains(&format!("rasid {verb}")), "{verb}: {}", out(&help));
    }
}

#[test]
fn a_mistake_in_the_arguments_is_exit_code_2() {
    let folder = tempfile::tempdir().unwrap();
    for args in [&["meet"][..], &["radar"], &["count", "--by", "moon"], &["chronology", "--from", "XXXX-05"]]
    {
        let output = run(&folder, args);
        assert_eq!((output.status.code(), out(&output)), (Some(2), ""), "{args:?}");
    }
    let output = rasid(&folder).args(["doctor"]).env("RASID_LANG", "xx").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("RASID_LANG"), "{}", err(&output));
}

#[test]
fn a_path_that_is_not_there_is_exit_code_3_and_named() {
    let folder = corpus(2);
    for verb in ["extract", "radar", "ingest"] {
        let output = run(&folder, &[verb, "nowhere.txt", "news.jsonl"]);
        assert_eq!(output.status.code(), Some(3), "{verb}: {}", err(&output));
        assert!(err(&output).contains("nowhere.txt"), "{verb}: {}", err(&output));
    }
    assert_eq!(out(&run(&folder, &["extract", "nowhere.txt", "news.jsonl"])).lines().count(), 2);
}

#[test]
fn a_verb_without_its_database_fails_and_says_how_to_make_one() {
    let folder = tempfile::tempdir().unwrap();
    for verb in ["chronology", "count", "export"] {
        let output = run(&folder, &[verb]);
        assert_eq!(output.status.code(), Some(1), "{verb}");
        assert!(err(&output).contains("rasid ingest"), "{verb}: {}", err(&output));
        assert!(!folder.path().join("rasid.db").exists());
    }
}

#[test]
fn a_file_that_is_no_database_is_told_apart_from_a_damaged_one() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("rasid.db"), "plain words, long enough to be no header of anything at all")
        .unwrap();
    let output = run(&folder, &["chronology"]);
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    assert!(err(&output).contains("rasid.db"), "{}", err(&output));
}

#[test]
fn extract_says_the_same_under_any_number_of_threads() {
    let folder = corpus(300);
    let one = run(&folder, &["extract", "news.jsonl", "--threads", "1"]);
    let four = run(&folder, &["extract", "news.jsonl", "--threads", "4"]);
    assert_eq!(one.status.code(), Some(0));
    assert_eq!(out(&one), out(&four));
    let ids: Vec<String> = out(&one)
        .lines()
        .map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            line["article"]["id"].as_str().unwrap().to_owned()
        })
        .collect();
    let expected: Vec<String> = (0..300).map(|i| format!("n{i}")).collect();
    assert_eq!(ids, expected);
}

#[test]
fn extract_prints_the_text_only_when_asked() {
    let folder = corpus(1);
    let plain = run(&folder, &["extract", "news.jsonl"]);
    let with_text = run(&folder, &["extract", "news.jsonl", "--with-text"]);
    assert!(!out(&plain).contains("\"text\":"), "{}", out(&plain));
    assert!(out(&with_text).contains("\"text\":\"استقبل"), "{}", out(&with_text));
}

#[test]
fn extract_reads_standard_input() {
    let folder = corpus(3);
    let records = fs::File::open(folder.path().join("news.jsonl")).unwrap();
    let output = rasid(&folder).args(["extract", "-"]).stdin(records).output().unwrap();
    assert_eq!((output.status.code(), out(&output).lines().count()), (Some(0), 3));
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let folder = corpus(3000);
    let mut child = rasid(&folder)
        .args(["extract", "news.jsonl", "--with-text", "--threads", "1"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.starts_with("{\"schema\":\"rasid.article/1\""));
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), err(&output)), (Some(0), ""));
}

#[test]
fn radar_leaves_nothing_behind_and_ingest_a_database() {
    let folder = corpus(3);
    let output = run(&folder, &["radar", "news.jsonl"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(out(&output).contains("3 articles"), "{}", out(&output));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    assert_eq!(run(&folder, &["ingest", "news.jsonl"]).status.code(), Some(0));
    let again = run(&folder, &["ingest", "news.jsonl"]);
    assert!(err(&again).contains("0 new, 3 known"), "{}", err(&again));
    assert_eq!(run(&folder, &["chronology"]).status.code(), Some(0));
    assert_eq!(run(&folder, &["count", "--by", "month", "--json"]).status.code(), Some(0));
    let doctor = run(&folder, &["doctor"]);
    assert!(out(&doctor).contains("integrity   ok"), "{}", out(&doctor));
}

#[test]
fn damaged_data_is_exit_code_5() {
    let folder = corpus(200);
    assert_eq!(run(&folder, &["ingest", "news.jsonl"]).status.code(), Some(0));
    let path = folder.path().join("rasid.db");
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8192].fill(0xa5);
    fs::write(&path, bytes).unwrap();
    let doctor = run(&folder, &["doctor"]);
    assert_eq!(doctor.status.code(), Some(5), "{}", err(&doctor));
    assert!(err(&doctor).contains("rasid.db"), "{}", err(&doctor));
}

#[test]
fn radar_speaks_three_languages() {
    let folder = corpus(1);
    for (lang, heading) in [("ar", "\u{200f}التسلسل الزمني"), ("fr", "Chronologie"), ("en", "Chronology")]
    {
        let output = run(&folder, &["radar", "news.jsonl", "--lang", lang]);
        assert!(out(&output).starts_with(heading), "{lang}: {}", out(&output));
    }
}

#[test]
fn settings_files_stand_below_the_environment() {
    let folder = corpus(1);
    fs::write(folder.path().join("rasid.toml"), "lang = \"fr\"\n").unwrap();
    let from_file = run(&folder, &["radar", "news.jsonl"]);
    assert!(out(&from_file).starts_with("Chronologie"));
    let from_env = rasid(&folder).args(["radar", "news.jsonl"]).env("RASID_LANG", "en").output().unwrap();
    assert!(out(&from_env).starts_with("Chronology"));
    fs::write(folder.path().join("rasid.toml"), "langue = \"fr\"\n").unwrap();
    let wrong = run(&folder, &["radar", "news.jsonl"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(err(&wrong).contains("rasid.toml"), "{}", err(&wrong));
}

#[test]
fn completions_and_the_manual_are_made_from_the_arguments() {
    let folder = tempfile::tempdir().unwrap();
    assert!(out(&run(&folder, &["completions", "bash"])).contains("chronology"));
    let man = run(&folder, &["man"]);
    assert!(out(&man).contains(".TH rasid 1") && out(&man).contains("RASID EXTRACT"), "{}", out(&man));
}

#[test]
fn eval_of_nothing_finds_nothing() {
    let folder = corpus(1);
    let write = |name: &str, text: &str| {
        fs::File::create(folder.path().join(name)).unwrap().write_all(text.as_bytes()).unwrap();
    };
    write("gold", "{\"article_id\":\"n0\",\"type\":\"visit\",\"participants\":[]}\n");
    write("pred", "{\"article\":{\"id\":\"n0\"},\"events\":[]}\n");
    let args = ["eval", "--gold", "gold", "--articles", "news.jsonl", "--pred", "pred", "--json"];
    let scores: serde_json::Value = serde_json::from_str(out(&run(&folder, &args))).unwrap();
    assert_eq!(scores["event"]["gold"], 1);
    assert_eq!(scores["event"]["f1"], 0.0);
    assert_eq!(scores["evidence_exact"], serde_json::Value::Null);
}

#[cfg(unix)]
#[test]
fn ctrl_c_is_exit_code_130() {
    let folder = corpus(1);
    let mut child =
        rasid(&folder).args(["extract", "news.jsonl", "-"]).stdin(Stdio::piped()).spawn().unwrap();
    // Standard input stays open, so the program is waiting when the signal comes.
    std::thread::sleep(std::time::Duration::from_millis(1500));
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
}
