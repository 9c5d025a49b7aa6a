//! Themes: what an encounter was about, where the text ties it to the encounter.

use std::ops::Range;

use rasid_lexicon::Kind;

use crate::clause::{Item, Piece, Scene};

/// The theme of a named conflict: الأوضاع في ليبيا, الأزمة السورية.
const CONFLICT: &str = "regional_security";

/// Themes named among `tokens` of sentence `number`: code, and the tokens that say so; each code once, in the order of
/// the text. Words of an office are nobody's theme (رئيس وكالة الأمن الرقمي).
pub(crate) fn among<'l>(
    scene: &Scene<'_, 'l>,
    number: usize,
    tokens: Range<usize>,
) -> Vec<(&'l str, Range<u32>)> {
    let mut found: Vec<(&'l str, Range<u32>)> = Vec::new();
    let mut add = |code: &'l str, range: Range<u32>| {
        if !found.iter().any(|(known, _)| *known == code) {
            found.push((code, range));
        }
    };
    for i in tokens.clone() {
        let themes = scene.mentions.at(i).iter().filter(|theme| theme.sense.kind == Kind::Theme);
        for theme in themes {
            let range = i as u32..i as u32 + theme.tokens;
            let next = scene.actors.partition_point(|actor| actor.range.start <= range.start);
            let office = next.checked_sub(1).is_some_and(|n| range.end <= scene.actors[n].range.end);
            if !office {
                add(&scene.lexicon.theme(theme.sense.id).code, range);
            }
        }
    }
    for pair in scene.rows[number].windows(2) {
        let at = pair[0].start();
        if tokens.contains(&at)
            && scene.cue(&pair[0]) == "topic"
            && let Some(end) = conflict(scene, &pair[0], &pair[1])
        {
            add(CONFLICT, at as u32..end);
        }
    }
    found
}

/// Where the country or the city that a topic is about ends.
fn conflict(scene: &Scene<'_, '_>, topic: &Item, next: &Item) -> Option<u32> {
    let nisba = scene.mentions.bare(topic.range.end as usize, Kind::Nisba);
    if let Some(found) = nisba {
        return Some(topic.range.end + found.tokens);
    }
    let place = match next.piece {
        Piece::Place(_) => true,
        Piece::Actor(n) => scene.actors[n].is_country,
        _ => false,
    };
    (place && next.range.start <= topic.range.end + 2).then_some(next.range.end)
}

/// Whether a sentence goes on about the encounter told before: خلال اللقاء, الجانبان, المباحثات, or one of the `people`
/// who took part speaks in it.
pub(crate) fn continues(scene: &Scene<'_, '_>, number: usize, takes_part: impl Fn(usize) -> bool) -> bool {
    let (lexicon, mentions) = (scene.lexicon, scene.mentions);
    let Some(start) = scene.rows[number].first().map(Item::start) else { return false };
    let end = scene.rows[number].last().map_or(start, |item| item.range.end as usize);
    let points_back = (start..end).take(40).any(|i| {
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
    });
    let speaks = || {
        scene.rows[number].iter().take(4).any(|item| match item.piece {
            Piece::Actor(n) => takes_part(n),
            _ => false,
        })
    };
    points_back || speaks()
}
