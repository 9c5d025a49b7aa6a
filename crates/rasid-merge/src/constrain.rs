//! What two reports of one encounter can never be, however much else speaks for it.

use crate::person::{Identity, side_identity};
use crate::profile::{Kind, Profile};
use crate::score::{Obstacle, same_gathering};

/// Why two reports cannot stand in one cluster; `None` where nothing forbids it.
///
/// Two ambassadors received on one day are of different countries or have different names; king and crown prince are
/// different people of the host's side; a call is no meeting; a second visit has another time.
pub(crate) fn obstacle(a: &Profile, b: &Profile) -> Option<Obstacle> {
    if a.article.id == b.article.id { Some(Obstacle::SameArticle) } else { contradiction(a, b) }
}

/// The same, for reports of two articles. Looks at nothing but what [`Profile::shape`] is made of.
pub(crate) fn contradiction(a: &Profile, b: &Profile) -> Option<Obstacle> {
    if a.kind != b.kind {
        return Some(Obstacle::OtherType);
    }
    if !same_sides(a, b) {
        return Some(Obstacle::OtherCountries);
    }
    if a.when.contradicts(&b.when) {
        return Some(Obstacle::OtherTime);
    }
    if matches!((&a.land, &b.land), (Some(a), Some(b)) if a != b) {
        return Some(Obstacle::OtherPlace);
    }
    // Many people of one country attend a conference; that two articles name two of them forbids nothing.
    let other_person = |country: &String| {
        b.countries.binary_search(country).is_ok()
            && side_identity(&a.side(country), &b.side(country)) == Identity::Different
    };
    (a.kind != Kind::Conference && a.countries.iter().any(other_person)).then_some(Obstacle::OtherPerson)
}

/// Whether the sides of both may be the same: the shorter list must stand in the longer one. Of those who attended a
/// conference every article names others, so two sides are enough, or one where both speak of the same gathering: three
/// ministers who met are not the council whose members one of them met on the same day.
fn same_sides(a: &Profile, b: &Profile) -> bool {
    let (short, long) = if a.countries.len() <= b.countries.len() { (a, b) } else { (b, a) };
    let shared =
        short.countries.iter().filter(|country| long.countries.binary_search(country).is_ok()).count();
    match a.kind {
        Kind::Conference => {
            let convened = || a.organisers.iter().any(|code| b.organisers.contains(code));
            let all = shared == short.countries.len();
            shared >= 1 && (all || shared >= 2 || convened() || same_gathering(&a.quoted, &b.quoted))
        }
        _ => shared >= 1 && shared == short.countries.len() && long.countries.len() - shared <= 2,
    }
}
