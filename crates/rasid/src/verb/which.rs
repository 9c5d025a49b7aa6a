//! Which encounters are asked for: the options of the command line as a filter, typos found out.

use std::collections::BTreeSet;

use anyhow::Result;
use rasid_chronicle::{Filter, Store, StoreError};
use rasid_lexicon::Lexicon;

use crate::args::Which;
use crate::outcome::UsageError;

/// Looks at what can be judged before anything is read.
///
/// # Errors
/// When `--from` lies after `--to`.
pub(super) fn check_days(which: &Which) -> Result<(), UsageError> {
    check_name("--subject", which.subject.as_deref())?;
    let (Some(from), Some(to)) = (which.from, which.to) else { return Ok(()) };
    match (from.bounds(), to.bounds()) {
        (Some((first, _)), Some((_, last))) if first > last => {
            Err(UsageError(format!("--from {from} lies after --to {to}")))
        }
        _ => Ok(()),
    }
}

/// Refuses a name without a letter.
///
/// # Errors
/// As said.
pub(super) fn check_name(option: &str, name: Option<&str>) -> Result<(), UsageError> {
    match name {
        Some(name) if !name.chars().any(char::is_alphabetic) => {
            Err(UsageError(format!("{option} {name:?}: expected a name")))
        }
        _ => Ok(()),
    }
}

/// Whether anything is asked for.
pub(super) fn narrows(which: &Which) -> bool {
    let Which { subject, from, to, types, themes, countries, statuses } = which;
    subject.is_some()
        || from.is_some()
        || to.is_some()
        || !(types.is_empty() && themes.is_empty() && countries.is_empty() && statuses.is_empty())
}

/// What was asked for, as the chronicle understands it.
///
/// Codes are those of the lexicon, and those of encounters that were read with a lexicon of the user's own.
///
/// # Errors
/// As [`check_days`], when a theme, country or organisation is none of these, and when the store cannot be read.
pub(super) fn filter(which: &Which, lexicon: &Lexicon, store: &Store) -> Result<Filter> {
    check_days(which)?;
    let countries = sides_of(&which.countries, lexicon, store)?;
    check_themes(&which.themes, lexicon, store)?;
    let held = Filter::default().statuses;
    Ok(Filter {
        from: which.from,
        to: which.to,
        subject: which.subject.clone(),
        types: which.types.clone(),
        themes: which.themes.clone(),
        statuses: if which.statuses.is_empty() { held } else { which.statuses.clone() },
        countries,
        ..Filter::default()
    })
}

/// Refuses what is no theme.
///
/// # Errors
/// As said, and when the store cannot be read.
pub(super) fn check_themes(themes: &[String], lexicon: &Lexicon, store: &Store) -> Result<()> {
    let known = || lexicon.themes().iter().map(|theme| theme.code.as_str()).collect();
    one_of("--theme", themes, |word| store.has_theme(word), known)
}

/// Codes of countries and organisations as they were typed, in capitals.
///
/// # Errors
/// When one is the code of nothing, and when the store cannot be read.
pub(super) fn sides_of(codes: &[String], lexicon: &Lexicon, store: &Store) -> Result<Vec<String>> {
    let codes: Vec<String> = codes.iter().map(|code| code.to_ascii_uppercase()).collect();
    one_of("--country", &codes, |word| store.has_side(word), || sides(lexicon))?;
    Ok(codes)
}

/// The codes of all countries and organisations.
fn sides(lexicon: &Lexicon) -> BTreeSet<&str> {
    let countries = lexicon.countries().iter().map(|country| country.code.as_str());
    countries.chain(lexicon.organisations().iter().filter_map(|one| one.code.as_deref())).collect()
}

/// Refuses what is the code of no country or organisation.
///
/// # Errors
/// As said, and when the store cannot be read.
pub(super) fn check_side(code: &str, lexicon: &Lexicon, store: &Store) -> Result<()> {
    one_of("country", &[code.to_owned()], |word| store.has_side(word), || sides(lexicon))
}

/// Refuses the first word that neither the lexicon nor the store knows.
fn one_of<'k>(
    option: &str,
    words: &[String],
    is_stored: impl Fn(&str) -> Result<bool, StoreError>,
    known: impl FnOnce() -> BTreeSet<&'k str>,
) -> Result<()> {
    if words.is_empty() {
        return Ok(());
    }
    let known = known();
    for word in words.iter().filter(|word| !known.contains(word.as_str())) {
        if !is_stored(word)? {
            let known: Vec<&str> = known.into_iter().collect();
            return Err(UsageError(format!("{option} {word}: expected one of {}", known.join(", "))).into());
        }
    }
    Ok(())
}
