//! The memory and the answers: a store of articles and reports, the encounters derived from them, counts over them,
//! published claims laid beside them, and their export.

mod audit;
mod brief;
mod changes;
mod count;
mod doubt;
mod explain;
mod export;
mod facts;
mod ledger;
mod links;
mod matrix;
mod query;
mod regions;
mod registry;
mod review;
mod search;
mod select;
mod store;
#[cfg(test)]
mod testing;
mod watched;

pub use audit::{Audited, Coverage, Reading, Verdict};
pub use brief::{Brief, Change};
pub use changes::Changed;
pub use count::{By, CountRow, CountTable, Counter, RowKey, Sense, Unit};
pub use doubt::{Doubt, Why};
pub use explain::{Because, Pair};
pub use export::{Atlas, ExportError, Format as ExportFormat, Nodes, export_ndjson, fields, is_link};
pub use facts::Facts;
pub use ledger::{Begun, Entry, FileId, Lacking, Listed, Run, RunId, State, Tallied, UNREADABLE};
pub use links::Links;
pub use matrix::{Flow, Matrix, Spot};
pub use query::ConstantOutlets;
pub use regions::RegionScheme;
pub use registry::{Registry, Seat, goes_by};
pub use review::gold::{Agreement, GoldEvent, GoldPerson, GoldPlace, Imported};
pub use review::{Action, Anchor, By as Reviewer, Decision, ReviewError, check_addition};
pub use search::Hit;
pub use select::{Cursor, Filter, Row, Selection};
pub use store::{Added, Refreshed, Statistics, Store, StoreError, instant};
pub use watched::Watched;
