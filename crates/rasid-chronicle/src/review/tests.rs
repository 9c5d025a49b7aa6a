use super::*;
use crate::testing::told;

const NAMES: [&str; 2] = ["سمير الورداني", "إيفا ليند"];

/// Two articles about one encounter, and a third about another.
fn three() -> Store {
    let mut store = Store::open_temporary().unwrap();
    store
        .add_all([
            &told("a", "e1", "2025-03-04", NAMES),
            &told("b", "e2", "2025-03-04", NAMES),
            &told("c", "e3", "2025-06-01", ["علي النوري", "جان دوران"]),
        ])
        .unwrap();
    store.refresh().unwrap();
    store
}

fn by() -> By<'static> {
    By {
        actor: "ليلى".into(), at: "2026-01-02T03:04:05Z".parse().unwrap(), reason: "قرأتُ المقالين"
    }
}

fn shape(store: &Store) -> Vec<Vec<String>> {
    let events = |e: &Encounter| e.reports.iter().map(|report| report.event.clone()).collect();
    store.encounters().unwrap().iter().map(events).collect()
}

fn strings(shape: &[&[&str]]) -> Vec<Vec<String>> {
    shape.iter().map(|events| events.iter().map(|event| (*event).to_owned()).collect()).collect()
}

fn id_of(store: &Store, event: &str) -> String {
    let all = store.encounters().unwrap();
    let holds = |e: &&Encounter| e.reports.iter().any(|report| report.event == event);
    all.iter().find(holds).unwrap().id.clone()
}

#[test]
fn every_decision_shows_and_can_be_undone() {
    let mut store = three();
    let before = store.encounters().unwrap();
    assert_eq!(shape(&store), strings(&[&["e1", "e2"], &["e3"]]));
    let (one, other) = (id_of(&store, "e1"), id_of(&store, "e3"));

    let confirmed = store.confirm(&one, &by()).unwrap();
    assert_eq!(store.encounters().unwrap()[0].reviewed.as_deref(), Some("confirm 2026-01-02 ليلى"));
    let rejected = store.reject(&one, &["b".to_owned()], &by()).unwrap();
    assert_eq!(shape(&store), strings(&[&["e1"], &["e3"]]));
    store.undo(rejected, &by()).unwrap();
    let split = store.split(&one, &["e2".to_owned()], &by()).unwrap();
    assert_eq!(shape(&store).len(), 3);
    store.undo(split, &by()).unwrap();
    let merged = store.merge_encounters(&one, &other, &by()).unwrap();
    assert_eq!(shape(&store), strings(&[&["e1", "e2", "e3"]]));
    assert_eq!(id_of(&store, "e3"), id_of(&store, "e1"));
    assert!(store.resolve(&other).unwrap().is_some());
    store.undo(merged, &by()).unwrap();
    let corrected = store.correct(&one, "participants/1/name", "إيفا ليندا", &by()).unwrap();
    let named = &store.encounters().unwrap()[0];
    assert_eq!(named.participants[1].name.as_deref(), Some("إيفا ليندا"));
    assert!(named.variants.iter().any(|v| v.field == "participants/1/name" && v.value == NAMES[1]));
    store.undo(corrected, &by()).unwrap();
    store.undo(confirmed, &by()).unwrap();
    assert_eq!(store.encounters().unwrap(), before);
    // To undo what undoes is to decide again.
    let log = store.decisions().unwrap();
    let undo_of_the_merge =
        log.iter().find(|d| d.action == Action::Undo { decision: merged }).unwrap().number;
    store.undo(undo_of_the_merge, &by()).unwrap();
    assert_eq!(shape(&store), strings(&[&["e1", "e2", "e3"]]));
    assert_eq!(store.decisions().unwrap().len(), 11);
    store.integrity_check().unwrap();
}

#[test]
fn decisions_survive_another_reading_and_a_rebuild() {
    let mut store = three();
    let (one, other) = (id_of(&store, "e1"), id_of(&store, "e3"));
    store.correct(&one, "date", "2025-03-03", &by()).unwrap();
    store.merge_encounters(&one, &other, &by()).unwrap();
    let expected = store.encounters().unwrap();
    store.rebuild().unwrap();
    assert_eq!(store.encounters().unwrap(), expected);
    // A better coder gives the event another id; its quote is the same.
    let mut better = told("c", "e9", "2025-06-01", ["علي النوري", "جان دوران"]);
    better.coder.version = "2".to_owned();
    store.add(&better).unwrap();
    store.refresh().unwrap();
    assert_eq!(shape(&store), strings(&[&["e1", "e2", "e9"]]));
    assert_eq!(store.encounters().unwrap()[0].date.as_deref(), Some("2025-03-03"));
    assert!(store.doubts(9).unwrap().iter().all(|doubt| doubt.why != Why::OrphanedDecision));
    // Another quote is another statement: the decision waits for a person.
    let mut other = told("c", "e10", "2025-06-01", ["علي النوري", "جان دوران"]);
    other.coder.version = "3".to_owned();
    other.events[0].evidence[0].quote = "غير ذلك".to_owned();
    store.add(&other).unwrap();
    store.refresh().unwrap();
    assert_eq!(shape(&store), strings(&[&["e1", "e2"], &["e10"]]));
    let doubts = store.doubts(9).unwrap();
    assert_eq!((doubts[0].why, doubts[0].detail.as_str()), (Why::OrphanedDecision, "2"));
}

#[test]
fn a_rejected_report_stays_away_when_its_article_comes_again() {
    let mut store = three();
    let one = id_of(&store, "e1");
    store.reject(&one, &["e2".to_owned()], &by()).unwrap();
    let mut again = told("b", "e2", "2025-03-04", NAMES);
    again.coder.version = "2".to_owned();
    store.add(&again).unwrap();
    store.refresh().unwrap();
    assert_eq!(shape(&store), strings(&[&["e1"], &["e3"]]));
}

#[test]
fn what_makes_no_sense_is_refused() {
    let mut store = three();
    let one = id_of(&store, "e1");
    let no_reason = By { reason: " ", ..by() };
    assert!(matches!(store.confirm(&one, &no_reason), Err(ReviewError::Empty(_))));
    assert!(matches!(store.confirm("nothing", &by()), Err(ReviewError::NoEncounter(_))));
    assert!(matches!(store.correct(&one, "date", "yesterday", &by()), Err(ReviewError::Value(_))));
    assert!(matches!(store.correct(&one, "weather", "x", &by()), Err(ReviewError::Value(_))));
    assert!(matches!(store.correct(&one, "date", "2025-03-04", &by()), Err(ReviewError::Empty(_))));
    assert!(matches!(store.merge_encounters(&one, &one, &by()), Err(ReviewError::Empty(_))));
    assert!(matches!(
        store.split(&one, &["e1".to_owned(), "e2".to_owned()], &by()),
        Err(ReviewError::Empty(_))
    ));
    assert!(matches!(store.split(&one, &["e3".to_owned()], &by()), Err(ReviewError::NoReport { .. })));
    assert!(matches!(store.undo(7, &by()), Err(ReviewError::NoDecision(7))));
    assert!(store.decisions().unwrap().is_empty());
}

#[test]
fn a_whole_encounter_can_be_rejected_and_come_back() {
    let mut store = three();
    let before = store.encounters().unwrap();
    let one = id_of(&store, "e1");
    let rejected = store.reject(&one, &[], &by()).unwrap();
    assert_eq!(shape(&store), strings(&[&["e3"]]));
    assert_eq!(store.resolve(&one).unwrap(), None);
    store.rebuild().unwrap();
    assert_eq!(shape(&store), strings(&[&["e3"]]));
    store.undo(rejected, &by()).unwrap();
    assert_eq!(store.encounters().unwrap(), before);
    assert_eq!(store.resolve(&one).unwrap(), Some(one));
}

#[test]
fn each_of_two_corrections_stands_by_itself() {
    let mut store = three();
    let one = id_of(&store, "e1");
    let slip = store.correct(&one, "participants/1/country", "TN", &by()).unwrap();
    store.correct(&one, "participants/1/country", "NO", &by()).unwrap();
    let countries = |store: &Store| -> Vec<Option<String>> {
        store.encounters().unwrap()[0].participants.iter().map(|person| person.country.clone()).collect()
    };
    let wanted = [Some("TN".to_owned()), Some("NO".to_owned())];
    assert_eq!(countries(&store), wanted);
    store.undo(slip, &by()).unwrap();
    assert_eq!(countries(&store), wanted);
    let variants = store.encounters().unwrap()[0].variants.clone();
    assert_eq!(
        variants.iter().map(|v| v.value.as_str()).collect::<Vec<_>>(),
        ["SE"],
        "what no article says is none"
    );
    store.correct(&one, "participants/1/name", "أحمد الزهراني", &by()).unwrap();
    let filter = crate::Filter { subject: Some("Alzhrani".to_owned()), ..crate::Filter::default() };
    assert_eq!(store.select(&filter).unwrap().rows.len(), 1, "a corrected name is spelled again");
    let backwards = store.correct(&one, "date", "2025-02-10/2025-02-01", &by());
    assert!(matches!(backwards, Err(ReviewError::Value(_))));
}

#[test]
fn what_a_rejected_report_put_into_itself_is_put_there_no_more() {
    let mut store = Store::open_temporary().unwrap();
    let mut reading = told("a", "e1", "2025-03-04", NAMES);
    reading.events[0].event_type = EventType::Visit;
    let mut inner = told("a", "e2", "2025-03-04", NAMES).events.remove(0);
    inner.part_of = Some("e1".to_owned());
    inner.date = None;
    reading.events.push(inner);
    store.add_all([&reading, &told("b", "e3", "2025-03-04", NAMES)]).unwrap();
    store.refresh().unwrap();
    let visit = id_of(&store, "e1");
    assert!(store.encounters().unwrap().iter().any(|one| one.part_of.as_ref() == Some(&visit)));
    store.reject(&visit, &[], &by()).unwrap();
    let after = store.encounters().unwrap();
    assert!(after.iter().all(|one| one.part_of.is_none()), "{after:#?}");
    store.rebuild().unwrap();
    assert_eq!(store.encounters().unwrap(), after);
}
