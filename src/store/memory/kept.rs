//! What the store in memory keeps, and how a change is worked in: only what the change is linked to is put together anew.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use crate::document::Document;
use crate::merge::{ReportFacts, ReportMerger, ReportNumber, combine};
use crate::record::StoredIncident;
use crate::store::amend::Amendments;
use crate::store::columns::Columns;
use crate::store::correction::{Anchor, Change, Correction, Scope};
use crate::store::knowledge::StoreKnowledge;
use crate::store::reading::{DocumentReading, ReadDocument};
use crate::text::fold;

/// A document with the numbers of the reports that it tells.
#[derive(Debug)]
pub(super) struct KeptDocument {
    pub(super) document: Document,
    pub(super) reading: DocumentReading,
    pub(super) told: Vec<ReportNumber>,
}

/// An incident as one document tells it.
#[derive(Debug)]
struct Report {
    stored: Arc<StoredIncident>,
    /// The key of the incident that it is part of; `None` where that is hidden.
    incident: Option<u32>,
}

/// An incident with the reports that it was put together from.
#[derive(Debug)]
struct KeptIncident {
    stored: StoredIncident,
    reports: Vec<ReportNumber>,
}

/// The columns, with the keys of incidents that changed since they were made.
#[derive(Debug, Default)]
struct Drawn {
    columns: Arc<Columns>,
    changed: HashSet<u32>,
}

/// All that a store in memory holds.
#[derive(Debug, Default)]
pub(super) struct Kept {
    pub(super) documents: BTreeMap<String, KeptDocument>,
    pub(super) corrections: Vec<Correction>,
    pub(super) generation: u64,
    merger: ReportMerger,
    /// By the merger's numbers; `None` where the document is gone.
    reports: Vec<Option<Report>>,
    /// The reports of each identifier.
    report_names: HashMap<String, Vec<ReportNumber>>,
    /// By key, which rows of the columns hold; `None` where a key is free.
    incidents: Vec<Option<KeptIncident>>,
    free: Vec<u32>,
    /// Keys by identifier.
    keys: HashMap<String, u32>,
    drawn: Mutex<Drawn>,
}

/// What a change reaches: reports that may be grouped otherwise now, and incidents that reports went out of.
#[derive(Debug, Default)]
pub(super) struct Touched {
    reports: BTreeSet<ReportNumber>,
    incidents: BTreeSet<u32>,
}

/// How many incidents are new or different, and how many are gone or different.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Settled {
    pub(super) added: usize,
    pub(super) removed: usize,
}

/// An incident that was put together, with its reports; `None` where it is hidden.
type Told = (Option<StoredIncident>, Vec<ReportNumber>);

impl Kept {
    /// Takes a document out; whether it was there.
    pub(super) fn forget(&mut self, document: &str, touched: &mut Touched) -> bool {
        let Some(kept) = self.documents.remove(document) else {
            return false;
        };
        for number in kept.told {
            touched.reports.extend(self.merger.component_of(number));
            let Some(report) = self.reports.get_mut(number.0 as usize).and_then(Option::take) else {
                continue;
            };
            touched.incidents.extend(report.incident);
            if let Some(named) = self.report_names.get_mut(&report.stored.incident.id) {
                named.retain(|other| *other != number);
                if named.is_empty() {
                    self.report_names.remove(&report.stored.incident.id);
                }
            }
        }
        self.merger.remove_document(document);
        true
    }

    /// Adds a document, of which no older version must be there.
    pub(super) fn add(&mut self, read: ReadDocument, knowledge: &StoreKnowledge, touched: &mut Touched) {
        let document = read.document;
        let mut told = Vec::new();
        for stored in read.incidents {
            let facts = ReportFacts::of(&stored.incident, &document.id, document.date, knowledge.taxonomy());
            let number = self.merger.add(facts);
            let name = stored.incident.id.clone();
            self.report_names.entry(name).or_default().push(number);
            self.reports.push(Some(Report {
                stored: Arc::new(stored),
                incident: None,
            }));
            told.push(number);
        }
        touched.reports.extend(&told);
        let id = document.id.clone();
        let reading = read.reading;
        let kept = KeptDocument {
            document,
            reading,
            told,
        };
        self.documents.insert(id, kept);
    }

    /// Touches what a correction reaches, as things are now.
    pub(super) fn reach(&self, correction: &Correction, touched: &mut Touched) {
        touched.reports.extend(self.named(correction));
        let Some(anchor) = correction.anchors.first() else {
            return;
        };
        match correction.scope {
            Scope::Mention => {}
            Scope::Document => {
                let document = self.documents.get(&anchor.document);
                touched.reports.extend(document.into_iter().flat_map(|kept| &kept.told));
            }
            Scope::Everywhere => {
                let wanted = anchor.mention.as_deref().map(fold);
                let same = |kept: &&KeptIncident| kept.stored.place_mention.as_deref().map(fold) == wanted;
                let named = self
                    .incidents
                    .iter()
                    .flatten()
                    .filter(|_| wanted.is_some())
                    .filter(same);
                touched.reports.extend(named.flat_map(|kept| &kept.reports));
            }
        }
    }

    /// The reports that a correction's anchors mean.
    fn named(&self, correction: &Correction) -> Vec<ReportNumber> {
        let anchors = correction.anchors.iter();
        let named = anchors.filter_map(|anchor| {
            let told = &self.documents.get(&anchor.document)?.told;
            told.get(anchor.find(&self.anchors_of_document(&anchor.document))?)
        });
        named.copied().collect()
    }

    fn anchors_of_document(&self, document: &str) -> Vec<Anchor> {
        let told = self
            .documents
            .get(document)
            .map_or(&[][..], |kept| kept.told.as_slice());
        let reports = told.iter().filter_map(|number| self.report(*number));
        reports.map(|report| Anchor::of(&report.stored)).collect()
    }

    fn report(&self, number: ReportNumber) -> Option<&Report> {
        self.reports.get(number.0 as usize)?.as_ref()
    }

    /// Puts together anew what was touched, with all that is linked to it. Linear in that.
    pub(super) fn settle(&mut self, mut touched: Touched, knowledge: &StoreKnowledge) -> Settled {
        self.close(&mut touched);
        let mut old: HashMap<String, (u32, StoredIncident)> = HashMap::new();
        let told = self.put_together(&touched, knowledge);
        for key in &touched.incidents {
            if let Some(kept) = self.incidents.get_mut(*key as usize).and_then(Option::take) {
                self.keys.remove(&kept.stored.incident.id);
                old.insert(kept.stored.incident.id.clone(), (*key, kept.stored));
            }
        }
        let mut settled = Settled::default();
        let drawn = self.drawn.get_mut().unwrap_or_else(PoisonError::into_inner);
        for (stored, reports) in told {
            let key = stored.map(|stored| {
                let known = old.remove(&stored.incident.id);
                let is_same = known.as_ref().is_some_and(|(_, known)| *known == stored);
                let key = known.as_ref().map(|(key, _)| *key).or_else(|| self.free.pop());
                let key = key.unwrap_or_else(|| {
                    self.incidents.push(None);
                    u32::try_from(self.incidents.len() - 1).unwrap_or(u32::MAX)
                });
                if !is_same {
                    settled.added += 1;
                    settled.removed += usize::from(known.is_some());
                    drawn.changed.insert(key);
                }
                self.keys.insert(stored.incident.id.clone(), key);
                let reports = reports.clone();
                self.incidents[key as usize] = Some(KeptIncident { stored, reports });
                key
            });
            for number in reports {
                if let Some(Some(report)) = self.reports.get_mut(number.0 as usize) {
                    report.incident = key;
                }
            }
        }
        settled.removed += old.len();
        for (key, _) in old.into_values() {
            drawn.changed.insert(key);
            self.free.push(key);
        }
        self.generation += 1;
        settled
    }

    /// Adds what is linked: by likeness, by being part of one incident until now, by a correction that merges.
    fn close(&self, touched: &mut Touched) {
        let merges = self.corrections.iter();
        let merges = merges.filter(|correction| matches!(correction.change, Change::Merge { .. }));
        let merges: Vec<Vec<ReportNumber>> = merges.map(|correction| self.named(correction)).collect();
        touched.reports.retain(|number| self.report(*number).is_some());
        loop {
            let before = (touched.reports.len(), touched.incidents.len());
            let now: Vec<ReportNumber> = touched.reports.iter().copied().collect();
            for number in now {
                touched.reports.extend(self.merger.component_of(number));
            }
            let reports = touched.reports.iter().filter_map(|number| self.report(*number));
            touched.incidents.extend(reports.filter_map(|report| report.incident));
            for key in &touched.incidents {
                let kept = self.incidents.get(*key as usize).and_then(Option::as_ref);
                let reports = kept.into_iter().flat_map(|kept| kept.reports.iter().copied());
                touched
                    .reports
                    .extend(reports.filter(|number| self.report(*number).is_some()));
            }
            for named in &merges {
                if named.iter().any(|number| touched.reports.contains(number)) {
                    touched.reports.extend(named);
                }
            }
            if before == (touched.reports.len(), touched.incidents.len()) {
                return;
            }
        }
    }

    /// The incidents that the touched reports make up now.
    fn put_together(&self, touched: &Touched, knowledge: &StoreKnowledge) -> Vec<Told> {
        let reports = touched.reports.iter().filter_map(|number| self.report(*number));
        let documents: HashSet<&str> = reports
            .filter_map(|report| report.stored.sources.first())
            .map(|source| source.document.as_str())
            .collect();
        let concerns = |correction: &&Correction| {
            let mut anchors = correction.anchors.iter();
            correction.scope == Scope::Everywhere || anchors.any(|anchor| documents.contains(anchor.document.as_str()))
        };
        let corrections = self.corrections.iter().filter(concerns);
        let anchors = |document: &str| Ok::<_, Infallible>(self.anchors_of_document(document));
        let Ok(amendments) = Amendments::new(knowledge, corrections, anchors);
        let numbers: HashMap<*const StoredIncident, ReportNumber> = touched
            .reports
            .iter()
            .filter_map(|number| Some((Arc::as_ptr(&self.report(*number)?.stored), *number)))
            .collect();
        let groups = self.merger.groups_of(touched.reports.iter().copied());
        let groups = groups.iter().map(|group| {
            let reports = group.iter().filter_map(|number| self.report(*number));
            reports.map(|report| report.stored.as_ref()).collect()
        });
        let groups = amendments.regroup(groups.collect()).into_iter();
        let told = groups.map(|group| {
            let stored = combine(&group).and_then(|stored| amendments.apply(stored, &group));
            let reports = group.iter();
            let reports = reports.filter_map(|report| numbers.get(&std::ptr::from_ref(*report)).copied());
            (stored, reports.collect())
        });
        told.collect()
    }

    /// The facts of all incidents; made when they are asked for, out of those that changed since.
    pub(super) fn columns(&self) -> Arc<Columns> {
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if !drawn.changed.is_empty() {
            let changed = std::mem::take(&mut drawn.changed);
            let now = changed
                .iter()
                .filter_map(|key| Some((*key, &self.by_key(*key)?.incident)));
            drawn.columns = Arc::new(drawn.columns.changed(&changed, now));
        }
        Arc::clone(&drawn.columns)
    }

    /// How many incidents there are.
    pub(super) fn count(&self) -> usize {
        self.keys.len()
    }

    /// The incident of a key.
    pub(super) fn by_key(&self, key: u32) -> Option<&StoredIncident> {
        Some(&self.incidents.get(key as usize)?.as_ref()?.stored)
    }

    /// The incident of an identifier, also of one that it has in one of its documents.
    pub(super) fn by_id(&self, id: &str) -> Option<&StoredIncident> {
        self.by_key(self.key_of(id)?)
    }

    fn key_of(&self, id: &str) -> Option<u32> {
        let of_reports = || {
            let mut named = self.report_names.get(id)?.iter();
            named.find_map(|number| self.report(*number)?.incident)
        };
        self.keys.get(id).copied().or_else(of_reports)
    }

    /// The reports of the incident of that identifier, the one that gives it the identifier first; none where there is no such incident.
    pub(super) fn anchors_of(&self, id: &str) -> Vec<Anchor> {
        let kept = self
            .key_of(id)
            .and_then(|key| self.incidents.get(key as usize)?.as_ref());
        let mut numbers = kept.map_or_else(Vec::new, |kept| kept.reports.clone());
        numbers.sort_unstable();
        let reports = numbers.iter().filter_map(|number| self.report(*number));
        let mut anchors: Vec<Anchor> = reports.map(|report| Anchor::of(&report.stored)).collect();
        anchors.sort_by_key(|anchor| anchor.incident != id);
        anchors
    }

    /// The identifiers of the incidents that these reports are part of, in their order; one that is hidden has none.
    pub(super) fn ids_of<'k>(&'k self, told: &'k [ReportNumber]) -> impl Iterator<Item = String> + 'k {
        let keys = told.iter().filter_map(|number| self.report(*number)?.incident);
        keys.filter_map(|key| Some(self.by_key(key)?.incident.id.clone()))
    }
}
