//! What the lexicon makes of a word, and where it says so.

use std::fmt;

use rasid_text::Tokens;

use crate::Lexicon;
use crate::entry::{Kind, Sense};

/// One reading of a word or phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The part of the input it covers.
    pub form: String,
    /// What was taken off: `و+`, `ب+`, `ال+`.
    pub prefixes: String,
    /// Kind of entry.
    pub kind: Kind,
    /// What the entry says.
    pub entry: String,
    /// Source file.
    pub file: String,
    /// Line in it.
    pub line: u32,
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}\t{}\t{:?}\t{}\t{}:{}",
            self.form, self.prefixes, self.kind, self.entry, self.file, self.line
        )
    }
}

impl Lexicon {
    /// Every reading of every part of `text`, in the order of the text.
    pub fn explain(&self, text: &str) -> Vec<Explanation> {
        let mut tokens = Tokens::default();
        tokens.fill(text);
        let mut explanations = Vec::new();
        let (mut words, mut found) = (crate::Words::default(), Vec::new());
        self.words(&tokens, &mut words, |_| 0);
        for first in 0..tokens.list.len() {
            found.clear();
            self.find(&words, first, &mut found);
            for found in &found {
                let prefix = found.prefix;
                let mut prefixes = String::new();
                for (there, name) in [
                    (prefix.conjunction, "conjunction+"),
                    (prefix.preposition.is_some(), "preposition+"),
                    (prefix.article, "article+"),
                ] {
                    prefixes.push_str(if there { name } else { "" });
                }
                explanations.push(Explanation {
                    form: tokens.span(first, first + found.tokens as usize).of(text).to_owned(),
                    prefixes,
                    kind: found.sense.kind,
                    entry: self.describe(found.sense),
                    file: self.files[usize::from(found.origin.0)].clone(),
                    line: found.origin.1,
                });
            }
        }
        explanations.dedup();
        explanations
    }

    fn describe(&self, Sense { kind, id }: Sense) -> String {
        let some = |text: &Option<String>| text.clone().unwrap_or_default();
        match kind {
            Kind::Country | Kind::Nisba => {
                let (country, weak) = self.country_form(id);
                format!("{} {}{}", country.code, country.en, if weak { " (weak)" } else { "" })
            }
            Kind::City => {
                let city = self.city(id);
                let ordinary = if city.ordinary { " (also an ordinary word)" } else { "" };
                format!("{} {} {}{ordinary}", city.country, city.en, city.population)
            }
            Kind::Venue => {
                format!("{} {} {}", self.venue(id).country, some(&self.venue(id).city), self.venue(id).kind)
            }
            Kind::Month => {
                let month = self.month(id);
                format!("month {}{}", month.number, if month.hijri { " of the Hijri year" } else { "" })
            }
            Kind::Weekday => format!("day {id} of the week"),
            Kind::Organisation => {
                let organisation = self.organisation(id);
                format!(
                    "{} {} {}",
                    organisation.side().unwrap_or_default(),
                    organisation.kind,
                    organisation.en
                )
            }
            Kind::Office => format!("{} {}", self.office(id).rank, some(&self.office(id).country)),
            Kind::Honorific => format!("{:?}", self.honorific(id)).to_lowercase(),
            Kind::Word => format!("{:?}", self.word(id)).to_lowercase(),
            Kind::Theme => self.theme(id).code.clone(),
            Kind::Dimension => self.dimension(id).code.clone(),
            Kind::Person => format!("{} {}", some(&self.person(id).country), self.person(id).latin),
            Kind::Judgement => if self.is_praise(id) { "praise" } else { "blame" }.to_owned(),
            Kind::Outlet => format!("{} {}", self.outlet(id).country, self.outlet(id).en),
            Kind::Trigger => {
                let trigger = self.trigger(id);
                let frame = &self.frames[usize::from(trigger.frame)];
                let light = if trigger.light > 0 { ", light verb" } else { "" };
                format!("{} ({:?}{light})", frame.id, trigger.shape).to_lowercase()
            }
            Kind::Cue => self.cue(id).kind.clone(),
            Kind::Claim => {
                let word = self.claim_word(id);
                format!("{:?} {}", word.kind, word.value).to_lowercase().trim_end().to_owned()
            }
            Kind::Negotiation => self.negotiation(id).code.clone(),
            Kind::Governor => format!("{:?}", self.governor(id).outcome).to_lowercase(),
            Kind::Region => self.regions()[id as usize].region.clone(),
            Kind::OfficeWord | Kind::GivenName | Kind::Disputed => String::new(),
        }
    }
}
