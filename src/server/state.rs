//! What every handler shares.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::gazetteer::Gazetteer;
use crate::layer::{IncidentIndex, IndexBuilder, Selection};
use crate::lexicon::Lexicon;
use crate::store::{GazetteerTerms, IncidentQuery, MemoryStore};

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
    /// Goes up with each change of the store.
    generation: AtomicU64,
    /// The index, with the generation that it was made of.
    index: Mutex<Option<(u64, Arc<IncidentIndex>)>>,
}

/// The incidents that a request asked for.
#[derive(Debug)]
pub(super) struct View<'s> {
    state: &'s AppState,
    index: Arc<IncidentIndex>,
    /// Which of the index.
    pub(super) selection: Selection,
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
            generation: AtomicU64::new(0),
            index: Mutex::new(None),
        }
    }

    /// The store, to read. A writer that panicked leaves it usable: every change is whole or absent.
    pub(super) fn store(&self) -> RwLockReadGuard<'_, MemoryStore> {
        self.store.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The store, to change.
    pub(super) fn store_mut(&self) -> RwLockWriteGuard<'_, MemoryStore> {
        let store = self.store.write().unwrap_or_else(PoisonError::into_inner);
        self.generation.fetch_add(1, Ordering::SeqCst);
        store
    }

    /// Which incidents the query selects.
    pub(super) fn select(&self, query: &IncidentQuery) -> View<'_> {
        let index = self.index();
        let selection = self.select_in(&index, query);
        View {
            state: self,
            index,
            selection,
        }
    }

    fn select_in(&self, index: &IncidentIndex, query: &IncidentQuery) -> Selection {
        let words = IncidentQuery {
            words: query.words.clone(),
            actor: query.actor.clone(),
            ..IncidentQuery::default()
        };
        let store = self.store();
        index.select(query, &|id| {
            store.incident(id).is_some_and(|stored| words.matches(&stored))
        })
    }

    /// The index of what the store holds, made anew where it changed.
    fn index(&self) -> Arc<IncidentIndex> {
        let mut index = self.index.lock().unwrap_or_else(PoisonError::into_inner);
        let store = self.store();
        let generation = self.generation.load(Ordering::SeqCst);
        if let Some((of, index)) = index.as_ref()
            && *of == generation
        {
            return Arc::clone(index);
        }
        let mut builder = IndexBuilder::new(self.lexicon.taxonomy());
        for stored in store.find(&IncidentQuery::default()).incidents {
            builder.add(&stored);
        }
        let made = Arc::new(builder.finish());
        *index = Some((generation, Arc::clone(&made)));
        made
    }

    /// What the words of a query mean.
    pub(super) fn terms(&self) -> GazetteerTerms<'_> {
        GazetteerTerms {
            gazetteer: &self.gazetteer,
            taxonomy: self.lexicon.taxonomy(),
        }
    }
}

impl View<'_> {
    /// The facts of all incidents.
    pub(super) fn index(&self) -> &IncidentIndex {
        &self.index
    }

    /// What another query selects of the same incidents.
    pub(super) fn select_other(&self, query: &IncidentQuery) -> Selection {
        self.state.select_in(&self.index, query)
    }

    /// How many of the selected have no point.
    pub(super) fn unlocated(&self) -> usize {
        let located = |row: &u32| self.index.row(*row).is_some_and(|facts| facts.point.is_some());
        self.selection.rows().filter(|row| !located(row)).count()
    }
}
