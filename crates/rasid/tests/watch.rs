//! `watch`, against a site of our own on loopback.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::Value;
use tempfile::TempDir;

/// A site: a feed with marks, pages, and a place to post to.
struct Site {
    base: String,
    /// First line and body of each request.
    requests: Arc<Mutex<Vec<(String, String)>>>,
    /// Pages by path; missing ones are 404.
    pages: Arc<Mutex<Vec<(String, String)>>>,
}

fn page(guest: &str, day: u32) -> String {
    format!(
        "<!DOCTYPE html><html lang=ar><head><title>لقاء بالرباط</title></head><body><nav><a href=/>الرئيسية</a></nav><h1>لقاء بالرباط</h1>
        <p>استقبل وزير الداخلية المغربي سليم الورداني، يوم {day} ماي 2025 بالرباط، نظيره {guest}، وبحث معه سبل التعاون الأمني
        بين البلدين.</p></body></html>"
    )
}

fn feed(base: &str, paths: &[&str]) -> String {
    let items: String = paths
        .iter()
        .map(|path| format!("<item><title>لقاء بالرباط</title><link>{base}{path}</link><pubDate>Fri, 09 May 2025 10:00:00 +0100</pubDate></item>"))
        .collect();
    format!("<rss version=\"2.0\"><channel><title>مرصد الواحة</title>{items}</channel></rss>")
}

impl Site {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let site = Self { base, requests: Arc::default(), pages: Arc::default() };
        let (requests, pages) = (Arc::clone(&site.requests), Arc::clone(&site.pages));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
                let mut head = String::new();
                while reader.read_line(&mut head).is_ok_and(|read| read > 2) {}
                let lower = head.to_ascii_lowercase();
                let header =
                    |name: &str| lower.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
                let mut body = vec![0; header("content-length:").and_then(|n| n.parse().ok()).unwrap_or(0)];
                reader.read_exact(&mut body).expect("a body");
                let first = head.lines().next().unwrap_or_default().to_owned();
                let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
                requests
                    .lock()
                    .expect("a log")
                    .push((first.clone(), String::from_utf8(body).expect("UTF-8")));
                let found = pages.lock().expect("pages").iter().find(|(at, _)| *at == path).cloned();
                let mark = found.as_ref().map(|(_, text)| format!("\"{}\"", text.len())).unwrap_or_default();
                let answer = match found {
                    _ if first.starts_with("POST") => {
                        "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".to_owned()
                    }
                    Some(_) if header("if-none-match:") == Some(&mark) => {
                        "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n".to_owned()
                    }
                    Some((_, text)) => format!(
                        "HTTP/1.1 200 OK\r\nETag: {mark}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{text}",
                        text.len()
                    ),
                    None => "HTTP/1.1 500 Trouble\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".replace(
                        "500 Trouble",
                        if path == "/robots.txt" { "404 None" } else { "500 Trouble" },
                    ),
                };
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        site
    }

    fn put(&self, path: &str, text: String) {
        let mut pages = self.pages.lock().expect("pages");
        pages.retain(|(at, _)| at != path);
        pages.push((path.to_owned(), text));
    }

    fn asked(&self, start: &str) -> Vec<(String, String)> {
        let requests = self.requests.lock().expect("a log");
        requests.iter().filter(|(first, _)| first.starts_with(start)).cloned().collect()
    }
}

fn rasid(folder: &TempDir, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rasid"))
        .current_dir(folder.path())
        .args(args)
        .stdin(Stdio::null())
        .output()
        .expect("it runs")
}

fn lines(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).expect("UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_feed_is_followed() {
    let (site, folder) = (Site::new(), tempfile::tempdir().expect("a folder"));
    site.put("/feed", feed(&site.base, &["/1", "/2", "/missing"]));
    site.put("/1", page("الإسباني", 6));
    site.put("/2", page("الفرنسي", 7));
    let (hook, url) = (format!("{}/hook", site.base), format!("{}/feed", site.base));
    let watch = [
        "watch",
        "--once",
        "--allow",
        "127.0.0.1",
        "--delay",
        "0",
        "--webhook",
        &hook,
        "--atom",
        "news.xml",
        "--ical",
        "news.ics",
        &url,
    ];
    let first = rasid(&folder, &watch);
    assert_eq!(first.status.code(), Some(3), "{}", err(&first));
    assert!(err(&first).contains("/missing: answers with status 500"), "{}", err(&first));
    let told = lines(&first);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.iter().all(|encounter| encounter["schema"] == "rasid.encounter/1"));
    let article = &told[0]["reports"][0];
    assert_eq!(article["outlet"], "مرصد الواحة", "the feed says what the page does not");
    let posted = site.asked("POST /hook");
    assert_eq!(posted.len(), 1);
    assert_eq!(serde_json::from_str::<Value>(&posted[0].1).expect("JSON").as_array().map(Vec::len), Some(2));
    assert!(fs::read_to_string(folder.path().join("news.xml")).expect("a feed").contains("<entry>"));
    assert!(fs::read_to_string(folder.path().join("news.ics")).expect("a calendar").contains("BEGIN:VEVENT"));

    // Nothing new: the feed is asked whether it changed, the pages are left alone but for the one that failed.
    let second = rasid(&folder, &watch);
    assert!(lines(&second).is_empty() && second.status.success(), "{}", err(&second));
    assert_eq!(site.asked("GET /1 ").len(), 1);
    assert_eq!(site.asked("POST /hook").len(), 1);

    site.put("/missing", page("البرتغالي", 8));
    let retried = rasid(&folder, &["retry", "--failed", "--allow", "127.0.0.1", "--delay", "0"]);
    assert!(retried.status.success(), "{}", err(&retried));
    let third = rasid(&folder, &watch);
    assert_eq!(lines(&third).len(), 1, "{}", err(&third));
    let status: Value = serde_json::from_slice(&rasid(&folder, &["status", "--json"]).stdout).expect("JSON");
    assert_eq!(
        status["states"],
        serde_json::json!({"article": 3, "duplicate": 0, "skipped": 0, "failed": 0})
    );
}

#[test]
fn an_item_that_leads_nowhere_is_read_as_the_feed_gives_it() {
    let (site, folder) = (Site::new(), tempfile::tempdir().expect("a folder"));
    let text = "استقبل وزير الداخلية المغربي سليم الورداني، يوم 6 ماي 2025 بالرباط، نظيره الإسباني.";
    let item = format!("<item><guid>17</guid><title>لقاء</title><description>{text}</description></item>");
    site.put(
        "/feed",
        format!("<rss version=\"2.0\"><channel>{item}<item><title>عنوان</title></item></channel></rss>"),
    );
    let url = format!("{}/feed", site.base);
    let watch = ["watch", "--once", "--allow", "127.0.0.1", "--delay", "0", &url];
    assert_eq!(lines(&rasid(&folder, &watch)).len(), 1);
    assert!(lines(&rasid(&folder, &watch)).is_empty(), "it is known by its name");
    let status: Value = serde_json::from_slice(&rasid(&folder, &["status", "--json"]).stdout).expect("JSON");
    assert_eq!(
        status["states"],
        serde_json::json!({"article": 1, "duplicate": 0, "skipped": 1, "failed": 0})
    );
}

#[test]
fn the_door_stays_shut() {
    let (site, folder) = (Site::new(), tempfile::tempdir().expect("a folder"));
    site.put("/feed", feed(&site.base, &[]));
    let url = format!("{}/feed", site.base);
    let refused = rasid(&folder, &["watch", "--once", &url]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(
        err(&refused).contains("is at 127.0.0.1, which is not on the public network"),
        "{}",
        err(&refused)
    );
    let offline = rasid(&folder, &["watch", "--once", "--offline", "--allow", "127.0.0.1", &url]);
    assert_eq!(offline.status.code(), Some(2), "{}", err(&offline));
    fs::write(folder.path().join("rasid.toml"), "offline = true\n").expect("settings");
    assert_eq!(rasid(&folder, &["watch", "--once", "--allow", "127.0.0.1", &url]).status.code(), Some(2));
    assert!(site.asked("GET").is_empty(), "nothing was asked");
    let nothing = tempfile::tempdir().expect("a folder");
    assert_eq!(rasid(&nothing, &["watch", "--once"]).status.code(), Some(2));
}

#[test]
fn feeds_come_from_settings_and_lists_and_are_left_in_peace_when_they_fail() {
    let (site, folder) = (Site::new(), tempfile::tempdir().expect("a folder"));
    site.put("/feed", feed(&site.base, &["/1"]));
    site.put("/1", page("الإسباني", 6));
    let opml = format!(
        "<opml version=\"2.0\"><body><outline text=\"x\"><outline type=\"rss\" xmlUrl=\"{}/feed\"/></outline>
        <outline xmlUrl=\"{}/broken\"/></body></opml>",
        site.base, site.base
    );
    fs::write(folder.path().join("feeds.opml"), opml).expect("a list");
    let settings =
        "[watch]\nopml = [\"feeds.opml\"]\nallow = [\"127.0.0.0/8\"]\nevery = 5\natom = \"news.xml\"\n";
    fs::write(folder.path().join("rasid.toml"), settings).expect("settings");
    let first = rasid(&folder, &["watch", "--once", "--delay", "0"]);
    assert_eq!(first.status.code(), Some(3), "{}", err(&first));
    assert_eq!(lines(&first).len(), 1);
    assert!(folder.path().join("news.xml").exists());
    let again = rasid(&folder, &["watch", "--once", "--delay", "0"]);
    assert!(again.status.success(), "{}", err(&again));
    assert_eq!(site.asked("GET /broken").len(), 1, "it is left in peace for a while");
    assert_eq!(site.asked("GET /feed").len(), 2);
    fs::write(folder.path().join("bad.opml"), "<opml></opml>").expect("a list");
    assert_eq!(rasid(&folder, &["watch", "--once", "--opml", "bad.opml"]).status.code(), Some(2));
    assert_eq!(rasid(&folder, &["watch", "--once", "--opml", "none.opml"]).status.code(), Some(1));
}
