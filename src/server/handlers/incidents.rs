//! `/api/collections/incidents/items`: the incidents, filtered, as GeoJSON.

use axum::extract::{Path, State};
use axum::response::Response;

use super::{feature_answer, features_answer};
use crate::server::error::ApiError;
use crate::server::parameters::Parameters;
use crate::server::state::SharedState;
use crate::store::IncidentQuery;

/// How many incidents come without a `limit`.
const DEFAULT_LIMIT: usize = 100;

/// A page of the incidents asked for, newest first.
pub(in crate::server) async fn list(
    State(state): State<SharedState>,
    parameters: Parameters,
) -> Result<Response, ApiError> {
    let mut query = IncidentQuery::parse(parameters.pairs(), &state.terms())?;
    query.limit.get_or_insert(DEFAULT_LIMIT);
    let found = state.store.find(&query)?;
    features_answer(state.store.as_ref(), &found)
}

/// One incident as a feature.
pub(in crate::server) async fn show(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    parameters: Parameters,
) -> Result<Response, ApiError> {
    parameters.none()?;
    let feature = state.store.feature(&id)?;
    let feature = feature.ok_or_else(|| ApiError::not_found(format!("there is no incident `{id}`")))?;
    Ok(feature_answer(feature))
}
