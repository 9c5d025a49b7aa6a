//! What has two ends: من 30 أبريل إلى 2 مايو, بين مارس وأبريل, يومي الثاني والثالث من أغسطس.

use jiff::Span as Days;
use rasid_lexicon::Kind;
use rasid_text::{Edtf, PartialDate, TokenKind};

use super::{DateExpression, DateReader, bare_key, ordinal_day, ordinal_day_joined, year};

impl DateReader<'_> {
    /// من 30 أبريل إلى 2 مايو, بين الاثنين والأربعاء, بين مارس وأبريل: from what is told at `i` to another of its kind.
    pub(super) fn until(&self, i: usize, first: DateExpression) -> DateExpression {
        let end = first.range.end as usize;
        let next = self.mentions.key(end);
        let last = match bare_key(self.mentions.key(i)) {
            "من" if matches!(next, "الي" | "حتي" | "ولغايه") => self.other_end(end + 1),
            "بين" if next.starts_with('و') => self.other_end(end + usize::from(next == "و")),
            _ => None,
        };
        let Some(last) = last else { return first };
        let (Some(Edtf::Date(from)), Some(Edtf::Date(to))) = (first.value, last.value) else { return first };
        match interval(from, to, self.mentions.has(end - 1, Kind::Weekday)) {
            Some(value) => {
                DateExpression { range: first.range.start..last.range.end, value: Some(value), ..last }
            }
            None => first,
        }
    }

    /// A day of the calendar or of the week, or a month, at token `i`, joined or not.
    fn other_end(&self, i: usize) -> Option<DateExpression> {
        let mentions = self.mentions;
        match mentions.kind(i)? {
            TokenKind::Number => self.numeric(i),
            TokenKind::Word if mentions.has(i, Kind::Weekday) => self.weekday(i),
            TokenKind::Word => {
                let day = ordinal_day(mentions, i).or_else(|| ordinal_day_joined(mentions, i));
                let Some((day, tokens)) = day else {
                    return self.month_alone(i).or_else(|| self.joined_month(i));
                };
                self.on_day(i, i + tokens + usize::from(mentions.key(i + tokens) == "من"), day)
            }
            _ => None,
        }
    }

    /// وأبريل 2019 behind بين مارس.
    fn joined_month(&self, i: usize) -> Option<DateExpression> {
        let found = self.mentions.best(i, Kind::Month).filter(|found| found.prefix.conjunction)?;
        let month = self.lexicon.month(found.sense.id);
        let end = i + found.tokens as usize;
        let told = year(self.mentions.key(end));
        let year = told.or_else(|| self.year_of(month.number, None, None));
        let value = Edtf::Date(PartialDate { year, month: Some(month.number), day: None });
        let range = i as u32..(end + usize::from(told.is_some())) as u32;
        (!month.hijri).then_some(DateExpression { range, value: Some(value), future: false, same_day: false })
    }

    /// يومي الثاني والثالث من أغسطس: two days told by words, the first at `i`.
    pub(super) fn ordinal_pair(&self, i: usize) -> Option<DateExpression> {
        let (first, tokens) = ordinal_day(self.mentions, i)?;
        let to = matches!(self.mentions.key(i + tokens), "الي" | "حتي");
        let second = i + tokens + usize::from(to);
        let joined =
            if to { ordinal_day(self.mentions, second) } else { ordinal_day_joined(self.mentions, second) };
        let (last, more) = joined?;
        let month = second + more + usize::from(self.mentions.key(second + more) == "من");
        let end = self.on_day(i, month, last)?;
        let Some(Edtf::Date(last)) = end.value else { return None };
        let first = PartialDate { day: Some(first), ..last };
        Some(DateExpression { value: Some(Edtf::Interval(first, last)), ..end })
    }

    /// شهري ماي وشتنبر: two months, which are no interval; nothing is said about one day.
    pub(super) fn months_pair(&self, i: usize) -> Option<DateExpression> {
        let first = self.mentions.best(i, Kind::Month)?;
        let second = i + first.tokens as usize;
        let tokens = self.mentions.best(second, Kind::Month).map_or(0, |found| found.tokens as usize);
        Some(DateExpression {
            range: i as u32..(second + tokens) as u32,
            value: None,
            future: false,
            same_day: false,
        })
    }
}

/// What lasted from one day or month to another, which is later: a first that has no year, or one that makes it the later, is
/// of the year of the second or the one before. Of two days of the week each was taken for the last of its name.
fn interval(from: PartialDate, to: PartialDate, weekdays: bool) -> Option<Edtf> {
    let from = if from.year.is_none() { PartialDate { year: to.year, ..from } } else { from };
    if from.day.is_some() != to.day.is_some() || from.month.is_none() || to.month.is_none() {
        return None;
    }
    let (first, last) = (from.bounds()?.0, to.bounds()?.0);
    let from = if first <= last {
        from
    } else if weekdays {
        first.checked_sub(Days::new().days(7)).ok().filter(|first| *first <= last)?.into()
    } else {
        let year = to.year?;
        let of_year = |year| PartialDate { year: Some(year), ..from };
        let same = of_year(year).bounds().is_some_and(|(first, _)| first <= last);
        of_year(if same { year } else { year.checked_sub(1)? })
    };
    // Further apart they are no ends of one thing.
    const LONGEST: i32 = 200;
    let days = last.since(from.bounds()?.0).ok()?.get_days();
    (0..=LONGEST).contains(&days).then_some(Edtf::Interval(from, to))
}
