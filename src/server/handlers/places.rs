//! `/api/collections/places/items`: every place that the documents name, with its count.

use axum::extract::{Path, State};
use axum::response::Response;
use geojson::Feature;

use super::incidents::{DEFAULT_LIMIT, PageTail, page_links};
use super::reader::read_limit;
use super::{feature_answer, geojson_answer};
use crate::export::places::PlaceCounts;
use crate::gazetteer::PlaceId;
use crate::server::error::ApiError;
use crate::server::links::Base;
use crate::server::parameters::Parameters;
use crate::server::state::{AppState, SharedState};
use crate::store::{PlaceCount, read_bbox, read_datetime};

/// The places, most named first; with `bbox`, those in the box. `datetime` is understood and selects nothing: places have no time, and so
/// are at any time (OGC API – Features Part 1, section 7.15.4).
pub(in crate::server) async fn list(
    State(state): State<SharedState>,
    base: Base,
    parameters: Parameters,
) -> Result<Response, ApiError> {
    let [bbox, datetime, limit, token] = parameters.known(["bbox", "datetime", "limit", "token"])?;
    let bbox = bbox.map(read_bbox).transpose()?;
    datetime.map(read_datetime).transpose()?;
    let limit = limit.map_or(Ok(DEFAULT_LIMIT), read_limit)?;
    let after = token.map(read_token).transpose()?;
    let mut counts = state.store.places()?;
    counts.sort_by_key(order);
    counts.retain(|count| {
        let place = state.gazetteer.place(count.place);
        place.is_some_and(|place| bbox.is_none_or(|bbox| bbox.contains(place.point)))
    });
    let matched = counts.len();
    counts.retain(|count| after.is_none_or(|after| after < order(count)));
    let has_more = limit < counts.len();
    counts.truncate(limit);
    let next = counts.last().filter(|_| has_more);
    let next = next.map(|last| format!("{}-{}", last.mentions, last.place.0));
    let tail = PageTail {
        links: page_links(&base, &parameters, next.as_deref()),
        number_matched: Some(matched),
        number_returned: counts.len(),
    };
    let features = features(&state, counts)?;
    let mut body = b"{\"type\":\"FeatureCollection\",\"features\":".to_vec();
    body.extend(serde_json::to_vec(&features).map_err(|_never_for_our_types| ApiError::internal())?);
    body.pop();
    tail.end(&mut body)?;
    Ok(feature_answer(body))
}

/// One place.
pub(in crate::server) async fn show(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    parameters: Parameters,
) -> Result<Response, ApiError> {
    parameters.none()?;
    let wanted = id.parse().ok().map(PlaceId);
    let mut counts = state.store.places()?;
    counts.retain(|count| Some(count.place) == wanted);
    let feature = features(&state, counts)?.pop();
    let feature = feature.ok_or_else(|| ApiError::not_found(format!("no document names the place `{id}`")))?;
    geojson_answer(&feature)
}

fn features(state: &AppState, places: Vec<PlaceCount>) -> Result<Vec<Feature>, ApiError> {
    let mut counts = PlaceCounts::default();
    for count in places {
        counts.add_counted(count.place, count.mentions, count.documents);
    }
    Ok(counts.features(state.gazetteer.as_ref())?)
}

/// Most named first, then by identifier.
fn order(count: &PlaceCount) -> (std::cmp::Reverse<usize>, PlaceId) {
    (std::cmp::Reverse(count.mentions), count.place)
}

fn read_token(token: &str) -> Result<(std::cmp::Reverse<usize>, PlaceId), ApiError> {
    let parts = token.split_once('-');
    let parts = parts.and_then(|(mentions, place)| mentions.parse().ok().zip(place.parse().ok()));
    let wrong = || ApiError::bad_request("take the token from the link `next` of a page").about("token");
    let (mentions, place) = parts.ok_or_else(wrong)?;
    Ok((std::cmp::Reverse(mentions), PlaceId(place)))
}
