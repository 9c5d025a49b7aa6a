//! The event coder: one article in, its reports, claims and judgements out. No I/O.

pub mod article;
pub mod coder;
pub mod report;

pub use article::{Article, PublishedFrom};
pub use coder::{Coder, Worker};
pub use report::Reading;
