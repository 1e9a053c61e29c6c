//! The functions that the triggers of a GeoPackage's R-tree call (clause F.3 of the standard): SQLite has none of them.

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Result};

use super::geometry::bounds_of;

/// Gives a connection `ST_IsEmpty`, `ST_MinX`, `ST_MaxX`, `ST_MinY` and `ST_MaxY`. Each connection that writes needs them.
///
/// # Errors
/// What SQLite says.
pub fn register(connection: &Connection) -> Result<()> {
    // Innocuous, since triggers of the file may call them although the file is not trusted.
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("ST_IsEmpty", 1, flags, |context| Ok(bounds(context).is_none()))?;
    for (edge, name) in ["ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"].into_iter().enumerate() {
        connection.create_scalar_function(name, 1, flags, move |context| {
            Ok(bounds(context).map(|bounds| bounds[edge]))
        })?;
    }
    Ok(())
}

fn bounds(context: &Context<'_>) -> Option<[f64; 4]> {
    match context.get_raw(0) {
        ValueRef::Blob(bytes) => bounds_of(bytes),
        _ => None,
    }
}
