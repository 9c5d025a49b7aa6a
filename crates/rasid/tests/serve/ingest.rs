//! Articles that are added in the browser.

use std::thread::sleep;
use std::time::Duration;

use crate::server::{Answer, Server};

const EDGE: &str = "----edge";

fn form(parts: &[(&str, Option<&str>, &str)]) -> Vec<u8> {
    let mut body = String::new();
    for (name, file, content) in parts {
        let file = file.map_or_else(String::new, |file| format!("; filename=\"{file}\""));
        body.push_str(&format!(
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{content}\r\n"
        ));
    }
    (body + &format!("--{EDGE}--\r\n")).into_bytes()
}

fn send(server: &Server, cookie: &str, body: &[u8]) -> Answer {
    let headers = format!("Content-Type: multipart/form-data; boundary={EDGE}\r\nCookie: {cookie}\r\n");
    server.send("POST", "/ingest", &headers, body)
}

/// The page once nothing is at work any more.
fn settled(server: &Server, cookie: &str) -> String {
    for _ in 0..200 {
        let page = server.ask("GET", "/ingest", &format!("Cookie: {cookie}\r\n")).body;
        if !page.contains("<progress>") {
            return page;
        }
        sleep(Duration::from_millis(50));
    }
    panic!("it never ends");
}

#[test]
fn files_are_read_and_what_fails_is_told() {
    let server = Server::new();
    let (cookie, mark) = server.sign_in();
    let text = "زار وزير الخارجية المصري عادل النجار أنقرة يوم 3 مارس 2025 وأجرى مباحثات مع نظيره التركي أورهان دمير.";
    let good = serde_json::json!({"id": "new", "published": "2025-03-04", "text": text}).to_string();
    let body = form(&[
        ("mark", None, &mark),
        ("file", Some("../../news 2.jsonl"), &format!("{good}\n{{broken\n")),
        ("feed", None, ""),
    ]);
    assert_eq!(send(&server, &cookie, &body).status, 303);
    let page = settled(&server, &cookie);
    assert!(page.contains("news_2.jsonl:2"), "{page}");
    assert!(page.contains("ended with code 3"), "{page}");
    assert_eq!(server.get("/api/v1/encounters?country=EG").json()["total"], 2);
    let files = std::fs::read_dir(server.path("rasid.db.files")).expect("a folder").count();
    assert_eq!(files, 1);
    assert_eq!(server.post("/ingest/retry", &cookie, &[("mark", &mark)]).status, 303);
    assert!(settled(&server, &cookie).contains("news_2.jsonl:2"));
    assert_eq!(server.post("/ingest/stop", &cookie, &[("mark", &mark)]).status, 303);
}

#[test]
fn what_is_not_asked_for_by_us_is_not_kept() {
    let server = Server::new();
    let (cookie, mark) = server.sign_in();
    let file = ("file", Some("a.txt"), "x");
    assert_eq!(send(&server, &cookie, &form(&[file])).status, 403);
    assert_eq!(send(&server, &cookie, &form(&[("mark", None, "x"), file])).status, 403);
    assert_eq!(
        send(&server, &cookie, &form(&[file, ("mark", None, &mark)])).status,
        403,
        "the mark stands first"
    );
    assert_eq!(send(&server, "", &form(&[("mark", None, &mark), file])).status, 401);
    assert_eq!(send(&server, &cookie, &form(&[("mark", None, &mark)])).status, 400);
    assert_eq!(
        send(&server, &cookie, &form(&[("mark", None, &mark), ("feed", None, "file:///etc/passwd")])).status,
        400
    );
    let kept = std::fs::read_dir(server.path("rasid.db.files")).map_or(0, |folders| {
        folders.flatten().filter_map(|folder| folder.path().read_dir().ok()).flatten().count()
    });
    assert_eq!(kept, 0);
    assert_eq!(server.post("/ingest", &cookie, &[("mark", &mark)]).status, 400);
}
