//! Parts of areas that have an outline: how far they reach, where two of them touch, where one meets the sea.
//!
//! Outlines are coarse (a corner is good to about 2 km), so what is told here is where something *may* be, never a surveyed line. Cost:
//! one pass over the corners of the outlines involved, 10 to 200 µs for a country.

use std::collections::HashSet;

use super::{Gazetteer, Place};
use crate::geography::{Circle, LonLat};

/// Kilometres in a degree of latitude on the mean sphere.
const DEGREE_KM: f64 = 111.195;
/// Of an area in several pieces, the largest ones that hold so much of it count; overseas parts do not ("western France").
const MAIN_SHARE: f64 = 0.8;
/// Two outlines touch where corners of both lie within so many degrees: they were simplified apart.
const TOUCH_DEG: f64 = 0.1;
/// How far off a coast the water is looked for.
const OFFSHORE_KM: f64 = 30.0;
/// Corners of a coast that are looked at.
const MOST_CORNERS: usize = 48;

type Ring = Vec<LonLat>;

impl Gazetteer {
    /// The middle of the part of a country or division that lies in the direction `bearing_deg` (clockwise from north) from its point,
    /// and how far that part reaches: half of what lies that way, or less where that would be outside. `None` without an outline.
    pub fn part_toward(&self, area: &Place<'_>, bearing_deg: f64) -> Option<Circle> {
        let rings = self.main_rings(area)?;
        let ahead = rings
            .iter()
            .flatten()
            .map(|corner| ahead_km(area.point, *corner, bearing_deg));
        let reach_km = ahead.fold(0.0, f64::max);
        let at = |share: f64| area.point.destination(bearing_deg, reach_km * share);
        let inside = |share: &f64| holds(&rings, at(*share));
        let share = [0.6, 0.45, 0.3, 0.2].into_iter().find(inside).unwrap_or(0.4);
        Some(Circle {
            center: at(share),
            radius_km: (reach_km * 0.6).max(10.0),
        })
    }

    /// How far a country or division reaches around its point, without its overseas parts, in kilometres. `None` without an outline.
    pub fn reach_around(&self, area: &Place<'_>) -> Option<f64> {
        let rings = self.main_rings(area)?;
        let distances = rings.iter().flatten().map(|corner| plane_km(area.point, *corner));
        distances.reduce(f64::max)
    }

    /// The point of the outline of a country or division that is nearest to `point`, inside or outside. `None` without an outline.
    pub fn nearest_edge(&self, area: &Place<'_>, point: LonLat) -> Option<LonLat> {
        let polygons = self.outline(area)?;
        let rings = polygons.iter().flatten();
        let edges = rings.flat_map(|ring| ring.windows(2)).filter_map(|edge| match edge {
            [from, to] => Some(nearest_on(*from, *to, point)),
            _ => None,
        });
        edges.min_by(|left, right| plane_km(point, *left).total_cmp(&plane_km(point, *right)))
    }

    /// The border of two countries or divisions: a point on it, and how far from there it goes on. `None` where an outline is missing or
    /// they do not touch.
    pub fn border(&self, one: &Place<'_>, other: &Place<'_>) -> Option<Circle> {
        let cells: HashSet<(i32, i32)> = self.outline(other)?.iter().flatten().flatten().map(cell).collect();
        let touches = |corner: &LonLat| {
            let (column, row) = cell(corner);
            (-1..=1).any(|east| (-1..=1).any(|north| cells.contains(&(column + east, row + north))))
        };
        let polygons = self.outline(one)?;
        let shared: Ring = polygons.into_iter().flatten().flatten().filter(touches).collect();
        let circle = around(&shared)?;
        let center = self.nearest_edge(one, circle.center)?;
        let radius_km = farthest_km(center, &shared).max(10.0);
        Some(Circle { center, radius_km })
    }

    /// The waters off the coast of a country or division, `None` where it has no outline or no coast. With a bearing, only the coast that
    /// lies that way from its point; off a place without an outline see [`Gazetteer::waters_near`].
    pub fn waters_off(&self, area: &Place<'_>, bearing_deg: Option<f64>) -> Option<Circle> {
        let rings = self.main_rings(area)?;
        let corners: usize = rings.iter().map(Vec::len).sum();
        let step = corners.div_ceil(MOST_CORNERS).max(1);
        let faces =
            |corner: LonLat| bearing_deg.is_none_or(|bearing| 0.4 < cosine(bearing, area.point.bearing_deg(corner)));
        let mut waters = Vec::new();
        for edge in rings.iter().flat_map(|ring| ring.windows(2)).step_by(step) {
            let &[from, to] = edge else { continue };
            let along = from.bearing_deg(to);
            let sides = [along + 90.0, along - 90.0].map(|side| from.destination(side, OFFSHORE_KM));
            let outside = sides.into_iter().find(|point| !holds(&rings, *point));
            if let Some(water) = outside.filter(|point| faces(from) && self.country_at(*point).is_none()) {
                waters.push(water);
            }
        }
        around(&waters)
    }

    /// The water within 20 km of a town, `None` where all around it is land.
    pub fn waters_near(&self, point: LonLat) -> Option<Circle> {
        const REACH_KM: f64 = 20.0;
        let around_it = (0..8_u8).map(|eighth| point.destination(f64::from(eighth) * 45.0, REACH_KM));
        let waters: Ring = around_it.filter(|water| self.country_at(*water).is_none()).collect();
        let middle = around(&waters)?.center;
        let bearing_deg = point.bearing_deg(middle);
        let is_island = point.distance_km(middle) < 1.0;
        Some(Circle {
            center: if is_island {
                point
            } else {
                point.destination(bearing_deg, REACH_KM)
            },
            radius_km: REACH_KM + 5.0,
        })
    }

    /// The outer rings of the largest pieces, largest first.
    fn main_rings(&self, area: &Place<'_>) -> Option<Vec<Ring>> {
        let polygons = self.outline(area)?;
        let outer = polygons.into_iter().filter_map(|polygon| polygon.into_iter().next());
        let mut rings: Vec<(f64, Ring)> = outer.map(|ring| (surface(&ring), ring)).collect();
        rings.sort_by(|left, right| right.0.total_cmp(&left.0));
        let total: f64 = rings.iter().map(|(surface, _)| surface).sum();
        let mut counted = 0.0;
        let main = rings.into_iter().take_while(|(surface, _)| {
            let is_needed = counted < MAIN_SHARE * total;
            counted += surface;
            is_needed
        });
        let main: Vec<Ring> = main.map(|(_, ring)| ring).collect();
        (!main.is_empty()).then_some(main)
    }
}

/// East and north of `from` in kilometres, on a plane that touches there; over the antimeridian the short way.
fn plane(from: LonLat, to: LonLat) -> (f64, f64) {
    let turn = (to.lon - from.lon + 540.0).rem_euclid(360.0) - 180.0;
    let east = turn * DEGREE_KM * from.lat.to_radians().cos();
    (east, (to.lat - from.lat) * DEGREE_KM)
}

fn plane_km(from: LonLat, to: LonLat) -> f64 {
    let (east, north) = plane(from, to);
    east.hypot(north)
}

/// Kilometres that `to` lies ahead of `from` in a direction; negative behind it.
fn ahead_km(from: LonLat, to: LonLat, bearing_deg: f64) -> f64 {
    let (east, north) = plane(from, to);
    let bearing = bearing_deg.to_radians();
    // What lies off to the side is not ahead: only a cone of 60° to either side counts.
    let ahead = east * bearing.sin() + north * bearing.cos();
    if ahead * 2.0 < east.hypot(north) { 0.0 } else { ahead }
}

/// The point between two corners that is nearest to a third, on the plane around that.
fn nearest_on(from: LonLat, to: LonLat, point: LonLat) -> LonLat {
    let ((from_east, from_north), (to_east, to_north)) = (plane(point, from), plane(point, to));
    let (east, north) = (to_east - from_east, to_north - from_north);
    let length = east.mul_add(east, north * north);
    let share = if length > 0.0 {
        (-(from_east * east + from_north * north) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    LonLat {
        lon: from.lon + share * (to.lon - from.lon),
        lat: from.lat + share * (to.lat - from.lat),
    }
}

/// Square degrees as seen at their latitude, good for comparing.
fn surface(ring: &[LonLat]) -> f64 {
    let twice = ring.windows(2).map(|edge| match edge {
        [from, to] => (from.lon * to.lat - to.lon * from.lat) * from.lat.to_radians().cos(),
        _ => 0.0,
    });
    (twice.sum::<f64>() / 2.0).abs()
}

/// Whether one of the rings holds the point (even–odd rule).
fn holds(rings: &[Ring], point: LonLat) -> bool {
    rings.iter().any(|ring| {
        let crossings = ring.windows(2).filter(|edge| match edge {
            [from, to] if (from.lat > point.lat) != (to.lat > point.lat) => {
                let share = (point.lat - from.lat) / (to.lat - from.lat);
                point.lon < from.lon + share * (to.lon - from.lon)
            }
            _ => false,
        });
        crossings.count() % 2 == 1
    })
}

/// The one of the points that is nearest to the middle of all, and the distance to the farthest of them; `None` for no points.
fn around(points: &[LonLat]) -> Option<Circle> {
    let first = *points.first()?;
    #[expect(
        clippy::cast_precision_loss,
        reason = "far fewer corners than a float counts exactly"
    )]
    let count = points.len() as f64;
    let sum = points.iter().map(|point| plane(first, *point));
    let (east, north) = sum.fold((0.0, 0.0), |sum, at| (sum.0 + at.0, sum.1 + at.1));
    let (east, north) = (east / count, north / count);
    let middle = first.destination(east.atan2(north).to_degrees(), east.hypot(north));
    let nearest = |left: &&LonLat, right: &&LonLat| plane_km(middle, **left).total_cmp(&plane_km(middle, **right));
    let center = *points.iter().min_by(nearest)?;
    Some(Circle {
        center,
        radius_km: farthest_km(center, points),
    })
}

fn farthest_km(center: LonLat, points: &[LonLat]) -> f64 {
    let distances = points.iter().map(|point| plane_km(center, *point));
    distances.fold(0.0, f64::max)
}

fn cosine(one_deg: f64, other_deg: f64) -> f64 {
    (one_deg - other_deg).to_radians().cos()
}

#[expect(clippy::cast_possible_truncation, reason = "degrees over a tenth are small")]
fn cell(corner: &LonLat) -> (i32, i32) {
    (
        (corner.lon / TOUCH_DEG).round() as i32,
        (corner.lat / TOUCH_DEG).round() as i32,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::{FeatureClass, GazetteerBuilder, PlaceDraft};

    /// Two countries side by side, 4° high: `AA` from 0° to 4° east, `BB` from 4° to 6°; the sea all around, and an island of `AA` far away.
    fn neighbours() -> Gazetteer {
        let square = |west: f64, east: f64, south: f64, north: f64| -> Vec<Ring> {
            let corners = [
                (west, south),
                (east, south),
                (east, north),
                (west, north),
                (west, south),
            ];
            vec![corners.map(|(lon, lat)| LonLat { lon, lat }).to_vec()]
        };
        let mut builder = GazetteerBuilder::new();
        for (id, country, lon) in [(1, "AA", 2.0), (2, "BB", 5.0)] {
            let draft = PlaceDraft::new(
                id,
                country,
                LonLat { lon, lat: 2.0 },
                FeatureClass::Administrative,
                "PCLI",
            );
            builder.add(draft.within(country, ""));
        }
        builder.outline(
            "AA",
            "",
            [square(0.0, 4.0, 0.0, 4.0), square(40.0, 40.5, 0.0, 0.5)]
                .concat()
                .into_iter()
                .map(|ring| vec![ring])
                .collect(),
        );
        builder.outline("BB", "", vec![square(4.0, 6.0, 0.0, 4.0)]);
        builder.build().unwrap()
    }

    #[test]
    fn a_part_lies_inside_and_overseas_parts_do_not_draw_it() {
        let gazetteer = neighbours();
        let country = gazetteer.country("AA").unwrap();
        let east = gazetteer.part_toward(&country, 90.0).unwrap();
        assert!(2.9 < east.center.lon && east.center.lon < 3.3, "{east:?}");
        assert!((east.radius_km - 133.0).abs() < 3.0, "{east:?}");
        assert!(gazetteer.reach_around(&country).unwrap() < 330.0);
    }

    #[test]
    fn a_border_is_where_both_are() {
        let gazetteer = neighbours();
        let (one, other) = (gazetteer.country("AA").unwrap(), gazetteer.country("BB").unwrap());
        let border = gazetteer.border(&one, &other).unwrap();
        assert!((border.center.lon - 4.0).abs() < 0.01, "{border:?}");
        assert!(200.0 < border.radius_km && border.radius_km < 450.0, "{border:?}");
        let edge = gazetteer.nearest_edge(&other, LonLat { lon: 3.0, lat: 1.0 }).unwrap();
        assert!(
            (edge.lon - 4.0).abs() < 0.01 && (edge.lat - 1.0).abs() < 0.05,
            "{edge:?}"
        );
    }

    #[test]
    fn waters_lie_off_the_land() {
        let gazetteer = neighbours();
        let country = gazetteer.country("BB").unwrap();
        let waters = gazetteer.waters_off(&country, Some(90.0)).unwrap();
        assert!(
            6.0 < waters.center.lon && gazetteer.country_at(waters.center).is_none(),
            "{waters:?}"
        );
        assert_eq!(gazetteer.waters_near(LonLat { lon: 2.0, lat: 2.0 }), None);
        let harbour = gazetteer.waters_near(LonLat { lon: 2.0, lat: 3.95 }).unwrap();
        assert!(3.95 < harbour.center.lat, "{harbour:?}");
    }
}
