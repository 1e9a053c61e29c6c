//! The store that is kept: one GeoPackage file, which QGIS and GDAL open as it is, also while Dateline runs.
//!
//! The [`Columns`] stand in memory and say which incidents answer; the file gives their features. A change is one transaction, on the disk
//! before it is acknowledged (write-ahead log, synchronous FULL), and touches only the reports that it is linked to.

mod tables;
mod database;
mod generation;
mod rows;
mod workspace;
mod facts;
mod documents;

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, OptionalExtension, params};

use self::database::{Database, Doing};
use self::generation::{Generation, generation_of};
use self::rows::Tally;
use self::workspace::{Outcome, Workspace};
use super::amend;
use super::columns::{Columns, Row};
use super::correction::{Anchor, Correction, ImportCounts, NewCorrection};
use super::error::StoreError;
use super::incident_store::{
    ChangeListener, IncidentStore, Inserted, NameChoice, PlaceCount, StoreChange, StoreCounts, StoreKind,
    StoredDocument,
};
use super::knowledge::StoreKnowledge;
use super::making;
use super::query::IncidentQuery;
use super::reading::{NamedPlace, ReadDocument};
use super::restore::incident_of;
use super::select::{Found, RowFilter, Selection, WordHits};
use crate::document::Document;
use crate::record::StoredIncident;

/// How many counts of matches are remembered for one state of the store.
const MOST_COUNTS: usize = 1_000;

/// Analysed documents in a GeoPackage file.
pub struct GeoPackageStore {
    database: Database,
    knowledge: StoreKnowledge,
    generation: Generation,
    cache: Mutex<Cache>,
    listeners: Mutex<Vec<ChangeListener>>,
}

/// What was last read of the file; good while its generation is the same.
#[derive(Debug, Default)]
struct Cache {
    generation: u64,
    columns: Option<Arc<Columns>>,
    /// How many incidents match, by the query's own words.
    counts: HashMap<String, usize>,
}

impl std::fmt::Debug for GeoPackageStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GeoPackageStore")
            .field("database", &self.database)
            .finish_non_exhaustive()
    }
}

impl GeoPackageStore {
    /// Opens the store in a file, or makes one where there is none.
    ///
    /// # Errors
    /// [`StoreError::Open`] where the file cannot be opened, is damaged, is of another program or of a newer Dateline.
    pub fn open(path: &Path, knowledge: StoreKnowledge) -> Result<GeoPackageStore, StoreError> {
        Ok(GeoPackageStore {
            database: Database::open(path)?,
            knowledge,
            generation: Generation::new(),
            cache: Mutex::default(),
            listeners: Mutex::default(),
        })
    }

    /// Checks every page, index and R-tree of the file; slow. What is wrong, nothing where all is well.
    ///
    /// # Errors
    /// [`StoreError`] where the file cannot be read.
    pub fn verify(&self) -> Result<Vec<String>, StoreError> {
        self.database.read(|connection| {
            let doing = "check the store";
            let mut wrong = Vec::new();
            let mut checks = vec![
                "PRAGMA integrity_check".to_owned(),
                "PRAGMA foreign_key_check".to_owned(),
            ];
            checks.extend(
                crate::export::table::Layer::NAMES.map(|(layer, _)| format!("SELECT rtreecheck('rtree_{layer}_geom')")),
            );
            for check in checks {
                let mut check = connection.prepare(&check).doing(doing)?;
                let mut rows = check.query([]).doing(doing)?;
                while let Some(row) = rows.next().doing(doing)? {
                    let said: String = row.get(0).doing(doing)?;
                    wrong.extend((said != "ok").then_some(said));
                }
            }
            Ok(wrong)
        })
    }

    fn cache(&self) -> std::sync::MutexGuard<'_, Cache> {
        self.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes a change; afterwards the columns are those of the file, and listeners are told.
    fn change<T>(
        &self,
        documents: Vec<String>,
        make: impl FnOnce(&Connection, &mut Tally) -> Result<(T, Outcome), StoreError>,
    ) -> Result<T, StoreError> {
        let (result, outcome, generation) = self.database.write(|connection| {
            let mut tally = Tally::default();
            let (result, outcome) = make(connection, &mut tally)?;
            tally.write(connection)?;
            Ok((result, outcome, generation_of(connection)? + 1))
        })?;
        self.apply(&outcome, generation);
        self.generation.note(generation);
        let listeners = self.listeners.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if !listeners.is_empty() {
            let change = StoreChange {
                documents,
                added: outcome.added.len(),
                removed: outcome.removed.len(),
                total: self.counts()?.incidents,
            };
            for listener in listeners {
                listener(&change);
            }
        }
        Ok(result)
    }

    /// Brings the columns up to date, where they are in use and no other change came between.
    fn apply(&self, outcome: &Outcome, generation: u64) {
        let mut cache = self.cache();
        let known = cache.columns.take().filter(|_| cache.generation + 1 == generation);
        cache.generation = generation;
        cache.counts.clear();
        cache.columns = known.map(|columns| {
            if outcome.removed.is_empty() && outcome.added.is_empty() {
                return columns;
            }
            let removed: HashSet<u32> = outcome.removed.iter().copied().map(row_key).collect();
            let added = outcome.added.iter().map(|(fid, incident)| (row_key(*fid), incident));
            Arc::new(columns.changed(&removed, added))
        });
    }

    /// The rows that hold the words; `None` where the query has none.
    fn hits(&self, query: &IncidentQuery, columns: &Columns) -> Result<Option<WordHits>, StoreError> {
        if !query.has_words() {
            return Ok(None);
        }
        let rows = self.database.read(|connection| {
            let mut found = facts::with_words(connection, query)?;
            // The index knows the names of all actors together; that one of them holds all words is asked of the incident.
            if query.actor.len() > 1 {
                let mut held = Vec::new();
                for fid in found {
                    let feature = feature_of(connection, fid)?;
                    let stored = feature.map(|feature| incident_of(&feature)).transpose()?;
                    held.extend(stored.filter(|stored| query.matches_words(stored)).map(|_| fid));
                }
                found = held;
            }
            let in_title = facts::with_title_words(connection, query)?;
            Ok((found, in_title))
        })?;
        let numbers = |fids: Vec<i64>| {
            let keys = fids.into_iter().map(row_key);
            let mut numbers: Vec<u32> = keys.filter_map(|key| columns.number_of_key(key)).collect();
            numbers.sort_unstable();
            numbers
        };
        Ok(Some(WordHits {
            rows: numbers(rows.0),
            in_title: numbers(rows.1),
        }))
    }

    /// The incident of a row; `None` where it is gone or cannot be read: then no filter holds for it.
    fn record(&self, row: &Row) -> Option<StoredIncident> {
        let feature = self
            .database
            .read(|connection| feature_of(connection, i64::from(row.key)));
        incident_of(&feature.ok()??).ok()
    }

    /// How many match, remembered while the store does not change.
    fn count(&self, filter: &RowFilter<'_>, query: &IncidentQuery, columns: &Arc<Columns>) -> usize {
        let words = format!("{:?}", query.without_page());
        let is_current = |cache: &Cache| cache.columns.as_ref().is_some_and(|known| Arc::ptr_eq(known, columns));
        let cache = self.cache();
        let known = cache.counts.get(&words).copied().filter(|_| is_current(&cache));
        drop(cache);
        if let Some(count) = known {
            return count;
        }
        let count = filter.count();
        let mut cache = self.cache();
        if is_current(&cache) {
            if cache.counts.len() >= MOST_COUNTS {
                cache.counts.clear();
            }
            cache.counts.insert(words, count);
        }
        count
    }

    fn corrections_in(connection: &Connection) -> Result<Vec<Correction>, StoreError> {
        let doing = "read the corrections";
        let mut select = connection
            .prepare_cached("SELECT correction FROM corrections ORDER BY created, fid")
            .doing(doing)?;
        let mut rows = select.query([]).doing(doing)?;
        let mut corrections = Vec::new();
        while let Some(row) = rows.next().doing(doing)? {
            let json = row.get_ref(0).doing(doing)?.as_str().unwrap_or_default();
            let read = serde_json::from_str(json);
            let read = read.map_err(|error| StoreError::record("correction", error.to_string()))?;
            corrections.push(read);
        }
        Ok(corrections)
    }

    /// Writes corrections down and puts together anew what they reach.
    fn add_corrections(
        &self,
        connection: &Connection,
        new: &[Correction],
        tally: &mut Tally,
    ) -> Result<Outcome, StoreError> {
        let doing = "write a correction";
        let sql = "INSERT INTO corrections (id, created, action, incident, correction) VALUES (?1, ?2, ?3, ?4, ?5)";
        let mut workspace = Workspace::new(connection, &self.knowledge);
        for correction in new {
            let json = serde_json::to_value(correction).map_err(|source| StoreError::Format {
                id: correction.id.clone(),
                source,
            })?;
            let action = json
                .get("action")
                .and_then(serde_json::Value::as_str)
                .unwrap_or_default();
            let cells = params![
                correction.id,
                correction.created,
                action,
                correction.change.incident(),
                json.to_string()
            ];
            connection
                .prepare_cached(sql)
                .doing(doing)?
                .execute(cells)
                .doing(doing)?;
            tally.count("corrections", 1);
            workspace.load_reach(correction)?;
        }
        workspace.finish(&GeoPackageStore::corrections_in(connection)?, tally)
    }
}

impl IncidentStore for GeoPackageStore {
    fn kind(&self) -> StoreKind {
        StoreKind::File
    }

    fn generation(&self) -> u64 {
        let ask = || {
            self.database
                .read(generation_of)
                .map(|known| self.generation.note(known))
        };
        self.generation.fresh().unwrap_or_else(|| ask().unwrap_or_default())
    }

    fn counts(&self) -> Result<StoreCounts, StoreError> {
        self.database.read(|connection| {
            let doing = "count what the store holds";
            let sql = "SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = ?1";
            let mut select = connection.prepare_cached(sql).doing(doing)?;
            let mut count = |table: &str| select.query_row([table], |row| row.get(0)).doing(doing);
            Ok(StoreCounts {
                documents: count("documents")?,
                incidents: count("incidents")?,
            })
        })
    }

    fn insert(&self, documents: Vec<ReadDocument>) -> Result<Vec<Inserted>, StoreError> {
        let ids = making::each_once(documents.iter().map(|read| read.document.id.clone()));
        self.change(ids, |connection, tally| {
            let corrections = GeoPackageStore::corrections_in(connection)?;
            let mut workspace = Workspace::new(connection, &self.knowledge);
            let mut numbers = Vec::new();
            for read in documents {
                let id = read.document.id.clone();
                let replaced = documents::take_out(connection, &id, &mut workspace, tally)?;
                let number = documents::put_in(connection, &read, &self.knowledge, tally)?;
                for report in read.incidents {
                    workspace.add(number, report)?;
                }
                numbers.push((id, replaced));
            }
            let outcome = workspace.finish(&corrections, tally)?;
            let inserted = numbers.into_iter().map(|(document, replaced)| {
                let number = workspace::document_number(connection, &document)?;
                let incidents = number.map(|number| documents::incidents_of(connection, number));
                Ok(Inserted {
                    document,
                    incidents: incidents.transpose()?.unwrap_or_default(),
                    replaced,
                })
            });
            Ok((inserted.collect::<Result<_, StoreError>>()?, outcome))
        })
    }

    fn holds(&self, document: &Document) -> Result<bool, StoreError> {
        self.database.read(|connection| {
            let doing = "look a document up";
            let sql = "SELECT fingerprint = ?2 FROM documents WHERE id = ?1";
            let mut select = connection.prepare_cached(sql).doing(doing)?;
            let same = select.query_row([&document.id, &making::fingerprint(document)], |row| row.get(0));
            Ok(same.optional().doing(doing)?.unwrap_or_default())
        })
    }

    fn remove_document(&self, id: &str) -> Result<bool, StoreError> {
        if self
            .database
            .read(|connection| workspace::document_number(connection, id))?
            .is_none()
        {
            return Ok(false);
        }
        self.change(vec![id.to_owned()], |connection, tally| {
            let corrections = GeoPackageStore::corrections_in(connection)?;
            let mut workspace = Workspace::new(connection, &self.knowledge);
            let was_there = documents::take_out(connection, id, &mut workspace, tally)?;
            Ok((was_there, workspace.finish(&corrections, tally)?))
        })
    }

    fn columns(&self) -> Result<Arc<Columns>, StoreError> {
        let generation = self.generation();
        let cache = self.cache();
        if let Some(columns) = cache.columns.as_ref().filter(|_| generation <= cache.generation) {
            return Ok(Arc::clone(columns));
        }
        drop(cache);
        // Both are read in one transaction, so that they are of one state.
        let (generation, columns) = self.database.read(|connection| {
            let doing = "read the incidents";
            let reading = connection.unchecked_transaction().doing(doing)?;
            let generation = generation_of(&reading)?;
            let columns = Arc::new(facts::read_columns(&reading)?);
            reading.commit().doing(doing)?;
            Ok((generation, columns))
        })?;
        self.generation.note(generation);
        let mut cache = self.cache();
        if cache.generation < generation || cache.columns.is_none() {
            cache.generation = generation;
            cache.counts.clear();
            cache.columns = Some(Arc::clone(&columns));
        }
        Ok(columns)
    }

    fn select(&self, query: &IncidentQuery) -> Result<Selection, StoreError> {
        let columns = self.columns()?;
        let hits = self.hits(query, &columns)?;
        Ok(Selection {
            rows: RowFilter::new(&columns, query, hits.as_ref(), &|row| self.record(row)).all(),
            columns,
        })
    }

    fn find(&self, query: &IncidentQuery) -> Result<Found, StoreError> {
        let columns = self.columns()?;
        let hits = self.hits(query, &columns)?;
        let load = |row: &Row| self.record(row);
        let filter = RowFilter::new(&columns, query, hits.as_ref(), &load);
        let (rows, next) = filter.page();
        Ok(Found {
            matched: self.count(&filter, query, &columns),
            rows,
            next,
            columns,
        })
    }

    fn features(&self, columns: &Columns, rows: &[u32], take: &mut dyn FnMut(&[u8])) -> Result<(), StoreError> {
        self.database.read(|connection| {
            let doing = "read incidents";
            // Within one transaction the file is locked once and not for each row.
            let reading = connection.unchecked_transaction().doing(doing)?;
            let mut select = reading
                .prepare_cached("SELECT feature FROM dateline_features WHERE fid = ?1")
                .doing(doing)?;
            for row in rows.iter().filter_map(|number| columns.row(*number)) {
                let mut found = select.query([row.key]).doing(doing)?;
                if let Some(row) = found.next().doing(doing)? {
                    take(row.get_ref(0).doing(doing)?.as_blob().unwrap_or_default());
                }
            }
            Ok(())
        })
    }

    fn feature(&self, id: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.database.read(|connection| match incident_number(connection, id)? {
            Some(fid) => feature_of(connection, fid),
            None => Ok(None),
        })
    }

    fn incident(&self, id: &str) -> Result<Option<StoredIncident>, StoreError> {
        let feature = self.feature(id)?;
        feature.map(|feature| incident_of(&feature)).transpose()
    }

    fn document(&self, id: &str) -> Result<Option<StoredDocument>, StoreError> {
        self.database.read(|connection| documents::read(connection, id))
    }

    fn named_places(&self, document: &str, wanted: NameChoice<'_>) -> Result<Vec<NamedPlace>, StoreError> {
        self.database
            .read(|connection| documents::named_places(connection, document, wanted))
    }

    fn documents(&self, after: Option<&str>, limit: usize) -> Result<Vec<StoredDocument>, StoreError> {
        self.database
            .read(|connection| documents::list(connection, after, limit))
    }

    fn places(&self) -> Result<Vec<PlaceCount>, StoreError> {
        self.database.read(documents::places)
    }

    fn corrections(&self) -> Result<Vec<Correction>, StoreError> {
        self.database.read(GeoPackageStore::corrections_in)
    }

    fn correct(&self, correction: NewCorrection) -> Result<Correction, StoreError> {
        amend::check(&correction.change, &self.knowledge)?;
        self.change(Vec::new(), |connection, tally| {
            let made = making::make(correction, |id| anchors_of(connection, id))?;
            let outcome = self.add_corrections(connection, std::slice::from_ref(&made), tally)?;
            Ok((made, outcome))
        })
    }

    fn undo(&self, id: &str) -> Result<bool, StoreError> {
        let known = self.corrections()?;
        let Some(gone) = known.into_iter().find(|correction| correction.id == id) else {
            return Ok(false);
        };
        self.change(Vec::new(), |connection, tally| {
            let doing = "take a correction back";
            let mut workspace = Workspace::new(connection, &self.knowledge);
            workspace.load_reach(&gone)?;
            let rows = connection
                .execute("DELETE FROM corrections WHERE id = ?1", [id])
                .doing(doing)?;
            tally.count("corrections", -i64::try_from(rows).unwrap_or_default());
            let outcome = workspace.finish(&GeoPackageStore::corrections_in(connection)?, tally)?;
            Ok((rows > 0, outcome))
        })
    }

    fn import_corrections(&self, corrections: Vec<Correction>) -> Result<ImportCounts, StoreError> {
        for correction in &corrections {
            amend::check(&correction.change, &self.knowledge)?;
        }
        self.change(Vec::new(), |connection, tally| {
            let (new, counts) = making::unknown(corrections, &GeoPackageStore::corrections_in(connection)?);
            Ok((counts, self.add_corrections(connection, &new, tally)?))
        })
    }

    fn on_change(&self, listener: ChangeListener) {
        let mut listeners = self.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        listeners.push(listener);
    }
}

/// The key of an incident's row in the columns. Numbers beyond four billion, which no file reaches, would share one.
fn row_key(fid: i64) -> u32 {
    u32::try_from(fid).unwrap_or(u32::MAX)
}

fn feature_of(connection: &Connection, fid: i64) -> Result<Option<Vec<u8>>, StoreError> {
    let doing = "read an incident";
    let mut select = connection
        .prepare_cached("SELECT feature FROM dateline_features WHERE fid = ?1")
        .doing(doing)?;
    select.query_row([fid], |row| row.get(0)).optional().doing(doing)
}

/// The number of an incident by its own identifier, else by that of one of its reports.
fn incident_number(connection: &Connection, id: &str) -> Result<Option<i64>, StoreError> {
    let doing = "look an incident up";
    for sql in [
        "SELECT fid FROM incidents WHERE id = ?1",
        "SELECT incident FROM dateline_reports WHERE id = ?1 AND incident IS NOT NULL",
    ] {
        let mut select = connection.prepare_cached(sql).doing(doing)?;
        if let Some(fid) = select.query_row([id], |row| row.get(0)).optional().doing(doing)? {
            return Ok(Some(fid));
        }
    }
    Ok(None)
}

/// The reports of an incident, the one that gives it its identifier first; none where there is no such incident.
fn anchors_of(connection: &Connection, id: &str) -> Result<Vec<Anchor>, StoreError> {
    let doing = "read an incident's reports";
    let Some(fid) = incident_number(connection, id)? else {
        return Ok(Vec::new());
    };
    let sql = "SELECT coalesce(r.record, f.feature) FROM dateline_reports r \
        LEFT JOIN dateline_features f ON f.fid = r.incident WHERE r.incident = ?1";
    let mut select = connection.prepare_cached(sql).doing(doing)?;
    let mut rows = select.query([fid]).doing(doing)?;
    let mut anchors = Vec::new();
    while let Some(row) = rows.next().doing(doing)? {
        let record = row.get_ref(0).doing(doing)?.as_blob().unwrap_or_default();
        anchors.push(Anchor::of(&incident_of(record)?));
    }
    anchors.sort_by_key(|anchor| anchor.incident != id);
    Ok(anchors)
}
