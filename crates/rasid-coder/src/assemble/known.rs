//! Parties that nobody names: توقيع الاتفاق النووي, مفاوضات سد النهضة. A table tells whose they are.

use std::ops::Range;

use rasid_lexicon::Kind;
use rasid_lexicon::entry::Negotiation;

use super::{Assembler, Draft, Member};
use crate::actor::{GROUP, Side};
use crate::report::{EventType, Role};

/// Tokens behind a document's noun in which the words of its subject stand: الاتفاق التاريخي الذي أبرم بشأن الملف النووي.
const NEAR: usize = 12;

impl<'l> Assembler<'_, '_, 'l> {
    /// Adds the parties of a negotiation that is known by its subject where the text names one of them at most, and takes out
    /// who is no party of it but stands in the sentence.
    pub(super) fn known_negotiation(&self, draft: &mut Draft<'l>) {
        let found = &draft.found;
        if !matches!(found.event_type, EventType::Agreement | EventType::Conference | EventType::Talks) {
            return;
        }
        let agreement = found.event_type == EventType::Agreement;
        let head = found.head as usize;
        // بالانسحاب من المعاهدة: what is left is not what is signed.
        let away = matches!(self.scene.mentions.key(head.wrapping_sub(1)), "من" | "قرب" | "ضد");
        let told = if away { None } else { self.subject_of(head, found.sentence, agreement) };
        // الاتفاق الذي تم التوصل إليه الثلاثاء: the one that the headline or the sentence before speaks of.
        let spoken_of = || {
            let definite = agreement && self.scene.mentions.definite(head) && draft.members.is_empty();
            let near = [0, found.sentence.saturating_sub(1), found.sentence];
            let mut near = near.iter().filter_map(|&n| {
                let sentence = &self.sentences[n];
                self.subject_in(sentence.start as usize..(sentence.end as usize).min(head))
            });
            near.next().filter(|_| definite && !away)
        };
        let Some((id, range)) = told.or_else(spoken_of) else { return };
        let negotiation = self.scene.lexicon.negotiation(id);
        // اتفاق بشأن برنامجها مع الدول الكبرى: a minister of one of the powers is not their other side.
        let group = draft.members.iter().any(|m| m.side.as_ref().is_some_and(|side| side.code == GROUP));
        let of_group = |m: &Member<'l>| {
            let official = m.person.is_some() || m.office.is_some();
            official
                && m.side.as_ref().is_some_and(|side| negotiation.group.iter().any(|code| code == side.code))
        };
        if agreement && group && draft.members.iter().filter(|m| of_group(m)).count() == 1 {
            draft.members.retain(|m| !of_group(m));
        }
        let known = |code: &str| {
            negotiation.sides.iter().any(|side| side == code)
                || negotiation.group.iter().any(|side| side == code)
        };
        let sides: Vec<&str> = draft.sides().into_iter().filter(|code| *code != GROUP).collect();
        // اجتماع حول سد النهضة مع خبراء مصريين: who met is told.
        let others = !agreement && draft.found.cast.len() > 1;
        if sides.len() > 1 || others || !sides.iter().all(|code| known(code)) {
            return;
        }
        self.add_parties(draft, negotiation, &range);
    }

    fn add_parties(&self, draft: &mut Draft<'l>, negotiation: &'l Negotiation, subject: &Range<u32>) {
        let role = match draft.found.event_type {
            EventType::Agreement => Role::Signatory,
            _ => Role::Participant,
        };
        let has = |draft: &Draft<'l>, code: &str| draft.sides().contains(&code);
        let told: Vec<Option<Range<u32>>> =
            negotiation.sides.iter().map(|code| self.told_of_country(code, subject.start)).collect();
        // Where the article names none of the parties, it speaks of something else.
        if told.iter().all(Option::is_none) {
            return;
        }
        for (code, range) in negotiation.sides.iter().zip(told) {
            if !has(draft, code) {
                let side = Side { code, range: range.unwrap_or_else(|| subject.clone()) };
                draft.members.push(Member::of_side(role, usize::MAX, side));
            }
        }
        // Whoever faced them, where the article calls them together.
        let faced = self.scene.actors.iter().position(|actor| {
            actor.sides.first().is_some_and(|side| side.code == GROUP) && actor.organisation.is_some()
        });
        let alone = !negotiation.group.is_empty()
            && !has(draft, GROUP)
            && draft.sides().iter().all(|code| negotiation.sides.iter().any(|side| side == code));
        if let Some(n) = faced.filter(|_| alone) {
            let actor = &self.scene.actors[n];
            let side = Side { code: GROUP, range: actor.range.clone() };
            let faced = Member { organisation: actor.organisation.clone(), ..Member::of_side(role, n, side) };
            draft.members.push(faced);
        }
        if draft.found.event_type == EventType::Talks && draft.sides().len() > 2 {
            draft.found.event_type = EventType::Conference;
        }
    }

    /// The negotiation that the noun at `head` names: by its own words (الاتفاق النووي), right behind it (مفاوضات سد النهضة), and
    /// of a document behind بشأن too, in one run of words.
    fn subject_of(&self, head: usize, sentence: usize, document: bool) -> Option<(u32, Range<u32>)> {
        let mentions = self.scene.mentions;
        let own = self.subject_in(head.saturating_sub(1)..head + 1);
        let own = own.filter(|(_, range)| range.contains(&(head as u32)));
        if own.is_some() {
            return own;
        }
        let end = (head + NEAR).min(self.sentences[sentence].end as usize);
        let run = (head + 1..end).take_while(|&i| mentions.is_word(i));
        let mut found = run.filter_map(|i| {
            let led = matches!(mentions.key(i - 1), "حول" | "بشان" | "بخصوص" | "عن") && document;
            let beside = i <= head + if document { 2 } else { 1 };
            let found = mentions.best(i, Kind::Negotiation).filter(|_| led || beside)?;
            Some((found.sense.id, i as u32..i as u32 + found.tokens))
        });
        found.next()
    }

    /// The negotiation whose subject stands among these tokens: its id, and the tokens that say so.
    fn subject_in(&self, tokens: Range<usize>) -> Option<(u32, Range<u32>)> {
        let mut found = tokens.filter_map(|i| {
            let found = self.scene.mentions.best(i, Kind::Negotiation)?;
            Some((found.sense.id, i as u32..i as u32 + found.tokens))
        });
        found.next()
    }

    /// Where the article names a country or an organisation, nearest to a token.
    fn told_of_country(&self, code: &str, token: u32) -> Option<Range<u32>> {
        let actors = self.scene.actors.iter().flat_map(|actor| &actor.sides);
        let sides = actors.filter(|side| side.code == code).map(|side| side.range.clone());
        let places = self.scene.places.iter().filter(|place| place.country == code);
        let all = sides.chain(places.map(|place| place.range.clone()));
        all.min_by_key(|range| range.start.abs_diff(token))
    }
}
