//! Where the sources come from: a folder, or the program itself.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::LexiconError;
use crate::table::Table;

/// Largest source file that is read.
const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// The source files of a lexicon, in a fixed order.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Sources {
    files: Vec<(PathBuf, String)>,
}

impl Sources {
    /// Adds one file; its name decides what it holds (`countries.tsv`, `frames/*.toml`).
    pub fn push(&mut self, path: impl Into<PathBuf>, text: impl Into<String>) {
        self.files.push((path.into(), text.into()));
    }

    /// Every `.tsv` of a folder and every `.toml` of its `frames/`, sorted by name.
    ///
    /// # Errors
    /// The folder or a file cannot be read, is not UTF-8, or is larger than 64 MiB.
    pub fn read_dir(dir: &Path) -> Result<Self, LexiconError> {
        let mut sources = Self::default();
        for (folder, extension) in [(dir.to_owned(), "tsv"), (dir.join("frames"), "toml")] {
            if extension == "toml" && !folder.is_dir() {
                continue;
            }
            let refuse = |path: &Path| {
                let path = path.to_owned();
                move |cause| LexiconError::Read { path, cause }
            };
            let mut paths = Vec::new();
            for entry in fs::read_dir(&folder).map_err(refuse(&folder))? {
                let path = entry.map_err(refuse(&folder))?.path();
                if path.extension().is_some_and(|found| found == extension) {
                    paths.push(path);
                }
            }
            paths.sort();
            for path in paths {
                if fs::metadata(&path).map_err(refuse(&path))?.len() > LARGEST_FILE {
                    return Err(LexiconError::source(&path, 1, "file is larger than 64 MiB"));
                }
                let text = fs::read_to_string(&path).map_err(refuse(&path))?;
                sources.push(path, text);
            }
        }
        Ok(sources)
    }

    /// Adds the files of `more` behind those of `self`.
    pub fn extend(&mut self, more: Sources) {
        self.files.extend(more.files);
    }

    /// The paths shortened to what follows `dir`, so that a compiled lexicon does not depend on where it was built.
    pub fn relative_to(mut self, dir: &Path) -> Self {
        for (path, _) in &mut self.files {
            if let Ok(short) = path.strip_prefix(dir) {
                *path = short.to_owned();
            }
        }
        self
    }

    /// Path and text of each file.
    pub fn files(&self) -> impl Iterator<Item = (&Path, &str)> {
        self.files.iter().map(|(path, text)| (path.as_path(), text.as_str()))
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Every value of a column of the tables called `stem` (`cities` for `cities.tsv`), lists taken apart, in the order
    /// of the files. Empty where there is no such table.
    ///
    /// # Errors
    /// A table of that name is malformed or lacks the column.
    pub fn cells(&self, stem: &str, column: &str) -> Result<Vec<String>, LexiconError> {
        let mut cells = Vec::new();
        for (path, text) in self.files() {
            let is_table = path.extension().is_some_and(|extension| extension == "tsv");
            if is_table && path.file_stem().is_some_and(|name| name == stem) {
                let table = Table::parse(path, text, &[column])?;
                cells.extend(table.rows().flat_map(|row| row.list(column)).map(str::to_owned));
            }
        }
        Ok(cells)
    }

    /// To embed them in a program.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_stdvec(self).unwrap_or_default()
    }

    /// Back from [`Sources::to_bytes`].
    ///
    /// # Errors
    /// The bytes are damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, LexiconError> {
        postcard::from_bytes(bytes).map_err(|error| LexiconError::Compiled(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_all_tables_of_a_name_add_up() {
        let mut sources = Sources::default();
        sources.push("cities.tsv", "name\ten\nأبوظبي|أبو ظبي\tAbu Dhabi\nدبي\tDubai\n");
        sources.push("mine/cities.tsv", "name\ten\nالعين\tAl Ain\n");
        sources.push("frames/cities.toml", "no table");
        assert_eq!(sources.cells("cities", "name").unwrap(), ["أبوظبي", "أبو ظبي", "دبي", "العين"]);
        assert!(sources.cells("months", "form").unwrap().is_empty());
        assert!(sources.cells("cities", "form").is_err());
    }
}
