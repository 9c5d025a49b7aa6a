//! Encounters as other people's programs read them: one file for each format.
//!
//! Every format is written as a stream, in the order of the chronicle, and holds nothing that depends on the day it is
//! written.

mod calendar;
mod network;
mod sources;
mod table;

use std::io::{self, Write};

use rasid_merge::Encounter;

use crate::select::Filter;
use crate::store::{Store, StoreError};

/// What to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line, contract `rasid.encounter/1`.
    Ndjson,
    /// RFC 4180, a row for each encounter.
    Csv {
        /// Whether a byte-order mark comes first, which Excel wants.
        bom: bool,
    },
    /// GEXF 1.3: who met whom, for Gephi and its like.
    Gexf(Nodes),
    /// RFC 5545: a calendar.
    Calendar,
    /// The articles behind the encounters, for reference managers.
    Ris,
    /// The same for LaTeX.
    Bibtex,
    /// The same for CSL processors.
    CslJson,
}

/// What the nodes of a network are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nodes {
    /// Officials that are named.
    People,
    /// Countries and organisations.
    Countries,
}

/// Why an export ended early.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The writer; a broken pipe is the caller's to keep quiet about.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl Store {
    /// Writes what the filter asks for. `named` gives the names of countries and organisations by their codes.
    ///
    /// # Errors
    /// What SQLite or the writer reports.
    pub fn export(
        &self,
        filter: &Filter,
        format: Format,
        named: &dyn Fn(&str) -> String,
        out: &mut dyn Write,
    ) -> Result<(), ExportError> {
        match format {
            Format::Ndjson => self.each(filter, &mut |encounter| export_ndjson(&[encounter], out)),
            Format::Csv { bom } => {
                let mut table = table::Table::new(out, bom)?;
                self.each(filter, &mut |encounter| table.row(&encounter))?;
                Ok(table.end()?)
            }
            Format::Gexf(nodes) => {
                let registry = match nodes {
                    Nodes::People => Some(self.registry()?),
                    Nodes::Countries => None,
                };
                let mut network = network::Network::new(registry);
                self.each(filter, &mut |encounter| {
                    network.add(&encounter, named);
                    Ok(())
                })?;
                Ok(network.write(out)?)
            }
            Format::Calendar => {
                calendar::begin(out)?;
                self.each(filter, &mut |encounter| calendar::event(&encounter, named, out))?;
                Ok(calendar::end(out)?)
            }
            Format::Ris | Format::Bibtex | Format::CslJson => {
                let mut sources = sources::Sources::default();
                self.each(filter, &mut |encounter| {
                    sources.add(&encounter);
                    Ok(())
                })?;
                for id in sources.ids() {
                    if let Some(article) = self.article(&id)? {
                        sources.know(article);
                    }
                }
                match format {
                    Format::Ris => sources.ris(out)?,
                    Format::Bibtex => sources.bibtex(out)?,
                    _ => sources.csl(out)?,
                }
                Ok(())
            }
        }
    }

    fn each(
        &self,
        filter: &Filter,
        write: &mut dyn FnMut(Encounter) -> io::Result<()>,
    ) -> Result<(), ExportError> {
        let mut trouble = None;
        self.each_selected(filter, &mut |encounter| {
            trouble = write(encounter).err();
            trouble.is_none()
        })?;
        trouble.map_or(Ok(()), |error| Err(error.into()))
    }
}

/// Writes one encounter a line under the contract `rasid.encounter/1`.
///
/// # Errors
/// What the writer reports; a broken pipe is the caller's to keep quiet about.
pub fn export_ndjson(encounters: &[Encounter], out: &mut dyn Write) -> io::Result<()> {
    for encounter in encounters {
        serde_json::to_writer(&mut *out, encounter)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
