//! Actor phrases: honorific* + office [of organisation] [of country] + name, in any order, with appositions.
//!
//! An actor is whom a frame may put into a slot: a person with or without a name, a body of people (a delegation),
//! an organisation or a country. Office and country travel with the person.

use std::ops::Range;

use rasid_lexicon::entry::{Honorific, WordClass};
use rasid_lexicon::{Kind, Lexicon, Match};

use crate::mention::{Mentions, Particle, is_bare};
use crate::name;

/// One office of an actor: `وزير الخارجية المصري`.
#[derive(Clone, Debug)]
pub(crate) struct OfficeUnit {
    /// The tokens.
    pub(crate) range: Range<u32>,
    /// Its head in the lexicon.
    pub(crate) head: u32,
    /// Tokens of the head alone.
    pub(crate) head_end: u32,
    /// Tokens of the organisation it names, if it does.
    pub(crate) organisation: Option<Range<u32>>,
}

/// A side: country code or organisation code, and where the text says it.
#[derive(Clone, Debug)]
pub(crate) struct Side<'l> {
    pub(crate) code: &'l str,
    pub(crate) range: Range<u32>,
}

/// An actor phrase.
#[derive(Clone, Debug, Default)]
pub(crate) struct Actor<'l> {
    /// All its tokens.
    pub(crate) range: Range<u32>,
    /// Tokens of the name.
    pub(crate) name: Option<Range<u32>>,
    /// Its offices, in the order of the text.
    pub(crate) offices: Vec<OfficeUnit>,
    /// The sides the phrase names: one, or one for each of an enumeration (سفراء A وB).
    pub(crate) sides: Vec<Side<'l>>,
    /// Where the ambassador sits: سفير إيطاليا بتونس.
    pub(crate) accredited: Option<&'l str>,
    /// Organisation without an office: the actor is the organisation.
    pub(crate) organisation: Option<Range<u32>>,
    /// Person of the lexicon.
    pub(crate) person: Option<u32>,
    /// Names of an enumeration, one for each side.
    pub(crate) names: Vec<Range<u32>>,
    /// The particle that opens it, and whether و joins it to what stands before.
    pub(crate) particle: Option<Particle>,
    pub(crate) joined: bool,
    /// Only a country or a city that stands for its government.
    pub(crate) is_country: bool,
    /// The surname without clitics and article, where the actor is a bare one.
    pub(crate) surname: Option<String>,
    /// An honorific stood before it.
    pub(crate) styled: bool,
    /// سموه, معاليه: points back at a person told before.
    pub(crate) pronoun: bool,
    /// A company, a club, a chamber: no public side.
    pub(crate) private: bool,
}

impl Actor<'_> {
    fn touch(&mut self, range: &Range<u32>) {
        if self.range.is_empty() {
            self.range = range.clone();
        } else {
            self.range.end = self.range.end.max(range.end);
        }
    }

    /// Whether it is somebody or something that acts, not a bare honorific.
    fn is_actor(&self) -> bool {
        self.name.is_some()
            || !self.offices.is_empty()
            || self.organisation.is_some()
            || self.is_country
            || self.pronoun
    }
}

/// Reads the actor phrases of one article.
pub(crate) struct ActorReader<'m, 'l> {
    pub(crate) lexicon: &'l Lexicon,
    pub(crate) mentions: &'m Mentions,
}

/// Words that make the body behind them a private one.
const PRIVATE: [&str; 15] = [
    "شركه",
    "شركات",
    "مجموعه",
    "نادي",
    "غرفه",
    "بنك",
    "مقاوله",
    "فندق",
    "مصرف",
    "التنفيذي",
    "قناه",
    "صحيفه",
    "جريده",
    "ثانويه",
    "منتخب",
];

impl<'l> ActorReader<'_, 'l> {
    /// Every actor phrase of the tokens `from..to`, left to right, none overlapping.
    pub(crate) fn all(&self, from: usize, to: usize, actors: &mut Vec<Actor<'l>>) {
        let mut i = from;
        while i < to {
            match self.at(i, to) {
                Some(actor) => {
                    i = actor.range.end as usize;
                    actors.push(actor);
                }
                None => i += 1,
            }
        }
    }

    /// The actor phrase that begins at token `i`.
    fn at(&self, i: usize, to: usize) -> Option<Actor<'l>> {
        let mentions = self.mentions;
        if !mentions.is_word(i) {
            return None;
        }
        let mut actor = Actor::default();
        if let Some(prefix) = style_pronoun(mentions.key(i)) {
            actor.range = i as u32..i as u32 + 1;
            actor.pronoun = true;
            actor.particle = Some(prefix);
            return Some(actor);
        }
        // Prefixes of the first word open the phrase: للوزير, والسفير.
        let first = self.opening(i)?;
        actor.joined = first.prefix.conjunction;
        actor.particle = Some(Particle::of_prefix(first.prefix.preposition));
        let mut at = i;
        let mut opening = true;
        loop {
            if at >= to {
                break;
            }
            if let Some(end) = self.honorific(at, opening) {
                // A style behind a complete actor begins the next one.
                if actor.name.is_some() && !opening && !self.is_eulogy(at) {
                    break;
                }
                actor.styled = true;
                actor.touch(&(at as u32..end as u32));
                at = end;
                opening = false;
                continue;
            }
            if let Some(end) = self.office(at, to, opening, &mut actor) {
                at = end;
                opening = false;
                continue;
            }
            if actor.name.is_none()
                && let Some(range) = self.name(at, to, opening, &actor)
            {
                actor.person = mentions.best(at, Kind::Person).map(|found| found.sense.id);
                actor.touch(&range);
                at = range.end as usize;
                actor.name = Some(range);
                opening = false;
                continue;
            }
            if opening && let Some(end) = self.body(at, &mut actor) {
                at = end;
                opening = false;
                if actor.is_country {
                    break;
                }
                continue;
            }
            // رئيس أنتربول الأوروغوياني إستيبان: where the head of an organisation comes from is not his side.
            if actor.name.is_none()
                && !actor.offices.is_empty()
                && mentions.definite(at)
                && let Some(found) = mentions.bare(at, Kind::Nisba)
                && self.name(at + found.tokens as usize, to, false, &actor).is_some()
            {
                at += found.tokens as usize;
                continue;
            }
            if let Some(next) = self.acronym(at, to, &mut actor) {
                at = next;
                continue;
            }
            if let Some(next) = self.apposition(at, to, &actor) {
                at = next;
                continue;
            }
            break;
        }
        if !actor.is_actor() {
            return None;
        }
        Some(actor)
    }

    /// The sense that begins a phrase here, with the fewest prefixes.
    fn opening(&self, i: usize) -> Option<&Match> {
        let begins = |found: &&Match| {
            matches!(
                found.sense.kind,
                Kind::Office
                    | Kind::Honorific
                    | Kind::Person
                    | Kind::GivenName
                    | Kind::Organisation
                    | Kind::Country
            )
        };
        self.mentions.at(i).iter().find(begins)
    }

    fn is_eulogy(&self, i: usize) -> bool {
        let eulogy = |found: &Match| self.lexicon.honorific(found.sense.id) == Honorific::Eulogy;
        self.mentions.best(i, Kind::Honorific).is_some_and(eulogy)
            || (matches!(self.mentions.key(i), "-" | "–" | "ـ" | "—")
                && self.mentions.best(i + 1, Kind::Honorific).is_some_and(eulogy))
    }

    /// An honorific, or a eulogy with the dashes around it. Returns the token behind it.
    fn honorific(&self, i: usize, opening: bool) -> Option<usize> {
        let mentions = self.mentions;
        let dash = |i: usize| matches!(mentions.key(i), "-" | "–" | "ـ" | "—");
        if !opening && self.is_eulogy(i) {
            let start = i + usize::from(dash(i));
            let end = start + mentions.best(start, Kind::Honorific)?.tokens as usize;
            return Some(end + usize::from(dash(end)));
        }
        if mentions.key(i) == "د" && matches!(mentions.key(i + 1), "." | "/") {
            return Some(i + 2);
        }
        let found =
            if opening { mentions.best(i, Kind::Honorific) } else { mentions.bare(i, Kind::Honorific) }?;
        // What is an office too is a style only before a name: الشيخ صباح, but شيخ الأزهر; and الرئيس, السفير, الملك
        // are offices even there.
        if let Some(office) = mentions.best(i, Kind::Office).filter(|office| office.tokens >= found.tokens) {
            let behind = i + office.tokens as usize;
            let stem = mentions.stem(i).trim_start_matches(['و', 'ل', 'ب']);
            let stem = stem.strip_prefix("ال").unwrap_or(stem);
            let style = matches!(
                stem,
                "امير"
                    | "اميره"
                    | "شيخ"
                    | "شيخه"
                    | "سيد"
                    | "قاضي"
                    | "عميد"
                    | "مقدم"
                    | "رايد"
                    | "نقيب"
            );
            if office.tokens > 1 || !style || self.completes(behind) {
                return None;
            }
        }
        // فخامة الرئيس المصري: the style ends where an office begins.
        let office_inside = (1..found.tokens as usize).find(|&k| {
            let stem = mentions.stem(i + k);
            matches!(stem, "رييس" | "وزير" | "سفير" | "ملك") && mentions.bare(i + k, Kind::Office).is_some()
        });
        let mut end = i + office_inside.unwrap_or(found.tokens as usize);
        // الفريق أول متقاعد, العقيد الركن, اللواء الطيار
        while matches!(
            mentions.key(end),
            "متقاعد"
                | "المتقاعد"
                | "ركن"
                | "الركن"
                | "طيار"
                | "الطيار"
                | "بحري"
                | "البحري"
                | "مهندس"
                | "حقوقي"
        ) {
            end += 1;
        }
        Some(end)
    }

    /// Whether token `i` may complete an office: an adjective of a country, a country, a domain, another office.
    fn completes(&self, i: usize) -> bool {
        let mentions = self.mentions;
        mentions.bare(i, Kind::GivenName).is_none()
            && mentions.at(i).iter().any(|found| {
                matches!(
                    found.sense.kind,
                    Kind::Nisba | Kind::Country | Kind::Organisation | Kind::OfficeWord | Kind::Office
                )
            })
    }

    /// An office unit. Returns the token behind it.
    fn office(&self, i: usize, to: usize, opening: bool, actor: &mut Actor<'l>) -> Option<usize> {
        let lexicon = self.lexicon;
        let found = self.longest_office(i)?;
        if !opening && found.prefix.preposition.is_some() {
            return None;
        }
        // و before an office joins a second post of the same person, unless a name stands before it.
        if !opening && found.prefix.conjunction && (actor.name.is_some() && !self.no_name_follows(i, to)) {
            return None;
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
        // رئيس جمهورية النيجر خادم الحرمين الشريفين: two titles of two countries are two people.
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

    /// The longest office at `i`; a complete one before its namesake that asks for more (والي الأمن, والي أمن).
    fn longest_office(&self, i: usize) -> Option<&Match> {
        let offices = self.mentions.at(i).iter().filter(|found| found.sense.kind == Kind::Office);
        offices.max_by_key(|found| {
            let prefixes = u8::from(found.prefix.conjunction) + u8::from(found.prefix.preposition.is_some());
            (
                found.tokens,
                std::cmp::Reverse(prefixes),
                self.lexicon.office(found.sense.id).complete,
                std::cmp::Reverse(found.sense.id),
            )
        })
    }

    /// Whether the run of offices at `i` ends without a name of its own.
    fn no_name_follows(&self, i: usize, to: usize) -> bool {
        let mut probe = Actor::default();
        let mut at = i;
        while at < to {
            if let Some(end) = self.office_unit_end(at, to, &mut probe) {
                at = end;
            } else if let Some(end) = self.honorific(at, false).filter(|_| !self.is_eulogy(at)) {
                at = end;
                // An office and then a style: a name will follow.
            } else {
                break;
            }
        }
        at >= to || self.name(at, to, false, &probe).is_none()
    }

    /// The office at `i`, measured without touching the actor.
    fn office_unit_end(&self, i: usize, to: usize, probe: &mut Actor<'l>) -> Option<usize> {
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
        let end = self.complement(head_end, to, head.complete, &mut unit, probe);
        probe.offices.push(unit);
        Some(end)
    }

    /// Whether the office unit at `i` is the last before a name that is not the actor's own.
    fn unit_before_name(&self, i: usize, to: usize) -> bool {
        let mut probe = Actor::default();
        let Some(end) = self.office_unit_end(i, to, &mut probe) else { return false };
        let end = self.honorific(end, false).unwrap_or(end);
        end < to
            && self.mentions.best(end, Kind::Office).is_none()
            && self.name(end, to, false, &probe).is_some()
    }

    /// What completes an office: organisation, domain, nisba, country. Returns the token behind it.
    fn complement(
        &self,
        from: usize,
        to: usize,
        complete: bool,
        unit: &mut OfficeUnit,
        actor: &mut Actor<'l>,
    ) -> usize {
        let (lexicon, mentions) = (self.lexicon, self.mentions);
        let head = lexicon.office(unit.head);
        let ambassador = head.rank == "ambassador";
        let mut at = from;
        let mut words = 0;
        let mut of_service: Option<usize> = None;
        while at < to && mentions.is_word(at) && words < 24 {
            words += 1;
            // A style or a military rank announces the name: وزير الداخلية المصري اللواء طارق.
            if mentions.bare(at, Kind::Honorific).is_some()
                && mentions.bare(at, Kind::Organisation).is_none()
                && !(at == from && mentions.bare(at, Kind::OfficeWord).is_some() && !mentions.definite(at))
            {
                break;
            }
            // Nisba: the country of the office. المالية is money before it is Mali.
            if let Some(found) = mentions.bare(at, Kind::Nisba)
                && !(lexicon.country_form(found.sense.id).1
                    && mentions.has(at, Kind::OfficeWord)
                    && !head.counterpart)
                && !(lexicon.country_form(found.sense.id).1 && words == 1 && complete)
                && !mentions.bare(at, Kind::Organisation).is_some_and(|org| org.tokens > found.tokens)
            {
                let (country, weak) = lexicon.country_form(found.sense.id);
                let definite =
                    mentions.definite(at) || head.delegation || head.plural || !mentions.definite(from - 1);
                if definite && !(weak && !mentions.definite(at)) {
                    let range = at as u32..at as u32 + found.tokens;
                    let side = Side { code: country.code.as_str(), range };
                    // الدرك الملكي الكندي: the adjective knows better than the name of the service.
                    match of_service.take() {
                        Some(n) => actor.sides[n] = side,
                        None => actor.sides.push(side),
                    }
                    at += found.tokens as usize;
                    if head.plural || head.dual {
                        at = self.listed_nisbas(at, to, actor);
                    }
                    continue;
                }
            }
            // An organisation by its own name.
            if let Some(found) = mentions.best(at, Kind::Organisation)
                && (is_bare(found) || found.prefix.preposition.is_some())
                && !(found.prefix.preposition == Some(rasid_text::clitic::Preposition::Bi) && head.complete)
            {
                let organisation = lexicon.organisation(found.sense.id);
                let range = at as u32..at as u32 + found.tokens;
                if let Some(code) = organisation.side() {
                    // A service of a country tells the country only where nothing nearer does.
                    if actor.sides.is_empty() && !found.prefix.conjunction {
                        if organisation.code.is_none() {
                            of_service = Some(actor.sides.len());
                        }
                        actor.sides.push(Side { code, range: range.clone() });
                    }
                }
                unit.organisation.get_or_insert(range);
                at += found.tokens as usize;
                continue;
            }
            // A country as complement: رئيس جمهورية النيجر, سفراء كل من A وB.
            if let Some(end) = self.country_complement(at, to, ambassador, head.plural || head.dual, actor) {
                at = end;
                continue;
            }
            if complete {
                break;
            }
            // مركز الملك سلمان, جامعة الأمير محمد: an institution may bear a person's name.
            if matches!(
                mentions.stem(at - 1),
                "مركز"
                    | "موسسه"
                    | "معهد"
                    | "كليه"
                    | "جامعه"
                    | "مدينه"
                    | "جايزه"
                    | "مستشفي"
                    | "اكاديميه"
            ) && let Some(title) =
                mentions.bare(at, Kind::Office).or_else(|| mentions.bare(at, Kind::Honorific))
                && mentions.bare(at + title.tokens as usize, Kind::GivenName).is_some()
            {
                at += title.tokens as usize + 1;
                while at < to && name::binds(mentions, at) {
                    at += 2;
                }
                continue;
            }
            // المشرف العام على مركز ...
            if mentions.key(at) == "علي"
                && mentions.key(from - 1).starts_with("ال")
                && matches!(mentions.stem(unit.range.start as usize), "مشرف")
            {
                at += 1;
                continue;
            }
            // عضو مجلس الوزراء, رئيس مجلس النواب: what a council is of belongs to its name.
            if mentions.key(at - 1) == "مجلس" && mentions.definite(at) {
                at += 1;
                continue;
            }
            if mentions
                .bare(at, Kind::Country)
                .is_some_and(|country| !lexicon.country_form(country.sense.id).1)
            {
                break;
            }
            // Words of office and organisation names.
            if let Some(found) = mentions.best(at, Kind::OfficeWord) {
                let longer_office =
                    mentions.bare(at, Kind::Office).filter(|office| office.tokens > found.tokens);
                let preposition = found.prefix.preposition;
                let place = preposition == Some(rasid_text::clitic::Preposition::Bi)
                    && mentions.best(at, Kind::City).is_some();
                if longer_office.is_none()
                    && !place
                    && !(mentions.bare(at, Kind::GivenName).is_some() && at > from)
                {
                    if PRIVATE.contains(&mentions.stem(at)) && unit.organisation.is_none() {
                        actor.private = true;
                    }
                    at += found.tokens as usize;
                    continue;
                }
                if longer_office.is_some() && at > from {
                    break;
                }
            }
            if PRIVATE.contains(&mentions.stem(at)) || PRIVATE.contains(&mentions.key(at)) {
                actor.private = true;
                at += 1;
                continue;
            }
            // رئيس شرطة مدينة نابولي, أمير منطقة الرياض: a city inside the title is no place.
            if matches!(
                mentions.key(at - 1),
                "مدينه" | "منطقه" | "محافظه" | "ولايه" | "اماره" | "امير" | "عهد" | "جامعه"
            ) && mentions.is_word(at)
            {
                at += mentions.bare(at, Kind::City).map_or(1, |city| city.tokens as usize);
                continue;
            }
            // الوزيران في الجزائر: a dual alone is whom the text told before, and the place is theirs to be in.
            if head.dual && at == from && mentions.key(at) == "في" {
                break;
            }
            if mentions.key(at) == "في" || mentions.key(at) == "لدي" || mentions.key(at) == "ب" {
                if let Some(end) = self.governed(at, to, ambassador, actor) {
                    at = end;
                    continue;
                }
                break;
            }
            // An unknown definite word directly behind the head or behind a word of the office.
            let known_otherwise = mentions.at(at).iter().any(|found| {
                matches!(
                    found.sense.kind,
                    Kind::GivenName
                        | Kind::Honorific
                        | Kind::Person
                        | Kind::Weekday
                        | Kind::Month
                        | Kind::Trigger
                        | Kind::Cue
                        | Kind::Office
                        | Kind::Word
                )
            });
            let definite = mentions.definite(at)
                || mentions.key(at).starts_with("لل")
                || mentions.key(at).starts_with("وال");
            if definite && !known_otherwise && (at == from || self.name_goes_on(at + 1, to)) {
                at += 1;
                continue;
            }
            break;
        }
        at
    }

    /// Whether a name begins at `i`: then the unknown word before it belonged to the office.
    fn name_goes_on(&self, i: usize, to: usize) -> bool {
        i < to
            && (self.mentions.bare(i, Kind::GivenName).is_some()
                || self.mentions.bare(i, Kind::Honorific).is_some())
    }

    /// دولة الكويت, جمهورية النيجر, كل من A وB وC, إيطاليا بتونس.
    fn country_complement(
        &self,
        from: usize,
        to: usize,
        ambassador: bool,
        several: bool,
        actor: &mut Actor<'l>,
    ) -> Option<usize> {
        let (lexicon, mentions) = (self.lexicon, self.mentions);
        let mut at = from;
        if mentions.key(at) == "كل" && mentions.key(at + 1) == "من" {
            at += 2;
        }
        while matches!(
            mentions.key(at),
            "دوله"
                | "جمهوريه"
                | "مملكه"
                | "دول"
                | "حكومه"
                | "بجمهوريه"
                | "بدوله"
                | "بمملكه"
                | "بالمملكه"
                | "بالجمهوريه"
                | "لدوله"
                | "لجمهوريه"
                | "الجمهوريه"
                | "سلطنه"
                | "امبراطوريه"
                | "اماره"
                | "الاتحاد"
                | "اتحاد"
        ) && mentions.best(at, Kind::Country).is_none_or(|country| country.tokens == 1)
            && (mentions.has(at + 1, Kind::Country) || mentions.has(at + 1, Kind::Nisba))
        {
            at += 1;
        }
        // الجمهورية الفرنسية, المملكة المغربية, الاتحاد السويسري: the adjective makes it a country.
        if at > from
            && let Some(found) = mentions.bare(at, Kind::Nisba)
        {
            let code = lexicon.country_form(found.sense.id).0.code.as_str();
            actor.sides.push(Side { code, range: from as u32..at as u32 + found.tokens });
            return Some(at + found.tokens as usize);
        }
        // سفيرة مدريد: the capital stands for its government.
        if ambassador
            && actor.sides.is_empty()
            && let Some(found) = mentions.bare(at, Kind::City)
            && mentions.bare(at, Kind::Country).is_none()
        {
            let capital =
                mentions.at(at).iter().filter(|m| m.sense.kind == Kind::City && m.tokens == found.tokens);
            if let Some(city) = capital.map(|m| lexicon.city(m.sense.id)).find(|city| city.capital) {
                actor.sides.push(Side { code: &city.country, range: at as u32..at as u32 + found.tokens });
                return Some(at + found.tokens as usize);
            }
        }
        let found = mentions.best(at, Kind::Country)?;
        let (country, weak) = lexicon.country_form(found.sense.id);
        if weak && at == from {
            return None;
        }
        let governed =
            found.prefix.preposition.is_some() || (at > from && mentions.key(from).starts_with('ب'));
        // "وزير الدفاع جمهورية مصر": a definite word takes no further noun, so the country is not the minister's.
        if !governed && mentions.definite(from - 1) && !several {
            return None;
        }
        let sent = !actor.sides.is_empty();
        let mut end = at + found.tokens as usize;
        if ambassador && governed && sent {
            // سفير إيطاليا بتونس: where he sits.
            actor.accredited = Some(&country.code);
            return Some(end);
        }
        if ambassador && governed {
            // السفير الإيطالي has its country by nisba; "سفيرنا بتونس" has none.
            actor.accredited = Some(&country.code);
            return Some(end);
        }
        if found.prefix.conjunction && !several {
            return None;
        }
        if sent && found.prefix.preposition.is_some() {
            return None;
        }
        actor.sides.push(Side { code: &country.code, range: from as u32..end as u32 });
        if several {
            end = self.listed_countries(end, to, actor);
        }
        Some(end)
    }

    /// The further countries of a list: `، B، وC`.
    pub(crate) fn listed_countries(&self, from: usize, to: usize, actor: &mut Actor<'l>) -> usize {
        let mentions = self.mentions;
        let mut at = from;
        loop {
            let comma = usize::from(mentions.is_comma(at));
            let state =
                usize::from(matches!(mentions.key(at + comma), "دوله" | "ودوله" | "جمهوريه" | "وجمهوريه"));
            let next = at + comma + state;
            if next >= to {
                return at;
            }
            let Some(found) = mentions.best(next, Kind::Country) else { return at };
            if found.prefix.preposition.is_some() || (comma == 0 && state == 0 && !found.prefix.conjunction) {
                return at;
            }
            let code = self.lexicon.country_form(found.sense.id).0.code.as_str();
            let end = next + found.tokens as usize;
            actor.sides.push(Side { code, range: next as u32..end as u32 });
            at = end;
        }
    }

    /// السفراء الألماني هانز كراوزه والهولندية مارييكه فان دام: nisba and name in turn.
    fn listed_nisbas(&self, from: usize, to: usize, actor: &mut Actor<'l>) -> usize {
        let mentions = self.mentions;
        let mut at = from;
        loop {
            if let Some(end) = name::at(mentions, self.lexicon, at, to, true, true) {
                actor.names.push(at as u32..end as u32);
                at = end;
            }
            let next = at + usize::from(mentions.is_comma(at));
            match mentions.best(next, Kind::Nisba) {
                Some(found)
                    if next < to
                        && (found.prefix.conjunction || next > at)
                        && self.spelled_definite(next) =>
                {
                    let code = self.lexicon.country_form(found.sense.id).0.code.as_str();
                    actor.sides.push(Side { code, range: next as u32..next as u32 + found.tokens });
                    at = next + found.tokens as usize;
                }
                _ => return at,
            }
        }
    }

    fn spelled_definite(&self, i: usize) -> bool {
        let key = self.mentions.key(i);
        key.starts_with("ال") || key.starts_with("وال")
    }

    /// `في كندا`, `لدى المملكة`, `في الديوان الملكي` behind an office.
    fn governed(&self, at: usize, to: usize, ambassador: bool, actor: &mut Actor<'l>) -> Option<usize> {
        let mentions = self.mentions;
        let next = at + 1;
        if next >= to {
            return None;
        }
        if let Some(found) = mentions.bare(next, Kind::Organisation) {
            return Some(next + found.tokens as usize);
        }
        let state = usize::from(matches!(mentions.key(next), "دوله" | "جمهوريه" | "مملكه" | "سلطنه"));
        if let Some(found) = mentions.bare(next + state, Kind::Country) {
            let code = self.lexicon.country_form(found.sense.id).0.code.as_str();
            let end = next + state + found.tokens as usize;
            if ambassador || mentions.key(at) == "لدي" {
                actor.accredited = Some(code);
                return Some(end);
            }
            if actor.sides.is_empty() {
                actor.sides.push(Side { code, range: next as u32..end as u32 });
                return Some(end);
            }
            return None;
        }
        if mentions.key(at) == "لدي" && mentions.key(next) == "المملكه" {
            return Some(next + 1);
        }
        if !mentions.has(next, Kind::City)
            && let Some(found) = mentions.bare(next, Kind::OfficeWord)
            && mentions.bare(next, Kind::Word).is_none()
        {
            return Some(next + found.tokens as usize);
        }
        None
    }

    /// A country, or an organisation that acts by itself.
    fn body(&self, i: usize, actor: &mut Actor<'l>) -> Option<usize> {
        let (lexicon, mentions) = (self.lexicon, self.mentions);
        let organisation = mentions.best(i, Kind::Organisation);
        let country = mentions.best(i, Kind::Country);
        if let Some(found) = organisation
            && country.is_none_or(|country| country.tokens <= found.tokens)
        {
            let range = i as u32..i as u32 + found.tokens;
            let code = lexicon.organisation(found.sense.id).side()?;
            actor.sides.push(Side { code, range: range.clone() });
            actor.touch(&range);
            actor.organisation = Some(range.clone());
            return Some(range.end as usize);
        }
        let found = country?;
        let (country, weak) = lexicon.country_form(found.sense.id);
        if weak {
            return None;
        }
        let range = i as u32..i as u32 + found.tokens;
        actor.sides.push(Side { code: &country.code, range: range.clone() });
        actor.touch(&range);
        actor.is_country = true;
        Some(range.end as usize)
    }

    /// A name at `i`, bounded right.
    fn name(&self, i: usize, to: usize, opening: bool, actor: &Actor<'_>) -> Option<Range<u32>> {
        // A bare name stands by itself only where it opens with a known given name or is a known person.
        let supported = !opening && (actor.styled || !actor.offices.is_empty());
        let closed = actor.offices.last().is_some_and(|unit| {
            let head = self.lexicon.office(unit.head);
            head.complete || unit.range.end > unit.head_end
        });
        let end = name::at(self.mentions, self.lexicon, i, to, supported, closed)?;
        // A style alone does not make one unknown word a name.
        let unknown = end == i + 1 && self.mentions.best(i, Kind::GivenName).is_none();
        (!(unknown && actor.offices.is_empty() && !opening) || self.mentions.definite(i))
            .then_some(i as u32..end as u32)
    }

    /// The acronym of the organisation in brackets: (سي آي إيه). Returns the token behind the bracket.
    fn acronym(&self, i: usize, to: usize, actor: &mut Actor<'l>) -> Option<usize> {
        let mentions = self.mentions;
        let found = mentions.bare(i + 1, Kind::Organisation).filter(|_| mentions.key(i) == "(")?;
        let close = i + 1 + found.tokens as usize;
        if close >= to
            || mentions.key(close) != ")"
            || (actor.offices.is_empty() && actor.organisation.is_none())
        {
            return None;
        }
        if actor.sides.is_empty()
            && let Some(code) = self.lexicon.organisation(found.sense.id).side()
        {
            actor.sides.push(Side { code, range: i as u32 + 1..close as u32 });
        }
        actor.touch(&(i as u32..close as u32 + 1));
        Some(close + 1)
    }

    /// Across a comma: `name، office` and `office، name`. Returns the token to go on from.
    fn apposition(&self, i: usize, to: usize, actor: &Actor<'l>) -> Option<usize> {
        let mentions = self.mentions;
        if !mentions.is_comma(i) || i + 1 >= to {
            return None;
        }
        let next = i + 1;
        let office = mentions.bare(next, Kind::Office).is_some();
        let opens_office = office
            && mentions
                .bare(next, Kind::Honorific)
                .is_none_or(|h| mentions.bare(next, Kind::Office).is_some_and(|o| o.tokens >= h.tokens));
        if actor.name.is_some() && actor.offices.is_empty() && opens_office && self.no_name_follows(next, to)
        {
            return Some(next);
        }
        if actor.name.is_some() && !actor.offices.is_empty() && opens_office && self.no_name_follows(next, to)
        {
            let counterpart = self
                .mentions
                .bare(next, Kind::Office)
                .is_some_and(|o| self.lexicon.office(o.sense.id).counterpart);
            return (!counterpart).then_some(next);
        }
        if actor.name.is_none() && !actor.offices.is_empty() && !office {
            let mut at = next;
            while let Some(end) = self.honorific(at, false) {
                at = end;
            }
            if at < to && self.name(at, to, false, actor).is_some() {
                return Some(next);
            }
        }
        None
    }
}

/// A style with a pronoun (سموه, لمعاليه) and the particle that opens it.
fn style_pronoun(key: &str) -> Option<Particle> {
    const STYLES: [&str; 10] =
        ["سموه", "جلالته", "فخامته", "معاليه", "سيادته", "دولته", "سعادته", "معاليها", "سموها", "فضيلته"];
    let (particle, rest) = match key.strip_prefix('ل') {
        Some(rest) if STYLES.contains(&rest) => (Particle::Li, rest),
        _ => match key.strip_prefix('ب') {
            Some(rest) if STYLES.contains(&rest) => (Particle::Bi, rest),
            _ => (Particle::Bare, key),
        },
    };
    STYLES.contains(&rest).then_some(particle)
}

/// Whether a sense makes a word an ordinary one: no part of a name.
pub(crate) fn is_ordinary(lexicon: &Lexicon, found: &Match) -> bool {
    match found.sense.kind {
        Kind::Word | Kind::Weekday | Kind::Month | Kind::Cue | Kind::Trigger | Kind::Office => true,
        Kind::Honorific => true,
        Kind::Country => !lexicon.country_form(found.sense.id).1,
        Kind::Nisba => !lexicon.country_form(found.sense.id).1,
        Kind::Organisation => true,
        Kind::City => !lexicon.city(found.sense.id).ordinary,
        Kind::OfficeWord => true,
        _ => false,
    }
}

/// Whether a class of words takes prepositions.
pub(crate) fn takes_preposition(class: WordClass) -> bool {
    !matches!(class, WordClass::Verb | WordClass::Particle | WordClass::Preposition | WordClass::Conjunction)
}
