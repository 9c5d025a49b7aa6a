//! Page furniture: related links, share bars, cookie notices, comments. What counts as such is data:
//! `data/furniture.tsv`.

use std::sync::LazyLock;

use memchr::memmem::Finder;
use rasid_text::fold;
use rustc_hash::{FxHashMap, FxHashSet};

/// The forms of `data/furniture.tsv` by kind; folded, but for `lead` and `tail`.
#[derive(Debug, Default)]
pub(crate) struct Furniture {
    heading: FxHashSet<String>,
    link: Beginnings,
    notice: Beginnings,
    comments: FxHashSet<String>,
    line: FxHashSet<String>,
    share: FxHashSet<String>,
    share_with: FxHashSet<String>,
    lead: Vec<&'static str>,
    tail: Vec<Finder<'static>>,
    /// Words that speak to the reader, as bits: appeal, address, channel.
    speech: FxHashMap<String, u8>,
    /// Labels of sections.
    pub(crate) section: FxHashSet<String>,
    /// Words that open a byline.
    pub(crate) byline: Vec<String>,
    /// Words that open a byline where a colon follows.
    pub(crate) byline_colon: Vec<String>,
    /// Words beside the date in a date stamp.
    pub(crate) stamp: FxHashSet<String>,
}

/// The furniture this version knows.
pub(crate) static FURNITURE: LazyLock<Furniture> = LazyLock::new(|| {
    let mut furniture = Furniture::default();
    for row in include_str!("../data/furniture.tsv").lines().filter(|row| !row.starts_with('#')).skip(1) {
        let Some((kind, form)) = row.split_once('\t') else { continue };
        furniture.add(kind, form);
    }
    furniture
});

/// Longest line, in characters, that goes because of how it begins.
const LONGEST_LINK: usize = 220;
/// A line this long is text of the article, whatever its end.
const BODY_CHARS: usize = 160;
/// A line this long is text of the article if it ends like a sentence.
const SENTENCE_CHARS: usize = 50;
/// Longest sentence of an appeal, in words.
const LONGEST_APPEAL: usize = 40;
/// In how many bytes at its end a tail begins.
const LONGEST_TAIL: usize = 600;
/// A line of so many characters is a paragraph; what speaks to readers at such length begins with an appeal.
const LONG_CHARS: usize = 160;
/// How many characters of a paragraph a notice shows in.
const HEAD_CHARS: usize = 80;
/// In how many words at its head an appeal begins.
const APPEAL_WORDS: usize = 3;
/// In how many of the last lines a `tail` form is looked for.
const TAIL_LINES: usize = 4;

/// Forms that lines begin with, by their first words.
#[derive(Debug, Default)]
struct Beginnings(FxHashMap<String, Vec<String>>);

impl Beginnings {
    fn add(&mut self, form: String) {
        self.0.entry(first_word(&form).to_owned()).or_default().push(form);
    }

    /// Whether `key` begins with a form; with whole words of it, if they must be.
    fn begins(&self, key: &str, whole: bool) -> bool {
        let forms = self.0.get(first_word(key)).map(Vec::as_slice).unwrap_or_default();
        forms
            .iter()
            .any(|form| if whole { starts_with_words(key, form) } else { key.starts_with(form.as_str()) })
    }
}

fn first_word(key: &str) -> &str {
    key.split(|c: char| !rasid_text::fold::is_letter(c)).next().unwrap_or_default()
}

/// What a word does that speaks to the reader.
const APPEAL: u8 = 1;
const ADDRESS: u8 = 2;
const CHANNEL: u8 = 4;

impl Furniture {
    /// Returns whether the kind is known.
    fn add(&mut self, kind: &str, form: &'static str) -> bool {
        let key = fold(form);
        match kind {
            "heading" => drop(self.heading.insert(key)),
            "link" => self.link.add(key),
            "notice" => self.notice.add(key),
            "comments" => drop(self.comments.insert(key)),
            "line" => drop(self.line.insert(key)),
            "share" => drop(self.share.insert(key)),
            "share-with" => drop(self.share_with.insert(key)),
            "lead" => self.lead.push(form),
            "tail" => self.tail.push(Finder::new(form)),
            "appeal" => *self.speech.entry(key).or_default() |= APPEAL,
            "address" => *self.speech.entry(key).or_default() |= ADDRESS,
            "channel" => *self.speech.entry(key).or_default() |= CHANNEL,
            "section" => drop(self.section.insert(key)),
            "byline" => self.byline.push(key),
            "byline:" => self.byline_colon.push(key),
            "stamp" => drop(self.stamp.insert(key)),
            _ => return false,
        }
        true
    }

    /// Takes the furniture out of the lines of a page. A line that goes leaves a blank one, so that what it parted
    /// stays parted.
    pub(crate) fn clear(&self, lines: &mut [String]) {
        for line in lines.iter_mut() {
            if let Some(rest) = self.lead.iter().find_map(|lead| line.strip_prefix(lead)) {
                *line = rest.trim_start().to_owned();
            }
        }
        let total = lines.iter().filter(|line| is_body(line)).count();
        let mut written = 0;
        let mut at = 0;
        while at < lines.len() {
            let cut = self.extent(lines, at, written, total);
            for line in &mut lines[at..at + cut] {
                line.clear();
            }
            written += usize::from(is_body(&lines[at]));
            at += cut.max(1);
        }
        let last = lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
        for line in lines[..last].iter_mut().rev().filter(|line| !line.is_empty()).take(TAIL_LINES) {
            let from = line.floor_char_boundary(line.len().saturating_sub(LONGEST_TAIL));
            if let Some(start) = self.find_tail(&line[from..]) {
                line.truncate(line[..from + start].trim_end().len());
            }
        }
    }

    /// How many lines from `at` on are furniture; `written` of the `total` lines of text
    /// stand before it.
    fn extent(&self, lines: &[String], at: usize, written: usize, total: usize) -> usize {
        let line = &lines[at];
        if line.is_empty() || line.len() > 16 * BODY_CHARS || line.chars().count() > 4 * BODY_CHARS {
            return 0;
        }
        let rest = lines.len() - at;
        if is_long(line) {
            // A paragraph is read as far as its first words.
            let end = line.char_indices().nth(HEAD_CHARS).map_or(line.len(), |(end, _)| end);
            let head = bare(&line[..end]);
            if self.notice.begins(&head, false) {
                return self.after_notice(rest, written, total);
            }
            let appeals = |word: &str| self.speech.get(word).is_some_and(|speech| speech & APPEAL != 0);
            let words = head.split(|c: char| !rasid_text::fold::is_letter(c)).filter(|word| !word.is_empty());
            if !words.take(APPEAL_WORDS).any(appeals) {
                return 0;
            }
        }
        let key = bare(line);
        let plain = without_figures(&key);
        if written > 0 && self.comments.contains(plain) {
            return rest;
        }
        if self.notice.begins(&key, false) {
            return self.after_notice(rest, written, total);
        }
        if self.heading.contains(plain) {
            return lines[at + 1..].iter().position(|line| is_body(line)).map_or(rest, |links| links + 1);
        }
        usize::from(self.is_lone(line, &key))
    }

    /// Where the first tail of a line begins.
    fn find_tail(&self, line: &str) -> Option<usize> {
        self.tail.iter().filter_map(|tail| tail.find(line.as_bytes())).min()
    }

    /// How many lines go with a notice: all that is left, where the article lies before it.
    fn after_notice(&self, rest: usize, written: usize, total: usize) -> usize {
        if written > 0 && written * 2 >= total - 1 { rest } else { 1 }
    }

    /// Whether a line or paragraph is furniture whatever stands around it.
    pub(crate) fn is_line(&self, line: &str) -> bool {
        let key = bare(line);
        self.notice.begins(&key, false) || self.is_lone(line, &key)
    }

    fn is_lone(&self, line: &str, key: &str) -> bool {
        // Bytes are fewer than twice the letters.
        let short = line.len() <= LONGEST_LINK || line.chars().count() <= LONGEST_LINK;
        (short && self.link.begins(key, true))
            || self.line.contains(without_figures(key))
            || self.is_share_bar(key)
            || self.speaks_to_reader(key)
    }

    /// Whether most sentences of a line speak to the reader of the site about the site.
    fn speaks_to_reader(&self, key: &str) -> bool {
        let (mut all, mut appeals) = (0, 0);
        for sentence in key.split(['.', '؟', '!', '?']) {
            let sentence = sentence.trim_matches(|c: char| !c.is_alphanumeric());
            if !sentence.is_empty() {
                all += 1;
                appeals += usize::from(self.is_appeal(sentence) || self.notice.begins(sentence, false));
            }
        }
        appeals > 0 && appeals * 2 >= all
    }

    /// Whether a sentence tells the reader to subscribe, register, follow, comment.
    fn is_appeal(&self, key: &str) -> bool {
        let (mut appeals, mut address, mut channel) = (false, 0, 0);
        for (at, word) in
            key.split(|c: char| !rasid_text::fold::is_letter(c)).filter(|word| !word.is_empty()).enumerate()
        {
            if at == LONGEST_APPEAL {
                return false;
            }
            let speech =
                self.speech.get(word).or_else(|| self.speech.get(word.strip_prefix(['و', 'ف', 'ل', 'ب'])?));
            let speech = speech.copied().unwrap_or(0);
            appeals |= at < APPEAL_WORDS && speech & APPEAL != 0;
            address += usize::from(speech & ADDRESS != 0);
            channel += usize::from(speech & CHANNEL != 0);
        }
        address >= 2 || (address >= 1 && channel >= 1) || (appeals && address + channel >= 1)
    }

    fn is_share_bar(&self, key: &str) -> bool {
        let mut any = false;
        for word in key.split(|c: char| !rasid_text::fold::is_letter(c)).filter(|word| !word.is_empty()) {
            if self.share.contains(word) {
                any = true;
            } else if !self.share_with.contains(word) {
                return false;
            }
        }
        any
    }
}

/// Whether a line is text of an article and not a headline, label or link.
pub(crate) fn is_body(line: &str) -> bool {
    // No character takes more than four bytes.
    if line.len() >= 4 * BODY_CHARS {
        return true;
    }
    let length = line.chars().count();
    let ends = line.trim_end_matches(['"', '”', '»', '’', ')', ' ']).ends_with(['.', '؟', '!', '…', '۔']);
    length >= BODY_CHARS || (ends && length >= SENTENCE_CHARS)
}

fn is_long(line: &str) -> bool {
    line.len() > LONG_CHARS && (line.len() > 4 * LONG_CHARS || line.chars().count() > LONG_CHARS)
}

/// The key of a line without the punctuation around it.
pub(crate) fn bare(line: &str) -> String {
    fold(line).trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// Without the count before or after a label: `3 تعليقات`, `التعليقات (0)`.
fn without_figures(key: &str) -> &str {
    key.trim_matches(|c: char| !rasid_text::fold::is_letter(c))
}

fn starts_with_words(key: &str, words: &str) -> bool {
    key.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "استقبل وزير الداخلية بمقر الوزارة سفير البلد الجار وبحث معه سبل التعاون بين البلدين.";

    fn cleared(lines: &[&str]) -> Vec<String> {
        let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        FURNITURE.clear(&mut lines);
        lines.retain(|line| !line.is_empty());
        lines
    }

    #[test]
    fn every_row_has_a_known_kind_and_a_form() {
        let mut furniture = Furniture::default();
        let rows = include_str!("../data/furniture.tsv").lines().filter(|row| !row.starts_with('#'));
        for row in rows.skip(1) {
            let (kind, form) = row.split_once('\t').expect(row);
            assert!(!form.trim().is_empty() && furniture.add(kind, form), "{row}");
        }
    }

    #[test]
    fn furniture_goes_and_the_article_stays() {
        for lines in [
            &[BODY, "مقالات ذات صلة", "عنوان مقال آخر", "زر الذهاب إلى الأعلى"][..],
            &[BODY, "اقرأ أيضًا:", "عنوان بلا نقطة", "عنوان ثان"],
            &[BODY, "إقرأ أيضا: عنوان مقال آخر"],
            &["شارك على فيسبوك", BODY, "Facebook Twitter واتساب"],
            &[BODY, "3 تعليقات", BODY, "رد"],
            &[BODY, "نحن نستخدم ملفات تعريف الارتباط لتخصيص المحتوى.", BODY, "موافق"],
            &["هذا الموقع يستخدم ملفات تعريف الارتباط", BODY, ""],
            &["Next Previous", BODY],
            &[BODY, "// انتهى //"],
            &[BODY, "...المزيد"],
            &[BODY, "رابط الخبر بصحيفة المثال: عنوان الخبر"],
        ] {
            assert_eq!(cleared(lines), [BODY], "{lines:?}");
        }
    }

    #[test]
    fn tails_go_from_the_end_of_the_last_line() {
        for tail in [" رابط الخبر بصحيفة المثال: عنوان", " // انتهى //", " ...المزيد"]
        {
            assert_eq!(cleared(&[BODY, &format!("{BODY}{tail}")]), [BODY, BODY]);
        }
    }

    #[test]
    fn what_only_looks_like_furniture_stays() {
        for line in [
            "شارك الوزير في القمة العربية",
            "انتهى اللقاء بتوقيع مذكرة",
            "التعليقات الصادرة عن الوزارة",
            "على هذا",
            "المزيد من التعاون بين البلدين",
        ] {
            assert_eq!(cleared(&[BODY, line]), [BODY, line]);
        }
        assert_eq!(cleared(&[BODY, "أخبار ذات صلة", "عنوان", BODY]), [BODY, BODY], "the article goes on");
    }
}
