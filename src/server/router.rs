//! The table of contents: every address and what answers it.

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{delete, get, post};
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate, SizeAbove};

use super::answers::WORTH_COMPRESSING;
use super::handlers::{
    areas, body, clusters, corrections, documents, events, exports, facets, gazetteer, health, incidents, places,
    reader, regions, taxonomy, tiles, timeline,
};
use super::ogc::{collections, html, openapi};
use super::parameters::Parameters;
use super::state::SharedState;
use super::{assets, error, guard, remember};
use crate::export::format::ExportFormat;

/// The whole service, ready to listen or to be asked in a test.
pub fn router(state: SharedState) -> Router {
    let read = features()
        .route_layer(from_fn_with_state(state.clone(), remember::keep))
        .route_layer(from_fn(html::choose))
        .merge(layers().route_layer(from_fn_with_state(state.clone(), remember::keep)))
        .route_layer(from_fn_with_state(state.clone(), remember::tag));
    read.merge(changes())
        .route("/healthz", get(health::show))
        .route("/metrics", get(health::metrics))
        .route("/api/places", get(gazetteer::search))
        .route("/api/taxonomy", get(taxonomy::list))
        .route("/api/events", get(events::listen))
        .merge(export_files())
        .fallback(assets::show)
        .method_not_allowed_fallback(error::method_not_allowed)
        .layer(DefaultBodyLimit::max(body::MAX_BODY_BYTES))
        .layer(CompressionLayer::new().compress_when(worth_compressing()))
        .layer(from_fn_with_state(state.clone(), guard::check_token))
        .layer(from_fn_with_state(state.clone(), guard::check_host_and_origin))
        .layer(from_fn_with_state(state.clone(), guard::allow_origins))
        .layer(from_fn_with_state(state.clone(), guard::add_security_headers))
        .layer(from_fn_with_state(state.clone(), guard::measure))
        .with_state(state)
}

/// What is compressed on its way out: no pictures, no events, and nothing so small that it fits into one packet of the network anyway.
fn worth_compressing() -> impl Predicate {
    DefaultPredicate::new().and(SizeAbove::new(WORTH_COMPRESSING as u64))
}

/// OGC API – Features, each answer as JSON or as a page to read.
fn features() -> Router<SharedState> {
    Router::new()
        .route("/api", get(collections::landing))
        .route("/api/", get(collections::landing))
        .route("/api/openapi.json", get(openapi::show))
        .route("/api/tiles/incidents", get(tiles::describe))
        .route("/api/conformance", get(collections::conformance))
        .route("/api/collections", get(collections::list))
        .route("/api/collections/{collection}", get(collections::show))
        .route("/api/collections/{collection}/schema", get(collections::schema))
        .route("/api/collections/{collection}/queryables", get(collections::queryables))
        .route("/api/collections/incidents/items", get(incidents::list))
        .route("/api/collections/incidents/items/{id}", get(incidents::show))
        .route("/api/collections/areas/items", get(areas::list))
        .route("/api/collections/areas/items/{id}", get(areas::show))
        .route("/api/collections/places/items", get(places::list))
        .route("/api/collections/places/items/{id}", get(places::show))
        .route("/api/collections/documents/items", get(reader::list))
        .route("/api/collections/documents/items/{id}", get(reader::show))
}

/// What maps, timelines and filters are drawn from.
fn layers() -> Router<SharedState> {
    Router::new()
        .route("/api/clusters/{z}/{x}/{y}", get(clusters::show))
        .route("/api/tiles/incidents/{z}/{x}/{y}", get(tiles::show))
        .route("/api/timeline", get(timeline::show))
        .route("/api/facets", get(facets::show))
        .route("/api/regions", get(regions::list))
}

/// A file of each format.
fn export_files() -> Router<SharedState> {
    ExportFormat::NAMES
        .into_iter()
        .fold(Router::new(), |router, (ending, format)| {
            let answer = move |State(state): State<SharedState>, parameters: Parameters| {
                exports::file(format, ending, state, parameters)
            };
            router.route(&format!("/api/export.{ending}"), get(answer))
        })
}

/// What changes the data.
fn changes() -> Router<SharedState> {
    Router::new()
        .route("/api/documents", post(documents::add))
        .route("/api/documents/{id}", delete(documents::remove))
        .route("/api/corrections", get(corrections::list).post(corrections::add))
        .route("/api/corrections/export", get(corrections::export))
        .route("/api/corrections/import", post(corrections::import))
        .route("/api/corrections/{id}", delete(corrections::undo))
}
