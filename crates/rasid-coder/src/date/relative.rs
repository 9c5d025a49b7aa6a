//! Weeks, months and years told by their distance from the day of publication: الأسبوع الماضي, قبل عامين, هذا الشهر.

use jiff::{Span as Days, ToSpan};
use rasid_lexicon::Kind;
use rasid_text::{Edtf, PartialDate, TokenKind, calendar, number};

use super::{DateExpression, DateReader, Turn, turn, year};
use crate::mention::Mentions;

impl DateReader<'_> {
    /// في 2018, خلال 2018: a year that only its preposition makes one.
    pub(super) fn bare_year(&self, i: usize) -> Option<DateExpression> {
        let before = i.checked_sub(1).map_or("", |before| self.mentions.key(before));
        let opened = matches!(
            before.trim_start_matches('و'),
            "في" | "خلال"
                | "مطلع"
                | "اواخر"
                | "اوايل"
                | "نهايه"
                | "بدايه"
                | "منتصف"
                | "صيف"
                | "خريف"
                | "شتاء"
                | "ربيع"
        );
        // في 2018 مدرسة: what is counted stands behind, without an article.
        let counts = self.mentions.has(i + 1, Kind::Word)
            && !self.mentions.definite(i + 1)
            && self.mentions.key(i + 1).ends_with('ه');
        // رؤية 2030: a year to come is seldom when something was.
        let last = self.published.map_or(2100, |day| u16::try_from(day.year()).unwrap_or(2100));
        let told = year(self.mentions.key(i)).filter(|year| (1900..=last).contains(year));
        let year = told.filter(|_| opened && !counts)?;
        let value = Some(Edtf::Date(PartialDate::year(year)));
        Some(DateExpression { range: i as u32..i as u32 + 1, value, future: false, same_day: false })
    }

    /// The week, from Monday, `by` weeks from that of publication.
    pub(super) fn week(&self, by: i64) -> Option<Edtf> {
        let published = self.published?;
        let monday = calendar::on_or_before(published, jiff::civil::Weekday::Monday)?;
        let first = monday.checked_add(Days::new().days(7 * by)).ok()?;
        let last = first.checked_add(6.days()).ok()?;
        // A past encounter "last week" took place on one day of it: the month is what is known of it.
        if by > 0 {
            Some(Edtf::Interval(first.into(), last.into()))
        } else if first.month() == last.month() {
            Some(Edtf::Date(PartialDate { day: None, ..first.into() }))
        } else {
            Some(Edtf::OneOf(first.into(), last.into()))
        }
    }

    /// The month `by` months from that of publication.
    pub(super) fn month_of(&self, by: i64) -> Option<Edtf> {
        let first = self.published?.first_of_month().checked_add(by.months()).ok()?;
        Some(Edtf::Date(PartialDate { day: None, ..first.into() }))
    }

    /// The year `by` years from that of publication.
    pub(super) fn year_at(&self, by: i64) -> Option<Edtf> {
        let year = i64::from(self.published?.year()) + by;
        u16::try_from(year).ok().map(|year| Edtf::Date(PartialDate::year(year)))
    }

    /// الشهر الماضي, الشهر قبل الماضي, هذا الشهر at token `i`: how many tokens, and how many months from publication.
    pub(super) fn relative_month(&self, i: usize) -> Option<(usize, i64)> {
        match (self.mentions.key(i), self.mentions.key(i + 1)) {
            ("هذا", "الشهر") => Some((2, 0)),
            ("الشهر", _) => shift(self.mentions, i + 1).map(|(tokens, by)| (tokens + 1, by)),
            _ => None,
        }
    }

    /// يومين, ثلاثة أيام, نحو شهر, 3 سنوات behind قبل or منذ.
    pub(super) fn ago(&self, i: usize) -> Option<(usize, Back)> {
        let mentions = self.mentions;
        let unit = |key: &str, n: i64| {
            Some(match key {
                "يوم" | "يوما" | "ايام" | "يومين" => Back::Days(n),
                "اسبوع" | "اسبوعا" | "اسابيع" | "اسبوعين" => Back::Days(7 * n),
                "شهر" | "اشهر" | "شهور" | "شهرين" | "شهرا" => Back::Months(n),
                "عام" | "عاما" | "اعوام" | "عامين" | "سنه" | "سنوات" | "سنين" | "سنتين" => {
                    Back::Years(n)
                }
                _ => return None,
            })
        };
        // قبل نحو شهر: of months and years, which are no days anyway.
        if matches!(mentions.key(i), "نحو" | "حوالي" | "قرابه" | "زهاء") {
            let (tokens, back) = self.ago(i + 1)?;
            return (!matches!(back, Back::Days(_))).then_some((tokens + 1, back));
        }
        let key = mentions.key(i);
        let alone = |n: i64| {
            // قبل عام ونصف: half a year more.
            let half = matches!(mentions.key(i + 1), "ونصف" | "ونيف");
            let one = matches!(mentions.key(i + 1), "واحد" | "واحده");
            unit(key, n).filter(|_| !half).map(|back| (1 + usize::from(one), back))
        };
        match key {
            "يومين" | "اسبوعين" | "شهرين" | "عامين" | "سنتين" => return alone(2),
            // منذ شهر تشرين الأول, قبل عام 2019: that month, that year.
            "شهر" if mentions.has(i + 1, Kind::Month) => return None,
            "عام" | "سنه" if mentions.kind(i + 1) == Some(TokenKind::Number) => return None,
            "يوم" | "اسبوع" | "شهر" | "عام" | "سنه" => return alone(1),
            _ => {}
        }
        let (n, tokens) = number::digits(key)
            .map(|n| (n, 1))
            .or_else(|| number::words(&[key, mentions.key(i + 1)]).or_else(|| number::words(&[key])))?;
        unit(mentions.key(i + tokens), i64::from(n.min(400))).map(|back| (tokens + 1, back))
    }

    /// اليومين الماضيين, الأيام الثلاثة الماضية: one of the days before publication.
    pub(super) fn last_days(&self, i: usize) -> Option<DateExpression> {
        let mentions = self.mentions;
        let (n, tokens) = match (mentions.key(i), mentions.key(i + 1)) {
            ("اليومين", "الماضيين" | "الاخيرين") => (2, 2),
            ("الايام", counted) if matches!(mentions.key(i + 2), "الماضيه" | "الاخيره") =>
            {
                let (n, _) = number::words(&[counted])?;
                (i64::from(n), 3)
            }
            _ => return None,
        };
        let (Edtf::Date(first), Edtf::Date(last)) = (self.day(-n)?, self.day(-1)?) else { return None };
        let value = Some(Edtf::OneOf(first, last));
        Some(DateExpression { range: i as u32..(i + tokens) as u32, value, future: false, same_day: false })
    }
}

/// What an adjective behind الأسبوع, الشهر or العام says: how many tokens, and how many weeks, months or years from
/// publication.
pub(super) fn shift(mentions: &Mentions, i: usize) -> Option<(usize, i64)> {
    if mentions.key(i) == "قبل" && turn(mentions.key(i + 1)) == Some(Turn::Past) {
        return Some((2, -2));
    }
    let by = match turn(mentions.key(i))? {
        Turn::Past => -1,
        Turn::Future => 1,
        Turn::Present | Turn::Told => 0,
    };
    Some((1, by))
}

/// How far back قبل goes.
pub(super) enum Back {
    Days(i64),
    Months(i64),
    Years(i64),
}
