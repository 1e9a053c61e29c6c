//! `dateline toponyms`: every place name of each document, and the place that it means.

use std::collections::HashMap;

use crate::document::Document;
use crate::export::geojson::CollectionWriter;
use crate::export::jsonl::write_line;
use crate::export::places::{ToponymLine, toponym_features, toponym_line};
use crate::intake::CodePointRange;
use crate::pipeline::{locate_toponyms, locate_toponyms_knowing, resolve_given};
use crate::resolve::{Habits, ResolvedToponym, outlet_of};
use crate::span::Span;

use super::arguments::{ToponymsArguments, ToponymsFormat};
use super::error::CliError;
use super::input::{self, LoadedDocument};
use super::knowledge::Knowledge;
use super::output;
use super::report::Report;

/// Reads the inputs and writes a line, or features, for each.
pub(crate) fn run(arguments: &ToponymsArguments, report: &mut Report) -> Result<(), CliError> {
    let knowledge = Knowledge::with_places(&arguments.places, report)?;
    let mut output = output::open(None)?;
    match arguments.format {
        ToponymsFormat::Jsonl => each_line(arguments, &knowledge, report, &mut |line| {
            write_line(&mut output, line)?;
            output::flush(&mut output)
        }),
        ToponymsFormat::Geojson => {
            let mut collection = CollectionWriter::new(&mut output)?;
            each_line(arguments, &knowledge, report, &mut |line| {
                for feature in toponym_features(line)? {
                    collection.write(&feature)?;
                }
                Ok(())
            })?;
            collection.finish()?;
            output::flush(&mut output)
        }
    }
}

/// Calls `write` with the line of each document: at once, or with `--outlets` when all of them are read.
fn each_line(
    arguments: &ToponymsArguments,
    knowledge: &Knowledge,
    report: &mut Report,
    write: &mut dyn FnMut(&ToponymLine) -> Result<(), CliError>,
) -> Result<(), CliError> {
    let line = |loaded: &LoadedDocument, habits: Option<&Habits>, report: &mut Report| {
        let toponyms = toponyms(loaded, knowledge, arguments.given, habits, report);
        toponym_line(&loaded.document, &toponyms, &knowledge.gazetteer)
    };
    if !arguments.outlets {
        return input::read_all("toponyms", &arguments.input, report, &mut |loaded, report| {
            write(&line(&loaded, None, report))
        });
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
        write(&line(loaded, others.as_ref(), report))?;
    }
    Ok(())
}

fn toponyms(
    loaded: &LoadedDocument,
    knowledge: &Knowledge,
    is_given: bool,
    habits: Option<&Habits>,
    report: &mut Report,
) -> Vec<ResolvedToponym> {
    report.read_one();
    let document = &loaded.document;
    if !is_given {
        if document.text.trim().is_empty() {
            report.empty_one(&loaded.origin);
        }
        return locate_toponyms_knowing(document, &knowledge.gazetteer, &knowledge.lexicon, habits);
    }
    let Some(given) = &loaded.given_toponyms else {
        report.warn(format_args!("{}: lists no \"toponyms\" to resolve", loaded.origin));
        return Vec::new();
    };
    let spans = given.iter().filter_map(|range| {
        let span = span_of(document, *range);
        if span.is_none() {
            let CodePointRange { start, end } = range;
            report.warn(format_args!(
                "{}: there are no characters {start} to {end}",
                loaded.origin
            ));
        }
        span
    });
    let spans: Vec<Span> = spans.collect();
    resolve_given(document, &spans, &knowledge.gazetteer, &knowledge.lexicon, habits)
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
