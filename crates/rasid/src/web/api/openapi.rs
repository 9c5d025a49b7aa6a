//! What the API is, as OpenAPI 3.1 has it.

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

/// Parameters that narrow encounters down: name, what it is, an example.
const FILTER: [(&str, &str, &str); 15] = [
    (
        "subject",
        "name of an official, in Arabic or Latin letters, in full or the family name alone",
        "Hammouchi",
    ),
    ("person", "id of a person", "9f86d081884c7d65"),
    ("office", "id of an office", "60303ae22b998861"),
    ("country", "codes of countries or organisations that take part, one of which suffices", "ES,FR"),
    ("partner", "codes of which one is on the other side", "MA"),
    ("place", "codes of countries where it took place", "AT"),
    ("region", "region of the scheme m49 that one of the other side is of", "western_europe"),
    ("from", "first day, month or year", "2024-01"),
    ("to", "last day, month or year", "2024-12-31"),
    ("type", "types, one of which suffices", "visit,talks"),
    ("theme", "themes, one of which suffices", "counterterrorism"),
    ("status", "statuses, one of which suffices, or `any`; otherwise `held`", "planned,cancelled"),
    ("outlet", "name of an outlet that reports it", "Example"),
    ("words", "words that one of its articles holds, all of them", "\"مكافحة الإرهاب\""),
    ("id", "ids of encounters", "9f86d081884c7d65"),
];
const PAGING: [(&str, &str, &str); 2] = [
    ("after", "where the page begins: `next` of the page before", "2024-05-06~9f86d081884c7d65"),
    ("limit", "most items, 1 to 1000; otherwise 100", "50"),
];

/// Path, what it gives, its parameters beside those of the filter, whether it takes those, and the schema of the answer.
type Operation =
    (&'static str, &'static str, &'static [(&'static str, &'static str, &'static str)], bool, &'static str);

const OPERATIONS: [Operation; 11] = [
    ("/encounters", "encounters, in the order of the chronicle", &PAGING, true, "Page"),
    ("/encounters/{id}", "one encounter, by its id or one it had", &[], false, "Encounter"),
    ("/articles/{id}", "one article: its text, reports, claims and judgements", &[], false, "Article"),
    (
        "/people",
        "officials, those of most encounters first",
        &[
            ("name", "name, in Arabic or Latin letters", "الورداني"),
            ("country", "code of the country", "MA"),
            PAGING[0],
            PAGING[1],
        ],
        false,
        "Page",
    ),
    ("/people/{id}", "one official: forms of the name, offices with their days", &[], false, "Person"),
    (
        "/offices",
        "offices and who is seen in them",
        &[("country", "code of the country", "MA"), PAGING[0], PAGING[1]],
        false,
        "Page",
    ),
    (
        "/count",
        "how many, by what",
        &[
            (
                "by",
                "month, country, region, type, theme, axis, counterpart, rank, outlet, direction or occasion",
                "country",
            ),
            ("unit", "encounters, trips, meetings, reports or sources", "meetings"),
            ("sense", "partner or place: what a country is counted as", "partner"),
        ],
        true,
        "Table",
    ),
    ("/claims", "published claims beside the evidence", &PAGING, true, "Page"),
    (
        "/search",
        "articles by their words",
        &[("q", "words, \"phrases\" and -words", "السفير"), PAGING[1]],
        true,
        "Page",
    ),
    (
        "/changes",
        "encounters that were written or went since a number; what is gone says what took its place",
        &[("since", "`since` of the answer before; otherwise 0", "42"), PAGING[1]],
        false,
        "Changes",
    ),
    ("/openapi.json", "this description", &[], false, "Object"),
];

/// `GET /api/v1/openapi.json`
pub(in crate::web) async fn show() -> Response {
    Json(document()).into_response()
}

fn document() -> Value {
    let mut paths = Map::new();
    for (path, gives, parameters, filtered, schema) in OPERATIONS {
        let named = FILTER.iter().filter(|_| filtered).chain(parameters);
        let mut all: Vec<Value> = named.map(|(name, what, example)| parameter(name, what, example)).collect();
        if path.contains("{id}") {
            all.push(json!({"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}));
        }
        let mut responses = json!({
            "200": {"description": gives, "headers": {"ETag": {"schema": {"type": "string"}}}, "content": content(schema)},
            "304": {"description": "as `If-None-Match` has it"},
        });
        for status in ["400", "401", "404", "409"] {
            responses[status] = json!({"$ref": "#/components/responses/Problem"});
        }
        paths.insert(
            path.to_owned(),
            json!({"get": {"summary": gives, "parameters": all, "responses": responses}}),
        );
    }
    let text = json!({"type": "object", "required": ["text"], "additionalProperties": false, "properties": {
        "text": {"type": "string"}, "title": {"type": "string"}, "outlet": {"type": "string"},
        "published": {"type": "string", "format": "date"},
    }});
    paths.insert(
        "/extract".to_owned(),
        json!({"post": {
            "summary": "a text in, what it says out; nothing is stored",
            "requestBody": {"required": true, "content": {"application/json": {"schema": text}}},
            "responses": {
                "200": {"description": "the article as it was read", "content": content("Article")},
                "400": {"$ref": "#/components/responses/Problem"},
            },
        }}),
    );
    let schema = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
    let strings = json!({"type": ["string", "null"]});
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Rasid", "version": env!("CARGO_PKG_VERSION"),
            "description": "Encounters between officials of different countries, as the press reported them. Everything is \
                what articles say, with the sentence that says it.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{}, {"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "responses": {"Problem": {
                "description": "what went wrong, RFC 9457",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
            }},
            "schemas": {
                "Encounter": schema(crate::contracts::ENCOUNTER),
                "Article": schema(crate::contracts::ARTICLE),
                "Object": {"type": "object"},
                "Person": {"type": "object", "required": ["id", "name", "forms", "offices", "encounters"]},
                "Table": {"type": "object", "required": ["unit", "by", "rows", "total", "repeated", "unplaced"]},
                "Page": {"type": "object", "required": ["items", "next"], "properties": {
                    "items": {"type": "array", "items": {"type": "object"}}, "next": strings,
                    "total": {"type": "integer"}, "unplaced": {"type": "integer"},
                }},
                "Changes": {"type": "object", "required": ["items", "since", "more"], "properties": {
                    "since": {"type": "integer"}, "more": {"type": "boolean"},
                    "items": {"type": "array", "items": {"type": "object", "required": ["seq", "id"], "properties": {
                        "seq": {"type": "integer"}, "id": {"type": "string"}, "gone": {"type": "boolean"},
                        "now": strings, "encounter": {"$ref": "#/components/schemas/Encounter"},
                    }}},
                }},
                "Problem": {"type": "object", "required": ["status", "title", "detail"], "properties": {
                    "status": {"type": "integer"}, "title": {"type": "string"}, "detail": {"type": "string"},
                }},
            },
        },
    })
}

fn parameter(name: &str, what: &str, example: &str) -> Value {
    json!({"name": name, "in": "query", "description": what, "schema": {"type": "string"}, "example": example})
}

fn content(schema: &str) -> Value {
    json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{schema}")}}})
}

/// The paths that it tells of.
#[cfg(test)]
pub(in crate::web) fn paths() -> Vec<String> {
    let document = document();
    let paths = document["paths"].as_object().cloned().unwrap_or_default();
    paths.keys().map(|path| format!("/api/v1{path}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_leads_somewhere() {
        let document = document();
        let text = document.to_string();
        for reference in
            text.split("\"$ref\":\"#/components/").skip(1).filter_map(|rest| rest.split('"').next())
        {
            let found = document.pointer(&format!("/components/{reference}"));
            assert!(found.is_some_and(|found| found.is_object()), "{reference}");
        }
        assert!(text.contains("rasid.encounter/1"), "the contract is in it");
    }
}
