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

/// A point as a vector of length 1 from the middle of the Earth: for distances between many points, each turned into one once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnitVector([f64; 3]);

impl UnitVector {
    /// The vector that points at a point.
    pub fn of(point: LonLat) -> UnitVector {
        let (sin_lon, cos_lon) = point.lon.to_radians().sin_cos();
        let (sin_lat, cos_lat) = point.lat.to_radians().sin_cos();
        UnitVector([cos_lat * cos_lon, cos_lat * sin_lon, sin_lat])
    }

    /// Great-circle kilometres to `other`, those of [`LonLat::distance_km`] to a few centimetres; symmetric.
    pub fn distance_km(self, other: UnitVector) -> f64 {
        let squares = self
            .0
            .iter()
            .zip(other.0)
            .map(|(one, other)| (one - other) * (one - other));
        let chord: f64 = squares.sum::<f64>().sqrt();
        2.0 * EARTH_RADIUS_KM * (chord / 2.0).min(1.0).asin()
    }
}

/// The mean radius of the Earth (IUGG), as in `geo`'s haversine distances.
const EARTH_RADIUS_KM: f64 = 6_371.008_8;

/// A point and how far from it the truth may lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Circle {
    /// The middle, WGS84.
    pub center: LonLat,
    /// Kilometres around it.
    pub radius_km: f64,
}

impl Circle {
    /// The circle as a ring of 64 corners, counter-clockwise (RFC 7946 section 3.1.6), its last corner the first.
    pub fn ring(self) -> Vec<LonLat> {
        const CORNERS: u8 = 64;
        let corner = |number: u8| {
            let bearing_deg = -360.0 * f64::from(number % CORNERS) / f64::from(CORNERS);
            self.center.destination(bearing_deg, self.radius_km)
        };
        (0..=CORNERS).map(corner).collect()
    }
}

/// Where "15 km north of" a place is: `distance_km` from its point in the direction `bearing_deg` (clockwise from north).
///
/// The radius is `around_km`, how far the place itself reaches, plus a quarter of the distance: who says "north" means any bearing within
/// 22.5° of it, which as an even spread lies off by 0.23 of the distance (one standard deviation), and tells distances rounded.
pub fn offset(place: LonLat, bearing_deg: f64, distance_km: f64, around_km: f64) -> Circle {
    Circle {
        center: place.destination(bearing_deg, distance_km),
        radius_km: around_km + distance_km.abs() / 4.0,
    }
}

/// The bearing in degrees clockwise from north that words mean: "north", "north-east", "northeastern", "NNE", "south southwest", in any case;
/// `None` for other words. The sixteen winds only.
pub fn compass_bearing_deg(words: &str) -> Option<f64> {
    const WINDS: [&str; 16] = [
        "n", "nne", "ne", "ene", "e", "ese", "se", "sse", "s", "ssw", "sw", "wsw", "w", "wnw", "nw", "nnw",
    ];
    let mut letters: String = words
        .chars()
        .filter(|letter| !matches!(letter, ' ' | '-' | '.'))
        .collect();
    letters.make_ascii_lowercase();
    let spelt = letters.strip_suffix("ern").unwrap_or(&letters);
    let short = [("north", "n"), ("south", "s"), ("east", "e"), ("west", "w")]
        .into_iter()
        .fold(spelt.to_owned(), |rest, (word, letter)| rest.replace(word, letter));
    let number = (0_u8..).zip(WINDS).find(|(_, wind)| *wind == short)?.0;
    Some(f64::from(number) * 22.5)
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

/// Whether the point lies inside a ring of corners, closed or not: an odd number of its edges lie east of the point (even–odd rule), in plane
/// degrees. Of several rings, holes among them, it lies inside an odd number.
pub fn is_inside_ring(point: LonLat, ring: &[LonLat]) -> bool {
    let mut is_inside = false;
    let mut from = ring.last().copied().unwrap_or(point);
    for to in ring {
        if (from.lat > point.lat) != (to.lat > point.lat) {
            let share = (point.lat - from.lat) / (to.lat - from.lat);
            is_inside ^= point.lon < from.lon + share * (to.lon - from.lon);
        }
        from = *to;
    }
    is_inside
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

/// Turns the rings of a polygon the way that RFC 7946 (3.1.6) and OGC's simple features want them: the outer one counter-clockwise, holes clockwise.
pub fn wind(polygon: &mut [Vec<LonLat>]) {
    for (number, ring) in polygon.iter_mut().enumerate() {
        let corners = ring.iter().zip(ring.iter().skip(1));
        let doubled_area: f64 = corners.map(|(one, next)| one.lon * next.lat - next.lon * one.lat).sum();
        let is_counter_clockwise = doubled_area > 0.0;
        if is_counter_clockwise != (number == 0) {
            ring.reverse();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_turn_as_geojson_wants_them() {
        let square = |corners: [(f64, f64); 4]| -> Vec<LonLat> {
            let closed = corners.iter().chain(corners.first());
            closed.map(|(lon, lat)| LonLat { lon: *lon, lat: *lat }).collect()
        };
        let counter_clockwise = square([(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0)]);
        let clockwise = square([(0.0, 0.0), (0.0, 9.0), (9.0, 9.0), (9.0, 0.0)]);
        for (outer, hole) in [(&clockwise, &counter_clockwise), (&counter_clockwise, &clockwise)] {
            let mut polygon = vec![outer.clone(), hole.clone()];
            wind(&mut polygon);
            assert_eq!(polygon, [counter_clockwise.clone(), clockwise.clone()]);
        }
    }

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
    fn unit_vectors_are_as_far_apart_as_their_points() {
        let points = [
            BAGHDAD,
            TAJI,
            LonLat { lon: 179.9, lat: -17.0 },
            LonLat {
                lon: -179.9,
                lat: -17.1,
            },
            LonLat { lon: 0.0, lat: 90.0 },
        ];
        for (one, other) in points
            .iter()
            .flat_map(|one| points.iter().map(move |other| (*one, *other)))
        {
            let difference = UnitVector::of(one).distance_km(UnitVector::of(other)) - one.distance_km(other);
            assert!(difference.abs() < 1e-3, "{one:?} {other:?}: {difference} km");
        }
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
    fn winds_are_bearings() {
        for (words, expected) in [
            ("north", Some(0.0)),
            ("North-East", Some(45.0)),
            ("southwestern", Some(225.0)),
            ("NNW", Some(337.5)),
            ("east southeast", Some(112.5)),
            ("eastern", Some(90.0)),
            ("northsouth", None),
            ("modern", None),
            ("", None),
        ] {
            assert_eq!(compass_bearing_deg(words), expected, "{words}");
        }
    }

    #[test]
    fn an_offset_lies_that_far_and_is_vaguer_than_its_place() {
        let circle = offset(BAGHDAD, 0.0, 20.0, 5.0);
        assert!((circle.center.distance_km(BAGHDAD) - 20.0).abs() < 1e-6);
        assert!(circle.center.lat > BAGHDAD.lat && (circle.center.lon - BAGHDAD.lon).abs() < 1e-6);
        assert!((circle.radius_km - 10.0).abs() < 1e-9);
        let ring = circle.ring();
        assert_eq!((ring.len(), ring.first()), (65, ring.last()));
        assert!(
            ring.iter()
                .all(|corner| (corner.distance_km(circle.center) - 10.0).abs() < 1e-6)
        );
        // Counter-clockwise: from the north to the west.
        assert!(ring[1].lon < ring[0].lon);
    }

    #[test]
    fn impossible_points_are_refused() {
        assert_eq!(LonLat::new(f64::NAN, 0.0), None);
        assert_eq!(LonLat::new(0.0, 90.1), None);
    }
}
