//! How exactly a place of the gazetteer is known: its class, and the radius that stands for it.

use crate::gazetteer::{FeatureClass, Place};

/// How exactly a place is known, finest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LocationPrecision {
    /// A building, a base, a crossing.
    Site,
    /// A town, village or neighbourhood.
    Settlement,
    /// A second-order division or the surroundings of a settlement.
    District,
    /// A first-order division.
    Province,
    /// Part of a country, several divisions, a sea.
    Region,
    /// A whole country.
    Country,
}

/// Precision by feature class and code.
pub(crate) fn precision_of(place: &Place<'_>) -> LocationPrecision {
    /// Areas and waters of the size of a site or a town, by the beginning of their code.
    const SMALL_AREAS: [&str; 10] = ["OILF", "GASF", "MILB", "NVB", "MN", "PRK", "PRT", "IND", "RSV", "CMP"];
    if place.is_country() {
        return LocationPrecision::Country;
    }
    match (place.class, place.code) {
        (_, "ADM1") => LocationPrecision::Province,
        (FeatureClass::Administrative | FeatureClass::Road, _) => LocationPrecision::District,
        (FeatureClass::Settlement, _) => LocationPrecision::Settlement,
        (FeatureClass::Site, _) => LocationPrecision::Site,
        (_, code) if SMALL_AREAS.iter().any(|small| code.starts_with(small)) => LocationPrecision::Site,
        (FeatureClass::Terrain, "ISL" | "HLL" | "MT" | "PASS")
        | (FeatureClass::Water, "LK" | "BAY" | "STRT" | "CNL") => LocationPrecision::District,
        _ => LocationPrecision::Region,
    }
}

/// Metres around the point by precision; kept coarse on purpose, since sources give points and no outlines.
pub(crate) fn uncertainty_m(precision: LocationPrecision, place: &Place<'_>) -> f64 {
    let by_precision = match precision {
        LocationPrecision::Site => 2_000.0,
        LocationPrecision::Settlement => 5_000.0,
        LocationPrecision::District => 25_000.0,
        LocationPrecision::Province => 75_000.0,
        LocationPrecision::Region => 200_000.0,
        LocationPrecision::Country => 400_000.0,
    };
    let million = precision == LocationPrecision::Settlement && place.population >= 1_000_000;
    if million { 15_000.0 } else { by_precision }
}
