//! Places told by another one: "15 km north of Taji".

use super::Gazetteer;
use super::place::{FeatureClass, NameMatch, Place};
use crate::geography::{Circle, compass_bearing_deg, offset};

/// Kilometres meant where none are told: "north of Taji". Reports place such events within a short drive of the name.
const UNTOLD_KM: f64 = 15.0;

/// A place told by a direction and a distance from another one.
#[derive(Clone, Copy, Debug)]
pub struct RelativePlace<'g> {
    /// The place named.
    pub anchor: NameMatch<'g>,
    /// Where it leads to.
    pub circle: Circle,
}

impl Gazetteer {
    /// What "15 km north of Taji", "10 miles SW of Mosul" or "north of Taji" may mean, the most important anchor first; empty where the
    /// words are no such phrase or the name is not known.
    ///
    /// Kilometres, miles (statute) and nautical miles, figures only. Without a distance the circle lies 15 km off and reaches as far.
    pub fn locate_relative(&self, phrase: &str) -> Vec<RelativePlace<'_>> {
        let Some((bearing_deg, told_km, name)) = read_phrase(phrase) else {
            return Vec::new();
        };
        let anchors = self.lookup_any_spelling(name).into_iter();
        let relative = anchors.map(|anchor| {
            let around_km = reach_km(&anchor.place);
            let untold_km = if told_km.is_none() { UNTOLD_KM } else { 0.0 };
            let km = told_km.unwrap_or(UNTOLD_KM);
            let mut circle = offset(anchor.place.point, bearing_deg, km, around_km);
            circle.radius_km += untold_km;
            RelativePlace { anchor, circle }
        });
        relative.collect()
    }

    /// A circle for a place that has no outline: its point, and how far a place of its sort reaches.
    ///
    /// Kilometres by class, coarse on purpose, as lists of places give points only: a site 2, a town 5 (15 from a million residents), a
    /// district 25, a first-order division or a water 75, a region 200, a country 400.
    pub fn circle(&self, place: &Place<'_>) -> Circle {
        Circle {
            center: place.point,
            radius_km: reach_km(place),
        }
    }
}

fn reach_km(place: &Place<'_>) -> f64 {
    match (place.class, place.code) {
        _ if place.is_country() => 400.0,
        (FeatureClass::Administrative, "ADM1") => 75.0,
        (FeatureClass::Settlement, _) if place.population >= 1_000_000 => 15.0,
        (FeatureClass::Settlement, _) => 5.0,
        (FeatureClass::Site, _) | (_, "MILB" | "NVB" | "OILF" | "GASF" | "PRK" | "PRT" | "BDG") => 2.0,
        (FeatureClass::Administrative | FeatureClass::Road, _) => 25.0,
        (FeatureClass::Water | FeatureClass::Terrain | FeatureClass::Vegetation, _) => 75.0,
        (FeatureClass::Area | FeatureClass::Undersea, _) => 200.0,
    }
}

/// Bearing, kilometres where told, and the name.
fn read_phrase(phrase: &str) -> Option<(f64, Option<f64>, &str)> {
    let (before, name) = phrase.split_once(" of ")?;
    let words: Vec<&str> = before.split_whitespace().filter(|word| *word != "the").collect();
    // A bearing has up to three words: `south south west`; the words before it are the distance.
    let (words, bearing_deg) = (1..=words.len().min(3)).rev().find_map(|count| {
        let (distance, bearing) = words.split_at(words.len() - count);
        Some((distance, compass_bearing_deg(&bearing.join(" "))?))
    })?;
    let told_km = match words {
        [] | ["to"] => None,
        words => Some(read_km(&words.join(" "))?),
    };
    let name = name.trim();
    (!name.is_empty()).then_some((bearing_deg, told_km, name))
}

/// "15 km", "15km", "2.5 miles to", "11 nautical miles".
fn read_km(words: &str) -> Option<f64> {
    let unit_at = words.find(|letter: char| !letter.is_ascii_digit() && !matches!(letter, '.' | ','))?;
    let (figure, unit) = words.split_at_checked(unit_at)?;
    let figure: f64 = figure.replace(',', "").parse().ok()?;
    let unit = unit.trim().trim_end_matches(" to").to_lowercase();
    let km = match unit.as_str() {
        "km" | "kms" | "kilometre" | "kilometres" | "kilometer" | "kilometers" => 1.0,
        "mi" | "mile" | "miles" => 1.609_344,
        "nm" | "nmi" | "nautical mile" | "nautical miles" => 1.852,
        _ => return None,
    };
    Some(figure * km).filter(|km| (0.0..=5_000.0).contains(km))
}

#[cfg(test)]
mod tests {
    use super::read_phrase;
    use crate::gazetteer::fixture::iraq;

    #[test]
    fn phrases_are_read() {
        for (phrase, expected) in [
            ("15 km north of Taji", Some((0.0, Some(15.0), "Taji"))),
            (
                "10 miles to the south-west of Deir ez-Zor",
                Some((225.0, Some(16.093_44), "Deir ez-Zor")),
            ),
            ("2.5km NNE of Taji", Some((22.5, Some(2.5), "Taji"))),
            (
                "11 nautical miles south south east of Aden",
                Some((157.5, Some(20.372), "Aden")),
            ),
            ("east of the Euphrates", Some((90.0, None, "the Euphrates"))),
            ("City of London", None),
            ("many km north of Taji", None),
            ("north of ", None),
        ] {
            assert_eq!(read_phrase(phrase), expected, "{phrase}");
        }
    }

    #[test]
    fn a_place_lies_off_its_anchor() {
        let gazetteer = iraq().build().unwrap();
        let found = gazetteer.locate_relative("20 km west of Taji air base");
        let circle = found[0].circle;
        let anchor = found[0].anchor.place.point;
        assert!((circle.center.distance_km(anchor) - 20.0).abs() < 1e-6 && circle.center.lon < anchor.lon);
        assert!((circle.radius_km - 7.0).abs() < 1e-9, "{circle:?}");
        let vague = gazetteer.locate_relative("west of Taji air base")[0].circle;
        assert!(vague.radius_km > circle.radius_km);
        assert!(gazetteer.locate_relative("west of Nowhere at all").is_empty());
    }
}
