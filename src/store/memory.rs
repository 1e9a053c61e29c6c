//! Everything in memory, answered by looking at every incident: what other stores are held to.

use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::amend::{self, Amendments};
use super::columns::{Columns, Row};
use super::correction::{Anchor, Correction, ImportCounts, NewCorrection};
use super::error::StoreError;
use super::feature::feature_json;
use super::incident_store::{
    ChangeListener, IncidentStore, Inserted, PlaceCount, StoreChange, StoreCounts, StoreKind, StoredDocument,
};
use super::knowledge::StoreKnowledge;
use super::making;
use super::query::IncidentQuery;
use super::reading::{DocumentReading, ReadDocument};
use super::select::{Found, RowFilter, Selection, WordHits};
use crate::document::Document;
use crate::gazetteer::PlaceId;
use crate::merge::{ReportFacts, ReportMerger, ReportNumber, combine};
use crate::record::StoredIncident;

/// Analysed documents in memory. Each change puts all incidents together anew.
pub struct MemoryStore {
    knowledge: StoreKnowledge,
    kept: RwLock<Kept>,
    listeners: Mutex<Vec<ChangeListener>>,
}

/// A document with what it tells.
#[derive(Debug)]
struct KeptDocument {
    document: Document,
    reading: DocumentReading,
    told: Vec<Arc<StoredIncident>>,
}

#[derive(Debug, Default)]
struct Kept {
    documents: BTreeMap<String, KeptDocument>,
    merger: ReportMerger,
    /// By the merger's numbers.
    reports: Vec<Arc<StoredIncident>>,
    corrections: Vec<Correction>,
    /// By the keys of the columns.
    incidents: Vec<StoredIncident>,
    /// Number of an incident, also by the identifiers of its reports.
    by_id: HashMap<String, usize>,
    columns: Arc<Columns>,
    generation: u64,
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

    /// What is kept, to read. A writer that panicked leaves it usable: answers are made anew by each change.
    fn kept(&self) -> RwLockReadGuard<'_, Kept> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn kept_mut(&self) -> RwLockWriteGuard<'_, Kept> {
        self.kept.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts the incidents together anew and tells of the change.
    fn settle(&self, mut kept: RwLockWriteGuard<'_, Kept>, documents: Vec<String>) {
        let old = std::mem::take(&mut kept.incidents);
        kept.put_together(&self.knowledge);
        let is_in = |list: &[StoredIncident], incident: &StoredIncident| list.contains(incident);
        let change = StoreChange {
            documents,
            added: kept.incidents.iter().filter(|new| !is_in(&old, new)).count(),
            removed: old.iter().filter(|old| !is_in(&kept.incidents, old)).count(),
            total: kept.incidents.len(),
        };
        drop(kept);
        let listeners = self.listeners.lock().unwrap_or_else(PoisonError::into_inner).clone();
        for listener in listeners {
            listener(&change);
        }
    }
}

impl Kept {
    fn forget(&mut self, document: &str) -> bool {
        self.merger.remove_document(document);
        self.documents.remove(document).is_some()
    }

    fn add(&mut self, read: ReadDocument, knowledge: &StoreKnowledge) {
        let told: Vec<Arc<StoredIncident>> = read.incidents.into_iter().map(Arc::new).collect();
        for report in &told {
            let document = &read.document;
            let facts = ReportFacts::of(&report.incident, &document.id, document.date, knowledge.taxonomy());
            self.merger.add(facts);
            self.reports.push(Arc::clone(report));
        }
        let kept = KeptDocument {
            document: read.document,
            reading: read.reading,
            told,
        };
        self.documents.insert(kept.document.id.clone(), kept);
    }

    fn put_together(&mut self, knowledge: &StoreKnowledge) {
        let report = |number: &ReportNumber| self.reports.get(number.0 as usize).map(Arc::as_ref);
        let groups = self.merger.groups();
        let groups = groups.iter().map(|group| group.iter().filter_map(report).collect());
        let anchors = |document: &str| -> Result<Vec<Anchor>, Infallible> {
            let told = self
                .documents
                .get(document)
                .map_or(&[][..], |kept| kept.told.as_slice());
            Ok(told.iter().map(|report| Anchor::of(report)).collect())
        };
        let Ok(amendments) = Amendments::new(knowledge, &self.corrections, anchors);
        let mut incidents: BTreeMap<String, StoredIncident> = BTreeMap::new();
        let mut ids: HashMap<String, String> = HashMap::new();
        for group in amendments.regroup(groups.collect()) {
            let stored = combine(&group).and_then(|stored| amendments.apply(stored, &group));
            let Some(stored) = stored else { continue };
            let names = group
                .iter()
                .map(|report| (report.incident.id.clone(), stored.incident.id.clone()));
            ids.extend(names);
            incidents.insert(stored.incident.id.clone(), stored);
        }
        self.by_id.clear();
        self.incidents = incidents.into_values().collect();
        for (number, stored) in self.incidents.iter().enumerate() {
            self.by_id.insert(stored.incident.id.clone(), number);
        }
        for (name, id) in ids {
            if let Some(number) = self.by_id.get(&id).copied() {
                self.by_id.entry(name).or_insert(number);
            }
        }
        self.columns = Arc::new(Columns::of(
            (0_u32..).zip(self.incidents.iter().map(|stored| &stored.incident)),
        ));
        self.generation += 1;
    }

    /// Finds the record of a row.
    fn loader(&self) -> impl Fn(&Row) -> Option<StoredIncident> {
        |row| self.incidents.get(row.key as usize).cloned()
    }

    fn by_id(&self, id: &str) -> Option<&StoredIncident> {
        self.by_id.get(id).and_then(|number| self.incidents.get(*number))
    }

    fn stored(&self, kept: &KeptDocument) -> StoredDocument {
        StoredDocument {
            document: kept.document.clone(),
            reading: kept.reading.clone(),
            incidents: self.ids_of(&kept.told),
        }
    }

    /// The identifiers that the store gives to reports; each once.
    fn ids_of(&self, told: &[Arc<StoredIncident>]) -> Vec<String> {
        let known = told.iter().filter_map(|report| self.by_id(&report.incident.id));
        making::each_once(known.map(|stored| stored.incident.id.clone()))
    }

    /// The rows that hold the words; `None` where the query has none.
    fn hits(&self, query: &IncidentQuery) -> Option<WordHits> {
        if !query.has_words() {
            return None;
        }
        let rows = (0_u32..).zip(self.columns.rows());
        let stored = rows.filter_map(|(number, row)| Some((number, self.incidents.get(row.key as usize)?)));
        let with_words: Vec<_> = stored.filter(|(_, stored)| query.matches_words(stored)).collect();
        let in_title = with_words.iter().filter(|(_, stored)| query.title_holds_words(stored));
        Some(WordHits {
            in_title: in_title.map(|(number, _)| *number).collect(),
            rows: with_words.iter().map(|(number, _)| *number).collect(),
        })
    }

    /// The reports of the incident of that identifier.
    fn anchors_of(&self, id: &str) -> Vec<Anchor> {
        let Some(number) = self.by_id.get(id) else {
            return Vec::new();
        };
        let told = self.documents.values().flat_map(|kept| &kept.told);
        let same = told.filter(|report| self.by_id.get(&report.incident.id) == Some(number));
        let mut anchors: Vec<Anchor> = same.map(|report| Anchor::of(report)).collect();
        // The report that gives the incident its identifier stands for it.
        anchors.sort_by_key(|anchor| anchor.incident != id);
        anchors
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
            incidents: kept.incidents.len(),
        })
    }

    fn insert(&self, documents: Vec<ReadDocument>) -> Result<Vec<Inserted>, StoreError> {
        let ids: Vec<String> = documents.iter().map(|read| read.document.id.clone()).collect();
        let mut kept = self.kept_mut();
        let mut replaced = Vec::new();
        for read in documents {
            replaced.push(kept.forget(&read.document.id));
            kept.add(read, &self.knowledge);
        }
        self.settle(kept, making::each_once(ids.iter().cloned()));
        let kept = self.kept();
        let inserted = ids.into_iter().zip(replaced).map(|(document, replaced)| Inserted {
            incidents: kept
                .documents
                .get(&document)
                .map(|kept_document| kept.ids_of(&kept_document.told))
                .unwrap_or_default(),
            document,
            replaced,
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
        let was_there = kept.forget(id);
        if was_there {
            self.settle(kept, vec![id.to_owned()]);
        }
        Ok(was_there)
    }

    fn columns(&self) -> Result<Arc<Columns>, StoreError> {
        Ok(Arc::clone(&self.kept().columns))
    }

    fn select(&self, query: &IncidentQuery) -> Result<Selection, StoreError> {
        let kept = self.kept();
        let hits = kept.hits(query);
        Ok(Selection {
            rows: RowFilter::new(&kept.columns, query, hits.as_ref(), &kept.loader()).all(),
            columns: Arc::clone(&kept.columns),
        })
    }

    fn find(&self, query: &IncidentQuery) -> Result<Found, StoreError> {
        let kept = self.kept();
        let hits = kept.hits(query);
        let load = kept.loader();
        let filter = RowFilter::new(&kept.columns, query, hits.as_ref(), &load);
        let (rows, next) = filter.page();
        Ok(Found {
            matched: filter.count(),
            columns: Arc::clone(&kept.columns),
            rows,
            next,
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
        Ok(kept.documents.get(id).map(|document| kept.stored(document)))
    }

    fn documents(&self, after: Option<&str>, limit: usize) -> Result<Vec<StoredDocument>, StoreError> {
        use std::ops::Bound;
        let kept = self.kept();
        let first = after.map_or(Bound::Unbounded, Bound::Excluded);
        let documents = kept.documents.range::<str, _>((first, Bound::Unbounded));
        Ok(documents
            .take(limit)
            .map(|(_, document)| kept.stored(document))
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
        kept.corrections.push(made.clone());
        self.settle(kept, Vec::new());
        Ok(made)
    }

    fn undo(&self, id: &str) -> Result<bool, StoreError> {
        let mut kept = self.kept_mut();
        let before = kept.corrections.len();
        kept.corrections.retain(|correction| correction.id != id);
        let was_there = kept.corrections.len() < before;
        if was_there {
            self.settle(kept, Vec::new());
        }
        Ok(was_there)
    }

    fn import_corrections(&self, corrections: Vec<Correction>) -> Result<ImportCounts, StoreError> {
        for correction in &corrections {
            amend::check(&correction.change, &self.knowledge)?;
        }
        let mut kept = self.kept_mut();
        let (new, counts) = making::unknown(corrections, &kept.corrections);
        kept.corrections.extend(new);
        kept.corrections.sort_by(making::order_of_making);
        self.settle(kept, Vec::new());
        Ok(counts)
    }

    fn on_change(&self, listener: ChangeListener) {
        let mut listeners = self.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        listeners.push(listener);
    }
}
