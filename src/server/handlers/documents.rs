//! `/api/documents`: articles come in, are read, and their incidents are on the map; `/api/collections/documents` lists them.

use std::error::Error;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::blocking;
use crate::document::Document;
use crate::export::wire::warning_text;
use crate::intake::{decode, document_id, find_publication_date, read_json_document};
use crate::pipeline::{Options, analyze};
use crate::server::error::ApiError;
use crate::server::parameters::Parameters;
use crate::server::state::SharedState;
use crate::store::{Inserted, ReadDocument, StoreError};

/// The largest article taken: 2 MB.
const MOST_ARTICLE_BYTES: usize = 2 * 1024 * 1024;
/// The largest body taken, of many articles as JSON lines or of corrections: 8 MB.
pub(in crate::server) const MAX_BODY_BYTES: usize = 8 * 1024 * 1024;
/// The longest identifier, bytes.
const MOST_ID_BYTES: usize = 200;

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

/// A line that is no article.
#[derive(Debug, Serialize)]
struct LineError {
    /// Counted from 1.
    line: usize,
    detail: String,
}

/// An article with warnings about how it was read.
type Warned = (Document, Vec<String>);

/// Reads the articles sent as `text/plain`, `text/markdown`, `application/json` or `application/x-ndjson`, and stores them. The same article
/// again takes the place of the first. Of many, those that cannot be read are told by their lines and the others are kept.
pub(in crate::server) async fn add(
    State(state): State<SharedState>,
    parameters: Parameters,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    parameters.none()?;
    let body = body.map_err(|rejection| refuse_body(&rejection))?;
    let (documents, errors, is_single) = read_body(&headers, &body)?;
    let mut added = blocking(move || store_documents(&state, documents)).await??;
    added.errors = errors;
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
    parameters.none()?;
    let wanted = id.clone();
    let was_there = blocking(move || state.store.remove_document(&wanted)).await??;
    let missing = || ApiError::not_found(format!("there is no document `{id}`"));
    was_there.then_some(StatusCode::NO_CONTENT).ok_or_else(missing)
}

fn refuse_body(rejection: &BytesRejection) -> ApiError {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::too_large("a body may have 8 MB at most, an article 2 MB"),
        _ => ApiError::bad_request("the body could not be read to its end"),
    }
}

/// The articles of a request, the lines that are none, and whether it can hold one article only.
fn read_body(headers: &HeaderMap, body: &[u8]) -> Result<(Vec<Warned>, Vec<LineError>, bool), ApiError> {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = media_type.and_then(|value| value.split(';').next()).unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    let is_lines = matches!(
        essence.as_str(),
        "application/x-ndjson" | "application/jsonl" | "application/x-jsonlines"
    );
    if !is_lines && MOST_ARTICLE_BYTES < body.len() {
        return Err(ApiError::too_large("an article may have 2 MB at most"));
    }
    let decoded = decode(body);
    let encoding = decoded.other_encoding;
    let warnings = encoding.map(|encoding| format!("the article is not UTF-8; it was read as {encoding}"));
    let warnings: Vec<String> = warnings.into_iter().collect();
    if is_lines {
        let (documents, errors) = read_lines(&decoded.text, &warnings);
        return Ok((documents, errors, false));
    }
    let document = match essence.as_str() {
        "text/plain" | "text/markdown" => settled(Document {
            text: decoded.text.into_owned(),
            ..Document::default()
        })?,
        "application/json" => read_json(&decoded.text)?,
        _ => {
            let detail = "send articles as text/plain, text/markdown, application/json or application/x-ndjson";
            return Err(ApiError::unsupported_media_type(detail).about("Content-Type"));
        }
    };
    Ok((vec![(document, warnings)], Vec::new(), true))
}

fn read_lines(body: &str, warnings: &[String]) -> (Vec<Warned>, Vec<LineError>) {
    let (mut documents, mut errors) = (Vec::new(), Vec::new());
    let lines = (1..).zip(body.lines()).filter(|(_, line)| !line.trim().is_empty());
    for (line, json) in lines {
        match read_json(json) {
            Ok(document) => documents.push((document, warnings.to_vec())),
            Err(error) => errors.push(LineError {
                line,
                detail: error.detail().to_owned(),
            }),
        }
    }
    (documents, errors)
}

fn read_json(body: &str) -> Result<Document, ApiError> {
    let read = read_json_document(body).map_err(|error| {
        let cause = error.source().map(ToString::to_string).unwrap_or_default();
        ApiError::bad_request(format!("the body {error}: {cause}"))
    })?;
    match read.wrong_date {
        None => settled(read.document),
        Some(value) => {
            let detail = format!("wrong date `{value}`: give it as 2020-03-12");
            Err(ApiError::bad_request(detail).about("date"))
        }
    }
}

/// The document with the day that its first lines state where it came without one, and with an identifier.
fn settled(mut document: Document) -> Result<Document, ApiError> {
    if document.text.trim().is_empty() {
        return Err(ApiError::bad_request("the article has no words").about("text"));
    }
    if MOST_ID_BYTES < document.id.len() || document.id.chars().any(char::is_control) {
        let detail = format!("an identifier may have {MOST_ID_BYTES} bytes at most and no control characters");
        return Err(ApiError::bad_request(detail).about("id"));
    }
    document.date = document.date.or_else(|| find_publication_date(&document.text));
    if document.id.trim().is_empty() {
        document.id = document_id(document.title.as_deref(), document.date, &document.text);
    }
    Ok(document)
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
