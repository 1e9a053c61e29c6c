//! Passages that look like an event and are none, each with the reason: what `--explain` and the reader show.

use std::ops::Range;

use super::reading::Reading;
use super::{EvidenceRole, Incident};
use crate::span::Span;

/// Why a word for an event tells no incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RejectionReason {
    /// It says what a word means: "a strike, as defined here".
    Definition,
    /// It could happen, is feared, wanted or threatened.
    Hypothetical,
    /// It is planned for a day after publication.
    Planned,
    /// It did not happen.
    Negated,
    /// A match or a market.
    Game,
    /// A drill, a play, a quarrel in words, or what would have been.
    Unreal,
    /// Several events summed up in a number: "73 were killed since October".
    Sum,
    /// What happens again and again: "they often attack".
    Habitual,
    /// Somebody died of illness or age.
    NaturalDeath,
    /// It only mentions an event, as a court or an inquiry does, that the article does not tell otherwise.
    Reference,
    /// What came of an incident that the article tells: an arrest, a road closed.
    Aftermath,
    /// The list below tells the incidents that it sums up.
    Summary,
    /// Too little beside the word: no place, no day, nobody hurt.
    TooLittle,
    /// The model of likelihood holds it for no incident.
    Unlikely,
}

impl RejectionReason {
    /// A short name, for outputs.
    pub fn as_str(self) -> &'static str {
        match self {
            RejectionReason::Definition => "definition",
            RejectionReason::Hypothetical => "hypothetical",
            RejectionReason::Planned => "planned",
            RejectionReason::Negated => "negated",
            RejectionReason::Game => "game",
            RejectionReason::Unreal => "unreal",
            RejectionReason::Sum => "sum",
            RejectionReason::Habitual => "habitual",
            RejectionReason::NaturalDeath => "natural_death",
            RejectionReason::Reference => "reference",
            RejectionReason::Aftermath => "aftermath",
            RejectionReason::Summary => "summary",
            RejectionReason::TooLittle => "too_little",
            RejectionReason::Unlikely => "unlikely",
        }
    }

    /// What a reader is told, as half a sentence after "no incident: ".
    pub fn explanation(self) -> &'static str {
        match self {
            RejectionReason::Definition => "it says what the word means",
            RejectionReason::Hypothetical => "it could happen, is feared, wanted or threatened",
            RejectionReason::Planned => "it is planned for a day after publication",
            RejectionReason::Negated => "it did not happen",
            RejectionReason::Game => "it is about a match or a market",
            RejectionReason::Unreal => "it is a drill, a play, a quarrel in words, or what would have been",
            RejectionReason::Sum => "it sums up many events",
            RejectionReason::Habitual => "it tells what happens again and again",
            RejectionReason::NaturalDeath => "it is a death of illness or age",
            RejectionReason::Reference => "it only mentions an event that the article does not tell",
            RejectionReason::Aftermath => "it came of an incident that the article tells",
            RejectionReason::Summary => "it sums up the list below",
            RejectionReason::TooLittle => "no place, day or people hurt stand beside it",
            RejectionReason::Unlikely => "the article reads like no report of an incident here",
        }
    }
}

/// A passage that tells no incident.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rejection {
    /// The words for the event.
    pub span: Span,
    /// Why it is none.
    pub reason: RejectionReason,
    /// Probability that it is an incident after all, 0 to 1, where the model was asked.
    pub probability: Option<f64>,
}

impl Rejection {
    /// A rejected trigger; `None` for no tokens.
    pub(super) fn of(reading: &Reading<'_>, trigger: &Range<usize>, reason: RejectionReason) -> Option<Rejection> {
        let span = reading.text.span_of(trigger.clone())?;
        Some(Rejection {
            span,
            reason,
            probability: None,
        })
    }

    /// The triggers of an incident that the model holds for unlikely.
    pub(super) fn of_incident(incident: &Incident) -> impl Iterator<Item = Rejection> {
        let triggers = incident
            .evidence
            .iter()
            .filter(|item| item.role == EvidenceRole::Trigger);
        triggers.map(|item| Rejection {
            span: item.span,
            reason: RejectionReason::Unlikely,
            probability: Some(incident.confidence),
        })
    }
}
