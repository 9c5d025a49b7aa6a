//! What comes from outside is text on every page: the pages are taken apart as a browser takes them apart, and hold no
//! element, attribute or address that is not ours.

use html5gum::{Token, Tokenizer};

use crate::server::{Server, links};

/// Ways round filters, after the cheat sheet of OWASP on the evasion of XSS filters.
const EVASIONS: [&str; 38] = [
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
    "javascript:/*--></title></style></textarea></script></xmp><svg/onload='+/\"/+/onmouseover=1/+/[*/[]/+alert(1)//'>",
    "<IMG SRC=\"javascript:alert(1);\">",
    "<IMG SRC=JaVaScRiPt:alert(1)>",
    "<IMG SRC=`javascript:alert(\"x\")`>",
    "\\<a onmouseover=\"alert(document.cookie)\"\\>x\\</a\\>",
    "<IMG \"\"\"><SCRIPT>alert(1)</SCRIPT>\"\\>",
    "<IMG SRC=javascript:alert(String.fromCharCode(88,83,83))>",
    "<IMG SRC=# onmouseover=\"alert('x')\">",
    "<IMG onmouseover=\"alert('x')\">",
    "<IMG SRC=/ onerror=\"alert(1)\"></img>",
    "<IMG SRC=&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;&#97;&#108;&#101;&#114;&#116;&#40;&#49;&#41;>",
    "<IMG SRC=&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A&#x61&#x6C&#x65&#x72&#x74&#x28&#x31&#x29>",
    "<IMG SRC=\"jav&#x09;ascript:alert(1);\">",
    "<SCRIPT/XSS SRC=\"https://evil.example/x.js\"></SCRIPT>",
    "<BODY onload!#$%&()*~+-_.,:;?@[/|\\]^`=alert(1)>",
    "<<SCRIPT>alert(1);//\\<</SCRIPT>",
    "<SCRIPT SRC=https://evil.example/x.js?< B >",
    "<SCRIPT SRC=//evil.example/.j>",
    "<IMG SRC=\"`<javascript:alert>`('x')\"",
    "<iframe src=https://evil.example/x.html <",
    "\\\";alert('x');//",
    "</TITLE><SCRIPT>alert(1);</SCRIPT>",
    "<INPUT TYPE=\"IMAGE\" SRC=\"javascript:alert(1);\">",
    "<BODY BACKGROUND=\"javascript:alert(1)\">",
    "<svg/onload=alert(1)>",
    "<LINK REL=\"stylesheet\" HREF=\"javascript:alert(1);\">",
    "<STYLE>@import'https://evil.example/x.css';</STYLE>",
    "<META HTTP-EQUIV=\"refresh\" CONTENT=\"0;url=javascript:alert(1);\">",
    "<TABLE><TD BACKGROUND=\"javascript:alert(1)\">",
    "<DIV STYLE=\"width: expression(alert(1));\">",
    "<!--[if gte IE 4]><SCRIPT>alert(1);</SCRIPT><![endif]-->",
    "<BASE HREF=\"javascript:alert(1);//\">",
    "<OBJECT TYPE=\"text/x-scriptlet\" DATA=\"https://evil.example/x.html\"></OBJECT>",
    "<x onclick=alert(1) style=animation-name:x>x</x>",
    "'';!--\"<XSS>=&{()}",
    "%3Cscript%3Ealert(1)%3C/script%3E &lt;script&gt;alert(1)&lt;/script&gt;",
    "\u{202e}evil\u{2066}<b>\u{2069}",
];

/// Elements of our own pages.
const ELEMENTS: [&str; 63] = [
    "a",
    "abbr",
    "article",
    "aside",
    "bdi",
    "blockquote",
    "body",
    "button",
    "circle",
    "code",
    "datalist",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "footer",
    "form",
    "g",
    "h1",
    "h2",
    "h3",
    "head",
    "header",
    "html",
    "input",
    "kbd",
    "label",
    "legend",
    "li",
    "line",
    "link",
    "main",
    "mark",
    "meta",
    "meter",
    "nav",
    "ol",
    "option",
    "p",
    "path",
    "pre",
    "progress",
    "q",
    "rect",
    "script",
    "section",
    "select",
    "span",
    "strong",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "text",
    "textarea",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];

/// Says what is on a page that is not ours.
fn foreign(page: &str) -> Option<String> {
    for token in Tokenizer::new(page) {
        let Ok(Token::StartTag(tag)) = token else { continue };
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if !ELEMENTS.contains(&name.as_str()) {
            return Some(format!("<{name}>"));
        }
        for (attribute, value) in &tag.attributes {
            let (attribute, value) = (String::from_utf8_lossy(attribute), String::from_utf8_lossy(value));
            let is_address = ["href", "src", "action", "formaction", "data", "poster"].contains(&&*attribute);
            let is_ours = value.starts_with('/') && !value.starts_with("//")
                || value.starts_with('#')
                || value == "data:,";
            // The original of an article is elsewhere, and is only ever linked to.
            let is_original = name == "a" && value.starts_with("https://example.org/");
            if attribute.starts_with("on")
                || attribute == "style"
                || attribute == "srcdoc"
                || (is_address && !is_ours && !is_original)
            {
                return Some(format!("<{name} {attribute}={value:?}>"));
            }
            if name == "script" && attribute == "src" && value != "/rasid.js" {
                return Some(format!("<script src={value:?}>"));
            }
        }
    }
    None
}

/// The text of a page.
fn text(page: &str) -> String {
    let mut text = String::new();
    for token in Tokenizer::new(page) {
        if let Ok(Token::String(part)) = token {
            text.push_str(&String::from_utf8_lossy(&part));
        }
    }
    text
}

#[test]
fn the_check_finds_what_is_foreign() {
    for page in [
        "<b>",
        "<p onclick=x>",
        "<a href='javascript:x'>",
        "<a href=//x>",
        "<script src=/x.js>",
        "<p style=x>",
    ] {
        assert!(foreign(page).is_some(), "{page}");
    }
    assert!(foreign("<p>&lt;b&gt;</p><a href=\"/x\">").is_none());
}

#[test]
fn no_evasion_gets_through() {
    let said = "استقبل وزير الداخلية المغربي سليم الورداني، يوم 6 ماي 2025 بالرباط، نظيره الإسباني ألبارو سانتاماريا.";
    let claims = "عقد سليم الورداني، وزير الداخلية المغربي، 14 لقاء في 9 دول خلال سنة 2023.";
    let articles: Vec<serde_json::Value> = EVASIONS
        .iter()
        .enumerate()
        .map(|(n, evasion)| {
            // An address that is none is not linked to; one that is, is.
            let url = if n % 2 == 0 { (*evasion).to_owned() } else { format!("https://example.org/{n}?x=\"'><script>") };
            serde_json::json!({
                "id": format!("{n} {evasion}"), "outlet": evasion, "author": evasion, "published": "2025-05-07", "url": url,
                "title": format!("{n} {evasion}"),
                "text": format!("{evasion} {n}\n\n{said}\n\n{claims}\n\nقال {evasion} إن الوزير {evasion} زار {evasion}."),
            })
        })
        .collect();
    let server = Server::of(&articles, &[]);
    let (cookie, _) = server.sign_in();
    let get = |path: &str| server.ask("GET", path, &format!("Cookie: {cookie}\r\n"));
    let mut paths: Vec<String> = [
        "/",
        "/today?since=2020-01-01",
        "/chronology",
        "/countries",
        "/countries/MA",
        "/people",
        "/offices",
        "/network",
        "/network?of=people",
        "/network?of=offices",
        "/audit",
        "/search?q=%D8%A7%D9%84%D9%88%D8%B1%D8%AF%D8%A7%D9%86%D9%8A",
        "/extract",
        "/review",
        "/review/log",
        "/ingest",
        "/login",
    ]
    .map(str::to_owned)
    .to_vec();
    for (list, begin) in [
        ("/chronology", "/encounters/"),
        ("/people", "/people/"),
        ("/offices", "/offices/"),
        ("/review", "/review/"),
        ("/search?q=%D8%A7%D9%84%D9%88%D8%B1%D8%AF%D8%A7%D9%86%D9%8A", "/articles/"),
    ] {
        paths.extend(links(&get(list).body, begin));
    }
    let article = paths.iter().find(|path| path.starts_with("/articles/")).expect("an article").clone();
    paths.push(format!("{article}?judgements=1"));
    paths.push(article.replace("/articles/", "/review/add/"));
    for evasion in EVASIONS {
        let word: String = evasion.bytes().map(|byte| format!("%{byte:02X}")).collect();
        paths.extend([
            format!("/search?q={word}"),
            format!("/chronology?words={word}"),
            format!("/chronology?outlet={word}"),
            format!("/chronology?subject=x{word}"),
            format!("/chronology?from={word}"),
            format!("/people?name={word}"),
            format!("/login?to={word}"),
            format!("/encounters/{word}"),
        ]);
    }
    for path in &paths {
        let page = server.ask("GET", path, &format!("Cookie: {cookie}\r\nAccept: text/html\r\n"));
        assert!([200, 303, 400, 404].contains(&page.status), "{path}: {}", page.status);
        assert_eq!(foreign(&page.body), None, "{path}");
        assert!(
            page.header("content-security-policy").is_some_and(|policy| !policy.contains("unsafe")),
            "{path}"
        );
    }
    // It is there, as text, and what would turn the words around is shown.
    for (n, evasion) in EVASIONS.iter().enumerate() {
        let id: String = format!("{n} {evasion}").bytes().map(|byte| format!("%{byte:02X}")).collect();
        let page = get(&format!("/articles/{id}"));
        assert_eq!(page.status, 200, "{evasion}");
        let shown = text(&page.body);
        let read = get(&format!("/api/v1/articles/{id}")).json();
        let read = read["article"]["text"].as_str().expect("a text").to_owned();
        assert!(read.contains('<') || !evasion.contains('<'), "{evasion}: {read}");
        for line in read.lines().filter(|line| !line.trim().is_empty()) {
            let turned = line
                .replace('\u{202e}', "U+202E")
                .replace('\u{2066}', "U+2066")
                .replace('\u{2069}', "U+2069");
            assert!(shown.contains(turned.as_str()), "{evasion}: {turned}: {shown}");
        }
        let turning =
            page.body.find('\u{202e}').map(|at| page.body[..at].chars().rev().take(80).collect::<String>());
        assert_eq!(turning, None, "{evasion}, backwards");
    }
}
