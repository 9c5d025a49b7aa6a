//! The compiled form: magic, version, hash, then the tables.

use sha2::{Digest, Sha256};

use crate::{Lexicon, LexiconError};

/// First bytes of a compiled lexicon.
const MAGIC: &[u8; 8] = b"RASIDLEX";

/// Raised whenever [`Lexicon`] changes shape.
const VERSION: u32 = 9;

const HEADER: usize = 8 + 4 + 32;

impl Lexicon {
    /// Compiled bytes: `RASIDLEX`, version (4 bytes, little-endian), SHA-256 of the rest, the rest.
    pub fn to_bytes(&self) -> Vec<u8> {
        let body = postcard::to_stdvec(self).unwrap_or_default();
        let mut bytes = Vec::with_capacity(HEADER + body.len());
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        bytes.extend_from_slice(&Sha256::digest(&body));
        bytes.extend_from_slice(&body);
        bytes
    }

    /// Loads what [`Lexicon::to_bytes`] wrote. The hash is compared only by [`Lexicon::from_untrusted_bytes`]: a
    /// lexicon inside the program is as sound as the program.
    ///
    /// # Errors
    /// Not a compiled lexicon, of another version, or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, LexiconError> {
        let refuse = |message: String| Err(LexiconError::Compiled(message));
        if bytes.len() < HEADER || &bytes[..8] != MAGIC {
            return refuse("does not begin with RASIDLEX".to_owned());
        }
        let version = u32::from_le_bytes([bytes[8], bytes[9], bytes[10], bytes[11]]);
        if version != VERSION {
            return refuse(format!(
                "is of version {version}, this program reads version {VERSION}; compile it anew"
            ));
        }
        postcard::from_bytes(&bytes[HEADER..]).or_else(|error| refuse(error.to_string()))
    }

    /// As [`Lexicon::from_bytes`], for bytes from outside: the hash must agree.
    ///
    /// # Errors
    /// As [`Lexicon::from_bytes`], or the hash does not agree.
    pub fn from_untrusted_bytes(bytes: &[u8]) -> Result<Self, LexiconError> {
        if bytes.len() >= HEADER && Sha256::digest(&bytes[HEADER..])[..] != bytes[12..HEADER] {
            return Err(LexiconError::Compiled("its hash does not agree with its content".to_owned()));
        }
        Self::from_bytes(bytes)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Lexicon, Sources};

    fn compiled() -> Vec<u8> {
        let mut sources = Sources::default();
        sources.push("weekdays.tsv", "form\tiso\nالأحد\t7\n");
        Lexicon::compile(&sources).unwrap().to_bytes()
    }

    #[test]
    fn what_was_written_is_read_back() {
        let bytes = compiled();
        assert_eq!(Lexicon::from_untrusted_bytes(&bytes).unwrap().to_bytes(), bytes);
    }

    #[test]
    fn damage_age_and_strangers_are_told_apart() {
        let refusal = |change: fn(&mut Vec<u8>)| {
            let mut bytes = compiled();
            change(&mut bytes);
            Lexicon::from_untrusted_bytes(&bytes).unwrap_err().to_string()
        };
        assert!(refusal(|b| b[0] = b'X').contains("RASIDLEX"));
        assert!(refusal(|b| b[8] = 255).contains("version 255"));
        assert!(refusal(|b| *b.last_mut().unwrap() ^= 1).contains("hash"));
        assert!(refusal(|b| b.truncate(20)).contains("RASIDLEX"));
    }
}
