//! Blocks: reports that lie near each other in place and time, so that only those are compared.

use std::collections::HashMap;

use super::facts::ReportFacts;
use super::likeness::ASSUMED_DAYS;

/// Cells of half a degree; reports of one event lie in the same or a neighbouring one up to 63° of latitude, and beyond that where
/// their points do not differ by more.
const CELLS_AROUND: i32 = 720;
/// A report of several days stands in the blocks of this many of them.
const MOST_DAYS: i32 = 7;

/// The reports by block.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// Towns and finer, by day and cell.
    by_cell: HashMap<(i32, i32), Vec<u32>>,
    /// The same ones by day and country, for wider reports to look up.
    fine_by_country: HashMap<(i32, u32), Vec<u32>>,
    /// Wider places, by day and country.
    wide_by_country: HashMap<(i32, u32), Vec<u32>>,
}

impl Blocks {
    /// Adds a report; one without day or place is in no block.
    pub(super) fn insert(&mut self, number: u32, facts: &ReportFacts) {
        let (Some(days), Some(place)) = (facts.days, facts.place) else {
            return;
        };
        for day in days.first..=days.last.min(days.first.saturating_add(MOST_DAYS)) {
            let by_country = if place.is_fine() {
                self.by_cell
                    .entry((day, cell(facts_cell(facts), 0, 0)))
                    .or_default()
                    .push(number);
                &mut self.fine_by_country
            } else {
                &mut self.wide_by_country
            };
            by_country.entry((day, place.country)).or_default().push(number);
        }
    }

    /// Takes a report out again.
    pub(super) fn remove(&mut self, number: u32, facts: &ReportFacts) {
        let (Some(days), Some(place)) = (facts.days, facts.place) else {
            return;
        };
        for day in days.first..=days.last.min(days.first.saturating_add(MOST_DAYS)) {
            let key = (day, cell(facts_cell(facts), 0, 0));
            for block in [
                self.by_cell.get_mut(&key),
                self.fine_by_country.get_mut(&(day, place.country)),
                self.wide_by_country.get_mut(&(day, place.country)),
            ]
            .into_iter()
            .flatten()
            {
                block.retain(|known| *known != number);
            }
        }
    }

    /// Calls `visit` with every report that may tell the same event; with some of them more than once.
    pub(super) fn visit_near(&self, facts: &ReportFacts, mut visit: impl FnMut(u32)) {
        let (Some(days), Some(place)) = (facts.days, facts.place) else {
            return;
        };
        let last = days
            .last
            .min(days.first.saturating_add(MOST_DAYS))
            .saturating_add(ASSUMED_DAYS);
        for day in days.first.saturating_sub(ASSUMED_DAYS)..=last {
            let mut visit_all = |block: Option<&Vec<u32>>| block.into_iter().flatten().copied().for_each(&mut visit);
            visit_all(self.wide_by_country.get(&(day, place.country)));
            if !place.is_fine() {
                visit_all(self.fine_by_country.get(&(day, place.country)));
                continue;
            }
            let centre = facts_cell(facts);
            for (north, east) in (-1..=1).flat_map(|north| (-1..=1).map(move |east| (north, east))) {
                visit_all(self.by_cell.get(&(day, cell(centre, north, east))));
            }
        }
    }
}

/// Row and column of the report's cell.
fn facts_cell(facts: &ReportFacts) -> (i32, i32) {
    const CELLS_PER_DEGREE: f64 = 2.0;
    let Some(place) = facts.place else { return (0, 0) };
    #[expect(clippy::cast_possible_truncation, reason = "degrees are small")]
    let number = |degrees: f64| (degrees * CELLS_PER_DEGREE).floor() as i32;
    (number(place.point.lat), number(place.point.lon))
}

/// The number of the cell so many rows north and columns east of another; columns go around the world.
fn cell((row, column): (i32, i32), north: i32, east: i32) -> i32 {
    (row + north) * CELLS_AROUND + (column + east).rem_euclid(CELLS_AROUND)
}
