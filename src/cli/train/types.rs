//! `dateline train types`: which class of event a passage tells, from CASE 2021 task 2 and from examples of our own.
//!
//! Figures are cross-validated over the documents of CASE 2021; our own examples always train.

use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::corpus::Sources;
use super::{TrainArguments, read, write};
use crate::cli::error::CliError;
use crate::cli::report::say;
use crate::document::Document;
use crate::evaluate::types::TypeFigures;
use crate::gazetteer::Gazetteer;
use crate::incident::{Footing, Passage};
use crate::learn::{Example, LinearModel, ModelName, Models, Training, Weights, fold_of, train_logistic};
use crate::lexicon::{Kind, Lexicon};
use crate::pipeline::passage_of;

const FOLDS: usize = 5;
/// Features kept, by the size of the file.
const MOST_FEATURES: usize = 7_000;
/// Classes of CASE 2021 that no type of ours falls into.
const NO_TYPE: [&str; 3] = ["ATTRIB", "DIPLO", "OTHER"];
/// Probabilities at which it is told how often the model does better than the rules.
const STEPS: [f32; 6] = [0.0, 0.3, 0.4, 0.5, 0.6, 0.7];
/// Chosen in cross-validation.
const TRAINING: Training = Training {
    rounds: 25,
    fewest: 2,
    rate: 0.05,
    shrink: 0.15,
};

/// A passage with the class that it tells.
struct Judged {
    id: String,
    passage: Passage,
    class: usize,
    /// Whether it is of the corpus that figures are told of.
    is_scored: bool,
}

/// One line of the examples of our own.
#[derive(Deserialize)]
struct Row {
    class: String,
    text: String,
}

/// Trains on all passages, or leaves out one part of five to measure the whole program on it.
pub(super) fn run(arguments: &TrainArguments) -> Result<(), CliError> {
    let sources = Sources {
        gazetteer: Gazetteer::embedded()?,
        lexicon: Lexicon::with_models(Models::without(&[ModelName::Types])?)?,
    };
    let classes = classes(&sources.lexicon);
    let mut judged = read_case(&arguments.corpora, &classes, &sources)?;
    judged.extend(read_own(&classes, &sources)?);
    let origin = match arguments.leave_out {
        Some(part) => format!("case21_dev without part {part} of {FOLDS}, and examples of our own"),
        None => figures(&judged, &classes, &sources)?,
    };
    let weights = train(&judged, &classes, arguments.leave_out);
    write(&weights, ModelName::Types.as_str(), &origin, &arguments.output)
}

/// All classes: those that the taxonomy knows, in its order, then those without a type.
fn classes(lexicon: &Lexicon) -> Vec<String> {
    let mut classes: Vec<String> = Vec::new();
    let known = lexicon.taxonomy().kinds().iter().flat_map(Kind::classes);
    for class in known.chain(NO_TYPE) {
        if !classes.iter().any(|known| known == class) {
            classes.push(class.to_owned());
        }
    }
    classes
}

fn read_case(corpora: &Path, classes: &[String], sources: &Sources) -> Result<Vec<Judged>, CliError> {
    let path = corpora.join("incidents/case21_dev.jsonl");
    let mut judged = Vec::new();
    for line in read(&path)?.lines().filter(|line| !line.trim().is_empty()) {
        let gold: Value = serde_json::from_str(line).map_err(|source| CliError::CorpusJson {
            path: path.clone(),
            source,
        })?;
        let word = |key: &str| gold[key].as_str().unwrap_or_default().to_owned();
        judged.extend(judge(word("id"), word("text"), &word("label"), classes, sources, true));
    }
    Ok(judged)
}

fn read_own(classes: &[String], sources: &Sources) -> Result<Vec<Judged>, CliError> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/models/type_examples.csv");
    let contents = read(&path)?;
    let mut judged = Vec::new();
    for (number, row) in csv::Reader::from_reader(contents.as_bytes()).deserialize().enumerate() {
        let wrong = |reason: String| CliError::Annotation {
            path: path.clone(),
            line: number + 2,
            reason,
        };
        let Row { class, text } = row.map_err(|error| wrong(error.to_string()))?;
        let example = judge(format!("own-{number}"), text, &class, classes, sources, false);
        judged.push(example.ok_or_else(|| wrong(format!("`{class}` is no class of event")))?);
    }
    Ok(judged)
}

/// Reads a passage; `None` for a class that is not known.
fn judge(
    id: String,
    text: String,
    class: &str,
    classes: &[String],
    sources: &Sources,
    is_scored: bool,
) -> Option<Judged> {
    let class = classes.iter().position(|known| known == class)?;
    let document = Document {
        id: id.clone(),
        text,
        ..Document::default()
    };
    Some(Judged {
        id,
        passage: passage_of(&document, &sources.gazetteer, &sources.lexicon),
        class,
        is_scored,
    })
}

fn train(judged: &[Judged], classes: &[String], without: Option<usize>) -> Weights {
    let kept = judged
        .iter()
        .filter(|judged| !judged.is_scored || without != Some(fold_of(&judged.id, FOLDS)));
    let examples: Vec<Example> = kept
        .map(|judged| Example {
            features: judged.passage.features.clone(),
            label: judged.class,
            weight: 1.0,
        })
        .collect();
    let labels: Vec<&str> = classes.iter().map(String::as_str).collect();
    let mut weights = train_logistic(&examples, &labels, &TRAINING);
    weights.keep(MOST_FEATURES);
    weights
}

/// What a model says of a passage that it has not seen.
struct Guess<'j> {
    judged: &'j Judged,
    class: usize,
    probability: f32,
}

/// Tells how well models do on what they have not seen, and returns it in one line.
fn figures(judged: &[Judged], classes: &[String], sources: &Sources) -> Result<String, CliError> {
    let mut figures = TypeFigures::default();
    let mut guesses = Vec::new();
    for fold in 0..FOLDS {
        let name = ModelName::Types.as_str();
        let weights = train(judged, classes, Some(fold));
        let model = LinearModel::from_bytes(name, weights.compile(name, "").into())?;
        let is_held_out = |judged: &&Judged| judged.is_scored && fold_of(&judged.id, FOLDS) == fold;
        for judged in judged.iter().filter(is_held_out) {
            let scores = model.scores(&judged.passage.features);
            let class = model.best(&scores);
            let probability = model.probabilities(&scores)[class];
            figures.add(&classes[judged.class], &classes[class]);
            guesses.push(Guess {
                judged,
                class,
                probability,
            });
        }
    }
    tell_overruled(&guesses, classes, &sources.lexicon);
    for (class, f1, number) in figures.by_class() {
        say(format_args!("{class}: F1 {f1:.2} of {number}"));
    }
    Ok(format!(
        "words of case21_dev and of examples of our own; cross-validated over the documents of case21_dev: weighted F1 {:.3}, right {:.3}",
        figures.weighted_f1(),
        figures.accuracy(),
    ))
}

/// Who is right where the model says another type than the rules, by what the rules' type stands on and by the model's probability.
fn tell_overruled(guesses: &[Guess<'_>], classes: &[String], lexicon: &Lexicon) {
    for footing in Footing::ALL {
        for (at, least) in STEPS.into_iter().enumerate() {
            let most = STEPS.get(at + 1).copied().unwrap_or(f32::INFINITY);
            let (mut number, mut rules, mut model) = (0, 0, 0);
            for guess in guesses {
                let Some((kind, _)) = guess
                    .judged
                    .passage
                    .by_rules
                    .as_ref()
                    .filter(|(_, known)| *known == footing)
                else {
                    continue;
                };
                let kind = lexicon.taxonomy().kind(kind);
                let holds = |class: usize| kind.is_some_and(|kind| kind.classes().any(|known| known == classes[class]));
                if (least..most).contains(&guess.probability) && !holds(guess.class) {
                    number += 1;
                    rules += usize::from(holds(guess.judged.class));
                    model += usize::from(guess.class == guess.judged.class);
                }
            }
            say(format_args!(
                "{footing:?}, from {least}: of {number} where they differ, the rules {rules} right, the model {model}"
            ));
        }
    }
}
