//! Where data goes: standard output or the file of `--output`.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::export::ExportError;

use super::error::CliError;

/// A buffered writer; flushed after each document, so that a reader at the other end of a pipe does not wait.
pub(crate) type Output = BufWriter<Box<dyn Write + Send>>;

/// Opens the file, or standard output where none is given.
pub(crate) fn open(path: Option<&Path>) -> Result<Output, CliError> {
    let output: Box<dyn Write + Send> = match path {
        None => Box::new(io::stdout()),
        Some(path) => {
            let file = File::create(path).map_err(|source| CliError::Create {
                path: path.to_owned(),
                source,
            })?;
            Box::new(file)
        }
    };
    Ok(BufWriter::with_capacity(64 * 1024, output))
}

/// Sends what is buffered.
pub(crate) fn flush(output: &mut impl Write) -> Result<(), CliError> {
    Ok(output.flush().map_err(ExportError::Write)?)
}
