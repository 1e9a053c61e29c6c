//! `dateline train arguments`: which entity has which role in an incident, from the templates of MUC-4.
//!
//! An entity around an incident has a role where a template of the article names it there. Names match by their head noun, as the
//! MUC scorers match them. Articles without templates count less: whether an article tells incidents at all is not asked here.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use super::super::error::CliError;
use super::{TrainArguments, read, write};
use crate::document::Document;
use crate::gazetteer::Gazetteer;
use crate::incident::{ArgumentExample, Findings, argument_examples};
use crate::intake::read_json_document;
use crate::learn::{Example, LinearModel, ModelName, Models, Training, Weights, fold_of, train_logistic};
use crate::lexicon::Lexicon;
use crate::resolve::resolve;
use crate::text::{Text, fold};
use crate::time::find_timexes;
use crate::toponym::find_toponyms;

const FOLDS: usize = 5;
const LABELS: [&str; 6] = ["none", "perpetrator", "organisation", "target", "victim", "weapon"];
/// The slots of a template that the labels after "none" stand for.
const SLOTS: [&str; 5] = ["perp_ind", "perp_org", "phys_target", "hum_target", "instrument"];
/// Features kept, by the size of the file.
const MOST_FEATURES: usize = 40_000;
/// What an entity of an article without templates counts.
const IRRELEVANT: f32 = 0.2;
/// Chosen in cross-validation.
const TRAINING: Training = Training {
    rounds: 12,
    fewest: 2,
    rate: 0.025,
    shrink: 3e-3,
};

/// An article with its examples, each with its label.
pub(super) struct Article {
    id: String,
    weight: f32,
    examples: Vec<(ArgumentExample, usize)>,
}

/// Trains on all articles, or leaves out one part of five to measure the whole program on it.
pub(super) fn run(arguments: &TrainArguments) -> Result<(), CliError> {
    let gazetteer = Gazetteer::embedded()?;
    let lexicon = Lexicon::with_models(Models::without(&[ModelName::Arguments])?)?;
    let articles = read_articles(&arguments.corpora, &gazetteer, &lexicon)?;
    let name = ModelName::Arguments.as_str();
    let origin = match arguments.leave_out {
        Some(part) => format!("muc4_dev (US government evaluation), without part {part} of {FOLDS}"),
        None => figures(&articles, name)?,
    };
    let weights = learn(&articles, arguments.leave_out);
    write(&weights, name, &origin, &arguments.output)
}

/// The weights that the articles teach, those of one part left out.
pub(super) fn learn(articles: &[Article], without: Option<usize>) -> Weights {
    let mut weights = train_logistic(&examples(articles, without), &LABELS, &TRAINING);
    weights.keep(MOST_FEATURES);
    weights
}

/// Reads MUC-4; the model of arguments is not asked.
pub(super) fn read_articles(
    corpora: &Path,
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
) -> Result<Vec<Article>, CliError> {
    let path = corpora.join("incidents/muc4_dev.jsonl");
    let contents = read(&path)?;
    // A line that is no annotated document has neither text nor templates, and teaches nothing.
    let annotated = contents
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let documents = annotated.filter_map(|gold| {
        let mut wire = gold.clone();
        wire["text"] = gold["text_cased"].clone();
        let read = read_json_document(&wire.to_string()).ok()?;
        Some(read_article(&read.document, &gold, gazetteer, lexicon))
    });
    Ok(documents.collect())
}

fn read_article(document: &Document, gold: &Value, gazetteer: &Gazetteer, lexicon: &Lexicon) -> Article {
    let text = Text::read(document);
    let timexes = find_timexes(&text, document.date);
    let named = find_toponyms(&text, gazetteer, lexicon.name_cues(), lexicon.model(ModelName::Names));
    let toponyms = resolve(&text, document, named, gazetteer, lexicon.name_cues());
    let findings = Findings {
        document,
        text: &text,
        toponyms: &toponyms,
        timexes: &timexes,
    };
    let examples = argument_examples(findings, gazetteer, lexicon);
    let templates = gold["templates"].as_array().map_or(&[][..], Vec::as_slice);
    let templates: Vec<Fillers> = templates.iter().map(fillers).collect();
    let examples = label(examples, &templates);
    Article {
        id: document.id.clone(),
        weight: if templates.is_empty() { IRRELEVANT } else { 1.0 },
        examples,
    }
}

/// The heads of the names that a template has in each slot.
type Fillers = [HashSet<String>; 5];

fn fillers(template: &Value) -> Fillers {
    SLOTS.map(|slot| {
        let fillers = template[slot].as_array().into_iter().flatten();
        let names = fillers.flat_map(|filler| ["alts", "description"].map(|key| filler[key].as_array()));
        names.flatten().flatten().filter_map(Value::as_str).map(head).collect()
    })
}

/// Labels each entity by the templates that its incident has most in common with.
fn label(examples: Vec<ArgumentExample>, templates: &[Fillers]) -> Vec<(ArgumentExample, usize)> {
    let incidents = examples.last().map_or(0, |example| example.incident + 1);
    let role_in = |name: &str, template: &Fillers| template.iter().position(|heads| heads.contains(name));
    let heads: Vec<String> = examples.iter().map(|example| head(&example.name)).collect();
    let mut shared = vec![vec![0_usize; templates.len()]; incidents];
    for (example, head) in examples.iter().zip(&heads) {
        for (count, template) in shared[example.incident].iter_mut().zip(templates) {
            *count += usize::from(role_in(head, template).is_some());
        }
    }
    let labelled = examples.into_iter().zip(heads).map(|(example, head)| {
        let counts = &shared[example.incident];
        let most = counts.iter().copied().max().unwrap_or(0);
        let nearest = templates.iter().zip(counts).filter(|(_, count)| **count == most);
        let role = nearest.filter_map(|(template, _)| role_in(&head, template)).min();
        (example, role.map_or(0, |role| role + 1))
    });
    labelled.collect()
}

/// The last word before the first preposition or comma, folded and singular, as the MUC scorers take it.
fn head(name: &str) -> String {
    const ENDS: [&str; 14] = [
        "of", "in", "from", "at", "by", "with", "on", "to", "for", "who", "near", "against", "and", "wearing",
    ];
    let name = name.split([',', '(', '[']).next().unwrap_or_default();
    let folded = fold(name);
    let words = folded.split_whitespace().filter(|word| *word != "'s");
    let words: Vec<&str> = words
        .enumerate()
        .take_while(|(at, word)| *at == 0 || !ENDS.contains(word))
        .map(|(_, word)| word)
        .collect();
    let last = words.last().copied().unwrap_or_default();
    match last.strip_suffix("ies") {
        Some(stem) if last.len() > 4 => format!("{stem}y"),
        _ if last.len() > 3 && !last.ends_with("ss") => last.strip_suffix('s').unwrap_or(last).to_owned(),
        _ => last.to_owned(),
    }
}

fn examples(articles: &[Article], without: Option<usize>) -> Vec<Example> {
    let kept = articles
        .iter()
        .filter(|article| without != Some(fold_of(&article.id, FOLDS)));
    let of_article = |article: &Article| {
        let weight = article.weight;
        article
            .examples
            .iter()
            .map(move |(example, label)| Example {
                features: example.features.clone(),
                label: *label,
                weight,
            })
            .collect::<Vec<_>>()
    };
    kept.flat_map(of_article).collect()
}

/// Precision and recall of each role over entities, in the articles that have templates, by models that have not seen them.
fn figures(articles: &[Article], name: &str) -> Result<String, CliError> {
    let mut counts = [(0_u32, 0_u32, 0_u32); LABELS.len()];
    for fold in 0..FOLDS {
        let weights = train_logistic(&examples(articles, Some(fold)), &LABELS, &TRAINING);
        let model = LinearModel::from_bytes(name, weights.compile(name, "").into())?;
        for article in articles
            .iter()
            .filter(|article| fold_of(&article.id, FOLDS) == fold && article.weight >= 1.0)
        {
            for (example, label) in &article.examples {
                let scores = model.scores(&example.features);
                for (role, count) in counts.iter_mut().enumerate().skip(1) {
                    let is_found = model.value(scores[role] - scores[0]) > -1.0;
                    count.0 += u32::from(is_found && *label == role);
                    count.1 += u32::from(is_found);
                    count.2 += u32::from(*label == role);
                }
            }
        }
    }
    let mut origin = format!(
        "muc4_dev (US government evaluation), word weights; entities, {FOLDS}-fold over documents, precision / recall %:"
    );
    for ((right, found, all), label) in counts.iter().zip(LABELS).skip(1) {
        let share = |of: u32| 100.0 * f64::from(*right) / f64::from(of.max(1));
        // Writing to a string cannot fail.
        let _ = write!(origin, " {label} {:.1} / {:.1};", share(*found), share(*all));
    }
    Ok(origin)
}
