//! What is fuzzed, one function a target: each may do with any bytes whatever it likes, but end, and keep its promises.
//!
//! `cargo +nightly fuzz run TARGET --features fuzzing` looks for bytes that break them; `cargo test` does the same with
//! the stored corpus.

use std::ops::ControlFlow;
use std::sync::LazyLock;

use rasid_coder::{Article, Coder, LONGEST_TEXT};
use rasid_intake::{Answer, Cidr, Columns, Item, Options, feeds_of_opml, read_bytes, read_feed};

/// A function that takes bytes.
pub type Target = fn(&[u8]);

/// Every target, by name.
pub const TARGETS: [(&str, Target); 8] = [
    ("intake", intake),
    ("page", page),
    ("archive", archive),
    ("feed", feed),
    ("table", table),
    ("records", records),
    ("text", text),
    ("small", small),
];

static CODER: LazyLock<Coder> = LazyLock::new(Coder::embedded);

/// Reads bytes as a file, whatever they are. Every text that comes of them is frozen: reading it again changes nothing.
fn read(bytes: &[u8]) {
    let options = Options::default();
    let mut items = 0_u32;
    read_bytes("file", bytes, &options, &mut |item: Item| {
        items += 1;
        match item.into_article(&options) {
            Ok(article) => check(&article),
            Err(error) => assert!(!error.to_string().is_empty() && !error.problem.cause().is_empty()),
        }
        if items > 10_000 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert!(items > 0 || bytes.is_empty() || is_empty_archive(bytes), "nothing is lost without a word");
}

/// Archives may be sound and hold nothing.
fn is_empty_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") || bytes.starts_with(b"\x1f\x8b") || bytes.starts_with(b"\x28\xb5") || bytes.get(257..262) == Some(b"ustar")
}

fn check(article: &Article) {
    assert!(!article.text.is_empty() && !article.id.is_empty());
    assert!(!article.text.contains(['\r', '\u{FEFF}', '\0']), "it is frozen");
    for line in [&article.title, &article.author, &article.outlet, &article.section].into_iter().flatten() {
        assert!(!line.contains('\n') && !line.trim().is_empty(), "{line:?}");
    }
    assert_eq!(article.published.is_some(), article.published_from.is_some());
}

fn behind(head: &str, bytes: &[u8]) {
    read(&[head.as_bytes(), bytes].concat());
}

/// Any input.
pub fn intake(bytes: &[u8]) {
    read(bytes);
}

/// HTML.
pub fn page(bytes: &[u8]) {
    behind("<!DOCTYPE html>", bytes);
}

/// Web archives.
pub fn archive(bytes: &[u8]) {
    behind("WARC/1.0\r\n", bytes);
}

/// RSS, Atom, OPML.
pub fn feed(bytes: &[u8]) {
    behind("<rss>", bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = feeds_of_opml(text);
    }
    let body = [b"<feed>", bytes].concat();
    let answer = Answer { url: "https://example.org/a/".to_owned(), body, charset: None, etag: None, last_modified: None };
    for item in read_feed(&answer).unwrap_or_default() {
        assert!(item.url().is_none_or(|url| url.starts_with("http")), "{:?}", item.url());
    }
}

/// CSV.
pub fn table(bytes: &[u8]) {
    behind("id,title,text\n\"", bytes);
}

/// JSON.
pub fn records(bytes: &[u8]) {
    behind("{\"text\": ", bytes);
    behind("[{", bytes);
}

/// Articles: what the coder finds points into their text.
pub fn text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if text.trim().is_empty() || text.len() > LONGEST_TEXT {
        return;
    }
    let article = Article { published: Some(jiff::civil::date(2025, 5, 8)), ..Article::from_text(text.into_owned()) };
    let letters: Vec<char> = article.text.chars().collect();
    let reading = CODER.worker().read(&article);
    for evidence in reading.events.iter().flat_map(|event| &event.evidence) {
        let (start, end) = (evidence.start as usize, evidence.end as usize);
        let quote: String = letters[start..end].iter().collect();
        assert_eq!(quote, evidence.quote);
    }
}

/// What is short: dates, ranges of addresses, columns.
pub fn small(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = text.parse::<Cidr>();
    let _ = text.parse::<Columns>();
    if let Ok(date) = text.parse::<rasid_text::Edtf>() {
        assert_eq!(date.to_string().parse::<rasid_text::Edtf>().as_ref(), Ok(&date));
    }
    let folded = rasid_text::fold(text);
    assert_eq!(rasid_text::fold(&folded), folded);
}
