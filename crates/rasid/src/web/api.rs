//! `/api/v1`: the chronicle for programs, as JSON. What there is, is told by `/api/v1/openapi.json`.

pub(super) mod openapi;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rasid_chronicle::{By, Sense, Store, Unit, goes_by};
use serde::Serialize;
use serde_json::{Value, json};
use std::sync::Arc;

use super::app::{self, App};
use super::ask::Question;
use super::extract;
use super::failure::Failure;

/// Items of one answer, where nobody says, and at most.
const USUAL: usize = 100;
const MOST: usize = 1000;

/// What answers a question.
pub(super) type Ask = fn(&Arc<App>, &Question, &Store) -> Result<Value, Failure>;
/// The same of something that has an id.
pub(super) type AskOf = fn(&Arc<App>, &Question, &Store, &str) -> Result<Value, Failure>;

/// Answers with what `ask` finds, unless who asks has that already: then with nothing, 304.
pub(super) async fn answer(
    app: Arc<App>,
    asked: Question,
    headers: HeaderMap,
    ask: impl FnOnce(&Arc<App>, &Question, &Store) -> Result<Value, Failure> + Send + 'static,
) -> Result<Response, Failure> {
    app::blocking(move || {
        app.with_store(|store| {
            let version = store.version()?;
            let mark = app.mark(version);
            let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|mark| mark.to_str().ok());
            let has_it = known.flat_map(|known| known.split(',')).any(|one| one.trim() == mark);
            let mut response = match has_it && app.is_settled(version) {
                true => StatusCode::NOT_MODIFIED.into_response(),
                false => Json(ask(&app, &asked, store)?).into_response(),
            };
            if app.is_settled(version) {
                response.headers_mut().insert(header::ETAG, HeaderValue::from_str(&mark)?);
            }
            Ok(response)
        })
    })
    .await
}

/// A page of a list: what is on it, and where the next begins.
fn page_of(items: Vec<Value>, next: Option<String>) -> Value {
    json!({"items": items, "next": next})
}

fn values<T: Serialize>(items: impl IntoIterator<Item = T>) -> Result<Vec<Value>, Failure> {
    Ok(items.into_iter().map(serde_json::to_value).collect::<Result<_, _>>()?)
}

/// How many are asked for.
fn limit(asked: &Question) -> Result<usize, Failure> {
    match asked.get("limit").map(str::parse::<usize>) {
        None => Ok(USUAL),
        Some(Ok(limit)) if (1..=MOST).contains(&limit) => Ok(limit),
        Some(_) => Err(Failure::question(format!("limit: expected a number from 1 to {MOST}"))),
    }
}

pub(super) fn encounters(app: &Arc<App>, asked: &Question, store: &Store) -> Result<Value, Failure> {
    let filter = asked.filter(app, store)?;
    let selection = store.page(&filter, asked.after()?.as_ref(), Some(limit(asked)?))?;
    let next = selection.next.as_ref().map(ToString::to_string);
    let items = values(selection.rows.iter().map(|row| &row.encounter))?;
    Ok(json!({
        "items": items, "next": next, "total": store.how_many(&filter)?, "unplaced": selection.unplaced,
    }))
}

pub(super) fn encounter(_: &Arc<App>, _: &Question, store: &Store, id: &str) -> Result<Value, Failure> {
    let current = store.resolve(id)?.ok_or_else(Failure::missing)?;
    let encounter = store.encounter(&current)?.ok_or_else(Failure::missing)?;
    Ok(serde_json::to_value(encounter)?)
}

pub(super) fn article(_: &Arc<App>, _: &Question, store: &Store, id: &str) -> Result<Value, Failure> {
    let mut reading = store.reading(id)?.ok_or_else(Failure::missing)?;
    reading.article.text = store.text(id)?.unwrap_or_default();
    Ok(serde_json::to_value(reading)?)
}

pub(super) fn people(app: &Arc<App>, asked: &Question, store: &Store) -> Result<Value, Failure> {
    let who = app.who(store)?;
    let (name, country) = (asked.get("name"), asked.get("country").map(str::to_ascii_uppercase));
    let fits = |known: &&rasid_merge::registry::Known| {
        known.encounters > 0
            && country.as_deref().is_none_or(|country| known.country.as_deref() == Some(country))
            && name.is_none_or(|name| goes_by(known, name))
    };
    let mut people: Vec<_> = who.registry.people().iter().filter(fits).collect();
    people.sort_by(|a, b| (b.encounters, &a.id).cmp(&(a.encounters, &b.id)));
    listed(asked, &people, |known| &known.id)
}

pub(super) fn person(app: &Arc<App>, _: &Question, store: &Store, id: &str) -> Result<Value, Failure> {
    let who = app.who(store)?;
    let known = who.person(id).ok_or_else(Failure::missing)?;
    Ok(serde_json::to_value(known)?)
}

pub(super) fn offices(app: &Arc<App>, asked: &Question, store: &Store) -> Result<Value, Failure> {
    let who = app.who(store)?;
    let country = asked.get("country").map(str::to_ascii_uppercase);
    let of = |office: &&rasid_merge::registry::Office| {
        country.as_deref().is_none_or(|country| office.country.as_deref() == Some(country))
    };
    let offices: Vec<_> = who.offices.iter().filter(of).collect();
    listed(asked, &offices, |office| &office.id)
}

/// A page of what is there whole, by the id of the last one on the page before.
fn listed<T: Serialize>(asked: &Question, all: &[&T], id: impl Fn(&T) -> &str) -> Result<Value, Failure> {
    let from = match asked.get("after") {
        None => 0,
        Some(after) => {
            let at = all.iter().position(|one| id(one) == after);
            at.ok_or_else(|| Failure::question("after: expected what an earlier page gave"))? + 1
        }
    };
    let limit = limit(asked)?;
    let shown = all.iter().skip(from).take(limit);
    let next = all.get(from + limit - 1).filter(|_| all.len() > from + limit).map(|last| id(last).to_owned());
    Ok(page_of(values(shown)?, next))
}

pub(super) fn count(app: &Arc<App>, asked: &Question, store: &Store) -> Result<Value, Failure> {
    let by = match asked.get("by").unwrap_or("month") {
        "month" => By::Month,
        "country" => By::Country,
        "region" => By::Region(app.regions()),
        "type" => By::Type,
        "theme" => By::Theme,
        "axis" => By::Axis(app.axes()),
        "counterpart" => By::Counterpart,
        "rank" => By::Rank,
        "outlet" => By::Outlet,
        "direction" => By::Direction,
        "occasion" => By::Occasion,
        other => return Err(Failure::question(format!("by: {other} is none"))),
    };
    let unit = match asked.get("unit").unwrap_or("encounters") {
        "encounters" => Unit::Encounters,
        "trips" => Unit::Trips,
        "meetings" => Unit::Meetings,
        "reports" => Unit::Reports,
        "sources" => Unit::Sources,
        other => return Err(Failure::question(format!("unit: {other} is none"))),
    };
    let sense = match asked.get("sense").unwrap_or("partner") {
        "partner" => Sense::Partner,
        "place" => Sense::Place,
        other => return Err(Failure::question(format!("sense: {other} is none"))),
    };
    let table = store.count(&asked.filter(app, store)?, by, unit, sense, false)?;
    Ok(serde_json::to_value(table)?)
}

pub(super) fn claims(app: &Arc<App>, asked: &Question, store: &Store) -> Result<Value, Failure> {
    let from = match asked.get("after").map(str::parse::<usize>) {
        None => 0,
        Some(Ok(from)) => from,
        Some(Err(_)) => return Err(Failure::question("after: expected what an earlier page gave")),
    };
    let limit = limit(asked)?;
    let (audited, all) = store.audit_some(&asked.filter(app, store)?, app.claim_regions(), from, limit)?;
    let next = from.saturating_add(limit);
    Ok(page_of(values(audited)?, (next < all).then(|| next.to_string())))
}

pub(super) fn search(app: &Arc<App>, asked: &Question, store: &Store) -> Result<Value, Failure> {
    let words = asked.get("q").ok_or_else(|| Failure::question("q: expected words"))?;
    let filter = asked.filter(app, store)?;
    let hits = store.search(words, Some(&filter).filter(|_| asked.narrows()), limit(asked)?)?;
    let hit = |hit: &rasid_chronicle::Hit| {
        let article = &hit.article;
        json!({
            "article": article.id, "outlet": article.outlet, "published": article.published,
            "title": article.title, "url": article.url, "marks": hit.marks, "encounters": hit.encounters,
        })
    };
    Ok(page_of(hits.iter().map(hit).collect(), None))
}

pub(super) fn changes(_: &Arc<App>, asked: &Question, store: &Store) -> Result<Value, Failure> {
    let since = match asked.get("since").map(str::parse::<u64>) {
        None => 0,
        Some(Ok(since)) => since,
        Some(Err(_)) => {
            return Err(Failure::question("since: expected the number that an earlier answer gave"));
        }
    };
    if since > store.last_change()? {
        return Err(Failure::changed(
            "since: later than any change here; the copy is of another chronicle, begin anew",
        ));
    }
    let limit = limit(asked)?;
    let changes = store.changes(since, limit)?;
    let last = changes.last().map_or(since, |change| change.seq);
    let mut items = Vec::new();
    for change in &changes {
        items.push(if change.gone {
            json!({"seq": change.seq, "id": change.id, "gone": true, "now": change.now})
        } else {
            json!({"seq": change.seq, "id": change.id, "encounter": store.encounter(&change.id)?})
        });
    }
    Ok(json!({"items": items, "since": last, "more": changes.len() == limit}))
}

/// `POST /api/v1/extract`: a text in, what it says out; nothing is stored.
pub(super) async fn read(State(app): State<Arc<App>>, body: Bytes) -> Result<Response, Failure> {
    let pasted: extract::Pasted =
        serde_json::from_slice(&body).map_err(|error| Failure::question(format!("the body: {error}")))?;
    app::blocking(move || {
        let article = extract::frozen(&pasted)?;
        let mut reading = app.coder().worker().read(&article);
        reading.article.text = article.text;
        Ok(Json(serde_json::to_value(reading)?).into_response())
    })
    .await
}
