//! Archives, feeds, tables: what lies in them, and what hostile ones may do.

use std::fs;
use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::path::Path;

use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use jiff::civil::date;
use rasid_coder::Article;
use rasid_intake::{Fate, Input, Options, read_articles};
use tempfile::TempDir;

const TEXT: &str =
    "استقبل وزير داخلية جمهورية الساحل بمقر الوزارة وزير أمن مملكة الواحة، وبحث معه سبل التعاون بين البلدين.";

fn page(title: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1><p>{TEXT}</p></body></html>"
    )
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a member");
        archive.write_all(bytes).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.as_ustar_mut().expect("ustar").name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        archive.append(&header, *bytes).expect("memory");
    }
    archive.into_inner().expect("memory")
}

/// A frame of raw blocks: what no library is needed to write.
fn zstd(bytes: &[u8]) -> Vec<u8> {
    let mut frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0x80, 0x58];
    frame.extend((bytes.len() as u32).to_le_bytes());
    let mut chunks = bytes.chunks(100_000).peekable();
    while let Some(chunk) = chunks.next() {
        let header = u32::from(chunks.peek().is_none()) | (chunk.len() as u32) << 3;
        frame.extend(&header.to_le_bytes()[..3]);
        frame.extend(chunk);
    }
    frame
}

/// A frame that a reader passes over.
fn zstd_note() -> Vec<u8> {
    [&[0x5f, 0x2a, 0x4d, 0x18, 3, 0, 0, 0][..], b"abc"].concat()
}

fn warc_record(kind: &str, header: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let mut record =
        format!("WARC/1.0\r\nWARC-Type: {kind}\r\n{header}Content-Length: {length}\r\n\r\n").into_bytes();
    record.extend(body);
    record.extend(b"\r\n\r\n");
    record
}

fn response(url: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let mut answer = format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").into_bytes();
    answer.extend(body);
    let header = format!(
        "WARC-Target-URI: {url}\r\nWARC-Date: 2024-05-08T02:00:00Z\r\nContent-Type: application/http\r\n"
    );
    warc_record("response", &header, &answer)
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("a file");
    }
    folder
}

fn read_with(root: &Path, options: &Options) -> Vec<Result<Article, String>> {
    let mut items = Vec::new();
    let prefix = format!("{}/", root.display());
    read_articles(&[Input::Path(root.to_owned())], options, |item| {
        items.push(item.map_err(|error| {
            let mark = if error.problem.fate() == Fate::Skipped { "skipped" } else { "failed" };
            format!("{mark} {}", error.to_string().replace(&prefix, ""))
        }));
        ControlFlow::Continue(())
    });
    items
}

/// What the file `bytes` holds.
fn read(bytes: &[u8]) -> Vec<Result<Article, String>> {
    read_with(folder(&[("file", bytes)]).path(), &Options::default())
}

/// Titles, or texts where there are none, and what went wrong.
fn told(bytes: &[u8]) -> Vec<String> {
    read(bytes)
        .into_iter()
        .map(|item| match item {
            Ok(article) => {
                assert!(article.title.is_none() || article.text == TEXT, "{}", article.text);
                article.title.unwrap_or(article.text)
            }
            Err(error) => error,
        })
        .collect()
}

#[test]
fn packed_inputs_are_unpacked() {
    let lines = format!(
        "{{\"title\": \"أول\", \"text\": \"{TEXT}\"}}\n{{\"title\": \"ثان\", \"text\": \"{TEXT}\"}}\n"
    );
    let both = ["أول", "ثان"];
    let pages = [("a/1.html", page("أول")), ("a/2.html", page("ثان"))];
    let members: Vec<(&str, &[u8])> = pages.iter().map(|(name, page)| (*name, page.as_bytes())).collect();
    for (what, bytes) in [
        ("gzip", gzip(lines.as_bytes())),
        ("gzip of two members", [gzip(&lines.as_bytes()[..20]), gzip(&lines.as_bytes()[20..])].concat()),
        ("zstd", zstd(lines.as_bytes())),
        (
            "zstd of several frames",
            [zstd_note(), zstd(&lines.as_bytes()[..20]), zstd_note(), zstd(&lines.as_bytes()[20..])].concat(),
        ),
        ("zip", zip(&members)),
        ("tar", tar(&members)),
        ("tar.gz", gzip(&tar(&members))),
        (
            "tar of gzip",
            tar(&[("1.html.gz", &gzip(pages[0].1.as_bytes())), ("2.html", pages[1].1.as_bytes())]),
        ),
        ("zip of JSONL", zip(&[("a.jsonl", lines.as_bytes())])),
        ("zip of gzip", zip(&[("a.jsonl.gz", &gzip(lines.as_bytes()))])),
        ("hidden members", zip(&[("__MACOSX/a", b"x"), (".DS_Store", b"x"), members[0], members[1]])),
    ] {
        assert_eq!(told(&bytes), both, "{what}");
    }
}

#[test]
fn members_are_named_and_never_written() {
    let page = page("أول");
    for name in ["../../etc/passwd", "/etc/passwd", "a\nb"] {
        for bytes in [tar(&[(name, page.as_bytes())]), zip(&[(name, page.as_bytes())])] {
            let articles = read(&bytes);
            let path = articles[0].as_ref().unwrap().path.clone().unwrap();
            assert!(path.contains("file!/") && !path.contains('\n'), "{path}");
        }
    }
    let mut archive = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Symlink);
    header.set_size(0);
    archive.append_link(&mut header, "link", "/etc/passwd").expect("memory");
    let link = archive.into_inner().expect("memory");
    assert_eq!(told(&link), ["skipped file!/link: is a link inside an archive, which is not followed"]);
}

#[test]
fn web_archives() {
    let body = page("أول");
    let chunked = format!("5\r\n{}\r\n{:x}; x=y\r\n{}\r\n0\r\n\r\n", &body[..5], body.len() - 5, &body[5..]);
    let mut deflate = ZlibEncoder::new(Vec::new(), Compression::default());
    deflate.write_all(body.as_bytes()).expect("memory");
    let (arabic, ..) = encoding_rs::WINDOWS_1256.encode(&body);
    let dated = body.replace("</h1>", "</h1><span>منذ 3 ساعات</span>");
    let records = [
        warc_record("warcinfo", "", b"software: x\r\n"),
        warc_record("request", "", b"GET / HTTP/1.1\r\n\r\n"),
        response("https://example.org/1", "Content-Type: text/html", body.as_bytes()),
        response("https://example.org/2", "Transfer-Encoding: chunked", chunked.as_bytes()),
        response("https://example.org/3", "Content-Encoding: gzip", &gzip(body.as_bytes())),
        response("https://example.org/4", "Content-Encoding: deflate", &deflate.finish().expect("memory")),
        response("https://example.org/5", "Content-Type: text/html; charset=windows-1256", &arabic),
        response("https://example.org/6", "Content-Encoding: gzip", body.as_bytes()),
        response("https://example.org/7", "Content-Type: image/png", b"\x89PNG"),
        warc_record("response", "", b"HTTP/1.1 404 Not Found\r\n\r\n<html>"),
        warc_record("revisit", "", b""),
        warc_record("conversion", "WARC-Target-URI: https://example.org/8\r\n", TEXT.as_bytes()),
        response("https://example.org/9", "", dated.as_bytes()),
    ];
    let expected = [
        "skipped file#1: is about the archive",
        "skipped file#2: is a request",
        "أول",
        "أول",
        "أول",
        "أول",
        "أول",
        "أول",
        "skipped file#9: is a picture, which is not read here",
        "skipped file#10: is an answer of status 404",
        "skipped file#11: is a revisit of a page that had not changed",
        TEXT,
        "أول",
    ];
    assert_eq!(told(&records.concat()), expected);
    let members: Vec<u8> = records.iter().flat_map(|record| gzip(record)).collect();
    assert_eq!(told(&members), expected);
    let articles: Vec<Article> = read(&members).into_iter().flatten().collect();
    assert_eq!(articles[0].url.as_deref(), Some("https://example.org/1"));
    assert_eq!(articles[0].id, "https://example.org/1");
    let last = articles.last().unwrap();
    assert_eq!(last.published, Some(date(2024, 5, 7)), "three hours before two in the morning");
    let said = |day: &str| {
        let page = format!("<meta property=\"article:published_time\" content=\"{day}T10:00:00Z\">{body}");
        let record = response("https://example.org/10", "Content-Type: text/html", page.as_bytes());
        read(&record)[0].as_ref().expect("an article").published
    };
    assert_eq!(said("2024-05-09"), Some(date(2024, 5, 9)), "clocks differ");
    assert_eq!(said("2031-05-08"), None, "after it was fetched");
}

#[test]
fn damaged_web_archives_give_what_is_left() {
    let record = |nth: u8| response(&format!("https://example.org/{nth}"), "", page("أول").as_bytes());
    let mut members: Vec<Vec<u8>> = (1..=5).map(|nth| gzip(&record(nth))).collect();
    let half = members[2].len() / 2;
    members[2][half..half + 20].fill(0x55);
    let items = told(&members.concat());
    assert_eq!(items.iter().filter(|item| *item == "أول").count(), 4, "{items:?}");
    assert!(items.iter().any(|item| item.starts_with("failed file#3: ")), "{items:?}");
    let whole = [record(1), record(2)].concat();
    let cut = told(&whole[..whole.len() - 60]);
    assert_eq!(cut, ["أول", "failed file#2: breaks off in the middle of a record"]);
    let cut = told(&gzip(&whole)[..gzip(&whole).len() / 2]);
    assert!(cut.iter().any(|item| item.starts_with("failed")), "{cut:?}");
    let strayed = [record(1), b"rubbish\r\nmore\r\n".to_vec(), record(2)].concat();
    let told = told(&strayed);
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[1].starts_with("failed file#2: "), "{told:?}");
    for header in [
        "WARC/1.0\r\nWARC-Type: response\r\n\r\n",
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -1\r\n\r\n",
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 18446744073709551615\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx",
    ] {
        let items = read(header.as_bytes());
        assert!(items.len() == 1 && items[0].is_err(), "{header}: {items:?}");
    }
}

#[test]
fn damaged_lines_cost_their_member() {
    let line = |nth: usize| format!("{{\"title\": \"{nth}\", \"text\": \"{TEXT}\"}}\n");
    let mut members: Vec<Vec<u8>> = (1..=4).map(|nth| gzip(line(nth).as_bytes())).collect();
    let half = members[1].len() / 2;
    members[1][half..half + 20].fill(0x55);
    let items = told(&members.concat());
    assert!(
        items.len() >= 4 && items[0] == "1" && items.ends_with(&["3".to_owned(), "4".to_owned()]),
        "{items:?}"
    );
    assert!(items[1].starts_with("failed file:2: "), "{items:?}");
    // What is no member is told, wherever it stands; zeros are padding.
    let (one, two) = (gzip(line(1).as_bytes()), gzip(line(2).as_bytes()));
    for (bytes, expected) in [
        ([&one[..], b"garbage", &two].concat(), &["1", "!", "2"][..]),
        ([&one[..], &two, b"garbage"].concat(), &["1", "2", "!"]),
        ([&one[..], &[0; 700], &two, &[0; 700]].concat(), &["1", "2"]),
        ([&one[..12], &[0x55; 12], &two].concat(), &["!", "2"]),
    ] {
        let told: Vec<String> = told(&bytes)
            .into_iter()
            .map(|item| if item.starts_with("failed") { "!".to_owned() } else { item })
            .collect();
        assert_eq!(told, expected);
    }
    let mut frames = [zstd(line(1).as_bytes()), zstd(line(2).as_bytes())].concat();
    frames.truncate(frames.len() - 9);
    let items = told(&frames);
    assert!(items.len() == 2 && items[0] == "1" && items[1].starts_with("failed file:2: "), "{items:?}");
}

#[test]
fn feeds() {
    let rss = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:content=\"x\" xmlns:dc=\"y\" xmlns:media=\"z\"><channel>
        <title>مرصد الواحة</title><link>https://example.org/</link><item><title><![CDATA[لقاء &quot;أول&quot;]]></title>
        <link>/1?utm_source=rss</link><guid isPermaLink=\"false\">17</guid>
        <pubDate>Wed, 08 May 2024 00:30:00 +0300</pubDate><dc:creator>سالم الواحي</dc:creator><category>سياسة</category>
        <media:title>صورة</media:title><description>&lt;p&gt;مقدمة.&lt;/p&gt;</description>
        <content:encoded><![CDATA[<p>{TEXT}</p><p>اشترك في نشرتنا البريدية</p>]]></content:encoded></item>
        <item><guid>https://example.org/2</guid><description>{TEXT}</description></item></channel></rss>"
    );
    let atom = format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>مرصد الواحة</title><link href=\"https://example.org/home\"/><entry><title type=\"html\">لقاء &amp;quot;أول&amp;quot;</title>
        <link rel=\"self\" href=\"https://example.org/feed\"/><link href=\"/1\"/><id>tag:17</id>
        <published>2024-05-08T00:30:00+03:00</published><updated>2024-06-01T00:00:00Z</updated>
        <author><name>سالم الواحي</name></author><category>سياسة</category>
        <content type=\"xhtml\"><div><p>{TEXT}</p></div></content></entry></feed>"
    );
    let json = format!(
        "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"مرصد الواحة\", \"home_page_url\": \"https://example.org/\", \"items\": [{{\"id\": \"17\",
        \"url\": \"1\", \"title\": \"لقاء \\\"أول\\\"\", \"date_published\": \"2024-05-08T00:30:00+03:00\",
        \"authors\": [{{\"name\": \"سالم الواحي\"}}], \"tags\": [\"سياسة\"], \"content_html\": \"<p>{TEXT}</p>\"}}]}}"
    );
    for (what, feed) in [("RSS", &rss), ("Atom", &atom), ("JSON Feed", &json)] {
        let articles: Vec<Article> =
            read(feed.as_bytes()).into_iter().map(|item| item.expect(what)).collect();
        let first = &articles[0];
        assert_eq!(first.text, TEXT, "{what}");
        assert_eq!(first.title.as_deref(), Some("لقاء \"أول\""), "{what}");
        assert_eq!(first.url.as_deref(), Some("https://example.org/1"), "{what}");
        assert_eq!(first.published, Some(date(2024, 5, 8)), "{what}");
        assert_eq!(first.author.as_deref(), Some("سالم الواحي"), "{what}");
        assert_eq!(first.section.as_deref(), Some("سياسة"), "{what}");
        assert_eq!(first.outlet.as_deref(), Some("مرصد الواحة"), "{what}");
    }
    let second = read(rss.as_bytes()).remove(1).expect("an article");
    assert_eq!((second.url.as_deref(), second.text.as_str()), (Some("https://example.org/2"), TEXT));
    assert_eq!(told(&rss.as_bytes()[..rss.len() - 60]).len(), 2);
    let cut = told(&rss.as_bytes()[..rss.len() - 16]);
    assert!(cut.len() == 3 && cut[2].starts_with("failed file#3: breaks off"), "{cut:?}");
    let bare = rss.replace("utm_source=rss", "a=b&c=d");
    assert_eq!(
        read(bare.as_bytes())[0].as_ref().expect("an article").url.as_deref(),
        Some("https://example.org/1?a=b&c=d")
    );
    assert_eq!(told(b"<rss version=\"2.0\"><channel></channel></rss>"), ["skipped file: holds no text"]);
}

#[test]
fn feeds_expand_nothing_and_fetch_nothing() {
    let laughs = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">
        <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]>
        <rss version=\"2.0\"><channel><item><title>&c;</title><description>TEXT &c; &x;</description></item></channel></rss>";
    let articles = read(laughs.replace("TEXT", TEXT).as_bytes());
    let text = &articles[0].as_ref().expect("an article").text;
    assert!(text.contains("&c;") && text.contains("&x;") && !text.contains("root:"), "{text}");
    let deep = format!("<rss><channel>{}", "<a>".repeat(500_000));
    assert!(!read(deep.as_bytes()).is_empty());
    let wide = format!("<rss><channel><item {}></item></channel></rss>", "a=\"b\" ".repeat(200_000));
    assert!(!read(wide.as_bytes()).is_empty());
}

#[test]
fn tables() {
    let csv = format!(
        "ID,Headline,Publish Date,Body,Source\n1,لقاء,8 ماي 2024,\"{TEXT}\",مرصد\n2,,31/02/2024,\"{TEXT}\",\n"
    );
    let items = read(csv.as_bytes());
    let article = items[0].as_ref().expect("an article");
    assert_eq!((article.id.as_str(), article.text.as_str()), ("1", TEXT));
    assert_eq!((article.published, article.outlet.as_deref()), (Some(date(2024, 5, 8)), Some("مرصد")));
    let error = items[1].as_ref().unwrap_err();
    assert!(error.starts_with("failed file:3: `published` is neither"), "{error}");
    let tsv = format!("العنوان\tالنص\nلقاء\t{TEXT}\n");
    assert_eq!(told(tsv.as_bytes()), ["لقاء"]);
    let quoted = format!("title;text\r\n\"لقاء\";\"{TEXT}\r\n\r\n{TEXT}\"\r\n");
    assert_eq!(read(quoted.as_bytes())[0].as_ref().expect("an article").text, format!("{TEXT}\n\n{TEXT}"));
    let own = format!("a,b\nلقاء,\"{TEXT}\"\n");
    let folder = folder(&[("file", own.as_bytes())]);
    let options = |columns: &str| Options { columns: columns.parse().expect(columns), ..Options::default() };
    let articles = read_with(folder.path(), &options("title=a,text=b"));
    assert_eq!(articles[0].as_ref().expect("an article").title.as_deref(), Some("لقاء"));
    let wrong = read_with(folder.path(), &options("title=c,text=b"));
    assert_eq!(
        wrong[0].as_ref().unwrap_err(),
        "failed file:1: has no column \"c\", which is to hold `title`"
    );
    let other = "id,day,count\n1,2024-05-08,7\n2,2024-05-09,8\n3,2024-05-10,9\n";
    assert_eq!(
        told(other.as_bytes()),
        [
            "failed file:1: is a table without a column that is called like a text; name it: --columns text=NAME"
        ]
    );
    let of_spreadsheet = format!("sep=;\r\ntitle;text\r\nلقاء;{TEXT}\r\n");
    assert_eq!(told(of_spreadsheet.as_bytes()), ["لقاء"]);
    let wide = format!("id,text\n1,{TEXT}, ثم\n2,{TEXT},,\n");
    let items = told(wide.as_bytes());
    assert_eq!(items, ["failed file:2: has 3 cells in a table of 2 columns", TEXT]);
    let open = format!("id,text\n1,{TEXT}\n2,\"{TEXT}\n3,{TEXT}\n");
    let last = "failed file:3: opens a quotation mark that is never closed, and holds all that follows";
    assert_eq!(told(open.as_bytes()), [TEXT, last]);
    let inch = format!("id,text\n1,{TEXT} 5\" {TEXT}\n2,{TEXT}\n");
    assert!(read(inch.as_bytes()).iter().all(Result::is_ok), "a mark inside a cell is no quotation mark");
    assert!("text".parse::<rasid_intake::Columns>().is_err());
    assert!("words=b".parse::<rasid_intake::Columns>().is_err());
}

#[test]
fn bombs_do_not_go_off() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(format!("{{\"text\": \"{TEXT}\"}}\n").as_bytes()).expect("memory");
    let long = vec![b' '; 10 << 20];
    for _ in 0..20 {
        encoder.write_all(&long).expect("memory");
    }
    let bomb = encoder.finish().expect("memory");
    let last = read(&bomb).pop().expect("an item").unwrap_err();
    assert!(last.ends_with("expands beyond all measure, and is not read to its end"), "{last}");
    assert!(read(&gzip(&bomb)).pop().expect("an item").is_err());
    let mut layers = page("أول").into_bytes();
    for _ in 0..6 {
        layers = gzip(&layers);
    }
    assert_eq!(told(&layers), ["failed file: is packed more than 4 times"]);
    let zeros = vec![0; 20 << 20];
    assert!(told(&zip(&[("zeros", &zeros)]))[0].starts_with("skipped file!/zeros: "));
}

#[test]
fn broken_archives_end() {
    let page = page("أول");
    let members: Vec<(String, &[u8])> = (0..4).map(|nth| (format!("{nth}.html"), page.as_bytes())).collect();
    let members: Vec<(&str, &[u8])> = members.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    for whole in [zip(&members), tar(&members), gzip(&tar(&members)), zstd(&tar(&members))] {
        for cut in (0..whole.len()).step_by(311) {
            assert!(!read(&whole[..cut]).is_empty(), "nothing is lost without a word");
        }
        for at in (0..whole.len()).step_by(307) {
            let mut flipped = whole.clone();
            flipped[at] ^= 0xff;
            assert!(!read(&flipped).is_empty());
        }
    }
}
