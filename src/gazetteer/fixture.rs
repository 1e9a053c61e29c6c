//! A few places of Iraq and elsewhere for the tests of this layer.

use super::builder::GazetteerBuilder;
use super::draft::PlaceDraft;
use super::place::{FeatureClass, NameKind};
use crate::geography::LonLat;

/// Longitude first.
pub(super) fn point(lon: f64, lat: f64) -> LonLat {
    LonLat { lon, lat }
}

/// One row: id, name, longitude, latitude, class, code, country, admin1, population, other name.
pub(super) type Row = (
    u32,
    &'static str,
    f64,
    f64,
    FeatureClass,
    &'static str,
    &'static str,
    &'static str,
    u32,
    &'static str,
    NameKind,
);

/// The places.
pub(super) const ROWS: &[Row] = {
    use FeatureClass::{Administrative as A, Settlement as P, Site as S};
    use NameKind::{Abbreviation, Alternate, Demonym, Foreign};
    &[
        (
            99_237, "Iraq", 44.0, 33.0, A, "PCLI", "IQ", "", 38_433_600, "Iraqi", Demonym,
        ),
        (
            6_252_001,
            "United States",
            -98.5,
            39.76,
            A,
            "PCLI",
            "US",
            "",
            327_167_434,
            "U.S.",
            Abbreviation,
        ),
        (
            6_252_002,
            "Us",
            1.97,
            49.1,
            P,
            "PPL",
            "FR",
            "11",
            1_248,
            "US",
            Abbreviation,
        ),
        (
            98_182,
            "Baghdad",
            44.4009,
            33.3406,
            P,
            "PPLC",
            "IQ",
            "07",
            7_216_000,
            "بغداد",
            Foreign,
        ),
        (
            3_000_000_000,
            "Baghdad",
            44.38,
            33.33,
            A,
            "ADM1",
            "IQ",
            "07",
            0,
            "",
            Alternate,
        ),
        (
            3_000_000_001,
            "Al Anbar Governorate",
            42.0,
            33.0,
            A,
            "ADM1",
            "IQ",
            "01",
            0,
            "",
            Alternate,
        ),
        (
            3_000_000_002,
            "Ain al-Asad Air Base",
            42.4412,
            33.7856,
            S,
            "AIRB",
            "IQ",
            "01",
            0,
            "",
            Alternate,
        ),
        (
            3_000_000_003,
            "Taji Air Base",
            44.2567,
            33.5239,
            S,
            "AIRB",
            "IQ",
            "18",
            0,
            "",
            Alternate,
        ),
        (
            3_000_000_004,
            "Deir ez-Zor",
            40.14,
            35.34,
            P,
            "PPLA",
            "SY",
            "07",
            0,
            "",
            Alternate,
        ),
        (
            3_000_000_005,
            "St. John's",
            -52.7,
            47.56,
            P,
            "PPLA",
            "CA",
            "05",
            0,
            "",
            Alternate,
        ),
    ]
};

/// Their gazetteer.
pub(super) fn iraq() -> GazetteerBuilder {
    let mut builder = GazetteerBuilder::new();
    for (id, name, lon, lat, class, code, country, admin1, population, other, kind) in ROWS {
        let draft = PlaceDraft::new(*id, name, point(*lon, *lat), *class, code).within(country, admin1);
        builder.add(draft.residents(*population).also(other, *kind));
    }
    builder
}
