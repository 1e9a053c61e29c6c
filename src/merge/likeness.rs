//! Whether two reports tell one event: never two events because one detail differs, never one because a type agrees.

use super::facts::{Days, ReportFacts, Spot};
use crate::incident::LocationPrecision;

/// From this likeness on two reports are of one event. Weights were set by hand: day and town alone are not enough, day, town and
/// type are; a wide place needs equal numbers of dead or a shared name.
pub(super) const SAME_EVENT: f64 = 2.1;

/// How many days an event may lie before the publication day that stands for its own.
pub(super) const ASSUMED_DAYS: i32 = 3;

impl ReportFacts {
    /// Whether the two are linked: likely of one event.
    pub fn is_like(&self, other: &ReportFacts) -> bool {
        likeness(self, other).is_some_and(|score| SAME_EVENT <= score)
    }
}

/// How alike two reports are; `None` where type, day or place contradict. Symmetric.
pub(super) fn likeness(one: &ReportFacts, other: &ReportFacts) -> Option<f64> {
    if one.document == other.document {
        return None;
    }
    let by_place = place_likeness(one.place.as_ref()?, other.place.as_ref()?)?;
    let by_day = day_likeness(one.days?, other.days?)?;
    let score = by_place + by_day + kind_likeness(one, other)? + killed_likeness(one, other);
    Some(score + name_likeness(one, other))
}

fn kind_likeness(one: &ReportFacts, other: &ReportFacts) -> Option<f64> {
    if one.kind == other.kind {
        return Some(0.6);
    }
    let general = |kind: &str| matches!(kind, "armed_attack" | "bombing" | "accident" | "natural_disaster");
    let related = one.group == other.group || general(&one.kind) || general(&other.kind);
    let both_violent = one.is_violent && other.is_violent;
    let same_family = one.group == other.group || both_violent;
    let blast = |kind: &str| matches!(kind, "bombing" | "industrial_accident" | "fire");
    match (same_family, related) {
        (true, true) => Some(0.4),
        (true, false) => Some(0.1),
        // A blast is first reported as a bombing or as an accident.
        (false, _) if blast(&one.kind) && blast(&other.kind) => Some(0.2),
        (false, _) => None,
    }
}

fn day_likeness(one: Days, other: Days) -> Option<f64> {
    const LONGEST_DAYS: i32 = 7;
    if one.last - one.first > LONGEST_DAYS || other.last - other.first > LONGEST_DAYS {
        return (one.first == other.first && one.last == other.last).then_some(0.3);
    }
    let gap = (one.first - other.last).max(other.first - one.last).max(0);
    match gap {
        _ if one.is_assumed || other.is_assumed => (gap <= ASSUMED_DAYS).then_some(0.5),
        0 => Some(1.0),
        // Clocks differ by hours, and night attacks are told of either day.
        1 => Some(0.2),
        _ => None,
    }
}

fn place_likeness(one: &Spot, other: &Spot) -> Option<f64> {
    /// Two points of one town by different gazetteer entries.
    const SAME_KM: f64 = 2.0;
    if one.is_fine() && other.is_fine() {
        let apart_km = one.point.distance_km(other.point);
        if one.place == other.place || apart_km <= SAME_KM {
            return Some(1.2);
        }
        let reached = apart_km <= one.uncertainty_km + other.uncertainty_km;
        let is_site = one.precision == LocationPrecision::Site || other.precision == LocationPrecision::Site;
        return (reached && (is_site || apart_km <= 2.0 * SAME_KM)).then_some(0.7);
    }
    if one.country != other.country {
        return None;
    }
    let is_whole = |spot: &Spot| spot.precision >= LocationPrecision::Region;
    let same_division = one.admin1 == other.admin1;
    match (same_division, is_whole(one) || is_whole(other)) {
        (true, false) => Some(0.5),
        (_, true) => Some(0.2),
        (false, false) => None,
    }
}

fn killed_likeness(one: &ReportFacts, other: &ReportFacts) -> f64 {
    const TELLING: u32 = 3;
    const FAR_APART: u32 = 3;
    let (Some((low, high, open)), Some((other_low, other_high, other_open))) = (one.killed, other.killed) else {
        return 0.0;
    };
    let reaches = |low: u32, other_high: u32, other_open: bool| low <= other_high || other_open;
    let meets = reaches(low, other_high, other_open) && reaches(other_low, high, open);
    let (least, most) = (high.min(other_high), high.max(other_high));
    if meets {
        return if TELLING <= least { 0.7 } else { 0.3 };
    }
    // Tolls rise from report to report, but three dead and forty are two events.
    if most > least.max(1).saturating_mul(FAR_APART) {
        -0.8
    } else {
        -0.1
    }
}

fn name_likeness(one: &ReportFacts, other: &ReportFacts) -> f64 {
    let shares = |one: &[u32], other: &[u32]| one.iter().any(|name| other.contains(name));
    let by_victim = if shares(&one.victims, &other.victims) { 0.7 } else { 0.0 };
    let known = !one.perpetrators.is_empty() && !other.perpetrators.is_empty();
    let by_perpetrator = match (known, shares(&one.perpetrators, &other.perpetrators)) {
        (true, true) => 0.2,
        (true, false) => -0.2,
        (false, _) => 0.0,
    };
    by_victim + by_perpetrator
}
