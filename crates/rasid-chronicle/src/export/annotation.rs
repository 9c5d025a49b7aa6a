//! W3C Web Annotation: one annotation a line for each quote, which points into its article.

use std::io::{self, Write};

use rasid_coder::report::Zone;
use rasid_merge::Encounter;
use serde_json::json;

/// Writes the annotations of an encounter. Positions are code points of the text, as the contract has them.
pub(super) fn annotations(encounter: &Encounter, out: &mut dyn Write) -> io::Result<()> {
    for report in &encounter.reports {
        let source = report.url.clone().unwrap_or_else(|| format!("urn:rasid:article:{}", report.article));
        for (n, evidence) in report.evidence.iter().enumerate() {
            let mut selectors = vec![json!({"type": "TextQuoteSelector", "exact": evidence.quote})];
            // Offsets of a headline would be those of no text.
            if evidence.zone == Zone::Text {
                selectors.push(
                    json!({"type": "TextPositionSelector", "start": evidence.start, "end": evidence.end}),
                );
            }
            let annotation = json!({
                "@context": "http://www.w3.org/ns/anno.jsonld",
                "id": format!("urn:rasid:evidence:{}:{n}", report.event),
                "type": "Annotation",
                "motivation": "classifying",
                "body": {
                    "type": "TextualBody",
                    "purpose": "classifying",
                    "format": "text/plain",
                    "value": format!("{} {}", encounter.event_type, evidence.field),
                },
                "target": {"source": source, "selector": selectors},
                "partOf": format!("urn:rasid:encounter:{}", encounter.id),
            });
            serde_json::to_writer(&mut *out, &annotation)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}
