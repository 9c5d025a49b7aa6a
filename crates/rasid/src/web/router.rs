//! Every address there is, and who may ask for it. There is no address without a word on that.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, get, post};
use rasid_chronicle::Store;
use rasid_coder::article::sha256_hex;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

use super::app::{self, App};
use super::ask::{Question, encoded};
use super::failure::Failure;
use super::session::{self, Guest};
use super::{
    api, article, audit, chronology, countries, download, encounter, extract, guard, ingest, network,
    overview, people, review, search, today,
};

/// No page takes so long.
pub(super) const LONGEST: Duration = Duration::from_secs(30);
const LONGEST_UPLOAD: Duration = Duration::from_secs(3600);

const STYLE: &str = include_str!("../../assets/style.css");
const SCRIPT: &str = include_str!("../../assets/rasid.js");

/// Who may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum For {
    /// Anybody: there is nothing of the chronicle in it.
    Anybody,
    /// Who may read.
    Readers,
    /// Who signed in.
    Writers,
}

/// An address, who may ask for it, and what answers.
type Route = (&'static str, Method, For, MethodRouter<Arc<App>>);

fn routes() -> Vec<Route> {
    let readers = |path, page| (path, Method::GET, For::Readers, page);
    vec![
        readers("/", page(overview::make)),
        readers("/today", page(today::make)),
        readers("/chronology", page(chronology::make)),
        readers("/{file}", get(download::send)),
        readers("/encounters/{id}", page_of(encounter::make)),
        readers("/articles/{id}", page_of(article::make)),
        readers("/countries", page(countries::all)),
        readers("/countries/{id}", page_of(countries::one)),
        readers("/people", page(people::all)),
        readers("/people/{id}", page_of(people::person)),
        readers("/offices", page(people::offices)),
        readers("/offices/{id}", page_of(people::office)),
        readers("/network", page(network::make)),
        readers("/audit", page(audit::make)),
        readers("/search", page(search::make)),
        readers("/extract", get(extract::ask)),
        ("/extract", Method::POST, For::Readers, post(extract::read)),
        ("/login", Method::GET, For::Anybody, get(session::ask)),
        ("/login", Method::POST, For::Anybody, post(session::enter)),
        ("/logout", Method::POST, For::Writers, post(session::leave)),
        ("/review", Method::GET, For::Writers, get(review::queue)),
        ("/review/log", Method::GET, For::Writers, get(review::log)),
        ("/review/undo", Method::POST, For::Writers, post(review::undo)),
        ("/review/add/{id}", Method::GET, For::Writers, get(review::adding)),
        ("/review/add/{id}", Method::POST, For::Writers, post(review::add)),
        ("/review/{id}", Method::GET, For::Writers, get(review::show)),
        ("/review/{id}", Method::POST, For::Writers, post(review::decide)),
        ("/ingest", Method::GET, For::Writers, get(ingest::show)),
        (
            "/ingest",
            Method::POST,
            For::Writers,
            post(ingest::begin).layer(DefaultBodyLimit::max(ingest::MOST_BYTES)),
        ),
        ("/ingest/retry", Method::POST, For::Writers, post(ingest::retry)),
        ("/ingest/stop", Method::POST, For::Writers, post(ingest::stop)),
        readers("/api/v1/encounters", data(api::encounters)),
        readers("/api/v1/encounters/{id}", data_of(api::encounter)),
        readers("/api/v1/articles/{id}", data_of(api::article)),
        readers("/api/v1/people", data(api::people)),
        readers("/api/v1/people/{id}", data_of(api::person)),
        readers("/api/v1/offices", data(api::offices)),
        readers("/api/v1/count", data(api::count)),
        readers("/api/v1/claims", data(api::claims)),
        readers("/api/v1/search", data(api::search)),
        readers("/api/v1/changes", data(api::changes)),
        ("/api/v1/extract", Method::POST, For::Readers, post(api::read)),
        ("/api/v1/openapi.json", Method::GET, For::Anybody, get(api::openapi::show)),
        ("/style.css", Method::GET, For::Anybody, file("text/css; charset=utf-8", STYLE)),
        ("/rasid.js", Method::GET, For::Anybody, file("text/javascript; charset=utf-8", SCRIPT)),
    ]
}

pub(super) fn router(app: Arc<App>) -> Router {
    let mut router = Router::new();
    for (path, method, whom, answer) in routes() {
        // Files may be long; whoever sends them signed in.
        let longest = if (path, &method) == ("/ingest", &Method::POST) { LONGEST_UPLOAD } else { LONGEST };
        let answer = answer.layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, longest));
        router = router.route(path, answer.layer(from_fn_with_state(whom, admit)));
    }
    router
        .fallback(async || Failure::missing())
        .method_not_allowed_fallback(async || {
            Failure::of(StatusCode::METHOD_NOT_ALLOWED, "this is not done here")
        })
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(Arc::clone(&app), guard::guard))
        .with_state(app)
}

/// Lets in whom an address is for; people who are not known are shown the way in.
async fn admit(State(whom): State<For>, request: Request, next: Next) -> Response {
    let guest = request.extensions().get::<Guest>().cloned().unwrap_or_default();
    let may = match whom {
        For::Anybody => true,
        For::Readers => guest.may_read,
        For::Writers => guest.may_write(),
    };
    if may {
        return next.run(request).await;
    }
    let accept = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    if request.method() == Method::GET && accept.is_some_and(|accept| accept.contains("text/html")) {
        let to = request.uri().path_and_query().map_or("/", |asked| asked.as_str());
        return Redirect::to(&format!("/login?to={}", encoded(to))).into_response();
    }
    session::unknown("sign in, or send a token").into_response()
}

/// A page that is made of the question and what is stored.
fn page(make: Make) -> MethodRouter<Arc<App>> {
    get(async move |State(app): State<Arc<App>>, asked: Question| made(app, asked, make).await)
}

/// The same, of something that has an id.
fn page_of(make: MakeOf) -> MethodRouter<Arc<App>> {
    get(async move |State(app): State<Arc<App>>, Path(id): Path<String>, asked: Question| {
        made(app, asked, move |app, asked, store| make(app, asked, store, &id)).await
    })
}

type Make = fn(&Arc<App>, &Question, &Store) -> Result<Response, Failure>;
type MakeOf = fn(&Arc<App>, &Question, &Store, &str) -> Result<Response, Failure>;

/// Makes a page, or gives the one that was made for somebody before who asked the same and signed in no more than he.
async fn made(
    app: Arc<App>,
    asked: Question,
    make: impl FnOnce(&Arc<App>, &Question, &Store) -> Result<Response, Failure> + Send + 'static,
) -> Result<Response, Failure> {
    let key = asked.key();
    let asking = Arc::clone(&app);
    let (version, large, response) = app::blocking(move || {
        asking.with_store(|store| {
            let version = store.version()?;
            let known = key.as_deref().and_then(|key| asking.page_made(key, version));
            let response = match known {
                Some(page) => return Ok((None, None, Html(page).into_response())),
                None => make(&asking, &asked, store)?,
            };
            // What was made of what is being worked out anew is good for a moment, and no longer.
            let version = if asking.is_settled(version) { Some(version) } else { None };
            Ok((version, key.zip(Some(asking.is_large(store)?)), response))
        })
    })
    .await?;
    let Some((key, large)) = large else { return Ok(response) };
    // What gives a cookie is for who asked alone.
    if response.status() != StatusCode::OK || response.headers().contains_key(header::SET_COOKIE) {
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let page = axum::body::to_bytes(body, usize::MAX).await?;
    app.keep_page(key, version, large, page.clone());
    Ok(Response::from_parts(parts, page.into()))
}

/// Data that is made of the question and what is stored.
fn data(ask: api::Ask) -> MethodRouter<Arc<App>> {
    get(async move |State(app): State<Arc<App>>, asked: Question, headers: HeaderMap| {
        api::answer(app, asked, headers, ask).await
    })
}

/// The same, of something that has an id.
fn data_of(ask: api::AskOf) -> MethodRouter<Arc<App>> {
    get(
        async move |State(app): State<Arc<App>>,
                    Path(id): Path<String>,
                    asked: Question,
                    headers: HeaderMap| {
            api::answer(app, asked, headers, move |app, asked, store| ask(app, asked, store, &id)).await
        },
    )
}

/// A file that is built in.
fn file(kind: &'static str, content: &'static str) -> MethodRouter<Arc<App>> {
    // A browser asks each time whether it is still the same: a page never stands with the style of another version.
    let mark = format!("\"{}\"", &sha256_hex(content.as_bytes())[..16]);
    get(async move |headers: HeaderMap| -> Response {
        let known = headers.get(header::IF_NONE_MATCH).and_then(|mark| mark.to_str().ok());
        // What was compressed on the way has a weak mark.
        let has_it = known.is_some_and(|known| known.trim_start_matches("W/") == mark);
        let about = [
            (header::CONTENT_TYPE, kind),
            (header::CACHE_CONTROL, "no-cache"),
            (header::ETAG, mark.as_str()),
        ];
        if has_it {
            (StatusCode::NOT_MODIFIED, about).into_response()
        } else {
            (about, content).into_response()
        }
    })
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use tower::ServiceExt;

    use super::*;
    use crate::settings::Settings;
    use crate::web::Reading;

    fn asked(app: &Arc<App>, method: &Method, path: &str) -> StatusCode {
        let request = axum::http::Request::builder()
            .method(method)
            .uri(path)
            .header("host", "127.0.0.1:7373")
            .body(Body::empty())
            .expect("a request");
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
        runtime.block_on(router(Arc::clone(app)).oneshot(request)).expect("an answer").status()
    }

    #[test]
    fn nothing_is_open_but_what_is_meant_to_be() {
        let bound = "127.0.0.1:7373".parse().expect("an address");
        let settings = Settings::of_db(std::path::Path::new("/nowhere/at/all.db"));
        let app = |reading| Arc::new(App::new(&settings, reading, bound, &[]));
        let (private, open) = (app(Reading::ByToken), app(Reading::Open));
        let mut anybody = Vec::new();
        for (path, method, whom, _) in routes() {
            let path = path.replace("{id}", "x").replace("{file}", "chronology.csv");
            let (shut, opened) = (asked(&private, &method, &path), asked(&open, &method, &path));
            match whom {
                For::Anybody => anybody.push(format!("{method} {path}")),
                For::Readers => {
                    assert_eq!(shut, StatusCode::UNAUTHORIZED, "{method} {path}");
                    assert_ne!(opened, StatusCode::UNAUTHORIZED, "{method} {path}");
                }
                For::Writers => {
                    assert_eq!(
                        (shut, opened),
                        (StatusCode::UNAUTHORIZED, StatusCode::UNAUTHORIZED),
                        "{path}"
                    );
                }
            }
            if method != Method::GET && whom == For::Readers {
                assert!(path.ends_with("/extract"), "{path}: who may only read writes nothing");
            }
        }
        let meant =
            ["GET /login", "POST /login", "GET /api/v1/openapi.json", "GET /style.css", "GET /rasid.js"];
        assert_eq!(anybody, meant);
    }

    #[test]
    fn the_api_tells_of_all_it_has() {
        let mut had: Vec<&str> =
            routes().into_iter().map(|(path, ..)| path).filter(|path| path.starts_with("/api/v1/")).collect();
        let mut told = api::openapi::paths();
        had.sort_unstable();
        told.sort();
        assert_eq!(told, had);
    }
}
