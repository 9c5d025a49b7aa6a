//! Who somebody is inside one article, told with invented officials.

#![allow(clippy::unwrap_used)] // A test may panic; clippy.toml only knows the functions marked as tests.

use rasid_coder::{Article, Coder};
use rasid_lexicon::Lexicon;

/// The name of the visitor whom an article's last report tells of.
fn visitor(text: &str) -> Option<String> {
    let coder = Coder::embedded();
    let reports = coder.worker().read(&Article::from_text(text)).events;
    reports.last().unwrap().participants[0].name.clone()
}

#[test]
fn the_president_presides_over_the_country_and_not_over_its_parliament() {
    let told = "بحث رئيس جمهورية غانا كوفي أدجي مع الملك عمر الحلواني أمس في عمان آفاق التعاون. وحضر اللقاء رئيس البرلمان \
                الغاني جون أوسو. ";
    let both = |last: &str| visitor(&format!("{told}{last}"));
    assert_eq!(both("وزار الرئيس الغاني إيطاليا الأسبوع الماضي."), Some("كوفي أدجي".to_owned()));
    assert_eq!(both("وزار رئيس البرلمان الغاني إيطاليا الأسبوع الماضي."), Some("جون أوسو".to_owned()));
}

#[test]
fn a_namesake_of_somebody_known_is_of_his_own_country() {
    let country = |text: &str| {
        let coder = Coder::embedded();
        let mut reports = coder.worker().read(&Article::from_text(text)).events;
        reports.pop().unwrap().participants.remove(0).country
    };
    let of = |name: &str| {
        country(&format!(
            "التقى وزير الخارجية الإماراتي {name}، أمس في أبوظبي، وزير الخارجية الكويتي سالم العتيبي."
        ))
    };
    assert_eq!(of("محمد بن سلمان الكعبي"), Some("AE".to_owned()));
    let minister = |office: &str| {
        country(&format!("استقبل {office} موسى كوناتي، أمس في نواكشوط، نظيره السنغالي ماكي ندياي."))
    };
    for office in ["وزير الداخلية المالي", "وزير الخارجية المالي", "وزير الدفاع المالي"]
    {
        assert_eq!(minister(office), Some("ML".to_owned()), "{office}");
    }
}

#[test]
fn a_joined_verb_behind_an_office_is_nobodys_name() {
    let coder = Coder::embedded();
    let text = "قال وزير الخارجية الكندي جون هاريس إنه سيلتقي أمين عام رابطة آسيان وسيطلعه على نتائج جولته.";
    let events = coder.worker().read(&Article::from_text(text)).events;
    let names: Vec<Option<&str>> =
        events.iter().flat_map(|event| &event.participants).map(|person| person.name.as_deref()).collect();
    assert_eq!(names, [Some("جون هاريس"), None]);
}

#[test]
fn a_family_name_that_is_also_an_adjective_stays_with_its_given_names() {
    let coder = Coder::embedded();
    for name in [
        "عبد الرحمن الحربي",
        "محمد صالح الحربي",
        "سامر القاضي",
        "عبد الحكيم العلمي",
        "نبيل حداد",
        "كلاوس شتاين",
    ] {
        for behind in ["، أمس بالرباط، نظيره الإسباني كارلوس فيغا.", " نظيره الإسباني كارلوس فيغا أمس."]
        {
            let text = format!("استقبل وزير الداخلية المغربي {name}{behind}");
            let mut events = coder.worker().read(&Article::from_text(&text)).events;
            let participants = events.remove(0).participants;
            assert_eq!(participants[0].name.as_deref(), Some(name), "{text}");
        }
    }
}

/// The side of the last participant of an article's first report, where the lexicon knows some invented officials besides.
fn side_of(published: &str, text: &str) -> Option<String> {
    let mut sources = Coder::embedded_sources().unwrap();
    let people = [
        "كوامي بوندا\tKwame Bonda\tGH\tPresident of Ghana\t2018\t2021",
        "لاسي تويفونين\tLassi Toivonen\tFI\tMinister of Foreign Affairs\t2018\t",
        "ماركو ريزيلي\tMarco Rizelli\tIT\tMinister of Defence\t2018\t",
        "أوغو ريزيلي\tUgo Rizelli\tAR\tMinister of Defence\t2018\t",
    ];
    let rows = people.map(|row| format!("{row}\tinvented\n")).concat();
    sources.push("people.tsv", format!("name\tlatin\tcountry\toffice\tfrom\tto\tsource\n{rows}"));
    let coder = Coder::with_lexicon(Lexicon::compile(&sources).unwrap());
    let mut article = Article::from_text(text);
    article.published = Some(published.parse().unwrap());
    let report = coder.worker().read(&article).events.into_iter().next()?;
    report.participants.last()?.country.clone()
}

#[test]
fn a_family_name_alone_is_the_one_official_who_bore_it_then() {
    let met = |whom: &str| format!("أجرى وزير العدل الكيني بول أوتينو أمس محادثات مع {whom} حول الحدود.");
    for (published, whom, side) in [
        ("2020-05-10", "الرئيس بوندا", Some("GH")),
        ("2020-05-10", "تويفونين", Some("FI")),
        ("2024-05-10", "وزير الخارجية تويفونين", Some("FI")),
        // Not yet in office, no president, and a name that two countries' ministers have.
        ("2010-05-10", "الرئيس بوندا", None),
        ("2020-05-10", "الرئيس تويفونين", None),
        ("2020-05-10", "ريزيلي", None),
    ] {
        assert_eq!(side_of(published, &met(whom)).as_deref(), side, "{published} {whom}");
    }
    // Whom the article itself calls so goes before whom the lexicon does.
    let own = "قال سفير بيرو سامي تويفونين إن بلاده مستعدة. ";
    assert_eq!(side_of("2020-05-10", &format!("{own}{}", met("تويفونين"))).as_deref(), Some("PE"));
}
