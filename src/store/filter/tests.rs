//! What filters select, by rows of filter and answer, and that no words break the readers.

use proptest::prelude::*;

use super::*;
use crate::document::Document;
use crate::gazetteer::PlaceId;
use crate::geography::LonLat;
use crate::incident::{Actor, ActorKind, ActorRole, CountRange, Incident, IncidentStatus, Location, LocationPrecision};
use crate::span::{CodePoints, Span};
use crate::time::DateRange;

fn attack() -> StoredIncident {
    let nothing = Span::new("", 0, 0).unwrap();
    let actor = |name: &str| Actor {
        name: name.to_owned(),
        role: ActorRole::Perpetrator,
        kind: ActorKind::Organisation,
        span: nothing,
    };
    let incident = Incident {
        id: "taji".into(),
        kind: "missile_rocket_attack".into(),
        title: "Rocket attack on Taji's base".into(),
        date: Some(DateRange::day(jiff::civil::date(2020, 3, 11))),
        location: Some(Location {
            place: "Taji".into(),
            place_id: PlaceId(7),
            feature_code: "AIRB".into(),
            admin1: "Baghdad".into(),
            admin2: String::new(),
            country: "IQ".into(),
            country_name: "Iraq".into(),
            mention: nothing,
            point: LonLat { lon: 44.25, lat: 33.5 },
            precision: LocationPrecision::Site,
            uncertainty_m: 2000.0,
        }),
        killed: Some(CountRange {
            min: 2,
            max: 3,
            open: false,
        }),
        injured: None,
        actors: vec![actor("One"), actor("Other")],
        weapons: Vec::new(),
        status: IncidentStatus::Reported,
        background: false,
        confidence: 0.75,
        evidence: Vec::new(),
        sentence: nothing,
    };
    let document = Document::default();
    StoredIncident::new(incident, &document, &CodePoints::new(""))
}

#[track_caller]
fn check(filter: &str, expected: bool) {
    let language = if filter.starts_with('{') {
        FilterLanguage::Json
    } else {
        FilterLanguage::Text
    };
    let read = Filter::parse(filter, language).unwrap_or_else(|error| panic!("{filter}: {error}"));
    assert_eq!(read.matches(&attack()), expected, "{filter}");
}

#[track_caller]
fn refused(filter: &str, reason: &str) {
    let language = if filter.starts_with('{') {
        FilterLanguage::Json
    } else {
        FilterLanguage::Text
    };
    let error = Filter::parse(filter, language).unwrap_err().to_string();
    assert!(error.contains(reason), "{filter}: {error}");
}

#[test]
fn basic_comparisons_and_logic() {
    check("type = 'missile_rocket_attack'", true);
    check("\"type\" <> 'missile_rocket_attack'", false);
    check("killed_max >= 3 AND killed_min<3", true);
    check("3 < killed_max", false);
    check("title = 'Rocket attack on Taji''s base'", true);
    check("title = 'Rocket attack on Taji\\'s base'", true);
    check("not country = 'SY' or FALSE", true);
    check("country = 'SY' OR country = 'IQ' AND killed_max = 9", false);
    check("(country = 'SY' OR country = 'IQ') AND NOT (killed_max = 9)", true);
    check("background = FALSE AND NOT background", true);
    check("confidence = 7.5e-1", true);
    check("longitude > -10.5", true);
    check("perpetrator = 'One; Other'", true);
    check("location_precision = 'site' AND status = 'reported'", true);
    check("killed_min < killed_max", true);
    check("TRUE", true);
}

#[test]
fn what_is_unknown_is_neither_true_nor_false() {
    check("injured_max > 0", false);
    check("NOT injured_max > 0", false);
    check("injured_max IS NULL", true);
    check("admin2 IS NOT NULL", false);
    check("injured_max > 0 OR killed_max > 0", true);
    check("target LIKE '%'", false);
}

#[test]
fn days_and_moments() {
    check("date_start = DATE('2020-03-11')", true);
    check("date_start >= '2020-03-12'", false);
    check("date_end < TIMESTAMP('2020-03-11T00:00:01Z')", true);
    check("date_start BETWEEN DATE('2020-01-01') AND DATE('2020-12-31')", true);
    refused("date_start = DATE('2020-02-30')", "2020-02-30");
    refused("date_start = 'yesterday'", "yesterday");
}

#[test]
fn advanced_comparisons() {
    check("place LIKE 'T%'", true);
    check("place LIKE 't%'", false);
    check("place LIKE 'T_ji' AND place NOT LIKE 'T_'", true);
    check("title LIKE '%attack%base'", true);
    check("title LIKE '100\\%'", false);
    check("CASEI(place) LIKE CASEI('tA%')", true);
    check("CASEI(place) = CASEI('TAJI')", true);
    check("CASEI(place) IN (CASEI('x'), CASEI('taji'))", true);
    check("country IN ('SY', 'IQ')", true);
    check("country NOT IN ('SY', 'IQ')", false);
    check("killed_max NOT BETWEEN 1 AND 2", true);
    check("confidence BETWEEN 0.5 AND 0.75", true);
}

#[test]
fn geometries() {
    check("S_INTERSECTS(geometry, BBOX(44, 33, 45, 34))", true);
    check("S_INTERSECTS(geometry, BBOX(170,-90,-170,90))", false);
    check("S_INTERSECTS(geometry, POINT(44.25 33.5))", true);
    check("s_intersects(geometry, POINT Z (44.25 33.5 12))", true);
    check(
        "S_INTERSECTS(POLYGON((44 33, 45 33, 45 34, 44 34, 44 33)), geometry)",
        true,
    );
    check(
        "S_INTERSECTS(geometry,POLYGON((44 33,45 33,45 34,44 34,44 33),(44.2 33.4,44.3 33.4,44.3 33.6,44.2 33.6,44.2 33.4)))",
        false,
    );
    check("S_INTERSECTS(geometry, LINESTRING(44 33, 44.5 34))", true);
    check("S_INTERSECTS(geometry, MULTIPOINT((1 2), (44.25 33.5)))", true);
    check(
        "S_INTERSECTS(geometry, MULTIPOLYGON(((1 1,2 1,2 2,1 1)),((404 33,405 33,405 34,404 34,404 33))))",
        true,
    );
    check(
        "S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(1 1), BBOX(0,0,90,90)))",
        true,
    );
    refused("S_INTERSECTS(place, POINT(1 1))", "place");
    refused(
        "S_INTERSECTS(geometry, POLYGON((44 33, 45 33, 45 34, 44 34)))",
        "rings closed",
    );
    refused("S_INTERSECTS(geometry, POINT(1 91))", "geometry");
    refused("S_INTERSECTS(geometry, CIRCLE(1 1))", "CIRCLE");
}

#[test]
fn the_same_in_json() {
    check(
        r#"{"op":"=","args":[{"property":"type"},"missile_rocket_attack"]}"#,
        true,
    );
    check(
        r#"{"op":"and","args":[{"op":">=","args":[{"property":"killed_max"},3]},
            {"op":"not","args":[{"op":"isNull","args":[{"property":"place"}]}]}]}"#,
        true,
    );
    check(
        r#"{"op":"between","args":[{"property":"date_start"},{"date":"2020-01-01"},{"date":"2020-02-01"}]}"#,
        false,
    );
    check(r#"{"op":"in","args":[{"property":"country"},["SY","IQ"]]}"#, true);
    check(
        r#"{"op":"like","args":[{"op":"casei","args":[{"property":"place"}]},{"op":"casei","args":["TA%"]}]}"#,
        true,
    );
    check(
        r#"{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[44,33,45,34]}]}"#,
        true,
    );
    check(
        r#"{"op":"s_intersects","args":[{"property":"geometry"},
            {"type":"Polygon","coordinates":[[[44,33],[45,33],[45,34],[44,34],[44,33]]]}]}"#,
        true,
    );
    refused(
        r#"{"op":"s_touches","args":[{"property":"geometry"},{"bbox":[1,2,3,4]}]}"#,
        "s_touches",
    );
    refused(r#"{"op":"="}"#, "args");
    refused("{", "JSON");
}

#[test]
fn what_is_not_understood_is_told() {
    refused("colour = 'red'", "colour");
    refused("type = 3", "compares words with a number");
    refused("type = ", "ends where");
    refused("type 'x'", "should stand");
    refused("ABS(killed_max) = 1", "ABS");
    refused("killed_max = 1 killed_min = 1", "the end");
    refused("type = 'x", "cannot be read");
    refused("", "ends");
    refused(&"(".repeat(10_000), "too deep");
    refused(&format!("{}TRUE", "NOT ".repeat(3) + &"(".repeat(60)), "too deep");
}

proptest! {
    #[test]
    fn no_words_break_the_readers(words in ".{0,80}", pick in proptest::collection::vec(0..20_usize, 0..30)) {
        const PIECES: [&str; 20] = [
            "(", ")", ",", "'", "=", "AND", "NOT", "type", "'x'", "1", "-", "1e999", "LIKE", "IN", "CASEI", "S_INTERSECTS",
            "geometry", "POLYGON", "BETWEEN", "IS NULL",
        ];
        let mixed: Vec<&str> = pick.into_iter().map(|piece| PIECES[piece]).collect();
        for filter in [words, mixed.join(" ")] {
            for language in [FilterLanguage::Text, FilterLanguage::Json] {
                if let Ok(filter) = Filter::parse(&filter, language) {
                    filter.matches(&attack());
                }
            }
        }
    }
}
