//! The columns of every layer, in one place: what CSV, GeoPackage, FlatGeobuf, GeoParquet and KML write, and what stores keep.

use std::borrow::Cow;

use serde::Serialize;

use super::places::PlaceProperties;
use super::wire::{IncidentProperties, SourceProperties};
use crate::gazetteer::{Gazetteer, PlaceId, Polygons};
use crate::geography::{LonLat, simplify};
use crate::geopackage::geometry::circle;
use crate::geopackage::schema::{ColumnDefinition, ColumnType, TableDefinition};

/// What can be exported, each as one table with a geometry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Layer {
    /// Incidents, as points.
    #[default]
    Incidents,
    /// The uncertainty of each incident, as polygons.
    Areas,
    /// The places that documents name, as points, with how often.
    Places,
}

impl Layer {
    /// Every layer by its name.
    pub const NAMES: [(&'static str, Layer); 3] = [
        ("incidents", Layer::Incidents),
        ("areas", Layer::Areas),
        ("places", Layer::Places),
    ];

    /// The layer of that name.
    pub fn of_name(name: &str) -> Option<Layer> {
        let mut known = Layer::NAMES.iter();
        known.find(|(known, _)| *known == name).map(|(_, layer)| *layer)
    }

    /// Its name, its geometry and its columns.
    pub fn definition(self) -> &'static TableDefinition {
        match self {
            Layer::Incidents => &INCIDENTS,
            Layer::Areas => &AREAS,
            Layer::Places => &PLACES,
        }
    }
}

/// The value of a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'v> {
    /// Unknown.
    Null,
    /// Words.
    Text(Cow<'v, str>),
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// Yes or no.
    Boolean(bool),
    /// A day, ISO 8601.
    Date(&'v str),
}

/// Where a row lies, WGS84, longitude first.
#[derive(Clone, Debug, PartialEq)]
pub enum RowGeometry {
    /// Nowhere that is known.
    None,
    /// A point.
    Point(LonLat),
    /// One or more polygons, each an outer ring and holes.
    Polygons(Polygons),
}

/// A row of a layer; as many values as the layer has columns.
#[derive(Clone, Debug, PartialEq)]
pub struct TableRow<'r> {
    /// Identifies the row: that of the incident, or of the place.
    pub id: Cow<'r, str>,
    /// Where.
    pub geometry: RowGeometry,
    /// By column.
    pub values: Vec<Value<'r>>,
}

/// A column with how its cells come out of an incident.
struct IncidentColumn {
    definition: ColumnDefinition,
    value: fn(&IncidentProperties) -> Value<'_>,
}

const fn column(name: &'static str, kind: ColumnType, description: &'static str) -> ColumnDefinition {
    ColumnDefinition {
        name,
        kind,
        description,
    }
}

const fn text(
    name: &'static str,
    description: &'static str,
    value: fn(&IncidentProperties) -> Value<'_>,
) -> IncidentColumn {
    of_kind(Text, name, description, value)
}

const fn of_kind(
    kind: ColumnType,
    name: &'static str,
    description: &'static str,
    value: fn(&IncidentProperties) -> Value<'_>,
) -> IncidentColumn {
    IncidentColumn {
        definition: column(name, kind, description),
        value,
    }
}

use ColumnType::{Boolean, Date, Integer, Real, Text};

const INCIDENT_TABLE: [IncidentColumn; 42] = [
    text("id", "Stable identifier", |i| words(&i.id)),
    text("type", "Type id of the taxonomy", |i| words(&i.kind)),
    text("type_label", "Label of the type", |i| words(&i.type_label)),
    text("group", "Group of the type", |i| words(&i.group)),
    text("title", "One line that a reader understands", |i| words(&i.title)),
    of_kind(Date, "date_start", "First day", |i| day(i.date_start.as_ref())),
    of_kind(Date, "date_end", "Last day, inclusive", |i| day(i.date_end.as_ref())),
    text("date_precision", "day, range, week, month, year or unknown", |i| {
        words(i.date_precision)
    }),
    text("place", "Resolved name of the place", |i| maybe(i.place.as_ref())),
    text("place_mention", "The words of the text that name the place", |i| {
        maybe(i.place_mention.as_ref())
    }),
    of_kind(Integer, "place_id", "Gazetteer identifier of the place", |i| {
        number(i.place_id)
    }),
    text("feature_code", "GeoNames feature code of the place", |i| {
        maybe(i.feature_code.as_ref())
    }),
    text("admin1", "First-order division, by name", |i| maybe(i.admin1.as_ref())),
    text("admin2", "Second-order division, by name", |i| maybe(i.admin2.as_ref())),
    text("country", "ISO 3166-1 alpha-2", |i| maybe(i.country.as_ref())),
    text("country_name", "Country, by name", |i| maybe(i.country_name.as_ref())),
    of_kind(Real, "longitude", "Degrees east, WGS84", |i| real(i.longitude)),
    of_kind(Real, "latitude", "Degrees north, WGS84", |i| real(i.latitude)),
    text(
        "location_precision",
        "site, settlement, district, province, region, country or none",
        |i| words(i.location_precision),
    ),
    of_kind(
        Real,
        "uncertainty_m",
        "Metres around the point within which it is believed to lie",
        |i| real(i.uncertainty_m),
    ),
    of_kind(
        Integer,
        "killed_min",
        "Fewest killed; empty is unknown, 0 is stated",
        |i| number(i.killed_min),
    ),
    of_kind(Integer, "killed_max", "Most killed that was said", |i| {
        number(i.killed_max)
    }),
    of_kind(Boolean, "killed_open", "At least: the real figure may be higher", |i| {
        Value::Boolean(i.killed_open)
    }),
    of_kind(
        Integer,
        "injured_min",
        "Fewest injured; empty is unknown, 0 is stated",
        |i| number(i.injured_min),
    ),
    of_kind(Integer, "injured_max", "Most injured that was said", |i| {
        number(i.injured_max)
    }),
    of_kind(
        Boolean,
        "injured_open",
        "At least: the real figure may be higher",
        |i| Value::Boolean(i.injured_open),
    ),
    text("actors", "Who took part: JSON list of name, role and kind", |i| {
        json(&i.actors)
    }),
    text("perpetrator", "Perpetrators' names, with \"; \" between", |i| {
        maybe(i.perpetrator.as_ref())
    }),
    text("target", "Targets' names, with \"; \" between", |i| {
        maybe(i.target.as_ref())
    }),
    text("weapons", "With what, with \"; \" between", |i| {
        Value::Text(i.weapons.join("; ").into())
    }),
    text("status", "reported, claimed, alleged or denied", |i| words(i.status)),
    of_kind(Boolean, "background", "Whether the article recalls it as past", |i| {
        Value::Boolean(i.background)
    }),
    of_kind(Real, "confidence", "0 to 1, calibrated", |i| Value::Real(i.confidence)),
    text(
        "evidence",
        "The words behind each fact: JSON list of role, start, end and text",
        |i| json(&i.evidence),
    ),
    text("sentence", "The sentence that tells it best", |i| words(&i.sentence)),
    of_kind(
        Integer,
        "sentence_start",
        "Where it begins in the text, code points",
        |i| Value::Integer(i64::try_from(i.sentence_start).unwrap_or(i64::MAX)),
    ),
    text("document", "Identifier of the first document that tells it", |i| {
        source(i, |s| Some(&s.document))
    }),
    text("document_title", "Its headline", |i| source(i, |s| s.title.as_ref())),
    text("url", "Where it was published", |i| source(i, |s| s.url.as_ref())),
    text("publisher", "Publisher's name or domain", |i| {
        source(i, |s| s.publisher.as_ref())
    }),
    of_kind(Date, "document_date", "Its publication day", |i| {
        day(i.sources.first().and_then(|source| source.date.as_ref()))
    }),
    of_kind(Integer, "source_count", "How many documents tell it", |i| {
        Value::Integer(i64::try_from(i.sources.len()).unwrap_or(i64::MAX))
    }),
];

const INCIDENT_COLUMNS: [ColumnDefinition; INCIDENT_TABLE.len()] = {
    let mut columns = [INCIDENT_TABLE[0].definition; INCIDENT_TABLE.len()];
    let mut at = 0;
    while at < columns.len() {
        columns[at] = INCIDENT_TABLE[at].definition;
        at += 1;
    }
    columns
};

static INCIDENTS: TableDefinition = TableDefinition {
    name: "incidents",
    description: "Incidents read out of news articles, one row for each event",
    geometry: Some("POINT"),
    columns: &INCIDENT_COLUMNS,
};

/// Columns that areas share with incidents, by name.
const SHARED_WITH_AREAS: [&str; 12] = [
    "id",
    "type",
    "type_label",
    "group",
    "title",
    "date_start",
    "date_end",
    "place",
    "country",
    "location_precision",
    "uncertainty_m",
    "confidence",
];

const AREA_COLUMNS: [ColumnDefinition; SHARED_WITH_AREAS.len() + 1] = {
    let mut columns = [column(
        "shape",
        Text,
        "outline of an administrative area, or circle of the uncertainty",
    ); SHARED_WITH_AREAS.len() + 1];
    let mut at = 0;
    while at < SHARED_WITH_AREAS.len() {
        columns[at] = incident_column(SHARED_WITH_AREAS[at]);
        at += 1;
    }
    columns
};

/// The definition of the incidents' column of that name; compiling fails where there is none.
const fn incident_column(name: &str) -> ColumnDefinition {
    let mut at = 0;
    while !is_same(INCIDENT_TABLE[at].definition.name, name) {
        at += 1;
    }
    INCIDENT_TABLE[at].definition
}

const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

static AREAS: TableDefinition = TableDefinition {
    name: "areas",
    description: "The area within which each incident is believed to lie",
    geometry: Some("MULTIPOLYGON"),
    columns: &AREA_COLUMNS,
};

static PLACES: TableDefinition = TableDefinition {
    name: "places",
    description: "Every place that the documents name, with how often",
    geometry: Some("POINT"),
    columns: &[
        column("place_id", Integer, "Gazetteer identifier"),
        column("place", Text, "Display name"),
        column("feature_code", Text, "GeoNames feature code"),
        column("country", Text, "ISO 3166-1 alpha-2"),
        column("admin1", Text, "First-order division, by name"),
        column("count", Integer, "How often it is named"),
        column("document_count", Integer, "In how many documents"),
    ],
};

/// The row of an incident.
pub fn incident_row(incident: &IncidentProperties) -> TableRow<'_> {
    TableRow {
        id: Cow::Borrowed(&incident.id),
        geometry: point_of(incident).map_or(RowGeometry::None, RowGeometry::Point),
        values: INCIDENT_TABLE.iter().map(|column| (column.value)(incident)).collect(),
    }
}

/// The row of an incident's area; `None` where no place is known.
pub fn area_row<'i>(incident: &'i IncidentProperties, gazetteer: &Gazetteer) -> Option<TableRow<'i>> {
    let (shape, polygons) = area_of(incident, gazetteer)?;
    let shared = SHARED_WITH_AREAS.iter().filter_map(|name| {
        let column = INCIDENT_TABLE.iter().find(|column| column.definition.name == *name)?;
        Some((column.value)(incident))
    });
    Some(TableRow {
        id: Cow::Borrowed(&incident.id),
        geometry: RowGeometry::Polygons(polygons),
        values: shared.chain([Value::Text(shape.into())]).collect(),
    })
}

/// The row of a place; `point` is where it lies.
pub fn place_row(place: &PlaceProperties, point: LonLat) -> TableRow<'_> {
    let count = |count: usize| Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
    TableRow {
        id: Cow::Owned(place.place_id.to_string()),
        geometry: RowGeometry::Point(point),
        values: vec![
            Value::Integer(i64::from(place.place_id)),
            words(&place.place),
            words(&place.feature_code),
            words(&place.country),
            words(&place.admin1),
            count(place.count),
            count(place.document_count),
        ],
    }
}

fn point_of(incident: &IncidentProperties) -> Option<LonLat> {
    LonLat::new(incident.longitude?, incident.latitude?)
}

/// The outline of a country or a first-order division, where the gazetteer has one; else the circle of the uncertainty.
fn area_of(incident: &IncidentProperties, gazetteer: &Gazetteer) -> Option<(&'static str, Polygons)> {
    /// An outline is drawn with corners so far apart, degrees: a country has about a hundred then.
    const TOLERANCE_DEG: f64 = 0.05;
    let point = point_of(incident)?;
    let place = incident.place_id.and_then(|id| gazetteer.place(PlaceId(id)));
    let area = place.filter(|place| place.is_country() || place.is_admin1());
    if let Some(outline) = area.and_then(|place| gazetteer.outline(&place)) {
        let coarse = outline.iter().filter_map(|rings| {
            let outer = simplify(rings.first()?, TOLERANCE_DEG);
            (4 <= outer.len()).then(|| vec![outer])
        });
        let coarse: Polygons = coarse.collect();
        let polygons = if coarse.is_empty() { outline } else { coarse };
        return Some(("outline", polygons));
    }
    Some(("circle", circle(point, incident.uncertainty_m?)))
}

fn words(words: &str) -> Value<'_> {
    Value::Text(Cow::Borrowed(words))
}

fn maybe(words: Option<&String>) -> Value<'_> {
    words.map_or(Value::Null, |words| Value::Text(Cow::Borrowed(words)))
}

fn day(day: Option<&String>) -> Value<'_> {
    day.map_or(Value::Null, |day| Value::Date(day))
}

fn number<'v>(number: Option<u32>) -> Value<'v> {
    number.map_or(Value::Null, |number| Value::Integer(i64::from(number)))
}

fn real<'v>(number: Option<f64>) -> Value<'v> {
    number.map_or(Value::Null, Value::Real)
}

/// Lists of ours are always JSON; an empty cell stands for what serde would refuse.
fn json<'v>(value: &impl Serialize) -> Value<'v> {
    serde_json::to_string(value).map_or(Value::Null, |json| Value::Text(json.into()))
}

fn source(incident: &IncidentProperties, part: fn(&SourceProperties) -> Option<&String>) -> Value<'_> {
    maybe(incident.sources.first().and_then(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_begin_with_the_columns_that_they_share() {
        let names: Vec<&str> = AREAS.columns.iter().map(|column| column.name).collect();
        assert_eq!(names.split_last(), Some((&"shape", &SHARED_WITH_AREAS[..])));
        for (_, layer) in Layer::NAMES {
            assert!(
                layer
                    .definition()
                    .columns
                    .iter()
                    .all(|column| !column.description.is_empty())
            );
        }
    }
}
