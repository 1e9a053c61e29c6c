//! Web-mercator tiles ([EPSG:3857](https://epsg.io/3857), the XYZ scheme: y counts from the north) and the order of points along them.
//!
//! A point has a cell of a grid of 2^26 × 2^26 over the whole map (about 0.6 m at the equator); the cell's number interleaves the bits of
//! column and row (Morton order), so that all points of a tile, of any zoom, stand together in one range.

use std::f64::consts::PI;
use std::ops::Range;

use crate::geography::{Bbox, LonLat};

/// The closest zoom of a tile.
pub const MAX_ZOOM: u8 = 22;

/// Bits of a column or row of the grid.
const GRID_BITS: u32 = 26;

/// One tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TileId {
    zoom: u8,
    x: u32,
    y: u32,
}

impl TileId {
    /// The tile, `None` where there is none: a zoom above [`MAX_ZOOM`], a column or row outside the map.
    pub fn new(zoom: u8, x: u32, y: u32) -> Option<TileId> {
        let side = 1_u32.checked_shl(u32::from(zoom))?;
        (zoom <= MAX_ZOOM && x < side && y < side).then_some(TileId { zoom, x, y })
    }

    /// 0 is the whole world.
    pub fn zoom(self) -> u8 {
        self.zoom
    }

    /// Its edges in degrees.
    pub fn bbox(self) -> Bbox {
        let side = f64::from(1_u32 << self.zoom);
        let longitude = |x: u32| f64::from(x) / side * 360.0 - 180.0;
        let latitude = |y: u32| (PI * (1.0 - 2.0 * f64::from(y) / side)).sinh().atan().to_degrees();
        Bbox {
            west: longitude(self.x),
            south: latitude(self.y + 1),
            east: longitude(self.x + 1),
            north: latitude(self.y),
        }
    }

    /// The numbers of the cells in the tile.
    pub(super) fn codes(self) -> Range<u64> {
        let below = 2 * (GRID_BITS - u32::from(self.zoom));
        let first = interleave(self.x, self.y) << below;
        first..first + (1 << below)
    }

    /// The numbers of the cells in each of the 4^`levels` parts of the tile, in Morton order; one part for each finest cell where the tile has fewer.
    pub(super) fn parts(self, levels: u32) -> impl Iterator<Item = Range<u64>> {
        let levels = levels.min(GRID_BITS - u32::from(self.zoom));
        let size = 1_u64 << (2 * (GRID_BITS - u32::from(self.zoom) - levels));
        let first = self.codes().start;
        (0..1_u64 << (2 * levels)).map(move |part| first + part * size..first + (part + 1) * size)
    }

    /// Where the point lies in the tile, as shares of its width and height from its north-western corner; outside 0 to 1 it lies beside the tile.
    pub(super) fn position(self, point: LonLat) -> (f64, f64) {
        let side = f64::from(1_u32 << self.zoom);
        let (x, y) = project(point);
        (x * side - f64::from(self.x), y * side - f64::from(self.y))
    }
}

/// The number of the point's cell. Beyond 85.05° north or south, the last cell of the map.
pub(super) fn code(point: LonLat) -> u64 {
    let (x, y) = project(point);
    interleave(cell(x), cell(y))
}

/// Shares of the map's width and height, from its north-western corner.
fn project(point: LonLat) -> (f64, f64) {
    let sine = point.lat.to_radians().sin().clamp(-0.999_999_9, 0.999_999_9);
    let x = (point.lon + 180.0) / 360.0;
    let y = 0.5 - ((1.0 + sine) / (1.0 - sine)).ln() / (4.0 * PI);
    (x, y.clamp(0.0, 1.0))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the grid just before"
)]
fn cell(share: f64) -> u32 {
    let side = f64::from(1_u32 << GRID_BITS);
    (share * side).clamp(0.0, side - 1.0) as u32
}

/// The bits of `x` at even places, those of `y` at odd ones.
fn interleave(x: u32, y: u32) -> u64 {
    spread(x) | spread(y) << 1
}

/// Each bit with a zero before it (the usual masks of "Bit Twiddling Hacks").
fn spread(value: u32) -> u64 {
    let mut spread = u64::from(value);
    for (shift, mask) in [
        (16, 0x0000_ffff_0000_ffff),
        (8, 0x00ff_00ff_00ff_00ff),
        (4, 0x0f0f_0f0f_0f0f_0f0f),
        (2, 0x3333_3333_3333_3333),
        (1, 0x5555_5555_5555_5555),
    ] {
        spread = (spread | spread << shift) & mask;
    }
    spread
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tiles_beyond_the_map_do_not_exist() {
        assert!(TileId::new(0, 0, 0).is_some());
        assert!(TileId::new(22, (1 << 22) - 1, 0).is_some());
        for (zoom, x, y) in [(0, 1, 0), (3, 0, 8), (23, 0, 0), (255, 0, 0)] {
            assert_eq!(TileId::new(zoom, x, y), None, "{zoom}/{x}/{y}");
        }
    }

    #[test]
    fn greenwich_and_the_equator_part_the_tiles_of_zoom_one() {
        let bbox = TileId::new(1, 1, 0).unwrap().bbox();
        assert_eq!((bbox.west, bbox.south, bbox.east), (0.0, 0.0, 180.0));
        assert!((bbox.north - 85.051_128_8).abs() < 1e-6, "{}", bbox.north);
    }

    proptest! {
        #[test]
        fn a_point_lies_in_one_tile_of_each_zoom(lon in -180.0..=180.0_f64, lat in -90.0..=90.0_f64) {
            let code = code(LonLat { lon, lat });
            let zoom = 4;
            let tiles = (0..16).flat_map(|x| (0..16).map(move |y| TileId::new(zoom, x, y).unwrap()));
            let holding: Vec<TileId> = tiles.filter(|tile| tile.codes().contains(&code)).collect();
            prop_assert_eq!(holding.len(), 1);
            let (x, y) = holding[0].position(LonLat { lon, lat });
            prop_assert!((-1e-6..=1.0 + 1e-6).contains(&x) && (-1e-6..=1.0 + 1e-6).contains(&y), "{} {}", x, y);
            prop_assert_eq!(holding[0].parts(3).filter(|part| part.contains(&code)).count(), 1);
        }
    }
}
