//! `dateline evaluate`: figures on annotated documents.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Value, json};

use super::arguments::EvaluateCommand;
use super::error::CliError;
use super::knowledge::Knowledge;
use super::output;
use crate::evaluate::incidents::{AnnotatedArticle, IncidentFigures, Share};
use crate::export::jsonl::write_line;
use crate::intake::read_json_document;

/// Writes the figures as one JSON object.
pub(crate) fn run(command: &EvaluateCommand) -> Result<(), CliError> {
    let EvaluateCommand::Incidents(arguments) = command;
    let knowledge = Knowledge::load()?;
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
