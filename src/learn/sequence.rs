//! Labels in a row, each depending on the one before: tags of words, names.
//!
//! A model of sequences is a [`LinearModel`] with one more kind of feature, the label before. Decoding finds the best row of labels
//! (Viterbi 1967), and for each item how much worse the best row with each other label would be.

use super::feature::Feature;
use super::model::LinearModel;
use super::train::{Training, for_each_shuffled, score};
use super::transition::{MOST_LABELS, Scores, Transitions, transition};
use super::vocabulary::Vocabulary;
use super::weights::Weights;

/// Items in a row, each with its features and its label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SequenceExample {
    /// One item after the other.
    pub items: Vec<(Vec<Feature>, usize)>,
}

/// Finds the best labels of a row; holds the space for it, so that nothing is allocated for each row.
#[derive(Debug)]
pub struct Margins<'m> {
    transitions: &'m Transitions,
    labels: usize,
    /// Best score of a row that ends in the label, item by item.
    forward: Vec<Scores>,
}

impl<'m> Margins<'m> {
    /// For rows of the given model.
    pub fn new(model: &'m LinearModel) -> Margins<'m> {
        Margins {
            transitions: model.transitions(),
            labels: model.labels().len(),
            forward: Vec::new(),
        }
    }

    /// For each item and label, the score of the best row in which the item has that label, less something that is the same for all labels of
    /// the item: the labels of the best row are those with the highest. `items` are the scores of the items' own features; the answer has
    /// its length.
    pub fn read(&mut self, items: &[Scores]) -> &[Scores] {
        match self.labels {
            0..=16 => self.read_in_lanes::<16>(items),
            17..=24 => self.read_in_lanes::<24>(items),
            _ => self.read_in_lanes::<MOST_LABELS>(items),
        }
        &self.forward
    }

    /// So many labels at a time, so that the loops over them have a fixed length.
    fn read_in_lanes<const LANES: usize>(&mut self, items: &[Scores]) {
        let transitions = self.transitions;
        let lanes = |scores: &Scores| scores.first_chunk::<LANES>().copied().unwrap_or([0; LANES]);
        self.forward.clear();
        let mut here = lanes(&transitions.start);
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                here = transitions.after.best(&here);
            }
            add(&mut here, item);
            level(&mut here);
            let mut sums = Scores::default();
            sums[..LANES].copy_from_slice(&here);
            self.forward.push(sums);
        }
        let mut following = [0; LANES];
        for (sum, item) in self.forward.iter_mut().zip(items).rev() {
            add(sum, &following);
            add(&mut following, item);
            following = transitions.before.best(&following);
            level(&mut following);
        }
    }
}

/// Moves the best score to 0, so that the sums of a long row do not run over.
fn level(scores: &mut [i32]) {
    let best = scores.iter().copied().max().unwrap_or(0);
    for score in scores {
        *score -= best;
    }
}

fn add(sum: &mut [i32], other: &[i32]) {
    for (sum, other) in sum.iter_mut().zip(other) {
        // Sums of few bytes, brought back to 0 at each item, do not run over; saying so in a way that all lanes can be added at once.
        *sum = sum.wrapping_add(*other);
    }
}

/// The structured averaged perceptron (Collins 2002) over rows of labels.
pub fn train_sequences(sequences: &[SequenceExample], labels: &[&str], training: &Training) -> Weights {
    let width = labels.len();
    let items = sequences.iter().flat_map(|sequence| &sequence.items);
    let vocabulary = Vocabulary::read(items.map(|(features, _)| features.as_slice()), training.fewest);
    let numbered: Vec<Vec<Vec<u32>>> = sequences
        .iter()
        .map(|sequence| {
            sequence
                .items
                .iter()
                .map(|(features, _)| vocabulary.numbers(features))
                .collect()
        })
        .collect();
    let first_transition = vocabulary.len() * width;
    let mut weights = vec![0.0_f32; first_transition + (width + 1) * width];
    let mut late = weights.clone();
    let mut step = 1.0;
    for_each_shuffled(sequences.len(), training.rounds, |at, _| {
        let rows = &numbered[at];
        let guess = best_row(rows, &weights, width, first_transition);
        let truth = sequences[at].items.iter().map(|(_, label)| *label);
        let (mut truth_before, mut guess_before) = (0, 0);
        for ((features, truth), guess) in rows.iter().zip(truth).zip(guess) {
            let mut change = |place: usize, by: f32| {
                weights[place] += by;
                late[place] += by * step;
            };
            if truth != guess {
                for row in features.iter().map(|feature| *feature as usize * width) {
                    change(row + truth, 1.0);
                    change(row + guess, -1.0);
                }
            }
            if (truth, truth_before) != (guess, guess_before) {
                change(first_transition + truth_before * width + truth, 1.0);
                change(first_transition + guess_before * width + guess, -1.0);
            }
            (truth_before, guess_before) = (truth + 1, guess + 1);
        }
        step += 1.0;
    });
    let averaged: Vec<f32> = weights.iter().zip(&late).map(|(now, late)| now - late / step).collect();
    let (features, transitions) = averaged.split_at(first_transition);
    let mut rows = vocabulary.rows(features, width);
    for (before, scores) in transitions.chunks(width).enumerate() {
        rows.push((transition(before.checked_sub(1)), scores.to_vec()));
    }
    Weights::new(labels, rows)
}

/// The labels of the row with the highest score.
fn best_row(rows: &[Vec<u32>], weights: &[f32], width: usize, first_transition: usize) -> Vec<usize> {
    let from = |before: usize, label: usize| weights[first_transition + before * width + label];
    let mut arrows: Vec<Vec<usize>> = Vec::with_capacity(rows.len());
    let mut previous: Vec<f32> = Vec::new();
    for features in rows {
        let own = score(features, weights, width);
        let mut arrow = vec![0; width];
        let mut here = vec![0.0; width];
        for label in 0..width {
            let mut reached = if previous.is_empty() { from(0, label) } else { f32::MIN };
            for (before, score) in previous.iter().enumerate() {
                let through = score + from(before + 1, label);
                if reached < through {
                    (reached, arrow[label]) = (through, before);
                }
            }
            here[label] = reached + own[label];
        }
        arrows.push(arrow);
        previous = here;
    }
    let mut label = 0;
    for (other, score) in previous.iter().enumerate() {
        if previous[label] < *score {
            label = other;
        }
    }
    let mut labels = vec![0; rows.len()];
    for (at, arrow) in arrows.iter().enumerate().rev() {
        labels[at] = label;
        label = arrow[label];
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "can" is a noun after an article, else a verb.
    fn row(words: &str) -> Vec<Vec<Feature>> {
        words.split(' ').map(|word| vec![Feature::of(1).text(word)]).collect()
    }

    #[test]
    fn the_label_before_decides() {
        let labels = ["verb", "noun", "article"];
        let example = |words: &str, labels: &[usize]| SequenceExample {
            items: row(words).into_iter().zip(labels.iter().copied()).collect(),
        };
        let examples = [
            example("the can", &[2, 1]),
            example("dogs can run", &[1, 0, 0]),
            example("the dogs", &[2, 1]),
            example("cats can", &[1, 0]),
            example("the can run", &[2, 1, 0]),
            example("the run can run", &[2, 1, 0, 0]),
        ];
        let training = Training {
            rounds: 50,
            fewest: 1,
            rate: 0.0,
            shrink: 0.0,
        };
        let weights = train_sequences(&examples, &labels, &training);
        let model = LinearModel::from_bytes("words", weights.compile("words", "").into()).expect("whole");
        let mut margins = Margins::new(&model);
        let mut check = |words: &str, expected: &[usize]| {
            let items: Vec<Scores> = row(words).iter().map(|features| model.scores(features)).collect();
            let found: Vec<usize> = margins.read(&items).iter().map(|scores| model.best(scores)).collect();
            assert_eq!(found, expected, "{words}");
        };
        check("the can", &[2, 1]);
        check("cats can", &[1, 0]);
        check("the cats", &[2, 1]);
        assert!(margins.read(&[]).is_empty());
    }
}
