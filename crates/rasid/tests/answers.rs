//! A database with one encounter in it, asked in every way.

#![allow(clippy::unwrap_used)] // A test may panic; clippy.toml only knows the functions marked as tests.

use std::process::{Command, Stdio};

use assert_cmd::cargo::CommandCargoExt;
use serde_json::Value;
use tempfile::TempDir;

#[path = "made/folder.rs"]
mod made;

use made::folder;

fn ask(folder: &TempDir, args: &[&str]) -> String {
    let mut command = Command::cargo_bin("rasid").unwrap();
    command.current_dir(folder.path()).env_clear().env("HOME", folder.path()).args(args).stdin(Stdio::null());
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn schema(folder: &TempDir) -> Value {
    serde_json::from_str(&ask(folder, &["schema", "encounter"])).unwrap()
}

#[test]
fn what_is_exported_is_valid() {
    let folder = folder();
    let validator = jsonschema::validator_for(&schema(&folder)).unwrap();
    for args in [&["export"][..], &["export", "--format", "ndjson", "-o", "-"], &["chronology", "--json"]] {
        let lines = ask(&folder, args);
        assert_eq!(lines.lines().count(), 1, "{args:?}");
        let encounter: Value = serde_json::from_str(&lines).unwrap();
        assert!(validator.is_valid(&encounter), "{args:?}: {encounter:#}");
    }
    assert_eq!(ask(&folder, &["export", "-o", "out.ndjson"]), "");
    assert_eq!(std::fs::read_to_string(folder.path().join("out.ndjson")).unwrap(), ask(&folder, &["export"]));
}

#[test]
fn the_chronology_shows_date_people_quote_and_outlet() {
    let text = ask(&folder(), &["chronology", "--lang", "ar", "--months", "maghrebi"]);
    for part in [
        "[2025-05-06..2025-05-07]",
        "بين 6 و7 ماي 2025",
        "استقبال",
        "الرباط",
        "سليم الورداني",
        "كارلوس فيغا",
        "الرائد",
    ] {
        assert!(text.contains(part), "{part} is missing:\n{text}");
    }
    // The quote is one word; what is shown is its sentence.
    assert!(text.contains("«استقبل سليم الورداني كارلوس فيغا»"), "{text}");
}

#[test]
fn the_filter_is_that_of_the_command_line() {
    let folder = folder();
    let found = |args: &[&str]| ask(&folder, &[&["chronology", "--json"], args].concat()).lines().count();
    assert_eq!(found(&["--from", "2025-05", "--to", "2025-05-07"]), 1);
    assert_eq!(found(&["--from", "2025-06"]), 0);
    assert_eq!(found(&["--type", "reception,call", "--country", "es"]), 1);
    assert_eq!(found(&["--type", "visit"]), 0);
    assert_eq!(found(&["--status", "planned"]), 0);
    assert_eq!(found(&["--theme", "migration"]), 1);
}

#[test]
fn counts_name_their_unit_and_sense() {
    let folder = folder();
    let count = |args: &[&str]| -> Value {
        serde_json::from_str(&ask(&folder, &[&["count", "--json"], args].concat())).unwrap()
    };
    let by_country = count(&["--by", "country", "--unit", "meetings"]);
    assert_eq!(
        (&by_country["unit"], &by_country["sense"], &by_country["total"]),
        (&"meetings".into(), &"partner".into(), &1.into())
    );
    assert_eq!(by_country["rows"][0]["key"]["value"], "ES");
    assert_eq!(count(&["--by", "country", "--sense", "place"])["rows"][0]["key"]["value"], "MA");
    assert_eq!(count(&["--by", "month"])["rows"][0]["key"]["value"], "2025-05");
    assert_eq!(count(&["--by", "type", "--unit", "trips"])["total"], 0);
    assert!(ask(&folder, &["count", "--by", "month"]).contains("May 2025  2025-05"));
}

#[test]
fn a_page_ends_at_its_limit_and_begins_behind_a_place() {
    let folder = folder();
    let whole = ask(&folder, &["chronology", "--json"]);
    assert_eq!(ask(&folder, &["chronology", "--json", "--limit", "1"]), whole);
    let id = serde_json::from_str::<Value>(&whole).unwrap()["id"].as_str().unwrap().to_owned();
    assert_eq!(ask(&folder, &["chronology", "--json", "--after", &format!("2025-05-06~{id}")]), "");
}

#[test]
fn people_are_told_with_their_offices_and_days() {
    let folder = folder();
    let text = ask(&folder, &["people", "الورداني"]);
    assert!(text.contains("سليم الورداني") && !text.contains("كارلوس"), "{text}");
    let people: Vec<Value> =
        ask(&folder, &["people", "--json"]).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(people.len(), 2);
    let carlos = people.iter().find(|known| known["country"] == "ES").unwrap();
    assert_eq!((&carlos["encounters"], &carlos["forms"][0]["because"]), (&1.into(), &"itself".into()));
    assert_eq!(ask(&folder, &["people", "--country", "fr"]), "");
}

#[test]
fn counts_are_seen_from_whom_is_asked_for() {
    let folder = folder();
    let count = |args: &[&str]| -> Value {
        serde_json::from_str(&ask(&folder, &[&["count", "--json"], args].concat())).unwrap()
    };
    let from_spain = count(&["--country", "ES"]);
    assert_eq!(
        (&from_spain["rows"][0]["key"]["value"], &from_spain["effective"]),
        (&"MA".into(), &1.0.into())
    );
    assert_eq!(count(&["--by", "direction", "--country", "ES"])["rows"][0]["key"]["value"], "abroad");
    assert_eq!(count(&["--by", "direction", "--country", "MA"])["rows"][0]["key"]["value"], "at_home");
    let counterparts = count(&["--by", "counterpart", "--subject", "الورداني"]);
    assert_eq!(counterparts["people"][0]["id"], counterparts["rows"][0]["key"]["value"]);
    let refused = |args: &[&str]| {
        Command::cargo_bin("rasid")
            .unwrap()
            .current_dir(folder.path())
            .args(args)
            .output()
            .unwrap()
            .status
            .code()
    };
    assert_eq!(refused(&["count", "--by", "direction"]), Some(2));
    assert_eq!(refused(&["count", "--unit", "sources", "--by", "outlet"]), Some(2));
}

#[test]
fn a_brief_tells_what_came_in_since_the_last_one() {
    let folder = folder();
    let brief = |args: &[&str]| -> Value {
        serde_json::from_str(&ask(&folder, &[&["brief", "--json"], args].concat())).unwrap()
    };
    let first = brief(&[]);
    assert_eq!((&first["articles"], first["new"].as_array().unwrap().len()), (&1.into(), 1));
    let since = brief(&[])["since"].as_str().unwrap().to_owned();
    assert!(since.as_str() > first["since"].as_str().unwrap(), "the first call was noted: {since}");
    assert_eq!(brief(&["--since", "3d", "--country", "FR"])["new"], serde_json::json!([]));
    assert_eq!(
        brief(&["--since", "3d", "--country", "FR", "--subject", "الورداني"])["new"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    std::fs::write(folder.path().join("rasid.toml"), "countries = [\"fr\"]\n").unwrap();
    assert_eq!(brief(&["--since", "3d"])["new"], serde_json::json!([]));
    let page = ask(
        &folder,
        &[
            "brief",
            "--since",
            "3d",
            "--subject",
            "Ourdani",
            "--country",
            "MA",
            "--format",
            "html",
            "--lang",
            "ar",
        ],
    );
    for part in
        ["<html lang=\"ar\" dir=\"rtl\">", "سليم الورداني", "<blockquote lang=\"ar\"", "default-src 'none'"]
    {
        assert!(page.contains(part), "{part} is missing:\n{page}");
    }
    assert!(!page.contains("<script") && !page.contains('\u{2068}'));
}

#[test]
fn a_dossier_is_a_document_with_a_section_a_month() {
    let folder = folder();
    let markdown = ask(&folder, &["export", "--format", "markdown", "--lang", "fr"]);
    assert!(
        markdown.starts_with("# ") && markdown.contains("## mai 2025") && markdown.contains("> "),
        "{markdown}"
    );
    let html = ask(&folder, &["export", "--format", "html"]);
    assert_eq!((html.matches("<article").count(), html.matches("</article>").count()), (1, 1));
    assert_eq!(html.matches("<bdi>").count(), html.matches("</bdi>").count());
}
