//! GEXF 1.3: who met whom, how often, from when to when.

use std::collections::BTreeMap;
use std::io::{self, Write};

use rasid_merge::Encounter;

use super::Atlas;
use crate::registry::Registry;

/// A network being gathered.
#[derive(Debug)]
pub(super) struct Network {
    /// Who the people are that are the nodes; `None` where countries are.
    registry: Option<Registry>,
    nodes: BTreeMap<String, Node>,
    edges: BTreeMap<(String, String), Edge>,
}

#[derive(Debug, Default)]
struct Node {
    label: String,
    latin: String,
    country: String,
    encounters: u32,
}

#[derive(Debug, Default)]
struct Edge {
    encounters: u32,
    first: Option<String>,
    last: Option<String>,
}

impl Network {
    /// Of people, as a registry knows them, or of countries.
    pub(super) fn new(registry: Option<Registry>) -> Self {
        Self { registry, nodes: BTreeMap::new(), edges: BTreeMap::new() }
    }

    /// Takes up an encounter: everybody in it met everybody of another side.
    pub(super) fn add(&mut self, encounter: &Encounter, atlas: &dyn Atlas) {
        let mut there: Vec<(String, Option<String>)> = Vec::new();
        match &self.registry {
            None => {
                for code in &encounter.countries {
                    let node = self.nodes.entry(code.clone()).or_default();
                    node.label = atlas.name(code);
                    node.country.clone_from(code);
                    node.encounters += 1;
                    there.push((code.clone(), Some(code.clone())));
                }
            }
            Some(registry) => {
                for person in &encounter.participants {
                    let Some(known) = registry.known(person) else { continue };
                    if there.iter().any(|(id, _)| *id == known.id) {
                        continue;
                    }
                    let node = self.nodes.entry(known.id.clone()).or_default();
                    node.label.clone_from(&known.name);
                    node.latin = known.name_latin.clone().unwrap_or_default();
                    node.country = known.country.clone().unwrap_or_default();
                    node.encounters += 1;
                    there.push((known.id.clone(), known.country.clone()));
                }
            }
        }
        let day = encounter.first_day().map(|day| day.to_string());
        for (n, (a, of_a)) in there.iter().enumerate() {
            for (b, of_b) in &there[n + 1..] {
                if of_a.is_some() && of_a == of_b {
                    continue;
                }
                let edge = self.edges.entry((a.min(b).clone(), a.max(b).clone())).or_default();
                edge.encounters += 1;
                if let Some(day) = &day {
                    edge.first = Some(edge.first.take().map_or(day.clone(), |first| first.min(day.clone())));
                    edge.last = Some(edge.last.take().map_or(day.clone(), |last| last.max(day.clone())));
                }
            }
        }
    }

    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(out, "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">")?;
        writeln!(out, "  <graph defaultedgetype=\"undirected\" mode=\"static\">")?;
        writeln!(out, "    <attributes class=\"node\">")?;
        for (n, title, kind) in
            [(0, "country", "string"), (1, "latin", "string"), (2, "encounters", "integer")]
        {
            writeln!(out, "      <attribute id=\"{n}\" title=\"{title}\" type=\"{kind}\"/>")?;
        }
        writeln!(out, "    </attributes>\n    <attributes class=\"edge\">")?;
        for (n, title) in [(0, "first"), (1, "last")] {
            writeln!(out, "      <attribute id=\"{n}\" title=\"{title}\" type=\"string\"/>")?;
        }
        writeln!(out, "    </attributes>\n    <nodes>")?;
        for (id, node) in &self.nodes {
            writeln!(out, "      <node id=\"{}\" label=\"{}\">", xml(id), xml(&node.label))?;
            let values = [node.country.clone(), node.latin.clone(), node.encounters.to_string()];
            values_of(&values, out)?;
            writeln!(out, "      </node>")?;
        }
        writeln!(out, "    </nodes>\n    <edges>")?;
        for (n, ((a, b), edge)) in self.edges.iter().enumerate() {
            let weight = edge.encounters;
            writeln!(
                out,
                "      <edge id=\"{n}\" source=\"{}\" target=\"{}\" weight=\"{weight}\">",
                xml(a),
                xml(b)
            )?;
            values_of(&[edge.first.clone().unwrap_or_default(), edge.last.clone().unwrap_or_default()], out)?;
            writeln!(out, "      </edge>")?;
        }
        writeln!(out, "    </edges>\n  </graph>\n</gexf>")
    }
}

fn values_of(values: &[String], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "        <attvalues>")?;
    for (n, value) in values.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
        writeln!(out, "          <attvalue for=\"{n}\" value=\"{}\"/>", xml(value))?;
    }
    writeln!(out, "        </attvalues>")
}

/// Text of XML, inside attributes too; what XML does not allow at all is left out.
pub(super) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}
