//! A gazetteer of a few places for the tests of this layer and the next.

use crate::gazetteer::{FeatureClass, Gazetteer, GazetteerBuilder, NameKind, PlaceDraft};
use crate::geography::LonLat;

/// Id, name, longitude, latitude, class, code, country, admin1, residents, other names.
type Row = (
    u32,
    &'static str,
    f64,
    f64,
    FeatureClass,
    &'static str,
    &'static str,
    &'static str,
    u32,
    &'static [(&'static str, NameKind)],
);

#[rustfmt::skip]
const ROWS: &[Row] = {
    use FeatureClass::{Administrative as A, Settlement as P, Site as S};
    use NameKind::{Abbreviation, Alternate, Demonym, Foreign};
    &[
        (1, "United States", -98.5, 39.8, A, "PCLI", "US", "", 327_000_000, &[("US", Abbreviation), ("U.S.", Abbreviation), ("American", Demonym)]),
        (2, "Iraq", 44.0, 33.0, A, "PCLI", "IQ", "", 38_000_000, &[("Iraqi", Demonym)]),
        (3, "Iran", 53.0, 32.0, A, "PCLI", "IR", "", 81_000_000, &[("Iranian", Demonym)]),
        (4, "France", 2.0, 46.0, A, "PCLI", "FR", "", 67_000_000, &[("French", Demonym)]),
        (5, "Syria", 38.0, 35.0, A, "PCLI", "SY", "", 17_000_000, &[("Syrian", Demonym)]),
        (6, "Jordan", 36.0, 31.0, A, "PCLI", "JO", "", 10_000_000, &[]),
        (10, "Texas", -99.0, 31.0, A, "ADM1", "US", "TX", 25_000_000, &[("Tex.", Abbreviation)]),
        (11, "California", -119.8, 37.3, A, "ADM1", "US", "CA", 37_000_000, &[("CA", Abbreviation), ("Calif.", Abbreviation)]),
        (12, "Illinois", -89.0, 40.0, A, "ADM1", "US", "IL", 12_000_000, &[("Ill.", Abbreviation)]),
        (13, "Deir ez-Zor Governorate", 40.5, 35.0, A, "ADM1", "SY", "07", 450_000, &[("Deir ez-Zor", Alternate)]),
        (14, "Anderson County", -95.7, 31.8, A, "ADM2", "US", "TX", 58_000, &[]),
        (20, "Paris", 2.35, 48.85, P, "PPLC", "FR", "11", 2_138_000, &[]),
        (21, "Paris", -95.55, 33.66, P, "PPLA2", "US", "TX", 25_000, &[]),
        (22, "Baghdad", 44.4, 33.34, P, "PPLC", "IQ", "07", 7_216_000, &[]),
        (23, "Deir ez-Zor", 40.14, 35.34, P, "PPLA", "SY", "07", 242_000, &[]),
        (24, "Long Beach", -118.19, 33.77, P, "PPL", "US", "CA", 470_000, &[]),
        (25, "Long Beach", -73.66, 40.59, P, "PPL", "US", "NY", 33_000, &[]),
        (26, "Mosul", 43.12, 36.34, P, "PPLA", "IQ", "15", 1_683_000, &[]),
        (27, "Houston", -95.36, 29.76, P, "PPLA2", "US", "TX", 2_296_000, &[]),
        (28, "Palestine", -95.63, 31.76, P, "PPLA2", "US", "TX", 18_000, &[]),
        (29, "Reading", -0.97, 51.46, P, "PPLA2", "GB", "ENG", 318_000, &[]),
        (30, "Crockett", -95.46, 31.32, P, "PPLA2", "US", "TX", 6_800, &[]),
        (31, "Dayr", 41.3, 36.5, P, "PPL", "SY", "02", 3_000, &[]),
        (32, "Tehran", 51.42, 35.69, P, "PPLC", "IR", "26", 7_153_000, &[]),
        (33, "Springfield", -89.64, 39.8, P, "PPLA", "US", "IL", 116_000, &[]),
        (34, "Springfield", -72.59, 42.1, P, "PPL", "US", "MA", 153_000, &[]),
        (35, "New Providence", -74.4, 40.7, P, "PPL", "US", "NJ", 12_000, &[("Iraq", Foreign)]),
        (40, "Baghdad International Airport", 44.23, 33.26, S, "AIRP", "IQ", "07", 0, &[("Baghdad airport", Alternate)]),
        (41, "Al Taji Army Air Field", 44.26, 33.52, S, "AIRB", "IQ", "07", 0, &[("Taji air base", Alternate)]),
    ]
};

/// The gazetteer of [`ROWS`].
pub(crate) fn gazetteer() -> Gazetteer {
    let mut builder = GazetteerBuilder::new();
    for (id, name, lon, lat, class, code, country, admin1, residents, others) in ROWS {
        let point = LonLat { lon: *lon, lat: *lat };
        let mut draft = PlaceDraft::new(*id, name, point, *class, code)
            .within(country, admin1)
            .residents(*residents);
        for (other, kind) in *others {
            draft = draft.also(other, *kind);
        }
        builder.add(draft);
    }
    builder.build().expect("the rows are whole")
}
