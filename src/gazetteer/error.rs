//! What can go wrong while a gazetteer is opened or compiled.

use std::io;
use std::path::{Path, PathBuf};

/// A gazetteer file or one of its sources that cannot be used.
///
/// Looking names up never fails; only opening and compiling do.
#[derive(Debug, thiserror::Error)]
pub enum GazetteerError {
    /// The file cannot be read.
    #[error("cannot read `{path}`")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file that was named cannot be used; the source says why.
    #[error("cannot use the gazetteer `{}`", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, and what to do.
        source: Box<GazetteerError>,
    },
    /// The file does not begin like a gazetteer.
    #[error(
        "this is not a gazetteer file: it does not begin with `DATELGAZ`; make one with `dateline gazetteer import`"
    )]
    NotAGazetteer,
    /// The file was written by another version of Dateline.
    #[error(
        "the gazetteer is format {found}, this program reads {expected}; make it again with the command that made it"
    )]
    Version {
        /// Format number in the file.
        found: u32,
        /// Format number of this program.
        expected: u32,
    },
    /// The file was cut or changed after it was written.
    #[error("the gazetteer is damaged: {what}; copy or make it again")]
    Damaged {
        /// Which part does not hold together.
        what: &'static str,
    },
    /// The file cannot be written.
    #[error("cannot write `{}`", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A source file is not in the expected shape.
    #[error("`{path}` cannot be understood: {reason}")]
    Source {
        /// The source file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A row of a curated table is wrong.
    #[error("`{path}` line {line}, column `{column}`: {reason}, found `{value}`")]
    Row {
        /// The table.
        path: PathBuf,
        /// Line of the file, counted from 1.
        line: u64,
        /// Name of the column.
        column: String,
        /// What stands there.
        value: String,
        /// What should stand there.
        reason: String,
    },
    /// Two different places have the same number.
    #[error("places `{first}` and `{second}` have the same id {id}; change the source key of one")]
    SameId {
        /// The number.
        id: u32,
        /// Display name of the first.
        first: String,
        /// Display name of the second.
        second: String,
    },
    /// There is more of something than the format can hold.
    #[error("too many {what} for the gazetteer format")]
    TooMany {
        /// Of what.
        what: &'static str,
    },
    /// A display name is longer than the format can hold.
    #[error("the name `{name}` is longer than 255 bytes")]
    LongName {
        /// The name.
        name: String,
    },
    /// The name index cannot be built.
    #[error("the name index cannot be built")]
    Index {
        /// What the index said.
        source: fst::Error,
    },
}

/// The error for a source file that is not in the expected shape.
pub(super) fn misread(path: &Path, reason: &dyn std::fmt::Display) -> GazetteerError {
    GazetteerError::Source {
        path: path.to_owned(),
        reason: reason.to_string(),
    }
}

/// The error for a gazetteer file that cannot be written further; who knows which file it is names it.
pub(super) fn unwritten(source: io::Error) -> GazetteerError {
    GazetteerError::Write {
        path: PathBuf::from("gazetteer"),
        source,
    }
}
