use super::*;
use crate::testing::{encounter, person, reading, store, visit};
use rasid_coder::report::{Quote, Zone};
use serde_json::json;

fn claim(what: &str, value: Value, scope: Option<&str>) -> Claim {
    Claim {
        what: what.to_owned(),
        value,
        period: Some("2024".to_owned()),
        scope: scope.map(str::to_owned),
        subject: Some("الورداني".to_owned()),
        evidence: Quote { zone: Zone::Text, start: 0, end: 0, quote: String::new() },
    }
}

/// An article of its own month of 2024, so that the year is covered.
fn article(id: &str, day: &str, claims: Vec<Claim>) -> rasid_coder::Reading {
    let mut reading = reading(id);
    reading.article.outlet = Some(format!("outlet {id}"));
    reading.article.published = day.parse().ok();
    reading.claims = claims;
    reading
}

fn scheme() -> RegionScheme {
    RegionScheme::new(RegionScheme::CLAIMED, [("europe", "SE"), ("west_africa", "ML")]).unwrap()
}

/// Encounters of one official, and articles in so many months of 2024, the last of which makes the claim.
fn audited(claim: Claim, months: u8) -> Audited {
    let met = |id: &str, date: Option<&str>, country: &str| {
        encounter(id, EventType::Talks, date, &[person("سمير الورداني", "TN"), person("فلان", country)])
    };
    let mut store = store(&[
        met("a", Some("2024-03-01"), "SE"),
        met("b", Some("2024-03-09"), "UN"),
        visit("c", Some("2024-04-01"), "سمير الورداني", "TN", "ML"),
        met("d", Some("2024-05-01"), "ML"),
        met("e", None, "ML"),
        met("f", Some("2023-05-01"), "DE"),
    ]);
    store.tell_articles();
    for month in 1..=months {
        store.add(&article(&format!("m{month}"), &format!("2024-{month:02}-15"), Vec::new())).unwrap();
    }
    store.add(&article("claims", "2025-01-02", vec![claim])).unwrap();
    store.audit(&Filter::default(), &scheme()).unwrap().remove(0)
}

#[test]
fn numbers_are_judged_by_what_is_dated_and_what_may_be() {
    for (value, months, verdict) in [
        (json!(3), 12, Verdict::Supported),
        (json!(4), 12, Verdict::Supported), // The undated one may be the fourth.
        (json!(5), 12, Verdict::FewerFound),
        (json!(5), 3, Verdict::TooThin),
        (json!(1), 12, Verdict::Supported), // One trip.
        (json!({"min": 2}), 12, Verdict::Supported),
        (json!({"min": 9}), 12, Verdict::FewerFound),
        (json!(40), 12, Verdict::TooThin), // More encounters than articles.
        (json!({"max": 2}), 12, Verdict::Supported), // One trip again.
        (json!({"about": 4}), 12, Verdict::Supported),
        (json!(2), 12, Verdict::MoreFound),
    ] {
        assert_eq!(
            audited(claim("meetings", value.clone(), None), months).verdict,
            verdict,
            "{value} {months}"
        );
    }
    let audited = audited(claim("meetings", json!(3), None), 12);
    assert_eq!((audited.readings[0].found.as_u64(), audited.readings[0].possible), (Some(3), Some(4)));
    assert_eq!(audited.readings[0].encounters, ["a", "b", "d"]);
    assert_eq!((audited.unplaced, audited.coverage.covered, audited.coverage.outlets), (1, 12, 12));
}

#[test]
fn countries_are_partners_or_places() {
    let audited = audited(claim("countries", json!(1), None), 12);
    let found: Vec<_> = audited.readings.iter().map(|reading| reading.found.as_u64()).collect();
    assert_eq!((found, audited.verdict), (vec![Some(2), Some(1)], Verdict::Supported));
}

#[test]
fn rankings_name_what_comes_first() {
    let region = audited(claim("largest_region", json!("europe"), None), 12);
    assert_eq!(region.readings[0].found, json!(["europe", "west_africa"]));
    assert_eq!(region.verdict, Verdict::Supported);
    let months = audited(claim("peak_months", json!(["2024-06"]), None), 12);
    assert_eq!((months.readings[0].found.clone(), months.verdict), (json!("2024-03"), Verdict::FewerFound));
    let scoped = audited(claim("meetings", json!(1), Some("europe")), 12);
    assert_eq!(
        (scoped.readings[0].encounters.clone(), scoped.verdict),
        (vec!["a".to_owned()], Verdict::Supported)
    );
}

#[test]
fn a_corpus_without_the_subject_in_the_period_is_no_judge_of_it() {
    let of = |period: &str| {
        audited(Claim { period: Some(period.to_owned()), ..claim("meetings", json!(6), None) }, 12)
    };
    assert_eq!(of("2024-01/2024-06").verdict, Verdict::FewerFound);
    assert_eq!(of("2024-06/2024-12").coverage.encounters, 1, "the undated one");
    let dated =
        Claim { subject: Some("علي النوري".to_owned()), ..claim("meetings", json!(9), None) };
    assert_eq!(audited(dated, 12).verdict, Verdict::TooThin);
}

#[test]
fn what_cannot_be_counted_is_not() {
    assert_eq!(audited(claim("result", json!("x"), None), 12).verdict, Verdict::NotCountable);
    assert_eq!(audited(claim("meetings", json!(1), Some("atlantis")), 12).verdict, Verdict::NotCountable);
}

#[test]
fn who_claims_is_no_evidence() {
    let mut store = store(&[encounter(
        "a",
        EventType::Talks,
        Some("2024-03-01"),
        &[person("سمير الورداني", "TN"), person("فلان", "SE")],
    )]);
    store.tell_articles();
    store.put_claim("article of a", &claim("meetings", json!(1), None));
    let audited = store.audit(&Filter::default(), &scheme()).unwrap().remove(0);
    assert_eq!((audited.own.clone(), audited.readings[0].found.clone()), (vec!["a".to_owned()], json!(0)));
    assert_eq!(audited.verdict, Verdict::TooThin);
}
