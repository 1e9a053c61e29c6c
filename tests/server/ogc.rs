//! OGC API – Features: the abstract tests of the declared classes (17-069r4 annex A, 19-079r2 annex A), by their names there.

use axum::body::Body;
use axum::http::{Method, header};
use serde_json::{Value, json};

use super::layers::{ask, crowded, list};
use super::{ITEMS, check_problem, get, request, send};

const COLLECTIONS: [&str; 4] = ["incidents", "areas", "places", "documents"];

async fn get_as(address: &str, accept: &str) -> super::Answer {
    let request = request(Method::GET, address).header(header::ACCEPT, accept);
    send(crowded(), request.body(Body::empty()).unwrap()).await
}

fn links_with<'v>(value: &'v Value, rel: &str) -> Vec<&'v Value> {
    list(value, "links").iter().filter(|link| link["rel"] == rel).collect()
}

/// conf/core/root-op, root-success: the links without which clients do not connect.
#[tokio::test]
async fn the_landing_page_leads_everywhere() {
    let service = crowded();
    for address in ["/api", "/api/"] {
        let landing = ask(&service, address).await;
        for rel in [
            "self",
            "alternate",
            "service-desc",
            "service-doc",
            "conformance",
            "data",
        ] {
            let links = links_with(&landing, rel);
            assert_eq!(links.len(), 1, "{rel}");
            let href = links[0]["href"].as_str().unwrap();
            let path = href.strip_prefix("http://localhost:8750").unwrap();
            let answer = get(path).await;
            assert_eq!(answer.status, 200, "{path}");
            let kind = links[0]["type"].as_str().unwrap();
            assert!(answer.header(header::CONTENT_TYPE).starts_with(kind), "{path}: {kind}");
        }
    }
}

/// conf/core/conformance-success.
#[tokio::test]
async fn what_is_declared_is_listed() {
    let conformance = get("/api/conformance").await.json();
    let declared: Vec<&str> = list(&conformance, "conformsTo")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    for class in ["core", "geojson", "html", "oas30"] {
        let uri = format!("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{class}");
        assert!(declared.contains(&uri.as_str()), "{uri}");
    }
    for class in ["filter", "features-filter", "queryables"] {
        let uri = format!("http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/{class}");
        assert!(declared.contains(&uri.as_str()), "{uri}");
    }
}

/// conf/core/fc-md-success, sfc-md-success: each collection as in the list, with its extent and links.
#[tokio::test]
async fn collections_say_what_they_hold() {
    let service = crowded();
    let all = ask(&service, "/api/collections").await;
    let ids: Vec<_> = list(&all, "collections")
        .iter()
        .map(|collection| &collection["id"])
        .collect();
    assert_eq!(ids, COLLECTIONS);
    for collection in list(&all, "collections") {
        let id = collection["id"].as_str().unwrap();
        let alone = ask(&service, &format!("/api/collections/{id}")).await;
        assert_eq!(alone["extent"], collection["extent"]);
        assert_eq!(alone["crs"], json!(["http://www.opengis.net/def/crs/OGC/1.3/CRS84"]));
        assert_eq!(links_with(collection, "items").len(), 2, "as GeoJSON and to read");
        assert_eq!(links_with(collection, "describedby").len(), 1);
        for end in ["/items", "/schema"] {
            ask(&service, &format!("/api/collections/{id}{end}")).await;
        }
    }
    let bbox = &list(&all, "collections")[0]["extent"]["spatial"]["bbox"][0];
    assert!(
        bbox[0].as_f64() >= Some(-180.0) && bbox[2].as_f64() <= Some(180.0),
        "{bbox}"
    );
    check_problem(&get("/api/collections/nothing").await, 404, None);
    check_problem(&get("/api/collections/nothing/items").await, 404, None);
    check_problem(&get("/api/collections/places/queryables").await, 404, None);
}

/// conf/core/fc-op, fc-response, fc-limit, param-invalid, param-unknown: of every collection.
#[tokio::test]
async fn every_collection_has_pages_and_refuses_what_it_does_not_know() {
    let service = crowded();
    for id in COLLECTIONS {
        let items = format!("/api/collections/{id}/items");
        let page = ask(&service, &format!("{items}?limit=3")).await;
        assert_eq!(page["type"], "FeatureCollection");
        assert!(list(&page, "features").len() <= 3);
        assert_eq!(page["numberReturned"], list(&page, "features").len());
        assert_eq!(
            (links_with(&page, "self").len(), links_with(&page, "alternate").len()),
            (1, 1)
        );
        let large = ask(&service, &format!("{items}?limit=1000000")).await;
        assert_eq!(large["numberReturned"], large["numberMatched"]);
        for (query, parameter) in [
            ("limit=0", "limit"),
            ("limit=-1", "limit"),
            ("limit=abc", "limit"),
            ("limit=", "limit"),
            ("bbox=1,2,3", "bbox"),
            ("bbox=1,2,3,abc", "bbox"),
            ("bbox=1,2,3,4,5", "bbox"),
            ("datetime=2020-99-99", "datetime"),
            ("datetime=../..", "datetime"),
            ("token=%00", "token"),
            ("unknown=1", "unknown"),
            ("f=pdf", "f"),
        ] {
            check_problem(&get(&format!("{items}?{query}")).await, 400, Some(parameter));
        }
        check_problem(&get(&format!("{items}/no-such-feature")).await, 404, None);
    }
}

/// conf/core/fc-bbox-response, also over the antimeridian.
#[tokio::test]
async fn boxes_hold_what_lies_in_them() {
    let service = crowded();
    for (bbox, holds) in [
        (
            "-10,-10,40,40",
            (|lon: f64, lat: f64| (-10.0..=40.0).contains(&lon) && (-10.0..=40.0).contains(&lat))
                as fn(f64, f64) -> bool,
        ),
        ("100,-90,-160,90", |lon, _| lon >= 100.0 || lon <= -160.0),
        ("-180,-90,180,90", |_, _| true),
    ] {
        let page = ask(&service, &format!("{ITEMS}?limit=10000&bbox={bbox}")).await;
        let inside = list(&page, "features").iter().all(|feature| {
            let point = &feature["geometry"]["coordinates"];
            holds(point[0].as_f64().unwrap(), point[1].as_f64().unwrap())
        });
        assert!(inside && page["numberMatched"].as_u64() > Some(0), "{bbox}");
    }
    let places = ask(&super::service(), "/api/collections/places/items?bbox=44,33,45,34").await;
    assert_eq!(places["numberMatched"], 1);
    let elsewhere = ask(&super::service(), "/api/collections/places/items?bbox=0,0,1,1").await;
    assert_eq!(elsewhere["numberMatched"], 0);
}

/// conf/geojson: the media types, and that features fit the schema that describes them.
#[tokio::test]
async fn features_fit_their_schemas() {
    let service = crowded();
    for id in COLLECTIONS {
        let schema = ask(&service, &format!("/api/collections/{id}/schema")).await;
        let described = schema["properties"]["properties"]["properties"].as_object().unwrap();
        let answer = get(&format!("/api/collections/{id}/items")).await;
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/geo+json");
        for feature in list(&answer.json(), "features") {
            assert_eq!(feature["type"], "Feature");
            for (name, value) in feature["properties"].as_object().unwrap() {
                let property = described
                    .get(name)
                    .unwrap_or_else(|| panic!("{id} does not describe {name}"));
                let kinds = property["oneOf"]
                    .as_array()
                    .cloned()
                    .unwrap_or_else(|| vec![property.clone()]);
                let fits = kinds.iter().any(|kind| match kind["type"].as_str().unwrap() {
                    "string" => value.is_string(),
                    "number" => value.is_number(),
                    "integer" => value.is_u64(),
                    "boolean" => value.is_boolean(),
                    "array" => value.is_array(),
                    _ => value.is_null(),
                });
                assert!(fits, "{id}.{name}: {value} is no {property}");
            }
        }
    }
}

/// conf/html: every answer also to read, by `f` and by `Accept`.
#[tokio::test]
async fn every_answer_can_be_read_in_a_browser() {
    let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    for address in [
        "/api",
        "/api/conformance",
        "/api/collections",
        "/api/collections/incidents",
        ITEMS,
        "/api/openapi.json",
    ] {
        for (address, accept) in [(format!("{address}?f=html"), "*/*"), (address.to_owned(), browser)] {
            let page = get_as(&address, accept).await;
            assert_eq!(
                page.header(header::CONTENT_TYPE),
                "text/html; charset=utf-8",
                "{address}"
            );
            assert!(page.body.starts_with(b"<!doctype html>"));
        }
        let program = get_as(&format!("{address}?f=json"), browser).await;
        assert!(program.header(header::CONTENT_TYPE).contains("json"));
        assert!(program.header(header::VARY).contains("accept"));
    }
    check_problem(&get("/api?f=html&f=json").await, 400, Some("f"));
}

/// conf/oas30: the document is there, in version 3.0, and every address that it names answers.
#[tokio::test]
async fn the_openapi_document_describes_what_is_there() {
    let service = crowded();
    let answer = get("/api/openapi.json").await;
    assert_eq!(
        answer.header(header::CONTENT_TYPE),
        "application/vnd.oai.openapi+json;version=3.0"
    );
    let document = answer.json();
    insta::assert_json_snapshot!("openapi", document);
    assert_eq!(document["openapi"], "3.0.3");
    assert_eq!(document["servers"][0]["url"], "http://localhost:8750/api");
    assert_eq!(
        document["components"]["parameters"]["limit"]["schema"]["maximum"],
        10_000
    );
    for (path, operations) in document["paths"].as_object().unwrap() {
        let path = path
            .trim_end_matches('/')
            .replace("{z}", "0")
            .replace("{x}", "0")
            .replace("{y}", "0")
            .replace("{id}", "i001");
        if operations.get("get").is_none()
            || path == "/places"
            || path.contains("s/items/i001") && !path.contains("incidents")
        {
            continue;
        }
        if path.starts_with("/export.") {
            assert_eq!(get(&format!("/api{path}?layer=areas")).await.status, 200, "{path}");
            continue;
        }
        ask(&service, &format!("/api{path}")).await;
    }
    for operation in document["paths"]
        .as_object()
        .unwrap()
        .values()
        .filter_map(|path| path.get("get"))
    {
        for parameter in list(operation, "parameters") {
            let pointer = parameter["$ref"].as_str().unwrap().trim_start_matches('#');
            assert!(document.pointer(pointer).is_some(), "{pointer}");
        }
    }
}

/// conf/queryables, filter, features-filter, cql2-text, cql2-json: each queryable can be asked for, and filters select.
#[tokio::test]
async fn filters_select_by_every_queryable() {
    let service = crowded();
    let queryables = ask(&service, "/api/collections/incidents/queryables").await;
    assert_eq!(
        queryables["$id"],
        "http://localhost:8750/api/collections/incidents/queryables"
    );
    for name in queryables["properties"]
        .as_object()
        .unwrap()
        .keys()
        .filter(|name| *name != "geometry")
    {
        let known = ask(
            &service,
            &format!("{ITEMS}?filter={name}+IS+NULL+OR+{name}+IS+NOT+NULL"),
        )
        .await;
        assert_eq!(known["numberMatched"], 600, "{name}");
    }
    let count = async |filter: &str| {
        let filter = super::pages::encoded(filter);
        ask(&service, &format!("{ITEMS}?{filter}")).await["numberMatched"].clone()
    };
    let floods = count("type=flood").await;
    for filter in [
        "filter=type = 'flood'",
        "filter=type IN ('flood')&filter-lang=cql2-text",
        "filter=CASEI(type) LIKE CASEI('FLO%')&filter-crs=http://www.opengis.net/def/crs/OGC/1.3/CRS84",
        r#"filter={"op":"=","args":[{"property":"type"},"flood"]}&filter-lang=cql2-json"#,
        r#"filter={"op":"not","args":[{"op":"<>","args":[{"property":"type"},"flood"]}]}"#,
    ] {
        assert_eq!(count(filter).await, floods, "{filter}");
    }
    assert_eq!(
        count("bbox=0,0,90,90&filter=type = 'flood'").await,
        count("filter=S_INTERSECTS(geometry, BBOX(0,0,90,90)) AND type = 'flood'").await
    );
    assert_eq!(count("filter=sentence = 'no such'").await, 0);
    check_problem(&get(&format!("{ITEMS}?filter=colour%3D1")).await, 400, Some("filter"));
    check_problem(
        &get(&format!("{ITEMS}?filter=TRUE&filter-lang=ecql")).await,
        400,
        Some("filter-lang"),
    );
    check_problem(
        &get("/api/collections/places/items?filter=TRUE").await,
        400,
        Some("filter"),
    );
}

/// Conditional requests (RFC 9110, section 13): nothing is sent again that did not change.
#[tokio::test]
async fn what_did_not_change_is_not_sent_again() {
    let service = crowded();
    for address in [ITEMS, "/api/clusters/0/0/0", "/api/timeline", "/api/collections"] {
        let first = send(
            service.clone(),
            request(Method::GET, address).body(Body::empty()).unwrap(),
        )
        .await;
        let tag = first.header(header::ETAG);
        assert!(tag.starts_with("W/\""), "{address}");
        let again = request(Method::GET, address).header(header::IF_NONE_MATCH, tag);
        let again = send(service.clone(), again.body(Body::empty()).unwrap()).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{address}");
    }
    let tag = get_tag(&service).await;
    super::post(service.clone(), "text/plain", "Quiet.").await;
    assert_ne!(get_tag(&service).await, tag);
}

async fn get_tag(service: &axum::Router) -> String {
    let request = request(Method::GET, ITEMS).body(Body::empty()).unwrap();
    send(service.clone(), request).await.header(header::ETAG).to_owned()
}

/// Kept answers are those that would be made, compressed or not, and are made anew after a change.
#[tokio::test]
async fn kept_answers_are_fresh() {
    let service = crowded();
    let address = "/api/clusters/1/1/0";
    let plain = ask(&service, address).await;
    assert_eq!(ask(&service, address).await, plain);
    let zipped = request(Method::GET, address).header(header::ACCEPT_ENCODING, "gzip");
    let zipped = send(service.clone(), zipped.body(Body::empty()).unwrap()).await;
    assert_eq!(zipped.header(header::CONTENT_ENCODING), "gzip");
    assert!(zipped.body.starts_with(&[0x1f, 0x8b]));
    let article = json!({"date": "2026-03-12", "text": "A drone strike killed four people in Baghdad on Wednesday."});
    super::post(service.clone(), "application/json", article.to_string()).await;
    assert_eq!(ask(&service, address).await["matched"].as_u64(), Some(601));
}

/// A vector tile holds each point once, at every zoom.
#[tokio::test]
async fn vector_tiles_count_what_lies_in_them() {
    let service = crowded();
    let described = ask(&service, "/api/tiles/incidents?type=flood").await;
    assert_eq!(described["tilejson"], "3.0.0");
    assert_eq!(
        described["tiles"][0],
        "http://localhost:8750/api/tiles/incidents/{z}/{x}/{y}.mvt?type=flood"
    );
    let tile = async |address: &str| {
        send(
            service.clone(),
            request(Method::GET, address).body(Body::empty()).unwrap(),
        )
        .await
    };
    let world = tile("/api/tiles/incidents/0/0/0.mvt").await;
    assert_eq!(world.header(header::CONTENT_TYPE), "application/vnd.mapbox-vector-tile");
    let text = String::from_utf8_lossy(&world.body);
    assert!(text.contains("incidents") && text.contains("location_precision"));
    assert_eq!(tile("/api/tiles/incidents/16/0/0.mvt").await.status, 204);
    check_problem(&tile("/api/tiles/incidents/0/0/0").await, 404, None);
    check_problem(
        &tile("/api/tiles/incidents/0/0/0.mvt?limit=1").await,
        400,
        Some("limit"),
    );
}
