//! What goes wrong around the program: closed pipes, hostile names, damaged and locked files, typos.

#![allow(clippy::unwrap_used)] // A test may panic; clippy.toml only knows the functions marked as tests.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::CommandCargoExt;
use rasid_chronicle::Store;
use tempfile::TempDir;

#[path = "made/reading.rs"]
mod made;

const ARTICLE: &str =
    "استقبل وزير الداخلية المغربي سليم الورداني، يوم 6 ماي 2025 بالرباط، نظيره الإسباني كارلوس فيغا.";

fn rasid(folder: &TempDir) -> Command {
    let mut command = Command::cargo_bin("rasid").unwrap();
    command.current_dir(folder.path()).env_clear().env("HOME", folder.path()).env("LANG", "C.UTF-8");
    command.stdin(Stdio::null());
    command
}

fn run(folder: &TempDir, args: &[&str]) -> Output {
    rasid(folder).args(args).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder with one article.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), ARTICLE).unwrap();
    folder
}

/// A folder with a database of `n` articles of three encounters.
fn chronicle(n: usize) -> TempDir {
    let folder = folder();
    let mut records = String::new();
    for i in 0..n {
        let text = ARTICLE.replace("يوم 6", &format!("يوم {}", 6 + i % 3));
        let record = serde_json::json!({
            "id": format!("n{i}"), "outlet": format!("الرائد {}", i % 5), "published": "2025-05-09",
            "title": "لقاء في الرباط", "text": format!("{text} وهذا هو اللقاء رقم {i} بينهما."),
        });
        records.push_str(&format!("{record}\n"));
    }
    fs::write(folder.path().join("news.jsonl"), records).unwrap();
    assert_eq!(run(&folder, &["ingest", "news.jsonl"]).status.code(), Some(0));
    folder
}

#[test]
fn nobody_need_read_what_is_said() {
    let folder = folder();
    for (args, code) in [
        (&["ingest", "a.txt"][..], 0),
        (&["extract", "nowhere", "a.txt"], 3),
        (&["radar", "nowhere", "a.txt"], 3),
        (&["chronology", "--db", "none.db"], 1),
        (&["chronology", "--from", "2030"], 0),
        (&["lexicon", "explain", "زقزقزق"], 0),
        (&["meet"], 2),
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let status = rasid(&folder).args(args).stdout(Stdio::null()).stderr(writer).status().unwrap();
        assert_eq!(status.code(), Some(code), "{args:?}: {status}");
    }
}

#[cfg(unix)]
#[test]
fn no_name_drives_the_terminal() {
    let folder = folder();
    for name in ["bad\u{1b}[2J.bin", "turned\u{202e}gpj.bin", "two\nlines.bin"] {
        fs::write(folder.path().join(name), b"\0\x01").unwrap();
    }
    for (args, code) in [
        (&["extract", "."][..], 0),
        (&["ingest", "a.txt", "--db", "\u{1b}[31mx.db"], 0),
        (&["count", "--db", "\u{1b}[31my.db"], 1),
        (&["extract", "a.txt", "--lexicon", "\u{1b}[31mnope"], 1),
        (&["lexicon", "explain", "\u{202e}\u{9b}31m"], 0),
        (&["export", "--db", "\u{1b}[31mx.db", "-o", "no\u{1b}[31m/where"], 1),
        (&["count", "--by", "\u{1b}[31m\u{202e}"], 2),
        (&["chronology", "--db", "\u{1b}[31mx.db", "--theme", "\u{1b}[31m\u{202e}"], 2),
        (&["doctor", "--db", "\u{1b}[31mx.db"], 0),
    ] {
        let output = run(&folder, args);
        let said = err(&output) + &out(&output).replace("\\u001b", "");
        assert_eq!(output.status.code(), Some(code), "{args:?}: {said}");
        let raw = said
            .lines()
            .filter(|line| !line.starts_with('{'))
            .any(|line| line.contains(|c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}')));
        assert!(!raw, "{args:?}: {said:?}");
    }
    let named = err(&run(&folder, &["extract", "."]));
    assert_eq!(named.lines().filter(|line| line.contains(".bin: is ")).count(), 3, "{named}");
    assert!(named.contains("turned<U+202E>gpj.bin"), "{named}");
}

#[test]
fn a_damaged_database_is_exit_code_5_or_still_readable() {
    let folder = chronicle(40);
    let path = folder.path().join("rasid.db");
    let sound = fs::read(&path).unwrap();
    // The generator of Knuth: the same bytes in every run.
    let mut state = 7_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let verbs: [&[&str]; 6] = [
        &["chronology"],
        &["count", "--by", "month"],
        &["export"],
        &["doctor"],
        &["ingest", "news.jsonl"],
        &["radar", "a.txt", "--db", "rasid.db"],
    ];
    let mut damaged = 0;
    for round in 0..60 {
        let mut bytes = sound.clone();
        // What tells a chronicle from other files lies in the first hundred bytes and is tested by itself.
        for _ in 0..=random(8) {
            let at = 100 + random(bytes.len() - 100);
            bytes[at] = random(256) as u8;
        }
        for extra in ["-wal", "-shm"] {
            let _ = fs::remove_file(folder.path().join(format!("rasid.db{extra}")));
        }
        fs::write(&path, &bytes).unwrap();
        let output = run(&folder, verbs[round % verbs.len()]);
        let code = output.status.code();
        assert!(matches!(code, Some(0 | 5)), "{round}: {code:?} {}", err(&output));
        damaged += usize::from(code == Some(5));
    }
    assert!(damaged > 10, "{damaged}");
    // A header that is a database's, with values in it that no database has.
    let mut bytes = sound;
    bytes[16] = 3;
    fs::write(&path, &bytes).unwrap();
    assert_eq!(run(&folder, &["chronology"]).status.code(), Some(5));
}

/// The program as somebody who may only read, where the tests run as somebody who may do everything.
#[cfg(target_os = "linux")]
fn as_nobody(folder: &TempDir, args: &[&str]) -> Option<Output> {
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
    let allowed = command.arg("true").stderr(Stdio::null()).status().is_ok_and(|status| status.success());
    let program = rasid(folder);
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(program.get_program());
    allowed.then(|| command.current_dir(folder.path()).args(args).stdin(Stdio::null()).output().unwrap())
}

#[cfg(target_os = "linux")]
#[test]
fn a_database_that_nobody_may_write_is_read() {
    use std::os::unix::fs::PermissionsExt;

    let folder = chronicle(6);
    let allow = |file: u32, dir: u32| {
        fs::set_permissions(folder.path().join("rasid.db"), fs::Permissions::from_mode(file)).unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(dir)).unwrap();
    };
    for is_stale in [false, true] {
        if is_stale {
            // As after an ingest that was stopped.
            let mut store = Store::open(&folder.path().join("rasid.db")).unwrap();
            store.add(&made::reading()).unwrap();
        }
        fs::copy(folder.path().join("rasid.db"), folder.path().join("copy.db")).unwrap();
        let whole = run(&folder, &["export", "--db", "copy.db"]);
        allow(0o444, 0o555);
        for args in [&["export"][..], &["chronology"], &["count", "--by", "type"], &["doctor"]] {
            let Some(output) = as_nobody(&folder, args) else { return allow(0o644, 0o755) };
            assert_eq!(output.status.code(), Some(0), "{args:?}: {}", err(&output));
            let said = if is_stale && args != ["doctor"] { "not kept" } else { "" };
            assert!(err(&output).contains(said), "{args:?}: {}", err(&output));
            if args == ["export"] {
                assert_eq!(out(&output), out(&whole));
            }
        }
        let refused = as_nobody(&folder, &["ingest", "a.txt"]).unwrap();
        assert_eq!(refused.status.code(), Some(1), "{}", err(&refused));
        allow(0o644, 0o755);
    }
}

#[test]
fn a_typo_is_a_usage_error_that_says_what_there_is() {
    let folder = chronicle(3);
    for (args, known) in [
        (&["chronology", "--from", "2025-06", "--to", "2025-05"][..], "2025-06 lies after --to 2025-05"),
        (&["radar", "a.txt", "--from", "2025", "--to", "2024"], "2025 lies after --to 2024"),
        (&["count", "--theme", "migratoin"], "migration"),
        (&["radar", "a.txt", "--theme", "migratoin"], "migration"),
        (&["chronology", "--country", "MA,XQ"], "XQ: expected one of"),
        (&["radar", "a.txt", "--country", "Morocco"], "MA, "),
        (&["count", "--by", "region", "--scheme", "atlantis"], "m49"),
        (&["count", "--by", "month", "--scheme", "m49"], "--by region"),
    ] {
        let output = run(&folder, args);
        assert_eq!((output.status.code(), out(&output)), (Some(2), String::new()), "{args:?}");
        assert!(err(&output).contains(known), "{args:?}: {}", err(&output));
    }
    for args in [
        &["chronology", "--from", "2025-05", "--to", "2025-05"][..],
        &["chronology", "--from", "2025-05-06", "--to", "2025"],
        &["count", "--by", "region"],
        &["count", "--by", "region", "--scheme", "m49"],
        &["count", "--country", "ma,un"],
    ] {
        assert_eq!(run(&folder, args).status.code(), Some(0), "{args:?}");
    }
}

#[test]
fn a_cause_is_said_once_and_names_the_file() {
    let folder = folder();
    let said = err(&run(&folder, &["ingest", "a.txt", "--db", "no/where/x.db"]));
    assert_eq!(said, "rasid: no/where/x.db: unable to open database file\n");
    let said = err(&run(&folder, &["extract", "a.txt", "--lexicon", "nope"]));
    assert_eq!(said.matches("nope").count(), 1, "{said}");
    let said = err(&run(&folder, &["chronology"]));
    assert!(said.contains("rasid ingest") && said.contains("--db"), "{said}");
    fs::write(folder.path().join("gold"), "gold\n").unwrap();
    fs::write(folder.path().join("list"), "[1]\n").unwrap();
    for (gold, wrong) in
        [("gold", "gold:1: is not valid JSON at byte 1"), ("list", "list:1: holds a value of the wrong kind")]
    {
        let said = err(&run(&folder, &["eval", "--gold", gold, "--articles", "a.txt", "--pred", "a.txt"]));
        assert!(said.starts_with(&format!("rasid: {wrong}")), "{said}");
    }
}

#[test]
fn one_text_with_two_sets_of_facts_settles_at_once() {
    let folder = folder();
    let record = |outlet: &str, day: u32| {
        let published = format!("2025-05-{day:02}");
        let record =
            serde_json::json!({"id": "7", "outlet": outlet, "published": published, "text": ARTICLE});
        format!("{record}\n")
    };
    let (a, b) = (record("الرائد", 7), record("المرصد", 8));
    fs::write(folder.path().join("ab.jsonl"), format!("{a}{b}")).unwrap();
    fs::write(folder.path().join("ba.jsonl"), format!("{b}{a}")).unwrap();
    let mut exports = Vec::new();
    for (file, db) in [("ab.jsonl", "ab.db"), ("ba.jsonl", "ba.db")] {
        run(&folder, &["ingest", file, "--db", db]);
        exports.push(out(&run(&folder, &["export", "--db", db])).replace("ba.jsonl", "ab.jsonl"));
        for again in [file, "ab.jsonl", "ba.jsonl"] {
            let said = err(&run(&folder, &["ingest", "--again", again, "--db", db]));
            assert!(said.contains("0 new, 1 known, 0 read anew, 1 set aside"), "{said}");
        }
        let after = out(&run(&folder, &["export", "--db", db])).replace("ba.jsonl", "ab.jsonl");
        assert_eq!(exports.last(), Some(&after));
    }
    assert_eq!(exports[0], exports[1]);
    assert_eq!(exports[0].lines().count(), 1);
}

#[test]
fn one_id_of_two_outlets_is_two_articles_whenever_they_come() {
    let folder = folder();
    let record = |name: &str, outlet: &str, day: &str| {
        let text = ARTICLE.replace("يوم 6", day);
        let record =
            serde_json::json!({"id": "1", "outlet": outlet, "published": "2025-05-09", "text": text});
        fs::write(folder.path().join(name), format!("{record}\n")).unwrap();
    };
    record("a.jsonl", "الرائد", "يوم 6");
    record("b.jsonl", "المرصد", "يوم 7");
    assert!(err(&run(&folder, &["ingest", "a.jsonl"])).contains("1 new"));
    for told in ["1 new, 0 known, 0 read anew", "0 new, 1 known, 0 read anew"] {
        let said = err(&run(&folder, &["ingest", "b.jsonl"]));
        assert!(said.contains(told), "{said}");
    }
    // The same outlet mends its article.
    record("a.jsonl", "الرائد", "يوم 5");
    assert!(err(&run(&folder, &["ingest", "a.jsonl"])).contains("0 new, 0 known, 1 read anew"));
    let days: Vec<String> = out(&run(&folder, &["export"]))
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["date"].to_string())
        .collect();
    assert_eq!(days.len(), 2, "{days:?}");
    assert_ne!(days[0], days[1]);
}

#[test]
fn no_output_overwrites_a_database() {
    let folder = chronicle(3);
    let before = out(&run(&folder, &["export"]));
    for args in [&["export", "-o", "rasid.db"][..], &["brief", "--since", "3d", "-o", "rasid.db"]] {
        let refused = run(&folder, args);
        assert_eq!(refused.status.code(), Some(1), "{}", err(&refused));
        assert!(err(&refused).contains("rasid.db is a database"), "{}", err(&refused));
    }
    assert_eq!(out(&run(&folder, &["export"])), before);
}

#[test]
fn a_damaged_log_is_found_before_anything_goes() {
    let folder = chronicle(3);
    let export = || out(&run(&folder, &["export"]));
    let first: serde_json::Value = serde_json::from_str(export().lines().next().unwrap()).unwrap();
    let id = first["id"].as_str().unwrap();
    let confirm = ["review", "confirm", id, "--reason", "ZZREASON", "--by", "عمر"];
    assert_eq!(run(&folder, &confirm).status.code(), Some(0));
    let before = export();
    let path = folder.path().join("rasid.db");
    let whole = fs::read(&path).unwrap();
    let damaged = |word: &[u8]| {
        let mut bytes = whole.clone();
        let places: Vec<usize> = (0..bytes.len()).filter(|&at| bytes[at..].starts_with(word)).collect();
        assert!(!places.is_empty());
        places.into_iter().for_each(|at| bytes[at] = 0xff);
        fs::write(&path, bytes).unwrap();
    };
    // What is only shown is shown with a mark for what is lost; the decision stands.
    damaged(b"ZZREASON");
    assert_eq!(run(&folder, &["review", "log"]).status.code(), Some(0));
    assert_eq!(run(&folder, &["doctor"]).status.code(), Some(5));
    run(&folder, &["doctor", "--repair"]);
    assert_eq!(export(), before);
    // What was decided cannot be known.
    damaged(b"{\"action\":\"confirm\"");
    assert_eq!(run(&folder, &["doctor"]).status.code(), Some(5));
    assert_eq!(run(&folder, &["doctor", "--repair"]).status.code(), Some(5));
    assert_eq!(export(), before);
}

#[test]
fn an_export_that_fails_leaves_the_old_one() {
    let folder = chronicle(3);
    fs::write(folder.path().join("out"), "old").unwrap();
    assert_eq!(run(&folder, &["export", "-o", "out", "--db", "none.db"]).status.code(), Some(1));
    assert_eq!(fs::read_to_string(folder.path().join("out")).unwrap(), "old");
    assert_eq!(run(&folder, &["export", "-o", "out"]).status.code(), Some(0));
    assert_eq!(fs::read_to_string(folder.path().join("out")).unwrap(), out(&run(&folder, &["export"])));
    let hidden = |path: &Path| path.file_name().unwrap().to_string_lossy().starts_with('.');
    assert!(!fs::read_dir(folder.path()).unwrap().any(|entry| hidden(&entry.unwrap().path())));
    let nowhere = run(&folder, &["export", "-o", "no/where"]);
    assert_eq!(nowhere.status.code(), Some(1));
    assert!(err(&nowhere).starts_with("rasid: no/where: "), "{}", err(&nowhere));
}

#[test]
fn a_settings_file_that_cannot_be_read_is_left_out_and_said() {
    let folder = folder();
    let path = folder.path().join(".config/rasid/config.toml");
    // A folder in its place: who may read everything cannot read that either.
    fs::create_dir_all(&path).unwrap();
    let output = run(&folder, &["radar", "a.txt"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(
        err(&output).contains("config.toml: is not a file; its settings are left out"),
        "{}",
        err(&output)
    );
    assert!(!err(&run(&folder, &["radar", "a.txt", "--quiet"])).contains("config.toml"));
    fs::remove_dir(&path).unwrap();
    fs::write(&path, "lang = \"fr\"\nthreads = many\n").unwrap();
    let output = run(&folder, &["radar", "a.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("config.toml:2: "), "{}", err(&output));
    assert_eq!(err(&output).lines().count(), 1, "{}", err(&output));
}

#[test]
fn bad_records_are_told_in_plain_words() {
    let folder = folder();
    let lines = "{text}\n[\"a\", \"b\"]\n{\"id\": \"1\"}\n{\"text\": 5}\n";
    fs::write(folder.path().join("bad.jsonl"), format!("{{\"text\": \"{ARTICLE}\"}}\n{lines}")).unwrap();
    let output = run(&folder, &["extract", "bad.jsonl"]);
    assert_eq!((output.status.code(), out(&output).lines().count()), (Some(3), 1));
    assert_eq!(
        err(&output).lines().collect::<Vec<_>>(),
        [
            "rasid: bad.jsonl:2: is not valid JSON at byte 2",
            "rasid: bad.jsonl:3: is not a JSON object",
            "rasid: bad.jsonl:4: has no `text`",
            "rasid: bad.jsonl:5: `text` is not a string",
        ]
    );
}

#[test]
fn a_text_without_end_is_cut_and_said() {
    let folder = folder();
    let text = "لقاء بين ".repeat(60_000);
    fs::write(folder.path().join("long.txt"), text).unwrap();
    let done = run(&folder, &["extract", "long.txt"]);
    assert_eq!(done.status.code(), Some(0));
    assert_eq!(err(&done), "rasid: long.txt: only the first 512 KiB of the text are coded\n");
}
