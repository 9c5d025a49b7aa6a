//! Named schemes of regions: UN M49, Arab League, GCC, EU, Maghreb, MENA. Data, never code.

use std::collections::BTreeMap;

/// One scheme: which regions a country lies in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegionScheme {
    name: String,
    regions: BTreeMap<String, Vec<String>>,
}

impl RegionScheme {
    /// The scheme that counts are made in where nobody asks for another.
    pub const COUNTED: &str = "m49";
    /// The scheme that published claims speak in.
    pub const CLAIMED: &str = "press";

    /// A scheme of regions (`europe`, `west_africa`), each with a country in it (ISO 3166-1 alpha-2); `None` when there
    /// are none.
    pub fn new<'r>(name: &str, rows: impl IntoIterator<Item = (&'r str, &'r str)>) -> Option<Self> {
        let mut regions: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (region, country) in rows {
            regions.entry(country.to_owned()).or_default().push(region.to_owned());
        }
        for regions in regions.values_mut() {
            regions.sort();
            regions.dedup();
        }
        (!regions.is_empty()).then(|| Self { name: name.to_owned(), regions })
    }

    /// Name of the scheme.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Regions of a country, sorted; empty for an organisation or a country that the scheme leaves out.
    pub fn regions_of(&self, country: &str) -> &[String] {
        self.regions.get(country).map_or(&[], Vec::as_slice)
    }

    /// The countries of a region, sorted.
    pub fn countries_of(&self, region: &str) -> Vec<String> {
        let inside = |regions: &Vec<String>| regions.iter().any(|known| known == region);
        self.regions.iter().filter(|(_, regions)| inside(regions)).map(|(code, _)| code.clone()).collect()
    }

    /// Whether the scheme has a region of this code.
    pub fn has_region(&self, region: &str) -> bool {
        self.regions.values().flatten().any(|known| known == region)
    }
}
