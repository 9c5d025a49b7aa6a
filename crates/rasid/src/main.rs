//! Rasid.
fn main() {}
