//! What people decided as gold for the scorer, gold as decisions, and how far people and coder agree.

use std::collections::{BTreeMap, BTreeSet};

use rasid_coder::report::{EventType, Participant, Place, Rank, Report, Role, Salience, Status};
use rasid_text::Edtf;
use serde::{Deserialize, Serialize};

use super::{Action, Anchor, By, ReviewError, quote_of};
use crate::store::{Judged, Store, StoreError};

/// An event in the scorer's form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoldEvent {
    /// The article.
    pub article_id: String,
    /// Its id in the file.
    #[serde(default)]
    pub event_id: Option<String>,
    /// Type.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// Held, if nothing is said.
    #[serde(default = "held")]
    pub status: Status,
    /// The event that it happened inside.
    #[serde(default)]
    pub part_of: Option<String>,
    /// EDTF.
    #[serde(default)]
    pub date: Option<String>,
    /// Where.
    #[serde(default)]
    pub place: Option<GoldPlace>,
    /// Who.
    #[serde(default)]
    pub participants: Vec<GoldPerson>,
    /// Codes.
    #[serde(default)]
    pub themes: Vec<String>,
    /// News or passing mention.
    #[serde(default = "main")]
    pub salience: Salience,
    /// The passage that says it.
    #[serde(default)]
    pub quote: String,
}

/// A place in the scorer's form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoldPlace {
    /// City, as written.
    #[serde(default)]
    pub city: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[serde(default)]
    pub country: Option<String>,
}

/// Somebody in the scorer's form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoldPerson {
    /// Name, as written.
    #[serde(default)]
    pub name: Option<String>,
    /// Office, as written.
    #[serde(default)]
    pub office: Option<String>,
    /// Organisation, as written.
    #[serde(default)]
    pub organisation: Option<String>,
    /// The country or organisation acted for.
    #[serde(default)]
    pub country: Option<String>,
    /// Role.
    #[serde(default = "participant")]
    pub role: Role,
}

fn held() -> Status {
    Status::Held
}

fn main() -> Salience {
    Salience::Main
}

fn participant() -> Role {
    Role::Participant
}

/// What became of gold that was taken over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// Reports that are as the gold has them.
    pub confirmed: u64,
    /// Fields that were corrected.
    pub corrected: u64,
    /// Events that the coder had missed.
    pub added: u64,
    /// Reports that the gold does not have.
    pub rejected: u64,
    /// Articles that are not in the store.
    pub unknown_articles: Vec<String>,
    /// Events that could not be taken over, and why.
    pub refused: Vec<String>,
}

/// How far people and coder agree, over the reports that people judged.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Agreement {
    /// Reports that somebody confirmed or corrected.
    pub right: u64,
    /// Reports that somebody rejected.
    pub wrong: u64,
    /// Reports that people added and the coder does not have.
    pub missed: u64,
    /// `right / (right + wrong)`.
    pub precision: Option<f64>,
    /// `right / (right + missed)`.
    pub recall: Option<f64>,
    /// Of the right reports, how many have this field as the coder read it: 1 where nobody corrected it.
    pub fields: BTreeMap<String, f64>,
    /// Decisions that stand, by who took them.
    pub decisions: BTreeMap<String, u64>,
    /// Reports that two people or more judged.
    pub judged_twice: u64,
    /// Of these, those that all of them kept or all of them rejected.
    pub judged_alike: u64,
}

impl Store {
    /// The events of every article all of whose reports were judged, corrections made, rejected ones left out; articles
    /// without any left stand with an empty list.
    ///
    /// # Errors
    /// What SQLite reports, or a report that no longer parses (damaged).
    pub fn gold(&self) -> Result<Vec<(String, Vec<GoldEvent>)>, StoreError> {
        let mut articles: BTreeMap<String, Vec<(Report, Vec<Judged>)>> = BTreeMap::new();
        let effects = self.effects()?;
        for article in self.articles_with_reports()? {
            let mut reports = Vec::new();
            for event in self.events_of(&article)? {
                let judged = effects.get(&event).cloned().unwrap_or_default();
                reports.extend(self.report(&event)?.map(|report| (report, judged)));
            }
            articles.insert(article, reports);
        }
        let judged = articles
            .into_iter()
            .filter(|(_, reports)| reports.iter().all(|(_, effects)| !effects.is_empty()));
        let gold = judged.map(|(article, reports)| {
            let kept =
                reports.iter().filter(|(_, effects)| effects.iter().all(|effect| effect.kind != "reject"));
            let events = kept.map(|(report, effects)| gold_event(&article, report, effects)).collect();
            (article, events)
        });
        Ok(gold.collect())
    }

    /// Takes gold over, as decisions: what it has as well is confirmed, what it has otherwise corrected, what it has
    /// alone added, and what it has not rejected. `articles` are those that were annotated, those without an event
    /// included.
    ///
    /// # Errors
    /// What SQLite reports. Events that cannot be taken over are named in the result.
    pub fn import_gold(
        &mut self,
        articles: &[String],
        events: &[GoldEvent],
        by: &By<'_>,
    ) -> Result<Imported, StoreError> {
        let mut imported = Imported::default();
        // A file has what was held, another what was not: what it cannot have is not missing in it.
        let judged: BTreeSet<bool> = events.iter().map(|event| event.status == Status::Held).collect();
        for article in articles {
            if self.article(article)?.is_none() {
                imported.unknown_articles.push(article.clone());
                continue;
            }
            let mut gold: Vec<&GoldEvent> = Vec::new();
            for event in events.iter().filter(|event| event.article_id == *article) {
                // What stands twice in a file is one event.
                if !gold.contains(&event) {
                    gold.push(event);
                }
            }
            self.import_article(article, &gold, &judged, by, &mut imported)?;
        }
        Ok(imported)
    }

    fn import_article(
        &mut self,
        article: &str,
        gold: &[&GoldEvent],
        judged: &BTreeSet<bool>,
        by: &By<'_>,
        imported: &mut Imported,
    ) -> Result<(), StoreError> {
        let mut read: Vec<Report> = Vec::new();
        for event in self.events_of(article)? {
            read.extend(self.report(&event)?);
        }
        let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
        let mut effects = self.effects()?;
        for (r, report) in read.iter().enumerate() {
            // As people corrected it before, and as the coder read it.
            let judged = effects.remove(&report.id).unwrap_or_default();
            let corrected = gold_event(article, report, &judged).report();
            for (g, event) in gold.iter().enumerate() {
                let alike = likeness(event, &corrected).max(likeness(event, report));
                pairs.extend(alike.map(|likeness| (likeness, g, r)));
            }
        }
        pairs.sort_by_key(|&(likeness, g, r)| (std::cmp::Reverse(likeness), g, r));
        let (mut of_gold, mut of_read) = (vec![None; gold.len()], vec![false; read.len()]);
        for (_, g, r) in pairs {
            if of_gold[g].is_none() && !of_read[r] {
                (of_gold[g], of_read[r]) = (Some(r), true);
            }
        }
        let refused_before = imported.refused.len();
        for (event, found) in gold.iter().zip(&of_gold) {
            let done = match found {
                _ if !event.is_dated_well() => Err(ReviewError::Value(format!(
                    "{}: no date in EDTF",
                    event.date.as_deref().unwrap_or_default()
                ))),
                Some(r) => self.import_known(event, &read[*r], by, imported),
                None => self.import_missed(event, by).map(|()| imported.added += 1),
            };
            refused(done, event, imported)?;
        }
        // An event that could not be taken over may have been one of these.
        if imported.refused.len() > refused_before {
            return Ok(());
        }
        let missing = read.iter().zip(&of_read).filter(|(_, found)| !**found).map(|(report, _)| report);
        for report in missing.filter(|report| judged.contains(&(report.status == Status::Held))) {
            let Some(encounter) = self.encounter_of(&report.id)? else { continue };
            match self.reject(&encounter, std::slice::from_ref(&report.id), by) {
                Ok(_) => imported.rejected += 1,
                Err(ReviewError::Store(error)) => return Err(error),
                Err(error) => imported.refused.push(format!("{article}: {error}")),
            }
        }
        Ok(())
    }

    /// Confirms a report, or corrects what the gold has otherwise: of this report alone, whatever others of its encounter
    /// say. What was decided before and comes to the same is not decided again. Somebody's name, office or country is
    /// corrected where the encounter shows what this report has: another spelling that it has from elsewhere stays. Themes
    /// are not compared.
    fn import_known(
        &mut self,
        event: &GoldEvent,
        report: &Report,
        by: &By<'_>,
        imported: &mut Imported,
    ) -> Result<(), ReviewError> {
        let judged = self.effects()?.remove(&report.id).unwrap_or_default();
        if judged.iter().any(|effect| effect.kind == "reject") {
            return Err(ReviewError::Empty("it was rejected; undo that decision first"));
        }
        let now = gold_event(&event.article_id, report, &judged);
        let (place, wanted) =
            (now.place.clone().unwrap_or_default(), event.place.clone().unwrap_or_default());
        let fields = [
            ("type", Some(now.event_type.to_string()), Some(event.event_type.to_string())),
            ("status", Some(now.status.to_string()), Some(event.status.to_string())),
            ("date", now.date.clone(), event.date.clone()),
            ("place/country", place.country, wanted.country),
            ("place/city", place.city, wanted.city),
        ];
        let anchor = || {
            vec![Anchor {
                event: report.id.clone(),
                article: event.article_id.clone(),
                event_type: report.event_type,
                quote: quote_of(&report.evidence),
            }]
        };
        // Gold that says nothing of a place takes none away.
        let of_place = |field: &str| field.starts_with("place/");
        let fields = fields
            .into_iter()
            .filter(|(field, ..)| event.place.is_some() || !of_place(field))
            .map(|(field, is, wanted)| (field.to_owned(), is, wanted));
        let people = self.people_corrected(&report.id, &now.participants, &event.participants)?;
        let mut differs = false;
        for (field, is, wanted) in fields.chain(people).filter(|(_, is, wanted)| is != wanted) {
            differs = true;
            let (was, value) = (is.unwrap_or_default(), wanted.unwrap_or_default());
            let action = Action::Correct { reports: anchor(), field, was, value };
            self.decide(&action, by)?;
            imported.corrected += 1;
        }
        // Another person who finds the same is a second opinion.
        if !differs && !judged.iter().any(|effect| effect.actor == by.actor) {
            self.decide(&Action::Confirm { reports: anchor() }, by)?;
        }
        imported.confirmed += u64::from(!differs);
        Ok(())
    }

    /// What gold has otherwise of the people of a report: the path of the field, what stands there, what should.
    fn people_corrected(
        &self,
        report: &str,
        now: &[GoldPerson],
        wanted: &[GoldPerson],
    ) -> Result<Vec<Correction>, StoreError> {
        let encounter = match self.encounter_of(report)? {
            Some(id) => self.encounter(&id)?,
            None => None,
        };
        let Some(encounter) = encounter else { return Ok(Vec::new()) };
        let mut corrections = Vec::new();
        for (one, wanted) in paired(now, wanted) {
            for (word, is, wanted) in [
                ("name", &one.name, &wanted.name),
                ("office", &one.office, &wanted.office),
                ("country", &one.country, &wanted.country),
            ] {
                let shown = |person: &Participant| match word {
                    "name" => person.name.clone(),
                    "office" => person.office.clone(),
                    _ => person.country.clone(),
                };
                // Of several who have it, whoever is most like him in the rest.
                let alike = |person: &Participant| {
                    usize::from(person.name == one.name)
                        + usize::from(person.office == one.office)
                        + usize::from(person.country == one.country)
                };
                let seats = encounter.participants.iter().enumerate();
                let seat = seats
                    .filter(|(_, person)| shown(person) == *is)
                    .max_by_key(|(seat, person)| (alike(person), std::cmp::Reverse(*seat)))
                    .map(|(seat, _)| seat);
                if let Some(seat) = seat.filter(|_| is.is_some() && wanted.is_some() && is != wanted) {
                    corrections.push((format!("participants/{seat}/{word}"), is.clone(), wanted.clone()));
                }
            }
        }
        Ok(corrections)
    }

    fn import_missed(&mut self, event: &GoldEvent, by: &By<'_>) -> Result<(), ReviewError> {
        // A quote of several passages is found by its first one.
        let quote = event.quote.split(" … ").next().unwrap_or_default();
        self.add_report(&event.article_id, event.report(), quote, by).map(|_| ())
    }

    /// How far people and coder agree.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn agreement(&self) -> Result<Agreement, StoreError> {
        let mut agreement = Agreement::default();
        for decision in self.decisions()?.into_iter().filter(|decision| decision.stands) {
            if !matches!(decision.action, Action::Undo { .. }) {
                *agreement.decisions.entry(decision.actor).or_default() += 1;
            }
        }
        let added: BTreeSet<String> = self.added_events()?;
        agreement.missed = added.len() as u64;
        let mut corrected: BTreeMap<String, u64> = BTreeMap::new();
        for (event, effects) in self.effects()? {
            let mut verdicts: BTreeMap<&str, bool> = BTreeMap::new();
            for effect in &effects {
                let kept = effect.kind != "reject";
                verdicts.entry(&effect.actor).and_modify(|before| *before &= kept).or_insert(kept);
            }
            if verdicts.len() > 1 {
                agreement.judged_twice += 1;
                let alike = verdicts.values().all(|kept| *kept) || verdicts.values().all(|kept| !*kept);
                agreement.judged_alike += u64::from(alike);
            }
            if added.contains(&event) {
                continue;
            }
            if effects.iter().any(|effect| effect.kind == "reject") {
                agreement.wrong += 1;
                continue;
            }
            agreement.right += 1;
            let fields: BTreeSet<String> = effects
                .iter()
                .filter(|effect| effect.kind == "correct")
                .map(|effect| effect.field.rsplit('/').next().unwrap_or_default().to_owned())
                .collect();
            fields.into_iter().for_each(|field| *corrected.entry(field).or_default() += 1);
        }
        let share = |of: u64, rest: u64| (of + rest > 0).then(|| of as f64 / (of + rest) as f64);
        agreement.precision = share(agreement.right, agreement.wrong);
        agreement.recall = share(agreement.right, agreement.missed);
        for field in ["type", "status", "date", "city", "country", "name", "office"] {
            let wrong = corrected.get(field).copied().unwrap_or_default();
            let right = share(agreement.right - wrong, wrong);
            agreement.fields.extend(right.map(|right| (field.to_owned(), right)));
        }
        Ok(agreement)
    }
}

/// A field that is to be corrected: its path, what stands there, what should.
type Correction = (String, Option<String>, Option<String>);

/// Who of a report is whom of the gold: those of one name, else of one country where it is nobody else's, else the only
/// ones who are left.
fn paired<'p>(now: &'p [GoldPerson], wanted: &'p [GoldPerson]) -> Vec<(&'p GoldPerson, &'p GoldPerson)> {
    let (mut now, mut wanted): (Vec<_>, Vec<_>) = (now.iter().collect(), wanted.iter().collect());
    let mut pairs = Vec::new();
    let same: [fn(&GoldPerson, &GoldPerson) -> bool; 3] = [
        |a, b| a.name.is_some() && a.name == b.name,
        |a, b| a.country.is_some() && a.country == b.country,
        |_, _| true,
    ];
    for same in same {
        let only = |one: &GoldPerson, others: &[&'p GoldPerson]| {
            let mut found = (0..others.len()).filter(|&n| same(one, others[n]));
            found.next().filter(|_| found.next().is_none())
        };
        for at in (0..now.len()).rev() {
            if let Some(other) = only(now[at], &wanted)
                && only(wanted[other], &now) == Some(at)
            {
                pairs.push((now.remove(at), wanted.remove(other)));
            }
        }
    }
    pairs
}

fn refused(
    done: Result<(), ReviewError>,
    event: &GoldEvent,
    imported: &mut Imported,
) -> Result<(), StoreError> {
    match done {
        Ok(()) => Ok(()),
        Err(ReviewError::Store(error)) => Err(error),
        Err(error) => {
            let id = event.event_id.as_deref().unwrap_or_default();
            imported.refused.push(format!("{} {id}: {error}", event.article_id));
            Ok(())
        }
    }
}

/// How well a report is an event of the gold, as the scorer has it: the same type, two countries in common or all there
/// are, and more than half of all. In thousandths.
fn likeness(event: &GoldEvent, report: &Report) -> Option<usize> {
    // What was exported from here comes back by its id, whatever was corrected.
    const SAME: usize = 10_000;
    if event.event_id.as_ref() == Some(&report.id) {
        return Some(SAME);
    }
    if event.event_type != report.event_type {
        return None;
    }
    let gold: BTreeSet<String> = event.report().countries().into_iter().collect();
    let read: BTreeSet<String> = report.countries().into_iter().collect();
    let (shared, all) = (gold.intersection(&read).count(), gold.union(&read).count());
    let enough = shared >= gold.len().min(2) && (gold.is_empty() && read.len() <= 1 || shared * 2 > all);
    enough.then(|| (shared * 1000).checked_div(all).unwrap_or(1000) + usize::from(event.date == report.date))
}

impl GoldEvent {
    /// The codes of its countries and organisations, the place's among them.
    pub fn countries(&self) -> impl Iterator<Item = &str> {
        let people = self.participants.iter().filter_map(|person| person.country.as_deref());
        people.chain(self.place.as_ref().and_then(|place| place.country.as_deref()))
    }

    fn is_dated_well(&self) -> bool {
        let Some(date) = &self.date else { return true };
        date.parse::<Edtf>().is_ok_and(|edtf| edtf.bounds().is_none_or(|(first, last)| first <= last))
    }

    /// The event as a report, without evidence.
    fn report(&self) -> Report {
        let person = |person: &GoldPerson| Participant {
            role: person.role,
            name: person.name.clone(),
            name_latin: None,
            name_latin_from: None,
            office: person.office.clone(),
            posts: Vec::new(),
            organisation: person.organisation.clone(),
            rank: Rank::Other,
            country: person.country.clone(),
        };
        let participants: Vec<Participant> = self.participants.iter().map(person).collect();
        let place = self.place.clone().filter(|place| *place != GoldPlace::default());
        let place = place.map(|place| Place { city: place.city, country: place.country, ..Place::default() });
        let (plover, cameo) =
            rasid_coder::codes(self.event_type, self.status, false, &participants, place.as_ref());
        Report {
            id: String::new(),
            event_type: self.event_type,
            visit_kind: None,
            status: self.status,
            salience: self.salience,
            part_of: None,
            date: self.date.clone(),
            place,
            participants,
            themes: self.themes.clone(),
            axes: Vec::new(),
            plover: plover.to_owned(),
            cameo: cameo.to_owned(),
            attributed_to: None,
            evidence: Vec::new(),
        }
    }
}

/// A report as gold, with what people corrected.
pub(super) fn gold_event(article: &str, report: &Report, effects: &[Judged]) -> GoldEvent {
    let place = report.place.clone().unwrap_or_default();
    let person = |person: &Participant| GoldPerson {
        name: person.name.clone(),
        office: person.office.clone(),
        organisation: person.organisation.clone(),
        country: person.country.clone(),
        role: person.role,
    };
    let mut event = GoldEvent {
        article_id: article.to_owned(),
        event_id: Some(report.id.clone()),
        event_type: report.event_type,
        status: report.status,
        part_of: report.part_of.clone(),
        date: report.date.clone(),
        place: Some(GoldPlace { city: place.city, country: place.country }),
        participants: report.participants.iter().map(person).collect(),
        themes: report.themes.clone(),
        salience: report.salience,
        quote: quote_of(&report.evidence),
    };
    for effect in effects.iter().filter(|effect| effect.kind == "correct") {
        let value = (!effect.value.is_empty()).then(|| effect.value.clone());
        let was = (!effect.was.is_empty()).then(|| effect.was.clone());
        let place = event.place.get_or_insert_default();
        match effect.field.as_str() {
            "date" => event.date = value,
            "place/city" => place.city = value,
            "place/country" => place.country = value,
            "type" => event.event_type = EventType::from_word(&effect.value).unwrap_or(event.event_type),
            "status" => event.status = Status::from_word(&effect.value).unwrap_or(event.status),
            field => {
                // A seat is one of the encounter. In the report it is the same seat where what was corrected stands
                // there, else whoever has it.
                let mut parts = field.rsplit('/');
                let (word, seat) = (parts.next(), parts.next().and_then(|seat| seat.parse::<usize>().ok()));
                let mut cells: Vec<&mut Option<String>> = event
                    .participants
                    .iter_mut()
                    .filter_map(|person| match word {
                        Some("name") => Some(&mut person.name),
                        Some("office") => Some(&mut person.office),
                        Some("country") => Some(&mut person.country),
                        _ => None,
                    })
                    .collect();
                let there = seat.filter(|&seat| cells.get(seat).is_some_and(|cell| **cell == was));
                if let Some(at) = there.or_else(|| cells.iter().position(|cell| **cell == was)) {
                    cells[at].clone_from(&value);
                }
            }
        }
    }
    event
}
