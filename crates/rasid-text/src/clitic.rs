//! Clitics are hypotheses: the prefixes that a written word may carry.
//!
//! و and ف join, ب ل ك govern, ال makes definite; together they are written as one word with what follows.
//! Whether a prefix really is one only the lexicon can say (وزارة is no "and زارة"), so this module offers every
//! reading and decides nothing.

/// The prefixes of one reading of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prefix {
    /// و or ف.
    pub conjunction: bool,
    /// ب, ل or ك.
    pub preposition: Option<Preposition>,
    /// ال.
    pub article: bool,
}

/// The prepositions that are written as one word with what they govern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preposition {
    /// بـ
    Bi,
    /// لـ
    Li,
    /// كـ
    Ka,
}

/// One reading: prefixes, and the key that is left when they are taken off (the article too).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading<'k> {
    /// What was taken off.
    pub prefix: Prefix,
    /// What is left.
    pub stem: &'k str,
}

/// Takes the article off a key: `الرباط` is `(true, رباط)`. One letter at least is left.
#[inline]
pub fn split_article(key: &str) -> (bool, &str) {
    match key.strip_prefix("ال") {
        Some(stem) if !stem.is_empty() => (true, stem),
        _ => (false, key),
    }
}

/// Every reading of a key, the one with the fewest prefixes first. At most seven.
pub fn readings(key: &str) -> impl Iterator<Item = Reading<'_>> {
    let conjunction = key.strip_prefix(['و', 'ف']).filter(|rest| rest.len() >= 4);
    [Some((key, false)), conjunction.map(|rest| (rest, true))].into_iter().flatten().flat_map(
        |(rest, conjunction)| {
            let (article, stem) = split_article(rest);
            let bare = Reading { prefix: Prefix { conjunction, preposition: None, article }, stem };
            let governed = preposition(rest).map(move |(preposition, rest)| {
                let (article, stem) = split_article(rest);
                Reading { prefix: Prefix { conjunction, preposition: Some(preposition), article }, stem }
            });
            // للمغرب is لـ + المغرب: the article loses its alef behind ل.
            let contracted =
                rest.strip_prefix("لل").filter(|stem| stem.len() >= 4).map(move |stem| Reading {
                    prefix: Prefix { conjunction, preposition: Some(Preposition::Li), article: true },
                    stem,
                });
            [Some(bare), governed, contracted].into_iter().flatten()
        },
    )
}

fn preposition(key: &str) -> Option<(Preposition, &str)> {
    let mut chars = key.chars();
    let preposition = match chars.next()? {
        'ب' => Preposition::Bi,
        'ل' => Preposition::Li,
        'ك' => Preposition::Ka,
        _ => return None,
    };
    // Two letters at least are left: له and به are pronouns.
    Some((preposition, chars.as_str())).filter(|(_, rest)| rest.len() >= 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(key: &str) -> Vec<&str> {
        readings(key).map(|reading| reading.stem).collect()
    }

    #[test]
    fn every_reading_is_offered() {
        assert_eq!(stems("الرباط"), ["رباط"]);
        assert_eq!(stems("والسعوديه"), ["والسعوديه", "سعوديه"]);
        assert_eq!(stems("للبرتغال"), ["للبرتغال", "لبرتغال", "برتغال"]);
        assert_eq!(stems("وباكستان"), ["وباكستان", "باكستان", "اكستان"]);
        assert_eq!(stems("وزاره"), ["وزاره", "زاره"]);
    }

    #[test]
    fn the_contracted_article_is_an_article() {
        let reading = readings("للمغرب").last().unwrap();
        assert_eq!(reading.stem, "مغرب");
        assert!(reading.prefix.article);
        assert_eq!(reading.prefix.preposition, Some(Preposition::Li));
    }
}
