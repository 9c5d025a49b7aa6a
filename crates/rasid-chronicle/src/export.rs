//! Encounters as other people's programs read them.

use std::io::{self, Write};

use rasid_merge::Encounter;

/// Writes one encounter a line under the contract `rasid.encounter/1`.
///
/// # Errors
/// What the writer reports; a broken pipe is the caller's to keep quiet about.
pub fn export_ndjson(encounters: &[Encounter], out: &mut dyn Write) -> io::Result<()> {
    for encounter in encounters {
        serde_json::to_writer(&mut *out, encounter)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
