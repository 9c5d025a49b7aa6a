//! Whether two reports speak of one encounter, and why.
//!
//! First what forbids it ([`Obstacle`]), then what speaks for it ([`Reason`]), each with its weight. Only the two
//! reports are consulted. A pair is linked when it has an anchor, which depends on how well the times agree, and no
//! obstacle; the score then says which links are made first.

use rasid_coder::closed_list;
use std::cell::LazyCell;

use crate::constrain::obstacle;
use crate::person::{Identity, side_identity};
use crate::profile::{Kind, Profile};
use crate::reuse::are_copies;
use crate::time::Agreement;

closed_list! {
    /// What speaks for one encounter.
    Reason {
        /// The full name of somebody is in both.
        SameName = "same_name",
        /// The family name of somebody named in one is in the other.
        SameFamilyName = "same_family_name",
        /// The same office of the same country.
        SameOffice = "same_office",
        /// Both write the same day.
        SameDay = "same_day",
        /// Both write dates that overlap.
        OverlappingDates = "overlapping_dates",
        /// Neighbouring days of something that lasts.
        NeighbouringDays = "neighbouring_days",
        /// One day apart, both fresh, from different outlets or copied.
        OneDayApart = "one_day_apart",
        /// Not both dated, but published within the same few days.
        PublishedTogether = "published_together",
        /// The same city.
        SameCity = "same_city",
        /// The same country as place.
        SameCountry = "same_country",
        /// The same type.
        SameType = "same_type",
        /// Both inside the same visit or conference.
        SameParent = "same_parent",
        /// The quotes name the same gathering.
        SameGathering = "same_gathering",
        /// The same organiser.
        SameOrganiser = "same_organiser",
        /// One text is a copy of the other.
        CopiedText = "copied_text",
        /// A theme in common.
        SameTheme = "same_theme",
    }
}

impl Reason {
    /// How much it counts against the other reasons.
    pub fn weight(self) -> u32 {
        match self {
            Reason::SameName | Reason::SameGathering | Reason::CopiedText => 4,
            Reason::SameFamilyName | Reason::SameDay | Reason::SameParent => 3,
            Reason::SameOffice | Reason::OverlappingDates | Reason::SameCity | Reason::SameOrganiser => 2,
            Reason::NeighbouringDays
            | Reason::OneDayApart
            | Reason::PublishedTogether
            | Reason::SameCountry
            | Reason::SameType
            | Reason::SameTheme => 1,
        }
    }
}

closed_list! {
    /// What forbids one encounter.
    Obstacle {
        /// One article reports one encounter once.
        SameArticle = "same_article",
        /// A call and a meeting, a visit and a reception inside it.
        OtherType = "other_type",
        /// Different sides.
        OtherCountries = "other_countries",
        /// Different times.
        OtherTime = "other_time",
        /// Different people of one country.
        OtherPerson = "other_person",
        /// Different places.
        OtherPlace = "other_place",
        /// Nothing distinctive in common.
        NoAnchor = "no_anchor",
    }
}

/// The reasons for which two reports are linked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Sum of the weights.
    pub score: u32,
    /// Sorted; a reason that holds for both sides stands twice.
    pub reasons: Vec<Reason>,
}

/// Whether two reports speak of one encounter, their parents being known.
pub(crate) fn link(a: &Profile, b: &Profile) -> Result<Link, Obstacle> {
    linked(a, b, a.inside.iter().any(|parent| b.inside.binary_search(parent).is_ok()))
}

/// The same, given whether both happened inside one encounter.
pub(crate) fn linked(a: &Profile, b: &Profile, same_parent: bool) -> Result<Link, Obstacle> {
    if let Some(obstacle) = obstacle(a, b) {
        return Err(obstacle);
    }
    // Comparing texts costs more than all the rest: it is done when the answer depends on it.
    let copied = LazyCell::new(|| are_copies(&a.article, &b.article));
    let agreement = a.when.agreement(&b.when, || a.article.outlet != b.article.outlet || *copied);
    if agreement == Agreement::Apart {
        return Err(Obstacle::OtherTime);
    }
    let people = people(a, b);
    let best = people.iter().copied().max().unwrap_or(Identity::Open);
    let mut reasons: Vec<Reason> = people
        .iter()
        .filter_map(|identity| match identity {
            Identity::FullName => Some(Reason::SameName),
            Identity::FamilyName => Some(Reason::SameFamilyName),
            Identity::SameOffice => Some(Reason::SameOffice),
            Identity::Open | Identity::Different => None,
        })
        .collect();
    let both_sides = reasons.len() >= 2;
    reasons.extend(match agreement {
        Agreement::SameDay => Some(Reason::SameDay),
        Agreement::Overlap => Some(Reason::OverlappingDates),
        Agreement::Neighbours => Some(Reason::NeighbouringDays),
        Agreement::OffByOne => Some(Reason::OneDayApart),
        Agreement::Published => Some(Reason::PublishedTogether),
        Agreement::Open | Agreement::Apart => None,
    });
    let same_land = a.land.is_some() && a.land == b.land;
    let same_city = a.city.is_some() && a.city == b.city;
    let other_city = a.city.is_some() && b.city.is_some() && !same_city;
    let organiser = a.organisers.iter().any(|code| b.organisers.contains(code));
    let gathering = a.kind == Kind::Conference && same_gathering(&a.quoted, &b.quoted);
    let theme = a.report.themes.iter().any(|theme| b.report.themes.contains(theme));
    for (holds, reason) in [
        (same_city, Reason::SameCity),
        (same_land, Reason::SameCountry),
        (a.report.event_type == b.report.event_type, Reason::SameType),
        (same_parent, Reason::SameParent),
        (gathering, Reason::SameGathering),
        (organiser, Reason::SameOrganiser),
        (theme, Reason::SameTheme),
    ] {
        reasons.extend(holds.then_some(reason));
    }
    let somebody = best >= Identity::SameOffice;
    let anchored = match (agreement, a.kind) {
        (Agreement::Apart, _) => false,
        (Agreement::SameDay | Agreement::Overlap | Agreement::Neighbours | Agreement::Published, _) => {
            somebody || same_parent || *copied
        }
        (Agreement::OffByOne, _) => both_sides || (somebody && *copied),
        (Agreement::Open, Kind::Visit) => best >= Identity::FamilyName && same_land && !other_city,
        (Agreement::Open, Kind::Conference) => {
            // Nobody attends two gatherings in one city in one month without the press telling them apart.
            let one_month = same_city && a.when.within_a_month() && b.when.within_a_month();
            let named = gathering || same_parent || (organiser && same_land) || one_month;
            best >= Identity::FamilyName && named && !other_city
        }
        (Agreement::Open, _) => {
            let named = both_sides && best >= Identity::FamilyName;
            !other_city && (named || (same_parent && somebody) || *copied)
        }
    };
    if !anchored {
        return Err(Obstacle::NoAnchor);
    }
    reasons.extend(copied.then_some(Reason::CopiedText));
    reasons.sort();
    Ok(Link { score: reasons.iter().map(|reason| reason.weight()).sum(), reasons })
}

/// For each country that both have, what its people have in common; and whether somebody whose country one report
/// does not know is named in the other.
fn people(a: &Profile, b: &Profile) -> Vec<Identity> {
    let shared = a.countries.iter().filter(|country| b.countries.binary_search(country).is_ok());
    let by_country = shared.map(|country| side_identity(&a.side(country), &b.side(country)));
    let stateless = stateless_identity(a, b).max(stateless_identity(b, a));
    by_country.chain(stateless.filter(|&identity| identity >= Identity::FamilyName)).collect()
}

/// The best match of those of `a` who have no country with those of `b` who have none, or one that `a` lacks.
fn stateless_identity(a: &Profile, b: &Profile) -> Option<Identity> {
    let lacks = |country: &String| a.countries.binary_search(country).is_err();
    let free = || b.people.iter().filter(|other| other.country.as_ref().is_none_or(lacks));
    let stateless = a.people.iter().filter(|person| person.country.is_none());
    stateless.flat_map(|person| free().map(|other| person.identity(other))).max()
}

/// Whether two quotes name one gathering: at least five longer words in common, and half of the shorter quote.
pub(crate) fn same_gathering(a: &[String], b: &[String]) -> bool {
    let shared = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
    shared >= 5 && shared * 2 >= a.len().min(b.len())
}
