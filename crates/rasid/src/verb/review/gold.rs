//! `review export`, `review import`, `review agreement`: decisions as gold, gold as decisions, and how far people and
//! coder agree.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use anyhow::{Context, Result};
use rasid_chronicle::{Agreement, GoldEvent, Reviewer, Store};
use rasid_coder::report::Status;
use serde::Deserialize;

use super::open;
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

/// The id of an annotated article.
#[derive(Deserialize)]
struct Annotated {
    #[serde(alias = "article_id")]
    id: String,
}

pub(super) fn import(
    events: &Path,
    articles: Option<&Path>,
    by: &Reviewer<'_>,
    settings: &Settings,
) -> Result<Outcome> {
    drop(open(settings)?);
    let gold: Vec<GoldEvent> = read(events)?;
    let annotated: Vec<String> = match articles {
        Some(path) => read::<Annotated>(path)?.into_iter().map(|article| article.id).collect(),
        None => {
            gold.iter().map(|event| event.article_id.clone()).collect::<BTreeSet<_>>().into_iter().collect()
        }
    };
    let mut store = Store::open(&settings.db())?;
    let imported = store.import_gold(&annotated, &gold, by)?;
    for article in &imported.unknown_articles {
        stderr::line(&format!("{article}: no such article in {}", settings.db().display()));
    }
    for refused in &imported.refused {
        stderr::line(refused);
    }
    if settings.remarks {
        let told = settings.lang.messages().imported;
        let numbers = [
            ("{confirmed}", imported.confirmed),
            ("{corrected}", imported.corrected),
            ("{added}", imported.added),
            ("{rejected}", imported.rejected),
        ];
        let told = numbers.iter().fold(told.to_owned(), |told, (name, n)| told.replace(name, &n.to_string()));
        stderr::line(&told);
    }
    let failed = !imported.unknown_articles.is_empty() || !imported.refused.is_empty();
    Ok(if failed { Outcome::SomeInputsFailed } else { Outcome::Done })
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
