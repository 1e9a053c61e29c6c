//! What every handler shares.

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::gazetteer::Gazetteer;
use crate::lexicon::Lexicon;
use crate::store::{GazetteerTerms, MemoryStore};

/// The knowledge to read articles with, and the store of those read.
#[derive(Debug)]
pub struct AppState {
    /// Places.
    pub gazetteer: Arc<Gazetteer>,
    /// Words and the taxonomy.
    pub lexicon: Arc<Lexicon>,
    /// Whether only this machine is answered: then requests under another host name are refused (DNS rebinding).
    pub is_loopback_only: bool,
    store: RwLock<MemoryStore>,
}

/// The state as handlers get it.
pub(super) type SharedState = Arc<AppState>;

impl AppState {
    /// A state that answers only requests to this machine's own names.
    pub fn new(gazetteer: impl Into<Arc<Gazetteer>>, lexicon: impl Into<Arc<Lexicon>>, store: MemoryStore) -> AppState {
        AppState {
            gazetteer: gazetteer.into(),
            lexicon: lexicon.into(),
            is_loopback_only: true,
            store: RwLock::new(store),
        }
    }

    /// The store, to read. A writer that panicked leaves it usable: every change is whole or absent.
    pub(super) fn store(&self) -> RwLockReadGuard<'_, MemoryStore> {
        self.store.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The store, to change.
    pub(super) fn store_mut(&self) -> RwLockWriteGuard<'_, MemoryStore> {
        self.store.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the words of a query mean.
    pub(super) fn terms(&self) -> GazetteerTerms<'_> {
        GazetteerTerms {
            gazetteer: &self.gazetteer,
            taxonomy: self.lexicon.taxonomy(),
        }
    }
}
