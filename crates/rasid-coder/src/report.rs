//! What the coder says: the types of the contract `rasid.article/1`.
//!
//! The closed lists are enums whose serialised names are the contract's words.

use serde::{Deserialize, Serialize};

use crate::article::Article;

/// Version of the contract that [`Reading`] is printed under.
pub const ARTICLE_SCHEMA: &str = "rasid.article/1";

/// A closed list of the contracts: an enum whose values have one word each, in JSON as in tables.
#[macro_export]
macro_rules! closed_list {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::serde::Serialize, ::serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every value, in the order of the contract.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word the contract uses.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }

            /// The value a word of the contract stands for.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }
    };
}

closed_list! {
    /// The seven types of the codebook.
    EventType {
        /// An official travels to another country in office.
        Visit = "visit",
        /// An official receives a foreign guest.
        Reception = "reception",
        /// Two sides meet and discuss.
        Talks = "talks",
        /// A meeting of three or more sides.
        Conference = "conference",
        /// Sides sign or conclude a document.
        Agreement = "agreement",
        /// By telephone or video.
        Call = "call",
        /// One side awards an honour to an official of the other.
        Decoration = "decoration",
    }
}

impl EventType {
    /// Whether the type is a meeting in the sense of the design: talks, reception, conference or call.
    pub fn is_meeting(self) -> bool {
        matches!(self, EventType::Talks | EventType::Reception | EventType::Conference | EventType::Call)
    }
}

closed_list! {
    /// Whether the encounter took place.
    Status {
        /// It took place, or takes place on the day of publication.
        Held = "held",
        /// Announced for later.
        Planned = "planned",
        /// Called off.
        Cancelled = "cancelled",
        /// Put off.
        Postponed = "postponed",
        /// Said not to have taken place.
        Denied = "denied",
    }
}

closed_list! {
    /// Whether the article reports it as its news or mentions it in passing.
    Salience {
        /// The article's news.
        Main = "main",
        /// In passing.
        Background = "background",
    }
}

closed_list! {
    /// What a participant does in the encounter.
    Role {
        /// Travels (visit).
        Visitor = "visitor",
        /// Receives (reception, visit).
        Host = "host",
        /// Is received (reception).
        Guest = "guest",
        /// Takes part (talks, conference, call).
        Participant = "participant",
        /// Convenes (conference).
        Organiser = "organiser",
        /// Signs (agreement).
        Signatory = "signatory",
        /// Gives the honour (decoration).
        Awarder = "awarder",
        /// Gets the honour (decoration).
        Recipient = "recipient",
    }
}

closed_list! {
    /// Rank of an office.
    Rank {
        /// King, president, emir, sultan.
        HeadOfState = "head_of_state",
        /// Prime minister, chancellor.
        HeadOfGovernment = "head_of_government",
        /// Minister, secretary of state.
        Minister = "minister",
        /// Director of police, intelligence, gendarmerie and the like.
        HeadOfService = "head_of_service",
        /// Ambassador, chargé d'affaires, permanent representative.
        Ambassador = "ambassador",
        /// Any other senior officer.
        SeniorOfficial = "senior_official",
        /// Head of an international organisation.
        OrganisationHead = "organisation_head",
        /// None of these.
        Other = "other",
    }
}

closed_list! {
    /// How a visit is described.
    VisitKind {
        /// زيارة دولة
        State = "state",
        /// زيارة رسمية
        Official = "official",
        /// زيارة عمل
        Working = "working",
        /// زيارة خاصة
        Private = "private",
        /// عبور، توقف
        Transit = "transit",
        /// زيارة غير معلنة، مفاجئة
        Unannounced = "unannounced",
    }
}

closed_list! {
    /// Where the Latin spelling of a name comes from.
    LatinFrom {
        /// A spelling in public use, from the lexicon.
        Attested = "attested",
        /// Spelled by rule.
        Transliterated = "transliterated",
    }
}

closed_list! {
    /// Which part of the article a quote stands in.
    Zone {
        /// The headline.
        Title = "title",
        /// The text.
        Text = "text",
    }
}

/// One quote behind one field. `start..end` are Unicode code points of the zone, half-open, logical order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Path of the field: `event`, `date`, `place`, `themes/0`, `participants/0/office` ...
    pub field: String,
    /// Title or text.
    #[serde(rename = "in")]
    pub zone: Zone,
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// Exactly the text between them.
    pub quote: String,
}

/// Where an encounter happened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// City as written.
    pub city: Option<String>,
    /// City in English, where the lexicon knows it.
    pub city_en: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Palace, ministry, centre as written.
    pub venue: Option<String>,
    /// Whether sovereignty over the place is disputed; the country stays as the article has it.
    pub disputed: bool,
}

/// One post of a participant: an office and the organisation it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// `المدير العام`
    pub office: String,
    /// `الأمن الوطني`
    pub organisation: Option<String>,
}

/// One participant of an encounter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// What he does in it.
    pub role: Role,
    /// Name as written, without honorifics.
    pub name: Option<String>,
    /// The name in Latin letters.
    pub name_latin: Option<String>,
    /// Where that spelling comes from.
    pub name_latin_from: Option<LatinFrom>,
    /// The whole chain of offices as written.
    pub office: Option<String>,
    /// The chain taken apart.
    pub posts: Vec<Post>,
    /// Organisation as written, where it stands apart from the office.
    pub organisation: Option<String>,
    /// Rank of the office.
    pub rank: Rank,
    /// ISO 3166-1 alpha-2, or the closed code of an international organisation.
    pub country: Option<String>,
}

/// What one article says about one encounter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Hash of article id, type, span of the event evidence and counterpart key: 16 hexadecimal digits.
    pub id: String,
    /// Type of the encounter.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// How the visit is described; `None` for other types.
    pub visit_kind: Option<VisitKind>,
    /// Whether it took place.
    pub status: Status,
    /// News or passing mention.
    pub salience: Salience,
    /// Id of the report (same article) this one happened inside.
    pub part_of: Option<String>,
    /// EDTF, or `None` where no date expression says it.
    pub date: Option<String>,
    /// Where, `None` if neither stated nor clearly implied.
    pub place: Option<Place>,
    /// Who.
    pub participants: Vec<Participant>,
    /// What about: closed codes of `lexicon/themes.tsv`, sorted.
    pub themes: Vec<String>,
    /// The axes that its themes are grouped under, sorted.
    #[serde(default)]
    pub axes: Vec<String>,
    /// PLOVER type and mode, `CONSULT/visit`.
    pub plover: String,
    /// CAMEO code.
    pub cameo: String,
    /// The communiqué, agency or reporter the article rests on.
    pub attributed_to: Option<String>,
    /// One entry at least for `event`.
    pub evidence: Vec<Evidence>,
}

impl Report {
    /// The countries and organisations of the report: those of the participants and, for a visit, of its place. Sorted.
    pub fn countries(&self) -> Vec<String> {
        let place = match self.event_type {
            EventType::Visit => self.place.as_ref().and_then(|p| p.country.clone()),
            _ => None,
        };
        let mut all: Vec<String> =
            self.participants.iter().filter_map(|p| p.country.clone()).chain(place).collect();
        all.sort();
        all.dedup();
        all
    }
}

/// A statement about encounters in the plural.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// meetings, countries, organisations, visits, partners, agreements, largest_region, largest_country, peak_months,
    /// theme_share, trend, first or result.
    pub what: String,
    /// Number, string, list, or `{"min": n}`, `{"max": n}`, `{"about": n}`. A trend is `theme:up` or `theme:down`; a
    /// share is in per cent; a first names what it is the first of; a result names its kind (`plots_foiled`,
    /// `networks_dismantled`, `arrests`, `seizures`, `extraditions`, `events_secured`) and, behind a colon, its number.
    pub value: serde_json::Value,
    /// EDTF.
    pub period: Option<String>,
    /// A region, country or theme that the claim is limited to.
    pub scope: Option<String>,
    /// Whose encounters, as written.
    pub subject: Option<String>,
    /// The quote.
    pub evidence: Quote,
}

/// A quote without a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Title or text.
    #[serde(rename = "in")]
    pub zone: Zone,
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// Exactly the text between them.
    pub quote: String,
}

closed_list! {
    /// Direction of a judgement.
    Polarity {
        /// Praise.
        Praise = "praise",
        /// Blame.
        Blame = "blame",
    }
}

/// Evaluative language: marked, never repeated as fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// Praise or blame.
    pub polarity: Polarity,
    /// Who is judged, as written, where the sentence names one.
    pub target: Option<String>,
    /// Who judges: `author`, or the name as written.
    pub holder: String,
    /// The quote.
    #[serde(flatten)]
    pub quote: Quote,
}

/// Version of the coder and of the lexicon it read with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoderVersion {
    /// Version of the program.
    pub version: String,
    /// Hash of the compiled lexicon.
    pub lexicon: String,
}

/// All that the coder read in one article: one line of `rasid extract`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// [`ARTICLE_SCHEMA`].
    pub schema: String,
    /// Who coded it.
    pub coder: CoderVersion,
    /// The article, without its text unless asked for.
    pub article: Article,
    /// Reports of encounters, in the order of their event evidence.
    pub events: Vec<Report>,
    /// Claims.
    pub claims: Vec<Claim>,
    /// Judgements.
    pub judgements: Vec<Judgement>,
    /// Share of the text that judges, 0 to 1, three decimals: code points of the judgements in the text by its own.
    #[serde(default)]
    pub judged: f64,
    /// Dimensions that the article speaks of, sorted: educational, intelligence, legal, political, religious, security,
    /// social.
    #[serde(default)]
    pub dimensions: Vec<String>,
}
