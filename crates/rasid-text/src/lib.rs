//! Text without I/O and without a lexicon: spans, folding with the way back, tokens, clitics, sentences, numbers,
//! calendars and EDTF.

pub mod calendar;
pub mod clitic;
pub mod edtf;
pub mod fold;
pub mod latin;
pub mod number;
pub mod sentence;
pub mod span;
pub mod token;

pub use edtf::{Edtf, PartialDate};
pub use fold::fold;
pub use span::{CodePoints, Span};
pub use token::{Spelling, Token, TokenKind, Tokens};
