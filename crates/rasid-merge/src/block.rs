//! Which pairs of reports are worth comparing.
//!
//! Reports meet in a block when they are of one kind and share two sides (or, where a report knows only one side, that
//! side). Inside a block they are walked in order of their first possible day and compared while the days can touch.
//! [`Keys`] tells the same in words that an index can hold, so that a store finds the partners of one report among
//! millions.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;

use crate::profile::{Kind, Profile};
use crate::score::linked;

/// Lists of countries are cut here when pairs are made of them.
const SIDES: usize = 12;
/// One report is linked with at most so many later ones of a block: a bound on hostile input, far above any real day. Only
/// those that may be linked count, so that it is reached at the same one wherever a merge is divided.
const NEIGHBOURS: usize = 1000;
/// Neighbouring days that may still be one stay.
const SLACK: i64 = 2;

/// Pairs of indices of `profiles` that may be linked, each with the smaller first. Sorted.
pub(crate) fn pairs(profiles: &[Profile], members: &[usize]) -> Vec<(usize, usize)> {
    let mut blocks: BTreeMap<(Kind, &str, &str), Vec<usize>> = BTreeMap::new();
    for &index in members {
        let profile = &profiles[index];
        let sides: Vec<&str> = profile.countries.iter().take(SIDES).map(String::as_str).collect();
        let mut keys: Vec<(&str, &str)> = sides.iter().map(|side| (*side, "")).collect();
        // A conference and a report that knows one side are looked up by single sides, the rest by pairs of them.
        if profile.kind != Kind::Conference && sides.len() >= 2 {
            for (at, a) in sides.iter().enumerate() {
                keys.extend(sides[at + 1..].iter().map(|b| (*a, *b)));
            }
        }
        for (a, b) in keys {
            blocks.entry((profile.kind, a, b)).or_default().push(index);
        }
    }
    let mut pairs = Vec::new();
    for ((kind, _, second), block) in &mut blocks {
        let single = second.is_empty() && *kind != Kind::Conference;
        if single && block.iter().all(|&index| profiles[index].countries.len() >= 2) {
            continue;
        }
        walk(profiles, block, single, &mut pairs);
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Whether a link between the two is possible, whatever may be found of their parents.
pub(crate) fn may_be_linked(a: &Profile, b: &Profile) -> bool {
    let both_inside = a.report.part_of.is_some() && b.report.part_of.is_some();
    linked(a, b, both_inside).is_ok()
}

/// Pairs of one block whose days can touch; in a block of a single side, one of both knows only that side.
fn walk(profiles: &[Profile], block: &mut [usize], single: bool, pairs: &mut Vec<(usize, usize)>) {
    let first = |index: usize| profiles[index].when.window.map(|(first, _)| first);
    // `None`, which sorts first, may be any day and therefore meets everybody.
    block.sort_by_key(|&index| (first(index), index));
    for (at, &a) in block.iter().enumerate() {
        let end: Option<Date> = profiles[a]
            .when
            .window
            .map(|(_, last)| last.checked_add(jiff::Span::new().days(SLACK)).unwrap_or(last));
        let mut met = 0;
        for &b in &block[at + 1..] {
            let beyond = matches!((first(b), end), (Some(begin), Some(end)) if begin > end);
            if beyond || met == NEIGHBOURS {
                break;
            }
            if single && profiles[a].countries.len() >= 2 && profiles[b].countries.len() >= 2 {
                continue;
            }
            if may_be_linked(&profiles[a], &profiles[b]) {
                met += 1;
                pairs.push((a.min(b), a.max(b)));
            }
        }
    }
}

/// A longer time than this many months is no time: such a report may meet anybody of its sides.
const LONGEST: i32 = 18;

/// Where a report stands in an index of reports, and where to look for those it may be linked with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// The keys that it is found under.
    pub stands: BTreeSet<String>,
    /// Keys of others.
    pub looks: BTreeSet<String>,
    /// Beginnings of keys of others.
    pub begins: BTreeSet<String>,
}

impl Keys {
    pub(crate) fn of(profile: &Profile) -> Self {
        let sides: Vec<&str> = profile.countries.iter().take(SIDES).map(String::as_str).collect();
        let kind = profile.kind.letter();
        let mut stands = BTreeSet::new();
        let mut looks = BTreeSet::new();
        if profile.kind == Kind::Conference {
            stands.extend(sides.iter().map(|side| format!("{kind} {side} ")));
            looks.clone_from(&stands);
        } else {
            for (at, a) in sides.iter().enumerate() {
                stands.extend(sides[at + 1..].iter().map(|b| format!("{kind} {a} {b} ")));
            }
            looks.clone_from(&stands);
            // Who knows one side alone is compared with everybody who has it, but two that know more are not for one.
            let alone = sides.len() < 2;
            let class = |alone: bool| if alone { '1' } else { '2' };
            stands.extend(sides.iter().map(|side| format!("{kind} {side} {} ", class(alone))));
            looks.extend(sides.iter().map(|side| format!("{kind} {side} {} ", class(true))));
            if alone {
                looks.extend(sides.iter().map(|side| format!("{kind} {side} {} ", class(false))));
            }
        }
        let months = |slack: i64| {
            let (first, last) = profile.when.window?;
            // Whoever wrote the last day first meant the same days.
            let (first, last) = (first.min(last), first.max(last));
            let first = first.checked_sub(slack.days()).unwrap_or(first);
            let last = last.checked_add(slack.days()).unwrap_or(last);
            let number = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
            let months = number(first)..=number(last);
            (months.end() - months.start() <= LONGEST).then_some(months)
        };
        let with = |keys: &BTreeSet<String>,
                    months: Option<std::ops::RangeInclusive<i32>>|
         -> BTreeSet<String> {
            let month = |key: &String, month: i32| format!("{key}{:04}-{:02}", month / 12, month % 12 + 1);
            match months {
                Some(months) => {
                    keys.iter().flat_map(|key| months.clone().map(move |at| month(key, at))).collect()
                }
                None => keys.iter().map(|key| format!("{key}*")).collect(),
            }
        };
        match months(SLACK) {
            Some(near) => {
                let mut found = with(&looks, Some(near));
                found.extend(with(&looks, None));
                Self { stands: with(&stands, months(0)), looks: found, begins: BTreeSet::new() }
            }
            None => Self { stands: with(&stands, None), looks: BTreeSet::new(), begins: looks },
        }
    }
}
