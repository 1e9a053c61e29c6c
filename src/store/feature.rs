//! Incidents as the bytes that most questions are answered with: one GeoJSON feature each.

use serde::Serialize;

use super::error::StoreError;
use crate::export::wire::IncidentProperties;
use crate::lexicon::Taxonomy;
use crate::record::StoredIncident;

#[derive(Serialize)]
struct Point {
    r#type: &'static str,
    coordinates: [f64; 2],
}

/// The members in the order of [`incident_feature`](crate::export::geojson::incident_feature).
#[derive(Serialize)]
struct Feature<'f> {
    r#type: &'static str,
    geometry: Option<Point>,
    id: &'f str,
    properties: &'f IncidentProperties,
}

/// The feature's JSON, without a line end.
pub(super) fn feature_json(stored: &StoredIncident, taxonomy: &Taxonomy) -> Result<Vec<u8>, StoreError> {
    let properties = IncidentProperties::new(stored, taxonomy);
    let point = properties.longitude.zip(properties.latitude);
    let feature = Feature {
        r#type: "Feature",
        geometry: point.map(|(longitude, latitude)| Point {
            r#type: "Point",
            coordinates: [longitude, latitude],
        }),
        id: &properties.id,
        properties: &properties,
    };
    serde_json::to_vec(&feature).map_err(|source| StoreError::Format {
        id: properties.id.clone(),
        source,
    })
}
