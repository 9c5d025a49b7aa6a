//! `/api/v1`

use serde_json::{Value, json};

use crate::server::Server;

fn valid(schema: &Value, value: &Value) -> Result<(), String> {
    let schema = jsonschema::validator_for(schema).expect("a schema");
    schema.validate(value).map_err(|error| error.to_string())
}

#[test]
fn what_is_listed_is_told_whole_and_by_the_contract() {
    let server = Server::new();
    let contract: Value = serde_json::from_str(&server.run(&["schema", "encounter"], "")).expect("a schema");
    let all = server.get("/api/v1/encounters").json();
    assert_eq!((&all["total"], all["items"].as_array().expect("items").len()), (&json!(2), 2));
    for one in all["items"].as_array().expect("items") {
        valid(&contract, one).expect("the contract");
    }
    let first = server.get("/api/v1/encounters?limit=1").json();
    let next = first["next"].as_str().expect("a next page");
    let second = server.get(&format!("/api/v1/encounters?limit=1&after={next}")).json();
    assert_eq!((&second["items"][0], &second["next"]), (&all["items"][1], &Value::Null));
    let id = all["items"][1]["id"].as_str().expect("an id");
    assert_eq!(server.get(&format!("/api/v1/encounters/{id}")).json(), all["items"][1]);
    let spain = server.get("/api/v1/encounters?country=ES").json();
    assert_eq!(spain["total"], 1);
    let article = server.get("/api/v1/articles/a%2Fb%3Fc%23d").json();
    assert_eq!(article["schema"], "rasid.article/1");
    assert!(article["article"]["text"].as_str().expect("a text").contains("استقبل"));
    let people = server.get("/api/v1/people?country=MA").json();
    let person = people["items"][0]["id"].as_str().expect("an id");
    assert_eq!(server.get(&format!("/api/v1/people/{person}")).json(), people["items"][0]);
    assert_eq!(server.get(&format!("/api/v1/encounters?person={person}")).json()["total"], 1);
    assert!(!server.get("/api/v1/offices?country=MA").json()["items"].as_array().expect("items").is_empty());
    assert_eq!(server.get("/api/v1/count?by=country&country=ES").json()["total"], 1);
    assert_eq!(server.get("/api/v1/claims").json()["items"].as_array().expect("items").len(), 2);
    let found = server.get("/api/v1/search?q=%D8%A3%D9%84%D8%A8%D8%A7%D8%B1%D9%88").json();
    assert_eq!(found["items"][0]["article"], "a/b?c#d");
}

#[test]
fn who_has_an_answer_is_not_told_again() {
    let server = Server::new();
    // While it is being worked out who is who, as at the start, answers carry no mark.
    let answer = (0..100)
        .map(|_| server.get("/api/v1/encounters"))
        .inspect(|answer| {
            if answer.header("etag").is_none() {
                std::thread::sleep(std::time::Duration::from_millis(50));
            }
        })
        .find(|answer| answer.header("etag").is_some());
    let answer = answer.expect("an answer with a mark");
    let mark = answer.header("etag").expect("a mark").to_owned();
    let again = server.ask("GET", "/api/v1/encounters", &format!("If-None-Match: {mark}\r\n"));
    assert_eq!((again.status, again.body.as_str(), again.header("etag")), (304, "", Some(mark.as_str())));
    let id = answer.json()["items"][0]["id"].as_str().expect("an id").to_owned();
    server.run(&["review", "reject", &id, "--reason", "x", "--by", "x"], "");
    let again = server.ask("GET", "/api/v1/encounters", &format!("If-None-Match: {mark}\r\n"));
    assert_eq!((again.status, &again.json()["total"]), (200, &json!(1)));
}

#[test]
fn changes_are_told_with_what_is_gone() {
    let server = Server::new();
    let first = server.get("/api/v1/changes").json();
    assert_eq!((first["items"].as_array().expect("items").len(), &first["more"]), (2, &json!(false)));
    let since = &first["since"];
    assert_eq!(server.get(&format!("/api/v1/changes?since={since}")).json()["items"], json!([]));
    let id = first["items"][0]["id"].as_str().expect("an id");
    server.run(&["review", "reject", id, "--reason", "x", "--by", "x"], "");
    let then = server.get(&format!("/api/v1/changes?since={since}")).json();
    let gone: Vec<&Value> =
        then["items"].as_array().expect("items").iter().filter(|one| one["id"] == id).collect();
    assert_eq!((gone.len(), &gone[0]["gone"], &gone[0]["now"]), (1, &json!(true), &Value::Null));
    assert_eq!(server.get("/api/v1/changes?since=x").status, 400);
    assert_eq!(server.get("/api/v1/changes?since=999").status, 409, "a copy of another chronicle");
}

#[test]
fn a_text_is_read_and_not_kept() {
    let server = Server::new();
    let send = |body: &Value| {
        server.send(
            "POST",
            "/api/v1/extract",
            "Content-Type: application/json\r\n",
            body.to_string().as_bytes(),
        )
    };
    let text = "استقبل وزير الداخلية المغربي سليم الورداني، يوم 6 ماي 2025 بالرباط، نظيره الإسباني ألبارو سانتاماريا.";
    let read = send(&json!({"text": text, "published": "2025-05-07"}));
    assert_eq!((read.status, &read.json()["events"][0]["date"]), (200, &json!("2025-05-06")));
    for body in
        [json!({}), json!({"text": ""}), json!({"text": 1}), json!({"text": "x", "more": 1}), json!([])]
    {
        assert_eq!(send(&body).status, 400, "{body}");
    }
    assert_eq!(server.get("/api/v1/encounters").json()["total"], 2);
}

#[test]
fn wrong_questions_are_told_so() {
    let server = Server::new();
    for question in [
        "encounters?limit=0",
        "encounters?limit=x",
        "encounters?after=x",
        "encounters?status=x",
        "encounters?region=x",
        "encounters?person=x",
        "encounters?office=x",
        "count?by=x",
        "count?unit=x",
        "count?sense=x",
        "people?after=x",
        "search",
    ] {
        let answer = server.get(&format!("/api/v1/{question}"));
        assert_eq!((answer.status, &answer.json()["status"]), (400, &json!(400)), "{question}");
    }
    for path in ["encounters/x", "articles/x", "people/x", "nothing"] {
        assert_eq!(server.get(&format!("/api/v1/{path}")).status, 404, "{path}");
    }
    assert_eq!(server.send("POST", "/api/v1/encounters", "", b"x").status, 405);
    let told = server.get("/api/v1/openapi.json").json();
    assert_eq!(told["openapi"], "3.1.0");
}
