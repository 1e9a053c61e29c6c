//! `dateline gazetteer`: looks into the list of places, or makes it.

mod download;
mod arguments;
mod search;
mod recall;

pub(crate) use arguments::GazetteerCommand;

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::error::CliError;
use super::output::{self, Output};
use super::report::{Report, say};
use crate::export::ExportError;
use crate::gazetteer::Gazetteer;
use crate::gazetteer::compile::{CompileOptions, compile};
use crate::gazetteer::import::{ImportObserver, Skipped, import_into};

/// Runs one of the commands.
pub(crate) fn run(command: &GazetteerCommand, report: &mut Report) -> Result<(), CliError> {
    match command {
        GazetteerCommand::Import { files, output } => import_files(files, output, report),
        GazetteerCommand::Search(arguments) => search::search(arguments, report),
        GazetteerCommand::At(arguments) => search::at(arguments, report),
        GazetteerCommand::Area { name, places } => search::area(name, places, report),
        GazetteerCommand::Download(asked) => download::run(&asked.names, &asked.url, &asked.into, report),
        GazetteerCommand::Recall(arguments) => recall::run(arguments, report),
        GazetteerCommand::Info { file } => info(file.as_deref()),
        GazetteerCommand::Compile {
            sources,
            curated,
            output,
        } => make(sources, curated, output),
    }
}

/// Writes how many places and names there are, and where they come from.
fn info(file: Option<&Path>) -> Result<(), CliError> {
    let gazetteer = file.map_or_else(Gazetteer::embedded, Gazetteer::open)?;
    let mut output = output::open(None)?;
    write(&mut output, &format!("places\t{}", gazetteer.len()))?;
    write(&mut output, &format!("names\t{}", gazetteer.name_count()))?;
    for source in gazetteer.origin().lines() {
        write(&mut output, &format!("source\t{source}"))?;
    }
    for (tag, bytes, is_whole) in gazetteer.verify() {
        let state = if is_whole { "whole" } else { "damaged" };
        write(&mut output, &format!("section {tag}\t{bytes} bytes\t{state}"))?;
    }
    output::flush(&mut output)
}

/// Compiles the sources and tells what went in.
fn make(sources: &Path, curated: &Path, output: &Path) -> Result<(), CliError> {
    let compiled = compile(&CompileOptions {
        sources: sources.to_owned(),
        curated: curated.to_owned(),
    })?;
    fs::write(output, &compiled.bytes).map_err(|source| CliError::Create {
        path: output.to_owned(),
        source,
    })?;
    for (what, count) in &compiled.counts {
        say(format_args!("{what}: {count}"));
    }
    Ok(())
}

/// Tells what is left out, and on a terminal how far it is.
struct Progress<'r> {
    report: &'r mut Report,
    is_shown: bool,
}

impl ImportObserver for Progress<'_> {
    fn skipped(&mut self, skipped: &Skipped) {
        self.report.fail_one(skipped);
    }

    fn progress(&mut self, path: &Path, lines: u64) {
        if self.is_shown {
            let _ = write!(io::stderr(), "\r{}: {lines} lines ", path.display());
        }
    }
}

/// Imports the files and tells the counts.
fn import_files(files: &[PathBuf], output: &Path, report: &mut Report) -> Result<(), CliError> {
    let is_shown = io::stderr().is_terminal();
    let mut progress = Progress { report, is_shown };
    let counts = import_into(files, output, &mut progress)?;
    if is_shown {
        let _ = writeln!(io::stderr());
    }
    report.read_one();
    say(format_args!(
        "places: {}; further names: {}",
        counts.places, counts.names
    ));
    if counts.skipped > 0 {
        say(format_args!("left out: {}", counts.skipped));
    }
    Ok(())
}

fn write(output: &mut Output, line: &str) -> Result<(), CliError> {
    Ok(writeln!(output, "{line}").map_err(ExportError::Write)?)
}
