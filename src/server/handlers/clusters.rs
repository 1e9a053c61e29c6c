//! `/api/clusters/{z}/{x}/{y}`: what one tile of the map shows of the incidents asked for.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;

use crate::export::wire::{degrees, location_precision_name};
use crate::geography::Bbox;
use crate::layer::{AreaCount, Cluster, Day, MapIndex, TileId, clusters_of};
use crate::server::error::ApiError;
use crate::server::parameters::Parameters;
use crate::server::state::SharedState;

/// The closest zoom with clusters; closer up, the incidents of a box are few enough to ask for them.
const CLOSEST_ZOOM: u8 = 16;

/// One tile. The counts of `clusters` and `areas`, and the number of `incidents`, over all tiles of a zoom, with `unlocated` give `matched`.
#[derive(Debug, Serialize)]
pub(in crate::server) struct TileAnswer {
    /// How many incidents pass the filter, in this tile or not.
    matched: usize,
    /// How many of these have no point.
    unlocated: usize,
    clusters: Vec<ClusterProperties>,
    incidents: Vec<IncidentSummary>,
    /// Incidents known by a large area, counted by area where they are too many to stand in `incidents`.
    areas: Vec<AreaProperties>,
}

#[derive(Debug, Serialize)]
struct ClusterProperties {
    longitude: f64,
    latitude: f64,
    count: usize,
    groups: BTreeMap<String, usize>,
    types: BTreeMap<String, usize>,
    /// The place that all are known by, where it is one.
    place: Option<String>,
    /// West, south, east, north.
    bbox: [f64; 4],
}

#[derive(Debug, Serialize)]
struct AreaProperties {
    name: String,
    country: String,
    #[serde(flatten)]
    cluster: ClusterProperties,
}

/// An incident as the map draws it.
#[derive(Debug, Serialize)]
struct IncidentSummary {
    id: String,
    r#type: String,
    group: String,
    title: String,
    /// Name of the place.
    place: Option<String>,
    longitude: f64,
    latitude: f64,
    location_precision: &'static str,
    uncertainty_m: Option<u32>,
    confidence: f64,
    date_start: Option<String>,
    date_end: Option<String>,
    country: String,
    country_name: String,
    admin1: String,
    /// The most that was said; null is unknown.
    killed_max: Option<u32>,
    injured_max: Option<u32>,
    /// Whether it is known only by a large area, and so no point of the map.
    areal: bool,
}

/// The clusters of a tile.
pub(in crate::server) async fn show(
    State(state): State<SharedState>,
    Path((zoom, x, y)): Path<(String, String, String)>,
    parameters: Parameters,
) -> Result<Json<TileAnswer>, ApiError> {
    let tile = read_tile(&zoom, &x, &y, CLOSEST_ZOOM)?;
    let (query, []) = parameters.filters_and([], &state.terms())?;
    let view = state.select(&query)?;
    let shown = clusters_of(&view.index, &view.picked, tile);
    let mut incidents = Vec::with_capacity(shown.alone.len() + shown.areal.len());
    for (rows, areal) in [(&shown.alone, false), (&shown.areal, true)] {
        let summaries = rows.iter();
        incidents.extend(summaries.filter_map(|number| IncidentSummary::new(&view.index, *number, areal)));
    }
    Ok(Json(TileAnswer {
        matched: view.picked.count(),
        unlocated: view.unlocated(),
        clusters: shown.clusters.iter().map(ClusterProperties::from).collect(),
        incidents,
        areas: shown.areas.iter().map(AreaProperties::from).collect(),
    }))
}

/// The tile of an address; what is no tile is not found.
pub(super) fn read_tile(zoom: &str, x: &str, y: &str, closest: u8) -> Result<TileId, ApiError> {
    let tile = zoom
        .parse()
        .ok()
        .filter(|zoom| *zoom <= closest)
        .zip(x.parse().ok().zip(y.parse().ok()))
        .and_then(|(zoom, (x, y))| TileId::new(zoom, x, y));
    tile.ok_or_else(|| {
        let detail =
            format!("there is no tile {zoom}/{x}/{y}; zooms are 0 to {closest}, columns and rows 0 to 2^zoom - 1");
        ApiError::not_found(detail)
    })
}

impl IncidentSummary {
    fn new(index: &MapIndex, number: u32, areal: bool) -> Option<IncidentSummary> {
        let columns = index.columns();
        let row = columns.row(number)?;
        let point = row.point()?;
        let region = columns.region(row);
        let day = |day: i32| jiff::civil::Date::from(Day(day)).to_string();
        Some(IncidentSummary {
            id: columns.id(row).to_owned(),
            r#type: columns.kind(row).to_owned(),
            group: index.group(row).to_owned(),
            title: columns.title(row).to_owned(),
            place: columns.place(row).map(str::to_owned),
            longitude: degrees(point.lon),
            latitude: degrees(point.lat),
            location_precision: row.precision().map_or("none", location_precision_name),
            uncertainty_m: row.uncertainty_m(),
            confidence: row.confidence(),
            date_start: row.days().map(|(first, _)| day(first)),
            date_end: row.days().map(|(_, last)| day(last)),
            country: region.map(|region| region.country.clone()).unwrap_or_default(),
            country_name: region.map(|region| region.country_name.clone()).unwrap_or_default(),
            admin1: region.map(|region| region.admin1.clone()).unwrap_or_default(),
            killed_max: row.killed(),
            injured_max: row.injured(),
            areal,
        })
    }
}

impl From<&Cluster<'_>> for ClusterProperties {
    fn from(cluster: &Cluster<'_>) -> Self {
        let Bbox {
            west,
            south,
            east,
            north,
        } = cluster.bbox;
        ClusterProperties {
            longitude: degrees(cluster.point.lon),
            latitude: degrees(cluster.point.lat),
            count: cluster.count,
            groups: owned(&cluster.groups),
            types: owned(&cluster.types),
            place: cluster.place.map(str::to_owned),
            bbox: [west, south, east, north].map(degrees),
        }
    }
}

impl From<&AreaCount<'_>> for AreaProperties {
    fn from(area: &AreaCount<'_>) -> Self {
        AreaProperties {
            name: area.name.to_owned(),
            country: area.country.to_owned(),
            cluster: ClusterProperties::from(&area.cluster),
        }
    }
}

/// Counts by name, as an answer holds them.
pub(super) fn owned(counts: &BTreeMap<&str, usize>) -> BTreeMap<String, usize> {
    counts
        .iter()
        .map(|(name, count)| ((*name).to_owned(), *count))
        .collect()
}
