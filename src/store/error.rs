//! Why a store did not do what was asked.

use std::path::PathBuf;

use super::correction::CorrectionError;
use crate::export::ExportError;

/// A failure of the store; each names what was being done.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A piece of what is kept cannot be read back.
    #[error("the store's record of `{id}` is damaged: {reason}")]
    Record {
        /// Which incident or document.
        id: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A value could not be written down.
    #[error("cannot write down `{id}`")]
    Format {
        /// Which incident or document.
        id: String,
        /// Why.
        source: serde_json::Error,
    },
    /// A correction cannot be made.
    #[error("the correction is refused: {0}")]
    Correction(#[from] CorrectionError),
    /// The file cannot be opened as a store.
    #[error("cannot open the store `{}`: {reason}", path.display())]
    Open {
        /// Which file.
        path: PathBuf,
        /// What is wrong, and what to do where that is known.
        reason: String,
    },
    /// An export could not be written.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The disk takes no more. Nothing was changed; the store can still be read.
    #[error("the disk is full: nothing was added; make room and try again")]
    Full {
        /// What the database says.
        source: rusqlite::Error,
    },
    /// The file's pages contradict each other.
    #[error("the store's file is damaged; take the last copy of it, or ingest its documents into a new one")]
    Damaged {
        /// What the database says.
        source: rusqlite::Error,
    },
    /// The database refuses.
    #[error("cannot {doing}")]
    Database {
        /// What was being done.
        doing: &'static str,
        /// What the database says.
        source: rusqlite::Error,
    },
}
