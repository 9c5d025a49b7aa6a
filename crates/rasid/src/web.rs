//! The chronicle in a browser: pages that the server makes, which work without a script, on a phone and in print.
//!
//! The way of a request: `guard` lets it in, `router` finds its page, `ask` reads what it asks for, the page's own file
//! asks the store and fills its template (`templates/`), `failure` says what went wrong. Nothing is loaded from elsewhere.

mod api;
mod app;
mod article;
mod ask;
mod audit;
mod chronology;
mod countries;
mod digits;
mod download;
mod encounter;
mod extract;
mod failure;
mod guard;
mod ingest;
mod network;
mod overview;
mod people;
mod picture;
mod review;
mod router;
mod search;
mod session;
mod summary;
mod today;
mod view;

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context, Result};
use axum::body::Body;
use axum::extract::{FromRequestParts, Request};

use crate::settings::Settings;
use crate::stderr;
pub(crate) use session::Reading;

use app::App;
use ask::Question;
use failure::Failure;

/// How long readers have to come to an end.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(3);

/// Threads of each core that ask the store: more of them would only wait for each other, and each has memory of its own.
/// Downloads come on top, which hold a thread as long as their readers are slow.
const ASKING: usize = 2;

/// Serves the database of `settings` until Ctrl-C, to whoever `reading` lets in; `names` are those of a web server in front
/// of it.
///
/// # Errors
/// An address that cannot be listened on; a system that gives no threads.
pub(crate) fn serve(bind: SocketAddr, names: &[String], reading: Reading, settings: &Settings) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(settings.threads)
        .max_blocking_threads(settings.threads * ASKING + app::MOST_DOWNLOADS)
        .enable_all()
        .build()
        .context("cannot start")?;
    runtime.block_on(async {
        let listener =
            tokio::net::TcpListener::bind(bind).await.with_context(|| format!("cannot listen on {bind}"))?;
        let bound = listener.local_addr()?;
        let app = Arc::new(App::new(settings, reading, bound, names));
        tokio::spawn(wake(Arc::clone(&app)));
        stderr::line(&format!("rasid: http://{bound}/"));
        let serving = axum::serve(listener, router::router(Arc::clone(&app))).with_graceful_shutdown(asked());
        // Who is still reading when the user asks to stop has so long.
        let enough = async {
            asked().await;
            app.work().end();
            tokio::time::sleep(PATIENCE).await;
        };
        tokio::select! {
            served = serving.into_future() => served?,
            () = enough => {}
        }
        app.work().end();
        Ok::<(), anyhow::Error>(())
    })?;
    runtime.shutdown_timeout(PATIENCE);
    Ok(())
}

/// Works out who is who and makes the pages that readers begin with, before anybody asks: what they take from the file is in
/// memory then. What goes wrong is told to who asks.
async fn wake(app: Arc<App>) -> std::result::Result<(), Failure> {
    let (mut parts, _) = Request::new(Body::empty()).into_parts();
    let asked = Question::from_request_parts(&mut parts, &app).await?;
    // On a thread of its own: nobody who asks the program to stop waits for it.
    std::thread::spawn(move || {
        app.at_leisure(|store| {
            app.who(store)?;
            for make in [overview::make, today::make, audit::make] {
                let _ = make(&app, &asked, store);
            }
            Ok(())
        })
    });
    Ok(())
}

/// Ends when the user asks to stop.
async fn asked() {
    let mut tick = tokio::time::interval(std::time::Duration::from_millis(200));
    while !crate::interrupt::asked() {
        tick.tick().await;
    }
}
