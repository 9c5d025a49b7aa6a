//! `review export`, `review import`, `review agreement`: decisions as gold, gold as decisions, and how far people and
//! coder agree.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use rasid_chronicle::{Agreement, GoldEvent, Reviewer, Store};
use rasid_coder::Coder;
use rasid_coder::report::Status;
use rasid_intake::{Input, Options, read_articles};
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::{open, which};
use crate::outcome::Outcome;
use crate::page::{self, Page};
use crate::replace::replace;
use crate::settings::Settings;
use crate::stderr;

pub(super) fn export(folder: &Path, settings: &Settings) -> Result<Outcome> {
    let store = open(settings)?;
    let gold = store.gold()?;
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let lines = |name: &str, lines: Vec<String>| -> Result<Outcome> {
        let path = folder.join(name);
        let write = |out: &mut dyn Write| -> io::Result<()> {
            lines.iter().try_for_each(|line| writeln!(out, "{line}"))
        };
        replace(&path, write).with_context(|| path.display().to_string())
    };
    let events = |held: bool| -> Result<Vec<String>> {
        let wanted =
            gold.iter().flat_map(|(_, events)| events).filter(|event| (event.status == Status::Held) == held);
        Ok(wanted.map(serde_json::to_string).collect::<Result<_, _>>()?)
    };
    lines("events.jsonl", events(true)?)?;
    lines("planned.jsonl", events(false)?)?;
    let mut articles = Vec::new();
    for (id, _) in &gold {
        // The scorer and `extract` take the same file: the text goes with it.
        let Some(article) = store.article(id)? else { continue };
        articles.push(
            serde_json::json!({"id": id, "url": article.url, "outlet": article.outlet, "published": article.published,
                "title": article.title, "text": store.text(id)?})
            .to_string(),
        );
    }
    lines("articles.jsonl", articles)
}

/// An annotated article.
#[derive(Deserialize)]
struct Annotated {
    #[serde(alias = "article_id")]
    id: String,
    /// Where it is there, the article can be taken in.
    text: Option<IgnoredAny>,
}

/// Texts of articles that are taken in at a time.
const BATCH: usize = 64;

pub(super) fn import(
    events: &[PathBuf],
    articles: Option<&Path>,
    by: &Reviewer<'_>,
    settings: &Settings,
) -> Result<Outcome> {
    // Articles that come with the gold may be the first ones.
    if articles.is_none() {
        drop(open(settings)?);
    }
    let mut gold: Vec<GoldEvent> = Vec::new();
    for path in events {
        gold.extend(read::<GoldEvent>(path)?);
    }
    let mut store = Store::open(&settings.db())?;
    let mut annotated: BTreeSet<String> = gold.iter().map(|event| event.article_id.clone()).collect();
    if let Some(path) = articles {
        let articles: Vec<Annotated> = read(path)?;
        take_in(&mut store, path, &articles)?;
        annotated.extend(articles.into_iter().map(|article| article.id));
    }
    let coder = Coder::embedded();
    for event in &gold {
        for code in event.countries() {
            which::check_side(code, coder.lexicon(), &store)
                .with_context(|| format!("{}: {}", event.article_id, event.quote))?;
        }
    }
    let annotated: Vec<String> = annotated.into_iter().collect();
    let imported = store.import_gold(&annotated, &gold, by)?;
    for article in &imported.unknown_articles {
        stderr::line(&format!("{article}: no such article in {}", settings.db().display()));
    }
    for refused in &imported.refused {
        stderr::line(refused);
    }
    if settings.remarks {
        stderr::line(&settings.lang.messages().imported.with([
            ("confirmed", imported.confirmed.into()),
            ("corrected", imported.corrected.into()),
            ("added", imported.added.into()),
            ("rejected", imported.rejected.into()),
        ]));
    }
    let failed = !imported.unknown_articles.is_empty() || !imported.refused.is_empty();
    Ok(if failed { Outcome::SomeInputsFailed } else { Outcome::Done })
}

/// Puts the annotated articles into the store whose texts are given and that it lacks: gold about pasted texts finds them.
fn take_in(store: &mut Store, path: &Path, annotated: &[Annotated]) -> Result<()> {
    let mut lacking: BTreeSet<&str> = BTreeSet::new();
    for Annotated { id, text } in annotated {
        if text.is_some() && store.article(id)?.is_none() {
            lacking.insert(id);
        }
    }
    if lacking.is_empty() {
        return Ok(());
    }
    let coder = Coder::embedded();
    let mut worker = coder.worker();
    let (inputs, options) = ([Input::Path(path.to_owned())], Options::default());
    let mut readings = Vec::new();
    let mut ended = Ok(());
    read_articles(&inputs, &options, |article| {
        let step = article.map_err(anyhow::Error::from).and_then(|article| {
            if lacking.contains(article.id.as_str()) {
                readings.push(worker.read(&article));
            }
            if readings.len() == BATCH {
                store.add_all(&readings)?;
                readings.clear();
            }
            Ok(())
        });
        ended = step;
        if ended.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    ended?;
    store.add_all(&readings)?;
    store.refresh()?;
    Ok(())
}

/// The objects of a file, one a line.
fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    let mut all = Vec::new();
    for (n, line) in BufReader::new(file).lines().enumerate() {
        let line = line.with_context(|| path.display().to_string())?;
        if !line.trim().is_empty() {
            let place = || format!("{}:{}", path.display(), n + 1);
            all.push(serde_json::from_str(&line).with_context(place)?);
        }
    }
    Ok(all)
}

pub(super) fn agreement(json: bool, settings: &Settings) -> Result<Outcome> {
    let agreement: Agreement = open(settings)?.agreement()?;
    let text = if json {
        serde_json::to_string(&agreement)? + "\n"
    } else {
        let page: Page = super::page_of(settings);
        page.finished(page::agreement(&page, &agreement))
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(Outcome::Done)
}
