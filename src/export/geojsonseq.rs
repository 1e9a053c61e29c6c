//! GeoJSON text sequences ([RFC 8142](https://www.rfc-editor.org/rfc/rfc8142)): each feature after a record separator (0x1E) and before a line feed.

use std::io::Write;

use ::geojson::Feature;

use super::ExportError;
use super::geojson::write_json;

/// Media type of GeoJSON text sequences.
pub const MEDIA_TYPE: &str = "application/geo+json-seq";

const RECORD_SEPARATOR: &[u8] = b"\x1e";

/// Writes one feature of the sequence.
///
/// ```
/// let mut bytes = Vec::new();
/// dateline::export::geojsonseq::write(&mut bytes, &geojson::Feature::default())?;
/// assert_eq!(bytes, b"\x1e{\"type\":\"Feature\",\"geometry\":null,\"properties\":null}\n");
/// # Ok::<(), dateline::export::ExportError>(())
/// ```
///
/// # Errors
/// [`ExportError::Write`] where the output takes no more.
pub fn write(output: &mut impl Write, feature: &Feature) -> Result<(), ExportError> {
    output.write_all(RECORD_SEPARATOR).map_err(ExportError::Write)?;
    write_json(output, feature)?;
    output.write_all(b"\n").map_err(ExportError::Write)
}
