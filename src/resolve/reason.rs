//! Reasons: what speaks for a candidate, each with its weight, in words a reader understands.

use super::Evidence;

/// Why a candidate may be the place; each once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(super) enum Reason {
    Prominence,
    NameKind,
    Head,
    Outlet,
    Qualifier,
    SameCountry,
    SameAdmin1,
    Near,
}

/// The reasons in a reader's words, in the order of [`Reason`].
const WORDS: [&str; REASONS] = [
    "prominence",
    "kind of name",
    "generic word beside the name",
    "near the outlet's home",
    "named together with its region",
    "same country as other places",
    "same region as other places",
    "near other places",
];
const REASONS: usize = Reason::Near as usize + 1;

/// The weights of a candidate's reasons; zero where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Reasons([f64; REASONS]);

impl Reasons {
    pub(super) fn set(&mut self, reason: Reason, weight: f64) {
        self.0[reason as usize] = weight;
    }

    pub(super) fn sum(&self) -> f64 {
        self.0.iter().sum()
    }

    /// The sum of what the rest of the document says.
    pub(super) fn by_document(&self) -> f64 {
        self.0[Reason::Outlet as usize..].iter().sum()
    }

    /// Those that say something, strongest first.
    pub(super) fn evidence(&self) -> Vec<Evidence> {
        let mut evidence: Vec<Evidence> = WORDS
            .iter()
            .zip(self.0)
            .filter(|(_, weight)| *weight != 0.0)
            .map(|(signal, weight)| Evidence { signal, weight })
            .collect();
        evidence.sort_by(|left, right| right.weight.abs().total_cmp(&left.weight.abs()));
        evidence
    }
}
