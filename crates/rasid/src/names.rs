//! Names of countries, organisations, regions and themes in the reader's language, from the lexicon.

use std::collections::BTreeMap;

use rasid_chronicle::Atlas;
use rasid_coder::report::Place;
use rasid_lexicon::Lexicon;

use crate::lang::Lang;

/// Code to name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    sides: BTreeMap<String, String>,
    regions: BTreeMap<(String, String), String>,
    themes: BTreeMap<String, String>,
}

impl Names {
    /// The names that the lexicon has in one language.
    pub(crate) fn of(lexicon: &Lexicon, lang: Lang) -> Self {
        let choose = |ar: &str, en: &str, fr: &str| match lang {
            Lang::Ar => ar.to_owned(),
            Lang::En => en.to_owned(),
            Lang::Fr => fr.to_owned(),
        };
        // The first organisation of a code names it; those behind are bodies of it.
        let organisations = lexicon.organisations().iter();
        let organisations =
            organisations.filter_map(|o| Some((o.code.clone()?, choose(&o.ar, &o.en, &o.fr))));
        let sides = lexicon.countries().iter().map(|c| (c.code.clone(), choose(&c.ar, &c.en, &c.fr)));
        let regions = lexicon
            .regions()
            .iter()
            .map(|r| ((r.scheme.clone(), r.region.clone()), choose(&r.ar, &r.en, &r.fr)));
        let themes = lexicon.themes().iter().map(|t| (t.code.clone(), choose(&t.ar, &t.en, &t.fr)));
        Self { sides: first(sides.chain(organisations)), regions: first(regions), themes: first(themes) }
    }

    /// A country's name; the code itself where there is none.
    pub(crate) fn side<'n>(&'n self, code: &'n str) -> &'n str {
        self.sides.get(code).map_or(code, String::as_str)
    }

    /// A region's name; the code itself where there is none.
    pub(crate) fn region<'n>(&'n self, scheme: &str, code: &'n str) -> &'n str {
        self.regions.get(&(scheme.to_owned(), code.to_owned())).map_or(code, String::as_str)
    }

    /// A theme's name; the code itself where there is none.
    pub(crate) fn theme<'n>(&'n self, code: &'n str) -> &'n str {
        self.themes.get(code).map_or(code, String::as_str)
    }
}

/// Names, codes and coordinates, for exports.
#[derive(Clone, Debug)]
pub(crate) struct Gazetteer {
    names: Names,
    alpha3: BTreeMap<String, String>,
    cities: BTreeMap<(String, String), (f32, f32)>,
    capitals: BTreeMap<String, (f32, f32)>,
}

impl Gazetteer {
    /// What the lexicon knows, with names in one language.
    pub(crate) fn of(lexicon: &Lexicon, lang: Lang) -> Self {
        let alpha3 = lexicon.countries().iter().map(|country| (country.code.clone(), country.alpha3.clone()));
        let mut cities = BTreeMap::new();
        let mut capitals = BTreeMap::new();
        for city in lexicon.cities().iter().filter(|city| city.capital) {
            if let Some(at) = city.at {
                capitals.entry(city.country.clone()).or_insert(at);
            }
        }
        for city in lexicon.cities() {
            // The largest of several of one name comes first.
            if let Some(at) = city.at {
                cities.entry((city.en.clone(), city.country.clone())).or_insert(at);
            }
        }
        let alpha3 = alpha3.filter(|(_, alpha3)| !alpha3.is_empty()).collect();
        Self { names: Names::of(lexicon, lang), alpha3, cities, capitals }
    }

    /// Latitude and longitude of a city by its English name, or of its country's capital; `None` where neither is known.
    pub(crate) fn spot(&self, city: Option<&str>, country: &str) -> Option<(f64, f64)> {
        let city = city.and_then(|city| self.cities.get(&(city.to_owned(), country.to_owned())));
        city.or_else(|| self.capitals.get(country)).map(|at| degrees(*at))
    }
}

impl Atlas for Gazetteer {
    fn name(&self, code: &str) -> String {
        self.names.side(code).to_owned()
    }

    fn alpha3(&self, code: &str) -> Option<String> {
        self.alpha3.get(code).cloned()
    }

    fn located(&self, place: &Place) -> Option<(f64, f64)> {
        let key = (place.city_en.clone()?, place.country.clone()?);
        self.cities.get(&key).map(|at| degrees(*at))
    }
}

/// To four decimals, as the lexicon has them.
fn degrees((lat, lon): (f32, f32)) -> (f64, f64) {
    let degrees = |of: f32| (f64::from(of) * 1e4).round() / 1e4;
    (degrees(lat), degrees(lon))
}

/// The first name of each code: a user's own lexicon may name a country again, or give it no name at all.
fn first<K: Ord>(named: impl Iterator<Item = (K, String)>) -> BTreeMap<K, String> {
    let mut names = BTreeMap::new();
    for (code, name) in named.filter(|(_, name)| !name.is_empty()) {
        names.entry(code).or_insert(name);
    }
    names
}
