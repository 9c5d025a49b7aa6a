//! The figures: what was found, and how right its fields are.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Miss;
use super::encounter::find;
use super::record::{Event, GoldEvent, Prediction};
use super::tally::Tally;

/// Hits out of predictions and out of gold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Ratio {
    /// Share of the predictions that hit; 0 without predictions.
    pub(crate) precision: f64,
    /// Share of the gold that was hit; 0 without gold.
    pub(crate) recall: f64,
    /// Harmonic mean of the two.
    pub(crate) f1: f64,
    /// Hits.
    pub(crate) tp: usize,
    /// Predictions.
    pub(crate) pred: usize,
    /// Gold.
    pub(crate) gold: usize,
}

/// How right the fields of found events are, each 0 to 1.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Fields {
    pub(super) date: f64,
    pub(super) month: f64,
    pub(super) place_country: f64,
    pub(super) city: f64,
    pub(super) nested: f64,
    pub(super) names: f64,
    pub(super) offices: f64,
    pub(super) organisations: f64,
    pub(super) roles: f64,
    pub(super) themes: f64,
}

impl Fields {
    /// Name and value, in order of printing.
    pub(crate) fn each(&self) -> [(&'static str, f64); 10] {
        [
            ("date", self.date),
            ("month", self.month),
            ("place_country", self.place_country),
            ("city", self.city),
            ("nested", self.nested),
            ("names", self.names),
            ("offices", self.offices),
            ("organisations", self.organisations),
            ("roles", self.roles),
            ("themes", self.themes),
        ]
    }
}

/// All figures of one comparison. Shares are rounded to four decimals.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Scores {
    /// Annotated articles.
    pub(crate) articles: usize,
    /// Events found.
    pub(crate) event: Ratio,
    /// Found, and date, place country and all countries equal.
    pub(crate) strict: Ratio,
    /// Found, passing mentions left out.
    pub(crate) main: Ratio,
    /// Fields of the found events.
    pub(crate) fields: Fields,
    /// F1 by type.
    pub(crate) by_type: BTreeMap<String, f64>,
    /// Predicted events in articles that have none.
    pub(crate) false_events: usize,
    /// Articles that have none.
    pub(crate) negative_articles: usize,
    /// The former per hundred of the latter, two decimals.
    pub(crate) false_per_100_negative_articles: f64,
    /// Share of quotes that stand where they say; `None` where no article text was printed.
    pub(crate) evidence_exact: Option<f64>,
}

/// A comparison article by article, from which figures of any part of the articles are made.
#[derive(Debug, Default)]
pub(crate) struct Comparison {
    /// One for each annotated article, in their order.
    tallies: Vec<Tally>,
    /// What concerns no single one: the quotes of all predictions.
    quotes: Tally,
    /// Misses and extras, as many as were asked for.
    pub(crate) misses: Vec<Miss>,
}

impl Comparison {
    /// Figures over all annotated articles.
    pub(crate) fn scores(&self) -> Scores {
        self.over(0..self.tallies.len())
    }

    /// Figures over some of the articles, by their places in the list; one that stands twice counts twice.
    pub(crate) fn over(&self, articles: impl IntoIterator<Item = usize>) -> Scores {
        let mut tally = self.quotes.clone();
        let mut count = 0;
        for article in articles {
            tally.join(&self.tallies[article]);
            count += 1;
        }
        tally.scores(count)
    }

    /// 95 % intervals of the figures: the articles drawn again with replacement, `times` times, always the same way.
    pub(crate) fn intervals(&self, times: u32) -> BTreeMap<String, [f64; 2]> {
        let mut drawn: BTreeMap<String, Vec<f64>> = BTreeMap::new();
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        let mut next = |below: usize| {
            // xorshift64*: any even generator will do, and none is worth a dependency here.
            state ^= state >> 12;
            state ^= state << 25;
            state ^= state >> 27;
            (state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % below.max(1)
        };
        let count = self.tallies.len();
        for _ in 0..times {
            let sample: Vec<usize> = (0..count).map(|_| next(count)).collect();
            let scores = self.over(sample);
            let mut put = |name: &str, value: f64| drawn.entry(name.to_owned()).or_default().push(value);
            put("event", scores.event.f1);
            put("strict", scores.strict.f1);
            scores.fields.each().into_iter().for_each(|(name, value)| put(name, value));
        }
        let interval = |mut values: Vec<f64>| {
            values.sort_by(f64::total_cmp);
            let at = |share: f64| values[((values.len() - 1) as f64 * share).round() as usize];
            [at(0.025), at(0.975)]
        };
        drawn.into_iter().map(|(name, values)| (name, interval(values))).collect()
    }
}

/// Compares predictions with gold over the annotated articles. At most `errors` misses are described.
pub(crate) fn compare(
    gold: &[GoldEvent],
    articles: &[String],
    predictions: &[Prediction],
    errors: usize,
) -> Comparison {
    let mut gold_of: BTreeMap<&str, Vec<&Event>> = BTreeMap::new();
    for GoldEvent { article_id, event } in gold {
        gold_of.entry(article_id).or_default().push(event);
    }
    let mut predicted_of: BTreeMap<&str, Vec<&Event>> = BTreeMap::new();
    let mut comparison = Comparison::default();
    for prediction in predictions {
        comparison.quotes.add_evidence(prediction);
        let held = prediction.events().iter().filter(|event| event.is_held());
        predicted_of.entry(&prediction.article.id).or_default().extend(held);
    }
    for article in articles {
        let gold = gold_of.get(article.as_str()).map_or(&[][..], Vec::as_slice);
        let predicted = predicted_of.get(article.as_str()).map_or(&[][..], Vec::as_slice);
        let pairs = find(gold, predicted);
        let mut tally = Tally::default();
        tally.add_article(gold, predicted, &pairs);
        comparison.tallies.push(tally);
        let unfound = (0..gold.len()).filter(|i| pairs.iter().all(|pair| pair.0 != *i));
        let extra = (0..predicted.len()).filter(|j| pairs.iter().all(|pair| pair.1 != *j));
        let described = unfound
            .map(|i| Miss { kind: "MISSED", line: describe(article, gold[i]) })
            .chain(extra.map(|j| Miss { kind: "EXTRA", line: describe(article, predicted[j]) }));
        let room = errors - comparison.misses.len();
        comparison.misses.extend(described.take(room));
    }
    comparison
}

fn describe(article: &str, event: &Event) -> String {
    let countries: Vec<&str> = event.countries().into_iter().collect();
    let quote: String = event.quote().chars().take(140).collect();
    let date = event.date.as_deref().unwrap_or("undated");
    format!("{article} {} [{}] {date} | {quote}", event.event_type, countries.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: serde::de::DeserializeOwned>(json: &str) -> T {
        serde_json::from_str(json).unwrap()
    }

    const GOLD: &str = r#"{"article_id":"a1","type":"talks","date":"2024-05-21","place":{"city":"مدريد","country":"ES"},
        "participants":[{"name":"سليم الورداني","office":"وزير الداخلية","country":"MA","role":"participant"},
                        {"name":"كارلوس فيغا","office":"نظيره الإسباني","country":"ES","role":"participant"}],
        "themes":["migration"],"salience":"main","quote":"أجرى سليم الورداني مباحثات"}"#;

    fn scores(predictions: &[Prediction]) -> Scores {
        compare(&[read(GOLD)], &["a1".into(), "a2".into()], predictions, 0).scores()
    }

    #[test]
    fn the_gold_itself_is_perfect() {
        let event: Event = read(GOLD);
        let line = Prediction { article: read(r#"{"id":"a1"}"#), events: Some(vec![event]), claims: None };
        let scores = scores(&[line]);
        assert_eq!((scores.event.f1, scores.strict.f1, scores.main.f1), (1.0, 1.0, 1.0));
        assert!(
            scores
                .fields
                .each()
                .iter()
                .filter(|(name, _)| *name != "organisations")
                .all(|(_, value)| *value == 1.0)
        );
        assert_eq!(scores.negative_articles, 1);
    }

    #[test]
    fn an_event_where_none_is_counts_as_false() {
        let line: Prediction =
            read(r#"{"article":{"id":"a2"},"events":[{"type":"visit"},{"type":"call","status":"planned"}]}"#);
        let scores = scores(&[line]);
        assert_eq!((scores.false_events, scores.event.pred, scores.event.tp), (1, 1, 0));
        assert_eq!(scores.false_per_100_negative_articles, 100.0);
    }

    #[test]
    fn quotes_are_checked_in_code_points() {
        let line: Prediction = read(
            r#"{"article":{"id":"a1","text":"قال سليم"},"events":[{"type":"talks","evidence":[
                {"field":"event","in":"text","start":4,"end":8,"quote":"سليم"},
                {"field":"date","in":"text","start":3,"end":8,"quote":"سليم"}]}]}"#,
        );
        assert_eq!(scores(&[line]).evidence_exact, Some(0.5));
    }

    #[test]
    fn intervals_hold_the_figure_and_do_not_change() {
        let event: Event = read(GOLD);
        let line = Prediction { article: read(r#"{"id":"a1"}"#), events: Some(vec![event]), claims: None };
        let comparison = compare(&[read(GOLD)], &["a1".into(), "a2".into()], &[line], 0);
        let intervals = comparison.intervals(200);
        assert_eq!(intervals, comparison.intervals(200));
        let [low, high] = intervals["event"];
        assert!(low <= 1.0 && high == 1.0, "{low} {high}");
        assert_eq!(comparison.over([0]).event.f1, 1.0);
        assert_eq!(comparison.over([1]).negative_articles, 1);
    }

    #[test]
    fn misses_are_described_up_to_the_number_asked_for() {
        let misses = compare(&[read(GOLD), read(GOLD)], &["a1".into()], &[], 1).misses;
        assert_eq!(misses.len(), 1);
        assert!(misses[0].line.starts_with("a1 talks [ES MA] 2024-05-21 | "), "{}", misses[0].line);
    }
}
