//! Why reports stand in one encounter, and why others do not.

use std::sync::Arc;

use rasid_merge::score::{Link, Obstacle, Reason};
use rasid_merge::{Encounter, Sourced, explain};
use rusqlite::params;

use crate::review::ReviewError;
use crate::store::{Store, StoreError};

/// Reports that are compared of one encounter; what is joined later is joined by the same reasons.
const MOST: usize = 40;

/// Two reports, by their events, and what joins them or keeps them apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// One.
    pub one: String,
    /// The other.
    pub other: String,
    /// Why.
    pub because: Because,
}

/// What joins two reports or keeps them apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Because {
    /// A person put them together.
    Decided,
    /// A person kept them apart.
    KeptApart,
    /// These reasons.
    Linked(Link),
    /// This forbids it.
    Forbidden(Obstacle),
}

impl Store {
    /// For each report of an encounter but the first the strongest link to one before it; where no link is direct, what
    /// stands against the one to the first, the two being joined by way of others.
    ///
    /// # Errors
    /// What SQLite reports, or a report that no longer parses (damaged).
    pub fn explain_encounter(&self, encounter: &Encounter) -> Result<Vec<Pair>, StoreError> {
        let reports = self.sourced(encounter)?;
        let mut pairs = Vec::new();
        for (at, report) in reports.iter().enumerate().skip(1) {
            let mut best: Option<Pair> = None;
            for before in &reports[..at] {
                let pair = self.pair(before, report)?;
                let strength = |pair: &Pair| match &pair.because {
                    Because::Decided => u32::MAX,
                    Because::Linked(link) => link.score,
                    Because::KeptApart | Because::Forbidden(_) => 0,
                };
                if best.as_ref().is_none_or(|best| strength(&pair) > strength(best)) {
                    best = Some(pair);
                }
            }
            pairs.extend(best);
        }
        Ok(pairs)
    }

    /// Of an encounter's reports the one that is held by the least: by the strongest of its links, none of which rests on a
    /// name, on the name of a gathering or on a copied text. `None` where every report has such a link, or is alone.
    ///
    /// # Errors
    /// As [`Store::explain_encounter`].
    pub fn weak_merge(&self, encounter: &Encounter) -> Result<Option<Pair>, StoreError> {
        let reports = self.sourced(encounter)?;
        let mut weakest: Option<(u32, Pair)> = None;
        'reports: for (at, report) in reports.iter().enumerate() {
            let mut strongest: Option<(u32, Pair)> = None;
            for other in reports.iter().enumerate().filter(|&(n, _)| n != at).map(|(_, other)| other) {
                let (strength, because) = match explain(report, other, self.same_parent(report, other)?) {
                    Ok(link) if link.reasons.iter().any(|reason| is_strong(*reason)) => continue 'reports,
                    Ok(link) => (link.score, Because::Linked(link)),
                    Err(obstacle) => (0, Because::Forbidden(obstacle)),
                };
                if strongest.as_ref().is_none_or(|(best, _)| strength > *best) {
                    let (one, other) = (report.report.id.clone(), other.report.id.clone());
                    strongest = Some((strength, Pair { one, other, because }));
                }
            }
            if let Some(found) = strongest
                && weakest.as_ref().is_none_or(|(least, _)| found.0 < *least)
            {
                weakest = Some(found);
            }
        }
        Ok(weakest.map(|(_, pair)| pair))
    }

    /// Each report of one encounter with each of another.
    ///
    /// # Errors
    /// As [`ReviewError`].
    pub fn explain_between(&self, one: &str, other: &str) -> Result<Vec<Pair>, ReviewError> {
        let find = |id: &str| -> Result<Encounter, ReviewError> {
            let resolved = self.resolve(id)?.ok_or_else(|| ReviewError::NoEncounter(id.to_owned()))?;
            self.encounter(&resolved)?.ok_or(ReviewError::NoEncounter(resolved))
        };
        let (one, other) = (self.sourced(&find(one)?)?, self.sourced(&find(other)?)?);
        let mut pairs = Vec::new();
        for a in &one {
            for b in &other {
                pairs.push(self.pair(a, b)?);
            }
        }
        Ok(pairs)
    }

    fn pair(&self, a: &Sourced, b: &Sourced) -> Result<Pair, StoreError> {
        let (one, other) = (a.report.id.clone(), b.report.id.clone());
        let decided: Vec<String> = self.ask(|connection| {
            let sql = "SELECT kind FROM effects WHERE kind IN ('together', 'apart')
                AND ((event = ?1 AND other = ?2) OR (event = ?2 AND other = ?1)) ORDER BY d DESC";
            connection.prepare_cached(sql)?.query_map(params![one, other], |row| row.get(0))?.collect()
        })?;
        let because = match decided.first().map(String::as_str) {
            Some("together") => Because::Decided,
            Some(_) => Because::KeptApart,
            None => match explain(a, b, self.same_parent(a, b)?) {
                Ok(link) => Because::Linked(link),
                Err(obstacle) => Because::Forbidden(obstacle),
            },
        };
        Ok(Pair { one, other, because })
    }

    /// Whether two reports say that they happened inside what is one encounter.
    fn same_parent(&self, a: &Sourced, b: &Sourced) -> Result<bool, StoreError> {
        let parent = |sourced: &Sourced| match &sourced.report.part_of {
            Some(event) => self.encounter_of(event),
            None => Ok(None),
        };
        let parents = (parent(a)?, parent(b)?);
        Ok(parents.0.is_some() && parents.0 == parents.1)
    }

    fn sourced(&self, encounter: &Encounter) -> Result<Vec<Sourced>, StoreError> {
        let mut sourced = Vec::new();
        for report in encounter.reports.iter().take(MOST) {
            if let (Some(article), Some(report)) =
                (self.article(&report.article)?, self.report(&report.event)?)
            {
                sourced.push(Sourced { article: Arc::new(article), report: Arc::new(report) });
            }
        }
        Ok(sourced)
    }
}

/// What hardly two encounters have in common.
fn is_strong(reason: Reason) -> bool {
    matches!(reason, Reason::SameName | Reason::SameFamilyName | Reason::SameGathering | Reason::CopiedText)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::By;
    use crate::testing::told;

    #[test]
    fn reports_say_why_they_are_one_encounter_or_two() {
        const NAMES: [&str; 2] = ["سمير الورداني", "إيفا ليند"];
        let mut store = Store::open_temporary().unwrap();
        store
            .add_all([
                &told("a", "e1", "2025-03-04", NAMES),
                &told("b", "e2", "2025-03-04", NAMES),
                &told("c", "e3", "2025-09-04", NAMES),
            ])
            .unwrap();
        store.refresh().unwrap();
        let encounters = store.encounters().unwrap();
        let pairs = store.explain_encounter(&encounters[0]).unwrap();
        let [Pair { one, other, because: Because::Linked(link) }] = pairs.as_slice() else {
            panic!("{pairs:?}")
        };
        assert_eq!((one.as_str(), other.as_str()), ("e1", "e2"));
        assert!(link.reasons.contains(&Reason::SameName) && link.reasons.contains(&Reason::SameDay));
        let (one, other) = (encounters[0].id.clone(), encounters[1].id.clone());
        let pairs = store.explain_between(&one, &other).unwrap();
        assert_eq!(pairs.len(), 2);
        assert!(matches!(pairs[0].because, Because::Forbidden(Obstacle::OtherTime)));
        let by =
            By { actor: "ليلى".into(), at: "2026-01-02T03:04:05Z".parse().unwrap(), reason: "قرأت" };
        store.merge_encounters(&one, &other, &by).unwrap();
        let pairs = store.explain_encounter(&store.encounters().unwrap()[0]).unwrap();
        assert!(pairs.iter().any(|pair| matches!(pair.because, Because::Decided)));
        assert!(store.explain_between("0", "1").is_err());
    }
}
