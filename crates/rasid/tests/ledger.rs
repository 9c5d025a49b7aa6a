//! The ledger: everything that was named ends in one state, and a run that is killed goes on.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use tempfile::TempDir;

fn rasid(folder: &TempDir, db: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rasid"));
    command.current_dir(folder.path()).args(["--db", db]).stdin(Stdio::null());
    command
}

fn run(folder: &TempDir, db: &str, args: &[&str]) -> Output {
    rasid(folder, db).args(args).output().expect("the program runs")
}

fn status(folder: &TempDir, db: &str) -> Value {
    serde_json::from_slice(&run(folder, db, &["status", "--json"]).stdout).expect("JSON")
}

/// The entries without what differs from run to run.
fn entries(folder: &TempDir, db: &str) -> Vec<Value> {
    let out = run(folder, db, &["status", "--list", "--json"]).stdout;
    String::from_utf8(out)
        .expect("UTF-8")
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

fn record(nth: usize) -> String {
    let (day, month) = (nth % 28 + 1, nth % 12 + 1);
    let guest = ["الإسباني", "الفرنسي", "البرتغالي", "الإيطالي", "الألماني", "التركي", "المصري"][nth % 7];
    format!(
        "{{\"id\": \"{nth}\", \"published\": \"2025-{month:02}-{day:02}\", \"title\": \"لقاء {nth}\", \"text\": \"استقبل وزير الداخلية المغربي سليم \
         الورداني، يوم {day} من الشهر الجاري بالرباط، نظيره {guest}، وبحث معه الملف رقم {nth} وسبل التعاون.\"}}\n"
    )
}

fn gzip(path: &Path, text: &str) {
    let mut encoder = GzEncoder::new(fs::File::create(path).expect("a file"), Compression::fast());
    encoder.write_all(text.as_bytes()).expect("written");
    encoder.finish().expect("written");
}

#[test]
fn everything_ends_in_one_state_and_the_sum_adds_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("in")).expect("a folder");
    fs::write(at("in/a.jsonl"), record(1) + "{\"text\": 5}\n" + &record(2) + &record(1)).expect("a file");
    fs::write(at("in/b.txt"), "").expect("a file");
    fs::write(at("in/c.png"), b"\x89PNG").expect("a file");
    fs::write(at("in/d.html"), "<!DOCTYPE html><html><body>").expect("a file");
    let german = "Der Minister empfing am Morgen seinen Amtskollegen im Ministerium, und beide Seiten vereinbarten ein Treffen.";
    fs::write(at("in/e.txt"), german).expect("a file");
    gzip(&at("in/f.jsonl.gz"), &(record(2) + &record(3)));
    let output = run(&folder, "x.db", &["ingest", "in"]);
    assert_eq!(output.status.code(), Some(3));
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(said.contains("3 new") && said.contains("4 skipped, 1 failed"), "{said}");
    let told = status(&folder, "x.db");
    assert_eq!(told["states"], serde_json::json!({"article": 3, "duplicate": 2, "skipped": 4, "failed": 1}));
    assert_eq!(told["entries"], 10);
    assert_eq!(told["files"], serde_json::json!({"done": 6, "open": 0}));
    assert_eq!(told["causes"].as_array().expect("a list").len(), 5);
    let listed = entries(&folder, "x.db");
    assert_eq!(listed.len(), 10);
    assert!(listed.iter().all(|entry| (entry["article"].is_null()) == (entry["cause"] != "")), "{listed:?}");
    let failed = run(&folder, "x.db", &["status", "--state", "failed"]);
    let failed = String::from_utf8(failed.stdout).expect("UTF-8");
    assert!(failed.contains("in/a.jsonl:2: `text` is not a string"), "{failed}");

    // Again: nothing is read, nothing changes.
    let again = run(&folder, "x.db", &["ingest", "in"]);
    let said = String::from_utf8(again.stderr).expect("UTF-8");
    assert!(again.status.success() && said.contains("0 new, 5 known, 0 read anew"), "{said}");
    assert_eq!(entries(&folder, "x.db"), listed);
    let forced = run(&folder, "x.db", &["ingest", "--again", "in"]);
    assert_eq!(forced.status.code(), Some(3));
    assert_eq!(entries(&folder, "x.db"), listed);

    // Mended: only what failed is read; the file changed, so it is read as a whole.
    fs::write(at("in/a.jsonl"), record(1) + &record(4)).expect("a file");
    let retried = run(&folder, "x.db", &["retry", "--failed"]);
    assert!(retried.status.success(), "{retried:?}");
    let told = status(&folder, "x.db");
    assert_eq!(told["states"]["failed"], 0);
    assert_eq!(told["entries"], 8);
    assert_eq!(told["files"]["open"], 0);
    let nothing = run(&folder, "x.db", &["retry", "--failed"]);
    assert!(nothing.status.success());
}

#[cfg(unix)]
#[test]
fn a_file_that_could_not_be_opened_is_tried_again() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.jsonl");
    fs::write(&path, record(1)).expect("a file");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o0)).expect("permissions");
    if fs::File::open(&path).is_ok() {
        // Nothing is closed to root: a folder that vanished does as well.
        fs::remove_file(&path).expect("removed");
    }
    assert_eq!(run(&folder, "x.db", &["ingest", "a.jsonl"]).status.code(), Some(3));
    assert_eq!(status(&folder, "x.db")["states"]["failed"], 1);
    let _ = fs::remove_file(&path);
    fs::write(&path, record(1)).expect("a file");
    assert!(run(&folder, "x.db", &["ingest", "a.jsonl"]).status.success());
    assert_eq!(
        status(&folder, "x.db")["states"],
        serde_json::json!({"article": 1, "duplicate": 0, "skipped": 0, "failed": 0})
    );
}

#[test]
fn what_the_caller_says_of_a_file_makes_it_another() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows: String =
        (1..4).map(|nth| format!("{nth},التقى الوزير نظيره أمس للمرة {nth},2024-05-0{nth}\n")).collect();
    fs::write(folder.path().join("t.csv"), format!("id,story,day\n{rows}")).expect("a file");
    let plain = run(&folder, "a.db", &["ingest", "t.csv"]);
    assert_eq!(plain.status.code(), Some(3));
    let said = String::from_utf8_lossy(&plain.stderr).into_owned();
    assert!(said.contains("name it: --columns text=NAME"), "{said}");
    let told = run(&folder, "a.db", &["ingest", "t.csv", "--columns", "text=story,published=day"]);
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let states = |db: &str| status(&folder, db)["states"].clone();
    assert_eq!(states("a.db"), serde_json::json!({"article": 3, "duplicate": 0, "skipped": 0, "failed": 0}));
    // The same through retry, which reads all of it again.
    run(&folder, "b.db", &["ingest", "t.csv"]);
    let retried = run(&folder, "b.db", &["retry", "--failed", "--columns", "text=story,published=day"]);
    assert!(retried.status.success(), "{}", String::from_utf8_lossy(&retried.stderr));
    assert_eq!(states("b.db"), states("a.db"));
}

#[test]
fn a_killed_run_goes_on_where_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let lines: String = (0..700).map(record).collect();
    gzip(&folder.path().join("a.jsonl.gz"), &lines);
    fs::write(folder.path().join("b.jsonl"), record(1) + "broken\n" + &record(9999)).expect("a file");
    let whole = ["ingest", "a.jsonl.gz", "b.jsonl"];
    assert_eq!(run(&folder, "whole.db", &whole).status.code(), Some(3));
    let mut kills = 0;
    for wait in (1..).map(|nth| Duration::from_millis(40 * nth)) {
        let mut child =
            rasid(&folder, "killed.db").args(whole).stderr(Stdio::null()).spawn().expect("it runs");
        std::thread::sleep(wait);
        if child.try_wait().expect("a state").is_some() {
            break;
        }
        child.kill().expect("killed");
        child.wait().expect("dead");
        kills += 1;
        assert!(kills < 200, "it never ends");
    }
    assert!(kills > 0, "nothing was killed");
    assert_eq!(entries(&folder, "killed.db"), entries(&folder, "whole.db"));
    assert_eq!(status(&folder, "killed.db")["states"], status(&folder, "whole.db")["states"]);
    let export = |db: &str| run(&folder, db, &["export", "--format", "ndjson"]).stdout;
    assert!(!export("whole.db").is_empty());
    assert_eq!(export("killed.db"), export("whole.db"));
}
