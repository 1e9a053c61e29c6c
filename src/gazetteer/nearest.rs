//! The places nearest to a point: a k-d tree of rows, read in place.
//!
//! The tree is implicit: of any range of rows the middle one splits the rest, by longitude and latitude in turn, so that it costs four
//! bytes a place. It is kdbush (V. Agafonkin, ISC) and its walk geokdbush (the same), with nodes down to one row: boxes are visited by
//! their least great-circle distance, and the walk ends when no box can hold a nearer place. Neither the poles nor the antimeridian are
//! special. Only integers decide the order of rows, so that the same places give the same bytes on every machine.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::Gazetteer;
use super::format::{self, i32_at, u32_at};
use super::layer::Layer;
use super::place::Place;
use crate::geography::LonLat;

/// A row and where it stands, in millionths of a degree.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub(super) lon: i32,
    pub(super) lat: i32,
    pub(super) row: u32,
}

/// Puts rows into the order of the tree.
pub(super) fn arrange(spots: &mut [Spot]) {
    let mut parts = vec![(spots, Axis::Lon)];
    while let Some((part, axis)) = parts.pop() {
        let middle = part.len() / 2;
        if part.len() < 2 {
            continue;
        }
        match axis {
            Axis::Lon => part.select_nth_unstable_by_key(middle, |spot| (spot.lon, spot.row)),
            Axis::Lat => part.select_nth_unstable_by_key(middle, |spot| (spot.lat, spot.row)),
        };
        let (before, rest) = part.split_at_mut(middle);
        parts.push((before, axis.other()));
        parts.push((&mut rest[1..], axis.other()));
    }
}

/// A place and how far it is.
#[derive(Clone, Copy, Debug)]
pub struct NearPlace<'g> {
    /// The place.
    pub place: Place<'g>,
    /// Great-circle kilometres to the point asked for.
    pub distance_km: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Axis {
    Lon,
    Lat,
}

impl Axis {
    fn other(self) -> Axis {
        match self {
            Axis::Lon => Axis::Lat,
            Axis::Lat => Axis::Lon,
        }
    }
}

/// West, south, east, north, in millionths of a degree.
type Box = [i32; 4];

const WORLD: Box = [-180_000_000, -90_000_000, 180_000_000, 90_000_000];

/// Something to look at: a range of the tree, or a place (an empty range).
struct Step {
    /// Half the versine of the angle, which grows as the distance does.
    haversine: f64,
    from: usize,
    to: usize,
    axis: Axis,
    within: Box,
    row: usize,
}

impl Ord for Step {
    /// Nearest greatest, for the heap; then the lowest row, places before ranges, so that the order is one.
    fn cmp(&self, other: &Step) -> Ordering {
        let near = other.haversine.total_cmp(&self.haversine);
        near.then((self.from < self.to).cmp(&(other.from < other.to)))
            .then(other.row.cmp(&self.row))
    }
}

impl PartialOrd for Step {
    fn partial_cmp(&self, other: &Step) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Step {
    fn eq(&self, other: &Step) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Step {}

impl Gazetteer {
    /// The places nearest to a point that `accepts` lets pass, nearest first, at most `limit`; equally near ones by rising id.
    ///
    /// Logarithmic in the number of places where most are accepted; a filter that accepts few looks at many. Empty for a gazetteer
    /// that was written without the section `NEAR`.
    pub fn nearest(
        &self,
        point: LonLat,
        limit: usize,
        mut accepts: impl FnMut(&Place<'_>) -> bool,
    ) -> Vec<NearPlace<'_>> {
        let mut found = self.top.nearest(point, limit, &mut accepts);
        for (number, layer) in self.below.iter().enumerate() {
            let above = || self.layers().take(number + 1);
            found.extend(layer.nearest(point, limit, |place| {
                above().all(|layer| layer.row_of(place.id).is_none()) && accepts(place)
            }));
        }
        if !self.below.is_empty() {
            let order = |left: &NearPlace<'_>, right: &NearPlace<'_>| left.distance_km.total_cmp(&right.distance_km);
            found.sort_by(|left, right| order(left, right).then(left.place.id.cmp(&right.place.id)));
            found.truncate(limit);
        }
        found
    }
}

impl Layer {
    fn nearest(&self, point: LonLat, limit: usize, mut accepts: impl FnMut(&Place<'_>) -> bool) -> Vec<NearPlace<'_>> {
        let mut found = Vec::new();
        let mut steps = BinaryHeap::from([Step {
            haversine: 0.0,
            from: 0,
            to: self.nearest.len() / 4,
            axis: Axis::Lon,
            within: WORLD,
            row: 0,
        }]);
        while let Some(step) = steps.pop().filter(|_| found.len() < limit) {
            if step.from < step.to {
                self.open_step(point, &step, &mut steps);
            } else if let Some(place) = self.place_in_row(step.row).filter(&mut accepts) {
                let distance_km = point.distance_km(place.point);
                found.push(NearPlace { place, distance_km });
            }
        }
        found
    }

    /// Pushes the middle place of a range, and its two halves.
    fn open_step(&self, point: LonLat, step: &Step, steps: &mut BinaryHeap<Step>) {
        let middle = step.from + (step.to - step.from) / 2;
        let row = self.nearest.record(middle, 4).map_or(0, |row| u32_at(row, 0)) as usize;
        let Some(record) = self.places.record(row, format::RECORD) else {
            return;
        };
        let (lon, lat) = (i32_at(record, 4), i32_at(record, 8));
        let (mut before, mut after) = (step.within, step.within);
        match step.axis {
            Axis::Lon => (before[2], after[0]) = (lon, lon),
            Axis::Lat => (before[3], after[1]) = (lat, lat),
        }
        let here = [lon, lat, lon, lat];
        let parts = [
            (middle, middle, here),
            (step.from, middle, before),
            (middle + 1, step.to, after),
        ];
        for (number, (from, to, within)) in parts.into_iter().enumerate() {
            if number == 0 || from < to {
                steps.push(Step {
                    haversine: least_haversine(point, within),
                    from,
                    to,
                    axis: step.axis.other(),
                    within,
                    row,
                });
            }
        }
    }
}

/// The haversine of the angle to the nearest point of a box; 0 inside.
///
/// Outside the box's longitudes that point lies on the nearer meridian edge: at the latitude where the great circle from the point meets
/// it at a right angle, or at the end of the edge nearest to that.
fn least_haversine(point: LonLat, within: Box) -> f64 {
    let [west, south, east, north] = within.map(|edge| f64::from(edge) / 1e6);
    if west <= point.lon && point.lon <= east {
        return haversine((point.lat - point.lat.clamp(south, north)).to_radians());
    }
    let aside = haversine((point.lon - west).to_radians()).min(haversine((point.lon - east).to_radians()));
    let cosine = 1.0 - 2.0 * aside;
    let foot = if cosine <= 0.0 {
        90_f64.copysign(point.lat)
    } else {
        (point.lat.to_radians().tan() / cosine).atan().to_degrees()
    };
    let to = |lat: f64| {
        let across = point.lat.to_radians().cos() * lat.to_radians().cos() * aside;
        across + haversine((point.lat - lat).to_radians())
    };
    if south <= foot && foot <= north {
        to(foot)
    } else {
        to(south).min(to(north))
    }
}

fn haversine(radians: f64) -> f64 {
    (radians / 2.0).sin().powi(2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::gazetteer::{FeatureClass, GazetteerBuilder, PlaceDraft};
    use crate::geography::LonLat;

    proptest! {
        #[test]
        fn the_nearest_are_those_of_a_linear_scan(
            points in prop::collection::vec((-180_i32..=180, -90_i32..=90), 1..60),
            lon in -180.0..180.0_f64,
            lat in -90.0..90.0_f64,
        ) {
            let mut builder = GazetteerBuilder::new();
            for (id, (lon, lat)) in (1..).zip(&points) {
                let point = LonLat { lon: f64::from(*lon), lat: f64::from(*lat) };
                builder.add(PlaceDraft::new(id, "A", point, FeatureClass::Settlement, "PPL"));
            }
            let gazetteer = builder.build().unwrap();
            let point = LonLat { lon, lat };
            let mut expected: Vec<f64> = gazetteer
                .places()
                .filter(|place| place.id.0 % 3 != 0)
                .map(|place| point.distance_km(place.point))
                .collect();
            expected.sort_by(f64::total_cmp);
            expected.truncate(5);
            let near = gazetteer.nearest(point, 5, |place| place.id.0 % 3 != 0);
            prop_assert_eq!(expected.len(), near.len());
            for (expected, near) in expected.iter().zip(&near) {
                prop_assert!((expected - near.distance_km).abs() < 1e-6);
            }
        }
    }
}
