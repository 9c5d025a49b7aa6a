//! How a run ends: exit codes, and the last message of a run that failed.

use std::fmt;
use std::io;
use std::process::ExitCode;

use rasid_chronicle::StoreError;

use crate::stderr;

/// How a verb ended. The exit codes are part of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// 0: all done.
    Done,
    /// 1: ran to its end and found a problem.
    Failed,
    /// 3: done, but some inputs could not be read.
    SomeInputsFailed,
    /// 4: a claim is not supported, and the user asked to be told so.
    Unsupported,
    /// 130: stopped by Ctrl-C; what was finished is kept.
    Interrupted,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        ExitCode::from(match outcome {
            Outcome::Done => 0,
            Outcome::Failed => 1,
            Outcome::SomeInputsFailed => 3,
            Outcome::Unsupported => 4,
            Outcome::Interrupted => 130,
        })
    }
}

/// A mistake in what the user asked for that clap could not see: exit code 2.
#[derive(Debug)]
pub(crate) struct UsageError(pub(crate) String);

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for UsageError {}

/// Prints the error on stderr and chooses the exit code. A reader that closed the pipe early is no error.
pub(crate) fn report(error: &anyhow::Error) -> ExitCode {
    if error.chain().any(is_broken_pipe) {
        return ExitCode::SUCCESS;
    }
    stderr::line(&format!("rasid: {}", told(error)));
    if error.chain().any(|cause| cause.is::<UsageError>()) {
        ExitCode::from(2)
    } else if error.chain().filter_map(|cause| cause.downcast_ref::<StoreError>()).any(StoreError::is_damaged)
    {
        ExitCode::from(5)
    } else {
        ExitCode::from(1)
    }
}

/// The error and its causes, each once: some say their cause themselves.
fn told(error: &anyhow::Error) -> String {
    let mut told = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !told.contains(&cause) {
            told.push_str(": ");
            told.push_str(&cause);
        }
    }
    told
}

fn is_broken_pipe(cause: &(dyn std::error::Error + 'static)) -> bool {
    let kind = match cause.downcast_ref::<io::Error>() {
        Some(error) => Some(error.kind()),
        None => cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind),
    };
    kind == Some(io::ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cause_is_told_once() {
        let error = anyhow::Error::msg("no such file").context("x.db: no such file").context("export");
        assert_eq!(told(&error), "export: x.db: no such file");
    }
}
