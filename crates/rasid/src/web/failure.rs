//! What went wrong, as RFC 9457 has it.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use rasid_chronicle::StoreError;
use serde::Serialize;

use super::app::App;
use super::ask::Question;
use super::view::Frame;

use crate::stderr;

/// Why there is no page.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    status: StatusCode,
    detail: String,
}

/// `application/problem+json`.
#[derive(Serialize)]
struct Problem<'p> {
    status: u16,
    title: &'p str,
    detail: &'p str,
}

impl Failure {
    pub(super) fn of(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into() }
    }

    /// What was asked for cannot be understood.
    pub(super) fn question(detail: impl Into<String>) -> Self {
        Self::of(StatusCode::BAD_REQUEST, detail)
    }

    /// What was asked for is no longer as it was when it was asked for.
    pub(super) fn changed(detail: impl Into<String>) -> Self {
        Self::of(StatusCode::CONFLICT, detail)
    }

    /// Whether what was asked is wrong, and not what answers.
    pub(super) fn is_of_the_question(&self) -> bool {
        self.status.is_client_error()
    }

    pub(super) fn missing() -> Self {
        Self::of(StatusCode::NOT_FOUND, "there is nothing here")
    }
}

/// What the store or a template reports is for the log alone: one line.
impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        let error = error.into();
        let store = error.chain().find_map(|cause| cause.downcast_ref::<StoreError>());
        if store.is_some_and(StoreError::is_given_up) {
            return Self::of(StatusCode::GATEWAY_TIMEOUT, "this takes too long: ask for less");
        }
        stderr::line(&format!("rasid: {error:#}"));
        let detail =
            if store.is_some() { "the database cannot be read" } else { "the page could not be made" };
        Self::of(StatusCode::INTERNAL_SERVER_ERROR, detail)
    }
}

impl Failure {
    /// The same as a page, for people.
    pub(super) fn page(&self, app: &App, asked: &Question) -> Response {
        let title = format!("{} {}", self.status.as_u16(), self.status.canonical_reason().unwrap_or("Error"));
        let page = Shown { frame: Frame::new(app, asked, "", &title), detail: &self.detail };
        let mut answer = match page.render() {
            Ok(page) => Html(page).into_response(),
            Err(_) => return self.clone().into_response(),
        };
        *answer.status_mut() = self.status;
        answer
    }
}

#[derive(Template)]
#[template(path = "failure.html")]
struct Shown<'a> {
    frame: Frame<'a>,
    detail: &'a str,
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let problem = Problem {
            status: self.status.as_u16(),
            title: self.status.canonical_reason().unwrap_or("Error"),
            detail: &self.detail,
        };
        let body = serde_json::to_string(&problem).unwrap_or_default();
        let mut answer =
            (self.status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response();
        let headers = answer.headers_mut();
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if self.status == StatusCode::TOO_MANY_REQUESTS {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        // The guard shows people a page instead.
        answer.extensions_mut().insert(self);
        answer
    }
}
