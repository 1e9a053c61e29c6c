//! The nearest city of the same country, for rows whose source does not name their division.

use std::collections::HashMap;

use crate::gazetteer::draft::PlaceDraft;
use crate::geography::LonLat;

/// Cities in cells of one degree.
pub(super) struct CityGrid<'c> {
    cells: HashMap<(i32, i32), Vec<&'c PlaceDraft>>,
}

/// Beyond this many kilometres a city says nothing about the division.
const MOST_KM: f64 = 100.0;
/// An airport may bear the name of a city this far away.
const NEAR_KM: f64 = 60.0;

impl<'c> CityGrid<'c> {
    pub(super) fn new(cities: impl IntoIterator<Item = &'c PlaceDraft>) -> CityGrid<'c> {
        let mut cells: HashMap<(i32, i32), Vec<&'c PlaceDraft>> = HashMap::new();
        for city in cities {
            cells.entry(cell(city.point)).or_default().push(city);
        }
        CityGrid { cells }
    }

    /// The first-order code of the nearest city of the country within 100 km; empty where there is none.
    ///
    /// Limits: cells across the antimeridian are not looked at.
    pub(super) fn admin1(&self, country: &str, point: LonLat) -> String {
        let cities = self.around(country, point);
        let nearest = cities
            .map(|city| (city.point.distance_km(point), city))
            .min_by(|left, right| left.0.total_cmp(&right.0).then(left.1.id.cmp(&right.1.id)));
        nearest
            .filter(|(km, _)| *km <= MOST_KM)
            .map(|(_, city)| city.admin1.clone())
            .unwrap_or_default()
    }

    /// Display names of the cities of the country within 60 km.
    pub(super) fn names_near(&self, country: &str, point: LonLat) -> Vec<&'c str> {
        let near = self
            .around(country, point)
            .filter(|city| city.point.distance_km(point) <= NEAR_KM);
        near.map(|city| city.name.as_str()).collect()
    }

    /// Cities of the country in the cells around the point.
    fn around(&self, country: &str, point: LonLat) -> impl Iterator<Item = &'c PlaceDraft> {
        let (x, y) = cell(point);
        let cells = (-2..=2).flat_map(move |dx| (-1..=1).map(move |dy| (x + dx, y + dy)));
        let cities = cells.filter_map(|cell| self.cells.get(&cell)).flatten().copied();
        cities.filter(move |city| city.country == country)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "degrees are small")]
fn cell(point: LonLat) -> (i32, i32) {
    (point.lon.floor() as i32, point.lat.floor() as i32)
}
