//! How likely a place is to be meant when nothing else is known: the order of every list of matches.

use super::place::{FeatureClass, NameKind, Place};

/// Importance of a place on a scale of decimal orders of residents, about 0 to 11.
///
/// The logarithm of its population, or a stand-in by class where that is unknown, plus a bonus for rank (country, capital, seat) and for
/// the number of names that the world has for it. Weights are set by hand from the order that news needs
/// (country > capital > large city > first-order division > town > county), not tuned on a corpus.
pub(super) fn importance(place: &Place<'_>) -> f32 {
    let names = f32::from(place.name_count.max(1)).log10();
    if place.is_country() {
        return 6.0 + 0.5 * residents(place.population, 4.0) + 0.2 * names;
    }
    let base = match (place.class, place.code) {
        (FeatureClass::Administrative, "ADM1") => 3.5 + 0.4 * residents(place.population, 5.0),
        (FeatureClass::Administrative, _) => 1.5 + 0.4 * residents(place.population, 4.0),
        (FeatureClass::Settlement, code) => {
            // Settlements with a number of our own are curated: they are there because news names them.
            // Places known by their post office alone are not.
            let unknown = if place.id.is_own() && code != "PPLL" { 4.0 } else { 2.0 };
            residents(place.population, unknown) + seat_bonus(code)
        }
        (FeatureClass::Site, "AIRB" | "INSM") | (FeatureClass::Area, "MILB" | "NVB") => 3.6,
        (FeatureClass::Site, "AIRP") => 2.8,
        (FeatureClass::Site, _) => 3.2,
        (FeatureClass::Area, "CONT" | "RGN" | "RGNE" | "RGNH" | "RGNL") => residents(place.population, 5.5),
        (FeatureClass::Area, _) => residents(place.population, 3.2),
        (FeatureClass::Water | FeatureClass::Terrain | FeatureClass::Undersea, _) => 4.0,
        (FeatureClass::Road | FeatureClass::Vegetation, _) => 3.0,
    };
    base + 0.6 * names
}

/// Importance of a match: other languages' names count for less than the place's own.
pub(super) fn match_importance(place: &Place<'_>, kind: NameKind) -> f32 {
    importance(place) - kind_weight(kind)
}

/// What a match by such a name loses.
pub(super) fn kind_weight(kind: NameKind) -> f32 {
    match kind {
        NameKind::Main | NameKind::Alternate | NameKind::Abbreviation => 0.0,
        NameKind::Demonym => 0.5,
        NameKind::Foreign => 1.5,
    }
}

#[expect(clippy::cast_precision_loss, reason = "a logarithm needs no more than 24 bits")]
fn residents(population: u32, unknown: f32) -> f32 {
    if population == 0 {
        unknown
    } else {
        (population as f32).log10()
    }
}

fn seat_bonus(code: &str) -> f32 {
    match code {
        "PPLC" => 1.0,
        "PPLA" => 0.4,
        "PPLA2" => 0.1,
        "PPLX" | "PPLQ" | "PPLH" | "PPLW" => -0.5,
        _ => 0.0,
    }
}
