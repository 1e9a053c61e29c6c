//! What a store looks things up in.

use std::sync::Arc;

use crate::gazetteer::Gazetteer;
use crate::lexicon::{Lexicon, Taxonomy};

/// The places and the types, shared by everything that answers from a store.
#[derive(Clone, Debug)]
pub struct StoreKnowledge {
    /// Outlines of areas, and the places that corrections choose.
    pub gazetteer: Arc<Gazetteer>,
    /// The types, with their labels and groups.
    pub lexicon: Arc<Lexicon>,
}

impl StoreKnowledge {
    /// The types.
    pub fn taxonomy(&self) -> &Taxonomy {
        self.lexicon.taxonomy()
    }
}
