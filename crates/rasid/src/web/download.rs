//! `/chronology.FORMAT`: the encounters that are asked for, in every format that `export` knows, as a stream.

use std::io::{self, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Path, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use http_body::Frame;
use rasid_chronicle::{ExportFormat, Filter, Nodes};
use tokio::runtime::Handle;
use tokio::sync::mpsc::{self, Receiver, Sender};

use super::app::{self, App};
use super::ask::Question;
use super::failure::Failure;
use crate::names::Gazetteer;
use crate::stderr;

/// Bytes that are handed over at once, and how many such pieces may wait for the reader.
const PIECE: usize = 32 << 10;
const WAITING: usize = 4;
/// How long a download waits for its turn.
const TURN: Duration = Duration::from_secs(10);
/// How long a reader may take for a piece.
const PATIENCE: Duration = Duration::from_secs(60);

/// Ending of the address, kind of content, format.
pub(super) const FORMATS: [(&str, &str, ExportFormat); 14] = [
    ("csv", "text/csv; charset=utf-8", ExportFormat::Csv { bom: false }),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ExportFormat::Xlsx),
    ("parquet", "application/vnd.apache.parquet", ExportFormat::Parquet),
    ("ndjson", "application/x-ndjson", ExportFormat::Ndjson),
    ("geojson", "application/geo+json", ExportFormat::GeoJson),
    ("gexf", "application/gexf+xml", ExportFormat::Gexf(Nodes::People)),
    ("ics", "text/calendar; charset=utf-8", ExportFormat::Calendar),
    ("atom", "application/atom+xml", ExportFormat::Atom),
    ("ftm", "application/x-ndjson", ExportFormat::FollowTheMoney),
    ("plover", "application/x-ndjson", ExportFormat::Plover),
    ("annotations", "application/ld+json", ExportFormat::Annotations),
    ("ris", "application/x-research-info-systems", ExportFormat::Ris),
    ("bib", "application/x-bibtex", ExportFormat::Bibtex),
    ("csl.json", "application/vnd.citationstyles.csl+json", ExportFormat::CslJson),
];

pub(super) async fn send(
    State(app): State<Arc<App>>,
    method: Method,
    Path(file): Path<String>,
    asked: Question,
) -> Result<Response, Failure> {
    let found = FORMATS.iter().find(|(ending, ..)| file.strip_prefix("chronology.") == Some(ending));
    let Some((ending, content, format)) = found.copied() else { return Err(Failure::missing()) };
    let lang = asked.lang;
    let asking = Arc::clone(&app);
    let filter = app::blocking(move || asking.with_store(|store| asked.filter(&asking, store))).await?;
    let name = format!("attachment; filename=\"rasid.{ending}\"");
    let headers = [(header::CONTENT_TYPE, content), (header::CONTENT_DISPOSITION, name.as_str())];
    if method == Method::HEAD {
        return Ok(headers.into_response());
    }
    let permit = tokio::time::timeout(TURN, Arc::clone(app.downloads()).acquire_owned());
    let Ok(permit) = permit.await else {
        return Err(Failure::of(
            StatusCode::SERVICE_UNAVAILABLE,
            "too many downloads at a time; wait a little",
        ));
    };
    let permit = permit?;
    let (sender, pieces) = mpsc::channel(WAITING);
    tokio::task::spawn_blocking(move || {
        let _permit = permit;
        let gazetteer = Gazetteer::of(app.lexicon(), lang);
        write(&app, &filter, format, &gazetteer, sender);
    });
    Ok((headers, Body::new(Pieces(pieces))).into_response())
}

/// Writes what was asked for. Where that fails in the middle its end is never sent and the connection is cut, so that
/// nobody takes half of it for the whole.
fn write(
    app: &Arc<App>,
    filter: &Filter,
    format: ExportFormat,
    gazetteer: &Gazetteer,
    sender: Sender<Piece>,
) {
    let mut out = Out { buffer: Vec::with_capacity(PIECE), sender };
    let written = app.at_leisure(|store| {
        store.export(filter, format, gazetteer, &mut out)?;
        out.flush()?;
        Ok(out.send(None)?)
    });
    if written.is_err() && !out.sender.is_closed() {
        stderr::line("rasid: a download broke off");
    }
}

/// Bytes, or the end of what was asked for.
type Piece = Option<Bytes>;

/// The writing end of a download.
struct Out {
    buffer: Vec<u8>,
    sender: Sender<Piece>,
}

impl Out {
    fn send(&self, piece: Piece) -> io::Result<()> {
        match Handle::current().block_on(tokio::time::timeout(PATIENCE, self.sender.send(piece))) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(io::ErrorKind::BrokenPipe.into()),
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        }
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.buffer, Vec::with_capacity(PIECE));
        self.send(Some(piece.into()))
    }
}

/// The reading end, as the body of an answer.
struct Pieces(Receiver<Piece>);

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        self.0.poll_recv(context).map(|piece| match piece {
            Some(piece) => piece.map(|bytes| Ok(Frame::data(bytes))),
            None => Some(Err(io::Error::other("the writer broke off"))),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(pieces: Vec<Piece>) -> Result<Vec<u8>, String> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let (sender, receiver) = mpsc::channel(pieces.len().max(1));
            for piece in pieces {
                sender.send(piece).await.expect("a reader");
            }
            drop(sender);
            let read = axum::body::to_bytes(Body::new(Pieces(receiver)), usize::MAX).await;
            read.map(|bytes| bytes.to_vec()).map_err(|error| error.to_string())
        })
    }

    #[test]
    fn what_has_no_end_is_not_whole() {
        let piece = || Some(Bytes::from_static(b"ab"));
        assert_eq!(body(vec![piece(), piece(), None]).expect("a whole"), b"abab");
        assert!(body(vec![piece(), piece()]).is_err());
        assert!(body(Vec::new()).is_err());
    }
}
