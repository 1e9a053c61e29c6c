//! The table of contents: every address and what answers it.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn_with_state, map_response};
use axum::routing::{delete, get, post};
use tower_http::compression::CompressionLayer;

use super::handlers::{
    clusters, corrections, documents, events, exports, facets, gazetteer, health, incidents, landing, places, reader,
    regions, taxonomy, timeline,
};
use super::state::SharedState;
use super::{assets, error, guard};

/// The whole service, ready to listen or to be asked in a test.
pub fn router(state: SharedState) -> Router {
    Router::new()
        .route("/healthz", get(health::show))
        .route("/api", get(landing::show))
        .route("/api/", get(landing::show))
        .route("/api/collections/incidents/items", get(incidents::list))
        .route("/api/collections/incidents/items/{id}", get(incidents::show))
        .route("/api/collections/places/items", get(places::list))
        .route("/api/collections/documents/items/{id}", get(reader::show))
        .route("/api/collections/documents/items", get(reader::list))
        .route("/api/regions", get(regions::list))
        .route("/api/clusters/{z}/{x}/{y}", get(clusters::show))
        .route("/api/timeline", get(timeline::show))
        .route("/api/facets", get(facets::show))
        .route("/api/places", get(gazetteer::search))
        .route("/api/taxonomy", get(taxonomy::list))
        .route("/api/export.geojson", get(exports::geojson))
        .route("/api/documents", post(documents::add))
        .route("/api/documents/{id}", delete(documents::remove))
        .route("/api/corrections", get(corrections::list).post(corrections::add))
        .route("/api/corrections/export", get(corrections::export))
        .route("/api/corrections/import", post(corrections::import))
        .route("/api/corrections/{id}", delete(corrections::undo))
        .route("/api/events", get(events::listen))
        .fallback(assets::show)
        .method_not_allowed_fallback(error::method_not_allowed)
        .layer(DefaultBodyLimit::max(documents::MAX_BODY_BYTES))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(state.clone(), guard::check_host_and_origin))
        .layer(map_response(guard::add_security_headers))
        .with_state(state)
}
