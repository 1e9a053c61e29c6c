//! `/api/export.geojson`: all the incidents asked for as a file to keep.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::export::geojson::MEDIA_TYPE;
use crate::server::error::ApiError;
use crate::server::parameters::Parameters;
use crate::server::state::SharedState;
use crate::store::IncidentQuery;

/// The incidents asked for; all of them, unless a `limit` is given.
pub(in crate::server) async fn geojson(
    State(state): State<SharedState>,
    parameters: Parameters,
) -> Result<Response, ApiError> {
    let query = IncidentQuery::parse(parameters.pairs(), &state.terms())?;
    let found = state.store.find(&query)?;
    let mut body = b"{\"type\":\"FeatureCollection\",\"features\":[".to_vec();
    let mut separator: &[u8] = b"\n";
    state.store.features(&found.columns, &found.rows, &mut |feature| {
        body.extend_from_slice(separator);
        body.extend_from_slice(feature);
        separator = b",\n";
    })?;
    body.extend_from_slice(b"\n]}\n");
    let headers = [
        (header::CONTENT_TYPE, MEDIA_TYPE),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"dateline-incidents.geojson\"",
        ),
    ];
    Ok((headers, body).into_response())
}
