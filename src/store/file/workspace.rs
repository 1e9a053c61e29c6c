//! The reports that a change touches, with all that are linked to them, put together anew; nothing else is read or written.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension, params};

use super::database::Doing;
use super::rows::{self, Tally};
use crate::incident::Incident;
use crate::merge::{ReportFacts, ReportMerger, combine};
use crate::record::StoredIncident;
use crate::store::amend::Amendments;
use crate::store::correction::{Anchor, Change, Correction, Scope};
use crate::store::error::StoreError;
use crate::store::feature::feature_json;
use crate::store::knowledge::StoreKnowledge;
use crate::store::restore::incident_of;

/// The number of a report in the file.
type ReportId = i64;

/// A report in the workspace.
#[derive(Debug)]
struct Loaded {
    stored: StoredIncident,
    facts: ReportFacts,
    /// The incident that it was part of.
    incident: Option<i64>,
}

/// What a change did to the incidents: numbers that are gone or mean something else now, and what they mean.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) removed: Vec<i64>,
    pub(super) added: Vec<(i64, Incident)>,
}

/// Reports that are put together anew. Closed: whatever is linked to one of them is among them.
#[derive(Debug)]
pub(super) struct Workspace<'w> {
    connection: &'w Connection,
    knowledge: &'w StoreKnowledge,
    reports: BTreeMap<ReportId, Loaded>,
    /// Incidents of reports that are gone.
    stale: BTreeSet<i64>,
    /// Facts of reports that were looked at and are not linked.
    looked_at: HashMap<ReportId, ReportFacts>,
}

const READ_REPORTS: &str = "SELECT r.report, r.incident, coalesce(r.record, f.feature), r.component \
    FROM dateline_reports r LEFT JOIN dateline_features f ON f.fid = r.incident";

impl<'w> Workspace<'w> {
    pub(super) fn new(connection: &'w Connection, knowledge: &'w StoreKnowledge) -> Workspace<'w> {
        Workspace {
            connection,
            knowledge,
            reports: BTreeMap::new(),
            stale: BTreeSet::new(),
            looked_at: HashMap::new(),
        }
    }

    fn facts_of(&self, stored: &StoredIncident) -> ReportFacts {
        let source = stored.sources.first();
        let document = source.map_or("", |source| source.document.as_str());
        let published = source.and_then(|source| source.date);
        ReportFacts::of(&stored.incident, document, published, self.knowledge.taxonomy())
    }

    /// Adds a report that is new in the file, with all that it is linked to.
    pub(super) fn add(&mut self, document: i64, stored: StoredIncident) -> Result<(), StoreError> {
        let doing = "write a report";
        let facts = self.facts_of(&stored);
        for near in self.near(&facts)? {
            if self.reports.contains_key(&near) {
                continue;
            }
            if !self.looked_at.contains_key(&near) {
                let found = self.read("WHERE r.report = ?1", near)?;
                let facts = found.first().map(|(_, loaded, _)| loaded.facts.clone());
                self.looked_at.extend(facts.map(|facts| (near, facts)));
            }
            if self.looked_at.get(&near).is_some_and(|other| facts.is_like(other)) {
                self.load_component_of(near)?;
            }
        }
        let mut insert = self
            .connection
            .prepare_cached("INSERT INTO dateline_reports (id, document, component) VALUES (?1, ?2, 0)")
            .doing(doing)?;
        // Its record is written when it is known that the incident is not the same: most are, and a row that shrinks leaves its page half empty.
        insert.execute(params![stored.incident.id, document]).doing(doing)?;
        let report = self.connection.last_insert_rowid();
        let mut update = self
            .connection
            .prepare_cached("UPDATE dateline_reports SET component = report WHERE report = ?1")
            .doing(doing)?;
        update.execute([report]).doing(doing)?;
        let mut insert = self
            .connection
            .prepare_cached("INSERT OR IGNORE INTO dateline_blocks VALUES (?1, ?2)")
            .doing(doing)?;
        for block in facts.blocks() {
            insert.execute([block, report]).doing(doing)?;
        }
        let incident = None;
        self.reports.insert(
            report,
            Loaded {
                stored,
                facts,
                incident,
            },
        );
        Ok(())
    }

    /// The reports that stand in blocks near one.
    fn near(&self, facts: &ReportFacts) -> Result<BTreeSet<ReportId>, StoreError> {
        let doing = "look up near reports";
        let mut near = BTreeSet::new();
        let mut select = self
            .connection
            .prepare_cached("SELECT report FROM dateline_blocks WHERE block = ?1")
            .doing(doing)?;
        for block in facts.blocks_near() {
            let mut rows = select.query([block]).doing(doing)?;
            while let Some(row) = rows.next().doing(doing)? {
                near.insert(row.get(0).doing(doing)?);
            }
        }
        Ok(near)
    }

    fn read(&self, filter: &str, key: i64) -> Result<Vec<(ReportId, Loaded, i64)>, StoreError> {
        let doing = "read reports";
        let mut select = self
            .connection
            .prepare_cached(&format!("{READ_REPORTS} {filter}"))
            .doing(doing)?;
        let mut rows = select.query([key]).doing(doing)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().doing(doing)? {
            let record = row.get_ref(2).doing(doing)?.as_blob().unwrap_or_default();
            let stored = incident_of(record)?;
            let loaded = Loaded {
                facts: self.facts_of(&stored),
                incident: row.get(1).doing(doing)?,
                stored,
            };
            found.push((row.get(0).doing(doing)?, loaded, row.get(3).doing(doing)?));
        }
        Ok(found)
    }

    /// Loads a report with all that are linked to it.
    fn load_component_of(&mut self, report: ReportId) -> Result<(), StoreError> {
        let filter = "WHERE r.component = (SELECT component FROM dateline_reports WHERE report = ?1)";
        for (report, loaded, _) in self.read(filter, report)? {
            self.reports.entry(report).or_insert(loaded);
        }
        Ok(())
    }

    /// The reports of which a column, `document` or `incident`, holds the key.
    fn reports_of(&self, column: &str, key: i64) -> Result<Vec<ReportId>, StoreError> {
        let doing = "look up reports";
        let mut select = self
            .connection
            .prepare_cached(&format!("SELECT report FROM dateline_reports WHERE {column} = ?1"))
            .doing(doing)?;
        let reports = select.query_map([key], |row| row.get(0)).doing(doing)?;
        reports.collect::<rusqlite::Result<_>>().doing(doing)
    }

    /// Loads reports, those that are not there yet, with all that are linked to them.
    fn load_linked(&mut self, reports: Vec<ReportId>) -> Result<(), StoreError> {
        for report in reports {
            if !self.reports.contains_key(&report) {
                self.load_component_of(report)?;
            }
        }
        Ok(())
    }

    /// Loads the reports of a document with all that are linked to them.
    pub(super) fn load_document(&mut self, document: i64) -> Result<(), StoreError> {
        self.load_linked(self.reports_of("document", document)?)
    }

    /// Takes the reports of a document out of the file; those linked to them stay, to be put together anew.
    pub(super) fn forget_document(&mut self, document: i64) -> Result<(), StoreError> {
        let doing = "take a document's reports out";
        self.load_document(document)?;
        let reports = self.reports_of("document", document)?;
        let mut delete = self
            .connection
            .prepare_cached("DELETE FROM dateline_blocks WHERE block = ?1 AND report = ?2")
            .doing(doing)?;
        for report in reports {
            let Some(loaded) = self.reports.remove(&report) else {
                continue;
            };
            self.stale.extend(loaded.incident);
            for block in loaded.facts.blocks() {
                delete.execute([block, report]).doing(doing)?;
            }
        }
        let mut delete = self
            .connection
            .prepare_cached("DELETE FROM dateline_reports WHERE document = ?1")
            .doing(doing)?;
        delete.execute([document]).doing(doing)?;
        self.load_partners()
    }

    /// Loads the reports that were part of one incident with a report that is gone: also those that only a correction joined to it.
    fn load_partners(&mut self) -> Result<(), StoreError> {
        for incident in self.stale.clone() {
            self.load_linked(self.reports_of("incident", incident)?)?;
        }
        Ok(())
    }

    /// Loads what a correction reaches, as it is now.
    pub(super) fn load_reach(&mut self, correction: &Correction) -> Result<(), StoreError> {
        for report in self.named_reports(correction)? {
            self.load_component_of(report)?;
        }
        let anchor = correction.anchors.first();
        match (correction.scope, anchor) {
            (Scope::Document, Some(anchor)) => {
                if let Some(document) = document_number(self.connection, &anchor.document)? {
                    self.load_document(document)?;
                }
            }
            (Scope::Everywhere, Some(anchor)) => self.load_mention(anchor)?,
            _ => {}
        }
        Ok(())
    }

    /// The numbers of the reports that a correction's anchors mean.
    fn named_reports(&self, correction: &Correction) -> Result<Vec<ReportId>, StoreError> {
        let mut named = Vec::new();
        for anchor in &correction.anchors {
            let reports = reports_of_document(self.connection, &anchor.document, &self.reports)?;
            let (numbers, anchors): (Vec<ReportId>, Vec<Anchor>) = reports.into_iter().unzip();
            named.extend(anchor.find(&anchors).and_then(|found| numbers.get(found)));
        }
        Ok(named)
    }

    /// Loads every incident whose place is named by the anchor's words.
    fn load_mention(&mut self, anchor: &Anchor) -> Result<(), StoreError> {
        let Some(mention) = &anchor.mention else {
            return Ok(());
        };
        let doing = "look a place's name up";
        let wanted = crate::text::fold(mention);
        let sql = "SELECT r.report, i.place_mention FROM incidents i JOIN dateline_reports r ON r.incident = i.fid \
            WHERE i.place_mention IS NOT NULL";
        let mut select = self.connection.prepare_cached(sql).doing(doing)?;
        let mut rows = select.query([]).doing(doing)?;
        let mut reports: Vec<ReportId> = Vec::new();
        while let Some(row) = rows.next().doing(doing)? {
            let words = row.get_ref(1).doing(doing)?.as_str().unwrap_or_default();
            if crate::text::fold(words) == wanted {
                reports.push(row.get(0).doing(doing)?);
            }
        }
        for report in reports {
            if !self.reports.contains_key(&report) {
                self.load_component_of(report)?;
            }
        }
        Ok(())
    }

    /// Puts the reports together and writes what came out differently.
    pub(super) fn finish(mut self, corrections: &[Correction], tally: &mut Tally) -> Result<Outcome, StoreError> {
        self.load_joined(corrections)?;
        let relevant = self.relevant(corrections);
        let amendments = Amendments::new(self.knowledge, relevant, |document| {
            let reports = reports_of_document(self.connection, document, &self.reports)?;
            Ok::<_, StoreError>(reports.into_iter().map(|(_, anchor)| anchor).collect())
        })?;
        let mut merger = ReportMerger::new();
        let mut numbers = Vec::new();
        for (report, loaded) in &self.reports {
            merger.add(loaded.facts.clone());
            numbers.push(*report);
        }
        let report_of = |number: &crate::merge::ReportNumber| numbers.get(number.0 as usize).copied();
        let mut components: HashMap<ReportId, ReportId> = HashMap::new();
        for component in merger.components() {
            let reports: Vec<ReportId> = component.iter().filter_map(report_of).collect();
            let smallest = reports.iter().min().copied().unwrap_or_default();
            components.extend(reports.into_iter().map(|report| (report, smallest)));
        }
        let loaded = |report: &ReportId| self.reports.get(report).map(|loaded| &loaded.stored);
        let groups = merger.groups().into_iter();
        let groups = groups.map(|group| {
            let reports = group.iter().filter_map(report_of);
            reports.filter_map(|report| loaded(&report)).collect::<Vec<_>>()
        });
        let by_address: HashMap<*const StoredIncident, ReportId> = self
            .reports
            .iter()
            .map(|(report, loaded)| (std::ptr::from_ref(&loaded.stored), *report))
            .collect();
        let mut writing = Writing::new(self.connection, self.knowledge, self.old_incidents()?, tally);
        for group in amendments.regroup(groups.collect()) {
            let stored = combine(&group).and_then(|stored| amendments.apply(stored, &group));
            let fid = stored.as_ref().map(|stored| writing.keep(stored)).transpose()?;
            for report in &group {
                let is_whole = group.len() == 1 && stored.as_ref() == Some(*report);
                let Some(number) = by_address.get(&std::ptr::from_ref(*report)) else {
                    continue;
                };
                let component = components.get(number).copied().unwrap_or(*number);
                writing.keep_report(*number, component, fid, (!is_whole).then_some(*report))?;
            }
        }
        writing.finish()
    }

    /// Loads what corrections join to reports of the workspace.
    fn load_joined(&mut self, corrections: &[Correction]) -> Result<(), StoreError> {
        let merges = corrections
            .iter()
            .filter(|correction| matches!(correction.change, Change::Merge { .. }));
        let merges: Vec<Vec<ReportId>> = merges
            .filter(|correction| self.concerns(correction))
            .map(|correction| self.named_reports(correction))
            .collect::<Result<_, _>>()?;
        loop {
            let before = self.reports.len();
            for named in &merges {
                if named.iter().any(|report| self.reports.contains_key(report)) {
                    for report in named {
                        self.load_component_of(*report)?;
                    }
                }
            }
            if self.reports.len() == before {
                return Ok(());
            }
        }
    }

    fn relevant<'c>(&self, corrections: &'c [Correction]) -> Vec<&'c Correction> {
        corrections
            .iter()
            .filter(|correction| self.concerns(correction))
            .collect()
    }

    fn concerns(&self, correction: &Correction) -> bool {
        let documents = self.reports.values().filter_map(|loaded| loaded.stored.sources.first());
        let mut documents = documents.map(|source| source.document.as_str());
        correction.scope == Scope::Everywhere
            || documents.any(|document| correction.anchors.iter().any(|anchor| anchor.document == document))
    }

    /// The incidents that reports of the workspace made up before: number, identifier and feature.
    fn old_incidents(&self) -> Result<HashMap<String, (i64, Vec<u8>)>, StoreError> {
        let doing = "read incidents";
        let sql = "SELECT i.id, f.feature FROM incidents i JOIN dateline_features f USING (fid) WHERE fid = ?1";
        let mut select = self.connection.prepare_cached(sql).doing(doing)?;
        let numbers = self.reports.values().filter_map(|loaded| loaded.incident);
        let numbers: BTreeSet<i64> = numbers.chain(self.stale.iter().copied()).collect();
        let mut old = HashMap::new();
        for fid in numbers {
            let row = select.query_row([fid], |row| Ok((row.get(0)?, row.get(1)?))).optional();
            if let Some((id, feature)) = row.doing(doing)? {
                old.insert(id, (fid, feature));
            }
        }
        Ok(old)
    }
}

/// The incidents that come out of a workspace, on their way into the file.
struct Writing<'w, 't> {
    connection: &'w Connection,
    knowledge: &'w StoreKnowledge,
    /// Incidents that were there and have not come out yet.
    old: HashMap<String, (i64, Vec<u8>)>,
    tally: &'t mut Tally,
    outcome: Outcome,
}

impl<'w, 't> Writing<'w, 't> {
    fn new(
        connection: &'w Connection,
        knowledge: &'w StoreKnowledge,
        old: HashMap<String, (i64, Vec<u8>)>,
        tally: &'t mut Tally,
    ) -> Writing<'w, 't> {
        Writing {
            connection,
            knowledge,
            old,
            tally,
            outcome: Outcome::default(),
        }
    }

    /// Writes an incident, unless it is there and the same; returns its number, which stays as long as its identifier does.
    fn keep(&mut self, stored: &StoredIncident) -> Result<i64, StoreError> {
        let feature = feature_json(stored, self.knowledge.taxonomy())?;
        let old = self.old.remove(&stored.incident.id);
        if let Some((fid, old)) = &old {
            if *old == feature {
                return Ok(*fid);
            }
            rows::delete_incident(self.connection, *fid, self.tally)?;
            self.outcome.removed.push(*fid);
        }
        let fid = old.map(|(fid, _)| fid);
        let fid = rows::insert_incident(self.connection, fid, stored, &feature, self.knowledge, self.tally)?;
        self.outcome.added.push((fid, stored.incident.clone()));
        Ok(fid)
    }

    /// Notes what a report is part of now; `record` is the report where the incident is not the same.
    fn keep_report(
        &self,
        report: ReportId,
        component: ReportId,
        incident: Option<i64>,
        record: Option<&StoredIncident>,
    ) -> Result<(), StoreError> {
        let doing = "write a report";
        let record = record.map(|report| feature_json(report, self.knowledge.taxonomy()));
        let record = record.transpose()?;
        let sql = "UPDATE dateline_reports SET component = ?2, incident = ?3, record = ?4 WHERE report = ?1";
        let mut update = self.connection.prepare_cached(sql).doing(doing)?;
        update
            .execute(params![report, component, incident, record])
            .doing(doing)?;
        Ok(())
    }

    /// Takes out what did not come out again.
    fn finish(mut self) -> Result<Outcome, StoreError> {
        for (fid, _) in self.old.into_values() {
            rows::delete_incident(self.connection, fid, self.tally)?;
            self.outcome.removed.push(fid);
        }
        Ok(self.outcome)
    }
}

/// The number of a document; `None` where there is no such one.
pub(super) fn document_number(connection: &Connection, id: &str) -> Result<Option<i64>, StoreError> {
    let doing = "look a document up";
    let mut select = connection
        .prepare_cached("SELECT fid FROM documents WHERE id = ?1")
        .doing(doing)?;
    select.query_row([id], |row| row.get(0)).optional().doing(doing)
}

/// The anchors of a document's reports with their numbers; `loaded` are those of the workspace, some of which are not written yet.
fn reports_of_document(
    connection: &Connection,
    document: &str,
    loaded: &BTreeMap<ReportId, Loaded>,
) -> Result<Vec<(ReportId, Anchor)>, StoreError> {
    let doing = "read a document's reports";
    let Some(number) = document_number(connection, document)? else {
        return Ok(Vec::new());
    };
    let sql = format!("{READ_REPORTS} WHERE r.document = ?1 ORDER BY r.report");
    let mut select = connection.prepare_cached(&sql).doing(doing)?;
    let mut rows = select.query([number]).doing(doing)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next().doing(doing)? {
        let report = row.get(0).doing(doing)?;
        let anchor = match loaded.get(&report) {
            Some(loaded) => Anchor::of(&loaded.stored),
            None => Anchor::of(&incident_of(
                row.get_ref(2).doing(doing)?.as_blob().unwrap_or_default(),
            )?),
        };
        found.push((report, anchor));
    }
    Ok(found)
}
