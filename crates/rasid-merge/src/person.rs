//! The people of a report, and whether two reports mean the same ones.

use rasid_coder::report::{Participant, Rank};

use crate::fold::{without_article, words};
use crate::name::{Likeness, Name};

/// Longest office that is compared word by word.
const LONGEST: usize = 40;

/// A participant, prepared for comparison.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) name: Option<Name>,
    office: Vec<String>,
    rank: Rank,
    pub(crate) country: Option<String>,
}

/// Whether two people may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Identity {
    Different,
    Open,
    /// The same office, or a given name in the same rank.
    SameOffice,
    FamilyName,
    FullName,
}

impl Person {
    pub(crate) fn of(participant: &Participant) -> Self {
        let texts: Vec<&str> =
            participant.office.iter().chain(&participant.organisation).map(String::as_str).collect();
        Self {
            name: participant.name.as_deref().and_then(Name::parse),
            office: office_words(&texts.join(" ")),
            rank: participant.rank,
            country: participant.country.clone(),
        }
    }

    /// Whether a name or an office says who it is.
    pub(crate) fn is_known(&self) -> bool {
        self.name.is_some() || self.holds_one_of_a_kind() || self.office.len() >= 2
    }

    /// Whether both may be one person of one country.
    pub(crate) fn identity(&self, other: &Person) -> Identity {
        if let (Some(a), Some(b)) = (&self.name, &other.name) {
            let same_post = self.rank == other.rank && self.holds_one_of_a_kind();
            return match a.likeness(b) {
                Likeness::Full => Identity::FullName,
                Likeness::FamilyName => Identity::FamilyName,
                Likeness::GivenName if self.rank == other.rank => Identity::SameOffice,
                Likeness::GivenName => Identity::Open,
                Likeness::Different if same_post && a.shares_a_word(b) => Identity::SameOffice,
                Likeness::Different => Identity::Different,
            };
        }
        let (a, b) = (&self.office, &other.office);
        if a.is_empty() || b.is_empty() {
            return Identity::Open;
        }
        let fewer = a.len().min(b.len());
        if self.rank == other.rank && self.holds_one_of_a_kind() {
            Identity::SameOffice
        } else if self.rank != other.rank && is_telling(self.rank) && is_telling(other.rank) {
            Identity::Different
        } else if offices_agree(a, b) {
            Identity::SameOffice
        } else if self.rank == Rank::Minister
            && other.rank == Rank::Minister
            && shared(a, b) <= 1
            && fewer >= 2
        {
            Identity::Different
        } else {
            Identity::Open
        }
    }

    /// [`Identity::SameOffice`] where both hold the same office, whatever they are called.
    pub(crate) fn office_identity(&self, other: &Person) -> Identity {
        let same = self.rank == other.rank && offices_agree(&self.office, &other.office);
        if same { Identity::SameOffice } else { Identity::Open }
    }

    fn holds_one_of_a_kind(&self) -> bool {
        is_one_of_a_kind(self.rank)
    }
}

/// Whether a country has one holder of this rank at a time (or one in a given capital).
pub(crate) fn is_one_of_a_kind(rank: Rank) -> bool {
    matches!(rank, Rank::HeadOfState | Rank::HeadOfGovernment | Rank::Ambassador | Rank::OrganisationHead)
}

/// The words of an office, as offices are compared. Sorted.
pub(crate) fn office_words(text: &str) -> Vec<String> {
    let mut office: Vec<String> = words(text).into_iter().take(LONGEST).map(|word| bare(&word)).collect();
    office.sort();
    office.dedup();
    office
}

/// Whether two offices share two thirds of the words of the shorter one, and two words at least.
pub(crate) fn offices_agree(a: &[String], b: &[String]) -> bool {
    let fewer = a.len().min(b.len());
    fewer >= 2 && shared(a, b) * 3 >= fewer * 2
}

fn shared(a: &[String], b: &[String]) -> usize {
    a.iter().filter(|word| b.binary_search(word).is_ok()).count()
}

/// Ranks that exclude each other; the others are given by habit.
fn is_telling(rank: Rank) -> bool {
    !matches!(rank, Rank::SeniorOfficial | Rank::Other)
}

/// A word of an office without conjunction, preposition and article.
fn bare(word: &str) -> String {
    let word = ["وال", "لل", "بال"]
        .iter()
        .find_map(|prefix| word.strip_prefix(prefix).filter(|rest| rest.chars().count() >= 3))
        .unwrap_or(word);
    without_article(word).to_owned()
}

/// What a side of one report has in common with the same side of another: the best pair; `Open` where one is empty.
pub(crate) fn side_identity(a: &[&Person], b: &[&Person]) -> Identity {
    let pairs = || a.iter().flat_map(|x| b.iter().map(|y| x.identity(y)));
    match pairs().max() {
        None => Identity::Open,
        // Somebody unnamed beside somebody else may be anybody.
        Some(Identity::Open) => Identity::Open,
        Some(best) => best,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rasid_coder::report::Role;

    fn person(name: Option<&str>, office: Option<&str>, rank: Rank) -> Person {
        Person::of(&Participant {
            role: Role::Participant,
            name: name.map(str::to_owned),
            name_latin: None,
            name_latin_from: None,
            office: office.map(str::to_owned),
            posts: Vec::new(),
            organisation: None,
            rank,
            country: Some("TN".to_owned()),
        })
    }

    #[test]
    fn a_name_wins_over_the_office_and_an_office_over_nothing() {
        let minister = person(Some("كمال الوسلاتي"), Some("وزير الداخلية"), Rank::Minister);
        let unnamed = person(None, Some("وزير الداخلية التونسي"), Rank::Minister);
        let other = person(None, Some("وزير الدفاع الوطني"), Rank::Minister);
        let namesake = person(Some("الوسلاتي"), None, Rank::Other);
        let ambassador = person(None, Some("سفير تونس بالرباط"), Rank::Ambassador);
        assert_eq!(minister.identity(&unnamed), Identity::SameOffice);
        assert_eq!(minister.identity(&other), Identity::Different);
        assert_eq!(minister.identity(&namesake), Identity::FamilyName);
        assert_eq!(unnamed.identity(&ambassador), Identity::Different);
        assert_eq!(unnamed.identity(&namesake), Identity::Open);
    }
}
