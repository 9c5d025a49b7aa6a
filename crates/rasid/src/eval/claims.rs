//! Claims, and encounters that were announced, put off or denied.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::encounter::find;
use super::record::{Claim, Event, GoldClaim, GoldEvent, Prediction};

/// How many claims were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct ClaimScore {
    /// Gold claims with equal kind, value, period and scope.
    pub(crate) found: usize,
    /// Gold claims.
    pub(crate) gold: usize,
    /// Claims that nobody made.
    pub(crate) extra: usize,
}

/// What became of encounters that did not take place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct PlannedScore {
    /// Found with their status.
    pub(crate) found: usize,
    /// Gold, merely hypothetical ones left out.
    pub(crate) gold: usize,
    /// Taken for held: the grave error. Hypothetical ones count here.
    pub(crate) taken_for_held: usize,
}

/// Compares claims article by article.
pub(crate) fn score_claims(gold: &[GoldClaim], predictions: &[Prediction]) -> ClaimScore {
    let mut left: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for prediction in predictions {
        let claims = prediction.claims.iter().flatten().map(key);
        left.entry(&prediction.article.id).or_default().extend(claims);
    }
    let mut found = 0;
    for GoldClaim { article_id, claim } in gold {
        let Some(claims) = left.get_mut(article_id.as_str()) else { continue };
        let wanted = key(claim);
        if let Some(index) = claims.iter().position(|key| *key == wanted) {
            claims.remove(index);
            found += 1;
        }
    }
    ClaimScore { found, gold: gold.len(), extra: left.values().map(Vec::len).sum() }
}

/// What two equal claims share; the order of a list does not matter.
fn key(claim: &Claim) -> (Option<&str>, String, Option<&str>, Option<&str>) {
    let value = match &claim.value {
        Value::Array(items) => {
            let mut items: Vec<String> = items.iter().map(Value::to_string).collect();
            items.sort();
            format!("[{}]", items.join(","))
        }
        other => other.to_string(),
    };
    (claim.what.as_deref(), value, claim.period.as_deref(), claim.scope.as_deref())
}

/// Compares encounters that did not take place. `held` is the gold of those that did.
pub(crate) fn score_planned(
    gold: &[GoldEvent],
    held: &[GoldEvent],
    predictions: &[Prediction],
) -> PlannedScore {
    let mut score = PlannedScore { found: 0, gold: 0, taken_for_held: 0 };
    let held = by_article(held);
    for (article, gold) in by_article(gold) {
        let predicted =
            predictions.iter().filter(|line| line.article.id == article).flat_map(Prediction::events);
        let (predicted_held, predicted_other): (Vec<&Event>, Vec<&Event>) =
            predicted.partition(|event| event.is_held());

        let real: Vec<&Event> =
            gold.iter().copied().filter(|event| event.status.as_deref() != Some("hypothetical")).collect();
        score.gold += real.len();
        let right = |&(i, j): &(usize, usize)| real[i].status == predicted_other[j].status;
        score.found += find(&real, &predicted_other).iter().filter(|pair| right(pair)).count();

        let held = held.get(article).map_or(&[][..], Vec::as_slice);
        let explained: Vec<usize> = find(held, &predicted_held).into_iter().map(|(_, j)| j).collect();
        let spare: Vec<&Event> = predicted_held
            .iter()
            .enumerate()
            .filter(|(j, _)| !explained.contains(j))
            .map(|(_, event)| *event)
            .collect();
        score.taken_for_held += find(&gold, &spare).len();
    }
    score
}

fn by_article(gold: &[GoldEvent]) -> BTreeMap<&str, Vec<&Event>> {
    let mut events: BTreeMap<&str, Vec<&Event>> = BTreeMap::new();
    for GoldEvent { article_id, event } in gold {
        events.entry(article_id).or_default().push(event);
    }
    events
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: serde::de::DeserializeOwned>(json: &str) -> T {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_claim_is_found_once_and_lists_have_no_order() {
        let gold: Vec<GoldClaim> = vec![
            read(r#"{"article_id":"a","what":"countries","value":["ES","FR"],"period":"2024","scope":null}"#),
            read(r#"{"article_id":"a","what":"meetings","value":20,"period":"2024","scope":null}"#),
        ];
        let line: Prediction = read(
            r#"{"article":{"id":"a"},"claims":[{"what":"countries","value":["FR","ES"],"period":"2024"},
                {"what":"meetings","value":21,"period":"2024"}]}"#,
        );
        assert_eq!(score_claims(&gold, &[line]), ClaimScore { found: 1, gold: 2, extra: 1 });
    }

    #[test]
    fn a_planned_visit_taken_for_held_is_the_grave_error() {
        let gold: GoldEvent = read(
            r#"{"article_id":"a","type":"visit","status":"planned","place":{"country":"IT"},"participants":[{"country":"TN"}]}"#,
        );
        let event = r#"{"type":"visit","place":{"country":"IT"},"participants":[{"country":"TN"}]"#;
        let line = |status: &str| -> Prediction {
            read(&format!(r#"{{"article":{{"id":"a"}},"events":[{event},"status":"{status}"}}]}}"#))
        };
        let gold = [gold];
        let right = score_planned(&gold, &[], &[line("planned")]);
        assert_eq!(right, PlannedScore { found: 1, gold: 1, taken_for_held: 0 });
        let wrong = score_planned(&gold, &[], &[line("held")]);
        assert_eq!(wrong, PlannedScore { found: 0, gold: 1, taken_for_held: 1 });
    }
}
