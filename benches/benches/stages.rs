//! Each stage of the coder beside the yardstick, on one core: `cargo bench -p rasid-benches`.
//!
//! The design asks that the whole coder reads at a tenth of the yardstick's speed or better. Nothing is asserted: on a
//! busy machine a timed test is a coin toss.

use std::hint::black_box;
use std::time::Instant;

use rasid_benches::{corpus, yardstick};
use rasid_coder::{Article, Coder, Stage};

/// The fastest of so many passes counts.
const PASSES: u32 = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let corpus = corpus();
    let (coder, yardstick) = (Coder::embedded(), yardstick()?);
    let bytes: usize = corpus.iter().map(|article| article.text.len()).sum();
    let base = fastest(|| corpus.iter().map(|a| yardstick.leftmost_find_iter(&a.text).count()).sum());
    print("yardstick", bytes, base, base);
    for (name, stage) in [("tokens", Stage::Tokens), ("mentions", Stage::Mentions), ("coder", Stage::Whole)] {
        let read =
            |worker: &mut rasid_coder::Worker<'_>, article: &Article| worker.read_until(article, stage);
        let seconds = fastest(|| {
            let mut worker = coder.worker();
            corpus.iter().map(|article| read(&mut worker, article)).sum()
        });
        print(name, bytes, seconds, base);
    }
    Ok(())
}

/// Seconds of the fastest pass.
fn fastest(mut pass: impl FnMut() -> usize) -> f64 {
    let timed = |_| {
        let start = Instant::now();
        black_box(pass());
        start.elapsed().as_secs_f64()
    };
    (0..PASSES).map(timed).fold(f64::INFINITY, f64::min)
}

fn print(name: &str, bytes: usize, seconds: f64, base: f64) {
    let speed = bytes as f64 / 1e6 / seconds;
    println!("{name:10} {speed:8.1} MB/s   {:.3} of the yardstick's speed", base / seconds);
}
