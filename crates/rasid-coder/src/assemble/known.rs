//! Parties that nobody names: توقيع الاتفاق النووي, مفاوضات سد النهضة. A table tells whose they are.

use std::ops::Range;

use rasid_lexicon::Kind;
use rasid_lexicon::entry::Negotiation;

use super::{Assembler, Draft, Member};
use crate::actor::{GROUP, Side};
use crate::report::{EventType, Rank, Role};

/// Tokens behind a document's noun in which the words of its subject stand: الاتفاق التاريخي الذي أبرم بشأن الملف النووي.
const NEAR: usize = 12;

/// The same of a gathering or of talks, whose own name they are: مفاوضات سد النهضة.
const BESIDE: usize = 4;

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
        let end =
            (head + if agreement { NEAR } else { BESIDE }).min(self.sentences[found.sentence].end as usize);
        let told = self.subject_in(head.saturating_sub(1)..end);
        // الاتفاق الذي تم التوصل إليه الثلاثاء: the one that the article speaks of.
        let spoken_of = || {
            let definite = agreement && self.scene.mentions.definite(head);
            self.only_subject().filter(|_| definite && draft.members.is_empty())
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
        if sides.len() > 1 || !sides.iter().all(|code| known(code)) {
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
        let member = |actor: usize, side: Side<'l>| Member {
            role,
            actor,
            person: None,
            name: None,
            office: None,
            units: None,
            organisation: None,
            side: Some(side),
            assumed: false,
            rank: Rank::Other,
            listed: false,
        };
        let told: Vec<Option<Range<u32>>> =
            negotiation.sides.iter().map(|code| self.told_of_country(code, subject.start)).collect();
        // A single party that the article never names is not what it speaks of.
        if told.len() == 1 && told[0].is_none() {
            return;
        }
        for (code, range) in negotiation.sides.iter().zip(told) {
            if !has(draft, code) {
                let side = Side { code, range: range.unwrap_or_else(|| subject.clone()) };
                draft.members.push(member(usize::MAX, side));
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
            let member = Member { organisation: actor.organisation.clone(), ..member(n, side) };
            draft.members.push(member);
        }
        if draft.found.event_type == EventType::Talks && draft.sides().len() > 2 {
            draft.found.event_type = EventType::Conference;
        }
    }

    /// The negotiation whose subject stands among these tokens: its id, and the tokens that say so.
    fn subject_in(&self, tokens: Range<usize>) -> Option<(u32, Range<u32>)> {
        let mut found = tokens.filter_map(|i| {
            let found = self.scene.mentions.best(i, Kind::Negotiation)?;
            Some((found.sense.id, i as u32..i as u32 + found.tokens))
        });
        found.next()
    }

    /// The only negotiation of which the article speaks.
    fn only_subject(&self) -> Option<(u32, Range<u32>)> {
        let last = self.sentences.last()?.end as usize;
        let (id, range) = self.subject_in(0..last)?;
        let mut others =
            (range.end as usize..last).filter_map(|i| self.scene.mentions.best(i, Kind::Negotiation));
        others.all(|found| found.sense.id == id).then_some((id, range))
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
