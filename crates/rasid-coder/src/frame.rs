//! Frames at work: triggers found, slots filled, roles turned.

use std::ops::Range;

use rasid_lexicon::entry::{Shape, Trigger};
use rasid_lexicon::frame::Frame;

use crate::actor::Side;
use crate::clause::{Item, Piece, Scene};
use crate::mention::Particle;
use crate::modality::{self, Modality};
use crate::report::{EventType, Role, Status};

/// An actor in a role.
#[derive(Clone, Debug)]
pub(crate) struct Cast<'l> {
    /// Index of the actor.
    pub(crate) actor: usize,
    pub(crate) role: Role,
    /// The side, where the actor is one of an enumeration.
    pub(crate) side: Option<Side<'l>>,
    /// The name that goes with it.
    pub(crate) name: Option<Range<u32>>,
}

impl Cast<'_> {
    fn of(actor: usize, role: Role) -> Self {
        Self { actor, role, side: None, name: None }
    }
}

/// A frame found in a sentence, before it is known who everybody is.
#[derive(Clone, Debug)]
pub(crate) struct Found<'l> {
    pub(crate) frame: usize,
    pub(crate) event_type: EventType,
    pub(crate) status: Status,
    /// Trigger token.
    pub(crate) head: u32,
    /// Tokens of the event's evidence.
    pub(crate) span: Range<u32>,
    /// Tokens of the clause: where its date and place are sought.
    pub(crate) clause: Range<u32>,
    pub(crate) cast: Vec<Cast<'l>>,
    /// Destination of a visit.
    pub(crate) destination: Option<usize>,
    pub(crate) sentence: usize,
    /// Guests of one audience: not to be told apart.
    pub(crate) joint: bool,
    /// In the headline.
    pub(crate) title: bool,
    /// The verb is an imperfect, which tells today's news only near the head of an article.
    pub(crate) imperfect: bool,
    /// Two or more encounters of one kind: اتصالين.
    pub(crate) dual: bool,
}

/// What the reading of earlier sentences left behind.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Topic {
    /// The last actor that was the subject of a frame or of a sentence.
    pub(crate) subject: Option<usize>,
}

/// A trigger with the light verb that carries it.
struct Head {
    /// Item of the noun or of the verb.
    item: usize,
    trigger: Trigger,
    /// Item of the light verb.
    light: Option<(usize, Trigger)>,
}

impl<'l> Scene<'_, 'l> {
    /// The frames of one sentence.
    pub(crate) fn frames(
        &self,
        sentence: &Range<u32>,
        number: usize,
        topic: &mut Topic,
        found: &mut Vec<Found<'l>>,
    ) {
        let items = self.items(sentence);
        let before = found.len();
        for n in 0..items.len() {
            if items[n].piece != Piece::Trigger {
                continue;
            }
            let mut heads: Vec<Trigger> =
                self.triggers(&items[n]).map(|(t, _)| t).filter(|t| t.light == 0).collect();
            heads.sort_by_key(|t| (t.frame, t.shape as u8));
            heads.dedup_by_key(|t| t.frame);
            for trigger in heads {
                let light = match trigger.shape {
                    Shape::Noun => self.light_verb(&items, n, trigger.frame),
                    _ => None,
                };
                let head = Head { item: n, trigger, light };
                self.fill(&items, &head, sentence, number, *topic, found);
            }
        }
        let in_sentence = &found[before..];
        if let Some(first) = in_sentence.first().and_then(|found| found.cast.first()) {
            topic.subject = Some(first.actor);
        } else if let Some(actor) = items.iter().find_map(|item| self.subject_like(item)) {
            topic.subject = Some(actor);
        }
    }

    fn subject_like(&self, item: &Item) -> Option<usize> {
        match item.piece {
            Piece::Actor(n)
                if self.actors[n].particle == Some(Particle::Bare) && !self.actors[n].is_country =>
            {
                Some(n)
            }
            _ => None,
        }
    }

    /// The light verb of the noun at item `n`: before it in its clause, or right behind it (مباحثات أجراها).
    fn light_verb(&self, items: &[Item], n: usize, frame: u16) -> Option<(usize, Trigger)> {
        let carries = |item: &Item| {
            self.triggers(item).map(|(trigger, _)| trigger).find(|t| t.light > 0 && t.frame == frame)
        };
        for back in (0..n).rev() {
            let item = &items[back];
            if let Some(trigger) = carries(item) {
                return Some((back, trigger));
            }
            let stops = match &item.piece {
                Piece::Verb | Piece::That => true,
                Piece::Trigger => self.is_own_verb(item) || self.is_light(item) || self.is_owned(item),
                Piece::Cue(_) => matches!(self.cue(item), "relative" | "where" | "statement" | "attendance"),
                _ => false,
            };
            // A document is signed close by; between a verb and its talks the whole subject may stand.
            let reach =
                if self.lexicon.frames()[usize::from(frame)].event_type == "agreement" { 16 } else { 30 };
            if stops || items[n].range.start - item.range.end > reach {
                break;
            }
        }
        let next = items.get(n + 1)?;
        let near = next.range.start - items[n].range.end <= 2;
        let relative = self.cue(next) == "relative";
        let next = if relative { items.get(n + 2)? } else { next };
        let found = carries(next).filter(|_| near)?;
        let at = if relative { n + 2 } else { n + 1 };
        Some((at, found))
    }

    /// How far the clause of items `first..=last` reaches.
    fn clause(&self, items: &[Item], first: usize, last: usize, head: &Head) -> (usize, usize) {
        let mut lo = first;
        while lo > 0 {
            let item = &items[lo - 1];
            let stops = match &item.piece {
                Piece::That => true,
                Piece::Trigger => self.is_own_verb(item) || (head.trigger.pronoun && self.is_owned(item)),
                Piece::Cue(_) => matches!(self.cue(item), "relative" | "where" | "attendance" | "deputy"),
                _ => false,
            };
            if stops {
                break;
            }
            lo -= 1;
        }
        let mut hi = last + 1;
        while hi < items.len() {
            let item = &items[hi];
            let stops = match &item.piece {
                Piece::Verb => !self.is_duration(item),
                Piece::That => true,
                Piece::Trigger => {
                    // جولة قادته إلى, زيارة شملت: a relative clause of the noun.
                    let own = hi == head.item + 1
                        && self.triggers(item).any(|(t, _)| t.light > 0 && t.frame == head.trigger.frame);
                    self.is_own_verb(item)
                        || self.is_owned(item)
                        || (self.is_light(item) && !self.is_noun(item) && !own)
                }
                Piece::Cue(_) => matches!(
                    self.cue(item),
                    "relative"
                        | "where"
                        | "attendance"
                        | "statement"
                        | "greetings"
                        | "telegram"
                        | "deputy"
                        | "purpose"
                        | "welcome"
                        | "background"
                ),
                _ => false,
            };
            if stops {
                break;
            }
            hi += 1;
        }
        (lo, hi)
    }

    fn fill(
        &self,
        items: &[Item],
        head: &Head,
        sentence: &Range<u32>,
        number: usize,
        topic: Topic,
        found: &mut Vec<Found<'l>>,
    ) {
        let frame = &self.lexicon.frames()[usize::from(head.trigger.frame)];
        let Some(event_type) = EventType::from_word(&frame.event_type) else { return };
        let noun = head.trigger.shape == Shape::Noun;
        if noun && frame.needs_light && head.light.is_none() {
            return;
        }
        // زيارات رفيعة المستوى, لقاءات: in the plural they are counted, not told.
        if noun && head.trigger.plural && head.light.is_none() {
            return;
        }
        // كان في استقباله, مأدبة: a welcome is the visit's.
        if head.item > 0 && self.cue(&items[head.item - 1]) == "welcome" {
            return;
        }
        if noun
            && event_type == EventType::Reception
            && self.mentions.key((items[head.item].start()).wrapping_sub(1)) == "في"
        {
            return;
        }
        if noun && event_type != EventType::Conference && self.refers_back(items, head) {
            return;
        }
        let verb_item = if noun { head.light } else { Some((head.item, head.trigger)) };
        let first = head.item.min(verb_item.map_or(head.item, |(at, _)| at));
        let last = head.item.max(verb_item.map_or(head.item, |(at, _)| at));
        let (lo, hi) = self.clause(items, first, last, head);
        let from =
            items.get(lo).map_or(sentence.start, |item| item.range.start).min(items[first].range.start);
        let from = if lo == 0 { sentence.start } else { items[lo - 1].range.end.min(from) };
        let to = items.get(hi).map_or(sentence.end, |item| item.range.start);
        // Cues are heard across أن (من المنتظر أن يجري), but not across another event.
        let heard = (0..first).rev().find(|&at| {
            items[at].piece == Piece::Trigger && (self.is_own_verb(&items[at]) || self.is_light(&items[at]))
        });
        let modality = modality::read(
            self.lexicon,
            self.mentions,
            sentence.start as usize,
            heard.map_or(sentence.start, |at| items[at].range.end) as usize,
            sentence.end as usize,
            noun.then(|| items[head.item].start()),
            verb_item.map(|(at, trigger)| (items[at].start(), trigger.shape)),
        );
        let Modality::Told(status) = modality else { return };
        let slots = Slots { frame, light: head.light.map(|(_, trigger)| trigger.light) };
        let mut filler = Filler {
            scene: self,
            items,
            slots,
            event_type,
            cast: Vec::new(),
            used: (items[first].range.start, items[last].range.end),
            number,
            last: found
                .last()
                .map_or_else(Vec::new, |last| last.cast.iter().map(|cast| cast.actor).collect()),
            filled: Vec::new(),
        };
        filler.fill(head, verb_item, lo, hi, topic, found.last().filter(|f| f.sentence == number));
        filler.both_sides(found.last());
        if event_type == EventType::Conference {
            filler.organiser(head);
        }
        if !frame.needs.is_empty() && !frame.needs.iter().any(|slot| filler.filled.iter().any(|f| f == slot))
        {
            return;
        }
        let (cast, used) = (filler.cast, filler.used);
        // في اتصال هاتفي، تباحث X مع Y: talks by telephone are a call.
        let by_telephone = event_type == EventType::Talks
            && items.iter().any(|item| {
                item.piece == Piece::Trigger
                    && self.triggers(item).any(|(t, _)| {
                        t.light == 0 && self.lexicon.frames()[usize::from(t.frame)].event_type == "call"
                    })
                    && matches!(
                        self.mentions.key((item.start()).saturating_sub(1)),
                        "في" | "خلال" | "عبر" | "اثر" | "اثناء"
                    )
            });
        let event_type = if by_telephone { EventType::Call } else { event_type };
        let joint = items.iter().any(|item| self.cue(item) == "joint");
        let base = Found {
            frame: usize::from(head.trigger.frame),
            event_type,
            status,
            head: items[head.item].range.start,
            span: used.0..used.1,
            clause: from..to,
            cast,
            destination: None,
            sentence: number,
            joint,
            title: false,
            imperfect: verb_item.is_some_and(|(_, trigger)| trigger.shape == Shape::Imperfect),
            dual: head.trigger.dual,
        };
        match event_type {
            EventType::Visit => self.visits(items, head, hi, base, found),
            _ => found.push(base),
        }
    }

    /// الاستقبال, خلال اللقاء, حضر الاجتماع: a definite noun points back at what was told, unless a relative clause
    /// (الزيارة التي قام بها) or بين tells it now; and people who attend are no participants.
    fn refers_back(&self, items: &[Item], head: &Head) -> bool {
        let at = items[head.item].start();
        let key = self.mentions.key(at);
        let definite = key.contains("ال")
            && !head.trigger.pronoun
            && self
                .mentions
                .at(at)
                .iter()
                .any(|found| found.sense.kind == rasid_lexicon::Kind::Trigger && found.prefix.article);
        let relative = head.light.is_some_and(|(light, _)| light > head.item);
        let between = items.get(head.item + 1).is_some_and(|item| self.cue(item) == "between");
        let attended = at > 0 && {
            let before = self.mentions.key(at - 1);
            let stem = before.trim_start_matches(['و', 'ف', 'ي', 'ت']);
            stem.starts_with("حضر") || stem.starts_with("حضور") || before.ends_with("حضور")
        };
        let carried = head.light.is_some_and(|(_, light)| !light.pronoun);
        attended || (definite && !relative && !(between && carried))
    }

    /// One visit for each destination named.
    fn visits(&self, items: &[Item], head: &Head, hi: usize, base: Found<'l>, found: &mut Vec<Found<'l>>) {
        let after = head.item.max(head.light.map_or(0, |(at, _)| at));
        let mut destinations = Vec::new();
        let mut last: Option<u32> = None;
        for item in &items[head.item + 1..hi.max(head.item + 1)] {
            let place = match item.piece {
                Piece::Place(n) => Some(n),
                Piece::Actor(n) if self.actors[n].is_country => self.places.iter().position(|place| {
                    place.range.start < item.range.end && item.range.start < place.range.end
                }),
                _ => None,
            };
            let Some(n) = place else { continue };
            let place = &self.places[n];
            let particle = place.particle.unwrap_or(Particle::Bare);
            let listed = last.is_some_and(|end| {
                item.range.start <= end + 1 && (place.joined || self.mentions.is_comma(end as usize))
            });
            let bare_object = particle == Particle::Bare
                && (head.trigger.shape != Shape::Noun || item.range.start == items[head.item].range.end);
            let opened = matches!(particle, Particle::Ila | Particle::Li)
                || (particle == Particle::Bi
                    && self.lexicon.frames()[base.frame].slots.contains_key("bi")
                    && head.trigger.shape != Shape::Noun)
                || bare_object;
            if (opened && destinations.is_empty()) || listed {
                destinations.push(n);
                last = Some(item.range.end);
            } else if !destinations.is_empty()
                && particle == Particle::Bare
                && item.range.start <= last.unwrap_or(0) + 1
            {
                // "النمسا، فيينا", "العاصمة النمساوية فيينا": a narrower name of the same place.
                if self.places[destinations[destinations.len() - 1]].city.is_none() {
                    let end = destinations.len() - 1;
                    destinations[end] = n;
                }
                last = Some(item.range.end);
            }
        }
        let _ = after;
        if destinations.is_empty() {
            found.push(base);
            return;
        }
        for n in destinations {
            let place = &self.places[n];
            let mut visit = base.clone();
            visit.destination = Some(n);
            visit.span = visit.span.start.min(place.range.start)..visit.span.end.max(place.range.end);
            found.push(visit);
        }
    }
}

/// Which role each particle opens, the light verb's changes included.
struct Slots<'l> {
    frame: &'l Frame,
    light: Option<u16>,
}

impl Slots<'_> {
    fn role(&self, slot: &str) -> Option<Role> {
        let light = self.light.and_then(|n| self.frame.light.get(usize::from(n) - 1));
        let word = light.and_then(|light| light.slots.get(slot)).or_else(|| self.frame.slots.get(slot))?;
        Role::from_word(word)
    }
}

struct Filler<'s, 'a, 'l> {
    scene: &'s Scene<'a, 'l>,
    items: &'s [Item],
    slots: Slots<'l>,
    event_type: EventType,
    cast: Vec<Cast<'l>>,
    used: (u32, u32),
    number: usize,
    /// Actors of the encounter told before, in the order of their roles.
    last: Vec<usize>,
    filled: Vec<&'static str>,
}

impl<'l> Filler<'_, '_, 'l> {
    fn actor(&self, item: usize) -> Option<usize> {
        match self.items[item].piece {
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
        let countries_act = matches!(self.event_type, EventType::Agreement | EventType::Decoration);
        (self.particle(actor) == Particle::Bare && (!country || countries_act)).then_some(actor)
    }

    /// Whether the actor at an item belongs to another noun right before it: خلال زيارة الوزير.
    fn possessed(&self, item: usize, head: usize) -> bool {
        item > 0
            && item - 1 != head
            && self.scene.is_noun(&self.items[item - 1])
            && self.items[item].range.start <= self.items[item - 1].range.end + 1
    }

    fn put(&mut self, actor: usize, role: Role, slot: &'static str) {
        if self.cast.iter().any(|cast| cast.actor == actor) {
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

    fn fill(
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
            match self.particle(actor) {
                Particle::Bare if self.bare(item).is_some() => bare.push(actor),
                Particle::Bare | Particle::Other => {}
                particle => opened.push((actor, particle)),
            }
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
            } else if matches!(self.items[at].piece, Piece::Verb | Piece::Trigger | Piece::That)
                || self.actor(at).is_some()
                || self.scene.cue(&self.items[at]) == "statement"
            {
                break;
            }
        }
        before.reverse();
        // "، وبحث في لاهاي مع ...": a verb joined by و goes on about the subject before.
        let joined_verb = verb.is_some_and(|(at, trigger)| {
            trigger.shape != Shape::Noun
                && self.scene.triggers(&self.items[at]).any(|(_, prefix)| prefix.conjunction)
        });
        if joined_verb && previous.is_some() {
            before.clear();
        }
        let relative = lo > 0 && self.scene.cue(&self.items[lo - 1]) == "relative" && before.is_empty();
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
        let antecedent =
            (relative && !(taken_up && !bare.is_empty())).then(|| self.nearest_before(lo - 1)).flatten();
        if relative && antecedent.is_none() && bare.is_empty() {
            // الذين يتوجهون: of somebody who is no actor.
            return;
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
            } else if guest {
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
        if let Some(actor) = antecedent {
            subjects.push(actor);
            objects.extend(&bare);
        } else if bare_verb || noun {
            let distinct_object = object_role.is_some() && !(noun && verb.is_none());
            match bare.as_slice() {
                [] => subjects.extend(&before),
                [only] if !before.is_empty() && distinct_object && !self.elided(start) => {
                    subjects.extend(&before);
                    objects.push(*only);
                }
                [only] => subjects.push(*only),
                [first, rest @ ..] => {
                    subjects.push(*first);
                    for actor in rest {
                        let joined = self.scene.actors[*actor].joined && objects.is_empty();
                        if joined { subjects.push(*actor) } else { objects.push(*actor) }
                    }
                }
            }
        }
        // كما استقبل أمس مدير ...: the subject is the one told before.
        let told = previous.and_then(|found| found.cast.first().map(|cast| cast.actor)).or(topic.subject);
        let alone = subjects.len() == 1 && objects.is_empty() && antecedent.is_none();
        let directed = self.event_type == EventType::Reception || self.slots.role("object").is_some();
        let other_slot = opened.iter().any(|(_, p)| {
            self.slots.role(p.slot()).is_some_and(|role| Some(role) != subject_role)
                || matches!(p, Particle::With | Particle::Between | Particle::Bi)
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
        if pronoun_object && let Some(told) = told.filter(|told| !subjects.contains(told)) {
            objects.push(told);
        }
        let own_pronoun = noun
            && (head.trigger.pronoun
                || verb.is_some_and(|(_, light)| light.pronoun && light.shape == Shape::Noun));
        let verbal = verb.is_none_or(|(_, light)| light.shape == Shape::Noun);
        if subjects.is_empty() || (own_pronoun && verbal) {
            let possessor = if own_pronoun || (noun && verbal) {
                self.first_in_sentence(edge).filter(|_| previous.is_none()).or(told)
            } else {
                told
            };
            let free = match self.event_type {
                EventType::Agreement => own_pronoun,
                EventType::Conference => {
                    own_pronoun || verb.is_some_and(|(_, light)| light.shape == Shape::Noun)
                }
                _ => true,
            };
            // A verb without a subject goes on about somebody only where it is joined to what stands before.
            let continues = noun
                || joined_verb
                || self.elided(start)
                || start == 0
                || self.event_type != EventType::Visit;
            let free = free && continues;
            // زيارة فلان: a possessor that is nobody we know is not whoever was told before.
            let possessed = noun && verb.is_none() && !own_pronoun && self.unknown_possessor(head.item);
            let possessor = possessor.filter(|_| !possessed).or_else(|| {
                // بعد زيارة إلى واشنطن، يصل الرئيس: the subject is named behind.
                (noun && verb.is_none()).then(|| self.first_after(head.item)).flatten()
            });
            let between = opened.iter().any(|(_, p)| *p == Particle::Between);
            let named =
                !opened.is_empty() || matches!(self.event_type, EventType::Visit | EventType::Conference);
            if (subjects.is_empty() || own_pronoun) && free && !between && named && !(by && !own_pronoun) {
                if own_pronoun {
                    objects.append(&mut subjects);
                }
                subjects.extend(possessor);
            }
        }
        if by {
            // Passive: the roles turn round.
            let turned = if self.slots.light.is_some() || noun { subject_role } else { object_role };
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
        for (actor, particle) in opened {
            if let Some(role) = self.slots.role(particle.slot()) {
                let country = self.scene.actors[actor].is_country;
                let may = !country || matches!(self.event_type, EventType::Agreement | EventType::Decoration);
                let convenes = role != Role::Organiser || self.scene.actors[actor].organisation.is_some();
                if may && convenes && self.event_type != EventType::Visit {
                    self.put(actor, role, particle.slot());
                }
            }
        }
    }

    /// وقع الوزيران, عقد الجانبان, تم التوقيع: both sides of the encounter told before.
    fn both_sides(&mut self, last: Option<&Found<'l>>) {
        let Some(last) = last else { return };
        let actors = self.scene.actors;
        let points_back = |n: usize| {
            let actor = &actors[n];
            actor.name.is_none()
                && actor.sides.is_empty()
                && actor.particle == Some(Particle::Bare)
                && actor.offices.iter().any(|unit| {
                    self.scene.lexicon.office(unit.head).dual
                        && self.scene.mentions.definite(unit.range.start as usize)
                })
        };
        let dual = self.cast.iter().position(|cast| points_back(cast.actor));
        let cue = self.items.iter().any(|item| {
            self.scene.cue(item) == "sides"
                && item.range.start + 3 > self.used.0
                && item.range.start < self.used.1 + 3
        });
        let nobody = self.cast.is_empty() && self.event_type == EventType::Agreement;
        let near = self.number <= last.sentence + 3;
        if (dual.is_some() || (cue && self.cast.len() < 2) || nobody) && near {
            let role = match self.event_type {
                EventType::Agreement => Role::Signatory,
                EventType::Talks | EventType::Call => Role::Participant,
                _ => return,
            };
            self.cast = last.cast.iter().map(|cast| Cast { role, ..cast.clone() }).collect();
        }
    }

    /// كما استقبل, واستقبل at the head of a clause: the verb continues the subject before.
    fn elided(&self, verb: usize) -> bool {
        verb > 0 && self.scene.cue(&self.items[verb - 1]) == "where"
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

    fn first_after(&self, item: usize) -> Option<usize> {
        (item + 1..self.items.len()).find_map(|at| {
            self.bare(at)
                .filter(|&n| !self.scene.actors[n].is_country && !self.scene.actors[n].offices.is_empty())
        })
    }

    /// The organisation behind نظمه, احتضنته.
    fn organiser(&mut self, head: &Head) {
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
