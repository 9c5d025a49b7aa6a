//! Decisions of people, from the command line.

#![allow(clippy::unwrap_used)] // A test may panic; clippy.toml only knows the functions marked as tests.

use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::CommandCargoExt;
use serde_json::Value;
use tempfile::TempDir;

#[path = "made/folder.rs"]
mod made;

use made::folder;

fn rasid(folder: &TempDir, args: &[&str]) -> Output {
    let mut command = Command::cargo_bin("rasid").unwrap();
    command.current_dir(folder.path()).env_clear().env("HOME", folder.path()).args(args).stdin(Stdio::null());
    command.output().unwrap()
}

fn lines(folder: &TempDir, args: &[&str]) -> Vec<Value> {
    let output = rasid(folder, args);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn a_correction_shows_everywhere_and_can_be_undone() {
    let folder = folder();
    let id = lines(&folder, &["export"])[0]["id"].as_str().unwrap().to_owned();
    let before = lines(&folder, &["export"]);
    let correct =
        ["review", "correct", &id, "date", "2025-05-07", "--reason", "البلاغ يقول ذلك", "--by", "ليلى"];
    assert_eq!(rasid(&folder, &correct).status.code(), Some(0));
    let after = &lines(&folder, &["export"])[0];
    assert_eq!(after["date"], "2025-05-07");
    assert!(after["reviewed"].as_str().unwrap().starts_with("correct "));
    assert!(after["variants"].as_array().unwrap().iter().any(|v| v["value"] == before[0]["date"]));
    let schema = rasid(&folder, &["schema", "encounter"]).stdout;
    let schema: Value = serde_json::from_slice(&schema).unwrap();
    assert!(jsonschema::validator_for(&schema).unwrap().is_valid(after), "{after:#}");
    let log = lines(&folder, &["review", "log", "--json"]);
    assert_eq!(
        (&log[0]["action"], &log[0]["actor"], &log[0]["number"]),
        (&"correct".into(), &"ليلى".into(), &1.into())
    );
    assert_eq!(
        rasid(&folder, &["review", "undo", "1", "--reason", "خطأ", "--by", "ليلى"]).status.code(),
        Some(0)
    );
    assert_eq!(lines(&folder, &["export"]), before);
    assert_eq!(lines(&folder, &["review", "log", "--json"])[0]["stands"], false);
}

#[test]
fn what_makes_no_sense_ends_with_code_two_and_decides_nothing() {
    let folder = folder();
    let id = lines(&folder, &["export"])[0]["id"].as_str().unwrap().to_owned();
    for args in [
        &["review", "confirm", "nothing", "--reason", "x", "--by", "y"][..],
        &["review", "confirm", &id, "--by", "y"],
        &["review", "confirm", &id, "--reason", "no name in the environment"],
        &["review", "correct", &id, "date", "yesterday", "--reason", "x", "--by", "y"],
        &["review", "correct", &id, "colour", "red", "--reason", "x", "--by", "y"],
        &["review", "undo", "1", "--reason", "x", "--by", "y"],
    ] {
        assert_eq!(rasid(&folder, args).status.code(), Some(2), "{args:?}");
    }
    assert!(lines(&folder, &["review", "log", "--json"]).is_empty());
    assert_eq!(rasid(&TempDir::new().unwrap(), &["review"]).status.code(), Some(1));
}

#[test]
fn a_pasted_text_and_what_was_read_in_it_go_out_as_gold_and_come_back() {
    let folder = folder();
    std::fs::write(folder.path().join("depeche.txt"), "Le ministre Karim Bennis est arrivé mardi à Vienne.")
        .unwrap();
    let add = [
        "review",
        "add",
        "--text",
        "depeche.txt",
        "--language",
        "fr",
        "--url",
        "https://example.org/1",
        "--type",
        "visit",
        "--place",
        "AT",
        "--quote",
        "est arrivé mardi à Vienne",
        "--who",
        "Karim Bennis; Le ministre; MA",
        "--reason",
        "lu",
        "--by",
        "ليلى",
    ];
    assert_eq!(rasid(&folder, &add).status.code(), Some(0));
    assert_eq!(rasid(&folder, &add).status.code(), Some(2), "the text is there already");
    let visit = lines(&folder, &["export", "--country", "AT"]);
    assert_eq!(
        (&visit[0]["participants"][0]["role"], &visit[0]["reports"][0]["evidence"][1]["quote"]),
        (&"visitor".into(), &"Karim Bennis".into())
    );
    assert_eq!(rasid(&folder, &["review", "export", "gold"]).status.code(), Some(0));
    let gold = std::fs::read_to_string(folder.path().join("gold/events.jsonl")).unwrap();
    assert_eq!(gold.lines().count(), 1, "nobody looked at the other article");
    let eval =
        ["eval", "--gold", "gold/events.jsonl", "--articles", "gold/articles.jsonl", "--pred", "/dev/null"];
    assert_eq!(rasid(&folder, &eval).status.code(), Some(0));
    let import = ["review", "import", "gold/events.jsonl", "--reason", "ثانية", "--by", "عمر"];
    assert_eq!(rasid(&folder, &import).status.code(), Some(0));
    let agreement = &lines(&folder, &["review", "agreement", "--json"])[0];
    assert_eq!((&agreement["missed"], &agreement["judged_twice"]), (&1.into(), &1.into()));
    assert_eq!(rasid(&folder, &import).status.code(), Some(0));
    assert_eq!(lines(&folder, &["review", "log", "--json"]).len(), 2, "what stands is not decided again");
    // Elsewhere the pasted text comes with the gold.
    let elsewhere = TempDir::new().unwrap();
    for name in ["events.jsonl", "articles.jsonl"] {
        std::fs::copy(folder.path().join("gold").join(name), elsewhere.path().join(name)).unwrap();
    }
    std::fs::write(elsewhere.path().join("a.txt"), "نص.").unwrap();
    assert_eq!(rasid(&elsewhere, &["ingest", "a.txt"]).status.code(), Some(0));
    let import = ["review", "import", "events.jsonl", "--reason", "ثانية", "--by", "عمر"];
    assert_eq!(rasid(&elsewhere, &import).status.code(), Some(3), "no such article");
    let import = [&import[..], &["--articles", "articles.jsonl"]].concat();
    assert_eq!(rasid(&elsewhere, &import).status.code(), Some(0));
    assert_eq!(lines(&elsewhere, &["export", "--country", "AT"])[0]["place"], visit[0]["place"]);
    let before = lines(&folder, &["doctor", "--json"])[0]["articles"].clone();
    std::fs::write(folder.path().join("other.txt"), "Un autre texte.").unwrap();
    let refused = [
        "review",
        "add",
        "--text",
        "other.txt",
        "--type",
        "talks",
        "--quote",
        "absent",
        "--who",
        "A; ; MA",
        "--reason",
        "x",
        "--by",
        "y",
    ];
    assert_eq!(rasid(&folder, &refused).status.code(), Some(2));
    assert_eq!(lines(&folder, &["doctor", "--json"])[0]["articles"], before, "nothing of it is kept");
    std::fs::write(folder.path().join("broken.jsonl"), "{\"article_id\":\"a\",\"type\":\"party\"}\n")
        .unwrap();
    let broken = rasid(&folder, &["review", "import", "broken.jsonl", "--reason", "x", "--by", "عمر"]);
    assert!(String::from_utf8_lossy(&broken.stderr).contains("broken.jsonl:1"));
    assert_eq!(broken.status.code(), Some(1));
}
