//! What people decide in the browser.

use crate::server::{Answer, Server, field, links};

struct Reviewer<'s> {
    server: &'s Server,
    cookie: String,
    mark: String,
}

impl Reviewer<'_> {
    fn get(&self, path: &str) -> Answer {
        self.server.ask("GET", path, &format!("Cookie: {}\r\n", self.cookie))
    }

    fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let fields: Vec<(&str, &str)> =
            [("mark", self.mark.as_str())].into_iter().chain(fields.iter().copied()).collect();
        self.server.post(path, &self.cookie, &fields)
    }
}

fn reviewer(server: &Server) -> Reviewer<'_> {
    let (cookie, mark) = server.sign_in();
    Reviewer { server, cookie, mark }
}

#[test]
fn an_encounter_is_decided_about_once_it_is_seen() {
    let server = Server::new();
    let me = reviewer(&server);
    let encounters = server.links("/chronology", "/encounters/");
    let path = encounters[1].replace("/encounters/", "/review/");
    assert!(me.get(&encounters[1]).body.contains(&path) && !server.get(&encounters[1]).body.contains(&path));
    let page = me.get(&path);
    let seen = field(&page.body, "seen");
    let decide = |action: &str, seen: &str, reason: &str| {
        me.post(&path, &[("action", action), ("seen", seen), ("reason", reason)])
    };
    assert_eq!(decide("confirm", &seen, " ").status, 400, "a decision has a reason");
    assert_eq!(decide("confirm", "x", "read").status, 409, "it was not seen as it is");
    assert_eq!(decide("dance", &seen, "read").status, 400);
    assert_eq!(
        server.post(&path, &me.cookie, &[("action", "confirm"), ("seen", &seen), ("reason", "x")]).status,
        403
    );
    let done = decide("confirm", &seen, "read");
    let to = done.header("location").expect("a place").to_owned();
    assert!(done.status == 303 && to.contains("?done=1"), "{to}");
    assert!(me.get(&to).body.contains("confirmed"), "{}", me.get(&to).body);
    // Another who saw it before does not overwrite the decision.
    assert_eq!(decide("reject", &seen, "read").status, 409);
    let page = me.get(&path);
    let correct = [("action", "correct"), ("field", "place/city"), ("value", "سلا"), ("reason", "r")];
    let seen = field(&page.body, "seen");
    let fields: Vec<(&str, &str)> = correct.into_iter().chain([("seen", seen.as_str())]).collect();
    assert_eq!(me.post(&path, &fields).status, 303);
    let id = encounters[1].replace("/encounters/", "");
    let city = || server.get(&format!("/api/v1/encounters/{id}")).json()["place"]["city"].clone();
    assert_eq!(city(), "سلا");
    let log = me.get("/review/log").body;
    assert!(log.contains("salma") && log.matches("/review/undo").count() == 2, "{log}");
    assert_eq!(me.post("/review/undo", &[("decision", "2"), ("reason", "r")]).status, 303);
    assert_eq!(city(), "الرباط");
    assert!(server.get(&encounters[1]).body.contains("confirmed"));
}

#[test]
fn what_was_missed_is_added_with_its_sentence() {
    let server = Server::new();
    let me = reviewer(&server);
    let article = me.get("/articles/2").body;
    let path = links(&article, "/review/add/").remove(0);
    assert!(me.get(&path).body.contains("data-selection"));
    let sentence = "زار وزير الخارجية التونسي كريم العوني باريس في يناير 2024";
    let fields = [
        ("quote", sentence),
        ("type", "talks"),
        ("status", "held"),
        ("date", "2024-01-09"),
        ("place", "FR"),
        ("name1", "كريم العوني"),
        ("country1", "TN"),
        ("role1", "participant"),
        ("name2", "جان دوران"),
        ("country2", "FR"),
        ("role2", "participant"),
        ("reason", "r"),
    ];
    let change = |name: &str, value: &'static str| -> Vec<(&str, &str)> {
        fields.iter().map(|(other, old)| (*other, if *other == name { value } else { *old })).collect()
    };
    for wrong in [
        change("quote", "ليس هنا"),
        change("type", "x"),
        change("country1", "QQ"),
        change("date", "soon"),
        change("role1", "x"),
    ] {
        assert_eq!(me.post(&path, &wrong).status, 400, "{wrong:?}");
    }
    assert_eq!(me.post(&path, &fields).status, 303);
    assert!(server.get("/chronology?from=2024-01-09&to=2024-01-09").body.contains("جان دوران"));
}

#[test]
fn two_encounters_stand_side_by_side_and_become_one() {
    let text = |day: &str| {
        format!(
            "استقبل وزير الداخلية المغربي سليم الورداني، يوم {day} ماي 2025 بالرباط، نظيره الإسباني ألبارو سانتاماريا."
        )
    };
    let record =
        |id: &str, day: &str| serde_json::json!({"id": id, "published": "2025-05-19", "text": text(day)});
    let server = Server::of(&[record("1", "6"), record("2", "16")], &[]);
    let me = reviewer(&server);
    let ids: Vec<String> = server
        .links("/chronology", "/encounters/")
        .iter()
        .map(|link| link.replace("/encounters/", ""))
        .collect();
    assert_eq!(ids.len(), 2);
    let page = me.get(&format!("/review/{}?beside={}", ids[0], ids[1]));
    assert_eq!(page.body.matches("class=\"side\"").count(), 2, "{}", page.body);
    let (seen, other) = (field(&page.body, "seen"), field(&page.body, "seen_other"));
    let merge = |other: &str, seen_other: &str| {
        let fields = [("other", other), ("seen", &seen), ("seen_other", seen_other), ("reason", "r")];
        let fields: Vec<(&str, &str)> = fields.into_iter().chain([("action", "merge")]).collect();
        me.post(&format!("/review/{}", ids[0]), &fields)
    };
    // Who did not see the other one as it is sees both first.
    let beside = format!("/review/{}?beside={}", ids[0], ids[1]);
    assert_eq!(merge(&ids[1], "").header("location"), Some(beside.as_str()));
    assert_eq!(server.links("/chronology", "/encounters/").len(), 2);
    assert_eq!(merge("x", &other).status, 400);
    assert_eq!(merge(&ids[1], &other).status, 303);
    let left = server.links("/chronology", "/encounters/");
    assert_eq!(left.len(), 1);
    // The one that went leads to the one that stayed.
    let gone = ids.iter().find(|id| !left[0].contains(id.as_str())).expect("one went");
    assert_eq!(server.get(&format!("/encounters/{gone}")).header("location"), Some(left[0].as_str()));
    let page = me.get(&left[0].replace("/encounters/", "/review/"));
    let report = field(&page.body, "report");
    let split = me.post(
        &left[0].replace("/encounters/", "/review/"),
        &[("action", "split"), ("report", &report), ("seen", &field(&page.body, "seen")), ("reason", "r")],
    );
    assert_eq!(split.status, 303, "{}", split.body);
    assert_eq!(server.links("/chronology", "/encounters/").len(), 2);
}
