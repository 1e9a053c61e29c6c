//! Maps by folded word, with a fast hash: asked several times for every token of every text.
//!
//! The keys of the long-lived ones are our own lists, so that nobody can choose them to collide.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::learn::word_hash;

/// A map from folded words.
pub type WordMap<V> = HashMap<String, V, WordHashing>;

/// How the maps of this module hash.
pub type WordHashing = BuildHasherDefault<WordHasher>;

/// [`word_hash`] as a hasher; numbers that are hashes already are taken as they are.
#[derive(Clone, Copy, Debug, Default)]
pub struct WordHasher(u64);

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        // The maps use the upper and the lower bits.
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = self.0.rotate_left(5) ^ word_hash(bytes);
    }

    fn write_u8(&mut self, _end_of_text: u8) {}

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}
