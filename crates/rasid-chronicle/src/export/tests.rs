use super::*;
use crate::testing::{encounter, person, store, visit};
use rasid_coder::report::{EventType, Status};

fn three() -> Store {
    let mut talks = encounter(
        "b",
        EventType::Talks,
        Some("2024-06-01"),
        &[person("سمير \"الورداني\"", "TN"), person("إيفا, ليند", "SE")],
    );
    talks.participants[0].office = Some("=وزير; الداخلية\nسابقا".to_owned());
    talks.themes = vec!["cyber".to_owned()];
    let mut planned = visit("c", Some("2025-01-30/2025-02-01"), "سمير \"الورداني\"", "TN", "AT");
    planned.status = Status::Planned;
    let mut store = store(&[encounter("a", EventType::Call, None, &[person("=1+1", "FR")]), talks, planned]);
    store.tell_articles();
    store
}

struct Invented;

impl Atlas for Invented {
    fn name(&self, code: &str) -> String {
        format!("<{code}> & Co")
    }

    fn alpha3(&self, code: &str) -> Option<String> {
        (code.len() == 2).then(|| format!("{code}X"))
    }

    fn located(&self, place: &Place) -> Option<(f64, f64)> {
        (place.country.as_deref() == Some("AT")).then_some((48.2, 16.37))
    }
}

fn written(format: Format) -> String {
    String::from_utf8(bytes(format)).unwrap()
}

fn bytes(format: Format) -> Vec<u8> {
    let mut out = Vec::new();
    let any = Filter { statuses: Vec::new(), ..Filter::default() };
    three().export(&any, format, &Invented, &mut out).unwrap();
    out
}

#[test]
fn a_table_is_read_back_whole_and_starts_no_formula() {
    let text = written(Format::Csv { bom: true });
    let bare = text.strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::Reader::from_reader(bare.as_bytes());
    assert_eq!(
        reader.headers().unwrap(),
        &csv::StringRecord::from(fields::ENCOUNTERS.map(|(name, ..)| name).to_vec())
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.iter().map(|row| &row[0]).collect::<Vec<_>>(), ["b", "c", "a"]);
    assert_eq!(&rows[0][13], "سمير \"الورداني\" (=وزير; الداخلية\nسابقا, TN); إيفا, ليند (SE)");
    assert_eq!((&rows[0][11], &rows[0][4]), ("SE; TN", "2024-06-01"));
    assert_eq!(&rows[2][13], "'=1+1 (FR)");
    assert!(rows.iter().flatten().all(|cell| !cell.starts_with(['=', '+', '-', '@'])));
}

#[test]
fn a_network_links_sides_and_is_sound_xml() {
    let text = written(Format::Gexf(Nodes::Countries));
    assert!(text.contains("<node id=\"TN\" label=\"&lt;TN&gt; &amp; Co\">"), "{text}");
    assert_eq!(text.matches("<edge id=").count(), 2);
    let people = written(Format::Gexf(Nodes::People));
    assert!(people.contains("label=\"سمير &quot;الورداني&quot;\""), "{people}");
    assert_eq!((people.matches("<node id").count(), people.matches("<edge id").count()), (3, 1));
    // Every tag that opens closes again, in order.
    let mut open: Vec<&str> = Vec::new();
    for tag in people.split('<').skip(2).filter_map(|part| part.split('>').next()) {
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None if tag.ends_with('/') => {}
            None => open.push(tag.split(' ').next().unwrap()),
        }
    }
    assert!(open.is_empty());
}

#[test]
fn a_calendar_folds_its_lines_and_ends_the_day_after() {
    let text = written(Format::Calendar);
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    let unfolded = text.replace("\r\n ", "");
    assert_eq!(unfolded.matches("BEGIN:VEVENT").count(), 2, "the undated one has no day");
    assert!(unfolded.contains("DTSTART;VALUE=DATE:20250130\r\nDTEND;VALUE=DATE:20250202\r\n"), "{unfolded}");
    assert!(
        unfolded.contains("STATUS:TENTATIVE") && unfolded.contains("SUMMARY:talks: <SE> & Co\\, <TN> & Co")
    );
}

#[test]
fn sources_have_keys_of_ascii() {
    let csl: serde_json::Value = serde_json::from_str(&written(Format::CslJson)).unwrap();
    let items = csl.as_array().unwrap();
    assert_eq!(items.len(), 3);
    assert!(
        items
            .iter()
            .all(|item| item["id"].as_str().unwrap().is_ascii() && item["type"] == "article-newspaper")
    );
    assert_eq!(written(Format::Ris).matches("TY  - NEWS\r\n").count(), 3);
    let bibtex = written(Format::Bibtex);
    assert_eq!(bibtex.matches("@article{rasid").count(), 3);
    assert_eq!(bibtex.matches('{').count(), bibtex.matches('}').count());
}

#[test]
fn a_map_has_points_where_the_city_is_known_and_none_elsewhere() {
    let map: serde_json::Value = serde_json::from_str(&written(Format::GeoJson)).unwrap();
    let points: Vec<&serde_json::Value> =
        map["features"].as_array().unwrap().iter().map(|feature| &feature["geometry"]).collect();
    assert_eq!(points[1]["coordinates"], serde_json::json!([16.37, 48.2]));
    assert!(points[0].is_null() && points[2].is_null());
}

#[test]
fn plover_wants_an_actor_and_a_day() {
    let records: Vec<serde_json::Value> =
        written(Format::Plover).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(records.iter().map(|record| &record["id"]).collect::<Vec<_>>(), ["b", "c"], "nothing dates a");
    assert_eq!(
        (&records[1]["event"][0], &records[1]["comment"]),
        (&"AGREE".into(), &"CAMEO 036; status planned".into())
    );
    assert_eq!(
        (&records[0]["actor"][1]["code"], &records[0]["context"][0]),
        (&"SEX".into(), &"cyber".into())
    );
}

#[test]
fn entities_are_written_once_and_point_at_each_other() {
    let entities: Vec<serde_json::Value> =
        written(Format::FollowTheMoney).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: std::collections::BTreeSet<&str> =
        entities.iter().map(|entity| entity["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), entities.len());
    let of = |schema: &str| entities.iter().filter(|entity| entity["schema"] == schema).count();
    assert_eq!((of("Event"), of("Person"), of("Article"), of("Documentation")), (3, 3, 3, 3));
    for event in entities.iter().filter(|entity| entity["schema"] == "Event") {
        for who in event["properties"]["involved"].as_array().into_iter().flatten() {
            assert!(ids.contains(who.as_str().unwrap()));
        }
    }
}

#[test]
fn a_feed_and_annotations_escape_what_they_hold() {
    let feed = written(Format::Atom);
    assert!(feed.contains("&lt;SE&gt; &amp; Co") && !feed.contains("<SE>"), "{feed}");
    assert_eq!(feed.matches("<entry>").count(), 3);
    assert_eq!(written(Format::Annotations), "", "these reports have no evidence");
}

#[test]
fn files_of_bytes_are_the_same_whenever_they_are_written() {
    for (format, magic) in [(Format::Parquet, b"PAR1"), (Format::Xlsx, b"PK\x03\x04")] {
        let file = bytes(format);
        assert!(file.starts_with(magic));
        assert_eq!(file, bytes(format));
    }
}

#[test]
fn tables_have_the_columns_that_the_package_describes() {
    let head = |format| written(format).lines().next().unwrap().trim_end().to_owned();
    let names =
        |fields: &[fields::Field]| fields.iter().map(|(name, ..)| *name).collect::<Vec<_>>().join(",");
    assert_eq!(head(Format::ReportsCsv), names(&fields::REPORTS));
    assert_eq!(head(Format::PeopleCsv), names(&fields::PEOPLE));
    assert_eq!(written(Format::ReportsCsv).matches("\r\n").count(), 4);
}
