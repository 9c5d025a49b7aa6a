//! `count`: encounters counted in one unit and one sense.

use std::io::{self, Write};

use anyhow::Result;
use rasid_chronicle::RegionScheme;
use rasid_coder::Coder;
use rasid_lexicon::Lexicon;

use super::chronology::open;
use super::which;
use crate::args::{By, Count, Sense, Unit};
use crate::names::Names;
use crate::outcome::{Outcome, UsageError};
use crate::page::{self, Page};
use crate::settings::Settings;

pub(super) fn run(args: &Count, settings: &Settings) -> Result<Outcome> {
    let coder = Coder::embedded();
    which::check_days(&args.which)?;
    let scheme = scheme(args, coder.lexicon())?;
    let axes = coder.lexicon().axes();
    let by = match args.by {
        By::Country => rasid_chronicle::By::Country,
        By::Region => rasid_chronicle::By::Region(&scheme),
        By::Month => rasid_chronicle::By::Month,
        By::Type => rasid_chronicle::By::Type,
        By::Theme => rasid_chronicle::By::Theme,
        By::Axis => rasid_chronicle::By::Axis(&axes),
        By::Counterpart => rasid_chronicle::By::Counterpart,
        By::Rank => rasid_chronicle::By::Rank,
        By::Outlet => rasid_chronicle::By::Outlet,
        By::Direction => rasid_chronicle::By::Direction,
        By::Occasion => rasid_chronicle::By::Occasion,
    };
    check(args)?;
    let store = open(settings)?;
    let mut filter = which::filter(&args.which, coder.lexicon(), &store)?;
    filter.constant_sources = args.constant_sources;
    // A table shows no ids; whoever reads JSON gets those behind each number.
    let table = store.count(&filter, by, unit(args.unit), sense(args.sense), args.json)?;
    let text = if args.json {
        serde_json::to_string(&table)? + "\n"
    } else {
        let page = Page::new(settings, Names::of(coder.lexicon(), settings.lang));
        page.finished(page::table(&page, std::slice::from_ref(&table)))
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(Outcome::Done)
}

/// Refuses questions that have no answer.
fn check(args: &Count) -> Result<(), UsageError> {
    let seen_from_nobody = args.which.subject.is_none() && args.which.countries.len() != 1;
    if args.by == By::Direction && seen_from_nobody {
        let text = "--by direction: seen from whom? Add --subject NAME or one --country CODE";
        return Err(UsageError(text.to_owned()));
    }
    let of_some = args.by == By::Outlet || args.constant_sources;
    if args.unit == Unit::Sources && of_some {
        let text = "--unit sources: independent sources are counted over all outlets, not with --by outlet or --constant-sources";
        return Err(UsageError(text.to_owned()));
    }
    Ok(())
}

/// The division of the world for `--by region`.
fn scheme(args: &Count, lexicon: &Lexicon) -> Result<RegionScheme, UsageError> {
    if let (Some(name), false) = (&args.scheme, args.by == By::Region) {
        return Err(UsageError(format!("--scheme {name}: has a meaning with --by region alone")));
    }
    let name = args.scheme.as_deref().unwrap_or(RegionScheme::COUNTED);
    RegionScheme::new(name, lexicon.countries_by_region(name)).ok_or_else(|| {
        let known = lexicon.schemes().join(", ");
        UsageError(format!("--scheme {name}: expected one of {known}"))
    })
}

fn unit(unit: Unit) -> rasid_chronicle::Unit {
    match unit {
        Unit::Trips => rasid_chronicle::Unit::Trips,
        Unit::Meetings => rasid_chronicle::Unit::Meetings,
        Unit::Encounters => rasid_chronicle::Unit::Encounters,
        Unit::Reports => rasid_chronicle::Unit::Reports,
        Unit::Sources => rasid_chronicle::Unit::Sources,
    }
}

fn sense(sense: Sense) -> rasid_chronicle::Sense {
    match sense {
        Sense::Partner => rasid_chronicle::Sense::Partner,
        Sense::Place => rasid_chronicle::Sense::Place,
    }
}
