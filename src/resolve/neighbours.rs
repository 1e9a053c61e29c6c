//! The names of a document vote for each other: same first-order division, same country, near.

use std::collections::HashMap;

use super::candidate::{Name, Sense};
use super::measure::Measure;
use crate::geography::{LonLat, UnitVector};
use crate::text::WordHashing;

/// Distance at which nearness falls to 1/e, kilometres; after `FINDINGS`, then coordinate search on LGL and TR-News.
pub(super) const NEAR_KM: f64 = 150.0;
/// What a country that only acts ("US troops") counts as a vote.
const ACTOR_VOTE: f64 = 0.5;

/// The country and the first-order division that a sense lies in, as numbers from 0; `None` where it votes for none.
#[derive(Clone, Copy, Debug)]
struct Area {
    country: Option<usize>,
    admin1: Option<usize>,
}

/// The areas of all senses of all names.
#[derive(Debug)]
pub(super) struct Areas {
    /// The senses' areas, name after name.
    of_senses: Vec<Area>,
    /// How many countries and first-order divisions there are.
    countries: usize,
    admin1s: usize,
}

impl Areas {
    /// Of the names that are measured; they do not change from round to round.
    pub(super) fn of(names: &[Name<'_>]) -> Areas {
        let mut countries: HashMap<&str, usize, WordHashing> = HashMap::default();
        let mut admin1s: HashMap<(&str, &str), usize, WordHashing> = HashMap::default();
        let places = names.iter().flat_map(|name| &name.senses).map(|sense| &sense.place);
        let of_senses = places.map(|place| {
            let in_admin1 = !place.country.is_empty() && !place.admin1.is_empty() && !place.is_country();
            let (country, admin1) = (countries.len(), admin1s.len());
            Area {
                country: (!place.country.is_empty()).then(|| *countries.entry(place.country).or_insert(country)),
                admin1: in_admin1.then(|| *admin1s.entry((place.country, place.admin1)).or_insert(admin1)),
            }
        });
        Areas {
            of_senses: of_senses.collect(),
            countries: countries.len(),
            admin1s: admin1s.len(),
        }
    }
}

/// Votes of one name for the countries and divisions its senses lie in, or of all names together; by the numbers of [`Areas`].
#[derive(Debug)]
struct Votes {
    countries: Vec<f64>,
    admin1s: Vec<f64>,
    total: f64,
    admin1_total: f64,
}

impl Votes {
    fn none(areas: &Areas) -> Votes {
        Votes {
            countries: vec![0.0; areas.countries],
            admin1s: vec![0.0; areas.admin1s],
            total: 0.0,
            admin1_total: 0.0,
        }
    }

    /// Adds the votes of a name, whose senses lie in `areas`.
    fn add(&mut self, name: &Name<'_>, areas: &[Area]) {
        let weight = weight_of(name);
        self.total += weight;
        for (sense, area) in name.senses.iter().zip(areas) {
            if let Some(country) = area.country {
                self.countries[country] += weight * sense.belief;
            }
            if let Some(admin1) = area.admin1 {
                self.admin1s[admin1] += weight * sense.belief;
                self.admin1_total += weight * sense.belief;
            }
        }
    }

    /// Takes the votes of one name, which are all there are, away again.
    fn clear(&mut self, areas: &[Area]) {
        for area in areas {
            if let Some(country) = area.country {
                self.countries[country] = 0.0;
            }
            if let Some(admin1) = area.admin1 {
                self.admin1s[admin1] = 0.0;
            }
        }
        (self.total, self.admin1_total) = (0.0, 0.0);
    }
}

/// A place that others may be near to.
#[derive(Clone, Copy, Debug)]
struct Anchor {
    name: usize,
    point: LonLat,
    vector: UnitVector,
    confidence: f64,
}

/// Names said often weigh more, but not as often as they are said; "US troops" in Iraq say little about where they are.
fn weight_of(name: &Name<'_>) -> f64 {
    if name.is_elsewhere {
        return 0.0;
    }
    let actor = !name.literal && name.senses.iter().any(|sense| sense.place.is_country());
    let role = if actor { ACTOR_VOTE } else { 1.0 };
    role * (1.0 + f64::from(u32::try_from(name.count).unwrap_or(u32::MAX)).ln())
}

/// Most names that others are measured against: keeps long texts linear.
const MOST_ANCHORS: usize = 48;
/// What is believed less of a candidate is not heard: it would change a score by less than is told of it.
pub(super) const LEAST_BELIEF: f64 = 1e-6;
/// Distances beyond so many times `near_km` add nothing worth counting.
const FAR: f64 = 6.0;

/// What one sense hears: of its country, its first-order division, places near it, the same of the places beside it, and places in it.
#[derive(Clone, Copy, Debug, Default)]
struct Heard {
    country: f64,
    admin1: f64,
    near: f64,
    beside: [f64; 3],
    holds: f64,
}

/// One round: measures for every name what it hears of the others, as they stand before the round.
pub(super) fn measure(names: &mut [Name<'_>], areas: &Areas) {
    let (mut all, mut own) = (Votes::none(areas), Votes::none(areas));
    for_each_with_areas(names, areas, |_, name, areas| all.add(name, areas));
    let anchors = anchors(names);
    let mut heard: Vec<Vec<Heard>> = Vec::with_capacity(names.len());
    for_each_with_areas(names, areas, |number, name, areas| {
        let homonyms = countries_of(name);
        own.add(name, areas);
        let senses = name.senses.iter().zip(areas).map(|(sense, area)| {
            let mut heard = hear(sense, *area, number, (&all, &own), &anchors);
            heard.beside = hear_beside(sense, name, names);
            let by_its_country = !sense.place.is_country() && homonyms.contains(&sense.place.country);
            if by_its_country {
                let country = heard.country;
                heard = Heard {
                    country,
                    ..Heard::default()
                };
            }
            heard
        });
        heard.push(senses.collect());
        own.clear(areas);
    });
    for (name, heard) in names.iter_mut().zip(heard) {
        for (sense, heard) in name.senses.iter_mut().zip(heard) {
            let [near, admin1, country] = heard.beside;
            sense.measures.set(Measure::SameCountry, heard.country);
            sense.measures.set(Measure::SameAdmin1, heard.admin1);
            sense.measures.set(Measure::Near, heard.near);
            sense.measures.set(Measure::BesideNear, near);
            sense.measures.set(Measure::BesideAdmin1, admin1);
            sense.measures.set(Measure::BesideCountry, country);
            sense.measures.set(Measure::HoldsOthers, heard.holds);
        }
    }
}

/// Calls `visit` with each name, its number, and the areas of its senses.
fn for_each_with_areas<'n, 'g>(
    names: &'n [Name<'g>],
    areas: &Areas,
    mut visit: impl FnMut(usize, &'n Name<'g>, &[Area]),
) {
    let mut rest = areas.of_senses.as_slice();
    for (number, name) in names.iter().enumerate() {
        let (own, others) = rest.split_at(name.senses.len());
        visit(number, name, own);
        rest = others;
    }
}

/// What the names beside it say for one sense: nearness, the same division, the same country; each the most that one of them says.
fn hear_beside(sense: &Sense<'_>, name: &Name<'_>, names: &[Name<'_>]) -> [f64; 3] {
    let place = sense.place;
    let mut most = [0.0_f64; 3];
    if place.country.is_empty() {
        return most;
    }
    for other in name.beside.iter().filter_map(|beside| names.get(*beside)) {
        let [mut near, mut admin1, mut country] = [0.0; 3];
        let heard = |rival: &&Sense<'_>| LEAST_BELIEF <= rival.belief && rival.place.country == place.country;
        for rival in other.senses.iter().filter(heard) {
            country += rival.belief;
            if rival.place.is_country() || place.is_country() {
                continue;
            }
            if rival.place.admin1 == place.admin1 && !place.admin1.is_empty() {
                admin1 += rival.belief;
            }
            near += rival.belief * (-sense.vector.distance_km(rival.vector) / NEAR_KM).exp();
        }
        most = [most[0].max(near), most[1].max(admin1), most[2].max(country)];
    }
    most
}

/// The countries that the name may mean. A capital or province of the same name hears no more votes than its country does:
/// "Guatemala" is the country even where the article names its quarters.
fn countries_of<'g>(name: &Name<'g>) -> Vec<&'g str> {
    let countries = name.senses.iter().filter(|sense| sense.place.is_country());
    countries.map(|sense| sense.place.country).collect()
}

/// The most certain settled points, the most mentioned first.
fn anchors(names: &[Name<'_>]) -> Vec<Anchor> {
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
                vector: best.vector,
                confidence: best.belief * weight_of(name),
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

/// What all other names, all but its own, say for one sense.
fn hear(sense: &Sense<'_>, area: Area, number: usize, (all, own): (&Votes, &Votes), anchors: &[Anchor]) -> Heard {
    let place = sense.place;
    let Some(country) = area.country else {
        return Heard::default();
    };
    let country = share(all.countries[country] - own.countries[country], all.total - own.total);
    if place.is_country() {
        return Heard {
            country,
            holds: country,
            ..Heard::default()
        };
    }
    let admin1 = area.admin1.map_or(0.0, |admin1| {
        share(
            all.admin1s[admin1] - own.admin1s[admin1],
            all.admin1_total - own.admin1_total,
        )
    });
    Heard {
        country,
        admin1,
        near: nearness(sense, number, anchors).ln_1p(),
        beside: [0.0; 3],
        holds: if place.is_admin1() { admin1 } else { 0.0 },
    }
}

/// The square root of the others' share of votes, 0 to 1, so that a small share counts for more; damped while few vote.
fn share(votes: f64, total: f64) -> f64 {
    (votes / (total + 1.0)).clamp(0.0, 1.0).sqrt()
}

fn nearness(sense: &Sense<'_>, number: usize, anchors: &[Anchor]) -> f64 {
    let reach_deg = FAR * NEAR_KM / 111.0;
    let point = sense.place.point;
    anchors
        .iter()
        .filter(|anchor| anchor.name != number && (anchor.point.lat - point.lat).abs() <= reach_deg)
        .map(|anchor| anchor.confidence * (-sense.vector.distance_km(anchor.vector) / NEAR_KM).exp())
        .sum()
}
