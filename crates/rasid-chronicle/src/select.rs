//! Which encounters an answer speaks of.

use jiff::civil::Date;
use rasid_coder::report::{Claim, EventType, Participant, Status};
use rasid_merge::Encounter;
use rasid_text::{Edtf, PartialDate};

use crate::query::{Placement, Query, is_called, literal};
use crate::registry::Seat;
use crate::store::{Store, StoreError};

/// Encounters that are read at a time where all are gone through.
const PAGE: usize = 500;

/// What to keep. An empty list keeps everything of its kind; `Filter::default()` keeps what was held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// First day (its first possible day, when partial).
    pub from: Option<PartialDate>,
    /// Last day (its last possible day, when partial).
    pub to: Option<PartialDate>,
    /// Name of an official, in Arabic or Latin letters, full or surname alone.
    pub subject: Option<String>,
    /// Types.
    pub types: Vec<EventType>,
    /// Codes of themes; one of them suffices.
    pub themes: Vec<String>,
    /// Statuses.
    pub statuses: Vec<Status>,
    /// Countries or organisations; one of them suffices.
    pub countries: Vec<String>,
    /// Where it took place: countries; one of them suffices.
    pub places: Vec<String>,
    /// Countries or organisations on the other side, as tables count it; one of each list.
    pub partners: Vec<Vec<String>>,
    /// Outlets; one report of one of them suffices.
    pub outlets: Vec<String>,
    /// Words that one of its articles holds, all of them; written as for [`Store::search`], phrases word by word.
    pub words: Option<String>,
    /// How encounters write one person, as [`Registry::seats_of`](crate::Registry::seats_of) has it.
    pub seats: Vec<Seat>,
    /// Ids, of encounters as they stand now; one of them suffices.
    pub ids: Vec<String>,
    /// Only what was reported by outlets that the store has an article of in every month of the period.
    pub constant_sources: bool,
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            from: None,
            to: None,
            subject: None,
            types: Vec::new(),
            themes: Vec::new(),
            statuses: vec![Status::Held],
            countries: Vec::new(),
            places: Vec::new(),
            partners: Vec::new(),
            outlets: Vec::new(),
            words: None,
            seats: Vec::new(),
            ids: Vec::new(),
            constant_sources: false,
        }
    }
}

impl Filter {
    /// Whether a published claim speaks of what is asked for: of the subject, and of a period that touches `from..to`.
    /// A claim that names neither is kept: it may.
    pub fn concerns(&self, claim: &Claim) -> bool {
        let of_subject = match (self.subject.as_deref(), claim.subject.as_deref()) {
            (Some(asked), Some(claimed)) => is_called(asked, claimed),
            _ => true,
        };
        let period = claim.period.as_deref().and_then(|period| period.parse::<Edtf>().ok()?.bounds());
        let touches = match (self.days(), period) {
            (Some((from, to)), Some((first, last))) => first <= to && from <= last,
            _ => true,
        };
        of_subject && touches
    }
}

/// One kept encounter.
#[derive(Clone, Debug)]
pub struct Row {
    /// The encounter.
    pub encounter: Encounter,
    /// The other side, seen from the subject of the filter or its one country, where there is either. Sorted.
    pub partners: Vec<String>,
}

/// What a filter kept.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// The kept encounters, in the order of the chronicle.
    pub rows: Vec<Row>,
    /// How many fit but for their date, which does not say whether they lie between `from` and `to`.
    pub unplaced: u64,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<Cursor>,
}

/// A place in the chronicle: behind this encounter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    first_day: Option<String>,
    id: String,
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}~{}", self.first_day.as_deref().unwrap_or_default(), self.id)
    }
}

impl std::str::FromStr for Cursor {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (day, id) = text.split_once('~').ok_or("expected what an earlier page gave")?;
        let first_day = (!day.is_empty()).then(|| day.to_owned());
        Ok(Self { first_day, id: id.to_owned() })
    }
}

impl Store {
    /// Keeps what the filter asks for.
    ///
    /// A range that lasts is kept when it touches `from..to`; any other date must lie inside. What may lie inside or
    /// outside (no date, no year, a month across the border) is left out and counted as unplaced.
    ///
    /// # Errors
    /// What SQLite reports, or an encounter that no longer parses (damaged).
    pub fn select(&self, filter: &Filter) -> Result<Selection, StoreError> {
        self.page(filter, None, None)
    }

    /// The same, `limit` encounters at a time, from behind a cursor.
    ///
    /// # Errors
    /// As [`Store::select`].
    pub fn page(
        &self,
        filter: &Filter,
        after: Option<&Cursor>,
        limit: Option<usize>,
    ) -> Result<Selection, StoreError> {
        let query = self.ask(|connection| Query::of(connection, filter))?;
        let found = match self.lent() {
            Some(_) => self.page_of_facts(filter, &query, after, limit)?,
            None => self.page_of_rows(&query, after, limit)?,
        };
        let mut rows: Vec<Row> = found
            .into_iter()
            .map(|encounter| Row { partners: partners(&encounter, filter), encounter })
            .collect();
        let more = limit.is_some_and(|limit| rows.len() > limit);
        if let (true, Some(limit)) = (more, limit) {
            rows.truncate(limit);
        }
        let next = rows.last().filter(|_| more).map(|row| Cursor {
            first_day: row.encounter.first_day().map(|day| day.to_string()),
            id: row.encounter.id.clone(),
        });
        Ok(Selection { rows, unplaced: self.unplaced(filter, &query)?, next })
    }

    /// The encounters behind a cursor, one more than the limit where there are more.
    fn page_of_rows(
        &self,
        query: &Query,
        after: Option<&Cursor>,
        limit: Option<usize>,
    ) -> Result<Vec<Encounter>, StoreError> {
        let behind = match after {
            None => String::new(),
            Some(Cursor { first_day: Some(day), id }) => format!(
                " AND (e.first_day IS NULL, ifnull(e.first_day, ''), e.id) > (0, {}, {})",
                literal(day),
                literal(id)
            ),
            Some(Cursor { first_day: None, id }) => {
                format!(" AND e.first_day IS NULL AND e.id > {}", literal(id))
            }
        };
        let limit_sql = limit.map_or_else(String::new, |limit| format!(" LIMIT {}", limit.saturating_add(1)));
        let sql = format!(
            "SELECT e.id, b.encounter FROM (
                    SELECT e.n, e.id, e.first_day FROM encounters e WHERE {}{behind}
                    ORDER BY e.first_day IS NULL, e.first_day, e.id{limit_sql}
                ) e JOIN bodies b USING (n) ORDER BY e.first_day IS NULL, e.first_day, e.id",
            query.condition_in_order()
        );
        Ok(self.parsed_by(&sql, query.values())?.into_iter().map(|(_, encounter)| encounter).collect())
    }

    /// The same, found by the facts that were lent.
    fn page_of_facts(
        &self,
        filter: &Filter,
        query: &Query,
        after: Option<&Cursor>,
        limit: Option<usize>,
    ) -> Result<Vec<Encounter>, StoreError> {
        let kept = self.kept(filter, query, Placement::Inside)?;
        let begin = match after {
            None => 0,
            Some(Cursor { first_day, id }) => {
                let day: Option<Date> = first_day.as_deref().and_then(|day| day.parse().ok());
                let place = (day.is_none(), day, id.as_str());
                kept.seen.partition_point(|one| (one.first.is_none(), one.first, &*one.id) <= place)
            }
        };
        let most = limit.map_or(usize::MAX, |limit| limit.saturating_add(1));
        let wanted = kept.seen.iter().skip(begin).take(most);
        // What went since the facts were read is left out.
        wanted.filter_map(|one| self.encounter(&one.id).transpose()).collect()
    }

    /// Hands over what the filter asks for, in the order of the chronicle, one at a time, until nobody wants more.
    ///
    /// # Errors
    /// As [`Store::select`].
    pub fn each_selected(
        &self,
        filter: &Filter,
        take: &mut dyn FnMut(Encounter) -> bool,
    ) -> Result<(), StoreError> {
        let mut after: Option<Cursor> = None;
        loop {
            let page = self.page(filter, after.as_ref(), Some(PAGE))?;
            for row in page.rows {
                if !take(row.encounter) {
                    return Ok(());
                }
            }
            match page.next {
                Some(next) => after = Some(next),
                None => return Ok(()),
            }
        }
    }

    /// How many encounters a filter keeps.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn how_many(&self, filter: &Filter) -> Result<u64, StoreError> {
        let query = self.ask(|connection| Query::of(connection, filter))?;
        self.number_of(filter, &query, Placement::Inside)
    }

    /// How many encounters fit but for their date.
    pub(crate) fn unplaced(&self, filter: &Filter, query: &Query) -> Result<u64, StoreError> {
        if query.has_days() { self.number_of(filter, query, Placement::Unclear) } else { Ok(0) }
    }

    fn number_of(&self, filter: &Filter, query: &Query, placement: Placement) -> Result<u64, StoreError> {
        if self.lent().is_some() {
            return Ok(self.kept(filter, query, placement)?.seen.len() as u64);
        }
        let sql = format!("SELECT count(*) FROM encounters e WHERE {}", query.condition(placement));
        self.ask(|connection| connection.prepare_cached(&sql)?.query_row(query.values(), |row| row.get(0)))
    }
}

/// The other side, as [`Seen`](crate::facts::Seen) has it.
fn partners(encounter: &Encounter, filter: &Filter) -> Vec<String> {
    let is = |person: &&Participant, subject: &str| {
        [&person.name, &person.name_latin].into_iter().flatten().any(|text| is_called(subject, text))
    };
    let own: Vec<&String> = match (&filter.subject, filter.countries.as_slice()) {
        _ if !filter.seats.is_empty() => {
            let sits =
                |person: &&Participant| Seat::of(person).is_some_and(|seat| filter.seats.contains(&seat));
            encounter.participants.iter().filter(sits).filter_map(|person| person.country.as_ref()).collect()
        }
        (Some(subject), _) => {
            let named = encounter.participants.iter().filter(|person| is(person, subject));
            named.filter_map(|person| person.country.as_ref()).collect()
        }
        (None, [country]) => encounter.countries.iter().filter(|code| *code == country).collect(),
        (None, _) => Vec::new(),
    };
    if own.is_empty() {
        return encounter.partners.clone();
    }
    encounter.countries.iter().filter(|code| !own.contains(code)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{encounter, person, store, visit};
    use rasid_coder::report::{Quote, Zone};

    fn all() -> Vec<Encounter> {
        vec![
            visit("a", Some("2024-05-06/2024-05-08"), "سمير الورداني", "TN", "AT"),
            encounter(
                "b",
                EventType::Talks,
                Some("2024"),
                &[person("سمير الورداني", "TN"), person("جان دوران", "FR")],
            ),
            encounter(
                "c",
                EventType::Call,
                None,
                &[person("سمير الورداني", "TN"), person("إيفا ليند", "SE")],
            ),
            encounter(
                "d",
                EventType::Talks,
                Some("2024-06-01"),
                &[person("علي النوري", "TN"), person("إيفا ليند", "SE")],
            ),
        ]
    }

    fn ids(selection: &Selection) -> Vec<&str> {
        selection.rows.iter().map(|row| row.encounter.id.as_str()).collect()
    }

    #[test]
    fn what_cannot_be_placed_in_time_is_left_out_and_counted() {
        let store = store(&all());
        let within = |from: &str, to: &str| {
            let filter = Filter { from: from.parse().ok(), to: to.parse().ok(), ..Filter::default() };
            let selection = store.select(&filter).unwrap();
            (ids(&selection).join(" "), selection.unplaced)
        };
        assert_eq!(within("2024", "2024"), ("b a d".to_owned(), 1));
        assert_eq!(within("2024-05-08", "2024-05-31"), ("a".to_owned(), 2));
        assert_eq!(within("2025", ""), (String::new(), 1));
        assert_eq!(store.select(&Filter::default()).unwrap().unplaced, 0);
    }

    #[test]
    fn partners_are_seen_from_the_subject() {
        let store = store(&all());
        let of = |subject: &str| {
            let filter = Filter { subject: Some(subject.to_owned()), ..Filter::default() };
            store.select(&filter).unwrap()
        };
        let by_surname = of("الورداني");
        assert_eq!(ids(&by_surname), ["b", "a", "c"]);
        assert_eq!(by_surname.rows[1].partners, ["AT"]);
        assert_eq!(of("إيفا ليند").rows[0].partners, ["TN"]);
        assert_eq!(ids(&of("ورداني سمير")), Vec::<&str>::new());
        assert_eq!(ids(&of("")), Vec::<&str>::new());
    }

    #[test]
    fn claims_of_other_years_and_other_people_do_not_concern() {
        let filter = Filter {
            from: "2024".parse().ok(),
            to: "2024".parse().ok(),
            subject: Some("الورداني".to_owned()),
            ..Filter::default()
        };
        let concerns = |period: Option<&str>, subject: Option<&str>| {
            let evidence = Quote { zone: Zone::Text, start: 0, end: 0, quote: String::new() };
            filter.concerns(&Claim {
                what: "meetings".to_owned(),
                value: 20.into(),
                period: period.map(str::to_owned),
                scope: None,
                subject: subject.map(str::to_owned),
                evidence,
            })
        };
        assert!(concerns(Some("2024"), Some("سمير الورداني")));
        assert!(concerns(Some("2023-11/2024-02"), None) && concerns(None, None));
        assert!(!concerns(Some("2025"), Some("سمير الورداني")));
        assert!(!concerns(Some("2024"), Some("علي النوري")));
    }

    #[test]
    fn only_held_encounters_unless_asked_for() {
        let mut all = all();
        all[0].status = Status::Planned;
        let store = store(&all);
        assert_eq!(store.select(&Filter::default()).unwrap().rows.len(), 3);
        let any = Filter { statuses: Vec::new(), ..Filter::default() };
        assert_eq!(store.select(&any).unwrap().rows.len(), 4);
    }

    #[test]
    fn pages_follow_each_other() {
        let store = store(&all());
        let mut seen: Vec<String> = Vec::new();
        let mut after = None;
        loop {
            let page = store.page(&Filter::default(), after.as_ref(), Some(1)).unwrap();
            seen.extend(ids(&page).into_iter().map(str::to_owned));
            let Some(next) = page.next else { break };
            after = Some(next.to_string().parse().unwrap());
        }
        assert_eq!(seen, ["b", "a", "d", "c"]);
    }
}
