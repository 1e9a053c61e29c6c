//! `dateline gazetteer`: looks into the list of places, or makes it.

use std::io::Write;

use crate::export::ExportError;
use crate::gazetteer::NameMatch;

use super::arguments::GazetteerCommand;
use super::error::CliError;
use super::knowledge::open_gazetteer;
use super::output;

/// Runs one of the commands.
pub(crate) fn run(command: &GazetteerCommand) -> Result<(), CliError> {
    match command {
        GazetteerCommand::Search { name } => search(name),
        GazetteerCommand::Info => Err(CliError::Missing {
            command: "gazetteer info",
        }),
        GazetteerCommand::Compile { .. } => Err(CliError::Missing {
            command: "gazetteer compile",
        }),
    }
}

/// Writes a table, tabs between columns, with a header.
fn search(name: &str) -> Result<(), CliError> {
    let gazetteer = open_gazetteer()?;
    let mut output = output::open(None)?;
    let header = "place_id\tname\tfeature_code\tcountry\tadmin1\tpopulation\tlongitude\tlatitude\tmatch\n";
    output.write_all(header.as_bytes()).map_err(ExportError::Write)?;
    for found in gazetteer.lookup(name) {
        output.write_all(row(&found).as_bytes()).map_err(ExportError::Write)?;
    }
    output::flush(&mut output)
}

fn row(found: &NameMatch<'_>) -> String {
    let place = &found.place;
    let columns = [
        place.id.0.to_string(),
        place.name.to_owned(),
        place.code.to_owned(),
        place.country.to_owned(),
        place.admin1.to_owned(),
        place.population.to_string(),
        place.point.lon.to_string(),
        place.point.lat.to_string(),
        format!("{:?} {:?}", found.tier, found.kind).to_lowercase(),
    ];
    columns.join("\t") + "\n"
}
