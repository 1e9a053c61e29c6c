//! `dateline dates`: every time expression of each document, with its TIMEX3 type and value.

use crate::export::jsonl::{dates_line, write_line};
use crate::text::Text;
use crate::time::find_timexes;

use super::arguments::{DatesArguments, DatesFormat};
use super::error::CliError;
use super::input;
use super::output;
use super::report::Report;

/// Reads the inputs and writes a line for each. Neither places nor words are loaded.
pub(crate) fn run(arguments: &DatesArguments, report: &mut Report) -> Result<(), CliError> {
    let DatesFormat::Jsonl = arguments.format;
    let mut output = output::open(None)?;
    input::read_all("dates", &arguments.input, report, &mut |loaded, report| {
        let document = &loaded.document;
        report.read_one();
        if document.text.trim().is_empty() {
            report.empty_one(&loaded.origin);
        }
        let timexes = find_timexes(&Text::read(document), document.date);
        write_line(&mut output, &dates_line(document, &timexes))?;
        output::flush(&mut output)
    })
}
