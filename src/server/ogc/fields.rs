//! The properties of each collection, with their types, for schemas and queryables.

use serde_json::{Map, Value, json};

use crate::store::{PROPERTIES, PropertyKind};

/// A property of a collection's features.
#[derive(Clone, Copy, Debug)]
pub(in crate::server) struct Field {
    pub(in crate::server) name: &'static str,
    kind: Kind,
    description: &'static str,
}

/// What its values are; an upper-case N may be null too.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Text,
    TextN,
    DateN,
    Number,
    NumberN,
    Integer,
    IntegerN,
    Bool,
    Texts,
    Objects,
}

const fn field(name: &'static str, kind: Kind, description: &'static str) -> Field {
    Field {
        name,
        kind,
        description,
    }
}

/// The properties of an incident, in the order of outputs.
pub(in crate::server) const INCIDENT: [Field; 37] = [
    field("id", Kind::Text, "Stable identifier"),
    field("type", Kind::Text, "Type id of the taxonomy, such as drone_strike"),
    field("type_label", Kind::Text, "Label of the type"),
    field("group", Kind::Text, "Group of the type"),
    field("title", Kind::Text, "One line that a reader understands"),
    field("date_start", Kind::DateN, "First day"),
    field("date_end", Kind::DateN, "Last day, inclusive"),
    field("date_precision", Kind::Text, "day, range, week, month, year or unknown"),
    field("place", Kind::TextN, "Resolved name of the place"),
    field("place_mention", Kind::TextN, "The words in the text"),
    field("place_id", Kind::IntegerN, "Gazetteer identifier"),
    field("feature_code", Kind::TextN, "GeoNames feature code"),
    field("admin1", Kind::TextN, "First-order division, by name"),
    field("admin2", Kind::TextN, "Second-order division, by name"),
    field("country", Kind::TextN, "ISO 3166-1 alpha-2"),
    field("country_name", Kind::TextN, "Country, by name"),
    field("longitude", Kind::NumberN, "Degrees east, WGS84"),
    field("latitude", Kind::NumberN, "Degrees north, WGS84"),
    field(
        "location_precision",
        Kind::Text,
        "site, settlement, district, province, region, country or none",
    ),
    field(
        "uncertainty_m",
        Kind::NumberN,
        "Metres around the point within which it is believed to lie",
    ),
    field(
        "killed_min",
        Kind::IntegerN,
        "Fewest killed; null is unknown, 0 is stated",
    ),
    field("killed_max", Kind::IntegerN, "Most killed that was said"),
    field("killed_open", Kind::Bool, "At least: the real figure may be higher"),
    field(
        "injured_min",
        Kind::IntegerN,
        "Fewest injured; null is unknown, 0 is stated",
    ),
    field("injured_max", Kind::IntegerN, "Most injured that was said"),
    field("injured_open", Kind::Bool, "At least: the real figure may be higher"),
    field("actors", Kind::Objects, "Who took part: name, role and kind"),
    field("perpetrator", Kind::TextN, "Perpetrators' names, with \"; \" between"),
    field("target", Kind::TextN, "Targets' names, with \"; \" between"),
    field("weapons", Kind::Texts, "With what"),
    field("status", Kind::Text, "reported, claimed, alleged or denied"),
    field("background", Kind::Bool, "Whether the article recalls it as past"),
    field("confidence", Kind::Number, "0 to 1, calibrated"),
    field(
        "evidence",
        Kind::Objects,
        "The words behind each fact: role, start, end, text",
    ),
    field("sentence", Kind::Text, "The sentence that tells it best"),
    field(
        "sentence_start",
        Kind::Integer,
        "Where it begins in the text, code points",
    ),
    field("sources", Kind::Objects, "Who reported it"),
];

/// The properties of an incident's area.
pub(in crate::server) const AREA: [Field; 13] = [
    field("id", Kind::Text, "Identifier of the incident"),
    field("type", Kind::Text, "Type id of the taxonomy"),
    field("type_label", Kind::Text, "Label of the type"),
    field("group", Kind::Text, "Group of the type"),
    field("title", Kind::Text, "One line that a reader understands"),
    field("date_start", Kind::DateN, "First day"),
    field("date_end", Kind::DateN, "Last day, inclusive"),
    field("place", Kind::TextN, "Resolved name of the place"),
    field("country", Kind::TextN, "ISO 3166-1 alpha-2"),
    field("location_precision", Kind::Text, "From site to country"),
    field("uncertainty_m", Kind::NumberN, "Metres around the incident's point"),
    field("confidence", Kind::Number, "0 to 1, calibrated"),
    field("shape", Kind::Text, "outline of an area, or circle of the uncertainty"),
];

/// The properties of a place.
pub(in crate::server) const PLACE: [Field; 7] = [
    // As of incidents: GDAL takes a plain integer for one of 32 bits with a sign, which identifiers exceed.
    field("place_id", Kind::IntegerN, "Gazetteer identifier"),
    field("place", Kind::Text, "Display name"),
    field("feature_code", Kind::Text, "GeoNames feature code"),
    field("country", Kind::Text, "ISO 3166-1 alpha-2, or empty"),
    field("admin1", Kind::Text, "First-order division, by name, or empty"),
    field("count", Kind::Integer, "How often it is named"),
    field("document_count", Kind::Integer, "In how many documents"),
];

/// The properties of a document in lists.
pub(in crate::server) const DOCUMENT: [Field; 7] = [
    field("id", Kind::Text, "Identifier"),
    field("title", Kind::TextN, "Headline"),
    field("date", Kind::DateN, "Publication day"),
    field("source", Kind::TextN, "Publisher's name or domain"),
    field("url", Kind::TextN, "Where it was published"),
    field("language", Kind::TextN, "BCP 47"),
    field("incident_count", Kind::Integer, "How many incidents it tells"),
];

impl Field {
    /// Its JSON Schema.
    fn schema(&self) -> Value {
        let known = |known: Value| {
            let mut known = known;
            known["description"] = json!(self.description);
            known
        };
        let maybe = |kind: Value| known(json!({"oneOf": [kind, {"type": "null"}]}));
        match self.kind {
            Kind::Text => known(json!({"type": "string"})),
            Kind::TextN => maybe(json!({"type": "string"})),
            Kind::DateN => maybe(json!({"type": "string", "format": "date"})),
            Kind::Number => known(json!({"type": "number"})),
            Kind::NumberN => maybe(json!({"type": "number"})),
            Kind::Integer => known(json!({"type": "integer"})),
            Kind::IntegerN => maybe(json!({"type": "integer"})),
            Kind::Bool => known(json!({"type": "boolean"})),
            Kind::Texts => known(json!({"type": "array", "items": {"type": "string"}})),
            Kind::Objects => known(json!({"type": "array", "items": {"type": "object"}})),
        }
    }
}

/// The JSON Schema of a feature with these properties; `geometry` is the name of a GeoJSON geometry, or `None` for features without one.
pub(in crate::server) fn feature_schema(id: &str, title: &str, geometry: Option<&str>, fields: &[Field]) -> Value {
    let properties: Map<String, Value> = fields
        .iter()
        .map(|field| (field.name.to_owned(), field.schema()))
        .collect();
    let geometry = match geometry {
        Some(kind) => json!({"oneOf": [
            {"type": "object", "required": ["type", "coordinates"], "properties": {
                "type": {"type": "string", "enum": [kind]}, "coordinates": {"type": "array", "items": {}}}},
            {"type": "null"}
        ]}),
        None => json!({"type": "null"}),
    };
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": id,
        "title": title,
        "type": "object",
        "required": ["type", "geometry", "properties"],
        "properties": {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": {"type": "string"},
            "geometry": geometry,
            "properties": {"type": "object", "properties": properties},
        },
    })
}

/// What CQL2 filters of incidents may name, as a JSON Schema (Part 3, section 6.2).
pub(in crate::server) fn queryables(id: &str) -> Value {
    let mut properties: Map<String, Value> = PROPERTIES
        .iter()
        .map(|(name, _, kind)| {
            let described = INCIDENT.iter().find(|field| field.name == *name);
            let mut schema = match kind {
                PropertyKind::Text => json!({"type": "string"}),
                PropertyKind::Number => json!({"type": "number"}),
                PropertyKind::Integer => json!({"type": "integer"}),
                PropertyKind::Bool => json!({"type": "boolean"}),
                PropertyKind::Date => json!({"type": "string", "format": "date"}),
            };
            schema["title"] = json!(name);
            schema["description"] = json!(described.map(|field| field.description));
            ((*name).to_owned(), schema)
        })
        .collect();
    let geometry = json!({"title": "geometry", "format": "geometry-point", "x-ogc-role": "primary-geometry"});
    properties.insert("geometry".to_owned(), geometry);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": id,
        "title": "What filters of incidents may name",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    })
}
