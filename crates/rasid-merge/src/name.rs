//! Whether two spellings may name one person.
//!
//! Arabic names are chains: `عادل بن أحمد الفاسي`, `عادل الفاسي` and `الفاسي` may be one man, `أحمد الفاسي` is another.
//! `عبد العزيز` is one word however it is written, `بن` and `ولد` join, `ال` may be missing, and foreign names are
//! spelled with more or fewer long vowels from one outlet to the next.

use crate::fold::{without_article, words};

/// Names longer than this are cut: nobody has more, and comparison stays cheap whatever the input.
const LONGEST: usize = 12;

/// A name taken apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Part {
    word: String,
    /// After `بن`: the father's name rather than a family name.
    of_father: bool,
}

/// What two names have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Two people.
    Different,
    /// One is a single word that is the other's first: it may be anybody of that name.
    GivenName,
    /// One is a single word that is the other's family name.
    FamilyName,
    /// The shorter one stands, in order, inside the longer one.
    Full,
}

impl Name {
    /// Takes a name apart; `None` when no word is left of it.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts: Vec<Part> = Vec::new();
        let mut of_father = false;
        let mut prefix: Option<&'static str> = None;
        for word in words(text) {
            if parts.len() == LONGEST {
                break;
            }
            if let Some(prefix) = prefix.take() {
                parts.push(Part {
                    word: format!("{prefix}{word}"),
                    of_father: std::mem::take(&mut of_father),
                });
                continue;
            }
            match word.as_str() {
                "بن" | "ابن" | "بنت" | "ولد" | "ould" | "ben" | "bin" | "ibn" => {
                    of_father = !parts.is_empty()
                }
                "ال" | "al" | "el" => {}
                "عبد" | "abd" => prefix = Some("عبد"),
                "ابو" | "ابي" | "ابا" | "abu" | "abou" => prefix = Some("ابو"),
                "سيدي" if parts.is_empty() => {}
                _ => {
                    let word = without_article(&word).to_owned();
                    parts.push(Part { word, of_father: std::mem::take(&mut of_father) });
                }
            }
        }
        (!parts.is_empty()).then_some(Self { parts })
    }

    /// Number of its links.
    pub(crate) fn len(&self) -> usize {
        self.parts.len()
    }

    /// What this name has in common with another. Symmetric.
    pub fn likeness(&self, other: &Name) -> Likeness {
        let (short, long) = if self.parts.len() <= other.parts.len() { (self, other) } else { (other, self) };
        let (Some(first), Some(last)) = (long.parts.first(), long.parts.last()) else {
            return Likeness::Different;
        };
        if let [only] = short.parts.as_slice() {
            return match (near(&only.word, &last.word), near(&only.word, &first.word)) {
                (true, _) if long.parts.len() == 1 || !last.of_father => Likeness::FamilyName,
                (_, true) => Likeness::GivenName,
                _ => Likeness::Different,
            };
        }
        let given = near(&short.parts[0].word, &first.word);
        if (given && stands_in(&short.parts, &long.parts)) || is_tail(&short.parts, &long.parts) {
            Likeness::Full
        } else {
            Likeness::Different
        }
    }

    /// The words it is looked up by: each of its words by its consonants alone, which the spellings of one name share more
    /// often than their vowels. Sorted.
    pub fn keys(&self) -> Vec<String> {
        let consonants = |part: &Part| {
            let mut bare: Vec<char> = part.word.chars().filter(|&c| !is_vowel(c)).collect();
            bare.dedup();
            if bare.len() >= 2 { bare.into_iter().collect() } else { part.word.clone() }
        };
        let mut keys: Vec<String> = self.parts.iter().map(consonants).collect();
        keys.sort();
        keys.dedup();
        keys
    }

    /// Whether both may be spellings of one foreign name, its words written together or apart: at most every fifth letter
    /// (two in short names) is added, left out or exchanged.
    pub(crate) fn is_spelled_like(&self, other: &Name) -> bool {
        let letters =
            |name: &Name| name.parts.iter().flat_map(|part| part.word.chars()).collect::<Vec<char>>();
        let (a, b) = (letters(self), letters(other));
        let most = (a.len().min(b.len()) / 5).max(2);
        if a.len().abs_diff(b.len()) > most {
            return false;
        }
        // The distance of Levenshtein, a row at a time.
        let mut row: Vec<usize> = (0..=b.len()).collect();
        for (i, x) in a.iter().enumerate() {
            let mut before = row[0];
            row[0] = i + 1;
            for (j, y) in b.iter().enumerate() {
                let changed = before + usize::from(x != y);
                before = row[j + 1];
                row[j + 1] = changed.min(before + 1).min(row[j] + 1);
            }
        }
        row[b.len()] <= most
    }

    /// Whether at least one word of more than three letters is in both.
    pub(crate) fn shares_a_word(&self, other: &Name) -> bool {
        self.parts
            .iter()
            .any(|a| a.word.chars().count() > 3 && other.parts.iter().any(|b| near(&a.word, &b.word)))
    }
}

/// Whether `short` stands in `long`, in order.
fn stands_in(short: &[Part], long: &[Part]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|part| rest.any(|other| near(&part.word, &other.word)))
}

/// Whether `long` ends with `short`, and does not reach it through a father: `سلمان الأول` is not `محمد بن سلمان الأول`.
fn is_tail(short: &[Part], long: &[Part]) -> bool {
    let tail = &long[long.len() - short.len()..];
    tail.len() < long.len()
        && !tail[0].of_father
        && short.iter().zip(tail).all(|(a, b)| near(&a.word, &b.word))
}

/// Whether two words may be spellings of one: equal, or one long vowel more or less, or, in long words, one letter
/// changed, or the same consonants.
fn near(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if short.len() < 4 || long.len() - short.len() > 2 {
        return false;
    }
    let prefix = short.iter().zip(long.iter()).take_while(|(x, y)| x == y).count();
    let suffix =
        short[prefix..].iter().rev().zip(long[prefix..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (short_rest, long_rest) = (short.len() - prefix - suffix, long.len() - prefix - suffix);
    let one_vowel_more = short_rest == 0 && long_rest == 1 && is_vowel(long[prefix]);
    let one_letter = short_rest <= 1 && long_rest == 1 && short.len() >= 5;
    let consonants = |word: &[char]| word.iter().copied().filter(|&c| !is_vowel(c)).collect::<Vec<_>>();
    let skeleton = consonants(short);
    one_vowel_more || one_letter || (skeleton.len() >= 4 && skeleton == consonants(long))
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'ا' | 'و' | 'ي' | 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_as_chains() {
        use Likeness::{Different, FamilyName, Full, GivenName};
        for (a, b, expected) in [
            ("عبد الكريم الفاسي", "عبدالكريم فاسي", Full),
            ("الفاسي", "عبد الكريم فاسي", FamilyName),
            ("عادل بن أحمد الجابري", "عادل الجابري", Full),
            ("منصور بن سالم", "منصور ابن سالم بن عبد العزيز", Full),
            ("سالم بن عبد العزيز", "منصور بن سالم بن عبدالعزيز", Different),
            ("سالم", "منصور بن سالم", Different),
            ("منصور", "منصور بن سالم", GivenName),
            ("لورينزو بيانكي", "لورنزو بيانكي", Full),
            ("أوهورا كيناتو", "اوهورا كينياتو", Full),
            ("أبو بكر ولد الشيخ", "ابوبكر الشيخ أحمد", Full),
            ("كريم حسن", "كريم حسين", Different),
            ("ربه منصور", "سالم الفاسي", Different),
            ("هادي النجار", "عبدربه هادي النجار", Full),
            ("جمال النجار", "سعيد النجار", Different),
        ] {
            let (a, b) = (Name::parse(a).unwrap(), Name::parse(b).unwrap());
            assert_eq!(a.likeness(&b), expected, "{a:?} {b:?}");
            assert_eq!(b.likeness(&a), expected, "{b:?} {a:?}");
        }
    }

    #[test]
    fn foreign_names_are_written_together_and_apart() {
        let alike = |a, b| Name::parse(a).unwrap().is_spelled_like(&Name::parse(b).unwrap());
        assert!(alike("كي مون سو", "كيمون سو") && alike("أوهورا كينياتا", "اوهورو كيناتا"));
        assert!(!alike("منصور بن سالم", "منصور بن نايف") && !alike("علي", "عمار الحكيم"));
    }

    #[test]
    fn what_is_no_name_is_none() {
        assert_eq!(Name::parse(" - بن "), None);
    }
}
