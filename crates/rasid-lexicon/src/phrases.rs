//! The look-up: from tokens to senses, by a table of words and a trie of phrases.
//!
//! Both are open-addressing tables of plain integers that are compiled once and used as they were loaded. A word
//! enters the table without its article, and each phrase remembers where it had one, so that a strict form (المغرب)
//! asks for the article and a free one (وزير) does not.

use rasid_text::clitic::{Prefix, readings, split_article};
use rasid_text::{Span, Tokens};
use serde::{Deserialize, Serialize};

use crate::entry::Sense;

/// Longest phrase in words.
pub(crate) const LONGEST: usize = 14;

const NONE: u32 = u32::MAX;

/// A sense that a phrase ends in.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Terminal {
    pub(crate) sense: Sense,
    /// Bit n: word n of the phrase has the article.
    pub(crate) articles: u16,
    /// The articles must be as in the source.
    pub(crate) strict: bool,
    /// Source file and line.
    pub(crate) origin: (u16, u32),
}

/// A sense found in a text.
#[derive(Clone, Copy, Debug)]
pub struct Match {
    /// What it is.
    pub sense: Sense,
    /// How many tokens it takes.
    pub tokens: u32,
    /// Prefixes of the first token.
    pub prefix: Prefix,
    /// The articles are as in the source: for a free form, a better match than one that differs in them.
    pub exact: bool,
    pub(crate) origin: (u16, u32),
}

/// A place in the table of words.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct WordSlot {
    /// The word's hash: most words of a text are told from it without reading the slot's word.
    tag: u32,
    /// The word, or `NONE`.
    id: u32,
    /// The node of the phrases that begin with it, or `NONE`.
    root: u32,
}

/// A place in the table of edges.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct EdgeSlot {
    node: u32,
    word: u32,
    /// Where the edge leads, or `NONE`.
    target: u32,
}

/// Words and phrases, compiled.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Phrases {
    arena: String,
    /// Where word n ends in the arena; it starts where word n-1 ends.
    word_ends: Vec<u32>,
    /// Words by hash; a slot stands in one line of the cache.
    word_slots: Vec<WordSlot>,
    /// One bit for some hashes: where it is not set there is no such word. Small enough to stay in the cache.
    word_bits: Vec<u64>,
    /// (node, word) by hash, and the node they lead to.
    edge_slots: Vec<EdgeSlot>,
    /// One bit for each node: whether an edge leads on from it.
    inner: Vec<u64>,
    /// Terminals of node n: `terminal_ends[n-1]..terminal_ends[n]`.
    terminal_ends: Vec<u32>,
    terminals: Vec<Terminal>,
}

/// Stable from run to run and machine to machine.
#[inline]
fn hash_bytes(bytes: &[u8]) -> u32 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let word = u64::from_le_bytes([
            chunk[0], chunk[1], chunk[2], chunk[3], chunk[4], chunk[5], chunk[6], chunk[7],
        ]);
        hash = (hash.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
    // The rest as one number: a word has five letters, of two bytes each.
    let rest = chunks.remainder();
    let word = match *rest {
        [] => return (hash >> 32) as u32,
        [a] => u64::from(a),
        [a, b] => u64::from(u16::from_le_bytes([a, b])),
        [a, b, c] => u64::from(u32::from_le_bytes([a, b, c, 0])),
        [a, b, c, d] => u64::from(u32::from_le_bytes([a, b, c, d])),
        [a, b, c, d, e] => u64::from_le_bytes([a, b, c, d, e, 0, 0, 0]),
        [a, b, c, d, e, f] => u64::from_le_bytes([a, b, c, d, e, f, 0, 0]),
        _ => u64::from_le_bytes([rest[0], rest[1], rest[2], rest[3], rest[4], rest[5], rest[6], 0]),
    };
    hash = (hash.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (hash >> 32) as u32
}

#[inline]
fn hash_edge(node: u32, word: u32) -> u32 {
    let mixed = (u64::from(node) << 32 | u64::from(word)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 32) as u32
}

/// The block and the bit of a hash; `blocks` is a power of two.
#[inline]
fn word_bit(tag: u32, blocks: usize) -> (usize, u64) {
    // The low bits choose the slot, so that a chain of slots does not share its bits.
    let mixed = tag.rotate_right(11);
    ((mixed >> 6) as usize & blocks.wrapping_sub(1), 1 << (mixed & 63))
}

/// What a word comes to: looked up once, whatever texts it stands in.
#[derive(Clone, Copy, Debug)]
struct KnownWord {
    /// Without its article, as part of a phrase: the word's number, or `NONE`.
    id: u32,
    article: bool,
    /// What the caller marked it with.
    marks: u8,
    /// What it is by itself: senses in [`Words::matches`], with their end.
    matches: (u32, u32),
    /// As the beginning of longer phrases: readings in [`Words::readings`], with their end.
    readings: (u32, u32),
}

/// One reading of a word that longer phrases begin with.
#[derive(Clone, Copy, Debug)]
struct KnownReading {
    prefix: Prefix,
    /// The node of those phrases.
    root: u32,
}

/// A place in the memory of words.
#[derive(Clone, Copy, Debug)]
struct MemorySlot {
    tag: u32,
    /// Bytes of [`Words::keys`]; empty where the place is free.
    key: Span,
    word: KnownWord,
}

/// The words of one text, as the look-up of phrases wants them, with a memory of those met before: texts repeat their
/// words, and the memory is small where the lexicon is not. A memory serves one lexicon only.
#[derive(Debug, Default)]
pub struct Words {
    /// One for each token of the text.
    list: Vec<KnownWord>,
    slots: Vec<MemorySlot>,
    keys: String,
    matches: Vec<Match>,
    readings: Vec<KnownReading>,
    known: usize,
}

/// Places in the memory of words, a power of two; when three quarters are taken it starts anew with the next text.
const MEMORY: usize = 1 << 16;

/// Bytes of the longest key that is remembered: what is longer is no word.
const LONGEST_KEY: usize = 64;

impl Words {
    /// What token `i` was marked with by its key: see [`crate::Lexicon::words`].
    #[inline]
    pub fn marks(&self, i: usize) -> u8 {
        self.list.get(i).map_or(0, |word| word.marks)
    }

    /// Forgets the last text, and every word once there are too many.
    fn begin(&mut self) {
        self.list.clear();
        if self.slots.is_empty() || self.known * 4 > MEMORY * 3 {
            let free = KnownWord { id: NONE, article: false, marks: 0, matches: (0, 0), readings: (0, 0) };
            self.slots.clear();
            self.slots.resize(MEMORY, MemorySlot { tag: 0, key: Span::new(0, 0), word: free });
            self.keys.clear();
            self.matches.clear();
            self.readings.clear();
            self.known = 0;
        }
    }

    /// What is known of a key, and otherwise `look_up` of it. A full memory remembers no more.
    #[inline]
    fn remember(&mut self, key: &str, look_up: impl FnOnce(&mut Self) -> KnownWord) -> KnownWord {
        let tag = hash_bytes(key.as_bytes());
        let mut at = tag as usize & (MEMORY - 1);
        loop {
            let slot = &self.slots[at];
            if slot.key.start == slot.key.end {
                break;
            }
            if slot.tag == tag && slot.key.of(&self.keys) == key {
                return slot.word;
            }
            at = (at + 1) & (MEMORY - 1);
        }
        let word = look_up(self);
        if self.known + 1 < MEMORY && (1..=LONGEST_KEY).contains(&key.len()) {
            let start = self.keys.len() as u32;
            self.keys.push_str(key);
            self.slots[at] = MemorySlot { tag, key: Span::new(start, self.keys.len() as u32), word };
            self.known += 1;
        }
        word
    }
}

impl Phrases {
    /// The words of all tokens, as the look-up of phrases wants them.
    pub(crate) fn words(&self, tokens: &Tokens, words: &mut Words, marks: impl Fn(&str) -> u8) {
        words.begin();
        for token in &tokens.list {
            let key = tokens.key(token);
            let word =
                words.remember(key, |words| KnownWord { marks: marks(key), ..self.look_up(key, words) });
            words.list.push(word);
        }
    }

    fn look_up(&self, key: &str, words: &mut Words) -> KnownWord {
        let (matches, known) = (words.matches.len(), words.readings.len());
        let mut id = NONE;
        for (n, reading) in readings(key).enumerate() {
            let Some(slot) = self.word(reading.stem) else { continue };
            // The first reading takes nothing off but the article.
            if n == 0 {
                id = slot.id;
            }
            if slot.root == NONE {
                continue;
            }
            self.ends(slot.root, 1, u16::from(reading.prefix.article), reading.prefix, &mut words.matches);
            if self.goes_on(slot.root) {
                words.readings.push(KnownReading { prefix: reading.prefix, root: slot.root });
            }
        }
        KnownWord {
            id,
            article: split_article(key).0,
            marks: 0,
            matches: (matches as u32, words.matches.len() as u32),
            readings: (known as u32, words.readings.len() as u32),
        }
    }

    #[inline]
    fn word(&self, word: &str) -> Option<&WordSlot> {
        let tag = hash_bytes(word.as_bytes());
        let (block, bit) = word_bit(tag, self.word_bits.len());
        if self.word_bits.get(block)? & bit == 0 {
            return None;
        }
        let mask = self.word_slots.len().checked_sub(1)?;
        let mut at = tag as usize & mask;
        loop {
            let slot = &self.word_slots[at];
            if slot.id == NONE {
                return None;
            }
            if slot.tag == tag && self.word_bytes(slot.id) == word.as_bytes() {
                return Some(slot);
            }
            at = (at + 1) & mask;
        }
    }

    #[inline]
    fn word_bytes(&self, id: u32) -> &[u8] {
        let start = if id == 0 { 0 } else { self.word_ends[id as usize - 1] };
        &self.arena.as_bytes()[start as usize..self.word_ends[id as usize] as usize]
    }

    #[inline]
    fn step(&self, node: u32, word: u32) -> Option<u32> {
        let mask = self.edge_slots.len().checked_sub(1)?;
        let mut at = hash_edge(node, word) as usize & mask;
        loop {
            let slot = &self.edge_slots[at];
            if slot.target == NONE {
                return None;
            }
            if slot.node == node && slot.word == word {
                return Some(slot.target);
            }
            at = (at + 1) & mask;
        }
    }

    fn terminals(&self, node: u32) -> &[Terminal] {
        let end = self.terminal_ends[node as usize] as usize;
        let start = if node == 0 { 0 } else { self.terminal_ends[node as usize - 1] as usize };
        &self.terminals[start..end]
    }

    /// Whether a longer phrase goes on from a node.
    #[inline]
    fn goes_on(&self, node: u32) -> bool {
        self.inner.get(node as usize / 64).is_some_and(|bits| bits >> (node % 64) & 1 != 0)
    }

    /// Appends the senses of the phrases that end in a node, reached by so many tokens with these articles.
    #[inline]
    fn ends(&self, node: u32, tokens: u32, articles: u16, prefix: Prefix, found: &mut Vec<Match>) {
        let kept =
            self.terminals(node).iter().filter(|terminal| !terminal.strict || terminal.articles == articles);
        found.extend(kept.map(|terminal| Match {
            sense: terminal.sense,
            tokens,
            prefix,
            exact: terminal.articles == articles,
            origin: terminal.origin,
        }));
    }

    /// Appends to `found` every sense of every phrase that begins at token `first`: single words, then phrases; `words`
    /// are those of [`Phrases::words`].
    #[inline]
    pub(crate) fn find(&self, words: &Words, first: usize, found: &mut Vec<Match>) {
        let Some(begin) = words.list.get(first) else { return };
        found.extend_from_slice(&words.matches[begin.matches.0 as usize..begin.matches.1 as usize]);
        for reading in &words.readings[begin.readings.0 as usize..begin.readings.1 as usize] {
            self.find_phrases(words, first, reading, found);
        }
    }

    fn find_phrases(&self, words: &Words, first: usize, reading: &KnownReading, found: &mut Vec<Match>) {
        let mut node = reading.root;
        let mut articles = u16::from(reading.prefix.article);
        for length in 1..LONGEST {
            let next = words.list.get(first + length);
            let Some(word) = next.filter(|word| word.id != NONE) else { break };
            let Some(next) = self.step(node, word.id) else { break };
            node = next;
            articles |= u16::from(word.article) << length;
            self.ends(node, length as u32 + 1, articles, reading.prefix, found);
            if !self.goes_on(node) {
                break;
            }
        }
    }
}

/// Collects phrases and compiles them.
#[derive(Debug, Default)]
pub(crate) struct PhraseBuilder {
    phrases: Vec<(Vec<String>, Terminal)>,
}

impl PhraseBuilder {
    /// Adds a form, as written; `strict` asks for its articles.
    pub(crate) fn add(
        &mut self,
        form: &str,
        sense: Sense,
        strict: bool,
        origin: (u16, u32),
    ) -> Result<(), String> {
        let mut tokens = Tokens::default();
        tokens.fill(form);
        if tokens.list.is_empty() || tokens.list.len() > LONGEST {
            return Err(format!("{form:?} has {} words; a form has 1 to {LONGEST}", tokens.list.len()));
        }
        let mut articles = 0;
        let mut words = Vec::with_capacity(tokens.list.len());
        for (n, token) in tokens.iter().enumerate() {
            let (article, stem) = split_article(tokens.key(token));
            articles |= u16::from(article) << n;
            words.push(stem.to_owned());
        }
        self.phrases.push((words, Terminal { sense, articles, strict, origin }));
        Ok(())
    }

    /// The phrases of more than one sense of a kind that `clash` refuses: form, and the two terminals.
    pub(crate) fn clashes(
        &mut self,
        clash: impl Fn(Sense, Sense) -> bool,
    ) -> Vec<(String, Terminal, Terminal)> {
        self.sort();
        let mut found = Vec::new();
        for same in self.phrases.chunk_by(|a, b| a.0 == b.0) {
            for (n, (words, a)) in same.iter().enumerate() {
                for (_, b) in &same[n + 1..] {
                    let apart = a.strict && b.strict && a.articles != b.articles;
                    if a.sense.kind == b.sense.kind && !apart && clash(a.sense, b.sense) {
                        found.push((words.join(" "), *a, *b));
                    }
                }
            }
        }
        found
    }

    fn sort(&mut self) {
        self.phrases
            .sort_by(|(a, x), (b, y)| a.cmp(b).then(x.sense.cmp(&y.sense)).then(x.articles.cmp(&y.articles)));
        self.phrases.dedup_by(|(a, x), (b, y)| a == b && x.sense == y.sense && x.articles == y.articles);
    }

    pub(crate) fn build(mut self) -> Phrases {
        self.sort();
        let mut words: Vec<&String> = self.phrases.iter().flat_map(|(words, _)| words).collect();
        words.sort();
        words.dedup();
        let mut built = Phrases::default();
        let size = (words.len() * 2).next_power_of_two();
        built.word_slots = vec![WordSlot { tag: 0, id: NONE, root: NONE }; size];
        // Sixteen bits for each word: one unknown word in sixteen is looked up in vain.
        built.word_bits = vec![0; (words.len() / 4).next_power_of_two()];
        let mut slot_of: Vec<usize> = Vec::with_capacity(words.len());
        for (id, word) in words.iter().enumerate() {
            built.arena.push_str(word);
            built.word_ends.push(built.arena.len() as u32);
            let tag = hash_bytes(word.as_bytes());
            let mut at = tag as usize & (size - 1);
            while built.word_slots[at].id != NONE {
                at = (at + 1) & (size - 1);
            }
            built.word_slots[at] = WordSlot { tag, id: id as u32, root: NONE };
            slot_of.push(at);
            let (block, bit) = word_bit(tag, built.word_bits.len());
            built.word_bits[block] |= bit;
        }
        // Phrases are sorted, so that a node's number is the rank of its prefix and building is deterministic.
        let mut edges: std::collections::BTreeMap<(u32, u32), u32> = std::collections::BTreeMap::new();
        let mut ends: Vec<Vec<Terminal>> = vec![Vec::new()];
        for (phrase, terminal) in &self.phrases {
            let mut node = 0;
            for word in phrase {
                let id = words.binary_search(&word).map_or(NONE, |id| id as u32);
                node = *edges.entry((node, id)).or_insert_with(|| {
                    ends.push(Vec::new());
                    ends.len() as u32 - 1
                });
            }
            ends[node as usize].push(*terminal);
        }
        let size = (edges.len().max(1) * 2).next_power_of_two();
        built.edge_slots = vec![EdgeSlot { node: 0, word: 0, target: NONE }; size];
        built.inner = vec![0; ends.len().div_ceil(64)];
        for ((node, word), target) in edges {
            built.inner[node as usize / 64] |= 1 << (node % 64);
            // The first word leads from its own slot.
            if node == 0 {
                built.word_slots[slot_of[word as usize]].root = target;
                continue;
            }
            let mut at = hash_edge(node, word) as usize & (size - 1);
            while built.edge_slots[at].target != NONE {
                at = (at + 1) & (size - 1);
            }
            built.edge_slots[at] = EdgeSlot { node, word, target };
        }
        for terminals in ends {
            built.terminals.extend(terminals);
            built.terminal_ends.push(built.terminals.len() as u32);
        }
        built
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::Kind;

    fn find(forms: &[(&str, bool)], text: &str) -> Vec<(u32, u32)> {
        let mut builder = PhraseBuilder::default();
        for (id, (form, strict)) in forms.iter().enumerate() {
            builder.add(form, Sense { kind: Kind::Word, id: id as u32 }, *strict, (0, 0)).unwrap();
        }
        let phrases = builder.build();
        let mut tokens = Tokens::default();
        tokens.fill(text);
        let (mut found, mut words) = (Vec::new(), Words::default());
        phrases.words(&tokens, &mut words, |_| 0);
        phrases.find(&words, 0, &mut found);
        found.iter().map(|m| (m.sense.id, m.tokens)).collect()
    }

    #[test]
    fn strict_forms_ask_for_their_article() {
        let forms = [("المغرب", true), ("وزير", false)];
        assert_eq!(find(&forms, "المغرب"), [(0, 1)]);
        assert_eq!(find(&forms, "وللمغرب"), [(0, 1)]);
        assert_eq!(find(&forms, "مغرب"), []);
        assert_eq!(find(&forms, "بالوزير"), [(1, 1)]);
    }

    #[test]
    fn every_length_is_found() {
        let forms = [("رئيس", false), ("رئيس الوزراء", false)];
        assert_eq!(find(&forms, "رئيسُ الوزراء"), [(0, 1), (1, 2)]);
        assert_eq!(find(&forms, "رئيس وزراء"), [(0, 1), (1, 2)]);
    }

    #[test]
    fn clashes_are_found_across_the_article() {
        let mut builder = PhraseBuilder::default();
        builder.add("عمان", Sense { kind: Kind::City, id: 0 }, true, (0, 1)).unwrap();
        builder.add("عُمان", Sense { kind: Kind::City, id: 1 }, true, (0, 2)).unwrap();
        builder.add("العمان", Sense { kind: Kind::City, id: 2 }, true, (0, 3)).unwrap();
        assert_eq!(builder.clashes(|a, b| a.id != b.id).len(), 1);
    }
}
