//! Themes: what an encounter was about, where the text ties it to the encounter.

use std::ops::Range;

use rasid_lexicon::Kind;

use crate::assemble::Draft;
use crate::clause::{Item, Piece, Scene};
use crate::people::People;
use crate::report::EventType;

/// The theme of a named conflict: الأوضاع في ليبيا, الأزمة السورية.
const CONFLICT: &str = "regional_security";

/// Sentences behind that of the encounter in which its themes may stand.
const REACH: usize = 5;

/// The themes of `draft` with the tokens that name them: in its own sentence up to the next encounter, and in the
/// sentences behind it that go on about it.
pub(crate) fn of<'l>(
    scene: &Scene<'_, 'l>,
    people: &People<'l>,
    sentences: &[Range<u32>],
    draft: &Draft<'l>,
    drafts: &[Draft<'l>],
) -> Vec<(String, (u32, u32))> {
    let found = &draft.found;
    let mut themes: Vec<(String, (u32, u32))> = Vec::new();
    let mut add = |number: usize, range: Range<u32>| {
        for part in parts(scene, people, number, range, draft, drafts) {
            for (code, tokens) in among(scene, number, part.start as usize..part.end as usize) {
                // The name of an agreement is not what it is about: الاتفاق النووي.
                let own = tokens.start <= found.head && found.head < tokens.end;
                if !own && !themes.iter().any(|(known, _)| known == code) {
                    themes.push((code.to_owned(), (tokens.start, tokens.end)));
                }
            }
        }
    };
    if found.event_type == EventType::Visit {
        // A visit has the themes of what it was made for, which its own clause tells, and a purpose behind it.
        let next = drafts.iter().filter(|other| other.found.sentence == found.sentence);
        let next = next.map(|other| other.found.head).filter(|&head| head > found.head).min();
        let end = purpose(scene, found.sentence, found.clause.end)
            .map_or(found.clause.end, |end| next.map_or(end, |next| end.min(next)).max(found.clause.end));
        add(found.sentence, found.clause.start..end);
        return themes;
    }
    let others = |number: usize| {
        drafts.iter().filter(move |other| other.found.sentence == number && !std::ptr::eq(*other, draft))
    };
    let follows = others(found.sentence).filter(|other| other.found.head > found.head);
    let end = follows.map(|other| other.found.span.start.max(found.head)).min();
    let precedes = others(found.sentence)
        .any(|other| found.span.contains(&other.found.head) && other.found.head < found.head);
    let start = if precedes { found.head } else { found.span.start };
    let end = end.unwrap_or(sentences[found.sentence].end);
    add(found.sentence, start.min(end)..end);
    let takes_part = |actor: usize| part_of(people, draft, actor);
    for (n, sentence) in sentences.iter().enumerate().skip(found.sentence + 1).take(REACH) {
        let next = others(n).map(|other| other.found.span.start).min();
        if continues(scene, n, takes_part) {
            add(n, sentence.start..next.unwrap_or(sentence.end));
        }
        if next.is_some() {
            break;
        }
    }
    themes
}

/// زار ليما للوقوف على مكافحة التهريب، وقال: where the purpose ends that opens within a few words behind `from`.
fn purpose(scene: &Scene<'_, '_>, number: usize, from: u32) -> Option<u32> {
    // As far behind the clause as its purpose begins, and as many tokens as it has.
    const NEAR: u32 = 3;
    const LONG: u32 = 30;
    let opens = |i: u32| {
        let i = i as usize;
        scene.mentions.key(i).starts_with("لل") && scene.mentions.best(i, Kind::Country).is_none()
            || scene
                .mentions
                .best(i, Kind::Cue)
                .is_some_and(|cue| scene.lexicon.cue(cue.sense.id).kind == "purpose")
    };
    let start = (from..from + NEAR).find(|&i| opens(i))?;
    let stops = |item: &&Item| {
        item.range.start > start && (matches!(item.piece, Piece::That) || scene.cue(item) == "statement")
    };
    let stop = scene.rows[number].iter().find(stops).map(|item| item.range.start);
    let last = scene.rows[number].last().map_or(start, |item| item.range.end);
    Some(stop.unwrap_or(last.max(start + LONG)).min(start + LONG))
}

/// Whether an actor is one of those who took part.
fn part_of(people: &People<'_>, draft: &Draft<'_>, actor: usize) -> bool {
    let same = |person: Option<usize>| person.is_some() && person == people.of_actor[actor];
    draft.members.iter().any(|member| member.actor == actor || same(member.person))
}

/// The parts of a range that do not tell of another encounter of the same sentence: where several were received apart,
/// what follows the name of one guest (أما مع السفير الثاني فبحث) is not what the others spoke about.
fn parts(
    scene: &Scene<'_, '_>,
    people: &People<'_>,
    number: usize,
    range: Range<u32>,
    draft: &Draft<'_>,
    drafts: &[Draft<'_>],
) -> Vec<Range<u32>> {
    let siblings = || {
        drafts
            .iter()
            .filter(|other| other.found.sentence == draft.found.sentence && !std::ptr::eq(*other, draft))
    };
    if number == draft.found.sentence || siblings().next().is_none() {
        return vec![range];
    }
    let mut parts = Vec::new();
    let (mut open, mut start) = (true, range.start);
    for item in &scene.rows[number] {
        let Piece::Actor(n) = item.piece else { continue };
        let ours = part_of(people, draft, n);
        let theirs = siblings().any(|other| part_of(people, other, n));
        if !range.contains(&item.range.start) || ours == theirs || ours == open {
            continue;
        }
        if open {
            parts.push(start..item.range.start);
        }
        (open, start) = (ours, item.range.start);
    }
    if open {
        parts.push(start..range.end.max(start));
    }
    parts
}

/// Themes named among `tokens` of sentence `number`: code, and the tokens that say so; each code once, in the order of
/// the text. Words of an office are nobody's theme (رئيس وكالة الأمن الرقمي); a group that is one is (تنظيم القاعدة).
fn among<'l>(scene: &Scene<'_, 'l>, number: usize, tokens: Range<usize>) -> Vec<(&'l str, Range<u32>)> {
    let mut found: Vec<(&'l str, Range<u32>)> = Vec::new();
    let mut add = |code: &'l str, range: Range<u32>| {
        if !found.iter().any(|(known, _)| *known == code) {
            found.push((code, range));
        }
    };
    // What the author reads into it is not what it was about: مما يعكس أهمية التعاون الأمني.
    let comment = tokens.clone().find(|&i| {
        scene.mentions.best(i, Kind::Cue).is_some_and(|cue| scene.lexicon.cue(cue.sense.id).kind == "comment")
    });
    let tokens = tokens.start..comment.unwrap_or(tokens.end);
    for i in tokens.clone() {
        let themes = scene.mentions.at(i).iter().filter(|theme| theme.sense.kind == Kind::Theme);
        for theme in themes {
            let range = i as u32..i as u32 + theme.tokens;
            let next = scene.actors.partition_point(|actor| actor.range.start <= range.start);
            let within = |actor: &Range<u32>| range.end <= actor.end && range != *actor;
            let office = next.checked_sub(1).is_some_and(|n| within(&scene.actors[n].range));
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

/// Whether a sentence goes on about the encounter told before: خلال اللقاء, الجانبان, المشاركون, المباحثات, or one of the `people`
/// who took part speaks in it.
fn continues(scene: &Scene<'_, '_>, number: usize, takes_part: impl Fn(usize) -> bool) -> bool {
    let (lexicon, mentions) = (scene.lexicon, scene.mentions);
    let Some(start) = scene.rows[number].first().map(Item::start) else { return false };
    let end = scene.rows[number].last().map_or(start, |item| item.range.end as usize);
    let points_back = (start..end).take(40).any(|i| {
        mentions.at(i).iter().any(|found| match found.sense.kind {
            Kind::Cue => matches!(lexicon.cue(found.sense.id).kind.as_str(), "sides" | "gathered"),
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
