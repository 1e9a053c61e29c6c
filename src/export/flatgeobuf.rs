//! FlatGeobuf 3 ([flatgeobuf.org](https://flatgeobuf.org)): one layer with a spatial index, Hilbert-sorted.
//!
//! Incidents without a place are there as empty points, which no box finds. The rows wait in a temporary file until the index is known; in memory
//! is its leaf of 40 bytes for each.

use std::io::{self, Write};

use ::flatgeobuf::geozero::error::GeozeroError;
use ::flatgeobuf::geozero::{ColumnValue, GeomProcessor, GeozeroGeometry, PropertyProcessor};
use ::flatgeobuf::{ColumnType as FgbType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};

use super::ExportError;
use super::table::{Layer, RowGeometry, TableRow, Value};
use super::writer::LayerWriter;
use crate::geopackage::geometry::SRS_ID;
use crate::geopackage::schema::ColumnType;

/// Media type in use for FlatGeobuf.
pub(super) const MEDIA_TYPE: &str = "application/vnd.flatgeobuf";

/// Collects rows, and sends them in the order of the index at the end.
pub(super) struct FlatGeobufWriter<'w, W: Write> {
    output: W,
    layer: Layer,
    file: FgbWriter<'w>,
    is_empty: bool,
}

impl<W: Write> FlatGeobufWriter<'_, W> {
    /// Begins the file.
    pub(super) fn new(layer: Layer, output: W) -> Result<Self, ExportError> {
        Ok(FlatGeobufWriter {
            output,
            layer,
            file: begin(layer, Index::Packed)?,
            is_empty: true,
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Index {
    Packed,
    None,
}

fn begin<'w>(layer: Layer, index: Index) -> Result<FgbWriter<'w>, ExportError> {
    let definition = layer.definition();
    let kind = match layer {
        Layer::Incidents | Layer::Places => GeometryType::Point,
        Layer::Areas => GeometryType::MultiPolygon,
    };
    let options = FgbWriterOptions {
        write_index: index == Index::Packed,
        description: Some(definition.description),
        crs: FgbCrs {
            org: Some("EPSG"),
            code: SRS_ID,
            ..FgbCrs::default()
        },
        detect_type: false,
        ..FgbWriterOptions::default()
    };
    let mut file = FgbWriter::create_with_options(definition.name, kind, options).map_err(failed)?;
    for column in definition.columns {
        let kind = match column.kind {
            ColumnType::Text => FgbType::String,
            ColumnType::Integer => FgbType::Long,
            ColumnType::Real => FgbType::Double,
            ColumnType::Boolean => FgbType::Bool,
            ColumnType::Date => FgbType::DateTime,
        };
        file.add_column(column.name, kind, |buffer, told| {
            told.description = Some(buffer.create_string(column.description));
        });
    }
    Ok(file)
}

impl<W: Write> LayerWriter for FlatGeobufWriter<'_, W> {
    fn write_row(&mut self, row: &TableRow<'_>) -> Result<(), ExportError> {
        self.is_empty = false;
        let mut outcome = Ok(());
        let written = self.file.add_feature_geom(Shape(&row.geometry), |feature| {
            outcome = write_values(feature, row);
        });
        written.map_err(|error| ExportError::Write(io::Error::other(error)))?;
        outcome.map_err(|error| ExportError::Write(io::Error::other(error)))
    }

    fn finish_layer(self: Box<Self>) -> Result<(), ExportError> {
        let FlatGeobufWriter {
            mut output,
            layer,
            file,
            is_empty,
        } = *self;
        // An index of nothing is an error to GDAL.
        let file = if is_empty { begin(layer, Index::None)? } else { file };
        file.write(&mut output).map_err(failed)?;
        output.flush().map_err(ExportError::Write)
    }
}

fn write_values(feature: &mut impl PropertyProcessor, row: &TableRow<'_>) -> Result<(), GeozeroError> {
    for (number, value) in row.values.iter().enumerate() {
        let value = match value {
            Value::Null => continue,
            Value::Text(text) => ColumnValue::String(text),
            Value::Integer(number) => ColumnValue::Long(*number),
            Value::Real(number) => ColumnValue::Double(*number),
            Value::Boolean(value) => ColumnValue::Bool(*value),
            Value::Date(day) => ColumnValue::DateTime(day),
        };
        feature.property(number, "", &value)?;
    }
    Ok(())
}

/// The geometry of a row as the library wants it told.
struct Shape<'g>(&'g RowGeometry);

impl GeozeroGeometry for Shape<'_> {
    fn process_geom<P: GeomProcessor>(&self, to: &mut P) -> Result<(), GeozeroError> {
        match self.0 {
            RowGeometry::None => {
                to.point_begin(0)?;
                // An empty point, as in GeoPackage and well-known binary.
                to.xy(f64::NAN, f64::NAN, 0)?;
                to.point_end(0)
            }
            RowGeometry::Point(point) => {
                to.point_begin(0)?;
                to.xy(point.lon, point.lat, 0)?;
                to.point_end(0)
            }
            RowGeometry::Polygons(polygons) => {
                to.multipolygon_begin(polygons.len(), 0)?;
                for (number, rings) in polygons.iter().enumerate() {
                    to.polygon_begin(false, rings.len(), number)?;
                    for (number, ring) in rings.iter().enumerate() {
                        to.linestring_begin(false, ring.len(), number)?;
                        for (number, corner) in ring.iter().enumerate() {
                            to.xy(corner.lon, corner.lat, number)?;
                        }
                        to.linestring_end(false, number)?;
                    }
                    to.polygon_end(false, number)?;
                }
                to.multipolygon_end(0)
            }
        }
    }
}

fn failed(error: ::flatgeobuf::Error) -> ExportError {
    ExportError::Write(io::Error::other(error))
}
