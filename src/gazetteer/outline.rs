//! Outlines of countries and first-order divisions, read in place.
//!
//! Two sections of the file. `AREA` is a table sorted by country and division (see [`AREA`]); `RING` holds the polygons: for each area the
//! number of polygons, for each its number of rings (outer first), for each ring the number of its corners and their differences, longitude
//! and latitude, in thousandths of a degree (about 100 m), zigzag, all as LEB128 numbers. The last corner is not repeated.

use super::format::{AREA, Section, i32_at, u32_at};
use crate::geography::{Bbox, LonLat, is_inside_ring};

const STEPS: f64 = 1000.0;

/// Polygons, each a list of rings, outer first. Rings are closed: the last corner is the first. Longitude first, degrees.
pub type Polygons = Vec<Vec<Vec<LonLat>>>;

/// All outlines of a gazetteer; may be empty.
#[derive(Debug)]
pub(super) struct Outlines {
    pub(super) areas: Section,
    pub(super) rings: Section,
}

/// One outline, not yet unpacked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outline<'o> {
    /// ISO 3166-1 alpha-2.
    pub(super) country: &'o str,
    /// GeoNames first-order code, or empty for the whole country.
    pub(super) admin1: &'o str,
    bbox: Bbox,
    rings: &'o [u8],
}

impl Outlines {
    /// Number of outlines.
    pub(super) fn len(&self) -> usize {
        self.areas.len() / AREA
    }

    /// The outline of a country (`admin1` empty) or a first-order division.
    pub(super) fn get(&self, country: &str, admin1: &str) -> Option<Outline<'_>> {
        let key = (country, admin1);
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let outline = self.outline(middle)?;
            match (outline.country, outline.admin1).cmp(&key) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(outline),
            }
        }
        None
    }

    /// The codes of the divisions of a country that have an outline, ascending.
    pub(super) fn divisions(&self, country: &str) -> impl Iterator<Item = &str> {
        let outlines = (0..self.len()).filter_map(|number| self.outline(number));
        let inside = outlines.filter(move |outline| outline.country == country && !outline.admin1.is_empty());
        inside.map(|outline| outline.admin1)
    }

    /// All outlines that hold the point, in the order of the table; looks into each whose box does.
    pub(super) fn at(&self, point: LonLat) -> impl Iterator<Item = Outline<'_>> {
        let outlines = (0..self.len()).filter_map(|number| self.outline(number));
        outlines.filter(move |outline| outline.contains(point))
    }

    fn outline(&self, number: usize) -> Option<Outline<'_>> {
        let record = self.areas.record(number, AREA)?;
        let degrees = |offset| f64::from(i32_at(record, offset)) / STEPS;
        let start = u32_at(record, 24) as usize;
        let end = start.checked_add(u32_at(record, 28) as usize)?;
        Some(Outline {
            country: text(record.get(..2)?),
            admin1: text(record.get(2..8)?),
            bbox: Bbox {
                west: degrees(8),
                south: degrees(12),
                east: degrees(16),
                north: degrees(20),
            },
            rings: self.rings.as_ref().get(start..end)?,
        })
    }
}

impl Outline<'_> {
    /// Whether the point lies inside an odd number of its rings.
    pub(super) fn contains(&self, point: LonLat) -> bool {
        if !self.bbox.contains(point) {
            return false;
        }
        let mut is_inside = false;
        self.each_ring(|ring| is_inside ^= is_inside_ring(point, ring));
        is_inside
    }

    /// The polygons.
    pub(super) fn polygons(&self) -> Polygons {
        let mut reader = Reader { bytes: self.rings };
        let polygons = (0..reader.count()).map(|_| {
            let rings = (0..reader.count()).map(|_| {
                let mut ring = reader.ring();
                ring.extend(ring.first().copied());
                ring
            });
            rings.collect()
        });
        polygons.collect()
    }

    fn each_ring(&self, mut visit: impl FnMut(&[LonLat])) {
        let mut reader = Reader { bytes: self.rings };
        for _ in 0..reader.count() {
            for _ in 0..reader.count() {
                visit(&reader.ring());
            }
        }
    }
}

/// Reads numbers off the front; past the end every number is 0.
struct Reader<'r> {
    bytes: &'r [u8],
}

impl Reader<'_> {
    /// A count of things that need a byte each at least, so that wrong bytes cannot ask for more than there are.
    fn count(&mut self) -> usize {
        usize::try_from(self.number())
            .unwrap_or(usize::MAX)
            .min(self.bytes.len())
    }

    fn number(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let Some((byte, rest)) = self.bytes.split_first() else {
                return 0;
            };
            self.bytes = rest;
            number |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        number
    }

    fn difference(&mut self) -> i64 {
        let number = self.number();
        (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
    }

    fn ring(&mut self) -> Vec<LonLat> {
        let (mut lon, mut lat) = (0_i64, 0_i64);
        let corners = (0..self.count()).map(|_| {
            lon = lon.wrapping_add(self.difference());
            lat = lat.wrapping_add(self.difference());
            LonLat {
                lon: degrees(lon),
                lat: degrees(lat),
            }
        });
        corners.collect()
    }
}

/// Writes the two sections: `AREA` and `RING`. Areas may come in any order; of two with the same key the later one's polygons are added to the first.
pub(super) fn write_outlines(areas: Vec<(String, String, Polygons)>) -> (Vec<u8>, Vec<u8>) {
    let mut by_key: std::collections::BTreeMap<(String, String), Polygons> = std::collections::BTreeMap::new();
    for (country, admin1, polygons) in areas {
        by_key.entry((country, admin1)).or_default().extend(polygons);
    }
    let (mut table, mut rings) = (Vec::new(), Vec::new());
    for ((country, admin1), polygons) in &by_key {
        let start = rings.len();
        push_number(&mut rings, polygons.len() as u64);
        for polygon in polygons {
            push_number(&mut rings, polygon.len() as u64);
            for ring in polygon {
                push_ring(&mut rings, ring);
            }
        }
        table.extend(padded::<2>(country));
        table.extend(padded::<6>(admin1));
        let points = || polygons.iter().flatten().flatten();
        let edge = |degrees: &dyn Fn(&LonLat) -> f64, of: fn(i64, i64) -> i64| {
            let edge = points()
                .map(|point| steps(degrees(point)))
                .reduce(of)
                .unwrap_or_default();
            i32::try_from(edge).unwrap_or_default().to_le_bytes()
        };
        table.extend(edge(&|point| point.lon, i64::min));
        table.extend(edge(&|point| point.lat, i64::min));
        table.extend(edge(&|point| point.lon, i64::max));
        table.extend(edge(&|point| point.lat, i64::max));
        table.extend(u32::try_from(start).unwrap_or(u32::MAX).to_le_bytes());
        table.extend(u32::try_from(rings.len() - start).unwrap_or_default().to_le_bytes());
    }
    (table, rings)
}

/// Whether the key fits into a record.
pub(super) fn fits(country: &str, admin1: &str) -> bool {
    country.len() == 2 && admin1.len() <= 6
}

fn push_ring(rings: &mut Vec<u8>, ring: &[LonLat]) {
    let mut corners: Vec<(i64, i64)> = ring.iter().map(|point| (steps(point.lon), steps(point.lat))).collect();
    corners.dedup();
    if corners.len() > 1 && corners.first() == corners.last() {
        corners.pop();
    }
    push_number(rings, corners.len() as u64);
    let (mut lon, mut lat) = (0, 0);
    for corner in corners {
        push_difference(rings, corner.0 - lon);
        push_difference(rings, corner.1 - lat);
        (lon, lat) = corner;
    }
}

fn push_difference(bytes: &mut Vec<u8>, difference: i64) {
    push_number(bytes, ((difference << 1) ^ (difference >> 63)).cast_unsigned());
}

fn push_number(bytes: &mut Vec<u8>, mut number: u64) {
    loop {
        let [lowest, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            bytes.push(lowest);
            return;
        }
        bytes.push(lowest | 0x80);
    }
}

fn padded<const N: usize>(code: &str) -> [u8; N] {
    let mut bytes = [0; N];
    bytes
        .iter_mut()
        .zip(code.bytes())
        .for_each(|(byte, letter)| *byte = letter);
    bytes
}

fn text(bytes: &[u8]) -> &str {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    std::str::from_utf8(&bytes[..end]).unwrap_or_default()
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "degrees are small, and the cast saturates"
)]
fn steps(degrees: f64) -> i64 {
    (degrees * STEPS).round() as i64
}

#[expect(clippy::cast_precision_loss, reason = "within the range of degrees it is exact")]
fn degrees(steps: i64) -> f64 {
    steps as f64 / STEPS
}

#[cfg(test)]
mod tests {
    use geo::Contains;
    use proptest::prelude::*;

    use super::*;
    use crate::gazetteer::{FeatureClass, Gazetteer, GazetteerBuilder, PlaceDraft};

    fn ring(corners: &[(f64, f64)]) -> Vec<LonLat> {
        corners.iter().map(|&(lon, lat)| LonLat { lon, lat }).collect()
    }

    fn division(polygons: Polygons) -> Gazetteer {
        let mut builder = GazetteerBuilder::new();
        let middle = LonLat { lon: 0.0, lat: 0.0 };
        let place = PlaceDraft::new(1, "X", middle, FeatureClass::Administrative, "ADM1");
        builder.add(place.within("IQ", "01")).outline("IQ", "01", polygons);
        builder.build().unwrap()
    }

    #[test]
    fn a_hole_is_outside_and_an_outline_reads_back() {
        let outer = ring(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]);
        let hole = ring(&[(1.0, 1.0), (1.0, 2.0), (2.0, 2.0), (2.0, 1.0), (1.0, 1.0)]);
        let polygons = vec![vec![outer, hole]];
        let gazetteer = division(polygons.clone());
        let place = gazetteer.admin1("IQ", "01").unwrap();
        assert_eq!(gazetteer.outline(&place), Some(polygons));
        let holds = |lon, lat| gazetteer.outline_holds(&place, LonLat { lon, lat });
        assert_eq!(
            (holds(3.0, 3.0), holds(1.5, 1.5), holds(5.0, 1.0)),
            (Some(true), Some(false), Some(false))
        );
        assert!(gazetteer.admin1_at(LonLat { lon: 1.5, lat: 1.5 }).is_none());
    }

    #[test]
    fn the_country_of_a_point_is_that_of_its_division() {
        let square = |west: f64, east: f64| {
            let corners = [(west, 0.0), (east, 0.0), (east, 4.0), (west, 4.0), (west, 0.0)];
            vec![vec![ring(&corners)]]
        };
        let mut builder = GazetteerBuilder::new();
        for (id, country) in [(1, "RU"), (2, "UA")] {
            let point = LonLat { lon: 0.0, lat: 0.0 };
            let place = PlaceDraft::new(id, country, point, FeatureClass::Administrative, "PCLI");
            builder.add(place.within(country, ""));
        }
        // The outline of the whole country takes in a division of its neighbour.
        builder.outline("RU", "", square(0.0, 4.0));
        builder.outline("UA", "11", square(0.0, 2.0));
        let gazetteer = builder.build().unwrap();
        let country = |lon| {
            gazetteer
                .country_at(LonLat { lon, lat: 1.0 })
                .map(|place| place.country)
        };
        assert_eq!(
            (country(1.0), country(3.0), country(5.0)),
            (Some("UA"), Some("RU"), None)
        );
    }

    proptest! {
        #[test]
        fn a_point_lies_where_geo_says(
            corners in proptest::collection::vec((-100_000..100_000_i32, -80_000..80_000_i32), 3..12),
            points in proptest::collection::vec((-100_000..100_000_i32, -80_000..80_000_i32), 20),
        ) {
            // Corners on thousandths, points between them: no point lies on an edge by rounding.
            let corner = |&(lon, lat): &(i32, i32)| (f64::from(lon) / 1000.0, f64::from(lat) / 1000.0);
            let middle = corners.iter().map(corner).fold((0.0, 0.0), |sum, at| (sum.0 + at.0, sum.1 + at.1));
            let count = f64::from(u32::try_from(corners.len()).unwrap());
            let middle = (middle.0 / count, middle.1 / count);
            // By angle around the middle, so that the ring does not cross itself.
            let mut around: Vec<(f64, f64)> = corners.iter().map(corner).collect();
            around.sort_by(|one, other| {
                let angle = |at: &(f64, f64)| (at.1 - middle.1).atan2(at.0 - middle.0);
                angle(one).total_cmp(&angle(other))
            });
            around.push(around[0]);
            let polygon = geo::Polygon::new(around.clone().into(), vec![]);
            let gazetteer = division(vec![vec![ring(&around)]]);
            let place = gazetteer.admin1("IQ", "01").unwrap();
            for (lon, lat) in points {
                let (lon, lat) = (f64::from(lon) / 1000.0 + 0.00049, f64::from(lat) / 1000.0 + 0.00037);
                let ours = gazetteer.outline_holds(&place, LonLat { lon, lat });
                prop_assert_eq!(ours, Some(polygon.contains(&geo::Point::new(lon, lat))));
            }
        }

        #[test]
        fn any_bytes_are_read_to_their_end(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let world = Bbox { west: -180.0, south: -90.0, east: 180.0, north: 90.0 };
            let outline = Outline { country: "IQ", admin1: "", bbox: world, rings: &bytes };
            let _ = outline.contains(LonLat { lon: 1.0, lat: 1.0 });
            prop_assert!(outline.polygons().len() <= bytes.len());
        }
    }
}
