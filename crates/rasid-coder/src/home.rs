//! The home country of an article: whose minister "the minister" is.
//!
//! Local papers do not name their own country. Where an office holder carries no country, the strongest sign decides:
//! where the ambassadors of the article sit, its dateline, its outlet, the palaces it names, and at last the country
//! it names most.

use rasid_lexicon::{Kind, Lexicon};

use crate::actor::Actor;
use crate::mention::Mentions;

/// The least score that makes a country the home of an article.
const LEAST: u32 = 2;

/// The least score that makes a foreign country the home of an article from another country's outlet.
const PLAIN: u32 = 3;

/// An outlet's country is party to an article if it is one in so many of the countries that the article names.
const SHARE: u32 = 12;

/// How often each country is named, most often first, codes in order among equals.
pub(crate) fn weights<'l>(lexicon: &'l Lexicon, mentions: &Mentions) -> Vec<(&'l str, u32)> {
    let mut counts: std::collections::BTreeMap<&str, u32> = std::collections::BTreeMap::new();
    for i in 0..mentions.len() {
        if !mentions.has_one_of(i, &[Kind::Country, Kind::Nisba, Kind::City]) {
            continue;
        }
        // تركي بن عبد الله is a name.
        if mentions.bare(i, Kind::GivenName).is_some() {
            continue;
        }
        if namesake(lexicon, mentions, i).is_some() {
            continue;
        }
        let country = mentions.best(i, Kind::Country).or_else(|| mentions.best(i, Kind::Nisba));
        if country.is_none()
            && let Some(found) = mentions.best(i, Kind::City)
            && mentions
                .at(i)
                .iter()
                .filter(|m| m.sense.kind == Kind::City && m.tokens == found.tokens)
                .count()
                == 1
        {
            let city = lexicon.city(found.sense.id);
            if !city.ordinary
                && !mentions.has(i, Kind::Disputed)
                && let Some(country) = lexicon.country(&city.country)
            {
                *counts.entry(&country.code).or_default() += 1;
            }
        }
        if let Some(found) = country {
            let (country, weak) = lexicon.country_form(found.sense.id);
            if !weak {
                *counts.entry(&country.code).or_default() += 1;
            }
        }
    }
    let mut weights: Vec<(&str, u32)> = counts.into_iter().collect();
    weights.sort_by_key(|(code, n)| (std::cmp::Reverse(*n), *code));
    weights
}

/// A country and the capital of another that are written alike at token `i`: their codes, the country's first.
fn namesake<'l>(lexicon: &'l Lexicon, mentions: &Mentions, i: usize) -> Option<(&'l str, &'l str)> {
    let state = mentions.best(i, Kind::Country).filter(|_| mentions.has(i, Kind::City))?;
    let mut cities = mentions.at(i).iter().filter(|found| found.sense.kind == Kind::City);
    let code = lexicon.country_form(state.sense.id).0.code.as_str();
    let other = cities.find_map(|found| {
        let city = lexicon.city(found.sense.id);
        (city.capital && found.tokens == state.tokens && city.country != code).then_some(&city.country)
    })?;
    Some((code, other))
}

/// في عمان: where the article names Jordan more often than Oman, the word is the capital of Jordan throughout.
pub(crate) fn settle_namesakes(lexicon: &Lexicon, mentions: &mut Mentions, weights: &[(&str, u32)]) {
    let weight = |code: &str| weights.iter().find(|(named, _)| *named == code).map_or(0, |(_, n)| *n);
    for i in 0..mentions.len() {
        if let Some((state, other)) = namesake(lexicon, mentions, i)
            && weight(other) > weight(state)
        {
            mentions.forget(i, Kind::Country);
        }
    }
}

/// The home country, if anything tells it.
pub(crate) fn country<'l>(
    lexicon: &'l Lexicon,
    mentions: &Mentions,
    outlets: [Option<&'l str>; 2],
    actors: &[Actor<'l>],
    weights: &[(&'l str, u32)],
    dateline: Option<&'l str>,
) -> Option<&'l str> {
    let mut scores: std::collections::BTreeMap<&str, u32> = std::collections::BTreeMap::new();
    let mut foreign: Vec<&str> = Vec::new();
    let mut add = |code: &'l str, score: u32| *scores.entry(code).or_default() += score;
    for actor in actors {
        // سفير المملكة لدى باكستان is our man there; سفير إيطاليا بتونس is their man here.
        if let Some(code) = actor.accredited.filter(|_| !actor.sides.is_empty()) {
            add(code, 5);
        }
        // السفير الألماني: whose ambassador is received is abroad here.
        let ambassador = actor.offices.iter().any(|unit| lexicon.office(unit.head).rank == "ambassador");
        if ambassador && actor.accredited.is_none() {
            foreign.extend(actor.sides.iter().map(|side| side.code));
        }
        for unit in &actor.offices {
            if let Some(code) = &lexicon.office(unit.head).country {
                add(code, 1);
            }
        }
    }
    // A reporter abroad still writes of his own minister as "the minister".
    for code in outlets.into_iter().flatten() {
        add(code, 12);
    }
    // Outlet names and agencies in the first lines, dateline cities before a dash or a colon.
    for i in 0..mentions.len().min(60) {
        if let Some(found) = mentions.bare(i, Kind::Outlet) {
            add(&lexicon.outlet(found.sense.id).country, 3);
        }
        if i < 40
            && let Some(found) = mentions.bare(i, Kind::City)
            && matches!(
                mentions.key(i + found.tokens as usize),
                "-" | "–" | ":" | "/" | "_" | "ـ" | "—" | "("
            )
            && (i == 0 || !mentions.is_word(i - 1))
        {
            let at = mentions.at(i).iter().filter(|m| m.sense.kind == Kind::City && m.tokens == found.tokens);
            if let Some(city) = at.map(|m| lexicon.city(m.sense.id)).max_by_key(|city| city.population) {
                add(&city.country, 4);
            }
        }
    }
    for i in 0..mentions.len() {
        if let Some(found) = mentions.best(i, Kind::Venue) {
            add(&lexicon.venue(found.sense.id).country, 3);
        }
        // A capital or a country in which something happens, outside office phrases (foreigners carry their country,
        // one's own minister does not).
        let place = mentions.best(i, Kind::City).or_else(|| mentions.best(i, Kind::Country));
        if let Some(found) = place
            && (found.prefix.preposition == Some(rasid_text::clitic::Preposition::Bi)
                || (i > 0 && mentions.key(i - 1) == "في")
                || mentions.stem(i.saturating_sub(1)).ends_with("عاصمه"))
            && !actors.iter().any(|a| !a.is_country && a.range.contains(&(i as u32)))
        {
            match found.sense.kind {
                Kind::City if !lexicon.city(found.sense.id).ordinary => {
                    add(&lexicon.city(found.sense.id).country, 2)
                }
                Kind::Country => add(&lexicon.country_form(found.sense.id).0.code, 1),
                _ => {}
            }
        }
    }
    // وزارة الداخلية التونسية: whose ministry speaks, his minister is "the minister".
    for i in 0..mentions.len().min(60) {
        let body = matches!(mentions.stem(i), "وزاره" | "حكومه" | "رياسه" | "خارجيه" | "داخليه");
        let behind = |k: usize| {
            let found = mentions.bare(i + k, Kind::Nisba).filter(|_| mentions.definite(i + k))?;
            let (country, weak) = lexicon.country_form(found.sense.id);
            (!weak).then_some(&country.code)
        };
        if body && let Some(code) = (1..3).find_map(behind) {
            add(code, 2);
            break;
        }
    }
    if let Some(code) = dateline {
        add(code, 5);
    }
    let named = |code: &str| {
        actors.iter().filter(|a| !a.offices.is_empty()).any(|a| a.sides.iter().any(|s| s.code == code))
    };
    for (rank, (code, n)) in weights.iter().take(3).enumerate() {
        // Whom the text names by country beside an office is as likely the foreigner.
        let most = if named(code) { 2 } else { 4 };
        if !foreign.contains(code) {
            add(code, (*n).min(most).saturating_sub(rank as u32));
        }
    }
    // The outlet alone does not make its country a party to news from elsewhere.
    let all = weights.iter().map(|(_, n)| n).sum::<u32>();
    let told = |best: &str| {
        weights.iter().any(|(code, n)| *code == best && n * SHARE >= all)
            || dateline == Some(best)
            || actors.iter().any(|actor| {
                let native = |unit: &crate::actor::OfficeUnit| lexicon.office(unit.head).country.as_deref();
                actor.accredited == Some(best) || actor.offices.iter().any(|unit| native(unit) == Some(best))
            })
            || (0..mentions.len()).any(|i| {
                // المملكة المتحدة, المملكة المغربية are told by name.
                (mentions.key(i).ends_with("المملكه")
                    && mentions.key(i + 1) != "المتحده"
                    && !mentions.has(i + 1, Kind::Nisba))
                    || mentions
                        .best(i, Kind::Venue)
                        .is_some_and(|v| lexicon.venue(v.sense.id).country == best)
            })
    };
    let mut ranked: Vec<(&str, u32)> = scores.into_iter().collect();
    ranked.sort_by_key(|(code, score)| (std::cmp::Reverse(*score), *code));
    // A country named once, beside an office, is as likely the guest's.
    let first = if all < 3 { 0 } else { ranked.iter().position(|(code, _)| told(code))? };
    let (best, score) = *ranked.get(first)?;
    if first == 0 {
        return (score >= LEAST).then_some(best);
    }
    // News from elsewhere (a paper of one country may have its address in another): the country that it comes from, where
    // that is plain.
    let weight = |wanted: &str| weights.iter().find(|(code, _)| *code == wanted).map(|(_, n)| *n);
    let most = weight(best) == weights.first().map(|(_, n)| *n) || dateline == Some(best);
    let plain = score >= PLAIN && ranked.get(first + 1).is_none_or(|&(_, other)| other < score);
    (plain && most || outlets.contains(&Some(best))).then_some(best)
}

/// The country that the name or the address of an outlet tells: a known outlet, else a city or a country in its name.
/// `mentions` is a buffer.
pub(crate) fn outlet<'l>(lexicon: &'l Lexicon, mentions: &mut Mentions, name: &str) -> Option<&'l str> {
    mentions.fill(lexicon, name);
    let tokens = 0..mentions.len();
    let known = tokens.clone().find_map(|i| mentions.bare(i, Kind::Outlet));
    let place = |i: usize| {
        let country = mentions.bare(i, Kind::Country).or_else(|| mentions.bare(i, Kind::Nisba));
        let country = country.map(|found| lexicon.country_form(found.sense.id).0.code.as_str());
        let city = mentions
            .bare(i, Kind::City)
            .map(|found| lexicon.city(found.sense.id))
            .filter(|city| !city.ordinary);
        country.or_else(|| city.map(|city| city.country.as_str()))
    };
    known
        .map(|found| lexicon.outlet(found.sense.id).country.as_str())
        .or_else(|| tokens.clone().find_map(place))
        .or_else(|| domain(lexicon, name))
}

/// Domains of countries that are sold to everybody, and so tell nothing: .tv, .me.
const SOLD: [&str; 22] = [
    "ac", "ai", "am", "cc", "cf", "co", "fm", "ga", "gg", "gq", "in", "io", "is", "la", "md", "me", "ml",
    "tk", "to", "tv", "us", "ws",
];

/// The country whose domain an address ends in: presse.ma, www.presse.com.tn.
fn domain<'l>(lexicon: &'l Lexicon, address: &str) -> Option<&'l str> {
    let host = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = host.split(['/', '?', '#', ':']).next()?;
    let last = host.rsplit_once('.')?.1.to_ascii_lowercase();
    if last.len() != 2
        || SOLD.contains(&last.as_str())
        || !host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-".contains(&b))
    {
        return None;
    }
    // The one domain that is not its country's code.
    let code = if last == "uk" { "GB".to_owned() } else { last.to_ascii_uppercase() };
    lexicon.country(&code).map(|country| country.code.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coder::Coder;

    #[test]
    fn the_domain_of_an_outlet_tells_its_country_unless_it_is_sold() {
        let coder = Coder::embedded();
        let told = |address| domain(coder.lexicon(), address);
        assert_eq!(told("presse.ma"), Some("MA"));
        assert_eq!(told("https://www.presse.com.tn/2024/1.html?a=b.fr"), Some("TN"));
        assert_eq!(told("press.co.uk"), Some("GB"));
        for nothing in ["presse.TV", "presse.com", "presse", "الصباح", "", "a.b.", "presse.zz"] {
            assert_eq!(told(nothing), None, "{nothing}");
        }
    }
}
