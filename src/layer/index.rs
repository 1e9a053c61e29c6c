//! The facts of all incidents in columns, in the order of answers.

use std::collections::HashMap;
use std::hash::Hash;

use super::days::Day;
use super::mercator;
use crate::geography::LonLat;
use crate::incident::{IncidentStatus, LocationPrecision};
use crate::lexicon::Taxonomy;
use crate::store::{Columns as StoreColumns, Row as StoreRow};

/// The number of an incident in its index: 0 is the first in the order of answers.
pub type Row = u32;

/// What one incident tells to views.
#[derive(Clone, Debug, PartialEq)]
pub struct IncidentRow<'i> {
    /// Its identifier.
    pub id: &'i str,
    /// Its type.
    pub kind: &'i str,
    /// The group of its type.
    pub group: &'i str,
    /// Its title.
    pub title: &'i str,
    /// Where; `None` where no place is known.
    pub point: Option<LonLat>,
    /// How exactly the place is known.
    pub precision: Option<LocationPrecision>,
    /// Metres around the point; 0 without one.
    pub uncertainty_m: f64,
    /// Name of the place, or empty.
    pub place: &'i str,
    /// Country and division.
    pub region: &'i RegionNames,
    /// First and last day.
    pub days: Option<(Day, Day)>,
    /// 0 to 1.
    pub confidence: f64,
}

/// Country and first-order division of an incident; all empty at sea and where no place is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct RegionNames {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Name of the country.
    pub country_name: String,
    /// Name of the division.
    pub admin1: String,
}

/// A type with its group.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct IndexedKind {
    pub(super) id: String,
    pub(super) group: String,
}

/// The facts of all incidents. About 150 bytes for each.
#[derive(Debug, Default)]
pub struct IncidentIndex {
    pub(super) ids: Strings,
    pub(super) titles: Strings,
    pub(super) kinds: Table<IndexedKind>,
    pub(super) regions: Table<RegionNames>,
    pub(super) places: Table<String>,
    pub(super) facts: Vec<Facts>,
    pub(super) days: Vec<Option<(Day, Day)>>,
    /// Of incidents with a point: those that a map draws as points, and those known only by a large area.
    pub(super) points: MapOrder,
    pub(super) areas: MapOrder,
}

/// The short facts of one incident.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    pub(super) point: Option<LonLat>,
    pub(super) confidence: f64,
    pub(super) uncertainty_m: f64,
    pub(super) killed: Option<u32>,
    pub(super) kind: u32,
    pub(super) region: u32,
    pub(super) place: u32,
    pub(super) precision: Option<LocationPrecision>,
    pub(super) status: IncidentStatus,
}

/// Rows in Morton order of their points.
#[derive(Debug, Default)]
pub(super) struct MapOrder {
    pub(super) codes: Vec<u64>,
    pub(super) rows: Vec<Row>,
}

/// Many short strings in one.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<usize>,
}

/// Values that many rows share, each once.
#[derive(Debug)]
pub(super) struct Table<T> {
    pub(super) values: Vec<T>,
    numbers: HashMap<T, u32>,
}

/// Makes an [`IncidentIndex`]; incidents are added in the order of answers.
#[derive(Debug)]
pub struct IndexBuilder<'t> {
    taxonomy: &'t Taxonomy,
    index: IncidentIndex,
}

impl<'t> IndexBuilder<'t> {
    /// An index of nothing; groups are those of the taxonomy.
    pub fn new(taxonomy: &'t Taxonomy) -> IndexBuilder<'t> {
        IndexBuilder {
            taxonomy,
            index: IncidentIndex::default(),
        }
    }

    /// Adds an incident of a store behind those added before.
    pub fn add(&mut self, columns: &StoreColumns, incident: &StoreRow) {
        let index = &mut self.index;
        index.ids.push(columns.id(incident));
        index.titles.push(columns.title(incident));
        let names = columns.region(incident).map(|region| RegionNames {
            country: region.country.clone(),
            country_name: region.country_name.clone(),
            admin1: region.admin1.clone(),
        });
        let kind = columns.kind(incident);
        let kind = IndexedKind {
            id: kind.to_owned(),
            group: group_of(self.taxonomy, kind).to_owned(),
        };
        index.facts.push(Facts {
            point: incident.point(),
            confidence: incident.confidence(),
            uncertainty_m: incident.uncertainty_m().map_or(0.0, f64::from),
            killed: incident.killed(),
            kind: index.kinds.number(kind),
            region: index.regions.number(names.unwrap_or_default()),
            place: index
                .places
                .number(columns.place(incident).unwrap_or_default().to_owned()),
            precision: incident.precision(),
            status: incident.status,
        });
        index
            .days
            .push(incident.days().map(|(first, last)| (Day(first), Day(last))));
    }

    /// The index, with its points in the order of the map.
    pub fn finish(mut self) -> IncidentIndex {
        let index = &mut self.index;
        let mut points = Vec::new();
        let mut areas = Vec::new();
        for (row, facts) in (0..).zip(&index.facts) {
            let Some(point) = facts.point else { continue };
            let order = if is_areal(facts.precision) {
                &mut areas
            } else {
                &mut points
            };
            order.push((mercator::code(point), row));
        }
        index.points = MapOrder::new(points);
        index.areas = MapOrder::new(areas);
        self.index
    }
}

impl IncidentIndex {
    /// How many incidents it holds.
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// All rows, in the order of answers.
    pub fn rows(&self) -> std::ops::Range<Row> {
        0..row_number(self.facts.len())
    }

    /// The identifier in that row; empty beyond the last.
    pub fn id(&self, row: Row) -> &str {
        self.ids.get(row)
    }

    /// One incident; `None` beyond the last.
    pub fn row(&self, row: Row) -> Option<IncidentRow<'_>> {
        let facts = self.facts.get(row as usize)?;
        let kind = self.kinds.values.get(facts.kind as usize)?;
        Some(IncidentRow {
            id: self.id(row),
            kind: &kind.id,
            group: &kind.group,
            title: self.titles.get(row),
            point: facts.point,
            precision: facts.precision,
            uncertainty_m: facts.uncertainty_m,
            place: self.places.values.get(facts.place as usize)?,
            region: self.regions.values.get(facts.region as usize)?,
            days: *self.days.get(row as usize)?,
            confidence: facts.confidence,
        })
    }

    /// The group of the incident's type.
    pub(super) fn group(&self, row: Row) -> &str {
        let facts = self.facts.get(row as usize);
        let kind = facts.and_then(|facts| self.kinds.values.get(facts.kind as usize));
        kind.map_or("", |kind| &kind.group)
    }
}

/// Whether a place known so exactly is an area rather than a point on a map.
pub(super) fn is_areal(precision: Option<LocationPrecision>) -> bool {
    precision.is_some_and(|precision| LocationPrecision::Province <= precision)
}

fn group_of<'t>(taxonomy: &'t Taxonomy, kind: &str) -> &'t str {
    taxonomy.kind(kind).map_or("other", |kind| &kind.group)
}

/// A place in a list as a row; more than 2^32 incidents have no rows.
fn row_number(place: usize) -> Row {
    Row::try_from(place).unwrap_or(Row::MAX)
}

impl MapOrder {
    fn new(mut coded: Vec<(u64, Row)>) -> MapOrder {
        coded.sort_unstable();
        MapOrder {
            codes: coded.iter().map(|(code, _)| *code).collect(),
            rows: coded.iter().map(|(_, row)| *row).collect(),
        }
    }

    /// The rows whose points lie in those cells.
    pub(super) fn within(&self, codes: std::ops::Range<u64>) -> &[Row] {
        let first = self.codes.partition_point(|code| *code < codes.start);
        let count = self.codes.get(first..).unwrap_or_default();
        let count = count.partition_point(|code| *code < codes.end);
        self.rows.get(first..first + count).unwrap_or_default()
    }
}

impl Strings {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    pub(super) fn get(&self, row: Row) -> &str {
        let row = row as usize;
        let start = row.checked_sub(1).and_then(|before| self.ends.get(before));
        let end = self.ends.get(row).copied().unwrap_or_default();
        let start = start.copied().unwrap_or_default();
        self.text.get(start..end).unwrap_or_default()
    }
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Table {
            values: Vec::new(),
            numbers: HashMap::new(),
        }
    }
}

impl<T: Clone + Eq + Hash> Table<T> {
    fn number(&mut self, value: T) -> u32 {
        if let Some(number) = self.numbers.get(&value) {
            return *number;
        }
        let number = row_number(self.values.len());
        self.values.push(value.clone());
        self.numbers.insert(value, number);
        number
    }
}
