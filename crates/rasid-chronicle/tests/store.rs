//! The store: what goes in comes out, once; what is no chronicle is refused.

#![allow(clippy::unwrap_used)] // A test may panic; clippy.toml only knows the functions marked as tests.

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use rasid_chronicle::{Added, Store, StoreError, export_ndjson};
use rasid_coder::report::{
    ARTICLE_SCHEMA, Claim, CoderVersion, EventType, Evidence, Participant, Place, Quote, Rank, Report, Role,
    Salience, Status, Zone,
};
use rasid_coder::{Article, Reading};
use rusqlite::Connection;
use serde_json::json;

fn reading(id: &str, coder: &str, date: Option<&str>) -> Reading {
    let mut article = Article::from_text(format!("زار المدير أوسلو {id}"));
    article.id = id.to_owned();
    let quote = Quote { zone: Zone::Text, start: 0, end: 3, quote: "زار".to_owned() };
    let evidence =
        Evidence {
            field: "event".to_owned(), zone: Zone::Text, start: 0, end: 3, quote: "زار".to_owned()
        };
    let visitor = Participant {
        role: Role::Visitor,
        name: Some("سمير الورداني".to_owned()),
        name_latin: None,
        name_latin_from: None,
        office: Some("المدير".to_owned()),
        posts: Vec::new(),
        organisation: None,
        rank: Rank::HeadOfService,
        country: Some("TN".to_owned()),
    };
    let report = Report {
        id: format!("{id}-1"),
        event_type: EventType::Visit,
        visit_kind: None,
        status: Status::Held,
        salience: Salience::Main,
        part_of: None,
        date: date.map(str::to_owned),
        place: Some(Place {
            city: Some("أوسلو".to_owned()),
            country: Some("NO".to_owned()),
            ..Place::default()
        }),
        participants: vec![visitor],
        themes: Vec::new(),
        axes: Vec::new(),
        plover: "CONSULT/visit".to_owned(),
        cameo: "042".to_owned(),
        attributed_to: None,
        evidence: vec![evidence],
    };
    let claim = Claim {
        what: "meetings".to_owned(),
        value: json!(20),
        period: Some("2024".to_owned()),
        scope: None,
        subject: None,
        evidence: quote,
    };
    Reading {
        schema: ARTICLE_SCHEMA.to_owned(),
        coder: CoderVersion { version: coder.to_owned(), lexicon: "l".to_owned() },
        article,
        events: vec![report],
        claims: vec![claim],
        judgements: Vec::new(),
        judged: 0.0,
        dimensions: Vec::new(),
    }
}

/// A file of its own in a folder that is removed with it.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("rasid-chronicle-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder for temporary files");
        Self(folder)
    }

    fn file(&self) -> PathBuf {
        self.0.join("test.db")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn adding_twice_is_adding_once() {
    let scratch = Scratch::new("twice");
    let mut store = Store::open(&scratch.file()).unwrap();
    let (a, b) = (reading("a", "1", None), reading("b", "1", Some("2025-03-04")));
    assert_eq!(store.add_all([&a, &b, &a]).unwrap(), [Added::New, Added::New, Added::Known]);
    assert!(store.is_stale().unwrap());
    let refreshed = store.refresh().unwrap();
    assert_eq!((refreshed.reports, refreshed.encounters), (2, 1));
    assert!(!store.is_stale().unwrap());
    let before = store.encounters().unwrap();
    drop(store);

    let mut store = Store::open(&scratch.file()).unwrap();
    let moved = Article { path: Some("elsewhere.txt".to_owned()), ..a.article.clone() };
    assert_eq!(store.add(&Reading { article: moved, ..a.clone() }).unwrap(), Added::Known);
    assert!(!store.is_stale().unwrap());
    store.refresh().unwrap();
    assert_eq!(store.encounters().unwrap(), before);
    assert_eq!(store.add(&reading("a", "2", None)).unwrap(), Added::Recoded);
    let statistics = store.statistics().unwrap();
    assert_eq!((statistics.articles, statistics.reports, statistics.claims), (2, 2, 2));
    store.integrity_check().unwrap();
}

#[test]
fn of_two_records_of_one_text_the_same_one_stays_in_any_order() {
    let with = |outlet: Option<&str>, coder: &str| {
        let mut reading = reading("a", coder, None);
        reading.article.outlet = outlet.map(str::to_owned);
        reading
    };
    let (first, second, poorer) = (with(Some("الرائد"), "1"), with(Some("المرصد"), "1"), with(None, "1"));
    let orders = [[&first, &second, &poorer], [&poorer, &second, &first], [&second, &poorer, &first]];
    for order in orders {
        let mut store = Store::open_temporary().unwrap();
        store.add_all(order).unwrap();
        assert_eq!(store.reading("a").unwrap().as_ref(), Some(&first));
        store.refresh().unwrap();
        let again: Vec<Added> = store.add_all([&second, &first, &poorer]).unwrap();
        assert_eq!(again, [Added::SetAside, Added::Known, Added::SetAside]);
        assert!(!store.is_stale().unwrap(), "nothing came in");
        // Another coder reads anew, whatever it is given.
        assert_eq!(store.add(&with(None, "2")).unwrap(), Added::Recoded);
    }
}

#[test]
fn what_went_in_comes_out() {
    let mut store = Store::open_temporary().unwrap();
    let a = reading("a", "1", Some("2025-03-04"));
    store.add(&a).unwrap();
    assert_eq!(store.reading("a").unwrap().as_ref(), Some(&a));
    assert_eq!(store.reading("z").unwrap(), None);
    assert_eq!(store.claims().unwrap()[0].1, a.claims[0]);
    assert_eq!(store.articles().unwrap()[0].id, "a");
    store.refresh().unwrap();
    let encounters = store.encounters().unwrap();
    assert_eq!(store.resolve(&encounters[0].id).unwrap().as_deref(), Some(encounters[0].id.as_str()));
    assert_eq!(store.resolve("nothing").unwrap(), None);
    let mut out = Vec::new();
    export_ndjson(&encounters, &mut out).unwrap();
    let line: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(line["schema"], "rasid.encounter/1");
    assert_eq!(line["reports"][0]["evidence"][0]["quote"], "زار");
}

#[test]
fn an_id_that_lost_in_a_merge_leads_to_the_encounter() {
    let mut store = Store::open_temporary().unwrap();
    store.add(&reading("b", "1", None)).unwrap();
    store.refresh().unwrap();
    let old = store.encounters().unwrap()[0].id.clone();
    store.add(&reading("a", "1", Some("2025-03-04"))).unwrap();
    store.refresh().unwrap();
    let new = store.encounters().unwrap();
    assert_eq!(new.len(), 1);
    assert_ne!(new[0].id, old);
    assert_eq!(new[0].aliases, std::slice::from_ref(&old));
    assert_eq!(store.resolve(&old).unwrap(), Some(new[0].id.clone()));
}

#[test]
fn answers_come_from_a_store_that_cannot_be_written() {
    let scratch = Scratch::new("read-only");
    assert!(matches!(Store::open_read_only(&scratch.file()), Err(StoreError::Missing(_))));
    Store::open(&scratch.file()).unwrap().add(&reading("a", "1", None)).unwrap();
    let mut store = Store::open_read_only(&scratch.file()).unwrap();
    assert_eq!(store.articles().unwrap().len(), 1);
    assert!(store.add(&reading("b", "1", None)).is_err());
}

#[test]
fn what_is_no_chronicle_is_refused_and_left_alone() {
    let scratch = Scratch::new("refused");
    fs::write(
        scratch.file(),
        "this is a plain text file, long enough to have a header of a hundred bytes and more, \
        which SQLite reads before it says that this is no database",
    )
    .unwrap();
    assert!(matches!(Store::open(&scratch.file()), Err(StoreError::NotADatabase(_))));

    let foreign = scratch.0.join("foreign.db");
    Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE other (x)").unwrap();
    let before = fs::read(&foreign).unwrap();
    assert!(matches!(Store::open(&foreign), Err(StoreError::Foreign(_))));
    // A file of which a database was to be made, by a program that was killed before it could.
    let empty = scratch.0.join("empty.db");
    Connection::open(&empty).unwrap().execute_batch("PRAGMA journal_mode = WAL").unwrap();
    assert!(matches!(Store::open_read_only(&empty), Err(StoreError::Empty(_))));
    drop(Store::open(&empty).unwrap());
    assert!(Store::open_read_only(&empty).is_ok());
    assert_eq!(fs::read(&foreign).unwrap(), before);

    let newer = scratch.0.join("newer.db");
    drop(Store::open(&newer).unwrap());
    Connection::open(&newer).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let error = Store::open(&newer).unwrap_err();
    assert!(matches!(error, StoreError::Newer { found: 99, .. }) && !error.is_damaged(), "{error}");
}

#[test]
fn damage_is_named() {
    let scratch = Scratch::new("damaged");
    let mut store = Store::open(&scratch.file()).unwrap();
    store.add(&reading("a", "1", None)).unwrap();
    drop(store);
    Connection::open(scratch.file()).unwrap().execute("UPDATE reports SET report = '{'", []).unwrap();
    let error = Store::open(&scratch.file()).unwrap().refresh().unwrap_err();
    assert!(error.is_damaged(), "{error}");

    // A column that is gone is no mistake of the statement, and a row that is gone no answer.
    let connection = Connection::open(scratch.file()).unwrap();
    connection.execute_batch("ALTER TABLE claims DROP COLUMN claim;").unwrap();
    assert!(Store::open(&scratch.file()).unwrap().claims().unwrap_err().is_damaged());
    connection.execute("UPDATE articles SET text = CAST(x'ff' AS TEXT)", []).unwrap();
    assert!(Store::open(&scratch.file()).unwrap().text("a").unwrap_err().is_damaged());
    connection.execute("DELETE FROM state", []).unwrap();
    assert!(Store::open(&scratch.file()).unwrap().is_stale().unwrap_err().is_damaged());
    drop(connection);

    let mut bytes = fs::read(scratch.file()).unwrap();
    bytes[4096..].fill(0x5a);
    fs::write(scratch.file(), bytes).unwrap();
    let found = Store::open(&scratch.file()).and_then(|store| store.integrity_check());
    assert!(found.unwrap_err().is_damaged());
}

#[test]
fn what_is_derived_can_be_damaged_and_is_derived_anew() {
    let scratch = Scratch::new("derived");
    let mut store = Store::open(&scratch.file()).unwrap();
    store.add_all([&reading("a", "1", None), &reading("b", "1", Some("2025-03-04"))]).unwrap();
    store.refresh().unwrap();
    let expected = store.encounters().unwrap();
    drop(store);
    let damage = |sql: &str| {
        Connection::open(scratch.file()).unwrap().execute(sql, []).unwrap();
        Store::open(&scratch.file()).unwrap()
    };
    for sql in [
        "UPDATE bodies SET encounter = replace(encounter, 'visit', 'vicit')",
        "UPDATE bodies SET encounter = CAST(x'ff' AS TEXT)",
    ] {
        let mut store = damage(sql);
        assert!(store.integrity_check().unwrap_err().is_damaged(), "{sql}");
        store.rebuild().unwrap();
        store.integrity_check().unwrap();
        assert_eq!(store.encounters().unwrap(), expected);
    }
    // What was written is not derived from anything: that its text is another is said, and nothing is changed.
    let store = damage("UPDATE articles SET text = text || '.' WHERE id = 'a'");
    let error = store.integrity_check().unwrap_err();
    assert!(error.is_damaged() && error.to_string().contains('a'), "{error}");
}

/// A file as the first version of the program wrote it, with these readings.
fn written_by_the_first_version(path: &std::path::Path, from: &std::path::Path) {
    let connection = Connection::open(path).unwrap();
    connection.execute_batch(include_str!("../src/migrations/001_chronicle.sql")).unwrap();
    connection.pragma_update(None, "application_id", 0x5241_5344).unwrap();
    connection.pragma_update(None, "user_version", 1).unwrap();
    connection.execute("ATTACH ?1 AS newer", [from.to_str().unwrap()]).unwrap();
    connection
        .execute_batch(
            "INSERT INTO articles SELECT id, text, x'010203', reading, reading_sha256 FROM newer.articles;
             INSERT INTO reports SELECT article, position, event, report FROM newer.reports;
             INSERT INTO claims SELECT article, position, claim FROM newer.claims;",
        )
        .unwrap();
}

#[test]
fn a_file_of_the_first_schema_is_brought_up_to_date() {
    let scratch = Scratch::new("first-schema");
    let mut store = Store::open(&scratch.file()).unwrap();
    store.add_all([&reading("a", "1", None), &reading("b", "1", Some("2025-03-04"))]).unwrap();
    store.refresh().unwrap();
    let expected = store.encounters().unwrap();
    drop(store);
    let old = scratch.0.join("old.db");
    written_by_the_first_version(&old, &scratch.file());
    let read_only = Store::open_read_only(&old).unwrap();
    assert!(read_only.is_stale().unwrap());
    drop(read_only);
    let before = fs::read(&old).unwrap();
    assert_eq!(Store::open_copy(&old).unwrap().encounters().unwrap(), expected);
    assert_eq!(fs::read(&old).unwrap(), before, "a copy leaves the file alone");
    let mut store = Store::open(&old).unwrap();
    assert!(store.is_stale().unwrap());
    store.refresh().unwrap();
    assert_eq!(store.encounters().unwrap(), expected);
    store.integrity_check().unwrap();
    assert!(!store.is_stale().unwrap());
}

#[test]
fn an_id_that_a_better_coder_takes_away_leads_to_what_took_its_place() {
    let mut store = Store::open_temporary().unwrap();
    store.add(&reading("a", "1", None)).unwrap();
    store.refresh().unwrap();
    let old = store.encounters().unwrap()[0].id.clone();
    let mut better = reading("a", "2", None);
    better.events[0].id = "another".to_owned();
    assert_eq!(store.add(&better).unwrap(), Added::Recoded);
    store.refresh().unwrap();
    let new = store.encounters().unwrap();
    assert_ne!(new[0].id, old);
    assert_eq!(store.resolve(&old).unwrap(), Some(new[0].id.clone()));
    // And on from there.
    better.coder.version = "3".to_owned();
    better.events[0].id = "a third".to_owned();
    store.add(&better).unwrap();
    store.refresh().unwrap();
    let newest = store.encounters().unwrap()[0].id.clone();
    assert_eq!(store.resolve(&old).unwrap(), Some(newest.clone()));
    assert_eq!(store.resolve(&new[0].id).unwrap(), Some(newest));
    // What the coder no longer reads leads nowhere.
    better.coder.version = "4".to_owned();
    better.events.clear();
    store.add(&better).unwrap();
    store.refresh().unwrap();
    assert_eq!((store.encounters().unwrap().len(), store.resolve(&old).unwrap()), (0, None));
}

#[test]
fn a_rebuild_derives_the_same() {
    let mut store = Store::open_temporary().unwrap();
    store.add_all([&reading("a", "1", None), &reading("b", "1", Some("2025-03-04"))]).unwrap();
    store.refresh().unwrap();
    let before = store.encounters().unwrap();
    store.rebuild().unwrap();
    assert_eq!(store.encounters().unwrap(), before);
    assert_eq!(store.resolve(&before[0].id).unwrap(), Some(before[0].id.clone()));
}

#[test]
fn what_takes_too_long_is_given_up() {
    let scratch = Scratch::new("given-up");
    let mut store = Store::open(&scratch.file()).unwrap();
    for n in 0..400 {
        store.add(&reading(&format!("a{n}"), "1", Some("2025-03-04"))).unwrap();
    }
    store.refresh().unwrap();
    store.answer_until(Some(Instant::now())).unwrap();
    let given_up = store.integrity_check().unwrap_err();
    assert!(given_up.is_given_up() && !given_up.is_damaged(), "{given_up}");
    store.answer_until(None).unwrap();
    store.integrity_check().unwrap();
}
