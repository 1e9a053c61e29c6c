//! Export: what was found → bytes that other programs read. One file for each format; each names its specification.
//!
//! Only this layer and the server know serialised shapes: [`wire`] holds them, converted explicitly, so that a change inside cannot change what users read.

pub mod wire;
pub mod geojson;
pub mod geojsonseq;
pub mod places;
pub mod jsonl;
pub mod table;
pub mod writer;
pub mod csv;
pub mod layer_json;
mod kml;
pub(crate) mod gpkg;
mod flatgeobuf;
mod geoparquet;
pub mod format;

use std::io;

/// Why nothing more could be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The file, pipe or connection takes no more.
    #[error("cannot write the output")]
    Write(#[source] io::Error),
    /// A value could not be put into the format.
    #[error("cannot put `{id}` into the format")]
    Format {
        /// The incident or document.
        id: String,
        /// Why.
        source: serde_json::Error,
    },
}

impl ExportError {
    /// Whether the reader went away, which is no failure of ours (`dateline extract … | head`).
    pub fn is_closed_pipe(&self) -> bool {
        match self {
            ExportError::Write(source) => source.kind() == io::ErrorKind::BrokenPipe,
            ExportError::Format { .. } => false,
        }
    }
}
