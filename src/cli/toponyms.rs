//! `dateline toponyms`: every place name of each document, and the place that it means.

use std::collections::HashMap;
use std::io::Write;

use crate::document::Document;
use crate::export::ExportError;
use crate::export::geojson::CollectionWriter;
use crate::export::jsonl::write_line;
use crate::export::places::{ToponymLine, toponym_features, toponym_line};
use crate::gazetteer::Gazetteer;
use crate::intake::CodePointRange;
use crate::pipeline::{locate_toponyms, locate_toponyms_knowing, resolve_given};
use crate::resolve::{Habits, ResolvedToponym, outlet_of};
use crate::span::Span;

use super::arguments::{ToponymsArguments, ToponymsFormat};
use super::batch;
use super::error::CliError;
use super::input::{self, LoadedDocument};
use super::knowledge::Knowledge;
use super::output;
use super::report::Report;

/// Reads the inputs and writes a line, or features, for each.
pub(crate) fn run(arguments: &ToponymsArguments, report: &mut Report) -> Result<(), CliError> {
    let knowledge = Knowledge::with_places(&arguments.places, report)?.for_good();
    let mut output = output::open(None)?;
    match arguments.format {
        ToponymsFormat::Jsonl => each_reading(arguments, knowledge, report, &mut |document, reading| {
            match &reading.line {
                Some(line) => output.write_all(line).map_err(ExportError::Write)?,
                None => write_line(&mut output, &reading.line_of(document, knowledge))?,
            }
            output::flush(&mut output)
        }),
        ToponymsFormat::Geojson => {
            let mut collection = CollectionWriter::new(&mut output)?;
            each_reading(arguments, knowledge, report, &mut |document, reading| {
                for feature in toponym_features(&reading.line_of(document, knowledge)) {
                    collection.write(&feature?)?;
                }
                Ok(())
            })?;
            collection.finish()?;
            output::flush(&mut output)
        }
    }
}

/// Receives each document with what was read out of it.
type Writer<'w> = dyn FnMut(&Document, &Reading) -> Result<(), CliError> + Send + 'w;

/// Calls `write` with each document: side by side and at once, or with `--outlets` when all of them are read.
fn each_reading(
    arguments: &ToponymsArguments,
    knowledge: &Knowledge,
    report: &mut Report,
    write: &mut Writer<'_>,
) -> Result<(), CliError> {
    let read = |loaded: &LoadedDocument, habits: Option<&Habits>| Reading::of(loaded, knowledge, arguments, habits);
    let mut tell = |loaded: &LoadedDocument, reading: &Reading, report: &mut Report| {
        reading.tell(loaded, report);
        write(&loaded.document, reading)
    };
    if !arguments.outlets {
        return batch::read_all(
            "toponyms",
            &arguments.input,
            report,
            |loaded| read(loaded, None),
            |loaded, reading, report| tell(&loaded, &reading, report),
        );
    }
    let mut documents = Vec::new();
    input::read_all("toponyms", &arguments.input, report, &mut |loaded, _| {
        documents.push(loaded);
        Ok(())
    })?;
    let mut outlets: HashMap<String, Habits> = HashMap::new();
    let mut own = Vec::with_capacity(documents.len());
    for LoadedDocument { document, .. } in &documents {
        let found = locate_toponyms(document, &knowledge.gazetteer, &knowledge.lexicon);
        let habits = Habits::of(&found, &knowledge.gazetteer);
        if let Some(outlet) = outlet_of(document) {
            outlets.entry(outlet).or_default().add(&habits);
        }
        own.push(habits);
    }
    for (loaded, own) in documents.iter().zip(&own) {
        let all = outlet_of(&loaded.document).and_then(|outlet| outlets.get(&outlet));
        let others = all.map(|all| all.without(own));
        tell(loaded, &read(loaded, others.as_ref()), report)?;
    }
    Ok(())
}

/// Most mentions of a document whose line is made before it is written; that of a longer one is written piece by piece.
const MOST_AHEAD: usize = 4_000;

/// What was found in one document.
struct Reading {
    toponyms: Vec<ResolvedToponym>,
    /// The line to be written, where it is no long one: made beside the others, so that the writing thread has little to do.
    line: Option<Vec<u8>>,
    /// Whether there was nothing to read.
    is_empty: bool,
    /// What is wrong with the mentions that the document lists.
    warnings: Vec<String>,
}

impl Reading {
    fn of(
        loaded: &LoadedDocument,
        knowledge: &Knowledge,
        arguments: &ToponymsArguments,
        habits: Option<&Habits>,
    ) -> Reading {
        let is_given = arguments.given;
        let Knowledge { gazetteer, lexicon } = knowledge;
        let document = &loaded.document;
        let mut warnings = Vec::new();
        let toponyms = if is_given {
            let spans = given_spans(loaded, &mut warnings);
            resolve_given(document, &spans, gazetteer, lexicon, habits)
        } else {
            locate_toponyms_knowing(document, gazetteer, lexicon, habits)
        };
        let mut reading = Reading {
            toponyms,
            line: None,
            is_empty: !is_given && document.text.trim().is_empty(),
            warnings,
        };
        if arguments.format == ToponymsFormat::Jsonl && reading.toponyms.len() <= MOST_AHEAD {
            let mut line = Vec::new();
            let written = write_line(&mut line, &reading.line_of(document, knowledge));
            reading.line = written.is_ok().then_some(line);
        }
        reading
    }

    fn line_of<'a>(&'a self, document: &'a Document, knowledge: &'a Knowledge) -> ToponymLine<'a, Gazetteer> {
        toponym_line(document, &self.toponyms, &knowledge.gazetteer)
    }

    fn tell(&self, loaded: &LoadedDocument, report: &mut Report) {
        report.read_one();
        if self.is_empty {
            report.empty_one(&loaded.origin);
        }
        for warning in &self.warnings {
            report.warn(format_args!("{}: {warning}", loaded.origin));
        }
    }
}

/// The mentions that the document lists; what is wrong with them is added to `warnings`.
fn given_spans(loaded: &LoadedDocument, warnings: &mut Vec<String>) -> Vec<Span> {
    let Some(given) = &loaded.given_toponyms else {
        warnings.push("lists no \"toponyms\" to resolve".to_owned());
        return Vec::new();
    };
    let spans = given.iter().filter_map(|range| {
        let span = span_of(&loaded.document, *range);
        if span.is_none() {
            let CodePointRange { start, end } = range;
            warnings.push(format!("there are no characters {start} to {end}"));
        }
        span
    });
    spans.collect()
}

/// The bytes of a range of code points; `None` where it leaves the text.
pub(super) fn span_of(document: &Document, range: CodePointRange) -> Option<Span> {
    let text = &document.text;
    let ends = text.char_indices().map(|(offset, _)| offset).chain([text.len()]);
    let mut offsets = ends.skip(range.start);
    let start = offsets.next()?;
    let length = range.end.checked_sub(range.start)?;
    let end = if length == 0 { start } else { offsets.nth(length - 1)? };
    Span::new(text, start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, start: usize, end: usize, expected: Option<&str>) {
        let document = Document {
            text: text.to_owned(),
            ..Document::default()
        };
        let span = span_of(&document, CodePointRange { start, end });
        assert_eq!(span.map(|span| span.of(text)), expected);
    }

    #[test]
    fn code_points_become_bytes() {
        check("“Taji” fell", 1, 5, Some("Taji"));
        check("Taji", 0, 4, Some("Taji"));
        check("Taji", 4, 4, Some(""));
        check("Taji", 2, 5, None);
        check("Taji", 3, 2, None);
        check("", 0, 0, Some(""));
    }
}
