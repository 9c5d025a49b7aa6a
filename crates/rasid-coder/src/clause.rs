//! Clauses: a sentence as a row of items, and how far a trigger sees in it.

use std::ops::Range;

use rasid_lexicon::entry::{Shape, Trigger, WordClass};
use rasid_lexicon::{Kind, Lexicon};
use rasid_text::TokenKind;

use crate::actor::Actor;
use crate::date::{DateExpression, is_part_of_day};
use crate::mention::{Mentions, Particle, THAT};
use crate::place::PlaceMention;

/// What an item is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Piece {
    /// Index of an actor.
    Actor(usize),
    /// Index of a place.
    Place(usize),
    /// Index of a date expression.
    Date(usize),
    /// Words that open a frame or carry one.
    Trigger,
    /// Kind of a cue, as an index into the lexicon's senses.
    Cue(u32),
    /// An ordinary verb.
    Verb,
    /// أن and its sisters.
    That,
    /// A comma.
    Comma,
}

impl Piece {
    /// What people call it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Piece::Actor(_) => "actor",
            Piece::Place(_) => "place",
            Piece::Date(_) => "date",
            Piece::Trigger => "trigger",
            Piece::Cue(_) => "cue",
            Piece::Verb => "verb",
            Piece::That => "that",
            Piece::Comma => "mark",
        }
    }
}

/// An item and its tokens.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) range: Range<u32>,
    pub(crate) piece: Piece,
}

impl Item {
    pub(crate) fn start(&self) -> usize {
        self.range.start as usize
    }
}

/// Whether a key opens a clause of what was said: أن, بأنه, وأنها.
pub(crate) fn is_that(key: &str) -> bool {
    matches!(
        key,
        "ان" | "انه"
            | "انها"
            | "بان"
            | "بانه"
            | "بانها"
            | "وان"
            | "فان"
            | "وانه"
            | "وانها"
            | "انهما"
    )
}

/// What was read in the whole article before frames are sought.
pub(crate) struct Scene<'a, 'l> {
    /// The items of each sentence, in the order of the sentences.
    pub(crate) rows: &'a [Vec<Item>],
    pub(crate) lexicon: &'l Lexicon,
    pub(crate) mentions: &'a Mentions,
    pub(crate) actors: &'a [Actor<'l>],
    pub(crate) places: &'a [PlaceMention<'l>],
    pub(crate) dates: &'a [DateExpression],
    /// Where what becomes of each trigger is noted, if anybody asks.
    pub(crate) parts: crate::coder::Parts,
    pub(crate) notes: Option<&'a std::cell::RefCell<Vec<crate::frame::Note>>>,
}

impl<'l> Scene<'_, 'l> {
    /// The items of the tokens `sentence`, in order. Ordinary words are left out.
    pub(crate) fn items(&self, sentence: &Range<u32>) -> Vec<Item> {
        let mentions = self.mentions;
        // A third of the words of a sentence are items.
        let mut items = Vec::with_capacity(sentence.len() / 3 + 1);
        let mut i = sentence.start;
        let next = |starts: usize, i: u32| starts as u32 >= i;
        let mut actor = self.actors.partition_point(|actor| !next(actor.range.start as usize, i));
        let mut place = self.places.partition_point(|place| !next(place.range.start as usize, i));
        let mut date = self.dates.partition_point(|date| !next(date.range.start as usize, i));
        while i < sentence.end {
            while self.actors.get(actor).is_some_and(|a| a.range.start < i) {
                actor += 1;
            }
            while self.places.get(place).is_some_and(|p| p.range.start < i) {
                place += 1;
            }
            while self.dates.get(date).is_some_and(|d| d.range.start < i) {
                date += 1;
            }
            let at = i as usize;
            // Most words are nothing that a frame asks for.
            let starts = |range: Option<&Range<u32>>| range.is_some_and(|range| range.start == i);
            if mentions.is_unknown(at)
                && !starts(self.dates.get(date).map(|d| &d.range))
                && !starts(self.actors.get(actor).map(|a| &a.range))
                && !starts(self.places.get(place).map(|p| &p.range))
            {
                i += 1;
                continue;
            }
            let mut push = |range: Range<u32>, piece| {
                i = range.end.max(i + 1);
                items.push(Item { range, piece });
            };
            if let Some(found) = self.dates.get(date).filter(|d| d.range.start == at as u32) {
                push(found.range.clone(), Piece::Date(date));
                continue;
            }
            let trigger = mentions.best(at, Kind::Trigger).map_or(0, |found| found.tokens);
            if let Some(found) = self.actors.get(actor).filter(|a| a.range.start == at as u32)
                && trigger <= (found.range.end - found.range.start)
            {
                push(found.range.clone(), Piece::Actor(actor));
                continue;
            }
            let cue = mentions.best(at, Kind::Cue).map_or(0, |found| found.tokens);
            // وبحضور tells who was there; the trigger needs a further reading of its letters.
            let present = cue == 1 && mentions.key(at).ends_with("بحضور");
            if trigger > 0 && trigger >= cue && !present {
                push(at as u32..at as u32 + trigger, Piece::Trigger);
                continue;
            }
            if let Some(found) = self.places.get(place).filter(|p| p.range.start == at as u32) {
                push(found.range.clone(), Piece::Place(place));
                continue;
            }
            if let Some(found) = mentions.best(at, Kind::Cue).filter(|_| !self.is_by_means_of(at)) {
                push(at as u32..at as u32 + found.tokens, Piece::Cue(found.sense.id));
                continue;
            }
            let key = mentions.key(at);
            if mentions.marked(at, THAT) {
                push(at as u32..at as u32 + 1, Piece::That);
            } else if mentions.kind(at) == Some(TokenKind::Mark)
                && matches!(key, "،" | "," | "؛" | ":" | "(" | ")" | "-" | "–")
                && !self.joins_adjectives(at)
            {
                push(at as u32..at as u32 + 1, Piece::Comma);
            } else if self.is_verb(at) {
                push(at as u32..at as u32 + 1, Piece::Verb);
            } else {
                i += 1;
            }
        }
        items
    }

    /// الحوار الكيني- الفنلندي: a dash between the adjectives of two countries parts nothing.
    fn joins_adjectives(&self, at: usize) -> bool {
        let adjective = |i: usize| self.mentions.bare(i, Kind::Nisba).is_some();
        matches!(self.mentions.key(at), "-" | "–") && at > 0 && adjective(at - 1) && adjective(at + 1)
    }

    /// عبر الهاتف, عبر تقنية الفيديو: the preposition, not the verb of saying.
    fn is_by_means_of(&self, i: usize) -> bool {
        if self.mentions.key(i) == "حتي" {
            // شملت حتى الآن: a time, no purpose.
            return matches!(
                self.mentions.stem(i + 1),
                "ان" | "يوم" | "وقت" | "ساعه" | "لحظه" | "نهايه" | "حين"
            ) || self.mentions.kind(i + 1) == Some(TokenKind::Number)
                || self.mentions.has(i + 1, Kind::Weekday)
                || self.mentions.has(i + 1, Kind::Month);
        }
        self.mentions.key(i) == "عبر"
            && matches!(
                self.mentions.stem(i + 1),
                "هاتف"
                    | "فيديو"
                    | "تقنيه"
                    | "اتصال"
                    | "مريي"
                    | "انترنت"
                    | "منصه"
                    | "قنوات"
                    | "شبكه"
                    | "دايره"
            )
    }

    fn is_verb(&self, i: usize) -> bool {
        self.mentions.at(i).iter().any(|found| {
            found.sense.kind == Kind::Word
                && found.tokens == 1
                && found.prefix.preposition.is_none()
                && self.lexicon.word(found.sense.id) == WordClass::Verb
        }) && !self.mentions.has(i, Kind::OfficeWord)
    }

    /// Kind of a cue item, empty for other items.
    pub(crate) fn cue(&self, item: &Item) -> &'l str {
        match item.piece {
            Piece::Cue(id) => &self.lexicon.cue(id).kind,
            _ => "",
        }
    }

    /// The triggers that begin at an item: the longest form, every frame that knows it.
    pub(crate) fn triggers(
        &self,
        item: &Item,
    ) -> impl Iterator<Item = (Trigger, rasid_text::clitic::Prefix)> {
        let lexicon = self.lexicon;
        let tokens = item.range.end - item.range.start;
        let wanted = item.piece == Piece::Trigger;
        let expected = self.mentions.key(item.start()).ends_with("توقع");
        self.mentions
            .at(item.start())
            .iter()
            .filter(move |found| wanted && found.sense.kind == Kind::Trigger && found.tokens == tokens)
            .map(move |found| (lexicon.trigger(found.sense.id), found.prefix))
            .filter(move |(trigger, prefix)| {
                // Verbs are not governed (لعقد is a verbal noun), but for the لـ of purpose before an imperfect; and
                // توقع is "expected" before it is "signs".
                let purpose = trigger.shape == Shape::Imperfect
                    && prefix.preposition == Some(rasid_text::clitic::Preposition::Li);
                let governed = trigger.shape != Shape::Noun && prefix.preposition.is_some() && !purpose;
                !governed && !(trigger.shape == Shape::Imperfect && expected)
            })
    }

    /// Whether a verb tells how long something lasts: it ends no clause (زيارة تستمر أربعة أيام إلى كينيا).
    pub(crate) fn is_duration(&self, item: &Item) -> bool {
        let stem = self.mentions.key(item.start()).trim_start_matches(['ت', 'ي', 'و', 'س']);
        ["ستمر", "ستغرق", "دوم", "تواصل", "ستغرقت", "استمرت", "استغرقت", "دامت", "مر", "غرق"]
            .iter()
            .any(|verb| stem.starts_with(verb))
    }

    /// Whether an item is a finite verb that opens a frame by itself.
    pub(crate) fn is_own_verb(&self, item: &Item) -> bool {
        self.triggers(item).any(|(trigger, _)| trigger.shape != Shape::Noun && trigger.light == 0)
    }

    /// Whether an item is a noun that opens a frame.
    pub(crate) fn is_noun(&self, item: &Item) -> bool {
        self.triggers(item).any(|(trigger, _)| trigger.shape == Shape::Noun && trigger.light == 0)
    }

    /// Whether an item is a noun that opens a frame of its own by a pronoun: واجتماعه, وزيارته.
    pub(crate) fn is_owned(&self, item: &Item) -> bool {
        self.triggers(item)
            .any(|(trigger, _)| trigger.shape == Shape::Noun && trigger.light == 0 && trigger.pronoun)
    }

    /// Whether an item is a light verb (of any frame).
    pub(crate) fn is_light(&self, item: &Item) -> bool {
        self.triggers(item).any(|(trigger, _)| trigger.light > 0)
    }
}

/// The particle that opens each actor: its own prefix, or the words before it.
pub(crate) fn open_slots(lexicon: &Lexicon, mentions: &Mentions, actors: &mut [Actor<'_>]) {
    let mut before: Option<(u32, Particle)> = None;
    for actor in actors.iter_mut() {
        let start = actor.range.start as usize;
        // استقبل هادي مبعوث الأمم المتحدة: right behind another actor nothing governs this one.
        let beside = before.is_some_and(|(end, _)| end as usize == start);
        if actor.particle.is_none_or(|particle| particle == Particle::Bare) && !beside {
            actor.particle = Some(particle_before(lexicon, mentions, start));
        }
        // A joined actor stands in the slot of the one before: مع A وB, بين A وB.
        // مع الرئيس المصري وعدد من المسؤولين
        let lead = counted_from(mentions, start);
        if lead < start && mentions.key(lead).starts_with('و') {
            actor.joined = true;
        }
        let start = lead;
        let own = mentions.key(start).len() > 4 && actor.joined;
        if let Some((end, particle)) = before
            && (own || actor.is_country)
            && actor.particle == Some(Particle::Bare)
            && start as u32 >= end
            && (start as u32 - end) <= 1
            && (actor.joined || mentions.is_comma(end as usize))
        {
            actor.particle = Some(particle);
        }
        before = Some((actor.range.end, actor.particle.unwrap_or(Particle::Bare)));
    }
    delegations_of(lexicon, actors);
}

/// وفدا من الكونغرس الأمريكي: whom a delegation comes from is its side, and nobody beside it.
fn delegations_of(lexicon: &Lexicon, actors: &mut [Actor<'_>]) {
    for n in 1..actors.len() {
        let (before, after) = actors.split_at_mut(n);
        let (delegation, sender) = (&mut before[n - 1], &mut after[0]);
        let sent = sender.particle == Some(Particle::Min)
            && sender.name.is_none()
            && !sender.sides.is_empty()
            && sender.range.start == delegation.range.end + 1;
        let body = delegation.offices.iter().any(|unit| lexicon.office(unit.head).delegation);
        if sent && body && delegation.sides.is_empty() {
            delegation.sides.clone_from(&sender.sides);
            sender.particle = Some(Particle::Other);
        }
    }
}

/// The words of [`counted_from`] with the particle of the actor on them: التقى بعدد من الوزراء.
const COUNTED_WITH: [&str; 5] = ["بعدد", "بالعديد", "بمجموعه", "ببعض", "بكبار"];

/// Where `عدد من`, `كبار` and the like before an actor begin.
fn counted_from(mentions: &Mentions, start: usize) -> usize {
    let counts = |i: usize| {
        matches!(
            mentions.stem(i).trim_start_matches('و'),
            "عدد" | "عددا" | "عديد" | "مجموعه" | "بعض" | "كبار" | "ثله" | "دول"
        ) || COUNTED_WITH.contains(&mentions.key(i))
    };
    if start >= 2 && mentions.key(start - 1) == "من" && counts(start - 2) {
        start - 2
    } else if start >= 1 && counts(start - 1) {
        start - 1
    } else {
        start
    }
}

/// بمكتبه, في بيتها: whether a noun has a pronoun, and so nobody behind it who possesses it.
fn is_owned(mentions: &Mentions, i: usize) -> bool {
    let key = mentions.key(i);
    let radical = matches!(key, "وجه" | "مياه" | "اتجاه" | "تجاه" | "شبه" | "انتباه" | "رفاه");
    let his = key.ends_with('ه') && !mentions.ends_in_ta_marbuta(i) && !radical;
    key.chars().count() > 3 && (his || ["ها", "هم", "هما"].iter().any(|pronoun| key.ends_with(pronoun)))
}

fn particle_before(lexicon: &Lexicon, mentions: &Mentions, start: usize) -> Particle {
    // مع المهندس الرواحي: a style belongs to the surname behind it.
    let styled = (1..3).find(|k| {
        start >= *k
            && mentions.bare(start - k, Kind::Honorific).is_some_and(|found| found.tokens as usize == *k)
    });
    let start = start - styled.unwrap_or(0);
    // مع عدد من المسؤولين, مع كبار المسؤولين
    let mut at = counted_from(mentions, start);
    if at < start && COUNTED_WITH.contains(&mentions.key(at)) {
        return Particle::Bi;
    }
    if at >= 2 && mentions.key(at - 1) == "من" && matches!(mentions.key(at - 2), "كل" | "كلا" | "بكل" | "لكل")
    {
        match mentions.key(at - 2) {
            "بكل" => return Particle::Bi,
            "لكل" => return Particle::Li,
            _ => at -= 2,
        }
    }
    let Some(before) = at.checked_sub(1) else { return Particle::Bare };
    // وبحضور, وبرئاسة
    let word = mentions.key(before);
    let word = word.strip_prefix('و').filter(|rest| rest.starts_with("ب") && rest.len() > 8).unwrap_or(word);
    match word {
        "مع" | "ومع" => Particle::With,
        "بين" | "وبين" => Particle::Between,
        // جرت بين بلاده والقوى الكبرى
        "بلاده" | "بلادها" | "حكومته" | "حكومتها"
            if before > 0 && mentions.key(before - 1) == "بين" && mentions.key(at).starts_with('و') =>
        {
            Particle::Between
        }
        "والي" if mentions.has(before, Kind::Office) => Particle::Bare,
        "الي" | "والي" => Particle::Ila,
        "في" | "وفي" | "ففي" => Particle::Fi,
        "من" | "ومن" => Particle::Min,
        // وهو دبلوماسي سابق: more about the one before, nobody new.
        "وهو" | "وهي" | "هو" | "هي" => Particle::Other,
        "طرف" | "قبل" | "لدن" | "جانب" if before > 0 && mentions.key(before - 1) == "من" => {
            Particle::By
        }
        "علي" | "عن" | "عند" | "لدي" | "حول" | "ضد" | "بعد" | "قبل" | "منذ" | "تحت" | "امام" | "حسب"
        | "وفق" | "عبر" | "برياسه" | "بقياده" | "باسم" | "بشان" | "خلف" | "سلف" | "بتكليف" | "بدعوه"
        | "نيابه" | "بحضور" | "رفقه" | "برفقه" | "مثل" | "غير" | "سوي" => {
            Particle::Other
        }
        key => {
            // A noun right before is what the actor possesses: تحيات الرئيس, قوات الوزير. Date words are no such nouns.
            let noun = mentions.at(before).iter().any(|found| match found.sense.kind {
                Kind::Word => lexicon.word(found.sense.id) == WordClass::Noun,
                Kind::OfficeWord => true,
                _ => false,
            });
            let excused = (0..4.min(before + 1))
                .any(|k| mentions.best(before - k, Kind::Trigger).is_some_and(|t| t.tokens as usize > k))
                || mentions.has(before, Kind::Weekday)
                || mentions.has(before, Kind::Month)
                || mentions.has(before, Kind::City)
                || mentions.has(before, Kind::Office)
                || mentions.has(before, Kind::Cue)
                || is_part_of_day(key)
                || mentions.definite(before)
                || is_owned(mentions, before)
                || matches!(key, "امس" | "اليوم" | "يومه" | "غدا" | "هاتفيا" | "موخرا" | "رسميا" | "ايضا")
                || key.ends_with('ا');
            if noun && !excused { Particle::Other } else { Particle::Bare }
        }
    }
}
