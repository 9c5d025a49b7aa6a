//! `search`: articles by their words.

use std::io::{self, BufWriter, Write};

use anyhow::Result;
use rasid_coder::Coder;
use rasid_coder::report::Quote;
use serde::Serialize;

use super::chronology::open;
use super::which;
use crate::args::Search;
use crate::names::Names;
use crate::outcome::Outcome;
use crate::page::{self, Page};
use crate::settings::Settings;
use crate::stderr;

/// What `search --json` prints.
#[derive(Debug, Serialize)]
struct Found<'h> {
    article: &'h str,
    outlet: Option<&'h str>,
    published: Option<jiff::civil::Date>,
    title: Option<&'h str>,
    url: Option<&'h str>,
    path: Option<&'h str>,
    marks: &'h [Quote],
    encounters: &'h [String],
}

pub(super) fn run(args: &Search, settings: &Settings) -> Result<Outcome> {
    which::check_days(&args.which)?;
    let store = open(settings)?;
    let coder = Coder::embedded();
    let filter = match which::narrows(&args.which) {
        true => Some(which::filter(&args.which, coder.lexicon(), &store)?),
        false => None,
    };
    let hits = store.search(&args.words.join(" "), filter.as_ref(), args.limit)?;
    let mut out = BufWriter::new(io::stdout().lock());
    if args.json {
        for hit in &hits {
            let article = &hit.article;
            let found = Found {
                article: &article.id,
                outlet: article.outlet.as_deref(),
                published: article.published,
                title: article.title.as_deref(),
                url: article.url.as_deref(),
                path: article.path.as_deref(),
                marks: &hit.marks,
                encounters: &hit.encounters,
            };
            serde_json::to_writer(&mut out, &found)?;
            out.write_all(b"\n")?;
        }
    } else {
        let page = Page::new(settings, Names::of(coder.lexicon(), settings.lang));
        let mut text = String::new();
        for hit in &hits {
            let body = store.text(&hit.article.id)?.unwrap_or_default();
            text.push_str(&page::hit(&page, hit, &body));
        }
        out.write_all(page.finished(text).as_bytes())?;
    }
    out.flush()?;
    if hits.is_empty() && settings.remarks {
        stderr::line(settings.lang.messages().no_article_found);
    }
    Ok(Outcome::Done)
}
