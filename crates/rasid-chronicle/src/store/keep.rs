//! What is written: readings, and the encounters derived from them. Everything here runs inside a transaction.

use rasid_coder::article::sha256_hex;
use rasid_coder::{Article, PublishedFrom, Reading};
use rasid_merge::{Encounter, Sketch};
use rusqlite::types::Type;
use rusqlite::{OptionalExtension, Transaction, params};

use super::Added;

/// Keeps one reading, unless it says nothing new.
pub(super) fn keep(transaction: &Transaction<'_>, reading: &Reading) -> rusqlite::Result<Added> {
    let article = &reading.article;
    let hash = fingerprint(reading)?;
    let known: Option<String> = transaction
        .prepare_cached("SELECT reading_sha256 FROM articles WHERE id = ?1")?
        .query_row([&article.id], |row| row.get(0))
        .optional()?;
    if known.as_ref() == Some(&hash) {
        return Ok(Added::Known);
    }
    if known.is_some() && has_better_facts(transaction, reading)? {
        return Ok(Added::SetAside);
    }
    // The reports and claims of the old reading go with it.
    transaction.prepare_cached("DELETE FROM articles WHERE id = ?1")?.execute([&article.id])?;
    let bare = Reading {
        schema: reading.schema.clone(),
        coder: reading.coder.clone(),
        article: Article { text: String::new(), ..article.clone() },
        events: Vec::new(),
        claims: Vec::new(),
        judgements: reading.judgements.clone(),
        judged: reading.judged,
        dimensions: reading.dimensions.clone(),
    };
    let sketch = Sketch::of(&article.text).to_bytes();
    transaction
        .prepare_cached(
            "INSERT INTO articles (id, text, sketch, reading, reading_sha256) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![article.id, article.text, sketch, json(&bare)?, hash])?;
    for (position, report) in reading.events.iter().enumerate() {
        transaction
            .prepare_cached("INSERT INTO reports (article, position, event, report) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![article.id, position as i64, report.id, json(report)?])?;
    }
    for (position, claim) in reading.claims.iter().enumerate() {
        transaction
            .prepare_cached("INSERT INTO claims (article, position, claim) VALUES (?1, ?2, ?3)")?
            .execute(params![article.id, position as i64, json(claim)?])?;
    }
    transaction.execute("UPDATE state SET stale = 1", [])?;
    Ok(if known.is_some() { Added::Recoded } else { Added::New })
}

/// Whether the store holds the same text, read by the same coder, with facts about it that go before those of
/// `reading`: more of them, or else the first in an order of their own. Two records of one text leave the same one
/// behind, however often and in whatever order they come.
fn has_better_facts(transaction: &Transaction<'_>, reading: &Reading) -> rusqlite::Result<bool> {
    let stored: String = transaction
        .prepare_cached("SELECT reading FROM articles WHERE id = ?1")?
        .query_row([&reading.article.id], |row| row.get(0))?;
    let stored: Reading = serde_json::from_str(&stored)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error)))?;
    let same = stored.coder == reading.coder && stored.article.text_sha256 == reading.article.text_sha256;
    Ok(same && facts(&stored.article)? < facts(&reading.article)?)
}

/// What is known about a text beside its words; the smaller goes before.
fn facts(article: &Article) -> rusqlite::Result<(usize, String)> {
    let bare = Article { path: None, text: String::new(), ..article.clone() };
    let Article { url, outlet, title, author, published, published_from, .. } = article;
    let known = [url, outlet, title, author].into_iter().flatten().count();
    let dated = usize::from(published.is_some()) + usize::from(*published_from == Some(PublishedFrom::Input));
    Ok((usize::MAX - known - dated, json(&bare)?))
}

/// What a reading says, whatever file it was read from.
fn fingerprint(reading: &Reading) -> rusqlite::Result<String> {
    let article = Article { path: None, text: String::new(), ..reading.article.clone() };
    let said = (&reading.coder, article, &reading.events, &reading.claims, &reading.judgements);
    Ok(sha256_hex(json(&said)?.as_bytes()))
}

/// Puts these encounters in the place of those there are.
pub(super) fn replace_encounters(
    transaction: &Transaction<'_>,
    encounters: &[Encounter],
) -> rusqlite::Result<()> {
    transaction.execute_batch("DELETE FROM aliases; DELETE FROM encounters;")?;
    for (position, encounter) in encounters.iter().enumerate() {
        transaction
            .prepare_cached(
                "INSERT INTO encounters (id, position, part_of, encounter) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![encounter.id, position as i64, encounter.part_of, json(encounter)?])?;
        for alias in &encounter.aliases {
            transaction
                .prepare_cached("INSERT INTO aliases (alias, encounter) VALUES (?1, ?2)")?
                .execute(params![alias, encounter.id])?;
        }
    }
    transaction.execute("UPDATE state SET stale = 0", [])?;
    Ok(())
}

fn json(value: &impl serde::Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}
