//! What all requests share.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use clap::ValueEnum;
use rasid_chronicle::{Doubt, Facts, RegionScheme, Registry, Seat, Store, StoreError};
use rasid_coder::Coder;
use rasid_coder::report::Rank;
use rasid_lexicon::Lexicon;
use rasid_merge::registry::{Known, Office, office_id, offices};
use rustc_hash::FxHashMap;
use tokio::sync::Semaphore;

use super::failure::Failure;
use super::guard;
use super::ingest::Work;
use super::picture;
use super::router::LONGEST;
use super::session::{Doors, Reading};
use crate::keys::Keys;
use crate::lang::{Lang, MonthNames};
use crate::names::{Gazetteer, Names};
use crate::page::Page;
use crate::settings::Settings;

/// Pages that are kept, and for how long they answer although something was written, where there are many encounters.
const MOST_PAGES: usize = 300;
const FRESH: Duration = Duration::from_secs(2);
/// Doubts that are kept, and encounters up to which they are worked out while somebody waits.
const MOST_DOUBTS: usize = 500;
const FEW: u64 = 3000;
/// Downloads at a time.
pub(super) const MOST_DOWNLOADS: usize = 8;
/// Kibibytes of the database that each connection keeps; what all encounters are counted by is kept once for all.
const KEPT_OF_FILE: u32 = 4096;
/// Connections that are kept open for the next request.
const MOST_IDLE: usize = 8;

/// The database, the names and the languages.
#[derive(Debug)]
pub(crate) struct App {
    db: PathBuf,
    bound: SocketAddr,
    /// Names of a web server in front of this one.
    host_names: Vec<String>,
    started: i64,
    doors: Doors,
    offline: bool,
    threads: usize,
    default: Lang,
    saved: (Vec<String>, Vec<String>),
    coder: Coder,
    months: MonthNames,
    pages: Vec<Page>,
    scheme: RegionScheme,
    claim_scheme: RegionScheme,
    axes: BTreeMap<String, String>,
    gazetteer: Gazetteer,
    land: String,
    idle: Mutex<Idle>,
    /// What encounters are found and counted by, and as of which version of the store.
    facts: Mutex<Option<(u64, Arc<Facts>)>>,
    who: Mutex<Kept<Who>>,
    doubts: Mutex<Kept<Vec<Doubt>>>,
    made: Mutex<FxHashMap<String, Made>>,
    /// One writes at a time.
    writer: Mutex<()>,
    work: Work,
    /// A reader may be slow, and a download holds a thread as long as he is.
    downloads: Arc<Semaphore>,
}

/// Stores that nobody asks, and the file that they have open.
#[derive(Debug, Default)]
struct Idle {
    of: Inode,
    stores: Vec<Store>,
}

/// What tells a file from another one that is put in its place; nothing on systems that do not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Inode(Option<(u64, u64)>);

impl Inode {
    #[cfg(unix)]
    fn of(path: &Path) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self(path.metadata().ok().map(|file| (file.dev(), file.ino())))
    }

    #[cfg(not(unix))]
    fn of(_: &Path) -> Self {
        Self(None)
    }
}

/// What was worked out, and as of which version of the store.
#[derive(Debug)]
struct Kept<T> {
    known: Option<(u64, Arc<T>)>,
    /// Whether it is being worked out anew.
    pending: bool,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self { known: None, pending: false }
    }
}

/// A page that was made.
#[derive(Debug)]
struct Made {
    /// As of which version of the store; `None` of what is not quite as of any.
    version: Option<u64>,
    /// Whether there were many encounters.
    was_large: bool,
    at: Instant,
    page: Bytes,
}

/// Who is who, and in which office, as long as nothing is written.
#[derive(Debug, Default)]
pub(crate) struct Who {
    pub(super) registry: Registry,
    pub(super) offices: Vec<Office>,
    /// The place of each seat's office.
    office_of: FxHashMap<Seat, usize>,
}

impl Who {
    fn of(registry: Registry) -> Self {
        let offices = offices(registry.people());
        let mut rivals: FxHashMap<(Option<&str>, Rank), Vec<usize>> = FxHashMap::default();
        for (at, office) in offices.iter().enumerate() {
            rivals.entry((office.country.as_deref(), office.rank)).or_default().push(at);
        }
        let mut office_of = FxHashMap::default();
        for (seat, _) in registry.seats() {
            let Some(wording) = seat.office() else { continue };
            let rivals = rivals.get(&(seat.country(), seat.rank())).into_iter().flatten();
            let held = |at: &&usize| offices[**at].is_held_as(seat.country(), seat.rank(), wording);
            office_of.extend(rivals.into_iter().find(held).map(|at| (seat.clone(), *at)));
        }
        Self { registry, offices, office_of }
    }

    /// The office of who sits there.
    pub(super) fn office_of(&self, seat: &Seat) -> Option<&Office> {
        self.office_of.get(seat).map(|at| &self.offices[*at])
    }

    /// Who has this id, or had it: what came in since may have given him another name.
    pub(super) fn person(&self, id: &str) -> Option<&Known> {
        let people = self.registry.people();
        self.registry.find(id).or_else(|| people.iter().find(|known| known.has_been(id)))
    }

    /// The office of this id, or of a wording that gives it.
    pub(super) fn office(&self, id: &str) -> Option<&Office> {
        let by_wording = || {
            let gives = |seat: &&Seat| {
                let wording = seat.office();
                wording.is_some_and(|wording| office_id(seat.country(), seat.rank(), wording) == id)
            };
            self.office_of(self.registry.seats().map(|(seat, _)| seat).find(gives)?)
        };
        self.offices.iter().find(|office| office.id == id).or_else(by_wording)
    }

    /// How encounters write who holds an office, there. In no order.
    pub(super) fn seats_of_office(&self, id: &str) -> Vec<Seat> {
        let held = self.office_of.iter().filter(|&(_, &at)| self.offices[at].id == id);
        held.map(|(seat, _)| seat.clone()).collect()
    }
}

impl App {
    pub(super) fn new(settings: &Settings, reading: Reading, bound: SocketAddr, names: &[String]) -> Self {
        let coder = Coder::embedded();
        let page = |lang: Lang, months: MonthNames| Page::of(lang, months, Names::of(coder.lexicon(), lang));
        let arabic = MonthNames::value_variants().iter().map(|months| page(Lang::Ar, *months));
        let pages = arabic.chain([Lang::En, Lang::Fr].map(|lang| page(lang, settings.months))).collect();
        let lexicon = coder.lexicon();
        let scheme = |name| RegionScheme::new(name, lexicon.countries_by_region(name)).unwrap_or_default();
        Self {
            db: settings.db(),
            bound,
            host_names: names.to_vec(),
            started: jiff::Timestamp::now().as_millisecond(),
            doors: Doors::new(reading, Keys::beside(&settings.db())),
            default: settings.lang,
            saved: (settings.subjects.clone(), settings.countries.clone()),
            months: settings.months,
            pages,
            scheme: scheme(RegionScheme::COUNTED),
            claim_scheme: scheme(RegionScheme::CLAIMED),
            axes: lexicon.axes(),
            gazetteer: Gazetteer::of(coder.lexicon(), settings.lang),
            land: picture::land(),
            idle: Mutex::default(),
            facts: Mutex::default(),
            who: Mutex::default(),
            doubts: Mutex::default(),
            made: Mutex::default(),
            writer: Mutex::default(),
            work: Work::default(),
            downloads: Arc::new(Semaphore::new(MOST_DOWNLOADS)),
            offline: settings.offline,
            threads: settings.threads,
            coder,
        }
    }

    /// The division of the world that published claims speak in.
    pub(super) fn claim_regions(&self) -> &RegionScheme {
        &self.claim_scheme
    }

    /// Whether a host is a name of this machine, the address that is listened on, or a name of a web server in front of it.
    pub(super) fn is_called(&self, host: &str) -> bool {
        guard::is_ours(host, self.bound) || self.is_in_front(host)
    }

    /// Whether a host is a name of a web server in front of this one, which speaks to browsers for it.
    pub(super) fn is_in_front(&self, host: &str) -> bool {
        self.host_names.iter().any(|name| name.eq_ignore_ascii_case(host))
    }

    /// What tells an answer from the same answer before: this program as it was started, and what was written.
    pub(super) fn mark(&self, version: u64) -> String {
        format!("W/\"{}.{version}\"", self.started)
    }

    /// The file of the database.
    pub(super) fn db(&self) -> &Path {
        &self.db
    }

    /// Leave for a download.
    pub(super) fn downloads(&self) -> &Arc<Semaphore> {
        &self.downloads
    }

    /// What a process of ours is told of the settings.
    pub(super) fn flags(&self) -> Vec<String> {
        let offline = self.offline.then(|| "--offline".to_owned());
        offline.into_iter().chain(["--threads".to_owned(), self.threads.to_string()]).collect()
    }

    /// What is adding articles.
    pub(super) fn work(&self) -> &Work {
        &self.work
    }

    /// Who may come in.
    pub(super) fn doors(&self) -> &Doors {
        &self.doors
    }

    /// The language of who does not say.
    pub(super) fn default_lang(&self) -> Lang {
        self.default
    }

    /// The names of the months for who does not say.
    pub(super) fn default_months(&self) -> MonthNames {
        self.months
    }

    pub(super) fn lexicon(&self) -> &Lexicon {
        self.coder.lexicon()
    }

    pub(super) fn regions(&self) -> &RegionScheme {
        &self.scheme
    }

    /// How a page is written for a reader: the language, and in Arabic the names of the months.
    pub(super) fn page(&self, (lang, months): (Lang, Option<MonthNames>)) -> &Page {
        let months = months.unwrap_or(self.months);
        let found =
            self.pages.iter().find(|page| page.lang == lang && (lang != Lang::Ar || page.months() == months));
        found.unwrap_or(&self.pages[0])
    }

    /// The subjects and the countries that the settings name.
    pub(super) fn saved(&self) -> (&[String], &[String]) {
        (&self.saved.0, &self.saved.1)
    }

    /// The axis of each theme.
    pub(super) fn axes(&self) -> &BTreeMap<String, String> {
        &self.axes
    }

    /// Where places are.
    pub(super) fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// The coastlines of the map.
    pub(super) fn land(&self) -> &str {
        &self.land
    }

    pub(super) fn coder(&self) -> &Coder {
        &self.coder
    }

    /// Who is who, as it was last worked out: where there are many encounters that takes a moment, and what was known
    /// before is good enough until then.
    ///
    /// # Errors
    /// What SQLite reports.
    pub(super) fn who(self: &Arc<Self>, store: &Store) -> Result<Arc<Who>, Failure> {
        let make = |store: &Store| Ok(Who::of(store.registry()?));
        self.kept(store, |app| &app.who, make, true).map(|(who, _)| who)
    }

    /// Whether there are so many encounters that nobody waits for what all of them have to be read for.
    ///
    /// # Errors
    /// What SQLite reports.
    pub(super) fn is_large(&self, store: &Store) -> Result<bool, Failure> {
        Ok(store.has_more_than(FEW)?)
    }

    /// Whether who is who is as of this version: what was made of it before may be kept. Nobody waits for the answer.
    pub(super) fn is_settled(&self, version: u64) -> bool {
        let who = self.who.try_lock();
        who.is_ok_and(|who| who.known.as_ref().is_none_or(|(of, _)| *of == version))
    }

    /// What a person should look at, the gravest first, and whether that is being worked out anew.
    ///
    /// # Errors
    /// What SQLite reports.
    pub(super) fn doubts(self: &Arc<Self>, store: &Store) -> Result<(Arc<Vec<Doubt>>, bool), Failure> {
        self.kept(store, |app| &app.doubts, |store| Ok(store.doubts(MOST_DOUBTS)?), false)
    }

    /// What all encounters have to be read for. Where they are many it is worked out beside the requests, and what was
    /// known before answers them; the first request waits for it, or is told that there is nothing yet.
    fn kept<T: Default + Send + Sync + 'static>(
        self: &Arc<Self>,
        store: &Store,
        of: fn(&App) -> &Mutex<Kept<T>>,
        make: fn(&Store) -> Result<T, Failure>,
        waits: bool,
    ) -> Result<(Arc<T>, bool), Failure> {
        let version = store.version()?;
        let mut kept = of(self).lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept.known.clone();
        if let Some((of, known)) = &known
            && *of == version
        {
            return Ok((Arc::clone(known), false));
        }
        if !self.is_large(store)? || (known.is_none() && waits) {
            // Who asks meanwhile waits for the lock, and does not ask again.
            let made = Arc::new(make(store)?);
            kept.known = Some((version, Arc::clone(&made)));
            return Ok((made, false));
        }
        if !std::mem::replace(&mut kept.pending, true) {
            let app = Arc::clone(self);
            std::thread::spawn(move || {
                // However it ends, it is tried again the next time.
                let make = || app.at_leisure(|store| Ok((store.version()?, make(store)?)));
                let made = catch_unwind(AssertUnwindSafe(make));
                let mut kept = of(&app).lock().unwrap_or_else(PoisonError::into_inner);
                kept.pending = false;
                if let Ok(Ok((version, made))) = made {
                    kept.known = Some((version, Arc::new(made)));
                }
            });
        }
        Ok((known.map(|(_, known)| known).unwrap_or_default(), true))
    }

    /// A page as it was made before, where that is not too long ago.
    pub(super) fn page_made(&self, key: &str, version: u64) -> Option<Bytes> {
        let pages = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let made = pages.get(key)?;
        let is_good = made.version == Some(version) || (made.was_large && made.at.elapsed() < FRESH);
        is_good.then(|| made.page.clone())
    }

    /// Keeps a page for who asks for it next.
    pub(super) fn keep_page(&self, key: String, version: Option<u64>, was_large: bool, page: Bytes) {
        let mut pages = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if pages.len() >= MOST_PAGES {
            pages.clear();
        }
        pages.insert(key, Made { version, was_large, at: Instant::now(), page });
    }

    /// Writes, one at a time.
    ///
    /// # Errors
    /// What `write` reports, and a store that cannot be written.
    pub(super) fn writing<T>(
        &self,
        write: impl FnOnce(&mut Store) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let _turn = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        write(&mut Store::open(&self.db)?)
    }

    /// Asks the store, as long as somebody may wait for the answer.
    ///
    /// # Errors
    /// What `ask` reports, and a store that cannot be opened.
    pub(super) fn with_store<T>(&self, ask: impl FnOnce(&Store) -> Result<T, Failure>) -> Result<T, Failure> {
        self.ask(Some(Instant::now() + LONGEST), ask)
    }

    /// Asks the store what takes as long as it takes.
    ///
    /// # Errors
    /// As [`App::with_store`].
    pub(super) fn at_leisure<T>(&self, ask: impl FnOnce(&Store) -> Result<T, Failure>) -> Result<T, Failure> {
        self.ask(None, ask)
    }

    fn ask<T>(
        &self,
        end: Option<Instant>,
        ask: impl FnOnce(&Store) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let file = Inode::of(&self.db);
        let idle = {
            let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
            if idle.of != file {
                // Another database lies there now: nothing that is known of the one before holds.
                *idle = Idle { of: file, stores: Vec::new() };
                self.forget();
            }
            idle.stores.pop()
        };
        let mut store = match idle {
            Some(store) => store,
            None => self.open()?,
        };
        store.answer_until(end)?;
        let answer = self.lend(&mut store).and_then(|()| ask(&store));
        store.take_back();
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        // A store that failed may be damaged: the next one is opened anew. A wrong question is no failure of it.
        let is_sound = answer.as_ref().err().is_none_or(Failure::is_of_the_question);
        if is_sound && idle.of == file && idle.stores.len() < MOST_IDLE {
            idle.stores.push(store);
        }
        answer
    }

    /// Forgets what was worked out.
    fn forget(&self) {
        *self.facts.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.who.lock().unwrap_or_else(PoisonError::into_inner).known = None;
        self.doubts.lock().unwrap_or_else(PoisonError::into_inner).known = None;
        self.made.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Lends a store the facts of all encounters; what changed since somebody asked is read first.
    fn lend(&self, store: &mut Store) -> Result<(), Failure> {
        let version = store.version()?;
        let mut facts = self.facts.lock().unwrap_or_else(PoisonError::into_inner);
        let known = facts.take();
        let facts = facts.insert(match known {
            Some((of, known)) if of == version => (of, known),
            known => (version, store.facts(known.map(|(_, known)| known))?),
        });
        store.lend(Arc::clone(&facts.1));
        Ok(())
    }

    fn open(&self) -> Result<Store, StoreError> {
        let store = Store::open_read_only(&self.db)?;
        store.keep_of_file(KEPT_OF_FILE)?;
        Ok(store)
    }
}

/// Runs what asks the store where it holds up no other request.
pub(super) async fn blocking<T: Send + 'static>(
    ask: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    tokio::task::spawn_blocking(ask).await?
}
