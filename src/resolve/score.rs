//! What speaks for a candidate by itself: prominence, class, kind of name, generic word, the outlet's home.

use super::candidate::{HeadFit, Name, Origin, Sense, set};
use super::reason::Reason;
use super::weights::Weights;
use crate::gazetteer::{FeatureClass, MatchTier, NameKind, Place};

/// Scores every candidate by itself.
pub(super) fn score_alone(names: &mut [Name<'_>], weights: &Weights) {
    for name in names {
        let namesakes: Vec<f64> = name
            .senses
            .iter()
            .map(|sense| namesake_share(sense, &name.senses))
            .collect();
        for (sense, namesake) in name.senses.iter_mut().zip(namesakes) {
            let prominence = prominence(&sense.place, weights) + weights.namesake * namesake;
            set(sense, Reason::Prominence, prominence);
            set(sense, Reason::NameKind, kind_weight(sense, weights));
            let head = match sense.head {
                HeadFit::None => 0.0,
                HeadFit::Fits => weights.head_fits,
                HeadFit::Misses => weights.head_misses,
            };
            set(sense, Reason::Head, head);
        }
        name.update_beliefs(weights.first_temperature);
    }
}

/// For a division that shares its name with a town in it ("Deir ez-Zor"), the town's share of its residents, 0 to 1: the larger, the
/// likelier the name means the town. 0 where a generic word says that the division is meant.
fn namesake_share(sense: &Sense<'_>, senses: &[Sense<'_>]) -> f64 {
    let division = &sense.place;
    if !division.is_admin1() || sense.head == HeadFit::Fits {
        return 0.0;
    }
    let towns = senses.iter().map(|other| &other.place).filter(|town| {
        town.class == FeatureClass::Settlement && town.country == division.country && town.admin1 == division.admin1
    });
    let residents = towns.map(|town| town.population).max().unwrap_or(0);
    (f64::from(residents) / f64::from(division.population.max(1))).min(1.0)
}

/// Residents stand in for the importance of settlements (as a logarithm, unknown counted as 300); the other classes have a fixed
/// importance, so that the people of a state are never weighed against those of a city.
fn prominence(place: &Place<'_>, weights: &Weights) -> f64 {
    let size = match place.class {
        _ if place.is_country() => weights.country,
        _ if place.is_admin1() => weights.admin1,
        // "Pentagon", "White House": filed as offices of an administration.
        FeatureClass::Administrative if place.code == "ADMF" => weights.site,
        FeatureClass::Administrative => weights.division,
        _ if is_macro_region(place) => weights.region,
        FeatureClass::Water | FeatureClass::Undersea => weights.water,
        FeatureClass::Terrain | FeatureClass::Vegetation => weights.terrain,
        FeatureClass::Site | FeatureClass::Road | FeatureClass::Area => weights.site,
        FeatureClass::Settlement => settlement_size(place, weights),
    };
    weights.population * size + weights.name_count * f64::from(place.name_count.max(1)).ln()
}

/// Whether it is a continent, a region without or across borders, an ocean, a sea or a gulf.
fn is_macro_region(place: &Place<'_>) -> bool {
    const CODES: [&str; 5] = ["CONT", "RGN", "OCN", "SEA", "GULF"];
    CODES.iter().any(|code| place.code.starts_with(code))
}

fn settlement_size(place: &Place<'_>, weights: &Weights) -> f64 {
    let size = f64::from(place.population.max(300)).ln();
    let rank = match place.code {
        "PPLC" => weights.capital,
        "PPLA" => weights.seat,
        "PPLX" => weights.neighbourhood,
        _ => 0.0,
    };
    size + rank
}

fn kind_weight(sense: &Sense<'_>, weights: &Weights) -> f64 {
    let kind = match sense.kind {
        NameKind::Main | NameKind::Abbreviation | NameKind::Demonym => 0.0,
        NameKind::Alternate => weights.alternate,
        NameKind::Foreign => weights.foreign,
    };
    let tier = match sense.tier {
        MatchTier::Exact | MatchTier::Folded => 0.0,
        MatchTier::Article => weights.article,
        MatchTier::Generic => weights.generic,
        MatchTier::Transliterated => weights.transliterated,
    };
    kind + tier
        + match sense.origin {
            Origin::Whole => 0.0,
            Origin::Core | Origin::CoreApart => weights.core,
        }
}
