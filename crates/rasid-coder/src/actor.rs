//! Actor phrases: honorific* + office [of organisation] [of country] + name, in any order, with appositions.
//!
//! An actor is whom a frame may put into a slot: a person with or without a name, a body of people (a delegation),
//! an organisation or a country. Office and country travel with the person.

mod complement;
mod office;

use std::ops::Range;

use rasid_lexicon::entry::{Honorific, WordClass};
use rasid_lexicon::{Kind, Lexicon, Match};

use crate::mention::{Mentions, Particle, STYLE};
use crate::name;

/// The side of powers named together (الدول الكبرى), which have no code: printed as none.
pub(crate) const GROUP: &str = "";

/// What a capital does when its government is meant, in the feminine, as folded keys: عقدت القاهرة مؤتمرا, الاتفاق الذي
/// وقعته باريس.
const GOVERNMENT_ACTS: [&str; 14] = [
    "عقدت",
    "عقدته",
    "عقدتها",
    "وقعت",
    "وقعته",
    "وقعتها",
    "ابرمت",
    "ابرمته",
    "ابرمتها",
    "اجرت",
    "اجرته",
    "اجرتها",
    "استانفت",
    "توصلت",
];

/// Whether a key is a verb of [`GOVERNMENT_ACTS`], joined by و or ف or not.
fn is_government_act(key: &str) -> bool {
    GOVERNMENT_ACTS.contains(&key)
        || key.strip_prefix(['و', 'ف']).is_some_and(|stem| GOVERNMENT_ACTS.contains(&stem))
}

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
    /// الجانبان المغربي والإسباني: two sides told by adjectives alone.
    pub(crate) sided: bool,
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
            || self.sided
    }
}

/// Reads the actor phrases of one article.
pub(crate) struct ActorReader<'m, 'l> {
    pub(crate) lexicon: &'l Lexicon,
    pub(crate) mentions: &'m Mentions,
}

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
        if !self.may_begin(i) {
            return None;
        }
        let mut actor = Actor::default();
        if let Some(prefix) = style_pronoun(mentions.key(i)) {
            actor.range = i as u32..i as u32 + 1;
            actor.pronoun = true;
            actor.particle = Some(prefix);
            return Some(actor);
        }
        if let Some(sided) = self
            .by_adjectives(i, to)
            .or_else(|| self.capital(i))
            .or_else(|| self.by_adjective_and_name(i, to))
        {
            return Some(sided);
        }
        let mut at = i;
        let mut opening = true;
        if let Some(first) = self.opening(i) {
            // Prefixes of the first word open the phrase: للوزير, والسفير.
            actor.joined = first.prefix.conjunction;
            actor.particle = Some(Particle::of_prefix(first.prefix.preposition));
        } else {
            let name = self.name_before_office(i, to)?;
            actor.touch(&name);
            at = name.end as usize;
            actor.name = Some(name);
            opening = false;
        }
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
            // ستستقبل الفاو رئيس بوتان: an organisation that acts has no office behind it.
            if actor.organisation.is_some() && actor.offices.is_empty() && actor.name.is_none() {
                break;
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
            // مدير المعهد بطشقند الدكتور A: the city stands between the office and the name.
            if actor.name.is_none()
                && !actor.offices.is_empty()
                && let Some(city) = mentions.best(at, Kind::City)
                && city.prefix.preposition == Some(rasid_text::clitic::Preposition::Bi)
            {
                let behind = at + city.tokens as usize;
                let name = self.honorific(behind, false).unwrap_or(behind);
                if name < to && self.name(name, to, false, &actor).is_some() {
                    at = behind;
                    continue;
                }
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

    /// Whether token `i` can begin an actor phrase at all: most cannot, and are passed by.
    fn may_begin(&self, i: usize) -> bool {
        let mentions = self.mentions;
        let known = mentions.has_one_of(
            i,
            &[
                Kind::Office,
                Kind::Honorific,
                Kind::Person,
                Kind::GivenName,
                Kind::Organisation,
                Kind::Country,
                Kind::Nisba,
                Kind::City,
                Kind::Cue,
            ],
        );
        // سموه, or an unknown name behind مع or a verb.
        let led = |before: usize| {
            mentions.has_one_of(before, &[Kind::Trigger, Kind::Cue])
                || matches!(mentions.key(before), "طرف" | "قبل" | "لدن")
        };
        known || i.checked_sub(1).is_some_and(led) || mentions.marked(i, STYLE)
    }

    /// الجانبين المغربي والإسباني.
    fn by_adjectives(&self, i: usize, to: usize) -> Option<Actor<'l>> {
        let mentions = self.mentions;
        if !matches!(mentions.key(i), "الجانبان" | "الجانبين" | "الطرفان" | "الطرفين")
        {
            return None;
        }
        let mut actor = Actor { sided: true, particle: Some(Particle::Bare), ..Actor::default() };
        let mut at = i + 1;
        while at < to && actor.sides.len() < 2 {
            let joined = !actor.sides.is_empty();
            let found = mentions.best(at, Kind::Nisba).filter(|found| {
                found.prefix.preposition.is_none()
                    && found.prefix.conjunction == joined
                    && self.spelled_definite(at)
            });
            let Some(found) = found else { break };
            let (country, weak) = self.lexicon.country_form(found.sense.id);
            if weak && !joined {
                break;
            }
            actor.sides.push(Side { code: &country.code, range: at as u32..at as u32 + found.tokens });
            at += found.tokens as usize;
        }
        if actor.sides.len() < 2 {
            return None;
        }
        actor.touch(&(i as u32..at as u32));
        Some(actor)
    }

    /// وزير الري الغاني A، والكيني B: the same office of another country, told by its adjective before the name.
    fn by_adjective_and_name(&self, i: usize, to: usize) -> Option<Actor<'l>> {
        let mentions = self.mentions;
        if i == 0 || !mentions.has(i, Kind::Nisba) || !mentions.key(i).starts_with("وال") {
            return None;
        }
        let found = mentions.best(i, Kind::Nisba).filter(|found| {
            found.prefix.conjunction && found.prefix.preposition.is_none() && found.prefix.article
        })?;
        let (country, weak) = self.lexicon.country_form(found.sense.id);
        let at = i + found.tokens as usize;
        // A name of two words at least, behind a name: والمغربي alone joins an adjective.
        let named = mentions.bare(at, Kind::GivenName).is_some() || mentions.bare(at, Kind::Person).is_some();
        let end = name::at(mentions, self.lexicon, at, to, true, true).filter(|end| *end > at + 1)?;
        let before = i - 1 - usize::from(i > 1 && mentions.is_comma(i - 1));
        let follows =
            mentions.is_word(before) && mentions.at(before).iter().all(|m| m.sense.kind != Kind::Nisba);
        if weak || !follows || !(named || mentions.is_comma(i - 1)) {
            return None;
        }
        let name = at as u32..end as u32;
        Some(Actor {
            sides: vec![Side { code: &country.code, range: i as u32..at as u32 }],
            range: i as u32..end as u32,
            person: mentions.best(at, Kind::Person).map(|found| found.sense.id),
            name: Some(name),
            sided: true,
            joined: true,
            particle: Some(Particle::Bare),
            ..Actor::default()
        })
    }

    /// استدعت باريس السفير, اتفاق بين أثينا والفاو, محادثات مع طهران: behind a verb of summoning, between others and with
    /// somebody, a capital is its government.
    fn capital(&self, i: usize) -> Option<Actor<'l>> {
        let (lexicon, mentions) = (self.lexicon, self.mentions);
        if !mentions.has(i, Kind::City) {
            return None;
        }
        let before = i.checked_sub(1)?;
        let summons = mentions.best(before, Kind::Trigger).is_some_and(|verb| {
            lexicon.frames()[usize::from(lexicon.trigger(verb.sense.id).frame)].id == "summon"
        });
        // استضافت الرباط مؤتمرا: a capital that hosts right behind the verb.
        let hosts = matches!(mentions.key(before).trim_start_matches(['و', 'ف']), "استضافت" | "استضافه");
        let summons = summons || hosts || is_government_act(mentions.key(before));
        // إن نيروبي وقعت اتفاقا: a capital that acts at the head of its clause.
        let opens = !mentions.is_word(before) || crate::clause::is_that(mentions.key(before));
        let summons = summons
            || opens
                && mentions
                    .bare(i, Kind::City)
                    .is_some_and(|city| is_government_act(mentions.key(i + city.tokens as usize)));
        let between = |at: usize| matches!(mentions.key(at), "بين" | "وبين");
        let joined = !summons && self.is_joined_between(i);
        if !summons && !joined && !between(before) && !matches!(mentions.key(before), "مع" | "ومع") {
            return None;
        }
        // وقعت نيروبي وهلسنكي في خلاف: they fell, and signed nothing.
        let behind = (i + 1..i + 4).find(|&at| !mentions.has(at, Kind::City));
        let fell = behind.is_some_and(|at| matches!(mentions.key(at), "في" | "ضمن" | "تحت" | "ضحيه"));
        let falls = (i.saturating_sub(2)..i).any(|at| mentions.key(at) == "وقعت");
        if fell && falls {
            return None;
        }
        let found = mentions
            .best(i, Kind::City)
            .filter(|found| found.prefix.preposition.is_none() && found.prefix.conjunction == joined)?;
        let mut cities =
            mentions.at(i).iter().filter(|m| m.sense.kind == Kind::City && m.tokens == found.tokens);
        let city = cities.find_map(|m| Some(lexicon.city(m.sense.id)).filter(|city| city.capital))?;
        let range = i as u32..i as u32 + found.tokens;
        Some(Actor {
            sides: vec![Side { code: &city.country, range: range.clone() }],
            range,
            is_country: true,
            particle: Some(Particle::Bare),
            joined,
            ..Actor::default()
        })
    }

    /// بين أثينا وروما, مع كوبا وباريس, وقعت أثينا وروما: joined to what stands behind بين, مع or a verb of what governments do.
    fn is_joined_between(&self, i: usize) -> bool {
        // As many words as what stands behind بين may have.
        const REACH: usize = 4;
        let mentions = self.mentions;
        if !mentions.key(i).starts_with('و') {
            return false;
        }
        (i.saturating_sub(REACH)..i.saturating_sub(1)).any(|at| {
            let key = mentions.key(at);
            (is_government_act(key) || matches!(key, "بين" | "وبين" | "مع" | "ومع"))
                && [Kind::City, Kind::Country, Kind::Organisation].into_iter().any(|kind| {
                    mentions.bare(at + 1, kind).is_some_and(|found| at + 1 + found.tokens as usize == i)
                })
        })
    }

    /// مع ماتيو روسي وزير خارجية مالطا: unknown words behind a particle or a verb of meeting, before an office that
    /// names its country, are the name of its holder.
    fn name_before_office(&self, i: usize, to: usize) -> Option<Range<u32>> {
        let mentions = self.mentions;
        let before = i.checked_sub(1)?;
        let led = matches!(mentions.key(before), "مع" | "ومع" | "بين" | "وبين" | "طرف" | "قبل" | "لدن")
            || mentions.best(before, Kind::Trigger).is_some_and(|found| {
                let trigger = self.lexicon.trigger(found.sense.id);
                trigger.shape != rasid_lexicon::entry::Shape::Noun && trigger.light == 0
            });
        if !led {
            return None;
        }
        let mut end = i;
        while end < to
            && end < i + 4
            && !mentions.definite(end)
            && mentions.bare(end, Kind::Office).is_none()
            && name::part(mentions, self.lexicon, end, end > i)
        {
            end += 1;
        }
        let office = end + usize::from(mentions.is_comma(end));
        let head = mentions.bare(office, Kind::Office)?;
        let head = self.lexicon.office(head.sense.id);
        let mut probe = Actor::default();
        self.office_unit_end(office, to, &mut probe)?;
        let single = !head.plural && !head.dual && !head.delegation && !head.counterpart;
        (end > i + 1 && single && !probe.sides.is_empty()).then_some(i as u32..end as u32)
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
        // عماد حمية, شريف حمدان: without the article these are given names.
        if !opening
            && found.tokens == 1
            && !mentions.definite(i)
            && matches!(
                mentions.key(i),
                "عماد"
                    | "شريف"
                    | "سيد"
                    | "لواء"
                    | "امير"
                    | "حكيم"
                    | "نبيل"
                    | "وجيه"
                    | "سلطان"
                    | "مكرم"
                    | "شهيد"
            )
            && mentions.bare(i, Kind::GivenName).is_some()
        {
            return None;
        }
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

    /// A country, or an organisation that acts by itself.
    fn body(&self, i: usize, actor: &mut Actor<'l>) -> Option<usize> {
        let (lexicon, mentions) = (self.lexicon, self.mentions);
        let organisation = mentions.best(i, Kind::Organisation);
        let country = mentions.best(i, Kind::Country);
        if let Some(found) = organisation
            && country.is_none_or(|country| country.tokens <= found.tokens)
        {
            let range = i as u32..i as u32 + found.tokens;
            let organisation = lexicon.organisation(found.sense.id);
            // الموقف الأوروبي: an adjective is nobody by itself.
            if organisation.is_adjective() {
                return None;
            }
            let code = organisation.side().or(organisation.is_group().then_some(GROUP))?;
            actor.sides.push(Side { code, range: range.clone() });
            actor.touch(&range);
            actor.organisation = Some(range.clone());
            return Some(range.end as usize);
        }
        let found = country?;
        let (country, weak) = lexicon.country_form(found.sense.id);
        // كينيا وتشاد ومالي, في مالي: a list of countries and a preposition of place make a weak form strong.
        let listed = found.prefix.conjunction && i > 0 && self.mentions.has(i - 1, Kind::Country);
        let located = i > 0
            && matches!(mentions.key(i - 1), "في" | "الي" | "بين" | "مع")
            && found.prefix.preposition.is_none();
        if weak && !listed && !located {
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
        // وزير خارجية كندا "بيتر كلوس": marks around the name alone.
        let quoted = |i: usize| matches!(mentions.key(i), "\"" | "«" | "»" | "“" | "”");
        if quoted(i) && actor.name.is_none() && !actor.offices.is_empty() && i + 1 < to {
            let name = self.name(i + 1, to, false, actor)?;
            return quoted(name.end as usize).then_some(i + 1);
        }
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
pub(crate) fn style_pronoun(key: &str) -> Option<Particle> {
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
