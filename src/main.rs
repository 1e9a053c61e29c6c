//! The `dateline` program: reads the arguments, runs one command, and tells how it ended.
//!
//! Exit codes: 0 done, 1 failed, 2 wrong arguments; a closed pipe is success.

use std::process::ExitCode;

use dateline::cli;

#[allow(clippy::print_stderr, reason = "the one place where the program says why it failed")]
fn main() -> ExitCode {
    match cli::run() {
        Ok(exit_code) => exit_code,
        Err(error) if error.is_closed_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            let exit_code = error.exit_code();
            eprintln!("dateline: {:#}", anyhow::Error::new(error));
            exit_code
        }
    }
}
