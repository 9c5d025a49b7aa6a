//! What every request passes: nobody is answered under a foreign name, and every answer says what a browser may do.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::app::App;
use super::ask::Question;
use super::failure::Failure;
use super::session::Guest;

/// Longest path and question, in bytes.
const LONGEST_URI: usize = 8 << 10;

/// Nothing but our own style and pictures: no script in a page, no frame, no form to elsewhere.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 7] = [
    (header::VARY, "accept-encoding, accept-language, cookie"),
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Without any, a browser does not say of a form that it is ours.
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// Lets a request in, or says why not.
pub(super) async fn guard(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let mut parts = Parts::from(&request);
    let mut signed_in = false;
    let entered = check(&request, &app).and_then(|()| app.doors().guest(request.headers()));
    let mut response = match entered {
        Ok(guest) => {
            signed_in = guest.may_write();
            request.extensions_mut().insert(guest.clone());
            parts.guest = guest;
            next.run(request).await
        }
        Err(failure) => failure.into_response(),
    };
    if let (true, Some(failure)) = (parts.wants_page, response.extensions().get::<Failure>())
        && let Some(asked) = parts.question(&app).await
    {
        response = failure.page(&app, &asked);
    }
    if let (status, None) = (response.status(), response.extensions().get::<Failure>())
        && (status.is_client_error() || status.is_server_error())
        && !is_ours_already(&response)
    {
        response = Failure::of(status, status.canonical_reason().unwrap_or("this cannot be answered"))
            .into_response();
    }
    if signed_in {
        let alone = HeaderValue::from_static("private, no-store");
        response.headers_mut().insert(header::CACHE_CONTROL, alone);
    }
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    response
}

/// Whether a page of ours says what is wrong: a form that was refused.
fn is_ours_already(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
}

/// What is kept of a request, to show a failure in the language of who asked.
struct Parts {
    uri: Uri,
    headers: HeaderMap,
    wants_page: bool,
    guest: Guest,
}

impl Parts {
    fn from(request: &Request) -> Self {
        let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
        let wants_page = accept.is_some_and(|accept| accept.contains("text/html"));
        let headers = if wants_page { request.headers().clone() } else { HeaderMap::new() };
        Self { uri: request.uri().clone(), headers, wants_page, guest: Guest::default() }
    }

    async fn question(self, app: &Arc<App>) -> Option<Question> {
        // What was asked may be what cannot be read.
        let mut request = Request::new(axum::body::Body::empty());
        *request.uri_mut() = self.uri.path().parse().ok()?;
        *request.headers_mut() = self.headers;
        request.extensions_mut().insert(self.guest);
        Question::from_request_parts(&mut request.into_parts().0, app).await.ok()
    }
}

fn check(request: &Request, app: &App) -> Result<(), Failure> {
    let (headers, uri) = (request.headers(), request.uri());
    if uri.path_and_query().is_some_and(|asked| asked.as_str().len() > LONGEST_URI) {
        return Err(Failure::of(StatusCode::URI_TOO_LONG, "the address is too long"));
    }
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST).or(uri.host());
    // A page elsewhere may give its own name the address of this machine: it is not answered.
    if !host.is_some_and(|host| app.is_called(host)) {
        return Err(Failure::of(StatusCode::MISDIRECTED_REQUEST, "this server has another name"));
    }
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reads {
        // What writes comes from a page of ours. Browsers say where it comes from; programs say nothing.
        let origin = headers.get(header::ORIGIN).map(|origin| origin.to_str().unwrap_or_default());
        let from_us = origin.is_none_or(|origin| {
            let encrypted = origin.strip_prefix("https://").filter(|origin| app.is_in_front(origin));
            let from = origin.strip_prefix("http://").or(encrypted);
            from.is_some_and(|from| Some(from) == host)
        });
        let site = text(HeaderName::from_static("sec-fetch-site"));
        if !from_us || site.is_some_and(|site| !["same-origin", "none"].contains(&site)) {
            return Err(Failure::of(StatusCode::FORBIDDEN, "this comes from a page elsewhere"));
        }
    }
    Ok(())
}

/// Whether a host is a name of this machine, or the address that is listened on.
pub(super) fn is_ours(host: &str, bound: SocketAddr) -> bool {
    let port = bound.port();
    let name = host.strip_suffix(&format!(":{port}")).unwrap_or(if port == 80 { host } else { "" });
    name.eq_ignore_ascii_case("localhost")
        || [bound.ip().to_string(), format!("[{}]", bound.ip())].iter().any(|ip| ip == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_names_are_answered() {
        let v4: SocketAddr = "127.0.0.1:7373".parse().expect("an address");
        let v6: SocketAddr = "[::1]:7373".parse().expect("an address");
        for (host, bound, ours) in [
            ("127.0.0.1:7373", v4, true),
            ("localhost:7373", v4, true),
            ("LOCALHOST:7373", v4, true),
            ("[::1]:7373", v6, true),
            ("127.0.0.1", v4, false),
            ("127.0.0.1:80", v4, false),
            ("localhost.example:7373", v4, false),
            ("example.org:7373", v4, false),
            ("", v4, false),
        ] {
            assert_eq!(is_ours(host, bound), ours, "{host}");
        }
    }
}
