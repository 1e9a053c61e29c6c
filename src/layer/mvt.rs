//! Vector tiles ([Mapbox Vector Tile specification 2.1](https://github.com/mapbox/vector-tile-spec/tree/master/2.1)): one layer of points.
//!
//! A tile is parted into cells of 8 pixels (32 × 32 to a tile). A cell with several incidents is one point at their mean that carries their
//! number, up to [`CLOSEST_CLUSTERED`]; closer up, every incident is a point of its own. No text of articles: what a map needs to draw, and the
//! identifier to ask for the rest. Incidents known only by a large area are no points and are left out; the layer `areas` is for them.

use super::index::MapIndex;
use super::mercator::TileId;
use super::picked::Picked;
use crate::export::wire::location_precision_name;
use crate::geography::LonLat;

/// Media type of vector tiles.
pub const MEDIA_TYPE: &str = "application/vnd.mapbox-vector-tile";

/// The closest zoom at which several incidents of one cell are one point.
pub const CLOSEST_CLUSTERED: u8 = 9;

/// Units along the side of a tile.
const EXTENT: u32 = 4096;
/// Cells are so many halvings of the tile.
const LEVELS: u32 = 5;
/// The most points of one tile; a tile that has more, closer up than clusters go, holds the newest.
const MOST_POINTS: usize = 50_000;

/// The layer's name and the keys of its features, with what they mean.
pub const FIELDS: [(&str, &str); 6] = [
    ("id", "String"),
    ("type", "String"),
    ("group", "String"),
    ("location_precision", "String"),
    ("confidence", "Number"),
    ("count", "Number"),
];

/// A value of a feature.
#[derive(Clone, Debug, PartialEq)]
enum Value<'v> {
    Text(&'v str),
    Real(f64),
    Whole(u64),
}

/// The tile's bytes; empty where it holds nothing. Linear in the incidents of the tile.
pub fn vector_tile(index: &MapIndex, picked: &Picked, tile: TileId) -> Vec<u8> {
    let mut layer = LayerWriter::new(tile);
    if tile.zoom() <= CLOSEST_CLUSTERED {
        for part in tile.parts(LEVELS) {
            let numbers = index.points.within(part).iter().copied();
            let mut inside = numbers.filter(|number| picked.contains(*number));
            let Some(first) = inside.next() else { continue };
            layer.add_cell(index, first, inside);
        }
    } else {
        let numbers = index.points.within(tile.codes()).iter().copied();
        let mut inside: Vec<u32> = numbers.filter(|number| picked.contains(*number)).collect();
        inside.sort_unstable();
        for number in inside.into_iter().take(MOST_POINTS) {
            layer.add_cell(index, number, std::iter::empty());
        }
    }
    layer.finish()
}

struct LayerWriter<'v> {
    tile: TileId,
    features: Vec<u8>,
    values: Vec<Value<'v>>,
    is_empty: bool,
}

impl<'v> LayerWriter<'v> {
    fn new(tile: TileId) -> LayerWriter<'v> {
        LayerWriter {
            tile,
            features: Vec::new(),
            values: Vec::new(),
            is_empty: true,
        }
    }

    /// One incident with all its facts, or several at their mean with their number and the group of the first.
    fn add_cell(&mut self, index: &'v MapIndex, first: u32, others: impl Iterator<Item = u32>) {
        let columns = index.columns();
        let Some(row) = columns.row(first) else { return };
        let Some(mut mean) = row.point() else { return };
        let mut count = 1_u32;
        for point in others.filter_map(|number| columns.row(number)?.point()) {
            count += 1;
            mean.lon += (point.lon - mean.lon) / f64::from(count);
            mean.lat += (point.lat - mean.lat) / f64::from(count);
        }
        let group = ("group", Value::Text(index.group(row)));
        let counted = ("count", Value::Whole(count.into()));
        if count > 1 {
            self.add(mean, &[group, counted]);
            return;
        }
        self.add(
            mean,
            &[
                ("id", Value::Text(columns.id(row))),
                ("type", Value::Text(columns.kind(row))),
                group,
                (
                    "location_precision",
                    Value::Text(row.precision().map_or("none", location_precision_name)),
                ),
                ("confidence", Value::Real(row.confidence())),
                counted,
            ],
        );
    }

    fn add(&mut self, point: LonLat, facts: &[(&str, Value<'v>)]) {
        self.is_empty = false;
        let mut tags = Vec::new();
        for (key, value) in facts {
            let key = FIELDS.iter().position(|(known, _)| known == key).unwrap_or_default();
            varint(&mut tags, key as u64);
            let number = self.value(value);
            varint(&mut tags, number);
        }
        let (x, y) = self.tile.position(point);
        let mut geometry = Vec::new();
        // MoveTo, once.
        varint(&mut geometry, 1 | 1 << 3);
        varint(&mut geometry, zigzag(units(x)));
        varint(&mut geometry, zigzag(units(y)));
        let mut feature = Vec::new();
        message(&mut feature, 2, &tags);
        // A point.
        feature.extend_from_slice(&[3 << 3, 1]);
        message(&mut feature, 4, &geometry);
        message(&mut self.features, 2, &feature);
    }

    /// The number of the value in the layer; identifiers never repeat, so that they are not looked for.
    fn value(&mut self, value: &Value<'v>) -> u64 {
        /// Few values repeat, and they come early.
        const LOOKED_AT: usize = 128;
        let known = self.values.iter().take(LOOKED_AT).position(|known| known == value);
        let number = known.unwrap_or_else(|| {
            self.values.push(value.clone());
            self.values.len() - 1
        });
        number as u64
    }

    fn finish(self) -> Vec<u8> {
        let mut tile = Vec::new();
        if self.is_empty {
            return tile;
        }
        let mut layer = Vec::new();
        // The version, which is 2.
        layer.extend_from_slice(&[15 << 3, 2]);
        message(&mut layer, 1, b"incidents");
        layer.extend_from_slice(&self.features);
        for (key, _) in FIELDS {
            message(&mut layer, 3, key.as_bytes());
        }
        for value in &self.values {
            let mut bytes = Vec::new();
            match value {
                Value::Text(text) => message(&mut bytes, 1, text.as_bytes()),
                Value::Real(real) => {
                    bytes.push(3 << 3 | 1);
                    bytes.extend_from_slice(&real.to_le_bytes());
                }
                Value::Whole(whole) => {
                    bytes.push(5 << 3);
                    varint(&mut bytes, *whole);
                }
            }
            message(&mut layer, 4, &bytes);
        }
        layer.push(5 << 3);
        varint(&mut layer, EXTENT.into());
        message(&mut tile, 3, &layer);
        tile
    }
}

/// A field that holds bytes: its key, their length, the bytes (protocol buffers).
fn message(output: &mut Vec<u8>, field: u8, bytes: &[u8]) {
    output.push(field << 3 | 2);
    varint(output, bytes.len() as u64);
    output.extend_from_slice(bytes);
}

fn varint(output: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        output.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    output.push((value & 0x7f) as u8);
}

fn zigzag(value: i32) -> u64 {
    u64::from(((value << 1) ^ (value >> 31)).cast_unsigned())
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a share of a tile that holds the point, so 0 to 1"
)]
fn units(share: f64) -> i32 {
    (share.clamp(-1.0, 2.0) * f64::from(EXTENT)).floor() as i32
}
