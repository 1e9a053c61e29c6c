//! Why a command could not run.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::export::ExportError;
use crate::gazetteer::GazetteerError;
use crate::learn::ModelError;
use crate::lexicon::LexiconError;
#[cfg(feature = "server")]
use crate::server::{ServerError, TileSourceError};
use crate::store::{QueryError, StoreError};

/// What ends a command. A document that cannot be read does not: it is told and counted.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// Nothing to read.
    #[error(
        "give files, folders, or - for standard input; for example: dateline {command} article.txt --date 2020-03-12"
    )]
    NoInput {
        /// The command that was asked for.
        command: &'static str,
    },
    /// The online map that was asked for cannot be one.
    #[cfg(feature = "server")]
    #[error("--tiles {address} is no address of map tiles")]
    Tiles {
        /// What was given.
        address: String,
        /// Why not.
        source: TileSourceError,
    },
    /// Two arguments do not go together.
    #[error("{0}")]
    Arguments(&'static str),
    /// A filter is not understood.
    #[error("wrong filter")]
    Filter(#[from] QueryError),
    /// The file of `--output` cannot be made.
    #[error("cannot write `{}`", path.display())]
    Create {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The output takes no more.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The thread that writes has stopped; never told, its own error is.
    #[error("the output was ended")]
    Stopped,
    /// The list of places is missing or damaged, or cannot be compiled.
    #[error("no list of places")]
    Gazetteer(#[from] GazetteerError),
    /// A file that a model is trained on cannot be read.
    #[error("cannot read the corpus `{}`; say where it is with --corpora", path.display())]
    Corpus {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// An annotated document is not as it must be.
    #[error("{}:{line}: {reason}", path.display())]
    Annotation {
        /// Which file.
        path: PathBuf,
        /// Which line.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// A line of a corpus is not JSON.
    #[error("cannot read the corpus `{}`", path.display())]
    CorpusJson {
        /// Which file.
        path: PathBuf,
        /// What the parser says.
        source: serde_json::Error,
    },
    /// A model is missing or damaged.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The word lists are damaged.
    #[error("cannot load the word lists")]
    Lexicon(#[from] LexiconError),
    /// The store cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The server does not run.
    #[cfg(feature = "server")]
    #[error(transparent)]
    Server(#[from] ServerError),
}

impl CliError {
    /// Whether the reader of our output went away, which is success.
    pub fn is_closed_pipe(&self) -> bool {
        match self {
            CliError::Export(error) => error.is_closed_pipe(),
            CliError::Store(error) => error.is_closed_pipe(),
            _ => false,
        }
    }

    /// 2 where the arguments are at fault, else 1.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            CliError::NoInput { .. } | CliError::Arguments(_) | CliError::Filter(_) => ExitCode::from(2),
            #[cfg(feature = "server")]
            CliError::Tiles { .. } => ExitCode::from(2),
            _ => ExitCode::FAILURE,
        }
    }
}
