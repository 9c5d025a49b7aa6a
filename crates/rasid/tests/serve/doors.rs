//! Who may come in, and what is refused.

use crate::server::{PASSWORD, Server, USER, field};

fn small() -> serde_json::Value {
    serde_json::json!({"id": "1", "text": "خبر قصير."})
}

#[test]
fn reading_may_be_private() {
    let server = Server::of(&[small()], &["--private"]);
    assert_eq!(server.get("/").status, 401);
    assert_eq!(server.get("/api/v1/encounters").header("www-authenticate"), Some("Bearer"));
    assert_eq!(server.get("/style.css").status, 200);
    let page = server.ask("GET", "/chronology?country=ES", "Accept: text/html\r\n");
    let login = "/login?to=%2Fchronology%3Fcountry%3DES";
    assert_eq!((page.status, page.header("location")), (303, Some(login)));
    let token = server.run(&["serve", "token", "add", "desk", "--quiet"], "");
    let bearer = |token: &str| format!("Authorization: Bearer {token}\r\n");
    assert_eq!(server.ask("GET", "/api/v1/encounters", &bearer(token.trim())).status, 200);
    assert_eq!(server.ask("GET", "/api/v1/encounters", &bearer("x")).status, 401);
    assert_eq!(server.ask("GET", "/review", &bearer(token.trim())).status, 401, "a token reads and no more");
    server.run(&["serve", "token", "remove", "desk"], "");
    assert_eq!(server.ask("GET", "/", &bearer(token.trim())).status, 401);
}

#[test]
fn who_signs_in_may_write_until_he_is_taken_out() {
    let server = Server::new();
    assert_eq!(server.get("/review").status, 401);
    let (cookie, mark) = server.sign_in();
    let with = format!("Cookie: {cookie}\r\n");
    assert!(server.ask("GET", "/", &with).body.contains(USER));
    let users = std::fs::read_to_string(server.path("rasid.db.users")).expect("the file");
    assert!(users.contains("$argon2id$") && !users.contains(PASSWORD));
    assert_eq!(server.post("/logout", &cookie, &[("mark", "x")]).status, 403);
    assert_eq!(server.ask("GET", "/review", &with).status, 200);
    assert_eq!(server.post("/logout", &cookie, &[("mark", &mark)]).status, 303);
    assert_eq!(server.ask("GET", "/review", &with).status, 401);
    let (cookie, _) = server.sign_in();
    server.run(&["serve", "user", "add", USER], "another password");
    assert_eq!(
        server.ask("GET", "/review", &format!("Cookie: {cookie}\r\n")).status,
        401,
        "the password is another"
    );
    let (cookie, _) = server.sign_in();
    assert_eq!(
        server.ask("GET", "/", &format!("Cookie: {cookie}\r\n")).header("cache-control"),
        Some("private, no-store")
    );
    server.run(&["serve", "user", "remove", USER], "");
    assert_eq!(server.ask("GET", "/review", &format!("Cookie: {cookie}\r\n")).status, 401);
}

#[test]
fn guesses_come_to_an_end() {
    let server = Server::of(&[small()], &[]);
    server.run(&["serve", "user", "add", USER], PASSWORD);
    let guess = |password: &str| server.post("/login", "", &[("name", USER), ("password", password)]);
    let wrong = guess("wrong");
    assert_eq!((wrong.status, wrong.header("set-cookie")), (401, None));
    assert!(wrong.body.contains("role=\"alert\""), "{}", wrong.body);
    // Time gives guesses back, and a slow machine takes its time.
    let statuses: Vec<u16> =
        (0..60).map(|_| guess("wrong").status).take_while(|status| *status == 401).collect();
    assert!((9..59).contains(&statuses.len()), "{}", statuses.len());
    let refused = guess(PASSWORD);
    assert_eq!((refused.status, refused.header("retry-after")), (429, Some("5")));
}

#[test]
fn pages_elsewhere_can_do_nothing() {
    let server = Server::new();
    let (cookie, mark) = server.sign_in();
    let form = format!("Content-Type: application/x-www-form-urlencoded\r\nCookie: {cookie}\r\n");
    let body = format!("mark={mark}&decision=1&reason=x");
    let from = |header: &str| {
        server.send("POST", "/review/undo", &format!("{form}{header}"), body.as_bytes()).status
    };
    assert_eq!(from("Origin: https://evil.example\r\n"), 403);
    assert_eq!(from("Origin: null\r\n"), 403);
    assert_eq!(from("Sec-Fetch-Site: cross-site\r\n"), 403);
    // It is ours, and there is no decision to undo.
    assert_eq!(from(&format!("Origin: http://{}\r\nSec-Fetch-Site: same-origin\r\n", server.address)), 400);
    assert_eq!(
        server
            .post("/login", "", &[("name", USER), ("password", PASSWORD), ("to", "//evil.example")])
            .header("location"),
        Some("/")
    );
}

#[test]
fn people_are_shown_a_page_and_programs_a_problem() {
    let server = Server::new();
    let page = server.ask("GET", "/encounters/nobody", "Accept: text/html\r\nAccept-Language: ar\r\n");
    assert_eq!(page.status, 404);
    assert!(page.body.contains("<html lang=\"ar\" dir=\"rtl\">"), "{}", page.body);
    let problem = server.ask("GET", "/encounters/nobody", "Accept: application/json\r\n");
    assert_eq!((problem.status, &problem.json()["status"]), (404, &404.into()));
    let page = server.ask("GET", "/chronology?country=QQ", "Accept: text/html\r\n");
    assert!(page.status == 400 && page.body.contains("QQ is the code of nothing"), "{}", page.body);
    assert!(field(&server.get("/login?to=/x").body, "to") == "/x");
}

#[test]
fn a_web_server_in_front_has_a_name_that_is_answered() {
    let server = Server::of(&[small()], &["--name", "radar.example.org"]);
    let is_foreign = |host: &str, origin: &str| {
        let headers = format!(
            "Host: {host}\r\nOrigin: {origin}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        );
        server.send("POST", "/extract", &headers, b"text=x").status == 403
    };
    assert_eq!(server.ask("GET", "/", "Host: radar.example.org\r\n").status, 200);
    assert_eq!(server.ask("GET", "/", "Host: other.example.org\r\n").status, 421);
    assert!(!is_foreign("radar.example.org", "https://radar.example.org"));
    assert!(is_foreign("radar.example.org", "https://other.example.org"));
    assert!(is_foreign(&server.address, &format!("https://{}", server.address)), "we do not encrypt");
}

#[cfg(unix)]
#[test]
fn another_database_in_the_place_of_the_first_is_noticed() {
    let server = Server::new();
    let encounters =
        || server.get("/api/v1/encounters").json()["items"].as_array().expect("a list of encounters").len();
    assert!(encounters() > 0);
    std::fs::write(server.path("other.jsonl"), small().to_string()).expect("a file");
    server.run(&["ingest", "other.jsonl", "--db", "other.db", "--quiet", "--any-language"], "");
    for log in ["rasid.db-wal", "rasid.db-shm"] {
        let _ = std::fs::remove_file(server.path(log));
    }
    std::fs::rename(server.path("other.db"), server.path("rasid.db")).expect("another file in its place");
    assert_eq!(encounters(), 0);
    assert_eq!(server.get("/").status, 200);
}
