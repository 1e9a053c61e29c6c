//! A stored feature → the incident that it was made of: the inverse of [`feature_json`](super::feature::feature_json).

use jiff::civil::Date;
use serde::Deserialize;

use super::error::StoreError;
use crate::gazetteer::PlaceId;
use crate::geography::LonLat;
use crate::incident::{
    Actor, ActorKind, ActorRole, CountRange, EvidenceRole, Incident, IncidentStatus, Location, LocationPrecision,
};
use crate::record::{Quote, QuotedEvidence, Retelling, Source, StoredIncident};
use crate::span::Span;
use crate::time::{DatePrecision, DateRange};

#[derive(Deserialize)]
struct FeatureWire {
    properties: Wire,
}

/// The properties that are needed again; those that follow from others are left out.
#[derive(Deserialize)]
struct Wire {
    id: String,
    r#type: String,
    title: String,
    date_start: Option<Date>,
    date_end: Option<Date>,
    date_precision: String,
    place: Option<String>,
    place_mention: Option<String>,
    place_id: Option<u32>,
    feature_code: Option<String>,
    admin1: Option<String>,
    admin2: Option<String>,
    country: Option<String>,
    country_name: Option<String>,
    longitude: Option<f64>,
    latitude: Option<f64>,
    location_precision: String,
    uncertainty_m: Option<f64>,
    killed_min: Option<u32>,
    killed_max: Option<u32>,
    killed_open: bool,
    injured_min: Option<u32>,
    injured_max: Option<u32>,
    injured_open: bool,
    actors: Vec<ActorWire>,
    weapons: Vec<String>,
    status: String,
    background: bool,
    confidence: f64,
    evidence: Vec<EvidenceWire>,
    sentence: String,
    sentence_start: usize,
    sources: Vec<SourceWire>,
    #[serde(default)]
    reports: Vec<ReportWire>,
    #[serde(default)]
    corrections: Vec<String>,
}

#[derive(Deserialize)]
struct ActorWire {
    name: String,
    role: String,
    kind: String,
}

#[derive(Deserialize)]
struct EvidenceWire {
    role: String,
    start: usize,
    end: usize,
    text: String,
}

#[derive(Deserialize)]
struct SourceWire {
    document: String,
    title: Option<String>,
    url: Option<String>,
    publisher: Option<String>,
    date: Option<Date>,
}

#[derive(Deserialize)]
struct ReportWire {
    document: String,
    incident: String,
    sentence: String,
    sentence_start: usize,
    evidence: Vec<EvidenceWire>,
}

/// The incident of a feature that a store wrote.
///
/// # Errors
/// [`StoreError::Record`] where the bytes are no such feature.
pub(super) fn incident_of(feature: &[u8]) -> Result<StoredIncident, StoreError> {
    let read = serde_json::from_slice(feature);
    let read: FeatureWire = read.map_err(|error| StoreError::record("incident", error.to_string()))?;
    let id = read.properties.id.clone();
    let known = read.properties.into_stored();
    known.ok_or_else(|| StoreError::record(id, "a word in it is not known"))
}

impl Wire {
    /// `None` where a word is none of ours.
    fn into_stored(self) -> Option<StoredIncident> {
        let location = match self.longitude.zip(self.latitude) {
            Some((longitude, latitude)) => Some(self.location(LonLat::new(longitude, latitude)?)?),
            None => None,
        };
        let date = match self.date_start.zip(self.date_end) {
            Some((first, last)) => Some(DateRange {
                first,
                last,
                precision: date_precision(&self.date_precision)?,
            }),
            None => None,
        };
        let actors: Option<Vec<Actor>> = self.actors.into_iter().map(ActorWire::into_actor).collect();
        let retellings: Option<Vec<Retelling>> = self.reports.into_iter().map(ReportWire::into_retelling).collect();
        Some(StoredIncident {
            incident: Incident {
                id: self.id,
                kind: self.r#type,
                title: self.title,
                date,
                location,
                killed: range(self.killed_min, self.killed_max, self.killed_open),
                injured: range(self.injured_min, self.injured_max, self.injured_open),
                actors: actors?,
                weapons: self.weapons,
                status: status(&self.status)?,
                background: self.background,
                confidence: self.confidence,
                evidence: Vec::new(),
                sentence: Span::default(),
            },
            evidence: evidence(self.evidence)?,
            sentence: sentence(self.sentence, self.sentence_start),
            place_mention: self.place_mention,
            sources: self.sources.into_iter().map(SourceWire::into_source).collect(),
            retellings: retellings?,
            corrections: self.corrections,
        })
    }

    fn location(&self, point: LonLat) -> Option<Location> {
        let name = |name: &Option<String>| name.clone().unwrap_or_default();
        Some(Location {
            place: name(&self.place),
            place_id: PlaceId(self.place_id.unwrap_or_default()),
            feature_code: name(&self.feature_code),
            admin1: name(&self.admin1),
            admin2: name(&self.admin2),
            country: name(&self.country),
            country_name: name(&self.country_name),
            mention: Span::default(),
            point,
            precision: location_precision(&self.location_precision)?,
            uncertainty_m: self.uncertainty_m?,
        })
    }
}

impl ActorWire {
    fn into_actor(self) -> Option<Actor> {
        Some(Actor {
            role: match self.role.as_str() {
                "perpetrator" => ActorRole::Perpetrator,
                "target" => ActorRole::Target,
                "victim" => ActorRole::Victim,
                _ => return None,
            },
            kind: match self.kind.as_str() {
                "person" => ActorKind::Person,
                "organisation" => ActorKind::Organisation,
                "facility" => ActorKind::Facility,
                "unknown" => ActorKind::Unknown,
                _ => return None,
            },
            name: self.name,
            span: Span::default(),
        })
    }
}

impl SourceWire {
    fn into_source(self) -> Source {
        Source {
            document: self.document,
            title: self.title,
            url: self.url,
            publisher: self.publisher,
            date: self.date,
        }
    }
}

impl ReportWire {
    fn into_retelling(self) -> Option<Retelling> {
        Some(Retelling {
            document: self.document,
            incident: self.incident,
            sentence: sentence(self.sentence, self.sentence_start),
            evidence: evidence(self.evidence)?,
        })
    }
}

fn sentence(text: String, start: usize) -> Quote {
    let end = start + text.chars().count();
    Quote { start, end, text }
}

fn evidence(wire: Vec<EvidenceWire>) -> Option<Vec<QuotedEvidence>> {
    let evidence = wire.into_iter().map(|evidence| {
        Some(QuotedEvidence {
            role: match evidence.role.as_str() {
                "trigger" => EvidenceRole::Trigger,
                "place" => EvidenceRole::Place,
                "date" => EvidenceRole::Date,
                "actor" => EvidenceRole::Actor,
                "casualties" => EvidenceRole::Casualties,
                "weapon" => EvidenceRole::Weapon,
                _ => return None,
            },
            quote: Quote {
                start: evidence.start,
                end: evidence.end,
                text: evidence.text,
            },
        })
    });
    evidence.collect()
}

fn range(min: Option<u32>, max: Option<u32>, open: bool) -> Option<CountRange> {
    let (min, max) = min.zip(max)?;
    Some(CountRange { min, max, open })
}

fn date_precision(word: &str) -> Option<DatePrecision> {
    Some(match word {
        "day" => DatePrecision::Day,
        "range" => DatePrecision::Range,
        "week" => DatePrecision::Week,
        "month" => DatePrecision::Month,
        "year" => DatePrecision::Year,
        "unknown" => DatePrecision::Unknown,
        _ => return None,
    })
}

pub(super) fn location_precision(word: &str) -> Option<LocationPrecision> {
    Some(match word {
        "site" => LocationPrecision::Site,
        "settlement" => LocationPrecision::Settlement,
        "district" => LocationPrecision::District,
        "province" => LocationPrecision::Province,
        "region" => LocationPrecision::Region,
        "country" => LocationPrecision::Country,
        _ => return None,
    })
}

pub(super) fn status(word: &str) -> Option<IncidentStatus> {
    Some(match word {
        "reported" => IncidentStatus::Reported,
        "claimed" => IncidentStatus::Claimed,
        "alleged" => IncidentStatus::Alleged,
        "denied" => IncidentStatus::Denied,
        _ => return None,
    })
}
