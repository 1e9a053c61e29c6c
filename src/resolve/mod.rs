//! Resolution: toponyms → places, with the evidence for each choice.

use crate::gazetteer::PlaceId;
use crate::toponym::Toponym;

/// One reason for or against a candidate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// What was looked at, in words a reader understands: "population", "same country as other places".
    pub signal: &'static str,
    /// What it adds to the score; negative speaks against.
    pub weight: f64,
}

/// A place considered for a toponym.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Which place.
    pub place: PlaceId,
    /// Share of belief among the candidates, 0 to 1.
    pub score: f64,
    /// Why.
    pub evidence: Vec<Evidence>,
}

/// A toponym with its candidates.
#[derive(Clone, Debug, PartialEq)]
pub struct ResolvedToponym {
    /// The mention.
    pub toponym: Toponym,
    /// Best first, at most five; empty where the gazetteer knows no such place.
    pub candidates: Vec<Candidate>,
}

impl ResolvedToponym {
    /// The place chosen, `None` where nothing was.
    pub fn place(&self) -> Option<PlaceId> {
        self.candidates.first().map(|candidate| candidate.place)
    }
}
