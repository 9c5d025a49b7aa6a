//! Files and folders as they come, the bad ones among them.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use proptest::strategy::Strategy as _;
use rasid_coder::Article;
use rasid_intake::{
    Input, IntakeError, MAX_FOLDER_DEPTH, MAX_PLAIN_BYTES, MAX_RECORD_BYTES, Options, read_articles,
};
use tempfile::TempDir;

const TEXT: &str =
    "استقبل وزير الداخلية بمقر الوزارة سفير البلد الجار، وبحث معه سبل التعاون بين البلدين في محاربة التهريب.";

/// A folder that holds `files`.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    folder
}

fn read(root: &Path) -> Vec<Result<Article, IntakeError>> {
    all(&[Input::Path(root.to_owned())], &Options::default())
}

fn all(inputs: &[Input], options: &Options) -> Vec<Result<Article, IntakeError>> {
    let mut items = Vec::new();
    read_articles(inputs, options, |item| {
        items.push(item);
        ControlFlow::Continue(())
    });
    items
}

/// One line an item: the id and text of an article, or the error, with paths relative to the folder.
fn told(folder: &TempDir) -> Vec<String> {
    let root = format!("{}/", folder.path().display());
    let line = |item: Result<Article, IntakeError>| match item {
        Ok(article) => format!("{}: {}", article.path.unwrap_or_default(), article.text),
        Err(error) => error.to_string(),
    };
    read(folder.path()).into_iter().map(|item| line(item).replace(&root, "")).collect()
}

#[test]
fn files_come_in_the_order_of_their_names_and_hidden_ones_do_not() {
    let folder = folder(&[
        ("b.txt", "نص ب".as_bytes()),
        ("a/2.txt", "نص ثان".as_bytes()),
        ("a/1", "نص أول".as_bytes()),
        (".hidden", b"x"),
        (".git/config", b"x"),
    ]);
    assert_eq!(told(&folder), ["a/1: نص أول", "a/2.txt: نص ثان", "b.txt: نص ب"]);
}

#[test]
fn a_bad_file_is_reported_and_the_rest_goes_on() {
    let half_record = "{\"text\": \"نص أول\"}\n{\"text\": \"نص ث";
    let folder = folder(&[
        ("01-empty", b""),
        ("02-blank", b" \n\n"),
        ("03-picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0"),
        ("04-nul.txt", "نص\0\0\0نص".as_bytes()),
        ("05-page.txt", b"<!DOCTYPE html><p>"),
        ("06-half.jsonl", half_record.as_bytes()),
        ("07-half-a-letter.txt", &TEXT.as_bytes()[..TEXT.len() - 2]),
        ("08-damaged.txt", &[TEXT.as_bytes(), b"\xff\xfe", TEXT.as_bytes()].concat()),
        ("09-damaged.jsonl", "{\"text\": \"نص\"}\n{\"text\": \"X\"}\n{\"text\": \"نص\"}".as_bytes()),
        ("10-array.txt", "[{\"text\": \"نص\"}, {}, {\"text\": \"نص\"}]".as_bytes()),
        ("11-no-date.jsonl", "{\"text\": \"نص\", \"published\": \"أمس\"}".as_bytes()),
        ("12-no-records", b"[]"),
        ("13-zeros-at-end.txt", "نص تام\n\0\0\0\0".as_bytes()),
        ("14-brackets", "[".repeat(200_000).as_bytes()),
        ("15-brackets-above.jsonl", "[[[[\n{\"text\": \"نص\"}\n".as_bytes()),
    ]);
    let damaged = folder.path().join("09-damaged.jsonl");
    let bytes: Vec<u8> = fs::read(&damaged).unwrap();
    fs::write(&damaged, bytes.iter().map(|&byte| if byte == b'X' { 0xff } else { byte }).collect::<Vec<_>>())
        .unwrap();
    let half = format!("07-half-a-letter.txt: {}", TEXT.strip_suffix("ب.").unwrap());
    assert_eq!(
        told(&folder),
        [
            "01-empty: holds no text",
            "02-blank: holds no text",
            "03-picture.txt: is a picture, which is not read here",
            "04-nul.txt: is binary data, which is not read here",
            "05-page.txt: is a page without an article in it",
            "06-half.jsonl: نص أول",
            "06-half.jsonl:2: breaks off in the middle of a record",
            &half,
            &format!("08-damaged.txt: is not valid UTF-8 text at byte {}", TEXT.len()),
            "09-damaged.jsonl: نص",
            "09-damaged.jsonl:2: is not valid UTF-8 text at byte 10",
            "09-damaged.jsonl: نص",
            "10-array.txt: نص",
            "10-array.txt:1: has no `text`",
            "10-array.txt: نص",
            "11-no-date.jsonl:1: `published` is neither a date nor a date with a time: \"أمس\"",
            "12-no-records: holds no text",
            "13-zeros-at-end.txt: نص تام",
            "14-brackets:1: is JSON nested too deeply",
            "15-brackets-above.jsonl:1: breaks off in the middle of a record",
            "15-brackets-above.jsonl: نص",
        ]
    );
}

#[test]
fn what_is_too_long_is_not_read() {
    let huge_line =
        [&b"{\"text\": \"1\"}\n{\"text\": \""[..], &vec![b'x'; MAX_RECORD_BYTES], b"\"}\n{\"text\": \"3\"}"];
    let huge_text = vec![b'x'; usize::try_from(MAX_PLAIN_BYTES).unwrap() + 1];
    let folder = folder(&[("a", &huge_line.concat()), ("b", &huge_text)]);
    let expected = ["a: 1", "a:2: is longer than 8388608 bytes", "a: 3", "b: is longer than 16777216 bytes"];
    assert_eq!(told(&folder), expected);
}

#[test]
fn every_charset_gives_the_same_text() {
    let utf16 = |big: bool, mark: bool| -> Vec<u8> {
        let mark = if mark { "\u{FEFF}" } else { "" };
        let units = format!("{mark}{TEXT}");
        units
            .encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    };
    let in_charset = |encoding: &'static encoding_rs::Encoding| encoding.encode(TEXT).0.into_owned();
    let folder = folder(&[
        ("utf8", TEXT.as_bytes()),
        ("utf8-mark", format!("\u{FEFF}{TEXT}").as_bytes()),
        ("utf16be", &utf16(true, false)),
        ("utf16be-mark", &utf16(true, true)),
        ("utf16le", &utf16(false, false)),
        ("utf16le-mark", &utf16(false, true)),
        ("windows-1256", &in_charset(encoding_rs::WINDOWS_1256)),
        ("iso-8859-6", &in_charset(encoding_rs::ISO_8859_6)),
    ]);
    for article in read(folder.path()) {
        let article = article.unwrap();
        assert_eq!((article.text.as_str(), article.language.as_str()), (TEXT, "ar"), "{:?}", article.path);
    }
}

#[test]
fn records_come_in_every_charset_too() {
    let records = format!(
        "\u{FEFF}{{\"id\": \"أ\", \"text\": \"{TEXT}\"}}\r\n{{\"id\": \"ب\", \"text\": \"{TEXT}\"}}\r\n"
    );
    let utf16: Vec<u8> = records.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let arabic = encoding_rs::WINDOWS_1256.encode(records.trim_start_matches('\u{FEFF}')).0.into_owned();
    let folder = folder(&[("1", records.as_bytes()), ("2", &utf16), ("3", &arabic)]);
    let ids: Vec<String> = read(folder.path()).into_iter().map(|article| article.unwrap().id).collect();
    assert_eq!(ids, ["أ", "ب", "أ", "ب", "أ", "ب"]);
}

#[test]
fn a_missing_file_is_reported() {
    let folder = folder(&[("a", "نص".as_bytes())]);
    let inputs = [Input::Path(folder.path().join("none")), Input::Path(folder.path().join("a"))];
    let items: Vec<_> = all(&inputs, &Options::default());
    assert!(items[0].as_ref().unwrap_err().to_string().contains("none: cannot be read: "));
    assert_eq!(items[1].as_ref().unwrap().text, "نص");
}

#[test]
fn a_folder_may_be_named_like_a_file() {
    let folder = folder(&[("news.jsonl/article.txt", "نص".as_bytes())]);
    assert_eq!(told(&folder), ["news.jsonl/article.txt: نص"]);
}

#[test]
fn one_id_never_means_two_texts() {
    let line = |outlet: &str, text: &str| {
        format!("{{\"id\": \"7\", \"outlet\": \"{outlet}\", \"text\": \"{text}\"}}\n")
    };
    let lines = [line("أ", "نص"), line("أ", "نص"), line("ب", "نص آخر")].concat();
    let folder = folder(&[("a", lines.as_bytes())]);
    let ids: Vec<String> = read(folder.path()).into_iter().map(|article| article.unwrap().id).collect();
    assert_eq!(ids, ["7", "7", "ب/7"]);
}

#[test]
fn the_callers_day_wins_over_the_text_and_not_over_the_record() {
    let folder = folder(&[
        ("1", format!("8 مايو 2025\n{TEXT}").as_bytes()),
        ("2", format!("{{\"text\": \"{TEXT}\", \"published\": \"2024-01-02T10:00:00Z\"}}").as_bytes()),
    ]);
    let days = |options: &Options| -> Vec<String> {
        let inputs = [Input::Path(folder.path().to_owned())];
        let days =
            all(&inputs, options).into_iter().map(|article| article.unwrap().published.unwrap().to_string());
        days.collect()
    };
    assert_eq!(days(&Options::default()), ["2025-05-08", "2024-01-02"]);
    assert_eq!(
        days(&Options { published: Some(jiff::civil::date(2023, 3, 4)), ..Options::default() }),
        ["2023-03-04", "2024-01-02"]
    );
}

#[test]
fn folders_end_somewhere() {
    let deep = "d/".repeat(MAX_FOLDER_DEPTH);
    let folder = folder(&[(&format!("{deep}a"), b"x"), ("z", "نص".as_bytes())]);
    let told = told(&folder);
    assert!(told[0].ends_with(": lies more than 64 folders deep"), "{told:?}");
    assert_eq!(told[1..], ["z: نص"]);
}

#[cfg(unix)]
#[test]
fn links_are_followed_to_files_alone() {
    use std::os::unix::fs::symlink;

    let folder = folder(&[("file", "نص".as_bytes()), ("inner/file", "نص داخل".as_bytes())]);
    for (target, link) in
        [("nowhere", "1-broken"), ("file", "2-file"), (".", "3-circle"), ("inner", "4-folder")]
    {
        symlink(target, folder.path().join(link)).unwrap();
    }
    let told = told(&folder);
    assert!(told[0].starts_with("1-broken: cannot be read: "), "{told:?}");
    let link = "is a link to a folder, which is not followed; name the folder itself";
    assert_eq!(
        told[1..],
        [
            "2-file: نص",
            &format!("3-circle: {link}"),
            &format!("4-folder: {link}"),
            "file: نص",
            "inner/file: نص داخل"
        ]
    );
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_bytes_stop_it(
        pieces in proptest::collection::vec(
            proptest::prop_oneof![
                proptest::collection::vec(proptest::num::u8::ANY, 0..8),
                proptest::sample::select(vec![
                    "\n", "\n\n", "{\"text\": \"", "\"}", "[", "]", "8 مايو 2025", "فاتح ماي", " - ", ")", "(", "منذ", "5",
                    "ساعات", "بقلم: ", "مقالات ذات صلة", "التحقيق", "ات ", "&#8221;", "&", ";", "...المزيد", TEXT,
                ]).prop_map(|piece| piece.as_bytes().to_vec()),
            ],
            0..24,
        )
    ) {
        let folder = folder(&[("a", &pieces.concat())]);
        for article in read(folder.path()).into_iter().flatten() {
            proptest::prop_assert!(!article.text.is_empty());
            proptest::prop_assert!(!article.text.contains(|c: char| c.is_control() && c != '\n'));
            proptest::prop_assert_eq!(article.text.trim(), &article.text);
        }
    }
}
