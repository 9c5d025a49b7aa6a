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
    let rows =
        encounters.iter().map(|encounter| rasid_chronicle::Row { encounter, partners: Vec::new() }).collect();
    chronology(&page(lang), &Selection { rows, unplaced: 0 }, &Articles::default())
}

#[test]
fn a_block_says_when_what_where_who_and_who_says_so() {
    let text = print(Lang::En, &[encounter("e1", None, "visit")]).replace(['\u{2068}', '\u{2069}'], "");
    insta::assert_snapshot!(text, @r"
    2025-08-06/2025-08-07  6 August 2025 – 7 August 2025 · visit · فيينا (Vienna), AT
      سليم الورداني (Salim El Ouardani), وزير الداخلية, MA
      themes: migration
      otherwise reported: date = 2025-08-05 (n1)
      1 report · 1 independent source  [e1]
        “زار فيينا”
        n1 (according to بلاغ الوزارة)
    ");
}

#[test]
fn months_are_those_of_the_reader() {
    let text = print(Lang::Ar, &[encounter("e1", None, "visit")]);
    assert!(
        text.contains(
            "2025-08-06/2025-08-07  \u{2068}6 غشت 2025 – 7 غشت 2025\u{2069} · \u{2068}زيارة\u{2069}"
        ),
        "{text}"
    );
}

#[test]
fn what_happened_inside_stands_indented_under_it() {
    let encounters = [encounter("e1", Some("e2"), "talks"), encounter("e2", None, "visit")];
    let text = print(Lang::En, &encounters);
    let visit = text.find("\u{2069} · visit").or(text.find("· visit")).unwrap();
    let talks = text.find("    2025-08-06/2025-08-07  6 August 2025 – 7 August 2025 · talks").unwrap();
    assert!(visit < talks, "{text}");
}

#[test]
fn encounters_in_a_circle_are_all_printed_once() {
    let encounters = [encounter("e1", Some("e2"), "talks"), encounter("e2", Some("e1"), "visit")];
    let text = print(Lang::En, &encounters);
    assert_eq!((text.matches("[e1]").count(), text.matches("[e2]").count()), (1, 1), "{text}");
}
