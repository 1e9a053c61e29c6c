//! The command line: arguments → the library → standard output.
//!
//! Standard output carries data only; warnings and failures go to standard error through [`report::Report`].

mod arguments;
mod dates;
#[cfg(feature = "server")]
mod demo;
mod error;
mod extract;
mod gazetteer;
mod input;
mod knowledge;
mod output;
mod report;
#[cfg(feature = "server")]
mod serve;
mod toponyms;

pub(crate) use arguments::Arguments;

use std::process::ExitCode;

use arguments::Command;
use error::CliError;
use report::Report;

/// Runs the command. The exit code says whether every document was read.
///
/// # Errors
/// [`CliError`] where the command could not run at all, or its output could not be written.
pub(crate) fn run(arguments: Arguments) -> Result<ExitCode, CliError> {
    let mut report = Report::default();
    match arguments.command {
        Command::Extract(arguments) => extract::run(&arguments, &mut report)?,
        Command::Toponyms(arguments) => toponyms::run(&arguments, &mut report)?,
        Command::Dates(arguments) => dates::run(&arguments, &mut report)?,
        #[cfg(feature = "server")]
        Command::Serve(arguments) => serve::run(&arguments, &mut report)?,
        Command::Gazetteer(command) => gazetteer::run(&command)?,
    }
    Ok(report.finish())
}
