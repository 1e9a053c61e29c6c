//! What maps, timelines and filters are drawn from: every count adds up to what the list says.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::Method;
use dateline::incident::{Incident, LocationPrecision};
use dateline::server::{AppState, router};
use dateline::store::{IncidentStore, MemoryStore};
use dateline::time::{DatePrecision, DateRange};
use jiff::civil::date;
use serde_json::Value;

use super::{check_problem, get, request, send};
use crate::support::{analysis, bare_incident, document, knowledge, read, settlement};

/// Spread over the world by multiplication, some at one place, some known only by country, some nowhere or never.
fn many_incidents() -> Vec<Incident> {
    let kinds = ["air_strike", "drone_strike", "flood", "earthquake"];
    let regions = [["IQ", "Iraq", "Al Anbar"], ["SY", "Syria", ""], ["FJ", "Fiji", "Ba"]];
    let incidents = (0..600_i32).zip(0_usize..).map(|(number, count)| {
        let lon = f64::from(number * 7919 % 3600) / 10.0 - 180.0;
        let lat = f64::from(number * 104_729 % 1700) / 10.0 - 85.0;
        let (lon, lat) = if number % 5 == 0 { (44.36, 33.32) } else { (lon, lat) };
        let mut place = settlement("Somewhere", lon, lat, regions[count % 3]);
        if number % 4 == 0 {
            place.precision = LocationPrecision::Country;
            place.place = format!("Land {}", number % 28);
        }
        let first = date(2019, 1, 1).saturating_add(jiff::Span::new().days(number * 31 % 900));
        let last = if number % 6 == 0 { first.last_of_month() } else { first };
        let dated = DateRange {
            first,
            last,
            precision: DatePrecision::Range,
        };
        Incident {
            location: (number % 11 != 0).then_some(place),
            date: (number % 13 != 0).then_some(dated),
            ..bare_incident(&format!("i{number:03}"), kinds[count % 4])
        }
    });
    incidents.collect()
}

pub(super) fn crowded() -> Router {
    let store = MemoryStore::new(knowledge());
    let article = document("many", "Many.", date(2021, 1, 1));
    store.insert(read(vec![(article, analysis(many_incidents()))])).unwrap();
    router(Arc::new(AppState::new(knowledge(), Arc::new(store))))
}

pub(super) async fn ask(service: &Router, address: &str) -> Value {
    let request = request(Method::GET, address).body(Body::empty()).unwrap();
    let answer = send(service.clone(), request).await;
    assert_eq!(answer.status, 200, "{address}: {}", answer.json());
    answer.json()
}

pub(super) fn list<'v>(value: &'v Value, name: &str) -> &'v Vec<Value> {
    value[name].as_array().unwrap()
}

fn sum(values: &[Value]) -> u64 {
    values.iter().map(|value| value["count"].as_u64().unwrap()).sum()
}

const FILTERS: [&str; 7] = [
    "",
    "type=air_strike,flood",
    "region=Iraq&from=2020-01-01",
    "bbox=100,-80,-160,80",
    "precision=country",
    "q=earthquake&to=2019-12-31",
    "type=flood&filter=S_INTERSECTS(geometry,POLYGON((0+0,90+0,90+80,0+80,0+0)))",
];

#[tokio::test]
async fn clusters_of_all_tiles_of_a_zoom_add_up_to_the_list() {
    let service = crowded();
    for filter in FILTERS {
        let matched =
            ask(&service, &format!("/api/collections/incidents/items?{filter}")).await["numberMatched"].clone();
        for zoom in [0, 1, 3] {
            let mut counted = 0;
            let side = 1 << zoom;
            for tile in 0..side * side {
                let address = format!("/api/clusters/{zoom}/{}/{}?{filter}", tile % side, tile / side);
                let shown = ask(&service, &address).await;
                assert_eq!(shown["matched"], matched, "{address}");
                let (clusters, areas) = (list(&shown, "clusters"), list(&shown, "areas"));
                for cluster in clusters.iter().chain(areas) {
                    for part in ["groups", "types"] {
                        let counts = cluster[part].as_object().unwrap().values();
                        assert_eq!(
                            counts.filter_map(Value::as_u64).sum::<u64>(),
                            cluster["count"].as_u64().unwrap()
                        );
                    }
                }
                assert!(clusters.iter().all(|cluster| cluster["count"].as_u64() > Some(2)));
                counted += sum(clusters) + sum(areas) + list(&shown, "incidents").len() as u64;
                if tile == 0 {
                    counted += shown["unlocated"].as_u64().unwrap();
                }
            }
            assert_eq!(matched, counted, "{filter} at zoom {zoom}");
        }
    }
}

#[tokio::test]
async fn many_areas_are_counted_and_few_are_listed() {
    let service = crowded();
    let world = ask(&service, "/api/clusters/0/0/0").await;
    assert!(
        list(&world, "incidents")
            .iter()
            .all(|incident| incident["areal"] == false)
    );
    assert!(list(&world, "areas").iter().any(|area| area["name"] == "Land 4"));
    let few = ask(
        &service,
        "/api/clusters/0/0/0?precision=country&type=air_strike&to=2019-02-10",
    )
    .await;
    assert!(list(&few, "areas").is_empty());
    let incidents = list(&few, "incidents");
    assert!(!incidents.is_empty() && incidents.iter().all(|incident| incident["areal"] == true));
    assert_eq!(incidents[0]["location_precision"], "country");
}

#[tokio::test]
async fn the_timeline_adds_up_and_has_no_gaps() {
    let service = crowded();
    for filter in FILTERS {
        for step in ["", "&step=day", "&step=week", "&step=month", "&step=year", "&bins=7"] {
            let drawn = ask(&service, &format!("/api/timeline?{filter}{step}")).await;
            let bins = list(&drawn, "bins");
            let undated = drawn["undated"].as_u64().unwrap();
            assert_eq!(
                drawn["matched"].as_u64().unwrap(),
                sum(bins) + undated,
                "{filter}{step}"
            );
            for pair in bins.windows(2) {
                let [end, start] = [&pair[0]["end"], &pair[1]["start"]].map(|day| day.as_str().unwrap());
                let end: jiff::civil::Date = end.parse().unwrap();
                assert_eq!(end.tomorrow().unwrap().to_string(), start);
            }
            if step == "&bins=7" {
                assert!(bins.len() <= 7, "{}", bins.len());
            }
        }
    }
    let months = ask(&service, "/api/timeline?step=month&from=2019-03-05&to=2019-03-05").await;
    assert_eq!(months["bins"][0]["start"], "2019-03-01");
}

#[tokio::test]
async fn a_facet_is_counted_without_its_own_filter() {
    let service = crowded();
    let all = ask(&service, "/api/facets").await;
    let some = ask(&service, "/api/facets?type=flood").await;
    assert_eq!(some["matched"], all["types"]["flood"]);
    assert_eq!(some["types"], all["types"]);
    assert_eq!(some["statuses"]["reported"], some["matched"]);
    let iraq = ask(&service, "/api/facets?region=Iraq").await;
    assert_eq!(iraq["countries"], all["countries"]);
    assert_eq!(iraq["matched"], all["countries"]["IQ"]);
    let counted = all["precisions"]
        .as_object()
        .unwrap()
        .values()
        .filter_map(Value::as_u64);
    assert_eq!(Some(counted.sum()), all["matched"].as_u64());
}

#[tokio::test]
async fn what_is_known_by_country_alone_is_possible_in_its_divisions() {
    let store = MemoryStore::new(knowledge());
    let at = |id: &str, region: [&str; 3], precision: LocationPrecision| {
        let mut place = settlement("Somewhere", 44.0, 33.0, region);
        place.precision = precision;
        Incident {
            location: Some(place),
            ..bare_incident(id, "flood")
        }
    };
    let incidents = vec![
        at("town", ["IQ", "Iraq", "Baghdad"], LocationPrecision::Settlement),
        at("land", ["IQ", "Iraq", ""], LocationPrecision::Country),
        at("elsewhere", ["SY", "Syria", ""], LocationPrecision::Country),
    ];
    let article = document("few", "Few.", date(2021, 1, 1));
    store.insert(read(vec![(article, analysis(incidents))])).unwrap();
    let service = router(Arc::new(AppState::new(knowledge(), Arc::new(store))));
    let regions = ask(&service, "/api/regions").await;
    let counts = list(&regions, "regions").iter().map(|region| {
        let count = |name: &str| region[name].as_u64().unwrap();
        (region["name"].as_str().unwrap(), count("count"), count("possible"))
    });
    let counts: Vec<_> = counts.collect();
    assert_eq!(counts, [("Iraq", 2, 0), ("Baghdad", 1, 1), ("Syria", 1, 0)]);
}

#[tokio::test]
async fn regions_count_what_passes_the_filter() {
    let service = crowded();
    let regions = ask(&service, "/api/regions?type=flood").await;
    for region in list(&regions, "regions") {
        let id = region["id"].as_str().unwrap().replace(' ', "%20");
        let items = ask(
            &service,
            &format!("/api/collections/incidents/items?type=flood&region={id}"),
        )
        .await;
        assert_eq!(items["numberMatched"], region["count"], "{id}");
    }
    // One region chosen: the others can still be chosen too.
    let other = ask(&service, "/api/regions?type=flood&region=Iraq").await;
    assert_eq!(other, regions);
}

#[tokio::test]
async fn places_are_found_as_they_are_typed() {
    let found = get("/api/places?q=Bagh&limit=3").await.json();
    let places = list(&found, "places");
    assert_eq!(places[0]["name"], "Baghdad");
    assert_eq!(
        (&places[0]["country"], &places[0]["country_name"]),
        (&"IQ".into(), &"Iraq".into())
    );
    assert!(places.len() <= 3 && places[0]["population"].as_u64() > Some(1_000_000));
    check_problem(&get("/api/places").await, 400, Some("q"));
    check_problem(&get("/api/places?q=a&limit=0").await, 400, Some("limit"));
}

#[tokio::test]
async fn layers_refuse_what_they_do_not_understand() {
    for tile in ["0/0/1", "17/0/0", "-1/0/0", "a/0/0", "3/8/0"] {
        check_problem(&get(&format!("/api/clusters/{tile}")).await, 404, None);
    }
    for (query, parameter) in [
        ("limit=3", "limit"),
        ("colour=red", "colour"),
        ("region=Atlantis", "region"),
    ] {
        for layer in ["clusters/0/0/0", "timeline", "facets", "regions"] {
            check_problem(&get(&format!("/api/{layer}?{query}")).await, 400, Some(parameter));
        }
    }
    check_problem(&get("/api/timeline?step=hour").await, 400, Some("step"));
    check_problem(&get("/api/timeline?bins=0").await, 400, Some("bins"));
}
