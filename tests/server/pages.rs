//! Pages of incidents and documents, one of them in full, and what changes them.

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, header};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::layers::{ask, crowded, list};
use super::{ITEMS, check_problem, get, post, request, send, service};

/// The path and query of the link with that relation.
fn link(page: &Value, rel: &str) -> Option<String> {
    let link = list(page, "links").iter().find(|link| link["rel"] == rel)?;
    let href = link["href"].as_str().unwrap();
    Some(href.strip_prefix("http://localhost:8750").unwrap().to_owned())
}

fn ids(page: &Value) -> Vec<String> {
    let features = list(page, "features").iter();
    features
        .map(|feature| feature["id"].as_str().unwrap().to_owned())
        .collect()
}

/// A query with what may not stand in an address percent-encoded.
pub(super) fn encoded(query: &str) -> String {
    let letters = query.chars().map(|letter| match letter {
        ' ' => "%20".to_owned(),
        '"' => "%22".to_owned(),
        '{' => "%7B".to_owned(),
        '}' => "%7D".to_owned(),
        '<' => "%3C".to_owned(),
        '>' => "%3E".to_owned(),
        '%' => "%25".to_owned(),
        other => other.to_string(),
    });
    letters.collect()
}

async fn walk(service: &Router, first: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut next = Some(first.to_owned());
    while let Some(address) = next {
        let page = ask(service, &address).await;
        assert_eq!(page["numberReturned"], ids(&page).len());
        found.extend(ids(&page));
        next = link(&page, "next");
    }
    found
}

#[tokio::test]
async fn pages_follow_each_other_in_every_order() {
    let service = crowded();
    for query in [
        "",
        "&type=flood",
        "&sortby=place",
        "&sortby=-killed&region=Iraq",
        "&sortby=-confidence",
    ] {
        let whole = ask(&service, &format!("{ITEMS}?limit=10000{query}")).await;
        assert_eq!(link(&whole, "next"), None);
        let paged = walk(&service, &format!("{ITEMS}?limit=37{query}")).await;
        assert_eq!(paged, ids(&whole), "{query}");
    }
}

#[tokio::test]
async fn an_incident_that_comes_meanwhile_neither_repeats_nor_hides_others() {
    let service = crowded();
    let first = ask(&service, &format!("{ITEMS}?limit=100")).await;
    let article = json!({"date": "2026-03-12", "text": "A drone strike killed four people in Baghdad on Wednesday."});
    let added = post(service.clone(), "application/json", article.to_string()).await;
    assert_eq!(added.json()["incident_count"], 1);
    let second = ask(&service, &link(&first, "next").unwrap()).await;
    let all = ids(&ask(&service, &format!("{ITEMS}?limit=201")).await);
    assert_eq!([ids(&first), ids(&second)].concat(), all[1..201]);
}

#[tokio::test]
async fn datetimes_select_as_days_do() {
    let service = crowded();
    for (datetime, days) in [
        ("2019-03-05", "from=2019-03-05&to=2019-03-05"),
        (
            "2019-03-01T00:00:00Z/2019-06-30T23:59:59Z",
            "from=2019-03-01&to=2019-06-30",
        ),
        ("../2019-06-30", "to=2019-06-30"),
        ("2020-01-01/..", "from=2020-01-01"),
    ] {
        let one = ask(&service, &format!("{ITEMS}?datetime={datetime}")).await;
        let other = ask(&service, &format!("{ITEMS}?{days}")).await;
        assert_eq!(one["features"], other["features"]);
        assert!(one["numberMatched"].as_u64() > Some(0), "{datetime}");
    }
    for wrong in ["yesterday", "../..", "/", "2020-02-30", "2020-02-01/2020-01-01", ""] {
        check_problem(&get(&format!("{ITEMS}?datetime={wrong}")).await, 400, Some("datetime"));
    }
    check_problem(&get(&format!("{ITEMS}?sortby=colour")).await, 400, Some("sortby"));
    check_problem(&get(&format!("{ITEMS}?token=xyz")).await, 400, Some("token"));
}

const RAID: &str =
    "An air strike killed 7 people in Mosul, Iraq, on Tuesday. No attacks were reported in Basra on Wednesday.";

async fn with_raid() -> (Router, Value) {
    let service = service();
    let article = json!({"id": "raid", "title": "Raid", "date": "2020-03-12", "text": RAID});
    let added = post(service.clone(), "application/json", article.to_string()).await;
    assert_eq!(added.status, 201, "{}", added.json());
    (service, added.json())
}

#[tokio::test]
async fn an_incident_says_why_it_is_where_it_is() {
    let (service, added) = with_raid().await;
    let id = added["incidents"][0].as_str().unwrap();
    let feature = ask(&service, &format!("{ITEMS}/{id}")).await;
    let candidates = list(&feature["properties"], "candidates");
    assert_eq!(candidates[0]["name"], "Mosul");
    assert_eq!(candidates[0]["place_id"], feature["properties"]["place_id"]);
    assert!(!list(&candidates[0], "reasons").is_empty());
    assert_eq!(
        link(&feature, "collection").as_deref(),
        Some("/api/collections/incidents")
    );
}

/// Evidence may hold the country's name beside the town's: what is listed must be what gave the place.
#[tokio::test]
async fn candidates_are_those_of_the_words_that_gave_the_place() {
    let service = service();
    let article = include_str!("../../data/demo/turkey-syria-2023-02-10.json");
    let added = post(service.clone(), "application/json", article.to_owned()).await;
    let mut seen = 0;
    for id in list(&added.json()["documents"][0], "incidents") {
        let feature = ask(&service, &format!("{ITEMS}/{}", id.as_str().unwrap())).await;
        let properties = &feature["properties"];
        let candidates = list(properties, "candidates");
        if !candidates.is_empty() && !properties["place_id"].is_null() {
            seen += 1;
            assert_eq!(
                candidates[0]["place_id"], properties["place_id"],
                "{}",
                properties["title"]
            );
        }
    }
    assert!(3 <= seen, "{seen} of its incidents have candidates");
}

#[tokio::test]
async fn a_document_comes_with_all_that_was_read_out_of_it() {
    let (service, _) = with_raid().await;
    let document = ask(&service, "/api/collections/documents/items/raid").await;
    assert_eq!(
        (&document["type"], &document["title"]),
        (&json!("Feature"), &json!("Raid"))
    );
    let mosul = &list(&document, "toponyms")[0];
    let letters: Vec<char> = RAID.chars().collect();
    let at = |key: &str| usize::try_from(mosul[key].as_u64().unwrap()).unwrap();
    assert_eq!(letters[at("start")..at("end")].iter().collect::<String>(), "Mosul");
    assert_eq!(mosul["place"], "Mosul");
    assert_eq!(document["timexes"][0]["value"], "2020-03-10");
    assert_eq!(list(&document, "incidents").len(), 1);
    assert_eq!(document["rejected"][0]["text"], "attacks");
    assert_eq!(document["rejected"][0]["reason"], "negated");
}

#[tokio::test]
async fn documents_have_pages_too() {
    let (service, _) = with_raid().await;
    let all = walk(&service, "/api/collections/documents/items?limit=1").await;
    assert_eq!(all, ["quake", "raid", "syria", "taji-article"]);
    let march = ask(
        &service,
        "/api/collections/documents/items?datetime=2020-03-01/2020-03-31",
    )
    .await;
    assert_eq!(ids(&march), ["raid", "taji-article"]);
    let boxed = ask(&service, "/api/collections/documents/items?bbox=-180,-90,180,90").await;
    assert_eq!(boxed["numberMatched"], 0);
    check_problem(&get("/api/collections/documents/items?q=x").await, 400, Some("q"));
}

#[tokio::test]
async fn many_articles_come_as_lines_and_wrong_ones_are_told() {
    let lines = "{\"id\": \"one\", \"text\": \"Quiet.\"}\n\nnonsense\n{\"id\": \"two\", \"text\": \"Calm.\"}\n{\"id\": \"one\", \"text\": \"Still.\"}\n";
    let service = service();
    let added = post(service.clone(), "application/x-ndjson", lines).await;
    assert_eq!(added.status, 201);
    let answer = added.json();
    let got: Vec<_> = list(&answer, "documents")
        .iter()
        .map(|document| &document["id"])
        .collect();
    assert_eq!(got, ["one", "two", "one"]);
    assert_eq!(answer["errors"][0]["line"], 3);
    assert_eq!(
        ask(&service, "/api/collections/documents/items/one").await["text"],
        "Still."
    );
}

#[tokio::test]
async fn a_document_goes_with_its_incidents() {
    let (service, added) = with_raid().await;
    let delete = |address: String| {
        send(
            service.clone(),
            request(Method::DELETE, &address).body(Body::empty()).unwrap(),
        )
    };
    assert_eq!(delete("/api/documents/raid".to_owned()).await.status, 204);
    check_problem(&delete("/api/documents/raid".to_owned()).await, 404, None);
    let id = added["incidents"][0].as_str().unwrap();
    let gone = request(Method::GET, &format!("{ITEMS}/{id}"))
        .body(Body::empty())
        .unwrap();
    check_problem(&send(service.clone(), gone).await, 404, None);
}

fn correction(body: &Value) -> Request<Body> {
    let request = request(Method::POST, "/api/corrections").header(header::CONTENT_TYPE, "application/json");
    request.body(Body::from(body.to_string())).unwrap()
}

#[tokio::test]
async fn corrections_are_made_listed_carried_and_undone() {
    let (service, _) = with_raid().await;
    let made = send(
        service.clone(),
        correction(&json!({"action": "set_type", "incident": "taji", "type": "flood"})),
    )
    .await;
    assert_eq!(made.status, 201, "{}", made.json());
    let taji = ask(&service, &format!("{ITEMS}/taji")).await;
    assert_eq!(taji["properties"]["type"], "flood");
    let file = ask(&service, "/api/corrections/export").await;
    assert_eq!(ask(&service, "/api/corrections").await, file);
    let import = request(Method::POST, "/api/corrections/import").header(header::CONTENT_TYPE, "application/json");
    let again = send(service.clone(), import.body(Body::from(file.to_string())).unwrap()).await;
    assert_eq!(again.json(), json!({"added": 0, "known": 1}));
    let undo = request(Method::DELETE, made.header(header::LOCATION))
        .body(Body::empty())
        .unwrap();
    assert_eq!(send(service.clone(), undo).await.status, 204);
    let taji = ask(&service, &format!("{ITEMS}/taji")).await;
    assert_eq!(taji["properties"]["type"], "missile_rocket_attack");
    let wrong = json!({"action": "set_type", "incident": "taji", "type": "nonsense"});
    check_problem(&send(service.clone(), correction(&wrong)).await, 400, Some("type"));
    let wrong = json!({"action": "hide", "incident": "no-such"});
    check_problem(&send(service.clone(), correction(&wrong)).await, 400, Some("incident"));
    check_problem(&send(service, correction(&json!({"action": "fly"}))).await, 400, None);
}

#[tokio::test]
async fn open_pages_are_told_of_changes() {
    let service = service();
    let listen = request(Method::GET, "/api/events").body(Body::empty()).unwrap();
    let response = service.clone().oneshot(listen).await.unwrap();
    assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
    let mut events = response.into_body();
    post(service.clone(), "text/plain", "Quiet.").await;
    let event = events.frame().await.unwrap().unwrap().into_data().unwrap();
    let event = String::from_utf8(event.to_vec()).unwrap();
    assert!(event.starts_with("event: change\ndata: {\"documents\":[\""), "{event}");
    assert!(event.contains("\"added\":0,\"removed\":0,\"total\":4}"), "{event}");
}
