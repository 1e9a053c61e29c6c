//! Geometries as GeoPackage keeps them: a header, then well-known binary (clause 2.1.3 of the standard; ISO 13249-3 for the rest).
//!
//! Little-endian, two dimensions, longitude first, WGS84 (`srs_id` 4326).

use crate::gazetteer::Polygons;
use crate::geography::{Bbox, LonLat};

const MAGIC: [u8; 2] = *b"GP";
/// Little-endian; no envelope.
const PLAIN: u8 = 0b0000_0001;
/// Little-endian; an envelope of four numbers.
const WITH_ENVELOPE: u8 = 0b0000_0011;
/// WGS84 longitude, latitude.
pub const SRS_ID: i32 = 4326;

const POINT: u32 = 1;
const POLYGON: u32 = 3;
const MULTI_POLYGON: u32 = 6;

/// A point.
pub fn point(point: LonLat) -> Vec<u8> {
    let mut bytes = header(PLAIN);
    start_of(&mut bytes, POINT);
    position(&mut bytes, point);
    bytes
}

/// One or more polygons, each an outer ring and holes; with the box around them in the header.
pub fn multi_polygon(polygons: &[Vec<Vec<LonLat>>]) -> Vec<u8> {
    let mut bytes = header(WITH_ENVELOPE);
    let around = bounds(polygons);
    for edge in [around.west, around.east, around.south, around.north] {
        bytes.extend(edge.to_le_bytes());
    }
    start_of(&mut bytes, MULTI_POLYGON);
    count(&mut bytes, polygons.len());
    for rings in polygons {
        start_of(&mut bytes, POLYGON);
        count(&mut bytes, rings.len());
        for ring in rings {
            count(&mut bytes, ring.len());
            for corner in ring {
                position(&mut bytes, *corner);
            }
        }
    }
    bytes
}

/// The well-known binary in a geometry that [`point`] or [`multi_polygon`] wrote: what follows the header of a GeoPackage.
pub fn well_known_binary(bytes: &[u8]) -> &[u8] {
    let header = if bytes.get(3) == Some(&WITH_ENVELOPE) { 40 } else { 8 };
    bytes.get(header..).unwrap_or_default()
}

/// West, east, south, north of a geometry that [`point`] or [`multi_polygon`] wrote, or any program with an envelope or a point;
/// `None` for other bytes and for empty geometries.
pub fn bounds_of(bytes: &[u8]) -> Option<[f64; 4]> {
    let flags = *bytes.get(3).filter(|_| bytes.starts_with(&MAGIC))?;
    let little = flags & 1 == 1;
    let number = |at: usize| {
        let bytes: [u8; 8] = bytes.get(at..at + 8)?.try_into().ok()?;
        let number = if little {
            f64::from_le_bytes(bytes)
        } else {
            f64::from_be_bytes(bytes)
        };
        (!number.is_nan()).then_some(number)
    };
    if flags & 0b1110 == 0 {
        // Without an envelope only points are known: 8 bytes of header, 5 of the point's.
        let (lon, lat) = (number(13)?, number(21)?);
        return Some([lon, lon, lat, lat]);
    }
    Some([number(8)?, number(16)?, number(24)?, number(32)?])
}

/// The box around polygons; all zero where there are none. Polygons are taken not to cross the antimeridian.
pub fn bounds(polygons: &[Vec<Vec<LonLat>>]) -> Bbox {
    let mut corners = polygons.iter().flatten().flatten();
    let Some(first) = corners.next() else {
        return Bbox {
            west: 0.0,
            south: 0.0,
            east: 0.0,
            north: 0.0,
        };
    };
    let start = Bbox {
        west: first.lon,
        south: first.lat,
        east: first.lon,
        north: first.lat,
    };
    corners.fold(start, |around, corner| Bbox {
        west: around.west.min(corner.lon),
        south: around.south.min(corner.lat),
        east: around.east.max(corner.lon),
        north: around.north.max(corner.lat),
    })
}

/// How many corners a circle is drawn with.
const CORNERS: u32 = 36;

/// The circle of so many metres around a point, as a polygon. Beyond the antimeridian and the poles it is cut off.
pub fn circle(centre: LonLat, radius_m: f64) -> Polygons {
    let corner = |number: u32| {
        // Counter-clockwise, as RFC 7946 wants outer rings.
        let bearing = 360.0 - f64::from(number % CORNERS) * 360.0 / f64::from(CORNERS);
        let mut corner = centre.destination(bearing, radius_m / 1_000.0);
        if corner.lon - centre.lon > 180.0 {
            corner.lon = -180.0;
        } else if centre.lon - corner.lon > 180.0 {
            corner.lon = 180.0;
        }
        LonLat {
            lon: crate::record::rounded(corner.lon, 1e7),
            lat: crate::record::rounded(corner.lat, 1e7),
        }
    };
    let mut ring: Vec<LonLat> = (0..CORNERS).map(corner).collect();
    ring.extend(ring.first().copied());
    vec![vec![ring]]
}

fn header(flags: u8) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(64);
    bytes.extend(MAGIC);
    bytes.push(0);
    bytes.push(flags);
    bytes.extend(SRS_ID.to_le_bytes());
    bytes
}

fn start_of(bytes: &mut Vec<u8>, kind: u32) {
    bytes.push(1);
    bytes.extend(kind.to_le_bytes());
}

fn count(bytes: &mut Vec<u8>, count: usize) {
    bytes.extend(u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes());
}

fn position(bytes: &mut Vec<u8>, point: LonLat) {
    bytes.extend(point.lon.to_le_bytes());
    bytes.extend(point.lat.to_le_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAJI: LonLat = LonLat {
        lon: 44.2567,
        lat: 33.5239,
    };

    #[test]
    fn a_point_has_its_own_bounds() {
        assert_eq!(bounds_of(&point(TAJI)), Some([44.2567, 44.2567, 33.5239, 33.5239]));
        assert_eq!(point(TAJI).len(), 29);
    }

    #[test]
    fn a_circle_lies_around_its_centre() {
        let [west, east, south, north] = bounds_of(&multi_polygon(&circle(TAJI, 5_000.0))).unwrap();
        assert!(west < 44.21 && 44.30 < east && south < 33.48 && 33.56 < north);
        let ring = &circle(TAJI, 5_000.0)[0][0];
        assert_eq!((ring.len(), ring.first()), (37, ring.last()));
        let doubled_area: f64 = ring
            .windows(2)
            .map(|side| side[0].lon * side[1].lat - side[1].lon * side[0].lat)
            .sum();
        assert!(doubled_area > 0.0, "counter-clockwise");
    }

    #[test]
    fn a_circle_at_the_antimeridian_does_not_go_around_the_world() {
        let fiji = LonLat {
            lon: 179.99,
            lat: -17.0,
        };
        let [west, east, ..] = bounds_of(&multi_polygon(&circle(fiji, 5_000.0))).unwrap();
        assert!(179.0 < west && east <= 180.0, "{west} {east}");
    }

    #[test]
    fn other_bytes_have_no_bounds() {
        for bytes in [&b""[..], b"GP", b"XX\0\x01", &[0; 40]] {
            assert_eq!(bounds_of(bytes), None);
        }
    }
}
