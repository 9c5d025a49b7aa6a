//! What all requests share.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use rasid_chronicle::{RegionScheme, Store, StoreError};
use rasid_coder::Coder;
use rasid_lexicon::Lexicon;

use super::failure::Failure;
use crate::lang::Lang;
use crate::names::{self, Names};
use crate::page::{self, Page};
use crate::settings::Settings;

/// The division of the world that pages count by.
const SCHEME: &str = "m49";
/// Connections that are kept open for the next request.
const MOST_IDLE: usize = 8;

/// The database, the names and the languages.
#[derive(Debug)]
pub(crate) struct App {
    db: PathBuf,
    bound: SocketAddr,
    default: Lang,
    coder: Coder,
    pages: [Page; 3],
    scheme: RegionScheme,
    claim_scheme: RegionScheme,
    idle: Mutex<Vec<Store>>,
}

impl App {
    pub(super) fn new(settings: &Settings, bound: SocketAddr) -> Self {
        let coder = Coder::embedded();
        let page = |lang: Lang| Page::of(lang, settings.months, Names::of(coder.lexicon(), lang));
        let pages = Lang::ALL.map(page);
        let regions = names::regions(coder.lexicon());
        let scheme = |name: &str| RegionScheme::from_rows(name, &regions).unwrap_or_default();
        Self {
            db: settings.db(),
            bound,
            default: settings.lang,
            pages,
            scheme: scheme(SCHEME),
            claim_scheme: scheme(page::CLAIM_SCHEME),
            idle: Mutex::default(),
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
