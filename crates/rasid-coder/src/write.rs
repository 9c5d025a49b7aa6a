//! Writing: from tokens to the contract, each field with its evidence.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;

use rasid_text::latin::{self, Habit};
use rasid_text::{CodePoints, Span};

use crate::article::{Article, sha256_hex};
use crate::assemble::{Draft, Member};
use crate::claim::Claimed;
use crate::clause::Scene;
use crate::judgement::Judged;
use crate::people::People;
use crate::report::{
    Claim, EventType, Evidence, Judgement, LatinFrom, Participant, Place, Polarity, Post, Quote, Rank,
    Report, Role, Status, VisitKind, Zone,
};
use crate::theme;

/// Writes the reports of one article.
pub(crate) struct Writer<'s, 'a, 'l> {
    scene: &'s Scene<'a, 'l>,
    people: &'s People<'l>,
    article: &'s Article,
    whole: &'s str,
    text_start: u32,
    sentences: &'s [Range<u32>],
    /// Counted with the first quote; most articles are not quoted.
    points: OnceCell<CodePoints>,
    /// What the article rests on, once it has been looked for.
    source: OnceCell<Option<String>>,
}

impl<'s, 'a, 'l> Writer<'s, 'a, 'l> {
    pub(crate) fn new(
        scene: &'s Scene<'a, 'l>,
        people: &'s People<'l>,
        article: &'s Article,
        whole: &'s str,
        text_start: u32,
        sentences: &'s [Range<u32>],
    ) -> Self {
        let points = OnceCell::new();
        let source = OnceCell::new();
        Self { scene, people, article, whole, text_start, sentences, points, source }
    }

    fn quote(&self, tokens: &Range<u32>) -> Quote {
        self.quote_span(self.scene.mentions.span(tokens))
    }

    fn quote_span(&self, span: Span) -> Quote {
        let points = self.points.get_or_init(|| CodePoints::of(self.whole));
        let before = |byte: u32| points.before(self.whole, byte);
        let (start, end) = (before(span.start), before(span.end));
        let (zone, offset) = if span.start < self.text_start {
            (Zone::Title, 0)
        } else {
            // Title and empty line.
            (Zone::Text, before(self.text_start))
        };
        Quote { zone, start: start - offset, end: end - offset, quote: span.of(self.whole).to_owned() }
    }

    fn evidence(&self, field: String, span: Span) -> Evidence {
        let Quote { zone, start, end, quote } = self.quote_span(span);
        Evidence { field, zone, start, end, quote }
    }

    /// The text of tokens without the clitics of the first word.
    fn surface(&self, tokens: &Range<u32>) -> Span {
        let mut span = self.scene.mentions.span(tokens);
        let first = self.scene.mentions.tokens.list[tokens.start as usize].span.of(self.whole);
        span.start += clitic_bytes(self.scene, tokens.start as usize, first);
        span
    }

    /// What tokens say, without the clitics of the first word; لل gets its article back: للأمم المتحدة is الأمم المتحدة.
    fn value(&self, tokens: &Range<u32>) -> String {
        let text = self.surface(tokens).of(self.whole);
        let whole = self.scene.mentions.span(tokens).of(self.whole);
        let first = self.scene.mentions.at(tokens.start as usize).first();
        match whole.trim_start_matches('و').strip_prefix("لل") {
            Some(rest) if text.len() < whole.len() && first.is_some_and(|found| found.prefix.article) => {
                format!("ال{rest}")
            }
            _ => text.to_owned(),
        }
    }

    pub(crate) fn reports(&self, drafts: &[Draft<'l>]) -> Vec<Report> {
        let mut reports: Vec<Report> = drafts.iter().map(|draft| self.report(draft, drafts)).collect();
        let mut order: Vec<usize> = (0..reports.len()).collect();
        order.sort_by_key(|&n| (drafts[n].found.span.start, n));
        // What another report of this article says from the same words to the last field is no second report.
        let mut taken = BTreeSet::new();
        order.retain(|&n| {
            taken.insert(reports[n].id.clone()) || {
                reports[n].id = distinct_id(&reports[n]);
                taken.insert(reports[n].id.clone())
            }
        });
        let ids: Vec<String> = reports.iter().map(|report| report.id.clone()).collect();
        for (report, draft) in reports.iter_mut().zip(drafts) {
            report.part_of = draft.parent.map(|n| ids[n].clone());
        }
        let mut sorted: Vec<Option<Report>> = reports.into_iter().map(Some).collect();
        order.into_iter().filter_map(|n| sorted[n].take()).collect()
    }

    fn report(&self, draft: &Draft<'l>, drafts: &[Draft<'l>]) -> Report {
        let event_type = draft.found.event_type;
        let mut evidence = Vec::new();
        let event = self.scene.mentions.span(&draft.found.span);
        evidence.push(self.evidence("event".to_owned(), event));
        if let Some((_, Some(tokens))) = &draft.date {
            evidence.push(self.evidence("date".to_owned(), self.scene.mentions.span(tokens)));
        }
        let place = self.place(draft, &mut evidence);
        let mut participants = Vec::new();
        for (n, member) in draft.members.iter().enumerate() {
            participants.push(self.participant(n, member, &mut evidence));
        }
        let mut themes = theme::of(self.scene, self.people, self.sentences, draft, drafts);
        themes.sort();
        for (n, (_, tokens)) in themes.iter().enumerate() {
            let span = self.scene.mentions.span(&(tokens.0..tokens.1));
            evidence.push(self.evidence(format!("themes/{n}"), span));
        }
        let key: Vec<&str> = participants.iter().filter_map(|p| p.country.as_deref()).collect();
        let identity = format!(
            "{}\u{1f}{event_type}\u{1f}{}-{}\u{1f}{}",
            self.article.id,
            evidence[0].start,
            evidence[0].end,
            key.join("+") + &place.as_ref().and_then(|p| p.country.clone()).unwrap_or_default()
        );
        let summons = self.scene.lexicon.frames()[draft.found.frame].id == "summon";
        let (plover, cameo) = codes(event_type, draft.found.status, summons, &participants, place.as_ref());
        Report {
            id: id_of(&identity),
            event_type,
            visit_kind: (event_type == EventType::Visit).then(|| self.visit_kind(draft)).flatten(),
            status: draft.found.status,
            salience: draft.salience,
            part_of: None,
            date: draft.date.as_ref().map(|(date, _)| date.to_string()),
            place,
            participants,
            axes: self.axes(&themes),
            themes: themes.into_iter().map(|(code, _)| code).collect(),
            plover: plover.to_owned(),
            cameo: cameo.to_owned(),
            attributed_to: self.source.get_or_init(|| self.attribution()).clone(),
            evidence,
        }
    }

    fn place(&self, draft: &Draft<'l>, evidence: &mut Vec<Evidence>) -> Option<Place> {
        let (country, tokens) = draft.country.as_ref()?;
        if let Some(tokens) = tokens {
            evidence.push(self.evidence("place".to_owned(), self.scene.mentions.span(tokens)));
        }
        let mention = draft.place.map(|n| &self.scene.places[n]);
        let text = |range: &Range<u32>| self.value(range);
        let city =
            mention.and_then(|p| p.city.as_ref().map(text).or_else(|| p.venue_city.map(str::to_owned)));
        // العاصمة الكينية names the city without its name.
        let city = city.or_else(|| {
            let place = mention.filter(|place| place.venue.is_none())?;
            let first = self.scene.mentions.key(place.range.start as usize);
            first.ends_with("العاصمه").then(|| text(&place.range))
        });
        let disputed = mention
            .is_some_and(|p| self.scene.mentions.has(p.range.start as usize, rasid_lexicon::Kind::Disputed));
        Some(Place {
            city,
            city_en: mention.and_then(|p| p.city_en).map(str::to_owned),
            country: Some((*country).to_owned()),
            venue: mention.and_then(|p| p.venue.as_ref().map(text)),
            disputed,
        })
    }

    fn participant(&self, n: usize, member: &Member<'l>, evidence: &mut Vec<Evidence>) -> Participant {
        let scene = self.scene;
        let mut field =
            |name: &str, span: Span| evidence.push(self.evidence(format!("participants/{n}/{name}"), span));
        let name = member.name.as_ref().map(|range| self.surface(range));
        if let Some(span) = name {
            field("name", span);
        }
        let office = member.office.as_ref().map(|range| self.surface(range));
        if let Some(span) = office {
            field("office", span);
        }
        let organisation = member.organisation.as_ref().map(|range| self.surface(range));
        if let Some(span) = organisation {
            field("organisation", span);
        }
        if let Some(side) = member.side.as_ref().filter(|_| !member.assumed) {
            field("country", scene.mentions.span(&side.range));
        }
        let text = |span: Span| span.of(self.whole).to_owned();
        let posts = member.units.map_or_else(Vec::new, |at| {
            scene.actors[at]
                .offices
                .iter()
                .map(|unit| {
                    // الملك الإسباني: an adjective of a country is no organisation.
                    let of_country = scene.actors[at]
                        .sides
                        .iter()
                        .any(|side| side.range == (unit.head_end..unit.range.end));
                    let more = unit.head_end < unit.range.end && !of_country;
                    let rest = more.then(|| self.value(&(unit.head_end..unit.range.end)));
                    Post { office: self.value(&(unit.range.start..unit.head_end)), organisation: rest }
                })
                .collect()
        });
        let country =
            member.side.as_ref().map(|side| side.code.to_owned()).filter(|code| code != crate::actor::GROUP);
        let (name_latin, from) = self.latin(name.map(text).as_deref(), member, country.as_deref());
        Participant {
            role: member.role,
            name: member.name.as_ref().map(|range| self.value(range)),
            name_latin,
            name_latin_from: from,
            office: self.singular(member).or_else(|| member.office.as_ref().map(|range| self.value(range))),
            posts,
            organisation: member.organisation.as_ref().map(|range| self.value(range)),
            rank: member.rank,
            country,
        }
    }

    /// سفراء إسبانيا والسنغال, وزيري دفاع السويد والنرويج: what each of those listed is called, up to the first country or
    /// name of the list. The evidence keeps the plural as it is written.
    fn singular(&self, member: &Member<'l>) -> Option<String> {
        let actor = &self.scene.actors[member.units.filter(|_| member.listed)?];
        let unit = actor.offices.first()?;
        let singular = self.scene.lexicon.office(unit.head).singular.as_deref()?;
        let listed =
            actor.sides.iter().map(|side| side.range.start).chain(actor.names.iter().map(|n| n.start));
        let end = listed.filter(|&at| at >= unit.head_end).min().unwrap_or(unit.range.end);
        let mut end = end.min(unit.range.end) as usize;
        // كل من A وB, دولتي A وB
        while end > unit.head_end as usize
            && matches!(
                self.scene.mentions.key(end - 1),
                "من" | "كل" | "دولتي" | "دول" | "جمهوريتي" | "بلدان"
            )
        {
            end -= 1;
        }
        let definite = self.scene.mentions.definite(unit.range.start as usize) && !singular.starts_with("ال");
        let head = if definite { format!("ال{singular}") } else { singular.to_owned() };
        if end > unit.head_end as usize {
            Some(format!("{head} {}", self.value(&(unit.head_end..end as u32))))
        } else {
            Some(head)
        }
    }

    fn latin(
        &self,
        name: Option<&str>,
        member: &Member<'l>,
        country: Option<&str>,
    ) -> (Option<String>, Option<LatinFrom>) {
        let Some(name) = name else { return (None, None) };
        let known = member.person.and_then(|p| self.people.list[p].known);
        if let Some(person) = known.map(|id| self.scene.lexicon.person(id))
            && person.country.as_deref().is_none_or(|code| Some(code) == country)
        {
            return (Some(person.latin.clone()), Some(LatinFrom::Attested));
        }
        if name.is_ascii() {
            return (Some(name.to_owned()), Some(LatinFrom::Attested));
        }
        let habit = Habit::of_country(country.unwrap_or_default());
        (Some(latin::spell(name, habit)), Some(LatinFrom::Transliterated))
    }

    /// The axes of some themes, sorted, each once.
    fn axes(&self, themes: &[(String, (u32, u32))]) -> Vec<String> {
        let axis = |code: &String| self.scene.lexicon.themes().iter().find(|theme| theme.code == *code);
        let mut axes: Vec<String> =
            themes.iter().filter_map(|(code, _)| Some(axis(code)?.axis.clone())).collect();
        axes.sort();
        axes.dedup();
        axes
    }

    fn visit_kind(&self, draft: &Draft<'l>) -> Option<VisitKind> {
        let sentence = &self.sentences[draft.found.sentence];
        let mut i = sentence.start as usize;
        while i + 1 < sentence.end as usize {
            if self.scene.mentions.key(i).contains("زيار") {
                let kind = match self.scene.mentions.key(i + 1) {
                    "رسميه" | "الرسميه" => Some(VisitKind::Official),
                    "عمل" | "العمل" => Some(VisitKind::Working),
                    "دوله" | "الدوله" => Some(VisitKind::State),
                    "خاصه" => Some(VisitKind::Private),
                    "مفاجيه" | "خاطفه" => Some(VisitKind::Unannounced),
                    "غير" if self.scene.mentions.key(i + 2) == "معلنه" => {
                        Some(VisitKind::Unannounced)
                    }
                    "عبور" => Some(VisitKind::Transit),
                    _ => None,
                };
                if kind.is_some() {
                    return kind;
                }
            }
            i += 1;
        }
        None
    }

    /// What the article names as its source: a communiqué (بلاغ، بيان + whose), else an agency, else a source without a name.
    fn attribution(&self) -> Option<String> {
        let mentions = self.scene.mentions;
        let told = |range: Range<u32>| Some(self.surface(&range).of(self.whole).to_owned());
        // نقلت وكالة الأنباء عن, حسب وكالة: an agency.
        let agency = |i: usize| {
            let found = mentions.bare(i + 1, rasid_lexicon::Kind::Outlet);
            let end = found.map_or(i + 2, |found| i + 1 + found.tokens as usize);
            let press = found.is_some() || mentions.stem(i + 1) == "انباء";
            let end = if found.is_none() && mentions.is_word(end) { end + 1 } else { end };
            press.then_some(i as u32..end as u32)
        };
        // أفاد مصدر مطلع: a source without a name.
        let source = |i: usize| {
            let mut items = self.scene.rows.iter().flatten();
            let said = items.any(|item| item.range.end as usize == i && self.scene.cue(item) == "statement");
            said.then_some(i as u32..i as u32 + 2)
        };
        let (mut by_agency, mut by_source) = (None, None);
        for i in 0..mentions.len() {
            match mentions.key(i) {
                "بلاغ" | "بيان" | "البلاغ" | "لبلاغ" | "ببلاغ" | "لبيان" => {
                    if let Some(range) = self.communique(i) {
                        return told(range);
                    }
                }
                "وكاله" | "الوكاله" | "لوكاله" | "بوكاله" if by_agency.is_none() => {
                    by_agency = agency(i)
                }
                "مصدر" | "مصادر" | "المصدر" if by_source.is_none() && i > 0 => {
                    by_source = source(i)
                }
                _ => {}
            }
        }
        by_agency.or(by_source).and_then(told)
    }

    /// بلاغ لوزارة الداخلية, بيان صادر عن: the communiqué at token `i`, up to what it says.
    fn communique(&self, i: usize) -> Option<Range<u32>> {
        let mentions = self.scene.mentions;
        let next = mentions.key(i + 1);
        if !next.starts_with('ل') && !matches!(next, "صادر" | "عن" | "صدر") {
            return None;
        }
        let last = (i + 9).min(mentions.len());
        let end = (i + 1..last).find(|&at| {
            !mentions.is_word(at)
                || mentions.has(at, rasid_lexicon::Kind::Weekday)
                || matches!(
                    mentions.key(at),
                    "ان" | "بان" | "انه" | "بانه" | "اليوم" | "امس" | "حول" | "عقب" | "عن"
                ) && at > i + 2
        });
        Some(i as u32..end.unwrap_or(last) as u32)
    }

    pub(crate) fn claim(&self, claimed: Claimed) -> Claim {
        let subject = self.people.list.iter().max_by_key(|person| {
            let of = self
                .people
                .of_actor
                .iter()
                .flatten()
                .filter(|&&p| std::ptr::eq(&self.people.list[p], *person))
                .count();
            (of, std::cmp::Reverse(person.name.as_ref().map_or(u32::MAX, |n| n.start)))
        });
        let subject = subject
            .and_then(|person| person.name.as_ref())
            .map(|name| self.surface(name).of(self.whole).to_owned());
        Claim {
            what: claimed.what.to_owned(),
            value: claimed.value,
            period: claimed.period,
            scope: claimed.scope,
            subject,
            evidence: self.quote(&claimed.tokens),
        }
    }

    pub(crate) fn judgement(&self, judged: Judged) -> Judgement {
        let name = |n: usize| {
            let actor = &self.scene.actors[n];
            let range = actor.name.as_ref().unwrap_or(&actor.range);
            self.surface(range).of(self.whole).to_owned()
        };
        Judgement {
            polarity: if judged.praise { Polarity::Praise } else { Polarity::Blame },
            target: judged.target.map(name),
            holder: judged.holder.map_or_else(|| "author".to_owned(), name),
            quote: self.quote(&judged.tokens),
        }
    }
}

/// An id: the first 16 hexadecimal digits of the SHA-256 of what makes the identity.
fn id_of(identity: &str) -> String {
    sha256_hex(identity.as_bytes())[..16].to_owned()
}

/// The id of a report that shares type, span and countries with another one of its article, as of two ministers whom one
/// verb says somebody met: every span that it rests on belongs to it then.
fn distinct_id(report: &Report) -> String {
    let mut identity = report.id.clone();
    for Evidence { field, zone, start, end, .. } in &report.evidence {
        // Writing to a string does not fail.
        let _ = write!(identity, "\u{1f}{field} {zone} {start}-{end}");
    }
    id_of(&identity)
}

/// Bytes of the clitics before the first word of a phrase: بـ of بالرباط, و of والسفير. The article stays, and the
/// contracted لل keeps its second lam, which stands for it.
fn clitic_bytes(scene: &Scene<'_, '_>, token: usize, surface: &str) -> u32 {
    use rasid_lexicon::Kind;
    let found = scene.mentions.at(token).iter().find(|found| {
        matches!(
            found.sense.kind,
            Kind::Office
                | Kind::Honorific
                | Kind::Person
                | Kind::GivenName
                | Kind::City
                | Kind::Venue
                | Kind::Organisation
                | Kind::Country
                | Kind::OfficeWord
        )
    });
    let Some(found) = found else {
        // وبوتين: a family name that the lexicon knows, without what joins it.
        let key = scene.mentions.key(token);
        let borne =
            |stem: &str| !scene.lexicon.of_family(rasid_text::clitic::split_article(stem).1).is_empty();
        let joined = scene.mentions.is_unknown(token)
            && !borne(key)
            && key.strip_prefix(['و', 'ف', 'ب', 'ل']).is_some_and(borne);
        // بالعاصمة الكينية
        let capital = key.strip_prefix(['و', 'ب']).is_some_and(|stem| stem == "العاصمه");
        let first = surface.chars().next().filter(|_| joined || capital);
        return first.map_or(0, |clitic| clitic.len_utf8() as u32);
    };
    let taken = usize::from(found.prefix.conjunction) + usize::from(found.prefix.preposition.is_some());
    surface.chars().take(taken).map(char::len_utf8).sum::<usize>() as u32
}

/// PLOVER event and mode, CAMEO code (codebook, table of types). `summons` is of an ambassador who is told a complaint.
pub fn codes(
    event_type: EventType,
    status: Status,
    summons: bool,
    participants: &[Participant],
    place: Option<&Place>,
) -> (&'static str, &'static str) {
    // What is still to come is an agreement to do it; what was called off keeps the code of what it would have been.
    if matches!(status, Status::Planned | Status::Postponed) {
        return ("AGREE", if event_type == EventType::Agreement { "030" } else { "036" });
    }
    match event_type {
        EventType::Visit => ("CONSULT/visit", "042"),
        // An ambassador summoned hears a complaint.
        EventType::Reception if summons => ("ACCUSE/disapprove", "111"),
        EventType::Reception => {
            let resident = participants.iter().any(|p| p.role == Role::Guest && p.rank == Rank::Ambassador);
            ("CONSULT/visit", if resident { "040" } else { "043" })
        }
        EventType::Talks => {
            let third = place
                .and_then(|p| p.country.as_deref())
                .is_some_and(|country| participants.iter().all(|p| p.country.as_deref() != Some(country)));
            if third { ("CONSULT/third-party", "044") } else { ("CONSULT", "040") }
        }
        EventType::Conference => ("CONSULT/multilateral", "040"),
        EventType::Call => ("CONSULT/phone", "041"),
        EventType::Agreement => ("SUPPORT", "057"),
        EventType::Decoration => ("SUPPORT", "051"),
    }
}

#[cfg(test)]
mod tests {
    use super::distinct_id;
    use crate::{Article, Coder};

    #[test]
    fn what_one_verb_tells_of_two_has_two_ids() {
        let article = Article::from_text("التقى الرئيس الكيني بول أوتينو وزير الخارجية الفنلندي يوها ماكي.");
        let one = Coder::embedded().worker().read(&article).events.remove(0);
        let mut other = one.clone();
        let name = other.evidence.iter_mut().rfind(|evidence| evidence.field.ends_with("/name")).unwrap();
        name.end += 1;
        assert_eq!(distinct_id(&one), distinct_id(&one.clone()));
        assert_ne!(distinct_id(&one), distinct_id(&other));
        assert_ne!(distinct_id(&one), one.id);
    }
}
