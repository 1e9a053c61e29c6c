//! Vague and relative phrases: where they lead, how exactly, and which words tell it; the place named keeps its own point.

use dateline::document::Document;
use dateline::export::wire::location_precision_name;
use dateline::geography::LonLat;
use dateline::pipeline::locate_toponyms;

use crate::support::{gazetteer, lexicon};

/// `expected`: for each name with a spot `words | relation | latitude, longitude | precision`, in text order. The spot must hold the point within its
/// radius, and the radius must not be larger than `most_km`.
#[track_caller]
fn check(text: &str, most_km: f64, expected: &[(&str, &str, (f64, f64), &str)]) {
    let document = Document {
        text: text.to_owned(),
        ..Document::default()
    };
    let found = locate_toponyms(&document, &gazetteer(), &lexicon());
    let spots: Vec<_> = found.iter().filter_map(|resolved| resolved.spot.as_deref()).collect();
    let told: Vec<_> = spots
        .iter()
        .map(|spot| {
            (
                spot.span.of(text),
                spot.relation.name(),
                location_precision_name(spot.precision),
            )
        })
        .collect();
    let wanted: Vec<_> = expected.iter().map(|row| (row.0, row.1, row.3)).collect();
    assert_eq!(wanted, told, "spots of {text:?}");
    for (spot, (words, _, (lat, lon), _)) in spots.iter().zip(expected) {
        let off_km = spot.point.distance_km(LonLat { lon: *lon, lat: *lat });
        let radius_km = spot.uncertainty_m / 1_000.0;
        assert!(
            off_km <= radius_km && radius_km <= most_km,
            "{words:?} lies {off_km:.0} km off within {radius_km:.0} km: {spot:?}"
        );
    }
}

#[test]
fn distances_and_directions_shift_the_point() {
    check(
        "A mine went off 15 km north of Baghdad.",
        30.0,
        &[("15 km north of Baghdad", "offset", (33.475, 44.40), "district")],
    );
    check(
        "The tanker was boarded 11 nautical miles SSE of Alang.",
        20.0,
        &[("11 nautical miles SSE of Alang", "offset", (21.23, 72.25), "district")],
    );
    check(
        "It fell about 20 kilometres (12 miles) south-west of the city of Aleppo.",
        30.0,
        &[(
            "about 20 kilometres (12 miles) south-west of the city of Aleppo",
            "offset",
            (36.07, 37.00),
            "district",
        )],
    );
    check(
        "Gunmen stopped a bus 40 miles from Kabul.",
        90.0,
        &[("40 miles from Kabul", "distance", (34.0, 69.0), "district")],
    );
    check(
        "Clashes went on north of Mosul.",
        60.0,
        &[("north of Mosul", "offset", (36.55, 43.12), "district")],
    );
}

#[test]
fn parts_of_countries_lie_in_them() {
    check(
        "A blast hit northern Iraq.",
        350.0,
        &[("northern Iraq", "part", (36.3, 43.5), "region")],
    );
    check(
        "Rockets were fired from southern Lebanon.",
        110.0,
        &[("southern Lebanon", "part", (33.3, 35.4), "region")],
    );
    check(
        "Ukraine's east and the south-west of Nigeria were hit.",
        700.0,
        &[
            ("Ukraine's east", "part", (48.3, 37.5), "region"),
            ("south-west of Nigeria", "part", (7.4, 4.0), "region"),
        ],
    );
}

#[test]
fn borders_and_waters_are_where_outlines_meet_and_end() {
    check(
        "The border between Syria and Iraq was closed.",
        400.0,
        &[
            ("border between Syria and Iraq", "border", (34.45, 40.95), "region"),
            ("border between Syria and Iraq", "border", (34.45, 40.95), "region"),
        ],
    );
    check(
        "Shells fell in Kilis near the Syrian border.",
        30.0,
        &[("Syrian border", "border", (36.64, 37.09), "district")],
    );
    check(
        "Pirates attacked off the coast of Somalia.",
        1_600.0,
        &[("off the coast of Somalia", "waters", (6.0, 50.0), "region")],
    );
    check(
        "The boat sank off Lampedusa.",
        30.0,
        &[("off Lampedusa", "waters", (35.5, 12.6), "district")],
    );
}

#[test]
fn between_near_and_at_the_edge() {
    check(
        "A lorry overturned between Baracoa and Guantánamo.",
        60.0,
        &[
            ("between Baracoa and Guantánamo", "between", (20.25, -74.85), "district"),
            ("between Baracoa and Guantánamo", "between", (20.25, -74.85), "district"),
        ],
    );
    check(
        "It fell near Kilis.",
        15.0,
        &[("near Kilis", "near", (36.72, 37.12), "settlement")],
    );
    check(
        "They fought on the western outskirts of Mosul.",
        25.0,
        &[("western outskirts of Mosul", "fringe", (36.34, 43.0), "settlement")],
    );
}

#[test]
fn what_makes_no_other_place_has_no_spot() {
    check("Talks between Israel and Egypt went on.", 0.0, &[]);
    check("The war between Russia and Ukraine entered its third year.", 0.0, &[]);
    check("He travelled 300 km from Mosul to Baghdad.", 0.0, &[]);
    check(
        "The border town of Kilis was quiet. They met in Northern Ireland.",
        0.0,
        &[],
    );
    check("Troops fended off Iran.", 0.0, &[]);
}
