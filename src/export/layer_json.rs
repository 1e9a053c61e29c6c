//! Layers as GeoJSON ([RFC 7946](https://www.rfc-editor.org/rfc/rfc7946)) and as GeoJSON text sequences
//! ([RFC 8142](https://www.rfc-editor.org/rfc/rfc8142)), row by row.

use std::io::Write;

use serde_json::{Map, Value as Json, json};

use super::ExportError;
use super::table::{Layer, RowGeometry, TableRow, Value};
use super::wire::degrees;
use super::writer::LayerWriter;
use crate::gazetteer::Polygons;

/// What stands around and between features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Frame {
    Collection,
    Sequence,
}

/// Writes features one after the other.
pub(super) struct JsonWriter<W: Write> {
    output: W,
    layer: Layer,
    frame: Frame,
    is_first: bool,
}

impl<W: Write> JsonWriter<W> {
    /// Begins one feature collection.
    pub(super) fn collection(layer: Layer, mut output: W) -> Result<Self, ExportError> {
        let head = b"{\"type\":\"FeatureCollection\",\"features\":[";
        output.write_all(head).map_err(ExportError::Write)?;
        Ok(JsonWriter {
            output,
            layer,
            frame: Frame::Collection,
            is_first: true,
        })
    }

    /// Begins a sequence of features.
    pub(super) fn sequence(layer: Layer, output: W) -> Self {
        JsonWriter {
            output,
            layer,
            frame: Frame::Sequence,
            is_first: true,
        }
    }

    fn put(&mut self, feature: &[u8]) -> std::io::Result<()> {
        let (before, after): (&[u8], &[u8]) = match (self.frame, self.is_first) {
            (Frame::Collection, true) => (b"\n", b""),
            (Frame::Collection, false) => (b",\n", b""),
            (Frame::Sequence, _) => (b"\x1e", b"\n"),
        };
        self.is_first = false;
        self.output.write_all(before)?;
        self.output.write_all(feature)?;
        self.output.write_all(after)
    }
}

impl<W: Write> LayerWriter for JsonWriter<W> {
    fn write_row(&mut self, row: &TableRow<'_>) -> Result<(), ExportError> {
        self.put(&feature_of(self.layer, row)).map_err(ExportError::Write)
    }

    fn write_feature(&mut self, feature: &[u8]) -> Result<bool, ExportError> {
        self.put(feature).map_err(ExportError::Write)?;
        Ok(true)
    }

    fn finish_layer(mut self: Box<Self>) -> Result<(), ExportError> {
        if self.frame == Frame::Collection {
            self.output.write_all(b"\n]}\n").map_err(ExportError::Write)?;
        }
        self.output.flush().map_err(ExportError::Write)
    }
}

/// A row of the layer as a feature.
pub fn feature_of(layer: Layer, row: &TableRow<'_>) -> Vec<u8> {
    let columns = layer.definition().columns.iter();
    let properties: Map<String, Json> = columns
        .zip(&row.values)
        .map(|(column, value)| (column.name.to_owned(), property(value)))
        .collect();
    let feature = json!({
        "type": "Feature",
        "geometry": geometry(&row.geometry),
        "id": row.id,
        "properties": properties,
    });
    feature.to_string().into_bytes()
}

fn property(value: &Value<'_>) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Text(text) => json!(text),
        Value::Integer(number) => json!(number),
        Value::Real(number) => json!(number),
        Value::Boolean(value) => json!(value),
        Value::Date(day) => json!(day),
    }
}

fn geometry(geometry: &RowGeometry) -> Json {
    match geometry {
        RowGeometry::None => Json::Null,
        RowGeometry::Point(point) => json!({"type": "Point", "coordinates": [degrees(point.lon), degrees(point.lat)]}),
        RowGeometry::Polygons(polygons) => json!({"type": "MultiPolygon", "coordinates": positions(polygons)}),
    }
}

/// Positions with at most seven decimals.
fn positions(polygons: &Polygons) -> Vec<Vec<Vec<[f64; 2]>>> {
    let ring = |ring: &Vec<crate::geography::LonLat>| {
        let corners = ring.iter().map(|corner| [degrees(corner.lon), degrees(corner.lat)]);
        corners.collect()
    };
    let polygon = |rings: &Vec<Vec<_>>| rings.iter().map(ring).collect();
    polygons.iter().map(polygon).collect()
}
