//! `dateline train signals`: the weights of the signals for and against a place, by logistic regression over whole corpora.
//!
//! It tells how well weights from one corpus do on another, and writes the table for `src/toponym/signal.rs`.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use super::name_corpus::read_corpora;
use super::names::{FOLDS, source, train};
use super::{TrainArguments, read};
use crate::cli::error::CliError;
use crate::cli::report::say;
use crate::document::Document;
use crate::gazetteer::Gazetteer;
use crate::learn::{Example, Feature, LinearModel, ModelName, Training, Weights, fold_of, train_logistic};
use crate::lexicon::Lexicon;
use crate::span::Span;
use crate::text::Text;
use crate::toponym::{EntityKind, JudgedText, judge_against, signal_weights};

/// One corpus, judged.
struct Judged {
    name: &'static str,
    /// How much each of its mentions counts.
    weight: f32,
    texts: Vec<(String, JudgedText)>,
}

/// Judges the corpora, tells the figures of every pair of training and test, and writes the table of all.
pub(super) fn run(arguments: &TrainArguments) -> Result<(), CliError> {
    let gazetteer = Gazetteer::embedded()?;
    let lexicon = Lexicon::load()?;
    let folder = arguments.corpora.join("toponyms");
    let model = lexicon.model(ModelName::Names);
    let mut corpora = Vec::new();
    for (name, file, weight) in [("LGL", "lgl.jsonl", 1.0), ("TR-News", "trnews.jsonl", 3.0)] {
        let texts = read_places(&folder.join(file))?;
        let judge = |(id, document, gold): (String, Document, Vec<Span>)| {
            let text = Text::read(&document);
            (id, judge_against(&text, &gazetteer, lexicon.name_cues(), model, &gold))
        };
        corpora.push(Judged {
            name,
            weight,
            texts: texts.into_iter().map(judge).collect(),
        });
    }
    corpora.push(judge_entities(arguments, &gazetteer, &lexicon)?);
    let all: Vec<&Judged> = corpora.iter().collect();
    let (ours, others) = all.split_at(2);
    for (name, trained) in [
        ("LGL", &ours[..1]),
        ("TR-News", &ours[1..]),
        ("entities", others),
        ("LGL and TR-News", ours),
        ("all", &all),
    ] {
        for corpus in &corpora {
            say(format_args!(
                "{name} → {}: {}",
                corpus.name,
                cross_validated(trained, corpus)
            ));
        }
    }
    for corpus in &corpora {
        say(format_args!(
            "as it is → {}: {}",
            corpus.name,
            score(corpus.texts.iter(), now)
        ));
    }
    let weights = fit(&all, |_, _| true);
    let mut table = String::new();
    for (number, (name, before)) in signal_weights().enumerate() {
        let number = if name == "bias" { BIAS } else { number };
        let _ = writeln!(table, "{name}\t{before}\t{:.1}", log_odds(&weights, number));
    }
    fs::write(&arguments.output, table).map_err(|source| CliError::Create {
        path: arguments.output.clone(),
        source,
    })
}

/// Number of the constant feature.
const BIAS: usize = 1000;

/// Corpora of named entities as a further view of places: a fifth of each, with a model that has not seen it. Demonyms are left out, as
/// these corpora disagree on them.
fn judge_entities(arguments: &TrainArguments, gazetteer: &Gazetteer, lexicon: &Lexicon) -> Result<Judged, CliError> {
    let mut corpora = read_corpora(&arguments.corpora)?;
    let mut texts = Vec::new();
    for fold in 0..FOLDS {
        let weights = train(&corpora, gazetteer, lexicon, |id| fold_of(id, FOLDS) != fold);
        let name = ModelName::Names.as_str();
        let model = LinearModel::from_bytes(name, weights.compile(name, "").into())?;
        for corpus in corpora
            .iter_mut()
            .filter(|corpus| matches!(corpus.name, "wikigold" | "GUM"))
        {
            for document in corpus
                .documents
                .iter()
                .filter(|document| fold_of(&document.id, FOLDS) == fold)
            {
                let source = source(document);
                let places = document.names.iter().filter(|name| name.kind == EntityKind::Place);
                let gold: Vec<Span> = places.map(|name| name.span).collect();
                let mut judged = judge_against(&Text::read(&source), gazetteer, lexicon.name_cues(), &model, &gold);
                judged.mentions.retain(|mention| !mention.demonym);
                texts.push((document.id.clone(), judged));
            }
        }
    }
    Ok(Judged {
        name: "entities",
        weight: 0.3,
        texts,
    })
}

/// Documents with the spans of their places; offsets in the file are code points.
fn read_places(path: &Path) -> Result<Vec<(String, Document, Vec<Span>)>, CliError> {
    let contents = read(path)?;
    let lines = contents
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let documents = lines.filter_map(|value| {
        let document = Document {
            text: value["text"].as_str()?.to_owned(),
            ..Document::default()
        };
        let mut bytes: Vec<usize> = document.text.char_indices().map(|(at, _)| at).collect();
        bytes.push(document.text.len());
        let byte = |value: &serde_json::Value| bytes.get(usize::try_from(value.as_u64()?).ok()?).copied();
        let spans = value["toponyms"]
            .as_array()?
            .iter()
            .filter_map(|place| Span::new(&document.text, byte(&place["start"])?, byte(&place["end"])?));
        let spans = spans.collect();
        Some((value["id"].to_string(), document, spans))
    });
    Ok(documents.collect())
}

/// Learns the mentions of the documents that are wanted, by the corpus and the document's id.
fn fit(corpora: &[&Judged], wanted: impl Fn(&Judged, &str) -> bool) -> Weights {
    let mut examples = Vec::new();
    for corpus in corpora {
        for (_, text) in corpus.texts.iter().filter(|(id, _)| wanted(corpus, id)) {
            examples.extend(text.mentions.iter().map(|mention| {
                Example {
                    features: mention
                        .signals
                        .iter()
                        .chain([&BIAS])
                        .map(|signal| feature(*signal))
                        .collect(),
                    label: usize::from(!mention.places.is_empty()),
                    weight: corpus.weight,
                }
            }));
        }
    }
    let training = Training {
        rounds: 30,
        fewest: 1,
        rate: 0.3,
        shrink: 1e-4,
    };
    train_logistic(&examples, &["none", "place"], &training)
}

fn feature(signal: usize) -> Feature {
    Feature::of(0).number(signal as u64)
}

fn log_odds(weights: &Weights, signal: usize) -> f32 {
    weights.get(feature(signal)).map_or(0.0, |row| row[1] - row[0])
}

fn now(signals: &[usize]) -> f32 {
    let weights: Vec<f32> = signal_weights().map(|(_, weight)| weight).collect();
    signals.iter().map(|signal| weights[*signal]).sum::<f32>() + weights[weights.len() - 1]
}

/// Figures on a corpus with weights from others; where it is among them, five times with four fifths of its documents.
fn cross_validated(trained: &[&Judged], corpus: &Judged) -> String {
    if !trained.iter().any(|trained| trained.name == corpus.name) {
        let weights = fit(trained, |_, _| true);
        return score(corpus.texts.iter(), |signals| sum(&weights, signals));
    }
    let weights: Vec<Weights> = (0..FOLDS)
        .map(|fold| {
            fit(trained, |other, id| {
                other.name != corpus.name || fold_of(id, FOLDS) != fold
            })
        })
        .collect();
    let mut counts = Counts::default();
    for (fold, weights) in weights.iter().enumerate() {
        for (_, text) in corpus.texts.iter().filter(|(id, _)| fold_of(id, FOLDS) == fold) {
            counts.add(text, |signals| sum(weights, signals));
        }
    }
    counts.tell()
}

fn sum(weights: &Weights, signals: &[usize]) -> f32 {
    signals
        .iter()
        .chain([&BIAS])
        .map(|signal| log_odds(weights, *signal))
        .sum()
}

fn score<'t>(texts: impl Iterator<Item = &'t (String, JudgedText)>, sum: impl Fn(&[usize]) -> f32) -> String {
    let mut counts = Counts::default();
    for (_, text) in texts {
        counts.add(text, &sum);
    }
    counts.tell()
}

/// What was kept, what of it is right, what of the gold was found.
#[derive(Default)]
struct Counts {
    kept: usize,
    right: usize,
    found: usize,
    gold: usize,
}

impl Counts {
    fn add(&mut self, text: &JudgedText, sum: impl Fn(&[usize]) -> f32) {
        let mut found = vec![false; text.gold];
        for mention in text.mentions.iter().filter(|mention| 0.0 < sum(&mention.signals)) {
            self.kept += 1;
            self.right += usize::from(!mention.places.is_empty());
            for place in &mention.places {
                found[*place] = true;
            }
        }
        self.found += found.iter().filter(|found| **found).count();
        self.gold += text.gold;
    }

    #[expect(clippy::cast_precision_loss, reason = "a corpus has few mentions")]
    fn tell(&self) -> String {
        let share = |part: usize, whole: usize| part as f64 / f64::max(whole as f64, 1.0);
        let (precision, recall) = (share(self.right, self.kept), share(self.found, self.gold));
        let f1 = 2.0 * precision * recall / f64::max(precision + recall, f64::MIN_POSITIVE);
        format!("overlap P {precision:.3} R {recall:.3} F1 {f1:.3}")
    }
}
