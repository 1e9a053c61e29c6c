//! The landing page, the conformance declaration, the collections with their schemas.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::fields::{self, Field, feature_schema};
use crate::export::geojson::MEDIA_TYPE as GEOJSON;
use crate::server::error::ApiError;
use crate::server::links::{Base, HTML, JSON, Link, OPENAPI, SCHEMA};
use crate::server::parameters::Parameters;
use crate::server::state::{AppState, SharedState};
use crate::store::CRS84;

/// What is declared, and nothing that is refused.
pub(in crate::server) const CONFORMANCE: [&str; 14] = [
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
    "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
    "http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
];

/// A collection of features.
#[derive(Clone, Copy, Debug)]
pub(in crate::server) struct Collection {
    pub(in crate::server) id: &'static str,
    pub(in crate::server) title: &'static str,
    description: &'static str,
    /// The GeoJSON geometry of its features; `None` where they have none.
    pub(in crate::server) geometry: Option<&'static str>,
    pub(in crate::server) fields: &'static [Field],
    has_filter: bool,
}

/// Every collection.
pub(in crate::server) const COLLECTIONS: [Collection; 4] = [
    Collection {
        id: "incidents",
        title: "Incidents",
        description: "What happened, read out of news articles: one feature for each event",
        geometry: Some("Point"),
        fields: &fields::INCIDENT,
        has_filter: true,
    },
    Collection {
        id: "areas",
        title: "Areas",
        description: "The area within which each incident is believed to lie",
        geometry: Some("MultiPolygon"),
        fields: &fields::AREA,
        has_filter: true,
    },
    Collection {
        id: "places",
        title: "Places",
        description: "Every place that the documents name, with how often",
        geometry: Some("Point"),
        fields: &fields::PLACE,
        has_filter: false,
    },
    Collection {
        id: "documents",
        title: "Documents",
        description: "The articles that were read",
        geometry: None,
        fields: &fields::DOCUMENT,
        has_filter: false,
    },
];

/// The landing page.
pub(in crate::server) async fn landing(
    State(state): State<SharedState>,
    base: Base,
    parameters: Parameters,
) -> Result<Json<Value>, ApiError> {
    parameters.none()?;
    let counts = state.store.counts()?;
    let links = [
        base.link("/api", "self", JSON, "This page"),
        base.link("/api?f=html", "alternate", HTML, "This page to read"),
        base.link(
            "/api/openapi.json",
            "service-desc",
            OPENAPI,
            "What can be asked, as OpenAPI 3.0",
        ),
        base.link(
            "/api/openapi.json?f=html",
            "service-doc",
            HTML,
            "What can be asked, to read",
        ),
        base.link(
            "/api/conformance",
            "conformance",
            JSON,
            "The standards that this follows",
        ),
        base.link("/api/collections", "data", JSON, "Incidents, places and documents"),
        base.link("/api/collections/incidents/items", "items", GEOJSON, "Incidents"),
        base.link(
            "/api/tiles/incidents",
            "tiles",
            JSON,
            "Incidents as vector tiles (TileJSON)",
        ),
        base.link("/api/regions", "related", JSON, "Regions that have incidents"),
        base.link("/api/taxonomy", "related", JSON, "Types of incidents"),
        base.link("/api/export.geojson", "enclosure", GEOJSON, "Incidents to download"),
        base.link("/", "related", HTML, "The map"),
    ];
    Ok(Json(json!({
        "title": "Dateline",
        "description": "Incidents read out of news articles",
        "version": env!("CARGO_PKG_VERSION"),
        "documents": counts.documents,
        "incidents": counts.incidents,
        "links": links,
    })))
}

/// The conformance declaration.
pub(in crate::server) async fn conformance(base: Base, parameters: Parameters) -> Result<Json<Value>, ApiError> {
    parameters.none()?;
    Ok(Json(
        json!({"conformsTo": CONFORMANCE, "links": own_links(&base, JSON)}),
    ))
}

/// All collections.
pub(in crate::server) async fn list(
    State(state): State<SharedState>,
    base: Base,
    parameters: Parameters,
) -> Result<Json<Value>, ApiError> {
    parameters.none()?;
    let extent = extent(&state)?;
    let collections = COLLECTIONS.iter().map(|collection| collection.describe(&base, &extent));
    let collections: Vec<Value> = collections.collect();
    Ok(Json(
        json!({"collections": collections, "links": own_links(&base, JSON)}),
    ))
}

/// One collection.
pub(in crate::server) async fn show(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    base: Base,
    parameters: Parameters,
) -> Result<Json<Value>, ApiError> {
    parameters.none()?;
    let extent = extent(&state)?;
    let mut described = named(&id)?.describe(&base, &extent);
    if let Some(links) = described["links"].as_array_mut() {
        links.extend(own_links(&base, JSON).map(|link| json!(link)));
    }
    Ok(Json(described))
}

/// The JSON Schema of a collection's features.
pub(in crate::server) async fn schema(
    Path(id): Path<String>,
    base: Base,
    parameters: Parameters,
) -> Result<Response, ApiError> {
    parameters.none()?;
    let collection = named(&id)?;
    let schema = feature_schema(
        &base.address(base.path()),
        collection.title,
        collection.geometry,
        collection.fields,
    );
    Ok(schema_answer(&schema))
}

/// What filters of a collection may name.
pub(in crate::server) async fn queryables(
    Path(id): Path<String>,
    base: Base,
    parameters: Parameters,
) -> Result<Response, ApiError> {
    parameters.none()?;
    let collection = named(&id)?;
    if !collection.has_filter {
        return Err(ApiError::not_found(format!("`{id}` cannot be filtered")));
    }
    Ok(schema_answer(&fields::queryables(&base.address(base.path()))))
}

fn schema_answer(schema: &Value) -> Response {
    ([(header::CONTENT_TYPE, SCHEMA)], schema.to_string()).into_response()
}

fn named(id: &str) -> Result<&'static Collection, ApiError> {
    let found = COLLECTIONS.iter().find(|collection| collection.id == id);
    found.ok_or_else(|| ApiError::not_found(format!("there is no collection `{id}`")))
}

/// The answer itself, and the same to read.
fn own_links(base: &Base, media_type: &'static str) -> [Link; 2] {
    let html = format!("{}?f=html", base.path());
    [
        base.link(base.path(), "self", media_type, "This"),
        base.link(&html, "alternate", HTML, "This to read"),
    ]
}

/// The box and the days of all incidents; the whole world and all days where there are none.
fn extent(state: &AppState) -> Result<Value, ApiError> {
    let columns = state.store.columns()?;
    let index = state.index_of(&columns);
    let bbox = index.bbox().map_or([-180.0, -90.0, 180.0, 90.0], |bbox| {
        [bbox.west, bbox.south, bbox.east, bbox.north]
    });
    let moment = |day: jiff::civil::Date, time: &str| format!("{day}T{time}Z");
    let days = index.days();
    let interval = [
        days.map(|(first, _)| moment(first.into(), "00:00:00")),
        days.map(|(_, last)| moment(last.into(), "23:59:59")),
    ];
    Ok(json!({
        "spatial": {"bbox": [bbox], "crs": CRS84},
        "temporal": {"interval": [interval], "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"},
    }))
}

impl Collection {
    fn describe(&self, base: &Base, extent: &Value) -> Value {
        let path = |end: &str| format!("/api/collections/{}{end}", self.id);
        let mut links = vec![
            base.link(&path("/items"), "items", GEOJSON, self.title),
            base.link(&path("/items?f=html"), "items", HTML, format!("{} to read", self.title)),
            base.link(&path("/schema"), "describedby", SCHEMA, "The schema of its features"),
        ];
        if self.has_filter {
            let rel = "http://www.opengis.net/def/rel/ogc/1.0/queryables";
            links.push(base.link(&path("/queryables"), rel, SCHEMA, "What filters may name"));
        }
        json!({
            "id": self.id,
            "title": self.title,
            "description": self.description,
            "itemType": "feature",
            "crs": [CRS84],
            "storageCrs": CRS84,
            "extent": extent,
            "links": links,
        })
    }
}
