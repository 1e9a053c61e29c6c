//! Training of rankers: of a list of candidates, those that are right should be believed.

use super::train::for_each_shuffled;

/// A list of candidates.
#[derive(Clone, Debug, PartialEq)]
pub struct RankedList {
    /// Of each candidate the values of its features, all of one length, and whether it is right.
    pub candidates: Vec<(Vec<f32>, bool)>,
    /// How much the list counts; 1 as a rule.
    pub weight: f64,
}

/// How to train a ranker.
#[derive(Clone, Copy, Debug)]
pub struct RankerTraining {
    /// Times through the lists.
    pub rounds: u32,
    /// Step size at the start; it falls with the rounds.
    pub rate: f64,
    /// How strongly weights are drawn to those that they start from (L2), a share for each list.
    pub shrink: f64,
}

/// Linear weights under which the softmax over each list believes its right candidates, from `start`, by stochastic gradient descent
/// (`AdaGrad` steps) on the negative logarithm of their summed share. Lists without a right candidate, or with no other, teach nothing.
///
/// Only the features with `learnt` change; the others keep their weight of `start`.
pub fn train_ranker(lists: &[RankedList], start: &[f64], learnt: &[bool], training: &RankerTraining) -> Vec<f64> {
    let mut weights = start.to_vec();
    let mut squares = vec![1e-2; weights.len()];
    for_each_shuffled(lists.len(), training.rounds, |at, round| {
        let list = &lists[at];
        let slopes = slopes(list, &weights);
        let rate = training.rate / (1.0 + 0.3 * f64::from(round));
        for (number, slope) in slopes.iter().enumerate().filter(|(number, _)| learnt[*number]) {
            let slope = list.weight * slope + training.shrink * (weights[number] - start[number]);
            squares[number] += slope * slope;
            weights[number] -= rate * slope / f64::sqrt(squares[number]);
        }
    });
    weights
}

/// The slope of the loss by each weight.
fn slopes(list: &RankedList, weights: &[f64]) -> Vec<f64> {
    let mut slopes = vec![0.0; weights.len()];
    let right = list.candidates.iter().filter(|(_, right)| *right).count();
    if right == 0 || right == list.candidates.len() {
        return slopes;
    }
    let scores = list.candidates.iter().map(|(values, _)| {
        let products = values
            .iter()
            .zip(weights)
            .map(|(value, weight)| f64::from(*value) * weight);
        products.sum::<f64>()
    });
    let scores: Vec<f64> = scores.collect();
    let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let shares: Vec<f64> = scores.iter().map(|score| (score - top).exp()).collect();
    let all: f64 = shares.iter().sum();
    let good: f64 = shares
        .iter()
        .zip(&list.candidates)
        .filter(|(_, (_, right))| *right)
        .map(|(share, _)| share)
        .sum();
    for (share, (values, right)) in shares.iter().zip(&list.candidates) {
        let wanted = if *right {
            share / f64::max(good, f64::MIN_POSITIVE)
        } else {
            0.0
        };
        let difference = share / all - wanted;
        for (slope, value) in slopes.iter_mut().zip(values) {
            *slope += difference * f64::from(*value);
        }
    }
    slopes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_right_candidates_come_first() {
        // The first feature tells, the second misleads half the time, the third must stay.
        let list = |misled: f32| RankedList {
            candidates: vec![
                (vec![1.0, misled, 1.0], true),
                (vec![0.0, 1.0 - misled, 1.0], false),
                (vec![0.0, 0.0, 0.0], false),
            ],
            weight: 1.0,
        };
        let training = RankerTraining {
            rounds: 50,
            rate: 0.3,
            shrink: 1e-3,
        };
        let weights = train_ranker(
            &[list(0.0), list(1.0)],
            &[0.0, 0.0, 0.5],
            &[true, true, false],
            &training,
        );
        assert!(1.0 < weights[0], "{weights:?}");
        assert!(weights[1].abs() < 0.8, "{weights:?}");
        assert_eq!(weights[2].to_bits(), 0.5_f64.to_bits());
    }

    #[test]
    fn lists_that_say_nothing_change_nothing() {
        let list = RankedList {
            candidates: vec![(vec![1.0], false), (vec![2.0], false)],
            weight: 1.0,
        };
        let training = RankerTraining {
            rounds: 5,
            rate: 0.3,
            shrink: 0.0,
        };
        assert_eq!(train_ranker(&[list], &[1.5], &[true], &training), [1.5]);
    }
}
