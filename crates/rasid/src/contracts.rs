//! The contracts that other people's programs read, as JSON Schema 2020-12.

/// `rasid.article/1`
pub(crate) const ARTICLE: &str = include_str!("../schemas/article.schema.json");
/// `rasid.encounter/1`
pub(crate) const ENCOUNTER: &str = include_str!("../schemas/encounter.schema.json");
