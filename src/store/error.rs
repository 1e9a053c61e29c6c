//! Why a store did not do what was asked.

use std::fmt;
use std::path::{Path, PathBuf};

use super::correction::CorrectionError;
use crate::export::ExportError;

/// The file that a failure is about, in the words of a message; empty where a store has none, or it is not known yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoreFile(pub(super) PathBuf);

impl fmt::Display for StoreFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.as_os_str().is_empty() {
            return f.write_str("the store");
        }
        write!(f, "the store `{}`", self.0.display())
    }
}

/// A failure of the store; each names what was being done, and the file where there is one.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A piece of what is kept cannot be read back.
    #[error("the record of `{id}` in {file} is damaged: {reason}")]
    Record {
        /// Where it stands.
        file: StoreFile,
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
    #[error("the disk is full: nothing was added to {file}; make room and try again")]
    Full {
        /// Which file.
        file: StoreFile,
        /// What the database says.
        source: rusqlite::Error,
    },
    /// The file's pages contradict each other.
    #[error("{file} is damaged; take the last copy of it, or ingest its documents into a new one")]
    Damaged {
        /// Which file.
        file: StoreFile,
        /// What the database says.
        source: rusqlite::Error,
    },
    /// The database refuses.
    #[error("cannot {doing} in {file}")]
    Database {
        /// Which file.
        file: StoreFile,
        /// What was being done.
        doing: &'static str,
        /// What the database says.
        source: rusqlite::Error,
    },
}

impl StoreError {
    /// A record that cannot be read back.
    pub(super) fn record(id: impl Into<String>, reason: impl Into<String>) -> StoreError {
        StoreError::Record {
            file: StoreFile::default(),
            id: id.into(),
            reason: reason.into(),
        }
    }

    /// The same failure, saying in which file, where that is not said yet.
    pub(super) fn in_file(mut self, path: &Path) -> StoreError {
        if let StoreError::Record { file, .. }
        | StoreError::Full { file, .. }
        | StoreError::Damaged { file, .. }
        | StoreError::Database { file, .. } = &mut self
            && file.0.as_os_str().is_empty()
        {
            path.clone_into(&mut file.0);
        }
        self
    }
}
