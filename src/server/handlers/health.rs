//! `/healthz`: whether the server answers.

use axum::Json;
use serde::Serialize;

/// What is running.
#[derive(Debug, Serialize)]
pub(in crate::server) struct Health {
    status: &'static str,
    /// `memory`: nothing is kept when the server stops.
    store: &'static str,
}

/// Says that all is well; a load balancer's query is ignored.
pub(in crate::server) async fn show() -> Json<Health> {
    Json(Health {
        status: "ok",
        store: "memory",
    })
}
