//! A user's own places: a CSV table, or a GeoJSON feature collection (RFC 7946).

use std::collections::HashMap;
use std::path::Path;

use serde::Deserialize;

use super::dump::{number, point};
use super::{Import, misread, open, own_id};
use crate::gazetteer::draft::PlaceDraft;
use crate::gazetteer::error::GazetteerError;
use crate::gazetteer::feature_code::class_of;
use crate::gazetteer::outline::Polygons;
use crate::gazetteer::place::NameKind;
use crate::geography::LonLat;

/// Feature code of places that do not say what they are.
const UNSAID: &str = "PPL";

/// What a table or a feature may say of a place besides its point; all but the name may be missing.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Properties {
    name: String,
    /// Separated by `|`.
    names: String,
    id: String,
    feature_code: String,
    country: String,
    admin1: String,
    admin2: String,
    population: String,
}

impl Properties {
    fn draft(&self, point: LonLat, unsaid: &str) -> Result<PlaceDraft, String> {
        let code = if self.feature_code.is_empty() {
            unsaid
        } else {
            &self.feature_code
        };
        let id = match self.id.as_str() {
            "" => own_id(&self.name, point.lon, point.lat),
            id => number(id, "id")?,
        };
        let mut draft =
            PlaceDraft::new(id, &self.name, point, class_of(code), code).within(&self.country, &self.admin1);
        self.admin2.clone_into(&mut draft.admin2);
        if !self.population.is_empty() {
            draft.population = number(&self.population, "population")?;
        }
        let names = self.names.split('|').map(str::trim).filter(|name| !name.is_empty());
        draft
            .names
            .extend(names.map(|name| (name.to_owned(), NameKind::Alternate)));
        Ok(draft)
    }
}

impl Import<'_> {
    /// Columns `name`, `lat`, `lon`, and optionally those of [`Properties`]; others are ignored.
    pub(super) fn read_table(&mut self, path: &Path) -> Result<(), GazetteerError> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(open(path)?);
        let header = reader.headers().map_err(|error| misread(path, &error))?;
        let columns: HashMap<String, usize> = (0..)
            .zip(header.iter())
            .map(|(at, name)| (name.trim().trim_start_matches('\u{feff}').to_lowercase(), at))
            .collect();
        for needed in ["name", "lat", "lon"] {
            if !columns.contains_key(needed) {
                return Err(misread(path, &format!("the table has no column `{needed}`")));
            }
        }
        for record in reader.records() {
            let record = record.map_err(|error| misread(path, &error))?;
            let line = record.position().map_or(0, csv::Position::line);
            let cell = |column: &str| {
                columns
                    .get(column)
                    .and_then(|at| record.get(*at))
                    .unwrap_or_default()
                    .trim()
            };
            let properties = Properties {
                name: cell("name").to_owned(),
                names: cell("names").to_owned(),
                id: cell("id").to_owned(),
                feature_code: cell("feature_code").to_owned(),
                country: cell("country").to_owned(),
                admin1: cell("admin1").to_owned(),
                admin2: cell("admin2").to_owned(),
                population: cell("population").to_owned(),
            };
            let draft = point(cell("lon"), cell("lat")).and_then(|point| properties.draft(point, UNSAID));
            if let Err(reason) = draft.and_then(|draft| self.take(draft)) {
                self.skip(path, format!("line {line}"), reason);
            }
        }
        Ok(())
    }

    /// Points are places, polygons are regions: a place in the middle of the outer ring's box.
    pub(super) fn read_features(&mut self, path: &Path) -> Result<(), GazetteerError> {
        let text = std::io::read_to_string(open(path)?).map_err(|source| GazetteerError::Read {
            path: path.to_owned(),
            source,
        })?;
        let collection: Features = serde_json::from_str(&text).map_err(|error| misread(path, &error))?;
        for (feature, count) in collection.features.into_iter().zip(1_usize..) {
            let read = feature.geometry.as_ref().map(Geometry::middle);
            let point = read
                .flatten()
                .ok_or_else(|| "it has no point and no polygon".to_owned());
            let properties = feature
                .properties
                .into_iter()
                .map(|(name, value)| (name, plain(&value)));
            let properties: HashMap<String, String> = properties.collect();
            let of = |name: &str| properties.get(name).cloned().unwrap_or_default();
            let properties = Properties {
                name: of("name"),
                names: of("names"),
                id: of("id"),
                feature_code: of("feature_code"),
                country: of("country"),
                admin1: of("admin1"),
                admin2: of("admin2"),
                population: of("population"),
            };
            let unsaid = if matches!(feature.geometry, Some(Geometry::Point { .. })) {
                UNSAID
            } else {
                "RGN"
            };
            let taken = point
                .and_then(|point| properties.draft(point, unsaid))
                .and_then(|draft| {
                    let (country, admin1) = (draft.country.clone(), draft.admin1.clone());
                    let outline = if draft.code == "ADM1" || draft.code.starts_with("PCL") {
                        feature.geometry
                    } else {
                        None
                    };
                    self.take(draft)?;
                    if let Some(polygons) = outline.and_then(Geometry::polygons) {
                        let admin1 = if properties.feature_code == "ADM1" {
                            admin1
                        } else {
                            String::new()
                        };
                        self.outlines.push((country, admin1, polygons));
                    }
                    Ok(())
                });
            if let Err(reason) = taken {
                self.skip(path, format!("feature {count}"), reason);
            }
        }
        Ok(())
    }
}

#[derive(Debug, Deserialize)]
struct Features {
    features: Vec<Feature>,
}

#[derive(Debug, Deserialize)]
struct Feature {
    #[serde(default)]
    properties: serde_json::Map<String, serde_json::Value>,
    geometry: Option<Geometry>,
}

/// The geometries that are a place; positions may have heights, which are ignored.
#[derive(Debug, Deserialize)]
#[serde(tag = "type")]
enum Geometry {
    Point {
        coordinates: Vec<f64>,
    },
    Polygon {
        coordinates: Vec<Vec<Vec<f64>>>,
    },
    MultiPolygon {
        coordinates: Vec<Vec<Vec<Vec<f64>>>>,
    },
    #[serde(other)]
    Other,
}

impl Geometry {
    fn middle(&self) -> Option<LonLat> {
        let polygons = match self {
            Geometry::Point { coordinates } => return position(coordinates),
            Geometry::Polygon { coordinates } => std::slice::from_ref(coordinates),
            Geometry::MultiPolygon { coordinates } => coordinates.as_slice(),
            Geometry::Other => return None,
        };
        // Of several polygons the one with the most corners is the main land.
        let outer = polygons
            .iter()
            .filter_map(|polygon| polygon.first())
            .max_by_key(|ring| ring.len())?;
        let corners: Vec<LonLat> = outer.iter().filter_map(|corner| position(corner)).collect();
        let range = |of: fn(&LonLat) -> f64| {
            let degrees = corners.iter().map(of);
            degrees.fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)))
        };
        let ((west, east), (south, north)) = (range(|point| point.lon), range(|point| point.lat));
        LonLat::new(f64::midpoint(west, east), f64::midpoint(south, north))
    }

    fn polygons(self) -> Option<Polygons> {
        let polygons = match self {
            Geometry::Polygon { coordinates } => vec![coordinates],
            Geometry::MultiPolygon { coordinates } => coordinates,
            Geometry::Point { .. } | Geometry::Other => return None,
        };
        let ring = |ring: Vec<Vec<f64>>| ring.iter().map(|corner| position(corner)).collect::<Option<Vec<_>>>();
        let polygon = |polygon: Vec<Vec<Vec<f64>>>| polygon.into_iter().map(ring).collect::<Option<Vec<_>>>();
        polygons.into_iter().map(polygon).collect()
    }
}

fn position(coordinates: &[f64]) -> Option<LonLat> {
    LonLat::new(*coordinates.first()?, *coordinates.get(1)?)
}

/// A property as a table would have it.
fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Null => String::new(),
        other => other.to_string(),
    }
}
