//! rasid-merge
