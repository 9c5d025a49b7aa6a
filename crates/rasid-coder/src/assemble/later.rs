//! What later sentences add to an encounter told before: التقى الوزير نظيره. وجرى اللقاء أمس بالرباط.

use std::ops::Range;

use rasid_lexicon::Kind;
use rasid_lexicon::entry::Shape;
use rasid_text::Edtf;

use super::{Assembler, Draft};
use crate::clause::{Item, Piece};
use crate::date::DateExpression;
use crate::mention::Particle;
use crate::report::{EventType, Status};

/// Sentences behind an encounter in which its noun points back at it.
const SENTENCES: usize = 3;

/// Tokens behind that noun in which its day and its place stand.
const TOKENS: u32 = 16;

/// Verbs that say that something took place or how long it lasted, as folded keys; light verbs do so too.
const TAKES_PLACE: [&str; 14] = [
    "اقيم",
    "اقيمت",
    "نظم",
    "نظمت",
    "انعقد",
    "انعقدت",
    "التام",
    "التامت",
    "دام",
    "دامت",
    "استمر",
    "استمرت",
    "امتد",
    "امتدت",
];

impl<'l> Assembler<'_, '_, 'l> {
    /// Takes the day and the place of an encounter from where its noun points back at it.
    pub(super) fn told_later(&self, drafts: &mut [Draft<'l>]) {
        for n in 0..drafts.len() {
            if drafts[n].date.is_some() && drafts[n].place.is_some() {
                continue;
            }
            self.welcomed(&mut drafts[n]);
            let (own, end) = (drafts[n].found.sentence, drafts[n].found.span.end);
            let event_type = drafts[n].found.event_type;
            self.concluded(drafts, n);
            // مضيفا أن الوزير أكد خلال الاتصال الذي جرى أمس: the end of its own sentence points back too.
            for number in own..self.sentences.len().min(own + 1 + SENTENCES) {
                // Another encounter of the kind takes the noun over.
                let taken = drafts
                    .iter()
                    .filter(|other| is_called(event_type, other.found.event_type.as_str()))
                    .filter(|other| (own..=number).contains(&other.found.sentence))
                    .map(|other| other.found.span.start)
                    .filter(|&start| start >= end)
                    .min();
                let items = &self.scene.rows[number];
                let points = |&at: &usize| {
                    items[at].range.start >= end
                        && taken.is_none_or(|start| items[at].range.start < start)
                        && self.points_at(items, at, event_type)
                };
                for at in (0..items.len()).filter(points) {
                    let range = self.told_of(items, at);
                    self.add(&mut drafts[n], &range);
                }
                if taken.is_some() {
                    break;
                }
            }
        }
    }

    /// وكان الرئيس الكيني في استقبال الضيف: of two who met, the one who welcomed the other was at home.
    fn welcomed(&self, draft: &mut Draft<'l>) {
        let scene = self.scene;
        if draft.country.is_some() || draft.found.event_type != EventType::Talks {
            return;
        }
        let [one, other] = draft.members.as_slice() else { return };
        let number = draft.found.sentence;
        let rows = &scene.rows[number..scene.rows.len().min(number + SENTENCES)];
        let host = rows.iter().find_map(|items| {
            let at = items.iter().position(|item| scene.cue(item) == "welcome")?;
            let person = |item: &Item| match item.piece {
                Piece::Actor(actor) => self.people.of_actor[actor],
                _ => None,
            };
            let host = items[..at].iter().rev().find_map(person)?;
            let guest = items[at + 1..].iter().find_map(person)?;
            match (one.person, other.person) {
                (Some(a), Some(b)) if (a, b) == (host, guest) => Some(one),
                (Some(a), Some(b)) if (b, a) == (host, guest) => Some(other),
                _ => None,
            }
        });
        let code = host.and_then(|host| host.side.as_ref()).map(|side| side.code);
        draft.country = code.filter(|code| scene.lexicon.country(code).is_some()).map(|code| (code, None));
    }

    /// الاتفاق الذي أبرم في لوسيل الأسبوع الماضي: where an article tells of one agreement only, any sentence that says by
    /// its verb when and where the agreement was concluded says it of that one.
    fn concluded(&self, drafts: &mut [Draft<'l>], n: usize) {
        let agreement = |draft: &Draft<'l>| draft.found.event_type == EventType::Agreement;
        if !agreement(&drafts[n]) || drafts.iter().filter(|draft| agreement(draft)).count() > 1 {
            return;
        }
        for (number, items) in self.scene.rows.iter().enumerate() {
            let concludes = |&at: &usize| {
                self.points_at(items, at, EventType::Agreement)
                    && items[at + 1..].iter().take(2).any(|item| self.scene.cue(item) == "relative")
                    && items[at + 1..].iter().take(3).any(|item| self.scene.is_light(item))
            };
            if number == drafts[n].found.sentence {
                continue;
            }
            for at in (0..items.len()).filter(concludes) {
                let range = self.told_of(items, at);
                self.add(&mut drafts[n], &range);
            }
        }
    }

    /// Whether an item is the definite noun of an encounter of this type: اللقاء, المباحثات, التوقيع.
    fn points_at(&self, items: &[Item], at: usize, event_type: EventType) -> bool {
        let (scene, item) = (self.scene, &items[at]);
        let before = scene.mentions.key(item.start().wrapping_sub(1)).trim_start_matches('و');
        let aside =
            at > 0 && scene.cue(&items[at - 1]) == "margin" || matches!(before, "قبل" | "قبيل" | "هامش");
        let noun = scene.triggers(item).any(|(trigger, _)| {
            let frame = &scene.lexicon.frames()[usize::from(trigger.frame)];
            let own = trigger.light == 0 || frame.event_type == "agreement";
            let arrival = event_type == EventType::Visit && frame.id != "visit";
            trigger.shape == Shape::Noun
                && !trigger.plural
                && !trigger.pronoun
                && own
                && !arrival
                && is_called(event_type, &frame.event_type)
        });
        noun && !aside && scene.mentions.definite(item.start())
    }

    /// The tokens around such a noun that tell of it: from the verb that carries it to the next thing told.
    fn told_of(&self, items: &[Item], at: usize) -> Range<u32> {
        let scene = self.scene;
        let carried = at > 0 && scene.is_light(&items[at - 1]);
        let first = if carried { at - 1 } else { at };
        let held =
            |item: &Item| scene.is_light(item) || TAKES_PLACE.contains(&scene.mentions.key(item.start()));
        let stops = |item: &&Item| match item.piece {
            Piece::Verb => !held(item),
            Piece::That => true,
            Piece::Trigger => !held(item) && (scene.is_own_verb(item) || scene.is_noun(item)),
            Piece::Cue(_) => {
                matches!(scene.cue(item), "statement" | "background" | "where" | "purpose" | "topic")
            }
            _ => false,
        };
        let end = items[at].range.end + TOKENS;
        // خلال اللقاء بحث التعاون بين الرابطة والجامعة بجاكرتا: of whom something else is told.
        let others = |n: usize| n > at + 1 && scene.cue(&items[n]) == "between";
        let between = (at + 1..items.len()).find(|&n| others(n)).map(|n| items[n].range.start);
        let end = between.map_or(end, |start| start.min(end));
        let stop = items[at + 1..].iter().find(stops).map_or(end, |item| item.range.start);
        items[first].range.start..stop.min(end).min(items.last().map_or(end, |item| item.range.end))
    }

    /// Adds the day and the place that stand in `range` to what the encounter has none of.
    fn add(&self, draft: &mut Draft<'l>, range: &Range<u32>) {
        let scene = self.scene;
        let past = |date: &DateExpression| {
            let first = date.value.as_ref().and_then(Edtf::bounds).map(|(first, _)| first);
            first.zip(self.published).is_none_or(|(first, published)| first <= published)
        };
        let usable = |date: &&DateExpression| {
            let before = scene.mentions.key((date.range.start as usize).wrapping_sub(1));
            range.contains(&date.range.start)
                && date.value.is_some()
                && !date.same_day
                && !matches!(before, "قبل" | "منذ" | "حتي" | "بعد")
                && (draft.found.status != Status::Held || !date.future && past(date))
        };
        if draft.date.is_none()
            && let Some(date) = scene.dates.iter().find(usable)
        {
            let lasts = matches!(draft.found.event_type, EventType::Visit | EventType::Conference);
            draft.date = date.value.map(|value| {
                let value = match value {
                    Edtf::Interval(a, b) if !lasts => Edtf::OneOf(a, b),
                    value => value,
                };
                (value, Some(date.range.clone()))
            });
        }
        if draft.found.event_type == EventType::Call {
            return;
        }
        let place = self.places_in(range).find(|&n| {
            let place = &scene.places[n];
            let named = scene.actors.iter().any(|actor| {
                !actor.is_country
                    && actor.range.start < place.range.start
                    && place.range.end <= actor.range.end
            });
            let city = scene.mentions.best(place.range.start as usize, Kind::City);
            let opened = city.is_some_and(|city| city.prefix.preposition.is_some());
            matches!(place.particle, Some(Particle::Fi | Particle::Bi)) && (opened || !named)
        });
        let Some(n) = place else { return };
        let place = &scene.places[n];
        // What is told outweighs what ranks and hosts let assume.
        let open = draft.country.as_ref().is_none_or(|(code, tokens)| {
            *code == place.country && draft.place.is_none() || tokens.is_none() && draft.place.is_none()
        });
        if open
            && (draft.found.event_type != EventType::Visit
                || draft.country.as_ref().is_some_and(|(code, _)| *code == place.country))
        {
            draft.country = Some((place.country, Some(place.range.clone())));
            draft.place = Some(n);
        }
    }
}

/// Whether a noun of frames of type `noun` may stand for an encounter of type `event_type`.
fn is_called(event_type: EventType, noun: &str) -> bool {
    let meeting = matches!(noun, "talks" | "reception" | "call");
    match event_type {
        EventType::Talks | EventType::Reception | EventType::Call => meeting,
        EventType::Conference => noun == "talks" || noun == "conference",
        other => other.as_str() == noun,
    }
}
