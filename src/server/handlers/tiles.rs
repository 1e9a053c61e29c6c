//! `/api/tiles/incidents`: vector tiles for maps, and the TileJSON that says where they are.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::clusters::read_tile;
use crate::layer::MAX_ZOOM;
use crate::layer::mvt::{FIELDS, MEDIA_TYPE, vector_tile};
use crate::server::error::ApiError;
use crate::server::links::Base;
use crate::server::parameters::Parameters;
use crate::server::state::SharedState;

/// The closest zoom that is offered; programs enlarge its tiles.
const CLOSEST_ZOOM: u8 = 16;
const _: () = assert!(CLOSEST_ZOOM <= MAX_ZOOM, "a tile has no name beyond the closest zoom");

/// Where the tiles are ([TileJSON 3.0](https://github.com/mapbox/tilejson-spec/tree/master/3.0.0)); filters are carried on to the tiles.
pub(in crate::server) async fn describe(
    State(state): State<SharedState>,
    base: Base,
    parameters: Parameters,
) -> Result<Json<Value>, ApiError> {
    let (query, []) = parameters.filters_and([], &state.terms())?;
    let view = state.select(&query)?;
    let bounds = view
        .index
        .bbox()
        .map_or([-180.0, -85.051_129, 180.0, 85.051_129], |bbox| {
            [
                bbox.west,
                bbox.south.max(-85.051_129),
                bbox.east,
                bbox.north.min(85.051_129),
            ]
        });
    let fields: Map<String, Value> = FIELDS
        .iter()
        .map(|(name, kind)| ((*name).to_owned(), json!(kind)))
        .collect();
    let same = base.path_with(parameters.pairs());
    let query = same.split_once('?').map(|(_, query)| format!("?{query}"));
    let tiles = base.address(&format!(
        "/api/tiles/incidents/{{z}}/{{x}}/{{y}}.mvt{}",
        query.unwrap_or_default()
    ));
    Ok(Json(json!({
        "tilejson": "3.0.0",
        "name": "Dateline incidents",
        "scheme": "xyz",
        "tiles": [tiles],
        "minzoom": 0,
        "maxzoom": CLOSEST_ZOOM,
        "bounds": bounds,
        "vector_layers": [{"id": "incidents", "description": "Incidents, several near each other as one with their count", "fields": fields}],
    })))
}

/// One tile; 204 where it holds nothing.
pub(in crate::server) async fn show(
    State(state): State<SharedState>,
    Path((zoom, x, y)): Path<(String, String, String)>,
    parameters: Parameters,
) -> Result<Response, ApiError> {
    let y = y.strip_suffix(".mvt").ok_or_else(|| {
        let detail = format!("there is no tile {zoom}/{x}/{y}: addresses of tiles end with .mvt");
        ApiError::not_found(detail)
    })?;
    let tile = read_tile(&zoom, &x, y, CLOSEST_ZOOM)?;
    let (query, []) = parameters.filters_and([], &state.terms())?;
    let view = state.select(&query)?;
    let bytes = vector_tile(&view.index, &view.picked, tile);
    if bytes.is_empty() {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    Ok(([(header::CONTENT_TYPE, MEDIA_TYPE)], bytes).into_response())
}
