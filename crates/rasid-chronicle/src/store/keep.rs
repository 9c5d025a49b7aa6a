//! What is written when a reading comes in. Everything here runs inside a transaction.

use std::sync::Arc;

use rasid_coder::article::sha256_hex;
use rasid_coder::{Article, Reading, Source};
use rasid_merge::{ArticleMeta, Prepared, Sourced};
use rusqlite::types::Type;
use rusqlite::{OptionalExtension, Transaction, params};

use super::Added;
use super::refresh::{column, release_around};
use crate::search;

/// Keeps one reading, unless it says nothing new.
pub(crate) fn keep(transaction: &Transaction<'_>, reading: &Reading) -> rusqlite::Result<Added> {
    let article = &reading.article;
    let hash = fingerprint(reading)?;
    let stored: Option<(String, String)> = transaction
        .prepare_cached("SELECT reading_sha256, added_at FROM articles WHERE id = ?1")?
        .query_row([&article.id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (known, arrived) = stored.unzip();
    if known.as_ref() == Some(&hash) {
        return Ok(Added::Known);
    }
    if known.is_some() && has_better_facts(transaction, reading)? {
        return Ok(Added::SetAside);
    }
    if known.is_some() {
        release(transaction, &article.id)?;
        search::forget(transaction, &article.id)?;
    }
    // The reports and claims of the old reading go with it.
    transaction.prepare_cached("DELETE FROM articles WHERE id = ?1")?.execute([&article.id])?;
    let mut meta = ArticleMeta::of(article);
    reading.events.iter().for_each(|report| meta.tell(report));
    let meta = Arc::new(meta);
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
    let published = article.published.map(|day| day.to_string());
    transaction
        .prepare_cached(
            "INSERT INTO articles (id, text, told, reading, reading_sha256, published, outlet, added_at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ifnull(?8, strftime('%Y-%m-%dT%H:%M:%SZ', 'now')))",
        )?
        .execute(params![
            article.id,
            article.text,
            meta.told(),
            json(&bare)?,
            hash,
            published,
            article.outlet,
            // Read anew, it is no newer.
            arrived,
        ])?;
    transaction
        .prepare_cached("INSERT INTO sketches (article, published, sketch) VALUES (?1, ?2, ?3)")?
        .execute(params![article.id, published, meta.sketch.to_bytes()])?;
    search::index(transaction, article, &article.text)?;
    for (position, report) in reading.events.iter().enumerate() {
        transaction
            .prepare_cached(
                "INSERT INTO reports (article, position, event, report, parent, rejected) VALUES (?1, ?2, ?3, ?4, ?5,
                    EXISTS (SELECT 1 FROM effects WHERE event = ?3 AND kind = 'reject'))",
            )?
            .execute(params![article.id, position as i64, report.id, json(report)?, report.part_of])?;
        let sourced = Sourced { article: Arc::clone(&meta), report: Arc::new(report.clone()) };
        index(transaction, &Prepared::of(&sourced))?;
    }
    for (position, claim) in reading.claims.iter().enumerate() {
        transaction
            .prepare_cached("INSERT INTO claims (article, position, claim) VALUES (?1, ?2, ?3)")?
            .execute(params![article.id, position as i64, json(claim)?])?;
    }
    transaction.prepare_cached("UPDATE state SET stale = max(stale, 1)")?.execute([])?;
    Ok(if known.is_some() { Added::Recoded } else { Added::New })
}

/// Notes where a report stands among those it may be linked with.
pub(super) fn index(transaction: &Transaction<'_>, report: &Prepared) -> rusqlite::Result<()> {
    for key in report.keys().stands {
        transaction
            .prepare_cached("INSERT OR IGNORE INTO report_keys (key, event) VALUES (?1, ?2)")?
            .execute([key.as_str(), report.event()])?;
    }
    Ok(())
}

/// Takes the reports of an article out of their encounters, before they go. What these encounters held otherwise, and
/// what may now belong together, waits to be merged again.
fn release(transaction: &Transaction<'_>, article: &str) -> rusqlite::Result<()> {
    for event in column(transaction, "SELECT event FROM reports WHERE article = ?1", article)? {
        release_around(transaction, &event)?;
    }
    transaction
        .prepare_cached(
            "DELETE FROM report_keys WHERE event IN (SELECT event FROM reports WHERE article = ?1)",
        )?
        .execute([article])?;
    Ok(())
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
    let dated = usize::from(published.is_some()) + usize::from(*published_from == Some(Source::Input));
    Ok((usize::MAX - known - dated, json(&bare)?))
}

/// What a reading says, whatever file it was read from.
fn fingerprint(reading: &Reading) -> rusqlite::Result<String> {
    let article = Article { path: None, text: String::new(), ..reading.article.clone() };
    let said = (&reading.coder, article, &reading.events, &reading.claims, &reading.judgements);
    Ok(sha256_hex(json(&said)?.as_bytes()))
}

pub(super) fn json(value: &impl serde::Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}
