//! What is known about an incident: the types that the rest of Dateline reads.

use crate::gazetteer::PlaceId;
use crate::geography::LonLat;
use crate::resolve::LocationPrecision;
use crate::span::Span;
use crate::time::DateRange;

/// Where an incident happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Location {
    /// Resolved display name: "Taji".
    pub place: String,
    /// Gazetteer identifier.
    pub place_id: PlaceId,
    /// GeoNames feature code.
    pub feature_code: String,
    /// Name of the first-order division, or empty.
    pub admin1: String,
    /// Name of the second-order division, or empty.
    pub admin2: String,
    /// ISO 3166-1 alpha-2, or empty at sea.
    pub country: String,
    /// Country name, or empty.
    pub country_name: String,
    /// The words that name it.
    pub mention: Span,
    /// WGS84 longitude, latitude in degrees.
    pub point: LonLat,
    /// How exactly it is known.
    pub precision: LocationPrecision,
    /// Metres around the point within which the incident is believed to lie.
    pub uncertainty_m: f64,
}

/// A number of people; reports disagree, so it is a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountRange {
    /// Fewest.
    pub min: u32,
    /// Most that was said.
    pub max: u32,
    /// "At least": the real figure may be higher than `max`.
    pub open: bool,
}

/// What an actor did or suffered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorRole {
    /// Did it, or is said to have.
    Perpetrator,
    /// Was aimed at.
    Target,
    /// Was hurt.
    Victim,
}

/// What an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorKind {
    /// One or several people.
    Person,
    /// A state, force, group or company.
    Organisation,
    /// A building, vehicle or site.
    Facility,
    /// Not known.
    Unknown,
}

/// Who took part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The plain noun phrase or normalised name.
    pub name: String,
    /// What they did or suffered.
    pub role: ActorRole,
    /// What they are.
    pub kind: ActorKind,
    /// The words.
    pub span: Span,
}

/// How sure the article is that it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IncidentStatus {
    /// Told as a fact.
    Reported,
    /// Somebody claims to have done it.
    Claimed,
    /// Somebody is said to have done it.
    Alleged,
    /// Somebody says that it did not happen.
    Denied,
}

/// Which fact a piece of the text supports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EvidenceRole {
    /// The word that tells the event.
    Trigger,
    /// Where.
    Place,
    /// When.
    Date,
    /// Who.
    Actor,
    /// How many killed or injured.
    Casualties,
    /// With what.
    Weapon,
}

/// A piece of the text that supports one fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IncidentEvidence {
    /// Which fact.
    pub role: EvidenceRole,
    /// The words.
    pub span: Span,
}

/// One event of the article with everything known about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Incident {
    /// Stable for the same document and version: 16 hexadecimal digits.
    pub id: String,
    /// Type id of `data/lexicon/taxonomy.csv`, such as `drone_strike`.
    pub kind: String,
    /// One line that a reader understands: "Drone strike outside Baghdad airport".
    pub title: String,
    /// When; `None` where not even the publication date is known.
    pub date: Option<DateRange>,
    /// Where; `None` where the text names no place.
    pub location: Option<Location>,
    /// People killed, without attackers; `None` is unknown, 0 is stated.
    pub killed: Option<CountRange>,
    /// People injured; `None` is unknown, 0 is stated.
    pub injured: Option<CountRange>,
    /// Who took part, perpetrators first.
    pub actors: Vec<Actor>,
    /// With what, plain words.
    pub weapons: Vec<String>,
    /// How sure the article is.
    pub status: IncidentStatus,
    /// Whether the article recalls it as a past event.
    pub background: bool,
    /// Probability that it is a real incident, rightly read, 0 to 1.
    pub confidence: f64,
    /// Pieces of the text, in text order.
    pub evidence: Vec<IncidentEvidence>,
    /// The sentence that tells it best.
    pub sentence: Span,
}
