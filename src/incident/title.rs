//! One line that a reader understands: "Drone strike outside Baghdad airport".

use super::Location;
use super::LocationPrecision;

/// The title from the type's label, the relation word and the place; the label alone where no place is known.
pub(crate) fn title(label: &str, relation: &str, location: Option<&Location>, mention: &str) -> String {
    let Some(location) = location else {
        return label.to_owned();
    };
    let mention = mention.split_whitespace().collect::<Vec<_>>().join(" ");
    let place = if mention.is_empty() {
        location.place.as_str()
    } else {
        mention.as_str()
    };
    let preposition = match (relation, location.precision) {
        ("", LocationPrecision::Site) => "at",
        ("", _) => "in",
        (relation, _) => relation,
    };
    format!("{label} {preposition} {place}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::PlaceId;
    use crate::geography::LonLat;
    use crate::span::Span;

    fn location(place: &str, precision: LocationPrecision) -> Location {
        Location {
            place: place.to_owned(),
            place_id: PlaceId(1),
            feature_code: String::new(),
            admin1: String::new(),
            admin2: String::new(),
            country: String::new(),
            country_name: String::new(),
            mention: Span::new("", 0, 0).unwrap(),
            point: LonLat { lon: 0.0, lat: 0.0 },
            precision,
            uncertainty_m: 0.0,
        }
    }

    #[test]
    fn a_title_says_what_and_where_in_the_articles_words() {
        let airport = location("Baghdad International Airport", LocationPrecision::Site);
        let town = location("Mocha", LocationPrecision::Settlement);
        let check = |expected: &str, relation: &str, place: Option<&Location>, mention: &str| {
            assert_eq!(expected, title("Drone strike", relation, place, mention));
        };
        check(
            "Drone strike outside Baghdad airport",
            "outside",
            Some(&airport),
            "Baghdad\nairport",
        );
        check("Drone strike at Baghdad airport", "", Some(&airport), "Baghdad airport");
        check("Drone strike in Mocha", "", Some(&town), "");
        check("Drone strike", "near", None, "");
    }
}
