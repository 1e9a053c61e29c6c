//! What every format of a layer does: take rows one after the other.

use super::ExportError;
use super::table::TableRow;

/// A file of a layer under way: rows one after the other, then the end.
pub trait LayerWriter {
    /// Adds a row of the layer.
    ///
    /// # Errors
    /// [`ExportError`] where the output takes no more or the value does not go into the format.
    fn write_row(&mut self, row: &TableRow<'_>) -> Result<(), ExportError>;

    /// Adds an incident whose feature is ready as JSON; whether the format takes it so. Else it must come as a row.
    ///
    /// # Errors
    /// [`ExportError`] where the output takes no more.
    fn write_feature(&mut self, _feature: &[u8]) -> Result<bool, ExportError> {
        Ok(false)
    }

    /// Writes the end and flushes.
    ///
    /// # Errors
    /// [`ExportError`] where the output takes no more.
    fn finish_layer(self: Box<Self>) -> Result<(), ExportError>;
}
