//! Every answer of the store is what a linear scan with an independent predicate gives.

use dateline::document::Document;
use dateline::geography::{Bbox, LonLat};
use dateline::incident::{CountRange, Incident, LocationPrecision};
use dateline::store::{
    GazetteerTerms, IncidentQuery, IncidentStore, MemoryStore, Near, Region, RegionArea, RegionOutline,
};
use dateline::time::{DatePrecision, DateRange};
use jiff::civil::{Date, date};
use proptest::prelude::*;

use crate::support::{
    analysis, bare_incident, four_incident_store, four_incidents, gazetteer, knowledge, lexicon, read, settlement,
};

const COUNTRIES: [[&str; 3]; 5] = [
    ["", "", ""],
    ["IQ", "Iraq", "Baghdad"],
    ["IQ", "Iraq", "Al Anbar"],
    ["SY", "Syria", "Al Anbar"],
    ["FJ", "Fiji", ""],
];
const KINDS: [&str; 3] = ["air_strike", "drone_strike", "flood"];

fn day(number: i64) -> Date {
    date(2020, 1, 1).saturating_add(jiff::Span::new().days(number))
}

fn incidents() -> impl Strategy<Value = Vec<Incident>> {
    let place = proptest::option::weighted(0.8, (0..COUNTRIES.len(), -180..=180_i32, -90..=90_i32));
    let days = proptest::option::weighted(0.8, (0..60_i64, 0..10_i64));
    let killed = proptest::option::of(0..4_u32);
    // Four decimals: what a store keeps.
    let confidence = (0..=10_000_u16).prop_map(|steps| f64::from(steps) / 1e4);
    let incident = (0..KINDS.len(), place, days, killed, confidence);
    proptest::collection::vec(incident, 0..40).prop_map(|parts| {
        let incidents = parts
            .into_iter()
            .enumerate()
            .map(|(number, (kind, place, days, killed, confidence))| Incident {
                killed: killed.map(|max| CountRange {
                    min: 0,
                    max,
                    open: false,
                }),
                confidence,
                date: days.map(|(first, length)| DateRange {
                    first: day(first),
                    last: day(first + length),
                    precision: DatePrecision::Range,
                }),
                location: place.map(|(country, lon, lat)| settlement("X", lon.into(), lat.into(), COUNTRIES[country])),
                ..bare_incident(&format!("{number:02}"), KINDS[kind])
            });
        incidents.collect()
    })
}

fn queries() -> impl Strategy<Value = IncidentQuery> {
    let bbox = (-180..=180_i32, -90..=90_i32, -180..=180_i32, -90..=90_i32).prop_map(|(west, one, east, other)| Bbox {
        west: west.into(),
        south: one.min(other).into(),
        east: east.into(),
        north: one.max(other).into(),
    });
    let country = |country: &str| {
        RegionArea::from(Region::Country {
            country: country.into(),
        })
    };
    let anbar = Region::Division {
        country: "SY".into(),
        name: "al anbar".into(),
    };
    let regions = prop_oneof![
        Just(Vec::new()),
        Just(vec![country("IQ")]),
        Just(vec![anbar.into(), country("FJ")]),
        Just(vec![square(), country("FJ")]),
    ];
    let types = proptest::sample::subsequence(KINDS.to_vec(), 0..=2);
    let period = proptest::option::of((0..60_i64, 0..20_i64));
    let circle = (-180..=180_i32, -90..=90_i32, 0..20_000_i32).prop_map(|(lon, lat, distance_km)| Near {
        point: LonLat::new(lon.into(), lat.into()).unwrap(),
        distance_km: distance_km.into(),
    });
    let precisions = prop_oneof![
        Just(Vec::new()),
        Just(vec![None]),
        Just(vec![Some(LocationPrecision::Site), Some(LocationPrecision::Settlement)]),
    ];
    let least = (proptest::option::of(0..4_u32), proptest::option::of(0.0..1.0_f64));
    let page = (proptest::option::of(1..10_usize), 0..10_usize);
    let place = (
        proptest::option::weighted(0.3, bbox),
        regions,
        proptest::option::weighted(0.3, circle),
        precisions,
    );
    (place, types, period, least, page).prop_map(
        |((bbox, regions, near, precisions), types, period, (min_killed, min_confidence), (limit, offset))| {
            IncidentQuery {
                bbox,
                regions,
                near,
                precisions,
                types: types.into_iter().map(str::to_owned).collect(),
                from: period.map(|(from, _)| day(from)),
                to: period.map(|(from, length)| day(from + length)),
                min_killed,
                min_confidence,
                limit,
                offset,
                ..IncidentQuery::default()
            }
        },
    )
}

const SQUARE: Bbox = Bbox {
    west: -50.5,
    south: -40.5,
    east: 100.5,
    north: 60.5,
};

/// A division of Iraq with an outline, beside which only Baghdad has one.
fn square() -> RegionArea {
    let Bbox {
        west,
        south,
        east,
        north,
    } = SQUARE;
    let corners = [
        (west, south),
        (east, south),
        (east, north),
        (west, north),
        (west, south),
    ];
    let ring = corners.map(|(lon, lat)| LonLat { lon, lat }).to_vec();
    let region = Region::Division {
        country: "IQ".into(),
        name: "Square".into(),
    };
    RegionArea::new(
        region,
        Some(RegionOutline::new(vec![vec![ring]], ["Baghdad".to_owned()])),
    )
}

/// Written apart from the store: day by day, and the box by turning east from its western edge.
fn is_asked_for(incident: &Incident, query: &IncidentQuery) -> bool {
    if !query.types.is_empty() && query.types.iter().all(|kind| *kind != incident.kind) {
        return false;
    }
    if let Some((from, to)) = query.from.zip(query.to) {
        let Some(dates) = incident.date else { return false };
        let mut days = dates
            .first
            .series(jiff::Span::new().days(1))
            .take_while(|day| *day <= dates.last);
        if !days.any(|day| from <= day && day <= to) {
            return false;
        }
    }
    if let Some(bbox) = query.bbox {
        let Some(place) = &incident.location else { return false };
        let width = if bbox.west <= bbox.east {
            bbox.east - bbox.west
        } else {
            bbox.east - bbox.west + 360.0
        };
        let mut turned = place.point.lon - bbox.west;
        if turned < 0.0 {
            turned += 360.0;
        }
        if width < turned || place.point.lat < bbox.south || bbox.north < place.point.lat {
            return false;
        }
    }
    let killed = incident.killed.map_or(-1, |killed| i64::from(killed.max));
    if query.min_killed.is_some_and(|least| killed < i64::from(least)) {
        return false;
    }
    if query.min_confidence.is_some_and(|least| incident.confidence < least) {
        return false;
    }
    let precision = incident.location.as_ref().map(|place| place.precision);
    if !query.precisions.is_empty() && query.precisions.iter().all(|wanted| *wanted != precision) {
        return false;
    }
    if let Some(near) = query.near {
        let Some(place) = &incident.location else { return false };
        if near.distance_km < chord_km(near.point, place.point) {
            return false;
        }
    }
    query.regions.is_empty()
        || incident.location.as_ref().is_some_and(|place| {
            query.regions.iter().any(|region| match region.region() {
                Region::Country { country } => *country == place.country,
                Region::Division { name, .. } if name == "Square" => {
                    let may_be = ["IQ", ""].contains(&place.country.as_str()) && place.admin1 != "Baghdad";
                    may_be && SQUARE.contains(place.point)
                }
                Region::Division { country, name } => *country == place.country && *name == place.admin1.to_lowercase(),
            })
        })
}

/// Great-circle kilometres by the dot product of unit vectors.
fn chord_km(one: LonLat, other: LonLat) -> f64 {
    let vector = |point: LonLat| {
        let (lon, lat) = (point.lon.to_radians(), point.lat.to_radians());
        [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
    };
    let dot: f64 = vector(one)
        .iter()
        .zip(vector(other))
        .map(|(one, other)| one * other)
        .sum();
    dot.clamp(-1.0, 1.0).acos() * 6371.009
}

fn expected(mut incidents: Vec<Incident>, query: &IncidentQuery) -> (usize, Vec<String>) {
    incidents.retain(|incident| is_asked_for(incident, query));
    // Ids rise already and the sort is stable: newest first, unknown days last.
    incidents.sort_by_key(|incident| incident.date.map_or(i32::MAX, |date| -day_number(date.last)));
    let ids = incidents.iter().map(|incident| incident.id.clone());
    let page = ids.skip(query.offset).take(query.limit.unwrap_or(usize::MAX)).collect();
    (incidents.len(), page)
}

fn day_number(day: Date) -> i32 {
    i32::from(day.year()) * 400 + i32::from(day.day_of_year())
}

proptest! {
    #[test]
    fn an_answer_is_what_a_linear_scan_gives(incidents in incidents(), query in queries()) {
        let store = MemoryStore::new(knowledge());
        store.insert(read(vec![(Document::default(), analysis(incidents.clone()))])).unwrap();
        prop_assert_eq!(expected(incidents, &query), answer(&store, &query));
    }
}

/// How many match, and the identifiers of the page.
fn answer(store: &dyn IncidentStore, query: &IncidentQuery) -> (usize, Vec<String>) {
    let found = store.find(query).unwrap();
    let rows = found.rows.iter().filter_map(|number| found.columns.row(*number));
    (
        found.matched,
        rows.map(|row| found.columns.id(row).to_owned()).collect(),
    )
}

#[test]
fn a_newer_version_of_a_document_replaces_the_older() {
    let store = four_incident_store();
    let counts = || {
        let counts = store.counts().unwrap();
        (counts.documents, counts.incidents)
    };
    assert_eq!(counts(), (3, 4));
    let (document, _) = four_incidents().remove(2);
    let newer = read(vec![(document, analysis(vec![bare_incident("new", "flood")]))]);
    assert_eq!(store.insert(newer).unwrap()[0].incidents, ["new"]);
    assert_eq!(counts(), (3, 3));
    assert!(store.incident("gaziantep").unwrap().is_none());
    assert!(store.incident("new").unwrap().is_some());
}

#[test]
fn a_country_counts_the_incidents_of_its_divisions() {
    let columns = four_incident_store().columns().unwrap();
    let counts = columns.region_counts(columns.rows());
    let counts = counts.into_iter().map(|region| (region.region.id(), region.count));
    let expected = [
        ("admin1:IQ:Baghdad".to_owned(), 1),
        ("admin1:SY:Deir ez-Zor".to_owned(), 1),
        ("admin1:TR:Gaziantep".to_owned(), 1),
        ("country:IQ".to_owned(), 1),
        ("country:SY".to_owned(), 1),
        ("country:TR".to_owned(), 1),
    ];
    let mut counts: Vec<_> = counts.collect();
    counts.sort();
    assert_eq!(counts, expected);
}

#[test]
fn near_actor_and_words_select_what_they_say() {
    let store = four_incident_store();
    let (gazetteer, lexicon) = (gazetteer(), lexicon());
    let terms = GazetteerTerms {
        gazetteer: &gazetteer,
        taxonomy: lexicon.taxonomy(),
    };
    let ids = |pair: (&str, &str)| {
        let query = IncidentQuery::parse([pair], &terms).unwrap();
        answer(&store, &query).1
    };
    assert_eq!(ids(("near", "Baghdad,50")), ["taji"]);
    assert_eq!(ids(("near", "Baghdad, Iraq,10")), Vec::<String>::new());
    assert_eq!(ids(("near", "40.9,34.4,20")), ["abu-kamal"]);
    assert_eq!(ids(("actor", "hezbollah")), ["taji"]);
    assert_eq!(ids(("q", "rocket tajı")), ["taji"]);
    assert_eq!(ids(("q", "gaziantep")), ["gaziantep"]);
    assert_eq!(ids(("precision", "none")), ["nowhere"]);
    assert_eq!(ids(("min_killed", "3")), ["taji"]);
}
