//! One function per verb. Each prints data on stdout, remarks on stderr, and says how it ended.

use anyhow::Result;

use crate::args::Verb;
use crate::outcome::Outcome;
use crate::settings::Settings;

mod audit;
mod bench;
mod brief;
mod chronology;
mod count;
mod doctor;
mod eval;
mod export;
mod extract;
mod ingest;
mod lexicon;
mod manual;
mod people;
mod radar;
mod retry;
mod review;
mod schema;
mod search;
mod serve;
mod status;
mod watch;
mod which;

/// Runs a verb.
///
/// # Errors
/// Whatever kept it from ending; [`crate::outcome::report`] chooses the exit code.
pub(crate) fn run(verb: &Verb, settings: &Settings) -> Result<Outcome> {
    match verb {
        Verb::Radar(args) => radar::run(args, settings),
        Verb::Extract(args) => extract::run(args, settings),
        Verb::Ingest(args) => ingest::run(args, settings),
        Verb::Status(args) => status::run(args, settings),
        Verb::Retry(args) => retry::run(args, settings),
        Verb::Watch(args) => watch::run(args, settings),
        Verb::Chronology(args) => chronology::run(args, settings),
        Verb::Count(args) => count::run(args, settings),
        Verb::People(args) => people::run(args, settings),
        Verb::Audit(args) => audit::run(args, settings),
        Verb::Brief(args) => brief::run(args, settings),
        Verb::Search(args) => search::run(args, settings),
        Verb::Review(args) => review::run(args, settings),
        Verb::Export(args) => export::run(args, settings),
        Verb::Serve(args) => serve::run(args, settings),
        Verb::Eval(args) => eval::run(args),
        Verb::Bench(args) => bench::run(args, settings),
        Verb::Lexicon(args) => lexicon::run(args, settings),
        Verb::Doctor(args) => doctor::run(args, settings),
        Verb::Schema(args) => schema::run(args),
        Verb::Completions(args) => manual::completions(args),
        Verb::Man => manual::man(),
    }
}
