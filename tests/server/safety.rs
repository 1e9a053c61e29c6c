//! What others may do: read, and write with the token; pages of other sites nothing, unless they are named.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::{Method, header};
use dateline::server::{AppState, router};
use serde_json::json;

use super::{check_problem, request, send};
use crate::support::{four_incident_store, knowledge};

fn serving(change: impl FnOnce(&mut AppState)) -> Router {
    let mut state = AppState::new(knowledge(), Arc::new(four_incident_store()));
    change(&mut state);
    router(Arc::new(state))
}

async fn write(service: &Router, authorization: &str) -> super::Answer {
    let request = request(Method::POST, "/api/documents")
        .header(header::CONTENT_TYPE, "text/plain")
        .header(header::AUTHORIZATION, authorization);
    send(service.clone(), request.body(Body::from("Quiet.")).unwrap()).await
}

#[tokio::test]
async fn others_write_only_with_the_token() {
    let without = serving(|state| state.is_loopback_only = false);
    check_problem(&write(&without, "Bearer secret").await, 403, None);
    let with = serving(|state| {
        state.is_loopback_only = false;
        state.token = Some("secret".to_owned());
    });
    for wrong in ["", "Bearer", "Bearer secre", "Bearer secret2", "Basic secret", "secret"] {
        let refused = write(&with, wrong).await;
        check_problem(&refused, 401, None);
        assert_eq!(refused.header(header::WWW_AUTHENTICATE), "Bearer");
    }
    assert_eq!(write(&with, "Bearer secret").await.status, 201);
    for (method, address) in [
        (Method::DELETE, "/api/documents/quake"),
        (Method::POST, "/api/corrections"),
        (Method::POST, "/api/corrections/import"),
        (Method::DELETE, "/api/corrections/x"),
    ] {
        check_problem(
            &send(with.clone(), request(method, address).body(Body::empty()).unwrap()).await,
            401,
            None,
        );
    }
    let read = request(Method::GET, "/api/corrections").body(Body::empty()).unwrap();
    assert_eq!(send(with, read).await.status, 200);
    // On this machine alone nobody needs one.
    assert_eq!(write(&serving(|_| {}), "").await.status, 201);
}

#[tokio::test]
async fn only_pages_of_named_sites_may_read_the_answers() {
    let origin = async |service: &Router, origin: &str| {
        let request = request(Method::GET, "/api/timeline").header(header::ORIGIN, origin);
        let answer = send(service.clone(), request.body(Body::empty()).unwrap()).await;
        answer.header(header::ACCESS_CONTROL_ALLOW_ORIGIN).to_owned()
    };
    assert_eq!(origin(&serving(|_| {}), "https://maps.example").await, "");
    let open = serving(|state| state.allowed_origins = vec!["https://maps.example".to_owned()]);
    assert_eq!(origin(&open, "https://maps.example").await, "https://maps.example");
    assert_eq!(origin(&open, "https://evil.example").await, "");
}

#[tokio::test]
async fn requests_are_counted_and_told() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let lines = Arc::clone(&told);
    let service = serving(|state| {
        state.logger = Some(Arc::new(move |log| lines.lock().unwrap().push(log.to_string())));
    });
    let ask = async |address: &str| {
        send(
            service.clone(),
            request(Method::GET, address).body(Body::empty()).unwrap(),
        )
        .await
    };
    ask("/api/timeline?step=month").await;
    ask("/api/nothing").await;
    let metrics = String::from_utf8(ask("/metrics").await.body).unwrap();
    for line in [
        "dateline_incidents 4",
        "dateline_requests_total{method=\"GET\",status=\"200\"} 1",
        "dateline_requests_total{method=\"GET\",status=\"404\"} 1",
    ] {
        assert!(metrics.lines().any(|known| known == line), "{line} in {metrics}");
    }
    let told = told.lock().unwrap();
    assert!(
        told[0].starts_with("method=GET address=\"/api/timeline?step=month\" status=200 duration_ms="),
        "{told:?}"
    );
}

const NAMES: [&str; 15] = [
    "bbox",
    "region",
    "near",
    "type",
    "from",
    "datetime",
    "actor",
    "min_killed",
    "precision",
    "q",
    "filter",
    "token",
    "sortby",
    "limit",
    "f",
];
const PATHS: [&str; 7] = [
    "/api/collections/incidents/items",
    "/api/collections/places/items",
    "/api/collections/documents/items",
    "/api/clusters/0/0/0",
    "/api/timeline",
    "/api/regions",
    "/api/places",
];

/// Words that break servers: empty, null, far too long, far too many, not UTF-8.
#[tokio::test]
async fn strange_requests_get_answers_and_no_server_errors() {
    let service = serving(|_| {});
    let long = "x".repeat(60_000);
    let deep = format!("{}{}", "%28".repeat(5_000), "TRUE");
    for value in [
        "",
        "null",
        "%00",
        "%FF",
        "-1",
        "1e999",
        "NaN",
        "[]",
        "{}",
        "%F0%9F%92%A5",
        long.as_str(),
        deep.as_str(),
    ] {
        for name in NAMES {
            for path in PATHS {
                let request = request(Method::GET, &format!("{path}?{name}={value}"))
                    .body(Body::empty())
                    .unwrap();
                let status = send(service.clone(), request).await.status;
                assert!(
                    !status.is_server_error(),
                    "{path}?{name}={}",
                    value.get(..40).unwrap_or(value)
                );
            }
        }
    }
}

#[tokio::test]
async fn strange_bodies_get_answers_and_no_server_errors() {
    let service = serving(|_| {});
    let nested = json!({"action": "hide", "incident": "x".repeat(100_000)}).to_string();
    for body in ["", "null", "[]", "{\"text\": null}", "{\"text\": \"\\u0000\"}", &nested] {
        for address in ["/api/documents", "/api/corrections", "/api/corrections/import"] {
            let request = request(Method::POST, address).header(header::CONTENT_TYPE, "application/json");
            let status = send(service.clone(), request.body(Body::from(body.to_owned())).unwrap())
                .await
                .status;
            assert!(
                !status.is_server_error(),
                "{address} {}",
                body.get(..40).unwrap_or(body)
            );
        }
    }
}
