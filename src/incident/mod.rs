//! Incidents: what happened, where, when, to whom; one for each real event of the article.
//!
//! [`extract_incidents`] reads sentence by sentence: triggers open mentions, each mention takes its place, date, people and
//! weapons from its own part of the sentence, and mentions of one event are merged.

mod types;
mod place_mention;
mod platform;
mod reading;
mod rejection;
mod trigger;
mod noun_phrase;
mod people_count;
mod casualty;
mod weapon;
mod actor;
mod when;
mod modality;
mod relation;
mod place_cue;
mod location;
mod event_place;
mod kind;
mod mention;
mod merge;
mod carry;
mod story;
mod argument;
mod title;
mod assemble;
mod relevance;
mod likelihood;
mod event_class;
mod extract;
mod argument_example;
mod focus;

pub use argument_example::{ArgumentExample, argument_examples};
pub use event_class::{Footing, Passage, TypeChoice, read_passage};
pub use extract::{Candidate, Told, extract_incidents, find_candidates};
pub use focus::{Focus, find_focus};
pub(crate) use location::location_at;
pub use reading::Findings;
pub use rejection::{Rejection, RejectionReason};
pub(crate) use title::title;
pub use types::{
    Actor, ActorKind, ActorRole, CountRange, EvidenceRole, Incident, IncidentEvidence, IncidentStatus, Location,
};

pub use crate::resolve::LocationPrecision;
