//! Frames at work: triggers found, slots filled, roles turned.

mod slots;
mod veto;

use std::ops::Range;

use rasid_lexicon::entry::{Shape, Trigger};

use self::slots::{Filler, Slots};
use crate::actor::Side;
use crate::clause::{Item, Piece, Scene};
use crate::mention::Particle;
use crate::modality::{self, Modality};
use crate::report::{EventType, Role, Status};

/// Frames of one article that are followed up: no article tells more encounters, and those who compare each with each
/// stay quick on a text made to slow them down.
const MOST_FOUND: usize = 512;

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
    pub(crate) fn of(actor: usize, role: Role) -> Self {
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
    /// A verb tells it; a bare noun (زيارة الوزير إلى) only names it.
    pub(crate) verb: bool,
    /// Two or more encounters of one kind: اتصالين.
    pub(crate) dual: bool,
    /// Told behind its noun, by a relative clause or a participle: الاتفاق الذي أبرمه.
    pub(crate) behind: bool,
    /// An instance of what a plural sums up: of the year that the article tallies.
    pub(crate) summed: bool,
    /// Told in the future tense: سيزور.
    pub(crate) future: bool,
    /// Told by what happened in it, في مستهل الاجتماع: it took place, whatever was planned before.
    pub(crate) underway: bool,
}

/// What the reading of earlier sentences left behind.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Topic {
    /// The last actor that was the subject of a frame or of a sentence.
    pub(crate) subject: Option<usize>,
}

/// What became of a trigger, for `--explain`.
#[derive(Clone, Debug)]
pub(crate) enum Told {
    /// Nothing, by this rule.
    Vetoed(&'static str),
    /// Its slots: the particle that opened each, the role, the actor.
    Filled(Status, Vec<(&'static str, Role, usize)>),
    /// It was no encounter between two sides, by this rule.
    Refused(&'static str),
}

/// A note on a trigger.
#[derive(Clone, Debug)]
pub(crate) struct Note {
    /// The trigger's tokens.
    pub(crate) trigger: Range<u32>,
    /// Index of the frame.
    pub(crate) frame: usize,
    pub(crate) told: Told,
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
        let items = &self.rows[number];
        let before = found.len();
        for n in 0..items.len() {
            if found.len() >= MOST_FOUND {
                break;
            }
            if items[n].piece != Piece::Trigger {
                continue;
            }
            let mut heads: Vec<Trigger> =
                self.triggers(&items[n]).map(|(t, _)| t).filter(|t| t.light == 0).collect();
            heads.sort_by_key(|t| (t.frame, t.shape as u8));
            heads.dedup_by_key(|t| t.frame);
            for mut trigger in heads {
                // قبل سفره إلى ليما: behind a preposition the verb with a pronoun is a verbal noun.
                let before = self.mentions.key(items[n].start().wrapping_sub(1));
                let hangs = matches!(
                    before,
                    "قبل" | "قبيل" | "بعد" | "عقب" | "خلال" | "اثناء" | "لدي" | "عند" | "اثر"
                );
                let goes = self.lexicon.frames()[usize::from(trigger.frame)].id == "arrive";
                let there = items.get(n + 1).is_some_and(|item| self.leads_there(item));
                if hangs && goes && there && trigger.pronoun && trigger.shape == Shape::Perfect {
                    trigger.shape = Shape::Noun;
                }
                let light = match trigger.shape {
                    Shape::Noun => self.light_verb(items, n, trigger.frame).filter(|&(_, light)| {
                        let frame = &self.lexicon.frames()[usize::from(trigger.frame)];
                        let gathering = frame.light[usize::from(light.light) - 1].gathering;
                        !gathering || self.colleagues(items, n).is_some() || self.presided(items, n)
                    }),
                    _ => None,
                };
                let head = Head { item: n, trigger, light };
                self.fill(items, &head, sentence, number, *topic, found);
            }
        }
        self.welcomes(number, found);
        self.attends(number, before, found);
        self.comprises(number, before, found);
        self.was_reception(number, found);
        let in_sentence = &found[before..];
        if let Some(first) = in_sentence.first().and_then(|found| found.cast.first()) {
            topic.subject = Some(first.actor);
        } else if !self.lists_those_present(items)
            && let Some(actor) = items.iter().find_map(|item| self.subject_like(item))
        {
            topic.subject = Some(actor);
        }
    }

    /// حضر الاستقبال A وB, وكان في استقباله A: those who were there too are not whom the article goes on about.
    fn lists_those_present(&self, items: &[Item]) -> bool {
        let before = items.iter().take_while(|item| !matches!(item.piece, Piece::Actor(_)));
        before.into_iter().any(|item| {
            let key = self.mentions.key(item.start()).trim_start_matches(['و', 'ف', 'ي', 'ت']);
            matches!(self.cue(item), "attendance" | "welcome")
                || item.piece == Piece::Trigger && key.starts_with("حضر")
        })
    }

    /// Whether an actor is several officials of several sides: وزراء خارجية مصر والأردن والعراق.
    pub(crate) fn several_sides(&self, actor: usize) -> bool {
        let actor = &self.actors[actor];
        let several = actor.offices.iter().any(|unit| {
            let head = self.lexicon.office(unit.head);
            head.plural || head.dual
        });
        (several || actor.sided) && actor.sides.len() > 1
    }

    /// الاجتماع الذي عقده X ... وحضره A وB, مؤتمر دولي بمشاركة A وB, اجتماع برئاسة A ونظيره B: those who came took part.
    fn attends(&self, number: usize, before: usize, found: &mut [Found<'l>]) {
        let items = &self.rows[number];
        let came = |item: &Item| {
            let key = self.mentions.key(item.start()).trim_start_matches('و');
            matches!(key, "حضره" | "حضرها" | "حضرته" | "حضرتها")
        };
        if let Some(verb) = items.iter().position(|item| item.piece == Piece::Trigger && came(item)) {
            let head = items[verb].range.start;
            let meets = |told: &&mut Found<'l>| {
                matches!(told.event_type, EventType::Talks | EventType::Conference) && told.head < head
            };
            if let Some(told) = found[before..].iter_mut().rev().find(meets) {
                self.take_part(&items[verb + 1..], told);
            }
            return;
        }
        // A gathering whose people are told behind it by those who took part or led it.
        let with = |at: &usize| {
            let item = &items[*at];
            let start = item.start();
            // برئاسة A ونظيره B: one who presides alone does so at home as often.
            let two = matches!(item.piece, Piece::Actor(_))
                && items
                    .get(at + 1)
                    .is_some_and(|next| matches!(next.piece, Piece::Actor(n) if self.actors[n].joined));
            let led = two && matches!(self.mentions.key(start.wrapping_sub(1)), "برياسه" | "براسه");
            let took = self.cue(item) == "attendance"
                && self.mentions.key(start).trim_start_matches('و').starts_with("بمشارك");
            took || led
        };
        let Some(at) = (0..items.len()).find(with) else { return };
        let head = items[at].range.start;
        let gathers = |told: &&mut Found<'l>| {
            let few = told.cast.len() < 2;
            let talks = told.event_type == EventType::Talks && few && told.verb;
            told.head < head
                && told.status != Status::Denied
                && (told.event_type == EventType::Conference || talks)
        };
        if let Some(told) = found[before..].iter_mut().rev().find(gathers) {
            let first = at + usize::from(!matches!(items[at].piece, Piece::Actor(_)));
            self.take_part(&items[first..], told);
        }
    }

    /// قمة ضمت رؤساء A وB, مؤتمر شاركت فيه A وB: those of a gathering that the sentence names, told by a verb right behind it.
    fn comprises(&self, number: usize, before: usize, found: &mut [Found<'l>]) {
        let items = &self.rows[number];
        let gathers =
            |told: &&mut Found<'l>| told.event_type == EventType::Conference && told.status != Status::Denied;
        for told in found[before..].iter_mut().filter(gathers) {
            let Some(noun) = items.iter().position(|item| item.range.start == told.head) else { continue };
            let silent = |item: &Item| {
                matches!(item.piece, Piece::Place(_) | Piece::Date(_) | Piece::Comma)
                    || self.cue(item) == "relative"
            };
            let Some(verb) = (noun + 1..items.len().min(noun + 5)).find(|&at| !silent(&items[at])) else {
                continue;
            };
            let key = self.mentions.key(items[verb].start());
            let holds = matches!(key, "ضم" | "ضمت" | "يضم" | "تضم" | "جمع" | "جمعت" | "يجمع" | "تجمع");
            let in_it = matches!(self.mentions.key(items[verb].range.end as usize), "فيه" | "فيها");
            let came = in_it && matches!(key, "شارك" | "شاركت" | "يشارك" | "تشارك");
            // شاركت فيه كل من كينيا وفنلندا; but ضمت رجال أعمال من كينيا: what comes is no side.
            let begins = items[verb].range.end + u32::from(in_it);
            let first =
                verb + 1 + usize::from(items.get(verb + 1).is_some_and(|item| self.cue(item) == "each"));
            let next = items.get(first).is_some_and(|next| {
                let mut between = (begins..next.range.start).map(|i| self.mentions.key(i as usize));
                // رؤساء بلديات كينيا: of no state.
                let of_state = !(next.range.start..next.range.end).any(|i| {
                    matches!(self.mentions.key(i as usize), "بلديات" | "تحرير" | "جامعات" | "انديه" | "شركات")
                });
                matches!(next.piece, Piece::Actor(_))
                    && of_state
                    && between.all(|key| matches!(key, "كل" | "كلا" | "من"))
            });
            if (holds || came) && next {
                let behind = |cast: &&mut Cast<'l>| self.actors[cast.actor].range.start >= begins;
                told.cast.iter_mut().filter(behind).for_each(|cast| cast.role = Role::Participant);
                if told.cast.len() < 2 {
                    self.take_part(&items[first..], told);
                }
            }
        }
    }

    /// Officials and countries in a row are participants; three make a gathering.
    fn take_part(&self, items: &[Item], told: &mut Found<'l>) {
        for item in items {
            match item.piece {
                Piece::Actor(n) if told.cast.iter().any(|cast| cast.actor == n) => {}
                Piece::Actor(n) if told.cast.len() < 12 => {
                    told.cast.push(Cast::of(n, Role::Participant));
                    told.span.end = told.span.end.max(item.range.end);
                }
                Piece::Actor(_) | Piece::Comma | Piece::Place(_) | Piece::Date(_) => {}
                _ => break,
            }
        }
        if told.cast.len() > 2 {
            told.event_type = EventType::Conference;
        }
    }

    /// بحث ولي العهد مع الوزير ... حضر الاستقبال: a meeting that the article also calls a reception is one.
    fn was_reception(&self, number: usize, found: &mut [Found<'l>]) {
        let items = &self.rows[number];
        let called = items.iter().any(|item| {
            item.piece == Piece::Trigger && {
                // حفاوة الاستقبال is thanked for, حضر الاستقبال tells what it was.
                let before = self.mentions.key(item.start().wrapping_sub(1)).trim_start_matches('و');
                let told =
                    matches!(before, "حضر" | "خلال" | "اثناء" | "مستهل" | "بدايه" | "ختام" | "عقب" | "بعد");
                told && self.mentions.key(item.start()) == "الاستقبال"
            }
        });
        if !called || found.iter().any(|told| told.event_type == EventType::Reception) {
            return;
        }
        let talks = found.iter_mut().rev().find(|told| told.event_type == EventType::Talks && told.verb);
        let told = talks.filter(|told| {
            number <= told.sentence + 2 && told.cast.len() == 2 && told.status == Status::Held
        });
        if let Some(told) = told {
            told.event_type = EventType::Reception;
            for (n, cast) in told.cast.iter_mut().enumerate() {
                cast.role = if n == 0 { Role::Host } else { Role::Guest };
            }
        }
    }

    /// وصل فلان، وكان في استقباله بالمطار A وB: who welcomes is the visit's host.
    fn welcomes(&self, number: usize, found: &mut [Found<'l>]) {
        let items = &self.rows[number];
        let farewell = |item: &Item| {
            (item.range.start..item.range.end + 1).any(|i| {
                self.mentions.key(i as usize).ends_with("وداعه")
                    || self.mentions.key(i as usize).ends_with("وداع")
            })
        };
        let welcome = |item: &Item| self.cue(item) == "welcome" && !farewell(item);
        let Some(cue) = items.iter().position(welcome) else { return };
        let visit = found.iter_mut().rev().find(|visit| {
            visit.event_type == EventType::Visit
                && number <= visit.sentence + 1
                && visit.status == Status::Held
        });
        let Some(visit) = visit else { return };
        for item in &items[cue + 1..] {
            match item.piece {
                Piece::Actor(n) if self.actors[n].is_country => {}
                Piece::Actor(n) if self.actors[n].name.is_some() || !self.actors[n].offices.is_empty() => {
                    if !visit.cast.iter().any(|cast| cast.actor == n) && visit.cast.len() < 6 {
                        visit.cast.push(Cast::of(n, Role::Host));
                    }
                }
                Piece::Comma | Piece::Place(_) | Piece::Date(_) => {}
                _ => break,
            }
        }
    }

    /// Officials of one office of several countries right behind the noun at item `n`: اجتماع وزراء الداخلية العرب,
    /// محادثات بين وزراء دفاع دول الآسيان.
    pub(super) fn colleagues(&self, items: &[Item], n: usize) -> Option<usize> {
        let mut at = n + 1;
        // الاجتماع المشترك لوزراء دفاع دول الآسيان ووزير الدفاع الكندي
        if items.get(at).is_some_and(|item| matches!(self.cue(item), "joint" | "between" | "with")) {
            at += 1;
        }
        let item = items.get(at).filter(|item| item.range.start <= items[n].range.end + 3)?;
        match item.piece {
            Piece::Actor(actor) if self.is_bloc(actor) => Some(actor),
            _ => None,
        }
    }

    /// ترأس الوزير الغاني ونظيره الكيني أمس الحوار: two preside over the noun at item `n`.
    fn presided(&self, items: &[Item], n: usize) -> bool {
        let Some(verb) = (0..n).rev().find(|&at| items[at].piece == Piece::Trigger) else { return false };
        let presides = self.mentions.key(items[verb].start()).ends_with("تراس");
        let two = matches!(items.get(verb + 1..verb + 3), Some([one, other])
            if matches!(one.piece, Piece::Actor(_))
                && matches!(other.piece, Piece::Actor(actor) if self.actors[actor].joined));
        presides && two && verb + 2 < n
    }

    /// Whether a cast is one official and another of another side, joined to him by و.
    fn are_two_sides(&self, cast: &[Cast<'l>]) -> bool {
        let [one, other] = cast else { return false };
        let (one, other) = (&self.actors[one.actor], &self.actors[other.actor]);
        let side = |actor: &crate::actor::Actor<'l>| actor.sides.first().map(|side| side.code);
        let official = |actor: &crate::actor::Actor<'l>| actor.name.is_some() || !actor.offices.is_empty();
        let counterpart = other.offices.iter().any(|unit| self.lexicon.office(unit.head).counterpart);
        other.joined
            && other.range.start <= one.range.end + 1
            && official(one)
            && official(other)
            && (counterpart || side(other).is_some_and(|code| side(one) != Some(code)))
    }

    /// Whether an actor is the delegation with somebody, told without a country or a name: والوفد المرافق له.
    fn is_company(&self, actor: usize) -> bool {
        let actor = &self.actors[actor];
        let delegation = actor.offices.iter().any(|unit| self.lexicon.office(unit.head).delegation);
        delegation && actor.name.is_none() && actor.sides.is_empty()
    }

    /// Whether an actor is the officials of a bloc: وزراء خارجية دول مجلس التعاون.
    pub(crate) fn is_bloc(&self, actor: usize) -> bool {
        let actor = &self.actors[actor];
        let plural = actor.offices.iter().any(|unit| self.lexicon.office(unit.head).plural);
        let side = actor.sides.first().is_some_and(|side| self.lexicon.country(side.code).is_none());
        plural && side && actor.name.is_none()
    }

    /// Whether an actor is an international organisation itself, and none of its officials.
    fn is_union(&self, actor: usize) -> bool {
        let actor = &self.actors[actor];
        actor.name.is_none()
            && actor.offices.is_empty()
            && self.mentions.best(actor.range.start as usize, rasid_lexicon::Kind::Organisation).is_some_and(
                |found| {
                    let organisation = self.lexicon.organisation(found.sense.id);
                    organisation.kind == "igo" && organisation.code.is_some()
                },
            )
    }

    /// اجتماع أوبك في ليما, اجتماع لها في داكار يوم السبت: the organisation whose members met, where the text
    /// gives a day or a place to it and nobody whom it met. `end` is where its clause ends.
    fn union_met(&self, items: &[Item], head: &Head, end: usize) -> Option<usize> {
        let noun = &items[head.item];
        let behind = &items[head.item + 1..end.max(head.item + 1)];
        let own =
            behind.first().filter(|item| item.range.start == noun.range.end).and_then(|item| {
                match item.piece {
                    Piece::Actor(actor) if self.is_union(actor) => Some(actor),
                    _ => None,
                }
            });
        let told_of = matches!(self.mentions.key(noun.range.end as usize), "لها" | "له" | "لهم");
        let before = || {
            items[..head.item].iter().rev().find_map(|item| match item.piece {
                Piece::Actor(actor) => Some(actor),
                _ => None,
            })
        };
        // عقدت جامعة الدول العربية أمس اجتماعا: who convenes its own members acts right behind the verb.
        let convenes = head.light.filter(|&(at, light)| at < head.item && light.shape != Shape::Noun);
        let convenes = convenes.filter(|_| !self.mentions.definite(noun.start())).and_then(|(at, _)| {
            let [actor, rest @ ..] = &items[at + 1..head.item] else { return None };
            let silent =
                rest.iter().all(|item| matches!(item.piece, Piece::Date(_) | Piece::Comma | Piece::Place(_)));
            match actor.piece {
                Piece::Actor(n) if silent && self.is_union(n) => Some(n),
                _ => None,
            }
        });
        let union = own.or(convenes).or_else(|| before().filter(|&actor| told_of && self.is_union(actor)))?;
        let set = |item: &Item| matches!(item.piece, Piece::Date(_) | Piece::Place(_));
        let other = |item: &Item| match item.piece {
            Piece::Actor(actor) => actor != union,
            _ => matches!(self.cue(item), "with" | "between" | "each"),
        };
        (behind.iter().any(set) && !behind.iter().any(other)).then_some(union)
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
        // سيؤدي إلى النمو، منوهة بزيارتها: what is governed by بـ is no object of أدى.
        let governed = self.triggers(&items[n]).any(|(trigger, prefix)| {
            trigger.frame == frame && prefix.preposition == Some(rasid_text::clitic::Preposition::Bi)
        });
        let pays = |item: &Item| {
            let key = self.mentions.key(item.start()).trim_start_matches(['و', 'ف', 'س']);
            matches!(key, "ادي" | "ادت" | "يودي" | "تودي" | "يوديها" | "اداها" | "ادتها")
        };
        let carries = |item: &Item| {
            if governed && pays(item) {
                return None;
            }
            self.triggers(item).map(|(trigger, _)| trigger).find(|t| t.light > 0 && t.frame == frame)
        };
        let event_type = self.lexicon.frames()[usize::from(frame)].event_type.as_str();
        // رفض الاتفاق الذي وقعته: a relative clause right behind tells the document, whatever stands before.
        if matches!(event_type, "agreement" | "visit")
            && let [relative, verb, ..] = &items[n + 1..]
            && self.cue(relative) == "relative"
            && relative.range.start <= items[n].range.end + 1
            && let Some(trigger) = carries(verb)
        {
            return Some((n + 2, trigger));
        }
        // رفض حضور الاجتماع الذي عقده الرئيس: the pronoun of the verb behind is the gathering.
        let several = self.triggers(&items[n]).any(|(trigger, _)| trigger.plural);
        if matches!(event_type, "talks" | "conference")
            && !several
            && let [relative, verb, ..] = &items[n + 1..]
            && self.cue(relative) == "relative"
            && relative.range.start <= items[n].range.end + 1
            && let Some(trigger) = carries(verb).filter(|t| t.pronoun && t.shape == Shape::Perfect)
        {
            return Some((n + 2, trigger));
        }
        // محادثات الوزير التي شملت نظيره: whose they were stands between.
        if event_type == "talks"
            && let [whose, relative, verb, ..] = &items[n + 1..]
            && matches!(whose.piece, Piece::Actor(actor) if self.actors[actor].particle == Some(Particle::Bare))
            && whose.range.start == items[n].range.end
            && self.cue(relative) == "relative"
            && relative.range.start <= whose.range.end + 1
            && let Some(trigger) = carries(verb).filter(|t| !t.pronoun && t.shape == Shape::Perfect)
        {
            return Some((n + 3, trigger));
        }
        // كانت المفاوضات السابقة تجري بين A وB: the verb behind says what the auxiliary before does not.
        let auxiliary = n > 0 && {
            let key = self.mentions.key(items[n - 1].start());
            matches!(key.trim_start_matches('و'), "كان" | "كانت") && items[n - 1].piece == Piece::Trigger
        };
        let silent = |item: &Item| {
            item.piece == Piece::Comma
                || self.cue(item) == "former"
                || self.mentions.key(item.start()) == "قد"
        };
        let behind = (n + 1..items.len().min(n + 4)).find(|&at| !silent(&items[at]));
        if auxiliary
            && let Some(at) = behind
            && let Some(trigger) = carries(&items[at]).filter(|t| t.shape != Shape::Noun && !t.pronoun)
        {
            return Some((at, trigger));
        }
        // جمعه به مؤتمر عقب جلسات الحوار: what follows on something is carried by no verb before it.
        let follows = event_type == "talks"
            && n > 0
            && self.cue(&items[n - 1]) == "during"
            && matches!(
                self.mentions.key(items[n - 1].start()).trim_start_matches('و'),
                "عقب" | "بعد" | "اثر" | "غداه"
            );
        let mut next = n;
        while next > 0 && !follows {
            next -= 1;
            // عقد الوزير، الذي يزور ليما، محادثات: an aside between commas stands between.
            // (وقع الوزير، الذي يزور ليما، مع نظيره اتفاقية: before a document the other party too.)
            if items[next].piece == Piece::Comma && (next + 1 == n || event_type == "agreement") {
                let opens = (0..next).rev().find(|&at| self.aside_at(items, at) == Some(next));
                next = opens.map_or(next, |at| at - 1);
            }
            let back = next;
            let item = &items[back];
            // القانون الذي وقعه ... رفض الاتفاق: a verb with a pronoun has its object.
            if let Some(trigger) =
                carries(item).filter(|t| !t.pronoun || t.shape == Shape::Noun || event_type != "agreement")
            {
                return Some((back, trigger));
            }
            let stops = match &item.piece {
                Piece::Verb | Piece::That => true,
                Piece::Trigger => self.is_own_verb(item) || self.is_light(item) || self.is_owned(item),
                Piece::Cue(_) => {
                    matches!(self.cue(item), "relative" | "where" | "statement" | "attendance")
                        || event_type == "conference" && self.cue(item) == "margin"
                }
                _ => false,
            };
            // A document is signed close by; between a verb and its talks the whole subject may stand.
            let reach = if event_type == "agreement" { 16 } else { 30 };
            if stops || items[n].range.start - item.range.end > reach {
                break;
            }
        }
        // ملتقى كيغالي لمكافحة الجريمة، الذي شارك فيه: the name of the gathering stands between.
        let name = |item: &Item| match item.piece {
            Piece::Place(_) | Piece::Date(_) | Piece::Comma => true,
            Piece::Cue(_) => self.cue(item) == "topic",
            Piece::Actor(at) => self.actors[at].is_country || self.actors[at].organisation.is_some(),
            _ => false,
        };
        if event_type == "conference"
            && let Some(at) = (n + 1..items.len()).find(|&at| !name(&items[at]))
            && self.cue(&items[at]) == "relative"
            && let Some(verb) = items.get(at + 1)
            && matches!(self.mentions.key(verb.range.end as usize), "فيه" | "فيها")
            && let Some(trigger) = carries(verb)
        {
            return Some((at + 1, trigger));
        }
        // قمة مع قادة دول آسيان استضافها الرئيس: the verb points back at the gathering across its people.
        let people = |item: &Item| {
            matches!(item.piece, Piece::Actor(_) | Piece::Place(_) | Piece::Date(_))
                || self.cue(item) == "with"
        };
        // اجتماع وزراء مالية دول آسيان، الذي سينعقد غدا
        if let Some(at) =
            (n + 1..items.len().min(n + 6)).find(|&at| !people(&items[at]) && items[at].piece != Piece::Comma)
            && event_type == "talks"
            && self.cue(&items[at]) == "relative"
            && self.colleagues(items, n).is_some()
            && let Some(verb) = items.get(at + 1).and_then(carries)
        {
            return Some((at + 1, verb));
        }
        if event_type == "conference"
            && let Some(at) = (n + 1..items.len().min(n + 6)).find(|&at| !people(&items[at]))
            && let Some(verb) = carries(&items[at]).filter(|t| {
                // قمة للآسيان نظمت في هانوي: behind an indefinite noun the verb needs no relative.
                let passive = t.shape == Shape::Perfect && !self.mentions.definite(items[n].start());
                (t.pronoun || passive) && t.shape != Shape::Noun
            })
        {
            return Some((at, verb));
        }
        // إعلان كيتو الذي وقعه, اتفاق الصيد الذي أبرم: a place or another word of its name stands between.
        if event_type == "agreement"
            && let Some(at) = (n + 1..items.len().min(n + 4)).find(|&at| !name(&items[at]))
            && let Some(participle) = carries(&items[at]).filter(|t| t.shape == Shape::Noun && !t.pronoun)
            && self.mentions.definite(items[at].start())
        {
            // الاتفاق المبرم في 3 مارس بين A وB
            return Some((at, participle));
        }
        if event_type == "agreement"
            && let Some(at) = (n + 1..items.len().min(n + 7)).find(|&at| !name(&items[at]))
            && at > n + 1
            && self.cue(&items[at]) == "relative"
            && let Some(trigger) = items.get(at + 1).and_then(carries)
        {
            return Some((at + 1, trigger));
        }
        // بالاجتماع، الذي جمع بين
        let comma = matches!(items.get(n + 1..n + 3), Some([comma, relative])
            if comma.piece == Piece::Comma && self.cue(relative) == "relative");
        let n = n + usize::from(comma);
        let next = items.get(n + 1)?;
        let relative = self.cue(next) == "relative";
        // المنتدى الزراعي الكيني الخليجي الذي نظم: its adjectives stand between.
        let near = next.range.start - items[n].range.end <= if relative { 4 } else { 2 };
        let mut at = if relative { n + 2 } else { n + 1 };
        // الزيارة التي كان سيقوم بها
        if relative && items.get(at).is_some_and(|item| self.mentions.key(item.start()).starts_with("كان"))
        {
            at += 1;
        }
        let found = carries(items.get(at)?).filter(|_| near)?;
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
            // استقبل A، بحضور B، اليوم بالدوحة C: those present stand between host and guest.
            if self.cue(item) == "attendance" && self.awaits_object(items, last, hi, head) {
                hi += 1;
                while items.get(hi).is_some_and(|item| matches!(item.piece, Piece::Actor(_))) {
                    hi += 1;
                }
                continue;
            }
            // أن يلتقي فلان، الذي يقوم بجولة، نظيره: a relative clause that names nobody stands between the two.
            if let Some(behind) = self
                .aside_until(items, last, hi, head)
                .or_else(|| self.adverbial_until(items, last, hi, head))
            {
                hi = behind;
                continue;
            }
            // التقى الأمير قبل التوجه إلى اجتماع الوزراء: what comes next is something else.
            let next = |at: u32| {
                let key = self.mentions.key(at as usize);
                key == "قبل"
                    && at > 0
                    && !self.mentions.key(at as usize - 1).ends_with("من")
                    && (self.mentions.definite(at as usize + 1) || self.mentions.key(at as usize + 1) == "ان")
                    && !self.mentions.has(at as usize + 1, rasid_lexicon::Kind::Weekday)
            };
            if (items[hi - 1].range.end..item.range.start).any(next) {
                break;
            }
            let stops = match &item.piece {
                Piece::Verb => !self.is_duration(item),
                Piece::That => true,
                // لقاء جمعه على هامش القمة مع فلان: where they met stands between.
                Piece::Trigger if self.is_aside(items, hi) => false,
                Piece::Trigger => {
                    // جولة قادته إلى, زيارة شملت: a relative clause of the noun.
                    let own = hi == head.item + 1
                        && self.triggers(item).any(|(t, _)| t.light > 0 && t.frame == head.trigger.frame);
                    // اتفاق تم إبرامه بين: the verbal noun of its own verb.
                    let concludes = self.triggers(item).any(|(t, _)| {
                        t.light > 0 && t.frame == head.trigger.frame && t.shape == Shape::Noun && t.pronoun
                    });
                    self.is_own_verb(item)
                        || (self.is_owned(item) && !concludes)
                        || (self.is_light(item) && !self.is_noun(item) && !own && !concludes)
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

    /// Behind the verb of a meeting and its subject: the item after an aside between commas, where the other side stands
    /// there.
    fn aside_until(&self, items: &[Item], last: usize, at: usize, head: &Head) -> Option<usize> {
        let finite = head.trigger.shape != Shape::Noun;
        let one =
            items[last + 1..at].iter().filter(|item| matches!(item.piece, Piece::Actor(_))).count() == 1;
        if !(finite && one) {
            return None;
        }
        let comma = self.aside_at(items, at)?;
        let other = items.get(comma + 1)?;
        let adjacent = other.range.start == items[comma].range.end;
        (adjacent && self.is_other_side(other, head)).then_some(comma + 1)
    }

    /// ، الذي يزور ليما حاليا، or ، برفقة وفد، or ، تلبية لدعوة،: the comma that closes an aside whose first item is `at`.
    pub(crate) fn aside_at(&self, items: &[Item], at: usize) -> Option<usize> {
        // As many tokens as an aside may have.
        const LONGEST: u32 = 18;
        let opens = at > 0 && items[at - 1].piece == Piece::Comma;
        let before = self.mentions.key(items[at].start().wrapping_sub(1));
        let cue = self.cue(&items[at]);
        let relative =
            cue == "relative" && (opens || at > 0 && items[at].range.start == items[at - 1].range.end);
        // وفق ما أفاد به بيان
        let by_whom = cue == "statement" && before == "ما";
        let company = opens && (matches!(cue, "attendance" | "deputy" | "telegram") || by_whom);
        let comma = (at + 1..items.len()).find(|&at| items[at].piece == Piece::Comma)?;
        // A relative clause that names somebody tells of him.
        let silent = |item: &Item| match item.piece {
            Piece::Actor(n) => company || self.actors[n].name.is_none() && self.actors[n].sides.is_empty(),
            Piece::That => false,
            _ => true,
        };
        let fits = items[comma].range.start - items[at].range.start <= LONGEST;
        ((relative || company) && fits && items[at + 1..comma].iter().all(silent)).then_some(comma)
    }

    /// Whether an item is or opens the other side of a verb of meeting: an official without a particle, or with مع.
    fn is_other_side(&self, item: &Item, head: &Head) -> bool {
        let frame = &self.lexicon.frames()[usize::from(head.trigger.frame)];
        match item.piece {
            Piece::Actor(n) if self.actors[n].is_country || self.actors[n].joined => false,
            Piece::Actor(n) => match self.actors[n].particle {
                Some(Particle::Bare) | None => frame.slots.contains_key("object"),
                Some(Particle::With) => frame.slots.contains_key("with"),
                _ => false,
            },
            _ => self.cue(item) == "with" && frame.slots.contains_key("with"),
        }
    }

    /// التقى الوزير، خلال زيارته إلى ليما، نظيره: behind the verb of a meeting and its subject, the item after a visit or a
    /// gathering during which they met, where the other side stands there.
    fn adverbial_until(&self, items: &[Item], last: usize, at: usize, head: &Head) -> Option<usize> {
        // As many items as may tell where and when the visit or the gathering was.
        const LONGEST: usize = 5;
        let official = |item: &Item| matches!(item.piece, Piece::Actor(n) if !self.actors[n].is_country);
        let one = items[last + 1..at].iter().filter(|item| official(item)).count() == 1;
        if head.trigger.shape == Shape::Noun || items[at].piece != Piece::Trigger || !one {
            return None;
        }
        let before = self.mentions.key(items[at].start().wrapping_sub(1));
        let during = matches!(self.cue(&items[at - 1]), "during" | "margin")
            || matches!(before, "خلال" | "اثناء" | "لدي" | "فور" | "عقب" | "بعد" | "اثر" | "هامش");
        let frames = |item: &Item| {
            let mut nouns = self.triggers(item).filter(|(t, _)| t.shape == Shape::Noun);
            nouns.find_map(|(t, _)| {
                EventType::from_word(&self.lexicon.frames()[usize::from(t.frame)].event_type)
            })
        };
        let visit = frames(&items[at]) == Some(EventType::Visit) && self.is_owned(&items[at]);
        let gathering = frames(&items[at]) == Some(EventType::Conference);
        let set = |item: &Item| match item.piece {
            Piece::Place(_) | Piece::Date(_) | Piece::Comma => true,
            Piece::Cue(_) => self.cue(item) == "topic",
            Piece::Actor(n) => {
                self.actors[n].is_country
                    || self.actors[n].name.is_none() && self.actors[n].offices.is_empty()
            }
            _ => false,
        };
        let behind = (at + 1..items.len()).find(|&at| !set(&items[at]))?;
        let apart = items[at + 1..behind].iter().any(|item| !matches!(item.piece, Piece::Date(_)));
        let other = self.is_other_side(&items[behind], head);
        (during && (visit || gathering) && apart && behind - at <= LONGEST && other).then_some(behind)
    }

    /// Whether a verb of reception has its host before `hi` and its guest behind: another official without a particle.
    fn awaits_object(&self, items: &[Item], last: usize, hi: usize, head: &Head) -> bool {
        let frame = &self.lexicon.frames()[usize::from(head.trigger.frame)];
        let bare = |item: &Item| match item.piece {
            Piece::Actor(n) => self.actors[n].particle == Some(Particle::Bare) && !self.actors[n].is_country,
            _ => false,
        };
        let present = (items[hi].range.start..items[hi].range.end)
            .any(|i| self.mentions.key(i as usize).ends_with("بحضور"));
        let verb = present && head.trigger.shape != Shape::Noun && frame.slots.contains_key("object");
        let after = items.get(hi + 1).is_some_and(|item| matches!(item.piece, Piece::Actor(_)))
            && items[hi + 2..].iter().take(6).any(bare);
        verb && after && items[last + 1..hi].iter().filter(|item| bare(item)).count() == 1
    }

    /// Whether the noun at item `n` only tells on whose margin something happened: على هامش مشاركته, and القمة behind it.
    fn is_aside(&self, items: &[Item], n: usize) -> bool {
        let margin = |n: usize| n > 0 && self.cue(&items[n - 1]) == "margin";
        let noun = self.triggers(&items[n]).all(|(t, _)| t.shape == Shape::Noun);
        noun && (margin(n) || n > 1 && items[n - 1].piece == Piece::Trigger && margin(n - 1))
    }

    fn note(&self, head: &Head, items: &[Item], told: Told) {
        if let Some(notes) = self.notes {
            let (trigger, frame) = (items[head.item].range.clone(), usize::from(head.trigger.frame));
            notes.borrow_mut().push(Note { trigger, frame, told });
        }
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
        if let Some(rule) = self.vetoed(items, head, number, found) {
            self.note(head, items, Told::Vetoed(rule));
            let sums = rule == "plural-sums-up";
            if sums && matches!(event_type, EventType::Talks | EventType::Visit) {
                self.sum(items, head, event_type, number, topic, found);
            }
            return;
        }
        let convened = noun && self.is_convened(items, head);
        let refers_back =
            noun && event_type != EventType::Conference && !convened && self.refers_back(items, head);
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
            // لم يتم أي لقاء: the verb that carries the noun passes on what stands before it.
            let carries = items[first].range.start - items[at].range.end <= 1;
            let auxiliary = self.mentions.key(items[at].start()).trim_start_matches('و').starts_with("كان");
            items[at].piece == Piece::Trigger
                && (self.is_own_verb(&items[at]) || (self.is_light(&items[at]) && !carries && !auxiliary))
        });
        // أبدى رغبة في الزيارة، وزارها: behind a comma a joined verb of the past starts afresh.
        let afresh = verb_item.is_some_and(|(at, trigger)| {
            trigger.shape == Shape::Perfect
                && at > 0
                && items[at - 1].piece == Piece::Comma
                && items[at - 1].range.end == items[at].range.start
                && self.triggers(&items[at]).any(|(_, prefix)| prefix.conjunction)
        });
        let heard = if afresh { verb_item.map(|(at, _)| at - 1) } else { heard };
        let modality = modality::read(
            self.lexicon,
            self.mentions,
            sentence.start as usize,
            heard.map_or(sentence.start, |at| items[at].range.end) as usize,
            sentence.end as usize,
            noun.then(|| items[head.item].start()),
            verb_item.map(|(at, trigger)| (items[at].start(), trigger.shape)),
        );
        // رفض الوزير زيارة كينيا, تقرر عقد لقاء: عقد is a verb where nothing governs it.
        let verbal = verb_item.is_none_or(|(at, light)| {
            light.shape == Shape::Noun || self.triggers(&items[at]).any(|(t, _)| t.shape == Shape::Noun)
        });
        let governed = (noun && verbal && modality == Modality::Told(Status::Held))
            .then(|| self.governed(items, first))
            .flatten();
        let modality = governed.unwrap_or(modality);
        let modality = if self.parts.modality { modality } else { Modality::Told(Status::Held) };
        let Modality::Told(status) = modality else {
            self.note(head, items, Told::Vetoed("modality"));
            return;
        };
        let status = if convened && status == Status::Planned { Status::Held } else { status };
        let status = if noun && status == Status::Held && !convened && self.is_ahead(items, head) {
            Status::Planned
        } else {
            status
        };
        // قبل أن يتوجه إلى قبرص: the next leg, told as done only behind a verb of the past.
        let sequel = verb_item.is_some_and(|(at, trigger)| {
            trigger.shape == Shape::Imperfect
                && modality::is_sequel(self.mentions, items[at].start().wrapping_sub(1))
        });
        let done = found.last().is_some_and(|told| {
            told.sentence == number && told.verb && !told.imperfect && told.status == Status::Held
        });
        let status = if sequel && event_type == EventType::Visit && !done && status == Status::Held {
            Status::Planned
        } else {
            status
        };
        // وكان الاجتماع مقررا في غشت قبل إرجائه: what became of a meeting told before is news of it.
        if refers_back && !matches!(status, Status::Postponed | Status::Cancelled) {
            self.note(head, items, Told::Vetoed("points-back"));
            return;
        }
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
        // كما استقبل ...: whoever received before goes on receiving, whoever spoke in between.
        let also = matches!(self.mentions.key(sentence.start as usize), "كما" | "وكما");
        let same_frame = |f: &&Found<'l>| f.frame == usize::from(head.trigger.frame) && f.verb;
        let again = found.iter().rev().find(same_frame).filter(|_| also && first <= 1);
        let previous = found.last().filter(|f| f.sentence == number).or(again);
        if event_type == EventType::Conference && noun {
            filler.body_behind(head);
        }
        filler.fill(head, verb_item, lo, hi, topic, previous);
        filler.both_sides(head, found);
        filler.members_of_groups();
        if event_type == EventType::Conference {
            filler.organiser(head);
            if noun && verb_item.is_none() {
                filler.spoke_there(head);
            }
        }
        // استعرض A مع B، في اجتماعهم أمس في مانيلا: one meeting, told twice in a breath.
        let theirs = noun
            && head.light.is_none()
            && matches!(event_type, EventType::Talks | EventType::Conference)
            && ["هم", "هما"].iter().any(|end| self.mentions.key(items[head.item].start()).ends_with(end));
        if theirs
            && let Some(told) = found.last_mut().filter(|told| {
                told.sentence == number
                    && told.cast.len() > 1
                    && matches!(told.event_type, EventType::Talks | EventType::Conference)
            })
        {
            self.note(head, items, Told::Vetoed("told-already"));
            told.clause.end = told.clause.end.max(to);
            return;
        }
        // بحث الملك مع الوزير، خلال استقباله: the talks told in this breath were a reception.
        if noun
            && event_type == EventType::Reception
            && head.trigger.pronoun
            && status == Status::Held
            && filler.cast.iter().filter(|cast| !self.is_company(cast.actor)).count() < 2
            && let Some(talks) = found.last_mut().filter(|talks| {
                talks.sentence == number && talks.event_type == EventType::Talks && talks.cast.len() > 1
            })
        {
            self.note(head, items, Told::Vetoed("told-already"));
            talks.event_type = EventType::Reception;
            for (n, cast) in talks.cast.iter_mut().enumerate() {
                cast.role = if n == 0 { Role::Host } else { Role::Guest };
            }
            return;
        }
        if filler.cast.len() < 2 && matches!(status, Status::Postponed | Status::Cancelled) {
            // The meeting that was put off is the one told before, and so are its people.
            if let Some(told) = found.iter().rev().find(|told| {
                told.event_type == event_type && told.cast.len() > 1 && number <= told.sentence + 6
            }) {
                filler.cast.clone_from(&told.cast);
            }
        }
        if filler.cast.is_empty() && event_type == EventType::Conference && self.is_next(items, head) {
            // المؤتمر المقبل: whoever convened the one told before.
            let before = found.iter().rev().find(|told| told.event_type == EventType::Conference);
            let convenes = |cast: &&Cast<'l>| cast.role == Role::Organiser;
            filler.cast.extend(
                before
                    .into_iter()
                    .flat_map(|told| told.cast.iter().filter(convenes).cloned().collect::<Vec<_>>()),
            );
        }
        // اجتماع أوبك في فيينا: its members met.
        let union = (noun && event_type == EventType::Talks && filler.cast.len() < 2)
            .then(|| self.union_met(items, head, hi))
            .flatten();
        if let Some(union) = union {
            filler.cast = vec![Cast::of(union, Role::Organiser)];
        }
        // بحث وزيرا خارجية A وB: a plural of several sides needs nobody beside it.
        let several = filler.cast.iter().any(|cast| self.several_sides(cast.actor));
        let needed = |slot: &String| filler.filled.iter().any(|filled| filled == slot);
        // بحث وزير الخارجية الكيني ونظيره الفنلندي: so does one who is joined by his counterpart of another side.
        let several = several || self.are_two_sides(&filler.cast);
        if !several && !frame.needs.is_empty() && !frame.needs.iter().any(needed) {
            self.note(head, items, Told::Vetoed("needs-slot"));
            return;
        }
        // بيرو وكندا تجريان محادثات: countries in general, until a verb of the past says that they met.
        let general = event_type == EventType::Talks
            && !filler.cast.is_empty()
            && filler.cast.iter().all(|cast| self.actors[cast.actor].is_country)
            && verb_item.is_some_and(|(_, trigger)| trigger.shape == Shape::Imperfect);
        // تعقد بيرو وكندا اجتماعا غدا
        let ahead = general
            && items[lo..hi].iter().any(|item| matches!(item.piece, Piece::Date(n) if self.dates[n].future));
        let status = if ahead && status == Status::Held { Status::Planned } else { status };
        if general && !ahead {
            self.note(head, items, Told::Vetoed("countries-in-general"));
            return;
        }
        // One official with the ministers of a bloc, in one room: a gathering.
        // للقاء مسؤولي الصندوق: a purpose names one side of it only.
        let borrowed = |cast: &Cast<'_>| {
            self.actors[cast.actor].offices.iter().any(|unit| self.lexicon.office(unit.head).counterpart)
        };
        // ناقش الأمر مع نظرائه: whose counterparts they are met them.
        let alone =
            filler.cast.len() == 1 && (noun && filler.is_purpose(head.item) || borrowed(&filler.cast[0]));
        let bloc = !alone && filler.cast.iter().any(|cast| self.is_bloc(cast.actor));
        let is_power = |cast: &Cast<'_>| {
            let actor = &self.actors[cast.actor];
            actor.is_country
                || actor.organisation.is_some() && actor.offices.is_empty() && actor.name.is_none()
        };
        let powers = filler.cast.len() > 2 && filler.cast.iter().all(is_power);
        let event_type = if (bloc || powers || union.is_some()) && event_type == EventType::Talks {
            EventType::Conference
        } else {
            event_type
        };
        if self.notes.is_some() {
            let filled = filler.filled.iter().copied().map(Some).chain(std::iter::repeat(None));
            let slots = filler.cast.iter().zip(filled);
            let slots =
                slots.map(|(cast, slot)| (slot.unwrap_or("context"), cast.role, cast.actor)).collect();
            self.note(head, items, Told::Filled(status, slots));
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
        // تباحث هاتفيا مع, أجرى محادثة ... عبر تقنية الفيديو
        let by_telephone = by_telephone
            || event_type == EventType::Talks
                && (from..to).map(|i| i as usize).any(|i| match self.mentions.key(i) {
                    "هاتفيا" => true,
                    "الفيديو" | "المريي" | "الهاتف" => (i.saturating_sub(3)..i)
                        .any(|before| matches!(self.mentions.key(before), "عبر" | "بتقنيه")),
                    _ => false,
                });
        let event_type = if by_telephone { EventType::Call } else { event_type };
        let joint = items[lo..hi].iter().any(|item| self.cue(item) == "joint");
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
            imperfect: verb_item.is_some_and(|(at, trigger)| {
                let that = items[at].start().wrapping_sub(1);
                trigger.shape == Shape::Imperfect && !modality::is_sequel(self.mentions, that)
            }),
            verb: verb_item.is_some(),
            dual: head.trigger.dual,
            behind: verb_item.is_some_and(|(at, _)| at > head.item),
            summed: false,
            future: verb_item.is_some_and(|(_, trigger)| trigger.shape == Shape::Future),
            underway: noun && self.is_underway(items[head.item].start()),
        };
        match event_type {
            EventType::Visit => self.visits(items, head, hi, base, found),
            _ => found.push(base),
        }
    }

    /// Countries that stand as instances of what a plural sums up: لقاءاته، لا سيما مع بيرو وتشيلي; زيارات، من بينها
    /// بيرو; their items.
    fn instances(&self, items: &[Item], from: usize) -> Vec<usize> {
        let country = |item: &Item| match item.piece {
            Piece::Actor(n) => self.actors[n].is_country,
            Piece::Place(_) => true,
            _ => false,
        };
        let mut listed: Vec<usize> = Vec::new();
        let Some(among) = (from..items.len()).find(|&at| self.cue(&items[at]) == "among") else {
            return listed;
        };
        for (at, item) in items.iter().enumerate().skip(among + 1) {
            let opens = match item.piece {
                Piece::Comma => true,
                Piece::Cue(_) => matches!(self.cue(item), "with" | "relative" | "among"),
                Piece::Trigger => self.is_light(item),
                Piece::Actor(n) => self.actors[n].organisation.is_some() && self.actors[n].name.is_none(),
                _ => false,
            };
            if country(item) {
                listed.push(at);
            } else if !(opens && (listed.is_empty() || item.piece == Piece::Comma)) {
                break;
            }
        }
        // Behind a comma another clause begins as often: what follows one goes on the list only if it is joined to it.
        if let Some(end) =
            listed.windows(2).position(|pair| items[pair[1]].range.start > items[pair[0]].range.end + 1)
        {
            listed.truncate(end + 1);
        }
        listed
    }

    /// Talks and visits summed up in the plural, told of the countries that stand as instances.
    fn sum(
        &self,
        items: &[Item],
        head: &Head,
        event_type: EventType,
        number: usize,
        topic: Topic,
        found: &mut Vec<Found<'l>>,
    ) {
        let unreal = items.iter().any(|item| {
            matches!(self.cue(item), "planned" | "hypothetical" | "habitual" | "negated" | "purpose")
        });
        let instances = self.instances(items, head.item + 1);
        let (Some(&first), false) = (instances.first(), unreal) else { return };
        let person = |item: &Item| match item.piece {
            Piece::Actor(n) => {
                let actor = &self.actors[n];
                (!actor.is_country && (actor.name.is_some() || !actor.offices.is_empty())).then_some(n)
            }
            _ => None,
        };
        // اللقاءات التي عقدها فلان
        let Some(subject) = items[head.item + 1..first].iter().find_map(person).or(topic.subject) else {
            return;
        };
        let visit = event_type == EventType::Visit;
        let (from, to) = (items[0].range.start, items[items.len() - 1].range.end);
        for at in instances {
            let item = &items[at];
            let Piece::Actor(other) = item.piece else { continue };
            let mut cast = vec![Cast::of(subject, if visit { Role::Visitor } else { Role::Participant })];
            if !visit {
                cast.push(Cast::of(other, Role::Participant));
            }
            let destination = self
                .places
                .iter()
                .position(|place| place.range.start < item.range.end && item.range.start < place.range.end);
            if visit && destination.is_none() {
                continue;
            }
            found.push(Found {
                frame: usize::from(head.trigger.frame),
                event_type,
                status: Status::Held,
                head: items[head.item].range.start,
                span: items[head.item].range.start..items[at].range.end,
                clause: from..to,
                cast,
                destination: destination.filter(|_| visit),
                sentence: number,
                joint: false,
                title: false,
                imperfect: false,
                verb: head.light.is_some(),
                dual: false,
                behind: false,
                summed: true,
                future: false,
                underway: false,
            });
        }
    }

    /// كان الاجتماع مقررا ... قبل إرجائه: what became of a gathering tells it without a verb of its own.
    fn meets_its_fate(&self, items: &[Item], head: &Head) -> bool {
        let end = items[head.item].range.end;
        let fate = |item: &Item| matches!(self.cue(item), "cancelled" | "postponed");
        let near = |item: &&Item| item.range.start < end + 12;
        items[head.item + 1..].iter().take_while(near).any(fate)
            || head.item > 0
                && fate(&items[head.item - 1])
                && items[head.item - 1].range.end + 1 >= items[head.item].range.start
    }

    /// المنتدى الفلاحي المنعقد ببماكو, لحضور اجتماعهم مع الوزير المنعقد بالدوحة: the participle says that it was held.
    fn is_convened(&self, items: &[Item], head: &Head) -> bool {
        let end = items[head.item].range.end as usize;
        let ends = items[head.item + 1..]
            .iter()
            .find(|item| matches!(item.piece, Piece::Verb | Piece::That) || self.is_own_verb(item))
            .map_or(end + 16, Item::start);
        (end..ends.min(end + 16))
            .any(|i| matches!(self.mentions.key(i), "المنعقد" | "المنعقده" | "والمنعقد" | "والمنعقده"))
    }

    /// في مستهل الاجتماع, عقب اختتام أعمال الحوار: what happened in it says that it took place.
    fn is_underway(&self, noun: usize) -> bool {
        let quoted = usize::from(noun > 0 && matches!(self.mentions.key(noun - 1), "\"" | "«" | "“"));
        let key = |back: usize| noun.checked_sub(back + quoted).map_or("", |at| self.mentions.key(at));
        let works = matches!(key(1), "اعمال" | "اشغال" | "جلسات" | "جلسه" | "فعاليات" | "مباحثات");
        matches!(
            key(1 + usize::from(works)).trim_start_matches('و'),
            "مستهل" | "ختام" | "بدايه" | "افتتاح" | "اختتام" | "انطلاق" | "انتهاء"
        )
    }

    /// لحضور جولة أخرى من المحادثات, قبل عقد الحوار: told by what somebody comes for, or does before it.
    fn is_ahead(&self, items: &[Item], head: &Head) -> bool {
        use rasid_text::clitic::Preposition::Li;
        // As many words as stand between "to take part" and what in: في أعمال الجولة الجديدة من.
        const REACH: u32 = 6;
        let noun = items[head.item].range.start;
        let attends = |item: &Item| {
            let key = self.mentions.key(item.start());
            self.triggers(item).any(|(_, prefix)| prefix.preposition == Some(Li))
                && (key.ends_with("مشاركه") || key.ends_with("حضور"))
        };
        let comes = items[..head.item]
            .iter()
            .rev()
            .take(2)
            .any(|item| item.piece == Piece::Trigger && attends(item) && item.range.end + REACH >= noun);
        let carried = head.light.filter(|(at, _)| *at < head.item);
        let before = carried.is_some_and(|(at, _)| {
            matches!(self.mentions.key(items[at].start().wrapping_sub(1)), "قبل" | "قبيل")
                && items[at].range.end + 1 >= noun
        });
        comes || before
    }

    /// المؤتمر المقبل, الدورة القادمة.
    fn is_next(&self, items: &[Item], head: &Head) -> bool {
        let end = items[head.item].range.end as usize;
        (end..end + 3)
            .any(|i| matches!(self.mentions.stem(i), "مقبل" | "مقبله" | "قادم" | "قادمه" | "تالي" | "تاليه"))
    }

    /// الاستقبال, خلال اللقاء, حضر الاجتماع: a definite noun points back at what was told, unless a relative clause
    /// (الزيارة التي قام بها) or بين tells it now; and people who attend are no participants.
    fn refers_back(&self, items: &[Item], head: &Head) -> bool {
        let at = items[head.item].start();
        let key = self.mentions.key(at);
        let definite = (key.contains("ال") || key.trim_start_matches('و').starts_with("لل"))
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
        // فحوى الاتصال الهاتفي مع الرئيس: with whom is told here and now.
        let call = self.lexicon.frames()[usize::from(head.trigger.frame)].event_type == "call";
        let with = items.get(head.item + 1).is_some_and(|item| {
            matches!(self.cue(item), "with" | "between") && item.range.start <= items[head.item].range.end
        });
        let aside = head.item > 0
            && items[head.item - 1].range.end == items[head.item].range.start
            && matches!(self.cue(&items[head.item - 1]), "margin" | "during");
        let gathering = self.colleagues(items, head.item).is_some() && !aside;
        // الاجتماع الـ9 للجنة, الاجتماع السابع عشر: counted, so new.
        let next = items[head.item].range.end as usize;
        let counted = self.mentions.kind(next) == Some(rasid_text::TokenKind::Number)
            || matches!(self.mentions.key(next), "ال" | "الـ")
                && self.mentions.kind(next + 1) == Some(rasid_text::TokenKind::Number)
            || rasid_text::number::words(&[self.mentions.stem(next)]).is_some();
        // عقب المباحثات بين كوبا والاتحاد: between whom is told here and now.
        let parties = between
            && items[head.item + 2..]
                .iter()
                .map_while(|item| match item.piece {
                    // بين الحكومة الكينية والحكومة الفنلندية: one phrase of two sides.
                    Piece::Actor(n) if self.actors[n].name.is_some() => {
                        Some(self.actors[n].sides.len().max(1))
                    }
                    Piece::Actor(n) => Some(self.actors[n].sides.len()),
                    _ => None,
                })
                .sum::<usize>()
                > 1;
        // في ختام الحوار الاستراتيجي الغاني المصري: whose it was stands behind.
        let led = head.light.is_some_and(|(light, _)| light < head.item) && self.presided(items, head.item);
        let whose =
            led || self.is_underway(at) && (self.has_adjectives(next) || self.between_sides(items, head));
        // الزيارة الأولى للرئيس إلى ليما: who went where is told here and now.
        let travels = self.lexicon.frames()[usize::from(head.trigger.frame)].event_type == "visit"
            && matches!(&items[head.item + 1..], [who, whither, ..]
            if matches!(who.piece, Piece::Actor(n) if self.actors[n].particle == Some(Particle::Li)
                    && !self.actors[n].is_country && !self.actors[n].offices.is_empty())
                && who.range.start <= items[head.item].range.end + 2
                && self.leads_there(whither))
            && !(items[head.item].range.end..items[head.item].range.end + 3).any(|i| {
                // الزيارة المقبلة للرئيس إلى ليما
                let stem = rasid_text::clitic::split_article(self.mentions.key(i as usize)).1;
                matches!(
                    stem,
                    "مقبله"
                        | "قادمه"
                        | "مرتقبه"
                        | "مزمعه"
                        | "مقرره"
                        | "منتظره"
                        | "متوقعه"
                        | "محتمله"
                        | "مفترضه"
                )
            });
        // جولة من المفاوضات: which of them is told by the noun before.
        let round = self.is_round_of(at).is_some_and(|round| !self.mentions.definite(round));
        if (call && with
            || gathering
            || parties
            || whose
            || travels
            || round
            || counted && head.light.is_some())
            && !attended
        {
            return false;
        }
        // تم التوقيع على الاتفاقية: what is signed is told by its signing, definite or not.
        let agreement = self.lexicon.frames()[usize::from(head.trigger.frame)].event_type == "agreement";
        // الاجتماع السابق الذي عقد في مارس بين كينيا والسودان
        let clause = &items[head.item + 1..items.len().min(head.item + 9)];
        let told_there = clause.iter().position(|item| self.cue(item) == "between").is_some_and(|at| {
            let party =
                |item: &&Item| matches!(item.piece, Piece::Actor(n) if !self.actors[n].sides.is_empty());
            clause[..at].iter().any(|item| self.cue(item) == "relative")
                && clause[at + 1..].iter().take_while(party).count() > 1
        });
        let signed = agreement
            && head.light.is_some_and(|(light, verb)| {
                let finite = verb.shape != Shape::Noun
                    || light > 0 && self.is_light(&items[light - 1]) && !self.is_noun(&items[light - 1]);
                // بعد توقيع الاتفاق في جنيف بين A وB
                let parties = items[head.item + 1..].iter().take(5).any(|item| self.cue(item) == "between");
                light < head.item && (finite || parties)
            });
        // بعد توقيع الاتفاق النووي: by its own name it is told, whatever was told before.
        let by_name = agreement
            && head.light.is_some_and(|(light, _)| light < head.item)
            && self.mentions.has(at, rasid_lexicon::Kind::Negotiation);
        attended || (definite && !(relative || told_there) && !signed && !by_name && !(between && carried))
    }

    /// جولة من المفاوضات, الجولة الثالثة من المحادثات: the token of the noun of which the talks at a token are a part.
    pub(super) fn is_round_of(&self, noun: usize) -> Option<usize> {
        let of = noun.checked_sub(1).filter(|&at| self.mentions.key(at) == "من")?;
        (of.saturating_sub(2)..of).rev().find(|&at| {
            matches!(
                rasid_text::clitic::split_article(self.mentions.key(at).trim_start_matches('و')).1,
                "جوله" | "سلسله" | "جلسه" | "جولات" | "مرحله"
            )
        })
    }

    /// إلى الشطر الشمالي من قبرص, لجنوب كينيا, حل ضيفا على كينيا: other words lead to the country.
    fn led_there(&self, item: &Item) -> bool {
        // As many words as a part of a country may have.
        const REACH: usize = 4;
        let start = item.start();
        let key = |back: usize| start.checked_sub(back).map_or("", |at| self.mentions.key(at));
        if key(1) == "علي" && matches!(key(2), "ضيفا" | "ضيفه") {
            return true;
        }
        let part = |key: &str| {
            let bare = key.trim_start_matches(['ل', 'ب']).trim_start_matches("ال");
            matches!(
                bare,
                "شمال"
                    | "جنوب"
                    | "شرق"
                    | "غرب"
                    | "وسط"
                    | "شطر"
                    | "قسم"
                    | "جزء"
                    | "اقليم"
                    | "ولايه"
                    | "محافظه"
                    | "جزيره"
                    | "جزر"
            )
        };
        let Some(back) = (1..=REACH).find(|&back| part(key(back))) else { return false };
        // Between the part and the country stand its adjective and من only.
        let plain = (1..back).all(|back| {
            key(back) == "من"
                || matches!(
                    self.mentions.stem(start - back),
                    "شمالي"
                        | "جنوبي"
                        | "شرقي"
                        | "غربي"
                        | "شماليه"
                        | "جنوبيه"
                        | "شرقيه"
                        | "غربيه"
                )
        });
        plain && (matches!(key(back + 1), "الي" | "والي") || key(back).starts_with('ل'))
    }

    /// إلى ليما: a place or a country behind إلى.
    pub(super) fn leads_there(&self, item: &Item) -> bool {
        match item.piece {
            Piece::Place(n) => self.places[n].particle == Some(Particle::Ila),
            Piece::Actor(n) => self.actors[n].is_country && self.actors[n].particle == Some(Particle::Ila),
            _ => false,
        }
    }

    /// Two adjectives of countries behind a noun, whatever adjective or quotation mark stands between.
    fn has_adjectives(&self, end: usize) -> bool {
        let nisba = |i: usize| self.mentions.bare(i, rasid_lexicon::Kind::Nisba).is_some();
        // الكيني- الفنلندي
        let next = |i: usize| i + usize::from(matches!(self.mentions.key(i), "-" | "–"));
        (end..end + 3).any(|i| nisba(i) && nisba(next(i + 1)))
    }

    /// الحوار بين البلدين.
    fn between_sides(&self, items: &[Item], head: &Head) -> bool {
        matches!(&items[head.item + 1..], [between, sides, ..]
            if self.cue(between) == "between" && self.cue(sides) == "sides")
    }

    /// توقف في ليما في زيارة قصيرة, عاد من ليما بعد زيارة رسمية: the place that the verb before a visit names.
    fn visited_before(&self, items: &[Item], head: &Head) -> Option<usize> {
        let at = head.item.checked_sub(1)?;
        let led = self.mentions.key(items[head.item].start().wrapping_sub(1));
        let behind = |key: &str| matches!(key, "بعد" | "عقب" | "اثر" | "ختام");
        // عقب زيارة: the word that leads the visit may be an item of its own.
        let at = if self.cue(&items[at]) == "during" { at.checked_sub(1)? } else { at };
        let at = (0..=at).rev().find(|&at| !matches!(items[at].piece, Piece::Date(_) | Piece::Comma))?;
        let place = match items[at].piece {
            Piece::Place(n) => n,
            Piece::Actor(n) if self.actors[n].is_country => self.places.iter().position(|place| {
                place.range.start < items[at].range.end && items[at].range.start < place.range.end
            })?,
            _ => return None,
        };
        let verb = |verbs: &[&str]| {
            (items[at].start().saturating_sub(16)..items[at].start()).any(|i| {
                let key = self.mentions.key(i).trim_start_matches(['و', 'ف']);
                verbs.contains(&key)
            })
        };
        let particle = self.places[place].particle;
        let came_back = particle == Some(Particle::Min)
            && behind(led)
            && verb(&["عاد", "عادت", "يعود", "تعود", "رجع", "رجعت", "عايدا", "عايده", "عودته", "عودتها"]);
        let stays = matches!(particle, Some(Particle::Fi | Particle::Bi))
            && led == "في"
            && verb(&[
                "توقف",
                "توقفت",
                "يوجد",
                "توجد",
                "يتواجد",
                "تتواجد",
                "الموجود",
                "المتواجد",
                "نزل",
                "نزلت",
            ]);
        (came_back || stays).then_some(place)
    }

    /// One visit for each destination named.
    fn visits(&self, items: &[Item], head: &Head, hi: usize, base: Found<'l>, found: &mut Vec<Found<'l>>) {
        let mut destinations = Vec::new();
        let mut last: Option<u32> = None;
        // الزيارة التي أداها رفقة نواب إلى مالي: company stands before the destination.
        let company = items.get(hi).is_some_and(|item| self.cue(item) == "attendance");
        let past = |at: &usize| {
            items[*at].piece == Piece::Verb
                || matches!(items[*at].piece, Piece::That | Piece::Trigger | Piece::Cue(_))
        };
        let hi = if company { (hi + 1..items.len()).find(past).unwrap_or(items.len()) } else { hi };
        for (at, item) in items.iter().enumerate().take(hi).skip(head.item + 1) {
            // كينيا في 3 مارس وليما في 5 مارس: each destination with its day.
            if matches!(item.piece, Piece::Date(_)) && last.is_some_and(|end| item.range.start <= end + 2) {
                last = Some(item.range.end);
            }
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
            // زيارة للهند وأخرى لفيتنام
            let another = matches!(
                self.mentions.key(item.start().wrapping_sub(1)),
                "واخري" | "وثالثه" | "واخرا" | "وايضا" | "وكذلك"
            ) && matches!(particle, Particle::Li | Particle::Ila);
            let listed = another && !destinations.is_empty()
                || last.is_some_and(|end| {
                    item.range.start <= end + 1 && (place.joined || self.mentions.is_comma(end as usize))
                });
            // جولة يستهلها في مصر: where it begins is where it goes.
            let begins = at > head.item + 1
                && self.is_light(&items[at - 1])
                && matches!(particle, Particle::Fi | Particle::Bi | Particle::Min)
                && ["ستهل", "بدا", "بدء"]
                    .iter()
                    .any(|verb| self.mentions.key(items[at - 1].start()).contains(verb));
            // جولة شملت A وB
            let covered = at > head.item + 1 && self.is_light(&items[at - 1]);
            // لمهاجمة فرنسا: another word governs the place.
            let adjacent = item.range.start <= items[at - 1].range.end + 1;
            // توجه كينيا لتنويع شركائها: who heads for a place does so by إلى.
            let heads = matches!(
                self.mentions.key(items[head.item].start()).trim_start_matches(['و', 'ف']),
                "توجه" | "توجهت" | "يتوجه" | "تتوجه" | "سافر" | "سافرت" | "انتقل" | "انتقلت"
            );
            let bare_object = !heads
                && particle == Particle::Bare
                && !place.joined
                && (adjacent || covered)
                && (head.trigger.shape != Shape::Noun
                    || covered
                    || item.range.start == items[head.item].range.end);
            // زيارة استغرقت يومين في نيروبي
            let lasted = particle == Particle::Fi
                && items[head.item + 1..at].iter().any(|item| self.is_duration(item))
                && head.trigger.shape == Shape::Noun;
            // جولته بكل من بيرو وكوبا
            let toured = matches!(particle, Particle::Bi | Particle::Fi | Particle::Bare)
                && matches!(self.mentions.stem(items[head.item].start()), "جولته" | "جولتها" | "جوله")
                && (item.start().saturating_sub(2)..item.start()).any(|i| {
                    matches!(self.mentions.key(i), "بكل" | "كل") && self.mentions.key(i + 1) == "من"
                });
            let opened = toured
                || matches!(particle, Particle::Ila | Particle::Li)
                || (particle == Particle::Bi
                    && self.lexicon.frames()[base.frame].slots.contains_key("bi")
                    && head.trigger.shape != Shape::Noun)
                // حل بنيروبي, حل في نيروبي: whoever alights there arrives.
                || (particle == Particle::Fi && head.trigger.shape != Shape::Noun && adjacent && {
                    let key = self.mentions.key(items[head.item].start()).trim_start_matches(['و', 'ف']);
                    matches!(key, "حل" | "حلت" | "يحل" | "تحل" | "حط" | "حطت" | "يحط" | "تحط")
                })
                || begins
                || lasted
                || bare_object
                || self.led_there(item);
            // غادر أنقرة متوجها إلى الدوحة: the place left and the one he heads for.
            let onward = particle == Particle::Ila
                && self.lexicon.frames()[base.frame].slots.contains_key("onward")
                && destinations.len() == 1;
            if (opened && destinations.is_empty()) || listed || onward {
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
        // باماكو التي زارها أمس, الدوحة التي وصلها: the place stands before the relative.
        if destinations.is_empty()
            && head.trigger.pronoun
            && head.trigger.shape != Shape::Noun
            && head.item > 1
            && self.cue(&items[head.item - 1]) == "relative"
        {
            let before = &items[head.item - 2].range;
            destinations.extend(
                self.places
                    .iter()
                    .position(|place| place.range.start < before.end && before.start < place.range.end),
            );
        }
        // توقف في ليما في زيارة قصيرة, عاد من ليما بعد زيارة: where he was is told right before.
        if destinations.is_empty()
            && head.trigger.shape == Shape::Noun
            && !head.trigger.pronoun
            && !head.trigger.plural
        {
            destinations.extend(self.visited_before(items, head));
        }
        // زيارات، من بينها بيرو: its instances.
        if destinations.is_empty() && head.trigger.plural {
            let places = self.instances(items, head.item + 1).into_iter().filter_map(|at| {
                let item = &items[at];
                self.places.iter().position(|place| {
                    place.range.start < item.range.end && item.range.start < place.range.end
                })
            });
            destinations.extend(places);
        }
        // أنهى الوفد الكيني إلى بيرو زيارته: where the delegation was sent.
        if destinations.is_empty()
            && head.trigger.pronoun
            && head.trigger.shape == Shape::Noun
            && let Some(visitor) = base.cast.first().map(|cast| cast.actor)
        {
            let sent = items[..head.item].windows(2).find(|pair| {
                pair[0].piece == Piece::Actor(visitor)
                    && pair[1].range.start == pair[0].range.end + 1
                    && self.leads_there(&pair[1])
            });
            let delegation =
                self.actors[visitor].offices.iter().any(|unit| self.lexicon.office(unit.head).delegation);
            if let Some(pair) = sent.filter(|_| delegation) {
                destinations.extend(self.places.iter().position(|place| {
                    place.range.start < pair[1].range.end && pair[1].range.start < place.range.end
                }));
            }
        }
        // لم تتح لي زيارة إيران، لكني زرتها: the pronoun is the place named before.
        let joined = self.triggers(&items[head.item]).any(|(_, prefix)| prefix.conjunction);
        if destinations.is_empty()
            && head.trigger.pronoun
            && head.trigger.shape == Shape::Perfect
            && (head.trigger.speaker || joined)
            && self.lexicon.frames()[base.frame].id == "visit"
            && self.mentions.key(items[head.item].start()).ends_with("ها")
        {
            let before = items[..head.item].iter().rev().find_map(|item| {
                self.places.iter().position(|place| {
                    place.range.start < item.range.end && item.range.start < place.range.end
                })
            });
            destinations.extend(before);
        }
        // من المقرر أن يغادر بيرو متوجها إلى بوليفيا: what is to be left is no visit to come.
        let leaves = self.lexicon.frames()[base.frame].slots.contains_key("onward");
        if leaves && base.status != Status::Held && destinations.len() > 1 {
            destinations.remove(0);
        }
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
