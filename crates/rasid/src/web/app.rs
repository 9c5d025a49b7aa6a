//! What all requests share.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rasid_chronicle::{Doubt, RegionScheme, Registry, Seat, Store, StoreError};
use rasid_coder::Coder;
use rasid_coder::report::Rank;
use rasid_lexicon::Lexicon;
use rasid_merge::registry::{Office, offices};
use rustc_hash::FxHashMap;

use super::failure::Failure;
use super::ingest::Work;
use super::picture;
use super::session::{Doors, Reading};
use crate::keys::Keys;
use crate::lang::Lang;
use crate::names::{self, Gazetteer, Names};
use crate::page::{self, Page};
use crate::settings::Settings;

/// The division of the world that pages count by.
const SCHEME: &str = "m49";
/// Doubts that are kept, and encounters up to which they are worked out while somebody waits.
const MOST_DOUBTS: usize = 500;
const FEW: u64 = 3000;
/// Connections that are kept open for the next request.
const MOST_IDLE: usize = 8;

/// The database, the names and the languages.
#[derive(Debug)]
pub(crate) struct App {
    db: PathBuf,
    bound: SocketAddr,
    started: i64,
    doors: Doors,
    default: Lang,
    saved: (Vec<String>, Vec<String>),
    coder: Coder,
    pages: [Page; 3],
    scheme: RegionScheme,
    claim_scheme: RegionScheme,
    axes: BTreeMap<String, String>,
    gazetteer: Gazetteer,
    land: String,
    idle: Mutex<Vec<Store>>,
    who: Mutex<Option<(u64, Arc<Who>)>>,
    doubts: Mutex<Doubts>,
    /// One writes at a time.
    writer: Mutex<()>,
    work: Work,
}

/// What a person should look at, and as of which version of the store.
#[derive(Debug, Default)]
struct Doubts {
    known: Option<(u64, Arc<Vec<Doubt>>)>,
    /// Whether they are being worked out anew.
    pending: bool,
}

/// Who is who, and in which office, as long as nothing is written.
#[derive(Debug)]
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

    /// How encounters write who holds an office, there. In no order.
    pub(super) fn seats_of_office(&self, id: &str) -> Vec<Seat> {
        let held = self.office_of.iter().filter(|&(_, &at)| self.offices[at].id == id);
        held.map(|(seat, _)| seat.clone()).collect()
    }
}

impl App {
    pub(super) fn new(settings: &Settings, reading: Reading, bound: SocketAddr) -> Self {
        let coder = Coder::embedded();
        let page = |lang: Lang| Page::of(lang, settings.months, Names::of(coder.lexicon(), lang));
        let pages = Lang::ALL.map(page);
        let regions = names::regions(coder.lexicon());
        let scheme = |name: &str| RegionScheme::from_rows(name, &regions).unwrap_or_default();
        Self {
            db: settings.db(),
            bound,
            started: jiff::Timestamp::now().as_millisecond(),
            doors: Doors::new(reading, Keys::beside(&settings.db())),
            default: settings.lang,
            saved: (settings.subjects.clone(), settings.countries.clone()),
            pages,
            scheme: scheme(SCHEME),
            claim_scheme: scheme(page::CLAIM_SCHEME),
            axes: names::axes(coder.lexicon()),
            gazetteer: Gazetteer::of(coder.lexicon(), settings.lang),
            land: picture::land(),
            idle: Mutex::default(),
            who: Mutex::default(),
            doubts: Mutex::default(),
            writer: Mutex::default(),
            work: Work::default(),
            coder,
        }
    }

    /// The division of the world that published claims speak in.
    pub(super) fn claim_regions(&self) -> &RegionScheme {
        &self.claim_scheme
    }

    /// The address that is listened on.
    pub(super) fn bound(&self) -> SocketAddr {
        self.bound
    }

    /// What tells an answer from the same answer before: this program as it was started, and what was written.
    pub(super) fn mark(&self, version: u64) -> String {
        format!("W/\"{}.{version}\"", self.started)
    }

    /// The file of the database.
    pub(super) fn db(&self) -> &Path {
        &self.db
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

    pub(super) fn lexicon(&self) -> &Lexicon {
        self.coder.lexicon()
    }

    pub(super) fn regions(&self) -> &RegionScheme {
        &self.scheme
    }

    pub(super) fn page(&self, lang: Lang) -> &Page {
        &self.pages[Lang::ALL.iter().position(|one| *one == lang).unwrap_or(0)]
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

    /// Who is who; worked out anew when something was written.
    ///
    /// # Errors
    /// What SQLite reports.
    pub(super) fn who(&self, store: &Store) -> Result<Arc<Who>, Failure> {
        let version = store.version()?;
        // The lock is held while the answer is worked out: whoever asks meanwhile waits for it, and does not ask again.
        let mut known = self.who.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, who)) = known.as_ref()
            && *of == version
        {
            return Ok(Arc::clone(who));
        }
        let who = Arc::new(Who::of(store.registry()?));
        *known = Some((version, Arc::clone(&who)));
        Ok(who)
    }

    /// What a person should look at, the gravest first, and whether that is being worked out anew: it takes seconds where
    /// there are many encounters, and the list from before is good enough until then.
    ///
    /// # Errors
    /// What SQLite reports.
    pub(super) fn doubts(self: &Arc<Self>, store: &Store) -> Result<(Arc<Vec<Doubt>>, bool), Failure> {
        let version = store.version()?;
        let mut doubts = self.doubts.lock().unwrap_or_else(PoisonError::into_inner);
        let known = doubts.known.clone();
        if let Some((of, list)) = &known
            && *of == version
        {
            return Ok((Arc::clone(list), false));
        }
        if store.statistics()?.encounters <= FEW {
            let list = Arc::new(store.doubts(MOST_DOUBTS)?);
            doubts.known = Some((version, Arc::clone(&list)));
            return Ok((list, false));
        }
        if !std::mem::replace(&mut doubts.pending, true) {
            let app = Arc::clone(self);
            std::thread::spawn(move || {
                let found = app.with_store(|store| Ok((store.version()?, store.doubts(MOST_DOUBTS)?)));
                let mut doubts = app.doubts.lock().unwrap_or_else(PoisonError::into_inner);
                doubts.pending = false;
                if let Ok((version, list)) = found {
                    doubts.known = Some((version, Arc::new(list)));
                }
            });
        }
        Ok((known.map(|(_, list)| list).unwrap_or_default(), true))
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

    /// Asks the store.
    ///
    /// # Errors
    /// What `ask` reports, and a store that cannot be opened.
    pub(super) fn with_store<T>(&self, ask: impl FnOnce(&Store) -> Result<T, Failure>) -> Result<T, Failure> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let store = match idle {
            Some(store) => store,
            None => self.open()?,
        };
        let answer = ask(&store);
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        // A store that failed may be damaged or replaced: the next one is opened anew.
        if answer.is_ok() && idle.len() < MOST_IDLE {
            idle.push(store);
        }
        answer
    }

    fn open(&self) -> Result<Store, StoreError> {
        Store::open_read_only(&self.db)
    }
}

/// BCP 47.
pub(super) const fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Ar => "ar",
        Lang::En => "en",
        Lang::Fr => "fr",
    }
}

/// Runs what asks the store where it holds up no other request.
pub(super) async fn blocking<T: Send + 'static>(
    ask: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    tokio::task::spawn_blocking(ask).await?
}
