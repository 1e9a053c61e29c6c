//! GeoJSON ([RFC 7946](https://www.rfc-editor.org/rfc/rfc7946)): features and feature collections.
//!
//! WGS84 longitude, latitude in degrees, at most 7 decimals, no `crs` member (section 4), `geometry` null where no place is known (section 3.2).
//! A collection is written feature by feature, so that a batch of any size needs the memory of one document.

use std::io::Write;

use ::geojson::feature::Id;
use ::geojson::{Feature, Geometry, JsonValue};
use serde::Serialize;

use super::ExportError;
use super::wire::{IncidentProperties, degrees};
use crate::geography::LonLat;
use crate::lexicon::Taxonomy;
use crate::record::StoredIncident;

/// Media type of GeoJSON.
pub const MEDIA_TYPE: &str = "application/geo+json";

/// One incident as a feature: a point, or no geometry, with every property, and its id as the feature's id.
///
/// # Errors
/// [`ExportError::Format`] where a property is no JSON, which no incident of ours holds.
pub fn incident_feature(stored: &StoredIncident, taxonomy: &Taxonomy) -> Result<Feature, ExportError> {
    let properties = IncidentProperties::new(stored, taxonomy);
    let point = properties.longitude.zip(properties.latitude);
    feature(properties.id.clone(), point, &properties)
}

/// Polygons as a geometry, at most 7 decimals.
pub fn multi_polygon(polygons: &[Vec<Vec<LonLat>>]) -> Geometry {
    let position = |point: &LonLat| [degrees(point.lon), degrees(point.lat)];
    let ring = |ring: &Vec<LonLat>| ring.iter().map(position).collect::<Vec<_>>();
    let polygon = |rings: &Vec<Vec<LonLat>>| rings.iter().map(ring).collect::<Vec<_>>();
    Geometry::new_multi_polygon(polygons.iter().map(polygon).collect::<Vec<_>>())
}

/// A feature with a point, or none, in longitude and latitude.
pub(super) fn feature(
    id: String,
    point: Option<(f64, f64)>,
    properties: &impl Serialize,
) -> Result<Feature, ExportError> {
    let value = serde_json::to_value(properties).map_err(|source| ExportError::Format { id: id.clone(), source })?;
    let properties = match value {
        JsonValue::Object(properties) => Some(properties),
        _ => None,
    };
    Ok(Feature {
        bbox: None,
        geometry: point.map(|(longitude, latitude)| Geometry::new_point([longitude, latitude])),
        id: Some(Id::String(id)),
        properties,
        foreign_members: None,
    })
}

/// Writes a feature collection one feature at a time. [`CollectionWriter::finish`] must be called at the end.
///
/// ```
/// use dateline::export::geojson::CollectionWriter;
/// let mut bytes = Vec::new();
/// CollectionWriter::new(&mut bytes)?.finish()?;
/// assert_eq!(bytes, b"{\"type\":\"FeatureCollection\",\"features\":[\n]}\n");
/// # Ok::<(), dateline::export::ExportError>(())
/// ```
#[derive(Debug)]
pub struct CollectionWriter<W: Write> {
    output: W,
    is_first: bool,
}

impl<W: Write> CollectionWriter<W> {
    /// Begins the collection.
    ///
    /// # Errors
    /// [`ExportError::Write`] where the output takes no more.
    pub fn new(mut output: W) -> Result<Self, ExportError> {
        let head = b"{\"type\":\"FeatureCollection\",\"features\":[\n";
        output.write_all(head).map_err(ExportError::Write)?;
        Ok(CollectionWriter { output, is_first: true })
    }

    /// Adds a feature, one line.
    ///
    /// # Errors
    /// [`ExportError::Write`] where the output takes no more.
    pub fn write(&mut self, feature: &Feature) -> Result<(), ExportError> {
        if !self.is_first {
            self.output.write_all(b",\n").map_err(ExportError::Write)?;
        }
        self.is_first = false;
        write_json(&mut self.output, feature)
    }

    /// Ends the collection and gives the output back.
    ///
    /// # Errors
    /// [`ExportError::Write`] where the output takes no more.
    pub fn finish(mut self) -> Result<W, ExportError> {
        let line_end: &[u8] = if self.is_first { b"]}\n" } else { b"\n]}\n" };
        self.output.write_all(line_end).map_err(ExportError::Write)?;
        Ok(self.output)
    }
}

/// Writes one value as JSON on the current line.
pub(super) fn write_json(output: &mut impl Write, value: &impl Serialize) -> Result<(), ExportError> {
    serde_json::to_writer(output, value).map_err(|error| ExportError::Write(error.into()))
}
