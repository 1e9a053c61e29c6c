//! What the gazetteer can answer at all: for each annotated name with a point, whether some candidate lies near it, by tiers.
//!
//! This bounds every choice made later: no resolver finds a place that is not among the candidates. The other column is its price, the
//! number of candidates to choose from.

use std::collections::HashMap;

use crate::gazetteer::{Gazetteer, NameMatch};
use crate::geography::LonLat;

/// The field's usual distance: 100 miles.
pub const NEAR_KM: f64 = 161.0;

/// Which candidates are asked for, each more than the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Those of the first tier with a hit: what [`Gazetteer::lookup`] gives.
    FirstTier,
    /// The same, or another transliteration where no tier has a hit.
    AnySpelling,
    /// Those of all tiers, or another transliteration.
    AllTiers,
}

impl Reach {
    /// All of them, the narrowest first.
    pub const ALL: [Reach; 3] = [Reach::FirstTier, Reach::AnySpelling, Reach::AllTiers];

    /// The candidates of a name.
    pub fn candidates<'g>(self, gazetteer: &'g Gazetteer, name: &str) -> Vec<NameMatch<'g>> {
        match self {
            Reach::FirstTier => gazetteer.lookup(name),
            Reach::AnySpelling => gazetteer.lookup_any_spelling(name),
            Reach::AllTiers => {
                let all = gazetteer.lookup_all(name);
                if all.is_empty() {
                    return gazetteer.lookup_transliterated(name);
                }
                all
            }
        }
    }
}

/// Figures of one reach.
#[derive(Clone, Debug, Default)]
pub struct RecallFigures {
    /// Names asked for, repeats included.
    pub names: usize,
    /// Those with a candidate within [`NEAR_KM`].
    pub near: usize,
    /// Those whose first candidate is.
    pub first_near: usize,
    /// Those without a candidate.
    pub unknown: usize,
    /// Candidates of each name that has some, unsorted.
    candidates: Vec<usize>,
    /// Names without a near candidate, and how often.
    missed: HashMap<String, usize>,
}

impl RecallFigures {
    /// Counts one annotated name.
    pub fn add(&mut self, name: &str, point: LonLat, candidates: &[NameMatch<'_>]) {
        let is_near = |found: &NameMatch<'_>| found.place.point.distance_km(point) <= NEAR_KM;
        self.names += 1;
        self.first_near += usize::from(candidates.first().is_some_and(is_near));
        if candidates.is_empty() {
            self.unknown += 1;
        } else {
            self.candidates.push(candidates.len());
        }
        if candidates.iter().any(is_near) {
            self.near += 1;
        } else {
            *self.missed.entry(name.to_owned()).or_default() += 1;
        }
    }

    /// Share of names with a near candidate; 0 without names.
    pub fn recall(&self) -> f64 {
        share(self.near, self.names)
    }

    /// Share of names whose first, the most important, candidate is near.
    pub fn first_recall(&self) -> f64 {
        share(self.first_near, self.names)
    }

    /// Mean number of candidates of the names that have some.
    pub fn mean_candidates(&self) -> f64 {
        share(self.candidates.iter().sum(), self.candidates.len())
    }

    /// The number of candidates that a share `part` (0 to 1) of the names with candidates stays under or meets.
    pub fn candidates_at(&self, part: f64) -> usize {
        let mut sorted = self.candidates.clone();
        sorted.sort_unstable();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a share of a small count"
        )]
        let at = (part.clamp(0.0, 1.0) * sorted.len().saturating_sub(1) as f64).round() as usize;
        sorted.get(at).copied().unwrap_or(0)
    }

    /// Names without a near candidate and how often each was asked for, most often first, then by name.
    pub fn missed(&self) -> Vec<(&str, usize)> {
        let mut missed: Vec<(&str, usize)> = self
            .missed
            .iter()
            .map(|(name, count)| (name.as_str(), *count))
            .collect();
        missed.sort_by(|left, right| right.1.cmp(&left.1).then(left.0.cmp(right.0)));
        missed
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of names are small")]
fn share(part: usize, of: usize) -> f64 {
    if of == 0 { 0.0 } else { part as f64 / of as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::{FeatureClass, GazetteerBuilder, PlaceDraft};

    #[test]
    fn a_name_counts_as_found_where_any_candidate_is_near() {
        let mut builder = GazetteerBuilder::new();
        for (id, lon) in [(1, 0.0), (2, 10.0)] {
            let point = LonLat { lon, lat: 0.0 };
            builder.add(PlaceDraft::new(id, "Springfield", point, FeatureClass::Settlement, "PPL").residents(3 - id));
        }
        let gazetteer = builder.build().unwrap();
        let mut figures = RecallFigures::default();
        for (name, lon) in [("Springfield", 10.5), ("Springfield", 50.0), ("Shelbyville", 0.0)] {
            let candidates = Reach::FirstTier.candidates(&gazetteer, name);
            figures.add(name, LonLat { lon, lat: 0.0 }, &candidates);
        }
        assert_eq!(
            (figures.names, figures.near, figures.first_near, figures.unknown),
            (3, 1, 0, 1)
        );
        assert!((figures.mean_candidates() - 2.0).abs() < 1e-9);
        assert_eq!(figures.candidates_at(0.5), 2);
        assert_eq!(figures.missed(), [("Shelbyville", 1), ("Springfield", 1)]);
    }
}
