//! Why reports are taken for one encounter, or not.

use std::collections::BTreeMap;

use rasid_chronicle::{Because, Pair};

use super::Page;

/// By encounter: the pairs that explain it. Empty where nobody asked.
pub(crate) type Pairs = BTreeMap<String, Vec<Pair>>;

/// A pair in one line: the two reports, as `named` calls their events, and what joins them with its weight, or what forbids
/// it.
pub(crate) fn pair(page: &Page, pair: &Pair, named: &dyn Fn(&str) -> String) -> String {
    let messages = page.messages();
    let why = match &pair.because {
        Because::Decided => messages.by_decision.to_owned(),
        Because::KeptApart => messages.kept_apart.to_owned(),
        Because::Linked(link) => {
            let reasons: Vec<&str> = link.reasons.iter().map(|reason| messages.reason(*reason)).collect();
            format!("{} ({})", reasons.join(messages.comma), link.score)
        }
        Because::Forbidden(obstacle) => messages.obstacle(*obstacle).to_owned(),
    };
    let (sign, why) = match &pair.because {
        Because::Decided | Because::Linked(_) => ("=", why),
        Because::KeptApart | Because::Forbidden(_) => ("≠", why),
    };
    format!(
        "{} {sign} {}{}{}",
        page.cell(&named(&pair.one)),
        page.cell(&named(&pair.other)),
        messages.colon,
        page.cell(&why)
    )
}
