//! Small gazetteers, from names to places and back.

use proptest::prelude::*;

use super::name_key::canonical;
use super::*;
use crate::document::Document;
use crate::text::Text;

fn point(lon: f64, lat: f64) -> LonLat {
    LonLat { lon, lat }
}

/// One row: id, name, longitude, latitude, class, code, country, admin1, population, other name.
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
    &'static str,
    NameKind,
);

const ROWS: &[Row] = {
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

fn iraq() -> GazetteerBuilder {
    let mut builder = GazetteerBuilder::new();
    for (id, name, lon, lat, class, code, country, admin1, population, other, kind) in ROWS {
        let draft = PlaceDraft::new(*id, name, point(*lon, *lat), *class, code).within(country, admin1);
        builder.add(draft.residents(*population).also(other, *kind));
    }
    builder
}

/// The names that `names_at` finds in a text: words, tier, and the first place.
#[track_caller]
fn check_text(text: &str, expected: &[(&str, MatchTier, u32)]) {
    let gazetteer = iraq().build().unwrap();
    let document = Document {
        text: text.to_owned(),
        ..Document::default()
    };
    let text = Text::read(&document);
    let mut hits = Vec::new();
    for at in 0..text.tokens().len() {
        gazetteer.names_at(&text, at, &mut hits);
    }
    let found: Vec<(&str, MatchTier, u32)> = hits
        .iter()
        .map(|hit| {
            let span = text.span_of(hit.tokens.clone()).unwrap();
            (span.of(text.as_str()), hit.tier, gazetteer.matches(hit)[0].place.id.0)
        })
        .collect();
    assert_eq!(expected, found, "names in {:?}", text.as_str());
}

#[test]
fn names_are_found_in_text() {
    use MatchTier::{Article, Exact, Folded, Generic};
    check_text(
        "Iraqi forces left Baghdad.",
        &[("Iraqi", Folded, 99237), ("Baghdad", Folded, 98182)],
    );
    check_text(
        "in Baghdad province",
        &[("Baghdad", Folded, 98182), ("Baghdad province", Generic, 3_000_000_000)],
    );
    check_text(
        "rockets hit Al-Taji",
        &[("Al-Taji", Generic, 3_000_000_003), ("Taji", Generic, 3_000_000_003)],
    );
    check_text("at Taji", &[("Taji", Generic, 3_000_000_003)]);
    check_text(
        "at Ain Al-Asad air base,",
        &[
            ("Ain Al-Asad", Generic, 3_000_000_002),
            ("Ain Al-Asad air base", Folded, 3_000_000_002),
        ],
    );
    check_text(
        "at al-Taji airbase",
        &[
            ("al-Taji", Generic, 3_000_000_003),
            ("al-Taji airbase", Article, 3_000_000_003),
            ("Taji", Generic, 3_000_000_003),
            ("Taji airbase", Folded, 3_000_000_003),
        ],
    );
    check_text(
        "the Baghdad camp",
        &[("Baghdad", Folded, 98182), ("Baghdad camp", Generic, 98182)],
    );
    check_text("Deir Al-Zor", &[("Deir Al-Zor", Article, 3_000_000_004)]);
    check_text(
        "The U.S. told us",
        &[("U.S.", Exact, 6_252_001), ("us", Folded, 6_252_002)],
    );
    check_text("in Baghdad's streets", &[("Baghdad", Folded, 98182)]);
    check_text("in Saint John’s harbour", &[("Saint John’s", Folded, 3_000_000_005)]);
    check_text("Deir. Ez-Zor", &[]);
    check_text("بغداد", &[("بغداد", Folded, 98182)]);
}

#[test]
fn a_name_alone_is_looked_up_in_tiers() {
    let gazetteer = iraq().build().unwrap();
    let first = |name: &str| {
        gazetteer
            .lookup(name)
            .first()
            .map(|found| (found.tier, found.place.id.0))
    };
    for (name, expected) in [
        ("Baghdad", Some((MatchTier::Folded, 98182))),
        ("Baghdad Province", Some((MatchTier::Generic, 3_000_000_000))),
        ("Anbar province", Some((MatchTier::Generic, 3_000_000_001))),
        ("Camp Taji", Some((MatchTier::Generic, 3_000_000_003))),
        ("U.S.", Some((MatchTier::Exact, 6_252_001))),
        ("u.s.", Some((MatchTier::Folded, 6_252_002))),
        ("", None),
        ("al-", None),
    ] {
        assert_eq!(expected, first(name), "{name:?}");
    }
}

#[test]
fn search_finds_beginnings_by_importance() {
    let gazetteer = iraq().build().unwrap();
    let names: Vec<(&str, &str)> = gazetteer
        .search("bag", 5)
        .iter()
        .map(|found| (found.place.name, found.place.code))
        .collect();
    assert_eq!(names, [("Baghdad", "PPLC"), ("Baghdad", "ADM1")]);
    assert!(gazetteer.search(" ", 5).is_empty());
}

#[test]
fn divisions_are_found_by_code() {
    let gazetteer = iraq().build().unwrap();
    assert_eq!(gazetteer.country("IQ").map(|place| place.name), Some("Iraq"));
    assert_eq!(
        gazetteer.admin1("IQ", "07").map(|place| place.id.0),
        Some(3_000_000_000)
    );
    assert!(gazetteer.country("SY").is_none());
    assert!(gazetteer.admin1("IQ", "").is_none());
    assert!(gazetteer.admin2("IQ", "07", "1").is_none());
    let baghdad = gazetteer.place(PlaceId(98182)).unwrap();
    assert_eq!(
        (baghdad.country, baghdad.admin1, baghdad.population),
        ("IQ", "07", 7_216_000)
    );
    assert!(gazetteer.place(PlaceId(1)).is_none());
}

#[test]
fn files_that_cannot_be_used_say_why() {
    let bytes = iraq().write().unwrap();
    let message = |bytes: Vec<u8>| Gazetteer::from_bytes(bytes).unwrap_err().to_string();
    assert!(message(b"PK\x03\x04".to_vec()).contains("not a gazetteer file"));
    assert!(message(bytes[..20].to_vec()).contains("the header is cut"));
    assert!(message(bytes[..bytes.len() - 1].to_vec()).contains("checksum"));
    let mut newer = bytes;
    newer[8] = 99;
    assert!(message(newer).contains("format 99"));
}

#[test]
fn the_same_places_give_the_same_bytes() {
    let first = iraq();
    let mut second = GazetteerBuilder::new();
    for draft in first.clone().into_drafts().into_iter().rev() {
        second.add(draft);
    }
    assert_eq!(first.write().unwrap(), second.write().unwrap());
}

#[test]
fn two_places_cannot_share_an_id() {
    let mut builder = iraq();
    builder.add(PlaceDraft::new(
        98182,
        "Bagdad",
        point(0.0, 0.0),
        FeatureClass::Settlement,
        "PPL",
    ));
    let error = builder.write().unwrap_err().to_string();
    assert!(error.contains("98182"), "{error}");
}

proptest! {
    #[test]
    fn a_changed_file_never_panics(at in 0_usize..4000, byte in any::<u8>(), keep in any::<prop::sample::Index>(), cut in any::<bool>()) {
        let mut bytes = iraq().write().unwrap();
        let at = at % bytes.len();
        let before = bytes[at];
        bytes[at] = byte;
        if cut {
            bytes.truncate(keep.index(bytes.len()));
        }
        let opened = Gazetteer::from_bytes(bytes);
        prop_assert_eq!(opened.is_ok(), !cut && byte == before);
    }

    #[test]
    fn any_bytes_are_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), magic in any::<bool>()) {
        let bytes = if magic { [format::MAGIC.as_slice(), &bytes].concat() } else { bytes };
        prop_assert!(Gazetteer::from_bytes(bytes).is_err());
    }

    #[test]
    fn a_file_with_a_right_checksum_and_wrong_tables_never_panics(
        at in any::<prop::sample::Index>(),
        value in any::<u32>(),
        query in "[A-Z][a-z]{1,3}",
    ) {
        let mut bytes = iraq().write().unwrap();
        // Everything but the `fst` part, which is the last.
        let end = bytes.len() - Gazetteer::from_bytes(bytes.clone()).unwrap().names.fst_len();
        let at = 24 + at.index(end - 28);
        bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
        let sum = format::checksum(u32::from(bytes[12]), &bytes[24..]);
        bytes[16..24].copy_from_slice(&sum.to_le_bytes());
        if let Ok(gazetteer) = Gazetteer::from_bytes(bytes) {
            let places = gazetteer.places().count();
            let found = gazetteer.lookup("Baghdad").len() + gazetteer.search(&query, 10).len();
            prop_assert!(places + found < 1000);
        }
    }

    #[test]
    fn every_stored_name_finds_its_place(names in prop::collection::vec("\\PC{1,24}", 1..12)) {
        let mut builder = GazetteerBuilder::new();
        for (id, name) in (1..).zip(&names) {
            builder.add(PlaceDraft::new(id, name, point(0.0, 0.0), FeatureClass::Settlement, "PPL"));
        }
        let gazetteer = builder.build().unwrap();
        for (id, name) in (1..).zip(&names) {
            let found = gazetteer.lookup(name);
            let expected = !canonical(name).is_empty();
            prop_assert_eq!(found.iter().any(|found| found.place.id.0 == id), expected, "{:?}", name);
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in "(Al-|Deir|ez| |-|'s|\\.|Zor|\\PC){0,30}") {
        let gazetteer = iraq().build().unwrap();
        let document = Document { text, ..Document::default() };
        let text = Text::read(&document);
        let mut hits = Vec::new();
        for at in 0..text.tokens().len() {
            gazetteer.names_at(&text, at, &mut hits);
        }
        for hit in &hits {
            prop_assert!(!gazetteer.matches(hit).is_empty());
        }
    }
}
