//! What can be wrong with a model file.

use std::path::PathBuf;

/// A model that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The file cannot be read.
    #[error("cannot read the model `{}`; make it with `dateline train`", path.display())]
    Read {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The bytes are something else.
    #[error("`{name}` is not a model of Dateline")]
    NotAModel {
        /// Which model.
        name: String,
    },
    /// Another version of the program wrote it.
    #[error("the model `{name}` is format {found}, this program reads {expected}; make it anew with `dateline train`")]
    Version {
        /// Which model.
        name: String,
        /// What the file says.
        found: u32,
        /// What this program reads.
        expected: u32,
    },
    /// It was cut or changed.
    #[error("the model `{name}` is damaged: {reason}")]
    Damaged {
        /// Which model.
        name: String,
        /// What does not agree.
        reason: &'static str,
    },
}
