//! Settings, decided once: flag, then `RASID_*`, then `./rasid.toml`, then the user's `rasid/config.toml`, then default.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::{self, IsTerminal};
use std::num::NonZero;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum;
use serde::Deserialize;

use crate::args::Everywhere;
use crate::lang::{Lang, MonthNames};
use crate::outcome::UsageError;

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
}

/// One place that settings come from.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Layer {
    lang: Option<Lang>,
    months: Option<MonthNames>,
    db: Option<PathBuf>,
    threads: Option<NonZero<u16>>,
}

impl Layer {
    fn or(self, lower: Self) -> Self {
        Self {
            lang: self.lang.or(lower.lang),
            months: self.months.or(lower.months),
            db: self.db.or(lower.db),
            threads: self.threads.or(lower.threads),
        }
    }

    fn from_flags(flags: &Everywhere) -> Self {
        Self {
            lang: flags.lang,
            months: flags.months,
            db: flags.db.clone(),
            threads: flags.threads.and_then(NonZero::new),
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
        })
    }

    /// A file that is not there is an empty layer. A relative `db` means the folder of the file.
    fn from_file(path: &Path) -> Result<Option<Self>> {
        match fs::metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).with_context(|| path.display().to_string()),
            Ok(meta) if meta.len() > MOST_BYTES => {
                return Err(UsageError(format!("{}: longer than {MOST_BYTES} bytes", path.display())).into());
            }
            Ok(_) => {}
        }
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let mut layer: Self =
            toml::from_str(&text).map_err(|error| UsageError(format!("{}: {error}", path.display())))?;
        layer.db = layer.db.map(|db| path.parent().unwrap_or(Path::new("")).join(db));
        Ok(Some(layer))
    }
}

impl Settings {
    /// Settings of this run.
    ///
    /// # Errors
    /// When a settings file cannot be read or a value is not one of those allowed.
    pub(crate) fn resolve(flags: &Everywhere) -> Result<Self> {
        let vars: BTreeMap<String, String> = env::vars_os()
            .filter_map(|(k, v)| Some((k.into_string().ok()?, v.into_string().ok()?)))
            .collect();
        let mut layer = Layer::from_flags(flags).or(Layer::from_env(&vars)?);
        let mut files = Vec::new();
        for path in [Some(PathBuf::from("rasid.toml")), user_file(&vars)].into_iter().flatten() {
            if let Some(lower) = Layer::from_file(&path)? {
                layer = layer.or(lower);
                files.push(path);
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
        })
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
        assert_eq!(error.to_string(), "RASID_MONTHS=\"lunar\": expected eastern, maghrebi, levantine");
    }

    #[test]
    fn a_file_may_not_hold_unknown_keys() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rasid.toml");
        fs::write(&path, "lang = \"fr\"\ndb = \"press.db\"\n").unwrap();
        let layer = Layer::from_file(&path).unwrap().unwrap();
        assert_eq!(layer.db, Some(folder.path().join("press.db")));
        fs::write(&path, "langue = \"fr\"\n").unwrap();
        assert!(Layer::from_file(&path).is_err());
        assert!(Layer::from_file(&folder.path().join("none.toml")).unwrap().is_none());
    }
}
