//! Claims: statements about encounters in the plural, to be audited and never counted as encounters.

use std::ops::Range;

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

/// What is counted, by the folded noun.
fn counted(key: &str) -> Option<&'static str> {
    Some(match key {
        "لقاء" | "لقاءات" | "اجتماع" | "اجتماعا" | "اجتماعات" | "مباحثات" => {
            "meetings"
        }
        "دوله" | "دول" | "بلد" | "بلدا" | "بلدان" => "countries",
        "زياره" | "زيارات" => "visits",
        "منظمه" | "منظمات" => "organisations",
        "اتفاقيه" | "اتفاقيات" | "اتفاق" | "اتفاقا" => "agreements",
        "شريك" | "شريكا" | "شركاء" => "partners",
        _ => return None,
    })
}

/// Regions as the press names them, with the codes of the contract.
const REGIONS: [(&str, &str); 20] = [
    ("اوروبا", "europe"),
    ("افريقيا الغربيه", "west_africa"),
    ("غرب افريقيا", "west_africa"),
    ("شمال افريقيا", "north_africa"),
    ("شرق افريقيا", "east_africa"),
    ("افريقيا الشرقيه", "east_africa"),
    ("وسط افريقيا", "central_africa"),
    ("جنوب افريقيا", "southern_africa"),
    ("الشرق الاوسط", "middle_east"),
    ("الخليج", "gulf"),
    ("امريكا اللاتينيه", "latin_america"),
    ("امريكا الجنوبيه", "latin_america"),
    ("امريكا الشماليه", "north_america"),
    ("اسيا", "asia"),
    ("افريقيا", "africa"),
    ("العالم العربي", "arab_world"),
    ("الدول العربيه", "arab_world"),
    ("المغرب العربي", "maghreb"),
    ("الاتحاد الاوروبي", "eu"),
    ("القاره الافريقيه", "africa"),
];

fn region(mentions: &Mentions, i: usize) -> Option<(&'static str, usize)> {
    REGIONS.iter().find_map(|(name, code)| {
        let words: Vec<&str> = name.split(' ').collect();
        let bare = |key: &'_ str| key.trim_start_matches(['و', 'ف', 'ل', 'ب']).to_owned();
        let hit = words.iter().enumerate().all(|(n, word)| {
            let key = mentions.key(i + n);
            key == *word || (n == 0 && (bare(key) == *word || bare(key) == word.trim_start_matches("ال")))
        });
        hit.then_some((*code, words.len()))
    })
}

/// The year a sentence speaks of: behind سنة or عام, or alone among digits.
fn year(mentions: &Mentions, sentence: &Range<u32>) -> Option<String> {
    (sentence.start as usize..sentence.end as usize).rev().find_map(|i| {
        let key = mentions.key(i);
        let year = number::digits(key).filter(|year| key.len() == 4 && (1990..=2100).contains(year))?;
        let before = if i == 0 { "" } else { mentions.key(i - 1) };
        before
            .trim_start_matches(['ل', 'و', 'ب'])
            .trim_start_matches("ال")
            .starts_with("سن")
            .then_some(year)
            .or_else(|| before.ends_with("عام").then_some(year))
            .map(|year| year.to_string())
    })
}

/// The claims of an article.
pub(crate) fn of_article(lexicon: &Lexicon, mentions: &Mentions, sentences: &[Range<u32>]) -> Vec<Claimed> {
    let mut claims: Vec<Claimed> = Vec::new();
    let counts_meetings = |sentence: &Range<u32>| {
        numbers(mentions, sentence).any(|(_, what, n, _)| what == "meetings" && n > 4)
    };
    // Only an article that counts meetings makes claims; elsewhere "13 countries" is anything.
    if !sentences.iter().any(counts_meetings) {
        return claims;
    }
    let mut current: Option<String> = None;
    for sentence in sentences {
        // من ثلث اللقاءات سنة 2024 إلى النصف هذه السنة, مقارنة مع 2023: another year is what this one is held against.
        let compared = (sentence.start as usize..sentence.end as usize).any(|i| {
            matches!(mentions.key(i), "مقارنه" | "بالمقارنه")
                || matches!(mentions.key(i), "هذه" | "هذا") && matches!(mentions.stem(i + 1), "سنه" | "عام")
        });
        if !compared || current.is_none() {
            current = year(mentions, sentence).or(current);
        }
        let summing = counts_meetings(sentence);
        for (i, what, n, end) in numbers(mentions, sentence) {
            let scoped = (sentence.start as usize..i)
                .find_map(|at| region(mentions, at))
                .map(|(code, _)| code.to_owned());
            // شهد وحده خمس لقاءات: what one month of the year held.
            let alone = (sentence.start as usize..i).any(|at| matches!(mentions.key(at), "وحده" | "وحدها"));
            let period = match (alone, only_month(lexicon, mentions, sentence), &current) {
                (true, Some(month), Some(year)) => Some(format!("{year}-{month:02}")),
                _ => current.clone(),
            };
            if (summing || alone)
                && n > 1
                && !claims.iter().any(|c| c.what == what && c.period == period && c.scope == scoped)
            {
                claims.push(Claimed {
                    what,
                    value: rounded(mentions, i, n),
                    period,
                    scope: scoped,
                    tokens: sentence.start.max(i as u32)..end as u32,
                });
            }
        }
        superlatives(lexicon, mentions, sentence, current.as_ref(), &mut claims);
        trends(lexicon, mentions, sentence, current.as_ref(), &mut claims);
    }
    claims
}

/// The one month that a sentence names.
fn only_month(lexicon: &Lexicon, mentions: &Mentions, sentence: &Range<u32>) -> Option<u8> {
    let mut months = (sentence.start as usize..sentence.end as usize).filter_map(|i| {
        let month = lexicon.month(mentions.best(i, Kind::Month)?.sense.id);
        (!month.hijri).then_some(month.number)
    });
    let month = months.next()?;
    months.all(|other| other == month).then_some(month)
}

/// نحو 20, أكثر من 20: a number as exact as it is given.
fn rounded(mentions: &Mentions, i: usize, n: u32) -> Value {
    let before = |back: usize| i.checked_sub(back).map_or("", |at| mentions.key(at));
    match (before(2), before(1)) {
        (_, "نحو" | "حوالي" | "قرابه" | "زهاء" | "بنحو") => json!({ "about": n }),
        ("اكثر" | "ازيد" | "باكثر" | "بازيد", "من") | ("يزيد" | "يربو", "عن" | "علي") | ("يقل", "عن") =>
        {
            json!({ "min": n })
        }
        _ => json!(n),
    }
}

/// Themes that grow or shrink: ارتفعت حصة الهجرة, تراجع موضوع الإرهاب.
fn trends(
    lexicon: &Lexicon,
    mentions: &Mentions,
    sentence: &Range<u32>,
    period: Option<&String>,
    claims: &mut Vec<Claimed>,
) {
    // As far behind the verb as its theme may stand.
    const REACH: usize = 8;
    let direction = |key: &str| {
        let stem = key.trim_start_matches(['و', 'ف']);
        let is = |verbs: &[&str]| verbs.iter().any(|verb| stem.starts_with(verb));
        if is(&["ارتفع", "تضاعف", "تزايد", "تصاعد", "تنامي", "ازداد", "اتسع", "يتزايد", "يتصاعد", "ترتفع"])
        {
            Some("up")
        } else if is(&["تراجع", "انخفض", "تقلص", "انحسر", "تضاءل", "يتراجع", "تنخفض"])
        {
            Some("down")
        } else {
            None
        }
    };
    for i in sentence.start as usize..sentence.end as usize {
        let Some(direction) = direction(mentions.key(i)) else { continue };
        let end = (i + REACH).min(sentence.end as usize);
        // A share or a subject that grows: "the share of migration", not migration itself.
        let share = (i + 1..end).any(|at| {
            matches!(mentions.stem(at), "حصه" | "موضوع" | "ملف" | "حضور" | "نصيب" | "مكانه" | "نسبه" | "محور")
        });
        let theme = (i + 1..end).find_map(|at| {
            let found = mentions.best(at, Kind::Theme)?;
            Some((lexicon.theme(found.sense.id).code.as_str(), at + found.tokens as usize))
        });
        let theme = theme.or_else(|| topic(mentions, i + 1..end));
        if let Some((code, last)) = theme.filter(|_| share) {
            claims.push(Claimed {
                what: "trend",
                value: json!(format!("{code}:{direction}")),
                period: period.cloned(),
                scope: None,
                tokens: i as u32..last as u32,
            });
        }
    }
}

/// A theme by the one word that stands for it where themes are counted: حصة الهجرة, موضوع الإرهاب.
fn topic(mentions: &Mentions, range: Range<usize>) -> Option<(&'static str, usize)> {
    range.into_iter().find_map(|at| {
        let code = match mentions.stem(at) {
            "هجره" => "migration",
            "ارهاب" => "counterterrorism",
            "مخدرات" => "drugs",
            "تكوين" | "تدريب" => "training",
            "حدود" => "border_security",
            "تظاهرات" => "major_events",
            "سيبراني" | "سيبرانيه" => "cyber",
            _ => return None,
        };
        Some((code, at + 1))
    })
}

/// Counted nouns of a sentence: token of the number, what, how many, token behind.
fn numbers<'m>(
    mentions: &'m Mentions,
    sentence: &Range<u32>,
) -> impl Iterator<Item = (usize, &'static str, u32, usize)> + 'm {
    (sentence.start as usize..sentence.end as usize).filter_map(move |i| {
        let key = mentions.key(i);
        let dual = match key.trim_start_matches(['و', 'ب']) {
            "منظمتين" => Some("organisations"),
            "لقاءين" | "لقايين" | "اجتماعين" => Some("meetings"),
            "زيارتين" => Some("visits"),
            "دولتين" | "بلدين" => Some("countries"),
            "اتفاقيتين" => Some("agreements"),
            _ => None,
        };
        if let Some(what) = dual {
            return Some((i, what, 2, i + 1));
        }
        // The counted noun stands one or two words behind; few words are one.
        if counted(mentions.key(i + 1)).is_none() && counted(mentions.key(i + 2)).is_none() {
            return None;
        }
        let bare = key.strip_prefix('ب').unwrap_or(key);
        let next: Vec<&str> = std::iter::once(bare).chain((1..3).map(|n| mentions.key(i + n))).collect();
        let (n, tokens) = number::digits(key)
            .map(|n| (n, 1))
            .or_else(|| number::words(&next).filter(|(n, tokens)| *tokens > 1 || *n >= 2))?;
        let what = counted(mentions.key(i + tokens))?;
        (n < 1000).then_some((i, what, n, i + tokens + 1))
    })
}

/// Largest region, busiest months.
fn superlatives(
    lexicon: &Lexicon,
    mentions: &Mentions,
    sentence: &Range<u32>,
    period: Option<&String>,
    claims: &mut Vec<Claimed>,
) {
    let range = sentence.start as usize..sentence.end as usize;
    let says = |phrases: &[&[&str]]| {
        range.clone().find(|&i| {
            phrases.iter().any(|words| words.iter().enumerate().all(|(n, w)| mentions.key(i + n) == *w))
        })
    };
    let most = says(&[
        &["النصيب", "الاكبر"],
        &["الحصه", "الاكبر"],
        &["المرتبه", "الاولي"],
        &["المركز", "الاول"],
        &["الصداره"],
        &["صداره"],
        &["اغلبهم", "من"],
        &["معظمهم", "من"],
        &["اغلبها", "في"],
        &["مقدمه"],
    ]);
    if let Some(at) = most
        && let Some((where_, code)) = range
            .clone()
            .filter_map(|i| region(mentions, i).map(|(code, _)| (i, code)))
            .min_by_key(|(i, _)| i.abs_diff(at))
        && where_.abs_diff(at) < 14
    {
        claims.push(Claimed {
            what: "largest_region",
            value: json!(code),
            period: period.cloned(),
            scope: None,
            tokens: where_.min(at) as u32..(where_.max(at) + 2).min(sentence.end as usize) as u32,
        });
    }
    let busy = says(&[
        &["نشاط", "مكثف"],
        &["نشاطا", "مكثفا"],
        &["اعلي", "وتيره"],
        &["الاكثر", "نشاطا"],
        &["ذروه"],
        &["الذروه"],
        &["اكثر", "الشهور"],
        &["اكثر", "الاشهر"],
    ]);
    if let Some(at) = busy {
        let months: Vec<(usize, u8)> = range
            .filter_map(|i| {
                let month = lexicon.month(mentions.best(i, Kind::Month)?.sense.id);
                (!month.hijri).then_some((i, month.number))
            })
            .collect();
        if let (Some(first), Some(last), Some(year)) = (months.first(), months.last(), period) {
            let mut value: Vec<String> =
                months.iter().map(|(_, month)| format!("{year}-{month:02}")).collect();
            value.sort();
            value.dedup();
            claims.push(Claimed {
                what: "peak_months",
                value: json!(value),
                period: Some(year.clone()),
                scope: None,
                tokens: at.min(first.0) as u32..(at + 2).max(last.0 + 1) as u32,
            });
        }
    }
}
