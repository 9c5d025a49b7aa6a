//! The event coder: one article in, its reports, claims and judgements out. No I/O.
//!
//! The rooms, in the order data flows: [`article`] (the input), `mention` (tokens and their senses), `date`, `actor`
//! and `name`, `people` (who is who), `place`, `home`, `clause`, `frame` and `modality` (what is told), `assemble`
//! (one report per encounter), `theme`, `claim`, `judgement`, `write` (evidence), [`report`] (the contract).

mod actor;
pub mod article;
mod assemble;
mod claim;
mod clause;
pub mod coder;
mod complete;
mod date;
mod frame;
mod home;
mod judgement;
mod mention;
mod modality;
mod name;
mod people;
mod place;
pub mod report;
mod theme;
mod write;

pub use article::{Article, SaidBy, Source};
pub use coder::{Coder, LONGEST_TEXT, Parts, Stage, Worker};
pub use complete::complete;
pub use report::Reading;
pub use write::codes;
