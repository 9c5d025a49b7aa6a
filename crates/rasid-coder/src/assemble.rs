//! From frames found to reports: who everybody is, sides, dates, places, one report per encounter, nesting.

use std::ops::Range;

use jiff::civil::Date;
use rasid_text::{Edtf, PartialDate};

use crate::actor::Side;
use crate::clause::{Item, Piece, Scene};
use crate::date::DateExpression;
use crate::frame::{Cast, Found};
use crate::mention::Particle;
use crate::people::People;
use crate::report::{EventType, Rank, Role, Salience, Status};

/// A participant, with the tokens behind each field.
#[derive(Clone, Debug)]
pub(crate) struct Member<'l> {
    pub(crate) role: Role,
    pub(crate) actor: usize,
    pub(crate) person: Option<usize>,
    pub(crate) name: Option<Range<u32>>,
    /// Offices of the chain and their actor.
    pub(crate) office: Option<Range<u32>>,
    pub(crate) units: Option<usize>,
    pub(crate) organisation: Option<Range<u32>>,
    pub(crate) side: Option<Side<'l>>,
    /// The side is the article's home country, not said of him.
    pub(crate) assumed: bool,
    pub(crate) rank: Rank,
}

/// A report before it is written out.
#[derive(Clone, Debug)]
pub(crate) struct Draft<'l> {
    pub(crate) found: Found<'l>,
    pub(crate) members: Vec<Member<'l>>,
    pub(crate) date: Option<(Edtf, Option<Range<u32>>)>,
    pub(crate) country: Option<(&'l str, Option<Range<u32>>)>,
    /// Index of the place mention that gives city or venue.
    pub(crate) place: Option<usize>,
    pub(crate) salience: Salience,
    pub(crate) parent: Option<usize>,
}

impl Draft<'_> {
    /// Sides of the members and, for a visit, of its destination; sorted.
    pub(crate) fn sides(&self) -> Vec<&str> {
        let mut sides: Vec<&str> =
            self.members.iter().filter_map(|m| m.side.as_ref().map(|s| s.code)).collect();
        if self.found.event_type == EventType::Visit {
            sides.extend(self.country.as_ref().map(|(code, _)| *code));
        }
        sides.sort_unstable();
        sides.dedup();
        sides
    }

    fn people(&self) -> Vec<usize> {
        self.members.iter().filter_map(|m| m.person).collect()
    }
}

/// What assembling needs beside the scene.
pub(crate) struct Assembler<'s, 'a, 'l> {
    pub(crate) scene: &'s Scene<'a, 'l>,
    pub(crate) people: &'s People<'l>,
    pub(crate) home: Option<&'l str>,
    pub(crate) published: Option<Date>,
    pub(crate) sentences: &'s [Range<u32>],
    /// City or country of the dateline, as a place.
    pub(crate) dateline: Option<usize>,
    /// Date of the dateline.
    pub(crate) dateline_date: Option<usize>,
    /// First sentence of the text, behind the headline.
    pub(crate) first_sentence: usize,
}

impl<'l> Assembler<'_, '_, 'l> {
    /// The reports of an article.
    pub(crate) fn drafts(&self, found: Vec<Found<'l>>) -> Vec<Draft<'l>> {
        let mut drafts: Vec<Draft<'l>> = Vec::new();
        for found in found {
            for draft in self.split(found) {
                if let Some(draft) = self.complete(draft, &drafts) {
                    drafts.push(draft);
                }
            }
        }
        let mut drafts = self.once(drafts);
        self.nest(&mut drafts);
        self.inherit(&mut drafts);
        drafts
    }

    fn member(&self, cast: &Cast<'l>) -> Option<Member<'l>> {
        let lexicon = self.scene.lexicon;
        let actor = &self.scene.actors[cast.actor];
        if actor.private {
            return None;
        }
        let person = self.people.of_actor[cast.actor];
        let entry = person.map(|p| &self.people.list[p]);
        let own = actor.sides.first().filter(|_| cast.side.is_none());
        // The office told with this name, else the person's chain from elsewhere in the article.
        let units = (!actor.offices.is_empty())
            .then_some(cast.actor)
            .filter(|_| {
                // "الوزير" alone points at the chain told before.
                entry.is_none_or(|entry| entry.office_of.is_none() || actor.name.is_some())
            })
            .or_else(|| entry.and_then(|entry| entry.office_of))
            .or_else(|| (!actor.offices.is_empty()).then_some(cast.actor));
        let head =
            units.and_then(|n| self.scene.actors[n].offices.first()).map(|unit| lexicon.office(unit.head));
        let known = entry.and_then(|entry| entry.known);
        let mut side =
            cast.side.clone().or_else(|| own.cloned()).or_else(|| entry.and_then(|e| e.side.clone()));
        let mut assumed = false;
        if side.is_none()
            && let Some(n) = units
            && let Some(unit) = self.scene.actors[n].offices.first()
            && let Some(home) = self.home
            && !head.is_some_and(|head| {
                head.plural
                    || head.dual
                    || head.delegation
                    || head.counterpart
                    || head.rank == "ambassador"
                    || head.guestref
            })
        {
            assumed = true;
            side = Some(Side { code: home, range: unit.range.clone() });
        }
        let official = units.is_some() || actor.organisation.is_some() || actor.is_country || known.is_some();
        if !official {
            return None;
        }
        let office = units.map(|n| {
            let offices = &self.scene.actors[n].offices;
            let (first, last) = (&offices[0].range, &offices[offices.len() - 1].range);
            // A name in the middle parts the chain; the longer part stands for it.
            match &self.scene.actors[n].name {
                Some(name) if name.start >= first.end && name.end <= last.start => {
                    let before = offices.iter().take_while(|unit| unit.range.end <= name.start).count();
                    let left = first.start..offices[before - 1].range.end;
                    let right = offices[before].range.start..last.end;
                    if right.len() >= left.len() { right } else { left }
                }
                _ => first.start..last.end,
            }
        });
        let name = cast.name.clone().or_else(|| {
            let own = actor.name.clone();
            let full = entry.and_then(|entry| entry.name.clone());
            match (own, full) {
                (Some(own), Some(full)) if own.len() >= 2 || full.len() < 2 => {
                    Some(own).filter(|own| own.len() >= 2).or(Some(full))
                }
                (own, full) => full.or(own),
            }
        });
        Some(Member {
            role: cast.role,
            actor: cast.actor,
            person,
            name,
            office,
            units,
            organisation: actor.organisation.clone().or_else(|| {
                let n = units?;
                self.scene.actors[n].offices.iter().find_map(|unit| unit.organisation.clone())
            }),
            rank: self.rank(units, side.as_ref()),
            side,
            assumed,
        })
    }

    fn rank(&self, units: Option<usize>, side: Option<&Side<'l>>) -> Rank {
        let lexicon = self.scene.lexicon;
        let Some(unit) = units.and_then(|n| self.scene.actors[n].offices.first()) else { return Rank::Other };
        let head = lexicon.office(unit.head);
        let rank = Rank::from_word(&head.rank).unwrap_or(Rank::Other);
        if head.deputy {
            return Rank::SeniorOfficial;
        }
        if head.generic && rank != Rank::Other {
            // رئيس + country is a head of state, رئيس + anything else is not.
            let complement = unit.head_end..unit.range.end;
            let of_country = side
                .is_some_and(|side| side.range.start >= complement.start && side.range.end <= complement.end);
            let long = complement.len() > 3;
            if !of_country && !complement.is_empty() || long {
                return if unit.organisation.is_some() { Rank::HeadOfService } else { Rank::SeniorOfficial };
            }
        }
        rank
    }

    /// An enumeration is one encounter each, unless it was one joint audience.
    fn split(&self, found: Found<'l>) -> Vec<Found<'l>> {
        let mut cast: Vec<Cast<'l>> = Vec::new();
        for member in &found.cast {
            let actor = &self.scene.actors[member.actor];
            let plural = actor.offices.iter().any(|unit| {
                let head = self.scene.lexicon.office(unit.head);
                head.plural || head.dual
            });
            let mut sides: Vec<(Side<'l>, Option<Range<u32>>)> = Vec::new();
            if plural && actor.sides.len() > 1 {
                sides.extend(
                    actor
                        .sides
                        .iter()
                        .enumerate()
                        .map(|(n, side)| (side.clone(), actor.names.get(n).cloned())),
                );
            } else if actor.sides.is_empty()
                && (plural || actor.offices.iter().any(|u| self.scene.lexicon.office(u.head).delegation))
            {
                sides.extend(
                    self.among(actor.range.end, found.clause.end.max(actor.range.end))
                        .into_iter()
                        .map(|side| (side, None)),
                );
            }
            if sides.is_empty() {
                cast.push(member.clone());
            } else {
                cast.extend(sides.into_iter().map(|(side, name)| Cast {
                    side: Some(side),
                    name,
                    ..member.clone()
                }));
            }
        }
        let one_for_all = matches!(
            found.event_type,
            EventType::Agreement | EventType::Conference | EventType::Visit | EventType::Decoration
        );
        let code = |cast: &Cast<'l>| self.member(cast).and_then(|m| m.side.map(|side| side.code));
        // The subject's side against each of the others.
        let Some(first) = cast.first().and_then(&code).filter(|_| !one_for_all && !found.joint) else {
            return vec![Found { cast, ..found }];
        };
        let mut others: Vec<&str> = cast.iter().filter_map(&code).filter(|side| *side != first).collect();
        others.dedup();
        let mut unique = others.clone();
        unique.sort_unstable();
        unique.dedup();
        if unique.len() < 2 {
            return vec![Found { cast, ..found }];
        }
        let mut split = Vec::new();
        let mut done: Vec<&str> = Vec::new();
        for other in others {
            if done.contains(&other) {
                continue;
            }
            done.push(other);
            let cast = cast
                .iter()
                .filter(|c| matches!(code(c), Some(side) if side == first || side == other))
                .cloned()
                .collect();
            split.push(Found { cast, ..found.clone() });
        }
        split
    }

    /// `من بينها قطر، تركيا، ... والإمارات` behind a plural: the countries of the list.
    fn among(&self, from: u32, to: u32) -> Vec<Side<'l>> {
        let sentence_end = self.sentences.iter().find(|s| s.contains(&from)).map_or(to, |s| s.end);
        let sentence = from..sentence_end;
        let items: Vec<Item> = self.scene.items(&sentence);
        let mut sides = Vec::new();
        let Some(cue) = items
            .iter()
            .position(|item| self.scene.cue(item) == "among")
            .filter(|&at| items[at].range.start < from + 20)
        else {
            return sides;
        };
        if items[..cue].iter().any(|item| matches!(item.piece, Piece::Verb) || self.scene.is_own_verb(item)) {
            return sides;
        }
        let mut end = items[cue].range.end;
        for item in &items[cue + 1..] {
            match item.piece {
                Piece::Actor(n) if self.scene.actors[n].is_country && item.range.start <= end + 1 => {
                    sides.extend(self.scene.actors[n].sides.iter().cloned());
                    end = item.range.end;
                }
                Piece::Comma => {}
                _ => break,
            }
        }
        sides
    }

    /// Fills date and place, and refuses what is no encounter between two sides.
    fn complete(&self, found: Found<'l>, before: &[Draft<'l>]) -> Option<Draft<'l>> {
        let mut members: Vec<Member<'l>> = Vec::new();
        for cast in &found.cast {
            if self.scene.actors[cast.actor].private {
                return None;
            }
            let Some(member) = self.member(cast) else { continue };
            let known = members.iter().any(|m| {
                (m.person.is_some() && m.person == member.person)
                    || (m.person.is_none()
                        && member.person.is_none()
                        && m.office == member.office
                        && m.side.as_ref().map(|s| s.code) == member.side.as_ref().map(|s| s.code))
            });
            if !known {
                members.push(member);
            }
        }
        members.retain(|m| m.side.is_some());
        let mut draft = Draft {
            salience: self.salience(&found),
            found,
            members,
            date: None,
            country: None,
            place: None,
            parent: None,
        };
        self.place(&mut draft);
        self.date(&mut draft, before);
        if self.sport(&draft.found) {
            return None;
        }
        let sides = draft.sides();
        match draft.found.event_type {
            EventType::Visit => {
                let visitor = draft.members.iter().find(|m| m.role == Role::Visitor)?.clone();
                if draft.country.is_none() {
                    // استقبل ... في إطار زيارة رسمية: the host's country, told in the same sentence.
                    let host = before.iter().rev().find(|other| {
                        other.found.sentence == draft.found.sentence
                            && other.people().iter().any(|p| Some(*p) == visitor.person)
                    });
                    draft.country =
                        host.and_then(|other| other.country.clone()).map(|(code, _)| (code, None));
                    draft.place = host.and_then(|other| other.place);
                }
                let (destination, _) = draft.country.as_ref()?;
                let side = visitor.side.as_ref()?.code;
                let ambassador_at_home = visitor.rank == Rank::Ambassador
                    && self.scene.actors[visitor.units.unwrap_or(visitor.actor)]
                        .accredited
                        .is_some_and(|code| code == *destination);
                if side == *destination || ambassador_at_home {
                    return None;
                }
                // Only what the visitor does counts: the guest of nobody.
                draft.members.retain(|m| matches!(m.role, Role::Visitor | Role::Host));
            }
            EventType::Conference if draft.members.is_empty() || !self.international(&draft) => return None,
            EventType::Conference => {}
            _ if sides.len() < 2 => return None,
            _ => {}
        }
        // The imperfect tells today's news at the head of an article; deeper down it tells habits and plans.
        let deep = draft.found.sentence > self.first_sentence + 2;
        if draft.found.imperfect
            && draft.found.status == Status::Held
            && deep
            && draft.found.event_type != EventType::Visit
        {
            let today = draft
                .date
                .as_ref()
                .and_then(|(date, _)| date.bounds())
                .zip(self.published)
                .is_some_and(|((a, b), p)| a <= p && p <= b);
            if !today {
                return None;
            }
        }
        Some(draft)
    }

    /// A gathering of several countries: by its name, its organiser, or because it was held abroad.
    fn international(&self, draft: &Draft<'l>) -> bool {
        let sides = draft.sides();
        let abroad = draft.country.as_ref().is_some_and(|(code, _)| !sides.contains(code));
        let start = draft.found.head as usize;
        let words = (start..start + 12).any(|i| {
            matches!(
                self.scene.mentions.key(i),
                "الدولي"
                    | "الدوليه"
                    | "الاقليمي"
                    | "الاقليميه"
                    | "العربي"
                    | "العربيه"
                    | "العالمي"
                    | "العالميه"
                    | "الافريقي"
                    | "الافريقيه"
                    | "الثلاثي"
                    | "الوزاري"
                    | "للانتربول"
                    | "العرب"
                    | "دوليه"
                    | "دولي"
                    | "اقليمي"
                    | "القمه"
                    | "قمه"
                    | "الخليجي"
                    | "الخليجيه"
                    | "الاوروبي"
                    | "الاوروبيه"
                    | "المغاربي"
                    | "المتوسطي"
            )
        });
        sides.len() >= 2 || abroad || words
    }

    fn sport(&self, found: &Found<'l>) -> bool {
        let sentence = &self.sentences[found.sentence];
        self.scene.items(sentence).iter().any(|item| matches!(self.scene.cue(item), "sport" | "ceremonial"))
    }

    fn salience(&self, found: &Found<'l>) -> Salience {
        let sentence = &self.sentences[found.sentence];
        let items = self.scene.items(sentence);
        let told_in_passing = items
            .iter()
            .take_while(|item| item.range.start < found.head)
            .any(|item| matches!(self.scene.cue(item), "background" | "relative"));
        if told_in_passing || found.sentence > self.first_sentence + 6 {
            Salience::Background
        } else {
            Salience::Main
        }
    }

    fn place(&self, draft: &mut Draft<'l>) {
        let scene = self.scene;
        let take = |draft: &mut Draft<'l>, n: usize| {
            let place = &scene.places[n];
            draft.country = Some((place.country, Some(place.range.clone())));
            draft.place = Some(n);
        };
        if let Some(n) = draft.found.destination {
            take(draft, n);
            // إلى النمسا ... فيينا: a city of the destination in the same clause narrows it.
            let country = scene.places[n].country;
            if scene.places[n].city.is_none()
                && let Some(city) = self
                    .places_in(&draft.found.clause)
                    .find(|&m| scene.places[m].country == country && scene.places[m].city.is_some())
            {
                take(draft, city);
            }
            return;
        }
        if draft.found.event_type == EventType::Visit {
            return;
        }
        let head = draft.found.head;
        let nearest = self
            .places_in(&draft.found.clause)
            .filter(|&n| {
                let place = &scene.places[n];
                let before = self.scene.mentions.stem((place.range.start as usize).saturating_sub(1));
                let locative =
                    matches!(place.particle, Some(Particle::Fi | Particle::Bi)) || before.ends_with("مقر");
                locative && !self.inside_cast(&place.range, &draft.found)
            })
            .min_by_key(|&n| {
                (
                    scene.places[n].city.is_none() && scene.places[n].venue.is_none(),
                    scene.places[n].range.start.abs_diff(head),
                )
            });
        if let Some(n) = nearest {
            take(draft, n);
            return;
        }
        if draft.found.event_type == EventType::Reception
            && let Some(host) = draft.members.iter().find(|m| m.role == Role::Host)
            && let Some(side) = &host.side
        {
            let accredited = scene.actors[host.units.unwrap_or(host.actor)].accredited;
            if side.code.len() == 2 && side.code != "UN" && side.code != "EU" {
                draft.country = Some((accredited.unwrap_or(side.code), None));
            }
        }
    }

    fn places_in(&self, range: &Range<u32>) -> impl Iterator<Item = usize> + use<'_, 'l> {
        let range = range.clone();
        let first = self.scene.places.partition_point(|place| place.range.start < range.start);
        (first..self.scene.places.len()).take_while(move |&n| self.scene.places[n].range.start < range.end)
    }

    /// Whether a place stands inside the phrase of somebody who takes part: أمير منطقة الرياض says nothing of where.
    fn inside_cast(&self, range: &Range<u32>, found: &Found<'l>) -> bool {
        found
            .cast
            .iter()
            .map(|cast| &self.scene.actors[cast.actor])
            .any(|actor| !actor.is_country && actor.range.start < range.start && range.end <= actor.range.end)
    }

    fn date(&self, draft: &mut Draft<'l>, before: &[Draft<'l>]) {
        let head = draft.found.head;
        let usable = |date: &DateExpression| {
            let previous =
                date.range.start.checked_sub(1).map_or("", |i| self.scene.mentions.key(i as usize));
            let deadline = matches!(
                previous,
                "قبل" | "منذ" | "حتي" | "سنه" | "كاس" | "مونديال" | "بعد" | "رويه" | "افق"
            );
            !deadline && (date.value.is_some() || date.same_day)
        };
        let within = |range: &Range<u32>| {
            self.scene
                .dates
                .iter()
                .filter(|date| range.contains(&date.range.start) && usable(date))
                .min_by_key(|date| date.range.start.abs_diff(head))
        };
        // الأسبوع المقبل: a plan, whether or not it is known which week that is.
        let ahead =
            self.scene.dates.iter().any(|date| date.future && draft.found.clause.contains(&date.range.start));
        if ahead && draft.found.status == Status::Held && (draft.found.imperfect || self.published.is_none())
        {
            draft.found.status = Status::Planned;
        }
        let sentence = &self.sentences[draft.found.sentence];
        // The clause first; the rest of the sentence only where no other encounter stands nearer to it.
        let chosen =
            within(&draft.found.clause).or_else(|| within(&(sentence.start..draft.found.clause.start)));
        if let Some(date) = chosen {
            if date.same_day {
                draft.date = before.last().and_then(|d| d.date.clone());
                return;
            }
            draft.date = date.value.map(|value| (value, Some(date.range.clone())));
            let later = match (date.value.and_then(|v| v.bounds()), self.published) {
                (Some((first, _)), Some(published)) => first > published,
                _ => date.future,
            };
            if later && draft.found.status == Status::Held {
                draft.found.status = Status::Planned;
            }
            return;
        }
        let near_head = draft.found.sentence <= self.first_sentence + 1;
        if near_head
            && let Some(n) = self.dateline_date
            && let Some(value) = self.scene.dates[n].value
        {
            draft.date = Some((value, Some(self.scene.dates[n].range.clone())));
        }
    }

    /// Title, lead and body tell the same encounter: one report.
    fn once(&self, drafts: Vec<Draft<'l>>) -> Vec<Draft<'l>> {
        let mut kept: Vec<Draft<'l>> = Vec::new();
        for draft in drafts {
            let same = kept.iter().position(|known| self.same(known, &draft));
            match same {
                Some(n) => kept[n] = merged(kept[n].clone(), draft),
                None => kept.push(draft),
            }
        }
        // The text overrules the title: what only the title tells does not stand beside a text that tells others.
        let text_tells = kept.iter().any(|draft| !draft.found.title);
        kept.retain(|draft| !draft.found.title || (!text_tells && !draft.found.imperfect));
        kept
    }

    fn same(&self, a: &Draft<'l>, b: &Draft<'l>) -> bool {
        let (x, y) = (a.found.event_type, b.found.event_type);
        let meeting = |t: EventType| matches!(t, EventType::Reception | EventType::Talks);
        let alike = x == y || (meeting(x) && meeting(y));
        if !alike || a.sides() != b.sides() {
            return false;
        }
        let held = |status: Status| status == Status::Held;
        if held(a.found.status) != held(b.found.status) && !(a.found.title || b.found.title) {
            return false;
        }
        if a.found.dual && b.found.dual && a.found.head == b.found.head {
            return false;
        }
        // Different people of one side are different encounters.
        for one in &a.members {
            for other in &b.members {
                let same_side = one.side.as_ref().map(|s| s.code) == other.side.as_ref().map(|s| s.code);
                if same_side
                    && one.role == other.role
                    && let (Some(p), Some(q)) = (one.person, other.person)
                    && p != q
                    && !a.people().contains(&q)
                    && !b.people().contains(&p)
                {
                    return false;
                }
            }
        }
        match (&a.date, &b.date) {
            (Some((p, _)), Some((q, _))) => p.compatible(q),
            _ => true,
        }
    }

    /// Talks inside a conference inside a visit.
    fn nest(&self, drafts: &mut [Draft<'l>]) {
        let parents: Vec<Option<usize>> = drafts
            .iter()
            .enumerate()
            .map(|(n, draft)| {
                if matches!(draft.found.event_type, EventType::Visit | EventType::Call)
                    || draft.found.status != Status::Held
                {
                    return None;
                }
                let sides = draft.sides();
                let fits = |m: usize, parent: &Draft<'l>| {
                    let at_odds = match (&draft.country, &parent.country) {
                        (Some((a, _)), Some((b, _))) => a != b,
                        _ => false,
                    };
                    let dates = match (&draft.date, &parent.date) {
                        (Some((a, _)), Some((b, _))) => a.compatible(b),
                        _ => true,
                    };
                    let person = parent.people().iter().any(|p| draft.people().contains(p));
                    let near = parent.found.sentence.abs_diff(draft.found.sentence) <= 8;
                    m != n && parent.found.status == Status::Held && !at_odds && dates && near && person
                };
                let margin = self.on_margin(draft);
                let conference = drafts.iter().enumerate().find(|(m, parent)| {
                    parent.found.event_type == EventType::Conference
                        && draft.found.event_type != EventType::Conference
                        && (margin || parent.found.sentence <= draft.found.sentence)
                        && fits(*m, parent)
                });
                let visit = drafts.iter().enumerate().find(|(m, parent)| {
                    parent.found.event_type == EventType::Visit
                        && fits(*m, parent)
                        && parent.country.as_ref().is_some_and(|(to, _)| {
                            let told_after =
                                draft.country.is_none() && parent.found.sentence < draft.found.sentence;
                            sides.contains(to)
                                || draft.country.as_ref().is_some_and(|(at, _)| at == to)
                                || told_after
                        })
                });
                conference.or(visit).map(|(m, _)| m)
            })
            .collect();
        for (draft, parent) in drafts.iter_mut().zip(parents) {
            draft.parent = parent;
        }
    }

    fn on_margin(&self, draft: &Draft<'l>) -> bool {
        let sentence = &self.sentences[draft.found.sentence];
        self.scene.items(sentence).iter().any(|item| self.scene.cue(item) == "margin")
    }

    /// What happened inside something takes its place and its days from it.
    fn inherit(&self, drafts: &mut [Draft<'l>]) {
        for round in 0..2 {
            let _ = round;
            for n in 0..drafts.len() {
                let Some(parent) = drafts[n].parent.map(|m| drafts[m].clone()) else { continue };
                let draft = &mut drafts[n];
                if draft.country.is_none()
                    || (draft.place.is_none()
                        && draft.country.as_ref().map(|c| c.0) == parent.country.as_ref().map(|c| c.0))
                {
                    draft.country = parent.country.clone();
                    draft.place = parent.place;
                }
                if draft.date.is_none()
                    && let Some((date, tokens)) = &parent.date
                {
                    let date = match (date, draft.found.event_type) {
                        (Edtf::Interval(a, b), EventType::Conference) => Edtf::Interval(*a, *b),
                        (Edtf::Interval(a, b), _) => Edtf::OneOf(*a, *b),
                        (other, _) => *other,
                    };
                    draft.date = Some((date, tokens.clone()));
                }
            }
        }
        // كما استقبل ...: told in one breath with the encounter before, on the same day unless it says otherwise.
        for n in 1..drafts.len() {
            let close = drafts[n].found.sentence.abs_diff(drafts[n - 1].found.sentence) <= 2;
            let shared = drafts[n].members.iter().any(|m| {
                m.person.is_some() && drafts[n - 1].people().contains(&m.person.unwrap_or(usize::MAX))
            });
            if drafts[n].date.is_none() && close && shared && drafts[n].salience == Salience::Main {
                let sentence = &self.sentences[drafts[n].found.sentence];
                let also = matches!(
                    self.scene.mentions.key(sentence.start as usize),
                    "كما" | "وعلي" | "وبعد" | "عقب" | "وعقب" | "وقد" | "من"
                );
                if also {
                    drafts[n].date = drafts[n - 1].date.clone();
                }
                if also && drafts[n].country.is_none() {
                    drafts[n].country = drafts[n - 1].country.clone();
                    drafts[n].place = drafts[n - 1].place;
                }
            }
        }
        for draft in drafts.iter_mut() {
            self.dateline_city(draft);
            if draft.date.is_none() && draft.found.event_type == EventType::Visit {
                // "يزور القاهرة حاليا": the day of a meeting inside it is a day of the visit.
                continue;
            }
        }
        for n in 0..drafts.len() {
            if drafts[n].found.event_type == EventType::Visit && drafts[n].date.is_none() {
                let child = drafts
                    .iter()
                    .find(|d| d.parent == Some(n) && d.date.is_some())
                    .and_then(|d| d.date.clone());
                drafts[n].date = child;
            }
        }
    }

    /// The dateline gives the city when it lies in the country where the text puts the encounter.
    fn dateline_city(&self, draft: &mut Draft<'l>) {
        let Some(n) = self.dateline else { return };
        let place = &self.scene.places[n];
        let same = draft.country.as_ref().is_some_and(|(code, _)| *code == place.country);
        let bare = draft
            .place
            .is_none_or(|m| self.scene.places[m].city.is_none() && self.scene.places[m].venue_city.is_none());
        let near = draft.found.sentence <= self.first_sentence + 2;
        if same
            && bare
            && near
            && draft.place.is_none_or(|m| self.scene.places[m].venue.is_none())
            && draft.found.event_type != EventType::Call
        {
            draft.place = Some(n);
        }
    }
}

/// One report of two that tell the same: the fuller members, the text before the title, reception before talks.
fn merged<'l>(mut kept: Draft<'l>, draft: Draft<'l>) -> Draft<'l> {
    let reception = |d: &Draft<'l>| d.found.event_type == EventType::Reception;
    let weight = |d: &Draft<'l>| {
        d.members
            .iter()
            .map(|m| usize::from(m.name.is_some()) + usize::from(m.office.is_some()))
            .sum::<usize>()
    };
    let replace = (kept.found.title && !draft.found.title)
        || (!reception(&kept) && reception(&draft) && kept.found.title == draft.found.title);
    let (mut best, other) = if replace {
        (draft, kept)
    } else {
        kept.salience = kept.salience.min(draft.salience);
        (kept, draft)
    };
    best.salience = best.salience.min(other.salience);
    if best.date.is_none()
        || (!best.date.as_ref().is_some_and(|(d, _)| is_day(d))
            && other.date.as_ref().is_some_and(|(d, _)| is_day(d)))
    {
        best.date = other.date.clone().or(best.date);
    }
    let city = |d: &Draft<'l>| d.place.is_some();
    if best.country.is_none()
        || (!city(&best)
            && city(&other)
            && best.country.as_ref().map(|c| c.0) == other.country.as_ref().map(|c| c.0))
    {
        best.country = other.country.clone().or(best.country);
        best.place = other.place.or(best.place);
    }
    if weight(&other) > weight(&best)
        && best.members.len() <= other.members.len()
        && best.found.event_type == other.found.event_type
    {
        best.members = other.members;
    }
    best
}

fn is_day(date: &Edtf) -> bool {
    matches!(date, Edtf::Date(PartialDate { day: Some(_), .. }) | Edtf::Interval(..) | Edtf::OneOf(..))
}
