//! The demo articles under filters by place: the command and the API answer alike, and as a look at every incident says.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use dateline::geography::LonLat;
use serde_json::Value;

use super::{Answer, ITEMS, request};
use crate::support::knowledge;

/// Ain al-Asad air base.
const AIN_AL_ASAD: LonLat = LonLat {
    lon: 42.441,
    lat: 33.786,
};

/// A pair of a filter, as an address and a command say it.
type Pair = (&'static str, &'static str);
/// Whether a feature is meant by a question.
type Test<'t> = &'t dyn Fn(&Value) -> bool;

fn dateline(arguments: &[&str]) -> Vec<u8> {
    let done = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    done.stdout
}

fn features(json: &[u8]) -> Vec<Value> {
    let collection: Value = serde_json::from_slice(json).unwrap();
    collection["features"].as_array().unwrap().clone()
}

fn ids<'f>(features: impl IntoIterator<Item = &'f Value>) -> BTreeSet<String> {
    let ids = features
        .into_iter()
        .map(|feature| feature["id"].as_str().unwrap().to_owned());
    ids.collect()
}

fn by_command(store: &str, pairs: &[Pair]) -> BTreeSet<String> {
    let options = pairs
        .iter()
        .flat_map(|(name, value)| [format!("--{name}"), (*value).to_owned()]);
    let options: Vec<String> = options.collect();
    let mut arguments = vec!["export", "--store", store, "--format", "geojson"];
    arguments.extend(options.iter().map(String::as_str));
    ids(&features(&dateline(&arguments)))
}

async fn by_api(store: &Path, pairs: &[Pair]) -> BTreeSet<String> {
    let store = dateline::store::GeoPackageStore::open(store, knowledge()).unwrap();
    let state = dateline::server::AppState::new(knowledge(), std::sync::Arc::new(store));
    let encoded = |value: &str| value.replace(' ', "%20");
    let pairs = pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value)));
    let address = format!("{ITEMS}?limit=1000&{}", pairs.collect::<Vec<_>>().join("&"));
    let asked = request(axum::http::Method::GET, &address)
        .body(axum::body::Body::empty())
        .unwrap();
    let Answer { status, body, .. } = super::send(dateline::server::router(std::sync::Arc::new(state)), asked).await;
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&body));
    ids(&features(&body))
}

fn is_near(feature: &Value) -> bool {
    let coordinates = &feature["geometry"]["coordinates"];
    let point = coordinates[0].as_f64().zip(coordinates[1].as_f64());
    point.is_some_and(|(lon, lat)| AIN_AL_ASAD.distance_km(LonLat { lon, lat }) <= 50.0)
}

#[tokio::test]
async fn the_demo_is_filtered_by_region_and_distance_alike_by_command_and_api() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("demo-filters");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("demo.gpkg");
    let store = path.to_str().unwrap();
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/demo");
    dateline(&["ingest", demo.to_str().unwrap(), "--store", store]);
    let all = features(&dateline(&["export", "--store", store, "--format", "geojson"]));
    let property = |feature: &Value, name: &str| feature["properties"][name].as_str().unwrap_or_default().to_owned();
    let in_anbar = |feature: &Value| property(feature, "admin1").contains("Anbar");
    let in_iraq =
        |feature: &Value| property(feature, "country") == "IQ" && *"2020-01-01" <= *property(feature, "date_end");
    let questions: [(&[Pair], Test<'_>); 5] = [
        (&[("region", "Anbar")], &in_anbar),
        (&[("region", "Iraq"), ("from", "2020-01-01")], &in_iraq),
        (&[("near", "Ain Al-Asad,50")], &is_near),
        (&[("region", "Anbar"), ("near", "Ain Al-Asad,50")], &|feature| {
            in_anbar(feature) && is_near(feature)
        }),
        (&[("region", "Anbar"), ("region", "Sri Lanka")], &|feature| {
            in_anbar(feature) || property(feature, "country") == "LK"
        }),
    ];
    for (pairs, is_meant) in questions {
        let expected = ids(all.iter().filter(|feature| is_meant(feature)));
        assert!(
            !expected.is_empty() && expected.len() < all.len(),
            "{pairs:?} tells nothing"
        );
        assert_eq!(expected, by_command(store, pairs), "{pairs:?} by command");
        assert_eq!(expected, by_api(&path, pairs).await, "{pairs:?} by the API");
    }
}
