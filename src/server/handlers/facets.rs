//! `/api/facets`: the counts beside each filter.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use crate::export::wire::{location_precision_name, status_name};
use crate::layer::{Facets, facets};
use crate::server::error::ApiError;
use crate::server::parameters::Parameters;
use crate::server::state::{SharedState, View};
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
    let whole = facets(&view.index, &view.picked);
    // Counted anew only where the filter has that part.
    let without = |has_part: bool, change: fn(&mut IncidentQuery)| {
        let mut other = query.clone();
        change(&mut other);
        has_part.then(|| view.other(&other)).transpose()
    };
    let of_types = without(!query.types.is_empty(), |query| query.types.clear())?;
    let of_precisions = without(!query.precisions.is_empty(), |query| query.precisions.clear())?;
    let of_regions = without(!query.regions.is_empty(), |query| query.regions.clear())?;
    let counted = |other: &Option<View<'_>>| match other {
        Some(view) => Counted::of(&facets(&view.index, &view.picked)),
        None => Counted::of(&whole),
    };
    let kinds = counted(&of_types);
    Ok(Json(FacetsAnswer {
        matched: view.picked.count(),
        unlocated: whole.unlocated,
        types: kinds.types,
        groups: kinds.groups,
        precisions: counted(&of_precisions).precisions,
        statuses: whole
            .statuses
            .iter()
            .map(|(status, count)| (status_name(*status), *count))
            .collect(),
        countries: counted(&of_regions).countries,
    }))
}

/// The counts of one selection that leave the program.
struct Counted {
    types: BTreeMap<String, usize>,
    groups: BTreeMap<String, usize>,
    precisions: BTreeMap<&'static str, usize>,
    countries: BTreeMap<String, usize>,
}

impl Counted {
    fn of(facets: &Facets<'_>) -> Counted {
        let precisions = facets.precisions.iter();
        Counted {
            types: owned(&facets.types),
            groups: owned(&facets.groups),
            precisions: precisions
                .map(|(precision, count)| (precision.map_or("none", location_precision_name), *count))
                .collect(),
            countries: owned(&facets.countries),
        }
    }
}

fn owned(counts: &BTreeMap<&str, usize>) -> BTreeMap<String, usize> {
    let counts = counts.iter();
    counts.map(|(name, count)| ((*name).to_owned(), *count)).collect()
}
