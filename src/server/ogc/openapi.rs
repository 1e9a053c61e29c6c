//! What can be asked, as OpenAPI 3.0.
//!
//! Written by hand as JSON: the makers of such documents from Rust types (utoipa since its version 5) write OpenAPI 3.1, which the
//! conformance class `oas30` and GDAL do not read. A test asks every address that stands here, and a snapshot holds the document.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::collections::{COLLECTIONS, Collection};
use super::fields::feature_schema;
use crate::export::format::ExportFormat;
use crate::export::geojson::MEDIA_TYPE as GEOJSON;
use crate::export::table::Layer;
use crate::server::error::ApiError;
use crate::server::links::{Base, JSON, OPENAPI, SCHEMA};
use crate::server::parameters::Parameters;
use crate::server::state::SharedState;
use crate::store::{CRS84, MAX_LIMIT, PARAMETERS, Sort, kind_groups};

/// The document.
pub(in crate::server) async fn show(
    State(state): State<SharedState>,
    base: Base,
    parameters: Parameters,
) -> Result<Response, ApiError> {
    parameters.none()?;
    let groups = kind_groups(state.lexicon.taxonomy());
    let groups_and_types = groups.iter().flat_map(|group| {
        let types = group.kinds.iter().map(|kind| kind.id.as_str());
        std::iter::once(group.id).chain(types)
    });
    let document = document(&base.address("/api"), &groups_and_types.collect::<Vec<_>>());
    Ok(([(header::CONTENT_TYPE, OPENAPI)], document.to_string()).into_response())
}

/// The parameters that page through an answer.
const PAGING: [&str; 4] = ["limit", "offset", "token", "sortby"];

/// The parameters that select incidents, by their names below `components`.
fn filters() -> impl Iterator<Item = &'static str> {
    PARAMETERS.into_iter().filter(|name| !PAGING.contains(name))
}

fn document(server: &str, types: &[&str]) -> Value {
    let mut paths = Map::new();
    for (path, operations) in described_paths() {
        paths.insert(path, operations);
    }
    json!({
        "openapi": "3.0.3",
        "info": {
            "title": "Dateline",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Incidents read out of news articles, as an OGC API – Features with CQL2 filters, map layers and corrections.",
            "license": {"name": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": server}],
        "paths": paths,
        "components": {
            "parameters": parameters(types),
            "schemas": schemas(),
            "responses": {"problem": {
                "description": "What was wrong; names the parameter (RFC 9457)",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/problem"}}},
            }},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    })
}

fn parameters(types: &[&str]) -> Value {
    let parameter = |name: &str, schema: Value, description: &str| json!({"name": name, "in": "query", "description": description, "schema": schema, "style": "form", "explode": false});
    let text = || json!({"type": "string", "minLength": 1});
    let day = || json!({"type": "string", "format": "date"});
    let list = |items: Value| json!({"type": "array", "items": items, "minItems": 1});
    let sorts: Vec<&str> = Sort::WORDS.iter().map(|(word, _)| *word).collect();
    let precisions = [
        "site",
        "settlement",
        "district",
        "province",
        "region",
        "country",
        "none",
    ];
    let bbox = json!({"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6});
    let mut region = parameter(
        "region",
        list(json!({"type": "string"})),
        "Countries and divisions, by name or place id",
    );
    region["explode"] = json!(true);
    json!({
        "bbox": parameter("bbox", bbox, "West, south, east, north in degrees; west beyond east crosses the antimeridian"),
        "datetime": parameter("datetime", text(), "A day, a moment, or an interval such as 2020-03-01/.."),
        "limit": parameter("limit", json!({"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": 100}), "The most features of a page"),
        "offset": parameter("offset", json!({"type": "integer", "minimum": 0}), "How many to leave out; pages are better followed by their links"),
        "token": parameter("token", text(), "Where the page begins: taken from the link next"),
        "sortby": parameter("sortby", json!({"type": "string", "enum": sorts}), "The order"),
        "region": region,
        "near": parameter("near", text(), "PLACE,KILOMETRES or longitude,latitude,kilometres"),
        "from": parameter("from", day(), "Not over before this day"),
        "to": parameter("to", day(), "Begun by this day"),
        "type": parameter("type", list(json!({"type": "string", "enum": types})), "Types and groups"),
        "actor": parameter("actor", text(), "Words of an actor's name"),
        "min_killed": parameter("min_killed", json!({"type": "integer", "minimum": 0, "maximum": u32::MAX}), "At least so many killed"),
        "precision": parameter("precision", list(json!({"type": "string", "enum": precisions})), "How exactly the place is known"),
        "min_confidence": parameter("min_confidence", json!({"type": "number", "minimum": 0, "maximum": 1}), "At least so sure"),
        "q": parameter("q", text(), "Words of the title, the sentence, the place or an actor"),
        "filter": parameter("filter", text(), "A condition in CQL2"),
        "filter-lang": parameter("filter-lang", json!({"type": "string", "enum": ["cql2-text", "cql2-json"], "default": "cql2-text"}), "Its language"),
        "filter-crs": parameter("filter-crs", json!({"type": "string", "enum": [CRS84], "default": CRS84}), "Of its geometries"),
        "f": parameter("f", json!({"type": "string", "enum": ["json", "html"]}), "The form of the answer"),
        "name": parameter("q", text(), "The beginning of a name"),
        "few": parameter("limit", json!({"type": "integer", "minimum": 1, "maximum": 50, "default": 10}), "The most places"),
        "geometry": parameter("geometry", json!({"type": "boolean", "default": false}), "With outlines"),
        "step": parameter("step", json!({"type": "string", "enum": ["day", "week", "month", "year"]}), "The length of a bin"),
        "bins": parameter("bins", json!({"type": "integer", "minimum": 1, "maximum": 1000}), "The most bins"),
        "layer": parameter("layer", json!({"type": "string", "enum": Layer::NAMES.map(|(name, _)| name), "default": "incidents"}), "What is written; places are those of all documents and take no filter"),
        "id": in_path("id", &json!({"type": "string"})),
        "z": in_path("z", &json!({"type": "integer", "minimum": 0, "maximum": 16})),
        "x": in_path("x", &json!({"type": "integer", "minimum": 0})),
        "y": in_path("y", &json!({"type": "integer", "minimum": 0})),
    })
}

fn in_path(name: &str, schema: &Value) -> Value {
    json!({"name": name, "in": "path", "required": true, "schema": schema})
}

fn schemas() -> Value {
    let mut schemas = json!({
        "problem": {"type": "object", "required": ["type", "title", "status", "detail"], "properties": {
            "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
            "detail": {"type": "string"}, "parameter": {"type": "string"}}},
        "link": {"type": "object", "required": ["href", "rel"], "properties": {
            "href": {"type": "string"}, "rel": {"type": "string"}, "type": {"type": "string"}, "title": {"type": "string"}}},
        "links": {"type": "array", "items": {"$ref": "#/components/schemas/link"}},
        "linked": {"type": "object", "required": ["links"], "properties": {"links": {"$ref": "#/components/schemas/links"}}},
        "counted": {"type": "object", "required": ["matched"], "properties": {"matched": {"type": "integer", "minimum": 0}}},
        "correction": {"type": "object", "required": ["action", "incident"], "properties": {
            "action": {"type": "string", "enum": ["move", "choose_place", "set_type", "set_date", "set_casualties", "merge", "split", "hide"]},
            "incident": {"type": "string"}, "scope": {"type": "string", "enum": ["mention", "document", "everywhere"]}}},
        "corrections": {"type": "object", "required": ["corrections"], "properties": {"corrections": {"type": "array", "items": {"type": "object"}}}},
        "document": {"type": "object", "required": ["text"], "properties": {
            "id": {"type": "string"}, "title": {"type": "string"}, "date": {"type": "string", "format": "date"},
            "source": {"type": "string"}, "url": {"type": "string"}, "text": {"type": "string", "minLength": 1}}},
    });
    for collection in &COLLECTIONS {
        let mut feature = feature_schema("", collection.title, collection.geometry, collection.fields);
        if let Some(members) = feature.as_object_mut() {
            // Of JSON Schema alone; OpenAPI 3.0 knows no type null, and says it otherwise.
            members.retain(|name, _| !name.starts_with('$'));
        }
        schemas[collection.id] = json!({
            "type": "object",
            "required": ["type", "features", "links", "numberReturned"],
            "properties": {
                "type": {"type": "string", "enum": ["FeatureCollection"]},
                "features": {"type": "array", "items": nullable(feature)},
                "links": {"$ref": "#/components/schemas/links"},
                "numberMatched": {"type": "integer", "minimum": 0},
                "numberReturned": {"type": "integer", "minimum": 0},
            },
        });
    }
    schemas
}

/// `oneOf` a type and null as OpenAPI 3.0 says it.
fn nullable(schema: Value) -> Value {
    match schema {
        Value::Object(members) => {
            if members.get("type") == Some(&json!("null")) {
                return json!({"type": "object", "nullable": true, "maxProperties": 0});
            }
            if let Some(Value::Array(choices)) = members.get("oneOf")
                && let [kind, Value::Object(null)] = choices.as_slice()
                && null.get("type") == Some(&json!("null"))
            {
                let mut kind = nullable(kind.clone());
                kind["nullable"] = json!(true);
                return kind;
            }
            Value::Object(
                members
                    .into_iter()
                    .map(|(name, member)| (name, nullable(member)))
                    .collect(),
            )
        }
        Value::Array(items) => Value::Array(items.into_iter().map(nullable).collect()),
        other => other,
    }
}

/// A parameter by reference.
fn reference(name: &&str) -> Value {
    json!({"$ref": format!("#/components/parameters/{name}")})
}

/// An operation that answers 200 with one kind of body, or with a problem.
fn reads(summary: &str, parameters: &[&str], media_type: &str, schema: &Value) -> Value {
    let parameters: Vec<Value> = parameters.iter().map(reference).collect();
    let mut content = Map::new();
    content.insert(media_type.to_owned(), json!({"schema": schema}));
    if media_type == JSON || media_type == GEOJSON || media_type == OPENAPI || media_type == SCHEMA {
        content.insert("text/html".to_owned(), json!({"schema": {"type": "string"}}));
    }
    json!({"get": {
        "summary": summary,
        "parameters": parameters,
        "responses": {
            "200": {"description": summary, "content": content},
            "default": {"$ref": "#/components/responses/problem"},
        },
    }})
}

fn of_schema(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn described_paths() -> Vec<(String, Value)> {
    let object = json!({"type": "object"});
    let mut paths: Vec<(String, Value)> = [
        ("/", reads("The landing page", &["f"], JSON, &of_schema("linked"))),
        ("/conformance", reads("The standards that are followed", &["f"], JSON, &json!({
            "type": "object", "required": ["conformsTo"], "properties": {"conformsTo": {"type": "array", "items": {"type": "string"}}}}))),
        ("/collections", reads("The collections", &["f"], JSON, &of_schema("linked"))),
    ]
    .map(|(path, operations)| (path.to_owned(), operations))
    .into();
    for collection in &COLLECTIONS {
        paths.extend(paths_of(collection));
    }
    let views = [
        ("/clusters/{z}/{x}/{y}", "The clusters of a tile", &["z", "x", "y"][..]),
        ("/timeline", "How many incidents began when", &["step", "bins"]),
        ("/facets", "The counts beside filters", &[]),
    ];
    for (path, summary, own) in views {
        let all: Vec<&str> = own.iter().copied().chain(filters()).collect();
        paths.push((
            path.to_owned(),
            plain(reads(summary, &all, JSON, &of_schema("counted"))),
        ));
    }
    let other = [
        (
            "/regions",
            reads(
                "Regions that have incidents",
                &["name", "geometry", "bbox", "near", "type", "from", "to"],
                JSON,
                &object,
            ),
        ),
        (
            "/places",
            reads("Places by the beginning of a name", &["name", "few"], JSON, &object),
        ),
        (
            "/taxonomy",
            reads("Types of incidents in their groups", &[], JSON, &object),
        ),
        (
            "/tiles/incidents",
            reads("Vector tiles, as TileJSON 3.0", &[], JSON, &object),
        ),
        ("/corrections", corrections()),
        ("/documents", documents()),
        ("/documents/{id}", deletes("Takes a document out")),
        ("/corrections/{id}", deletes("Takes a correction back")),
    ];
    paths.extend(other.map(|(path, operations)| (path.to_owned(), plain(operations))));
    paths.extend(ExportFormat::NAMES.map(export));
    paths
}

/// A file of a layer in a format.
fn export((ending, format): (&str, ExportFormat)) -> (String, Value) {
    let parameters: Vec<&str> = ["layer"].into_iter().chain(PARAMETERS).collect();
    let summary = "All that match as a file, or so many";
    let file = match format {
        ExportFormat::GeoJson => json!({"type": "object"}),
        _ => json!({"type": "string", "format": "binary"}),
    };
    let operations = plain(reads(summary, &parameters, format.media_type(), &file));
    (format!("/export.{ending}"), operations)
}

/// Without HTML: these addresses are for programs.
fn plain(mut operations: Value) -> Value {
    if let Some(content) = operations
        .pointer_mut("/get/responses/200/content")
        .and_then(Value::as_object_mut)
    {
        content.remove("text/html");
    }
    operations
}

fn paths_of(collection: &Collection) -> Vec<(String, Value)> {
    let path = |end: &str| format!("/collections/{}{end}", collection.id);
    let title = collection.title;
    let item = json!({"type": "object", "required": ["type", "geometry", "properties"]});
    let (list, has_filter): (Vec<&str>, bool) = match collection.id {
        "incidents" | "areas" => (PARAMETERS.into_iter().chain(["f"]).collect(), true),
        _ => (vec!["bbox", "datetime", "limit", "token", "f"], false),
    };
    let mut paths = vec![
        (path(""), reads(title, &["f"], JSON, &of_schema("linked"))),
        (
            path("/schema"),
            reads("The schema of its features", &["f"], SCHEMA, &json!({"type": "object"})),
        ),
        (path("/items"), reads(title, &list, GEOJSON, &of_schema(collection.id))),
        (path("/items/{id}"), reads(title, &["id", "f"], GEOJSON, &item)),
    ];
    if has_filter {
        paths.push((
            path("/queryables"),
            reads("What filters may name", &["f"], SCHEMA, &json!({"type": "object"})),
        ));
    }
    paths
}

/// A writing operation: with `--listen` elsewhere than on this machine it needs the token.
fn writes(summary: &str, status: &str, body: Option<Value>) -> Value {
    let mut operation = json!({
        "summary": summary,
        "security": [{"token": []}, {}],
        "responses": {
            status: {"description": "Done"},
            "default": {"$ref": "#/components/responses/problem"},
        },
    });
    if let Some(content) = body {
        operation["requestBody"] = json!({"required": true, "content": content});
        operation["responses"][status]["content"] = json!({JSON: {"schema": {"type": "object"}}});
    }
    operation
}

fn deletes(summary: &str) -> Value {
    let mut operation = writes(summary, "204", None);
    operation["parameters"] = json!([reference(&"id")]);
    json!({"delete": operation})
}

fn corrections() -> Value {
    let mut operations = reads("All corrections", &[], JSON, &of_schema("corrections"));
    let body = json!({JSON: {"schema": of_schema("correction")}});
    operations["post"] = writes("Makes a correction", "201", Some(body));
    operations
}

fn documents() -> Value {
    let text = json!({"schema": {"type": "string", "minLength": 1}});
    let body = json!({
        "text/plain": text, "text/markdown": text, "text/html": text, "application/x-ndjson": text,
        JSON: {"schema": of_schema("document")},
    });
    let mut operation = writes("Reads articles and keeps them", "201", Some(body));
    operation["description"] = json!("A body may be compressed: `Content-Encoding` gzip or zstd.");
    json!({"post": operation})
}
