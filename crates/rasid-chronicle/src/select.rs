//! Which encounters an answer speaks of.

use jiff::civil::Date;
use rasid_coder::report::{Claim, EventType, Participant, Status};
use rasid_merge::name::Likeness;
use rasid_merge::{Encounter, Name};
use rasid_text::{Edtf, PartialDate};

/// What to keep. An empty list keeps everything of its kind; `Filter::default()` keeps what was held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// First day (its first possible day, when partial).
    pub from: Option<PartialDate>,
    /// Last day (its last possible day, when partial).
    pub to: Option<PartialDate>,
    /// Name of an official, in Arabic or Latin letters, full or surname alone.
    pub subject: Option<String>,
    /// Types.
    pub types: Vec<EventType>,
    /// Codes of themes; one of them suffices.
    pub themes: Vec<String>,
    /// Statuses.
    pub statuses: Vec<Status>,
    /// Countries or organisations; one of them suffices.
    pub countries: Vec<String>,
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            from: None,
            to: None,
            subject: None,
            types: Vec::new(),
            themes: Vec::new(),
            statuses: vec![Status::Held],
            countries: Vec::new(),
        }
    }
}

impl Filter {
    /// Whether a published claim speaks of what is asked for: of the subject, and of a period that touches `from..to`.
    /// A claim that names neither is kept: it may.
    pub fn concerns(&self, claim: &Claim) -> bool {
        let of_subject = match (self.subject.as_deref(), claim.subject.as_deref()) {
            (Some(asked), Some(claimed)) => Subject::new(asked).is_called(claimed),
            _ => true,
        };
        let (from, to) = self.days();
        let period = claim.period.as_deref().and_then(|period| period.parse::<Edtf>().ok()?.bounds());
        of_subject && period.is_none_or(|(first, last)| first <= to && from <= last)
    }

    /// First and last day that is asked for.
    fn days(&self) -> (Date, Date) {
        let from = self.from.and_then(PartialDate::bounds).map_or(Date::MIN, |(first, _)| first);
        let to = self.to.and_then(PartialDate::bounds).map_or(Date::MAX, |(_, last)| last);
        (from, to)
    }
}

/// One kept encounter.
#[derive(Clone, Debug)]
pub struct Row<'e> {
    /// The encounter.
    pub encounter: &'e Encounter,
    /// The other side, seen from the subject of the filter where there is one. Sorted.
    pub partners: Vec<String>,
}

/// What a filter kept.
#[derive(Clone, Debug)]
pub struct Selection<'e> {
    /// The kept encounters, in the order of the chronicle.
    pub rows: Vec<Row<'e>>,
    /// How many fit but for their date, which does not say whether they lie between `from` and `to`.
    pub unplaced: usize,
}

/// Keeps what the filter asks for.
///
/// A range that lasts is kept when it touches `from..to`; any other date must lie inside. What may lie inside or
/// outside (no date, no year, a month across the border) is left out and counted as unplaced.
pub fn select<'e>(encounters: &'e [Encounter], filter: &Filter) -> Selection<'e> {
    let subject = filter.subject.as_deref().map(Subject::new);
    let mut selection = Selection { rows: Vec::new(), unplaced: 0 };
    for encounter in encounters {
        let one_of = |wanted: &[String], there: &[String]| {
            wanted.is_empty() || wanted.iter().any(|code| there.contains(code))
        };
        let fits = (filter.types.is_empty() || filter.types.contains(&encounter.event_type))
            && (filter.statuses.is_empty() || filter.statuses.contains(&encounter.status))
            && one_of(&filter.themes, &encounter.themes)
            && one_of(&filter.countries, &encounter.countries);
        if !fits {
            continue;
        }
        let partners = match &subject {
            Some(subject) => match subject.partners(encounter) {
                Some(partners) => partners,
                None => continue,
            },
            None => encounter.partners.clone(),
        };
        match placement(encounter.date.as_deref(), filter) {
            Placement::Inside => selection.rows.push(Row { encounter, partners }),
            Placement::Unclear => selection.unplaced += 1,
            Placement::Outside => {}
        }
    }
    selection
}

/// Somebody whose encounters are asked for.
struct Subject {
    name: Option<Name>,
}

impl Subject {
    fn new(text: &str) -> Self {
        Self { name: Name::parse(text) }
    }

    fn is(&self, participant: &Participant) -> bool {
        let spellings = [&participant.name, &participant.name_latin];
        spellings.into_iter().flatten().any(|text| self.is_called(text))
    }

    fn is_called(&self, text: &str) -> bool {
        let likeness = |name: &Name| Some(Name::parse(text)?.likeness(name));
        self.name.as_ref().and_then(likeness) >= Some(Likeness::FamilyName)
    }

    /// The other side, seen from the subject; `None` where he does not take part.
    fn partners(&self, encounter: &Encounter) -> Option<Vec<String>> {
        let own: Vec<&String> = {
            let mut takes_part = encounter.participants.iter().filter(|p| self.is(p)).peekable();
            takes_part.peek()?;
            takes_part.filter_map(|p| p.country.as_ref()).collect()
        };
        if own.is_empty() {
            return Some(encounter.partners.clone());
        }
        Some(encounter.countries.iter().filter(|code| !own.contains(code)).cloned().collect())
    }
}

enum Placement {
    Inside,
    Outside,
    Unclear,
}

fn placement(date: Option<&str>, filter: &Filter) -> Placement {
    let (from, to) = filter.days();
    if filter.from.is_none() && filter.to.is_none() {
        return Placement::Inside;
    }
    let Some(edtf) = date.and_then(|date| date.parse::<Edtf>().ok()) else { return Placement::Unclear };
    let Some((first, last)) = edtf.bounds() else { return Placement::Unclear };
    if last < from || first > to {
        Placement::Outside
    } else if matches!(edtf, Edtf::Interval(..)) || (first >= from && last <= to) {
        Placement::Inside
    } else {
        Placement::Unclear
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{encounter, person, visit};
    use rasid_coder::report::{Quote, Zone};

    fn all() -> Vec<Encounter> {
        vec![
            visit("a", Some("2024-05-06/2024-05-08"), "سمير الورداني", "TN", "AT"),
            encounter(
                "b",
                EventType::Talks,
                Some("2024"),
                &[person("سمير الورداني", "TN"), person("جان دوران", "FR")],
            ),
            encounter(
                "c",
                EventType::Call,
                None,
                &[person("سمير الورداني", "TN"), person("إيفا ليند", "SE")],
            ),
            encounter(
                "d",
                EventType::Talks,
                Some("2024-06-01"),
                &[person("علي النوري", "TN"), person("إيفا ليند", "SE")],
            ),
        ]
    }

    fn ids<'e>(selection: &Selection<'e>) -> Vec<&'e str> {
        selection.rows.iter().map(|row| row.encounter.id.as_str()).collect()
    }

    #[test]
    fn what_cannot_be_placed_in_time_is_left_out_and_counted() {
        let all = all();
        let within = |from: &str, to: &str| {
            let filter = Filter { from: from.parse().ok(), to: to.parse().ok(), ..Filter::default() };
            let selection = select(&all, &filter);
            (ids(&selection), selection.unplaced)
        };
        assert_eq!(within("2024", "2024"), (vec!["a", "b", "d"], 1));
        assert_eq!(within("2024-05-08", "2024-05-31"), (vec!["a"], 2));
        assert_eq!(within("2025", ""), (vec![], 1));
        assert_eq!(select(&all, &Filter::default()).unplaced, 0);
    }

    #[test]
    fn partners_are_seen_from_the_subject() {
        let all = all();
        let of = |subject: &str| {
            let filter = Filter { subject: Some(subject.to_owned()), ..Filter::default() };
            select(&all, &filter)
        };
        let by_surname = of("الورداني");
        assert_eq!(ids(&by_surname), ["a", "b", "c"]);
        assert_eq!(by_surname.rows[0].partners, ["AT"]);
        assert_eq!(of("إيفا ليند").rows[0].partners, ["TN"]);
        assert_eq!(ids(&of("ورداني سمير")), Vec::<&str>::new());
        assert_eq!(ids(&of("")), Vec::<&str>::new());
    }

    #[test]
    fn claims_of_other_years_and_other_people_do_not_concern() {
        let filter = Filter {
            from: "2024".parse().ok(),
            to: "2024".parse().ok(),
            subject: Some("الورداني".to_owned()),
            ..Filter::default()
        };
        let concerns = |period: Option<&str>, subject: Option<&str>| {
            let evidence = Quote { zone: Zone::Text, start: 0, end: 0, quote: String::new() };
            filter.concerns(&Claim {
                what: "meetings".to_owned(),
                value: 20.into(),
                period: period.map(str::to_owned),
                scope: None,
                subject: subject.map(str::to_owned),
                evidence,
            })
        };
        assert!(concerns(Some("2024"), Some("سمير الورداني")));
        assert!(concerns(Some("2023-11/2024-02"), None) && concerns(None, None));
        assert!(!concerns(Some("2025"), Some("سمير الورداني")));
        assert!(!concerns(Some("2024"), Some("علي النوري")));
    }

    #[test]
    fn only_held_encounters_unless_asked_for() {
        let mut all = all();
        all[0].status = Status::Planned;
        assert_eq!(select(&all, &Filter::default()).rows.len(), 3);
        assert_eq!(select(&all, &Filter { statuses: Vec::new(), ..Filter::default() }).rows.len(), 4);
    }
}
