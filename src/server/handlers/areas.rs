//! `/api/collections/areas/items`: the area within which each incident is believed to lie, as polygons, under the filters of incidents.

use axum::extract::{Path, State};
use axum::response::Response;

use super::feature_answer;
use super::incidents::{DEFAULT_LIMIT, Page, PageTail, page_links};
use crate::incident::LocationPrecision;
use crate::server::error::ApiError;
use crate::server::links::Base;
use crate::server::parameters::Parameters;
use crate::server::state::{AppState, SharedState};
use crate::store::{Cursor, IncidentQuery, area_feature};

/// The areas of the incidents asked for that have a place, in the same order and with the same pages as the incidents.
pub(in crate::server) async fn list(
    State(state): State<SharedState>,
    base: Base,
    parameters: Parameters,
) -> Result<Response, ApiError> {
    let mut query = IncidentQuery::parse(parameters.pairs(), &state.terms())?;
    query.limit.get_or_insert(DEFAULT_LIMIT);
    let has_some = keep_located(&mut query);
    let mut page = Page::find(&state, &query)?;
    if !has_some {
        page.clear();
    }
    let features = features(&state, &page)?;
    let tail = PageTail {
        links: page_links(&base, &parameters, page.next.as_ref().map(Cursor::to_token).as_deref()),
        number_matched: Some(page.matched),
        number_returned: features.len(),
    };
    let mut body = b"{\"type\":\"FeatureCollection\",\"features\":[".to_vec();
    body.extend(features.join(&b','));
    tail.end(&mut body)?;
    Ok(feature_answer(body))
}

/// The area of one incident.
pub(in crate::server) async fn show(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    parameters: Parameters,
) -> Result<Response, ApiError> {
    parameters.none()?;
    let missing = || ApiError::not_found(format!("there is no incident `{id}` with a place"));
    let incident = state.store.feature(&id)?.ok_or_else(missing)?;
    let area = area_feature(&incident, &state.knowledge())?.ok_or_else(missing)?;
    Ok(feature_answer(area))
}

/// Narrows the query to incidents with a place; false where it asks for none such.
fn keep_located(query: &mut IncidentQuery) -> bool {
    use LocationPrecision::{Country, District, Province, Region, Settlement, Site};
    if query.precisions.is_empty() {
        query.precisions = [Site, Settlement, District, Province, Region, Country]
            .map(Some)
            .to_vec();
    }
    query.precisions.iter().any(Option::is_some) && {
        query.precisions.retain(Option::is_some);
        true
    }
}

fn features(state: &AppState, page: &Page) -> Result<Vec<Vec<u8>>, ApiError> {
    let knowledge = state.knowledge();
    let mut areas = Vec::with_capacity(page.rows.len());
    state.store.features(&page.columns, &page.rows, &mut |incident| {
        areas.push(area_feature(incident, &knowledge));
    })?;
    let areas: Result<Vec<_>, _> = areas.into_iter().collect();
    Ok(areas?.into_iter().flatten().collect())
}
