//! Which countries and divisions the document names: "Alexandria" is likelier in Louisiana where Louisiana is named.

use std::collections::HashMap;

use super::candidate::Name;
use super::measure::Measure;
use crate::gazetteer::{FeatureClass, Place};
use crate::text::WordHashing;

/// An administrative area by its codes: country, first-order, second-order; the later ones empty for larger areas.
type Area<'g> = (&'g str, &'g str, &'g str);

/// The strongest belief that an area is named, by which name, and by any other name.
#[derive(Clone, Copy, Debug, Default)]
struct Named {
    name: usize,
    belief: f64,
    by_others: f64,
}

/// Measures for every candidate whether the areas that it lies in are named, by other names than its own.
pub(super) fn measure(list: &mut [Name<'_>]) {
    let mut named: HashMap<Area<'_>, Named, WordHashing> = HashMap::default();
    for (number, name) in list.iter().enumerate() {
        for sense in &name.senses {
            let Some(area) = area_of(&sense.place) else { continue };
            let entry = named.entry(area).or_default();
            if entry.belief < sense.belief {
                let by_others = if entry.name == number {
                    entry.by_others
                } else {
                    entry.belief
                };
                *entry = Named {
                    name: number,
                    belief: sense.belief,
                    by_others,
                };
            } else if entry.name != number {
                entry.by_others = entry.by_others.max(sense.belief);
            }
        }
    }
    for (number, name) in list.iter_mut().enumerate() {
        let belief = |area: Area<'_>| {
            named.get(&area).map_or(0.0, |named| {
                if named.name == number {
                    named.by_others
                } else {
                    named.belief
                }
            })
        };
        for sense in &mut name.senses {
            let place = sense.place;
            if place.country.is_empty() || place.is_country() {
                continue;
            }
            let country = belief((place.country, "", ""));
            let inside_admin1 = !place.admin1.is_empty() && !place.is_admin1();
            let inside_admin2 =
                inside_admin1 && !place.admin2.is_empty() && place.class != FeatureClass::Administrative;
            let admin1 = if inside_admin1 {
                belief((place.country, place.admin1, ""))
            } else {
                0.0
            };
            let admin2 = if inside_admin2 {
                belief((place.country, place.admin1, place.admin2))
            } else {
                0.0
            };
            sense.measures.set(Measure::CountryNamed, country);
            sense.measures.set(Measure::Admin1Named, admin1);
            sense.measures.set(Measure::Admin2Named, admin2);
        }
    }
}

/// The area that the place is, `None` for all but divisions and countries.
fn area_of<'g>(place: &Place<'g>) -> Option<Area<'g>> {
    if place.country.is_empty() {
        return None;
    }
    if place.is_country() {
        return Some((place.country, "", ""));
    }
    if place.is_admin1() {
        return Some((place.country, place.admin1, ""));
    }
    let is_admin2 = place.code == "ADM2" && !place.admin2.is_empty();
    is_admin2.then_some((place.country, place.admin1, place.admin2))
}
