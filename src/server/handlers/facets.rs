//! `/api/facets`: the counts beside each filter.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use crate::export::wire::{location_precision_name, status_name};
use crate::layer::{Facets, facets};
use crate::server::error::ApiError;
use crate::server::parameters::Parameters;
use crate::server::state::SharedState;
use crate::store::IncidentQuery;

/// Counts under the filter; each kind of count leaves its own part of the filter out, so that it says what another choice would give.
#[derive(Debug, Serialize)]
pub(in crate::server) struct FacetsAnswer {
    /// How many pass the whole filter.
    matched: usize,
    /// How many of these have no point.
    unlocated: usize,
    types: BTreeMap<String, usize>,
    groups: BTreeMap<String, usize>,
    precisions: BTreeMap<&'static str, usize>,
    statuses: BTreeMap<&'static str, usize>,
    /// By ISO 3166-1 alpha-2.
    countries: BTreeMap<String, usize>,
}

/// The counts.
pub(in crate::server) async fn show(
    State(state): State<SharedState>,
    parameters: Parameters,
) -> Result<Json<FacetsAnswer>, ApiError> {
    let (query, []) = parameters.filters_and([], &state.terms())?;
    let view = state.select(&query)?;
    let index = view.index();
    let whole = facets(index, &view.selection);
    // Counted anew only where the filter has that part.
    let without = |has_part: bool, change: fn(&mut IncidentQuery)| -> Result<_, ApiError> {
        let facets = has_part.then(|| {
            let mut other = query.clone();
            change(&mut other);
            Ok(facets(index, &view.select_other(&other)?))
        });
        facets.transpose()
    };
    let of_types = without(!query.types.is_empty(), |query| query.types.clear())?;
    let of_precisions = without(!query.precisions.is_empty(), |query| query.precisions.clear())?;
    let of_regions = without(!query.regions.is_empty(), |query| query.regions.clear())?;
    let kinds: &Facets<'_> = of_types.as_ref().unwrap_or(&whole);
    let precisions = of_precisions.as_ref().unwrap_or(&whole).precisions.iter();
    Ok(Json(FacetsAnswer {
        matched: view.selection.count(),
        unlocated: whole.unlocated,
        types: owned(&kinds.types),
        groups: owned(&kinds.groups),
        precisions: precisions
            .map(|(precision, count)| (precision.map_or("none", location_precision_name), *count))
            .collect(),
        statuses: whole
            .statuses
            .iter()
            .map(|(status, count)| (status_name(*status), *count))
            .collect(),
        countries: owned(&of_regions.as_ref().unwrap_or(&whole).countries),
    }))
}

fn owned(counts: &BTreeMap<&str, usize>) -> BTreeMap<String, usize> {
    let counts = counts.iter();
    counts.map(|(name, count)| ((*name).to_owned(), *count)).collect()
}
