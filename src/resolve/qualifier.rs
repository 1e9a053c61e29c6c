//! Explicit qualifiers: "Alexandria, La.", "Mosul (Iraq)", "Basra in Iraq".

use super::candidate::{Names, set};
use super::reason::Reason;
use super::weights::Weights;
use crate::gazetteer::{FeatureClass, Place};

/// Raises the candidates that lie in a candidate of the container, and the containers that hold one.
pub(super) fn apply(names: &mut Names<'_>, weights: &Weights, temperature: f64) {
    for number in 0..names.list.len() {
        let name = &names.list[number];
        if name.containers.is_empty() && name.parts.is_empty() {
            continue;
        }
        let country = name.senses.iter().any(|sense| sense.place.is_country());
        let bonus: Vec<f64> = name
            .senses
            .iter()
            .map(|sense| {
                // "Russia, US": countries in a list.
                let held = strongest(names, &name.containers, |other| {
                    !(country && other.is_country()) && holds(other, &sense.place)
                });
                let holding = strongest(names, &name.parts, |other| holds(&sense.place, other));
                weights.qualifier * held + weights.part * holding
            })
            .collect();
        let name = &mut names.list[number];
        for (sense, bonus) in name.senses.iter_mut().zip(bonus) {
            set(sense, Reason::Qualifier, bonus);
        }
        name.update_beliefs(temperature);
    }
}

/// The strongest belief among the senses of `others` that `test` accepts, 0 to 1.
fn strongest(names: &Names<'_>, others: &[usize], test: impl Fn(&Place<'_>) -> bool) -> f64 {
    let senses = others.iter().flat_map(|other| &names.list[*other].senses);
    senses
        .filter(|sense| test(&sense.place))
        .map(|sense| sense.belief.sqrt())
        .fold(0.0, f64::max)
}

/// Whether `part` lies in the administrative area `container`, by its codes.
pub(super) fn holds(container: &Place<'_>, part: &Place<'_>) -> bool {
    if container.class != FeatureClass::Administrative
        || container.country.is_empty()
        || container.country != part.country
        || container.id == part.id
    {
        return false;
    }
    if container.is_country() {
        return !part.is_country();
    }
    let same_admin1 = !container.admin1.is_empty() && container.admin1 == part.admin1;
    if container.is_admin1() {
        return same_admin1 && !part.is_admin1() && !part.is_country();
    }
    same_admin1 && !container.admin2.is_empty() && container.admin2 == part.admin2
}
