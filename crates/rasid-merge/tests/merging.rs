//! What is one encounter and what is not, told with invented officials.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rasid_coder::Article;
use rasid_coder::report::{
    EventType, Evidence, Participant, Place, Rank, Report, Role, Salience, Status, Zone,
};
use rasid_merge::{ArticleMeta, Bonds, Encounter, Joined, Keys, Prepared, Sourced, join, links, merge};

/// A corpus being told.
#[derive(Default)]
struct Told {
    articles: Vec<ArticleMeta>,
    reports: Vec<(usize, Report)>,
}

impl Told {
    /// A new article; the reports that follow are its.
    fn article(&mut self, outlet: Option<&str>, published: Option<&str>, text: &str) -> &mut Self {
        let mut article = Article::from_text(text);
        article.id = format!("article-{:02}", self.articles.len());
        article.outlet = outlet.map(str::to_owned);
        article.published = published.map(|day| day.parse().expect("a day"));
        self.articles.push(ArticleMeta::of(&article));
        self
    }

    fn report(&mut self, report: Report) -> &mut Self {
        let at = self.articles.len() - 1;
        self.articles[at].tell(&report);
        let id = format!("{:04x}", (self.reports.len() * 40_503 + 7) % 65_536);
        self.reports.push((at, Report { id, ..report }));
        self
    }

    /// Puts the last report inside the one told `back` reports before it.
    fn inside(&mut self, back: usize) -> &mut Self {
        let last = self.reports.len() - 1;
        self.reports[last].1.part_of = Some(self.reports[last - back].1.id.clone());
        self
    }

    fn sourced(&self) -> Vec<Sourced> {
        let articles: Vec<Arc<ArticleMeta>> = self.articles.iter().cloned().map(Arc::new).collect();
        let sourced = |(at, report): &(usize, Report)| Sourced {
            article: Arc::clone(&articles[*at]),
            report: Arc::new(report.clone()),
        };
        self.reports.iter().map(sourced).collect()
    }

    /// The encounters, after asserting that no order of the input changes a byte.
    fn merged(&self) -> Vec<Encounter> {
        let mut sourced = self.sourced();
        let first = merge(&sourced);
        let bytes = json(&first);
        // A fixed linear congruential generator: the test is the same on every run.
        let mut state: u64 = 1;
        for _ in 0..20 {
            for at in (1..sourced.len()).rev() {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                sourced.swap(at, (state >> 33) as usize % (at + 1));
            }
            assert_eq!(json(&merge(&sourced)), bytes);
        }
        first
    }

    /// How many reports each encounter has, ascending.
    fn sizes(&self) -> Vec<usize> {
        let mut sizes: Vec<usize> = self.merged().iter().map(|encounter| encounter.reports.len()).collect();
        sizes.sort_unstable();
        sizes
    }
}

fn json(encounters: &[Encounter]) -> String {
    serde_json::to_string(encounters).expect("encounters serialise")
}

fn person(role: Role, name: &str, country: &str) -> Participant {
    Participant {
        role,
        name: (!name.is_empty()).then(|| name.to_owned()),
        name_latin: None,
        name_latin_from: None,
        office: None,
        posts: Vec::new(),
        organisation: None,
        rank: Rank::Other,
        country: Some(country.to_owned()),
    }
}

fn office(participant: Participant, office: &str, rank: Rank) -> Participant {
    Participant { office: Some(office.to_owned()), rank, ..participant }
}

fn report(
    event_type: EventType,
    date: Option<&str>,
    place: Option<(&str, &str)>,
    people: &[Participant],
) -> Report {
    let quote = format!("{event_type} {}", people[0].name.as_deref().unwrap_or_default());
    Report {
        id: String::new(),
        event_type,
        visit_kind: None,
        status: Status::Held,
        salience: Salience::Main,
        part_of: None,
        date: date.map(str::to_owned),
        place: place.map(|(city, country)| Place {
            city: (!city.is_empty()).then(|| city.to_owned()),
            country: Some(country.to_owned()),
            ..Place::default()
        }),
        participants: people.to_vec(),
        themes: Vec::new(),
        axes: Vec::new(),
        plover: String::new(),
        cameo: String::new(),
        attributed_to: None,
        evidence: vec![Evidence { field: "event".to_owned(), zone: Zone::Text, start: 0, end: 1, quote }],
    }
}

fn visit(date: Option<&str>, name: &str, place: (&str, &str)) -> Report {
    report(EventType::Visit, date, Some(place), &[person(Role::Visitor, name, "TN")])
}

fn meeting(event_type: EventType, date: Option<&str>, host: (&str, &str), guest: (&str, &str)) -> Report {
    report(
        event_type,
        date,
        Some(("", host.1)),
        &[person(Role::Participant, host.0, host.1), person(Role::Participant, guest.0, guest.1)],
    )
}

const MINISTER: (&str, &str) = ("المنذر بن عمر الحفصي", "TN");

#[test]
fn a_trip_without_any_date_is_the_one_that_is_dated_elsewhere() {
    let conference = |date: Option<&str>, quote: &str, organiser: bool| {
        let mut people = vec![person(Role::Participant, "المنذر الحفصي", "TN")];
        if organiser {
            people.push(person(Role::Organiser, "", "UN"));
        }
        let mut conference = report(EventType::Conference, date, Some(("أوسلو", "NO")), &people);
        quote.clone_into(&mut conference.evidence[0].quote);
        conference
    };
    let talks = |date: Option<&str>, name: &str, with: &str| {
        let people = [person(Role::Participant, name, "TN"), person(Role::Participant, "", with)];
        report(EventType::Talks, date, Some(("أوسلو", "NO")), &people)
    };
    let days = Some("2025-03-04/2025-03-05");
    let mut told = Told::default();
    told.article(None, None, "نص أول")
        .report(visit(None, "المنذر الحفصي", ("أوسلو", "NO")))
        .report(conference(
            None,
            "الملتقى الخامس لمسؤولي أجهزة الحدود في بلدان حوض المتوسط وشمال أوروبا",
            true,
        ))
        .inside(1)
        .report(talks(None, "الحفصي", "SE"))
        .inside(1)
        .report(talks(None, "الحفصي", "GR"))
        .inside(2)
        .article(None, Some("2025-03-06"), "نص ثان مختلف")
        .report(visit(days, "منذر الحفصي", ("اوسلو", "NO")))
        .report(conference(days, "الملتقى لمسؤولي أجهزة الحدود في بلدان حوض المتوسط", false))
        .inside(1)
        .report(talks(Some("[2025-03-04..2025-03-05]"), "الحفصي", "GR"))
        .inside(1)
        .report(talks(Some("[2025-03-04..2025-03-05]"), "الحفصي", "SE"))
        .inside(2);
    let merged = told.merged();
    let kinds: Vec<_> =
        merged.iter().map(|e| (e.event_type, e.reports.len(), e.partners.join(" "))).collect();
    assert_eq!(merged.len(), 4, "{kinds:?}");
    let id = |event_type| &merged.iter().find(|e| e.event_type == event_type).unwrap().id;
    for encounter in &merged {
        assert_eq!((encounter.reports.len(), encounter.independent_sources), (2, 2));
        let parent = match encounter.event_type {
            EventType::Visit => None,
            EventType::Conference => Some(id(EventType::Visit).clone()),
            _ => Some(id(EventType::Conference).clone()),
        };
        assert_eq!(encounter.part_of, parent);
        assert_eq!(encounter.not_after, Some("2025-03-06".parse().unwrap()));
    }
}

#[test]
fn a_conference_told_by_its_month_is_the_one_in_that_city_and_month() {
    let conference = |date: &str, city: &str| {
        let people = [person(Role::Participant, "منذر الحفصي", "TN")];
        report(EventType::Conference, Some(date), Some((city, "NO")), &people)
    };
    let sizes = |month: &str, city: &str| {
        let mut told = Told::default();
        told.article(None, Some("2025-12-30"), "أ").report(conference(month, city));
        told.article(None, Some("2025-10-16"), "ب").report(conference("2025-10-14/2025-10-15", "أوسلو"));
        told.sizes()
    };
    assert_eq!(sizes("2025-10", "أوسلو"), [2]);
    assert_eq!(sizes("2025-10", "بيرغن"), [1, 1], "another city");
    assert_eq!(sizes("2025-11", "أوسلو"), [1, 1], "another month");
    assert_eq!(sizes("2025", "أوسلو"), [1, 1], "a year is too wide");
}

#[test]
fn three_ministers_are_not_the_council_that_one_of_them_met_on_the_same_day() {
    let met = |others: &[(&str, &str)]| {
        let people = others.iter().map(|(name, country)| person(Role::Participant, name, country));
        let people: Vec<Participant> =
            people.chain([person(Role::Participant, "منذر الحفصي", "TN")]).collect();
        report(EventType::Conference, Some("2025-10-14"), Some(("أوسلو", "NO")), &people)
    };
    let three = [("آن دوبوا", "BE"), ("كارل نيلسن", "SE")];
    let mut told = Told::default();
    told.article(Some("x"), None, "أ").report(met(&three));
    told.article(Some("y"), None, "ب").report(met(&three));
    told.article(Some("y"), None, "ج").report(met(&[("", "NORDIC")]));
    told.article(Some("z"), None, "د").report(met(&[("", "NORDIC"), ("ليف هانسن", "NO")]));
    assert_eq!(told.sizes(), [2, 2]);
    // Of many who attended, two articles name others.
    told.article(Some("z"), None, "ه").report(met(&[("آن دوبوا", "BE"), ("إيفا ليند", "FI")]));
    assert_eq!(told.sizes(), [2, 3]);
}

#[test]
fn an_undated_visit_that_may_be_either_of_two_is_neither() {
    let mut told = Told::default();
    told.article(None, None, "أ").report(visit(None, "الحفصي", ("أوسلو", "NO")));
    told.article(None, None, "ب").report(visit(Some("2024-02-01"), "منذر الحفصي", ("أوسلو", "NO")));
    told.article(None, None, "ج").report(visit(Some("2024-09-01"), "منذر الحفصي", ("أوسلو", "NO")));
    assert_eq!(told.sizes(), [1, 1, 1]);
}

#[test]
fn talks_and_reception_are_two_words_for_one_meeting() {
    let mut told = Told::default();
    told.article(Some("x"), Some("2025-02-12"), "أ").report(meeting(
        EventType::Talks,
        Some("2025-02-11"),
        MINISTER,
        ("لورنزو فيراري", "IT"),
    ));
    told.article(Some("y"), Some("2025-02-12"), "ب").report(meeting(
        EventType::Reception,
        Some("2025-02-11"),
        ("الحفصي", "TN"),
        ("لورينزو فيراري", "IT"),
    ));
    let merged = told.merged();
    assert_eq!(merged.len(), 1);
    assert_eq!(merged[0].event_type, EventType::Reception);
    assert_eq!(merged[0].participants.len(), 2);
    assert!(merged[0].variants.iter().any(|v| v.field == "type" && v.value == "talks"));
}

#[test]
fn a_capital_by_its_country_is_the_city_by_its_name() {
    let talks = |city: &str| {
        let people = [person(Role::Participant, MINISTER.0, MINISTER.1), person(Role::Participant, "", "KE")];
        let mut talks = report(EventType::Talks, Some("2025-02-11"), Some((city, "KE")), &people);
        talks.place.as_mut().unwrap().city_en = Some("Nairobi".to_owned());
        talks
    };
    let mut told = Told::default();
    for (outlet, city) in [("x", "العاصمة الكينية"), ("y", "العاصمة الكينية"), ("z", "نيروبي")]
    {
        told.article(Some(outlet), Some("2025-02-12"), outlet).report(talks(city));
    }
    let merged = told.merged();
    assert_eq!(merged.len(), 1);
    assert_eq!(merged[0].place.as_ref().unwrap().city.as_deref(), Some("نيروبي"));
    assert_eq!(merged[0].variants, []);
}

#[test]
fn near_misses_stay_apart() {
    let talks = |date, host, guest| meeting(EventType::Talks, Some(date), host, guest);
    let pairs = [
        // Two ambassadors on one day.
        (
            talks("2025-02-11", MINISTER, ("كارل نيلسن", "DK")),
            talks("2025-02-11", MINISTER, ("آن دوبوا", "BE")),
        ),
        // One guest, king and crown prince.
        (
            talks("2025-02-11", ("فيصل الأول", "TN"), ("آن دوبوا", "BE")),
            talks("2025-02-11", ("سالم بن فيصل", "TN"), ("آن دوبوا", "BE")),
        ),
        // A call and a meeting.
        (
            talks("2025-02-11", MINISTER, ("آن دوبوا", "BE")),
            meeting(EventType::Call, Some("2025-02-11"), MINISTER, ("آن دوبوا", "BE")),
        ),
        // A visit and the talks inside it.
        (
            talks("2025-02-11", MINISTER, ("آن دوبوا", "BE")),
            visit(Some("2025-02-11"), MINISTER.0, ("بروكسل", "BE")),
        ),
        // A second visit, months later.
        (
            visit(Some("2025-02-11"), MINISTER.0, ("بروكسل", "BE")),
            visit(Some("2025-06-11"), MINISTER.0, ("بروكسل", "BE")),
        ),
        // Another month.
        (talks("2025-02", MINISTER, ("آن دوبوا", "BE")), talks("2025-03", MINISTER, ("آن دوبوا", "BE"))),
    ];
    for (a, b) in pairs {
        let mut told = Told::default();
        told.article(Some("x"), Some("2025-02-12"), "أ").report(a.clone());
        told.article(Some("y"), Some("2025-02-12"), "ب").report(b.clone());
        assert_eq!(told.sizes(), [1, 1], "{a:?} {b:?}");
    }
}

#[test]
fn consecutive_days_are_two_meetings_unless_two_outlets_slip_by_one() {
    let on = |date| meeting(EventType::Talks, Some(date), MINISTER, ("آن دوبوا", "BE"));
    let told = |outlets: [Option<&str>; 2], published: [Option<&str>; 2]| {
        let mut told = Told::default();
        told.article(outlets[0], published[0], "أ").report(on("2025-02-11"));
        told.article(outlets[1], published[1], "ب").report(on("2025-02-12"));
        told
    };
    let fresh = [Some("2025-02-12"), Some("2025-02-13")];
    let slip = told([Some("x"), Some("y")], fresh).merged();
    assert_eq!(slip.len(), 1);
    assert_eq!(slip[0].variants.iter().filter(|v| v.field == "date").count(), 1);
    assert_eq!(told([Some("x"), Some("x")], fresh).sizes(), [1, 1]);
    assert_eq!(told([Some("x"), Some("y")], [None, None]).sizes(), [1, 1]);
    assert_eq!(told([Some("x"), Some("y")], [Some("2025-06-01"), Some("2025-06-01")]).sizes(), [1, 1]);
}

#[test]
fn an_unnamed_minister_is_the_one_with_his_office() {
    let minister =
        |name: &str| office(person(Role::Participant, name, "GR"), "وزير الداخلية", Rank::Minister);
    let talks = |name: &str| {
        let people = [person(Role::Participant, "الحفصي", "TN"), minister(name)];
        report(EventType::Talks, Some("2025-02-11"), None, &people)
    };
    let mut told = Told::default();
    told.article(Some("x"), None, "أ").report(talks("نيكوس بابادو"));
    told.article(Some("y"), None, "ب").report(talks(""));
    let merged = told.merged();
    assert_eq!(merged.len(), 1);
    assert_eq!(merged[0].participants[1].name.as_deref(), Some("نيكوس بابادو"));
}

#[test]
fn copies_and_one_communique_count_once() {
    let text = "أعلنت الوزارة أن وزير الداخلية استقبل يوم الثلاثاء سفيرة بلجيكا وبحث معها سبل التعاون في مراقبة الحدود \
                وتكوين الأعوان وتبادل المعلومات حول شبكات التهريب والهجرة غير النظامية عبر البحر في إطار اللجنة المشتركة";
    let other = "كلمات أخرى تماما عن لقاء جرى صباح أمس في مقر الوزارة بين الجانبين دون تفاصيل تذكر ولا تصريح للصحافة بعده";
    let met = || meeting(EventType::Reception, Some("2025-02-11"), MINISTER, ("آن دوبوا", "BE"));
    let attributed =
        || Report { attributed_to: Some("بلاغ وزارة الداخلية".to_owned()), ..met() };
    let mut told = Told::default();
    told.article(Some("x"), Some("2025-02-12"), text).report(met());
    told.article(Some("y"), Some("2025-02-12"), &format!("{text} انتهى")).report(attributed());
    told.article(Some("z"), Some("2025-02-13"), other).report(attributed());
    told.article(Some("w"), Some("2025-02-13"), "خبر قصير").report(met());
    let merged = told.merged();
    assert_eq!(merged.len(), 1);
    assert_eq!((merged[0].articles, merged[0].independent_sources), (4, 2));
    let groups: Vec<bool> = merged[0].reports.iter().map(|r| r.copy_group.is_some()).collect();
    assert_eq!(groups, [true, true, false, false]);
    assert_eq!(merged[0].aliases.len(), 3);
}

#[test]
fn a_copy_may_leave_the_arrival_out_but_not_another_meeting() {
    let text = "استقبل وزير الداخلية في مكتبه صباح أمس وفدا رفيع المستوى وتباحث معه حول سبل التعاون في مراقبة الحدود \
                وتكوين الأعوان وتبادل المعلومات حول شبكات التهريب والهجرة غير النظامية عبر البحر في إطار اللجنة المشتركة";
    let met = |with| meeting(EventType::Reception, Some("2025-02-11"), MINISTER, ("آن دوبوا", with));
    let arrived = visit(Some("2025-02-11"), "آن دوبوا", ("تونس", "TN"));
    let arrived = Report { participants: vec![person(Role::Visitor, "آن دوبوا", "BE")], ..arrived };
    let copies = |beside: Report| {
        let mut told = Told::default();
        told.article(Some("x"), Some("2025-02-12"), text).report(met("BE")).report(beside);
        let shorter =
            text.replace(" وتبادل المعلومات حول شبكات التهريب", "").replace(" في إطار اللجنة المشتركة", "");
        told.article(Some("y"), Some("2025-02-12"), &shorter).report(met("BE"));
        told.article(Some("z"), Some("2025-02-12"), &format!("{shorter} انتهى")).report(met("BE"));
        let merged = told.merged();
        let met = merged.iter().find(|one| one.reports.len() == 3).expect("the meeting all tell of");
        met.reports.iter().filter(|report| report.copy_group.is_some()).count()
    };
    assert_eq!(copies(arrived), 3);
    assert_eq!(copies(met("GR")), 2);
}

#[test]
fn a_later_cancellation_overrides_a_visit_that_was_to_begin_today() {
    let on = |status| Report { status, ..visit(Some("2025-02-12"), "الحفصي", ("بروكسل", "BE")) };
    let mut told = Told::default();
    told.article(Some("x"), Some("2025-02-10"), "أ").report(on(Status::Planned));
    told.article(Some("y"), Some("2025-02-12"), "ب").report(on(Status::Held));
    let held = told.merged();
    assert_eq!((held.len(), held[0].status), (1, Status::Held));
    told.article(Some("z"), Some("2025-02-12"), "ج").report(on(Status::Cancelled));
    told.article(Some("w"), Some("2025-02-13"), "د").report(on(Status::Cancelled));
    let merged = told.merged();
    assert_eq!((merged.len(), merged[0].status), (1, Status::Cancelled));
    let history: Vec<Status> = merged[0].status_history.iter().map(|change| change.status).collect();
    assert_eq!(history, [Status::Planned, Status::Held, Status::Cancelled]);
}

#[test]
fn talks_reported_elsewhere_belong_to_the_visit_they_fall_into() {
    let mut told = Told::default();
    told.article(Some("x"), Some("2025-02-13"), "أ").report(visit(
        Some("2025-02-11/2025-02-13"),
        "المنذر الحفصي",
        ("بروكسل", "BE"),
    ));
    told.article(Some("y"), Some("2025-02-13"), "ب").report(meeting(
        EventType::Talks,
        Some("2025-02-12"),
        ("آن دوبوا", "BE"),
        ("الحفصي", "TN"),
    ));
    told.article(Some("y"), Some("2025-02-20"), "ج").report(meeting(
        EventType::Talks,
        Some("2025-02-20"),
        ("آن دوبوا", "BE"),
        ("الحفصي", "TN"),
    ));
    let merged = told.merged();
    let parents: Vec<bool> = merged.iter().map(|encounter| encounter.part_of.is_some()).collect();
    assert_eq!(parents, [false, true, false]);
    assert_eq!(merged[1].part_of.as_ref(), Some(&merged[0].id));
}

#[test]
fn one_article_never_reports_one_encounter_twice() {
    let on = || meeting(EventType::Call, Some("2025-02-12"), MINISTER, ("آن دوبوا", "BE"));
    let mut told = Told::default();
    told.article(None, None, "أ").report(on()).report(on());
    assert_eq!(told.sizes(), [1, 1]);
}

#[test]
fn somebody_whose_country_is_not_told_is_known_by_his_name() {
    let stateless =
        Participant { country: None, ..person(Role::Participant, "المنذر الحفصي", "") };
    let people = [stateless, person(Role::Participant, "", "BE")];
    let mut told = Told::default();
    told.article(None, None, "أ").report(report(EventType::Talks, Some("2025-02-12"), None, &people));
    told.article(None, None, "ب").report(meeting(
        EventType::Talks,
        Some("2025-02-12"),
        MINISTER,
        ("آن دوبوا", "BE"),
    ));
    let merged = told.merged();
    assert_eq!(merged.len(), 1);
    assert_eq!((merged[0].participants.len(), merged[0].countries.join(" ")), (2, "BE TN".to_owned()));
}

#[test]
fn nothing_in_nothing_out() {
    assert!(merge(&[]).is_empty());
}

#[test]
fn the_contract_keeps_its_fields_in_order() {
    let mut told = Told::default();
    told.article(Some("x"), Some("2025-02-12"), "أ").report(visit(
        Some("2025-02-12"),
        "الحفصي",
        ("بروكسل", "BE"),
    ));
    let value = serde_json::to_value(&told.merged()[0]).unwrap();
    let keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        keys.join(" "),
        "schema id aliases type status part_of date not_after place participants themes countries \
        partners variants status_history first_reported last_reported articles independent_sources reviewed reports"
    );
    let keys: Vec<&str> = value["reports"][0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        keys.join(" "),
        "article event outlet url title type countries date copy_group attributed_to evidence"
    );
}

#[test]
fn an_unnamed_side_described_in_two_ways_is_one_participant() {
    let talks = |described: &str| {
        let side = office(person(Role::Participant, "", "SE"), described, Rank::SeniorOfficial);
        let people = [person(Role::Participant, "المنذر الحفصي", "TN"), side];
        report(EventType::Talks, Some("2025-03-04"), Some(("أوسلو", "NO")), &people)
    };
    let mut told = Told::default();
    told.article(None, Some("2025-03-05"), "نص أول")
        .report(talks("رؤساء وفود أمنية"))
        .article(None, Some("2025-03-06"), "نص ثان مختلف")
        .report(talks("مسؤولون في الشرطة"));
    let merged = told.merged();
    assert_eq!(merged.len(), 1, "{merged:#?}");
    assert_eq!(merged[0].participants.len(), 2, "{:#?}", merged[0].participants);
    // How the other report describes them stays visible.
    assert!(merged[0].variants.iter().any(|variant| variant.field == "participants/1/office"));
}

/// A stream of numbers that is the same on every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn of<'t, T>(&mut self, choices: &'t [T]) -> &'t T {
        &choices[self.below(choices.len())]
    }
}

/// Articles at random about a few people, with dates of every precision and reports inside each other.
fn at_random(numbers: &mut Numbers) -> Told {
    let dates = [
        Some("2025-03-04"),
        Some("2025-03-05"),
        Some("2025-03-03/2025-03-06"),
        Some("2025-03"),
        Some("2025"),
        Some("XXXX-03"),
        Some("2025-04-01"),
        None,
        None,
    ];
    let published = [Some("2025-03-05"), Some("2025-03-06"), Some("2025-04-02"), Some("2026-01-01"), None];
    let people = [("سمير الورداني", "TN"), ("الورداني", "TN"), ("علي النوري", "TN"), ("", "TN")];
    let others = [("إيفا ليند", "SE"), ("جان دوران", "FR"), ("", "SE"), ("كارلوس فيغا", "ES")];
    let texts = ["خبر أول لا يشبه غيره في شيء", "خبر ثان عن أمر آخر تماما", "خبر ثالث قصير"];
    let mut told = Told::default();
    for at in 0..40 {
        let outlet = *numbers.of(&[Some("الرائد"), Some("المرصد"), None]);
        let text = format!("{} {}", numbers.of(&texts).repeat(3), at % 11);
        told.article(outlet, *numbers.of(&published), &text);
        for of_article in 0..=numbers.below(3) {
            let (one, other) = (*numbers.of(&people), *numbers.of(&others));
            let date = *numbers.of(&dates);
            let kinds = [EventType::Talks, EventType::Reception, EventType::Call, EventType::Conference];
            told.report(match numbers.below(3) {
                0 => visit(date, one.0, ("أوسلو", *numbers.of(&["NO", "SE"]))),
                _ => meeting(*numbers.of(&kinds), date, one, other),
            });
            if of_article > 0 && numbers.below(2) == 0 {
                told.inside(1);
            }
        }
    }
    told
}

#[test]
fn what_no_link_connects_may_be_merged_apart() {
    let mut numbers = Numbers(7);
    for _ in 0..5 {
        let told = at_random(&mut numbers);
        let whole = told.merged();
        assert!(whole.iter().any(|encounter| encounter.reports.len() > 3), "something is merged");
        let mut waiting: Vec<Prepared> = told.sourced().iter().map(Prepared::of).collect();
        let mut parts: Vec<Joined> = Vec::new();
        while let Some(seed) = waiting.pop() {
            let mut circle = vec![seed];
            let mut at = 0;
            while at < circle.len() {
                let report = circle[at].clone();
                let keys = report.keys();
                let near = |other: &Prepared| {
                    let stands = other.keys().stands;
                    let met = stands.iter().any(|key| {
                        keys.looks.contains(key) || keys.begins.iter().any(|begin| key.starts_with(begin))
                    });
                    assert!(met || !report.may_be_linked(other), "{keys:?} {stands:?}");
                    (met && report.may_be_linked(other))
                        || report.parent() == Some(other.event())
                        || other.parent() == Some(report.event())
                };
                let (found, rest): (Vec<Prepared>, Vec<Prepared>) =
                    waiting.into_iter().partition(|other| near(other));
                circle.extend(found);
                waiting = rest;
                at += 1;
            }
            parts.extend(join(circle, &Bonds::default()));
        }
        let shape = |encounter: &Encounter| {
            let bare = Encounter { part_of: None, ..encounter.clone() };
            (encounter.id.clone(), json(&[bare]))
        };
        let mut apart: Vec<_> = parts.iter().map(|joined| shape(&joined.encounter)).collect();
        let mut together: Vec<_> = whole.iter().map(shape).collect();
        apart.sort();
        together.sort();
        assert_eq!(apart, together);
    }
}

#[test]
fn what_people_decide_goes_before_what_reports_say() {
    let mut told = Told::default();
    let day = Some("2025-03-04");
    let talks = || meeting(EventType::Talks, day, ("سمير الورداني", "TN"), ("إيفا ليند", "SE"));
    told.article(Some("الرائد"), day, "خبر أول").report(talks());
    told.article(Some("المرصد"), day, "خبر ثان مختلف").report(talks());
    told.article(Some("المنبر"), day, "خبر ثالث").report(meeting(
        EventType::Call,
        day,
        ("علي النوري", "TN"),
        ("جان دوران", "FR"),
    ));
    let sourced = told.sourced();
    let events: Vec<String> = sourced.iter().map(|one| one.report.id.clone()).collect();
    let sizes = |together: &[(usize, usize)], apart: &[(usize, usize)]| {
        let pairs = |pairs: &[(usize, usize)]| {
            pairs.iter().map(|&(a, b)| (events[a].clone(), events[b].clone())).collect()
        };
        let bonds = Bonds { together: pairs(together), apart: pairs(apart) };
        let joined = join(sourced.iter().map(Prepared::of).collect(), &bonds);
        let mut sizes: Vec<usize> = joined.iter().map(|one| one.encounter.reports.len()).collect();
        sizes.sort_unstable();
        sizes
    };
    assert_eq!(sizes(&[], &[]), [1, 2]);
    assert_eq!(sizes(&[], &[(1, 0)]), [1, 1, 1]);
    assert_eq!(sizes(&[(2, 0), (2, 1)], &[]), [3]);
    // The second report fits the first alone, and not what people put beside it.
    assert_eq!(sizes(&[(2, 0)], &[]), [1, 2]);
}

#[test]
fn a_text_of_several_outlets_without_ids_is_read_alike_in_any_order() {
    let said = meeting(EventType::Talks, Some("2025-03-04"), MINISTER, ("كارل ليند", "SE"));
    let mut told = Told::default();
    for outlet in ["المنار", "الشروق", "الأفق"] {
        told.article(Some(outlet), Some("2025-03-05"), "نص واحد").report(said.clone());
    }
    // Ids that are derived from the text alone are one.
    for at in 1..3 {
        told.articles[at].id = told.articles[0].id.clone();
        told.reports[at].1.id = told.reports[0].1.id.clone();
    }
    let encounters = told.merged();
    assert_eq!(encounters.len(), 1);
    assert_eq!(encounters[0].reports[0].outlet.as_deref(), Some("الأفق"));
}

#[test]
fn whoever_divides_by_keys_finds_every_link() {
    let talks = |date: Option<&str>| meeting(EventType::Talks, date, MINISTER, ("كارل ليند", "SE"));
    let mut alone = talks(Some("2025-03-31"));
    alone.participants[1].country = None;
    let mut told = Told::default();
    let dates = [
        Some("2025-03-31"),
        Some("2025-04-01/2025-03-30"),
        Some("2025-04-01"),
        None,
        Some("2025-07"),
        Some("2024"),
    ];
    for (at, date) in dates.into_iter().enumerate() {
        told.article(Some("المنار"), Some("2025-04-02"), &format!("نص رقم {at}")).report(talks(date));
    }
    told.article(Some("الأفق"), Some("2025-04-01"), "نص آخر").report(alone);
    let prepared: Vec<Prepared> = told.sourced().iter().map(Prepared::of).collect();
    let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, one) in prepared.iter().enumerate() {
        let Keys { stands, looks, begins } = one.keys();
        let undated = begins.into_iter().map(|key| format!("{key}*"));
        let keys: BTreeSet<String> = stands.into_iter().chain(looks).chain(undated).collect();
        keys.into_iter().for_each(|key| by_key.entry(key).or_default().push(at));
    }
    let mut found: BTreeSet<(String, String)> = BTreeSet::new();
    for group in by_key.values() {
        let reports =
            |order: &mut dyn Iterator<Item = &usize>| order.map(|&at| prepared[at].clone()).collect();
        let one: Vec<(String, String)> = links(reports(&mut group.iter()));
        assert_eq!(one, links(reports(&mut group.iter().rev())));
        found.extend(one);
    }
    let connected = |a: &Prepared, b: &Prepared| {
        let mut reached = BTreeSet::from([a.event()]);
        while let Some((x, y)) = found.iter().find(|(x, y)| reached.contains(&**x) != reached.contains(&**y))
        {
            reached.extend([x.as_str(), y.as_str()]);
        }
        reached.contains(b.event())
    };
    let mut pairs = 0;
    for (at, a) in prepared.iter().enumerate() {
        for b in prepared[..at].iter().filter(|b| a.may_be_linked(b)) {
            assert!(connected(a, b), "{} {}", a.event(), b.event());
            pairs += 1;
        }
    }
    assert!(pairs > 5, "{pairs}");
}
