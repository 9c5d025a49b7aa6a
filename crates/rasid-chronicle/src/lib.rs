//! rasid-chronicle
