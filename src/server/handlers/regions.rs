//! `/api/regions`: the countries and first-order divisions that have incidents, to filter by.

use axum::Json;
use axum::extract::State;
use geojson::Geometry;
use serde::Serialize;

use crate::export::geojson::multi_polygon;
use crate::server::error::ApiError;
use crate::server::parameters::Parameters;
use crate::server::state::SharedState;
use crate::store::{GazetteerTerms, Region, RegionCount};
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
    let rows = view.picked.numbers().iter().filter_map(|number| columns.row(*number));
    let counts = columns.region_counts(rows).into_iter();
    let named = counts.filter(|counted| fold(&counted.name).contains(&words));
    Ok(Json(Regions {
        regions: named
            .map(|counted| {
                let outline = with_geometry.then(|| state.terms().outline(&counted.region)).flatten();
                let geometry = outline.map(|outline| multi_polygon(&outline));
                RegionProperties {
                    geometry,
                    ..RegionProperties::new(counted, state.terms())
                }
            })
            .collect(),
    }))
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
            geometry: None,
        }
    }
}
