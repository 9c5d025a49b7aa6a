//! Reports in the words of the examples: of the frames and of the codebook.

use rasid_coder::report::{EventType, Report, Role, Status};

/// A report in the words of an example: `type status? SIDE:role SIDE:role @COUNTRY =DATE`, participants sorted, `held`
/// left out, `-` for a participant whose country is unknown.
pub fn in_words(report: &Report) -> String {
    let mut words = vec![report.event_type.to_string()];
    if report.status != Status::Held {
        words.push(report.status.to_string());
    }
    let mut participants: Vec<String> = report
        .participants
        .iter()
        .map(|participant| format!("{}:{}", participant.country.as_deref().unwrap_or("-"), participant.role))
        .collect();
    participants.sort();
    words.extend(participants);
    words.extend(report.place.iter().filter_map(|place| Some(format!("@{}", place.country.as_ref()?))));
    words.extend(report.date.iter().map(|date| format!("={date}")));
    words.join(" ")
}

/// An expectation in the same order of words. A word that is none of the closed lists is a mistake in the lexicon.
pub fn in_order(line: &str) -> Result<String, String> {
    let mut words = line.split_whitespace().peekable();
    let kind = words.next().unwrap_or_default();
    EventType::from_word(kind).ok_or_else(|| format!("{kind:?} is no type"))?;
    let mut ordered = vec![kind];
    if let Some(status) = words.next_if(|word| Status::from_word(word).is_some()) {
        ordered.extend(Some(status).filter(|status| *status != Status::Held.as_str()));
    }
    let (mut participants, mut place, mut date) = (Vec::new(), None, None);
    for word in words {
        match word.split_once(':') {
            Some((_, role)) if Role::from_word(role).is_some() => participants.push(word),
            _ if word.starts_with('@') && place.is_none() => place = Some(word),
            _ if word.starts_with('=') && date.is_none() => date = Some(word),
            _ => return Err(format!("{word:?} is no SIDE:role, @COUNTRY or =DATE")),
        }
    }
    participants.sort_unstable();
    ordered.extend(participants);
    ordered.extend(place);
    ordered.extend(date);
    Ok(ordered.join(" "))
}
