//! Judgements: evaluative language, marked and kept apart from facts.

use rasid_lexicon::{Kind, Lexicon};

use crate::actor::Actor;
use crate::clause::{Item, Piece};
use crate::mention::Mentions;

/// A judgement in tokens.
#[derive(Debug)]
pub(crate) struct Judged {
    pub(crate) praise: bool,
    pub(crate) tokens: std::ops::Range<u32>,
    /// Actor that is judged: the nearest in the sentence.
    pub(crate) target: Option<usize>,
    /// Actor that judges, where a verb of saying has one.
    pub(crate) holder: Option<usize>,
}

/// The judgements of a sentence.
pub(crate) fn of_sentence(
    lexicon: &Lexicon,
    mentions: &Mentions,
    actors: &[Actor<'_>],
    sentence: &std::ops::Range<u32>,
    items: &[Item],
) -> Vec<Judged> {
    let mut judged: Vec<Judged> = Vec::new();
    let mut i = sentence.start as usize;
    while i < sentence.end as usize {
        let Some(found) = mentions.best(i, Kind::Judgement) else {
            i += 1;
            continue;
        };
        let tokens = i as u32..i as u32 + found.tokens;
        let actor = |item: &Item| match item.piece {
            Piece::Actor(n) if !actors[n].is_country => Some(n),
            _ => None,
        };
        let said = items.iter().position(|item| {
            matches!(item.piece, Piece::Cue(id) if lexicon.cue(id).kind == "statement")
                && item.range.start < tokens.start
        });
        let holder = said.and_then(|at| items[at + 1..].iter().take(2).find_map(actor));
        let target = items
            .iter()
            .filter_map(|item| actor(item).map(|n| (n, item.range.start.abs_diff(tokens.start))))
            .filter(|(n, _)| Some(*n) != holder)
            .min_by_key(|(_, distance)| *distance)
            .map(|(n, _)| n);
        judged.push(Judged { praise: lexicon.is_praise(found.sense.id), tokens, target, holder });
        i += found.tokens as usize;
    }
    judged
}
