//! `/api/export.geojson`: all the incidents asked for as a file to keep.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::export::geojson::{CollectionWriter, MEDIA_TYPE, incident_feature};
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
    let found = state.store().find(&query);
    let mut writer = CollectionWriter::new(Vec::new())?;
    for stored in &found.incidents {
        writer.write(&incident_feature(stored, state.lexicon.taxonomy())?)?;
    }
    let headers = [
        (header::CONTENT_TYPE, MEDIA_TYPE),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"dateline-incidents.geojson\"",
        ),
    ];
    Ok((headers, writer.finish()?).into_response())
}
