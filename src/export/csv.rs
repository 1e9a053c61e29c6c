//! CSV ([RFC 4180](https://www.rfc-editor.org/rfc/rfc4180), UTF-8, line feeds): one row for each incident, area or place, with every column of
//! [`table`](super::table). Areas have their polygons in the column `geometry` as well-known text.
//!
//! Lists stand in one cell: `weapons` with "; " between, `actors` and `evidence` as JSON. Unknown is an empty cell, a stated zero is 0.
//! A cell that a spreadsheet would run as a formula gets an apostrophe in front ([OWASP, CSV Injection](https://owasp.org/www-community/attacks/CSV_Injection)); numbers do not.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::ExportError;
use super::table::{Layer, RowGeometry, TableRow, Value};
use super::writer::LayerWriter;
use crate::gazetteer::Polygons;

/// Media type of CSV.
pub const MEDIA_TYPE: &str = "text/csv; charset=utf-8";

/// Writes the header at once, then one row for each incident, area or place.
#[derive(Debug)]
pub struct TableWriter<W: Write> {
    table: ::csv::Writer<W>,
}

impl<W: Write> TableWriter<W> {
    /// Writes the header of a layer's columns.
    ///
    /// # Errors
    /// [`ExportError::Write`] where the output takes no more.
    pub fn new(output: W, layer: Layer) -> Result<Self, ExportError> {
        let mut table = ::csv::Writer::from_writer(output);
        let names = layer.definition().columns.iter().map(|column| column.name);
        let geometry = (layer == Layer::Areas).then_some("geometry");
        table.write_record(names.chain(geometry)).map_err(write_error)?;
        Ok(TableWriter { table })
    }

    /// Writes one row.
    ///
    /// # Errors
    /// [`ExportError::Write`] where the output takes no more.
    pub fn write(&mut self, row: &TableRow<'_>) -> Result<(), ExportError> {
        for value in &row.values {
            let cell = shown(value);
            let safe = formula_safe(&cell);
            self.table.write_field(safe.as_bytes()).map_err(write_error)?;
        }
        if let RowGeometry::Polygons(polygons) = &row.geometry {
            self.table.write_field(well_known_text(polygons)).map_err(write_error)?;
        }
        self.table.write_record(None::<&[u8]>).map_err(write_error)
    }

    /// Writes what is left and gives the output back.
    ///
    /// # Errors
    /// [`ExportError::Write`] where the output takes no more.
    pub fn finish(self) -> Result<W, ExportError> {
        self.table
            .into_inner()
            .map_err(|error| ExportError::Write(error.into_error()))
    }
}

impl<W: Write> LayerWriter for TableWriter<W> {
    fn write_row(&mut self, row: &TableRow<'_>) -> Result<(), ExportError> {
        self.write(row)
    }

    fn finish_layer(self: Box<Self>) -> Result<(), ExportError> {
        self.finish()?.flush().map_err(ExportError::Write)
    }
}

/// The cell, with an apostrophe in front where a spreadsheet would take it for a formula: `=`, `+`, `-`, `@`, tab or carriage return at the start, unless it is a number.
pub fn formula_safe(cell: &str) -> Cow<'_, str> {
    let looks_like_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if looks_like_formula && cell.parse::<f64>().is_err() {
        return Cow::Owned(format!("'{cell}"));
    }
    Cow::Borrowed(cell)
}

/// A value as a cell.
pub(super) fn shown<'v>(value: &'v Value<'_>) -> Cow<'v, str> {
    match value {
        Value::Null => Cow::Borrowed(""),
        Value::Text(text) => Cow::Borrowed(text),
        Value::Date(day) => Cow::Borrowed(day),
        Value::Integer(number) => Cow::Owned(number.to_string()),
        Value::Real(number) => Cow::Owned(number.to_string()),
        Value::Boolean(value) => Cow::Owned(value.to_string()),
    }
}

/// `MULTIPOLYGON (((30 10, 40 40, 30 10)))` (ISO 19125-1), longitude first.
fn well_known_text(polygons: &Polygons) -> String {
    let mut text = "MULTIPOLYGON (".to_owned();
    for (number, rings) in polygons.iter().enumerate() {
        text.push_str(if number == 0 { "(" } else { ", (" });
        for (number, ring) in rings.iter().enumerate() {
            text.push_str(if number == 0 { "(" } else { ", (" });
            for (number, corner) in ring.iter().enumerate() {
                let comma = if number == 0 { "" } else { ", " };
                // Writing to a string cannot fail.
                let _ = write!(text, "{comma}{} {}", corner.lon, corner.lat);
            }
            text.push(')');
        }
        text.push(')');
    }
    text.push(')');
    text
}

fn write_error(error: ::csv::Error) -> ExportError {
    match error.into_kind() {
        ::csv::ErrorKind::Io(source) => ExportError::Write(source),
        other => ExportError::Write(io::Error::other(format!("{other:?}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(cell: &str, expected: &str) {
        assert_eq!(formula_safe(cell), expected);
    }

    #[test]
    fn formulas_are_disarmed_and_numbers_are_not() {
        check("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")");
        check("+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0");
        check("-2+3", "'-2+3");
        check("@SUM(A1)", "'@SUM(A1)");
        check("\t=1", "'\t=1");
        check("-0.1278", "-0.1278");
        check("Ain Al-Asad", "Ain Al-Asad");
        check("", "");
    }

    proptest! {
        #[test]
        fn no_cell_but_a_number_begins_like_a_formula(cell in ".{0,20}") {
            let safe = formula_safe(&cell);
            prop_assert!(!safe.starts_with(['=', '+', '-', '@', '\t', '\r']) || safe.parse::<f64>().is_ok());
            prop_assert!(safe.ends_with(&cell));
        }
    }
}
