//! `dateline train relevance` and `dateline train likelihood`: does an article tell incidents, and is a candidate a real one?
//!
//! Figures are cross-validated over documents in [`FOLDS`] parts; the relevance that a candidate's features hold comes from a model
//! that has not seen its article.

use std::fmt::Write as _;
use std::path::Path;

use super::corpus::{Article, Corpus, Sources, read_articles};
use super::{TrainArguments, roles, write};
use crate::cli::error::CliError;
use crate::cli::report::say;
use crate::gazetteer::Gazetteer;
use crate::incident::Candidate;
use crate::learn::{Example, Feature, LinearModel, ModelName, Models, Training, Weights, fold_of, train_logistic};
use crate::lexicon::Lexicon;

pub(super) const FOLDS: usize = 5;
const LABELS: [&str; 2] = ["other", "incident"];
/// Features kept, by the size of the file.
const MOST_FEATURES: usize = 20_000;

/// What a candidate of fighting without a template counts.
const BATTLE_WEIGHT: f32 = 0.3;
/// Probabilities at which figures are told.
const THRESHOLDS: [f32; 5] = [0.3, 0.35, 0.4, 0.45, 0.5];

/// Rounds and shrinking chosen by log loss in cross-validation.
const RELEVANCE: Training = Training {
    rounds: 10,
    fewest: 3,
    rate: 0.02,
    shrink: 0.2,
};
const LIKELIHOOD: Training = Training {
    rounds: 10,
    fewest: 3,
    rate: 0.02,
    shrink: 0.1,
};

/// Trains the model of relevance.
pub(super) fn run_relevance(arguments: &TrainArguments) -> Result<(), CliError> {
    let articles = read_articles(&arguments.corpora, &sources()?, |_| true)?;
    let held_out = held_out_relevance(&articles)?;
    let rows = articles.iter().zip(&held_out);
    let judged: Vec<(Corpus, f32, bool)> = rows
        .filter_map(|(article, log_odds)| Some((article.corpus, sigmoid(*log_odds), article.is_relevant?)))
        .collect();
    tell(&judged, &THRESHOLDS);
    write(
        &learn_relevance(&articles, arguments.leave_out),
        ModelName::Relevance.as_str(),
        &origin(&judged),
        &arguments.output,
    )
}

/// Trains the model of likelihood.
pub(super) fn run_likelihood(arguments: &TrainArguments) -> Result<(), CliError> {
    let articles = read_cast_articles(&arguments.corpora, &mut sources()?)?;
    let relevance = held_out_relevance(&articles)?;
    let mut judged = Vec::new();
    let mut weighted = Vec::new();
    let mut best = vec![0.0_f32; articles.len()];
    for fold in 0..FOLDS {
        let examples = likelihood_examples(&articles, &relevance, Some(fold));
        let model = compiled(&train_logistic(&examples, &LABELS, &LIKELIHOOD), ModelName::Likelihood)?;
        for (at, article) in articles.iter().enumerate() {
            if fold_of(&article.id, FOLDS) != fold {
                continue;
            }
            for (candidate, truth) in &article.candidates {
                let probability = probability(&model, &candidate.features_with(relevance[at]));
                if let Some(truth) = truth {
                    best[at] = best[at].max(probability);
                    judged.push((article.corpus, probability, *truth));
                    weighted.push((probability, *truth, weight_of(article.corpus, candidate, *truth)));
                }
            }
        }
    }
    tell(&judged, &THRESHOLDS);
    say(format_args!("as weighted in training, {}", reliability(&weighted)));
    tell_relevance(&articles, &best);
    write(
        &learn_likelihood(&articles, &relevance, arguments.leave_out),
        ModelName::Likelihood.as_str(),
        &origin(&judged),
        &arguments.output,
    )
}

/// The weights of relevance that the articles teach, those of one part left out.
pub(super) fn learn_relevance(articles: &[Article], without: Option<usize>) -> Weights {
    let mut weights = train_logistic(&relevance_examples(articles, without), &LABELS, &RELEVANCE);
    weights.keep(MOST_FEATURES);
    weights
}

/// The weights of likelihood that the articles teach, those of one part left out; `relevance` has the log odds of each article.
pub(super) fn learn_likelihood(articles: &[Article], relevance: &[f32], without: Option<usize>) -> Weights {
    let mut weights = train_logistic(&likelihood_examples(articles, relevance, without), &LABELS, &LIKELIHOOD);
    weights.keep(MOST_FEATURES);
    weights
}

/// The places and the words, without the models of incidents.
pub(super) fn sources() -> Result<Sources, CliError> {
    const LEARNT_HERE: [ModelName; 3] = [ModelName::Arguments, ModelName::Relevance, ModelName::Likelihood];
    Ok(Sources {
        gazetteer: Gazetteer::embedded()?,
        lexicon: Lexicon::with_models(Models::without(&LEARNT_HERE)?)?,
    })
}

/// All articles, each cast by a model of arguments that has not seen it: by one that has, casts would be better than those of any
/// article to come, and the likelihood would trust them too much.
pub(super) fn read_cast_articles(corpora: &Path, sources: &mut Sources) -> Result<Vec<Article>, CliError> {
    let roles = roles::read_articles(corpora, &sources.gazetteer, &sources.lexicon)?;
    let mut articles = Vec::new();
    for fold in 0..FOLDS {
        let casting = compiled(&roles::learn(&roles, Some(fold)), ModelName::Arguments)?;
        sources.lexicon.replace_model(ModelName::Arguments, casting);
        articles.extend(read_articles(corpora, sources, |id| fold_of(id, FOLDS) == fold)?);
    }
    sources
        .lexicon
        .replace_model(ModelName::Arguments, LinearModel::empty());
    Ok(articles)
}

/// The log odds of each article's relevance, by a model trained on the other parts.
pub(super) fn held_out_relevance(articles: &[Article]) -> Result<Vec<f32>, CliError> {
    let mut log_odds = vec![0.0; articles.len()];
    for fold in 0..FOLDS {
        let weights = train_logistic(&relevance_examples(articles, Some(fold)), &LABELS, &RELEVANCE);
        let model = compiled(&weights, ModelName::Relevance)?;
        for (at, article) in articles.iter().enumerate() {
            if fold_of(&article.id, FOLDS) == fold {
                let scores = model.scores(&article.features);
                log_odds[at] = model.value(scores[1] - scores[0]);
            }
        }
    }
    Ok(log_odds)
}

fn relevance_examples(articles: &[Article], without: Option<usize>) -> Vec<Example> {
    let kept = articles
        .iter()
        .filter(|article| without != Some(fold_of(&article.id, FOLDS)));
    let example = |article: &Article| {
        Some(Example {
            features: article.features.clone(),
            label: usize::from(article.is_relevant?),
            // A line says less than an article.
            weight: match article.corpus {
                Corpus::Muc4 | Corpus::Articles => 1.0,
                _ => 0.3,
            },
        })
    };
    kept.filter_map(example).collect()
}

fn likelihood_examples(articles: &[Article], relevance: &[f32], without: Option<usize>) -> Vec<Example> {
    let mut examples = Vec::new();
    for (article, relevance) in articles.iter().zip(relevance) {
        if without == Some(fold_of(&article.id, FOLDS)) {
            continue;
        }
        for (candidate, truth) in &article.candidates {
            let Some(truth) = *truth else { continue };
            examples.push(Example {
                features: candidate.features_with(*relevance),
                label: usize::from(truth),
                weight: weight_of(article.corpus, candidate, truth),
            });
        }
    }
    examples
}

/// What a candidate counts. MUC-4 asks for terrorism: its annotators passed over fighting between armies, which we report, so that such
/// candidates count little where no template tells them.
fn weight_of(corpus: Corpus, candidate: &Candidate, truth: bool) -> f32 {
    let is_battle = matches!(candidate.group.as_str(), "battle" | "remote");
    match corpus {
        Corpus::Muc4 if is_battle && !truth => BATTLE_WEIGHT,
        Corpus::Articles => 2.0,
        _ => 1.0,
    }
}

pub(super) fn compiled(weights: &Weights, name: ModelName) -> Result<LinearModel, CliError> {
    Ok(LinearModel::from_bytes(
        name.as_str(),
        weights.compile(name.as_str(), "").into(),
    )?)
}

fn probability(model: &LinearModel, features: &[Feature]) -> f32 {
    model.probabilities(&model.scores(features))[1]
}

fn sigmoid(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// Precision, recall and F1 in per cent.
#[derive(Debug, Default)]
struct Counts {
    right: f64,
    found: f64,
    gold: f64,
}

impl Counts {
    fn add(&mut self, found: bool, gold: bool) {
        self.right += f64::from(u8::from(found && gold));
        self.found += f64::from(u8::from(found));
        self.gold += f64::from(u8::from(gold));
    }

    fn figures(&self) -> String {
        let (precision, recall) = (self.right / self.found.max(1.0), self.right / self.gold.max(1.0));
        let f1 = 2.0 * self.right / (self.found + self.gold).max(1.0);
        format!(
            "P {:.1} R {:.1} F1 {:.1}",
            100.0 * precision,
            100.0 * recall,
            100.0 * f1
        )
    }
}

fn tell(judged: &[(Corpus, f32, bool)], thresholds: &[f32]) {
    for corpus in Corpus::ALL {
        for threshold in thresholds {
            let mut counts = Counts::default();
            let of_corpus = judged.iter().filter(|(from, _, _)| *from == corpus);
            of_corpus.for_each(|(_, probability, truth)| counts.add(threshold <= probability, *truth));
            say(format_args!("{} from {threshold}: {}", corpus.name(), counts.figures()));
        }
    }
    say(format_args!("{}", reliability(&alike(judged))));
}

/// All of them with the same weight.
fn alike(judged: &[(Corpus, f32, bool)]) -> Vec<(f32, bool, f32)> {
    judged
        .iter()
        .map(|(_, probability, truth)| (*probability, *truth, 1.0))
        .collect()
}

/// Relevance of the articles of MUC-4, by their likeliest candidate.
fn tell_relevance(articles: &[Article], best: &[f32]) {
    for threshold in THRESHOLDS {
        let mut counts = Counts::default();
        for (article, best) in articles.iter().zip(best) {
            if let (Corpus::Muc4, Some(gold)) = (article.corpus, article.is_relevant) {
                counts.add(threshold <= *best, gold);
            }
        }
        say(format_args!("muc4_dev articles from {threshold}: {}", counts.figures()));
    }
}

/// Predicted probability against the share that is true, in ten bins: of probability, truth and weight.
fn reliability(judged: &[(f32, bool, f32)]) -> String {
    let mut table = String::from("predicted, observed, number:");
    for bin in 0..10_u8 {
        let from = f32::from(bin) / 10.0;
        let inside: Vec<_> = judged
            .iter()
            .filter(|(probability, _, _)| {
                from <= *probability && *probability < from + 0.1 || bin == 9 && 1.0 <= *probability
            })
            .collect();
        let all: f32 = inside.iter().map(|(_, _, weight)| weight).sum();
        let number = all.max(f32::MIN_POSITIVE);
        let predicted: f32 = inside.iter().map(|(probability, _, weight)| probability * weight).sum();
        let observed: f32 = inside
            .iter()
            .filter(|(_, truth, _)| *truth)
            .map(|(_, _, weight)| weight)
            .sum();
        let _ = write!(
            table,
            " {:.2} {:.2} {};",
            predicted / number,
            observed / number,
            inside.len()
        );
    }
    table
}

fn origin(judged: &[(Corpus, f32, bool)]) -> String {
    let mut counts = Counts::default();
    for (_, probability, truth) in judged {
        counts.add(0.5 <= *probability, *truth);
    }
    format!(
        "single words of muc4_dev, articles_dev, points_dev, case21_dev, plover_gsr and of the treebanks' genres without news; cross-validated \
         over documents: {}; {}",
        counts.figures(),
        reliability(&alike(judged)),
    )
}
