//! GeoPackage 1.4 ([OGC 12-128r19](https://docs.ogc.org/is/12-128r19/12-128r19.html)): one layer in a fresh file, with R-tree and described columns.
//!
//! The file is made beside and then sent, since SQLite cannot write into a pipe. It holds no write-ahead log, so that it may be copied, mailed and
//! opened over a network.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, params_from_iter};

use super::ExportError;
use super::table::{Layer, RowGeometry, TableRow, Value};
use super::writer::LayerWriter;
use crate::geopackage::schema::TableDefinition;
use crate::geopackage::{functions, geometry, schema};

/// Media type of GeoPackage.
pub(super) const MEDIA_TYPE: &str = "application/geopackage+sqlite3";

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Integer(number) => ValueRef::Integer(*number),
            Value::Real(number) => ValueRef::Real(*number),
            Value::Boolean(value) => ValueRef::Integer(i64::from(*value)),
            Value::Date(day) => ValueRef::Text(day.as_bytes()),
        }))
    }
}

/// The statement that adds a row to a table.
fn insert_statement(table: &TableDefinition) -> String {
    let geometry = if table.geometry.is_some() { ", geom" } else { "" };
    let columns = table.columns.iter();
    let columns: Vec<String> = columns.map(|column| format!(", \"{}\"", column.name)).collect();
    let columns = columns.concat();
    let places = table.columns.len() + 1 + usize::from(table.geometry.is_some());
    let places = vec!["?"; places].join(", ");
    format!(
        "INSERT INTO \"{}\" (fid{geometry}{columns}) VALUES ({places})",
        table.name
    )
}

/// Adds a row to a layer; its number is the next free one where none is given. Returns the geometry as it was written.
///
/// # Errors
/// What SQLite says.
pub(crate) fn insert_row(
    connection: &Connection,
    layer: Layer,
    fid: Option<i64>,
    row: &TableRow<'_>,
) -> rusqlite::Result<Option<Vec<u8>>> {
    let geometry = match &row.geometry {
        RowGeometry::None => None,
        RowGeometry::Point(point) => Some(geometry::point(*point)),
        RowGeometry::Polygons(polygons) => Some(geometry::multi_polygon(polygons)),
    };
    let start: [&dyn ToSql; 2] = [&fid, &geometry];
    let cells = row.values.iter().map(|value| value as &dyn ToSql);
    let mut insert = connection.prepare_cached(&insert_statement(layer.definition()))?;
    insert.execute(params_from_iter(start.into_iter().chain(cells)))?;
    Ok(geometry)
}

/// A file that is deleted when it is no longer needed.
#[derive(Debug)]
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Scratch {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("dateline-export-{}-{number}.gpkg", std::process::id());
        Scratch(std::env::temp_dir().join(name))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be deleted is left to the system that cleans its folder of temporary files.
        let _ = fs::remove_file(&self.0);
    }
}

/// Writes a layer into a file of its own, and sends that at the end.
pub(super) struct GeoPackageWriter<W: Write> {
    output: W,
    layer: Layer,
    connection: Connection,
    scratch: Scratch,
}

impl<W: Write> GeoPackageWriter<W> {
    /// Begins the file.
    pub(super) fn new(layer: Layer, output: W) -> Result<Self, ExportError> {
        let scratch = Scratch::new();
        let connection = open(&scratch.0, layer).map_err(failed)?;
        Ok(GeoPackageWriter {
            output,
            layer,
            connection,
            scratch,
        })
    }
}

impl<W: Write> LayerWriter for GeoPackageWriter<W> {
    fn write_row(&mut self, row: &TableRow<'_>) -> Result<(), ExportError> {
        insert_row(&self.connection, self.layer, None, row).map_err(failed)?;
        Ok(())
    }

    fn finish_layer(mut self: Box<Self>) -> Result<(), ExportError> {
        let name = self.layer.definition().name;
        schema::refresh_contents(&self.connection, name, true).map_err(failed)?;
        self.connection.execute_batch("COMMIT").map_err(failed)?;
        self.connection.flush_prepared_statement_cache();
        let mut file = File::open(&self.scratch.0).map_err(ExportError::Write)?;
        io::copy(&mut file, &mut self.output).map_err(ExportError::Write)?;
        self.output.flush().map_err(ExportError::Write)
    }
}

fn open(path: &Path, layer: Layer) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    // The file is thrown away where anything fails, so nothing has to be undone.
    connection
        .execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; BEGIN")?;
    functions::register(&connection)?;
    schema::create(&connection)?;
    schema::add_table(&connection, layer.definition())?;
    Ok(connection)
}

fn failed(source: rusqlite::Error) -> ExportError {
    ExportError::Write(io::Error::other(source))
}
