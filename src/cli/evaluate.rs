//! `dateline evaluate`: figures on annotated documents.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Value, json};

use super::arguments::{EvaluateArguments, EvaluateCommand, EvaluateToponymsArguments};
use super::error::CliError;
use super::knowledge::Knowledge;
use super::output;
use super::toponyms::span_of;
use crate::evaluate::dates::{AnnotatedDates, DateFigures};
use crate::evaluate::incidents::{AnnotatedArticle, IncidentFigures, Share};
use crate::evaluate::toponyms::{PlacedSpan, Scoring, ToponymFigures};
use crate::evaluate::types::TypeFigures;
use crate::export::jsonl::{dates_line, write_line};
use crate::export::places::{Mentions, ToponymProperties};
use crate::intake::read_json_document;
use crate::learn::ModelName;
use crate::pipeline::{locate_toponyms, passage_of, resolve_given};
use crate::span::Span;
use crate::text::Text;
use crate::time::find_timexes;

/// Writes the figures as one JSON object.
pub(crate) fn run(command: &EvaluateCommand) -> Result<(), CliError> {
    match command {
        EvaluateCommand::Incidents(arguments) => incidents(arguments, &Knowledge::load()?),
        EvaluateCommand::Toponyms(arguments) => toponyms(arguments, &Knowledge::load()?),
        EvaluateCommand::Dates(arguments) => dates(arguments),
        EvaluateCommand::Types(arguments) => types(arguments, &Knowledge::load()?),
    }
}

/// Time expressions need no knowledge of places and words.
fn dates(arguments: &EvaluateArguments) -> Result<(), CliError> {
    let mut figures = DateFigures::default();
    for (line, mut annotated) in read(&arguments.gold)? {
        let wrong = |reason: String| CliError::Annotation {
            path: arguments.gold.clone(),
            line,
            reason,
        };
        let article = AnnotatedDates::deserialize(&annotated).map_err(|error| wrong(error.to_string()))?;
        // TimeML calls the publication date the creation time of the document.
        if let Some(day) = annotated.get("dct").cloned() {
            annotated["date"] = day;
        }
        let read = read_json_document(&annotated.to_string()).map_err(|error| wrong(error.to_string()))?;
        let timexes = find_timexes(&Text::read(&read.document), read.document.date);
        figures.add(&article, &dates_line(&read.document, &timexes).timexes);
    }
    let share = |right: usize| figures.f1(right);
    let report = json!({
        "documents": figures.documents,
        "gold": figures.gold,
        "found": figures.found,
        "strict_f1": share(figures.strict),
        "relaxed_f1": share(figures.relaxed),
        "type_f1": share(figures.kind),
        "value_f1": share(figures.value),
    });
    let mut output = output::open(None)?;
    write_line(&mut output, &report)?;
    output::flush(&mut output)
}

fn incidents(arguments: &EvaluateArguments, knowledge: &Knowledge) -> Result<(), CliError> {
    let mut figures = IncidentFigures::default();
    for (line, annotated) in read(&arguments.gold)? {
        let wrong = |reason: String| CliError::Annotation {
            path: arguments.gold.clone(),
            line,
            reason,
        };
        let article = AnnotatedArticle::deserialize(&annotated).map_err(|error| wrong(error.to_string()))?;
        let read = read_json_document(&annotated.to_string()).map_err(|error| wrong(error.to_string()))?;
        let analysis = knowledge.analyze_quietly(&read.document, false);
        let taxonomy = knowledge.lexicon.taxonomy();
        figures.add(&article, &analysis.incidents, &read.document.text, taxonomy);
    }
    let mut output = output::open(None)?;
    write_line(&mut output, &report(&figures))?;
    output::flush(&mut output)
}

/// Scores the class of each snippet: that of its likeliest incident's type, and that of the model, which always has one.
fn types(arguments: &EvaluateArguments, knowledge: &Knowledge) -> Result<(), CliError> {
    let (mut by_incident, mut by_model) = (TypeFigures::default(), TypeFigures::default());
    let (gazetteer, lexicon) = (&knowledge.gazetteer, &knowledge.lexicon);
    let model = lexicon.model(ModelName::Types);
    for (line, annotated) in read(&arguments.gold)? {
        let wrong = |reason: String| CliError::Annotation {
            path: arguments.gold.clone(),
            line,
            reason,
        };
        let gold = annotated["label"]
            .as_str()
            .ok_or_else(|| wrong("`label` is no text".to_owned()))?;
        let read = read_json_document(&annotated.to_string()).map_err(|error| wrong(error.to_string()))?;
        let found = knowledge.analyze_quietly(&read.document, false).incidents;
        let likeliest = found.iter().max_by(|a, b| a.confidence.total_cmp(&b.confidence));
        let kind = likeliest.and_then(|incident| lexicon.taxonomy().kind(&incident.kind));
        let class = kind.and_then(|kind| kind.classes().next());
        by_incident.add(gold, class.unwrap_or("OTHER"));
        let passage = passage_of(&read.document, gazetteer, lexicon);
        let best = model.best(&model.scores(&passage.features));
        by_model.add(gold, model.labels().get(best).map_or("", String::as_str));
    }
    let figures = |figures: &TypeFigures| json!({"weighted_f1": figures.weighted_f1(), "accuracy": figures.accuracy()});
    let report = json!({
        "documents": by_model.documents,
        "incidents": figures(&by_incident),
        "model": figures(&by_model),
    });
    let mut output = output::open(None)?;
    write_line(&mut output, &report)?;
    output::flush(&mut output)
}

/// Scores the place names of each document against its annotation.
fn toponyms(arguments: &EvaluateToponymsArguments, knowledge: &Knowledge) -> Result<(), CliError> {
    let scoring = Scoring {
        is_given: arguments.given,
        only: arguments.kind.clone(),
    };
    let mut figures = ToponymFigures::default();
    for (line, annotated) in read(&arguments.gold)? {
        let wrong = |reason: String| CliError::Annotation {
            path: arguments.gold.clone(),
            line,
            reason,
        };
        let gold: Vec<PlacedSpan> =
            Deserialize::deserialize(&annotated["toponyms"]).map_err(|error| wrong(format!("`toponyms`: {error}")))?;
        let read = read_json_document(&annotated.to_string()).map_err(|error| wrong(error.to_string()))?;
        let document = &read.document;
        let (gazetteer, lexicon) = (&knowledge.gazetteer, &knowledge.lexicon);
        let resolved = if scoring.is_given {
            let ranges = read.given_toponyms.iter().flatten();
            let spans: Vec<Span> = ranges.filter_map(|range| span_of(document, *range)).collect();
            resolve_given(document, &spans, gazetteer, lexicon, None)
        } else {
            locate_toponyms(document, gazetteer, lexicon)
        };
        let told = Mentions::new(document, &resolved, gazetteer);
        let found: Vec<PlacedSpan> = told.described().map(|mention| placed_span(&mention)).collect();
        figures.add(&document.id, &gold, &found, &scoring);
    }
    let mut report = json!(figures.report(&scoring));
    if 0 < arguments.errors {
        report["errors"] = json!(figures.worst(arguments.errors));
    }
    let mut output = output::open(None)?;
    write_line(&mut output, &report)?;
    output::flush(&mut output)
}

fn placed_span(toponym: &ToponymProperties) -> PlacedSpan {
    PlacedSpan {
        start: toponym.start,
        end: toponym.end,
        lat: toponym.place.as_ref().map(|place| place.lat),
        lon: toponym.place.as_ref().map(|place| place.lon),
        ..PlacedSpan::default()
    }
}

/// The documents of a JSON file, or of one with a document a line, each with its line number.
fn read(path: &Path) -> Result<Vec<(usize, Value)>, CliError> {
    let contents = fs::read_to_string(path).map_err(|source| CliError::Corpus {
        path: path.to_owned(),
        source,
    })?;
    if let Ok(whole) = serde_json::from_str(&contents) {
        return Ok(vec![(1, whole)]);
    }
    let lines = contents.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let parsed = lines.map(|(number, line)| {
        let line_number = number + 1;
        serde_json::from_str(line)
            .map(|value| (line_number, value))
            .map_err(|error| CliError::Annotation {
                path: path.to_owned(),
                line: line_number,
                reason: error.to_string(),
            })
    });
    parsed.collect()
}

fn report(figures: &IncidentFigures) -> Value {
    let share = |share: Share| json!({"share": share.value(), "of": share.of});
    json!({
        "articles": figures.articles,
        "gold": figures.gold,
        "found": figures.found,
        "strict_f1": figures.strict_f1(),
        "aligned_f1": figures.aligned_f1(),
        "strict": figures.strict,
        "aligned": figures.aligned,
        "recall_foreground": figures.foreground.value(),
        "recall_background": figures.background.value(),
        "location": share(figures.location),
        "country": share(figures.country),
        "date": share(figures.date),
        "killed": share(figures.killed),
        "injured": share(figures.injured),
        "duplicates_or_false": figures.duplicates_or_false,
        "distractor_hits": figures.distractor_hits,
    })
}
