//! Locations: a gazetteer place as the place of an incident, with its precision, and whether two of them may be one.

use super::reading::{PlaceMention, Reading};
use super::{Location, LocationPrecision};
use crate::gazetteer::{Gazetteer, Place};
use crate::geography::LonLat;
use crate::resolve::{precision_of, uncertainty_m};
use crate::span::Span;

/// Whether `part` lies in `container` by the codes of the gazetteer.
pub(super) fn lies_in(part: &Place<'_>, container: &Place<'_>) -> bool {
    if part.id == container.id || part.country != container.country || part.country.is_empty() {
        return false;
    }
    if container.is_country() {
        return true;
    }
    container.is_admin1() && part.admin1 == container.admin1
}

/// The location of a place as such.
pub(super) fn location_of(reading: &Reading<'_>, place: &Place<'_>, mention: &PlaceMention<'_>) -> Location {
    location_at(reading.gazetteer, place, mention.span)
}

/// The location of a place, named by the words of `mention`.
pub(crate) fn location_at(gazetteer: &Gazetteer, place: &Place<'_>, mention: Span) -> Location {
    let precision = precision_of(place);
    let name = |place: Option<Place<'_>>| place.map_or_else(String::new, |place| place.name.to_owned());
    Location {
        place: place.name.to_owned(),
        place_id: place.id,
        feature_code: place.code.to_owned(),
        admin1: name(division_of(gazetteer, place, precision)),
        admin2: name(gazetteer.admin2(place.country, place.admin1, place.admin2)),
        country: place.country.to_owned(),
        country_name: name(gazetteer.country(place.country)),
        mention,
        point: place.point,
        precision,
        uncertainty_m: uncertainty_m(precision, place),
    }
}

/// The first-order division of a place: that of its code; where the gazetteer knows none, that whose outline holds the point. Areas
/// larger than a district have no division but by their code: their point says little.
fn division_of<'g>(gazetteer: &'g Gazetteer, place: &Place<'_>, precision: LocationPrecision) -> Option<Place<'g>> {
    let by_code = gazetteer.admin1(place.country, place.admin1);
    if by_code.is_some_and(|division| division.is_admin1()) || LocationPrecision::District < precision {
        return by_code;
    }
    let around = gazetteer.admin1_at(place.point);
    let around = around.filter(|division| division.country == place.country);
    around.or(by_code)
}

/// Whether two locations may be the same place: one in the other, or near.
pub(super) fn are_compatible(left: &Location, right: &Location) -> bool {
    const NEAR_KM: f64 = 60.0;
    if left.place_id == right.place_id {
        return true;
    }
    let (fine, coarse) = if left.precision <= right.precision {
        (left, right)
    } else {
        (right, left)
    };
    let same_country = !fine.country.is_empty() && fine.country == coarse.country;
    match coarse.precision {
        LocationPrecision::Country => same_country || is_water_off(fine, coarse),
        LocationPrecision::Province => same_country && (fine.admin1 == coarse.admin1 || within(fine.point, coarse)),
        LocationPrecision::Region => {
            // "Southern Peru" is as large as half of the country, and its outline is not known.
            let is_part = |location: &Location| {
                location.precision == LocationPrecision::Region && location.feature_code.starts_with("PCL")
            };
            let is_part_of_country = is_part(coarse) || is_part(fine);
            within(fine.point, coarse)
                || same_country && (is_part_of_country || fine.precision == LocationPrecision::Country)
        }
        LocationPrecision::District => within(fine.point, coarse) || fine.point.distance_km(coarse.point) <= NEAR_KM,
        LocationPrecision::Site | LocationPrecision::Settlement => fine.point.distance_km(coarse.point) <= NEAR_KM,
    }
}

/// "Tankers in the gulf … off the coast of Oman": a water of no country, and a country that may lie at it.
fn is_water_off(water: &Location, country: &Location) -> bool {
    const FAR_KM: f64 = 1_000.0;
    let is_water = water.country.is_empty() && water.precision == LocationPrecision::Region;
    is_water && water.point.distance_km(country.point) <= FAR_KM
}

fn within(point: LonLat, area: &Location) -> bool {
    point.distance_km(area.point) * 1_000.0 <= area.uncertainty_m * 1.2
}
