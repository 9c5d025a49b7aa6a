//! From frames found to reports: who everybody is, sides, dates, places, one report per encounter, nesting.

mod known;
mod later;
mod nest;
mod private;
mod settle;
mod split;

use std::ops::Range;

use jiff::civil::Date;
use rasid_lexicon::Kind;
use rasid_text::Edtf;

use crate::actor::{OfficeUnit, Side};
use crate::clause::{Item, Scene};
use crate::frame::{Cast, Found, Note, Told};
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
    /// One of several who are told by one plural office.
    pub(crate) listed: bool,
}

impl<'l> Member<'l> {
    /// A side alone, of whom nobody is named. `actor` is who stands for it in the text, `usize::MAX` where nobody does.
    fn of_side(role: Role, actor: usize, side: Side<'l>) -> Self {
        Self {
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
        }
    }
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

impl<'l> Draft<'l> {
    /// Takes in those members that it has not.
    fn admit(&mut self, members: Vec<Member<'l>>) {
        for member in members {
            let same =
                |m: &Member<'l>| m.actor == member.actor || m.person.is_some() && m.person == member.person;
            if !self.members.iter().any(same) {
                self.members.push(member);
            }
        }
    }

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

/// Countries whose head of state is a monarch, and that have no president.
const MONARCHIES: [&str; 29] = [
    "AU", "BE", "BH", "BN", "BT", "CA", "DK", "ES", "GB", "JO", "JP", "KH", "KW", "LI", "LS", "LU", "MA",
    "MC", "MY", "NL", "NO", "NZ", "OM", "QA", "SA", "SE", "SZ", "TH", "TO",
];

/// Cities, in English, where international organisations have their seats and others meet: the UN's, the EU's, the AU's, and
/// that of the courts.
const SEATS: [&str; 7] =
    ["Addis Ababa", "Brussels", "Geneva", "New York City", "Strasbourg", "The Hague", "Vienna"];

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
            let from = drafts.len();
            for draft in self.split(found) {
                let (head, frame) = (draft.head, draft.frame);
                match self.complete(draft, &drafts) {
                    // إلى ليما، إذ سيلتقي الرئيس والوزير فلان: who turns out to be of one country was met at once.
                    Ok(draft) => match drafts[from..].iter_mut().find(|one| one.sides() == draft.sides()) {
                        Some(one) => one.admit(draft.members),
                        None => drafts.push(draft),
                    },
                    Err(rule) => {
                        if let Some(notes) = self.scene.notes {
                            let (trigger, told) = (head..head + 1, Told::Refused(rule));
                            notes.borrow_mut().push(Note { trigger, frame, told });
                        }
                    }
                }
            }
        }
        let drafts = self.on_business(drafts);
        let drafts = on_the_same_tour(self.scene, drafts);
        let mut drafts = if self.scene.parts.merging { self.once(drafts) } else { drafts };
        self.told_later(&mut drafts);
        self.nest(&mut drafts);
        self.inherit(&mut drafts);
        self.attended(&mut drafts);
        // Whatever the verbs say, what is dated behind the day of publication has not been held.
        for draft in drafts.iter_mut().filter(|draft| draft.found.status == Status::Held) {
            let ahead = draft.date.as_ref().and_then(|(date, _)| date.bounds()).zip(self.published);
            if ahead.is_some_and(|((first, _), published)| first > published) {
                draft.found.status = Status::Planned;
            }
        }
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
        let known = actor.person.and_then(|id| lexicon.person(id).country.as_deref());
        let own = actor.sides.first().filter(|side| {
            cast.side.is_none()
                && known.is_none_or(|code| code == side.code || lexicon.country(side.code).is_none())
        });
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
        // المبعوث الأممي ... الدبلوماسي الكيني: what he is by passport is not whom he serves.
        let of_passport = actor.name.is_none()
            && actor.offices.len() == 1
            && self.scene.mentions.stem(actor.offices[0].range.start as usize).ends_with("دبلوماسي")
            && entry
                .and_then(|entry| entry.side.as_ref())
                .is_some_and(|side| self.scene.lexicon.country(side.code).is_none());
        let own = own.filter(|_| !of_passport);
        let mut side =
            cast.side.clone().or_else(|| own.cloned()).or_else(|| entry.and_then(|e| e.side.clone()));
        let mut assumed = false;
        // مدير الجامعة الإسلامية بجاكرتا: an institution abroad is its country's.
        if side.is_none()
            && let Some(unit) = actor.offices.last().filter(|unit| unit.organisation.is_some())
            && let Some(place) = self.scene.places.iter().find(|place| place.range.start == unit.range.end)
            && matches!(place.particle, Some(Particle::Bi | Particle::Fi))
            && self.home.is_some_and(|home| home != place.country)
        {
            side = Some(Side { code: place.country, range: place.range.clone() });
        }
        if side.is_none()
            && let Some(n) = units
            && let Some(unit) = self.scene.actors[n].offices.first()
            && let Some(home) = self.home.filter(|home| self.may_serve(unit, home))
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
        let official = units.is_some()
            || actor.organisation.is_some()
            || actor.is_country
            || actor.sided
            || known.is_some();
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
            organisation: actor
                .organisation
                .clone()
                .or_else(|| {
                    let n = units?;
                    self.scene.actors[n].offices.iter().find_map(|unit| unit.organisation.clone())
                })
                .map(|range| self.in_full(range)),
            rank: self.rank(units, side.as_ref()),
            side,
            assumed,
            listed: cast.side.is_some(),
        })
    }

    /// Whether a country has such an office: a kingdom has no president, and a republic no king. A president is one who is
    /// called nothing else, or that of a republic.
    fn may_serve(&self, unit: &OfficeUnit, country: &str) -> bool {
        let mentions = self.scene.mentions;
        let stem = |i: u32| rasid_text::clitic::split_article(mentions.key(i as usize)).1;
        let last = unit.range.end.saturating_sub(1);
        let alone = unit.range.len() == 1;
        let monarchy = MONARCHIES.contains(&country);
        // عمدة القدس: where the status of a place is disputed, nothing is assumed of who governs it.
        let mut tokens = unit.range.clone().map(|i| i as usize);
        if self.scene.lexicon.office(unit.head).local && tokens.any(|i| mentions.has(i, Kind::Disputed)) {
            return false;
        }
        match stem(unit.range.start) {
            "رييس" | "رييسه" if alone || stem(last) == "جمهوريه" => !monarchy,
            "ملك" | "ملكه" | "عاهل" if alone || stem(last) == "بلاد" => monarchy,
            _ => true,
        }
    }

    /// رئيس الجامعة, الأمين العام للمجلس: the body that the article named in full before.
    fn in_full(&self, range: Range<u32>) -> Range<u32> {
        let mentions = self.scene.mentions;
        let stem = |i: u32| {
            let key = mentions.key(i as usize);
            let key = key.strip_prefix("لل").or(key.strip_prefix("بال")).unwrap_or(key);
            rasid_text::clitic::split_article(key).1
        };
        let key = mentions.key(range.start as usize);
        let definite = key.starts_with("ال") || key.starts_with("لل") || key.starts_with("بال");
        if range.len() != 1 || !definite {
            return range;
        }
        let bodies = self.scene.actors.iter().take_while(|actor| actor.range.start < range.start);
        let bodies = bodies.flat_map(|actor| {
            let offices = actor.offices.iter().filter_map(|unit| unit.organisation.as_ref());
            actor.organisation.iter().chain(offices)
        });
        // لمجلس وزراء: the preposition is no part of the body's name.
        let named = |body: &&Range<u32>| {
            let first = stem(body.start);
            body.len() > 1
                && (first == stem(range.start) || first.strip_prefix('ل') == Some(stem(range.start)))
        };
        let full = bodies.filter(named).last();
        full.cloned().unwrap_or(range)
    }

    fn rank(&self, units: Option<usize>, side: Option<&Side<'l>>) -> Rank {
        let lexicon = self.scene.lexicon;
        let Some(actor) = units.map(|n| &self.scene.actors[n]) else { return Rank::Other };
        let Some(unit) = actor.offices.first() else { return Rank::Other };
        let head = lexicon.office(unit.head);
        let rank = Rank::from_word(&head.rank).unwrap_or(Rank::Other);
        if head.deputy {
            return Rank::SeniorOfficial;
        }
        if head.generic && rank != Rank::Other {
            // رئيس + country is a head of state, رئيس + anything else is not.
            let complement = unit.head_end..unit.range.end;
            // The side may have been said of him elsewhere first; here it is the adjective of this office that counts.
            let of_country = side
                .into_iter()
                .chain(&actor.sides)
                .any(|side| side.range.start >= complement.start && side.range.end <= complement.end);
            let newly = complement.clone().all(|i| {
                matches!(self.scene.mentions.key(i as usize), "الجديد" | "الحالي" | "المنتخب" | "الانتقالي")
            });
            let of_country = of_country || newly;
            let long = complement.len() > 3;
            if !of_country && !complement.is_empty() || long {
                return if unit.organisation.is_some() { Rank::HeadOfService } else { Rank::SeniorOfficial };
            }
        }
        rank
    }

    /// Fills date and place, and refuses what is no encounter between two sides.
    ///
    /// # Errors
    /// The name of the rule that refuses it.
    fn complete(&self, found: Found<'l>, before: &[Draft<'l>]) -> Result<Draft<'l>, &'static str> {
        let mut members: Vec<Member<'l>> = Vec::new();
        for cast in &found.cast {
            if self.scene.actors[cast.actor].private {
                return Err("private-body");
            }
            let Some(mut member) = self.member(cast) else { continue };
            // رئيس الوزراء الجزائري ورئيس مجلس الأمة: who is joined without a country of his own serves the same one.
            let actor = &self.scene.actors[cast.actor];
            let beside = members.last().filter(|before: &&Member<'l>| {
                let end = self.scene.actors[before.actor].range.end;
                !before.assumed
                    && before.role == member.role
                    && (end..end + 2).contains(&actor.range.start)
                    && before
                        .side
                        .as_ref()
                        .is_some_and(|side| self.scene.lexicon.country(side.code).is_some())
            });
            if let Some(before) = beside
                && actor.joined
                && (member.assumed || member.side.is_none())
                && (!actor.offices.is_empty() || actor.name.is_some() && actor.surname.is_some())
                && actor.offices.iter().all(|unit| !self.scene.lexicon.office(unit.head).delegation)
            {
                member.side.clone_from(&before.side);
                member.assumed = true;
            }
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
        self.told_by_adjectives(&found, &mut members);
        let found = committee(self.scene, found, &mut members);
        self.abroad(&found, &mut members, before);
        members.retain(|m| m.side.is_some());
        members.iter_mut().for_each(|m| self.named_elsewhere(m));
        // التقى وفدا أوزبكيا يرأسه الوزير فلان: the delegation is its head.
        let led: Vec<&str> = members
            .iter()
            .filter(|m| m.name.is_some() && m.person.is_some())
            .filter_map(|m| m.side.as_ref().map(|s| s.code))
            .collect();
        let is_led = |m: &Member<'l>| {
            let delegation = m.units.is_some_and(|n| {
                let offices = &self.scene.actors[n].offices;
                offices.iter().any(|unit| self.scene.lexicon.office(unit.head).delegation)
            });
            m.name.is_none()
                && delegation
                && m.side.as_ref().is_some_and(|s| led.contains(&s.code))
                && self.is_headed(m)
        };
        let led: Vec<bool> = members.iter().map(is_led).collect();
        let mut at = 0;
        members.retain(|_| {
            at += 1;
            !led[at - 1]
        });
        let mut draft = Draft {
            salience: self.salience(&found),
            found,
            members,
            date: None,
            country: None,
            place: None,
            parent: None,
        };
        self.place(&mut draft, before);
        self.date(&mut draft, before);
        self.nth_day(&mut draft);
        // سيصل اليوم: by the codebook, who arrives on the day of publication is on his visit.
        let sentence = &self.sentences[draft.found.sentence];
        let said = draft
            .date
            .as_ref()
            .filter(|(_, tokens)| tokens.as_ref().is_some_and(|tokens| sentence.contains(&tokens.start)));
        let today = said.and_then(|(date, _)| date.bounds()).zip(self.published);
        if draft.found.event_type == EventType::Visit
            && draft.found.status == Status::Planned
            && draft.found.future
            && today.is_some_and(|((first, last), published)| first == published && last == published)
        {
            draft.found.status = Status::Held;
        }
        self.looks_ahead(&mut draft);
        if self.sport(&draft.found) {
            return Err("sport-or-ceremony");
        }
        self.known_negotiation(&mut draft);
        self.hosts_unnamed(&mut draft);
        self.signed_on_visit(&mut draft, before);
        let sides = draft.sides();
        match draft.found.event_type {
            EventType::Visit => {
                self.another_visitor(&mut draft, before);
                let visitor =
                    draft.members.iter().find(|m| m.role == Role::Visitor).ok_or("no-visitor")?.clone();
                if draft.country.is_none() {
                    // استقبل ... في إطار زيارة رسمية: the host's country, told in the same sentence.
                    let host = before.iter().rev().find(|other| {
                        other.found.sentence == draft.found.sentence
                            && other.found.status == draft.found.status
                            && other.people().iter().any(|p| Some(*p) == visitor.person)
                    });
                    draft.country =
                        host.and_then(|other| other.country.clone()).map(|(code, _)| (code, None));
                    draft.place = host.and_then(|other| other.place);
                }
                // إلغاء زيارة وفد مالطي: the visit that did not come about was to the paper's own country.
                if draft.country.is_none()
                    && draft.found.status != Status::Held
                    && visitor.side.as_ref().is_some_and(|side| Some(side.code) != self.home)
                {
                    draft.country = self.home.map(|home| (home, None));
                }
                // نجا الوزير من حادث في ليما خلال زيارة: where he was on the visit.
                if draft.country.is_none()
                    && let Some(n) = self.on_the_way(&draft)
                {
                    draft.country =
                        Some((self.scene.places[n].country, Some(self.scene.places[n].range.clone())));
                    draft.place = Some(n);
                }
                let (destination, _) = draft.country.as_ref().ok_or("no-destination")?;
                let side = visitor.side.as_ref().ok_or("no-side")?.code;
                let ambassador_at_home = visitor.rank == Rank::Ambassador
                    && self.scene.actors[visitor.units.unwrap_or(visitor.actor)]
                        .accredited
                        .is_some_and(|code| code == *destination);
                // سفير السنغال بالرباط: the place behind an ambassador's office is his seat.
                let seat = draft.place.is_some_and(|n| {
                    let place = self.scene.places[n].range.start;
                    visitor.rank == Rank::Ambassador
                        && visitor.office.as_ref().is_some_and(|o| o.end == place)
                });
                if side == *destination || ambassador_at_home || seat {
                    return Err("at-home");
                }
                // Who welcomes a visitor is of the country visited.
                let (destination, range) = draft.country.clone().ok_or("no-destination")?;
                for host in draft.members.iter_mut().filter(|m| m.role == Role::Host && m.assumed) {
                    let range = range.clone().unwrap_or_else(|| draft.found.span.clone());
                    host.side = Some(Side { code: destination, range });
                }
                // Only what the visitor does counts: the guest of nobody.
                let hosts = |m: &Member<'l>| m.side.as_ref().is_some_and(|side| side.code == destination);
                draft.members.retain(|m| m.role == Role::Visitor || m.role == Role::Host && hosts(m));
            }
            EventType::Conference if draft.members.is_empty() => return Err("nobody-named"),
            EventType::Conference if !self.international(&draft) => return Err("not-international"),
            EventType::Conference => {}
            _ if sides.len() < 2 => return Err("one-side"),
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
                return Err("habit-or-plan");
            }
        }
        Ok(draft)
    }

    /// التقى أمس، في اليوم الثاني من زيارته: the visit began as many days before, and is dated by the
    /// day on which he arrived, as where the article tells of his arrival.
    fn nth_day(&self, draft: &mut Draft<'l>) {
        let head = draft.found.head as usize;
        let key = |back: usize| self.scene.mentions.key(head.wrapping_sub(back));
        let nth = key(1) == "من" && key(3) == "اليوم" && key(4) == "في";
        if draft.found.event_type != EventType::Visit || !nth {
            return;
        }
        let days = match key(2) {
            "الثاني" => 1,
            "الثالث" => 2,
            "الرابع" => 3,
            "الخامس" => 4,
            _ => return,
        };
        if let Some((Edtf::Date(day), tokens)) = &draft.date
            && let Some((first, _)) = day.bounds().filter(|(first, last)| first == last)
            && let Ok(began) = first.checked_sub(jiff::Span::new().days(days))
        {
            draft.date = Some((Edtf::Date(began.into()), tokens.clone()));
        }
    }

    /// يتوجه الوزير إلى تونس الأحد: in the lead the imperfect of a journey with a bare weekday looks ahead, unless the day is
    /// that of publication.
    fn looks_ahead(&self, draft: &mut Draft<'l>) {
        let found = &draft.found;
        let lead = found.sentence == self.first_sentence && !found.title;
        if found.event_type != EventType::Visit || found.status != Status::Held || !found.imperfect || !lead {
            return;
        }
        let Some((Edtf::Date(day), Some(tokens))) = &draft.date else { return };
        // وقع الانفجار الأحد بينما كان الوزير يزور: the day of something else; يزور منذ الأحد: he is there.
        let goes = matches!(
            self.scene.mentions.key(found.head as usize),
            "يتوجه"
                | "تتوجه"
                | "يزور"
                | "تزور"
                | "يصل"
                | "تصل"
                | "يحل"
                | "تحل"
                | "يسافر"
                | "تسافر"
                | "ينتقل"
                | "تنتقل"
        );
        let before = self.scene.mentions.key((tokens.start as usize).wrapping_sub(1));
        if !goes || tokens.start < found.head || matches!(before, "منذ" | "بدات" | "بداها") {
            return;
        }
        let weekday = (tokens.start..tokens.end).all(|i| {
            self.scene.mentions.has(i as usize, Kind::Weekday) || self.scene.mentions.key(i as usize) == "يوم"
        });
        let Some(((first, _), published)) = day.bounds().zip(self.published) else { return };
        let days = (published - first).get_days();
        if weekday
            && (1..7).contains(&days)
            && let Ok(next) = first.checked_add(jiff::Span::new().days(7))
        {
            draft.date = Some((Edtf::Date(next.into()), Some(tokens.clone())));
            draft.found.status = Status::Planned;
        }
    }

    /// بحضور الرئيس الكيني والوزير الفنلندي خلال زيارته لنيروبي: whoever visits is none of those who are at home there. The
    /// pronoun is the nearest before it who is not.
    fn another_visitor(&self, draft: &mut Draft<'l>, before: &[Draft<'l>]) {
        let Some((destination, _)) = draft.country.as_ref() else { return };
        let Some(at) = draft.members.iter().position(|m| m.role == Role::Visitor) else { return };
        let head = draft.found.head;
        let pronoun =
            matches!(self.scene.mentions.stem(head as usize), "زيارته" | "زيارتها" | "بزيارته" | "جولته");
        let home = draft.members[at].side.as_ref().is_some_and(|side| side.code == *destination);
        if !pronoun || !home || draft.found.verb {
            return;
        }
        let sentence = &self.sentences[draft.found.sentence];
        let foreign = self.scene.actors.iter().enumerate().rev().find_map(|(n, actor)| {
            let person = !actor.is_country && (actor.name.is_some() || !actor.offices.is_empty());
            let before = sentence.contains(&actor.range.start)
                && (actor.range.end..actor.range.end + 3).contains(&head);
            let member = (person && before && actor.joined && actor.particle == Some(Particle::Bare))
                .then(|| self.member(&Cast::of(n, Role::Visitor)))
                .flatten()?;
            let side = member.side.as_ref().filter(|_| !member.assumed && member.rank != Rank::Ambassador)?;
            (side.code != *destination && self.scene.lexicon.country(side.code).is_some()).then_some(member)
        });
        // استقبل الرئيس الوزير في اليوم الثاني من زيارته: the guest, and not the host.
        let met = || {
            let told = before.iter().rev().find(|other| {
                other.found.sentence == draft.found.sentence
                    && matches!(other.found.event_type, EventType::Reception | EventType::Talks)
                    && other.members.iter().any(|m| m.actor == draft.members[at].actor)
            });
            let guest = told?.members.iter().find(|m| {
                let side = m.side.as_ref().map(|side| side.code);
                m.person.is_some() && side.is_some_and(|code| code != *destination && code.len() == 2)
            });
            guest.map(|guest| Member { role: Role::Visitor, ..guest.clone() })
        };
        if let Some(member) = foreign.or_else(met) {
            draft.members[at] = member;
        }
    }

    /// The place in which something happened "during a visit" that names no destination, if the sentence names one only.
    fn on_the_way(&self, draft: &Draft<'l>) -> Option<usize> {
        let head = draft.found.head as usize;
        let during = matches!(self.scene.mentions.key(head.checked_sub(1)?), "خلال" | "اثناء" | "ضمن");
        let sentence = &self.sentences[draft.found.sentence];
        let mut places = self.places_in(&(sentence.start..draft.found.head)).filter(|&n| {
            let place = &self.scene.places[n];
            matches!(place.particle, Some(Particle::Fi | Particle::Bi))
                && !self.inside_cast(&place.range, &draft.found)
        });
        match (places.next(), places.next()) {
            (only, None) if during && draft.found.status == Status::Held => only,
            _ => None,
        }
    }

    /// زار ألمانيا والتقى رئيس الشرطة: whom a visitor meets, named without his country, is the visited country's; so is
    /// the host who receives him. Members who would all be of one side are told apart that way.
    fn abroad(&self, found: &Found<'l>, members: &mut [Member<'l>], before: &[Draft<'l>]) {
        let local = |m: &Member<'l>| {
            let unit = m.units.and_then(|n| self.scene.actors[n].offices.first());
            unit.is_some_and(|unit| {
                let head = self.scene.lexicon.office(unit.head);
                !(head.plural || head.dual || head.delegation || head.counterpart || head.guestref)
                    && head.rank != "ambassador"
            })
        };
        // التقى سفير فنلندا لدى تايلاند رئيس البرلمان: whom an ambassador meets, named without his country, is of the country
        // he is accredited to.
        let seat = members.iter().find_map(|m| {
            let accredited = self.scene.actors.get(m.units.unwrap_or(m.actor))?.accredited?;
            let own = m.side.as_ref()?.code;
            // At home he meets those he comes from.
            let at_home = self.home == Some(own)
                || self.dateline.is_some_and(|n| self.scene.places[n].country == own)
                || self.places_in(&found.clause).any(|n| self.scene.places[n].country == own);
            (m.rank == Rank::Ambassador && own != accredited && !at_home)
                .then(|| (accredited, m.office.clone().unwrap_or_else(|| found.span.clone())))
        });
        if let (Some((code, range)), [_, _]) = (seat, &members)
            && let Some(other) = members.iter_mut().find(|m| (m.assumed || m.side.is_none()) && local(m))
        {
            other.side = Some(Side { code, range });
            other.assumed = true;
            return;
        }
        // اجتمع ببروكسل مع مدير المركز: whom he met abroad, named without his country.
        if members.len() > 1 {
            let side = members[0].side.as_ref().map(|side| side.code);
            let at = self.places_in(&found.clause).map(|n| &self.scene.places[n]).find(|place| {
                matches!(place.particle, Some(Particle::Fi | Particle::Bi))
                    && Some(place.country) != side
                    && Some(place.country) != self.home
                    && place.city.is_some()
            });
            if let Some(place) = at
                && let Some(member) = members[1..].iter_mut().find(|m| m.assumed || m.side.is_none())
            {
                member.side = Some(Side { code: place.country, range: place.range.clone() });
                member.assumed = true;
                return;
            }
        }
        // All of one side, or some of none: those are of the country visited.
        let first = members.first().and_then(|m| m.side.as_ref()).map(|s| s.code);
        // خلال زيارة إلى ليما حيث التقى نظيره فلان
        let counterpart = |m: &Member<'l>| {
            let unit = m.units.and_then(|n| self.scene.actors[n].offices.first());
            unit.is_some_and(|unit| self.scene.lexicon.office(unit.head).counterpart)
        };
        let one_side = members.iter().all(|m| m.side.as_ref().map(|s| s.code) == first)
            || members.iter().any(|m| m.side.is_none() && (local(m) || counterpart(m)));
        let assumed = members.iter().any(|m| m.assumed);
        if members.len() < 2 || !(one_side || assumed) || found.event_type == EventType::Visit {
            return;
        }
        let visit = before.iter().rev().find(|draft| {
            draft.found.event_type == EventType::Visit
                && found.sentence <= draft.found.sentence + 6
                && draft.people().iter().any(|p| members.iter().any(|m| m.person == Some(*p)))
        });
        let Some((visit, (code, tokens))) = visit.and_then(|v| v.country.clone().map(|c| (v, c))) else {
            return;
        };
        // زيارة الوزير إلى ليما، إذ سيلتقي الرئيس: where the sentence tells of a journey, nobody of the paper's is meant.
        let elsewhere = self.home != Some(code)
            && visit.found.sentence == found.sentence
            && !members.iter().any(|m| m.side.as_ref().is_some_and(|side| side.code == code));
        if !(one_side || elsewhere) {
            return;
        }
        let open = |m: &Member<'l>| match m.side.as_ref() {
            Some(side) => m.assumed && (Some(side.code) == first || elsewhere),
            None => local(m) || counterpart(m),
        };
        let visitors = visit.people();
        for member in members.iter_mut() {
            if open(member) && !member.person.is_some_and(|person| visitors.contains(&person)) {
                let range = tokens.clone().unwrap_or_else(|| visit.found.span.clone());
                member.side = Some(Side { code, range });
                member.assumed = true;
            }
        }
    }

    /// مباحثات الوزير الفلاني في الرياض, ناقش في الكويت العلاقات الثنائية: talks in a country that name the visitor alone
    /// were held with that country.
    fn hosts_unnamed(&self, draft: &mut Draft<'l>) {
        self.kingdom_signs(draft);
        let [visitor] = draft.members.as_slice() else { return };
        let Some(side) = visitor.side.as_ref().filter(|side| side.code.len() == 2 && !visitor.assumed) else {
            return;
        };
        let Some((country, Some(range))) = &draft.country else { return };
        // التقى ... في روما مع شخصيات من المعارضة: whom he met is told, if not in words that are known.
        let clause = &draft.found.clause;
        let with_others = self.scene.rows[draft.found.sentence].windows(2).any(|pair| {
            self.scene.cue(&pair[0]) == "with"
                && clause.contains(&pair[0].range.start)
                && pair[1].range.start > pair[0].range.end
        }) || self.scene.rows[draft.found.sentence]
            .last()
            .is_some_and(|item| self.scene.cue(item) == "with");
        let alone = draft.found.cast.len() == 1 && !with_others;
        // محادثات في بروكسل: who talks where organisations sit, or third parties meet, talks with them as often.
        let seat =
            draft.place.and_then(|n| self.scene.places[n].city_en).is_some_and(|city| SEATS.contains(&city));
        let fits = draft.found.event_type == EventType::Talks
            && !seat
            && draft.found.status == Status::Held
            && visitor.rank != Rank::Ambassador
            && *country != side.code
            && alone;
        if fits {
            let host = Member::of_side(
                Role::Participant,
                visitor.actor,
                Side { code: country, range: range.clone() },
            );
            draft.members.push(host);
        }
    }

    /// شهدت زيارة الرئيس الغاني إلى كينيا توقيع ست اتفاقيات: what is signed on a visit, without a word of whom, is
    /// signed by the visitor's country and the one he visits.
    fn signed_on_visit(&self, draft: &mut Draft<'l>, before: &[Draft<'l>]) {
        if draft.found.event_type != EventType::Agreement || draft.sides().len() > 1 {
            return;
        }
        let sentence = draft.found.sentence;
        let speaks_of_it = || {
            let tokens = self.sentences[sentence].clone();
            tokens.into_iter().any(|i| matches!(self.scene.mentions.stem(i as usize), "زياره" | "بالزياره"))
        };
        let visit = before.iter().rev().find(|other| {
            other.found.event_type == EventType::Visit
                && (other.found.sentence == sentence
                    || other.found.sentence + 2 >= sentence
                        && other.found.sentence < sentence
                        && speaks_of_it())
        });
        // يؤدي زيارة سيتم خلالها إمضاء اتفاقيات: what is to be signed on a visit that is held.
        let fits = |visit: &&Draft<'l>| {
            visit.found.status == draft.found.status
                || draft.found.status == Status::Planned && visit.found.sentence == sentence
        };
        let Some(visit) = visit.filter(fits) else { return };
        let Some((country, range)) = visit.country.clone() else { return };
        let Some(visitor) = visit.members.iter().find(|m| m.role == Role::Visitor) else { return };
        let (actor, visitor) = (visitor.actor, visitor.side.clone());
        let range = range.unwrap_or_else(|| visit.found.span.clone());
        let mut sides: Vec<Side<'l>> = visitor.into_iter().collect();
        sides.push(Side { code: country, range });
        let known = draft.sides();
        if known.iter().any(|code| !sides.iter().any(|side| side.code == *code)) {
            return;
        }
        sides.retain(|side| !known.contains(&side.code));
        for side in sides {
            draft.members.push(Member::of_side(Role::Signatory, actor, side));
        }
    }

    /// وقعت المملكة مع جمهورية ناميبيا: the paper's own kingdom, without its name.
    fn kingdom_signs(&self, draft: &mut Draft<'l>) {
        let Some(home) = self.home.filter(|home| crate::place::KINGDOMS.contains(home)) else { return };
        let [other] = draft.members.as_slice() else { return };
        let signs = draft.found.event_type == EventType::Agreement
            && other.side.as_ref().is_some_and(|side| side.code != home);
        let clause = draft.found.clause.clone();
        let named = (clause.start..clause.end).find(|&i| {
            matches!(self.scene.mentions.key(i as usize), "المملكه" | "والمملكه" | "بلادنا")
                && !self.scene.actors.iter().any(|actor| actor.range.contains(&i))
        });
        if let Some(at) = named.filter(|_| signs) {
            let kingdom = Member {
                side: Some(Side { code: home, range: at..at + 1 }),
                actor: other.actor,
                person: None,
                name: None,
                office: None,
                units: None,
                organisation: None,
                assumed: false,
                rank: Rank::Other,
                listed: false,
                role: Role::Signatory,
            };
            draft.members.insert(0, kingdom);
        }
    }

    /// الحوار الاستراتيجي الفيتنامي الأسترالي, القمة السعودية المصرية: two adjectives behind the noun of a meeting are its
    /// sides; قمة خليجية, القمة العربية: one of a bloc is who holds it.
    fn told_by_adjectives(&self, found: &Found<'l>, members: &mut Vec<Member<'l>>) {
        use rasid_lexicon::Kind;
        let meets =
            matches!(found.event_type, EventType::Talks | EventType::Conference | EventType::Agreement);
        // لقاء شراكة كينية فنلندية: a bare noun between two adjectives tells nobody's meeting.
        let bare = found.event_type == EventType::Talks && !found.verb && !found.underway;
        if !meets || bare {
            return;
        }
        let (lexicon, mentions) = (self.scene.lexicon, self.scene.mentions);
        let head = found.head as usize;
        let nisba = |i: usize| {
            let found = mentions.bare(i, Kind::Nisba)?;
            let (country, weak) = lexicon.country_form(found.sense.id);
            (!weak && found.tokens == 1).then_some(country.code.as_str())
        };
        // المنتدى المصري الخليجي: one of the two may be a bloc.
        let bloc = |i: usize| {
            let key = mentions.key(i);
            let organisation = lexicon.bloc(key).or_else(|| lexicon.bloc(&format!("{key}ه")));
            organisation.filter(|_| key.ends_with(['ي', 'ه'])).and_then(|organisation| organisation.side())
        };
        let side = |i: usize| nisba(i).or_else(|| bloc(i));
        let first = (head + 1..head + 6).find(|&i| {
            let dash = matches!(mentions.key(i + 1), "-" | "–" | "ـ" | "—");
            let next = i + 1 + usize::from(dash);
            side(i).is_some() && side(next).is_some() && (nisba(i).is_some() || nisba(next).is_some())
        });
        let quotes = |i: usize| matches!(mentions.key(i), "\"" | "»" | "”" | "'");
        let first = first.filter(|&i| (head + 1..i).all(|i| mentions.is_word(i) || quotes(i)));
        let mut sides: Vec<(&'l str, usize, Role)> = Vec::new();
        let role = match found.event_type {
            EventType::Agreement => Role::Signatory,
            _ => Role::Participant,
        };
        if let Some(i) = first {
            // المصرية–اليونانية–القبرصية: as many as stand in a row.
            let mut at = i;
            while let Some(code) = side(at) {
                sides.push((code, at, role));
                let dash = matches!(mentions.key(at + 1), "-" | "–" | "ـ" | "—");
                at += 1 + usize::from(dash);
            }
        } else if found.event_type == EventType::Conference {
            let bloc = (head + 1..head + 3)
                .find_map(|i| Some((lexicon.bloc(mentions.key(i))?.side()?, i, Role::Organiser)));
            sides.extend(bloc);
        }
        for (code, at, role) in sides {
            if members.iter().any(|m| m.side.as_ref().is_some_and(|side| side.code == code)) {
                continue;
            }
            // An official whose country is not told is of the one that nobody else stands for.
            members.push(Member::of_side(
                role,
                found.cast.first().map_or(usize::MAX, |cast| cast.actor),
                Side { code, range: at as u32..at as u32 + 1 },
            ));
        }
    }

    /// سفراء إسبانيا والسنغال ... السفيرة الإسبانية فلانة: an official told without his name, whom the article names
    /// elsewhere in the same office for the same country.
    fn named_elsewhere(&self, member: &mut Member<'l>) {
        if member.name.is_some() || member.person.is_some() {
            return;
        }
        let (Some(side), Some(units)) = (member.side.as_ref(), member.units) else { return };
        let alone = matches!(member.rank, Rank::HeadOfState | Rank::HeadOfGovernment)
            || member.rank == Rank::Ambassador
            || member.listed && member.rank == Rank::Minister;
        if !alone || member.assumed {
            return;
        }
        let holds = |person: &crate::people::Person<'_>| {
            let office = person.office_of.and_then(|n| self.scene.actors[n].offices.first());
            let rank = office.map(|unit| Rank::from_word(&self.scene.lexicon.office(unit.head).rank));
            person.side.as_ref().is_some_and(|own| own.code == side.code)
                && person.name.is_some()
                && rank == Some(Some(member.rank))
        };
        let mut holders = (0..self.people.list.len()).filter(|&n| holds(&self.people.list[n]));
        let (Some(only), None) = (holders.next(), holders.next()) else { return };
        let person = &self.people.list[only];
        member.person = Some(only);
        member.name.clone_from(&person.name);
        if let Some(n) = person.office_of.filter(|&n| n != units) {
            let offices = &self.scene.actors[n].offices;
            member.office = Some(offices[0].range.start..offices[offices.len() - 1].range.end);
            member.units = Some(n);
            member.listed = false;
        }
    }

    /// Whether somebody is told to head a delegation right behind it: يتقدمه، يرأسه، برئاسة.
    fn is_headed(&self, delegation: &Member<'l>) -> bool {
        let end = self.scene.actors[delegation.actor].range.end as usize;
        (end..end + 6).any(|i| {
            matches!(
                self.scene.mentions.key(i),
                "يتقدمه"
                    | "يتقدمهم"
                    | "يراسه"
                    | "يتراسه"
                    | "تراسه"
                    | "تتراسه"
                    | "يقوده"
                    | "تقوده"
                    | "برياسه"
                    | "بقياده"
            )
        })
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
        // اجتماع وزراء دول الآسيان: those of a bloc are of many countries.
        let bloc = draft.members.iter().any(|m| m.actor != usize::MAX && self.scene.is_bloc(m.actor));
        sides.len() >= 2 || abroad || words || bloc
    }

    fn sport(&self, found: &Found<'l>) -> bool {
        // As far from the trigger as such a word may stand outside its clause.
        const REACH: u32 = 12;
        let near = |item: &Item| {
            found.clause.contains(&item.range.start) || item.range.start.abs_diff(found.head) <= REACH
        };
        // لقاء جمع الوزيرين A وB لتسهيل حركة المسافرين: of two officials who are named, such a word is what they spoke about.
        let named = found.cast.iter().filter(|cast| {
            let actor = &self.scene.actors[cast.actor];
            actor.name.is_some() && !actor.offices.is_empty()
        });
        let meets = matches!(found.event_type, EventType::Talks | EventType::Reception) && named.count() > 1;
        let word = |item: &Item| {
            let cue = self.scene.cue(item);
            matches!(cue, "sport" | "fiction") || cue == "ceremonial" && !meets
        };
        self.scene.rows[found.sentence].iter().any(|item| word(item) && near(item))
    }

    fn salience(&self, found: &Found<'l>) -> Salience {
        let items = &self.scene.rows[found.sentence];
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
}

/// الدورة الرابعة للجنة المتابعة الكينية الأوغندية: a standing committee of two countries holds talks, no conference.
fn committee<'l>(scene: &Scene<'_, 'l>, found: Found<'l>, members: &mut [Member<'l>]) -> Found<'l> {
    let head = found.head as usize;
    let named = (head..head + 4)
        .any(|i| matches!(scene.mentions.key(i), "لجنه" | "اللجنه" | "للجنه" | "باللجنه" | "واللجنه"));
    let mut sides: Vec<&str> = members.iter().filter_map(|m| m.side.as_ref().map(|side| side.code)).collect();
    sides.sort_unstable();
    sides.dedup();
    if found.event_type != EventType::Conference || !named || sides.len() != 2 {
        return found;
    }
    members.iter_mut().for_each(|m| m.role = Role::Participant);
    Found { event_type: EventType::Talks, ..found }
}

/// من المقرر أن يتوجه إلى غامبيا، المحطة الثانية في جولته التي تشمل السنغال: what belongs to a plan of the same sentence is planned
/// with it, where a mere noun names it.
fn on_the_same_tour<'l>(scene: &Scene<'_, 'l>, mut drafts: Vec<Draft<'l>>) -> Vec<Draft<'l>> {
    for n in 0..drafts.len() {
        let (told, rest) = drafts.split_at_mut(n);
        let Some(draft) = rest.first_mut() else { continue };
        let of_plan = |other: &&mut Draft<'l>| {
            other.found.event_type == EventType::Visit
                && other.found.status == Status::Planned
                && other.found.sentence == draft.found.sentence
                && other.people().iter().any(|person| draft.people().contains(person))
        };
        let tour = ["جوله", "جولته", "جولتها"].contains(&scene.mentions.stem(draft.found.head as usize));
        let noun =
            tour && draft.found.event_type == EventType::Visit && !draft.found.verb && draft.date.is_none();
        if noun && draft.found.status == Status::Held && told.iter_mut().any(|other| of_plan(&other)) {
            draft.found.status = Status::Planned;
        }
    }
    drafts
}
