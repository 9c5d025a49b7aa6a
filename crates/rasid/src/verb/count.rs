//! `count`: encounters counted in one unit and one sense.

use std::io::{self, Write};

use anyhow::Result;
use rasid_chronicle::{RegionScheme, count, select};
use rasid_coder::Coder;

use super::chronology::{filter, open};
use crate::args::{By, Count, Sense, Unit};
use crate::names::{self, Names};
use crate::outcome::{Outcome, UsageError};
use crate::page::{self, Page};
use crate::settings::Settings;

pub(super) fn run(args: &Count, settings: &Settings) -> Result<Outcome> {
    let encounters = open(settings)?.encounters()?;
    let selection = select(&encounters, &filter(&args.which));
    let coder = Coder::embedded();
    let scheme = RegionScheme::from_rows(&args.scheme, &names::regions(coder.lexicon()));
    let by = match (args.by, &scheme) {
        (By::Country, _) => rasid_chronicle::By::Country,
        (By::Region, Some(scheme)) => rasid_chronicle::By::Region(scheme),
        (By::Region, None) => {
            let known = names::schemes(coder.lexicon()).join(", ");
            return Err(UsageError(format!("--scheme {}: expected one of {known}", args.scheme)).into());
        }
        (By::Month, _) => rasid_chronicle::By::Month,
        (By::Type, _) => rasid_chronicle::By::Type,
        (By::Theme, _) => rasid_chronicle::By::Theme,
    };
    let table = count(&selection, by, unit(args.unit), sense(args.sense));
    let text = if args.json {
        serde_json::to_string(&table)? + "\n"
    } else {
        let page = Page::new(settings, Names::of(coder.lexicon(), settings.lang));
        page.finished(page::table(&page, std::slice::from_ref(&table)))
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(Outcome::Done)
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
