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
