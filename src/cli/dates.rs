//! `dateline dates`: every time expression of each document, with its TIMEX3 type and value.

use crate::export::jsonl::{dates_line, write_line};
use crate::text::Text;
use crate::time::find_timexes;

use super::arguments::{DatesArguments, DatesFormat};
use super::batch;
use super::error::CliError;
use super::input::LoadedDocument;
use super::output;
use super::report::Report;

/// Reads the inputs and writes a line for each. Neither places nor words are loaded.
pub(crate) fn run(arguments: &DatesArguments, report: &mut Report) -> Result<(), CliError> {
    let DatesFormat::Jsonl = arguments.format;
    let mut output = output::open(None)?;
    let read = |loaded: &LoadedDocument| {
        let document = &loaded.document;
        dates_line(document, &find_timexes(&Text::read(document), document.date))
    };
    batch::read_all("dates", &arguments.input, report, read, |loaded, line, report| {
        report.read_one();
        if loaded.document.text.trim().is_empty() {
            report.empty_one(&loaded.origin);
        }
        write_line(&mut output, &line)?;
        output::flush(&mut output)
    })
}
