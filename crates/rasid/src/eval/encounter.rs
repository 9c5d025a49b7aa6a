//! Which predicted event finds which gold event.

use std::collections::BTreeSet;

use super::record::Event;
use super::words::dice;

/// One-to-one pairs `(i, j)` of two lists whose likeness is at least `least`, most alike first.
pub(crate) fn pair<A, B>(
    gold: &[A],
    predicted: &[B],
    least: f64,
    alike: impl Fn(&A, &B) -> f64,
) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (i, a) in gold.iter().enumerate() {
        for (j, b) in predicted.iter().enumerate() {
            let likeness = alike(a, b);
            if likeness >= least {
                candidates.push((likeness, i, j));
            }
        }
    }
    candidates.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let (mut taken_gold, mut taken_predicted) = (BTreeSet::new(), BTreeSet::new());
    candidates.retain(|&(_, i, j)| {
        let free = !taken_gold.contains(&i) && !taken_predicted.contains(&j);
        if free {
            taken_gold.insert(i);
            taken_predicted.insert(j);
        }
        free
    });
    candidates.into_iter().map(|(_, i, j)| (i, j)).collect()
}

/// Pairs of gold and predicted events of one article, as the module [`super`] defines *found*.
pub(crate) fn find(gold: &[&Event], predicted: &[&Event]) -> Vec<(usize, usize)> {
    pair(gold, predicted, 0.0, |gold, predicted| likeness(gold, predicted).unwrap_or(-1.0))
}

/// How well `predicted` finds `gold`; `None` if it does not. Date and quote only break ties between countries.
fn likeness(gold: &Event, predicted: &Event) -> Option<f64> {
    if gold.event_type != predicted.event_type {
        return None;
    }
    let (wanted, given) = (gold.countries(), predicted.countries());
    let shared = wanted.intersection(&given).count();
    let overlap = jaccard(&wanted, &given);
    let same_sides = match wanted.len() {
        0 => given.len() <= 1,
        sides => shared >= sides.min(2) && overlap > 0.5,
    };
    if !same_sides {
        return None;
    }
    let date = if gold.date == predicted.date { 0.1 } else { 0.0 };
    Some(overlap + date + 0.1 * dice(&gold.quote(), &predicted.quote()))
}

fn jaccard(a: &BTreeSet<&str>, b: &BTreeSet<&str>) -> f64 {
    match a.union(b).count() {
        0 => 1.0,
        all => a.intersection(b).count() as f64 / all as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(json: &str) -> Event {
        serde_json::from_str(json).unwrap()
    }

    fn talks(a: &str, b: &str) -> Event {
        event(&format!(r#"{{"type":"talks","participants":[{{"country":"{a}"}},{{"country":"{b}"}}]}}"#))
    }

    #[test]
    fn pairs_are_one_to_one_and_the_best_wins() {
        let pairs = pair(&[1.0, 2.0], &[2.0, 1.9], 0.5, |a: &f64, b: &f64| 1.0 - (a - b).abs());
        assert_eq!(pairs, [(1, 0)]);
    }

    #[test]
    fn type_and_both_sides_must_agree() {
        let gold = talks("MA", "ES");
        assert_eq!(find(&[&gold], &[&talks("ES", "MA")]), [(0, 0)]);
        assert_eq!(find(&[&gold], &[&talks("ES", "FR")]), []);
        let call = Event { event_type: "call".into(), ..talks("MA", "ES") };
        assert_eq!(find(&[&gold], &[&call]), []);
    }

    #[test]
    fn a_visit_brings_the_country_it_went_to() {
        let gold = event(r#"{"type":"visit","place":{"country":"AT"},"participants":[{"country":"MA"}]}"#);
        let bare = event(r#"{"type":"visit","participants":[{"country":"MA"}]}"#);
        assert_eq!(find(&[&gold], &[&gold]), [(0, 0)]);
        assert_eq!(find(&[&gold], &[&bare]), []);
    }
}
