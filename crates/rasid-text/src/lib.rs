//! Text without I/O and without a lexicon.

pub mod edtf;

pub use edtf::{Edtf, PartialDate};
