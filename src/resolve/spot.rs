//! Spots: where a relation leads from a named place, as a point with a radius and a precision class. `toponyms` and incidents share it.

use std::ops::Range;

use super::precision::{LocationPrecision, precision_of, uncertainty_m};
use super::relation::{Relation, Told, read_relation};
use crate::gazetteer::{FeatureClass, Gazetteer, Place};
use crate::geography::{Circle, LonLat, offset};
use crate::lexicon::name_cues::NameCues;
use crate::span::Span;
use crate::text::Text;

/// Where a vague or relative phrase leads: "15 km north of Taji".
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// What the words do to the place named.
    pub relation: Relation,
    /// All the words that tell it, the name among them.
    pub span: Span,
    /// WGS84 longitude, latitude in degrees.
    pub point: LonLat,
    /// How exactly it is known.
    pub precision: LocationPrecision,
    /// Metres around the point within which it is believed to lie.
    pub uncertainty_m: f64,
}

/// The names of a text by token, each with the place chosen for it; in text order.
#[derive(Clone, Debug, Default)]
pub(crate) struct PlacedNames<'g> {
    tokens: Vec<Range<usize>>,
    places: Vec<Option<Place<'g>>>,
}

/// Kilometres that "north of" without a number may mean.
const BEARING_KM: f64 = 25.0;
/// How far from a country a place may lie that its border is told by.
const BESIDE_KM: f64 = 300.0;

impl<'g> PlacedNames<'g> {
    /// From the names in text order.
    pub(crate) fn new(names: impl IntoIterator<Item = (Range<usize>, Option<Place<'g>>)>) -> PlacedNames<'g> {
        let (tokens, places) = names.into_iter().unzip();
        PlacedNames { tokens, places }
    }

    /// What the text tells of the name that begins at the token.
    pub(crate) fn told(&self, text: &Text<'_>, cues: &NameCues, start: usize) -> Option<Told> {
        let number = self.tokens.partition_point(|tokens| tokens.start < start);
        self.tokens.get(number).filter(|tokens| tokens.start == start)?;
        read_relation(text, cues, &self.tokens, number)
    }

    /// Where that leads, if `place` is what the name at `start` means. `None` where the words make no other place of it.
    pub(crate) fn spot(
        &self,
        text: &Text<'_>,
        gazetteer: &Gazetteer,
        told: &Told,
        start: usize,
        place: &Place<'g>,
    ) -> Option<Spot> {
        let precision = precision_of(place);
        let own_m = uncertainty_m(precision, place);
        let found = match told.relation {
            Relation::Offset {
                bearing_deg,
                distance_km,
            } => shifted(place, precision, own_m, bearing_deg, distance_km, gazetteer),
            Relation::Away { distance_km } => Found {
                point: place.point,
                precision: precision.max(LocationPrecision::District),
                uncertainty_m: own_m + distance_km * 1_000.0,
            },
            // "In the east of the Euphrates" is no part of the river.
            Relation::Part {
                bearing_deg: Some(bearing_deg),
                ..
            } if is_stream(place) => shifted(place, precision, own_m, bearing_deg, None, gazetteer),
            Relation::Part {
                bearing_deg,
                is_epithet,
            } => part(gazetteer, place, precision, own_m, bearing_deg, is_epithet)?,
            Relation::Between => self.between(gazetteer, told, place)?,
            Relation::Border => self.border(text, gazetteer, told, start, place)?,
            Relation::Waters {
                bearing_deg,
                distance_km,
            } => waters(gazetteer, place, own_m, bearing_deg, distance_km),
            Relation::Near => near(place, precision, own_m, None),
            Relation::Fringe { bearing_deg } => near(place, precision, own_m, bearing_deg),
        };
        Some(Spot {
            relation: told.relation,
            span: text.span_of(told.tokens.clone())?,
            point: found.point,
            precision: found.precision,
            uncertainty_m: found.uncertainty_m,
        })
    }

    fn other(&self, told: &Told) -> Option<&Place<'g>> {
        self.places.get(told.other?)?.as_ref()
    }

    fn between(&self, gazetteer: &Gazetteer, told: &Told, place: &Place<'g>) -> Option<Found> {
        let other = self.other(told)?;
        let is_area = |place: &Place<'_>| LocationPrecision::Province <= precision_of(place);
        if place.is_country() || other.is_country() && other.country == place.country {
            return None;
        }
        // "Between Mosul and Syria" ends at the edge of Syria.
        let end = is_area(other)
            .then(|| gazetteer.nearest_edge(other, place.point))
            .flatten();
        let end = end.unwrap_or(other.point);
        let far_km = place.point.distance_km(end);
        Some(Found {
            point: place.point.midpoint(end),
            uncertainty_m: (far_km * 500.0).clamp(5_000.0, 300_000.0),
            precision: if far_km < 100.0 {
                LocationPrecision::District
            } else {
                LocationPrecision::Region
            },
        })
    }

    /// With a second country where the two touch, beside a town at the edge nearest to it, else anywhere along the whole border.
    fn border(
        &self,
        text: &Text<'_>,
        gazetteer: &Gazetteer,
        told: &Told,
        start: usize,
        place: &Place<'g>,
    ) -> Option<Found> {
        if precision_of(place) < LocationPrecision::Province {
            return Some(near(
                place,
                precision_of(place),
                uncertainty_m(precision_of(place), place),
                None,
            ));
        }
        let beside = self.beside(text, start).and_then(|point| {
            let edge = gazetteer.nearest_edge(place, point)?;
            (edge.distance_km(point) <= BESIDE_KM).then_some(Circle {
                center: edge,
                radius_km: (edge.distance_km(point) / 2.0).max(15.0),
            })
        });
        let shared = || match self.other(told) {
            Some(other) => gazetteer.border(place, other),
            None => self.neighbour(place).and_then(|other| gazetteer.border(place, other)),
        };
        let whole = || {
            Some(Circle {
                center: place.point,
                radius_km: gazetteer.reach_around(place)?,
            })
        };
        let circle = beside.or_else(shared).or_else(whole)?;
        let is_short = circle.radius_km <= 50.0;
        Some(Found {
            point: circle.center,
            precision: if is_short {
                LocationPrecision::District
            } else {
                LocationPrecision::Region
            },
            uncertainty_m: circle.radius_km * 1_000.0,
        })
    }

    /// The nearest name in the sentence that means something finer than a division.
    fn beside(&self, text: &Text<'_>, start: usize) -> Option<LonLat> {
        let sentence = text.sentence_of(start);
        let names = self.tokens.iter().zip(&self.places);
        let fine = names.filter_map(|(tokens, place)| {
            let place = place
                .as_ref()
                .filter(|place| precision_of(place) <= LocationPrecision::District)?;
            (text.sentence_of(tokens.start) == sentence).then_some((tokens.start.abs_diff(start), place.point))
        });
        fine.min_by_key(|(gap, _)| *gap).map(|(_, point)| point)
    }

    /// The other country that the text names most.
    fn neighbour(&self, place: &Place<'g>) -> Option<&Place<'g>> {
        let countries = || {
            self.places
                .iter()
                .flatten()
                .filter(|other| other.is_country() && other.country != place.country)
        };
        let count = |country: &str| countries().filter(|other| other.country == country).count();
        countries().max_by_key(|other| (count(other.country), std::cmp::Reverse(other.id.0)))
    }
}

fn is_stream(place: &Place<'_>) -> bool {
    place.class == FeatureClass::Water && !["SEA", "OCN", "GULF"].iter().any(|open| place.code.starts_with(open))
}

/// A spot without its words.
struct Found {
    point: LonLat,
    precision: LocationPrecision,
    uncertainty_m: f64,
}

fn shifted(
    place: &Place<'_>,
    precision: LocationPrecision,
    own_m: f64,
    bearing_deg: f64,
    distance_km: Option<f64>,
    gazetteer: &Gazetteer,
) -> Found {
    if let Some(km) = distance_km {
        let circle = offset(place.point, bearing_deg, km, own_m / 1_000.0);
        return Found {
            point: circle.center,
            precision: precision.max(LocationPrecision::District),
            uncertainty_m: circle.radius_km * 1_000.0,
        };
    }
    // North of a country lies beyond it; north of a province is more often said of its north.
    let is_area = place.is_country();
    let reach = if is_area {
        gazetteer.part_toward(place, bearing_deg)
    } else {
        None
    };
    let km = reach.map_or(BEARING_KM, |part| part.radius_km / 0.6 + BEARING_KM);
    Found {
        point: place.point.destination(bearing_deg, km),
        precision: precision.max(LocationPrecision::District),
        uncertainty_m: if is_area { km * 500.0 } else { own_m + km * 1_500.0 },
    }
}

fn part(
    gazetteer: &Gazetteer,
    place: &Place<'_>,
    precision: LocationPrecision,
    own_m: f64,
    bearing_deg: Option<f64>,
    is_epithet: bool,
) -> Option<Found> {
    if is_epithet && !place.is_country() {
        return None;
    }
    if precision < LocationPrecision::Province {
        return Some(Found {
            point: bearing_deg.map_or(place.point, |bearing| place.point.destination(bearing, own_m / 2_000.0)),
            precision,
            uncertainty_m: own_m,
        });
    }
    let circle = match bearing_deg {
        Some(bearing) => gazetteer.part_toward(place, bearing),
        None => gazetteer.reach_around(place).map(|reach_km| Circle {
            center: place.point,
            radius_km: reach_km / 2.0,
        }),
    };
    let circle = circle.unwrap_or(Circle {
        center: bearing_deg.map_or(place.point, |bearing| place.point.destination(bearing, own_m / 2_000.0)),
        radius_km: own_m * 0.6 / 1_000.0,
    });
    Some(Found {
        point: circle.center,
        precision: LocationPrecision::Region,
        uncertainty_m: circle.radius_km * 1_000.0,
    })
}

fn waters(
    gazetteer: &Gazetteer,
    place: &Place<'_>,
    own_m: f64,
    bearing_deg: Option<f64>,
    distance_km: Option<f64>,
) -> Found {
    const OFF_COAST_KM: f64 = 30.0;
    let circle = if LocationPrecision::Province <= precision_of(place) {
        gazetteer.waters_off(place, bearing_deg)
    } else {
        let near = gazetteer.waters_near(place.point);
        near.map(|near| match (bearing_deg, distance_km) {
            (bearing, Some(km)) => offset(
                place.point,
                bearing.unwrap_or_else(|| place.point.bearing_deg(near.center)),
                km,
                own_m / 1_000.0 + km / 4.0,
            ),
            _ => near,
        })
    };
    let circle = circle.unwrap_or(Circle {
        center: place.point,
        radius_km: own_m / 1_000.0 + distance_km.unwrap_or(OFF_COAST_KM),
    });
    let is_small = circle.radius_km <= 60.0;
    Found {
        point: circle.center,
        precision: if is_small {
            LocationPrecision::District
        } else {
            LocationPrecision::Region
        },
        uncertainty_m: circle.radius_km * 1_000.0,
    }
}

/// Around a place, on one side of it where a bearing is told. A division is as vague as its surroundings.
fn near(place: &Place<'_>, precision: LocationPrecision, own_m: f64, bearing_deg: Option<f64>) -> Found {
    const AROUND_M: f64 = 5_000.0;
    let widen = if precision <= LocationPrecision::Settlement {
        AROUND_M
    } else {
        0.0
    };
    let point = bearing_deg.map_or(place.point, |bearing| place.point.destination(bearing, own_m / 1_000.0));
    Found {
        point,
        precision,
        uncertainty_m: own_m + widen,
    }
}
