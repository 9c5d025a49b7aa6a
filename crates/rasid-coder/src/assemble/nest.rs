//! One report per encounter inside an article, and which happened inside which.

use std::ops::Range;

use rasid_text::{Edtf, PartialDate};

use super::{Assembler, Draft, Member};
use crate::report::{EventType, Rank, Role, Salience, Status};

/// Sentences between an encounter and another that goes on with its day.
const CLOSE: usize = 2;

/// The same, where the sentence opens with كما.
const FURTHER: usize = 5;

impl<'l> Assembler<'_, '_, 'l> {
    /// Title, lead and body tell the same encounter: one report.
    pub(super) fn once(&self, drafts: Vec<Draft<'l>>) -> Vec<Draft<'l>> {
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

    pub(super) fn same(&self, a: &Draft<'l>, b: &Draft<'l>) -> bool {
        let (x, y) = (a.found.event_type, b.found.event_type);
        let meeting = |t: EventType| matches!(t, EventType::Reception | EventType::Talks);
        // بحث الوزير مع نظيره... وتلقى منه اتصالا: by telephone, as only the second sentence says.
        let call = |t: EventType| t == EventType::Call;
        let phoned =
            (call(x) && y == EventType::Talks || call(y) && x == EventType::Talks) && self.phoned(a, b);
        let alike = x == y || (meeting(x) && meeting(y)) || phoned;
        if !alike || a.sides() != b.sides() {
            return false;
        }
        // A visit and the visit that returns it have the same sides.
        let elsewhere = matches!((&a.country, &b.country), (Some((a, _)), Some((b, _))) if a != b);
        if x == EventType::Visit && elsewhere {
            return false;
        }
        let held = |status: Status| status == Status::Held;
        // A noun names what a verb planned: أبرز محاور زيارة رئيس الحكومة.
        let named = !a.found.verb || !b.found.verb;
        if held(a.found.status) != held(b.found.status) && !(a.found.title || b.found.title || named) {
            return false;
        }
        if a.found.dual && b.found.dual && a.found.head == b.found.head {
            return false;
        }
        // استدعت ليما السفير الكيني ... استقبل الرئيس الكيني نظيره: the other received, and an ambassador is no president.
        let host = |draft: &Draft<'l>| {
            let host = draft.members.iter().find(|m| m.role == Role::Host);
            host.and_then(|m| m.side.as_ref()).map(|side| side.code)
        };
        if x == EventType::Reception && y == EventType::Reception && host(a) != host(b) {
            return false;
        }
        let heads = |m: &Member<'l>| matches!(m.rank, Rank::HeadOfState | Rank::HeadOfGovernment);
        let of = |draft: &Draft<'l>, code: &str, fits: &dyn Fn(&Member<'l>) -> bool| {
            let mut own = draft.members.iter().filter(|m| m.side.as_ref().is_some_and(|s| s.code == code));
            let first = own.next();
            first.is_some_and(fits) && own.next().is_none()
        };
        let envoy = |m: &Member<'l>| m.rank == Rank::Ambassador;
        if meeting(x)
            && a.sides().iter().any(|code| {
                of(a, code, &envoy) && of(b, code, &heads) || of(b, code, &envoy) && of(a, code, &heads)
            })
        {
            return false;
        }
        // Different people of one side are different encounters.
        for one in &a.members {
            for other in &b.members {
                let same_side = one.side.as_ref().map(|s| s.code) == other.side.as_ref().map(|s| s.code);
                if same_side
                    && let (Some(p), Some(q)) = (one.person, other.person)
                    && p != q
                    && !a.people().contains(&q)
                    && !b.people().contains(&p)
                {
                    return false;
                }
            }
        }
        // لقاء مع نظيره، يليه اجتماع مع رئيس الشرطة: told in one sentence with somebody of another office.
        let offices = |d: &Draft<'l>| -> Vec<Range<u32>> {
            d.members.iter().filter(|m| m.person.is_none()).filter_map(|m| m.office.clone()).collect()
        };
        let apart = |one: &Draft<'l>, other: &Draft<'l>| {
            offices(one).iter().any(|o| o.start >= self.sentences[a.found.sentence].start && o.len() > 1)
                && one.members.len() == other.members.len()
                && other.members.iter().all(|m| m.person.is_some())
        };
        if a.found.sentence == b.found.sentence && a.found.verb != b.found.verb && apart(b, a) {
            return false;
        }
        match (&a.date, &b.date) {
            (Some((p, _)), Some((q, _))) => p.compatible(q),
            _ => true,
        }
    }

    /// Whether talks and a call are one: of the same two people, a sentence or two apart, the talks without a place or a city,
    /// and no word in either sentence that tells them apart.
    fn phoned(&self, a: &Draft<'l>, b: &Draft<'l>) -> bool {
        let people = |draft: &Draft<'l>| {
            let mut people = draft.people();
            people.sort_unstable();
            people
        };
        let talks = if a.found.event_type == EventType::Talks { a } else { b };
        let told = talks.country.as_ref().is_some_and(|(_, tokens)| tokens.is_some());
        let near = a.found.sentence.abs_diff(b.found.sentence) <= 2 && a.found.sentence != b.found.sentence;
        // التقاه، ثم هاتفه: who met did so face to face.
        let discussed = self.scene.lexicon.frames()[talks.found.frame].id == "discuss";
        // وسبق أن أجرى اتصالا, بحثا على مأدبة: told as two.
        let apart = [a, b].iter().any(|draft| {
            self.sentences[draft.found.sentence].clone().any(|i| {
                let stem = self.scene.mentions.stem(i as usize);
                matches!(stem, "سبق" | "وسبق" | "بعد" | "مادبه" | "لقاء" | "هامش" | "جلسه" | "كان" | "وكان")
            })
        });
        near && discussed
            && !apart
            && !told
            && talks.place.is_none()
            && people(a).len() == 2
            && people(a) == people(b)
    }

    /// Talks inside a conference inside a visit.
    pub(super) fn nest(&self, drafts: &mut [Draft<'l>]) {
        let parents: Vec<Option<usize>> = drafts
            .iter()
            .enumerate()
            .map(|(n, draft)| {
                if draft.found.summed || matches!(draft.found.event_type, EventType::Visit | EventType::Call)
                {
                    return None;
                }
                let planned = |status: Status| matches!(status, Status::Held | Status::Planned);
                if !planned(draft.found.status) {
                    return None;
                }
                let sides = draft.sides();
                let fits = |m: usize, parent: &Draft<'l>| {
                    let at_odds = match (&draft.country, &parent.country) {
                        (Some((a, _)), Some((b, _))) => a != b,
                        _ => false,
                    };
                    let dates = match (&draft.date, &parent.date) {
                        (Some((a, _)), Some((b, _))) => a.compatible(b) || days_into(a, b, parent),
                        _ => true,
                    };
                    // وقعت قطر وفنلندا ... خلال زيارة رئيس الوكالة: countries sign on a visit between them.
                    let signed = draft.found.event_type == EventType::Agreement
                        && draft.people().is_empty()
                        && draft.found.sentence == parent.found.sentence
                        && draft.sides() == parent.sides();
                    let person = signed || parent.people().iter().any(|p| draft.people().contains(p));
                    let near = parent.found.sentence.abs_diff(draft.found.sentence) <= 8;
                    // What takes place cannot be part of what does not yet.
                    let status =
                        parent.found.status == Status::Held || parent.found.status == draft.found.status;
                    m != n && planned(parent.found.status) && status && !at_odds && dates && near && person
                };
                let margin = self.on_margin(draft);
                let conference = drafts.iter().enumerate().find(|(m, parent)| {
                    draft.found.status == Status::Held
                        && parent.found.event_type == EventType::Conference
                        && draft.found.event_type != EventType::Conference
                        && (margin || parent.found.sentence <= draft.found.sentence)
                        && (fits(*m, parent) || self.on_the_side(draft, parent, margin))
                });
                let inside = drafts.iter().enumerate().filter(|(m, parent)| {
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
                let visit = inside.min_by_key(|(m, parent)| {
                    let later = parent.found.head > draft.found.head;
                    (later, parent.found.head.abs_diff(draft.found.head), *m)
                });
                conference.or(visit).map(|(m, _)| m)
            })
            .collect();
        for (draft, parent) in drafts.iter_mut().zip(parents) {
            draft.parent = parent;
        }
    }

    /// Whether talks were held at a gathering whose people the text does not list: on its margin, or by those who convene
    /// it.
    fn on_the_side(&self, draft: &Draft<'l>, gathering: &Draft<'l>, margin: bool) -> bool {
        let organiser = |code: &str| {
            let convenes = |m: &super::Member<'l>| {
                m.role == Role::Organiser && m.side.as_ref().is_some_and(|side| side.code == code)
            };
            gathering.members.iter().any(convenes)
        };
        let convened = draft.members.iter().any(|m| m.side.as_ref().is_some_and(|side| organiser(side.code)));
        let near = gathering.found.sentence <= draft.found.sentence
            && draft.found.sentence <= gathering.found.sentence + 6;
        let at_odds = matches!((&draft.country, &gathering.country), (Some((a, _)), Some((b, _))) if a != b);
        let dates = match (&draft.date, &gathering.date) {
            (Some((a, _)), Some((b, _))) => a.compatible(b),
            _ => true,
        };
        gathering.found.status == Status::Held && (margin || convened) && near && !at_odds && dates
    }

    /// Those who met at a gathering took part in it, where the text lists nobody.
    pub(super) fn attended(&self, drafts: &mut [Draft<'l>]) {
        for n in 0..drafts.len() {
            let sparse = drafts[n].found.event_type == EventType::Conference
                && drafts[n].members.iter().all(|m| m.role == Role::Organiser || m.person.is_none());
            if !sparse {
                continue;
            }
            let met: Vec<super::Member<'l>> = drafts
                .iter()
                .filter(|draft| draft.parent == Some(n) && draft.found.status == drafts[n].found.status)
                .flat_map(|draft| draft.members.iter().cloned())
                .collect();
            for member in met {
                let known = |m: &super::Member<'l>| m.person.is_some() && m.person == member.person;
                if !drafts[n].members.iter().any(known) {
                    drafts[n].members.push(super::Member { role: Role::Participant, ..member });
                }
            }
        }
    }

    pub(super) fn on_margin(&self, draft: &Draft<'l>) -> bool {
        self.scene.rows[draft.found.sentence].iter().any(|item| self.scene.cue(item) == "margin")
    }

    /// What happened inside something takes its place and its days from it.
    pub(super) fn inherit(&self, drafts: &mut [Draft<'l>]) {
        // Twice: talks inside a conference inside a visit.
        for _ in 0..2 {
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
                // زيارة يومي 4 و5 ماي التقى خلالها: on one of the days that the visit lasted.
                let lasted = draft.found.event_type != EventType::Conference
                    && parent.found.event_type == EventType::Visit
                    && matches!(
                        (&draft.date, &parent.date),
                        (Some((Edtf::Interval(a, b), Some(own))), Some((Edtf::Interval(c, d), Some(its))))
                            if a == c && b == d && own == its
                    );
                if (draft.date.is_none() || lasted)
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
        // كما استقبل ...: told in one breath with an encounter before, on the same day unless it says otherwise.
        for n in 1..drafts.len() {
            let draft = &drafts[n];
            let sentence = &self.sentences[draft.found.sentence];
            let first = self.scene.mentions.key(sentence.start as usize);
            let also = matches!(first, "كما" | "وعلي" | "وبعد" | "عقب" | "وعقب" | "وقد" | "من");
            // وعقد الوزير اجتماعا مع الرئيس: the verb that opens the sentence goes on with the day.
            let opens = sentence.start == draft.found.head.min(draft.found.span.start)
                && first.starts_with('و')
                && draft.found.verb
                && !draft.found.imperfect;
            // والتقى الرئيس على هامش قمة سابقة: of another day, by what it says.
            let before = sentence.clone().any(|i| {
                let stem = rasid_text::clitic::split_article(self.scene.mentions.key(i as usize)).1;
                matches!(
                    stem,
                    "سابق"
                        | "سابقه"
                        | "قبل"
                        | "منذ"
                        | "سنوات"
                        | "مرتين"
                        | "مرات"
                        | "ماضي"
                        | "ماضيه"
                        | "عام"
                        | "اعوام"
                )
            });
            let meets = !matches!(draft.found.event_type, EventType::Visit | EventType::Agreement);
            let opens = opens && meets && !before;
            let people = draft.people();
            let told = |other: &&Draft<'l>| {
                let away = draft.found.sentence.abs_diff(other.found.sentence);
                away <= if first == "كما" { FURTHER } else { CLOSE }
                    && other.date.is_some()
                    && other.found.status == draft.found.status
                    && other.people().iter().any(|person| people.contains(person))
            };
            if draft.date.is_some() || draft.salience != Salience::Main || !(also || opens) {
                continue;
            }
            let Some(before) = drafts[..n].iter().rev().find(told).cloned() else { continue };
            let draft = &mut drafts[n];
            draft.date = before.date;
            if draft.country.is_none() && draft.found.event_type != EventType::Call {
                draft.country = before.country;
                draft.place = before.place;
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
    let status = match (kept.found.verb, draft.found.verb) {
        _ if kept.found.status == Status::Planned && draft.found.underway => Some(draft.found.status),
        (true, false) => Some(kept.found.status),
        (false, true) => Some(draft.found.status),
        _ => None,
    };
    let call = |d: &Draft<'l>| d.found.event_type == EventType::Call;
    let phoned = call(&kept) != call(&draft);
    let (mut best, other) = if replace {
        (draft, kept)
    } else {
        kept.salience = kept.salience.min(draft.salience);
        (kept, draft)
    };
    best.found.status = status.unwrap_or(best.found.status);
    if phoned {
        best.found.event_type = EventType::Call;
        best.country = None;
    }
    best.found.verb |= other.found.verb;
    best.salience = best.salience.min(other.salience);
    if best.date.is_none()
        || (!best.date.as_ref().is_some_and(|(d, _)| is_day(d))
            && other.date.as_ref().is_some_and(|(d, _)| is_day(d)))
    {
        best.date = other.date.clone().or(best.date);
    }
    let city = |d: &Draft<'l>| d.place.is_some();
    // What is told outweighs what ranks let assume.
    let assumed = |d: &Draft<'l>| d.country.as_ref().is_some_and(|(_, tokens)| tokens.is_none());
    if best.country.is_none()
        || assumed(&best) && best.found.event_type == EventType::Talks && city(&other)
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

/// وصل إلى الرياض مساء الاثنين ... استقبله الثلاثاء: a visit dated by its arrival goes on for some days.
fn days_into(date: &Edtf, arrival: &Edtf, visit: &Draft<'_>) -> bool {
    let one_day = matches!(arrival, Edtf::Date(PartialDate { day: Some(_), .. }));
    visit.found.event_type == EventType::Visit
        && one_day
        && date.bounds().zip(arrival.bounds()).is_some_and(|((first, _), (arrived, _))| {
            first.since(arrived).is_ok_and(|ahead| (0..=3).contains(&ahead.get_days()))
        })
}

fn is_day(date: &Edtf) -> bool {
    matches!(date, Edtf::Date(PartialDate { day: Some(_), .. }) | Edtf::Interval(..) | Edtf::OneOf(..))
}
