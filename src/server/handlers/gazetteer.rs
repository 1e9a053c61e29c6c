//! `/api/places`: names of places as they are typed, to choose one from.

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use crate::export::wire::degrees;
use crate::gazetteer::{Gazetteer, Place};
use crate::server::error::ApiError;
use crate::server::parameters::Parameters;
use crate::server::state::SharedState;

/// Places without a `limit`.
const DEFAULT_LIMIT: usize = 10;
/// The most places of one answer.
const MOST_PLACES: usize = 50;

/// Places, the most likely meant first.
#[derive(Debug, Serialize)]
pub(in crate::server) struct Places {
    places: Vec<PlaceSummary>,
}

/// A place of the gazetteer.
#[derive(Debug, Serialize)]
struct PlaceSummary {
    place_id: u32,
    name: String,
    feature_code: String,
    /// Name of the first-order division, or empty.
    admin1: String,
    country: String,
    country_name: String,
    longitude: f64,
    latitude: f64,
    /// 0 where it is not known.
    population: u32,
}

/// The places whose names begin with `q`, or are written like it.
pub(in crate::server) async fn search(
    State(state): State<SharedState>,
    parameters: Parameters,
) -> Result<Json<Places>, ApiError> {
    let [words, limit] = parameters.known(["q", "limit"])?;
    let words = words.map(str::trim).filter(|words| !words.is_empty());
    let words = words.ok_or_else(|| ApiError::bad_request("give the beginning of a name").about("q"))?;
    let limit = limit.map_or(Ok(DEFAULT_LIMIT), |limit| {
        let limit = limit.parse().ok().filter(|limit| (1..=MOST_PLACES).contains(limit));
        limit
            .ok_or_else(|| ApiError::bad_request(format!("give a whole number from 1 to {MOST_PLACES}")).about("limit"))
    })?;
    let gazetteer = state.gazetteer.as_ref();
    let found = gazetteer.search(words, limit);
    let places = found.iter().map(|found| PlaceSummary::new(&found.place, gazetteer));
    Ok(Json(Places {
        places: places.collect(),
    }))
}

impl PlaceSummary {
    fn new(place: &Place<'_>, gazetteer: &Gazetteer) -> PlaceSummary {
        let name = |place: Option<Place<'_>>| place.map_or_else(String::new, |place| place.name.to_owned());
        PlaceSummary {
            place_id: place.id.0,
            name: place.name.to_owned(),
            feature_code: place.code.to_owned(),
            admin1: name(gazetteer.admin1(place.country, place.admin1)),
            country: place.country.to_owned(),
            country_name: name(gazetteer.country(place.country)),
            longitude: degrees(place.point.lon),
            latitude: degrees(place.point.lat),
            population: place.population,
        }
    }
}
