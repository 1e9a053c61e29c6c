//! `/api/collections/places/items`: every place that the documents name, with its count.

use axum::extract::State;
use axum::response::Response;

use super::{collection, geojson_answer};
use crate::export::places::PlaceCounts;
use crate::server::error::ApiError;
use crate::server::parameters::Parameters;
use crate::server::state::SharedState;

/// All places, most named first.
pub(in crate::server) async fn list(
    State(state): State<SharedState>,
    parameters: Parameters,
) -> Result<Response, ApiError> {
    parameters.none()?;
    let mut counts = PlaceCounts::default();
    for count in state.store.places()? {
        counts.add_counted(count.place, count.mentions, count.documents);
    }
    let features = counts.features(state.gazetteer.as_ref())?;
    let matched = features.len();
    geojson_answer(&collection(features, matched))
}
