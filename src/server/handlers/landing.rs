//! `/api`: where everything is.

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use crate::server::error::ApiError;
use crate::server::parameters::Parameters;
use crate::server::state::SharedState;

/// The landing page.
#[derive(Debug, Serialize)]
pub(in crate::server) struct Landing {
    title: &'static str,
    description: &'static str,
    version: &'static str,
    documents: usize,
    incidents: usize,
    links: [Link; 7],
}

/// A link in the form of RFC 8288 as OGC API – Features writes it.
#[derive(Debug, Serialize)]
struct Link {
    href: &'static str,
    rel: &'static str,
    r#type: &'static str,
    title: &'static str,
}

const JSON: &str = "application/json";
const GEOJSON: &str = crate::export::geojson::MEDIA_TYPE;

const LINKS: [Link; 7] = [
    link("/api", "self", JSON, "This page"),
    link("/", "alternate", "text/html", "The map"),
    link("/api/collections/incidents/items", "items", GEOJSON, "Incidents"),
    link(
        "/api/collections/places/items",
        "items",
        GEOJSON,
        "Places that the documents name",
    ),
    link("/api/regions", "related", JSON, "Regions that have incidents"),
    link("/api/taxonomy", "related", JSON, "Types of incidents"),
    link("/api/export.geojson", "enclosure", GEOJSON, "Incidents to download"),
];

const fn link(href: &'static str, rel: &'static str, r#type: &'static str, title: &'static str) -> Link {
    Link {
        href,
        rel,
        r#type,
        title,
    }
}

/// Names the parts of the API.
pub(in crate::server) async fn show(
    State(state): State<SharedState>,
    parameters: Parameters,
) -> Result<Json<Landing>, ApiError> {
    parameters.none()?;
    let counts = state.store.counts()?;
    Ok(Json(Landing {
        title: "Dateline",
        description: "Incidents read out of news articles",
        version: env!("CARGO_PKG_VERSION"),
        documents: counts.documents,
        incidents: counts.incidents,
        links: LINKS,
    }))
}
