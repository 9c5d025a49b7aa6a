//! What the lexicon knows: one type for each kind of fact.

use serde::{Deserialize, Serialize};

/// Kind of a sense; with an index it names one entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// Name of a country.
    Country,
    /// Adjective of a country.
    Nisba,
    /// City.
    City,
    /// Palace, ministry, centre.
    Venue,
    /// Month of any calendar.
    Month,
    /// Day of the week.
    Weekday,
    /// International organisation, service, party.
    Organisation,
    /// Head of an office phrase, or a closed office.
    Office,
    /// Style, military rank or eulogy.
    Honorific,
    /// Word that continues an office or an organisation.
    OfficeWord,
    /// Ordinary word: never part of a name.
    Word,
    /// Given name.
    GivenName,
    /// Phrase that names a theme.
    Theme,
    /// Word of one of the dimensions of an article.
    Dimension,
    /// Public office holder.
    Person,
    /// Evaluative word.
    Judgement,
    /// Press outlet or agency.
    Outlet,
    /// Place whose sovereignty is disputed.
    Disputed,
    /// Word that opens a frame.
    Trigger,
    /// Word that changes how its surroundings are read.
    Cue,
    /// Word of a claim about encounters in the plural.
    Claim,
    /// Region of the world, where encounters are counted by region.
    Region,
    /// What a known negotiation is called, whose parties the press leaves unsaid.
    Negotiation,
    /// Verb that says of the verbal noun it governs whether it came about.
    Governor,
}

/// One meaning of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sense {
    /// Which table.
    pub kind: Kind,
    /// Which entry of it.
    pub id: u32,
}

/// A country or territory.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Country {
    /// ISO 3166-1 alpha-2 (PS, XK, EH as in common use).
    pub code: String,
    /// ISO 3166-1 alpha-3.
    pub alpha3: String,
    /// Correlates of War number.
    pub cow: Option<u16>,
    /// English name.
    pub en: String,
    /// French name.
    pub fr: String,
    /// Arabic name.
    pub ar: String,
}

/// A name or an adjective of a country.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct CountryForm {
    /// Index of the country.
    pub country: u32,
    /// Also an ordinary word or a family name: counts only beside an office or a strong form.
    pub weak: bool,
}

/// A city.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct City {
    /// English name.
    pub en: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Inhabitants: the prior among namesakes.
    pub population: u32,
    /// Seat of the government, whose name stands for it.
    pub capital: bool,
    /// The capital of its country by name, which nobody disputes: "the Spanish capital" is this city.
    pub titular: bool,
    /// Also an ordinary word or a name: wants "مدينة" or a preposition of place.
    pub ordinary: bool,
    /// A division of its country (governorate, province, region), no town.
    pub province: bool,
    /// Latitude and longitude, WGS 84, in degrees; `None` where they are not known.
    pub at: Option<(f32, f32)>,
}

/// A venue whose city or country everybody knows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Venue {
    /// City in Arabic, where there is only one such venue.
    pub city: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// palace, ministry, centre, airport ...
    pub kind: String,
}

/// A month.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Month {
    /// 1 to 12.
    pub number: u8,
    /// Of the Hijri calendar.
    pub hijri: bool,
}

/// An organisation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Organisation {
    /// Closed code of an international organisation.
    pub code: Option<String>,
    /// ISO 3166-1 alpha-2 of a national body; of an international one, where its head sits.
    pub country: Option<String>,
    /// igo, service, police, ministry, parliament, party, movement, group (powers named together, without a code),
    /// adjective (الأممي), bloc (العربية, of a summit), other.
    pub kind: String,
    /// English name.
    pub en: String,
    /// French name.
    pub fr: String,
    /// Arabic name: the first form of the source.
    pub ar: String,
}

impl Organisation {
    /// The code its people are coded with.
    pub fn side(&self) -> Option<&str> {
        self.code.as_deref().or(self.country.as_deref())
    }

    /// An adjective that tells the organisation as a nisba tells a country: الأممي, الأطلسي.
    pub fn is_adjective(&self) -> bool {
        self.kind == "adjective"
    }

    /// Powers that the press names together (الدول الكبرى): a side without a code.
    pub fn is_group(&self) -> bool {
        self.kind == "group"
    }
}

/// Head of an office phrase, or a closed office.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Office {
    /// Rank in the words of the contract.
    pub rank: String,
    /// The side a title names by itself.
    pub country: Option<String>,
    /// Needs no complement.
    pub complete: bool,
    /// The rank holds only with a country as complement.
    pub generic: bool,
    /// Plural.
    pub plural: bool,
    /// Dual.
    pub dual: bool,
    /// Deputy, assistant, under-secretary.
    pub deputy: bool,
    /// A body of people.
    pub delegation: bool,
    /// Borrows the office of the other side (نظيره).
    pub counterpart: bool,
    /// Points back at a guest or host (ضيفه).
    pub guestref: bool,
    /// Governs a town or a division of a country, which is named behind it and tells whom it serves: عمدة باريس.
    pub local: bool,
    /// What one of a plural or dual is called.
    pub singular: Option<String>,
}

/// Kind of an honorific.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Honorific {
    /// السيد، معالي، سمو
    Style,
    /// اللواء، الفريق أول
    Military,
    /// حفظه الله
    Eulogy,
}

/// Class of an ordinary word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WordClass {
    /// Preposition.
    Preposition,
    /// Conjunction.
    Conjunction,
    /// Particle.
    Particle,
    /// Pronoun.
    Pronoun,
    /// Verb.
    Verb,
    /// Noun.
    Noun,
    /// Adjective.
    Adjective,
    /// Adverb.
    Adverb,
    /// Number word.
    Number,
}

/// A public office holder.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Person {
    /// Attested Latin spelling.
    pub latin: String,
    /// Side he holds or held office for.
    pub country: Option<String>,
    /// Office in Arabic.
    pub office: Option<String>,
    /// First year in office, 0 if unknown.
    pub from: u16,
    /// Last year in office, 9999 if unknown or still.
    pub to: u16,
}

/// A theme of the closed list.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Theme {
    /// Code.
    pub code: String,
    /// The axis that it is grouped under; empty for a dimension.
    pub axis: String,
    /// English name.
    pub en: String,
    /// Arabic name.
    pub ar: String,
    /// French name.
    pub fr: String,
}

/// An outlet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Outlet {
    /// Country it sits in.
    pub country: String,
    /// English name.
    pub en: String,
}

/// One region of a scheme.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Region {
    /// m49, press, arab_league, gcc, eu, maghreb, mena ...
    pub scheme: String,
    /// Code of the region, in lower case: `west_africa`.
    pub region: String,
    /// English name.
    pub en: String,
    /// Arabic name.
    pub ar: String,
    /// French name.
    pub fr: String,
    /// ISO 3166-1 alpha-2 codes.
    pub countries: Vec<String>,
}

/// A negotiation or an agreement that everybody knows by its subject.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Negotiation {
    /// Short name, unique.
    pub code: String,
    /// Its parties by name: ISO 3166-1 alpha-2, or codes of organisations.
    pub sides: Vec<String>,
    /// Those whom the press calls together by a group's name, the other side of the parties by name.
    pub group: Vec<String>,
}

/// A verb that says of the verbal noun it governs whether it came about: رفض زيارة كينيا.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Governor {
    /// Prepositions (folded) that lead from it to the noun; empty where the noun follows without one, or with one that is
    /// written together with it.
    pub prepositions: Vec<String>,
    /// What it says.
    pub outcome: Outcome,
}

/// What a [`Governor`] says of its noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// It did not come about: it was refused, tried, wished for.
    Unreal,
    /// It is to come.
    Planned,
    /// It will not come.
    Cancelled,
    /// It will come later.
    Postponed,
}

/// Grammatical shape of a trigger form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// استقبل
    Perfect,
    /// يستقبل
    Imperfect,
    /// سيستقبل
    Future,
    /// استقبال
    Noun,
}

/// A form that opens a frame.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Trigger {
    /// Index of the frame; for a light verb the first frame that knows it.
    pub frame: u16,
    /// Index of the light verb in its frame plus one, 0 for the frame's own words.
    pub light: u16,
    /// Shape.
    pub shape: Shape,
    /// Carries a pronoun: object of a verb, possessor of a noun.
    pub pronoun: bool,
    /// Dual: of the subject of a verb, or of the noun.
    pub dual: bool,
    /// Plural noun.
    pub plural: bool,
    /// First person: التقيت, وقعنا.
    pub speaker: bool,
}

/// A cue: what it means for its surroundings.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Cue {
    /// planned, cancelled, postponed, denied, negated, habitual, hypothetical, purpose, attendance, greetings,
    /// telegram, deputy, sides, background, sport, statement, welcome ...
    pub kind: String,
}

/// What a word of claims says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClaimKind {
    /// What a number counts.
    Count,
    /// The dual, which counts by itself.
    Two,
    /// How exact a number is.
    Bound,
    /// The largest of the regions or countries.
    Most,
    /// The busiest of the months.
    Busy,
    /// Grows.
    Up,
    /// Shrinks.
    Down,
    /// A part that grows or shrinks.
    Share,
    /// The first of its kind.
    First,
    /// A theme by one word.
    Topic,
    /// What cooperation is said to have led to.
    Result,
    /// That it did.
    Led,
    /// What did.
    Cooperation,
}

/// A word of claims.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ClaimWord {
    /// What it says.
    pub kind: ClaimKind,
    /// What is counted, the bound, the theme or the result; empty for the other kinds.
    pub value: String,
}
