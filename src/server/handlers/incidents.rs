//! `/api/collections/incidents/items`: the incidents, filtered, as GeoJSON.

use axum::extract::{Path, State};
use axum::response::Response;

use super::{collection, geojson_answer};
use crate::export::geojson::incident_feature;
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
    let found = state.store().find(&query);
    let taxonomy = state.lexicon.taxonomy();
    let features = found.incidents.iter().map(|stored| incident_feature(stored, taxonomy));
    let features = features.collect::<Result<_, _>>()?;
    geojson_answer(&collection(features, found.matched))
}

/// One incident as a feature.
pub(in crate::server) async fn show(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    parameters: Parameters,
) -> Result<Response, ApiError> {
    parameters.none()?;
    let stored = state.store().incident(&id);
    let stored = stored.ok_or_else(|| ApiError::not_found(format!("there is no incident `{id}`")))?;
    geojson_answer(&incident_feature(&stored, state.lexicon.taxonomy())?)
}
