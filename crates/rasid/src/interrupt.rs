//! Ctrl-C: ends the process with exit code 130. While a batch must not be lost, the first Ctrl-C only asks.

use std::sync::atomic::{AtomicBool, Ordering};

static HELD: AtomicBool = AtomicBool::new(false);
static ASKED: AtomicBool = AtomicBool::new(false);

/// Starts listening. Where the system does not allow it, Ctrl-C keeps its usual effect.
pub(crate) fn listen() {
    let _ = ctrlc::set_handler(|| {
        let asked_before = ASKED.swap(true, Ordering::Relaxed);
        if asked_before || !HELD.load(Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
}

/// From now on the first Ctrl-C lets the batch in hand finish; whoever calls this looks at [`asked`].
pub(crate) fn hold() {
    HELD.store(true, Ordering::Relaxed);
}

/// Whether the user has asked to stop.
pub(crate) fn asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}
