//! Remembers where words lead in the name index: news says the same words again and again, and a walk costs a look at each letter.
//!
//! A table of fixed size that all threads share without a lock: an entry that two of them write at once is seen not to be whole, and counts
//! as none (Hyatt and Mann 2002, "A lockless transposition table implementation for parallel search"). It changes no answer.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::learn::Feature;

/// Entries, a power of two: a megabyte with all of them, which holds the words of some hundred articles.
const ENTRIES: usize = 1 << 16;
/// The node of a step that leads nowhere.
const NOWHERE: u32 = u32::MAX;

/// A step: to which node, and what it adds to the output; `None` where no key goes on like that.
pub(super) type Step = Option<(u32, u32)>;

/// Steps taken before, by where they began and what they read.
pub(super) struct StepMemory {
    /// The step as a number, and that number combined with its key.
    entries: Vec<(AtomicU64, AtomicU64)>,
}

impl fmt::Debug for StepMemory {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("StepMemory").finish_non_exhaustive()
    }
}

impl StepMemory {
    pub(super) fn new() -> StepMemory {
        let mut entries = Vec::new();
        entries.resize_with(ENTRIES, <(AtomicU64, AtomicU64)>::default);
        StepMemory { entries }
    }

    /// The key of reading `bytes` from a node. Two steps share one about once in 10¹⁹ pairs.
    pub(super) fn key(node: usize, bytes: &[u8]) -> u64 {
        let key = Feature::of(0).number(node as u64).bytes(bytes).stirred();
        // 0 is that of an empty entry.
        key.max(1)
    }

    /// The step of that key; `None` where it is not remembered.
    pub(super) fn get(&self, key: u64) -> Option<Step> {
        let (step, check) = self.entry(key);
        let step = step.load(Ordering::Relaxed);
        if check.load(Ordering::Relaxed) ^ step != key {
            return None;
        }
        let [node, output] =
            [step >> 32, step & u64::from(u32::MAX)].map(|half| u32::try_from(half).unwrap_or(NOWHERE));
        Some((node != NOWHERE).then_some((node, output)))
    }

    /// Remembers a step, in the place of an older one.
    pub(super) fn put(&self, key: u64, taken: Step) {
        let (node, output) = taken.unwrap_or((NOWHERE, 0));
        let number = u64::from(node) << 32 | u64::from(output);
        let (step, check) = self.entry(key);
        step.store(number, Ordering::Relaxed);
        check.store(number ^ key, Ordering::Relaxed);
    }

    fn entry(&self, key: u64) -> &(AtomicU64, AtomicU64) {
        // The remainder by the table's size, which fits.
        &self.entries[usize::try_from(key & (ENTRIES as u64 - 1)).unwrap_or(0)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_remembered_until_another_takes_its_place() {
        let memory = StepMemory::new();
        let (first, second) = (StepMemory::key(7, b"mosul"), StepMemory::key(7, b"basra"));
        assert_eq!(memory.get(first), None);
        memory.put(first, Some((12, 34)));
        memory.put(second, None);
        assert_eq!(memory.get(first), Some(Some((12, 34))));
        assert_eq!(memory.get(second), Some(None));
        let rival = first ^ (1 << 40);
        memory.put(rival, None);
        assert_eq!(memory.get(first), None);
        assert_ne!(StepMemory::key(7, b"mosul"), StepMemory::key(8, b"mosul"));
    }
}
