//! `dateline toponyms`: every place name of each document, and the place that it means.

use crate::document::Document;
use crate::export::geojson::CollectionWriter;
use crate::export::jsonl::write_line;
use crate::export::places::{toponym_features, toponym_line};
use crate::intake::CodePointRange;
use crate::pipeline::{locate_toponyms, resolve_given};
use crate::resolve::ResolvedToponym;
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
        ToponymsFormat::Jsonl => input::read_all("toponyms", &arguments.input, report, &mut |loaded, report| {
            let toponyms = toponyms(&loaded, &knowledge, arguments.given, report);
            write_line(
                &mut output,
                &toponym_line(&loaded.document, &toponyms, &knowledge.gazetteer),
            )?;
            output::flush(&mut output)
        }),
        ToponymsFormat::Geojson => {
            let mut collection = CollectionWriter::new(&mut output)?;
            input::read_all("toponyms", &arguments.input, report, &mut |loaded, report| {
                let toponyms = toponyms(&loaded, &knowledge, arguments.given, report);
                let line = toponym_line(&loaded.document, &toponyms, &knowledge.gazetteer);
                for feature in toponym_features(&line)? {
                    collection.write(&feature)?;
                }
                Ok(())
            })?;
            collection.finish()?;
            output::flush(&mut output)
        }
    }
}

fn toponyms(
    loaded: &LoadedDocument,
    knowledge: &Knowledge,
    is_given: bool,
    report: &mut Report,
) -> Vec<ResolvedToponym> {
    report.read_one();
    let document = &loaded.document;
    if !is_given {
        if document.text.trim().is_empty() {
            report.empty_one(&loaded.origin);
        }
        return locate_toponyms(document, &knowledge.gazetteer, &knowledge.lexicon);
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
    resolve_given(document, &spans, &knowledge.gazetteer, &knowledge.lexicon)
}

/// The bytes of a range of code points; `None` where it leaves the text.
fn span_of(document: &Document, range: CodePointRange) -> Option<Span> {
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
