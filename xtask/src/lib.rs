//! What a developer runs besides cargo, as functions that tests can call.

pub mod attributions;
pub mod house;
pub mod licences;
pub mod metadata;
pub mod soak;
pub mod spdx;
pub mod warc;
