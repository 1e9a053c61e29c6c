//! Features numbered for training: those seen often enough.

use std::collections::HashMap;

use super::feature::Feature;

/// The features of a training set, each with a number from 0 in the order of first sight.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    numbers: HashMap<Feature, u32>,
    features: Vec<Feature>,
}

impl Vocabulary {
    /// Numbers the features that occur `fewest` times or more.
    pub(super) fn read<'f>(all: impl Iterator<Item = &'f [Feature]> + Clone, fewest: u32) -> Vocabulary {
        let mut counts: HashMap<Feature, u32> = HashMap::new();
        for feature in all.clone().flatten() {
            *counts.entry(*feature).or_default() += 1;
        }
        let mut vocabulary = Vocabulary::default();
        for feature in all.flatten() {
            if fewest <= counts[feature] && !vocabulary.numbers.contains_key(feature) {
                let number = u32::try_from(vocabulary.features.len()).unwrap_or(u32::MAX);
                vocabulary.numbers.insert(*feature, number);
                vocabulary.features.push(*feature);
            }
        }
        vocabulary
    }

    pub(super) fn len(&self) -> usize {
        self.features.len()
    }

    /// The numbers of the features that are kept.
    pub(super) fn numbers(&self, features: &[Feature]) -> Vec<u32> {
        features
            .iter()
            .filter_map(|feature| self.numbers.get(feature).copied())
            .collect()
    }

    /// Each feature with its row of a table of `width` weights a feature; rows of zeros are left out.
    pub(super) fn rows(&self, table: &[f32], width: usize) -> Vec<(Feature, Vec<f32>)> {
        let rows = self.features.iter().zip(table.chunks(width));
        rows.filter(|(_, row)| row.iter().any(|weight| *weight != 0.0))
            .map(|(feature, row)| (*feature, row.to_vec()))
            .collect()
    }
}

/// A generator of pseudo-random numbers (`SplitMix64`): deterministic, for shuffling.
#[derive(Debug)]
pub(super) struct Shuffler(pub(super) u64);

impl Shuffler {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut hash = self.0;
        hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        hash ^ (hash >> 31)
    }

    /// Puts the items into another order (Fisher and Yates).
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.next() % (last as u64 + 1);
            items.swap(last, usize::try_from(other).unwrap_or(last));
        }
    }
}
