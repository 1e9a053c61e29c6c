//! Which places are known: the list that comes with Dateline, and the user's own over it.

use std::path::{Path, PathBuf};

use clap::Args;

use super::error::CliError;
use super::report::Report;
use crate::gazetteer::Gazetteer;
use crate::gazetteer::import::{ImportObserver, Skipped, import};

/// The lists of places that a command takes.
#[derive(Debug, Args)]
pub(crate) struct GazetteerArguments {
    /// A list of places over the one that comes with Dateline: a file of `gazetteer import`, or a .csv, .geojson or dump, which is imported
    /// at every start; may be repeated, later ones over earlier ones
    #[arg(long = "gazetteer", value_name = "FILE")]
    files: Vec<PathBuf>,
}

impl GazetteerArguments {
    /// Opens the list that comes with Dateline and puts the user's over it, the last on top.
    pub(crate) fn open(&self, report: &mut Report) -> Result<Gazetteer, CliError> {
        let mut gazetteer = Gazetteer::embedded()?;
        for file in &self.files {
            gazetteer = open_layer(file, report)?.over(gazetteer);
        }
        Ok(gazetteer)
    }
}

/// Opens a list of places: a compiled one, or by its ending one that is imported now.
fn open_layer(file: &Path, report: &mut Report) -> Result<Gazetteer, CliError> {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    if !matches!(
        ending.to_ascii_lowercase().as_str(),
        "csv" | "geojson" | "json" | "txt" | "zip"
    ) {
        return Ok(Gazetteer::open(file)?);
    }
    let (builder, _) = import(&[file.to_owned()], &mut Quiet { report })?;
    Ok(builder.build()?)
}

/// Tells what is left out, and nothing of how far it is.
struct Quiet<'r> {
    report: &'r mut Report,
}

impl ImportObserver for Quiet<'_> {
    fn skipped(&mut self, skipped: &Skipped) {
        self.report.fail_one(skipped);
    }

    fn progress(&mut self, _path: &Path, _lines: u64) {}
}
