//! Where something happened, told with invented officials.

#![allow(clippy::unwrap_used)] // A test may panic; clippy.toml only knows the functions marked as tests.

use rasid_coder::report::EventType;
use rasid_coder::{Article, Coder};

#[test]
fn a_capital_that_is_named_by_its_country_has_its_english_name() {
    let coder = Coder::embedded();
    let place = |capital: &str| {
        let text = format!(
            "التقى وزير الخارجية الأردني سالم العتيبي أمس في {capital} وزير الخارجية الدنماركي يون دوران."
        );
        let mut events = coder.worker().read(&Article::from_text(&text)).events;
        let place = events.remove(0).place.unwrap();
        (place.city, place.city_en, place.country.unwrap())
    };
    let named = |city: &str, english: Option<&str>, country: &str| {
        (Some(city.to_owned()), english.map(str::to_owned), country.to_owned())
    };
    assert_eq!(place("العاصمة البرتغالية"), named("العاصمة البرتغالية", Some("Lisbon"), "PT"));
    assert_eq!(place("العاصمة البرتغالية لشبونة"), named("لشبونة", Some("Lisbon"), "PT"));
    assert_eq!(place("العاصمة الفلسطينية"), named("العاصمة الفلسطينية", None, "PS"));
}

#[test]
fn then_in_this_country_is_in_this_country() {
    let coder = Coder::embedded();
    let text = "تشمل جولة الرئيس الغاني كوفي أدجي مالي وبنين. ففي مالي، سيلتقي أدجي بالرئيس موسى كوناتي. ووصل الوفد إلى بنين أمس.";
    let events = coder.worker().read(&Article::from_text(text)).events;
    let talks = events.iter().find(|event| event.event_type == EventType::Talks).unwrap();
    assert_eq!(talks.place.as_ref().and_then(|place| place.country.as_deref()), Some("ML"));
}

#[test]
fn a_city_behind_its_preposition_is_no_family_name() {
    let coder = Coder::embedded();
    for text in [
        "التقى وزير الخارجية المغربي سليم الورداني، أمس بجنيف، نظيره الإسباني كارلوس فيغا.",
        "التقى وزير الخارجية المغربي سليم الورداني أمس نظيره الإسباني كارلوس فيغا بجنيف.",
    ] {
        let report = coder.worker().read(&Article::from_text(text)).events.remove(0);
        assert_eq!(report.place.unwrap().country.as_deref(), Some("CH"), "{text}");
        assert_eq!(report.participants[1].name.as_deref(), Some("كارلوس فيغا"), "{text}");
    }
}

#[test]
fn every_way_of_saying_where_is_read_wherever_it_stands() {
    const SENTENCES: [&str; 5] = [
        "التقى وزير الخارجية الكيني بول أوتينو {} وزير الدفاع الفنلندي يوها ماكي.",
        "التقى وزير الخارجية الكيني بول أوتينو وزير الدفاع الفنلندي يوها ماكي {}.",
        "التقى وزير الخارجية الكيني بول أوتينو، أمس {}، وزير الدفاع الفنلندي يوها ماكي.",
        "عقد وزير الخارجية الكيني بول أوتينو ووزير الدفاع الفنلندي يوها ماكي اجتماعا {}.",
        "{}، اجتمع وزير الخارجية الكيني بول أوتينو مع وزير الدفاع الفنلندي يوها ماكي.",
    ];
    let coder = Coder::embedded();
    let mut worker = coder.worker();
    let (mut rows, mut faults) = (0, Vec::new());
    for row in include_str!("grid/places.tsv").lines().filter(|row| !row.starts_with('#')).skip(1) {
        let [phrase, country, city] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("{row}") };
        rows += 1;
        for sentence in SENTENCES {
            let text = sentence.replace("{}", phrase);
            let events = worker.read(&Article::from_text(&text)).events;
            let met = events.into_iter().find(|event| event.event_type == EventType::Talks);
            let place = met.map(|met| met.place.unwrap_or_default());
            let found = place.map(|place| (place.country, place.city));
            let wanted = [country, city].map(|name| (name != "-").then(|| name.to_owned()));
            if found != Some(wanted.clone().into()) {
                faults.push(format!("{text}\n  {wanted:?}: found {found:?}"));
            }
        }
    }
    assert!(rows > 80, "{rows} ways");
    assert!(faults.is_empty(), "{} fail:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn among_venues_of_one_name_the_article_decides() {
    let coder = Coder::embedded();
    let city = |who: &str| {
        let text = format!("استقبل {who} سالم الحارثي أمس في قصر السلام السفير الكيني بول أوتينو.");
        coder.worker().read(&Article::from_text(&text)).events.remove(0).place.and_then(|place| place.city)
    };
    assert_eq!(city("الرئيس العراقي").as_deref(), Some("بغداد"));
    assert_eq!(city("ولي العهد السعودي").as_deref(), Some("جدة"));
}

#[test]
fn what_was_on_the_margin_of_a_gathering_tells_nobody_of_it() {
    let text = "التقى وزير الخارجية الكيني بول أوتينو، على هامش منتدى ليما، نظيره الفنلندي يوها ماكي.";
    let events = Coder::embedded().worker().read(&Article::from_text(text)).events;
    let types: Vec<EventType> = events.iter().map(|event| event.event_type).collect();
    assert_eq!(types, [EventType::Talks]);
    assert_eq!(events[0].place.as_ref().and_then(|place| place.city.as_deref()), Some("ليما"));
}

#[test]
fn a_load_that_arrives_is_no_visit() {
    for text in [
        "وصلت أمس إلى مطار نيروبي أول شحنة مساعدات فنلندية برفقة وزير الصحة الفنلندي يوها ماكي.",
        "وصلت قافلة طبية فنلندية إلى كينيا، بحسب وزير الصحة الفنلندي يوها ماكي.",
    ] {
        assert!(Coder::embedded().worker().read(&Article::from_text(text)).events.is_empty(), "{text}");
    }
}
