//! Office units: the head of an office, and whose office it is when names stand around it.

use std::cmp::Reverse;

use rasid_lexicon::{Kind, Match};

use super::{Actor, ActorReader, OfficeUnit, Side};

impl<'l> ActorReader<'_, 'l> {
    /// An office unit. Returns the token behind it.
    pub(super) fn office(&self, i: usize, to: usize, opening: bool, actor: &mut Actor<'l>) -> Option<usize> {
        let lexicon = self.lexicon;
        let found = self.longest_office(i)?;
        if !opening && found.prefix.preposition.is_some() {
            return None;
        }
        // و before an office joins a second post of the same person, not somebody else's: behind a bare name (محمد بن
        // سلمان ووزير الدفاع الأمريكي), before another name, or for another country it is another's.
        if !opening && found.prefix.conjunction && actor.name.is_some() {
            let mut probe = Actor::default();
            self.office_unit_end(i, to, &mut probe);
            let other_side = match (actor.sides.first(), probe.sides.first()) {
                (Some(own), Some(other)) => own.code != other.code,
                (None, Some(_)) => true,
                _ => false,
            };
            // الوزيرة A ورئيس البرلمان "B": a woman is no رئيس, and a name in quotation marks is somebody's too.
            let another = self.of_another_gender(i, actor) || self.name_behind_mark(i, to);
            if actor.offices.is_empty() || other_side || another || !self.no_name_follows(i, to) {
                return None;
            }
        }
        let head = lexicon.office(found.sense.id);
        if !opening && actor.name.is_some() && !actor.offices.is_empty() && !self.no_name_follows(i, to) {
            // [office name office name]: the last office before the second name is the second person's.
            return None;
        }
        if !opening && actor.name.is_some() && actor.offices.is_empty() && self.unit_before_name(i, to) {
            return None;
        }
        if (head.counterpart || head.guestref) && !opening {
            return None;
        }
        // عن الجانب المغربي وزير الداخلية: who stands for a side is somebody beside it.
        let side = actor
            .offices
            .last()
            .is_some_and(|unit| self.mentions.key(unit.range.start as usize).ends_with("الجانب"));
        if !opening && side {
            return None;
        }
        // A delegation is nobody's second post.
        if !opening
            && actor.name.is_some()
            && matches!(self.mentions.stem(i), "وفد" | "وفدا" | "بعثه" | "وفود")
        {
            return None;
        }
        // "استقبل أمير منطقة الرياض سفير البيرو": host and guest stand side by side, their countries tell them apart.
        if !opening && actor.name.is_none() && !actor.offices.is_empty() {
            let mut probe = Actor::default();
            self.office_unit_end(i, to, &mut probe);
            let before = actor.offices.iter().any(|unit| lexicon.office(unit.head).rank == "ambassador");
            // أمير موناكو الوزير فلان: behind an office with its country a minister alone is somebody else.
            let minister = head.rank == "minister"
                && !found.prefix.conjunction
                && actor.offices.last().is_some_and(|unit| unit.range.end as usize == i)
                && matches!(self.mentions.key(i), "الوزير" | "الوزيره")
                && lexicon.office(actor.offices[0].head).rank != "minister";
            let apart = match (actor.sides.first(), probe.sides.first()) {
                (Some(own), Some(other)) => own.code != other.code,
                (Some(_), None) => minister,
                (None, Some(_)) => head.rank == "ambassador" && !before,
                _ => false,
            };
            if apart {
                return None;
            }
        }
        // "هنأ الملك A رئيسة بيرو": a king is no president, and nobody serves two countries.
        if !opening && actor.name.is_some() {
            let mut probe = Actor::default();
            self.office_unit_end(i, to, &mut probe);
            let own = actor.offices.first().map(|unit| self.title(unit.range.start as usize));
            let apart = match (actor.sides.first(), probe.sides.first()) {
                (Some(own), Some(other)) if own.code != other.code => true,
                (None, Some(_)) => own.is_some_and(|own| own == "ملك" && self.title(i) != own),
                _ => false,
            };
            if apart {
                return None;
            }
        }
        // رئيس جمهورية بيرو خادم الحرمين: two titles of two countries are two people.
        if !opening
            && let (Some(code), Some(side)) = (&head.country, actor.sides.first())
            && code != side.code
        {
            return None;
        }
        let start = i as u32;
        let head_end = i + found.tokens as usize;
        let mut unit = OfficeUnit {
            range: start..head_end as u32,
            head: found.sense.id,
            head_end: head_end as u32,
            organisation: None,
        };
        if let Some(code) = &head.country
            && actor.sides.is_empty()
        {
            actor.sides.push(Side { code, range: start..head_end as u32 });
        }
        let end = self.complement(head_end, to, head.complete, &mut unit, actor);
        unit.range.end = end as u32;
        actor.touch(&unit.range);
        actor.offices.push(unit);
        Some(end)
    }

    /// Whether the office at `i` is a man's and the first one of the actor, told in the singular, a woman's.
    fn of_another_gender(&self, i: usize, actor: &Actor<'l>) -> bool {
        let Some(first) = actor.offices.first() else { return false };
        let start = first.range.start as usize;
        let single = |id: u32| {
            let head = self.lexicon.office(id);
            !(head.plural || head.dual || head.delegation) && head.rank != "other"
        };
        let feminine = |i: usize| self.mentions.key(i).ends_with('ه');
        let second = self.longest_office(i).map(|found| found.sense.id);
        feminine(start) && !feminine(i) && single(first.head) && second.is_some_and(single)
    }

    /// ورئيس البرلمان "فلان ...", وسفير كينيا، فلان ...: behind the office at `i` and a mark a name of two words stands.
    fn name_behind_mark(&self, i: usize, to: usize) -> bool {
        let mut probe = Actor::default();
        let Some(end) = self.office_unit_end(i, to, &mut probe) else { return false };
        let mark = self.mentions.is_comma(end) || matches!(self.mentions.key(end), "\"" | "«" | "“");
        let known = |at: usize| self.mentions.bare(at, Kind::GivenName).is_some();
        mark && end + 2 < to
            && self.name(end + 1, to, false, &probe).is_some_and(|name| name.len() > 1 && known(end + 1))
    }

    /// The longest office at `i`, as it is written: والي الأمن is complete, والي أمن asks for more.
    pub(super) fn longest_office(&self, i: usize) -> Option<&Match> {
        let offices = self.mentions.at(i).iter().filter(|found| found.sense.kind == Kind::Office);
        offices.max_by_key(|found| {
            let prefixes = u8::from(found.prefix.conjunction) + u8::from(found.prefix.preposition.is_some());
            (
                found.tokens,
                Reverse(prefixes),
                found.exact,
                self.lexicon.office(found.sense.id).complete,
                Reverse(found.sense.id),
            )
        })
    }

    /// First word of an office without clitics and feminine ending.
    fn title(&self, i: usize) -> &str {
        let key = self.mentions.stem(i).trim_start_matches(['و', 'ب', 'ل']);
        let key = key.strip_prefix("ال").unwrap_or(key);
        match key.strip_suffix('ه').unwrap_or(key) {
            "عاهل" => "ملك",
            title => title,
        }
    }

    /// Whether the run of offices at `i` ends without a name of its own.
    pub(super) fn no_name_follows(&self, i: usize, to: usize) -> bool {
        let mut probe = Actor::default();
        let mut at = i;
        while at < to {
            if let Some(end) = self.office_unit_end(at, to, &mut probe) {
                at = end;
            } else if let Some(end) = self.honorific(at, false).filter(|_| !self.is_eulogy(at)) {
                // حاكم دبي معالي الرئيس العام ... فلان: a style before an office opens the next person.
                if at > i && self.longest_office(end).is_some() {
                    return true;
                }
                at = end;
                // An office and then a style: a name will follow.
            } else {
                break;
            }
        }
        at >= to || self.name(at, to, false, &probe).is_none()
    }

    /// The office at `i`, measured without touching the actor.
    pub(super) fn office_unit_end(&self, i: usize, to: usize, probe: &mut Actor<'l>) -> Option<usize> {
        let found = self.longest_office(i)?;
        if found.prefix.preposition.is_some() {
            return None;
        }
        let head = self.lexicon.office(found.sense.id);
        let head_end = i + found.tokens as usize;
        let mut unit = OfficeUnit {
            range: i as u32..head_end as u32,
            head: found.sense.id,
            head_end: head_end as u32,
            organisation: None,
        };
        if let Some(code) = &head.country
            && probe.sides.is_empty()
        {
            probe.sides.push(Side { code, range: i as u32..head_end as u32 });
        }
        let end = self.complement(head_end, to, head.complete, &mut unit, probe);
        probe.offices.push(unit);
        Some(end)
    }

    /// Whether the office unit at `i` is the last before a name that is not the actor's own.
    pub(super) fn unit_before_name(&self, i: usize, to: usize) -> bool {
        let mut probe = Actor::default();
        let Some(end) = self.office_unit_end(i, to, &mut probe) else { return false };
        let end = self.honorific(end, false).unwrap_or(end);
        end < to
            && self.mentions.best(end, Kind::Office).is_none()
            && self.name(end, to, false, &probe).is_some()
    }
}
