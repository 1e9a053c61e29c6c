//! Maps by folded word: asked several times for every token of every text, mostly for words that they do not hold.
//!
//! The keys of the long-lived ones are our own lists, so that nobody can choose them to collide.

use std::hash::{BuildHasherDefault, Hasher};

use crate::learn::word_hash;

/// A map from folded words that is filled once and then only asked.
///
/// The caller brings the word's [`word_hash`], which [`Text`](super::Text) has at hand for each token, so that a miss costs one look at a table
/// of numbers.
#[derive(Debug)]
pub struct WordMap<V> {
    /// A power of two of slots with linear probing, half of them free: the upper half of a word's hash, and the number of its entry plus 1;
    /// 0 where free.
    slots: Vec<(u32, u32)>,
    entries: Vec<(Box<str>, V)>,
}

impl<V> Default for WordMap<V> {
    fn default() -> Self {
        WordMap {
            slots: Vec::new(),
            entries: Vec::new(),
        }
    }
}

impl<V> WordMap<V> {
    /// The value of a word; `hash` must be its [`word_hash`].
    pub fn get(&self, word: &str, hash: u64) -> Option<&V> {
        let number = self.find(word, hash).ok()?;
        self.entries.get(number).map(|(_, value)| value)
    }

    /// The value of a word, made where there is none.
    pub fn entry(&mut self, word: &str) -> &mut V
    where
        V: Default,
    {
        let hash = word_hash(word);
        let number = match self.find(word, hash) {
            Ok(number) => number,
            Err(_) => self.insert(word, hash),
        };
        &mut self.entries[number].1
    }

    fn insert(&mut self, word: &str, hash: u64) -> usize
    where
        V: Default,
    {
        if self.slots.len() <= self.entries.len() * 2 {
            self.grow();
        }
        self.entries.push((word.into(), V::default()));
        self.place(hash, self.entries.len());
        self.entries.len() - 1
    }

    fn grow(&mut self) {
        self.slots = vec![(0, 0); (self.slots.len() * 2).max(8)];
        for number in 0..self.entries.len() {
            self.place(word_hash(self.entries[number].0.as_bytes()), number + 1);
        }
    }

    /// Notes the entry with the given number, counted from 1.
    fn place(&mut self, hash: u64, number: usize) {
        let (mut slot, upper) = self.home(hash);
        while self.slots[slot].1 != 0 {
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        self.slots[slot] = (upper, u32::try_from(number).unwrap_or(u32::MAX));
    }

    /// The number of the word's entry, or the free slot that ended the search.
    fn find(&self, word: &str, hash: u64) -> Result<usize, usize> {
        if self.slots.is_empty() {
            return Err(0);
        }
        let (mut slot, upper) = self.home(hash);
        loop {
            match self.slots[slot] {
                (_, 0) => return Err(slot),
                (found, number) if found == upper => {
                    let number = number as usize - 1;
                    if self.entries.get(number).is_some_and(|(known, _)| **known == *word) {
                        return Ok(number);
                    }
                }
                _ => {}
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    /// Where to look first, and the half of the hash that the slot holds.
    #[expect(clippy::cast_possible_truncation, reason = "the halves of a hash")]
    fn home(&self, hash: u64) -> (usize, u32) {
        let upper = (hash >> 32) as u32;
        let mixed = upper ^ (hash as u32);
        (mixed as usize & (self.slots.len() - 1), upper)
    }
}

/// How short-lived maps by word or by [`word_hash`] hash.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_again_and_others_are_not() {
        let mut map: WordMap<usize> = WordMap::default();
        assert_eq!(map.get("mosul", word_hash("mosul")), None, "empty");
        let words: Vec<String> = (0..1000).map(|number| format!("word{number}")).collect();
        for (number, word) in words.iter().enumerate() {
            *map.entry(word) += number;
        }
        *map.entry("word7") += 1000;
        for (number, word) in words.iter().enumerate() {
            let expected = if number == 7 { 1007 } else { number };
            assert_eq!(map.get(word, word_hash(word)), Some(&expected), "{word}");
        }
        assert_eq!(map.get("word1000", word_hash("word1000")), None);
        assert_eq!(map.get("", word_hash("")), None);
    }
}
