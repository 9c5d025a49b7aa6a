//! Themes: what an encounter was about, where the text ties it to the encounter.

use std::ops::Range;

use rasid_lexicon::{Kind, Lexicon};

use crate::mention::Mentions;

/// Themes named among `tokens`: code, and the tokens that say so; each code once, in the order of the text.
pub(crate) fn among<'l>(
    lexicon: &'l Lexicon,
    mentions: &Mentions,
    tokens: Range<usize>,
) -> Vec<(&'l str, Range<u32>)> {
    let mut found: Vec<(&str, Range<u32>)> = Vec::new();
    for i in tokens {
        for theme in mentions.at(i).iter().filter(|theme| theme.sense.kind == Kind::Theme) {
            let code = lexicon.theme(theme.sense.id).code.as_str();
            if !found.iter().any(|(known, _)| *known == code) {
                found.push((code, i as u32..i as u32 + theme.tokens));
            }
        }
    }
    found
}

/// Whether a sentence goes on about the encounter told before: خلال اللقاء, الجانبان, المباحثات.
pub(crate) fn continues(lexicon: &Lexicon, mentions: &Mentions, sentence: &Range<u32>) -> bool {
    (sentence.start as usize..sentence.end as usize).take(40).any(|i| {
        mentions.at(i).iter().any(|found| match found.sense.kind {
            Kind::Cue => lexicon.cue(found.sense.id).kind == "sides",
            Kind::Trigger => {
                let trigger = lexicon.trigger(found.sense.id);
                trigger.shape == rasid_lexicon::entry::Shape::Noun
                    && !trigger.plural
                    && (trigger.pronoun || mentions.key(i).contains("ال"))
            }
            _ => false,
        })
    })
}
