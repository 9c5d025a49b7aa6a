//! Every address there is.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::{StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

use super::app::App;
use super::failure::Failure;
use super::{article, audit, chronology, download, encounter, guard, overview, search};

/// No page takes so long.
const LONGEST: Duration = Duration::from_secs(30);

const STYLE: &str = include_str!("../../assets/style.css");

pub(super) fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/", get(overview::show))
        .route("/chronology", get(chronology::show))
        .route("/{file}", get(download::send))
        .route("/encounters/{id}", get(encounter::show))
        .route("/articles/{id}", get(article::show))
        .route("/audit", get(audit::show))
        .route("/search", get(search::show))
        .route("/style.css", get(style))
        .fallback(async || Failure::missing())
        .method_not_allowed_fallback(async || {
            Failure::of(StatusCode::METHOD_NOT_ALLOWED, "this page can only be read")
        })
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, LONGEST))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(Arc::clone(&app), guard::guard))
        .with_state(app)
}

async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "max-age=3600")], STYLE)
        .into_response()
}
