//! What can go wrong with a lexicon.

use std::io;
use std::path::{Path, PathBuf};

/// A lexicon that cannot be read, compiled or loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LexiconError {
    /// A mistake in a source file.
    #[error("{}:{line}: {message}", path.display())]
    Source {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: u32,
        /// What is wrong.
        message: String,
    },
    /// A source file that cannot be read.
    #[error("{}: {cause}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        cause: io::Error,
    },
    /// A compiled lexicon that is none, is damaged, or is of another version.
    #[error("compiled lexicon: {0}")]
    Compiled(String),
}

impl LexiconError {
    pub(crate) fn source(path: &Path, line: u32, message: impl Into<String>) -> Self {
        Self::Source { path: path.to_owned(), line, message: message.into() }
    }
}
