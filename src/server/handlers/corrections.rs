//! `/api/corrections`: what a person says is right; kept apart from what was read, and undone one by one.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::{blocking, delete};
use crate::server::error::ApiError;
use crate::server::parameters::Parameters;
use crate::server::state::SharedState;
use crate::store::{Correction, NewCorrection};

/// All corrections, in the order of making; the same is a file to keep and to import elsewhere.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::server) struct Corrections {
    corrections: Vec<Correction>,
}

/// What became of an import.
#[derive(Debug, Serialize)]
struct Imported {
    /// New ones.
    added: usize,
    /// Those that were here already.
    known: usize,
}

/// All of them.
pub(in crate::server) async fn list(
    State(state): State<SharedState>,
    parameters: Parameters,
) -> Result<Json<Corrections>, ApiError> {
    parameters.none()?;
    let corrections = state.store.corrections()?;
    Ok(Json(Corrections { corrections }))
}

/// All of them, as a file.
pub(in crate::server) async fn export(
    State(state): State<SharedState>,
    parameters: Parameters,
) -> Result<Response, ApiError> {
    parameters.none()?;
    let corrections = state.store.corrections()?;
    let name = "attachment; filename=\"dateline-corrections.json\"";
    Ok(([(header::CONTENT_DISPOSITION, name)], Json(Corrections { corrections })).into_response())
}

/// Makes one.
pub(in crate::server) async fn add(
    State(state): State<SharedState>,
    parameters: Parameters,
    body: Result<Json<NewCorrection>, JsonRejection>,
) -> Result<Response, ApiError> {
    parameters.none()?;
    let Json(new) = body.map_err(|rejection| refuse(&rejection))?;
    let made = blocking(move || state.store.correct(new)).await??;
    let address = format!("/api/corrections/{}", made.id);
    Ok((StatusCode::CREATED, [(header::LOCATION, address)], Json(made)).into_response())
}

/// Takes one back.
pub(in crate::server) async fn undo(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    parameters: Parameters,
) -> Result<StatusCode, ApiError> {
    delete(parameters, "correction", id, move |id| state.store.undo(id)).await
}

/// Adds those of an exported file; known ones are left as they are.
pub(in crate::server) async fn import(
    State(state): State<SharedState>,
    parameters: Parameters,
    body: Result<Json<Corrections>, JsonRejection>,
) -> Result<Response, ApiError> {
    parameters.none()?;
    let Json(file) = body.map_err(|rejection| refuse(&rejection))?;
    let counts = blocking(move || state.store.import_corrections(file.corrections)).await??;
    let imported = Imported {
        added: counts.added,
        known: counts.known,
    };
    Ok(Json(imported).into_response())
}

fn refuse(rejection: &JsonRejection) -> ApiError {
    match rejection {
        JsonRejection::MissingJsonContentType(_) => {
            ApiError::unsupported_media_type("send a correction as application/json").about("Content-Type")
        }
        _ if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            ApiError::too_large("corrections may have 10 MB at most")
        }
        _ => ApiError::bad_request(rejection.body_text()),
    }
}
