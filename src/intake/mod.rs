//! Intake: bytes from a file, a pipe or a request → [`Document`](crate::document::Document)s.
//!
//! Nothing here opens files; the command line and the server hand over what they read. Bad input is an [`IntakeError`] for that one document.

mod decode;
mod dateline;
mod html;
mod json;
mod unpack;

pub use dateline::find_publication_date;
pub use decode::{Decoded, decode};
pub use html::{decode_page, is_html, read_html_document};
pub use json::{CodePointRange, JsonDocument, read_json_document};
pub use unpack::{Compression, read_bounded, read_line_bounded, unpacked};

use crate::identity::stable_id;

use jiff::civil::Date;

/// Why one document could not be read; the caller adds the file and the line.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// Not JSON, or not an object with the keys of a document.
    #[error("is not a JSON document")]
    Json {
        /// What the parser says.
        #[source]
        source: serde_json::Error,
    },
    /// A web page without an article.
    #[error("this web page cannot be read: {reason}")]
    Html {
        /// What is missing, or what is too much.
        reason: String,
    },
    /// The words name no calendar day.
    #[error("wrong date `{value}`: give it as 2020-03-12")]
    Date {
        /// What was given.
        value: String,
        /// What the calendar says.
        #[source]
        source: jiff::Error,
    },
}

/// Reads a publication day: `2020-03-12`, or the day of a date and time such as `2009-03-20 12:24:52-05` (as written there, without change of time zone), or `20200312`.
///
/// # Errors
/// [`IntakeError::Date`] where it is none of these or no such day exists.
pub fn read_date(value: &str) -> Result<Date, IntakeError> {
    let trimmed = value.trim();
    let day = trimmed.split(['T', 't', ' ']).next().unwrap_or_default();
    day.parse().map_err(|source| IntakeError::Date {
        value: value.to_owned(),
        source,
    })
}

/// An identifier for a document that came without one, from its title, date and text.
pub fn document_id(title: Option<&str>, date: Option<Date>, text: &str) -> String {
    let date = date.map(|date| date.to_string());
    stable_id(&[title.unwrap_or_default(), date.as_deref().unwrap_or_default(), text])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, expected: Option<&str>) {
        assert_eq!(
            read_date(value).ok().map(|date| date.to_string()).as_deref(),
            expected,
            "{value}"
        );
    }

    #[test]
    fn a_publication_date_is_a_day_with_or_without_a_time() {
        check("2020-03-12", Some("2020-03-12"));
        check("2009-03-20 12:24:52.002364-05", Some("2009-03-20"));
        check("2020-03-12T23:59:59Z", Some("2020-03-12"));
        check("19950101", Some("1995-01-01"));
        check("2020-02-30", None);
        check("12 March 2020", None);
        check("", None);
    }

    #[test]
    fn identifiers_depend_on_each_part_and_on_nothing_else() {
        let id = document_id(Some("Taji"), None, "Rockets fell.");
        assert_eq!(id, document_id(Some("Taji"), None, "Rockets fell."));
        assert_eq!(id.len(), 16);
        assert_ne!(id, document_id(None, None, "TajiRockets fell."));
        assert_ne!(
            id,
            document_id(Some("Taji"), Some(jiff::civil::date(2020, 3, 12)), "Rockets fell.")
        );
    }
}
