//! The pages, as a browser asks for them.

use crate::server::{Server, links};

#[test]
fn every_figure_leads_to_its_sentence() {
    let server = Server::new();
    let overview = server.get("/?lang=en");
    assert!(
        overview.status == 200 && overview.body.contains("<html lang=\"en\" dir=\"ltr\">"),
        "{}",
        overview.body
    );
    let spain = server.links("/?lang=en", "/chronology?partner=ES");
    assert!(!spain.is_empty(), "{}", overview.body);
    let chronology = server.get(&spain[0]);
    assert!(
        chronology.body.contains("1 encounter") && chronology.body.contains("May 2025"),
        "{}",
        chronology.body
    );
    let encounters = server.links(&spain[0], "/encounters/");
    assert_eq!(encounters.len(), 1);
    let articles = server.links(&encounters[0], "/articles/a%2Fb%3Fc%23d#m");
    assert!(!articles.is_empty(), "{}", server.get(&encounters[0]).body);
    let (path, mark) = articles[0].split_once('#').expect("a mark");
    let article = server.get(path);
    assert_eq!(article.status, 200);
    assert!(article.body.contains(&format!("id=\"{mark}\"></span>")), "{}", article.body);
    assert!(article.body.contains("بالرباط،</mark>"), "{}", article.body);
    assert_eq!(server.links("/search?q=%D8%A3%D9%84%D8%A8%D8%A7%D8%B1%D9%88", "/articles/").len(), 1);
    assert!(server.get("/chronology?from=2024&to=2024").body.contains("1 encounter"));
}

#[test]
fn a_number_is_that_of_what_it_leads_to() {
    let server = Server::new();
    for page in
        ["/chronology?lang=en", "/chronology?lang=en&country=MA", "/chronology?lang=en&status=any&country=TN"]
    {
        let body = server.get(page).body;
        let facets = body.split("<ul class=\"facet\">").skip(1).filter_map(|rest| rest.split("</ul>").next());
        let mut followed = 0;
        for item in facets.flat_map(|list| list.split("<li>").skip(1)) {
            let href = links(item, "/chronology").remove(0);
            let number = item.split("class=\"number\">").nth(1).and_then(|rest| rest.split('<').next());
            let path = href.replacen("/chronology", "/api/v1/encounters", 1).replace("lang=en", "x=y");
            let total = server.get(&path).json()["total"].to_string();
            assert_eq!(Some(total.as_str()), number, "{page}: {href}");
            followed += 1;
        }
        assert!(followed > 2, "{page}: {body}");
    }
}

#[test]
fn the_chronology_is_downloaded_as_it_is_narrowed() {
    let server = Server::new();
    let files = server.links("/chronology?country=ES&lang=en", "/chronology.");
    assert_eq!(files.len(), 14);
    for file in &files {
        assert!(file.contains("country=ES") && !file.contains("lang"), "{file}");
        // Files that are no text are only asked whether they are there.
        let head = server.ask("HEAD", file, "");
        assert_eq!(head.status, 200, "{file}");
        assert!(head.head.contains("content-disposition: attachment"), "{file}: {}", head.head);
    }
    let of = |question: &str| {
        server.get(&format!("/chronology.ndjson{question}")).body.matches("rasid.encounter/1").count()
    };
    assert_eq!((of("?country=ES"), of(""), of("?from=1999&to=1999")), (1, 2, 0));
    assert_eq!(server.get("/chronology.csv?country=QQ").status, 400);
    assert_eq!(server.get("/chronology.exe").status, 404);
}

#[test]
fn claims_stand_beside_the_evidence() {
    let server = Server::new();
    let audit = server.get("/audit?lang=en").body;
    assert!(audit.contains("14") && audit.contains("<span class=\"verdict"), "{audit}");
    assert!(server.get("/audit?subject=Nobody&lang=en").body.contains("class=\"total\""));
}

#[test]
fn what_comes_from_outside_is_text() {
    let server = Server::new();
    let encounter = &server.links("/chronology", "/encounters/")[1];
    for path in
        ["/", "/chronology", encounter, "/articles/a%2Fb%3Fc%23d", "/search?q=%D9%84%D9%82%D8%A7%D8%A1"]
    {
        let page = server.get(path);
        assert_eq!(page.status, 200, "{path}");
        for markup in ["<script>", "<img", "<svg/", "onerror=alert(2)>"] {
            assert!(!page.body.contains(markup), "{path}: {markup}: {}", page.body);
        }
        assert!(page.head.contains("content-security-policy: default-src 'none'"), "{}", page.head);
        assert!(page.head.contains("x-content-type-options: nosniff"), "{}", page.head);
    }
    let asked = server.get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E&lang=%3Cb%3E");
    assert!(asked.status == 200 && !asked.body.contains("<script>"), "{}", asked.body);
    let asked = server.get("/chronology?subject=%22%3E%3Cscript%3Ex");
    assert!(asked.status == 200 && !asked.body.contains("<script>"), "{}", asked.body);
}

#[test]
fn wrong_requests_are_told_so() {
    let server = Server::new();
    let long = format!("/search?q={}", "x".repeat(9000));
    for (method, path, headers, status) in [
        ("GET", "/nothing", "", 404),
        ("GET", "/encounters/nobody", "", 404),
        ("GET", "/articles/..%2F..%2Fetc%2Fpasswd", "", 404),
        ("GET", "/chronology?country=QQ", "", 400),
        ("GET", "/chronology?from=yesterday", "", 400),
        ("GET", "/chronology?type=party", "", 400),
        ("GET", "/chronology?after=x", "", 400),
        ("GET", "/chronology?subject=%2A", "", 400),
        ("GET", "/chronology?subject=%FF", "", 400),
        ("GET", "/people/%FF", "", 400),
        ("POST", "/extract", "Content-Length: 0\r\n", 415),
        ("GET", long.as_str(), "", 414),
        ("POST", "/", "Content-Length: 0\r\n", 405),
        ("GET", "/", "Host: evil.example\r\n", 421),
    ] {
        let answer = server.ask(method, path, headers);
        assert_eq!(answer.status, status, "{method} {path} {headers}: {}", answer.body);
        assert!(answer.head.contains("content-type: application/problem+json"), "{path}: {}", answer.head);
        let problem: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
        assert_eq!(problem["status"], status, "{path}");
    }
}

#[test]
fn the_reader_says_the_language() {
    let server = Server::new();
    let lang = |headers: &str, path: &str| {
        let body = server.ask("GET", path, headers).body;
        body.split("<html lang=\"")
            .nth(1)
            .and_then(|rest| rest.get(..2))
            .map(str::to_owned)
            .expect("a language")
    };
    assert_eq!(lang("", "/"), "en");
    assert_eq!(lang("Accept-Language: fr-MA,ar\r\n", "/"), "fr");
    assert_eq!(lang("Accept-Language: fr\r\nCookie: lang=ar\r\n", "/"), "ar");
    assert_eq!(lang("Cookie: lang=ar\r\n", "/chronology?lang=fr"), "fr");
    assert!(server.get("/?lang=ar").head.contains("set-cookie: lang=ar; path=/"));
    assert!(server.get("/?lang=ar").body.contains("dir=\"rtl\""));
    let chosen = server.get("/chronology?lang=ar&months=maghrebi");
    assert!(chosen.body.contains("ماي 2025") && chosen.head.contains("set-cookie: months=maghrebi"));
    let remembered = server.ask("GET", "/chronology", "Cookie: lang=ar; months=tunisian\r\n");
    assert!(remembered.body.contains("جانفي 2024"), "{}", remembered.body);
    assert!(server.get("/chronology?lang=ar&months=lunar").body.contains("مايو ٢٠٢٥"));
}

#[test]
fn nobody_else_may_listen() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_rasid"))
        .args(["serve", "--bind", "0.0.0.0:0", "--db", "none.db"])
        .output()
        .expect("a run");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn whom_somebody_follows_is_remembered_by_his_browser_alone() {
    let server = Server::new();
    let codes = |page: &str| page.contains("name=\"countries\" value=\"ES\"");
    let answer = server.get("/today?lang=en&subjects=&countries=es&watch=1&since=2025-01-02T07:00");
    assert!(codes(&answer.body) && answer.body.contains("value=\"2025-01-02T07:00\""));
    let cookies = answer.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
    let watched =
        cookies.map(|(_, cookie)| cookie).find(|cookie| cookie.starts_with("watched=")).expect("a cookie");
    let cookie = watched.split(';').next().expect("its value");
    let later = server.ask("GET", "/today", &format!("Cookie: {cookie}\r\n"));
    assert!(codes(&later.body));
    assert!(!codes(&server.get("/today").body));
    assert_eq!(server.get("/today?countries=Q7&watch=1").status, 400);
    assert_eq!(server.ask("GET", "/today", "Cookie: watched=%D8%B3%D9%84%D9%8A%D9%85&\r\n").status, 200);
}

#[test]
fn digits_are_those_of_the_readers_country() {
    let server = Server::new();
    let page = |question: &str| server.get(&format!("/chronology?lang=ar&{question}")).body;
    assert!(page("months=levantine").contains("أيار ٢٠٢٥"));
    assert!(page("months=maghrebi").contains("ماي 2025"));
    assert!(page("months=maghrebi&digits=arab").contains("ماي ٢٠٢٥"));
    assert!(page("months=levantine&digits=latn").contains("أيار 2025"));
    // The day of an encounter in words; EDTF and what an article says stay as they are.
    assert!(
        page("months=levantine").contains("٦ أيار ٢٠٢٥") && page("months=levantine").contains("2025-05-06")
    );
    assert!(page("months=levantine").contains("يوم 6 ماي 2025"));
    assert!(server.get("/chronology?lang=ar&from=٢٠٢٥").status == 200);
    assert!(server.get("/chronology?lang=fr&digits=arab").body.contains("2025"));
}

#[test]
fn a_list_without_anything_in_it_is_no_list() {
    let server = Server::new();
    for asked in ["type=,", "country=,", "place=Q7", "partner=;"] {
        assert_eq!(server.get(&format!("/chronology?{asked}")).status, 400, "{asked}");
    }
    let several = server.get("/chronology?lang=en&country=ES,MA").body;
    assert!(
        several.contains("<option value=\"ES,MA\" selected>Spain, Morocco"),
        "the form asks for both again"
    );
}
