//! Scores event reports against a gold file that people coded under the codebook.
//!
//! A predicted event *finds* a gold event of the same article when the type is equal, at least two (or all, if
//! fewer) of the gold countries are present and the country sets overlap by more than half (Jaccard). Pairs are one
//! to one, best overlap first. Everything else is counted on those pairs.

mod claims;
mod encounter;
mod figures;
mod merging;
mod record;
mod tally;
mod words;

pub(crate) use claims::{ClaimScore, PlannedScore, score_claims, score_planned};
pub(crate) use figures::{Comparison, Ratio, Scores, compare};
pub(crate) use merging::{CopyGroup, Figures, GoldReport, MergeScore, NearMiss, score_merging};
pub(crate) use record::{Annotated, GoldClaim, GoldEvent, Prediction, load, load_articles};

/// A gold event that was not found, or a predicted one that finds nothing: what `--errors` lists.
#[derive(Debug)]
pub(crate) struct Miss {
    /// `MISSED` or `EXTRA`; of merging, `WRONG`.
    pub(crate) kind: &'static str,
    /// Article, type, countries, date and the start of the quote, on one line.
    pub(crate) line: String,
}
