//! What encounters are found and counted by, in memory: those that one question asks for, or all of them, kept by who asks
//! often.

use std::cell::RefCell;
use std::ops::Deref;
use std::sync::Arc;

use jiff::civil::Date;
use rasid_coder::report::{EventType, Rank, Status};
use rusqlite::Row;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::query::{Placement, Query, listed, literal};
use crate::registry::Seat;
use crate::select::Filter;
use crate::store::{Store, StoreError};

/// Beyond so many changes all encounters are read anew.
const MOST_CHANGES: usize = 5000;
/// Questions whose answers are kept.
const MOST_ASKED: usize = 4;
/// Ids that are asked for at once.
const AT_ONCE: usize = 500;

/// The facts of many encounters, in the order of the chronicle.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    rows: Vec<Arc<Fact>>,
    /// Everybody's seat, by its number.
    seats: Vec<Taken>,
    numbers: FxHashMap<Key, u32>,
    /// Every word once: what is the same lies at the same place.
    words: FxHashSet<Arc<str>>,
    /// The last change that they know of.
    last_change: u64,
}

/// Numbers of a name, country, office and rank.
type Key = (Option<i64>, Option<Arc<str>>, Option<Arc<str>>, Rank);

/// Who is written how in an encounter.
#[derive(Clone, Debug)]
struct Taken {
    name_id: Option<i64>,
    country: Option<Arc<str>>,
    rank: Rank,
    /// Of who has a name.
    seat: Option<Seat>,
}

/// What one encounter is found and counted by. Codes stand with spaces between them.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    pub(crate) n: i64,
    pub(crate) id: Arc<str>,
    pub(crate) kind: Option<EventType>,
    status: Option<Status>,
    pub(crate) first: Option<Date>,
    last: Option<Date>,
    lasts: bool,
    /// A month, a year or nothing.
    pub(crate) month: Arc<str>,
    pub(crate) place: Option<Arc<str>>,
    pub(crate) city: Option<Arc<str>>,
    /// From where a visit came.
    pub(crate) origin: Option<Arc<str>>,
    partners: Arc<str>,
    pub(crate) sides: Arc<str>,
    pub(crate) themes: Arc<str>,
    /// The outlet of each article, one on a line; an empty line where it names none.
    pub(crate) outlets: Arc<str>,
    /// Number of the outermost visit that it belongs to.
    pub(crate) trip: Option<i64>,
    pub(crate) reports: u64,
    pub(crate) sources: u64,
    pub(crate) is_reviewed: bool,
    /// Numbers of seats.
    people: Box<[u32]>,
}

/// An encounter as a question sees it.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    fact: Arc<Fact>,
    /// The countries that it is seen from; empty where it is seen from nobody.
    own: Arc<str>,
    /// The other side, seen from there.
    pub(crate) partners: Arc<str>,
    /// What only some tables count by, as often as it was found.
    pub(crate) values: Vec<String>,
}

impl Deref for Seen {
    type Target = Fact;

    fn deref(&self) -> &Fact {
        &self.fact
    }
}

/// Facts that were lent to a store, and what the last questions kept of them: an answer asks the same more than once.
#[derive(Debug)]
pub(crate) struct Lent {
    facts: Arc<Facts>,
    asked: RefCell<Vec<Asked>>,
    /// What SQLite found last.
    found: RefCell<Option<(String, Arc<FxHashSet<i64>>)>>,
}

impl Lent {
    pub(crate) fn of(facts: Arc<Facts>) -> Self {
        Self { facts, asked: RefCell::default(), found: RefCell::default() }
    }

    pub(crate) fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The encounters that a question has to be among: the words of articles and the names of people have an index of their
    /// own.
    fn among(&self, store: &Store, query: &Query) -> Result<Option<Arc<FxHashSet<i64>>>, StoreError> {
        let sql = match (query.told(), query.names()) {
            (Some(told), _) => told.to_owned(),
            (None, Some(names)) => format!("SELECT n FROM people WHERE name_id IN ({})", listed(names)),
            (None, None) => return Ok(None),
        };
        let mut last = self.found.borrow_mut();
        if let Some((_, found)) = last.as_ref().filter(|(of, _)| *of == sql) {
            return Ok(Some(Arc::clone(found)));
        }
        let found: FxHashSet<i64> = store.ask(|connection| {
            let mut statement = connection.prepare(&sql)?;
            statement.query_map([], |row| row.get(0))?.collect()
        })?;
        let found = Arc::new(found);
        *last = Some((sql, Arc::clone(&found)));
        Ok(Some(found))
    }
}

/// A question and what it kept.
type Asked = ((Filter, Placement), Arc<Kept>);

/// What a question keeps, in the order of the chronicle.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) facts: Arc<Facts>,
    pub(crate) seen: Vec<Seen>,
}

/// Codes with spaces between them, one by one.
pub(crate) fn codes(text: &str) -> impl Iterator<Item = &str> {
    text.split_ascii_whitespace()
}

/// How often each group of words is there. The same word lies at the same place, so that none is read.
pub(crate) fn tally<'w, const N: usize>(
    groups: impl Iterator<Item = [&'w Arc<str>; N]>,
) -> Vec<([Arc<str>; N], u64)> {
    let mut counts: FxHashMap<[*const u8; N], ([&Arc<str>; N], u64)> = FxHashMap::default();
    for group in groups {
        counts.entry(group.map(|word| word.as_ptr())).or_insert((group, 0)).1 += 1;
    }
    counts.into_values().map(|(group, count)| (group.map(Arc::clone), count)).collect()
}

impl Fact {
    /// Whether its date stands so to the days that are asked for.
    fn is_placed(&self, days: Option<(Date, Date)>, placement: Placement) -> bool {
        let Some((from, to)) = days else { return placement == Placement::Inside };
        let known = self.first.zip(self.last);
        match placement {
            Placement::Inside => known.is_some_and(|(first, last)| {
                let begins = first >= from && first <= to && (self.lasts || last <= to);
                begins || (self.lasts && last >= from && first < from)
            }),
            Placement::Unclear => {
                !self.lasts
                    && known.is_none_or(|(first, last)| {
                        first != last && first <= to && last >= from && (first < from || last > to)
                    })
            }
        }
    }

    /// The same with the reports of these outlets alone.
    fn told_by(&self, outlets: &FxHashSet<String>) -> Self {
        let known: Vec<&str> = self.outlets.split('\n').filter(|outlet| outlets.contains(*outlet)).collect();
        Self { reports: known.len() as u64, outlets: known.join("\n").into(), ..self.clone() }
    }

    /// Where it took place, seen from these countries.
    fn direction(&self, own: &str) -> Option<&'static str> {
        if self.kind == Some(EventType::Call) {
            return Some("remote");
        }
        let place = self.place.as_deref().filter(|_| !own.is_empty())?;
        Some(match () {
            () if codes(own).any(|code| code == place) => "at_home",
            () if codes(&self.sides).any(|code| code == place) => "abroad",
            () => "third_country",
        })
    }
}

impl Seen {
    /// Where it took place, seen from where one looks.
    pub(crate) fn direction(&self) -> Option<&'static str> {
        self.fact.direction(&self.own)
    }

    /// The seats of the other side.
    fn other_side<'f>(&self, facts: &'f Facts) -> impl Iterator<Item = (u32, &'f Taken)> {
        let all = self.fact.people.iter().map(|&number| (number, &facts.seats[number as usize]));
        all.filter(|(_, taken)| {
            let Some(country) = taken.country.as_deref() else { return false };
            match self.own.is_empty() {
                true => codes(&self.partners).any(|code| code == country),
                false => codes(&self.own).all(|code| code != country),
            }
        })
    }

    /// The highest rank on the other side.
    pub(crate) fn highest_rank(&self, facts: &Facts) -> Option<Rank> {
        self.other_side(facts).map(|(_, taken)| taken.rank).min()
    }

    /// Numbers of the seats of who is named on the other side.
    pub(crate) fn counterparts<'f>(&self, facts: &'f Facts) -> impl Iterator<Item = u32> + use<'_, 'f> {
        self.other_side(facts).filter(|(_, taken)| taken.seat.is_some()).map(|(number, _)| number)
    }

    /// Numbers of the seats of everybody.
    pub(crate) fn people(&self) -> &[u32] {
        &self.fact.people
    }
}

impl Facts {
    /// The seats of who is named, by their numbers.
    pub(crate) fn seats(&self) -> impl Iterator<Item = Option<&Seat>> {
        self.seats.iter().map(|taken| taken.seat.as_ref())
    }

    /// The sides of encounters that were held, and how many have just these.
    pub(crate) fn held_by_sides(&self) -> impl Iterator<Item = (Arc<str>, u64)> {
        let held = self.rows.iter().filter(|fact| fact.status == Some(Status::Held));
        tally(held.map(|fact| [&fact.sides])).into_iter().map(|([sides], count)| (sides, count))
    }

    fn word(&mut self, text: &str) -> Arc<str> {
        if let Some(word) = self.words.get(text) {
            return Arc::clone(word);
        }
        let word: Arc<str> = text.into();
        self.words.insert(Arc::clone(&word));
        word
    }

    /// Reads the encounters of a condition, behind those that there are.
    fn read(&mut self, store: &Store, condition: &Condition<'_>) -> Result<(), StoreError> {
        let Condition { encounters, values } = condition;
        let people = format!(
            "SELECT p.n, p.name_id, p.country, p.office, p.rank, m.name, m.latin, m.attested
                FROM encounters e CROSS JOIN people p ON p.n = e.n LEFT JOIN names m USING (name_id) WHERE {encounters}"
        );
        let mut there: FxHashMap<i64, Vec<u32>> = FxHashMap::default();
        store.ask(|connection| {
            let mut statement = connection.prepare(&people)?;
            let mut rows = statement.query(rusqlite::params_from_iter(values.clone()))?;
            while let Some(row) = rows.next()? {
                let number = self.seat(row)?;
                there.entry(row.get(0)?).or_default().push(number);
            }
            Ok(())
        })?;
        let facts = format!(
            "SELECT e.n, e.id, e.type, e.status, e.first_day, e.last_day, e.lasts, e.month, e.place, e.city, e.origin,
                    e.partners, e.side_codes, e.theme_codes, e.trip, e.reports, e.sources, e.reviewed, e.outlets
                FROM encounters e WHERE {encounters}"
        );
        store.ask(|connection| {
            let mut statement = connection.prepare(&facts)?;
            let mut rows = statement.query(rusqlite::params_from_iter(values.clone()))?;
            while let Some(row) = rows.next()? {
                let n: i64 = row.get(0)?;
                let people = there.remove(&n).unwrap_or_default().into();
                let fact = self.fact(row, n, people)?;
                self.rows.push(Arc::new(fact));
            }
            Ok(())
        })?;
        // The order of the chronicle. What was read before stands in it already, which the sort takes as it is.
        self.rows
            .sort_by(|a, b| (a.first.is_none(), a.first, &a.id).cmp(&(b.first.is_none(), b.first, &b.id)));
        Ok(())
    }

    fn fact(&mut self, row: &Row<'_>, n: i64, people: Box<[u32]>) -> rusqlite::Result<Fact> {
        let day = |at: usize| -> rusqlite::Result<Option<Date>> {
            Ok(row.get_ref(at)?.as_str_or_null()?.and_then(|day| day.parse().ok()))
        };
        let mut word = |at: usize| -> rusqlite::Result<Option<Arc<str>>> {
            Ok(row.get_ref(at)?.as_str_or_null()?.map(|text| self.word(text)))
        };
        let (place, city, origin) = (word(8)?, word(9)?, word(10)?);
        let mut text = |at: usize| word(at).map(Option::unwrap_or_default);
        Ok(Fact {
            n,
            id: row.get_ref(1)?.as_str()?.into(),
            kind: EventType::from_word(row.get_ref(2)?.as_str()?),
            status: Status::from_word(row.get_ref(3)?.as_str()?),
            first: day(4)?,
            last: day(5)?,
            lasts: row.get(6)?,
            month: text(7)?,
            partners: text(11)?,
            sides: text(12)?,
            themes: text(13)?,
            outlets: text(18)?,
            place,
            city,
            origin,
            trip: row.get(14)?,
            reports: row.get(15)?,
            sources: row.get(16)?,
            is_reviewed: row.get(17)?,
            people,
        })
    }

    /// The number of a seat in the columns of a row.
    fn seat(&mut self, row: &Row<'_>) -> rusqlite::Result<u32> {
        let name_id: Option<i64> = row.get(1)?;
        let country = row.get_ref(2)?.as_str_or_null()?.map(|text| self.word(text));
        let office = row.get_ref(3)?.as_str_or_null()?.map(|text| self.word(text));
        let rank = Rank::from_word(row.get_ref(4)?.as_str()?).unwrap_or(Rank::Other);
        let key = (name_id, country.clone(), office, rank);
        if let Some(&number) = self.numbers.get(&key) {
            return Ok(number);
        }
        let number = u32::try_from(self.seats.len()).unwrap_or(u32::MAX);
        let seat = match name_id {
            Some(_) => Some(Seat::of_columns(row, [5, 6, 7, 2, 3, 4])?),
            None => None,
        };
        self.seats.push(Taken { name_id, country, rank, seat });
        self.numbers.insert(key, number);
        Ok(number)
    }

    /// What a question keeps of all encounters, or among those that SQLite found.
    fn keep(
        &self,
        filter: &Filter,
        query: &Query,
        placement: Placement,
        among: Option<&FxHashSet<i64>>,
    ) -> Vec<Seen> {
        let days = filter.days();
        let asked: Vec<FxHashSet<&str>> =
            filter.partners.iter().map(|codes| codes.iter().map(String::as_str).collect()).collect();
        let is_one = |codes: &[String], text: &str| {
            codes.is_empty() || self::codes(text).any(|code| codes.iter().any(|asked| asked == code))
        };
        let names: Option<FxHashSet<i64>> = query.names().map(|names| names.iter().copied().collect());
        let wanted: Vec<bool> = self
            .seats
            .iter()
            .map(|taken| match filter.seats.is_empty() {
                true => taken.name_id.zip(names.as_ref()).is_some_and(|(id, names)| names.contains(&id)),
                false => taken.seat.as_ref().is_some_and(|seat| filter.seats.contains(seat)),
            })
            .collect();
        let keeps = |fact: &Fact| {
            among.is_none_or(|among| among.contains(&fact.n))
                && (filter.statuses.is_empty()
                    || fact.status.is_some_and(|status| filter.statuses.contains(&status)))
                && (filter.types.is_empty() || fact.kind.is_some_and(|kind| filter.types.contains(&kind)))
                && fact.is_placed(days, placement)
                && is_one(&filter.countries, &fact.sides)
                && is_one(&filter.themes, &fact.themes)
                && is_one(&filter.places, fact.place.as_deref().unwrap_or_default())
                && (filter.outlets.is_empty()
                    || fact
                        .outlets
                        .split('\n')
                        .any(|outlet| filter.outlets.iter().any(|asked| asked == outlet)))
                && (filter.ids.is_empty() || filter.ids.iter().any(|id| **id == *fact.id))
                && (names.is_none() || fact.people.iter().any(|&number| wanted[number as usize]))
        };
        let mut view = View::of(self, query);
        let seen = self.rows.iter().filter(|fact| keeps(fact)).map(|fact| view.see(fact));
        let is_other_side =
            |one: &Seen| asked.iter().all(|asked| codes(&one.partners).any(|code| asked.contains(code)));
        seen.filter(is_other_side).filter(|one| query.outlets().is_none() || one.reports > 0).collect()
    }
}

/// Which encounters are read.
struct Condition<'c> {
    /// Of the encounter `e`.
    encounters: &'c str,
    values: Vec<rusqlite::types::Value>,
}

/// From where encounters are seen.
struct View<'f> {
    facts: &'f Facts,
    country: Option<Arc<str>>,
    names: Option<FxHashSet<i64>>,
    /// The outlets whose reports alone count.
    outlets: Option<FxHashSet<String>>,
    nobody: Arc<str>,
    /// The other side of these sides, seen from there.
    others: FxHashMap<(Arc<str>, Arc<str>), Arc<str>>,
    /// Each list of countries once.
    own: FxHashSet<Arc<str>>,
}

impl<'f> View<'f> {
    fn of(facts: &'f Facts, query: &Query) -> Self {
        Self {
            facts,
            country: query.country().map(Arc::from),
            names: query.names().map(|names| names.iter().copied().collect()),
            outlets: query.outlets().map(|known| known.outlets.iter().cloned().collect()),
            nobody: Arc::from(""),
            others: FxHashMap::default(),
            own: FxHashSet::default(),
        }
    }

    fn see(&mut self, fact: &Arc<Fact>) -> Seen {
        let own = self.own(fact);
        let partners =
            if own.is_empty() { Arc::clone(&fact.partners) } else { self.others(&fact.sides, &own) };
        let fact = match &self.outlets {
            None => Arc::clone(fact),
            Some(outlets) => Arc::new(fact.told_by(outlets)),
        };
        Seen { fact, own, partners, values: Vec::new() }
    }

    fn own(&mut self, fact: &Fact) -> Arc<str> {
        if let Some(country) = &self.country {
            let is_there = codes(&fact.sides).any(|code| code == &**country);
            return Arc::clone(if is_there { country } else { &self.nobody });
        }
        let Some(names) = &self.names else { return Arc::clone(&self.nobody) };
        let there = fact.people.iter().map(|&number| &self.facts.seats[number as usize]);
        let his = there.filter(|taken| taken.name_id.is_some_and(|id| names.contains(&id)));
        let mut own: Vec<&str> = his.filter_map(|taken| taken.country.as_deref()).collect();
        own.sort_unstable();
        own.dedup();
        let own = own.join(" ");
        match self.own.get(own.as_str()) {
            Some(known) => Arc::clone(known),
            None => {
                let own: Arc<str> = own.into();
                self.own.insert(Arc::clone(&own));
                own
            }
        }
    }

    fn others(&mut self, sides: &Arc<str>, own: &Arc<str>) -> Arc<str> {
        let others = self.others.entry((Arc::clone(sides), Arc::clone(own)));
        let made = others.or_insert_with(|| {
            let others = codes(sides).filter(|code| codes(own).all(|one| one != *code));
            others.collect::<Vec<_>>().join(" ").into()
        });
        Arc::clone(made)
    }
}

impl Store {
    /// The facts of all encounters, to be lent to a store that is asked often. `known` are those of some time before, of
    /// which only what changed since is read again.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn facts(&self, known: Option<Arc<Facts>>) -> Result<Arc<Facts>, StoreError> {
        // What is written meanwhile is read again the next time.
        let last_change = self.last_change()?;
        // A store that knows less is another one.
        if let Some(known) = known.filter(|known| known.last_change <= last_change) {
            let changes = self.changes(known.last_change, MOST_CHANGES)?;
            if changes.is_empty() {
                return Ok(known);
            }
            if changes.len() < MOST_CHANGES {
                let mut facts = Arc::unwrap_or_clone(known);
                let changed: FxHashSet<&str> = changes.iter().map(|change| change.id.as_str()).collect();
                facts.rows.retain(|fact| !changed.contains(&*fact.id));
                for some in changes.chunks(AT_ONCE) {
                    let ids: Vec<String> = some.iter().map(|change| literal(&change.id)).collect();
                    let condition = format!("e.id IN ({})", ids.join(", "));
                    facts.read(self, &Condition { encounters: &condition, values: Vec::new() })?;
                }
                facts.last_change = changes.last().map_or(last_change, |change| change.seq);
                return Ok(Arc::new(facts));
            }
        }
        let mut facts = Facts { last_change, ..Facts::default() };
        facts.read(self, &Condition { encounters: "1", values: Vec::new() })?;
        Ok(Arc::new(facts))
    }

    /// What a question keeps: of the facts that were lent, or else read for it alone.
    pub(crate) fn kept(
        &self,
        filter: &Filter,
        query: &Query,
        placement: Placement,
    ) -> Result<Arc<Kept>, StoreError> {
        if let Some(lent) = self.lent() {
            let asked = (filter.clone(), placement);
            let known =
                lent.asked.borrow().iter().find(|(of, _)| *of == asked).map(|(_, kept)| Arc::clone(kept));
            if let Some(kept) = known {
                return Ok(kept);
            }
            // Without a day that is asked for none is unclear.
            let is_empty = filter.days().is_none() && placement == Placement::Unclear;
            let among = if is_empty { None } else { lent.among(self, query)? };
            let seen = match is_empty {
                true => Vec::new(),
                false => lent.facts.keep(filter, query, placement, among.as_deref()),
            };
            let kept = Arc::new(Kept { facts: Arc::clone(&lent.facts), seen });
            let mut before = lent.asked.borrow_mut();
            before.truncate(MOST_ASKED - 1);
            before.insert(0, (asked, Arc::clone(&kept)));
            return Ok(kept);
        }
        let encounters = &query.condition(placement);
        let mut facts = Facts::default();
        facts.read(self, &Condition { encounters, values: query.raw_values() })?;
        let mut view = View::of(&facts, query);
        let seen = facts.rows.iter().map(|fact| view.see(fact)).collect();
        Ok(Arc::new(Kept { facts: Arc::new(facts), seen }))
    }
}

#[cfg(test)]
mod tests {
    use rasid_coder::report::Place;
    use rasid_merge::Encounter;

    use super::*;
    use crate::count::{By, Sense, Unit};
    use crate::testing::{encounter, person, told, visit};

    fn store() -> Store {
        let me = || person("سمير الورداني", "TN");
        let mut high = person("إيفا ليند", "SE");
        high.rank = Rank::Minister;
        high.office = Some("وزيرة العدل".to_owned());
        let talks = |id: &str, date: Option<&str>, others: &[_], place: Option<&str>| -> Encounter {
            let people: Vec<_> = [me()].into_iter().chain(others.iter().cloned()).collect();
            let mut talks = encounter(id, EventType::Talks, date, &people);
            talks.place = place.map(|code| Place { country: Some(code.to_owned()), ..Place::default() });
            talks
        };
        let mut nested = talks("b", Some("2024-06-01"), &[high.clone()], Some("AT"));
        nested.part_of = Some("a".to_owned());
        nested.themes = vec!["cyber".to_owned(), "drugs".to_owned()];
        let mut call = talks("c", Some("2024"), &[person("جان دوران", "FR"), high.clone()], None);
        call.event_type = EventType::Call;
        let mut planned = talks("d", Some("2025-03-04/2025-03-06"), &[person("جان دوران", "FR")], Some("TN"));
        planned.status = Status::Planned;
        nested.reports[0].outlet = Some("الشعاع".to_owned());
        let mut again = call.reports[0].clone();
        (again.article, again.event, again.outlet) =
            ("another".to_owned(), "e2".to_owned(), Some("المنار".to_owned()));
        call.reports.push(again);
        call.articles = 2;
        let mut store = Store::of_encounters(&[
            visit("a", Some("2024-05-30/2024-06-02"), "سمير الورداني", "TN", "AT"),
            nested,
            call,
            planned,
            talks("e", Some("XXXX-02"), &[], Some("SE")),
            talks("f", None, &[high.clone()], Some("CH")),
            talks("g", Some("2024-06"), &[high], Some("TN")),
            visit("h", Some("2024-06-20"), "جان دوران", "FR", "SE"),
        ]);
        store.tell_articles();
        store
    }

    fn filters(store: &Store) -> Vec<Filter> {
        let day = |text: &str| text.parse().ok();
        let seats = store.registry().unwrap().seats().map(|(seat, _)| seat.clone()).take(1).collect();
        let all = Filter { statuses: Vec::new(), ..Filter::default() };
        let codes = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
        vec![
            Filter::default(),
            all.clone(),
            Filter { from: day("2024-06"), to: day("2024-06"), ..all.clone() },
            Filter { from: day("2024-06-01"), ..all.clone() },
            Filter { to: day("2024-06-01"), ..all.clone() },
            Filter { types: vec![EventType::Talks], statuses: vec![Status::Planned], ..Filter::default() },
            Filter { themes: codes(&["drugs"]), ..all.clone() },
            Filter { countries: codes(&["SE"]), ..all.clone() },
            Filter { countries: codes(&["SE", "AT"]), places: codes(&["TN", "AT"]), ..all.clone() },
            Filter { countries: codes(&["SE"]), partners: vec![codes(&["TN"])], ..all.clone() },
            Filter { partners: vec![codes(&["FR", "AT"]), codes(&["SE"])], ..all.clone() },
            Filter { subject: Some("ليند".to_owned()), partners: vec![codes(&["TN"])], ..all.clone() },
            Filter { subject: Some("nobody".to_owned()), ..all.clone() },
            Filter { seats, from: day("2024"), ..all.clone() },
            Filter { ids: codes(&["c", "x"]), ..all.clone() },
            Filter { words: Some("article".to_owned()), types: vec![EventType::Visit], ..all.clone() },
            Filter { outlets: codes(&["الشعاع"]), ..all.clone() },
            Filter { constant_sources: true, ..all },
        ]
    }

    #[test]
    fn what_is_lent_answers_as_the_store_does() {
        let store = store();
        let mut lent = self::store();
        lent.lend(lent.facts(None).unwrap());
        let registry = store.registry().unwrap();
        let mut kept = 0;
        for filter in filters(&store) {
            let ids = |store: &Store| -> Vec<_> {
                let first = store.page(&filter, None, Some(2)).unwrap();
                let next = first.next.as_ref().map(|next| store.page(&filter, Some(next), None).unwrap());
                let pages = [Some(first), next].into_iter().flatten();
                let row = |row: crate::Row| (row.encounter.id, row.partners);
                let page = |page: crate::Selection| {
                    (page.unplaced, page.rows.into_iter().map(row).collect::<Vec<_>>())
                };
                pages.map(page).collect()
            };
            assert_eq!(ids(&store), ids(&lent), "{filter:?}");
            assert_eq!(store.how_many(&filter).unwrap(), lent.how_many(&filter).unwrap(), "{filter:?}");
            kept += store.how_many(&filter).unwrap();
            let axes = [("drugs".to_owned(), "crime".to_owned())].into();
            for by in [
                By::Country,
                By::Month,
                By::Type,
                By::Theme,
                By::Axis(&axes),
                By::Counterpart,
                By::Rank,
                By::Outlet,
                By::Direction,
                By::Occasion,
            ] {
                for unit in [Unit::Trips, Unit::Meetings, Unit::Encounters, Unit::Reports, Unit::Sources] {
                    for sense in [Sense::Partner, Sense::Place] {
                        for listed in [false, true] {
                            let count = |store: &Store| {
                                let counter = store.counter(&filter).unwrap().with_registry(&registry);
                                { counter }.table(by, unit, sense, listed).unwrap()
                            };
                            assert_eq!(
                                count(&store),
                                count(&lent),
                                "{filter:?} {by:?} {unit:?} {sense:?} {listed}"
                            );
                        }
                    }
                }
            }
            let pictures = |store: &Store| {
                let mut counter = store.counter(&filter).unwrap();
                let node = |seat: &Seat| registry.who(seat).map(|known| known.id.as_str());
                (
                    counter.matrix(9, 9).unwrap(),
                    counter.spots(9).unwrap(),
                    counter.flows(9).unwrap(),
                    store.links_of_countries(&filter, 9).unwrap(),
                    store.links_of_people(&filter, &registry, &node, 9).unwrap(),
                )
            };
            assert_eq!(pictures(&store), pictures(&lent), "{filter:?}");
        }
        assert!(kept > 30, "{kept} encounters are kept by all filters together");
    }

    #[test]
    fn facts_follow_what_is_written() {
        const NAMES: [&str; 2] = ["سمير الورداني", "إيفا ليند"];
        let mut store = Store::open_temporary().unwrap();
        let mut facts = store.facts(None).unwrap();
        let shown = |facts: &Facts| -> Vec<String> {
            let who = |fact: &Fact| -> Vec<_> {
                let seats: Vec<_> = facts.seats().collect();
                fact.people.iter().map(|&number| format!("{:?}", seats[number as usize])).collect()
            };
            facts
                .rows
                .iter()
                .map(|fact| {
                    format!("{:?} {:?}", Fact { people: Box::default(), ..Fact::clone(fact) }, who(fact))
                })
                .collect()
        };
        for (n, day) in ["2025-03-04", "2025-03-04", "2024-01-02", "2025-03-05"].iter().enumerate() {
            store.add(&told(&format!("a{n}"), &format!("e{n}"), day, NAMES)).unwrap();
            store.refresh().unwrap();
            let held = Arc::clone(&facts);
            let before = shown(&held);
            facts = store.facts(Some(facts)).unwrap();
            assert_eq!(shown(&facts), shown(&store.facts(None).unwrap()));
            assert_eq!(shown(&held), before, "who holds what was known keeps it");
            assert!(Arc::ptr_eq(&facts, &store.facts(Some(Arc::clone(&facts))).unwrap()));
        }
        assert_eq!(facts.rows.len(), 3);
    }
}
