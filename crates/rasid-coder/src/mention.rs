//! Mentions: what the lexicon knows of every token of an article.

use std::ops::Range;

use rasid_lexicon::entry::WordClass;
use rasid_lexicon::{Kind, Lexicon, Match, Words};
use rasid_text::clitic::Preposition;
use rasid_text::{Span, TokenKind, Tokens};

/// The tokens of a text with the senses that begin at each, in buffers that are reused.
#[derive(Debug, Default)]
pub(crate) struct Mentions {
    pub(crate) tokens: Tokens,
    pub(crate) sentences: Vec<Range<u32>>,
    words: Words,
    matches: Vec<Match>,
    /// Matches of token i: `starts[i]..starts[i + 1]`.
    starts: Vec<u32>,
    /// Kinds of the matches of token i, one bit each: most questions about a token end here.
    kinds: Vec<u32>,
}

/// The bit of a kind.
fn bit(kind: Kind) -> u32 {
    1 << kind as u32
}

/// A word that may begin a date: [`crate::date::may_begin`].
pub(crate) const DATE: u8 = 1;

/// A word that stands for a person of high style: سموه.
pub(crate) const STYLE: u8 = 1 << 1;

/// العاصمة, مدينة and the like, which lead on to a place.
pub(crate) const PLACE: u8 = 1 << 2;

/// أن and its like, which open a clause.
pub(crate) const THAT: u8 = 1 << 3;

/// What a key tells by itself: worked out once for each word, asked of every token.
fn marks(key: &str) -> u8 {
    let mark = |told: bool, bit: u8| if told { bit } else { 0 };
    mark(crate::date::may_begin(key), DATE)
        | mark(crate::actor::style_pronoun(key).is_some(), STYLE)
        | mark(crate::place::leads_on(key), PLACE)
        | mark(crate::clause::is_that(key), THAT)
}

impl Mentions {
    /// Reads `text` anew.
    pub(crate) fn fill(&mut self, lexicon: &Lexicon, text: &str) {
        self.tokens.fill(text);
        lexicon.words(&self.tokens, &mut self.words, marks);
        rasid_text::sentence::split(&self.tokens, text, &mut self.sentences);
        self.matches.clear();
        self.starts.clear();
        self.kinds.clear();
        for i in 0..self.tokens.list.len() {
            let first = self.matches.len();
            self.starts.push(first as u32);
            let token = self.tokens.list[i];
            if token.kind == TokenKind::Word {
                lexicon.find(&self.words, i, &mut self.matches);
            }
            if self.matches.len() == first {
                self.kinds.push(0);
                continue;
            }
            keep_whole(lexicon, first, &mut self.matches);
            let all = |matches: &[Match]| matches.iter().fold(0, |bits, found| bits | bit(found.sense.kind));
            let mut kinds = all(&self.matches[first..]);
            let (before, held) = (self.matches.len(), kinds);
            if held & bit(Kind::Weekday) != 0 {
                let before = i.checked_sub(1).map_or("", |before| self.tokens.key_at(before));
                drop_bare_weekday(self.tokens.key(&token), before, first, &mut self.matches);
            }
            if held & bit(Kind::Region) != 0 {
                drop_parts_of_regions(first, &mut self.matches);
            }
            // وحضره رؤساء is no حضرة.
            let styled = held & bit(Kind::Honorific) != 0 && !token.spelling.ta_marbuta;
            if styled && self.tokens.key(&token).ends_with("حضره") {
                let kept = self.matches.drain(first..).filter(|found| found.sense.kind != Kind::Honorific);
                let kept: Vec<Match> = kept.collect();
                self.matches.extend(kept);
            }
            // التقاه هنا اليوم is no هنأ, and أمام البرلمان no إمام.
            let misread = match self.tokens.key(&token) {
                "هنا" | "وهنا" if !token.spelling.final_hamza => Some(Kind::Cue),
                "امام" | "وامام" if !token.spelling.hamza_below => Some(Kind::Honorific),
                _ => None,
            };
            if let Some(kind) = misread.filter(|&kind| held & bit(kind) != 0) {
                let kept = self.matches.drain(first..).filter(|found| found.sense.kind != kind);
                let kept: Vec<Match> = kept.collect();
                self.matches.extend(kept);
            }
            if token.spelling != rasid_text::Spelling::default() {
                drop_misspelt(lexicon, token.spelling, self.tokens.key(&token), first, &mut self.matches);
            }
            if self.matches.len() != before {
                kinds = all(&self.matches[first..]);
            }
            self.kinds.push(kinds);
        }
        self.starts.push(self.matches.len() as u32);
    }

    /// Whether token `i` is a word of which neither the lexicon nor its key tells anything.
    #[inline]
    pub(crate) fn is_unknown(&self, i: usize) -> bool {
        self.kinds.get(i) == Some(&0) && self.is_word(i) && self.words.marks(i) & THAT == 0
    }

    /// Whether the key of token `i` tells any of these by itself.
    #[inline]
    pub(crate) fn marked(&self, i: usize, marks: u8) -> bool {
        self.words.marks(i) & marks != 0
    }

    pub(crate) fn len(&self) -> usize {
        self.tokens.list.len()
    }

    /// Every sense that begins at token `i`.
    #[inline]
    pub(crate) fn at(&self, i: usize) -> &[Match] {
        match self.starts.get(i..i + 2) {
            Some(bounds) => &self.matches[bounds[0] as usize..bounds[1] as usize],
            None => &[],
        }
    }

    /// The longest sense of a kind at token `i`; among equals the one with the fewest prefixes.
    pub(crate) fn best(&self, i: usize, kind: Kind) -> Option<&Match> {
        if !self.has(i, kind) {
            return None;
        }
        let mut best: Option<&Match> = None;
        for found in self.at(i).iter().filter(|found| found.sense.kind == kind) {
            if best.is_none_or(|best| found.tokens > best.tokens) {
                best = Some(found);
            }
        }
        best
    }

    /// As [`Mentions::best`], for forms that carry no conjunction and no preposition.
    pub(crate) fn bare(&self, i: usize, kind: Kind) -> Option<&Match> {
        if !self.has(i, kind) {
            return None;
        }
        let unprefixed = |found: &&Match| found.sense.kind == kind && is_bare(found);
        self.at(i).iter().filter(unprefixed).max_by_key(|found| found.tokens)
    }

    /// Takes the senses of a kind from token `i`.
    pub(crate) fn forget(&mut self, i: usize, kind: Kind) {
        let (first, end) = (self.starts[i] as usize, self.starts[i + 1] as usize);
        let before = self.matches.len();
        let kept: Vec<Match> =
            self.matches[first..end].iter().filter(|found| found.sense.kind != kind).copied().collect();
        self.matches.splice(first..end, kept);
        let gone = (before - self.matches.len()) as u32;
        self.starts[i + 1..].iter_mut().for_each(|start| *start -= gone);
        self.kinds[i] &= !bit(kind);
    }

    /// Whether a sense of a kind begins at token `i`.
    pub(crate) fn has(&self, i: usize, kind: Kind) -> bool {
        self.has_any(i, bit(kind))
    }

    /// Whether a sense of one of some kinds begins at token `i`.
    pub(crate) fn has_one_of(&self, i: usize, kinds: &[Kind]) -> bool {
        self.has_any(i, kinds.iter().fold(0, |bits, &kind| bits | bit(kind)))
    }

    #[inline]
    fn has_any(&self, i: usize, bits: u32) -> bool {
        self.kinds.get(i).is_some_and(|kinds| kinds & bits != 0)
    }

    /// The key of token `i`.
    #[inline]
    pub(crate) fn key(&self, i: usize) -> &str {
        self.tokens.key_at(i)
    }

    /// The key of token `i` without its article.
    pub(crate) fn stem(&self, i: usize) -> &str {
        rasid_text::clitic::split_article(self.key(i)).1
    }

    /// Whether token `i` has the article, under no prefix.
    pub(crate) fn definite(&self, i: usize) -> bool {
        let hamza = self.tokens.list.get(i).is_some_and(|token| token.spelling.initial_hamza);
        !hamza && rasid_text::clitic::split_article(self.key(i)).0
    }

    pub(crate) fn kind(&self, i: usize) -> Option<TokenKind> {
        self.tokens.list.get(i).map(|token| token.kind)
    }

    pub(crate) fn is_word(&self, i: usize) -> bool {
        self.kind(i) == Some(TokenKind::Word)
    }

    /// Whether the spelling of token `i` rules out a name: tanwin, or على.
    pub(crate) fn is_no_name(&self, i: usize) -> bool {
        self.tokens.list.get(i).is_some_and(|token| {
            let key = self.tokens.key(token);
            token.spelling.tanwin
                || (token.spelling.alef_maqsura
                    && matches!(key, "علي" | "وعلي" | "الي" | "والي" | "حتي" | "لدي" | "متي"))
        })
    }

    /// Whether token `i` is a comma of either script.
    pub(crate) fn is_comma(&self, i: usize) -> bool {
        matches!(self.key(i), "،" | ",")
    }

    /// Whether a word is written with a ة at its end, which folding takes for a ه.
    pub(crate) fn ends_in_ta_marbuta(&self, i: usize) -> bool {
        self.tokens.list.get(i).is_some_and(|token| token.spelling.ta_marbuta)
    }

    /// Bytes of the text from token `first` to the one before `end`.
    pub(crate) fn span(&self, range: &Range<u32>) -> Span {
        self.tokens.span(range.start as usize, range.end as usize)
    }
}

/// A word that stands in the lexicon as it is written carries no clitic: وزارة is a ministry, not "and he visited it".
/// Adverbs do (بالتعاون is "together with" and "for cooperation").
fn keep_whole(lexicon: &Lexicon, first: usize, matches: &mut Vec<Match>) {
    let adverb =
        |found: &Match| found.sense.kind == Kind::Word && lexicon.word(found.sense.id) == WordClass::Adverb;
    let whole = |found: &Match| {
        is_bare(found)
            && !adverb(found)
            && matches!(
                found.sense.kind,
                Kind::Word | Kind::OfficeWord | Kind::Office | Kind::Country | Kind::Month | Kind::Weekday
            )
    };
    // كلاوس is a name, and not "like Laos".
    if matches[first..].iter().any(|found| found.sense.kind == Kind::GivenName && is_bare(found)) {
        let like = |found: &Match| found.prefix.preposition == Some(rasid_text::clitic::Preposition::Ka);
        let mut n = 0;
        matches.retain(|found| {
            n += 1;
            n <= first || !like(found)
        });
    }
    let longest =
        matches[first..].iter().filter(|found| whole(found)).map(|found| found.tokens).max().unwrap_or(0);
    let mut at = first;
    while longest > 0 && at < matches.len() {
        if !is_bare(&matches[at]) && matches[at].tokens <= longest {
            matches.remove(at);
        } else {
            at += 1;
        }
    }
}

/// لقاء جمعه مع: without the article a day of the week is a verb, a name or a number, unless it is called a day.
fn drop_bare_weekday(key: &str, before: &str, first: usize, matches: &mut Vec<Match>) {
    let bare = matches!(key.trim_start_matches(['و', 'ف']), "جمعه" | "سبت" | "خميس" | "احد" | "اثنين");
    if bare && !matches!(before, "يوم" | "يومي" | "ليله" | "مساء" | "صباح") {
        let mut at = first;
        while at < matches.len() {
            if matches[at].sense.kind == Kind::Weekday {
                matches.remove(at);
            } else {
                at += 1;
            }
        }
    }
}

/// Takes out the senses that the letters lost in folding rule out: على is not علي, وإلى is not والي, a ة is no pronoun, and
/// what ends in tanwin is no name.
fn drop_misspelt(
    lexicon: &Lexicon,
    spelling: rasid_text::Spelling,
    key: &str,
    first: usize,
    matches: &mut Vec<Match>,
) {
    let preposition = (spelling.alef_maqsura && (key.ends_with("علي") || key == "والي"))
        || (spelling.hamza_below && key.ends_with("الي"));
    let mut at = first;
    while at < matches.len() {
        let name = matches!(matches[at].sense.kind, Kind::GivenName | Kind::Person);
        let office = matches[at].sense.kind == Kind::Office;
        // آنا is a name, أنا is I.
        let pronoun = spelling.initial_madda && key == "انا" && matches[at].sense.kind == Kind::Word;
        // جمعة is Friday or somebody's name, and not جمعه.
        let found = matches[at].sense;
        let owned = spelling.ta_marbuta
            && matches[at].tokens == 1
            && found.kind == Kind::Trigger
            && lexicon.trigger(found.id).pronoun;
        if pronoun || owned || (preposition && (name || office)) || (spelling.tanwin && name) {
            matches.remove(at);
        } else {
            at += 1;
        }
    }
}

/// المغرب العربي is no part of Morocco, and أمريكا اللاتينية none of the United States.
fn drop_parts_of_regions(first: usize, matches: &mut Vec<Match>) {
    let regions = matches[first..].iter().filter(|found| found.sense.kind == Kind::Region);
    let longest = regions.map(|found| found.tokens).max().unwrap_or(0);
    let part = |found: &Match| {
        matches!(found.sense.kind, Kind::Country | Kind::City | Kind::Nisba) && found.tokens < longest
    };
    let kept: Vec<Match> = matches.drain(first..).filter(|found| !part(found)).collect();
    matches.extend(kept);
}

/// Neither conjunction nor preposition.
pub(crate) fn is_bare(found: &Match) -> bool {
    !found.prefix.conjunction && found.prefix.preposition.is_none()
}

/// The particle that opens a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Particle {
    /// None: subject or object.
    Bare,
    /// مع
    With,
    /// بـ
    Bi,
    /// لـ
    Li,
    /// إلى
    Ila,
    /// من
    Min,
    /// من طرف
    By,
    /// بين
    Between,
    /// في
    Fi,
    /// Any other preposition: what follows fills no slot.
    Other,
}

impl Particle {
    /// The word frames use for it.
    pub(crate) fn slot(self) -> &'static str {
        match self {
            Particle::Bare => "",
            Particle::With => "with",
            Particle::Bi => "bi",
            Particle::Li => "li",
            Particle::Ila => "ila",
            Particle::Min => "min",
            Particle::By => "by",
            Particle::Between => "between",
            Particle::Fi => "fi",
            Particle::Other => "other",
        }
    }

    pub(crate) fn of_prefix(preposition: Option<Preposition>) -> Self {
        match preposition {
            None => Particle::Bare,
            Some(Preposition::Bi) => Particle::Bi,
            Some(Preposition::Li) => Particle::Li,
            Some(Preposition::Ka) => Particle::Other,
        }
    }
}
