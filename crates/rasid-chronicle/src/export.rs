//! Encounters as other people's programs read them: one file for each format.
//!
//! Every format is written as a stream, in the order of the chronicle, and holds nothing that depends on the day it is
//! written.

mod annotation;
mod calendar;
mod columns;
mod feed;
pub mod fields;
mod followthemoney;
mod geo;
mod network;
mod plover;
mod sources;
mod table;
mod workbook;

use std::collections::BTreeSet;
use std::io::{self, Write};

use rasid_coder::report::Place;
use rasid_merge::Encounter;

use crate::registry::Registry;
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
    /// RFC 4180, a row for each report.
    ReportsCsv,
    /// RFC 4180, a row for each office of those who took part.
    PeopleCsv,
    /// GEXF 1.3: who met whom, for Gephi and its like.
    Gexf(Nodes),
    /// RFC 5545: a calendar.
    Calendar,
    /// The table in columns, for data frames and engines.
    Parquet,
    /// A workbook from right to left.
    Xlsx,
    /// RFC 7946: points on a map.
    GeoJson,
    /// Entities for Aleph and its like.
    FollowTheMoney,
    /// Event data, PLOVER v2.
    Plover,
    /// RFC 4287: a feed.
    Atom,
    /// W3C Web Annotation: the quotes, pointing into their articles.
    Annotations,
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

/// What an export looks up and no store knows.
pub trait Atlas {
    /// The name of a country or organisation by its code.
    fn name(&self, code: &str) -> String;
    /// ISO 3166-1 alpha-3 of an alpha-2 code; `None` for organisations.
    fn alpha3(&self, code: &str) -> Option<String>;
    /// Latitude and longitude of a place whose city is known.
    fn located(&self, place: &Place) -> Option<(f64, f64)>;
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
    /// Writes what the filter asks for.
    ///
    /// # Errors
    /// What SQLite or the writer reports.
    pub fn export(
        &self,
        filter: &Filter,
        format: Format,
        atlas: &dyn Atlas,
        out: &mut dyn Write,
    ) -> Result<(), ExportError> {
        match format {
            Format::Ndjson => self.each(filter, &mut |encounter| export_ndjson(&[encounter], out)),
            Format::Csv { bom } => {
                let mut table = table::Table::new(out, bom, &fields::ENCOUNTERS)?;
                self.each(filter, &mut |encounter| table.row(&table::cells(&encounter)))?;
                Ok(table.end()?)
            }
            Format::ReportsCsv => {
                let mut table = table::Table::new(out, false, &fields::REPORTS)?;
                self.each(filter, &mut |encounter| {
                    table::reports(&encounter).iter().try_for_each(|cells| table.row(cells))
                })?;
                Ok(table.end()?)
            }
            Format::PeopleCsv => {
                let (mut table, registry) =
                    (table::Table::new(out, false, &fields::PEOPLE)?, self.registry()?);
                let met = self.met(filter, &registry, &mut |_| Ok(()))?;
                for known in registry.people.iter().filter(|known| met.contains(&known.id)) {
                    table::offices(known).iter().try_for_each(|cells| table.row(cells))?;
                }
                Ok(table.end()?)
            }
            Format::Gexf(nodes) => {
                let registry = match nodes {
                    Nodes::People => Some(self.registry()?),
                    Nodes::Countries => None,
                };
                let mut network = network::Network::new(registry);
                self.each(filter, &mut |encounter| {
                    network.add(&encounter, atlas);
                    Ok(())
                })?;
                Ok(network.write(out)?)
            }
            Format::Calendar => {
                calendar::begin(out)?;
                self.each(filter, &mut |encounter| calendar::event(&encounter, atlas, out))?;
                Ok(calendar::end(out)?)
            }
            Format::Parquet => {
                let mut columns = columns::Columns::new(out)?;
                self.each(filter, &mut |encounter| columns.row(encounter, atlas))?;
                Ok(columns.end()?)
            }
            Format::Xlsx => {
                let mut book = workbook::Book::new()?;
                let registry = self.registry()?;
                let met = self.met(filter, &registry, &mut |encounter| book.encounter(encounter))?;
                for known in registry.people.iter().filter(|known| met.contains(&known.id)) {
                    book.person(known)?;
                }
                Ok(book.end(out)?)
            }
            Format::GeoJson => {
                let mut collection = geo::Collection::new(out)?;
                self.each(filter, &mut |encounter| collection.feature(&encounter, atlas))?;
                Ok(collection.end()?)
            }
            Format::FollowTheMoney => {
                let mut entities = followthemoney::Entities::new(self.registry()?, out);
                self.each(filter, &mut |encounter| entities.event(&encounter, atlas))
            }
            Format::Plover => self.each(filter, &mut |encounter| plover::record(&encounter, atlas, out)),
            Format::Atom => {
                let mut updated = None;
                self.each(filter, &mut |encounter| {
                    updated = updated.max(encounter.last_reported);
                    Ok(())
                })?;
                feed::begin(updated, out)?;
                self.each(filter, &mut |encounter| feed::entry(&encounter, atlas, out))?;
                Ok(feed::end(out)?)
            }
            Format::Annotations => {
                self.each(filter, &mut |encounter| annotation::annotations(&encounter, out))
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

    /// Ids of the people of the encounters that a filter keeps, each of which is handed over as well.
    fn met(
        &self,
        filter: &Filter,
        registry: &Registry,
        take: &mut dyn FnMut(&Encounter) -> io::Result<()>,
    ) -> Result<BTreeSet<String>, ExportError> {
        let mut met: BTreeSet<String> = BTreeSet::new();
        self.each(filter, &mut |encounter| {
            let known = encounter.participants.iter().filter_map(|person| registry.known(person));
            met.extend(known.map(|known| known.id.clone()));
            take(&encounter)
        })?;
        Ok(met)
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

/// Whether an address may be linked to: nothing that a browser would run.
pub fn is_link(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://")) && !url.contains(char::is_whitespace)
}

/// The addresses of an encounter's articles that may be linked to.
fn addresses(encounter: &Encounter) -> impl Iterator<Item = &str> {
    encounter.reports.iter().filter_map(|report| report.url.as_deref()).filter(|url| is_link(url))
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
