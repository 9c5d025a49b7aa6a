//! Date expressions, resolved to EDTF against the day of publication.
//!
//! What cannot be known stays unspecified: a month without a year and without a publication date is `XXXX-02`, a
//! relative day (أمس) without one is nothing.

use jiff::civil::Date;
use jiff::{Span as Days, ToSpan};
use rasid_lexicon::{Kind, Lexicon};
use rasid_text::{Edtf, PartialDate, TokenKind, calendar, number};

mod digits;
mod range;
mod relative;

use relative::{Back, shift};

use crate::mention::{DATE, Mentions};

/// A date expression in a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DateExpression {
    /// First token and the one behind the last.
    pub(crate) range: std::ops::Range<u32>,
    /// What it means; `None` where that cannot be known.
    pub(crate) value: Option<Edtf>,
    /// Says that it lies behind the day of publication: المقبل، غدا.
    pub(crate) future: bool,
    /// Points at the date told before: في اليوم نفسه.
    pub(crate) same_day: bool,
}

/// Reads the date expressions of one article.
pub(crate) struct DateReader<'a> {
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) mentions: &'a Mentions,
    pub(crate) published: Option<Date>,
}

/// What اليوم الموالي, الشهر التالي and السنة الموالية mean behind a date; nothing for other words.
pub(crate) fn after(key: &str, next: &str, before: Edtf) -> Option<Edtf> {
    let (true, Edtf::Date(date)) = (is_following(next), before) else { return None };
    let (first, _) = date.bounds()?;
    let span = Days::new();
    let value = match bare_key(key) {
        "اليوم" if date.is_full() => first.checked_add(span.days(1)).ok()?.into(),
        "الشهر" if date.month.is_some() => {
            let next = first.first_of_month().checked_add(span.months(1)).ok()?;
            PartialDate { day: None, ..next.into() }
        }
        "العام" | "السنه" => {
            let next = first.checked_add(span.years(1)).ok()?;
            PartialDate { day: None, month: None, ..next.into() }
        }
        _ => return None,
    };
    Some(Edtf::Date(value))
}

fn is_following(key: &str) -> bool {
    matches!(key, "الموالي" | "التالي" | "المواليه" | "التاليه")
}

/// Direction that an adjective gives: الماضي، الجاري، المقبل.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    Past,
    Present,
    Future,
    /// That of what was told before: من العام نفسه.
    Told,
}

fn turn(key: &str) -> Option<Turn> {
    Some(match key {
        "الماضي" | "الماضيه" | "المنصرم" | "المنصرمه" | "الفارط" | "الفارطه" | "الفايت" | "الفايته"
        | "المنقضي" | "المنقضيه" | "الاخير" | "الاخيره" => Turn::Past,
        "الجاري" | "الجاريه" | "الحالي" | "الحاليه" | "هذا" | "هذه" => {
            Turn::Present
        }
        "المقبل" | "المقبله" | "القادم" | "القادمه" => Turn::Future,
        _ => return None,
    })
}

const PARTS_OF_DAY: [&str; 16] = [
    "صباح",
    "مساء",
    "عشيه",
    "ليله",
    "ظهر",
    "فجر",
    "زوال",
    "عصر",
    "صبيحه",
    "بعد",
    "نهار",
    "ليل",
    "ضحي",
    "منتصف",
    "الليله",
    "ظهيره",
];

impl DateReader<'_> {
    fn day(&self, offset: i64) -> Option<Edtf> {
        Some(self.published?.checked_add(Days::new().days(offset)).ok()?.into())
    }

    /// The expression that begins at token `i`, if one does.
    pub(crate) fn at(&self, i: usize) -> Option<DateExpression> {
        let mentions = self.mentions;
        match mentions.kind(i)? {
            TokenKind::Word
                if mentions.marked(i, DATE) || mentions.has_one_of(i, &[Kind::Weekday, Kind::Month]) =>
            {
                self.word(i).map(|first| self.until(i, first))
            }
            TokenKind::Word => {
                debug_assert!(self.word(i).is_none(), "may_begin misses {}", mentions.key(i));
                None
            }
            TokenKind::Number => self.numeric(i).or_else(|| self.bare_year(i)),
            _ => None,
        }
    }

    /// As [`Self::at`], for a word.
    fn word(&self, i: usize) -> Option<DateExpression> {
        let mentions = self.mentions;
        let key = bare_key(mentions.key(i));
        let next = mentions.key(i + 1);
        let found = |tokens: usize, value: Option<Edtf>, future: bool| {
            let range = i as u32..(i + tokens) as u32;
            Some(DateExpression { range, value, future, same_day: false })
        };
        if matches!(key, "العام" | "السنه" | "سنه" | "عام")
            && let Some(year) = year(next)
        {
            return found(2, Some(Edtf::Date(PartialDate::year(year))), false);
        }
        match key {
            "اليوم" if matches!(next, "نفسه" | "ذاته" | "عينه") => {
                return Some(DateExpression {
                    range: i as u32..i as u32 + 2,
                    value: None,
                    future: false,
                    same_day: true,
                });
            }
            // في اليوم الأول من الزيارة: a day counted, not today.
            "اليوم" if is_ordinal(next) => return None,
            // The day, the month, the year after what was told: see [`after`].
            "اليوم" | "الشهر" | "العام" | "السنه" if is_following(next) => {
                return found(2, None, false);
            }
            "نفس" if next == "اليوم" => {
                return Some(DateExpression {
                    range: i as u32..i as u32 + 2,
                    value: None,
                    future: false,
                    same_day: true,
                });
            }
            "اليوم" | "يومه" => return self.with_weekday(i, 1, self.day(0)),
            "امس" | "البارحه" => {
                if matches!(next, "الاول" | "الاولي") {
                    return self.with_weekday(i, 2, self.day(-2));
                }
                // أمس وأول من أمس: both days.
                let both = match next {
                    "واول" if mentions.key(i + 2) == "امس" => Some((3, -2, -1)),
                    "واول" if mentions.key(i + 2) == "من" && mentions.key(i + 3) == "امس" => {
                        Some((4, -2, -1))
                    }
                    _ => None,
                };
                if let Some((tokens, first, last)) = both
                    && let (Some(Edtf::Date(first)), Some(Edtf::Date(last))) =
                        (self.day(first), self.day(last))
                {
                    return found(tokens, Some(Edtf::Interval(first, last)), false);
                }
                return self.with_weekday(i, 1, self.day(-1));
            }
            "قبل" if matches!(next, "امس" | "البارحه") => {
                return self.with_weekday(i, 2, self.day(-2));
            }
            "اول" if next == "امس" => return self.with_weekday(i, 2, self.day(-2)),
            "اول" if next == "من" && mentions.key(i + 2) == "امس" => {
                return self.with_weekday(i, 3, self.day(-2));
            }
            "غد" | "غدا" | "الغد" => {
                return self
                    .with_weekday(i, 1, self.day(1))
                    .map(|date| DateExpression { future: true, ..date });
            }
            "بعد" if matches!(next, "غد" | "الغد") => return found(2, self.day(2), true),
            "الليله" if next == "الماضيه" => return found(2, self.day(-1), false),
            "الليله" if next == "قبل" && mentions.key(i + 2) == "الماضيه" => {
                return found(3, self.day(-2), false);
            }
            "هذا" if matches!(next, "الصباح" | "المساء") => {
                return found(2, self.day(0), false);
            }
            "هذه" if next == "الليله" => return found(2, self.day(0), false),
            "فاتح" | "غره" | "مستهل" | "متم" | "منتصف" | "اواخر" | "اوايل" | "مطلع" | "نهايه" | "اخر"
            | "بدايه" => {
                if let Some(date) = self.edge_of_month(i, key) {
                    return Some(date);
                }
            }
            "هذا" if next == "الاسبوع" => return found(2, self.week(0), false),
            "هذا" | "نفس" if next == "الشهر" => return found(2, self.month_of(0), false),
            "هذا" if next == "العام" => return found(2, self.year_at(0), false),
            "هذه" if next == "السنه" => return found(2, self.year_at(0), false),
            // الأسبوع الأخير من مارس: a week of that month.
            "الاسبوع" | "الشهر" | "العام" | "السنه"
                if !(mentions.key(i + 2) == "من" && mentions.has_one_of(i + 3, &[Kind::Month])
                    || mentions.key(i + 2) == "من" && mentions.key(i + 3) == "شهر") =>
            {
                if let Some((tokens, by)) = shift(mentions, i + 1) {
                    let value = match key {
                        "الاسبوع" => self.week(by),
                        "الشهر" => self.month_of(by),
                        _ => self.year_at(by),
                    };
                    return found(tokens + 1, value, by > 0);
                }
            }
            // الصيف الماضي: the last one that was over.
            "الصيف" | "الربيع" | "الخريف" if turn(next) == Some(Turn::Past) => {
                let over = match key {
                    "الربيع" => 6,
                    "الصيف" => 9,
                    _ => 12,
                };
                let value =
                    self.published.and_then(|day| self.year_at(if day.month() < over { -1 } else { 0 }));
                return found(2, value, false);
            }
            "صيف" | "ربيع" | "خريف" | "شتاء" => {
                let inner = match mentions.kind(i + 1)? {
                    TokenKind::Number => self.bare_year(i + 1)?,
                    _ => self.at(i + 1)?,
                };
                let of_year =
                    matches!(inner.value, Some(Edtf::Date(PartialDate { year: Some(_), month: None, .. })));
                return of_year.then_some(DateExpression { range: i as u32..inner.range.end, ..inner });
            }
            "قبل" | "منذ" => {
                // قبل ستة أيام من الزيارة: counted from the visit, not from today.
                let counted = |&(tokens, ref back): &(usize, Back)| match back {
                    // أول لقاء منذ عامين: how long there was none.
                    Back::Years(_) if key == "منذ" => false,
                    _ => !(key == "قبل" && mentions.key(i + 1 + tokens) == "من"),
                };
                if let Some((tokens, back)) = self.ago(i + 1).filter(counted) {
                    let value = match back {
                        Back::Days(n) => self.day(-n),
                        Back::Years(n) => self.year_at(-n),
                        Back::Months(n) => self.published.and_then(|day| {
                            let day = day.checked_sub(n.months()).ok()?;
                            Some(Edtf::Date(PartialDate { day: None, ..day.into() }))
                        }),
                    };
                    return found(tokens + 1, value, false);
                }
            }
            _ => {}
        }
        // النصف الأول من مارس, الأسبوع الأول من الشهر: of the month, no day of it.
        let part = i > 0
            && matches!(mentions.stem(i - 1), "نصف" | "اسبوع" | "ربع" | "ثلث" | "دوره" | "نسخه" | "جوله")
            && mentions.definite(i - 1)
            && !mentions.key(i).starts_with(['ل', 'ب']);
        if part && ordinal_day(mentions, i).is_some() {
            return None;
        }
        if let Some((day, tokens)) = ordinal_day(mentions, i)
            && mentions.key(i + tokens) == "من"
            && let Some(date) = self.on_day(i, i + tokens + 1, day)
        {
            return Some(date);
        }
        // بين العاشر والثاني عشر من مايو
        if let Some((_, tokens)) = ordinal_day(mentions, i)
            && ordinal_day_joined(mentions, i + tokens).is_some()
            && let Some(date) = self.ordinal_pair(i)
        {
            return Some(date);
        }
        if mentions.has(i, Kind::Weekday) {
            return self.weekday(i);
        }
        if let Some(days) = self.last_days(i) {
            return Some(days);
        }
        if matches!(
            key,
            "يوم"
                | "ايام"
                | "يومي"
                | "بتاريخ"
                | "تاريخ"
                | "الموافق"
                | "شهر"
                | "من"
                | "بين"
        ) && let Some(inner) = self.at_inner(i + 1)
        {
            return Some(DateExpression { range: i as u32..inner.range.end, ..inner });
        }
        // يومي17 و18 جويلية: written without a space.
        if let Some(first) = key.strip_prefix("يومي").or(key.strip_prefix("يوم")).and_then(number::digits)
            && let Some(date) = self.numeric_from(i, first)
        {
            return Some(date);
        }
        if key == "يومي"
            && let Some(date) = self.ordinal_pair(i + 1)
        {
            return Some(DateExpression { range: i as u32..date.range.end, ..date });
        }
        if key == "شهري" {
            return self
                .months_pair(i + 1)
                .map(|date| DateExpression { range: i as u32..date.range.end, ..date });
        }
        self.month_alone(i)
    }

    /// الخامس من مايو (أيار) الماضي: the day is a word, the month begins at `month`.
    fn on_day(&self, i: usize, month: usize, day: u8) -> Option<DateExpression> {
        // الرابع عشر من الشهر الماضي
        if let Some((tokens, by)) = self.relative_month(month)
            && let Some(Edtf::Date(month_told)) = self.month_of(by)
        {
            return Some(DateExpression {
                range: i as u32..(month + tokens) as u32,
                value: Some(Edtf::Date(PartialDate { day: Some(day), ..month_told })),
                future: by > 0,
                same_day: false,
            });
        }
        let MonthExpression { number, hijri, year, turn: turned, tokens } = self.month(month)?;
        let end = month + tokens;
        if hijri {
            return self.hijri(i, end, day, number, year);
        }
        let told = year.is_some();
        let year = year.or_else(|| self.year_of(number, Some(day), turned));
        let value = Edtf::Date(PartialDate { year, month: Some(number), day: Some(day) });
        // Without a year the tense of the verb says whether the day lies ahead.
        let future = turned == Some(Turn::Future)
            || told
                && matches!((value.bounds(), self.published), (Some((first, _)), Some(published)) if first > published);
        Some(DateExpression { range: i as u32..end as u32, value: Some(value), future, same_day: false })
    }

    /// What may follow يوم: a weekday, a day of the month, a month.
    fn at_inner(&self, i: usize) -> Option<DateExpression> {
        match self.mentions.kind(i)? {
            TokenKind::Number => self.numeric(i),
            TokenKind::Word if self.mentions.has(i, Kind::Weekday) => self.weekday(i),
            TokenKind::Word if ordinal_day(self.mentions, i).is_some() => {
                if let Some(pair) = self.ordinal_pair(i) {
                    return Some(pair);
                }
                let (day, tokens) = ordinal_day(self.mentions, i)?;
                let month = i + tokens + usize::from(self.mentions.key(i + tokens) == "من");
                self.on_day(i, month, day)
            }
            TokenKind::Word if matches!(self.mentions.key(i), "امس" | "اليوم" | "غد" | "غدا" | "اول") => {
                self.at(i)
            }
            TokenKind::Word => self.month_alone(i),
            _ => None,
        }
    }

    /// A day fixed relative to publication, with the weekday and the full date that may repeat it. A full date wins.
    fn with_weekday(&self, i: usize, tokens: usize, value: Option<Edtf>) -> Option<DateExpression> {
        let mut end = i + tokens;
        let mut value = value;
        let bracketed = self.mentions.key(end) == "(";
        let weekday = end + usize::from(bracketed);
        if let Some(found) = self.mentions.bare(weekday, Kind::Weekday) {
            // Crawl dates lag publication by up to three days: the weekday decides.
            if let (Some(Edtf::Date(day)), Some(weekday)) = (value, calendar::weekday(found.sense.id as u8))
                && let Some((day, _)) = day.bounds()
                && let Some(close) = calendar::on_or_before(day, weekday)
                && day.since(close).is_ok_and(|lag| lag.get_days() <= 3)
            {
                value = Some(close.into());
            }
            end = weekday + 1;
        }
        if self.mentions.is_comma(end)
            && self.mentions.kind(end + 1) == Some(TokenKind::Number)
            && end > i + tokens
        {
            end += 1;
        }
        if self.mentions.kind(end) == Some(TokenKind::Number)
            && let Some(date) = self.numeric(end)
            && let Some(Edtf::Date(full)) = date.value
            && full.day.is_some()
        {
            let relative_is_month_long = self.published.is_some();
            value = if full.year.is_some() || !relative_is_month_long { date.value } else { value };
            end = date.range.end as usize;
        }
        if bracketed && self.mentions.key(end) == ")" {
            end += 1;
        }
        Some(DateExpression { range: i as u32..end as u32, value, future: false, same_day: false })
    }

    fn weekday(&self, i: usize) -> Option<DateExpression> {
        let weekday = calendar::weekday(self.mentions.best(i, Kind::Weekday)?.sense.id as u8)?;
        let mut end = i + 1;
        // "الخميس 13 والجمعة 14 فيفري 2025": it lasted two days.
        let second = end + 1;
        if let Some(first) = number::digits(self.mentions.key(end)).and_then(|n| u8::try_from(n).ok())
            && self.mentions.best(second, Kind::Weekday).is_some_and(|found| found.prefix.conjunction)
            && let Some(date) = self.numeric(second + 1)
            && let Some(Edtf::Date(last)) = date.value
            && last.day.is_some_and(|last| last > first)
        {
            let value = Edtf::Interval(PartialDate { day: Some(first), ..last }, last);
            return Some(DateExpression { range: i as u32..date.range.end, value: Some(value), ..date });
        }
        // يومي الأربعاء والخميس: both days.
        let two = i > 0 && matches!(self.mentions.key(i - 1), "يومي" | "ليومي" | "خلال" | "ايام");
        if two
            && let Some(next) =
                self.mentions.best(end, Kind::Weekday).filter(|found| found.prefix.conjunction)
            && let Some(published) = self.published
            && let Some(second) = calendar::weekday(next.sense.id as u8)
            && let Some(last) = calendar::on_or_before(published, second)
            && let Some(first) = calendar::on_or_before(last, weekday)
        {
            // أيام الاثنين والثلاثاء والأربعاء
            let third = end + next.tokens as usize;
            let third_day = self
                .mentions
                .best(third, Kind::Weekday)
                .filter(|found| found.prefix.conjunction)
                .and_then(|found| calendar::weekday(found.sense.id as u8));
            if let Some(third_day) = third_day
                && let Some(last) = calendar::on_or_before(published, third_day)
                && let Some(first) = calendar::on_or_before(last, weekday)
            {
                let value = Edtf::Interval(first.into(), last.into());
                let range = i as u32..third as u32 + 1;
                return Some(DateExpression { range, value: Some(value), future: false, same_day: false });
            }
            let value = Edtf::Interval(first.into(), last.into());
            let range = i as u32..third as u32;
            return Some(DateExpression { range, value: Some(value), future: false, same_day: false });
        }
        // "الأربعاء 14 ماي 2025" is the date; the weekday only repeats it.
        let number = end + usize::from(self.mentions.is_comma(end) || self.mentions.key(end) == "(");
        if self.mentions.kind(number) == Some(TokenKind::Number)
            && let Some(date) = self.numeric(number).filter(|date| date.value.is_some())
        {
            return Some(DateExpression { range: i as u32..date.range.end, ..date });
        }
        if let Some(date) = self.edge_of_month(end, bare_key(self.mentions.key(end))) {
            return Some(DateExpression { range: i as u32..date.range.end, ..date });
        }
        // الثلاثاء من الأسبوع الماضي, الثلاثاء قبل الماضي: a week earlier than the last one.
        if self.mentions.key(end) == "من"
            && self.mentions.key(end + 1) == "الاسبوع"
            && let Some((tokens, by)) = shift(self.mentions, end + 2)
        {
            // The week of the Arab press begins on Sunday.
            let value = self.published.and_then(|day| {
                let sunday = calendar::on_or_before(day, jiff::civil::Weekday::Sunday)?;
                let first = sunday.checked_add(Days::new().days(7 * by)).ok()?;
                calendar::on_or_after(first, weekday)
            });
            let range = i as u32..(end + 2 + tokens) as u32;
            return Some(DateExpression {
                range,
                value: value.map(Edtf::from),
                future: by > 0,
                same_day: false,
            });
        }
        let turned = turn(self.mentions.key(end));
        if turned.is_some() {
            end += 1;
        }
        let before_last = turned.is_none() && shift(self.mentions, end) == Some((2, -2))
            || matches!(self.mentions.key(end), "الاسبق");
        if before_last {
            let value = self.published.and_then(|day| {
                let last = calendar::on_or_before(day.yesterday().ok()?, weekday)?;
                last.checked_sub(Days::new().days(7)).ok()
            });
            let tokens = if self.mentions.key(end) == "قبل" { 2 } else { 1 };
            let range = i as u32..(end + tokens) as u32;
            return Some(DateExpression {
                range,
                value: value.map(Edtf::from),
                future: false,
                same_day: false,
            });
        }
        let value = self.published.and_then(|day| match turned {
            Some(Turn::Future) => calendar::on_or_after(day.tomorrow().ok()?, weekday),
            Some(Turn::Past) => calendar::on_or_before(day.yesterday().ok()?, weekday),
            _ => calendar::on_or_before(day, weekday),
        });
        Some(DateExpression {
            range: i as u32..end as u32,
            value: value.map(Edtf::from),
            future: turned == Some(Turn::Future),
            same_day: false,
        })
    }

    /// The year of an incomplete date: the last one that does not lie behind publication.
    fn year_of(&self, month: u8, day: Option<u8>, turn: Option<Turn>) -> Option<u16> {
        let published = self.published?;
        let year = u16::try_from(published.year()).ok()?;
        let candidate = PartialDate { year: Some(year), month: Some(month), day };
        let (first, last) = candidate.bounds()?;
        Some(match turn {
            Some(Turn::Told) => return None,
            Some(Turn::Future) if last < published => year + 1,
            Some(Turn::Future | Turn::Present) => year,
            Some(Turn::Past) if first > published || (day.is_none() && last >= published) => year - 1,
            // A few days ahead is an announcement, months ahead is last year.
            None if first.since(published).is_ok_and(|ahead| ahead.get_days() > 120) => year - 1,
            _ => year,
        })
    }

    /// A month name and what completes it: year, adjective, doubled name (شباط / فبراير).
    fn month(&self, i: usize) -> Option<MonthExpression> {
        let mut at = i;
        if self.mentions.key(at) == "من" && self.mentions.key(at + 1) == "شهر" {
            at += 1;
        }
        if matches!(self.mentions.key(at), "شهر" | "من") && self.mentions.has(at + 1, Kind::Month) {
            at += 1;
        }
        let found = self.mentions.bare(at, Kind::Month).or_else(|| {
            self.mentions.best(at, Kind::Month).filter(|found| at == i && !found.prefix.conjunction)
        })?;
        let month = self.lexicon.month(found.sense.id);
        at += found.tokens as usize;
        // The same month in another set: "فبراير (شباط)", "كانون الأول/ديسمبر", "يونيو حزيران".
        let doubled = at + usize::from(matches!(self.mentions.key(at), "(" | "/"));
        if let Some(again) = self.mentions.bare(doubled, Kind::Month)
            && self.lexicon.month(again.sense.id).number == month.number
        {
            at = doubled + again.tokens as usize;
            at += usize::from(self.mentions.key(at) == ")");
        }
        let mut turned = turn(self.mentions.key(at));
        let mut year_found = year(self.mentions.key(at));
        if turned.is_some() || year_found.is_some() {
            at += 1;
        } else if matches!(self.mentions.key(at), "من" | "سنه" | "عام" | "لسنه") {
            let skip =
                1 + usize::from(matches!(self.mentions.key(at + 1), "سنه" | "عام" | "العام" | "السنه"));
            if let Some(year) = year(self.mentions.key(at + skip)) {
                year_found = Some(year);
                at += skip + 1;
            } else if skip == 2 && turn(self.mentions.key(at + 2)) == Some(Turn::Past) {
                let last = self.published.and_then(|day| u16::try_from(day.year() - 1).ok());
                (year_found, turned) = (last, None);
                at += 3;
            } else if skip == 2 && matches!(self.mentions.key(at + 2), "نفسه" | "نفسها" | "ذاته" | "ذاتها")
            {
                // من العام نفسه: of a year told before.
                turned = Some(Turn::Told);
                at += 3;
            }
        }
        if year_found.is_some() && matches!(self.mentions.key(at), "م" | "ه" | "هـ") {
            at += 1;
        }
        let (number, hijri) = (month.number, month.hijri);
        Some(MonthExpression { number, hijri, year: year_found, turn: turned, tokens: at - i })
    }

    fn month_alone(&self, i: usize) -> Option<DateExpression> {
        let mentions = self.mentions;
        let begins =
            mentions.has(i, Kind::Month) || (mentions.key(i) == "شهر" && mentions.has(i + 1, Kind::Month));
        if !begins {
            return None;
        }
        let MonthExpression { number: month, hijri, year, turn: turned, tokens } = self.month(i)?;
        // A bare Hijri month is as often a holy season as a date.
        if hijri {
            return None;
        }
        // قالت ماي: a name or a verb, unless something makes it a month.
        let key = mentions.key(i);
        let before = i.checked_sub(1).map_or("", |before| mentions.key(before));
        let doubtful = matches!(key, "ماي" | "مارس" | "اب" | "جوان" | "اوت" | "حزيران" | "تموز");
        let opened = matches!(
            before.trim_start_matches('و'),
            "في" | "خلال"
                | "منذ"
                | "حتي"
                | "من"
                | "الي"
                | "بين"
                | "مطلع"
                | "اواخر"
                | "اوايل"
                | "منتصف"
                | "بداية"
                | "نهايه"
                | "بدايه"
                | "مستهل"
                | "قبل"
                | "بعد"
                | "اشهر"
                | "شهري"
        );
        if doubtful && !opened && year.is_none() && turned.is_none() {
            return None;
        }
        let year = year.or_else(|| self.year_of(month, None, turned));
        let value = Edtf::Date(PartialDate { year, month: Some(month), day: None });
        Some(DateExpression {
            range: i as u32..(i + tokens) as u32,
            value: Some(value),
            future: turned == Some(Turn::Future),
            same_day: false,
        })
    }

    /// فاتح ماي, غرة مارس: a day; متم شهر دجنبر, أواخر ماي: no more than the month, for none of them writes a day.
    fn edge_of_month(&self, i: usize, key: &str) -> Option<DateExpression> {
        let MonthExpression { number: month, hijri, year, turn: turned, tokens } = self.month(i + 1)?;
        if hijri {
            return None;
        }
        let day = match key {
            "فاتح" | "غره" => Some(1),
            _ => None,
        };
        if day.is_none()
            && !matches!(
                key,
                "متم"
                    | "مستهل"
                    | "مطلع"
                    | "منتصف"
                    | "اواخر"
                    | "اوايل"
                    | "نهايه"
                    | "اخر"
                    | "بدايه"
            )
        {
            return None;
        }
        let year = year.or_else(|| self.year_of(month, day, turned));
        let date = PartialDate { year, month: Some(month), day };
        Some(DateExpression {
            range: i as u32..(i + 1 + tokens) as u32,
            value: Some(Edtf::Date(date)),
            future: turned == Some(Turn::Future),
            same_day: false,
        })
    }
}

/// A month name and what completes it.
struct MonthExpression {
    number: u8,
    hijri: bool,
    year: Option<u16>,
    turn: Option<Turn>,
    tokens: usize,
}

/// The key without the clitics that date words carry: وأمس, وقبل, بالأمس, ليوم.
fn bare_key(key: &str) -> &str {
    const WORDS: [&str; 8] = ["امس", "اليوم", "غدا", "يوم", "يومي", "شهر", "يومه", "شهري"];
    if let Some(rest) = key.strip_prefix(['و', 'ف'])
        && (WORDS.contains(&rest) || begins(rest))
    {
        return rest;
    }
    if let Some(rest) = key.strip_prefix(['ل', 'ب'])
        && WORDS.contains(&rest)
    {
        return rest;
    }
    if key == "بالامس" { "امس" } else { key }
}

/// Whether a word that is neither a month nor a day of the week begins dates, by its folded key.
fn begins(key: &str) -> bool {
    matches!(
        key,
        "اليوم"
            | "يومه"
            | "نفس"
            | "هذا"
            | "هذه"
            | "امس"
            | "البارحه"
            | "اول"
            | "غد"
            | "غدا"
            | "الغد"
            | "بعد"
            | "الليله"
            | "فاتح"
            | "غره"
            | "مستهل"
            | "متم"
            | "منتصف"
            | "اواخر"
            | "اوايل"
            | "مطلع"
            | "نهايه"
            | "اخر"
            | "بدايه"
            | "الاسبوع"
            | "الشهر"
            | "شهر"
            | "شهري"
            | "العام"
            | "السنه"
            | "سنه"
            | "عام"
            | "قبل"
            | "منذ"
            | "ايام"
            | "بتاريخ"
            | "تاريخ"
            | "الموافق"
            | "من"
            | "بين"
            | "اليومين"
            | "الايام"
            | "صيف"
            | "ربيع"
            | "خريف"
            | "شتاء"
            | "الصيف"
            | "الربيع"
            | "الخريف"
    )
}

/// Whether a word that is neither a month nor a day of the week may begin a date, by its key: most may not.
pub(crate) fn may_begin(key: &str) -> bool {
    let bare = bare_key(key);
    begins(bare) || bare.starts_with("يوم") || unit_of_day(key).is_some()
}

/// الأول, الثاني, الأخير: which day of something.
fn is_ordinal(key: &str) -> bool {
    matches!(
        key,
        "الاول"
            | "الثاني"
            | "الثالث"
            | "الرابع"
            | "الخامس"
            | "السادس"
            | "السابع"
            | "الاخير"
            | "الختامي"
            | "الافتتاحي"
            | "العالمي"
            | "الوطني"
            | "الدولي"
            | "الدراسي"
    )
}

/// A day of the month as an ordinal, and its tokens: الخامس, الحادي عشر, الثاني والعشرين.
fn ordinal_day(mentions: &Mentions, i: usize) -> Option<(u8, usize)> {
    let unit = unit_of_day(mentions.key(i))?;
    if matches!(unit, 10 | 20 | 30) {
        return Some((unit, 1));
    }
    Some(match mentions.key(i + 1) {
        "عشر" => (unit + 10, 2),
        "والعشرين" | "والعشرون" => (unit + 20, 2),
        "والثلاثين" | "والثلاثون" if unit == 1 => (31, 2),
        _ => (unit, 1),
    })
}

/// الأول, الحادي, بالعشرين: the first word of an ordinal day.
fn unit_of_day(key: &str) -> Option<u8> {
    Some(match key.trim_start_matches(['ل', 'ب']) {
        "الاول" | "الحادي" => 1,
        "الثاني" => 2,
        "الثالث" => 3,
        "الرابع" => 4,
        "الخامس" => 5,
        "السادس" => 6,
        "السابع" => 7,
        "الثامن" => 8,
        "التاسع" => 9,
        "العاشر" => 10,
        "العشرين" | "العشرون" => 20,
        "الثلاثين" | "الثلاثون" => 30,
        _ => return None,
    })
}

/// والثالث, والحادي عشر: as [`ordinal_day`], joined to the day before.
fn ordinal_day_joined(mentions: &Mentions, i: usize) -> Option<(u8, usize)> {
    let key = mentions.key(i).strip_prefix('و')?;
    let unit = match key {
        "الثاني" => 2,
        "الثالث" => 3,
        "الرابع" => 4,
        "الخامس" => 5,
        "السادس" => 6,
        "السابع" => 7,
        "الثامن" => 8,
        "التاسع" => 9,
        "الحادي" => 1,
        "العاشر" => return Some((10, 1)),
        "العشرين" => return Some((20, 1)),
        "الثلاثين" => return Some((30, 1)),
        _ => return None,
    };
    Some(match mentions.key(i + 1) {
        "عشر" => (unit + 10, 2),
        "والعشرين" => (unit + 20, 2),
        _ => (unit, 1),
    })
}

/// Whether a key may stand before a relative day: صباح اليوم.
pub(crate) fn is_part_of_day(key: &str) -> bool {
    PARTS_OF_DAY.contains(&key)
}

/// A key of four digits between 1300 and 2100.
fn year(key: &str) -> Option<u16> {
    let year = number::digits(key).filter(|_| key.len() == 4)?;
    u16::try_from(year).ok().filter(|year| (1300..=2100).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first expression that a sentence holds, and what it means.
    fn read(coder: &crate::Coder, published: Option<Date>, expression: &str) -> Option<Option<Edtf>> {
        let mut mentions = Mentions::default();
        mentions.fill(coder.lexicon(), &format!("التقى الوزير نظيره {expression}."));
        let reader = DateReader { lexicon: coder.lexicon(), mentions: &mentions, published };
        (0..mentions.len()).find_map(|i| reader.at(i)).map(|date| date.value)
    }

    #[test]
    fn every_expression_of_the_table_means_what_it_says() {
        let coder = crate::Coder::embedded();
        let (mut rows, mut wrong) = (0, Vec::new());
        for line in include_str!("../tests/dates.tsv").lines().filter(|line| !line.starts_with('#')) {
            let [group, published, expression, meaning] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("four cells: {line}")
            };
            rows += 1;
            let published = (published != "-").then(|| published.parse().unwrap());
            let value = read(&coder, published, expression).flatten().map(|value| value.to_string());
            let found = value.as_deref().unwrap_or("null");
            if found != meaning {
                wrong.push(format!("{group}: {expression}: {meaning}, but read {found}"));
            }
        }
        assert!(rows >= 300, "{rows} expressions");
        assert!(wrong.is_empty(), "{} of {rows}:\n{}", wrong.len(), wrong.join("\n"));
    }
}
