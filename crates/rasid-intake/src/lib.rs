//! rasid-intake
