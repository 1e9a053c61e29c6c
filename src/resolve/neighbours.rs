//! The names of a document vote for each other: same first-order division, same country, near.

use std::collections::HashMap;

use super::candidate::{Name, Sense, set};
use super::reason::Reason;
use super::weights::Weights;
use crate::geography::LonLat;

/// Votes of one name for the countries and divisions its senses lie in, or of all names together.
#[derive(Debug, Default)]
struct Votes<'g> {
    countries: HashMap<&'g str, f64>,
    admin1s: HashMap<(&'g str, &'g str), f64>,
    total: f64,
    admin1_total: f64,
}

impl<'g> Votes<'g> {
    fn add(&mut self, name: &Name<'g>, weights: &Weights) {
        let weight = weight_of(name, weights);
        self.total += weight;
        for sense in &name.senses {
            let place = sense.place;
            if place.country.is_empty() {
                continue;
            }
            *self.countries.entry(place.country).or_default() += weight * sense.belief;
            if !place.admin1.is_empty() && !place.is_country() {
                *self.admin1s.entry((place.country, place.admin1)).or_default() += weight * sense.belief;
                self.admin1_total += weight * sense.belief;
            }
        }
    }
}

/// A place that others may be near to.
#[derive(Clone, Copy, Debug)]
struct Anchor {
    name: usize,
    point: LonLat,
    confidence: f64,
}

/// Names said often weigh more, but not as often as they are said; "US troops" in Iraq say little about where they are.
fn weight_of(name: &Name<'_>, weights: &Weights) -> f64 {
    let actor = !name.literal && name.senses.iter().any(|sense| sense.place.is_country());
    let role = if actor { weights.associative } else { 1.0 };
    role * (1.0 + f64::from(u32::try_from(name.count).unwrap_or(u32::MAX)).ln())
}

/// Most names that others are measured against: keeps long texts linear.
const MOST_ANCHORS: usize = 48;
/// Distances beyond so many times `near_km` add nothing worth counting.
const FAR: f64 = 6.0;

/// One round: every name's beliefs after hearing the others as they stood before the round.
pub(super) fn vote(names: &mut [Name<'_>], weights: &Weights, temperature: f64) {
    let mut all = Votes::default();
    for name in names.iter() {
        all.add(name, weights);
    }
    let anchors = anchors(names, weights);
    let mut heard: Vec<Vec<[f64; 3]>> = Vec::with_capacity(names.len());
    for (number, name) in names.iter().enumerate() {
        let homonyms = countries_of(name);
        let mut own = Votes::default();
        own.add(name, weights);
        heard.push(
            name.senses
                .iter()
                .map(|sense| {
                    let [country, admin1, near] = hear(sense, number, &all, &own, &anchors, weights);
                    let by_its_country = !sense.place.is_country() && homonyms.contains(&sense.place.country);
                    if by_its_country {
                        [country, 0.0, 0.0]
                    } else {
                        [country, admin1, near]
                    }
                })
                .collect(),
        );
    }
    for (name, heard) in names.iter_mut().zip(heard) {
        for (sense, [country, admin1, near]) in name.senses.iter_mut().zip(heard) {
            set(sense, Reason::SameCountry, country);
            set(sense, Reason::SameAdmin1, admin1);
            set(sense, Reason::Near, near);
        }
        name.update_beliefs(temperature);
    }
}

/// The countries that the name may mean. A capital or province of the same name hears no more votes than its country does:
/// "Guatemala" is the country even where the article names its quarters.
fn countries_of<'g>(name: &Name<'g>) -> Vec<&'g str> {
    let countries = name.senses.iter().filter(|sense| sense.place.is_country());
    countries.map(|sense| sense.place.country).collect()
}

/// The most certain settled points, the most mentioned first.
fn anchors(names: &[Name<'_>], weights: &Weights) -> Vec<Anchor> {
    let mut anchors: Vec<Anchor> = names
        .iter()
        .enumerate()
        .filter_map(|(number, name)| {
            let best = name
                .best()
                .filter(|best| !best.place.is_country() && !best.place.country.is_empty())?;
            Some(Anchor {
                name: number,
                point: best.place.point,
                confidence: best.belief * weight_of(name, weights),
            })
        })
        .collect();
    anchors.sort_by(|left, right| {
        right
            .confidence
            .total_cmp(&left.confidence)
            .then(left.name.cmp(&right.name))
    });
    anchors.truncate(MOST_ANCHORS);
    anchors
}

/// What the other names say for one sense: weights for country, first-order division, nearness.
fn hear(
    sense: &Sense<'_>,
    number: usize,
    all: &Votes<'_>,
    own: &Votes<'_>,
    anchors: &[Anchor],
    weights: &Weights,
) -> [f64; 3] {
    let place = sense.place;
    if place.country.is_empty() {
        return [0.0; 3];
    }
    let key = (place.country, place.admin1);
    let country = share(
        all.countries.get(place.country),
        own.countries.get(place.country),
        all.total - own.total,
        weights.share_power,
    );
    let admin1 = if place.admin1.is_empty() || place.is_country() {
        0.0
    } else {
        share(
            all.admin1s.get(&key),
            own.admin1s.get(&key),
            all.admin1_total - own.admin1_total,
            weights.share_power,
        )
    };
    let near: f64 = if place.is_country() {
        0.0
    } else {
        nearness(place.point, number, anchors, weights.near_km)
    };
    [
        weights.same_country * country,
        weights.same_admin1 * admin1,
        weights.near * near.ln_1p(),
    ]
}

/// The others' share of votes, 0 to 1; damped while few vote.
fn share(all: Option<&f64>, own: Option<&f64>, total: f64, power: f64) -> f64 {
    let votes = all.copied().unwrap_or(0.0) - own.copied().unwrap_or(0.0);
    (votes / (total + 1.0)).clamp(0.0, 1.0).powf(power)
}

fn nearness(point: LonLat, number: usize, anchors: &[Anchor], near_km: f64) -> f64 {
    let reach_deg = FAR * near_km / 111.0;
    anchors
        .iter()
        .filter(|anchor| anchor.name != number && (anchor.point.lat - point.lat).abs() <= reach_deg)
        .map(|anchor| anchor.confidence * (-point.distance_km(anchor.point) / near_km).exp())
        .sum()
}
