//! What is counted on the way to the figures, article by article.

use std::collections::BTreeMap;

use super::encounter::pair;
use super::figures::{Fields, Ratio, Scores};
use super::record::{Event, Person, Prediction, Spot, filled};
use super::words::dice;

/// Two names are one from this likeness on.
const SAME_NAME: f64 = 0.75;
/// Two offices are one from this likeness on; offices are written in more ways than names.
const SAME_OFFICE: f64 = 0.6;

/// Right ones out of those that can be judged.
#[derive(Clone, Copy, Debug, Default)]
struct Share {
    right: usize,
    of: usize,
}

impl Share {
    fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.of += 1;
    }

    fn value(self) -> f64 {
        rounded(quotient(self.right, self.of), 4)
    }

    fn join(&mut self, other: Share) {
        self.right += other.right;
        self.of += other.of;
    }
}

/// Hits, predictions and gold of one list-valued field.
#[derive(Clone, Copy, Debug, Default)]
struct Hits {
    hits: usize,
    predicted: usize,
    gold: usize,
}

impl Hits {
    fn add(&mut self, hits: usize, predicted: usize, gold: usize) {
        self.hits += hits;
        self.predicted += predicted;
        self.gold += gold;
    }

    fn join(&mut self, other: Hits) {
        self.add(other.hits, other.predicted, other.gold);
    }

    fn ratio(self) -> Ratio {
        let (precision, recall) = (quotient(self.hits, self.predicted), quotient(self.hits, self.gold));
        let f1 =
            if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
        Ratio {
            precision: rounded(precision, 4),
            recall: rounded(recall, 4),
            f1: rounded(f1, 4),
            tp: self.hits,
            pred: self.predicted,
            gold: self.gold,
        }
    }
}

/// Counts that the figures are made of.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    event: Hits,
    main: Hits,
    strict: usize,
    by_type: BTreeMap<String, Hits>,
    date: Share,
    month: Share,
    place_country: Share,
    city: Share,
    nested: Share,
    roles: Share,
    names: Hits,
    offices: Hits,
    organisations: Hits,
    themes: Hits,
    negative_articles: usize,
    false_events: usize,
    evidence: Share,
}

impl Tally {
    /// Adds the counts of other articles.
    pub(super) fn join(&mut self, other: &Tally) {
        self.event.join(other.event);
        self.main.join(other.main);
        self.strict += other.strict;
        for (kind, hits) in &other.by_type {
            self.by_type.entry(kind.clone()).or_default().join(*hits);
        }
        self.date.join(other.date);
        self.month.join(other.month);
        self.place_country.join(other.place_country);
        self.city.join(other.city);
        self.nested.join(other.nested);
        self.roles.join(other.roles);
        self.names.join(other.names);
        self.offices.join(other.offices);
        self.organisations.join(other.organisations);
        self.themes.join(other.themes);
        self.negative_articles += other.negative_articles;
        self.false_events += other.false_events;
        self.evidence.join(other.evidence);
    }

    /// Checks each quote against the article, where its text was printed.
    pub(super) fn add_evidence(&mut self, prediction: &Prediction) {
        let article = &prediction.article;
        let Some(text) = &article.text else { return };
        for proof in prediction.events().iter().flat_map(|event| event.evidence.iter().flatten()) {
            let zone = match filled(&proof.zone).unwrap_or("text") {
                "text" => Some(text),
                "title" => article.title.as_ref(),
                _ => None,
            };
            if let (Some(zone), Some(start), Some(end)) = (zone, proof.start, proof.end) {
                let span: String = zone.chars().skip(start).take(end.saturating_sub(start)).collect();
                self.evidence.add(proof.quote.as_deref() == Some(span.as_str()));
            }
        }
    }

    /// Adds one annotated article: its gold, what was predicted for it, and the pairs of the two.
    pub(super) fn add_article(&mut self, gold: &[&Event], predicted: &[&Event], pairs: &[(usize, usize)]) {
        self.event.add(pairs.len(), predicted.len(), gold.len());
        for event in gold {
            self.of_type(event).gold += 1;
        }
        for event in predicted {
            self.of_type(event).predicted += 1;
        }
        if gold.is_empty() {
            self.negative_articles += 1;
            self.false_events += predicted.len();
        }
        self.add_main(gold, predicted, pairs);
        for &(i, j) in pairs {
            self.of_type(gold[i]).hits += 1;
            self.add_fields(gold[i], predicted[j]);
        }
    }

    fn of_type(&mut self, event: &Event) -> &mut Hits {
        let kind = if event.event_type.is_empty() { "?" } else { &event.event_type };
        self.by_type.entry(kind.to_owned()).or_default()
    }

    /// A predicted event that finds a passing mention is neither right nor wrong here.
    fn add_main(&mut self, gold: &[&Event], predicted: &[&Event], pairs: &[(usize, usize)]) {
        let hits = pairs.iter().filter(|(i, _)| gold[*i].is_main()).count();
        let unpaired = |j: &usize| pairs.iter().all(|pair| pair.1 != *j);
        let extra = (0..predicted.len()).filter(|j| unpaired(j) && predicted[*j].is_main()).count();
        let wanted = gold.iter().filter(|event| event.is_main()).count();
        self.main.add(hits, hits + extra, wanted);
    }

    fn add_fields(&mut self, gold: &Event, predicted: &Event) {
        let nowhere = Spot::default();
        let (there, here) =
            (gold.place.as_ref().unwrap_or(&nowhere), predicted.place.as_ref().unwrap_or(&nowhere));
        let doubtful = gold.date_doubtful.unwrap_or(false);
        let accepted = gold.date_accept.iter().flatten().any(|date| Some(date) == predicted.date.as_ref());
        let same_date = doubtful || gold.date == predicted.date || accepted;
        if !doubtful {
            self.date.add(same_date);
            self.month.add(same_date || month_of(gold) == month_of(predicted));
        }
        let same_country = there.country == here.country;
        self.place_country.add(same_country);
        self.nested.add(filled(&gold.part_of).is_some() == filled(&predicted.part_of).is_some());
        if filled(&there.city).is_some() {
            self.city.add(there.cities().any(|a| here.cities().any(|b| dice(a, b) >= SAME_NAME)));
        }
        self.strict += usize::from(same_date && same_country && gold.countries() == predicted.countries());
        self.add_people(gold.people(), predicted.people());
        let (wanted, given) = (gold.themes(), predicted.themes());
        self.themes.add(wanted.intersection(&given).count(), given.len(), wanted.len());
    }

    fn add_people(&mut self, gold: &[Person], predicted: &[Person]) {
        let (wanted, given) = (with(gold, |p| &p.name), with(predicted, |p| &p.name));
        let pairs = pair(&wanted, &given, SAME_NAME, |a, b| dice(a.1, b.1));
        self.names.add(pairs.len(), given.len(), wanted.len());
        for (i, j) in pairs {
            if let Some(role) = filled(&wanted[i].0.role) {
                self.roles.add(given[j].0.role.as_deref() == Some(role));
            }
        }
        let (wanted, given) = (with(gold, |p| &p.office), with(predicted, |p| &p.office));
        let pairs = pair(&wanted, &given, SAME_OFFICE, |a, b| dice(a.1, b.1));
        self.offices.add(pairs.len(), given.len(), wanted.len());
        let (wanted, given) = (with(gold, |p| &p.organisation), with(predicted, |p| &p.organisation));
        let pairs = pair(&wanted, &given, SAME_NAME, |a, b| dice(a.1, b.1));
        self.organisations.add(pairs.len(), given.len(), wanted.len());
    }

    /// The figures over so many annotated articles.
    pub(super) fn scores(self, articles: usize) -> Scores {
        let strict = Hits { hits: self.strict, ..self.event };
        Scores {
            articles,
            event: self.event.ratio(),
            strict: strict.ratio(),
            main: self.main.ratio(),
            fields: Fields {
                date: self.date.value(),
                month: self.month.value(),
                place_country: self.place_country.value(),
                city: self.city.value(),
                nested: self.nested.value(),
                names: self.names.ratio().f1,
                offices: self.offices.ratio().f1,
                organisations: self.organisations.ratio().f1,
                roles: self.roles.value(),
                themes: self.themes.ratio().f1,
            },
            by_type: self.by_type.into_iter().map(|(kind, hits)| (kind, hits.ratio().f1)).collect(),
            false_events: self.false_events,
            negative_articles: self.negative_articles,
            false_per_100_negative_articles: rounded(
                100.0 * quotient(self.false_events, self.negative_articles),
                2,
            ),
            evidence_exact: (self.evidence.of > 0).then(|| self.evidence.value()),
        }
    }
}

/// The people who have a field, each with its value.
fn with(people: &[Person], field: impl Fn(&Person) -> &Option<String>) -> Vec<(&Person, &str)> {
    people.iter().filter_map(|person| Some((person, filled(field(person))?))).collect()
}

/// Year and month as written: the first seven characters of the date.
fn month_of(event: &Event) -> String {
    event.date.iter().flat_map(|date| date.chars().take(7)).collect()
}

fn quotient(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Rounds the exact binary value, halves to even, as decimal printing does.
fn rounded(value: f64, decimals: usize) -> f64 {
    format!("{value:.decimals$}").parse().unwrap_or(value)
}
