//! Date stamps and datelines: what the head of a page says about the day of publication.

use jiff::civil::Date;
use rasid_text::{calendar, fold};

use crate::boilerplate::FURNITURE;
use crate::month::{self, Month};

/// A line that dates the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stamp {
    /// Nothing but a date and the words of a stamp: `نشر في: الخميس 6 فبراير 2025 - 10:30`.
    Date(Date),
    /// A place and a date: `تونس في 11 ديسمبر 2025`; the line is text of the article as well.
    Dateline(Date),
    /// How long ago, seen from a time nobody wrote down: `منذ 5 ساعات | مجتمع`.
    Age(Age),
    /// Place, day and month without a year: no date of publication, but no headline either.
    Yearless,
}

/// So many units before the page was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Age {
    pub(crate) count: u32,
    pub(crate) unit: Unit,
}

/// The units that pages count their age in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
}

/// Their names, folded, with how many the name alone means.
const UNITS: [(Unit, u32, &[&str]); 10] = [
    (Unit::Minute, 1, &["دقيقه", "دقائق", "minute", "minutes", "min", "mins"]),
    (Unit::Minute, 2, &["دقيقتين", "دقيقتان"]),
    (Unit::Hour, 1, &["ساعه", "ساعات", "hour", "hours", "heure", "heures"]),
    (Unit::Hour, 2, &["ساعتين", "ساعتان"]),
    (Unit::Day, 1, &["يوم", "ايام", "يوما", "day", "days", "jour", "jours"]),
    (Unit::Day, 2, &["يومين", "يومان"]),
    (Unit::Week, 1, &["اسبوع", "اسابيع", "week", "weeks", "semaine", "semaines"]),
    (Unit::Week, 2, &["اسبوعين", "اسبوعان"]),
    (Unit::Month, 1, &["شهر", "اشهر", "شهور", "month", "months", "mois"]),
    (Unit::Month, 2, &["شهرين", "شهران"]),
];

/// Longest stamp, in characters.
const LONGEST: usize = 100;
/// Most words beside the date in a dateline.
const DATELINE_WORDS: usize = 3;
/// Most words of an agency behind the dash of a dateline: `جدة 20 مايو 2025 م - وكالة ...`.
const AGENCY_WORDS: usize = 5;
/// What such an agency's name begins with, folded.
const AGENCIES: [&str; 9] = ["وكاله", "وكالات", "صحيفه", "جريده", "موقع", "قناه", "اذاعه", "agence", "agency"];
/// Most words of the section behind an age.
const SECTION_WORDS: usize = 3;

/// A number, a word or a mark of a folded line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item<'k> {
    Number(u32, usize),
    Word(&'k str),
    Mark(char),
}

impl<'k> Item<'k> {
    fn word(&self) -> Option<&'k str> {
        if let Item::Word(word) = *self { Some(word) } else { None }
    }
}

/// Whether a line of a date says when the article was changed, and not when it appeared.
pub(crate) fn is_update(line: &str) -> bool {
    let key = fold(line);
    let says = |words: &[&str]| key.split(|c: char| !c.is_alphabetic()).any(|word| words.contains(&word));
    says(&["تحديث", "التحديث", "تعديل", "updated", "modified", "modifie", "jour"])
        && !says(&["نشر", "نشرت", "النشر", "بتاريخ", "published", "publie"])
}

/// Whether a line opens with a word of a date stamp.
pub(crate) fn is_dated(line: &str) -> bool {
    let key = fold(line);
    key.split(|c: char| !c.is_alphabetic())
        .find(|word| !word.is_empty())
        .is_some_and(|word| FURNITURE.stamp.contains(word))
}

/// What `line` says about the day of publication, if it is a stamp at all.
pub(crate) fn read(line: &str) -> Option<Stamp> {
    if line.chars().count() > LONGEST {
        return None;
    }
    let key = fold(line);
    let mut items = items(&key);
    if let Some(age) = age(&items) {
        return Some(Stamp::Age(age));
    }
    // Of two days the one behind the word of an update is not the first.
    let update = items
        .iter()
        .position(|item| matches!(item, Item::Word("تحديث" | "التحديث" | "updated" | "modified")));
    let publication =
        items.iter().position(|item| matches!(item, Item::Word("النشر" | "نشر" | "نشرت" | "published")));
    if let (Some(update), Some(publication)) = (update, publication) {
        // Only what was said of the publication.
        if update < publication {
            items.drain(..publication);
        } else {
            items.truncate(update);
        }
    }
    let mut gregorian = None;
    let mut hijri = None;
    let mut yearless = false;
    while let Some((at, length, found)) = find_date(&items) {
        match found {
            Found::Gregorian(date) => gregorian = gregorian.or(Some(date)),
            Found::Hijri(date) => hijri = hijri.or(Some(date)),
            Found::Yearless => yearless = true,
        }
        // A mark in its place, so that what stood around it is not read as one.
        items.splice(at..at + length, [Item::Mark('|')]);
    }
    let others: Vec<&str> =
        items.iter().filter_map(Item::word).filter(|word| !FURNITURE.stamp.contains(*word)).collect();
    let date = gregorian.or(hijri);
    match date {
        Some(date) if others.is_empty() || FURNITURE.section.contains(&others.join(" ")) => {
            Some(Stamp::Date(date))
        }
        Some(date) if others.len() - agency_words(&items) <= DATELINE_WORDS => Some(Stamp::Dateline(date)),
        None if yearless && others.len() <= DATELINE_WORDS => Some(Stamp::Yearless),
        _ => None,
    }
}

/// How many words name an agency behind a dash at the end of a line whose dates are marks.
fn agency_words(items: &[Item<'_>]) -> usize {
    let dash = items.iter().rposition(|item| matches!(item, Item::Mark('-' | '–' | '—' | '/')));
    let Some(dash) = dash.filter(|&dash| items[..dash].contains(&Item::Mark('|'))) else { return 0 };
    let name: Vec<&str> = items[dash + 1..].iter().map_while(Item::word).collect();
    let is_agency = name.first().is_some_and(|word| AGENCIES.contains(word));
    let whole = name.len() == items.len() - dash - 1;
    if !is_agency || !whole || name.len() > AGENCY_WORDS {
        return 0;
    }
    name.iter().filter(|word| !FURNITURE.stamp.contains(**word)).count()
}

/// The date of a dateline that opens the first paragraph: `الرباط، 8 ماي 2025 (و م ع) - أعلن ...`.
pub(crate) fn dateline(paragraph: &str) -> Option<Date> {
    let most = paragraph.char_indices().nth(LONGEST).map_or(paragraph.len(), |(at, _)| at);
    let head = &paragraph[..most];
    let marks = [" - ", " – ", " — ", " / ", " _ ", " ـ ", ": "];
    let end = marks.iter().filter_map(|mark| head.find(mark)).min()?;
    let mut place = head[..end].to_owned();
    // The agency in brackets is no place, but says nothing against one either.
    if let (Some(open), Some(close)) = (place.find('('), place.find(')'))
        && open < close
    {
        place.replace_range(open..=close, "");
    }
    match read(&place)? {
        Stamp::Date(date) | Stamp::Dateline(date) => Some(date),
        Stamp::Age(_) | Stamp::Yearless => None,
    }
}

fn items(key: &str) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    let mut rest = key;
    while let Some(first) = rest.chars().next() {
        let kind = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
        let length = match kind(first) {
            (false, false) => first.len_utf8(),
            wanted => rest.find(|c| kind(c) != wanted).unwrap_or(rest.len()),
        };
        let (piece, after) = rest.split_at(length);
        rest = after;
        if first.is_ascii_digit() {
            items.push(Item::Number(piece.parse().unwrap_or(u32::MAX), piece.len()));
        } else if first.is_alphabetic() {
            items.push(Item::Word(piece));
        } else if !first.is_whitespace() {
            items.push(Item::Mark(first));
        }
    }
    items
}

/// `منذ 5 ساعات`, `قبل يوم واحد`, `5 hours ago`, `il y a 5 heures`, with a section behind it or not.
fn age(items: &[Item<'_>]) -> Option<Age> {
    let published = |item: Option<&Item<'_>>| {
        item.and_then(Item::word).is_some_and(|word| FURNITURE.stamp.contains(word))
    };
    let skip =
        items.iter().take_while(|item| published(Some(item)) || matches!(item, Item::Mark(':'))).count();
    let items = &items[skip..];
    let (mut at, behind) = match items {
        [Item::Word("منذ" | "قبل"), ..] => (1, false),
        [Item::Word("il"), Item::Word("y"), Item::Word("a"), ..] => (3, false),
        [Item::Number(..), ..] => (0, true),
        _ => return None,
    };
    let written = if let Some(&Item::Number(count, _)) = items.get(at) { Some(count) } else { None };
    at += usize::from(written.is_some());
    let name = items.get(at)?.word()?;
    let (unit, alone, _) = UNITS.iter().find(|(_, _, names)| names.contains(&name))?;
    at += 1;
    at += usize::from(matches!(items.get(at), Some(Item::Word("واحد" | "واحده"))));
    if behind {
        matches!(items.get(at), Some(Item::Word("ago"))).then_some(())?;
        at += 1;
    }
    let rest = &items[at..];
    let words = rest.iter().filter_map(Item::word).count();
    let parted = matches!(rest.first(), None | Some(Item::Mark('|' | '·' | '•' | '-' | '–' | '/')));
    (parted && words <= SECTION_WORDS).then_some(Age { count: written.unwrap_or(*alone), unit: *unit })
}

enum Found {
    Gregorian(Date),
    Hijri(Date),
    Yearless,
}

/// The first date among `items`: where it starts, how many items it takes, what it is.
fn find_date(items: &[Item<'_>]) -> Option<(usize, usize, Found)> {
    (0..items.len()).find_map(|at| {
        let rest = &items[at..];
        let (length, found) = in_figures(rest).or_else(|| day_first(rest)).or_else(|| month_first(rest))?;
        Some((at, length, found))
    })
}

/// `2025-02-06`, `06/02/2025`, `6.2.2025`: year first, or the day first as Arabic papers have it.
fn in_figures(items: &[Item<'_>]) -> Option<(usize, Found)> {
    let [
        Item::Number(a, width),
        Item::Mark(first),
        Item::Number(b, _),
        Item::Mark(second),
        Item::Number(c, last),
        ..,
    ] = *items
    else {
        return None;
    };
    if first != second || !matches!(first, '-' | '/' | '.') {
        return None;
    }
    let date = match (width, last) {
        (4, 1 | 2) => gregorian(a, b, c)?,
        (1 | 2, 4) => gregorian(c, b, a)?,
        _ => return None,
    };
    Some((5, Found::Gregorian(date)))
}

/// `6 فبراير 2025`, `فاتح ماي 2025`, `6 فبراير/شباط 2025`, `12 شعبان 1446`, `11 ديسمبر`.
fn day_first(items: &[Item<'_>]) -> Option<(usize, Found)> {
    let day = match *items.first()? {
        Item::Number(day @ 1..=31, _) => day,
        Item::Word("فاتح" | "غره") => 1,
        _ => return None,
    };
    let mut at = 1 + marks(&items[1..], &['-', '.', '/', ',']);
    at += usize::from(matches!(items.get(at), Some(Item::Word("من" | "شهر"))));
    let (month, length) = month_at(&items[at..])?;
    at += length;
    // The same month in another set of names.
    let skip = marks(&items[at..], &['/', '(', '-']);
    if let Some((_, length)) = month_at(&items[at + skip..]).filter(|_| skip > 0) {
        at += skip + length;
        at += marks(&items[at..], &[')']);
    }
    let mut year_at = at + marks(&items[at..], &[',', '،', '-', '/', '.']);
    year_at += usize::from(matches!(items.get(year_at), Some(Item::Word("سنه" | "عام" | "من"))));
    match items.get(year_at) {
        Some(&Item::Number(year, 4)) => Some((year_at + 1, resolve(year, month, day)?)),
        _ => Some((at, Found::Yearless)),
    }
}

/// `فبراير 6, 2025`.
fn month_first(items: &[Item<'_>]) -> Option<(usize, Found)> {
    let (month, mut at) = month_at(items)?;
    let Some(&Item::Number(day @ 1..=31, _)) = items.get(at) else { return None };
    at += 1 + marks(&items[at + 1..], &[',', '،']);
    let Some(&Item::Number(year, 4)) = items.get(at) else { return None };
    Some((at + 1, resolve(year, month, day)?))
}

fn month_at(items: &[Item<'_>]) -> Option<(Month, usize)> {
    let words: Vec<&str> = items.iter().take(2).map_while(Item::word).collect();
    month::lookup(&words)
}

/// One or no mark of `allowed` at the head of `items`.
fn marks(items: &[Item<'_>], allowed: &[char]) -> usize {
    usize::from(matches!(items.first(), Some(Item::Mark(mark)) if allowed.contains(mark)))
}

fn resolve(year: u32, month: Month, day: u32) -> Option<Found> {
    match month {
        Month::Gregorian(month) => gregorian(year, u32::from(month), day).map(Found::Gregorian),
        Month::Hijri(month) => {
            calendar::from_hijri(u16::try_from(year).ok()?, month, u8::try_from(day).ok()?).map(Found::Hijri)
        }
    }
}

/// A day that newspapers of today can bear.
fn gregorian(year: u32, month: u32, day: u32) -> Option<Date> {
    let year = i16::try_from(year).ok().filter(|year| (1900..=2100).contains(year))?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn stamps_in_every_month_set() {
        for line in [
            "الخميس 6 فبراير 2025",
            "6 فيفري 2025",
            "٦ شباط ٢٠٢٥",
            "6 شباط/فبراير 2025",
            "6 فبراير (شباط) 2025",
            "نشر في: الخميس 06 فبراير 2025 - 10:30",
            "آخر تحديث: 6 فبراير 2025 على الساعة 22:15",
            "فبراير 6, 2025",
            "06/02/2025",
            "6-2-2025 10:30 م",
            "2025-02-06",
            "٠٦/٠٢/٢٠٢٥",
            "الخميس 6 فبراير 2025 | سياسة",
            "السياسة - 6 فبراير 2025",
            "Thursday, February 6, 2025",
            "Publié le 6 février 2025 à 10:30",
            "7 شعبان 1446 هـ الموافق 6 فبراير 2025 م",
        ] {
            assert_eq!(read(line), Some(Stamp::Date(date(2025, 2, 6))), "{line}");
        }
    }

    #[test]
    fn other_months() {
        for (line, day) in [
            ("8 مايو 2025", date(2025, 5, 8)),
            ("فاتح ماي 2024", date(2024, 5, 1)),
            ("3 غشت 2023", date(2023, 8, 3)),
            ("20 يوليوز 2023", date(2023, 7, 20)),
            ("2 كانون الثاني 2024", date(2024, 1, 2)),
            ("30 تشرين الثاني 2023", date(2023, 11, 30)),
            ("15 جويلية 2022", date(2022, 7, 15)),
            ("31 أوت 2022", date(2022, 8, 31)),
            ("9 دجنبر 2024", date(2024, 12, 9)),
            ("15 رمضان 1445 هـ", date(2024, 3, 25)),
        ] {
            assert_eq!(read(line), Some(Stamp::Date(day)), "{line}");
        }
    }

    #[test]
    fn a_dateline_dates_the_article_and_stays() {
        assert_eq!(read("تونس في 11 ديسمبر 2025"), Some(Stamp::Dateline(date(2025, 12, 11))));
        assert_eq!(read("تونس في 11 ديسمبر"), Some(Stamp::Yearless));
        for line in [
            "مسقط 22 ذو القعدة 1446 هـ الموافق 20 مايو 2025 م - وكالة الساحل الإخبارية",
            "مسقط 22 ذو القعدة 1446 هـ الموافق 20 مايو 2025 م - الساحل",
            "مسقط في 20 مايو 2025 – صحيفة الخليج الجديد",
        ] {
            assert_eq!(read(line), Some(Stamp::Dateline(date(2025, 5, 20))), "{line}");
        }
        assert_eq!(read("لقاء 20 مايو 2025 - تفاصيل الزيارة إلى البلد"), None);
        for paragraph in [
            "الرباط، 8 ماي 2025 (و م ع) - أعلن مصدر رسمي أن الوزير وصل",
            "الرباط في 8 ماي 2025 / واس / أعلن مصدر رسمي",
        ] {
            assert_eq!(dateline(paragraph), Some(date(2025, 5, 8)), "{paragraph}");
        }
    }

    #[test]
    fn an_age_is_counted_and_gives_no_date() {
        for (line, count, unit) in [
            ("منذ 5 ساعات", 5, Unit::Hour),
            ("منذ ٢٠ دقيقة", 20, Unit::Minute),
            ("منذ ساعتين | مجتمع", 2, Unit::Hour),
            ("قبل يوم", 1, Unit::Day),
            ("منذ يوم واحد", 1, Unit::Day),
            ("نشر منذ 3 أيام", 3, Unit::Day),
            ("تاريخ النشر: منذ أسبوعين", 2, Unit::Week),
            ("قبل شهر", 1, Unit::Month),
            ("3 hours ago", 3, Unit::Hour),
            ("il y a 2 jours", 2, Unit::Day),
        ] {
            assert_eq!(read(line), Some(Stamp::Age(Age { count, unit })), "{line}");
        }
    }

    #[test]
    fn a_date_in_a_sentence_is_no_stamp() {
        for line in [
            "التقى الوزير نظيره يوم 6 فبراير 2025 بالرباط",
            "في سنة 2024... حصيلة سنة",
            "13 دولة",
            "منذ 5 سنوات والبلد يعيش أزمة",
            "32 فبراير 2025",
            "30 فبراير 2025",
            "20.25.2025",
            "",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
        assert_eq!(dateline("زار الوزير باريس والتقى نظيره في 8 ماي 2025 - وفق بيان"), None);
        assert_eq!(dateline("وقال: نلتقي في 8 ماي 2025"), None);
    }
}
