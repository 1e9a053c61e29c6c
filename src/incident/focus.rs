//! Focus: the place that the document as a whole is about.

use std::collections::BTreeMap;

use crate::gazetteer::{Gazetteer, PlaceId};
use crate::geography::LonLat;
use crate::resolve::ResolvedToponym;
use crate::text::Text;
use crate::toponym::ToponymRole;

/// The place that the document as a whole is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Focus {
    /// Display name.
    pub place: String,
    /// Gazetteer identifier.
    pub place_id: PlaceId,
    /// ISO 3166-1 alpha-2, or empty.
    pub country: String,
    /// WGS84 point.
    pub point: LonLat,
}

/// A sentence so far down counts half of the first one.
const HALF_WEIGHT_SENTENCE: f64 = 4.0;
/// A country is named in passing more often than a town.
const COUNTRY_WEIGHT: f64 = 0.35;
/// Demonyms and governments tell less about the place than names after a preposition.
const ASSOCIATIVE_WEIGHT: f64 = 0.2;

/// The place named most, early mentions counting more; `None` where no name was resolved.
pub fn find_focus(text: &Text<'_>, toponyms: &[ResolvedToponym], gazetteer: &Gazetteer) -> Option<Focus> {
    let mut weights: BTreeMap<PlaceId, f64> = BTreeMap::new();
    for resolved in toponyms {
        let Some(place) = resolved.place().and_then(|id| gazetteer.place(id)) else {
            continue;
        };
        let sentence = text.sentence_of(text.tokens_in(resolved.toponym.span).start);
        #[expect(clippy::cast_precision_loss, reason = "sentence numbers are small")]
        let mut weight = HALF_WEIGHT_SENTENCE / (HALF_WEIGHT_SENTENCE + sentence as f64);
        if place.is_country() {
            weight *= COUNTRY_WEIGHT;
        }
        if resolved.toponym.role == ToponymRole::Associative {
            weight *= ASSOCIATIVE_WEIGHT;
        }
        *weights.entry(place.id).or_default() += weight;
    }
    let mut best: Option<(PlaceId, f64)> = None;
    for (id, weight) in weights {
        if best.is_none_or(|(_, known)| known < weight) {
            best = Some((id, weight));
        }
    }
    let place = gazetteer.place(best?.0)?;
    Some(Focus {
        place: place.name.to_owned(),
        place_id: place.id,
        country: place.country.to_owned(),
        point: place.point,
    })
}
