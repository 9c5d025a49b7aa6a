//! What articles claim, beside what this corpus holds. Never a verdict.

use rasid_chronicle::ClaimComparison;
use rasid_coder::report::Claim;
use serde_json::Value;

use super::{Articles, Page};
use crate::terminal::Align;

/// Division of the world that published claims speak in: "Europe", "West Africa".
pub(crate) const SCHEME: &str = "press";

/// A longer quote is cut.
const MOST_CHARS: usize = 60;

/// A table for each article and subject, in the order given; the words of the article stand beside each number.
pub(crate) fn claims(page: &Page, comparisons: &[ClaimComparison], articles: &Articles) -> String {
    let messages = page.messages();
    let mut out = format!("{}\n\n", page.heading(messages.claims));
    let together = |a: &ClaimComparison, b: &ClaimComparison| {
        (&a.article, &a.claim.subject) == (&b.article, &b.claim.subject)
    };
    for group in comparisons.chunk_by(together) {
        let head = &group[0];
        out.push_str(&page.line(&articles.source(page, &head.article), 0));
        if let Some(subject) = &head.claim.subject {
            out.push_str(&page.line(&page.cell(subject), 0));
        }
        let mut table = page.table(vec![Align::Start, Align::Start, Align::End, Align::End, Align::Start]);
        let header = ["", messages.period, messages.claimed, messages.this_corpus, messages.in_its_words];
        table.row(header.map(str::to_owned));
        for ClaimComparison { claim, corpus, unplaced, .. } in group {
            let mut held = match corpus {
                Some(held) => value(page, claim, held),
                None => messages.not_countable.to_owned(),
            };
            if corpus.is_some() && *unplaced > 0 {
                held.push_str(&format!(" (+{unplaced} {})", messages.undated));
            }
            let period = claim.period.clone().unwrap_or_default();
            table.row([
                topic(page, claim),
                period,
                value(page, claim, &claim.value),
                held,
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
    [names.region(SCHEME, code), names.side(code), names.theme(code)]
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
            let said = |key: &str, pattern: &str| Some(pattern.replace("{n}", &bound.get(key)?.to_string()));
            said("min", messages.at_least)
                .or_else(|| said("max", messages.at_most))
                .or_else(|| said("about", messages.about))
                .unwrap_or_else(|| value.to_string())
        }
        other => other.to_string(),
    }
}

fn quote(page: &Page, claim: &Claim) -> String {
    let (open, close) = page.messages().quotation_marks;
    let quote = &claim.evidence.quote;
    match quote.char_indices().nth(MOST_CHARS) {
        Some((limit, _)) => format!("{open}{} …{close}", quote[..limit].trim_end()),
        None => format!("{open}{quote}{close}"),
    }
}

#[cfg(test)]
mod tests {
    use rasid_coder::report::{Quote, Zone};
    use serde_json::json;

    use super::*;
    use crate::lang::{Lang, MonthNames};
    use crate::names::Names;

    fn comparison(what: &str, value: Value, corpus: Option<Value>) -> ClaimComparison {
        let quote = "عشرون لقاء".to_owned();
        let claim = Claim {
            what: what.to_owned(),
            value,
            period: Some("2024".to_owned()),
            scope: None,
            subject: Some("سليم الورداني".to_owned()),
            evidence: Quote { zone: Zone::Text, start: 0, end: 10, quote },
        };
        ClaimComparison { article: "n1".to_owned(), claim, corpus, encounters: Vec::new(), unplaced: 3 }
    }

    #[test]
    fn claims_of_one_article_stand_in_one_table() {
        let page = Page {
            lang: Lang::En,
            names: Names::default(),
            months: MonthNames::Eastern,
            styled: false,
            width: None,
        };
        let comparisons = [
            comparison("meetings", json!({"min": 20}), Some(json!(3))),
            comparison("peak_months", json!(["2024-05", "2024-09"]), Some(json!([]))),
            comparison("result", json!("arrests:25"), None),
            comparison("theme_share", json!(40), None),
        ];
        let text = claims(&page, &comparisons, &Articles::default()).replace(['\u{2068}', '\u{2069}'], "");
        insta::assert_snapshot!(text, @r"
        What articles claim, and what this corpus holds

        n1
        سليم الورداني
                            period                                       claimed             this corpus  in its words
          meetings          2024                                     at least 20          3 (+3 undated)  “عشرون لقاء”
          busiest months    2024    2024-05 (May 2024), 2024-09 (September 2024)       none (+3 undated)  “عشرون لقاء”
          result            2024                                    arrests (25)  cannot be counted here  “عشرون لقاء”
          share of a theme  2024                                            40 %  cannot be counted here  “عشرون لقاء”
        ");
    }
}
