//! A filter as SQL over the facts of encounters.

use jiff::civil::Date;
use rasid_merge::Name;
use rasid_merge::name::Likeness;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use serde::Serialize;

use crate::registry::Seat;
use crate::search;
use crate::select::Filter;

/// At most so many spellings of a subject are looked for.
const SPELLINGS: usize = 50_000;

/// Conditions on `encounters AS e`, and the values of their parameters, in order.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    /// Everything but the dates.
    fits: Vec<String>,
    values: Vec<Value>,
    /// The first and last day that are asked for, if any are.
    days: Option<(String, String)>,
    /// From where the other side is seen.
    seen_from: SeenFrom,
    /// Whether status and type say everything.
    plain: bool,
    /// What finds the encounters whose articles have the words that are asked for.
    told: Option<String>,
    /// The outlets that are asked for.
    outlets: Option<ConstantOutlets>,
}

/// From where the other side is seen.
#[derive(Clone, Debug, PartialEq, Eq)]
enum SeenFrom {
    /// Whoever travels, receives or is named first.
    First,
    /// The country of the subject, who has these names.
    Subject(Vec<i64>),
    /// The one country that is asked for.
    Country(String),
}

/// The outlets that were read all the time, so that a change in numbers is none in what was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ConstantOutlets {
    /// Those that the store has an article of in every month of which it has any. Sorted.
    pub outlets: Vec<String>,
    /// How many outlets there are in all.
    pub of: u64,
    /// How many months of the period the store has an article of.
    pub months: u64,
}

impl ConstantOutlets {
    fn of(connection: &Connection, filter: &Filter) -> rusqlite::Result<Self> {
        let (from, to) = filter.days().unwrap_or((FIRST, LAST));
        let days = [from.to_string(), to.to_string()];
        let read =
            "SELECT count(DISTINCT substr(published, 1, 7)) FROM articles WHERE published BETWEEN ?1 AND ?2";
        let months: i64 = connection.prepare_cached(read)?.query_row(days.clone(), |row| row.get(0))?;
        let sql = "SELECT outlet, count(DISTINCT substr(published, 1, 7)) FROM articles
            WHERE published BETWEEN ?1 AND ?2 AND outlet IS NOT NULL GROUP BY outlet ORDER BY outlet";
        let mut constant = Self { months: u64::try_from(months).unwrap_or_default(), ..Self::default() };
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query(days)?;
        while let Some(row) = rows.next()? {
            constant.of += 1;
            if row.get::<_, i64>(1)? == months {
                constant.outlets.push(row.get(0)?);
            }
        }
        Ok(constant)
    }
}

/// Whether the encounter `e` has a report of one of these outlets.
fn reported_by(outlets: &[String]) -> String {
    let is_there = |outlet: &String| {
        format!("instr(char(10) || e.outlets || char(10), char(10) || {} || char(10))", literal(outlet))
    };
    let any: Vec<String> = outlets.iter().map(is_there).collect();
    if any.is_empty() { "0".to_owned() } else { format!("({})", any.join(" OR ")) }
}

/// Text as SQL has it.
pub(crate) fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// How an encounter's date stands to the days that are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Placement {
    /// Between them; a range that lasts, when it touches them.
    Inside,
    /// It may be either.
    Unclear,
}

impl Query {
    /// What a filter asks for. Names are looked up: a subject is whoever has his name, or the family name of it.
    pub(crate) fn of(connection: &Connection, filter: &Filter) -> rusqlite::Result<Self> {
        let mut query = Self {
            fits: Vec::new(),
            values: Vec::new(),
            days: filter.days().map(|(from, to)| (from.to_string(), to.to_string())),
            seen_from: match (&filter.subject, filter.countries.as_slice()) {
                (None, [country]) => SeenFrom::Country(country.clone()),
                _ => SeenFrom::First,
            },
            plain: Filter { from: None, to: None, types: Vec::new(), statuses: Vec::new(), ..filter.clone() }
                == Filter { statuses: Vec::new(), ..Filter::default() },
            told: None,
            outlets: None,
        };
        // A plus keeps SQLite from beginning with the status, which most encounters share, where something narrower is asked.
        let narrow = if query.is_plain() { "" } else { "+" };
        query.one_of(&format!("{narrow}e.status"), filter.statuses.iter().map(|status| status.as_str()));
        query.one_of(&format!("{narrow}e.type"), filter.types.iter().map(|kind| kind.as_str()));
        for (values, sql) in [
            (&filter.themes, "e.n IN (SELECT n FROM encounter_themes WHERE theme"),
            (&filter.countries, "e.n IN (SELECT n FROM sides WHERE code"),
            (&filter.places, "(+e.place"),
            (&filter.ids, "(e.id"),
        ] {
            if !values.is_empty() {
                query.one_of(sql, values.iter().map(String::as_str));
                query.fits.last_mut().into_iter().for_each(|condition| condition.push(')'));
            }
        }
        if let Some(subject) = &filter.subject {
            let names = names_of(connection, subject)?;
            let list = listed(&names);
            query.fits.push(format!("e.n IN (SELECT n FROM people WHERE name_id IN ({list}))"));
            query.seen_from = SeenFrom::Subject(names);
        }
        if !filter.seats.is_empty() {
            let names = query.sits(connection, &filter.seats)?;
            query.seen_from = SeenFrom::Subject(names);
        }
        for list in &filter.partners {
            let codes: Vec<String> = list.iter().map(|code| literal(code)).collect();
            let codes = codes.join(", ");
            query.fits.push(match query.own() {
                None => format!("e.n IN (SELECT n FROM sides WHERE partner = 1 AND code IN ({codes}))"),
                Some(own) => format!(
                    "EXISTS (SELECT 1 FROM sides s WHERE s.n = e.n AND s.code IN ({codes})
                        AND CASE WHEN EXISTS ({own}) THEN s.code NOT IN ({own}) ELSE s.partner = 1 END)"
                ),
            });
        }
        if !filter.outlets.is_empty() {
            query.fits.push(reported_by(&filter.outlets));
        }
        if let Some(words) = &filter.words {
            // Words that ask for nothing are in no article.
            let told = search::matching(connection, words)?.map_or("SELECT n FROM heard WHERE 0".to_owned(), |found| {
                format!("SELECT h.n FROM texts CROSS JOIN heard h ON h.text = texts.rowid WHERE texts MATCH {found}")
            });
            query.fits.push(format!("e.n IN ({told})"));
            query.told = Some(told);
        }
        if filter.constant_sources {
            let outlets = ConstantOutlets::of(connection, filter)?;
            query.fits.push(reported_by(&outlets.outlets));
            query.outlets = Some(outlets);
        }
        Ok(query)
    }

    fn one_of<'w>(&mut self, column: &str, words: impl Iterator<Item = &'w str>) {
        let before = self.values.len();
        self.values.extend(words.map(|word| Value::Text(word.to_owned())));
        match self.values.len() - before {
            0 => {}
            // One alone is found in an index by itself, and what follows it there stands in order.
            1 => self.fits.push(format!("{column} = ?")),
            several => self.fits.push(format!("{column} IN ({})", vec!["?"; several].join(", "))),
        }
    }

    /// Keeps the encounters in which one of these sits; returns the numbers of their names.
    fn sits(&mut self, connection: &Connection, seats: &[Seat]) -> rusqlite::Result<Vec<i64>> {
        let mut names: Vec<i64> = Vec::new();
        let mut places: Vec<String> = Vec::new();
        for seat in seats {
            for name in seat.name_ids(connection)? {
                names.push(name);
                places.push(format!("({name}, {})", seat.literals()));
            }
        }
        names.sort_unstable();
        names.dedup();
        self.fits.push(match places.as_slice() {
            [] => "0".to_owned(),
            places => format!(
                "e.n IN (SELECT p.n FROM people p WHERE p.name_id IN ({})
                    AND (p.name_id, ifnull(p.country, ''), ifnull(p.office, ''), p.rank) IN (VALUES {}))",
                listed(&names),
                places.join(", ")
            ),
        });
        Ok(names)
    }

    /// Whether nothing is asked for but status and type.
    pub(crate) fn is_plain(&self) -> bool {
        self.plain && self.days.is_none()
    }

    /// Whether it keeps some encounters by what stands in no column of their own: there are fewer of them.
    pub(crate) fn is_narrow(&self) -> bool {
        !self.plain
    }

    /// The one country that everything is seen from.
    pub(crate) fn country(&self) -> Option<&str> {
        match &self.seen_from {
            SeenFrom::Country(code) => Some(code),
            SeenFrom::First | SeenFrom::Subject(_) => None,
        }
    }

    /// The numbers of the names of the subject that everything is seen from.
    pub(crate) fn names(&self) -> Option<&[i64]> {
        match &self.seen_from {
            SeenFrom::Subject(names) => Some(names),
            SeenFrom::First | SeenFrom::Country(_) => None,
        }
    }

    /// What finds the encounters whose articles have the words that are asked for; `None` where none are. It has no
    /// parameters.
    pub(crate) fn told(&self) -> Option<&str> {
        self.told.as_deref()
    }

    /// Whether a first or last day is asked for.
    pub(crate) fn has_days(&self) -> bool {
        self.days.is_some()
    }

    /// The days between which an encounter lies: it begins there, or it began before and lasts into them. No encounter is
    /// both, and each names the columns of an index first.
    fn inside(&self) -> Option<[String; 2]> {
        let (from, to) = self.days.as_ref()?;
        // Days are written by us: digits and hyphens.
        Some([
            format!("(e.first_day BETWEEN '{from}' AND '{to}' AND (e.lasts OR e.last_day <= '{to}'))"),
            format!("(e.lasts = 1 AND e.last_day >= '{from}' AND e.first_day < '{from}')"),
        ])
    }

    /// Conditions for [`Placement::Inside`] that no encounter fulfils twice and whose encounters are all there are: each
    /// is answered from one index.
    pub(crate) fn conditions(&self) -> Vec<String> {
        let Some(parts) = self.inside() else { return vec![self.condition(Placement::Inside)] };
        let with = |part: String| self.fits.iter().cloned().chain([part]).collect::<Vec<_>>().join(" AND ");
        parts.into_iter().map(with).collect()
    }

    /// The condition, to stand behind WHERE.
    pub(crate) fn condition(&self, placement: Placement) -> String {
        let mut all = self.fits.clone();
        if let (Some((from, to)), Some([begins, lasts])) = (&self.days, self.inside()) {
            let (from, to) = (format!("'{from}'"), format!("'{to}'"));
            all.push(match placement {
                Placement::Inside => format!("({begins} OR {lasts})"),
                // The first two are those of an index.
                Placement::Unclear => format!(
                    "e.lasts = 0 AND (e.first_day IS NULL OR e.first_day <> e.last_day)
                        AND (e.first_day IS NULL OR (e.first_day <= {to} AND e.last_day >= {from}
                            AND (e.first_day < {from} OR e.last_day > {to})))"
                ),
            });
        } else if placement == Placement::Unclear {
            all.push("0".to_owned());
        }
        if all.is_empty() { "1".to_owned() } else { all.join(" AND ") }
    }

    /// The same, for going through the chronicle in order: where nothing narrows it down, its order is the plan.
    pub(crate) fn condition_in_order(&self) -> String {
        let condition = self.condition(Placement::Inside);
        if self.is_plain() {
            condition.replace("e.status ", "+e.status ").replace("e.type ", "+e.type ")
        } else {
            condition
        }
    }

    /// The outlets that are asked for; `None` where all are.
    pub(crate) fn outlets(&self) -> Option<&ConstantOutlets> {
        self.outlets.as_ref()
    }

    /// The values of the condition's parameters.
    pub(crate) fn values(&self) -> impl rusqlite::Params + use<> {
        params_from_iter(self.values.clone())
    }

    /// The same, one by one.
    pub(crate) fn raw_values(&self) -> Vec<Value> {
        self.values.clone()
    }

    /// A query for the countries that the encounter `e` is seen from; `None` where nobody is asked for.
    fn own(&self) -> Option<String> {
        match &self.seen_from {
            SeenFrom::First => None,
            // The plus keeps SQLite from looking up each name, where an encounter has a few people.
            SeenFrom::Subject(names) => Some(format!(
                "SELECT country FROM people p WHERE p.n = e.n AND p.country IS NOT NULL AND +p.name_id IN ({})",
                listed(names)
            )),
            SeenFrom::Country(code) => {
                let code = literal(code);
                Some(format!("SELECT o.code FROM sides o WHERE o.n = e.n AND o.code = {code}"))
            }
        }
    }
}

/// The numbers of all names that may be this person's: in Arabic or Latin letters, whole or by the family name.
fn names_of(connection: &Connection, subject: &str) -> rusqlite::Result<Vec<i64>> {
    let Some(asked) = Name::parse(subject) else { return Ok(Vec::new()) };
    let mut found: Vec<i64> = Vec::new();
    let mut statement = connection.prepare_cached(
        "SELECT name_id, name, latin FROM names JOIN name_words USING (name_id) WHERE word = ?1 LIMIT ?2",
    )?;
    for word in asked.keys() {
        let rows = statement.query_map((word, SPELLINGS as i64), |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
        })?;
        for row in rows {
            let (id, name, latin) = row?;
            let is_called = |text: &String| {
                Name::parse(text).is_some_and(|name| name.likeness(&asked) >= Likeness::FamilyName)
            };
            if is_called(&name) || is_called(&latin) {
                found.push(id);
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

pub(crate) fn listed(numbers: &[i64]) -> String {
    numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
}

/// Whether a name is that of a subject.
pub(crate) fn is_called(subject: &str, text: &str) -> bool {
    match (Name::parse(subject), Name::parse(text)) {
        (Some(asked), Some(name)) => name.likeness(&asked) >= Likeness::FamilyName,
        _ => false,
    }
}

impl Filter {
    /// First and last day that is asked for; `None` where none is.
    pub(crate) fn days(&self) -> Option<(Date, Date)> {
        if self.from.is_none() && self.to.is_none() {
            return None;
        }
        let from = self.from.and_then(rasid_text::PartialDate::bounds).map_or(FIRST, |(first, _)| first);
        let to = self.to.and_then(rasid_text::PartialDate::bounds).map_or(LAST, |(_, last)| last);
        Some((from, to))
    }
}

/// Days that lie before and after every other one, with four digits in their year so that they sort as they are written.
const FIRST: Date = jiff::civil::date(0, 1, 1);
const LAST: Date = Date::MAX;
