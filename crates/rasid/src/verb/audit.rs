//! `audit`: published claims against the evidence.

use std::io::{self, BufWriter, Write};

use anyhow::Result;
use rasid_chronicle::{RegionScheme, Selection, Verdict};
use rasid_coder::Coder;

use super::chronology::open;
use super::which;
use crate::args::Audit;
use crate::names::Names;
use crate::outcome::Outcome;
use crate::page::{self, Articles, Page};
use crate::settings::Settings;
use crate::stderr;

pub(super) fn run(args: &Audit, settings: &Settings) -> Result<Outcome> {
    which::check_days(&args.which)?;
    let store = open(settings)?;
    let coder = Coder::embedded();
    let filter = which::filter(&args.which, coder.lexicon(), &store)?;
    let regions = coder.lexicon().countries_by_region(RegionScheme::CLAIMED);
    let scheme = RegionScheme::new(RegionScheme::CLAIMED, regions).unwrap_or_default();
    let audited = store.audit(&filter, &scheme)?;
    let mut out = BufWriter::new(io::stdout().lock());
    if args.json {
        for one in &audited {
            serde_json::to_writer(&mut out, one)?;
            out.write_all(b"\n")?;
        }
    } else if !audited.is_empty() {
        let page = Page::new(settings, Names::of(coder.lexicon(), settings.lang));
        let claiming = audited.iter().map(|one| one.article.as_str());
        let articles = Articles::of(&store, &Selection::default(), claiming)?;
        out.write_all(page.finished(page::audit(&page, &audited, &articles)).as_bytes())?;
    }
    out.flush()?;
    if audited.is_empty() && settings.remarks {
        stderr::line(settings.lang.messages().no_claims);
    }
    let unsupported = audited.iter().any(|one| one.verdict != Verdict::Supported);
    Ok(if args.fail_on_unsupported && unsupported { Outcome::Unsupported } else { Outcome::Done })
}
