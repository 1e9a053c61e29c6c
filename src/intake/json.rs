//! One JSON document → [`Document`]: `{"id", "title"?, "date"?, "source"?, "url"?, "language"?, "text"}`; other keys are ignored.

use serde::Deserialize;

use super::dateline::find_day;
use super::{IntakeError, document_id, read_date};
use crate::document::Document;

/// A half-open range of Unicode code points into a document's text, as outputs and annotated inputs count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct CodePointRange {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// A document with what only JSON can say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonDocument {
    /// The document; its id is a hash of the content where none was given.
    pub document: Document,
    /// Spans listed under `toponyms`, for `dateline toponyms --given`; `None` where the key is missing.
    pub given_toponyms: Option<Vec<CodePointRange>>,
    /// A `date` that names no day; the document is then without one. Whether that is an error is the caller's to say.
    pub wrong_date: Option<String>,
}

#[derive(Deserialize)]
struct Wire {
    #[serde(default)]
    id: Option<Id>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    language: Option<String>,
    text: String,
    #[serde(default)]
    toponyms: Option<Vec<CodePointRange>>,
}

/// Identifiers are numbers in some collections.
#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(serde_json::Number),
}

/// Reads one JSON object. The `date` may be ISO 8601, or words that name one whole day: "4:58 PM ET, Wed November 16, 2016".
///
/// # Errors
/// [`IntakeError::Json`] where it is not JSON, has no `text`, or a key has the wrong type.
pub fn read_json_document(json: &str) -> Result<JsonDocument, IntakeError> {
    let wire: Wire = serde_json::from_str(json).map_err(|source| IntakeError::Json { source })?;
    let stated = wire.date.filter(|date| !date.trim().is_empty());
    let date = stated
        .as_deref()
        .and_then(|stated| read_date(stated).ok().or_else(|| find_day(stated)));
    let wrong_date = stated.filter(|_| date.is_none());
    let id = match wire.id {
        Some(Id::Text(id)) => id,
        Some(Id::Number(id)) => id.to_string(),
        None => document_id(wire.title.as_deref(), date, &wire.text),
    };
    let document = Document {
        id,
        title: wire.title,
        text: wire.text,
        date,
        source: wire.source,
        url: wire.url,
        language: wire.language,
    };
    Ok(JsonDocument {
        document,
        given_toponyms: wire.toponyms,
        wrong_date,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_keys_are_ignored_and_missing_ones_stay_unknown() {
        let json = r#"{"id": 7, "text": "Rockets fell.", "date": "2020-03-12T10:00:00Z", "section": [1]}"#;
        let document = read_json_document(json).unwrap().document;
        assert_eq!(document.id, "7");
        assert_eq!(document.date, Some(jiff::civil::date(2020, 3, 12)));
        assert_eq!(document.title, None);
    }

    #[test]
    fn errors_say_what_is_wrong() {
        let missing_text = read_json_document("{}").unwrap_err();
        assert_eq!(missing_text.to_string(), "is not a JSON document");
        let cause = std::error::Error::source(&missing_text).map(ToString::to_string);
        assert_eq!(cause.as_deref(), Some("missing field `text` at line 1 column 2"));
    }

    #[test]
    fn a_wrong_date_leaves_the_document_without_one() {
        let read = read_json_document(r#"{"text": "", "date": "some day"}"#).unwrap();
        assert_eq!(read.document.date, None);
        assert_eq!(read.wrong_date.as_deref(), Some("some day"));
    }
}
