//! GeoPackage 1.4 ([OGC 12-128r19](https://docs.ogc.org/is/12-128r19/12-128r19.html)): the container that stores and exports share.
//!
//! [`geometry`] writes and reads the binary geometries, [`functions`] gives SQLite the functions that the R-tree's triggers call, and
//! [`schema`] makes the tables. What the tables hold is the business of those who call.

pub mod geometry;
pub mod functions;
pub mod schema;
