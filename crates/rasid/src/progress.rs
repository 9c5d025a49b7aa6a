//! Progress on stderr, and only on a terminal.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use indicatif::{HumanBytes, ProgressBar, ProgressStyle};

use crate::stderr;

/// A count of articles that moves while they are read, and of bytes beside what there are.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    read: Arc<AtomicU64>,
    /// Bytes of all files; `None` where nobody knows.
    all: Option<u64>,
}

impl Progress {
    /// A counter that shows nothing unless `shown`. `read` is how many bytes of `all` were read so far.
    pub(crate) fn new(shown: bool, read: Arc<AtomicU64>, all: Option<u64>) -> Self {
        if !shown {
            return Self { bar: ProgressBar::hidden(), read, all };
        }
        let bar = ProgressBar::new_spinner();
        if let Ok(style) =
            ProgressStyle::with_template("{spinner} {human_pos} articles, {per_sec}, {msg}, {elapsed}")
        {
            bar.set_style(style);
        }
        let progress = Self { bar, read, all };
        progress.advance(0);
        progress.bar.enable_steady_tick(Duration::from_millis(200));
        progress
    }

    /// So many articles more are done.
    pub(crate) fn advance(&self, articles: usize) {
        let read = self.read.load(Ordering::Relaxed);
        let of = self.all.map(|all| format!(" of {}", HumanBytes(all))).unwrap_or_default();
        self.bar.set_message(format!("{}{of} read", HumanBytes(read)));
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
