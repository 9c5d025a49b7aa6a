//! What every request passes: nobody is answered under a foreign name, and every answer says what a browser may do.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::app::App;
use super::failure::Failure;

/// Longest path and question, in bytes.
const LONGEST_URI: usize = 8 << 10;

/// Nothing but our own style and pictures: no script in a page, no frame, no form to elsewhere.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 7] = [
    (header::VARY, "accept-encoding, accept-language, cookie"),
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// Lets a request in, or says why not.
pub(super) async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let mut response = match check(request.headers(), request.uri(), app.bound()) {
        Ok(()) => next.run(request).await,
        Err(failure) => failure.into_response(),
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    response
}

fn check(headers: &HeaderMap, uri: &Uri, bound: SocketAddr) -> Result<(), Failure> {
    if uri.path_and_query().is_some_and(|asked| asked.as_str().len() > LONGEST_URI) {
        return Err(Failure::of(StatusCode::URI_TOO_LONG, "the address is too long"));
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).or(uri.host());
    // A page elsewhere may give its own name the address of this machine: it is not answered.
    if host.is_some_and(|host| is_ours(host, bound)) {
        Ok(())
    } else {
        Err(Failure::of(StatusCode::MISDIRECTED_REQUEST, "this server has another name"))
    }
}

/// Whether a host is a name of this machine, or the address that is listened on.
fn is_ours(host: &str, bound: SocketAddr) -> bool {
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
