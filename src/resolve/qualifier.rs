//! Explicit qualifiers: "Alexandria, La.", "Mosul (Iraq)", "Basra in Iraq".

use std::ops::Range;

use super::name::Names;
use super::reason::Reason;
use super::weights::Weights;
use crate::gazetteer::{FeatureClass, Place};
use crate::text::Text;

/// For each toponym, the toponym that follows as its possible container.
pub(super) fn containers(text: &Text<'_>, tokens: &[Range<usize>]) -> Vec<Option<usize>> {
    (0..tokens.len())
        .map(|number| {
            let next = tokens.get(number + 1)?;
            let gap = tokens[number].end..next.start;
            let same_sentence = text.sentence_of(tokens[number].start) == text.sentence_of(next.start);
            let joined = gap.is_empty() || gap.len() == 1 && matches!(text.folded(gap.start), "," | "(" | "in");
            (joined && same_sentence).then_some(number + 1)
        })
        .collect()
}

/// Notes on each name which names stand with it as container or part.
pub(super) fn link(names: &mut Names<'_>, container_of: &[Option<usize>]) {
    for (number, container) in container_of.iter().enumerate() {
        let part = names.of_toponym[number];
        let container = container.and_then(|container| names.of_toponym.get(container).copied().flatten());
        let (Some(part), Some(container)) = (part, container) else {
            continue;
        };
        if part == container {
            continue;
        }
        push_once(&mut names.list[part].containers, container);
        push_once(&mut names.list[container].parts, part);
    }
}

fn push_once(list: &mut Vec<usize>, number: usize) {
    if !list.contains(&number) {
        list.push(number);
    }
}

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
            sense.reasons.set(Reason::Qualifier, bonus);
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
