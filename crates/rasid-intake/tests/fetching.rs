//! The door to the network, against a server of our own on loopback.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use rasid_intake::{FetchError, FetchOptions, Fetcher, Lookup};

/// What the server answers, by path: the whole answer, and how long it waits before it.
type Routes = HashMap<&'static str, (Vec<u8>, Duration)>;

/// A server, and the heads of the requests it got.
struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
}

fn answer(head: &str, body: &[u8]) -> (Vec<u8>, Duration) {
    let mut bytes = format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len())
        .into_bytes();
    bytes.extend(body);
    (bytes, Duration::ZERO)
}

fn serve(routes: Routes) -> Server {
    let listener = TcpListener::bind("127.0.0.2:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let requests = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&requests);
    let routes = Arc::new(routes);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let (log, routes) = (Arc::clone(&log), Arc::clone(&routes));
            thread::spawn(move || {
                let mut head = String::new();
                let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
                while reader.read_line(&mut head).is_ok_and(|read| read > 2) {}
                let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
                log.lock().expect("a log").push(head);
                if let Some((answer, wait)) = routes.get(path.as_str()) {
                    thread::sleep(*wait);
                    let _ = stream.write_all(answer);
                } else {
                    let _ = stream.write_all(
                        b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                    );
                }
            });
        }
    });
    Server { address, requests }
}

impl Server {
    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

fn options() -> FetchOptions {
    FetchOptions {
        allowed: vec!["127.0.0.2".parse().expect("a range")],
        delay: Duration::ZERO,
        timeout: Duration::from_secs(2),
        most_bytes: 10_000,
        ..FetchOptions::default()
    }
}

#[test]
fn what_is_not_public_is_refused_unless_it_is_allowed() {
    let server = serve(Routes::from([("/", answer("200 OK", b"x"))]));
    let mut strict = Fetcher::new(FetchOptions { allowed: Vec::new(), ..options() });
    for url in [
        server.url("/"),
        "http://localhost/".to_owned(),
        "http://[::1]/".to_owned(),
        "http://[::ffff:127.0.0.1]/".to_owned(),
        "http://0x7f000001/".to_owned(),
        "http://169.254.169.254/latest/meta-data".to_owned(),
    ] {
        let refused = strict.get(&url, None, None);
        assert!(matches!(refused, Err(FetchError::Refused(_) | FetchError::Io(_))), "{url}: {refused:?}");
    }
    assert!(matches!(strict.get(&server.url("/"), None, None), Err(FetchError::Refused(_))));
    assert!(server.requests.lock().expect("a log").is_empty(), "nothing was connected to");
    assert_eq!(Fetcher::new(options()).get(&server.url("/"), None, None).expect("an answer").body, b"x");
}

/// Answers with the server's address first, and with loopback from then on.
#[derive(Debug)]
struct Rebinding {
    calls: AtomicUsize,
    good: SocketAddr,
}

impl Lookup for Rebinding {
    fn lookup(&self, _: &str, port: u16) -> std::io::Result<Vec<SocketAddr>> {
        let call = self.calls.fetch_add(1, Ordering::Relaxed);
        // One for robots.txt, one for the first page.
        let good = SocketAddr::new(self.good.ip(), port);
        Ok(vec![if call < 2 { good } else { SocketAddr::new("127.0.0.1".parse().expect("loopback"), port) }])
    }
}

#[test]
fn a_name_that_means_loopback_the_second_time_is_refused() {
    let server =
        serve(Routes::from([("/a", answer("200 OK", b"first")), ("/b", answer("200 OK", b"second"))]));
    let lookup = Arc::new(Rebinding { calls: AtomicUsize::new(0), good: server.address });
    let mut fetcher = Fetcher::new(FetchOptions { lookup, ..options() });
    let url = |path: &str| format!("http://press.example:{}{path}", server.address.port());
    assert_eq!(fetcher.get(&url("/a"), None, None).expect("an answer").body, b"first");
    assert!(matches!(fetcher.get(&url("/b"), None, None), Err(FetchError::Refused(_))));
}

#[test]
fn every_hop_goes_through_the_guard() {
    let server = serve(Routes::from([
        ("/good", answer("302 Found\r\nLocation: /end", b"")),
        ("/end", answer("200 OK\r\nContent-Type: text/html; charset=Windows-1256", b"end")),
        ("/inside", answer("301 Moved\r\nLocation: http://127.0.0.1:1/", b"")),
        ("/file", answer("301 Moved\r\nLocation: file:///etc/passwd", b"")),
        ("/circle", answer("301 Moved\r\nLocation: /circle", b"")),
        ("/nowhere", answer("301 Moved", b"")),
    ]));
    let mut fetcher = Fetcher::new(options());
    let mut get = |path: &str| fetcher.get(&server.url(path), None, None);
    let end = get("/good").expect("an answer");
    assert_eq!(
        (end.url, end.body, end.charset.as_deref()),
        (server.url("/end"), b"end".to_vec(), Some("windows-1256"))
    );
    assert!(matches!(get("/inside"), Err(FetchError::Refused(_))));
    assert!(matches!(get("/file"), Err(FetchError::Scheme)));
    assert!(matches!(get("/circle"), Err(FetchError::Redirects)));
    assert!(matches!(get("/nowhere"), Err(FetchError::Status(301))));
}

#[test]
fn robots_are_asked_once_and_obeyed() {
    let robots = answer("200 OK", b"User-agent: *\nDisallow: /closed\nCrawl-delay: 0.3");
    let server = serve(Routes::from([
        ("/robots.txt", robots),
        ("/a", answer("200 OK", b"a")),
        ("/closed", answer("200 OK", b"")),
    ]));
    let mut fetcher = Fetcher::new(options());
    assert!(matches!(fetcher.get(&server.url("/closed"), None, None), Err(FetchError::Robots)));
    let start = Instant::now();
    fetcher.get(&server.url("/a"), None, None).expect("an answer");
    fetcher.get(&server.url("/a"), None, None).expect("an answer");
    assert!(start.elapsed() >= Duration::from_millis(300), "the site asked us to wait");
    let requests = server.requests.lock().expect("a log");
    assert_eq!(requests.iter().filter(|head| head.starts_with("GET /robots.txt")).count(), 1);
    assert!(
        requests.iter().all(|head| head.to_ascii_lowercase().contains("user-agent: rasid/")),
        "{requests:?}"
    );
    let troubled =
        serve(Routes::from([("/robots.txt", answer("503 No", b"")), ("/a", answer("200 OK", b"a"))]));
    assert!(matches!(Fetcher::new(options()).get(&troubled.url("/a"), None, None), Err(FetchError::Robots)));
}

#[test]
fn conditional_requests() {
    let fresh = answer("200 OK\r\nETag: \"1\"\r\nLast-Modified: Wed, 08 May 2024 10:00:00 GMT", b"x");
    let server = serve(Routes::from([("/a", fresh), ("/b", answer("304 Not Modified", b""))]));
    let mut fetcher = Fetcher::new(options());
    let first = fetcher.get(&server.url("/a"), None, None).expect("an answer");
    assert_eq!(first.etag.as_deref(), Some("\"1\""));
    let (etag, modified) = (first.etag.as_deref(), first.last_modified.as_deref());
    assert!(matches!(fetcher.get(&server.url("/b"), etag, modified), Err(FetchError::NotModified)));
    let requests = server.requests.lock().expect("a log");
    let asked =
        requests.iter().find(|head| head.starts_with("GET /b")).expect("a request").to_ascii_lowercase();
    assert!(
        asked.contains("if-none-match: \"1\"") && asked.contains("if-modified-since: wed, 08 may 2024"),
        "{asked}"
    );
}

#[test]
fn slow_long_and_broken_answers_end() {
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    bomb.write_all(&vec![b'a'; 5_000_000]).expect("memory");
    let bomb = bomb.finish().expect("memory");
    let server = serve(Routes::from([
        ("/slow", (answer("200 OK", b"x").0, Duration::from_secs(30))),
        ("/long", answer("200 OK", &vec![b'a'; 20_000])),
        ("/bomb", answer("200 OK\r\nContent-Encoding: gzip", &bomb)),
        ("/broken", (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".to_vec(), Duration::ZERO)),
        ("/rubbish", (b"\0\0\0\0rubbish\r\n\r\n".to_vec(), Duration::ZERO)),
        ("/nothing", (Vec::new(), Duration::ZERO)),
        (
            "/header",
            (format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "a".repeat(200_000)).into_bytes(), Duration::ZERO),
        ),
        ("/gone", answer("410 Gone", b"")),
    ]));
    let mut fetcher = Fetcher::new(options());
    let start = Instant::now();
    assert!(matches!(fetcher.get(&server.url("/slow"), None, None), Err(FetchError::Timeout)));
    assert!(start.elapsed() < Duration::from_secs(10));
    assert!(matches!(fetcher.get(&server.url("/long"), None, None), Err(FetchError::TooLong(10_000))));
    assert!(matches!(fetcher.get(&server.url("/bomb"), None, None), Err(FetchError::Body(_))));
    for path in ["/broken", "/rubbish", "/nothing", "/header"] {
        let answer = fetcher.get(&server.url(path), None, None);
        assert!(matches!(answer, Err(FetchError::Io(_))), "{path}: {answer:?}");
    }
    assert!(matches!(fetcher.get(&server.url("/gone"), None, None), Err(FetchError::Status(410))));
}
