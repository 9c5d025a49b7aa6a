//! `/network`: who met whom, drawn and listed.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::response::Response;
use rasid_chronicle::{Filter, Links, Seat, Store};
use rasid_merge::registry::Known;

use super::app::{App, Who};
use super::ask::{Question, encoded};
use super::failure::Failure;
use super::picture::{self, Node};
use super::view::{self, Frame, Period};
use crate::page::Page;

/// Nodes and links that are drawn.
const MOST_NODES: usize = 60;
const MOST_LINKS: usize = 300;
/// Links that are listed.
const MOST_LISTED: usize = 100;

#[derive(Template)]
#[template(path = "network.html")]
struct Shown<'a> {
    frame: Frame<'a>,
    period: Period,
    /// What the nodes are: word, name, whether these are shown.
    kinds: Vec<(&'static str, &'static str, bool)>,
    picture: String,
    /// Address and name of one and the other, how often.
    links: Vec<(Named, Named, u64)>,
    left_out: Option<String>,
    gexf: String,
}

struct Named {
    href: String,
    name: String,
}

pub(super) fn make(app: &Arc<App>, asked: &Question, store: &Store) -> Result<Response, Failure> {
    let page = app.page(asked.reader());
    let web = &page.messages().web;
    let filter = asked.filter(app, store)?;
    let of = asked.get("of").unwrap_or("countries");
    let who = app.who(store)?;
    // Of all encounters it is known who was in most of them.
    let is_all = filter == Filter::default();
    let mut others = 0;
    let links = match of {
        "countries" => store.links_of_countries(&filter, MOST_NODES)?,
        "people" => {
            let mut people: Vec<&Known> =
                who.registry.people().iter().filter(|known| known.encounters > 0).collect();
            people.sort_by(|a, b| (b.encounters, &a.id).cmp(&(a.encounters, &b.id)));
            let top: BTreeSet<&str> = people.iter().take(MOST_NODES).map(|known| known.id.as_str()).collect();
            others = if is_all { people.len().saturating_sub(MOST_NODES) } else { 0 };
            let wanted = |id: &str| !is_all || top.contains(id);
            let node =
                |seat: &Seat| who.registry.who(seat).map(|known| known.id.as_str()).filter(|id| wanted(id));
            store.links_of_people(&filter, &who.registry, &node, MOST_NODES)?
        }
        "offices" => {
            let top: BTreeSet<&str> =
                who.offices.iter().take(MOST_NODES).map(|office| office.id.as_str()).collect();
            others = if is_all { who.offices.len().saturating_sub(MOST_NODES) } else { 0 };
            let node = |seat: &Seat| {
                let id = who.office_of(seat).map(|office| office.id.as_str());
                id.filter(|id| !is_all || top.contains(id))
            };
            store.links_of_people(&filter, &who.registry, &node, MOST_NODES)?
        }
        other => return Err(Failure::question(format!("of: {other} is none of countries, offices, people"))),
    };
    let nodes: Vec<Node> = links.nodes.iter().map(|(id, count)| node(page, &who, of, id, *count)).collect();
    let left_out = links.left_out + others;
    let Links { links, .. } = links;
    let drawn: Vec<(usize, usize, u64)> = links.into_iter().take(MOST_LINKS).collect();
    let named = |at: usize| Named { href: nodes[at].href.clone(), name: nodes[at].name.clone() };
    let kinds = [("countries", web.countries), ("offices", web.offices), ("people", web.people)];
    let template = Shown {
        frame: Frame::new(app, asked, "network", web.network),
        period: Period::of(asked),
        kinds: kinds.into_iter().map(|(word, name)| (word, name, word == of)).collect(),
        picture: if nodes.is_empty() { String::new() } else { picture::network(&nodes, &drawn) },
        links: drawn.iter().take(MOST_LISTED).map(|(a, b, count)| (named(*a), named(*b), *count)).collect(),
        left_out: (left_out > 0).then(|| page.messages().left_out.with([("n", left_out.into())])),
        gexf: asked.as_file("/chronology.gexf"),
    };
    view::answer(&template, asked)
}

fn node(page: &Page, who: &Who, of: &str, id: &str, count: u64) -> Node {
    let (href, name) = match of {
        "countries" => (format!("/countries/{}", encoded(id)), page.names.side(id).to_owned()),
        "people" => {
            let name = who.registry.find(id).map_or(id, |known| known.name.as_str());
            (format!("/people/{id}"), name.to_owned())
        }
        _ => {
            let office = who.offices.iter().find(|office| office.id == id);
            let name = office.map_or_else(
                || id.to_owned(),
                |office| {
                    let country = office.country.as_deref().map(|code| page.names.side(code));
                    country.map_or_else(
                        || office.office.clone(),
                        |country| format!("{} · {country}", office.office),
                    )
                },
            );
            (format!("/offices/{id}"), name)
        }
    };
    Node { name, count, href }
}
