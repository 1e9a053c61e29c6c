//! `/api/documents`: articles come in, are read, and their incidents are on the map; `/api/collections/documents` lists them.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::body::{LineError, Warned, read_body};
use super::{blocking, delete};
use crate::export::wire::warning_text;
use crate::pipeline::{Options, analyze};
use crate::server::error::ApiError;
use crate::server::parameters::Parameters;
use crate::server::state::SharedState;
use crate::store::{Inserted, ReadDocument, StoreError};

/// What became of a request's articles.
#[derive(Debug, Default, Serialize)]
struct Added {
    /// Of a single article, the same as in `documents`.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    single: Option<AddedDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    incident_count: Option<usize>,
    documents: Vec<AddedDocument>,
    errors: Vec<LineError>,
}

/// What became of one article.
#[derive(Clone, Debug, Serialize)]
struct AddedDocument {
    id: String,
    /// Ids of its incidents, in order of first mention.
    incidents: Vec<String>,
    warnings: Vec<String>,
    /// Whether an older version was there.
    replaced: bool,
}

/// Reads the articles sent as `text/plain`, `text/markdown`, `text/html`, `application/json` or `application/x-ndjson`, plain or compressed, and
/// stores them. The same article again takes the place of the first. Of many, those that cannot be read are told by their lines and the others are kept.
pub(in crate::server) async fn add(
    State(state): State<SharedState>,
    parameters: Parameters,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    parameters.none()?;
    let body = body.map_err(|rejection| refuse_body(&rejection))?;
    let (mut added, is_single) = blocking(move || {
        let read = read_body(&headers, &body)?;
        let mut added = store_documents(&state, read.documents)?;
        added.errors = read.errors;
        Ok::<_, ApiError>((added, read.is_single))
    })
    .await??;
    if is_single && let [only] = added.documents.as_slice() {
        added.incident_count = Some(only.incidents.len());
        added.single = Some(only.clone());
    }
    let id = added
        .documents
        .first()
        .map(|first| crate::server::links::encoded(&first.id));
    let location = format!("/api/collections/documents/items/{}", id.unwrap_or_default());
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(added)).into_response())
}

/// Takes an article out, with what only it told.
pub(in crate::server) async fn remove(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    parameters: Parameters,
) -> Result<StatusCode, ApiError> {
    delete(parameters, "document", id, move |id| state.store.remove_document(id)).await
}

fn refuse_body(rejection: &BytesRejection) -> ApiError {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::too_large("a body may have 8 MB at most, an article 2 MB"),
        _ => ApiError::bad_request("the body could not be read to its end"),
    }
}

fn store_documents(state: &SharedState, documents: Vec<Warned>) -> Result<Added, StoreError> {
    let (mut read, mut warned) = (Vec::new(), Vec::new());
    for (document, mut warnings) in documents {
        let analysis = analyze(&document, &state.gazetteer, &state.lexicon, &Options { explain: true });
        warnings.extend(analysis.warnings.iter().map(|warning| warning_text(warning).to_owned()));
        warned.push(warnings);
        read.push(ReadDocument::new(document, analysis));
    }
    let inserted = state.store.insert(read)?.into_iter().zip(warned);
    let documents = inserted.map(|(inserted, warnings)| {
        let Inserted {
            document,
            incidents,
            replaced,
        } = inserted;
        AddedDocument {
            id: document,
            incidents,
            warnings,
            replaced,
        }
    });
    Ok(Added {
        documents: documents.collect(),
        ..Added::default()
    })
}
