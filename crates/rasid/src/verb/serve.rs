//! `serve`: the chronicle in a browser.

use anyhow::Result;

use super::chronology::open;
use crate::args::Serve;
use crate::interrupt;
use crate::outcome::{Outcome, UsageError};
use crate::settings::Settings;
use crate::web;

pub(super) fn run(args: &Serve, settings: &Settings) -> Result<Outcome> {
    // Whoever reaches the port reads everything, so nobody but this machine may.
    if !args.bind.ip().is_loopback() {
        let told =
            format!("--bind {}: expected an address of this machine alone, such as 127.0.0.1", args.bind);
        return Err(UsageError(told).into());
    }
    drop(open(settings)?);
    interrupt::hold();
    web::serve(args.bind, settings)?;
    Ok(Outcome::Done)
}
