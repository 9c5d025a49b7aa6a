//! Reports in, encounters out: pure, independent of the order of its input, without I/O.
//!
//! [`merge`] takes what the coder read in many articles and groups the reports that speak of one encounter. Nothing
//! but the reports and their articles is consulted, so the same set of reports gives the same encounters, byte for
//! byte, in whatever order they arrive. [`join`] does the same for a part of the reports that no link leaves.
//!
//! In the order data flows: [`sketch`] and `reuse` find copied texts, `profile` prepares each report, `block` pairs
//! them, [`score`] and `constrain` judge a pair, `cluster` joins, `fuse` with `people` and `variants` makes the
//! encounter, `nesting` puts talks into conferences and conferences into visits. [`registry`] says who is who across
//! encounters.

pub mod article;
mod block;
mod bonds;
mod cluster;
mod constrain;
pub mod encounter;
mod field;
mod fold;
mod fuse;
mod id;
mod merging;
pub mod name;
mod near;
pub mod nesting;
mod people;
mod person;
mod profile;
pub mod registry;
mod reuse;
pub mod score;
pub mod sketch;
mod time;
mod union;
mod variants;

pub use article::ArticleMeta;
pub use block::Keys;
pub use bonds::Bonds;
pub use encounter::{ENCOUNTER_SCHEMA, Encounter, EncounterReport, StatusChange, Variant};
pub use field::{Field, FieldError};
pub use merging::{Joined, Prepared, Sourced, are_of_one_level, explain, join, links, merge};
pub use name::Name;
pub use near::{NEAR_DAYS, are_near};
pub use sketch::{BEGINNING, Probe, Sketch};
pub use union::UnionFind;
