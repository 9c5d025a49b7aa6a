//! Published claims against the evidence of this corpus.
//!
//! A claim is laid beside the encounters of its subject, period and scope in every reading that its words allow. The
//! article that claims, copies of it and articles that repeat the claim are no evidence for it: what they alone tell of is
//! counted apart. The verdict speaks of this corpus, never of the world: fewer may be found because fewer was read.

use rasid_coder::closed_list;
use std::collections::{BTreeMap, BTreeSet};
use std::mem;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use rasid_coder::report::{Claim, EventType};
use rasid_text::{Edtf, PartialDate};
use rusqlite::OptionalExtension;
use serde::Serialize;
use serde_json::Value;

use crate::count::{By, Counts, RowKey, Sense, Unit, counted};
use crate::facts::{Kept, Seen, codes};
use crate::query::{Placement, Query, is_called};
use crate::regions::RegionScheme;
use crate::select::Filter;
use crate::store::{Store, StoreError};

/// "About n" holds within this share of n, in per cent.
const ABOUT: u64 = 10;
/// A corpus that has articles in fewer than this share of a period's months, in per cent, is too thin to say that fewer
/// was found.
const COVERED: u64 = 50;
/// What is reported on a period is published up to so many days after it.
const LATE: i32 = 31;
/// Subjects and times whose encounters are kept for the next claim.
const MOST_KNOWN: usize = 4;
/// Articles this many days around the claiming one are looked at for copies of it.
const NEAR: i32 = 10;

closed_list! {
    /// What became of a claim.
    Verdict {
        /// One reading of the claim holds.
        Supported = "supported",
        /// No reading reaches what is claimed; a ranking puts something else first.
        FewerFound = "fewer_found",
        /// Every reading exceeds what is claimed.
        MoreFound = "more_found",
        /// Fewer was found, in a corpus that says little about the period or the subject.
        TooThin = "too_thin",
        /// The claim is of a kind, period or scope that cannot be counted in encounters.
        NotCountable = "not_countable",
    }
}

/// One way to understand a claim, and what was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reading {
    /// What is counted.
    pub unit: Unit,
    /// Whose country; `None` where no country is counted.
    pub sense: Option<Sense>,
    /// What was found among encounters whose date lies in the period: a number, or the first of a ranking, all that are
    /// equally first.
    pub found: Value,
    /// The number, with encounters that may lie in the period too; `None` for a ranking.
    pub possible: Option<u64>,
    /// Ids of the encounters behind `found`; of a ranking, those of what was claimed.
    pub encounters: Vec<String>,
}

/// How much of a period the corpus covers, the claiming article and its echoes left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Articles published in the period or shortly after it.
    pub articles: u64,
    /// Outlets they are of.
    pub outlets: u64,
    /// Months of the period; `None` where it is open.
    pub months: Option<u64>,
    /// Months of the period with at least one article.
    pub covered: u64,
    /// Encounters of the subject that other articles tell of and that lie in the period or may.
    pub encounters: u64,
}

/// A claim, and what this corpus holds for it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Audited {
    /// Id of the article that claims it.
    pub article: String,
    /// The claim with its quote.
    pub claim: Claim,
    /// What became of it.
    pub verdict: Verdict,
    /// Every reading that the words allow, the most literal first.
    pub readings: Vec<Reading>,
    /// Ids of encounters in the period that only the claiming article and its echoes tell of: no evidence. This, and what
    /// follows but for the echoes, is empty where the claim is of a kind that encounters are not counted for.
    pub own: Vec<String>,
    /// Ids of articles that are copies of the claiming one or repeat the claim.
    pub echoes: Vec<String>,
    /// How many of the encounters in the period a person has looked at.
    pub reviewed: u64,
    /// How many encounters of the subject have a date that may or may not lie in the period.
    pub unplaced: u64,
    /// What the corpus covers.
    pub coverage: Coverage,
}

impl Store {
    /// Audits the claims that concern what the filter asks for, by article and order in the text. `scheme` is the division
    /// of the world that claims speak in.
    ///
    /// # Errors
    /// What SQLite reports, or a claim that no longer parses (damaged).
    pub fn audit(&self, filter: &Filter, scheme: &RegionScheme) -> Result<Vec<Audited>, StoreError> {
        self.audit_some(filter, scheme, 0, usize::MAX).map(|(audited, _)| audited)
    }

    /// The same from the claim of this number on, `most` at most; and how many claims there are in all.
    ///
    /// # Errors
    /// As [`Store::audit`].
    pub fn audit_some(
        &self,
        filter: &Filter,
        scheme: &RegionScheme,
        from: usize,
        most: usize,
    ) -> Result<(Vec<Audited>, usize), StoreError> {
        let claims = self.claims()?;
        let concerned: Vec<_> = claims.iter().filter(|(_, claim)| filter.concerns(claim)).collect();
        let weighed = concerned.iter().skip(from).take(most);
        // One article makes several claims.
        let mut copies: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let mut known = Known::default();
        let mut audited = Vec::new();
        for (article, claim) in weighed {
            if !copies.contains_key(article.as_str()) {
                copies.insert(article, self.copies_of(article)?);
            }
            let copies = copies.get(article.as_str()).map(Vec::as_slice).unwrap_or_default();
            audited.push(self.audited(article, copies, claim, &claims, scheme, &mut known)?);
        }
        Ok((audited, concerned.len()))
    }

    fn audited(
        &self,
        article: &str,
        copies: &[String],
        claim: &Claim,
        claims: &[(String, Claim)],
        scheme: &RegionScheme,
        known: &mut Known,
    ) -> Result<Audited, StoreError> {
        let mut echoes = echoes(article, claim, claims);
        echoes.extend(copies.iter().cloned());
        let mut audited = Audited {
            article: article.to_owned(),
            claim: claim.clone(),
            verdict: Verdict::NotCountable,
            readings: Vec::new(),
            own: Vec::new(),
            echoes: echoes.iter().filter(|id| **id != article).cloned().collect(),
            reviewed: 0,
            unplaced: 0,
            coverage: Coverage::default(),
        };
        let Some(period) = Period::of(claim).filter(|_| is_counted(&claim.what)) else { return Ok(audited) };
        let told_alone = self.told_alone(&echoes)?;
        let of_subject = self.of_subject(&period, claim, known)?;
        audited.coverage = self.coverage(&period, &echoes, known)?;
        let others =
            of_subject.iter().flat_map(|kept| &kept.seen).filter(|fact| !told_alone.contains(&*fact.id));
        audited.coverage.encounters = others.count() as u64;
        let Some(evidence) = self.evidence(&of_subject, claim, scheme, &told_alone)? else {
            return Ok(audited);
        };
        audited.own = evidence.own;
        audited.unplaced = evidence.possible.len() as u64;
        audited.reviewed = evidence.dated.iter().filter(|fact| fact.is_reviewed).count() as u64;
        let before = match period.before().filter(|_| claim.what == "trend") {
            Some(before) => Some(self.of_subject(&before, claim, known)?),
            None => None,
        };
        let before = match &before {
            Some(before) => self.evidence(before, claim, scheme, &told_alone)?,
            None => None,
        };
        let before = before.map(|before| before.dated).unwrap_or_default();
        audited.readings = readings(claim, &evidence.dated, &evidence.possible, &before, scheme);
        audited.verdict = verdict(claim, &audited.readings, &audited.coverage);
        Ok(audited)
    }

    /// The copies of an article that were published about when it was.
    fn copies_of(&self, article: &str) -> Result<Vec<String>, StoreError> {
        let Some(article) = self.article(article)? else { return Ok(Vec::new()) };
        let Some(day) = article.published else { return Ok(Vec::new()) };
        self.copies_between(&article.sketch, moved(day, -NEAR), moved(day, NEAR))
    }

    /// The encounters of the claim's subject that lie in a period, and those that may.
    fn of_subject(
        &self,
        period: &Period,
        claim: &Claim,
        known: &mut Known,
    ) -> Result<[Arc<Kept>; 2], StoreError> {
        let filter =
            Filter { from: period.from, to: period.to, subject: claim.subject.clone(), ..Filter::default() };
        if let Some((_, kept)) = known.encounters.iter().find(|(of, _)| *of == filter) {
            return Ok(kept.clone());
        }
        let query = self.ask(|connection| Query::of(connection, &filter))?;
        let kept = |placement| self.kept(&filter, &query, placement);
        let kept = [kept(Placement::Inside)?, kept(Placement::Unclear)?];
        known.encounters.truncate(MOST_KNOWN - 1);
        known.encounters.insert(0, (filter, kept.clone()));
        Ok(kept)
    }

    /// Those of them that lie in the claim's scope, and are told by others too; `None` where the scope is not understood.
    fn evidence<'k>(
        &self,
        [dated, possible]: &'k [Arc<Kept>; 2],
        claim: &Claim,
        scheme: &RegionScheme,
        told_alone: &BTreeSet<String>,
    ) -> Result<Option<Evidence<'k>>, StoreError> {
        let scope = match claim.scope.as_deref().filter(|_| !matches!(claim.what.as_str(), "theme_share")) {
            Some(scope) => match self.scope(scope, scheme)? {
                Some(scope) => Some(scope),
                None => return Ok(None),
            },
            None => None,
        };
        let mut own = Vec::new();
        let [dated, possible] = [dated, possible].map(|kept| {
            let in_scope = |one: &&Seen| scope.as_ref().is_none_or(|scope| scope.holds(one, scheme));
            let (alone, others): (Vec<&Seen>, Vec<&Seen>) =
                kept.seen.iter().filter(in_scope).partition(|one| told_alone.contains(&*one.id));
            own.extend(alone.iter().map(|one| one.id.to_string()));
            others
        });
        Ok(Some(Evidence { dated, possible, own }))
    }

    fn scope(&self, word: &str, scheme: &RegionScheme) -> Result<Option<Scope>, StoreError> {
        if scheme.has_region(word) {
            return Ok(Some(Scope::Region(word.to_owned())));
        }
        if !word.is_empty() && word.chars().all(|c| c.is_ascii_uppercase()) {
            return Ok(Some(Scope::Code(word.to_owned())));
        }
        let sql = "SELECT EXISTS (SELECT 1 FROM encounter_themes WHERE theme = ?1)";
        let is_theme: bool = self.ask(|connection| connection.query_row(sql, [word], |row| row.get(0)))?;
        Ok(is_theme.then(|| Scope::Theme(word.to_owned())))
    }

    /// What the corpus has of a period, but for some articles; the encounters are counted elsewhere.
    fn coverage(
        &self,
        period: &Period,
        echoes: &BTreeSet<String>,
        known: &mut Known,
    ) -> Result<Coverage, StoreError> {
        let (first, last) = period.bounds();
        let days = [first.to_string(), moved(last, LATE).to_string()];
        if !known.read.contains_key(&days) {
            known.read.insert(days.clone(), self.read_between(&days)?);
        }
        // What the few left out add to it is taken off again.
        let mut read = known.read.get(&days).cloned().unwrap_or_default();
        for echo in echoes {
            let sql = "SELECT outlet, substr(published, 1, 7) FROM articles WHERE id = ?1 AND published BETWEEN ?2 AND ?3";
            let found: Option<(Option<String>, String)> = self.ask(|connection| {
                let mut statement = connection.prepare_cached(sql)?;
                let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
                statement.query_row([echo, &days[0], &days[1]], row).optional()
            })?;
            if let Some(count) = found.and_then(|key| read.get_mut(&key)) {
                *count -= 1;
            }
        }
        read.retain(|_, count| *count > 0);
        let articles: u64 = read.values().sum();
        let outlets: BTreeSet<&String> = read.keys().filter_map(|(outlet, _)| outlet.as_ref()).collect();
        let months: BTreeSet<&String> = read.keys().map(|(_, month)| month).collect();
        let inside = |month: &&&String| {
            month.as_str() >= &first.to_string()[..7] && month.as_str() <= &last.to_string()[..7]
        };
        let covered = months.iter().filter(inside).count() as u64;
        Ok(Coverage {
            articles,
            outlets: outlets.len() as u64,
            months: period.months(),
            covered,
            encounters: 0,
        })
    }

    /// How many articles of each outlet and month there are between two days. In the order of the index, so that SQLite
    /// sorts nothing.
    fn read_between(&self, days: &[String; 2]) -> Result<Read, StoreError> {
        let sql = "SELECT published, outlet, count(*) FROM articles WHERE published BETWEEN ?1 AND ?2 GROUP BY 1, 2";
        let mut read = Read::default();
        self.ask(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query(days.clone())?;
            let mut month = String::new();
            let mut of_month: BTreeMap<Option<String>, u64> = BTreeMap::new();
            while let Some(row) = rows.next()? {
                let of = row.get_ref(0)?.as_str()?.get(..7).unwrap_or_default();
                if of != month {
                    let last = mem::replace(&mut month, of.to_owned());
                    read.extend(
                        mem::take(&mut of_month).into_iter().map(|(outlet, n)| ((outlet, last.clone()), n)),
                    );
                }
                *of_month.entry(row.get(1)?).or_default() += row.get::<_, u64>(2)?;
            }
            read.extend(of_month.into_iter().map(|(outlet, n)| ((outlet, month.clone()), n)));
            Ok(())
        })?;
        Ok(read)
    }

    /// Encounters that none but these articles tell of.
    fn told_alone(&self, articles: &BTreeSet<String>) -> Result<BTreeSet<String>, StoreError> {
        let mut told: BTreeSet<String> = BTreeSet::new();
        for article in articles {
            told.extend(self.encounters_of(article)?);
        }
        let mut alone = BTreeSet::new();
        for encounter in told {
            if self.articles_of(&encounter)?.iter().all(|article| articles.contains(article)) {
                alone.insert(encounter);
            }
        }
        Ok(alone)
    }
}

/// What was looked up for the claims before: an article makes its claims one after the other, mostly of one subject and
/// one time.
#[derive(Default)]
struct Known {
    /// The encounters of a subject and time, and those that may be of that time.
    encounters: Vec<(Filter, [Arc<Kept>; 2])>,
    /// The articles between two days.
    read: BTreeMap<[String; 2], Read>,
}

/// How many articles there are of each outlet and month.
type Read = BTreeMap<(Option<String>, String), u64>;

/// The claiming article and articles with the same claim.
fn echoes(article: &str, claim: &Claim, claims: &[(String, Claim)]) -> BTreeSet<String> {
    let same_subject = |other: &Claim| match (&claim.subject, &other.subject) {
        (Some(a), Some(b)) => is_called(a, b) || is_called(b, a),
        _ => true,
    };
    let repeats = |other: &Claim| {
        (&other.what, &other.value, &other.period, &other.scope)
            == (&claim.what, &claim.value, &claim.period, &claim.scope)
            && same_subject(other)
    };
    let mut echoes: BTreeSet<String> =
        claims.iter().filter(|(_, other)| repeats(other)).map(|(id, _)| id.clone()).collect();
    echoes.insert(article.to_owned());
    echoes
}

/// The encounters a claim is laid beside.
struct Evidence<'k> {
    dated: Vec<&'k Seen>,
    possible: Vec<&'k Seen>,
    own: Vec<String>,
}

/// What a claim is limited to.
enum Scope {
    Region(String),
    Code(String),
    Theme(String),
}

impl Scope {
    fn holds(&self, fact: &Seen, scheme: &RegionScheme) -> bool {
        match self {
            Scope::Region(region) => {
                codes(&fact.partners).any(|code| scheme.regions_of(code).contains(region))
            }
            Scope::Code(code) => codes(&fact.partners).any(|one| one == code),
            Scope::Theme(theme) => codes(&fact.themes).any(|one| one == theme),
        }
    }
}

/// The time a claim speaks of.
struct Period {
    from: Option<PartialDate>,
    to: Option<PartialDate>,
}

impl Period {
    /// `None` where it is not understood.
    fn of(claim: &Claim) -> Option<Self> {
        let Some(period) = &claim.period else { return Some(Self { from: None, to: None }) };
        let edtf: Edtf = period.parse().ok()?;
        edtf.bounds()?;
        Some(match edtf {
            Edtf::Date(date) => Self { from: Some(date), to: Some(date) },
            Edtf::Interval(from, to) | Edtf::OneOf(from, to) => Self { from: Some(from), to: Some(to) },
        })
    }

    fn bounds(&self) -> (Date, Date) {
        let from = self.from.and_then(PartialDate::bounds).map_or(Date::ZERO, |(first, _)| first);
        let to = self.to.and_then(PartialDate::bounds).map_or(Date::MAX, |(_, last)| last);
        (from, to)
    }

    fn months(&self) -> Option<u64> {
        self.from.and(self.to)?;
        let (first, last) = self.bounds();
        let months =
            i32::from(last.year() - first.year()) * 12 + i32::from(last.month()) - i32::from(first.month());
        u64::try_from(months + 1).ok()
    }

    /// The same length of time just before.
    fn before(&self) -> Option<Self> {
        let months = i32::try_from(self.months()?).ok()?;
        let (first, last) = self.bounds();
        let back = |day: Date| day.checked_sub(months.months()).ok().map(PartialDate::from);
        Some(Self { from: Some(back(first)?), to: Some(back(last)?) })
    }
}

fn moved(day: Date, days: i32) -> Date {
    day.checked_add(days.days()).unwrap_or(day)
}

/// Whether encounters are counted for claims of a kind: for firsts, and for results as arrests are, they are not.
fn is_counted(what: &str) -> bool {
    const COUNTED: [&str; 11] = [
        "meetings",
        "visits",
        "agreements",
        "countries",
        "organisations",
        "partners",
        "largest_country",
        "largest_region",
        "peak_months",
        "theme_share",
        "trend",
    ];
    COUNTED.contains(&what)
}

/// Every reading of a claim of a kind that is counted; none where what it names is not understood.
fn readings(
    claim: &Claim,
    dated: &[&Seen],
    possible: &[&Seen],
    before: &[&Seen],
    scheme: &RegionScheme,
) -> Vec<Reading> {
    let all: Vec<&Seen> = dated.iter().chain(possible).copied().collect();
    let total = |unit: Unit, wanted: fn(&Seen) -> bool| {
        let of = |facts: &[&Seen]| {
            let facts: Vec<&Seen> = facts.iter().copied().filter(|fact| wanted(fact)).collect();
            counted(&facts, By::Type, unit, Sense::Partner, true)
        };
        let (found, possible) = (of(dated), of(&all));
        let encounters = listed(&found, |_| true, dated);
        Reading { unit, sense: None, found: found.total.into(), possible: Some(possible.total), encounters }
    };
    let different = |sense: Sense, wanted: fn(&str) -> bool| {
        let is_wanted = move |key: &RowKey| matches!(key, RowKey::Value(code) if wanted(code));
        let of = |facts: &[&Seen]| counted(facts, By::Country, Unit::Encounters, sense, true);
        let number = |counts: &Counts| counts.rows.keys().filter(|key| is_wanted(key)).count() as u64;
        let (found, possible) = (of(dated), of(&all));
        let encounters = listed(&found, is_wanted, dated);
        let (found, possible) = (number(&found).into(), Some(number(&possible)));
        Reading { unit: Unit::Encounters, sense: Some(sense), found, possible, encounters }
    };
    let ranked = |unit: Unit, sense: Option<Sense>, by: By<'_>, first: usize| {
        let counts = counted(dated, by, unit, sense.unwrap_or(Sense::Partner), true);
        let claimed = words(&claim.value);
        let is_claimed =
            |key: &RowKey| matches!(key, RowKey::Value(word) if claimed.contains(&word.as_str()));
        let encounters = listed(&counts, is_claimed, dated);
        Reading { unit, sense, found: leaders(&counts, first), possible: None, encounters }
    };
    let any = |_: &Seen| true;
    let agreement = |fact: &Seen| fact.kind == Some(EventType::Agreement);
    match claim.what.as_str() {
        "meetings" => vec![total(Unit::Meetings, any), total(Unit::Trips, any)],
        "visits" => vec![total(Unit::Trips, any)],
        "agreements" => vec![total(Unit::Encounters, agreement)],
        "countries" => vec![different(Sense::Partner, is_country), different(Sense::Place, is_country)],
        "organisations" => vec![different(Sense::Partner, |code| !is_country(code))],
        "partners" => vec![different(Sense::Partner, |_| true)],
        "largest_country" => vec![
            ranked(Unit::Meetings, Some(Sense::Partner), By::Country, 1),
            ranked(Unit::Meetings, Some(Sense::Place), By::Country, 1),
            ranked(Unit::Trips, Some(Sense::Place), By::Country, 1),
        ],
        "largest_region" if words(&claim.value).iter().all(|region| scheme.has_region(region)) => vec![
            ranked(Unit::Meetings, Some(Sense::Partner), By::Region(scheme), 1),
            ranked(Unit::Meetings, Some(Sense::Place), By::Region(scheme), 1),
            ranked(Unit::Trips, Some(Sense::Place), By::Region(scheme), 1),
        ],
        "peak_months" => {
            let first = words(&claim.value).len().max(1);
            vec![ranked(Unit::Meetings, None, By::Month, first), ranked(Unit::Trips, None, By::Month, first)]
        }
        "theme_share" => share(claim, dated).into_iter().collect(),
        "trend" => trend(claim, dated, before).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The share of the meetings that have the theme of the claim, in per cent.
fn share(claim: &Claim, facts: &[&Seen]) -> Option<Reading> {
    let theme = claim.scope.as_deref()?;
    let counts = counted(facts, By::Theme, Unit::Meetings, Sense::Partner, true);
    let row = counts.rows.get(&RowKey::Value(theme.to_owned()));
    let found = row.map_or(0, |row| row.count) * 100 / counts.total.max(1);
    let encounters = row.map(|row| row.encounters.clone()).unwrap_or_default();
    let (unit, possible) = (Unit::Meetings, Some(found));
    Some(Reading { unit, sense: None, found: found.into(), possible, encounters })
}

/// Whether a theme's share of the meetings rose or fell since the same length of time before; `theme:up`, `theme:down` or
/// `theme:same`.
fn trend(claim: &Claim, now: &[&Seen], before: &[&Seen]) -> Option<Reading> {
    let (theme, _) = claim.value.as_str()?.split_once(':')?;
    let share = |facts: &[&Seen]| {
        let counts = counted(facts, By::Theme, Unit::Meetings, Sense::Partner, true);
        let row = counts.rows.get(&RowKey::Value(theme.to_owned()));
        let encounters = row.map(|row| row.encounters.clone()).unwrap_or_default();
        (row.map_or(0, |row| row.count), counts.total, encounters)
    };
    let ((with, of, encounters), (with_before, of_before, _)) = (share(now), share(before));
    if of == 0 || of_before == 0 {
        return None;
    }
    let direction = match (with * of_before).cmp(&(with_before * of)) {
        std::cmp::Ordering::Greater => "up",
        std::cmp::Ordering::Less => "down",
        std::cmp::Ordering::Equal => "same",
    };
    let found = format!("{theme}:{direction}").into();
    Some(Reading { unit: Unit::Meetings, sense: None, found, possible: None, encounters })
}

/// What the readings say of a claim.
fn verdict(claim: &Claim, readings: &[Reading], coverage: &Coverage) -> Verdict {
    let Some(literal) = readings.first() else {
        return if claim.what == "trend" { Verdict::TooThin } else { Verdict::NotCountable };
    };
    if readings.iter().any(|reading| holds(claim, reading)) {
        return Verdict::Supported;
    }
    let more = |reading: &Reading| match (reading.found.as_u64(), bound(&claim.value)) {
        (Some(found), Some((_, most))) => found > most,
        _ => false,
    };
    // So many encounters cannot stand in fewer articles, as a rule.
    let few = bound(&claim.value).is_some_and(|(least, _)| coverage.articles < least);
    let thin = coverage.encounters == 0
        || few
        || coverage.months.is_some_and(|months| coverage.covered * 100 < months * COVERED)
        || (bound(&claim.value).is_none() && literal.encounters.is_empty() && is_empty(&literal.found));
    match literal {
        _ if more(literal) => Verdict::MoreFound,
        _ if thin => Verdict::TooThin,
        _ => Verdict::FewerFound,
    }
}

/// Whether a reading bears a claim out.
fn holds(claim: &Claim, reading: &Reading) -> bool {
    if let (Some(found), Some(possible), Some((least, most))) =
        (reading.found.as_u64(), reading.possible, bound(&claim.value))
    {
        return found <= most && possible >= least;
    }
    let (claimed, found) = (words(&claim.value), words(&reading.found));
    !claimed.is_empty() && claimed.iter().all(|word| found.contains(word))
}

/// The least and the most that a number claims.
fn bound(value: &Value) -> Option<(u64, u64)> {
    if let Some(n) = value.as_u64() {
        return Some((n, n));
    }
    let named = |key: &str| value.get(key)?.as_u64();
    named("min")
        .map(|n| (n, u64::MAX))
        .or_else(|| named("max").map(|n| (0, n)))
        .or_else(|| named("about").map(|n| (n - n * ABOUT / 100, n + n * ABOUT / 100)))
}

/// The most frequent rows: as many as were claimed, and those that are as frequent as the last of them.
fn leaders(counts: &Counts, first: usize) -> Value {
    let mut rows: Vec<(&str, u64)> = counts
        .rows
        .values()
        .filter_map(|row| match &row.key {
            RowKey::Value(value) => Some((value.as_str(), row.count)),
            RowKey::UnknownMonth(_) | RowKey::Undated | RowKey::Unknown => None,
        })
        .collect();
    rows.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let least = rows.get(first - 1).or(rows.last()).map_or(1, |row| row.1);
    let mut leading: Vec<&str> = rows.iter().filter(|row| row.1 >= least).map(|row| row.0).collect();
    leading.sort_unstable();
    match leading.as_slice() {
        [one] => Value::from(*one),
        many => Value::Array(many.iter().map(|word| Value::from(*word)).collect()),
    }
}

/// Ids of the rows that are wanted, once each, in the order of the chronicle.
fn listed(counts: &Counts, wanted: impl Fn(&RowKey) -> bool, facts: &[&Seen]) -> Vec<String> {
    let rows = counts.rows.values().filter(|row| wanted(&row.key));
    let ids: BTreeSet<&str> = rows.flat_map(|row| &row.encounters).map(String::as_str).collect();
    facts.iter().map(|fact| &*fact.id).filter(|id| ids.contains(id)).map(str::to_owned).collect()
}

/// The words of a value: one, or a list.
fn words(value: &Value) -> Vec<&str> {
    match value {
        Value::String(word) => vec![word],
        Value::Array(words) => words.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn is_empty(value: &Value) -> bool {
    value.as_array().is_some_and(Vec::is_empty)
}

/// Whether a code is a country's: two letters. ISO 3166 reserves `EU` and `UN` for the organisations.
fn is_country(code: &str) -> bool {
    code.len() == 2 && !matches!(code, "EU" | "UN")
}

#[cfg(test)]
mod tests;
