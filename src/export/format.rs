//! The formats of exported layers, and the one way to write any of them.

use std::io::Write;

use super::ExportError;
use super::csv::TableWriter;
use super::table::Layer;
use super::writer::LayerWriter;
use super::{csv, flatgeobuf, geojson, geojsonseq, geoparquet, gpkg, kml, layer_json};

/// A format in which a layer can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// One feature collection (RFC 7946).
    GeoJson,
    /// A feature for each record (RFC 8142).
    GeoJsonSeq,
    /// A table.
    Csv,
    /// Placemarks, for Google Earth.
    Kml,
    /// A fresh GeoPackage.
    GeoPackage,
    /// A layer with an index that is read in place over HTTP.
    FlatGeobuf,
    /// A table in columns, for pandas and other data frames.
    GeoParquet,
}

impl ExportFormat {
    /// Every format by its name, which is also the ending of its files.
    pub const NAMES: [(&'static str, ExportFormat); 7] = [
        ("geojson", ExportFormat::GeoJson),
        ("geojsonseq", ExportFormat::GeoJsonSeq),
        ("csv", ExportFormat::Csv),
        ("kml", ExportFormat::Kml),
        ("gpkg", ExportFormat::GeoPackage),
        ("fgb", ExportFormat::FlatGeobuf),
        ("parquet", ExportFormat::GeoParquet),
    ];

    /// The format of that name.
    pub fn of_name(name: &str) -> Option<ExportFormat> {
        let mut known = ExportFormat::NAMES.iter();
        known.find(|(known, _)| *known == name).map(|(_, format)| *format)
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            ExportFormat::GeoJson => geojson::MEDIA_TYPE,
            ExportFormat::GeoJsonSeq => geojsonseq::MEDIA_TYPE,
            ExportFormat::Csv => csv::MEDIA_TYPE,
            ExportFormat::Kml => kml::MEDIA_TYPE,
            ExportFormat::GeoPackage => gpkg::MEDIA_TYPE,
            ExportFormat::FlatGeobuf => flatgeobuf::MEDIA_TYPE,
            ExportFormat::GeoParquet => geoparquet::MEDIA_TYPE,
        }
    }

    /// Begins a file of the layer.
    ///
    /// # Errors
    /// [`ExportError`] where the output takes no more.
    pub fn begin<'o>(
        self,
        layer: Layer,
        output: Box<dyn Write + Send + 'o>,
    ) -> Result<Box<dyn LayerWriter + 'o>, ExportError> {
        Ok(match self {
            ExportFormat::GeoJson => Box::new(layer_json::JsonWriter::collection(layer, output)?),
            ExportFormat::GeoJsonSeq => Box::new(layer_json::JsonWriter::sequence(layer, output)),
            ExportFormat::Csv => Box::new(TableWriter::new(output, layer)?),
            ExportFormat::Kml => Box::new(kml::KmlWriter::new(layer, output)?),
            ExportFormat::GeoPackage => Box::new(gpkg::GeoPackageWriter::new(layer, output)?),
            ExportFormat::FlatGeobuf => Box::new(flatgeobuf::FlatGeobufWriter::new(layer, output)?),
            ExportFormat::GeoParquet => Box::new(geoparquet::GeoParquetWriter::new(layer, output)?),
        })
    }
}
