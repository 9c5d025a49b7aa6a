//! GeoJSON, RFC 7946: a point for each encounter whose city is known, none for the others. No borders are drawn.

use std::io::{self, Write};

use rasid_merge::Encounter;
use serde_json::{Value, json};

use super::Atlas;

/// A collection being written.
pub(super) struct Collection<'w> {
    out: &'w mut dyn Write,
    first: bool,
}

impl<'w> Collection<'w> {
    pub(super) fn new(out: &'w mut dyn Write) -> io::Result<Self> {
        writeln!(out, "{{\"type\":\"FeatureCollection\",\"features\":[")?;
        Ok(Self { out, first: true })
    }

    pub(super) fn feature(&mut self, encounter: &Encounter, atlas: &dyn Atlas) -> io::Result<()> {
        let place = encounter.place.clone().unwrap_or_default();
        // Longitude first: RFC 7946, 3.1.1.
        let geometry =
            atlas.located(&place).map(|(lat, lon)| json!({"type": "Point", "coordinates": [lon, lat]}));
        let people: Vec<Value> = encounter
            .participants
            .iter()
            .map(|person| {
                json!({"name": person.name, "name_latin": person.name_latin, "office": person.office,
                    "country": person.country, "role": person.role})
            })
            .collect();
        let sources: Vec<&str> =
            encounter.reports.iter().filter_map(|report| report.url.as_deref()).collect();
        let feature = json!({
            "type": "Feature",
            "id": encounter.id,
            "geometry": geometry,
            "properties": {
                "type": encounter.event_type,
                "status": encounter.status,
                "date": encounter.date,
                "city": place.city,
                "city_en": place.city_en,
                "place_country": place.country,
                "disputed": place.disputed,
                "countries": encounter.countries,
                "partners": encounter.partners,
                "participants": people,
                "themes": encounter.themes,
                "articles": encounter.articles,
                "independent_sources": encounter.independent_sources,
                "sources": sources,
            },
        });
        if !std::mem::take(&mut self.first) {
            writeln!(self.out, ",")?;
        }
        serde_json::to_writer(&mut *self.out, &feature)?;
        Ok(())
    }

    pub(super) fn end(self) -> io::Result<()> {
        writeln!(self.out, "\n]}}")
    }
}
