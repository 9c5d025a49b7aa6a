//! The head of a page: headline, section, date stamp, byline, and the headline once more.

use jiff::civil::Date;
use rasid_text::fold;

use crate::boilerplate::{FURNITURE, bare, is_body};
use crate::month;
use crate::stamp::{self, Stamp};

/// What the head of a page says about its article.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) title: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) published: Option<Date>,
}

/// In how many written lines the head is looked for.
const HEAD_LINES: usize = 12;
/// Longest headline, in characters.
const LONGEST_TITLE: usize = 160;
/// Longest byline, in words.
const BYLINE_WORDS: usize = 9;
/// Most words of an outlet or a name in a byline.
const NAME_WORDS: usize = 5;
/// Most words on each side of the dash of a dateline without a date: `عين المدينة – الرباط`.
const DATELINE_WORDS: usize = 3;

/// Reads the head and takes out of `lines` what is no text of the article: the headline and its repetitions, sections,
/// stamps and bylines. Datelines stay. A `title` that the input gives is believed.
pub(crate) fn read(lines: &mut [String], title: Option<&str>) -> Head {
    let mut head = Head { title: title.map(str::to_owned), ..Head::default() };
    let written: Vec<usize> = (0..lines.len()).filter(|&at| !lines[at].is_empty()).take(HEAD_LINES).collect();
    for (nth, &at) in written.iter().enumerate() {
        let line = &lines[at];
        let last = lines[at + 1..].iter().all(String::is_empty);
        // A page of one line is all text, whatever it says.
        if last && written[..nth].iter().all(|&at| lines[at].is_empty()) {
            head.published = head.published.or_else(|| stamp::dateline(line));
            break;
        }
        if head.title.as_deref().is_some_and(|title| repeats(line, title, &lines[at + 1..])) {
            lines[at].clear();
            continue;
        }
        let goes = match stamp::read(line) {
            Some(Stamp::Date(date)) => {
                head.published.get_or_insert(date);
                true
            }
            Some(Stamp::Age(_)) => true,
            // A name beside a date reads like a place.
            Some(Stamp::Dateline(_)) if byline(line, &mut head) => true,
            Some(Stamp::Dateline(date)) => {
                head.published.get_or_insert(date);
                continue;
            }
            Some(Stamp::Yearless) => continue,
            None => FURNITURE.section.contains(&bare(line)) || byline(line, &mut head),
        };
        if goes {
            lines[at].clear();
            continue;
        }
        if is_body(line) {
            head.published = head.published.or_else(|| stamp::dateline(line));
            break;
        }
        let more = || {
            lines[at + 1..].iter().any(|below| is_body(below) || below.chars().count() > line.chars().count())
        };
        if head.title.is_none()
            && is_headline(line)
            && more()
            && written[..nth].iter().all(|&at| lines[at].is_empty())
        {
            head.title = Some(std::mem::take(&mut lines[at]));
        }
    }
    head
}

fn is_headline(line: &str) -> bool {
    let words = line.split_whitespace().count();
    words >= 2
        && line.chars().count() <= LONGEST_TITLE
        && !line.ends_with(['.', '،', '؛', ':', ',', ';', ')'])
        && !is_dateline(line)
}

/// Outlet or agency and place, or place and outlet: text that the coder reads.
fn is_dateline(line: &str) -> bool {
    // Between words the tatweel is a dash; inside one it is a flourish.
    let line = line.replace(" ـ ", " – ");
    let sides: Vec<usize> =
        line.split(['-', '–', '—', '_', '/', '|']).map(|side| side.split_whitespace().count()).collect();
    (2..=3).contains(&sides.len()) && sides.iter().all(|words| (1..=DATELINE_WORDS).contains(words))
}

/// Whether a line says the headline again: alone, or with a caption that the text below repeats.
fn repeats(line: &str, title: &str, below: &[String]) -> bool {
    let (line, title) = (bare(line), bare(title));
    let Some(caption) =
        line.strip_prefix(&title).filter(|caption| !caption.starts_with(char::is_alphanumeric))
    else {
        return false;
    };
    let caption = caption.trim_matches(|c: char| !c.is_alphanumeric());
    caption.is_empty() || below.iter().any(|line| fold(line).contains(caption))
}

/// Reads `بقلم: فلان الفلاني` and `الصحيفة _ بقلم: فلان الفلاني`; whether the line was one.
fn byline(line: &str, head: &mut Head) -> bool {
    if line.split_whitespace().count() > BYLINE_WORDS || line.ends_with(['.', '،', '؛', ':']) {
        return false;
    }
    let parts = || line.split(['_', '-', '–', '—', '|', '/']).map(str::trim).filter(|part| !part.is_empty());
    let Some(author) = parts().find_map(name_behind_opener) else { return false };
    let first = parts().next().unwrap_or_default();
    let outlet = name_behind_opener(first).is_none() && first.split_whitespace().count() <= NAME_WORDS;
    let dated = stamp::read(first).is_some() || FURNITURE.section.contains(&bare(first));
    if outlet && !dated {
        head.outlet.get_or_insert_with(|| first.to_owned());
    }
    head.published = head.published.or_else(|| {
        parts()
            .find_map(|part| if let Some(Stamp::Date(date)) = stamp::read(part) { Some(date) } else { None })
    });
    head.author.get_or_insert(author);
    true
}

/// A line of metadata in pieces: what stands before, who wrote it, what stands behind.
fn around_byline(line: &str) -> Option<(&str, &str, &str)> {
    let mut words = line
        .split_whitespace()
        .map(|word| (word.as_ptr() as usize - line.as_ptr() as usize, word))
        .peekable();
    while let Some((at, word)) = words.next() {
        let key = fold(word.trim_start_matches(|c: char| !c.is_alphanumeric()));
        let colon = key.ends_with(':') || words.peek().is_some_and(|(_, next)| *next == ":");
        let key = key.trim_end_matches(':');
        let opens = FURNITURE.byline.iter().any(|opener| opener == key)
            || (colon && FURNITURE.byline_colon.iter().any(|opener| opener == key))
            || (at == 0 && matches!(key, "by" | "par" | "por" | "von"))
            || (at > 0
                && key == "by"
                && fold(line[..at].trim())
                    .split(' ')
                    .all(|word| matches!(word, "posted" | "written" | "reported" | "analysis")));
        if !opens {
            continue;
        }
        let start = words.find(|(_, word)| *word != ":").map(|(at, _)| at)?;
        let ends = |at: usize, word: &str| {
            let key = fold(word);
            let bare = key.trim_matches(|c: char| !c.is_alphanumeric());
            bare.is_empty()
                || bare.starts_with(|c: char| c.is_ascii_digit())
                || FURNITURE.stamp.contains(bare)
                // May is a name, May 2025 a date.
                || (month::lookup(&[bare]).is_some()
                    && line[at + word.len()..].trim_start().starts_with(|c: char| c.is_numeric()))
                || matches!(bare, "منذ" | "قبل")
        };
        let end = line[start..]
            .split_whitespace()
            .map(|word| (word.as_ptr() as usize - line.as_ptr() as usize, word))
            .find(|&(at, word)| ends(at, word))
            .map_or(line.len(), |(at, _)| at);
        return Some((&line[..at], line[start..end].trim(), &line[end..]));
    }
    None
}

/// Who wrote the article, by a line of metadata: `نشر في 5 مارس 2017 | بقلم: فلان الفلاني`.
pub(crate) fn author(line: &str) -> Option<String> {
    let (_, name, _) = around_byline(line)?;
    author_name(name)
}

/// The parts of a line of metadata that are not its byline.
pub(crate) fn without_byline(line: &str) -> Vec<&str> {
    let parts = match around_byline(line) {
        Some((before, _, behind)) => vec![before, behind],
        None => vec![line],
    };
    parts
        .into_iter()
        .map(|part| part.trim_matches(|c: char| c.is_whitespace() || "|-–—•·،,".contains(c)))
        .collect()
}

/// `بقلم: فلان الفلاني` is فلان الفلاني.
pub(crate) fn without_opener(name: &str) -> &str {
    around_byline(name).map_or(name, |(_, name, _)| name)
}

/// The name in the box of an author: without its opener, and only if it can be a name.
pub(crate) fn author_name(box_text: &str) -> Option<String> {
    let name = without_opener(box_text);
    let name = name.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '(' | ')' | '"'));
    let words = name.split_whitespace().count();
    let letters = name.chars().any(char::is_alphabetic);
    let plain = !name.contains(['@', '/', '|', ':']) && !name.chars().any(|c| c.is_ascii_digit());
    ((1..=NAME_WORDS).contains(&words) && letters && plain && !is_phrase(name)).then(|| name.to_owned())
}

/// The name behind `بقلم` and its like.
fn name_behind_opener(part: &str) -> Option<String> {
    let named = |name: &str| {
        let name = name.trim().trim_start_matches(':').trim();
        let words = name.split_whitespace().count();
        ((1..=NAME_WORDS).contains(&words) && !is_phrase(name)).then(|| name.to_owned())
    };
    if let Some((opener, name)) = part.split_once(':') {
        let opener = fold(opener);
        let known = FURNITURE.byline.contains(&opener) || FURNITURE.byline_colon.contains(&opener);
        return if known { named(name) } else { None };
    }
    let (opener, name) = part.split_once(' ')?;
    if FURNITURE.byline.contains(&fold(opener)) { named(name) } else { None }
}

/// Whether words go on as a sentence does, and so name nobody.
fn is_phrase(name: &str) -> bool {
    name.split_whitespace()
        .any(|word| matches!(word, "في" | "عن" | "إلى" | "على" | "أن" | "من" | "مع" | "له" | "لها"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const BODY: &str = "استقبل وزير الداخلية بمقر الوزارة سفير البلد الجار وبحث معه سبل التعاون بين البلدين.";

    fn read_lines(lines: &[&str], title: Option<&str>) -> (Head, Vec<String>) {
        let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        let head = read(&mut lines, title);
        lines.retain(|line| !line.is_empty());
        (head, lines)
    }

    fn some(value: &str) -> Option<String> {
        Some(value.to_owned())
    }

    #[test]
    fn all_that_stands_above_an_article() {
        let (head, left) = read_lines(
            &[
                "الخميس 6 فبراير 2025",
                "سياسة",
                "",
                "وزير الداخلية يستقبل سفير البلد الجار",
                "",
                "وزير الداخلية يستقبل سفير البلد الجار  استقبل وزير الداخلية بمقر الوزارة",
                "المرصد _ بقلم: فلان الفلاني",
                BODY,
            ],
            None,
        );
        let expected = Head {
            title: some("وزير الداخلية يستقبل سفير البلد الجار"),
            author: some("فلان الفلاني"),
            outlet: some("المرصد"),
            published: Some(date(2025, 2, 6)),
        };
        assert_eq!((head, left), (expected, vec![BODY.to_owned()]));
    }

    #[test]
    fn headlines() {
        for (lines, title, left) in [
            (&["عنوان المقال", "عنوان المقال", BODY][..], some("عنوان المقال"), &[BODY][..]),
            (&["قمة الجوار.. لقاء ثان في شهر", BODY], some("قمة الجوار.. لقاء ثان في شهر"), &[BODY]),
            (&["فـي مدينة الجوار", BODY], some("فـي مدينة الجوار"), &[BODY]),
            (&["المدينة - مرصد الجوار", BODY], None, &["المدينة - مرصد الجوار", BODY]),
            (&["تونس في 11 ديسمبر", BODY], None, &["تونس في 11 ديسمبر", BODY]),
            (&["(وكالات)", BODY], None, &["(وكالات)", BODY]),
            (&["التقى الوزير ضيفه أمس."], None, &["التقى الوزير ضيفه أمس."]),
            (&["التقى الوزير ضيفه أمس"], None, &["التقى الوزير ضيفه أمس"]),
            (&[BODY, "عنوان فرعي", BODY], None, &[BODY, "عنوان فرعي", BODY]),
        ] {
            let (head, lines) = read_lines(lines, None);
            assert_eq!(head.title, title);
            assert_eq!(lines, left);
        }
    }

    #[test]
    fn a_headline_of_the_input_is_believed() {
        let (head, left) = read_lines(&["عنوان آخر للمقال", "العنوان", BODY], Some("العنوان"));
        assert_eq!(head.title, some("العنوان"));
        assert_eq!(left, ["عنوان آخر للمقال", BODY]);
    }

    #[test]
    fn a_text_that_is_its_headline_stays() {
        let (_, left) = read_lines(&["لقاء بين الوزيرين", "", ""], Some("لقاء بين الوزيرين"));
        assert_eq!(left, ["لقاء بين الوزيرين"]);
        let (_, left) = read_lines(&["لقاءات بين الوزيرين", BODY], Some("لقاء"));
        assert_eq!(left, ["لقاءات بين الوزيرين", BODY]);
    }

    #[test]
    fn bylines() {
        for (line, author, outlet) in [
            ("بقلم فلان الفلاني", some("فلان الفلاني"), None),
            ("إعداد: قسم الأبحاث", some("قسم الأبحاث"), None),
            ("كتب: فلان الفلاني", some("فلان الفلاني"), None),
            ("الجريدة الأولى – بقلم: د. فلان", some("د. فلان"), some("الجريدة الأولى")),
            ("فلان الفلاني", None, None),
            ("كتب الوزير إلى نظيره", None, None),
            ("تقرير عن اللقاء", None, None),
        ] {
            let (head, left) = read_lines(&["عنوان المقال", line, BODY], None);
            assert_eq!((&head.author, &head.outlet), (&author, &outlet), "{line}");
            assert_eq!(left.len(), if author.is_some() { 1 } else { 2 }, "{line}");
        }
    }

    #[test]
    fn the_date_of_publication() {
        for (lines, published) in [
            (&["8 مايو 2025", BODY][..], Some(date(2025, 5, 8))),
            (&["منذ 5 ساعات | مجتمع", BODY], None),
            (&["التقى الوزير نظيره في 8 مايو 2025 بالمدينة", BODY], None),
            (
                &["المدينة، 8 ماي 2025 (وكالات) - استقبل وزير الداخلية بمقر الوزارة سفير البلد الجار."],
                Some(date(2025, 5, 8)),
            ),
            (&[BODY, "8 مايو 2025"], None),
        ] {
            assert_eq!(read_lines(lines, None).0.published, published, "{lines:?}");
        }
    }
}
