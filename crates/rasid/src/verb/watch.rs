//! `watch`: follows feeds, reads the pages they lead to, and tells what is new.

use std::collections::HashSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use jiff::{SignedDuration, Timestamp};
use rasid_chronicle::{ExportError, ExportFormat, Filter, Store, Watched};
use rasid_coder::Coder;
use rasid_intake::{
    Cidr, FeedItem, FetchError, FetchOptions, Fetcher, Item, Options, Place, Sink, Wish, feeds_of_opml,
    read_feed,
};
use rasid_merge::Encounter;

use super::ingest::{self, Filled, Filling};
use crate::args::{self, Door};
use crate::interrupt;
use crate::names::Gazetteer;
use crate::outcome::{Outcome, UsageError};
use crate::pipeline::{self, Tally};
use crate::reader;
use crate::replace::replace;
use crate::settings::Settings;
use crate::stderr;

/// Minutes between two rounds, where nobody says.
const EVERY: u16 = 15;
/// A feed that fails is called at least so often.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(24);
/// How often Ctrl-C is looked at while nothing happens.
const TICK: Duration = Duration::from_millis(200);
/// Largest OPML file.
const MOST_OPML_BYTES: u64 = 16 << 20;
/// The receiver that reads standard output.
const STDOUT: &str = "stdout";

pub(super) fn run(args: &args::Watch, settings: &Settings) -> Result<Outcome> {
    let feeds = feeds(args, settings)?;
    let mut door = args.door.clone();
    for range in &settings.watch.allow {
        let range: Cidr = range.parse().map_err(|error| UsageError(format!("watch.allow: {error}")))?;
        door.allow.push(range);
    }
    let mut fetcher = fetcher(&door, settings)?;
    let coder = reader::coder(args.own.lexicon.as_deref())?;
    let mut store = Store::open(&settings.db())?;
    let every = args.every.or(settings.watch.every.map(Into::into)).unwrap_or(EVERY);
    let every = SignedDuration::from_mins(every.into());
    let receivers = Receivers {
        webhook: args.webhook.clone().or(settings.watch.webhook.clone()),
        atom: args.atom.clone().or(settings.watch.atom.clone()),
        ical: args.ical.clone().or(settings.watch.ical.clone()),
    };
    if let Some(webhook) = receivers.webhook.as_deref().filter(|webhook| !is_address(webhook)) {
        return Err(UsageError(format!("{webhook}: is no address of http or https")).into());
    }
    interrupt::hold();
    loop {
        let mut tally = round(&feeds, every, args.once, &mut fetcher, &mut store, &coder, settings)?;
        if !tally.interrupted {
            tally.refused |= !receivers.tell(&fetcher, &mut store, &coder, settings)?;
        }
        if args.once || tally.interrupted {
            return Ok(tally.outcome());
        }
        let next = Instant::now() + every.unsigned_abs();
        while Instant::now() < next {
            if interrupt::asked() {
                return Ok(Outcome::Interrupted);
            }
            thread::sleep(TICK);
        }
    }
}

fn is_address(url: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| url.len() > scheme.len() && url.starts_with(scheme))
}

/// The feeds that are asked for, each once.
fn feeds(args: &args::Watch, settings: &Settings) -> Result<Vec<String>> {
    let mut feeds = args.feeds.clone();
    let mut lists: Vec<&PathBuf> = args.opml.iter().collect();
    if feeds.is_empty() && lists.is_empty() {
        feeds.clone_from(&settings.watch.feeds);
        lists.extend(&settings.watch.opml);
    }
    for list in lists {
        let name = list.display();
        let size = fs::metadata(list).with_context(|| name.to_string())?.len();
        if size > MOST_OPML_BYTES {
            return Err(UsageError(format!("{name}: is longer than {MOST_OPML_BYTES} bytes")).into());
        }
        let text = fs::read_to_string(list).with_context(|| name.to_string())?;
        let listed = feeds_of_opml(&text).map_err(|problem| UsageError(format!("{name}: {problem}")))?;
        if listed.is_empty() {
            return Err(UsageError(format!("{name}: lists no feed")).into());
        }
        feeds.extend(listed);
    }
    let mut seen = HashSet::new();
    feeds.retain(|feed| seen.insert(feed.clone()));
    if feeds.is_empty() {
        let told = "watch: name a feed, or an OPML file, or list feeds in the table [watch] of rasid.toml";
        return Err(UsageError(told.to_owned()).into());
    }
    Ok(feeds)
}

/// The door to the network.
///
/// # Errors
/// Where the user has shut it.
pub(super) fn fetcher(door: &Door, settings: &Settings) -> Result<Fetcher> {
    if settings.offline {
        return Err(UsageError("--offline: nothing is fetched".to_owned()).into());
    }
    Ok(Fetcher::new(FetchOptions {
        allowed: door.allow.clone(),
        delay: Duration::from_secs(door.delay.into()),
        timeout: Duration::from_secs(door.timeout.into()),
        ..FetchOptions::default()
    }))
}

/// Calls the feeds that are due, and reads the pages that are new in them.
fn round(
    feeds: &[String],
    every: SignedDuration,
    once: bool,
    fetcher: &mut Fetcher,
    store: &mut Store,
    coder: &Coder,
    settings: &Settings,
) -> Result<Tally> {
    let mut tally = Tally::default();
    let mut items: Vec<(String, FeedItem)> = Vec::new();
    let mut seen = HashSet::new();
    for feed in feeds {
        if interrupt::asked() {
            return Ok(Tally { interrupted: true, ..tally });
        }
        let known = store.watched(feed)?;
        let now = Timestamp::now();
        // Whoever asks for one round wants it, unless the feed is to be left in peace.
        if known.next_at > Some(now) && (!once || known.failures > 0) {
            continue;
        }
        let called = call(feed, &known, fetcher);
        let failed = match called {
            Ok((answered, found)) => {
                store.note_watched(feed, &Watched { next_at: after(now, every), ..answered })?;
                for item in found {
                    let name = item.name(feed);
                    if seen.insert(name.clone()) && !store.is_taken(&name)? {
                        items.push((name, item));
                    }
                }
                None
            }
            Err(failure) => Some(failure),
        };
        if let Some(failure) = failed {
            let failures = known.failures.saturating_add(1);
            let pause = pause(every, failures, feed);
            store.note_watched(feed, &Watched { failures, next_at: after(now, pause), ..known })?;
            stderr::line(&format!("rasid: {feed}: {failure}"));
            tally.failed += 1;
        }
    }
    if items.is_empty() {
        return Ok(tally);
    }
    let filled = pages(items, fetcher, store, coder, settings)?;
    filled.remark(settings);
    Ok(tally.and(filled.tally))
}

/// Calls a feed: what is known of it now, and what it holds; nothing where it has not changed.
fn call(feed: &str, known: &Watched, fetcher: &mut Fetcher) -> Result<(Watched, Vec<FeedItem>), String> {
    match fetcher.get(feed, known.etag.as_deref(), known.last_modified.as_deref()) {
        Ok(answer) => {
            let items = read_feed(&answer).map_err(|problem| problem.to_string())?;
            let watched =
                Watched { etag: answer.etag, last_modified: answer.last_modified, ..Watched::default() };
            Ok((watched, items))
        }
        Err(FetchError::NotModified) => Ok((Watched { failures: 0, ..known.clone() }, Vec::new())),
        Err(error) => Err(error.to_string()),
    }
}

/// Fetches the pages of items and reads them into the store, as one run of the ledger in which items are told by their
/// names. An item that leads nowhere is read as the feed gives it.
///
/// # Errors
/// What the store reports.
pub(super) fn pages(
    items: Vec<(String, FeedItem)>,
    fetcher: &mut Fetcher,
    store: &mut Store,
    coder: &Coder,
    settings: &Settings,
) -> Result<Filled> {
    let options = Options::default();
    let filling = Filling { inputs: &[], options: &options, again: false, only: None };
    ingest::keep(store, coder, filling, |keeper| {
        pipeline::read_from(HashSet::new(), None, &options, coder, settings, keeper, |sink: &mut dyn Sink| {
            for (name, item) in items {
                if sink.begins(&name, None) == Wish::Pass {
                    continue;
                }
                let read = match item.url().map(str::to_owned) {
                    Some(url) => {
                        let answer = fetcher.get(&url, None, None);
                        Item::fetched(item, answer, Timestamp::now())
                    }
                    None => Item::listed(item, Place::whole(&name)),
                };
                if sink.item(read).is_break() || sink.ends(&name).is_break() {
                    break;
                }
            }
            Ok(())
        })
    })
}

/// Who is told what is new.
struct Receivers {
    webhook: Option<String>,
    atom: Option<PathBuf>,
    ical: Option<PathBuf>,
}

impl Receivers {
    fn tell(&self, fetcher: &Fetcher, store: &mut Store, coder: &Coder, settings: &Settings) -> Result<bool> {
        let (now, mut all) = (whole_second(), true);
        for (path, format) in [(&self.atom, ExportFormat::Atom), (&self.ical, ExportFormat::Calendar)] {
            if let Some(path) = path {
                write(path, format, store, coder, settings)?;
            }
        }
        let mut out = io::stdout().lock();
        for encounter in news(store, STDOUT)? {
            serde_json::to_writer(&mut out, &encounter)?;
            out.write_all(b"\n")?;
        }
        out.flush()?;
        store.note_told(STDOUT, now)?;
        if let Some(webhook) = &self.webhook {
            let news = news(store, webhook)?;
            // What does not arrive is sent again with the next.
            let sent =
                if news.is_empty() { Ok(()) } else { fetcher.post(webhook, &serde_json::to_string(&news)?) };
            match sent {
                Ok(()) => store.note_told(webhook, now)?,
                Err(error) => {
                    all = false;
                    stderr::line(&format!("rasid: {webhook}: {error}"));
                }
            }
        }
        Ok(all)
    }
}

/// The second that begins next, waited for: what came in before it and what comes after are told apart by their seconds.
fn whole_second() -> Timestamp {
    let now = Timestamp::now();
    let next = Timestamp::from_second(now.as_second() + 1).unwrap_or(now);
    thread::sleep(next.duration_since(now).unsigned_abs());
    next
}

/// The encounters of which a receiver does not know yet, or not all.
fn news(store: &Store, receiver: &str) -> Result<Vec<Encounter>> {
    let since = store.told_until(receiver)?.unwrap_or_default();
    let today = jiff::Zoned::now().date();
    let brief = store.brief(&since, today, &[Filter::default()])?;
    let changed = brief.changed.into_iter().map(|change| change.encounter);
    let mut told = HashSet::new();
    let news = brief.new.into_iter().chain(changed).chain(brief.called_off);
    Ok(news.filter(|encounter| told.insert(encounter.id.clone())).collect())
}

fn write(path: &Path, format: ExportFormat, store: &Store, coder: &Coder, settings: &Settings) -> Result<()> {
    let gazetteer = Gazetteer::of(coder.lexicon(), settings.lang);
    let export = |out: &mut dyn Write| -> Result<(), ExportError> {
        store.export(&Filter::default(), format, &gazetteer, out)
    };
    replace(path, export).with_context(|| path.display().to_string())?;
    Ok(())
}

/// How long to leave a feed in peace that failed so often in a row: twice as long each time, a quarter more or less, so
/// that not all are called at once.
fn pause(every: SignedDuration, failures: u32, feed: &str) -> SignedDuration {
    let mut hasher = DefaultHasher::new();
    (feed, failures).hash(&mut hasher);
    let share = (hasher.finish() % 1000) as f64 / 2000.0 + 0.75;
    let doubled = every.as_secs_f64() * 2_f64.powi(failures.min(20).cast_signed());
    SignedDuration::from_secs_f64((doubled * share).min(LONGEST_PAUSE.as_secs_f64()))
}

fn after(now: Timestamp, pause: SignedDuration) -> Option<Timestamp> {
    now.checked_add(pause).ok()
}
