//! The API, asked in this process: no sockets, no waiting.

mod demo;
mod layers;
mod ogc;
mod pages;
mod safety;

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use dateline::export::format::ExportFormat;
use dateline::export::table::Layer;
use dateline::server::{AppState, router};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::support::{four_incident_store, gzip, knowledge, zstd};

const ITEMS: &str = "/api/collections/incidents/items";

fn service() -> Router {
    router(Arc::new(AppState::new(knowledge(), Arc::new(four_incident_store()))))
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

async fn send(service: Router, request: Request<Body>) -> Answer {
    let response = service.oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: to_bytes(body, usize::MAX).await.unwrap().to_vec(),
    }
}

fn request(method: Method, address: &str) -> axum::http::request::Builder {
    Request::builder()
        .method(method)
        .uri(address)
        .header(header::HOST, "localhost:8750")
}

async fn get(address: &str) -> Answer {
    send(service(), request(Method::GET, address).body(Body::empty()).unwrap()).await
}

async fn post(service: Router, media_type: &str, body: impl Into<Body>) -> Answer {
    let request = request(Method::POST, "/api/documents").header(header::CONTENT_TYPE, media_type);
    send(service, request.body(body.into()).unwrap()).await
}

#[track_caller]
fn check_problem(answer: &Answer, status: u16, parameter: Option<&str>) {
    let problem = answer.json();
    assert_eq!(answer.status.as_u16(), status, "{problem}");
    assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json");
    assert_eq!(problem["status"], status);
    assert_eq!(problem["parameter"].as_str(), parameter, "{problem}");
    assert!(!problem["detail"].as_str().unwrap().is_empty());
}

async fn ids(query: &str) -> Vec<String> {
    let answer = get(&format!("{ITEMS}{query}")).await;
    assert_eq!(answer.status, 200, "{query}: {}", String::from_utf8_lossy(&answer.body));
    assert_eq!(answer.header(header::CONTENT_TYPE), "application/geo+json");
    let features = answer.json()["features"].as_array().unwrap().clone();
    features
        .iter()
        .map(|feature| feature["id"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn filters_select_and_the_newest_stands_first() {
    let rows: [(&str, &[&str]); 17] = [
        ("", &["gaziantep", "abu-kamal", "taji", "nowhere"]),
        ("?bbox=38.8,29.1,48.6,37.4", &["abu-kamal", "taji"]),
        ("?bbox=44,33,45,34", &["taji"]),
        ("?bbox=100,0,-100,10", &[]),
        ("?region=country:IQ", &["taji"]),
        ("?region=Iraq", &["taji"]),
        ("?region=99237", &["taji"]),
        ("?region=Baghdad%20Governorate", &["taji"]),
        ("?region=Baghdad,%20Iraq", &["taji"]),
        (
            "?region=admin1:SY:Deir%20ez-Zor&region=country:TR",
            &["gaziantep", "abu-kamal"],
        ),
        ("?type=remote", &["abu-kamal", "taji"]),
        ("?type=earthquake,cyber_attack", &["gaziantep", "nowhere"]),
        ("?from=2020-03-12", &["gaziantep", "abu-kamal"]),
        ("?to=2020-03-11", &["abu-kamal", "taji"]),
        ("?from=2020-03-11&to=2020-03-11&type=air_strike", &["abu-kamal"]),
        ("?limit=2&offset=1", &["abu-kamal", "taji"]),
        ("?offset=9", &[]),
    ];
    for (query, expected) in rows {
        assert_eq!(ids(query).await, expected, "{query}");
    }
}

#[tokio::test]
async fn a_page_counts_all_that_match() {
    let page = get(&format!("{ITEMS}?limit=1")).await.json();
    assert_eq!(page["type"], "FeatureCollection");
    assert_eq!(page["numberMatched"], 4);
    assert_eq!(page["numberReturned"], 1);
    assert_eq!(page.get("timeStamp"), None);
    assert_eq!(page["features"][0]["geometry"]["coordinates"], json!([37.38, 37.06]));
}

#[tokio::test]
async fn what_is_not_understood_is_a_problem_that_names_it() {
    let rows = [
        ("?bbox=1,2,3", "bbox"),
        ("?bbox=", "bbox"),
        ("?region=Atlantis%20that%20sank", "region"),
        ("?region=", "region"),
        ("?region=,", "region"),
        ("?region=Baghdad,%20Syria", "region"),
        // The city, not the division.
        ("?region=98182", "region"),
        ("?type=nothing", "type"),
        ("?from=yesterday", "from"),
        ("?from=2020-02-02&to=2020-02-01", "to"),
        ("?limit=0", "limit"),
        ("?offset=x", "offset"),
        ("?colour=red", "colour"),
        ("?limit=1&limit=2", "limit"),
    ];
    for (query, parameter) in rows {
        check_problem(&get(&format!("{ITEMS}{query}")).await, 400, Some(parameter));
        check_problem(&get(&format!("/api/export.geojson{query}")).await, 400, Some(parameter));
    }
    check_problem(&get("/api/taxonomy?q=1").await, 400, Some("q"));
    check_problem(&get("/api/regions?limit=1").await, 400, Some("limit"));
    check_problem(&get("/api/collections/places/items?bbox=1").await, 400, Some("bbox"));
}

#[tokio::test]
async fn one_incident_has_its_own_address() {
    let feature = get(&format!("{ITEMS}/taji")).await.json();
    assert_eq!(feature["id"], "taji");
    assert_eq!(feature["properties"]["type_label"], "Missile or rocket attack");
    check_problem(&get(&format!("{ITEMS}/no-such")).await, 404, None);
}

#[tokio::test]
async fn addresses_and_methods_that_do_not_exist_are_problems() {
    check_problem(&get("/api/nothing").await, 404, None);
    check_problem(&get("/nothing.js").await, 404, None);
    check_problem(&get("/../Cargo.toml").await, 404, None);
    let delete = request(Method::DELETE, ITEMS).body(Body::empty()).unwrap();
    let refused = send(service(), delete).await;
    check_problem(&refused, 405, None);
    assert_eq!(refused.header(header::ALLOW), "GET,HEAD");
    let put = request(Method::PUT, "/").body(Body::empty()).unwrap();
    check_problem(&send(service(), put).await, 405, None);
}

#[tokio::test]
async fn regions_are_those_with_incidents() {
    let all = get("/api/regions").await.json();
    assert_eq!(all["regions"].as_array().unwrap().len(), 6);
    let mut found = get("/api/regions?q=BAGH").await.json();
    let id = found["regions"][0]["id"].take();
    assert_eq!(ids(&format!("?region={}", id.as_str().unwrap())).await, ["taji"]);
    let expected = json!([{
        "id": null, "name": "Baghdad", "kind": "admin1",
        "country": "IQ", "country_name": "Iraq", "count": 1, "possible": 0
    }]);
    assert_eq!(found["regions"], expected);
}

#[tokio::test]
async fn the_taxonomy_comes_in_groups() {
    let groups = get("/api/taxonomy").await.json();
    let groups = groups["groups"].as_array().unwrap();
    assert_eq!(groups.len(), 10);
    assert_eq!(groups[0]["id"], "remote");
    assert_eq!(groups[0]["label"], "Air, missile and shelling");
    assert_eq!(
        groups[0]["types"][1],
        json!({"id": "drone_strike", "label": "Drone strike"})
    );
}

#[tokio::test]
async fn the_export_is_a_file_with_the_same_features() {
    let export = get("/api/export.geojson?type=remote").await;
    assert_eq!(export.header(header::CONTENT_TYPE), "application/geo+json");
    let disposition = export.header(header::CONTENT_DISPOSITION);
    assert_eq!(disposition, "attachment; filename=\"dateline-incidents.geojson\"");
    let items = get(&format!("{ITEMS}?type=remote")).await.json();
    assert_eq!(export.json()["features"], items["features"]);
}

#[tokio::test]
async fn an_export_ends_when_compressed_too() {
    for (ending, _) in ExportFormat::NAMES {
        let address = format!("/api/export.{ending}");
        let zipped = request(Method::GET, &address).header(header::ACCEPT_ENCODING, "gzip");
        let answer = send(service(), zipped.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.header(header::CONTENT_ENCODING), "gzip", "{ending}");
    }
}

#[tokio::test]
async fn every_layer_is_a_file_in_every_format() {
    for (ending, format) in ExportFormat::NAMES {
        for (layer, _) in Layer::NAMES {
            let file = get(&format!("/api/export.{ending}?layer={layer}")).await;
            assert_eq!(file.status, 200, "{ending} {layer}");
            assert_eq!(file.header(header::CONTENT_TYPE), format.media_type());
            let name = format!("attachment; filename=\"dateline-{layer}.{ending}\"");
            assert_eq!(file.header(header::CONTENT_DISPOSITION), name);
        }
    }
    let areas = get("/api/export.geojson?layer=areas&type=remote").await.json();
    assert_eq!(areas["features"][0]["geometry"]["type"], "MultiPolygon");
    for (query, parameter) in [
        ("layer=documents", "layer"),
        ("layer=areas&layer=areas", "layer"),
        ("layer=places&type=remote", "type"),
    ] {
        check_problem(&get(&format!("/api/export.csv?{query}")).await, 400, Some(parameter));
    }
    assert_eq!(get("/api/export.doc").await.status, 404);
}

#[tokio::test]
async fn a_posted_article_is_read_and_kept() {
    let service = service();
    let article = json!({"title": "Quiet", "date": "2020-03-12", "source": "me", "text": "“Nothing” happened."});
    let added = post(service.clone(), "application/json", article.to_string()).await;
    assert_eq!(added.status, 201);
    let body = added.json();
    assert_eq!(body["incident_count"], body["incidents"].as_array().unwrap().len());
    let again = post(service.clone(), "application/json", article.to_string()).await;
    assert_eq!(again.json()["id"], body["id"]);
    let address = added.header(header::LOCATION);
    let kept = send(service, request(Method::GET, address).body(Body::empty()).unwrap()).await;
    assert_eq!(kept.json()["text"], "“Nothing” happened.");
    assert_eq!(kept.json()["date"], "2020-03-12");
    check_problem(&get("/api/collections/documents/items/none").await, 404, None);
}

#[tokio::test]
async fn plain_text_is_read_and_other_encodings_are_told() {
    let added = post(service(), "text/plain; charset=utf-8", b"Caf\xe9 closed.".to_vec()).await;
    assert_eq!(added.status, 201);
    let warning = added.json()["warnings"][0].as_str().unwrap().to_owned();
    assert!(warning.contains("windows-1252"), "{warning}");
}

#[tokio::test]
async fn a_posted_page_is_read_with_what_it_says_of_itself() {
    let service = service();
    let words =
        "Rockets fell on the base north of the city, and three soldiers were killed, officials said. ".repeat(3);
    let page = format!(
        "<html><head><title>Rockets</title><meta property='og:site_name' content='Example News'></head>\
         <body><nav>Sport</nav><time datetime='2020-03-12'>Thursday</time><p>{words}</p></body></html>"
    );
    let added = post(service.clone(), "text/html; charset=utf-8", page).await;
    assert_eq!(added.status, 201);
    let address = added.header(header::LOCATION);
    let kept = send(service, request(Method::GET, address).body(Body::empty()).unwrap())
        .await
        .json();
    assert_eq!(
        (&kept["title"], &kept["source"], &kept["date"]),
        (&json!("Rockets"), &json!("Example News"), &json!("2020-03-12"))
    );
    assert!(!kept["text"].as_str().unwrap().contains("Sport"));
}

#[tokio::test]
async fn articles_that_cannot_be_read_are_refused() {
    check_problem(&post(service(), "application/json", "{").await, 400, None);
    check_problem(
        &post(service(), "application/json", "{\"title\": \"x\"}").await,
        400,
        None,
    );
    let wrong_date = "{\"text\": \"x\", \"date\": \"someday\"}";
    check_problem(
        &post(service(), "application/json", wrong_date).await,
        400,
        Some("date"),
    );
    check_problem(&post(service(), "text/html", "<html></html>").await, 400, None);
    check_problem(&post(service(), "text/html", "<div>".repeat(100_000)).await, 400, None);
    check_problem(&post(service(), "text/plain", " \n").await, 400, Some("text"));
    check_problem(&post(service(), "image/png", "x").await, 415, Some("Content-Type"));
    let large = vec![b'x'; 2 * 1024 * 1024 + 1];
    check_problem(&post(service(), "text/plain", large).await, 413, None);
}

#[tokio::test]
async fn compressed_articles_are_unpacked_within_limits() {
    let send_as = async |coding: &str, media_type: &str, body: Vec<u8>| {
        let request = request(Method::POST, "/api/documents").header(header::CONTENT_ENCODING, coding);
        let request = request.header(header::CONTENT_TYPE, media_type);
        send(service(), request.body(Body::from(body)).unwrap()).await
    };
    let lines = b"{\"id\": \"a\", \"text\": \"Quiet.\"}\n{\"id\": \"b\", \"text\": \"Quiet too.\"}\n";
    for (coding, body) in [
        ("gzip", gzip(lines)),
        ("ZSTD", zstd(lines)),
        ("identity", lines.to_vec()),
    ] {
        let added = send_as(coding, "application/x-ndjson", body).await;
        assert_eq!(added.status, 201, "{coding}");
        assert_eq!(added.json()["documents"].as_array().unwrap().len(), 2);
    }
    let coding = Some("Content-Encoding");
    check_problem(&send_as("br", "text/plain", b"x".to_vec()).await, 415, coding);
    check_problem(&send_as("gzip, gzip", "text/plain", b"x".to_vec()).await, 415, coding);
    check_problem(&send_as("gzip", "text/plain", b"Quiet.".to_vec()).await, 400, coding);
    let cut = gzip(lines)[..30].to_vec();
    check_problem(&send_as("gzip", "application/x-ndjson", cut).await, 400, coding);
    let megabyte = vec![b'a'; 1 << 20];
    for (coding, bomb) in [("gzip", gzip(&megabyte).repeat(3)), ("zstd", zstd(&megabyte).repeat(3))] {
        assert!(bomb.len() < 100_000);
        check_problem(&send_as(coding, "text/plain", bomb.clone()).await, 413, None);
        check_problem(
            &send_as(coding, "application/x-ndjson", bomb.repeat(3)).await,
            413,
            None,
        );
    }
}

#[tokio::test]
async fn other_sites_are_kept_out() {
    let ask = async |host: &str| {
        let request = Request::builder().uri("/healthz").header(header::HOST, host);
        send(service(), request.body(Body::empty()).unwrap()).await
    };
    assert_eq!(ask("127.0.0.1:8750").await.status, 200);
    assert_eq!(ask("[::1]:8750").await.status, 200);
    check_problem(&ask("rebound.example:8750").await, 403, None);
    let post_from = async |origin: &str| {
        let request = request(Method::POST, "/api/documents").header(header::ORIGIN, origin);
        let request = request.header(header::CONTENT_TYPE, "text/plain");
        send(service(), request.body(Body::from("Nothing happened.")).unwrap()).await
    };
    assert_eq!(post_from("http://localhost:8750").await.status, 201);
    check_problem(&post_from("http://evil.example").await, 403, None);
    check_problem(&post_from("http://localhost:9999").await, 403, None);
    check_problem(&post_from("null").await, 403, None);
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let host = Request::builder().uri("/api").header(header::HOST, "evil.example");
    let refused = send(service(), host.body(Body::empty()).unwrap()).await;
    let answers = [get("/api").await, get("/nothing").await, get("/").await, refused];
    for answer in answers {
        let policy = answer.header(header::CONTENT_SECURITY_POLICY);
        assert_eq!(
            policy,
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; \
             base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        );
        assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(answer.header(header::REFERRER_POLICY), "no-referrer");
    }
}

#[tokio::test]
async fn the_page_is_served_compressed_and_once() {
    let page = get("/").await;
    assert_eq!(
        (page.status.as_u16(), page.header(header::CONTENT_TYPE)),
        (200, "text/html; charset=utf-8")
    );
    assert_eq!(page.header(header::CACHE_CONTROL), "no-cache");
    let tag = page.header(header::ETAG);
    let again = request(Method::GET, "/index.html").header(header::IF_NONE_MATCH, tag);
    let again = send(service(), again.body(Body::empty()).unwrap()).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    let zipped = request(Method::GET, ITEMS).header(header::ACCEPT_ENCODING, "gzip");
    let zipped = send(service(), zipped.body(Body::empty()).unwrap()).await;
    assert_eq!(zipped.header(header::CONTENT_ENCODING), "gzip");
}

#[tokio::test]
async fn health_and_landing_page_say_what_is_there() {
    let health = get("/healthz").await.json();
    assert_eq!(
        (&health["status"], &health["store"], &health["incidents"]),
        (&json!("ok"), &json!("memory"), &json!(4))
    );
    let landing = get("/api").await.json();
    assert_eq!(
        (landing["documents"].as_u64(), landing["incidents"].as_u64()),
        (Some(3), Some(4))
    );
    for link in landing["links"].as_array().unwrap() {
        let address = link["href"].as_str().unwrap();
        let address = address.strip_prefix("http://localhost:8750").unwrap();
        assert_eq!(get(address).await.status, 200, "{address}");
    }
}
