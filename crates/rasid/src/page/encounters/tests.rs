use super::*;
use crate::lang::{Lang, MonthNames};
use crate::names::Names;

fn page(lang: Lang) -> Page {
    Page { lang, names: Names::default(), months: MonthNames::Maghrebi, styled: false, width: None }
}

fn encounter(id: &str, part_of: Option<&str>, kind: &str) -> Encounter {
    let json = serde_json::json!({
        "schema": "rasid.encounter/1", "id": id, "aliases": [], "type": kind, "status": "held", "part_of": part_of,
        "date": "2025-08-06/2025-08-07", "not_after": null,
        "place": {"city": "فيينا", "city_en": "Vienna", "country": "AT", "venue": null, "disputed": false},
        "participants": [{"role": "visitor", "name": "سليم الورداني", "name_latin": "Salim El Ouardani",
            "name_latin_from": "transliterated", "office": "وزير الداخلية", "posts": [], "organisation": null,
            "rank": "minister", "country": "MA"}],
        "themes": ["migration"], "countries": ["AT", "MA"], "partners": ["AT"],
        "variants": [{"field": "date", "value": "2025-08-05", "articles": ["n1"]}],
        "status_history": [], "first_reported": "2025-08-08", "last_reported": null, "articles": 1,
        "independent_sources": 1, "reviewed": null,
        "reports": [{"article": "n1", "event": "0", "outlet": "الرائد", "url": null, "title": null, "type": kind,
            "countries": [], "date": null, "copy_group": null, "attributed_to": "بلاغ الوزارة",
            "evidence": [{"field": "event", "in": "text", "start": 0, "end": 5, "quote": "زار فيينا"},
                         {"field": "date", "in": "text", "start": 6, "end": 9, "quote": "أمس"}]}],
    });
    serde_json::from_value(json).unwrap()
}

fn print(lang: Lang, encounters: &[Encounter]) -> String {
    let rows = encounters
        .iter()
        .map(|encounter| rasid_chronicle::Row { encounter: encounter.clone(), partners: Vec::new() })
        .collect();
    chronology(
        &page(lang),
        &Selection { rows, unplaced: 0, next: None },
        &Articles::default(),
        &Pairs::default(),
    )
}

#[test]
fn a_block_says_when_what_where_who_and_who_says_so() {
    let text = print(Lang::En, &[encounter("e1", None, "visit")]).replace(['\u{2068}', '\u{2069}'], "");
    insta::assert_snapshot!(text, @r"
    2025-08-06/2025-08-07 · 6–7 August 2025 · visit · Vienna (فيينا), AT
      visitor: سليم الورداني (~Salim El Ouardani), وزير الداخلية (minister), MA
      themes: migration
      otherwise, date: 2025-08-05 · 5 August 2025 [1]
      1 report  [e1]
      [1] n1 (according to بلاغ الوزارة)
          “زار فيينا”
    ");
}

#[test]
fn months_are_those_of_the_reader() {
    let text = print(Lang::Ar, &[encounter("e1", None, "visit")]);
    let head = "\u{2068}2025-08-06/2025-08-07\u{2069} · \u{2068}6–7 غشت 2025\u{2069} · زيارة · فيينا، ";
    assert!(text.starts_with(head), "{text}");
}

#[test]
fn what_happened_inside_stands_indented_under_it() {
    let encounters = [encounter("e1", Some("e2"), "talks"), encounter("e2", None, "visit")];
    let text = print(Lang::En, &encounters);
    let visit = text.find("2025-08-06/2025-08-07 · 6–7 August 2025 · visit").unwrap();
    let talks = text.find("\n    2025-08-06/2025-08-07 · 6–7 August 2025 · talks").unwrap();
    assert!(visit < talks, "{text}");
}

#[test]
fn encounters_in_a_circle_are_all_printed_once() {
    let encounters = [encounter("e1", Some("e2"), "talks"), encounter("e2", Some("e1"), "visit")];
    let text = print(Lang::En, &encounters);
    assert_eq!((text.matches("[e1]").count(), text.matches("[e2]").count()), (1, 1), "{text}");
}

#[test]
fn what_has_no_year_comes_last_under_its_own_heading() {
    let mut without_year = encounter("e1", None, "talks");
    without_year.date = Some("XXXX-02".to_owned());
    let mut nested = encounter("e3", Some("e2"), "call");
    nested.date = None;
    let text = print(Lang::En, &[without_year, encounter("e2", None, "visit"), nested]);
    let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part} is missing:\n{text}"));
    assert!(at("· visit") < at("    undated (reported on 2025-08-08) · call"), "{text}");
    assert!(at("· call") < at("Undated\n\nXXXX-02 · February · talks"), "{text}");
}

#[test]
fn a_copy_is_named_and_not_repeated() {
    let mut copied = encounter("e1", None, "talks");
    copied.reports[0].copy_group = Some("g".to_owned());
    copied.reports.push(EncounterReport { article: "n2".to_owned(), ..copied.reports[0].clone() });
    let text = print(Lang::En, &[copied]);
    assert!(
        text.contains("[2] n2 (according to \u{2068}بلاغ الوزارة\u{2069}) · same text as [1]\n"),
        "{text}"
    );
    assert_eq!(text.matches("زار فيينا").count(), 1, "{text}");
}
