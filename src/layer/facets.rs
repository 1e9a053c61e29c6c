//! Counts beside filters: how many incidents of a selection are of each type, group, precision, status, country and division.

use std::collections::BTreeMap;

use super::index::{IncidentIndex, RegionNames};
use super::selection::Selection;
use crate::incident::{IncidentStatus, LocationPrecision};

/// The counts of one selection.
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

/// A country or a division with the number of incidents in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionTally<'i> {
    /// The names; `admin1` is empty for a country.
    pub names: RegionNamesRef<'i>,
    /// How many; a country counts those of its divisions too.
    pub count: usize,
}

/// Names of a country, or of a division and its country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RegionNamesRef<'i> {
    /// ISO 3166-1 alpha-2.
    pub country: &'i str,
    /// Name of the country.
    pub country_name: &'i str,
    /// Name of the division; empty for the whole country.
    pub admin1: &'i str,
}

/// Counts a selection once. Linear.
pub fn facets<'i>(index: &'i IncidentIndex, selection: &Selection) -> Facets<'i> {
    let mut kinds = vec![0_usize; index.kinds.values.len()];
    let mut regions = vec![0_usize; index.regions.values.len()];
    let mut statuses = [
        IncidentStatus::Reported,
        IncidentStatus::Claimed,
        IncidentStatus::Alleged,
        IncidentStatus::Denied,
    ]
    .map(|status| (status, 0));
    let mut counted = Facets::default();
    for facts in selection.rows().filter_map(|row| index.facts.get(row as usize)) {
        let count = |list: &mut [usize], number: u32| {
            if let Some(count) = list.get_mut(number as usize) {
                *count += 1;
            }
        };
        count(&mut kinds, facts.kind);
        count(&mut regions, facts.region);
        counted.unlocated += usize::from(facts.point.is_none());
        *counted.precisions.entry(facts.precision).or_default() += 1;
        for (_, count) in statuses.iter_mut().filter(|(status, _)| *status == facts.status) {
            *count += 1;
        }
    }
    for (kind, count) in index.kinds.values.iter().zip(kinds).filter(|(_, count)| *count > 0) {
        counted.types.insert(&kind.id, count);
        *counted.groups.entry(&kind.group).or_default() += count;
    }
    for (names, count) in index.regions.values.iter().zip(regions).filter(|(_, count)| *count > 0) {
        if !names.country.is_empty() {
            *counted.countries.entry(&names.country).or_default() += count;
        }
    }
    counted.statuses = statuses.into_iter().filter(|(_, count)| *count > 0).collect();
    counted
}

/// The countries and first-order divisions that have incidents of the selection, most first, then by name. Linear.
pub fn regions<'i>(index: &'i IncidentIndex, selection: &Selection) -> Vec<RegionTally<'i>> {
    let mut counts = vec![0_usize; index.regions.values.len()];
    for facts in selection.rows().filter_map(|row| index.facts.get(row as usize)) {
        if let Some(count) = counts.get_mut(facts.region as usize) {
            *count += 1;
        }
    }
    let mut tallies: BTreeMap<(&str, &str), RegionTally<'i>> = BTreeMap::new();
    for (names, count) in index.regions.values.iter().zip(counts) {
        if names.country.is_empty() || count == 0 {
            continue;
        }
        let mut add = |admin1: &'i str| {
            let named = RegionTally {
                names: names.with_division(admin1),
                count: 0,
            };
            tallies.entry((&names.country, admin1)).or_insert(named).count += count;
        };
        add("");
        if !names.admin1.is_empty() {
            add(&names.admin1);
        }
    }
    let mut tallies: Vec<RegionTally<'i>> = tallies.into_values().collect();
    tallies.sort_by(|one, other| {
        let by_name = one.names.name().cmp(other.names.name());
        other.count.cmp(&one.count).then(by_name)
    });
    tallies
}

impl RegionNames {
    fn with_division<'i>(&'i self, admin1: &'i str) -> RegionNamesRef<'i> {
        RegionNamesRef {
            country: &self.country,
            country_name: &self.country_name,
            admin1,
        }
    }
}

impl<'i> RegionNamesRef<'i> {
    /// The name to show: the division's, or the country's.
    pub fn name(self) -> &'i str {
        if self.admin1.is_empty() {
            self.country_name
        } else {
            self.admin1
        }
    }
}
