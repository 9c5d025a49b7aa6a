//! The coder of a run: with the lexicon inside the program, or with the user's own files beside it.

use std::path::Path;

use anyhow::Result;
use rasid_coder::Coder;
use rasid_lexicon::{Lexicon, Sources};

use crate::outcome::UsageError;

/// The coder that reads with the lexicon of the program and, where a folder is named, with its files too.
///
/// # Errors
/// As [`sources`], and when the sources do not compile.
pub(crate) fn coder(own: Option<&Path>) -> Result<Coder> {
    match own {
        None => Ok(Coder::embedded()),
        Some(_) => Ok(Coder::with_lexicon(Lexicon::compile(&sources(own)?)?)),
    }
}

/// The lexicon sources of the program, and behind them those of a folder.
///
/// # Errors
/// When the folder cannot be read, or holds no lexicon file.
pub(crate) fn sources(own: Option<&Path>) -> Result<Sources> {
    let mut sources = Coder::embedded_sources()?;
    if let Some(folder) = own {
        let more = Sources::read_dir(folder)?;
        if more.is_empty() {
            let folder = folder.display();
            return Err(UsageError(format!("{folder}: no lexicon file (.tsv, frames/*.toml) in it")).into());
        }
        sources.extend(more);
    }
    Ok(sources)
}
