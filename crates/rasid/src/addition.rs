//! An encounter that the coder missed, as a person tells it.

use rasid_coder::Coder;
use rasid_coder::report::{EventType, Participant, Place, Rank, Report, Role, Salience, Status};

/// What a person tells of it; the sentence that says it comes with the decision.
#[derive(Clone, Debug)]
pub(crate) struct Addition {
    pub(crate) event_type: EventType,
    pub(crate) status: Status,
    /// EDTF.
    pub(crate) date: Option<String>,
    pub(crate) city: Option<String>,
    /// ISO 3166-1 alpha-2 of the place.
    pub(crate) place: Option<String>,
    pub(crate) participants: Vec<Participant>,
    /// Codes.
    pub(crate) themes: Vec<String>,
}

impl Addition {
    /// The report of it, with all that follows from what was told.
    pub(crate) fn report(mut self, coder: &Coder) -> Report {
        self.themes.sort();
        self.themes.dedup();
        let place = Place { city: self.city, country: self.place, ..Place::default() };
        let place = (place != Place::default()).then_some(place);
        let (plover, cameo) =
            rasid_coder::codes(self.event_type, self.status, false, &self.participants, place.as_ref());
        let mut report = Report {
            id: String::new(),
            event_type: self.event_type,
            visit_kind: None,
            status: self.status,
            salience: Salience::Main,
            part_of: None,
            date: self.date,
            place,
            participants: self.participants,
            themes: self.themes,
            axes: Vec::new(),
            plover: plover.to_owned(),
            cameo: cameo.to_owned(),
            attributed_to: None,
            evidence: Vec::new(),
        };
        rasid_coder::complete(coder, &mut report);
        report
    }
}

/// Somebody who took part, as far as a person tells; a country by its code, in any case.
pub(crate) fn person(
    role: Role,
    name: Option<String>,
    office: Option<String>,
    country: Option<String>,
) -> Participant {
    Participant {
        role,
        name,
        name_latin: None,
        name_latin_from: None,
        office,
        posts: Vec::new(),
        organisation: None,
        rank: Rank::Other,
        country: country.map(|code| code.to_ascii_uppercase()),
    }
}
