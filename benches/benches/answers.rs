//! How long answers take from a large chronicle, and by which plan SQLite finds them.
//!
//! `RASID_REPORTS` says how many reports there are (20,000 where it says nothing), `RASID_BENCH_DB` names a file that is
//! kept and taken up again. Seconds cannot be compared between machines; what has to hold is that they stay far below
//! what a person notices while the number of reports grows a hundredfold.

use std::path::PathBuf;
use std::time::Instant;
use std::{env, fs};

use rasid_chronicle::{By, Filter, Sense, Store, Unit};
use rasid_coder::report::{
    ARTICLE_SCHEMA, CoderVersion, EventType, Evidence, Participant, Place, Rank, Report, Role, Salience,
    Status, Zone,
};
use rasid_coder::{Article, Reading};

/// Reports that one transaction takes.
const BATCH: usize = 5_000;
/// Times each answer is asked for; the fastest and the slowest are printed.
const TIMES: usize = 7;

fn main() {
    let wanted = env::var("RASID_REPORTS").ok().and_then(|n| n.parse().ok()).unwrap_or(20_000);
    let kept = env::var_os("RASID_BENCH_DB").map(PathBuf::from);
    let path = kept
        .clone()
        .unwrap_or_else(|| env::temp_dir().join(format!("rasid-answers-{}.db", std::process::id())));
    let mut store = Store::open(&path).expect("a database");
    let held = store.statistics().expect("statistics").reports as usize;
    let start = Instant::now();
    for first in (held..wanted).step_by(BATCH) {
        let readings: Vec<Reading> = (first..wanted.min(first + BATCH)).map(reading).collect();
        store.add_all(&readings).expect("readings are kept");
    }
    let kept_in = start.elapsed();
    let refreshed = store.refresh().expect("encounters are derived");
    println!(
        "{} reports, {} encounters; kept in {:.1} s, merged in {:.1} s, {} MB",
        refreshed.reports,
        refreshed.encounters,
        kept_in.as_secs_f64(),
        (start.elapsed() - kept_in).as_secs_f64(),
        fs::metadata(&path).map_or(0, |file| file.len() >> 20),
    );
    ask(&store);
    drop(store);
    if kept.is_none() {
        for end in ["", "-wal", "-shm"] {
            let mut file = path.clone().into_os_string();
            file.push(end);
            let _ = fs::remove_file(file);
        }
    }
}

fn ask(store: &Store) {
    let year = Filter { from: "2015".parse().ok(), to: "2015".parse().ok(), ..Filter::default() };
    let one = Filter { subject: Some("اسم12 عائلة34".to_owned()), ..Filter::default() };
    let all = Filter::default();
    for (name, filter, by, unit, sense) in [
        ("encounters by country of the other side", &all, By::Country, Unit::Encounters, Sense::Partner),
        ("meetings by country of the other side", &all, By::Country, Unit::Meetings, Sense::Partner),
        ("reports by month", &all, By::Month, Unit::Reports, Sense::Partner),
        ("encounters by type", &all, By::Type, Unit::Encounters, Sense::Partner),
        ("encounters of one year by country", &year, By::Country, Unit::Encounters, Sense::Partner),
        ("encounters of one official by country", &one, By::Country, Unit::Encounters, Sense::Partner),
    ] {
        timed(&format!("count, {name}"), || {
            store.count(filter, by, unit, sense, false).expect("a count").total
        });
    }
    let mut cursor = None;
    timed("a page of 50", || store.page(&all, None, Some(50)).expect("a page").rows.len() as u64);
    for _ in 0..40 {
        cursor = store.page(&all, cursor.as_ref(), Some(50)).expect("a page").next;
    }
    timed("the fortieth page of 50", || {
        store.page(&all, cursor.as_ref(), Some(50)).expect("a page").rows.len() as u64
    });
    timed("a page of one official", || store.page(&one, None, Some(50)).expect("a page").rows.len() as u64);
}

fn timed(name: &str, mut answer: impl FnMut() -> u64) {
    let mut times: Vec<f64> = Vec::new();
    let mut told = 0;
    for _ in 0..TIMES {
        let start = Instant::now();
        told = answer();
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    println!("{name:45} {:8.1} ms  (slowest {:.1}), {told}", times[0], times[TIMES - 1]);
}

/// One article with one report; every third tells again what the one before tells.
fn reading(number: usize) -> Reading {
    let told = number - usize::from(number % 3 == 2);
    let mut state = told as u64 ^ 0x9e37_79b9_7f4a_7c15;
    let mut below = |bound: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    let code = |n: u64| format!("{}{}", char::from(b'A' + (n / 14) as u8), char::from(b'A' + (n % 14) as u8));
    let (a, b) = (code(below(190)), code(below(190)));
    let day = jiff::civil::date(2000 + below(25) as i16, 1 + below(12) as i8, 1 + below(28) as i8);
    let types = [EventType::Talks, EventType::Visit, EventType::Reception, EventType::Call];
    let event_type = types[below(4) as usize];
    let mut name = || format!("اسم{} عائلة{}", below(40), below(80));
    let person = |role, name, country: &String| Participant {
        role,
        name: Some(name),
        name_latin: None,
        name_latin_from: None,
        office: Some("وزير الداخلية".to_owned()),
        posts: Vec::new(),
        organisation: None,
        rank: Rank::Minister,
        country: Some(country.clone()),
    };
    let (visitor, host) = (person(Role::Visitor, name(), &a), person(Role::Host, name(), &b));
    let quote = format!("التقى {number}");
    let mut article = Article::from_text(format!("{quote} {a} {b} {day}"));
    article.id = format!("n{number}");
    article.outlet = Some(format!("outlet {}", number % 40));
    article.published = day.tomorrow().ok();
    let report = Report {
        id: format!("{:016x}", (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)),
        event_type,
        visit_kind: None,
        status: Status::Held,
        salience: Salience::Main,
        part_of: None,
        date: Some(day.to_string()),
        place: Some(Place { country: Some(b), ..Place::default() }),
        participants: vec![visitor, host],
        themes: vec!["security_cooperation".to_owned()],
        axes: Vec::new(),
        plover: "CONSULT".to_owned(),
        cameo: "040".to_owned(),
        attributed_to: None,
        evidence: vec![Evidence { field: "event".to_owned(), zone: Zone::Text, start: 0, end: 5, quote }],
    };
    Reading {
        schema: ARTICLE_SCHEMA.to_owned(),
        coder: CoderVersion { version: "1".to_owned(), lexicon: "l".to_owned() },
        article,
        events: vec![report],
        claims: Vec::new(),
        judgements: Vec::new(),
        judged: 0.0,
        dimensions: Vec::new(),
    }
}
