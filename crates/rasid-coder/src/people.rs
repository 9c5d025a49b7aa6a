//! Who is who inside one article: full name, surname with and without ال, office alone.
//!
//! A full name once seen makes the bare surname the same person in this article, and no other's.

use std::ops::Range;

use rasid_lexicon::{Kind, Lexicon};
use rasid_text::TokenKind;
use rasid_text::clitic::{readings, split_article};

use crate::actor::{Actor, OfficeUnit, Side};
use crate::mention::{Mentions, Particle, is_bare};

/// Years before and after a tenure in which a name of the lexicon still means its person, who then held another office.
const REACH: u16 = 4;

/// The same where his family name alone is told.
const NEAR: u16 = 1;

/// Family names shorter than this are words too often to be looked for alone.
const SHORTEST_ALONE: usize = 4;

/// A person of the article.
#[derive(Debug, Default)]
pub(crate) struct Person<'l> {
    /// Parts of the fullest name, without articles and binders.
    parts: Vec<String>,
    /// Those of them that stand behind بن: his father's name, and that one's father's.
    fathers: Vec<String>,
    /// Tokens of the fullest name.
    pub(crate) name: Option<Range<u32>>,
    /// Index of the actor whose offices are the person's.
    pub(crate) office_of: Option<usize>,
    /// The side, as first said.
    pub(crate) side: Option<Side<'l>>,
    /// Entry of the lexicon.
    pub(crate) known: Option<u32>,
}

/// The people of an article, and who each actor is.
#[derive(Debug, Default)]
pub(crate) struct People<'l> {
    pub(crate) list: Vec<Person<'l>>,
    /// Person of each actor.
    pub(crate) of_actor: Vec<Option<usize>>,
}

/// The parts of a name that tell people apart: without articles, بن and آل, `عبد اللطيف` and `عبداللطيف` alike.
pub(crate) fn parts(mentions: &Mentions, range: &Range<u32>) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut servant = false;
    for i in range.start as usize..range.end as usize {
        let mut key = mentions.key(i);
        // وسامح شكري: the clitics of a given name are no part of it.
        if i == range.start as usize
            && mentions.bare(i, Kind::GivenName).is_none()
            && let Some(found) = mentions.best(i, Kind::GivenName)
            && let Some(reading) = readings(key).find(|reading| reading.prefix == found.prefix)
        {
            key = reading.stem;
        }
        match key {
            "بن" | "ابن" | "ال" | "بنت" | "ولد" => continue,
            "عبد" => {
                servant = true;
                continue;
            }
            _ => {}
        }
        let stem = split_article(key).1;
        parts.push(if servant {
            format!("عبد{stem}")
        } else {
            stem.strip_prefix("عبدال").map_or_else(|| stem.to_owned(), |rest| format!("عبد{rest}"))
        });
        servant = false;
    }
    parts
}

/// Whether two names may be one person's: all parts of the shorter stand in the longer. A single part must be a
/// surname of the other, or the first name of somebody styled by it (الملك سلمان).
fn same(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    match short {
        [] => false,
        [one] => long.contains(one),
        _ => {
            short.iter().all(|part| long.contains(part))
                || (short[0] == long[0]
                    && short.last() == long.last()
                    // سالم الناصر العلي الحارثي, سالم فهد الزيد الحارثي: of one house, and two people.
                    && (short.len() < 3 || short[1..short.len() - 1].iter().any(|part| long.contains(part))))
        }
    }
}

/// The parts of a name that stand behind بن.
fn fathers(mentions: &Mentions, range: &Range<u32>) -> Vec<String> {
    (range.start..range.end.saturating_sub(1))
        .filter(|&i| matches!(mentions.key(i as usize), "بن" | "ابن"))
        .filter_map(|i| parts(mentions, &(i + 1..range.end)).into_iter().next())
        .collect()
}

impl<'l> People<'l> {
    /// Gathers the people that `actors` name, and then finds their bare surnames among the tokens that no actor
    /// holds: `actors` grows by them and stays sorted.
    pub(crate) fn gather(
        lexicon: &'l Lexicon,
        mentions: &Mentions,
        actors: &mut Vec<Actor<'l>>,
        year: Option<u16>,
        memory: bool,
    ) -> Self {
        lend_sides(lexicon, mentions, actors);
        part_namesakes(lexicon, mentions, actors);
        let mut people = People::default();
        people.name_all(lexicon, mentions, actors, year);
        if !memory {
            return people;
        }
        let mut more = people.part_surnames(mentions, actors);
        more.extend(people.surnames(mentions, actors));
        more.extend(people.famous(lexicon, mentions, actors, year));
        if !more.is_empty() {
            actors.extend(more);
            actors.sort_by_key(|actor| actor.range.start);
            people = People::default();
            people.name_all(lexicon, mentions, actors, year);
        }
        people.offices_alone(lexicon, mentions, actors);
        people
    }

    fn name_all(
        &mut self,
        lexicon: &'l Lexicon,
        mentions: &Mentions,
        actors: &[Actor<'l>],
        year: Option<u16>,
    ) {
        self.of_actor = vec![None; actors.len()];
        // Fullest names first, so that a surname never founds a person whom a full name explains.
        let mut order: Vec<(usize, Vec<String>)> = actors
            .iter()
            .enumerate()
            .filter_map(|(n, actor)| {
                let parts = match &actor.surname {
                    Some(surname) => vec![surname.clone()],
                    None => parts(mentions, actor.name.as_ref()?),
                };
                Some((n, parts))
            })
            .filter(|(_, parts)| !parts.is_empty())
            .collect();
        order.sort_by_key(|(n, parts)| (std::cmp::Reverse(parts.len()), *n));
        for (n, parts) in order {
            let actor = &actors[n];
            // "هنأ الرئيس التركي الأمير A": a name that the lexicon gives to another country.
            let known = actor.person.and_then(|id| lexicon.person(id).country.as_deref());
            let heads = !actor.offices.iter().any(|unit| lexicon.office(unit.head).plural);
            let side = single(actor).filter(|side| {
                known.is_none_or(|code| code == side.code || lexicon.country(side.code).is_none())
            });
            let own_fathers = actor.name.as_ref().map_or_else(Vec::new, |name| fathers(mentions, name));
            // فهد بن ناصر is the father of طلال بن فهد بن ناصر, and so is الملك فهد. The fuller name came first.
            let father =
                |person: &Person<'_>| person.fathers.contains(&parts[0]) && !own_fathers.contains(&parts[0]);
            let fits = |person: &Person<'_>| {
                same(&person.parts, &parts)
                    && !father(person)
                    && match (&person.side, side) {
                        (Some(a), Some(b)) => a.code == b.code,
                        _ => true,
                    }
            };
            // A bare name is a family name before it is a given one.
            let family = |person: &Person<'_>| {
                parts.len() == 1 && person.parts.last() == parts.first() && fits(person)
            };
            let found = self.list.iter().position(family).or_else(|| self.list.iter().position(fits));
            let at = found.unwrap_or_else(|| {
                let fathers = own_fathers.clone();
                self.list.push(Person {
                    parts: parts.clone(),
                    fathers,
                    name: actor.name.clone(),
                    ..Person::default()
                });
                self.list.len() - 1
            });
            let person = &mut self.list[at];
            // رئيس الوزراء فلان ... حكومة فلان والاتحاد الأوروبي: whom the lexicon knows heads no union because his government speaks of one.
            let own = person.known.and_then(|id| lexicon.person(id).country.as_deref());
            let side = side.filter(|side| heads || own.is_none_or(|code| code == side.code));
            if person.side.is_none() {
                person.side = side.cloned();
            }
            if person.known.is_none() {
                person.known = actor.person.filter(|&id| {
                    let entry = lexicon.person(id);
                    year.is_none_or(|year| {
                        entry.from <= year + REACH && year <= entry.to.saturating_add(REACH)
                    })
                });
            }
            // The chain of offices is the longest one told of him, the first among equals.
            // نظيره الكيني gives way to الرئيس الكيني.
            let own = |n: usize| !actors[n].offices.iter().any(|unit| lexicon.office(unit.head).counterpart);
            let length =
                |n: usize| (own(n), actors[n].offices.iter().map(|unit| unit.range.len()).sum::<usize>());
            if !actor.offices.is_empty() && person.office_of.is_none_or(|best| length(n) > length(best)) {
                person.office_of = Some(n);
            }
            self.of_actor[n] = Some(at);
        }
        self.by_family_name(lexicon, mentions, actors, year);
        // A counterpart's office is his own; a person without a side takes the lexicon's.
        for person in &mut self.list {
            if person.side.is_none()
                && let Some(code) = person.known.and_then(|id| lexicon.person(id).country.as_deref())
                && let Some(name) = &person.name
            {
                person.side = Some(Side { code, range: name.clone() });
            }
        }
    }

    /// الرئيس السيسي, لافروف: of whom the article gives the family name alone is the one person of the lexicon who bore it in
    /// such an office then.
    fn by_family_name(
        &mut self,
        lexicon: &Lexicon,
        mentions: &Mentions,
        actors: &[Actor<'l>],
        year: Option<u16>,
    ) {
        for person in &mut self.list {
            let [surname] = person.parts.as_slice() else { continue };
            let Some(name) = person.name.as_ref().filter(|_| person.known.is_none()) else { continue };
            let office = person.office_of.and_then(|n| actors[n].offices.first());
            // A name that its office completes is not asked of again: وزير خارجية كينيا A.
            let side = person.side.as_ref().map(|side| side.code);
            let bare = mentions.is_unknown(name.start as usize);
            let fits = |known: &rasid_lexicon::entry::Person| {
                side.is_none_or(|code| known.country.as_deref() == Some(code))
                    && match office {
                        Some(unit) => {
                            let head = lexicon.office(unit.head);
                            let alone = unit.range.end == unit.head_end || side.is_some();
                            let counts = !(head.plural || head.dual || head.delegation || head.counterpart);
                            counts
                                && known.office.as_deref().is_some_and(|held| {
                                    may_be_called(
                                        held,
                                        &head.rank,
                                        office_stem(mentions, unit.range.start as usize),
                                        alone,
                                    )
                                })
                        }
                        // الأمير فيليب: a style and a given name are nobody's family name.
                        None => name.len() == 1 && bare && is_prominent(known),
                    }
            };
            person.known = only_bearer(lexicon, surname, year, fits);
        }
    }

    /// لافروف, نتنياهو: family names outside actors that one prominent person of the lexicon bore then, and nobody of the article.
    fn famous(
        &self,
        lexicon: &Lexicon,
        mentions: &Mentions,
        actors: &[Actor<'l>],
        year: Option<u16>,
    ) -> Vec<Actor<'l>> {
        let mut found = Vec::new();
        if year.is_none() {
            return found;
        }
        let mut held = actors.iter().map(|actor| &actor.range).peekable();
        for i in 0..mentions.len() {
            while held.peek().is_some_and(|range| range.end <= i as u32) {
                held.next();
            }
            if !mentions.is_unknown(i) || held.peek().is_some_and(|range| range.contains(&(i as u32))) {
                continue;
            }
            // جون كيري, كيري لام: with another unknown word or a given name it is a name of its own.
            let named = |i: usize| {
                mentions.is_unknown(i) && !mentions.definite(i)
                    || mentions.has(i, Kind::GivenName)
                    || mentions.has(i, Kind::Person)
            };
            // ترامب وبوتين: what joins it parts it from the name before.
            let joined = readings(mentions.key(i)).any(|reading| {
                reading.prefix.conjunction && !lexicon.of_family(split_article(reading.stem).1).is_empty()
            });
            let beside =
                !joined && i.checked_sub(1).is_some_and(named) || mentions.has(i + 1, Kind::GivenName);
            // منتقدا نتنياهو: whom a participle speaks of.
            if i.checked_sub(1)
                .is_some_and(|before| mentions.is_word(before) && mentions.key(before).ends_with('ا'))
            {
                continue;
            }
            if beside || mentions.is_no_name(i) {
                continue;
            }
            // عيد الفطر المبارك: behind a noun a word with its article is an adjective sooner than a name.
            let led = i.checked_sub(1).is_some_and(|before| {
                !mentions.is_word(before) || mentions.has_one_of(before, &[Kind::Trigger, Kind::Cue])
            });
            if mentions.definite(i) && !led {
                continue;
            }
            for reading in readings(mentions.key(i)) {
                let stem = split_article(reading.stem).1;
                if stem.chars().count() < SHORTEST_ALONE || lexicon.of_family(stem).is_empty() {
                    continue;
                }
                // Of the article's own people somebody bears it.
                if self.list.iter().any(|person| person.parts.iter().any(|part| part == stem)) {
                    break;
                }
                if only_bearer(lexicon, stem, year, is_prominent).is_some() {
                    let range = i as u32..i as u32 + 1;
                    found.push(Actor {
                        name: Some(range.clone()),
                        range,
                        surname: Some(stem.to_owned()),
                        joined: reading.prefix.conjunction,
                        particle: Some(Particle::of_prefix(reading.prefix.preposition)),
                        ..Actor::default()
                    });
                    break;
                }
            }
        }
        found
    }

    /// واستقبل هادي مبعوث الأمم المتحدة: a surname known from elsewhere, of another side than the office right behind it,
    /// is somebody else. The actor keeps the name; the office becomes an actor of its own, which is returned.
    fn part_surnames(&self, mentions: &Mentions, actors: &mut [Actor<'l>]) -> Vec<Actor<'l>> {
        let mut parted = Vec::new();
        for actor in actors {
            let (Some(name), Some(unit), [side]) =
                (&actor.name, actor.offices.first(), actor.sides.as_slice())
            else {
                continue;
            };
            let adjacent = name.len() == 1 && name.start == actor.range.start && unit.range.start == name.end;
            if !adjacent {
                continue;
            }
            let own = parts(mentions, name);
            let [surname] = own.as_slice() else { continue };
            let known = self.list.iter().any(|person| {
                person.parts.iter().skip(1).any(|part| part == surname)
                    && person.side.as_ref().is_some_and(|known| known.code != side.code)
            });
            if known {
                let name = name.clone();
                parted.push(Actor {
                    range: name.end..actor.range.end,
                    offices: std::mem::take(&mut actor.offices),
                    sides: std::mem::take(&mut actor.sides),
                    accredited: actor.accredited.take(),
                    particle: Some(Particle::Bare),
                    ..Actor::default()
                });
                actor.range = name;
                actor.surname = Some(surname.clone());
            }
        }
        parted
    }

    /// Bare surnames outside actors.
    fn surnames(&self, mentions: &Mentions, actors: &[Actor<'l>]) -> Vec<Actor<'l>> {
        let mut found = Vec::new();
        let surnames: Vec<&str> = self
            .list
            .iter()
            .flat_map(|person| person.parts.iter().skip(1))
            .map(String::as_str)
            .filter(|part| part.len() > 4)
            .collect();
        if surnames.is_empty() {
            return found;
        }
        // One bit for the last byte of each: a word that ends in none of them is none of them.
        let last = |word: &str| word.bytes().next_back().map_or(0, |byte| 1_u64 << (byte & 63));
        let ends = surnames.iter().fold(0, |bits, surname| bits | last(surname));
        let mut held = actors.iter().map(|actor| &actor.range).peekable();
        for i in 0..mentions.len() {
            while held.peek().is_some_and(|range| range.end <= i as u32) {
                held.next();
            }
            let inside = held.peek().is_some_and(|range| range.contains(&(i as u32)));
            if inside || mentions.kind(i) != Some(TokenKind::Word) || last(mentions.key(i)) & ends == 0 {
                continue;
            }
            // على is nobody of the name of علي.
            if mentions.is_no_name(i) {
                continue;
            }
            let ordinary = mentions.at(i).iter().any(|found| {
                is_bare(found)
                    && matches!(
                        found.sense.kind,
                        Kind::Word | Kind::Cue | Kind::Trigger | Kind::Office | Kind::Weekday | Kind::Month
                    )
            });
            if ordinary {
                continue;
            }
            for reading in readings(mentions.key(i)) {
                if surnames.contains(&reading.stem) {
                    let mut start = i as u32;
                    // "بن سلمان", "آل ثاني": the binder belongs to the surname.
                    if i > 0 && matches!(mentions.key(i - 1), "بن" | "ولد" | "ال") {
                        start -= 1;
                    }
                    found.push(Actor {
                        range: start..i as u32 + 1,
                        name: Some(start..i as u32 + 1),
                        surname: Some(reading.stem.to_owned()),
                        joined: reading.prefix.conjunction,
                        particle: Some(Particle::of_prefix(reading.prefix.preposition)),
                        ..Actor::default()
                    });
                    break;
                }
            }
        }
        found
    }

    /// الوزير, السفير الإيطالي, المسؤول المغربي: the nearest person before who holds such an office.
    fn offices_alone(&mut self, lexicon: &Lexicon, mentions: &Mentions, actors: &[Actor<'l>]) {
        for n in 0..actors.len() {
            let actor = &actors[n];
            if actor.pronoun {
                // معاليه: the last person told with a style or an office.
                let told = |&before: &usize| {
                    let guest = actors[before].offices.iter().any(|unit| lexicon.office(unit.head).guestref);
                    self.of_actor[before].is_some()
                        && !guest
                        && (actors[before].styled || !actors[before].offices.is_empty())
                };
                // فخامته is the president's, سموه the prince's: who bears that style, before whoever was told last.
                let style = Style::of(mentions.key(actor.range.start as usize));
                let styled =
                    |&before: &usize| style.is_some_and(|style| style.fits(mentions, &actors[before]));
                let bears = (0..n).rev().filter(told).find(styled);
                let whom = bears.or_else(|| (0..n).rev().find(told));
                self.of_actor[n] = whom.and_then(|before| self.of_actor[before]);
                continue;
            }
            // The very office told before with a name: وكان وزير الخارجية قد وصل.
            if actor.name.is_none()
                && let Some(person) = self.same_office(mentions, actors, n)
            {
                self.of_actor[n] = Some(person);
                continue;
            }
            let [unit] = actor.offices.as_slice() else { continue };
            let head = lexicon.office(unit.head);
            let guest = head.guestref;
            // الوزير الضيف
            let guest_behind = actors.get(n + 1).is_some_and(|next| {
                next.range.start == actor.range.end
                    && next.offices.iter().any(|unit| lexicon.office(unit.head).guestref)
            });
            if (guest || guest_behind) && actor.name.is_none() && actor.sides.is_empty() {
                self.of_actor[n] = self.other_side(n);
                continue;
            }
            let bare = unit.range.end - unit.head_end <= actor.sides.len() as u32;
            if actor.name.is_some()
                || !bare
                || head.plural
                || head.dual
                || head.delegation
                || head.counterpart
            {
                continue;
            }
            let definite = mentions.key(unit.range.start as usize).contains("ال")
                || mentions.key(unit.range.start as usize).starts_with("لل");
            if (!definite && !guest) || unit.head_end - unit.range.start > 1 {
                continue;
            }
            let stem = office_stem(mentions, unit.range.start as usize);
            let vague = matches!(stem, "مسوول" | "دبلوماسي" | "ديبلوماسي" | "ضيف") || guest;
            let side = single(actor);
            let holds = |person: usize| {
                let candidate = &self.list[person];
                let agrees = match (&candidate.side, side) {
                    (Some(a), Some(b)) => a.code == b.code,
                    (None, Some(_)) => false,
                    _ => true,
                };
                // نظيره العماني ... الوزير العماني: who is somebody's counterpart holds the same office.
                let same_office = candidate.office_of.is_some_and(|at| {
                    actors[at].offices.iter().any(|unit| {
                        let held = office_stem(mentions, unit.range.start as usize) == stem
                            && (stem != "رييس"
                                || side.is_none()
                                || of_a_country(mentions, &actors[at], unit));
                        held || side.is_some()
                            && lexicon.office(unit.head).counterpart
                            && head.rank != "ambassador"
                    })
                });
                // المنسق الإقليمي ... المسؤول الأممي: whom an envoy serves may be told later.
                let envoy = vague
                    && candidate.side.is_none()
                    && side.is_some_and(|side| lexicon.country(side.code).is_none())
                    && candidate.office_of.is_some_and(|at| {
                        actors[at].offices.iter().any(|unit| {
                            let stem = office_stem(mentions, unit.range.start as usize);
                            matches!(stem, "مبعوث" | "ممثل" | "منسق" | "موفد" | "مندوب")
                        })
                    });
                // مبعوث الأمم المتحدة ... الدبلوماسي الكيني: an envoy of an organisation has a passport too.
                let passport = stem == "دبلوماسي"
                    && side.is_some_and(|side| lexicon.country(side.code).is_some())
                    && candidate.side.as_ref().is_some_and(|side| lexicon.country(side.code).is_none())
                    && candidate.office_of.is_some_and(|at| {
                        actors[at].offices.iter().any(|unit| {
                            let stem = office_stem(mentions, unit.range.start as usize);
                            matches!(stem, "مبعوث" | "ممثل" | "منسق" | "موفد" | "وسيط")
                        })
                    });
                envoy || passport || agrees && (same_office || (vague && side.is_some()))
            };
            // الدبلوماسي ذاته: the ambassador told last; المسؤول نفسه: whoever was.
            let same = matches!(
                mentions.key(actor.range.end as usize),
                "ذاته" | "نفسه" | "ذاتها" | "نفسها" | "عينه"
            );
            if vague && side.is_none() && (same || stem.starts_with("د")) {
                let envoy = |person: usize| {
                    let office = self.list[person].office_of.and_then(|at| actors[at].offices.first());
                    office.is_some_and(|unit| lexicon.office(unit.head).rank == "ambassador")
                };
                let mut before = (0..n).rev().filter_map(|before| self.of_actor[before]);
                self.of_actor[n] =
                    if stem.starts_with("د") { before.find(|&p| envoy(p)) } else { before.next() };
                continue;
            }
            let told = || (0..n).rev().filter_map(|before| self.of_actor[before]).filter(|&p| holds(p));
            // الوزير alone is the paper's own, whose country it does not name, before it is the nearest.
            let own = side.is_none().then(|| told().find(|&p| self.list[p].side.is_none())).flatten();
            let whom = own.or_else(|| told().next());
            self.of_actor[n] = whom;
            if let Some(person) = whom.filter(|&person| self.list[person].side.is_none()) {
                self.list[person].side = side.cloned();
            }
        }
    }
}

impl People<'_> {
    /// An actor that names the person the article speaks of most, if one is named more than once.
    pub(crate) fn protagonist(&self) -> Option<usize> {
        let count = |person: usize| self.of_actor.iter().filter(|of| **of == Some(person)).count();
        let most = (0..self.list.len()).map(|person| (count(person), std::cmp::Reverse(person))).max()?;
        let (times, std::cmp::Reverse(person)) = most;
        (times > 1).then(|| self.of_actor.iter().position(|of| *of == Some(person))).flatten()
    }

    /// مضيفه, ضيفته, الوزير الضيف: of the two told last before actor `n`, the one whose country is told while the
    /// other's is not (papers do not name their own); else the one who is not told last.
    fn other_side(&self, n: usize) -> Option<usize> {
        let mut told = (0..n).rev().filter_map(|before| self.of_actor[before]);
        let last = told.next()?;
        let side = |person: usize| self.list[person].side.as_ref().map(|side| side.code);
        let Some(other) = told.find(|&person| person != last && side(person) != side(last)) else {
            return Some(last);
        };
        Some(if side(other).is_none() { last } else { other })
    }

    /// The person told before actor `n` with the same words of office.
    fn same_office(&self, mentions: &Mentions, actors: &[Actor<'_>], n: usize) -> Option<usize> {
        let words = |unit: &crate::actor::OfficeUnit| -> Vec<String> {
            (unit.range.start as usize..unit.range.end as usize)
                .map(|i| {
                    mentions.key(i).trim_start_matches(['و', 'ل', 'ب']).trim_start_matches("ال").to_owned()
                })
                .collect()
        };
        let [unit] = actors[n].offices.as_slice() else { return None };
        if unit.range.len() < 2 {
            return None;
        }
        let wanted = words(unit);
        let definite_end = mentions.definite(unit.range.end as usize - 1);
        let told = |same: &dyn Fn(&Actor<'_>, &crate::actor::OfficeUnit) -> bool| {
            (0..n).rev().find_map(|before| {
                let person = self.of_actor[before]?;
                let actor = &actors[before];
                actor.offices.iter().any(|unit| same(actor, unit)).then_some(person)
            })
        };
        told(&|_, unit| words(unit) == wanted).or_else(|| {
            // مدير المعهد is the مدير المعهد الملكي للشرطة told before.
            let shortened = definite_end && actors[n].sides.is_empty();
            shortened
                .then(|| told(&|actor, unit| actor.sides.is_empty() && words(unit).starts_with(&wanted)))?
        })
    }
}

/// Who of the lexicon bore a family name in or near a year, in an office that fits; nobody where several of different sides
/// did. Of several of one side the last to take office by then.
fn only_bearer(
    lexicon: &Lexicon,
    surname: &str,
    year: Option<u16>,
    fits: impl Fn(&rasid_lexicon::entry::Person) -> bool,
) -> Option<u32> {
    let then = |person: &rasid_lexicon::entry::Person| {
        year.is_none_or(|year| person.from <= year + NEAR && year <= person.to.saturating_add(NEAR))
    };
    let bearers = lexicon.of_family(surname).iter().copied();
    let mut bearers = bearers.filter(|&id| then(lexicon.person(id)) && fits(lexicon.person(id)));
    let first = bearers.next()?;
    let country = |id: u32| lexicon.person(id).country.as_deref();
    let rest: Vec<u32> = bearers.collect();
    let one = country(first).is_some() && rest.iter().all(|&id| country(id) == country(first));
    let last = std::iter::once(first).chain(rest).max_by_key(|&id| lexicon.person(id).from);
    last.filter(|_| one)
}

/// Whether the press calls somebody by his family name alone: heads of state and of government, ministers of foreign affairs,
/// defence and the interior, and heads of international organisations.
fn is_prominent(person: &rasid_lexicon::entry::Person) -> bool {
    let Some(office) = person.office.as_deref() else { return false };
    let of_organisation = person.country.as_deref().is_some_and(|code| code.len() > 2);
    let office = office.to_lowercase();
    let minister = office.starts_with("minister of")
        && ["foreign", "external", "defence", "defense", "interior"].iter().any(|word| office.contains(word));
    heads_state(&office)
        || heads_government(&office)
        || minister
        || ["secretary of state", "secretary of defense", "foreign secretary"]
            .iter()
            .any(|word| office.contains(word))
        || of_organisation
            && ["secretary", "envoy", "representative", "director"].iter().any(|word| office.contains(word))
}

/// Whether an office, in English and in small letters, is that of a head of state: no president of a body.
fn heads_state(office: &str) -> bool {
    const BODIES: [&str; 13] = [
        "council",
        "commission",
        "assembly",
        "parliament",
        "senate",
        "bank",
        "court",
        "party",
        "coalition",
        "committee",
        "chamber",
        "union",
        "front",
    ];
    let presides = office.starts_with("president") || office.contains(", president of");
    presides && !BODIES.iter().any(|body| office.contains(body))
        || ["king", "emir", "sultan"].iter().any(|word| office.split([' ', ',']).any(|part| part == *word))
}

/// Whether an office, in English and in small letters, is that of a head of government.
fn heads_government(office: &str) -> bool {
    ["prime minister", "head of government", "chancellor", "premier"].iter().any(|word| office.contains(word))
        && !office.contains("deputy")
}

/// Whether the press calls the holder of an office (in English) by an office of this rank and first word; `alone` says that
/// nothing stands behind that word.
fn may_be_called(office: &str, rank: &str, stem: &str, alone: bool) -> bool {
    let office = office.to_lowercase();
    match stem {
        "رييس" if alone => heads_state(&office),
        "رييس" => heads_government(&office) || heads_state(&office),
        "ملك" | "عاهل" | "سلطان" => heads_state(&office),
        "مستشار" => office.contains("chancellor"),
        "وزير" => {
            office.contains("minister") && !office.contains("prime minister")
                || office.contains("secretary of")
                || office.ends_with(" secretary")
        }
        "سفير" => office.contains("ambassador"),
        "مبعوث" | "ممثل" | "موفد" | "وسيط" => {
            office.contains("envoy") || office.contains("representative")
        }
        "امين" => office.contains("secretary"),
        _ => rank == "head_of_government" && heads_government(&office),
    }
}

/// The one side an actor names, unless it names several.
fn single<'a, 'l>(actor: &'a Actor<'l>) -> Option<&'a Side<'l>> {
    match actor.sides.as_slice() {
        [side] => Some(side),
        [first, rest @ ..] if rest.iter().all(|side| side.code == first.code) => Some(first),
        // وزير خارجية دولة الكويت وأمين عام مجلس التعاون: the first tells whom he serves.
        [first, ..] if actor.names.is_empty() && actor.name.is_some() => Some(first),
        _ => None,
    }
}

/// وزير الخارجية الإماراتي محمد بن سلمان الكعبي: somebody of another country whose name goes on where that of a person of the
/// lexicon ends is a namesake. (What goes on with بن or آل is the same name in full.)
fn part_namesakes(lexicon: &Lexicon, mentions: &Mentions, actors: &mut [Actor<'_>]) {
    for actor in actors {
        let (Some(id), Some(name)) = (actor.person, &actor.name) else { continue };
        let known = lexicon.person(id).country.as_deref();
        let other = single(actor).is_some_and(|side| {
            known.is_some_and(|code| code != side.code) && lexicon.country(side.code).is_some()
        });
        let end = mentions.best(name.start as usize, Kind::Person).map(|found| name.start + found.tokens);
        let goes_on = end.filter(|&end| end < name.end).map(|end| mentions.key(end as usize));
        if other && goes_on.is_some_and(|key| !matches!(key, "بن" | "ابن" | "ال" | "بنت")) {
            actor.person = None;
        }
    }
}

/// Gives actors the sides that stand beside them: ترأس الوفد المغربي والي الأمن ... (the delegation's country is its
/// head's), and الأمين العام للمجلس, رئيس الجامعة (the organisation told before by its full name).
fn lend_sides<'l>(lexicon: &'l Lexicon, mentions: &Mentions, actors: &mut [Actor<'l>]) {
    for n in 0..actors.len() {
        if !actors[n].sides.is_empty() || actors[n].offices.is_empty() {
            continue;
        }
        if let Some(before) = n.checked_sub(1).map(|m| &actors[m])
            && before.name.is_none()
            && before.range.end == actors[n].range.start
            && before.offices.iter().any(|unit| lexicon.office(unit.head).delegation)
            && let Some(side) = before.sides.first().cloned()
        {
            actors[n].sides.push(side);
            continue;
        }
        // التقى رئيس الوزراء الإستوني فلانا ونظيره علانا: the counterpart is of the side of the one he is joined to.
        let counterpart = actors[n].offices.iter().any(|unit| lexicon.office(unit.head).counterpart);
        if counterpart && actors[n].joined {
            let before = n.checked_sub(1).map(|m| &actors[m]);
            let beside = before
                .filter(|before| before.range.end + 1 >= actors[n].range.start && before.name.is_some());
            if let Some(side) = beside.and_then(|before| before.sides.first().cloned()) {
                actors[n].sides.push(side);
                continue;
            }
        }
        if let Some(side) = pronoun_of(lexicon, mentions, &actors[n]) {
            actors[n].sides.push(side);
            continue;
        }
        let Some(last) = actors[n].offices.iter().map(|unit| unit.range.end as usize - 1).next() else {
            continue;
        };
        let word = mentions.key(last);
        let stem = word.strip_prefix("لل").or_else(|| word.strip_prefix("ال")).unwrap_or("");
        if !matches!(
            stem,
            "مجلس"
                | "رابطه"
                | "منظمه"
                | "جامعه"
                | "اتحاد"
                | "هييه"
                | "وكاله"
                | "لجنه"
                | "بعثه"
                | "مفوضيه"
                | "محكمه"
        ) {
            continue;
        }
        let named = (0..actors[n].range.start as usize).rev().find_map(|i| {
            let found = mentions.best(i, Kind::Organisation).filter(|found| found.tokens > 1)?;
            let key = mentions.stem(i).trim_start_matches(['و', 'ل', 'ب']);
            (key.ends_with(stem)).then_some((i, found))
        });
        if let Some((i, found)) = named
            && let Some(code) = lexicon.organisation(found.sense.id).side()
        {
            actors[n].sides.push(Side { code, range: i as u32..i as u32 + found.tokens });
        }
    }
}

/// زار مكتب أنتربول وتباحث مع مديره فلان: the organisation that the pronoun of an office points back at.
fn pronoun_of<'l>(lexicon: &'l Lexicon, mentions: &Mentions, actor: &Actor<'l>) -> Option<Side<'l>> {
    const BACK: usize = 25;
    let [unit] = actor.offices.as_slice() else { return None };
    let start = unit.range.start as usize;
    let name = actor.name.as_ref().filter(|name| name.start == unit.range.end)?;
    // وزيرة فلانة, حكومة فلان: a ة is no pronoun.
    let pronoun = mentions.key(start).ends_with(['ه', 'ا']) && !mentions.ends_in_ta_marbuta(start);
    let own = unit.range.len() == 1 && pronoun && !name.is_empty();
    if !own || mentions.definite(start) || lexicon.office(unit.head).counterpart {
        return None;
    }
    (start.saturating_sub(BACK)..start).rev().find_map(|i| {
        let found = mentions.best(i, Kind::Organisation)?;
        let code =
            lexicon.organisation(found.sense.id).side().filter(|code| lexicon.country(code).is_none())?;
        Some(Side { code, range: i as u32..i as u32 + found.tokens })
    })
}

/// The style that a pronoun of respect speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Majesty,
    Highness,
    Presidency,
    Ministry,
    Embassy,
}

impl Style {
    fn of(key: &str) -> Option<Self> {
        let key = key.trim_start_matches(['ل', 'ب', 'و']);
        Some(match key {
            "جلالته" | "جلالتها" => Style::Majesty,
            "سموه" | "سموها" | "سموهما" => Style::Highness,
            "فخامته" | "فخامتها" => Style::Presidency,
            "معاليه" | "معاليها" | "دولته" => Style::Ministry,
            "سعادته" | "سعادتها" => Style::Embassy,
            _ => return None,
        })
    }

    fn fits(self, mentions: &Mentions, actor: &Actor<'_>) -> bool {
        (actor.range.start as usize..actor.range.end as usize).any(|i| {
            let stem = mentions.stem(i).trim_start_matches(['و', 'ل', 'ب']);
            let stem = stem.strip_prefix("ال").unwrap_or(stem);
            match self {
                Style::Majesty => matches!(stem, "ملك" | "جلاله" | "عاهل" | "خادم" | "سلطان"),
                Style::Highness => matches!(stem, "سمو" | "امير" | "شيخ" | "عهد"),
                Style::Presidency => matches!(stem, "فخامه" | "رييس"),
                Style::Ministry => matches!(stem, "معالي" | "وزير" | "وزيره" | "دوله"),
                Style::Embassy => matches!(stem, "سعاده" | "سفير" | "سفيره"),
            }
        })
    }
}

/// Whether somebody presides over a country and over no body of it: the Greek president is no رئيس البرلمان اليوناني.
fn of_a_country(mentions: &Mentions, actor: &Actor<'_>, unit: &OfficeUnit) -> bool {
    let first = unit.head_end;
    unit.head_end - unit.range.start == 1
        && (first >= unit.range.end
            || actor.sides.iter().any(|side| side.range.contains(&first))
            || matches!(mentions.stem(first as usize), "جمهوريه" | "دوله" | "حالي" | "جديد" | "منتخب"))
}

/// First word of an office without clitics and without the feminine ending.
fn office_stem(mentions: &Mentions, i: usize) -> &str {
    let key = mentions.key(i);
    let stem = mentions
        .at(i)
        .iter()
        .filter(|found| found.sense.kind == Kind::Office)
        .find_map(|found| {
            readings(key).find(|reading| reading.prefix == found.prefix).map(|reading| reading.stem)
        })
        .unwrap_or_else(|| split_article(key).1);
    stem.strip_suffix('ه').unwrap_or(stem)
}
