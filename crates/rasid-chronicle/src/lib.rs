//! The memory and the answers: a store of articles and reports, the encounters derived from them, counts over them,
//! published claims laid beside them, and their export.

mod claims;
mod count;
mod export;
mod regions;
mod select;
mod store;
#[cfg(test)]
mod testing;

pub use claims::{ClaimComparison, compare_claims};
pub use count::{By, CountRow, CountTable, RowKey, Sense, Unit, count};
pub use export::export_ndjson;
pub use regions::{RegionRow, RegionScheme};
pub use select::{Filter, Row, Selection, select};
pub use store::{Added, Refreshed, Statistics, Store, StoreError};
