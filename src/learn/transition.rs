//! Steps from one label to the next, taken out of a model of sequences once.

use super::feature::Feature;

/// The most labels that a model may have, so that scores lie on the stack.
pub const MOST_LABELS: usize = 32;

/// A score a label, in the order of the model's labels, in units of its weights; what is past the last label is 0.
pub type Scores = [i32; MOST_LABELS];

/// Template of the label before; no other feature of a sequence model may have it.
const TRANSITION: u32 = u32::MAX - 1;

/// The feature "the label before is this one"; `None` is the start.
pub(super) fn transition(before: Option<usize>) -> Feature {
    Feature::of(TRANSITION).number(before.map_or(0, |label| label as u64 + 1))
}

/// The scores of each label after each other.
#[derive(Debug)]
pub(super) struct Transitions {
    pub(super) start: Scores,
    pub(super) after: Steps,
    /// The same the other way round: for each label the scores of those before it.
    pub(super) before: Steps,
}

impl Transitions {
    /// Of a model of so many labels, which scores a feature by `score`.
    pub(super) fn new(labels: usize, score: impl Fn(Feature) -> Scores) -> Transitions {
        let mut after = Box::new([Scores::default(); MOST_LABELS]);
        let mut before = after.clone();
        for (label, scores) in after.iter_mut().enumerate().take(labels) {
            *scores = score(transition(Some(label)));
            for (before, score) in before.iter_mut().zip(scores) {
                before[label] = *score;
            }
        }
        Transitions {
            start: score(transition(None)),
            after: Steps::new(after, labels),
            before: Steps::new(before, labels),
        }
    }
}

/// For each label that a step can come from, the scores of the labels that it can go to.
#[derive(Debug)]
pub(super) struct Steps {
    scores: Box<[Scores; MOST_LABELS]>,
    /// `ahead[one][other]`: how much more than by `one` a step by `other` can win at most. Where `one` has more than that to begin with, no
    /// best way leads through `other`.
    ahead: Box<[Scores; MOST_LABELS]>,
    labels: usize,
}

impl Steps {
    fn new(scores: Box<[Scores; MOST_LABELS]>, labels: usize) -> Steps {
        let mut ahead = Box::new([Scores::default(); MOST_LABELS]);
        for (ahead, one) in ahead.iter_mut().zip(scores.iter()).take(labels) {
            for (ahead, other) in ahead.iter_mut().zip(scores.iter()).take(labels) {
                let gains = one.iter().zip(other).map(|(one, other)| other - one);
                *ahead = gains.max().unwrap_or(0);
            }
        }
        Steps { scores, ahead, labels }
    }

    /// For each label the score of the best way to it: a score of `from` with the step from there.
    ///
    /// Most labels are far behind the best one, so that few of the steps are tried. All lanes are counted, which must be no fewer than the
    /// labels, also those past the last label, so that the loop has a fixed length.
    pub(super) fn best<const LANES: usize>(&self, from: &[i32; LANES]) -> [i32; LANES] {
        let first = (1..self.labels).fold(0, |best, label| if from[best] < from[label] { label } else { best });
        let mut best = [0; LANES];
        for (best, step) in best.iter_mut().zip(&self.scores[first]) {
            *best = from[first] + step;
        }
        let ahead = &self.ahead[first];
        for label in (0..self.labels).filter(|label| *label != first) {
            if from[first] - from[label] <= ahead[label] {
                for (best, step) in best.iter_mut().zip(&self.scores[label]) {
                    *best = (*best).max(from[label] + step);
                }
            }
        }
        best
    }
}
