//! The lexicon: text sources in, a compiled form out, and the look-up that the coder reads with.
//!
//! ```
//! use rasid_lexicon::{Lexicon, Sources};
//!
//! let mut sources = Sources::default();
//! sources.push("weekdays.tsv", "form\tiso\nالثلاثاء\t2\n");
//! let lexicon = Lexicon::compile(&sources).unwrap();
//! let mut tokens = rasid_text::Tokens::default();
//! tokens.fill("والثلاثاء");
//! let (mut words, mut found) = (rasid_lexicon::Words::default(), Vec::new());
//! lexicon.words(&tokens, &mut words, |_| 0);
//! lexicon.find(&words, 0, &mut found);
//! assert_eq!(found[0].sense.kind, rasid_lexicon::Kind::Weekday);
//! ```

mod build;
mod check;
mod compiled;
pub mod entry;
mod error;
mod explain;
pub mod frame;
mod inflect;
mod lexicon;
mod phrases;
mod sources;
mod table;

pub use check::Clash;
pub use entry::{Kind, Sense};
pub use error::LexiconError;
pub use explain::Explanation;
pub use lexicon::Lexicon;
pub use phrases::{Match, Words};
pub use sources::Sources;
