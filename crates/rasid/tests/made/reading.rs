//! A reading made by hand, for tests that must not depend on what the coder can read today.

use rasid_coder::report::*;
use rasid_coder::{Article, Reading, Source};
use serde_json::{Value, json};

/// One reading with every field filled: an invented minister received an invented minister.
pub fn reading() -> Reading {
    let mut article = Article::from_text("استقبل سليم الورداني كارلوس فيغا. 20 اجتماعا. نجاح باهر.");
    article.id = "n1".into();
    article.outlet = Some("الرائد".into());
    article.published = Some(jiff::civil::date(2025, 5, 8));
    article.published_from = Some(Source::Input);
    let person = |role, name: &str, country: &str| Participant {
        role,
        name: Some(name.into()),
        name_latin: Some("C. V.".into()),
        name_latin_from: Some(LatinFrom::Transliterated),
        office: Some("وزير الداخلية".into()),
        posts: vec![Post { office: "وزير".into(), organisation: Some("الداخلية".into()) }],
        organisation: None,
        rank: Rank::Minister,
        country: Some(country.into()),
    };
    let evidence = |field: &str| Evidence {
        field: field.into(),
        zone: Zone::Text,
        start: 0,
        end: 6,
        quote: "استقبل".into(),
    };
    let quote = || Quote { zone: Zone::Text, start: 0, end: 6, quote: "استقبل".into() };
    let report = Report {
        id: "0123456789abcdef".into(),
        event_type: EventType::Reception,
        visit_kind: None,
        status: Status::Held,
        salience: Salience::Main,
        part_of: None,
        date: Some("[2025-05-06..2025-05-07]".into()),
        place: Some(Place {
            city: Some("الرباط".into()), country: Some("MA".into()), ..Place::default()
        }),
        participants: vec![
            person(Role::Host, "سليم الورداني", "MA"),
            person(Role::Guest, "كارلوس فيغا", "ES"),
        ],
        themes: vec!["migration".into()],
        axes: vec!["regional_security".into()],
        plover: "CONSULT/visit".into(),
        cameo: "043".into(),
        attributed_to: Some("بلاغ".into()),
        evidence: ["event", "date", "place", "themes/0", "participants/0/office"].map(evidence).to_vec(),
    };
    let claim = |value: Value| Claim {
        what: "meetings".into(),
        value,
        period: Some("2024".into()),
        scope: None,
        subject: None,
        evidence: quote(),
    };
    Reading {
        schema: ARTICLE_SCHEMA.into(),
        coder: CoderVersion { version: "0.1.0".into(), lexicon: "00".into() },
        article,
        events: vec![report],
        claims: [json!(20), json!("europe"), json!(["2024-05"]), json!({"min": 3}), json!({"about": 4})]
            .map(claim)
            .to_vec(),
        judgements: vec![Judgement {
            polarity: Polarity::Praise,
            target: None,
            holder: "author".into(),
            quote: quote(),
        }],
        judged: 0.1,
        dimensions: vec!["security".into()],
    }
}
