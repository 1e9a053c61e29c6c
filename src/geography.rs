//! Points, boxes and distances on the Earth; the only user of `geo` at large.
//!
//! Axis order is **longitude, latitude** everywhere inside (as in RFC 7946), degrees on WGS84.
//! Distances are great-circle kilometres on a sphere of the mean Earth radius (6371.009 km, IUGG), good to 0.5 %.

use geo::{Bearing, Destination, Distance, Haversine, LineString, Point, Simplify};

/// A point in degrees, WGS84, longitude first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LonLat {
    /// Degrees east, −180 to 180.
    pub lon: f64,
    /// Degrees north, −90 to 90.
    pub lat: f64,
}

impl LonLat {
    /// The point, or `None` where a value is not finite or outside its range.
    pub fn new(lon: f64, lat: f64) -> Option<LonLat> {
        let valid = (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat);
        valid.then_some(LonLat { lon, lat })
    }

    fn point(self) -> Point {
        Point::new(self.lon, self.lat)
    }

    /// Great-circle kilometres to `other`; symmetric.
    pub fn distance_km(self, other: LonLat) -> f64 {
        Haversine.distance(self.point(), other.point()) / 1000.0
    }

    /// The point `distance_km` away in the direction `bearing_deg` (clockwise from north).
    #[must_use]
    pub fn destination(self, bearing_deg: f64, distance_km: f64) -> LonLat {
        let point = Haversine.destination(self.point(), bearing_deg, distance_km * 1000.0);
        LonLat {
            lon: point.x(),
            lat: point.y(),
        }
    }

    /// Initial bearing to `other` in degrees clockwise from north, 0 to 360.
    pub fn bearing_deg(self, other: LonLat) -> f64 {
        Haversine.bearing(self.point(), other.point()).rem_euclid(360.0)
    }

    /// The middle of the great-circle arc to `other`.
    #[must_use]
    pub fn midpoint(self, other: LonLat) -> LonLat {
        self.destination(self.bearing_deg(other), self.distance_km(other) / 2.0)
    }
}

/// A box in degrees: west, south, east, north. West greater than east means that it crosses the antimeridian (RFC 7946 section 5.2).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bbox {
    /// Western edge, degrees.
    pub west: f64,
    /// Southern edge, degrees.
    pub south: f64,
    /// Eastern edge, degrees.
    pub east: f64,
    /// Northern edge, degrees.
    pub north: f64,
}

impl Bbox {
    /// Whether the point lies in the box, edges included.
    pub fn contains(self, point: LonLat) -> bool {
        let in_longitude = if self.west <= self.east {
            self.west <= point.lon && point.lon <= self.east
        } else {
            self.west <= point.lon || point.lon <= self.east
        };
        in_longitude && self.south <= point.lat && point.lat <= self.north
    }
}

/// The line with fewer corners, none of the left-out ones farther than `tolerance_deg` from it (Ramer–Douglas–Peucker in plane degrees); its ends stay.
pub fn simplify(line: &[LonLat], tolerance_deg: f64) -> Vec<LonLat> {
    let line: LineString = line.iter().map(|point| (point.lon, point.lat)).collect();
    let kept = line.simplify(tolerance_deg).into_points();
    kept.into_iter()
        .map(|point| LonLat {
            lon: point.x(),
            lat: point.y(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BAGHDAD: LonLat = LonLat {
        lon: 44.4009,
        lat: 33.3406,
    };
    const TAJI: LonLat = LonLat {
        lon: 44.2567,
        lat: 33.5239,
    };

    #[test]
    fn distances_are_symmetric_kilometres() {
        let there = BAGHDAD.distance_km(TAJI);
        assert!((there - 24.4).abs() < 0.5, "{there}");
        assert!((there - TAJI.distance_km(BAGHDAD)).abs() < 1e-9);
    }

    #[test]
    fn a_box_over_the_antimeridian_holds_both_sides() {
        let fiji = Bbox {
            west: 177.0,
            south: -21.0,
            east: -178.0,
            north: -12.0,
        };
        assert!(fiji.contains(LonLat { lon: 179.5, lat: -17.0 }));
        assert!(fiji.contains(LonLat {
            lon: -179.0,
            lat: -17.0
        }));
        assert!(!fiji.contains(LonLat { lon: 0.0, lat: -17.0 }));
    }

    #[test]
    fn impossible_points_are_refused() {
        assert_eq!(LonLat::new(f64::NAN, 0.0), None);
        assert_eq!(LonLat::new(0.0, 90.1), None);
    }
}
