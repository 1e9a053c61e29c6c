//! The shapes that leave the program: properties of an incident, of a place, of a document's results.
//!
//! Names, meaning and order are a promise to users' scripts. Offsets are Unicode code points into the document's text, half-open;
//! coordinates WGS84 degrees with at most 7 decimals (about a centimetre).

use serde::Serialize;

use crate::document::Document;
use crate::incident::{
    ActorKind, ActorRole, CountRange, EvidenceRole, Focus, IncidentStatus, LocationPrecision, Rejection, TypeChoice,
};
use crate::lexicon::Taxonomy;
use crate::pipeline::Warning;
pub(super) use crate::record::rounded;
use crate::record::{QuotedEvidence, Retelling, Source, StoredIncident};
use crate::span::CodePoints;
use crate::time::DatePrecision;

/// Who took part.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ActorProperties {
    /// Name or noun phrase.
    pub name: String,
    /// `perpetrator`, `target` or `victim`.
    pub role: &'static str,
    /// `person`, `organisation`, `facility` or `unknown`.
    pub kind: &'static str,
}

/// A piece of the text that supports a fact.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EvidenceProperties {
    /// `trigger`, `place`, `date`, `actor`, `casualties` or `weapon`.
    pub role: &'static str,
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words.
    pub text: String,
}

/// A report that told of the incident.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SourceProperties {
    /// Identifier of the document.
    pub document: String,
    /// Headline.
    pub title: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Publisher's name or domain.
    pub publisher: Option<String>,
    /// Publication day, ISO 8601.
    pub date: Option<String>,
}

/// How another document told a merged incident; offsets are into that document's text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReportProperties {
    /// Identifier of the document.
    pub document: String,
    /// The identifier that the incident has in that document alone.
    pub incident: String,
    /// The sentence that tells it best there.
    pub sentence: String,
    /// Where it begins, in code points.
    pub sentence_start: usize,
    /// The pieces of that text behind each fact.
    pub evidence: Vec<EvidenceProperties>,
}

/// Everything about one incident, in every format.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IncidentProperties {
    /// Stable identifier.
    pub id: String,
    /// Type id of the taxonomy.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its label.
    pub type_label: String,
    /// Its group.
    pub group: String,
    /// One line that a reader understands.
    pub title: String,
    /// First day, ISO 8601.
    pub date_start: Option<String>,
    /// Last day, inclusive.
    pub date_end: Option<String>,
    /// `day`, `range`, `week`, `month`, `year` or `unknown`.
    pub date_precision: &'static str,
    /// Resolved name.
    pub place: Option<String>,
    /// The words in the text.
    pub place_mention: Option<String>,
    /// Gazetteer identifier.
    pub place_id: Option<u32>,
    /// GeoNames feature code.
    pub feature_code: Option<String>,
    /// First-order division, by name.
    pub admin1: Option<String>,
    /// Second-order division, by name.
    pub admin2: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Country by name.
    pub country_name: Option<String>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// `site`, `settlement`, `district`, `province`, `region`, `country` or `none`.
    pub location_precision: &'static str,
    /// Metres around the point within which it is believed to lie.
    pub uncertainty_m: Option<f64>,
    /// Fewest killed; null is unknown, 0 is stated.
    pub killed_min: Option<u32>,
    /// Most killed that was said.
    pub killed_max: Option<u32>,
    /// "At least": the real figure may be higher.
    pub killed_open: bool,
    /// Fewest injured; null is unknown, 0 is stated.
    pub injured_min: Option<u32>,
    /// Most injured that was said.
    pub injured_max: Option<u32>,
    /// "At least": the real figure may be higher.
    pub injured_open: bool,
    /// Who took part.
    pub actors: Vec<ActorProperties>,
    /// Perpetrators' names, with "; " between.
    pub perpetrator: Option<String>,
    /// Targets' names, with "; " between.
    pub target: Option<String>,
    /// With what.
    pub weapons: Vec<String>,
    /// `reported`, `claimed`, `alleged` or `denied`.
    pub status: &'static str,
    /// Whether the article recalls it as past.
    pub background: bool,
    /// 0 to 1.
    pub confidence: f64,
    /// The pieces of the text behind each fact.
    pub evidence: Vec<EvidenceProperties>,
    /// The sentence that tells it best.
    pub sentence: String,
    /// Where it begins in the document's text, in code points.
    pub sentence_start: usize,
    /// Who reported it.
    pub sources: Vec<SourceProperties>,
    /// How the documents after the first told it; only where reports were merged.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<ReportProperties>,
    /// Identifiers of the corrections that changed it; only where there are any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<String>,
}

impl IncidentProperties {
    /// The properties of a stored incident; a type that the taxonomy lacks is its own label, in group `other`.
    pub fn new(stored: &StoredIncident, taxonomy: &Taxonomy) -> IncidentProperties {
        let incident = &stored.incident;
        let kind = taxonomy.kind(&incident.kind);
        let location = incident.location.as_ref();
        let named = |name: &String| (!name.is_empty()).then(|| name.clone());
        let (killed_min, killed_max, killed_open) = counts(incident.killed);
        let (injured_min, injured_max, injured_open) = counts(incident.injured);
        let names = |role| joined_names(stored, role);
        IncidentProperties {
            id: incident.id.clone(),
            kind: incident.kind.clone(),
            type_label: kind.map_or_else(|| incident.kind.clone(), |kind| kind.label.clone()),
            group: kind.map_or_else(|| "other".to_owned(), |kind| kind.group.clone()),
            title: incident.title.clone(),
            date_start: incident.date.map(|date| date.first.to_string()),
            date_end: incident.date.map(|date| date.last.to_string()),
            date_precision: date_precision(incident.date.map_or(DatePrecision::Unknown, |date| date.precision)),
            place: location.and_then(|location| named(&location.place)),
            place_mention: stored.place_mention.clone(),
            // A place that a person set by hand has no number.
            place_id: location.map(|location| location.place_id.0).filter(|id| *id != 0),
            feature_code: location.and_then(|location| named(&location.feature_code)),
            admin1: location.and_then(|location| named(&location.admin1)),
            admin2: location.and_then(|location| named(&location.admin2)),
            country: location.and_then(|location| named(&location.country)),
            country_name: location.and_then(|location| named(&location.country_name)),
            longitude: location.map(|location| degrees(location.point.lon)),
            latitude: location.map(|location| degrees(location.point.lat)),
            location_precision: location.map_or("none", |location| location_precision_name(location.precision)),
            uncertainty_m: location.map(|location| location.uncertainty_m.round()),
            killed_min,
            killed_max,
            killed_open,
            injured_min,
            injured_max,
            injured_open,
            actors: actors(stored),
            perpetrator: names(ActorRole::Perpetrator),
            target: names(ActorRole::Target),
            weapons: incident.weapons.clone(),
            status: status_name(incident.status),
            background: incident.background,
            confidence: rounded(incident.confidence, 1e4),
            evidence: evidence(&stored.evidence),
            sentence: stored.sentence.text.clone(),
            sentence_start: stored.sentence.start,
            sources: stored.sources.iter().map(SourceProperties::from).collect(),
            reports: stored.retellings.iter().map(ReportProperties::from).collect(),
            corrections: stored.corrections.clone(),
        }
    }
}

impl From<&Retelling> for ReportProperties {
    fn from(retelling: &Retelling) -> Self {
        ReportProperties {
            document: retelling.document.clone(),
            incident: retelling.incident.clone(),
            sentence: retelling.sentence.text.clone(),
            sentence_start: retelling.sentence.start,
            evidence: evidence(&retelling.evidence),
        }
    }
}

impl From<&Source> for SourceProperties {
    fn from(source: &Source) -> Self {
        SourceProperties {
            document: source.document.clone(),
            title: source.title.clone(),
            url: source.url.clone(),
            publisher: source.publisher.clone(),
            date: source.date.map(|date| date.to_string()),
        }
    }
}

/// A passage that looks like an event and is none.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RejectionProperties {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words.
    pub text: String,
    /// Such as `hypothetical`, `aftermath` or `unlikely`.
    pub reason: &'static str,
    /// The reason in words.
    pub explanation: &'static str,
    /// Probability that it is an incident after all, 0 to 1, where the model was asked.
    pub probability: Option<f64>,
}

/// The rejected passages of a document, in text order.
pub fn rejection_properties(document: &Document, rejected: &[Rejection]) -> Vec<RejectionProperties> {
    let code_points = CodePoints::new(&document.text);
    let properties = rejected.iter().map(|rejection| RejectionProperties {
        start: code_points.at(rejection.span.start()),
        end: code_points.at(rejection.span.end()),
        text: rejection.span.of(&document.text).to_owned(),
        reason: rejection.reason.as_str(),
        explanation: rejection.reason.explanation(),
        probability: rejection.probability.map(|probability| rounded(probability, 1e4)),
    });
    properties.collect()
}

/// A type that a model chose over the rules'.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TypeChoiceProperties {
    /// Identifier of the incident.
    pub incident: String,
    /// Type by the rules.
    pub by_rules: String,
    /// Type that the incident has.
    pub chosen: String,
    /// Probability of its class, 0 to 1.
    pub probability: f64,
}

impl From<&TypeChoice> for TypeChoiceProperties {
    fn from(choice: &TypeChoice) -> Self {
        TypeChoiceProperties {
            incident: choice.incident.clone(),
            by_rules: choice.by_rules.clone(),
            chosen: choice.chosen.clone(),
            probability: rounded(choice.probability, 1e4),
        }
    }
}

/// What a document is about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FocusProperties {
    /// Display name.
    pub place: String,
    /// Gazetteer identifier.
    pub place_id: u32,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Degrees east.
    pub longitude: f64,
    /// Degrees north.
    pub latitude: f64,
}

impl From<&Focus> for FocusProperties {
    fn from(focus: &Focus) -> Self {
        FocusProperties {
            place: focus.place.clone(),
            place_id: focus.place_id.0,
            country: focus.country.clone(),
            longitude: degrees(focus.point.lon),
            latitude: degrees(focus.point.lat),
        }
    }
}

/// A warning in words.
pub fn warning_text(warning: &Warning) -> &'static str {
    match warning {
        Warning::NoPublicationDate => {
            "the publication date is not known, so relative dates such as \"Thursday\" stay unresolved"
        }
        Warning::EmptyText => "the document has no words",
    }
}

/// Degrees with at most 7 decimals.
pub fn degrees(value: f64) -> f64 {
    rounded(value, 1e7)
}

fn counts(count: Option<CountRange>) -> (Option<u32>, Option<u32>, bool) {
    (
        count.map(|count| count.min),
        count.map(|count| count.max),
        count.is_some_and(|count| count.open),
    )
}

fn actors(stored: &StoredIncident) -> Vec<ActorProperties> {
    let actors = stored.incident.actors.iter().map(|actor| ActorProperties {
        name: actor.name.clone(),
        role: actor_role(actor.role),
        kind: actor_kind(actor.kind),
    });
    actors.collect()
}

fn evidence(quoted: &[QuotedEvidence]) -> Vec<EvidenceProperties> {
    let evidence = quoted.iter().map(|evidence| EvidenceProperties {
        role: evidence_role_name(evidence.role),
        start: evidence.quote.start,
        end: evidence.quote.end,
        text: evidence.quote.text.clone(),
    });
    evidence.collect()
}

fn joined_names(stored: &StoredIncident, role: ActorRole) -> Option<String> {
    let of_role = stored.incident.actors.iter().filter(|actor| actor.role == role);
    let names: Vec<&str> = of_role.map(|actor| actor.name.as_str()).collect();
    (!names.is_empty()).then(|| names.join("; "))
}

fn date_precision(precision: DatePrecision) -> &'static str {
    match precision {
        DatePrecision::Day => "day",
        DatePrecision::Range => "range",
        DatePrecision::Week => "week",
        DatePrecision::Month => "month",
        DatePrecision::Year => "year",
        DatePrecision::Unknown => "unknown",
    }
}

/// The precision by its word.
pub fn location_precision_name(precision: LocationPrecision) -> &'static str {
    match precision {
        LocationPrecision::Site => "site",
        LocationPrecision::Settlement => "settlement",
        LocationPrecision::District => "district",
        LocationPrecision::Province => "province",
        LocationPrecision::Region => "region",
        LocationPrecision::Country => "country",
    }
}

fn actor_role(role: ActorRole) -> &'static str {
    match role {
        ActorRole::Perpetrator => "perpetrator",
        ActorRole::Target => "target",
        ActorRole::Victim => "victim",
    }
}

fn actor_kind(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "person",
        ActorKind::Organisation => "organisation",
        ActorKind::Facility => "facility",
        ActorKind::Unknown => "unknown",
    }
}

/// The status by its word.
pub fn status_name(status: IncidentStatus) -> &'static str {
    match status {
        IncidentStatus::Reported => "reported",
        IncidentStatus::Claimed => "claimed",
        IncidentStatus::Alleged => "alleged",
        IncidentStatus::Denied => "denied",
    }
}

pub(crate) fn evidence_role_name(role: EvidenceRole) -> &'static str {
    match role {
        EvidenceRole::Trigger => "trigger",
        EvidenceRole::Place => "place",
        EvidenceRole::Date => "date",
        EvidenceRole::Actor => "actor",
        EvidenceRole::Casualties => "casualties",
        EvidenceRole::Weapon => "weapon",
    }
}
