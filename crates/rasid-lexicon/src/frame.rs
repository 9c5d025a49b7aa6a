//! Frames as data: one entry for each way of telling an encounter, with its slots and its examples.
//!
//! The examples are the documentation and the tests: `rasid-coder` reads every one of them.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::LexiconError;

/// One frame.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Frame {
    /// Short name, unique.
    pub id: String,
    /// Type of encounter in the words of the contract.
    #[serde(rename = "type")]
    pub event_type: String,
    /// What it covers, for people.
    pub doc: String,
    /// Verbs, `perfect/imperfect`.
    pub verbs: Vec<String>,
    /// Nouns that open the frame by themselves or with a light verb.
    pub nouns: Vec<String>,
    /// The nouns say nothing without a light verb (مذكرة alone is no signing).
    pub needs_light: bool,
    /// The nouns say nothing without their possessor right behind (وصول الوزير, not وصول المساعدات).
    pub owned: bool,
    /// The verb says nothing without one of these slots (بحث wants مع).
    pub needs: Vec<String>,
    /// The verb says nothing without one of these words close behind it (تحدث wants هاتفيا).
    pub beside: Vec<String>,
    /// Slots of the frame's own verbs and nouns: particle to role. Particles: `subject`, `object`, `with` (مع),
    /// `bi`, `li`, `ila`, `min`, `by` (من طرف), `between`, `fi`, `ala`.
    pub slots: BTreeMap<String, String>,
    /// Light verbs, each with the slots it changes.
    pub light: Vec<Light>,
    /// Articles in small, what they must yield.
    pub examples: Vec<Example>,
    /// Texts that must yield nothing that was held.
    pub counter: Vec<String>,
}

/// Light verbs that carry a noun of the frame.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Light {
    /// `perfect/imperfect`.
    pub verbs: Vec<String>,
    /// They carry the noun only where officials of one office stand behind it (شارك في اجتماع وزراء الداخلية): a
    /// gathering, which is a conference.
    pub gathering: bool,
    /// Verbal nouns that carry the frame's noun too: إجراء مباحثات.
    pub nouns: Vec<String>,
    /// Slots that differ from the frame's.
    pub slots: BTreeMap<String, String>,
}

/// An example: a text and what it says.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Example {
    /// The text, in our own words and with invented officials.
    pub text: String,
    /// Day of publication, where a date is resolved.
    pub published: Option<String>,
    /// `type status? side:role side:role ... @COUNTRY =DATE`, one string for each report, in order.
    pub expect: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    frame: Vec<Frame>,
}

/// The frames of one TOML file.
///
/// # Errors
/// Not TOML, or an unknown key.
pub fn parse(path: &Path, text: &str) -> Result<Vec<Frame>, LexiconError> {
    let file: File = toml::from_str(text).map_err(|error| {
        let line =
            error.span().map_or(1, |span| text[..span.start.min(text.len())].lines().count().max(1) as u32);
        LexiconError::source(path, line, error.message().to_owned())
    })?;
    Ok(file.frame)
}
