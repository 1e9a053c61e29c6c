//! Rows by squares of one degree, so that a small box does not look at every row.

use crate::geography::{Bbox, LonLat};

const COLUMNS: usize = 360;
const ROWS: usize = 180;

/// The numbers of the rows in each square; within one, ascending. Rows without a point are in none.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    /// Where each square's numbers begin in `numbers`, and one more.
    starts: Vec<u32>,
    numbers: Vec<u32>,
}

impl Grid {
    /// The grid of points that stand in the order of their numbers.
    pub(super) fn of(points: impl Iterator<Item = Option<LonLat>> + Clone) -> Grid {
        let mut starts = vec![0_u32; COLUMNS * ROWS + 1];
        for point in points.clone().flatten() {
            starts[square(point) + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let placed = starts.last().copied().unwrap_or_default();
        let mut numbers = vec![0_u32; placed as usize];
        for (number, point) in (0_u32..).zip(points) {
            let Some(point) = point else { continue };
            let slot = &mut next[square(point)];
            numbers[*slot as usize] = number;
            *slot += 1;
        }
        Grid { starts, numbers }
    }

    /// The numbers of all rows that may lie in the box, ascending; `None` where they are too many to be worth it.
    pub(super) fn near(&self, bbox: Bbox) -> Option<Vec<u32>> {
        /// A box with a larger share of all points is as well scanned for.
        const WORTH: usize = 8;
        let (south, north) = (row(bbox.south), row(bbox.north));
        let (west, east) = (column(bbox.west), column(bbox.east));
        let spans: &[(usize, usize)] = if bbox.west <= bbox.east {
            &[(west, east)]
        } else {
            &[(west, COLUMNS - 1), (0, east)]
        };
        let mut found = Vec::new();
        for row in south..=north {
            for (from, to) in spans {
                let start = *self.starts.get(row * COLUMNS + from)? as usize;
                let end = *self.starts.get(row * COLUMNS + to + 1)? as usize;
                found.extend_from_slice(self.numbers.get(start..end)?);
                if self.numbers.len() < found.len() * WORTH {
                    return None;
                }
            }
        }
        Some(ascending(found))
    }
}

/// The numbers in order, each once: a box nearly around the world names its first column twice. Where they are many, a bit for each number
/// up to the greatest is set and read, which takes a tenth of the time of sorting them.
fn ascending(mut numbers: Vec<u32>) -> Vec<u32> {
    /// Reading so many empty bits costs as much as sorting one number.
    const BITS_PER_NUMBER: usize = 512;
    let greatest = numbers.iter().max().map_or(0, |greatest| *greatest as usize);
    if numbers.len() * BITS_PER_NUMBER < greatest {
        numbers.sort_unstable();
        numbers.dedup();
        return numbers;
    }
    let mut bits = vec![0_u64; greatest / 64 + 1];
    for number in &numbers {
        bits[*number as usize / 64] |= 1 << (number % 64);
    }
    numbers.clear();
    for (first, mut word) in (0_u32..).step_by(64).zip(bits) {
        while word != 0 {
            numbers.push(first + word.trailing_zeros());
            word &= word - 1;
        }
    }
    numbers
}

fn square(point: LonLat) -> usize {
    row(point.lat) * COLUMNS + column(point.lon)
}

/// 180° east lies in the last column, 90° north in the last row.
fn column(lon: f64) -> usize {
    whole(lon + 180.0).min(COLUMNS - 1)
}

fn row(lat: f64) -> usize {
    whole(lat + 90.0).min(ROWS - 1)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "degrees, none below 0"
)]
fn whole(degrees: f64) -> usize {
    degrees.max(0.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_come_in_order_and_once(numbers in proptest::collection::vec(0..2_000_u32, 0..300), spread in 1..900_u32) {
            let numbers: Vec<u32> = numbers.iter().map(|number| number * spread).collect();
            let expected: std::collections::BTreeSet<u32> = numbers.iter().copied().collect();
            prop_assert_eq!(ascending(numbers), Vec::from_iter(expected));
        }
    }
}
