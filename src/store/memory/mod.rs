//! Everything in memory, answered by looking at every incident: what other stores are held to.

mod kept;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use self::kept::{Kept, KeptDocument, Touched};
use super::amend;
use super::columns::{Columns, Row};
use super::correction::{Correction, ImportCounts, NewCorrection};
use super::error::StoreError;
use super::feature::feature_json;
use super::incident_store::{
    ChangeListener, IncidentStore, Inserted, PlaceCount, StoreChange, StoreCounts, StoreKind, StoredDocument,
};
use super::knowledge::StoreKnowledge;
use super::making;
use super::query::IncidentQuery;
use super::reading::ReadDocument;
use super::select::{Found, RowFilter, Selection, WordHits};
use crate::document::Document;
use crate::gazetteer::PlaceId;
use crate::record::StoredIncident;

/// Analysed documents in memory. A change costs what it is linked to; the first question after it, a step for each incident.
pub struct MemoryStore {
    knowledge: StoreKnowledge,
    kept: RwLock<Kept>,
    listeners: Mutex<Vec<ChangeListener>>,
}

impl std::fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MemoryStore")
            .field("kept", &self.kept)
            .finish_non_exhaustive()
    }
}

impl MemoryStore {
    /// A store that holds nothing.
    pub fn new(knowledge: StoreKnowledge) -> MemoryStore {
        MemoryStore {
            knowledge,
            kept: RwLock::default(),
            listeners: Mutex::default(),
        }
    }

    /// What is kept, to read. A writer that panicked leaves it usable, if perhaps without its change.
    fn kept(&self) -> RwLockReadGuard<'_, Kept> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn kept_mut(&self) -> RwLockWriteGuard<'_, Kept> {
        self.kept.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts together anew what was touched and tells of the change.
    fn settle(&self, mut kept: RwLockWriteGuard<'_, Kept>, touched: Touched, documents: Vec<String>) {
        let settled = kept.settle(touched, &self.knowledge);
        let change = StoreChange {
            documents,
            added: settled.added,
            removed: settled.removed,
            total: kept.count(),
        };
        drop(kept);
        let listeners = self.listeners.lock().unwrap_or_else(PoisonError::into_inner).clone();
        for listener in listeners {
            listener(&change);
        }
    }

    /// The rows that hold the words; `None` where the query has none.
    fn hits(kept: &Kept, columns: &Columns, query: &IncidentQuery) -> Option<WordHits> {
        if !query.has_words() {
            return None;
        }
        let rows = (0_u32..).zip(columns.rows());
        let stored = rows.filter_map(|(number, row)| Some((number, kept.by_key(row.key)?)));
        let with_words: Vec<_> = stored.filter(|(_, stored)| query.matches_words(stored)).collect();
        let in_title = with_words.iter().filter(|(_, stored)| query.title_holds_words(stored));
        Some(WordHits {
            in_title: in_title.map(|(number, _)| *number).collect(),
            rows: with_words.iter().map(|(number, _)| *number).collect(),
        })
    }
}

/// Finds the record of a row.
fn loader(kept: &Kept) -> impl Fn(&Row) -> Option<StoredIncident> {
    |row| kept.by_key(row.key).cloned()
}

fn stored(kept: &Kept, document: &KeptDocument) -> StoredDocument {
    StoredDocument {
        document: document.document.clone(),
        reading: document.reading.clone(),
        incidents: making::each_once(kept.ids_of(&document.told)),
    }
}

impl IncidentStore for MemoryStore {
    fn kind(&self) -> StoreKind {
        StoreKind::Memory
    }

    fn generation(&self) -> u64 {
        self.kept().generation
    }

    fn counts(&self) -> Result<StoreCounts, StoreError> {
        let kept = self.kept();
        Ok(StoreCounts {
            documents: kept.documents.len(),
            incidents: kept.count(),
        })
    }

    fn insert(&self, documents: Vec<ReadDocument>) -> Result<Vec<Inserted>, StoreError> {
        let ids: Vec<String> = documents.iter().map(|read| read.document.id.clone()).collect();
        let mut kept = self.kept_mut();
        let (mut touched, mut replaced) = (Touched::default(), Vec::new());
        for read in documents {
            replaced.push(kept.forget(&read.document.id, &mut touched));
            kept.add(read, &self.knowledge, &mut touched);
        }
        self.settle(kept, touched, making::each_once(ids.iter().cloned()));
        let kept = self.kept();
        let inserted = ids.into_iter().zip(replaced).map(|(id, replaced)| {
            let document = kept.documents.get(&id);
            let told = document.map_or(&[][..], |document| document.told.as_slice());
            Inserted {
                incidents: making::each_once(kept.ids_of(told)),
                document: id,
                replaced,
            }
        });
        Ok(inserted.collect())
    }

    fn holds(&self, document: &Document) -> Result<bool, StoreError> {
        let kept = self.kept();
        Ok(kept
            .documents
            .get(&document.id)
            .is_some_and(|kept| kept.document == *document))
    }

    fn remove_document(&self, id: &str) -> Result<bool, StoreError> {
        let mut kept = self.kept_mut();
        let mut touched = Touched::default();
        let was_there = kept.forget(id, &mut touched);
        if was_there {
            self.settle(kept, touched, vec![id.to_owned()]);
        }
        Ok(was_there)
    }

    fn columns(&self) -> Result<Arc<Columns>, StoreError> {
        Ok(self.kept().columns())
    }

    fn select(&self, query: &IncidentQuery) -> Result<Selection, StoreError> {
        let kept = self.kept();
        let columns = kept.columns();
        let hits = MemoryStore::hits(&kept, &columns, query);
        Ok(Selection {
            rows: RowFilter::new(&columns, query, hits.as_ref(), &loader(&kept)).all(),
            columns,
        })
    }

    fn find(&self, query: &IncidentQuery) -> Result<Found, StoreError> {
        let kept = self.kept();
        let columns = kept.columns();
        let hits = MemoryStore::hits(&kept, &columns, query);
        let load = loader(&kept);
        let filter = RowFilter::new(&columns, query, hits.as_ref(), &load);
        let (rows, next) = filter.page();
        Ok(Found {
            matched: filter.count(),
            rows,
            next,
            columns,
        })
    }

    fn features(&self, columns: &Columns, rows: &[u32], take: &mut dyn FnMut(&[u8])) -> Result<(), StoreError> {
        let kept = self.kept();
        let rows = rows.iter().filter_map(|number| columns.row(*number));
        for stored in rows.filter_map(|row| kept.by_id(columns.id(row))) {
            take(&feature_json(stored, self.knowledge.taxonomy())?);
        }
        Ok(())
    }

    fn feature(&self, id: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let kept = self.kept();
        let stored = kept.by_id(id);
        stored
            .map(|stored| feature_json(stored, self.knowledge.taxonomy()))
            .transpose()
    }

    fn incident(&self, id: &str) -> Result<Option<StoredIncident>, StoreError> {
        Ok(self.kept().by_id(id).cloned())
    }

    fn document(&self, id: &str) -> Result<Option<StoredDocument>, StoreError> {
        let kept = self.kept();
        Ok(kept.documents.get(id).map(|document| stored(&kept, document)))
    }

    fn documents(&self, after: Option<&str>, limit: usize) -> Result<Vec<StoredDocument>, StoreError> {
        use std::ops::Bound;
        let kept = self.kept();
        let first = after.map_or(Bound::Unbounded, Bound::Excluded);
        let documents = kept.documents.range::<str, _>((first, Bound::Unbounded));
        Ok(documents
            .take(limit)
            .map(|(_, document)| stored(&kept, document))
            .collect())
    }

    fn places(&self) -> Result<Vec<PlaceCount>, StoreError> {
        let mut counts: BTreeMap<PlaceId, PlaceCount> = BTreeMap::new();
        for (place, mentions) in self.kept().documents.values().flat_map(|kept| kept.reading.mentions()) {
            let count = counts.entry(place).or_insert(PlaceCount {
                place,
                mentions: 0,
                documents: 0,
            });
            count.mentions += mentions;
            count.documents += 1;
        }
        let mut counts: Vec<PlaceCount> = counts.into_values().collect();
        counts.sort_by_key(|count| std::cmp::Reverse(count.mentions));
        Ok(counts)
    }

    fn corrections(&self) -> Result<Vec<Correction>, StoreError> {
        Ok(self.kept().corrections.clone())
    }

    fn correct(&self, correction: NewCorrection) -> Result<Correction, StoreError> {
        amend::check(&correction.change, &self.knowledge)?;
        let mut kept = self.kept_mut();
        let made = making::make(correction, |id| Ok(kept.anchors_of(id)))?;
        let mut touched = Touched::default();
        kept.reach(&made, &mut touched);
        kept.corrections.push(made.clone());
        self.settle(kept, touched, Vec::new());
        Ok(made)
    }

    fn undo(&self, id: &str) -> Result<bool, StoreError> {
        let mut kept = self.kept_mut();
        let known = kept.corrections.iter().position(|correction| correction.id == id);
        let Some(number) = known else {
            return Ok(false);
        };
        let gone = kept.corrections.remove(number);
        let mut touched = Touched::default();
        kept.reach(&gone, &mut touched);
        self.settle(kept, touched, Vec::new());
        Ok(true)
    }

    fn import_corrections(&self, corrections: Vec<Correction>) -> Result<ImportCounts, StoreError> {
        for correction in &corrections {
            amend::check(&correction.change, &self.knowledge)?;
        }
        let mut kept = self.kept_mut();
        let (new, counts) = making::unknown(corrections, &kept.corrections);
        let mut touched = Touched::default();
        for correction in &new {
            kept.reach(correction, &mut touched);
        }
        kept.corrections.extend(new);
        kept.corrections.sort_by(making::order_of_making);
        self.settle(kept, touched, Vec::new());
        Ok(counts)
    }

    fn on_change(&self, listener: ChangeListener) {
        let mut listeners = self.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        listeners.push(listener);
    }
}
