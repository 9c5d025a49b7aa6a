//! Who is who across encounters, and who held which office when, as far as encounters tell.
//!
//! Pure, and independent of the order of its input. A person is a chain of names in one country; whatever else is taken
//! for the same person says why ([`Match`]), and what may be one of several people stays alone and says who they are.
//! Nothing here changes an encounter.

use rasid_coder::closed_list;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rasid_coder::report::Rank;
use serde::Serialize;

use crate::id;
use crate::name::{Likeness, Name};
use crate::person::{is_one_of_a_kind, office_words, offices_agree};

/// A family name alone is taken for somebody who was met within so many days of it; offices change hands, and a country
/// has many families of one name.
const SAME_YEARS: i64 = 2 * 366;

/// Two ministers of other matters who are met within so many days are two, where their names are not quite the same.
const SAME_CABINET: i64 = 60;

/// Everything that encounters say of somebody in the same words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// The name, as encounters have it.
    pub name: String,
    /// Its Latin spelling.
    pub latin: Option<String>,
    /// Whether that spelling is in public use, and not made by rule.
    pub attested: bool,
    /// The country acted for.
    pub country: Option<String>,
    /// The office, as encounters have it.
    pub office: Option<String>,
    /// Its rank.
    pub rank: Rank,
    /// The first day of the first of these encounters that is dated.
    pub first: Option<Date>,
    /// The last day of the last one.
    pub last: Option<Date>,
    /// How many of these encounters were held; the days are theirs.
    pub encounters: u64,
}

closed_list! {
    /// Why a form of a name is taken for a person's.
    Match {
        /// The person's fullest name.
        Itself = "itself",
        /// The same chain of names, spelled otherwise or with fewer links, and nobody else of that country fits.
        Name = "name",
        /// The same in Latin letters, or the same spelling in public use.
        LatinName = "latin_name",
        /// The family name alone: only one person of that country has it.
        FamilyName = "family_name",
        /// Several people of that country fit, and one of them held the same office.
        Office = "office",
        /// Nobody says for which country; only one person has the full name.
        NoCountry = "no_country",
    }
}

/// One way to write a person's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Form {
    /// As encounters have it.
    pub name: String,
    /// Latin spelling.
    pub name_latin: Option<String>,
    /// How many encounters have it so.
    pub encounters: u64,
    /// Why it is taken for this person's.
    pub because: Match,
}

/// An office that somebody is seen in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tenure {
    /// Its most frequent wording.
    pub office: String,
    /// Its rank.
    pub rank: Rank,
    /// The first day on which it is seen; the office may have been held before.
    pub first: Option<Date>,
    /// The last day.
    pub last: Option<Date>,
    /// In how many encounters.
    pub encounters: u64,
}

/// A person, as the registry knows him.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Known {
    /// Derived from country and fullest name: 16 hexadecimal digits.
    pub id: String,
    /// The name in its most frequent full form.
    pub name: String,
    /// Its Latin spelling.
    pub name_latin: Option<String>,
    /// The country acted for.
    pub country: Option<String>,
    /// All ways to write it, the fullest first.
    pub forms: Vec<Form>,
    /// Offices, in the order in which they are first seen.
    pub offices: Vec<Tenure>,
    /// The first day of all.
    pub first: Option<Date>,
    /// The last one.
    pub last: Option<Date>,
    /// In how many encounters.
    pub encounters: u64,
    /// People one of whom this may be: the name fits all of them.
    pub may_be: Vec<Other>,
    /// People of the same name and country who held, at the same time, a post that no one holds beside this one.
    pub namesakes: Vec<Other>,
}

/// Another person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Other {
    /// As [`Known::id`].
    pub id: String,
    /// As encounters have the name.
    pub name: String,
}

/// An office of a country, and who is seen in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Office {
    /// Derived from country, rank and wording: 16 hexadecimal digits.
    pub id: String,
    /// The country.
    pub country: Option<String>,
    /// Its most frequent wording.
    pub office: String,
    /// Its rank.
    pub rank: Rank,
    /// Who is seen in it, in the order in which they first are.
    pub holders: Vec<Holder>,
    /// In how many encounters.
    pub encounters: u64,
}

/// Somebody who is seen in an office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Holder {
    /// Who.
    pub person: Other,
    /// The first day.
    pub first: Option<Date>,
    /// The last day.
    pub last: Option<Date>,
    /// In how many encounters.
    pub encounters: u64,
}

/// The offices that people are seen in, those of most encounters first. Wordings of one country and rank are one office
/// where they share most of their words; a country has one head of state and one of government, whatever the words.
pub fn offices(people: &[Known]) -> Vec<Office> {
    let mut seen: Vec<(&Known, &Tenure)> =
        people.iter().flat_map(|known| known.offices.iter().map(move |tenure| (known, tenure))).collect();
    seen.sort_by(|(a, x), (b, y)| (y.encounters, &x.office, &a.id).cmp(&(x.encounters, &y.office, &b.id)));
    let mut offices: Vec<(Vec<String>, Office)> = Vec::new();
    let mut of_country: BTreeMap<(Option<&str>, Rank), Vec<usize>> = BTreeMap::new();
    for (known, tenure) in seen.into_iter().filter(|(_, tenure)| tenure.encounters > 0) {
        let words = office_words(&tenure.office);
        let one_alone =
            matches!(tenure.rank, Rank::HeadOfState | Rank::HeadOfGovernment) && known.country.is_some();
        let rivals = of_country.entry((known.country.as_deref(), tenure.rank)).or_default();
        let same = rivals
            .iter()
            .copied()
            .find(|&at| one_alone || offices[at].0 == words || offices_agree(&offices[at].0, &words));
        let at = same.unwrap_or_else(|| {
            rivals.push(offices.len());
            let office = Office {
                id: office_id(known.country.as_deref(), tenure.rank, &tenure.office),
                country: known.country.clone(),
                office: tenure.office.clone(),
                rank: tenure.rank,
                holders: Vec::new(),
                encounters: 0,
            };
            offices.push((words, office));
            offices.len() - 1
        });
        let office = &mut offices[at].1;
        office.encounters += tenure.encounters;
        match office.holders.iter_mut().find(|holder| holder.person.id == known.id) {
            Some(holder) => {
                holder.first = holder.first.into_iter().chain(tenure.first).min();
                holder.last = holder.last.max(tenure.last);
                holder.encounters += tenure.encounters;
            }
            None => office.holders.push(Holder {
                person: Other { id: known.id.clone(), name: known.name.clone() },
                first: tenure.first,
                last: tenure.last,
                encounters: tenure.encounters,
            }),
        }
    }
    let mut offices: Vec<Office> = offices.into_iter().map(|(_, office)| office).collect();
    for office in &mut offices {
        office
            .holders
            .sort_by_cached_key(|holder| (holder.first.is_none(), holder.first, holder.person.id.clone()));
    }
    offices.sort_by_key(|office| std::cmp::Reverse(office.encounters));
    offices
}

/// The id of an office by one wording of it. A country has one head of state and one of government, whatever the words.
pub fn office_id(country: Option<&str>, rank: Rank, wording: &str) -> String {
    let words = office_words(wording);
    let one_alone = matches!(rank, Rank::HeadOfState | Rank::HeadOfGovernment) && country.is_some();
    let words = if one_alone { String::new() } else { words.join(" ") };
    id::derived("office", &format!("{}\n{rank}\n{words}", country.unwrap_or_default()))
}

impl Known {
    /// Whether he had this id, or would have had it while one of his names was all that was known of him.
    pub fn has_been(&self, id: &str) -> bool {
        let of = |name: &str| person_id(self.country.as_deref(), name, "");
        self.id == id || self.forms.iter().any(|form| of(&form.name) == id)
    }
}

/// The id of a person by one of his names.
fn person_id(country: Option<&str>, name: &str, post: &str) -> String {
    let name = crate::fold::words(name).join(" ");
    id::derived("person", &format!("{}\n{name}\n{post}", country.unwrap_or_default()))
}

impl Office {
    /// Whether somebody of this country and rank, in an office of this wording, holds it.
    pub fn is_held_as(&self, country: Option<&str>, rank: Rank, office: &str) -> bool {
        let (ours, theirs) = (office_words(&self.office), office_words(office));
        let one_alone = matches!(rank, Rank::HeadOfState | Rank::HeadOfGovernment) && country.is_some();
        self.country.as_deref() == country
            && self.rank == rank
            && (one_alone || ours == theirs || offices_agree(&ours, &theirs))
    }
}

/// Posts that nobody holds at the same time: an ambassador sits abroad, who governs sits at home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Post {
    AtHome,
    Abroad,
    Open,
}

impl Post {
    fn of(rank: Rank) -> Self {
        match rank {
            Rank::Ambassador => Post::Abroad,
            Rank::HeadOfState | Rank::HeadOfGovernment | Rank::Minister | Rank::HeadOfService => Post::AtHome,
            Rank::SeniorOfficial | Rank::OrganisationHead | Rank::Other => Post::Open,
        }
    }
}

/// Sightings of one name, country and kind of post.
struct Strand {
    name: Name,
    /// The names in Latin letters that may be compared with a name written so.
    latin: Vec<Name>,
    is_latin: bool,
    /// Latin spellings in public use, folded.
    attested: BTreeSet<String>,
    country: Option<String>,
    post: Post,
    of: Vec<usize>,
    days: Days,
}

/// First and last day, as far as they are known.
#[derive(Clone, Copy, Debug, Default)]
struct Days(Option<(Date, Date)>);

impl Days {
    fn add(&mut self, other: Days) {
        self.0 = match (self.0, other.0) {
            (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
            (one, other) => one.or(other),
        };
    }

    fn of(sighting: &Sighting) -> Self {
        Self(sighting.first.zip(sighting.last))
    }

    /// Days between the two; none where they touch or one is unknown.
    fn gap(self, other: Days) -> i64 {
        match (self.0, other.0) {
            (Some((a, b)), Some((c, d))) => days_between(b, c).max(days_between(d, a)).max(0),
            _ => 0,
        }
    }

    /// Whether both are known and share a day.
    fn touch(self, other: Days) -> bool {
        matches!((self.0, other.0), (Some((a, b)), Some((c, d))) if a <= d && c <= b)
    }
}

fn days_between(from: Date, to: Date) -> i64 {
    i64::from(from.until(to).map_or(0, |span| span.get_days()))
}

/// A person in the making.
struct Draft {
    name: Name,
    latin: Vec<Name>,
    country: Option<String>,
    /// With why each belongs to him.
    strands: Vec<(usize, Match)>,
    may_be: Vec<usize>,
    namesakes: Vec<usize>,
}

/// The people of some sightings, by country and name, and for each sighting the index of its person; `None` for what is
/// no name.
pub fn people(sightings: &[Sighting]) -> (Vec<Known>, Vec<Option<usize>>) {
    let registry =
        Registry { sightings, strands: strands(sightings), drafts: Vec::new(), by_key: BTreeMap::new() };
    registry.finished()
}

/// Groups sightings; the fullest names first, then the most frequent ones.
fn strands(sightings: &[Sighting]) -> Vec<Strand> {
    let mut groups: BTreeMap<(Name, Option<&str>, Post), Vec<usize>> = BTreeMap::new();
    for (at, sighting) in sightings.iter().enumerate() {
        if let Some(name) = Name::parse(&sighting.name) {
            groups.entry((name, sighting.country.as_deref(), Post::of(sighting.rank))).or_default().push(at);
        }
    }
    let mut strands: Vec<Strand> = groups
        .into_iter()
        .map(|((name, country, post), of)| {
            let mut days = Days::default();
            of.iter().for_each(|&at| days.add(Days::of(&sightings[at])));
            let is_latin = sightings[of[0]].name.is_ascii();
            let latin: BTreeSet<Name> =
                of.iter().filter_map(|&at| Name::parse(sightings[at].latin.as_deref()?)).collect();
            let attested: BTreeSet<String> = of
                .iter()
                .filter(|&&at| sightings[at].attested)
                .filter_map(|&at| Some(crate::fold::words(sightings[at].latin.as_deref()?).join(" ")))
                .filter(|latin| latin.contains(' '))
                .collect();
            Strand {
                attested,
                name,
                latin: latin.into_iter().collect(),
                is_latin,
                country: country.map(str::to_owned),
                post,
                of,
                days,
            }
        })
        .collect();
    let encounters = |strand: &Strand| strand.of.iter().map(|&at| sightings[at].encounters).sum::<u64>();
    strands.sort_by_cached_key(|strand| {
        (
            strand.country.is_none(),
            strand.is_latin,
            std::cmp::Reverse(strand.name.len()),
            strand.name.clone(),
            strand.country.clone(),
            std::cmp::Reverse(encounters(strand)),
            strand.post,
        )
    });
    strands
}

struct Registry<'s> {
    sightings: &'s [Sighting],
    strands: Vec<Strand>,
    drafts: Vec<Draft>,
    /// Where people stand that may be meant: the words of their names.
    by_key: BTreeMap<String, Vec<usize>>,
}

impl Registry<'_> {
    fn finished(mut self) -> (Vec<Known>, Vec<Option<usize>>) {
        for at in 0..self.strands.len() {
            self.place(at);
        }
        let ids: Vec<String> = self.drafts.iter().enumerate().map(|(at, draft)| self.id(at, draft)).collect();
        let mut people: Vec<(usize, Known)> = self
            .drafts
            .iter()
            .enumerate()
            .map(|(at, draft)| (at, self.known(draft, &ids[at], &ids)))
            .collect();
        people.sort_by(|(_, a), (_, b)| (&a.country, &a.name, &a.id).cmp(&(&b.country, &b.name, &b.id)));
        let mut who = vec![None; self.sightings.len()];
        for (place, (at, _)) in people.iter().enumerate() {
            for &(strand, _) in &self.drafts[*at].strands {
                self.strands[strand].of.iter().for_each(|&sighting| who[sighting] = Some(place));
            }
        }
        (people.into_iter().map(|(_, known)| known).collect(), who)
    }

    /// Gives a strand to the one person that it fits, or makes a new one of it.
    fn place(&mut self, at: usize) {
        let strand = &self.strands[at];
        let mut fitting: Vec<(usize, Match)> = Vec::new();
        let mut namesakes: Vec<usize> = Vec::new();
        for candidate in self.candidates(strand) {
            match self.fits(strand, &self.drafts[candidate]) {
                Fit::Is(because) => fitting.push((candidate, because)),
                Fit::Namesake => namesakes.push(candidate),
                Fit::Not => {}
            }
        }
        // Who is named in full goes before whose family name it may be.
        if fitting.iter().any(|(_, because)| *because == Match::Itself) {
            fitting.retain(|(_, because)| *because == Match::Itself);
        }
        if fitting.len() > 1 {
            let same_office: Vec<usize> = fitting
                .iter()
                .map(|&(candidate, _)| candidate)
                .filter(|&candidate| self.shares_office(strand, &self.drafts[candidate]))
                .collect();
            if let [only] = same_office[..] {
                fitting = vec![(only, Match::Office)];
            }
        }
        if let [(only, because)] = fitting[..] {
            self.drafts[only].strands.push((at, because));
            return;
        }
        let draft = Draft {
            name: strand.name.clone(),
            latin: if strand.is_latin { vec![strand.name.clone()] } else { strand.latin.clone() },
            country: strand.country.clone(),
            strands: vec![(at, Match::Itself)],
            may_be: fitting.iter().map(|&(candidate, _)| candidate).collect(),
            namesakes: namesakes.clone(),
        };
        let new = self.drafts.len();
        namesakes.iter().for_each(|&other| self.drafts[other].namesakes.push(new));
        let attested = self.strands[at].attested.iter().map(|latin| format!("={latin}"));
        let keys: BTreeSet<String> =
            draft.latin.iter().chain([&draft.name]).flat_map(Name::keys).chain(attested).collect();
        for key in keys {
            self.by_key.entry(key).or_default().push(new);
        }
        self.drafts.push(draft);
    }

    /// People who share a word with the name.
    fn candidates(&self, strand: &Strand) -> BTreeSet<usize> {
        let same_country =
            |draft: &usize| strand.country.is_none() || self.drafts[*draft].country == strand.country;
        strand
            .name
            .keys()
            .iter()
            .filter_map(|key| self.by_key.get(key))
            .flatten()
            .copied()
            .filter(same_country)
            .collect()
    }

    fn fits(&self, strand: &Strand, draft: &Draft) -> Fit {
        // What may be one of several people says nothing of anybody else.
        if !draft.may_be.is_empty() && draft.name != strand.name {
            return Fit::Not;
        }
        let likeness = strand.name.likeness(&draft.name);
        let because = if strand.name == draft.name && strand.country == draft.country {
            Match::Itself
        } else if likeness == Likeness::Full {
            Match::Name
        } else if self.is_spelled_so(strand, draft)
            || strand.is_latin && draft.latin.iter().any(|name| name.likeness(&strand.name) == Likeness::Full)
        {
            Match::LatinName
        } else if likeness == Likeness::FamilyName {
            Match::FamilyName
        } else if likeness == Likeness::GivenName && self.shares_throne(strand, draft) {
            Match::Office
        } else {
            return Fit::Not;
        };
        let days = self.days(draft);
        let clashes = draft.strands.iter().map(|&(other, _)| &self.strands[other]).any(|other| {
            strand.post != other.post
                && strand.post != Post::Open
                && other.post != Post::Open
                && strand.days.touch(other.days)
        });
        match because {
            Match::Itself if clashes => Fit::Namesake,
            _ if clashes => Fit::Not,
            Match::Name | Match::FamilyName | Match::Office if self.contradicts(strand, draft) => Fit::Not,
            Match::FamilyName if strand.country.is_none() => Fit::Not,
            Match::FamilyName if strand.days.gap(days) > SAME_YEARS && !self.shares_office(strand, draft) => {
                Fit::Not
            }
            _ if strand.country.is_none() && draft.country.is_some() => Fit::Is(Match::NoCountry),
            because => Fit::Is(because),
        }
    }

    fn days(&self, draft: &Draft) -> Days {
        let mut days = Days::default();
        draft.strands.iter().for_each(|&(strand, _)| days.add(self.strands[strand].days));
        days
    }

    fn shares_office(&self, strand: &Strand, draft: &Draft) -> bool {
        let offices = |strand: &Strand| -> Vec<Vec<String>> {
            strand
                .of
                .iter()
                .filter_map(|&at| self.sightings[at].office.as_deref())
                .map(office_words)
                .collect()
        };
        let mine = offices(strand);
        draft.strands.iter().any(|&(other, _)| {
            let theirs = offices(&self.strands[other]);
            mine.iter().any(|a| theirs.iter().any(|b| offices_agree(a, b)))
        })
    }

    /// Whether a name of the draft has the same Latin spelling in public use, and Arabic letters that may be another
    /// spelling of it.
    fn is_spelled_so(&self, strand: &Strand, draft: &Draft) -> bool {
        draft.strands.iter().map(|&(other, _)| &self.strands[other]).any(|other| {
            !other.attested.is_disjoint(&strand.attested) && other.name.is_spelled_like(&strand.name)
        })
    }

    /// Whether offices speak against one person where the names are not the same: a ruler and somebody who never was one,
    /// or two ministers of other matters within so few days that nobody changes his ministry in.
    fn contradicts(&self, strand: &Strand, draft: &Draft) -> bool {
        let sightings = |strand: &Strand| strand.of.iter().map(|&at| &self.sightings[at]).collect::<Vec<_>>();
        let mine = sightings(strand);
        let theirs: Vec<&Sighting> =
            draft.strands.iter().flat_map(|&(other, _)| sightings(&self.strands[other])).collect();
        let rules = |of: &[&Sighting]| of.iter().any(|one| one.rank == Rank::HeadOfState);
        let serves = |of: &[&Sighting]| {
            of.iter().any(|one| one.office.as_deref().is_some_and(|office| !is_borrowed(office)))
                && !rules(of)
        };
        if (rules(&mine) && serves(&theirs)) || (rules(&theirs) && serves(&mine)) {
            return true;
        }
        let ministers = |of: &[&Sighting]| -> Vec<(Vec<String>, Days)> {
            of.iter()
                .filter(|one| one.rank == Rank::Minister)
                .filter_map(|one| Some((office_words(one.office.as_deref()?), Days::of(one))))
                .filter(|(words, _)| words.len() > 1)
                .collect()
        };
        let (mine, theirs) = (ministers(&mine), ministers(&theirs));
        let says =
            |a: &[String], b: &[String]| a.iter().all(|word| b.iter().any(|other| is_one_word(word, other)));
        let same =
            mine.iter().any(|(a, _)| theirs.iter().any(|(b, _)| says(a, b) || says(b, a) || a[..] == b[..]));
        let near = mine.iter().any(|(_, a)| {
            theirs.iter().any(|(_, b)| a.0.is_some() && b.0.is_some() && a.gap(*b) <= SAME_CABINET)
        });
        !same && near
    }

    /// Whether both held a post that a country has one of: a ruler goes by his given name.
    fn shares_throne(&self, strand: &Strand, draft: &Draft) -> bool {
        let ranks = |strand: &Strand| -> BTreeSet<Rank> {
            let ranks = strand.of.iter().map(|&at| self.sightings[at].rank);
            ranks.filter(|&rank| is_one_of_a_kind(rank)).collect()
        };
        let mine = ranks(strand);
        draft.strands.iter().any(|&(other, _)| !ranks(&self.strands[other]).is_disjoint(&mine))
    }

    /// A wording of the name that the draft began with.
    fn head(&self, draft: &Draft) -> &str {
        let of = &self.strands[draft.strands[0].0].of;
        of.iter().map(|&at| self.sightings[at].name.as_str()).min().unwrap_or_default()
    }

    fn id(&self, at: usize, draft: &Draft) -> String {
        let head = self.head(draft);
        // The first of several namesakes keeps the plain id.
        let later = draft.namesakes.iter().any(|&other| other < at);
        let post = if later { format!("{:?}", self.strands[draft.strands[0].0].post) } else { String::new() };
        person_id(draft.country.as_deref(), head, &post)
    }

    fn known(&self, draft: &Draft, id: &str, ids: &[String]) -> Known {
        let sightings = || {
            let of = |&(strand, because): &(usize, Match)| {
                self.strands[strand].of.iter().map(move |&at| (&self.sightings[at], because))
            };
            draft.strands.iter().flat_map(of)
        };
        // A spelling in public use goes before one made by rule, and before another of its kind the one that sorts last.
        type Spelled<'s> = (bool, &'s str);
        let mut forms: BTreeMap<(Match, &str), (u64, Option<Spelled<'_>>)> = BTreeMap::new();
        for (sighting, because) in sightings() {
            let form = forms.entry((because, &sighting.name)).or_default();
            form.0 += sighting.encounters;
            form.1 = form.1.max(sighting.latin.as_deref().map(|latin| (sighting.attested, latin)));
        }
        let mut forms: Vec<Form> = forms
            .into_iter()
            .map(|((because, name), (encounters, latin))| Form {
                name: name.to_owned(),
                name_latin: latin.map(|(_, latin)| latin.to_owned()),
                encounters,
                because,
            })
            .collect();
        forms.sort_by(|a, b| (a.because, b.encounters, &a.name).cmp(&(b.because, a.encounters, &b.name)));
        // The fullest name anchors the person; what he is mostly called is shown, unless it is a part of the name alone.
        let full = |form: &&Form| form.because != Match::FamilyName && form.name.contains(' ');
        let usual =
            forms.iter().filter(full).max_by_key(|form| (form.encounters, form.name.len(), &form.name));
        let usual = usual.unwrap_or(&forms[0]).clone();
        let days = self.days(draft).0;
        let others = |of: &[usize]| -> Vec<Other> {
            let other =
                |&at: &usize| Other { id: ids[at].clone(), name: self.head(&self.drafts[at]).to_owned() };
            of.iter().map(other).collect::<BTreeSet<_>>().into_iter().collect()
        };
        Known {
            id: id.to_owned(),
            name: usual.name.clone(),
            name_latin: usual.name_latin.clone(),
            country: draft.country.clone(),
            offices: tenures(sightings().map(|(sighting, _)| sighting)),
            first: days.map(|(first, _)| first),
            last: days.map(|(_, last)| last),
            encounters: forms.iter().map(|form| form.encounters).sum(),
            forms,
            may_be: others(&draft.may_be),
            namesakes: others(&draft.namesakes),
        }
    }
}

enum Fit {
    Is(Match),
    Namesake,
    Not,
}

/// One wording of an office.
struct Wording<'s> {
    office: &'s str,
    words: Vec<String>,
    ranks: BTreeMap<Rank, u64>,
    encounters: u64,
    days: Days,
}

/// The offices of some sightings: wordings that say the same, or less, are one office.
fn tenures<'s>(sightings: impl Iterator<Item = &'s Sighting>) -> Vec<Tenure> {
    let mut wordings: BTreeMap<&str, Wording<'s>> = BTreeMap::new();
    for sighting in sightings {
        let Some(office) = sighting.office.as_deref().filter(|office| !is_borrowed(office)) else { continue };
        let wording = wordings.entry(office).or_insert_with(|| Wording {
            office,
            words: office_words(office),
            ranks: BTreeMap::new(),
            encounters: 0,
            days: Days::default(),
        });
        *wording.ranks.entry(sighting.rank).or_default() += sighting.encounters;
        wording.encounters += sighting.encounters;
        wording.days.add(Days::of(sighting));
    }
    let mut wordings: Vec<Wording<'_>> = wordings.into_values().collect();
    // Those that say most come first, so that what says less finds them.
    wordings.sort_by_key(|wording| {
        (std::cmp::Reverse(wording.words.len()), std::cmp::Reverse(wording.encounters), wording.office)
    });
    let mut groups: Vec<Vec<Wording<'_>>> = Vec::new();
    for wording in wordings {
        let fitting: Vec<usize> =
            (0..groups.len()).filter(|&at| is_one_office(&wording, &groups[at][0])).collect();
        let most = fitting
            .iter()
            .copied()
            .max_by_key(|&at| groups[at].iter().map(|one| one.encounters).sum::<u64>());
        let Some(largest) = most else {
            groups.push(vec![wording]);
            continue;
        };
        let mut into = largest;
        // What several offices say more of, in two words or more, is their common core: they are one. A bare "the
        // minister" is not, and goes to the office that is met most.
        if wording.words.len() > 1 {
            for &at in fitting.iter().rev().filter(|&&at| at != largest) {
                let others = groups.remove(at);
                into -= usize::from(at < into);
                groups[into].extend(others);
            }
        }
        groups[into].push(wording);
    }
    let mut tenures: Vec<Tenure> = groups.iter().map(|group| tenure(group)).collect();
    tenures.sort_by(|a, b| {
        (a.first.is_none(), a.first, &a.office).cmp(&(b.first.is_none(), b.first, &b.office))
    });
    tenures
}

fn tenure(group: &[Wording<'_>]) -> Tenure {
    let mut days = Days::default();
    let mut ranks: BTreeMap<Rank, u64> = BTreeMap::new();
    for wording in group {
        days.add(wording.days);
        wording.ranks.iter().for_each(|(rank, encounters)| *ranks.entry(*rank).or_default() += encounters);
    }
    let most = group.iter().max_by_key(|wording| (wording.encounters, std::cmp::Reverse(wording.office)));
    let rank = ranks.into_iter().max_by_key(|(rank, encounters)| (*encounters, std::cmp::Reverse(*rank)));
    Tenure {
        office: most.map(|wording| wording.office.to_owned()).unwrap_or_default(),
        rank: rank.map_or(Rank::Other, |(rank, _)| rank),
        first: days.0.map(|(first, _)| first),
        last: days.0.map(|(_, last)| last),
        encounters: group.iter().map(|wording| wording.encounters).sum(),
    }
}

/// Whether a wording is that of an office that was met before, or says less. Who heads a state or a government holds one
/// office, whatever it is called.
fn is_one_office(wording: &Wording<'_>, other: &Wording<'_>) -> bool {
    let heads = |wording: &Wording<'_>| -> BTreeSet<Rank> {
        let heads = |rank: &Rank| matches!(rank, Rank::HeadOfState | Rank::HeadOfGovernment);
        wording.ranks.keys().copied().filter(heads).collect()
    };
    let says = |word: &String| other.words.iter().any(|other| is_one_word(word, other));
    let (a, b) = (heads(wording), heads(other));
    !a.is_disjoint(&b) || (a == b && wording.words.iter().all(says))
}

/// Whether two words of offices are one: in any gender, and in either of two orders of letters, by which the adjectives of
/// some countries are spelled.
fn is_one_word(a: &str, b: &str) -> bool {
    let letters = |word: &str| {
        let mut letters: Vec<char> = word.strip_suffix('ه').unwrap_or(word).chars().collect();
        letters.sort_unstable();
        letters
    };
    a == b || letters(a) == letters(b)
}

/// "His counterpart" holds the office of somebody else in the sentence; which one is not said here.
fn is_borrowed(office: &str) -> bool {
    crate::fold::words(office).first().is_some_and(|word| word.starts_with("نظير"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sighting(name: &str, country: &str, office: &str, rank: Rank, days: (&str, &str)) -> Sighting {
        Sighting {
            name: name.to_owned(),
            latin: None,
            attested: false,
            country: (!country.is_empty()).then(|| country.to_owned()),
            office: (!office.is_empty()).then(|| office.to_owned()),
            rank,
            first: days.0.parse().ok(),
            last: days.1.parse().ok(),
            encounters: 1,
        }
    }

    const MAY: (&str, &str) = ("2025-05-01", "2025-05-09");
    const JUNE: (&str, &str) = ("2025-06-01", "2025-06-09");

    /// Name, country and forms of each person, with why.
    fn told(sightings: &[Sighting]) -> Vec<(String, Vec<(String, Match)>)> {
        let (people, who) = people(sightings);
        assert!(who.iter().all(|person| person.is_some_and(|at| at < people.len())));
        let told: Vec<_> = people
            .iter()
            .map(|known| {
                let forms = known.forms.iter().map(|form| (form.name.clone(), form.because)).collect();
                (format!("{} {}", known.name, known.country.as_deref().unwrap_or("-")), forms)
            })
            .collect();
        let mut backwards: Vec<Sighting> = sightings.to_vec();
        backwards.reverse();
        assert_eq!(super::people(&backwards).0, people, "whatever the order");
        told
    }

    fn forms(of: &[(&str, Match)]) -> Vec<(String, Match)> {
        of.iter().map(|(name, because)| ((*name).to_owned(), *because)).collect()
    }

    #[test]
    fn shorter_and_otherwise_spelled_names_are_one_person_and_say_why() {
        let minister = |name: &str| sighting(name, "TN", "وزير الداخلية", Rank::Minister, MAY);
        assert_eq!(
            told(&[
                minister("كمال بن سالم الوسلاتي"),
                minister("كمال الوسلاتي"),
                minister("الوسلاتي"),
                minister("كمال وسلاتى")
            ]),
            [(
                "كمال بن سالم الوسلاتي TN".to_owned(),
                forms(&[
                    ("كمال بن سالم الوسلاتي", Match::Itself),
                    ("كمال الوسلاتي", Match::Name),
                    ("كمال وسلاتى", Match::Name),
                    ("الوسلاتي", Match::FamilyName),
                ])
            )]
        );
    }

    #[test]
    fn a_family_name_of_several_goes_to_who_held_the_office_or_to_nobody() {
        let one = sighting("سعاد النوري", "TN", "وزيرة العدل", Rank::Minister, MAY);
        let other = sighting("علي النوري", "TN", "كاتب الدولة للأمن", Rank::SeniorOfficial, MAY);
        let of_office = sighting("النوري", "TN", "وزيرة العدل التونسية", Rank::Minister, JUNE);
        let of_none = sighting("النوري", "TN", "", Rank::Other, JUNE);
        let people = told(&[one.clone(), other.clone(), of_office]);
        assert_eq!(people.len(), 2);
        assert!(people.contains(&(
            "سعاد النوري TN".to_owned(),
            forms(&[("سعاد النوري", Match::Itself), ("النوري", Match::Office)])
        )));
        let (people, _) = super::people(&[one, other, of_none]);
        let alone = people.iter().find(|known| known.name == "النوري").unwrap();
        assert_eq!((people.len(), alone.may_be.len()), (3, 2));
    }

    #[test]
    fn another_country_and_another_time_are_another_person() {
        let minister = sighting("كمال الوسلاتي", "TN", "وزير الداخلية", Rank::Minister, MAY);
        let abroad = sighting("كمال الوسلاتي", "LY", "وزير الداخلية", Rank::Minister, MAY);
        let later = sighting("الوسلاتي", "TN", "مدير الأمن", Rank::HeadOfService, ("2031-01-01", "2031-01-01"));
        let nowhere = sighting("سعاد النوري", "", "", Rank::Other, MAY);
        let somewhere = sighting("سعاد النوري", "TN", "وزيرة العدل", Rank::Minister, MAY);
        assert_eq!(told(&[minister.clone(), abroad, later]).len(), 3);
        assert_eq!(
            told(&[nowhere, somewhere]),
            [(
                "سعاد النوري TN".to_owned(),
                forms(&[("سعاد النوري", Match::Itself), ("سعاد النوري", Match::NoCountry)])
            )]
        );
    }

    #[test]
    fn an_ambassador_abroad_is_not_the_minister_at_home_unless_he_became_it() {
        let minister = sighting("كمال الوسلاتي", "TN", "وزير الداخلية", Rank::Minister, MAY);
        let envoy = |days| sighting("كمال الوسلاتي", "TN", "سفير تونس بالرباط", Rank::Ambassador, days);
        let (people, _) = super::people(&[minister.clone(), envoy(MAY)]);
        assert_eq!(people.len(), 2);
        assert!(people[0].id != people[1].id && people[0].namesakes[0].id == people[1].id);
        let (people, _) = super::people(&[minister, envoy(JUNE)]);
        assert_eq!(people.len(), 1);
        let offices: Vec<&str> = people[0].offices.iter().map(|tenure| tenure.office.as_str()).collect();
        assert_eq!(offices, ["وزير الداخلية", "سفير تونس بالرباط"]);
    }

    #[test]
    fn offices_that_nobody_holds_together_speak_against_names_that_are_not_the_same() {
        let minister = |name: &str, office: &str| sighting(name, "TN", office, Rank::Minister, MAY);
        assert_eq!(
            told(&[minister("سليمان الفهري", "وزير الصحة"), minister("سلمان الفهري", "وزير العدل")]).len(),
            2
        );
        assert_eq!(
            told(&[minister("محمد بن علي النوري", "وزير التجارة"), minister("محمد النوري", "وزير السياحة")])
                .len(),
            2
        );
        assert_eq!(
            told(&[
                minister("محمد بن علي النوري", "وزير التجارة"),
                minister("محمد النوري", "وزير التجارة التونسي")
            ])
            .len(),
            1
        );
        let king = sighting("منصور بن سالم", "SA", "الملك", Rank::HeadOfState, MAY);
        let adviser = sighting("منصور بن سالم القروي", "SA", "مستشار الملك", Rank::SeniorOfficial, MAY);
        assert_eq!(told(&[king, adviser]).len(), 2);
    }

    #[test]
    fn a_spelling_in_public_use_joins_what_letters_keep_apart() {
        let spelled = |name: &str, attested| {
            let mut one = sighting(name, "SN", "الرئيس", Rank::HeadOfState, MAY);
            (one.latin, one.attested) = (Some("Mak Sall".to_owned()), attested);
            one
        };
        assert_eq!(told(&[spelled("ماكي سال", true), spelled("ماكي صال", true)]).len(), 1);
        assert_eq!(told(&[spelled("ماكي سال", false), spelled("ماكي صال", false)]).len(), 2);
        // And it is the one that is shown, before any made by rule.
        let mut ruled = spelled("ماكي سال", false);
        ruled.latin = Some("Saki Mal".to_owned());
        let (shown, _) = people(&[ruled, spelled("ماكي سال", true)]);
        assert_eq!(shown[0].name_latin.as_deref(), Some("Mak Sall"));
    }

    #[test]
    fn rulers_go_by_their_given_name_and_latin_names_find_arabic_ones() {
        let king = |name: &str| sighting(name, "SA", "الملك", Rank::HeadOfState, MAY);
        assert_eq!(told(&[king("منصور بن سالم"), king("منصور")]).len(), 1);
        let mut minister = sighting("كمال الوسلاتي", "TN", "", Rank::Minister, MAY);
        minister.latin = Some("Kamel Ouslati".to_owned());
        let latin = sighting("Kamel OUSLATI", "TN", "ministre", Rank::Minister, JUNE);
        assert_eq!(told(&[minister, latin])[0].1[1].1, Match::LatinName);
    }

    #[test]
    fn an_office_in_fewer_words_is_the_same_office() {
        let office = |office: &str, days| sighting("كمال الوسلاتي", "TN", office, Rank::Minister, days);
        let (people, _) = people(&[
            office("وزير الداخلية التونسي", MAY),
            office("وزير الداخلية", JUNE),
            office("وزير العدل", JUNE),
        ]);
        let offices: Vec<(&str, u64)> =
            people[0].offices.iter().map(|tenure| (tenure.office.as_str(), tenure.encounters)).collect();
        assert_eq!(offices, [("وزير الداخلية", 2), ("وزير العدل", 1)]);
        assert_eq!(people[0].offices[0].last, "2025-06-09".parse().ok());
    }

    #[test]
    fn an_office_has_its_holders_in_their_order() {
        let tenure = |office: &str, rank, first: &str, encounters| Tenure {
            office: office.to_owned(),
            rank,
            first: first.parse().ok(),
            last: first.parse().ok(),
            encounters,
        };
        let known = |name: &str, country: &str, offices: Vec<Tenure>| Known {
            id: name.to_owned(),
            name: name.to_owned(),
            name_latin: None,
            country: Some(country.to_owned()),
            forms: Vec::new(),
            first: None,
            last: None,
            encounters: 1,
            may_be: Vec::new(),
            namesakes: Vec::new(),
            offices,
        };
        let people = [
            known(
                "a",
                "TN",
                vec![
                    tenure("وزير الداخلية", Rank::Minister, "2025-02-01", 3),
                    tenure("وزير الداخلية التونسي", Rank::Minister, "2025-03-01", 1),
                ],
            ),
            known("b", "TN", vec![tenure("وزير الداخلية", Rank::Minister, "2024-01-01", 2)]),
            known("c", "TN", vec![tenure("وزير الخارجية", Rank::Minister, "2024-01-01", 2)]),
            known("d", "FR", vec![tenure("وزير الداخلية", Rank::Minister, "2024-01-01", 1)]),
            known(
                "e",
                "FR",
                vec![
                    tenure("الرئيس", Rank::HeadOfState, "2024-01-01", 1),
                    tenure("رئيس الجمهورية", Rank::HeadOfState, "2024-01-02", 0),
                ],
            ),
        ];
        let offices = offices(&people);
        let told: Vec<(&str, u64, Vec<&str>)> = offices
            .iter()
            .map(|office| {
                let holders = office.holders.iter().map(|holder| holder.person.id.as_str()).collect();
                (office.office.as_str(), office.encounters, holders)
            })
            .collect();
        assert_eq!(
            told,
            [
                ("وزير الداخلية", 6, vec!["b", "a"]),
                ("وزير الخارجية", 2, vec!["c"]),
                ("الرئيس", 1, vec!["e"]),
                ("وزير الداخلية", 1, vec!["d"]),
            ]
        );
        assert_eq!(offices[0].holders[1].last, "2025-03-01".parse().ok());
    }

    #[test]
    fn who_is_known_better_is_found_by_the_id_he_had() {
        let of = |name: &str, office: &str| sighting(name, "TN", office, Rank::Minister, MAY);
        let ids = |sightings: &[Sighting]| {
            let (people, _) = people(sightings);
            let offices: Vec<String> = offices(&people).into_iter().map(|office| office.id).collect();
            (people, offices)
        };
        let (before, offices_before) = ids(&[of("منصف العيادي", "وزير الشؤون الخارجية")]);
        // More is read: a longer name of his, and another wording that is more frequent.
        let often = Sighting {
            encounters: 9, ..of("محمد منصف العيادي", "وزير الشؤون الخارجية والهجرة")
        };
        let (after, offices_after) = ids(&[of("منصف العيادي", "وزير الشؤون الخارجية"), often]);
        assert_eq!((after.len(), offices_after.len()), (1, 1));
        assert_ne!(offices_before, offices_after);
        assert!(after[0].has_been(&before[0].id) && !after[0].has_been("x"));
        let minister = |wording: &str| office_id(Some("TN"), Rank::Minister, wording);
        assert_eq!(offices_before, [minister("وزير الشؤون الخارجية")]);
        assert!(offices(&after)[0].is_held_as(Some("TN"), Rank::Minister, "وزير الشؤون الخارجية"));
    }
}
