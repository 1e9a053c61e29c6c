//! What is said on standard error while documents are read, and the count of those that could not be.

use std::error::Error;
use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

/// Failures of a batch; each is told at once, and none stops it.
#[derive(Debug, Default)]
pub(crate) struct Report {
    read: usize,
    empty: usize,
    failed: usize,
}

impl Report {
    /// Counts a document that was read.
    pub(crate) fn read_one(&mut self) {
        self.read += 1;
    }

    /// Counts and tells a document without words; it stays in the output, with nothing found.
    pub(crate) fn empty_one(&mut self, origin: &str) {
        self.empty += 1;
        self.warn(format_args!("{origin}: the document has no words"));
    }

    /// Counts and tells a document or file that could not be read, or not wholly.
    pub(crate) fn fail_one(&mut self, error: &dyn Error) {
        self.failed += 1;
        let mut message = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            message = format!("{message}: {error}");
            cause = error.source();
        }
        say(format_args!("dateline: {message}"));
    }

    /// Tells something worth knowing that is no failure.
    #[allow(
        clippy::unused_self,
        reason = "what is said belongs to a report; later it is counted"
    )]
    pub(crate) fn warn(&self, warning: impl Display) {
        say(format_args!("dateline: warning: {warning}"));
    }

    /// How many could not be read, or not wholly.
    #[cfg(test)]
    pub(super) fn failed_count(&self) -> usize {
        self.failed
    }

    /// Tells the counts where something failed; 1 if so, else 0.
    pub(crate) fn finish(&self) -> ExitCode {
        if self.failed == 0 {
            return ExitCode::SUCCESS;
        }
        let Report { read, empty, failed } = self;
        let without_words = if *empty == 0 {
            String::new()
        } else {
            format!(" ({empty} without words)")
        };
        say(format_args!(
            "dateline: {failed} with errors, {read} read{without_words}"
        ));
        ExitCode::FAILURE
    }
}

/// A line on standard error; where nobody listens there, nothing is lost.
pub(crate) fn say(line: impl Display) {
    let _ = writeln!(io::stderr(), "{line}");
}
