//! `eval merge`: coded reports become encounters, and encounters are scored against coded ones.

#![allow(clippy::unwrap_used)] // A test may panic; clippy.toml only knows the functions marked as tests.

use std::fs;
use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::CommandCargoExt;
use serde_json::{Value, json};
use tempfile::TempDir;

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let lines = |records: &[Value]| records.iter().map(|record| format!("{record}\n")).collect::<String>();
    let text = |day: &str, guest: &str| json!({"id": format!("{day}{guest}"), "published": format!("2025-05-{day}"), "outlet": day, "text": format!("استقبل الوزير سالم الورداني أمس {guest}.")});
    let articles = [text("07", "جان دوران"), text("08", "جان دوران"), text("08", "إيفا ليند")];
    let report = |article: usize, encounter: &str, guest: &str, country: &str| {
        json!({
            "article_id": articles[article]["id"], "encounter_id": encounter, "type": "reception",
            "countries": ["TN", country], "principals": ["سالم الورداني", guest],
            "date_as_reported": "2025-05-06", "quote": "استقبل الوزير سالم الورداني",
        })
    };
    let reports = [
        report(0, "m1", "جان دوران", "FR"),
        report(1, "m1", "جان دوران", "FR"),
        report(2, "m2", "إيفا ليند", "SE"),
    ];
    fs::write(folder.path().join("articles.jsonl"), lines(&articles)).unwrap();
    fs::write(folder.path().join("reports.jsonl"), lines(&reports)).unwrap();
    folder
}

fn rasid(folder: &TempDir, args: &[&str]) -> Output {
    let mut command = Command::cargo_bin("rasid").unwrap();
    command.current_dir(folder.path()).env_clear().args(["eval", "merge", "--articles", "articles.jsonl"]);
    command.args(args).stdin(Stdio::null()).output().unwrap()
}

#[test]
fn coded_reports_become_encounters_that_score_full() {
    let folder = folder();
    let merged = rasid(&folder, &["--reports", "reports.jsonl"]);
    assert_eq!(merged.status.code(), Some(0), "{}", String::from_utf8_lossy(&merged.stderr));
    let encounters: Vec<Value> = merged
        .stdout
        .split(|&byte| byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect();
    let sizes: Vec<usize> = encounters.iter().map(|e| e["reports"].as_array().unwrap().len()).collect();
    assert_eq!((sizes.len(), sizes.iter().sum::<usize>()), (2, 3));
    fs::write(folder.path().join("encounters.ndjson"), &merged.stdout).unwrap();
    let scored = rasid(&folder, &["--gold", "reports.jsonl", "--pred", "encounters.ndjson", "--json"]);
    let score: Value = serde_json::from_slice(&scored.stdout).unwrap();
    assert_eq!(
        (&score["bcubed"]["f1"], &score["end_to_end"]["f1"], &score["wrong"]),
        (&json!(1.0), &json!(1.0), &json!(0))
    );
}

#[test]
fn a_report_without_its_article_is_named() {
    let folder = folder();
    fs::write(folder.path().join("more.jsonl"), r#"{"article_id":"nowhere","type":"talks"}"#).unwrap();
    let output = rasid(&folder, &["--reports", "more.jsonl"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("has no article nowhere"));
}
