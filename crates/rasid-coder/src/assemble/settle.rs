//! Where and when: the place and the date of a report.

use std::ops::Range;

use super::{Assembler, Draft};
use crate::date::DateExpression;
use crate::frame::Found;
use crate::mention::Particle;
use crate::report::{EventType, Role, Status};

impl<'l> Assembler<'_, '_, 'l> {
    pub(super) fn place(&self, draft: &mut Draft<'l>) {
        let scene = self.scene;
        let take = |draft: &mut Draft<'l>, n: usize| {
            let place = &scene.places[n];
            draft.country = Some((place.country, Some(place.range.clone())));
            draft.place = Some(n);
        };
        if let Some(n) = draft.found.destination {
            take(draft, n);
            // إلى النمسا ... فيينا: a city of the destination in the same clause narrows it.
            let country = scene.places[n].country;
            if scene.places[n].city.is_none()
                && let Some(city) = self
                    .places_in(&draft.found.clause)
                    .find(|&m| scene.places[m].country == country && scene.places[m].city.is_some())
            {
                take(draft, city);
            }
            return;
        }
        if draft.found.event_type == EventType::Visit {
            return;
        }
        let head = draft.found.head;
        let nearest = self
            .places_in(&draft.found.clause)
            .filter(|&n| {
                let place = &scene.places[n];
                let before = self.scene.mentions.stem((place.range.start as usize).saturating_sub(1));
                let locative =
                    matches!(place.particle, Some(Particle::Fi | Particle::Bi)) || before.ends_with("مقر");
                locative && !self.inside_cast(&place.range, &draft.found)
            })
            .min_by_key(|&n| {
                (
                    scene.places[n].city.is_none() && scene.places[n].venue.is_none(),
                    scene.places[n].range.start.abs_diff(head),
                )
            });
        if let Some(n) = nearest {
            take(draft, n);
            return;
        }
        if draft.found.event_type == EventType::Reception
            && let Some(host) = draft.members.iter().find(|m| m.role == Role::Host)
            && let Some(side) = &host.side
        {
            let accredited = scene.actors[host.units.unwrap_or(host.actor)].accredited;
            if side.code.len() == 2 && side.code != "UN" && side.code != "EU" {
                draft.country = Some((accredited.unwrap_or(side.code), None));
            }
        }
    }

    pub(super) fn places_in(&self, range: &Range<u32>) -> impl Iterator<Item = usize> + use<'_, 'l> {
        let range = range.clone();
        let first = self.scene.places.partition_point(|place| place.range.start < range.start);
        (first..self.scene.places.len()).take_while(move |&n| self.scene.places[n].range.start < range.end)
    }

    /// Whether a place stands inside the phrase of somebody who takes part: أمير منطقة الرياض says nothing of where.
    pub(super) fn inside_cast(&self, range: &Range<u32>, found: &Found<'l>) -> bool {
        found
            .cast
            .iter()
            .map(|cast| &self.scene.actors[cast.actor])
            .any(|actor| !actor.is_country && actor.range.start < range.start && range.end <= actor.range.end)
    }

    pub(super) fn date(&self, draft: &mut Draft<'l>, before: &[Draft<'l>]) {
        let head = draft.found.head;
        let usable = |date: &DateExpression| {
            let previous =
                date.range.start.checked_sub(1).map_or("", |i| self.scene.mentions.key(i as usize));
            let deadline = matches!(
                previous,
                "قبل" | "منذ" | "حتي" | "سنه" | "كاس" | "مونديال" | "بعد" | "رويه" | "افق"
            );
            !deadline && (date.value.is_some() || date.same_day)
        };
        let within = |range: &Range<u32>| {
            self.scene
                .dates
                .iter()
                .filter(|date| range.contains(&date.range.start) && usable(date))
                .min_by_key(|date| date.range.start.abs_diff(head))
        };
        // الأسبوع المقبل: a plan, whether or not it is known which week that is.
        let ahead =
            self.scene.dates.iter().any(|date| date.future && draft.found.clause.contains(&date.range.start));
        if ahead && draft.found.status == Status::Held && (draft.found.imperfect || self.published.is_none())
        {
            draft.found.status = Status::Planned;
        }
        let sentence = &self.sentences[draft.found.sentence];
        // The clause first; the rest of the sentence only where no other encounter stands nearer to it.
        let chosen =
            within(&draft.found.clause).or_else(|| within(&(sentence.start..draft.found.clause.start)));
        if let Some(date) = chosen {
            if date.same_day {
                draft.date = before.last().and_then(|d| d.date.clone());
                return;
            }
            draft.date = date.value.map(|value| (value, Some(date.range.clone())));
            let later = match (date.value.and_then(|v| v.bounds()), self.published) {
                (Some((first, _)), Some(published)) => first > published,
                _ => date.future,
            };
            if later && draft.found.status == Status::Held {
                draft.found.status = Status::Planned;
            }
            return;
        }
        let near_head = draft.found.sentence <= self.first_sentence + 1;
        if near_head
            && let Some(n) = self.dateline_date
            && let Some(value) = self.scene.dates[n].value
        {
            draft.date = Some((value, Some(self.scene.dates[n].range.clone())));
        }
    }

    /// The dateline gives the city when it lies in the country where the text puts the encounter.
    pub(super) fn dateline_city(&self, draft: &mut Draft<'l>) {
        let Some(n) = self.dateline else { return };
        let place = &self.scene.places[n];
        let same = draft.country.as_ref().is_some_and(|(code, _)| *code == place.country);
        let bare = draft
            .place
            .is_none_or(|m| self.scene.places[m].city.is_none() && self.scene.places[m].venue_city.is_none());
        let near = draft.found.sentence <= self.first_sentence + 2;
        if same
            && bare
            && near
            && draft.place.is_none_or(|m| self.scene.places[m].venue.is_none())
            && draft.found.event_type != EventType::Call
        {
            draft.place = Some(n);
        }
    }
}
