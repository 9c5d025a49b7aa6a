//! The registry: who is who in all encounters of a store, worked out anew for each answer, so that nothing is created
//! silently and nothing can grow stale.

use rasid_coder::report::{LatinFrom, Participant, Rank, Status};
use rasid_merge::registry::{Known, Sighting, people};
use rusqlite::{Connection, Row, params};
use rustc_hash::FxHashMap;

use crate::query::{is_called, literal};
use crate::store::{Store, StoreError};

/// How encounters write somebody: name, Latin spelling, country, office, rank. Nobody else is written so in all of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Seat {
    name: String,
    latin: String,
    attested: bool,
    country: Option<String>,
    office: Option<String>,
    rank: String,
}

impl Seat {
    /// Who sits there acts for this country.
    pub fn country(&self) -> Option<&str> {
        self.country.as_deref()
    }

    /// The office, as encounters have it.
    pub fn office(&self) -> Option<&str> {
        self.office.as_deref()
    }

    /// Its rank.
    pub fn rank(&self) -> Rank {
        Rank::from_word(&self.rank).unwrap_or(Rank::Other)
    }

    /// The columns of a seat, of `names AS m` and `people AS p`.
    pub(crate) const COLUMNS: &str = "m.name, m.latin, m.attested, p.country, p.office, p.rank";

    /// A seat in the columns of a row, which stand in this order.
    pub(crate) fn of_columns(row: &Row<'_>, at: [usize; 6]) -> rusqlite::Result<Self> {
        let [name, latin, attested, country, office, rank] = at;
        Ok(Self {
            name: row.get(name)?,
            latin: row.get(latin)?,
            attested: row.get(attested)?,
            country: row.get(country)?,
            office: row.get(office)?,
            rank: row.get(rank)?,
        })
    }

    /// The numbers of the name that sits there.
    pub(crate) fn name_ids(&self, connection: &Connection) -> rusqlite::Result<Vec<i64>> {
        let sql = "SELECT name_id FROM names WHERE name = ?1 AND latin = ?2 AND attested = ?3";
        let mut statement = connection.prepare_cached(sql)?;
        statement.query_map(params![self.name, self.latin, self.attested], |row| row.get(0))?.collect()
    }

    /// Country, office and rank as SQL has them, nothing for what is not known.
    pub(crate) fn literals(&self) -> String {
        let text = |text: &Option<String>| literal(text.as_deref().unwrap_or_default());
        format!("{}, {}, {}", text(&self.country), text(&self.office), literal(&self.rank))
    }

    /// The seat of somebody who is named.
    pub(crate) fn of(person: &Participant) -> Option<Self> {
        Some(Self {
            name: person.name.clone()?,
            latin: person.name_latin.clone().unwrap_or_default(),
            attested: person.name_latin_from == Some(LatinFrom::Attested),
            country: person.country.clone(),
            office: person.office.clone(),
            rank: person.rank.to_string(),
        })
    }
}

/// The people of a store, and where each stands in its encounters.
#[derive(Debug, Default)]
pub struct Registry {
    pub(crate) people: Vec<Known>,
    seats: FxHashMap<Seat, usize>,
}

impl Registry {
    /// Everybody.
    pub fn people(&self) -> &[Known] {
        &self.people
    }

    /// All seats, and who sits there. In no order.
    pub fn seats(&self) -> impl Iterator<Item = (&Seat, &Known)> {
        self.seats.iter().map(|(seat, &at)| (seat, &self.people[at]))
    }

    /// Who has this id, as [`Known::id`].
    pub fn find(&self, id: &str) -> Option<&Known> {
        self.people.iter().find(|known| known.id == id)
    }

    /// How encounters write this person, to ask for them by [`Filter::seats`](crate::Filter::seats). In no order.
    pub fn seats_of(&self, id: &str) -> Vec<Seat> {
        self.seats().filter(|(_, known)| known.id == id).map(|(seat, _)| seat.clone()).collect()
    }

    /// Who sits there.
    pub fn who(&self, seat: &Seat) -> Option<&Known> {
        self.seats.get(seat).map(|&at| &self.people[at])
    }

    /// Who this participant of an encounter is; `None` where he has no name.
    pub fn known(&self, person: &Participant) -> Option<&Known> {
        self.who(&Seat::of(person)?)
    }
}

/// Whether somebody is called so, in Arabic or Latin letters, in full or by the family name alone.
pub fn goes_by(known: &Known, name: &str) -> bool {
    let latin = known.forms.iter().filter_map(|form| form.name_latin.as_deref());
    known.forms.iter().map(|form| form.name.as_str()).chain(latin).any(|form| is_called(name, form))
}

impl Store {
    /// Everybody who is named in an encounter that was held; those of most encounters first. `name` keeps who is called
    /// so, in Arabic or Latin letters, in full or by the family name alone; `countries` who acts for one of these.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn people(&self, name: Option<&str>, countries: &[String]) -> Result<Vec<Known>, StoreError> {
        let mut people = self.registry()?.people;
        people.retain(|known| {
            let of_country = known.country.as_ref().is_some_and(|country| countries.contains(country));
            known.encounters > 0
                && (countries.is_empty() || of_country)
                && name.is_none_or(|name| goes_by(known, name))
        });
        people.sort_by_key(|known| std::cmp::Reverse(known.encounters));
        Ok(people)
    }

    /// Who is who.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn registry(&self) -> Result<Registry, StoreError> {
        let held = Status::Held;
        // A month or a year is no day on which somebody was seen.
        let dated = format!("e.status = '{held}' AND (e.lasts = 1 OR e.first_day = e.last_day)");
        let sql = format!(
            "SELECT {}, min(CASE WHEN {dated} THEN e.first_day END), max(CASE WHEN {dated} THEN e.last_day END),
                    sum(e.status = '{held}')
                FROM people p JOIN names m USING (name_id) JOIN encounters e ON e.n = p.n
                WHERE p.name_id IS NOT NULL GROUP BY p.name_id, p.country, p.office, p.rank",
            Seat::COLUMNS
        );
        let (seats, sightings): (Vec<Seat>, Vec<Sighting>) = self.ask(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let day = |row: &Row<'_>, at| {
                row.get::<_, Option<String>>(at).map(|day| day.and_then(|day| day.parse().ok()))
            };
            let rows = statement.query_map([], |row| {
                let seat = Seat::of_columns(row, [0, 1, 2, 3, 4, 5])?;
                let sighting = Sighting {
                    name: seat.name.clone(),
                    latin: (!seat.latin.is_empty()).then(|| seat.latin.clone()),
                    attested: seat.attested,
                    country: seat.country.clone(),
                    office: seat.office.clone(),
                    rank: Rank::from_word(&seat.rank).unwrap_or(Rank::Other),
                    first: day(row, 6)?,
                    last: day(row, 7)?,
                    encounters: row.get(8)?,
                };
                Ok((seat, sighting))
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>().map(|rows| rows.into_iter().unzip())
        })?;
        let (people, who) = people(&sightings);
        let seats = seats.into_iter().zip(who).filter_map(|(seat, who)| Some((seat, who?))).collect();
        Ok(Registry { people, seats })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{encounter, person};
    use rasid_coder::report::EventType;

    #[test]
    fn people_are_found_with_their_offices_and_their_days() {
        let of = |name: &str, office: &str| {
            let mut me = person(name, "TN");
            me.office = Some(office.to_owned());
            me.rank = Rank::Minister;
            me
        };
        let other = || person("إيفا ليند", "SE");
        let store = Store::of_encounters(&[
            encounter(
                "a",
                EventType::Talks,
                Some("2024-05-01"),
                &[of("سمير الورداني", "وزير العدل"), other()],
            ),
            encounter(
                "b",
                EventType::Talks,
                Some("2025-02"),
                &[of("سمير بن علي الورداني", "وزير الداخلية"), other()],
            ),
            encounter(
                "c",
                EventType::Call,
                None,
                &[of("الورداني", "وزير الداخلية"), person("جان دوران", "FR")],
            ),
        ]);
        let people = store.people(Some("Ourdani"), &[]).unwrap();
        assert!(people.is_empty(), "no spelling in Latin letters is known");
        let people = store.people(Some("الورداني"), &["TN".to_owned()]).unwrap();
        assert_eq!(
            (people.len(), people[0].name.as_str(), people[0].encounters),
            (1, "سمير بن علي الورداني", 3)
        );
        let offices: Vec<(&str, Option<String>, u64)> = people[0]
            .offices
            .iter()
            .map(|tenure| (tenure.office.as_str(), tenure.last.map(|day| day.to_string()), tenure.encounters))
            .collect();
        assert_eq!(offices, [("وزير العدل", Some("2024-05-01".to_owned()), 1), ("وزير الداخلية", None, 2)]);
        let everybody: Vec<String> =
            store.people(None, &[]).unwrap().into_iter().map(|known| known.name).collect();
        assert_eq!(everybody, ["سمير بن علي الورداني", "إيفا ليند", "جان دوران"]);
    }
}
