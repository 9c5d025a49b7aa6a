//! Fetching: http and https, to public addresses alone, as the site asks robots to, and within bounds.

mod guard;
mod robots;

use std::collections::HashMap;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use ureq::http::{Response, Uri};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};

pub use guard::{Cidr, Lookup, SystemLookup};
use guard::{Guard, Refused};
use robots::Robots;

use crate::{MAX_PLAIN_BYTES, http};

/// The name that robots.txt knows us by.
const ROBOT: &str = "rasid";
/// What we say who we are.
const USER_AGENT: &str = concat!("rasid/", env!("CARGO_PKG_VERSION"));
/// Most hops from an address to the page.
const MOST_REDIRECTS: usize = 5;
/// Longest header of an answer, in bytes.
const LONGEST_HEADER: usize = 64 << 10;
/// How long to wait between two calls of one host that does not say.
const DELAY: Duration = Duration::from_secs(2);

/// How to fetch.
#[derive(Clone, Debug)]
pub struct FetchOptions {
    /// Ranges of addresses beside the public ones: an intranet.
    pub allowed: Vec<Cidr>,
    /// Longest time for one page, with all its hops.
    pub timeout: Duration,
    /// Most bytes of one page, unpacked.
    pub most_bytes: u64,
    /// How long to wait between two calls of one host, unless its robots.txt asks for longer.
    pub delay: Duration,
    /// How names are looked up.
    pub lookup: Arc<dyn Lookup>,
}

impl Default for FetchOptions {
    fn default() -> Self {
        Self {
            allowed: Vec::new(),
            timeout: Duration::from_secs(30),
            most_bytes: MAX_PLAIN_BYTES,
            delay: DELAY,
            lookup: Arc::new(SystemLookup),
        }
    }
}

/// What a server answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The address at the end of all hops.
    pub url: String,
    /// The body, unpacked.
    pub body: Vec<u8>,
    /// `charset` of the content type.
    pub charset: Option<String>,
    /// For the next conditional request.
    pub etag: Option<String>,
    /// For the next conditional request.
    pub last_modified: Option<String>,
}

/// Why nothing was fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// It has not changed since the last time.
    #[error("has not changed")]
    NotModified,
    /// The address is none of http or https.
    #[error("is no address of http or https")]
    Scheme,
    /// The address is not on the public network.
    #[error("{0}")]
    Refused(String),
    /// robots.txt asks not to.
    #[error("is closed to robots by the site's robots.txt")]
    Robots,
    /// More hops than are followed.
    #[error("redirects more than {MOST_REDIRECTS} times")]
    Redirects,
    /// Another status than success.
    #[error("answers with status {0}")]
    Status(u16),
    /// A body beyond bounds.
    #[error("is longer than {0} bytes")]
    TooLong(u64),
    /// It took too long.
    #[error("did not answer in time")]
    Timeout,
    /// A body that does not unpack.
    #[error("{0}")]
    Body(String),
    /// No host, no connection, no TLS, half an answer.
    #[error("cannot be fetched: {0}")]
    Io(String),
}

impl FetchError {
    /// In short, the same for all of a kind.
    pub fn cause(&self) -> String {
        match self {
            FetchError::NotModified => "not changed".to_owned(),
            FetchError::Scheme => "no address".to_owned(),
            FetchError::Refused(_) => "address refused".to_owned(),
            FetchError::Robots => "closed to robots".to_owned(),
            FetchError::Redirects => "too many redirects".to_owned(),
            FetchError::Status(status) => format!("status {status}"),
            FetchError::TooLong(_) => "too long".to_owned(),
            FetchError::Timeout => "no answer in time".to_owned(),
            FetchError::Body(_) => "damaged answer".to_owned(),
            FetchError::Io(_) => "cannot be fetched".to_owned(),
        }
    }
}

/// Fetches pages, one at a time, politely.
#[derive(Debug)]
pub struct Fetcher {
    agent: Agent,
    options: FetchOptions,
    hosts: HashMap<String, Host>,
}

/// What is known of a host.
#[derive(Debug)]
struct Host {
    robots: Robots,
    last: Option<Instant>,
}

impl Fetcher {
    /// A fetcher. Nothing is connected to yet.
    pub fn new(options: FetchOptions) -> Self {
        let guard = Guard { allowed: options.allowed.clone().into(), lookup: Arc::clone(&options.lookup) };
        let config = Agent::config_builder()
            .user_agent(USER_AGENT)
            .accept("text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.1")
            .accept_encoding("gzip")
            // Hops are followed here, each through the guard and the site's robots.txt.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            // A proxy would look names up behind the guard's back.
            .proxy(None)
            .max_response_header_size(LONGEST_HEADER)
            .timeout_global(Some(options.timeout))
            .build();
        let agent = Agent::with_parts(config, DefaultConnector::default(), guard);
        Self { agent, options, hosts: HashMap::new() }
    }

    /// Fetches a page. With the marks of the last time, only if it has changed.
    ///
    /// # Errors
    /// Why there is no page.
    pub fn get(
        &mut self,
        url: &str,
        etag: Option<&str>,
        last_modified: Option<&str>,
    ) -> Result<Answer, FetchError> {
        let mut url = url.to_owned();
        for _ in 0..=MOST_REDIRECTS {
            let uri = parse(&url)?;
            self.wait_for(&uri)?;
            let response = self.call(&uri, etag, last_modified)?;
            let status = response.status().as_u16();
            let header = |name: &str| {
                response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
            };
            match status {
                301 | 302 | 303 | 307 | 308 => {
                    let target = header("location").ok_or(FetchError::Status(status))?;
                    url = join(&uri, &target).ok_or(FetchError::Scheme)?;
                }
                304 => return Err(FetchError::NotModified),
                200..=299 => {
                    let (etag, last_modified) = (header("etag"), header("last-modified"));
                    let encoding = header("content-encoding").unwrap_or_default().to_ascii_lowercase();
                    let charset = header("content-type").and_then(|kind| http::charset(&kind));
                    let body = self.body(response, &encoding)?;
                    return Ok(Answer { url, body, charset, etag, last_modified });
                }
                _ => return Err(FetchError::Status(status)),
            }
        }
        Err(FetchError::Redirects)
    }

    /// Posts JSON, through the same guard. One try; hops are not followed.
    ///
    /// # Errors
    /// Why it did not arrive.
    pub fn post(&self, url: &str, json: &str) -> Result<(), FetchError> {
        let uri = parse(url)?;
        let request = self.agent.post(&uri).header("Content-Type", "application/json; charset=utf-8");
        let status = request.send(json).map_err(error)?.status().as_u16();
        if (200..300).contains(&status) { Ok(()) } else { Err(FetchError::Status(status)) }
    }

    fn call(
        &self,
        uri: &Uri,
        etag: Option<&str>,
        last_modified: Option<&str>,
    ) -> Result<Response<Body>, FetchError> {
        let mut request = self.agent.get(uri);
        for (name, value) in [("If-None-Match", etag), ("If-Modified-Since", last_modified)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        request.call().map_err(error)
    }

    fn body(&self, response: Response<Body>, encoding: &str) -> Result<Vec<u8>, FetchError> {
        let most = self.options.most_bytes;
        let body = response.into_body().into_with_config().limit(most + 1).read_to_vec().map_err(error)?;
        if body.len() as u64 > most {
            return Err(FetchError::TooLong(most));
        }
        let body =
            http::unpack(body, encoding, most).map_err(|problem| FetchError::Body(problem.to_string()))?;
        Ok(body)
    }

    /// Asks the site's robots.txt, once, and waits until its host may be called again.
    fn wait_for(&mut self, uri: &Uri) -> Result<(), FetchError> {
        let authority = uri.authority().map(ToString::to_string).unwrap_or_default();
        let key = format!("{}://{authority}", uri.scheme_str().unwrap_or_default());
        if !self.hosts.contains_key(&key) {
            let robots = self.robots(&key)?;
            self.hosts.insert(key.clone(), Host { robots, last: Some(Instant::now()) });
        }
        let delay = self.options.delay;
        let Some(host) = self.hosts.get_mut(&key) else { return Ok(()) };
        if !host.robots.allow(uri.path_and_query().map_or("/", |path| path.as_str())) {
            return Err(FetchError::Robots);
        }
        let delay = host.robots.delay.map_or(delay, |asked| asked.max(delay));
        if let Some(left) = host.last.and_then(|last| delay.checked_sub(last.elapsed())) {
            thread::sleep(left);
        }
        host.last = Some(Instant::now());
        Ok(())
    }

    /// A site without robots.txt is open; one that is in trouble is closed, as the standard has it.
    fn robots(&self, site: &str) -> Result<Robots, FetchError> {
        let mut url = format!("{site}/robots.txt");
        for _ in 0..=MOST_REDIRECTS {
            let uri = parse(&url)?;
            let response = self.call(&uri, None, None)?;
            let status = response.status().as_u16();
            match status {
                301 | 302 | 303 | 307 | 308 => {
                    let target = response.headers().get("location").and_then(|value| value.to_str().ok());
                    let Some(next) = target.and_then(|target| join(&uri, target)) else {
                        return Ok(Robots::default());
                    };
                    url = next;
                }
                200..=299 => {
                    let most = robots::MOST_BYTES as u64;
                    let body =
                        response.into_body().into_with_config().limit(most).lossy_utf8(true).read_to_string();
                    return Ok(body.map_or_else(|_| Robots::default(), |text| Robots::read(&text, ROBOT)));
                }
                500..=599 | 429 => return Ok(Robots::closed()),
                _ => return Ok(Robots::default()),
            }
        }
        Ok(Robots::default())
    }
}

fn error(error: ureq::Error) -> FetchError {
    match error {
        ureq::Error::Io(cause) => match cause.get_ref().and_then(|inner| inner.downcast_ref::<Refused>()) {
            Some(refused) => FetchError::Refused(refused.to_string()),
            None if cause.kind() == std::io::ErrorKind::TimedOut => FetchError::Timeout,
            None => FetchError::Io(cause.to_string()),
        },
        ureq::Error::Timeout(_) => FetchError::Timeout,
        ureq::Error::BodyExceedsLimit(most) => FetchError::TooLong(most.saturating_sub(1)),
        other => FetchError::Io(other.to_string()),
    }
}

/// An address of http or https with a host and without a password.
fn parse(url: &str) -> Result<Uri, FetchError> {
    let encoded: String = url.trim().split('#').next().unwrap_or_default().chars().map(encode).collect();
    let uri: Uri = encoded.parse().map_err(|_| FetchError::Scheme)?;
    let authority = uri.authority().map(|authority| authority.as_str()).unwrap_or_default();
    let sound = matches!(uri.scheme_str(), Some("http" | "https"))
        && uri.host().is_some()
        && !authority.contains('@');
    if sound { Ok(uri) } else { Err(FetchError::Scheme) }
}

/// A letter of an address as requests have it: Arabic paths are written out, and sent in percents.
fn encode(c: char) -> String {
    if c.is_ascii_graphic() {
        return c.to_string();
    }
    let mut bytes = [0; 4];
    c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// The address that `target` means on the page `base`.
fn join(base: &Uri, target: &str) -> Option<String> {
    let target = target.trim();
    let (scheme, authority) = (base.scheme_str()?, base.authority()?.as_str());
    let is_scheme = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    };
    if target.split_once(':').is_some_and(|(name, _)| is_scheme(name)) {
        return Some(target.to_owned());
    }
    if let Some(rest) = target.strip_prefix("//") {
        return Some(format!("{scheme}://{rest}"));
    }
    if target.starts_with('/') {
        return Some(format!("{scheme}://{authority}{target}"));
    }
    let path = base.path();
    if target.starts_with('?') {
        return Some(format!("{scheme}://{authority}{path}{target}"));
    }
    let folder = &path[..=path.rfind('/').unwrap_or(0).min(path.len().saturating_sub(1))];
    Some(format!("{scheme}://{authority}{folder}{target}"))
}

/// An address on the page `base`, in full.
pub(crate) fn absolute(base: &str, target: &str) -> Option<String> {
    let joined = join(&parse(base).ok()?, target)?;
    parse(&joined).ok().map(|_| joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_joined() {
        let base: Uri = "https://example.org/a/b?c".parse().expect("an address");
        for (target, joined) in [
            ("https://other.example/x", "https://other.example/x"),
            ("//other.example/x", "https://other.example/x"),
            ("/x", "https://example.org/x"),
            ("x?y=http://z", "https://example.org/a/x?y=http://z"),
            ("?d", "https://example.org/a/b?d"),
            ("file:///etc/passwd", "file:///etc/passwd"),
            ("mailto:a@b", "mailto:a@b"),
        ] {
            assert_eq!(join(&base, target).as_deref(), Some(joined), "{target}");
        }
    }

    #[test]
    fn only_http_is_fetched() {
        for url in [
            "ftp://example.org/",
            "file:///etc/passwd",
            "javascript:0",
            "https://",
            "",
            "http://a@example.org/",
            "gopher://x",
        ] {
            assert!(matches!(parse(url), Err(FetchError::Scheme)), "{url}");
        }
        assert_eq!(parse("https://example.org/خبر").expect("an address").path(), "/%D8%AE%D8%A8%D8%B1");
    }
}
