//! JSON Lines ([jsonlines.org](https://jsonlines.org)): one object for each document, UTF-8, ended by a line feed.

use std::io::Write;

use serde::Serialize;

use super::ExportError;
use super::geojson::write_json;
use super::places::ToponymProperties;
use super::wire::{FocusProperties, IncidentProperties, RejectionProperties, TypeChoiceProperties};
use crate::document::Document;
use crate::span::CodePoints;
use crate::time::{Timex, TimexType};

/// Media type in use for JSON Lines.
pub const MEDIA_TYPE: &str = "application/x-ndjson";

/// What was read out of one document: a line of `dateline extract --format jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExtractLine {
    /// Identifier of the document.
    pub id: String,
    /// The place that it is about.
    pub focus: Option<FocusProperties>,
    /// In order of first mention.
    pub incidents: Vec<IncidentProperties>,
    /// What the reader should know, in words.
    pub warnings: Vec<String>,
    /// With `--explain`: every place name with the reasons for each choice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toponyms: Option<Vec<ToponymProperties>>,
    /// With `--explain`: every time expression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timexes: Option<Vec<TimexProperties>>,
    /// With `--explain`: every passage that looks like an event and is none, with the reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rejected: Option<Vec<RejectionProperties>>,
    /// With `--explain`: the incidents whose type a model chose over the rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub type_choices: Option<Vec<TypeChoiceProperties>>,
}

/// The time expressions of one document: a line of `dateline dates`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DatesLine {
    /// Identifier of the document.
    pub id: String,
    /// In text order.
    pub timexes: Vec<TimexProperties>,
}

/// One time expression, in the terms of TIMEX3 (ISO-TimeML, ISO 24617-1).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TimexProperties {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words.
    pub text: String,
    /// `DATE`, `TIME`, `DURATION` or `SET`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Such as `2020-03-12`.
    pub value: String,
}

/// The line for one document.
pub fn dates_line(document: &Document, timexes: &[Timex]) -> DatesLine {
    let code_points = CodePoints::new(&document.text);
    let timexes = timexes.iter().map(|timex| TimexProperties {
        start: code_points.at(timex.span.start()),
        end: code_points.at(timex.span.end()),
        text: timex.span.of(&document.text).to_owned(),
        kind: timex_type(timex.kind),
        value: timex.value.clone(),
    });
    DatesLine {
        id: document.id.clone(),
        timexes: timexes.collect(),
    }
}

/// Writes one line.
///
/// # Errors
/// [`ExportError::Write`] where the output takes no more.
pub fn write_line(output: &mut impl Write, line: &impl Serialize) -> Result<(), ExportError> {
    write_json(output, line)?;
    output.write_all(b"\n").map_err(ExportError::Write)
}

fn timex_type(kind: TimexType) -> &'static str {
    match kind {
        TimexType::Date => "DATE",
        TimexType::Time => "TIME",
        TimexType::Duration => "DURATION",
        TimexType::Set => "SET",
    }
}
