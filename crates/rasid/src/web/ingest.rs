//! `/ingest`: files are dropped or a feed is named; what becomes of them is watched. The work is done by this program
//! as its own process, as from a terminal: it can be stopped at any moment, and what it did is in the ledger.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use askama::Template;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use rasid_chronicle::{Listed, Run, State as Fate, Tallied};
use tokio::task::block_in_place;

use super::app::{self, App};
use super::article;
use super::ask::Question;
use super::failure::Failure;
use super::session::{self, Signed};
use super::view::{self, Frame};
use crate::lang::Messages;

/// Bytes of all files that are dropped at once, and how many files.
pub(super) const MOST_BYTES: usize = 1 << 30;
const MOST_FILES: usize = 1000;
const LONGEST_NAME: usize = 160;
/// Runs and failures of one page, and lines of what the process says.
const MOST_RUNS: u32 = 8;
const MOST_FAILURES: usize = 100;
const MOST_LINES: usize = 100;

/// The process at work, or the last one.
#[derive(Debug, Default)]
pub(super) struct Work {
    job: Mutex<Option<Job>>,
}

#[derive(Debug)]
struct Job {
    what: String,
    files: usize,
    begun: Instant,
    /// Until it has ended.
    child: Option<Child>,
    /// How it ended, and how long it took.
    ended: Option<(Option<i32>, Duration)>,
    lines: Arc<Mutex<Vec<String>>>,
}

#[derive(Template)]
#[template(path = "ingest.html")]
struct Shown<'a> {
    frame: Frame<'a>,
    job: Option<ShownJob>,
    runs: Vec<(String, Option<String>, u64)>,
    /// State, cause, number.
    tally: Vec<(String, u64)>,
    articles: u64,
    failures: Vec<Failed>,
    can_retry: bool,
}

struct ShownJob {
    what: String,
    running: bool,
    seconds: u64,
    ended: Option<String>,
    lines: Vec<String>,
}

struct Failed {
    place: String,
    detail: String,
    href: Option<String>,
}

/// `GET /ingest`
pub(super) async fn show(State(app): State<Arc<App>>, asked: Question) -> Result<Response, Failure> {
    app::blocking(move || {
        app.with_store(|store| {
            let page = app.page(asked.reader());
            let messages = page.messages();
            let run = |run: Run| {
                let ended = run.ended_at.as_deref().map(|at| page.instant(at));
                (page.instant(&run.started_at), ended, run.entries)
            };
            let mut failures = Vec::new();
            store.each_entry(&[Fate::Failed], |entry| {
                failures.push(failed(&entry));
                failures.len() < MOST_FAILURES
            })?;
            let tally = store.tally()?;
            let told = |one: &Tallied| {
                let state = messages.web.entry_state(one.state);
                if one.cause.is_empty() {
                    state.to_owned()
                } else {
                    format!("{state}{}{}", messages.colon, one.cause)
                }
            };
            let template = Shown {
                frame: Frame::new(&app, &asked, "ingest", messages.web.ingest),
                job: app.work().shown(messages),
                runs: store.runs(MOST_RUNS)?.into_iter().map(run).collect(),
                articles: tally.iter().filter(|one| one.state == Fate::Article).map(|one| one.entries).sum(),
                tally: tally.iter().map(|one| (told(one), one.entries)).collect(),
                can_retry: !failures.is_empty(),
                failures,
            };
            view::answer(&template, &asked)
        })
    })
    .await
}

fn failed(entry: &Listed) -> Failed {
    let name = Path::new(&entry.path)
        .file_name()
        .map_or_else(|| entry.path.clone(), |name| name.to_string_lossy().into_owned());
    Failed {
        place: format!("{name}{}", entry.place),
        detail: entry.detail.clone(),
        href: entry.article.as_deref().map(article::href),
    }
}

/// `POST /ingest`
pub(super) async fn begin(
    State(app): State<Arc<App>>,
    asked: Question,
    mut form: Multipart,
) -> Result<Response, Failure> {
    let unreadable = |_| Failure::question("the form cannot be read, or is too long");
    if app.work().is_running() {
        return Err(busy());
    }
    let mut folder: Option<Inbox> = None;
    let (mut is_ours, mut feed, mut files) = (false, String::new(), Vec::<PathBuf>::new());
    while let Some(mut field) = form.next_field().await.map_err(unreadable)? {
        let name = field.name().unwrap_or_default().to_owned();
        // The mark stands first: nothing is kept before it is seen.
        if name == "mark" {
            session::check_mark(&asked.guest, &field.text().await.map_err(unreadable)?)?;
            app.doors().writes.take()?;
            is_ours = true;
            continue;
        }
        if !is_ours {
            return Err(session::not_ours());
        }
        if name == "feed" {
            field.text().await.map_err(unreadable)?.trim().clone_into(&mut feed);
            continue;
        }
        let file = field.file_name().unwrap_or_default().to_owned();
        if file.is_empty() {
            continue;
        }
        if files.len() == MOST_FILES {
            return Err(Failure::question(format!("more than {MOST_FILES} files")));
        }
        let folder = match &folder {
            Some(folder) => folder,
            None => folder.insert(Inbox::new(app.db())?),
        };
        let path = folder.path.join(format!("{:04}-{}", files.len(), harmless(&file)));
        // Writing holds up no other request: the others on this thread go to another one meanwhile.
        let mut out = block_in_place(|| File::create(&path))?;
        while let Some(piece) = field.chunk().await.map_err(unreadable)? {
            block_in_place(|| out.write_all(&piece))?;
        }
        block_in_place(|| out.sync_all())?;
        files.push(path);
    }
    if !is_ours {
        return Err(session::not_ours());
    }
    let (mut arguments, what): (Vec<String>, String) = if !files.is_empty() {
        let paths = files.iter().map(|path| path.to_string_lossy().into_owned());
        (std::iter::once("ingest".to_owned()).chain(paths).collect(), String::new())
    } else if feed.starts_with("https://") || feed.starts_with("http://") {
        (vec!["watch".to_owned(), "--once".to_owned(), feed.clone()], feed)
    } else {
        return Err(Failure::question("choose a file, or name a feed by its address"));
    };
    arguments.push("--no-progress".to_owned());
    let started = start(&app, &arguments, what, files.len())?;
    if let Some(folder) = &mut folder {
        folder.keeps = true;
    }
    Ok(started)
}

fn busy() -> Failure {
    Failure::of(StatusCode::CONFLICT, "articles are being added already; wait or stop it")
}

/// `POST /ingest/retry`
pub(super) async fn retry(
    State(app): State<Arc<App>>,
    asked: Question,
    _form: Signed,
) -> Result<Response, Failure> {
    let what = app.page(asked.reader()).messages().web.retry.to_owned();
    start(&app, &["retry".to_owned(), "--no-progress".to_owned()], what, 0)
}

/// `POST /ingest/stop`
pub(super) async fn stop(State(app): State<Arc<App>>, _form: Signed) -> Result<Response, Failure> {
    let mut job = app.work().job.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(child) = job.as_mut().and_then(|job| job.child.as_mut()) {
        // The ledger knows what was done: nothing is lost, and the rest is done the next time.
        let _ = child.kill();
    }
    drop(job);
    Ok(Redirect::to("/ingest").into_response())
}

/// Where what is dropped is kept: beside the database, in a folder for each time, so that it can be read again. What comes
/// to no end goes again.
struct Inbox {
    path: PathBuf,
    keeps: bool,
}

impl Inbox {
    fn new(db: &Path) -> Result<Self, Failure> {
        let mut name = db.as_os_str().to_owned();
        name.push(".files");
        let folder = jiff::Timestamp::now().strftime("%Y%m%dT%H%M%S%.6fZ").to_string();
        let path = PathBuf::from(name).join(folder);
        block_in_place(|| fs::create_dir_all(&path))?;
        Ok(Self { path, keeps: false })
    }
}

impl Drop for Inbox {
    fn drop(&mut self) {
        if !self.keeps {
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

/// A name that leads nowhere else: its letters, digits and dots.
fn harmless(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let sound = |c: char| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' };
    let name: String = last.trim_start_matches('.').chars().map(sound).collect();
    // The ending says what is in it; file systems take 255 bytes.
    let from = name.char_indices().map(|(at, _)| at).find(|at| name.len() - at <= LONGEST_NAME).unwrap_or(0);
    name[from..].to_owned()
}

fn start(app: &Arc<App>, arguments: &[String], what: String, files: usize) -> Result<Response, Failure> {
    app.work().look();
    let mut job = app.work().job.lock().unwrap_or_else(PoisonError::into_inner);
    if job.as_ref().is_some_and(|job| job.child.is_some()) {
        return Err(busy());
    }
    let mut child = Command::new(std::env::current_exe()?)
        .args(arguments)
        .args(app.flags())
        .arg("--db")
        .arg(app.db())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    let lines: Arc<Mutex<Vec<String>>> = Arc::default();
    if let Some(said) = child.stderr.take() {
        let lines = Arc::clone(&lines);
        std::thread::spawn(move || {
            for line in BufReader::new(said).split(b'\n').map_while(Result::ok) {
                let mut lines = lines.lock().unwrap_or_else(PoisonError::into_inner);
                if lines.len() == MOST_LINES {
                    lines.remove(0);
                }
                lines.push(String::from_utf8_lossy(&line).into_owned());
            }
        });
    }
    *job = Some(Job { what, files, begun: Instant::now(), child: Some(child), ended: None, lines });
    Ok(Redirect::to("/ingest").into_response())
}

impl Work {
    fn is_running(&self) -> bool {
        self.look();
        let job = self.job.lock().unwrap_or_else(PoisonError::into_inner);
        job.as_ref().is_some_and(|job| job.child.is_some())
    }

    /// Notes the end of the process, if it has come.
    fn look(&self) {
        let mut job = self.job.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(job) = job.as_mut() else { return };
        let Some(child) = &mut job.child else { return };
        if let Ok(Some(status)) = child.try_wait() {
            job.ended = Some((status.code(), job.begun.elapsed()));
            job.child = None;
        }
    }

    fn shown(&self, messages: &Messages) -> Option<ShownJob> {
        let (ended, files_word, colon) = (messages.web.job_ended, messages.web.files, messages.colon);
        self.look();
        let job = self.job.lock().unwrap_or_else(PoisonError::into_inner);
        let job = job.as_ref()?;
        let lines = job.lines.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let seconds = job.ended.map_or_else(|| job.begun.elapsed(), |(_, took)| took).as_secs();
        let code = |code: Option<i32>| code.map_or_else(|| "–".to_owned(), |code| code.to_string());
        let files =
            if job.files > 0 { format!("{files_word}{colon}{}", job.files) } else { job.what.clone() };
        Some(ShownJob {
            what: files,
            running: job.child.is_some(),
            seconds,
            ended: job.ended.map(|(status, _)| ended.with([("code", code(status).into())])),
            lines,
        })
    }

    /// Ends what is at work, with the server.
    pub(super) fn end(&self) {
        self.look();
        let mut job = self.job.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(child) = job.as_mut().and_then(|job| job.child.as_mut()) {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_nowhere_else() {
        for (name, harmless_) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\x\\أخبار 1.jsonl", "أخبار_1.jsonl"),
            (".hidden", "hidden"),
            ("a\u{202e}b.txt", "a_b.txt"),
            ("..", ""),
        ] {
            assert_eq!(harmless(name), harmless_);
        }
        assert!(harmless(&format!("{}.jsonl.gz", "x".repeat(300))).ends_with(".jsonl.gz"));
    }
}
