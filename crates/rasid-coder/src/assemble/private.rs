//! Trips that are no business of an office: a pilgrimage, a treatment, a rest.

use super::{Assembler, Draft};
use crate::frame::{Note, Told};
use crate::report::{EventType, Status};

impl<'l> Assembler<'_, '_, 'l> {
    /// Leaves out trips said to be private, with whatever else the article tells of the same trip: غادر جدة بعد زيارته لأداء
    /// العمرة. An official visit during which somebody also prayed stays, and so does a denial that there was one.
    pub(super) fn on_business(&self, drafts: Vec<Draft<'l>>) -> Vec<Draft<'l>> {
        let private: Vec<usize> = (0..drafts.len()).filter(|&n| self.is_private(&drafts, n)).collect();
        if private.is_empty() {
            return drafts;
        }
        let (left_out, kept): (Vec<_>, Vec<_>) = drafts.iter().cloned().partition(|draft| {
            let same = |&n: &usize| drafts[n].found.head == draft.found.head || one_trip(&drafts[n], draft);
            private.iter().any(same) && !self.is_official(draft) && draft.found.status != Status::Denied
        });
        if let Some(notes) = self.scene.notes {
            for Draft { found, .. } in left_out {
                let trigger = found.head..found.head + 1;
                let told = Told::Refused("private-visit");
                notes.borrow_mut().push(Note { trigger, frame: found.frame, told });
            }
        }
        kept
    }

    /// Whether a visit is said to be for prayer, treatment or rest, where nothing official is told of the visitor beside it.
    fn is_private(&self, drafts: &[Draft<'l>], n: usize) -> bool {
        let draft = &drafts[n];
        if draft.found.event_type != EventType::Visit || self.is_official(draft) {
            return false;
        }
        let people = draft.people();
        let met = drafts.iter().any(|other| {
            other.found.event_type != EventType::Visit
                && other.found.sentence == draft.found.sentence
                && other.people().iter().any(|person| people.contains(person))
        });
        let sentence = &self.sentences[draft.found.sentence];
        let clause = &draft.found.clause;
        let purpose = |mut range: std::ops::Range<u32>| {
            range.any(|i| {
                let key = self.scene.mentions.key(i as usize);
                matches!(key, "العمره" | "مناسك" | "للعلاج" | "للاستجمام")
                    || key == "عمره" && self.scene.mentions.key(i as usize - 1).ends_with("اداء")
            })
        };
        purpose(clause.clone()) || !met && purpose(clause.start..sentence.end)
    }

    /// زيارة رسمية, زيارة عمل in the sentence of the visit, and not ولم تكن زيارة رسمية.
    fn is_official(&self, draft: &Draft<'l>) -> bool {
        let sentence = &self.sentences[draft.found.sentence];
        let key = |i: u32| self.scene.mentions.key(i as usize);
        (sentence.start..sentence.end).any(|i| {
            let denied = (i.saturating_sub(3)..i)
                .any(|before| matches!(key(before), "لم" | "ولم" | "تكن" | "ليست" | "وليست" | "غير"));
            let kind = matches!(key(i + 1), "رسميه" | "الرسميه" | "عمل" | "العمل" | "دوله");
            key(i).contains("زيار") && kind && !denied
        })
    }
}

/// Whether two drafts tell of one trip, as far as the traveller and where he went say.
fn one_trip(one: &Draft<'_>, other: &Draft<'_>) -> bool {
    let (to, also_to) = (one.country.as_ref(), other.country.as_ref());
    other.found.event_type == EventType::Visit
        && to.map(|(code, _)| code) == also_to.map(|(code, _)| code)
        && one.people().iter().any(|person| other.people().contains(person))
}
