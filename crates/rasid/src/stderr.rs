//! The one way to standard error.
//!
//! Messages carry paths and words of other people, so they are made safe like the cells of a table. Nobody may be
//! reading: a closed pipe is no reason to fail, let alone to panic as the macros of the standard library do.

use std::io::{self, Write};

use crate::terminal;

/// Prints one line.
pub(crate) fn line(text: &str) {
    let _ = writeln!(io::stderr(), "{}", terminal::cell(text));
}

/// Prints a text of several lines, each made safe by itself.
pub(crate) fn lines(text: &str) {
    let text: String = text.lines().map(|line| terminal::safe(line) + "\n").collect();
    let _ = io::stderr().write_all(text.as_bytes());
}
