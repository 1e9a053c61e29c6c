//! `/api/documents`: an article comes in, is read, and its incidents are on the map.

use std::error::Error;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::document::Document;
use crate::export::wire::warning_text;
use crate::intake::{decode, document_id, find_publication_date, read_json_document};
use crate::pipeline::{Options, analyze};
use crate::server::error::ApiError;
use crate::server::parameters::Parameters;
use crate::server::state::SharedState;
use crate::store::{ReadDocument, StoreError};

/// The largest article taken: 2 MB.
pub(in crate::server) const MAX_BODY_BYTES: usize = 2 * 1024 * 1024;

/// What became of the article.
#[derive(Debug, Serialize)]
struct Added {
    id: String,
    /// Ids of its incidents, in order of first mention.
    incidents: Vec<String>,
    incident_count: usize,
    warnings: Vec<String>,
}

/// An article as it was given.
#[derive(Debug, Serialize)]
pub(in crate::server) struct DocumentProperties {
    id: String,
    title: Option<String>,
    date: Option<String>,
    source: Option<String>,
    url: Option<String>,
    language: Option<String>,
    text: String,
    warnings: Vec<String>,
}

/// Reads an article sent as `text/plain` or as a JSON document, and stores it. The same article again takes the place of the first.
pub(in crate::server) async fn add(
    State(state): State<SharedState>,
    parameters: Parameters,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    parameters.none()?;
    let body = body.map_err(|rejection| refuse_body(&rejection))?;
    let (document, warnings) = read_document(&headers, &body)?;
    if document.text.trim().is_empty() {
        return Err(ApiError::bad_request("the article has no words").about("text"));
    }
    let reading = tokio::task::spawn_blocking(move || store_document(&state, document, warnings));
    let added = reading.await.map_err(|_panicked| ApiError::internal())??;
    let location = format!("/api/collections/documents/items/{}", added.id);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(added)).into_response())
}

/// An article, to read beside the map.
pub(in crate::server) async fn show(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    parameters: Parameters,
) -> Result<Json<DocumentProperties>, ApiError> {
    parameters.none()?;
    let stored = state.store.document(&id)?;
    let stored = stored.ok_or_else(|| ApiError::not_found(format!("there is no document `{id}`")))?;
    let document = stored.document;
    Ok(Json(DocumentProperties {
        id: document.id,
        title: document.title,
        date: document.date.map(|date| date.to_string()),
        source: document.source,
        url: document.url,
        language: document.language,
        text: document.text,
        warnings: stored.reading.warnings,
    }))
}

fn refuse_body(rejection: &BytesRejection) -> ApiError {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::too_large("an article may have 2 MB at most"),
        _ => ApiError::bad_request("the body could not be read to its end"),
    }
}

/// The document of a request's body, with warnings about how it was read. Its id is always a hash of the content.
fn read_document(headers: &HeaderMap, body: &[u8]) -> Result<(Document, Vec<String>), ApiError> {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = media_type.and_then(|value| value.split(';').next()).unwrap_or_default();
    let decoded = decode(body);
    let encoding = decoded.other_encoding;
    let warnings = encoding.map(|encoding| format!("the article is not UTF-8; it was read as {encoding}"));
    let mut document = match essence.trim().to_ascii_lowercase().as_str() {
        "text/plain" => Document {
            text: decoded.text.into_owned(),
            ..Document::default()
        },
        "application/json" => read_json(&decoded.text)?,
        _ => {
            let detail = "send the article as text/plain or application/json";
            return Err(ApiError::unsupported_media_type(detail).about("Content-Type"));
        }
    };
    document.date = document.date.or_else(|| find_publication_date(&document.text));
    document.id = document_id(document.title.as_deref(), document.date, &document.text);
    Ok((document, warnings.into_iter().collect()))
}

fn read_json(body: &str) -> Result<Document, ApiError> {
    let read = read_json_document(body).map_err(|error| {
        let cause = error.source().map(ToString::to_string).unwrap_or_default();
        ApiError::bad_request(format!("the body {error}: {cause}"))
    })?;
    match read.wrong_date {
        None => Ok(read.document),
        Some(value) => {
            let detail = format!("wrong date `{value}`: give it as 2020-03-12");
            Err(ApiError::bad_request(detail).about("date"))
        }
    }
}

fn store_document(state: &SharedState, document: Document, mut warnings: Vec<String>) -> Result<Added, StoreError> {
    let analysis = analyze(&document, &state.gazetteer, &state.lexicon, &Options { explain: true });
    warnings.extend(analysis.warnings.iter().map(|warning| warning_text(warning).to_owned()));
    let id = document.id.clone();
    let inserted = state.store.insert(vec![ReadDocument::new(document, analysis)])?;
    let incidents: Vec<String> = inserted.into_iter().flat_map(|inserted| inserted.incidents).collect();
    Ok(Added {
        id,
        incident_count: incidents.len(),
        incidents,
        warnings,
    })
}
