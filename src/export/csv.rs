//! CSV ([RFC 4180](https://www.rfc-editor.org/rfc/rfc4180), UTF-8, line feeds) with one row for each incident and every property.
//!
//! Lists stand in one cell: `weapons` with "; " between, `actors` and `evidence` as JSON. Unknown is an empty cell, a stated zero is 0.
//! A cell that a spreadsheet would run as a formula gets an apostrophe in front ([OWASP, CSV Injection](https://owasp.org/www-community/attacks/CSV_Injection)); numbers do not.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use super::ExportError;
use super::wire::{IncidentProperties, SourceProperties};

/// Media type of CSV.
pub const MEDIA_TYPE: &str = "text/csv; charset=utf-8";

/// The columns, in order.
pub const COLUMNS: [&str; 42] = [
    "id",
    "type",
    "type_label",
    "group",
    "title",
    "date_start",
    "date_end",
    "date_precision",
    "place",
    "place_mention",
    "place_id",
    "feature_code",
    "admin1",
    "admin2",
    "country",
    "country_name",
    "longitude",
    "latitude",
    "location_precision",
    "uncertainty_m",
    "killed_min",
    "killed_max",
    "killed_open",
    "injured_min",
    "injured_max",
    "injured_open",
    "actors",
    "perpetrator",
    "target",
    "weapons",
    "status",
    "background",
    "confidence",
    "evidence",
    "sentence",
    "sentence_start",
    "document",
    "document_title",
    "url",
    "publisher",
    "document_date",
    "source_count",
];

/// Writes the header at once, then one row for each incident.
#[derive(Debug)]
pub struct TableWriter<W: Write> {
    table: ::csv::Writer<W>,
}

impl<W: Write> TableWriter<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// [`ExportError::Write`] where the output takes no more.
    pub fn new(output: W) -> Result<Self, ExportError> {
        let mut table = ::csv::Writer::from_writer(output);
        table.write_record(COLUMNS).map_err(write_error)?;
        Ok(TableWriter { table })
    }

    /// Writes one row. An incident with several sources names the first and their number.
    ///
    /// # Errors
    /// [`ExportError::Write`] where the output takes no more, [`ExportError::Format`] where a list is no JSON.
    pub fn write(&mut self, incident: &IncidentProperties) -> Result<(), ExportError> {
        let row = what_and_where(incident);
        let row = row.into_iter().chain(who_and_why(incident)?).chain(source(incident));
        for cell in row {
            self.table
                .write_field(formula_safe(&cell).as_bytes())
                .map_err(write_error)?;
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

/// The cell, with an apostrophe in front where a spreadsheet would take it for a formula: `=`, `+`, `-`, `@`, tab or carriage return at the start, unless it is a number.
pub fn formula_safe(cell: &str) -> Cow<'_, str> {
    let looks_like_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if looks_like_formula && cell.parse::<f64>().is_err() {
        return Cow::Owned(format!("'{cell}"));
    }
    Cow::Borrowed(cell)
}

fn what_and_where(incident: &IncidentProperties) -> Vec<String> {
    vec![
        incident.id.clone(),
        incident.kind.clone(),
        incident.type_label.clone(),
        incident.group.clone(),
        incident.title.clone(),
        shown(incident.date_start.as_ref()),
        shown(incident.date_end.as_ref()),
        incident.date_precision.to_owned(),
        shown(incident.place.as_ref()),
        shown(incident.place_mention.as_ref()),
        shown(incident.place_id),
        shown(incident.feature_code.as_ref()),
        shown(incident.admin1.as_ref()),
        shown(incident.admin2.as_ref()),
        shown(incident.country.as_ref()),
        shown(incident.country_name.as_ref()),
        shown(incident.longitude),
        shown(incident.latitude),
        incident.location_precision.to_owned(),
        shown(incident.uncertainty_m),
    ]
}

fn who_and_why(incident: &IncidentProperties) -> Result<Vec<String>, ExportError> {
    Ok(vec![
        shown(incident.killed_min),
        shown(incident.killed_max),
        incident.killed_open.to_string(),
        shown(incident.injured_min),
        shown(incident.injured_max),
        incident.injured_open.to_string(),
        json(&incident.id, &incident.actors)?,
        shown(incident.perpetrator.as_ref()),
        shown(incident.target.as_ref()),
        incident.weapons.join("; "),
        incident.status.to_owned(),
        incident.background.to_string(),
        incident.confidence.to_string(),
        json(&incident.id, &incident.evidence)?,
        incident.sentence.clone(),
        incident.sentence_start.to_string(),
    ])
}

fn source(incident: &IncidentProperties) -> Vec<String> {
    let first: Option<&SourceProperties> = incident.sources.first();
    vec![
        shown(first.map(|source| &source.document)),
        shown(first.and_then(|source| source.title.as_ref())),
        shown(first.and_then(|source| source.url.as_ref())),
        shown(first.and_then(|source| source.publisher.as_ref())),
        shown(first.and_then(|source| source.date.as_ref())),
        incident.sources.len().to_string(),
    ]
}

fn shown(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn json(id: &str, value: &impl Serialize) -> Result<String, ExportError> {
    serde_json::to_string(value).map_err(|source| ExportError::Format {
        id: id.to_owned(),
        source,
    })
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
