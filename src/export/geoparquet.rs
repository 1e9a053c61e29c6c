//! GeoParquet 1.1 ([geoparquet.org](https://geoparquet.org/releases/v1.1.0/)): a Parquet table with its geometry as well-known binary.
//!
//! Longitude, latitude on WGS84 (OGC:CRS84, the default). Each row has its box in the column `bbox`, by which readers skip groups of rows. Rows are
//! written in groups, so that memory does not grow with the table. The columns are those of [`table`](super::table).

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};
use serde_json::{Map, Value as Json, json};

use super::ExportError;
use super::table::{Layer, RowGeometry, TableRow, Value};
use super::writer::LayerWriter;
use crate::geopackage::geometry;
use crate::geopackage::schema::ColumnType;

/// Media type of Parquet.
pub(super) const MEDIA_TYPE: &str = "application/vnd.apache.parquet";

/// Rows of one group.
const GROUP_ROWS: usize = 50_000;
/// Bytes of words and geometries after which a group is written, however few rows it has: they wait in memory.
const GROUP_BYTES: usize = 16 << 20;
/// The parts of `bbox`, by the names that the specification gives them.
const EDGES: [&str; 4] = ["xmin", "ymin", "xmax", "ymax"];

/// The cells of one column that wait for their group; `None` is null.
enum Cells {
    Text(Vec<Option<ByteArray>>),
    Integer(Vec<Option<i64>>),
    Real(Vec<Option<f64>>),
    Boolean(Vec<Option<bool>>),
    /// Days since 1970-01-01.
    Date(Vec<Option<i32>>),
}

/// Writes row groups one after the other.
pub(super) struct GeoParquetWriter<W: Write + Send> {
    file: SerializedFileWriter<W>,
    layer: Layer,
    columns: Vec<Cells>,
    geometries: Vec<Option<ByteArray>>,
    /// Of each row by [`EDGES`].
    boxes: Vec<Option<[f64; 4]>>,
    waiting_bytes: usize,
    /// Around all rows.
    bounds: Option<[f64; 4]>,
}

impl<W: Write + Send> GeoParquetWriter<W> {
    /// Begins the file.
    pub(super) fn new(layer: Layer, output: W) -> Result<Self, ExportError> {
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY);
        let properties = Arc::new(properties.build());
        let schema = schema(layer).map_err(failed)?;
        Ok(GeoParquetWriter {
            file: SerializedFileWriter::new(output, schema, properties).map_err(failed)?,
            layer,
            columns: empty(layer),
            geometries: Vec::new(),
            boxes: Vec::new(),
            waiting_bytes: 0,
            bounds: None,
        })
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        if self.geometries.is_empty() {
            return Ok(());
        }
        let geometries = Cells::Text(std::mem::take(&mut self.geometries));
        let boxes = std::mem::take(&mut self.boxes);
        let edges = (0..EDGES.len()).map(|edge| {
            let cells = boxes
                .iter()
                .map(|around| around.and_then(|around| around.get(edge).copied()));
            Cells::Real(cells.collect())
        });
        let columns = std::mem::replace(&mut self.columns, empty(self.layer));
        let mut group = self.file.next_row_group()?;
        for cells in columns.into_iter().chain([geometries]).chain(edges) {
            if let Some(column) = group.next_column()? {
                cells.write(column)?;
            }
        }
        group.close()?;
        self.waiting_bytes = 0;
        Ok(())
    }

    /// The file's own word about its geometry.
    fn metadata(&self) -> String {
        let kind = match self.layer {
            Layer::Incidents | Layer::Places => "Point",
            Layer::Areas => "MultiPolygon",
        };
        let edges: Map<String, Json> = EDGES
            .iter()
            .map(|edge| ((*edge).to_owned(), json!(["bbox", edge])))
            .collect();
        let mut column = json!({"encoding": "WKB", "geometry_types": [kind], "covering": {"bbox": edges}});
        if let (Some(bounds), Some(column)) = (self.bounds, column.as_object_mut()) {
            column.insert("bbox".to_owned(), json!(bounds));
        }
        json!({"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}).to_string()
    }
}

impl<W: Write + Send> LayerWriter for GeoParquetWriter<W> {
    fn write_row(&mut self, row: &TableRow<'_>) -> Result<(), ExportError> {
        let geometry = match &row.geometry {
            RowGeometry::None => None,
            RowGeometry::Point(point) => Some(geometry::point(*point)),
            RowGeometry::Polygons(polygons) => Some(geometry::multi_polygon(polygons)),
        };
        let around = geometry.as_deref().and_then(geometry::bounds_of);
        let around = around.map(|[west, east, south, north]| [west, south, east, north]);
        if let Some([west, south, east, north]) = around {
            let [w, s, e, n] = self.bounds.unwrap_or([west, south, east, north]);
            self.bounds = Some([w.min(west), s.min(south), e.max(east), n.max(north)]);
        }
        let binary = geometry.map(|bytes| geometry::well_known_binary(&bytes).to_vec());
        self.waiting_bytes += binary.as_ref().map_or(0, Vec::len);
        self.geometries.push(binary.map(ByteArray::from));
        self.boxes.push(around);
        for (cells, value) in self.columns.iter_mut().zip(&row.values) {
            cells.push(value);
            if let Value::Text(text) = value {
                self.waiting_bytes += text.len();
            }
        }
        if GROUP_ROWS <= self.geometries.len() || GROUP_BYTES <= self.waiting_bytes {
            self.write_group().map_err(failed)?;
        }
        Ok(())
    }

    fn finish_layer(mut self: Box<Self>) -> Result<(), ExportError> {
        self.write_group().map_err(failed)?;
        let metadata = KeyValue::new("geo".to_owned(), self.metadata());
        let mut file = self.file;
        file.append_key_value_metadata(metadata);
        let mut output = file.into_inner().map_err(failed)?;
        output.flush().map_err(ExportError::Write)
    }
}

impl Cells {
    fn of(kind: ColumnType) -> Cells {
        match kind {
            ColumnType::Text => Cells::Text(Vec::new()),
            ColumnType::Integer => Cells::Integer(Vec::new()),
            ColumnType::Real => Cells::Real(Vec::new()),
            ColumnType::Boolean => Cells::Boolean(Vec::new()),
            ColumnType::Date => Cells::Date(Vec::new()),
        }
    }

    /// Adds a cell; a value of another kind, which no column of ours gives, is null.
    fn push(&mut self, value: &Value<'_>) {
        match (self, value) {
            (Cells::Text(cells), Value::Text(text)) => cells.push(Some(ByteArray::from(text.as_bytes().to_vec()))),
            (Cells::Integer(cells), Value::Integer(number)) => cells.push(Some(*number)),
            (Cells::Real(cells), Value::Real(number)) => cells.push(Some(*number)),
            (Cells::Boolean(cells), Value::Boolean(value)) => cells.push(Some(*value)),
            (Cells::Date(cells), Value::Date(day)) => cells.push(day.parse().ok().map(days_since_1970)),
            (Cells::Text(cells), _) => cells.push(None),
            (Cells::Integer(cells), _) => cells.push(None),
            (Cells::Real(cells), _) => cells.push(None),
            (Cells::Boolean(cells), _) => cells.push(None),
            (Cells::Date(cells), _) => cells.push(None),
        }
    }

    fn write(self, mut column: SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        match self {
            Cells::Text(cells) => {
                let (values, levels) = parted(cells);
                column
                    .typed::<ByteArrayType>()
                    .write_batch(&values, Some(&levels), None)?;
            }
            Cells::Integer(cells) => {
                let (values, levels) = parted(cells);
                column.typed::<Int64Type>().write_batch(&values, Some(&levels), None)?;
            }
            Cells::Real(cells) => {
                let (values, levels) = parted(cells);
                column.typed::<DoubleType>().write_batch(&values, Some(&levels), None)?;
            }
            Cells::Boolean(cells) => {
                let (values, levels) = parted(cells);
                column.typed::<BoolType>().write_batch(&values, Some(&levels), None)?;
            }
            Cells::Date(cells) => {
                let (values, levels) = parted(cells);
                column.typed::<Int32Type>().write_batch(&values, Some(&levels), None)?;
            }
        }
        column.close()
    }
}

/// The values that are there, and for each cell whether one is.
fn parted<T>(cells: Vec<Option<T>>) -> (Vec<T>, Vec<i16>) {
    let levels = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
    (cells.into_iter().flatten().collect(), levels)
}

fn empty(layer: Layer) -> Vec<Cells> {
    let columns = layer.definition().columns.iter();
    columns.map(|column| Cells::of(column.kind)).collect()
}

fn days_since_1970(day: jiff::civil::Date) -> i32 {
    const EPOCH: jiff::civil::Date = jiff::civil::date(1970, 1, 1);
    // Counted in days unless asked otherwise, and always within the range of dates that the calendar has.
    EPOCH.until(day).map_or(0, |span| span.get_days())
}

fn schema(layer: Layer) -> Result<TypePtr, ParquetError> {
    let columns = layer.definition().columns.iter();
    let columns = columns.map(|column| match column.kind {
        ColumnType::Text => field(column.name, Physical::BYTE_ARRAY, Some(LogicalType::String)),
        ColumnType::Integer => field(column.name, Physical::INT64, None),
        ColumnType::Real => field(column.name, Physical::DOUBLE, None),
        ColumnType::Boolean => field(column.name, Physical::BOOLEAN, None),
        ColumnType::Date => field(column.name, Physical::INT32, Some(LogicalType::Date)),
    });
    let geometry = field("geometry", Physical::BYTE_ARRAY, None);
    let mut fields = columns.chain([geometry]).collect::<Result<Vec<_>, _>>()?;
    let edges = EDGES.map(|edge| {
        let edge = Type::primitive_type_builder(edge, Physical::DOUBLE).with_repetition(Repetition::REQUIRED);
        edge.build().map(Arc::new)
    });
    let around = Type::group_type_builder("bbox")
        .with_repetition(Repetition::OPTIONAL)
        .with_fields(edges.into_iter().collect::<Result<_, _>>()?);
    fields.push(Arc::new(around.build()?));
    let table = Type::group_type_builder(layer.definition().name).with_fields(fields);
    Ok(Arc::new(table.build()?))
}

fn field(name: &str, physical: Physical, logical: Option<LogicalType>) -> Result<TypePtr, ParquetError> {
    let field = Type::primitive_type_builder(name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical);
    Ok(Arc::new(field.build()?))
}

fn failed(error: ParquetError) -> ExportError {
    ExportError::Write(io::Error::other(error))
}
