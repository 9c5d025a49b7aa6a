//! Claims: statements about encounters in the plural, to be audited and never counted as encounters. Their words stand
//! in `lexicon/claims.tsv`, the names of regions in `lexicon/regions.tsv`.

use std::ops::Range;

use jiff::civil::Date;
use rasid_lexicon::entry::ClaimKind;
use rasid_lexicon::{Kind, Lexicon};
use rasid_text::number;
use serde_json::{Value, json};

use crate::mention::Mentions;

/// A claim in tokens.
#[derive(Debug)]
pub(crate) struct Claimed {
    pub(crate) what: &'static str,
    pub(crate) value: Value,
    pub(crate) period: Option<String>,
    pub(crate) scope: Option<String>,
    pub(crate) tokens: Range<u32>,
}

/// An article tallies if one number of meetings or visits in it is larger than this: "13 countries" and "three meetings"
/// alone are anything.
const TALLY: u32 = 4;

/// The claims of an article, in the order of its text.
pub(crate) fn of_article(
    lexicon: &Lexicon,
    mentions: &Mentions,
    sentences: &[Range<u32>],
    first_sentence: usize,
    published: Option<Date>,
) -> Vec<Claimed> {
    let reader = Reader { lexicon, mentions, published };
    let mut claims: Vec<Claimed> = Vec::new();
    let tallies = sentences.iter().any(|sentence| reader.tallies(sentence));
    let mut year: Option<i32> = None;
    // The title repeats the text, which tells the period: it is read last.
    let (title, text) = sentences.split_at(first_sentence.min(sentences.len()));
    for sentence in text.iter().chain(title) {
        if tallies {
            if year.is_none() || !reader.compares(sentence) {
                year = reader.year(sentence).map(|(_, year)| year).or(year);
            }
            reader.counts(sentence, year, &mut claims);
            reader.largest(sentence, year, &mut claims);
            reader.busiest(sentence, year, &mut claims);
            reader.trends(sentence, year, &mut claims);
            reader.shares(sentence, year, &mut claims);
        }
        reader.firsts(sentence, &mut claims);
        reader.results(sentence, &mut claims);
    }
    claims.sort_by_key(|claim| (claim.tokens.start, claim.tokens.end));
    claims
}

/// A counted noun: the token of its number, what is counted, how many, and the token behind both.
#[derive(Clone, Copy)]
struct Count<'l> {
    at: usize,
    what: &'l str,
    n: u32,
    end: usize,
}

struct Reader<'a, 'l> {
    lexicon: &'l Lexicon,
    mentions: &'a Mentions,
    published: Option<Date>,
}

impl<'l> Reader<'_, 'l> {
    /// The longest word of claims of one of some kinds at token `i`: its value, and the token behind it.
    fn word(&self, i: usize, kind: ClaimKind) -> Option<(&'l str, usize)> {
        if !self.mentions.has(i, Kind::Claim) {
            return None;
        }
        let senses = self.mentions.at(i).iter().filter(|found| found.sense.kind == Kind::Claim);
        let own = senses.filter(|found| self.lexicon.claim_word(found.sense.id).kind == kind);
        let longest = own.max_by_key(|found| found.tokens)?;
        Some((self.lexicon.claim_word(longest.sense.id).value.as_str(), i + longest.tokens as usize))
    }

    /// The first word of a kind in some tokens: where, its value, and the token behind it.
    fn first(&self, tokens: Range<usize>, kind: ClaimKind) -> Option<(usize, &'l str, usize)> {
        tokens.into_iter().find_map(|i| self.word(i, kind).map(|(value, end)| (i, value, end)))
    }

    /// A region that counts are given for, or a country, and whether it is a region.
    fn area(&self, i: usize) -> Option<(&'l str, bool)> {
        if let Some(found) = self.mentions.best(i, Kind::Region) {
            let country = self.mentions.best(i, Kind::Country);
            if country.is_none_or(|country| country.tokens < found.tokens) {
                return Some((self.lexicon.regions()[found.sense.id as usize].region.as_str(), true));
            }
        }
        let found = self.mentions.best(i, Kind::Country)?;
        let (country, weak) = self.lexicon.country_form(found.sense.id);
        (!weak).then_some((country.code.as_str(), false))
    }

    /// A theme by one of its phrases, or by the one word that stands for it where themes are counted, and the token
    /// behind it.
    fn theme(&self, tokens: Range<usize>) -> Option<(&'l str, usize)> {
        let named = tokens.clone().find_map(|i| {
            let found = self.mentions.best(i, Kind::Theme)?;
            Some((self.lexicon.theme(found.sense.id).code.as_str(), i + found.tokens as usize))
        });
        named.or_else(|| self.first(tokens, ClaimKind::Topic).map(|(_, code, end)| (code, end)))
    }

    /// The number at token `i`, and the token behind it.
    fn number(&self, i: usize) -> Option<(u32, usize)> {
        let key = self.mentions.key(i);
        if let Some(n) = number::digits(key) {
            return Some((n, i + 1));
        }
        let bare = key.strip_prefix(['ب', 'ل']).unwrap_or(key);
        let keys: Vec<&str> = std::iter::once(bare).chain((1..4).map(|n| self.mentions.key(i + n))).collect();
        let plain = number::count(&keys).or_else(|| {
            // وثلاثة لقاءات: the conjunction joins clauses here.
            let rest = key.strip_prefix('و')?;
            number::count(&[&[rest], &keys[1..]].concat())
        });
        plain.map(|(n, tokens)| (n, i + tokens))
    }

    /// The counts of a sentence, in order: 20 لقاء, ست زيارات, دولتين, and the other way round عدد اللقاءات بلغ 20.
    fn counted(&self, sentence: &Range<u32>) -> Vec<Count<'l>> {
        // As far behind "the number of meetings" as the number may stand.
        const REACH: usize = 4;
        // A number takes three words at most, and what it counts stands right behind.
        const FAR: usize = 4;
        let mut counts: Vec<Count<'l>> = Vec::new();
        let mut i = sentence.start as usize;
        while i < sentence.end as usize {
            let next = i + 1;
            // Nothing is counted where no word of claims stands here or close behind.
            if !(i..i + FAR).any(|at| self.mentions.has(at, Kind::Claim)) {
                i = next;
                continue;
            }
            if let Some((what, end)) = self.word(i, ClaimKind::Two) {
                counts.push(Count { at: i, what, n: 2, end });
                i = end;
                continue;
            }
            if let Some((n, behind)) = self.number(i)
                && let Some((what, end)) = self.word(behind, ClaimKind::Count)
                && !self.mentions.definite(behind)
                && (2..1000).contains(&n)
            {
                counts.push(Count { at: i, what, n, end });
                i = end;
                continue;
            }
            if matches!(self.mentions.stem(i), "عدد" | "مجموع" | "حصيله")
                && let Some((what, end)) = self.word(next, ClaimKind::Count)
            {
                let number = (end..(end + REACH).min(sentence.end as usize)).find_map(|at| {
                    let (n, behind) = self.number(at)?;
                    let year = (1900..=2100).contains(&n);
                    (!year && self.word(behind, ClaimKind::Count).is_none()).then_some((n, behind))
                });
                if let Some((n, behind)) = number.filter(|(n, _)| (2..1000).contains(n)) {
                    counts.push(Count { at: behind - 1, what, n, end: behind });
                    i = behind;
                    continue;
                }
            }
            i = next;
        }
        counts
    }

    /// Whether a sentence gives a total of an official's meetings or visits, or says how many countries they covered:
    /// 887 visits to patients and a season of nine matches are none.
    fn tallies(&self, sentence: &Range<u32>) -> bool {
        let tokens = || sentence.start as usize..sentence.end as usize;
        let encounters = |i: usize| {
            self.word(i, ClaimKind::Count).is_some_and(|(what, _)| matches!(what, "meetings" | "visits"))
        };
        if !tokens().any(encounters) {
            return false;
        }
        let counts = self.counted(sentence);
        let total = |count: &Count<'_>| matches!(count.what, "meetings" | "visits") && count.n > TALLY;
        counts.iter().any(total)
            && (counts.iter().any(|count| count.what == "countries")
                || tokens().any(|i| self.mentions.has_one_of(i, &[Kind::Office, Kind::Person])))
    }

    /// من ثلث اللقاءات سنة 2024 إلى النصف هذه السنة, مقارنة مع 2023: another year is what this one is held against.
    fn compares(&self, sentence: &Range<u32>) -> bool {
        (sentence.start as usize..sentence.end as usize).any(|i| {
            matches!(self.mentions.stem(i), "مقارنه" | "بالمقارنه" | "قياسا")
                || matches!(self.mentions.key(i), "هذه" | "هذا")
                    && matches!(self.mentions.stem(i + 1), "سنه" | "عام")
        })
    }

    /// The year a sentence speaks of, and the token that says it: سنة 2024, خلال 2024, العام الماضي.
    fn year(&self, sentence: &Range<u32>) -> Option<(usize, i32)> {
        (sentence.start as usize..sentence.end as usize).rev().find_map(|i| {
            let key = self.mentions.key(i);
            let before = if i == 0 { "" } else { self.mentions.key(i - 1) };
            let is_year = |key: &str| {
                let stem = key.trim_start_matches(['ل', 'و', 'ب']).trim_start_matches("ال");
                matches!(stem, "سنه" | "سنتي" | "عام" | "عامي")
            };
            if let Some(year) = number::digits(key).filter(|y| key.len() == 4 && (1990..=2100).contains(y)) {
                let month = i > 0 && self.mentions.has(i - 1, Kind::Month);
                let said =
                    is_year(before) || month || matches!(before, "خلال" | "في" | "طيله" | "طوال" | "برسم");
                return said.then_some((i, year as i32));
            }
            let published = i32::from(self.published?.year());
            if !is_year(before) {
                return None;
            }
            match key {
                "الماضي" | "الماضيه" | "المنصرم" | "المنصرمه" | "المنقضي" | "المنقضيه" | "الفايت"
                | "الفايته" => Some((i, published - 1)),
                "الجاري" | "الجاريه" | "الحالي" | "الحاليه" => Some((i, published)),
                _ => None,
            }
        })
    }

    /// The months a sentence names, with their tokens.
    fn months(&self, tokens: Range<usize>) -> impl Iterator<Item = (usize, u8)> {
        tokens.into_iter().filter_map(|i| {
            let month = self.lexicon.month(self.mentions.best(i, Kind::Month)?.sense.id);
            (!month.hijri).then_some((i, month.number))
        })
    }

    /// The stretch of the year that a sentence counts in, as EDTF: the year, its half or quarter (النصف الأول من سنة
    /// 2024), or from one month to another (بين يناير ويونيو 2024).
    fn period(&self, sentence: &Range<u32>, year: i32) -> String {
        // As far before the year as its part may stand.
        const REACH: usize = 6;
        let Some((at, said)) = self.year(sentence).filter(|(_, said)| *said == year) else {
            return year.to_string();
        };
        let first = at.saturating_sub(REACH).max(sentence.start as usize);
        let stretch = |from: u8, to: u8| format!("{said}-{from:02}/{said}-{to:02}");
        for i in first..at {
            let part = match self.mentions.stem(i) {
                "نصف" | "شطر" => 6,
                "ربع" | "فصل" => 3,
                _ => continue,
            };
            let n = match self.mentions.stem(i + 1) {
                "اول" => 1,
                "ثاني" => 2,
                "ثالث" if part == 3 => 3,
                "رابع" | "اخير" if part == 3 => 4,
                "اخير" => 2,
                _ => continue,
            };
            return stretch((n - 1) * part + 1, n * part);
        }
        let months: Vec<(usize, u8)> = self.months(first..at).collect();
        match months.as_slice() {
            [(from, one), (_, other)] if one < other && *from > 0 => {
                let opens = matches!(self.mentions.key(from - 1), "بين" | "من" | "شهر" | "شهري");
                if opens { stretch(*one, *other) } else { said.to_string() }
            }
            [(i, month)] if i + 1 == at => format!("{said}-{month:02}"),
            _ => said.to_string(),
        }
    }

    /// نحو 20, أكثر من 20, أقل من 20: a number as exact as it is given.
    fn bounded(&self, at: usize, n: u32) -> Value {
        let first = at.saturating_sub(4);
        let bound = (first..at).find_map(|i| self.word(i, ClaimKind::Bound).filter(|(_, end)| *end == at));
        match bound {
            Some((bound, _)) => json!({ bound: n }),
            None => json!(n),
        }
    }

    /// How many meetings, visits, countries, organisations, agreements, partners.
    fn counts(&self, sentence: &Range<u32>, year: Option<i32>, claims: &mut Vec<Claimed>) {
        // As far before a number as the month it counts in may stand.
        const REACH: usize = 8;
        let sums = self.tallies(sentence);
        for Count { at, what, n, end } in self.counted(sentence) {
            let Some(what) = name_of(what) else { continue };
            let before = sentence.start as usize..at;
            // تصدرت فرنسا بتسعة لقاءات: a country limits a count where it has the most.
            let ranked = self.first(before.clone(), ClaimKind::Most).is_some();
            let scope = before.clone().find_map(|i| self.area(i).filter(|(_, region)| *region || ranked));
            let scope = scope.map(|(code, _)| code.to_owned());
            // شهد ماي وحده خمس لقاءات: what one month of the year held.
            let month = self.only_month(at.saturating_sub(REACH).max(before.start)..at);
            let alone = before.clone().any(|i| matches!(self.mentions.key(i), "وحده" | "وحدها" | "لوحده"));
            let month = month.or_else(|| self.only_month(before).filter(|_| alone));
            let period = match (month, year) {
                (Some(month), Some(year)) => Some(format!("{year}-{month:02}")),
                (_, year) => year.map(|year| self.period(sentence, year)),
            };
            let counts = match what {
                "meetings" | "visits" => sums || scope.is_some() || month.is_some(),
                "agreements" => true,
                _ => sums,
            };
            // ست زيارات: beside a tally of meetings the trips are one too.
            let counts = counts || (what == "visits" && n > 2);
            let said = claims.iter().any(|claim| {
                claim.what == what
                    && claim.scope == scope
                    && (claim.period == period || claim.value == self.bounded(at, n))
            });
            if counts && !said {
                claims.push(Claimed {
                    what,
                    value: self.bounded(at, n),
                    period,
                    scope,
                    tokens: at as u32..end as u32,
                });
            }
        }
    }

    /// The one month that some tokens name.
    fn only_month(&self, tokens: Range<usize>) -> Option<u8> {
        let mut months = self.months(tokens).map(|(_, month)| month);
        let month = months.next()?;
        months.all(|other| other == month).then_some(month)
    }

    /// The region or the country with the most: النصيب الأكبر.
    fn largest(&self, sentence: &Range<u32>, year: Option<i32>, claims: &mut Vec<Claimed>) {
        // As far from the superlative as its region may stand.
        const REACH: usize = 14;
        let range = sentence.start as usize..sentence.end as usize;
        let Some((at, _, end)) = self.first(range.clone(), ClaimKind::Most) else { return };
        // Behind the words (أغلبهم من أوروبا) a country wins over nothing; before them too.
        let near = range.filter(|i| i.abs_diff(at) < REACH);
        let Some((i, (code, region))) =
            near.filter_map(|i| self.area(i).map(|area| (i, area))).min_by_key(|(i, _)| i.abs_diff(at))
        else {
            return;
        };
        let what = if region { "largest_region" } else { "largest_country" };
        let period = year.map(|year| self.period(sentence, year));
        if claims.iter().any(|claim| claim.what == what && claim.period == period) {
            return;
        }
        let last = i + self.mentions.best(i, Kind::Region).map_or(1, |found| found.tokens as usize);
        let tokens = i.min(at) as u32..(last.max(end) as u32).min(sentence.end);
        claims.push(Claimed { what, value: json!(code), period, scope: None, tokens });
    }

    /// The months with the most: بلغ النشاط ذروته في ماي وشتنبر.
    fn busiest(&self, sentence: &Range<u32>, year: Option<i32>, claims: &mut Vec<Claimed>) {
        let range = sentence.start as usize..sentence.end as usize;
        let Some((at, _, end)) = self.first(range.clone(), ClaimKind::Busy) else { return };
        let months: Vec<(usize, u8)> = self.months(range).collect();
        if let (Some(first), Some(last), Some(year)) = (months.first(), months.last(), year) {
            let mut value: Vec<String> =
                months.iter().map(|(_, month)| format!("{year}-{month:02}")).collect();
            value.sort();
            value.dedup();
            claims.push(Claimed {
                what: "peak_months",
                value: json!(value),
                period: Some(year.to_string()),
                scope: None,
                tokens: at.min(first.0) as u32..end.max(last.0 + 1) as u32,
            });
        }
    }

    /// Themes that grow or shrink: ارتفعت حصة الهجرة, تراجع موضوع الإرهاب.
    fn trends(&self, sentence: &Range<u32>, year: Option<i32>, claims: &mut Vec<Claimed>) {
        // As far behind the verb as its theme may stand.
        const REACH: usize = 8;
        for i in sentence.start as usize..sentence.end as usize {
            let direction = match (self.word(i, ClaimKind::Up), self.word(i, ClaimKind::Down)) {
                (Some(_), _) => "up",
                (_, Some(_)) => "down",
                _ => continue,
            };
            let reach = i + 1..(i + REACH).min(sentence.end as usize);
            // A share or a subject that grows: "the share of migration", not migration itself.
            let share = self.first(reach.clone(), ClaimKind::Share).is_some();
            if let Some((code, end)) = self.theme(reach).filter(|_| share) {
                claims.push(Claimed {
                    what: "trend",
                    value: json!(format!("{code}:{direction}")),
                    period: year.map(|year| year.to_string()),
                    scope: None,
                    tokens: i as u32..end as u32,
                });
            }
        }
    }

    /// What part of the meetings a theme has, in per cent: ربع اللقاءات تناول الهجرة, مثل الإرهاب 40 في المئة من
    /// اللقاءات.
    fn shares(&self, sentence: &Range<u32>, year: Option<i32>, claims: &mut Vec<Claimed>) {
        let range = sentence.start as usize..sentence.end as usize;
        for i in range.clone() {
            let key = |n: usize| self.mentions.key(i + n);
            let fraction = match self.mentions.stem(i).trim_start_matches('ب') {
                "نصف" => Some((json!(50), 1)),
                "ثلث" => Some((json!({ "about": 33 }), 1)),
                "ثلثي" | "ثلثا" => Some((json!({ "about": 67 }), 1)),
                "ربع" => Some((json!(25), 1)),
                "خمس" if self.mentions.definite(i + 1) => Some((json!(20), 1)),
                "ثلاثه" if key(1) == "ارباع" => Some((json!(75), 2)),
                _ => None,
            };
            let percent = || {
                let (n, end) = self.number(i).filter(|(n, _)| *n <= 100)?;
                let behind = |n: usize| self.mentions.key(end + n);
                let tokens = match (behind(0), behind(1)) {
                    ("%" | "٪", _) => 1,
                    ("بالميه" | "بالمايه", _) => 1,
                    ("في", "الميه" | "المايه") => 2,
                    _ => return None,
                };
                Some((self.bounded(i, n), end + tokens - i))
            };
            let Some((value, tokens)) = fraction.or_else(percent) else { continue };
            // ارتفعت من ثلث اللقاءات إلى نصفها: two ends of a trend.
            if i > range.start && matches!(self.mentions.key(i - 1), "من" | "الي") {
                continue;
            }
            let behind = i + tokens;
            let of = if self.mentions.key(behind) == "من" { behind + 1 } else { behind };
            let Some(("meetings" | "visits", counted)) = self.word(of, ClaimKind::Count) else { continue };
            // ربع اللقاءات تناول الهجرة, or behind its theme: استأثرت الهجرة بربع اللقاءات.
            let clause = (counted..range.end).find(|&at| self.mentions.is_comma(at)).unwrap_or(range.end);
            let behind = || self.theme(counted..clause);
            let before = || (range.start..i).rev().find_map(|at| self.theme(at..at + 1));
            let governed = self.mentions.key(i).starts_with('ب');
            let theme = if governed { before().or_else(behind) } else { behind().or_else(before) };
            let Some((code, end)) = theme else { continue };
            let start = if end <= i { end.saturating_sub(1) } else { i };
            claims.push(Claimed {
                what: "theme_share",
                value,
                period: year.map(|year| self.period(sentence, year)),
                scope: Some(code.to_owned()),
                tokens: start as u32..counted.max(end) as u32,
            });
        }
    }

    /// The first of its kind: أول زيارة له إلى البرازيل, القمة الأولى من نوعها. The value is what it is the first of,
    /// the scope the country.
    fn firsts(&self, sentence: &Range<u32>, claims: &mut Vec<Claimed>) {
        // As far behind the noun as its country, or "the first", may stand.
        const REACH: usize = 7;
        let range = sentence.start as usize..sentence.end as usize;
        for i in range.clone() {
            // كانون الأول is a month.
            let Some((_, end)) = self.word(i, ClaimKind::First) else { continue };
            if end == i + 1 && self.mentions.definite(i) {
                continue;
            }
            // أول زيارة, or زيارة هي الأولى من نوعها.
            let ahead = self.word(end, ClaimKind::Count).filter(|_| end == i + 1);
            let behind = || {
                let near = i.saturating_sub(REACH).max(range.start)..i;
                near.rev().find_map(|at| self.word(at, ClaimKind::Count).map(|(what, _)| (at, what)))
            };
            let (first, what, noun) = match ahead {
                Some((what, noun)) => (i, what, noun),
                None if end > i + 1 => match behind() {
                    Some((at, what)) => (at, what, at + 1),
                    None => continue,
                },
                None => continue,
            };
            let Some(what @ ("meetings" | "visits" | "agreements")) = name_of(what) else { continue };
            let reach = noun..(noun + REACH).min(range.end);
            // A visit is the first to a country, a meeting or an agreement the first with one.
            let with = reach.clone().any(|at| matches!(self.mentions.key(at), "مع" | "بين"));
            let country = reach.clone().find_map(|at| {
                let (code, region) = self.area(at)?;
                (!region && (with || what == "visits")).then_some((code, at + 1))
            });
            let city = || {
                reach.clone().filter(|_| what == "visits").find_map(|at| {
                    let led = matches!(self.mentions.key(at.checked_sub(1)?), "الي" | "في");
                    let found = self.mentions.best(at, Kind::City).filter(|_| led)?;
                    let end = at + found.tokens as usize;
                    // مسقط رأس والده: where he was born.
                    let born = self.mentions.key(end) == "راس";
                    (!born).then(|| (self.lexicon.city(found.sense.id).country.as_str(), end))
                })
            };
            // Without a country it is the first session of a council as often as the first visit abroad.
            let Some((code, last)) = country.or_else(city) else { continue };
            let value = json!(what);
            let scope = Some(code.to_owned());
            if claims.iter().any(|c| c.what == "first" && c.value == value && c.scope == scope) {
                continue;
            }
            let tokens = first as u32..end.max(last) as u32;
            claims.push(Claimed { what: "first", value, period: None, scope, tokens });
        }
    }

    /// What cooperation is said to have led to: مكن التعاون من تفكيك ثلاث خلايا. The value names the kind, and behind a
    /// colon the number, if one is given.
    fn results(&self, sentence: &Range<u32>, claims: &mut Vec<Claimed>) {
        // As far behind its noun as a number may stand, and as far before it as what led to it.
        const NUMBER: usize = 3;
        const LED: usize = 10;
        let range = sentence.start as usize..sentence.end as usize;
        let Some((by, _, _)) = self.first(range.clone(), ClaimKind::Cooperation) else { return };
        let foreign = range.clone().any(|i| {
            self.mentions.has_one_of(i, &[Kind::Country, Kind::Nisba])
                || matches!(self.mentions.stem(i), "بلدين" | "جانبين" | "دولي" | "ثنايي")
        });
        if !foreign {
            return;
        }
        let mut i = range.start;
        while i < range.end {
            let here = i;
            i += 1;
            let Some((kind, end)) = self.word(here, ClaimKind::Result) else { continue };
            let key = self.mentions.key(here);
            let verb = self.word(here, ClaimKind::Led).is_some();
            let led = (here.saturating_sub(LED).max(range.start)..here)
                .find(|&at| self.word(at, ClaimKind::Led).is_some());
            // ومن توقيف: another result of the same verb.
            let before = here.checked_sub(1).map_or("", |at| self.mentions.key(at));
            let joined = (key.starts_with('و') || matches!(before, "ومن" | "وعن" | "والي" | "وفي"))
                && claims.iter().any(|c| c.what == "result" && c.tokens.start >= sentence.start);
            if !verb && led.is_none() && !joined {
                continue;
            }
            let number = (end..(end + NUMBER).min(range.end)).find_map(|at| self.number(at));
            let value = match number.filter(|(n, _)| *n < 1_000_000 && !(1990..=2100).contains(n)) {
                Some((n, _)) => format!("{kind}:{n}"),
                None => kind.to_owned(),
            };
            let last = number.map_or(end, |(_, behind)| behind + 1);
            let start =
                [Some(here), led, (by < here).then_some(by)].into_iter().flatten().min().unwrap_or(here);
            claims.push(Claimed {
                what: "result",
                value: json!(value),
                period: self.year(sentence).map(|(_, year)| year.to_string()),
                scope: None,
                tokens: start as u32..(last.max(end) as u32).min(sentence.end),
            });
            i = end;
        }
    }
}

/// What is counted, as the contract calls it.
fn name_of(what: &str) -> Option<&'static str> {
    ["meetings", "visits", "countries", "organisations", "agreements", "partners"]
        .into_iter()
        .find(|name| *name == what)
}
