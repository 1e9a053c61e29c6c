//! What can be wrong with the word lists.

use std::path::PathBuf;

use super::name_cues::NameCuesError;
use crate::learn::ModelError;

/// A word list that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LexiconError {
    /// The file cannot be read.
    #[error("cannot read the word list `{}`", path.display())]
    Read {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A row does not have the form that the header promises.
    #[error("`data/lexicon/{file}`, line {line}: {reason}")]
    Row {
        /// Which file.
        file: &'static str,
        /// Counted from 1, header included.
        line: u64,
        /// What is wrong, with the value.
        reason: String,
    },
    /// A model cannot be used.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// A list of words around names cannot be used.
    #[error(transparent)]
    NameCues(#[from] NameCuesError),
}
