//! Training of models that judge one thing at a time: averaged perceptron and logistic regression.

use super::feature::{Feature, word_hash};
use super::vocabulary::{Shuffler, Vocabulary};
use super::weights::Weights;

/// One judged thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// What is true of it. A constant feature serves as bias.
    pub features: Vec<Feature>,
    /// The number of its label.
    pub label: usize,
    /// How much it counts; 1 as a rule. Not used by the perceptron.
    pub weight: f32,
}

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct Training {
    /// Times through the examples; 10 is usual.
    pub rounds: u32,
    /// Features seen less often are left out; 2 is usual.
    pub fewest: u32,
    /// Of logistic regression: step size at the start, 0.1 is usual. It falls with the rounds.
    pub rate: f32,
    /// Of logistic regression: how strongly weights are drawn to 0 (L2), a share for each example; 1e-6 to 1e-4 are usual.
    pub shrink: f32,
}

/// The part, from 0 to `folds` − 1, that the document belongs to in cross-validation: by its id, so that it stays there when others
/// come or go. `folds` of 0 counts as 1.
pub fn fold_of(document: &str, folds: usize) -> usize {
    let hash = Feature::of(0).number(word_hash(document)).stirred();
    usize::try_from(hash % (folds.max(1) as u64)).unwrap_or(0)
}

/// The averaged perceptron (Freund and Schapire 1999; averaging as Collins 2002). Scores are no probabilities.
pub fn train_perceptron(examples: &[Example], labels: &[&str], training: &Training) -> Weights {
    let vocabulary = Vocabulary::read(
        examples.iter().map(|example| example.features.as_slice()),
        training.fewest,
    );
    let width = labels.len();
    let numbered = number(examples, &vocabulary);
    let mut weights = vec![0.0; vocabulary.len() * width];
    // Σ step · change; the average is `weights − late / steps`.
    let mut late = weights.clone();
    let mut step = 1.0;
    for_each_shuffled(examples.len(), training.rounds, |at, _| {
        let features = &numbered[at];
        let scores = score(features, &weights, width);
        let (truth, guess) = (examples[at].label, best(&scores));
        if truth != guess {
            for row in features.iter().map(|feature| *feature as usize * width) {
                weights[row + truth] += 1.0;
                weights[row + guess] -= 1.0;
                late[row + truth] += step;
                late[row + guess] -= step;
            }
        }
        step += 1.0;
    });
    let averaged: Vec<f32> = weights.iter().zip(&late).map(|(now, late)| now - late / step).collect();
    Weights::new(labels, vocabulary.rows(&averaged, width))
}

/// Multinomial logistic regression by stochastic gradient descent (`AdaGrad` steps, L2). Scores are log odds.
pub fn train_logistic(examples: &[Example], labels: &[&str], training: &Training) -> Weights {
    let vocabulary = Vocabulary::read(
        examples.iter().map(|example| example.features.as_slice()),
        training.fewest,
    );
    let width = labels.len();
    let numbered = number(examples, &vocabulary);
    let mut weights = vec![0.0_f32; vocabulary.len() * width];
    let mut squares = vec![1e-2_f32; weights.len()];
    for_each_shuffled(examples.len(), training.rounds, |at, round| {
        let (features, example) = (&numbered[at], &examples[at]);
        let mut slopes = softmax(score(features, &weights, width));
        if let Some(slope) = slopes.get_mut(example.label) {
            *slope -= 1.0;
        }
        let rate = training.rate / (1.0 + 0.3 * round);
        for row in features.iter().map(|feature| *feature as usize * width) {
            for (label, slope) in slopes.iter().enumerate() {
                let slope = example.weight * slope + training.shrink * weights[row + label];
                squares[row + label] += slope * slope;
                weights[row + label] -= rate * slope / squares[row + label].sqrt();
            }
        }
    });
    Weights::new(labels, vocabulary.rows(&weights, width))
}

fn number(examples: &[Example], vocabulary: &Vocabulary) -> Vec<Vec<u32>> {
    examples
        .iter()
        .map(|example| vocabulary.numbers(&example.features))
        .collect()
}

/// Calls `learn` with each number below `count` once a round, in an order that differs by round, with the number of the round.
pub(super) fn for_each_shuffled(count: usize, rounds: u32, mut learn: impl FnMut(usize, f32)) {
    let mut order: Vec<usize> = (0..count).collect();
    let mut shuffler = Shuffler(1);
    let mut number = 0.0;
    for _ in 0..rounds {
        shuffler.shuffle(&mut order);
        for at in &order {
            learn(*at, number);
        }
        number += 1.0;
    }
}

/// The sums of the features' weights, one a label.
pub(super) fn score(features: &[u32], weights: &[f32], width: usize) -> Vec<f32> {
    let mut scores = vec![0.0; width];
    for feature in features {
        let row = *feature as usize * width;
        for (score, weight) in scores.iter_mut().zip(&weights[row..row + width]) {
            *score += weight;
        }
    }
    scores
}

fn best(scores: &[f32]) -> usize {
    let mut best = 0;
    for (label, score) in scores.iter().enumerate() {
        if scores[best] < *score {
            best = label;
        }
    }
    best
}

fn softmax(mut scores: Vec<f32>) -> Vec<f32> {
    let highest = scores.iter().copied().fold(f32::MIN, f32::max);
    for score in &mut scores {
        *score = (*score - highest).exp();
    }
    let sum: f32 = scores.iter().sum();
    scores.iter().map(|score| score / sum).collect()
}

#[cfg(test)]
mod tests {
    use super::super::LinearModel;
    use super::*;

    const TRAINING: Training = Training {
        rounds: 30,
        fewest: 1,
        rate: 0.1,
        shrink: 1e-6,
    };

    /// Fruit is round, tools are long; colours say nothing.
    fn examples() -> Vec<Example> {
        let example = |shape: &str, colour: &str, label| Example {
            features: vec![Feature::of(0), Feature::of(1).text(shape), Feature::of(2).text(colour)],
            label,
            weight: 1.0,
        };
        let colours = ["red", "green", "blue", "grey"];
        let pairs = colours
            .iter()
            .map(|colour| [example("round", colour, 0), example("long", colour, 1)]);
        pairs.flatten().collect()
    }

    #[track_caller]
    fn check(weights: &Weights) -> LinearModel {
        let bytes = weights.compile("fruit", "made up");
        let model = LinearModel::from_bytes("fruit", bytes.into()).expect("the file is whole");
        for (shape, label) in [("round", "fruit"), ("long", "tool")] {
            let scores = model.scores(&[Feature::of(0), Feature::of(1).text(shape), Feature::of(2).text("pink")]);
            assert_eq!(model.labels()[model.best(&scores)], label, "{shape}");
        }
        model
    }

    #[test]
    fn both_trainers_learn_what_tells() {
        check(&train_perceptron(&examples(), &["fruit", "tool"], &TRAINING));
        let model = check(&train_logistic(&examples(), &["fruit", "tool"], &TRAINING));
        let scores = model.scores(&[Feature::of(0), Feature::of(1).text("round")]);
        let probability = model.probabilities(&scores)[0];
        assert!(0.75 < probability && probability < 1.0, "{probability}");
    }

    #[test]
    fn training_twice_gives_the_same_bytes() {
        let make = || train_logistic(&examples(), &["fruit", "tool"], &TRAINING).compile("fruit", "");
        assert_eq!(make(), make());
    }

    #[test]
    fn features_that_say_little_are_dropped_first() {
        let mut weights = train_perceptron(&examples(), &["fruit", "tool"], &TRAINING);
        weights.keep(2);
        assert_eq!(weights.len(), 2);
        check(&weights);
    }

    #[test]
    fn a_damaged_or_foreign_file_says_so() {
        let bytes = train_perceptron(&examples(), &["fruit", "tool"], &TRAINING).compile("fruit", "");
        let check = |bytes: Vec<u8>, name: &str, message: &str| {
            let error = LinearModel::from_bytes(name, bytes.into()).expect_err(message);
            assert!(error.to_string().contains(message), "{error}");
        };
        check(bytes.clone(), "tags", "is not a model");
        check(b"PK".to_vec(), "fruit", "is not a model");
        check(bytes[..bytes.len() - 1].to_vec(), "fruit", "damaged");
        let mut later = bytes.clone();
        later[16] = 9;
        check(later, "fruit", "format 9");
        let mut changed = bytes;
        *changed.last_mut().expect("not empty") ^= 1;
        check(changed, "fruit", "checksum");
    }

    #[test]
    fn an_empty_model_answers_zero() {
        let model = LinearModel::empty();
        assert_eq!(model.scores(&[Feature::of(0)]), super::super::Scores::default());
        assert_eq!(fold_of("any", 0), 0);
    }
}
