//! The rows that a query picks, as a list and as a set.

use crate::store::Selection;

/// Rows of one index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picked {
    numbers: Vec<u32>,
    /// A bit for each row.
    bits: Vec<u64>,
}

impl Picked {
    /// What a store selected.
    pub fn new(selection: Selection) -> Picked {
        let mut bits = vec![0_u64; selection.columns.rows().len().div_ceil(64)];
        for number in &selection.rows {
            if let Some(word) = bits.get_mut(*number as usize / 64) {
                *word |= 1 << (number % 64);
            }
        }
        Picked {
            numbers: selection.rows,
            bits,
        }
    }

    /// How many.
    pub fn count(&self) -> usize {
        self.numbers.len()
    }

    /// The row numbers, ascending.
    pub fn numbers(&self) -> &[u32] {
        &self.numbers
    }

    /// Whether the row is one of them.
    pub fn contains(&self, number: u32) -> bool {
        let word = self.bits.get(number as usize / 64).copied().unwrap_or_default();
        word >> (number % 64) & 1 == 1
    }
}
