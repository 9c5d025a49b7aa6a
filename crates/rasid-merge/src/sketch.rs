//! A sketch of a text: enough of its words to see whether another text repeats them.

use crate::fold::words;
use crate::reuse::{SAME_LEAD, are_alike};

/// Words in one shingle. Pairs of words survive the small changes that desks make to a wire text (an honorific out, a
/// name shortened), where longer sequences do not.
const SHINGLE: usize = 2;
/// How many shingles are kept: a short article whole, a long one as a sample.
const KEPT: usize = 256;
/// Texts with fewer shingles (one long sentence) say nothing about copying: the press has one wording for one kind of news.
const FEWEST: usize = 24;
/// Words at the head of a text, kept in order: a desk that rewrites a wire text begins with its own words.
const LEAD: usize = 25;
/// Of the smallest hashes of a text so many say whether it may be a copy.
const SMALLEST: usize = 16;
/// Bytes of a sketch, as it is stored, that say whether its text may be a copy ([`Probe::may_find`]).
pub const BEGINNING: usize = 4 * (1 + LEAD + SMALLEST);

/// The smallest hashes of a text's shingles, ascending, and the hashes of its first words, in order. Two sketches sample
/// the same part of the hash space, so containment can be read off them whatever the lengths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    lead: Vec<u32>,
    hashes: Vec<u32>,
}

/// What two texts share, in per mille.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Overlap {
    /// How much of the text with fewer shingles stands in the other.
    pub(crate) containment: usize,
    /// How much of both together stands in both.
    pub(crate) resemblance: usize,
}

impl Sketch {
    /// Sketches a text.
    pub fn of(text: &str) -> Self {
        let words = words(text);
        let lead = words.iter().take(LEAD).map(|word| shingle(std::slice::from_ref(word))).collect();
        let mut hashes: Vec<u32> = words.windows(SHINGLE).map(shingle).collect();
        hashes.sort_unstable();
        hashes.dedup();
        hashes.truncate(KEPT);
        Self { lead, hashes }
    }

    /// The sketch as bytes, for storage: little-endian `u32`s, the number of words in the lead, the lead, the shingles.
    pub fn to_bytes(&self) -> Vec<u8> {
        let length = u32::try_from(self.lead.len()).unwrap_or(0);
        let numbers = std::iter::once(&length).chain(&self.lead).chain(&self.hashes);
        numbers.flat_map(|number| number.to_le_bytes()).collect()
    }

    /// Reads what [`Sketch::to_bytes`] wrote; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (chunks, rest) = bytes.as_chunks::<4>();
        let mut numbers = chunks.iter().map(|chunk| u32::from_le_bytes(*chunk));
        let length = usize::try_from(numbers.next()?).ok().filter(|&length| length <= LEAD)?;
        let lead: Vec<u32> = numbers.by_ref().take(length).collect();
        let hashes: Vec<u32> = numbers.collect();
        let sound = rest.is_empty()
            && lead.len() == length
            && hashes.len() <= KEPT
            && hashes.is_sorted_by(|a, b| a < b);
        sound.then_some(Self { lead, hashes })
    }

    /// What two texts share; `None` where one is too short to say.
    pub(crate) fn overlap(&self, other: &Sketch) -> Option<Overlap> {
        let limit = self.limit()?.min(other.limit()?);
        let (mut a, mut b) = (self.upto(limit), other.upto(limit));
        let (fewer, both) = (a.len().min(b.len()), a.len() + b.len());
        if fewer < FEWEST {
            return None;
        }
        let mut shared = 0;
        while let (Some((x, rest_a)), Some((y, rest_b))) = (a.split_first(), b.split_first()) {
            shared += usize::from(x == y);
            if x <= y {
                a = rest_a;
            }
            if y <= x {
                b = rest_b;
            }
        }
        Some(Overlap { containment: shared * 1000 / fewer, resemblance: shared * 1000 / (both - shared) })
    }

    /// How far two texts begin with the same words in the same order, in per mille of the shorter lead.
    pub(crate) fn same_lead(&self, other: &Sketch) -> usize {
        let mut row = [0; LEAD + 1];
        for word in &self.lead {
            let mut above_left = 0;
            for (at, with) in other.lead.iter().enumerate() {
                let above = row[at + 1];
                row[at + 1] = if word == with { above_left + 1 } else { above.max(row[at]) };
                above_left = above;
            }
        }
        row[other.lead.len()] * 1000 / self.lead.len().min(other.lead.len()).max(1)
    }

    /// Up to which hash the sketch is complete; `None` for an empty one.
    fn limit(&self) -> Option<u32> {
        let last = *self.hashes.last()?;
        Some(if self.hashes.len() < KEPT { u32::MAX } else { last })
    }

    fn upto(&self, limit: u32) -> &[u32] {
        &self.hashes[..self.hashes.partition_point(|&hash| hash <= limit)]
    }
}

/// A sketch that many others are compared with, most of which have nothing in common with it.
#[derive(Debug)]
pub struct Probe<'s> {
    sketch: &'s Sketch,
    /// The last bits of its hashes, one bit each.
    seen: Vec<u64>,
}

impl<'s> Probe<'s> {
    /// Of this sketch.
    pub fn of(sketch: &'s Sketch) -> Self {
        let mut seen = vec![0; 1 << 10];
        for &hash in &sketch.hashes {
            seen[bit(hash).0] |= bit(hash).1;
        }
        Self { sketch, seen }
    }

    /// Whether a sketch, as [`Sketch::to_bytes`] wrote it, is the same or of a text so alike that one was made from the
    /// other.
    pub fn finds(&self, bytes: &[u8]) -> bool {
        self.may_find(bytes)
            && Sketch::from_bytes(bytes)
                .is_some_and(|other| other == *self.sketch || are_alike(self.sketch, &other))
    }

    /// Whether a sketch that begins so may be found; [`BEGINNING`] bytes say it. Copies begin alike, or share 84 in a
    /// hundred of their shingles: then a quarter of the smallest hashes of either stands in the other, but for one pair in
    /// sixty million (the binomial distribution, 16 hashes).
    pub fn may_find(&self, beginning: &[u8]) -> bool {
        let (chunks, _) = beginning.as_chunks::<4>();
        let mut numbers = chunks.iter().map(|chunk| u32::from_le_bytes(*chunk));
        let length = numbers.next().map_or(0, |length| (length as usize).min(LEAD));
        let own = &self.sketch.lead;
        let shared = numbers.by_ref().take(length).filter(|word| own.contains(word)).count();
        if length > 0 && shared * 1000 >= SAME_LEAD * length.min(own.len()) {
            return true;
        }
        let (mut all, mut seen) = (0, 0);
        for hash in numbers.take(SMALLEST) {
            all += 1;
            seen += usize::from(self.seen[bit(hash).0] & bit(hash).1 != 0);
        }
        seen * 4 >= all
    }
}

/// Where a hash is noted: the word, and the bit in it.
fn bit(hash: u32) -> (usize, u64) {
    ((hash >> 6 & 0x3ff) as usize, 1 << (hash & 0x3f))
}

/// FNV-1a over the words with a final mix. Written out here because sketches are stored: the hash may never change.
fn shingle(words: &[String]) -> u32 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for word in words {
        for byte in word.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(from: usize, to: usize) -> String {
        (from..to).map(|n| format!("word{n} ")).collect()
    }

    #[test]
    fn a_part_is_contained_and_a_stranger_is_not() {
        let whole = Sketch::of(&text(0, 900));
        let with = |other: &str| whole.overlap(&Sketch::of(other));
        assert_eq!(with(&text(0, 900)), Some(Overlap { containment: 1000, resemblance: 1000 }));
        assert!(with(&text(100, 500)).unwrap().containment > 900);
        assert!(with(&text(100, 500)).unwrap().resemblance < 600);
        assert_eq!(with(&text(2000, 2500)).unwrap().containment, 0);
        assert_eq!(with("two words"), None);
    }

    #[test]
    fn a_probe_finds_what_is_alike_and_nothing_else() {
        let texts: Vec<String> =
            [(0, 900), (0, 850), (100, 900), (0, 40), (5, 40), (0, 300), (2000, 2900), (0, 3), (7, 7)]
                .iter()
                .map(|&(from, to)| text(from, to))
                .collect();
        let sketches: Vec<Sketch> = texts.iter().map(|text| Sketch::of(text)).collect();
        let mut found = 0;
        for a in &sketches {
            for b in &sketches {
                let alike = a == b || are_alike(a, b);
                assert_eq!(Probe::of(a).finds(&b.to_bytes()), alike);
                found += usize::from(alike);
            }
        }
        assert!(found > sketches.len() && found < 40, "{found}");
        assert!(
            !Probe::of(&sketches[0]).finds(&[1, 2, 3])
                && !Probe::of(&sketches[0]).finds(&[9, 0, 0, 0, 2, 0, 0, 0])
        );
    }

    #[test]
    fn bytes_come_back_or_are_refused() {
        let sketch = Sketch::of(&text(0, 900));
        assert_eq!(Sketch::from_bytes(&sketch.to_bytes()), Some(sketch));
        assert_eq!(Sketch::from_bytes(&[1, 2, 3]), None);
        assert_eq!(Sketch::from_bytes(&[0, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0]), None);
        assert_eq!(Sketch::from_bytes(&[9, 0, 0, 0, 2, 0, 0, 0]), None);
    }

    #[test]
    fn a_lead_is_compared_in_order() {
        let lead = |a: &str, b: &str| Sketch::of(a).same_lead(&Sketch::of(b));
        assert_eq!(lead("استقبل الوزير أمس سفير بلده", "استقبل الوزير سفير بلده أمس"), 800);
        assert_eq!(lead("استقبل الوزير", "استقبل الوزير أمس سفير بلده"), 1000);
        assert_eq!(lead("", "استقبل"), 0);
        assert_eq!(lead(&text(0, 90), &text(30, 90)), 0);
    }

    #[test]
    fn a_short_text_says_nothing_about_copying() {
        let told = |day: &str, city: &str| {
            Sketch::of(&format!(
                "اجتمع وزير الداخلية المغربي سعيد الراضي، أمس {day} في {city}، مع وزير الداخلية البرتغالي باولو سيلفا."
            ))
        };
        assert_eq!(told("الأربعاء", "الرباط").overlap(&told("الخميس", "لشبونة")), None);
    }
}
