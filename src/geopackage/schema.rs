//! The tables of a GeoPackage: those that the standard names, and layers and tables of ours with their rows in them.

use rusqlite::{Connection, Result, params};

/// "GPKG": what the file says it is.
pub const APPLICATION_ID: i32 = 0x4750_4B47;
/// Version 1.4.0 of the standard.
const USER_VERSION: i32 = 10_400;

/// What a column holds, by the standard's names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// Words.
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Real,
    /// Yes or no.
    Boolean,
    /// Days, ISO 8601.
    Date,
}

impl ColumnType {
    fn sql(self) -> &'static str {
        match self {
            ColumnType::Text => "TEXT",
            ColumnType::Integer => "INTEGER",
            ColumnType::Real => "REAL",
            ColumnType::Boolean => "BOOLEAN",
            ColumnType::Date => "DATE",
        }
    }
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct ColumnDefinition {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: ColumnType,
    /// What it means, one sentence.
    pub description: &'static str,
}

/// A layer or a table without geometry.
#[derive(Clone, Copy, Debug)]
pub struct TableDefinition {
    /// Its name.
    pub name: &'static str,
    /// What its rows are, one sentence.
    pub description: &'static str,
    /// `POINT` or `MULTIPOLYGON`; `None` without geometry.
    pub geometry: Option<&'static str>,
    /// Its columns, without the number `fid` and the geometry `geom`, which come first.
    pub columns: &'static [ColumnDefinition],
}

/// Makes an empty file a GeoPackage, with the tables that every one has.
///
/// # Errors
/// What SQLite says.
pub fn create(connection: &Connection) -> Result<()> {
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", USER_VERSION)?;
    connection.execute_batch(include_str!("tables.sql"))
}

/// Adds a layer or table and says so where the standard wants it said; a layer gets its R-tree (extension `gpkg_rtree_index`).
///
/// # Errors
/// What SQLite says.
pub fn add_table(connection: &Connection, table: &TableDefinition) -> Result<()> {
    let name = table.name;
    let geometry = table
        .geometry
        .map_or_else(String::new, |geometry| format!(", geom {geometry}"));
    let columns = table.columns.iter();
    let columns: Vec<String> = columns
        .map(|column| format!(", \"{}\" {}", column.name, column.kind.sql()))
        .collect();
    let columns = columns.concat();
    // AUTOINCREMENT: a number never names another row later.
    connection.execute_batch(&format!(
        "CREATE TABLE \"{name}\" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL{geometry}{columns})"
    ))?;
    let data_type = if table.geometry.is_some() {
        "features"
    } else {
        "attributes"
    };
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES (?1, ?2, ?1, ?3, ?4)",
        params![name, data_type, table.description, table.geometry.map(|_| super::geometry::SRS_ID)],
    )?;
    connection.execute("INSERT INTO gpkg_ogr_contents VALUES (?1, 0)", [name])?;
    for column in table.columns {
        connection.execute(
            "INSERT INTO gpkg_data_columns (table_name, column_name, description) VALUES (?1, ?2, ?3)",
            params![name, column.name, column.description],
        )?;
    }
    let Some(geometry) = table.geometry else {
        return Ok(());
    };
    connection.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?1, 'geom', ?2, ?3, 0, 0)",
        params![name, geometry, super::geometry::SRS_ID],
    )?;
    connection.execute(
        "INSERT INTO gpkg_extensions VALUES (?1, 'geom', 'gpkg_rtree_index', \
         'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')",
        [name],
    )?;
    connection.execute_batch(&include_str!("rtree.sql").replace("{layer}", name))
}

/// Sets what `gpkg_contents` and `gpkg_ogr_contents` tell of a table: when it changed, how many rows it has and, for a layer, its extent.
///
/// # Errors
/// What SQLite says.
pub fn refresh_contents(connection: &Connection, table: &str, has_geometry: bool) -> Result<()> {
    let count: i64 = connection.query_row(&format!("SELECT count(*) FROM \"{table}\""), [], |row| row.get(0))?;
    connection.execute(
        "UPDATE gpkg_ogr_contents SET feature_count = ?2 WHERE table_name = ?1",
        params![table, count],
    )?;
    let extent: [Option<f64>; 4] = if has_geometry {
        let query = format!("SELECT min(minx), min(miny), max(maxx), max(maxy) FROM \"rtree_{table}_geom\"");
        connection.query_row(&query, [], |row| {
            Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?])
        })?
    } else {
        [None; 4]
    };
    let [west, south, east, north] = extent;
    connection.execute(
        "UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), \
         min_x = ?2, min_y = ?3, max_x = ?4, max_y = ?5 WHERE table_name = ?1",
        params![table, west, south, east, north],
    )?;
    Ok(())
}
