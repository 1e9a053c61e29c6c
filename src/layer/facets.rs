//! Counts beside filters: how many of the incidents picked are of each type, group, precision, status and country.

use std::collections::BTreeMap;

use super::index::MapIndex;
use super::picked::Picked;
use crate::incident::{IncidentStatus, LocationPrecision};

/// The counts of what was picked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets<'i> {
    /// How many have no point.
    pub unlocated: usize,
    /// By id of type.
    pub types: BTreeMap<&'i str, usize>,
    /// By id of group.
    pub groups: BTreeMap<&'i str, usize>,
    /// By precision; `None` is an incident without a place.
    pub precisions: BTreeMap<Option<LocationPrecision>, usize>,
    /// By status, in the order reported, claimed, alleged, denied.
    pub statuses: Vec<(IncidentStatus, usize)>,
    /// By ISO code of the country; incidents at sea and without a place are in none.
    pub countries: BTreeMap<&'i str, usize>,
}

/// Counts once over everything picked.
pub fn facets<'i>(index: &'i MapIndex, picked: &Picked) -> Facets<'i> {
    let columns = index.columns();
    let mut kinds = vec![0_usize; columns.kinds().len()];
    let mut regions = vec![0_usize; columns.regions().len()];
    let mut statuses = [
        IncidentStatus::Reported,
        IncidentStatus::Claimed,
        IncidentStatus::Alleged,
        IncidentStatus::Denied,
    ]
    .map(|status| (status, 0));
    let mut counted = Facets::default();
    for row in picked.numbers().iter().filter_map(|number| columns.row(*number)) {
        let count = |list: &mut [usize], number: usize| {
            if let Some(count) = list.get_mut(number) {
                *count += 1;
            }
        };
        count(&mut kinds, row.kind());
        if let Some(region) = row.region() {
            count(&mut regions, region);
        }
        counted.unlocated += usize::from(row.point().is_none());
        *counted.precisions.entry(row.precision()).or_default() += 1;
        for (_, count) in statuses.iter_mut().filter(|(status, _)| *status == row.status) {
            *count += 1;
        }
    }
    for (kind, count) in kinds.into_iter().enumerate().filter(|(_, count)| *count > 0) {
        if let Some(id) = columns.kinds().get(kind) {
            counted.types.insert(id, count);
        }
        *counted.groups.entry(index.group_of_kind(kind)).or_default() += count;
    }
    for (names, count) in columns.regions().iter().zip(regions).filter(|(_, count)| *count > 0) {
        *counted.countries.entry(&names.country).or_default() += count;
    }
    counted.statuses = statuses.into_iter().filter(|(_, count)| *count > 0).collect();
    counted
}
