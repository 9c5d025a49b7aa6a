//! Ids that are derived, never handed out: the same set of reports has the same ids for ever.

use rasid_coder::article::sha256_hex;

/// An id of 16 hexadecimal digits for something of a kind that is identified by `key`.
pub(crate) fn derived(kind: &str, key: &str) -> String {
    let mut id = sha256_hex(format!("{kind}\n{key}").as_bytes());
    id.truncate(16);
    id
}

/// The id of the encounter whose smallest event id this is.
pub(crate) fn of_encounter(event: &str) -> String {
    derived("encounter", event)
}
