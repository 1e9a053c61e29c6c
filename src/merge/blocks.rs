//! Blocks: reports that lie near each other in place and time, so that only those are compared.
//!
//! A block is a number: which sort it is, a day, and a cell or a country. A store may keep the numbers beside its reports and look near ones up
//! without having all of them in memory.

use std::collections::HashMap;

use super::facts::{Days, ReportFacts, Spot};
use super::likeness::ASSUMED_DAYS;

/// Cells of half a degree; reports of one event lie in the same or a neighbouring one up to 63° of latitude, and beyond that where
/// their points do not differ by more.
const CELLS_AROUND: i32 = 720;
/// A report of several days stands in the blocks of this many of them.
const MOST_DAYS: i32 = 7;

/// What the last part of a block's number means.
#[derive(Clone, Copy)]
enum Sort {
    /// Towns and finer, by cell.
    Cell,
    /// The same ones by country, for wider reports to look up.
    FineByCountry,
    /// Wider places, by country.
    WideByCountry,
}

impl ReportFacts {
    /// The blocks that the report stands in; none without day or place.
    pub fn blocks(&self) -> Vec<i64> {
        let Some((days, place)) = self.days.zip(self.place) else {
            return Vec::new();
        };
        let mut blocks = Vec::new();
        for day in days.first..=last_day(days) {
            if place.is_fine() {
                blocks.push(block(Sort::Cell, day, cell(&place, 0, 0)));
                blocks.push(block(Sort::FineByCountry, day, place.country));
            } else {
                blocks.push(block(Sort::WideByCountry, day, place.country));
            }
        }
        blocks
    }

    /// The blocks in which every report stands that may tell the same event; others may stand there too.
    pub fn blocks_near(&self) -> Vec<i64> {
        let Some((days, place)) = self.days.zip(self.place) else {
            return Vec::new();
        };
        let mut blocks = Vec::new();
        for day in days.first.saturating_sub(ASSUMED_DAYS)..=last_day(days).saturating_add(ASSUMED_DAYS) {
            blocks.push(block(Sort::WideByCountry, day, place.country));
            if place.is_fine() {
                let around = (-1..=1).flat_map(|north| (-1..=1).map(move |east| (north, east)));
                blocks.extend(around.map(|(north, east)| block(Sort::Cell, day, cell(&place, north, east))));
            } else {
                blocks.push(block(Sort::FineByCountry, day, place.country));
            }
        }
        blocks
    }
}

/// The reports by block.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    by_block: HashMap<i64, Vec<u32>>,
}

impl Blocks {
    /// Adds a report; one without day or place is in no block.
    pub(super) fn insert(&mut self, number: u32, facts: &ReportFacts) {
        for block in facts.blocks() {
            self.by_block.entry(block).or_default().push(number);
        }
    }

    /// Takes a report out again.
    pub(super) fn remove(&mut self, number: u32, facts: &ReportFacts) {
        for block in facts.blocks() {
            if let Some(known) = self.by_block.get_mut(&block) {
                known.retain(|known| *known != number);
            }
        }
    }

    /// Calls `visit` with every report that may tell the same event; with some of them more than once.
    pub(super) fn visit_near(&self, facts: &ReportFacts, mut visit: impl FnMut(u32)) {
        for block in facts.blocks_near() {
            self.by_block
                .get(&block)
                .into_iter()
                .flatten()
                .copied()
                .for_each(&mut visit);
        }
    }
}

fn last_day(days: Days) -> i32 {
    days.last.min(days.first.saturating_add(MOST_DAYS))
}

/// Two bits for the sort, thirty for the day, thirty-two for the rest.
fn block(sort: Sort, day: i32, rest: u32) -> i64 {
    const DAY_BITS: i64 = (1 << 30) - 1;
    ((sort as i64) << 62) | ((i64::from(day) & DAY_BITS) << 32) | i64::from(rest)
}

/// The number of the cell so many rows north and columns east of the place's own; columns go around the world.
fn cell(place: &Spot, north: i32, east: i32) -> u32 {
    const CELLS_PER_DEGREE: f64 = 2.0;
    #[expect(clippy::cast_possible_truncation, reason = "degrees are small")]
    let number = |degrees: f64| (degrees * CELLS_PER_DEGREE).floor() as i32;
    let (row, column) = (number(place.point.lat), number(place.point.lon));
    let number = (row + north) * CELLS_AROUND + (column + east).rem_euclid(CELLS_AROUND);
    number.cast_unsigned()
}
