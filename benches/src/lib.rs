//! The corpus and the yardstick that speed is measured with: pinned here, so that figures of two versions compare.
//!
//! `cargo bench -p rasid-benches` measures on them; `rasid bench PATH` measures on articles of one's own.

use std::path::{Path, PathBuf};

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use rasid_coder::{Article, Coder};
use rasid_intake::{Input, Options, all_articles};
use rasid_lexicon::LexiconError;

/// Bytes of text that a pass reads: enough that the clock is no part of the figure.
const BYTES: usize = 4 * 1024 * 1024;

/// The example articles, again and again, in their order.
///
/// # Panics
/// When the examples cannot be read, or are not there.
pub fn corpus() -> Vec<Article> {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/articles");
    let articles: Vec<Article> = all_articles(&[Input::Path(folder)], &Options::default())
        .unwrap_or_else(|error| panic!("examples: {error}"));
    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    assert!(bytes > 0, "examples: no article");
    let times = BYTES.div_ceil(bytes);
    articles.iter().cycle().take(articles.len() * times).cloned().collect()
}

/// One pass of it over the bytes is the unit of speed: the names of cities, the longest match at each place.
///
/// # Errors
/// The lexicon has no table of cities.
///
/// # Panics
/// When the automaton cannot be built.
pub fn yardstick() -> Result<CharwiseDoubleArrayAhoCorasick<u32>, LexiconError> {
    let mut names = Coder::embedded_sources()?.cells("cities", "name")?;
    names.sort_unstable();
    names.dedup();
    Ok(CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::LeftmostLongest)
        .build(&names)
        .unwrap_or_else(|error| panic!("yardstick: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_yardstick_finds_cities_in_the_corpus() {
        let (corpus, yardstick) = (corpus(), yardstick().unwrap());
        assert!(corpus.iter().map(|article| article.text.len()).sum::<usize>() >= BYTES);
        let found = |article: &Article| yardstick.leftmost_find_iter(&article.text).count();
        assert!(corpus.iter().take(30).map(found).sum::<usize>() > 30);
    }
}
