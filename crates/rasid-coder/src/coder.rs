//! The coder (immutable, shared) and its workers (one a thread).

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use rasid_lexicon::{Kind, Lexicon, LexiconError, Sources};

use crate::actor::{Actor, ActorReader};
use crate::article::Article;
use crate::assemble::Assembler;
use crate::clause::{Item, Piece, Scene, open_slots};
use crate::date::{self, DateExpression, DateReader, is_part_of_day};
use crate::frame::{Note, Told, Topic};
use crate::mention::{Mentions, Particle};
use crate::people::People;
use crate::place::{self, PlaceMention, PlaceReader};
use crate::report::{ARTICLE_SCHEMA, CoderVersion, Reading, Zone};
use crate::write::Writer;
use crate::{claim, home, judgement};

/// How much of a text is coded, in bytes: no article is longer, and a text made to slow the coder down ends here.
pub const LONGEST_TEXT: usize = 512 * 1024;

/// Longest sentence in tokens; what goes on without a stop is cut at a comma.
const LONGEST_SENTENCE: u32 = 240;

/// Outlets that a worker remembers.
const MOST_OUTLETS: usize = 1024;

/// Parts of the coder that can be left out, to measure what each of them brings. All of them work unless told otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// A full name once seen makes the bare surname, the office alone and the pronoun the same person.
    pub names: bool,
    /// Future, wish, denial and the like are heard; without them everything told was held.
    pub modality: bool,
    /// Headline, lead and body that tell one encounter become one report.
    pub merging: bool,
}

impl Default for Parts {
    fn default() -> Self {
        Self { names: true, modality: true, merging: true }
    }
}

/// Reads with one lexicon; immutable and shared between threads.
#[derive(Debug)]
pub struct Coder {
    version: CoderVersion,
    lexicon: Lexicon,
    parts: Parts,
}

impl Coder {
    /// The coder with the lexicon that was compiled into the program.
    ///
    /// # Panics
    /// Never: the build compiled the lexicon with the same code.
    #[allow(clippy::missing_panics_doc, clippy::expect_used)]
    pub fn embedded() -> Self {
        let compiled = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));
        Self::with_lexicon(Lexicon::from_bytes(compiled).expect("the build compiled it"))
    }

    /// A coder with another lexicon.
    pub fn with_lexicon(lexicon: Lexicon) -> Self {
        let version = CoderVersion {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            lexicon: lexicon.hash().to_owned(),
        };
        Self { version, lexicon, parts: Parts::default() }
    }

    /// The same coder with some of its parts alone.
    #[must_use]
    pub fn with_parts(self, parts: Parts) -> Self {
        Self { parts, ..self }
    }

    /// The sources of the embedded lexicon, to add one's own files to.
    ///
    /// # Errors
    /// Never in a sound program.
    pub fn embedded_sources() -> Result<Sources, LexiconError> {
        Sources::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/sources.bin")))
    }

    /// Version of coder and lexicon.
    pub fn version(&self) -> &CoderVersion {
        &self.version
    }

    /// What it reads with.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The country of an outlet, by its name or its address, as far as the lexicon or the name itself tells it.
    pub fn outlet_country(&self, name: &str) -> Option<&str> {
        home::outlet(&self.lexicon, &mut Mentions::default(), name)
    }

    /// A worker with its own buffers.
    pub fn worker(&self) -> Worker<'_> {
        Worker {
            coder: self,
            mentions: Mentions::default(),
            names: Mentions::default(),
            outlets: BTreeMap::new(),
            whole: String::new(),
        }
    }
}

/// Owns the buffers that are reused from article to article.
#[derive(Debug)]
pub struct Worker<'c> {
    coder: &'c Coder,
    mentions: Mentions,
    /// For the names of outlets and addresses.
    names: Mentions,
    /// The countries of the outlets met so far.
    outlets: BTreeMap<String, Option<&'c str>>,
    /// Title, an empty line, text.
    whole: String,
}

/// Stages of reading, to be timed apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Folding, tokens and sentences.
    Tokens,
    /// And the lexicon's look-up.
    Mentions,
    /// And actors, dates, places, frames, reports: all of it.
    Whole,
}

impl<'c> Worker<'c> {
    /// Reads one article up to a stage, for a benchmark. Returns a number that depends on the work done.
    pub fn read_until(&mut self, article: &Article, stage: Stage) -> usize {
        match stage {
            Stage::Tokens => {
                self.mentions.tokens.fill(&article.text);
                let Mentions { tokens, sentences, .. } = &mut self.mentions;
                rasid_text::sentence::split(tokens, &article.text, sentences);
                sentences.len()
            }
            Stage::Mentions => {
                self.mentions.fill(&self.coder.lexicon, &article.text);
                self.mentions.len()
            }
            Stage::Whole => self.read(article).events.len(),
        }
    }

    /// How the coder reads an article: the items of each sentence, which frame fired on which words, what filled each
    /// slot, what was left out and by which rule, and what came of it.
    pub fn explain(&mut self, article: &Article) -> String {
        let notes = RefCell::new(Vec::new());
        let reading = self.code(article, Some(&notes));
        let lexicon: &'c Lexicon = &self.coder.lexicon;
        let outlets = self.outlets(article);
        let seen = Seen::of(lexicon, &mut self.mentions, &self.whole, article, outlets, self.coder.parts);
        seen.explain(&self.whole, &notes.into_inner(), &reading)
    }

    /// Reads one article. The same article gives the same reading, always.
    pub fn read(&mut self, article: &Article) -> Reading {
        self.code(article, None)
    }

    /// The countries that the outlet's name and the address tell.
    fn outlets(&mut self, article: &Article) -> [Option<&'c str>; 2] {
        let lexicon: &'c Lexicon = &self.coder.lexicon;
        let names = &mut self.names;
        let mut read = |name: &String| home::outlet(lexicon, names, name);
        let outlet = article.outlet.as_ref().and_then(|name| {
            if let Some(&known) = self.outlets.get(name) {
                return known;
            }
            if self.outlets.len() == MOST_OUTLETS {
                self.outlets.clear();
            }
            let country = read(name);
            self.outlets.insert(name.clone(), country);
            country
        });
        [outlet, article.url.as_ref().and_then(read)]
    }

    fn code(&mut self, article: &Article, notes: Option<&RefCell<Vec<Note>>>) -> Reading {
        let lexicon: &'c Lexicon = &self.coder.lexicon;
        self.whole.clear();
        if let Some(title) = &article.title {
            self.whole.push_str(title);
            // An empty line: nothing joins a headline to the text below it.
            self.whole.push_str("\n\n");
        }
        let text_start = self.whole.len() as u32;
        self.whole.push_str(&article.text[..article.text.floor_char_boundary(LONGEST_TEXT)]);
        self.mentions.fill(lexicon, &self.whole);
        if notes.is_none() && !tells(lexicon, &self.mentions) {
            return Reading {
                schema: ARTICLE_SCHEMA.to_owned(),
                coder: self.coder.version.clone(),
                article: article.clone(),
                events: Vec::new(),
                claims: Vec::new(),
                judgements: Vec::new(),
                judged: 0.0,
                dimensions: dimensions(lexicon, &self.mentions, text_start),
            };
        }
        let outlets = self.outlets(article);
        let seen = Seen::of(lexicon, &mut self.mentions, &self.whole, article, outlets, self.coder.parts);
        let mentions = seen.mentions;
        let Seen { sentences, dates, actors, places, people, home, .. } = &seen;
        let text_sentence =
            sentences.iter().position(|s| mentions.tokens.list[s.start as usize].span.start >= text_start);
        let first_sentence = text_sentence.unwrap_or(0);
        let scene = Scene { notes, ..seen.scene() };
        let mut found = Vec::new();
        let start = Topic { subject: people.protagonist() };
        let mut topic = start;
        for (n, sentence) in sentences.iter().enumerate() {
            if n == first_sentence {
                topic = start;
            }
            let before = found.len();
            scene.frames(sentence, n, &mut topic, &mut found);
            for found in &mut found[before..] {
                found.title = n < first_sentence;
            }
        }
        let (dateline, dateline_date) = dateline(mentions, places, dates, sentences.get(first_sentence));
        let assembler = Assembler {
            scene: &scene,
            people,
            home: *home,
            published: article.published,
            sentences,
            dateline,
            dateline_date,
            first_sentence,
        };
        let drafts = assembler.drafts(found);
        let writer = Writer::new(&scene, people, article, &self.whole, text_start, sentences);
        let events = writer.reports(&drafts);
        let claimed = claim::of_article(lexicon, mentions, sentences, first_sentence, article.published);
        let claims = claimed.into_iter().map(|c| writer.claim(c)).collect();
        let mut judgements = Vec::new();
        for (n, sentence) in sentences.iter().enumerate() {
            if (sentence.start as usize..sentence.end as usize).any(|i| mentions.has(i, Kind::Judgement)) {
                let items = &seen.rows[n];
                let judged = judgement::of_sentence(lexicon, mentions, actors, sentence, items);
                judgements.extend(judged.into_iter().map(|j| writer.judgement(j)));
            }
        }
        let share = |judgement: &crate::report::Judgement| {
            if judgement.quote.zone == Zone::Text { judgement.quote.end - judgement.quote.start } else { 0 }
        };
        let judging: u32 = judgements.iter().map(share).sum();
        let length = article.text.chars().count().max(1);
        Reading {
            schema: ARTICLE_SCHEMA.to_owned(),
            coder: self.coder.version.clone(),
            article: article.clone(),
            events,
            claims,
            judgements,
            judged: (f64::from(judging) / length as f64 * 1000.0).round() / 1000.0,
            dimensions: dimensions(lexicon, mentions, text_start),
        }
    }
}

/// Whether an article can tell anything: a word that opens a frame by itself, a judgement, or a result of cooperation.
/// More than a quarter of the news has none, and is not looked at any further.
fn tells(lexicon: &Lexicon, mentions: &Mentions) -> bool {
    let kinds = [Kind::Trigger, Kind::Judgement, Kind::Claim];
    let speaks = |found: &rasid_lexicon::Match| match found.sense.kind {
        Kind::Trigger => lexicon.trigger(found.sense.id).light == 0,
        Kind::Judgement => true,
        Kind::Claim => lexicon.claim_word(found.sense.id).kind == rasid_lexicon::entry::ClaimKind::Result,
        _ => false,
    };
    (0..mentions.len()).any(|i| mentions.has_one_of(i, &kinds) && mentions.at(i).iter().any(speaks))
}

/// What is seen in an article before frames are sought.
struct Seen<'m, 'l> {
    lexicon: &'l Lexicon,
    mentions: &'m Mentions,
    sentences: Vec<Range<u32>>,
    dates: Vec<DateExpression>,
    actors: Vec<Actor<'l>>,
    places: Vec<PlaceMention<'l>>,
    people: People<'l>,
    home: Option<&'l str>,
    parts: Parts,
    /// The items of each sentence.
    rows: Vec<Vec<Item>>,
}

impl<'m, 'l> Seen<'m, 'l> {
    fn of(
        lexicon: &'l Lexicon,
        mentions: &'m mut Mentions,
        whole: &str,
        article: &Article,
        outlets: [Option<&'l str>; 2],
        parts: Parts,
    ) -> Self {
        let weights = home::weights(lexicon, mentions);
        home::settle_namesakes(lexicon, mentions, &weights);
        let mentions: &'m Mentions = mentions;
        let sentences = unbroken(mentions, whole);
        let dates = dates(lexicon, mentions, article);
        let mut actors: Vec<Actor<'l>> = Vec::new();
        let actor_reader = ActorReader { lexicon, mentions };
        for sentence in &sentences {
            actor_reader.all(sentence.start as usize, sentence.end as usize, &mut actors);
        }
        let year = article.published.and_then(|day| u16::try_from(day.year()).ok());
        let people = People::gather(lexicon, mentions, &mut actors, year, parts.names);
        open_slots(lexicon, mentions, &mut actors);
        let mut places = places(lexicon, mentions, &weights);
        // جو بايدن is not in Eden: a word of somebody's name is no place.
        places.retain(|place| {
            let next = actors.partition_point(|actor| actor.range.start <= place.range.start);
            let name = next.checked_sub(1).and_then(|n| actors[n].name.as_ref());
            !name.is_some_and(|name| name.contains(&place.range.start))
        });
        let first = article.title.as_ref().map_or(0, |_| 1).min(sentences.len().saturating_sub(1));
        let (own_line, _) = dateline(mentions, &places, &dates, sentences.get(first));
        let dateline = own_line.map(|n: usize| places[n].country);
        let home = home::country(lexicon, mentions, outlets, &actors, &weights, dateline);
        place::settle(&mut places, home);
        let mut seen = Self {
            lexicon,
            mentions,
            sentences,
            dates,
            actors,
            places,
            people,
            home,
            parts,
            rows: Vec::new(),
        };
        let scene = seen.scene();
        seen.rows = seen.sentences.iter().map(|sentence| scene.items(sentence)).collect();
        seen
    }

    fn scene(&self) -> Scene<'_, 'l> {
        Scene {
            rows: &self.rows,
            lexicon: self.lexicon,
            mentions: self.mentions,
            actors: &self.actors,
            places: &self.places,
            dates: &self.dates,
            notes: None,
            parts: self.parts,
        }
    }

    /// Slot, name, offices, sides and person of an actor.
    fn explain_actor(&self, n: usize, whole: &str, out: &mut String) {
        use std::fmt::Write;
        let actor = &self.actors[n];
        let text = |range: &Range<u32>| self.mentions.span(range).of(whole);
        let _ = write!(out, " |");
        if let Some(particle) = actor.particle.filter(|particle| *particle != Particle::Bare) {
            let _ = write!(out, " slot={}", particle.slot());
        }
        if let Some(name) = &actor.name {
            let _ = write!(out, " name={}", text(name));
        }
        for unit in &actor.offices {
            let _ = write!(out, " office={}", text(&unit.range));
        }
        for side in &actor.sides {
            let _ = write!(out, " side={}", if side.code.is_empty() { "group" } else { side.code });
        }
        if let Some(person) = self.people.of_actor[n] {
            let _ = write!(out, " person={}", person + 1);
        }
        for (told, word) in [(actor.joined, "joined"), (actor.private, "private")] {
            if told {
                let _ = write!(out, " {word}");
            }
        }
    }

    fn explain(&self, whole: &str, notes: &[Note], reading: &Reading) -> String {
        use std::fmt::Write;
        let mut out = format!("home: {}\n", self.home.unwrap_or("unknown"));
        let text = |range: &Range<u32>| self.mentions.span(range).of(whole);
        for n in 0..self.sentences.len() {
            let _ = writeln!(out, "sentence {}", n + 1);
            for item in &self.rows[n] {
                let _ = write!(out, "  {:8}{}", item.piece.name(), text(&item.range));
                match item.piece {
                    Piece::Actor(n) => self.explain_actor(n, whole, &mut out),
                    Piece::Place(n) => {
                        let place = &self.places[n];
                        let _ = write!(out, " | {}", place.country);
                        let _ = place.particle.map(|particle| write!(out, " {}", particle.slot()));
                    }
                    Piece::Date(n) => {
                        let value = self.dates[n].value.map(|value| value.to_string());
                        let _ = write!(out, " | {}", value.as_deref().unwrap_or("unknown"));
                    }
                    Piece::Cue(_) => {
                        let _ = write!(out, " | {}", self.scene().cue(item));
                    }
                    _ => {}
                }
                out.push('\n');
            }
            let sentence = &self.sentences[n];
            for note in notes.iter().filter(|note| sentence.contains(&note.trigger.start)) {
                let frame = &self.lexicon.frames()[note.frame];
                let _ = write!(
                    out,
                    "  -> frame {} ({}) on {}: ",
                    frame.id,
                    frame.event_type,
                    text(&note.trigger)
                );
                let _ = match &note.told {
                    Told::Vetoed(rule) => writeln!(out, "left out, {rule}"),
                    Told::Refused(rule) => writeln!(out, "refused, {rule}"),
                    Told::Filled(status, slots) => {
                        let _ = write!(out, "{status}");
                        for (slot, role, actor) in slots {
                            let _ = write!(out, "; {slot} = {role} {}", text(&self.actors[*actor].range));
                        }
                        writeln!(out)
                    }
                };
            }
        }
        for event in &reading.events {
            let _ = write!(out, "= {} {}", event.event_type, event.status);
            let _ = write!(out, " {}", event.date.as_deref().unwrap_or("undated"));
            if let Some(country) = event.place.as_ref().and_then(|place| place.country.as_deref()) {
                let _ = write!(out, " @{country}");
            }
            for person in &event.participants {
                let country = person.country.as_deref().unwrap_or("-");
                let _ = write!(out, "; {} {country}", person.role);
                for part in [&person.name, &person.office].into_iter().flatten() {
                    let _ = write!(out, " · {part}");
                }
            }
            let _ = writeln!(out);
        }
        out
    }
}

/// The sentences, with those joined that a single line end or a stray full stop cut in the middle of a clause.
fn unbroken(mentions: &Mentions, text: &str) -> Vec<Range<u32>> {
    let mut joined: Vec<Range<u32>> = Vec::new();
    for sentence in &mentions.sentences {
        if let Some(last) = joined.last_mut() {
            let between = mentions.tokens.list[last.end as usize - 1].span.end as usize
                ..mentions.tokens.list[sentence.start as usize].span.start as usize;
            let gap = &text[between];
            // Hard-wrapped text: one line end, a long line before it, no stop.
            let wrapped = gap.matches('\n').count() == 1
                && !gap.contains(['.', '!', '?', '؟'])
                && last.len() > 9
                && !ends_with_stop(mentions, text, last);
            // "بواتينغ. يومه الخميس، باستقبال": what begins with a time has its clause before the stop.
            let stray = !gap.contains('\n')
                && gap.trim() == "."
                && begins_with_time(mentions, sentence.start as usize)
                && last.len() < 14;
            if wrapped || stray {
                last.end = sentence.end;
                continue;
            }
        }
        joined.push(sentence.clone());
    }
    joined.into_iter().flat_map(|sentence| cut(mentions, sentence)).collect()
}

/// A sentence in pieces of bounded length, cut behind the last comma that fits, else where it must.
fn cut(mentions: &Mentions, sentence: Range<u32>) -> Vec<Range<u32>> {
    let mut pieces = Vec::new();
    let mut start = sentence.start;
    while sentence.end - start > LONGEST_SENTENCE {
        let most = start + LONGEST_SENTENCE;
        let comma = (start + LONGEST_SENTENCE / 2..most).rev().find(|&i| mentions.is_comma(i as usize));
        let end = comma.map_or(most, |comma| comma + 1);
        pieces.push(start..end);
        start = end;
    }
    pieces.push(start..sentence.end);
    pieces
}

fn ends_with_stop(mentions: &Mentions, text: &str, sentence: &Range<u32>) -> bool {
    let last = mentions.tokens.list[sentence.end as usize - 1].span.of(text);
    matches!(last, "." | "\"" | "»" | ")" | ":")
}

fn begins_with_time(mentions: &Mentions, i: usize) -> bool {
    matches!(mentions.key(i), "يومه" | "امس" | "صباح" | "مساء" | "عشيه")
}

fn dates(lexicon: &Lexicon, mentions: &Mentions, article: &Article) -> Vec<DateExpression> {
    let reader = DateReader { lexicon, mentions, published: article.published };
    let mut dates: Vec<DateExpression> = Vec::new();
    let mut i = 0;
    while i < mentions.len() {
        match reader.at(i) {
            Some(mut date) => {
                // صباح اليوم, مساء أمس
                if i > 0 && is_part_of_day(mentions.key(i - 1)) {
                    date.range.start -= 1;
                    // بعد ظهر اليوم, قبل ظهر أمس
                    if i > 1 && matches!(mentions.key(i - 2), "بعد" | "قبل") && mentions.key(i - 1) != "بعد"
                    {
                        date.range.start -= 1;
                    }
                }
                // وزيارته ... في الشهر الموالي: counted from the date before.
                let told = dates.iter().rev().find_map(|told| told.value);
                if let (None, false, Some(told)) = (date.value, date.same_day, told) {
                    date.value = date::after(mentions.key(i), mentions.key(i + 1), told);
                }
                i = date.range.end as usize;
                dates.push(date);
            }
            None => i += 1,
        }
    }
    dates
}

fn places<'l>(
    lexicon: &'l Lexicon,
    mentions: &Mentions,
    weights: &[(&'l str, u32)],
) -> Vec<PlaceMention<'l>> {
    // The reader borrows the weights; what it returns borrows the lexicon alone.
    let reader = PlaceReader { lexicon, mentions, weights };
    let mut places: Vec<PlaceMention<'l>> = Vec::new();
    let mut i = 0;
    while i < mentions.len() {
        match reader.at(i) {
            Some(place) => {
                i = (place.range.end as usize).max(i + 1);
                places.push(place);
            }
            None => i += 1,
        }
    }
    places
}

/// The dimensions that an article speaks of: those it names twice, or in its headline.
fn dimensions(lexicon: &Lexicon, mentions: &Mentions, text_start: u32) -> Vec<String> {
    let mut named: BTreeMap<&str, u32> = BTreeMap::new();
    for i in 0..mentions.len() {
        if let Some(found) = mentions.best(i, Kind::Dimension) {
            let headline = mentions.tokens.list[i].span.start < text_start;
            *named.entry(&lexicon.dimension(found.sense.id).code).or_default() +=
                if headline { 2 } else { 1 };
        }
    }
    named.into_iter().filter(|(_, times)| *times > 1).map(|(code, _)| code.to_owned()).collect()
}

/// Place and date of the dateline: in the first words, before a dash or a colon.
fn dateline(
    mentions: &Mentions,
    places: &[PlaceMention<'_>],
    dates: &[DateExpression],
    first: Option<&Range<u32>>,
) -> (Option<usize>, Option<usize>) {
    let Some(first) = first else { return (None, None) };
    let start = first.start;
    // A short first sentence without a verb is a dateline of its own line.
    let own_line = first.len() <= 12;
    let limit = start + 12;
    let place = places.iter().position(|place| {
        place.city.is_some()
            && place.range.start >= start
            && place.range.start < limit
            && place.particle != Some(Particle::Bi)
            && (own_line
                || matches!(
                    mentions.key(place.range.end as usize),
                    "-" | "–" | ":" | "/" | "_" | "ـ" | "—" | "("
                ))
            && (place.range.start == start || !mentions.is_word(place.range.start as usize - 1) || own_line)
    });
    let date = dates.iter().position(|date| {
        date.range.start >= start && date.range.start < limit && date.value.is_some() && own_line
    });
    (place, date)
}
