//! The command line: arguments → the library → standard output.
//!
//! Standard output carries data only; warnings and failures of single documents go to standard error.

mod error;
mod report;
mod output;
mod places;
mod train;
mod gazetteer;
mod format;
mod arguments;
mod input;
mod batch;
mod knowledge;
#[cfg(feature = "server")]
mod demo;
mod extract;
mod ingest;
mod export;
mod toponyms;
mod dates;
#[cfg(feature = "server")]
mod serve;
mod evaluate;

pub use error::CliError;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use report::Report;

/// Runs the command of the process's arguments. The exit code says whether every document was read; wrong arguments and `--help` end the process here.
///
/// # Errors
/// [`CliError`] where the command could not run at all, or its output could not be written.
pub fn run() -> Result<ExitCode, CliError> {
    let mut report = Report::default();
    match Arguments::parse().command {
        Command::Extract(arguments) => extract::run(&arguments, &mut report)?,
        Command::Ingest(arguments) => ingest::run(&arguments, &mut report)?,
        Command::Export(arguments) => export::run(&arguments)?,
        Command::Toponyms(arguments) => toponyms::run(&arguments, &mut report)?,
        Command::Dates(arguments) => dates::run(&arguments, &mut report)?,
        #[cfg(feature = "server")]
        Command::Serve(arguments) => serve::run(&arguments, &mut report)?,
        Command::Gazetteer(command) => gazetteer::run(&command, &mut report)?,
        Command::Evaluate(command) => evaluate::run(&command)?,
        Command::Train(command) => train::run(&command)?,
    }
    Ok(report.finish())
}
