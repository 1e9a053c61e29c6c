//! The clusters of one tile: hierarchical, filter-aware, and adding up.
//!
//! A tile is parted into 4 × 4 cells (64 pixels of a tile of 256); the points of a cell are one cluster at their mean, one or two stay
//! themselves. Cells never cross tiles, and a cell is exactly four cells of the next zoom, so that counts add up over all tiles of any zoom and
//! a cluster opens into the clusters inside it. What is known only by a large area (province, region, country) is no point and is in no
//! cluster of points: it stands beside them, one by one or, where there are many, counted by area.

use std::collections::BTreeMap;

use super::index::MapIndex;
use super::mercator::TileId;
use super::picked::Picked;
use crate::geography::{Bbox, LonLat};

/// Each tile is parted so many times in two in both directions.
const LEVELS: u32 = 2;

/// A cell with at most so many points shows each by itself.
const FEW: usize = 2;

/// The most incidents of large areas that a tile lists one by one; more are counted by area.
pub const AREAS_APART: usize = 100;

/// Several incidents near each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster<'i> {
    /// The mean of their points.
    pub point: LonLat,
    /// How many.
    pub count: usize,
    /// How many of each group of types, by the group's id.
    pub groups: BTreeMap<&'i str, usize>,
    /// How many of each type, by its id.
    pub types: BTreeMap<&'i str, usize>,
    /// The place that all are known by, where it is one.
    pub place: Option<&'i str>,
    /// The box around their points.
    pub bbox: Bbox,
}

/// Incidents that are known only by the same large area, or by areas in one country.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaCount<'i> {
    /// Name of the area; of the country where areas of it are taken together.
    pub name: &'i str,
    /// ISO 3166-1 alpha-2, or empty.
    pub country: &'i str,
    /// They are counted at their mean.
    pub cluster: Cluster<'i>,
}

/// What a tile shows of what was picked. The counts of `clusters` and `areas` with the numbers of `alone` and `areal` give all that lie in the tile.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TileClusters<'i> {
    /// Three incidents or more each.
    pub clusters: Vec<Cluster<'i>>,
    /// Points that are alone in their cell, or with one other.
    pub alone: Vec<u32>,
    /// Incidents known by a large area, where the tile has at most [`AREAS_APART`].
    pub areal: Vec<u32>,
    /// The same counted by area, where it has more.
    pub areas: Vec<AreaCount<'i>>,
}

/// What the tile shows. Linear in the incidents of the tile.
pub fn clusters_of<'i>(index: &'i MapIndex, picked: &Picked, tile: TileId) -> TileClusters<'i> {
    let mut shown = TileClusters::default();
    for part in tile.parts(LEVELS) {
        let rows = index.points.within(part).iter().copied();
        let mut tally = Tally::default();
        let mut few = Vec::with_capacity(FEW);
        for row in rows.filter(|row| picked.contains(*row)) {
            tally.add(index, row);
            if few.len() < FEW {
                few.push(row);
            }
        }
        if tally.count as usize <= FEW {
            shown.alone.extend(few);
        } else {
            shown.clusters.extend(tally.cluster(index));
        }
    }
    let areal = index.areas.within(tile.codes()).iter().copied();
    let areal: Vec<u32> = areal.filter(|row| picked.contains(*row)).collect();
    if areal.len() <= AREAS_APART {
        shown.areal = areal;
    } else {
        shown.areas = count_areas(index, &areal);
    }
    shown
}

/// By place; where these are too many, by country.
fn count_areas<'i>(index: &'i MapIndex, rows: &[u32]) -> Vec<AreaCount<'i>> {
    let by_place = tally_by(index, rows, |place, country, _| (country, place));
    let tallies = if by_place.len() <= AREAS_APART {
        by_place
    } else {
        tally_by(index, rows, |_, country, country_name| (country, country_name))
    };
    let counted = tallies.into_iter().filter_map(|((country, name), tally)| {
        Some(AreaCount {
            name,
            country,
            cluster: tally.cluster(index)?,
        })
    });
    counted.collect()
}

fn tally_by<'i>(
    index: &'i MapIndex,
    rows: &[u32],
    key: impl Fn(&'i str, &'i str, &'i str) -> (&'i str, &'i str),
) -> BTreeMap<(&'i str, &'i str), Tally<'i>> {
    let mut tallies: BTreeMap<_, Tally<'i>> = BTreeMap::new();
    let columns = index.columns();
    for &number in rows {
        if let Some(row) = columns.row(number) {
            let region = columns.region(row);
            let country = region.map_or("", |region| &region.country);
            let country_name = region.map_or("", |region| &region.country_name);
            let key = key(columns.place(row).unwrap_or_default(), country, country_name);
            tallies.entry(key).or_default().add(index, number);
        }
    }
    tallies
}

/// A cluster in the making.
#[derive(Default)]
struct Tally<'i> {
    count: u32,
    /// Of degrees.
    sum: (f64, f64),
    /// How many of each type, by its number.
    kinds: Vec<usize>,
    /// The place of the first, until one differs.
    place: Option<&'i str>,
    bbox: Option<Bbox>,
}

impl<'i> Tally<'i> {
    fn add(&mut self, index: &'i MapIndex, row: u32) {
        let Some(row) = index.columns().row(row) else { return };
        let Some(point) = row.point() else { return };
        self.count += 1;
        self.sum.0 += point.lon;
        self.sum.1 += point.lat;
        if self.kinds.len() <= row.kind() {
            self.kinds.resize(row.kind() + 1, 0);
        }
        self.kinds[row.kind()] += 1;
        let place = index.columns().place(row);
        if self.count == 1 {
            self.place = place;
        } else if self.place != place {
            self.place = None;
        }
        let bbox = self.bbox.get_or_insert(Bbox {
            west: point.lon,
            south: point.lat,
            east: point.lon,
            north: point.lat,
        });
        bbox.west = bbox.west.min(point.lon);
        bbox.south = bbox.south.min(point.lat);
        bbox.east = bbox.east.max(point.lon);
        bbox.north = bbox.north.max(point.lat);
    }

    /// `None` where nothing was added.
    fn cluster(self, index: &'i MapIndex) -> Option<Cluster<'i>> {
        let bbox = self.bbox?;
        let kinds = self
            .kinds
            .into_iter()
            .enumerate()
            .filter(|(_, count)| 0 < *count)
            .collect();
        let count = f64::from(self.count);
        // Rounding must not put the mean outside the box of equal points.
        let point = LonLat {
            lon: (self.sum.0 / count).clamp(bbox.west, bbox.east),
            lat: (self.sum.1 / count).clamp(bbox.south, bbox.north),
        };
        Some(Cluster {
            point,
            count: self.count as usize,
            groups: index.by_group(&kinds),
            types: index.by_type(&kinds),
            place: self.place,
            bbox,
        })
    }
}
