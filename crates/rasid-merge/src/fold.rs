//! Folded words: the keys by which names, offices and texts are compared. The surface is never touched.

use rasid_text::fold;

/// The words of a text, folded; everything that is neither letter nor digit separates them, a bare hamza is nothing.
pub(crate) fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .map(|word| word.replace('ء', ""))
        .filter(|word| !word.is_empty())
        .collect()
}

/// The word without its article `ال`, where enough remains.
pub(crate) fn without_article(word: &str) -> &str {
    match word.strip_prefix("ال") {
        Some(rest) if rest.chars().count() >= 3 => rest,
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_habits_fold_away() {
        assert_eq!(words("أحمدُ  بنُ آدَم، الـمؤتمر (Vienna)"), ["احمد", "بن", "ادم", "الموتمر", "vienna"]);
        assert_eq!(words("هدى عطية"), words("هدي عطيه"));
    }

    #[test]
    fn the_article_goes_only_where_a_word_remains() {
        assert_eq!(without_article("الحسني"), "حسني");
        assert_eq!(without_article("الان"), "الان");
    }
}
