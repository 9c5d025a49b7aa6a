//! A server of its own for each test, asked as a browser or a program asks.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// What no page may ever hold as markup.
pub const HOSTILE: &str = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>";

pub const USER: &str = "salma";
pub const PASSWORD: &str = "a long password";

pub struct Server {
    folder: TempDir,
    child: Child,
    pub address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub struct Answer {
    pub status: u16,
    /// In lower case.
    pub head: String,
    /// Header names and values as they came.
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

fn rasid(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rasid"));
    command.current_dir(folder).env("HOME", folder).env("LANG", "en_GB.UTF-8");
    command
}

impl Server {
    /// Two articles, with two encounters and a claim, and hostile words in all their fields.
    pub fn new() -> Self {
        let text = "استقبل وزير الداخلية المغربي سليم الورداني، يوم 6 ماي 2025 بالرباط، نظيره الإسباني ألبارو سانتاماريا.";
        let record = serde_json::json!({
            "id": "a/b?c#d", "outlet": HOSTILE, "published": "2025-05-07", "url": "https://example.org/a?x=1&y=2",
            "title": format!("لقاء {HOSTILE}"), "author": HOSTILE, "text": format!("{text}\n\n{HOSTILE} ذيل الخبر."),
        });
        let other = serde_json::json!({
            "id": "2", "published": "2024-02-01", "title": format!("حصيلة {HOSTILE}"),
            "text": "عقد سليم الورداني، وزير الداخلية المغربي، 14 لقاء في 9 دول خلال سنة 2023. زار وزير الخارجية التونسي كريم العوني باريس في يناير 2024.",
        });
        Self::of(&[record, other], &[])
    }

    /// A server over these articles.
    pub fn of(articles: &[serde_json::Value], flags: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let lines: String = articles.iter().map(|article| format!("{article}\n")).collect();
        fs::write(folder.path().join("news.jsonl"), lines).expect("a file");
        let ingested =
            rasid(folder.path()).args(["ingest", "news.jsonl", "--quiet", "--any-language"]).status();
        assert!(ingested.expect("a run").success());
        let mut child = rasid(folder.path())
            .args(["serve", "--bind", "127.0.0.1:0"])
            .args(flags)
            .stderr(Stdio::piped())
            .spawn()
            .expect("a server");
        let mut line = String::new();
        BufReader::new(child.stderr.take().expect("stderr")).read_line(&mut line).expect("a line");
        let address = line.trim().trim_start_matches("rasid: http://").trim_end_matches('/').to_owned();
        Self { folder, child, address }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs the program beside the server; gives what it prints.
    pub fn run(&self, args: &[&str], input: &str) -> String {
        let mut child = rasid(self.folder.path())
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a run");
        child.stdin.take().expect("stdin").write_all(input.as_bytes()).expect("input");
        let output = child.wait_with_output().expect("an end");
        assert!(output.status.success(), "{args:?}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    pub fn ask(&self, method: &str, path: &str, headers: &str) -> Answer {
        self.send(method, path, headers, b"")
    }

    pub fn send(&self, method: &str, path: &str, headers: &str, body: &[u8]) -> Answer {
        let host =
            if headers.contains("Host:") { String::new() } else { format!("Host: {}\r\n", self.address) };
        let length =
            if body.is_empty() { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        let head = format!("{method} {path} HTTP/1.1\r\n{host}{length}{headers}Connection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).expect("a request");
        // Who is refused early may not read all of it.
        let _ = stream.write_all(body);
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        let headers = head.lines().skip(1).filter_map(|line| line.split_once(": "));
        Answer {
            status,
            head: head.to_lowercase(),
            headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            body: body.to_owned(),
        }
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "")
    }

    /// Sends a form, with a cookie where there is one.
    pub fn post(&self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
        let fields: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        let headers = format!("Content-Type: application/x-www-form-urlencoded\r\nCookie: {cookie}\r\n");
        self.send("POST", path, &headers, fields.join("&").as_bytes())
    }

    /// Lets somebody in and signs in; gives the cookie and the mark of the forms.
    pub fn sign_in(&self) -> (String, String) {
        self.run(&["serve", "user", "add", USER], PASSWORD);
        let answer = self.post("/login", "", &[("name", USER), ("password", PASSWORD), ("to", "/review")]);
        assert_eq!((answer.status, answer.header("location")), (303, Some("/review")), "{}", answer.body);
        let cookie = answer.header("set-cookie").expect("a cookie");
        assert!(cookie.starts_with("__Host-session="), "{cookie}");
        for word in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"] {
            assert!(cookie.contains(word), "{cookie}");
        }
        let cookie = cookie.split(';').next().expect("a cookie").to_owned();
        let page = self.ask("GET", "/review", &format!("Cookie: {cookie}\r\n"));
        let mark = field(&page.body, "mark");
        (cookie, mark)
    }

    /// The addresses on a page that begin so.
    pub fn links(&self, path: &str, begin: &str) -> Vec<String> {
        links(&self.get(path).body, begin)
    }
}

/// The addresses on a page that begin so.
pub fn links(body: &str, begin: &str) -> Vec<String> {
    let links = body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links
        .filter(|link| link.starts_with(begin))
        .map(|link| link.replace("&amp;", "&").replace("&#38;", "&"))
        .collect()
}

/// The value of a hidden field of a page.
pub fn field(body: &str, name: &str) -> String {
    let at = body.find(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("{name}: {body}"));
    let value = &body[at + name.len() + 15..];
    value.split('"').next().expect("a value").to_owned()
}

fn encoded(value: &str) -> String {
    value.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
