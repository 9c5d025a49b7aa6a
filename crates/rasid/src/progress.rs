//! Progress on stderr, and only on a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::stderr;

/// A count of articles that moves while they are read.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A counter that shows nothing unless `shown`. The number of articles is not known beforehand.
    pub(crate) fn new(shown: bool) -> Self {
        if !shown {
            return Self { bar: ProgressBar::hidden() };
        }
        let bar = ProgressBar::new_spinner();
        if let Ok(style) =
            ProgressStyle::with_template("{spinner} {human_pos} articles, {per_sec}, {elapsed}")
        {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar }
    }

    /// So many articles more are done.
    pub(crate) fn advance(&self, articles: usize) {
        self.bar.inc(articles as u64);
    }

    /// Prints a line on stderr without tearing the counter.
    pub(crate) fn say(&self, line: &str) {
        self.bar.suspend(|| stderr::line(line));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
