//! Geometries of a filter, and whether the point of an incident meets them.

use crate::geography::{Bbox, LonLat};

/// How near a point must be to a point or a line to lie on it, in degrees: what a coordinate of seven decimals rounds away.
const ON_LINE: f64 = 1e-7;

/// A geometry, WGS84, longitude first; heights are dropped. Edges are straight in degrees, as GIS programs draw them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shape {
    /// A point.
    Point([f64; 2]),
    /// Two points or more.
    Line(Vec<[f64; 2]>),
    /// Outer ring and holes; each closed, four points or more.
    Polygon(Vec<Vec<[f64; 2]>>),
    /// A box.
    Box(Bbox),
    /// Several.
    Many(Vec<Shape>),
}

impl Shape {
    /// Whether the point lies in it or on its edge. Longitudes beyond 180° go on around the world.
    pub(super) fn meets(&self, point: LonLat) -> bool {
        if let Shape::Box(bbox) = self {
            return bbox.contains(point);
        }
        [0.0, 360.0, -360.0]
            .into_iter()
            .any(|turn| self.meets_plane([point.lon + turn, point.lat]))
    }

    fn meets_plane(&self, point: [f64; 2]) -> bool {
        match self {
            Shape::Point(other) => on_segment(point, *other, *other),
            Shape::Line(line) => on_line(point, line),
            Shape::Polygon(rings) => {
                // Even–odd over all rings: a hole is outside.
                rings.iter().any(|ring| on_line(point, ring))
                    || rings.iter().filter(|ring| is_inside(point, ring)).count() % 2 == 1
            }
            Shape::Box(bbox) => LonLat::new(point[0], point[1]).is_some_and(|point| bbox.contains(point)),
            Shape::Many(shapes) => shapes.iter().any(|shape| shape.meets_plane(point)),
        }
    }

    /// Whether every number can be a coordinate, lines have two points and rings are closed.
    pub(super) fn is_valid(&self) -> bool {
        let on_earth = |point: &[f64; 2]| point[0].abs() <= 540.0 && point[1].abs() <= 90.0;
        match self {
            Shape::Point(point) => on_earth(point),
            Shape::Line(line) => 2 <= line.len() && line.iter().all(on_earth),
            Shape::Polygon(rings) => {
                !rings.is_empty()
                    && rings
                        .iter()
                        .all(|ring| 4 <= ring.len() && ring.first() == ring.last() && ring.iter().all(on_earth))
            }
            Shape::Box(bbox) => {
                LonLat::new(bbox.west, bbox.south).is_some()
                    && LonLat::new(bbox.east, bbox.north).is_some()
                    && bbox.south <= bbox.north
            }
            Shape::Many(shapes) => shapes.iter().all(Shape::is_valid),
        }
    }

    /// A box of four numbers, or of six with heights.
    pub(super) fn from_box(numbers: &[f64]) -> Option<Shape> {
        let ([west, south, east, north] | [west, south, _, east, north, _]) = *numbers else {
            return None;
        };
        Some(Shape::Box(Bbox {
            west,
            south,
            east,
            north,
        }))
    }
}

fn on_line(point: [f64; 2], line: &[[f64; 2]]) -> bool {
    line.windows(2).any(|pair| match pair {
        [from, to] => on_segment(point, *from, *to),
        _ => false,
    })
}

fn on_segment([x, y]: [f64; 2], [x1, y1]: [f64; 2], [x2, y2]: [f64; 2]) -> bool {
    let (dx, dy) = (x2 - x1, y2 - y1);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 {
        ((x - x1) * dx + (y - y1) * dy) / length
    } else {
        0.0
    };
    let along = along.clamp(0.0, 1.0);
    (x - x1 - along * dx).hypot(y - y1 - along * dy) <= ON_LINE
}

/// Whether a ray from the point to the east crosses the ring an odd number of times.
fn is_inside([x, y]: [f64; 2], ring: &[[f64; 2]]) -> bool {
    let crossings = ring.windows(2).filter(|pair| match pair {
        [[x1, y1], [x2, y2]] => (*y1 > y) != (*y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1,
        _ => false,
    });
    crossings.count() % 2 == 1
}
