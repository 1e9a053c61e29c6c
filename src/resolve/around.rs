//! Where a place must lie that the gazetteer lacks: in the region named with it, or near what the document is about.
//!
//! Never the place itself: incidents are not put there, and outputs say that the point only stands for a wider area.

use super::candidate::{Name, Names};
use crate::gazetteer::{Place, PlaceId};

/// A known place that a place of unknown position lies in or near.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Around {
    /// The known place.
    pub place: PlaceId,
    /// How it is known.
    pub basis: AroundBasis,
}

/// How it is known where a place must lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AroundBasis {
    /// The text says so: "Meadow Grove, Nebraska".
    Container,
    /// Most other places of the document lie there.
    Focus,
}

/// Distance at which another place's weight falls to 1/e, kilometres.
const FOCUS_KM: f64 = 100.0;
/// Most places that are weighed against each other: keeps long texts linear.
const MOST_CENTRES: usize = 48;

/// The region that the text names with the toponym, where it names one.
pub(super) fn container(names: &Names<'_>, toponym: usize) -> Option<Around> {
    let container = names.container_of.get(toponym).copied().flatten()?;
    let name = names.of_toponym.get(container).copied().flatten()?;
    let best = names.list.get(name)?.best()?.place;
    let holds = best.is_country() || best.is_admin1() || best.code == "ADM2";
    holds.then_some(Around {
        place: best.id,
        basis: AroundBasis::Container,
    })
}

/// The place in the midst of the others, the outlet's home among them; of a document that names only countries the one named most.
pub(super) fn focus(names: &Names<'_>) -> Option<Around> {
    let weight =
        |name: &Name<'_>, belief: f64| belief * f64::from(u32::try_from(name.count).unwrap_or(u32::MAX)).ln_1p();
    let mut known: Vec<_> = names
        .list
        .iter()
        .filter_map(|name| {
            let best = name.best()?;
            Some((best.place, weight(name, best.belief)))
        })
        .collect();
    known.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.id.cmp(&right.0.id)));
    let exact = |place: &&(Place<'_>, f64)| !place.0.is_country() && !place.0.country.is_empty();
    let centres: Vec<_> = known.iter().filter(exact).take(MOST_CENTRES).collect();
    let around = |centre: &Place<'_>| -> f64 {
        let nearness = centres
            .iter()
            .map(|(place, weight)| weight * (-centre.point.distance_km(place.point) / FOCUS_KM).exp());
        nearness.sum()
    };
    let best = centres.iter().max_by(|left, right| {
        around(&left.0)
            .total_cmp(&around(&right.0))
            .then(right.0.id.cmp(&left.0.id))
    });
    let place = best
        .map(|(place, _)| place)
        .or_else(|| known.first().map(|(place, _)| place))?;
    Some(Around {
        place: place.id,
        basis: AroundBasis::Focus,
    })
}
