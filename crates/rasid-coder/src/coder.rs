//! The coder (immutable, shared) and its workers (one a thread).

use crate::article::Article;
use crate::report::{ARTICLE_SCHEMA, CoderVersion, Reading};

/// Reads with one lexicon; immutable and shared between threads.
#[derive(Debug)]
pub struct Coder {
    version: CoderVersion,
}

impl Coder {
    /// The coder with the lexicon that was compiled into the program.
    pub fn embedded() -> Self {
        Self { version: CoderVersion { version: env!("CARGO_PKG_VERSION").to_owned(), lexicon: String::new() } }
    }

    /// Version of coder and lexicon.
    pub fn version(&self) -> &CoderVersion {
        &self.version
    }

    /// A worker with its own buffers.
    pub fn worker(&self) -> Worker<'_> {
        Worker { coder: self }
    }
}

/// Owns the buffers that are reused from article to article.
#[derive(Debug)]
pub struct Worker<'c> {
    coder: &'c Coder,
}

impl Worker<'_> {
    /// Reads one article. The same article gives the same reading, always.
    pub fn read(&mut self, article: &Article) -> Reading {
        Reading {
            schema: ARTICLE_SCHEMA.to_owned(),
            coder: self.coder.version.clone(),
            article: article.clone(),
            events: Vec::new(),
            claims: Vec::new(),
            judgements: Vec::new(),
        }
    }
}
