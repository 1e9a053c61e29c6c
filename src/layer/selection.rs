//! Which incidents a query selects, by the columns of the index.

use super::days::Day;
use super::index::{Facts, IncidentIndex, RegionNames, Row};
use crate::gazetteer::PlaceId;
use crate::incident::{Location, LocationPrecision};
use crate::span::Span;
use crate::store::IncidentQuery;

/// A set of rows of one index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// A bit for each row.
    bits: Vec<u64>,
    count: usize,
}

impl Selection {
    /// The rows for which `holds` is true. Linear.
    pub fn of(index: &IncidentIndex, mut holds: impl FnMut(Row) -> bool) -> Selection {
        let mut bits = vec![0_u64; index.len().div_ceil(64)];
        let mut count = 0;
        for row in index.rows() {
            if holds(row) {
                if let Some(word) = bits.get_mut(row as usize / 64) {
                    *word |= 1 << (row % 64);
                }
                count += 1;
            }
        }
        Selection { bits, count }
    }

    /// How many.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whether the row is one of them.
    pub fn contains(&self, row: Row) -> bool {
        let word = self.bits.get(row as usize / 64).copied().unwrap_or_default();
        word >> (row % 64) & 1 == 1
    }

    /// The rows from `first` on, rising.
    pub fn rows_from(&self, first: Row) -> impl Iterator<Item = Row> {
        let skipped = first as usize / 64;
        let words = (0_u32..).zip(&self.bits).skip(skipped);
        words.flat_map(move |(number, &word)| {
            let base = number * 64;
            let before = if base < first {
                u64::MAX << (first - base).min(63)
            } else {
                u64::MAX
            };
            Ones(word & before).map(move |bit| base + bit)
        })
    }

    /// All rows, rising.
    pub fn rows(&self) -> impl Iterator<Item = Row> {
        self.rows_from(0)
    }
}

/// The places of the ones of a word, rising.
struct Ones(u64);

impl Iterator for Ones {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.0 == 0 {
            return None;
        }
        let bit = self.0.trailing_zeros();
        self.0 &= self.0 - 1;
        Some(bit)
    }
}

/// The parts of a query that columns answer, made ready.
struct Columns<'q> {
    query: &'q IncidentQuery,
    /// For each type, each group of names: whether the query takes it.
    kinds: Vec<bool>,
    regions: Vec<bool>,
    days: Option<(Option<Day>, Option<Day>)>,
}

impl IncidentIndex {
    /// The incidents that the query selects; `limit` and `offset` play no part. `holds_words` decides for an identifier whether the
    /// incident holds the query's words and actor; it is asked only where the query has some, and only for those that fit otherwise.
    pub fn select(&self, query: &IncidentQuery, holds_words: &dyn Fn(&str) -> bool) -> Selection {
        let columns = Columns {
            query,
            kinds: self
                .kinds
                .values
                .iter()
                .map(|kind| query.types.is_empty() || query.types.contains(&kind.id))
                .collect(),
            regions: self
                .regions
                .values
                .iter()
                .map(|names| query.regions.is_empty() || lies_in_one(names, query))
                .collect(),
            days: (query.from.is_some() || query.to.is_some())
                .then(|| (query.from.map(Day::from), query.to.map(Day::from))),
        };
        let has_words = !query.words.is_empty() || !query.actor.is_empty();
        Selection::of(self, |row| {
            let facts = self.facts.get(row as usize);
            let days = self.days.get(row as usize).copied().flatten();
            facts.is_some_and(|facts| columns.hold(facts, days)) && (!has_words || holds_words(self.id(row)))
        })
    }
}

impl Columns<'_> {
    fn hold(&self, facts: &Facts, days: Option<(Day, Day)>) -> bool {
        let query = self.query;
        let takes = |list: &[bool], number: u32| list.get(number as usize).copied().unwrap_or_default();
        let in_period = self.days.is_none_or(|(from, to)| {
            days.is_some_and(|(first, last)| from.is_none_or(|from| from <= last) && to.is_none_or(|to| first <= to))
        });
        in_period
            && takes(&self.kinds, facts.kind)
            && takes(&self.regions, facts.region)
            && (query.precisions.is_empty() || query.precisions.contains(&facts.precision))
            && query
                .min_killed
                .is_none_or(|least| facts.killed.is_some_and(|killed| least <= killed))
            && query.min_confidence.is_none_or(|least| least <= facts.confidence)
            && query
                .bbox
                .is_none_or(|bbox| facts.point.is_some_and(|point| bbox.contains(point)))
            && query
                .near
                .is_none_or(|near| facts.point.is_some_and(|point| near.contains(point)))
    }
}

fn lies_in_one(names: &RegionNames, query: &IncidentQuery) -> bool {
    let Some(nowhere) = Span::new("", 0, 0) else {
        return false;
    };
    let location = Location {
        place: String::new(),
        place_id: PlaceId(0),
        feature_code: String::new(),
        admin1: names.admin1.clone(),
        admin2: String::new(),
        country: names.country.clone(),
        country_name: names.country_name.clone(),
        mention: nowhere,
        point: crate::geography::LonLat { lon: 0.0, lat: 0.0 },
        precision: LocationPrecision::Country,
        uncertainty_m: 0.0,
    };
    query.regions.iter().any(|region| region.contains(&location))
}
