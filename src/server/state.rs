//! What every handler shares.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use crate::gazetteer::Gazetteer;
use crate::layer::{IncidentIndex, IndexBuilder, Selection};
use crate::lexicon::Lexicon;
use crate::store::{Columns, GazetteerTerms, IncidentQuery, IncidentStore, StoreError, StoreKnowledge};

/// The knowledge to read articles with, and the store of those read.
#[derive(Debug)]
pub struct AppState {
    /// Places.
    pub gazetteer: Arc<Gazetteer>,
    /// Words and the taxonomy.
    pub lexicon: Arc<Lexicon>,
    /// Whether only this machine is answered: then requests under another host name are refused (DNS rebinding).
    pub is_loopback_only: bool,
    /// What was read.
    pub(super) store: Arc<dyn IncidentStore>,
    /// The index, with the store's columns that it was made of.
    index: Mutex<Option<(Arc<Columns>, Arc<IncidentIndex>)>>,
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
    pub fn new(knowledge: StoreKnowledge, store: Arc<dyn IncidentStore>) -> AppState {
        AppState {
            gazetteer: knowledge.gazetteer,
            lexicon: knowledge.lexicon,
            is_loopback_only: true,
            store,
            index: Mutex::new(None),
        }
    }

    /// Which incidents the query selects.
    pub(super) fn select(&self, query: &IncidentQuery) -> Result<View<'_>, StoreError> {
        let index = self.index()?;
        let selection = self.select_in(&index, query)?;
        Ok(View {
            state: self,
            index,
            selection,
        })
    }

    fn select_in(&self, index: &IncidentIndex, query: &IncidentQuery) -> Result<Selection, StoreError> {
        if query.words.is_empty() && query.actor.is_empty() {
            return Ok(index.select(query, &|_| true));
        }
        let with_words = self.store.select(&IncidentQuery {
            words: query.words.clone(),
            actor: query.actor.clone(),
            ..IncidentQuery::default()
        })?;
        let ids: HashSet<&str> = with_words.iter().map(|row| with_words.columns.id(row)).collect();
        Ok(index.select(query, &|id| ids.contains(id)))
    }

    /// The index of what the store holds, made anew where it changed.
    fn index(&self) -> Result<Arc<IncidentIndex>, StoreError> {
        let columns = self.store.columns()?;
        let mut index = self.index.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, index)) = index.as_ref()
            && Arc::ptr_eq(of, &columns)
        {
            return Ok(Arc::clone(index));
        }
        let mut builder = IndexBuilder::new(self.lexicon.taxonomy());
        for row in columns.rows() {
            builder.add(&columns, row);
        }
        let made = Arc::new(builder.finish());
        *index = Some((columns, Arc::clone(&made)));
        Ok(made)
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
    pub(super) fn select_other(&self, query: &IncidentQuery) -> Result<Selection, StoreError> {
        self.state.select_in(&self.index, query)
    }

    /// How many of the selected have no point.
    pub(super) fn unlocated(&self) -> usize {
        let located = |row: &u32| self.index.row(*row).is_some_and(|facts| facts.point.is_some());
        self.selection.rows().filter(|row| !located(row)).count()
    }
}
