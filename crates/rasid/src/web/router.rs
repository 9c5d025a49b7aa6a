//! Every address there is.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use rasid_chronicle::Store;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

use super::app::{self, App};
use super::ask::Question;
use super::failure::Failure;
use super::{
    article, audit, chronology, countries, download, encounter, extract, guard, network, overview, people,
    search, today,
};

/// No page takes so long.
const LONGEST: Duration = Duration::from_secs(30);

const STYLE: &str = include_str!("../../assets/style.css");
const SCRIPT: &str = include_str!("../../assets/rasid.js");

pub(super) fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/", page(overview::make))
        .route("/today", page(today::make))
        .route("/chronology", page(chronology::make))
        .route("/{file}", get(download::send))
        .route("/encounters/{id}", page_of(encounter::make))
        .route("/articles/{id}", page_of(article::make))
        .route("/countries", page(countries::all))
        .route("/countries/{id}", page_of(countries::one))
        .route("/people", page(people::all))
        .route("/people/{id}", page_of(people::person))
        .route("/offices", page(people::offices))
        .route("/offices/{id}", page_of(people::office))
        .route("/network", page(network::make))
        .route("/audit", page(audit::make))
        .route("/search", page(search::make))
        .route("/extract", get(extract::ask).post(extract::read))
        .route("/style.css", file("text/css; charset=utf-8", STYLE))
        .route("/rasid.js", file("text/javascript; charset=utf-8", SCRIPT))
        .fallback(async || Failure::missing())
        .method_not_allowed_fallback(async || {
            Failure::of(StatusCode::METHOD_NOT_ALLOWED, "this page can only be read")
        })
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, LONGEST))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(Arc::clone(&app), guard::guard))
        .with_state(app)
}

/// A page that is made of the question and what is stored.
fn page(make: fn(&App, &Question, &Store) -> Result<Response, Failure>) -> MethodRouter<Arc<App>> {
    get(async move |State(app): State<Arc<App>>, asked: Question| {
        app::blocking(move || app.with_store(|store| make(&app, &asked, store))).await
    })
}

/// The same, of something that has an id.
fn page_of(make: fn(&App, &Question, &Store, &str) -> Result<Response, Failure>) -> MethodRouter<Arc<App>> {
    get(async move |State(app): State<Arc<App>>, Path(id): Path<String>, asked: Question| {
        app::blocking(move || app.with_store(|store| make(&app, &asked, store, &id))).await
    })
}

/// A file that is built in.
fn file(kind: &'static str, content: &'static str) -> MethodRouter<Arc<App>> {
    get(async move || -> Response {
        ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "max-age=3600")], content).into_response()
    })
}
