//! Corrections put to use: which incidents they reach, and what they change.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::correction::{Anchor, Change, Correction, CorrectionError, Scope};
use super::knowledge::StoreKnowledge;
use crate::gazetteer::PlaceId;
use crate::geography::LonLat;
use crate::incident::{CountRange, Location, LocationPrecision, location_at, title};
use crate::record::StoredIncident;
use crate::span::Span;
use crate::text::fold;
use crate::time::{DatePrecision, DateRange};

/// Metres around a point that a person set.
const SET_BY_HAND_M: f64 = 1_000.0;

/// A report: its document and the identifier that the incident has there.
type ReportKey = (String, String);

/// The corrections in the order of making, with the reports that their anchors mean now.
#[derive(Debug)]
pub(super) struct Amendments<'k> {
    knowledge: &'k StoreKnowledge,
    found: Vec<(&'k Correction, Vec<ReportKey>)>,
}

impl<'k> Amendments<'k> {
    /// Finds the reports of each anchor; `reports_of` lists the reports of a document.
    pub(super) fn new<E>(
        knowledge: &'k StoreKnowledge,
        corrections: impl IntoIterator<Item = &'k Correction>,
        mut reports_of: impl FnMut(&str) -> Result<Vec<Anchor>, E>,
    ) -> Result<Amendments<'k>, E> {
        let mut known: HashMap<&str, Vec<Anchor>> = HashMap::new();
        let mut found = Vec::new();
        for correction in corrections {
            let mut keys = Vec::new();
            for anchor in &correction.anchors {
                if !known.contains_key(anchor.document.as_str()) {
                    known.insert(&anchor.document, reports_of(&anchor.document)?);
                }
                let reports = known.get(anchor.document.as_str()).map_or(&[][..], Vec::as_slice);
                let report = anchor.find(reports).and_then(|number| reports.get(number));
                keys.extend(report.map(|report| (report.document.clone(), report.incident.clone())));
            }
            found.push((correction, keys));
        }
        Ok(Amendments { knowledge, found })
    }

    /// Joins and parts groups as the corrections say. Reports of a group stay in their order.
    pub(super) fn regroup<'r>(&self, mut groups: Vec<Vec<&'r StoredIncident>>) -> Vec<Vec<&'r StoredIncident>> {
        for (correction, keys) in &self.found {
            let is_named = |report: &&StoredIncident| keys.contains(&key_of(report));
            match &correction.change {
                Change::Merge { .. } => {
                    let (named, mut others): (Vec<_>, Vec<_>) =
                        groups.into_iter().partition(|group| group.iter().any(is_named));
                    others.extend((!named.is_empty()).then(|| named.into_iter().flatten().collect()));
                    groups = others;
                }
                Change::Split { .. } => {
                    let mut parted = Vec::new();
                    for group in groups {
                        let (named, rest): (Vec<_>, Vec<_>) = group.into_iter().partition(is_named);
                        parted.extend(named.into_iter().map(|report| vec![report]));
                        parted.extend((!rest.is_empty()).then_some(rest));
                    }
                    groups = parted;
                }
                _ => {}
            }
        }
        groups
    }

    /// Changes an incident that was put together from these reports; `None` where it is hidden.
    pub(super) fn apply(&self, mut stored: StoredIncident, reports: &[&StoredIncident]) -> Option<StoredIncident> {
        if self.found.is_empty() {
            return Some(stored);
        }
        let keys: HashSet<ReportKey> = reports.iter().map(|report| key_of(report)).collect();
        let mention = stored.place_mention.as_deref().map(fold);
        for (correction, named) in &self.found {
            let is_meant = match &correction.change {
                Change::Merge { .. } | Change::Split { .. } => named.iter().any(|key| keys.contains(key)),
                _ => named.first().is_some_and(|key| keys.contains(key)),
            };
            let by_name = correction.scope != Scope::Mention
                && matches!(correction.change, Change::ChoosePlace { .. })
                && correction.anchors.first().is_some_and(|anchor| {
                    let here = stored
                        .sources
                        .first()
                        .is_some_and(|source| source.document == anchor.document);
                    let same_words = anchor.mention.as_deref().map(fold) == mention && mention.is_some();
                    same_words && (here || correction.scope == Scope::Everywhere)
                });
            if !is_meant && !by_name {
                continue;
            }
            if let Change::Hide { .. } = correction.change {
                return None;
            }
            self.change(&mut stored, &correction.change);
            stored.corrections.push(correction.id.clone());
        }
        Some(stored)
    }

    fn change(&self, stored: &mut StoredIncident, change: &Change) {
        let incident = &mut stored.incident;
        match change {
            Change::Move {
                longitude,
                latitude,
                name,
                ..
            } => {
                let Some(point) = LonLat::new(*longitude, *latitude) else {
                    return;
                };
                let old = incident.location.take();
                incident.location = Some(self.moved(point, name.as_deref(), old));
                self.retitle(stored);
            }
            Change::ChoosePlace { place_id, .. } => {
                let gazetteer = &self.knowledge.gazetteer;
                if let Some(place) = gazetteer.place(PlaceId(*place_id)) {
                    incident.location = Some(rounded(location_at(gazetteer, &place, Span::default())));
                    self.retitle(stored);
                }
            }
            Change::SetType { r#type, .. } => {
                let label = |kind: &str| self.knowledge.taxonomy().kind(kind).map(|kind| kind.label.clone());
                let rest = label(&incident.kind).and_then(|old| incident.title.strip_prefix(&old).map(str::to_owned));
                if let (Some(new), Some(rest)) = (label(r#type), rest) {
                    incident.title = format!("{new}{rest}");
                }
                incident.kind.clone_from(r#type);
            }
            Change::SetDate {
                date_start, date_end, ..
            } => incident.date = days(date_start.as_deref(), date_end.as_deref()).unwrap_or(incident.date),
            Change::SetCasualties {
                killed_min,
                killed_max,
                injured_min,
                injured_max,
                ..
            } => {
                incident.killed = range(*killed_min, *killed_max);
                incident.injured = range(*injured_min, *injured_max);
            }
            Change::Merge { .. } | Change::Split { .. } | Change::Hide { .. } => {}
        }
    }

    /// A location at a point, in the country and the division whose outlines hold it.
    fn moved(&self, point: LonLat, name: Option<&str>, old: Option<Location>) -> Location {
        let gazetteer = &self.knowledge.gazetteer;
        let (country, division) = (gazetteer.country_at(point), gazetteer.admin1_at(point));
        let place = name.map(str::to_owned).or_else(|| old.map(|old| old.place));
        rounded(Location {
            place: place.unwrap_or_else(|| format!("{:.4}, {:.4}", point.lon, point.lat)),
            place_id: PlaceId(0),
            feature_code: String::new(),
            admin1: division.map_or_else(String::new, |division| division.name.to_owned()),
            admin2: String::new(),
            country: country.map_or_else(String::new, |country| country.country.to_owned()),
            country_name: country.map_or_else(String::new, |country| country.name.to_owned()),
            mention: Span::default(),
            point,
            precision: LocationPrecision::Site,
            uncertainty_m: SET_BY_HAND_M,
        })
    }

    fn retitle(&self, stored: &mut StoredIncident) {
        let incident = &mut stored.incident;
        let kind = self.knowledge.taxonomy().kind(&incident.kind);
        let label = kind.map_or(incident.kind.as_str(), |kind| kind.label.as_str());
        incident.title = title(label, "", incident.location.as_ref(), "");
    }
}

/// Refuses a change that names no place, type, day or count there is.
pub(super) fn check(change: &Change, knowledge: &StoreKnowledge) -> Result<(), CorrectionError> {
    let refuse = |key, reason: &str| {
        let reason = reason.to_owned();
        Err(CorrectionError { key, reason })
    };
    match change {
        Change::Move {
            longitude, latitude, ..
        } if LonLat::new(*longitude, *latitude).is_none() => {
            refuse("longitude", "give longitude −180 to 180 and latitude −90 to 90")
        }
        Change::ChoosePlace { place_id, .. } if knowledge.gazetteer.place(PlaceId(*place_id)).is_none() => {
            refuse("place_id", "the gazetteer has no such place")
        }
        Change::SetType { r#type, .. } if knowledge.taxonomy().kind(r#type).is_none() => {
            refuse("type", "the taxonomy has no such type")
        }
        Change::SetDate {
            date_start, date_end, ..
        } => match days(date_start.as_deref(), date_end.as_deref()) {
            Ok(_) => Ok(()),
            Err(expected) => refuse("date_start", expected),
        },
        Change::SetCasualties {
            killed_min,
            killed_max,
            injured_min,
            injured_max,
            ..
        } => {
            let reversed = |min: Option<u32>, max: Option<u32>| min.zip(max).is_some_and(|(min, max)| max < min);
            match (reversed(*killed_min, *killed_max), reversed(*injured_min, *injured_max)) {
                (true, _) => refuse("killed_max", "it must not be less than `killed_min`"),
                (_, true) => refuse("injured_max", "it must not be less than `injured_min`"),
                _ => Ok(()),
            }
        }
        Change::Merge { incident, with } if with.iter().all(|other| other == incident) => {
            refuse("with", "name at least one other incident")
        }
        _ => Ok(()),
    }
}

fn key_of(report: &StoredIncident) -> ReportKey {
    let document = report.sources.first().map_or("", |source| source.document.as_str());
    (document.to_owned(), report.incident.id.clone())
}

/// The range of two ISO days, `None` for unknown.
fn days(start: Option<&str>, end: Option<&str>) -> Result<Option<DateRange>, &'static str> {
    const EXPECTED: &str = "give days such as 2020-03-12, the last not before the first";
    let Some(start) = start else {
        return end.map_or(Ok(None), |_| Err(EXPECTED));
    };
    let day = |day: &str| day.parse::<Date>().map_err(|_not_a_day| EXPECTED);
    let first = day(start)?;
    let last = end.map_or(Ok(first), day)?;
    if last < first {
        return Err(EXPECTED);
    }
    let precision = if first == last {
        DatePrecision::Day
    } else {
        DatePrecision::Range
    };
    Ok(Some(DateRange { first, last, precision }))
}

fn range(min: Option<u32>, max: Option<u32>) -> Option<CountRange> {
    let (min, max) = (min.or(max)?, max.or(min)?);
    Some(CountRange { min, max, open: false })
}

fn rounded(mut location: Location) -> Location {
    location.point.lon = crate::record::rounded(location.point.lon, 1e7);
    location.point.lat = crate::record::rounded(location.point.lat, 1e7);
    location
}
