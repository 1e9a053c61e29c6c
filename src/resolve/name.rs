//! The names of a document, each with the places that it may mean and what the reasons make of them.

use super::Candidate;
use super::reason::Reasons;
use crate::gazetteer::{MatchTier, NameKind, NameMatch, Place};

/// What other places must say for a candidate of [`Origin::CoreApart`], in log odds: about "in the division the article is about".
const APART_SUPPORT: f64 = 3.0;

/// One place that a name may mean, with what speaks for it.
#[derive(Clone, Debug)]
pub(super) struct Sense<'g> {
    pub(super) place: Place<'g>,
    pub(super) kind: NameKind,
    pub(super) tier: MatchTier,
    /// Which words led to it.
    pub(super) origin: Origin,
    /// What the generic word beside the name says about this place.
    pub(super) head: HeadFit,
    pub(super) reasons: Reasons,
    /// Share of belief among the senses, 0 to 1.
    pub(super) belief: f64,
}

impl<'g> Sense<'g> {
    /// A candidate of which only the match is known.
    pub(super) fn new(found: &NameMatch<'g>, origin: Origin) -> Sense<'g> {
        Sense {
            place: found.place,
            kind: found.kind,
            tier: found.tier,
            origin,
            head: HeadFit::None,
            reasons: Reasons::default(),
            belief: 0.0,
        }
    }
}

/// The words that a candidate was looked up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The mention.
    Whole,
    /// The mention without its generic word: "Basra airport" is in or near Basra.
    Core,
    /// The same, where that is rarely so: "Red River" need not be near a town called Red.
    CoreApart,
}

/// Whether a place is of the sort that the generic word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeadFit {
    /// No generic word.
    None,
    /// "Baghdad airport" is an airport.
    Fits,
    /// "Baghdad airport" is a city.
    Misses,
}

/// All mentions of one name that share a meaning.
#[derive(Clone, Debug)]
pub(super) struct Name<'g> {
    /// The most important first, at most 40.
    pub(super) senses: Vec<Sense<'g>>,
    /// How often it stands in the text.
    pub(super) count: usize,
    /// Whether it names the place itself at least once, and not only what belongs to it ("US troops").
    pub(super) literal: bool,
    /// The names that follow as its container ("X, Texas") and stand before as its part, as numbers into the list.
    pub(super) containers: Vec<usize>,
    pub(super) parts: Vec<usize>,
}

impl<'g> Name<'g> {
    /// A name with its places, said `count` times.
    pub(super) fn new(senses: Vec<Sense<'g>>, count: usize) -> Name<'g> {
        Name {
            senses,
            count,
            literal: false,
            containers: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// The best candidates, best first, with their evidence.
    pub(super) fn candidates(&self, most: usize) -> Vec<Candidate> {
        let supported =
            |sense: &&Sense<'_>| sense.origin != Origin::CoreApart || APART_SUPPORT <= sense.reasons.by_document();
        let mut order: Vec<&Sense<'_>> = self.senses.iter().filter(supported).collect();
        order.sort_by(|left, right| {
            right
                .belief
                .total_cmp(&left.belief)
                .then(left.place.id.cmp(&right.place.id))
        });
        order
            .into_iter()
            .take(most)
            .map(|sense| Candidate {
                place: sense.place.id,
                score: sense.belief,
                evidence: sense.reasons.evidence(),
            })
            .collect()
    }

    /// Turns the sums of the reasons into shares of belief (softmax). A higher `temperature` than 1 makes them more alike.
    pub(super) fn update_beliefs(&mut self, temperature: f64) {
        let top = self
            .senses
            .iter()
            .map(|sense| sense.reasons.sum())
            .fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = self
            .senses
            .iter()
            .map(|sense| ((sense.reasons.sum() - top) / temperature).exp())
            .sum();
        for sense in &mut self.senses {
            sense.belief = ((sense.reasons.sum() - top) / temperature).exp() / total;
        }
    }

    pub(super) fn best(&self) -> Option<&Sense<'_>> {
        self.senses.iter().max_by(|left, right| {
            left.belief
                .total_cmp(&right.belief)
                .then(right.place.id.cmp(&left.place.id))
        })
    }
}

/// The names of a document.
#[derive(Debug)]
pub(super) struct Names<'g> {
    pub(super) list: Vec<Name<'g>>,
    /// The name of each toponym; `None` where the gazetteer has no candidate.
    pub(super) of_toponym: Vec<Option<usize>>,
}
