//! Places: cities, venues and countries where something may have happened.

use std::ops::Range;

use rasid_lexicon::{Kind, Lexicon, Match};
use rasid_text::clitic::Preposition;

use crate::mention::{Mentions, PLACE, Particle};

/// A place in the text.
#[derive(Clone, Debug, Default)]
pub(crate) struct PlaceMention<'l> {
    pub(crate) range: Range<u32>,
    /// Tokens of the city's name.
    pub(crate) city: Option<Range<u32>>,
    pub(crate) city_en: Option<&'l str>,
    pub(crate) country: &'l str,
    /// Tokens of the venue.
    pub(crate) venue: Option<Range<u32>>,
    /// City of a venue that everybody knows.
    pub(crate) venue_city: Option<&'l str>,
    pub(crate) particle: Option<Particle>,
    pub(crate) joined: bool,
}

/// Arab kingdoms, whose papers call them المملكة.
pub(crate) const KINGDOMS: [&str; 4] = ["SA", "MA", "JO", "BH"];

/// What divisions of a country are called, as stems.
pub(crate) const DIVISIONS: [&str; 7] = ["محافظه", "ولايه", "اقليم", "جهه", "منطقه", "عماله", "مقاطعه"];

/// Stands for the home kingdom until the home country is known.
const KINGDOM: &str = "";

/// المملكة, للمملكة, بالمملكة, في المملكة: the particle that opens it.
fn kingdom(key: &str, before: &str) -> Option<Particle> {
    match key {
        "للمملكه" => Some(Particle::Li),
        "بالمملكه" => Some(Particle::Bi),
        "المملكه" => Some(match before {
            "الي" => Particle::Ila,
            "في" | "وفي" | "داخل" => Particle::Fi,
            _ => Particle::Bare,
        }),
        _ => None,
    }
}

/// Gives the kingdom its name, once the home country is known; where home is no kingdom, the place is none.
pub(crate) fn settle<'l>(places: &mut Vec<PlaceMention<'l>>, home: Option<&'l str>) {
    let home = home.filter(|home| KINGDOMS.contains(home));
    places.retain_mut(|place| {
        if place.country == KINGDOM {
            place.country = home.unwrap_or(KINGDOM);
        }
        place.country != KINGDOM
    });
}

/// Reads the places of one article.
pub(crate) struct PlaceReader<'m, 'l> {
    pub(crate) lexicon: &'l Lexicon,
    pub(crate) mentions: &'m Mentions,
    /// How often the article names each country: the context that tells namesakes apart.
    pub(crate) weights: &'m [(&'l str, u32)],
}

impl<'l> PlaceReader<'_, 'l> {
    fn weight(&self, country: &str) -> u32 {
        self.weights.iter().find(|(code, _)| *code == country).map_or(0, |(_, weight)| *weight)
    }

    /// Where the nouns before token `i` begin that say in what part of a city or by what site of it something was, and
    /// whether no other word need say so: في ضواحي, بمطار, بأحد فنادق, قرب, شمال غرب.
    fn site(&self, i: usize) -> (usize, bool) {
        // As many words as such a phrase may have.
        const LONGEST: usize = 3;
        let city = self.mentions.has(i, Kind::City);
        let (mut first, mut inside) = (i, false);
        for at in (i.saturating_sub(LONGEST)..i).rev() {
            let key = self.mentions.key(at);
            let part = |key: &str| {
                matches!(
                    key,
                    "منتجع"
                        | "مطار"
                        | "ميناء"
                        | "ضواحي"
                        | "ضاحيه"
                        | "بلده"
                        | "قريه"
                        | "جزيره"
                        | "قاعده"
                        | "محيط"
                        | "فنادق"
                )
            };
            let one = matches!(key, "احد" | "احدي" | "باحد" | "باحدي") && first < i;
            let beside = city
                && matches!(key, "قرب" | "بالقرب" | "خارج" | "وسط" | "قلب" | "شمال" | "جنوب" | "شرق" | "غرب");
            let joined = key.strip_prefix('ب').is_some_and(part);
            let from = key == "من" && self.mentions.key(at.wrapping_sub(1)) == "بالقرب";
            if !(part(key) || joined || one || beside || from) {
                break;
            }
            first = at;
            inside |= joined || beside || key.starts_with("باحد");
        }
        (first, inside)
    }

    /// The place that begins at token `i`.
    pub(crate) fn at(&self, i: usize) -> Option<PlaceMention<'l>> {
        let (lexicon, mentions) = (self.lexicon, self.mentions);
        // States and capitals are words of offices or of the lexicon too; anything else is no place.
        let named = mentions.has_one_of(i, &[Kind::Venue, Kind::City, Kind::Country]);
        if !named && !mentions.marked(i, PLACE) {
            return None;
        }
        let before = if i == 0 { "" } else { mentions.key(i - 1) };
        // مسقط رأس والده: a birthplace, not the capital of Oman.
        if mentions.key(i).ends_with("مسقط") && mentions.key(i + 1).starts_with("راس") {
            return None;
        }
        // في منتجع شرم الشيخ, بمطار هلسنكي: what lies in the city or by it.
        let (site, inside) = self.site(i);
        let before = if site == i { before } else { site.checked_sub(1).map_or("", |at| mentions.key(at)) };
        // بكل من الأردن وعمان, إلى كل من A وB
        let each = before == "من" && i > 1;
        let before = match (each, mentions.key(i.saturating_sub(2))) {
            (true, "بكل") => "في",
            (true, "لكل") => "الي",
            (true, "كلا" | "وكلا") => "",
            (true, "كل") if i > 2 => mentions.key(i - 3),
            _ => before,
        };
        let opening = |prefix: Option<Preposition>| match prefix {
            Some(Preposition::Bi) => Particle::Bi,
            Some(Preposition::Li) => Particle::Li,
            Some(Preposition::Ka) => Particle::Other,
            None if inside => Particle::Bi,
            None => match before {
                "في" | "وفي" | "ففي" | "داخل" | "ب" => Particle::Fi,
                // والي باريس governs it.
                "والي" if mentions.has(i - 1, Kind::Office) => Particle::Bare,
                "الي" | "والي" | "نحو" | "صوب" => Particle::Ila,
                "من" | "ومن" => Particle::Min,
                "قبل" | "بعد" | "قبيل" | "عقب" => Particle::Other,
                "مع" => Particle::With,
                "بين" => Particle::Between,
                _ => Particle::Bare,
            },
        };
        if let Some(found) = mentions.best(i, Kind::Venue) {
            // قصر السلام: among namesakes the one of whose country the article speaks.
            let longest = found.tokens;
            let namesakes =
                mentions.at(i).iter().filter(|m| m.sense.kind == Kind::Venue && m.tokens == longest);
            let spoken_of =
                |m: &&Match| (self.weight(&lexicon.venue(m.sense.id).country), std::cmp::Reverse(m.sense.id));
            let found = namesakes.max_by_key(spoken_of).unwrap_or(found);
            let venue = lexicon.venue(found.sense.id);
            let range = i as u32..i as u32 + found.tokens;
            return Some(PlaceMention {
                range: range.clone(),
                country: &venue.country,
                venue: Some(range),
                venue_city: venue.city.as_deref(),
                particle: Some(opening(found.prefix.preposition)),
                joined: found.prefix.conjunction,
                ..PlaceMention::default()
            });
        }
        // العاصمة النمساوية فيينا, العاصمة الكينية, مدينة ليون
        let town = |stem: &str| matches!(stem, "عاصمه" | "مدينه") || DIVISIONS.contains(&stem);
        let stem = mentions.stem(i);
        // ولاية has a و of its own.
        let bare = stem.trim_start_matches(['ب', 'ل', 'و']).trim_start_matches("ال");
        let stem = if town(stem) { stem } else { bare };
        if town(stem) {
            let prefix = match mentions.key(i).chars().next() {
                Some('ب') => Some(Preposition::Bi),
                Some('ل') => Some(Preposition::Li),
                _ => None,
            };
            let particle = Some(opening(prefix));
            let nisba = mentions.bare(i + 1, Kind::Nisba);
            let at = i + 1 + nisba.map_or(0, |found| found.tokens as usize);
            let near = nisba.map(|found| lexicon.country_form(found.sense.id).0.code.as_str());
            if let Some(mut place) = self.city(at, near, true) {
                place.range.start = i as u32;
                place.particle = particle;
                return Some(place);
            }
            if let (Some(found), "عاصمه") = (nisba, stem) {
                let country = lexicon.country_form(found.sense.id).0.code.as_str();
                return Some(PlaceMention {
                    range: i as u32..at as u32,
                    country,
                    city_en: lexicon.capital(country).map(|city| city.en.as_str()),
                    particle,
                    ..PlaceMention::default()
                });
            }
        }
        let locative = inside
            || matches!(before, "في" | "الي" | "من" | "ب")
            || mentions.best(i, Kind::City).is_some_and(|c| c.prefix.preposition == Some(Preposition::Bi));
        if let Some(mut place) = self.city(i, None, locative) {
            let found = mentions.best(i, Kind::City)?;
            place.particle = Some(opening(found.prefix.preposition));
            place.joined = found.prefix.conjunction;
            return Some(place);
        }
        // المملكة alone is the home kingdom: see [`settle`].
        if let (Some(particle), true) = (
            kingdom(mentions.key(i), before),
            mentions.best(i, Kind::Country).is_none() && !mentions.has(i + 1, Kind::Nisba),
        ) {
            return Some(PlaceMention {
                range: i as u32..i as u32 + 1,
                country: KINGDOM,
                particle: Some(particle),
                ..PlaceMention::default()
            });
        }
        let state = usize::from(matches!(
            mentions.key(i),
            "دوله"
                | "جمهوريه"
                | "مملكه"
                | "بدوله"
                | "لدوله"
                | "بجمهوريه"
                | "لجمهوريه"
                | "سلطنه"
        ));
        let found = mentions.best(i, Kind::Country).or_else(|| mentions.best(i + state, Kind::Country))?;
        let (country, weak) = lexicon.country_form(found.sense.id);
        let particle = if state == 1 && mentions.best(i, Kind::Country).is_none() {
            match mentions.key(i).chars().next() {
                Some('ب') => Particle::Bi,
                Some('ل') => Particle::Li,
                _ => opening(None),
            }
        } else {
            opening(found.prefix.preposition)
        };
        // كينيا ومالي: joined to a country, a weak form is one too.
        let listed = found.prefix.conjunction && i > 0 && mentions.has(i - 1, Kind::Country);
        if weak && particle == Particle::Bare && !listed {
            return None;
        }
        let start = if mentions.best(i, Kind::Country).is_some() { i } else { i + state };
        Some(PlaceMention {
            range: i as u32..start as u32 + found.tokens,
            country: &country.code,
            particle: Some(particle),
            joined: found.prefix.conjunction,
            ..PlaceMention::default()
        })
    }

    /// The city at token `i`: among namesakes the one the article's countries speak for, then the largest.
    fn city(&self, i: usize, near: Option<&str>, locative: bool) -> Option<PlaceMention<'l>> {
        let (lexicon, mentions) = (self.lexicon, self.mentions);
        let longest = mentions.best(i, Kind::City)?.tokens;
        // عُمان is a country before it is a city, unless Jordan is spoken of.
        let country = mentions.best(i, Kind::Country).filter(|country| country.tokens >= longest);
        let candidates =
            mentions.at(i).iter().filter(|found| found.sense.kind == Kind::City && found.tokens == longest);
        let best =
            candidates.map(|found| (found, lexicon.city(found.sense.id))).max_by_key(|(found, city)| {
                // A small namesake needs its country named again and again to beat a capital or a metropolis.
                let spoken_of = u64::from(self.weight(&city.country).min(5));
                let weight = u64::from(city.population).max(1000) * (1 + 2 * spoken_of);
                (near == Some(&city.country), city.capital, weight, std::cmp::Reverse(found.sense.id))
            })?;
        let (found, city) = best;
        let word = mentions
            .at(i)
            .iter()
            .any(|m| m.sense.kind == Kind::Word && m.tokens >= longest && crate::mention::is_bare(m));
        if (city.ordinary || word) && near.is_none() && (!locative || word) {
            return None;
        }
        // إلى الحدود الشمالية: a province of ordinary words is one under its noun alone, محافظة الغربية.
        let under_its_noun = i > 0 && DIVISIONS.contains(&mentions.stem(i - 1).trim_start_matches("ال"));
        if city.province && city.ordinary && near.is_none() && !under_its_noun {
            return None;
        }
        // بقوله is "by his saying", not Kavala: a small town behind a clitic needs its country beside it.
        if found.prefix.preposition.is_some()
            && near.is_none()
            && !city.capital
            && city.population < if self.is_city_alone(i) { 100_000 } else { 300_000 }
            && self.weight(&city.country) == 0
        {
            return None;
        }
        // بالخبر is "with the news" unless its country is spoken of.
        if city.ordinary && near.is_none() && self.weight(&city.country) == 0 && is_noun_like(mentions.key(i))
        {
            return None;
        }
        if let Some(country) = country {
            // What is a city here has been told apart: see home::settle_namesakes.
            if lexicon.country_form(country.sense.id).0.code != city.country {
                return None;
            }
        }
        // A word that is part of an office or a name is no city (ordinary ones need the preposition anyway).
        let range = i as u32..i as u32 + found.tokens;
        Some(PlaceMention {
            range: range.clone(),
            city: (!city.province).then_some(range),
            city_en: (!city.province).then_some(&city.en),
            country: &city.country,
            ..PlaceMention::default()
        })
    }

    /// Whether the word at `i`, its clitic taken off, is a city and nothing else that is known: بجنيف.
    fn is_city_alone(&self, i: usize) -> bool {
        let key = self.mentions.key(i);
        key.chars().count() > 4
            && !is_noun_like(key)
            && !ends_like_a_pronoun(key)
            && self.mentions.at(i).iter().all(|found| found.sense.kind == Kind::City)
    }
}

/// Whether a key ends as a word with a pronoun does: بقوله, ببيتها.
fn ends_like_a_pronoun(key: &str) -> bool {
    ["ه", "ها", "هم", "هن", "هما", "ك", "كم", "نا", "ي"].iter().any(|end| key.ends_with(end))
}

/// Whether a name looks like an ordinary noun with its article: الخبر, القرية, بالمدينة.
fn is_noun_like(key: &str) -> bool {
    let bare = key.strip_prefix(['ب', 'ل', 'و']).unwrap_or(key);
    bare.starts_with("ال")
}

/// Whether a key names a kind of state or town, whose own name may follow: العاصمة, بمدينة, دولة.
pub(crate) fn leads_on(key: &str) -> bool {
    let towns = || {
        let mut nouns = ["عاصمه", "مدينه", "مملكه", "دوله", "جمهوريه", "سلطنه"].iter().chain(&DIVISIONS);
        nouns.any(|end| key.ends_with(end))
    };
    key.len() >= 8 && key.ends_with(['ه', 'م']) && towns()
}
