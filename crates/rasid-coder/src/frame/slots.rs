//! Slots: who stands in which, and the role it gives. Here a passive reception turns its roles round.

use rasid_lexicon::entry::{Shape, Trigger};
use rasid_lexicon::frame::Frame;

use super::{Cast, Found, Head, Topic};
use crate::clause::{Item, Piece, Scene};
use crate::mention::Particle;
use crate::report::{EventType, Role};

/// Which role each particle opens, the light verb's changes included.
pub(super) struct Slots<'l> {
    pub(super) frame: &'l Frame,
    pub(super) light: Option<u16>,
}

impl Slots<'_> {
    fn role(&self, slot: &str) -> Option<Role> {
        let light = self.light.and_then(|n| self.frame.light.get(usize::from(n) - 1));
        let word = light.and_then(|light| light.slots.get(slot)).or_else(|| self.frame.slots.get(slot))?;
        Role::from_word(word)
    }
}

/// Fills the slots of one frame in one clause.
pub(super) struct Filler<'s, 'a, 'l> {
    pub(super) scene: &'s Scene<'a, 'l>,
    pub(super) items: &'s [Item],
    pub(super) slots: Slots<'l>,
    pub(super) event_type: EventType,
    pub(super) cast: Vec<Cast<'l>>,
    pub(super) used: (u32, u32),
    pub(super) number: usize,
    /// Actors of the encounter told before, in the order of their roles.
    pub(super) last: Vec<usize>,
    pub(super) filled: Vec<&'static str>,
}

/// Whether a key is a verb of telling somebody something or asking it of him, whose object is the one spoken to: أبلغ الوزير A
/// نظيره B خلال لقاء.
fn addresses(key: &str) -> bool {
    const VERBS: [&str; 13] =
        ["ابلغ", "اطلع", "اخبر", "طمان", "طالب", "ناشد", "حث", "سال", "شكر", "هنا", "وعد", "سلم", "دعا"];
    let verb = |key: &str| {
        let of_her = key.strip_suffix('ت');
        VERBS.contains(&key) || of_her.is_some_and(|of_him| VERBS.contains(&of_him)) || key == "دعت"
    };
    verb(key) || key.strip_prefix(['و', 'ف']).is_some_and(verb)
}

impl<'l> Filler<'_, '_, 'l> {
    fn actor(&self, item: usize) -> Option<usize> {
        match self.items.get(item)?.piece {
            Piece::Actor(n) => Some(n),
            _ => None,
        }
    }

    fn particle(&self, actor: usize) -> Particle {
        self.scene.actors[actor].particle.unwrap_or(Particle::Bare)
    }

    /// Whether an actor may stand in a bare slot: countries only where documents and honours are concerned.
    fn bare(&self, item: usize) -> Option<usize> {
        let actor = self.actor(item)?;
        let country = self.scene.actors[actor].is_country;
        // عقدت مصر وقبرص واليونان اجتماعا: countries named together act.
        let beside = |n: usize| {
            self.items.get(n).is_some_and(|other| {
                let near = other.range.start <= self.items[item].range.end + 1
                    && self.items[item].range.start <= other.range.end + 1;
                near && matches!(other.piece, Piece::Actor(n) if self.scene.actors[n].is_country)
            })
        };
        let together = self.event_type == EventType::Talks
            && self.slots.light.is_some()
            && (beside(item + 1) && self.scene.actors[actor].particle == Some(Particle::Bare)
                || item > 0 && beside(item - 1) && self.scene.actors[actor].joined);
        // أجرت كينيا محادثات مع فنلندا, إن نيروبي أجرت: beside the verb it is the subject.
        let light = |n: usize| self.items.get(n).is_some_and(|verb| self.scene.is_light(verb));
        let behind =
            item > 0 && light(item - 1) && self.items[item - 1].range.end == self.items[item].range.start;
        let ahead = light(item + 1) && self.items[item + 1].range.start == self.items[item].range.end;
        let carries = (behind || ahead)
            && self.event_type == EventType::Talks
            && self.slots.light.is_some()
            && self.items[item + 1..].iter().any(|other| self.scene.cue(other) == "with");
        let countries_act = together
            || carries
            || self.slots.frame.id == "summon"
            || matches!(
                self.event_type,
                EventType::Agreement | EventType::Decoration | EventType::Conference
            );
        (self.particle(actor) == Particle::Bare && (!country || countries_act)).then_some(actor)
    }

    /// سبق لوزارة الخارجية أن استدعت: whose earlier deed a verb tells.
    fn has_done_before(&self, verb: usize) -> Option<usize> {
        let that = verb.checked_sub(1).filter(|&at| self.items[at].piece == Piece::That)?;
        let at = that.checked_sub(1)?;
        let actor = self.actor(at).filter(|&actor| self.particle(actor) == Particle::Li)?;
        let before = self.scene.mentions.key(self.items[at].start().wrapping_sub(1));
        matches!(before, "سبق" | "وسبق" | "يسبق").then_some(actor)
    }

    /// Whether an official is told by an office that has the masculine, or by one that has the feminine.
    fn is_feminine(&self, actor: usize) -> Option<bool> {
        let unit = self.scene.actors[actor].offices.first()?;
        let head = self.scene.lexicon.office(unit.head);
        (!head.plural && !head.dual)
            .then(|| self.scene.mentions.key(unit.range.start as usize).ends_with('ه'))
    }

    /// Behind a verb of the feminine whose actors are all men: the woman told before, who goes on acting.
    fn she(
        &self,
        verb: Option<(usize, Trigger)>,
        bare: &[usize],
        before: &[usize],
        previous: Option<&Found<'l>>,
        topic: Topic,
    ) -> Option<usize> {
        let (at, trigger) = verb?;
        let feminine = trigger.shape == Shape::Perfect
            && !(trigger.pronoun || trigger.speaker)
            && self.scene.mentions.key(self.items[at].start()).ends_with('ت');
        let men = !bare.is_empty() && bare.iter().all(|&actor| self.is_feminine(actor) == Some(false));
        let told = previous.and_then(|found| found.cast.first()).map(|cast| cast.actor).or(topic.subject);
        told.filter(|&told| feminine && men && before.is_empty() && self.is_feminine(told) == Some(true))
    }

    /// Whether no two of these are told to be of different sides, and none is somebody's counterpart.
    fn of_one_side(&self, actors: &[usize]) -> bool {
        let mut codes = actors.iter().flat_map(|&n| self.scene.actors[n].sides.first()).map(|side| side.code);
        let first = codes.next();
        let counterpart = |n: &usize| {
            self.scene.actors[*n].offices.iter().any(|unit| self.scene.lexicon.office(unit.head).counterpart)
        };
        codes.all(|code| Some(code) == first) && !actors.iter().any(counterpart)
    }

    /// الوزير الذي زار كينيا والتقى الرئيس ونظيره: the visit before is told in the relative clause that goes on.
    fn visits_in_relative(&self, previous: Option<&Found<'l>>) -> bool {
        let visit =
            previous.and_then(|found| self.items.iter().position(|item| item.range.start == found.head));
        visit.is_some_and(|at| at > 0 && self.scene.cue(&self.items[at - 1]) == "relative")
    }

    /// حلف شمال الأطلسي (الناتو): the same once more, in brackets.
    fn is_alias(&self, item: usize) -> bool {
        let code = |item: usize| {
            let side = self.actor(item).and_then(|actor| self.scene.actors[actor].sides.first());
            side.map(|side| side.code)
        };
        let opened = self.scene.mentions.key(self.items[item].start().wrapping_sub(1)) == "(";
        let before = (0..item).rev().find(|&at| self.actor(at).is_some());
        opened && code(item).is_some() && before.and_then(code) == code(item)
    }

    /// أول رئيس إفريقي: the first of a kind, said of somebody.
    fn is_first(&self, item: usize) -> bool {
        let said = |n: usize| self.scene.actors[n].name.is_none() && self.scene.actors[n].sides.is_empty();
        let before = self.items[item].start().wrapping_sub(1);
        self.actor(item).is_some_and(said) && matches!(self.scene.mentions.key(before), "اول" | "وحيد")
    }

    /// Whether the actor at an item belongs to another noun right before it: خلال زيارة الوزير.
    fn possessed(&self, item: usize, head: usize) -> bool {
        item > 0
            && item - 1 != head
            && self.scene.is_noun(&self.items[item - 1])
            // التقى خلال الزيارة رئيس الجامعة: a definite noun is nobody's.
            && !(self.scene.mentions.definite(self.items[item - 1].start())
                && self.actor(item).is_some_and(|actor| self.particle(actor) == Particle::Bare))
            && self.items[item].range.start <= self.items[item - 1].range.end + 1
    }

    /// القمة شرح فيها الاتفاق مع كينيا: whether مع before an item belongs to a document named right before it, and not
    /// to the noun at `head`.
    fn with_another(&self, item: usize, head: usize, verb: Option<usize>) -> bool {
        let document = |at: usize| {
            self.scene.triggers(&self.items[at]).any(|(trigger, _)| {
                let frame = &self.scene.lexicon.frames()[usize::from(trigger.frame)];
                frame.event_type == "agreement" && trigger.light == 0
            })
        };
        let own = self.event_type == EventType::Agreement;
        !own && item > 1
            && self.scene.cue(&self.items[item - 1]) == "with"
            && item - 2 != head
            && Some(item - 2) != verb
            && self.scene.is_noun(&self.items[item - 2])
            && document(item - 2)
            && self.items[item - 1].range.start <= self.items[item - 2].range.end + 1
    }

    fn put(&mut self, actor: usize, role: Role, slot: &'static str) {
        // An organisation convenes; a person who does takes part.
        let person = self.scene.actors[actor].name.is_some() || !self.scene.actors[actor].offices.is_empty();
        let role = if role == Role::Organiser && person { Role::Participant } else { role };
        if self.cast.iter().any(|cast| cast.actor == actor) {
            return;
        }
        // Powers named together negotiate and conclude documents; who travels and receives is told by name.
        let group =
            self.scene.actors[actor].sides.first().is_some_and(|side| side.code == crate::actor::GROUP);
        let meets = matches!(self.event_type, EventType::Talks | EventType::Conference);
        if group && self.event_type != EventType::Agreement && !(meets && slot == "between") {
            return;
        }
        // A ministry summons, signs and decorates; people meet and travel.
        let personal =
            !matches!(self.event_type, EventType::Reception | EventType::Agreement | EventType::Decoration);
        let first = self.scene.actors[actor].offices.first();
        if personal
            && first.is_some_and(|unit| self.scene.mentions.key(unit.range.start as usize).ends_with("وزاره"))
        {
            return;
        }
        let range = &self.scene.actors[actor].range;
        // Evidence spans the clause, not a topic from another sentence.
        let sentence = self.items.first().map_or(0, |item| item.range.start);
        if range.start >= sentence {
            self.used = (self.used.0.min(range.start), self.used.1.max(range.end));
        }
        self.filled.push(slot);
        self.cast.push(Cast::of(actor, role));
    }

    pub(super) fn fill(
        &mut self,
        head: &Head,
        verb: Option<(usize, Trigger)>,
        lo: usize,
        hi: usize,
        topic: Topic,
        previous: Option<&Found<'l>>,
    ) {
        let noun = head.trigger.shape == Shape::Noun;
        let verb_at = verb.map(|(at, _)| at);
        let start = verb_at.unwrap_or(head.item);
        if self.event_type == EventType::Agreement {
            let signed = self.signed_for(start.min(head.item));
            if signed.len() > 1 {
                self.filled = vec!["for"; signed.len()];
                self.used.1 = signed
                    .iter()
                    .map(|cast| self.scene.actors[cast.actor].range.end)
                    .fold(self.used.1, u32::max);
                self.cast = signed;
                return;
            }
        }
        // Behind the verb (or the noun, where no verb carries it): bare actors and opened slots.
        let mut bare: Vec<usize> = Vec::new();
        let mut opened: Vec<(usize, Particle)> = Vec::new();
        let begin = start.min(head.item) + 1;
        for item in begin..hi.max(head.item + 1) {
            if item == head.item || Some(item) == verb_at {
                continue;
            }
            let Some(actor) = self.actor(item) else { continue };
            if self.possessed(item, head.item) && Some(item - 1) != verb_at {
                continue;
            }
            // التقى الوزير، الذي يرأس وفدا، نظيره: of whom an aside tells.
            let aside = (begin..item).rev().find(|&at| self.scene.cue(&self.items[at]) == "relative");
            if aside
                .and_then(|at| self.scene.aside_at(self.items, at))
                .is_some_and(|comma| item < comma && comma < hi)
            {
                continue;
            }
            // شرح الاتفاق مع كينيا: with whom another noun was.
            if self.with_another(item, head.item, verb_at) {
                continue;
            }
            match self.particle(actor) {
                Particle::Bare if self.is_alias(item) => {}
                // يزور كينيا وغانا، القادة الأفارقة: behind the comma something else begins.
                Particle::Bare
                    if self.event_type == EventType::Visit
                        && self.scene.is_bloc(actor)
                        && self.items[item - 1].piece == Piece::Comma => {}
                Particle::Bare if self.bare(item).is_some() => bare.push(actor),
                Particle::Bare | Particle::Other => {}
                particle => opened.push((actor, particle)),
            }
        }
        // عقد مباحثات على هامش المنتدى مع فلان: whom he met there is no guest of the gathering's frame.
        // على هامش حضوره القمة مع
        let by_noun = verb.filter(|(_, light)| light.shape == Shape::Noun).map(|(at, _)| at);
        let margin = [Some(head.item), by_noun]
            .into_iter()
            .flatten()
            .any(|at| at > 0 && self.scene.cue(&self.items[at - 1]) == "margin");
        if margin && self.event_type == EventType::Conference {
            opened.clear();
        }
        // Before it: the nearest bare actor, with nothing but dates and commas between (subject first, headlines), or
        // the antecedent of الذي.
        let mut before: Vec<usize> = Vec::new();
        let edge = start.min(head.item);
        let mut at = edge;
        while at > lo {
            at -= 1;
            if let Some(actor) = self.bare(at) {
                if self.possessed(at, head.item) {
                    break;
                }
                before.push(actor);
                if !self.scene.actors[actor].joined {
                    break;
                }
            } else if self.is_first(at) {
                // كان الرئيس أول رئيس إفريقي يزور: the first of his kind is who was named.
            } else if matches!(self.items[at].piece, Piece::Verb | Piece::Trigger | Piece::That)
                || self.actor(at).is_some()
                || self.scene.cue(&self.items[at]) == "statement"
                // ... خلال قمتهم، كما تباحث A وB: a verb with both its sides behind it begins anew.
                || self.scene.cue(&self.items[at]) == "where" && bare.len() > 1
            {
                break;
            }
        }
        before.reverse();
        // "، وبحث في لاهاي مع ...": a verb joined by و goes on about the subject before.
        let joined_verb = verb.is_some_and(|(at, trigger)| {
            // ثم يزور ملاوي
            let then = self.scene.mentions.key(self.items[at].start().wrapping_sub(1)) == "ثم";
            trigger.shape != Shape::Noun
                && (then || self.scene.triggers(&self.items[at]).any(|(_, prefix)| prefix.conjunction))
        });
        if joined_verb && previous.is_some() {
            before.clear();
        } else if joined_verb && let Some(first) = self.first_subject(edge) {
            before = vec![first];
        }
        // الاتفاق الذي أبرمته A مع B: its parties stand in its relative clause.
        let in_relative = noun
            && self.event_type == EventType::Agreement
            && verb_at.is_some_and(|at| at > head.item)
            && !head.trigger.pronoun;
        if in_relative {
            before.clear();
        }
        // ... التي تعرض لها، مشيرا إلى توقيع اتفاقية: the relative clause before has its own verb, and ends.
        let ended = noun
            && verb.is_none_or(|(at, light)| at < head.item && light.shape == Shape::Noun)
            && self.items[lo..edge].iter().any(|item| item.piece == Piece::Verb)
            && self.items[lo..edge].iter().any(|item| item.piece == Piece::Comma);
        let relative =
            lo > 0 && self.scene.cue(&self.items[lo - 1]) == "relative" && before.is_empty() && !ended;
        // احتفالات ... التي حظي فيها X بلقاء: a pronoun takes up the antecedent, so it is not the subject.
        let taken_up = verb_at.is_some_and(|at| {
            let end = self.items[at].range.end as usize;
            (end..end + 2).any(|i| {
                matches!(
                    self.scene.mentions.key(i),
                    "فيها"
                        | "فيه"
                        | "خلالها"
                        | "خلاله"
                        | "بها"
                        | "به"
                        | "معها"
                        | "لها"
                        | "فيهما"
                        | "اثناءها"
                )
            })
        });
        // الوزير الذي أطلعه على الاتفاق الذي تم التوصل إليه: the clause of the document is its own.
        let antecedent = (relative && !in_relative && !(taken_up && !bare.is_empty()))
            .then(|| self.nearest_before(lo - 1))
            .flatten();
        // كتابه الذي يتناول الاتفاق المبرم بين A وB, الذي أعلن عن اتصال بين الرئيسين: a noun has its parties behind it, whatever
        // clause it stands in.
        let parties = opened.iter().filter(|(_, particle)| *particle == Particle::Between).count() > 1;
        let several = opened
            .iter()
            .any(|&(actor, particle)| particle == Particle::Between && self.scene.several_sides(actor));
        let document = in_relative || noun && (several || parties);
        if relative && antecedent.is_none() && bare.is_empty() && !head.trigger.pronoun && !document {
            // الذين يتوجهون: of somebody who is no actor.
            return;
        }

        // التقى بوزير الداخلية، ثم وزير العدل: the list goes on without its particle.
        if let (Some(at), [further]) = (verb_at.or((!noun).then_some(head.item)), bare.as_slice())
            && !noun
            && self.items[at + 1..hi].iter().find_map(|item| match item.piece {
                Piece::Actor(n) => Some(matches!(self.particle(n), Particle::With | Particle::Bi)),
                _ => None,
            }) == Some(true)
            && let start = self.scene.actors[*further].range.start
            && matches!(self.scene.mentions.key((start as usize).wrapping_sub(1)), "ثم")
            && let Some(&(_, particle)) = opened.iter().rfind(|(actor, p)| {
                matches!(p, Particle::With | Particle::Bi) && self.scene.actors[*actor].range.end <= start
            })
        {
            opened.push((*further, particle));
            bare.clear();
        }

        // سموه, ضيفه: whoever was told before.
        let last = self.last.clone();
        let subject_before = last.first().copied().or(topic.subject).filter(|_| !noun && self.elided(start));
        let refer = |actor: &mut usize| {
            let it = &self.scene.actors[*actor];
            let guest = it.name.is_none()
                && it.offices.iter().any(|unit| self.scene.lexicon.office(unit.head).guestref);
            let whom = if it.pronoun {
                subject_before
            } else if guest && last.len() > 1 {
                last.last().copied()
            } else {
                None
            };
            if let Some(whom) = whom {
                *actor = whom;
            }
        };
        bare.iter_mut().for_each(refer);
        before.iter_mut().for_each(refer);
        opened.iter_mut().for_each(|(actor, _)| refer(actor));

        let by =
            opened.iter().any(|(_, particle)| *particle == Particle::By) && self.slots.role("by").is_some();
        let subject_role = self.slots.role("subject");
        let object_role = self.slots.role("object");
        let pronoun_object = verb.is_some_and(|(_, trigger)| trigger.pronoun && trigger.shape != Shape::Noun);

        let mut subjects: Vec<usize> = Vec::new();
        let mut objects: Vec<usize> = Vec::new();
        let bare_verb = verb.is_some();
        // التقيت الرئيس, كان لنا اجتماع مع الرئيس: whoever speaks.
        let own = (start.saturating_sub(1)..=start).any(|at| {
            let begin = self.items[at].range.end as usize;
            noun && (begin..begin + 2).any(|i| matches!(self.scene.mentions.key(i), "لنا" | "لي"))
                && begin <= self.items[head.item].start()
        });
        let first_person = own || verb.is_some_and(|(_, trigger)| trigger.speaker);
        let narrator = first_person.then(|| self.narrator(start)).flatten();
        if first_person && narrator.is_none() {
            return;
        }
        // الوزير الذي اجتمع به الرئيس: the pronoun is who was met.
        let resumed = (relative && !noun && matches!(self.event_type, EventType::Talks))
            .then(|| self.items[start].range.end as usize)
            .filter(|&end| {
                matches!(self.scene.mentions.key(end), "به" | "بها" | "معه" | "معها" | "اليه" | "اليها")
            })
            .and_then(|_| self.nearest_before(lo - 1))
            .filter(|met| !bare.is_empty() && !bare.contains(met));
        if let Some(met) = resumed {
            subjects.extend(&bare);
            objects.push(met);
        } else if let Some(actor) = narrator {
            subjects.push(actor);
            objects.extend(bare.iter().filter(|&&other| other != actor));
        } else if let Some(actor) = antecedent {
            subjects.push(actor);
            objects.extend(&bare);
        } else if let Some(actor) = self.has_done_before(start).filter(|_| !noun) {
            subjects.push(actor);
            objects.extend(&bare);
        } else if bare_verb || noun {
            let distinct_object = object_role.is_some() && !(noun && verb.is_none());
            let she = self.she(verb, &bare, &before, previous, topic);
            match bare.as_slice() {
                [] => subjects.extend(&before),
                // كما التقت وزير الخارجية ثم نظيره: who is spoken of goes on, and the men are whom she met.
                _ if distinct_object && she.is_some() => {
                    subjects.extend(she);
                    objects.extend(&bare);
                }
                [only] if !before.is_empty() && distinct_object && !self.elided(start) => {
                    subjects.extend(&before);
                    objects.push(*only);
                }
                [only] => subjects.push(*only),
                // كما استقبل A وB وC: the host goes on, and all who are listed are guests.
                [_, rest @ ..]
                    if before.is_empty()
                        && distinct_object
                        && self.elided(start)
                        && rest.iter().all(|actor| self.scene.actors[*actor].joined)
                        && previous.is_some_and(|found| !found.cast.is_empty()) =>
                {
                    subjects.extend(previous.and_then(|found| found.cast.first()).map(|cast| cast.actor));
                    objects.extend(&bare);
                }
                // الذي زار كيتو والتقى الرئيس ورئيس البرلمان: the visitor goes on, and all of one side are whom he met.
                [_, rest @ ..]
                    if before.is_empty()
                        && distinct_object
                        && joined_verb
                        && rest.iter().all(|actor| self.scene.actors[*actor].joined)
                        && previous.is_some_and(|found| {
                            found.sentence == self.number
                                && found.event_type == EventType::Visit
                                && !found.cast.is_empty()
                        })
                        && (self.of_one_side(&bare) || self.visits_in_relative(previous)) =>
                {
                    subjects.extend(previous.and_then(|found| found.cast.first()).map(|cast| cast.actor));
                    objects.extend(&bare);
                }
                // كان الأمير استقبل الوزير والوفد المرافق له: the host stands first, and all behind are guests.
                [_, rest @ ..]
                    if !before.is_empty()
                        && distinct_object
                        && !self.elided(start)
                        && rest.iter().all(|actor| self.scene.actors[*actor].joined) =>
                {
                    subjects.extend(&before);
                    objects.extend(&bare);
                }
                [first, rest @ ..] => {
                    subjects.push(*first);
                    for actor in rest {
                        let joined = self.scene.actors[*actor].joined && objects.is_empty();
                        if joined { subjects.push(*actor) } else { objects.push(*actor) }
                    }
                }
            }
        }
        // من أجل لقاء بعض الوزراء, للقاء نظيره: the purpose of whoever acts; whom he is to meet stands behind.
        let between = opened.iter().any(|(_, p)| matches!(p, Particle::With | Particle::Between));
        if noun
            && verb.is_none()
            && !head.trigger.pronoun
            && !between
            && subjects.len() == 1
            && objects.is_empty()
            && before.is_empty()
            && object_role.is_some()
            && self.is_purpose(head.item)
            && let Some(actor) = self.first_in_sentence(edge).filter(|actor| !subjects.contains(actor))
        {
            objects = std::mem::replace(&mut subjects, vec![actor]);
        }
        // كما استقبل أمس مدير ...: the subject is the one told before.
        let told = previous
            .and_then(|found| found.cast.first().map(|cast| cast.actor))
            .or_else(|| self.speaker(start))
            // صرح الوزير من الدوحة، حيث التقى مسؤولين
            .or_else(|| self.elided(start).then(|| self.first_in_sentence(start)).flatten())
            // صرح الوزير بأنه بحث المسألة خلال المفاوضات التي أجراها مع نظيره: who speaks, before whoever was told before.
            .or_else(|| {
                let behind = noun && verb.is_some_and(|(at, light)| at > head.item && light.pronoun);
                behind.then(|| self.first_in_sentence(edge)).flatten()
            })
            .or(topic.subject.filter(|_| !self.unknown_speaker(start)));
        let alone = subjects.len() == 1 && objects.is_empty() && antecedent.is_none();
        let directed = self.event_type == EventType::Reception || self.slots.role("object").is_some();
        let other_slot = opened.iter().any(|(actor, p)| {
            self.slots.role(p.slot()).is_some_and(|role| Some(role) != subject_role)
                || matches!(p, Particle::With | Particle::Between | Particle::Bi)
                    && !self.scene.actors[*actor].is_country
        });
        if alone
            && bare_verb
            && !noun
            && directed
            && !by
            && !other_slot
            && before.is_empty()
            && !pronoun_object
            && let Some(told) = told.filter(|told| !subjects.contains(told))
            && self.event_type != EventType::Visit
        {
            objects = std::mem::take(&mut subjects);
            subjects.push(told);
        }
        // بعد أن قابله السفير: the object is whoever the sentence speaks of.
        let told_of = told.or_else(|| self.first_in_sentence(start));
        // واستقبل الوزير وقلده وساما: the guest, where the host goes on acting.
        let guest = previous.filter(|found| found.cast.len() > 1).and_then(|found| found.cast.last());
        let host = previous.and_then(|found| found.cast.first()).map(|cast| cast.actor);
        if pronoun_object && !in_relative {
            if subjects.is_empty() && joined_verb && guest.is_some() {
                subjects.extend(host);
            }
            let whom = told_of.filter(|told| !subjects.contains(told)).or(guest.map(|cast| cast.actor));
            objects.extend(whom.filter(|whom| !subjects.contains(whom)));
        }
        // الزيارة الأولى للرئيس إلى ليما: who travels stands behind the noun, in the genitive.
        if noun
            && verb.is_none()
            && self.event_type == EventType::Visit
            && !head.trigger.pronoun
            && let Some(actor) = self.actor_of(head.item)
        {
            subjects = vec![actor];
        }
        let own_pronoun = noun
            && (head.trigger.pronoun
                || verb.is_some_and(|(_, light)| light.pronoun && light.shape == Shape::Noun));
        // التقى نظيره على هامش منتدى: the two met, and who took part in the forum is not told.
        let aside = noun
            && verb.is_none()
            && !own_pronoun
            && self.event_type == EventType::Conference
            && head.item > 0
            && self.scene.cue(&self.items[head.item - 1]) == "margin";
        let verbal = verb.is_none_or(|(_, light)| light.shape == Shape::Noun);
        // التي تم خلالها لقاء الرئيس: whom the visitor met.
        let met_there = noun
            && self.event_type == EventType::Talks
            && alone
            && !other_slot
            && verb.is_some_and(|(at, light)| {
                let end = self.items[at].range.end as usize;
                light.shape == Shape::Perfect
                    && matches!(self.scene.mentions.key(end), "خلالها" | "خلاله" | "اثناءها")
            });
        if met_there
            && let Some(visit) = previous.filter(|found| {
                found.sentence == self.number
                    && found.event_type == EventType::Visit
                    && !found.cast.is_empty()
            })
        {
            objects = std::mem::replace(&mut subjects, vec![visit.cast[0].actor]);
        }
        if subjects.is_empty() || (own_pronoun && verbal) {
            let possessor = if own_pronoun || (noun && verbal) {
                // في إطار زيارته لإسبانيا، اجتمع الوزير: at the head of a sentence the pronoun looks ahead.
                // ولدى استقباله الوزير، قال الملك: and so before the verb that says who acts.
                let visit = self.event_type == EventType::Visit;
                let opens = self.items[..edge].iter().all(|item| {
                    self.scene.cue(item) == "during"
                        || !visit && matches!(item.piece, Piece::Comma | Piece::Date(_))
                        || !visit && self.scene.cue(item) == "background"
                });
                let ahead = own_pronoun
                    && verb.is_none()
                    && opens
                    && if visit { previous.is_none() } else { self.acts_behind(head.item).is_some() };
                // الرئيس الذي قطع زيارته, المرافقين للوزير في زيارته: the pronoun is whoever stands right before.
                let beside = self.beside(head.item).filter(|_| own_pronoun && verb.is_none());
                let relative = antecedent.filter(|_| own_pronoun && verb.is_none());
                relative
                    .or_else(|| self.acts_in_the_meantime(head.item).filter(|_| !own_pronoun))
                    .or(beside)
                    .or_else(|| self.first_in_sentence(edge).filter(|_| previous.is_none()))
                    .or_else(|| (ahead && visit).then(|| self.first_after(head.item)).flatten())
                    .or_else(|| ahead.then(|| self.acts_behind(head.item)).flatten())
                    .or_else(|| self.woman_speaking(head, edge).filter(|_| own_pronoun))
                    .or(told)
                    .or_else(|| own_pronoun.then(|| self.named_before(edge)).flatten())
            } else {
                told
            };
            let free = match self.event_type {
                EventType::Agreement => {
                    let finite = verb.is_some_and(|(_, light)| light.shape != Shape::Noun);
                    let says = self.speaker(start).is_some();
                    own_pronoun || finite && (joined_verb || says || self.elided(start))
                }
                EventType::Conference => {
                    own_pronoun
                        || self.elided(start)
                        || verb.is_some_and(|(_, light)| light.shape == Shape::Noun)
                }
                _ => true,
            };
            // A verb without a subject goes on about somebody only where it is joined to what stands before.
            let continues = (noun
                || joined_verb
                || self.elided(start)
                || start == 0
                || self.speaker(start).is_some()
                || self.event_type != EventType::Visit)
                && (noun || !self.subject_unknown(start));
            let free = free && continues && !in_relative && !aside;
            // زيارة فلان: a possessor that is nobody we know is not whoever was told before.
            let possessed = noun && verb.is_none() && !own_pronoun && self.unknown_possessor(head.item);
            // أشاد بحصيلة الاجتماع السنوي لوزراء المجلس: whose meeting it is stands behind it.
            let gathering = noun
                && verb.is_none()
                && !own_pronoun
                && self.scene.colleagues(self.items, head.item).is_some();
            let possessor = possessor.filter(|_| !possessed && !gathering).or_else(|| {
                // بعد زيارة إلى واشنطن، يصل الرئيس: the subject is named behind.
                (noun && verb.is_none()).then(|| self.first_after(head.item)).flatten()
            });
            let between = opened.iter().any(|(_, p)| *p == Particle::Between);
            let named = !opened.is_empty()
                || own_pronoun && !bare.is_empty()
                || matches!(self.event_type, EventType::Visit | EventType::Conference);
            // أعلن الوزير أن بلاده ستوقع مع أوغندا: whose country he speaks of is his own.
            let own =
                |i: usize| matches!(self.scene.mentions.key(i), "بلاده" | "بلادها" | "حكومته" | "حكومتها");
            let own_country =
                own(self.items[start].start().wrapping_sub(1)) || own(self.items[start].range.end as usize);
            if self.event_type == EventType::Agreement && subjects.is_empty() && own_country {
                subjects.extend(self.first_in_sentence(start));
            }
            // الاتفاق الذي توصلت إليه في 9 مايو مع B: whoever acts in the clause around it.
            // (الاتفاق الذي أبرم مع B: nobody does.)
            let acts = {
                let key = self.scene.mentions.key(self.items[start].start());
                ["ت", "ته", "تها"].iter().any(|end| key.ends_with(end))
            };
            if in_relative
                && acts
                && subjects.is_empty()
                && opened.iter().any(|(_, p)| *p == Particle::With)
                && let Some(party) = self.party_before(edge)
            {
                subjects.push(party);
            }
            // نص الاتفاق الذي أبرم بينها وبين المانحين: the country named before.
            let between_it = self.items[head.item.min(start)..hi].iter().any(|item| {
                let before = item.start().wrapping_sub(1);
                self.scene.cue(item) == "between"
                    && matches!(self.scene.mentions.key(before), "بينها" | "بينه" | "بينهم")
            });
            let one = opened.iter().filter(|(_, p)| *p == Particle::Between).count() == 1;
            if self.event_type == EventType::Agreement && between_it && one {
                let party = self.country_before(edge);
                opened.splice(0..0, party.map(|party| (party, Particle::Between)));
            }
            // بعد التوصل إلى اتفاق مع الغرب، رفعت كوبا صادراتها: the other party acts in the sentence around it.
            if self.event_type == EventType::Agreement
                && subjects.is_empty()
                && (verb.is_some_and(|(_, light)| light.shape == Shape::Noun)
                    || verb.is_none() && self.scene.is_reached(&self.items[head.item]))
                && opened.iter().filter(|(_, p)| *p == Particle::With).count() == 1
            {
                subjects.extend(self.party_before(edge).or_else(|| self.party_after(head.item)));
            }
            if (subjects.is_empty() || own_pronoun) && free && !between && named && !(by && !own_pronoun) {
                if own_pronoun {
                    objects.append(&mut subjects);
                }
                subjects.extend(possessor);
            }
        }
        if aside {
            subjects.clear();
        }
        // اتفق A وB أثناء اتصال هاتفي: those who agreed met, where the noun names nobody itself.
        let adverbial = noun
            && verb.is_none()
            && matches!(
                self.scene.mentions.key(self.items[head.item].start().wrapping_sub(1)),
                "في" | "خلال" | "اثناء" | "عقب" | "بعد" | "اثر" | "عبر" | "ختام"
            );
        let named_there = opened.iter().any(|&(actor, _)| !self.scene.actors[actor].is_country);
        if adverbial && !named_there && objects.is_empty() && subjects.len() < 2 && !own_pronoun {
            let acting = self.acting_in(head.item);
            if acting.len() > 1 {
                subjects = acting;
            } else if self.event_type == EventType::Talks
                && let Some((one, other)) = self.addressed_in(head.item)
            {
                subjects = vec![one];
                objects.push(other);
            }
        }
        // أبلغ الرئيس A في اتصال هاتفي نظيره B: the verb's subject called its object.
        if adverbial
            && self.event_type == EventType::Call
            && objects.is_empty()
            && let [whom] = subjects[..]
            && self.scene.actors[whom].range.start == self.items[head.item].range.end
            && addresses(self.scene.mentions.key(self.items[head.item].start().wrapping_sub(2)))
            && let Some(caller) = self.first_in_sentence(head.item).filter(|caller| *caller != whom)
        {
            objects = std::mem::replace(&mut subjects, vec![caller]);
        }
        // وقع اتفاق بين A وB تعارضه C: who stands behind the parties is none of them.
        if self.event_type == EventType::Agreement {
            let parties = opened.iter().filter(|(_, p)| *p == Particle::Between).map(|&(actor, _)| actor);
            if parties.clone().count() > 1
                && let Some(end) = parties.map(|actor| self.scene.actors[actor].range.end).max()
            {
                subjects.retain(|&actor| self.scene.actors[actor].range.start < end);
            }
        }
        // المفاوضات بين بلاده والاتحاد: whose country it is stands before.
        let his_own = |at: &Item| {
            self.scene.cue(at) == "between"
                && matches!(
                    self.scene.mentions.key(at.range.end as usize),
                    "بلاده" | "بلادها" | "حكومته" | "حكومتها"
                )
        };
        if opened.iter().any(|(_, p)| *p == Particle::Between)
            && self.items[head.item.min(start)..hi].iter().any(his_own)
            && let Some(own) = self.first_in_sentence(edge).filter(|own| !subjects.contains(own))
        {
            opened.insert(0, (own, Particle::Between));
        }
        // قال الوزير عقب محادثات بين A وB: those between whom they were held, and nobody else.
        if noun && verb.is_none() && opened.iter().filter(|(_, p)| *p == Particle::Between).count() > 1 {
            subjects.clear();
        }
        // أعرب الضيف خلال استقبال الملك له: the pronoun is whoever speaks.
        if noun
            && self.event_type == EventType::Reception
            && verb.is_none()
            && opened.is_empty()
            && objects.is_empty()
        {
            let behind = subjects.first().map(|&host| self.scene.actors[host].range.end as usize);
            if behind.is_some_and(|i| matches!(self.scene.mentions.key(i), "له" | "لها" | "لهم"))
                && let Some(guest) = self.first_in_sentence(edge).filter(|guest| !subjects.contains(guest))
            {
                objects.push(guest);
            }
        }
        // وعقد الرئيس اجتماعا معه: with whoever was told before.
        let with_him = {
            let end = self.items[head.item].range.end.max(self.items[start].range.end) as usize;
            matches!(self.event_type, EventType::Talks | EventType::Call)
                && (end..end + 3).any(|i| matches!(self.scene.mentions.key(i), "معه" | "معها" | "معهم"))
        };
        if with_him
            && objects.is_empty()
            && let [subject] = subjects.as_slice()
            && let Some(whom) = previous
                .and_then(|found| found.cast.iter().map(|cast| cast.actor).find(|actor| actor != subject))
                .or(topic.subject.filter(|whom| whom != subject))
        {
            objects.push(whom);
        }
        if by {
            // Passive: the roles turn round.
            let turned = if self.slots.light.is_some() { subject_role } else { object_role };
            if let Some(role) = turned {
                for actor in subjects.drain(..) {
                    self.put(actor, role, "subject");
                }
            }
        }
        if let Some(role) = subject_role {
            for actor in subjects {
                self.put(actor, role, "subject");
            }
        }
        if let Some(role) = object_role {
            for actor in objects {
                self.put(actor, role, "object");
            }
        }
        // محادثات بشأن اتفاق بين A وB: those between whom the agreement is.
        let adjacent = self.items.get(head.item + 1).is_some_and(|item| self.scene.cue(item) == "between");
        let parties = opened.iter().filter(|(_, p)| adjacent && *p == Particle::Between).count();
        for (actor, particle) in opened {
            // زيارة كانت مبرمجة لوفد أمني: whom a visit was meant for is its visitor.
            if self.event_type == EventType::Visit
                && particle == Particle::Li
                && noun
                && self.cast.is_empty()
                && !self.scene.actors[actor].is_country
            {
                self.put(actor, Role::Visitor, "subject");
                continue;
            }
            if let Some(role) = self.slots.role(particle.slot()) {
                let country = self.scene.actors[actor].is_country;
                // المباحثات التي جرت بين البرتغال والفاو: countries hold talks where a verb tells that they were held.
                let told = verb.is_some_and(|(_, light)| light.shape != Shape::Noun && light.light > 0);
                let between = particle == Particle::Between
                    && self.event_type == EventType::Talks
                    && (told || parties > 1);
                // أجرت كينيا محادثات مع فنلندا
                let with = particle == Particle::With
                    && self.event_type == EventType::Talks
                    && noun
                    && told
                    && !self.cast.is_empty();
                let may = !country
                    || between
                    || with
                    || matches!(
                        self.event_type,
                        EventType::Agreement | EventType::Decoration | EventType::Conference
                    );
                let convenes = role != Role::Organiser || self.scene.actors[actor].organisation.is_some();
                if may && convenes && self.event_type != EventType::Visit {
                    self.put(actor, role, particle.slot());
                }
            }
        }
    }

    /// مجموعة «5+1» (الولايات المتحدة وروسيا ...): those of whom a group consists, in brackets behind it, stand for it.
    pub(super) fn members_of_groups(&mut self) {
        let (actors, mentions) = (self.scene.actors, self.scene.mentions);
        let of_group = |cast: &Cast<'l>| {
            let actor = &actors[cast.actor];
            actor.sides.first().is_some_and(|side| side.code == crate::actor::GROUP)
                && mentions.key(actor.range.end as usize) == "("
        };
        let Some(at) = self.cast.iter().position(of_group) else { return };
        let (role, open) = (self.cast[at].role, actors[self.cast[at].actor].range.end);
        // (باستثناء الولايات المتحدة): the list begins right behind the bracket.
        let begins = self.items.iter().any(|item| item.range.start == open + 1);
        let inside = (0..if begins { self.items.len() } else { 0 })
            .skip_while(|&item| self.items[item].range.start <= open)
            .take_while(|&item| match self.items[item].piece {
                Piece::Actor(n) => actors[n].is_country,
                Piece::Comma => mentions.key(self.items[item].start()) != ")",
                _ => false,
            });
        let members: Vec<usize> = inside.filter_map(|item| self.actor(item)).collect();
        if members.len() > 1 {
            self.cast.remove(at);
            for actor in members {
                self.put(actor, role, "between");
            }
        }
    }

    /// وقع الوزيران, عقد الجانبان, تم التوقيع: both sides of the encounter told before.
    pub(super) fn both_sides(&mut self, head: &Head, found: &[Found<'l>]) {
        let (actors, lexicon) = (self.scene.actors, self.scene.lexicon);
        let rank = |n: usize| actors[n].offices.first().map(|unit| lexicon.office(unit.head).rank.as_str());
        let points_back = |n: usize| {
            let actor = &actors[n];
            let dual = actor.offices.iter().any(|unit| {
                lexicon.office(unit.head).dual && self.scene.mentions.definite(unit.range.start as usize)
            });
            dual && actor.name.is_none() && actor.sides.is_empty() && actor.particle == Some(Particle::Bare)
        };
        // اتفق الوزراء على عقد اجتماع: all who were told before.
        let all = self.cast.iter().map(|cast| cast.actor).find(|&n| {
            let actor = &actors[n];
            let plural = actor.offices.iter().any(|unit| {
                lexicon.office(unit.head).plural && self.scene.mentions.definite(unit.range.start as usize)
            });
            plural && actor.name.is_none() && actor.sides.is_empty() && actor.range.len() == 1
        });
        if let Some(plural) = all
            && self.event_type == EventType::Conference
        {
            let told = found.iter().rev().take_while(|before| self.number <= before.sentence + 3);
            let mut cast: Vec<Cast<'l>> = told.flat_map(|before| before.cast.iter().cloned()).collect();
            cast.sort_by_key(|cast| cast.actor);
            cast.dedup_by_key(|cast| cast.actor);
            if cast.len() > 2 {
                self.cast.retain(|cast| cast.actor != plural);
                self.cast.extend(cast.into_iter().map(|cast| Cast { role: Role::Participant, ..cast }));
            }
            return;
        }
        // خلال اجتماعهما, لقاء جمعهما: the two who were told last.
        let pair = self.items.iter().any(|item| {
            item.piece == Piece::Trigger
                && item.range.start + 1 >= self.used.0
                && item.range.start <= self.used.1
                && (self.scene.mentions.key(item.start()).ends_with("هما")
                    // محادثات جرت بينهما
                    || (item.range.end..item.range.end + 2)
                        .any(|i| self.scene.mentions.key(i as usize) == "بينهما"))
        });
        let meets = matches!(self.event_type, EventType::Talks | EventType::Call | EventType::Reception);
        if pair && meets && self.cast.len() < 2 && !self.two_sided() {
            self.last_two();
            return;
        }
        let dual = self.cast.iter().map(|cast| cast.actor).find(|&actor| points_back(actor));
        let cue = self.items.iter().any(|item| {
            self.scene.cue(item) == "sides"
                && item.range.start + 3 > self.used.0
                && item.range.start < self.used.1 + 3
        });
        // بحثا الاتفاق الذي أبرم: a document concluded before is what they talked about, not what they signed, unless it is
        // said to have come of it (الذي صدر عقب المباحثات).
        let described = head.light.is_some_and(|(light, verb)| {
            let behind = &self.items[light + 1..self.items.len().min(light + 5)];
            let came_of_it = behind
                .windows(2)
                .any(|pair| self.scene.cue(&pair[0]) == "during" && pair[1].piece == Piece::Trigger);
            light > head.item && matches!(verb.shape, Shape::Perfect | Shape::Noun) && !came_of_it
        });
        let nobody = self.cast.is_empty() && self.event_type == EventType::Agreement && !described;
        if dual.is_none() && !(cue && self.cast.len() < 2) && !nobody {
            return;
        }
        let role = match self.event_type {
            EventType::Agreement => Role::Signatory,
            EventType::Talks | EventType::Call => Role::Participant,
            _ => return,
        };
        let near = found.iter().rev().take_while(|before| self.number <= before.sentence + 3);
        // الوزيران are two ministers, where the text told of two; else whoever was told last.
        let ranked = |before: &&Found<'_>| {
            let wanted = dual.and_then(rank);
            before.cast.len() > 1
                && before.cast.iter().all(|cast| rank(cast.actor).is_none_or(|rank| Some(rank) == wanted))
        };
        let two = |before: &&Found<'_>| before.cast.len() > 1;
        if let Some(before) = near.clone().find(ranked).or_else(|| near.clone().find(two)) {
            self.cast = before.cast.iter().map(|cast| Cast { role, ..cast.clone() }).collect();
        } else if self.event_type == EventType::Agreement {
            self.named_together(role);
        } else if dual.is_some() || self.cast.is_empty() && self.event_type == EventType::Talks {
            self.last_two();
            if let Some(dual) =
                dual.filter(|_| self.cast.len() < 2 || self.cast.iter().any(|c| points_back(c.actor)))
            {
                self.only_two(dual, role);
            }
        }
    }

    /// Who acts in the clause before item `head`: the subjects of the verb before it, joined by و.
    fn acting_in(&self, head: usize) -> Vec<usize> {
        let is_verb = |at: &usize| {
            let item = &self.items[*at];
            item.piece == Piece::Verb || self.scene.is_own_verb(item) || self.scene.cue(item) == "statement"
        };
        let Some(verb) = (0..head).rev().find(is_verb) else { return Vec::new() };
        let chain = |from: usize, to: usize| {
            let mut chain: Vec<usize> = Vec::new();
            for at in from..to {
                match self.bare(at) {
                    Some(actor) if chain.is_empty() || self.scene.actors[actor].joined => chain.push(actor),
                    Some(_) => break,
                    None if matches!(self.items[at].piece, Piece::Comma | Piece::Date(_)) => {}
                    None if chain.is_empty() => {}
                    None => break,
                }
            }
            chain
        };
        let behind = chain(verb + 1, head);
        if behind.len() > 1 {
            return behind;
        }
        let first = (0..verb).rev().find(|&at| self.bare(at).is_none_or(|n| !self.scene.actors[n].joined));
        first.map_or(Vec::new(), |first| chain(first, verb))
    }

    /// أبلغ الوزير A نظيره B خلال لقاء, اتفق A مع B في اجتماع: who acts in the clause before item `head`, and the official of
    /// another side to whom or with whom he does it, both right behind one verb.
    fn addressed_in(&self, head: usize) -> Option<(usize, usize)> {
        // As many items as may stand between the verb and the noun.
        const REACH: usize = 8;
        let is_verb = |at: &usize| {
            let item = &self.items[*at];
            item.piece == Piece::Verb || self.scene.is_own_verb(item) || self.scene.cue(item) == "statement"
        };
        let verb = (head.saturating_sub(REACH)..head).rev().find(is_verb)?;
        let (actors, mentions) = (self.scene.actors, self.scene.mentions);
        // خلال لقاء حزبي, بعد اجتماع: a meeting of his own, or what came before.
        let (start, end) = (self.items[head].start(), self.items[head].range.end as usize);
        let kind = mentions.key(end);
        let plain = !mentions.is_word(end)
            || self.items.get(head + 1).is_some_and(|next| {
                next.range.start as usize == end && matches!(next.piece, Piece::Date(_) | Piece::That)
            })
            || matches!(kind, "في" | "ثنائي" | "مشترك" | "مغلق" | "رسمي" | "مطول" | "علي");
        if !plain || !matches!(mentions.key(start.wrapping_sub(1)), "خلال" | "في" | "اثناء") {
            return None;
        }
        let official = |n: usize| {
            let actor = &actors[n];
            !actor.is_country && (actor.name.is_some() || !actor.offices.is_empty())
        };
        let mut people = (verb + 1..head).filter_map(|at| self.actor(at)).filter(|&n| official(n));
        let (one, other) = (people.next()?, people.next()?);
        let clause = &self.items[verb + 1..head];
        let ends = |item: &Item| {
            matches!(item.piece, Piece::That | Piece::Trigger | Piece::Verb)
                || matches!(self.scene.cue(item), "relative" | "where" | "attendance" | "greetings")
        };
        if people.next().is_some() || clause.iter().any(ends) {
            return None;
        }
        let beside = match self.particle(other) {
            Particle::With => true,
            Particle::Bare => addresses(mentions.key(self.items[verb].start())) && !actors[other].joined,
            Particle::Li | Particle::Ila => true,
            _ => false,
        };
        let side = |n: usize| actors[n].sides.first().map(|side| side.code);
        let counterpart =
            actors[other].offices.iter().any(|unit| self.scene.lexicon.office(unit.head).counterpart);
        let apart = counterpart || side(other).is_some_and(|code| side(one) != Some(code));
        (self.particle(one) == Particle::Bare && beside && apart).then_some((one, other))
    }

    /// للقاء, من أجل لقاء: the noun is what somebody means to do.
    pub(super) fn is_purpose(&self, head: usize) -> bool {
        use rasid_text::clitic::Preposition::Li;
        let item = &self.items[head];
        self.scene.triggers(item).any(|(_, prefix)| prefix.preposition == Some(Li))
            || head > 0
                && self.scene.cue(&self.items[head - 1]) == "purpose"
                && self.items[head - 1].range.end == item.range.start
    }

    /// الزيارة الأولى للرئيس إلى ليما: the official behind a noun in the genitive of لـ, where a destination follows him.
    fn actor_of(&self, head: usize) -> Option<usize> {
        let actor = self.actor(head + 1)?;
        let official = &self.scene.actors[actor];
        let his =
            self.particle(actor) == Particle::Li && !official.is_country && !official.offices.is_empty();
        let near = self.items[head + 1].range.start <= self.items[head].range.end + 2;
        let there = self.items.get(head + 2).is_some_and(|item| self.scene.leads_there(item));
        (his && near && there).then_some(actor)
    }

    /// Whether the cast is of two sides already.
    fn two_sided(&self) -> bool {
        self.cast.iter().any(|cast| self.scene.several_sides(cast.actor))
    }

    /// The two officials of different sides named last before the encounter, in its sentence or the two before.
    fn last_two(&mut self) {
        let actors = self.scene.actors;
        let head = self.used.0;
        let first = (self.number.saturating_sub(2)..=self.number)
            .find_map(|n| self.scene.rows[n].first())
            .map_or(0, |item| item.range.start);
        let side = |n: usize| actors[n].sides.first().map(|side| side.code);
        let together = |n: usize| {
            let next =
                |n: usize| actors.get(n + 1).filter(|next| next.range.start <= actors[n].range.end + 1);
            actors[n].joined || next(n).is_some_and(|next| next.joined)
        };
        let named = |&n: &usize| {
            let actor = &actors[n];
            actor.range.start >= first
                && actor.range.end <= head
                && !actor.pronoun
                && (actor.name.is_some() || actor.offices.len() == 1 && !actor.sides.is_empty())
                && actor.surname.is_none()
                // تطرق الوزير A ونظيره B: behind whatever word the two stand, they stand together.
                && (actor.particle != Some(Particle::Other) || together(n) && !actor.sides.is_empty())
        };
        let mut told = (0..actors.len()).rev().filter(named);
        let Some(last) = told.next() else { return };
        let Some(other) = told.find(|&n| side(n) != side(last)) else { return };
        let role = if self.event_type == EventType::Reception { Role::Host } else { Role::Participant };
        let guest = if self.event_type == EventType::Reception { Role::Guest } else { role };
        self.cast = vec![Cast::of(other, role), Cast::of(last, guest)];
    }

    /// الوزيران, where the article has told of two ministers so far and of no third, of two sides.
    fn only_two(&mut self, dual: usize, role: Role) {
        let (actors, lexicon) = (self.scene.actors, self.scene.lexicon);
        let rank = |n: usize| actors[n].offices.first().map(|unit| lexicon.office(unit.head).rank.as_str());
        let side = |n: usize| actors[n].sides.first().map(|side| side.code);
        let mut two: Vec<usize> = Vec::new();
        for n in (0..dual).filter(|&n| actors[n].name.is_some() && rank(n) == rank(dual)) {
            let name =
                |n: usize| actors[n].name.as_ref().map(|name| self.scene.mentions.key(name.end as usize - 1));
            if !two.iter().any(|&other| name(other) == name(n)) {
                two.push(n);
            }
        }
        if let [one, other] = two[..]
            && side(one) != side(other)
        {
            self.cast = vec![Cast::of(one, role), Cast::of(other, role)];
        }
    }

    /// وزيرا خارجية A وB ... الذي أبرم بين البلدين: both countries stand with one office.
    fn named_together(&mut self, role: Role) {
        let head = self.used.0;
        let first = self.items.first().map_or(0, |item| item.range.start);
        let several = (0..self.scene.actors.len()).rev().find(|&n| {
            let range = &self.scene.actors[n].range;
            range.start >= first && range.end <= head && self.scene.several_sides(n)
        });
        if let Some(several) = several {
            self.cast = vec![Cast::of(several, role)];
        }
    }

    /// وقعها عن الجانب المغربي A وعن الجانب التونسي B, عن غانا A وعن كندا B: who signs, each for his side.
    fn signed_for(&self, from: usize) -> Vec<Cast<'l>> {
        use rasid_lexicon::Kind;
        let (lexicon, mentions) = (self.scene.lexicon, self.scene.mentions);
        let start = self.items[from].range.end as usize;
        let mut signed: Vec<Cast<'l>> = Vec::new();
        for i in start..mentions.len().min(start + 60) {
            if !mentions.is_word(i) && matches!(mentions.key(i), "." | "\n") {
                break;
            }
            if !matches!(mentions.key(i), "عن" | "وعن") {
                continue;
            }
            let at = i + 1 + usize::from(matches!(mentions.stem(i + 1), "جانب" | "طرف"));
            let Some(found) = mentions.bare(at, Kind::Nisba).or_else(|| mentions.bare(at, Kind::Country))
            else {
                continue;
            };
            let side = crate::actor::Side {
                code: &lexicon.country_form(found.sense.id).0.code,
                range: at as u32..at as u32 + found.tokens,
            };
            let behind = side.range.end..side.range.end + 3;
            let first = self.scene.actors.partition_point(|actor| actor.range.start < behind.start);
            let who = (first..self.scene.actors.len())
                .take_while(|&n| behind.contains(&self.scene.actors[n].range.start))
                .find(|&n| !self.scene.actors[n].is_country && !self.scene.actors[n].sided);
            if let Some(actor) = who.filter(|&n| !signed.iter().any(|cast| cast.actor == n)) {
                signed.push(Cast { side: Some(side), ..Cast::of(actor, Role::Signatory) });
            }
        }
        signed
    }

    /// كما استقبل, واستقبل at the head of a clause: the verb continues the subject before.
    fn elided(&self, verb: usize) -> bool {
        // كما كانت التقت
        let was = verb > 0 && matches!(self.scene.mentions.key(self.items[verb - 1].start()), "كان" | "كانت");
        let verb = verb - usize::from(was);
        // بحسب الوزارة، فقد زار
        // يعتزم الوزير بحثه عندما يلتقي نظيره
        let before = self.scene.mentions.key(self.items[verb].start().wrapping_sub(1));
        let then = matches!(before, "فقد" | "عندما" | "حينما");
        then || verb > 0 && self.scene.cue(&self.items[verb - 1]) == "where"
    }

    /// قال فلان إنه التقى: the pronoun behind أن is whoever speaks.
    fn speaker(&self, verb: usize) -> Option<usize> {
        let that = verb.checked_sub(1)?;
        let pronoun = matches!(
            self.scene.mentions.key(self.items[that].start()),
            "انه" | "انها" | "بانه" | "بانها" | "وانه" | "وانها"
        );
        if self.items[that].piece != Piece::That || !pronoun {
            return None;
        }
        // أعلنت غانا أنها أبرمت صفقة
        let party = || self.party_before(that).filter(|_| self.event_type == EventType::Agreement);
        self.first_in_sentence(that).or_else(party)
    }

    /// Who says "I" at an item: the subject of the verb of saying before it, in the sentence or in those before; in an
    /// interview the official whom the headline names.
    fn narrator(&self, item: usize) -> Option<usize> {
        // As many sentences as a quotation may go on for.
        const REACH: usize = 6;
        let scene = self.scene;
        let says = |item: &Item| scene.cue(item) == "statement";
        let official = |item: &Item| match item.piece {
            Piece::Actor(n) => {
                let actor = &scene.actors[n];
                let subject = matches!(actor.particle, None | Some(Particle::Bare));
                let person = actor.name.is_some() || !actor.offices.is_empty();
                (subject && person && !actor.is_country).then_some(n)
            }
            _ => None,
        };
        // قال الرئيس: "التقيت", الرئيس قال
        let speaks = |items: &[Item]| {
            let verb = items.iter().rposition(says)?;
            let near = |at: &usize| items.get(*at).and_then(official);
            [verb + 1, verb.wrapping_sub(1)].iter().find_map(near)
        };
        if let Some(speaker) = speaks(&self.items[..item]) {
            return Some(speaker);
        }
        let before = (self.number.saturating_sub(REACH)..self.number).rev();
        let told = before.into_iter().find_map(|number| speaks(&scene.rows[number]));
        told.or_else(|| scene.rows.first().and_then(|title| title.iter().find_map(official)))
    }

    /// وأكد فلان أنه يلتقي: a verb of saying whose subject is nobody known, so that nobody told before is meant.
    fn unknown_speaker(&self, verb: usize) -> bool {
        let mentions = self.scene.mentions;
        self.items[..verb].windows(2).any(|pair| {
            let next = pair[0].range.end as usize;
            self.scene.cue(&pair[0]) == "statement"
                && !matches!(pair[1].piece, Piece::Actor(_))
                && pair[1].start() > next
                && mentions.is_word(next)
                && mentions.at(next).is_empty()
        })
    }

    /// هنأ A فلانا، وعقد: a joined verb goes on about the subject of the verb before, which follows that verb.
    fn first_subject(&self, before: usize) -> Option<usize> {
        let opens = |item: &Item| {
            item.piece == Piece::Verb
                || matches!(self.scene.cue(item), "statement" | "greetings" | "telegram")
        };
        let verb = (0..before).rev().find(|&at| opens(&self.items[at]))?;
        let led = verb > 0 && self.bare(verb - 1).is_some();
        let subject = if led { verb - 1 } else { verb + 1 };
        (subject < before).then(|| self.bare(subject)).flatten()
    }

    fn nearest_before(&self, item: usize) -> Option<usize> {
        let relative = self.items[item].range.start;
        (0..item).rev().take(3).find_map(|at| {
            let near = self.items[at].range.end + 2 >= relative;
            self.actor(at).filter(|&n| {
                let actor = &self.scene.actors[n];
                near && !actor.is_country
                    && (actor.name.is_some() || !actor.offices.is_empty() || actor.organisation.is_none())
            })
        })
    }

    /// Whether a noun that is no actor follows the verb where its subject stands: وصلت أول طائرة.
    fn subject_unknown(&self, verb: usize) -> bool {
        let mentions = self.scene.mentions;
        let next = self.items[verb].range.end as usize;
        // التقى خلالها: the pronoun is no subject.
        let pronoun = ["ها", "ه", "هم"].iter().any(|end| mentions.key(next).ends_with(end));
        mentions.is_word(next)
            && !pronoun
            && mentions.at(next).iter().any(|found| {
                crate::mention::is_bare(found)
                    && found.sense.kind == rasid_lexicon::Kind::Word
                    && self.scene.lexicon.word(found.sense.id) == rasid_lexicon::entry::WordClass::Noun
            })
    }

    /// Whether an unknown word follows the noun where its possessor stands.
    fn unknown_possessor(&self, head: usize) -> bool {
        let mentions = self.scene.mentions;
        let mut at = self.items[head].range.end as usize;
        while mentions.is_word(at)
            && mentions.at(at).iter().any(|found| match found.sense.kind {
                rasid_lexicon::Kind::Word => {
                    self.scene.lexicon.word(found.sense.id) == rasid_lexicon::entry::WordClass::Adjective
                }
                rasid_lexicon::Kind::OfficeWord | rasid_lexicon::Kind::Nisba => true,
                _ => false,
            })
        {
            at += 1;
        }
        mentions.is_word(at) && mentions.at(at).is_empty()
    }

    /// ولدى استقباله الوزير، قال الملك: the subject of the verb of saying behind the clause that opens the sentence.
    fn acts_behind(&self, head: usize) -> Option<usize> {
        let says = |at: &usize| self.scene.cue(&self.items[*at]) == "statement";
        let verb = (head + 1..self.items.len()).find(says)?;
        let closed = self.items[verb - 1].piece == Piece::Comma;
        let begins = self.items[head + 1..verb].iter().all(|item| {
            matches!(item.piece, Piece::Actor(_) | Piece::Comma | Piece::Date(_) | Piece::Place(_))
                || matches!(self.scene.cue(item), "with" | "attendance")
        });
        let official = |&n: &usize| {
            let actor = &self.scene.actors[n];
            !actor.is_country && (actor.name.is_some() || !actor.offices.is_empty())
        };
        let subject = self.bare(verb + 1).filter(official);
        subject.filter(|_| {
            closed && begins && self.items[verb + 1].range.start <= self.items[verb].range.end + 1
        })
    }

    /// قالت إنه خلال زيارة إلى كينيا دشن الوزير مصنعا: who does something on a visit that opens the clause is who visits.
    fn acts_in_the_meantime(&self, head: usize) -> Option<usize> {
        if self.event_type != EventType::Visit
            || head == 0
            || self.scene.cue(&self.items[head - 1]) != "during"
        {
            return None;
        }
        let opens = head == 1 || matches!(self.items[head - 2].piece, Piece::That | Piece::Comma);
        let there = |item: &Item| match item.piece {
            Piece::Actor(n) => self.scene.actors[n].is_country,
            Piece::Place(_) | Piece::Date(_) | Piece::Comma => true,
            _ => false,
        };
        let verb = (head + 1..self.items.len()).find(|&at| !there(&self.items[at]))?;
        let finite = self.items[verb].piece == Piece::Verb
            || self.items[verb].piece == Piece::Trigger && !self.scene.is_noun(&self.items[verb]);
        let actor = self.bare(verb + 1)?;
        let person = &self.scene.actors[actor];
        let official = !person.is_country && !person.offices.is_empty() && person.name.is_some();
        let near = self.items[verb + 1].range.start <= self.items[verb].range.end + 1;
        (opens && finite && official && near).then_some(actor)
    }

    /// وقالت الرئيسة ... منوهة بزيارتها: her visit is hers who speaks, whoever else was told since.
    fn woman_speaking(&self, head: &Head, edge: usize) -> Option<usize> {
        let key = self.scene.mentions.key(self.items[head.item].start());
        let verb = (0..edge).find(|&at| self.scene.cue(&self.items[at]) == "statement")?;
        let said = self.scene.mentions.key(self.items[verb].start()).trim_start_matches(['و', 'ف']);
        let feminine = key.ends_with("ها") && said.ends_with('ت');
        self.bare(verb + 1).filter(|&n| feminine && !self.scene.actors[n].is_country)
    }

    fn first_after(&self, item: usize) -> Option<usize> {
        (item + 1..self.items.len()).find_map(|at| {
            self.bare(at)
                .filter(|&n| !self.scene.actors[n].is_country && !self.scene.actors[n].offices.is_empty())
        })
    }

    /// قمة الاتحاد الإفريقي, الدورة 27 لقمة الاتحاد الإفريقي: the body whose gathering it is.
    pub(super) fn body_behind(&mut self, head: &Head) {
        let mut at = head.item + 1;
        while self.items.get(at).is_some_and(|item| self.scene.is_noun(item)) {
            at += 1;
        }
        let near =
            self.items.get(at).is_some_and(|item| item.range.start <= self.items[at - 1].range.end + 1);
        // الدورة العشرون لقمة رؤساء دول الاتحاد الإفريقي
        let body = |actor: usize| {
            let body = &self.scene.actors[actor];
            body.organisation.is_some() && body.offices.is_empty() || self.scene.is_bloc(actor)
        };
        if near
            && let Some(actor) = self.actor(at).filter(|&actor| body(actor))
            && matches!(self.particle(actor), Particle::Bare | Particle::Li | Particle::Other)
        {
            self.put(actor, Role::Organiser, "organiser");
        }
    }

    /// أكد الرئيس في القمة الأخيرة, وافق الوزير خلال القمة: who did something there took part.
    pub(super) fn spoke_there(&mut self, head: &Head) {
        let noun = self.items[head.item].start();
        let there = |i: usize| {
            let key = self.scene.mentions.key(i).trim_start_matches('و');
            matches!(key, "في" | "خلال" | "اثناء" | "امام")
        };
        // في الدورة 27 لقمة
        if !(noun.saturating_sub(2)..noun).any(there) || self.cast.iter().any(|c| c.role == Role::Participant)
        {
            return;
        }
        let acts = |at: usize| {
            let item = &self.items[at];
            item.piece == Piece::Verb || self.scene.cue(item) == "statement"
        };
        let subject = (0..head.item).rev().find_map(|at| {
            let actor = self.bare(at).filter(|&n| !self.scene.actors[n].is_country)?;
            let person = &self.scene.actors[actor];
            let official = person.name.is_some() || !person.offices.is_empty();
            // كان الوزير قد وافق
            let behind = at + 1 + usize::from(self.scene.mentions.key(self.items[at + 1].start()) == "قد");
            let near = at > 0 && acts(at - 1) || behind < head.item && acts(behind);
            (official && near).then_some((at, actor))
        });
        let Some((at, actor)) = subject else { return };
        let direct = self.items[at + 1..head.item].iter().all(|item| {
            !matches!(item.piece, Piece::That | Piece::Trigger | Piece::Actor(_))
                && self.scene.cue(item) != "relative"
        });
        if direct {
            self.put(actor, Role::Participant, "subject");
        }
    }

    /// الوزير في زيارته: the person before the preposition of a noun with a pronoun.
    fn beside(&self, head: usize) -> Option<usize> {
        let before = head.checked_sub(1)?;
        let start = self.items[head].start();
        let led = matches!(self.scene.mentions.key(start.wrapping_sub(1)), "في" | "خلال" | "اثناء");
        let actor =
            self.actor(before).filter(|_| led && self.items[before].range.end as usize + 1 == start)?;
        let person = &self.scene.actors[actor];
        (person.name.is_some() && !person.is_country).then_some(actor)
    }

    /// The organisation behind نظمه, احتضنته.
    pub(super) fn organiser(&mut self, head: &Head) {
        let Some(verb) = (head.item + 1..self.items.len()).find(|&at| {
            let key = self.scene.mentions.key(self.items[at].start());
            self.items[at].piece == Piece::Trigger && (key.contains("نظم") || key.contains("احتضن"))
        }) else {
            return;
        };
        let end = self.items[verb].range.end;
        let behind = (verb + 1..self.items.len())
            .find_map(|at| self.actor(at).filter(|_| self.items[at].range.start <= end + 8));
        if let Some(actor) = behind
            && self.scene.actors[actor].organisation.is_some()
        {
            self.put(actor, Role::Organiser, "organiser");
        }
    }

    /// The last country, organisation or official before an item that stands as a subject.
    fn party_before(&self, before: usize) -> Option<usize> {
        let parties = || (0..before).rev().filter_map(|at| self.actor(at));
        let acts = |&n: &usize| {
            let actor = &self.scene.actors[n];
            self.particle(n) == Particle::Bare && (actor.is_country || !actor.sides.is_empty())
        };
        // حرص إيران على دعمها، وتوقيع اتفاقية مع: the country named close before.
        parties().find(acts).or_else(|| self.country_before(before))
    }

    /// The last country named before an item, within reach of a pronoun.
    fn country_before(&self, before: usize) -> Option<usize> {
        const REACH: u32 = 24;
        let start = self.items.get(before)?.range.start;
        (0..before).rev().find_map(|at| {
            let near = self.items[at].range.end + REACH >= start;
            self.actor(at).filter(|&n| near && self.scene.actors[n].is_country)
        })
    }

    /// The first country or official behind an item that stands as a subject.
    fn party_after(&self, item: usize) -> Option<usize> {
        (item + 1..self.items.len()).find_map(|at| {
            self.actor(at).filter(|&n| {
                let actor = &self.scene.actors[n];
                self.particle(n) == Particle::Bare && !actor.joined && !actor.sides.is_empty()
            })
        })
    }

    /// تصريحات رئيس الوزراء فلان قبيل زيارته: the last person named before, whatever governs him.
    fn named_before(&self, before: usize) -> Option<usize> {
        (0..before).rev().find_map(|at| {
            self.actor(at).filter(|&n| {
                let actor = &self.scene.actors[n];
                actor.name.is_some() && actor.particle != Some(Particle::With)
            })
        })
    }

    fn first_in_sentence(&self, before: usize) -> Option<usize> {
        (0..before).find_map(|at| {
            self.actor(at).filter(|&n| {
                let actor = &self.scene.actors[n];
                let subject = !matches!(
                    actor.particle,
                    Some(Particle::With | Particle::Bi | Particle::Other | Particle::Fi)
                );
                subject && !actor.is_country && (actor.name.is_some() || !actor.offices.is_empty())
            })
        })
    }
}
