//! What `serve` answers, over HTTP.

mod api;
mod doors;
mod hostile;
mod ingest;
mod pages;
mod review;
mod server;
