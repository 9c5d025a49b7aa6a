use rasid_coder::report::{EventType, Participant, Status};

use super::*;
use crate::Why;
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
fn of_two_decisions_about_one_pair_the_later_counts() {
    let mut store = three();
    let (one, other) = (id_of(&store, "e1"), id_of(&store, "e3"));
    let merged = store.merge_encounters(&one, &other, &by()).unwrap();
    let all = id_of(&store, "e1");
    let split = store.split(&all, &["e3".to_owned()], &by()).unwrap();
    assert_eq!(shape(&store), strings(&[&["e1", "e2"], &["e3"]]));
    store.undo(split, &by()).unwrap();
    assert_eq!(shape(&store), strings(&[&["e1", "e2", "e3"]]));
    store.undo(merged, &by()).unwrap();
    let one = id_of(&store, "e1");
    store.split(&one, &["e2".to_owned()], &by()).unwrap();
    let (one, other) = (id_of(&store, "e1"), id_of(&store, "e2"));
    store.merge_encounters(&one, &other, &by()).unwrap();
    assert_eq!(shape(&store), strings(&[&["e1", "e2"], &["e3"]]));
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

/// A report of a call on a day, without id and evidence.
fn call(day: &str) -> Report {
    let mut report = told("x", "x", day, ["سمير الورداني", "جان دوران"]).events.remove(0);
    report.event_type = EventType::Call;
    report.participants[1].country = Some("FR".to_owned());
    report
}

#[test]
fn what_a_person_adds_is_a_report_like_others_and_stays() {
    let mut store = three();
    let before = shape(&store);
    // The text of an article here is "نص" and its id.
    let number = store.add_report("c", call("2025-06-02"), "نص", &by()).unwrap();
    let added = store.encounters().unwrap().into_iter().find(|e| e.event_type == EventType::Call).unwrap();
    assert_eq!(
        (added.countries.clone(), added.reports[0].evidence[0].quote.as_str()),
        (vec!["FR".into(), "TN".into()], "نص")
    );
    assert!(added.reviewed.as_deref().unwrap().starts_with("add 2026-01-02"));
    store.rebuild().unwrap();
    assert_eq!(shape(&store).len(), before.len() + 1);
    // Another reading of the article has not learned it.
    let mut again = told("c", "e3", "2025-06-01", ["علي النوري", "جان دوران"]);
    again.coder.version = "2".to_owned();
    store.add(&again).unwrap();
    store.refresh().unwrap();
    assert_eq!(shape(&store).len(), before.len() + 1);
    // A third one has: it is not told twice.
    let mut learned = again.clone();
    learned.coder.version = "3".to_owned();
    let mut known = call("2025-06-02");
    known.id = "e7".to_owned();
    learned.events.push(known);
    store.add(&learned).unwrap();
    store.refresh().unwrap();
    assert_eq!(shape(&store).into_iter().flatten().filter(|event| event == "e7").count(), 1);
    assert_eq!(shape(&store).len(), before.len() + 1);
    store.add(&again).unwrap();
    store.undo(number, &by()).unwrap();
    assert_eq!(shape(&store), before);
    store.integrity_check().unwrap();
}

#[test]
fn an_addition_needs_an_article_a_quote_and_a_country() {
    let mut store = three();
    assert!(matches!(store.add_report("z", call("2025"), "نص", &by()), Err(ReviewError::NoArticle(_))));
    assert!(matches!(store.add_report("c", call("2025"), "غير موجود", &by()), Err(ReviewError::Empty(_))));
    assert!(matches!(store.add_report("c", call("2025"), " ", &by()), Err(ReviewError::Empty(_))));
    assert!(matches!(store.add_report("c", call("soon"), "نص", &by()), Err(ReviewError::Value(_))));
    let mut nobody = call("2025");
    nobody.participants.iter_mut().for_each(|person| person.country = None);
    assert!(matches!(store.add_report("c", nobody, "نص", &by()), Err(ReviewError::Empty(_))));
    store.add_report("c", call("2025"), "نص", &by()).unwrap();
    assert!(matches!(store.add_report("c", call("2025"), "نص", &by()), Err(ReviewError::Empty(_))));
}

#[test]
fn gold_goes_out_and_comes_back() {
    let mut store = three();
    let (one, other) = (id_of(&store, "e1"), id_of(&store, "e3"));
    store.correct(&one, "date", "2025-03-03", &by()).unwrap();
    store.correct(&one, "participants/1/name", "إيفا ليندا", &by()).unwrap();
    store.reject(&other, &[], &by()).unwrap();
    store.add_report("c", call("2025-06-02"), "نص", &by()).unwrap();
    let gold = store.gold().unwrap();
    assert_eq!(
        gold.iter().map(|(article, events)| (article.as_str(), events.len())).collect::<Vec<_>>(),
        [("a", 1), ("b", 1), ("c", 1)]
    );
    let event = &gold[0].1[0];
    assert_eq!(
        (event.date.as_deref(), event.participants[1].name.as_deref()),
        (Some("2025-03-03"), Some("إيفا ليندا"))
    );
    let line = serde_json::to_string(event).unwrap();
    assert_eq!(&serde_json::from_str::<crate::GoldEvent>(&line).unwrap(), event);
    // The same gold, taken over by a store where nobody decided anything, comes to the same.
    let mut fresh = three();
    let articles: Vec<String> =
        gold.iter().map(|(article, _)| article.clone()).chain(["z".to_owned()]).collect();
    let events: Vec<crate::GoldEvent> = gold.iter().flat_map(|(_, events)| events.clone()).collect();
    let imported = fresh.import_gold(&articles, &events, &by()).unwrap();
    assert_eq!((imported.added, imported.rejected, imported.unknown_articles), (1, 1, vec!["z".to_owned()]));
    assert_eq!(imported.refused, Vec::<String>::new());
    assert_eq!(fresh.encounters().unwrap().len(), store.encounters().unwrap().len());
    let dates = |store: &Store| store.encounters().unwrap().into_iter().map(|e| e.date).collect::<Vec<_>>();
    assert_eq!(dates(&fresh), dates(&store));
    let people = |store: &Store| -> Vec<Option<String>> {
        let encounters = store.encounters().unwrap();
        encounters.iter().flat_map(|e| &e.participants).map(|person| person.name.clone()).collect()
    };
    assert_eq!(people(&fresh), people(&store));
    assert!(people(&fresh).contains(&Some("إيفا ليندا".to_owned())));
    // And once more it is nothing new.
    assert_eq!(fresh.import_gold(&articles, &events, &by()).unwrap().corrected, 0);
}

#[test]
fn agreement_counts_what_people_kept_rejected_and_added() {
    let mut store = three();
    assert_eq!(store.agreement().unwrap().precision, None);
    let (one, other) = (id_of(&store, "e1"), id_of(&store, "e3"));
    store.correct(&one, "date", "2025-03-03", &by()).unwrap();
    store.confirm(&other, &by()).unwrap();
    let omar = By { actor: "عمر".into(), ..by() };
    store.add_report("c", call("2025-06-02"), "نص", &omar).unwrap();
    store.reject(&one, &["e2".to_owned()], &omar).unwrap();
    let agreement = store.agreement().unwrap();
    assert_eq!((agreement.right, agreement.wrong, agreement.missed), (2, 1, 1));
    assert_eq!((agreement.fields["date"], agreement.fields["name"]), (0.5, 1.0));
    assert_eq!((agreement.judged_twice, agreement.judged_alike), (1, 0));
    assert_eq!(agreement.decisions.values().copied().collect::<Vec<_>>(), [2, 2]);
}

#[test]
fn what_is_added_beside_a_report_like_it_is_another_one() {
    let mut store = three();
    // The article has talks of the same countries on the same day, of other people.
    let mut beside = call("2025-06-01");
    beside.event_type = EventType::Talks;
    beside.participants[0].name = Some("هند الفاسي".to_owned());
    beside.participants[1].country = Some("SE".to_owned());
    store.add_report("c", beside.clone(), "نص c", &by()).unwrap();
    let people = |store: &Store| -> Vec<Option<String>> {
        store.encounters().unwrap().iter().map(|e| e.participants[0].name.clone()).collect()
    };
    assert!(people(&store).contains(&Some("هند الفاسي".to_owned())), "{:?}", people(&store));
    beside.participants[0].name = Some("سعاد النوري".to_owned());
    store.add_report("c", beside, "نص c", &by()).unwrap();
    assert_eq!(store.agreement().unwrap().missed, 2);
}

#[test]
fn an_added_quote_is_where_it_stands_now_or_its_decision_comes_back() {
    let mut store = three();
    store.add_report("c", call("2025-06-02"), "نص c", &by()).unwrap();
    let again = |version: &str, text: &str| {
        let mut again = told("c", "e3", "2025-06-01", ["علي النوري", "جان دوران"]);
        again.coder.version = version.to_owned();
        again.article.text = text.to_owned();
        again
    };
    store.add(&again("2", "سطر قبله. نص c")).unwrap();
    store.refresh().unwrap();
    let calls = |store: &Store| -> Vec<Encounter> {
        store.encounters().unwrap().into_iter().filter(|e| e.event_type == EventType::Call).collect()
    };
    assert_eq!(
        (calls(&store)[0].reports[0].evidence[0].start, calls(&store)[0].reports[0].evidence[0].end),
        (10, 14)
    );
    store.add(&again("3", "نص آخر")).unwrap();
    store.refresh().unwrap();
    assert!(calls(&store).is_empty());
    assert_eq!(store.doubts(9).unwrap()[0].why, Why::OrphanedDecision);
}

#[test]
fn gold_of_one_article_says_nothing_of_another() {
    let mut store = three();
    let mut event = store.gold_of_tests("a");
    event.date = Some("2025-03-03".to_owned());
    let imported = store.import_gold(&["a".to_owned()], &[event], &by()).unwrap();
    assert_eq!((imported.corrected, imported.refused.len()), (1, 0));
    assert_eq!(store.gold().unwrap().iter().map(|(article, _)| article.as_str()).collect::<Vec<_>>(), ["a"]);
    assert_eq!(store.agreement().unwrap().right, 1);
}

#[test]
fn gold_without_the_planned_ones_rejects_none_of_them() {
    let planned = || {
        let mut store = three();
        let mut reading = told("d", "e4", "2025-08-01", NAMES);
        reading.events[0].status = Status::Planned;
        store.add(&reading).unwrap();
        store.refresh().unwrap();
        store
    };
    let store = planned();
    let articles: Vec<String> = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
    let held: Vec<crate::GoldEvent> = ["a", "b"].iter().map(|article| store.gold_of_tests(article)).collect();
    let imported = planned().import_gold(&articles, &held, &by()).unwrap();
    assert_eq!((imported.confirmed, imported.rejected), (2, 1), "that of c was held");
    let both = [held.clone(), vec![store.gold_of_tests("d")]].concat();
    let imported = planned().import_gold(&articles, &both, &by()).unwrap();
    assert_eq!((imported.confirmed, imported.rejected), (3, 1));
    assert_eq!(planned().import_gold(&articles, &[], &by()).unwrap().rejected, 0);
}

#[test]
fn gold_that_cannot_be_taken_over_takes_nothing_away() {
    let mut store = three();
    let mut event = store.gold_of_tests("a");
    event.date = Some("2025-99-07".to_owned());
    let mut other = store.gold_of_tests("b");
    (other.event_id, other.event_type, other.quote) = (None, EventType::Visit, "لم يرد".to_owned());
    let mut third = store.gold_of_tests("c");
    third.place = None;
    let articles: Vec<String> = ["a", "b", "c"].map(str::to_owned).to_vec();
    let twice = [event, other, third.clone(), third];
    let imported = store.import_gold(&articles, &twice, &by()).unwrap();
    assert_eq!((imported.refused.len(), imported.rejected, imported.added), (2, 0, 0));
    assert_eq!((imported.confirmed, imported.corrected), (1, 0));
}

impl Store {
    /// The only event of an article, as it was read.
    fn gold_of_tests(&self, article: &str) -> crate::GoldEvent {
        let event = self.events_of(article).unwrap().remove(0);
        gold::gold_event(article, &self.report(&event).unwrap().unwrap(), &[])
    }
}

#[test]
fn what_was_exported_from_here_is_nothing_new_here() {
    let mut store = three();
    let one = id_of(&store, "e1");
    store.correct(&one, "type", "reception", &by()).unwrap();
    store.correct(&one, "participants/1/country", "AE", &by()).unwrap();
    let gold = store.gold().unwrap();
    let articles: Vec<String> = gold.iter().map(|(article, _)| article.clone()).collect();
    let events: Vec<crate::GoldEvent> = gold.iter().flat_map(|(_, events)| events.clone()).collect();
    let before = store.decisions().unwrap().len();
    let imported = store.import_gold(&articles, &events, &by()).unwrap();
    assert_eq!((imported.added, imported.rejected, imported.corrected), (0, 0, 0));
    assert_eq!(store.decisions().unwrap().len(), before);
    // Elsewhere both are corrected, and nothing is taken for another encounter.
    let mut fresh = three();
    let imported = fresh.import_gold(&articles, &events, &by()).unwrap();
    assert_eq!((imported.added, imported.rejected, imported.refused.len()), (0, 0, 0));
    let countries = |store: &Store| store.encounters().unwrap()[0].countries.join(" ");
    assert_eq!((countries(&fresh), countries(&store)), ("AE TN".to_owned(), "AE TN".to_owned()));
}

#[test]
fn of_two_from_one_country_the_one_who_was_corrected_is() {
    let of = |id: &str, event: &str| {
        let mut reading = told(id, event, "2025-03-04", NAMES);
        let third = Participant {
            name: Some("نادر الغربي".to_owned()),
            ..reading.events[0].participants[0].clone()
        };
        reading.events[0].participants.push(third);
        reading
    };
    let store = || {
        let mut store = Store::open_temporary().unwrap();
        store.add(&of("a", "e1")).unwrap();
        store.refresh().unwrap();
        store
    };
    let mut first = store();
    let one = id_of(&first, "e1");
    let seats = |store: &Store| -> Vec<String> {
        let people = &store.encounters().unwrap()[0].participants;
        people
            .iter()
            .map(|p| format!("{} {}", p.country.as_deref().unwrap(), p.name.as_deref().unwrap()))
            .collect()
    };
    let at = seats(&first).iter().position(|seat| seat.ends_with("نادر الغربي")).unwrap();
    first.correct(&one, &format!("participants/{at}/country"), "DZ", &by()).unwrap();
    let gold = first.gold().unwrap().remove(0).1;
    let corrected =
        gold[0].participants.iter().find(|person| person.country.as_deref() == Some("DZ")).unwrap();
    assert_eq!(corrected.name.as_deref(), Some("نادر الغربي"));
    let mut fresh = store();
    fresh.import_gold(&["a".to_owned()], &gold, &by()).unwrap();
    assert_eq!(seats(&fresh), seats(&first));
}

#[test]
fn what_was_corrected_is_said_by_those_who_said_it() {
    let mut store = Store::open_temporary().unwrap();
    let told_in = |id: &str, event: &str, city: Option<&str>| {
        let mut reading = told(id, event, "2025-03-04", NAMES);
        let place = reading.events[0].place.as_mut().unwrap();
        (place.city, place.city_en) = (city.map(str::to_owned), city.map(|_| "Tunis".to_owned()));
        reading
    };
    store.add_all([&told_in("a", "e1", Some("تونس العاصمة")), &told_in("b", "e2", None)]).unwrap();
    store.refresh().unwrap();
    let one = id_of(&store, "e1");
    store.correct(&one, "place/city", "صفاقس", &by()).unwrap();
    store.correct(&one, "place/city_en", "Sfax", &by()).unwrap();
    let encounter = store.encounters().unwrap().remove(0);
    let place = encounter.place.unwrap();
    assert_eq!((place.city.as_deref(), place.city_en.as_deref()), (Some("صفاقس"), Some("Sfax")));
    let said: Vec<(&str, &str, &[String])> =
        encounter.variants.iter().map(|v| (v.field.as_str(), v.value.as_str(), &v.articles[..])).collect();
    let of_a: &[String] = &["a".to_owned()];
    assert_eq!(said, [("place/city", "تونس العاصمة", of_a), ("place/city_en", "Tunis", of_a)]);
}
