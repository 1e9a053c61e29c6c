//! Everything in memory: what `dateline serve` keeps while it runs.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::query::IncidentQuery;
use super::region::Region;
use crate::document::Document;
use crate::lexicon::Taxonomy;
use crate::merge::{ReportFacts, ReportMerger, ReportNumber, combine};
use crate::pipeline::Analysis;
use crate::record::StoredIncident;

/// An answer: one page of incidents, newest first, and how many there are in all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// How many match, whatever the page holds.
    pub matched: usize,
    /// The page, newest first, then by id.
    pub incidents: Vec<Arc<StoredIncident>>,
}

/// A region with the number of incidents in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionCount {
    /// Which.
    pub region: Region,
    /// Its name.
    pub name: String,
    /// Name of its country.
    pub country_name: String,
    /// How many incidents lie in it; a country counts those of its divisions too.
    pub count: usize,
}

/// A document and what was read out of it. The incidents of the analysis moved to the index.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredDocument {
    /// The article.
    pub document: Document,
    /// Its analysis, with no incidents left in it.
    pub analysis: Analysis,
}

/// Analysed documents with their incidents in the order of answers. A query is a linear scan.
#[derive(Debug, Default)]
pub struct MemoryStore {
    documents: BTreeMap<String, StoredDocument>,
    /// What each document tells by itself, in the order in which the documents came.
    tellings: Vec<(String, Vec<Arc<StoredIncident>>)>,
    merging: Option<Merging>,
    /// Newest first, then by id.
    incidents: Vec<Arc<StoredIncident>>,
    by_id: HashMap<String, Arc<StoredIncident>>,
}

/// Reports of one event from several documents are put together.
#[derive(Debug)]
struct Merging {
    taxonomy: Taxonomy,
    merger: ReportMerger,
    /// By the merger's numbers.
    reports: Vec<Arc<StoredIncident>>,
}

impl MemoryStore {
    /// A store that holds nothing, and keeps the incidents of each document apart.
    pub fn new() -> MemoryStore {
        MemoryStore::default()
    }

    /// A store that holds nothing, and makes one incident with several sources of those that tell the same event.
    pub fn merging(taxonomy: Taxonomy) -> MemoryStore {
        MemoryStore {
            merging: Some(Merging {
                taxonomy,
                merger: ReportMerger::new(),
                reports: Vec::new(),
            }),
            ..MemoryStore::default()
        }
    }

    /// Adds a document; one with the same id is replaced together with its incidents.
    pub fn insert(&mut self, document: Document, analysis: Analysis) {
        self.insert_all([(document, analysis)]);
    }

    /// Adds many documents; merges and sorts once.
    pub fn insert_all(&mut self, documents: impl IntoIterator<Item = (Document, Analysis)>) {
        for (document, mut analysis) in documents {
            self.forget(&document.id);
            let told = StoredIncident::all(std::mem::take(&mut analysis.incidents), &document);
            let told: Vec<Arc<StoredIncident>> = told.into_iter().map(Arc::new).collect();
            if let Some(merging) = &mut self.merging {
                merging.add(&document, &told);
            }
            let id = document.id.clone();
            self.tellings.push((id.clone(), told));
            self.documents.insert(id, StoredDocument { document, analysis });
        }
        self.index();
    }

    /// Takes a document out; the answers are made anew by [`MemoryStore::index`].
    fn forget(&mut self, document: &str) {
        if self.documents.remove(document).is_none() {
            return;
        }
        self.tellings.retain(|(known, _)| known != document);
        if let Some(merging) = &mut self.merging {
            merging.merger.remove_document(document);
        }
    }

    /// Puts the incidents in the order of answers. Of two with one identifier the later stays.
    fn index(&mut self) {
        let incidents: Vec<Arc<StoredIncident>> = match &self.merging {
            Some(merging) => merging.merged(),
            None => self
                .tellings
                .iter()
                .flat_map(|(_, told)| told)
                .map(Arc::clone)
                .collect(),
        };
        self.by_id.clear();
        for stored in &incidents {
            // An incident is also found by the identifiers that its tellings had before they were merged.
            for retelling in &stored.retellings {
                self.by_id
                    .entry(retelling.incident.clone())
                    .or_insert_with(|| Arc::clone(stored));
            }
        }
        for stored in incidents {
            self.by_id.insert(stored.incident.id.clone(), stored);
        }
        let named = self.by_id.iter().filter(|(id, stored)| **id == stored.incident.id);
        self.incidents = named.map(|(_, stored)| Arc::clone(stored)).collect();
        self.incidents
            .sort_by(|one, other| answer_order(one).cmp(&answer_order(other)));
    }

    /// The incidents that the query asks for: newest last day first, those without a date at the end, then by id. Linear in the store.
    ///
    /// ```
    /// use dateline::store::{IncidentQuery, MemoryStore};
    /// let store = MemoryStore::new();
    /// assert_eq!(store.find(&IncidentQuery::default()).matched, 0);
    /// ```
    pub fn find(&self, query: &IncidentQuery) -> Found {
        let mut found = Found::default();
        let limit = query.limit.unwrap_or(usize::MAX);
        for stored in self.incidents.iter().filter(|stored| query.matches(stored)) {
            if query.offset <= found.matched && found.incidents.len() < limit {
                found.incidents.push(Arc::clone(stored));
            }
            found.matched += 1;
        }
        found
    }

    /// One incident.
    pub fn incident(&self, id: &str) -> Option<Arc<StoredIncident>> {
        self.by_id.get(id).map(Arc::clone)
    }

    /// One document.
    pub fn document(&self, id: &str) -> Option<&StoredDocument> {
        self.documents.get(id)
    }

    /// All documents, by id.
    pub fn documents(&self) -> impl Iterator<Item = &StoredDocument> {
        self.documents.values()
    }

    /// How many documents there are.
    pub fn document_count(&self) -> usize {
        self.documents.len()
    }

    /// How many incidents there are.
    pub fn incident_count(&self) -> usize {
        self.incidents.len()
    }

    /// The countries and first-order divisions that have incidents, most first, then by name. Incidents at sea or without a place count nowhere.
    pub fn regions(&self) -> Vec<RegionCount> {
        let mut counts: BTreeMap<Region, RegionCount> = BTreeMap::new();
        for location in self
            .incidents
            .iter()
            .filter_map(|stored| stored.incident.location.as_ref())
        {
            if location.country.is_empty() {
                continue;
            }
            let country = || location.country.clone();
            let whole = Region::Country { country: country() };
            let mut regions = vec![(whole, &location.country_name)];
            if !location.admin1.is_empty() {
                let (country, name) = (country(), location.admin1.clone());
                regions.push((Region::Division { country, name }, &location.admin1));
            }
            for (region, name) in regions {
                let entry = counts.entry(region.clone()).or_insert_with(|| RegionCount {
                    region,
                    name: name.clone(),
                    country_name: location.country_name.clone(),
                    count: 0,
                });
                entry.count += 1;
            }
        }
        let mut counts: Vec<RegionCount> = counts.into_values().collect();
        counts.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.name.cmp(&other.name)));
        counts
    }
}

impl Merging {
    fn add(&mut self, document: &Document, told: &[Arc<StoredIncident>]) {
        for stored in told {
            let facts = ReportFacts::of(&stored.incident, &document.id, document.date, &self.taxonomy);
            self.merger.add(facts);
            self.reports.push(Arc::clone(stored));
        }
    }

    /// One incident for each group of reports.
    fn merged(&self) -> Vec<Arc<StoredIncident>> {
        let report = |number: &ReportNumber| self.reports.get(number.0 as usize);
        let mut merged = Vec::new();
        for group in self.merger.groups() {
            match group.as_slice() {
                [only] => merged.extend(report(only).map(Arc::clone)),
                several => {
                    let told: Vec<&StoredIncident> = several.iter().filter_map(report).map(Arc::as_ref).collect();
                    merged.extend(combine(&told).map(Arc::new));
                }
            }
        }
        merged
    }
}

/// Sorts newest last day first, unknown days at the end, then by id.
fn answer_order(stored: &StoredIncident) -> (std::cmp::Reverse<Option<jiff::civil::Date>>, &str) {
    let last = stored.incident.date.map(|date| date.last);
    (std::cmp::Reverse(last), &stored.incident.id)
}
