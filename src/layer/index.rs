//! The store's columns with what maps need beside them: the order of points along tiles, and the group of each type.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::days::Day;
use super::mercator;
use crate::geography::Bbox;
use crate::incident::LocationPrecision;
use crate::lexicon::Taxonomy;
use crate::store::{Columns, Row};

/// The facts of all incidents of a store, ready to be drawn. 12 bytes for each incident beside the columns.
#[derive(Debug)]
pub struct MapIndex {
    columns: Arc<Columns>,
    /// By number of type.
    groups: Vec<String>,
    /// Of incidents with a point: those that a map draws as points, and those known only by a large area.
    pub(super) points: MapOrder,
    pub(super) areas: MapOrder,
    unlocated: usize,
    bbox: Option<Bbox>,
    days: Option<(Day, Day)>,
}

/// Row numbers in Morton order of their points.
#[derive(Debug, Default)]
pub(super) struct MapOrder {
    codes: Vec<u64>,
    numbers: Vec<u32>,
}

impl MapIndex {
    /// The index of a store's columns. Sorts once.
    pub fn new(columns: Arc<Columns>, taxonomy: &Taxonomy) -> MapIndex {
        let group = |kind: &String| taxonomy.kind(kind).map_or("other", |kind| &kind.group).to_owned();
        let groups = columns.kinds().iter().map(group).collect();
        let (mut points, mut areas, mut unlocated) = (Vec::new(), Vec::new(), 0);
        for (number, row) in (0_u32..).zip(columns.rows()) {
            let Some(point) = row.point() else {
                unlocated += 1;
                continue;
            };
            let order = if is_areal(row) { &mut areas } else { &mut points };
            order.push((mercator::code(point), number));
        }
        MapIndex {
            groups,
            points: MapOrder::new(points),
            areas: MapOrder::new(areas),
            unlocated,
            bbox: bbox_of(&columns),
            days: days_of(&columns),
            columns,
        }
    }

    /// The box around all points, which never crosses the antimeridian; `None` where there is none.
    pub fn bbox(&self) -> Option<Bbox> {
        self.bbox
    }

    /// The first day on which an incident began and the last on which one ended; `None` where no day is known.
    pub fn days(&self) -> Option<(Day, Day)> {
        self.days
    }

    /// The store's columns.
    pub fn columns(&self) -> &Arc<Columns> {
        &self.columns
    }

    /// The id of the group of the row's type; `other` for a type that the taxonomy lacks.
    pub fn group(&self, row: &Row) -> &str {
        self.group_of_kind(row.kind())
    }

    /// How many incidents have no point.
    pub fn unlocated(&self) -> usize {
        self.unlocated
    }

    /// Counts by number of type, by the ids of the groups instead.
    pub(super) fn by_group(&self, kinds: &BTreeMap<usize, usize>) -> BTreeMap<&str, usize> {
        let mut groups = BTreeMap::new();
        for (kind, count) in kinds {
            *groups.entry(self.group_of_kind(*kind)).or_default() += count;
        }
        groups
    }

    /// Counts by number of type, by the ids of the types instead.
    pub(super) fn by_type(&self, kinds: &BTreeMap<usize, usize>) -> BTreeMap<&str, usize> {
        let names = self.columns.kinds();
        let named = kinds.iter();
        named
            .map(|(kind, count)| (names.get(*kind).map_or("other", String::as_str), *count))
            .collect()
    }

    pub(super) fn group_of_kind(&self, kind: usize) -> &str {
        self.groups.get(kind).map_or("other", String::as_str)
    }
}

fn bbox_of(columns: &Columns) -> Option<Bbox> {
    let points = columns.rows().iter().filter_map(Row::point);
    points.fold(None, |bbox: Option<Bbox>, point| {
        let bbox = bbox.unwrap_or(Bbox {
            west: point.lon,
            south: point.lat,
            east: point.lon,
            north: point.lat,
        });
        Some(Bbox {
            west: bbox.west.min(point.lon),
            south: bbox.south.min(point.lat),
            east: bbox.east.max(point.lon),
            north: bbox.north.max(point.lat),
        })
    })
}

fn days_of(columns: &Columns) -> Option<(Day, Day)> {
    let days = || columns.rows().iter().filter_map(Row::days);
    let first = days().map(|(first, _)| first).min()?;
    let last = days().map(|(_, last)| last).max()?;
    Some((Day(first), Day(last)))
}

/// Whether an incident is known by an area that is no point on a map.
fn is_areal(row: &Row) -> bool {
    row.precision()
        .is_some_and(|precision| LocationPrecision::Province <= precision)
}

impl MapOrder {
    fn new(mut coded: Vec<(u64, u32)>) -> MapOrder {
        coded.sort_unstable();
        MapOrder {
            codes: coded.iter().map(|(code, _)| *code).collect(),
            numbers: coded.iter().map(|(_, number)| *number).collect(),
        }
    }

    /// The numbers of the rows whose points lie in those cells.
    pub(super) fn within(&self, codes: Range<u64>) -> &[u32] {
        let first = self.codes.partition_point(|code| *code < codes.start);
        let rest = self.codes.get(first..).unwrap_or_default();
        let count = rest.partition_point(|code| *code < codes.end);
        self.numbers.get(first..first + count).unwrap_or_default()
    }
}
