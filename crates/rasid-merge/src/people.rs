//! The participants of an encounter: each person once, with the fullest description that most reports share.

use std::collections::BTreeMap;

use rasid_coder::report::{EventType, Participant, Rank, Role};

use crate::fold::words;
use crate::fuse::most_frequent;
use crate::person::{Identity, Person};
use crate::profile::Profile;
use crate::variants::Variants;

/// One participant as one report has him.
struct Entry<'a> {
    participant: &'a Participant,
    person: Person,
    article: &'a str,
    /// Whether the report is of the encounter's own type, so that its roles are the encounter's.
    own_type: bool,
    /// Whether the report names nobody, and nobody else of that country: its whole side.
    faceless: bool,
    position: usize,
}

/// Joins the participants of all reports. Sorted by role and by how early the reports name them.
pub(crate) fn fuse_people(
    members: &[&Profile],
    event_type: EventType,
    variants: &mut Variants,
) -> Vec<Participant> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for member in members {
        let own_type = member.report.event_type == event_type;
        let article = member.article.id.as_str();
        for (position, participant) in member.report.participants.iter().enumerate() {
            let person = Person::of(participant);
            let of_country = |p: &&Participant| p.country == participant.country;
            let alone = member.report.participants.iter().filter(of_country).count() == 1;
            let faceless = person.name.is_none() && participant.country.is_some() && alone;
            entries.push(Entry { participant, person, article, own_type, faceless, position });
        }
    }
    // Names first, then offices: who is only "an official" joins whoever is known of his country.
    entries.sort_by_key(|e| (e.person.name.is_none(), !e.person.is_known()));
    let mut groups: Vec<Vec<Entry<'_>>> = Vec::new();
    for entry in entries {
        let best = groups
            .iter()
            .enumerate()
            .filter_map(|(at, group)| Some((fits(group, &entry)?, std::cmp::Reverse(at))))
            // One report names nobody twice; two reports of one article, which only people join, may.
            .filter(|(identity, std::cmp::Reverse(at))| {
                *identity >= Identity::FamilyName
                    || !groups[*at].iter().any(|other| other.article == entry.article)
            })
            .max();
        match best {
            Some((_, std::cmp::Reverse(at))) => groups[at].push(entry),
            None => groups.push(vec![entry]),
        }
    }
    let mut people: Vec<(Role, usize, usize, Participant, Vec<Entry<'_>>)> = groups
        .into_iter()
        .enumerate()
        .map(|(at, group)| {
            let participant = fused(&group);
            let early = group.iter().map(|e| e.position).sum::<usize>() * 1000 / group.len().max(1);
            (participant.role, early, at, participant, group)
        })
        .collect();
    people.sort_by_key(|(role, early, at, ..)| (*role, *early, *at));
    for (at, (.., participant, group)) in people.iter().enumerate() {
        note_differences(at, participant, group, variants);
    }
    people.into_iter().map(|(.., participant, _)| participant).collect()
}

/// How well somebody fits a group of his country; `None` where he is another person.
fn fits(group: &[Entry<'_>], entry: &Entry<'_>) -> Option<Identity> {
    let same_land = |other: &Entry<'_>| match (&other.person.country, &entry.person.country) {
        (Some(a), Some(b)) => a == b,
        _ => other.person.name.is_some() && entry.person.name.is_some(),
    };
    let best = group.iter().filter(|o| same_land(o)).map(|o| o.person.identity(&entry.person)).max()?;
    let unknown = !entry.person.is_known() || !group.iter().any(|other| other.person.is_known());
    let same_role = |other: &Entry<'_>| {
        (other.participant.role == Role::Organiser) == (entry.participant.role == Role::Organiser)
    };
    // "Security officials of Qatar" and "heads of delegations of Qatar" in one encounter are one side of it.
    if entry.faceless && group.iter().all(|other| other.faceless && same_land(other) && same_role(other)) {
        return Some(best.max(Identity::Open));
    }
    let enough = best >= Identity::SameOffice
        || (best == Identity::Open && (unknown || group[0].person.name.is_some()));
    (enough && group.iter().all(same_role)).then_some(best)
}

fn fused(group: &[Entry<'_>]) -> Participant {
    let all = || group.iter().map(|e| e.participant);
    let name = most_frequent(all().filter_map(|p| p.name.as_deref()));
    let office = most_frequent(all().filter_map(|p| p.office.as_deref()));
    let spelled = all().find(|p| p.name_latin.is_some() && p.name.as_deref() == name);
    let posts = all().find(|p| p.office.as_deref() == office && !p.posts.is_empty());
    Participant {
        role: role(group),
        name: name.map(str::to_owned),
        name_latin: spelled.and_then(|p| p.name_latin.clone()),
        name_latin_from: spelled.and_then(|p| p.name_latin_from),
        office: office.map(str::to_owned),
        posts: posts.map(|p| p.posts.clone()).unwrap_or_default(),
        organisation: most_frequent(all().filter_map(|p| p.organisation.as_deref())).map(str::to_owned),
        rank: rank(group),
        country: most_frequent(all().filter_map(|p| p.country.as_deref())).map(str::to_owned),
    }
}

/// The role that most reports of the encounter's own type give, and where there are none, most reports.
fn role(group: &[Entry<'_>]) -> Role {
    let own = group.iter().any(|e| e.own_type);
    let mut counts: BTreeMap<Role, usize> = BTreeMap::new();
    for entry in group.iter().filter(|e| e.own_type || !own) {
        *counts.entry(entry.participant.role).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(role, count)| (*count, std::cmp::Reverse(*role)));
    most.map_or(Role::Participant, |(role, _)| role)
}

/// The most frequent rank that says something.
fn rank(group: &[Entry<'_>]) -> Rank {
    let mut counts: BTreeMap<Rank, usize> = BTreeMap::new();
    for rank in group.iter().map(|e| e.participant.rank).filter(|&rank| rank != Rank::Other) {
        *counts.entry(rank).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(rank, count)| (*count, std::cmp::Reverse(*rank)));
    most.map_or(Rank::Other, |(rank, _)| rank)
}

/// Notes names and offices that differ in more than spelling habit. What only says less ("the minister" beside "the
/// minister of the interior") is no disagreement.
fn note_differences(at: usize, chosen: &Participant, group: &[Entry<'_>], variants: &mut Variants) {
    for entry in group {
        let pairs = [
            ("name", &chosen.name, &entry.participant.name),
            ("office", &chosen.office, &entry.participant.office),
        ];
        for (field, chosen, other) in pairs {
            if let (Some(chosen), Some(other)) = (chosen, other)
                && !says_less(other, chosen)
            {
                variants.note(&format!("participants/{at}/{field}"), other, entry.article);
            }
        }
    }
}

/// Whether every word of `other` stands in `chosen`.
fn says_less(other: &str, chosen: &str) -> bool {
    let chosen = words(chosen);
    words(other).iter().all(|word| chosen.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shorter_office_is_no_other_office() {
        assert!(says_less("وزير الداخلية", "وزير الداخلية التونسي"));
        assert!(says_less("المدير العام للأمن", "المدير العام للأمن"));
        assert!(!says_less("وزير الداخلية التونسي", "وزير الداخلية"));
        assert!(!says_less("وزير الخارجية", "وزير الداخلية"));
    }
}
