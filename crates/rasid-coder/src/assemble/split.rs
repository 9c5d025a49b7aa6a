//! Enumerations: one encounter for each of those who are listed, unless it was one joint audience.

use std::ops::Range;

use super::Assembler;
use crate::actor::Side;
use crate::clause::{Item, Piece};
use crate::frame::{Cast, Found};
use crate::report::EventType;

impl<'l> Assembler<'_, '_, 'l> {
    /// An enumeration is one encounter each, unless it was one joint audience.
    pub(super) fn split(&self, found: Found<'l>) -> Vec<Found<'l>> {
        let mut cast: Vec<Cast<'l>> = Vec::new();
        for member in &found.cast {
            let actor = &self.scene.actors[member.actor];
            let plural = actor.offices.iter().any(|unit| {
                let head = self.scene.lexicon.office(unit.head);
                head.plural || head.dual
            });
            let plural = plural || actor.sided;
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
                sides.extend(self.among(actor.range.end).into_iter().map(|side| (side, None)));
            }
            let below = if plural && sides.is_empty() && actor.sides.is_empty() {
                self.listed_below(found.sentence, member.actor)
            } else {
                Vec::new()
            };
            if !below.is_empty() {
                cast.extend(below.into_iter().map(|actor| Cast::of(actor, member.role)));
            } else if sides.is_empty() {
                cast.push(member.clone());
            } else {
                cast.extend(sides.into_iter().map(|(side, name)| Cast {
                    side: Some(side),
                    name,
                    ..member.clone()
                }));
            }
        }
        // سفراء ثلاث دول من بينها A وB: the countries of the list are those of the ambassadors, and no further parties.
        let listed: Vec<&str> = cast
            .iter()
            .filter(|one| !self.scene.actors[one.actor].is_country)
            .filter_map(|one| one.side.as_ref())
            .map(|side| side.code)
            .collect();
        cast.retain(|one| {
            let actor = &self.scene.actors[one.actor];
            !(actor.is_country && actor.sides.iter().any(|side| listed.contains(&side.code)))
        });
        // اجتمع وزراء خارجية A وB وC: they met each other, and three sides or more are a gathering.
        let among_them = found.cast.len() == 1
            && self.scene.several_sides(found.cast[0].actor)
            && matches!(found.event_type, EventType::Talks | EventType::Call);
        // بين قيادات في الحزب ودبلوماسيين من غانا ومالي: the other party is told in words that are not known.
        let half = |cast: &Cast<'l>| {
            let actor = &self.scene.actors[cast.actor];
            actor.joined && actor.particle == Some(crate::mention::Particle::Between)
        };
        // ممثلون لفلان يجرون محادثات مع دبلوماسيين من غانا ومالي: they met somebody else.
        let met = found.cast.iter().all(|cast| {
            let particle = self.scene.actors[cast.actor].particle;
            matches!(particle, Some(crate::mention::Particle::With | crate::mention::Particle::Bi))
        });
        if among_them && (met || found.cast.iter().all(half)) {
            return Vec::new();
        }
        if among_them {
            let gathering = found.event_type == EventType::Talks && cast.len() > 2;
            let event_type = if gathering { EventType::Conference } else { found.event_type };
            return vec![Found { cast, event_type, ..found }];
        }
        // زيارات قام بها وزير الاقتصاد A ووزير الخارجية B إلى كوبا: each of his country, each a visit.
        if found.event_type == EventType::Visit {
            let side = |cast: &Cast<'l>| self.member(cast).and_then(|m| m.side.map(|side| side.code));
            let visits = |cast: &&Cast<'l>| cast.role == crate::report::Role::Visitor;
            let mut sides: Vec<&str> = cast.iter().filter(visits).filter_map(side).collect();
            sides.sort_unstable();
            sides.dedup();
            let countries = sides.iter().all(|code| self.scene.lexicon.country(code).is_some());
            // زيارات قام بها كل من A وB: in the plural, each his own.
            let several = are_visits(self.scene.mentions.stem(found.head as usize));
            if sides.len() > 1 && (countries || several) {
                let of = |code: &str| {
                    let own = |cast: &&Cast<'l>| !visits(cast) || side(cast).is_none_or(|own| own == code);
                    Found { cast: cast.iter().filter(own).cloned().collect(), ..found.clone() }
                };
                return sides.into_iter().map(of).collect();
            }
        }
        // عقد لقاء ثلاثيا مع A وB, استقبل وزراء الخارجية الثلاثة: A؛ B؛ C: one encounter of all.
        let (all, class) = (self.of_all(&found, &mut cast), found.event_type);
        if all {
            let gathering = class == EventType::Talks;
            let event_type = if gathering { EventType::Conference } else { class };
            return vec![Found { cast, event_type, joint: true, ..found }];
        }
        let one_for_all = matches!(
            found.event_type,
            EventType::Agreement | EventType::Conference | EventType::Visit | EventType::Decoration
        );
        let code = |cast: &Cast<'l>| self.member(cast).and_then(|m| m.side.map(|side| side.code));
        // The subject's side against each of the others.
        let Some(first) = cast.first().and_then(&code).filter(|_| !one_for_all && !found.joint) else {
            // ممثلون لفلان يجرون محادثات مع دبلوماسيين من غانا ومالي: those of the list met somebody of no known side.
            let listed = cast.iter().find(|one| one.side.is_some()).map(|one| one.actor);
            let mut sided = cast.iter().filter(|one| code(one).is_some());
            let only = listed.is_some() && sided.all(|one| Some(one.actor) == listed);
            let meets = matches!(found.event_type, EventType::Talks | EventType::Reception);
            return if meets && only && found.cast.len() > 1 {
                Vec::new()
            } else {
                vec![Found { cast, ..found }]
            };
        };
        let mut others: Vec<&str> = cast.iter().filter_map(&code).filter(|side| *side != first).collect();
        others.dedup();
        let mut unique = others.clone();
        unique.sort_unstable();
        unique.dedup();
        if unique.len() < 2 {
            return vec![Found { cast, ..found }];
        }
        // بين قيادات في الحزب ودبلوماسيين من غانا ومالي: those of one list met the other party, of which no side is known,
        // and not each other.
        let of_list = cast.iter().find(|one| one.side.is_some()).map(|one| one.actor);
        let sided = |one: &&Cast<'l>| code(one).is_some();
        if found.cast.len() > 1 && cast.iter().filter(sided).all(|one| Some(one.actor) == of_list) {
            return Vec::new();
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

    /// Whether a word says that all who are listed met at once: the number of sides behind the noun, or a colon behind a plural
    /// that calls the guests, who follow one by one. Such a plural leaves the cast.
    fn of_all(&self, found: &Found<'l>, cast: &mut Vec<Cast<'l>>) -> bool {
        let scene = self.scene;
        if !matches!(found.event_type, EventType::Talks | EventType::Reception) || cast.len() < 3 {
            return false;
        }
        let head = found.head as usize;
        let counted = (head + 1..head + 4).any(|i| {
            let stem = rasid_text::clitic::split_article(scene.mentions.key(i)).1;
            ["ثلاثي", "رباعي", "خماسي", "سداسي"].iter().any(|number| stem.starts_with(number))
        });
        if counted {
            return found.event_type == EventType::Talks;
        }
        let plural = cast.iter().position(|one| {
            let actor = &scene.actors[one.actor];
            actor.name.is_none() && actor.offices.iter().any(|unit| scene.lexicon.office(unit.head).plural)
        });
        let Some(at) = plural.filter(|_| found.event_type == EventType::Reception) else { return false };
        let end = scene.actors[cast[at].actor].range.end;
        let next =
            cast.iter().map(|one| scene.actors[one.actor].range.start).filter(|&start| start >= end).min();
        let listed = next.is_some_and(|next| (end..next).any(|i| scene.mentions.key(i as usize) == ":"));
        if listed {
            let plural = cast[at].actor;
            cast.retain(|one| one.actor != plural);
        }
        listed
    }

    /// استقبل عددا من السفراء. ويتعلق الأمر بالسادة: ... those of the office that a plural sums up, one after the other in the
    /// sentences below, each with his country.
    fn listed_below(&self, sentence: usize, plural: usize) -> Vec<usize> {
        let scene = self.scene;
        let rank = |n: usize| {
            scene.actors[n].offices.first().map(|unit| scene.lexicon.office(unit.head).rank.as_str())
        };
        let Some(opening) = self.sentences.get(sentence + 1).cloned() else { return Vec::new() };
        let key = |n: u32| scene.mentions.key((opening.start + n) as usize);
        let opens =
            matches!(key(0), "ويتعلق" | "يتعلق") && key(1) == "الامر" || matches!(key(0), "وهم" | "وهن");
        if !opens {
            return Vec::new();
        }
        let plain = |item: &Item| {
            matches!(item.piece, Piece::Actor(_) | Piece::Place(_) | Piece::Date(_) | Piece::Comma)
        };
        let rows = scene.rows[sentence + 1..].iter().enumerate();
        let rows = rows.take_while(|(n, items)| {
            let verb = usize::from(*n == 0 && items.first().is_some_and(|item| item.piece == Piece::Verb));
            items[verb..].iter().all(plain) && (*n == 0 || !items.is_empty())
        });
        let listed = rows.flat_map(|(_, items)| items).filter_map(|item| match item.piece {
            Piece::Actor(n) => Some(n),
            _ => None,
        });
        listed.filter(|&n| rank(n) == rank(plural) && !scene.actors[n].sides.is_empty()).collect()
    }

    /// `من بينها قطر، تركيا، ... والإمارات` behind a plural: the countries of the list.
    pub(super) fn among(&self, from: u32) -> Vec<Side<'l>> {
        let row =
            self.sentences.iter().position(|s| s.contains(&from)).map_or(&[][..], |n| &self.scene.rows[n]);
        let items: Vec<&Item> = row.iter().filter(|item| item.range.start >= from).collect();
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
}

/// زيارات, بزيارات: visits in the plural.
fn are_visits(stem: &str) -> bool {
    matches!(stem.trim_start_matches('ب'), "زيارات" | "جولات" | "رحلات")
}
