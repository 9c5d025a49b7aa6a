//! What articles claim, beside what this corpus holds.

use rasid_chronicle::{Audited, Reading, RegionScheme, Sense, Unit};
use rasid_coder::report::Claim;
use serde_json::Value;

use super::{Articles, Page};
use crate::lang::Phrase;
use crate::terminal::Align;

/// A longer quote is cut.
const MOST_CHARS: usize = 60;

/// A table for each article and subject, in the order given: the most literal reading of each claim and the verdict; the
/// words of the article stand beside each number.
pub(crate) fn claims(page: &Page, audited: &[Audited], articles: &Articles) -> String {
    let messages = page.messages();
    let mut out = format!("{}\n\n", page.heading(messages.claims));
    for group in audited.chunk_by(of_one_subject) {
        out.push_str(&head(page, &group[0], articles));
        let columns = [Align::Start, Align::Start, Align::End, Align::End, Align::Start, Align::Start];
        let mut table = page.table(columns.to_vec());
        let header = [
            "",
            messages.period,
            messages.claimed,
            messages.this_corpus,
            messages.verdict_heading,
            messages.in_its_words,
        ];
        table.row(header.map(str::to_owned));
        for one in group {
            let claim = &one.claim;
            let held = match one.readings.first() {
                Some(reading) => briefly(page, claim, reading),
                None => messages.not_countable.to_owned(),
            };
            let verdict = if one.readings.is_empty() { "" } else { messages.verdict(one.verdict) };
            table.row([
                topic(page, claim),
                claim.period.clone().unwrap_or_default(),
                value(page, claim, &claim.value),
                held,
                verdict.to_owned(),
                quote(page, claim),
            ]);
        }
        for line in table.render().lines() {
            out.push_str(&format!("  {line}\n"));
        }
        out.push('\n');
    }
    out
}

/// Every claim with its verdict, all readings, what was left out as no evidence, and what the corpus covers.
pub(crate) fn audit(page: &Page, audited: &[Audited], articles: &Articles) -> String {
    let messages = page.messages();
    let mut out = format!("{}\n\n", page.heading(messages.audit));
    for group in audited.chunk_by(of_one_subject) {
        out.push_str(&head(page, &group[0], articles));
        let mut before = String::new();
        for one in group {
            out.push_str(&block(page, one));
            // Claims of one article and one period rest on the same: it is said once.
            let basis = basis(page, one);
            if basis != before {
                out.push_str(&basis);
            }
            before = basis;
        }
        out.push('\n');
    }
    out
}

/// A claim beside what was found, in words.
#[derive(Clone, Debug)]
pub(crate) struct Told<'a> {
    /// What is claimed, when, and how much; parts that are empty left out.
    pub(crate) said: Vec<String>,
    pub(crate) verdict: &'static str,
    /// The words of the article.
    pub(crate) quote: String,
    /// What each reading counts, what it found, and the encounters behind that.
    pub(crate) readings: Vec<(String, String, &'a [String])>,
    /// What was left out as no evidence, and what the corpus covers.
    pub(crate) basis: Vec<String>,
}

/// A claim in words.
pub(crate) fn told<'a>(page: &Page, one: &'a Audited) -> Told<'a> {
    let messages = page.messages();
    let claim = &one.claim;
    let claimed = value(page, claim, &claim.value);
    let period = claim.period.clone().unwrap_or_default();
    let said = [topic(page, claim), period, format!("{}{}{claimed}", messages.claimed, messages.colon)];
    let reading =
        |reading: &'a Reading| (unit(page, reading), found(page, claim, reading), &reading.encounters[..]);
    Told {
        said: said.into_iter().filter(|part| !part.is_empty()).collect(),
        verdict: messages.verdict(one.verdict),
        quote: quote(page, claim),
        readings: one.readings.iter().map(reading).collect(),
        basis: remarks(page, one),
    }
}

fn block(page: &Page, one: &Audited) -> String {
    let Told { said, verdict, quote, readings, .. } = told(page, one);
    let said: Vec<String> = said.iter().map(|part| page.cell(part)).collect();
    let mut out = page.line(&format!("{} → {}", said.join(" · "), page.heading(verdict)), 2);
    out.push_str(&page.line(&quote, 4));
    for (unit, found, encounters) in readings {
        let mut line = format!("{unit}{}{found}", page.messages().colon);
        if !encounters.is_empty() {
            line.push_str(&format!("  [{}]", encounters.join(" ")));
        }
        out.push_str(&page.line(&line, 4));
    }
    out
}

/// What a verdict rests on, as lines.
fn basis(page: &Page, one: &Audited) -> String {
    remarks(page, one).iter().map(|remark| page.line(&page.cell(remark), 4)).collect()
}

/// What was left out as no evidence, and what the corpus covers.
fn remarks(page: &Page, one: &Audited) -> Vec<String> {
    let messages = page.messages();
    let mut remarks = Vec::new();
    if !one.own.is_empty() {
        let told = messages.n_own.of(one.own.len() as u64);
        remarks.push(format!("{told}  [{}]", one.own.join(" ")));
    }
    if !one.echoes.is_empty() {
        remarks.push(messages.n_echoes.of(one.echoes.len() as u64));
    }
    if !one.readings.is_empty() {
        remarks.push(coverage(page, one));
    }
    remarks
}

/// How much the verdict rests on.
fn coverage(page: &Page, one: &Audited) -> String {
    let messages = page.messages();
    let coverage = &one.coverage;
    let mut parts = vec![messages.n_articles.of(coverage.articles), messages.n_outlets.of(coverage.outlets)];
    let of = |phrase: Phrase, n: u64, of: u64| phrase.with([("n", n.into()), ("of", of.into())]);
    parts.extend(coverage.months.map(|months| of(messages.covered, coverage.covered, months)));
    let dated = one.readings.iter().map(|reading| reading.encounters.len() as u64).max().unwrap_or(0);
    if dated > 0 {
        parts.push(of(messages.reviewed, one.reviewed, dated.max(one.reviewed)));
    }
    format!("{}{}{}", messages.evidence, messages.colon, parts.join(" · "))
}

/// Whether two claims stand in one article and speak of one subject.
pub(crate) fn of_one_subject(a: &Audited, b: &Audited) -> bool {
    (&a.article, &a.claim.subject) == (&b.article, &b.claim.subject)
}

/// The article that claims, and of whom.
fn head(page: &Page, one: &Audited, articles: &Articles) -> String {
    let mut out = page.line(&articles.source(page, &one.article), 0);
    if let Some(subject) = &one.claim.subject {
        out.push_str(&page.line(&page.cell(subject), 0));
    }
    out
}

/// What a reading counts, and whose countries.
fn unit(page: &Page, reading: &Reading) -> String {
    let messages = page.messages();
    let unit = match reading.unit {
        Unit::Trips => messages.trips,
        Unit::Meetings => messages.meetings,
        Unit::Encounters => messages.encounters,
        Unit::Reports => messages.reports,
        Unit::Sources => messages.sources,
    };
    match reading.sense {
        None => unit.to_owned(),
        Some(Sense::Partner) => format!("{unit}{}{}", messages.comma, messages.by_partner),
        Some(Sense::Place) => format!("{unit}{}{}", messages.comma, messages.by_place),
    }
}

/// What a reading found, in the cell of a table.
fn briefly(page: &Page, claim: &Claim, reading: &Reading) -> String {
    let held = value(page, claim, &reading.found);
    match (reading.found.as_u64(), reading.possible) {
        (Some(found), Some(possible)) if possible > found => {
            format!("{held} (+{} {})", possible - found, page.messages().undated)
        }
        _ => held,
    }
}

/// What a reading found, with what may be added.
fn found(page: &Page, claim: &Claim, reading: &Reading) -> String {
    let held = value(page, claim, &reading.found);
    match (reading.found.as_u64(), reading.possible) {
        (Some(found), Some(possible)) if possible > found => {
            page.messages().up_to.with([("n", held.into()), ("most", possible.into())])
        }
        _ => held,
    }
}

/// What is claimed, and of which region, country or theme alone.
fn topic(page: &Page, claim: &Claim) -> String {
    let what = page.messages().claim(&claim.what).unwrap_or(&claim.what);
    match claim.scope.as_deref() {
        Some(scope) => format!("{what}{}{}", page.messages().comma, named(page, scope)),
        None => what.to_owned(),
    }
}

/// The name of a region, country or theme; the word itself where it is none of them.
fn named<'p>(page: &'p Page, code: &'p str) -> &'p str {
    let names = &page.names;
    [names.region(RegionScheme::CLAIMED, code), names.side(code), names.theme(code)]
        .into_iter()
        .find(|name| *name != code)
        .unwrap_or(code)
}

fn value(page: &Page, claim: &Claim, value: &Value) -> String {
    let messages = page.messages();
    match value {
        Value::String(word) if claim.what == "trend" => match word.split_once(':') {
            Some((theme, "up")) => format!("{} ↑", named(page, theme)),
            Some((theme, "down")) => format!("{} ↓", named(page, theme)),
            _ => word.clone(),
        },
        Value::String(word) if claim.what == "result" => {
            let (kind, n) = word.split_once(':').unwrap_or((word, ""));
            let kind = messages.claim(kind).unwrap_or(kind);
            if n.is_empty() { kind.to_owned() } else { format!("{kind} ({n})") }
        }
        Value::String(word) if claim.what == "first" => messages.claim(word).unwrap_or(word).to_owned(),
        Value::Number(n) if claim.what == "theme_share" => format!("{n} %"),
        Value::String(word) if claim.what == "peak_months" => match page.lang.date(word, page.months) {
            Some(words) => format!("{word} ({words})"),
            None => word.clone(),
        },
        Value::String(word) => named(page, word).to_owned(),
        Value::Array(items) if items.is_empty() => messages.none.to_owned(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| self::value(page, claim, item)).collect();
            items.join(messages.comma)
        }
        Value::Object(bound) => {
            let said =
                |key: &str, phrase: Phrase| Some(phrase.with([("n", bound.get(key)?.to_string().into())]));
            said("min", messages.at_least)
                .or_else(|| said("max", messages.at_most))
                .or_else(|| said("about", messages.about))
                .unwrap_or_else(|| value.to_string())
        }
        other => other.to_string(),
    }
}

fn quote(page: &Page, claim: &Claim) -> String {
    let (open, close) = (page.messages().quote_opens, page.messages().quote_closes);
    let quote = &claim.evidence.quote;
    match quote.char_indices().nth(MOST_CHARS) {
        Some((limit, _)) => format!("{open}{} …{close}", quote[..limit].trim_end()),
        None => format!("{open}{quote}{close}"),
    }
}

#[cfg(test)]
mod tests {
    use rasid_chronicle::{Coverage, Verdict};
    use rasid_coder::report::{Quote, Zone};
    use serde_json::json;

    use super::*;
    use crate::lang::{Lang, MonthNames};
    use crate::names::Names;

    fn audited(what: &str, value: Value, found: Option<Value>) -> Audited {
        let quote = "عشرون لقاء".to_owned();
        let claim = Claim {
            what: what.to_owned(),
            value,
            period: Some("2024".to_owned()),
            scope: None,
            subject: Some("سليم الورداني".to_owned()),
            evidence: Quote { zone: Zone::Text, start: 0, end: 10, quote },
        };
        let reading = |found: Value| Reading {
            unit: Unit::Meetings,
            sense: None,
            possible: found.as_u64().map(|n| n + 3),
            found,
            encounters: vec!["e1".to_owned()],
        };
        let own = found.iter().map(|_| "e2".to_owned()).collect();
        let coverage = Coverage { articles: 40, outlets: 3, months: Some(12), covered: 11, encounters: 9 };
        Audited {
            article: "n1".to_owned(),
            claim,
            verdict: if found.is_some() { Verdict::FewerFound } else { Verdict::NotCountable },
            readings: found.map(reading).into_iter().collect(),
            own,
            echoes: vec!["n2".to_owned()],
            reviewed: 0,
            unplaced: 3,
            coverage,
        }
    }

    fn page() -> Page {
        Page {
            lang: Lang::En,
            names: Names::default(),
            months: MonthNames::Eastern,
            styled: false,
            width: None,
        }
    }

    #[test]
    fn claims_of_one_article_stand_in_one_table() {
        let all = [
            audited("meetings", json!({"min": 20}), Some(json!(3))),
            audited("peak_months", json!(["2024-05", "2024-09"]), Some(json!([]))),
            audited("result", json!("arrests:25"), None),
        ];
        let text = claims(&page(), &all, &Articles::default()).replace(['\u{2068}', '\u{2069}'], "");
        insta::assert_snapshot!(text, @r"
        What articles claim, and what this corpus holds

        n1
        سليم الورداني
                          period                                       claimed             this corpus  verdict      in its words
          meetings        2024                                     at least 20          3 (+3 undated)  fewer found  “عشرون لقاء”
          busiest months  2024    2024-05 (May 2024), 2024-09 (September 2024)                    none  fewer found  “عشرون لقاء”
          result          2024                                    arrests (25)  cannot be counted here               “عشرون لقاء”
        ");
    }

    #[test]
    fn an_audit_shows_what_its_verdict_rests_on() {
        let all = [
            audited("meetings", json!({"min": 20}), Some(json!(3))),
            audited("result", json!("arrests:25"), None),
        ];
        let text = audit(&page(), &all, &Articles::default()).replace(['\u{2068}', '\u{2069}'], "");
        insta::assert_snapshot!(text, @r"
        Audit of published claims

        n1
        سليم الورداني
          meetings · 2024 · claimed: at least 20 → fewer found
            “عشرون لقاء”
            meetings: 3 found, 6 with those whose date is unclear  [e1]
            1 encounter that this article and its echoes alone tell of: no evidence  [e2]
            1 article copies or repeats it
            evidence: 40 articles · 3 outlets · 11 of 12 months of the period have an article · 0 of 1 encounters looked at by a person
          result · 2024 · claimed: arrests (25) → cannot be counted in encounters
            “عشرون لقاء”
            1 article copies or repeats it
        ");
    }
}
