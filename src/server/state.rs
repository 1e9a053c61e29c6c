//! What every handler shares.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use axum::http::HeaderValue;
use tokio::sync::{broadcast, watch};

use super::allowance::Allowance;
use super::answers::Answers;
use super::measure::{Measures, RequestLogger};
use super::tiles::TileSource;
use crate::gazetteer::Gazetteer;
use crate::layer::{MapIndex, Picked};
use crate::lexicon::Lexicon;
use crate::store::{Columns, GazetteerTerms, IncidentQuery, IncidentStore, StoreChange, StoreError, StoreKnowledge};

/// Changes that a slow listener may be behind before it misses some.
const CHANGES_KEPT: usize = 64;

/// The knowledge to read articles with, and the store of those read.
pub struct AppState {
    /// Places.
    pub gazetteer: Arc<Gazetteer>,
    /// Words and the taxonomy.
    pub lexicon: Arc<Lexicon>,
    /// Whether only this machine is answered: then requests under another host name are refused (DNS rebinding).
    pub is_loopback_only: bool,
    /// The word that writing needs where others are answered too; without one, they only read.
    pub token: Option<String>,
    /// Other sites whose pages may read the answers, such as `https://maps.example`; none by default, for any page could read private articles.
    pub allowed_origins: Vec<String>,
    /// Is told of each request.
    pub logger: Option<RequestLogger>,
    /// Counts of requests.
    pub(super) measures: Measures,
    /// Requests that each client may still make.
    pub(super) allowance: Allowance,
    /// An online map under the incidents; `None` keeps everything on this machine.
    pub tiles: Option<TileSource>,
    /// What was read.
    pub(super) store: Arc<dyn IncidentStore>,
    /// Tells of each change of the store.
    pub(super) changes: broadcast::Sender<StoreChange>,
    /// Becomes true when the server stops, so that endless answers end.
    pub(super) stopping: watch::Sender<bool>,
    /// The security policies of answers that may not and that may be framed; made for the first answer.
    pub(super) policies: OnceLock<[HeaderValue; 2]>,
    /// Answers kept to be sent again.
    pub(super) answers: Answers,
    drawn: Mutex<Drawn>,
}

/// What was made of the store's columns last.
#[derive(Debug, Default)]
struct Drawn {
    index: Option<Arc<MapIndex>>,
    /// The last queries with what they picked, the latest at the end.
    picked: Vec<(IncidentQuery, Arc<Picked>)>,
}

/// The most queries that are remembered: a map asks for a dozen tiles of one filter at a time, a page for its counts.
const MOST_QUERIES: usize = 16;
/// The most rows over all queries that are remembered, 4 bytes each.
const MOST_ROWS: usize = 4_000_000;

/// The incidents that a request asked for.
#[derive(Debug)]
pub(super) struct View<'s> {
    state: &'s AppState,
    pub(super) index: Arc<MapIndex>,
    pub(super) picked: Arc<Picked>,
}

/// The state as handlers get it.
pub(super) type SharedState = Arc<AppState>;

impl std::fmt::Debug for AppState {
    /// The token is not told.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AppState")
            .field("is_loopback_only", &self.is_loopback_only)
            .field("store", &self.store)
            .finish_non_exhaustive()
    }
}

impl AppState {
    /// A state that answers only requests to this machine's own names.
    pub fn new(knowledge: StoreKnowledge, store: Arc<dyn IncidentStore>) -> AppState {
        let (changes, _) = broadcast::channel(CHANGES_KEPT);
        let told = changes.clone();
        store.on_change(Arc::new(move |change| {
            // Without a listener there is nobody to tell.
            let _ = told.send(change.clone());
        }));
        AppState {
            gazetteer: knowledge.gazetteer,
            lexicon: knowledge.lexicon,
            is_loopback_only: true,
            token: None,
            allowed_origins: Vec::new(),
            logger: None,
            measures: Measures::default(),
            allowance: Allowance::default(),
            tiles: None,
            store,
            changes,
            stopping: watch::Sender::new(false),
            policies: OnceLock::new(),
            answers: Answers::default(),
            drawn: Mutex::default(),
        }
    }

    /// What to look things up in.
    pub(super) fn knowledge(&self) -> StoreKnowledge {
        StoreKnowledge {
            gazetteer: Arc::clone(&self.gazetteer),
            lexicon: Arc::clone(&self.lexicon),
        }
    }

    /// Which incidents the query selects; `limit`, `offset`, `sort` and `after` play no part.
    pub(super) fn select(&self, query: &IncidentQuery) -> Result<View<'_>, StoreError> {
        let known = self.index_of(&self.store.columns()?);
        let (index, picked) = self.pick(query, known)?;
        Ok(View {
            state: self,
            index,
            picked,
        })
    }

    /// What the query picks, with the index that it counts into: `known`, or a newer one where the store changed meanwhile.
    fn pick(&self, query: &IncidentQuery, known: Arc<MapIndex>) -> Result<(Arc<MapIndex>, Arc<Picked>), StoreError> {
        if let Some(picked) = self.remembered(query, &known) {
            return Ok((known, picked));
        }
        let selection = self.store.select(query)?;
        let index = if Arc::ptr_eq(&selection.columns, known.columns()) {
            known
        } else {
            self.index_of(&selection.columns)
        };
        let picked = Arc::new(Picked::new(selection));
        self.remember(query, &index, &picked);
        Ok((index, picked))
    }

    fn remembered(&self, query: &IncidentQuery, index: &Arc<MapIndex>) -> Option<Arc<Picked>> {
        let drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        let is_same = drawn.index.as_ref().is_some_and(|same| Arc::ptr_eq(same, index));
        let mut known = drawn.picked.iter().filter(|(known, _)| is_same && known == query);
        known.next().map(|(_, picked)| Arc::clone(picked))
    }

    fn remember(&self, query: &IncidentQuery, index: &Arc<MapIndex>, picked: &Arc<Picked>) {
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if !drawn.index.as_ref().is_some_and(|same| Arc::ptr_eq(same, index)) {
            return;
        }
        drawn.picked.push((query.clone(), Arc::clone(picked)));
        let rows = |drawn: &Drawn| drawn.picked.iter().map(|(_, picked)| picked.count()).sum::<usize>();
        while MOST_QUERIES < drawn.picked.len() || (1 < drawn.picked.len() && MOST_ROWS < rows(&drawn)) {
            drawn.picked.remove(0);
        }
    }

    /// The index of the columns, made anew where they changed.
    pub(super) fn index_of(&self, columns: &Arc<Columns>) -> Arc<MapIndex> {
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(index) = &drawn.index
            && Arc::ptr_eq(index.columns(), columns)
        {
            return Arc::clone(index);
        }
        let made = Arc::new(MapIndex::new(Arc::clone(columns), self.lexicon.taxonomy()));
        *drawn = Drawn {
            index: Some(Arc::clone(&made)),
            picked: Vec::new(),
        };
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
    /// What another query picks of the same incidents, or of newer ones.
    pub(super) fn other(&self, query: &IncidentQuery) -> Result<View<'_>, StoreError> {
        let (index, picked) = self.state.pick(query, Arc::clone(&self.index))?;
        Ok(View {
            state: self.state,
            index,
            picked,
        })
    }

    /// How many of the picked have no point.
    pub(super) fn unlocated(&self) -> usize {
        let columns = self.index.columns();
        if self.picked.count() == columns.rows().len() {
            return self.index.unlocated();
        }
        let rows = self.picked.numbers().iter().filter_map(|number| columns.row(*number));
        rows.filter(|row| row.point().is_none()).count()
    }
}
