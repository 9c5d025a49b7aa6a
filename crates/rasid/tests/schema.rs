//! The printed schemas hold what the program prints, and list exactly the words the coder knows.

#![allow(clippy::unwrap_used)] // A test may panic; clippy.toml only knows the functions marked as tests.

use std::process::{Command, Stdio};

use assert_cmd::cargo::CommandCargoExt;
use rasid_coder::report::*;
use rasid_merge::{ArticleMeta, Sourced, merge};
use serde_json::{Value, json};

#[path = "made/reading.rs"]
mod made;

use made::reading;

fn schema(of: &str) -> Value {
    let output =
        Command::cargo_bin("rasid").unwrap().args(["schema", of]).stdin(Stdio::null()).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

fn assert_valid(schema: &Value, value: &Value) {
    let validator = jsonschema::validator_for(schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path)).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{value:#}");
}

#[test]
fn a_full_reading_is_valid() {
    assert_valid(&schema("article"), &serde_json::to_value(reading()).unwrap());
}

#[test]
fn a_reading_with_an_unknown_word_is_not() {
    let validator = jsonschema::validator_for(&schema("article")).unwrap();
    for (path, word) in
        [("/events/0/type", "party"), ("/events/0/participants/0/role", "friend"), ("/events/0/date", "soon")]
    {
        let mut value = serde_json::to_value(reading()).unwrap();
        *value.pointer_mut(path).unwrap() = json!(word);
        assert!(!validator.is_valid(&value), "{path} {word}");
    }
}

#[test]
fn what_merging_makes_of_it_is_valid() {
    let reading = reading();
    let meta = ArticleMeta::of(&reading.article);
    let encounters = merge(&[Sourced { article: meta.into(), report: reading.events[0].clone().into() }]);
    assert_eq!(encounters.len(), 1);
    assert_valid(&schema("encounter"), &serde_json::to_value(&encounters[0]).unwrap());
}

#[test]
fn what_the_program_prints_is_valid() {
    let mut child = Command::cargo_bin("rasid")
        .unwrap()
        .args(["extract", "-", "--with-text"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let record = json!({
        "id": "n1", "published": "2025-05-08", "title": "لقاء",
        "text": "استقبل وزير الداخلية المغربي سليم الورداني، يوم الأربعاء بالرباط، نظيره الإسباني كارلوس فيغا.",
    });
    serde_json::to_writer(child.stdin.take().unwrap(), &record).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_valid(&schema("article"), &serde_json::from_slice(&output.stdout).unwrap());
}

#[test]
fn the_closed_lists_are_those_of_the_coder() {
    fn check<T: Copy>(schema: &Value, name: &str, all: &[T], word: impl Fn(T) -> &'static str) {
        let words: Vec<&str> = all.iter().map(|value| word(*value)).collect();
        assert_eq!(schema["$defs"][name]["enum"], json!(words), "{name}");
    }
    let article = schema("article");
    for schema in [&article, &schema("encounter")] {
        check(schema, "eventType", EventType::ALL, EventType::as_str);
        check(schema, "status", Status::ALL, Status::as_str);
        check(schema, "role", Role::ALL, Role::as_str);
        check(schema, "rank", Rank::ALL, Rank::as_str);
        check(schema, "latinFrom", LatinFrom::ALL, LatinFrom::as_str);
        check(schema, "zone", Zone::ALL, Zone::as_str);
    }
    check(&article, "salience", Salience::ALL, Salience::as_str);
    check(&article, "visitKind", VisitKind::ALL, VisitKind::as_str);
    check(&article, "polarity", Polarity::ALL, Polarity::as_str);
}
