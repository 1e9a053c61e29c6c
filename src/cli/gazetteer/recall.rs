//! `dateline gazetteer recall`: what the list of places can answer at all.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::super::error::CliError;
use super::super::output::{self, Output};
use super::super::report::Report;
use super::arguments::RecallArguments;
use super::write;
use crate::evaluate::recall::{Reach, RecallFigures};
use crate::gazetteer::Gazetteer;
use crate::geography::LonLat;

/// A document with its names; offsets are code points.
#[derive(Debug, Deserialize)]
struct Annotated {
    text: String,
    #[serde(default)]
    toponyms: Vec<Name>,
}

/// A name; without a point it is not counted.
#[derive(Debug, Deserialize)]
struct Name {
    start: usize,
    end: usize,
    lat: Option<f64>,
    lon: Option<f64>,
}

/// Writes a table for each file, tabs between columns.
pub(super) fn run(arguments: &RecallArguments, report: &mut Report) -> Result<(), CliError> {
    let gazetteer = arguments.places.open(report)?;
    let mut output = output::open(None)?;
    write(
        &mut output,
        "gold\ttiers\tnames\trecall_161km\tfirst_161km\tunknown\tcandidates_mean\tcandidates_median\tcandidates_p95",
    )?;
    let mut missed = Vec::new();
    for path in &arguments.gold {
        let names = read(path)?;
        let file = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        for reach in Reach::ALL {
            let figures = figures(&gazetteer, &names, reach);
            write_row(&mut output, &file, reach, &figures)?;
            if reach == Reach::AllTiers && arguments.missed {
                missed.extend(
                    figures
                        .missed()
                        .into_iter()
                        .map(|(name, count)| format!("{file}\t{count}\t{name}")),
                );
            }
        }
    }
    for line in missed {
        write(&mut output, &line)?;
    }
    output::flush(&mut output)
}

fn figures(gazetteer: &Gazetteer, names: &[(String, LonLat)], reach: Reach) -> RecallFigures {
    let mut figures = RecallFigures::default();
    for (name, point) in names {
        figures.add(name, *point, &reach.candidates(gazetteer, name));
    }
    figures
}

fn write_row(output: &mut Output, file: &str, reach: Reach, figures: &RecallFigures) -> Result<(), CliError> {
    let tiers = match reach {
        Reach::FirstTier => "first with a hit",
        Reach::AnySpelling => "first, or other spelling",
        Reach::AllTiers => "all, or other spelling",
    };
    let columns = [
        file.to_owned(),
        tiers.to_owned(),
        figures.names.to_string(),
        format!("{:.4}", figures.recall()),
        format!("{:.4}", figures.first_recall()),
        figures.unknown.to_string(),
        format!("{:.1}", figures.mean_candidates()),
        figures.candidates_at(0.5).to_string(),
        figures.candidates_at(0.95).to_string(),
    ];
    write(output, &columns.join("\t"))
}

/// The names with their points.
fn read(path: &Path) -> Result<Vec<(String, LonLat)>, CliError> {
    let contents = fs::read_to_string(path).map_err(|source| CliError::Corpus {
        path: path.to_owned(),
        source,
    })?;
    let mut names = Vec::new();
    for (line, number) in contents.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
        let annotated: Annotated = serde_json::from_str(line).map_err(|error| CliError::Annotation {
            path: path.to_owned(),
            line: number,
            reason: error.to_string(),
        })?;
        for name in &annotated.toponyms {
            let point = name.lon.zip(name.lat).and_then(|(lon, lat)| LonLat::new(lon, lat));
            let words = annotated
                .text
                .chars()
                .skip(name.start)
                .take(name.end.saturating_sub(name.start));
            names.extend(point.map(|point| (words.collect(), point)));
        }
    }
    Ok(names)
}
