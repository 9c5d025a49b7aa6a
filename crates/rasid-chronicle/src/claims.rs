//! Published claims beside what this corpus holds. Never a verdict: numbers and the encounters behind them.

use std::collections::BTreeSet;

use rasid_coder::report::{Claim, EventType};
use rasid_merge::{ArticleMeta, Encounter};
use rasid_text::{Edtf, PartialDate};
use serde::Serialize;
use serde_json::Value;

use crate::count::{By, CountTable, RowKey, Sense, Unit, count};
use crate::regions::RegionScheme;
use crate::select::{Filter, Selection, select};

/// A claim and what this corpus holds for the same subject and period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClaimComparison {
    /// Id of the article that claims it.
    pub article: String,
    /// The claim with its quote.
    pub claim: Claim,
    /// What this corpus holds, in the shape of the claim's value (a list where several are equally large); `None`
    /// where the claim cannot be laid beside encounters: another kind, or a period or scope that is not known here.
    pub corpus: Option<Value>,
    /// Ids of the encounters behind it, in the order of the chronicle. For regions, countries and months: those of
    /// the claimed ones.
    pub encounters: Vec<String>,
    /// How many encounters of the subject have a date that cannot be placed inside or outside the period.
    pub unplaced: u64,
}

/// Lays every claim beside the encounters, in the order given. `scheme` is the division of the world that claims
/// speak in.
pub fn compare_claims(
    claims: &[(ArticleMeta, Claim)],
    encounters: &[Encounter],
    scheme: &RegionScheme,
) -> Vec<ClaimComparison> {
    claims.iter().map(|(article, claim)| compare(article, claim, encounters, scheme)).collect()
}

fn compare(
    article: &ArticleMeta,
    claim: &Claim,
    encounters: &[Encounter],
    scheme: &RegionScheme,
) -> ClaimComparison {
    let found = scoped(claim, encounters, scheme);
    let unplaced = found.as_ref().map_or(0, |selection| selection.unplaced as u64);
    let (corpus, encounters) = found
        .and_then(|selection| held(claim, &selection, scheme))
        .map_or((None, Vec::new()), |(value, ids)| (Some(value), ids));
    ClaimComparison { article: article.id.clone(), claim: claim.clone(), corpus, encounters, unplaced }
}

/// The encounters of the claim's subject, period and scope; `None` where the period or the scope is not understood.
fn scoped<'e>(claim: &Claim, encounters: &'e [Encounter], scheme: &RegionScheme) -> Option<Selection<'e>> {
    let (from, to) = match &claim.period {
        Some(period) => period_of(period).map(|(from, to)| (Some(from), Some(to)))?,
        None => (None, None),
    };
    let filter = Filter { from, to, subject: claim.subject.clone(), ..Filter::default() };
    let mut selection = select(encounters, &filter);
    if let Some(scope) = claim.scope.as_deref() {
        let is_code = scope.chars().all(|c| c.is_ascii_uppercase());
        let is_region = scheme.has_region(scope);
        let is_theme = encounters.iter().any(|encounter| encounter.themes.iter().any(|theme| theme == scope));
        if !is_region && !is_code && !is_theme {
            return None;
        }
        let lies_there = |code: &String| scheme.regions_of(code).iter().any(|region| region == scope);
        selection.rows.retain(|row| {
            if is_region {
                row.partners.iter().any(lies_there)
            } else if is_code {
                row.partners.iter().any(|code| code == scope)
            } else {
                row.encounter.themes.iter().any(|theme| theme == scope)
            }
        });
    }
    Some(selection)
}

/// First and last date of a period.
fn period_of(period: &str) -> Option<(PartialDate, PartialDate)> {
    let edtf: Edtf = period.parse().ok()?;
    edtf.bounds()?;
    Some(match edtf {
        Edtf::Date(date) => (date, date),
        Edtf::Interval(from, to) | Edtf::OneOf(from, to) => (from, to),
    })
}

/// What the corpus holds, and the ids behind it.
fn held(claim: &Claim, selection: &Selection<'_>, scheme: &RegionScheme) -> Option<(Value, Vec<String>)> {
    let total = |unit, selection: &Selection<'_>| {
        let table = count(selection, By::Type, unit, Sense::Partner);
        (Value::from(table.total), ids_of(&table, |_| true, selection))
    };
    let partners = |wanted: fn(&str) -> bool| {
        let table = count(selection, By::Country, Unit::Encounters, Sense::Partner);
        let is_wanted = |key: &RowKey| matches!(key, RowKey::Value(code) if wanted(code));
        let number = table.rows.iter().filter(|row| is_wanted(&row.key)).count();
        (Value::from(number), ids_of(&table, is_wanted, selection))
    };
    match claim.what.as_str() {
        "meetings" => Some(total(Unit::Meetings, selection)),
        "visits" => Some(total(Unit::Trips, selection)),
        "agreements" => {
            let mut agreements = selection.clone();
            agreements.rows.retain(|row| row.encounter.event_type == EventType::Agreement);
            Some(total(Unit::Encounters, &agreements))
        }
        "countries" => Some(partners(is_country)),
        "organisations" => Some(partners(|code| !is_country(code))),
        "partners" => Some(partners(|_| true)),
        "largest_country" => {
            Some(largest(claim, count(selection, By::Country, Unit::Meetings, Sense::Partner), selection))
        }
        "largest_region" => {
            let known = words(&claim.value).iter().all(|region| scheme.has_region(region));
            let table = count(selection, By::Region(scheme), Unit::Meetings, Sense::Partner);
            known.then(|| largest(claim, table, selection))
        }
        "peak_months" => Some(peak_months(claim, selection)),
        _ => None,
    }
}

/// The most frequent row, or all that are equally frequent; and the encounters of the claimed ones.
fn largest(claim: &Claim, table: CountTable, selection: &Selection<'_>) -> (Value, Vec<String>) {
    let claimed = words(&claim.value);
    let is_claimed = |key: &RowKey| matches!(key, RowKey::Value(value) if claimed.contains(&value.as_str()));
    let values: Vec<(&str, u64)> = valued(&table);
    let most = values.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let top: Vec<Value> =
        values.iter().filter(|(_, count)| *count == most).map(|(value, _)| Value::from(*value)).collect();
    let value = match top.as_slice() {
        [one] => one.clone(),
        _ => Value::Array(top),
    };
    (value, ids_of(&table, is_claimed, selection))
}

/// As many of the busiest months as are claimed, and those that are as busy as the last of them, in order of time.
fn peak_months(claim: &Claim, selection: &Selection<'_>) -> (Value, Vec<String>) {
    let claimed = words(&claim.value);
    let table = count(selection, By::Month, Unit::Meetings, Sense::Partner);
    let mut counts: Vec<u64> = valued(&table).into_iter().map(|(_, count)| count).collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let least = counts.get(claimed.len().saturating_sub(1)).or(counts.last()).copied().unwrap_or(1);
    let peaks =
        valued(&table).into_iter().filter(|(_, count)| *count >= least).map(|(month, _)| Value::from(month));
    let is_claimed = |key: &RowKey| matches!(key, RowKey::Value(month) if claimed.contains(&month.as_str()));
    (Value::Array(peaks.collect()), ids_of(&table, is_claimed, selection))
}

fn valued(table: &CountTable) -> Vec<(&str, u64)> {
    table
        .rows
        .iter()
        .filter_map(|row| match &row.key {
            RowKey::Value(value) => Some((value.as_str(), row.count)),
            RowKey::UnknownMonth(_) | RowKey::Undated | RowKey::Unknown => None,
        })
        .collect()
}

/// Ids of the rows that are wanted, once each, in the order of the chronicle.
fn ids_of(table: &CountTable, wanted: impl Fn(&RowKey) -> bool, selection: &Selection<'_>) -> Vec<String> {
    let ids: BTreeSet<&str> = table
        .rows
        .iter()
        .filter(|row| wanted(&row.key))
        .flat_map(|row| &row.encounters)
        .map(String::as_str)
        .collect();
    let in_order = selection.rows.iter().map(|row| row.encounter.id.as_str());
    in_order.filter(|id| ids.contains(id)).map(str::to_owned).collect()
}

/// The words of a claim's value: one, or a list.
fn words(value: &Value) -> Vec<&str> {
    match value {
        Value::String(word) => vec![word],
        Value::Array(words) => words.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Whether a code is a country's: two letters. ISO 3166 reserves `EU` and `UN` for the organisations.
fn is_country(code: &str) -> bool {
    code.len() == 2 && !matches!(code, "EU" | "UN")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regions::RegionRow;
    use crate::testing::{encounter, person, visit};
    use rasid_coder::Article;
    use rasid_coder::report::{Quote, Zone};
    use serde_json::json;

    fn claim(what: &str, value: Value, scope: Option<&str>) -> (ArticleMeta, Claim) {
        let evidence = Quote { zone: Zone::Text, start: 0, end: 0, quote: String::new() };
        let claim = Claim {
            what: what.to_owned(),
            value,
            period: Some("2024".to_owned()),
            scope: scope.map(str::to_owned),
            subject: Some("الورداني".to_owned()),
            evidence,
        };
        (ArticleMeta::of(&Article::from_text("نص")), claim)
    }

    fn compared(what: &str, value: Value, scope: Option<&str>) -> (Option<Value>, Vec<String>, u64) {
        let met = |id: &str, date: Option<&str>, country: &str| {
            encounter(id, EventType::Talks, date, &[person("سمير الورداني", "TN"), person("فلان", country)])
        };
        let all = [
            met("a", Some("2024-03-01"), "SE"),
            met("b", Some("2024-03-09"), "UN"),
            visit("c", Some("2024-04-01"), "سمير الورداني", "TN", "ML"),
            met("d", Some("2024-05-01"), "ML"),
            met("e", None, "ML"),
            met("f", Some("2023-05-01"), "DE"),
        ];
        let row = |country: &str, region: &str| RegionRow {
            scheme: "press".to_owned(),
            region: region.to_owned(),
            country: country.to_owned(),
        };
        let rows = [row("SE", "europe"), row("ML", "west_africa")];
        let scheme = RegionScheme::from_rows("press", &rows).unwrap();
        let compared = compare_claims(&[claim(what, value, scope)], &all, &scheme).remove(0);
        (compared.corpus, compared.encounters, compared.unplaced)
    }

    #[test]
    fn claims_stand_beside_counts() {
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        assert_eq!(compared("meetings", json!(20), None), (Some(json!(3)), ids(&["a", "b", "d"]), 1));
        assert_eq!(compared("countries", json!(13), None), (Some(json!(2)), ids(&["a", "c", "d"]), 1));
        assert_eq!(compared("organisations", json!(2), None), (Some(json!(1)), ids(&["b"]), 1));
        assert_eq!(compared("meetings", json!(2), Some("europe")), (Some(json!(1)), ids(&["a"]), 1));
        assert_eq!(
            compared("largest_region", json!("europe"), None).0,
            Some(json!(["europe", "west_africa"]))
        );
        assert_eq!(
            compared("peak_months", json!(["2024-05"]), None),
            (Some(json!(["2024-03"])), ids(&["d"]), 1)
        );
    }

    #[test]
    fn what_cannot_be_counted_is_not() {
        assert_eq!(compared("result", json!("x"), None).0, None);
        assert_eq!(compared("meetings", json!(1), Some("atlantis")).0, None);
    }
}
