//! `/api/export.FORMAT`: a layer of all the incidents asked for as a file to keep, sent while it is written.

use std::io::{self, Write};

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::export::format::ExportFormat;
use crate::export::table::Layer;
use crate::server::error::ApiError;
use crate::server::parameters::Parameters;
use crate::server::state::SharedState;
use crate::store::{ExportRequest, IncidentQuery, StoreError, write_export};

/// Bytes that are sent at a time.
const PIECE_BYTES: usize = 64 * 1024;
/// Pieces that wait for a slow client before the store is read on.
const PIECES_AHEAD: usize = 4;

/// A piece of the file; an error breaks the connection off, so that no client takes half a file for the whole.
type Piece = io::Result<Bytes>;

/// Hands what is written to the connection; waits where that is slow, and fails where the client is gone. What was not flushed is dropped
/// with it.
struct Pipe {
    pieces: Sender<Piece>,
    held: Vec<u8>,
}

/// The incidents asked for, their areas, or all places (`layer`); all that match, unless a `limit` is given.
pub(in crate::server) async fn file(
    format: ExportFormat,
    ending: &'static str,
    state: SharedState,
    parameters: Parameters,
) -> Result<Response, ApiError> {
    let layer = read_layer(&parameters)?;
    let filters: Vec<(&str, &str)> = parameters.pairs().filter(|(name, _)| *name != "layer").collect();
    if layer == Layer::Places
        && let Some((name, _)) = filters.first()
    {
        let detail = "filters are for incidents and areas; places are those of all documents";
        return Err(ApiError::bad_request(detail).about(*name));
    }
    let query = IncidentQuery::parse(filters, &state.terms())?;
    let request = ExportRequest { query, layer, format };
    let body = stream(state, request).await?;
    let name = format!("attachment; filename=\"dateline-{}.{ending}\"", layer.definition().name);
    let headers = [
        (header::CONTENT_TYPE, format.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, body).into_response())
}

fn read_layer(parameters: &Parameters) -> Result<Layer, ApiError> {
    let mut named = parameters.pairs().filter(|(name, _)| *name == "layer");
    let Some((_, name)) = named.next() else {
        return Ok(Layer::default());
    };
    if named.next().is_some() {
        return Err(ApiError::bad_request("`layer` is given more than once").about("layer"));
    }
    let known = Layer::NAMES.map(|(name, _)| name).join(", ");
    let wrong = || ApiError::bad_request(format!("there is no layer `{name}`; there are {known}")).about("layer");
    Layer::of_name(name).ok_or_else(wrong)
}

/// Begins to write, and waits for the first piece: what fails before it is told as an error.
async fn stream(state: SharedState, request: ExportRequest) -> Result<Body, ApiError> {
    let (sender, mut pieces) = channel(PIECES_AHEAD);
    let writing = tokio::task::spawn_blocking(move || write(&state, &request, &sender));
    let Some(Ok(first)) = pieces.recv().await else {
        writing.await.map_err(|_panicked| ApiError::internal())??;
        return Ok(Body::empty());
    };
    let first = Some(Ok(first));
    let rest = futures_util::stream::unfold((first, pieces), next_piece);
    // Compression asks once more after the end, which `unfold` answers with a panic.
    Ok(Body::from_stream(rest.fuse()))
}

async fn next_piece(
    (first, mut pieces): (Option<Piece>, Receiver<Piece>),
) -> Option<(Piece, (Option<Piece>, Receiver<Piece>))> {
    let piece = match first {
        Some(piece) => piece,
        None => pieces.recv().await?,
    };
    Some((piece, (None, pieces)))
}

/// A failure is returned and told to the connection.
fn write(state: &SharedState, request: &ExportRequest, sender: &Sender<Piece>) -> Result<(), StoreError> {
    let knowledge = state.knowledge();
    let output = Box::new(Pipe {
        pieces: sender.clone(),
        held: Vec::new(),
    });
    let Err(error) = write_export(state.store.as_ref(), &knowledge, request, output) else {
        return Ok(());
    };
    // A client that went away is told nothing.
    let _ = sender.blocking_send(Err(io::Error::other(error.to_string())));
    Err(error)
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        if PIECE_BYTES <= self.held.len() {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let piece = Bytes::from(std::mem::take(&mut self.held));
        let sent = self.pieces.blocking_send(Ok(piece));
        sent.map_err(|_closed| io::ErrorKind::BrokenPipe.into())
    }
}
