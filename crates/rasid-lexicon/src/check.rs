//! The check: forms that lead to two entries of one kind.

use std::fmt;

use crate::build::Builder;
use crate::entry::{Kind, Sense};
use crate::{LexiconError, Sources};

/// One form, two meanings of one kind, and where both stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The form, folded and without articles.
    pub form: String,
    /// What kind of entry.
    pub kind: Kind,
    /// File and line of the first.
    pub first: (String, u32),
    /// File and line of the second.
    pub second: (String, u32),
}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Clash { form, kind, first, second } = self;
        write!(f, "{}:{}: {kind:?} {form:?} stands also at {}:{}", second.0, second.1, first.0, first.1)
    }
}

impl Sources {
    /// Clashes that would make the reading of a form a matter of chance. Namesakes among cities (population
    /// decides) and venues (the article's countries do) are none, nor are two classes of an ordinary word.
    ///
    /// # Errors
    /// The sources do not compile.
    pub fn check(&self) -> Result<Vec<Clash>, LexiconError> {
        let mut builder = Builder::read(self)?;
        let Builder { lexicon, phrases, .. } = &mut builder;
        let differ = |a: Sense, b: Sense| match a.kind {
            Kind::Country | Kind::Nisba => {
                let (x, y) = (lexicon.country_form(a.id), lexicon.country_form(b.id));
                x.0.code != y.0.code && x.1 == y.1
            }
            Kind::Organisation => lexicon.organisation(a.id).side() != lexicon.organisation(b.id).side(),
            Kind::Office => lexicon.office(a.id).rank != lexicon.office(b.id).rank,
            Kind::Month => {
                let (x, y) = (lexicon.month(a.id), lexicon.month(b.id));
                (x.number, x.hijri) != (y.number, y.hijri)
            }
            Kind::Theme | Kind::Dimension | Kind::Weekday | Kind::Negotiation => a.id != b.id,
            Kind::Cue => lexicon.cue(a.id).kind != lexicon.cue(b.id).kind,
            Kind::Region => {
                lexicon.regions()[a.id as usize].region != lexicon.regions()[b.id as usize].region
            }
            Kind::Judgement => lexicon.is_praise(a.id) != lexicon.is_praise(b.id),
            _ => false,
        };
        let clashes = phrases.clashes(differ);
        let place = |(file, line): (u16, u32)| (lexicon.files[usize::from(file)].clone(), line);
        Ok(clashes
            .into_iter()
            .map(|(form, a, b)| {
                let (first, second) = if a.origin <= b.origin { (a, b) } else { (b, a) };
                Clash { form, kind: a.sense.kind, first: place(first.origin), second: place(second.origin) }
            })
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use crate::Sources;

    #[test]
    fn a_clash_names_both_places() {
        let mut sources = Sources::default();
        sources.push("months.tsv", "form\tmonth\tset\nيونيو\t6\teastern\nيونيو\t7\tx\nماي\t5\tx\n");
        let clashes = sources.check().unwrap();
        assert_eq!(clashes.len(), 1);
        assert_eq!(clashes[0].to_string(), "months.tsv:3: Month \"يونيو\" stands also at months.tsv:2");
    }
}
