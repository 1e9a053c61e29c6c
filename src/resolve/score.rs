//! What speaks for a candidate by itself: prominence, class, kind of name, generic word, the outlet's home.

use super::candidate::{HeadFit, Name, Origin, Sense};
use super::measure::{Measure, Measures};
use crate::gazetteer::{FeatureClass, MatchTier, NameKind, Place};

/// Measures every candidate by itself.
pub(super) fn measure_alone(names: &mut [Name<'_>]) {
    for name in names {
        let namesakes: Vec<f64> = name
            .senses
            .iter()
            .map(|sense| namesake_share(sense, &name.senses))
            .collect();
        let largest = name.senses.iter().filter_map(|sense| residents(&sense.place)).max();
        let capitals: Vec<Place<'_>> = name
            .senses
            .iter()
            .map(|sense| sense.place)
            .filter(|place| place.code == "PPLC")
            .collect();
        for (sense, namesake) in name.senses.iter_mut().zip(namesakes) {
            let place = sense.place;
            let measures = &mut sense.measures;
            let is_elsewhere = |capital: &Place<'_>| capital.country == place.country && capital.admin1 != place.admin1;
            let bears_capital = place.is_admin1() && sense.head != HeadFit::Fits && capitals.iter().any(is_elsewhere);
            measures.set_if(bears_capital, Measure::CapitalElsewhere);
            measures.set(Measure::Namesake, namesake);
            measures.set(Measure::NameCount, f64::from(place.name_count.max(1)).ln());
            let is_largest = residents(&place).is_some_and(|own| 0 < own && Some(own) == largest);
            measures.set_if(is_largest, Measure::Largest);
            measure_class(&place, measures);
            measures.set_if(sense.head == HeadFit::Fits, Measure::HeadFits);
            measures.set_if(sense.head == HeadFit::Misses, Measure::HeadMisses);
            measure_name(sense);
        }
    }
}

fn residents(place: &Place<'_>) -> Option<u32> {
    (place.class == FeatureClass::Settlement).then_some(place.population)
}

/// For a division that shares its name with a town in it ("Deir ez-Zor"), the square root of the town's share of its residents, 0 to 1: the larger,
/// the likelier the name means the town. 0 where a generic word says that the division is meant.
fn namesake_share(sense: &Sense<'_>, senses: &[Sense<'_>]) -> f64 {
    let division = &sense.place;
    if !division.is_admin1() || sense.head == HeadFit::Fits {
        return 0.0;
    }
    let towns = senses.iter().map(|other| &other.place).filter(|town| {
        town.class == FeatureClass::Settlement && town.country == division.country && town.admin1 == division.admin1
    });
    let residents = towns.map(|town| town.population).max().unwrap_or(0);
    (f64::from(residents) / f64::from(division.population.max(1)))
        .min(1.0)
        .sqrt()
}

/// Residents stand in for the importance of settlements; the other classes have a fixed importance, so that the people of a state are
/// never weighed against those of a city.
fn measure_class(place: &Place<'_>, measures: &mut Measures) {
    let measure = match place.class {
        _ if place.is_country() => Measure::Country,
        _ if place.is_admin1() => Measure::Admin1,
        // "Pentagon", "White House": filed as offices of an administration.
        FeatureClass::Administrative if place.code == "ADMF" => Measure::Site,
        FeatureClass::Administrative => Measure::Division,
        _ if is_macro_region(place) => Measure::Region,
        FeatureClass::Water | FeatureClass::Undersea => Measure::Water,
        FeatureClass::Terrain | FeatureClass::Vegetation => Measure::Terrain,
        FeatureClass::Site | FeatureClass::Road | FeatureClass::Area => Measure::Site,
        FeatureClass::Settlement => {
            measures.set(Measure::Residents, f64::from(place.population.max(300)).ln());
            measures.set_if(place.population == 0, Measure::SizeUnknown);
            measures.set_if(place.code == "PPLC", Measure::Capital);
            measures.set_if(place.code == "PPLA", Measure::Seat);
            measures.set_if(place.code == "PPLX", Measure::Neighbourhood);
            return;
        }
    };
    measures.set(measure, 1.0);
}

/// Whether it is a continent, a region without or across borders, an ocean, a sea or a gulf.
fn is_macro_region(place: &Place<'_>) -> bool {
    const CODES: [&str; 5] = ["CONT", "RGN", "OCN", "SEA", "GULF"];
    CODES.iter().any(|code| place.code.starts_with(code))
}

fn measure_name(sense: &mut Sense<'_>) {
    let (kind, tier, origin) = (sense.kind, sense.tier, sense.origin);
    let is_settlement = sense.place.class == FeatureClass::Settlement;
    let measures = &mut sense.measures;
    let alternate = if is_settlement {
        Measure::Alternate
    } else {
        Measure::AlternateOther
    };
    measures.set_if(kind == NameKind::Alternate, alternate);
    measures.set_if(kind == NameKind::Foreign, Measure::Foreign);
    measures.set_if(kind == NameKind::Abbreviation, Measure::Abbreviation);
    measures.set_if(tier == MatchTier::Article, Measure::WithoutArticle);
    measures.set_if(tier == MatchTier::Generic, Measure::WithoutGeneric);
    measures.set_if(tier == MatchTier::Transliterated, Measure::OtherSpelling);
    measures.set_if(origin == Origin::Later, Measure::Later);
    measures.set_if(matches!(origin, Origin::Core | Origin::CoreApart), Measure::Core);
}
