//! What leaves the program, format by format.

mod binary;

use dateline::export::csv::TableWriter;
use dateline::export::format::ExportFormat;
use dateline::export::geojson::{CollectionWriter, incident_feature};
use dateline::export::geojsonseq;
use dateline::export::jsonl::dates_line;
use dateline::export::places::{DescribePlace, PlaceCounts, PlaceDescription, toponym_features, toponym_line};
use dateline::export::table::{Layer, incident_row};
use dateline::export::wire::IncidentProperties;
use dateline::gazetteer::PlaceId;
use dateline::geography::LonLat;
use dateline::incident::Incident;
use dateline::record::StoredIncident;
use dateline::store::{ExportRequest, IncidentQuery, Sort, write_export};
use dateline::time::{Meaning, Timex, TimexType};
use geojson::{FeatureCollection, GeometryValue};
use jiff::civil::date;

use crate::support::{
    TAJI_TEXT, bare_incident, document, four_incident_store, knowledge, lexicon, settlement, span, stored_taji_attack,
    taji_article,
};

/// Knows Baghdad.
struct OnlyBaghdad;

impl DescribePlace for OnlyBaghdad {
    fn describe(&self, id: PlaceId) -> Option<PlaceDescription> {
        (id == PlaceId(98182)).then(|| PlaceDescription {
            name: "Baghdad".to_owned(),
            point: LonLat::new(44.4009, 33.3406).unwrap(),
            feature_code: "PPLC".to_owned(),
            country: "IQ".to_owned(),
            admin1: "Baghdad".to_owned(),
        })
    }
}

fn stored(incident: Incident) -> StoredIncident {
    let document = document("d", "", date(2020, 1, 1));
    StoredIncident::all(vec![incident], &document).remove(0)
}

fn pretty(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap()
}

#[test]
fn a_feature_carries_every_property_of_the_contract() {
    let feature = incident_feature(&stored_taji_attack(), lexicon().taxonomy()).unwrap();
    insta::assert_snapshot!("taji_feature", pretty(&feature));
}

#[test]
fn offsets_are_code_points_of_the_text() {
    let properties = IncidentProperties::new(&stored_taji_attack(), lexicon().taxonomy());
    let characters: Vec<char> = TAJI_TEXT.chars().collect();
    for evidence in &properties.evidence {
        let words: String = characters[evidence.start..evidence.end].iter().collect();
        assert_eq!(words, evidence.text);
    }
    let sentence = properties.sentence.chars().count();
    let sentence: String = characters[properties.sentence_start..][..sentence].iter().collect();
    assert_eq!(sentence, properties.sentence);
}

#[test]
fn an_incident_without_a_place_has_a_null_geometry() {
    let feature = incident_feature(&stored(bare_incident("a", "flood")), lexicon().taxonomy()).unwrap();
    let json = serde_json::to_value(&feature).unwrap();
    assert_eq!(json["geometry"], serde_json::Value::Null);
    assert_eq!(json["properties"]["location_precision"], "none");
    assert_eq!(json["properties"]["killed_min"], serde_json::Value::Null);
    assert_eq!(json["properties"]["uncertainty_m"], serde_json::Value::Null);
}

#[test]
fn a_type_that_the_taxonomy_lacks_is_its_own_label() {
    let properties = IncidentProperties::new(&stored(bare_incident("a", "alien_landing")), lexicon().taxonomy());
    assert_eq!(
        (properties.type_label.as_str(), properties.group.as_str()),
        ("alien_landing", "other")
    );
}

#[test]
fn a_written_collection_reads_back_with_seven_decimals() {
    let mut writer = CollectionWriter::new(Vec::new()).unwrap();
    let feature = incident_feature(&stored_taji_attack(), lexicon().taxonomy()).unwrap();
    writer.write(&feature).unwrap();
    writer.write(&feature).unwrap();
    let text = String::from_utf8(writer.finish().unwrap()).unwrap();
    let collection: FeatureCollection = text.parse().unwrap();
    assert_eq!(collection.features.len(), 2);
    let Some(GeometryValue::Point { coordinates }) = collection.features[0].geometry.as_ref().map(|g| &g.value) else {
        panic!("no point")
    };
    // Longitude first: Taji lies at 44° east, 33° north.
    assert_eq!(coordinates.as_slice(), [44.256_718_3, 33.523_9]);
}

#[test]
fn each_feature_of_a_sequence_follows_a_record_separator() {
    let mut bytes = Vec::new();
    let feature = incident_feature(&stored_taji_attack(), lexicon().taxonomy()).unwrap();
    geojsonseq::write(&mut bytes, &feature).unwrap();
    geojsonseq::write(&mut bytes, &feature).unwrap();
    let records: Vec<&[u8]> = bytes.split(|byte| *byte == 0x1e).collect();
    assert_eq!(records.len(), 3);
    assert!(records[0].is_empty());
    assert!(records[1..].iter().all(|record| record.ends_with(b"}\n")));
}

#[test]
fn a_table_row_fits_the_header_and_disarms_formulas() {
    let hostile = Incident {
        title: "=HYPERLINK(\"http://evil.example\",\"click\")".to_owned(),
        location: Some(settlement("@home", -71.06, -0.5, ["US", "United States", "+1"])),
        ..bare_incident("-1e5", "flood")
    };
    let properties = IncidentProperties::new(&stored(hostile), lexicon().taxonomy());
    let mut table = TableWriter::new(Vec::new(), Layer::Incidents).unwrap();
    table.write(&incident_row(&properties)).unwrap();
    let bytes = table.finish().unwrap();
    let mut rows = csv::Reader::from_reader(bytes.as_slice());
    let names: Vec<&str> = Layer::Incidents
        .definition()
        .columns
        .iter()
        .map(|column| column.name)
        .collect();
    assert_eq!(rows.headers().unwrap(), names.clone());
    let row = rows.records().next().unwrap().unwrap();
    let cell = |name: &str| row[names.iter().position(|column| *column == name).unwrap()].to_owned();
    assert_eq!(cell("title"), "'=HYPERLINK(\"http://evil.example\",\"click\")");
    assert_eq!(cell("place"), "'@home");
    assert_eq!(cell("longitude"), "-71.06");
    assert_eq!(cell("id"), "-1e5");
    assert_eq!(cell("killed_min"), "");
    assert_eq!(cell("actors"), "[]");
    assert_eq!(cell("document"), "d");
}

#[test]
fn a_toponym_line_names_the_place_and_keeps_the_unresolved() {
    let (document, mut analysis) = taji_article();
    let mut bare = analysis.toponyms[0].candidates.to_vec();
    bare[0].evidence = [].into();
    analysis.toponyms[0].candidates = bare.into();
    let mut unknown = analysis.toponyms[0].clone();
    unknown.toponym.span = span(TAJI_TEXT, "Taji");
    unknown.candidates = [].into();
    let toponyms = [unknown, analysis.toponyms[0].clone()];
    let line = toponym_line(&document, &toponyms, &OnlyBaghdad);
    insta::assert_snapshot!(serde_json::to_string(&line).unwrap(), @r#"{"id":"taji-article","toponyms":[{"start":44,"end":48,"name":"Taji","role":"literal","alternatives":[]},{"start":67,"end":74,"name":"Baghdad","lat":33.3406,"lon":44.4009,"place_id":98182,"place":"Baghdad","feature_code":"PPLC","country":"IQ","admin1":"Baghdad","score":0.9,"role":"literal","alternatives":[]}]}"#);
    let features = toponym_features(&line).collect::<Result<Vec<_>, _>>().unwrap();
    assert!(features[0].geometry.is_none() && features[1].geometry.is_some());
}

#[test]
fn places_are_counted_over_documents() {
    let (_, analysis) = taji_article();
    let twice = [analysis.toponyms.clone(), analysis.toponyms].concat();
    let mut counts = PlaceCounts::default();
    counts.add(&twice);
    counts.add(&twice[..1]);
    let features = counts.features(&OnlyBaghdad).unwrap();
    insta::assert_snapshot!(serde_json::to_string(&features).unwrap(), @r#"[{"type":"Feature","geometry":{"type":"Point","coordinates":[44.4009,33.3406]},"id":"98182","properties":{"place_id":98182,"place":"Baghdad","feature_code":"PPLC","country":"IQ","admin1":"Baghdad","count":3,"document_count":2}}]"#);
}

#[test]
fn a_dates_line_speaks_timex3() {
    let (document, _) = taji_article();
    let wednesday = Timex {
        span: span(TAJI_TEXT, "Wednesday"),
        kind: TimexType::Date,
        value: "2020-03-11".to_owned(),
        meaning: Meaning::None,
        is_explicit: false,
    };
    let line = dates_line(&document, &[wednesday]);
    insta::assert_snapshot!(serde_json::to_string(&line).unwrap(), @r#"{"id":"taji-article","timexes":[{"start":11,"end":20,"text":"Wednesday","type":"DATE","value":"2020-03-11"}]}"#);
}

#[test]
fn exports_come_in_the_order_asked_for_with_or_without_a_limit() {
    let ids = |query: IncidentQuery| {
        let mut bytes = Vec::new();
        let request = ExportRequest {
            query,
            layer: Layer::Incidents,
            format: ExportFormat::GeoJson,
        };
        write_export(&four_incident_store(), &knowledge(), &request, Box::new(&mut bytes)).unwrap();
        let collection: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        let features = collection["features"].as_array().unwrap().iter();
        features
            .map(|feature| feature["id"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let killed = IncidentQuery {
        sort: Sort::Killed,
        ..IncidentQuery::default()
    };
    assert_eq!(ids(IncidentQuery::default())[0], "gaziantep");
    assert_eq!(ids(killed.clone()).len(), 4);
    assert_eq!(ids(killed.clone())[0], "taji");
    let second = IncidentQuery {
        offset: 1,
        ..killed.clone()
    };
    assert_eq!(ids(second), ids(killed)[1..]);
}
