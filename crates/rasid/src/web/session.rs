//! Who asks: a guest, a program with a token, or somebody who signed in; and how often anybody may.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use askama::Template;
use axum::Form;
use axum::extract::{FromRequest, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use rasid_coder::article::sha256_hex;
use serde::Deserialize;

use super::app::{self, App};
use super::ask::{self, Question};
use super::failure::Failure;
use super::view::{self, Frame};
use crate::keys::{self, Keys};

/// `__Host-`: a browser takes it from this host alone, whole and nowhere else.
const COOKIE: &str = "__Host-session";
/// How long somebody stays signed in.
const LASTS: Duration = Duration::from_secs(12 * 3600);
const MOST_SESSIONS: usize = 1000;
/// Longest reason, in characters.
const LONGEST_REASON: usize = 300;
/// Bytes of chance in a session and in what its forms are marked with.
const CHANCE: usize = 32;

/// Who may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Whoever reaches the port.
    Open,
    /// Who has a token or a password.
    ByToken,
}

/// Who asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Guest {
    pub(super) may_read: bool,
    /// Who may write, by the name that decisions bear.
    pub(super) name: Option<String>,
    /// What the forms of this session are marked with.
    pub(super) mark: String,
}

impl Guest {
    pub(super) fn may_write(&self) -> bool {
        self.name.is_some()
    }
}

/// The doors of a server.
#[derive(Debug)]
pub(super) struct Doors {
    reading: Reading,
    path: PathBuf,
    known: Mutex<Option<(SystemTime, u64, Arc<Keys>)>>,
    sessions: Mutex<BTreeMap<String, Session>>,
    /// Guesses of anybody's password, and by name.
    guesses: Bucket,
    guesses_of: Mutex<BTreeMap<String, Bucket>>,
    pub(super) writes: Bucket,
    /// Passwords are dear to check: so many at a time.
    hashing: Arc<tokio::sync::Semaphore>,
}

#[derive(Clone, Debug)]
struct Session {
    name: String,
    /// What tells the password he signed in with from another.
    password: String,
    mark: String,
    until: Instant,
}

impl Doors {
    pub(super) fn new(reading: Reading, path: PathBuf) -> Self {
        Self {
            reading,
            path,
            known: Mutex::default(),
            sessions: Mutex::default(),
            guesses: Bucket::new(60, 2.0),
            guesses_of: Mutex::default(),
            writes: Bucket::new(60, 10.0),
            hashing: Arc::new(tokio::sync::Semaphore::new(2)),
        }
    }

    /// The keys, as the file has them now.
    fn keys(&self) -> Result<Arc<Keys>, Failure> {
        let file = std::fs::metadata(&self.path).and_then(|file| Ok((file.modified()?, file.len())));
        let Ok((changed, length)) = file else { return Ok(Arc::default()) };
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, of, keys)) = known.as_ref()
            && (*at, *of) == (changed, length)
        {
            return Ok(Arc::clone(keys));
        }
        let keys = Arc::new(Keys::read(&self.path)?);
        *known = Some((changed, length, Arc::clone(&keys)));
        Ok(keys)
    }

    /// Who asks, by cookie or token.
    pub(super) fn guest(&self, headers: &HeaderMap) -> Result<Guest, Failure> {
        let open = Guest { may_read: self.reading == Reading::Open, ..Guest::default() };
        let cookies = ask::cookies(headers);
        if let Some((_, id)) = cookies.iter().find(|(name, _)| name == COOKIE) {
            let session = {
                let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
                sessions.retain(|_, session| session.until > Instant::now());
                sessions.get(&sha256_hex(id.as_bytes())).cloned()
            };
            // Who was taken out of the file is out, and whoever has another password now signs in again.
            if let Some(session) = session
                && self.keys()?.print_of(&session.name) == Some(session.password)
            {
                return Ok(Guest { may_read: true, name: Some(session.name.clone()), mark: session.mark });
            }
        }
        let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        if let Some(token) = bearer.and_then(|value| value.strip_prefix("Bearer ")) {
            if self.keys()?.token(token.trim()).is_none() {
                return Err(unknown("the token is none"));
            }
            return Ok(Guest { may_read: true, ..open });
        }
        Ok(open)
    }

    /// Pays for a guess.
    fn guess(&self, name: &str) -> Result<(), Failure> {
        self.guesses.take()?;
        let mut by_name = self.guesses_of.lock().unwrap_or_else(PoisonError::into_inner);
        if by_name.len() >= MOST_SESSIONS {
            by_name.retain(|_, bucket| !bucket.is_full());
        }
        if by_name.len() >= MOST_SESSIONS && !by_name.contains_key(name) {
            return Err(Failure::of(StatusCode::TOO_MANY_REQUESTS, "too often; wait a little"));
        }
        by_name.entry(name.to_owned()).or_insert_with(|| Bucket::new(10, 0.2)).take()
    }

    fn guessed_right(&self, name: &str) {
        self.guesses.give_back();
        let by_name = self.guesses_of.lock().unwrap_or_else(PoisonError::into_inner);
        by_name.get(name).into_iter().for_each(Bucket::give_back);
    }

    /// Begins a session; gives its id.
    fn begin(&self, name: &str) -> Result<String, Failure> {
        let (id, mark) = (keys::chance(CHANCE)?, keys::chance(CHANCE)?);
        let password = self.keys()?.print_of(name).unwrap_or_default();
        let session = Session { name: name.to_owned(), password, mark, until: Instant::now() + LASTS };
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        if sessions.len() >= MOST_SESSIONS {
            // Who signed in longest ago signs in again.
            let oldest = sessions.iter().min_by_key(|(_, session)| session.until).map(|(id, _)| id.clone());
            oldest.and_then(|id| sessions.remove(&id));
        }
        sessions.insert(sha256_hex(id.as_bytes()), session);
        Ok(id)
    }

    fn end(&self, headers: &HeaderMap) {
        let cookies = ask::cookies(headers);
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        for (_, id) in cookies.iter().filter(|(name, _)| name == COOKIE) {
            sessions.remove(&sha256_hex(id.as_bytes()));
        }
    }
}

/// Not known here: 401, with how a program says who it is.
pub(super) fn unknown(detail: &str) -> Failure {
    Failure::of(StatusCode::UNAUTHORIZED, detail)
}

/// So many at once, and then so many a second.
#[derive(Debug)]
pub(super) struct Bucket {
    most: f64,
    a_second: f64,
    level: Mutex<(f64, Instant)>,
}

impl Bucket {
    pub(super) fn new(most: u32, a_second: f64) -> Self {
        Self { most: most.into(), a_second, level: Mutex::new((most.into(), Instant::now())) }
    }

    /// Takes one, or says that there is none.
    pub(super) fn take(&self) -> Result<(), Failure> {
        let mut level = self.level.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let filled = level.0 + now.duration_since(level.1).as_secs_f64() * self.a_second;
        *level = (filled.min(self.most), now);
        if level.0 < 1.0 {
            return Err(Failure::of(StatusCode::TOO_MANY_REQUESTS, "too often; wait a little"));
        }
        level.0 -= 1.0;
        Ok(())
    }

    fn give_back(&self) {
        let mut level = self.level.lock().unwrap_or_else(PoisonError::into_inner);
        level.0 = (level.0 + 1.0).min(self.most);
    }

    fn is_full(&self) -> bool {
        let level = self.level.lock().unwrap_or_else(PoisonError::into_inner);
        level.0 + level.1.elapsed().as_secs_f64() * self.a_second >= self.most
    }
}

/// A form of a session: names and values, once its mark is seen to be the session's.
#[derive(Clone, Debug, Default)]
pub(super) struct Signed(Vec<(String, String)>);

impl Signed {
    /// The value of a field, trimmed; empty where there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value.trim())
    }

    /// Why: a reason, and not more.
    pub(super) fn reason(&self) -> Result<&str, Failure> {
        let reason = self.get("reason");
        if reason.chars().count() > LONGEST_REASON {
            return Err(Failure::question(format!("reason: longer than {LONGEST_REASON} characters")));
        }
        Ok(reason)
    }

    /// All values of a field that may be given several times.
    pub(super) fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(other, _)| other == name).map(|(_, value)| value.trim().to_owned()).collect()
    }
}

impl FromRequest<Arc<App>> for Signed {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Failure> {
        let guest = request.extensions().get::<Guest>().cloned().unwrap_or_default();
        let Form(pairs) = Form::<Vec<(String, String)>>::from_request(request, app)
            .await
            .map_err(|_| Failure::question("the form cannot be read"))?;
        let form = Self(pairs);
        check_mark(&guest, form.get("mark"))?;
        app.doors().writes.take()?;
        Ok(form)
    }
}

/// Whether a form bears the mark of its session: another page cannot know it.
pub(super) fn check_mark(guest: &Guest, mark: &str) -> Result<(), Failure> {
    if guest.mark.is_empty() || guest.mark != mark { Err(not_ours()) } else { Ok(()) }
}

/// A form that bears no mark, or another one.
pub(super) fn not_ours() -> Failure {
    Failure::of(StatusCode::FORBIDDEN, "the form is not of this session; load the page again")
}

#[derive(Template)]
#[template(path = "login.html")]
struct Login<'a> {
    frame: Frame<'a>,
    to: String,
    /// Why it did not work.
    refused: Option<&'static str>,
    nobody: bool,
}

/// Who wants to sign in, and where he wants to go.
#[derive(Deserialize)]
pub(super) struct Asking {
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    to: String,
}

/// `GET /login`
pub(super) async fn ask(State(app): State<Arc<App>>, asked: Question) -> Result<Response, Failure> {
    let to = place(asked.get("to").unwrap_or("/")).to_owned();
    let nobody = app.doors().keys()?.users().next().is_none();
    form(&app, &asked, to, None, nobody)
}

fn form(
    app: &App,
    asked: &Question,
    to: String,
    refused: Option<&'static str>,
    nobody: bool,
) -> Result<Response, Failure> {
    let title = app.page(asked.reader()).messages().web.sign_in;
    view::answer(&Login { frame: Frame::new(app, asked, "login", title), to, refused, nobody }, asked)
}

/// `POST /login`
pub(super) async fn enter(
    State(app): State<Arc<App>>,
    asked: Question,
    Form(asking): Form<Asking>,
) -> Result<Response, Failure> {
    let to = place(&asking.to).to_owned();
    // A guess is paid for before it is looked at, and given back where it was right.
    app.doors().guess(&asking.name)?;
    let keys = app.doors().keys()?;
    let permit = Arc::clone(&app.doors().hashing).acquire_owned().await?;
    let (name, password) = (asking.name.clone(), asking.password.clone());
    let fits = app::blocking(move || {
        // Held as long as the work goes on, whoever goes away meanwhile.
        let _permit = permit;
        Ok(keys.is_password(&name, &password))
    })
    .await?;
    if !fits {
        let refused = app.page(asked.reader()).messages().web.wrong_password;
        let mut answer = form(&app, &asked, to, Some(refused), false)?;
        *answer.status_mut() = StatusCode::UNAUTHORIZED;
        return Ok(answer);
    }
    app.doors().guessed_right(&asking.name);
    let id = app.doors().begin(&asking.name)?;
    let age = LASTS.as_secs();
    let cookie = format!("{COOKIE}={id}; Path=/; Max-Age={age}; Secure; HttpOnly; SameSite=Lax");
    with_cookie(Redirect::to(&to).into_response(), &cookie)
}

/// `POST /logout`
pub(super) async fn leave(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    _form: Signed,
) -> Result<Response, Failure> {
    app.doors().end(&headers);
    let cookie = format!("{COOKIE}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax");
    with_cookie(Redirect::to("/").into_response(), &cookie)
}

fn with_cookie(mut answer: Response, cookie: &str) -> Result<Response, Failure> {
    answer.headers_mut().append(header::SET_COOKIE, HeaderValue::from_str(cookie)?);
    Ok(answer)
}

/// A place on this server; the first page for anything else.
fn place(to: &str) -> &str {
    // Browsers leave out tabs, and take a backslash for a slash.
    let is_ours = to.starts_with('/')
        && !to.starts_with("//")
        && !to.contains(|c: char| c == '\\' || c.is_control() || !c.is_ascii());
    if is_ours { to } else { "/" }
}

/// The guest of a request.
pub(super) fn of(parts: &Parts) -> Guest {
    parts.extensions.get::<Guest>().cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_elsewhere() {
        for (to, place_) in [
            ("/review?x=1", "/review?x=1"),
            ("//evil.example", "/"),
            ("https://evil.example", "/"),
            ("/\\evil", "/"),
            ("", "/"),
        ] {
            assert_eq!(place(to), place_);
        }
    }

    #[test]
    fn a_bucket_is_empty_in_the_end() {
        let bucket = Bucket::new(2, 0.001);
        assert!(bucket.take().is_ok() && bucket.take().is_ok());
        assert!(!bucket.is_full() && bucket.take().is_err());
        bucket.give_back();
        assert!(bucket.take().is_ok());
        let bucket = Bucket::new(1, 1e9);
        assert!((0..100).all(|_| bucket.take().is_ok()));
    }

    #[test]
    fn a_form_has_the_mark_of_its_session() {
        let guest = Guest { mark: "x".to_owned(), ..Guest::default() };
        assert!(check_mark(&guest, "x").is_ok() && check_mark(&guest, "y").is_err());
        assert!(check_mark(&Guest::default(), "").is_err());
    }
}
