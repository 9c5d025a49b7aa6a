//! What completes an office: organisation, domain, adjective of a country, country, and lists of them.

use rasid_lexicon::Kind;
use rasid_lexicon::entry::City;

use super::{Actor, ActorReader, OfficeUnit, Side};
use crate::mention::is_bare;
use crate::name;
use crate::place::DIVISIONS;

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

/// دفاعها, خارجيته: a portfolio with the pronoun of its country or of its head of government.
fn is_owned_portfolio(key: &str) -> bool {
    let noun = ["ها", "هم", "ه"].iter().find_map(|end| key.strip_suffix(end));
    noun.is_some_and(|noun| {
        matches!(
            noun,
            "دفاع"
                | "خارجيت"
                | "داخليت"
                | "ماليت"
                | "وزراء"
                | "وزراي"
                | "عدل"
                | "اقتصاد"
                | "نفط"
                | "حكومت"
                | "برلمان"
                | "مخابرات"
                | "استخبارات"
        )
    })
}

/// Institutions that bear a person's name.
fn is_bearer(stem: &str) -> bool {
    matches!(
        stem,
        "مركز"
            | "موسسه"
            | "معهد"
            | "كليه"
            | "جامعه"
            | "مدينه"
            | "جايزه"
            | "مستشفي"
            | "اكاديميه"
            | "مدرسه"
            | "مدارس"
            | "صندوق"
            | "جمعيه"
            | "مجمع"
            | "مكتبه"
    )
}

impl<'l> ActorReader<'_, 'l> {
    /// وزير الداخلية المالي, الرئيس المالي: a masculine adjective behind a feminine portfolio, or behind one that has no money
    /// of its own, is the minister's, and so it is Mali's.
    fn agrees_with_the_head(&self, at: usize) -> bool {
        let before = self.mentions.key(at - 1);
        let portfolio =
            matches!(before, "الدفاع" | "العدل" | "الامن" | "النواب" | "الوزراء" | "الرييس" | "السفير");
        self.mentions.key(at) == "المالي" && (portfolio || before.ends_with('ه'))
    }

    /// The town or the division of a country that stands at `at`, under its noun or without: its country is a side of
    /// `actor`. Returns the token behind it.
    fn governed_place(&self, at: usize, to: usize, actor: &mut Actor<'l>) -> Option<usize> {
        let (lexicon, mentions) = (self.lexicon, self.mentions);
        let stem = mentions.stem(at).trim_start_matches("ال");
        let noun = usize::from(matches!(stem, "مدينه" | "بلديه") || DIVISIONS.contains(&stem));
        let at = at + noun;
        let longest = mentions.bare(at, Kind::City).filter(|found| at + found.tokens as usize <= to)?.tokens;
        let towns = mentions.at(at).iter().filter(|found| found.sense.kind == Kind::City);
        let towns = towns
            .filter(|found| found.tokens == longest && is_bare(found))
            .map(|found| lexicon.city(found.sense.id));
        let towns: Vec<_> = towns.collect();
        let town = towns.iter().max_by_key(|city| (city.population, std::cmp::Reverse(&city.country)))?;
        let mut end = at + longest as usize;
        while end < to && matches!(mentions.key(end), "الساقيه" | "الحمراء" | "وادي" | "الذهب")
        {
            end += 1;
        }
        // محافظ الجوف اليمني: what is said outweighs the map, and of namesakes of like size none is assumed.
        let said = mentions.bare(end, Kind::Nisba).is_some() || mentions.bare(end, Kind::Country).is_some();
        let alike = |city: &&&City| {
            city.country != town.country
                && (city.province || town.province || city.population.saturating_mul(10) > town.population)
        };
        let unsure = said || towns.iter().any(|city| alike(&city));
        // والي العيون: where the status of a place is disputed, the place does not tell who governs it.
        if actor.sides.is_empty() && !unsure && !mentions.has(at, Kind::Disputed) {
            actor.sides.push(Side { code: &town.country, range: at as u32..end as u32 });
        }
        Some(end)
    }

    /// What completes an office: organisation, domain, nisba, country. Returns the token behind it.
    pub(super) fn complement(
        &self,
        from: usize,
        to: usize,
        mut complete: bool,
        unit: &mut OfficeUnit,
        actor: &mut Actor<'l>,
    ) -> usize {
        let (lexicon, mentions) = (self.lexicon, self.mentions);
        let head = lexicon.office(unit.head);
        let ambassador = head.rank == "ambassador";
        let mut at = from;
        let mut words = 0;
        let mut of_service: Option<usize> = None;
        // رئيس جهاز ..., الأمين العام لمنظمة ...: from the institution's noun on, the complement is an organisation.
        // In the head it may stand too (رئيس جهاز | المخابرات الليبية), but رئيس مجلس الوزراء is one office.
        let organ = |i: usize| i < from && matches!(mentions.stem(i), "مجلس" | "لجنه");
        let institution = (unit.range.start as usize + 1..from + 2)
            .find(|&i| i < to && self.is_institution(i) && !organ(i));
        // وفد من الشرطة الغابونية: the body that sends a delegation is its side.
        if head.delegation
            && let Some(end) = self.sender(at, to, actor)
        {
            return end;
        }
        // قادة دول الخليج: the organisation's name begins inside the office.
        if mentions.key(from - 1) == "دول"
            && let Some(found) = mentions.bare(from - 1, Kind::Organisation).filter(|found| found.tokens > 1)
            && let Some(code) = lexicon.organisation(found.sense.id).side()
        {
            let range = from as u32 - 1..from as u32 - 1 + found.tokens;
            at = range.end as usize;
            actor.sides.push(Side { code, range: range.clone() });
            unit.organisation.get_or_insert(range);
            complete = true;
        }
        // محافظ الأنبار, عمدة مدينة باريس: who governs a place serves its country.
        if head.local
            && let Some(end) = self.governed_place(at, to, actor)
        {
            at = end;
            complete = true;
        }
        while at < to && mentions.is_word(at) && words < 24 {
            words += 1;
            // A style or a military rank announces the name: وزير الداخلية المصري اللواء طارق.
            if mentions.bare(at, Kind::Honorific).is_some()
                && mentions.bare(at, Kind::Organisation).is_none()
                && !(is_bearer(mentions.stem(at - 1)) && !mentions.definite(at - 1))
                && !(at == from && mentions.bare(at, Kind::OfficeWord).is_some() && !mentions.definite(at))
            {
                break;
            }
            // وزير دفاعها: whose it is was named before.
            if at <= from + 1 && is_owned_portfolio(mentions.key(at)) {
                // وزير ماليته: his who has it, and no country's that is named.
                if actor.sides.is_empty()
                    && mentions.key(at).ends_with("ها")
                    && let Some(owner) = self.country_told_before(unit.range.start as usize)
                {
                    actor.sides.push(owner);
                }
                at += 1;
                complete = true;
                continue;
            }
            // Nisba: the country of the office. المالية is money before it is Mali.
            if let Some(found) = mentions.bare(at, Kind::Nisba)
                && !(lexicon.country_form(found.sense.id).1
                    && mentions.has(at, Kind::OfficeWord)
                    && !head.counterpart
                    && !self.agrees_with_the_head(at))
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
            // دبلوماسيين واستخباراتيين أميركيين: an adjective of a country says it of all who are joined.
            if head.plural
                && at == from
                && mentions.key(at).starts_with('و')
                && mentions.bare(at, Kind::GivenName).is_none()
                && mentions.at(at).iter().all(|found| found.sense.kind == Kind::Office || !is_bare(found))
                && let Some(found) = mentions.bare(at + 1, Kind::Nisba)
                && !lexicon.country_form(found.sense.id).1
            {
                let range = at as u32 + 1..at as u32 + 1 + found.tokens;
                actor.sides.push(Side { code: &lexicon.country_form(found.sense.id).0.code, range });
                at += 1 + found.tokens as usize;
                continue;
            }
            // وفدا برلمانيا غانيا, الوفد الشبابي الماليزي: the delegation's own adjective stands before that of its country.
            if head.delegation
                && at == from
                && mentions.bare(at, Kind::Nisba).is_none()
                && mentions.bare(at, Kind::GivenName).is_none()
                && (mentions.stem(at).ends_with('ي')
                    || mentions.stem(at).ends_with("يا")
                    || mentions.stem(at).ends_with("يه"))
                && let Some(found) = mentions.bare(at + 1, Kind::Nisba)
                && !lexicon.country_form(found.sense.id).1
            {
                let range = at as u32 + 1..at as u32 + 1 + found.tokens;
                actor.sides.push(Side { code: &lexicon.country_form(found.sense.id).0.code, range });
                at += 1 + found.tokens as usize;
                continue;
            }
            // قادة عسكريين أمريكيين: an adjective stands between a plural and the adjective of its country.
            if head.plural
                && at == from
                && mentions.key(at).ends_with("ين")
                && mentions.bare(at, Kind::Nisba).is_none()
                && mentions.bare(at, Kind::Office).is_none()
                && let Some(found) = mentions.bare(at + 1, Kind::Nisba)
                && !lexicon.country_form(found.sense.id).1
            {
                let range = at as u32 + 1..at as u32 + 1 + found.tokens;
                actor.sides.push(Side { code: &lexicon.country_form(found.sense.id).0.code, range });
                at += 1 + found.tokens as usize;
                continue;
            }
            // الموفدة الأفريقية, المبعوث العربي: the adjective of a bloc tells whom an envoy serves.
            if at == from
                && actor.sides.is_empty()
                && self.is_envoy(unit)
                && let Some(code) = lexicon.bloc(mentions.key(at)).and_then(|bloc| bloc.side())
            {
                actor.sides.push(Side { code, range: at as u32..at as u32 + 1 });
                at += 1;
                continue;
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
                if !organisation.is_adjective() {
                    unit.organisation.get_or_insert(range);
                }
                at += found.tokens as usize;
                continue;
            }
            // رئيسة وزراء إيطاليا جورجيا: behind its country an office has no second one; that is a name.
            let several = head.plural || head.dual;
            if !several && at > from && mentions.bare(at - 1, Kind::Country).is_some() {
                let second = mentions.bare(at, Kind::Country);
                if second.is_some_and(|found| found.tokens == 1) && !actor.sides.is_empty() {
                    break;
                }
            }
            // نظرائه من السعودية وقطر, نظرائها في كل من A وB: whence several come.
            if several && at == from && actor.sides.is_empty() && mentions.key(at) == "من" {
                let bloc = at + 1 + usize::from(mentions.key(at + 1) == "دول");
                if let Some(found) = mentions.bare(bloc, Kind::Organisation)
                    && let Some(code) = lexicon.organisation(found.sense.id).side()
                    && head.counterpart
                {
                    let end = bloc as u32 + found.tokens;
                    actor.sides.push(Side { code, range: at as u32 + 1..end });
                    at = end as usize;
                    continue;
                }
            }
            if several
                && at == from
                && actor.sides.is_empty()
                && (mentions.key(at) == "من" || mentions.key(at) == "في" && mentions.key(at + 1) == "كل")
                && let Some(end) = self.country_complement(at + 1, to, false, true, actor)
            {
                at = end;
                continue;
            }
            // زيارة ولي العهد ووزير الدفاع لكينيا: a minister is of his country by no preposition; that is where he goes.
            let to_country = mentions
                .best(at, Kind::Country)
                .is_some_and(|found| found.prefix.preposition == Some(rasid_text::clitic::Preposition::Li));
            // وزير الخارجية لجمهورية غانا: but for a visit, a state under its full style is the minister's.
            let state = matches!(
                mentions.key(at),
                "لجمهوريه" | "لمملكه" | "لسلطنه" | "لدوله" | "للجمهوريه" | "للمملكه"
            ) && (mentions.bare(at + 1, Kind::Country).is_some()
                || mentions.bare(at + 1, Kind::Nisba).is_some());
            let start = unit.range.start as usize;
            let sentence = (start.saturating_sub(30)..start)
                .rev()
                .take_while(|&i| !matches!(mentions.key(i), "." | "\n"));
            let visits = sentence.into_iter().any(|i| {
                let stem = mentions.stem(i).trim_start_matches(['ب', 'و', 'ل']);
                ["زيار", "جول", "وصول", "سفر"].iter().any(|noun| stem.starts_with(noun))
                    || mentions.key(i) == "يزور"
            });
            if state
                && !visits
                && head.rank == "minister"
                && actor.sides.is_empty()
                && let Some(end) = self.country_complement(at, to, false, false, actor)
            {
                at = end;
                continue;
            }
            if to_country && matches!(head.rank.as_str(), "minister" | "head_of_government") {
                break;
            }
            // A country as complement: رئيس جمهورية النيجر, سفراء كل من A وB.
            if let Some(end) = self.country_complement(at, to, ambassador, several, actor) {
                at = end;
                continue;
            }
            // والي الأمن المكلف بالتعاون الدولي: a charge goes on the office.
            if matches!(
                mentions.key(at),
                "المكلف"
                    | "المكلفه"
                    | "المفوض"
                    | "المنتدب"
                    | "المعتمد"
                    | "المعتمده"
                    | "المقيم"
                    | "المنتدبه"
            ) {
                complete = false;
                at += 1;
                continue;
            }
            // شرطة مدينة نابولي, but not زار رئيس الحكومة مدينة فاس
            if mentions.key(at) == "مدينه"
                && mentions.bare(at + 1, Kind::City).is_some()
                && !mentions.definite(at - 1)
                && (mentions.bare(at - 1, Kind::OfficeWord).is_some()
                    || (at == from && at > unit.range.start as usize + 1))
            {
                complete = false;
                at += 1;
                continue;
            }
            // مدير المخابرات الفرنسية الداخلية: definite words of office go on behind the adjective.
            if complete
                && !head.counterpart
                && at > from
                && mentions.bare(at - 1, Kind::Nisba).is_some()
                && mentions.definite(at)
                && mentions.key(at).ends_with("يه")
                && mentions.key(at - 1).ends_with('ه')
                && mentions.bare(at, Kind::OfficeWord).is_some()
                && mentions.bare(at, Kind::Office).is_none()
                && mentions.bare(at, Kind::GivenName).is_none()
            {
                at += 1;
                continue;
            }
            if complete {
                break;
            }
            // مركز الملك سلمان, جامعة الأمير محمد: an institution may bear a person's name.
            if is_bearer(mentions.stem(at - 1))
                && let Some(title) =
                    mentions.bare(at, Kind::Office).or_else(|| mentions.bare(at, Kind::Honorific))
                && mentions.bare(at + title.tokens as usize, Kind::GivenName).is_some()
            {
                at += title.tokens as usize + 1;
                while at < to && name::binds(mentions, at) {
                    at += 2;
                }
                continue;
            }
            // مدارس ابن خلدون الدولية
            if is_bearer(mentions.stem(at - 1)) && name::binds(mentions, at) {
                at += 2;
                complete = false;
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
            // المبعوث الأممي إلى سوريا, الممثل الخاص لليمن: where he is sent is not whom he serves.
            let sent_to = usize::from(mentions.key(at) == "الي");
            if self.is_envoy(unit)
                && let Some(found) = mentions.best(at + sent_to, Kind::Country)
                && (sent_to == 1 || found.prefix.preposition.is_some())
            {
                at += sent_to + found.tokens as usize;
                continue;
            }
            // زيارة وزير الخارجية المصري للمملكة: the kingdom is where he goes.
            if matches!(mentions.key(at), "للمملكه" | "بالمملكه") && !actor.sides.is_empty() && !ambassador
            {
                break;
            }
            // مبعوث الأمين العام للأمم المتحدة: whom he is sent by is part of his office.
            if at == from
                && self.is_envoy(unit)
                && mentions.definite(at)
                && let Some(end) = {
                    let mut sender = Actor::default();
                    let end = self.office_unit_end(at, to, &mut sender);
                    if actor.sides.is_empty() {
                        actor.sides.append(&mut sender.sides);
                    }
                    end
                }
            {
                at = end;
                continue;
            }
            // Behind the country an office goes on with definite words alone: الرئيس الأميركي | جو بايدن.
            let indefinite = !mentions.definite(at) && mentions.bare(at, Kind::OfficeWord).is_some();
            if !actor.sides.is_empty() && indefinite && mentions.bare(at - 1, Kind::Nisba).is_some() {
                break;
            }
            // مسؤولين كوبيين لبحث العلاقات: behind the adjective of a country a purpose begins.
            let purpose = mentions
                .best(at, Kind::OfficeWord)
                .is_some_and(|found| found.prefix.preposition == Some(rasid_text::clitic::Preposition::Li))
                && mentions.definite(at + 1);
            if head.plural && at > from && mentions.bare(at - 1, Kind::Nisba).is_some() && purpose {
                break;
            }
            // بحث الوزيران أمن الحدود: what is definite takes a further noun by a preposition alone.
            let bare_word = mentions.bare(at, Kind::OfficeWord).is_some() && !mentions.definite(at);
            if at == from && (head.dual || head.plural) && mentions.definite(from - 1) && bare_word {
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
            // الرئيس التنفيذي لشركة
            let governed = mentions.key(at).strip_prefix('ل').is_some_and(|noun| PRIVATE.contains(&noun));
            if PRIVATE.contains(&mentions.stem(at)) || PRIVATE.contains(&mentions.key(at)) || governed {
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
                let city = mentions.bare(at, Kind::City);
                // رئيس شرطة مدينة نابولي: a city tells whose police it is.
                if let Some(city) = city.filter(|_| mentions.key(at - 1) == "مدينه" && actor.sides.is_empty())
                {
                    let namesakes = mentions.at(at).iter().filter(|found| found.sense.kind == Kind::City);
                    let largest = namesakes
                        .map(|found| lexicon.city(found.sense.id))
                        .max_by_key(|city| (city.population, std::cmp::Reverse(&city.country)));
                    if let Some(largest) = largest {
                        let range = at as u32..at as u32 + city.tokens;
                        actor.sides.push(Side { code: &largest.country, range });
                    }
                }
                at += city.map_or(1, |city| city.tokens as usize);
                continue;
            }
            // الوزيران في الجزائر: a dual alone is whom the text told before, and the place is theirs to be in.
            if head.dual && at == from && mentions.key(at) == "في" {
                break;
            }
            if mentions.key(at) == "في" || mentions.key(at) == "لدي" || mentions.key(at) == "ب" {
                let envoy = self.is_envoy(unit);
                if let Some(end) = self.governed(at, to, ambassador, envoy, actor) {
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
        if let Some(start) = institution.filter(|&start| start < at) {
            unit.organisation = Some(start as u32..at as u32);
        } else if let Some(start) =
            (unit.range.start as usize + 1..at.saturating_sub(1)).find(|&i| self.is_force(i))
        {
            // قائد الشرطة الصومالية: a force with its country, or with more of its name.
            unit.organisation = Some(start as u32..at as u32);
        } else if unit.organisation.as_ref().is_some_and(|_| of_service.is_some()) {
            // الأمن الوطني, الدرك الملكي are domains of an office more than organisations beside it.
            unit.organisation = None;
        }
        at
    }

    /// The country told last before a token of its sentence, by its name or by its adjective.
    fn country_told_before(&self, token: usize) -> Option<Side<'l>> {
        // As far back as a pronoun points.
        const REACH: usize = 30;
        let mentions = self.mentions;
        let before = (token.saturating_sub(REACH)..token).rev();
        before.take_while(|&i| !matches!(mentions.key(i), "." | "\n")).find_map(|i| {
            let country = mentions.best(i, Kind::Country);
            let found = country.or_else(|| mentions.bare(i, Kind::Nisba).filter(|_| mentions.definite(i)))?;
            let (country, weak) = self.lexicon.country_form(found.sense.id);
            let range = i as u32..i as u32 + found.tokens;
            (!weak).then_some(Side { code: country.code.as_str(), range })
        })
    }

    /// `من الشرطة الغابونية` behind a delegation: the country of whoever sends it. Returns the token behind it.
    fn sender(&self, from: usize, to: usize, actor: &mut Actor<'l>) -> Option<usize> {
        let mentions = self.mentions;
        if mentions.key(from) != "من" {
            return None;
        }
        let mut at = from + 1;
        while at < to && at < from + 5 && mentions.is_word(at) {
            if let Some(found) =
                mentions.bare(at, Kind::Nisba).filter(|_| mentions.definite(at) && at > from + 1)
            {
                let range = at as u32..at as u32 + found.tokens;
                let code = self.lexicon.country_form(found.sense.id).0.code.as_str();
                actor.sides.push(Side { code, range });
                return Some(at + found.tokens as usize);
            }
            let city =
                mentions.bare(at, Kind::City).map(|found| (found.tokens, self.lexicon.city(found.sense.id)));
            if let Some((tokens, city)) = city.filter(|(_, city)| !city.ordinary && at > from + 1) {
                actor.sides.push(Side { code: &city.country, range: at as u32..at as u32 + tokens });
                return Some(at + tokens as usize);
            }
            let goes_on = mentions.bare(at, Kind::OfficeWord).is_some() || mentions.definite(at);
            if !goes_on || mentions.bare(at, Kind::Office).is_some() {
                return None;
            }
            at += 1;
        }
        None
    }

    /// Whether an office is held for somebody else: مبعوث, ممثل, منسق.
    fn is_envoy(&self, unit: &OfficeUnit) -> bool {
        let stem = self.stem_of_head(unit);
        let stem = stem.strip_suffix('ه').unwrap_or(stem);
        matches!(stem, "مبعوث" | "ممثل" | "منسق" | "موفد" | "مندوب")
    }

    /// First word of an office's head without its clitics.
    fn stem_of_head(&self, unit: &OfficeUnit) -> &str {
        let stem = self.mentions.stem(unit.range.start as usize).trim_start_matches(['و', 'ب', 'ل']);
        stem.strip_prefix("ال").unwrap_or(stem)
    }

    /// Whether token `i` is the noun of a force whose name goes on behind it: الشرطة الصومالية, الدرك الملكي.
    fn is_force(&self, i: usize) -> bool {
        let key = self.mentions.key(i);
        let stem = key.strip_prefix("لل").or_else(|| key.strip_prefix("ال")).unwrap_or(key);
        matches!(stem, "شرطه" | "درك" | "مخابرات" | "استخبارات")
            && (self.mentions.bare(i + 1, Kind::Nisba).is_some()
                || self.mentions.bare(i + 2, Kind::Nisba).is_some())
    }

    /// Whether token `i` is the noun of an institution: جهاز, وكالة, لمنظمة ...
    fn is_institution(&self, i: usize) -> bool {
        let key = self.mentions.key(i);
        let stem = key.strip_prefix("لل").or_else(|| key.strip_prefix(['ل', 'ب'])).unwrap_or(key);
        let stem = stem.strip_prefix("ال").unwrap_or(stem);
        matches!(
            stem,
            "جهاز"
                | "وكاله"
                | "مكتب"
                | "مركز"
                | "هييه"
                | "جامعه"
                | "حزب"
                | "حركه"
                | "جماعه"
                | "منظمه"
                | "رابطه"
                | "موسسه"
                | "معهد"
                | "مجلس"
                | "صندوق"
                | "لجنه"
                | "مدرسه"
                | "اكاديميه"
                | "ائتلاف"
                | "ايتلاف"
                | "اتحاد"
                | "مفوضيه"
                | "بعثه"
                | "كليه"
        )
    }

    /// Whether a name begins at `i`: then the unknown word before it belonged to the office.
    pub(super) fn name_goes_on(&self, i: usize, to: usize) -> bool {
        i < to
            && (self.mentions.bare(i, Kind::GivenName).is_some()
                || self.mentions.bare(i, Kind::Honorific).is_some())
    }

    /// دولة الكويت, جمهورية النيجر, كل من A وB وC, إيطاليا بتونس.
    pub(super) fn country_complement(
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
                | "للجمهوريه"
                | "للمملكه"
                | "لمملكه"
                | "لسلطنه"
                | "سلطنه"
                | "امبراطوريه"
                | "اماره"
                | "الاتحاد"
                | "اتحاد"
                | "النظام"
                | "الحكومه"
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
        // وزير خارجية مالي is of Mali, المدير المالي and مستشار مالي are of finance.
        let noun = !mentions.definite(from - 1)
            && (mentions.key(from - 1).ends_with('ه')
                || matches!(mentions.key(from - 1), "رييس" | "وزير" | "سفير"));
        if weak && at == from && !noun {
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

    /// الوزيران السويدي A والنرويجية B: nisba and name in turn; خبراء يابانيين وهنود.
    pub(super) fn listed_nisbas(&self, from: usize, to: usize, actor: &mut Actor<'l>) -> usize {
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
                        && (self.spelled_definite(next)
                            || next == at
                                && !self.spelled_definite(at - 1)
                                && !self.lexicon.country_form(found.sense.id).1) =>
                {
                    let code = self.lexicon.country_form(found.sense.id).0.code.as_str();
                    actor.sides.push(Side { code, range: next as u32..next as u32 + found.tokens });
                    at = next + found.tokens as usize;
                }
                _ => return at,
            }
        }
    }

    pub(super) fn spelled_definite(&self, i: usize) -> bool {
        let key = self.mentions.key(i);
        key.starts_with("ال") || key.starts_with("وال")
    }

    /// `في كندا`, `لدى المملكة`, `في الديوان الملكي` behind an office.
    pub(super) fn governed(
        &self,
        at: usize,
        to: usize,
        ambassador: bool,
        envoy: bool,
        actor: &mut Actor<'l>,
    ) -> Option<usize> {
        let mentions = self.mentions;
        let next = at + 1;
        if next >= to {
            return None;
        }
        if let Some(found) = mentions.bare(next, Kind::Organisation) {
            // مفوضة الطاقة في الاتحاد الأوروبي: whom she serves.
            let organisation = self.lexicon.organisation(found.sense.id);
            if actor.sides.is_empty()
                && mentions.key(at) == "في"
                && let Some(code) = organisation.side()
            {
                actor.sides.push(Side { code, range: next as u32..next as u32 + found.tokens });
            }
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
            // المنسق الإقليمي للإغاثة في تشاد: where he is sent is not whom he serves.
            if envoy {
                return Some(end);
            }
            if actor.sides.is_empty() {
                actor.sides.push(Side { code, range: next as u32..end as u32 });
                return Some(end);
            }
            return None;
        }
        // سفير الدنمارك في الرباط: the capital where he sits.
        if ambassador
            && !actor.sides.is_empty()
            && let Some(found) = mentions.bare(next, Kind::City)
        {
            let namesakes =
                mentions.at(next).iter().filter(|m| m.sense.kind == Kind::City && m.tokens == found.tokens);
            if let Some(city) = namesakes.map(|m| self.lexicon.city(m.sense.id)).find(|city| city.capital) {
                actor.accredited = Some(&city.country);
                return Some(next + found.tokens as usize);
            }
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
}
