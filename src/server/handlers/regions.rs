//! `/api/regions`: the countries and first-order divisions that have incidents, to filter by.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use geojson::Geometry;
use serde::Serialize;

use crate::export::geojson::multi_polygon;
use crate::incident::LocationPrecision;
use crate::server::error::ApiError;
use crate::server::parameters::Parameters;
use crate::server::state::SharedState;
use crate::store::{Columns, GazetteerTerms, Region, RegionCount, Row};
use crate::text::fold;

/// All regions found.
#[derive(Debug, Serialize)]
pub(in crate::server) struct Regions {
    regions: Vec<RegionProperties>,
}

/// One region; its `id` and its `name` are values for the filter `region`.
#[derive(Debug, Serialize)]
struct RegionProperties {
    id: String,
    name: String,
    /// `country` or `admin1`.
    kind: &'static str,
    /// ISO 3166-1 alpha-2.
    country: String,
    country_name: String,
    count: usize,
    /// Incidents that may lie in the division: of those that pass, the ones known only to lie in its country or in a part of that which is
    /// no division. 0 for a country.
    possible: usize,
    /// Its outline, a multi-polygon; with `geometry=true`, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    geometry: Option<Geometry>,
}

/// The regions with the number of incidents that pass the filter (its own part `region` left out, so that it says what another choice would
/// give), most first; with `q`, those whose name holds the words; with `geometry=true`, with their outlines.
pub(in crate::server) async fn list(
    State(state): State<SharedState>,
    parameters: Parameters,
) -> Result<Json<Regions>, ApiError> {
    let (mut query, [words, geometry]) = parameters.filters_and(["q", "geometry"], &state.terms())?;
    query.regions.clear();
    let words = fold(words.unwrap_or_default().trim());
    let with_geometry = match geometry {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => return Err(ApiError::bad_request("give true or false").about("geometry")),
    };
    let view = state.select(&query)?;
    let columns = view.index.columns();
    let rows = || view.picked.numbers().iter().filter_map(|number| columns.row(*number));
    let vague = vague_counts(columns, rows());
    let counts = columns.region_counts(rows()).into_iter();
    let named = counts.filter(|counted| fold(&counted.name).contains(&words));
    Ok(Json(Regions {
        regions: named
            .map(|counted| {
                let outline = with_geometry.then(|| state.terms().outline(&counted.region)).flatten();
                let possible = match &counted.region {
                    Region::Country { .. } => 0,
                    Region::Division { country, .. } => vague.get(country.as_str()).copied().unwrap_or_default(),
                };
                RegionProperties {
                    geometry: outline.map(|outline| multi_polygon(&outline)),
                    possible,
                    ..RegionProperties::new(counted, state.terms())
                }
            })
            .collect(),
    }))
}

/// By country, the incidents known to lie somewhere in it and no closer.
fn vague_counts<'c>(columns: &'c Columns, rows: impl Iterator<Item = &'c Row>) -> HashMap<&'c str, usize> {
    let mut counts = HashMap::new();
    for row in rows {
        let is_vague = row
            .precision()
            .is_some_and(|precision| LocationPrecision::Region <= precision);
        if let Some(region) = columns
            .region(row)
            .filter(|region| is_vague && region.admin1.is_empty())
        {
            *counts.entry(region.country.as_str()).or_default() += 1;
        }
    }
    counts
}

impl RegionProperties {
    /// The id is the place's; for a region that the gazetteer lacks, one that the query understands too.
    fn new(counted: RegionCount, terms: GazetteerTerms<'_>) -> RegionProperties {
        let place_id = terms.place_id(&counted.region);
        let id = place_id.map_or_else(|| counted.region.id(), |id| id.0.to_string());
        let (kind, country) = match counted.region {
            Region::Country { country } => ("country", country),
            Region::Division { country, .. } => ("admin1", country),
        };
        RegionProperties {
            id,
            name: counted.name,
            kind,
            country,
            country_name: counted.country_name,
            count: counted.count,
            possible: 0,
            geometry: None,
        }
    }
}
