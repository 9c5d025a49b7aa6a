//! Merging against gold: coded reports as the merger takes them, and how well encounters were put together.
//!
//! Gold and predicted reports are paired inside an article as in [`super`]: same type, two shared countries (or all, if
//! fewer), Jaccard above one half, best overlap first. B-cubed figures (Bagga and Baldwin 1998) are the means over
//! reports of the share of a report's predicted cluster that belongs with it, and of its gold cluster that is with it.

use std::collections::{BTreeMap, BTreeSet};

use rasid_coder::Article;
use rasid_coder::article::sha256_hex;
use rasid_coder::report::{
    EventType, Evidence, Participant, Place, Rank, Report, Role, Salience, Status, Zone,
};
use rasid_merge::Encounter;
use serde::{Deserialize, Serialize};

use super::Miss;

/// A coded report of an encounter: what `eval merge` reads of it.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct GoldReport {
    pub(crate) article_id: String,
    /// What it is a report of; not read where reports are merged.
    #[serde(default)]
    pub(crate) encounter_id: Option<String>,
    #[serde(rename = "type")]
    pub(crate) event_type: EventType,
    #[serde(default)]
    pub(crate) countries: Vec<String>,
    #[serde(default)]
    pub(crate) principals: Vec<String>,
    #[serde(default)]
    pub(crate) date_as_reported: Option<String>,
    #[serde(default)]
    pub(crate) quote: String,
}

/// Two encounters that look alike and are two.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct NearMiss {
    a: String,
    b: String,
}

/// Articles with one text.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct CopyGroup {
    article_ids: Vec<String>,
}

impl GoldReport {
    /// The report as the coder would have given it: people and countries go in parallel as far as both reach; a visit
    /// is of the first country to the last.
    pub(crate) fn report(&self, article: &Article) -> Report {
        let is_visit = self.event_type == EventType::Visit;
        let role = |at: usize| match (self.event_type, at) {
            (EventType::Visit, _) => Role::Visitor,
            (EventType::Reception, 0) => Role::Host,
            (EventType::Reception, _) => Role::Guest,
            (EventType::Agreement, _) => Role::Signatory,
            (EventType::Decoration, 0) => Role::Awarder,
            (EventType::Decoration, _) => Role::Recipient,
            (EventType::Talks | EventType::Conference | EventType::Call, _) => Role::Participant,
        };
        let person = |at: usize, name: Option<&String>, country: Option<&String>| Participant {
            role: role(at),
            name: name.cloned(),
            name_latin: None,
            name_latin_from: None,
            office: None,
            posts: Vec::new(),
            organisation: None,
            rank: Rank::Other,
            country: country.cloned(),
        };
        let (sides, destination) = match self.countries.split_last() {
            Some((last, sides)) if is_visit && !sides.is_empty() => (sides, Some(last)),
            _ => (&self.countries[..], None),
        };
        let seats = self.principals.len().max(sides.len());
        let participants = (0..seats).map(|at| person(at, self.principals.get(at), sides.get(at))).collect();
        let place = destination.map(|code| Place { country: Some(code.clone()), ..Place::default() });
        let Self { article_id, event_type, quote, countries, principals, .. } = self;
        let key = format!("{article_id}\n{event_type}\n{quote}\n{countries:?}\n{principals:?}");
        Report {
            id: sha256_hex(key.as_bytes())[..16].to_owned(),
            event_type: self.event_type,
            visit_kind: None,
            status: Status::Held,
            salience: Salience::Main,
            part_of: None,
            date: self.date_as_reported.clone(),
            place,
            participants,
            themes: Vec::new(),
            axes: Vec::new(),
            plover: String::new(),
            cameo: String::new(),
            attributed_to: None,
            evidence: self.evidence(article).into_iter().collect(),
        }
    }

    fn evidence(&self, article: &Article) -> Option<Evidence> {
        let zones = [(Zone::Text, Some(article.text.as_str())), (Zone::Title, article.title.as_deref())];
        zones.into_iter().find_map(|(zone, whole)| {
            let whole = whole.filter(|_| !self.quote.is_empty())?;
            let before = &whole[..whole.find(&self.quote)?];
            let start = u32::try_from(before.chars().count()).ok()?;
            let end = start + u32::try_from(self.quote.chars().count()).ok()?;
            Some(Evidence { field: "event".to_owned(), zone, start, end, quote: self.quote.clone() })
        })
    }
}

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Figures {
    pub(crate) precision: f64,
    pub(crate) recall: f64,
    pub(crate) f1: f64,
}

impl Figures {
    fn of(precision: f64, recall: f64) -> Self {
        let sum = precision + recall;
        Self { precision, recall, f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
    }
}

/// How many of the planted near misses were taken for one encounter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct NearMisses {
    pub(crate) merged: usize,
    pub(crate) of: usize,
}

/// How well reports were merged.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct MergeScore {
    /// Coded reports.
    pub(crate) reports: usize,
    /// Coded encounters.
    pub(crate) encounters: usize,
    /// Share of the coded reports that were read.
    pub(crate) found: f64,
    /// Over the reports that were read.
    pub(crate) bcubed: Figures,
    /// What was not read counts as missed, what nobody coded as wrong.
    pub(crate) end_to_end: Figures,
    /// Pairs of reports of different encounters that stand in one.
    pub(crate) wrong: usize,
    /// Reports that nobody coded and that stand in one encounter with coded ones.
    pub(crate) glued: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) near_misses: Option<NearMisses>,
    /// Pairs of articles with one text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) copies: Option<Figures>,
}

/// A predicted report: its type, countries, and the number of its encounter.
struct Predicted<'e> {
    event_type: EventType,
    countries: &'e [String],
    encounter: usize,
}

/// Scores encounters against coded reports. `articles` are the coded articles; what was predicted elsewhere is not
/// looked at. At most `most` pairs that stand together wrongly are listed.
pub(crate) fn score_merging(
    gold: &[GoldReport],
    encounters: &[Encounter],
    articles: &BTreeSet<&str>,
    near_misses: Option<&[NearMiss]>,
    copies: Option<&[CopyGroup]>,
    most: usize,
) -> (MergeScore, Vec<Miss>) {
    let mut predicted: BTreeMap<&str, Vec<Predicted<'_>>> = BTreeMap::new();
    for (encounter, found) in encounters.iter().enumerate().filter(|(_, e)| e.status == Status::Held) {
        for report in found.reports.iter().filter(|report| articles.contains(report.article.as_str())) {
            let (event_type, countries) = (report.event_type, &report.countries[..]);
            predicted.entry(&report.article).or_default().push(Predicted {
                event_type,
                countries,
                encounter,
            });
        }
    }
    let pairs = paired(gold, &predicted);
    let coded = |at: usize| gold[at].encounter_id.as_deref().unwrap_or_default();
    let mut whole: BTreeMap<&str, usize> = BTreeMap::new();
    for at in 0..gold.len() {
        *whole.entry(coded(at)).or_default() += 1;
    }
    let mut of_coded: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    let mut of_found: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (&at, &(_, encounter)) in &pairs {
        of_coded.entry(coded(at)).or_default().insert(at);
        of_found.entry(encounter).or_default().insert(at);
    }
    let (mut precise, mut complete, mut reached) = (0.0, 0.0, 0.0);
    for (&at, (_, encounter)) in &pairs {
        let (right, there) = (&of_coded[coded(at)], &of_found[encounter]);
        let shared = right.intersection(there).count() as f64;
        precise += shared / there.len() as f64;
        complete += shared / right.len() as f64;
        reached += shared / whole[coded(at)] as f64;
    }
    let share = |sum: f64, of: usize| sum / of.max(1) as f64;
    let taken: BTreeSet<(&str, usize)> =
        pairs.iter().map(|(&at, &(place, _))| (gold[at].article_id.as_str(), place)).collect();
    let told = predicted.values().map(Vec::len).sum();
    let glued = predicted
        .iter()
        .flat_map(|(article, reports)| {
            reports.iter().enumerate().map(move |(at, report)| (*article, at, report))
        })
        .filter(|(article, at, report)| {
            !taken.contains(&(*article, *at)) && of_found.contains_key(&report.encounter)
        })
        .count();
    let mut wrong: Vec<(usize, usize)> = Vec::new();
    for members in of_found.values() {
        let members: Vec<usize> = members.iter().copied().collect();
        for (n, &a) in members.iter().enumerate() {
            wrong.extend(members[n + 1..].iter().filter(|&&b| coded(a) != coded(b)).map(|&b| (a, b)));
        }
    }
    let together: BTreeSet<(&str, &str)> =
        wrong.iter().map(|&(a, b)| (coded(a).min(coded(b)), coded(a).max(coded(b)))).collect();
    let near_misses = near_misses.map(|pairs| NearMisses {
        merged: pairs
            .iter()
            .filter(|pair| together.contains(&((&*pair.a).min(&*pair.b), (&*pair.a).max(&*pair.b))))
            .count(),
        of: pairs.len(),
    });
    let misses = wrong.iter().take(most).map(|&(a, b)| Miss {
        kind: "WRONG",
        line: [a, b]
            .map(|at| format!("{} {} {}", gold[at].article_id, coded(at), cut(&gold[at].quote)))
            .join("  ||  "),
    });
    let score = MergeScore {
        reports: gold.len(),
        encounters: whole.len(),
        found: share(pairs.len() as f64, gold.len()),
        bcubed: Figures::of(share(precise, pairs.len()), share(complete, pairs.len())),
        end_to_end: Figures::of(share(precise, told), share(reached, gold.len())),
        wrong: wrong.len(),
        glued,
        near_misses,
        copies: copies.map(|groups| score_copies(groups, encounters, articles)),
    };
    (score, misses.collect())
}

/// For each coded report that was read, the place of its partner in its article, and the encounter of that.
fn paired(
    gold: &[GoldReport],
    predicted: &BTreeMap<&str, Vec<Predicted<'_>>>,
) -> BTreeMap<usize, (usize, usize)> {
    let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
    for (at, coded) in gold.iter().enumerate() {
        let wanted: BTreeSet<&str> = coded.countries.iter().map(String::as_str).collect();
        for (place, report) in predicted.get(coded.article_id.as_str()).into_iter().flatten().enumerate() {
            let told: BTreeSet<&str> = report.countries.iter().map(String::as_str).collect();
            let shared = wanted.intersection(&told).count();
            let overlap = shared as f64 / wanted.union(&told).count().max(1) as f64;
            if report.event_type == coded.event_type && shared >= wanted.len().min(2) && overlap > 0.5 {
                candidates.push((-overlap, at, place));
            }
        }
    }
    candidates.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut pairs = BTreeMap::new();
    let mut taken: BTreeSet<(&str, usize)> = BTreeSet::new();
    for (_, at, place) in candidates {
        let article = gold[at].article_id.as_str();
        if !pairs.contains_key(&at) && taken.insert((article, place)) {
            pairs.insert(at, (place, predicted[article][place].encounter));
        }
    }
    pairs
}

fn score_copies(groups: &[CopyGroup], encounters: &[Encounter], articles: &BTreeSet<&str>) -> Figures {
    let wanted: BTreeSet<(&str, &str)> = groups
        .iter()
        .flat_map(|group| pairs_of(&group.article_ids.iter().map(String::as_str).collect::<BTreeSet<_>>()))
        .collect();
    let mut told: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for report in encounters.iter().flat_map(|encounter| &encounter.reports) {
        if let Some(group) =
            report.copy_group.as_deref().filter(|_| articles.contains(report.article.as_str()))
        {
            told.entry(group).or_default().insert(&report.article);
        }
    }
    let found: BTreeSet<(&str, &str)> = told.values().flat_map(pairs_of).collect();
    let hit = wanted.intersection(&found).count() as f64;
    Figures::of(hit / found.len().max(1) as f64, hit / wanted.len().max(1) as f64)
}

fn pairs_of<'a>(set: &BTreeSet<&'a str>) -> Vec<(&'a str, &'a str)> {
    set.iter().enumerate().flat_map(|(at, a)| set.iter().skip(at + 1).map(move |b| (*a, *b))).collect()
}

fn cut(quote: &str) -> String {
    quote.chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(article: &str, encounter: &str, countries: &[&str]) -> GoldReport {
        GoldReport {
            article_id: article.to_owned(),
            encounter_id: Some(encounter.to_owned()),
            event_type: EventType::Talks,
            countries: countries.iter().map(|code| (*code).to_owned()).collect(),
            principals: Vec::new(),
            date_as_reported: None,
            quote: String::new(),
        }
    }

    /// Coded reports, each the only one of its article, merged as the groups say.
    fn merged(groups: &[&[&GoldReport]]) -> Vec<Encounter> {
        let one = |members: &&[&GoldReport]| {
            let metas: Vec<_> = members
                .iter()
                .map(|gold| {
                    let article = Article { id: gold.article_id.clone(), ..Article::from_text("نص") };
                    let meta = rasid_merge::ArticleMeta::of(&article);
                    rasid_merge::Sourced { article: meta.into(), report: gold.report(&article).into() }
                })
                .collect();
            let mut encounters: Vec<Encounter> =
                metas.into_iter().flat_map(|one| rasid_merge::merge(&[one])).collect();
            let mut first = encounters.remove(0);
            first.reports.extend(encounters.into_iter().flat_map(|other| other.reports));
            first
        };
        groups.iter().map(one).collect()
    }

    #[test]
    fn a_wrong_and_a_missing_join_are_told_apart() {
        let all = [
            gold("a", "m1", &["SA", "LB"]),
            gold("b", "m1", &["LB", "SA"]),
            gold("c", "m2", &["SA", "LB"]),
            gold("d", "m2", &["SA", "LB"]),
        ];
        let [a, b, c, d] = &all;
        let articles = BTreeSet::from(["a", "b", "c", "d"]);
        let near = [NearMiss { a: "m2".to_owned(), b: "m1".to_owned() }];
        let score = |groups: &[&[&GoldReport]]| {
            score_merging(&all, &merged(groups), &articles, Some(&near), None, 9).0
        };
        let right = score(&[&[a, b], &[c, d]]);
        assert_eq!((right.bcubed.f1, right.end_to_end.f1, right.wrong), (1.0, 1.0, 0));
        let glued = score(&[&[a, b, c, d]]);
        assert_eq!((glued.bcubed.precision, glued.bcubed.recall, glued.wrong), (0.5, 1.0, 4));
        assert_eq!(glued.near_misses, Some(NearMisses { merged: 1, of: 1 }));
        let apart = score(&[&[a], &[b], &[c, d]]);
        assert_eq!((apart.bcubed.precision, apart.bcubed.recall), (1.0, 0.75));
        let unread = score(&[&[a, b], &[c]]);
        assert_eq!((unread.found, unread.bcubed.f1, unread.end_to_end.recall), (0.75, 1.0, 0.625));
    }

    #[test]
    fn a_coded_visit_goes_from_the_first_country_to_the_last() {
        let mut visit = gold("a", "m1", &["US", "KE"]);
        visit.event_type = EventType::Visit;
        visit.principals = vec!["فلان".to_owned()];
        let report = visit.report(&Article::from_text(""));
        assert_eq!(report.participants.len(), 1);
        assert_eq!(report.participants[0].country.as_deref(), Some("US"));
        assert_eq!(report.countries(), ["KE", "US"]);
    }
}
