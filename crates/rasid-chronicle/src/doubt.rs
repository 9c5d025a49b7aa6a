//! What a person should look at, the gravest first.

use rasid_coder::closed_list;
use std::collections::{BTreeSet, VecDeque};

use jiff::ToSpan;
use jiff::civil::Date;
use rasid_merge::{Encounter, NEAR_DAYS, are_near};
use serde::Serialize;

use crate::explain::Pair;
use crate::store::{Store, StoreError};

/// Something that a person should look at, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Doubt {
    /// Id of the encounter; of an orphaned decision, where its other reports are, if anywhere.
    pub encounter: Option<String>,
    /// Why.
    pub why: Why,
    /// What there is to see: the fields that disagree, the number of the decision, the events of a weak link, the other
    /// encounter of a possible duplicate.
    pub detail: String,
    /// Of a weak merge, the report that is held by the least, and by what.
    #[serde(skip)]
    pub pair: Option<Pair>,
}

closed_list! {
    /// Kinds of doubt, the gravest first.
    Why {
        /// A decision has lost a report it speaks of.
        OrphanedDecision = "orphaned_decision",
        /// Reports are one encounter by offices, days and places alone, with no name in common.
        WeakMerge = "weak_merge",
        /// The same people met twice within a day, and no article tells of both: one encounter told in two ways, perhaps.
        PossibleDuplicate = "possible_duplicate",
        /// Reports disagree about the day.
        ConflictingDates = "conflicting_dates",
        /// Reports disagree about the place.
        ConflictingPlaces = "conflicting_places",
        /// Reports disagree about the status or the type.
        ConflictingKinds = "conflicting_kinds",
        /// Only one side is known.
        UnknownCounterpart = "unknown_counterpart",
    }
}

impl Store {
    /// What a person should look at, the gravest first and then in the order of the chronicle, `most` at most. What was
    /// decided about is left out, orphaned decisions excepted.
    ///
    /// # Errors
    /// As [`Store::encounters`].
    pub fn doubts(&self, most: usize) -> Result<Vec<Doubt>, StoreError> {
        let mut doubts: Vec<Doubt> = self
            .orphans()?
            .into_iter()
            .map(|(decision, encounter)| Doubt {
                encounter,
                why: Why::OrphanedDecision,
                detail: decision.to_string(),
                pair: None,
            })
            .collect();
        let mut merged: Vec<String> = Vec::new();
        let mut near = Near::default();
        self.each_encounter(&mut |encounter| {
            if encounter.reviewed.is_none() {
                doubts.extend(doubt(&encounter));
                if encounter.reports.len() > 1 {
                    merged.push(encounter.id.clone());
                }
            }
            doubts.extend(near.doubt(encounter));
        })?;
        // Comparing reports costs more than reading encounters: no more of it than is asked for.
        let mut weak = Vec::new();
        for id in merged {
            if weak.len() + doubts.iter().filter(|doubt| doubt.why < Why::WeakMerge).count() >= most {
                break;
            }
            let encounter = self.encounter(&id)?;
            if let Some(pair) = encounter.map(|encounter| self.weak_merge(&encounter)).transpose()?.flatten()
            {
                let detail = format!("{} {}", pair.one, pair.other);
                weak.push(Doubt { encounter: Some(id), why: Why::WeakMerge, detail, pair: Some(pair) });
            }
        }
        doubts.append(&mut weak);
        doubts.sort_by_key(|doubt| doubt.why);
        // Of each encounter the gravest; a decision may be orphaned whatever else there is.
        let mut seen = BTreeSet::new();
        doubts.retain(|doubt| doubt.why == Why::OrphanedDecision || seen.insert(doubt.encounter.clone()));
        doubts.truncate(most);
        Ok(doubts)
    }
}

/// The encounters of the last days, while all pass by in the order of their first day.
#[derive(Default)]
struct Near {
    before: VecDeque<(Date, Encounter)>,
}

impl Near {
    /// Encounters of the days before that one is compared with at most: a bound on hostile input, far above any day.
    const MOST: usize = 1000;

    /// The next encounter, and whether it may be one with an earlier one. Who confirmed both has answered.
    fn doubt(&mut self, encounter: Encounter) -> Option<Doubt> {
        let first = encounter.first_day()?;
        let begin = first.checked_sub(NEAR_DAYS.days()).unwrap_or(first);
        while self.before.front().is_some_and(|(day, _)| *day < begin) {
            self.before.pop_front();
        }
        let is_near = |other: &&Encounter| {
            (other.reviewed.is_none() || encounter.reviewed.is_none()) && are_near(other, &encounter)
        };
        let other = self.before.iter().rev().take(Self::MOST).map(|(_, other)| other).find(is_near);
        let doubt = other.map(|other| {
            let (one, other) =
                if encounter.reviewed.is_none() { (&encounter, other) } else { (other, &encounter) };
            Doubt {
                encounter: Some(one.id.clone()),
                why: Why::PossibleDuplicate,
                detail: other.id.clone(),
                pair: None,
            }
        });
        self.before.push_back((first, encounter));
        doubt
    }
}

/// The gravest doubt about an encounter.
fn doubt(encounter: &Encounter) -> Option<Doubt> {
    // Talks and reception are two words for one meeting.
    let is_meeting = |word: &str| matches!(word, "talks" | "reception");
    let no_conflict = |field: &str, value: &str| {
        field == "type" && is_meeting(value) && is_meeting(encounter.event_type.as_str())
    };
    let fields = |wanted: &[&str]| {
        let values: Vec<String> = encounter
            .variants
            .iter()
            .filter(|variant| wanted.contains(&variant.field.as_str()))
            .filter(|variant| !no_conflict(&variant.field, &variant.value))
            .map(|variant| format!("{} {}", variant.field, variant.value))
            .collect();
        (!values.is_empty()).then(|| values.join(", "))
    };
    let doubts = [
        (Why::ConflictingDates, fields(&["date"])),
        (Why::ConflictingPlaces, fields(&["place/country", "place/city"])),
        (Why::ConflictingKinds, fields(&["type", "status"])),
        (Why::UnknownCounterpart, encounter.partners.is_empty().then(|| encounter.countries.join(" "))),
    ];
    let (why, detail) = doubts.into_iter().find_map(|(why, detail)| Some((why, detail?)))?;
    Some(Doubt { encounter: Some(encounter.id.clone()), why, detail, pair: None })
}

#[cfg(test)]
mod tests {
    use rasid_coder::report::{EventType, Place, Rank};

    use super::*;
    use crate::review::By;
    use crate::testing::told;

    const NAMES: [&str; 2] = ["سمير الورداني", "إيفا ليند"];

    fn by() -> By<'static> {
        By { actor: "ليلى".into(), at: "2026-01-02T03:04:05Z".parse().unwrap(), reason: "قرأت" }
    }

    #[test]
    fn a_merge_that_rests_on_no_name_is_weak() {
        let nameless = |id: &str, event: &str, named: bool| {
            let mut reading = told(id, event, "2025-03-04", ["سمير الورداني", "إيفا ليند"]);
            for (person, office) in
                reading.events[0].participants.iter_mut().zip(["وزير الداخلية", "وزيرة العدل"])
            {
                person.office = Some(office.to_owned());
                person.rank = Rank::Minister;
                person.name = person.name.take().filter(|_| named);
            }
            reading
        };
        let weak = |others: [bool; 2]| {
            let mut store = Store::open_temporary().unwrap();
            let reports =
                [nameless("a", "e1", true), nameless("b", "e2", others[0]), nameless("c", "e3", others[1])];
            store.add_all(&reports).unwrap();
            store.refresh().unwrap();
            assert_eq!(store.encounters().unwrap()[0].reports.len(), 3);
            store.doubts(9).unwrap()
        };
        let doubts = weak([true, false]);
        assert_eq!(doubts[0].why, Why::WeakMerge);
        assert!(doubts[0].pair.as_ref().is_some_and(|pair| pair.one == "e3"));
        assert_eq!(weak([true, true]), []);
        assert_eq!(weak([false, true])[0].detail, "e2 e1");
    }

    #[test]
    fn one_encounter_told_in_two_ways_may_be_one_and_who_confirms_both_has_answered() {
        let elsewhere = |id: &str, event: &str, day: &str, country: &str| {
            let mut reading = told(id, event, day, NAMES);
            reading.events[0].place = Some(Place { country: Some(country.to_owned()), ..Place::default() });
            reading
        };
        let doubts = |other: rasid_coder::Reading| {
            let mut store = Store::open_temporary().unwrap();
            store.add_all([&elsewhere("a", "e1", "2025-03-04", "TN"), &other]).unwrap();
            store.refresh().unwrap();
            assert_eq!(store.encounters().unwrap().len(), 2);
            (store.doubts(9).unwrap(), store)
        };
        let (found, mut store) = doubts(elsewhere("b", "e2", "2025-03-04", "SE"));
        let [doubt] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(doubt.why, Why::PossibleDuplicate);
        let (one, other) = (doubt.encounter.clone().unwrap(), doubt.detail.clone());
        assert_ne!(one, other);
        store.confirm(&one, &by()).unwrap();
        assert_eq!(store.doubts(9).unwrap()[0].encounter.as_deref(), Some(other.as_str()));
        store.confirm(&other, &by()).unwrap();
        assert_eq!(store.doubts(9).unwrap(), []);

        let mut call = elsewhere("b", "e2", "2025-03-05", "TN");
        call.events[0].event_type = EventType::Call;
        assert_eq!(doubts(call).0[0].why, Why::PossibleDuplicate);
        assert_eq!(doubts(elsewhere("b", "e2", "2025-03-07", "TN")).0, []);
        // A foreign name in another spelling, and the office the same.
        let in_office = |mut reading: rasid_coder::Reading, name: &str| {
            let guest = &mut reading.events[0].participants[1];
            (guest.office, guest.rank) = (Some("وزيرة العدل السويدية".to_owned()), Rank::Minister);
            guest.name = Some(name.to_owned());
            reading
        };
        let mut store = Store::open_temporary().unwrap();
        let [a, b] = [("a", "e1", "إيفا ليند"), ("b", "e2", "آفا لند")]
            .map(|(id, event, name)| in_office(elsewhere(id, event, "2025-03-04", "TN"), name));
        store.add_all([&a, &b]).unwrap();
        store.refresh().unwrap();
        assert_eq!(store.encounters().unwrap().len(), 2);
        assert_eq!(store.doubts(9).unwrap()[0].why, Why::PossibleDuplicate);
        let mut others = elsewhere("b", "e2", "2025-03-04", "SE");
        others.events[0].participants[1].name = Some("ماريا هولم".to_owned());
        assert_eq!(doubts(others).0, []);
    }
}
