//! `/healthz`: whether the server answers; `/metrics`: what it counted.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::server::error::ApiError;
use crate::server::state::SharedState;
use crate::store::StoreKind;

/// What is running.
#[derive(Debug, Serialize)]
pub(in crate::server) struct Health {
    status: &'static str,
    /// `memory`: nothing is kept when the server stops; or `file`.
    store: &'static str,
    version: &'static str,
    documents: usize,
    incidents: usize,
    /// An online map that the user chose to lie under the incidents.
    #[serde(skip_serializing_if = "Option::is_none")]
    tiles: Option<Tiles>,
}

#[derive(Debug, Serialize)]
struct Tiles {
    url: String,
    attribution: String,
}

/// Says that all is well; a load balancer's query is ignored.
pub(in crate::server) async fn show(State(state): State<SharedState>) -> Result<Json<Health>, ApiError> {
    let counts = state.store.counts()?;
    Ok(Json(Health {
        status: "ok",
        store: match state.store.kind() {
            StoreKind::Memory => "memory",
            StoreKind::File => "file",
        },
        version: env!("CARGO_PKG_VERSION"),
        documents: counts.documents,
        incidents: counts.incidents,
        tiles: state.tiles.as_ref().map(|tiles| Tiles {
            url: tiles.address().to_owned(),
            attribution: tiles.attribution().to_owned(),
        }),
    }))
}

/// Counts of requests and of what is stored, as Prometheus reads them.
pub(in crate::server) async fn metrics(State(state): State<SharedState>) -> Result<Response, ApiError> {
    let counts = state.store.counts()?;
    let text = state.measures.text(counts.documents, counts.incidents);
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response())
}
