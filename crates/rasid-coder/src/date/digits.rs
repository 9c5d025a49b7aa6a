//! Days in digits, of either calendar: 14/03/2023, 6 و 7 ماي 2025, 25 شوال 1436 هـ.

use rasid_lexicon::Kind;
use rasid_text::{Edtf, PartialDate, TokenKind, calendar, number};

use super::{DateExpression, DateReader, MonthExpression, Turn, turn};

impl DateReader<'_> {
    /// Digits: `14/03/2023`, `6 و 7 ماي 2025`, `12 إلى 14 فيفري`, `25 شوال 1436 هـ الموافق ...`.
    pub(super) fn numeric(&self, i: usize) -> Option<DateExpression> {
        self.numeric_from(i, number::digits(self.mentions.key(i))?)
    }

    /// As [`DateReader::numeric`], where the number that token `i` ends in is known.
    pub(super) fn numeric_from(&self, i: usize, first: u32) -> Option<DateExpression> {
        let mentions = self.mentions;
        if let Some(date) = self.with_slashes(i, first) {
            return Some(date);
        }
        let day = u8::try_from(first).ok().filter(|day| (1..=31).contains(day))?;
        if let Some(days) = self.days_before_slashes(i, day) {
            return Some(days);
        }
        let mut at = i + 1;
        let mut last_day = None;
        // "6 و 7", "6 و7", "12 إلى 14", "19-23".
        let joined = mentions.key(at);
        if let Some(rest) = joined.strip_prefix('و').filter(|rest| !rest.is_empty()) {
            if let Some(second) = number::digits(rest) {
                (last_day, at) = (u8::try_from(second).ok(), at + 1);
            }
        } else if matches!(joined, "و" | "الي" | "-" | "–" | "حتي")
            && let Some(second) = number::digits(mentions.key(at + 1))
        {
            (last_day, at) = (u8::try_from(second).ok(), at + 2);
        }
        // أيام 10 و11 و12 مايو: three in a row.
        let and = usize::from(mentions.key(at) == "و");
        let third = number::digits(mentions.key(at + and).trim_start_matches('و'));
        if let (Some(last), Some(third)) = (last_day, third.and_then(|third| u8::try_from(third).ok()))
            && third == last + 1
            && mentions.key(at).starts_with('و')
        {
            (last_day, at) = (Some(third), at + and + 1);
        }
        let last_day = last_day.filter(|last| (1..=31).contains(last) && *last > day);
        let Some(MonthExpression { number: month, hijri, year: year_found, turn: turned, tokens }) =
            self.month(at)
        else {
            // "يوم 12 الجاري", "في 12 من الشهر الماضي"
            let present = (turn(mentions.key(at)) == Some(Turn::Present)).then_some((1, 0));
            let of = usize::from(mentions.key(at) == "من");
            let (tokens, by) =
                present.or_else(|| self.relative_month(at + of).map(|(tokens, by)| (tokens + of, by)))?;
            let Edtf::Date(told) = self.month_of(by)? else { return None };
            let date = |day| PartialDate { day: Some(day), ..told };
            return Some(DateExpression {
                range: i as u32..(at + tokens) as u32,
                value: Some(match last_day {
                    Some(last) => Edtf::Interval(date(day), date(last)),
                    None => Edtf::Date(date(day)),
                }),
                future: by > 0,
                same_day: false,
            });
        };
        let end = at + tokens;
        if hijri {
            return self.hijri(i, end, day, month, year_found);
        }
        let told = year_found.is_some();
        let year = year_found.or_else(|| self.year_of(month, Some(day), turned));
        let date = |day| PartialDate { year, month: Some(month), day: Some(day) };
        let value = match last_day {
            Some(last) => Edtf::Interval(date(day), date(last)),
            None => Edtf::Date(date(day)),
        };
        let future = turned == Some(Turn::Future)
            || told
                && matches!((value.bounds(), self.published), (Some((first, _)), Some(published)) if first > published);
        Some(DateExpression { range: i as u32..end as u32, value: Some(value), future, same_day: false })
    }

    pub(super) fn hijri(
        &self,
        i: usize,
        end: usize,
        day: u8,
        month: u8,
        year: Option<u16>,
    ) -> Option<DateExpression> {
        // The Gregorian date that follows is the better one.
        let mut at = end;
        while matches!(self.mentions.key(at), "ه" | "هـ" | "م" | "،" | "(" | "-" | "/") {
            at += 1;
        }
        let at = at + usize::from(matches!(self.mentions.key(at), "الموافق" | "الموافقه"));
        let day_number = at + usize::from(self.mentions.has(at, Kind::Weekday));
        if at > end
            && self.mentions.kind(day_number) == Some(TokenKind::Number)
            && let Some(date) = self.numeric(day_number)
        {
            return Some(DateExpression { range: i as u32..date.range.end, ..date });
        }
        let value = calendar::from_hijri(year?, month, day)?;
        Some(DateExpression {
            range: i as u32..end as u32,
            value: Some(value.into()),
            future: false,
            same_day: false,
        })
    }

    /// `من 8 إلى 12/11/2019`, `2 ـ 4 / 6 / 1436هـ`: the first day of several that share month and year.
    pub(super) fn days_before_slashes(&self, i: usize, day: u8) -> Option<DateExpression> {
        let mentions = self.mentions;
        // A tatweel between the two is no token.
        let adjacent = mentions.kind(i + 1) == Some(TokenKind::Number);
        let to =
            adjacent || matches!(mentions.key(i + 1), "الي" | "-" | "–" | "—" | "ـ" | "ــ" | "و" | "حتي");
        let second = i + 2 - usize::from(adjacent);
        let last = number::digits(mentions.key(second)).filter(|&last| to && last > u32::from(day))?;
        let end = self.with_slashes(second, last)?;
        let Some(Edtf::Date(last)) = end.value else { return None };
        let first = match number::digits(mentions.key(second + 4)).and_then(|year| u16::try_from(year).ok()) {
            Some(year) if (1300..=1500).contains(&year) => {
                let month = u8::try_from(number::digits(mentions.key(second + 2))?).ok()?;
                calendar::from_hijri(year, month, day)?.into()
            }
            _ => Edtf::Date(PartialDate { day: Some(day), ..last }),
        };
        let Edtf::Date(first) = first else { return None };
        Some(DateExpression {
            range: i as u32..end.range.end,
            value: Some(Edtf::Interval(first, last)),
            ..end
        })
    }

    /// `14/03/2023`, `2023-03-14`, `١٤/٠٣/٢٠٢٣`, `14.03.2023`.
    pub(super) fn with_slashes(&self, i: usize, first: u32) -> Option<DateExpression> {
        let mentions = self.mentions;
        let separator = mentions.key(i + 1);
        if !matches!(separator, "/" | "-" | ".") || mentions.key(i + 3) != separator {
            return None;
        }
        let (second, third) = (number::digits(mentions.key(i + 2))?, number::digits(mentions.key(i + 4))?);
        let (year, month, day) = if first > 31 { (first, second, third) } else { (third, second, first) };
        // 3 / 5 / 1436هـ الموافق 22 / 2 / 2015م
        if let Some(hijri) = u16::try_from(year).ok().filter(|year| (1300..=1500).contains(year)) {
            let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
            return self.hijri(i, i + 5, day, month, Some(hijri));
        }
        let date = PartialDate {
            year: u16::try_from(year).ok().filter(|year| (1900..=2100).contains(year)),
            month: u8::try_from(month).ok(),
            day: u8::try_from(day).ok(),
        };
        date.year.and(date.bounds())?;
        Some(DateExpression {
            range: i as u32..i as u32 + 5,
            value: Some(Edtf::Date(date)),
            future: false,
            same_day: false,
        })
    }
}
