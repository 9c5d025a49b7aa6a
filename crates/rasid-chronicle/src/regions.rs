//! Named schemes of regions: UN M49, Arab League, GCC, EU, Maghreb, MENA. Data, never code.

use std::collections::BTreeMap;

/// One line of the region data: a country lies in a region of a scheme.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RegionRow {
    /// Name of the scheme, `m49`.
    pub scheme: String,
    /// Code of the region, `europe`, `west_africa`.
    pub region: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
}

/// One scheme: which regions a country lies in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegionScheme {
    name: String,
    regions: BTreeMap<String, Vec<String>>,
}

impl RegionScheme {
    /// The rows of one scheme; `None` when there are none.
    pub fn from_rows(name: &str, rows: &[RegionRow]) -> Option<Self> {
        let mut regions: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for row in rows.iter().filter(|row| row.scheme == name) {
            regions.entry(row.country.clone()).or_default().push(row.region.clone());
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
