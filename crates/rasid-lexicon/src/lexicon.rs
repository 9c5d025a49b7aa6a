//! The lexicon as the coder uses it.

use std::collections::{BTreeMap, BTreeSet};

use rasid_text::Tokens;
use serde::{Deserialize, Serialize};

use crate::entry::*;
use crate::frame::Frame;
use crate::phrases::{Match, Phrases, Words};

/// A compiled lexicon: immutable, shared between threads.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Lexicon {
    /// SHA-256 of the sources, the first 16 hexadecimal digits.
    pub(crate) hash: String,
    /// Paths of the sources, to explain where a form comes from.
    pub(crate) files: Vec<String>,
    pub(crate) phrases: Phrases,
    pub(crate) countries: Vec<Country>,
    pub(crate) country_forms: Vec<CountryForm>,
    pub(crate) cities: Vec<City>,
    pub(crate) venues: Vec<Venue>,
    pub(crate) months: Vec<Month>,
    pub(crate) organisations: Vec<Organisation>,
    /// Adjectives of a summit (folded) and the organisation that holds it.
    pub(crate) blocs: std::collections::BTreeMap<String, u32>,
    pub(crate) offices: Vec<Office>,
    pub(crate) honorifics: Vec<Honorific>,
    pub(crate) words: Vec<WordClass>,
    pub(crate) themes: Vec<Theme>,
    pub(crate) dimensions: Vec<Theme>,
    pub(crate) people: Vec<Person>,
    /// Family names (folded, without article) and the people who bear them.
    pub(crate) surnames: std::collections::BTreeMap<String, Vec<u32>>,
    pub(crate) judgements: Vec<bool>,
    pub(crate) outlets: Vec<Outlet>,
    pub(crate) regions: Vec<Region>,
    pub(crate) negotiations: Vec<Negotiation>,
    pub(crate) governors: Vec<Governor>,
    pub(crate) frames: Vec<Frame>,
    pub(crate) triggers: Vec<Trigger>,
    pub(crate) cues: Vec<Cue>,
    pub(crate) claim_words: Vec<ClaimWord>,
}

impl Lexicon {
    /// Hash of the sources it was compiled from: 16 hexadecimal digits.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Looks up the word of every token, once for all phrases that reach it; what was in `words` goes. `marks` says what
    /// else a key tells by itself; it is asked once for each word, and [`Words::marks`] repeats its answer.
    pub fn words(&self, tokens: &Tokens, words: &mut Words, marks: impl Fn(&str) -> u8) {
        self.phrases.words(tokens, words, marks);
    }

    /// Appends to `found` every sense of every form that begins at token `first`, under every reading of its clitics.
    /// `words` are those of [`Lexicon::words`] for the same tokens.
    #[inline]
    pub fn find(&self, words: &Words, first: usize, found: &mut Vec<Match>) {
        self.phrases.find(words, first, found);
    }

    /// A country by the id of a [`Kind::Country`] or [`Kind::Nisba`] sense.
    pub fn country_form(&self, id: u32) -> (&Country, bool) {
        let form = self.country_forms[id as usize];
        (&self.countries[form.country as usize], form.weak)
    }

    /// A country by its ISO 3166-1 alpha-2 code.
    pub fn country(&self, code: &str) -> Option<&Country> {
        self.countries.iter().find(|country| country.code == code)
    }

    /// Every country.
    pub fn countries(&self) -> &[Country] {
        &self.countries
    }

    /// Every city.
    pub fn cities(&self) -> &[City] {
        &self.cities
    }

    /// The capital of a country; `None` where there is none, or its name is disputed.
    pub fn capital(&self, country: &str) -> Option<&City> {
        self.cities.iter().find(|city| city.titular && city.country == country)
    }

    /// By the id of a [`Kind::City`] sense.
    pub fn city(&self, id: u32) -> &City {
        &self.cities[id as usize]
    }

    /// By the id of a [`Kind::Venue`] sense.
    pub fn venue(&self, id: u32) -> &Venue {
        &self.venues[id as usize]
    }

    /// By the id of a [`Kind::Month`] sense.
    pub fn month(&self, id: u32) -> Month {
        self.months[id as usize]
    }

    /// The country in which the head of an international organisation sits, by the organisation's code.
    pub fn seat(&self, code: &str) -> Option<&str> {
        let own = |organisation: &&Organisation| organisation.code.as_deref() == Some(code);
        self.organisations.iter().find(own)?.country.as_deref()
    }

    /// The organisation whose summit an adjective tells (العربية, خليجية), by the adjective's key.
    pub fn bloc(&self, key: &str) -> Option<&Organisation> {
        self.blocs.get(key).map(|&id| &self.organisations[id as usize])
    }

    /// By the id of a [`Kind::Organisation`] sense.
    pub fn organisation(&self, id: u32) -> &Organisation {
        &self.organisations[id as usize]
    }

    /// Every organisation; the first with a code names it.
    pub fn organisations(&self) -> &[Organisation] {
        &self.organisations
    }

    /// By the id of a [`Kind::Office`] sense.
    pub fn office(&self, id: u32) -> &Office {
        &self.offices[id as usize]
    }

    /// By the id of a [`Kind::Honorific`] sense.
    pub fn honorific(&self, id: u32) -> Honorific {
        self.honorifics[id as usize]
    }

    /// By the id of a [`Kind::Word`] sense.
    pub fn word(&self, id: u32) -> WordClass {
        self.words[id as usize]
    }

    /// By the id of a [`Kind::Dimension`] sense.
    pub fn dimension(&self, id: u32) -> &Theme {
        &self.dimensions[id as usize]
    }

    /// By the id of a [`Kind::Theme`] sense.
    pub fn theme(&self, id: u32) -> &Theme {
        &self.themes[id as usize]
    }

    /// The closed list of themes.
    pub fn themes(&self) -> &[Theme] {
        &self.themes
    }

    /// By the id of a [`Kind::Person`] sense.
    pub fn person(&self, id: u32) -> &Person {
        &self.people[id as usize]
    }

    /// The people who bear a family name (folded, without its article); empty where nobody known does.
    pub fn of_family(&self, surname: &str) -> &[u32] {
        self.surnames.get(surname).map_or(&[], Vec::as_slice)
    }

    /// Whether a [`Kind::Judgement`] sense is praise.
    pub fn is_praise(&self, id: u32) -> bool {
        self.judgements[id as usize]
    }

    /// By the id of a [`Kind::Outlet`] sense.
    pub fn outlet(&self, id: u32) -> &Outlet {
        &self.outlets[id as usize]
    }

    /// The verb of a [`Kind::Governor`] sense.
    pub fn governor(&self, id: u32) -> &Governor {
        &self.governors[id as usize]
    }

    /// The negotiation of a [`Kind::Negotiation`] sense.
    pub fn negotiation(&self, id: u32) -> &Negotiation {
        &self.negotiations[id as usize]
    }

    /// Every region of every scheme, in the order of the source, which is that of the ids of [`Kind::Region`] senses.
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// The names of the schemes of regions, sorted.
    pub fn schemes(&self) -> Vec<&str> {
        let names: BTreeSet<&str> = self.regions.iter().map(|region| region.scheme.as_str()).collect();
        names.into_iter().collect()
    }

    /// The regions of a scheme, each with a country that lies in it: `("europe", "SE")`.
    pub fn countries_by_region(&self, scheme: &str) -> impl Iterator<Item = (&str, &str)> {
        let regions = self.regions.iter().filter(move |region| region.scheme == scheme);
        regions.flat_map(|region| {
            region.countries.iter().map(|country| (region.region.as_str(), country.as_str()))
        })
    }

    /// The axis of each theme that lies on one.
    pub fn axes(&self) -> BTreeMap<String, String> {
        let themes = self.themes.iter().filter(|theme| !theme.axis.is_empty());
        themes.map(|theme| (theme.code.clone(), theme.axis.clone())).collect()
    }

    /// By the id of a [`Kind::Trigger`] sense.
    pub fn trigger(&self, id: u32) -> Trigger {
        self.triggers[id as usize]
    }

    /// Every frame.
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    /// By the id of a [`Kind::Cue`] sense.
    pub fn cue(&self, id: u32) -> &Cue {
        &self.cues[id as usize]
    }

    /// By the id of a [`Kind::Claim`] sense.
    pub fn claim_word(&self, id: u32) -> &ClaimWord {
        &self.claim_words[id as usize]
    }

    /// Names of cities, as folded keys, for a benchmark's yardstick.
    pub fn city_count(&self) -> usize {
        self.cities.len()
    }
}
