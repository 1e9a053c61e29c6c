//! One file for each kind of thing that can be asked for; each holds its answers' shapes.

pub(super) mod body;
pub(super) mod clusters;
pub(super) mod corrections;
pub(super) mod documents;
pub(super) mod events;
pub(super) mod exports;
pub(super) mod facets;
pub(super) mod gazetteer;
pub(super) mod health;
pub(super) mod incidents;
pub(super) mod areas;
pub(super) mod reader;
pub(super) mod places;
pub(super) mod regions;
pub(super) mod taxonomy;
pub(super) mod tiles;
pub(super) mod timeline;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::error::ApiError;
use super::parameters::Parameters;
use crate::export::geojson::MEDIA_TYPE;
use crate::store::StoreError;

/// An answer in GeoJSON.
fn geojson_answer(body: &impl serde::Serialize) -> Result<Response, ApiError> {
    let body = serde_json::to_vec(body).map_err(|_never_for_our_types| ApiError::internal())?;
    Ok(([(header::CONTENT_TYPE, MEDIA_TYPE)], body).into_response())
}

/// An answer of one feature that a store gave.
fn feature_answer(feature: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, MEDIA_TYPE)], feature).into_response()
}

/// Takes something out of the store; 404 where it was not there.
async fn delete(
    parameters: Parameters,
    what: &str,
    id: String,
    take_out: impl FnOnce(&str) -> Result<bool, StoreError> + Send + 'static,
) -> Result<StatusCode, ApiError> {
    parameters.none()?;
    let missing = ApiError::not_found(format!("there is no {what} `{id}`"));
    let was_there = blocking(move || take_out(&id)).await??;
    was_there.then_some(StatusCode::NO_CONTENT).ok_or(missing)
}

/// Runs what waits for the store or takes long beside the threads that answer.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, ApiError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_panicked| ApiError::internal())
}
