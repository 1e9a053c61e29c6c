//! `/healthz`: whether the server answers.

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use crate::server::state::SharedState;
use crate::store::StoreKind;

/// What is running.
#[derive(Debug, Serialize)]
pub(in crate::server) struct Health {
    status: &'static str,
    /// `memory`: nothing is kept when the server stops; or `file`.
    store: &'static str,
}

/// Says that all is well; a load balancer's query is ignored.
pub(in crate::server) async fn show(State(state): State<SharedState>) -> Json<Health> {
    Json(Health {
        status: "ok",
        store: match state.store.kind() {
            StoreKind::Memory => "memory",
            StoreKind::File => "file",
        },
    })
}
