//! Explicit qualifiers: "Alexandria, La.", "Mosul (Iraq)", "Basra in Iraq".

use super::candidate::{Names, Origin, Sense};
use super::measure::Measure;
use crate::gazetteer::{FeatureClass, Place};

/// Measures which candidates lie in a candidate of the container, and which containers hold one.
pub(super) fn measure(names: &mut Names<'_>) {
    for number in 0..names.list.len() {
        let name = &names.list[number];
        if name.containers.is_empty() && name.parts.is_empty() {
            continue;
        }
        let country = name.senses.iter().any(|sense| sense.place.is_country());
        let measured: Vec<(f64, f64)> = name
            .senses
            .iter()
            .map(|sense| {
                // "Russia, US": countries in a list.
                let held = strongest(names, &name.containers, |other| {
                    !(country && other.is_country()) && holds(other, &sense.place)
                });
                let holding = strongest(names, &name.parts, |other| holds(&sense.place, other));
                (held, holding)
            })
            .collect();
        let is_elsewhere = lies_elsewhere(names, number);
        names.list[number].is_elsewhere = is_elsewhere;
        let most = measured.iter().map(|(held, _)| *held).fold(0.0, f64::max);
        for (sense, (held, holding)) in names.list[number].senses.iter_mut().zip(measured) {
            sense.measures.set(Measure::Held, held);
            sense.measures.set(Measure::NotHeld, most - held);
            sense.measures.set(Measure::Holds, holding);
        }
    }
}

/// Whether the text names a country or first-order division beside a little known name, and nothing of the name lies there:
/// "Liberia's Foya" is not the one in China. Well-known names and regions may rather be members of a list. Where words say so
/// ("a village in the Maradun district"), any place will do beside it.
fn lies_elsewhere(names: &Names<'_>, number: usize) -> bool {
    const WELL_KNOWN_RESIDENTS: u32 = 100_000;
    const FIRM: f64 = 0.6;
    let name = &names.list[number];
    let own = || name.senses.iter().filter(|sense| sense.origin != Origin::Later);
    if !own().all(|sense| sense.place.class == FeatureClass::Settlement) {
        return false;
    }
    let little_known = own().all(|sense| sense.place.population < WELL_KNOWN_RESIDENTS);
    let firm = |other: &usize| names.list.get(*other)?.best().filter(|best| FIRM <= best.belief);
    let none_in = |test: &dyn Fn(&Place<'_>) -> bool| !name.senses.iter().any(|sense| test(&sense.place));
    let beside = |container: &Sense<'_>| {
        let area = container.place;
        (area.is_country() || area.is_admin1()) && none_in(&|place| holds(&area, place))
    };
    let around = |encloser: &Sense<'_>| {
        let area = encloser.place;
        !area.admin1.is_empty() && none_in(&|place| (place.country, place.admin1) == (area.country, area.admin1))
    };
    little_known && name.containers.iter().filter_map(firm).any(beside)
        || name.enclosers.iter().filter_map(firm).any(around)
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
