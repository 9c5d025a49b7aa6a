//! When a report may put its encounter, and whether two reports may mean one time.

use jiff::ToSpan;
use jiff::civil::Date;
use rasid_coder::report::{EventType, Report, Salience, Status};
use rasid_text::{Edtf, PartialDate};

use crate::article::ArticleMeta;

/// An undated report that is news speaks of the last days before its publication.
const LAG: i32 = 3;
/// A date and its publication further apart than this are no slip of one outlet about yesterday and today.
const FRESH: i32 = 5;
/// A date range no longer than this places an encounter; a longer one (a month, a year) only limits it.
const PLACED: i32 = 20;
/// An announcement without a date speaks of the next days.
const AHEAD: i32 = 14;
/// A passing mention without a date may reach this far back.
const MEMORY: i32 = 366;

/// How well a report says when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Precision {
    /// A day or a short range is written.
    Written,
    /// No date is written; the publication day limits it to a few days.
    Published,
    /// A month, a year, or nothing.
    Vague,
}

/// When, as far as one report tells.
#[derive(Clone, Copy, Debug)]
pub(crate) struct When {
    pub(crate) precision: Precision,
    /// First and last possible day; `None` where nothing limits it.
    pub(crate) window: Option<(Date, Date)>,
    written: Option<Edtf>,
    published: Option<Date>,
    /// Visits and conferences last: reports from neighbouring days may speak of one.
    lasts: bool,
}

/// How the times of two reports go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Agreement {
    /// Both write the same day.
    SameDay,
    /// Both write dates that overlap.
    Overlap,
    /// Neighbouring days of something that lasts.
    Neighbours,
    /// One day apart, both fresh: outlets take "yesterday" from different days.
    OffByOne,
    /// A few days that their publication allows.
    Published,
    /// Nothing speaks against it, nothing for it.
    Open,
    /// Different times.
    Apart,
}

impl When {
    pub(crate) fn of(article: &ArticleMeta, report: &Report) -> Self {
        let published = article.published;
        let lasts = matches!(report.event_type, EventType::Visit | EventType::Conference);
        let written: Option<Edtf> = report.date.as_deref().and_then(|date| date.parse().ok());
        let written = written.map(|edtf| with_year(edtf, published));
        let when = |precision, window| Self { precision, window, written, published, lasts };
        if let Some(edtf) = written {
            let Some((first, last)) = edtf.bounds() else { return when(Precision::Vague, None) };
            let placed = first <= last && days(first, last) <= PLACED;
            let precision = if placed { Precision::Written } else { Precision::Vague };
            return when(precision, Some((first, last)));
        }
        let Some(day) = published else { return when(Precision::Vague, None) };
        let around = |back: i32, ahead: i32| {
            let first = day.checked_sub(back.days()).unwrap_or(day);
            Some((first, day.checked_add(ahead.days()).unwrap_or(day)))
        };
        match (report.status, report.salience) {
            (Status::Held, Salience::Main) => when(Precision::Published, around(LAG, 0)),
            (Status::Held, Salience::Background) => when(Precision::Vague, around(MEMORY, 0)),
            _ => when(Precision::Vague, around(LAG, AHEAD)),
        }
    }

    /// Whether a date is written that leaves no more than a month open.
    pub(crate) fn within_a_month(&self) -> bool {
        self.written.is_some() && self.window.is_some_and(|(first, last)| days(first, last) <= 31)
    }

    /// Whether two reports may mean one time. `slips` says that their outlets may have taken a day differently:
    /// different outlets, or copies of one text.
    pub(crate) fn agreement(&self, other: &When, slips: impl FnOnce() -> bool) -> Agreement {
        let (Some(a), Some(b)) = (self.window, other.window) else {
            let fits = match (&self.written, &other.written) {
                (Some(a), Some(b)) => a.compatible(b),
                _ => true,
            };
            return if fits { Agreement::Open } else { Agreement::Apart };
        };
        let gap = gap(a, b);
        let precision = self.precision.max(other.precision);
        match precision {
            Precision::Written if gap == 0 && a.0 == a.1 && a == b => Agreement::SameDay,
            Precision::Written if gap == 0 => Agreement::Overlap,
            Precision::Written if self.lasts && gap <= 2 => Agreement::Neighbours,
            Precision::Written if gap <= 1 && self.fresh() && other.fresh() && slips() => Agreement::OffByOne,
            Precision::Published if gap == 0 => Agreement::Published,
            Precision::Vague if gap == 0 => Agreement::Open,
            _ => Agreement::Apart,
        }
    }

    /// Whether two reports of one cluster are further apart than a chain of neighbours may reach.
    pub(crate) fn contradicts(&self, other: &When) -> bool {
        let slack = match (self.precision.max(other.precision), self.lasts) {
            (Precision::Written, true) => 5,
            (Precision::Written, false) => 2,
            _ => 0,
        };
        match (self.window, other.window) {
            (Some(a), Some(b)) => gap(a, b) > slack,
            _ => self.agreement(other, || true) == Agreement::Apart,
        }
    }

    /// Whether the written date lies within the last days before the publication.
    fn fresh(&self) -> bool {
        match (self.window, self.published) {
            (Some((_, last)), Some(day)) => (-1..=FRESH).contains(&days(last, day)),
            _ => false,
        }
    }
}

/// A date without a year takes the last one that lies before the publication.
fn with_year(edtf: Edtf, published: Option<Date>) -> Edtf {
    let (Edtf::Date(date @ PartialDate { year: None, month: Some(_), .. }), Some(day)) = (edtf, published)
    else {
        return edtf;
    };
    let this_year = PartialDate::from(day).year;
    let resolved = PartialDate { year: this_year, ..date };
    match resolved.bounds() {
        Some((first, _)) if first > day => Edtf::Date(PartialDate { year: this_year.map(|y| y - 1), ..date }),
        _ => Edtf::Date(resolved),
    }
}

/// Days between two windows; 0 where they touch.
fn gap(a: (Date, Date), b: (Date, Date)) -> i32 {
    days(a.1, b.0).max(days(b.1, a.0)).max(0)
}

fn days(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rasid_coder::Article;
    use rasid_coder::report::EventType;

    fn when(event_type: EventType, date: Option<&str>, published: Option<&str>) -> When {
        let mut article = Article::from_text("");
        article.published = published.map(|day| day.parse().expect("a day"));
        let report = Report {
            id: String::new(),
            event_type,
            visit_kind: None,
            status: Status::Held,
            salience: Salience::Main,
            part_of: None,
            date: date.map(str::to_owned),
            place: None,
            participants: Vec::new(),
            themes: Vec::new(),
            axes: Vec::new(),
            plover: String::new(),
            cameo: String::new(),
            attributed_to: None,
            evidence: Vec::new(),
        };
        When::of(&ArticleMeta::of(&article), &report)
    }

    #[test]
    fn times_agree_as_far_as_they_are_known() {
        use Agreement::{Apart, Neighbours, OffByOne, Open, Overlap, Published, SameDay};
        let day = Some("2025-02-11");
        for (event_type, a, b, expected) in [
            (EventType::Talks, (day, None), (day, None), SameDay),
            (EventType::Talks, (Some("[2025-02-10..2025-02-11]"), None), (day, None), Overlap),
            (EventType::Talks, (day, None), (Some("2025-02-12"), None), Apart),
            (EventType::Talks, (day, Some("2025-02-12")), (Some("2025-02-12"), Some("2025-02-13")), OffByOne),
            (EventType::Visit, (day, None), (Some("2025-02-13"), None), Neighbours),
            (EventType::Visit, (day, None), (Some("2025-02-14"), None), Apart),
            (EventType::Talks, (day, None), (None, Some("2025-02-12")), Published),
            (EventType::Talks, (day, None), (None, Some("2025-02-20")), Apart),
            (EventType::Talks, (day, None), (None, None), Open),
            (EventType::Talks, (day, None), (Some("2025"), None), Open),
            (EventType::Talks, (day, None), (Some("XXXX-02"), None), Open),
            (EventType::Talks, (day, None), (Some("XXXX-03"), None), Apart),
            (EventType::Talks, (day, None), (Some("XXXX-02"), Some("2024-05-01")), Apart),
        ] {
            let (one, other) = (when(event_type, a.0, a.1), when(event_type, b.0, b.1));
            assert_eq!(one.agreement(&other, || true), expected, "{a:?} {b:?}");
            assert_eq!(other.agreement(&one, || true), expected, "{b:?} {a:?}");
        }
    }
}
