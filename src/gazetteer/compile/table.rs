//! A CSV table with a header, whose rows know where they stand, so that every complaint names file, line and column.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::misread;
use crate::gazetteer::error::GazetteerError;
use crate::geography::LonLat;

/// A table in memory.
pub(super) struct Table {
    pub(super) rows: Vec<Row>,
}

/// One row of a table.
pub(super) struct Row {
    head: Rc<Head>,
    line: u64,
    record: csv::StringRecord,
}

struct Head {
    path: PathBuf,
    columns: HashMap<String, usize>,
}

impl Table {
    /// Reads a table; every row must have as many cells as the header.
    pub(super) fn read(path: &Path) -> Result<Table, GazetteerError> {
        let bytes = super::read_file(path)?;
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let header = reader.headers().map_err(|error| misread(path, &error))?;
        let columns = header.iter().enumerate().map(|(at, name)| (name.trim().to_owned(), at));
        let head = Rc::new(Head {
            path: path.to_owned(),
            columns: columns.collect(),
        });
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| misread(path, &error))?;
            rows.push(Row {
                head: Rc::clone(&head),
                line: record.position().map_or(0, csv::Position::line),
                record,
            });
        }
        Ok(Table { rows })
    }

    /// Reads a table that need not exist.
    pub(super) fn read_if_there(path: &Path) -> Result<Table, GazetteerError> {
        if path.exists() {
            Table::read(path)
        } else {
            Ok(Table { rows: Vec::new() })
        }
    }
}

impl Row {
    /// The cell of a column, trimmed; an error where the table has no such column.
    pub(super) fn get(&self, column: &str) -> Result<&str, GazetteerError> {
        match self.head.columns.get(column) {
            Some(at) => Ok(self.record.get(*at).unwrap_or_default().trim()),
            None => Err(self.wrong(column, "", "the table has no such column")),
        }
    }

    /// The cell, which must not be empty.
    pub(super) fn required(&self, column: &str) -> Result<&str, GazetteerError> {
        match self.get(column)? {
            "" => Err(self.wrong(column, "", "a value is needed")),
            cell => Ok(cell),
        }
    }

    /// The values of a cell, separated by `|`; empty ones are left out.
    pub(super) fn list(&self, column: &str) -> Result<impl Iterator<Item = &str>, GazetteerError> {
        Ok(self
            .get(column)?
            .split('|')
            .map(str::trim)
            .filter(|value| !value.is_empty()))
    }

    /// A whole number.
    pub(super) fn number(&self, column: &str) -> Result<u32, GazetteerError> {
        let cell = self.required(column)?;
        cell.parse()
            .map_err(|error| self.wrong(column, cell, &format!("a whole number is needed ({error})")))
    }

    /// A point in degrees.
    pub(super) fn point(&self, lon: &str, lat: &str) -> Result<LonLat, GazetteerError> {
        let (x, y) = (self.degrees(lon)?, self.degrees(lat)?);
        LonLat::new(x, y).ok_or_else(|| self.wrong(lat, &format!("{y}, {x}"), "no such point on Earth"))
    }

    fn degrees(&self, column: &str) -> Result<f64, GazetteerError> {
        let cell = self.required(column)?;
        cell.parse()
            .map_err(|error| self.wrong(column, cell, &format!("degrees are needed ({error})")))
    }

    /// The error for a cell of this row.
    pub(super) fn wrong(&self, column: &str, value: &str, reason: &str) -> GazetteerError {
        GazetteerError::Row {
            path: self.head.path.clone(),
            line: self.line,
            column: column.to_owned(),
            value: value.to_owned(),
            reason: reason.to_owned(),
        }
    }
}
