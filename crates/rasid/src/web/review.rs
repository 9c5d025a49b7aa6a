//! `/review`: what a person should look at, side by side with its sentences, and what is decided; every decision has a
//! name and a reason, and none is lost.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use rasid_chronicle::{Decision, Doubt, ReviewError, Reviewer, Store, Why};
use rasid_coder::article::sha256_hex;
use rasid_coder::report::{EventType, Report, Role, Status};
use rasid_merge::{Encounter, Field};

use super::app::{self, App};
use super::article;
use super::ask::{Question, encoded};
use super::failure::Failure;
use super::session::Signed;
use super::view::{self, Card, Frame};
use crate::addition::{self, Addition};
use crate::page::{self, Articles, Page};

/// Doubts of one page.
const MOST: usize = 50;
/// Decisions of one page: the last of them.
const MOST_DECISIONS: usize = 200;
/// People of a report that is added.
const SEATS: usize = 4;

#[derive(Template)]
#[template(path = "review.html")]
struct Queue<'a> {
    frame: Frame<'a>,
    doubts: Vec<Line>,
    /// Whether the queue is still being worked out, or worked out anew.
    pending: bool,
    done: Option<Done>,
}

/// A doubt, the encounter, and the way to decide about it.
struct Line {
    why: &'static str,
    href: String,
    card: Card,
}

/// A decision that was just taken.
struct Done {
    number: String,
    told: String,
}

#[derive(Template)]
#[template(path = "decide.html")]
struct Decide<'a> {
    frame: Frame<'a>,
    why: Option<&'static str>,
    one: Side,
    other: Option<Side>,
    seen: String,
    seen_other: String,
    fields: Vec<(String, String, String)>,
    reasons: Vec<String>,
    next: Option<String>,
    done: Option<Done>,
}

/// An encounter with what its reports say.
struct Side {
    id: String,
    href: String,
    card: Card,
    variants: Vec<String>,
    reports: Vec<Told>,
}

/// A report that may be chosen.
struct Told {
    event: String,
    label: String,
    href: String,
    quote: Option<String>,
}

#[derive(Template)]
#[template(path = "decisions.html")]
struct Log<'a> {
    frame: Frame<'a>,
    decisions: Vec<(i64, String, bool)>,
}

#[derive(Template)]
#[template(path = "add.html")]
struct Add<'a> {
    frame: Frame<'a>,
    article: String,
    href: String,
    title: String,
    paragraphs: Vec<String>,
    types: Vec<(&'static str, &'static str)>,
    statuses: Vec<(&'static str, &'static str)>,
    roles: Vec<(&'static str, &'static str)>,
    sides: Vec<(String, String)>,
    seats: Vec<usize>,
}

/// `GET /review`
pub(super) async fn queue(State(app): State<Arc<App>>, asked: Question) -> Result<Response, Failure> {
    app::blocking(move || {
        app.with_store(|store| {
            let page = app.page(asked.reader());
            let (doubts, pending) = app.doubts(store)?;
            let mut lines = Vec::new();
            for doubt in doubts.iter() {
                if lines.len() == MOST {
                    break;
                }
                lines.extend(line(page, store, doubt)?);
            }
            let template = Queue {
                frame: Frame::new(&app, &asked, "review", page.messages().web.review),
                doubts: lines,
                pending,
                done: done(page, store, &asked)?,
            };
            view::answer(&template, &asked)
        })
    })
    .await
}

/// A doubt that still stands: nobody has decided since about what it is about.
fn line(page: &Page, store: &Store, doubt: &Doubt) -> Result<Option<Line>, Failure> {
    let Some(id) = &doubt.encounter else { return Ok(None) };
    let Some(encounter) = store.encounter(id)?.filter(|encounter| encounter.reviewed.is_none()) else {
        return Ok(None);
    };
    let href = format!("/review/{}", encoded(id));
    Ok(Some(Line { why: page.messages().why(doubt.why), href, card: Card::of(page, &encounter, None) }))
}

/// The decision that an address says was just taken.
fn done(page: &Page, store: &Store, asked: &Question) -> Result<Option<Done>, Failure> {
    let number = asked.get("done").and_then(|number| number.parse::<i64>().ok());
    let Some(number) = number else { return Ok(None) };
    let decision =
        store.decisions()?.into_iter().find(|decision| decision.number == number && decision.stands);
    Ok(decision.map(|decision| Done {
        number: number.to_string(),
        told: page::decisions(page, std::slice::from_ref(&decision)).trim().to_owned(),
    }))
}

/// `GET /review/ID`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    asked: Question,
) -> Result<Response, Failure> {
    app::blocking(move || app.with_store(|store| make(&app, &asked, store, &id))).await
}

fn make(app: &Arc<App>, asked: &Question, store: &Store, id: &str) -> Result<Response, Failure> {
    let Some(current) = store.resolve(id)? else { return Err(Failure::missing()) };
    if current != id {
        return Ok(Redirect::temporary(&format!("/review/{}", encoded(&current))).into_response());
    }
    let Some(encounter) = store.encounter(id)? else { return Err(Failure::missing()) };
    let page = app.page(asked.reader());
    let (doubts, _) = app.doubts(store)?;
    let doubt = doubts.iter().find(|doubt| doubt.encounter.as_deref() == Some(id));
    let beside = doubt.filter(|doubt| doubt.why == Why::PossibleDuplicate).map(|doubt| doubt.detail.clone());
    let beside = asked.get("beside").map(str::to_owned).or(beside);
    let other = match beside {
        Some(other) => match store.resolve(&other)? {
            Some(other) => store.encounter(&other)?.filter(|other| other.id != encounter.id),
            None => None,
        },
        None => None,
    };
    let numbered = |event: &str| {
        let at = encounter.reports.iter().position(|report| report.event == event);
        at.map_or_else(|| event.to_owned(), |at| format!("[{}]", at + 1))
    };
    let pairs = match &other {
        Some(other) => store.explain_between(&encounter.id, &other.id).map_err(refused)?,
        None => store.explain_encounter(&encounter)?,
    };
    let template = Decide {
        frame: Frame::new(app, asked, "review", page.messages().web.review),
        why: doubt.map(|doubt| page.messages().why(doubt.why)),
        one: side(page, store, &encounter)?,
        other: other.as_ref().map(|other| side(page, store, other)).transpose()?,
        seen: digest(&encounter)?,
        seen_other: other.as_ref().map(digest).transpose()?.unwrap_or_default(),
        fields: fields(page, &encounter),
        reasons: pairs.iter().map(|pair| page::pair(page, pair, &numbered)).collect(),
        next: following(store, &doubts, id)?,
        done: done(page, store, asked)?,
    };
    view::answer(&template, asked)
}

fn side(page: &Page, store: &Store, encounter: &Encounter) -> Result<Side, Failure> {
    let row = rasid_chronicle::Row { encounter: encounter.clone(), partners: Vec::new() };
    let selection = rasid_chronicle::Selection { rows: vec![row], ..Default::default() };
    let articles = Articles::of(store, &selection, std::iter::empty())?;
    let reports = page::by_day(encounter, &articles);
    let told = |report: &&rasid_merge::EncounterReport| Told {
        event: report.event.clone(),
        label: articles.source(page, &report.article),
        href: article::href_of_report(report),
        quote: articles.sentence(report).map(str::to_owned),
    };
    Ok(Side {
        id: encounter.id.clone(),
        href: format!("/encounters/{}", encoded(&encounter.id)),
        card: Card::of(page, encounter, None),
        variants: page::variants(page, encounter, &reports),
        reports: reports.iter().map(told).collect(),
    })
}

/// What tells an encounter from the same one changed: who decides about it has seen it as it is.
fn digest(encounter: &Encounter) -> Result<String, Failure> {
    Ok(sha256_hex(&serde_json::to_vec(encounter)?).chars().take(16).collect())
}

/// Path, name and present value of what can be corrected.
fn fields(page: &Page, encounter: &Encounter) -> Vec<(String, String, String)> {
    let mut fields =
        vec![Field::Date, Field::Type, Field::Status, Field::City, Field::CityEn, Field::PlaceCountry];
    for seat in 0..encounter.participants.len() {
        fields.extend([Field::Name(seat), Field::Office(seat), Field::Country(seat)]);
    }
    let messages = page.messages();
    let field = |field: Field| {
        let path = field.to_string();
        let last = path.rsplit('/').next().unwrap_or(&path);
        let word = messages.field(last).or(messages.web.field(last)).unwrap_or(last);
        let seat = path.split('/').nth(1).and_then(|seat| seat.parse::<usize>().ok());
        let name = seat.map_or_else(|| word.to_owned(), |seat| format!("{word} · {}", seat + 1));
        (path.clone(), name, field.value(encounter).unwrap_or_default())
    };
    fields.into_iter().map(field).collect()
}

/// The address of the next doubt that still stands.
fn following(store: &Store, doubts: &[Doubt], id: &str) -> Result<Option<String>, Failure> {
    let at = doubts.iter().position(|doubt| doubt.encounter.as_deref() == Some(id)).map_or(0, |at| at + 1);
    for doubt in doubts.iter().skip(at).chain(doubts.iter().take(at)) {
        let Some(next) = doubt.encounter.as_deref().filter(|next| *next != id) else { continue };
        if store.encounter(next)?.is_some_and(|encounter| encounter.reviewed.is_none()) {
            return Ok(Some(format!("/review/{}", encoded(next))));
        }
    }
    Ok(None)
}

/// What became of a decision.
enum Decided {
    /// Its number.
    Noted(i64),
    /// Nothing yet: this encounter stood not beside the other one.
    NotSeen(String),
}

/// `POST /review/ID`
pub(super) async fn decide(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    asked: Question,
    form: Signed,
) -> Result<Response, Failure> {
    app::blocking(move || {
        let decided = app.writing(|store| {
            // Somebody decided, or an article came in, since the page was shown: nothing is decided blindly.
            let is_as_seen = |id: &str, seen: &str| -> Result<bool, Failure> {
                let now = store.encounter(id)?.as_ref().map(digest).transpose()?;
                Ok(now.is_some_and(|now| now == seen))
            };
            if !is_as_seen(&id, form.get("seen"))? {
                return Err(Failure::changed("it has changed since it was shown; load the page again"));
            }
            let by = by(&asked, &form)?;
            let events = form.all("report");
            let decided = match form.get("action") {
                "confirm" => store.confirm(&id, &by),
                "reject" => store.reject(&id, &events, &by),
                "correct" => {
                    let (field, value) = (form.get("field"), form.get("value"));
                    if field.ends_with("country") && !value.is_empty() {
                        known_side(&app, store, value)?;
                    }
                    store.correct(&id, field, value, &by)
                }
                "merge" => {
                    let Some(other) = store.resolve(form.get("other"))? else {
                        return Err(Failure::question("other: there is no such encounter"));
                    };
                    // Who names another one sees both side by side first.
                    if !is_as_seen(&other, form.get("seen_other"))? {
                        return Ok(Decided::NotSeen(other));
                    }
                    store.merge_encounters(&id, &other, &by)
                }
                "split" => store.split(&id, &events, &by),
                other => return Err(Failure::question(format!("action: {other:?} is none"))),
            };
            decided.map(Decided::Noted).map_err(refused)
        })?;
        let number = match decided {
            Decided::Noted(number) => number,
            Decided::NotSeen(other) => {
                let beside = format!("/review/{}?beside={}", encoded(&id), encoded(&other));
                return Ok(Redirect::to(&beside).into_response());
            }
        };
        // What was decided about stays open where that may not have been all there was to it.
        let stays = matches!(form.get("action"), "correct" | "split" | "merge");
        app.with_store(|store| {
            let (doubts, _) = app.doubts(store)?;
            let here = store.resolve(&id)?.map(|id| format!("/review/{}", encoded(&id)));
            let next = if stays { here } else { following(store, &doubts, &id)? };
            let to = next.unwrap_or_else(|| "/review".to_owned());
            Ok(Redirect::to(&format!("{to}?done={number}")).into_response())
        })
    })
    .await
}

/// `GET /review/log`
pub(super) async fn log(State(app): State<Arc<App>>, asked: Question) -> Result<Response, Failure> {
    app::blocking(move || {
        app.with_store(|store| {
            let page = app.page(asked.reader());
            let mut decisions: Vec<Decision> = store.decisions()?;
            decisions.reverse();
            decisions.truncate(MOST_DECISIONS);
            let line = |decision: &Decision| {
                let told = page::decisions(page, std::slice::from_ref(decision)).trim().to_owned();
                (decision.number, told, decision.stands)
            };
            let template = Log {
                frame: Frame::new(&app, &asked, "review", page.messages().web.decisions),
                decisions: decisions.iter().map(line).collect(),
            };
            view::answer(&template, &asked)
        })
    })
    .await
}

/// `POST /review/undo`
pub(super) async fn undo(
    State(app): State<Arc<App>>,
    asked: Question,
    form: Signed,
) -> Result<Response, Failure> {
    app::blocking(move || {
        let decision =
            form.get("decision").parse().map_err(|_| Failure::question("decision: expected a number"))?;
        let by = by(&asked, &form)?;
        app.writing(|store| store.undo(decision, &by).map_err(refused))?;
        Ok(Redirect::to("/review/log").into_response())
    })
    .await
}

/// `GET /review/add/ARTICLE`
pub(super) async fn adding(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    asked: Question,
) -> Result<Response, Failure> {
    app::blocking(move || {
        app.with_store(|store| {
            let (Some(known), Some(text)) = (store.article(&id)?, store.text(&id)?) else {
                return Err(Failure::missing());
            };
            let page = app.page(asked.reader());
            let messages = page.messages();
            let template = Add {
                frame: Frame::new(&app, &asked, "review", messages.web.add),
                href: article::href(&id),
                article: encoded(&id),
                title: known.title.unwrap_or_default(),
                paragraphs: text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect(),
                types: EventType::ALL
                    .iter()
                    .map(|kind| (kind.as_str(), messages.event_type(*kind)))
                    .collect(),
                statuses: Status::ALL.iter().map(|one| (one.as_str(), messages.status(*one))).collect(),
                roles: Role::ALL.iter().map(|role| (role.as_str(), messages.role(*role))).collect(),
                sides: view::sides(page, store)?,
                seats: (1..=SEATS).collect(),
            };
            view::answer(&template, &asked)
        })
    })
    .await
}

/// `POST /review/add/ARTICLE`
pub(super) async fn add(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    asked: Question,
    form: Signed,
) -> Result<Response, Failure> {
    app::blocking(move || {
        let by = by(&asked, &form)?;
        app.writing(|store| {
            let report = report_of(&app, store, &form)?;
            store.add_report(&id, report, form.get("quote"), &by).map_err(refused)
        })?;
        Ok(Redirect::to(&article::href(&id)).into_response())
    })
    .await
}

/// What a form says of an encounter.
fn report_of(app: &App, store: &Store, form: &Signed) -> Result<Report, Failure> {
    let given = |name: &str| Some(form.get(name).to_owned()).filter(|value| !value.is_empty());
    let word = |name: &str| Failure::question(format!("{name}: {:?} is none", form.get(name)));
    let event_type = EventType::from_word(form.get("type")).ok_or_else(|| word("type"))?;
    let status = Status::from_word(form.get("status")).ok_or_else(|| word("status"))?;
    let mut participants = Vec::new();
    for seat in 1..=SEATS {
        let field = |name: &str| given(&format!("{name}{seat}"));
        let (name, office, country) = (field("name"), field("office"), field("country"));
        if name.is_none() && office.is_none() && country.is_none() {
            continue;
        }
        let role = form.get(&format!("role{seat}")).to_owned();
        let role = Role::from_word(&role).ok_or_else(|| word("role"))?;
        participants.push(addition::person(role, name, office, country));
    }
    let place = given("place").map(|code| code.to_ascii_uppercase());
    for code in participants.iter().filter_map(|one| one.country.as_ref()).chain(&place) {
        known_side(app, store, code)?;
    }
    let addition = Addition {
        event_type,
        status,
        date: given("date"),
        city: given("city"),
        place,
        participants,
        themes: Vec::new(),
    };
    Ok(addition.report(app.coder()))
}

fn known_side(app: &App, store: &Store, code: &str) -> Result<(), Failure> {
    let lexicon = app.lexicon();
    let known = lexicon.countries().iter().any(|country| country.code == code)
        || lexicon.organisations().iter().any(|one| one.code.as_deref() == Some(code));
    if known || store.has_side(code)? {
        return Ok(());
    }
    Err(Failure::question(format!("country: {code} is the code of nothing")))
}

/// Who decides, and why.
fn by<'f>(asked: &Question, form: &'f Signed) -> Result<Reviewer<'f>, Failure> {
    let actor = asked.guest.name.clone().unwrap_or_default().into();
    Ok(Reviewer { actor, at: Timestamp::now(), reason: form.reason()? })
}

/// What cannot be decided is the asker's to mend; the store's troubles are not.
fn refused(error: ReviewError) -> Failure {
    match error {
        ReviewError::Store(error) => error.into(),
        error => Failure::question(error.to_string()),
    }
}
