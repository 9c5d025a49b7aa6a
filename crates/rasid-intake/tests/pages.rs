//! Web pages: which of the text is the article, and what is known about it. All pages are ours.

use std::fs;
use std::ops::ControlFlow;
use std::sync::Arc;

use jiff::civil::date;
use rasid_coder::{Article, Source};
use rasid_intake::{
    Extractor, Fetched, Input, Item, Options, Page, Said, Structure, read_articles, read_bytes,
};

const FIRST: &str = "استقبل وزير داخلية جمهورية الساحل بمقر الوزارة وزير أمن مملكة الواحة، وبحث معه سبل التعاون في محاربة \
    التهريب وتبادل المعلومات بين البلدين.";
const SECOND: &str = "وقال بيان للوزارة إن الجانبين اتفقا على عقد اجتماع ثان في الخريف المقبل، يحضره مسؤولو الجمارك وخفر \
    السواحل في البلدين.";
const THIRD: &str =
    "ويأتي اللقاء بعد زيارة قام بها وفد من الواحة إلى الساحل في الربيع، انتهت بتوقيع مذكرة تفاهم.";

/// What the page `bytes` says.
fn try_read(bytes: &[u8]) -> Result<Article, String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("page");
    fs::write(&path, bytes).expect("a file");
    let mut items = Vec::new();
    read_articles(&[Input::Path(path)], &Options::default(), |item| {
        items.push(item);
        ControlFlow::Continue(())
    });
    assert_eq!(items.len(), 1);
    items.remove(0).map_err(|error| error.problem.to_string())
}

fn read(page: &str) -> Article {
    try_read(page.as_bytes()).expect("an article")
}

/// A page of a news site around `article`, with `head` in its head.
fn site(head: &str, article: &str) -> String {
    let links: String = (1..9)
        .map(|nth| format!("<li><a href=/{nth}>عنوان خبر آخر من أخبار الموقع رقم {nth}</a></li>"))
        .collect();
    format!(
        "<!DOCTYPE html><html lang=ar><head><title>لقاء أمني في عاصمة الساحل - مرصد الواحة</title>{head}</head><body>
        <nav><ul>{links}</ul></nav>
        <div class=wrapper><div class=col>{article}</div>
        <aside><h3>الأكثر قراءة</h3><ul>{links}</ul></aside></div>
        <div id=comments><h3>التعليقات</h3><p>تعليق طويل من قارئ لا علاقة له بنص المقال، يقول فيه رأيه في كل شيء.</p></div>
        <footer><p>مرصد الواحة موقع إخباري يقدم لقرائه أخبار الساحل والواحة على مدار الساعة، وهو نص لا يدخل في المقال.</p>
        </footer></body></html>"
    )
}

fn paragraphs(paragraphs: &[&str]) -> String {
    paragraphs.iter().map(|paragraph| format!("<p>{paragraph}</p>\n")).collect()
}

fn text() -> String {
    [FIRST, SECOND, THIRD].join("\n\n")
}

#[test]
fn the_article_is_told_from_what_stands_around_it() {
    let body = paragraphs(&[FIRST, SECOND, THIRD]);
    for (what, article) in [
        ("a named box", format!("<h1>لقاء أمني في عاصمة الساحل</h1><div class=entry-content>{body}</div>")),
        ("a box without a name", format!("<h1>لقاء أمني في عاصمة الساحل</h1><div class=x7>{body}</div>")),
        ("no box", format!("<h1>لقاء أمني في عاصمة الساحل</h1>{body}")),
        (
            "no paragraphs",
            format!("<h1>لقاء أمني في عاصمة الساحل</h1><div>{FIRST}<br><br>{SECOND}<br><br>{THIRD}</div>"),
        ),
        ("no end tags", format!("<h1>لقاء أمني في عاصمة الساحل</h1><p>{FIRST}<p>{SECOND}<p>{THIRD}")),
        (
            "a table",
            format!("<h1>لقاء أمني في عاصمة الساحل</h1><table><tr><td>{FIRST}<p>{SECOND}<p>{THIRD}</table>"),
        ),
        (
            "furniture inside",
            format!(
                "<article class=has-sidebar><h1>لقاء أمني في عاصمة الساحل</h1><p>{FIRST}</p>
                <div class=related-posts><h3>اقرأ أيضا</h3><a href=/9>عنوان مقال آخر في الموضوع نفسه</a></div>
                <p>{SECOND}</p><figure><img src=1.jpg><figcaption>صورة من اللقاء بمقر الوزارة.</figcaption></figure>
                <p><a href=/8>تعرف على تاريخ العلاقات بين البلدين</a></p><p>{THIRD}</p>
                <p>اشترك في نشرتنا البريدية ليصلك جديد الموقع كل صباح.</p><div class='share-bar'>شارك المقال</div></article>"
            ),
        ),
        (
            "a lead of its own",
            format!(
                "<h1>لقاء أمني في عاصمة الساحل</h1><h2 class=lead>{FIRST}</h2><div class=entry-content><p>{SECOND}</p><p>{THIRD}</p></div>"
            ),
        ),
        (
            "an excerpt",
            format!(
                "<h1>لقاء أمني في عاصمة الساحل</h1><div><div class=excerpt>{FIRST}</div></div><div class=entry-content><p>{SECOND}</p><p>{THIRD}</p></div>"
            ),
        ),
        (
            "teasers below",
            format!(
                "<h1>لقاء أمني في عاصمة الساحل</h1><div><div>{body}</div><div class=row>
                <div><h3><a href=/1>خبر أول من القسم</a></h3><div>مقدمة الخبر الأول كما تظهر في صفحة القسم، وهي جملة.</div></div>
                <div><h3><a href=/2>خبر ثان من القسم</a></h3><div>مقدمة الخبر الثاني كما تظهر في صفحة القسم، وهي جملة.</div></div>
                </div></div>"
            ),
        ),
    ] {
        let article = read(&site("", &article));
        assert_eq!(article.text, text(), "{what}");
        assert_eq!(article.title.as_deref(), Some("لقاء أمني في عاصمة الساحل"), "{what}");
        assert_eq!(article.published, None, "{what}");
        assert_eq!(article.language, "ar");
    }
}

#[test]
fn structured_data_goes_before_what_is_seen() {
    let seen = format!(
        "<h1>لقاء أمني في عاصمة الساحل</h1><div class=meta>بقلم: سالم الواحي | 9 ماي 2024</div>{}",
        paragraphs(&[FIRST, SECOND, THIRD])
    );
    let jsonld = r#"<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
        {"@type": "Organization", "@id": "/#org", "name": "مرصد الواحة"},
        {"@type": "Person", "@id": "/#him", "name": "ليلى الساحلي"},
        {"@type": ["NewsArticle"], "headline": "لقاء أمني في عاصمة الساحل", "datePublished": "2024-05-08T23:30:00+01:00",
         "dateModified": "2024-06-01", "author": [{"@id": "/#him"}], "publisher": {"@id": "/#org"}, "articleSection": "سياسة",
         "mainEntityOfPage": {"@id": "https://example.org/2024/05/a?utm_source=x"}}]}</script>"#;
    let article = read(&site(jsonld, &seen));
    assert_eq!(article.text, text());
    assert_eq!((article.published, article.published_from), (Some(date(2024, 5, 8)), Some(Source::Jsonld)));
    assert_eq!(
        (article.author.as_deref(), article.said_by.author),
        (Some("ليلى الساحلي"), Some(Source::Jsonld))
    );
    assert_eq!(
        (article.outlet.as_deref(), article.said_by.outlet),
        (Some("مرصد الواحة"), Some(Source::Jsonld))
    );
    assert_eq!((article.section.as_deref(), article.said_by.section), (Some("سياسة"), Some(Source::Jsonld)));
    assert_eq!(article.url.as_deref(), Some("https://example.org/2024/05/a"));
    assert_eq!(article.id, "https://example.org/2024/05/a");

    let meta = "<meta property=article:published_time content='2024-05-07T10:00:00Z'><meta name=author content='By Salem Wahi'>
        <meta property=og:site_name content='مرصد الواحة'><meta property=og:title content='لقاء أمني في عاصمة الساحل'>
        <link rel=canonical href='https://example.org/b'>";
    let article = read(&site(meta, &seen));
    assert_eq!((article.published, article.published_from), (Some(date(2024, 5, 7)), Some(Source::Meta)));
    assert_eq!((article.author.as_deref(), article.said_by.author), (Some("Salem Wahi"), Some(Source::Meta)));
    assert_eq!(article.said_by.title, Some(Source::Markup));

    let article = read(&site("", &seen));
    assert_eq!((article.published, article.published_from), (Some(date(2024, 5, 9)), Some(Source::Text)));
    assert_eq!(
        (article.author.as_deref(), article.said_by.author),
        (Some("سالم الواحي"), Some(Source::Text))
    );
    assert_eq!(article.text, text());
}

#[test]
fn dates_that_nobody_gave_are_not_given() {
    let page = |line: &str| {
        site("", &format!("<h1>لقاء أمني في عاصمة الساحل</h1>{line}{}", paragraphs(&[FIRST, SECOND, THIRD])))
    };
    for (line, day) in [
        ("<span class=date>منذ 3 ساعات</span>", None),
        ("<p>قبل يوم واحد</p>", None),
        ("<div>نُشر في: ٩ أيار/مايو ٢٠٢٤، الساعة ١٠:٣٠</div>", Some(date(2024, 5, 9))),
        ("<time datetime='2024-05-09T10:00:00+00:00'>أمس</time>", Some(date(2024, 5, 9))),
        ("<meta itemprop=datePublished content=0001-01-01>", None),
        ("<div>كتب: سالم الواحي تاريخ النشر: الخميس، 9 ماي 2024</div>", Some(date(2024, 5, 9))),
    ] {
        assert_eq!(read(&page(line)).published, day, "{line}");
    }
    let modified = r#"<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2024-06-01"}</script>"#;
    assert_eq!(read(&site(modified, &paragraphs(&[FIRST, SECOND, THIRD]))).published, None);
    let address = "<link rel=canonical href=https://example.org/2024/05/09/a>";
    let article = read(&site(address, &paragraphs(&[FIRST, SECOND, THIRD])));
    assert_eq!((article.published, article.published_from), (Some(date(2024, 5, 9)), Some(Source::Url)));
}

#[test]
fn dates_and_names_beside_the_article_are_not_its_own() {
    let head = "<h1>لقاء أمني في عاصمة الساحل</h1>";
    let body = format!("<div class=story>{}</div>", paragraphs(&[FIRST, SECOND, THIRD]));
    let today = "<span class=date>الجمعة 21 نوفمبر 2025</span>";
    let other = "<time datetime=2020-01-05>5 يناير 2020</time><span class=author>سالم الواحي</span>";
    for page in [
        format!("<div class=top>{today}</div><nav><a href=/>الرئيسية</a></nav>{head}{body}"),
        format!("<header>{today}</header><nav><a href=/>الرئيسية</a></nav>{head}{body}"),
        format!("<main>{head}{body}</main><footer>{today}</footer>"),
        format!("{head}{body}<aside><article><h3><a href=/9>خبر آخر</a></h3>{other}</article></aside>"),
        format!("{head}{body}<h4>مواضيع ذات صلة</h4><div><a href=/9>خبر آخر</a><br>5 يناير 2020</div>"),
        format!("{head}{body}<div class=post-nav><a href=/9>السابق</a> {other}</div>"),
        format!(
            "{head}{body}<div class=comments><div class=comment>{other}<p>تعليق لا يدخل في المقال أبدا.</p></div></div>"
        ),
        format!("{head}{body}<div itemprop=comment><b>{other}</b><p>{SECOND} قال قارئ.</p></div>"),
        format!("<div class=opinion><a rel=author href=/x>سالم الواحي</a></div>{head}{body}"),
        format!("{head}<span rel=author>admin</span>{body}"),
    ] {
        let article = read(&format!(
            "<!DOCTYPE html><html><head><title>لقاء أمني في عاصمة الساحل</title></head><body>{page}</body></html>"
        ));
        assert_eq!((article.published, article.author.as_deref()), (None, None), "{page}");
        assert_eq!(article.text, text(), "{page}");
    }
}

#[test]
fn what_was_changed_is_not_what_appeared() {
    let page = |line: &str| {
        site("", &format!("<h1>لقاء أمني في عاصمة الساحل</h1>{line}{}", paragraphs(&[FIRST, SECOND, THIRD])))
    };
    for line in [
        "<div>آخر تحديث: 14 مارس 2025 - تاريخ النشر: 12 مارس 2025</div>",
        "<div>تاريخ النشر: 12 مارس 2025 - آخر تحديث: 14 مارس 2025</div>",
        "<div>آخر تحديث: 14 مارس 2025</div><div>نشر في 12 مارس 2025</div>",
        "<p class=meta>بواسطة <a href=/a>هند العوني</a> بتاريخ 12 مارس 2025 في سياسة 4 تعليقات</p>",
    ] {
        assert_eq!(read(&page(line)).published, Some(date(2025, 3, 12)), "{line}");
    }
    let article =
        read(&page("<p class=meta>بواسطة <a href=/a>هند العوني</a> بتاريخ 12 مارس 2025 في سياسة</p>"));
    assert_eq!(article.author.as_deref(), Some("هند العوني"));
}

#[test]
fn of_several_articles_in_jsonld_the_one_with_the_headline_counts() {
    let object = |headline: &str, day: &str| {
        format!(
            "{{\"@type\": \"NewsArticle\", \"headline\": \"{headline}\", \"datePublished\": \"{day}\", \"url\": \"https://example.org/{day}\"}}"
        )
    };
    let (ours, old) =
        (object("لقاء أمني في عاصمة الساحل", "2024-05-08"), object("خبر قديم عن شيء آخر", "2020-01-01"));
    let head = |jsonld: &str| format!("<script type=\"application/ld+json\">{jsonld}</script>");
    let body = format!("<h1>لقاء أمني في عاصمة الساحل</h1>{}", paragraphs(&[FIRST, SECOND, THIRD]));
    for jsonld in [head(&format!("[{old}, {ours}]")), head(&old) + &head(&ours)] {
        let article = read(&site(&jsonld, &body));
        assert_eq!(article.published, Some(date(2024, 5, 8)));
        assert_eq!(article.url.as_deref(), Some("https://example.org/2024-05-08"));
    }
    let list = head(&format!("{{\"@type\": \"ItemList\", \"itemListElement\": [{old}]}}"));
    let article = read(&site(&list, &body));
    assert_eq!((article.published, article.url), (None, None));
}

#[test]
fn the_headline_is_not_the_name_of_the_site() {
    let body = paragraphs(&[FIRST, SECOND, THIRD]);
    let logo = format!("<h1>مرصد الواحة</h1><h2>لقاء أمني في عاصمة الساحل</h2>{body}");
    let named = "<meta property=og:title content='لقاء أمني في عاصمة الساحل'>";
    let article = read(&site(named, &logo));
    assert_eq!(article.title.as_deref(), Some("لقاء أمني في عاصمة الساحل"));
    assert_eq!(article.text, text());
}

#[test]
fn charsets_are_declared_guessed_or_seen() {
    let page = site("<meta charset=windows-1256>", &paragraphs(&[FIRST, SECOND, THIRD]));
    let undeclared = page.replace("<meta charset=windows-1256>", "");
    let wrong = page.replace("windows-1256", "utf-8");
    let western = page.replace("windows-1256", "iso-8859-1");
    for (what, page) in [
        ("declared", &page),
        ("undeclared", &undeclared),
        ("wrongly declared", &wrong),
        ("as a western one", &western),
    ] {
        let (bytes, ..) = encoding_rs::WINDOWS_1256.encode(page);
        assert_eq!(try_read(&bytes).expect(what).text, text(), "{what}");
        assert_eq!(read(page).text, text(), "{what}, in UTF-8 all the same");
    }
    let far = page
        .replacen("<body>", &format!("<body><!--{}-->", "x".repeat(100_000)), 1)
        .replace("charset=", "x=");
    let (bytes, ..) = encoding_rs::WINDOWS_1256.encode(&far);
    assert_eq!(try_read(&bytes).expect("an article").text, text(), "the first letter stands far below");
    let mut utf16 = vec![0xff, 0xfe];
    utf16.extend(page.encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(try_read(&utf16).expect("an article").text, text());
    let mut spoilt = page.clone().into_bytes();
    let at = page.find("الأكثر قراءة").expect("the aside");
    spoilt[at] = 0xff;
    assert_eq!(
        try_read(&spoilt).expect("an article").text,
        text(),
        "a bad byte beside the article spoils nothing"
    );
}

#[test]
fn pages_without_an_article_say_so() {
    for page in [
        "<!DOCTYPE html><html><body></body></html>",
        "<html><body><p>الصفحة غير موجودة</p></body></html>",
        &site("", "<h1>404</h1>").replace("<p>", "<b>"),
    ] {
        assert_eq!(try_read(page.as_bytes()).unwrap_err(), "is a page without an article in it", "{page}");
    }
}

#[test]
fn hostile_pages_end() {
    let body = paragraphs(&[FIRST, SECOND, THIRD]);
    for (what, page) in [
        ("open boxes", format!("<html>{}{body}", "<div>".repeat(200_000))),
        ("open letters", format!("<html>{body}{}", "<b><i>".repeat(100_000))),
        ("ends of nothing", format!("<html>{}{body}", "</div></p></table>".repeat(100_000))),
        ("open tables", format!("<html>{}{body}", "<table><tr><td>".repeat(60_000))),
        ("links in links", format!("<html>{body}{}", "<a href=/>x".repeat(200_000))),
        ("attributes", format!("<html><div {}>{body}", "class=a ".repeat(200_000))),
        ("a long attribute", format!("<html><div class='{}'>{body}", "a ".repeat(1_000_000))),
        ("a comment that never ends", format!("<html>{body}<!--{}", "-".repeat(1_000_000))),
        ("entities", format!("<html>{body}<p>{}", "&amp;".repeat(200_000))),
        ("JSON-LD", format!("<html><script type=application/ld+json>{}</script>{body}", "[".repeat(900_000))),
    ] {
        let article = try_read(page.as_bytes());
        let text = article.map(|article| article.text).unwrap_or_default();
        assert!(text.contains(SECOND) || what == "entities", "{what}: {text:.200}");
    }
}

/// Knows that a site writes its name behind every headline.
#[derive(Debug)]
struct OneSite;

impl Extractor for OneSite {
    fn extract(&self, page: &str, fetched: &Fetched) -> Page {
        let page = Structure.extract(page, fetched);
        let title = page.title.and_then(|said| Said::new(said.value.split(" ~ ").next()?, Source::Markup));
        Page { title, ..page }
    }
}

#[test]
fn whoever_knows_a_site_brings_his_own_extractor() {
    let page = site(
        "",
        &format!("<h1>لقاء في الواحة ~ مرصد الواحة</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"),
    );
    let title = |options: &Options| {
        let mut title = None;
        read_bytes("page", page.as_bytes(), options, &mut |item: Item| {
            title = item.into_article(options).expect("an article").title;
            ControlFlow::Continue(())
        });
        title.expect("a title")
    };
    assert_eq!(title(&Options::default()), "لقاء في الواحة ~ مرصد الواحة");
    let options = Options { extractor: Arc::new(OneSite), ..Options::default() };
    assert_eq!(title(&options), "لقاء في الواحة");
}
