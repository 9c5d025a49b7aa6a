//! Settings, decided once: flag, then `RASID_*`, then `./rasid.toml`, then the user's `rasid/config.toml`, then default.

use std::collections::BTreeMap;
use std::env;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Read};
use std::num::NonZero;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::ValueEnum;
use serde::Deserialize;

use crate::args::Everywhere;
use crate::lang::{Lang, MonthNames};
use crate::outcome::UsageError;
use crate::stderr;

/// The largest settings file that is read; a longer one is a mistake.
const MOST_BYTES: u64 = 64 * 1024;

/// What every verb needs to know, without a string left to interpret.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// Language of tables and messages.
    pub(crate) lang: Lang,
    /// Arabic month names.
    pub(crate) months: MonthNames,
    /// Database that some layer names.
    db: Option<PathBuf>,
    /// Database of the flag alone.
    db_flag: Option<PathBuf>,
    /// Number of threads, at least 1.
    pub(crate) threads: usize,
    /// Whether progress may be shown.
    pub(crate) progress: bool,
    /// Whether remarks may be printed on stderr.
    pub(crate) remarks: bool,
    /// Whether stdout takes bold and faint.
    pub(crate) styled: bool,
    /// Settings files that were read.
    pub(crate) files: Vec<PathBuf>,
    /// Officials whom a brief is about.
    pub(crate) subjects: Vec<String>,
    /// Countries that a brief is about.
    pub(crate) countries: Vec<String>,
    /// Whether nothing may be connected to.
    pub(crate) offline: bool,
    /// What is watched.
    pub(crate) watch: Watch,
}

/// What is watched, and who is told: the table `[watch]` of a settings file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Watch {
    /// Addresses of feeds.
    pub(crate) feeds: Vec<String>,
    /// Files that list feeds.
    pub(crate) opml: Vec<PathBuf>,
    /// Minutes between two rounds.
    pub(crate) every: Option<NonZero<u16>>,
    /// Ranges of addresses beside the public ones.
    pub(crate) allow: Vec<String>,
    /// Address that new encounters are posted to.
    pub(crate) webhook: Option<String>,
    /// Atom feed that is written.
    pub(crate) atom: Option<PathBuf>,
    /// Calendar that is written.
    pub(crate) ical: Option<PathBuf>,
}

/// One place that settings come from.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Layer {
    lang: Option<Lang>,
    months: Option<MonthNames>,
    db: Option<PathBuf>,
    threads: Option<NonZero<u16>>,
    subjects: Option<Vec<String>>,
    countries: Option<Vec<String>>,
    offline: Option<bool>,
    watch: Option<Watch>,
}

impl Layer {
    fn or(self, lower: Self) -> Self {
        Self {
            lang: self.lang.or(lower.lang),
            months: self.months.or(lower.months),
            db: self.db.or(lower.db),
            threads: self.threads.or(lower.threads),
            subjects: self.subjects.or(lower.subjects),
            countries: self.countries.or(lower.countries),
            // No layer takes back what another has shut.
            offline: self.offline.filter(|offline| *offline).or(lower.offline).or(self.offline),
            watch: self.watch.or(lower.watch),
        }
    }

    fn from_flags(flags: &Everywhere) -> Self {
        Self {
            lang: flags.lang,
            months: flags.months,
            db: flags.db.clone(),
            threads: flags.threads.and_then(NonZero::new),
            offline: flags.offline.then_some(true),
            ..Self::default()
        }
    }

    fn from_env(vars: &BTreeMap<String, String>) -> Result<Self> {
        let var = |name: &str| vars.get(name).filter(|value| !value.is_empty());
        Ok(Self {
            lang: var("RASID_LANG").map(|word| choice("RASID_LANG", word)).transpose()?,
            months: var("RASID_MONTHS").map(|word| choice("RASID_MONTHS", word)).transpose()?,
            db: var("RASID_DB").map(PathBuf::from),
            threads: var("RASID_THREADS")
                .map(|word| word.parse().map_err(|_| refuse("RASID_THREADS", word, "a number from 1")))
                .transpose()?,
            offline: var("RASID_OFFLINE").map(|word| word != "0" && word != "false"),
            ..Self::default()
        })
    }

    /// A file that is not there is no layer. A relative `db` means the folder of the file.
    fn from_file(path: &Path) -> Result<Option<Self>, BadFile> {
        let bytes = match read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(BadFile::Unreadable(format!("{}: {error}", path.display()))),
        };
        let wrong = |at: usize, what: &str| {
            let line = bytes[..at.min(bytes.len())].iter().filter(|&&byte| byte == b'\n').count() + 1;
            BadFile::Wrong(UsageError(format!("{}:{line}: {what}", path.display())))
        };
        if bytes.len() as u64 > MOST_BYTES {
            return Err(wrong(0, &format!("longer than {MOST_BYTES} bytes")));
        }
        let text = std::str::from_utf8(&bytes).map_err(|error| wrong(error.valid_up_to(), "not UTF-8"))?;
        let mut layer: Self = toml::from_str(text)
            .map_err(|error| wrong(error.span().map_or(0, |span| span.start), error.message()))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        layer.db = layer.db.map(|db| folder.join(db));
        if let Some(watch) = &mut layer.watch {
            let files = watch.opml.iter_mut().chain(&mut watch.atom).chain(&mut watch.ical);
            files.for_each(|file| *file = folder.join(&*file));
        }
        Ok(Some(layer))
    }
}

/// Why a settings file gives no layer.
#[derive(Debug)]
enum BadFile {
    /// It is there and cannot be read: the program does without.
    Unreadable(String),
    /// It says something that is no setting.
    Wrong(UsageError),
}

/// The bytes of a file, one more than are allowed at most. Pipes and devices are left alone: they may never end.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("is not a file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

impl Settings {
    /// Settings of this run.
    ///
    /// # Errors
    /// When a settings file is malformed or a value is not one of those allowed. A file that cannot be read is left out,
    /// with a word about it.
    pub(crate) fn resolve(flags: &Everywhere) -> Result<Self> {
        let vars: BTreeMap<String, String> = env::vars_os()
            .filter_map(|(k, v)| Some((k.into_string().ok()?, v.into_string().ok()?)))
            .collect();
        let mut layer = Layer::from_flags(flags).or(Layer::from_env(&vars)?);
        let mut files = Vec::new();
        for path in [Some(PathBuf::from("rasid.toml")), user_file(&vars)].into_iter().flatten() {
            match Layer::from_file(&path) {
                Ok(None) => {}
                Ok(Some(lower)) => {
                    layer = layer.or(lower);
                    files.push(path);
                }
                Err(BadFile::Wrong(error)) => return Err(error.into()),
                Err(BadFile::Unreadable(error)) if flags.quiet => drop(error),
                Err(BadFile::Unreadable(error)) => {
                    stderr::line(&format!("rasid: {error}; its settings are left out"));
                }
            }
        }
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        let plain = vars.get("NO_COLOR").is_some_and(|value| !value.is_empty())
            || vars.get("TERM").is_some_and(|term| term == "dumb");
        Ok(Self {
            lang: layer.lang.unwrap_or_else(|| Lang::of_locale(&vars)),
            months: layer.months.unwrap_or_default(),
            db: layer.db,
            db_flag: flags.db.clone(),
            threads: layer.threads.map_or(cores, |n| usize::from(n.get())),
            progress: !flags.no_progress && !flags.quiet && io::stderr().is_terminal(),
            remarks: !flags.quiet,
            styled: !plain && io::stdout().is_terminal(),
            files,
            subjects: layer.subjects.unwrap_or_default(),
            countries: layer.countries.unwrap_or_default(),
            offline: layer.offline.unwrap_or(false),
            watch: layer.watch.unwrap_or_default(),
        })
    }

    /// Settings that say nothing but which database.
    #[cfg(test)]
    pub(crate) fn of_db(db: &Path) -> Self {
        Self {
            lang: Lang::En,
            months: MonthNames::default(),
            db: Some(db.to_owned()),
            db_flag: None,
            threads: 1,
            progress: false,
            remarks: false,
            styled: false,
            files: Vec::new(),
            subjects: Vec::new(),
            countries: Vec::new(),
            offline: true,
            watch: Watch::default(),
        }
    }

    /// The database of this run, `./rasid.db` by default.
    pub(crate) fn db(&self) -> PathBuf {
        self.db.clone().unwrap_or_else(|| PathBuf::from("rasid.db"))
    }

    /// The database that the flag names: without one, `radar` works in a temporary database, whatever else is set.
    pub(crate) fn db_flag(&self) -> Option<&Path> {
        self.db_flag.as_deref()
    }
}

/// `$XDG_CONFIG_HOME/rasid/config.toml`, else `~/.config/rasid/config.toml`.
fn user_file(vars: &BTreeMap<String, String>) -> Option<PathBuf> {
    let absolute = |name: &str| vars.get(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let folder = absolute("XDG_CONFIG_HOME").or_else(|| Some(absolute("HOME")?.join(".config")))?;
    Some(folder.join("rasid").join("config.toml"))
}

fn choice<T: ValueEnum>(name: &str, word: &str) -> Result<T> {
    let words = || {
        let words: Vec<String> = T::value_variants()
            .iter()
            .filter_map(|value| Some(value.to_possible_value()?.get_name().to_owned()))
            .collect();
        words.join(", ")
    };
    Ok(T::from_str(word, false).map_err(|_| refuse(name, word, &words()))?)
}

fn refuse(name: &str, word: &str, expected: &str) -> UsageError {
    UsageError(format!("{name}={word:?}: expected {expected}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_higher_layer_wins() {
        let flags = Layer { lang: Some(Lang::Fr), ..Layer::default() };
        let vars = BTreeMap::from([("RASID_LANG".into(), "ar".into()), ("RASID_DB".into(), "x.db".into())]);
        let layer = flags.or(Layer::from_env(&vars).unwrap());
        assert_eq!((layer.lang, layer.db), (Some(Lang::Fr), Some(PathBuf::from("x.db"))));
    }

    #[test]
    fn a_wrong_value_is_named() {
        let vars = BTreeMap::from([("RASID_MONTHS".into(), "lunar".into())]);
        let error = Layer::from_env(&vars).unwrap_err();
        assert!(error.is::<UsageError>());
        assert_eq!(
            error.to_string(),
            "RASID_MONTHS=\"lunar\": expected eastern, maghrebi, tunisian, levantine"
        );
    }

    #[test]
    fn a_file_may_not_hold_unknown_keys() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rasid.toml");
        fs::write(&path, "lang = \"fr\"\ndb = \"press.db\"\n").unwrap();
        let layer = Layer::from_file(&path).unwrap().unwrap();
        assert_eq!(layer.db, Some(folder.path().join("press.db")));
        let wrong = |text: &[u8]| {
            fs::write(&path, text).unwrap();
            match Layer::from_file(&path) {
                Err(BadFile::Wrong(error)) => {
                    error.to_string().split_once("rasid.toml:").unwrap().1.to_owned()
                }
                other => panic!("{other:?}"),
            }
        };
        assert!(wrong(b"langue = \"fr\"\n").starts_with("1: unknown field `langue`"));
        assert!(wrong(b"lang = \"fr\"\nthreads = 0\n").starts_with("2: "));
        assert!(wrong(b"lang = \"fr\"\n\n[db\n").starts_with("3: "));
        assert_eq!(wrong(b"lang = \"fr\"\ndb = \"\xff\"\n"), "2: not UTF-8");
        assert_eq!(wrong(&[b'\n'; 70_000]), "1: longer than 65536 bytes");
        assert!(Layer::from_file(&folder.path().join("none.toml")).unwrap().is_none());
        assert!(matches!(Layer::from_file(folder.path()), Err(BadFile::Unreadable(_))));
    }
}
